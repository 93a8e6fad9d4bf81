package calc_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// What lines with times of their own earn, receive, owe and pay, month by month, worked out
// by hand beside each.
func TestTimesByHand(t *testing.T) {
	const start = "start=2026-01&cash=1k&horizon="
	for _, c := range []struct {
		name, link                   string
		earned, received, owed, paid []float64
	}{
		{"a window: the second to the third month", "4&in.A=10&from.A=2026-02&until.A=2026-03",
			[]float64{0, 10, 10, 0}, []float64{0, 10, 10, 0}, nil, nil},
		{"growth counts from the first month: 10, 10·1.1", "4&in.A=10&grow.A=10%25&from.A=2026-02",
			[]float64{0, 10, 11, 12.1}, []float64{0, 10, 11, 12.1}, nil, nil},
		{"one that has started runs already, from month 0", "3&in.A=10&grow.A=10%25&from.A=2024-01",
			[]float64{10, 11, 12.1}, []float64{10, 11, 12.1}, nil, nil},
		{"hires count from the first month: 1, then 3 people", "3&out.A=10&units.A=1&hire.A=2&from.A=2026-02",
			nil, nil, []float64{0, 10, 30}, []float64{0, 10, 30}},
		{"half-yearly in advance: six months at the rate of the first, 10 and 10·1.1^6/6", "8&in.A=10&grow.A=10%25&every.A=6",
			[]float64{10, 10, 10, 10, 10, 10, 17.71561, 17.71561}, []float64{60, 0, 0, 0, 0, 0, 106.29366, 0}, nil, nil},
		{"hires take effect at each payment: 1, then 3 people", "4&out.A=10&units.A=1&hire.A=1&every.A=2",
			nil, nil, []float64{10, 10, 30, 30}, []float64{20, 0, 60, 0}},
		{"a line that ends inside a rhythm gets nothing back", "5&out.A=10&every.A=3&until.A=2026-04",
			nil, nil, []float64{10, 10, 10, 10, 0}, []float64{30, 0, 0, 30, 0}},
		{"a rhythm starts with its window", "5&out.A=10&every.A=3&from.A=2026-02",
			nil, nil, []float64{0, 10, 10, 10, 10}, []float64{0, 30, 0, 0, 30}},
		{"late by two: what was earned before the start comes first, 121/1.1² = 100", "4&in.A=121&grow.A=10%25&delay.A=2",
			[]float64{121, 133.1, 146.41, 161.051}, []float64{100, 110, 121, 133.1}, nil, nil},
		{"late by two, from the start on: nothing was earned before", "4&in.A=121&grow.A=10%25&delay.A=2&from.A=2026-01",
			[]float64{121, 133.1, 146.41, 161.051}, []float64{0, 0, 121, 133.1}, nil, nil},
		{"what is owed is paid after the end too", "4&out.A=10&delay.A=2&from.A=2026-01&until.A=2026-02",
			nil, nil, []float64{10, 10, 0, 0}, []float64{0, 0, 10, 10}},
		{"a line that ended before the start still pays what is late", "3&out.A=10&delay.A=3&until.A=2025-11",
			nil, nil, []float64{0, 0, 0}, []float64{10, 10, 0}},
		{"hires count backwards, and never below nothing: 10−12, 10−8, 10−4 people", "4&in.A=10&units.A=10&hire.A=4&delay.A=3",
			[]float64{10, 14, 18, 22}, []float64{0, 2, 6, 10}, nil, nil},
		{"people who leave were more before: 10+2, 10+1", "3&out.A=10&units.A=10&hire.A=-1&delay.A=2",
			nil, nil, []float64{10, 9, 8}, []float64{12, 11, 10}},
		{"arrears: a rhythm as late as it is long, the last months before the start too", "7&out.A=10&every.A=3&delay.A=3",
			nil, nil, []float64{10, 10, 10, 10, 10, 10, 10}, []float64{30, 0, 0, 30, 0, 0, 30}},
		{"arrears from the start on", "7&out.A=10&every.A=3&delay.A=3&from.A=2026-01",
			nil, nil, []float64{10, 10, 10, 10, 10, 10, 10}, []float64{0, 0, 0, 30, 0, 0, 30}},
		{"a rhythm that is late by less: the one before the start is paid by then", "5&out.A=10&every.A=3&delay.A=1",
			nil, nil, []float64{10, 10, 10, 10, 10}, []float64{0, 30, 0, 0, 30}},
		{"credits are spent as cash would move: 60 of 100, then 40", "8&out.A=10&every.A=6&credit.A=100",
			nil, nil, []float64{10, 10, 10, 10, 10, 10, 10, 10}, []float64{0, 0, 0, 0, 0, 0, 20, 0}},
		{"and late: 25 of credits pay what was owed before the start, and half a month", "4&out.A=10&delay.A=2&credit.A=25",
			nil, nil, []float64{10, 10, 10, 10}, []float64{0, 0, 5, 10}},
		{"a share of revenue is of what is earned", "3&in.A=100&delay.A=2&from.A=2026-01&out.B=10%25",
			[]float64{100, 100, 100}, []float64{0, 0, 100}, []float64{10, 10, 10}, []float64{10, 10, 10}},
		{"a share of revenue that is paid for months at once is owed by the part", "4&in.A=30&every.A=3&out.B=10%25",
			[]float64{30, 30, 30, 30}, []float64{90, 0, 0, 90}, []float64{3, 3, 3, 3}, []float64{3, 3, 3, 3}},
		{"a late share of growing revenue: 10% of 100/1.1, then of 100", "3&in.A=110&grow.A=10%25&out.B=10%25&delay.B=1",
			[]float64{110, 121, 133.1}, []float64{110, 121, 133.1}, []float64{11, 12.1, 13.31}, []float64{10, 11, 12.1}},
		{"a share in advance: two months of 10% of the first", "4&in.A=100&grow.A=10%25&out.B=10%25&every.B=2",
			[]float64{100, 110, 121, 133.1}, []float64{100, 110, 121, 133.1}, []float64{10, 10, 12.1, 12.1}, []float64{20, 0, 24.2, 0}},
		{"what shrinks to nothing was as much before the start", "2&in.A=10&grow.A=-100%25&delay.A=1",
			[]float64{10, 0}, []float64{10, 10}, nil, nil},
	} {
		s, problems := calc.Parse(start + c.link)
		require.Empty(t, problems, c.name)
		months := s.Evaluate().Mid.Months
		cash := 1000.0
		for m, row := range months {
			at := func(of []float64) float64 {
				if of == nil {
					return 0
				}
				return of[m]
			}
			assert.InDelta(t, at(c.earned), row.Earned, 1e-9, "%s: earned in month %d", c.name, m)
			assert.InDelta(t, at(c.received), row.Revenue, 1e-9, "%s: received in month %d", c.name, m)
			assert.InDelta(t, at(c.owed), row.Owed, 1e-9, "%s: owed in month %d", c.name, m)
			assert.InDelta(t, at(c.paid), row.GrossBurn, 1e-9, "%s: paid in month %d", c.name, m)
			cash += at(c.received) - at(c.paid)
			assert.InDelta(t, cash, row.Cash, 1e-9, "%s: cash as month %d ends", c.name, m)
		}
	}
}

// When the money ends, by hand.
func TestRunwaysWithTimes(t *testing.T) {
	for link, want := range map[string]float64{
		"cash=100&out.A=10&from.A=2026-04":                       13, // three months for nothing, then ten
		"cash=100&out.A=10&until.A=2026-06":                      never,
		"cash=100&out.A=10&every.A=12":                           0,   // 120 at once
		"cash=130&out.A=10&every.A=12":                           12,  // and 10 are left when the next falls due
		"cash=100&out.A=10&delay.A=2&from.A=2026-01":             12,  // two months later
		"cash=100&in.A=10&delay.A=3&from.A=2026-01&out.B=20":     7,   // 100 − 60, then 10 a month less
		"cash=120&out.A=10&every.A=6&credit.A=60":                18,  // the first is credits', the others 60 each
		"cash=100&out.A=20&raise.R=100@2026-03..2026-05":         10,  // the middle one comes in time
		"cash=50&out.A=20&raise.R=100@2026-03..2026-07":          2.5, // or does not
		"timing=continuous&cash=100&out.A=10&from.A=2026-04":     13,
		"timing=continuous&cash=100&in.A=10&every.A=12&out.B=20": 22.0 / 2, // 100 + 120, and 20 a month
	} {
		mid := answer(t, "start=2026-01&"+link).Mid
		if math.IsInf(want, 1) {
			assert.Equal(t, want, mid.Runway, link)
		} else {
			assert.InDelta(t, want, mid.Runway, 1e-9, link)
		}
	}
	// Break-even compares what is earned and owed: 30 a month against 40 and 10 from April on.
	mid := answer(t, "start=2026-01&cash=1k&in.A=30&every.A=12&out.B=25&delay.B=6&out.C=10&until.C=2026-03").Mid
	assert.Equal(t, 3.0, mid.BreakEven)
}

// Times that change nothing change nothing.
func TestIdleTimes(t *testing.T) {
	checked := 0
	for seed := range uint64(200) {
		s := random(7e6 + seed)
		if s.Start == 0 || outgrows(s) {
			continue
		}
		pin(s, func(r *calc.Range) float64 { return r.Middle(s.Ranges, false) })
		end := float64(s.Start) + float64(s.Months())
		// A late share is of what was earned before the start, too.
		hasLateShare := slices.ContainsFunc(s.Lines, func(l calc.Line) bool { return l.Share && l.Delay.Low > 0 })
		wide := changed(s, func(c *calc.Scenario) {
			for i := range c.Lines {
				if l := &c.Lines[i]; l.Until == (calc.Range{}) {
					l.Until = calc.Exactly(end)
				}
				if l := &c.Lines[i]; l.From == (calc.Range{}) && l.Delay.Low == 0 && !(l.Revenue && hasLateShare) {
					l.From = calc.Exactly(float64(s.Start))
				}
			}
		})
		// A line in two windows, the second with what it has grown to, is the same line.
		split := changed(s, func(c *calc.Scenario) {
			for _, l := range slices.Clone(c.Lines) {
				isPlain := l.Growth == (calc.Rate{}) && l.Hire == (calc.Rate{}) && l.Every == (calc.Range{}) && l.Credit == (calc.Range{}) && l.Until == (calc.Range{})
				if middle := math.Max(float64(s.Start), l.From.Low) + 5; isPlain {
					c.Lines[slices.IndexFunc(c.Lines, func(o calc.Line) bool { return o.Name == l.Name })].Until = calc.Exactly(middle)
					l.Name, l.From = l.Name+" later", calc.Exactly(middle+1)
					c.Lines = append(c.Lines, l)
					checked++
				}
			}
		})
		check(t, s, func(t *testing.T, s *calc.Scenario) bool {
			want := s.Evaluate().Mid
			for name, other := range map[string]*calc.Scenario{"as wide as the horizon": wide, "in two windows": split} {
				got := other.Evaluate().Mid
				for m := range want.Months {
					require.InDelta(t, want.Months[m].Cash, got.Months[m].Cash, rounding*moved(want), "%s: month %d", name, m)
					require.InDelta(t, want.Months[m].Earned, got.Months[m].Earned, rounding*(want.Months[m].Earned+1), "%s: month %d", name, m)
				}
			}
			// Monthly in advance differs from evenly inside the month alone.
			advance := changed(s, func(c *calc.Scenario) {
				c.Interest = calc.Range{}
				c.Timing = calc.MonthByMonth
				for i := range c.Lines {
					if c.Lines[i].Every == (calc.Range{}) {
						c.Lines[i].Every = calc.Exactly(1)
					}
				}
			}).Evaluate().Mid
			evenly := changed(s, func(c *calc.Scenario) { c.Interest, c.Timing = calc.Range{}, calc.MonthByMonth }).Evaluate().Mid
			for m := range evenly.Months {
				require.InDelta(t, evenly.Months[m].Cash, advance.Months[m].Cash, rounding*moved(evenly), "in advance: month %d", m)
			}
			return true
		})
	}
	assert.Greater(t, checked, 50)
}

// Each month of a range is as likely as another: a raise in one of six months comes in time in
// four of them.
func TestLikelihoodOfMonths(t *testing.T) {
	for _, ranges := range []string{"even", "90"} {
		s, _ := calc.Parse("start=2026-01&horizon=10&cash=100&out.A=20&raise.R=100@2026-03..2026-08&ranges=" + ranges)
		l := s.Likelihood()
		assert.InDelta(t, 4./6, l.NoGap, 0.001)
		assert.Equal(t, []float64{5, 10, 10}, []float64{l.Runway.P5, l.Runway.P50, l.Runway.P95})
		r := s.Evaluate()
		assert.Equal(t, []float64{5, 10, 10}, []float64{r.Worst.Runway, r.Mid.Runway, r.Best.Runway})
	}
	// Against a plain sum over all months of two ranges: cash at the end of month 11 is
	// 500 − 12·10 + 20·(12 − from) − 5·(until + 1), from and until in months after the start.
	s, _ := calc.Parse("start=2026-01&horizon=12&cash=500&out.A=10&in.B=20&from.B=2026-02..2026-10&out.C=5&until.C=2026-03..2026-12")
	var all []float64
	for from := 1; from <= 9; from++ {
		for until := 2; until <= 11; until++ {
			all = append(all, 500-120+20*float64(12-from)-5*float64(until+1))
		}
	}
	slices.Sort(all)
	l := s.Likelihood()
	assert.InDelta(t, all[len(all)/2], l.Cash[11].P50, 5)
	assert.InDelta(t, all[len(all)*5/100], l.Cash[11].P5, 5)
	assert.InDelta(t, all[len(all)*95/100], l.Cash[11].P95, 5)
}
