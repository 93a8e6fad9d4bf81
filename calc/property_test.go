package calc_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"runway/calc"
)

// property holds for every scenario, or for those that are bounded: in which no flow
// outgrows what it is kept within. It reports whether there was something to check.
type property struct {
	name    string
	holds   func(t *testing.T, s *calc.Scenario) bool
	bounded bool
}

var properties = []property{
	{"nothing panics and nothing is NaN", isSane, false},
	{"more cash never shortens the runway", cashHelps, false},
	{"the gap is just enough", gapIsJustEnough, false},
	{"money in other units is the same money", scales, true},
	{"order and names of lines change nothing", orderIsNothing, false},
	{"a line in two halves is the same line", splitsEvenly, true},
	{"all values of the ranges lie between worst and best", worstAndBestAreBounds, false},
	{"percentiles are in order and inside what is possible", percentilesAreInOrder, false},
	{"a range narrowed to a point is the point", narrowsToPoint, true},
	{"the parts of a claim add up", claimsAddUp, false},
	{"parsing undoes printing", readsBack, false},
	{"what was published stands apart from its changes", keepsOriginal, false},
	{"both timings agree without growth", timingsAgree, true},
}

// Each property holds for random scenarios; FuzzProperties begins with those of the
// tests' tables.
func TestProperties(t *testing.T) {
	all := make([]*calc.Scenario, 400)
	if testing.Short() {
		all = all[:80]
	}
	for seed := range all {
		all[seed] = random(uint64(seed))
	}
	for _, p := range properties {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			checked := 0
			for _, s := range all {
				if p.check(t, s) {
					checked++
				}
			}
			require.Greater(t, checked, len(all)/8, "scenarios with something to check")
		})
	}
}

// check checks the property for a scenario.
func (p property) check(t *testing.T, s *calc.Scenario) bool {
	if p.bounded && outgrows(s) {
		return false
	}
	return check(t, s, p.holds)
}

// check names the scenario for which a property does not hold.
func check(t *testing.T, s *calc.Scenario, holds func(*testing.T, *calc.Scenario) bool) bool {
	defer func() {
		if t.Failed() {
			t.Log(s.String())
		}
	}()
	return holds(t, s)
}

// FuzzProperties checks them for a link and for what dice add to it.
func FuzzProperties(f *testing.F) {
	for _, link := range known(f) {
		f.Add(link, []byte{})
	}
	f.Add("", []byte(seeded(0)))
	f.Fuzz(func(t *testing.T, link string, bytes []byte) {
		s, _ := calc.Parse(link)
		if s == nil || len(s.Lines) > 12 {
			return // what takes long is found out by BenchmarkGrowth
		}
		d := dice(bytes)
		d.draw(s)
		all := properties
		if slices.ContainsFunc(s.Evaluate().Mid.Months, isFaint) {
			all = all[:1] // sane, no more
		}
		for _, p := range all {
			p.check(t, s)
		}
	})
}

// moved is all the money that a case holds and moves up to its horizon. Sums of
// it that take their terms in another order differ by rounding, a little of it:
// each of some thousand sums by at most 2^-53.
func moved(cases ...calc.Case) float64 {
	all := 0.0
	for _, c := range cases {
		all += c.FundingGap + sum(c.Months, func(m calc.Row) float64 {
			return m.Revenue + m.GrossBurn + math.Abs(m.Opening) + math.Abs(m.Cash)
		})
	}
	return all
}

// rounding is how far sums may differ, as a part of what has moved.
const rounding = 1e-12

// alike checks that two cases say the same but for rounding.
func alike(t *testing.T, want, got calc.Case) {
	t.Helper()
	money := rounding * moved(want)
	for name, pair := range map[string][2]float64{
		"gross burn": {want.GrossBurn, got.GrossBurn}, "net burn": {want.NetBurn, got.NetBurn},
		"gap": {want.FundingGap, got.FundingGap}, "lowest cash": {want.LowestCash, got.LowestCash},
	} {
		require.InDelta(t, pair[0], pair[1], money, name)
	}
	for i, m := range want.Months {
		require.InDelta(t, m.Cash, got.Months[i].Cash, money, "cash as month %d ends", i)
		require.InDelta(t, m.Opening, got.Months[i].Opening, money, "cash as month %d starts", i)
		require.InDelta(t, m.Revenue, got.Months[i].Revenue, money, "revenue of month %d", i)
		require.InDelta(t, m.GrossBurn, got.Months[i].GrossBurn, money, "gross burn of month %d", i)
	}
	sameTime(t, want.BreakEven, got.BreakEven, 1e-9, "break-even")
	sameTime(t, want.Overtaken, got.Overtaken, 0, "overtaken")
	sameTime(t, want.Runway, got.Runway, late(want), "runway")
	require.Equal(t, want.DefaultAlive, got.DefaultAlive)
}

// late is by how much rounding can move the runway of a case: what it does to the
// balance over the burn of that month. Beyond the table, where the burn is not
// known, it is taken as at least a millionth of what has moved.
func late(c calc.Case) float64 {
	all := rounding * moved(c)
	if t := int(math.Min(c.Runway, calc.Forever)); t < len(c.Months) {
		return 1e-9 + all/math.Abs(c.Months[t].NetBurn)
	}
	return 1e-6 * math.Min(c.Runway, calc.Forever)
}

func sameTime(t *testing.T, want, got, within float64, what string) {
	t.Helper()
	if want != got { // infinity is only the same as itself
		require.InDelta(t, want, got, within, what)
	}
}

func isSane(t *testing.T, s *calc.Scenario) bool {
	r := s.Evaluate()
	checkSane(t, s, r)
	number := func(v float64, what string) { require.False(t, math.IsNaN(v), what) }
	if l := s.Likelihood(); l != nil {
		for _, p := range append(append([]calc.Percentiles{l.Runway, l.BreakEven(), l.FundingGap}, l.Opening...), l.Cash...) {
			number(p.P5+p.P50+p.P95, "percentiles")
		}
		number(l.NoGap+l.RequiredRaise+l.Confidence, "likelihoods")
	}
	for _, in := range s.Influences() {
		number(in.Range.Low+in.Range.High+in.Runway[0]+in.Runway[1]+in.FundingGap[0]+in.FundingGap[1], in.Key)
	}
	levers := s.Levers()
	require.LessOrEqual(t, len(levers), calc.Levers.Most)
	for i, f := range levers {
		require.False(t, slices.ContainsFunc(levers[:i], func(other calc.Figure) bool { return other.Key() == f.Key() }), "%s stands twice", f.Key())
	}
	for _, th := range s.Thresholds() {
		number(th.Current, th.Key)
		require.False(t, math.IsInf(th.Value, 0), th.Key)
	}
	c := s.Claims(r)
	for i := range 3 {
		number(c.Costs[i]+c.Revenue[i], "claims")
		require.False(t, math.IsInf(c.RequiredCash[i].Low, 0) || math.IsInf(c.RequiredCash[i].High, 0), "%+v", c.RequiredCash[i])
	}
	for _, of := range []calc.Comparison{c.Loss, c.Runway} {
		for _, v := range []float64{of.Stated.Low, of.Stated.High, of.Mid, of.Worst, of.Best} {
			number(v, "claims")
		}
		require.Equal(t, of.Verdict == calc.AtWorst || of.Verdict == calc.AtBest, len(of.DependsOn) > 0, "%+v", of)
	}
	for _, cut := range s.Remedies().Cuts {
		require.True(t, cut.Share > 0 && cut.Share <= 1, "%+v", cut)
	}
	return true
}

func cashHelps(t *testing.T, s *calc.Scenario) bool {
	r := s.Evaluate()
	by := math.Max(1, math.Abs(s.Cash.High)/16)
	if s.Ranges == calc.Ninety && s.Cash.Low <= 0 && s.Cash.Low+by > 0 && !s.Cash.Exact() {
		return false // from normal to lognormal, whose middle lies lower
	}
	more := changed(s, func(c *calc.Scenario) {
		c.Cash = calc.Range{Low: c.Cash.Low + by, High: c.Cash.High + by}
	}).Evaluate()
	for _, pair := range [][2]calc.Case{{r.Worst, more.Worst}, {r.Mid, more.Mid}, {r.Best, more.Best}} {
		less, more := pair[0], pair[1]
		require.GreaterOrEqual(t, more.Runway, less.Runway)
		require.LessOrEqual(t, more.FundingGap, less.FundingGap)
		require.Equal(t, less.BreakEven, more.BreakEven, "cash is not revenue")
	}
	return !math.IsInf(r.Worst.Runway, 1)
}

func gapIsJustEnough(t *testing.T, s *calc.Scenario) bool {
	some := false
	for _, end := range []func(*calc.Range) float64{
		func(r *calc.Range) float64 { return r.Middle(calc.Even, false) },
		func(r *calc.Range) float64 { return r.Low }, func(r *calc.Range) float64 { return r.High }} {
		exact := changed(s, func(c *calc.Scenario) { pin(c, end) })
		c := exact.Evaluate().Mid
		require.Equal(t, c.Runway >= float64(s.Months()), c.FundingGap == 0, "gap %v, runway %v", c.FundingGap, c.Runway)
		for _, through := range []struct{ gap, months float64 }{{c.FundingGap, float64(exact.Months())}, {c.GapToBreakEven, c.BreakEven}} {
			// The projection overlooks what rounding may add to a balance; a little less
			// has to be more than that, at a negative yield even years later.
			least := math.Pow(1+math.Min(0, exact.Interest.Low), through.months/12)
			little := 3 * rounding * (moved(c) + math.Abs(exact.Cash.Low) + math.Abs(exact.Floor.Low)) / least
			if calc.IsNone(through.gap) || through.months == 0 || through.gap <= little || through.months > float64(exact.Months()) {
				continue
			}
			some = true
			with := func(cash float64) float64 {
				return changed(exact, func(c *calc.Scenario) { c.Cash = calc.Exactly(cash) }).Evaluate().Mid.Runway
			}
			// What is needed is not finer than the cash that it comes to, month by month.
			rounded := 0x1p-52 * (through.months + 2) * (through.gap + math.Abs(exact.Cash.Low) + math.Abs(exact.Floor.Low)) / least
			require.GreaterOrEqual(t, with(exact.Cash.Low+through.gap+rounded), through.months, "gap %v", through.gap)
			require.Less(t, with(exact.Cash.Low+through.gap-little), through.months, "gap %v less %v", through.gap, little)
		}
	}
	return some
}

// outgrows reports whether a line can come near the 1e200 within which its flow is
// kept, so that sums are finite: twice as much would be no more, and samples are kept
// within it years at a time.
func outgrows(s *calc.Scenario) bool {
	return slices.ContainsFunc(s.Lines, func(l calc.Line) bool {
		staffing := 1.0
		if l.Units.Low > 0 {
			staffing += calc.Forever * math.Abs(l.Hire.High) / l.Units.Low
		}
		return math.Log10(staffing)+math.Log10(1+l.Growth.High)*calc.Forever/l.Growth.Per.Months() > 150
	})
}

// isFaint reports whether a month holds so little that binary numbers lose its digits.
func isFaint(m calc.Row) bool {
	return slices.ContainsFunc([]float64{m.Revenue, m.GrossBurn, m.NetBurn, m.Opening, m.Cash}, func(v float64) bool {
		return v != 0 && math.Abs(v) < 1e-290
	})
}

// Binary numbers are multiplied by a power of four, and their roots by one of two,
// without any rounding: all results are the same to the last bit, save where a
// lognormal amount goes through its logarithm.
func scales(t *testing.T, s *calc.Scenario) bool {
	for _, by := range []float64{math.Pow(4, 8), math.Pow(4, -8)} {
		other := changed(s, func(c *calc.Scenario) {
			for _, r := range calc.MoneyPlaces(c) {
				*r = calc.Range{Low: r.Low * by, High: r.High * by}
			}
		})
		r, o := s.Evaluate(), other.Evaluate()
		for _, pair := range [][2]calc.Case{{r.Worst, o.Worst}, {r.Mid, o.Mid}, {r.Best, o.Best}} {
			want, got := pair[0], pair[1]
			if slices.ContainsFunc(want.Months, isFaint) {
				return false
			}
			for _, v := range []*float64{&want.GrossBurn, &want.NetBurn, &want.FundingGap, &want.GapToBreakEven, &want.LowestCash, &want.Loss} {
				*v *= by
			}
			want.Months = slices.Clone(want.Months)
			for i := range want.Months {
				m := &want.Months[i]
				for _, v := range []*float64{&m.Revenue, &m.GrossBurn, &m.NetBurn, &m.Earned, &m.Owed, &m.Payments, &m.Opening, &m.Cash} {
					*v *= by
				}
			}
			for _, c := range []*calc.Case{&want, &got} { // what does not exist equals itself here
				for _, v := range []*float64{&c.GapToBreakEven, &c.Dilution, &c.BurnMultiple} {
					if calc.IsNone(*v) {
						*v = -1
					}
				}
			}
			require.True(t, slices.Equal(want.Months, got.Months), "months")
			want.Months, got.Months = nil, nil
			require.Equal(t, want, got)
		}
		if want, got := s.Likelihood(), other.Likelihood(); want != nil && s.Ranges == calc.Even {
			require.Equal(t, want.Runway, got.Runway)
			require.Equal(t, want.NoGap, got.NoGap)
			require.Equal(t, want.RequiredRaise*by, got.RequiredRaise)
			require.Equal(t, want.Cash[0].P50*by, got.Cash[0].P50)
		}
	}
	return s.Months() > 0
}

// reversed has the lines and payments in the opposite order, with other names.
func reversed(s *calc.Scenario) *calc.Scenario {
	return changed(s, func(c *calc.Scenario) {
		slices.Reverse(c.Lines)
		slices.Reverse(c.Payments)
		for i := range c.Lines {
			c.Lines[i].Name = strings.Repeat("x", i+1)
		}
		for i := range c.Payments {
			c.Payments[i].Name = strings.Repeat("y", i+1)
		}
	})
}

func orderIsNothing(t *testing.T, s *calc.Scenario) bool {
	r, o := s.Evaluate(), reversed(s).Evaluate()
	alike(t, r.Mid, o.Mid)
	alike(t, r.Worst, o.Worst)
	alike(t, r.Best, o.Best)
	return len(s.Lines) > 1
}

// halved has each line twice, with half of its amount and of its credit.
func halved(s *calc.Scenario) *calc.Scenario {
	return changed(s, func(c *calc.Scenario) {
		c.Lines = nil
		for _, l := range s.Lines {
			l.Amount.Range = calc.Range{Low: l.Amount.Low / 2, High: l.Amount.High / 2}
			l.Credit = calc.Range{Low: l.Credit.Low / 2, High: l.Credit.High / 2}
			c.Lines = append(c.Lines, l)
			l.Name += " too"
			c.Lines = append(c.Lines, l)
		}
	})
}

func splitsEvenly(t *testing.T, s *calc.Scenario) bool {
	if s.HasRanges() && (sharesTakeAll(s) || calc.IsMixed(s)) {
		return false // twice as many figures are to be tried at both ends, which may be too many
	}
	r, o := s.Evaluate(), halved(s).Evaluate()
	alike(t, r.Mid, o.Mid)
	alike(t, r.Worst, o.Worst)
	alike(t, r.Best, o.Best)
	return len(s.Lines) > 0
}

// sharesTakeAll reports whether costs that are a share of revenue can take all of
// it at some time. Then no end of a revenue's range is the worst at all times, and
// values inside can lie outside both cases, as README.md says.
func sharesTakeAll(s *calc.Scenario) bool {
	for t := range calc.Forever {
		all := 0.0
		for _, l := range s.Lines {
			if l.Share {
				all += l.Amount.High * math.Pow(1+l.Growth.High, float64(t)/l.Growth.Per.Months())
			}
		}
		if all >= 1 {
			return true
		}
	}
	return false
}

// The bounds are checked with values all over the ranges, drawn by their number.
func worstAndBestAreBounds(t *testing.T, s *calc.Scenario) bool {
	r := s.Evaluate()
	checkSane(t, s, r)
	if !s.HasRanges() || sharesTakeAll(s) || calc.IsMixed(s) {
		return false
	}
	d := seeded(uint64(len(s.String())))
	for range 4 {
		c := changed(s, func(c *calc.Scenario) {
			pin(c, func(r *calc.Range) float64 { return math.Min(r.High, r.Low+(r.High-r.Low)*d.figure()) })
		}).Evaluate().Mid
		inOrder(t, s, r.Worst, c, r.Best)
	}
	return true
}

func percentilesAreInOrder(t *testing.T, s *calc.Scenario) bool {
	l := s.Likelihood()
	if l == nil {
		return false
	}
	for _, p := range append(append([]calc.Percentiles{l.Runway, l.BreakEven(), l.FundingGap}, l.Opening...), l.Cash...) {
		require.LessOrEqual(t, p.P5, p.P50)
		require.LessOrEqual(t, p.P50, p.P95)
	}
	if s.Ranges != calc.Even || sharesTakeAll(s) || outgrows(s) || calc.IsMixed(s) {
		return true
	}
	r := s.Evaluate()
	money := rounding * moved(r.Worst, r.Best)
	for i, p := range l.Cash {
		require.GreaterOrEqual(t, p.P5, r.Worst.Months[i].Cash-money)
		require.LessOrEqual(t, p.P95, r.Best.Months[i].Cash+money)
	}
	if s.Timing == calc.MonthByMonth { // in continuous time they rest on parabolas
		require.GreaterOrEqual(t, l.Runway.P5, r.Worst.Runway-late(r.Worst))
		require.LessOrEqual(t, l.Runway.P95, r.Best.Runway+late(r.Best))
		require.LessOrEqual(t, l.FundingGap.P95, r.Worst.FundingGap+money)
		require.GreaterOrEqual(t, l.FundingGap.P5, r.Best.FundingGap-money)
	}
	return true
}

// The narrowest range is from a number to the next; behind zero that is so little that
// nothing of its size is rounding. Lines built by hand can stand in any order.
func narrowsToPoint(t *testing.T, s *calc.Scenario) bool {
	exact := changed(s, func(c *calc.Scenario) { pin(c, func(r *calc.Range) float64 { return r.Low + (r.High-r.Low)/2 }) })
	narrow := changed(exact, func(c *calc.Scenario) {
		wide, months := calc.Places(s), calc.MonthPlaces(c)
		for i, r := range calc.Places(c) {
			if !wide[i].Exact() && r.High != 0 && !slices.Contains(months, r) {
				r.High = math.Nextafter(r.High, math.Inf(1))
			}
		}
	})
	want, got := exact.Evaluate(), narrow.Evaluate()
	alike(t, want.Mid, got.Mid)
	alike(t, want.Mid, got.Worst)
	alike(t, want.Mid, got.Best)
	for _, narrow := range []*calc.Scenario{narrow, reversed(narrow)} {
		l := narrow.Likelihood()
		if l == nil {
			return false
		}
		money := rounding * moved(want.Mid)
		for i, m := range want.Mid.Months {
			for _, p := range []float64{l.Cash[i].P5, l.Cash[i].P50, l.Cash[i].P95} {
				require.InDelta(t, m.Cash, p, money, "cash as month %d ends", i)
			}
			require.InDelta(t, m.Opening, l.Opening[i].P50, money, "cash as month %d starts", i)
		}
		if s.Timing == calc.MonthByMonth { // in continuous time they rest on parabolas
			sameTime(t, want.Mid.Runway, l.Runway.P50, late(want.Mid), "runway")
			sameTime(t, want.Mid.BreakEven, l.BreakEven().P50, 1e-9, "break-even")
			require.InDelta(t, want.Mid.FundingGap, l.FundingGap.P50, money, "gap")
		}
	}
	return true
}

func claimsAddUp(t *testing.T, s *calc.Scenario) bool {
	s = changed(s, func(c *calc.Scenario) {
		c.Horizon, c.ClaimedLoss.Range, c.ClaimedRunway = calc.Exactly(12), calc.Exactly(1), calc.Exactly(6)
	})
	r := s.Evaluate()
	c := s.Claims(r)
	money := rounding * moved(r.Worst, r.Best)
	for i, of := range []calc.Case{r.Mid, r.Worst, r.Best} {
		require.InDelta(t, of.Loss, c.Costs[i]-c.Revenue[i], money)
	}
	for i, cash := range c.RequiredCash[1:] { // the worst takes most
		if calc.IsMixed(s) {
			break
		}
		if more, mid := []float64{1, -1}[i], c.RequiredCash[0].Low; !calc.IsNone(cash.Low) && !calc.IsNone(mid) {
			require.GreaterOrEqual(t, more*cash.Low, more*mid-money)
		}
	}
	return s.HasRanges()
}

func readsBack(t *testing.T, s *calc.Scenario) bool {
	again, _ := calc.Parse(s.String())
	require.Equal(t, s, again)
	require.Equal(t, s.String(), again.String())
	require.Equal(t, s.String(), calc.Mend(s.String()), "a link of ours needs no mending")
	return true
}

// The original is another scenario with lines of the same names, over a preset or alone.
func keepsOriginal(t *testing.T, s *calc.Scenario) bool {
	original := random(uint64(len(s.String())))
	some := false
	for _, preset := range []string{"", "young-company"} {
		c := calc.Over(changed(s, func(c *calc.Scenario) { c.Preset = preset }), original)
		if len(c.String()) > calc.MaxLink {
			continue
		}
		readsBack(t, c)
		d := calc.ReadDraft(c.String())
		checkOriginal(t, c.Original(), d)
		published, _ := calc.Parse(d.Published())
		require.Equal(t, published.Pairs(), published.Original().Pairs())
		if c.LeverKeys != "" && len(c.Levers()) <= strings.Count(c.LeverKeys, ",") {
			c.LeverKeys = published.LeverKeys // without those that are gone
		}
		require.ElementsMatch(t, c.Pairs(), published.Pairs())
		some = some || strings.Contains(c.String(), "changes=&")
	}
	return some
}

// Growth of g a month takes a month's flow from a to a·g/ln(1+g), which is a·(1 +
// g/2) and a little less. A share of revenue grows by both growths. Where credits
// run out, only one timing says when in the month.
func timingsAgree(t *testing.T, s *calc.Scenario) bool {
	grown := func(g float64, timing calc.Timing) calc.Case {
		return changed(s, func(c *calc.Scenario) {
			c.Timing = timing
			for i := range c.Lines {
				c.Lines[i].Growth = calc.Rate{Range: calc.Exactly(g)}
			}
		}).Evaluate().Mid
	}
	monthly, continuous := grown(0, calc.MonthByMonth), grown(0, calc.Continuous)
	if slices.ContainsFunc(s.Lines, func(l calc.Line) bool { return l.Credit != (calc.Range{}) }) {
		require.Equal(t, math.Floor(monthly.Runway), math.Floor(continuous.Runway))
		monthly.Runway = continuous.Runway
	}
	alike(t, monthly, continuous)
	const g = 1e-6
	monthly, continuous = grown(g, calc.MonthByMonth), grown(g, calc.Continuous)
	interest := math.Pow(1+s.Interest.Middle(s.Ranges, true), 1./12)
	compounded := 0.0 // flows that cancel leave no cash, but their differences bear interest
	for _, l := range s.Lines {
		compounded += l.Credit.High // pays costs that grow, too
	}
	for i, m := range monthly.Months {
		compounded = compounded*math.Max(1, interest) + m.Revenue + m.GrossBurn
		require.InDelta(t, m.Cash, continuous.Months[i].Cash, (g+rounding)*(moved(monthly)+compounded), "month %d", i)
	}
	return len(s.Lines) > 0
}
