// Package view turns a scenario's answer into what a page shows, in one
// language: its text, shapes and fields, as markup. The same markup is written
// when the site is built and, in the browser, brought to the page by its script.
package view

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"runway/calc"
)

// Page is what a page shows of a scenario.
type Page struct {
	// Title names the page and says the answer.
	Title string
	// Description is the answer in a few sentences.
	Description string
	// Main is the page's main element.
	Main HTML
}

// page is what the parts of a page are made from.
type page struct {
	*Language
	scenario *calc.Scenario
	preset   *calc.Scenario // what the scenario started from
	errors   []calc.Error
	result   calc.Result
	// likelihood is nil where nothing is uncertain
	likelihood *calc.Likelihood
	shelf      Shelf
	compared   *compared // what of the shelf is shown beside the scenario, or nil
	inHand     string
	problems   HTML // what is wrong with figures of the story
	problemIDs int
	ids        int
}

// New shows a scenario, what could not be used of its link, and what the reader
// keeps beside it. The figure with the key in hand, if any, is being changed and
// stays where it stands, even at zero. The scenario is nil where nothing could be
// computed.
func New(l *Language, s *calc.Scenario, errors []calc.Error, shelf Shelf, inHand string) Page {
	p := newPage(l, s, errors, shelf)
	p.inHand = inHand
	if s == nil {
		return Page{
			Title:       l.Word("page.untitled"),
			Description: l.Word("page.description"),
			Main:        p.html(`<main id="main"><h1>{page.untitled}</h1>{notice}<p class="lead" data-spoken>{answer.nothing}</p></main>`, "notice", p.notice()),
		}
	}
	lead, answer := p.lead(), p.answer()
	return Page{p.heading(lead.text()), lead.text() + " " + answer.text(), markup(`<main id="main"><h1>{question}</h1>{notice}`+
		`<div class="headline">{lead}{delta}</div>`+
		`<div class="columns">`+
		`<div class="answer">{answer}{likely}{context}{chart}</div>`+
		`{form}`+
		`</div>`+
		`{results}{shelf}{claims}{influences}{thresholds}{remedies}{table}{files}{method}`+
		`</main>`,
		"question", text(p.question()), "notice", p.notice(),
		"lead", lead, "delta", p.delta(),
		"answer", answer, "likely", p.likely(), "context", p.context(), "chart", p.chart(),
		"form", p.form(),
		"results", p.results(), "shelf", p.keep(), "claims", p.claims(), "influences", p.influences(),
		"thresholds", p.thresholds(), "remedies", p.remedies(), "table", p.table(), "files", p.files("csv"), "method", p.method())}
}

func newPage(l *Language, s *calc.Scenario, errors []calc.Error, shelf Shelf) *page {
	p := &page{Language: l, scenario: s, errors: errors, preset: &calc.Scenario{}, shelf: shelf}
	if s == nil {
		return p
	}
	if preset := calc.Preset(s.Preset); preset != nil {
		p.preset = preset
	}
	p.result, p.likelihood = s.Evaluate(), s.Likelihood()
	p.compared = p.compare()
	return p
}

// question is the page's heading.
func (p *page) question() string {
	if name := p.title(); name != "" {
		return p.Fill("page.title", "title", name)
	}
	return p.Word("page.untitled")
}

// heading is the scenario's title, if it has one, and the answer in short.
func (p *page) heading(lead string) string {
	if p.title() == "" {
		return lead
	}
	runway := p.result.Mid.Runway
	key := "page.heading"
	if math.IsInf(runway, 1) {
		key = "page.heading.forever"
	}
	return p.Fill(key, "runway", p.Months(runway), "title", p.title())
}

// delta is what the reader's changes do together, and the way back from all of
// them.
func (p *page) delta() HTML {
	if p.scenario.Preset == "" {
		return ""
	}
	changes := p.changes()
	if changes == 0 {
		return p.html(`<p class="delta none">{delta.none}</p>`)
	}
	before := p.preset.Evaluate().Mid
	now := p.result.Mid
	by := now.Runway - before.Runway
	key := "delta.same"
	switch {
	case math.IsInf(now.Runway, 1) && math.IsInf(before.Runway, 1):
	case math.IsInf(now.Runway, 1):
		key, by = "delta.forever", before.Runway
	case math.IsInf(before.Runway, 1):
		key = "delta.ends"
	case by >= 0.05:
		key = "delta.more"
	case by <= -0.05:
		key = "delta.less"
	}
	said := p.prose(key, "changes", text(p.count("delta.changes", strconv.Itoa(changes))), "months", figure(p.Months(math.Abs(by))))
	if by := now.FundingGap - before.FundingGap; math.Abs(by) > 1e-9*before.FundingGap {
		key := "delta.gap.more"
		if by < 0 {
			key = "delta.gap.less"
		}
		said += " " + p.prose(key, "gap", p.money(math.Abs(by)))
	}
	return p.html(`<p class="delta"><span data-spoken>{changes}</span> {back}</p>`,
		"changes", said, "back", button{class: "back", act: calc.Back, label: p.Word("delta.back")}.render())
}

// changes counts the figures in which the scenario differs from its preset. A line that
// has come or gone counts once, with all that hangs on it.
func (p *page) changes() int {
	n := 0
	for _, f := range p.scenario.Figures() {
		if f.Kind == calc.Title {
			continue
		}
		original, ok := p.original(f)
		if ok && !f.Equal(original) || !ok && f.Kind.IsHead() {
			n++
		}
	}
	for _, f := range p.preset.Figures() {
		if _, ok := p.scenario.Figure(f.Key()); !ok && f.Kind.IsHead() {
			n++
		}
	}
	return n
}

// title is the scenario's title, in the page's language if it is the preset's.
func (p *page) title() string {
	if p.scenario.Title == p.preset.Title {
		return p.presetText(p.scenario.Preset, "title", p.scenario.Title)
	}
	return p.scenario.Title
}

// PresetTitle is what a preset is called in the language.
func (l *Language) PresetTitle(id string) string {
	return l.presetText(id, "title", calc.Preset(id).Title)
}

// presetText is a text of a preset in the language; the preset's own text stands
// for a missing one.
func (l *Language) presetText(id, key, text string) string {
	if key = "preset." + id + "." + key; l.Has(key) {
		return l.Word(key)
	}
	return text
}

// name is the name of a line or payment, in the page's language if it is one of
// the preset's.
func (p *page) name(name string) string { return p.presetText(p.scenario.Preset, "name."+name, name) }

// figure sets a figure apart in prose, so that its direction stays its own.
func figure(s string) HTML {
	const line = 30 // letters that fit a narrow screen
	return markup(`<bdi class="value{long}">{text}</bdi>`, "long", showIf(utf8.RuneCountInString(s) > line, " long"), "text", text(s))
}

func (p *page) money(v float64) HTML { return figure(p.Money(v, p.scenario.Currency, true)) }

func (p *page) months(v float64) HTML { return figure(p.Months(v)) }

func (p *page) percent(v float64) HTML { return figure(p.Percent(v)) }

// horizon is how many months the projection covers.
func (p *page) horizon() HTML { return p.months(float64(p.scenario.Months())) }

// lead is the answer in one sentence.
func (p *page) lead() HTML {
	runway := p.result.Mid.Runway
	key := "answer.lasts"
	switch {
	case math.IsInf(runway, 1):
		key = "answer.forever"
	case runway == 0:
		key = "answer.at-once"
	case p.scenario.Start == 0:
		key = "answer.lasts.undated"
	}
	return `<p class="lead" data-spoken>` + p.prose(key, "runway", p.months(runway), "date", p.date(runway)) + `</p>`
}

func (p *page) date(months float64) HTML {
	if math.IsInf(months, 1) {
		return ""
	}
	return figure(p.monthAt(months))
}

// answer is what there is to say besides the lead: the range, what is missing,
// and break-even.
func (p *page) answer() HTML {
	var said HTML
	mid, worst, best := &p.result.Mid, &p.result.Worst, &p.result.Best
	if worst.Runway != best.Runway || p.scenario.HasRanges() && math.IsInf(mid.Runway, 1) {
		key := "answer.range"
		switch {
		case math.IsInf(worst.Runway, 1):
			key = "answer.range.forever"
		case worst.Runway == 0 && math.IsInf(best.Runway, 1):
			key = "answer.range.at-once.open"
		case worst.Runway == 0:
			key = "answer.range.at-once"
		case math.IsInf(best.Runway, 1):
			key = "answer.range.open"
		}
		said = p.prose(key, "worst", p.months(worst.Runway), "best", p.months(best.Runway)) + " "
	}
	key := "answer.gap"
	switch {
	case mid.FundingGap == 0 && worst.FundingGap == 0:
		key = "answer.gap.none"
	case mid.FundingGap == 0:
		key = "answer.gap.worst"
	case worst.FundingGap != best.FundingGap:
		key = "answer.gap.range"
	}
	said += p.prose(key, "horizon", p.horizon(), "gap", p.money(mid.FundingGap), "worst", p.money(worst.FundingGap), "best", p.money(best.FundingGap))
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
		said += " " + p.prose(key, "month", p.date(mid.BreakEven), "again", p.date(mid.Overtaken))
	}
	return "<p data-spoken>" + said + "</p>"
}

// context is the remark behind the whole scenario.
func (p *page) context() HTML {
	note := p.note("title")
	if note == "" {
		return ""
	}
	return `<p class="context">` + note + `</p>`
}

// likely is the answer by likelihood, after the exact cases.
func (p *page) likely() HTML {
	if p.likelihood == nil {
		return ""
	}
	runway := p.likelihood.Runway
	key := "likelihood.finite"
	switch {
	case math.IsInf(runway.P5, 1):
		key = "likelihood.forever"
	case math.IsInf(runway.P50, 1):
		key = "likelihood.half"
	case math.IsInf(runway.P95, 1):
		key = "likelihood.most"
	}
	spread := "likelihood.even"
	if p.scenario.Ranges == calc.Ninety {
		spread = "likelihood.90"
	}
	// No finer than the samples support: 1%, and 2% for P95.
	months := func(v float64) HTML {
		if v >= 20 && !math.IsInf(v, 1) {
			v = math.Round(v)
		}
		return p.months(v)
	}
	gap := "likelihood.gap"
	noGap := p.likelihood.NoGap
	switch {
	case noGap == 1 && p.result.Worst.FundingGap == 0:
		gap = "likelihood.gap.never"
	case noGap == 1: // but toward the worst case
		noGap = 1 - 1e-9
	case noGap == 0 && p.result.Best.FundingGap > 0:
		gap = "likelihood.gap.always"
	case noGap == 0: // in the best case alone
		noGap = 1e-9
	}
	return markup(`<p class="likely">{spread} {runway} {gap}</p>`, "spread", p.word(spread),
		"runway", p.prose(key, "p5", months(runway.P5), "p50", months(runway.P50), "p95", months(runway.P95)),
		"gap", p.prose(gap, "horizon", p.horizon(), "share", figure(p.share(noGap))))
}

// share is a share of all cases in whole percent; what is not quite none or all
// is not written as none or all.
func (p *page) share(v float64) string {
	whole := math.Round(v * 100)
	if v > 0 && v < 1 {
		whole = math.Max(1, math.Min(99, whole))
	}
	return p.Percent(whole / 100)
}

// notice lists what could not be used and has no field to say so at.
func (p *page) notice() HTML {
	const most = 20
	var list HTML
	listed := 0
	for _, e := range p.errors {
		if p.scenario != nil && p.hasField(e.Key) {
			continue
		}
		if listed++; listed > most {
			continue
		}
		item := p.word("problem." + string(e.Problem))
		if e.Key != "" {
			item = p.prose("notice.item", "key", bdi(e.Key), "text", bdi(strings.ReplaceAll(e.Text, "|", " ")), "problem", item)
		}
		list += "<li>" + item + "</li>"
	}
	if list == "" {
		return ""
	}
	if listed > most {
		list += "<li>" + text(p.Fill("notice.more", "n", p.Number(strconv.Itoa(listed-most)))) + "</li>"
	}
	return p.html(`<div class="notice"><p>{notice.heading}</p><ul>{list}</ul></div>`, "list", list)
}

// bdi is a text whose direction stays its own.
func bdi(s string) HTML { return "<bdi>" + text(s) + "</bdi>" }

// method says how the answer was counted: in words, in formulas, and worked
// through with the page's own figures.
func (p *page) method() HTML {
	key := "method.monthly"
	if p.scenario.Timing == calc.Continuous {
		key = "method.continuous"
	}
	var rows HTML
	for _, term := range []string{"line", "gross-burn", "net-burn", "lowest-cash", "runway", "funding-gap", "break-even", "dilution", "burn-multiple"} {
		name := "result." + term
		if term == "line" {
			name = "formula.line.name"
		}
		rows += markup(`<tr><th scope="row">{term}</th><td>{formula}</td></tr>`, "term", p.word(name), "formula", p.word("formula."+term))
	}
	return p.html(`<section class="method"><h2>{method.heading}</h2>`+
		`<p>{timing}</p><p>{method.cases}</p>`+
		`<table>`+
		`<thead><tr><th scope="col">{method.term}</th><th scope="col">{method.formula}</th></tr></thead>`+
		`<tbody>{rows}</tbody>`+
		`</table>`+
		`<h3>{example.heading}</h3>{example}`+
		`<p>{method.terms}</p>`+
		`</section>`,
		"timing", p.word(key), "rows", rows, "example", p.example())
}

// example works the answer through, as far as the month table goes.
func (p *page) example() HTML {
	rows, mid := p.result.Mid.Months, &p.result.Mid
	say := func(key string, t int, more ...HTML) HTML {
		r := rows[t]
		return "<p>" + p.prose(key, append(more, "month", figure(p.monthLabel(t)), "revenue", p.money(r.Revenue), "costs", p.money(r.GrossBurn),
			"net", p.money(r.NetBurn), "opening", p.money(r.Opening), "cash", p.money(r.Cash))...) + "</p>"
	}
	all := say("example.first", 0)
	floor := p.scenario.Floor.Middle(p.scenario.Ranges, false)
	if t := int(mid.Runway); mid.Runway < float64(len(rows)) && p.scenario.Timing == calc.MonthByMonth && rows[t].NetBurn > 0 && rows[t].Opening >= floor {
		all += say("example.runway", t, "floor", p.money(floor), "whole", p.months(float64(t)),
			"part", figure(p.Number(decimals((rows[t].Opening-floor)/rows[t].NetBurn, 2))),
			"runway", figure(p.count("months", decimals(mid.Runway, 2))))
	}
	credits := slices.ContainsFunc(p.scenario.Lines, func(l calc.Line) bool { return l.Credit != (calc.Range{}) })
	if mid.BreakEven < float64(len(rows)) && p.scenario.Timing == calc.MonthByMonth && !credits { // the table has what is paid in cash
		all += say("example.even", int(mid.BreakEven))
	}
	return all
}
