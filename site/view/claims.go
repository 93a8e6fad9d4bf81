package view

import (
	"strings"

	"runway/calc"
)

// claims returns the section that checks the article's statements, or nothing if it makes
// none.
func (p *page) claims() HTML {
	c := p.scenario.Claims(p.result)
	var checks HTML
	if c.Loss.Verdict != calc.NotStated {
		checks = markup(`<p>{claim}</p><p>{parts}</p>`, "claim", p.claim("claims.loss", c.Loss, p.money), "parts", p.prose("claims.parts",
			"costs", p.span(min(c.Costs[1], c.Costs[2]), max(c.Costs[1], c.Costs[2]), p.money),
			"revenue", p.span(min(c.Revenue[1], c.Revenue[2]), max(c.Revenue[1], c.Revenue[2]), p.money)))
	}
	if c.Runway.Verdict != calc.NotStated {
		checks += "<p>" + p.claim("claims.runway", c.Runway, p.runway) + "</p>"
		if cash := c.RequiredCash; !calc.IsNone(cash[0]) {
			key := "claims.cash"
			if cash[1] != cash[2] && !calc.IsNone(cash[1]+cash[2]) {
				key = "claims.cash.range"
			}
			checks += "<p>" + p.prose(key, "stated", p.months(p.scenario.ClaimedRunway.Middle(p.scenario.Ranges, false)),
				"cash", p.money(cash[0]), "worst", p.money(cash[1]), "best", p.money(cash[2])) + "</p>"
		}
	}
	if checks == "" {
		return ""
	}
	return p.html(`<section class="claims"><h2>{claims.heading}</h2>{checks}</section>`, "checks", checks)
}

var verdicts = [...]string{
	calc.Right: "verdict.right", calc.Inside: "verdict.inside", calc.Partly: "verdict.partly", calc.AtWorst: "verdict.at-worst", calc.AtBest: "verdict.at-best",
	calc.TooPessimistic: "verdict.too-dark", calc.TooOptimistic: "verdict.too-bright",
}

// claim returns a statement beside what the figures give, and how far they agree.
func (p *page) claim(key string, c calc.Comparison, show func(float64) HTML) HTML {
	sentences := p.prose(key, "stated", p.span(c.Stated.Low, c.Stated.High, show), "mid", show(c.Mid))
	if c.Worst != c.Best {
		sentences += " " + p.prose("claims.cases", "worst", show(c.Worst), "best", show(c.Best))
	}
	return sentences + " <strong>" + p.prose(verdicts[c.Verdict], "ends", escape(p.ends(c.DependsOn))) + "</strong>"
}

// ends lists the ends of ranges that a verdict depends on.
func (p *page) ends(dependsOn []calc.EndOfRange) string {
	var names []string
	for _, r := range dependsOn {
		key := "verdict.low-end"
		if r.High {
			key = "verdict.high-end"
		}
		names = append(names, p.Fill(key, "figure", p.nameOf(r.Key)))
	}
	return strings.Join(names, p.Word("threshold.list")+" ")
}

// span writes a range, or its only value.
func (p *page) span(low, high float64, show func(float64) HTML) HTML {
	if low == high {
		return show(low)
	}
	return "<span>" + p.prose("claims.span", "low", show(low), "high", show(high)) + "</span>"
}
