package view

import (
	"math"
	"strings"

	"runway/calc"
)

// claims is the article's statements, checked. Without one there is no section.
func (p *page) claims() Node {
	c := p.scenario.Claims(p.result)
	section := el("section", class("claims"), el("h2", p.Word("claims.heading")))
	if c.Loss.Verdict != calc.NotStated {
		section.add(el("p", p.claim("claims.loss", c.Loss, c.RestsOn, func(v float64) Node { return p.money(v) })))
		section.add(el("p", p.prose("claims.parts", slots{
			"costs": p.span(c.Costs[2], c.Costs[1], p.money), "revenue": p.span(c.Revenue[1], c.Revenue[2], p.money)})))
	}
	if c.Runway.Verdict != calc.NotStated {
		section.add(el("p", p.claim("claims.runway", c.Runway, c.RestsOn, func(v float64) Node { return figure(p.Months(v)) })))
		if cash := c.CashFor; !calc.IsNone(cash[0]) {
			key := "claims.cash"
			if cash[1] != cash[2] {
				key = "claims.cash.range"
			}
			section.add(el("p", p.prose(key, slots{"stated": figure(p.Months(p.scenario.ClaimedRunway.Middle(p.scenario.Ranges, false))),
				"cash": p.money(cash[0]), "worst": p.money(cash[1]), "best": p.money(cash[2])})))
		}
	}
	if len(section.Children) == 1 {
		return Node{}
	}
	return section
}

var verdicts = map[calc.Verdict]string{
	calc.Right: "verdict.right", calc.Inside: "verdict.inside", calc.AtWorst: "verdict.at-worst", calc.AtBest: "verdict.at-best",
	calc.TooDark: "verdict.too-dark", calc.TooBright: "verdict.too-bright",
}

// claim sets a statement beside what the figures give, and says how they agree.
func (p *page) claim(key string, c calc.Check, restsOn []calc.Rest, show func(float64) Node) []Node {
	text := p.prose(key, slots{"stated": p.span(c.Stated.Low, c.Stated.High, show), "mid": show(c.Mid)})
	if c.Worst != c.Best {
		text = append(append(text, Node{Text: " "}), p.prose("claims.cases", slots{"worst": show(c.Worst), "best": show(c.Best)})...)
	}
	verdict := p.prose(verdicts[c.Verdict], slots{"ends": Node{Text: p.ends(restsOn, c.Verdict == calc.AtWorst)}})
	return append(append(text, Node{Text: " "}), el("strong", verdict))
}

// ends names the ends of the ranges that the worst case, or the best, rests on.
func (p *page) ends(restsOn []calc.Rest, worst bool) string {
	var all []string
	for _, r := range restsOn {
		key := "verdict.low-end"
		if r.High == worst {
			key = "verdict.high-end"
		}
		all = append(all, p.Fill(key, "figure", p.figureName(r.Key)))
	}
	return strings.Join(all, p.Word("threshold.list")+" ")
}

// span is a value, or from one to another.
func (p *page) span(low, high float64, show func(float64) Node) Node {
	if low == high {
		return show(low)
	}
	return el("span", p.prose("claims.span", slots{"low": show(low), "high": show(high)}))
}

// figureName names a figure by its key, a line's by the line.
func (p *page) figureName(key string) string {
	kind, name, hangs := strings.Cut(key, ".")
	switch kind {
	case "in", "out", "once", "raise":
		return p.name(name)
	}
	if !hangs || kind == "claim" {
		return p.Word("figure." + strings.ReplaceAll(key, ".", "-"))
	}
	return p.Fill("figure.of", "figure", p.Word("figure."+kind), "line", p.name(name))
}

// figureText is a value of a figure, in the unit the figure is given in.
func (p *page) figureText(key string, v float64) string {
	kind, name, _ := strings.Cut(key, ".")
	money := func(v float64) string { return p.Money(v, p.scenario.Currency, true) }
	count := func(v float64) string {
		number, _ := significant(v)
		return p.Number(trim(number))
	}
	per := func(per calc.Period) string { return p.Word("per." + strings.TrimPrefix(per.String(), "/")) }
	for i := range p.scenario.Lines {
		l := &p.scenario.Lines[i]
		if l.Name != name {
			continue
		}
		switch kind {
		case "in", "out":
			if l.Share {
				return p.Percent(v)
			}
			return money(v) + " " + per(l.Amount.Per)
		case "grow":
			return p.Percent(v) + " " + per(l.Growth.Per)
		case "units":
			return count(v)
		case "hire":
			return count(v) + " " + per(l.Hire.Per)
		}
	}
	if kind == "interest" {
		return p.Percent(v)
	}
	return money(v)
}

// influences is what matters most, as a table with bars.
func (p *page) influences() Node {
	all := p.scenario.Influences()
	if len(all) == 0 {
		return Node{}
	}
	runways, gaps := bars{middle: p.result.Mid.Runway}, bars{middle: p.result.Mid.FundingGap}
	for _, in := range all {
		runways.widen(in.Runway)
		gaps.widen(in.FundingGap)
	}
	head := el("tr")
	for _, c := range []string{"figure", "from", "runway", "gap"} {
		head.add(el("th", Attr{"scope", "col"}, p.Word("influence."+c)))
	}
	body, assumed := el("tbody"), false
	for _, in := range all {
		name := p.figureName(in.Key)
		if in.Assumed {
			name, assumed = name+" "+p.Word("influence.mark"), true
		}
		body.add(el("tr",
			el("th", Attr{"scope", "row"}, el("bdi", name)),
			el("td", p.span(in.Range.Low, in.Range.High, func(v float64) Node { return figure(p.figureText(in.Key, v)) })),
			el("td", p.span(in.Runway[0], in.Runway[1], func(v float64) Node { return figure(p.Months(v)) }), runways.bar(in.Runway)),
			el("td", p.span(in.FundingGap[0], in.FundingGap[1], p.money), gaps.bar(in.FundingGap))))
	}
	section := el("section", class("influences"), el("h2", p.Word("influence.heading")), el("p", p.Word("influence.intro")),
		p.scroll("influence.heading", el("table", el("thead", head), body)))
	if assumed {
		section.add(el("p", class("note"), p.Word("influence.assumed")))
	}
	return section
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

func (b *bars) bar(ends [2]float64) Node {
	from, to := b.place(math.Min(ends[0], ends[1])), b.place(math.Max(ends[0], ends[1]))
	middle := b.place(b.middle)
	return el("svg", class("bar"), Attr{"aria-hidden", "true"}, Attr{"direction", "ltr"},
		el("rect", at("x", from), Attr{"y", "25%"}, at("width", math.Max(0.5, to-from)), Attr{"height", "50%"}),
		el("line", at("x1", middle), at("x2", middle), Attr{"y1", "0"}, Attr{"y2", "100%"}))
}

// thresholds says of each figure alone with which value the money just lasts.
func (p *page) thresholds() Node {
	list := el("ul")
	var none []string
	for _, t := range p.scenario.Thresholds() {
		if calc.IsNone(t.Value) {
			none = append(none, p.figureName(t.Key))
			continue
		}
		key := "threshold.at-most"
		if t.AtLeast {
			key = "threshold.at-least"
		}
		list.add(el("li", p.prose(key, slots{"figure": el("strong", el("bdi", p.figureName(t.Key))),
			"value": figure(p.figureText(t.Key, t.Value)), "now": figure(p.figureText(t.Key, t.Now))})))
	}
	section := el("section", class("thresholds"), el("h2", p.Word("threshold.heading")),
		el("p", p.prose("threshold.intro", slots{"horizon": figure(p.Months(float64(p.scenario.Months())))})), list)
	if len(none) > 0 {
		section.add(el("p", p.prose("threshold.none", slots{"figures": Node{Text: strings.Join(none, p.Word("threshold.list")+" ")}})))
	}
	return section
}

// remedies is what it would take: how much to raise, and the least changes with
// which the company lives without raising.
func (p *page) remedies() Node {
	if len(p.scenario.Lines) == 0 {
		return Node{}
	}
	horizon := slots{"horizon": figure(p.Months(float64(p.scenario.Months())))}
	section := el("section", class("remedies"), el("h2", p.Word("remedy.heading")))
	if p.result.Worst.FundingGap > 0 {
		section.add(el("p", p.prose("remedy.raise", horizon)), p.raises())
		if p.wantsLikelihood() {
			section.add(el("div", class("fields"), p.figure("likelihood", inPercent, false)))
		}
	}
	r := p.scenario.Remedies()
	if r.Alive {
		section.add(el("p", p.Word("remedy.alive")))
		return section
	}
	list := el("ul")
	percent := func(v float64) Node { return figure(p.Percent(v)) }
	if !calc.IsNone(r.Growth) {
		list.add(el("li", p.prose("remedy.growth", slots{"growth": percent(r.Growth)})))
	}
	if !calc.IsNone(r.CutAll) {
		list.add(el("li", p.prose("remedy.cut-all", slots{"cut": percent(r.CutAll)})))
	}
	for _, c := range r.Cuts {
		list.add(el("li", p.prose("remedy.cut", slots{"figure": el("bdi", p.figureName(c.Key)), "cut": percent(c.Share)})))
	}
	if len(list.Children) == 0 {
		section.add(el("p", p.Word("remedy.none")))
		return section
	}
	section.add(el("p", p.Word("remedy.intro")), list)
	return section
}

// wantsLikelihood reports whether the likelihood with which the money is to last
// changes anything.
func (p *page) wantsLikelihood() bool {
	return len(p.scenario.Lines) > 0 && p.likelihood != nil && p.result.Worst.FundingGap > 0
}

// raises is how much to raise at the start, by case and by likelihood, and what
// part of the company the new investors get for it.
func (p *page) raises() Node {
	valuation := p.scenario.Valuation.Middle(p.scenario.Ranges, false)
	head := el("tr", el("th", Attr{"scope", "col"}, p.Word("remedy.case")), el("th", Attr{"scope", "col"}, p.Word("remedy.amount")))
	if valuation > 0 {
		head.add(el("th", Attr{"scope", "col"}, p.Word("result.dilution")))
	}
	body := el("tbody")
	row := func(name string, amount float64) {
		cells := el("tr", el("th", Attr{"scope", "row"}, name), el("td", figure(p.Money(amount, p.scenario.Currency, false))))
		if valuation > 0 {
			cells.add(el("td", figure(p.Percent(amount/(valuation+amount)))))
		}
		body.add(cells)
	}
	row(p.Word("remedy.mid"), p.result.Mid.FundingGap)
	if p.likelihood != nil {
		row(p.Fill("remedy.share", "share", p.Percent(p.likelihood.Wanted)), p.likelihood.GapFor)
		row(p.Word("remedy.worst"), p.result.Worst.FundingGap)
	}
	return el("table", el("thead", head), body)
}

// scroll lets a wide table scroll by itself, also by keyboard.
func (p *page) scroll(label string, table Node) Node {
	return el("div", class("scroll"), Attr{"tabindex", "0"}, Attr{"role", "region"}, Attr{"aria-label", p.Word(label)}, table)
}
