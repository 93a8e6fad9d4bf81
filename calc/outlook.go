package calc

import (
	"math"
	"slices"
)

// outlook is what is certain about all later months.
type outlook uint8

const (
	uncertain     outlook = iota
	alwaysCovered         // revenue covers all costs in every later month
	neverCovered          // revenue covers all costs in no later month
)

// lookahead finds out whether the side that is greater as a month starts, revenue or costs,
// stays greater forever.
//
// The greater side grows at least by the weighted mean of its lines' factors, because lines
// that grow faster gain weight. The smaller side grows at most by its largest factor. Costs
// that are a share of revenue move with it unless the share itself changes.
type lookahead struct {
	revenue, costs         sideAhead
	shares                 float64 // of revenue, that costs take
	shareRises, shareFalls bool
	isOpen                 bool // a line goes its own way
}

// sideAhead is the revenue of a month, or its costs but for shares of revenue.
type sideAhead struct {
	rate    float64
	next    float64 // the least that rate can be a month later
	fastest float64 // the largest factor per month
}

// add includes a stream as it stands as month t starts: the first that is not filled.
func (l *lookahead) add(s *stream, t int) {
	rate := capFlow(s.next * staffing(s.hires, t-s.first))
	if t > s.last || rate == 0 {
		return
	}
	l.isOpen = l.isOpen || s.every > 0 && (s.growth != 1 || s.hires != 0 || s.share)
	l.include(s, rate, t)
}

// addCash is add for the cash of a stream, which can be late.
func (l *lookahead) addCash(s *stream, t int) {
	l.isOpen = l.isOpen || s.every > 0 || s.share && s.delay > 0
	if rate := s.rate(t - s.delay); rate != 0 {
		l.include(s, rate, t-s.delay)
	}
}

func (l *lookahead) include(s *stream, rate float64, t int) {
	side := &l.costs
	switch {
	case s.share:
		l.shares += rate
		l.shareRises, l.shareFalls = l.shareRises || s.growth > 1, l.shareFalls || s.growth < 1
		return
	case s.revenue:
		side = &l.revenue
	}
	slowest, fastest := s.growthBounds(t)
	side.rate += rate
	side.next += rate * slowest
	side.fastest = math.Max(side.fastest, fastest)
}

// growthBounds returns bounds on the factors by which the rate changes from month t on.
func (s *stream) growthBounds(t int) (slowest, fastest float64) {
	k := t - s.first
	switch {
	case s.hires < 0:
		return 0, s.growth
	case s.hires > 0:
		return s.growth, s.growth * staffing(s.hires, k+1) / staffing(s.hires, k)
	}
	return s.growth, s.growth
}

// outlook returns what is certain once all streams have been added.
func (l *lookahead) outlook() outlook {
	isCovered := l.revenue.rate >= (l.costs.rate+l.shares*l.revenue.rate)*(1-roundoff)
	leading, trailing := &l.costs, l.revenue.fastest
	if isCovered {
		leading, trailing = &l.revenue, l.costs.fastest
	}
	if l.shareRises && isCovered || l.shareFalls && !isCovered {
		trailing = math.Inf(1)
	}
	switch {
	case l.isOpen, leading.rate*trailing*(1-roundoff) > leading.next, !isCovered && leading.next == 0: // costs may end
		return uncertain
	case isCovered:
		return alwaysCovered
	}
	return neverCovered
}

// passed is a stream in months that are passed as a whole.
type passed struct {
	stream      *stream
	first, last float64    // what flows per month as the months start, and end
	slope       float64    // the part of the first by which it has grown in the month before
	factors     [2]float64 // by which a year and four years multiply it
}

// coveredLater returns the first month from month t on, the first that is not filled, in which
// revenue covers all costs, or infinity. It passes four years or one as a whole where bounds on the
// flows allow it, up to a month after which all costs together grow at least as fast as any revenue.
// canTell is false where a stream does not simply grow, or the time in the month has to be found.
//
// Sums of growing flows are convex: between two months revenue is at most on the line through what it
// is in them, and costs are at least on the line through what they were in the two months before.
func (p *projection) coveredLater(t int) (month float64, canTell bool) {
	if t < p.settledAt || t != p.filledTo || !p.passFrom(t) {
		return 0, false
	}
	earners := 0
	fastest, shareFalls := 0.0, false // growth of revenue, and whether a share of it falls
	for i := range p.passed {
		switch s := p.passed[i].stream; {
		case s.revenue:
			earners++
			if s.growth > fastest {
				fastest = s.growth
			}
		case s.share:
			shareFalls = shareFalls || s.growth < 1
		}
	}
	for isLong := true; t < Forever; {
		months, length := 12, 0
		if isLong {
			months, length = 48, 1
		}
		var firstRevenue, lastRevenue float64
		for i := range p.passed[:earners] {
			s := &p.passed[i]
			firstRevenue += s.first
			s.last = s.first * s.factors[length]
			lastRevenue += s.last
		}
		// Costs as the months start, how they have changed in the month before, what they are a month
		// later, and the least that they and shares of revenue are.
		var costs, rise, soon, least, shares float64
		for i := earners; i < len(p.passed); i++ {
			s := &p.passed[i]
			first := s.first
			last := first * s.factors[length]
			s.last = last
			if s.stream.share {
				if last < first {
					first = last
				}
				shares += first
				continue
			}
			costs += first
			soon += first * s.stream.growth
			if last <= maxFlow {
				rise += first * s.slope
			}
			if last < first {
				first = last
			}
			least += first
		}
		if left := 1 - shares; left > 0 {
			firstRevenue *= left
			lastRevenue *= left
		} else {
			firstRevenue, lastRevenue = 0, 0
		}
		const slack = 1 - 1e-9 // more than rounding errors add up to
		isUncovered := firstRevenue < costs*slack && (lastRevenue < (costs+float64(months)*rise)*slack ||
			firstRevenue < least*slack && lastRevenue < least*slack)
		switch {
		case firstRevenue < costs*slack && !shareFalls && costs*fastest <= soon:
			return math.Inf(1), true
		case !isUncovered && isLong:
			isLong = false
			continue
		case isUncovered:
			t += months
			isLong = true
		case p.isContinuous:
			return 0, false
		default:
			if month := p.coveredInYear(); month < min(12, Forever-t) {
				return float64(t + month), true
			}
			t += months
		}
		for i := range p.passed {
			s := &p.passed[i]
			if s.first = s.last; s.first > maxFlow {
				s.first = maxFlow
			}
		}
	}
	return math.Inf(1), true
}

// passFrom sets the streams that can be passed from month t on. It returns false if one cannot.
func (p *projection) passFrom(t int) bool {
	p.passed = slices.Grow(p.passed[:0], len(p.streams))
	for i := range p.streams {
		s := &p.streams[i]
		if s.hires != 0 || s.every > 0 && (s.growth != 1 || s.share) {
			return false
		}
		if t > s.last {
			continue
		}
		p.passed = p.passed[:len(p.passed)+1]
		next := &p.passed[len(p.passed)-1]
		next.stream, next.first, next.slope = s, s.next, 1-1/s.growth
		if !s.moves {
			next.first = s.rate(t)
		}
		fourth := s.growth * s.growth * s.growth * s.growth
		year := fourth * fourth * fourth
		next.factors = [2]float64{year, year * year * year * year}
	}
	return true
}

// coveredInYear returns the first of the twelve months that are passed in which revenue covers all
// costs, or 12.
func (p *projection) coveredInYear() (month int) {
	var revenue, costs, shares [12]float64
	for i := range p.passed {
		s := &p.passed[i]
		months := &costs
		switch {
		case s.stream.revenue:
			months = &revenue
		case s.stream.share:
			months = &shares
		}
		addGrowing(months[:], s.first, s.stream.growth)
	}
	for month < 12 && revenue[month] < (costs[month]+shares[month]*revenue[month])*(1-roundoff) {
		month++
	}
	return month
}
