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
		best := s.corners(true)
		r.Worst, r.Best = extreme(s.corners(false), false), extreme(best, true)
		r.BestIsBound = len(best) > 1 && len(s.turned(best[0])) > maxTurned
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

// maxTurned is how many figures are tried at both ends in all combinations.
const maxTurned = 8

// corners lists the cases, each range at one of its ends, of which one is the best or the
// worst. It is a single one unless more of a figure can leave less cash at one time and more
// at another, or costs that are a share of revenue reach all of it, so that more revenue can
// leave less. Such figures are tried at both ends, in all combinations while they are few, and
// else in those that leave most or least in some month. The mid case is tried as well, as the
// last.
func (s *Scenario) corners(best bool) []*Scenario {
	ends := s.withEnds(best)
	turned := s.turned(ends)
	if len(turned) == 0 {
		return []*Scenario{ends}
	}
	figures, chosen := s.uncertain(), ends.uncertain()
	corner := func(isTurned []bool) *Scenario {
		c := ends.cloneFigures()
		for i, f := range c.uncertain() {
			figures[i].turn(chosen[i], f, isTurned[i])
		}
		return c
	}
	var combinations [][]bool
	if len(turned) <= maxTurned {
		combinations = combine(len(chosen), turned)
	} else {
		combinations = s.combineByMonth(turned, best, ends, corner)
	}
	all := make([]*Scenario, len(combinations), len(combinations)+1)
	for i, isTurned := range combinations {
		all[i] = corner(isTurned)
	}
	return append(all, s.middle())
}

// combine lists all ways to turn some of n figures.
func combine(n int, turned []int) [][]bool {
	all := make([][]bool, 1<<len(turned))
	for mask := range all {
		all[mask] = make([]bool, n)
		for at, i := range turned {
			all[mask][i] = mask>>at&1 == 1
		}
	}
	return all
}

// turned lists the figures, by their index, of which it depends on the others which end is better.
func (s *Scenario) turned(ends *Scenario) (turned []int) {
	figures := s.uncertain()
	isOfRevenue := func(f Figure) bool { return f.isOfRevenue() && !f.value.Exact() }
	takesAll := slices.ContainsFunc(figures, isOfRevenue) && ends.sharesTakeAll(Forever)
	for i, f := range figures {
		if !f.value.Exact() && f.isMixed() || takesAll && isOfRevenue(f) {
			turned = append(turned, i)
		}
	}
	return turned
}

// combineByMonth lists the ways to turn figures that leave most or least cash, or profit, in some
// month, and of the worst also at the moment that the money runs out. No other corner has a worse
// runway or gap where what lines bring and cost adds up, which credits and interest alone can
// prevent. Another may have a better one.
func (s *Scenario) combineByMonth(turned []int, best bool, ends *Scenario, corner func(isTurned []bool) *Scenario) (all [][]bool) {
	add := func(more [][]bool) (isNew bool) {
		for _, isTurned := range more {
			if !slices.ContainsFunc(all, func(other []bool) bool { return slices.Equal(other, isTurned) }) {
				all, isNew = append(all, isTurned), true
			}
		}
		return isNew
	}
	const kinds = 3 // of what is compared in each month
	add(s.combineByOwner(turned, best, ends, kinds*Forever, func(p *projection, values []float64) {
		for from := 0; from < Forever; from = p.next(from) {
			p.walk(from, p.next(from))
		}
		for t := range Forever {
			values[t], values[Forever+t] = p.closing[t]+p.payments[t], p.closing[t+1]
			values[2*Forever+t] = p.flows.revenue.due.total[t] - p.flows.costs.due.total[t]
		}
	}))
	end, tried, isNew := math.Inf(1), 0, !best
	for isNew {
		withProjection(func(p *projection) {
			for ; tried < len(all); tried++ {
				end = math.Min(end, p.project(corner(all[tried])).runway())
			}
		})
		isNew = end < Forever && add(s.combineByOwner(turned, best, ends, 1, func(p *projection, values []float64) {
			values[0] = p.balanceAt(end)
		}))
	}
	return all
}

// combineByOwner finds the way to turn figures that makes each of n values greatest, or least unless
// best, given how each line and payment by itself does so. ends is the case in which none is turned.
func (s *Scenario) combineByOwner(turned []int, best bool, ends *Scenario, n int, measure func(p *projection, values []float64)) [][]bool {
	figures, c := s.uncertain(), ends.cloneFigures()
	chosen, moved := ends.uncertain(), c.uncertain()
	byValue := make([][]bool, n)
	for m := range byValue {
		byValue[m] = make([]bool, len(figures))
	}
	values, extremes := make([]float64, n), make([]float64, n)
	var varied []Figure
	withProjection(func(p *projection) {
		for from, to := 0, 0; from < len(turned); from = to {
			varied = varied[:0]
			for to < len(turned) && figures[turned[to]].line == figures[turned[from]].line && figures[turned[to]].payment == figures[turned[from]].payment {
				varied = append(varied, moved[turned[to]])
				to++
			}
			p.prepare(c, varied)
			for i, isTurned := range combine(len(figures), turned[from:to]) {
				for _, at := range turned[from:to] {
					figures[at].turn(chosen[at], moved[at], isTurned[at])
				}
				p.load()
				measure(p, values)
				for m, v := range values {
					if i == 0 || v != extremes[m] && (v > extremes[m]) == best {
						extremes[m] = v
						for _, at := range turned[from:to] {
							byValue[m][at] = isTurned[at]
						}
					}
				}
			}
			for _, at := range turned[from:to] {
				figures[at].turn(chosen[at], moved[at], false)
			}
		}
	})
	return byValue
}

// turn sets the same figure of a case to the end of the range that was chosen, or to the other.
func (f Figure) turn(chosen, moved Figure, isTurned bool) {
	if isHigh := chosen.value.Low == f.value.High; isHigh != isTurned {
		moved.set(f.value.High)
	} else {
		moved.set(f.value.Low)
	}
}

// withEnds returns the case that has each range at the end that helps, or at the other.
func (s *Scenario) withEnds(best bool) *Scenario {
	c := s.cloneFigures()
	var middle *Scenario // once a figure has to be tried
	var moved []Figure
	for i, f := range c.uncertain() {
		helps := f.helps()
		if !f.value.Exact() && f.isMixed() {
			if middle == nil {
				middle = s.middle()
				moved = middle.uncertain()
			}
			helps = middle.moreHelps(moved[i], *f.value, helps)
		}
		f.setEnd(helps == best)
	}
	return c
}

// Ends returns the case that has each range at the end which, moved alone, leaves less cash, or
// more. isAlone reports whether that case is the worst or the best by itself; otherwise that is
// found among several, as [Scenario.Evaluate] does.
func (s *Scenario) Ends(best bool) (ends *Scenario, isAlone bool) {
	ends = s.withEnds(best)
	return ends, len(s.turned(ends)) == 0
}

// moreHelps reports which end of a range leaves more cash as the horizon ends where a figure of an
// exact case is moved alone: true for the high one. It returns usually where both leave the same.
func (s *Scenario) moreHelps(moved Figure, r Range, usually bool) bool {
	before := moved.value.Low
	var cash [2]float64
	withProjection(func(p *projection) {
		p.prepare(s, []Figure{moved})
		for end, v := range [...]float64{r.Low, r.High} {
			moved.set(v)
			p.load()
			p.walk(0, p.horizon)
			cash[end] = p.closing[p.horizon]
		}
	})
	moved.set(before)
	if more := cash[1] - cash[0]; math.Abs(more) > mixedTolerance*(math.Abs(cash[0])+math.Abs(cash[1])) {
		return more > 0
	}
	return usually
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
//     revenue cost cash first; one that is paid later, of revenue that falls or ends, makes it cost
//     cash in the end.
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
	falls := f.line.Until != (Range{}) || f.line.Growth.Low < 0 || f.line.Hire.Low < 0
	return f.isOfRevenue() && slices.ContainsFunc(s.Lines, func(l Line) bool {
		return l.Share && (l.Every.Low > 0 || l.Delay.Low < f.line.Delay.Low || falls && l.Delay.Low > f.line.Delay.Low)
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
