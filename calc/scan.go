package calc

import (
	"strings"
	"unicode/utf8"
)

// scanner reads a typed text from its start.
//
// Its smallest functions stand at hundreds of places. They are not inlined, like
// [Figure.Key]: together that makes the compiled calculator 0.6 % smaller (brotli), and
// reading takes no time that counts.
type scanner struct {
	text  string // what has not been read, folded
	typed string // the whole text as it was typed

	// ofUnits is set where words follow the number: a $, a % or a letter on its own
	// belongs to them.
	ofUnits bool
	// ofTime is set in a length of time: m is months there, never millions.
	ofTime bool
	// bounds is set where a text can end or begin with "..", as claims can.
	bounds bool
	// bound is the end that the text leaves open.
	bound bound
	// currency is the ISO 4217 code of the only currency that is taken; empty takes any.
	currency string

	// codes lists the currencies that the written one can stand for; empty if none
	// was written. See [currencies].
	codes string
}

// scan prepares a typed text: digits become ASCII, invisible signs go, and signs
// that look alike or mean the same become one. Tabs and line breaks stay apart from
// other blanks, because they part the cells of a table.
func scan(text string) *scanner {
	s := &scanner{text: text, typed: text}
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < ' ' || c > '~' || c == '_' {
			s.text = strings.ReplaceAll(strings.Map(fold, text), "…", "..")
			break
		}
	}
	return s
}

// fold returns the sign that stands for r, or -1 for nothing. Of letters it folds
// the capitals of French and the hamzas on an Arabic alef, so the tables of words
// hold small letters and bare alefs only.
func fold(r rune) rune {
	if r >= '！' && r <= '～' { // full width
		r -= '！' - '!'
	}
	switch {
	case r >= '٠' && r <= '٩':
		return '0' + r - '٠'
	case r >= '۰' && r <= '۹':
		return '0' + r - '۰'
	case r >= '\u0966' && r <= '\u0def' && r&0x7f >= 0x66 && r&0x7f <= 0x6f: // the scripts of India
		return '0' + r&0x7f - 0x66
	case r >= '\u0e50' && r <= '\u0ed9' && r&0x7f >= 0x50 && r&0x7f <= 0x59: // Thai and Lao
		return '0' + r&0x7f - 0x50
	case r == 'آ', r == 'أ', r == 'إ', r == 'ٱ':
		return 'ا'
	case r >= 'À' && r <= 'Þ' && r != '×':
		return r + 'à' - 'À'
	case r == '٫':
		return '.'
	case r == '٬', r == '’', r == '‘', r == 'ʼ', r == '´', r == '_':
		return '\''
	case r == '،':
		return ','
	case r == '٪', r == '﹪':
		return '%'
	case r == '−', r == '﹣':
		return '-'
	case r == '﹢':
		return '+'
	case r == '—', r == '‒', r == '―', r == '‐', r == '‑':
		return '–'
	case r == '≈', r == '≃', r == '∼', r == '〜':
		return '~'
	case r == '￥':
		return '¥'
	case r == '￡':
		return '£'
	case r == '﹩':
		return '$'
	case r == '✕', r == '✖':
		return '×'
	case r == 'ـ', isInvisible(r):
		return -1
	case r != ' ' && r <= '\r' && isBlank(r), r == '\u0085', r == '\u2028', r == '\u2029':
		return '\n'
	case isBlank(r):
		return ' '
	case r >= '\u064b' && r <= '\u0652': // vowel signs: ألفًا is ألفا
		return -1
	}
	return r
}

// isBlank reports whether r is white space, as Unicode has it.
func isBlank(r rune) bool {
	return r == ' ' || r >= '\t' && r <= '\r' || r == '\u0085' || r == '\u00a0' || r == '\u1680' || r >= '\u2000' && r <= '\u200a' ||
		r == '\u2028' || r == '\u2029' || r == '\u202f' || r == '\u205f' || r == '\u3000'
}

// isInvisible reports whether r shows nothing: what Unicode lists as ignorable where it
// cannot be shown (Default_Ignorable_Code_Point), such as joiners, marks of direction,
// Hangul fillers and tags, the anchors of annotations, and the empty pattern of Braille.
func isInvisible(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case isBidiMark(r), r == 0xad, r == 0x34f, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r >= 0x180b && r <= 0x180f,
		r >= 0x200b && r <= 0x200d, r >= 0x2060 && r <= 0x206f, r == 0x2800, r == 0x3164, r >= 0xfe00 && r <= 0xfe0f,
		r == 0xfeff, r == 0xffa0, r >= 0xfff0 && r <= 0xfffb, r >= 0x1bca0 && r <= 0x1bca3, r >= 0x1d173 && r <= 0x1d17a,
		r >= 0xe0000 && r <= 0xe0fff:
		return true
	}
	return false
}

// isHidden reports whether r leaves nothing to be seen.
func isHidden(r rune) bool { return isBlank(r) || isInvisible(r) }

// isBidiMark reports whether r only steers the direction of text.
func isBidiMark(r rune) bool {
	return r == '\u200e' || r == '\u200f' || r == '\u061c' || isBidiControl(r)
}

// isBidiControl reports whether r embeds, overrides or isolates a direction.
func isBidiControl(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// ahead is a scanner to look ahead with.
func (s *scanner) ahead() *scanner {
	copied := *s
	return &copied
}

// next is what has not been read, without blanks in front.
//
//go:noinline
func (s *scanner) next() string { return trimBlanks(s.text) }

// trimBlanks is a folded text without the blanks in front.
//
//go:noinline
func trimBlanks(text string) string {
	for text != "" && (text[0] == ' ' || text[0] == '\n') {
		text = text[1:]
	}
	return text
}

// rest is what has not been read, without blanks around it. A point that ends a
// sentence is nothing.
//
//go:noinline
func (s *scanner) rest() string {
	rest := strings.Trim(s.text, " \n")
	if rest == "." {
		return ""
	}
	return rest
}

// unread is the rest as it was typed, signs unfolded.
func (s *scanner) unread() string {
	start := len(s.typed)
	for left := len(s.text); left > 0 && start > 0; {
		r, size := utf8.DecodeLastRuneInString(s.typed[:start])
		start -= size
		if r = fold(r); r == '…' {
			left -= len("..")
		} else if r >= 0 {
			left -= utf8.RuneLen(r)
		}
	}
	return strings.TrimSpace(s.typed[start:])
}

// end reports what is wrong with a text of which something is left unread.
func (s *scanner) end() Problem {
	if s.rest() == "" {
		return ""
	}
	return s.unreadable(NotANumber)
}

// unreadable is the given problem, or SeveralNumbers where the text is several
// cells with numbers.
func (s *scanner) unreadable(problem Problem) Problem {
	digitBefore, parted := false, false
	for _, r := range s.typed {
		switch r = fold(r); {
		case r == '\n':
			parted = digitBefore
		case r >= '0' && r <= '9':
			if parted {
				return SeveralNumbers
			}
			digitBefore = true
		}
	}
	return problem
}

// mark reads the given signs, if they come next.
func (s *scanner) mark(m string) bool {
	rest, ok := strings.CutPrefix(s.next(), m)
	if ok {
		s.text = rest
	}
	return ok
}

// word reads the given word in any case, if it comes next and ends there. A blank
// in it stands for any number of them.
func (s *scanner) word(w string) bool {
	t := s.next()
	n := match(t, w)
	if n > 0 {
		s.text = t[n:]
	}
	return n > 0
}

// words reads the first that comes next of some words with | between them.
func (s *scanner) words(list string) bool {
	t := s.next()
	for t != "" && list != "" {
		if list[0] != lowerByte(t[0]) {
			i := strings.IndexByte(list, '|')
			if i < 0 {
				return false
			}
			list = list[i+1:]
			continue
		}
		var w string
		w, list, _ = strings.Cut(list, "|")
		if n := match(t, w); n > 0 {
			s.text = t[n:]
			return true
		}
	}
	return false
}

// match is the length of the word w at the start of t, or 0.
func match(t, w string) int {
	i := 0
	for j := 0; j < len(w); j++ {
		switch {
		case i < len(t) && lowerByte(t[i]) == w[j]:
			i++
		case i < len(t) && w[j] == ' ' && t[i] == '\n':
			i++
		default:
			return 0
		}
		if w[j] == ' ' {
			i = len(t) - len(trimBlanks(t[i:]))
		}
	}
	if last, _ := utf8.DecodeLastRuneInString(w); isLetter(last) {
		if next, _ := utf8.DecodeRuneInString(t[i:]); isLetter(next) {
			return 0
		}
	}
	return i
}

// isLetter reports whether r goes on with a word: a letter of ASCII, or any other
// sign but punctuation and currencies.
func isLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '\u00c0' && r != '×' && r != '÷' && (r < '\u2000' || r > '\u20cf') && r != '﷼' && r != utf8.RuneError
}

func isASCIILetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// startsWithLetter reports whether a letter, or any sign beyond ASCII, comes first.
func startsWithLetter(s string) bool { return s != "" && (s[0] >= 0x80 || isASCIILetter(s[0])) }

func startsWithDigit(s string) bool { return s != "" && isDigit(s[0]) }

//go:noinline
func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func lowerByte(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// lower is a text with small letters for the large ones of ASCII, which is all
// that words of choices are written with. The tables for other letters are large.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				b[i] = lowerByte(b[i])
			}
			return string(b)
		}
	}
	return s
}
