package calc

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// crossings are scenarios in which revenue overtakes costs late, or costs revenue, and
// others at the limits of looking ahead.
var crossings = []string{
	"cash=1B&in.A=1..3&grow.A=1%25..3%25&in.B=40&out.C=30&out.D=1..2&grow.D=1%25..2%25",
	"cash=1B&in.A=100&units.A=10 people&hire.A=-1..1/mo&out.B=90..110&grow.B=-1%25..1%25",
	"cash=1M&in.A=100&units.A=10 people&hire.A=1..2/mo&out.B=90&grow.B=1%25..3%25",
	"cash=1B&in.A=100&grow.A=1%25&out.B=20..60%25&grow.B=-2%25..2%25&out.C=30&units.C=3 people&hire.C=0..1/mo&grow.C=-2%25..2%25",
	"cash=1B&in.A=90..110&grow.A=1%25&out.B=40%25&grow.B=2%25&credit.B=100..300&out.C=50&horizon=12",
	"floor=90k&in.A=77&grow.A=7%25/qtr&out.B=32k&grow.B=27%25..57%25/yr&out.C=400k&horizon=118",                                  // less than a year is left in the end
	"cash=10M&floor=1M&in.A=1k..2k&grow.A=1%25/yr&in.B=5k&out.C=100k&out.D=10k..12k&grow.D=1%25/yr&out.E=5%25..10%25&horizon=12", // the money ends after years
	"cash=100M&in.A=50k&grow.A=1%25&in.B=1k..2k&grow.B=1%25/yr&out.C=60k&out.D=40k..41k&grow.D=1%25/yr&horizon=12",               // break-even comes inside a year
	"cash=1M&in.A=100&grow.A=-1%25..1%25&out.B=20%25..60%25&out.C=70..80&horizon=10",                                             // a share, skipping years
	"cash=1M&in.A=100..200&grow.A=1%25&out.B=90%25..150%25&out.C=10&horizon=10",                                                  // a share that can exceed all revenue
	"cash=1e17&in.A=1&grow.A=400%25..500%25&out.B=1e15&horizon=10",                                                               // up to the cap of flows
	"cash=1&in.A=10..11&grow.A=1%25&in.B=0.1..0.2&grow.B=3%25&out.C=100&out.D=1..2&grow.D=2%25&horizon=12",                       // revenue grows by its smallest line in the end
	"cash=100k&in.A=100..110&grow.A=1%25&out.B=90..95&out.C=0.1..0.2&grow.C=2%25..3%25&horizon=12",                               // and costs by theirs
	"cash=100k&in.A=100..110&in.B=0.1..0.2&grow.B=2%25..3%25&out.C=90..95&out.D=1..2&grow.D=1%25&horizon=12",                     // revenue covers all costs, more and more
	"cash=90k&in.A=100..101&in.B=0.001&grow.B=5%25&out.C=100&grow.C=1%25&horizon=12",                                             // costs are above revenue when it has come to outgrow them
	"cash=1M..1.1M&floor=90k&out.A=10k..11k&horizon=12",                                                                          // nothing changes,
	"cash=1k&out.A=10..11&units.A=10&hire.A=0.1&horizon=12",                                                                      // except the units
	"start=2026-01&cash=1M..1.1M&raise.X=500k@2028-01&out.A=10k&horizon=12",                                                      // a raise as a year starts
	"start=2026-01&cash=1k..2k&out.A=1&once.X=5@2075-12&once.Y=7@2076-01&horizon=12",                                             // payments in the last month, and behind it
	"cash=1k..2k&out.A=10&credit.A=300&horizon=12",                                                                               // credits end after the horizon
	"start=2026-01&cash=1..2&in.A=10&out.B=5..6&once.X=-1k@2030-01&horizon=12",                                                   // a payment when revenue covers all else
	"cash=1k&floor=100&interest=-50%25&in.A=10&out.B=9..9.5&horizon=12",                                                          // negative interest exceeds the profit
	"cash=1&in.A=10..11&out.B=100&grow.B=-1%25&horizon=12",                                                                       // costs that fall below revenue
	"start=2026-01&cash=10..11&interest=5%25&raise.X=100@2026-01&out.A=20..21&horizon=6",                                         // a raise at once, that bears interest
	"start=2026-01&timing=continuous&cash=50..51&raise.X=100@2026-02&out.A=20..21&horizon=9",                                     // a raise before the money ends
	"start=2026-01&cash=10..11&raise.X=100@2026-01&out.A=20..21&horizon=6",                                                       // a raise at once
	"timing=continuous&cash=0.2..0.21&in.A=199&grow.A=1%25&out.B=200&horizon=12",                                                 // the money ends inside a month that ends with more
	"timing=continuous&in.A=100&out.B=100&grow.B=1%25..2%25",                                                                     // no cash, and it starts to fall from zero burn
	"timing=continuous&in.A=100..101&out.B=99.9&grow.B=1%25",                                                                     // no cash at first, then a little, then none again
	"timing=continuous&cash=1B&in.A=1..3&grow.A=1%25..3%25&out.C=30&grow.C=0%25..2%25",
	"cash=300k&in.Sales=3k&out.Team=100k..120k&units.Team=24 people&hire.Team=-1&out.Rent=1k&horizon=24",    // break-even comes as the horizon does
	"cash=100k&in.A=19.38k&grow.A=20%25&out.C=100k&out.D=530..550&grow.D=50%25&horizon=12",                  // and revenue is overtaken after it
	"cash=0&in.A=100k&in.D=44k..46k&grow.D=50%25&out.C=144k&grow.C=20%25&horizon=1",                         // or the money ends
	"cash=2.6M&in.A=100k..105k&grow.A=-1%25&out.B=125%25&horizon=30",                                        // costs of more than all revenue, and a part of a year
	"start=2026-01&raise.A=250000.12@2026-01&raise.B=120000.84@2026-02&once.C=-370000.96@2026-04&horizon=6", // all that was raised is paid out
	"cash=1e15&floor=1e15&out.A=10..20&horizon=6",                                                           // costs that are small beside the floor
	"timing=continuous&cash=5M&in.S=100k&grow.S=1%25&out.A=100.2k..100.4k&units.A=6&hire.A=1",               // and costs that jump, after break-even
	"timing=continuous&cash=1M&in.A=10k&units.A=10 people&hire.A=1..2&out.B=15k",                            // revenue that jumps as months start
	"timing=continuous&cash=1&in.A=1&units.A=1e-300&hire.A=1e17&out.B=1..2",                                 // up to the cap of flows
	"cash=100&in.A=1&units.A=1e-12..2e-12&hire.A=1e-12&out.B=2",                                             // tiny numbers of units
	"timing=continuous&cash=1k..2k&out.A=100k&credit.A=150k",                                                // credits that end with the money
	"timing=continuous&cash=100k..110k&out.A=1M&credit.A=2.6M..2.7M",
	"timing=continuous&cash=50k..51k&out.A=140k&credit.A=10",                                            // a credit that ends early in the month
	"cash=1&in.A=100..110&grow.A=1%25&out.B=120%25..130%25&grow.B=-1%25&out.C=1&grow.C=1%25&horizon=12", // a share that falls below all revenue
	"start=2026-01&cash=1&in.A=100..110&grow.A=1%25&out.B=150&out.C=1000&until.C=2026-06&horizon=12",    // a line that has ended
	"cash=10..400&in.A=1&out.B=10..11&in.C=5&grow.C=1%25&horizon=12",                                    // money that lasts in some cases alone
	"cash=5M&in.A=100k&grow.A=3%25&out.B=25%25&every.B=12&out.C=200k..210k&horizon=18",                  // a share of the revenue in the months of its payments
	"cash=1&in.A=100..101&grow.A=1%25&out.B=120%25&every.B=60&horizon=12",                               // which is more than all revenue, but not of later months
	"cash=1&in.A=100..101&grow.A=1%25&out.B=120%25&every.B=60&out.C=1&grow.C=1%25&horizon=12",           // beside costs that grow as revenue does
	"timing=continuous&cash=1&in.A=100..101&grow.A=1%25&out.B=100%25&every.B=60&out.C=30&horizon=12",
	"cash=1&in.A=1&grow.A=1%25&out.B=391..403&horizon=10",                                                                           // break-even as the last month ends, or after it
	"cash=1B&in.A=100&units.A=10 people&hire.A=1..2/mo&out.B=900&units.B=10 people&hire.B=0.5..1/mo&grow.B=0%25..0.2%25&horizon=12", // teams that grow on both sides
	"timing=continuous&cash=1B&in.A=100&grow.A=1%25..2%25&out.B=900&units.B=10 people&hire.B=1..2/mo&horizon=12",
	"start=2026-01&cash=1B&in.A=9..10&out.B=100&grow.B=-100%25&from.B=2027-01&every.B=24&out.C=9.1&out.D=5&until.D=2026-12&horizon=6", // a payment that is made once
	"cash=1&horizon=12&in.A=5..6&out.B=10&units.B=10 people&hire.B=-1/mo&every.B=24",                                                  // a team that is gone, whose last payment goes on
	"start=2026-01&cash=1&horizon=1&timing=continuous&in.L0=123.956&grow.L0=-100%25&every.L0=6&out.L1=51&grow.L1=-1.86%25&out.L2=85&grow.L2=-1.56%25&in.L3=502.71&grow.L3=-100%25",
	"cash=10000&horizon=12&in.A=100&grow.A=3%25&delay.A=6&out.S=90%25..91%25",                                                 // a share that is paid at once, of revenue that comes late
	"start=2026-01&cash=1000..1100&horizon=12&in.A=100&out.C=200&from.C=2027-01",                                              // costs that start as the horizon ends
	"start=2026-01&cash=1000..1100&horizon=12&in.A=100&in.B=5&from.B=2027-01&out.C=110",                                       // or revenue
	"start=2026-01&cash=2000&horizon=12&in.A=100..101&until.A=2026-06&out.B=90%25&delay.B=12&in.D=1",                          // a share that is paid a year after its revenue has ended
	"cash=1&horizon=12&in.A=100..101&out.B=60%25&out.C=40%25",                                                                 // shares of all revenue
	"start=2026-01&cash=1&horizon=12&out.A=100..101&grow.A=-100%25&from.A=2027-01&out.B=5&until.B=2026-12",                    // costs of a single month
	"timing=continuous&cash=1&horizon=1&in.R=90.81&grow.R=10%25&out.A=100&grow.A=-50%25&out.B=29.412&grow.B=70%25",            // costs that fall before they rise
	"timing=continuous&cash=1&in.A=1&out.B=5&grow.B=1000%25&units.B=10 people&hire.B=-1/mo&every.B=2&out.C=10&grow.C=-0.7%25", // a team that grows as far as there are numbers
	"timing=continuous&cash=1&in.A=1&grow.A=1000%25&out.B=20%25..21%25&grow.B=-100%25",
	"cash=1B&in.A=100&grow.A=1%25..2%25&every.A=12&out.B=900&grow.B=0%25..0.5%25&every.B=7&horizon=12", // payments that step
}

// Outlooks hold: projections are the same with and without them.
func TestOutlooksAreKept(t *testing.T) {
	seen := map[outlook]int{}
	for _, link := range append(crossings, varied...) {
		s, problems := Parse(link)
		require.Empty(t, problems)
		k := new(sampler)
		k.prepare(s)
		for i := 0; i < samples; i += 101 {
			k.sample(i)
			all := new(projection).project(k.projection.scenario)
			all.fillTo(Forever) // so that it is too late to look ahead
			all.isSteady = false
			p := new(projection).project(k.projection.scenario)
			require.Equal(t, all.breakEven(), p.breakEven(), "%s: break-even of sample %d", link, i) // first, before runway fills months
			require.Equal(t, all.runway(), p.runway(), "%s: runway of sample %d", link, i)
			require.Equal(t, [spans]outlooks{}, all.outlooks)
			for _, o := range p.outlooks {
				seen[o.due]++
			}
		}
	}
	for _, o := range []outlook{alwaysCovered, neverCovered} {
		require.NotZero(t, seen[o], "the scenarios try each")
	}
}

// Months are passed as they would have been filled: lines of all ways to grow, whose revenue comes to
// cover all costs in a late month, just so, or just not.
func TestPassedMonthsAreThoseFilled(t *testing.T) {
	source := rand.New(rand.NewPCG(1, 1))
	found, never := 0, 0
	for range 3000 {
		link := "cash=1&horizon=6"
		if source.IntN(2) == 0 {
			link += "&timing=continuous"
		}
		for i, kind := range []string{"in", "in", "out", "out"} {
			if i%2 == 1 && source.IntN(2) == 0 {
				continue
			}
			link += fmt.Sprintf("&%s.L%d=%d", kind, i, 1+source.IntN(100))
			if source.IntN(4) > 0 {
				link += fmt.Sprintf("&grow.L%d=%.2f%%25", i, 4*source.Float64()-2)
			}
			switch source.IntN(3) {
			case 0:
				link += fmt.Sprintf("&units.L%d=%d people&hire.L%d=%.2f/mo", i, 1+source.IntN(20), i, 2*source.Float64()-0.5)
			case 1:
				link += fmt.Sprintf("&every.L%d=%d", i, 1+source.IntN(30))
			}
		}
		s, problems := Parse(link)
		require.Empty(t, problems, link)
		// Revenue covers most of the costs in the month in which it is scaled to do so.
		all := new(projection).project(s)
		all.fillTo(Forever)
		month, greatest := 0, 0.0
		until := 20 + source.IntN(Forever-20)
		for m := range until {
			if ratio := all.flows.revenue.due.total[m] / all.flows.costs.due.total[m]; ratio > greatest {
				month, greatest = m, ratio
			}
		}
		if month < 18 || math.IsInf(greatest, 1) {
			continue
		}
		for _, shift := range []float64{-1e-6, 1e-6} {
			scaled := s.clone()
			for i := range scaled.Lines {
				if scaled.Lines[i].Revenue {
					scaled.Lines[i].Amount.Range = Exactly(scaled.Lines[i].Amount.Low / greatest * (1 + shift))
				}
			}
			all, p := new(projection).project(scaled), new(projection).project(scaled)
			all.fillTo(Forever)
			even := p.breakEven()
			require.Equal(t, all.breakEven(), even, "%s, scaled by %v", link, 1/greatest*(1+shift))
			if even <= Forever {
				found++
			} else {
				never++
			}
		}
	}
	require.Greater(t, found, 500)
	require.Greater(t, never, 100)
}

// Discounting keeps the bounds of a month tight at any growth. Revenue of 100 grows
// elevenfold, and costs are 43% of it and 9, of which credits pay 5: cash cannot fall.
func TestFastGrowthIsBounded(t *testing.T) {
	s, problems := Parse("timing=continuous&in.A=100&grow.A=1000%25&out.B=43%25&grow.B=1%25&out.C=9&credit.C=5")
	require.Empty(t, problems)
	p := new(projection).project(s)
	p.fillTo(1)
	_, greatest := p.curve(0).burn(0, 1)
	require.Negative(t, greatest)
}

// Which end of a team's hires is worse is tried where nobody is hired in the middle, too: more of
// revenue whose share is paid a year ahead costs cash first.
func TestEndsOfHires(t *testing.T) {
	s, problems := Parse("cash=1000&horizon=13&in.A=100&units.A=10 people&hire.A=-2..2&out.B=90%25&every.B=12")
	require.Empty(t, problems)
	worst, _ := s.Ends(false)
	best, _ := s.Ends(true)
	require.Less(t, worst.answer().Months[12].Cash, best.answer().Months[12].Cash)
}

// More of revenue that has ended leaves less, where a share of it is still to be paid: of 100 to 101 a
// month for half a year and 1 for good, 90% are paid a year later, those of the year before, too.
func TestRevenueThatHasEndedCosts(t *testing.T) {
	s, problems := Parse("start=2026-01&cash=2000&horizon=12&in.A=100..101&until.A=2026-06&out.B=90%25&delay.B=12&in.D=1")
	require.Empty(t, problems)
	r := s.Evaluate()
	left := func(a float64) float64 { return 2000 + 6*a + 12 - 0.9*12*(a+1) }
	require.InDelta(t, left(100.5), r.Mid.Months[11].Cash, 1e-9)
	require.InDelta(t, left(101), r.Worst.Months[11].Cash, 1e-9)
	require.InDelta(t, left(100), r.Best.Months[11].Cash, 1e-9)
}
