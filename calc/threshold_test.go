package calc_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

func TestThresholds(t *testing.T) {
	values := map[string]calc.Threshold{}
	s, _ := calc.Parse("cash=10&in.A=1&grow.A=0%25&out.B=3&out.C=50%25&floor=2&valuation=5")
	for _, th := range s.Thresholds() {
		values[th.Key] = th
	}
	// Over 24 months, with revenue r: 10 + 24·(r − 3 − r/2) ≥ 2 and so on.
	assert.NotContains(t, values, "valuation")
	for key, want := range map[string]calc.Threshold{
		"cash":  {Value: 24*2.5 + 2, AtLeast: true, Current: 10},
		"in.A":  {Value: 2 * (3 - 8./24), AtLeast: true, Current: 1},
		"out.B": {Value: 0.5 + 8./24, AtLeast: false, Current: 3},
	} {
		got := values[key]
		assert.InDelta(t, want.Value, got.Value, 1e-6, key)
		assert.Equal(t, want.AtLeast, got.AtLeast, key)
		assert.Equal(t, want.Current, got.Current, key)
	}
	assert.True(t, calc.IsNone(values["out.C"].Value), "even without the fees the money does not last")
	assert.True(t, calc.IsNone(values["floor"].Value), "a floor of −50")
	hiring, _ := calc.Parse("cash=10&out.B=3&units.B=4&hire.B=1")
	assert.False(t, slices.ContainsFunc(hiring.Thresholds(), func(th calc.Threshold) bool { return th.Key == "units.B" }))
	// What no company could act on is none: the floor alone would have to be −50, interest about
	// 900% or the fine a gift of 13; of what it could, the nearest sides are.
	for link, want := range map[string]float64{
		"cash=10&out.B=2.5&horizon=12&interest=5%25":                calc.None,
		"cash=10&out.B=2.55&horizon=4&interest=5%25":                0.5,
		"start=2026-01&cash=10&out.B=2&horizon=9&once.F=-5@2026-02": calc.None,
		"start=2026-01&cash=10&out.B=1&horizon=9&once.F=-5@2026-02": -1,
		"cash=10&out.B=1&horizon=9&floor=2":                         1,
		"cash=10&out.B=1&horizon=12&floor=2":                        calc.None,
		"cash=10&out.B=1&horizon=12&floor=-1":                       -2,
	} {
		s, errors := calc.Parse(link)
		require.Empty(t, errors)
		for _, th := range s.Thresholds() {
			if th.Key == "interest" || th.Key == "floor" || th.Key == "once.F" {
				assert.Equal(t, calc.IsNone(want), calc.IsNone(th.Value), "%s %v", link, th.Value)
				if !calc.IsNone(want) && th.Key != "interest" {
					assert.InDelta(t, want, th.Value, 1e-9, link)
				}
			}
		}
	}
	// A scenario without cash.
	s, _ = calc.Parse("in.A=100k&out.B=80k")
	for _, th := range s.Thresholds() {
		assert.InEpsilon(t, 1+map[string]float64{"in.A": 80e3, "out.B": 100e3}[th.Key], 1+th.Value, 1e-9, th.Key)
	}
	// It does not matter if shares take all of revenue after the horizon.
	s, _ = calc.Parse("cash=1M&in.S=20k&out.A=50k&out.F=35%25&grow.F=1%25&horizon=24")
	assert.True(t, slices.ContainsFunc(s.Thresholds(), func(th calc.Threshold) bool { return th.Key == "in.S" }))
	s.Horizon = calc.Exactly(120)
	assert.False(t, slices.ContainsFunc(s.Thresholds(), func(th calc.Threshold) bool { return th.Key == "in.S" }))
	// Cash is listed even if it is 0; other figures are not.
	s, _ = calc.Parse("out.A=1&in.B=0&horizon=10")
	var keys []string
	for _, th := range s.Thresholds() {
		keys = append(keys, th.Key)
	}
	assert.Equal(t, []string{"cash", "out.A"}, keys)
}

// Just beyond a threshold the money lasts and there is no gap; just before it there is.
func TestThresholdsAreExact(t *testing.T) {
	scenarios := []*calc.Scenario{}
	for _, link := range []string{"preset=openai-2024", "preset=young-company", "preset=after-a-raise",
		"timing=continuous&cash=400k&in.S=20k&grow.S=8%25&out.E=80k&grow.E=1%25/yr", "cash=9M&in.S=20k&grow.S=8%25&out.E=80k",
		// No cash is needed over a whole interval of values.
		"in.A=100k&out.B=80k", "timing=continuous&in.A=100k&out.B=99k", "floor=5&cash=5&in.A=90k&grow.A=3%25&out.B=71k"} {
		s, _ := calc.Parse(link)
		scenarios = append(scenarios, s)
	}
	for seed := range uint64(400) {
		s := random(seed)
		s.Ranges = calc.Even // has the same middle for amounts and rates
		scenarios = append(scenarios, s)
	}
	found := 0
	for _, s := range scenarios {
		for _, th := range s.Thresholds() {
			if negligible := th.Value != 0 && math.Abs(th.Value) < 1e-12; negligible || calc.IsNone(th.Value) {
				continue
			}
			found++
			for _, side := range []float64{1, -1} {
				at := changed(s, func(c *calc.Scenario) { pin(c, func(r *calc.Range) float64 { return r.Middle(s.Ranges, false) }) })
				size := 0.0
				if th.Value == 0 {
					size = 1e-3
				}
				if _, _, ofLine := strings.Cut(th.Key, "."); !ofLine || strings.HasPrefix(th.Key, "raise.") || strings.HasPrefix(th.Key, "once.") {
					for _, m := range calc.MoneyPlaces(at) {
						size = math.Max(size, m.High)
					}
				}
				value := th.Value + side*1e-6*math.Max(math.Abs(th.Value), size)
				if isMonth(th.Key) { // the month itself is enough, the one beside it is not
					value = th.Value
					if (side > 0) != th.AtLeast {
						value += side
					}
				}
				set(t, at, th.Key, value)
				mid := at.Evaluate().Mid
				assert.Equal(t, (side > 0) == th.AtLeast, mid.Runway >= float64(s.Months()), "%s %+v", s, th)
				assert.Equal(t, (side > 0) == th.AtLeast, mid.FundingGap == 0, "%s %+v: gap %v", s, th, mid.FundingGap)
			}
		}
	}
	assert.Greater(t, found, 1000)
}

// isMonth reports whether a key is one of a month.
func isMonth(key string) bool {
	return strings.HasPrefix(key, "from.") || strings.HasPrefix(key, "until.") || strings.HasSuffix(key, "@")
}

// set sets the figure with the given key to an exact value.
func set(t *testing.T, s *calc.Scenario, key string, v float64) {
	places := map[string]*calc.Range{"cash": &s.Cash, "floor": &s.Floor, "interest": &s.Interest}
	for i := range s.Lines {
		l := &s.Lines[i]
		places[l.Key()] = &l.Amount.Range
		places["grow."+l.Name] = &l.Growth.Range
		places["units."+l.Name] = &l.Units
		places["hire."+l.Name] = &l.Hire.Range
		places["credit."+l.Name] = &l.Credit
		places["from."+l.Name] = &l.From
		places["until."+l.Name] = &l.Until
	}
	for i := range s.Payments {
		places[s.Payments[i].Key()] = &s.Payments[i].Amount
		places[s.Payments[i].Key()+"@"] = &s.Payments[i].Month
	}
	require.Contains(t, places, key)
	*places[key] = calc.Exactly(v)
}
