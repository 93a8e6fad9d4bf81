package view

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"runway/calc"
)

// File writes what a reader can take away of a scenario: the month table as csv,
// or the picture as svg, which stands alone. The address is where the scenario
// came from.
func File(l *Language, s *calc.Scenario, shelf Shelf, kind, address string) string {
	p := newPage(l, s, nil, shelf)
	if kind == "csv" {
		return p.csv()
	}
	return p.svg(address)
}

// files offers files of the given kinds.
func (p *page) files(kinds ...string) Node {
	node := el("p", class("files"))
	for _, kind := range kinds {
		node.add(el("button", Attr{"type", "button"}, Attr{"data-file", kind}, p.Word("file."+kind)), " ")
	}
	return node
}

// passOn offers to pass the scenario on, as a link.
func (p *page) passOn() Node {
	offer := func(kind string) Node {
		return el("button", Attr{"type", "button"}, Attr{"data-share", kind}, Attr{"data-done", p.Word("share." + kind + ".done")}, p.Word("share."+kind))
	}
	return el("p", class("files share"), offer("copy"), " ", offer("system"), " ",
		el("button", Attr{"type", "button"}, Attr{"data-share", "qr"}, p.Word("share.qr")), " ",
		el("button", Attr{"type", "button"}, Attr{"data-share", "embed"}, p.Word("embed.button")))
}

// csv is the month table with plain numbers (RFC 4180), the cash of what is
// compared beside it.
// Languages that write a decimal comma set values apart by semicolons, as
// spreadsheets in these languages expect.
func (p *page) csv() string {
	var b strings.Builder
	separator, comma := ",", p.Word("number.decimal") == ","
	if comma {
		separator = ";"
	}
	row := func(cells []string) { b.WriteString(strings.Join(cells, separator) + "\r\n") }
	var head []string
	columns := p.columns()
	for i, c := range columns {
		name := p.Word("table." + c)
		if i > 0 && p.scenario.Currency != "" {
			name += " (" + p.scenario.Currency + ")"
		}
		head = append(head, cell(name))
	}
	var kept []calc.Row
	var first int
	if p.compared != nil {
		kept, first = p.compared.rows(len(p.result.Mid.Months))
	}
	if len(kept) > 0 {
		head = append(head, cell(p.compared.name))
	}
	row(head)
	for t := range p.result.Mid.Months {
		month := strconv.Itoa(t)
		if p.scenario.Start != 0 {
			month = (p.scenario.Start + calc.Month(t)).String()
		}
		cells := []string{month}
		number := func(v float64) {
			text := raw(rounded(v))
			if comma {
				text = strings.Replace(text, ".", ",", 1)
			}
			cells = append(cells, text)
		}
		for _, v := range p.cells(t) {
			number(v)
		}
		switch at := t - first; {
		case len(kept) == 0:
		case at >= 0 && at < len(kept):
			number(kept[at].Cash)
		default:
			cells = append(cells, "")
		}
		row(cells)
	}
	return b.String()
}

// cell is a text that a spreadsheet shows as it is: quoted, and not read as a
// formula (OWASP, CSV injection).
func cell(text string) string {
	if strings.ContainsAny(text[:min(1, len(text))], "=+-@\t\r\n") {
		text = "'" + text
	}
	return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
}

// plainStyle is the style with the colours for files: var(--ink, #1b1d20) is
// #1b1d20.
func plainStyle() string {
	var b strings.Builder
	for i, part := range strings.Split(ChartStyle, "var(") {
		if i > 0 {
			_, part, _ = strings.Cut(part, ", ")
			part = strings.Replace(part, ")", "", 1)
		}
		b.WriteString(part)
	}
	return b.String() + fileStyle
}

// The picture as a file is as wide and high, in pixels, as the cards that social
// networks show behind a link.
const (
	FileWidth  = 1200
	FileHeight = 630

	legendLetter = 10.0 // about as wide as one is
	legendGap    = 66.0 // between texts, the next one's mark included
)

// svg is the picture with its title, answer, legend, source and link. Its colours
// are those of the light page.
func (p *page) svg(address string) string {
	rtl := p.Word("language.dir") == "rtl"
	side, direction := 40, "ltr"
	if rtl {
		side, direction = FileWidth-40, "rtl"
	}
	// A text that would be wider than the picture is set smaller.
	fit := func(size int, text string) Attr {
		const widest = 0.55 // of a letter's height, about
		if most := int((FileWidth - 80) / widest / float64(utf8.RuneCountInString(text)+1)); size > most {
			size = max(7, most)
		}
		return Attr{"style", "font-size:" + strconv.Itoa(size) + "px"}
	}
	line := func(kind string, y int, text ...any) Node {
		return el("text", append(text, class(kind), Attr{"x", strconv.Itoa(side)}, Attr{"y", strconv.Itoa(y)}, Attr{"direction", direction})...)
	}
	lead := p.lead()
	svg := el("svg", Attr{"xmlns", "http://www.w3.org/2000/svg"}, Attr{"lang", p.Code}, Attr{"width", strconv.Itoa(FileWidth)}, Attr{"height", strconv.Itoa(FileHeight)},
		Attr{"viewBox", "0 0 " + strconv.Itoa(FileWidth) + " " + strconv.Itoa(FileHeight)}, Attr{"role", "img"}, Attr{"aria-labelledby", "chart-title chart-text"},
		el("title", Attr{"id", "chart-title"}, p.question()),
		el("desc", Attr{"id", "chart-text"}, lead.text()),
		el("style", plainStyle()),
		el("rect", class("paper"), Attr{"width", "100%"}, Attr{"height", "100%"}),
		line("title", 66, fit(44, p.question()), p.question()),
		line("lead", 116, fit(30, lead.text()), lead.text()))
	picture := p.picture()
	picture.Attrs = append(picture.Attrs, Attr{"x", "40"}, Attr{"y", "132"}, Attr{"width", strconv.Itoa(FileWidth - 80)}, Attr{"height", "404"})
	svg.add(picture)
	// The legend is one row, set smaller where it would be wider than the picture.
	var texts []string
	width := 0.0
	for _, item := range p.legend() {
		texts = append(texts, shortened(item.text(), 60))
		width += legendGap + legendLetter*float64(utf8.RuneCountInString(texts[len(texts)-1]))
	}
	scale := math.Min(1, (FileWidth-80+legendGap/2)/width)
	key := el("g", class("key"), Attr{"transform", "translate(40 562) scale(" + raw(rounded(scale)) + ")"})
	x := 0.0
	for i, item := range p.legend() {
		key.add(el("rect", class(item.Attrs[0].Value), Attr{"x", raw(x)}, Attr{"y", "-14"}, Attr{"width", "26"}, Attr{"height", "14"}),
			el("text", Attr{"x", raw(x + 34)}, Attr{"y", "0"}, texts[i]))
		x += legendGap + legendLetter*float64(utf8.RuneCountInString(texts[i]))
	}
	svg.add(key)
	source := p.scenario.Notes["title"].Source
	if source != "" {
		svg.add(line("small", 595, p.Word("form.source")+p.Word("list.colon")+" ", el("a", Attr{"href", source}, el("tspan", Attr{"direction", "ltr"}, source))))
	}
	if address != "" {
		anchor := "start"
		if rtl {
			anchor = "end"
		}
		svg.add(el("text", class("small"), Attr{"x", strconv.Itoa(side)}, Attr{"y", "619"}, Attr{"text-anchor", anchor}, el("a", Attr{"href", address}, shortened(address, 120))))
	}
	var b strings.Builder
	svg.HTML(&b)
	return b.String()
}

// shortened is a text to so many characters.
func shortened(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
