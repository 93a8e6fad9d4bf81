package calc_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// step moves the figure with a key; an @ before it means its month.
func step(s *calc.Scenario, key string, n int) {
	if f, ok := s.Figure(strings.TrimPrefix(key, "@")); !ok {
		return
	} else if strings.HasPrefix(key, "@") {
		f.StepMonth(n)
	} else {
		f.Step(n)
	}
}

// One step of a figure, by the rule of [calc.Figure.Step].
func TestStep(t *testing.T) {
	const line = "cash=5B&out.A=1/mo&"
	for _, c := range []struct {
		link, key string
		n         int
		want      string
	}{
		{"cash=5B", "cash", 1, "cash=5.1B"},
		{"cash=5B", "cash", -3, "cash=4.7B"},
		{"cash=10B", "cash", 1, "cash=11B"},
		{"cash=10B", "cash", -1, "cash=9.9B"},
		{"cash=-10B", "cash", 1, "cash=-9.9B"},
		{"cash=-10B", "cash", -1, "cash=-11B"},
		{"cash=0.5B..1.5B", "cash", 1, "cash=0.6B..1.6B"},
		{"cash=9.9B", "cash", 1, "cash=10B"},
		{"cash=0.1", "cash", 2, "cash=0.12"},
		{"out.A=5B", "cash", 1, "cash=0.1B&out.A=5B"},
		{"", "cash", 1, "cash=100"},
		{"cash=5B", "floor", 1, "cash=5B&floor=0.1B"},
		{"interest=2%", "interest", 1, "interest=2.5%"},
		{"interest=2%", "interest", 9999, "interest=1000%"},
		{"interest=2%", "interest", -9999, "interest=-99%"},
		{"out.A=3%", "out.A", 9999, "out.A=1000%"},
		{line, "out.A", -999, "cash=5B&out.A=0/mo"},
		{"out.A=0..3/yr", "out.A", -1, "out.A=0..2.9/yr"},
		{"in.A=1&out.A=3%", "out.A", 1, "in.A=1"}, // a name stands once: the second is refused
		{"out.A=3%", "out.A", 1, "out.A=3.5%"},
		{"out.A=3%", "out.A", -99, "out.A=0%"},
		{"out.A=1&grow.A=4%..9%/mo", "grow.A", 1, "out.A=1&grow.A=4.5%..9.5%/mo"},
		{"out.A=1&grow.A=8%/mo", "grow.A", 9999, "out.A=1&grow.A=1000%/mo"},
		{"out.A=1&units.A=12 people", "units.A", 1, "out.A=1&units.A=13 people"},
		{"out.A=1&units.A=1500 people", "units.A", -1, "out.A=1&units.A=1400 people"},
		{"out.A=1&units.A=12 people", "units.A", -99, "out.A=1&units.A=1 people"},
		{"out.A=1&units.A=12&hire.A=2/yr", "hire.A", -3, "out.A=1&units.A=12&hire.A=-1/yr"},
		{"out.A=1&credit.A=100k", "credit.A", -1, "out.A=1&credit.A=99k"},
		{"start=2026-01&raise.R=1M@2026-05", "raise.R", -99, "start=2026-01&raise.R=10k@2026-05"},
		{"start=2026-01&raise.R=1M@2026-05", "raise.R", -999, "start=2026-01&raise.R=0@2026-05"},
		{"start=2026-01&raise.R=1M@2026-05", "@raise.R", 8, "start=2026-01&raise.R=1M@2027-01"},
		{"start=2026-01&once.P=-40k@2026-05", "once.P", 1, "start=2026-01&once.P=-39k@2026-05"},
		{"start=2026-01", "start", -1, "start=2025-12"},
		{"cash=1", "start", 1, "cash=1"},
		{"cash=1", "horizon", 1, "horizon=25&cash=1"},
		{"horizon=119", "horizon", 5, "horizon=120"},
		{"valuation=80B", "valuation", -9999, "valuation=1B"},
		{"claim.loss=5B/yr", "claim.loss", 1, "claim.loss=5.1B/yr"},
		{"claim.runway=12", "claim.runway", -99, "claim.runway=1"},
		{"claim.loss=..5B/yr", "claim.loss", 1, "claim.loss=..5.1B/yr"},
		{"claim.loss=10B../yr", "claim.loss", -1, "claim.loss=9.9B../yr"},
		{"claim.runway=18..", "claim.runway", -99, "claim.runway=1.."},
		{"likelihood=80%", "likelihood", 5, "likelihood=85%"},
		{"cash=950000T", "cash", 9, "cash=990000T"},
		{"cash=-950000T", "cash", -9, "cash=-990000T"},
		{"valuation=80B", "valuation", 1, "valuation=81B"},
		{"cash=5", "valuation", -1, "cash=5"}, // there is none to take from
		{"cash=5", "valuation", 1, "cash=5&valuation=0.1"},
		{"out.A=5&units.A=5", "hire.A", 1, "out.A=5&units.A=5&hire.A=1"},
		{"cash=5B", "title", 1, "cash=5B"},
		{"cash=5B", "out.None", 1, "cash=5B"},
	} {
		s, _ := calc.Parse(c.link)
		require.NotNil(t, s, c.link)
		step(s, c.key, c.n)
		want, _ := calc.Parse(c.want)
		assert.Equal(t, want.String(), s.String(), "%s, %s by %d", c.link, c.key, c.n)
	}
}

// Up and down undo each other, and what a step gives is a figure again.
func TestStepsUndoEachOther(t *testing.T) {
	for _, id := range calc.Presets() {
		s := calc.PresetOf(id).Scenario()
		for _, p := range s.Pairs() {
			if strings.HasPrefix(p.Key, "note.") {
				break
			}
			for _, n := range []int{1, -1, 7} {
				s := calc.PresetOf(id).Scenario()
				step(s, p.Key, n)
				moved, errors := calc.Parse(s.String())
				for _, e := range errors {
					assert.Equal(t, calc.BeforeStart, e.Problem, s.String())
				}
				if moved.String() == calc.PresetOf(id).Scenario().String() {
					f, _ := s.Figure(p.Key)
					assert.False(t, f.IsNumber(), "%s does not move", p.Key)
				}
				if p.Key == "hire.Team" && n == -1 {
					continue // none a quarter is none a month
				}
				for range max(n, -n) {
					step(moved, p.Key, -n/max(n, -n))
				}
				assert.Equal(t, calc.PresetOf(id).Scenario().String(), moved.String(), "%s by %d", p.Key, n)
			}
		}
	}
}
