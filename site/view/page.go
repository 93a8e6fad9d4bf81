// Package view turns a scenario's answer into what a page shows, in one
// language: its text, shapes and fields, as a tree of elements. The same tree is
// written as HTML when the site is built and, in the browser, brought to the
// page by its script.
package view

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"runway/calc"
)

// Page is what a page shows of a scenario.
type Page struct {
	// Title names the page and says the answer.
	Title string
	// Description is the answer in a few sentences.
	Description string
	// Main is the page's main element.
	Main Node
}

// page is what the parts of a page are made from.
type page struct {
	*Language
	scenario *calc.Scenario
	preset   *calc.Scenario // what the scenario started from
	errors   []calc.Error
	// values and before are the values of all keys, now and in the preset
	values, before map[string]string
	result         calc.Result
	// likelihood is nil where nothing is uncertain
	likelihood *calc.Likelihood
	shelf      Shelf
	compared   *compared // what of the shelf is shown beside the scenario, or nil
	inHand     string
	problems   []Node // what is wrong with figures of the story
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
			Main: el("main", Attr{"id", "main"}, el("h1", l.Word("page.untitled")), p.notice(),
				el("p", class("lead"), l.Word("answer.nothing"))),
		}
	}
	lead, answer := p.lead(), p.answer()
	return Page{p.heading(lead.text()), lead.text() + " " + answer[0].text(), el("main", Attr{"id", "main"},
		el("h1", p.question()),
		p.notice(),
		el("div", class("headline"), lead, p.delta()),
		el("div", class("columns"), el("div", class("answer"), answer, p.chart()), p.form()),
		p.results(),
		p.keep(),
		p.claims(),
		p.influences(),
		p.thresholds(),
		p.remedies(),
		p.table(),
		p.files("csv"),
		p.method(),
	)}
}

func newPage(l *Language, s *calc.Scenario, errors []calc.Error, shelf Shelf) *page {
	p := &page{Language: l, scenario: s, errors: errors, preset: &calc.Scenario{}, shelf: shelf}
	if s == nil {
		return p
	}
	if preset := calc.Preset(s.Preset); preset != nil {
		p.preset = preset
	}
	p.values, p.before = byKey(s), byKey(p.preset)
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
func (p *page) delta() Node {
	if p.scenario.Preset == "" {
		return Node{}
	}
	changes := p.changes()
	if changes == 0 {
		return el("p", class("delta none"), p.Word("delta.none"))
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
	text := p.prose(key, slots{"changes": Node{Text: p.count("delta.changes", strconv.Itoa(changes))}, "months": figure(p.Months(math.Abs(by)))})
	if by := now.FundingGap - before.FundingGap; math.Abs(by) > 1e-9*before.FundingGap {
		key := "delta.gap.more"
		if by < 0 {
			key = "delta.gap.less"
		}
		text = append(append(text, Node{Text: " "}), p.prose(key, slots{"gap": p.money(math.Abs(by))})...)
	}
	back := el("button", class("back"), Attr{"type", "button"}, Attr{"data-link", "preset=" + p.scenario.Preset}, p.Word("delta.back"))
	return el("p", class("delta"), el("span", text), " ", back)
}

// changes counts the figures in which the scenario differs from its preset. A
// line that has come or gone counts once.
func (p *page) changes() int {
	keys := map[string]bool{}
	for _, values := range []map[string]string{p.values, p.before} {
		for key := range values {
			keys[key] = true
		}
	}
	stays := func(name string) bool {
		return (p.values["in."+name] != "" || p.values["out."+name] != "") && (p.before["in."+name] != "" || p.before["out."+name] != "")
	}
	n := 0
	for key := range keys {
		switch kind, name, _ := strings.Cut(key, "."); kind {
		case "title", "note", "src":
			continue
		default:
			if slices.ContainsFunc(p.scenario.Unknown, func(u calc.Pair) bool { return u.Key == key }) {
				continue
			}
		case "grow", "units", "hire", "credit":
			if !stays(name) {
				continue
			}
		}
		if p.values[key] != p.before[key] {
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
func figure(text string) Node { return el("bdi", class("value"), text) }

func (p *page) money(v float64) Node { return figure(p.Money(v, p.scenario.Currency, true)) }

// lead is the answer in one sentence.
func (p *page) lead() Node {
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
	return el("p", class("lead"), p.prose(key, slots{
		"runway": figure(p.Months(runway)),
		"date":   p.date(runway),
	}))
}

func (p *page) date(months float64) Node {
	if math.IsInf(months, 1) {
		return Node{}
	}
	return figure(p.monthAt(months))
}

// answer is what there is to say besides the lead: the range, what is missing,
// and break-even.
func (p *page) answer() []Node {
	var said []Node
	say := func(key string, in slots) {
		if len(said) > 0 {
			said = append(said, Node{Text: " "})
		}
		said = append(said, p.prose(key, in)...)
	}
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
		say(key, slots{"worst": figure(p.Months(worst.Runway)), "best": figure(p.Months(best.Runway))})
	}
	horizon := figure(p.Months(float64(p.scenario.Months())))
	key := "answer.gap"
	switch {
	case mid.FundingGap == 0 && worst.FundingGap == 0:
		key = "answer.gap.none"
	case mid.FundingGap == 0:
		key = "answer.gap.worst"
	case worst.FundingGap != best.FundingGap:
		key = "answer.gap.range"
	}
	say(key, slots{"horizon": horizon, "gap": p.money(mid.FundingGap),
		"worst": p.money(worst.FundingGap), "best": p.money(best.FundingGap)})
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
		say(key, slots{"month": p.date(mid.BreakEven), "again": p.date(mid.Overtaken)})
	}
	all := []Node{el("p", said), p.likely()}
	if note := p.note("title"); note != nil {
		all = append(all, el("p", class("context"), note))
	}
	return all
}

// likely is the answer by likelihood, after the exact cases.
func (p *page) likely() Node {
	if p.likelihood == nil {
		return Node{}
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
	months := func(v float64) Node {
		if v >= 20 && !math.IsInf(v, 1) {
			v = math.Round(v)
		}
		return figure(p.Months(v))
	}
	text := append(p.prose(spread, nil), Node{Text: " "})
	text = append(text, p.prose(key, slots{"p5": months(runway.P5), "p50": months(runway.P50), "p95": months(runway.P95)})...)
	text = append(text, Node{Text: " "})
	gap := "likelihood.gap"
	noGap := p.likelihood.NoGap
	switch {
	case noGap == 1:
		gap = "likelihood.gap.never"
	case noGap == 0 && p.result.Best.FundingGap > 0:
		gap = "likelihood.gap.always"
	case noGap == 0: // in the best case alone
		noGap = 1e-9
	}
	text = append(text, p.prose(gap, slots{
		"horizon": figure(p.Months(float64(p.scenario.Months()))), "share": figure(p.share(noGap))})...)
	return el("p", class("likely"), text)
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
func (p *page) notice() Node {
	list := el("ul")
	for _, e := range p.errors {
		if p.scenario != nil && p.hasField(e.Key) {
			continue
		}
		problem := p.Word("problem." + string(e.Problem))
		if e.Key == "" {
			list.add(el("li", problem))
			continue
		}
		list.add(el("li", p.prose("notice.item", slots{
			"key": el("bdi", e.Key), "text": el("bdi", strings.ReplaceAll(e.Text, "|", " ")), "problem": Node{Text: problem}})))
	}
	if len(list.Children) == 0 {
		return Node{}
	}
	return el("div", class("notice"), el("p", p.Word("notice.heading")), list)
}

// method says how the answer was counted: in words, in formulas, and worked
// through with the page's own figures.
func (p *page) method() Node {
	key := "method.monthly"
	if p.scenario.Timing == calc.Continuous {
		key = "method.continuous"
	}
	body := el("tbody")
	for _, term := range []string{"line", "gross-burn", "net-burn", "lowest-cash", "runway", "funding-gap", "break-even", "dilution", "burn-multiple"} {
		name := "result." + term
		if term == "line" {
			name = "formula.line.name"
		}
		body.add(el("tr", el("th", Attr{"scope", "row"}, p.Word(name)), el("td", p.Word("formula."+term))))
	}
	return el("section", class("method"),
		el("h2", p.Word("method.heading")),
		el("p", p.Word(key)), el("p", p.Word("method.cases")),
		el("table", el("thead", el("tr", el("th", Attr{"scope", "col"}, p.Word("method.term")), el("th", Attr{"scope", "col"}, p.Word("method.formula")))), body),
		el("h3", p.Word("example.heading")), p.example(),
		el("p", p.Word("method.terms")))
}

// example works the answer through, as far as the month table goes.
func (p *page) example() []Node {
	rows, mid := p.result.Mid.Months, &p.result.Mid
	in := func(t int) slots {
		return slots{"month": figure(p.monthLabel(t)), "revenue": p.money(rows[t].Revenue), "costs": p.money(rows[t].GrossBurn),
			"net": p.money(rows[t].NetBurn), "opening": p.money(rows[t].Opening), "cash": p.money(rows[t].Cash)}
	}
	all := []Node{el("p", p.prose("example.first", in(0)))}
	floor := p.scenario.Floor.Middle(p.scenario.Ranges, false)
	if t := int(mid.Runway); mid.Runway < float64(len(rows)) && p.scenario.Timing == calc.MonthByMonth && rows[t].NetBurn > 0 && rows[t].Opening >= floor {
		said := in(t)
		said["floor"], said["whole"] = p.money(floor), figure(p.Months(float64(t)))
		said["part"] = figure(p.Number(decimals((rows[t].Opening-floor)/rows[t].NetBurn, 2)))
		said["runway"] = figure(p.count("months", decimals(mid.Runway, 2)))
		all = append(all, el("p", p.prose("example.runway", said)))
	}
	credits := slices.ContainsFunc(p.scenario.Lines, func(l calc.Line) bool { return l.Credit != (calc.Range{}) })
	if mid.BreakEven < float64(len(rows)) && !credits { // the table has what is paid in cash
		all = append(all, el("p", p.prose("example.even", in(int(mid.BreakEven)))))
	}
	return all
}
