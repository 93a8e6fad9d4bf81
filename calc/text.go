package calc

import (
	"strings"
	"unicode/utf8"
)

// checkText refuses what cannot be shown as it is: broken UTF-8, control
// characters, and marks that turn the direction of the text around them.
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
