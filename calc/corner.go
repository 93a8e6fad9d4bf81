package calc

import (
	"math"
	"slices"
)

// Evaluate returns the scenario's answer in the mid, worst and best case.
func (s *Scenario) Evaluate() Result {
	mid := s.middle().answer()
	r := Result{Mid: mid, Worst: mid, Best: mid, Start: s.Start}
	if s.HasRanges() {
		r.Worst = extreme(s.corners(false), false)
		r.Best = extreme(s.corners(true), true)
	}
	return r
}

// middle returns the mid case as a scenario of its own.
func (s *Scenario) middle() *Scenario {
	m := s.cloneFigures()
	for _, f := range m.uncertain() {
		f.set(f.Middle())
	}
	return m
}

// maxTurned is how many figures are tried at both ends, each by itself.
const maxTurned = 8

// corners lists the cases, each range at one of its ends, of which one is the best or the
// worst. It is a single one unless more of a figure can leave less cash at one time and more
// at another, or costs that are a share of revenue reach all of it, so that more revenue can
// leave less. Such figures are tried at both ends, each by itself while they are few; where
// they are many, those of revenue are, each kind together, and of the others the end is taken
// that [Scenario.helps] finds. The mid case is tried as well, as the last.
func (s *Scenario) corners(best bool) []*Scenario {
	ends := s.withEnds(best)
	figures, chosen := s.uncertain(), ends.uncertain()
	isOfRevenue := func(f Figure) bool { return f.isOfRevenue() && !f.value.Exact() }
	takesAll := slices.ContainsFunc(figures, isOfRevenue) && ends.sharesTakeAll(Forever)
	turns, turn := 0, make([]int, len(figures)) // by figure: the turn that it is tried at both ends in, or -1
	for i, f := range figures {
		if turn[i] = -1; !f.value.Exact() && f.isMixed() || takesAll && isOfRevenue(f) {
			turn[i] = turns
			turns++
		}
	}
	switch {
	case turns == 0:
		return []*Scenario{ends}
	case turns > maxTurned:
		var kinds []*Kind // of the revenue lines' ranges
		for _, f := range figures {
			if takesAll && isOfRevenue(f) && !slices.Contains(kinds, f.Kind) {
				kinds = append(kinds, f.Kind)
			}
		}
		sortStable(kinds, func(a, b **Kind) bool { return (*a).Key < (*b).Key }) // whatever the order of the lines
		for i, f := range figures {
			if turn[i] = -1; isOfRevenue(f) {
				turn[i] = slices.Index(kinds, f.Kind)
			}
		}
		turns = len(kinds)
	}
	all := make([]*Scenario, 1<<turns)
	for mask := range all {
		all[mask] = s.cloneFigures()
		for i, f := range all[mask].uncertain() {
			high := f.helps() == best
			if f.isMixed() {
				high = chosen[i].value.Low == f.value.High
			}
			f.setEnd(high != (turn[i] >= 0 && mask>>turn[i]&1 == 1))
		}
	}
	return append(all, s.middle())
}

// withEnds returns the case that has each range at the end that helps, or at the other.
func (s *Scenario) withEnds(best bool) *Scenario {
	c := s.cloneFigures()
	for _, f := range c.uncertain() {
		f.setEnd(s.helps(f) == best)
	}
	return c
}

// helps reports whether more of a figure of a case leaves the company better off. Where that is
// not so at all times, it is tried which of its ends alone leaves more cash as the horizon ends.
func (s *Scenario) helps(f Figure) bool {
	if f.value.Exact() || !f.isMixed() {
		return f.helps()
	}
	var cash [2]float64
	withProjection(func(p *projection) {
		for end := range cash {
			c := s.middle()
			moved, _ := c.Figure(f.Key())
			moved.set([]float64{f.value.Low, f.value.High}[end])
			p.project(c).walk(0, p.horizon)
			cash[end] = p.closing[p.horizon]
		}
	})
	if more := cash[1] - cash[0]; math.Abs(more) > mixedTolerance*(math.Abs(cash[0])+math.Abs(cash[1])) {
		return more > 0
	}
	return f.helps()
}

// mixedTolerance is the relative difference up to which both ends leave the same cash.
const mixedTolerance = 1e-9

// isMixed reports whether more of the figure can leave less cash at one time and more at
// another:
//
//   - growth and hires of a line whose cash is late tell also what it brought or cost before
//     the start, where they count backwards;
//   - with a negative yield, money that comes earlier is worth less later;
//   - a share of revenue that starts later meets other revenue;
//   - a share of revenue that is paid before the revenue is received, or in advance, makes more
//     revenue cost cash first.
func (f Figure) isMixed() bool {
	s := f.scenario
	switch {
	case f.Kind.Measure == Date && s.Interest.Low < 0:
		return true
	case f.line == nil:
		return false
	case f.Kind == From && f.line.Share:
		return true
	case f.line.Delay.Low > 0 && f.line.From.Low < float64(s.Start) && (f.Kind == Growth || f.Kind == Hire || f.Kind == Units):
		return true
	}
	return f.isOfRevenue() && slices.ContainsFunc(s.Lines, func(l Line) bool {
		return l.Share && (l.Every.Low > 0 || l.Delay.Low < f.line.Delay.Low)
	})
}

// sharesTakeAll reports whether the costs that are a share of revenue add up to all of
// it in any of the given number of months.
func (s *Scenario) sharesTakeAll(months int) bool {
	var shares []stream
	for i := range s.Lines {
		if s.Lines[i].Share {
			shares = append(shares, stream{})
			l := &shares[len(shares)-1]
			l.prepare(&s.Lines[i], false)
			l.load(s.Start)
		}
	}
	if len(shares) == 0 {
		return false
	}
	for t := range months {
		total := 0.0
		for i := range shares {
			total += shares[i].step(t)
		}
		if total >= 1 {
			return true
		}
	}
	return false
}

// extreme returns the best or the worst of each result over all corners. With a single
// corner it is that corner's answer.
func extreme(corners []*Scenario, best bool) Case {
	e := corners[0].answer()
	if len(corners) == 1 {
		return e
	}
	moreIsBetter, lessIsBetter := math.Max, math.Min
	if !best {
		moreIsBetter, lessIsBetter = math.Min, math.Max
	}
	e.Months = slices.Clone(e.Months)
	for _, s := range corners[1:] {
		c := s.answer()
		e.GrossBurn = lessIsBetter(e.GrossBurn, c.GrossBurn)
		e.NetBurn = lessIsBetter(e.NetBurn, c.NetBurn)
		e.Runway = moreIsBetter(e.Runway, c.Runway)
		e.BreakEven = lessIsBetter(e.BreakEven, c.BreakEven)
		e.Overtaken = moreIsBetter(e.Overtaken, c.Overtaken)
		e.FundingGap = lessIsBetter(e.FundingGap, c.FundingGap)
		e.GapToBreakEven = pickUnlessNone(lessIsBetter, e.GapToBreakEven, c.GapToBreakEven, !best)
		e.LowestCash = moreIsBetter(e.LowestCash, c.LowestCash)
		if best {
			e.DefaultAlive = e.DefaultAlive || c.DefaultAlive
		} else {
			e.DefaultAlive = e.DefaultAlive && c.DefaultAlive
		}
		e.Dilution = pickUnlessNone(lessIsBetter, e.Dilution, c.Dilution, false)
		e.Loss = lessIsBetter(e.Loss, c.Loss)
		e.BurnMultiple = pickUnlessNone(lessIsBetter, e.BurnMultiple, c.BurnMultiple, !best)
		slack := 0.0 // rounding error of the balances: within it, the earlier corner stays
		for t := range e.Months {
			chosen, other := &e.Months[t], &c.Months[t]
			slack += roundoff * (chosen.Revenue + chosen.GrossBurn + other.Revenue + other.GrossBurn)
			differ := math.Abs(chosen.Cash-other.Cash) > slack+roundoff*(math.Abs(chosen.Cash)+math.Abs(other.Cash))
			if differ && (chosen.Cash < other.Cash) == best {
				*chosen = *other
			}
		}
	}
	return e
}

// pickUnlessNone applies pick to two values of which either can be [None]. preferNone
// says which of a value and None is chosen.
func pickUnlessNone(pick func(a, b float64) float64, a, b float64, preferNone bool) float64 {
	switch {
	case IsNone(a) && IsNone(b), preferNone && (IsNone(a) || IsNone(b)):
		return None
	case IsNone(a):
		return b
	case IsNone(b):
		return a
	}
	return pick(a, b)
}
