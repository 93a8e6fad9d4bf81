package calc

import (
	"iter"
	"math"
)

// curve is the flows inside one month where growth goes on all the time.
// Times in it run from 0 to 1.
type curve struct {
	flows []flow
	// costs less revenue as one sum, once with all costs, once without the
	// flows that have credits
	net, cash []term
}

// flow is a stream inside a month: a sum of exponentials, of which the first
// credit of it is not paid in cash.
type flow struct {
	revenue bool
	terms   []term
	credit  float64
}

// term is money that flows at rate·e^(log·x) a month at time x.
type term struct{ rate, log float64 }

// newTerm is a rate that is multiplied by factor over a month. A rate that
// falls by all of itself is gone as the month starts.
func newTerm(rate, factor float64) term {
	if factor <= 0 {
		return term{}
	}
	return term{math.Min(rate, most), math.Log(factor)}
}

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

// bounds are what the rate of the terms together lies between from time a to b.
func bounds(terms []term, a, b float64) (least, greatest float64) {
	for _, t := range terms {
		lo, hi := t.at(a), t.at(b)
		least += math.Min(lo, hi)
		greatest += math.Max(lo, hi)
	}
	return least, greatest
}

// merge adds terms to a sum, those of the same growth as one: where revenue and
// costs grow alike they cancel exactly.
func merge(all, terms []term, sign float64) []term {
next:
	for _, t := range terms {
		for i := range all {
			if all[i].log == t.log {
				all[i].rate += sign * t.rate
				continue next
			}
		}
		all = append(all, term{sign * t.rate, t.log})
	}
	return all
}

// newCurve is the month that starts with the streams as they stand. It spends
// their credits.
func newCurve(streams []stream) curve {
	terms, revenues := 0, 0
	for i := range streams {
		switch s := &streams[i]; {
		case s.revenue:
			revenues++
			terms++
		case s.share:
			terms += revenues // which come first
		default:
			terms++
		}
	}
	room := make([]term, 3*terms)
	c := curve{flows: make([]flow, 0, len(streams)), net: room[terms : terms : 2*terms], cash: room[2*terms : 2*terms]}
	room = room[:0:terms]
	for i := range streams {
		s := &streams[i]
		f := flow{revenue: s.revenue, credit: s.credit}
		from := len(room)
		if s.share {
			for j := range streams {
				if r := &streams[j]; r.revenue {
					room = append(room, newTerm(s.rate()*r.rate(), s.growth*r.growth))
				}
			}
		} else {
			room = append(room, newTerm(s.rate(), s.growth))
		}
		f.terms = room[from:]
		s.pay(sum(f.terms, 1))
		sign := 1.0
		if f.revenue {
			sign = -1
		}
		c.net = merge(c.net, f.terms, sign)
		if f.credit == 0 {
			c.cash = merge(c.cash, f.terms, sign)
		}
		c.flows = append(c.flows, f)
	}
	return c
}

// paid is what of the flow has been paid in cash by time x.
func (f *flow) paid(x float64) float64 { return math.Max(0, sum(f.terms, x)-f.credit) }

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

// burn bounds the rate at which cash falls between the times a and b.
func (c *curve) burn(a, b float64) (least, greatest float64) {
	least, greatest = bounds(c.cash, a, b)
	for i := range c.flows {
		f := &c.flows[i]
		if f.credit == 0 || sum(f.terms, b) <= f.credit {
			continue
		}
		lo, hi := bounds(f.terms, a, b)
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
		least, _ := bounds(c.net, a, b)
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
