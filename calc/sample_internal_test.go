package calc

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// varied are scenarios with ranges of all kinds: revenue and costs, growth, credits,
// shares, hires, a raise and interest. Some have infinite runways, some are in continuous
// time.
var varied = []string{
	"preset=openai-2024&cash=3B..5B",
	"preset=young-company",
	"preset=after-a-raise",
	"ranges=90&cash=400k..600k&in.Sales=15k..30k&grow.Sales=4%25..10%25&out.Everything=70k..90k",
	"ranges=90&start=2026-01&cash=1M&in.A=30k..50k&grow.A=0%25..10%25/yr&out.B=80k..110k&grow.B=-5%25..10%25/yr&out.C=10%25..20%25&interest=1%25..5%25&raise.X=200k..800k@2026-06",
	"cash=800k..1M&in.A=40k..80k&grow.A=1%25..3%25&out.B=90k&units.B=9..10 people&hire.B=0..0.5/mo&out.C=20k..30k&credit.C=100k..300k",
	"timing=continuous&cash=1M&in.A=40k..60k&grow.A=0%25..1%25&out.B=90k..120k&grow.B=1%25&out.C=5%25..9%25&grow.C=0%25..2%25&credit.C=10k",
	"timing=continuous&ranges=90&cash=2M&in.A=20k..40k&grow.A=0%25..2%25&out.B=100k..130k&floor=100k&interest=2%25",
	"start=2026-01&cash=2M&floor=50k..150k&in.A=20k&grow.A=3%25&out.B=70k&once.C=-300k..-100k@2026-05",
	"start=2026-01&cash=500k&in.A=20k..40k&grow.A=2%25..4%25&from.A=2026-04..2026-09&every.A=12&out.B=60k&delay.B=2&out.C=10k..20k&until.C=2026-06..2027-03&raise.D=300k@2026-03..2026-08",
	"start=2026-01&timing=continuous&cash=400k..600k&in.A=30k..40k&grow.A=2%25..4%25&delay.A=3&out.B=60k&grow.B=1%25&delay.B=1&credit.B=100k&out.C=12%25&grow.C=1%25&every.C=3&from.C=2026-03",
}

// A kind of figure whose ranges no scenario has would be sampled unseen.
func TestVariedScenariosHaveRangesOfAllKinds(t *testing.T) {
	seen := map[*Kind]bool{}
	for _, link := range append(crossings, varied...) {
		s, _ := Parse(link)
		for _, f := range s.Figures() {
			seen[f.Kind] = seen[f.Kind] || f.value != nil && !f.value.Exact()
		}
	}
	for _, k := range kinds {
		assert.True(t, seen[k] || !k.MovesCash(), "no scenario has a range of %s", k.Key)
	}
}

// Varied exports the scenarios to the tests outside the package.
var Varied = slices.Concat(crossings, varied)

// Each sample agrees with the exact projection of its figures.
func TestSamplesAreProjections(t *testing.T) {
	for _, link := range append(crossings, varied...) {
		s, problems := Parse(link)
		require.Empty(t, problems)
		k := new(sampler)
		k.prepare(s)
		const within = 1e-9
		for i := 0; i < samples; i += 37 {
			k.sample(i)
			c := k.projection.scenario.answer()
			close := func(want, got, size float64, what string) {
				if want != got {
					require.False(t, math.IsInf(want, 0), "%s: %s of sample %d is %v", link, what, i, got)
					require.InDelta(t, want, got, within*math.Max(1, size), "%s: %s of sample %d", link, what, i)
				}
			}
			close(c.Runway, k.runway[i], c.Runway, "runway")
			close(c.BreakEven, k.projection.breakEven(), c.BreakEven, "break-even")
			close(c.FundingGap, k.gap[i], c.FundingGap, "gap")
			for m, row := range c.Months {
				if at := slices.Index(k.paydays, m); at >= 0 {
					require.InDelta(t, row.Opening, k.opening[at*stride+i], 1e-9*(math.Abs(row.Opening)+1e6), "%s month %d", link, m)
				}
				require.InDelta(t, row.Cash, k.cash[m*stride+i], 1e-9*(math.Abs(row.Cash)+1e6), "%s month %d", link, m)
			}
		}
	}
}

// A sample ends with the year in which revenue has come to grow faster than costs ever will. No
// month after the horizon is computed for break-even alone, where lines simply grow.
func TestSamplesEndWithCertainty(t *testing.T) {
	for _, c := range []struct {
		link string
		last int // the month from which the greater side grows faster on its own, or the horizon
	}{
		// 100 + 1.02^t grows by 1% from 1.02^t = 100 on.
		{"cash=1M&in.A=1&grow.A=2%25&in.B=100&out.C=1..2&grow.C=1%25&horizon=12", 233},
		{"cash=1&in.A=1..2&grow.A=1%25&out.B=100&out.C=1&grow.C=2%25&horizon=12", 12},
		{"cash=1&in.A=1..2&grow.A=2%25&out.B=100&out.C=10%25&horizon=12", 12}, // break-even after 20 years
	} {
		s, _ := Parse(c.link)
		k := new(sampler)
		k.prepare(s)
		k.sample(0)
		k.projection.breakEven()
		assert.GreaterOrEqual(t, k.projection.filledTo, c.last, c.link)
		assert.LessOrEqual(t, k.projection.filledTo, c.last+c.last/12*6, c.link)
	}
}

// A sampler that is prepared allocates nothing.
func TestSamplingAllocatesNothing(t *testing.T) {
	for _, link := range varied {
		s, _ := Parse(link)
		k := new(sampler)
		k.prepare(s)
		l := &Likelihood{Opening: make([]Percentiles, s.Months()), Cash: make([]Percentiles, s.Months())}
		run := func() {
			for i := range samples {
				k.sample(i)
				k.breakEven[i] = k.projection.breakEven()
			}
			k.summarize(l)
		}
		run()
		assert.Zero(t, testing.AllocsPerRun(2, run), link)
	}
}
