package view

import (
	"math"
	"math/bits"
	"slices"
	"strings"

	"runway/calc"
)

// Texts of the picture name what they stand beside, and none may lie on a line or on another
// text. How wide the picture is on a page is not known here, so that texts are placed for the
// least and the greatest size of a class of pages at once: what is clear of everything there is so
// between, because texts keep their size while their places move apart. Lengths are in em of the
// texts.

// A density is a class of pictures, by size, that have their texts in the same places.
type density struct {
	class HTML
	sizes []area
}

// An area is the size of the plot.
type area struct{ width, height float64 }

// densities are those of pages. Texts have 13 pixels; pictures are 288 to 1200 pixels wide, and
// other texts show from ChartStyle's 470 on. They are 16 to 22 rem high, less 4.4 em around the plot.
var densities = [...]density{
	{"narrow", extremes(18.6, 32.6, 15.2, 22.6)},
	{"wide", extremes(32.6, 88, 15.2, 22.6)},
}

func extremes(narrow, wide, low, high float64) []area {
	return []area{{narrow, low}, {wide, low}, {narrow, high}, {wide, high}}
}

const (
	lineHeight = 1.3
	ascent     = 1.0  // of a line's top above the place where its letters stand
	clearance  = 0.2  // above and below a text
	spacing    = 0.35 // before and after it
)

// A label is a text that belongs to one place of several in the picture.
type label struct {
	class   HTML
	texts   [][]lines // from the longest to the shortest, each in as many lines as it may have
	places  []place
	side    side    // on which it has to stand
	isName  bool    // it names a line or span, and may stand inside the span
	worth   float64 // how much is lost if it has no room, in texts
	urgent  bool    // it had no room
	leading bool    // a line leads to it where it stands apart
}

// lines are a text as it is broken into lines, with the width of the longest.
type lines struct {
	texts []string
	width float64
}

// broken returns texts, each broken into one line and more, up to so many besides those that its
// line feeds begin.
func broken(most int, texts ...string) (all [][]lines) {
	for i, text := range texts {
		if i > 0 && text == texts[i-1] {
			continue
		}
		var ways []lines
		for n := 1; n <= most; n++ {
			way := wrap(text, n+strings.Count(text, "\n"))
			if n > 1 && len(way) == len(ways[len(ways)-1].texts) {
				continue
			}
			width := 0.0
			for _, line := range way {
				width = max(width, textWidth(line))
			}
			ways = append(ways, lines{way, width})
		}
		all = append(all, ways)
	}
	return all
}

// A side is where a label stands from its place.
type side int

const (
	either side = iota
	above
	below
)

// A place is a time and a balance in the picture.
type place struct{ month, money float64 }

// A box is part of the picture, in em from its left and top.
type box struct{ left, top, right, bottom float64 }

func (b box) meets(other box) bool {
	return b.left < other.right && other.left < b.right && b.top < other.bottom && other.top < b.bottom
}

// meetsAny is called too often for slices.ContainsFunc, which would call meets through a pointer.
func (b box) meetsAny(others []box) bool {
	for _, other := range others {
		if b.meets(other) {
			return true
		}
	}
	return false
}

// A curve is a balance over time: two values a month, at its start and at its end.
type curve struct {
	first  float64
	values []float64
	// low and high are the least and the greatest value of 1, 2, 4, … months from each on, so that
	// those of any span of whole months are found by looking at two.
	low, high [][]float64
}

func curveOf(rows []calc.Row, first int) curve {
	values := make([]float64, 0, 2*len(rows))
	for _, row := range rows {
		values = append(values, row.Opening, row.Cash)
	}
	return newCurve(float64(first), values)
}

func newCurve(first float64, values []float64) curve {
	c := curve{first: first, values: values}
	low, high := make([]float64, len(values)/2), make([]float64, len(values)/2)
	for t := range low {
		low[t], high[t] = ordered(values[2*t], values[2*t+1])
	}
	for months := 1; ; months *= 2 {
		c.low, c.high = append(c.low, low), append(c.high, high)
		if len(low) <= months {
			return c
		}
		nextLow, nextHigh := make([]float64, len(low)-months), make([]float64, len(low)-months)
		for t := range nextLow {
			nextLow[t], _ = ordered(low[t], low[t+months])
			_, nextHigh[t] = ordered(high[t], high[t+months])
		}
		low, high = nextLow, nextHigh
	}
}

// ordered returns two numbers, the lower first. The built-in min and max are several times slower
// in a browser.
func ordered(a, b float64) (low, high float64) {
	if b < a {
		return b, a
	}
	return a, b
}

// at returns the balance at a time within the curve.
func (c curve) at(month float64) float64 {
	t := min(max(month-c.first, 0), float64(len(c.values)/2))
	i := min(int(t), len(c.values)/2-1)
	return c.values[2*i] + (c.values[2*i+1]-c.values[2*i])*(t-float64(i))
}

// span returns the least and the greatest balance between two times, crossed if there is none.
func (c *curve) span(from, to float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	months := len(c.values) / 2
	_, from = ordered(from-c.first, 0)
	to, _ = ordered(to-c.first, float64(months))
	if from > to || months == 0 {
		return low, high
	}
	first, last := int(from), int(to) // the months in which it begins and ends
	if first == months {
		first--
	}
	if last == months {
		last--
	}
	at := func(t int, share float64) { // looks at a time in a month
		v := c.values[2*t] + (c.values[2*t+1]-c.values[2*t])*share
		if v < low {
			low = v
		}
		if v > high {
			high = v
		}
	}
	at(first, from-float64(first))
	at(last, to-float64(last))
	if first == last {
		return low, high
	}
	at(first, 1)
	at(last, 0)
	if first++; first < last {
		k := bits.Len(uint(last-first)) - 1
		low, _ = ordered(low, c.low[k][first])
		low, _ = ordered(low, c.low[k][last-1<<k])
		_, high = ordered(high, c.high[k][first])
		_, high = ordered(high, c.high[k][last-1<<k])
	}
	return low, high
}

// A scene is what the picture shows, and its texts, in the order in which they are placed.
type scene struct {
	labels []label
	curves []curve   // that of the middle case first
	levels []float64 // of money, that lines mark all along
	span   []curve   // the lowest and the highest of all cases, if there are several
	likely []curve   // and of nine in ten
	dots   []place
	unit   float64 // the width of the highest amount at the grid, at most
}

// A labelling places texts one after the other.
type labelling struct {
	*Language
	plot
	*scene
	sizes   []area
	taken   [][]box // by size: texts and dots
	leaders [][]box // by size: lines that lead to texts
	markup  HTML
	lost    float64 // by what has no room, in texts
}

// labelled places the texts of a scene in a plot. If some have no room, it tries again with those
// first.
func (l *Language) labelled(c plot, d density, s *scene) *labelling {
	try := func(labels []label) *labelling {
		tried := &labelling{Language: l, plot: c, scene: s, sizes: d.sizes, taken: make([][]box, len(d.sizes)), leaders: make([][]box, len(d.sizes))}
		const dot = 0.4
		takeAt := func(at place, rel box) {
			spot := tried.spot(at)
			tried.take(&spot, rel)
		}
		for _, at := range s.dots {
			takeAt(at, box{-dot, -dot, dot, dot})
		}
		takeAt(place{0, c.high}, box{-marginLeft, -1.4, s.unit + 0.2 - marginLeft, -0.1})
		tried.putAll(labels)
		return tried
	}
	labels := slices.Clone(s.labels)
	first := try(labels)
	if first.lost == 0 {
		return first
	}
	var urgent, others []label // slices.SortStableFunc would take 3 KB (brotli) of the calculator
	for _, t := range labels {
		if t.urgent {
			urgent = append(urgent, t)
		} else {
			others = append(others, t)
		}
	}
	if second := try(append(urgent, others...)); second.lost < first.lost {
		return second
	}
	return first
}

// A spot is where a place is in plots of all sizes, in em from the left and top.
type spot struct {
	place
	in []point
}

type point struct{ x, y float64 }

func (l *labelling) spot(at place) spot {
	x, y := l.x(at.month)/100, l.y(at.money)/100
	s := spot{at, make([]point, len(l.sizes))}
	for i, size := range l.sizes {
		s.in[i] = point{x * size.width, y * size.height}
	}
	return s
}

// around returns a box that is given in em from a point.
func (at point) around(rel box) box {
	return box{at.x + rel.left, at.y + rel.top, at.x + rel.right, at.y + rel.bottom}
}

// fits reports whether there is room above and below for a text.
func (l *labelling) fits(at *spot, top, bottom float64) bool {
	for i, s := range l.sizes {
		if y := at.in[i].y; y+top < -1.5 || y+bottom > s.height {
			return false
		}
	}
	return true
}

// isClear reports whether nothing lies where a box would stand.
func (l *labelling) isClear(at *spot, rel box, isName bool) bool {
	for i, s := range l.sizes { // without a call, for most boxes that are tried are not within the sides
		if x := at.in[i].x; x+rel.left < -0.2 || x+rel.right > s.width+0.9 {
			return false
		}
	}
	var over, under uint // lines that lie there, a bit each: one that does both crosses the box at a size between
	wide := box{rel.left - spacing, rel.top - clearance, rel.right + spacing, rel.bottom + clearance}
	for i, s := range l.sizes {
		b := at.in[i].around(wide)
		if b.meetsAny(l.taken[i]) || b.meetsAny(l.leaders[i]) {
			return false
		}
		from, to := b.left/s.width*l.months, b.right/s.width*l.months
		top, bottom := l.high-b.top/s.height*(l.high-l.low), l.high-b.bottom/s.height*(l.high-l.low)
		bit := uint(1)
		passes := func(low, high float64) bool {
			switch {
			case low > high: // it is not there
			case low >= top:
				over |= bit
			case high <= bottom:
				under |= bit
			default:
				return false
			}
			bit <<= 1
			return over&under == 0 || !isName
		}
		for i := range l.curves {
			if !passes(l.curves[i].span(from, to)) {
				return false
			}
		}
		for _, v := range l.levels {
			if !passes(v, v) {
				return false
			}
		}
		if len(l.span) > 0 && !isName {
			low, _ := l.span[0].span(from, to)
			_, high := l.span[1].span(from, to)
			if !passes(low, high) {
				return false
			}
		}
	}
	return true
}

// canLead reports whether a line to a text would cross no other.
func (l *labelling) canLead(at *spot, rel box) bool {
	for i, taken := range l.taken {
		if at.in[i].around(rel).meetsAny(taken) {
			return false
		}
	}
	return true
}

// take keeps others from a box.
func (l *labelling) take(at *spot, rel box) {
	for i := range l.taken {
		l.taken[i] = append(l.taken[i], at.in[i].around(rel))
	}
}

func (l *labelling) takeLeader(at *spot, rel box) {
	for i := range l.leaders {
		l.leaders[i] = append(l.leaders[i], at.in[i].around(rel))
	}
}

// heights are the distances of texts above or below their places, in the order in which they are
// tried. Only texts to which a line leads stand farther than the first.
var heights = [...][]float64{{0.65, 1, 1.8}, {2.6, 3.6, 5}, {6.5, 8, 10}}

// putAll places labels one after the other, and marks those that have no room as urgent.
func (l *labelling) putAll(labels []label) {
	for i, t := range labels {
		if !l.put(t) && t.worth > 0 {
			l.lost += t.worth
			labels[i].urgent = true
		}
	}
}

// put places a label where it is clear of everything, or returns false.
func (l *labelling) put(t label) bool {
	near := len(heights)
	switch {
	case !t.leading:
		near = 1
	case t.isName && t.worth == 0:
		near = 2
	}
	spots := make([]spot, len(t.places))
	for i, at := range t.places {
		spots[i] = l.spot(at)
	}
	for _, text := range t.texts {
		for _, away := range heights[:near] {
			for _, way := range text {
				for _, h := range away {
					for i := range spots {
						if l.putAt(&t, &spots[i], way, h) {
							return true
						}
					}
				}
			}
		}
	}
	return false
}

// putAt places a label at a distance from one of its places.
func (l *labelling) putAt(t *label, at *spot, text lines, h float64) bool {
	height := lineHeight * float64(len(text.texts))
	for _, isBelow := range [2]bool{false, true} {
		top := -h - height
		if isBelow {
			top = h
		}
		if t.side == above && isBelow || t.side == below && !isBelow || !l.fits(at, top, top+height) {
			continue
		}
		for i := range alignments {
			if l.putBeside(t, at, &text, h, box{top: top, bottom: top + height}, &alignments[i]) {
				return true
			}
		}
	}
	return false
}

// An alignment is how a text stands over or under its place: which share of its width is to the
// left of it, and how and at which share of its width it is anchored.
type alignment struct {
	left   float64
	anchor HTML
	from   float64
}

var alignments = [...]alignment{{0, "start", 0}, {1, "end", 1}, {0.5, "middle", 0.5}, {0.25, "start", 0}, {0.75, "end", 1}}

// putBeside places a label where its text has a top and bottom, above or below one of its places.
func (l *labelling) putBeside(t *label, at *spot, lines *lines, h float64, text box, align *alignment) bool {
	text.left = 0.6*(align.left-0.5) - lines.width*align.left // a little over its place
	text.right = text.left + lines.width
	if !l.isClear(at, text, t.isName) {
		return false
	}
	var line HTML
	if h > 1 && t.leading {
		leader, end := box{-0.1, -h, 0.1, -0.4}, -h
		if text.top > 0 {
			leader, end = box{-0.1, 0.4, 0.1, h}, h
		}
		if !l.canLead(at, leader) {
			return false
		}
		l.takeLeader(at, leader)
		line = markup(`<line class="leader" y1="{start}" y2="{end}"></line>`, "start", l.length(math.Copysign(0.4, end)), "end", l.length(end))
	}
	l.take(at, text)
	l.markup += l.group(at.place, line+l.text(t.class, text.left+lines.width*align.from, text.top, align.anchor, lines.texts))
	return true
}

// text draws lines whose top is y em below the group's place.
func (l *labelling) text(class HTML, x, y float64, anchor HTML, lines []string) HTML {
	var spans HTML
	for i, line := range lines {
		dy := l.length(y + ascent)
		if i > 0 {
			dy = l.length(lineHeight)
		}
		spans += markup(`<tspan x="{x}" dy="{dy}">{line}</tspan>`, "x", l.length(x), "dy", dy, "line", escape(l.isolated(line)))
	}
	return markup(`<text class="{class}" text-anchor="{anchor}">{lines}</text>`, "class", class, "anchor", anchor, "lines", spans)
}

// wrap breaks a text at spaces into at most so many lines of about one width. It keeps those that
// it has.
func wrap(text string, most int) []string {
	parts := strings.Split(text, "\n")
	total := 0.0
	for _, part := range parts {
		total += textWidth(part)
	}
	for width := total / float64(most); ; width++ {
		var lines []string
		for _, part := range parts {
			line := ""
			for word := range strings.SplitSeq(part, " ") {
				if longer := line + " " + word; line != "" && textWidth(longer) <= width {
					line = longer
				} else {
					if line != "" {
						lines = append(lines, line)
					}
					line = word
				}
			}
			lines = append(lines, line)
		}
		if len(lines) <= most || width > total {
			return lines
		}
	}
}

// textWidth returns about how wide a text is at most. The widths are means over the letters of
// their kind in Noto Sans and Noto Sans Arabic, semibold, the widest of the usual fonts but
// Verdana's kin; Chinese, Japanese and Korean signs are squares.
func textWidth(text string) (width float64) {
	for _, r := range text {
		switch {
		case r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x61c, r >= 0x64b && r <= 0x65f: // signs of direction, vowel signs
		case strings.ContainsRune(" \u00a0\u202f.,:;’'|!()[]iljIftr1-ا،إأل", r):
			width += 0.38
		case strings.ContainsRune("mwMW%@—سشصض", r):
			width += 0.98
		case r >= 'A' && r <= 'Z':
			width += 0.68
		case r >= 0x1100 && (r < 0x2000 || r > 0x2fff) && r < 0xfb00:
			width++
		default:
			width += 0.6
		}
	}
	return width
}
