package view

import (
	"math"

	"runway/calc"
)

// influences returns the table of what matters most: how far each figure alone moves the
// runway and the funding gap, in numbers and as bars.
func (p *page) influences() HTML {
	if len(p.effects()) == 0 {
		return ""
	}
	runways, gaps := bars{middle: p.result.Mid.Runway}, bars{middle: p.result.Mid.FundingGap}
	for _, influence := range p.effects() {
		runways.widen(influence.Runway)
		gaps.widen(influence.FundingGap)
	}
	rows, assumed, assumedMonth := make([]HTML, len(p.effects())), false, false
	for i, influence := range p.effects() {
		f, _ := p.scenario.Figure(influence.Key)
		name := p.figureName(f)
		if influence.Assumed {
			if f.Kind.Measure == calc.Date {
				name, assumedMonth = name+" "+p.Word("influence.mark.month"), true
			} else {
				name, assumed = name+" "+p.Word("influence.mark"), true
			}
		}
		value := func(v float64) string { return p.valueText(f, v) }
		rows[i] = markup(`<tr>`+
			`<th scope="row">{name}</th>`+
			`<td>{range}</td>`+
			`<td>{runway}{runwayBar}</td>`+
			`<td>{gap}{gapBar}</td>`+
			`</tr>`,
			"name", bdi(name), "range", p.span(influence.Range.Low, influence.Range.High, value),
			"runway", p.span(influence.Runway[0], influence.Runway[1], p.Runway), "runwayBar", runways.bar(influence.Runway),
			"gap", p.span(influence.FundingGap[0], influence.FundingGap[1], p.gapText), "gapBar", gaps.bar(influence.FundingGap))
	}
	table := markup(`<table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>`,
		"columns", p.headerCells("influence.", "figure", "from", "runway", "gap"), "rows", join(rows))
	return p.html(`<p>{influence.intro}</p>{table}{note}`,
		"table", p.scrollable("influence.heading", table),
		"note", showIf(assumed, p.html(`<p class="note">{influence.assumed}</p>`))+
			showIf(assumedMonth, p.html(`<p class="note">{influence.assumed.month}</p>`)))
}

// bars is the common scale of a column of bars. Each bar spans the values that a result
// takes, and marks the one in the middle case. What is infinite reaches the scale's end.
type bars struct{ middle, low, high float64 }

// widen makes room for a bar.
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

// place returns where a value lies, in percent of the width. Finite values keep clear of
// the end, which is for infinity.
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
	left, right := b.place(math.Min(ends[0], ends[1])), b.place(math.Max(ends[0], ends[1]))
	return markup(`<svg class="bar" aria-hidden="true" direction="ltr">`+
		`<rect x="{left}" y="25%" width="{width}" height="50%"></rect>`+
		`<line x1="{middle}" x2="{middle}" y1="0" y2="100%"></line>`+
		`</svg>`,
		"left", position(left), "width", position(math.Max(0.5, right-left)), "middle", position(b.place(b.middle)))
}
