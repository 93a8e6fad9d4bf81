package view

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"runway/calc"
)

// claims returns what checks the article's statements, or nothing if it makes
// none.
func (p *page) claims() HTML {
	c := p.scenario.Claims(p.result)
	var checks HTML
	if c.Loss.Verdict != calc.NotStated {
		checks = markup(`<p>{claim}</p><p>{parts}</p>`, "claim", p.claim(p.quoteLoss(), "claims.loss.figures", c.Loss, p.money), "parts", p.prose("claims.parts",
			"costs", p.between(c.Costs[1], c.Costs[2], p.moneyText),
			"revenue", p.between(c.Revenue[1], c.Revenue[2], p.moneyText)))
	}
	if c.Runway.Verdict != calc.NotStated {
		checks += "<p>" + p.claim(p.quoteRunway(), "claims.runway.figures", c.Runway, p.runway) + "</p>"
		checks += showIf(!calc.IsNone(c.RequiredCash[0].Low+c.RequiredCash[0].High), "<p>"+p.requiredCash(c.RequiredCash)+"</p>")
	}
	return checks
}

// who returns the name of who states something: the outlet, or else the article.
func (p *page) who() HTML {
	if outlet := p.text(calc.Outlet); outlet != "" {
		return bdi(outlet)
	}
	return p.word("claims.article")
}

// quoteLoss returns the loss as the article states it, over its own period, and what that
// comes to in a year.
func (p *page) quoteLoss() HTML {
	f := p.scenario.FigureOf(calc.ClaimedLoss)
	low, high := f.Numerals()
	stated := p.spanOf(p.exactly(low), p.exactly(high))
	per, _ := f.Per()
	quote := p.prose("claims.loss"+boundOf(f), "who", p.who(), "stated", stated+" "+p.word("per."+per.Name()))
	if per != calc.Yearly {
		years := 12 / per.Months()
		quote += " " + p.prose("claims.loss.yearly", "stated", p.span(low.Value*years, high.Value*years, p.moneyText))
	}
	return quote
}

// exactly returns an amount with its currency and all its digits.
func (p *page) exactly(n calc.Numeral) string {
	return p.Fill(p.moneyKey(p.scenario.Currency, isLarge(n)), "amount", p.numberInWords(n), "currency", p.scenario.Currency)
}

// quoteRunway returns the runway as the article states it.
func (p *page) quoteRunway() HTML {
	f := p.scenario.FigureOf(calc.ClaimedRunway)
	low, high := f.Numerals()
	digits := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	return p.prose(p.class("claims.runway"+boundOf(f), digits(high.Value)), "who", p.who(),
		"stated", p.span(low.Value, high.Value, func(v float64) string { return p.count("months", digits(v)) }))
}

// boundOf returns the last part of the keys of words for a figure that is a bound, or nothing.
func boundOf(f calc.Figure) string {
	switch r := f.Value(); {
	case math.IsInf(r.Low, -1):
		return ".at-most"
	case math.IsInf(r.High, 1):
		return ".at-least"
	}
	return ""
}

// requiredCash says with how much the company would have to start for the stated runway.
func (p *page) requiredCash(required [3]calc.Range) HTML {
	cash := func(i int) HTML { return p.span(required[i].Low, required[i].High, p.moneyText) }
	all := cash(0)
	if worst, best := required[1], required[2]; worst != best && !calc.IsNone(worst.Low+worst.High+best.Low+best.High) {
		all = p.prose("claims.cash.cases", "mid", all, "worst", cash(1), "best", cash(2))
	}
	return p.prose("claims.cash"+boundOf(p.scenario.FigureOf(calc.ClaimedRunway)), "cash", "<span>"+all+"</span>")
}

var verdicts = [...]string{
	calc.InLine: "verdict.in-line", calc.AtWorst: "verdict.at-worst", calc.AtBest: "verdict.at-best",
	calc.TooPessimistic: "verdict.too-dark", calc.TooOptimistic: "verdict.too-bright", calc.Untested: "verdict.untested",
}

// claim returns a quote beside what the figures give, and how far they agree.
func (p *page) claim(quote HTML, key string, c calc.Comparison, show func(float64) HTML) HTML {
	sentences := quote + " " + p.prose(key, "mid", show(c.Mid))
	if c.Worst != c.Best {
		sentences += " " + p.prose("claims.cases", "worst", show(c.Worst), "best", show(c.Best))
	}
	var unreported []HTML
	for _, key := range c.Unreported {
		unreported = append(unreported, bdi(p.nameOf(key)))
	}
	return sentences + " <strong>" + p.prose(verdicts[c.Verdict], "ends", escape(p.ends(c.DependsOn)), "figures", p.list(unreported)) + "</strong>"
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

// span writes a range of values.
func (p *page) span(low, high float64, show func(float64) string) HTML {
	return p.spanOf(show(low), show(high))
}

// between writes the range of two values, the lesser first.
func (p *page) between(a, b float64, show func(float64) string) HTML {
	return p.span(min(a, b), max(a, b), show)
}

// spanOf writes a range, or one value where both ends read the same. What both ends are counted in
// stands once: 12 to 15 months.
func (p *page) spanOf(first, last string) HTML {
	if first == last {
		return figure(last)
	}
	number, unit, _ := strings.Cut(first, " ")
	if _, ofLast, hasUnit := strings.Cut(last, " "); hasUnit && unit == ofLast && strings.ContainsFunc(number, unicode.IsDigit) {
		first = number
	}
	if behind := p.words["months.behind"]; behind != "" && last == p.Word("months.one") {
		last = behind // another case than where it stands alone
	}
	return "<span>" + p.prose("claims.span", "low", figure(first), "high", figure(last)) + "</span>"
}
