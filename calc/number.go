package calc

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// The grammar of numbers, as typed and in links, after [scan] has folded both
// Arabic digit sets, bidi marks and the many kinds of dash and blank:
//
//	number   = [sign] [currency] digits [ "." digits ] [ "e" int ] [ scale ] [ "%" ] [ currency ]
//	digits   = one group, or groups of three set apart by , ' or a blank
//	scale    = k M B T, bn mn tn and the like, thousand … trillion, mille … milliards, ألف … تريليون
//	span     = number [ ( ".." | "–" | "-" | "to" | "and" | "à" | "إلى" … ) number ]
//	period   = ( "/" | "per" | "a" | "par" ) ( "mo" | "qtr" | "yr" … )
//
// A comma is a thousands mark. Where it could be a decimal mark as well (1,5 or
// 1,234M) the number is refused.

// limit bounds the size of every amount, exclusive.
const limit = 1e18

// scanner reads a text from its start.
type scanner struct {
	text    string
	ofUnits bool // words follow: a $, a % or a letter on its own belongs to them
}

// scan prepares a typed text: digits become ASCII, marks that steer direction
// go, and characters that look alike or mean the same become one.
func scan(text string) *scanner {
	folded := strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		case r == '٫':
			return '.'
		case r == '٬', r == '’', r == '_':
			return '\''
		case r == '،':
			return ','
		case r == '٪', r == '％':
			return '%'
		case r == '−', r == '﹣', r == '－':
			return '-'
		case r == '—', r == '‒', r == '―', r == '‐', r == '‑':
			return '–'
		case r == 'ـ', isBidiMark(r):
			return -1
		case r != '\n' && isBlank(r):
			return ' '
		case r >= '\u064b' && r <= '\u0652': // vowel signs: ألفًا is ألفا
			return -1
		}
		return r
	}, text)
	return &scanner{text: strings.ReplaceAll(folded, "…", "..")}
}

// isBlank reports whether r is white space, as Unicode has it.
func isBlank(r rune) bool {
	return r == ' ' || r >= '\t' && r <= '\r' || r == '\u0085' || r == '\u00a0' || r == '\u1680' || r >= '\u2000' && r <= '\u200a' ||
		r == '\u2028' || r == '\u2029' || r == '\u202f' || r == '\u205f' || r == '\u3000'
}

// isBidiMark reports whether r only steers the direction of text.
func isBidiMark(r rune) bool {
	return r == '\u200e' || r == '\u200f' || r == '\u061c' || isBidiControl(r)
}

// isBidiControl reports whether r embeds, overrides or isolates a direction.
func isBidiControl(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// rest is what has not been read, without blanks around it.
func (s *scanner) rest() string { return strings.TrimSpace(s.text) }

// mark reads the given signs, if they come next.
func (s *scanner) mark(m string) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(s.text, " "), m)
	if ok {
		s.text = rest
	}
	return ok
}

// word reads the given word in any case, if it comes next and ends there.
func (s *scanner) word(w string) bool {
	t := strings.TrimLeft(s.text, " ")
	if len(t) < len(w) || lower(t[:len(w)]) != w {
		return false
	}
	if next, _ := utf8.DecodeRuneInString(t[len(w):]); isLetter(next) {
		return false
	}
	s.text = t[len(w):]
	return true
}

// isLetter reports whether r goes on with a word: a letter of ASCII, or any other
// sign but punctuation and currencies.
func isLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '\u00c0' && (r < '\u2000' || r > '\u20cf') && r != '﷼' && r != utf8.RuneError
}

// lower is a text with small letters for the large ones of ASCII, which is all
// that words of figures and choices are written with. The tables for other letters
// are large.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if b[i] >= 'A' && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}

// number is what was read of one number: digits with at most one point and an
// exponent, and how many tens it is scaled by.
type number struct {
	digits  string
	commas  int
	scale   int
	percent bool
}

func (n number) value() (float64, Problem) {
	if n.commas == 1 && n.scale > 0 && !strings.Contains(n.digits, ".") {
		return 0, Ambiguous
	}
	tens := n.scale
	if n.percent {
		tens -= 2
	}
	digits, exponent, _ := strings.Cut(n.digits, "e")
	if e, err := strconv.Atoi(exponent); err == nil {
		tens += e
	}
	v, err := strconv.ParseFloat(digits+"e"+strconv.Itoa(tens), 64)
	if err != nil || v >= limit || v <= -limit {
		return 0, TooLarge
	}
	if v == 0 {
		v = 0 // not −0
	}
	return v, ""
}

var scales = []struct {
	tens  int
	words []string
}{
	{12, []string{"mille milliards", "t", "tn", "trn", "trillion", "trillions", "تريليون", "تريليونات", "ترليون", "تريليونا"}},
	{9, []string{"b", "bn", "bln", "billion", "billions", "md", "mds", "mrd", "milliard", "milliards", "مليار", "مليارات", "مليارا", "بليون", "بلايين"}},
	{6, []string{"m", "mn", "mm", "mln", "million", "millions", "مليون", "ملايين", "مليونا"}},
	{3, []string{"k", "thousand", "thousands", "mille", "milliers", "ألف", "الف", "آلاف", "الاف", "ألفا", "الفا"}},
}

var (
	currencies    = []string{"us$", "$", "€", "£", "¥", "₹", "₺", "₽", "₩", "₪", "﷼"}
	currencyWords = []string{"us dollars", "dollars", "dollar", "usd", "euros", "euro", "eur", "pounds", "gbp",
		"de dollars", "d'euros", "دولار أمريكي", "دولار", "دولارا", "دولارات", "يورو"}
)

func (s *scanner) currency() {
	if s.ofUnits {
		return
	}
	for _, c := range currencies {
		t := strings.TrimLeft(s.text, " ")
		if len(t) >= len(c) && lower(t[:len(c)]) == c {
			s.text = t[len(c):]
			return
		}
	}
	for _, w := range currencyWords {
		if s.word(w) {
			return
		}
	}
}

// number reads one number with its scale and percent sign.
func (s *scanner) number() (n number, problem Problem) {
	if s.rest() == "" {
		return n, Missing
	}
	sign := ""
	readSign := func() {
		if s.mark("-") || s.mark("–") {
			sign = "-"
		} else {
			s.mark("+")
		}
	}
	readSign()
	s.currency()
	if sign == "" {
		readSign()
	}
	s.text = strings.TrimLeft(s.text, " ")
	grouped, end := digitRun(s.text)
	if end == 0 {
		return n, NotANumber
	}
	digits, commas, problem := ungroup(grouped)
	if problem != "" {
		return n, problem
	}
	n.digits, n.commas, s.text = sign+digits, commas, s.text[end:]
	if e := exponentRun(s.text); e > 0 {
		n.digits, s.text = n.digits+"e"+strings.TrimPrefix(s.text[1:e], "+"), s.text[e:]
	}
	n.scale = s.scale()
	for !s.ofUnits && (s.mark("%") || s.word("pc")) {
		n.percent = true
	}
	s.currency()
	return n, ""
}

func (s *scanner) scale() int {
	before := s.text
	for _, scale := range scales {
		for _, w := range scale.words {
			if !s.word(w) {
				continue
			}
			// 350k servers, but 6 B2B reps and 5 T-shirts.
			if next := strings.TrimLeft(s.text, " "); s.ofUnits && len(w) < 3 && (before[0] == ' ' || next != "" && s.text[0] != ' ' && s.text[0] != '.') {
				s.text = before
				return 0
			}
			return scale.tens
		}
	}
	return 0
}

// digitRun is the leading part of s that is made of digits and the marks
// between them; a blank counts only where three digits follow it.
func digitRun(s string) (string, int) {
	i, seen := 0, false
	for i < len(s) {
		c := s[i]
		switch {
		case isDigit(c):
			seen = true
		case c == '.':
			if strings.HasPrefix(s[i:], "..") {
				return s[:i], i
			}
		case c == ',' || c == '\'':
			if i+1 >= len(s) || !isDigit(s[i+1]) {
				return s[:i], i
			}
		case c == ' ':
			if i == 0 || !isDigit(s[i-1]) || !threeDigits(s[i+1:]) {
				return s[:i], i
			}
		default:
			if !seen {
				return "", 0
			}
			return s[:i], i
		}
		i++
	}
	if !seen {
		return "", 0
	}
	return s, i
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func threeDigits(s string) bool {
	return len(s) >= 3 && isDigit(s[0]) && isDigit(s[1]) && isDigit(s[2]) && (len(s) == 3 || !isDigit(s[3]))
}

// exponentRun is the length of e12 or e-7 at the start of s, or 0.
func exponentRun(s string) int {
	if len(s) < 2 || s[0] != 'e' && s[0] != 'E' {
		return 0
	}
	i := 1
	if s[i] == '-' || s[i] == '+' {
		i++
	}
	start := i
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	if i == start || i-start > 3 {
		return 0
	}
	return i
}

// ungroup takes the thousands marks out of a run of digits and says how many
// of them were commas.
func ungroup(run string) (digits string, commas int, problem Problem) {
	whole, fraction, point := strings.Cut(run, ".")
	if strings.ContainsAny(fraction, ".,' ") {
		return "", 0, Ambiguous
	}
	commas = strings.Count(whole, ",")
	alike := strings.ReplaceAll(strings.ReplaceAll(whole, ",", " "), "'", " ")
	digits, groups, grouped := strings.Cut(alike, " ")
	if grouped && (digits == "" || len(digits) > 3 || digits[0] == '0') {
		return "", 0, Ambiguous
	}
	for grouped {
		var group string
		if group, groups, grouped = strings.Cut(groups, " "); len(group) != 3 {
			return "", 0, Ambiguous
		}
		digits += group
	}
	if digits == "" {
		digits = "0"
	}
	if point {
		digits += "." + fraction
	}
	return digits, commas, ""
}

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
