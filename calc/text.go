package calc

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarks is how many marks can stand on one letter, as many as scripts put there. More
// would be drawn over the lines above and below.
const maxMarks = 5

// checkText returns what is wrong with a text that is to be shown as it is.
func checkText(text string) Problem {
	switch {
	case !isShowable(text):
		return Unprintable
	case utf8.RuneCountInString(text) > MaxText:
		return TooLong
	}
	return ""
}

// isShowable reports whether a text, of whatever length, can be shown as it is.
func isShowable(text string) bool {
	return utf8.ValidString(text) && Printable(text) == text && (text == "" || isVisible(text))
}

// Printable returns a text without what a scenario's texts cannot hold: control characters,
// signs that turn the direction of the text around them, those that XML does not take,
// broken UTF-8, and marks beyond five on one letter.
func Printable(text string) string {
	marks := 0 // on the letter in hand
	return strings.Map(func(r rune) rune {
		switch {
		case isMark(r):
			marks++
		case !isInvisible(r):
			marks = 0
		}
		if !isPrintable(r) || marks > maxMarks {
			return -1
		}
		return r
	}, text)
}

// isPrintable reports whether a scenario's texts can hold r.
func isPrintable(r rune) bool {
	return r >= ' ' && (r < 0x7f || r >= 0xa0) && r != '\u2028' && r != '\u2029' && !isBidiControl(r) &&
		r&0xfffe != 0xfffe && (r < 0xfdd0 || r > 0xfdef) && r != utf8.RuneError
}

// isMark reports whether r is drawn on the letter before it.
func isMark(r rune) bool { return r >= 0x300 && unicode.In(r, unicode.Mn, unicode.Me) }

// isVisible reports whether there is anything to be seen of a text.
func isVisible(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return !isHidden(r) && !isMark(r) })
}

// checkName returns what is wrong with the name of a line or payment.
func checkName(name string) Problem {
	if name == "" {
		return NoName
	}
	return checkText(name)
}

// readText puts a text without the blanks around it into its place, unless it is refused.
func readText(place *string, text string) Problem {
	text = strings.TrimSpace(text)
	problem := checkText(text)
	if problem == "" {
		*place = text
	}
	return problem
}
