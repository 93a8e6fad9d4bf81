package calc_test

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// amounts are texts as people type them and links write them. The values are
// what the words say.
var amounts = []struct {
	text      string
	low, high float64
}{
	{"0", 0, 0},
	{"5", 5, 5},
	{"5.", 5, 5}, // on the way to 5.5
	{".5", 0.5, 0.5},
	{"-40M", -40e6, -40e6},
	{"−40M", -40e6, -40e6}, // the minus sign proper
	{"+3", 3, 3},
	{"1.2M", 1.2e6, 1.2e6},
	{"20k", 20e3, 20e3},
	{"20K", 20e3, 20e3},
	{"5B", 5e9, 5e9},
	{"5bn", 5e9, 5e9},
	{"5 BN", 5e9, 5e9},
	{"4 billion", 4e9, 4e9},
	{"7mn", 7e6, 7e6},
	{"2tn", 2e12, 2e12},
	{"2 T", 2e12, 2e12},
	{"1,234,567", 1234567, 1234567},
	{"1,234", 1234, 1234},
	{"123,456", 123456, 123456},
	{"1,234.5", 1234.5, 1234.5},
	{"1 234 567", 1234567, 1234567},
	{"1\u00a0234\u202f567", 1234567, 1234567},
	{"1'234'567", 1234567, 1234567},
	{"1e6", 1e6, 1e6},
	{"2.5e-3", 0.0025, 0.0025},
	{"$5B", 5e9, 5e9},
	{"US$ 5B", 5e9, 5e9},
	{"-$5M", -5e6, -5e6},
	{"5 €", 5, 5},
	{"5 million€", 5e6, 5e6},
	{"3B..5B", 3e9, 5e9},
	{"3.5..4.5B", 3.5e9, 4.5e9},
	{"3.5 to 4.5 bn", 3.5e9, 4.5e9},
	{"3.5–4.5B", 3.5e9, 4.5e9},
	{"3.5-4.5B", 3.5e9, 4.5e9},
	{"3.5…4.5B", 3.5e9, 4.5e9},
	{"between 3.5 and 4.5 billion", 3.5e9, 4.5e9},
	{"from 1 to 2k", 1e3, 2e3},
	{"0..4B", 0, 4e9},
	{"-40M..-20M", -40e6, -20e6},
	{"500k to 1.5M", 500e3, 1.5e6},
	{"٥", 5, 5},
	{"١٢٣٤٥٦٧٨٩٠", 1234567890, 1234567890},
	{"۱۲۳۴۵۶۷۸۹۰", 1234567890, 1234567890},
	{"٢٠ أَلْف", 20e3, 20e3}, // all vowel signs
	{"2 billion dollars", 2e9, 2e9},
	{"about 5 billion", 5e9, 5e9},
	{"0.5 à 1.5 milliard de dollars", 0.5e9, 1.5e9},
	{"٧ مليارات دولار", 7e9, 7e9},
	{"3 usd to 4 usd", 3, 4},
	{"5 Md", 5e9, 5e9},
	{"entre 3.5 et 4.5 milliards", 3.5e9, 4.5e9},
	{"0.5 à 1.5 milliard", 0.5e9, 1.5e9},
	{"2 mille milliards", 2e12, 2e12},
	{"de 3 à 4 mille", 3e3, 4e3},
	{"٣٫٥ مليار", 3.5e9, 3.5e9},
	{"۳٫۵ مليار", 3.5e9, 3.5e9}, // Persian digits
	{"٣٫٥ إلى ٤٫٥ مليار", 3.5e9, 4.5e9},
	{"من ٣٫٥ إلى ٤٫٥ مليار", 3.5e9, 4.5e9},
	{"بين ٣ و٤ مليارات", 3e9, 4e9},
	{"١٬٢٣٤٬٥٦٧", 1234567, 1234567},
	{"٢٠ ألف", 20e3, 20e3},
	{"٢٠ ألفًا", 20e3, 20e3},
	{"٥ ملايين", 5e6, 5e6},
	{"٢ تريليون", 2e12, 2e12},
	{"\u200f٥\u200e مليون\u061c", 5e6, 5e6}, // bidi marks come along when copied
	{"  7  ", 7, 7},
	{"999999T", 999999e12, 999999e12},
}

func TestParseAmount(t *testing.T) {
	for _, a := range amounts {
		got, problem := calc.ParseAmount(a.text)
		assert.Empty(t, problem, a.text)
		assert.Equal(t, calc.Range{Low: a.low, High: a.high}, got, a.text)
	}
}

func TestParseAmountRefuses(t *testing.T) {
	for text, want := range map[string]calc.Problem{
		"":            calc.Missing,
		"  ":          calc.Missing,
		"five":        calc.NotANumber,
		"5x":          calc.NotANumber,
		"5 B 6":       calc.NotANumber,
		"--5":         calc.NotANumber,
		".":           calc.NotANumber,
		"NaN":         calc.NotANumber,
		"Infinity":    calc.NotANumber,
		"0x10":        calc.NotANumber,
		"1,5":         calc.Ambiguous, // 1.5 or 15
		"1,23,456":    calc.Ambiguous,
		",5":          calc.Ambiguous, // 0.5, or something is missing
		"12,34":       calc.Ambiguous,
		"1,234M":      calc.Ambiguous, // 1.234 or 1,234 million
		"0,500":       calc.Ambiguous,
		"1.234,5":     calc.Ambiguous,
		"1.234.567":   calc.Ambiguous,
		"1e18":        calc.TooLarge,
		"-1e18":       calc.TooLarge,
		"1000000T":    calc.TooLarge,
		"9e999":       calc.TooLarge,
		"5B..3B":      calc.Crossed,
		"3B..5":       calc.Crossed,
		"5%":          calc.UnwantedPercent,
		"1,234..3B":   calc.Ambiguous, // the B holds for both
		"3..":         calc.Missing,
		"3 to":        calc.Missing,
		"3 to 4 to 5": calc.NotANumber,
	} {
		_, problem := calc.ParseAmount(text)
		assert.Equal(t, want, problem, text)
	}
}

func TestFormatNumberIsShortest(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 5: "5", -5: "-5", 1500: "1500", 1100: "1100", 1000: "1k", 20e3: "20k", 1.2e6: "1.2M", 5e9: "5B",
		1234567: "1234567", 0.1: "0.1", 0.25: "0.25", 1e-8: "1e-8", 1e-9: "1e-9", 1e17: "100000T", 123456789e3: "123456789k", 1.5e15: "1500T",
	} {
		assert.Equal(t, want, calc.FormatNumber(v))
	}
	// Beside a high end with a suffix a low one has one too, because it would be
	// read with the high one's.
	for want, r := range map[string]calc.Range{
		"3B..5B": {Low: 3e9, High: 5e9}, "0.5B..1.5B": {Low: .5e9, High: 1.5e9}, "0.5k..4B": {Low: 500, High: 4e9},
		"0..4B": {Low: 0, High: 4e9}, "1k..1500": {Low: 1000, High: 1500}, "-40M..20": {Low: -40e6, High: 20},
	} {
		assert.Equal(t, want, r.String())
	}
}

// FuzzAmount checks that whatever is read as an amount is finite, in order,
// within the limit, and reads back from its own text.
func FuzzAmount(f *testing.F) {
	for _, a := range amounts {
		f.Add(a.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, problem := calc.ParseAmount(text)
		if problem != "" {
			assert.Equal(t, calc.Range{}, r)
			return
		}
		require.LessOrEqual(t, r.Low, r.High)
		require.Less(t, math.Abs(r.Low), 1e18)
		require.Less(t, math.Abs(r.High), 1e18)
		again, problem := calc.ParseAmount(r.String())
		require.Empty(t, problem, r.String())
		require.Equal(t, r, again, r.String())
		require.False(t, strings.ContainsAny(r.String(), "&=#+ "), r.String())
	})
}

// Of texts of equal length the plainest is written, then that of the largest
// scale that needs no leading zero.
func TestFormatNumberOfEquals(t *testing.T) {
	for v, want := range map[float64]string{1500: "1500", 100e3: "100k", 9.63e9: "9.63B", 1.25e9: "1.25B", 1.25e6: "1.25M", 12.5e6: "12.5M", -9.63e9: "-9.63B"} {
		assert.Equal(t, want, calc.FormatNumber(v))
	}
}
