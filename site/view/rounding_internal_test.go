package view

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// Amounts and shares by hand: up to the next shown digit, unless they are at one.
func TestRoundedTo(t *testing.T) {
	for _, c := range []struct {
		unit, v float64
		up      bool
		want    float64
	}{
		{1e7, 4e9, true, 4e9}, {1e7, 4000000001, true, 4.01e9}, {1e7, 4.009e9, false, 4e9}, {0.01, 0.004, true, 0.01}, {0.01, 0.004, false, 0},
		{0.01, -0.004, false, -0.01}, {0.001, 0.0341, true, 0.035}, {0.001, 0.034, true, 0.034}, {1, 0.1 + 0.2 + 0.7, true, 1}, {0.1, 0.3, true, 0.3},
	} {
		assert.Equal(t, c.want, roundedTo(c.unit, c.v, c.up), "%v", c)
	}
	assert.Equal(t, 10e9, enough(9.996e9))
	assert.Equal(t, 0., enough(0))
}

// companies are scenarios of all kinds of figures, drawn from a seed.
func companies(n int) []string {
	dice := rand.New(rand.NewPCG(7, 7))
	number := func(most float64) string { return calc.FormatNumber(rounded(most * dice.Float64())) }
	span := func(most float64) string {
		low := rounded(most * dice.Float64())
		return calc.Range{Low: low, High: rounded(low * (1 + dice.Float64()))}.String()
	}
	all := []string{"preset=openai-2024", "preset=young-company", "preset=after-a-raise", "preset=openai-2024&likelihood=95%25",
		"start=2026-01&cur=USD&cash=1&out.A=0.004/mo&horizon=120", "start=2026-01&cur=USD&cash=100k&out.A=50k/mo&units.A=3+people&hire.A=1/qtr&horizon=12"}
	for range n {
		link := "start=2026-01&cur=USD&cash=" + span(2e6) + "&horizon=" + fmt.Sprint(6+dice.IntN(54)) +
			"&in.Sales=" + span(60e3) + "/mo&grow.Sales=" + fmt.Sprintf("%.2f%%25..%.2f%%25/mo", 3*dice.Float64()-1, 3+4*dice.Float64()) +
			"&out.Team=" + span(1.5e6) + "/yr&units.Team=7+people&hire.Team=" + number(4) + "/yr&out.Rent=" + number(20e3) + "&out.Fees=" + fmt.Sprintf("%.1f%%25", 9*dice.Float64())
		if dice.IntN(2) == 0 {
			link += "&floor=" + number(1e5) + "&interest=" + fmt.Sprintf("%.2f%%25", 6*dice.Float64())
		}
		if dice.IntN(3) == 0 {
			link += "&ranges=90&credit.Rent=" + number(2e5) + "&once.Machine=-" + number(1e5) + "@2026-04"
		}
		if dice.IntN(3) == 0 {
			link += "&timing=continuous"
		}
		all = append(all, link)
	}
	return all
}

// typed returns a scenario in which a figure has a text, as its reader types it.
func typed(t *testing.T, l *Language, s *calc.Scenario, key, text string) *calc.Scenario {
	t.Helper()
	next, _, _ := calc.ReadDraft(s.String()).Apply(calc.Edit{Act: calc.Set, Key: key, Text: text}, l.Translate)
	require.Empty(t, next.Errors, "%s = %s", key, text)
	return next.Scenario
}

// middle returns a scenario with every range at its middle.
func middle(t *testing.T, s *calc.Scenario) *calc.Scenario {
	t.Helper()
	draft := calc.ReadDraft(s.String())
	for _, f := range s.Figures() {
		if !f.IsNumber() || f.Value().Exact() {
			continue
		}
		edit := calc.Edit{Act: calc.Set, Key: f.Key(), Text: calc.FormatNumber(f.Middle()), Unit: unitOf(f).code, Month: f.MonthText()}
		if f.Kind.Measure == calc.Percent {
			edit.Text = fmt.Sprint(f.Middle() * 100)
		}
		draft, _, _ = draft.Apply(edit, nil)
		require.Empty(t, draft.Errors, f.Key())
	}
	return draft.Scenario
}

// What the page tells as enough is enough as it is told: each threshold, each amount to
// raise and each remedy, typed back as it is shown, leaves nothing missing.
func TestEnoughIsEnough(t *testing.T) {
	l := tongues(t)[0]
	amounts, thresholds := 0, 0
	for _, link := range companies(120) {
		s, problems := calc.Parse(link)
		require.Empty(t, problems, link)
		p := newPage(l, s, nil, nil)
		mid := middle(t, s)
		for _, threshold := range s.Thresholds() {
			f, _ := s.Figure(threshold.Key)
			value, ok := roundedThreshold(threshold, f)
			if calc.IsNone(threshold.Value) || !ok {
				continue
			}
			shown := p.valueText(f, value)
			switch {
			case f.Kind == calc.MonthOfPayment:
				threshold.Key = strings.TrimSuffix(threshold.Key, f.Kind.Key)
				amount, _ := mid.Figure(threshold.Key)
				shown = calc.FormatNumber(amount.Middle()) + "@" + shown
			case f.Kind.Owner == calc.PaymentFigure:
				shown += "@" + f.MonthText()
			}
			assert.Zero(t, typed(t, l, mid, threshold.Key, shown).Evaluate().Mid.FundingGap, "%s: %s is %s", link, threshold.Key, shown)
			thresholds++
		}
		raised := func(s *calc.Scenario, amount float64) *calc.Scenario {
			draft, key, _ := calc.ReadDraft(s.String()).Apply(calc.Edit{Act: calc.Add, Key: calc.Raise.Key, Text: "New money"}, nil)
			return typed(t, l, draft.Scenario, key, l.Money(enough(amount), s.Currency)+"@"+s.Start.String())
		}
		if gap := p.result.Mid.FundingGap; gap > 0 {
			assert.Zero(t, raised(mid, gap).Evaluate().Mid.FundingGap, "%s: the middle case", link)
			amounts++
		}
		if gap := p.result.Worst.FundingGap; gap > 0 {
			assert.Zero(t, raised(s, gap).Evaluate().Worst.FundingGap, "%s: the worst case", link)
			amounts++
		}
		if p.hasRanges && p.likelihood().RequiredRaise > 0 {
			assert.GreaterOrEqual(t, raised(s, p.likelihood().RequiredRaise).Likelihood().NoGap, p.likelihood().Confidence, "%s: the likelihood", link)
			amounts++
		}
		if growth := s.Remedies().Growth; !calc.IsNone(growth) {
			grown := mid
			for _, line := range mid.Lines {
				if line.Revenue {
					grown = typed(t, l, grown, "grow."+line.Name, l.Percent(growth)+"/mo")
				}
			}
			assert.True(t, grown.Evaluate().Mid.DefaultAlive, "%s: growth of %s", link, l.Percent(growth))
		}
	}
	assert.Greater(t, amounts, 150, "amounts that were tried")
	assert.Greater(t, thresholds, 300, "thresholds that were tried")
}

// A percentile is written no finer than its cases support.
func TestPercentilesAreRounded(t *testing.T) {
	for _, c := range []struct{ months, mayMiss, want float64 }{
		{13.34, 0, 13.3}, {25.4, 0, 25}, {25.4, 0.3, 25}, {13.34, 0.3, 13}, {93.4, 2, 95}, {151.4, 10.3, 150},
		{3.2, 2, 3}, {0.4, 2, 0.4}, {calc.Forever, 9, calc.Forever}, {math.Inf(1), 0, math.Inf(1)},
	} {
		assert.Equal(t, c.want, math.Round(supported(c.months, c.mayMiss)*1e9)/1e9, "%v ± %v", c.months, c.mayMiss)
	}
}
