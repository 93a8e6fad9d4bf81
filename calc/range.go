package calc

import "math"

// Range is a figure as an article reports it: a least and a greatest value, in
// the figure's own unit, with Low ≤ High. An exact figure has both the same.
// What an article states can also be a bound, with an infinite end: Low is -Inf for
// "up to", High is +Inf for "at least". The zero value is exactly 0.
type Range struct{ Low, High float64 }

// Exactly returns the range that holds one value alone.
func Exactly(v float64) Range { return Range{v, v} }

// Exact reports whether the range holds one value alone.
func (r Range) Exact() bool { return r.Low == r.High }

// closed returns the range, or of a bound the one value that it has.
func (r Range) closed() Range {
	switch {
	case math.IsInf(r.Low, -1):
		return Exactly(r.High)
	case math.IsInf(r.High, 1):
		return Exactly(r.Low)
	}
	return r
}

// Spread says how likely the values of a range are. The zero value is Even.
type Spread uint8

const (
	// Even takes any value between the ends as equally likely, and none outside.
	Even Spread = iota
	// Ninety takes the ends as a 90% interval: 5% lies below and 5% above.
	// Amounts above zero are lognormal, rates normal; an amount whose range
	// reaches down to 0 or below stays even.
	Ninety
)

// Middle returns the range's value in the mid case: the midpoint, or under Ninety the
// median, which for an amount above zero is the geometric mean of its ends. No case takes
// a bound; its one value stands for it.
func (r Range) Middle(s Spread, rate bool) float64 {
	r = r.closed()
	if s == Ninety && !rate && r.Low > 0 {
		return math.Sqrt(r.Low) * math.Sqrt(r.High)
	}
	return r.Low + (r.High-r.Low)/2
}

// Rate is a range counted over a period: money, growth or units per month,
// quarter, year and so on.
type Rate struct {
	Range
	Per Period
}

// monthly returns an exact amount per month.
func (r Rate) monthly() float64 { return r.Low / r.Per.Months() }

// monthlyGrowth returns the growth per month that compounds to an exact r over its period.
func (r Rate) monthlyGrowth() float64 { return perMonth(r.Low, r.Per) }

// perMonth returns the monthly rate that compounds to rate over the period:
// (1+G)^(1/n) − 1.
func perMonth(rate float64, p Period) float64 {
	if p == Monthly {
		return rate
	}
	if rate <= -1 {
		return -1
	}
	return math.Expm1(math.Log1p(rate) / p.Months())
}
