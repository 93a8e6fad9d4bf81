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
func (p *page) form() Node {
	claims := el("fieldset", el("legend", p.Word("form.claims")), el("div", class("fields"),
		p.figure("claim.loss", perPeriod, false),
		p.figure("claim.runway", nil, false)))
	return el("form", class("figures"), Attr{"autocomplete", "off"},
		el("h2", p.Word("form.heading")),
		el("p", class("intro"), p.Word("form.intro")),
		p.story(),
		p.sources(),
		el("fieldset", el("legend", p.Word("form.basics")), el("div", class("fields"),
			p.figure("cash", nil, true),
			p.figure("start", nil, false),
			p.figure("horizon", nil, false),
			p.figure("floor", nil, false),
			p.figure("interest", inPercent, false))),
		p.lines(true),
		p.lines(false),
		p.payments(),
		claims,
		el("fieldset", el("legend", p.Word("form.method")), el("div", class("fields"),
			p.figure("title", nil, false),
			p.figure("cur", nil, false),
			p.figure("valuation", nil, false),
			p.choice("ranges", "even", "90"),
			p.choice("timing", "monthly", "continuous"))))
}

func byKey(s *calc.Scenario) map[string]string {
	values := map[string]string{}
	for _, p := range s.Pairs() {
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
func (p *page) figure(key string, units []unit, need bool) Node {
	return p.labelled(key, p.Word("figure."+wordOf(key)), "", units, need)
}

// wordOf is the last part of the keys of a figure's words.
func wordOf(key string) string { return strings.ReplaceAll(key, ".", "-") }

// labelled is a field for one key. of names the line it belongs to, for those
// who do not see it.
func (p *page) labelled(key, label, of string, units []unit, need bool) Node {
	id := p.id()
	value, problem := p.value(key)
	input := []any{Attr{"id", id}, Attr{"type", "text"}, Attr{"spellcheck", "false"}, Attr{"dir", "auto"},
		Attr{"aria-describedby", id + "p " + id + "h " + id + "n"}}
	if problem != "" {
		input = append(input, Attr{"aria-invalid", "true"})
	}
	shown := problem == "" || value == p.values[key]
	field := func(value string) Node { return el("input", append(slices.Clone(input), Attr{"value", value})...) }
	control := el("span", class("control"))
	var chosen unit
	kind, _, _ := strings.Cut(key, ".")
	switch {
	case kind == "once" || kind == "raise":
		amount, month, _ := strings.Cut(value, "@")
		if shown {
			amount, month = p.typed(amount), p.digits(month)
		}
		ofMonth := Attr{"aria-describedby", id + "p"}
		if slices.ContainsFunc(p.errors, func(e calc.Error) bool { return e.Key == key && e.Problem == calc.NotAMonth }) {
			input = input[:len(input)-1] // it is not the amount that is invalid
			ofMonth = Attr{"aria-invalid", "true"}
		}
		control.add(field(amount), el("input", class("month"), ofMonth, Attr{"type", "text"}, Attr{"dir", "ltr"}, Attr{"spellcheck", "false"},
			Attr{"data-before", "@"}, Attr{"aria-label", p.Word("figure.month") + of}, Attr{"value", month}))
	case units != nil:
		var text string
		text, chosen = split(value, units, cmp.Or(p.values[key], p.before[key]))
		if shown {
			text = p.show(key, text)
		}
		control.add(field(text), p.units(units, chosen, label+of))
	case shown:
		control.add(field(p.show(key, value)))
	default:
		control.add(field(value))
	}
	caption := el("label", Attr{"for", id}, label)
	if of != "" {
		caption.add(el("span", class("unseen"), of))
	}
	var below []Node
	if shown {
		below = append(below, p.sliders(key, value, label+of, chosen))
	}
	if of == "" {
		below = append(below, el("p", class("help"), Attr{"id", id + "h"}, p.Word("help."+wordOf(key))))
	}
	return p.frame(key, id, need, problem, caption, control, below...)
}

// units is the choice of a unit behind a field, or its only one.
func (p *page) units(units []unit, chosen unit, of string) Node {
	if len(units) == 1 {
		return el("span", class("unit"), p.Word(chosen.word),
			el("input", Attr{"type", "hidden"}, Attr{"value", chosen.text}))
	}
	list := el("select", Attr{"aria-label", p.Fill("figure.of", "figure", p.Word("form.each"), "line", of)})
	for _, u := range units {
		option := el("option", Attr{"value", u.text}, p.Word(u.word))
		if u == chosen {
			option.Attrs = append(option.Attrs, Attr{"selected", ""})
		}
		list.add(option)
	}
	return list
}

// frame puts a field together with its problem, its note and its way back.
func (p *page) frame(key, id string, need bool, problem string, caption, control Node, below ...Node) Node {
	frame := el("div", class("figure"), Attr{"data-key", key})
	if need {
		frame.Attrs = append(frame.Attrs, Attr{"data-need", ""})
	}
	message := el("p", class("problem"), Attr{"id", id + "p"})
	if problem == "" {
		message.Attrs = append(message.Attrs, Attr{"hidden", ""})
	} else {
		message.add(problem)
	}
	remark := el("p", class("note"), Attr{"id", id + "n"})
	remark.add(p.note(key))
	if label := p.wayBack(key); label != "" {
		frame.Attrs[0].Value += " changed"
		remark.add(button("back", calc.Pair{Key: key, Value: p.before[key]}.String(), label))
	}
	if len(remark.Children) == 0 {
		remark.Attrs = append(remark.Attrs, Attr{"hidden", ""})
	}
	frame.add(caption, control, message, below, remark)
	return frame
}

func (p *page) id() string {
	p.ids++
	return "f" + strconv.Itoa(p.ids)
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
		value = trim(decimals(p.likelihood.Wanted*100, 1)) + "%"
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

// each is what one of a line's units costs or brings in a year, or nil.
func (p *page) each(l *calc.Line) []Node {
	if l.Units.Low <= 0 || l.Share {
		return nil
	}
	spread := p.scenario.Ranges
	yearly := l.Amount.Middle(spread, false) * 12 / l.Amount.Per.Months() / l.Units.Middle(spread, false)
	return p.prose("form.each-unit", slots{"amount": p.money(yearly)})
}

// note is the remark and the source behind a figure, or nil.
func (p *page) note(key string) []Node {
	n := p.scenario.Notes[key]
	var all []Node
	if n.Text != "" {
		all = append(all, el("bdi", p.noteText(key)), Node{Text: " "})
	}
	if n.Source != "" {
		all = append(all, el("a", Attr{"href", n.Source}, Attr{"rel", "noopener nofollow ugc"}, Attr{"target", "_blank"},
			p.Word("form.source")), Node{Text: " "})
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
	return is || in || out
}

// button asks the script to append an edit to the link.
func button(kind, edit, label string) Node {
	return el("button", class(kind), Attr{"type", "button"}, Attr{"data-edit", edit}, label)
}

// choice is a field with a few words to choose from.
func (p *page) choice(key string, words ...string) Node {
	id := p.id()
	value, problem := p.value(key)
	list := el("select", Attr{"id", id}, Attr{"aria-describedby", id + "p " + id + "h " + id + "n"})
	for _, w := range words {
		option := el("option", Attr{"value", w}, p.Word("choice."+w))
		if w == value || value == "" && w == words[0] {
			option.Attrs = append(option.Attrs, Attr{"selected", ""})
		}
		list.add(option)
	}
	return p.frame(key, id, false, problem, el("label", Attr{"for", id}, p.Word("figure."+key)), el("span", class("control"), list),
		el("p", class("help"), Attr{"id", id + "h"}, p.Word("help."+key)))
}

// lines is the revenue lines or the cost lines.
func (p *page) lines(revenue bool) Node {
	legend, help, add, fresh, kind := "form.costs", "help.costs", "form.add-cost", "form.new-cost", "out."
	if revenue {
		legend, help, add, fresh, kind = "form.revenue", "help.revenue", "form.add-revenue", "form.new-revenue", "in."
	}
	set := el("fieldset", el("legend", p.Word(legend)), el("p", class("help"), p.Word(help)))
	for i := range p.scenario.Lines {
		if l := &p.scenario.Lines[i]; l.Revenue == revenue {
			set.add(p.line(l))
		}
	}
	taken := func(name string) bool {
		return slices.ContainsFunc(p.scenario.Lines, func(l calc.Line) bool { return l.Name == name })
	}
	set.add(el("p", class("adders"),
		button("add", calc.Pair{Key: kind + p.fresh(fresh, taken), Value: "0/mo"}.String(), p.Word(add)),
		p.removed(kind)))
	return set
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
func (p *page) removed(kind string) []Node {
	var all []Node
	for _, pair := range p.preset.Pairs() {
		name, ok := strings.CutPrefix(pair.Key, kind)
		_, revenue := p.values["in."+name]
		_, cost := p.values["out."+name]
		if _, there := p.values[pair.Key]; ok && !there && !revenue && !cost {
			all = append(all, button("back", pair.String(), p.Fill("form.restore", "name", p.name(name))))
		}
	}
	return all
}

// line is the fields of one revenue or cost line.
func (p *page) line(l *calc.Line) Node {
	units := perCost
	more := "form.more"
	if l.Revenue {
		units, more = perPeriod, "form.more.revenue"
	}
	of := p.of(l.Name)
	summary := el("summary", p.Word(more), el("span", class("unseen"), of))
	if each := p.each(l); each != nil {
		summary.add(": ", figure(p.show("units."+l.Name, p.values["units."+l.Name])), p.Word("form.list")+" ", each)
	}
	fields := el("div", class("fields"),
		p.labelled("units."+l.Name, p.Word("figure.units"), of, nil, false),
		p.labelled("hire."+l.Name, p.Word("figure.hire"), of, perPeriod, false))
	if !l.Revenue {
		fields.add(p.labelled("credit."+l.Name, p.Word("figure.credit"), of, nil, false))
	}
	rest := el("details", summary, fields)
	for _, key := range []string{"units.", "hire.", "credit."} {
		if _, problem := p.value(key + l.Name); problem != "" {
			rest.Attrs = []Attr{{"open", ""}}
		}
	}
	return p.group(l.Key(), l.Name,
		p.labelled(l.Key(), p.Word("form.amount"), of, units, true),
		p.labelled("grow."+l.Name, p.Word("figure.grow"), of, growth, false),
		rest)
}

// of is the name of a line behind its field's label, for those who do not see
// where the field stands.
func (p *page) of(name string) string { return p.Fill("figure.of", "figure", "", "line", p.name(name)) }

// group is a line or payment: its name, its fields, and a way to remove it.
func (p *page) group(key, name string, fields ...Node) Node {
	id := p.id()
	shown, problem := p.name(name), ""
	for _, e := range p.errors {
		if e.Key == key && ofName(e) {
			shown, problem = e.Text, p.Word("problem."+string(e.Problem))
		}
	}
	input := el("input", Attr{"id", id}, Attr{"type", "text"}, Attr{"dir", "auto"}, Attr{"spellcheck", "false"},
		Attr{"data-rename", key}, Attr{"aria-describedby", id + "p"}, Attr{"value", shown})
	message := el("p", class("problem"), Attr{"id", id + "p"})
	if problem == "" {
		message.Attrs = append(message.Attrs, Attr{"hidden", ""})
	} else {
		input.Attrs = append(input.Attrs, Attr{"aria-invalid", "true"})
		message.add(problem)
	}
	group := el("div", class("line"), Attr{"role", "group"}, Attr{"data-line", key}, Attr{"aria-label", p.name(name)},
		el("div", class("name"), el("label", Attr{"for", id}, p.Word("form.name")), el("span", class("control"), input), message))
	for _, field := range fields {
		group.add(field)
	}
	remove := button("remove", calc.Pair{Key: key}.String(), p.Word("form.remove"))
	remove.Attrs = append(remove.Attrs, Attr{"aria-label", p.Fill("form.remove.line", "name", p.name(name))})
	group.add(remove)
	return group
}

// payments is the raises and one-off payments.
func (p *page) payments() Node {
	set := el("fieldset", el("legend", p.Word("form.payments")), el("p", class("help"), p.Word("help.payments")))
	for i := range p.scenario.Payments {
		payment := &p.scenario.Payments[i]
		set.add(p.group(payment.Key(), payment.Name,
			p.labelled(payment.Key(), p.Word("form.amount"), p.of(payment.Name), nil, true)))
	}
	month := p.scenario.Start
	if month == 0 {
		month = calc.MonthOf(2026, 1)
	}
	adders := el("p", class("adders"))
	for _, kind := range []string{"raise", "once"} {
		taken := func(name string) bool {
			return slices.ContainsFunc(p.scenario.Payments, func(other calc.Payment) bool {
				return other.Raise == (kind == "raise") && other.Name == name
			})
		}
		adders.add(button("add",
			calc.Pair{Key: kind + "." + p.fresh("form.new-"+kind, taken), Value: "0@" + month.String()}.String(),
			p.Word("form.add-"+kind)))
		adders.add(p.removed(kind + "."))
	}
	set.add(adders)
	return set
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
