package calc_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// The founding article's claims: parts of 8.5B less 3.5 to 4.5B give a loss of 4
// to 5B, which is up to 5B; within 12 months the money ends only at the low end of
// revenue, and else with at most 12·375M = 4.5B of cash in the middle, 5B in
// the worst case, 4B in the best. But neither the cash nor a part of revenue was reported.
func TestFoundingClaims(t *testing.T) {
	s := calc.PresetOf("openai-2024").Scenario()
	c := s.Claims(s.Evaluate())
	assert.Equal(t, []calc.Verdict{calc.Untested, calc.Untested}, []calc.Verdict{c.Loss.Verdict, c.Runway.Verdict})
	assert.Equal(t, []string{"in.Unattributed"}, c.Loss.Unreported)
	assert.Equal(t, []string{"cash", "in.Unattributed"}, c.Runway.Unreported)
	s, _ = calc.Parse("preset=openai-2024&as.cash=reported&as.in.Unattributed=reported")
	c = s.Claims(s.Evaluate())
	assert.Equal(t, calc.InLine, c.Loss.Verdict)
	assert.Equal(t, calc.Range{Low: math.Inf(-1), High: 5e9}, c.Loss.Stated)
	assert.Equal(t, calc.AtWorst, c.Runway.Verdict)
	for i, want := range []struct{ costs, revenue, cash float64 }{{8.5e9, 4e9, 4.5e9}, {8.5e9, 3.5e9, 5e9}, {8.5e9, 4.5e9, 4e9}} {
		assert.InEpsilon(t, want.costs, c.Costs[i], 1e-12)
		assert.InEpsilon(t, want.revenue, c.Revenue[i], 1e-12)
		assert.InEpsilon(t, want.cash, c.RequiredCash[i].Low, 1e-12)
		assert.True(t, c.RequiredCash[i].Exact())
	}
	assert.Empty(t, c.Loss.DependsOn)
	assert.Equal(t, []calc.EndOfRange{{Key: "in.Unattributed", High: false}}, c.Runway.DependsOn)
	// A loss of just 5B, as others put it, holds only there, too.
	s, _ = calc.Parse(s.String() + "&claim.loss=5B/yr")
	assert.Equal(t, c.Runway.DependsOn, s.Claims(s.Evaluate()).Loss.DependsOn)
}

// Net burn of 2 to 4 a month: a loss of 24 to 48 a year; 12 of cash last 3 to 6 months.
func TestVerdicts(t *testing.T) {
	for claim, want := range map[string]calc.Verdict{
		"claim.loss=36/yr":     calc.InLine, // the mid case
		"claim.loss=3":         calc.InLine, // a month
		"claim.loss=30/yr":     calc.InLine, // between it and the best
		"claim.loss=48/yr":     calc.AtWorst,
		"claim.loss=48.4/yr":   calc.AtWorst, // as an article rounds
		"claim.loss=49/yr":     calc.TooPessimistic,
		"claim.loss=24/yr":     calc.AtBest,
		"claim.loss=23/yr":     calc.TooOptimistic,
		"claim.loss=25..30/yr": calc.InLine, // as 30 alone
		"claim.loss=20..30/yr": calc.AtBest, // from there on
		"claim.loss=20..35/yr": calc.AtBest,
		"claim.loss=24..30/yr": calc.AtBest, // as 20..30
		"claim.loss=20..36/yr": calc.InLine,
		"claim.loss=30..60/yr": calc.InLine,
		"claim.loss=37..60/yr": calc.AtWorst,
		"claim.loss=30..40/yr": calc.InLine,
		"claim.loss=24..40/yr": calc.InLine,
		"claim.loss=20..49/yr": calc.InLine,
		"claim.loss=48..60/yr": calc.AtWorst,
		"claim.loss=10..24/yr": calc.AtBest,
		"claim.loss=10..20/yr": calc.TooOptimistic,
		"claim.loss=50..60/yr": calc.TooPessimistic,
		"claim.loss=..60/yr":   calc.InLine,
		"claim.loss=..36/yr":   calc.InLine,
		"claim.loss=..35.7/yr": calc.InLine, // as an article rounds
		"claim.loss=..35.5/yr": calc.AtBest,
		"claim.loss=..24/yr":   calc.AtBest,
		"claim.loss=..6/qtr":   calc.AtBest, // 24 a year
		"claim.loss=..23/yr":   calc.TooOptimistic,
		"claim.loss=20../yr":   calc.InLine,
		"claim.loss=36../yr":   calc.InLine,
		"claim.loss=36.5../yr": calc.AtWorst,
		"claim.loss=48../yr":   calc.AtWorst,
		"claim.loss=49../yr":   calc.TooPessimistic,
		"claim.runway=4":       calc.InLine,
		"claim.runway=5":       calc.InLine,
		"claim.runway=3":       calc.AtWorst,
		"claim.runway=2":       calc.TooPessimistic,
		"claim.runway=6":       calc.AtBest,
		"claim.runway=7":       calc.TooOptimistic,
		"claim.runway=2..3":    calc.AtWorst,
		"claim.runway=1..9":    calc.InLine,
		"claim.runway=4..9":    calc.InLine,
		"claim.runway=5..9":    calc.AtBest,
		"claim.runway=1..4":    calc.InLine,
		"claim.runway=..9":     calc.InLine,
		"claim.runway=..4":     calc.InLine,
		"claim.runway=..3.9":   calc.AtWorst,
		"claim.runway=..3":     calc.AtWorst,
		"claim.runway=..2":     calc.TooPessimistic,
		"claim.runway=2..":     calc.InLine,
		"claim.runway=4..":     calc.InLine,
		"claim.runway=4.1..":   calc.AtBest,
		"claim.runway=6..":     calc.AtBest,
		"claim.runway=7..":     calc.TooOptimistic,
	} {
		s, problems := calc.Parse("cash=12&out.A=3..5&in.B=1&" + claim)
		require.Empty(t, problems)
		c := s.Claims(s.Evaluate())
		assert.Equal(t, want, max(c.Loss.Verdict, c.Runway.Verdict), claim)
	}
	for link, want := range map[string]calc.Verdict{
		"cash=12&out.A=2&claim.runway=6":                calc.InLine,
		"cash=12&out.A=2&claim.runway=5":                calc.TooPessimistic,
		"cash=12&out.A=2&claim.runway=7":                calc.TooOptimistic,
		"cash=12&in.A=2&claim.runway=7":                 calc.TooPessimistic, // it does not run out
		"cash=12&in.A=2&claim.runway=7..":               calc.InLine,
		"cash=12&in.A=2&claim.runway=..7":               calc.TooPessimistic,
		"cash=12&in.A=0..4&out.B=3&claim.runway=7":      calc.InLine,  // 4 to for good, 12 in the middle
		"cash=12&in.A=0..4&out.B=3&claim.runway=4":      calc.AtWorst, // 12/3
		"cash=12&in.A=0..4&out.B=3&claim.runway=9..":    calc.InLine,
		"cash=12&in.A=0..4&out.B=3&claim.runway=24..":   calc.AtBest,
		"cash=12&in.A=2&claim.loss=7":                   calc.TooPessimistic, // there is a profit
		"cash=12&in.A=2&claim.loss=..7":                 calc.TooPessimistic, // which is no loss of up to 7
		"cash=12&in.A=2&out.B=2&claim.loss=..7":         calc.InLine,
		"cash=12&in.A=0..4&out.B=3&claim.loss=..6/yr":   calc.AtBest, // 36 to a profit, 12 in the middle
		"cash=12&in.A=2":                                calc.NotStated,
		"cash=1&out.A=1000/yr&claim.loss=990.01/yr":     calc.InLine, // within 1% of 1000
		"cash=1&out.A=1000/yr&claim.loss=989.9/yr":      calc.TooOptimistic,
		"cash=1&out.A=1000/yr&claim.loss=1009.9/yr":     calc.InLine,
		"cash=1&out.A=1000/yr&claim.loss=1010.1/yr":     calc.TooPessimistic,
		"cash=1&out.A=1000..1008/yr&claim.loss=1018/yr": calc.InLine, // the ends are as good as one
	} {
		s, problems := calc.Parse(link)
		require.Empty(t, problems)
		c := s.Claims(s.Evaluate())
		assert.Equal(t, want, max(c.Loss.Verdict, c.Runway.Verdict), link)
	}
}

// If costs exceed all revenue, the loss is largest where revenue is high: 130% of 200k a
// month, against 120% of 100k.
func TestClaimsWhereRevenueIsLost(t *testing.T) {
	s, problems := calc.Parse("cash=1.02M&in.A=100k..200k&out.B=120%25..130%25&claim.loss=720k/yr&claim.runway=17")
	require.Empty(t, problems)
	c := s.Claims(s.Evaluate())
	assert.InDeltaSlice(t, []float64{12 * 260e3, 12 * 120e3}, c.Costs[1:], 1e-6)
	assert.InDeltaSlice(t, []float64{12 * 200e3, 12 * 100e3}, c.Revenue[1:], 1e-6)
	assert.InDelta(t, 17*60e3, c.RequiredCash[1].Low, 1e-6)
	assert.InDelta(t, 17*20e3, c.RequiredCash[2].Low, 1e-6)
	worst := []calc.EndOfRange{{Key: "in.A", High: true}, {Key: "out.B", High: true}}
	assert.Equal(t, calc.AtWorst, c.Loss.Verdict)
	assert.Equal(t, worst, c.Loss.DependsOn)
	assert.Equal(t, calc.AtWorst, c.Runway.Verdict)
	assert.Equal(t, worst, c.Runway.DependsOn)
	s, _ = calc.Parse("cash=1M&in.A=100k..200k&out.B=120%25..130%25&claim.loss=240k/yr")
	c = s.Claims(s.Evaluate())
	assert.Equal(t, calc.AtBest, c.Loss.Verdict)
	assert.Equal(t, []calc.EndOfRange{{Key: "in.A"}, {Key: "out.B"}}, c.Loss.DependsOn)
	// The credits pay 130% of 100k, the middle, for a year. Higher revenue exhausts them, and
	// lower revenue brings less: the mid case is the best.
	s, _ = calc.Parse("cash=1M&in.A=0..200k&out.B=130%25&credit.B=1.56M&out.C=150k&claim.loss=600k/yr")
	c = s.Claims(s.Evaluate())
	assert.Equal(t, 600e3, c.Loss.Best)
	assert.Equal(t, calc.InLine, c.Loss.Verdict, "at no end of the range")
	assert.Empty(t, c.Loss.DependsOn)
}

// No opening cash makes the money end at the stated time if a raise comes before it, or
// revenue covers all costs by then: with less it ends earlier, with more much later.
func TestNoCashForTheStatedRunway(t *testing.T) {
	for _, link := range []string{"start=2026-01&cash=700k&out.A=100k&raise.X=10M@2026-07&claim.runway=12",
		"cash=1M&out.A=100k&in.S=50k&grow.S=10%25&claim.runway=24", "cash=10B&out.A=100k&in.S=50k&grow.S=10%25&claim.runway=24",
		"cash=1M&in.S=10k&claim.runway=12", "cash=1M&claim.runway=12", "cash=1M&out.A=10k&credit.A=10M&claim.runway=12"} {
		s, problems := calc.Parse(link)
		require.Empty(t, problems)
		assert.True(t, calc.IsNone(s.Claims(s.Evaluate()).RequiredCash[0].Low), link)
	}
	// Only in the best case does revenue cover all costs.
	s, _ := calc.Parse("cash=1M&in.S=50k..100k&out.F=80%25..150%25&out.A=10k&claim.runway=20")
	c := s.Claims(s.Evaluate())
	assert.InDelta(t, 20*60e3, c.RequiredCash[1].Low, 1e-6)
	assert.True(t, calc.IsNone(c.RequiredCash[2].Low))
}

// A loss is compared per year, whatever period it is stated for: 4 times 2 to 3. A
// bound stays open.
func TestClaimsAreOfAYear(t *testing.T) {
	for claim, want := range map[string]calc.Range{
		"2..3/qtr": {Low: 8, High: 12}, "..3/qtr": {Low: math.Inf(-1), High: 12}, "2../qtr": {Low: 8, High: math.Inf(1)},
	} {
		s, problems := calc.Parse("cash=12&out.A=3..5&claim.loss=" + claim)
		require.Empty(t, problems)
		assert.Equal(t, want, s.Claims(s.Evaluate()).Loss.Stated, claim)
	}
}

// A month takes 2 to 4, 3 in the middle. A range of months takes the cash of each end, a
// bound that of its one. Where no amount does for one end, the other keeps its own.
func TestCashForAStatedRange(t *testing.T) {
	for claim, months := range map[string][2]float64{"5": {5, 5}, "4..6": {4, 6}, "..5": {5, 5}, "5..": {5, 5}, "4..600": {4, calc.None}} {
		s, problems := calc.Parse("cash=12&out.A=3..5&in.B=1&claim.runway=" + claim)
		require.Empty(t, problems)
		for i, each := range []float64{3, 4, 2} {
			required := s.Claims(s.Evaluate()).RequiredCash[i]
			assert.InDelta(t, months[0]*each, required.Low, 1e-9, claim)
			if calc.IsNone(months[1]) {
				assert.True(t, calc.IsNone(required.High), claim)
			} else {
				assert.InDelta(t, months[1]*each, required.High, 1e-9, claim)
			}
		}
	}
}

// At most so much ends at the dark end of runways and at the bright end of losses, so the
// ends that a verdict depends on are those of the one case that reaches it.
func TestEndsForABound(t *testing.T) {
	high, low := []calc.EndOfRange{{Key: "out.A", High: true}}, []calc.EndOfRange{{Key: "out.A"}}
	for claim, want := range map[string][]calc.EndOfRange{
		"claim.loss=40../yr": high, "claim.loss=..30/yr": low, "claim.runway=..3.5": high, "claim.runway=5..": low,
		"claim.loss=..40/yr": nil, "claim.runway=4..": nil,
	} {
		s, problems := calc.Parse("cash=12&out.A=3..5&in.B=1&" + claim)
		require.Empty(t, problems)
		c := s.Claims(s.Evaluate())
		assert.Equal(t, want, append(c.Loss.DependsOn, c.Runway.DependsOn...), claim)
	}
}

// No case takes a value of what is stated, so it leaves every answer as it is.
func TestClaimsMoveNothing(t *testing.T) {
	for _, link := range []string{"cash=12&out.A=3..5&in.B=1", "cash=12&out.A=3..5&in.B=1&ranges=90"} {
		bare, _ := calc.Parse(link)
		for _, claim := range []string{"&claim.loss=..5&claim.runway=9..", "&claim.loss=5..&claim.runway=..9"} {
			s, problems := calc.Parse(link + claim)
			require.Empty(t, problems)
			assert.Equal(t, fmt.Sprint(bare.Evaluate()), fmt.Sprint(s.Evaluate()), claim)
			assert.Equal(t, bare.Influences(), s.Influences(), claim)
			assert.Equal(t, bare.Likelihood().Runway, s.Likelihood().Runway, claim)
			assert.InDelta(t, 9, s.FigureOf(calc.ClaimedRunway).Middle(), 1e-12, claim)
		}
	}
}

// The cash for a stated runway is just enough for it. Interest comes at the end of a
// month, so the runway can jump past that.
func TestCashForTheStatedRunway(t *testing.T) {
	for _, link := range []string{"preset=openai-2024", "preset=young-company&claim.runway=9", "preset=after-a-raise&claim.runway=30",
		"timing=continuous&in.S=20k&grow.S=8%25&out.E=80k&claim.runway=7.5"} {
		s, _ := calc.Parse(link)
		c := s.Claims(s.Evaluate())
		require.Positive(t, c.RequiredCash[0].Low)
		s.Cash = c.RequiredCash[0]
		assert.GreaterOrEqual(t, s.Evaluate().Mid.Runway, s.ClaimedRunway.High-1e-9, link)
		s.Cash = calc.Exactly(c.RequiredCash[0].Low * (1 - 1e-6))
		assert.Less(t, s.Evaluate().Mid.Runway, s.ClaimedRunway.High, link)
	}
}

// There is no cash for a runway that is not stated or that counts as infinite.
func TestNoCashWithoutAStatedRunway(t *testing.T) {
	for claim, there := range map[string]bool{"claim.loss=4": false, "claim.runway=599": true, "claim.runway=600": false} {
		s, problems := calc.Parse("cash=9&out.A=4&floor=1&" + claim)
		require.Empty(t, problems)
		for _, cash := range s.Claims(s.Evaluate()).RequiredCash {
			assert.Equal(t, there, !calc.IsNone(cash.Low), claim)
		}
	}
}

// Half of the third month's 4 are due after 2.5 months: 4 + 4 + 2.
func TestCashForAPartOfAMonth(t *testing.T) {
	s, _ := calc.Parse("out.A=4&claim.runway=2.5")
	assert.InDelta(t, 10, s.Claims(s.Evaluate()).RequiredCash[0].Low, 1e-12)
}

// What nobody has reported calls no statement right or wrong: it may have been derived from it.
func TestUntestedClaims(t *testing.T) {
	const link = "cash=5B&in.A=1B/yr&out.B=6B/yr&claim.loss=..5B/yr&claim.runway=..12"
	for standings, want := range map[string]struct {
		loss, runway     calc.Verdict
		ofLoss, ofRunway []string
	}{
		"":                                   {calc.InLine, calc.InLine, nil, nil},
		"&as.cash=assumed":                   {calc.InLine, calc.Untested, nil, []string{"cash"}},
		"&as.out.B=derived":                  {calc.Untested, calc.Untested, []string{"out.B"}, []string{"out.B"}},
		"&as.out.B=estimated":                {calc.InLine, calc.InLine, nil, nil},
		"&as.claim.loss=derived":             {calc.InLine, calc.InLine, nil, nil},
		"&valuation=9B&as.valuation=assumed": {calc.InLine, calc.InLine, nil, nil},
	} {
		s, problems := calc.Parse(link + standings)
		assert.Empty(t, problems)
		c := s.Claims(s.Evaluate())
		assert.Equal(t, want.loss, c.Loss.Verdict, standings)
		assert.Equal(t, want.runway, c.Runway.Verdict, standings)
		assert.Equal(t, want.ofLoss, c.Loss.Unreported, standings)
		assert.Equal(t, want.ofRunway, c.Runway.Unreported, standings)
		assert.InEpsilon(t, 5e9, c.RequiredCash[0].Low, 1e-9, "what the cash would have to be stays")
	}
}
