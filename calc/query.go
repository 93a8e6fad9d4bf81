package calc

import "strings"

// Pair is one key of a link and its value, both unescaped.
type Pair struct{ Key, Value string }

// String returns the pair as it stands in a link, escaped.
func (p Pair) String() string {
	var b strings.Builder
	escape(&b, p.Key)
	b.WriteByte('=')
	escape(&b, p.Value)
	return b.String()
}

// ReadPairs cuts a text of pairs, as in a link, into them, unescaped. A key without = has an empty
// value.
func ReadPairs(text string) []Pair { return readPairs(text) }

// readPairs cuts a query into its pairs and unescapes them. A key without = has an
// empty value.
func readPairs(query string) []Pair {
	var pairs []Pair
	for query != "" {
		var part string
		part, query, _ = strings.Cut(query, "&")
		key, value, _ := strings.Cut(part, "=")
		if key = readPairKey(key); key != "" {
			pairs = append(pairs, Pair{key, unescape(value)})
		}
	}
	return pairs
}

// readPairKey reads the key of a pair. What begins a fragment or a query is not of it.
func readPairKey(key string) string { return strings.TrimLeft(unescape(key), "?#") }

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

func unhex(c byte) int {
	if c >= 'A' && c <= 'F' {
		c += 'a' - 'A'
	}
	return strings.IndexByte("0123456789abcdef", c)
}

// escape writes s form-encoded. It leaves bare what is safe in a fragment.
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
