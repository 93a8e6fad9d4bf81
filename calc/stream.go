package calc

import "math"

// roundoff is the relative error up to which two sums count as equal.
const roundoff = 1e-12

// maxFlow caps what a line has grown to after each span of months, and flows that are looked at one by
// one. It is far beyond money, and leaves room for sums.
const maxFlow = 1e200

// stream is a line in a case. What a line brings or costs in a month is written down here
// and nowhere else.
type stream struct {
	line           *Line
	revenue, share bool
	moves          bool    // its figures are not the same in all cases
	isGrouped      bool    // others are added together with it
	amount         float64 // money per month, or the share of revenue, in its first month
	growth         float64 // factor per month
	hires          float64 // units added per month, relative to those of the first month
	first, last    int     // the months in which it flows
	runs           bool    // it flowed before the start too
	every          int     // months that one payment covers, or 0 where it flows evenly
	delay          int     // months from earning or owing to cash
	credit         float64 // what is left of it
	tolerance      float64 // rounding error of the credit

	next     float64 // the amount, grown to the next month to be filled
	late     float64 // the same of the month whose cash moves then
	isPlain  bool    // it flows evenly and as it is due, without credits
	isSimple bool    // it has an amount and growth, and nothing else
	months   float64 // the length of the amount's period
	shape    shape   // of its flow inside a month
	shapes   []shape // of a share of revenue: one for each stream of revenue
	expiry   int     // the month in which the credit runs out: -1 without one, Forever before it is known
	expiring float64 // what is left of it as that month starts

	// due is what is owed in each month, from the months before the start on, for a share of
	// revenue that is not simply one of the month's.
	due []monthFlow
}

// past is how many months before the start are looked at: cash is never later.
const past = MaxDelay

// shape is how a flow runs inside a month, relative to its rate as the month starts.
type shape struct {
	log       float64 // of its factor per month
	ceases    bool    // it shrinks by 100%, so nothing flows at all
	total     float64 // what flows in the month
	low, high float64 // bounds on its rate, after growth at the discount is taken out, as in bounds
}

// newShape returns the shape of a flow that grows by the factor e^log over a month. What
// flows is the integral of its rate: g/ln(1+g) of it with growth g.
func newShape(factor, log, discount float64) shape {
	switch {
	case factor <= 0:
		return shape{ceases: true}
	case log == 0:
		factor = 1
	}
	s := shape{log: log, total: 1, low: math.Min(1, factor/discount), high: math.Max(1, factor/discount)}
	if log != 0 {
		s.total = math.Expm1(log) / log
	}
	return s
}

// prepare sets what is the same in all cases.
func (s *stream) prepare(l *Line, isContinuous bool) {
	hasCredit := !l.Revenue && l.Credit != (Range{})
	*s = stream{line: l, revenue: l.Revenue, share: l.Share, months: l.Amount.Per.Months(),
		every: int(l.Every.Low), delay: int(l.Delay.Low), shape: shape{total: 1}, due: s.due, shapes: s.shapes[:0]}
	s.isPlain = s.every == 0 && s.delay == 0 && !hasCredit
	s.isSimple = s.isPlain && !l.Share && l.Hire.Range == (Range{}) && l.From == (Range{}) && l.Until == (Range{})
	s.last, s.runs, s.expiry = Forever, true, -1
	switch {
	case !s.share || s.isPlain || !isContinuous && s.delay == 0 && s.every == 0:
		s.due = nil
	case s.due == nil:
		s.due = make([]monthFlow, past+Forever)
	}
}

// load sets the stream to the figures of a case.
func (s *stream) load(start Month) {
	l := s.line
	s.amount = l.Amount.Low / s.months
	growth := l.Growth.Low
	if l.Growth.Per != Monthly { // without a call: most are
		growth = l.Growth.monthlyGrowth()
	}
	s.growth = 1 + growth
	s.next = s.amount
	if s.isSimple {
		return
	}
	if s.share {
		s.amount, s.next = l.Amount.Low, l.Amount.Low
	}
	s.first, s.last, s.runs, s.hires = 0, Forever, true, 0
	if from := int(l.From.Low) - int(start); start != 0 && l.From != (Range{}) && from >= 0 {
		s.first, s.runs = min(from, Forever), false
	}
	if start != 0 && l.Until != (Range{}) {
		s.last = min(Forever, int(l.Until.Low)-int(start))
	}
	if !l.Share && l.Units.Low > 0 {
		s.hires = math.Max(-maxFlow, math.Min(maxFlow, l.Hire.monthly()/l.Units.Low))
	}
	if s.late = s.amount; s.delay > 0 && s.runs {
		s.late = capFlow(s.amount * power(s.growth, -s.delay))
	}
	if s.credit, s.expiry = 0, -1; !l.Revenue && l.Credit.Low > 0 {
		s.credit, s.tolerance, s.expiry = l.Credit.Low, roundoff*l.Credit.Low, Forever
	}
}

// setShapes sets how the stream flows inside a month, where timing is continuous.
func (s *stream) setShapes(revenue []stream, discount float64) {
	log := 0.0
	if s.growth > 0 && s.growth != 1 {
		log = math.Log(s.growth)
	}
	if s.every > 0 {
		s.shape = newShape(1, 0, discount)
		return
	}
	s.shape = newShape(s.growth, log, discount)
	if !s.share {
		return
	}
	s.shapes = s.shapes[:0]
	for i := range revenue {
		r := &revenue[i]
		if r.every > 0 {
			s.shapes = append(s.shapes, s.shape)
		} else {
			s.shapes = append(s.shapes, newShape(s.growth*r.growth, log+r.shape.log, discount))
		}
	}
}

// settledAt returns the first month from which the stream neither starts nor ends.
func (s *stream) settledAt() int {
	settled := 0
	if !s.runs && !s.isSimple {
		settled = s.first
	}
	if s.last < Forever {
		settled = max(settled, s.last+1)
	}
	return settled
}

// rate returns the money per month, or the share of revenue, as month t starts; that of its
// last payment where a payment covers several months.
func (s *stream) rate(t int) float64 {
	if t > s.last || t < s.first && !s.runs {
		return 0
	}
	k := s.paidMonth(t) - s.first
	return capFlow(capFlow(s.amount*power(s.growth, k)) * staffing(s.hires, k))
}

// step returns the rate as month t starts, and grows the amount to the next month. Months are
// asked for in turn.
func (s *stream) step(t int) float64 {
	if t < s.first || t > s.last {
		return 0
	}
	rate := capFlow(s.next * staffing(s.hires, t-s.first))
	s.next = capFlow(s.next * s.growth)
	return rate
}

// paidMonth returns the month of the payment that covers month t.
func (s *stream) paidMonth(t int) int {
	if s.every == 0 {
		return t
	}
	k := (t - s.first) % s.every
	if k < 0 {
		k += s.every
	}
	return t - k
}

// power returns a factor per month over n months. Before the first month, a line that
// shrinks by 100% is taken as even.
func power(factor float64, n int) float64 {
	switch {
	case factor == 1 || n == 0:
		return 1
	case n < 0 && factor <= 0:
		return 1
	case n < 0:
		return 1 / power(factor, -n)
	}
	product := 1.0
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			product *= factor
		}
		factor *= factor
	}
	return product
}

// capFlow limits a flow to maxFlow. In WebAssembly the comparison is several times
// as fast as math.Min.
func capFlow(flow float64) float64 {
	if flow > maxFlow {
		return maxFlow
	}
	return flow
}

// staffing returns the units k months after the first, relative to those of the first,
// never below 0. hires are the units added per month, on the same scale.
func staffing(hires float64, k int) float64 {
	if units := 1 + hires*float64(k); units > roundoff {
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
