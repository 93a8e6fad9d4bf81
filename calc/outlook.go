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
	isLate                 bool // some revenue is received later than costs that are a share of it are paid
}

// sideAhead is the revenue of a month, or its costs but for shares of revenue.
type sideAhead struct {
	rate    float64
	next    float64 // the least that rate can be a month later
	low     float64 // and the least and the greatest that it can be until then
	high    float64
	fastest float64 // the largest factor per month
}

// add includes a stream as it stands as month t starts: the first that is not filled.
func (l *lookahead) add(s *stream, t int) {
	// The last payment can go on where none follows.
	l.isOpen = l.isOpen || s.every > 0 && (s.growth != 1 || s.hires != 0 || s.share) && s.rate(t) != 0
	rate := capFlow(s.next * staffing(s.hires, t-s.first))
	if t > s.last || rate == 0 {
		return
	}
	l.include(s, rate, t)
}

// addCash is add for the cash of a stream, which can be late.
func (l *lookahead) addCash(s *stream, t int) {
	l.isOpen = l.isOpen || s.every > 0 || s.share && s.delay > 0
	l.isLate = l.isLate || s.revenue && s.delay > 0
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
	side.low += rate * min(1, slowest)
	side.high += rate * max(1, fastest)
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

// outlook returns what is certain once all streams have been added. Means of factors say nothing of
// the times inside the first month, which count in continuous timing.
func (l *lookahead) outlook(isContinuous bool) outlook {
	isCovered := l.revenue.rate >= (l.costs.rate+l.shares*l.revenue.rate)*(1-roundoff)
	leading, trailing := &l.costs, l.revenue.fastest
	meets := l.costs.low < (1-l.shares)*l.revenue.high
	if isCovered {
		leading, trailing = &l.revenue, l.costs.fastest
		meets = (1-l.shares)*l.revenue.low < l.costs.high
	}
	if l.shareRises && isCovered || l.shareFalls && !isCovered {
		trailing = math.Inf(1)
	}
	switch {
	case l.isOpen, l.isLate && l.shares > 0, isContinuous && meets, leading.rate*trailing*(1-roundoff) > leading.next, !isCovered && leading.next == 0: // costs may end
		return uncertain
	case isCovered:
		return alwaysCovered
	}
	return neverCovered
}

// passed is a stream in months that are passed as a whole.
type passed struct {
	stream *stream
	// Its flow as the months start is amount times units; the months end with the others.
	amount, units       float64
	endAmount, endUnits float64
	hires               float64
	slope, hireSlope    float64    // the parts of the flow and of the amount by which the flow has grown in the month before
	since               int        // how many months before one can tell on the flow in it
	factors             [2]float64 // by which a year and four years multiply the amount
	isRough             bool       // its flow is not convex, or that of months before goes on
}

// bounds returns the least and the greatest flow in the months that are passed: a year, or four.
func (s *passed) bounds(length int) (low, high float64) {
	factor, before, units := s.factors[length], power(1/s.stream.growth, s.since), s.units-s.hires*float64(s.since)
	least, most := min(1, factor, before), max(1, factor, before)
	return capFlow(s.amount * least * max(0, min(s.units, units, s.endUnits))), capFlow(s.amount * most * max(0, s.units, units, s.endUnits))
}

// coveredLater returns the first month from month t on, the first that is not filled, in which
// revenue covers all costs, or infinity. It passes four years or one as a whole where bounds on the
// flows allow it, up to a month after which all costs together grow at least as fast as any revenue.
// canTell is false where a stream does not simply grow, or the time in the month has to be found.
//
// Sums of growing flows are convex, those of growing teams too: between two months revenue is at
// most on the line through what it is in them, and costs are at least on the line through what they
// were in the two months before. Payments for several months and teams are what they were as a month
// started: in continuous time they are behind the line by up to a month more.
func (p *projection) coveredLater(t int) (month float64, canTell bool) {
	if t < p.settledAt || t != p.filledTo || !p.passFrom(t) {
		return 0, false
	}
	earners := 0
	shareFalls := false
	for i := range p.passed {
		switch s := p.passed[i].stream; {
		case s.revenue:
			earners++
		case s.share:
			shareFalls = shareFalls || s.growth < 1
		}
	}
	for isLong := true; t < Forever; {
		months, length := 12, 0
		if isLong {
			months, length = 48, 1
		}
		var firstRevenue, lastRevenue, fastest float64 // fastest is the greatest growth of revenue
		for i := range p.passed[:earners] {
			s := &p.passed[i]
			s.endAmount, s.endUnits = s.amount*s.factors[length], s.units+s.hires*float64(months)
			growth := s.stream.growth
			if s.hires > 0 {
				growth *= 1 + s.hires/s.units
			}
			if growth > fastest {
				fastest = growth
			}
			if s.isRough {
				_, high := s.bounds(length)
				firstRevenue += high
				lastRevenue += high
				continue
			}
			firstRevenue += s.amount * s.units
			lastRevenue += s.endAmount * s.endUnits
		}
		// Costs as the months start, how they have changed in the month before, and the least that
		// they are; what of them lasts, and is a month later; and the least that shares of revenue are.
		var costs, rise, least, lasting, soon, shares float64
		for i := earners; i < len(p.passed); i++ {
			s := &p.passed[i]
			s.endAmount, s.endUnits = s.amount*s.factors[length], s.units+s.hires*float64(months)
			if s.isRough {
				low, _ := s.bounds(length)
				costs += low
				least += low
				if s.hires >= 0 {
					lasting += low
					soon += low * s.stream.growth
				}
				continue
			}
			first, last := s.amount*s.units, s.endAmount*s.endUnits
			if s.stream.share {
				if last < first {
					first = last
				}
				shares += first
				continue
			}
			if first > maxFlow {
				first = maxFlow
			}
			lasts, growth := first, s.stream.growth
			if p.isContinuous && growth < 1 {
				lasts *= growth
			}
			lasting += lasts
			soon += lasts * growth
			if last <= maxFlow {
				rises := first*s.slope + s.amount*s.hireSlope
				rise += rises
				costs -= rises * float64(s.since)
			}
			costs += first
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
		isUncovered := firstRevenue < costs*slack && lastRevenue < (costs+float64(months)*rise)*slack ||
			firstRevenue < least*slack && lastRevenue < least*slack
		mostSoon := firstRevenue // that revenue can be before costs have grown for a month
		if p.isContinuous && fastest > 1 {
			mostSoon *= fastest
		}
		switch {
		case mostSoon < lasting*slack && !shareFalls && soon > 0 && lasting*fastest <= soon:
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
			if month := p.coveredInYear(t); month < min(12, Forever-t) {
				return float64(t + month), true
			}
			t += months
		}
		for i := range p.passed {
			s := &p.passed[i]
			if s.amount = s.endAmount; s.amount > maxFlow {
				s.amount = maxFlow
			}
			s.units = s.endUnits
		}
	}
	return math.Inf(1), true
}

// passFrom sets the streams that can be passed from month t on. It returns false if one cannot.
func (p *projection) passFrom(t int) bool {
	p.passed = slices.Grow(p.passed[:0], len(p.streams))
	for i := range p.streams {
		s := &p.streams[i]
		hasSteps := s.every > 0 && (s.growth != 1 || s.hires != 0)
		if s.every > 0 && s.share || hasSteps && s.growth <= 0 {
			return false
		}
		amount, units := s.next, 1.0
		if !s.moves {
			amount = capFlow(s.amount * power(s.growth, t-s.first))
		}
		if s.hires != 0 {
			units += s.hires * float64(t-s.first)
		}
		if t > s.last || amount == 0 || units <= 0 && s.hires < 0 && s.every == 0 {
			continue
		}
		p.passed = p.passed[:len(p.passed)+1]
		next := &p.passed[len(p.passed)-1]
		next.stream, next.amount, next.units, next.hires = s, amount, units, s.hires
		next.slope, next.hireSlope, next.since = 1-1/s.growth, 0, 0
		next.isRough = hasSteps || s.hires < 0 || s.hires > 0 && s.growth < 1
		if s.hires > 0 && s.hires <= units {
			next.hireSlope = s.hires / s.growth
		}
		if s.every > 0 {
			next.since = s.every - 1
		}
		if p.isContinuous && (s.every > 0 || s.hires != 0) {
			next.since++
		}
		fourth := s.growth * s.growth * s.growth * s.growth
		year := fourth * fourth * fourth
		next.factors = [2]float64{year, year * year * year * year}
	}
	return true
}

// coveredInYear returns the first of the twelve months that are passed in which revenue covers all
// costs, or 12. They start with month t.
func (p *projection) coveredInYear(t int) (month int) {
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
		if s.stream.every == 0 && s.hires == 0 {
			addGrowing(months[:], s.amount, s.stream.growth)
			continue
		}
		for i := range months {
			months[i] += s.stream.rate(t + i)
		}
	}
	for month < 12 && revenue[month] < (costs[month]+shares[month]*revenue[month])*(1-roundoff) {
		month++
	}
	return month
}
