package view

import (
	"math"
	"strconv"
	"strings"

	"runway/calc"
)

// The picture fills the width it is given on a page. Lines and spans are drawn there in a
// square of 1000 units that is stretched to fit. Texts and marks must keep their size, so
// they stand outside it, at positions in percent. In a file, which many programs draw, all
// positions are plain pixels.
const (
	plotTop    = 7.0                  // percent of the height above the plot
	plotHeight = 79.0                 // percent of the height that the plot takes
	plotBottom = plotTop + plotHeight // percent of the height down to the plot's end
)

// plot maps months and money to positions in the picture.
type plot struct {
	months        float64 // the width of the plot
	low, high     float64 // the money at its bottom and top
	first         float64 // the month in which paths start
	width, height float64 // the picture's size in pixels in a file, else 0
}

func (c plot) x(month float64) float64 { return month / c.months * 100 }
func (c plot) y(money float64) float64 {
	return plotTop + plotHeight*(c.high-money)/(c.high-c.low)
}

// coordinate formats a coordinate or length to two decimals.
func coordinate(v float64) HTML { return HTML(strconv.FormatFloat(v, 'f', 2, 64)) }

// across formats a position in percent of the picture's width.
func (c plot) across(v float64) HTML { return measure(v, c.width) }

// down formats a position in percent of the picture's height.
func (c plot) down(v float64) HTML { return measure(v, c.height) }

// measure formats a position in percent of a size in pixels; a size of 0 is not known.
func measure(v, size float64) HTML {
	if size == 0 {
		return position(v)
	}
	return coordinate(v / 100 * size)
}

// position formats a position as a percentage of the picture's width or height.
func position(v float64) HTML { return coordinate(v) + "%" }

// chart returns the picture with its legend, a slider that reads out a month's values,
// a description, and buttons to share and download it.
func (p *page) chart() HTML {
	var legend HTML
	for _, item := range p.legend() {
		legend += markup(`<li class="{class}">{name}</li>`, "class", item.class, "name", item.name)
	}
	return p.html(`<div class="chart"><h2>{chart.heading}</h2>`+
		`<figure>`+
		`{picture}`+
		`<ul class="legend">{legend}</ul>`+
		`<p class="pointer">`+
		`<label for="pointer">{chart.pointer}</label>`+
		`<input id="pointer" data-own type="range" dir="ltr" min="0" max="{last}" value="0">`+
		`<span class="readout"></span>`+
		`</p>`+
		`<figcaption id="chart-text">{text}</figcaption>`+
		`</figure>`+
		`{happened}`+
		`{share}{files}`+
		`</div>`,
		"picture", p.picture(` aria-labelledby="chart-text"`), "legend", legend, "last", number(p.scenario.Months()-1),
		"text", p.chartText(), "happened", p.happened(), "share", p.sharing(), "files", p.files("svg", "png"))
}

// picture draws cash over time: the middle case as a line, the span from the worst to
// the best case behind it. The attribute says what it is called.
func (p *page) picture(label HTML) HTML {
	c, step := p.plot()
	return markup(`<svg class="picture" role="img"{label} direction="ltr">`+
		`{grid}`+
		`<svg x="0" y="{top}" width="100%" height="{height}" viewBox="0 0 1000 1000" preserveAspectRatio="none">{areas}{lines}</svg>`+
		`{marks}`+
		`<line class="cursor" y1="{top}" y2="{bottom}" visibility="hidden"></line>`+
		`</svg>`,
		"label", label, "grid", p.grid(c, step), "areas", p.areas(c), "lines", p.cashLines(c), "marks", p.overlay(c),
		"top", c.down(plotTop), "height", c.down(plotHeight), "bottom", c.down(plotBottom))
}

// drawing draws the same in plain pixels, for a file.
func (p *page) drawing(x, y, width, height int) HTML {
	c, step := p.plot()
	c.width, c.height = float64(width), float64(height)
	return markup(`<g transform="translate({x} {y})" direction="ltr">{grid}{areas}{lines}{marks}</g>`,
		"x", number(x), "y", number(y), "grid", p.grid(c, step), "areas", p.areas(c), "lines", p.cashLines(c), "marks", p.overlay(c))
}

// overlay draws what stands before the lines: the minimum cash, months, raises, the case's marks
// and balances, and what the figures come to.
func (p *page) overlay(c plot) HTML {
	return p.floorLine(c) + p.axis(c) + p.raiseLines(c) + p.markLines(c) + p.balances(c) + p.marks(c)
}

// plot returns the plot that holds all lines, and the step between the lines of its grid.
func (p *page) plot() (c plot, step float64) {
	compared, _ := p.comparedRows()
	published, _ := p.publishedRows()
	c.months = float64(len(p.result.Mid.Months))
	floor := p.floor()
	c.low, c.high = math.Min(0, floor), math.Max(0, floor)
	for _, rows := range [][]calc.Row{p.result.Mid.Months, p.result.Worst.Months, p.result.Best.Months, compared, published} {
		for _, row := range rows {
			c.low = math.Min(c.low, math.Min(row.Opening, row.Cash))
			c.high = math.Max(c.high, math.Max(row.Opening, row.Cash))
		}
	}
	for _, balance := range p.shown(calc.Actual) {
		c.low, c.high = math.Min(c.low, balance.Value().Low), math.Max(c.high, balance.Value().High)
	}
	step = niceStep((c.high - c.low) / 4)
	c.low, c.high = math.Floor(c.low/step)*step, math.Ceil(c.high/step)*step
	if c.low == c.high {
		c.high += step
	}
	return c, step
}

// floor returns the minimum cash in the middle case.
func (p *page) floor() float64 { return p.scenario.Floor.Middle(p.scenario.Ranges, false) }

// grid draws a line at each step of money, with its amount.
func (p *page) grid(c plot, step float64) HTML {
	var grid HTML
	for v := c.low; v <= c.high+step/2; v += step {
		kind := HTML("grid")
		if math.Abs(v) < step/2 {
			v, kind = 0, "zero"
		}
		grid += markup(`<line class="{kind}" x1="0" x2="{width}" y1="{y}" y2="{y}"></line>`+
			`<text class="axis" x="0" y="{y}" dy="-4">{amount}</text>`,
			"kind", kind, "width", c.across(100), "y", c.down(c.y(v)), "amount", escape(p.axisMoney(v)))
	}
	return grid
}

// areas draws the spans of all cases and of nine cases in ten, and the median, or nothing
// where nothing is uncertain.
func (p *page) areas(c plot) HTML {
	if !p.scenario.HasRanges() {
		return ""
	}
	low := p.percentileRows(func(p calc.Percentiles) float64 { return p.P5 })
	high := p.percentileRows(func(p calc.Percentiles) float64 { return p.P95 })
	return pathElement("fan", c.path(p.result.Best.Months, false)+c.path(p.result.Worst.Months, true)+"Z") +
		pathElement("likely", c.path(high, false)+c.path(low, true)+"Z") +
		pathElement("median", c.path(p.percentileRows(func(p calc.Percentiles) float64 { return p.P50 }), false))
}

// cashLines draws the compared scenario, the case as published where figures were changed, and
// the middle case.
func (p *page) cashLines(c plot) HTML {
	shifted := func(class HTML, rows []calc.Row, first int) HTML {
		if len(rows) == 0 {
			return ""
		}
		moved := c
		moved.first = float64(first)
		return pathElement(class, moved.path(rows, false))
	}
	compared, comparedFirst := p.comparedRows()
	published, publishedFirst := p.publishedRows()
	return shifted("kept", compared, comparedFirst) + shifted("published", published, publishedFirst) + pathElement("cash", c.path(p.result.Mid.Months, false))
}

func pathElement(class, data HTML) HTML {
	return markup(`<path class="{class}" d="{data}"></path>`, "class", class, "data", data)
}

// floorLine draws the minimum cash, if there is one.
func (p *page) floorLine(c plot) HTML {
	floor := p.floor()
	if floor == 0 {
		return ""
	}
	return markup(`<line class="floor" x1="0" x2="{width}" y1="{y}" y2="{y}"></line>`, "width", c.across(100), "y", c.down(c.y(floor)))
}

// axis names months below the plot.
func (p *page) axis(c plot) HTML {
	var axis HTML
	months := len(p.result.Mid.Months)
	for t := 0; t <= months; t += monthStep(months) {
		x, anchor := c.x(float64(t)), HTML("middle")
		switch {
		case t == 0:
			anchor = "start"
		case x > 95:
			anchor = "end"
		}
		axis += markup(`<line class="tick" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"></line>`+
			`<text class="axis" y="{month-y}" text-anchor="{anchor}">{month}</text>`,
			"x", c.across(x), "top", c.down(plotBottom), "bottom", c.down(plotBottom+1.5), "month-y", c.down(93),
			"anchor", anchor, "month", p.axisMonth(t, c.across(x)))
	}
	return axis
}

// raiseLines marks the months of raises.
func (p *page) raiseLines(c plot) HTML {
	var lines HTML
	for _, payment := range p.scenario.Payments {
		month, _ := p.scenario.Figure(payment.Key() + calc.MonthOfPayment.Key)
		t := month.Middle() - float64(p.scenario.Start)
		if payment.Raise && payment.Amount.High > 0 && p.scenario.Start != 0 && t >= 0 && t < c.months {
			lines += markup(`<line class="raise" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"></line>`,
				"x", c.across(c.x(t)), "top", c.down(plotTop), "bottom", c.down(plotBottom)) +
				c.label("raise-label", t, plotTop, 15, p.word("chart.raise"))
		}
	}
	return lines
}

// marks marks break-even and the end of the money in the middle case.
func (p *page) marks(c plot) HTML {
	var marks HTML
	mid := &p.result.Mid
	if breakEven := mid.BreakEven; breakEven > 0 && breakEven < c.months {
		row := mid.Months[int(breakEven)]
		cash := row.Opening + (row.Cash-row.Opening)*(breakEven-math.Floor(breakEven))
		marks = c.mark("even", breakEven, cash, p.word("chart.even"))
	}
	if mid.Runway <= c.months {
		marks += c.mark("out", mid.Runway, p.floor(), p.word("chart.out"))
	}
	return marks
}

// A legendItem names a line or span of the picture.
type legendItem struct{ class, name HTML }

// legend returns the names of all lines and spans in the picture.
func (p *page) legend() []legendItem {
	items := []legendItem{{"cash", p.word("chart.cash")}}
	if p.scenario.HasRanges() {
		items = append(items,
			legendItem{"median", p.word("chart.median")},
			legendItem{"likely", p.word("chart.likely")},
			legendItem{"fan", p.word("chart.range")})
	}
	if rows, _ := p.publishedRows(); len(rows) > 0 {
		items = append(items, legendItem{"published", p.word("chart.published")})
	}
	if len(p.shown(calc.Actual)) > 0 {
		items = append(items, legendItem{"actual", p.word("chart.actual")})
	}
	if p.compared != nil && p.compared.sameCurrency {
		items = append(items, legendItem{"kept", bdi(p.compared.name)})
	}
	if p.scenario.Floor != (calc.Range{}) {
		items = append(items, legendItem{"floor", p.word("chart.floor")})
	}
	return items
}

// chartText describes the picture in sentences.
func (p *page) chartText() HTML {
	mid, worst, best := p.result.Mid.Months, p.result.Worst.Months, p.result.Best.Months
	last := len(mid) - 1
	sentences := p.prose("chart.text", "start", p.money(mid[0].Opening), "end", p.money(mid[last].Cash), "horizon", p.horizon())
	if p.scenario.HasRanges() {
		sentences += " " + p.prose("chart.text.range", "worst", p.money(worst[last].Cash), "best", p.money(best[last].Cash))
	}
	if runway := p.result.Mid.Runway; runway <= float64(len(mid)) {
		key := "chart.text.out"
		if p.scenario.Floor != (calc.Range{}) {
			key = "chart.text.floor"
		}
		sentences += " " + p.prose(key, "date", p.date(runway))
	}
	return sentences
}

// percentileRows returns the balances of the percentile that choose picks, as rows to draw.
func (p *page) percentileRows(choose func(calc.Percentiles) float64) []calc.Row {
	rows := make([]calc.Row, len(p.likelihood.Cash))
	for t := range rows {
		rows[t] = calc.Row{Opening: choose(p.likelihood.Opening[t]), Cash: choose(p.likelihood.Cash[t])}
	}
	return rows
}

// path returns the path data of the balances, in the order of time or, to close a span
// whose other edge was drawn before, reversed.
func (c plot) path(rows []calc.Row, reversed bool) HTML {
	var b strings.Builder
	top, width, height := 0.0, 1000.0, 1000.0
	if c.width > 0 {
		top, width, height = plotTop/100*c.height, c.width, plotHeight/100*c.height
	}
	point := func(t int, money float64) {
		command := byte('L')
		if b.Len() == 0 && !reversed {
			command = 'M'
		}
		b.WriteByte(command)
		b.WriteString(strconv.FormatFloat(width*(float64(t)+c.first)/c.months, 'f', 1, 64))
		b.WriteByte(' ')
		b.WriteString(strconv.FormatFloat(top+height*(c.high-money)/(c.high-c.low), 'f', 1, 64))
	}
	if reversed {
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

// mark draws a dot with a word beside it.
func (c plot) mark(kind HTML, month, money float64, word HTML) HTML {
	return markup(`<circle class="{kind}" cx="{x}" cy="{y}" r="5"></circle>`,
		"kind", kind, "x", c.across(c.x(month)), "y", c.down(c.y(money))) +
		c.label(kind+"-label", month, c.y(money), -11, word)
}

// label writes a word at a month and height, dy pixels lower, on the side with more room.
func (c plot) label(kind HTML, month, y, dy float64, word HTML) HTML {
	anchor, dx := HTML("start"), 4.0
	if c.x(month) > 55 {
		anchor, dx = "end", -4
	}
	return markup(`<text class="{kind}" x="{x}" y="{y}" dx="{dx}" dy="{dy}" text-anchor="{anchor}">{word}</text>`,
		"kind", kind, "x", c.across(c.x(month)), "y", c.down(y), "dx", coordinate(dx), "dy", coordinate(dy),
		"anchor", anchor, "word", word)
}

// axisMoney writes a round amount as briefly as an axis needs it: $5B.
func (p *page) axisMoney(v float64) string {
	text := p.typed(calc.Exactly(math.Abs(v)).Numerals())
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
		text = "\u2067" + text + "\u2069" // isolates it: the picture itself is left to right
	}
	return text
}

// axisMonth names month t under the axis, with its year in a second line.
func (p *page) axisMonth(t int, x HTML) HTML {
	if p.scenario.Start == 0 {
		return markup(`<tspan x="{x}">{month}</tspan>`, "x", x, "month", escape(p.Number(strconv.Itoa(t))))
	}
	m := p.scenario.Start + calc.Month(t)
	return markup(`<tspan x="{x}">{month}</tspan><tspan x="{x}" dy="1.2em">{year}</tspan>`, "x", x,
		"month", p.word("month.short."+strconv.Itoa(m.OfYear())), "year", escape(p.digits(strconv.Itoa(m.Year()))))
}

// niceStep rounds a step up to 1, 2 or 5 times a power of ten.
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

// monthStep returns the number of months between labels on the axis.
func monthStep(months int) int {
	for _, step := range []int{1, 2, 3, 6, 12} {
		if months <= 4*step {
			return step
		}
	}
	return 30
}
