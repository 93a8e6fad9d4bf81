package calc

import (
	"iter"
	"math"
	"slices"
)

// curve is the flows inside one month where growth goes on all the time.
// Times in it run from 0 to 1.
type curve struct {
	flows []flow
	// costs less revenue as one sum, once with all costs, once without the
	// flows that have credits
	net, cash []term
	pace      float64 // how the greatest flow grows, as a term's log
}

// flow is a stream inside a month: a sum of exponentials, of which the first
// credit of it is not paid in cash.
type flow struct {
	revenue bool
	terms   []term
	credit  float64
	crumb   float64 // the most that rounding can make of the credit
}

// term is money that flows at rate·e^(log·x) a month at time x.
type term struct{ rate, log float64 }

func (t term) at(x float64) float64 {
	if t.log == 0 {
		return t.rate
	}
	return t.rate * math.Exp(t.log*x)
}

// sum is what has flowed by time x; over a whole month it is the rate times
// g/ln(1+g), g being the growth per month.
func (t term) sum(x float64) float64 {
	if t.log == 0 {
		return t.rate * x
	}
	return t.rate * math.Expm1(t.log*x) / t.log
}

func sum(terms []term, x float64) (all float64) {
	for _, t := range terms {
		all += t.sum(x)
	}
	return all
}

// bounds are what the rate of the terms together lies between from time a to b, if
// money is counted in something that grows at the pace: where all grow much alike, they
// are narrow so.
func bounds(terms []term, pace, a, b float64) (least, greatest float64) {
	for _, t := range terms {
		t.log -= pace
		lo, hi := t.at(a), t.at(b)
		if lo > hi {
			lo, hi = hi, lo
		}
		least += lo
		greatest += hi
	}
	return least, greatest
}

// shape is what stays the same in all months: how fast each term of the flows
// grows, in the order of the streams, and which of them grow alike.
type shape struct {
	terms []growth
	logs  []float64 // of those that grow alike, once each
}

// growth is how a term grows.
type growth struct {
	log   float64
	alike int  // its place among the logs
	gone  bool // it falls by all of itself, and is gone as the month starts
}

func newShape(streams []stream) *shape {
	s := &shape{terms: make([]growth, 0, len(streams)), logs: make([]float64, 0, len(streams))}
	add := func(factor float64) {
		g := growth{gone: factor <= 0}
		if !g.gone {
			g.log = math.Log(factor)
		}
		if g.alike = slices.Index(s.logs, g.log); g.alike < 0 {
			g.alike = len(s.logs)
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

// newCurve is the month that starts with the streams as they stand. It spends
// their credits. What grows alike is summed up as one: where revenue and costs do,
// they cancel exactly.
func newCurve(streams []stream, s *shape) curve {
	terms, sums := len(s.terms), len(s.logs)
	room := make([]term, terms+2*sums)
	c := curve{flows: make([]flow, 0, len(streams)), net: room[terms : terms+sums], cash: room[terms+sums:]}
	for i, log := range s.logs {
		c.net[i].log, c.cash[i].log = log, log
	}
	next, greatest := 0, 0.0
	for i := range streams {
		from, now := next, &streams[i]
		add := func(rate float64) {
			g := &s.terms[next]
			if !g.gone {
				room[next] = term{math.Min(rate, most), g.log}
			}
			if rate = room[next].rate; rate > greatest {
				greatest, c.pace = rate, g.log
			}
			next++
		}
		if now.share {
			for j := range streams {
				if r := &streams[j]; r.revenue {
					add(now.rate() * r.rate())
				}
			}
		} else {
			add(now.rate())
		}
		f := flow{revenue: now.revenue, credit: now.credit, crumb: now.crumb, terms: room[from:next]}
		now.pay(sum(f.terms, 1))
		for k, t := range f.terms {
			rate, place := t.rate, s.terms[from+k].alike
			if f.revenue {
				rate = -rate
			}
			c.net[place].rate += rate
			if f.credit == 0 {
				c.cash[place].rate += rate
			}
		}
		c.flows = append(c.flows, f)
	}
	return c
}

// paid is what of the flow has been paid in cash by time x.
func (f *flow) paid(x float64) float64 { return beyond(f.credit, f.crumb, sum(f.terms, x)) }

// month is the whole month's revenue, costs, and costs paid in cash.
func (c *curve) month() (revenue, costs, paid float64) {
	for i := range c.flows {
		if f := &c.flows[i]; f.revenue {
			revenue += sum(f.terms, 1)
		} else {
			costs += sum(f.terms, 1)
			paid += f.paid(1)
		}
	}
	return math.Min(revenue, most), math.Min(costs, most), math.Min(paid, most)
}

// outflow is what cash has fallen by at time x.
func (c *curve) outflow(x float64) float64 {
	all := sum(c.cash, x)
	for i := range c.flows {
		if f := &c.flows[i]; f.credit > 0 {
			all += f.paid(x)
		}
	}
	return all
}

// burn bounds the rate at which cash falls between the times a and b, in such money.
func (c *curve) burn(a, b float64) (least, greatest float64) {
	least, greatest = bounds(c.cash, c.pace, a, b)
	for i := range c.flows {
		f := &c.flows[i]
		if f.credit == 0 || f.paid(b) == 0 {
			continue
		}
		lo, hi := bounds(f.terms, c.pace, a, b)
		if sum(f.terms, a) >= f.credit {
			least += lo
		}
		greatest += hi
	}
	return least, greatest
}

// falls walks through the stretches of the month, up to the time part, in which
// cash falls: from when to when.
func (c *curve) falls(part float64) iter.Seq2[float64, float64] {
	return func(yield func(from, to float64) bool) {
		rise := 0.0
		for {
			fall, ok := first(rise, part, func(a, b float64) float64 {
				_, greatest := c.burn(a, b)
				return -greatest
			})
			if !ok {
				return
			}
			if rise, ok = first(fall, part, func(a, b float64) float64 {
				least, _ := c.burn(a, b)
				return least
			}); !ok {
				rise = part
			}
			if !yield(fall, rise) || rise >= part || rise <= fall {
				return
			}
		}
	}
}

// dip is the most that has flowed out on balance by any time up to part.
func (c *curve) dip(part float64) float64 {
	deepest := 0.0
	for _, low := range c.falls(part) {
		deepest = math.Max(deepest, c.outflow(low))
	}
	return deepest
}

// exhausts is when more than room has flowed out on balance.
func (c *curve) exhausts(room float64) (float64, bool) {
	for from, to := range c.falls(1) {
		if c.outflow(to) > room {
			if c.outflow(from) >= room {
				return from, true
			}
			return halve(from, to, func(x float64) bool { return c.outflow(x) > room }), true
		}
	}
	return 0, false
}

// covers is when revenue first covers all costs.
func (c *curve) covers() (float64, bool) {
	size := 0.0
	for i := range c.flows {
		for _, t := range c.flows[i].terms {
			size += t.rate
		}
	}
	return first(0, 1, func(a, b float64) float64 {
		least, _ := bounds(c.net, c.pace, a, b)
		if size == 0 {
			return -1
		}
		return least - tiny*size
	})
}

// instant is the shortest part of a month that is looked into, three quarters of an
// hour: what goes below zero and back within it goes unseen.
const instant = 1.0 / 1024

// first is the first time in [from, to] at which a function goes below zero.
// least bounds the function from below between two times, the more tightly the
// nearer they are.
func first(from, to float64, least func(a, b float64) float64) (float64, bool) {
	if least(from, to) >= 0 {
		return 0, false
	}
	below := func(x float64) bool { return least(x, x) < 0 }
	if below(from) {
		return from, true
	}
	if to-from <= instant {
		if !below(to) {
			return 0, false
		}
		return halve(from, to, below), true
	}
	middle := from + (to-from)/2
	if x, ok := first(from, middle, least); ok {
		return x, ok
	}
	return first(middle, to, least)
}

// halve is where in [from, to] a condition begins to hold that holds at its end
// and not at its start.
func halve(from, to float64, holds func(x float64) bool) float64 {
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
