package calc

import (
	"strings"
	"unicode/utf8"
)

// Pair is one key of a link and its value, both unescaped.
type Pair struct{ Key, Value string }

// String is the pair as it stands in a link, escaped.
func (p Pair) String() string {
	var b strings.Builder
	escape(&b, p.Key)
	b.WriteByte('=')
	escape(&b, p.Value)
	return b.String()
}

// ReadPairs cuts a query into its pairs and unescapes them. A key without = has an
// empty value.
func ReadPairs(query string) []Pair {
	var pairs []Pair
	for query != "" {
		var part string
		part, query, _ = strings.Cut(query, "&")
		key, value, _ := strings.Cut(part, "=")
		if key = unescape(key); key != "" {
			pairs = append(pairs, Pair{key, unescape(value)})
		}
	}
	return pairs
}

// unescape undoes form encoding. A % that starts no escape stands for itself.
func unescape(s string) string {
	if !strings.ContainsAny(s, "%+") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '+':
			b.WriteByte(' ')
		case s[i] == '%' && i+2 < len(s) && unhex(s[i+1]) >= 0 && unhex(s[i+2]) >= 0:
			b.WriteByte(byte(unhex(s[i+1])<<4 | unhex(s[i+2])))
			i += 2
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// around are the signs at a link's end that may be the sentence's around it.
const around = ".,;:!?'\">]}»”’…،؛؟"

// Mend undoes what programs that pass links on do to them: & written as &amp;,
// everything escaped once more, and the punctuation of the sentence around the
// link at its end. What a title, a note or a unit ends with stays, and a bracket
// that closes one of the link's own. [Parse] takes links as they are.
func Mend(query string) string {
	if len(query) > 8*MaxLink {
		return query // too long for a link
	}
	query = strings.TrimRight(query, " \t\r\n")
	for range 3 { // a link can pass through several programs
		for _, escaped := range []string{"&amp;", "&#38;", "&#x26;"} {
			query = strings.ReplaceAll(query, escaped, "&")
		}
		if isEscapedTwice(query) {
			query = unescape(strings.ReplaceAll(query, "+", "%2B"))
		}
	}
	start := strings.LastIndexByte(query, '&') + 1
	key, value, ok := strings.Cut(query[start:], "=")
	if kind, _, _ := strings.Cut(key, "."); !ok || kind == "title" || kind == "note" || kind == "units" {
		return query
	}
	trimmed := strings.TrimRight(value, around)
	for strings.HasSuffix(trimmed, ")") && strings.Count(trimmed, ")") > strings.Count(trimmed, "(") {
		trimmed = strings.TrimRight(trimmed[:len(trimmed)-1], around)
	}
	return query[:len(query)-len(value)] + trimmed
}

// isEscapedTwice reports whether a link has no sign of its own left, or no escape
// but those of escapes, which stand for text.
func isEscapedTwice(query string) bool {
	if !strings.Contains(query, "=") {
		return strings.Contains(query, "%3D") || strings.Contains(query, "%3d") || strings.Contains(query, "%253D")
	}
	escapes := strings.Count(query, "%")
	twice := 0
	for i := 0; i+4 < len(query); i++ {
		if query[i:i+3] == "%25" && unhex(query[i+3]) >= 0 && unhex(query[i+4]) >= 0 {
			twice++
		}
	}
	return escapes > 0 && twice == escapes && utf8.ValidString(unescape(unescape(query)))
}

func unhex(c byte) int {
	if c >= 'A' && c <= 'F' {
		c += 'a' - 'A'
	}
	return strings.IndexByte("0123456789abcdef", c)
}

// escape writes s form-encoded, leaving bare what is safe in a fragment.
func escape(b *strings.Builder, s string) {
	const bare = "-_.~/:@,"
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || strings.IndexByte(bare, c) >= 0:
			b.WriteByte(c)
		case c == ' ':
			b.WriteByte('+')
		default:
			percent(b, c)
		}
	}
}

func percent(b *strings.Builder, c byte) {
	const hex = "0123456789ABCDEF"
	b.WriteByte('%')
	b.WriteByte(hex[c>>4])
	b.WriteByte(hex[c&15])
}

// checkText refuses what cannot be shown as it is: broken UTF-8, control
// characters, and marks that turn the direction of the text around them.
func checkText(text string) Problem {
	if !utf8.ValidString(text) {
		return Unprintable
	}
	for _, r := range text {
		if isUnprintable(r) {
			return Unprintable
		}
	}
	if utf8.RuneCountInString(text) > MaxText {
		return TooLong
	}
	return ""
}

// isUnprintable reports whether r is a control character, turns the direction of
// text, or is no character at all, which XML does not take.
func isUnprintable(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || isBidiControl(r) || r&0xfffe == 0xfffe
}

// Printable is a text without what a scenario's texts cannot hold.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		if isUnprintable(r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, text)
}

func checkName(name string) Problem {
	if name == "" {
		return NoName
	}
	return checkText(name)
}

func readText(to *string, text string) Problem {
	text = strings.TrimSpace(text)
	problem := checkText(text)
	if problem == "" {
		*to = text
	}
	return problem
}

func readSource(to *string, text string) Problem {
	text = strings.TrimSpace(text)
	lower := lower(text)
	host := strings.TrimPrefix(strings.TrimPrefix(lower, "https://"), "http://")
	switch {
	case text == "":
	case host == lower || host == "" || host[0] == '/' || strings.ContainsAny(text, " \"<>\\^`{|}"):
		return NotALink
	case len(text) > 5*MaxText:
		return TooLong
	default:
		for i := 0; i < len(text); i++ {
			if text[i] < ' ' || text[i] == 0x7f {
				return NotALink
			}
		}
		if !utf8.ValidString(text) {
			return NotALink
		}
	}
	*to = text
	return ""
}
