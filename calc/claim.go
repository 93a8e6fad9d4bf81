package calc

import "math"

// Verdict says where in the range of what follows from the figures a statement
// lies.
type Verdict uint8

const (
	// NotStated means that there is nothing to check.
	NotStated Verdict = iota
	// Right means that the figures give what is stated and nothing else.
	Right
	// Inside means that what is stated lies between the worst and the best case.
	Inside
	// Partly means that a part of it does, and the rest beyond one of them.
	Partly
	// AtWorst means that only the worst case gives what is stated.
	AtWorst
	// AtBest means that only the best case does.
	AtBest
	// TooPessimistic means that even the worst case is better than what is stated.
	TooPessimistic
	// TooOptimistic means that even the best case is worse than what is stated.
	TooOptimistic
)

// asRounded is how far a statement and a figure may lie apart and still be the
// same: articles round.
const asRounded = 0.01

// Comparison compares a statement with what follows from the figures.
type Comparison struct {
	Verdict Verdict
	// Stated is what the article says: a loss a year, or months.
	Stated Range
	// Mid, Worst and Best are what follows from the figures.
	Mid, Worst, Best float64
	// DependsOn lists the figures with ranges and their ends in the case that alone
	// gives what is stated, where the verdict is AtWorst or AtBest.
	DependsOn []EndOfRange
}

// EndOfRange is a figure with a range, and the end of it that a case rests on.
type EndOfRange struct {
	Key string
	// High is true for the range's high end.
	High bool
}

// Claims is how an article's statements compare with its figures.
type Claims struct {
	// Loss compares the stated loss a year with the first 12 months' net burn.
	Loss Comparison
	// Runway compares the stated runway.
	Runway Comparison
	// Costs and Revenue are those of the first 12 months, whose difference is the
	// loss: the mid, worst and best case.
	Costs, Revenue [3]float64
	// CashFor is the opening cash with which the stated runway is exactly right
	// in the mid, worst and best case; None without a stated runway, and where with
	// less cash the money ends earlier and with more it lasts longer.
	CashFor [3]float64
}

// Claims checks what the article states against the scenario's answer. Where it
// states nothing, nothing is computed.
func (s *Scenario) Claims(r Result) Claims {
	c := Claims{CashFor: [3]float64{None, None, None}}
	if s.ClaimedLoss.High == 0 && s.ClaimedRunway.High == 0 {
		return c
	}
	if s.ClaimedLoss.High > 0 {
		yearly := 12 / s.ClaimedLoss.Per.Months()
		stated := Range{s.ClaimedLoss.Low * yearly, s.ClaimedLoss.High * yearly}
		c.Loss = Comparison{Stated: stated, Mid: r.Mid.Loss, Worst: r.Worst.Loss, Best: r.Best.Loss}
		c.Loss.Verdict = c.Loss.judge(1)
		c.Loss.rest(s, profit)
	}
	if s.ClaimedRunway.High > 0 {
		c.Runway = Comparison{Stated: s.ClaimedRunway, Mid: r.Mid.Runway, Worst: r.Worst.Runway, Best: r.Best.Runway}
		c.Runway.Verdict = c.Runway.judge(-1)
		c.Runway.rest(s, (*projection).runway)
	}
	months := s.ClaimedRunway.Middle(s.Ranges, false)
	for i, corners := range [][]*Scenario{{s.middle()}, s.corners(false), s.corners(true)} {
		best, all := i == 2, projections(corners)
		c.Costs[i], c.Revenue[i] = firstYear(all[choose(all, best, profit)])
		if months > 0 && months < Forever {
			p := all[choose(all, best, func(p *projection) float64 { return -p.requiredCash(months) })]
			c.CashFor[i] = p.requiredCash(months)
			// With a crumb less it must end then, not before money that comes later.
			crumb := 1e-9 * (1 + math.Abs(c.CashFor[i]) + c.Costs[i] + c.Revenue[i])
			if p.cash = c.CashFor[i] - crumb; p.runway() < months*(1-asRounded) {
				c.CashFor[i] = None
			}
		}
	}
	return c
}

// firstYear is what is paid and what comes in in the first 12 months.
func firstYear(p *projection) (costs, revenue float64) {
	for t := range 12 {
		costs += p.month(t).paid
		revenue += p.month(t).revenue
	}
	return costs, revenue
}

func profit(p *projection) float64 {
	costs, revenue := firstYear(p)
	return revenue - costs
}

func projections(corners []*Scenario) []*projection {
	all := make([]*projection, len(corners))
	for i, corner := range corners {
		all[i] = project(corner)
	}
	return all
}

// choose is the place of the first case in which a value is the greatest, or the least
// where the worst is sought.
func choose(all []*projection, best bool, value func(*projection) float64) int {
	chosen, known := 0, value(all[0])
	for i, p := range all[1:] {
		if v := value(p); v != known && (v > known) == best {
			chosen, known = i+1, v
		}
	}
	return chosen
}

// rest finds the ends on which the worst or the best value of a statement rests. There
// are none where it is the middle of the ranges that is it.
func (c *Comparison) rest(s *Scenario, value func(*projection) float64) {
	if c.Verdict != AtWorst && c.Verdict != AtBest {
		return
	}
	corners := s.corners(c.Verdict == AtBest)
	chosen := choose(projections(corners), c.Verdict == AtBest, value)
	if chosen > 0 && chosen == len(corners)-1 {
		c.Verdict = Inside
		return
	}
	ends := corners[chosen].figures()
	for i, f := range s.figures() {
		if !f.Exact() && f.kind != "valuation" {
			c.DependsOn = append(c.DependsOn, EndOfRange{f.key(), ends[i].High == f.High})
		}
	}
}

// judge gives the verdict; darker is 1 where more is worse and −1 where less is.
func (c *Comparison) judge(darker float64) Verdict {
	same := func(a, b float64) bool {
		return a == b || !math.IsInf(a, 0) && !math.IsInf(b, 0) && math.Abs(a-b) <= asRounded*math.Abs(b)
	}
	dark, bright := c.Stated.High, c.Stated.Low
	if darker < 0 {
		dark, bright = bright, dark
	}
	beyond := func(stated, figure, way float64) bool { return (stated-figure)*way > 0 && !same(stated, figure) }
	worse := func(stated, figure float64) bool { return beyond(stated, figure, darker) }
	better := func(stated, figure float64) bool { return beyond(stated, figure, -darker) }
	switch {
	case worse(bright, c.Worst):
		return TooPessimistic
	case better(dark, c.Best):
		return TooOptimistic
	case same(c.Worst, c.Best), !better(dark, c.Worst) && !worse(bright, c.Best):
		return Right
	case !better(bright, c.Worst):
		return AtWorst
	case !worse(dark, c.Best):
		return AtBest
	case worse(dark, c.Worst), better(bright, c.Best):
		return Partly
	}
	return Inside
}
