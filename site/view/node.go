package view

import "strings"

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
	for _, part := range parts {
		switch part := part.(type) {
		case Attr:
			n.Attrs = append(n.Attrs, part)
		case []Attr:
			n.Attrs = append(n.Attrs, part...)
		case string:
			n.add(Node{Text: part})
		case []Node:
			for _, child := range part {
				n.add(child)
			}
		case Node:
			last := len(n.Children) - 1
			switch {
			case part.Tag != "":
				n.Children = append(n.Children, part)
			case part.Text == "":
			case last >= 0 && n.Children[last].Tag == "":
				n.Children[last].Text += part.Text
			default:
				n.Children = append(n.Children, part)
			}
		}
	}
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
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ':
			b.WriteString(`\u00`)
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
}
