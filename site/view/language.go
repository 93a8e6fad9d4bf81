package view

import (
	"math"
	"strconv"
	"strings"

	"runway/calc"
)

// A Language holds the words of one language and writes numbers, money and months in it.
type Language struct {
	// Code is the BCP 47 tag without extensions.
	Code  string
	words map[string]string
}

var languages = map[string]*Language{}

// Add registers a language. words has a line "key = text" for each word; lines that
// start with # are comments. Words with Arabic-Indic digits are registered twice: with Latin
// ones, as the Arab press prints them, and as they are where a tag asks for it.
func Add(code, words string) {
	l := &Language{code, readWords(words)}
	if l.Word("number.digits") == "arab" {
		languages[code+ownDigits] = l
		plain := map[string]string{}
		for key, text := range l.words {
			plain[key] = strings.Map(latin, text)
		}
		plain["number.digits"] = "latn"
		l = &Language{code, plain}
	}
	languages[code] = l
}

// ownDigits is the extension of a BCP 47 tag that asks for Arabic-Indic digits.
const ownDigits = "-u-nu-arab"

// LanguageOf returns the registered language with a BCP 47 tag, or nil. Its digits are Latin,
// unless the tag ends with -u-nu-arab and the language has Arabic-Indic ones.
func LanguageOf(tag string) *Language {
	if l := languages[tag]; l != nil {
		return l
	}
	code, _, _ := strings.Cut(tag, "-u-nu-")
	return languages[code]
}

// HasDigits reports whether readers can choose between Latin digits and the language's own.
func (l *Language) HasDigits() bool { return languages[l.Code+ownDigits] != nil }

// latin maps Arabic-Indic digits and their marks to those used with Latin digits.
func latin(r rune) rune {
	switch {
	case r >= '٠' && r <= '٩':
		return '0' + r - '٠'
	case r == '٫':
		return '.'
	case r == '٬':
		return ','
	case r == '٪':
		return '%'
	case r == '\u061c': // Arabic letter mark, before a minus
		return '\u200e'
	}
	return r
}

// Translate turns what was typed for a figure in the language into the grammar of links.
// Where decimals stand behind a comma, it becomes a point, and points before it, which set
// groups of digits apart, become apostrophes: 1.234,5 is 1'234.5. Commas that cannot be
// decimal marks stay: there are several, or a point follows. A French billion is a million
// millions, so it is told apart as a long one. What is no number stays as it was typed.
func (l *Language) Translate(k *calc.Kind, text string) string {
	if l.Word("number.decimal") != "," || k.Measure >= calc.Text {
		return text
	}
	plain := []byte(text)
	for start := 0; start < len(plain); {
		end := start
		for end < len(plain) && isNumeric(plain, end) {
			end++
		}
		run := string(plain[start:end])
		if comma := strings.IndexByte(run, ','); comma >= 0 && !strings.ContainsAny(run[comma+1:], ",.") {
			for i := start; i < start+comma; i++ {
				if plain[i] == '.' {
					plain[i] = '\''
				}
			}
			plain[start+comma] = '.'
		}
		start = end + 1
	}
	return longScales(string(plain))
}

// isNumeric reports whether the sign at i belongs to a number: a digit, or a comma or
// point between two.
func isNumeric(text []byte, i int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(text) && text[i] >= '0' && text[i] <= '9' }
	return digit(i) || (text[i] == ',' || text[i] == '.') && digit(i-1) && digit(i+1)
}

// longScales writes "long" before the words billion and trillion.
func longScales(text string) string {
	for _, word := range [...]string{"billion", "Billion", "BILLION", "trillion", "Trillion", "TRILLION"} {
		text = strings.ReplaceAll(text, word, "long "+word)
	}
	return text
}

func readWords(text string) map[string]string {
	words := map[string]string{}
	for text != "" {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		key, value, ok := strings.Cut(strings.TrimSuffix(line, "\r"), " = ")
		if ok && !strings.HasPrefix(key, "#") {
			words[key] = value
		}
	}
	return words
}

// Word returns the text with a key, or the key itself if there is none.
func (l *Language) Word(key string) string {
	if text, ok := l.words[key]; ok {
		return text
	}
	return key
}

// Has reports whether the language has a text with a key.
func (l *Language) Has(key string) bool {
	_, ok := l.words[key]
	return ok
}

// word returns the text with a key as markup.
func (l *Language) word(key string) HTML { return escape(l.Word(key)) }

// Fill returns the text with a key, its {holes} filled by values, which are given in
// pairs with the names of their holes. Texts need not use all values.
func (l *Language) Fill(key string, values ...string) string { return fill(l.Word(key), values, nil) }

// Class returns the plural class of a number in plain digits: "zero", "one", "two",
// "few", "many" or "other", by CLDR's cardinal rules.
func (l *Language) Class(number string) string {
	n, err := strconv.ParseFloat(strings.TrimPrefix(number, "-"), 64)
	isWhole := err == nil && n == math.Trunc(n)
	switch l.Word("plural.rule") {
	case "arabic":
		hundredth := math.Mod(n, 100)
		switch {
		case !isWhole:
			return "other"
		case n == 0:
			return "zero"
		case n == 1:
			return "one"
		case n == 2:
			return "two"
		case hundredth >= 3 && hundredth <= 10:
			return "few"
		case hundredth >= 11:
			return "many"
		}
		return "other"
	case "french":
		switch {
		case err != nil || n >= 2 && (!isWhole || math.Mod(n, 1e6) != 0):
			return "other"
		case n < 2:
			return "one"
		}
		return "many"
	}
	if number == "1" {
		return "one"
	}
	return "other"
}

// count returns a number with its noun in the right plural form: 1 month, 2 months.
func (l *Language) count(key, number string) string {
	return l.Fill(l.class(key, number), "n", l.Number(number))
}

// class returns the key of the plural form for a number: KEY.CLASS, or KEY.other if the
// class has no text of its own.
func (l *Language) class(key, number string) string {
	if class := key + "." + l.Class(number); l.Has(class) {
		return class
	}
	return key + ".other"
}

// Number writes a number such as -1234.5 or 2.5e+15 with the language's digits and marks.
func (l *Language) Number(plain string) string { return l.number(plain, l.Word("number.group")) }

// number is Number with another mark between groups of three digits, or none.
func (l *Language) number(plain, group string) string {
	if mantissa, power, ok := strings.Cut(plain, "e+"); ok {
		return l.Fill("number.power", "n", l.Number(mantissa), "power", l.digits(power))
	}
	number, negative := strings.CutPrefix(plain, "-")
	integer, fraction, hasFraction := strings.Cut(number, ".")
	var b strings.Builder
	if negative {
		b.WriteString(l.Word("number.minus"))
	}
	isGrouped := isDigits(integer)
	for i, digit := range []byte(integer) {
		if remaining := len(integer) - i; i > 0 && remaining%3 == 0 && isGrouped {
			b.WriteString(group)
		}
		b.WriteByte(digit)
	}
	if hasFraction {
		b.WriteString(l.Word("number.decimal") + fraction)
	}
	return l.digits(b.String())
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// digits replaces ASCII digits by the language's own.
func (l *Language) digits(text string) string {
	if l.Word("number.digits") != "arab" {
		return text
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '٠' + r - '0'
		}
		return r
	}, text)
}

// decimals formats v with n decimals, never as -0. From 1e15 on it has an exponent.
func decimals(v float64, n int) string {
	if math.Abs(v) >= 1e15 {
		return strconv.FormatFloat(v, 'e', 2, 64)
	}
	text := strconv.FormatFloat(v, 'f', n, 64)
	if strings.Trim(text, "-0.") == "" {
		text = strings.TrimPrefix(text, "-")
	}
	return text
}

// trim removes trailing zeros from a decimal fraction.
func trim(number string) string {
	if !strings.Contains(number, ".") || strings.Contains(number, "e") {
		return number
	}
	return strings.TrimRight(strings.TrimRight(number, "0"), ".")
}

// significant rounds v to three significant digits. It is counted in the returned power
// of a thousand: 0 below a million, 2 for millions, 3 for billions, 4 for trillions.
func significant(v float64) (number string, thousands int) {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 2, 64), 64)
	size := math.Abs(rounded)
	for size >= 1e6 && thousands < 4 || thousands > 0 && size >= 1e3 && thousands < 4 {
		if thousands == 0 {
			thousands, size = 2, size/1e6
		} else {
			thousands, size = thousands+1, size/1e3
		}
	}
	n := 0
	for scaled := size; scaled < 100 && scaled > 0 && n < 2; scaled *= 10 {
		n++
	}
	return decimals(math.Copysign(size, v), n), thousands
}

// scaled writes a number that is counted in a power of a thousand: 375 million. Digits are
// not grouped then, because 1,230 trillion could also be 1.23.
func (l *Language) scaled(number string, thousands int) string {
	if thousands == 0 {
		return l.Number(number)
	}
	return l.Fill(l.class("scale."+strconv.Itoa(thousands), number), "n", l.number(number, ""))
}

// Money writes an amount to three significant digits: $375 million. The currency is an ISO 4217
// code or empty.
func (l *Language) Money(v float64, currency string) string {
	if math.IsInf(v, 0) {
		return l.Word("money.infinite")
	}
	number, thousands := significant(math.Abs(v))
	number = trim(number)
	text := l.Fill(l.moneyKey(currency, thousands > 0), "amount", l.scaled(number, thousands), "currency", currency)
	if v < 0 && strings.Trim(number, "0.") != "" {
		text = l.Word("number.minus") + text
	}
	return text
}

// moneyKey returns the key of the text that joins an amount and its currency. Some
// languages have another for millions and more: 5 millions de dollars.
func (l *Language) moneyKey(currency string, large bool) string {
	switch key := "money." + currency; {
	case currency == "":
		return "money.none"
	case large && l.Has(key+".large"):
		return key + ".large"
	case l.Has(key):
		return key
	}
	return "money.other"
}

// currencyName returns a currency's name, or its code if the language has no name for it.
func (l *Language) currencyName(currency string) string {
	if key := "currency." + currency; l.Has(key) {
		return l.Word(key)
	}
	return currency
}

// Months writes a length of time in months, to one decimal: 13.3 months.
func (l *Language) Months(v float64) string {
	if math.IsInf(v, 1) {
		return l.Word("months.infinite")
	}
	return l.count("months", trim(decimals(v, 1)))
}

// Runway writes how long the money lasts: 13.3 months, about 3 weeks, less than a day, or more than 50 years.
func (l *Language) Runway(v float64) string {
	const week = 7 * 12 / 365.2425 // in months
	switch weeks := math.Round(v / week); {
	case v == calc.Forever:
		return l.Word("months.beyond")
	case v == 0:
		return l.Word("months.none")
	case v < 0 || v >= 0.95:
		return l.Months(v)
	case weeks == 0:
		return l.Word("weeks.none")
	default:
		return l.count("weeks", decimals(weeks, 0))
	}
}

// MonthName writes a calendar month: September 2025.
func (l *Language) MonthName(m calc.Month) string {
	return l.Fill("month.format",
		"month", l.Word("month."+strconv.Itoa(m.OfYear())),
		"year", l.digits(strconv.Itoa(m.Year())))
}

// Percent writes a fraction in percent, to one decimal: 0.125 as 12.5%.
func (l *Language) Percent(v float64) string {
	return l.Fill("number.percent", "n", l.Number(trim(decimals(v*100, 1))))
}
