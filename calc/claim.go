package calc

import "math"

// Verdict says how a statement compares with the range that follows from the figures.
type Verdict uint8

const (
	// NotStated means that there is nothing to compare.
	NotStated Verdict = iota
	// InLine means that what is stated holds in the mid case, or lies between the worst
	// and the best case without reaching either.
	InLine
	// AtWorst means that it holds in the worst case but not in the mid case: only toward
	// that end of the figures.
	AtWorst
	// AtBest means that it holds in the best case but not in the mid case.
	AtBest
	// TooPessimistic means that even the worst case is better than what is stated.
	TooPessimistic
	// TooOptimistic means that even the best case is worse than what is stated.
	TooOptimistic
	// Untested means that the figures rest on some that nobody has reported. What is stated
	// may have given them, so that they cannot call it right or wrong.
	Untested
)

// claimTolerance is the relative difference up to which a statement and a figure count
// as the same, because articles round.
const claimTolerance = 0.01

// cashTolerance is the relative difference by which cash is reduced to test that less of
// it does not last as long.
const cashTolerance = 1e-9

// Comparison compares a statement with what follows from the figures.
type Comparison struct {
	Verdict Verdict
	// Stated is what the article says: a loss per year, or a runway in months.
	Stated Range
	// Mid, Worst and Best are what follows from the figures, in the same unit.
	Mid, Worst, Best float64
	// DependsOn lists the ends of ranges that give what is stated. It is set where only
	// one case does: the verdict is AtWorst or AtBest.
	DependsOn []EndOfRange
	// Unreported lists the keys of the figures because of which the verdict is Untested.
	Unreported []string
}

// EndOfRange is one end of a figure's range.
type EndOfRange struct {
	// Key is the figure's key in a link.
	Key string
	// High is true for the high end and false for the low end.
	High bool
}

// Claims compares an article's statements with its figures.
type Claims struct {
	// Loss compares the stated loss per year with the net burn of the first 12 months.
	Loss Comparison
	// Runway compares the stated runway.
	Runway Comparison
	// Costs and Revenue are those of the first 12 months in the mid, worst and best
	// case. Their difference is the loss.
	Costs, Revenue [3]float64
	// RequiredCash is the opening cash that makes the ends of the stated runway exactly
	// right in the mid, worst and best case: with less cash the money ends earlier, with
	// more it lasts longer. Of a bound it is that for its one end. Both ends are [None]
	// without a stated runway; either is where no amount does.
	RequiredCash [3]Range
}

// Claims compares what the article states with r, the answer of the scenario. It
// computes nothing if nothing is stated.
func (s *Scenario) Claims(r Result) Claims {
	none := Exactly(None)
	c := Claims{RequiredCash: [3]Range{none, none, none}}
	if s.ClaimedLoss.High == 0 && s.ClaimedRunway.High == 0 {
		return c
	}
	if s.ClaimedLoss.High > 0 {
		yearly := 12 / s.ClaimedLoss.Per.Months()
		stated := Range{s.ClaimedLoss.Low * yearly, s.ClaimedLoss.High * yearly}
		c.Loss = Comparison{Stated: stated, Mid: r.Mid.Loss, Worst: r.Worst.Loss, Best: r.Best.Loss}
		c.Loss.Verdict = c.Loss.judge(true)
		c.Loss.findEnds(s, profit)
		c.Loss.findUnreported(s, func(f Figure) bool { return f.line != nil })
	}
	if s.ClaimedRunway.High > 0 {
		c.Runway = Comparison{Stated: s.ClaimedRunway, Mid: r.Mid.Runway, Worst: r.Worst.Runway, Best: r.Best.Runway}
		c.Runway.Verdict = c.Runway.judge(false)
		c.Runway.findEnds(s, (*projection).runway)
		c.Runway.findUnreported(s, func(Figure) bool { return true })
	}
	months := s.ClaimedRunway.closed()
	withProjection(func(p *projection) {
		for i, corners := range [][]*Scenario{{s.middle()}, s.corners(false), s.corners(true)} {
			best := i == 2
			c.Costs[i], c.Revenue[i] = firstYear(p.project(corners[p.extremeIndex(corners, best, profit)]))
			if months.High > 0 {
				required := Exactly(p.cashFor(months.Low, corners, best))
				if !months.Exact() {
					required.High = p.cashFor(months.High, corners, best)
				}
				c.RequiredCash[i] = required
			}
		}
	})
	return c
}

// cashFor returns the opening cash with which the money lasts for exactly so many months in the
// worst or the best of some cases, or [None] if no amount does.
func (p *projection) cashFor(months float64, corners []*Scenario, best bool) float64 {
	if months >= Forever {
		return None
	}
	costs := func(p *projection) float64 { return -p.requiredCash(months) }
	p.project(corners[p.extremeIndex(corners, best, costs)])
	required := p.requiredCash(months)
	paid, received := firstYear(p)
	// With slightly less the money must end at that time, not before a raise that comes
	// earlier.
	p.cash = required - cashTolerance*(1+math.Abs(required)+paid+received)
	if p.runway() < months*(1-claimTolerance) {
		return None
	}
	return required
}

// firstYear returns the costs paid in cash and the revenue of the first 12 months.
func firstYear(p *projection) (costs, revenue float64) {
	for t := range 12 {
		costs += p.paid(t)
		revenue += p.received(t)
	}
	return costs, revenue
}

// profit returns the profit of the first 12 months, negative if they make a loss.
func profit(p *projection) float64 {
	costs, revenue := firstYear(p)
	return revenue - costs
}

// extremeIndex returns the index of the first case with the greatest value, or with the least
// if best is false.
func (p *projection) extremeIndex(cases []*Scenario, best bool, value func(*projection) float64) int {
	index, extreme := 0, 0.0
	for i, c := range cases {
		if v := value(p.project(c)); i == 0 || v != extreme && (v > extreme) == best {
			index, extreme = i, v
		}
	}
	return index
}

// findEnds sets DependsOn where the verdict is AtWorst or AtBest. value gives what is
// compared, more being better.
func (c *Comparison) findEnds(s *Scenario, value func(*projection) float64) {
	if c.Verdict != AtWorst && c.Verdict != AtBest {
		return
	}
	corners := s.corners(c.Verdict == AtBest)
	index := 0
	withProjection(func(p *projection) { index = p.extremeIndex(corners, c.Verdict == AtBest, value) })
	ends := corners[index].uncertain()
	for i, f := range s.uncertain() {
		if !f.value.Exact() && f.Kind.MovesCash() {
			c.DependsOn = append(c.DependsOn, EndOfRange{f.Key(), ends[i].value.High == f.value.High})
		}
	}
}

// judge returns the verdict on a value, a range or a bound alike; moreIsWorse says which
// way is worse. In this order:
//
//   - outside, if all that is stated is worse than the worst case or better than the best; a
//     loss of up to so much is still a loss, and worse than a profit
//   - in line, if what is stated holds in the mid case, or the cases do not differ
//   - at worst or at best, if it holds there
//   - in line, if it lies between the cases
//
// What differs by no more than an article rounds counts as the same.
func (c *Comparison) judge(moreIsWorse bool) Verdict {
	same := func(a, b float64) bool {
		return a == b || !math.IsInf(a, 0) && !math.IsInf(b, 0) && math.Abs(a-b) <= claimTolerance*math.Abs(b)
	}
	worse := func(stated, figure float64) bool {
		return (stated > figure) == moreIsWorse && !same(stated, figure)
	}
	better := func(stated, figure float64) bool {
		return (stated < figure) == moreIsWorse && !same(stated, figure)
	}
	pessimistic, optimistic := c.Stated.Low, c.Stated.High
	if moreIsWorse {
		pessimistic, optimistic = c.Stated.High, c.Stated.Low
	}
	holds := func(figure float64) bool { return !better(pessimistic, figure) && !worse(optimistic, figure) }
	switch {
	case worse(math.Max(0, optimistic), c.Worst):
		return TooPessimistic
	case better(pessimistic, c.Best):
		return TooOptimistic
	case same(c.Worst, c.Best), holds(c.Mid):
		return InLine
	case holds(c.Worst):
		return AtWorst
	case holds(c.Best):
		return AtBest
	}
	return InLine
}

// findUnreported sets Unreported to the figures that what is compared rests on and that are derived
// or assumed. With any of them the verdict becomes Untested.
func (c *Comparison) findUnreported(s *Scenario, restsOn func(Figure) bool) {
	for _, f := range s.Figures() {
		if standing := f.Note().Standing; f.IsGiven() && f.Kind.MovesCash() && restsOn(f) && (standing == Derived || standing == Assumed) {
			c.Unreported = append(c.Unreported, f.Key())
		}
	}
	if c.Unreported != nil {
		c.Verdict, c.DependsOn = Untested, nil
	}
}
