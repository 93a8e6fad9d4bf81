package calc

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

type scaleSuffix struct {
	tens   int
	suffix string
}

var (
	amountScales = []scaleSuffix{{0, ""}, {3, "k"}, {6, "M"}, {9, "B"}, {12, "T"}}
	percentScale = []scaleSuffix{{-2, ""}}
)

// FormatNumber writes a finite number as the shortest text that reads back to
// the same value, with a suffix where that is shorter: 1500, 20k, 1.2M.
func FormatNumber(v float64) string { return shortest(v, amountScales) }

// shortest writes v in each of the scales and keeps the shortest text; of equals
// the plainest, or else that of the largest scale: 1500, 100k, and 9.63B, not
// 9630M. It moves the decimal point in the digits, so nothing is rounded.
func shortest(v float64, in []scaleSuffix) string {
	if v == 0 {
		return "0"
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', -1, 64), "e")
	tens, _ := strconv.Atoi(exponent)
	mantissa, negative := strings.CutPrefix(mantissa, "-")
	digits := strings.Replace(mantissa, ".", "", 1)
	best, text := make([]byte, 0, 32), make([]byte, 0, 32)
	for _, scale := range in {
		text = append(appendPointed(text[:0], digits, tens-scale.tens), scale.suffix...)
		if len(best) == 0 || len(text) < len(best) || len(text) == len(best) && !isDigit(best[len(best)-1]) && text[0] != '0' {
			best, text = text, best
		}
	}
	if negative {
		return "-" + string(best)
	}
	return string(best)
}

// appendPointed writes digits, of which the first stands for 10^tens.
func appendPointed(text []byte, digits string, tens int) []byte {
	point := tens + 1 // digits before it
	switch {
	case tens < -7:
		text = append(text, digits[0])
		if len(digits) > 1 {
			text = append(append(text, '.'), digits[1:]...)
		}
		return strconv.AppendInt(append(text, 'e'), int64(tens), 10)
	case tens < 0:
		text = append(text, "0.0000000"[:2-point]...)
		return append(text, digits...)
	case len(digits) <= point:
		text = append(text, digits...)
		for range point - len(digits) {
			text = append(text, '0')
		}
		return text
	}
	text = append(append(text, digits[:point]...), '.')
	return append(text, digits[point:]...)
}

// String returns a short text that [ParseAmount] reads back to the same range. The low
// end takes the suffix of the high one unless another is shorter: a low end without a
// suffix would be read with the high one's. Of a bound, which only a claim can be, the
// infinite end is left out: ..5B, 18..
func (r Range) String() string {
	low, high := r.closed().texts()
	switch {
	case math.IsInf(r.Low, -1):
		low = ""
	case math.IsInf(r.High, 1):
		high = ""
	case r.Exact():
		return high
	}
	return low + ".." + high
}

// texts returns both ends, which are finite, as String writes them.
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
