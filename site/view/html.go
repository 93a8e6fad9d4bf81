package view

import (
	"strconv"
	"strings"
)

// HTML is markup: every element is closed, every attribute quoted, every text
// escaped. It is put together as text, in the words of the page's language, and read
// alike by a browser when the site is built and by the page's script.
type HTML string

// html is a template with {} filled by the parts in turn, and {key} by the word with
// that key.
func (l *Language) html(template string, parts ...HTML) HTML {
	size := 2 * len(template)
	for _, part := range parts {
		size += len(part)
	}
	var b strings.Builder
	b.Grow(size)
	for {
		before, rest, ok := strings.Cut(template, "{")
		b.WriteString(before)
		if !ok {
			return HTML(b.String())
		}
		key, after, _ := strings.Cut(rest, "}")
		if key == "" {
			b.WriteString(string(parts[0]))
			parts = parts[1:]
		} else {
			b.WriteString(string(l.word(key)))
		}
		template = after
	}
}

// shape is a template without words.
func shape(template string, parts ...HTML) HTML { return (&Language{}).html(template, parts...) }

// text is a text as it stands in markup, in an element or an attribute.
func text(s string) HTML {
	var b strings.Builder
	from := 0
	for i := 0; i < len(s); i++ {
		escaped := ""
		switch s[i] {
		case '&':
			escaped = "&amp;"
		case '<':
			escaped = "&lt;"
		case '>':
			escaped = "&gt;"
		case '"':
			escaped = "&quot;"
		default:
			continue
		}
		b.WriteString(s[from:i])
		b.WriteString(escaped)
		from = i + 1
	}
	if from == 0 {
		return HTML(s)
	}
	b.WriteString(s[from:])
	return HTML(b.String())
}

func number(n int) HTML { return HTML(strconv.Itoa(n)) }

// when is the markup if a condition holds, or nothing.
func when(holds bool, markup HTML) HTML {
	if holds {
		return markup
	}
	return ""
}

// join is pieces one behind the other.
func join(pieces []HTML) HTML {
	size := 0
	for _, piece := range pieces {
		size += len(piece)
	}
	var b strings.Builder
	b.Grow(size)
	for _, piece := range pieces {
		b.WriteString(string(piece))
	}
	return HTML(b.String())
}

// text is the text of the markup without its elements.
func (h HTML) text() string {
	all := ""
	for rest := string(h); rest != ""; {
		before, tag, _ := strings.Cut(rest, "<")
		all += before
		_, rest, _ = strings.Cut(tag, ">")
	}
	for _, escape := range [][2]string{{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", `"`}, {"&amp;", "&"}} {
		all = strings.ReplaceAll(all, escape[0], escape[1])
	}
	return all
}
