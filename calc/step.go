package calc

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Step moves a figure by n steps, up or, with n below zero, down. Steps suit the
// figure's size as it is: a tenth of its power of ten for an amount, so that 5B
// goes to 5.1B and 10B down to 9.9B; at least one of what is counted; half a
// percentage point for a rate; a month for a time. One step down undoes one up
// where the figure is a whole number of steps. Both ends of a range move, and stay
// inside what the figure can be.
//
// The key is the figure's in a link. With an @ before it, it is the month of a
// payment. A key that has nothing to move changes nothing.
func (s *Scenario) Step(key string, n int) {
	switch key {
	case "start":
		s.Start = s.Start.step(n)
	case "horizon":
		s.Horizon = min(MaxHorizon, max(1, s.Months()+n))
	case "likelihood":
		s.Wanted = tidy(math.Min(0.99, math.Max(0.01, s.wanted()+0.01*float64(n))))
	}
	for i := range s.Payments {
		if p := &s.Payments[i]; key == "@"+p.Key() {
			p.Month = p.Month.step(n)
		}
	}
	figures := append(s.figures(),
		figure{kind: "claim", name: "loss", Range: &s.ClaimedLoss.Range},
		figure{kind: "claim", name: "runway", Range: &s.ClaimedRunway})
	i := slices.IndexFunc(figures, func(f figure) bool { return f.key() == key })
	if i < 0 {
		return
	}
	f := figures[i]
	aboveZero := f.kind == "units" || f.kind == "valuation" || f.kind == "claim"
	if aboveZero && f.High == 0 && n < 0 {
		return // there is none to take from
	}
	step := f.step(n > 0, s.greatest())
	in := f.limits()
	if aboveZero {
		in.Low = step
	}
	if in.Low == -limit {
		in.Low += step
	}
	if in.High == limit {
		in.High -= step
	}
	move := func(v float64) float64 {
		return tidy(math.Min(in.High, math.Max(in.Low, v+step*float64(n))))
	}
	*f.Range = Range{move(f.Low), move(f.High)}
}

func (m Month) step(n int) Month {
	if m == 0 {
		return 0
	}
	return min(MonthOf(2999, 12), max(MonthOf(1900, 1), m+Month(n)))
}

// step is how far the figure moves in one step. What is zero moves as far as the
// greatest amount of the scenario.
func (f figure) step(up bool, greatest float64) float64 {
	switch {
	case f.rate:
		return 0.005
	case f.kind == "claim" && f.name == "runway":
		return 1
	}
	size := f.High
	if -f.Low > f.High {
		size = f.Low
	}
	inward := (size > 0) != up // towards zero, a power of ten belongs to the decade below
	size = math.Abs(size)
	counted := f.line != nil && (f.Range == &f.line.Units || f.Range == &f.line.Hire.Range)
	switch {
	case size == 0 && counted:
		return 1
	case size == 0:
		size, inward = greatest, false
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(size, 'e', -1, 64), "e")
	tens, _ := strconv.Atoi(exponent)
	if mantissa == "1" && inward {
		tens--
	}
	step := math.Pow10(tens - 1)
	if counted {
		return math.Max(1, step)
	}
	return step
}

// greatest is the greatest amount of money in the scenario, or a thousand if
// there is none.
func (s *Scenario) greatest() float64 {
	greatest := math.Abs(s.Cash.High)
	for i := range s.Lines {
		if l := &s.Lines[i]; !l.Share {
			greatest = math.Max(greatest, l.Amount.High)
		}
	}
	if greatest == 0 {
		return 1000
	}
	return greatest
}

// tidy takes off what adding decimal fractions leaves in the last digits.
func tidy(v float64) float64 {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	return v
}
