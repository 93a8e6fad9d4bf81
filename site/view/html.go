package view

import (
	"strconv"
	"strings"
)

// HTML is markup in which every element is closed, every attribute quoted and every
// text escaped. Browsers read it when a page loads; with each answer the script's own
// small reader does, which relies on this form.
type HTML string

// html fills a template. Words stand in it by their keys, which have dots; values
// are given in pairs with the names of their holes, which have none:
//
//	p.html("<h2>{form.heading}</h2><p>{lead}</p>", "lead", lead)
func (l *Language) html(template HTML, values ...HTML) HTML { return fill(template, values, l.word) }

// section returns a part of the page that readers open by its heading. Closed, it is still found
// by those who search the page, and where no script runs.
func (l *Language) section(class HTML, heading string, content HTML) HTML {
	return markup(`<section class="{class}">{content}</section>`, "class", class, "content", l.folded(heading, content))
}

// folded returns a heading and what it opens.
func (l *Language) folded(heading string, content HTML) HTML {
	return markup(`<details><summary><h2>{heading}</h2></summary>{content}</details>`, "heading", l.word(heading), "content", content)
}

// markup fills a template without words.
func markup(template HTML, values ...HTML) HTML { return fill(template, values, nil) }

// fill replaces each {hole} of a template by the value with its name or, where words
// are given and the name has a dot, by the word with that key. A hole without a value
// stays as it is, which tests look for.
func fill[T ~string](template T, values []T, word func(key string) T) T {
	size := len(template)
	for i := 1; i < len(values); i += 2 {
		size += len(values[i])
	}
	var b strings.Builder
	b.Grow(size)
	for remaining := string(template); ; {
		literal, tail, found := strings.Cut(remaining, "{")
		b.WriteString(literal)
		if !found {
			return T(b.String())
		}
		var hole string
		hole, remaining, _ = strings.Cut(tail, "}")
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

// escape escapes a text for an element or an attribute.
func escape(s string) HTML {
	var b strings.Builder
	start := 0 // of what is not written yet
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
		b.WriteString(s[start:i])
		b.WriteString(escaped)
		start = i + 1
	}
	if start == 0 {
		return HTML(s)
	}
	b.WriteString(s[start:])
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

// plainText returns the markup's text without tags and escapes, as titles and files need it.
func (h HTML) plainText() string {
	plain := ""
	for markup := string(h); markup != ""; {
		content, tag, _ := strings.Cut(markup, "<")
		plain += content
		_, markup, _ = strings.Cut(tag, ">")
	}
	for _, escape := range [][2]string{{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", `"`}, {"&amp;", "&"}} {
		plain = strings.ReplaceAll(plain, escape[0], escape[1])
	}
	return plain
}
