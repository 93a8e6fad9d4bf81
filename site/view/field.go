package view

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"runway/calc"
)

// A unit can be chosen at a field. It has the code that edits take and the key of its word.
type unit struct{ code, word string }

// unitsOf lists the units that a figure of a kind can be given in.
func unitsOf(k *calc.Kind) []unit {
	var units []unit
	switch {
	case k.Per && k.Measure == calc.Percent:
		for _, period := range calc.Periods {
			units = append(units, unit{"%" + period.String(), "per.growth." + period.Name()})
		}
	case k.Per || k == calc.Share:
		for _, period := range calc.Periods {
			units = append(units, unit{period.String(), "per." + period.Name()})
		}
		if k == calc.Cost || k == calc.Share {
			units = append(units, unit{"%", "per.share"})
		}
	case k.Measure == calc.Percent:
		units = []unit{{"%", "per.growth"}}
	}
	return units
}

// unitOf returns the unit that a figure is given in, or the zero unit.
func unitOf(f calc.Figure) unit {
	period, isRate := f.Per()
	isPercent := f.Kind.Measure == calc.Percent
	switch {
	case isRate:
		return rateUnit(f.Kind, period)
	case f.Kind == calc.Share:
		return unit{"%", "per.share"}
	case isPercent:
		return unit{"%", "per.growth"}
	}
	return unit{}
}

// rateUnit returns the unit of a kind that is counted over a period.
func rateUnit(k *calc.Kind, period calc.Period) unit {
	if k.Measure == calc.Percent {
		return unit{"%" + period.String(), "per.growth." + period.Name()}
	}
	return unit{period.String(), "per." + period.Name()}
}

// An entry is what the fields of a figure hold: its value or, where that was refused, what
// the reader typed.
type entry struct {
	figure  calc.Figure
	problem string // in words, or empty
	refused bool
	typed   string // empty unless refused
	month   string // of a payment, as in a link unless refused
	unit    unit
	badDate bool // the problem is the month's, not the amount's
}

// entry returns what the fields of a figure hold.
func (p *page) entry(f calc.Figure) entry {
	e := entry{figure: f, unit: unitOf(f), month: f.MonthText()}
	if !f.IsGiven() {
		e.unit = p.likelyUnit(f)
	}
	for _, error := range p.errors {
		if error.Key != f.Key() || error.IsOfName() {
			continue
		}
		e.problem, e.badDate = p.problem(error.Problem), error.Problem == calc.NotAMonth
		if e.refused = !error.Kept; e.refused {
			typed, code, month := error.Typed()
			if e.typed = typed; error.Problem != calc.Missing {
				e.month = month // an amount that is emptied leaves its month as it is
			}
			if i := slices.IndexFunc(unitsOf(f.Kind), func(u unit) bool { return u.code == code }); i >= 0 {
				e.unit = unitsOf(f.Kind)[i]
			}
		}
		break
	}
	return e
}

// likelyUnit returns the unit that a figure which is not given would most likely be given
// in: as published, or for growth and hires the period of their line's amount, so that 94%
// typed beside an amount a year is no growth of 94% a month.
func (p *page) likelyUnit(f calc.Figure) unit {
	if original, ok := p.original(f); ok && original.IsGiven() {
		return unitOf(original)
	}
	if line := p.scenario.Line(f.Name); f.Kind.Owner == calc.LineFigure && f.Kind.Per && !f.Kind.IsHead() {
		if period, isRate := p.scenario.AmountOf(line).Per(); isRate {
			return rateUnit(f.Kind, period)
		}
	}
	return unitOf(f)
}

// problem says what is wrong with a text that was refused.
func (p *page) problem(problem calc.Problem) string {
	currency := ""
	if p.scenario != nil {
		currency = p.currencyName(p.scenario.Currency)
	}
	return p.Fill("problem."+string(problem), "currency", currency)
}

// original returns the figure as published, and whether there was one.
func (p *page) original(f calc.Figure) (calc.Figure, bool) { return p.published.Figure(f.Key()) }

// field returns the fields of a figure with all that belongs to them. Screen readers hear
// the line's name after the label, since they do not see whose field it is.
func (p *page) field(f calc.Figure, label, line string) HTML {
	if f.Kind.Measure == calc.Choice {
		return p.choice(f)
	}
	id := p.id()
	e := p.entry(f)
	shown := e.typed
	if !e.refused {
		shown = p.typedFigure(f)
	}
	invalid := showIf(e.problem != "", ` aria-invalid="true"`)
	described := id + "p"
	if line == "" {
		described += " " + id + "h"
	}
	control := markup(`<input id="{id}" type="text" spellcheck="false" dir="auto" aria-describedby="{described} {id}n"{invalid} value="{value}"{typing}>`,
		"id", id, "described", described, "invalid", showIf(!e.badDate, invalid), "value", escape(shown), "typing", keyboard(f.Kind))
	if f.Kind.Owner == calc.PaymentFigure {
		month := e.month
		if !e.refused {
			month = p.digits(month)
		}
		control += p.html(`<input class="month" aria-describedby="{id}p"{invalid} type="text" dir="ltr" spellcheck="false" data-part="month"`+
			` aria-label="{figure.month}{line}" value="{month}"{typing}>`,
			"id", id, "invalid", showIf(e.badDate, invalid), "typing", quietField, "line", escape(line), "month", escape(month))
	}
	if units := unitsOf(f.Kind); units != nil {
		control += p.unitField(units, e.unit, label+line)
	}
	var unseen, aids HTML
	if !e.refused {
		aids = p.sliders(f, e.unit, label+line)
	}
	if f.Kind == calc.Start && !f.IsGiven() { // which month it is, the page's script knows
		aids += button{class: "this-month", act: calc.Set, target: f.Key(), label: p.Word("form.this-month")}.render()
	}
	if line == "" {
		aids += p.help(f.Kind, id)
	} else {
		unseen = `<span class="unseen">` + escape(line) + `</span>`
	}
	return p.frame(e, id, escape(label)+unseen, control, aids)
}

// typedFigure returns a figure as a reader would type it into its field, without its unit.
func (p *page) typedFigure(f calc.Figure) string {
	switch {
	case f.Kind.IsEntry() && !f.IsNumber():
		return f.Text()
	case f.Kind.Measure == calc.Text:
		return p.text(f.Kind)
	case f.Kind.Measure == calc.Date:
		return p.digits(f.MonthText())
	case f.Kind.Measure == calc.CalendarDay:
		return p.digits(f.Text())
	case !f.IsNumber():
		return f.Text()
	case !f.IsGiven() && !f.Kind.Required && f.Kind.Default == 0:
		return ""
	}
	low, high := f.Numerals()
	if f.Unit() != "" {
		return p.inWords(low, high) + " " + p.presetText(p.scenario.Preset, "unit."+f.Unit(), f.Unit())
	}
	return p.hedged(f, p.typed(low, high))
}

// hedged puts the words of a bound before its text: up to 5B, within 12. It leaves other
// figures as they are.
func (l *Language) hedged(f calc.Figure, text string) string {
	key := boundOf(f)
	switch {
	case key == "":
		return text
	case key == ".at-most" && f.Kind.Measure == calc.Length:
		key = ".within"
	}
	return l.Fill("typed"+key, "n", text)
}

// quietField keeps a field free of what helps to type names and passwords, and says what the
// key for Enter does. Password managers read their attributes at each field: those of
// 1Password, LastPass, Bitwarden and Dashlane. What browsers read at the form stands there.
const quietField HTML = ` enterkeyhint="done" data-1p-ignore data-lpignore="true" data-bwignore data-form-type="other"`

// keyboard returns the attributes that say how a figure of a kind is typed. A keyboard of
// digits alone suits few: amounts are typed with letters, growth with a minus, and both as
// ranges.
func keyboard(k *calc.Kind) HTML {
	switch {
	case k.Single && k.Whole:
		return ` inputmode="numeric"` + quietField
	case k.Single:
		return ` inputmode="decimal"` + quietField
	case k.Measure == calc.Currency:
		return ` list="currencies"` + quietField
	case k.Measure == calc.Address:
		return ` inputmode="url"` + quietField
	}
	return quietField
}

// help returns the explanation of a kind of figure.
func (p *page) help(k *calc.Kind, id HTML) HTML {
	return markup(`<p class="help" id="{id}h">{text}</p>`, "id", id, "text", p.word("help."+wordOf(k)))
}

// wordOf returns the last part of the keys of a kind's words.
func wordOf(k *calc.Kind) string {
	if k == calc.MonthOfPayment {
		return "month"
	}
	return strings.ReplaceAll(k.Key, ".", "-")
}

// unitField returns the menu of units, or the only unit as text.
func (p *page) unitField(units []unit, chosen unit, label string) HTML {
	if len(units) == 1 {
		return markup(`<span class="unit">{word}<input type="hidden" data-part="unit" value="{unit}"></span>`,
			"word", p.word(chosen.word), "unit", escape(chosen.code))
	}
	var options HTML
	for _, u := range units {
		options += p.option(u.code, u.word, u == chosen)
	}
	return markup(`<select data-part="unit" aria-label="{label}">{options}</select>`,
		"label", escape(p.Fill("figure.of", "figure", p.Word("form.each"), "line", label)), "options", options)
}

func (p *page) option(value, word string, chosen bool) HTML {
	return markup(`<option value="{value}"{selected}>{word}</option>`,
		"value", escape(value), "selected", showIf(chosen, " selected"), "word", p.word(word))
}

// choice returns the field of a figure whose values are a few words.
func (p *page) choice(f calc.Figure) HTML {
	id := p.id()
	var options HTML
	for _, word := range f.Kind.Choices {
		options += p.option(word, "choice."+word, word == f.Text())
	}
	return p.frame(p.entry(f), id, p.word("figure."+wordOf(f.Kind)),
		markup(`<select id="{id}" aria-describedby="{id}p {id}h {id}n">{options}</select>`, "id", id, "options", options), p.help(f.Kind, id))
}

// frame returns a field with its label, its problem, the aids to set it, its note, and the
// button that goes back to its value as published.
func (p *page) frame(e entry, id HTML, label, control, aids HTML) HTML {
	key := e.figure.Key()
	note, state := p.note(key), showIf(!e.figure.IsGiven() && e.problem == "", " empty")
	if label := p.backLabel(e); label != "" {
		state = " changed"
		note += button{class: "back", act: calc.Restore, target: key, label: label}.render()
	}
	var behind HTML
	if p.behind != nil {
		behind = p.behind(e.figure)
	}
	return markup(`<div class="figure{state}" data-key="{key}"{required}{steps}>`+
		`<label for="{id}">{label}</label>`+
		`<span class="control">{control}</span>`+
		`{message}{aids}`+
		`<p class="note" id="{id}n"{hidden}>{note}</p>`+
		`</div>{behind}`,
		"state", state, "key", escape(key), "required", showIf(e.figure.Kind.Required, " data-required"),
		"steps", showIf(e.figure.IsNumber() || e.figure.Kind.Measure == calc.Date, " data-steps"), "id", id, "label", label+p.standing(e.figure),
		"control", control, "message", message(id, e.problem), "aids", aids, "hidden", showIf(note == "", " hidden"), "note", note, "behind", behind)
}

// message returns the problem of a field, hidden if it is empty.
func message(id HTML, problem string) HTML {
	return markup(`<p class="problem" id="{id}p"{hidden}>{problem}</p>`,
		"id", id, "hidden", showIf(problem == "", " hidden"), "problem", escape(problem))
}

// id returns an id that no other element of the page has: see contentOf.
func (p *page) id() HTML {
	p.ids++
	return "f" + number(p.ids)
}

// note returns the remark and the source behind a figure, or nothing.
func (p *page) note(key string) HTML {
	n := p.scenario.Notes[key]
	var note HTML
	if n.Text != "" {
		note = bdi(p.noteText(key)) + " "
	}
	if n.Source != "" {
		note += link(n.Source, p.html(`{form.source}{list.colon} {host}`, "host", bdi(n.Host()))) + " "
	}
	return note
}

// noteText returns the remark, in the page's language if it is the preset's.
func (p *page) noteText(key string) string {
	text := p.scenario.Notes[key].Text
	if text == p.preset.Notes[key].Text {
		return p.presetText(p.scenario.Preset, "note."+key, text)
	}
	return text
}

// backLabel returns the label of the button that goes back to the value as published, or nothing
// if the figure has that value or no such line or payment was published.
func (p *page) backLabel(e entry) string {
	original, ok := p.original(e.figure)
	switch {
	case !p.isCase || !p.isOfCase(e.figure) || ok && e.figure.Equal(original) && !e.refused:
		return ""
	case !ok || !original.IsGiven() && original.Kind.Default == 0 && original.Kind.Measure != calc.Choice:
		return p.Word("form.back.none")
	}
	key := "form.back"
	if boundOf(original) != "" {
		key = "form.back.bound"
	}
	return p.Fill(key, "value", p.figureText(original))
}

// isOfCase reports whether the line or payment of a figure was published.
func (p *page) isOfCase(f calc.Figure) bool {
	if f.Kind.Owner == calc.LineFigure {
		return p.published.Line(f.Name) != nil
	}
	_, ok := p.original(f)
	return ok
}

// figureText returns a figure as text, with its unit in words and a payment's month.
func (p *page) figureText(f calc.Figure) string {
	if f.Kind.Owner == calc.PaymentFigure {
		return p.amountText(f) + " " + p.digits(f.MonthText())
	}
	return p.amountText(f)
}

// amountText returns a figure as text, with its unit in words but without a month.
func (p *page) amountText(f calc.Figure) string {
	if f.Kind.Measure == calc.Choice {
		return p.Word("choice." + f.Text())
	}
	value := p.typedFigure(f)
	switch u := unitOf(f); u.word {
	case "":
		return value
	case "per.growth":
		return p.Fill("typed.%", "n", value)
	default:
		return value + " " + p.Word(u.word)
	}
}

// figureName names a figure; the amount of a line has the line's name.
func (p *page) figureName(f calc.Figure) string { return p.kindName(f.Kind, f.Name) }

// kindName names the figure of a kind that the line, payment or entry with a name has.
func (p *page) kindName(k *calc.Kind, name string) string {
	switch {
	case k.IsHead():
		return p.name(name)
	case k == calc.MonthOfPayment:
		return p.Fill("figure.of", "figure", p.Word("figure.month"), "line", p.name(name))
	case k.Owner == calc.LineFigure:
		return p.Fill("figure.of", "figure", p.Word("figure."+wordOf(k)), "line", p.name(name))
	case k.IsEntry():
		return p.entryName(k, name)
	}
	return p.Word("figure." + wordOf(k))
}

// keyName names what a key of a link stands for, or returns the key of nothing as it is.
func (p *page) keyName(key string) string {
	part, of, _ := strings.Cut(key, ".")
	word, isBehind := map[string]string{"note": "form.note", "src": "form.source", "as": "form.standing"}[part]
	if !isBehind {
		of = key
	}
	name := of
	if kind, line := calc.ReadKey(of); kind != nil {
		name = p.kindName(kind, line)
	}
	if isBehind {
		return p.Fill("figure.of", "figure", p.Word(word), "line", name)
	}
	return name
}

// nameOf names the figure with a key.
func (p *page) nameOf(key string) string {
	f, _ := p.scenario.Figure(key)
	return p.figureName(f)
}

// valueText returns a value of a figure in prose, counted in the figure's own unit.
func (p *page) valueText(f calc.Figure, v float64) string {
	var shown string
	switch f.Kind.Measure {
	case calc.Date:
		return p.MonthName(calc.Month(v))
	case calc.Percent:
		shown = p.Percent(v)
	case calc.Length:
		return p.Months(v)
	case calc.Count:
		digits, thousands := significant(v)
		shown = p.scaled(trim(digits), thousands)
	default:
		shown = p.moneyText(v)
	}
	if period, isRate := f.Per(); isRate {
		shown += " " + p.Word("per."+period.Name())
	}
	return shown
}

// typed writes a figure as a reader would type it in the language: 3.5B to 4.5B, or
// ٣٫٥ مليار إلى ٤٫٥ مليار. What it writes, calc reads back to the same value.
func (l *Language) typed(low, high calc.Numeral) string {
	if low == high {
		return l.typedNumber(high)
	}
	return l.Fill("typed.range", "low", l.typedNumber(low), "high", l.typedNumber(high))
}

func (l *Language) typedNumber(n calc.Numeral) string {
	digits := l.digits(strings.Replace(n.Digits, ".", l.Word("number.decimal"), 1))
	if n.Scale == "" {
		return digits
	}
	return l.Fill(l.class("typed."+n.Scale, n.Digits), "n", digits)
}

// inWords writes a figure as prose has it: 0.5 to 1.5 billion. What it writes, calc reads
// back to the same value.
func (l *Language) inWords(low, high calc.Numeral) string {
	switch {
	case low == high:
		return l.numberInWords(high)
	case isLarge(high) && low.Scale == high.Scale:
		return l.Fill("typed.range", "low", l.typedNumber(calc.Numeral{Digits: low.Digits}), "high", l.numberInWords(high))
	case isLarge(high) && low.Value != 0: // a low end without a word would take the high end's
		return l.typed(low, high)
	}
	return l.Fill("typed.range", "low", l.numberInWords(low), "high", l.numberInWords(high))
}

// isLarge reports whether a number is counted in millions or more.
func isLarge(n calc.Numeral) bool { return strings.Contains("MBT", n.Scale) && n.Scale != "" }

func (l *Language) numberInWords(n calc.Numeral) string {
	if isLarge(n) {
		if whole, _, _ := strings.Cut(n.Digits, "."); len(whole) > 3 {
			return l.typedNumber(n) // 9,630 million could be read as 9.63
		}
		return l.scaled(n.Digits, strings.Index("MBT", n.Scale)+2)
	}
	if math.Abs(n.Value) >= 1e3 {
		return l.Number(strconv.FormatFloat(n.Value, 'f', -1, 64))
	}
	return l.typedNumber(n)
}

// A button asks the page's script for an edit.
type button struct {
	class       string
	act         calc.Act
	target      string // the key that the edit is made to
	text        string
	unit, month string
	label       string
	spokenLabel string // for screen readers, where the label alone says too little
}

func (b button) render() HTML {
	attribute := func(name HTML, value string) HTML { return showIf(value != "", " "+name+`="`+escape(value)+`"`) }
	return markup(`<button class="{class}" type="button" data-act="{act}"{target}{text}{unit}{month}{spoken}>{label}</button>`,
		"class", escape(b.class), "act", escape(string(b.act)), "target", attribute("data-target", b.target),
		"text", attribute("data-text", b.text), "unit", attribute("data-unit", b.unit), "month", attribute("data-month", b.month),
		"spoken", attribute("aria-label", b.spokenLabel), "label", escape(b.label))
}
