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

	// One cell of a table, and a range over a line's end.
	{"450,000\t", 450e3, 450e3},
	{"\n450,000\r\n", 450e3, 450e3},
	{"3.5 to\n4.5 billion", 3.5e9, 4.5e9},
	{"5\nbillion", 5e9, 5e9},

	// Marks in digits.
	{"1,00,000", 100e3, 100e3}, // as in India
	{"12,34,567.50", 1234567.5, 1234567.5},
	{"1,23,456", 123456, 123456},
	{"₹5 lakh", 5e5, 5e5},
	{"2.5 lakhs", 250e3, 250e3},
	{"1,234 crore", 12340e6, 12340e6}, // nobody counts crores with a decimal comma
	{"3 lakh crore", 3e12, 3e12},
	{"1.234.567", 1234567, 1234567},
	{"1.234.567,89", 1234567.89, 1234567.89},
	{"1.234,56", 1234.56, 1234.56},
	{"1.234,5", 1234.5, 1234.5},
	{"1'234'567.89", 1234567.89, 1234567.89},
	{"1’234’567,5", 1234567.5, 1234567.5},
	{"1 234 567,89", 1234567.89, 1234567.89},
	{"1\u2009234\u202f567.5", 1234567.5, 1234567.5},
	{"1\u3000234", 1234, 1234},
	{"1.234", 1.234, 1.234},

	// Signs of all scripts.
	{"５．５Ｂ", 5.5e9, 5.5e9},
	{"＄１，２３４", 1234, 1234},
	{"－５", -5, -5},
	{"1\u200b234", 1234, 1234},
	{"5\u00ad000\ufeff", 5000, 5000},
	{"१२३४", 1234, 1234}, // Devanagari
	{"১২৩", 123, 123},    // Bengali
	{"௧௨", 12, 12},       // Tamil
	{"๑๒๓", 123, 123},    // Thai

	// Hedges.
	{"~5bn", 5e9, 5e9},
	{"≈ $5bn", 5e9, 5e9},
	{"$~5bn", 5e9, 5e9},
	{">= 5bn", 5e9, 5e9},
	{"≤5bn", 5e9, 5e9},
	{"5B+", 5e9, 5e9},
	{"over $5bn", 5e9, 5e9},
	{"nearly 5 billion", 5e9, 5e9},
	{"almost €5m", 5e6, 5e6},
	{"roughly 20k", 20e3, 20e3},
	{"more than a billion", 1e9, 1e9},
	{"Less Than 3M", 3e6, 3e6},
	{"up to about $5 billion", 5e9, 5e9},
	{"at least 3.5 to 4.5 billion", 3.5e9, 4.5e9},
	{"c.5bn", 5e9, 5e9},
	{"c. 5bn", 5e9, 5e9},
	{"ca. 5bn", 5e9, 5e9},
	{"approx. 5bn", 5e9, 5e9},
	{"5bn or more", 5e9, 5e9},
	{"around 3 to about 4", 3, 4},
	{"près de 5 milliards", 5e9, 5e9},
	{"environ 5 Md€", 5e9, 5e9},
	{"plus de 5 millions d’euros", 5e6, 5e6},
	{"jusqu’à 5 Md", 5e9, 5e9},
	{"5 Md environ", 5e9, 5e9},
	{"نحو ٥ مليارات", 5e9, 5e9},
	{"حوالي ٥ مليارات دولار", 5e9, 5e9},
	{"قرابة ٥ مليارات", 5e9, 5e9},
	{"أكثر من ٥ ملايين", 5e6, 5e6},
	{"ما يصل إلى ٥ مليارات دولار", 5e9, 5e9},
	{"٥ مليارات تقريبًا", 5e9, 5e9},

	// Scales and currencies.
	{"5bn.", 5e9, 5e9},
	{"US $5 million", 5e6, 5e6},
	{"$US 5 million", 5e6, 5e6},
	{"C$5m", 5e6, 5e6},
	{"A$ 5m", 5e6, 5e6},
	{"5 Canadian dollars", 5, 5},
	{"5 $ US", 5, 5},
	{"CHF 5 million", 5e6, 5e6},
	{"5MMK", 5, 5},
	{"EUR5M", 5e6, 5e6},
	{"5 M$", 5e6, 5e6},
	{"5k£", 5e3, 5e3},
	{"5 bil", 5e9, 5e9},
	{"5 mil millones", 5e9, 5e9},
	{"5 Mio. €", 5e6, 5e6},
	{"5 Mio", 5e6, 5e6},
	{"5 Mrd", 5e9, 5e9},
	{"500 hundred thousand", 500e5, 500e5},
	{"five hundred million", 500e6, 500e6},
	{"5 thousand million", 5e9, 5e9},
	{"trois mille milliards", 3e12, 3e12},
	{"2 milliers de milliards d’euros", 2e12, 2e12},
	{"half a billion", 0.5e9, 0.5e9},
	{"a quarter of a million", 0.25e6, 0.25e6},
	{"three quarters of a billion", 0.75e9, 0.75e9},
	{"half million", 0.5e6, 0.5e6},
	{"half-a-million", 0.5e6, 0.5e6},
	{"un demi-milliard", 0.5e9, 0.5e9},
	{"un quart de milliard", 0.25e9, 0.25e9},
	{"a billion and a half", 1.5e9, 1.5e9},
	{"one and a half billion", 1.5e9, 1.5e9},
	{"2 and a half", 2.5, 2.5},
	{"un milliard et demi", 1.5e9, 1.5e9},
	{"deux milliards", 2e9, 2e9},
	{"five million", 5e6, 5e6},
	{"a million dollars", 1e6, 1e6},
	{"ten thousand", 10e3, 10e3},
	{"vingt-quatre mille", 24e3, 24e3},

	// Negative ones.
	{"(500)", -500, -500},
	{"($500)", -500, -500},
	{"$(500k)", -500e3, -500e3},
	{"(1.5) million", -1.5e6, -1.5e6},
	{"500-", -500, -500},
	{"٥-", -5, -5}, // as typed from the right
	{"500k- €", -500e3, -500e3},
	{"minus 5", -5, -5},
	{"moins 5 millions", -5e6, -5e6},
	{"moins de 5 millions", 5e6, 5e6}, // a hedge
	{"5.-", 5, 5},                     // no cents
	{"$5,000.–", 5000, 5000},
	{"5'000.- CHF", 5000, 5000},
	{"5,-", 5, 5},
	{"5.-7", 5, 7},
	{"-500--400", -500, -400},
	{"−5 – −3", -5, -3},

	// Arithmetic.
	{"5±1", 4, 6},
	{"5 ± 1 million", 4e6, 6e6},
	{"5 +/- 0.5B", 4.5e9, 5.5e9},
	{"5M±10%", 4.5e6, 5.5e6},
	{"12*5000", 60e3, 60e3},
	{"12 x 5000", 60e3, 60e3},
	{"12 × $5,000", 60e3, 60e3},
	{"12x5k", 60e3, 60e3},
	{"60M/12", 5e6, 5e6},
	{"4B + 3B + 1.5B", 8.5e9, 8.5e9},
	{"4B+3B", 7e9, 7e9},
	{"0.1+0.2", 0.3, 0.3},
	{"1.2M + 50,000", 1.25e6, 1.25e6},
	{"5B - 3B", 2e9, 2e9},
	{"10B - 3B - 2B", 5e9, 5e9},
	{"4B + 3B - 1B", 6e9, 6e9},
	{"3B - 5B", 3e9, 5e9},
	{"3.5 - 4.5B", 3.5e9, 4.5e9},
	{"1B + 2B to 4B", 3e9, 4e9},
	{"2 x 3M + 1M", 7e6, 7e6},
	{"1.23 × 10^17", 1.23e17, 1.23e17},
	{"3...5", 3, 5},
	{"=12*5000", 60e3, 60e3},
	{"3 or 4 billion", 3e9, 4e9},
	{"two to three million", 2e6, 3e6},
	{"from 3 up to 4", 3, 4},
	{"2½ million", 2.5e6, 2.5e6},
	{"بين خمسة وسبعة مليارات دولار", 5e9, 7e9},

	// Arabic.
	{"مليار دولار", 1e9, 1e9},
	{"ملياري دولار", 2e9, 2e9},
	{"مليارا دولار", 2e9, 2e9},
	{"ملياران", 2e9, 2e9},
	{"مليونا دولار", 2e6, 2e6},
	{"١١ مليارًا", 11e9, 11e9},
	{"مليار ونصف", 1.5e9, 1.5e9},
	{"مليار ونصف المليار دولار", 1.5e9, 1.5e9},
	{"٣ مليارات ونصف", 3.5e9, 3.5e9},
	{"نصف مليار", 0.5e9, 0.5e9},
	{"ربع مليون", 0.25e6, 0.25e6},
	{"ثلاثة أرباع مليار", 0.75e9, 0.75e9},
	{"ثلاثة مليارات", 3e9, 3e9},
	{"مئة مليون", 100e6, 100e6},
	{"مئتي مليون", 200e6, 200e6},
	{"ألفي مليار", 2e12, 2e12},
	{"٥ مليارات دولار أمريكي", 5e9, 5e9},
	{"٥ مليارات دولار أميركي", 5e9, 5e9},
	{"٢ ترليون", 2e12, 2e12},
	{"٥ آلاف درهم", 5e3, 5e3},
	{"٥ ملايين ريال سعودي", 5e6, 5e6},
	{"٥ جنيهات إسترلينية", 5, 5},
	{"مليون دينار كويتي", 1e6, 1e6},
	{"مليون ليرة", 1e6, 1e6},
	{"ما بين ٣ و٥ مليارات", 3e9, 5e9},
	{"من ٣ إلى ٥", 3, 5},
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
		",5":          calc.Ambiguous, // 0.5, or something is missing
		"12,34":       calc.Ambiguous,
		"1,234M":      calc.Ambiguous, // 1.234 or 1,234 million
		"0,500":       calc.Ambiguous,
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

		"450,000\t120,000":  calc.SeveralNumbers,
		"450,000\n120,000":  calc.SeveralNumbers,
		"450\r\n-120":       calc.SeveralNumbers,
		"3B\n5B":            calc.SeveralNumbers,
		"1\t2\t3":           calc.SeveralNumbers,
		"1\u2028000":        calc.SeveralNumbers,
		"$5\t$6":            calc.SeveralNumbers,
		"5\n+ 6":            calc.SeveralNumbers,
		"1,234 567":         calc.Ambiguous,
		"1 234,567":         calc.Ambiguous,
		"1 234,567.89":      calc.Ambiguous,
		"1.234 567":         calc.Ambiguous,
		"1'234 567":         calc.Ambiguous,
		"1.234,567":         calc.Ambiguous,
		"1,2,3":             calc.Ambiguous,
		"1,00,00":           calc.Ambiguous,
		"1.00.000":          calc.Ambiguous,
		"01,000":            calc.Ambiguous,
		"1234,567":          calc.Ambiguous,
		"4 + 3B":            calc.Ambiguous,
		"4B + 3":            calc.Ambiguous,
		"5M±1":              calc.Ambiguous,
		"(-500)":            calc.Ambiguous,
		"5 mil":             calc.Ambiguous, // a thousand in Spanish
		"مليارا":            calc.Ambiguous, // one or two of them
		"$3 to €5":          calc.Ambiguous,
		"-5-":               calc.NotANumber,
		"(500":              calc.NotANumber,
		"billions":          calc.NotANumber,
		"مليارات الدولارات": calc.NotANumber,
		"1/2/2026":          calc.NotANumber,
		"1/0":               calc.NotANumber,
		"2026-01-31":        calc.Crossed,
		"50 cents":          calc.NotANumber,
		"a":                 calc.NotANumber,
		"five dollars":      calc.NotANumber,
		"about":             calc.NotANumber,
		"half":              calc.NotANumber,
		"1.000,-":           calc.NotANumber,
		"two to three":      calc.NotANumber,
		"a few million":     calc.NotANumber,
		"5-3B":              calc.Crossed,
		"5 – 3":             calc.Crossed,
		"5 long billion":    calc.LongScale,
		"5%..6":             calc.UnwantedPercent,
		"٪٥":                calc.UnwantedPercent,
		"1e17 x 100":        calc.TooLarge,
		"9e17+9e17":         calc.TooLarge,
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
