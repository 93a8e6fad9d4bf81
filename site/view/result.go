package view

import (
	"math"
	"strconv"

	"runway/calc"
)

// A Result is one result under the name that the page and scripts know it by. Its values
// are float64, an ISO date as a string, bool, or nil for none.
type Result struct {
	Name             string
	Mid, Worst, Best any
	// P5, P50 and P95 are percentiles, nil where nothing is uncertain. That of
	// default-alive, in P50, is the share of cases without a funding gap.
	P5, P50, P95 any
}

// resultNames lists all results. Articles and scripts rely on the names.
var resultNames = [...]string{"runway", "cash-out", "funding-gap", "gross-burn", "net-burn", "break-even", "gap-to-break-even",
	"lowest-cash", "default-alive", "dilution", "burn-multiple"}

// resultsOf returns the results of a case in the order of resultNames.
func resultsOf(c *calc.Case, start calc.Month) [len(resultNames)]any {
	return [...]any{c.Runway, dateAfter(start, c.Runway), c.FundingGap, c.GrossBurn, c.NetBurn, c.BreakEven, orNil(c.GapToBreakEven),
		c.LowestCash, c.DefaultAlive, orNil(c.Dilution), orNil(c.BurnMultiple)}
}

// Results lists all results. The likelihood may be nil.
func Results(r calc.Result, likelihood *calc.Likelihood) []Result {
	mid, worst, best := resultsOf(&r.Mid, r.Start), resultsOf(&r.Worst, r.Start), resultsOf(&r.Best, r.Start)
	results := make([]Result, len(resultNames))
	for i, name := range resultNames {
		results[i] = Result{Name: name, Mid: mid[i], Worst: worst[i], Best: best[i]}
		if likelihood == nil {
			continue
		}
		switch result := &results[i]; name {
		case "runway":
			result.P5, result.P50, result.P95 = percentiles(likelihood.Runway)
		case "cash-out":
			p := likelihood.Runway
			result.P5, result.P50, result.P95 = dateAfter(r.Start, p.P5), dateAfter(r.Start, p.P50), dateAfter(r.Start, p.P95)
		case "funding-gap":
			result.P5, result.P50, result.P95 = percentiles(likelihood.FundingGap)
		case "break-even":
			result.P5, result.P50, result.P95 = percentiles(likelihood.BreakEven())
		case "default-alive":
			result.P50 = likelihood.NoGap
		}
	}
	return results
}

func percentiles(p calc.Percentiles) (p5, p50, p95 any) { return p.P5, p.P50, p.P95 }

func dateAfter(start calc.Month, months float64) any {
	if date := start.DateAfter(months); date != "" && months < calc.Forever {
		return date
	}
	return nil
}

func orNil(v float64) any {
	if calc.IsNone(v) {
		return nil
	}
	return v
}

// raw writes a result's value in JavaScript syntax, as data attributes hold it; none is
// empty.
func raw(v any) HTML {
	switch v := v.(type) {
	case float64:
		switch {
		case math.IsInf(v, 1):
			return "Infinity"
		case math.IsInf(v, -1):
			return "-Infinity"
		case math.Abs(v) < 1e21:
			return HTML(strconv.FormatFloat(v, 'f', -1, 64))
		}
		return HTML(strconv.FormatFloat(v, 'e', -1, 64))
	case string:
		return escape(v)
	case bool:
		return HTML(strconv.FormatBool(v))
	}
	return ""
}

// headerCells returns the header cells of a table. family and a column together are
// the key of a column's word.
func (p *page) headerCells(family string, columns ...string) HTML {
	var cells HTML
	for _, column := range columns {
		cells += `<th scope="col">` + p.word(family+column) + `</th>`
	}
	return cells
}

// results returns the table of all results, each row with its raw values as data
// attributes.
func (p *page) results() HTML {
	columns := []string{"figure", "mid", "worst", "best"}
	if !p.hasRanges {
		columns = columns[:2]
	}
	head := p.headerCells("results.", columns...)
	for _, c := range p.compared {
		head += p.html(`<th scope="col">{name} <span class="difference">{results.difference}</span></th>`, "name", bdi(c.name))
	}
	var rows HTML
	for i, r := range Results(p.result, p.likelihood()) {
		values := []any{r.Mid, r.Worst, r.Best}
		var cells HTML
		for column := range columns[1:] {
			cells += "<td>" + bdi(p.resultText(r.Name, values[column])) + "</td>"
		}
		for _, c := range p.compared {
			cells += "<td>" + bdi(c.resultText(r.Name, c.values[i])) + ` <span class="difference">` + bdi(p.difference(c, r.Name, r.Mid, c.values[i])) + "</span></td>"
		}
		rows += markup(`<tr data-result="{name}" data-value="{mid}" data-worst="{worst}" data-best="{best}"`+
			` data-p5="{p5}" data-p50="{p50}" data-p95="{p95}">`+
			`<th scope="row">{label}<span class="help">{help}</span></th>{cells}`+
			`</tr>`,
			"name", escape(r.Name), "mid", raw(r.Mid), "worst", raw(r.Worst), "best", raw(r.Best),
			"p5", raw(r.P5), "p50", raw(r.P50), "p95", raw(r.P95),
			"label", p.word("result."+r.Name), "help", p.word("help."+r.Name), "cells", cells)
	}
	return p.scrollable("results.heading", `<table><thead><tr>`+head+`</tr></thead><tbody>`+rows+`</tbody></table>`)
}

// resultText writes a result's value in words.
func (p *page) resultText(name string, value any) string {
	switch v := value.(type) {
	case nil:
		if name == "cash-out" && p.scenario.Start != 0 {
			return p.Word("results.beyond")
		}
		if name == "gap-to-break-even" {
			return p.Word("results.never-even")
		}
		return p.Word("results.none")
	case bool:
		if v {
			return p.Word("results.yes")
		}
		return p.Word("results.no")
	case string:
		year, _ := strconv.Atoi(v[:4])
		month, _ := strconv.Atoi(v[5:7])
		return p.MonthName(calc.MonthOf(year, month))
	case float64:
		switch name {
		case "runway":
			if math.IsInf(v, 1) {
				return p.Word("results.forever")
			}
			return p.Runway(v)
		case "break-even":
			if math.IsInf(v, 1) {
				return p.Word("results.never")
			}
			return p.monthAt(v)
		case "funding-gap", "gap-to-break-even":
			return p.gapText(v)
		case "gross-burn", "net-burn":
			return p.Fill("results.each-month", "amount", p.moneyText(v))
		case "dilution":
			return p.Percent(v)
		case "burn-multiple":
			number, _ := significant(v)
			return p.Number(trim(number))
		}
		return p.moneyText(v)
	}
	return ""
}

// monthAt names the month that contains a time, given in months since the start. Without
// a start date it is the time itself.
func (p *page) monthAt(months float64) string {
	if p.scenario.Start == 0 {
		return p.Fill("month.number", "n", p.Number(trim(decimals(months, 1))))
	}
	// A time just below a whole month is one but for rounding.
	return p.MonthName(p.scenario.Start + calc.Month(math.Floor(months+4e-7)))
}
