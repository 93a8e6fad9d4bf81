package view

import (
	"strconv"

	"runway/calc"
)

// standing returns what a figure rests on, to stand behind it. That it was reported goes
// without saying.
func (p *page) standing(f calc.Figure) HTML {
	standing := f.Note().Standing
	if standing == calc.Reported {
		return ""
	}
	return markup(` <span class="standing">({standing})</span>`, "standing", p.standingWord(standing))
}

func (p *page) standingWord(s calc.Standing) HTML { return p.word("standing." + s.String()) }

// unreported lists the figures that were not simply reported, those that move cash first.
func (p *page) unreported() []calc.Figure {
	if len(p.scenario.Notes) == 0 {
		return nil
	}
	var moving, others []calc.Figure
	for _, f := range p.scenario.Figures() {
		switch {
		case f.Note().Standing == calc.Reported || !f.IsGiven() && !f.Kind.Required:
		case f.Kind == calc.Mark || f.Kind == calc.WhatIf: // which say it themselves
		case f.Kind.MovesCash():
			moving = append(moving, f)
		default:
			others = append(others, f)
		}
	}
	return append(moving, others...)
}

// assumed returns a sentence that names the figures which nobody has reported, or nothing.
func (p *page) assumed() HTML {
	var figures []HTML
	for _, f := range p.unreported() {
		if f.Note().Standing == calc.Assumed && !f.Kind.IsEntry() && (f.IsNumber() || f.Kind.Measure == calc.Date) {
			figures = append(figures, markup(`{name} ({value})`, "name", bdi(p.figureName(f)), "value", p.value(f)))
		}
	}
	if len(figures) == 0 {
		return ""
	}
	return `<p class="assumed">` + p.prose(p.class("answer.assumed", strconv.Itoa(len(figures))), "figures", p.few(figures)) + `</p>`
}

// value returns a figure in prose.
func (p *page) value(f calc.Figure) HTML {
	r := f.Value()
	if f.Kind.Measure == calc.Date {
		first, last := f.Months()
		r = calc.Range{Low: float64(first), High: float64(last)}
	}
	return p.span(r.Low, r.High, func(v float64) string { return p.valueText(f, v) })
}

// standings lists figures that were not simply reported, each with its standing.
func (p *page) standings() HTML {
	var figures []HTML
	for _, f := range p.unreported() {
		figures = append(figures, p.html(`{figure}{list.colon} {standing}`, "figure", bdi(p.figureName(f)), "standing", p.standingWord(f.Note().Standing)))
	}
	return p.few(figures)
}

// few joins up to three items to a list, and counts what is left.
func (p *page) few(items []HTML) HTML {
	const most = 3
	if left := len(items) - most; left > 0 {
		items = append(items[:most:most], escape(p.count("story.few", strconv.Itoa(left))))
	}
	return p.list(items)
}
