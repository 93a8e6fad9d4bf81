package calc

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A likelihood is within 1% (P5, P50) and 2% (P95) of a million plain samples.
func TestLikelihoodIsAccurate(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	for i, link := range varied {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			accurate(t, link, 1<<20)
		})
	}
}

// A percentile of runways that few cases have is within the same, or it says how far it may lie
// from it. With the usual number of samples alone, half of these would miss.
func TestLateRunwaysAreAccurate(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	r := rand.New(rand.NewPCG(3, 4))
	drawn := 0
	for n := 0; n < 12; {
		link := lateScenario(r)
		s, problems := Parse(link)
		require.Empty(t, problems)
		l := s.Likelihood()
		if l.Runway.P5 < 20 || l.Runway.P5 >= Forever {
			continue
		}
		n++
		if l.RunwayError.P5 > 0 {
			drawn++
		}
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			accurate(t, link, 1<<19)
		})
	}
	assert.True(t, 0 < drawn && drawn < 12, "%d of 12 say how far they may be off", drawn)
}

// lateScenario draws a scenario whose revenue nearly covers its costs.
func lateScenario(r *rand.Rand) string {
	link := fmt.Sprintf("start=2026-01&horizon=%d&cash=%.0fk..%.0fk", 12+r.IntN(60), 500+1000*r.Float64(), 1500+1500*r.Float64())
	if r.IntN(2) == 0 {
		link += "&ranges=90"
	}
	if r.IntN(3) == 0 {
		link += "&timing=continuous"
	}
	growth := func(name string) string {
		if r.IntN(2) == 0 {
			return ""
		}
		least := 2*r.Float64() - 1
		return fmt.Sprintf("&grow.%s=%.2f%%25..%.2f%%25", name, least, least+2*r.Float64())
	}
	revenue, costs, total := 1+r.IntN(3), 1+r.IntN(3), 0.0
	for i := range revenue {
		low := 20 + 60*r.Float64()
		high := low * (1 + r.Float64())
		total += (low + high) / 2
		name := fmt.Sprintf("R%d", i)
		link += fmt.Sprintf("&in.%s=%.1fk..%.1fk", name, low, high) + growth(name)
	}
	for i := range costs {
		middle, part := total/float64(costs)*(0.85+0.3*r.Float64()), 0.4*r.Float64()
		name := fmt.Sprintf("C%d", i)
		link += fmt.Sprintf("&out.%s=%.1fk..%.1fk", name, middle*(1-part), middle*(1+part)) + growth(name)
	}
	return link
}

// accurate holds the percentiles of a scenario's runway against n plain samples.
func accurate(t *testing.T, link string, n int) {
	r := rand.New(rand.NewPCG(7, 7))
	s, _ := Parse(link)
	got := s.Likelihood()
	k := new(sampler)
	k.prepare(s)
	var all []float64
	for range n / samples {
		for d := range k.dims {
			k.uniform[d] = make([]float64, samples)
			for i := range k.uniform[d] {
				k.uniform[d][i] = r.Float64()
			}
			k.normal[d] = make([]float64, samples)
			for i := range k.normal[d] {
				k.normal[d][i] = r.NormFloat64()
			}
		}
		for i := range samples {
			k.load(i)
			all = append(all, k.projection.runway())
		}
	}
	slices.Sort(all)
	at := func(p float64) float64 { return all[int(math.Ceil(p*float64(len(all))))-1] }
	for _, c := range []struct {
		name                         string
		want, got, accuracy, mayMiss float64
	}{
		{"P5", at(.05), got.Runway.P5, .01, got.RunwayError.P5},
		{"P50", at(.5), got.Runway.P50, .01, got.RunwayError.P50},
		{"P95", at(.95), got.Runway.P95, .02, got.RunwayError.P95},
	} {
		if c.want != c.got {
			assert.InDelta(t, c.want, c.got, max(c.accuracy*c.want, c.mayMiss), "%s %s", link, c.name)
		}
		t.Logf("%-4s %9.4f ± %.4f, plainly %9.4f, %+.2f%%  %.60s", c.name, c.got, c.mayMiss, c.want, 100*(c.got/c.want-1), link)
	}
}

func TestLikelihoodEdges(t *testing.T) {
	parse := func(link string) *Scenario { s, _ := Parse(link); return s }
	assert.Nil(t, parse("cash=5&out.A=1").Likelihood(), "nothing is uncertain")
	// At 1 a month the runway is the cash: uniform in 0 to 10.
	l := parse("cash=0..10&out.A=1&horizon=5").Likelihood()
	assert.InDelta(t, 0.5, l.Runway.P5, 0.01)
	assert.InDelta(t, 5, l.Runway.P50, 0.01)
	assert.InDelta(t, 9.5, l.Runway.P95, 0.01)
	assert.InDelta(t, 0.5, l.NoGap, 0.001)
	assert.InDelta(t, 0.8, parse("cash=0..10&out.A=1&horizon=2").Likelihood().NoGap, 0.001)
	assert.Equal(t, math.Inf(1), l.BreakEven().P5)
	assert.InDelta(t, 4, l.Cash[0].P50, 0.01)
	assert.InDelta(t, 5, l.Opening[0].P50, 0.01)
	assert.Equal(t, l.Cash[0], l.Opening[1], "nothing is paid between")
	// The ends of a 90% interval are P5 and P95.
	l = parse("ranges=90&cash=10..40&out.A=1").Likelihood()
	assert.InEpsilon(t, 10, l.Runway.P5, 0.001)
	assert.InEpsilon(t, 20, l.Runway.P50, 0.001)
	assert.InEpsilon(t, 40, l.Runway.P95, 0.002)
	// In half of the cases the money never runs out.
	l = parse("cash=10&in.A=0..2&out.B=1").Likelihood()
	assert.Equal(t, math.Inf(1), l.Runway.P95)
	assert.Equal(t, math.Inf(1), l.BreakEven().P95)
	assert.Equal(t, 0.0, l.FundingGap.P5)
	// The same link gives the same answer.
	assert.Equal(t, parse(varied[4]).Likelihood(), parse(varied[4]).Likelihood())
	// Forty lines with ranges of amount and growth.
	link := "cash=1M..9M&horizon=120"
	for i := range MaxLines {
		kind := "out"
		if i%2 == 0 {
			kind = "in"
		}
		link += fmt.Sprintf("&%s.L%d=1k..%dk&grow.L%d=-2%%25..2%%25", kind, i, 2+i, i)
	}
	l = parse(link).Likelihood()
	assert.True(t, l.Runway.P5 <= l.Runway.P50 && l.Runway.P50 <= l.Runway.P95)
	for _, c := range l.Cash {
		assert.False(t, math.IsNaN(c.P5+c.P50+c.P95))
	}
}

// tenLines returns the scenario of the time budgets: ten lines over 60 months, with ranges
// of amount and growth.
func tenLines(ranges string) string {
	link := "horizon=60&cash=1M..2M&ranges=" + ranges
	for i := range 10 {
		kind := "out"
		if i < 3 {
			kind = "in"
		}
		link += fmt.Sprintf("&%s.L%d=%dk..%dk&grow.L%d=0%%25..%d%%25", kind, i, 8+i, 12+2*i, i, 1+i%3)
	}
	return link
}

func BenchmarkLikelihood(b *testing.B) {
	for _, ranges := range []string{"even", "90"} {
		s, problems := Parse(tenLines(ranges))
		require.Empty(b, problems)
		b.Run(ranges, func(b *testing.B) {
			for b.Loop() {
				s.Likelihood()
			}
		})
	}
	for _, id := range Presets() {
		s := PresetOf(id).Scenario()
		b.Run(id, func(b *testing.B) {
			for b.Loop() {
				s.Likelihood()
			}
		})
	}
}
