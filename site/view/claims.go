package view

import (
	"math"
	"strings"

	"runway/calc"
)

// claims is the article's statements, checked. Without one there is no section.
func (p *page) claims() HTML {
	c := p.scenario.Claims(p.result)
	var said HTML
	if c.Loss.Verdict != calc.NotStated {
		said = markup(`<p>{claim}</p><p>{parts}</p>`, "claim", p.claim("claims.loss", c.Loss, p.money), "parts", p.prose("claims.parts",
			"costs", p.span(min(c.Costs[1], c.Costs[2]), max(c.Costs[1], c.Costs[2]), p.money),
			"revenue", p.span(min(c.Revenue[1], c.Revenue[2]), max(c.Revenue[1], c.Revenue[2]), p.money)))
	}
	if c.Runway.Verdict != calc.NotStated {
		said += "<p>" + p.claim("claims.runway", c.Runway, p.months) + "</p>"
		if cash := c.RequiredCash; !calc.IsNone(cash[0]) {
			key := "claims.cash"
			if cash[1] != cash[2] && !calc.IsNone(cash[1]+cash[2]) {
				key = "claims.cash.range"
			}
			said += "<p>" + p.prose(key, "stated", p.months(p.scenario.ClaimedRunway.Middle(p.scenario.Ranges, false)),
				"cash", p.money(cash[0]), "worst", p.money(cash[1]), "best", p.money(cash[2])) + "</p>"
		}
	}
	if said == "" {
		return ""
	}
	return p.html(`<section class="claims"><h2>{claims.heading}</h2>{checks}</section>`, "checks", said)
}

var verdicts = [...]string{
	calc.Right: "verdict.right", calc.Inside: "verdict.inside", calc.Partly: "verdict.partly", calc.AtWorst: "verdict.at-worst", calc.AtBest: "verdict.at-best",
	calc.TooPessimistic: "verdict.too-dark", calc.TooOptimistic: "verdict.too-bright",
}

// claim sets a statement beside what the figures give, and says how they agree.
func (p *page) claim(key string, c calc.Comparison, show func(float64) HTML) HTML {
	said := p.prose(key, "stated", p.span(c.Stated.Low, c.Stated.High, show), "mid", show(c.Mid))
	if c.Worst != c.Best {
		said += " " + p.prose("claims.cases", "worst", show(c.Worst), "best", show(c.Best))
	}
	return said + " <strong>" + p.prose(verdicts[c.Verdict], "ends", text(p.ends(c.DependsOn))) + "</strong>"
}

// ends names the ends of the ranges that a case rests on.
func (p *page) ends(dependsOn []calc.EndOfRange) string {
	var all []string
	for _, r := range dependsOn {
		key := "verdict.low-end"
		if r.High {
			key = "verdict.high-end"
		}
		all = append(all, p.Fill(key, "figure", p.nameOf(r.Key)))
	}
	return strings.Join(all, p.Word("threshold.list")+" ")
}

// span is a value, or from one to another.
func (p *page) span(low, high float64, show func(float64) HTML) HTML {
	if low == high {
		return show(low)
	}
	return "<span>" + p.prose("claims.span", "low", show(low), "high", show(high)) + "</span>"
}

// nameOf names the figure with a key.
func (p *page) nameOf(key string) string {
	f, _ := p.scenario.Figure(key)
	return p.figureName(f)
}

// influences is what matters most, as a table with bars.
func (p *page) influences() HTML {
	all := p.scenario.Influences()
	if len(all) == 0 {
		return ""
	}
	runways, gaps := bars{middle: p.result.Mid.Runway}, bars{middle: p.result.Mid.FundingGap}
	for _, in := range all {
		runways.widen(in.Runway)
		gaps.widen(in.FundingGap)
	}
	rows, assumed := make([]HTML, len(all)), false
	for i, in := range all {
		f, _ := p.scenario.Figure(in.Key)
		name := p.figureName(f)
		if in.Assumed {
			name, assumed = name+" "+p.Word("influence.mark"), true
		}
		value := func(v float64) HTML { return figure(p.valueText(f, v)) }
		rows[i] = markup(`<tr>`+
			`<th scope="row">{name}</th>`+
			`<td>{range}</td>`+
			`<td>{runway}{runwayBar}</td>`+
			`<td>{gap}{gapBar}</td>`+
			`</tr>`,
			"name", bdi(name), "range", p.span(in.Range.Low, in.Range.High, value),
			"runway", p.span(in.Runway[0], in.Runway[1], p.months), "runwayBar", runways.bar(in.Runway),
			"gap", p.span(in.FundingGap[0], in.FundingGap[1], p.money), "gapBar", gaps.bar(in.FundingGap))
	}
	table := markup(`<table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>`,
		"columns", p.headerCells("influence.", "figure", "from", "runway", "gap"), "rows", join(rows))
	return p.html(`<section class="influences"><h2>{influence.heading}</h2><p>{influence.intro}</p>{table}{note}</section>`,
		"table", p.scroll("influence.heading", table),
		"note", showIf(assumed, p.html(`<p class="note">{influence.assumed}</p>`)))
}

// bars is the scale of bars that reach from one value to another around a middle.
// What is infinite reaches to their end.
type bars struct{ middle, low, high float64 }

func (b *bars) widen(ends [2]float64) {
	for _, v := range []float64{b.middle, ends[0], ends[1]} {
		if math.IsInf(v, 0) {
			continue
		}
		if b.low == 0 && b.high == 0 {
			b.low, b.high = v, v
		}
		b.low, b.high = math.Min(b.low, v), math.Max(b.high, v)
	}
}

// place is where a value lies, in percent; a finite one leaves the end to what is
// infinite.
func (b *bars) place(v float64) float64 {
	switch {
	case math.IsInf(v, 1):
		return 100
	case b.low == b.high:
		return 50
	}
	return (v - b.low) / (b.high - b.low) * 96
}

func (b *bars) bar(ends [2]float64) HTML {
	from, to := b.place(math.Min(ends[0], ends[1])), b.place(math.Max(ends[0], ends[1]))
	return markup(`<svg class="bar" aria-hidden="true" direction="ltr">`+
		`<rect x="{from}" y="25%" width="{width}" height="50%"></rect>`+
		`<line x1="{middle}" x2="{middle}" y1="0" y2="100%"></line>`+
		`</svg>`,
		"from", position(from), "width", position(math.Max(0.5, to-from)), "middle", position(b.place(b.middle)))
}

// thresholds says of each figure alone with which value the money just lasts.
func (p *page) thresholds() HTML {
	var list HTML
	var none []string
	for _, t := range p.scenario.Thresholds() {
		f, _ := p.scenario.Figure(t.Key)
		name := p.figureName(f)
		if calc.IsNone(t.Value) {
			none = append(none, name)
			continue
		}
		key := "threshold.at-most"
		if t.AtLeast {
			key = "threshold.at-least"
		}
		list += "<li>" + p.prose(key, "figure", "<strong>"+bdi(name)+"</strong>",
			"value", figure(p.valueText(f, enough(t, f))), "now", figure(p.valueText(f, t.Current))) + "</li>"
	}
	var rest HTML
	if len(none) > 0 {
		rest = "<p>" + p.prose("threshold.none", "figures", text(strings.Join(none, p.Word("threshold.list")+" "))) + "</p>"
	}
	return p.html(`<section class="thresholds"><h2>{threshold.heading}</h2><p>{intro}</p><ul>{list}</ul>{none}</section>`,
		"intro", p.prose("threshold.intro", "horizon", p.horizon()), "list", list, "none", rest)
}

// enough is the threshold of a figure no finer than valueText shows it, on the side on
// which the money lasts.
func enough(t calc.Threshold, f calc.Figure) float64 {
	digits := math.Floor(math.Log10(math.Max(1, math.Abs(t.Value)))) - 2 // three of them, or two decimals
	switch {
	case f.Kind.Measure == calc.Percent:
		digits = -3
	case math.Abs(t.Value) < 0.01:
		return t.Value // shown as next to nothing
	}
	unit := math.Pow(10, digits)
	n := t.Value / unit
	switch near := math.Round(n); {
	case math.Abs(n-near) < 1e-6:
		n = near // but for what the search leaves
	case t.AtLeast:
		n = math.Ceil(n)
	default:
		n = math.Floor(n)
	}
	return n * unit
}

// remedies is what it would take: how much to raise, and the least changes with
// which the company lives without raising.
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
	return p.html(`<section class="remedies"><h2>{remedy.heading}</h2>{raise}{changes}</section>`, "raise", raise, "changes", p.changesToLive())
}

// changesToLive is the least changes with which the company is default alive.
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

// wantsConfidence reports whether the likelihood with which the money is to last
// changes anything.
func (p *page) wantsConfidence() bool {
	return len(p.scenario.Lines) > 0 && p.likelihood != nil && p.result.Worst.FundingGap > 0
}

// raises is how much to raise at the start, by case and by likelihood, and what
// part of the company the new investors get for it.
func (p *page) raises() HTML {
	valuation := p.scenario.Valuation.Middle(p.scenario.Ranges, false)
	row := func(name string, amount float64) HTML {
		share := showIf(valuation > 0, "<td>"+p.percent(amount/(valuation+amount))+"</td>")
		return markup(`<tr><th scope="row">{name}</th><td>{amount}</td>{share}</tr>`,
			"name", text(name), "amount", figure(p.Money(amount, p.scenario.Currency, false)), "share", share)
	}
	body := row(p.Word("remedy.mid"), p.result.Mid.FundingGap)
	if p.likelihood != nil {
		body += row(p.Fill("remedy.share", "share", p.Percent(p.likelihood.Confidence)), p.likelihood.RequiredRaise) +
			row(p.Word("remedy.worst"), p.result.Worst.FundingGap)
	}
	return p.html(`<table>`+
		`<thead><tr><th scope="col">{remedy.case}</th><th scope="col">{remedy.amount}</th>{dilution}</tr></thead>`+
		`<tbody>{rows}</tbody>`+
		`</table>`,
		"dilution", showIf(valuation > 0, p.html(`<th scope="col">{result.dilution}</th>`)), "rows", body)
}

// scroll lets a wide table scroll by itself, also by keyboard.
func (p *page) scroll(label string, table HTML) HTML {
	return markup(`<div class="scroll" tabindex="0" role="region" aria-label="{label}">{table}</div>`, "label", p.word(label), "table", table)
}
