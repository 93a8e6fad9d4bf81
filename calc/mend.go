package calc

import (
	"strings"
	"unicode/utf8"
)

// maxMends is how many programs a link may have passed through, each of which has changed
// what the one before has made of it.
const maxMends = 8

// mend undoes what programs that pass links on do to them, and leaves out what they add
// around a link. What a title, a note or a unit ends with stays, and so does a bracket that
// closes one of the link's own. A link without a key of ours is left alone. [Parse] takes
// links as they are.
func mend(link string) string {
	if len(link) > 8*MaxLink {
		return link // too long for a link
	}
	mended := link
	for range maxMends {
		before := mended
		mended = trimEnd(dropForeign(mendEscapes(mendMail(mendAmpersands(mended)))))
		switch {
		case mended != before:
		case isOurs(mended):
			return mended
		default:
			return link
		}
	}
	return link
}

// mendAmpersands undoes the ways in which HTML writes &, which it may have done to an & it
// had written.
func mendAmpersands(link string) string {
	for range maxMends {
		for _, name := range []string{"&amp;", "&#38;", "&#038;", "&#x26;"} {
			link = strings.ReplaceAll(link, name, "&")
		}
	}
	return link
}

// mendMail undoes quoted-printable, in which mail programs write = as =3D and end a long
// line with =. A browser leaves the ends of lines out.
func mendMail(link string) string {
	if !isOfMail(link) {
		return link
	}
	const equals = "\x00" // for the time being
	for _, undo := range [][2]string{{"=\r\n"}, {"=\n"}, {"=3D", equals}, {"=3d", equals}, {"="}, {equals, "="}} {
		link = strings.ReplaceAll(link, undo[0], undo[1])
	}
	return link
}

// isOfMail reports whether all pairs of a link have their = written as =3D.
func isOfMail(link string) bool {
	if !strings.Contains(link, "=3D") && !strings.Contains(link, "=3d") {
		return false
	}
	for link != "" {
		var pair string
		pair, link, _ = strings.Cut(link, "&")
		if strings.Contains(pair, "=") && !strings.Contains(pair, "=3D") && !strings.Contains(pair, "=3d") {
			return false
		}
	}
	return true
}

// mendEscapes undoes one escape too many: of pairs that have no = of their own left, or of
// the whole link.
func mendEscapes(link string) string {
	if strings.IndexByte(link, '%') < 0 {
		return link
	}
	undo := func(s string) string { return unescape(strings.ReplaceAll(s, "+", "%2B")) }
	var b strings.Builder
	for rest := link; rest != ""; {
		end := strings.IndexAny(rest, "&?#")
		if end < 0 {
			end = len(rest)
		}
		pair := rest[:end]
		if !strings.Contains(pair, "=") && (strings.Contains(pair, "%3D") || strings.Contains(pair, "%3d") || strings.Contains(pair, "%253D")) {
			pair = undo(pair)
		}
		b.WriteString(pair)
		rest = rest[end:]
		if rest != "" {
			b.WriteByte(rest[0])
			rest = rest[1:]
		}
	}
	link = b.String()
	if isEscapedTwice(link) {
		link = undo(link)
	}
	return link
}

// isEscapedTwice reports whether a link has no escape but those of escapes, which stand for
// text.
func isEscapedTwice(link string) bool {
	escapes := strings.Count(link, "%")
	twice := 0
	for i := 0; i+4 < len(link); i++ {
		if link[i:i+3] == "%25" && unhex(link[i+3]) >= 0 && unhex(link[i+4]) >= 0 {
			twice++
		}
	}
	return escapes > 0 && twice == escapes && utf8.ValidString(unescape(unescape(link)))
}

// around are the signs at a link's end that may be of the sentence around it, or of a chat
// program's markup. Dots and closing brackets have rules of their own.
const around = ",;:!?'\"<>]}*_~`|\\" + "»«›‹”“„’‘،؛؟۔–—" + "。｡、，！？；：．）］｝」』】〉》।"

// trimEnd takes off a link's end what cannot be of it.
func trimEnd(link string) string {
	for {
		start := strings.LastIndexByte(link, '&') + 1
		pair := link[start:]
		if isEntity(pair) && start > 0 {
			link = link[:start-1]
			continue
		}
		key, value, hasValue := strings.Cut(pair, "=")
		if !hasValue {
			value = pair
		}
		return link[:len(link)-len(value)] + trimValue(value, hasValue && isText(readPairKey(key)))
	}
}

// isEntity reports whether what follows an & is the rest of a sign as HTML writes it, such
// as a closing quotation mark.
func isEntity(s string) bool {
	name, isClosed := strings.CutSuffix(s, ";")
	for i := 0; i < len(name); i++ {
		if c := name[i] | 0x20; !(c >= 'a' && c <= 'z' || isDigit(name[i]) || name[i] == '#') {
			return false
		}
	}
	return isClosed && name != "" && len(name) <= 8
}

// trimValue takes off the end of a link's last value what is not of it.
func trimValue(value string, isText bool) string {
	unmatched := strings.Count(value, ")") - strings.Count(value, "(")
	for value != "" {
		r, size := lastSign(value)
		switch {
		case r == utf8.RuneError || isText && (isPrintable(r) || isBlank(r)):
			return value
		case isText || leavesNothing(r):
		case r == '.' && strings.HasSuffix(value, ".."): // an open range, or the mark of a cut
			return value
		case r == ')':
			if unmatched <= 0 {
				return value
			}
			unmatched--
		case r != '.' && !strings.ContainsRune(around, r):
			return value
		}
		value = value[:len(value)-size]
	}
	return value
}

// lastSign returns the last sign of a value and its size. It is utf8.RuneError for what is
// escaped though no browser would: that is of the value.
func lastSign(value string) (r rune, size int) {
	for size = 3; size <= 3*utf8.UTFMax && size <= len(value) && isEscape(value[len(value)-size:]); size += 3 {
		text := unescape(value[len(value)-size:])
		if !utf8.RuneStart(text[0]) {
			continue
		}
		r, length := utf8.DecodeRuneInString(text)
		if length < len(text) || r > ' ' && r < 0x7f && strings.IndexByte("\"<>`", byte(r)) < 0 {
			r = utf8.RuneError
		}
		return r, size
	}
	if size > 3 {
		return utf8.RuneError, 0
	}
	return utf8.DecodeLastRuneInString(value)
}

func isEscape(s string) bool {
	return len(s) >= 3 && s[0] == '%' && unhex(s[1]) >= 0 && unhex(s[2]) >= 0
}

// leavesNothing reports whether a sign leaves nothing to be seen at the end of a link.
func leavesNothing(r rune) bool { return !isPrintable(r) || isHidden(r) }

// mendProof is a link of ours that [mend] leaves as it is: it neither ends with a sign that
// may be the sentence's around it, nor is taken for escaped by somebody else where a text
// holds what looks like an escape.
func mendProof(link string) string {
	if isOfMail(link) {
		link = escapeAt(link, strings.Index(link, "=3")+1)
	}
	isAtRisk := func() bool { return trimEnd(link) != link || isCutOff(link) }
	if last := len(link) - 1; isAtRisk() && (last < 2 || !isEscape(link[last-2:])) {
		link = escapeAt(link, last)
	}
	if isAtRisk() {
		link += "&" // which ends it
	}
	if isEscapedTwice(link) {
		link = escapeAt(link, strings.IndexByte(link, '%')+len("%25"))
	}
	return link
}

// escapeAt escapes one sign of a link.
func escapeAt(link string, at int) string {
	var b strings.Builder
	percent(&b, link[at])
	return link[:at] + b.String() + link[at+1:]
}

// isCutOff reports whether a link ends inside a key or, as programs that shorten texts mark
// it, inside a value.
func isCutOff(link string) bool {
	key, value, hasValue := strings.Cut(link[strings.LastIndexByte(link, '&')+1:], "=")
	key = readPairKey(key)
	if !hasValue {
		return key != "" && !isForeign(key)
	}
	return isKey(key) && !isText(key) && (strings.HasSuffix(value, "...") || strings.HasSuffix(unescape(value), "…"))
}
