package view

import (
	"slices"
	"strings"
)

// Node is an element with its attributes and children or, without a tag, a run
// of text.
type Node struct {
	Tag      string
	Attrs    []Attr
	Children []Node
	Text     string
}

// Attr is an attribute of an element. A boolean one has the empty value.
type Attr struct{ Name, Value string }

// el builds an element from attributes, nodes and strings in any order. Texts
// that touch become one, as they do when a browser reads them from HTML.
func el(tag string, parts ...any) Node {
	n := Node{Tag: tag}
	n.add(parts...)
	return n
}

func (n *Node) add(parts ...any) {
	attrs, children := 0, 0
	for _, part := range parts {
		switch part := part.(type) {
		case Attr:
			attrs++
		case []Attr:
			attrs += len(part)
		case []Node:
			children += len(part)
		default:
			children++
		}
	}
	n.Attrs = slices.Grow(n.Attrs, attrs)
	n.Children = slices.Grow(n.Children, children)
	for _, part := range parts {
		switch part := part.(type) {
		case Attr:
			n.Attrs = append(n.Attrs, part)
		case []Attr:
			n.Attrs = append(n.Attrs, part...)
		case string:
			n.addText(part)
		case []Node:
			for i := range part {
				n.child(&part[i])
			}
		case Node:
			n.child(&part)
		}
	}
}

func (n *Node) child(child *Node) {
	if child.Tag == "" {
		n.addText(child.Text)
	} else {
		n.Children = append(n.Children, *child)
	}
}

func (n *Node) addText(text string) {
	if last := len(n.Children) - 1; last >= 0 && n.Children[last].Tag == "" {
		n.Children[last].Text += text
	} else if text != "" {
		n.Children = append(n.Children, Node{Text: text})
	}
}

// text is the text of the node and all its children.
func (n *Node) text() string {
	text := n.Text
	for i := range n.Children {
		text += n.Children[i].text()
	}
	return text
}

func class(name string) Attr { return Attr{"class", name} }

// HTML writes the node as a browser reads it. Text is escaped.
func (n Node) HTML(b *strings.Builder) {
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
	if n.Tag == "" {
		escape.WriteString(b, n.Text)
		return
	}
	b.WriteString("<" + n.Tag)
	for _, a := range n.Attrs {
		b.WriteString(" " + a.Name)
		if a.Value != "" {
			b.WriteString(`="`)
			escape.WriteString(b, a.Value)
			b.WriteByte('"')
		}
	}
	b.WriteByte('>')
	if n.Tag == "input" {
		return
	}
	for _, child := range n.Children {
		child.HTML(b)
	}
	b.WriteString("</" + n.Tag + ">")
}

// JSON writes the node for the page's script: a text as a string, an element as
// [tag, {attribute: value}, child, …].
func (n Node) JSON(b *strings.Builder) {
	if n.Tag == "" {
		quoteJSON(b, n.Text)
		return
	}
	b.WriteByte('[')
	quoteJSON(b, n.Tag)
	b.WriteString(",{")
	for i, a := range n.Attrs {
		if i > 0 {
			b.WriteByte(',')
		}
		quoteJSON(b, a.Name)
		b.WriteByte(':')
		quoteJSON(b, a.Value)
	}
	b.WriteByte('}')
	for _, child := range n.Children {
		b.WriteByte(',')
		child.JSON(b)
	}
	b.WriteByte(']')
}

func quoteJSON(b *strings.Builder, s string) {
	const hex = "0123456789abcdef"
	b.WriteByte('"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b.WriteString(s[from:i])
		from = i + 1
		if c < ' ' {
			b.WriteString(`\u00`)
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		} else {
			b.WriteByte('\\')
			b.WriteByte(c)
		}
	}
	b.WriteString(s[from:])
	b.WriteByte('"')
}
