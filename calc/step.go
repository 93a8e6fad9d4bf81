package calc

import (
	"math"
	"strconv"
	"strings"
)

// Step moves the figure by n steps, up or, with n below zero, down. Steps suit its
// size: a tenth of its power of ten for an amount, so that 5B goes to 5.1B and 10B
// down to 9.9B; at least one of what is counted; half a percentage point for a rate;
// a month for a time. One step down undoes one up where the figure is a whole number
// of steps. Both ends of a range move, and stay inside what the figure can be; of a
// bound the one it has. What has no number does not move.
func (f Figure) Step(n int) {
	if month, ok := f.place().(*Month); ok {
		month.step(n)
	}
	if f.value == nil {
		return
	}
	if f.Kind.Measure == Date {
		stepMonths(f.value, n)
		return
	}
	value, limits := f.Value(), f.Limits()
	isOptional := f.Kind.Open && f.Kind.Limits.Low == 0
	if isOptional && value.High == 0 && n < 0 {
		return // there is none to take from
	}
	step := f.step(n > 0)
	if isOptional {
		limits.Low = step
	}
	if limits.Low == -limit {
		limits.Low += step
	}
	if limits.High == limit {
		limits.High -= step
	}
	move := func(v float64) float64 {
		if math.IsInf(v, 0) {
			return v
		}
		return tidy(math.Min(limits.High, math.Max(limits.Low, v+step*float64(n))))
	}
	*f.value = Range{move(value.Low), move(value.High)}
}

// StepMonth moves the month of a payment by n months.
func (f Figure) StepMonth(n int) {
	if f.payment != nil {
		stepMonths(&f.payment.Month, n)
	}
}

// stepMonths moves a month, or both ends of a range of them.
func stepMonths(r *Range, n int) {
	first, last := monthsOf(*r)
	first.step(n)
	last.step(n)
	*r = Range{float64(first), float64(last)}
}

func (m *Month) step(n int) {
	if *m != 0 {
		*m = min(MonthOf(2999, 12), max(MonthOf(1900, 1), *m+Month(n)))
	}
}

// step returns how far the figure moves in one step. A figure of zero moves as far as
// the greatest amount of the scenario would.
func (f Figure) step(up bool) float64 {
	if f.Kind.Step > 0 {
		return f.Kind.Step
	}
	value := f.Value().closed()
	size := value.High
	if -value.Low > value.High {
		size = value.Low
	}
	isInward := (size > 0) != up // towards zero, a power of ten belongs to the decade below
	size = math.Abs(size)
	isCounted := f.Kind.Measure == Count
	switch {
	case size == 0 && isCounted:
		return 1
	case size == 0:
		size, isInward = f.scenario.greatestAmount(), false
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(size, 'e', -1, 64), "e")
	tens, _ := strconv.Atoi(exponent)
	if mantissa == "1" && isInward {
		tens--
	}
	step := math.Pow10(tens - 1)
	if isCounted {
		return math.Max(1, step)
	}
	return step
}

// greatestAmount returns the greatest amount of money in the scenario, or a thousand if
// there is none.
func (s *Scenario) greatestAmount() float64 {
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

// tidy removes what adding decimal fractions leaves in the last digits.
func tidy(v float64) float64 {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	return v
}
