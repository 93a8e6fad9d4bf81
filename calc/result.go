package calc

import (
	"math"
	"slices"
)

// Result is a scenario's answer.
type Result struct {
	// Mid takes every range at its middle.
	Mid Case
	// Worst and Best take each range at the end that leaves less or more cash.
	// Where more revenue can mean less cash, each result and each month is the
	// worst or the best of several such cases.
	Worst, Best Case
	// Start is the first month of the table, or 0 if the scenario has none.
	Start Month
}

// Case is the answer for one value of each figure. Amounts are in the
// scenario's currency, times in months from its start. [None] marks a value
// that does not exist.
type Case struct {
	// GrossBurn is all costs of month 0 that are paid in cash.
	GrossBurn float64
	// NetBurn is gross burn less revenue of month 0; negative when cash grows.
	NetBurn float64
	// Runway is the first time at which cash goes below the floor; +Inf if it
	// does not within [Forever].
	Runway float64
	// BreakEven is the first time at which revenue covers all costs, credits
	// not counted; +Inf if there is none within [Forever].
	BreakEven float64
	// Overtaken is the first month after BreakEven, and before the horizon or the
	// end of the money, in which costs are above revenue again; +Inf if there is none.
	Overtaken float64
	// FundingGap is the least extra opening cash with which cash stays at or
	// above the floor through the horizon.
	FundingGap float64
	// GapToBreakEven is the same through break-even, or None without one.
	GapToBreakEven float64
	// LowestCash is the lowest balance before the horizon.
	LowestCash float64
	// DefaultAlive is true if cash never goes below the floor and break-even is
	// reached, after Paul Graham, "Default Alive or Default Dead?" (2015).
	DefaultAlive bool
	// Dilution is raise ÷ (pre-money valuation + raise), the raise being all
	// that the scenario names or, where it names none, the funding gap. None
	// without a valuation.
	Dilution float64
	// Loss is the net burn of the first 12 months together.
	Loss float64
	// BurnMultiple is Loss ÷ (12·(revenue of month 12 − revenue of month 0)):
	// net burn over net new annual recurring revenue, after David Sacks, "The
	// Burn Multiple" (2020). None unless revenue grows.
	BurnMultiple float64
	// Months is the month table up to the horizon.
	Months []Row
}

// None marks a value that does not exist, such as a break-even never reached.
var None = math.NaN()

// IsNone reports whether v is [None].
func IsNone(v float64) bool { return v != v }

// Evaluate answers the scenario.
func (s *Scenario) Evaluate() Result {
	mid := s.middle().answer()
	r := Result{Mid: mid, Worst: mid, Best: mid, Start: s.Start}
	if s.HasRanges() {
		r.Worst = extreme(s.corners(false), false)
		r.Best = extreme(s.corners(true), true)
	}
	return r
}

// answer evaluates a scenario whose ranges are all exact.
func (s *Scenario) answer() Case {
	p := project(s)
	horizon := s.Months()
	c := Case{
		GrossBurn:      p.month(0).paid,
		NetBurn:        p.month(0).net(),
		Runway:         p.runway(),
		BreakEven:      p.breakEven(),
		GapToBreakEven: None,
		Dilution:       None,
		BurnMultiple:   None,
	}
	c.Overtaken = p.overtaken(c.BreakEven, c.Runway, horizon)
	c.FundingGap = p.gap(float64(horizon), c.Runway)
	if !math.IsInf(c.BreakEven, 1) {
		c.GapToBreakEven = p.gap(c.BreakEven, c.Runway)
	}
	c.DefaultAlive = math.IsInf(c.Runway, 1) && !math.IsInf(c.BreakEven, 1)
	for t := range 12 {
		c.Loss += p.month(t).net()
	}
	if first := p.month(0).revenue; p.month(12).revenue-first > tiny*first {
		c.BurnMultiple = c.Loss / (12 * (p.month(12).revenue - first))
	}
	if s.Valuation.Low > 0 {
		raised := 0.0
		for i := range s.Payments {
			if _, ok := s.lands(&s.Payments[i]); ok && s.Payments[i].Raise {
				raised += s.Payments[i].Amount.Low
			}
		}
		if raised == 0 {
			raised = c.FundingGap
		}
		c.Dilution = raised / (s.Valuation.Low + raised)
	}
	c.Months, c.LowestCash = p.rows(horizon)
	return c
}

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
			shares[i].step(t)
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
			slack += tiny * (was.Revenue + was.GrossBurn + now.Revenue + now.GrossBurn)
			if math.Abs(was.Cash-now.Cash) > slack+tiny*(math.Abs(was.Cash)+math.Abs(now.Cash)) && (was.Cash < now.Cash) == best {
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
