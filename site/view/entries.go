package view

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"runway/calc"
)

// whatIfs returns the switches of the case's what-ifs, each with what it does to the answer, and
// folded below them what each does alone to the case as published; or nothing if the case has none.
func (p *page) whatIfs() HTML {
	columns := []string{"runway", "cash-out", "funding-gap", "break-even"}
	if p.published.Start == 0 {
		columns = []string{"runway", "funding-gap", "break-even"}
	}
	row := func(name HTML, whatIf *calc.Figure) HTML {
		s, result := p.scenario.Outcome(whatIf)
		c, cells := p.beside("", s, result), HTML("")
		for i, result := range resultNames {
			if slices.Contains(columns, result) {
				cells += "<td>" + bdi(c.resultText(result, c.values[i])) + "</td>"
			}
		}
		return `<tr><th scope="row">` + name + "</th>" + cells + "</tr>"
	}
	rows, list := row(p.word("chart.published"), nil), HTML("")
	for _, f := range p.scenario.EntriesOf(calc.WhatIf) {
		if !slices.ContainsFunc(p.errors, func(e calc.Error) bool { return e.Key == f.Key() }) {
			list += p.whatIf(f)
			rows += row(bdi(p.name(f.Name))+p.standing(f), &f)
		}
	}
	if list == "" {
		return ""
	}
	table := p.html(`<table><caption>{if.table.caption}</caption><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>`,
		"head", p.headerCells("result.", columns...), "rows", rows)
	return p.html(`<div class="what-ifs" role="group" aria-labelledby="what-ifs"><h2 id="what-ifs">{if.heading}</h2><ul>{list}</ul>{table}</div>`, "list", list,
		"table", p.fold("side-by-side", "if.table", "", false, "", p.scrollable("if.table", table)))
}

func (p *page) whatIf(f calc.Figure) HTML {
	lasts, forever, atOnce := "if.then", "if.then.forever", "if.then.at-once"
	other, isOn := p.scenario.Switched(f)
	if isOn {
		lasts, forever, atOnce = "if.without", "if.without.forever", "if.without.at-once"
	}
	key, runway := lasts, other.Evaluate().Mid.Runway
	switch {
	case math.IsInf(runway, 1):
		key = forever
	case runway == 0:
		key = atOnce
	}
	return p.html(`<li><p><button type="button" data-act="try" data-target="{key}" aria-pressed="{pressed}">{name}</button>`+
		`<span class="unseen">{list.colon}</span> <span class="effect">{effect}{standing}</span></p>{note}</li>`,
		"key", escape(f.Key()), "pressed", HTML(strconv.FormatBool(isOn)), "name", escape(p.name(f.Name)), "effect", p.prose(key, "runway", p.runway(runway)),
		"standing", p.standing(f), "note", p.noteBelow(f))
}

// noteBelow returns the remark and the source behind an entry, below it.
func (p *page) noteBelow(f calc.Figure) HTML {
	note := p.note(f.Key())
	return showIf(note != "", `<p class="note">`+note+`</p>`)
}

// markText returns the remark of a mark, in the page's language if it is the preset's.
func (p *page) markText(f calc.Figure) string {
	if original, ok := p.preset.Figure(f.Key()); ok && original.Equal(f) {
		return p.presetText(p.scenario.Preset, f.Key(), f.Text())
	}
	return f.Text()
}

// entryMonth returns the time of a mark or balance, in months since the start, and whether the
// picture reaches that far. A balance can stand at the end of the last month.
func (p *page) entryMonth(f calc.Figure) (t int, isShown bool) {
	month, _ := f.Months()
	t = int(month - p.scenario.Start)
	last := p.scenario.Months()
	if f.Kind == calc.Mark {
		last--
	}
	return t, p.scenario.Start != 0 && t >= 0 && t <= last
}

// A shownEntry is a mark or balance in the picture, with its time in months since the start.
type shownEntry struct {
	calc.Figure
	t int
}

// shown lists the entries of a kind that the picture reaches.
func (p *page) shown(k *calc.Kind) (all []shownEntry) {
	for _, f := range p.scenario.EntriesOf(k) {
		if t, isShown := p.entryMonth(f); isShown {
			all = append(all, shownEntry{f, t})
		}
	}
	return all
}

// balanceAt returns the balance that the figures give in the middle case as a month starts, before
// what moves in it.
func (p *page) balanceAt(t int) float64 {
	if t == 0 {
		return p.scenario.Cash.Middle(p.scenario.Ranges, false)
	}
	return p.result.Mid.Months[t-1].Cash
}

// happened returns the case's marks, numbered as in the picture, and how far the last balance
// known lies from the figures; or nothing if the case has neither.
func (p *page) happened() HTML {
	var marks HTML
	for _, f := range p.scenario.EntriesOf(calc.Mark) {
		month, _ := f.Months()
		marks += p.html(`<li><p>{number}<strong>{month}</strong>{list.colon} <bdi>{text}</bdi>{standing}</p>{note}</li>`,
			"number", p.markNumber(f), "month", escape(p.MonthName(month)), "text", escape(p.markText(f)), "standing", p.standing(f), "note", p.noteBelow(f))
	}
	balance := p.lastBalance()
	return showIf(marks != "", `<ul class="marks">`+marks+`</ul>`) + balance
}

// markNumber returns the number by which the picture names a mark, or nothing if it does not.
func (p *page) markNumber(f calc.Figure) HTML {
	if _, isShown := p.entryMonth(f); !isShown {
		return ""
	}
	return p.html(`<span class="number">{n}</span><span class="unseen">{list.colon}</span> `, "n", escape(p.markName(f)))
}

func (p *page) markName(f calc.Figure) string {
	n := slices.IndexFunc(p.scenario.EntriesOf(calc.Mark), func(other calc.Figure) bool { return other.Name == f.Name })
	return p.Number(strconv.Itoa(n + 1))
}

// lastBalance compares the last balance known with what the figures give.
func (p *page) lastBalance() HTML {
	balances := p.scenario.EntriesOf(calc.Actual)
	if len(balances) == 0 {
		return ""
	}
	f := balances[len(balances)-1]
	month, _ := f.Months()
	key, difference := "balance.alone", 0.0
	if t, isShown := p.entryMonth(f); isShown {
		key, difference = "balance.same", outside(p.balanceAt(t), f.Value())
		switch {
		case isAsPlanned(difference, f.Value()):
		case difference > 0:
			key = "balance.less"
		default:
			key = "balance.more"
		}
	}
	return `<p class="balance">` + p.prose(key, "month", escape(p.MonthName(month)), "balance", p.value(f)+p.standing(f), "difference", p.money(math.Abs(difference))) + `</p>` + p.noteBelow(f)
}

// isAsPlanned reports whether a balance lies as near to the plan as articles round.
func isAsPlanned(difference float64, balance calc.Range) bool {
	return math.Abs(difference) <= 0.01*math.Max(math.Abs(balance.Low), math.Abs(balance.High))
}

// outside returns how far a value lies above a range or, negative, below it.
func outside(v float64, r calc.Range) float64 {
	return math.Max(0, v-r.High) + math.Min(0, v-r.Low)
}

// entryName names an entry: a mark or a balance by its month, a what-if by what it is called.
func (p *page) entryName(k *calc.Kind, name string) string {
	if month, problem := calc.ParseMonth(name); k != calc.WhatIf && problem == "" {
		name = p.MonthName(month)
	} else {
		name = p.name(name)
	}
	return p.Fill("figure."+wordOf(k), "name", cmp.Or(name, "–"))
}

// balances draws a dot for each balance known, and a line over its range.
func (p *page) balances(c plot) HTML {
	var dots HTML
	for _, balance := range p.shown(calc.Actual) {
		x, r := c.across(c.x(float64(balance.t))), balance.Value()
		dots += showIf(!r.Exact(), markup(`<line class="actual" x1="{x}" x2="{x}" y1="{low}" y2="{high}"></line>`, "x", x, "low", c.down(c.y(r.Low)), "high", c.down(c.y(r.High)))) +
			markup(`<circle class="actual" cx="{x}" cy="{y}" r="{r}"></circle>`, "r", c.length(0.3), "x", x, "y", c.down(c.y(balance.Middle())))
	}
	return dots
}
