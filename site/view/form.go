package view

import (
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
	values, before := byKey(p.scenario), byKey(p.preset)
	f := &form{page: p, values: values, before: before}
	claims := el("fieldset", el("legend", p.Word("form.claims")), el("div", class("fields"),
		f.figure("claim.loss", perPeriod, false),
		f.figure("claim.runway", nil, false)))
	return el("form", class("figures"), Attr{"autocomplete", "off"},
		el("h2", p.Word("form.heading")),
		el("p", class("intro"), p.Word("form.intro")),
		el("fieldset", el("legend", p.Word("form.basics")), el("div", class("fields"),
			f.figure("cash", nil, true),
			f.figure("start", nil, false),
			f.figure("horizon", nil, false),
			f.figure("floor", nil, false),
			f.figure("interest", inPercent, false))),
		f.lines(true),
		f.lines(false),
		f.payments(),
		claims,
		el("fieldset", el("legend", p.Word("form.method")), el("div", class("fields"),
			f.figure("title", nil, false),
			f.figure("cur", nil, false),
			f.figure("valuation", nil, false),
			f.choice("ranges", "even", "90"),
			f.choice("timing", "monthly", "continuous"))))
}

// form builds fields from the values a link has for each key.
type form struct {
	*page
	values, before map[string]string
}

func byKey(s *calc.Scenario) map[string]string {
	values := map[string]string{}
	for _, p := range s.Pairs() {
		values[p.Key] = p.Value
	}
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

// figure is a field for one key, labelled by the key's own word.
func (f *form) figure(key string, units []unit, need bool) Node {
	return f.labelled(key, f.Word("figure."+strings.ReplaceAll(key, ".", "-")), "", units, need)
}

// labelled is a field for one key. of names the line it belongs to, for those
// who do not see it.
func (f *form) labelled(key, label, of string, units []unit, need bool) Node {
	id := f.id()
	value, problem := f.value(key)
	input := []any{Attr{"id", id}, Attr{"type", "text"}, Attr{"spellcheck", "false"}, Attr{"dir", "auto"},
		Attr{"aria-describedby", id + "p " + id + "n"}}
	if problem != "" {
		input = append(input, Attr{"aria-invalid", "true"})
	}
	shown := problem == "" || value == f.values[key]
	field := func(value string) Node { return el("input", append(slices.Clone(input), Attr{"value", value})...) }
	control := el("span", class("control"))
	kind, _, _ := strings.Cut(key, ".")
	switch {
	case kind == "once" || kind == "raise":
		amount, month, _ := strings.Cut(value, "@")
		if shown {
			amount, month = f.typed(amount), f.digits(month)
		}
		ofMonth := Attr{"aria-describedby", id + "p"}
		if slices.ContainsFunc(f.errors, func(e calc.Error) bool { return e.Key == key && e.Problem == calc.NotAMonth }) {
			input = input[:len(input)-1] // it is not the amount that is invalid
			ofMonth = Attr{"aria-invalid", "true"}
		}
		control.add(field(amount), el("input", class("month"), ofMonth, Attr{"type", "text"}, Attr{"dir", "ltr"}, Attr{"spellcheck", "false"},
			Attr{"data-before", "@"}, Attr{"aria-label", f.Word("figure.month") + of}, Attr{"value", month}))
	case units != nil:
		text, chosen := split(value, units, f.values[key])
		if shown {
			text = f.show(key, text)
		}
		control.add(field(text), f.units(units, chosen, label+of))
	case shown:
		control.add(field(f.show(key, value)))
	default:
		control.add(field(value))
	}
	caption := el("label", Attr{"for", id}, label)
	if of != "" {
		caption.add(el("span", class("unseen"), of))
	}
	return f.frame(key, id, need, problem, caption, control)
}

// units is the choice of a unit behind a field, or its only one.
func (f *form) units(units []unit, chosen unit, of string) Node {
	if len(units) == 1 {
		return el("span", class("unit"), f.Word(chosen.word),
			el("input", Attr{"type", "hidden"}, Attr{"value", chosen.text}))
	}
	list := el("select", Attr{"aria-label", f.Fill("figure.of", "figure", f.Word("form.each"), "line", of)})
	for _, u := range units {
		option := el("option", Attr{"value", u.text}, f.Word(u.word))
		if u == chosen {
			option.Attrs = append(option.Attrs, Attr{"selected", ""})
		}
		list.add(option)
	}
	return list
}

// frame puts a field together with its problem, its note and its way back.
func (f *form) frame(key, id string, need bool, problem string, caption, control Node) Node {
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
	remark.add(f.note(key))
	remark.add(f.back(key))
	if len(remark.Children) == 0 {
		remark.Attrs = append(remark.Attrs, Attr{"hidden", ""})
	}
	frame.add(caption, control, message, remark)
	return frame
}

func (p *page) id() string {
	p.ids++
	return "f" + strconv.Itoa(p.ids)
}

// value is what a field holds: the scenario's value, or the refused text with
// what is wrong with it.
func (f *form) value(key string) (value, problem string) {
	for _, e := range f.errors {
		if e.Key == key && !ofName(e) {
			return e.Text, f.Word("problem." + string(e.Problem))
		}
	}
	value = f.values[key]
	switch {
	case value == "" && key == "cash":
		value = "0"
	case value == "" && key == "likelihood":
		value = trim(decimals(f.likelihood.Wanted*100, 1)) + "%"
	case value == "" && key == "horizon":
		value = strconv.Itoa(f.scenario.Months())
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
func (f *form) show(key, text string) string {
	switch kind, _, _ := strings.Cut(key, "."); kind {
	case "title":
		if text == f.preset.Title {
			return f.title()
		}
		return text
	case "cur":
		return text
	case "start":
		return f.digits(text)
	case "units":
		figure, word, _ := strings.Cut(text, " ")
		if word == "" {
			break
		}
		return f.typed(figure) + " " + f.presetText(f.scenario.Preset, "unit."+word, word)
	}
	if text == "" {
		return ""
	}
	return f.typed(text)
}

// each is what one of a line's units costs or brings in a year, or nil.
func (f *form) each(l *calc.Line) []Node {
	if l.Units.Low <= 0 || l.Share {
		return nil
	}
	spread := f.scenario.Ranges
	yearly := l.Amount.Middle(spread, false) * 12 / l.Amount.Per.Months() / l.Units.Middle(spread, false)
	return f.prose("form.each-unit", slots{"amount": f.money(yearly)})
}

// note is the remark and the source behind a figure, or nil.
func (p *page) note(key string) []Node {
	n := p.scenario.Notes[key]
	var all []Node
	if n.Text != "" {
		text := n.Text
		if text == p.preset.Notes[key].Text {
			text = p.presetText(p.scenario.Preset, "note."+key, text)
		}
		all = append(all, el("bdi", text), Node{Text: " "})
	}
	if n.Source != "" {
		all = append(all, el("a", Attr{"href", n.Source}, Attr{"rel", "noopener nofollow ugc"}, Attr{"target", "_blank"},
			p.Word("form.source")), Node{Text: " "})
	}
	return all
}

// back is the way back to the preset's value of a figure that has another.
func (f *form) back(key string) []Node {
	now, before := f.values[key], f.before[key]
	if _, problem := f.value(key); f.scenario.Preset == "" || now == before && problem == "" || !f.ofPreset(key) {
		return nil
	}
	label := f.Word("form.back.none")
	if before != "" {
		label = f.Fill("form.back", "value", f.plain(key, before))
	}
	return []Node{button("back", calc.Pair{Key: key, Value: before}.String(), label)}
}

// plain is a value as text, its unit in words.
func (f *form) plain(key, value string) string {
	switch kind, _, _ := strings.Cut(key, "."); kind {
	case "in", "out", "claim", "hire", "grow":
		units := perCost
		if kind == "grow" {
			units = growth
		}
		if text, per := split(value, units, ""); text != value {
			return f.show(key, text) + " " + f.Word(per.word)
		}
	case "ranges", "timing":
		return f.Word("choice." + value)
	case "once", "raise":
		amount, month, _ := strings.Cut(value, "@")
		return f.typed(amount) + " " + f.digits(month)
	}
	return f.show(key, value)
}

// ofPreset reports whether the preset has the line a key belongs to, so that
// there is something to go back to.
func (f *form) ofPreset(key string) bool {
	kind, name, hangs := strings.Cut(key, ".")
	if !hangs || kind == "claim" {
		return true
	}
	_, is := f.before[key]
	_, in := f.before["in."+name]
	_, out := f.before["out."+name]
	return is || in || out
}

// button asks the script to append an edit to the link.
func button(kind, edit, label string) Node {
	return el("button", class(kind), Attr{"type", "button"}, Attr{"data-edit", edit}, label)
}

// choice is a field with a few words to choose from.
func (f *form) choice(key string, words ...string) Node {
	id := f.id()
	value, problem := f.value(key)
	list := el("select", Attr{"id", id}, Attr{"aria-describedby", id + "p " + id + "n"})
	for _, w := range words {
		option := el("option", Attr{"value", w}, f.Word("choice."+w))
		if w == value || value == "" && w == words[0] {
			option.Attrs = append(option.Attrs, Attr{"selected", ""})
		}
		list.add(option)
	}
	return f.frame(key, id, false, problem, el("label", Attr{"for", id}, f.Word("figure."+key)), el("span", class("control"), list))
}

// lines is the revenue lines or the cost lines.
func (f *form) lines(revenue bool) Node {
	legend, add, fresh, kind := "form.costs", "form.add-cost", "form.new-cost", "out."
	if revenue {
		legend, add, fresh, kind = "form.revenue", "form.add-revenue", "form.new-revenue", "in."
	}
	set := el("fieldset", el("legend", f.Word(legend)))
	for i := range f.scenario.Lines {
		if l := &f.scenario.Lines[i]; l.Revenue == revenue {
			set.add(f.line(l))
		}
	}
	taken := func(name string) bool {
		return slices.ContainsFunc(f.scenario.Lines, func(l calc.Line) bool { return l.Name == name })
	}
	set.add(el("p", class("adders"),
		button("add", calc.Pair{Key: kind + f.fresh(fresh, taken), Value: "0/mo"}.String(), f.Word(add)),
		f.removed(kind)))
	return set
}

// fresh is a name that no line has yet.
func (f *form) fresh(key string, taken func(string) bool) string {
	name := f.Word(key)
	for n := 2; taken(name); n++ {
		name = f.Word(key) + " " + f.numerals(strconv.Itoa(n))
	}
	return name
}

// removed offers to put back the preset's lines or payments that are gone, unless
// another line has the name by now.
func (f *form) removed(kind string) []Node {
	var all []Node
	for _, p := range f.preset.Pairs() {
		name, ok := strings.CutPrefix(p.Key, kind)
		_, revenue := f.values["in."+name]
		_, cost := f.values["out."+name]
		if _, there := f.values[p.Key]; ok && !there && !revenue && !cost {
			all = append(all, button("back", p.String(), f.Fill("form.restore", "name", f.name(name))))
		}
	}
	return all
}

// line is the fields of one revenue or cost line.
func (f *form) line(l *calc.Line) Node {
	units := perCost
	more := "form.more"
	if l.Revenue {
		units, more = perPeriod, "form.more.revenue"
	}
	of := f.of(l.Name)
	summary := el("summary", f.Word(more), el("span", class("unseen"), of))
	if each := f.each(l); each != nil {
		summary.add(": ", figure(f.show("units."+l.Name, f.values["units."+l.Name])), f.Word("form.list")+" ", each)
	}
	fields := el("div", class("fields"),
		f.labelled("units."+l.Name, f.Word("figure.units"), of, nil, false),
		f.labelled("hire."+l.Name, f.Word("figure.hire"), of, perPeriod, false))
	if !l.Revenue {
		fields.add(f.labelled("credit."+l.Name, f.Word("figure.credit"), of, nil, false))
	}
	rest := el("details", summary, fields)
	for _, key := range []string{"units.", "hire.", "credit."} {
		if _, problem := f.value(key + l.Name); problem != "" {
			rest.Attrs = []Attr{{"open", ""}}
		}
	}
	return f.group(l.Key(), l.Name,
		f.labelled(l.Key(), f.Word("form.amount"), of, units, true),
		f.labelled("grow."+l.Name, f.Word("figure.grow"), of, growth, false),
		rest)
}

// of is the name of a line behind its field's label, for those who do not see
// where the field stands.
func (f *form) of(name string) string { return f.Fill("figure.of", "figure", "", "line", f.name(name)) }

// group is a line or payment: its name, its fields, and a way to remove it.
func (f *form) group(key, name string, fields ...Node) Node {
	id := f.id()
	shown, problem := f.name(name), ""
	for _, e := range f.errors {
		if e.Key == key && ofName(e) {
			shown, problem = e.Text, f.Word("problem."+string(e.Problem))
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
	group := el("div", class("line"), Attr{"role", "group"}, Attr{"data-line", key}, Attr{"aria-label", f.name(name)},
		el("div", class("name"), el("label", Attr{"for", id}, f.Word("form.name")), el("span", class("control"), input), message))
	for _, field := range fields {
		group.add(field)
	}
	remove := button("remove", calc.Pair{Key: key}.String(), f.Word("form.remove"))
	remove.Attrs = append(remove.Attrs, Attr{"aria-label", f.Fill("form.remove.line", "name", f.name(name))})
	group.add(remove)
	return group
}

// payments is the raises and one-off payments.
func (f *form) payments() Node {
	set := el("fieldset", el("legend", f.Word("form.payments")))
	for i := range f.scenario.Payments {
		payment := &f.scenario.Payments[i]
		set.add(f.group(payment.Key(), payment.Name,
			f.labelled(payment.Key(), f.Word("form.amount"), f.of(payment.Name), nil, true)))
	}
	month := f.scenario.Start
	if month == 0 {
		month = calc.MonthOf(2026, 1)
	}
	adders := el("p", class("adders"))
	for _, kind := range []string{"raise", "once"} {
		taken := func(name string) bool {
			return slices.ContainsFunc(f.scenario.Payments, func(p calc.Payment) bool {
				return p.Raise == (kind == "raise") && p.Name == name
			})
		}
		adders.add(button("add",
			calc.Pair{Key: kind + "." + f.fresh("form.new-"+kind, taken), Value: "0@" + month.String()}.String(),
			f.Word("form.add-"+kind)))
		adders.add(f.removed(kind + "."))
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
		return slices.ContainsFunc(p.scenario.Payments, func(p calc.Payment) bool { return p.Key() == key })
	case "claim":
		return name == "loss" || name == "runway"
	}
	return !hangs && slices.Contains([]string{"cash", "start", "horizon", "floor", "interest", "title", "cur", "valuation", "ranges", "timing", "likelihood"}, key)
}
