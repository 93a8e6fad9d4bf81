package view

import (
	"math"
	"strconv"
	"strings"

	"runway/calc"
)

// Language is the words of one language and how it writes numbers.
type Language struct {
	// Code is the language's BCP 47 tag, without extensions.
	Code  string
	words map[string]string
}

var languages = map[string]*Language{}

// Add adds a language: its code and all its words, a line each of the form
// key = text. Lines that start with # are remarks.
func Add(code, words string) {
	l := &Language{code, readWords(words)}
	languages[code] = l
	if l.Word("number.digits") == "arab" {
		plain := map[string]string{}
		for key, text := range l.words {
			plain[key] = strings.Map(latin, text)
		}
		plain["number.digits"] = "latn"
		languages[code+"-u-nu-latn"] = &Language{code, plain}
	}
}

// LanguageOf is the added language with the given BCP 47 tag, or nil. The
// extension -u-nu-latn asks for Latin digits where the language has others.
func LanguageOf(tag string) *Language {
	if l := languages[tag]; l != nil {
		return l
	}
	return languages[strings.TrimSuffix(tag, "-u-nu-latn")]
}

// latin is the sign that stands with Latin digits for one with Arabic-Indic ones.
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
	case r == '\u061c': // which makes a minus Arabic
		return '\u200e'
	}
	return r
}

// Plain is a figure as typed in the language in the grammar of links: a comma
// between digits becomes a point where the language's decimals stand behind one.
func (l *Language) Plain(key, text string) string {
	if l.Word("number.decimal") != "," || key == "title" {
		return text
	}
	plain := []byte(text)
	for i := 1; i+1 < len(text); i++ {
		if text[i] == ',' && isDigits(text[i-1:i]) && isDigits(text[i+1:i+2]) {
			plain[i] = '.'
		}
	}
	if text = string(plain); !strings.HasPrefix(key, "units.") {
		return text
	}
	// 350 k serveurs: what stands alone behind the number is its scale here.
	number, rest, _ := strings.Cut(strings.Map(blank, text), " ")
	for _, scale := range []string{"k", "M", "Md", "T"} {
		if words, ok := strings.CutPrefix(rest, scale+" "); ok {
			return number + scale + " " + words
		}
	}
	return text
}

// blank makes all blanks alike.
func blank(r rune) rune {
	if r == '\u00a0' || r == '\u202f' {
		return ' '
	}
	return r
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

// Word is the text with the given key. A missing one shows as its key.
func (l *Language) Word(key string) string {
	if text, ok := l.words[key]; ok {
		return text
	}
	return key
}

// Has reports whether the language has a text with the given key.
func (l *Language) Has(key string) bool {
	_, ok := l.words[key]
	return ok
}

// word is a word as markup.
func (l *Language) word(key string) HTML { return text(l.Word(key)) }

// Fill is the text with the given key with strings in its {slots}: the slots' names
// and what stands in them, in pairs.
func (l *Language) Fill(key string, slots ...string) string { return fill(l.Word(key), slots, nil) }

// prose is the text with the given key with markup in its {slots}.
func (l *Language) prose(key string, slots ...HTML) HTML { return fill(l.word(key), slots, nil) }

// Class is the plural class of the number as written, by the language's rule (CLDR
// plural rules, cardinal).
func (l *Language) Class(number string) string {
	n, err := strconv.ParseFloat(strings.TrimPrefix(number, "-"), 64)
	whole := err == nil && n == math.Trunc(n)
	switch l.Word("plural.rule") {
	case "arabic":
		hundredth := math.Mod(n, 100)
		switch {
		case !whole:
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
		case err != nil || n >= 2 && (!whole || math.Mod(n, 1e6) != 0):
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

// count is a number with its noun in the right form: the text KEY.CLASS, or
// KEY.other where the class has none of its own.
func (l *Language) count(key, number string) string {
	return l.Fill(l.class(key, number), "n", l.Number(number))
}

// class is the key of the form that goes with a number.
func (l *Language) class(key, number string) string {
	if class := key + "." + l.Class(number); l.Has(class) {
		return class
	}
	return key + ".other"
}

// Number writes a plain number such as -1234.5 with the language's digits and
// marks.
func (l *Language) Number(plain string) string {
	if mantissa, power, ok := strings.Cut(plain, "e+"); ok {
		return l.Fill("number.power", "n", l.Number(mantissa), "power", l.digits(power))
	}
	number, negative := strings.CutPrefix(plain, "-")
	whole, fraction, point := strings.Cut(number, ".")
	var b strings.Builder
	if negative {
		b.WriteString(l.Word("number.minus"))
	}
	grouped := isDigits(whole)
	for i, digit := range []byte(whole) {
		if left := len(whole) - i; i > 0 && left%3 == 0 && grouped {
			b.WriteString(l.Word("number.group"))
		}
		b.WriteByte(digit)
	}
	if point {
		b.WriteString(l.Word("number.decimal") + fraction)
	}
	return l.digits(b.String())
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// digits turns ASCII digits into the language's own.
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

// decimals is v with exactly so many decimals; nothing is written as −0.
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

// trim takes the zeros off the end of a decimal fraction.
func trim(number string) string {
	if !strings.Contains(number, ".") || strings.Contains(number, "e") {
		return number
	}
	return strings.TrimRight(strings.TrimRight(number, "0"), ".")
}

// significant is v to three significant digits, and the power of a thousand it
// is counted in: 0 below a million, then 2 for millions up to 4 for trillions.
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
	for at := size; at < 100 && at > 0 && n < 2; at *= 10 {
		n++
	}
	return decimals(math.Copysign(size, v), n), thousands
}

// scaled is a number counted in a power of a thousand: 375 million.
func (l *Language) scaled(number string, thousands int) string {
	if thousands == 0 {
		return l.Number(number)
	}
	return l.count("scale."+strconv.Itoa(thousands), number)
}

// Money is an amount in words: $375 million. In prose, zeros that say nothing
// are left out; in tables they keep their places.
func (l *Language) Money(v float64, currency string, inProse bool) string {
	if math.IsInf(v, 0) {
		return l.Word("money.infinite")
	}
	number, thousands := significant(math.Abs(v))
	if inProse || thousands == 0 {
		number = trim(number)
	}
	text := l.Fill(l.moneyKey(currency, thousands > 0), "amount", l.scaled(number, thousands), "currency", currency)
	if v < 0 && strings.Trim(number, "0.") != "" {
		text = l.Word("number.minus") + text
	}
	return text
}

// moneyKey is the key of how an amount stands with its currency. Some languages
// say it otherwise behind millions: 5 millions de dollars.
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

// currencyName is the currency's name, or its code.
func (l *Language) currencyName(currency string) string {
	if key := "currency." + currency; l.Has(key) {
		return l.Word(key)
	}
	return currency
}

// Months is a length of time to one decimal: 13.3 months.
func (l *Language) Months(v float64) string {
	if math.IsInf(v, 1) {
		return l.Word("months.infinite")
	}
	return l.count("months", trim(decimals(v, 1)))
}

// MonthName is a calendar month: September 2025.
func (l *Language) MonthName(m calc.Month) string {
	return l.Fill("month.format",
		"month", l.Word("month."+strconv.Itoa(m.OfYear())),
		"year", l.digits(strconv.Itoa(m.Year())))
}

// Percent is a fraction in percent, to one decimal.
func (l *Language) Percent(v float64) string {
	return l.Fill("number.percent", "n", l.Number(trim(decimals(v*100, 1))))
}

// typed writes the text of a link's value as a reader would type it in the
// language: 3.5B..4.5B becomes 3.5B to 4.5B, or ٣٫٥ مليار إلى ٤٫٥ مليار. What it
// writes, calc reads back to the same value.
func (l *Language) typed(value string) string {
	figure, unit, _ := strings.Cut(value, " ")
	low, high, isRange := strings.Cut(figure, "..")
	text := l.typedNumber(low)
	if isRange {
		text = l.Fill("typed.range", "low", text, "high", l.typedNumber(high))
	}
	if unit != "" {
		text += " " + unit
	}
	return text
}

func (l *Language) typedNumber(number string) string {
	suffix := strings.TrimLeft(number, "-+.0123456789e")
	digits := l.digits(strings.Replace(strings.TrimSuffix(number, suffix), ".", l.Word("number.decimal"), 1))
	if suffix == "" {
		return digits
	}
	return l.Fill("typed."+suffix, "n", digits)
}
