package calc

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc/internal/sobol"
)

// The ends of a 90% interval are 1.645 deviations from its middle, which is the
// arithmetic one for a rate and the geometric one for an amount. An amount that may be
// nothing is even.
func TestNinetyPercent(t *testing.T) {
	const end = ninetyWidth / 2
	for _, c := range []struct {
		link                 string
		low, middle, greater float64
	}{
		{"cash=10..40", 10, 20, 40},
		{"cash=0..40", 0, 20, 40},
		{"cash=-10..40", -10, 15, 40},
		{"interest=2%25..4%25", .02, .03, .04},
	} {
		s, problems := Parse("ranges=90&out.A=1&" + c.link)
		require.Empty(t, problems)
		for _, f := range s.uncertain() {
			if f.value.Exact() {
				continue
			}
			d := newDim(f, s.Ranges)
			for i, want := range []float64{c.low, c.middle, c.greater} {
				d.draw([]float64{0, .5, 1}, []float64{-end, 0, end}, i)
				assert.InDelta(t, want, f.value.Low, 1e-9, c.link)
			}
		}
	}
}

// unlike are scenarios for likelihoods: by revenue and costs, with growth,
// credits, shares, hires, a raise, interest, with runways that are infinite in
// part, and in continuous time.
var unlike = []string{
	"preset=openai-2024&cash=3B..5B",
	"preset=young-company",
	"preset=after-a-raise",
	"ranges=90&cash=400k..600k&in.Sales=15k..30k&grow.Sales=4%25..10%25&out.Everything=70k..90k",
	"ranges=90&start=2026-01&cash=1M&in.A=30k..50k&grow.A=0%25..10%25/yr&out.B=80k..110k&grow.B=-5%25..10%25/yr&out.C=10%25..20%25&interest=1%25..5%25&raise.X=200k..800k@2026-06",
	"cash=800k..1M&in.A=40k..80k&grow.A=1%25..3%25&out.B=90k&units.B=9..10 people&hire.B=0..0.5/mo&out.C=20k..30k&credit.C=100k..300k",
	"timing=continuous&cash=1M&in.A=40k..60k&grow.A=0%25..1%25&out.B=90k..120k&grow.B=1%25&out.C=5%25..9%25&grow.C=0%25..2%25&credit.C=10k",
	"timing=continuous&ranges=90&cash=2M&in.A=20k..40k&grow.A=0%25..2%25&out.B=100k..130k&floor=100k&interest=2%25",
}

// Unlike shows them to the tests outside the package.
var Unlike = slices.Concat(late, unlike)

// Each sample is what the exact projection gives for its figures.
func TestSamplesAreProjections(t *testing.T) {
	for _, link := range append(late, unlike...) {
		s, problems := Parse(link)
		require.Empty(t, problems)
		k := new(sampler)
		k.prepare(s)
		// A flow inside a month is a parabola to the samples, where timing is
		// continuous: growth of g leaves an error of the order of g².
		within := 1e-9
		if s.Timing == Continuous {
			within = 2e-3
		}
		for i := 0; i < samples; i += 37 {
			k.sample(i)
			c := k.scenario.answer()
			close := func(want, got, size float64, what string) {
				if want != got {
					require.False(t, math.IsInf(want, 0), "%s: %s of sample %d is %v", link, what, i, got)
					require.InDelta(t, want, got, within*math.Max(1, size), "%s: %s of sample %d", link, what, i)
				}
			}
			close(c.Runway, k.runway[i], c.Runway, "runway")
			close(c.BreakEven, k.breakEven[i], c.BreakEven, "break-even")
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

// Years in which neither the money can end nor break-even come are passed over: their
// costs are not looked at.
func TestQuietYearsArePassedOver(t *testing.T) {
	s, _ := Parse("cash=10M&in.A=1k..2k&grow.A=1%25/yr&out.B=100k&out.C=5%25&horizon=12")
	k := new(sampler)
	k.prepare(s)
	k.sample(0)
	assert.InDelta(t, 10e6/100e3, k.runway[0], 10)
	for year := 1; 12*year+12 < int(k.runway[0]); year++ {
		assert.Zero(t, k.sampled.costs[12*year+11], "year %d", year)
	}
	assert.NotZero(t, k.sampled.costs[11])
}

// The year in which costs have come to grow faster than revenue ever will is the last
// that is looked at, and so is that in which revenue has come to outgrow all costs.
func TestNothingIsSoughtForever(t *testing.T) {
	for _, c := range []struct {
		link string
		last int // the month from which the greater side grows faster by itself
	}{
		// 100 + 1.02^t grows by 1% from 1.02^t = 100 on.
		{"in.A=1..2&grow.A=1%25&out.B=100&out.C=1&grow.C=2%25&horizon=12", 233},
		{"cash=1M&in.A=1&grow.A=2%25&in.B=100&out.C=1..2&grow.C=1%25&horizon=12", 233},
	} {
		s, _ := Parse(c.link)
		k := new(sampler)
		k.prepare(s)
		for i := range k.closing {
			k.closing[i] = math.NaN()
		}
		k.sample(0)
		last := len(k.closing) - 1
		for math.IsNaN(k.closing[last]) {
			last--
		}
		assert.InDelta(t, c.last, last, 12, c.link)
	}
}

// A likelihood is within 1% (P5, P50) and 2% (P95) of a million plain samples.
func TestLikelihoodIsAccurate(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	for i, link := range unlike {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			accurate(t, link)
		})
	}
}

func accurate(t *testing.T, link string) {
	r := rand.New(rand.NewPCG(7, 7))
	const rounds = 1 << 20 / samples
	s, _ := Parse(link)
	got := s.Likelihood()
	k := new(sampler)
	k.prepare(s)
	var all []float64
	for range rounds {
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
			k.sample(i)
		}
		all = append(all, k.runway[:]...)
	}
	slices.Sort(all)
	at := func(p float64) float64 { return all[int(math.Ceil(p*float64(len(all))))-1] }
	for _, c := range []struct {
		name                string
		want, got, accuracy float64
	}{{"P5", at(.05), got.Runway.P5, .01}, {"P50", at(.5), got.Runway.P50, .01}, {"P95", at(.95), got.Runway.P95, .02}} {
		if c.want != c.got {
			assert.InEpsilon(t, c.want, c.got, c.accuracy, "%s %s", link, c.name)
		}
		t.Logf("%-4s %9.4f, of a million %9.4f, %+.2f%%  %.60s", c.name, c.got, c.want, 100*(c.got/c.want-1), link)
	}
}

// Percentiles against sorting.
func TestPercentilesAreNearestRanks(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	k := new(sampler)
	for _, draw := range []func() float64{
		r.Float64, r.NormFloat64,
		func() float64 { return math.Exp(9 * r.NormFloat64()) },
		func() float64 { return float64(r.IntN(3)) },
		func() float64 { return 4 },
		func() float64 { return math.Inf(1) },
		func() float64 { return 1 / float64(r.IntN(4)) },
		func() float64 { return 1 / float64(r.IntN(2)) },
		func() float64 { return 1 / float64(r.IntN(25)) },
		func() float64 { return 5 / float64(min(1, r.IntN(25))) },
		func() float64 { return 1e200 * r.NormFloat64() },
	} {
		for range 20 {
			var values [samples]float64
			for i := range values {
				values[i] = draw()
			}
			got := k.percentiles(&values)
			slices.Sort(values[:])
			at := func(p int) float64 { return values[int(math.Ceil(float64(p)*samples/100))-1] }
			assert.Equal(t, Percentiles{at(5), at(50), at(95)}, got)
		}
	}
	// Of even values few lie near a percentile: the others need not be sorted.
	var even [samples]float64
	for i, u := range sobol.Coordinates(0, samples) {
		even[i] = 1e6 * u
	}
	k.percentiles(&even)
	for _, near := range k.candidates {
		assert.LessOrEqual(t, len(near), samples/buckets+1)
	}
}

func TestLikelihoodEdges(t *testing.T) {
	parse := func(link string) *Scenario { s, _ := Parse(link); return s }
	assert.Nil(t, parse("cash=5&out.A=1").Likelihood(), "nothing is uncertain")
	// cash of 0 to 10 with 1 a month: the runway is as even as the cash.
	l := parse("cash=0..10&out.A=1&horizon=5").Likelihood()
	assert.InDelta(t, 0.5, l.Runway.P5, 0.01)
	assert.InDelta(t, 5, l.Runway.P50, 0.01)
	assert.InDelta(t, 9.5, l.Runway.P95, 0.01)
	assert.InDelta(t, 0.5, l.NoGap, 0.001)
	assert.InDelta(t, 0.8, parse("cash=0..10&out.A=1&horizon=2").Likelihood().NoGap, 0.001)
	assert.Equal(t, math.Inf(1), l.BreakEven.P5)
	assert.InDelta(t, 4, l.Cash[0].P50, 0.01)
	assert.InDelta(t, 5, l.Opening[0].P50, 0.01)
	assert.Equal(t, l.Cash[0], l.Opening[1], "nothing is paid between")
	// 90% intervals: a lognormal amount has its ends as P5 and P95, a rate too.
	l = parse("ranges=90&cash=10..40&out.A=1").Likelihood()
	assert.InEpsilon(t, 10, l.Runway.P5, 0.001)
	assert.InEpsilon(t, 20, l.Runway.P50, 0.001)
	assert.InEpsilon(t, 40, l.Runway.P95, 0.002)
	// Half of the cases never run out.
	l = parse("cash=10&in.A=0..2&out.B=1").Likelihood()
	assert.Equal(t, math.Inf(1), l.Runway.P95)
	assert.Equal(t, math.Inf(1), l.BreakEven.P95)
	assert.Equal(t, 0.0, l.FundingGap.P5)
	// The same link gives the same answer.
	assert.Equal(t, parse(unlike[4]).Likelihood(), parse(unlike[4]).Likelihood())
	// Forty lines, all ranged in amount and growth.
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

// The kernel takes no memory once it has it.
func TestSamplingAllocatesNothing(t *testing.T) {
	for _, link := range unlike {
		s, _ := Parse(link)
		k := new(sampler)
		k.prepare(s)
		l := &Likelihood{Opening: make([]Percentiles, k.horizon), Cash: make([]Percentiles, k.horizon)}
		run := func() {
			for i := range samples {
				k.sample(i)
			}
			k.summarize(l)
		}
		run()
		assert.Zero(t, testing.AllocsPerRun(2, run), link)
	}
}

// tenLines is the work of the budgets: ten lines over 60 months, all of them ranged.
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
	for _, id := range presets {
		s := Preset(id.id)
		b.Run(id.id, func(b *testing.B) {
			for b.Loop() {
				s.Likelihood()
			}
		})
	}
}
