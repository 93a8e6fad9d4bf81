package calc_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

func variances(t *testing.T, link string) []calc.Variance {
	s, errors := calc.Parse(link)
	require.Empty(t, errors)
	return s.Variances(s.Evaluate())
}

// By hand: 100k less 10k a month. Of 76k in March, where 80k were planned, 7.6 months are left of
// the plan's 8.
func TestVariancesByHand(t *testing.T) {
	const plan = "start=2026-01&horizon=6&cash=100k&out.A=10k"
	all := variances(t, plan+"&actual.2026-01=90k&actual.2026-03=76k&actual.2026-04=65k..75k&actual.2026-05=66k..70k&actual.2026-07=0&actual.2026-08=1")
	require.Len(t, all, 5)
	for i, want := range []calc.Variance{
		{Time: 0, Planned: 100e3, Difference: -10e3, Runway: 9, PlannedRunway: 10},
		{Time: 2, Planned: 80e3, Difference: -4e3, Runway: 7.6, PlannedRunway: 8},
		{Time: 3, Planned: 70e3, Difference: 0, Runway: 7, PlannedRunway: 7},
		{Time: 4, Planned: 60e3, Difference: 6e3, Runway: 6.6, PlannedRunway: 6},
		{Time: 6, Planned: 40e3, Difference: -40e3, Runway: 0, PlannedRunway: 4},
	} {
		got := all[i]
		assert.Equal(t, want.Time, got.Time)
		assert.InDelta(t, want.Planned, got.Planned, 1e-9)
		assert.InDelta(t, want.Difference, got.Difference, 1e-9)
		assert.InDelta(t, want.Runway, got.Runway, 1e-9)
		assert.InDelta(t, want.PlannedRunway, got.PlannedRunway, 1e-9)
		assert.Equal(t, got.Planned, got.Worst)
		assert.Equal(t, got.Planned, got.Best)
		assert.True(t, calc.IsNone(got.Below))
	}
	assert.Empty(t, variances(t, plan))
	s, _ := calc.Parse("cash=1&actual.2026-01=1") // without a start
	assert.Empty(t, s.Variances(s.Evaluate()))

	// What never ends stays so, and of a plan that has run out nothing is left.
	forever := variances(t, "start=2026-01&cash=100k&in.A=10k&actual.2026-03=1k")[0]
	assert.Equal(t, math.Inf(1), forever.Runway)
	assert.Equal(t, math.Inf(1), forever.PlannedRunway)
	out := variances(t, "start=2026-01&cash=10k&out.A=10k&actual.2026-03=15k")[0]
	assert.Equal(t, 1.5, out.Runway)
	assert.Zero(t, out.PlannedRunway)
}

// The share of cases below a balance agrees with the percentiles of the likelihood, which are at
// the nearest rank: of 2,048 balances, 1,023 are below the median and 102 below the 5th percentile.
// The opening cash alone is as likely below its middle as above it.
func TestVariancesByLikelihood(t *testing.T) {
	const plan = "start=2026-01&horizon=12&cash=900k..1.1M&in.A=10k..30k&grow.A=0%25..8%25&out.B=50k..90k&once.C=-10k..-1k@2026-04..2026-09"
	s, errors := calc.Parse(plan)
	require.Empty(t, errors)
	cash, result := s.Likelihood().Cash[7], s.Evaluate()
	balance := func(v float64) calc.Variance {
		c := changed(s, func(c *calc.Scenario) {
			c.Entries = []calc.Entry{{Kind: calc.Actual, Name: "2026-09", Balance: calc.Exactly(v)}}
		})
		return c.Variances(result)[0]
	}
	assert.Equal(t, 1023.0/2048, balance(cash.P50).Below)
	assert.Equal(t, 102.0/2048, balance(cash.P5).Below)
	assert.Equal(t, 1945.0/2048, balance(cash.P95).Below)
	assert.Zero(t, balance(result.Worst.Months[7].Cash).Below)
	assert.Equal(t, 1.0, balance(result.Best.Months[7].Cash).Below)
	assert.Equal(t, result.Worst.Months[7].Cash, balance(0).Worst)
	assert.Equal(t, result.Best.Months[7].Cash, balance(0).Best)
	at := variances(t, plan+"&actual.2026-01=1M")[0]
	assert.Equal(t, 0.5, at.Below)
	assert.Equal(t, []float64{900e3, 1e6, 1.1e6}, []float64{at.Worst, at.Planned, at.Best})
}

// The runway from a balance on is that of the plan which goes on from there, and with the balance
// that was planned it is the plan's.
func TestVariancesAsPlanned(t *testing.T) {
	checked := 0
	for seed := range uint64(200) {
		s := random(seed)
		s.Start = max(s.Start, calc.MonthOf(2026, 1))
		pin(s, func(r *calc.Range) float64 { return r.Low })
		result := s.Evaluate()
		n := len(result.Mid.Months) / 2
		if n == 0 || math.Abs(result.Mid.Months[n-1].Cash) >= 1e18 || result.Mid.Runway <= float64(n)+0.01 {
			continue
		}
		s.Entries = []calc.Entry{{Kind: calc.Actual, Name: (s.Start + calc.Month(n)).String(), Balance: calc.Exactly(result.Mid.Months[n-1].Cash)}}
		v := s.Variances(result)[0]
		assert.InDelta(t, 0, v.Difference, 1e-9*math.Abs(v.Planned))
		r := s.Resume(v.Actual)
		if len(r.Altered) > 0 {
			continue
		}
		checked++
		sameTime(t, v.PlannedRunway, v.Runway, 1e-6*math.Min(v.PlannedRunway, 600)+1e-6, s.String())
		sameTime(t, r.Scenario.Evaluate().Mid.Runway, v.Runway, 1e-6*math.Min(v.Runway, 600)+1e-6, s.String())
	}
	assert.Greater(t, checked, 50)
}
