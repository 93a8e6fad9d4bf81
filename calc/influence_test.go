package calc_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

func TestInfluences(t *testing.T) {
	// Over 24 months: rent of 1 to 3 moves the gap by 48, cash of 10 ± 10% by 2,
	// fees of 0.5 ± 10% by 2.4. Valuation and units without hires move nothing.
	s, _ := calc.Parse("cash=10&out.Rent=1..3&out.Fees=0.5&units.Fees=3&valuation=9")
	all := s.Influences()
	require.Len(t, all, 3)
	assert.Equal(t, "out.Rent", all[0].Key)
	assert.False(t, all[0].Assumed)
	assert.InDeltaSlice(t, []float64{24*1.5 - 10, 24*3.5 - 10}, all[0].FundingGap[:], 1e-9)
	assert.InDeltaSlice(t, []float64{10 / 1.5, 10 / 3.5}, all[0].Runway[:], 1e-9)
	assert.Equal(t, "out.Fees", all[1].Key)
	assert.True(t, all[1].Assumed)
	assert.InDelta(t, 0.45, all[1].Range.Low, 1e-12)
	assert.InDelta(t, 2.4, all[1].FundingGap[1]-all[1].FundingGap[0], 1e-9)
	assert.Equal(t, "cash", all[2].Key)
	// Without any gap, the figure that changes the runway most comes first.
	s, _ = calc.Parse("cash=1k&in.A=9&out.B=10&grow.B=0%25..1%25&out.C=1&horizon=12")
	all = s.Influences()
	require.NotEmpty(t, all)
	assert.Equal(t, "grow.B", all[0].Key)
	// Cash moves the runway from 95 to 105 months, costs from 98 to 102.
	s, _ = calc.Parse("cash=95..105&out.B=0.98..1.02&horizon=12")
	assert.Equal(t, "cash", s.Influences()[0].Key)
	assert.Empty(t, (&calc.Scenario{}).Influences())
	// What is 0 in the middle still grows, or bears interest, at its ends: as it would there alone.
	for _, of := range []string{"grow.B=-1%25..1%25", "interest=-5%25..5%25", "hire.B=-1..1"} {
		s, _ = calc.Parse("cash=1M&out.B=10k&units.B=10 people&" + of)
		require.Contains(t, s.Influences()[0].Key+s.Influences()[1].Key+s.Influences()[2].Key, strings.Split(of, "=")[0])
		for _, in := range s.Influences() {
			if key, ends, _ := strings.Cut(of, "="); in.Key == key {
				for i, end := range strings.Split(ends, "..") {
					alone, _ := calc.Parse("cash=1M&out.B=10k&units.B=10 people&" + key + "=" + end)
					assert.Equal(t, alone.Evaluate().Mid.Runway, in.Runway[i], "%s=%s", key, end)
				}
			}
		}
	}
	// Figures that matter equally keep their order.
	s, _ = calc.Parse("out.A=1&out.B=1")
	assert.Equal(t, "out.A", s.Influences()[0].Key)
}

// Influences and thresholds name only values that a link can hold.
func TestValuesCanBeParsed(t *testing.T) {
	scenarios := []*calc.Scenario{}
	for _, link := range []string{"cash=1M&out.A=50k&interest=-95%25", "cash=1M&in.A=50k&grow.A=-95%25/mo&out.B=60k&out.C=950%25",
		"start=2026-01&cash=10M&out.A=100k&raise.R=1M@2026-01&horizon=12"} {
		s, problems := calc.Parse(link)
		require.Empty(t, problems)
		scenarios = append(scenarios, s)
	}
	for seed := range uint64(400) {
		scenarios = append(scenarios, random(seed))
	}
	for _, s := range scenarios {
		given := func(key string, value float64) {
			_, problems := calc.Parse(changed(s, func(c *calc.Scenario) { set(t, c, key, value) }).String())
			assert.Empty(t, problems, "%s: %s = %v", s, key, value)
		}
		for _, in := range s.Influences() {
			given(in.Key, in.Range.Low)
			given(in.Key, in.Range.High)
		}
		for _, th := range s.Thresholds() {
			if !calc.IsNone(th.Value) {
				given(th.Key, th.Value)
			}
		}
	}
}
