package calc_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
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

// altered are the figures of a resumption that go on in another way, with how.
func altered(r calc.Resumption) (all []string) {
	for _, a := range r.Altered {
		all = append(all, a.Key()+" "+string(a.Way))
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
	months, exact, paidOnce := 0, 0, 0
	seeds := 300
	if testing.Short() {
		seeds = 60
	}
	for seed := range uint64(seeds) {
		s := random(seed)
		if s.Start == 0 {
			s.Start = calc.MonthOf(2026, 1)
		}
		pin(s, func(r *calc.Range) float64 { return r.Low })
		plan := s.Evaluate().Mid
		for n := 0; n < len(plan.Months); n += 1 + len(plan.Months)/16 {
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
			is := func(way calc.Way) bool {
				return slices.ContainsFunc(r.Altered, func(a calc.Alteration) bool { return a.Way == way })
			}
			isPaidOnce := is(calc.PaidOnce)
			if is(calc.Omitted) || is(calc.Capped) || isPaidOnce && s.Interest.Low != 0 {
				continue
			}
			if exact++; isPaidOnce {
				paidOnce++
			}
			next := r.Scenario.Evaluate().Mid
			moved := 0.0
			for k, m := range next.Months {
				want := plan.Months[n+k]
				moved += math.Abs(want.Cash) + want.Revenue + want.GrossBurn + want.Earned + want.Owed
				require.InDelta(t, want.Cash, m.Cash, 1e-9*moved, "%s from month %d: cash as month %d ends", s, n, n+k)
				if !is(calc.Uncounted) {
					require.InDelta(t, want.Earned, m.Earned, 1e-9*moved, "%s from month %d: earned in month %d", s, n, n+k)
					require.InDelta(t, want.Owed, m.Owed, 1e-9*moved, "%s from month %d: owed in month %d", s, n, n+k)
				}
				if !isPaidOnce {
					require.InDelta(t, want.Opening, m.Opening, 1e-9*moved, "%s from month %d: cash as month %d starts", s, n, n+k)
				}
			}
		}
	}
	require.Greater(t, exact, months*9/10)
	require.Greater(t, paidOnce, months/20)
}

// The worst and the best case go on exactly from the worst and the best balance that the plan
// expects, where each range has one end that is the worse at all times.
func TestResumedEnds(t *testing.T) {
	checked := 0
	for seed := range uint64(200) {
		s := random(seed)
		s.Start = max(s.Start, calc.MonthOf(2026, 1))
		for _, r := range calc.MonthPlaces(s) {
			*r = calc.Exactly(r.Low)
		}
		plan := s.Evaluate()
		n := len(plan.Mid.Months) / 3
		if n == 0 || !s.HasRanges() || calc.IsMixed(s) || sharesTakeAll(s) {
			continue
		}
		balance := calc.Range{Low: plan.Worst.Months[n-1].Cash, High: plan.Best.Months[n-1].Cash}
		if !(math.Abs(balance.Low) < 1e18 && math.Abs(balance.High) < 1e18) {
			continue
		}
		r := resumed(s, s.Start+calc.Month(n), balance)
		if slices.ContainsFunc(r.Altered, func(a calc.Alteration) bool { return a.Way != calc.Widened && a.Way != calc.Uncounted }) {
			continue
		}
		checked++
		next := r.Scenario.Evaluate()
		for name, c := range map[string][2]calc.Case{"worst": {plan.Worst, next.Worst}, "best": {plan.Best, next.Best}} {
			moved := 0.0
			for k, m := range c[1].Months {
				want := c[0].Months[n+k]
				moved += math.Abs(want.Cash) + want.Revenue + want.GrossBurn + want.Earned + want.Owed
				require.InDelta(t, want.Cash, m.Cash, 1e-9*moved, "%s from month %d: %s cash as month %d ends", s, n, name, n+k)
			}
		}
	}
	require.Greater(t, checked, 60)
}

// What goes on and how, worked out by hand: the answers of each plan are those of what it becomes.
func TestResumedByHand(t *testing.T) {
	for _, c := range []struct{ plan, want string }{
		// Amounts, units and credits as they are in the month: 20k·1.1²; 10k for each of 10 + 2·2;
		// 1M less two months of 100k.
		{"start=2026-01&in.Sales=20k&grow.Sales=10%",
			"in.Sales=24200/mo&grow.Sales=10%25/mo&as.in.Sales=derived [] []"},
		{"start=2026-01&out.Team=100k&units.Team=10 people&hire.Team=2",
			"out.Team=140k/mo&units.Team=14+people&hire.Team=2/mo&as.out.Team=derived&as.units.Team=derived [] []"},
		{"start=2026-01&out.Servers=100k&credit.Servers=1M",
			"out.Servers=100k/mo&credit.Servers=800k&as.credit.Servers=derived [] []"},
		{"start=2026-01&out.Servers=100k&credit.Servers=200k&note.credit.Servers=Gone",
			"out.Servers=100k/mo [] []"},
		// Lines that have ended, that end, that have started, that start now and later.
		{"start=2026-01&out.A=1k&until.A=2026-02&out.B=1k&until.B=2026-03&out.C=1k&from.C=2026-02&grow.C=10%&out.D=1k&from.D=2026-03&grow.D=10%&out.E=1k&from.E=2026-04",
			"out.B=1k/mo&until.B=2026-03&out.C=1100/mo&grow.C=10%25/mo&out.D=1k/mo&grow.D=10%25/mo&from.D=2026-03&out.E=1k/mo&from.E=2026-04&as.out.C=derived [out.A] []"},
		// Late cash of one that runs, that has ended, that started a month ago, and that shrinks
		// by 100%.
		{"start=2026-01&in.A=1k&grow.A=10%&delay.A=2",
			"in.A=1210/mo&grow.A=10%25/mo&delay.A=2&as.in.A=derived [] []"},
		{"start=2026-01&in.A=1k&until.A=2026-02&delay.A=2",
			"in.A=1k/mo&until.A=2026-02&delay.A=2 [] []"},
		{"start=2026-01&in.A=1k&from.A=2026-02&grow.A=10%&delay.A=2",
			"in.A=1100/mo&grow.A=10%25/mo&from.A=2026-03&delay.A=2&once.A+2026-02=1k@2026-04&as.in.A=derived&as.once.A+2026-02=derived [] [in.A paid-once]"},
		{"start=2026-01&in.A=1k&grow.A=-100%&delay.A=3",
			"in.A=0/mo&grow.A=-100%25/mo&from.A=2026-03&delay.A=3&once.A+2025-12=1k@2026-03&once.A+2026-01=1k@2026-04&as.in.A=derived&as.once.A+2025-12=derived&as.once.A+2026-01=derived [] [in.A paid-once]"},
		// Paid for two months at once, and for three; the latter late.
		{"start=2026-01&in.A=1k&every.A=2",
			"in.A=1k/mo&every.A=2 [] []"},
		{"start=2026-01&in.A=1k&every.A=3&grow.A=10%",
			"in.A=1331/mo&grow.A=10%25/mo&from.A=2026-04&every.A=3&as.in.A=derived [] [in.A uncounted]"},
		{"start=2026-01&out.A=1k&every.A=3&delay.A=4",
			"out.A=1k/mo&from.A=2026-04&every.A=3&delay.A=4&once.A+2026-01=-3k@2026-05&as.once.A+2026-01=derived [] [out.A paid-once out.A uncounted]"},
		// Payments.
		{"start=2026-01&raise.A=1M@2026-02&raise.B=1M@2026-03&once.C=-1k@2026-01&once.D=-1k@2026-05",
			"once.D=-1k@2026-05&raise.B=1M@2026-03 [once.C raise.A] []"},
		// Ranges: the ends go on.
		{"start=2026-01&in.A=10k..20k&grow.A=10%&out.B=10k..20k&grow.B=0%..10%",
			"in.A=12100..24200/mo&grow.A=10%25/mo&out.B=10k..24200/mo&grow.B=0%25..10%25/mo&as.in.A=derived&as.out.B=derived [] [out.B widened]"},
		{"start=2026-01&out.A=1k&from.A=2026-02..2026-05&out.B=1k&until.B=2026-01..2026-06&once.C=-1k@2026-02..2026-04&once.D=-1k@2026-01..2026-04",
			"out.A=1k/mo&from.A=2026-03..2026-05&out.B=1k/mo&until.B=2026-03..2026-06&once.C=-1k@2026-03..2026-04 [once.D] [once.C@ trimmed from.A trimmed until.B trimmed]"},
		// What has not grown keeps its digits, and what is assumed stays so.
		{"start=2026-01&out.A=123456789.123456&out.B=1k&grow.B=10%&as.out.B=assumed",
			"out.A=123456789.123456/mo&out.B=1210/mo&grow.B=10%25/mo&as.out.B=assumed [] []"},
		// Late costs that credits pay until they are spent, a range of late costs, and a name that
		// is taken.
		{"start=2026-01&out.A=1k&from.A=2026-02&delay.A=2&credit.A=10k",
			"out.A=1k/mo&credit.A=9k&from.A=2026-03&delay.A=2&as.credit.A=derived [] []"},
		{"start=2026-01&out.A=1k&from.A=2026-02&delay.A=2&credit.A=400",
			"out.A=1k/mo&from.A=2026-03&delay.A=2&once.A+2026-02=-600@2026-04&as.once.A+2026-02=derived [] [out.A paid-once]"},
		{"start=2026-01&out.A=1k..2k&from.A=2026-02&delay.A=2&once.A 2026-02=1@2026-06",
			"out.A=1k..2k/mo&from.A=2026-03&delay.A=2&once.A+2026-02=1@2026-06&once.A+2026-02+2=-2k..-1k@2026-04&as.once.A+2026-02+2=derived [] [out.A paid-once]"},
		// Ends in time for what is late, as far as the middle of a range tells.
		{"start=2026-01&in.A=1k&until.A=2026-01&delay.A=2&in.B=1k&until.B=2026-01..2026-03&delay.B=3",
			"in.A=1k/mo&until.A=2026-01&delay.A=2&in.B=1k/mo&until.B=2026-02&delay.B=3 [] [until.B trimmed]"},
		// Units of which none may be left.
		{"start=2026-01&out.A=100k&units.A=10&hire.A=-5..1",
			"out.A=0..120k/mo&units.A=12&hire.A=-5..1/mo&as.out.A=derived&as.units.A=derived [] [out.A widened]"},
		// Units and hires whose ends meet in another way: of one person 0.8 are left at worst and
		// three at best, which the best case takes for 0.8.
		{"start=2026-01&in.A=1k&units.A=1..10&hire.A=-0.1..1",
			"in.A=0.8k..3k/mo&units.A=0.8..3&hire.A=-0.1..1/mo&as.in.A=derived&as.units.A=derived [] [in.A loosened]"},
	} {
		s, errors := calc.Parse(c.plan)
		require.Empty(t, errors)
		r := resumed(s, calc.MonthOf(2026, 3), calc.Exactly(7))
		got := r.Scenario.String() + fmt.Sprint(" ", left(r), " ", altered(r))
		assert.Equal(t, c.want, strings.TrimPrefix(got, "start=2026-03&horizon=22&cash=7&"), c.plan)
	}
}

// What belongs to the months before is left behind, what stands behind the balance stands behind
// the cash, and a what-if makes of the new case what it makes of the plan as it goes on.
func TestResumedCase(t *testing.T) {
	const plan = "title=A&company=B&cur=EUR&start=2026-01&horizon=12&cash=1M&interest=2%25&in.Sales=20k/mo&grow.Sales=10%25/mo&out.Team=100k/mo&out.Rent=5k/mo&until.Rent=2026-02" +
		"&valuation=1M&claim.loss=1M/yr&levers=in.Sales,out.Rent&note.cash=Old&note.in.Sales=Counted&src.in.Sales=https://example.org/1&as.in.Sales=estimated&as.grow.Sales=assumed&note.out.Rent=Gone&note.claim.loss=Gone" +
		"&note.actual.2026-03=Seen&as.actual.2026-03=estimated&mark.2026-01=Past&mark.2026-03=Now&actual.2026-02=900k&actual.2026-03=800k..820k&actual.2026-04=1k" +
		"&if.More=in.Sales%3D40k/mo&if.Past=once.Fine%3D-1k@2026-02&if.Cheap=out.Rent%3D1k/mo&if.Wrong=cash%3Dlots&if.Later=once.Fine%3D-1k@2026-05%26grow.Sales%3D20%2525/mo%26as.grow.Sales%3D&note.if.Later=Kept&note.if.Cheap=Gone"
	s, _ := calc.Parse(plan)
	f, _ := s.Figure("actual.2026-03")
	r := s.Resume(f)
	require.Empty(t, r.Problem)
	assert.Equal(t, []string{"claim.loss", "out.Rent", "mark.2026-01", "actual.2026-02", "if.Past", "if.Cheap", "if.Wrong"}, left(r))
	assert.Empty(t, r.Altered)
	pairs := strings.Split(r.Scenario.String(), "&")
	assert.Equal(t, []string{"title=A", "company=B", "cur=EUR", "start=2026-03", "horizon=10", "cash=800k..820k", "interest=2%25", "in.Sales=24200/mo", "grow.Sales=10%25/mo", "out.Team=100k/mo",
		"valuation=1M", "levers=in.Sales", "mark.2026-03=Now", "actual.2026-04=1k",
		"if.More=in.Sales%3D48400/mo", "if.Later=as.grow.Sales%3D%26in.Sales%3D28800/mo%26grow.Sales%3D20%2525/mo%26once.Fine%3D-1k@2026-05",
		"note.cash=Seen", "as.cash=estimated", "note.in.Sales=Counted", "src.in.Sales=https://example.org/1", "as.in.Sales=derived", "as.grow.Sales=assumed", "note.if.Later=Kept"}, pairs)

	for _, f := range r.Scenario.EntriesOf(calc.WhatIf) {
		before, _ := s.Figure(f.Key())
		then, errors := r.Scenario.With(f)
		require.Empty(t, errors)
		plan, _ := s.With(before)
		later := resumed(plan, calc.MonthOf(2026, 3), calc.Range{Low: 8e5, High: 8.2e5}).Scenario
		assert.InDelta(t, later.Evaluate().Mid.Runway, then.Evaluate().Mid.Runway, 1e-9)
	}

	// Figures that a reader has changed go on as changed, and the case is one of its own.
	changed, _ := calc.Parse(plan + "&changes=&in.Sales=10k")
	f, _ = changed.Figure("actual.2026-03")
	next := changed.Resume(f).Scenario
	assert.Equal(t, 12100.0, next.Lines[0].Amount.Low)
	assert.Equal(t, next.String(), next.Original().String())
	changed, _ = calc.Parse("preset=openai-2024&actual.2025-01=3B")
	f, _ = changed.Figure("actual.2025-01")
	next = changed.Resume(f).Scenario
	assert.Equal(t, "openai-2024", next.Preset)
	assert.True(t, strings.HasSuffix(next.String(), "&changes="))

	// A plan that is over is as long again.
	assert.Equal(t, 12, resumed(s, calc.MonthOf(2027, 1), calc.Exactly(1)).Scenario.Months())
	assert.Equal(t, 1, resumed(s, calc.MonthOf(2026, 12), calc.Exactly(1)).Scenario.Months())
}

// The manuscript keeps the texts in other languages of what goes on.
func TestResumedManuscript(t *testing.T) {
	m, errors := calc.ReadCaseFile("start=2026-01\ncash=1M\nin.Sales=20k\nout.Rent=5k\nuntil.Rent=2026-02\nnote.cash=Old\nnote.in.Sales=Counted\nactual.2026-03=800k\nnote.actual.2026-03=Seen\nmark.2026-01=Past\n" +
		"name.Sales@fr=Ventes\nname.Rent@fr=Loyer\nnote.cash@fr=Vieux\nnote.in.Sales@fr=Compté\nnote.actual.2026-03@fr=Vu\nmark.2026-01@fr=Passé")
	require.Empty(t, errors)
	f, _ := m.Scenario.Figure("actual.2026-03")
	next, r := m.Resume(f)
	require.Empty(t, r.Problem)
	assert.ElementsMatch(t, []calc.Pair{{Key: "name.Sales@fr", Value: "Ventes"}, {Key: "note.in.Sales@fr", Value: "Compté"}, {Key: "note.cash@fr", Value: "Vu"}}, next.Texts)
	assert.Equal(t, next.String(), calc.ReadManuscript(next.String()).String())
	assert.Equal(t, r.Scenario, next.Scenario)
	f.Name = ""
	m.Scenario.Start = 0
	same, r := m.Resume(f)
	assert.Equal(t, calc.NeedsStart, r.Problem)
	assert.Equal(t, m.String(), same.String())
}

// A plan without a start, a balance from before it, or of a time no plan looks at cannot go on,
// nor can one that is too long as a link.
func TestResumedProblems(t *testing.T) {
	for link, want := range map[string]calc.Problem{
		"actual.2026-01=1":               calc.NeedsStart,
		"start=2026-02&actual.2026-01=1": calc.BeforeStart,
		"start=2026-02&actual.2076-01=1": calc.OutOfBounds,
	} {
		s, _ := calc.Parse(link + "&cash=1M&out.A=1k")
		r := s.Resume(s.EntriesOf(calc.Actual)[0])
		assert.Equal(t, want, r.Problem, link)
		assert.Nil(t, r.Scenario, link)
	}
	long := "start=2026-01&actual.2026-03=1"
	for n := range 36 {
		name := fmt.Sprintf("%095d", n)
		long += "&in." + name + "=1k&grow." + name + "=1%"
	}
	s, errors := calc.Parse(long)
	require.Empty(t, errors)
	require.NotNil(t, s)
	assert.Equal(t, calc.TooLong, s.Resume(s.EntriesOf(calc.Actual)[0]).Problem)

	// Amounts beyond their limits, and more payments than there is room for.
	s, _ = calc.Parse("start=2026-01&cash=1&in.A=1M&grow.A=1000%&out.B=5%&grow.B=1000%")
	r := resumed(s, calc.MonthOf(2028, 1), calc.Exactly(1))
	assert.Equal(t, []string{"in.A capped", "out.B capped"}, altered(r))
	_, errors = calc.Parse(r.Scenario.String())
	assert.Empty(t, errors)
	full := "start=2026-01&cash=1&in.A=1M&from.A=2026-02&delay.A=12"
	for n := range 36 {
		full += fmt.Sprintf("&once.P%d=1@2027-01", n)
	}
	s, _ = calc.Parse(full)
	assert.Equal(t, []string{"in.A paid-once"}, altered(resumed(s, calc.MonthOf(2026, 6), calc.Exactly(1))))
	assert.Equal(t, []string{"in.A omitted"}, altered(resumed(s, calc.MonthOf(2026, 7), calc.Exactly(1))))
}
