package view

import (
	"math"
	"strconv"
	"strings"

	"runway/calc"
)

// The picture fills the width it is given. Shapes are drawn in a square of 1000
// that is stretched to fit; texts and marks are placed in percent of the whole,
// so that they keep their size.
const (
	plotTop    = 7.0  // percent of the height above the plot
	plotHeight = 79.0 // percent of the height that the plot takes
)

// plot maps months and money to places in the picture. Paths start in its first
// month.
type plot struct{ months, low, high, first float64 }

func (c plot) x(month float64) float64 { return month / c.months * 100 }
func (c plot) y(money float64) float64 {
	return plotTop + plotHeight*(c.high-money)/(c.high-c.low)
}

func place(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

func at(name string, v float64) Attr { return Attr{name, place(v) + "%"} }

// chart is the picture with its legend, a month's values, its text, and ways to
// take it along.
func (p *page) chart() Node {
	return el("figure", class("chart"),
		el("h2", p.Word("chart.heading")), p.picture(), el("ul", class("legend"), p.legend()),
		el("p", class("pointer"),
			el("label", Attr{"for", "pointer"}, p.Word("chart.pointer")),
			el("input", Attr{"id", "pointer"}, Attr{"type", "range"}, Attr{"dir", "ltr"}, Attr{"min", "0"},
				Attr{"max", strconv.Itoa(p.scenario.Months() - 1)}, Attr{"value", "0"}),
			el("span", class("readout"))),
		el("figcaption", Attr{"id", "chart-text"}, p.chartText()),
		p.passOn(), p.files("svg", "png"))
}

// picture is cash over time: the middle case as a line, the span from the worst
// case to the best behind it.
func (p *page) picture() Node {
	mid, worst, best := p.result.Mid.Months, p.result.Worst.Months, p.result.Best.Months
	ranged := p.scenario.HasRanges()
	c := plot{months: float64(len(mid))}
	floor := p.scenario.Floor.Middle(p.scenario.Ranges, false)
	c.low, c.high = math.Min(0, floor), math.Max(0, floor)
	var kept []calc.Row
	var first int
	if p.compared != nil {
		kept, first = p.compared.rows(len(mid))
	}
	for _, rows := range [][]calc.Row{mid, worst, best, kept} {
		for _, row := range rows {
			c.low = math.Min(c.low, math.Min(row.Opening, row.Cash))
			c.high = math.Max(c.high, math.Max(row.Opening, row.Cash))
		}
	}
	step := niceStep((c.high - c.low) / 4)
	c.low, c.high = math.Floor(c.low/step)*step, math.Ceil(c.high/step)*step
	if c.low == c.high {
		c.high += step
	}

	picture := el("svg", class("picture"), Attr{"role", "img"}, Attr{"aria-labelledby", "chart-text"}, Attr{"direction", "ltr"})
	for v := c.low; v <= c.high+step/2; v += step {
		if math.Abs(v) < step/2 {
			v = 0
		}
		kind := "grid"
		if v == 0 {
			kind = "zero"
		}
		picture.add(
			el("line", class(kind), Attr{"x1", "0"}, Attr{"x2", "100%"}, at("y1", c.y(v)), at("y2", c.y(v))),
			el("text", class("axis"), Attr{"x", "0"}, at("y", c.y(v)), Attr{"dy", "-4"}, p.axisMoney(v)))
	}
	shapes := el("svg", Attr{"x", "0"}, at("y", plotTop), Attr{"width", "100%"}, at("height", plotHeight),
		Attr{"viewBox", "0 0 1000 1000"}, Attr{"preserveAspectRatio", "none"})
	if ranged {
		shapes.add(el("path", class("fan"), Attr{"d", c.path(best, false) + c.path(worst, true) + "Z"}))
		low, high := p.percentileRows(func(p calc.Percentiles) float64 { return p.P5 }), p.percentileRows(func(p calc.Percentiles) float64 { return p.P95 })
		shapes.add(el("path", class("likely"), Attr{"d", c.path(high, false) + c.path(low, true) + "Z"}))
		median := p.percentileRows(func(p calc.Percentiles) float64 { return p.P50 })
		shapes.add(el("path", class("median"), Attr{"d", c.path(median, false)}))
	}
	if len(kept) > 0 {
		c := c
		c.first = float64(first)
		shapes.add(el("path", class("kept"), Attr{"d", c.path(kept, false)}))
	}
	shapes.add(el("path", class("cash"), Attr{"d", c.path(mid, false)}))
	picture.add(shapes)
	if floor != 0 {
		picture.add(el("line", class("floor"), Attr{"x1", "0"}, Attr{"x2", "100%"}, at("y1", c.y(floor)), at("y2", c.y(floor))))
	}
	every := monthStep(len(mid))
	for t := 0; t <= len(mid); t += every {
		x, anchor := c.x(float64(t)), "middle"
		switch {
		case t == 0:
			anchor = "start"
		case x > 95:
			anchor = "end"
		}
		picture.add(
			el("line", class("tick"), at("x1", x), at("x2", x), at("y1", plotTop+plotHeight), at("y2", plotTop+plotHeight+1.5)),
			el("text", class("axis"), Attr{"y", "93%"}, Attr{"text-anchor", anchor}, p.axisMonth(t, x)))
	}
	for _, payment := range p.scenario.Payments {
		if t := float64(payment.Month - p.scenario.Start); payment.Raise && payment.Amount.High > 0 && p.scenario.Start != 0 && t >= 0 && t < c.months {
			picture.add(
				el("line", class("raise"), at("x1", c.x(t)), at("x2", c.x(t)), at("y1", plotTop), at("y2", plotTop+plotHeight)),
				c.label("raise-label", t, plotTop, 15, p.Word("chart.raise")))
		}
	}
	answer := &p.result.Mid
	if answer.BreakEven > 0 && answer.BreakEven < c.months {
		even := answer.BreakEven
		row := mid[int(even)]
		picture.add(c.mark("even", even, row.Opening-row.NetBurn*(even-math.Floor(even)), p.Word("chart.even")))
	}
	if answer.Runway <= c.months {
		picture.add(c.mark("out", answer.Runway, floor, p.Word("chart.out")))
	}
	picture.add(el("line", class("cursor"), Attr{"y1", place(plotTop) + "%"}, Attr{"y2", place(plotTop+plotHeight) + "%"}, Attr{"visibility", "hidden"}))
	return picture
}

// legend is what the picture's lines and spans are.
func (p *page) legend() []Node {
	items := []Node{el("li", class("cash"), p.Word("chart.cash"))}
	if p.scenario.HasRanges() {
		items = append(items, el("li", class("median"), p.Word("chart.median")), el("li", class("likely"), p.Word("chart.likely")), el("li", class("fan"), p.Word("chart.range")))
	}
	if p.compared != nil && p.compared.money {
		items = append(items, el("li", class("kept"), el("bdi", p.compared.name)))
	}
	if p.scenario.Floor != (calc.Range{}) {
		items = append(items, el("li", class("floor"), p.Word("chart.floor")))
	}
	return items
}

// chartText is the picture in words.
func (p *page) chartText() []Node {
	mid, worst, best := p.result.Mid.Months, p.result.Worst.Months, p.result.Best.Months
	last := len(mid) - 1
	text := p.prose("chart.text", slots{
		"start":   p.money(mid[0].Opening),
		"end":     p.money(mid[last].Cash),
		"horizon": figure(p.Months(float64(len(mid)))),
	})
	if p.scenario.HasRanges() {
		text = append(append(text, Node{Text: " "}), p.prose("chart.text.range", slots{
			"worst": p.money(worst[last].Cash), "best": p.money(best[last].Cash)})...)
	}
	if runway := p.result.Mid.Runway; runway <= float64(len(mid)) {
		key := "chart.text.out"
		if p.scenario.Floor != (calc.Range{}) {
			key = "chart.text.floor"
		}
		text = append(append(text, Node{Text: " "}), p.prose(key, slots{"date": p.date(runway)})...)
	}
	return text
}

// percentileRows are a percentile's balances as rows to draw.
func (p *page) percentileRows(of func(calc.Percentiles) float64) []calc.Row {
	rows := make([]calc.Row, len(p.likelihood.Cash))
	for t := range rows {
		rows[t] = calc.Row{Opening: of(p.likelihood.Opening[t]), Cash: of(p.likelihood.Cash[t])}
	}
	return rows
}

// path draws the balances, forwards as a line of its own or backwards as the
// way home of a shape.
func (c plot) path(rows []calc.Row, back bool) string {
	var b strings.Builder
	point := func(t int, money float64) {
		command := byte('L')
		if b.Len() == 0 && !back {
			command = 'M'
		}
		b.WriteByte(command)
		b.WriteString(strconv.FormatFloat(1000*(float64(t)+c.first)/c.months, 'f', 1, 64))
		b.WriteByte(' ')
		b.WriteString(strconv.FormatFloat(1000*(c.high-money)/(c.high-c.low), 'f', 1, 64))
	}
	if back {
		for t := len(rows) - 1; t >= 0; t-- {
			point(t+1, rows[t].Cash)
			point(t, rows[t].Opening)
		}
		return b.String()
	}
	for t, row := range rows {
		if t == 0 || row.Opening != rows[t-1].Cash {
			point(t, row.Opening)
		}
		point(t+1, row.Cash)
	}
	return b.String()
}

// mark is a dot with a word beside it.
func (c plot) mark(kind string, month, money float64, word string) []Node {
	return []Node{
		el("circle", class(kind), at("cx", c.x(month)), at("cy", c.y(money)), Attr{"r", "5"}),
		c.label(kind+"-label", month, c.y(money), -11, word),
	}
}

// label writes a word at a month, on the side that has room for it.
func (c plot) label(kind string, month, y, above float64, word string) Node {
	anchor, aside := "start", 4.0
	if c.x(month) > 55 {
		anchor, aside = "end", -4
	}
	return el("text", class(kind), at("x", c.x(month)), at("y", y),
		Attr{"dx", place(aside)}, Attr{"dy", place(above)}, Attr{"text-anchor", anchor}, word)
}

// axisMoney is a round amount as it fits an axis: $5B.
func (p *page) axisMoney(v float64) string {
	text := p.typed(calc.FormatNumber(math.Abs(v)))
	if math.Abs(v) >= 1e18 {
		text = p.Number(decimals(math.Abs(v), 0))
	}
	if key := "money." + p.scenario.Currency; p.Word("language.dir") == "ltr" && p.scenario.Currency != "" && p.Has(key) {
		text = p.Fill(key, "amount", text)
	}
	if v < 0 {
		text = p.Word("number.minus") + text
	}
	if p.Word("language.dir") == "rtl" {
		text = "\u2067" + text + "\u2069" // isolated, in a picture from left to right
	}
	return text
}

// axisMonth names a month under the axis, its year in a second line.
func (p *page) axisMonth(t int, x float64) []Node {
	if p.scenario.Start == 0 {
		return []Node{el("tspan", at("x", x), p.Number(strconv.Itoa(t)))}
	}
	m := p.scenario.Start + calc.Month(t)
	return []Node{
		el("tspan", at("x", x), p.Word("month.short."+strconv.Itoa(m.OfYear()))),
		el("tspan", at("x", x), Attr{"dy", "1.2em"}, p.digits(strconv.Itoa(m.Year()))),
	}
}

// niceStep is 1, 2 or 5 times a power of ten, at least the given step.
func niceStep(step float64) float64 {
	if step <= 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(step)))
	for _, n := range []float64{1, 2, 5} {
		if n*power >= step {
			return n * power
		}
	}
	return 10 * power
}

// monthStep is how many months lie between two names on the axis.
func monthStep(months int) int {
	for _, step := range []int{1, 2, 3, 6, 12} {
		if months <= 4*step {
			return step
		}
	}
	return 30
}
