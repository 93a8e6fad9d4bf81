package calc

import (
	"iter"
	"math"
	"slices"
)

// curve holds the flows inside one month, where timing is continuous: lines grow
// without pause. Times in the month run from 0 to 1.
//
// A stream with a rate a at the start of the month and a monthly factor 1+g flows at
// a·(1+g)^x, which over the month comes to a·g/ln(1+g). Cash can fall and rise again
// within a month, so it is searched for the times at which its rate changes sign.
// Bounds on the rate rule out whole intervals, and the others are halved.
type curve struct {
	flows []flow
	// net is all costs less revenue, and cash the same without the flows that have
	// credits. Both hold one term for each distinct growth rate.
	net, cash []term
	discount  float64 // growth rate of the largest flow, as in term.log
}

// flow is a stream inside a month. Credits pay its first money, up to credit.
type flow struct {
	revenue   bool
	terms     []term
	credit    float64
	tolerance float64 // rounding error of the credit
}

// term is money that flows at rate·e^(log·x) a month at time x.
type term struct{ rate, log float64 }

// at returns the rate at time x.
func (t term) at(x float64) float64 {
	if t.log == 0 {
		return t.rate
	}
	return t.rate * math.Exp(t.log*x)
}

// sum returns what has flowed by time x: the integral of the rate.
func (t term) sum(x float64) float64 {
	if t.log == 0 {
		return t.rate * x
	}
	return t.rate * math.Expm1(t.log*x) / t.log
}

// sum returns what all terms together have brought by time x.
func sum(terms []term, x float64) (total float64) {
	for _, t := range terms {
		total += t.sum(x)
	}
	return total
}

// bounds returns bounds on the total rate in [a, b], discounted at the given growth
// rate. Discounting keeps them tight when all terms grow at similar rates.
func bounds(terms []term, discount, a, b float64) (lower, upper float64) {
	for _, t := range terms {
		t.log -= discount
		lo, hi := t.at(a), t.at(b)
		if lo > hi {
			lo, hi = hi, lo
		}
		lower += lo
		upper += hi
	}
	return lower, upper
}

// shape is what the curves of all months have in common: how their terms grow.
type shape struct {
	terms []termGrowth // in the order of the streams
	logs  []float64    // the distinct growth rates
}

// termGrowth is how one term grows.
type termGrowth struct {
	log    float64
	logAt  int  // index of log in shape.logs
	ceases bool // it shrinks by 100%, so nothing flows at all
}

// newShape returns the shape of the streams. A share of revenue has one term for each
// revenue line.
func newShape(streams []stream) *shape {
	s := &shape{terms: make([]termGrowth, 0, len(streams)), logs: make([]float64, 0, len(streams))}
	add := func(factor float64) {
		g := termGrowth{ceases: factor <= 0}
		if !g.ceases {
			g.log = math.Log(factor)
		}
		if g.logAt = slices.Index(s.logs, g.log); g.logAt < 0 {
			g.logAt = len(s.logs)
			s.logs = append(s.logs, g.log)
		}
		s.terms = append(s.terms, g)
	}
	for i := range streams {
		if !streams[i].share {
			add(streams[i].growth)
			continue
		}
		for j := range streams {
			if r := &streams[j]; r.revenue {
				add(streams[i].growth * r.growth)
			}
		}
	}
	return s
}

// newCurve returns the curve of the month that starts with the given streams, and
// spends their credits. Terms with the same growth rate are summed into one, so that
// revenue and costs that grow alike cancel exactly.
func newCurve(streams []stream, s *shape) curve {
	terms, sums := len(s.terms), len(s.logs)
	memory := make([]term, terms+2*sums)
	c := curve{flows: make([]flow, 0, len(streams)), net: memory[terms : terms+sums], cash: memory[terms+sums:]}
	for i, log := range s.logs {
		c.net[i].log, c.cash[i].log = log, log
	}
	next, largest := 0, 0.0
	for i := range streams {
		first, line := next, &streams[i]
		add := func(rate float64) {
			g := &s.terms[next]
			if !g.ceases {
				memory[next] = term{math.Min(rate, maxFlow), g.log}
			}
			if rate = memory[next].rate; rate > largest {
				largest, c.discount = rate, g.log
			}
			next++
		}
		if line.share {
			for j := range streams {
				if r := &streams[j]; r.revenue {
					add(line.rate() * r.rate())
				}
			}
		} else {
			add(line.rate())
		}
		f := flow{revenue: line.revenue, credit: line.credit, tolerance: line.tolerance, terms: memory[first:next]}
		line.pay(sum(f.terms, 1))
		for k, t := range f.terms {
			rate, at := t.rate, s.terms[first+k].logAt
			if f.revenue {
				rate = -rate
			}
			c.net[at].rate += rate
			if f.credit == 0 {
				c.cash[at].rate += rate
			}
		}
		c.flows = append(c.flows, f)
	}
	return c
}

// paid returns the part of the flow that has been paid in cash by time x.
func (f *flow) paid(x float64) float64 { return uncovered(f.credit, f.tolerance, sum(f.terms, x)) }

// totals returns the revenue, the costs, and the costs paid in cash of the whole month.
func (c *curve) totals() (revenue, costs, paid float64) {
	for i := range c.flows {
		if f := &c.flows[i]; f.revenue {
			revenue += sum(f.terms, 1)
		} else {
			costs += sum(f.terms, 1)
			paid += f.paid(1)
		}
	}
	return math.Min(revenue, maxFlow), math.Min(costs, maxFlow), math.Min(paid, maxFlow)
}

// outflow returns the net outflow by time x.
func (c *curve) outflow(x float64) float64 {
	total := sum(c.cash, x)
	for i := range c.flows {
		if f := &c.flows[i]; f.credit > 0 {
			total += f.paid(x)
		}
	}
	return total
}

// burn returns bounds on the net burn rate in [a, b], discounted as in bounds.
func (c *curve) burn(a, b float64) (lower, upper float64) {
	lower, upper = bounds(c.cash, c.discount, a, b)
	for i := range c.flows {
		f := &c.flows[i]
		if f.credit == 0 || f.paid(b) == 0 {
			continue
		}
		lo, hi := bounds(f.terms, c.discount, a, b)
		if sum(f.terms, a) >= f.credit {
			lower += lo
		}
		upper += hi
	}
	return lower, upper
}

// declines yields the intervals [from, to] of [0, part] in which cash falls.
func (c *curve) declines(part float64) iter.Seq2[float64, float64] {
	return func(yield func(from, to float64) bool) {
		rise := 0.0
		for {
			fall, ok := firstNegative(rise, part, func(a, b float64) float64 {
				_, upper := c.burn(a, b)
				return -upper
			})
			if !ok {
				return
			}
			if rise, ok = firstNegative(fall, part, func(a, b float64) float64 {
				lower, _ := c.burn(a, b)
				return lower
			}); !ok {
				rise = part
			}
			if !yield(fall, rise) || rise >= part || rise <= fall {
				return
			}
		}
	}
}

// maxOutflow returns the largest net outflow at any time in [0, part], at least 0.
func (c *curve) maxOutflow(part float64) float64 {
	largest := 0.0
	for _, to := range c.declines(part) {
		largest = math.Max(largest, c.outflow(to))
	}
	return largest
}

// exhaustedAt returns the time at which the net outflow first exceeds headroom.
func (c *curve) exhaustedAt(headroom float64) (x float64, ok bool) {
	for from, to := range c.declines(1) {
		if c.outflow(to) > headroom {
			if c.outflow(from) >= headroom {
				return from, true
			}
			return bisect(from, to, func(x float64) bool { return c.outflow(x) > headroom }), true
		}
	}
	return 0, false
}

// coveredAt returns the time at which the rate of revenue first covers that of all
// costs.
func (c *curve) coveredAt() (x float64, ok bool) {
	size := 0.0
	for i := range c.flows {
		for _, t := range c.flows[i].terms {
			size += t.rate
		}
	}
	return firstNegative(0, 1, func(a, b float64) float64 {
		lower, _ := bounds(c.net, c.discount, a, b)
		if size == 0 {
			return -1
		}
		return lower - roundoff*size
	})
}

// resolution is the shortest part of a month that is searched, 45 minutes. What goes
// below zero and back within it is not seen.
const resolution = 1.0 / 1024

// firstNegative returns the first time in [from, to] at which a function is below
// zero. lower(a, b) is a lower bound of the function in [a, b], exact where a = b.
func firstNegative(from, to float64, lower func(a, b float64) float64) (x float64, ok bool) {
	if lower(from, to) >= 0 {
		return 0, false
	}
	negative := func(x float64) bool { return lower(x, x) < 0 }
	if negative(from) {
		return from, true
	}
	if to-from <= resolution {
		if !negative(to) {
			return 0, false
		}
		return bisect(from, to, negative), true
	}
	middle := from + (to-from)/2
	if x, ok := firstNegative(from, middle, lower); ok {
		return x, ok
	}
	return firstNegative(middle, to, lower)
}

// bisect returns the point in [from, to] at which a condition begins to hold, given
// that it does not hold at from and does at to.
func bisect(from, to float64, holds func(x float64) bool) float64 {
	for range 60 {
		middle := from + (to-from)/2
		if holds(middle) {
			to = middle
		} else {
			from = middle
		}
	}
	return to
}
