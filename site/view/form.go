package view

import (
	"slices"
	"strconv"

	"runway/calc"
)

// form is all figures, each with its field, what is wrong with it, and what stands behind
// it. The marks that the page's script relies on stand in marks.go.
func (p *page) form() HTML {
	return p.html(`<form class="figures" autocomplete="off">`+
		`<h2>{form.heading}</h2><p class="intro">{form.intro}</p>`+
		`{story}{sources}`+
		`<fieldset><legend>{form.basics}</legend><div class="fields">{company}</div></fieldset>`+
		`{revenue}{costs}{payments}`+
		`<fieldset><legend>{form.claims}</legend><div class="fields">{claims}</div></fieldset>`+
		`<fieldset><legend>{form.method}</legend><div class="fields">{settings}</div></fieldset>`+
		`</form>`,
		"story", p.story(), "sources", p.sources(),
		"company", p.figuresOf(calc.CompanyFigure),
		"revenue", p.lines(true), "costs", p.lines(false), "payments", p.payments(),
		"claims", p.figuresOf(calc.ClaimFigure), "settings", p.figuresOf(calc.SettingFigure))
}

// figuresOf is the fields of all figures of an owner, those first that have to be given.
func (p *page) figuresOf(owner calc.Owner) HTML {
	var required, others HTML
	for _, k := range calc.KindsOf(owner) {
		switch {
		case k == calc.Confidence: // stands beside the raise that it is for
		case k.Required:
			required += p.companyField(k)
		default:
			others += p.companyField(k)
		}
	}
	return required + others
}

// companyField is the field of a figure that no line or payment owns.
func (p *page) companyField(k *calc.Kind) HTML {
	return p.field(p.scenario.Of(k), p.Word("figure."+wordOf(k)), "")
}

// lines is the revenue lines or the cost lines.
func (p *page) lines(revenue bool) HTML {
	legend, help, add, name, kind := "form.costs", "help.costs", "form.add-cost", "form.new-cost", calc.Cost
	if revenue {
		legend, help, add, name, kind = "form.revenue", "help.revenue", "form.add-revenue", "form.new-revenue", calc.Revenue
	}
	var all []HTML
	for i := range p.scenario.Lines {
		if l := &p.scenario.Lines[i]; l.Revenue == revenue {
			all = append(all, p.line(l))
		}
	}
	isTaken := func(name string) bool { return p.scenario.Line(name) != nil }
	return markup(`<fieldset><legend>{legend}</legend><p class="help">{help}</p>{lines}<p class="adders">{adders}</p></fieldset>`,
		"legend", p.word(legend), "help", p.word(help), "lines", join(all),
		"adders", showIf(len(p.scenario.Lines) < calc.MaxLines, p.adders(kind, add, name, isTaken)))
}

// adders offers a new line or payment of a kind, and to put back those of the preset that
// are gone.
func (p *page) adders(k *calc.Kind, label, name string, isTaken func(string) bool) HTML {
	free := p.Word(name)
	for n := 2; isTaken(free); n++ {
		free = p.Word(name) + " " + p.Number(strconv.Itoa(n))
	}
	all := button{class: "add", act: calc.Add, target: k.Key, text: free, label: p.Word(label)}.render()
	for _, f := range p.preset.Figures() {
		if f.Kind.IsHead() && f.Kind.Key == k.Key && !isTaken(f.Name) {
			all += button{class: "back", act: calc.Back, target: f.Key(), label: p.Fill("form.restore", "name", p.name(f.Name))}.render()
		}
	}
	return all
}

// line is the fields of one revenue or cost line: its amount and growth, and the others
// folded.
func (p *page) line(l *calc.Line) HTML {
	more := "form.more"
	if l.Revenue {
		more = "form.more.revenue"
	}
	line := p.lineLabel(l.Name)
	var fields, folded HTML
	isOpen := false
	for _, f := range p.scenario.LineFigures(l) {
		label := p.Word("figure." + wordOf(f.Kind))
		switch {
		case f.Kind.IsHead():
			fields += p.field(f, p.Word("form.amount"), line)
		case f.Kind == calc.Growth:
			fields += p.field(f, label, line)
		case f.Kind.CostOnly && l.Revenue:
		default:
			folded += p.field(f, label, line)
			isOpen = isOpen || p.entry(f).problem != ""
		}
	}
	return p.group(l.Key(), l.Name, markup(`{fields}`+
		`<details{open}>`+
		`<summary>{more}<span class="unseen">{line}</span>{units}</summary>`+
		`<div class="fields">{folded}</div>`+
		`</details>`,
		"fields", fields, "open", showIf(isOpen, " open"), "more", p.word(more), "line", text(line), "units", p.unitCosts(l), "folded", folded))
}

// unitCosts is how many units a line has and what one of them costs or brings in a year,
// or nothing.
func (p *page) unitCosts(l *calc.Line) HTML {
	units := p.scenario.OfLine(calc.Units, l)
	if !units.IsGiven() || l.Share {
		return ""
	}
	yearly := l.Amount.Middle(p.scenario.Ranges, false) * 12 / l.Amount.Per.Months() / units.Middle()
	return p.html(`: {units}{form.list} {each}`, "units", figure(p.typedFigure(units)),
		"each", p.prose("form.each-unit", "amount", p.money(yearly)))
}

// lineLabel is the name of a line behind its field's label.
func (p *page) lineLabel(name string) string {
	return p.Fill("figure.of", "figure", "", "line", p.name(name))
}

// group is a line or payment: its name, its fields, and a way to remove it.
func (p *page) group(key, name string, fields HTML) HTML {
	id := p.id()
	shown, problem := p.name(name), ""
	for _, e := range p.errors {
		if e.Key == key && e.IsOfName() {
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
		"remove", button{class: "remove", act: calc.Remove, target: key, label: p.Word("form.remove"),
			spokenLabel: p.Fill("form.remove.line", "name", p.name(name))}.render())
}

// payments is the raises and one-off payments.
func (p *page) payments() HTML {
	var all, adders HTML
	for _, f := range p.scenario.Figures() {
		if f.Kind.Owner == calc.PaymentFigure {
			all += p.group(f.Key(), f.Name, p.field(f, p.Word("form.amount"), p.lineLabel(f.Name)))
		}
	}
	for _, k := range []*calc.Kind{calc.Raise, calc.OneOff} {
		isTaken := func(name string) bool {
			return slices.ContainsFunc(p.scenario.Payments, func(other calc.Payment) bool {
				return other.Raise == (k == calc.Raise) && other.Name == name
			})
		}
		adders += showIf(len(p.scenario.Payments) < calc.MaxLines, p.adders(k, "form.add-"+k.Key, "form.new-"+k.Key, isTaken))
	}
	return p.html(`<fieldset><legend>{form.payments}</legend><p class="help">{help.payments}</p>{payments}<p class="adders">{adders}</p></fieldset>`,
		"payments", all, "adders", adders)
}

// hasField reports whether a key's problem is shown at its field.
func (p *page) hasField(key string) bool {
	f, ok := p.scenario.Figure(key)
	switch {
	case !ok:
		return false
	case f.Kind == calc.Confidence:
		return p.wantsConfidence()
	}
	return !f.Kind.CostOnly || !p.scenario.Line(f.Name).Revenue
}
