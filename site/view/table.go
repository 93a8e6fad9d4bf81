package view

import (
	"math"
	"slices"
	"strconv"

	"runway/calc"
)

// columns returns the columns of the month table, as the last part of their words' keys. What
// is earned and owed has columns of its own where cash moves at other times.
func (p *page) columns() []string {
	columns := []string{"month", "revenue", "gross-burn", "net-burn"}
	if p.hasOwnTimes() {
		columns = []string{"month", "earned", "received", "owed", "paid", "net-burn"}
	}
	if len(p.scenario.Payments) > 0 {
		columns = append(columns, "payments")
	}
	if len(p.scenario.EntriesOf(calc.Actual)) > 0 {
		columns = append(columns, "actual")
	}
	columns = append(columns, "cash")
	if p.hasRanges {
		columns = append(columns, "worst", "p5", "p50", "p95", "best")
	}
	return columns
}

// hasOwnTimes reports whether some line is paid late or for several months at once.
func (p *page) hasOwnTimes() bool {
	return slices.ContainsFunc(p.scenario.Lines, func(l calc.Line) bool { return l.Every.Low > 0 || l.Delay.Low > 0 })
}

// markIn returns the remark of the mark in month t, or nothing.
func (p *page) markIn(t int) string {
	for _, mark := range p.shown(calc.Mark) {
		if mark.t == t {
			return p.markText(mark.Figure)
		}
	}
	return ""
}

// cells returns the numbers of month t for all columns but the first, and the cash of the scenarios
// compared in as many columns more; None where there is none.
func (p *page) cells(t int) []float64 {
	m := p.result.Mid.Months[t]
	values := []float64{m.Revenue, m.GrossBurn, m.NetBurn}
	if p.hasOwnTimes() {
		values = []float64{m.Earned, m.Revenue, m.Owed, m.GrossBurn, m.NetBurn}
	}
	if len(p.scenario.Payments) > 0 {
		values = append(values, m.Payments)
	}
	if len(p.scenario.EntriesOf(calc.Actual)) > 0 {
		known := calc.None
		for _, balance := range p.shown(calc.Actual) {
			if balance.t == t {
				known = balance.Middle()
			}
		}
		values = append(values, known)
	}
	values = append(values, m.Cash)
	if p.hasRanges {
		cash := p.likelihood().Cash[t]
		values = append(values, p.result.Worst.Months[t].Cash, cash.P5, cash.P50, cash.P95, p.result.Best.Months[t].Cash)
	}
	for _, n := range p.kept {
		cash := calc.None
		if i := t - n.first; i >= 0 && i < len(n.rows) {
			cash = n.rows[i].Cash
		}
		values = append(values, cash)
	}
	return values
}

// table returns the projection month by month, all amounts in one unit.
func (p *page) table() HTML {
	mid := p.result.Mid.Months
	rows := make([][]float64, len(mid))
	greatest := 0.0
	for t := range mid {
		rows[t] = p.cells(t)
		for _, v := range rows[t] {
			if !calc.IsNone(v) {
				greatest = math.Max(greatest, math.Abs(v))
			}
		}
	}
	thousands, digits := 0, 0
	for greatest >= 1e4 && thousands < 4 {
		thousands, greatest = thousands+1, greatest/1e3
	}
	if greatest < 1e3 {
		digits = 1
	}
	unit := math.Pow(1e3, float64(thousands))
	var body []HTML
	for t := range mid {
		body = append(body, `<tr><th scope="row">`, escape(p.monthLabel(t)))
		if mark := p.markIn(t); mark != "" {
			body = append(body, ` <span class="note">`, bdi(mark), `</span>`)
		}
		body = append(body, `</th>`)
		for _, v := range rows[t] {
			text := ""
			if !calc.IsNone(v) {
				text = p.Number(decimals(v/unit, digits))
			}
			body = append(body, `<td><bdi>`, escape(text), `</bdi></td>`)
		}
		body = append(body, `</tr>`)
	}
	caption := "table.caption"
	if p.hasRanges {
		caption = "table.caption.ranges"
	}
	head := p.headerCells("table.", p.columns()...)
	for _, n := range p.kept {
		head += `<th scope="col">` + bdi(n.name) + `</th>`
	}
	unitName := p.Fill("table.unit."+strconv.Itoa(thousands), "currency", p.currencyName(p.scenario.Currency))
	return p.scrollable("table.heading", markup(`<table>`+
		`<caption>{caption}</caption>`+
		`<thead><tr>{columns}</tr></thead>`+
		`<tbody>{rows}</tbody>`+
		`</table>`,
		"caption", escape(p.Fill(caption, "unit", unitName)), "columns", head, "rows", join(body)))
}

// scrollable returns a wide table that scrolls by itself, also by keyboard.
func (p *page) scrollable(label string, table HTML) HTML {
	return markup(`<div class="scroll" tabindex="0" role="region" aria-label="{label}">{table}</div>`, "label", p.word(label), "table", table)
}

// monthLabel names month t of the projection.
func (p *page) monthLabel(t int) string {
	if p.scenario.Start == 0 {
		return p.Fill("month.number", "n", p.Number(strconv.Itoa(t)))
	}
	return p.MonthName(p.scenario.Start + calc.Month(t))
}
