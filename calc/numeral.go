package calc

import (
	"strconv"
	"strings"
)

// A Numeral is a number as people write it: in few digits, with a power of ten behind.
type Numeral struct {
	// Value is the number; in percent where it is one of a percentage.
	Value float64
	// Digits are what is written of it, with a point, a minus or an exponent where they
	// need one.
	Digits string
	// Scale is the letter behind them, one of k, M, B and T, or empty.
	Scale string
}

// Numerals returns the ends of the figure's value as people write them. Those of a
// percentage are counted in percent. Both are the one end of a bound.
func (f Figure) Numerals() (low, high Numeral) {
	r := f.Value()
	if f.Kind.Measure == Percent {
		return inPercent(r.Low), inPercent(r.High)
	}
	return r.Numerals()
}

// Numerals returns the ends of the range as people write them, by the rule of
// [Range.String].
func (r Range) Numerals() (low, high Numeral) {
	r = r.closed()
	lowText, highText := r.texts()
	return numeral(r.Low, lowText), numeral(r.High, highText)
}

// numeral takes a text of [FormatNumber] apart.
func numeral(v float64, text string) Numeral {
	digits := strings.TrimRight(text, "kMBT")
	return Numeral{v, digits, text[len(digits):]}
}

func inPercent(v float64) Numeral {
	text := shortest(v, percentScale)
	v, _ = strconv.ParseFloat(text, 64)
	return Numeral{v, text, ""}
}
