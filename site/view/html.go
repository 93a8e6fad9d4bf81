package view

import (
	"strconv"
	"strings"
)

// HTML is markup: every element is closed, every attribute quoted, every text
// escaped. It is put together as text, in the words of the page's language, and read
// alike by a browser when the site is built and by the page's script.
type HTML string

// html fills a template. Words stand in it by their keys, which have dots; values
// are given in pairs with the names of their holes, which have none:
//
//	p.html("<h2>{form.heading}</h2><p>{lead}</p>", "lead", lead)
func (l *Language) html(template HTML, values ...HTML) HTML { return fill(template, values, l.word) }

// markup fills a template without words.
func markup(template HTML, values ...HTML) HTML { return fill(template, values, nil) }

// fill replaces each {hole} of a template by the value given behind its name or,
// if its name has a dot, by the word with that key. A hole without a value stays as
// it is, so that it shows.
func fill[T ~string](template T, values []T, word func(key string) T) T {
	size := 2 * len(template)
	for i := 1; i < len(values); i += 2 {
		size += len(values[i])
	}
	var b strings.Builder
	b.Grow(size)
	for rest := string(template); ; {
		literal, tail, found := strings.Cut(rest, "{")
		b.WriteString(literal)
		if !found {
			return T(b.String())
		}
		var hole string
		hole, rest, _ = strings.Cut(tail, "}")
		if word != nil && strings.Contains(hole, ".") {
			b.WriteString(string(word(hole)))
		} else if i := indexOfName(values, hole); i >= 0 {
			b.WriteString(string(values[i+1]))
		} else {
			b.WriteString("{" + hole + "}")
		}
	}
}

// indexOfName returns the index of a name in pairs of names and values, or -1.
func indexOfName[T ~string](pairs []T, name string) int {
	for i := 0; i < len(pairs); i += 2 {
		if string(pairs[i]) == name {
			return i
		}
	}
	return -1
}

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

// showIf returns the content if a condition holds, else nothing.
func showIf(condition bool, content HTML) HTML {
	if condition {
		return content
	}
	return ""
}

// join concatenates pieces in one allocation. Adding to a long text cell by cell would
// copy it each time.
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
