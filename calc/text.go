package calc

import (
	"strings"
	"unicode/utf8"
)

// checkText returns what is wrong with a text that is to be shown as it is.
func checkText(text string) Problem {
	if !utf8.ValidString(text) {
		return Unprintable
	}
	for _, r := range text {
		if !IsPrintable(r) && r != utf8.RuneError {
			return Unprintable
		}
	}
	if utf8.RuneCountInString(text) > MaxText {
		return TooLong
	}
	return ""
}

// IsPrintable reports whether a scenario's texts can hold r. They hold no control
// characters, nothing that turns the direction of the text around it, and nothing that
// is no character, which XML does not take.
func IsPrintable(r rune) bool {
	return r >= ' ' && (r < 0x7f || r >= 0xa0) && r != '\u2028' && r != '\u2029' && !isBidiControl(r) && r&0xfffe != 0xfffe && r != utf8.RuneError
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

// readSource puts an http or https address into its place, unless it is refused.
func readSource(place *string, text string) Problem {
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
	*place = text
	return ""
}
