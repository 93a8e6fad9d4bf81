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

// fitted writes a fit as a link would say it.
func fitted(f calc.Fit) string {
	shape := [...]string{"none", "flat", "growing", "steps", "rhythm", "once", "spikes", "mean"}[f.Shape]
	var b strings.Builder
	b.WriteString(shape)
	for _, p := range f.Parts {
		fmt.Fprintf(&b, " | %s grow %.4g..%.4g from %s", p.Amount.Range, p.Growth.Range.Low, p.Growth.Range.High, p.From)
		if p.Until != 0 {
			fmt.Fprintf(&b, " until %s", p.Until)
		}
		if p.Every != 0 {
			fmt.Fprintf(&b, " every %d", p.Every)
		}
	}
	for _, o := range f.Once {
		fmt.Fprintf(&b, " | %s@%s", calc.FormatNumber(o.Amount), o.Month)
	}
	return b.String()
}

// fitOf fits a row of values that begins with January 2026.
func fitOf(t *testing.T, months int, values string) calc.Fit {
	t.Helper()
	var head string
	for i := range strings.Split(values, ",") {
		head += "," + (calc.MonthOf(2026, 1) + calc.Month(i*months)).String()
		if months == 12 {
			head = strings.TrimSuffix(head, "-01")
		}
	}
	table := readTable("x" + head + "\nSales," + values + "\n")
	require.Empty(t, table.Problem)
	table.Months = months
	return table.Fit(&table.Series[0])
}

// Made series: what they are follows from how they were made.
func TestFits(t *testing.T) {
	for _, c := range []struct {
		months       int
		values, want string
	}{
		{1, "0,0,0,0", "none"},
		{1, "100,100,100,100", "flat | 100 grow 0..0 from 2026-01"},
		{1, "-100,-100.2,-99.9,-100", "flat | 100.025 grow 0..0 from 2026-01"},
		{1, "0,0,100,100,100,0", "flat | 100 grow 0..0 from 2026-03 until 2026-05"},
		{1, ",,100,100,100,100", "flat | 100 grow 0..0 from 2026-03"},
		{1, "100,110,121,133.1,146.41", "growing | 100 grow 0.1..0.1 from 2026-01"},
		{1, "10000,9500,9025,8574,8145", "growing | 10k grow -0.05..-0.05 from 2026-01"},
		{1, "100,110,,133,146.4", "growing | 100 grow 0.1..0.1 from 2026-01"},
		{1, "50,50,50,80,80,80,120,120", "steps | 50 grow 0..0 from 2026-01 until 2026-03 | 80 grow 0..0 from 2026-04 until 2026-06 | 120 grow 0..0 from 2026-07"},
		{1, "50,50,50,0,0,0,50,50,50", "steps | 50 grow 0..0 from 2026-01 until 2026-03 | 50 grow 0..0 from 2026-07"},
		{1, "0,0,5000,0,0,0", "once | 5k@2026-03"},
		{1, "0,300,0,0,0,-70,0", "once | 300@2026-02 | -70@2026-06"},
		{1, "0,0,0,0,80,80", "flat | 80 grow 0..0 from 2026-05"},
		{1, "300,0,0,300,0,0,300,0,0", "rhythm | 100 grow 0..0 from 2026-01 every 3"},
		{1, "0,300,0,0,330,0,0,363", "rhythm | 100 grow 0.03228..0.03228 from 2026-02 every 3"}, // 1.1^(1/3) − 1 = 0.03228
		{1, "0,0,1200,0,0,0,0,0,0,0,0,0,0,0,1200,0,0", "rhythm | 100 grow 0..0 from 2026-03 every 12"},
		{1, "50,50,50,650,50,50,50,50", "spikes | 50 grow 0..0 from 2026-01 | 600@2026-04"},
		{3, "300,300,300", "flat | 100 grow 0..0 from 2026-01"},
		// The months of a quarter that grows by 33.1% grow by 10%: 100 + 110 + 121 = 331.
		{3, "331,440.561,586.386691", "growing | 100 grow 0.1..0.1 from 2026-01"},
		{12, "1200,2400", "mean | 100..200 grow 0..0 from 2026-01"},
		// From February: mean 25, standard deviation √(500/3) = 12.91; 2.353 · 12.91/√4 = 15.19.
		{1, "0,30,40,20,10", "mean | 9.81..40.2 grow 0..0 from 2026-02"},
		// Mean 3.5, standard deviation √(161.5/5) = 5.683; 2.015 · 5.683/√6 = 4.68, cut off at nothing.
		{1, "10,-4,3,9,-2,5", "mean | 0..8.18 grow 0..0 from 2026-01"},
	} {
		assert.Equal(t, c.want, fitted(fitOf(t, c.months, c.values)), "%d: %s", c.months, c.values)
	}
}

// netflix are the revenues of Netflix from the first quarter of 2023 to the fourth of 2024, in
// thousands of dollars, as in its letters to shareholders.
var netflix = []float64{8161503, 8187301, 8541668, 8832825, 9370440, 9559310, 9824703, 10246513}

// The fit of a public table, against Cramer's rule on the sums and a t from the tables of NIST:
// 1.943 for six degrees of freedom.
func TestFitOfPublicTable(t *testing.T) {
	var text []string
	var n, sx, sy, sxx, sxy float64
	for i, v := range netflix {
		text = append(text, fmt.Sprint(int(v)))
		x, y := float64(i), math.Log(v)
		n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	slope := (n*sxy - sx*sy) / (n*sxx - sx*sx)
	level := (sy - slope*sx) / n
	squares := 0.0
	for i, v := range netflix {
		squares += math.Pow(math.Log(v)-level-slope*float64(i), 2)
	}
	s := math.Sqrt(squares / (n - 2))
	half := 1.943 * s * math.Sqrt(n/(n*sxx-sx*sx))

	f := fitOf(t, 3, strings.Join(text, ","))
	require.Equal(t, calc.Growing, f.Shape)
	monthly := func(slope float64) float64 { return math.Exp(slope/3) - 1 }
	assert.InDelta(t, monthly(slope), f.Parts[0].Growth.Middle, 0.0003) // rounded to 0.1% a quarter
	assert.InDelta(t, monthly(slope-half), f.Parts[0].Growth.Range.Low, 0.0003)
	assert.InDelta(t, monthly(slope+half), f.Parts[0].Growth.Range.High, 0.0003)
	g := monthly(slope)
	assert.InEpsilon(t, math.Exp(level)/(1+(1+g)+(1+g)*(1+g)), f.Parts[0].Amount.Middle, 0.006)
	levelHalf := 1.943 * s * math.Sqrt(sxx/(n*sxx-sx*sx))
	assert.InEpsilon(t, math.Exp(levelHalf), f.Parts[0].Amount.Range.High/f.Parts[0].Amount.Middle, 0.01)
}

// plans are random plans of all shapes that a fit knows, a line or payment each in a table that
// the model itself has projected.
func TestPlanComesBack(t *testing.T) {
	plans := 300
	if testing.Short() {
		plans = 60
	}
	for seed := range plans {
		d := seeded(uint64(seed) + 7000)
		planComesBack(t, &d, fmt.Sprint("plan ", seed))
	}
}

func planComesBack(t *testing.T, d *dice, name string) {
	t.Helper()
	start := calc.MonthOf(2026, 1+d.roll(12))
	months := 18 + d.roll(30)
	s := &calc.Scenario{Start: start, Horizon: calc.Exactly(float64(months)), Cash: calc.Exactly(1e6)}
	for n := range 3 + d.roll(8) {
		l := calc.Line{Name: fmt.Sprint("Line ", n), Revenue: d.roll(2) == 0, Amount: calc.Rate{Range: calc.Exactly(float64(100 + d.roll(100)*137))}}
		switch d.roll(5) {
		case 1:
			l.Growth.Range = calc.Exactly(float64(d.roll(30)-10) / 200)
		case 2: // a step
			at := 4 + d.roll(months-8)
			later := l
			l.Until = calc.Exactly(float64(int(start) + at - 1))
			later.Name, later.From = l.Name+" later", calc.Exactly(float64(int(start)+at))
			later.Amount.Range = calc.Exactly(l.Amount.Low * 1.5)
			s.Lines = append(s.Lines, later)
		case 3:
			l.Every = calc.Exactly([]float64{3, 6, 2}[d.roll(3)])
			l.From = calc.Exactly(float64(int(start) + d.roll(3)))
		case 4:
			l.From = calc.Exactly(float64(int(start) + 2 + d.roll(6)))
		}
		s.Lines = append(s.Lines, l)
	}
	for n := range d.roll(4) {
		s.Payments = append(s.Payments, calc.Payment{Name: fmt.Sprint("Payment ", n), Amount: calc.Exactly(float64(d.roll(200)-100) * 1000),
			Month: calc.Exactly(float64(int(start) + 1 + d.roll(months-2)))})
	}

	// The table has a row for each line and payment: what it alone moves.
	var b strings.Builder
	b.WriteString("Plan")
	for m := range months {
		fmt.Fprintf(&b, "\t%s", start+calc.Month(m))
	}
	row := func(name string, alone *calc.Scenario) {
		fmt.Fprintf(&b, "\n%s", name)
		for _, m := range alone.Evaluate().Mid.Months {
			fmt.Fprintf(&b, "\t%.2f", m.Payments+m.Revenue-m.GrossBurn)
		}
	}
	for _, l := range s.Lines {
		name, _, _ := strings.Cut(l.Name, " later")
		if name == l.Name {
			alone := &calc.Scenario{Start: start, Horizon: s.Horizon}
			for _, other := range s.Lines {
				if other.Name == name || other.Name == name+" later" {
					alone.Lines = append(alone.Lines, other)
				}
			}
			row(name, alone)
		}
	}
	for _, p := range s.Payments {
		row(p.Name, &calc.Scenario{Start: start, Horizon: s.Horizon, Payments: []calc.Payment{p}})
	}

	table := readTable(b.String())
	require.Empty(t, table.Problem, name)
	plan := calc.Plan{Replaces: true, Start: table.Periods[0], Cash: &s.Cash}
	for i := range table.Series {
		series := &table.Series[i]
		if series.Reason == calc.ByZero {
			continue
		}
		f := table.Fit(series)
		lines, payments, early := f.Lines(start, !f.IsNegative, true)
		assert.Zero(t, early, name)
		for _, l := range lines {
			l.Name = series.Name
			plan.Lines = append(plan.Lines, l)
		}
		for _, o := range payments {
			o.Name = series.Name
			plan.Payments = append(plan.Payments, o)
		}
	}
	link, left, problem := (&calc.Scenario{}).WithPlan(plan)
	require.Empty(t, problem, name)
	require.Zero(t, left, name)
	again, errors := calc.Parse(link)
	require.Empty(t, errors, name)
	again.Horizon = s.Horizon
	moved := 0.0
	got := again.Evaluate().Mid.Months
	for m, want := range s.Evaluate().Mid.Months {
		moved += want.Revenue + want.GrossBurn + math.Abs(want.Payments)
		require.InDelta(t, want.Cash, got[m].Cash, 0.01*moved, "%s, month %d\n%s\n%s\n%s", name, m, b.String(), s, link)
	}
}

// A plan takes a later start along its own paths, and leaves behind what was paid before.
func TestPlanFromLaterStart(t *testing.T) {
	table := readTable("x,2026-01,2026-02,2026-03,2026-04,2026-05,2026-06,2026-07,2026-08,2026-09\n" +
		"Sales,100,110,121,133.1,146.41,161.05,177.16,194.87,214.36\nRent,-900,0,0,-900,0,0,-900,0,0\nLease,-50,-50,0,0,0,0,0,0,0\nDesk,0,-70,0,0,0,0,0,0,0\n")
	var plan calc.Plan
	plan.Start = calc.MonthOf(2026, 3)
	gone := 0
	for i := range table.Series {
		f := table.Fit(&table.Series[i])
		lines, payments, early := f.Lines(plan.Start, !f.IsNegative, false)
		gone += early
		for _, l := range lines {
			l.Name = table.Series[i].Name
			plan.Lines = append(plan.Lines, l)
		}
		plan.Payments = append(plan.Payments, payments...)
	}
	assert.Equal(t, 2, gone, "the lease and the desk")
	s, _ := calc.Parse("cash=5&out.Rent=1&cur=EUR")
	link, _, _ := s.WithPlan(plan)
	assert.Equal(t, "cur=EUR&cash=5&out.Rent=1/mo&changes=&start=2026-03&in.Sales=121/mo&grow.Sales=10%25/mo&out.Rent+2=900/qtr&from.Rent+2=2026-04&every.Rent+2=3", link)
	plan.Replaces, plan.Currency = true, "USD"
	link, _, _ = s.WithPlan(plan)
	assert.Equal(t, "cur=EUR&cash=5&out.Rent=1/mo&changes=&cur=USD&start=2026-03&in.Sales=121/mo&grow.Sales=10%25/mo&out.Rent=900/qtr&from.Rent=2026-04&every.Rent=3", link)
}

// oneLine is a plan with a line and what else is given.
func oneLine(p calc.Plan) calc.Plan {
	p.Lines = []calc.Line{{Name: "Team", Amount: calc.Rate{Range: calc.Exactly(5)}}}
	return p
}

// Nothing that stays in a case changes its currency.
func TestCurrencyOfPlan(t *testing.T) {
	cash := calc.Exactly(2e6)
	for link, wants := range map[string][2]string{ // without cash, and with
		"cur=EUR":                                {"USD", "USD"},
		"cur=EUR&cash=1M":                        {"", "USD"},
		"cur=EUR&cash=1M&floor=5":                {"", ""},
		"cur=EUR&start=2026-01&actual.2026-02=7": {"", ""},
		"cur=EUR&out.Rent=1":                     {"", ""},
		"cash=1M&out.Rent=1":                     {"USD", "USD"},
	} {
		s, _ := calc.Parse(link)
		for i, cash := range []*calc.Range{nil, &cash} {
			next, _, problem := s.WithPlan(oneLine(calc.Plan{Currency: "USD", Cash: cash}))
			if wants[i] == "" {
				assert.Equal(t, calc.OtherCurrency, problem, link)
				assert.Empty(t, next)
				continue
			}
			require.Empty(t, problem, link)
			taken, _ := calc.Parse(next)
			assert.Equal(t, wants[i], taken.Currency, link)
		}
	}
}

// What stood behind an old figure is not said of the new one, and a what-if goes with its lines.
func TestPlanLeavesNothingBehind(t *testing.T) {
	s, errors := calc.Parse("start=2026-01&cash=1M&note.cash=Seen&src.cash=https://example.com&as.cash=derived&out.Rent=1&out.Team=4&claim.loss=3/mo" +
		"&actual.2026-02=7&note.actual.2026-02=Bank&actual.2026-03=8&note.actual.2026-03=Kept" +
		"&if.No+rent=out.Rent=&if.Dearer=grow.Rent%3D1%2525&if.Leaner=out.Team%3D2&if.Fair=once.Fair%3D5@2026-05&note.claim.loss=Press")
	require.Empty(t, errors)
	cash := calc.Exactly(2e6)
	link, _, problem := s.WithPlan(oneLine(calc.Plan{Replaces: true, Start: calc.MonthOf(2026, 1), Cash: &cash, Balances: []calc.Once{{Month: calc.MonthOf(2026, 2), Amount: 9}}}))
	require.Empty(t, problem)
	next, errors := calc.Parse(link)
	require.Empty(t, errors)
	assert.Equal(t, map[string]calc.Note{"actual.2026-03": {Text: "Kept"}, "claim.loss": {Text: "Press"}}, next.Notes)
	var kept []string
	for _, f := range next.EntriesOf(calc.WhatIf) {
		kept = append(kept, f.Name)
	}
	assert.Equal(t, []string{"Leaner", "Fair"}, kept)
	link, _, _ = s.WithPlan(oneLine(calc.Plan{}))
	next, _ = calc.Parse(link)
	assert.Len(t, next.EntriesOf(calc.WhatIf), 4, "nothing went")
}

// The ranges of a fit are 90% intervals, unless the case has ranges of its own that stay.
func TestRangesOfPlan(t *testing.T) {
	ranged := calc.Plan{Lines: []calc.Line{{Name: "Team", Amount: calc.Rate{Range: calc.Range{Low: 4, High: 6}}}}}
	growing := calc.Plan{Lines: []calc.Line{{Name: "Team", Amount: calc.Rate{Range: calc.Exactly(5)}, Growth: calc.Rate{Range: calc.Range{Low: 0.01, High: 0.02}}}}}
	for _, c := range []struct {
		link     string
		plan     calc.Plan
		replaces bool
		want     calc.Spread
	}{
		{"out.Rent=1", ranged, false, calc.Ninety},
		{"out.Rent=1", growing, false, calc.Ninety},
		{"out.Rent=1..2", ranged, false, calc.Even},
		{"out.Rent=1..2", ranged, true, calc.Ninety},
		{"cash=1..2", ranged, true, calc.Ninety},
		{"out.Rent=1", oneLine(calc.Plan{}), true, calc.Even},
	} {
		s, _ := calc.Parse(c.link)
		c.plan.Replaces = c.replaces
		link, _, _ := s.WithPlan(c.plan)
		next, _ := calc.Parse(link)
		assert.Equal(t, c.want, next.Ranges, "%s, replaced: %v", c.link, c.replaces)
	}
}

// A plan that a link cannot hold empties no case.
func TestPlanTooLargeForALink(t *testing.T) {
	s, _ := calc.Parse("cash=5&out.Rent=1&cur=EUR&grow.Gone=5%25")
	large := calc.Exactly(1e18)
	for _, p := range []calc.Plan{
		{Lines: []calc.Line{{Name: "Team", Amount: calc.Rate{Range: large}}}},
		{Payments: []calc.Payment{{Name: "Round", Raise: true, Amount: large, Month: calc.Exactly(float64(calc.MonthOf(2026, 2)))}}},
		{Balances: []calc.Once{{Month: calc.MonthOf(2026, 2), Amount: 1e18}}},
		{Cash: &large},
	} {
		p.Replaces, p.Start = true, calc.MonthOf(2026, 1)
		link, _, problem := s.WithPlan(p)
		assert.Equal(t, calc.NotHeld, problem)
		assert.Empty(t, link)
	}
}
