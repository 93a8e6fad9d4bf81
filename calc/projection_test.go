package calc_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// answer evaluates a link that must have no problems.
func answer(t *testing.T, link string) calc.Result {
	t.Helper()
	s, problems := calc.Parse(link)
	require.Empty(t, problems, link)
	r := s.Evaluate()
	checkSane(t, s, r)
	return r
}

// checkSane checks what holds for every answer: only values that may be None are NaN, and
// the worst, mid and best case are in order.
func checkSane(t *testing.T, s *calc.Scenario, r calc.Result) {
	t.Helper()
	for _, c := range []calc.Case{r.Worst, r.Mid, r.Best} {
		for _, v := range []float64{c.GrossBurn, c.NetBurn, c.Runway, c.BreakEven, c.Overtaken, c.FundingGap, c.LowestCash, c.Loss} {
			require.False(t, math.IsNaN(v), "%+v", c)
		}
		require.GreaterOrEqual(t, c.Runway, 0.0)
		require.GreaterOrEqual(t, c.FundingGap, 0.0)
		require.Equal(t, math.IsInf(c.BreakEven, 1), calc.IsNone(c.GapToBreakEven))
		for _, m := range c.Months {
			require.False(t, math.IsNaN(m.Cash) || math.IsInf(m.Cash, 0), "%+v", m)
		}
	}
	inOrder(t, s, r.Worst, r.Mid, r.Best)
}

// inOrder checks that each result of three cases goes from worst to best. Where an end of a range
// is worse at one time and better at another, it is the worse one as the horizon ends. A line that starts later brings less until then, but may bring more in a month.
func inOrder(t *testing.T, s *calc.Scenario, worst, middle, best calc.Case) {
	t.Helper()
	if calc.IsMixed(s) {
		return
	}
	money := rounding * moved(worst, middle, best)
	ordered := func(within float64, low, middle, high float64) {
		require.LessOrEqual(t, low, middle+within)
		require.LessOrEqual(t, middle, high+within)
	}
	ordered(late(worst)+late(middle), worst.Runway, middle.Runway, best.Runway)
	if !calc.StartsLate(s) {
		ordered(1e-9, best.BreakEven, middle.BreakEven, worst.BreakEven)
	}
	ordered(money, best.FundingGap, middle.FundingGap, worst.FundingGap)
	for i := range middle.Months {
		ordered(money, worst.Months[i].Cash, middle.Months[i].Cash, best.Months[i].Cash)
	}
}

var never = math.Inf(1)

// The founding article's figures: 4 + 3 + 1.5 = 8.5B a year out, 3.5 to 4.5B in.
// 5B of cash last 5/(5/12) = 12 to 5/(4/12) = 15 months, 13.33 at the middle.
func TestFoundingArticle(t *testing.T) {
	r := answer(t, "preset=openai-2024")
	for _, c := range []struct {
		calc.Case
		runway, net, gap, dilution float64
		date                       string
	}{
		// net burn (8.5 − 4.0)/12; runway 5/(4.5/12); gap 24·0.375 − 5; 4/(80+4)
		{r.Mid, 5 / (4.5 / 12), 4.5e9 / 12, 4e9, 4. / 84, "2025-09-11"},
		{r.Worst, 12, 5e9 / 12, 5e9, 5. / 85, "2025-08-01"},
		{r.Best, 15, 4e9 / 12, 3e9, 3. / 83, "2025-11-01"},
	} {
		assert.InEpsilon(t, c.runway, c.Runway, 1e-12)
		assert.InEpsilon(t, c.net, c.NetBurn, 1e-12)
		assert.InEpsilon(t, 8.5e9/12, c.GrossBurn, 1e-12)
		assert.InEpsilon(t, c.gap, c.FundingGap, 1e-12)
		assert.InEpsilon(t, c.dilution, c.Dilution, 1e-12)
		assert.InEpsilon(t, 12*c.net, c.Loss, 1e-12)
		assert.InEpsilon(t, -c.gap, c.LowestCash, 1e-12)
		assert.Equal(t, c.date, r.Start.DateAfter(c.Runway))
		assert.Equal(t, never, c.BreakEven)
		assert.True(t, calc.IsNone(c.GapToBreakEven))
		assert.True(t, calc.IsNone(c.BurnMultiple), "revenue does not grow")
		assert.True(t, calc.IsNone(answer(t, "preset=openai-2024&valuation=").Mid.Dilution))
		assert.False(t, c.DefaultAlive)
		assert.Len(t, c.Months, 24)
	}
}

// A week is 7/(365.2425/12) months; 2.5% a week is 1.025^(365.2425/84) − 1 a month.
const week = 7 / (365.2425 / 12)

var weekly = math.Pow(1.025, 1/week) - 1

// published are cases of other calculators, with their sources.
var published = []struct {
	source, link string
	of           func(calc.Case) float64
	want, within float64
}{
	{"logicify.com, burn rate", "cash=500k&out.A=50k", runway, 10, 0},
	{"monsterracapital", "cash=6M&out.A=1.2M&in.B=0.6M", runway, 10, 0},
	{"monsterracapital, after 6 months of raising", "cash=2.4M&out.A=1.2M&in.B=0.6M", runway, 4, 0},
	{"400k against 60k less what grows, month by month", "cash=400k&in.S=20k&grow.S=8%25&out.E=80k", runway, 7.40, 0.005},
	{"the same with growth inside the month, by TestContinuousByIntegral", "timing=continuous&cash=400k&in.S=20k&grow.S=8%25&out.E=80k", runway, 7.57, 0.005},
	{"tlbtlbtlb/startuptools, break-even after 112.284 weeks",
		fmt.Sprintf("timing=continuous&in.A=%v&grow.A=%v%%25&out.B=%v", 100/week, weekly*100, 1600/week), breakEven, 25.8236, 5e-5},
	{"tlbtlbtlb/startuptools, capital needed",
		fmt.Sprintf("timing=continuous&in.A=%v&grow.A=%v%%25&out.B=%v", 100/week, weekly*100, 1600/week), gapToBreakEven, 118907.71, 0.005},
	{"default-alive-calc, break-even", "timing=continuous&cash=1.2M&in.S=20k&grow.S=8%25&out.E=80k", breakEven, 18.0129, 5e-5},
	{"default-alive-calc, alive", "timing=continuous&cash=1.2M&in.S=20k&grow.S=8%25&out.E=80k", runway, never, 0},
	{"default-alive-calc, needs", "timing=continuous&in.S=20k&grow.S=8%25&out.E=80k", gapToBreakEven, 661420, 0.5},
}

func TestPublishedCases(t *testing.T) {
	for _, c := range published {
		got := c.of(answer(t, c.link).Mid)
		if c.want == never {
			assert.Equal(t, never, got, c.source)
		} else {
			assert.InDelta(t, c.want, got, c.within+1e-9, c.source)
		}
	}
}

func runway(c calc.Case) float64         { return c.Runway }
func breakEven(c calc.Case) float64      { return c.BreakEven }
func gapToBreakEven(c calc.Case) float64 { return c.GapToBreakEven }

// startvest's published table: 500k, out 50k growing 2%, in 10k growing 10%;
// opening cash of months 0 to 12, in whole units.
func TestStartvestTable(t *testing.T) {
	r := answer(t, "cash=500k&out.A=50k&grow.A=2%25&in.B=10k&grow.B=10%25")
	for month, want := range []float64{500000, 460000, 420000, 380080, 340330, 300849, 261750, 223158, 185210, 148063, 111888, 76876, 43238} {
		assert.InDelta(t, want, r.Mid.Months[month].Opening, 0.5, "month %d", month)
	}
}

// byHand are cases that are small enough to compute by hand.
var byHand = []struct {
	name, link string
	of         func(calc.Case) float64
	want       float64
}{
	{"no figures at all", "", runway, never},
	{"a thousand months, and cash falls", "cash=1M&out.A=1k", runway, 600},
	{"the same with interest, which does not hold up: 1k·(1.0001^(1/12) − 1) < 0.1", "cash=1k&out.A=0.1&interest=0.01%25", runway, 600},
	{"exactly 600 months", "cash=600&out.A=1", runway, 600},
	{"a bill of 600 that comes back each year, and as much between", "cash=1k&start=2026-01&out.A=50&every.A=12&in.B=50", runway, never},
	{"it falls in the last year, by a start 49 years away", "cash=1M&start=2026-01&out.A=1k&from.A=2075-03", runway, 600},
	{"nothing in, nothing out: all costs are covered", "cash=5", breakEven, 0},
	{"no cash and no costs", "in.A=5", runway, never},
	{"no cash and costs", "out.A=5", runway, 0},
	{"cash below the floor", "cash=5&floor=6", runway, 0},
	{"cash at the floor with nothing going out", "cash=5&floor=5", runway, never},
	{"cash at the floor to which money comes and goes", "start=2026-01&cash=1B&floor=1B&once.X=0.01@2026-02&once.Y=0.06@2026-03&once.Z=-0.07@2026-04", runway, never},
	{"cash at the floor with money going out", "cash=5&floor=5&out.A=1", runway, 0},
	{"at the floor, the least outflow counts", "cash=1e17&floor=1e17&out.A=1000", runway, 0},
	{"at the floor, in continuous time", "timing=continuous&start=2026-01&out.A=5k&grow.A=1%25&in.B=1k", runway, 0},
	{"revenue as costs", "cash=5&in.A=3&out.B=3", runway, never},
	{"a tenth three times is three tenths", "cash=1&in.A=0.3&out.B=0.1&out.C=0.1&out.D=0.1", breakEven, 0},
	{"10 less a floor of 4, 2 a month", "cash=10&floor=4&out.A=2", runway, 3},
	{"a debt allowed to 4", "cash=10&floor=-4&out.A=2", runway, 7},
	{"a year's costs as 12 months'", "cash=10&out.A=12/yr", runway, 10},
	{"a quarter's costs as 3 months'", "cash=10&out.A=3/qtr", runway, 10},
	{"100% a month: 1 + 2 + 4 leave 1 of 8 for a month of 8", "cash=8&out.A=1&grow.A=100%25", runway, 3 + 1./8},
	{"growth to nothing: 1, then 0", "cash=1.5&out.A=1&grow.A=-100%25", runway, never},
	{"growth of 300% a year is 12.2% a month: 12 times it is 4", "in.A=1&grow.A=300%25/yr&out.B=4", breakEven, 12},
	{"growth of 700% a quarter is 100% a month", "in.A=1&grow.A=700%25/qtr&out.B=4", breakEven, 2},
	{"10 out in month 2: 10 − 2·2 − 10 < 0", "start=2026-01&cash=10&out.A=2&once.B=-10@2026-03", runway, 2},
	{"10 in in month 2", "start=2026-01&cash=10&out.A=2&once.B=10@2026-03", runway, 10},
	{"a raise that comes too late", "start=2026-01&cash=10&out.A=2&raise.B=10@2026-07", runway, 5},
	{"a raise just as the money ends", "start=2026-01&cash=10&out.A=2&raise.B=10@2026-06", runway, 10},
	{"credits of 5 pay 2.5 months of 2", "cash=10&out.A=2&credit.A=5", runway, 7.5},
	{"credits of 50 pay three months of 200 a year", "out.A=200/yr&credit.A=50", runway, 3},
	{"10 people at 10, one more a month: 10 + 11 + 12 + half of 13", "cash=39.5&out.A=10&units.A=10&hire.A=1", runway, 3.5},
	{"of 49 the last leaves as month 49 starts, and costs with them", "out.A=3&units.A=49&hire.A=-1", breakEven, 49},
	{"a person a month leaves: 3 + 2 + 1 and then nobody", "cash=6&out.A=3&units.A=3&hire.A=-1", runway, never},
	{"12 a year are one a month", "cash=39.5&out.A=10&units.A=10&hire.A=12/yr", runway, 3.5},
	{"pay grows 100%: 1, 2·2 = 4, 4·3 = 12", "cash=17&out.A=1&units.A=1&hire.A=1&grow.A=100%25", runway, 3},
	{"half of revenue: 4 − 2 − 3 = −1 a month", "cash=5&in.A=4&out.B=50%25&out.C=3", runway, 5},
	{"a share that doubles: 4 − 2, 4 − 4, 4 − 8", "cash=2&in.A=4&out.B=50%25&grow.B=100%25", runway, 3},
	{"a share of all revenue lines", "cash=6&in.A=1&in.B=3&out.C=150%25", runway, 3},
	// At 100% a year 100 earn 100·(2^(1/12) − 1) = 5.946 in a month; 6 go out:
	// (100 − 6) + 5.946 = 99.946, and so on.
	{"interest holds up", "cash=100&interest=100%25&out.A=5.9", runway, never},
	{"no interest on debts", "cash=0&floor=-10&interest=100%25&out.A=1", runway, 10},
	{"a loss of half a year: 10·0.5^(t/12) is below 5.1 first at the end of month 12, while revenue covers all", "cash=10&floor=5.1&interest=-50%25&in.A=1&out.B=1&horizon=6", runway, 12},
	{"break-even counts costs that credits pay", "in.A=1&grow.A=100%25&out.B=4&credit.B=1000", breakEven, 2},
	{"without costs nothing is to be covered: 3, 2, 1 and then nobody", "cash=9&out.A=3&units.A=3&hire.A=-1", breakEven, 3},
	{"costs that end after a month", "cash=9&out.A=3&grow.A=-100%25", breakEven, 1},
	{"a share that shrinks: 200%, 150%, 112%, 84%", "cash=9&in.A=4&out.B=200%25&grow.B=-25%25", breakEven, 3},
	{"4·150% shrinking by a quarter, and 1: 7, 5.5, 4.4, 3.5", "cash=9&in.A=4&out.B=150%25&grow.B=-25%25&out.C=1", breakEven, 3},
	{"revenue that grows by its people alone: 100 and 10 more a month", "in.A=100&units.A=10&hire.A=1&out.B=1000", breakEven, 90},
	{"costs that are gone as the month starts", "timing=continuous&cash=9&out.A=3&grow.A=-100%25", breakEven, 0},
	{"the gap of 2 a month over 24 months less 10", "cash=10&out.A=2", gap, 38},
	{"payments at the horizon are outside", "start=2026-01&cash=10&out.A=2&horizon=5&once.B=-5@2026-06", gap, 0},
	{"payments before it are inside", "start=2026-01&cash=10&out.A=2&horizon=5&once.B=-5@2026-05", gap, 5},
	{"profitable, but costs outgrow revenue: 1, 2, 4, 8 against 2: −2 − 6 after 1 + 0", "cash=1&in.A=2&out.B=1&grow.B=100%25&horizon=4", gap, 6},
	{"the gap lies before the raise", "start=2026-01&cash=3&out.A=1&raise.B=100@2026-06&horizon=12", gap, 2},
	{"no gap to a break-even that is now", "cash=1&in.A=2&out.B=1&grow.B=100%25", gapToBreakEven, 0},
	{"a break-even that is now, in debt", "cash=-3&in.A=2&out.B=1", gapToBreakEven, 3},
	{"a break-even that is now, after 10 go out at once: 10 − 4", "start=2026-01&cash=4&in.A=2&out.B=1&once.C=-10@2026-01", gapToBreakEven, 6},
	{"1 + 2 of 4 before break-even: 3 + 2", "in.A=1&grow.A=100%25&out.B=4", gapToBreakEven, 5},
	{"the lowest cash lies inside", "start=2026-01&cash=3&out.A=1&once.B=9@2026-06&horizon=7", lowest, -2},
	{"costs overtake revenue in month 2: 1, 2, 4 against 2", "cash=9&in.A=2&out.B=1&grow.B=100%25", overtaken, 2},
	{"behind the horizon, while there is money", "horizon=2&cash=9&in.A=2&out.B=1&grow.B=100%25", overtaken, 2},
	{"not as long as there is money", "horizon=2&cash=9&in.A=2&out.B=1&grow.B=100%25&floor=9.5", overtaken, never},
	{"revenue that grows by next to nothing has none: all of 1B lost for 1e-4", "in.A=1B&grow.A=0.000000000001%25&out.B=2B", multiple, calc.None},
	{"a burn multiple: 12 lost, revenue from 0.5 to 1.5", "in.A=0.5&units.A=6&hire.A=1&out.B=2", multiple, (24 - 0.5*(12+66./6)) / 12},
	{"the raise over valuation and raise", "start=2026-01&raise.A=2@2026-02&raise.B=1@2026-03&valuation=9", dilution, 0.25},
}

// A raise before the start, or ages after it, does not count: the gap of 1 is the raise.
func TestWhatIsLeftOutDilutesNothing(t *testing.T) {
	for _, link := range []string{"raise.A=2@2025-01", "start=2026-01&raise.A=2@2025-01", "start=2026-01&raise.A=2@2900-01"} {
		s, _ := calc.Parse("cash=23&out.A=1&valuation=9&" + link)
		require.NotNil(t, s)
		assert.InDelta(t, 0.1, s.Evaluate().Mid.Dilution, 1e-12, link)
	}
}

func TestByHand(t *testing.T) {
	for _, c := range byHand {
		got := c.of(answer(t, c.link).Mid)
		if calc.IsNone(c.want) {
			assert.True(t, calc.IsNone(got), c.name)
		} else if c.want == never || got == never {
			assert.Equal(t, c.want, got, c.name)
		} else {
			assert.InDelta(t, c.want, got, 1e-9, c.name)
		}
	}
}

func gap(c calc.Case) float64       { return c.FundingGap }
func lowest(c calc.Case) float64    { return c.LowestCash }
func overtaken(c calc.Case) float64 { return c.Overtaken }
func multiple(c calc.Case) float64  { return c.BurnMultiple }
func dilution(c calc.Case) float64  { return c.Dilution }

// Continuous timing against its integrals: with costs c and revenue r·(1+g)^τ,
// cash(τ) = cash − c·τ + r·((1+g)^τ − 1)/ln(1+g).
func TestContinuousByIntegral(t *testing.T) {
	cash := func(start, costs, revenue, growth, months float64) float64 {
		return start - costs*months + revenue*(math.Pow(1+growth, months)-1)/math.Log(1+growth)
	}
	r := answer(t, "timing=continuous&cash=400k&in.S=20k&grow.S=8%25&out.E=80k").Mid
	assert.InDelta(t, 0, cash(400e3, 80e3, 20e3, 0.08, r.Runway), 1e-6)
	assert.InEpsilon(t, math.Log(80./20)/math.Log(1.08), r.BreakEven, 1e-11)
	low := cash(400e3, 80e3, 20e3, 0.08, r.BreakEven)
	assert.InEpsilon(t, low, r.LowestCash, 1e-10)
	assert.InEpsilon(t, -low, r.FundingGap, 1e-10, "break-even lies before the horizon")
	for month, row := range r.Months {
		assert.InEpsilon(t, cash(400e3, 80e3, 20e3, 0.08, float64(month+1)), row.Cash, 1e-9)
	}
	// Credits of 110 pay costs of 30·1.1^τ until 30·(1.1^τ − 1)/ln 1.1 = 110, in
	// month 3; then 50 of cash last until the same integral comes to 160.
	until := func(spent float64) float64 { return math.Log(1+spent*math.Log(1.1)/30) / math.Log(1.1) }
	r = answer(t, "timing=continuous&cash=50&out.A=30&grow.A=10%25&credit.A=110").Mid
	assert.InEpsilon(t, until(160), r.Runway, 1e-12)
	assert.Equal(t, 3.0, math.Floor(until(110)))
	assert.Zero(t, r.Months[2].GrossBurn)
	assert.InEpsilon(t, 30*(math.Pow(1.1, 4)-1)/math.Log(1.1)-110, r.Months[3].GrossBurn, 1e-9)
	// Without cash, early revenue lasts until the integral of costs overtakes its own.
	r = answer(t, "timing=continuous&in.A=2&out.B=1&grow.B=1000%25").Mid
	assert.Greater(t, r.Runway, math.Log(2)/math.Log(11), "when costs overtake revenue")
	assert.InDelta(t, 0, 2*r.Runway-(math.Pow(11, r.Runway)-1)/math.Log(11), 1e-12)
	// A share of growing revenue whose share grows as well: 10·0.5·(1.1·1.2)^τ.
	r = answer(t, "timing=continuous&cash=50&in.A=10&grow.A=10%25&out.B=50%25&grow.B=20%25&horizon=9").Mid
	assert.Equal(t, math.Ceil(math.Log(2)/math.Log(1.2)), r.Overtaken, "half of 1.2^τ passes 1 inside month 3")
	assert.InEpsilon(t, 5*(math.Pow(1.32, 9)-1)/math.Log(1.32), sum(r.Months, func(m calc.Row) float64 { return m.GrossBurn }), 1e-9)
}

// Revenue that shrinks by 100% a month brings nothing, the limit of r·g/ln(1+g) as g goes
// to −1. Cash that reaches 0 just as money comes in is enough.
func TestContinuousEdges(t *testing.T) {
	gone := "timing=continuous&in.A=2&grow.A=-100%25&out.B=3&cash="
	r := answer(t, gone+"7").Mid
	assert.Zero(t, r.Months[0].Revenue)
	assert.Zero(t, r.Months[1].Revenue)
	assert.InDelta(t, 7./3, r.Runway, 1e-9)
	assert.Zero(t, answer(t, gone+"0").Mid.Runway)
	grant := "timing=continuous&start=2026-01&out.B=10&once.Grant=%2B1k@2026-04&cash="
	assert.InDelta(t, 3+100, answer(t, grant+"30").Mid.Runway, 1e-9)
	assert.InDelta(t, 2.99, answer(t, grant+"29.9").Mid.Runway, 1e-9)
}

func sum(rows []calc.Row, of func(calc.Row) float64) (all float64) {
	for _, row := range rows {
		all += of(row)
	}
	return all
}

// Cash that just lasts leaves no gap, not even one of rounding errors.
func TestNoGapAtTheHorizon(t *testing.T) {
	for months := range 40 {
		mid := answer(t, fmt.Sprintf("cash=%d.%d&out.A=0.1&horizon=%d", (months+1)/10, (months+1)%10, months+1)).Mid
		assert.Zero(t, mid.FundingGap)
		assert.InDelta(t, months+1, mid.Runway, 1e-9)
	}
}

// Where timing is continuous, a low between two month ends counts: revenue grows a
// hundredfold a year and overtakes costs inside a month.
func TestContinuousDipInsideAMonth(t *testing.T) {
	link := "timing=continuous&in.A=1&grow.A=1000%25&out.B=3&cash="
	even := math.Log(3) / math.Log(11)
	need := 3*even - (math.Pow(11, even)-1)/math.Log(11)
	r := answer(t, link+"0").Mid
	assert.InEpsilon(t, need, r.FundingGap, 1e-9)
	assert.InEpsilon(t, even, r.BreakEven, 1e-9)
	assert.Equal(t, never, answer(t, link+fmt.Sprint(need*1.000001)).Mid.Runway)
	assert.Less(t, answer(t, link+fmt.Sprint(need*0.99)).Mid.Runway, even)
}

// The worst and best case are those of all corners, even where costs that are a share of
// revenue turn more revenue into less cash.
func TestWorstAndBestOfAllCorners(t *testing.T) {
	links := []string{
		"preset=openai-2024", "preset=young-company", "preset=after-a-raise",
		"cash=100&in.A=1..9&out.B=150%25&out.C=2",                              // more revenue, less cash
		"cash=100&in.A=1..9&out.B=90%25..130%25",                               // either, by the share
		"cash=100&in.A=1..9&grow.A=-5%25..5%25&out.B=50%25..99%25&grow.B=2%25", // first one, then the other
		"cash=100&in.A=1..9&in.D=2..4&out.B=120%25&credit.B=30..60",
		"cash=100&in.A=5..9&out.B=10&units.B=2..4&hire.B=-1..1",
		"cash=100&in.A=5&units.A=2..4&hire.A=-1..1&out.B=8..9&out.C=110%25",
		"start=2026-01&cash=50..100&floor=0..20&interest=0%25..9%25&out.B=5..6&credit.B=0..9&once.X=-9..9@2026-03&raise.Y=1..2@2026-05",
	}
	for seed := range uint64(300) {
		links = append(links, random(seed).String())
	}
	// Several lines of revenue that grow differently, and shares that come to take all of it: the
	// first is a report of a gap of 1,274,393 at a corner where 559,550 was told as the worst.
	links = append(links, "in.R0=142820..474381/mo&grow.R0=-6.35%25/mo&in.R1=14812..30821/mo&grow.R1=1.32%25/mo&in.R2=109468..309430/mo&grow.R2=2.83%25/mo&"+
		"out.S=35.6%25&grow.S=8.09%25/mo&out.F=76166/mo&start=2026-01&horizon=24&cash=1293698")
	for seed := range uint64(150) {
		d := seeded(9e6 + seed)
		link := fmt.Sprintf("start=2026-01&horizon=%d&cash=%d&out.F=%d&out.S=%d%%25&grow.S=%.2f%%25/mo", 6+d.roll(40), 1000+d.roll(4e6), 1+d.roll(9e4), 10+d.roll(60), 10*d.figure())
		for n := range 2 + d.roll(3) {
			low := 1000 + d.roll(2e5)
			link += fmt.Sprintf("&in.R%d=%d..%d&grow.R%d=%.2f%%25/mo", n, low, low+d.roll(4e5), n, 20*d.figure()-10)
		}
		links = append(links, link)
	}
	// More such figures than are tried in all combinations.
	for seed := range uint64(12) {
		d := seeded(77e6 + seed)
		link := fmt.Sprintf("start=2026-01&horizon=%d&cash=%d&out.F=%d&out.S=%d%%25&grow.S=%.2f%%25/mo", 6+d.roll(40), 1000+d.roll(4e6), 1+d.roll(9e4), 10+d.roll(60), 10*d.figure())
		if d.roll(3) == 1 {
			link += "&timing=continuous"
		}
		for n := range 5 {
			low := 1000 + d.roll(2e5)
			link += fmt.Sprintf("&in.R%d=%d..%d&grow.R%d=%.2f%%25..%.2f%%25/mo", n, low, low+1+d.roll(4e5), n, -10*d.figure()-1, 12*d.figure())
			if d.roll(2) == 0 {
				link += fmt.Sprintf("&delay.R%d=%d", n, 1+d.roll(4))
			}
		}
		links = append(links, link)
	}
	compared, bounds := 0, 0
	for _, link := range links {
		s, _ := calc.Parse(link)
		result := s.Evaluate()
		if !sharesTakeAll(s) {
			checkSane(t, s, result)
		}
		var wide []int
		for i, r := range calc.Places(s) {
			if !r.Exact() {
				wide = append(wide, i)
			}
		}
		if len(wide) == 0 || len(wide) > 8 && !result.BestIsBound || len(wide) > 10 {
			continue
		}
		compared++
		worst, best := result.Mid, result.Mid
		for mask := range 1 << len(wide) {
			corner, _ := calc.Parse(link)
			for n, i := range wide {
				r := calc.Places(corner)[i]
				if mask>>n&1 == 1 {
					*r = calc.Exactly(r.High)
				} else {
					*r = calc.Exactly(r.Low)
				}
			}
			c := corner.Evaluate().Mid
			worst.Runway, best.Runway = math.Min(worst.Runway, c.Runway), math.Max(best.Runway, c.Runway)
			worst.FundingGap, best.FundingGap = math.Max(worst.FundingGap, c.FundingGap), math.Min(best.FundingGap, c.FundingGap)
			worst.LowestCash, best.LowestCash = math.Min(worst.LowestCash, c.LowestCash), math.Max(best.LowestCash, c.LowestCash)
			worst.BreakEven, best.BreakEven = math.Max(worst.BreakEven, c.BreakEven), math.Min(best.BreakEven, c.BreakEven)
		}
		for i, pair := range [][2]calc.Case{{worst, result.Worst}, {best, result.Best}} {
			want, got := pair[0], pair[1]
			if i == 1 && result.BestIsBound { // it is reached, and worse than no other that is tried
				bounds++
				assert.True(t, result.Mid.Runway <= got.Runway && got.Runway <= want.Runway && got.FundingGap >= want.FundingGap, link)
				continue
			}
			near(t, want.Runway, got.Runway, link+" runway")
			near(t, want.FundingGap, got.FundingGap, link+" gap")
			near(t, want.LowestCash, got.LowestCash, link+" lowest")
			if !calc.StartsLate(s) {
				near(t, want.BreakEven, got.BreakEven, link+" break-even")
			}
		}
	}
	assert.Greater(t, compared, 220)
	assert.Greater(t, bounds, 8)
}

func near(t *testing.T, want, got float64, what string) {
	t.Helper()
	if want != got {
		assert.InDelta(t, want, got, 1e-7*math.Max(1, math.Abs(want)), what)
	}
}

// The middle of a 90% interval is its median: the geometric mean for a lognormal amount,
// the midpoint for a normal rate. An amount that can be 0 stays uniform.
func TestMiddle(t *testing.T) {
	assert.Equal(t, 5.0, calc.Range{Low: 2, High: 8}.Middle(calc.Even, false))
	assert.InEpsilon(t, 4, calc.Range{Low: 2, High: 8}.Middle(calc.Ninety, false), 1e-15)
	assert.Equal(t, 5.0, calc.Range{Low: 2, High: 8}.Middle(calc.Ninety, true))
	assert.Equal(t, 4.0, calc.Range{Low: 0, High: 8}.Middle(calc.Ninety, false))
	r := answer(t, "cash=16&out.A=2..8&ranges=90")
	assert.InEpsilon(t, 4, r.Mid.Runway, 1e-12)
	assert.InEpsilon(t, 2, r.Worst.Runway, 1e-12)
	assert.InEpsilon(t, 8, r.Best.Runway, 1e-12)
}

// extremes are scenarios with figures at their limits.
var extremes = []string{
	"cash=999999T&in.A=999999T&grow.A=1000%25&out.B=999999T&grow.B=1000%25&horizon=120",
	"cash=-999999T&out.B=999999T&grow.B=1000%25&out.C=1000%25&grow.C=1000%25&in.A=1e-300",
	"timing=continuous&cash=999999T&in.A=999999T&grow.A=1000%25&out.B=999999T&grow.B=1000%25&horizon=120",
	"timing=continuous&cash=1&in.A=1&out.B=1&grow.A=-100%25&grow.B=-100%25",
	"timing=continuous&in.A=5&out.B=100%25&interest=1000%25&cash=1",
	"timing=continuous&in.A=5&grow.A=1%25&out.B=5&grow.B=1%25",
	"timing=continuous&in.A=5&grow.A=1%25&out.B=5&grow.B=1.0000001%25&cash=1e-9",
	"out.A=1e-300&units.A=1e-300&hire.A=999999T&grow.A=1000%25",
	"cash=1&in.A=1&units.A=1e-300&hire.A=1e17&out.F=1000%25&grow.F=1000%25/mo&horizon=120",
	"cash=1&interest=1000%25&horizon=120",
	"cash=1e-300&out.A=1e-300&interest=-99%25",
	"in.A=0&out.B=0&units.B=1&hire.B=0&credit.B=0&cash=0&floor=0",
}

// Extremes give finite numbers or infinity.
func TestExtremes(t *testing.T) {
	for _, link := range extremes {
		answer(t, link)
		all := strings.Replace(link, "cash=", "in.X=0..5&cash=", 1)
		s, _ := calc.Parse(all)
		checkSane(t, s, s.Evaluate())
	}
}

// Inside a month cash can fall, rise and fall again: revenue grows a hundredfold a year,
// and the credits of one cost run out.
func TestContinuousFallsInsideAMonth(t *testing.T) {
	fallen := func(x, revenue, costs, credited, credit float64) float64 {
		return costs*x + math.Max(0, credited*x-credit) - revenue*(math.Pow(11, x)-1)/math.Log(11)
	}
	// Cash falls until revenue covers 3, and again when the credits of 70 are spent.
	r := answer(t, "timing=continuous&cash=0.7&in.A=1&grow.A=1000%25&out.B=3&out.C=100&credit.C=70").Mid
	assert.Greater(t, r.Runway, 0.7)
	assert.InDelta(t, 0.7, fallen(r.Runway, 1, 3, 100, 70), 1e-9)
	assert.Less(t, fallen(math.Log(3)/math.Log(11), 1, 3, 100, 70), 0.7, "the first fall leaves something")
	// Cash rises, falls from 0.2 on, when the credits of 4 are spent, and rises again when
	// revenue passes 3 + 20.
	r = answer(t, "timing=continuous&horizon=1&in.A=4&grow.A=1000%25&out.B=3&out.C=20&credit.C=4").Mid
	assert.InEpsilon(t, fallen(math.Log(23./4)/math.Log(11), 4, 3, 20, 4), r.FundingGap, 1e-9)
}

// A company is default alive if cash never goes below the floor and break-even is reached.
func TestDefaultAlive(t *testing.T) {
	for link, want := range map[string][3]bool{ // mid, worst, best
		"cash=9&in.A=1&grow.A=100%25&out.B=4":                          {true, true, true},
		"cash=4&in.A=1&grow.A=100%25&out.B=4":                          {false, false, false},
		"cash=4..9&in.A=1&grow.A=100%25&out.B=4":                       {true, false, true},
		"cash=9M&out.B=1":                                              {false, false, false}, // lives long, on its money alone
		"cash=9&in.A=4&out.B=4":                                        {true, true, true},
		"cash=9&in.A=4&out.B=1&grow.B=10%25":                           {false, false, false}, // covered, but not for good
		"start=2026-01&in.A=1&grow.A=100%25&out.B=4&raise.C=9@2026-01": {true, true, true},
	} {
		r := answer(t, link)
		assert.Equal(t, want, [3]bool{r.Mid.DefaultAlive, r.Worst.DefaultAlive, r.Best.DefaultAlive}, link)
	}
}

// Where more revenue can mean less cash, each result is the worst or best of all cases:
// with costs of 120%, revenue of 1 to 9 leaves −0.2 to −1.8 a month.
func TestMoreRevenueLessCash(t *testing.T) {
	r := answer(t, "cash=9&in.A=1..9&out.B=120%25&out.C=1&valuation=9&claim.loss=9")
	assert.InDelta(t, 9/1.2, r.Best.Runway, 1e-9)
	assert.InDelta(t, 9/2.8, r.Worst.Runway, 1e-9)
	assert.InDelta(t, 2.2, r.Best.GrossBurn, 1e-9)
	assert.InDelta(t, 11.8, r.Worst.GrossBurn, 1e-9)
	assert.InDelta(t, 1.2, r.Best.NetBurn, 1e-9)
	assert.InDelta(t, 2.8, r.Worst.NetBurn, 1e-9)
	assert.InDelta(t, 12*1.2, r.Best.Loss, 1e-9)
	assert.InDelta(t, 12*2.8, r.Worst.Loss, 1e-9)
	assert.InDelta(t, 9-24*2.8, r.Worst.LowestCash, 1e-9)
	assert.InDelta(t, 9-1.2, r.Best.Months[0].Cash, 1e-9)
}

func TestDateAfter(t *testing.T) {
	start := calc.MonthOf(2024, 2)
	for months, want := range map[float64]string{
		0: "2024-02-01", 0.5: "2024-02-15", 0.9997: "2024-02-29", 1: "2024-03-01", 0.9999999999: "2024-03-01", 10.99: "2024-12-31", 12.5: "2025-02-15", never: "",
	} {
		assert.Equal(t, want, start.DateAfter(months), "%v", months)
	}
	assert.Empty(t, calc.Month(0).DateAfter(3))
	for year, want := range map[int]string{2000: "2000-02-29", 2100: "2100-02-28", 2023: "2023-02-28", 2024: "2024-02-29"} {
		assert.Equal(t, want, calc.MonthOf(year, 2).DateAfter(0.999), "the last day of February")
	}
	// Midnight belongs to the new day, however the division into months rounds.
	for month := range 12 {
		m := calc.MonthOf(2025, month+1)
		days := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month]
		for day := range days {
			assert.Equal(t, fmt.Sprintf("2025-%02d-%02d", month+1, day+1), m.DateAfter(float64(day)/float64(days)))
		}
	}
	assert.Equal(t, "2100-02-28", calc.MonthOf(2100, 2).DateAfter(0.999), "2100 is no leap year")
}

// Without cash, costs equal to revenue can be paid, even if their binary fractions exceed
// it: 0.3 is less than 0.1 three times.
func TestCostsAsHighAsRevenue(t *testing.T) {
	for _, timing := range []string{"monthly", "continuous"} {
		s, problems := calc.Parse("in.A=0.3&out.B=0.1&out.C=0.1&out.D=0.1&timing=" + timing)
		require.Empty(t, problems)
		assert.Equal(t, math.Inf(1), s.Evaluate().Mid.Runway, timing)
		assert.Zero(t, s.Evaluate().Mid.FundingGap, timing)
		s, _ = calc.Parse("in.A=0.3&out.B=0.1&out.C=0.1&out.D=0.1000000001&timing=" + timing)
		assert.Zero(t, s.Evaluate().Mid.Runway, timing)
	}
}
