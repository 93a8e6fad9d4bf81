package view

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"runway/calc"
)

// form is all figures, each with its field, what is wrong with it, and what
// stands behind it.
//
// The page's script relies on these marks: data-key names the figure whose value
// the fields inside spell together, data-need says that it cannot be empty,
// data-before is what stands before a field's part, data-rename is the key of
// the line a name belongs to, data-edit is what a button appends to the link,
// data-line the key of a line.
func (p *page) form() HTML {
	return p.html(`<form class="figures" autocomplete="off">`+
		`<h2>{form.heading}</h2><p class="intro">{form.intro}</p>`+
		`{story}{sources}`+
		`<fieldset><legend>{form.basics}</legend><div class="fields">{cash}{start}{horizon}{floor}{interest}</div></fieldset>`+
		`{revenue}{costs}{payments}`+
		`<fieldset><legend>{form.claims}</legend><div class="fields">{loss}{runway}</div></fieldset>`+
		`<fieldset><legend>{form.method}</legend><div class="fields">{title}{currency}{valuation}{ranges}{timing}</div></fieldset>`+
		`</form>`,
		"story", p.story(), "sources", p.sources(),
		"cash", p.figure("cash", nil, true), "start", p.figure("start", nil, false), "horizon", p.figure("horizon", nil, false),
		"floor", p.figure("floor", nil, false), "interest", p.figure("interest", inPercent, false),
		"revenue", p.lines(true), "costs", p.lines(false), "payments", p.payments(),
		"loss", p.figure("claim.loss", perPeriod, false), "runway", p.figure("claim.runway", nil, false),
		"title", p.figure("title", nil, false), "currency", p.figure("cur", nil, false), "valuation", p.figure("valuation", nil, false),
		"ranges", p.choice("ranges", "even", "90"), "timing", p.choice("timing", "monthly", "continuous"))
}

func byKey(s *calc.Scenario, pairs []calc.Pair) map[string]string {
	values := make(map[string]string, len(pairs)+1)
	for _, p := range pairs {
		values[p.Key] = p.Value
	}
	values["horizon"] = strconv.Itoa(s.Months()) // also where it is the default
	return values
}

// unit is a choice behind a field: its text in a link, and the key of its words.
type unit struct{ text, word string }

var (
	perPeriod = []unit{{"/mo", "per.mo"}, {"/qtr", "per.qtr"}, {"/yr", "per.yr"}}
	perCost   = append(slices.Clone(perPeriod), unit{"%", "per.share"})
	growth    = []unit{{"%/mo", "per.growth.mo"}, {"%/qtr", "per.growth.qtr"}, {"%/yr", "per.growth.yr"}}
	inPercent = []unit{{"%", "per.growth"}}
)

// split cuts a value into what a field shows and the unit behind it.
func split(value string, units []unit, otherwise string) (text string, of unit) {
	if text, chosen, ok := strings.Cut(value, "|"); ok { // as the page's script writes it
		for _, u := range units {
			if u.text == chosen {
				return text, u
			}
		}
	}
	for _, u := range units {
		if text, ok := strings.CutSuffix(value, u.text); ok {
			if u.text[0] == '%' {
				text = strings.ReplaceAll(text, "%", "")
			}
			return text, u
		}
	}
	if otherwise != "" {
		_, of = split(otherwise, units, "")
		return value, of
	}
	return value, units[0]
}

// figure is a field for one key, labelled by the key's own word and explained.
func (p *page) figure(key string, units []unit, need bool) HTML {
	return p.labelled(key, p.Word("figure."+wordOf(key)), "", units, need)
}

// wordOf is the last part of the keys of a figure's words.
func wordOf(key string) string { return strings.ReplaceAll(key, ".", "-") }

// labelled is a field for one key. of names the line it belongs to, for those
// who do not see it.
func (p *page) labelled(key, label, of string, units []unit, need bool) HTML {
	id := p.id()
	value, problem := p.value(key)
	invalid := showIf(problem != "", ` aria-invalid="true"`)
	shown := problem == "" || value == p.values[key]
	field := func(value string) HTML {
		return markup(`<input id="{id}" type="text" spellcheck="false" dir="auto" aria-describedby="{id}p {id}h {id}n"{invalid} value="{value}">`,
			"id", id, "invalid", invalid, "value", text(value))
	}
	var control HTML
	var chosen unit
	kind, _, _ := strings.Cut(key, ".")
	switch {
	case kind == "once" || kind == "raise":
		amount, month, _ := strings.Cut(value, "@")
		if shown {
			amount, month = p.typed(amount), p.digits(month)
		}
		ofMonth := ` aria-describedby="` + id + `p"`
		if slices.ContainsFunc(p.errors, func(e calc.Error) bool { return e.Key == key && e.Problem == calc.NotAMonth }) {
			invalid, ofMonth = "", invalid // it is not the amount that is invalid
		}
		control = p.html(`{amount}<input class="month"{problem} type="text" dir="ltr" spellcheck="false" data-before="@"`+
			` aria-label="{figure.month}{line}" value="{month}">`,
			"amount", field(amount), "problem", ofMonth, "line", text(of), "month", text(month))
	case units != nil:
		var amount string
		amount, chosen = split(value, units, cmp.Or(p.values[key], p.before[key]))
		if shown {
			amount = p.show(key, amount)
		}
		control = field(amount) + p.units(units, chosen, label+of)
	case shown:
		control = field(p.show(key, value))
	default:
		control = field(value)
	}
	var unseen, below HTML
	if shown {
		below = p.sliders(key, value, label+of, chosen)
	}
	if of == "" {
		below += p.help(key, id)
	} else {
		unseen = `<span class="unseen">` + text(of) + `</span>`
	}
	return p.frame(key, id, need, problem, text(label)+unseen, control, below)
}

// help explains a figure.
func (p *page) help(key string, id HTML) HTML {
	return markup(`<p class="help" id="{id}h">{text}</p>`, "id", id, "text", p.word("help."+wordOf(key)))
}

// units is the choice of a unit behind a field, or its only one.
func (p *page) units(units []unit, chosen unit, of string) HTML {
	if len(units) == 1 {
		return markup(`<span class="unit">{word}<input type="hidden" value="{unit}"></span>`,
			"word", p.word(chosen.word), "unit", text(chosen.text))
	}
	var options HTML
	for _, u := range units {
		options += p.option(u.text, u.word, u == chosen)
	}
	return markup(`<select aria-label="{label}">{options}</select>`,
		"label", text(p.Fill("figure.of", "figure", p.Word("form.each"), "line", of)), "options", options)
}

func (p *page) option(value, word string, chosen bool) HTML {
	return markup(`<option value="{value}"{selected}>{word}</option>`,
		"value", text(value), "selected", showIf(chosen, " selected"), "word", p.word(word))
}

// frame puts a field together with its label, its problem, its note and its way back.
func (p *page) frame(key string, id HTML, need bool, problem string, label, control, below HTML) HTML {
	remark, changed := p.note(key), HTML("")
	if label := p.wayBack(key); label != "" {
		changed = " changed"
		remark += button("back", calc.Pair{Key: key, Value: p.before[key]}, label, "")
	}
	return markup(`<div class="figure{changed}" data-key="{key}"{need}>`+
		`<label for="{id}">{label}</label>`+
		`<span class="control">{control}</span>`+
		`{message}{below}`+
		`<p class="note" id="{id}n"{hidden}>{note}</p>`+
		`</div>`,
		"changed", changed, "key", text(key), "need", showIf(need, " data-need"), "id", id, "label", label, "control", control,
		"message", message(id, problem), "below", below, "hidden", showIf(remark == "", " hidden"), "note", remark)
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

// value is what a field holds: the scenario's value, or the refused text with
// what is wrong with it.
func (p *page) value(key string) (value, problem string) {
	for _, e := range p.errors {
		if e.Key == key && !ofName(e) {
			return e.Text, p.Word("problem." + string(e.Problem))
		}
	}
	value = p.values[key]
	switch {
	case value == "" && key == "cash":
		value = "0"
	case value == "" && key == "likelihood":
		value = trim(decimals(p.likelihood.Confidence*100, 1)) + "%"
	case value == "" && key == "horizon":
		value = strconv.Itoa(p.scenario.Months())
	}
	return value, ""
}

// ofName reports whether an error is with the name of a line or payment, not
// its amount.
func ofName(e calc.Error) bool {
	switch kind, _, _ := strings.Cut(e.Key, "."); kind {
	case "in", "out", "once", "raise":
		return slices.Contains([]calc.Problem{calc.NoName, calc.NameTaken, calc.TooLong, calc.Unprintable}, e.Problem)
	}
	return false
}

// show is a value as the reader would type it.
func (p *page) show(key, text string) string {
	switch kind, _, _ := strings.Cut(key, "."); kind {
	case "title":
		if text == p.preset.Title {
			return p.title()
		}
		return text
	case "cur":
		return text
	case "start":
		return p.digits(text)
	case "units":
		figure, word, _ := strings.Cut(text, " ")
		if word == "" {
			break
		}
		return p.inWords(figure) + " " + p.presetText(p.scenario.Preset, "unit."+word, word)
	}
	if text == "" {
		return ""
	}
	return p.typed(text)
}

// each is what one of a line's units costs or brings in a year, or nothing.
func (p *page) each(l *calc.Line) HTML {
	if l.Units.Low <= 0 || l.Share {
		return ""
	}
	spread := p.scenario.Ranges
	yearly := l.Amount.Middle(spread, false) * 12 / l.Amount.Per.Months() / l.Units.Middle(spread, false)
	return p.prose("form.each-unit", "amount", p.money(yearly))
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

// wayBack is the label of the way back to the preset's value of a figure that
// has another, or empty.
func (p *page) wayBack(key string) string {
	now, before := p.values[key], p.before[key]
	if _, problem := p.value(key); p.scenario.Preset == "" || now == before && problem == "" || !p.ofPreset(key) {
		return ""
	}
	if before = p.former(key); before == "" {
		return p.Word("form.back.none")
	}
	return p.Fill("form.back", "value", p.plain(key, before))
}

// former is the preset's value of a key, or what holds where it has none.
func (p *page) former(key string) string {
	if before := p.before[key]; before != "" {
		return before
	}
	switch key {
	case "ranges":
		return "even"
	case "timing":
		return "monthly"
	case "likelihood":
		return "90%"
	}
	return ""
}

// plain is a value as text, its unit in words.
func (p *page) plain(key, value string) string {
	switch kind, _, _ := strings.Cut(key, "."); kind {
	case "in", "out", "claim", "hire", "grow":
		units := perCost
		if kind == "grow" {
			units = growth
		}
		if text, per := split(value, units, ""); text != value {
			return p.show(key, text) + " " + p.Word(per.word)
		}
	case "ranges", "timing":
		return p.Word("choice." + value)
	case "once", "raise":
		amount, month, _ := strings.Cut(value, "@")
		return strings.TrimSpace(p.typed(amount) + " " + p.digits(month))
	}
	return p.show(key, value)
}

// ofPreset reports whether the preset has the line a key belongs to, so that
// there is something to go back to.
func (p *page) ofPreset(key string) bool {
	kind, name, hangs := strings.Cut(key, ".")
	if !hangs || kind == "claim" {
		return true
	}
	_, is := p.before[key]
	_, in := p.before["in."+name]
	_, out := p.before["out."+name]
	return is || (in || out) && kind != "once" && kind != "raise"
}

// button asks the script to append an edit to the link. spoken, if not empty, stands
// for the label where it is read aloud.
func button(kind string, edit calc.Pair, label, spoken string) HTML {
	return markup(`<button class="{kind}" type="button" data-edit="{edit}"{spoken}>{label}</button>`,
		"kind", text(kind), "edit", text(edit.String()),
		"spoken", showIf(spoken != "", ` aria-label="`+text(spoken)+`"`), "label", text(label))
}

// choice is a field with a few words to choose from.
func (p *page) choice(key string, words ...string) HTML {
	id := p.id()
	value, problem := p.value(key)
	var options HTML
	for _, w := range words {
		options += p.option(w, "choice."+w, w == value || value == "" && w == words[0])
	}
	return p.frame(key, id, false, problem, p.word("figure."+key),
		markup(`<select id="{id}" aria-describedby="{id}p {id}h {id}n">{options}</select>`, "id", id, "options", options), p.help(key, id))
}

// lines is the revenue lines or the cost lines.
func (p *page) lines(revenue bool) HTML {
	legend, help, add, fresh, kind := "form.costs", "help.costs", "form.add-cost", "form.new-cost", "out."
	if revenue {
		legend, help, add, fresh, kind = "form.revenue", "help.revenue", "form.add-revenue", "form.new-revenue", "in."
	}
	var all []HTML
	for i := range p.scenario.Lines {
		if l := &p.scenario.Lines[i]; l.Revenue == revenue {
			all = append(all, p.line(l))
		}
	}
	taken := func(name string) bool {
		return slices.ContainsFunc(p.scenario.Lines, func(l calc.Line) bool { return l.Name == name })
	}
	return markup(`<fieldset><legend>{legend}</legend><p class="help">{help}</p>{lines}<p class="adders">{adders}</p></fieldset>`,
		"legend", p.word(legend), "help", p.word(help), "lines", join(all),
		"adders", showIf(len(p.scenario.Lines) < calc.MaxLines, button("add", calc.Pair{Key: kind + p.fresh(fresh, taken), Value: "0/mo"}, p.Word(add), "")+p.removed(kind)))
}

// fresh is a name that no line has yet.
func (p *page) fresh(key string, taken func(string) bool) string {
	name := p.Word(key)
	for n := 2; taken(name); n++ {
		name = p.Word(key) + " " + p.Number(strconv.Itoa(n))
	}
	return name
}

// removed offers to put back the preset's lines or payments that are gone, unless
// another line has the name by now.
func (p *page) removed(kind string) HTML {
	var all HTML
	for _, pair := range p.presetPairs {
		name, ok := strings.CutPrefix(pair.Key, kind)
		_, revenue := p.values["in."+name]
		_, cost := p.values["out."+name]
		if _, there := p.values[pair.Key]; ok && !there && !revenue && !cost {
			all += button("back", pair, p.Fill("form.restore", "name", p.name(name)), "")
		}
	}
	return all
}

// line is the fields of one revenue or cost line.
func (p *page) line(l *calc.Line) HTML {
	units := perCost
	more := "form.more"
	if l.Revenue {
		units, more = perPeriod, "form.more.revenue"
	}
	of := p.of(l.Name)
	each := p.each(l)
	if each != "" {
		each = p.html(`: {units}{form.list} {each}`, "units", figure(p.show("units."+l.Name, p.values["units."+l.Name])), "each", each)
	}
	open := false
	for _, key := range []string{"units.", "hire.", "credit."} {
		_, problem := p.value(key + l.Name)
		open = open || problem != ""
	}
	amount, grow := p.labelled(l.Key(), p.Word("form.amount"), of, units, true), p.labelled("grow."+l.Name, p.Word("figure.grow"), of, growth, false)
	fields := p.labelled("units."+l.Name, p.Word("figure.units"), of, nil, false) + p.labelled("hire."+l.Name, p.Word("figure.hire"), of, perPeriod, false)
	if !l.Revenue {
		fields += p.labelled("credit."+l.Name, p.Word("figure.credit"), of, nil, false)
	}
	return p.group(l.Key(), l.Name, markup(`{amount}{growth}`+
		`<details{open}>`+
		`<summary>{more}<span class="unseen">{line}</span>{each}</summary>`+
		`<div class="fields">{fields}</div>`+
		`</details>`,
		"amount", amount, "growth", grow, "open", showIf(open, " open"), "more", p.word(more), "line", text(of), "each", each, "fields", fields))
}

// of is the name of a line behind its field's label, for those who do not see
// where the field stands.
func (p *page) of(name string) string { return p.Fill("figure.of", "figure", "", "line", p.name(name)) }

// group is a line or payment: its name, its fields, and a way to remove it.
func (p *page) group(key, name string, fields HTML) HTML {
	id := p.id()
	shown, problem := p.name(name), ""
	for _, e := range p.errors {
		if e.Key == key && ofName(e) {
			shown, problem = e.Text, p.Word("problem."+string(e.Problem))
		}
	}
	return p.html(`<div class="line" role="group" data-line="{key}" aria-label="{name}">`+
		`<div class="name">`+
		`<label for="{id}">{form.name}</label>`+
		`<span class="control">`+
		`<input id="{id}" type="text" dir="auto" spellcheck="false" data-rename="{key}" aria-describedby="{id}p" value="{shown}"{invalid}>`+
		`</span>`+
		`{message}`+
		`</div>`+
		`{fields}{remove}`+
		`</div>`,
		"key", text(key), "name", text(p.name(name)), "id", id, "shown", text(shown),
		"invalid", showIf(problem != "", ` aria-invalid="true"`), "message", message(id, problem), "fields", fields,
		"remove", button("remove", calc.Pair{Key: key}, p.Word("form.remove"), p.Fill("form.remove.line", "name", p.name(name))))
}

// payments is the raises and one-off payments.
func (p *page) payments() HTML {
	var all, adders HTML
	for i := range p.scenario.Payments {
		payment := &p.scenario.Payments[i]
		all += p.group(payment.Key(), payment.Name, p.labelled(payment.Key(), p.Word("form.amount"), p.of(payment.Name), nil, true))
	}
	month := p.scenario.Start
	if month == 0 {
		month = calc.MonthOf(2026, 1)
	}
	for _, kind := range []string{"raise", "once"} {
		taken := func(name string) bool {
			return slices.ContainsFunc(p.scenario.Payments, func(other calc.Payment) bool {
				return other.Raise == (kind == "raise") && other.Name == name
			})
		}
		adders += showIf(len(p.scenario.Payments) < calc.MaxLines, button("add", calc.Pair{Key: kind + "." + p.fresh("form.new-"+kind, taken), Value: "0@" + month.String()}, p.Word("form.add-"+kind), "")+
			p.removed(kind+"."))
	}
	return p.html(`<fieldset><legend>{form.payments}</legend><p class="help">{help.payments}</p>{payments}<p class="adders">{adders}</p></fieldset>`,
		"payments", all, "adders", adders)
}

// hasField reports whether a key's problem is shown at its field.
func (p *page) hasField(key string) bool {
	kind, name, hangs := strings.Cut(key, ".")
	switch kind {
	case "in", "out", "grow", "units", "hire", "credit":
		return slices.ContainsFunc(p.scenario.Lines, func(l calc.Line) bool {
			return l.Name == name && (kind != "credit" || !l.Revenue) && (kind != "in" && kind != "out" || l.Key() == key)
		})
	case "once", "raise":
		return slices.ContainsFunc(p.scenario.Payments, func(other calc.Payment) bool { return other.Key() == key })
	case "claim":
		return name == "loss" || name == "runway"
	}
	if key == "likelihood" {
		return p.wantsLikelihood()
	}
	return !hangs && slices.Contains([]string{"cash", "start", "horizon", "floor", "interest", "title", "cur", "valuation", "ranges", "timing"}, key)
}
