package view

import (
	"math"
	"strconv"

	"runway/calc"
)

// Result is one named result, as the page and scripts know it: a number, an
// ISO date, true or false, or nil for none.
type Result struct {
	Name             string
	Mid, Worst, Best any
	// P5, P50 and P95 are nil where no likelihood exists.
	P5, P50, P95 any
}

// resultNames are the names that links, tests and scripts rely on.
var resultNames = [...]string{"runway", "cash-out", "funding-gap", "gross-burn", "net-burn", "break-even", "gap-to-break-even",
	"lowest-cash", "default-alive", "dilution", "burn-multiple"}

// resultsOf is a case's results in the order of their names.
func resultsOf(c *calc.Case, start calc.Month) [len(resultNames)]any {
	return [...]any{c.Runway, dateAfter(start, c.Runway), c.FundingGap, c.GrossBurn, c.NetBurn, c.BreakEven, orNil(c.GapToBreakEven),
		c.LowestCash, c.DefaultAlive, orNil(c.Dilution), orNil(c.BurnMultiple)}
}

// Results lists the results. The likelihood may be nil.
func Results(r calc.Result, likelihood *calc.Likelihood) []Result {
	mid, worst, best := resultsOf(&r.Mid, r.Start), resultsOf(&r.Worst, r.Start), resultsOf(&r.Best, r.Start)
	results := make([]Result, len(resultNames))
	for i, name := range resultNames {
		results[i] = Result{Name: name, Mid: mid[i], Worst: worst[i], Best: best[i]}
		if likelihood == nil {
			continue
		}
		switch of := &results[i]; name {
		case "runway":
			of.P5, of.P50, of.P95 = percentiles(likelihood.Runway)
		case "cash-out":
			p := likelihood.Runway
			of.P5, of.P50, of.P95 = dateAfter(r.Start, p.P5), dateAfter(r.Start, p.P50), dateAfter(r.Start, p.P95)
		case "funding-gap":
			of.P5, of.P50, of.P95 = percentiles(likelihood.FundingGap)
		case "break-even":
			of.P5, of.P50, of.P95 = percentiles(likelihood.BreakEven)
		case "default-alive":
			of.P50 = likelihood.NoGap
		}
	}
	return results
}

func percentiles(p calc.Percentiles) (p5, p50, p95 any) { return p.P5, p.P50, p.P95 }

func dateAfter(start calc.Month, months float64) any {
	if date := start.DateAfter(months); date != "" {
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

// raw is a result's value in plain JavaScript syntax, empty for none.
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
		return text(v)
	case bool:
		return HTML(strconv.FormatBool(v))
	}
	return ""
}

// headerCells returns the header cells of a table. family and a column together are
// the key of a column's word.
func (p *page) headerCells(family string, columns ...string) HTML {
	var all HTML
	for _, c := range columns {
		all += `<th scope="col">` + p.word(family+c) + `</th>`
	}
	return all
}

// results is the table of all results, each row with its raw values.
func (p *page) results() HTML {
	columns := []string{"figure", "mid", "worst", "best"}
	if !p.scenario.HasRanges() {
		columns = columns[:2]
	}
	head := p.headerCells("results.", columns...)
	var kept []Result
	if p.compared != nil {
		kept = Results(p.compared.result, nil)
		head += p.html(`<th scope="col">{name}</th><th scope="col">{results.difference}</th>`, "name", bdi(p.compared.name))
	}
	var body HTML
	for i, r := range Results(p.result, p.likelihood) {
		values := []any{r.Mid, r.Worst, r.Best}
		var cells HTML
		for column := range columns[1:] {
			cells += "<td>" + bdi(p.resultText(r.Name, values[column])) + "</td>"
		}
		if kept != nil {
			cells += "<td>" + bdi(p.compared.resultText(r.Name, kept[i].Mid)) + "</td><td>" + bdi(p.difference(r.Name, r.Mid, kept[i].Mid)) + "</td>"
		}
		body += markup(`<tr data-result="{name}" data-value="{mid}" data-worst="{worst}" data-best="{best}"`+
			` data-p5="{p5}" data-p50="{p50}" data-p95="{p95}">`+
			`<th scope="row">{label}<span class="help">{help}</span></th>{cells}`+
			`</tr>`,
			"name", text(r.Name), "mid", raw(r.Mid), "worst", raw(r.Worst), "best", raw(r.Best),
			"p5", raw(r.P5), "p50", raw(r.P50), "p95", raw(r.P95),
			"label", p.word("result."+r.Name), "help", p.word("help."+r.Name), "cells", cells)
	}
	return p.html(`<section class="results"><h2>{results.heading}</h2>{table}</section>`,
		"table", p.scroll("results.heading", `<table><thead><tr>`+head+`</tr></thead><tbody>`+body+`</tbody></table>`))
}

func (p *page) resultText(name string, value any) string {
	switch v := value.(type) {
	case nil:
		if name == "cash-out" && p.scenario.Start != 0 {
			return p.Word("results.never")
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
			return p.count("months", decimals(v, 2))
		case "break-even":
			if math.IsInf(v, 1) {
				return p.Word("results.never")
			}
			return p.monthAt(v)
		case "gross-burn", "net-burn":
			return p.Fill("results.each-month", "amount", p.Money(v, p.scenario.Currency, false))
		case "dilution":
			return p.Percent(v)
		case "burn-multiple":
			number, _ := significant(v)
			return p.Number(trim(number))
		}
		return p.Money(v, p.scenario.Currency, false)
	}
	return ""
}

// monthAt is the month in which a time lies, by its name or its number.
func (p *page) monthAt(months float64) string {
	if p.scenario.Start == 0 {
		return p.Fill("month.number", "n", p.Number(trim(decimals(months, 1))))
	}
	return p.MonthName(p.scenario.Start + calc.Month(math.Floor(months+4e-7)))
}
