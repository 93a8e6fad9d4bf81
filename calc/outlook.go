package calc

import "math"

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
	l.isOpen = l.isOpen || s.every > 0 && (s.growth != 1 || s.hires != 0)
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
