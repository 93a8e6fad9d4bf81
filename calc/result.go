package calc

import "math"

// Result is the answer of a scenario.
type Result struct {
	// Mid takes every range at its middle.
	Mid Case
	// Worst and Best take each range at the end that leaves less or more cash. Where
	// more revenue can mean less cash, each result and each month is the worst or the
	// best of several such cases.
	Worst, Best Case
	// BestIsBound is true where Best is only known to be reached: so many figures can help at
	// one time and hurt at another that not all their ends were tried together.
	BestIsBound bool
	// Start is the first month of the table, or 0 if the scenario has none.
	Start Month
}

// Case is the answer for one value of each figure. Amounts are in the scenario's
// currency, times in months from its start. [None] marks a value that does not exist.
type Case struct {
	// GrossBurn is the sum of all costs of month 0 that are paid in cash.
	GrossBurn float64
	// NetBurn is GrossBurn less the revenue of month 0; negative when cash grows.
	NetBurn float64
	// Runway is the first time at which cash goes below the floor. If it does not within
	// [Forever], it is that while cash still falls in the last twelve months, and +Inf
	// otherwise.
	Runway float64
	// BreakEven is the first time at which the revenue earned covers all costs owed,
	// including what credits pay; +Inf if there is none within [Forever].
	BreakEven float64
	// Overtaken is the first month after BreakEven in which costs exceed revenue again,
	// up to the horizon or the end of the money; +Inf if there is none.
	Overtaken float64
	// FundingGap is the least extra opening cash with which cash stays at or above the
	// floor through the horizon.
	FundingGap float64
	// GapToBreakEven is the same through break-even, or [None] without one.
	GapToBreakEven float64
	// LowestCash is the lowest balance up to the horizon.
	LowestCash float64
	// DefaultAlive is true if cash never goes below the floor and break-even is reached
	// (Paul Graham, Default Alive or Default Dead?, 2015).
	DefaultAlive bool
	// Dilution is raise ÷ (pre-money valuation + raise). The raise is the sum of those in
	// the scenario or, if it has none, the funding gap. [None] without a valuation.
	Dilution float64
	// Loss is the net burn of the first 12 months.
	Loss float64
	// BurnMultiple is Loss ÷ (12·(revenue of month 12 − revenue of month 0)): net burn
	// over net new annual recurring revenue (David Sacks, The Burn Multiple, 2020).
	// [None] unless revenue grows.
	BurnMultiple float64
	// Months is the table of months up to the horizon.
	Months []Row
}

// None marks a value that does not exist, such as the gap to a break-even that is never
// reached. Compare with [IsNone].
var None = math.NaN()

// IsNone reports whether v is [None].
func IsNone(v float64) bool { return v != v }

// answer returns the answer of a scenario whose figures are all exact.
func (s *Scenario) answer() (c Case) {
	withProjection(func(p *projection) { c = p.project(s).answer() })
	return c
}

// answer returns the answer of the case.
func (p *projection) answer() Case {
	s := p.scenario
	c := Case{
		GrossBurn:      p.paid(0),
		NetBurn:        p.paid(0) - p.received(0),
		Runway:         p.runway(),
		BreakEven:      p.breakEven(),
		GapToBreakEven: None,
		Dilution:       None,
		BurnMultiple:   None,
	}
	c.Overtaken = p.overtakenAt(c.BreakEven, c.Runway)
	c.FundingGap = p.gap(float64(p.horizon), c.Runway)
	if !math.IsInf(c.BreakEven, 1) {
		c.GapToBreakEven = p.gap(c.BreakEven, c.Runway)
	}
	c.DefaultAlive = math.IsInf(c.Runway, 1) && !math.IsInf(c.BreakEven, 1)
	for t := range 12 {
		c.Loss += p.paid(t) - p.received(t)
	}
	if first, last := p.earned(0), p.earned(12); last-first > roundoff*first {
		c.BurnMultiple = c.Loss / (12 * (last - first))
	}
	if s.Valuation.Low > 0 {
		raised := 0.0
		for i := range s.Payments {
			if _, ok := s.paymentMonth(&s.Payments[i]); ok && s.Payments[i].Raise {
				raised += s.Payments[i].Amount.Low
			}
		}
		if raised == 0 {
			raised = c.FundingGap
		}
		c.Dilution = raised / (s.Valuation.Low + raised)
	}
	c.Months, c.LowestCash = p.rows()
	return c
}
