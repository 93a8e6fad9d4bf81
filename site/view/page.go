// Package view turns a scenario's answer into what a page shows, in one
// language: its text, shapes and fields, as a tree of elements. The same tree is
// written as HTML when the site is built and, in the browser, brought to the
// page by its script.
package view

import (
	"math"
	"strings"

	"runway/calc"
)

// Page is what a page shows of a scenario.
type Page struct {
	// Title names the page.
	Title string
	// Main is the page's main element.
	Main Node
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
	ids        int
}

// New shows a scenario and what could not be used of its link. The scenario is
// nil where nothing could be computed.
func New(l *Language, s *calc.Scenario, errors []calc.Error) Page {
	p := &page{Language: l, scenario: s, errors: errors, preset: &calc.Scenario{}}
	if s == nil {
		return Page{
			Title: l.Word("page.untitled"),
			Main: el("main", Attr{"id", "main"}, el("h1", l.Word("page.untitled")), p.notice(),
				el("p", class("lead"), l.Word("answer.nothing"))),
		}
	}
	if preset := calc.Preset(s.Preset); preset != nil {
		p.preset = preset
	}
	p.result, p.likelihood = s.Evaluate(), s.Likelihood()
	title := l.Word("page.untitled")
	if name := p.title(); name != "" {
		title = l.Fill("page.title", "title", name)
	}
	return Page{title, el("main", Attr{"id", "main"},
		el("h1", title),
		p.notice(),
		p.lead(),
		el("div", class("answer"), p.answer(), p.chart()),
		p.form(),
		p.results(),
		p.claims(),
		p.influences(),
		p.thresholds(),
		p.remedies(),
		p.table(),
		p.method(),
	)}
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
		all = append(all, el("p", class("story"), note))
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
	switch p.likelihood.NoGap {
	case 0:
		gap = "likelihood.gap.always"
	case 1:
		gap = "likelihood.gap.never"
	}
	text = append(text, p.prose(gap, slots{
		"horizon": figure(p.Months(float64(p.scenario.Months()))), "share": figure(p.share(p.likelihood.NoGap))})...)
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

// method says how the answer was counted.
func (p *page) method() Node {
	key := "method.monthly"
	if p.scenario.Timing == calc.Continuous {
		key = "method.continuous"
	}
	return el("section", class("method"),
		el("h2", p.Word("method.heading")),
		el("p", p.Word(key)), el("p", p.Word("method.cases")), el("p", p.Word("method.terms")))
}
