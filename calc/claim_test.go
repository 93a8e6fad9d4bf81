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

// The founding article's claims: parts of 8.5B less 3.5 to 4.5B give a loss of 4
// to 5B, so the stated 5B holds only at the low end of revenue; 12 months take
// 12·375M = 4.5B of cash in the middle, 5B in the worst case, 4B in the best.
func TestFoundingClaims(t *testing.T) {
	s := calc.Preset("openai-2024")
	c := s.Claims(s.Evaluate())
	assert.Equal(t, calc.AtWorst, c.Loss.Verdict)
	assert.Equal(t, calc.Exactly(5e9), c.Loss.Stated)
	assert.Equal(t, calc.AtWorst, c.Runway.Verdict)
	for i, want := range []struct{ costs, revenue, cash float64 }{{8.5e9, 4e9, 4.5e9}, {8.5e9, 3.5e9, 5e9}, {8.5e9, 4.5e9, 4e9}} {
		assert.InEpsilon(t, want.costs, c.Costs[i], 1e-12)
		assert.InEpsilon(t, want.revenue, c.Revenue[i], 1e-12)
		assert.InEpsilon(t, want.cash, c.CashFor[i], 1e-12)
	}
	assert.Equal(t, []calc.EndOfRange{{Key: "in.Unattributed", High: false}}, c.Loss.DependsOn)
	assert.Equal(t, c.Loss.DependsOn, c.Runway.DependsOn)
}

// Net burn of 2 to 4 a month: a loss of 24 to 48 a year; 12 of cash last 3 to 6 months.
func TestVerdicts(t *testing.T) {
	for claim, want := range map[string]calc.Verdict{
		"claim.loss=36/yr":     calc.Inside,
		"claim.loss=3":         calc.Inside, // a month
		"claim.loss=48/yr":     calc.AtWorst,
		"claim.loss=48.4/yr":   calc.AtWorst, // as an article rounds
		"claim.loss=49/yr":     calc.TooPessimistic,
		"claim.loss=24/yr":     calc.AtBest,
		"claim.loss=23/yr":     calc.TooOptimistic,
		"claim.loss=20..30/yr": calc.Partly,
		"claim.loss=30..60/yr": calc.Partly,
		"claim.loss=30..40/yr": calc.Inside,
		"claim.loss=24..40/yr": calc.Inside,
		"claim.loss=20..49/yr": calc.Right,
		"claim.loss=48..60/yr": calc.AtWorst,
		"claim.loss=10..24/yr": calc.AtBest,
		"claim.loss=10..20/yr": calc.TooOptimistic,
		"claim.runway=4":       calc.Inside,
		"claim.runway=3":       calc.AtWorst,
		"claim.runway=2":       calc.TooPessimistic,
		"claim.runway=6":       calc.AtBest,
		"claim.runway=7":       calc.TooOptimistic,
		"claim.runway=2..3":    calc.AtWorst,
		"claim.runway=1..9":    calc.Right,
		"claim.runway=4..9":    calc.Partly,
		"claim.runway=1..4":    calc.Partly,
	} {
		s, problems := calc.Parse("cash=12&out.A=3..5&in.B=1&" + claim)
		require.Empty(t, problems)
		c := s.Claims(s.Evaluate())
		assert.Equal(t, want, max(c.Loss.Verdict, c.Runway.Verdict), claim)
	}
	for link, want := range map[string]calc.Verdict{
		"cash=12&out.A=2&claim.runway=6":            calc.Right,
		"cash=12&out.A=2&claim.runway=5":            calc.TooPessimistic,
		"cash=12&out.A=2&claim.runway=7":            calc.TooOptimistic,
		"cash=12&in.A=2&claim.runway=7":             calc.TooPessimistic, // it does not run out
		"cash=12&in.A=0..4&out.B=3&claim.runway=7":  calc.Inside,
		"cash=12&in.A=0..4&out.B=3&claim.runway=4":  calc.AtWorst,
		"cash=12&in.A=2&claim.loss=7":               calc.TooPessimistic, // there is a profit
		"cash=12&in.A=2":                            calc.NotStated,
		"cash=1&out.A=1000/yr&claim.loss=990.01/yr": calc.Right, // within 1% of 1000
		"cash=1&out.A=1000/yr&claim.loss=989.9/yr":  calc.TooOptimistic,
		"cash=1&out.A=1000/yr&claim.loss=1009.9/yr": calc.Right,
		"cash=1&out.A=1000/yr&claim.loss=1010.1/yr": calc.TooPessimistic,
	} {
		s, problems := calc.Parse(link)
		require.Empty(t, problems)
		c := s.Claims(s.Evaluate())
		assert.Equal(t, want, max(c.Loss.Verdict, c.Runway.Verdict), link)
	}
}

// Costs that take more than all of revenue lose most where revenue is high: 130% of
// 200k a month, or 120% of 100k.
func TestClaimsWhereRevenueIsLost(t *testing.T) {
	s, problems := calc.Parse("cash=1.02M&in.A=100k..200k&out.B=120%25..130%25&claim.loss=720k/yr&claim.runway=17")
	require.Empty(t, problems)
	c := s.Claims(s.Evaluate())
	assert.InDeltaSlice(t, []float64{12 * 260e3, 12 * 120e3}, c.Costs[1:], 1e-6)
	assert.InDeltaSlice(t, []float64{12 * 200e3, 12 * 100e3}, c.Revenue[1:], 1e-6)
	assert.InDeltaSlice(t, []float64{17 * 60e3, 17 * 20e3}, c.CashFor[1:], 1e-6)
	worst := []calc.EndOfRange{{Key: "in.A", High: true}, {Key: "out.B", High: true}}
	assert.Equal(t, calc.AtWorst, c.Loss.Verdict)
	assert.Equal(t, worst, c.Loss.DependsOn)
	assert.Equal(t, calc.AtWorst, c.Runway.Verdict)
	assert.Equal(t, worst, c.Runway.DependsOn)
	s, _ = calc.Parse("cash=1M&in.A=100k..200k&out.B=120%25..130%25&claim.loss=240k/yr")
	c = s.Claims(s.Evaluate())
	assert.Equal(t, calc.AtBest, c.Loss.Verdict)
	assert.Equal(t, []calc.EndOfRange{{Key: "in.A"}, {Key: "out.B"}}, c.Loss.DependsOn)
	// Credits pay 130% of 100k, the middle, for a year, but not of more; less brings less.
	s, _ = calc.Parse("cash=1M&in.A=0..200k&out.B=130%25&credit.B=1.56M&out.C=150k&claim.loss=600k/yr")
	c = s.Claims(s.Evaluate())
	assert.Equal(t, 600e3, c.Loss.Best)
	assert.Equal(t, calc.Inside, c.Loss.Verdict, "at no end of the range")
	assert.Empty(t, c.Loss.DependsOn)
}

// No cash ends in month 12 where a raise comes before, or revenue covers all by then:
// with a little less it ends earlier, and with a little more much later.
func TestNoCashForTheStatedRunway(t *testing.T) {
	for _, link := range []string{"start=2026-01&cash=700k&out.A=100k&raise.X=10M@2026-07&claim.runway=12",
		"cash=1M&out.A=100k&in.S=50k&grow.S=10%25&claim.runway=24", "cash=10B&out.A=100k&in.S=50k&grow.S=10%25&claim.runway=24",
		"cash=1M&in.S=10k&claim.runway=12", "cash=1M&claim.runway=12", "cash=1M&out.A=10k&credit.A=10M&claim.runway=12"} {
		s, problems := calc.Parse(link)
		require.Empty(t, problems)
		assert.True(t, calc.IsNone(s.Claims(s.Evaluate()).CashFor[0]), link)
	}
	// In the best case revenue comes to cover all, in the others not.
	s, _ := calc.Parse("cash=1M&in.S=50k..100k&out.F=80%25..150%25&out.A=10k&claim.runway=20")
	c := s.Claims(s.Evaluate())
	assert.InDelta(t, 20*60e3, c.CashFor[1], 1e-6)
	assert.True(t, calc.IsNone(c.CashFor[2]))
}

// What is stated is a year's loss, from whatever it is stated for: 4 times 2 to 3.
func TestClaimsAreOfAYear(t *testing.T) {
	s, _ := calc.Parse("cash=12&out.A=3..5&claim.loss=2..3/qtr")
	assert.Equal(t, calc.Range{Low: 8, High: 12}, s.Claims(s.Evaluate()).Loss.Stated)
}

// The cash for a stated runway is just enough for it. (Interest comes as a month
// ends, so that the runway can jump over its end.)
func TestCashForTheStatedRunway(t *testing.T) {
	for _, link := range []string{"preset=openai-2024", "preset=young-company&claim.runway=9", "preset=after-a-raise&claim.runway=30",
		"timing=continuous&in.S=20k&grow.S=8%25&out.E=80k&claim.runway=7.5"} {
		s, _ := calc.Parse(link)
		c := s.Claims(s.Evaluate())
		require.Positive(t, c.CashFor[0])
		s.Cash = calc.Exactly(c.CashFor[0])
		assert.GreaterOrEqual(t, s.Evaluate().Mid.Runway, s.ClaimedRunway.Low-1e-9, link)
		s.Cash = calc.Exactly(c.CashFor[0] * (1 - 1e-6))
		assert.Less(t, s.Evaluate().Mid.Runway, s.ClaimedRunway.Low, link)
	}
}

// Where no runway is stated, or one that is as good as forever, there is no cash for it.
func TestNoCashWithoutAStatedRunway(t *testing.T) {
	for claim, there := range map[string]bool{"claim.loss=4": false, "claim.runway=599": true, "claim.runway=600": false} {
		s, problems := calc.Parse("cash=9&out.A=4&floor=1&" + claim)
		require.Empty(t, problems)
		for _, cash := range s.Claims(s.Evaluate()).CashFor {
			assert.Equal(t, there, !calc.IsNone(cash), claim)
		}
	}
}

// Half of the third month's 4 are due after 2.5 months: 4 + 4 + 2.
func TestCashForAPartOfAMonth(t *testing.T) {
	s, _ := calc.Parse("out.A=4&claim.runway=2.5")
	assert.InDelta(t, 10, s.Claims(s.Evaluate()).CashFor[0], 1e-12)
}

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
	// Where no gap arises, what makes the money run out later comes first.
	s, _ = calc.Parse("cash=1k&in.A=9&out.B=10&grow.B=0%25..1%25&out.C=1&horizon=12")
	all = s.Influences()
	require.NotEmpty(t, all)
	assert.Equal(t, "grow.B", all[0].Key)
	// 95 to 105 months beside 98 to 102, which are longer together.
	s, _ = calc.Parse("cash=95..105&out.B=0.98..1.02&horizon=12")
	assert.Equal(t, "cash", s.Influences()[0].Key)
	assert.Empty(t, (&calc.Scenario{}).Influences())
	// What matters as much stays in its order.
	s, _ = calc.Parse("out.A=1&out.B=1")
	assert.Equal(t, "out.A", s.Influences()[0].Key)
}

func TestThresholds(t *testing.T) {
	values := map[string]calc.Threshold{}
	s, _ := calc.Parse("cash=10&in.A=1&grow.A=0%25&out.B=3&out.C=50%25&floor=2&valuation=5")
	for _, th := range s.Thresholds() {
		values[th.Key] = th
	}
	// Over 24 months with r in: 10 + 24·(r − 3 − r/2) ≥ 2 and so on.
	assert.NotContains(t, values, "valuation")
	for key, want := range map[string]calc.Threshold{
		"cash":  {Value: 24*2.5 + 2, AtLeast: true, Now: 10},
		"in.A":  {Value: 2 * (3 - 8./24), AtLeast: true, Now: 1},
		"out.B": {Value: 0.5 + 8./24, AtLeast: false, Now: 3},
		"floor": {Value: 10 - 24*2.5, AtLeast: false, Now: 2},
	} {
		got := values[key]
		assert.InDelta(t, want.Value, got.Value, 1e-6, key)
		assert.Equal(t, want.AtLeast, got.AtLeast, key)
		assert.Equal(t, want.Now, got.Now, key)
	}
	assert.True(t, calc.IsNone(values["out.C"].Value), "even without the fees the money does not last")
	// Without cash, as it is before a reader gives any.
	s, _ = calc.Parse("in.A=100k&out.B=80k")
	for _, th := range s.Thresholds() {
		assert.InEpsilon(t, 1+map[string]float64{"in.A": 80e3, "out.B": 100e3}[th.Key], 1+th.Value, 1e-9, th.Key)
	}
	// Shares that reach all of revenue behind the horizon do not matter.
	s, _ = calc.Parse("cash=1M&in.S=20k&out.A=50k&out.F=35%25&grow.F=1%25&horizon=24")
	assert.True(t, slices.ContainsFunc(s.Thresholds(), func(th calc.Threshold) bool { return th.Key == "in.S" }))
	s.Horizon = calc.Exactly(120)
	assert.False(t, slices.ContainsFunc(s.Thresholds(), func(th calc.Threshold) bool { return th.Key == "in.S" }))
	// Cash is among them where there is none, and nothing else that is not given.
	s, _ = calc.Parse("out.A=1&in.B=0&horizon=10")
	var keys []string
	for _, th := range s.Thresholds() {
		keys = append(keys, th.Key)
	}
	assert.Equal(t, []string{"cash", "out.A"}, keys)
}

// What influences and thresholds say of a figure, a reader could give.
func TestWhatIsSaidOfAFigureCanBeGiven(t *testing.T) {
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

// At a threshold the money just lasts, without a gap: a little beyond it does, a little
// before it does not.
func TestThresholdsAreThresholds(t *testing.T) {
	scenarios := []*calc.Scenario{}
	for _, link := range []string{"preset=openai-2024", "preset=young-company", "preset=after-a-raise",
		"timing=continuous&cash=400k&in.S=20k&grow.S=8%25&out.E=80k&grow.E=1%25/yr", "cash=9M&in.S=20k&grow.S=8%25&out.E=80k",
		// No cash, and none needed on a stretch of values.
		"in.A=100k&out.B=80k", "timing=continuous&in.A=100k&out.B=99k", "floor=5&cash=5&in.A=90k&grow.A=3%25&out.B=71k"} {
		s, _ := calc.Parse(link)
		scenarios = append(scenarios, s)
	}
	for seed := range uint64(400) {
		s := random(seed)
		s.Ranges = calc.Even // whose middle is the same for all
		scenarios = append(scenarios, s)
	}
	found := 0
	for _, s := range scenarios {
		for _, th := range s.Thresholds() {
			if tiny := th.Value != 0 && math.Abs(th.Value) < 1e-12; tiny || calc.IsNone(th.Value) {
				continue
			}
			found++
			for _, side := range []float64{1, -1} {
				at := changed(s, func(c *calc.Scenario) { pin(c, func(r *calc.Range) float64 { return r.Middle(s.Ranges, false) }) })
				size := 0.0
				if th.Value == 0 {
					size = 1e-3
				}
				if !strings.Contains(th.Key, ".") {
					for _, m := range money(at) {
						size = math.Max(size, m.High)
					}
				}
				set(t, at, th.Key, th.Value+side*1e-6*math.Max(math.Abs(th.Value), size))
				mid := at.Evaluate().Mid
				assert.Equal(t, (side > 0) == th.AtLeast, mid.Runway >= float64(s.Months()), "%s %+v", s, th)
				assert.Equal(t, (side > 0) == th.AtLeast, mid.FundingGap == 0, "%s %+v: gap %v", s, th, mid.FundingGap)
			}
		}
	}
	assert.Greater(t, found, 1000)
}

// set gives a figure a value by its key.
func set(t *testing.T, s *calc.Scenario, key string, v float64) {
	places := map[string]*calc.Range{"cash": &s.Cash, "floor": &s.Floor, "interest": &s.Interest}
	for i := range s.Lines {
		l := &s.Lines[i]
		places[l.Key()] = &l.Amount.Range
		places["grow."+l.Name] = &l.Growth.Range
		places["units."+l.Name] = &l.Units
		places["hire."+l.Name] = &l.Hire.Range
		places["credit."+l.Name] = &l.Credit
	}
	for i := range s.Payments {
		places[s.Payments[i].Key()] = &s.Payments[i].Amount
	}
	require.Contains(t, places, key)
	*places[key] = calc.Exactly(v)
}
