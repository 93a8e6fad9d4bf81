package view

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"runway/calc"
)

// unit is a choice behind a field: its code, which an edit takes, and the key of its word.
type unit struct{ code, word string }

// unitsOf lists the units that a figure of a kind can be given in.
func unitsOf(k *calc.Kind) []unit {
	var units []unit
	switch {
	case k.Per && k.Measure == calc.Percent:
		for _, per := range calc.Periods {
			units = append(units, unit{"%" + per.String(), "per.growth." + per.Name()})
		}
	case k.Per || k == calc.Share:
		for _, per := range calc.Periods {
			units = append(units, unit{per.String(), "per." + per.Name()})
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
	per, counted := f.Per()
	percent := f.Kind.Measure == calc.Percent
	switch {
	case counted && percent:
		return unit{"%" + per.String(), "per.growth." + per.Name()}
	case counted:
		return unit{per.String(), "per." + per.Name()}
	case f.Kind == calc.Share:
		return unit{"%", "per.share"}
	case percent:
		return unit{"%", "per.growth"}
	}
	return unit{}
}

// entry is what the fields of a figure hold: its value or, where that was refused, what
// was typed.
type entry struct {
	figure  calc.Figure
	problem string // what is wrong with it in words, or empty
	refused bool
	typed   string // where it was refused
	month   string
	unit    unit
	badDate bool // it is the month that was refused
}

// entry returns what the fields of a figure hold.
func (p *page) entry(f calc.Figure) entry {
	e := entry{figure: f, unit: unitOf(f), month: f.Month().String()}
	if original, ok := p.original(f); ok && !f.IsGiven() {
		e.unit = unitOf(original)
	}
	for _, error := range p.errors {
		if error.Key != f.Key() || error.IsOfName() {
			continue
		}
		e.problem, e.badDate = p.Word("problem."+string(error.Problem)), error.Problem == calc.NotAMonth
		if e.refused = !error.Kept; e.refused {
			var code string
			e.typed, code, e.month = error.Typed()
			if i := slices.IndexFunc(unitsOf(f.Kind), func(u unit) bool { return u.code == code }); i >= 0 {
				e.unit = unitsOf(f.Kind)[i]
			}
		}
		break
	}
	return e
}

// original returns the preset's figure with the key of a figure.
func (p *page) original(f calc.Figure) (calc.Figure, bool) { return p.preset.Figure(f.Key()) }

// field is the fields of a figure with its label, what is wrong with it, sliders, the note
// behind it and the way back. The name of a line tells its fields apart for those who do
// not see where they stand.
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
	control := markup(`<input id="{id}" type="text" spellcheck="false" dir="auto" aria-describedby="{id}p {id}h {id}n"{invalid} value="{value}">`,
		"id", id, "invalid", showIf(!e.badDate, invalid), "value", text(shown))
	if f.Kind.Owner == calc.PaymentFigure {
		month := e.month
		if !e.refused {
			month = p.digits(month)
		}
		described := ` aria-describedby="` + id + `p"`
		control += p.html(`<input class="month"{problem} type="text" dir="ltr" spellcheck="false" data-part="month"`+
			` aria-label="{figure.month}{line}" value="{month}">`,
			"problem", described+showIf(e.badDate, invalid), "line", text(line), "month", text(month))
	}
	if units := unitsOf(f.Kind); units != nil {
		control += p.unitField(units, e.unit, label+line)
	}
	var unseen, below HTML
	if !e.refused {
		below = p.sliders(f, e.unit, label+line)
	}
	if line == "" {
		below += p.help(f.Kind, id)
	} else {
		unseen = `<span class="unseen">` + text(line) + `</span>`
	}
	return p.frame(e, id, text(label)+unseen, control, below)
}

// typedFigure is a figure as a reader would type it into its field, without its unit.
func (p *page) typedFigure(f calc.Figure) string {
	switch {
	case f.Kind == calc.Title:
		return p.title()
	case f.Kind.Measure == calc.Date:
		return p.digits(f.Month().String())
	case !f.IsNumber():
		return f.Text()
	case !f.IsGiven() && !f.Kind.Required && f.Kind.Default == 0:
		return ""
	}
	low, high := f.Numerals()
	if f.Unit() != "" {
		return p.inWords(low, high) + " " + p.presetText(p.scenario.Preset, "unit."+f.Unit(), f.Unit())
	}
	return p.typed(low, high)
}

// help explains the figures of a kind.
func (p *page) help(k *calc.Kind, id HTML) HTML {
	return markup(`<p class="help" id="{id}h">{text}</p>`, "id", id, "text", p.word("help."+wordOf(k)))
}

// wordOf returns the last part of the keys of a kind's words.
func wordOf(k *calc.Kind) string { return strings.ReplaceAll(k.Key, ".", "-") }

// unitField is the choice of a unit behind a field, or its only one.
func (p *page) unitField(units []unit, chosen unit, label string) HTML {
	if len(units) == 1 {
		return markup(`<span class="unit">{word}<input type="hidden" data-part="unit" value="{unit}"></span>`,
			"word", p.word(chosen.word), "unit", text(chosen.code))
	}
	var options HTML
	for _, u := range units {
		options += p.option(u.code, u.word, u == chosen)
	}
	return markup(`<select data-part="unit" aria-label="{label}">{options}</select>`,
		"label", text(p.Fill("figure.of", "figure", p.Word("form.each"), "line", label)), "options", options)
}

func (p *page) option(value, word string, chosen bool) HTML {
	return markup(`<option value="{value}"{selected}>{word}</option>`,
		"value", text(value), "selected", showIf(chosen, " selected"), "word", p.word(word))
}

// choice is a field with a few words to choose from.
func (p *page) choice(f calc.Figure) HTML {
	id := p.id()
	var options HTML
	for _, word := range f.Kind.Choices {
		options += p.option(word, "choice."+word, word == f.Text())
	}
	return p.frame(p.entry(f), id, p.word("figure."+wordOf(f.Kind)),
		markup(`<select id="{id}" aria-describedby="{id}p {id}h {id}n">{options}</select>`, "id", id, "options", options), p.help(f.Kind, id))
}

// frame puts a field together with its label, its problem, its note and its way back.
func (p *page) frame(e entry, id HTML, label, control, below HTML) HTML {
	key := e.figure.Key()
	note, changed := p.note(key), HTML("")
	if way := p.wayBack(e); way != "" {
		changed = " changed"
		note += button{class: "back", act: calc.Back, target: key, label: way}.render()
	}
	return markup(`<div class="figure{changed}" data-key="{key}"{required}{steps}>`+
		`<label for="{id}">{label}</label>`+
		`<span class="control">{control}</span>`+
		`{message}{below}`+
		`<p class="note" id="{id}n"{hidden}>{note}</p>`+
		`</div>`,
		"changed", changed, "key", text(key), "required", showIf(e.figure.Kind.Required, " data-required"),
		"steps", showIf(e.figure.IsNumber() || e.figure.Kind.Measure == calc.Date, " data-steps"), "id", id, "label", label,
		"control", control, "message", message(id, e.problem), "below", below, "hidden", showIf(note == "", " hidden"), "note", note)
}

// message is what is wrong with a field, if anything is.
func message(id HTML, problem string) HTML {
	return markup(`<p class="problem" id="{id}p"{hidden}>{problem}</p>`,
		"id", id, "hidden", showIf(problem == "", " hidden"), "problem", text(problem))
}

func (p *page) id() HTML {
	p.ids++
	return "f" + number(p.ids)
}

// note is the remark and the source behind a figure, or nothing.
func (p *page) note(key string) HTML {
	n := p.scenario.Notes[key]
	var all HTML
	if n.Text != "" {
		all = bdi(p.noteText(key)) + " "
	}
	if n.Source != "" {
		all += p.html(`<a href="{source}" rel="noopener nofollow ugc" target="_blank">{form.source}</a> `, "source", text(n.Source))
	}
	return all
}

// noteText is the remark, in the page's language if it is the preset's.
func (p *page) noteText(key string) string {
	text := p.scenario.Notes[key].Text
	if text == p.preset.Notes[key].Text {
		return p.presetText(p.scenario.Preset, "note."+key, text)
	}
	return text
}

// wayBack is the label of the way back to the preset's value of a figure that has
// another, or empty.
func (p *page) wayBack(e entry) string {
	original, ok := p.original(e.figure)
	switch {
	case p.scenario.Preset == "" || !p.isOfPreset(e.figure) || ok && e.figure.Equal(original) && e.problem == "":
		return ""
	case !ok || !original.IsGiven() && original.Kind.Default == 0 && original.Kind.Measure != calc.Choice:
		return p.Word("form.back.none")
	}
	return p.Fill("form.back", "value", p.plain(original))
}

// isOfPreset reports whether the preset has the line or payment of a figure, so that
// there is something to go back to.
func (p *page) isOfPreset(f calc.Figure) bool {
	if f.Kind.Owner == calc.LineFigure {
		return p.preset.Line(f.Name) != nil
	}
	_, ok := p.original(f)
	return ok
}

// plain is a figure as text, its unit in words and a payment's month behind it.
func (p *page) plain(f calc.Figure) string {
	if f.Kind.Owner == calc.PaymentFigure {
		return p.plainValue(f) + " " + p.digits(f.Month().String())
	}
	return p.plainValue(f)
}

// plainValue is a figure's value as text, its unit in words.
func (p *page) plainValue(f calc.Figure) string {
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

// figureName names a figure, that of a line by the line.
func (p *page) figureName(f calc.Figure) string {
	switch {
	case f.Kind.IsHead():
		return p.name(f.Name)
	case f.Kind.Owner == calc.LineFigure:
		return p.Fill("figure.of", "figure", p.Word("figure."+wordOf(f.Kind)), "line", p.name(f.Name))
	}
	return p.Word("figure." + wordOf(f.Kind))
}

// nameOf names the figure with a key.
func (p *page) nameOf(key string) string {
	f, _ := p.scenario.Figure(key)
	return p.figureName(f)
}

// valueText is a value of a figure in prose, in the unit the figure is given in.
func (p *page) valueText(f calc.Figure, v float64) string {
	var shown string
	switch f.Kind.Measure {
	case calc.Percent:
		shown = p.Percent(v)
	case calc.Count:
		digits, thousands := significant(v)
		shown = p.scaled(trim(digits), thousands)
	default:
		shown = p.Money(v, p.scenario.Currency, true)
	}
	if per, counted := f.Per(); counted {
		shown += " " + p.Word("per."+per.Name())
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
	return l.Fill("typed."+n.Scale, "n", digits)
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

// button asks the page's script for an edit.
type button struct {
	class       string
	act         calc.Act
	target      string // the key that the edit is made to
	text        string
	unit, month string
	label       string
	spokenLabel string // in place of the label where it is read aloud, or empty
}

func (b button) render() HTML {
	attribute := func(name HTML, value string) HTML { return showIf(value != "", " "+name+`="`+text(value)+`"`) }
	return markup(`<button class="{class}" type="button" data-act="{act}"{target}{text}{unit}{month}{spoken}>{label}</button>`,
		"class", text(b.class), "act", text(string(b.act)), "target", attribute("data-target", b.target),
		"text", attribute("data-text", b.text), "unit", attribute("data-unit", b.unit), "month", attribute("data-month", b.month),
		"spoken", attribute("aria-label", b.spokenLabel), "label", text(b.label))
}
