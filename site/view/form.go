package view

import (
	"slices"
	"strconv"

	"runway/calc"
)

// form returns the story beside the picture, and the fields of all figures. marks.go lists the
// marks by which the page's script knows them.
func (p *page) form(answer HTML) HTML {
	return p.html(`<form class="figures" autocomplete="off" autocapitalize="none" autocorrect="off">`+
		`<div class="columns">`+
		`<div class="beside">{levers}{chart}</div>`+
		`<div class="answer">{answer}{likelihood}{context}<p class="intro">{form.intro}</p>{story}{whatIfs}{sources}</div>`+
		`</div>`+
		`{rows}`+
		`<datalist id="currencies"></datalist></form>`,
		"levers", p.levers(), "chart", p.chart(), "answer", answer, "likelihood", p.write("likelihood"), "context", p.context(), "story", p.story(), "whatIfs", p.write("what-ifs"), "sources", p.sources(),
		"rows", p.write("rows"))
}

// rows returns the fields of all figures, each in a row.
func (p *page) rows() HTML {
	return p.html(`<fieldset><legend>{form.basics}</legend><div class="fields">{company}</div></fieldset>`+
		`{revenue}{costs}{payments}`+
		`<fieldset><legend>{form.claims}</legend><div class="fields">{claims}</div></fieldset>`+
		`<fieldset><legend>{form.case}</legend><div class="fields">{case}</div></fieldset>`+
		`<fieldset><legend>{form.method}</legend><div class="fields">{settings}</div></fieldset>`,
		"company", p.figuresOf(calc.CompanyFigure),
		"revenue", p.lines(true), "costs", p.lines(false), "payments", p.payments(),
		"claims", p.figuresOf(calc.ClaimFigure), "case", p.figuresOf(calc.CaseFigure), "settings", p.figuresOf(calc.SettingFigure))
}

// figuresOf returns the fields of an owner's figures, the required ones first.
func (p *page) figuresOf(owner calc.Owner) HTML {
	var required, others HTML
	for _, k := range calc.KindsOf(owner) {
		switch {
		case k == calc.Confidence: // stands with the raise that it is for
		case k.Required:
			required += p.companyField(k)
		default:
			others += p.companyField(k)
		}
	}
	return required + others
}

// companyField returns the field of a figure that no line or payment owns.
func (p *page) companyField(k *calc.Kind) HTML {
	return p.field(p.scenario.FigureOf(k), p.Word("figure."+wordOf(k)), "")
}

// lines returns the fields of the revenue lines, or of the cost lines.
func (p *page) lines(revenue bool) HTML {
	legend, help, add, name, kind := "form.costs", "help.costs", "form.add-cost", "form.new-cost", calc.Cost
	if revenue {
		legend, help, add, name, kind = "form.revenue", "help.revenue", "form.add-revenue", "form.new-revenue", calc.Revenue
	}
	var lines []HTML
	for i := range p.scenario.Lines {
		l := &p.scenario.Lines[i]
		if l.Revenue != revenue {
			continue
		}
		lines = append(lines, p.line(l))
	}
	isTaken := func(name string) bool { return p.scenario.Line(name) != nil }
	return markup(`<fieldset><legend>{legend}</legend><p class="help">{help}</p>{heads}{lines}<p class="adders">{adders}</p></fieldset>`,
		"legend", p.word(legend), "help", p.word(help), "heads", showIf(len(lines) > 0, p.heads("form.name", "form.amount", "figure."+wordOf(calc.Growth))), "lines", join(lines),
		"adders", showIf(len(p.scenario.Lines) < calc.MaxLines, p.adders(kind, add, name, isTaken)))
}

// heads returns the heads of columns of fields, for eyes: each field has its label.
func (p *page) heads(keys ...string) HTML {
	var heads HTML
	for _, key := range keys {
		heads += `<span>` + p.word(key) + `</span>`
	}
	return `<p class="heads" aria-hidden="true">` + heads + `</p>`
}

// adders returns buttons that add a line or payment of a kind, or put back those
// that were published and removed.
func (p *page) adders(k *calc.Kind, label, name string, isTaken func(string) bool) HTML {
	free := p.Word(name)
	for n := 2; isTaken(free); n++ {
		free = p.Word(name) + " " + p.Number(strconv.Itoa(n))
	}
	buttons := button{class: "add", act: calc.Add, target: k.Key, text: free, label: p.Word(label)}.render()
	for _, f := range p.published.Figures() {
		if f.Kind.IsHead() && f.Kind.Key == k.Key && !isTaken(f.Name) {
			buttons += button{class: "back", act: calc.Restore, target: f.Key(), label: p.Fill("form.restore", "name", p.name(f.Name))}.render()
		}
	}
	return buttons
}

// line returns the fields of a revenue or cost line. Only its amount, and growth if it has any,
// are not folded away.
func (p *page) line(l *calc.Line) HTML {
	line := p.lineLabel(l.Name)
	var fields, folded, times HTML
	isOpen, isTimeOpen := false, false
	for _, f := range p.scenario.LineFigures(l) {
		label := p.Word("figure." + wordOf(f.Kind))
		switch {
		case f.Kind.IsHead():
			fields += p.field(f, p.Word("form.amount"), line)
		case f.Kind == calc.Growth:
			fields += p.field(f, label, line)
		case f.Kind.CostOnly && l.Revenue:
		case f.Kind.IsTime():
			times += p.field(f, label, line)
			isTimeOpen = isTimeOpen || p.entry(f).problem != ""
		default:
			folded += p.field(f, label, line)
			isOpen = isOpen || p.entry(f).problem != ""
		}
	}
	var facts []HTML
	for _, fact := range []HTML{p.unitCosts(l), p.when(l)} {
		if fact != "" {
			facts = append(facts, fact)
		}
	}
	when := p.fold("when", "form.when", line, isTimeOpen, p.behindColon(p.when(l)), `<div class="fields">`+times+`</div>`)
	return p.group(l.Key(), l.Name, fields, isOpen || isTimeOpen, facts, `<div class="fields">`+folded+`</div>`+when)
}

// fold returns what is folded away under a word and what is behind that. Screen readers hear whose
// it is.
func (p *page) fold(class HTML, summary, line string, isOpen bool, behind, content HTML) HTML {
	return markup(`<details class="{class}"{open}><summary>{summary}<span class="unseen">{line}</span>{behind}</summary>{content}</details>`,
		"class", class, "open", showIf(isOpen, " open"), "summary", p.word(summary), "line", escape(line), "behind", behind, "content", content)
}

// behindColon returns what a colon before it introduces, or nothing.
func (p *page) behindColon(text HTML) HTML {
	return showIf(text != "", p.word("list.colon")+" "+text)
}

// unitCosts returns how many units a line has and what one of them costs or brings in a
// year, or nothing if it has none.
func (p *page) unitCosts(l *calc.Line) HTML {
	units := p.scenario.LineFigureOf(calc.Units, l)
	if !units.IsGiven() || l.Share {
		return ""
	}
	yearly := l.Amount.Middle(p.scenario.Ranges, false) * 12 / l.Amount.Per.Months() / units.Middle()
	return p.html(`{units}{form.list} {each}`, "units", figure(p.typedFigure(units)),
		"each", p.prose("form.each-unit", "amount", p.money(yearly)))
}

// lineLabel returns what follows a field's label to name its line.
func (p *page) lineLabel(name string) string {
	return p.Fill("figure.of", "figure", "", "line", p.name(name))
}

// group returns a line or payment: its name, its fields, what is folded away, with facts of it in
// sight, and the button that removes it. The sliders and notes of its fields show with what is
// folded away; the style sees to that, so that nothing moves in the markup while a reader types.
func (p *page) group(key, name string, fields HTML, isOpen bool, facts []HTML, folded HTML) HTML {
	id := p.id()
	class := HTML("more")
	if len(facts) > 0 {
		class = "more facts"
	}
	shown, problem := p.name(name), ""
	for _, e := range p.errors {
		if e.Key == key && e.IsOfName() {
			shown, problem = e.Text, p.problem(e.Problem)
		}
	}
	return p.html(`<div class="line" role="group" data-line="{key}" aria-label="{name}">`+
		`<div class="name">`+
		`<label for="{id}">{form.name}</label>`+
		`<span class="control">`+
		`<input id="{id}" type="text" dir="auto" spellcheck="false" data-rename="{key}" aria-describedby="{id}p" value="{shown}"{invalid}{typing}>`+
		`</span>`+
		`{message}`+
		`</div>`+
		`{fields}{more}{remove}`+
		`</div>`,
		"key", escape(key), "name", escape(p.name(name)), "id", id, "shown", escape(shown),
		"invalid", showIf(problem != "", ` aria-invalid="true"`), "typing", quietField, "message", message(id, problem), "fields", fields,
		"more", p.fold(class, "form.more", p.lineLabel(name), isOpen, p.behindColon(p.join(facts, "story.list", "story.list")), folded),
		"remove", button{class: "remove", act: calc.Remove, target: key, label: p.Word("form.remove"),
			spokenLabel: p.Fill("form.remove.line", "name", p.name(name))}.render())
}

// payments returns the fields of raises and one-off payments.
func (p *page) payments() HTML {
	var payments, adders HTML
	for _, f := range p.scenario.Figures() {
		if f.Kind.Owner == calc.PaymentFigure {
			payments += p.group(f.Key(), f.Name, p.field(f, p.Word("form.amount"), p.lineLabel(f.Name)), false, nil, "")
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
	return p.html(`<fieldset><legend>{form.payments}</legend><p class="help">{help.payments}</p>{heads}{payments}<p class="adders">{adders}</p></fieldset>`,
		"heads", showIf(payments != "", p.heads("form.name", "form.amount")), "payments", payments, "adders", adders)
}

// hasField reports whether the figure with a key has a field, which shows its problem.
func (p *page) hasField(key string) bool {
	f, ok := p.scenario.Figure(key)
	switch {
	case !ok:
		return false
	case f.Kind == calc.Confidence:
		return p.wantsConfidence()
	case f.Kind.IsEntry():
		return false
	}
	return !f.Kind.CostOnly || !p.scenario.Line(f.Name).Revenue
}
