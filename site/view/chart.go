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

// coordinate formats a coordinate or length to two decimals.
func coordinate(v float64) HTML { return HTML(strconv.FormatFloat(v, 'f', 2, 64)) }

// position formats a position in percent of the picture's width or height.
func position(v float64) HTML { return coordinate(v) + "%" }

// chart is the picture with its legend, a month's values, its text, and ways to
// take it along.
func (p *page) chart() HTML {
	var legend HTML
	for _, item := range p.legend() {
		legend += markup(`<li class="{class}">{name}</li>`, "class", item.class, "name", item.name)
	}
	return p.html(`<figure class="chart"><h2>{chart.heading}</h2>`+
		`{picture}`+
		`<ul class="legend">{legend}</ul>`+
		`<p class="pointer">`+
		`<label for="pointer">{chart.pointer}</label>`+
		`<input id="pointer" type="range" dir="ltr" min="0" max="{last}" value="0">`+
		`<span class="readout"></span>`+
		`</p>`+
		`<figcaption id="chart-text">{text}</figcaption>`+
		`{share}{files}`+
		`</figure>`,
		"picture", p.picture(""), "legend", legend, "last", number(p.scenario.Months()-1),
		"text", p.chartText(), "share", p.passOn(), "files", p.files("svg", "png"))
}

// picture is cash over time: the middle case as a line, the span from the worst
// case to the best behind it. placed is where it stands, in a larger picture.
func (p *page) picture(placed HTML) HTML {
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

	var grid, shapes, over HTML
	for v := c.low; v <= c.high+step/2; v += step {
		if math.Abs(v) < step/2 {
			v = 0
		}
		kind := HTML("grid")
		if v == 0 {
			kind = "zero"
		}
		y := position(c.y(v))
		grid += markup(`<line class="{kind}" x1="0" x2="100%" y1="{y}" y2="{y}"></line>`+
			`<text class="axis" x="0" y="{y}" dy="-4">{amount}</text>`,
			"kind", kind, "y", y, "amount", text(p.axisMoney(v)))
	}
	path := func(kind, data HTML) {
		shapes += `<path class="` + kind + `" d="` + data + `"></path>`
	}
	if ranged {
		low, high := p.percentileRows(func(p calc.Percentiles) float64 { return p.P5 }), p.percentileRows(func(p calc.Percentiles) float64 { return p.P95 })
		path("fan", c.path(best, false)+c.path(worst, true)+"Z")
		path("likely", c.path(high, false)+c.path(low, true)+"Z")
		path("median", c.path(p.percentileRows(func(p calc.Percentiles) float64 { return p.P50 }), false))
	}
	if len(kept) > 0 {
		c := c
		c.first = float64(first)
		path("kept", c.path(kept, false))
	}
	path("cash", c.path(mid, false))
	if floor != 0 {
		over = markup(`<line class="floor" x1="0" x2="100%" y1="{y}" y2="{y}"></line>`, "y", position(c.y(floor)))
	}
	const bottom = plotTop + plotHeight
	every := monthStep(len(mid))
	for t := 0; t <= len(mid); t += every {
		x, anchor := c.x(float64(t)), HTML("middle")
		switch {
		case t == 0:
			anchor = "start"
		case x > 95:
			anchor = "end"
		}
		over += markup(`<line class="tick" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"></line>`+
			`<text class="axis" y="93%" text-anchor="{anchor}">{month}</text>`,
			"x", position(x), "top", position(bottom), "bottom", position(bottom+1.5), "anchor", anchor, "month", p.axisMonth(t, x))
	}
	for _, payment := range p.scenario.Payments {
		if t := float64(payment.Month - p.scenario.Start); payment.Raise && payment.Amount.High > 0 && p.scenario.Start != 0 && t >= 0 && t < c.months {
			over += markup(`<line class="raise" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"></line>`,
				"x", position(c.x(t)), "top", position(plotTop), "bottom", position(bottom)) +
				c.label("raise-label", t, plotTop, 15, p.word("chart.raise"))
		}
	}
	answer := &p.result.Mid
	if answer.BreakEven > 0 && answer.BreakEven < c.months {
		even := answer.BreakEven
		row := mid[int(even)]
		over += c.mark("even", even, row.Opening-row.NetBurn*(even-math.Floor(even)), p.word("chart.even"))
	}
	if answer.Runway <= c.months {
		over += c.mark("out", answer.Runway, floor, p.word("chart.out"))
	}
	return markup(`<svg class="picture" role="img" aria-labelledby="chart-text" direction="ltr"{placed}>`+
		`{grid}`+
		`<svg x="0" y="{top}" width="100%" height="{height}" viewBox="0 0 1000 1000" preserveAspectRatio="none">{shapes}</svg>`+
		`{marks}`+
		`<line class="cursor" y1="{top}" y2="{bottom}" visibility="hidden"></line>`+
		`</svg>`,
		"placed", placed, "grid", grid, "shapes", shapes, "marks", over,
		"top", position(plotTop), "height", position(plotHeight), "bottom", position(bottom))
}

// key is what one of the picture's lines or spans is.
type key struct{ class, name HTML }

// legend is what the picture's lines and spans are.
func (p *page) legend() []key {
	items := []key{{"cash", p.word("chart.cash")}}
	if p.scenario.HasRanges() {
		items = append(items, key{"median", p.word("chart.median")}, key{"likely", p.word("chart.likely")}, key{"fan", p.word("chart.range")})
	}
	if p.compared != nil && p.compared.money {
		items = append(items, key{"kept", bdi(p.compared.name)})
	}
	if p.scenario.Floor != (calc.Range{}) {
		items = append(items, key{"floor", p.word("chart.floor")})
	}
	return items
}

// chartText is the picture in words.
func (p *page) chartText() HTML {
	mid, worst, best := p.result.Mid.Months, p.result.Worst.Months, p.result.Best.Months
	last := len(mid) - 1
	said := p.prose("chart.text", "start", p.money(mid[0].Opening), "end", p.money(mid[last].Cash), "horizon", p.horizon())
	if p.scenario.HasRanges() {
		said += " " + p.prose("chart.text.range", "worst", p.money(worst[last].Cash), "best", p.money(best[last].Cash))
	}
	if runway := p.result.Mid.Runway; runway <= float64(len(mid)) {
		key := "chart.text.out"
		if p.scenario.Floor != (calc.Range{}) {
			key = "chart.text.floor"
		}
		said += " " + p.prose(key, "date", p.date(runway))
	}
	return said
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
func (c plot) path(rows []calc.Row, back bool) HTML {
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
		return HTML(b.String())
	}
	for t, row := range rows {
		if t == 0 || row.Opening != rows[t-1].Cash {
			point(t, row.Opening)
		}
		point(t+1, row.Cash)
	}
	return HTML(b.String())
}

// mark is a dot with a word beside it.
func (c plot) mark(kind HTML, month, money float64, word HTML) HTML {
	return markup(`<circle class="{kind}" cx="{x}" cy="{y}" r="5"></circle>`,
		"kind", kind, "x", position(c.x(month)), "y", position(c.y(money))) +
		c.label(kind+"-label", month, c.y(money), -11, word)
}

// label writes a word at a month, on the side that has room for it.
func (c plot) label(kind HTML, month, y, above float64, word HTML) HTML {
	anchor, aside := HTML("start"), 4.0
	if c.x(month) > 55 {
		anchor, aside = "end", -4
	}
	return markup(`<text class="{kind}" x="{x}" y="{y}" dx="{dx}" dy="{dy}" text-anchor="{anchor}">{word}</text>`,
		"kind", kind, "x", position(c.x(month)), "y", position(y), "dx", coordinate(aside), "dy", coordinate(above),
		"anchor", anchor, "word", word)
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
func (p *page) axisMonth(t int, x float64) HTML {
	if p.scenario.Start == 0 {
		return markup(`<tspan x="{x}">{month}</tspan>`, "x", position(x), "month", text(p.Number(strconv.Itoa(t))))
	}
	m := p.scenario.Start + calc.Month(t)
	return markup(`<tspan x="{x}">{month}</tspan><tspan x="{x}" dy="1.2em">{year}</tspan>`, "x", position(x),
		"month", p.word("month.short."+strconv.Itoa(m.OfYear())), "year", text(p.digits(strconv.Itoa(m.Year()))))
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
