package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// Nothing grows, so costs must fall from 4 to the revenue of 2: by half, or by two thirds
// of A's 3. B's 1 is not enough.
func TestRemediesByHand(t *testing.T) {
	s, _ := calc.Parse("cash=12&out.A=3&out.B=1&in.C=2")
	r := s.Remedies()
	assert.False(t, r.Alive)
	assert.InDelta(t, 0.5, r.CutAll, 1e-4)
	require.Len(t, r.Cuts, 1)
	assert.Equal(t, "out.A", r.Cuts[0].Key)
	assert.Equal(t, 0.667, r.Cuts[0].Share, "in tenths of a percent, and no less than 2/3")
	require.False(t, calc.IsNone(r.Growth))
	// The company is alive with the growth found, and not with slightly less.
	for _, c := range []struct {
		growth float64
		alive  bool
	}{{r.Growth, true}, {r.Growth - 1e-3, false}} {
		s.Lines[0].Growth = calc.Rate{Range: calc.Exactly(c.growth)}
		assert.Equal(t, c.alive, s.Evaluate().Mid.DefaultAlive)
	}
}

func TestRemediesAtTheEnds(t *testing.T) {
	for link, want := range map[string][3]bool{ // is it alive; does a growth help; does a cut of all costs help
		"cash=1&in.A=2&out.B=1":             {true, false, false},
		"cash=9&out.B=1":                    {false, false, true}, // without costs the rest lasts
		"cash=-1&in.A=2&out.B=1":            {false, false, false},
		"cash=9&in.A=1&out.B=2&grow.B=5%25": {false, true, true},
		"cash=9&in.A=1&out.B=200%25":        {false, false, true}, // growth makes it worse
		"cash=0&in.A=1&out.B=2":             {false, false, true}, // no cash to grow with
		"preset=openai-2024":                {false, true, true},
	} {
		s, _ := calc.Parse(link)
		r := s.Remedies()
		assert.Equal(t, want, [3]bool{r.Alive, !r.Alive && !calc.IsNone(r.Growth), !r.Alive && !calc.IsNone(r.CutAll)}, link)
	}
}

// The amount to raise is a percentile of the gap. The gap is uniform in 0 to 10, as the
// cash is.
func TestRaiseForALikelihood(t *testing.T) {
	for likelihood, want := range map[string]float64{"": 9, "50%": 5, "99%": 9.9, "1%": 0.1} {
		s, problems := calc.Parse("cash=0..10&out.A=1&horizon=10&likelihood=" + likelihood)
		require.Empty(t, problems)
		assert.InDelta(t, want, s.Likelihood().RequiredRaise, 0.01)
	}
}
