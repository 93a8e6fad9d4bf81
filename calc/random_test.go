package calc_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"runway/calc"
)

// dice are the bytes a random scenario is drawn from. Behind their end all rolls
// are 0, which means that a figure is not given.
type dice []byte

// seeded are the dice of a seed, enough for the largest scenario.
func seeded(seed uint64) dice {
	d := make(dice, 512)
	var key [32]byte
	for i := range 8 {
		key[i] = byte(seed >> (8 * i))
	}
	rand.NewChaCha8(key).Read(d)
	return d
}

// roll is one of 0, …, sides−1.
func (d *dice) roll(sides int) int {
	if len(*d) < 2 {
		return 0
	}
	n := int((*d)[0]) | int((*d)[1])<<8
	*d = (*d)[2:]
	return n % sides
}

// figure is 0 to 1: with few digits, so that figures meet and cancel, or with many.
func (d *dice) figure() float64 {
	if d.roll(2) == 0 {
		return float64(d.roll(21)) / 20
	}
	return float64(d.roll(1<<16)) / (1<<16 - 1)
}

// span is a range from 0 to most, or in one of three cases an exact figure.
func (d *dice) span(most float64) calc.Range {
	low := most * d.figure()
	if d.roll(3) != 1 {
		return calc.Exactly(low)
	}
	return calc.Range{Low: low, High: low + most*d.figure()}
}

// amount is money above zero, from units to millions.
func (d *dice) amount() calc.Range {
	r := d.span(10 * math.Pow10(d.roll(6)))
	return calc.Range{Low: r.Low + 1, High: r.High + 1}
}

// rate is growth around zero, and in a few cases as far from it as there is.
func (d *dice) rate() calc.Rate {
	per := calc.Period(d.roll(3))
	r := d.span(0.05 * per.Months())
	r = calc.Range{Low: r.Low - 0.02*per.Months(), High: r.High - 0.02*per.Months()}
	switch d.roll(40) {
	case 1:
		r.Low = -1
	case 2:
		r = calc.Range{Low: math.Min(r.Low, 10), High: 10}
		per = calc.Monthly
	}
	if r == (calc.Range{}) {
		return calc.Rate{} // as it is read
	}
	return calc.Rate{Range: r, Per: per}
}

// draw adds figures of all kinds to a scenario, as canonical as a link's. Without
// dice it changes nothing.
func (d *dice) draw(s *calc.Scenario) {
	if d.roll(4) > 0 {
		s.Horizon = calc.Exactly(float64(1 + d.roll(calc.MaxHorizon)))
		if s.Horizon == calc.Exactly(24) {
			s.Horizon = calc.Range{}
		}
	}
	s.Ranges = (s.Ranges + calc.Spread(d.roll(2))) % 2
	s.Timing = (s.Timing + calc.Timing(d.roll(2))) % 2
	if d.roll(4) > 0 {
		s.Cash = d.amount()
	}
	if d.roll(3) == 1 {
		s.Floor = d.span(1e5)
	}
	if d.roll(3) == 1 {
		r := d.span(0.2)
		s.Interest = calc.Range{Low: r.Low - 0.05, High: r.High - 0.05}
	}
	if d.roll(4) == 1 {
		s.Valuation = d.amount()
	}
	for n := range d.roll(7) {
		l := calc.Line{Name: fmt.Sprintf("Line %d", n), Revenue: d.roll(2) == 0}
		if n%3 == 2 {
			l.Name += ", more" // which stands in a list of levers
		}
		l.Share = !l.Revenue && d.roll(4) == 1
		if l.Share {
			l.Amount.Range = d.span(0.6)
		} else {
			l.Amount = calc.Rate{Range: d.amount(), Per: calc.Period(d.roll(3))}
		}
		if d.roll(2) == 1 {
			l.Growth = d.rate()
		}
		if !l.Share && d.roll(3) == 1 {
			l.Units = calc.Range{Low: 1, High: 1 + d.span(9).High}
			l.Unit = "people"
			hire := d.span(2)
			if hire = (calc.Range{Low: hire.Low - 1, High: hire.High - 1}); hire != (calc.Range{}) {
				l.Hire = calc.Rate{Range: hire, Per: calc.Period(d.roll(3))}
			}
		}
		if !l.Revenue && d.roll(3) == 1 {
			l.Credit = d.amount()
		}
		taken := func(o calc.Line) bool { return o.Name == l.Name }
		if len(s.Lines) < calc.MaxLines && !slices.ContainsFunc(s.Lines, taken) {
			s.Lines = append(s.Lines, l)
		}
	}
	for n := range d.roll(4) {
		if s.Start == 0 {
			s.Start = calc.MonthOf(2026, 1)
		}
		p := calc.Payment{Name: fmt.Sprintf("Payment %d", n), Raise: d.roll(2) == 0, Amount: d.amount(), Month: month(s.Start, d.roll(36))}
		if !p.Raise && d.roll(4) > 0 {
			p.Amount = calc.Range{Low: -p.Amount.High, High: -p.Amount.Low}
		}
		taken := func(o calc.Payment) bool { return o.Name == p.Name && o.Raise == p.Raise }
		if len(s.Payments) < calc.MaxLines && !slices.ContainsFunc(s.Payments, taken) {
			s.Payments = append(s.Payments, p)
		}
	}
	d.drawTimes(s)
	d.drawClaims(s)
	order := func(first bool) int {
		if first {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(s.Lines, func(a, b calc.Line) int { return order(a.Revenue) - order(b.Revenue) })
	slices.SortStableFunc(s.Payments, func(a, b calc.Payment) int { return order(!a.Raise) - order(!b.Raise) })
	d.drawLevers(s)
}

// drawLevers chooses figures that an embed shows first, each once.
func (d *dice) drawLevers(s *calc.Scenario) {
	var keys []string
	figures := s.Figures()
	for range d.roll(7) {
		f := figures[d.roll(len(figures))]
		isIdle := f.Kind.CostOnly && s.Line(f.Name).Revenue
		if f.Kind.MovesCash() && !isIdle && !slices.Contains(keys, f.Key()) {
			keys = append(keys, f.Key())
		}
	}
	if keys != nil {
		s.LeverKeys = strings.Join(keys, ",")
	}
}

// month is the month n months after the start.
func month(start calc.Month, n int) calc.Range { return calc.Exactly(float64(start) + float64(n)) }

// months are a month or a range of them, from two years before the start to three after it.
func (d *dice) months(start calc.Month) calc.Range {
	r := month(start, max(0, d.roll(66)-6)-d.roll(2)*d.roll(24)) // often the start itself
	if d.roll(3) == 1 {
		r.High += float64(d.roll(12))
	}
	return r
}

// drawTimes gives lines times of their own.
func (d *dice) drawTimes(s *calc.Scenario) {
	for i := range s.Lines {
		l := &s.Lines[i]
		if d.roll(2) == 0 {
			continue
		}
		if s.Start == 0 {
			s.Start = calc.MonthOf(2026, 1)
		}
		if d.roll(3) == 1 {
			l.From = d.months(s.Start)
		}
		if d.roll(3) == 1 {
			l.Until = d.months(max(s.Start, calc.Month(l.From.High)) + 24)
		}
		if d.roll(4) == 1 {
			l.Every = calc.Exactly(float64(1 + d.roll(calc.MaxEvery)))
		}
		if d.roll(3) == 1 {
			l.Delay = calc.Exactly(float64(d.roll(1 + calc.MaxDelay)))
		}
	}
	for i := range s.Payments {
		if d.roll(3) == 1 {
			s.Payments[i].Month.High += float64(d.roll(12))
		}
	}
}

// drawClaims lets an article state values, ranges and bounds.
func (d *dice) drawClaims(s *calc.Scenario) {
	bounded := func(r calc.Range) calc.Range {
		switch d.roll(3) {
		case 1:
			r.Low = math.Inf(-1)
		case 2:
			r.High = math.Inf(1)
		}
		return r
	}
	if d.roll(3) == 1 {
		s.ClaimedLoss = calc.Rate{Range: bounded(d.amount()), Per: calc.Period(d.roll(3))}
	}
	if d.roll(3) == 1 {
		r := d.span(36)
		s.ClaimedRunway = bounded(calc.Range{Low: r.Low + 1, High: r.High + 1})
	}
}

// random is the scenario of a seed.
func random(seed uint64) *calc.Scenario {
	s := &calc.Scenario{}
	d := seeded(seed)
	d.draw(s)
	return s
}

// changed is a scenario like s, but for a change.
func changed(s *calc.Scenario, change func(c *calc.Scenario)) *calc.Scenario {
	c := *s
	c.Lines, c.Payments = slices.Clone(s.Lines), slices.Clone(s.Payments)
	change(&c)
	return &c
}

// pin gives every range one value. A month is a whole number.
func pin(s *calc.Scenario, value func(*calc.Range) float64) {
	for _, r := range calc.Places(s) {
		*r = calc.Exactly(value(r))
	}
	for _, r := range calc.MonthPlaces(s) {
		*r = calc.Exactly(math.Floor(r.Low))
	}
}

// known are the links of the tests' tables and the presets.
func known(t testing.TB) []string {
	links := slices.Concat(calc.Varied, extremes)
	for _, id := range calc.Presets() {
		links = append(links, "preset="+id)
	}
	for _, c := range byHand {
		links = append(links, c.link)
	}
	for _, c := range published {
		links = append(links, c.link)
	}
	old, err := os.ReadFile("testdata/links.txt")
	require.NoError(t, err)
	for line := range strings.Lines(string(old)) {
		link, _, _ := strings.Cut(line, "\t")
		links = append(links, link)
	}
	return links
}
