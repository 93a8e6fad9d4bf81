package calc

import (
	"math"
	"slices"
	"strings"
)

// Range is a figure as an article reports it: a least and a greatest value, in
// the figure's own unit, with Low ≤ High. An exact figure has both the same.
// The zero value is exactly 0.
type Range struct{ Low, High float64 }

// Exactly returns the range that holds one value alone.
func Exactly(v float64) Range { return Range{v, v} }

// Exact reports whether the range holds one value alone.
func (r Range) Exact() bool { return r.Low == r.High }

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
// median, which for an amount above zero is the geometric mean of its ends.
func (r Range) Middle(s Spread, rate bool) float64 {
	if s == Ninety && !rate && r.Low > 0 {
		return math.Sqrt(r.Low) * math.Sqrt(r.High)
	}
	return r.Low + (r.High-r.Low)/2
}

// Period is the time a rate is counted over. The zero value is Monthly.
type Period uint8

const (
	Monthly Period = iota
	Quarterly
	Yearly
)

// Periods lists all periods, the shortest first.
var Periods = [...]Period{Monthly, Quarterly, Yearly}

// Name returns the period's suffix in a link without the stroke: mo, qtr or yr.
func (p Period) Name() string { return p.String()[1:] }

// Months returns the length of the period in months.
func (p Period) Months() float64 { return [...]float64{1, 3, 12}[p] }

// String returns the period's suffix in a link: /mo, /qtr or /yr.
func (p Period) String() string { return [...]string{"/mo", "/qtr", "/yr"}[p] }

// Rate is a range counted over a period: money, growth or units per month,
// quarter or year.
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

// ParseAmount reads an amount or a range of them, as typed or in a link:
// 5B, 3.5..4.5bn, 3.5 to 4.5 billion, 1,234,567, ٣٫٥ مليار. It refuses with a
// [Problem] what is no number, what could be read two ways, and crossed ends.
func ParseAmount(text string) (Range, Problem) {
	s := scan(text)
	r, problem := s.amounts()
	if problem == "" && s.rest() != "" {
		problem = NotANumber
	}
	if problem != "" {
		return Range{}, problem
	}
	return r, ""
}

// amounts reads a range without a percent sign.
func (s *scanner) amounts() (Range, Problem) {
	r, percent, problem := s.span()
	if problem == "" && percent {
		problem = UnwantedPercent
	}
	return r, problem
}

// percents reads a range that is written in percent: 8%, -10%..60%, 10 to 20%.
func (s *scanner) percents() (Range, Problem) {
	r, percent, problem := s.span()
	if problem == "" && !percent {
		problem = WantsPercent
	}
	return r, problem
}

// span reads LOW..HIGH or one number. A suffix or percent sign that stands
// behind the high end only holds for both: 3.5 to 4.5 bn.
func (s *scanner) span() (r Range, percent bool, problem Problem) {
	for _, opening := range []string{"between", "from", "about", "around", "entre", "de", "environ", "بين", "من", "نحو", "حوالي"} {
		if s.word(opening) {
			break
		}
	}
	low, problem := s.number()
	if problem != "" {
		return r, false, problem
	}
	high := low
	if s.rangeMark() {
		if high, problem = s.number(); problem != "" {
			return r, false, problem
		}
		if low.scale == 0 {
			low.scale = high.scale
		}
		low.percent = low.percent || high.percent
		high.percent = low.percent
	}
	if r.Low, problem = low.value(); problem != "" {
		return r, false, problem
	}
	if r.High, problem = high.value(); problem != "" {
		return r, false, problem
	}
	if r.Low > r.High {
		return r, false, Crossed
	}
	return r, low.percent, ""
}

func (s *scanner) rangeMark() bool {
	if s.mark("..") || s.mark("–") || s.mark("-") {
		return true
	}
	for _, w := range []string{"to", "and", "à", "À", "et", "إلى", "الى", "حتى", "و"} {
		if s.word(w) {
			return true
		}
	}
	return false
}

// String returns a short text that [ParseAmount] reads back to the same range. The low
// end takes the suffix of the high one unless another is shorter: a low end without a
// suffix would be read with the high one's.
func (r Range) String() string {
	low, high := r.texts()
	if r.Exact() {
		return high
	}
	return low + ".." + high
}

// texts returns both ends as String writes them.
func (r Range) texts() (low, high string) {
	low, high = FormatNumber(r.Low), FormatNumber(r.High)
	if r.Exact() {
		return low, high
	}
	if i := slices.IndexFunc(amountScales, func(s scaleSuffix) bool { return s.tens > 0 && strings.HasSuffix(high, s.suffix) }); i > 0 && r.Low != 0 {
		same := shortest(r.Low, amountScales[i:i+1])
		if low = shortest(r.Low, amountScales[1:]); len(same) <= len(low) {
			low = same
		}
	}
	return low, high
}

// percentText returns the range in percent: 8%, -10%..60%.
func (r Range) percentText() string {
	text := func(v float64) string { return shortest(v, percentScale) + "%" }
	if r.Exact() {
		return text(r.High)
	}
	return text(r.Low) + ".." + text(r.High)
}

// period reads the unit of time behind an amount, /mo if there is none.
func (s *scanner) period() (Period, Problem) {
	if !s.mark("/") && !s.word("per") && !s.word("par") && !s.word("a") {
		for p, words := range [][]string{{"monthly", "شهريا"}, {"quarterly", "فصليا"}, {"yearly", "annually", "سنويا"}} {
			for _, w := range words {
				if s.word(w) {
					return Period(p), ""
				}
			}
		}
		return Monthly, ""
	}
	for p, words := range [][]string{{"mo", "month", "mois", "شهر"}, {"qtr", "quarter", "trimestre", "ربع"}, {"yr", "year", "an", "سنة", "عام"}} {
		for _, w := range words {
			if s.word(w) {
				return Period(p), ""
			}
		}
	}
	return Monthly, UnknownPeriod
}

// money reads an amount of zero or more over a period.
func (s *scanner) money() (Rate, Problem) {
	r, problem := s.amounts()
	if problem != "" {
		return Rate{}, problem
	}
	if r.Low < 0 {
		return Rate{}, Negative
	}
	p, problem := s.period()
	return Rate{r, p}, problem
}
