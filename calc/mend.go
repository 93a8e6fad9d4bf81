package calc

import (
	"strings"
	"unicode/utf8"
)

// around are the signs at a link's end that may be the sentence's around it.
const around = ".,;:!?'\">]}»”’…،؛؟"

// mend undoes what programs that pass links on do to them: & written as &amp;,
// everything escaped once more, and the punctuation of the sentence around the
// link at its end. What a title, a note or a unit ends with stays, and a bracket
// that closes one of the link's own. [Parse] takes links as they are.
func mend(query string) string {
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

// mendProof is a link of ours that [Mend] leaves as it is: it neither ends with a sign
// that may be the sentence's around it, nor is taken for escaped twice where a text
// holds what looks like an escape.
func mendProof(link string) string {
	escaped := func(at int) string {
		var b strings.Builder
		b.WriteString(link[:at])
		percent(&b, link[at])
		b.WriteString(link[at+1:])
		return b.String()
	}
	if last := len(link) - 1; last >= 0 && strings.IndexByte(around, link[last]) >= 0 {
		link = escaped(last)
	}
	if isEscapedTwice(link) {
		link = escaped(strings.IndexByte(link, '%') + len("%25"))
	}
	return link
}
