package calc

import "math"

// most bounds every flow of a month, so that sums over Forever stay finite.
const most = 1e200

// tiny is how far two sums of the same size may lie apart and still be equal.
const tiny = 1e-12

// stream is a line as it stands in one month.
type stream struct {
	revenue, share bool
	amount         float64 // at the cost of month 0's units, grown to this month
	growth         float64 // factor per month
	hires          float64 // units added per month for each unit of month 0
	staffing       float64 // units in this month for each unit of month 0
	credit         float64 // left
	crumb          float64 // the most that rounding can make of the credit
}

func newStream(l *Line) stream {
	s := stream{
		revenue: l.Revenue, share: l.Share,
		amount: l.Amount.monthly(), growth: 1 + l.Growth.monthlyGrowth(), staffing: 1,
	}
	if l.Share {
		s.amount = l.Amount.Low
	} else if l.Units.Low > 0 {
		s.hires = math.Max(-most, math.Min(most, l.Hire.monthly()/l.Units.Low))
	}
	if !l.Revenue {
		s.credit, s.crumb = l.Credit.Low, tiny*l.Credit.Low
	}
	return s
}

// rate is the stream's money per month, or its share of revenue, as the month starts.
func (s *stream) rate() float64 { return atMost(s.amount * s.staffing) }

// atMost keeps a flow within bounds. A comparison is several times as fast as
// math.Min in WebAssembly, and so is the one in step.
func atMost(flow float64) float64 {
	if flow > most {
		return most
	}
	return flow
}

// step moves the stream from month t to the next.
func (s *stream) step(t int) {
	s.amount = atMost(s.amount * s.growth)
	s.staffing = staffing(s.hires, t+1)
}

// staffing is the units in month t for each unit of month 0, of which hires are added
// per month. What rounding leaves of the last ones is none.
func staffing(hires float64, t int) float64 {
	if units := 1 + hires*float64(t); units > tiny {
		return units
	}
	return 0
}

// pay takes a cost from the stream's credit and returns what is left to pay.
func (s *stream) pay(cost float64) float64 {
	over := beyond(s.credit, s.crumb, cost)
	if s.credit -= cost; s.credit < s.crumb {
		s.credit = 0
	}
	return over
}

// beyond is what of a cost a credit does not pay; a crumb of the credit, which rounding
// can make, is nothing.
func beyond(credit, crumb, cost float64) float64 {
	if over := cost - credit; over > crumb {
		return over
	}
	return 0
}

// pace bounds the factors by which the stream's rate changes from month t on.
func (s *stream) pace(t int) (least, greatest float64) {
	switch {
	case s.hires < 0:
		return 0, s.growth
	case s.hires > 0:
		return s.growth, s.growth * staffing(s.hires, t+1) / staffing(s.hires, t)
	}
	return s.growth, s.growth
}
