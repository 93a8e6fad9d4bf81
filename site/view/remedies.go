package view

import "runway/calc"

// remedies says what it would take: how much to raise, and the smallest changes with which the
// company needs no raise.
func (p *page) remedies() HTML {
	if len(p.scenario.Lines) == 0 {
		return ""
	}
	var raise HTML
	if p.result.Worst.FundingGap > 0 {
		raise = "<p>" + p.prose("remedy.raise", "horizon", p.horizon()) + "</p>" + p.raises()
		if p.wantsConfidence() {
			raise += `<div class="fields">` + p.companyField(calc.Confidence) + `</div>`
		}
	}
	return raise + p.changesToLive()
}

// changesToLive returns the smallest changes with which the company is default alive.
func (p *page) changesToLive() HTML {
	r := p.scenario.Remedies()
	if r.Alive {
		return p.html(`<p>{remedy.alive}</p>`)
	}
	var list HTML
	if !calc.IsNone(r.Growth) {
		list = "<li>" + p.prose("remedy.growth", "growth", p.percent(r.Growth)) + "</li>"
	}
	if !calc.IsNone(r.CutAll) {
		list += "<li>" + p.prose("remedy.cut-all", "cut", p.percent(r.CutAll)) + "</li>"
	}
	for _, c := range r.Cuts {
		list += "<li>" + p.prose("remedy.cut", "figure", bdi(p.nameOf(c.Key)), "cut", p.percent(c.Share)) + "</li>"
	}
	if list == "" {
		return p.html(`<p>{remedy.none}</p>`)
	}
	return p.html(`<p>{remedy.intro}</p><ul>{list}</ul>`, "list", list)
}

// wantsConfidence reports whether the likelihood with which the money is to last changes
// anything, so that there is a field for it.
func (p *page) wantsConfidence() bool {
	return len(p.scenario.Lines) > 0 && p.hasRanges && p.result.Worst.FundingGap > 0
}

// raises returns the table of how much to raise at the start, by case and by likelihood,
// and what share of the company the new investors get for it.
func (p *page) raises() HTML {
	valuation := p.scenario.Valuation.Middle(p.scenario.Ranges, false)
	row := func(name string, amount float64) HTML {
		amount = enough(amount)
		share := showIf(valuation > 0, "<td>"+p.percent(amount/(valuation+amount))+"</td>")
		return markup(`<tr><th scope="row">{name}</th><td>{amount}</td>{share}</tr>`,
			"name", escape(name), "amount", p.money(amount), "share", share)
	}
	rows := row(p.Word("remedy.mid"), p.result.Mid.FundingGap)
	if p.hasRanges {
		rows += row(p.Fill("remedy.share", "share", p.Percent(p.likelihood().Confidence)), p.likelihood().RequiredRaise) +
			row(p.Word("remedy.worst"), p.result.Worst.FundingGap)
	}
	return p.html(`<table>`+
		`<thead><tr><th scope="col">{remedy.case}</th><th scope="col">{remedy.amount}</th>{dilution}</tr></thead>`+
		`<tbody>{rows}</tbody>`+
		`</table>`,
		"dilution", showIf(valuation > 0, p.html(`<th scope="col">{result.dilution}</th>`)), "rows", rows)
}
