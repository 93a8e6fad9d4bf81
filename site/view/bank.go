package view

import (
	"math"
	"slices"
	"strconv"

	"runway/calc"
)

// bank returns the section that holds the plan against the balances seen: what has come true in a
// sentence, each balance in a table, and the way to go on from the last one. It returns nothing
// where there are none to hold against it.
func (d desk) bank() HTML {
	variances := d.scenario.Variances(d.result)
	var sentence, table HTML
	if len(variances) > 0 {
		sentence, table = "<p>"+d.cameTrue(variances[len(variances)-1])+"</p>", d.variances(variances)
	}
	goOn := d.goOn()
	if sentence+goOn == "" {
		return ""
	}
	return d.part("bank", "bank.heading", true, `<div class="held">`+sentence+table+goOn+`</div>`)
}

// cameTrue says how far a balance lies from the plan, in money, in runway and among all cases.
func (d desk) cameTrue(v calc.Variance) HTML {
	key, runway := "bank.same", ""
	switch {
	case isAsPlanned(v.Difference, v.Actual.Value()):
	case v.Difference < 0:
		if key, runway = "bank.less", d.timeText(v.PlannedRunway-v.Runway); runway != "" {
			key = "bank.less.runway"
		}
	default:
		if key, runway = "bank.more", d.timeText(v.Runway-v.PlannedRunway); runway != "" {
			key = "bank.more.runway"
		}
	}
	month, _ := v.Actual.Months()
	below := HTML("")
	switch {
	case calc.IsNone(v.Below):
	case v.Below == 0:
		below = " " + d.word("bank.below.none")
	case v.Below == 1:
		below = " " + d.word("bank.below.all")
	default:
		below = " " + d.prose("bank.below", "share", figure(d.share(v.Below)))
	}
	return d.prose(key, "month", escape(d.MonthName(month)), "balance", d.value(v.Actual)+d.standing(v.Actual),
		"difference", d.money(math.Abs(v.Difference)), "runway", figure(runway)) + below
}

// timeText writes how much longer or shorter money lasts: in weeks while they are few. It returns
// nothing for less than half a week, and where either never ends.
func (d desk) timeText(months float64) string {
	const mostWeeks = 10
	switch weeks := math.Round(months / calc.Weekly.Months()); {
	case !(weeks >= 1 && months < calc.Forever-calc.MaxHorizon):
		return ""
	case weeks > mostWeeks:
		return d.Months(months)
	default:
		return d.count("weeks", strconv.Itoa(int(weeks)))
	}
}

// variances returns the table of balances beside the plan.
func (d desk) variances(all []calc.Variance) HTML {
	columns := []string{"month", "planned", "actual", "difference", "runway", "planned-runway"}
	if d.hasRanges {
		columns = []string{"month", "planned", "span", "actual", "difference", "runway", "planned-runway", "share"}
	}
	var rows HTML
	for _, v := range all {
		month, _ := v.Actual.Months()
		sign := ""
		switch {
		case v.Difference > 0:
			sign = d.Word("number.plus")
		case v.Difference < 0:
			sign = d.Word("number.minus")
		}
		cells := []HTML{d.money(v.Planned), d.value(v.Actual) + d.standing(v.Actual), bdi(sign + d.moneyText(math.Abs(v.Difference))),
			bdi(d.lasts(v.Runway)), bdi(d.lasts(v.PlannedRunway))}
		if d.hasRanges {
			cells = append(slices.Insert(cells, 1, d.between(v.Worst, v.Best, d.moneyText)), bdi(d.share(v.Below)))
		}
		rows += `<tr><th scope="row">` + escape(d.MonthName(month)) + `</th>`
		for _, cell := range cells {
			rows += "<td>" + cell + "</td>"
		}
		rows += "</tr>"
	}
	return d.scrollable("bank.heading", markup(`<table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>`, "columns", d.headerCells("bank.", columns...), "rows", rows))
}

// lasts writes how long money lasts from a month on, be it not at all.
func (d desk) lasts(runway float64) string {
	if runway == 0 {
		return d.Word("bank.gone")
	}
	return d.resultText("runway", runway)
}

// goOn returns the button that goes on from the last balance, with what becomes of the plan.
func (d desk) goOn() HTML {
	balances := d.scenario.EntriesOf(calc.Actual)
	if len(balances) == 0 {
		return ""
	}
	actual := balances[len(balances)-1]
	next, r := d.manuscript.Resume(actual)
	name, _ := actual.Months()
	month := escape(d.MonthName(name))
	switch {
	case r.Problem == calc.NeedsStart || r.Problem == calc.BeforeStart: // which is told where it stands
		return ""
	case r.Problem != "":
		return "<p>" + d.prose("bank.stuck", "month", month, "problem", escape(d.problem(r.Problem))) + "</p>"
	}
	var changes HTML
	add := func(key string, figures []calc.Figure) {
		var names []HTML
		for _, f := range figures {
			names = append(names, bdi(d.figureName(f)))
		}
		if names != nil {
			changes += "<li>" + d.prose(key, "figures", d.join(names, "story.list", "story.list")) + "</li>"
		}
	}
	add("bank.left", r.Left)
	for _, way := range []calc.Way{calc.PaidOnce, calc.Omitted, calc.Uncounted, calc.Widened, calc.Loosened, calc.Trimmed, calc.Capped} {
		var figures []calc.Figure
		for _, a := range r.Altered {
			if a.Way == way {
				figures = append(figures, a.Figure)
			}
		}
		add("bank."+string(way), figures)
	}
	return d.html(`<p><button type="button" data-link="{link}">{label}</button></p><p class="help">{help}</p>{changes}`,
		"link", escape(next.String()), "label", d.prose("bank.go-on", "month", month), "help", d.prose("bank.help", "month", month),
		"changes", showIf(changes != "", "<ul>"+changes+"</ul>"))
}
