package view

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"runway/calc"
)

// NewDesk returns the page on which a case is written: the fields of all that a case can hold, with
// note, source and standing at each figure, what is still missing of it, and the answer. The
// figure with the key inHand is being changed, as on a reader's page.
func NewDesk(l *Language, m calc.Manuscript, shelf Shelf, inHand string) Page {
	return NewDeskWriter(l, m, shelf, inHand).Page(nil)
}

// NewDeskWriter returns the writer of that page.
func NewDeskWriter(l *Language, m calc.Manuscript, shelf Shelf, inHand string) *Writer {
	w := NewWriter(l, m.Scenario, m.Errors, shelf, inHand)
	if m.Scenario != nil {
		d := desk{w.page, m}
		w.page.behind, w.whole = d.behind, d.show
	}
	return w
}

// show returns the page.
func (d desk) show() Page {
	p := d.page
	main := p.html(`<main id="main"><h1>{question}</h1>{notice}`+
		`<div class="headline">{lead}{assumed}{recording}{steps}</div>`+
		`<p class="files tools"><button type="button" data-open="plan">{desk.plan}</button> <button type="button" data-open="case">{desk.case}</button></p>`+
		`<form class="figures" autocomplete="off" autocapitalize="none" autocorrect="off">`+
		`<div class="columns"><div class="beside">{levers}{chart}</div><div class="answer">{missing}{start}{case}</div></div>`+
		`{figures}{claims}{happened}{bank}{whatIfs}{settings}`+
		`<datalist id="currencies"></datalist></form>`+
		`{results}{months}{shelf}{files}{credit}`+
		`</main>`,
		"question", escape(cmp.Or(p.caseName(), p.Word("desk.heading"))), "lead", d.lead(), "assumed", p.assumed(), "recording", d.recording(), "steps", p.steps(),
		"levers", showIf(p.isCase, p.levers()), "chart", showIf(p.isCase, p.chart()), "start", d.start(),
		"figures", d.part("figures", "form.heading", true, p.html(`<fieldset><legend>{form.basics}</legend><div class="fields">{company}</div></fieldset>{revenue}{costs}{payments}`,
			"company", p.figuresOf(calc.CompanyFigure), "revenue", p.lines(true), "costs", p.lines(false), "payments", p.payments())),
		"case", d.part("about", "desk.about", true, `<div class="fields">`+d.caseFields()+`</div>`),
		"claims", d.part("claims", "form.claims", p.scenario.FigureOf(calc.ClaimedLoss).IsGiven() || p.scenario.FigureOf(calc.ClaimedRunway).IsGiven(),
			p.html(`<p class="help">{desk.claims}</p><div class="fields">{claims}</div>`, "claims", p.figuresOf(calc.ClaimFigure))),
		"happened", d.part("happened", "desk.happened", false, d.entries(calc.Mark)+d.entries(calc.Actual)),
		"bank", d.bank(),
		"whatIfs", d.part("readers", "desk.readers", false, d.whatIfs()+d.levers()),
		"settings", d.part("settings", "form.method", false, `<div class="fields">`+p.figuresOf(calc.SettingFigure)+`</div>`),
		"missing", d.missing(), "notice", p.notice(),
		"results", p.write("results"), "months", p.write("months"), "shelf", p.write("shelf"), "files", d.files(), "credit", p.creditLine())
	// The code of an embed takes the title and the description.
	if !p.isCase {
		return Page{Title: p.Word("desk.heading"), Description: p.Word("desk.description"), Main: main}
	}
	return Page{Title: p.heading(), Description: describe(p.lead(), p.assumed(), p.answer()), Main: main}
}

// EmptyDesk returns the page on which a case is written before its calculator has answered.
func EmptyDesk(l *Language) Page {
	return Page{Title: l.Word("desk.heading"), Description: l.Word("desk.description"),
		Main: `<main id="main"><h1>` + l.word("desk.heading") + `</h1></main>`}
}

// A desk writes the parts of a page that only authors see.
type desk struct {
	*page
	manuscript calc.Manuscript
}

// part returns a section, open or not until the author opens or closes it.
func (d desk) part(class HTML, heading string, isOpen bool, content HTML) HTML {
	return markup(`<section class="{class} rows"><details{open}><summary><h2>{heading}</h2></summary>{content}</details></section>`,
		"class", class, "open", showIf(isOpen, " open"), "heading", d.word(heading), "content", content)
}

// lead returns the answer, or what to begin with where nothing is given from which one follows.
func (d desk) lead() HTML {
	moves := func(l calc.Line) bool { return l.Amount.High != 0 }
	if !d.isCase || len(d.scenario.Lines) > 0 && !slices.ContainsFunc(d.scenario.Lines, moves) {
		return d.html(`<p class="lead">{desk.empty}</p>`)
	}
	return d.page.lead()
}

// start returns how to begin, on an empty page.
func (d desk) start() HTML {
	return showIf(!d.isCase, d.html(`<p class="help">{desk.start}</p>`))
}

// recording returns what the changes do and what can be made of them, while a what-if is recorded.
func (d desk) recording() HTML {
	if !d.manuscript.IsRecording {
		return ""
	}
	if d.changed == 0 {
		return d.html(`<p class="delta none">{desk.recording} {discard}</p>`, "discard", button{class: "settle", act: calc.Settle, label: d.Word("desk.stop")}.render())
	}
	record := button{class: "record", act: calc.Record, text: d.Word("desk.new-if"), label: d.Word("desk.record")}.render()
	if !d.hasRoom() {
		record = escape(d.problem(calc.TooManyEntries))
	}
	return d.delta() + `<p class="files recording">` + record + " " +
		button{class: "settle", act: calc.Settle, label: d.Word("desk.settle")}.render() + `</p>`
}

// caseFields returns the fields of what the case is called and who says so, with their texts in
// other languages.
func (d desk) caseFields() (fields HTML) {
	for _, k := range calc.KindsOf(calc.CaseFigure) {
		if k != calc.Levers { // which are chosen by their names
			fields += d.companyField(k)
		}
	}
	return fields
}

// otherLanguages are those that a case's texts can be in, beside the page's: those that its words
// have a name for.
func (d desk) otherLanguages() (codes []string) {
	for key := range d.words {
		if code, ok := strings.CutPrefix(key, "desk.in."); ok && code != d.Code {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}

// behind returns the fields of what stands behind a figure, folded away until they are used: note,
// source, standing, and its texts in other languages.
func (d desk) behind(f calc.Figure) HTML {
	key := f.Key()
	var fields, shown HTML
	isOpen := false
	label := d.figureName(f)
	switch {
	case f.Kind == calc.Title || f.Kind.Owner != calc.CaseFigure && f.Kind.Owner != calc.SettingFigure || f.Kind == calc.Valuation:
		note := f.Note()
		fields = d.textField("note."+key, note.Text, d.Word("form.note"), label, false) +
			d.textField("src."+key, note.Source, d.Word("form.source"), label, true)
		if f.Kind.Owner != calc.CaseFigure {
			fields += d.standingField(f)
		}
		shown = d.note(key)
		for _, part := range []string{"note.", "src.", "as."} {
			isOpen = isOpen || d.problemAt(part+key) != ""
		}
		if note.Text != "" {
			fields += d.translations("note."+key, "desk.note-in.", label)
		}
	case f.Kind.Measure != calc.Text:
		return ""
	}
	switch {
	case f.Kind.Owner == calc.CaseFigure && f.Kind.Measure == calc.Text || f.Kind == calc.Mark:
		fields += d.translations(key, "desk.in.", label)
	case f.Kind.IsHead() || f.Kind == calc.WhatIf:
		fields += d.translations("name."+f.Name, "desk.name-in.", label)
	}
	summary := d.word("desk.behind")
	if f.Kind.Owner == calc.CaseFigure && f.Kind != calc.Title {
		summary = d.word("desk.languages")
	}
	if shown != "" {
		summary = shown
	}
	if f.Kind.Owner == calc.LineFigure && !f.Kind.IsHead() { // below that of the line's amount
		summary = d.word("figure."+wordOf(f.Kind)) + d.behindColon(summary)
	}
	return markup(`<details class="behind"{open}><summary>{summary}<span class="unseen">{label}</span></summary><div class="fields">{fields}</div></details>`,
		"open", showIf(isOpen, " open"), "summary", summary, "label", escape(d.lineLabel(label)), "fields", fields)
}

// problemAt returns what is wrong with the text of a key, in words, or nothing.
func (d desk) problemAt(key string) string {
	for _, e := range d.errors {
		if e.Key == key {
			return d.problem(e.Problem)
		}
	}
	return ""
}

// textField returns the field of a text with a key of its own. Screen readers hear whose it is.
func (d desk) textField(key, text, label, of string, isAddress bool) HTML {
	id, problem := d.id(), d.problemAt(key)
	for _, e := range d.errors {
		if e.Key == key {
			text = e.Text
		}
	}
	return markup(`<div class="figure text" data-key="{key}"><label for="{id}">{label}<span class="unseen">{of}</span></label>`+
		`<span class="control"><input id="{id}" type="text" dir="auto" aria-describedby="{id}p"{invalid}{mode} value="{text}"{typing}></span>{message}</div>`,
		"key", escape(key), "id", id, "label", escape(label), "of", escape(d.Fill("figure.of", "figure", "", "line", of)), "invalid", showIf(problem != "", ` aria-invalid="true"`),
		"mode", showIf(isAddress, ` inputmode="url"`), "text", escape(text), "typing", quietField, "message", message(id, problem))
}

// standingField returns the menu of what a figure rests on.
func (d desk) standingField(f calc.Figure) HTML {
	id := d.id()
	var options HTML
	for _, standing := range []calc.Standing{calc.Reported, calc.Estimated, calc.Derived, calc.Assumed} {
		options += d.option(standing.String(), "standing."+standing.String(), standing == f.Note().Standing)
	}
	return d.html(`<div class="figure" data-key="as.{key}"><label for="{id}">{form.standing}</label><span class="control"><select id="{id}">{options}</select></span></div>`,
		"key", escape(f.Key()), "id", id, "options", options)
}

// translations returns the fields of a text in other languages. The word is the first part of
// their labels' keys.
func (d desk) translations(key, word, of string) (fields HTML) {
	for _, language := range d.otherLanguages() {
		fields += d.textField(key+"@"+language, d.manuscript.Text(key, language), d.Word(word+language), of, false)
	}
	return fields
}

// missing lists what a case still needs before it can be published, each item with ways there.
func (d desk) missing() HTML {
	if !d.isCase {
		return ""
	}
	way := func(key, label string) HTML {
		return markup(`<button type="button" class="way" data-to="{key}">{label}</button>`, "key", escape(key), "label", escape(label))
	}
	var list HTML
	add := func(key string, ways ...HTML) {
		if len(ways) > 0 {
			list += "<li>" + d.prose(d.class(key, strconv.Itoa(len(ways))), "n", escape(d.Number(strconv.Itoa(len(ways)))), "figures", join(ways)) + "</li>"
		}
	}
	var absent []HTML
	for _, k := range []*calc.Kind{calc.Title, calc.Company, calc.CurrencyCode, calc.Start, calc.Cash, calc.Outlet, calc.Article, calc.Published} {
		if !d.scenario.FigureOf(k).IsGiven() {
			absent = append(absent, way(k.Key, d.Word("figure."+wordOf(k))))
		}
	}
	var unsourced, unexplained []HTML
	for _, f := range d.scenario.Unsourced() {
		unsourced = append(unsourced, way("src."+f.Key(), d.figureName(f)))
	}
	for _, f := range d.scenario.Unexplained() {
		unexplained = append(unexplained, way("note."+f.Key(), d.figureName(f)))
	}
	add("desk.absent", absent...)
	add("desk.unsourced", unsourced...)
	if len(unsourced) > 0 && d.scenario.Article != "" {
		list += "<li>" + button{class: "cite", act: calc.Cite, label: d.Word("desk.cite")}.render() + "</li>"
	}
	add("desk.unexplained", unexplained...)
	if _, refused := d.manuscript.CaseFile(); len(refused) > 0 {
		var ways []HTML
		for _, e := range refused {
			ways = append(ways, way(e.Key, d.keyName(e.Key)))
		}
		add("desk.refused", ways...)
	}
	if list == "" {
		return d.html(`<div class="missing"><p>{desk.complete}</p></div>`)
	}
	// Who plans for themselves has no report to name, and opens the list when they want to publish.
	isOpen := d.scenario.Outlet != "" || d.scenario.Article != "" || d.scenario.Title != ""
	return d.html(`<details class="missing"{open}><summary><h2>{desk.missing}</h2></summary><ul>{list}</ul></details>`, "open", showIf(isOpen, " open"), "list", list)
}

// entries returns the fields of all marks, or of all balances, and the button that adds one.
func (d desk) entries(k *calc.Kind) HTML {
	var rows HTML
	for _, f := range d.scenario.EntriesOf(k) {
		rows += d.entryRow(f, d.digits(f.Name), d.Word("figure.month"), d.field(f, d.Word("desk."+k.Key), d.lineLabel(d.digits(f.Name))))
	}
	return d.html(`<fieldset><legend>{legend}</legend><p class="help">{help}</p>{rows}<p class="adders">{add}</p></fieldset>`,
		"legend", d.word("desk."+k.Key+"s"), "help", d.word("desk."+k.Key+".help"), "rows", rows,
		"add", button{class: "add", act: calc.Add, target: k.Key, text: d.Word("desk.new-mark"), label: d.Word("desk.add-" + k.Key)}.render())
}

// entryRow returns the fields of an entry: its month or name, what it holds, what stands behind it,
// and the button that removes it.
func (d desk) entryRow(f calc.Figure, name, label string, fields HTML) HTML {
	id, key, problem := d.id(), f.Key(), ""
	for _, e := range d.errors {
		if e.Key == key && (e.IsOfName() || e.Problem == calc.NotAMonth) {
			name, problem = e.Text, d.problem(e.Problem)
		}
	}
	return d.html(`<div class="line entry" role="group" data-line="{key}" aria-label="{name}"><div class="name"><label for="{id}">{label}</label>`+
		`<span class="control"><input id="{id}" type="text" dir="auto" spellcheck="false" data-rename="{key}" aria-describedby="{id}p" value="{name}"{invalid}{typing}></span>{message}</div>`+
		`{fields}{remove}</div>`,
		"key", escape(key), "name", escape(name), "id", id, "label", escape(label), "invalid", showIf(problem != "", ` aria-invalid="true"`), "typing", quietField,
		"message", message(id, problem), "fields", fields,
		"remove", button{class: "remove", act: calc.Remove, target: key, label: d.Word("form.remove"), spokenLabel: d.Fill("form.remove.line", "name", name)}.render())
}

// whatIfs returns the what-ifs that readers can try, and the button that records another one.
func (d desk) whatIfs() HTML {
	var rows HTML
	for _, f := range d.scenario.EntriesOf(calc.WhatIf) {
		rows += d.entryRow(f, f.Name, d.Word("form.name"), `<ul class="what-ifs">`+d.whatIf(f)+`</ul><p class="note">`+d.changesOf(f)+`</p>`+d.behind(f))
	}
	var begin HTML
	if !d.manuscript.IsRecording && d.hasRoom() {
		begin = button{class: "begin", act: calc.Begin, label: d.Word("desk.begin")}.render()
	}
	return d.html(`<fieldset><legend>{desk.ifs}</legend><p class="help">{desk.if.help}</p>{rows}<p class="adders">{begin}</p></fieldset>`, "rows", rows, "begin", begin)
}

// hasRoom reports whether the case can hold another what-if.
func (d desk) hasRoom() bool { return len(d.scenario.EntriesOf(calc.WhatIf)) < calc.WhatIf.Most }

// changesOf lists what a what-if changes, in words.
func (d desk) changesOf(whatIf calc.Figure) HTML {
	with, _ := d.scenario.Original().With(whatIf)
	var changes []HTML
	for _, f := range with.Figures() {
		original, ok := d.published.Figure(f.Key())
		if f.Kind.Owner == calc.CaseFigure || f.Kind.IsEntry() || ok && f.Equal(original) || !ok && !f.IsGiven() {
			continue
		}
		changes = append(changes, d.html(`<bdi>{name}</bdi>{list.colon} {value}`, "name", escape(d.figureName(f)), "value", figure(d.figureText(f))))
	}
	for _, f := range d.published.Figures() {
		if _, ok := with.Figure(f.Key()); !ok && f.Kind.IsHead() {
			changes = append(changes, d.prose("desk.without", "name", bdi(d.figureName(f))))
		}
	}
	return d.join(changes, "story.list", "story.list")
}

// levers returns the figures that an embed can show first, of which the author chooses.
func (d desk) levers() HTML {
	var chosen []string
	isChosen := d.scenario.LeverKeys != ""
	for _, f := range d.scenario.Levers() {
		if isChosen {
			chosen = append(chosen, f.Key())
		}
	}
	var list HTML
	for _, f := range d.scenario.Figures() {
		if f.Kind != calc.Horizon && (!f.IsGiven() || !f.Kind.MovesCash() || f.Kind.Measure == calc.Date) {
			continue
		}
		i := slices.Index(chosen, f.Key())
		next := append(slices.Clone(chosen), f.Key())
		if i >= 0 {
			next = slices.Delete(slices.Clone(chosen), i, i+1)
		}
		list += markup(`<li><button type="button" data-act="set" data-target="levers" data-text="{text}" aria-pressed="{pressed}"{disabled}>{name}</button></li>`,
			"text", escape(strings.Join(next, ",")), "pressed", HTML(strconv.FormatBool(i >= 0)), "disabled", showIf(len(next) > calc.Levers.Most, " disabled"), "name", escape(d.figureName(f)))
	}
	return d.html(`<fieldset><legend>{figure.levers}</legend><p class="help">{desk.levers.help}</p><ul class="parts">{list}</ul></fieldset>`, "list", list)
}

// files returns the ways in which the case leaves the desk.
func (d desk) files() HTML {
	texts := HTML("")
	if n := strconv.Itoa(len(d.manuscript.Texts)); n != "0" {
		texts = "<p>" + d.prose(d.class("desk.texts", n), "n", escape(d.Number(n))) + "</p>"
	}
	return d.section("leave", "desk.leave", d.html(`<p>{desk.leave.help}</p>{texts}{files}`, "texts", texts, "files", d.page.files("txt", "xlsx", "csv", "csv-comma", "csv-semicolon", "tsv")))
}

// Separators returns how the table is written in a kind of file that says so: what stands between
// values, and the decimal sign, which is empty for that of the language.
func Separators(kind string) (separator, decimal string, isTable bool) {
	switch kind {
	case "csv-comma":
		return ",", ".", true
	case "csv-semicolon":
		return ";", ",", true
	case "tsv":
		return "\t", "", true
	}
	return "", "", false
}

// Table writes the month table as [File] does, with a separator and a decimal sign.
func Table(l *Language, s *calc.Scenario, shelf Shelf, separator, decimal string) string {
	p := newPage(l, s, nil, shelf)
	return p.csvWith(separator, cmp.Or(decimal, p.Word("number.decimal")))
}

// Tool returns what a tool of the desk makes of a text, with what was chosen of it as pairs in a
// link: case reads a case file, plan a table.
func Tool(l *Language, m calc.Manuscript, name, text, choices string) HTML {
	switch {
	case name == "case":
		return caseTool(l, text)
	case name == "plan" && m.Scenario != nil:
		return planTool(l, m, text, choices)
	}
	return ""
}

// caseTool shows what a case file holds and what of it cannot be used.
func caseTool(l *Language, text string) HTML {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	m, errors := calc.ReadCaseFile(text)
	p := newPage(l, m.Scenario, m.Errors, nil)
	var list HTML
	for _, e := range errors {
		problem, _ := p.refused(e.Error)
		list += "<li>" + p.prose("desk.line", "n", number(e.Line), "problem", problem) + "</li>"
	}
	if !p.isCase {
		return p.html(`<p class="problem">{desk.no-case}</p><ul>{list}</ul>`, "list", list)
	}
	return p.html(`<h3>{question}</h3>{lead}{refused}<p><button type="button" data-link="{link}">{desk.take}</button></p>`,
		"question", escape(p.question()), "lead", p.lead(), "refused", showIf(list != "", p.html(`<p class="problem">{desk.unread}</p><ul>{list}</ul>`, "list", list)), "link", escape(m.String()))
}
