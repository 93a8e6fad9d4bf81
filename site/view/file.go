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
func (p *page) files(kinds ...string) HTML {
	var all HTML
	for _, kind := range kinds {
		all += markup(`<button type="button" data-file="{kind}">{label}</button> `, "kind", text(kind), "label", p.word("file."+kind))
	}
	return `<p class="files">` + all + `</p>`
}

// passOn offers to pass the scenario on, as a link.
func (p *page) passOn() HTML {
	return p.html(`<p class="files share">` +
		`<button type="button" data-share="copy" data-done="{share.copy.done}">{share.copy}</button> ` +
		`<button type="button" data-share="system" data-done="{share.system.done}">{share.system}</button> ` +
		`<button type="button" data-share="qr">{share.qr}</button> ` +
		`<button type="button" data-share="embed">{embed.button}</button>` +
		`</p>` +
		`<p class="refused">` +
		`<label for="share-link">{share.refused}</label>` +
		`<textarea id="share-link" rows="2" dir="ltr" readonly spellcheck="false"></textarea>` +
		`</p>`)
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
			text := string(raw(rounded(v)))
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
	plain := ""
	for rest := ChartStyle; ; {
		before, property, found := strings.Cut(rest, "var(")
		plain += before
		if !found {
			return plain + fileStyle
		}
		_, colour, _ := strings.Cut(property, ", ")
		colour, rest, _ = strings.Cut(colour, ")")
		plain += colour
	}
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
	side, direction, anchor := 40, HTML("ltr"), HTML("start")
	if p.Word("language.dir") == "rtl" {
		side, direction, anchor = FileWidth-40, "rtl", "end"
	}
	start := number(side)
	// A text that would be wider than the picture is set smaller.
	line := func(kind HTML, y, size int, s string) HTML {
		const widest = 0.55 // of a letter's height, about
		if most := int((FileWidth - 80) / widest / float64(utf8.RuneCountInString(s)+1)); size > most {
			size = max(7, most)
		}
		return markup(`<text style="font-size:{size}px" class="{kind}" x="{x}" y="{y}" direction="{direction}">{text}</text>`,
			"size", number(size), "kind", kind, "x", start, "y", number(y), "direction", direction, "text", text(s))
	}
	lead := p.lead().text()
	// The legend is one row, set smaller where it would be wider than the picture.
	x := 0.0
	var keys HTML
	for _, key := range p.legend() {
		name := shortened(key.name.text(), 60)
		keys += markup(`<rect class="{class}" x="{x}" y="-14" width="26" height="14"></rect><text x="{textX}" y="0">{name}</text>`,
			"class", key.class, "x", raw(x), "textX", raw(x+34), "name", text(name))
		x += legendGap + legendLetter*float64(utf8.RuneCountInString(name))
	}
	scale := math.Min(1, (FileWidth-80+legendGap/2)/x)
	var below HTML
	if source := p.scenario.Notes["title"].Source; source != "" {
		below = p.html(`<text class="small" x="{x}" y="595" direction="{direction}">{form.source}{list.colon} `+
			`<a href="{source}"><tspan direction="ltr">{source}</tspan></a></text>`,
			"x", start, "direction", direction, "source", text(source))
	}
	if address != "" {
		below += markup(`<text class="small" x="{x}" y="619" text-anchor="{anchor}"><a href="{address}">{shown}</a></text>`,
			"x", start, "anchor", anchor, "address", text(address), "shown", text(shortened(address, 120)))
	}
	return string(markup(`<svg xmlns="http://www.w3.org/2000/svg" lang="{language}" width="{width}" height="{height}"`+
		` viewBox="0 0 {width} {height}" role="img" aria-labelledby="chart-title chart-text">`+
		`<title id="chart-title">{title}</title>`+
		`<desc id="chart-text">{lead}</desc>`+
		`<style>{style}</style>`+
		`<rect class="paper" width="100%" height="100%"></rect>`+
		`{titleLine}{leadLine}{picture}`+
		`<g class="key" transform="translate(40 562) scale({scale})">{keys}</g>`+
		`{below}`+
		`</svg>`,
		"language", text(p.Code), "width", number(FileWidth), "height", number(FileHeight),
		"title", text(p.question()), "lead", text(lead), "style", text(plainStyle()),
		"titleLine", line("title", 66, 44, p.question()), "leadLine", line("lead", 116, 30, lead),
		"picture", p.picture(markup(` x="40" y="132" width="{width}" height="404"`, "width", number(FileWidth-80))),
		"scale", raw(rounded(scale)), "keys", keys, "below", below))
}

// shortened is a text to so many characters.
func shortened(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
