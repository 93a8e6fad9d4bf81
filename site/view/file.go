package view

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"runway/calc"
)

// File writes a file to download: the month table if kind is "csv", else the picture as
// a stand-alone SVG with a link to the page's address.
func File(l *Language, s *calc.Scenario, shelf Shelf, kind, address string) string {
	p := newPage(l, s, nil, shelf)
	if kind == "csv" {
		return p.csv()
	}
	return p.svg(address)
}

// files returns a download button for each kind of file.
func (p *page) files(kinds ...string) HTML {
	var buttons HTML
	for _, kind := range kinds {
		buttons += markup(`<button type="button" data-file="{kind}">{label}</button> `, "kind", escape(kind), "label", p.word("file."+kind))
	}
	return `<p class="files">` + buttons + `</p>`
}

// sharing returns the buttons that share the scenario, as a link or an embed.
func (p *page) sharing() HTML {
	return p.html(`<p class="files">` +
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

// csv writes the month table with plain numbers (RFC 4180). Below the months stand the case's marks, the figures that were not reported,
// and the line that ends every view. In languages with a decimal comma, values are separated by
// semicolons, as spreadsheets there expect.
func (p *page) csv() string {
	if p.Word("number.decimal") == "," {
		return p.csvWith(";", ",")
	}
	return p.csvWith(",", ".")
}

// csvWith is csv with a separator and a decimal sign.
func (p *page) csvWith(separator, decimal string) string {
	var b strings.Builder
	write := func(cells []string) { b.WriteString(strings.Join(cells, separator) + "\r\n") }
	header := p.csvHeader()
	write(header)
	for t := range p.result.Mid.Months {
		month := strconv.Itoa(t)
		if p.scenario.Start != 0 {
			month = (p.scenario.Start + calc.Month(t)).String()
		}
		cells := []string{month}
		number := func(v float64) {
			if calc.IsNone(v) {
				cells = append(cells, "")
				return
			}
			text := string(raw(rounded(v)))
			cells = append(cells, strings.Replace(text, ".", decimal, 1))
		}
		for _, v := range p.cells(t) {
			number(v)
		}
		write(cells)
	}
	// Each row has as many cells, so that the file stays a table.
	writeText := func(texts ...string) {
		cells := make([]string, len(header))
		for i, text := range texts {
			cells[i] = cell(text)
		}
		write(cells)
	}
	for _, f := range p.scenario.EntriesOf(calc.Mark) {
		writeText(f.Name, p.markText(f), f.Note().Source)
	}
	for _, f := range p.unreported() {
		writeText(p.figureName(f), p.standingWord(f.Note().Standing).plainText())
	}
	if credit := p.credit(func(name, _ string) HTML { return escape(name) }); credit != "" {
		writeText(credit.plainText(), p.scenario.Article)
	}
	return b.String()
}

// csvHeader returns the names of the columns of months, amounts with their currency.
func (p *page) csvHeader() []string {
	var header []string
	for i, column := range p.columns() {
		name := p.Word("table." + column)
		if i > 0 && p.scenario.Currency != "" {
			name += " (" + p.scenario.Currency + ")"
		}
		header = append(header, cell(name))
	}
	for _, n := range p.kept {
		header = append(header, cell(n.name))
	}
	return header
}

// cell quotes a text and keeps spreadsheets from reading it as a formula (OWASP, CSV
// injection), those of East Asia included, which take wide and small signs too.
func cell(text string) string {
	if first, _ := utf8.DecodeRuneInString(text); text != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫", first) {
		text = "'" + text
	}
	return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
}

// FileStyle returns the style sheet in pictures that are files, as every drawing program reads it: with the
// fallback in place of each custom property, #1b1d20 for var(--ink, #1b1d20), and with
// selectors of one element or class alone.
func FileStyle() string {
	style := ""
	for remaining := strings.ReplaceAll(drawingStyle, ".picture ", ""); ; {
		rules, property, found := strings.Cut(remaining, "var(")
		style += rules
		if !found {
			return style + fileStyle
		}
		_, colour, _ := strings.Cut(property, ", ")
		colour, remaining, _ = strings.Cut(colour, ")")
		style += colour
	}
}

// The picture's size as a file, in pixels, is that of a link's card on social networks.
const (
	FileWidth  = 1200
	FileHeight = 630
)

// svg writes the picture with its title, answer, source and link, in the light
// theme's colours.
func (p *page) svg(address string) string {
	edge, direction, anchor := 40, HTML("ltr"), HTML("start")
	if p.Word("language.dir") == "rtl" {
		edge, direction, anchor = FileWidth-40, "rtl", "end"
	}
	start := number(edge)
	// line writes a text, in smaller letters where it would not fit the width.
	line := func(kind HTML, y, size int, text HTML) HTML {
		const letterWidth = 0.55 // of its height, on average
		fit := int((FileWidth - 80) / letterWidth / float64(utf8.RuneCountInString(text.plainText())+1))
		size = min(size, max(7, fit))
		return markup(`<text font-size="{size}" class="{kind}" x="{x}" y="{y}" direction="{direction}">{text}</text>`,
			"size", number(size), "kind", kind, "x", start, "y", number(y), "direction", direction, "text", text)
	}
	lead := p.lead().plainText()
	var footer HTML
	sources := p.fileSources()
	for i, source := range sources {
		footer += line("small", 607-12*len(sources)+18*i, 17, source)
	}
	if address != "" {
		footer += markup(`<text font-size="17" class="small" x="{x}" y="619" text-anchor="{anchor}"><a href="{address}">{shown}</a></text>`,
			"x", start, "anchor", anchor, "address", escape(address), "shown", escape(shortened(address, 120)))
	}
	return string(markup(`<svg xmlns="http://www.w3.org/2000/svg" lang="{language}" width="{width}" height="{height}"`+
		` viewBox="0 0 {width} {height}" role="img" aria-labelledby="chart-title chart-text">`+
		`<title id="chart-title">{title}</title>`+
		`<desc id="chart-text">{lead}</desc>`+
		`<style>{style}</style>`+
		`<rect class="paper" width="{width}" height="{height}"></rect>`+
		`{titleLine}{leadLine}{picture}`+
		`{footer}`+
		`</svg>`,
		"language", escape(p.Code), "width", number(FileWidth), "height", number(FileHeight),
		"title", escape(p.question()), "lead", escape(lead), "style", escape(FileStyle()),
		"titleLine", line("title", 66, 44, escape(p.question())), "leadLine", line("lead", 116, 30, escape(p.leadWith("").plainText())),
		"picture", p.drawing(40, 132, FileWidth-80, 436),
		"footer", footer))
}

// fileSources returns who says what a file shows, as lines of SVG: who reported and who
// calculated, or else the source behind the scenario; and which figures were not reported.
func (p *page) fileSources() (lines []HTML) {
	source := p.credit(func(name, address string) HTML {
		if address == "" {
			return escape(name)
		}
		return markup(`<a href="{address}">{name}</a>`, "address", escape(address), "name", escape(name))
	})
	if n := p.scenario.Notes["title"]; source == "" && n.Source != "" {
		source = p.html(`{form.source}{list.colon} <a href="{source}"><tspan direction="ltr" text-decoration="underline">{address}</tspan></a>`,
			"source", escape(n.Source), "address", escape(n.Address()))
	}
	for _, text := range []HTML{source, escape(p.standings().plainText())} {
		if text != "" {
			lines = append(lines, text)
		}
	}
	return lines
}

// shortened cuts a text to at most n characters, the last being an ellipsis.
func shortened(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n-1]) + "…"
	}
	return text
}
