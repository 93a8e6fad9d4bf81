package calc

import "math"

// A Variance is how far a balance that was seen lies from the plan, as its month starts, before
// what moves in it. A balance that is a range is taken where it is nearest to the plan.
type Variance struct {
	// Actual is the balance seen.
	Actual Figure
	// Time is when, in months from the start.
	Time int
	// Planned, Worst and Best are the balances that the plan gives then, in the mid, worst and
	// best case.
	Planned, Worst, Best float64
	// Difference is the balance less the one planned.
	Difference float64
	// Runway is how many months the money lasts from then on, in the mid case, if the lines go
	// on from the balance along their own paths, see [Scenario.Resume]; PlannedRunway is what is
	// left of that of the plan.
	Runway, PlannedRunway float64
	// Below is the share of all cases of the likelihood in which less is left then, 0 to 1;
	// [None] where no figure is a range.
	Below float64
}

// Variances holds the balances seen against the plan, those up to the horizon, in the order of
// their months. The result is that of [Scenario.Evaluate]. The shares are of the same cases as
// those of [Scenario.Likelihood].
func (s *Scenario) Variances(result Result) (all []Variance) {
	middle := s.middle()
	for _, f := range s.EntriesOf(Actual) {
		v := Variance{Actual: f, Time: int(f.entry.Month() - s.Start), Below: None}
		if s.Start == 0 || v.Time < 0 || v.Time > s.Months() {
			continue
		}
		v.Planned, v.Worst, v.Best = middle.Cash.Low, s.Cash.Low, s.Cash.High
		if v.Time > 0 {
			last := v.Time - 1
			v.Planned, v.Worst, v.Best = result.Mid.Months[last].Cash, result.Worst.Months[last].Cash, result.Best.Months[last].Cash
		}
		v.Difference = v.balance() - v.Planned
		next := middle.resume(f.entry.Month(), Exactly(v.balance())).Scenario
		withProjection(func(p *projection) { v.Runway = p.project(next).runway() })
		if v.PlannedRunway = result.Mid.Runway; v.PlannedRunway < Forever {
			v.PlannedRunway = math.Max(0, v.PlannedRunway-float64(v.Time))
		}
		all = append(all, v)
	}
	if all != nil && s.HasRanges() {
		s.rank(all)
	}
	return all
}

// balance returns the balance seen, or of a range the value nearest to the plan.
func (v *Variance) balance() float64 {
	return math.Min(math.Max(v.Planned, v.Actual.value.Low), v.Actual.value.High)
}

// rank finds the shares of cases below the balances.
func (s *Scenario) rank(all []Variance) {
	withSampler(func(k *sampler) {
		k.prepare(s)
		below := make([]int, len(all))
		for i := range samples {
			k.load(i)
			p := &k.projection
			p.walk(0, p.horizon)
			for v := range all {
				if p.closing[all[v].Time] < all[v].balance() {
					below[v]++
				}
			}
		}
		for v := range all {
			all[v].Below = float64(below[v]) / samples
		}
	})
}
