package view

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"runway/calc"
)

// The picture fills the width it is given on a page. Lines and spans are drawn there in a
// square of 1000 units that is stretched to fit. Texts and dots must keep their size, so
// they stand outside it, at positions in percent, and what belongs to them in em. In a file, which
// many programs draw, all positions are plain pixels.

// plot maps months and money to positions in the picture, inside of what stands around the plot.
type plot struct {
	months        float64 // the width of the plot
	low, high     float64 // the money at its bottom and top
	first         float64 // the month in which paths start
	width, height float64 // the plot's size in pixels in a file, else 0
}

// What stands around the plot, in em of its texts, as in ChartStyle: amounts to the left, the unit
// above, months below.
const (
	marginTop    = 1.7
	marginRight  = 1.0
	marginBottom = 2.9
	marginLeft   = 2.9
	bracketAt    = 0.6 // from the month of the greatest gap

	pageEm = 13 // pixels
	fileEm = 20
)

func (c plot) x(month float64) float64 { return month / c.months * 100 }
func (c plot) y(money float64) float64 { return 100 * (c.high - money) / (c.high - c.low) }

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

// em returns the size of texts in pixels.
func (c plot) em() float64 {
	if c.width == 0 {
		return pageEm
	}
	return fileEm
}

// length formats a length in em.
func (c plot) length(v float64) HTML {
	if c.width == 0 {
		return coordinate(v) + "em"
	}
	return coordinate(v * c.em())
}

// group draws shapes whose positions are counted from a place.
func (c plot) group(at place, shapes HTML) HTML {
	x, y := c.across(c.x(at.month)), c.down(c.y(at.money))
	if c.width > 0 {
		return markup(`<g transform="translate({x} {y})">{shapes}</g>`, "x", x, "y", y, "shapes", shapes)
	}
	return markup(`<svg x="{x}" y="{y}">{shapes}</svg>`, "x", x, "y", y, "shapes", shapes)
}

// chart returns the picture with a slider that reads out a month's values, a description, and
// buttons to share and download it.
func (p *page) chart() HTML {
	return p.html(`<div class="chart"><h2>{chart.heading}</h2>`+
		`<figure>`+
		`<div class="plate">{picture}<div class="cursor"><p class="readout"></p></div></div>`+
		`{pointer}`+
		`<figcaption id="chart-text">{text}</figcaption>`+
		`</figure>`+
		`{happened}`+
		`{share}{files}`+
		`</div>`,
		"picture", p.write("picture"), "pointer", p.write("pointer"),
		"text", p.chartText(), "happened", p.happened(), "share", p.sharing(), "files", p.files("svg", "png"))
}

// pointer returns the slider that points at a month.
func (p *page) pointer() HTML {
	return p.html(`<p class="pointer">`+
		`<label for="pointer">{chart.pointer}</label>`+
		`<input id="pointer" data-own type="range" dir="ltr" min="0" max="{last}" value="0" data-months="{months}">`+
		`</p>`, "last", number(p.scenario.Months()-1), "months", escape(p.monthTexts()))
}

// monthTexts says what is left at the end of each month, for pointing at it.
func (p *page) monthTexts() string {
	texts := make([]string, len(p.result.Mid.Months))
	key := "chart.at"
	if p.hasRanges {
		key = "chart.at.range"
	}
	for t, row := range p.result.Mid.Months {
		texts[t] = p.Fill(key, "month", p.monthLabel(t), "cash", p.left(row.Cash),
			"worst", p.left(p.result.Worst.Months[t].Cash), "best", p.left(p.result.Best.Months[t].Cash))
	}
	return strings.Join(texts, "|")
}

// left says how much money is left, or missing: no company has less than none.
func (p *page) left(v float64) string {
	if v < 0 {
		return p.Fill("chart.short", "amount", p.moneyText(-v))
	}
	return p.moneyText(v)
}

// picture draws cash over time: the middle case as a line, the span of nine cases in ten behind it.
// The attribute says what it is called.
func (p *page) picture(label HTML) HTML {
	drawn := p.draw(0, 0, densities[:]...)
	return markup(`<svg class="picture" role="img"{label} direction="ltr">`+
		`{behind}`+
		`<svg width="100%" height="100%" viewBox="0 0 1000 1000" preserveAspectRatio="none">{lines}</svg>`+
		`{before}`+
		`</svg>`,
		"label", label, "behind", drawn.behind, "lines", drawn.lines, "before", drawn.before)
}

// drawing draws the same in plain pixels, for a file.
func (p *page) drawing(x, y, width, height float64) HTML {
	plotWidth, plotHeight := width-(marginLeft+marginRight)*fileEm, height-(marginTop+marginBottom)*fileEm
	drawn := p.draw(plotWidth, plotHeight, density{"", []area{{plotWidth / fileEm, plotHeight / fileEm}}})
	return markup(`<g transform="translate({x} {y})" direction="ltr">{behind}{lines}{before}</g>`,
		"x", coordinate(x+marginLeft*fileEm), "y", coordinate(y+marginTop*fileEm), "behind", drawn.behind, "lines", drawn.lines, "before", drawn.before)
}

// drawn are the parts of the picture: the grid, lines and spans, and what stands before them.
type drawn struct{ behind, lines, before HTML }

// draw draws the picture in a size in pixels, or for any size on a page, with texts for each of some
// densities. It adds steps of the grid above the lines where texts then have room.
func (p *page) draw(width, height float64, densities ...density) drawn {
	c, step := p.plot()
	c.width, c.height = width, height
	const weight, most = 0.7, 2 // of a step, beside a text that is left out
	dotted := p.dotted(c)
	scene := p.scene(c, dotted)
	best, texts, least := c, HTML(""), math.Inf(1)
	for more := 0; more <= most && weight*float64(more) < least; more++ {
		cost := weight * float64(more)
		scene.unit = textWidth(p.axisMoney(c))
		tried := HTML("")
		for _, d := range densities {
			l := p.labelled(c, d, scene)
			cost += l.lost
			if d.class != "" {
				l.markup = markup(`<g class="{class}">{labels}</g>`, "class", d.class, "labels", l.markup)
			}
			tried += l.markup
		}
		if cost < least {
			best, texts, least = c, tried, cost
		}
		c.high += step
	}
	c = best
	return drawn{p.shade(c) + p.grid(c, step) + p.axis(c), p.areas(c) + p.cashLines(c), p.floorLine(c) + p.balances(c) + c.dots(dotted) + p.bracket(c) + texts}
}

// plot returns the plot that holds all lines, and the step between the lines of its grid.
func (p *page) plot() (c plot, step float64) {
	c.months = float64(len(p.result.Mid.Months))
	floor := p.floor()
	c.low, c.high = math.Min(0, floor), math.Max(0, floor)
	all := [][]calc.Row{p.result.Mid.Months, p.result.Worst.Months, p.result.Best.Months}
	for _, n := range p.neighbours {
		all = append(all, n.rows)
	}
	for _, rows := range all {
		for _, row := range rows {
			c.low = math.Min(c.low, math.Min(row.Opening, row.Cash))
			c.high = math.Max(c.high, math.Max(row.Opening, row.Cash))
		}
	}
	for _, balance := range p.shown(calc.Actual) {
		c.low, c.high = math.Min(c.low, balance.Value().Low), math.Max(c.high, balance.Value().High)
	}
	step = niceStep((c.high - c.low) / 5)
	c.low, c.high = math.Floor(c.low/step)*step, max(1, math.Ceil(c.high/step))*step
	return c, step
}

// floor returns the minimum cash in the middle case.
func (p *page) floor() float64 { return p.scenario.Floor.Middle(p.scenario.Ranges, false) }

// grid draws a line at each step of money, with its amount. The unit stands at the highest alone.
func (p *page) grid(c plot, step float64) HTML {
	var grid HTML
	unit, _ := p.axisUnit(c)
	for v := c.low; v < c.high+step/2; v += step {
		kind := HTML("grid")
		if math.Abs(v) < step/2 {
			v, kind = 0, "zero"
		}
		x, dy, anchor, amount := -0.4, 0.35, HTML("end"), p.axisNumber(v/unit)
		if v > c.high-step/2 {
			x, dy, anchor, amount = 0.2-marginLeft, -0.45, "start", p.axisMoney(c)
		}
		grid += markup(`<line class="{kind}" x1="0" x2="{width}" y1="{y}" y2="{y}"></line>`+
			`<text class="axis" x="{x}" y="{y}" dy="{dy}" text-anchor="{anchor}">{amount}</text>`,
			"kind", kind, "width", c.across(100), "x", c.length(x), "y", c.down(c.y(v)), "dy", c.length(dy), "anchor", anchor, "amount", escape(amount))
	}
	return grid
}

// shade darkens what is below zero, or below the minimum cash.
func (p *page) shade(c plot) HTML {
	floor := p.floor()
	if c.low >= floor {
		return ""
	}
	return markup(`<rect class="short" x="0" y="{y}" width="{width}" height="{height}"></rect>`,
		"y", c.down(c.y(floor)), "width", c.across(100), "height", c.down(c.y(c.low)-c.y(floor)))
}

// areas draws the span of nine cases in ten, and the worst and the best case, or nothing where
// nothing is uncertain.
func (p *page) areas(c plot) HTML {
	if !p.hasRanges {
		return ""
	}
	return p.likelyArea(c) +
		pathElement("bound", c.path(p.result.Best.Months, false)) + pathElement("bound", c.path(p.result.Worst.Months, false))
}

// likelyArea draws the span of nine cases in ten, unless it is left out.
func (p *page) likelyArea(c plot) HTML {
	if p.omits("likelihood") {
		return ""
	}
	return pathElement("likely", c.path(p.p95(), false)+c.path(p.p5(), true)+"Z")
}

func (p *page) p5() []calc.Row {
	return p.percentileRows(func(p calc.Percentiles) float64 { return p.P5 })
}

func (p *page) p95() []calc.Row {
	return p.percentileRows(func(p calc.Percentiles) float64 { return p.P95 })
}

// cashLines draws the middle case, before its neighbours.
func (p *page) cashLines(c plot) HTML {
	var lines HTML
	for _, n := range p.neighbours {
		moved := c
		moved.first = float64(n.first)
		lines += pathElement(n.class, moved.path(n.rows, false))
	}
	return lines + pathElement("cash", c.path(p.result.Mid.Months, false))
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

// axis names months below the plot, and a year where it begins.
func (p *page) axis(c plot) HTML {
	var axis HTML
	months := len(p.result.Mid.Months)
	year := 0
	for t := 0; t <= months; t += monthStep(months) {
		x, anchor := 0.0, HTML("middle")
		if c.x(float64(t)) > 95 {
			x, anchor = marginRight, "end"
		}
		month, second := p.Number(strconv.Itoa(t)), HTML("")
		if p.scenario.Start != 0 {
			m := p.scenario.Start + calc.Month(t)
			month = p.Word("month.short." + strconv.Itoa(m.OfYear()))
			if m.Year() != year {
				year = m.Year()
				second = markup(`<tspan x="{x}" dy="{dy}">{year}</tspan>`, "x", c.length(x), "dy", c.length(1.2), "year", escape(p.digits(strconv.Itoa(year))))
			}
		}
		axis += c.group(place{float64(t), c.low}, markup(`<line class="tick" y2="{tick}"></line>`+
			`<text class="axis" text-anchor="{anchor}"><tspan x="{x}" dy="{dy}">{month}</tspan>{year}</text>`,
			"tick", c.length(0.3), "x", c.length(x), "anchor", anchor, "dy", c.length(1.4), "month", escape(month), "year", second))
	}
	return axis
}

// An event is something that happens to the cash of the middle case.
type event struct {
	class HTML
	place
	texts []string // what it is called, from the longest to the shortest
}

// events lists what happens: money that comes or goes once, break-even, and the end of the money.
func (p *page) events(c plot) []event {
	mid, floor, months := &p.result.Mid, p.floor(), c.months
	var events []event
	add := func(class HTML, month, money float64, what string) {
		events = append(events, event{class, place{month, money}, []string{p.Fill("chart.when", "what", what, "month", p.shortMonth(month))}})
	}
	if mid.Runway > 0 && mid.Runway <= months {
		what := p.Word("chart.out")
		if floor != 0 {
			what = p.Fill("chart.below", "floor", p.brief(calc.Exactly(floor)))
		}
		add("out", mid.Runway, floor, what)
	}
	const apart = 0.1 // of the picture's width, where both can be named
	if t := p.emptyAt(); floor > 0 && t <= months && t > mid.Runway+apart*months {
		add("out", t, 0, p.Word("chart.out"))
	}
	if breakEven := mid.BreakEven; breakEven > 0 && breakEven < months {
		add("even", breakEven, curveOf(mid.Months, 0).at(breakEven), p.Word("chart.even"))
	}
	return append(p.moneyEvents(c), events...)
}

// emptyAt returns when the middle case has no money left, for where a minimum ends the runway
// before; +Inf if it always has some.
func (p *page) emptyAt() float64 {
	for t, row := range p.result.Mid.Months {
		if row.Opening < 0 {
			return float64(t)
		}
		if row.Cash < 0 {
			return float64(t) + row.Opening/(row.Opening-row.Cash)
		}
	}
	return math.Inf(1)
}

// moneyEvents lists the months in which money is raised, or so much comes or goes once that the
// picture shows it.
func (p *page) moneyEvents(c plot) (events []event) {
	const visible = 0.08 // of the picture's height
	names := map[int][]calc.Payment{}
	for _, payment := range p.scenario.Payments {
		month, _ := p.scenario.Figure(payment.Key() + calc.MonthOfPayment.Key)
		t := month.Middle() - float64(p.scenario.Start)
		size := max(math.Abs(payment.Amount.Low), math.Abs(payment.Amount.High))
		if p.scenario.Start != 0 && t >= 0 && t < c.months && size > 0 && (payment.Raise || size >= visible*(c.high-c.low)) {
			names[int(t)] = append(names[int(t)], payment)
		}
	}
	for t := range p.result.Mid.Months {
		if len(names[t]) == 0 {
			continue
		}
		month, row := p.shortMonth(float64(t)), p.result.Mid.Months[t]
		var long, short, amounts []string
		for _, payment := range names[t] {
			amount := p.brief(payment.Amount)
			name := func(most int) string {
				return p.Fill("chart.when", "what", "\u2068"+shortened(p.name(payment.Name), most)+"\u2069", "month", amount)
			}
			long, short, amounts = append(long, name(40)), append(short, name(16)), append(amounts, amount)
		}
		texts := []string{}
		for _, parts := range [][]string{long, short, amounts} {
			if len(parts) == 1 {
				texts = append(texts, p.Fill("chart.when", "what", parts[0], "month", month))
			} else {
				texts = append(texts, strings.Join(append(parts, month), "\n"))
			}
		}
		events = append(events, event{"raise", place{float64(t), row.Opening}, texts})
	}
	return events
}

// dotted lists events with the case's marks.
func (p *page) dotted(c plot) []event {
	events := p.events(c)
	for _, mark := range p.shown(calc.Mark) {
		events = append(events, event{class: "mark", place: place{float64(mark.t), p.balanceAt(mark.t)}, texts: []string{p.markName(mark.Figure)}})
	}
	return events
}

// dots marks events on the line.
func (c plot) dots(events []event) HTML {
	var dots HTML
	for _, e := range events {
		dots += markup(`<circle class="{class}" cx="{x}" cy="{y}" r="{r}"></circle>`,
			"class", e.class, "x", c.across(c.x(e.month)), "y", c.down(c.y(e.money)), "r", c.length(0.33))
	}
	return dots
}

// lowest returns when the middle case has least cash, and how much.
func (p *page) lowest() place {
	lowest := place{0, math.Inf(1)}
	for t, row := range p.result.Mid.Months {
		if row.Opening < lowest.money {
			lowest = place{float64(t), row.Opening}
		}
		if row.Cash < lowest.money {
			lowest = place{float64(t + 1), row.Cash}
		}
	}
	return lowest
}

// bracket spans the funding gap of the middle case, where it is greatest.
func (p *page) bracket(c plot) HTML {
	if p.result.Mid.FundingGap == 0 {
		return ""
	}
	lowest, floor := p.lowest(), p.floor()
	end := func(money float64) HTML {
		return c.group(place{lowest.month, money}, markup(`<line class="gap" x1="{start}" x2="{end}"></line>`, "start", c.length(0.2), "end", c.length(bracketAt)))
	}
	x := c.across(c.x(lowest.month))
	return markup(`<line class="gap" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}" transform="translate({right})"></line>`,
		"x", x, "top", c.down(c.y(floor)), "bottom", c.down(c.y(lowest.money)), "right", coordinate(bracketAt*c.em())) + end(floor) + end(lowest.money)
}

// scene returns what the picture shows.
func (p *page) scene(c plot, dots []event) *scene {
	s := &scene{curves: []curve{curveOf(p.result.Mid.Months, 0)}, levels: []float64{0}}
	if floor := p.floor(); floor != 0 {
		s.levels = append(s.levels, floor)
	}
	if p.hasRanges {
		s.span = []curve{curveOf(p.result.Worst.Months, 0), curveOf(p.result.Best.Months, 0)}
		s.curves = append(s.curves, s.span...)
		if !p.omits("likelihood") {
			s.likely = []curve{curveOf(p.p5(), 0), curveOf(p.p95(), 0)}
			s.curves = append(s.curves, s.likely...)
		}
	}
	for _, n := range p.neighbours {
		s.curves = append(s.curves, curveOf(n.rows, n.first))
	}
	for _, e := range dots {
		s.dots = append(s.dots, e.place)
	}
	for _, balance := range p.shown(calc.Actual) {
		s.dots = append(s.dots, place{float64(balance.t), balance.Middle()})
	}
	s.labels = p.labels(c, s, dots)
	return s
}

// labels lists the texts of the picture, those first that have least choice of where to stand.
func (p *page) labels(c plot, s *scene, dots []event) (labels []label) {
	for _, e := range dots {
		at, worth := e.place, 1.0
		if e.class == "out" {
			worth = 2
		}
		labels = append(labels, label{class: e.class + "-label", texts: broken(3, e.texts...), places: []place{at}, worth: worth, leading: true})
	}
	if gap := p.result.Mid.FundingGap; gap > 0 {
		lowest := p.lowest()
		month := p.shortMonth(lowest.month)
		labels = append(labels, label{class: "gap-label", worth: 1, leading: true,
			texts:  broken(3, p.Fill("chart.gap", "gap", p.gapText(gap), "month", month)),
			places: []place{{lowest.month, p.floor()}, {lowest.month, (p.floor() + lowest.money) / 2}, lowest}})
	}
	name := func(class HTML, side side, text string, curves ...curve) {
		t := label{class: class + "-label", texts: broken(2, text, shortened(text, 18)), isName: true, side: side, leading: side == either}
		for _, n := range p.kept {
			if n.class == class { // the reader asked for it
				t.worth, t.texts = 1, append(t.texts, broken(1, shortened(text, 9), shortened(text, 5))...)
			}
		}
		shares := []float64{0.82, 0.6, 0.4, 0.95, 0.2, 0.08}
		if t.worth > 0 {
			shares = append(shares, 0.7, 0.5, 0.3)
		}
		if side != either {
			shares = []float64{0.82, 0.95, 0.7}
		}
		for _, share := range shares {
			for _, line := range curves {
				if months := float64(len(line.values) / 2); months > 0 {
					month := line.first + share*months
					t.places = append(t.places, place{month, line.at(month)})
				}
			}
		}
		labels = append(labels, t)
	}
	isUncertain := len(s.span) > 0
	if isUncertain || len(p.neighbours) > 0 {
		name("cash", either, p.Word("chart.cash"), s.curves[0])
	}
	for _, n := range p.neighbours {
		name(n.class, either, n.name, curveOf(n.rows, n.first))
	}
	if isUncertain {
		if len(s.likely) > 0 {
			name("likely", either, p.Word("chart.likely"), s.likely[1], s.likely[0])
		}
		name("bound", above, p.Word("chart.best"), s.span[1])
		name("bound", below, p.Word("chart.worst"), s.span[0])
	}
	if floor := p.floor(); floor != 0 && p.result.Mid.Runway > c.months {
		name("floor", either, p.Word("chart.floor"), newCurve(0, slices.Repeat([]float64{floor}, 2*int(c.months))))
	}
	if balances := p.shown(calc.Actual); len(balances) > 0 {
		t := label{class: "actual-label", texts: broken(2, p.Word("chart.actual")), isName: true, leading: true, worth: 1}
		for _, balance := range slices.Backward(balances) {
			t.places = append(t.places, place{float64(balance.t), balance.Value().High}, place{float64(balance.t), balance.Value().Low})
		}
		labels = append(labels, t)
	}
	return labels
}

// chartText describes the picture in sentences.
func (p *page) chartText() HTML {
	mid, worst, best := p.result.Mid.Months, p.result.Worst.Months, p.result.Best.Months
	last := len(mid) - 1
	// either returns one of two keys of a sentence, on what is left or on what is missing.
	either := func(v float64, left, missing string) string {
		if v < 0 {
			return missing
		}
		return left
	}
	size := func(v float64) HTML {
		if v < 0 {
			return p.gap(-v)
		}
		return p.money(v)
	}
	start, end := mid[0].Opening, mid[last].Cash
	sentences := p.prose(either(start, "chart.text.start", "chart.text.start.short"), "cash", size(start)) + " " +
		p.prose(either(end, "chart.text.end", "chart.text.end.short"), "cash", size(end), "horizon", p.horizon())
	if low, high := worst[last].Cash, best[last].Cash; p.hasRanges {
		key := either(low, "chart.text.range", either(high, "chart.text.range.mixed", "chart.text.range.short"))
		sentences += " " + p.prose(key, "worst", size(low), "best", size(high))
	}
	var happens []HTML
	c, _ := p.plot()
	for _, e := range p.moneyEvents(c) {
		happens = append(happens, bdi(strings.ReplaceAll(e.texts[0], "\n", p.Word("form.list")+" ")))
	}
	if len(happens) > 0 {
		sentences += " " + p.prose("chart.text.events", "events", p.join(happens, "story.list", "story.list"))
	}
	if breakEven := p.result.Mid.BreakEven; breakEven > 0 && breakEven < float64(len(mid)) {
		sentences += " " + p.prose("chart.text.even", "date", p.date(breakEven))
	}
	if runway := p.result.Mid.Runway; runway <= float64(len(mid)) {
		key := "chart.text.out"
		if p.scenario.Floor != (calc.Range{}) {
			key = "chart.text.floor"
		}
		sentences += " " + p.prose(key, "date", p.date(runway), "floor", p.money(p.floor()))
	}
	if gap := p.result.Mid.FundingGap; gap > 0 && p.gapText(gap) != p.gapText(-end) {
		sentences += " " + p.prose("chart.text.gap", "gap", p.gap(gap), "date", p.date(p.lowest().month))
	}
	for _, n := range p.neighbours {
		sentences += " " + p.prose("chart.line."+string(n.class), "name", bdi(n.name))
	}
	return sentences
}

// percentileRows returns the balances of the percentile that choose picks, as rows to draw.
func (p *page) percentileRows(choose func(calc.Percentiles) float64) []calc.Row {
	likelihood := p.likelihood()
	rows := make([]calc.Row, len(likelihood.Cash))
	for t := range rows {
		rows[t] = calc.Row{Opening: choose(likelihood.Opening[t]), Cash: choose(likelihood.Cash[t])}
	}
	return rows
}

// path returns the path data of the balances, in the order of time or, to close a span
// whose other edge was drawn before, reversed.
func (c plot) path(rows []calc.Row, reversed bool) HTML {
	var b strings.Builder
	width, height := 1000.0, 1000.0
	if c.width > 0 {
		width, height = c.width, c.height
	}
	point := func(t int, money float64) {
		command := byte('L')
		if b.Len() == 0 && !reversed {
			command = 'M'
		}
		b.WriteByte(command)
		b.WriteString(strconv.FormatFloat(c.x(float64(t)+c.first)/100*width, 'f', 1, 64))
		b.WriteByte(' ')
		b.WriteString(strconv.FormatFloat(c.y(money)/100*height, 'f', 1, 64))
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

// brief writes an amount or a range of them as the picture needs it: $6.6B, or ٦٫٦ مليارات دولار.
func (p *page) brief(r calc.Range) string {
	round := func(v float64) float64 {
		v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'e', 2, 64), 64)
		return v
	}
	low, high := round(min(math.Abs(r.Low), math.Abs(r.High))), round(max(math.Abs(r.Low), math.Abs(r.High)))
	var text string
	if p.Word("language.dir") == "rtl" || high >= 1e15 {
		text = p.moneyText(high)
		if low != high {
			text = p.Fill("typed.range", "low", p.Money(low, ""), "high", text)
		}
	} else {
		text = p.Fill(p.moneyKey(p.scenario.Currency, false), "amount", p.typed(calc.Range{Low: low, High: high}.Numerals()), "currency", p.scenario.Currency)
	}
	if r.Low < 0 {
		text = p.Word("number.minus") + text
	}
	return unbroken(text)
}

// unbroken keeps a text on one line.
func unbroken(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }

// shortMonth names the month that contains a time as the picture needs it: Sep 2025.
func (p *page) shortMonth(months float64) string {
	if p.scenario.Start == 0 {
		return unbroken(p.monthAt(months))
	}
	m := p.scenario.Start + calc.Month(math.Floor(months+4e-7)) // as monthAt
	return unbroken(p.Fill("month.format", "month", p.Word("month.short."+strconv.Itoa(m.OfYear())), "year", p.digits(strconv.Itoa(m.Year()))))
}

// axisUnit returns what amounts are counted in at the grid: a power of a thousand, or of ten.
func (p *page) axisUnit(c plot) (unit float64, thousands int) {
	greatest := max(c.high, -c.low)
	if greatest >= 1e15 {
		return math.Pow(10, math.Floor(math.Log10(greatest))), -1
	}
	if greatest > 1e4 {
		thousands = min(4, int(math.Log10(greatest*1.000001)/3))
	}
	return math.Pow(1e3, float64(thousands)), thousands
}

// axisNumber writes a number of units at the grid.
func (p *page) axisNumber(v float64) string {
	if v == 0 {
		return p.Word("chart.nothing")
	}
	return p.isolated(p.Number(trim(decimals(v, 2))))
}

// axisMoney writes the highest amount at the grid, which has the unit: $5 billion.
func (p *page) axisMoney(c plot) string {
	unit, thousands := p.axisUnit(c)
	number := trim(decimals(c.high/unit, 2))
	var text string
	switch thousands {
	case -1:
		text = p.Number(decimals(c.high, 0))
	case 1:
		text = p.count("typed.k", number)
	default:
		text = p.scaled(number, thousands)
	}
	return p.isolated(p.Fill(p.moneyKey(p.scenario.Currency, thousands > 1), "amount", text, "currency", p.scenario.Currency))
}

// isolated gives a text the direction of the language: the picture itself is left to right.
func (l *Language) isolated(text string) string {
	if l.Word("language.dir") == "rtl" {
		return "\u2067" + text + "\u2069"
	}
	return text
}

// niceStep rounds a step up to 1, 2, 2.5 or 5 times a power of ten.
func niceStep(step float64) float64 {
	if step <= 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(step)))
	for _, n := range []float64{1, 2, 2.5, 5} {
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
