package calc

import "math"

// roundoff is the relative error up to which two sums count as equal.
const roundoff = 1e-12

// maxFlow caps every monthly flow, so that sums over [Forever] stay finite.
const maxFlow = 1e200

// stream is the state of a line at the start of a month.
type stream struct {
	revenue, share bool
	amount         float64 // money per month for the units of month 0, grown to this month; or a share of revenue
	growth         float64 // factor per month
	hires          float64 // units added per month, relative to the units of month 0
	staffing       float64 // units in this month, relative to the units of month 0
	credit         float64 // remaining
	tolerance      float64 // rounding error of the credit
}

// newStream returns the state of l in month 0. The figures of l must be exact.
func newStream(l *Line) stream {
	s := stream{
		revenue: l.Revenue, share: l.Share,
		amount: l.Amount.monthly(), growth: 1 + l.Growth.monthlyGrowth(), staffing: 1,
	}
	if l.Share {
		s.amount = l.Amount.Low
	} else if l.Units.Low > 0 {
		s.hires = math.Max(-maxFlow, math.Min(maxFlow, l.Hire.monthly()/l.Units.Low))
	}
	if !l.Revenue {
		s.credit, s.tolerance = l.Credit.Low, roundoff*l.Credit.Low
	}
	return s
}

// rate returns money per month, or the share of revenue, at the start of the month.
func (s *stream) rate() float64 { return capFlow(s.amount * s.staffing) }

// capFlow limits a flow to maxFlow. In WebAssembly the comparison is several times
// as fast as math.Min.
func capFlow(flow float64) float64 {
	if flow > maxFlow {
		return maxFlow
	}
	return flow
}

// advance moves the stream from month t to month t+1.
func (s *stream) advance(t int) {
	s.amount = capFlow(s.amount * s.growth)
	s.staffing = staffing(s.hires, t+1)
}

// staffing returns the units in month t relative to those of month 0, never below 0.
// hires are the units added per month, on the same scale.
func staffing(hires float64, t int) float64 {
	if units := 1 + hires*float64(t); units > roundoff {
		return units
	}
	return 0
}

// pay settles a cost and returns the part paid in cash. The credit goes first.
func (s *stream) pay(cost float64) float64 {
	cash := uncovered(s.credit, s.tolerance, cost)
	if s.credit -= cost; s.credit < s.tolerance {
		s.credit = 0
	}
	return cash
}

// uncovered returns the part of a cost that exceeds the credit. A difference within
// the tolerance counts as zero.
func uncovered(credit, tolerance, cost float64) float64 {
	if excess := cost - credit; excess > tolerance {
		return excess
	}
	return 0
}

// growthBounds returns bounds on the monthly factors by which the rate changes from
// month t on.
func (s *stream) growthBounds(t int) (slowest, fastest float64) {
	switch {
	case s.hires < 0:
		return 0, s.growth
	case s.hires > 0:
		return s.growth, s.growth * staffing(s.hires, t+1) / staffing(s.hires, t)
	}
	return s.growth, s.growth
}
