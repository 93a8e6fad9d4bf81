package calc_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// resumed is a plan that goes on from a balance in a month.
func resumed(s *calc.Scenario, at calc.Month, balance calc.Range) calc.Resumption {
	c := changed(s, func(c *calc.Scenario) {
		c.Entries = append(slices.Clone(s.Entries), calc.Entry{Kind: calc.Actual, Name: at.String(), Balance: balance})
	})
	f, _ := c.Figure("actual." + at.String())
	return c.Resume(f)
}

// ways are how the figures of a resumption go on in another way, by key.
func ways(r calc.Resumption) map[string]calc.Way {
	all := map[string]calc.Way{}
	for _, a := range r.Altered {
		all[a.Key()] = a.Way
	}
	return all
}

func left(r calc.Resumption) (keys []string) {
	for _, f := range r.Left {
		keys = append(keys, f.Key())
	}
	return keys
}

// A plan that goes on from the balance it expects goes on as it would have: at any month, and for
// lines of all kinds. What it says it cannot keep is left out here.
func TestResumedAsPlanned(t *testing.T) {
	months, exact := 0, 0
	seeds := 400
	if testing.Short() {
		seeds = 80
	}
	for seed := range uint64(seeds) {
		s := random(seed)
		if s.Start == 0 {
			s.Start = calc.MonthOf(2026, 1)
		}
		pin(s, func(r *calc.Range) float64 { return r.Low })
		plan := s.Evaluate().Mid
		for n := range len(plan.Months) {
			balance := s.Cash.Low
			if n > 0 {
				balance = plan.Months[n-1].Cash
			}
			if math.Abs(balance) >= 1e18 {
				break
			}
			months++
			r := resumed(s, s.Start+calc.Month(n), calc.Exactly(balance))
			require.Empty(t, r.Problem, "%s in month %d", s, n)
			again, errors := calc.Parse(r.Scenario.String())
			before, known := calc.Parse(s.String())
			require.Equal(t, before.String(), s.String())
			for _, e := range errors {
				require.True(t, slices.ContainsFunc(known, func(k calc.Error) bool { return k.Key == e.Key && k.Problem == e.Problem }), "%s: %s in month %d", s, e, n)
			}
			require.Equal(t, r.Scenario.String(), again.String())
			isExact, isPaidOnce := true, false
			for _, a := range r.Altered {
				isPaidOnce = isPaidOnce || a.Way == calc.PaidOnce
				isExact = isExact && (a.Way == calc.PaidOnce || a.Way == calc.Uncounted)
			}
			if !isExact || isPaidOnce && s.Interest.Low != 0 {
				continue
			}
			exact++
			next := r.Scenario.Evaluate().Mid
			moved := 0.0
			for k, m := range next.Months {
				want := plan.Months[n+k]
				moved += math.Abs(want.Cash) + want.Revenue + want.GrossBurn
				require.InDelta(t, want.Cash, m.Cash, 1e-9*moved, "%s from month %d: cash as month %d ends", s, n, n+k)
				if !isPaidOnce {
					require.InDelta(t, want.Opening, m.Opening, 1e-9*moved, "%s from month %d: cash as month %d starts", s, n, n+k)
				}
			}
		}
	}
	t.Log(months, exact)
	require.Greater(t, exact, months*3/4)
}

// What goes on and how, worked out by hand: the answers of each plan are those of what it becomes.
func TestResumedByHand(t *testing.T) {
	for _, c := range []struct{ plan, month, want string }{
		// Amounts, units and credits as they are in the month: 20k·1.1², 10·(10 + 2·2), 1M less
		// two months of 100k.
		{"start=2026-01&cash=1M&in.Sales=20k&grow.Sales=10%", "2026-03", "start=2026-03&horizon=22&cash=7&in.Sales=24.2k/mo&grow.Sales=10%25/mo&as.in.Sales=derived"},
	} {
		s, errors := calc.Parse(c.plan)
		require.Empty(t, errors)
		month, _ := calc.ParseMonth(c.month)
		assert.Equal(t, c.want, resumed(s, month, calc.Exactly(7)).Scenario.String(), c.plan)
	}
}
