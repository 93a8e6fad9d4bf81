// Package view writes what a page shows of a scenario, in one language: text, shapes and
// fields, as markup. The build puts it into pages; in the browser, the page's script brings
// the page to it.
package view

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"runway/calc"
)

// A Page is what a page shows of a scenario.
type Page struct {
	Title       string // the answer in short, and the scenario's title
	Description string // the answer in a few sentences
	Main        HTML   // the main element, in which parts can be left out: see Writer

	// Parts of it that stand in a list of cases too: the answer in a sentence, and who says so,
	// as a paragraph each.
	Lead, Credit HTML
}

// A page holds what the parts of a page are made from.
type page struct {
	*Language
	scenario    *calc.Scenario
	preset      *calc.Scenario // whose texts are in other languages, too; an empty one if the scenario has none
	published   *calc.Scenario // the case as published
	isCase      bool           // it has figures from which an answer follows
	errors      []calc.Error
	result      calc.Result
	hasRanges   bool             // whether anything is uncertain
	likely      *calc.Likelihood // once it was needed
	shelf       Shelf
	influencing []calc.Influence // what each figure does to the answer
	compared    []*compared      // what the reader compares
	neighbours  []neighbour      // the lines of cash beside its own
	kept        []neighbour      // those of what is compared
	changed     int              // in how many figures it differs from the case as published
	before      *calc.Result     // the case's result as published, where any differs
	inHand      string           // the key of the figure that the reader is changing, or empty

	behind func(calc.Figure) HTML // writes what follows a figure's fields, for authors; nil for readers

	problems    HTML     // what is wrong with figures of the story
	problemKeys []string // their keys
	problemIDs  int      // given out so far

	omitted func(part string) bool // reports whether a part is left out; nil if none is
	ids     int                    // given out so far
}

// show returns the page.
func (p *page) show() Page {
	if p.scenario == nil {
		return Page{
			Title:       p.Word("page.untitled"),
			Description: p.Word("page.description"),
			Main:        p.html(`<main id="main"><h1>{page.untitled}</h1>{notice}<p class="lead" data-spoken>{answer.nothing}</p></main>`, "notice", p.notice()),
		}
	}
	lead, answer := p.lead(), p.answer()
	form := p.form(answer) // which finds what the notice need not tell
	assumed, credit := p.assumed(), p.creditLine()
	return Page{Title: p.heading(), Description: describe(lead, assumed, answer), Lead: lead, Credit: credit, Main: markup(`<main id="main"><h1>{question}</h1>{notice}`+
		`<div class="headline">{lead}{assumed}{delta}{steps}</div>`+
		`{form}`+
		`{results}{claims}{influences}{thresholds}{remedies}{months}{shelf}{method}{files}{credit}`+
		`</main>`,
		"question", escape(p.question()), "notice", p.notice(),
		"lead", lead, "assumed", assumed, "delta", p.delta(), "steps", p.steps(),
		"form", form,
		"results", p.write("results"), "shelf", p.write("shelf"), "claims", p.write("claims"), "influences", p.write("influences"),
		"thresholds", p.write("thresholds"), "remedies", p.write("remedies"), "months", p.write("months"), "files", p.files("csv"), "method", p.write("method"), "credit", credit)}
}

// describe returns the answer in a few sentences.
func describe(lead, assumed, answer HTML) string {
	return lead.plainText() + showIf(assumed != "", " "+assumed).plainText() + " " + answer.plainText()
}

// Neutral returns the page that a link with figures of its own is opened on, before they are
// there. It holds no company.
func Neutral(l *Language) Page {
	return Page{Title: l.Word("page.untitled"), Description: l.Word("page.description"),
		Main: `<main id="main"><h1>` + l.word("page.untitled") + `</h1></main>`}
}

func newPage(l *Language, s *calc.Scenario, errors []calc.Error, shelf Shelf) *page {
	p := &page{Language: l, scenario: s, errors: errors, preset: &calc.Scenario{}, shelf: shelf}
	if s == nil {
		return p
	}
	if preset := calc.PresetOf(s.Preset); preset != nil {
		p.preset = preset.Scenario()
	}
	p.published = s.Original()
	p.isCase = slices.ContainsFunc(p.published.Figures(), func(f calc.Figure) bool { return f.IsGiven() && f.Kind.MovesCash() })
	p.result, p.hasRanges = s.Evaluate(), s.HasRanges()
	p.compared = p.compare()
	if p.changed = p.changes(); p.isCase && p.changed > 0 {
		_, before := p.scenario.Outcome(nil)
		p.before = &before
	}
	p.findNeighbours()
	return p
}

// likelihood returns how likely the answers are, or nil where nothing is uncertain.
func (p *page) likelihood() *calc.Likelihood {
	if p.likely == nil {
		p.likely = p.scenario.Likelihood()
	}
	return p.likely
}

// question returns the page's heading.
func (p *page) question() string {
	if name := p.caseName(); name != "" {
		return p.Fill("page.title", "title", name)
	}
	return p.Word("page.untitled")
}

// heading returns the page's title: the answer in short with the scenario's name, or the
// lead if it has none.
func (p *page) heading() string {
	name := p.caseName()
	if name == "" {
		return p.leadWith("").plainText()
	}
	runway := p.result.Mid.Runway
	key := "page.heading"
	if math.IsInf(runway, 1) {
		key = "page.heading.forever"
	}
	return p.Fill(key, "runway", p.Runway(runway), "title", name)
}

// delta returns what the changes to the case do together, and the button that undoes them all.
func (p *page) delta() HTML {
	if !p.isCase {
		return ""
	}
	if p.before == nil {
		return p.html(`<p class="delta none">{delta.none}</p>`)
	}
	original, current := p.before.Mid, p.result.Mid
	months := current.Runway - original.Runway
	key := "delta.same"
	switch {
	case math.IsInf(current.Runway, 1) && math.IsInf(original.Runway, 1):
	case math.IsInf(current.Runway, 1):
		key, months = "delta.forever", original.Runway
	case math.IsInf(original.Runway, 1):
		key = "delta.ends"
	case current.Runway == original.Runway:
	case current.Runway >= calc.Forever:
		key, months = "delta.beyond", original.Runway
	case original.Runway >= calc.Forever:
		key = "delta.less.beyond"
	case months >= 0.05:
		key = "delta.more"
	case months <= -0.05:
		key = "delta.less"
	}
	sentences := p.prose(key, "changes", escape(p.count("delta.changes", strconv.Itoa(p.changed))), "months", figure(p.Runway(math.Abs(months))))
	if gap := current.FundingGap - original.FundingGap; math.Abs(gap) > 1e-9*original.FundingGap {
		key := "delta.gap.more"
		if gap < 0 {
			key = "delta.gap.less"
		}
		sentences += " " + p.prose(key, "gap", p.money(math.Abs(gap)))
	}
	return p.html(`<p class="delta"><span data-spoken>{changes}</span> {back}</p>`,
		"changes", sentences, "back", button{class: "back", act: calc.Restore, label: p.Word("delta.back")}.render())
}

// steps returns the ways back and forth over the reader's changes. The page's script, which
// keeps the changes, says which of them there are. A way that is not there can still be
// focused, so that who cannot see it hears of it and loses no place.
func (p *page) steps() HTML {
	return p.html(`<p class="steps">` +
		`<button type="button" data-go="back" aria-keyshortcuts="Control+Z Meta+Z" aria-disabled="true" data-done="{step.undone}">{step.undo}</button> ` +
		`<button type="button" data-go="forth" aria-keyshortcuts="Control+Shift+Z Meta+Shift+Z Control+Y" aria-disabled="true" data-done="{step.redone}">{step.redo}</button>` +
		`</p>`)
}

// changes counts the figures in which the scenario differs from the case as published. A line
// that was added or removed counts once, whatever figures it has.
func (p *page) changes() int {
	n := 0
	for _, f := range p.scenario.Figures() {
		if f.Kind.Owner == calc.CaseFigure {
			continue
		}
		original, ok := p.original(f)
		if ok && !f.Equal(original) || !ok && (f.Kind.IsHead() || f.Kind.IsEntry()) {
			n++
		}
	}
	for _, f := range p.published.Figures() {
		if _, ok := p.scenario.Figure(f.Key()); !ok && (f.Kind.IsHead() || f.Kind.IsEntry()) {
			n++
		}
	}
	return n
}

// title returns the scenario's title, or nothing.
func (p *page) title() string { return p.text(calc.Title) }

// company returns the name of the company, or nothing.
func (p *page) company() string { return p.text(calc.Company) }

// subject returns the company's name as the subject of a sentence, or what stands for it.
func (p *page) subject() HTML {
	if name := p.company(); name != "" {
		return bdi(name)
	}
	return p.word("story.company")
}

// caseName returns what the scenario is called: its title, or the company.
func (p *page) caseName() string { return cmp.Or(p.title(), p.company()) }

// text returns the scenario's text of a kind, in the page's language if it is the preset's.
func (p *page) text(k *calc.Kind) string {
	text := p.scenario.FigureOf(k).Text()
	if text == p.preset.FigureOf(k).Text() {
		return p.presetText(p.scenario.Preset, k.Key, text)
	}
	return text
}

// PresetTitle returns the title of a preset in the language.
func (l *Language) PresetTitle(id string) string {
	return l.presetText(id, "title", calc.PresetOf(id).Scenario().Title)
}

// presetText returns a text of a preset in the language, or the text itself if it has none.
func (l *Language) presetText(id, key, text string) string {
	if preset := calc.PresetOf(id); preset != nil {
		if translated, ok := preset.Text(key, l.Code); ok {
			return translated
		}
	}
	return text
}

// name returns the name of a line or payment, in the page's language if it is the preset's.
func (p *page) name(name string) string { return p.presetText(p.scenario.Preset, "name."+name, name) }

// figure returns a figure for prose. The text around it does not change its direction, and
// it does not break over lines unless it is longer than a narrow screen is wide.
func figure(s string) HTML {
	const lineLength = 30 // letters
	return markup(`<bdi class="value{long}">{text}</bdi>`, "long", showIf(utf8.RuneCountInString(s) > lineLength, " long"), "text", escape(s))
}

func (p *page) money(v float64) HTML { return figure(p.moneyText(v)) }

func (p *page) moneyText(v float64) string { return p.Money(v, p.scenario.Currency) }

func (p *page) months(v float64) HTML { return figure(p.Months(v)) }

func (p *page) runway(v float64) HTML { return figure(p.Runway(v)) }

func (p *page) percent(v float64) HTML { return figure(p.Percent(v)) }

// horizon returns the number of months that the projection covers.
func (p *page) horizon() HTML { return p.months(float64(p.scenario.Months())) }

// template returns the text of a key for what follows about this scenario: where French says "en"
// before a month with a name, it says "au" before one that has only a number.
func (p *page) template(key string) string {
	text, contractions := p.Word(key), p.words["month.contractions"]
	if contractions == "" || p.scenario == nil || p.scenario.Start != 0 {
		return text
	}
	for _, contraction := range strings.Split(contractions, "; ") {
		apart, joined, _ := strings.Cut(contraction, " > ")
		for _, hole := range [...]string{" {month}", " {date}", " {again}"} {
			text = strings.ReplaceAll(text, apart+hole, joined+hole)
		}
	}
	return text
}

// prose fills the text of a key.
func (p *page) prose(key string, values ...HTML) HTML {
	return fill(escape(p.template(key)), values, nil)
}

// Fill is prose in plain text.
func (p *page) Fill(key string, values ...string) string {
	return fill(p.template(key), values, nil)
}

// effects returns what each figure does to the answer.
func (p *page) effects() []calc.Influence {
	if p.influencing == nil {
		p.influencing = append([]calc.Influence{}, p.scenario.Influences()...) // once, also if there are none
	}
	return p.influencing
}

// lead returns the answer in one sentence.
func (p *page) lead() HTML {
	return `<p class="lead" data-spoken>` + p.leadWith(p.outlook()) + `</p>`
}

// leadWith returns the answer's sentence with what the ranges make of it, or without.
func (p *page) leadWith(outlook HTML) HTML {
	runway, company := p.result.Mid.Runway, p.company()
	key, named := "answer.lasts", "answer.named.lasts"
	switch {
	case math.IsInf(runway, 1):
		key, named = "answer.forever", "answer.named.forever"
	case runway == 0:
		key, named = "answer.at-once", "answer.named.at-once"
	case p.scenario.Start == 0, runway >= calc.Forever:
		key, named = "answer.lasts.undated", "answer.named.lasts.undated"
	}
	if company != "" {
		key = named
	}
	return p.prose(key, "company", bdi(company), "runway", p.runway(runway), "date", p.date(runway), "range", outlook)
}

// outlook returns how the lead's sentence goes on where figures are ranges: how long the money
// lasts at worst and at best, and what that depends on.
func (p *page) outlook() HTML {
	mid, worst, best := p.result.Mid.Runway, p.result.Worst.Runway, p.result.Best.Runway
	key := "answer.range"
	switch {
	case math.IsInf(worst, 1) && slices.ContainsFunc(p.scenario.Ranged(), func(f calc.Figure) bool { return f.Kind.MovesCash() }):
		key = "answer.range.forever"
	case p.Runway(worst) == p.Runway(best):
		return ""
	case math.IsInf(mid, 1):
		key = "answer.range.worst"
	case mid == 0:
		key = "answer.range.best"
	case worst == 0, math.IsInf(best, 1):
		key = "answer.range.ends"
	}
	end := func(runway float64) HTML {
		if math.IsInf(runway, 1) {
			return p.word("answer.end.forever")
		}
		return p.runway(runway)
	}
	return `<span class="range">` + p.prose(key, "span", p.span(worst, best, p.Runway), "figures", p.uncertain(), "worst", end(worst), "best", end(best)) + `</span>`
}

// uncertain names the ranges on which the runway depends, or says what they are if they are more
// than two, or change it only together.
func (p *page) uncertain() HTML {
	var figures []HTML
	for _, in := range p.effects() {
		if !in.Assumed && in.Runway[0] != in.Runway[1] {
			figures = append(figures, p.prose("figure.quoted", "name", bdi(p.nameOf(in.Key))))
		}
	}
	if len(figures) == 0 || len(figures) > 2 {
		return p.word("answer.ranges")
	}
	return p.list(figures)
}

func (p *page) date(months float64) HTML {
	if math.IsInf(months, 1) {
		return ""
	}
	return figure(p.monthAt(months))
}

// answer returns what follows the lead: the funding gap, and break-even.
func (p *page) answer() HTML {
	var sentences HTML
	mid, worst, best := &p.result.Mid, &p.result.Worst, &p.result.Best
	if p.result.BestIsBound && !math.IsInf(best.Runway, 1) && p.Runway(worst.Runway) != p.Runway(best.Runway) {
		sentences = p.word("answer.range.bound") + " "
	}
	key := "answer.gap"
	switch {
	case mid.FundingGap == 0 && worst.FundingGap == 0:
		key = "answer.gap.none"
	case mid.FundingGap == 0:
		key = "answer.gap.worst"
	case best.FundingGap == 0:
		key = "answer.gap.most"
	case p.gap(worst.FundingGap) != p.gap(best.FundingGap):
		key = "answer.gap.range"
	}
	sentences += p.prose(key, "horizon", p.horizon(), "gap", p.gap(mid.FundingGap), "worst", p.gap(worst.FundingGap), "span", p.span(best.FundingGap, worst.FundingGap, p.gapText))
	key = "answer.even"
	switch {
	case math.IsInf(mid.BreakEven, 1):
		key = "answer.even.never"
	case mid.BreakEven > mid.Runway:
		key = "answer.even.late"
	case !math.IsInf(mid.Overtaken, 1):
		key = "answer.even.overtaken"
	case mid.BreakEven == 0:
		key = "answer.even.now"
	}
	if len(p.scenario.Lines) > 0 {
		sentences += " " + p.prose(key, "month", p.date(mid.BreakEven), "again", p.date(mid.Overtaken))
	}
	return "<p data-spoken>" + sentences + "</p>"
}

// context returns the note behind the scenario as a whole.
func (p *page) context() HTML {
	note := p.note("title")
	if note == "" {
		return ""
	}
	return `<p class="context">` + note + `</p>`
}

// odds returns the answer by likelihood, or nothing where nothing is uncertain.
func (p *page) odds() HTML {
	if !p.hasRanges {
		return ""
	}
	likelihood := p.likelihood()
	runway, mayMiss := likelihood.Runway, likelihood.RunwayError
	months := func(v, mayMiss float64) HTML { return p.runway(supported(v, mayMiss)) }
	key := "likelihood.finite"
	switch {
	case math.IsInf(runway.P5, 1):
		key = "likelihood.forever"
	case math.IsInf(runway.P50, 1):
		key = "likelihood.half"
	case math.IsInf(runway.P95, 1):
		key = "likelihood.most"
	case months(runway.P5, mayMiss.P5) == months(runway.P95, mayMiss.P95):
		key = "likelihood.same"
	}
	spread := "likelihood.even"
	if p.scenario.Ranges == calc.Ninety {
		spread = "likelihood.90"
	}
	gap := "likelihood.gap"
	noGap := likelihood.NoGap
	switch {
	case noGap == 1 && p.result.Worst.FundingGap == 0:
		gap = "likelihood.gap.never"
	case noGap == 1: // in all samples, but not in the worst case
		noGap = 1 - 1e-9
	case noGap == 0 && p.result.Best.FundingGap > 0:
		gap = "likelihood.gap.always"
	case noGap == 0: // in no sample, but in the best case
		noGap = 1e-9
	}
	return `<p class="likely">` + p.prose(spread,
		"runway", p.prose(key, "span", p.span(supported(runway.P5, mayMiss.P5), supported(runway.P95, mayMiss.P95), p.Runway), "p5", months(runway.P5, mayMiss.P5), "p50", months(runway.P50, mayMiss.P50)),
		"gap", p.prose(gap, "horizon", p.horizon(), "share", figure(p.share(noGap)))) +
		showIf(len(p.scenario.Ranged()) > 1, " "+p.word("likelihood.independent")) + `</p>`
}

// supported rounds a percentile of the runway to what its cases support: they may miss it by up to
// 1%, and 2% for P95, or by as much as given.
func supported(months, mayMiss float64) float64 {
	if months >= calc.Forever {
		return months
	}
	step := 0.1
	if months >= 20 {
		step = 1
	}
	for _, wider := range [...]float64{1, 5, 10, 50, 100} {
		if step < mayMiss && wider <= months {
			step = max(step, wider)
		}
	}
	return cmp.Or(math.Round(months/step)*step, months) // a time is never rounded to none
}

// share writes a share of all cases in whole percent. Only none is written as 0% and only
// all as 100%.
func (p *page) share(v float64) string {
	whole := math.Round(v * 100)
	if v > 0 && v < 1 {
		whole = math.Max(1, math.Min(99, whole))
	}
	return p.Percent(whole / 100)
}

// notice lists what could not be used, wherever the scenario is shown. Problems of figures
// in the story are told there, so only an embed that leaves it out has them here as well. That of
// the figure in hand stands at its field: only a printed page has it here.
func (p *page) notice() HTML {
	const limit = 20
	var list, told HTML
	listed, isOfHand := 0, true
	for _, e := range p.errors {
		inHand := e.Key != "" && e.Key == p.inHand
		if slices.Contains(p.problemKeys, e.Key) && !e.IsOfName() {
			told += showIf(!inHand, `<li class="told">`+p.refusal(e)+"</li>")
			continue
		}
		if listed++; listed > limit {
			continue
		}
		isOfHand = isOfHand && inHand
		list += "<li" + showIf(inHand, ` class="in-hand"`) + ">" + p.refusal(e) + "</li>"
	}
	class := showIf(isOfHand && list != "", " in-hand") + showIf(isOfHand && told != "", " told")
	list += told
	if list == "" {
		return ""
	}
	if listed > limit {
		list += "<li>" + escape(p.Fill("notice.more", "n", p.Number(strconv.Itoa(listed-limit)))) + "</li>"
	}
	return p.html(`<div class="notice{class}"><p>{notice.heading}</p><ul>{list}</ul></div>`, "class", class, "list", list)
}

// refusal returns what was refused and why, and leads to its field if it has one.
func (p *page) refusal(e calc.Error) HTML {
	item, name := p.refused(e)
	if e.Key != "" && p.scenario != nil && p.hasField(e.Key) {
		item += p.html(` <button type="button" data-to="{key}" aria-label="{notice.correct}{form.list} {name}">{notice.correct}</button>`,
			"key", escape(e.Key), "name", escape(name))
	}
	return item
}

// refused returns what was refused and why, and the name of the figure.
func (p *page) refused(e calc.Error) (item HTML, name string) {
	problem := escape(p.problem(e.Problem))
	if e.Key == "" {
		return problem, ""
	}
	name, typed := e.Key, strings.ReplaceAll(e.Text, "|", " ")
	if p.scenario != nil {
		name = cmp.Or(p.keyName(e.Key), name)
		if kind, _ := calc.ReadKey(e.Key); kind != nil && !e.IsOfName() {
			typed = p.typedText(kind, e)
		}
	}
	name = shortened(calc.Printable(name), calc.MaxText)
	item = bdi(name) + p.word("list.colon") + " " + problem
	if typed = shortened(calc.Printable(typed), calc.MaxText); typed != "" {
		item = p.prose("notice.item", "key", bdi(name), "text", bdi(typed), "problem", problem)
	}
	return item, name
}

// typedText returns what was typed for a figure of a kind, its unit in words.
func (p *page) typedText(k *calc.Kind, e calc.Error) string {
	typed, code, month := e.Typed()
	for _, u := range unitsOf(k) {
		if u.code == code {
			typed += " " + p.Word(u.word)
		}
	}
	if month != "" {
		typed += " " + p.digits(month)
	}
	return strings.TrimSpace(typed)
}

// bdi returns a text whose direction the text around it does not change.
func bdi(s string) HTML { return "<bdi>" + escape(s) + "</bdi>" }

// method returns how the answer is computed: in words, in formulas, and worked through with
// the page's own figures.
func (p *page) method() HTML {
	key := "method.monthly"
	if p.scenario.Timing == calc.Continuous {
		key = "method.continuous"
	}
	cases := "method.cases"
	if p.result.BestIsBound {
		cases = "method.cases.bound"
	}
	var rows HTML
	for _, term := range []string{"line", "gross-burn", "net-burn", "lowest-cash", "runway", "funding-gap", "break-even", "dilution", "burn-multiple"} {
		name := "result." + term
		if term == "line" {
			name = "formula.line.name"
		}
		rows += markup(`<tr><th scope="row">{term}</th><td>{formula}</td></tr>`, "term", p.word(name), "formula", p.word("formula."+term))
	}
	return p.html(`<p>{timing}</p><p>{cases}</p>{likely}{times}`+
		`<table>`+
		`<thead><tr><th scope="col">{method.term}</th><th scope="col">{method.formula}</th></tr></thead>`+
		`<tbody>{rows}</tbody>`+
		`</table>`+
		`<h3>{example.heading}</h3>{example}`+
		`<p>{method.terms}</p>`,
		"timing", p.word(key), "cases", p.word(cases), "likely", showIf(p.hasRanges, p.html(`<p>{method.independent}</p>`)), "times", showIf(slices.ContainsFunc(p.scenario.Lines, hasTimes), p.html(`<p>{method.times}</p>`)),
		"rows", rows, "example", p.example())
}

// example works the answer through, as far as the table of months goes.
func (p *page) example() HTML {
	rows, mid := p.result.Mid.Months, &p.result.Mid
	// atOnce is what lines pay, less what they receive, as month t starts.
	atOnce := func(t int) float64 {
		before := p.scenario.Cash.Middle(p.scenario.Ranges, false)
		if t > 0 {
			before = rows[t-1].Cash
		}
		return before + rows[t].Payments - rows[t].Opening
	}
	step := func(key string, t int, values ...HTML) HTML {
		return "<p>" + p.prose(key, append(values, "month", figure(p.monthLabel(t)), "cash", p.money(rows[t].Cash))...) + "</p>"
	}
	first := rows[0]
	steps := step("example.first", 0, "revenue", p.money(first.Revenue), "costs", p.money(first.GrossBurn), "net", p.money(first.NetBurn),
		"opening", p.money(first.Opening+atOnce(0)))
	isMonthly, floor := p.scenario.Timing == calc.MonthByMonth, p.floor()
	if t := int(mid.Runway); mid.Runway < float64(len(rows)) && isMonthly {
		if opening, net := rows[t].Opening, rows[t].NetBurn-atOnce(t); net > 0 && opening >= floor {
			key := "example.runway"
			if t == 0 {
				key = "example.runway.first"
			}
			steps += step(key, t, "floor", p.money(floor), "whole", p.months(float64(t)), "opening", p.money(opening), "net", p.money(net),
				"part", figure(p.Number(decimals((opening-floor)/net, 2))), "runway", p.runway(mid.Runway))
		}
	}
	if t := int(mid.BreakEven); mid.BreakEven < float64(len(rows)) && isMonthly {
		steps += step("example.even", t, "revenue", p.money(rows[t].Earned), "costs", p.money(rows[t].Owed))
	}
	return steps
}
