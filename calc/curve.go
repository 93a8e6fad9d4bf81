package calc

import (
	"math"
	"slices"
)

// curve holds the flows inside one month, where timing is continuous: lines grow without
// pause. Times in the month run from 0 to 1.
//
// A line with a rate a as the month starts and a factor 1+g per month flows at a·(1+g)^x,
// which over the month comes to a·g/ln(1+g). Cash can fall and rise again within a month, so
// it is searched for the times at which its rate changes sign. Bounds on the rate rule out
// whole intervals, and the others are halved. The bounds of most months rule out all of it.
type curve struct {
	// due is what is owed less what is earned; cash is what is paid less what is received,
	// without the costs whose credit runs out. Both hold one term for each growth rate.
	due, cash []term
	expiring  []expiringCost
	slopes    []term  // how fast the discounted rates of either change
	turnsOnce bool    // the rate of cash is zero at one time at most
	size      float64 // of all rates together as the month starts
	discount  float64 // growth rate of the largest flow, as in term.log
}

// expiringCost is a cost of which a credit pays the first part.
type expiringCost struct {
	terms             []term
	credit, tolerance float64
}

// term is money that flows at rate·e^(log·x) a month at time x.
type term struct{ rate, log float64 }

// at returns the rate at time x.
func (t term) at(x float64) float64 {
	if t.log == 0 || x == 0 {
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
//
// Each term is between its rates at the ends. It is convex, too: a positive one is below the line
// from end to end and above the tangent in the middle, where its rate is the geometric mean of
// those at the ends; a negative one is above the line and below the tangent. So the total is also
// between sums of lines, which are least and greatest at an end.
func bounds(terms []term, discount, a, b float64) (lower, upper float64) {
	var below, above [2]float64 // the sums of lines, at both ends
	for _, t := range terms {
		t.log -= discount
		first := t.at(a)
		if a == b {
			lower += first
			continue
		}
		last := t.at(b)
		middle, slope := math.Copysign(math.Sqrt(math.Abs(first))*math.Sqrt(math.Abs(last)), first), t.log*(b-a)/2
		if tangent := [2]float64{middle * (1 - slope), middle * (1 + slope)}; first > 0 {
			below[0], below[1], above[0], above[1] = below[0]+tangent[0], below[1]+tangent[1], above[0]+first, above[1]+last
		} else {
			below[0], below[1], above[0], above[1] = below[0]+first, below[1]+last, above[0]+tangent[0], above[1]+tangent[1]
		}
		lower += min(first, last)
		upper += max(first, last)
	}
	if a == b {
		return lower, lower
	}
	return max(lower, min(below[0], below[1])), min(upper, max(above[0], above[1]))
}

// curve returns the flows inside month t, which is filled. They stand until the next call.
func (p *projection) curve(t int) *curve {
	c := &p.inside
	c.due, c.cash, c.expiring = c.due[:0], c.cash[:0], c.expiring[:0]
	c.size = 0
	largest := 0.0
	for i := range p.streams {
		l := &p.streams[i]
		sign := 1.0
		if l.revenue {
			sign = -1
		}
		l.eachTerm(p.earners, t, func(rate, log float64) {
			c.due = addTerm(c.due, term{sign * rate, log})
			if c.size += rate; rate > largest {
				largest, c.discount = rate, log
			}
		})
		cash := &c.cash
		switch {
		case l.every > 0, t < l.expiry:
			continue // what it moves, it moves as the month starts; or credits pay it
		case t == l.expiry:
			c.expiring = slices.Grow(c.expiring, 1)[:len(c.expiring)+1]
			e := &c.expiring[len(c.expiring)-1]
			*e = expiringCost{e.terms[:0], l.expiring, l.tolerance}
			cash = &e.terms
		}
		l.eachTerm(p.earners, t-l.delay, func(rate, log float64) { *cash = addTerm(*cash, term{sign * rate, log}) })
	}
	c.turnsOnce = len(c.expiring) == 0 && c.isZeroOnce(c.cash)
	return c
}

// isZeroOnce reports whether the total rate of terms is zero at one time in the month at most. In the
// order of their growth, their signs change no more than once (Descartes' rule of signs, which holds
// for sums of exponentials too), or the discounted rate only rises or only falls. It sorts the terms.
func (c *curve) isZeroOnce(terms []term) bool {
	sortStable(terms, func(a, b *term) bool { return a.log < b.log })
	changes, last := 0, 0.0
	for _, t := range terms {
		if t.rate*last < 0 {
			changes++
		}
		if t.rate != 0 {
			last = t.rate
		}
	}
	if changes <= 1 {
		return true
	}
	c.slopes = c.slopes[:0]
	for _, t := range terms {
		c.slopes = append(c.slopes, term{t.rate * (t.log - c.discount), t.log})
	}
	lower, upper := bounds(c.slopes, c.discount, 0, 1)
	return lower > 0 || upper < 0
}

// addTerm adds a term to others. Those that grow alike are one, so that revenue and costs
// that grow alike cancel exactly.
func addTerm(terms []term, added term) []term {
	for i := range terms {
		if terms[i].log == added.log {
			terms[i].rate += added.rate
			return terms
		}
	}
	return append(terms, added)
}

// eachTerm yields the rates at which a stream flows as month t starts, and how they grow.
func (s *stream) eachTerm(revenue []stream, t int, yield func(rate, log float64)) {
	rate := s.rate(t)
	switch {
	case rate == 0 || s.shape.ceases:
	case !s.share:
		yield(rate, s.shape.log)
	case s.every > 0:
		yield(s.due[past+t].total, 0)
	default:
		for i := range revenue {
			if shape := &s.shapes[i]; !shape.ceases {
				yield(capFlow(rate*revenue[i].rate(t)), shape.log)
			}
		}
	}
}

// paid returns the part of the cost that has been paid in cash by time x.
func (e *expiringCost) paid(x float64) float64 {
	return uncovered(e.credit, e.tolerance, sum(e.terms, x))
}

// outflow returns the net outflow by time x.
func (c *curve) outflow(x float64) float64 {
	total := sum(c.cash, x)
	for i := range c.expiring {
		total += c.expiring[i].paid(x)
	}
	return total
}

// burn returns bounds on the net burn rate in [a, b], discounted as in bounds.
func (c *curve) burn(a, b float64) (lower, upper float64) {
	lower, upper = bounds(c.cash, c.discount, a, b)
	for i := range c.expiring {
		e := &c.expiring[i]
		if e.paid(b) == 0 {
			continue
		}
		lo, hi := bounds(e.terms, c.discount, a, b)
		if sum(e.terms, a) >= e.credit {
			lower += lo
		}
		upper += hi
	}
	return lower, upper
}

// decline returns the next interval [from, to] of [start, end] in which cash falls.
func (c *curve) decline(start, end float64) (from, to float64, ok bool) {
	if start >= end {
		return 0, 0, false
	}
	from, ok = firstNegative(start, end, c.turnsOnce, func(a, b float64) float64 {
		_, upper := c.burn(a, b)
		return -upper
	})
	if !ok {
		return 0, 0, false
	}
	to, ok = firstNegative(from, end, c.turnsOnce, func(a, b float64) float64 {
		lower, _ := c.burn(a, b)
		return lower
	})
	if !ok || to <= from {
		to = end
	}
	return from, to, true
}

// maxOutflow returns the largest net outflow at any time in [0, part], at least 0.
func (c *curve) maxOutflow(part float64) float64 {
	largest := 0.0
	for _, to, ok := c.decline(0, part); ok; _, to, ok = c.decline(to, part) {
		largest = math.Max(largest, c.outflow(to))
	}
	return largest
}

// exhaustedAt returns the time at which the net outflow first exceeds headroom, or the end of
// the month.
func (c *curve) exhaustedAt(headroom float64) float64 {
	for from, to, ok := c.decline(0, 1); ok; from, to, ok = c.decline(to, 1) {
		if c.outflow(to) > headroom {
			if c.outflow(from) >= headroom {
				return from
			}
			return crossing(from, to, func(x float64) float64 { return headroom - c.outflow(x) })
		}
	}
	return 1
}

// coveredAt returns the time at which the rate of revenue first covers that of all
// costs.
func (c *curve) coveredAt() (x float64, ok bool) {
	return firstNegative(0, 1, c.isZeroOnce(c.due), func(a, b float64) float64 {
		lower, _ := bounds(c.due, c.discount, a, b)
		if c.size == 0 {
			return -1
		}
		return lower - roundoff*c.size
	})
}

// resolution is the shortest part of a month that is searched, 45 minutes. What goes
// below zero and back within it is not seen.
const resolution = 1.0 / 1024

// firstNegative returns the first time in [from, to] at which a function is below zero.
// lower(a, b) is a lower bound of the function in [a, b], exact where a = b. turnsOnce tells
// that it is zero at one time at most.
func firstNegative(from, to float64, turnsOnce bool, lower func(a, b float64) float64) (x float64, ok bool) {
	if !turnsOnce && lower(from, to) >= 0 {
		return 0, false
	}
	value := func(x float64) float64 { return lower(x, x) }
	switch {
	case value(from) < 0:
		return from, true
	case turnsOnce || to-from <= resolution:
		if value(to) >= 0 {
			return 0, false
		}
		return crossing(from, to, value), true
	}
	middle := from + (to-from)/2
	if x, ok := firstNegative(from, middle, false, lower); ok {
		return x, ok
	}
	return firstNegative(middle, to, false, lower)
}

// crossing returns a time in [from, to] at which a function has just gone below zero, as it is at
// to but not at from.
func crossing(from, to float64, f func(x float64) float64) float64 {
	_, below := narrow(f, from, to, f(from), f(to))
	return below
}
