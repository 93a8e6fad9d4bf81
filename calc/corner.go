package calc

import (
	"math"
	"slices"
)

// middle is the mid case as a scenario of its own.
func (s *Scenario) middle() *Scenario {
	m := s.cloneFigures()
	for _, f := range m.figures() {
		*f.Range = Exactly(f.Middle(s.Ranges, f.rate))
	}
	return m
}

// helps reports whether more of a figure leaves more cash, more revenue doing so.
// A line's hires must have their final value.
func (f figure) helps() bool {
	l := f.line
	switch {
	case l == nil:
		return f.kind != "floor"
	case f.Range == &l.Units && l.Hire.Low > 0:
		return !l.Revenue // the more there are, the less one costs
	}
	return l.Revenue || f.Range == &l.Credit
}

// corners lists the cases, each range at one of its ends, of which one is the
// best or the worst. It is a single one unless more revenue can mean less cash,
// because costs that are a share of revenue reach all of it. Then the revenue
// lines are tried at both ends, their amounts, growth, units and hires each
// together: for every month it is the same whether more revenue helps, whichever
// line it comes from. The mid case is tried as well, as the last.
func (s *Scenario) corners(best bool) []*Scenario {
	c := s.cloneFigures()
	var kinds []string // of the revenue lines' ranges
	for _, f := range c.figures() {
		if f.line != nil && f.line.Revenue && !f.Exact() && !slices.Contains(kinds, f.kind) {
			kinds = append(kinds, f.kind)
		}
		f.toEnd(f.helps() == best)
	}
	if len(kinds) == 0 || !c.sharesReachAll(Forever) {
		return []*Scenario{c}
	}
	arrange(kinds, func(a, b *string) bool { return *a < *b }) // whatever the order of the lines
	all := make([]*Scenario, 1<<len(kinds))
	for turned := range all {
		all[turned] = s.cloneFigures()
		for _, f := range all[turned].figures() {
			helps := f.helps()
			if f.line != nil && f.line.Revenue && !f.Exact() && turned>>slices.Index(kinds, f.kind)&1 == 1 {
				helps = !helps
			}
			f.toEnd(helps == best)
		}
	}
	return append(all, s.middle())
}

// toEnd gives the figure the value at its high or low end.
func (f figure) toEnd(high bool) {
	if high {
		*f.Range = Exactly(f.High)
	} else {
		*f.Range = Exactly(f.Low)
	}
}

// sharesReachAll reports whether in one of so many months all costs that are a share
// of revenue together take the whole of it.
func (s *Scenario) sharesReachAll(months int) bool {
	var shares []stream
	for i := range s.Lines {
		if s.Lines[i].Share {
			shares = append(shares, newStream(&s.Lines[i]))
		}
	}
	for t := range months {
		all := 0.0
		for i := range shares {
			all += shares[i].rate()
			shares[i].advance(t)
		}
		if all >= 1 {
			return true
		}
	}
	return false
}

// extreme takes from all corners what is best or worst of each result; with a
// single corner that is the corner itself.
func extreme(corners []*Scenario, best bool) Case {
	e := corners[0].answer()
	if len(corners) == 1 {
		return e
	}
	more, less := math.Max, math.Min
	if !best {
		more, less = less, more
	}
	e.Months = slices.Clone(e.Months)
	for _, s := range corners[1:] {
		c := s.answer()
		e.GrossBurn = less(e.GrossBurn, c.GrossBurn)
		e.NetBurn = less(e.NetBurn, c.NetBurn)
		e.Runway = more(e.Runway, c.Runway)
		e.BreakEven = less(e.BreakEven, c.BreakEven)
		e.Overtaken = more(e.Overtaken, c.Overtaken)
		e.FundingGap = less(e.FundingGap, c.FundingGap)
		e.GapToBreakEven = unlessNone(less, e.GapToBreakEven, c.GapToBreakEven, !best)
		e.LowestCash = more(e.LowestCash, c.LowestCash)
		e.DefaultAlive = (e.DefaultAlive || c.DefaultAlive) && best || e.DefaultAlive && c.DefaultAlive
		e.Dilution = unlessNone(less, e.Dilution, c.Dilution, false)
		e.Loss = less(e.Loss, c.Loss)
		e.BurnMultiple = unlessNone(less, e.BurnMultiple, c.BurnMultiple, !best)
		slack := 0.0 // what rounding may make of a balance: of equals the first stays
		for t := range e.Months {
			was, now := &e.Months[t], &c.Months[t]
			slack += roundoff * (was.Revenue + was.GrossBurn + now.Revenue + now.GrossBurn)
			if math.Abs(was.Cash-now.Cash) > slack+roundoff*(math.Abs(was.Cash)+math.Abs(now.Cash)) && (was.Cash < now.Cash) == best {
				*was = *now
			}
		}
	}
	return e
}

// unlessNone picks one of two values of which either may not exist; none wins
// where not existing is the worst.
func unlessNone(pick func(a, b float64) float64, a, b float64, none bool) float64 {
	switch {
	case IsNone(a) && IsNone(b), none && (IsNone(a) || IsNone(b)):
		return None
	case IsNone(a):
		return b
	case IsNone(b):
		return a
	}
	return pick(a, b)
}
