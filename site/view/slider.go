package view

import (
	"math"
	"strconv"

	"runway/calc"
)

// sliders returns the sliders of a figure in a row, and the button that makes a range of it or a
// value. Figures that are folded away have none.
func (p *page) sliders(f calc.Figure, u unit, label string) HTML {
	isFolded := f.Kind.Owner == calc.LineFigure && !f.Kind.IsHead() && f.Kind != calc.Growth
	if f.Kind != calc.Horizon && (!f.Kind.MovesCash() || isFolded) {
		return ""
	}
	sliders := p.slidersOf(f, u, label)
	low, high := f.Numerals()
	if r := (calc.Range{Low: low.Value, High: high.Value}); !f.Kind.Single && r != (calc.Range{}) {
		sliders += p.spreadButton(f, r, u, label)
	}
	return `<div class="sliders">` + sliders + `</div>`
}

// slidersOf returns a slider for a figure, or one for each end of a range.
func (p *page) slidersOf(f calc.Figure, u unit, label string) HTML {
	lowEnd, highEnd := f.Numerals()
	r := calc.Range{Low: lowEnd.Value, High: highEnd.Value}
	isPercent := f.Kind.Measure == calc.Percent
	low, high, step := 0.0, p.reach(f), 0.0
	switch {
	case f.Kind == calc.Horizon:
		low, high, step = f.Kind.Limits.Low, f.Kind.Limits.High, 1
	case isPercent && f.Kind.Per:
		high = math.Max(20, niceStep(size(r)))
		low, step = -high, high/40
	default:
		if isPercent {
			high = math.Max(20, niceStep(size(r)))
		}
		step = high / 100
		if r.Low < 0 || f.Kind == calc.OneOff {
			low = -high
		}
	}
	limits := shownLimits(f)
	low, high = math.Max(low, limits.Low), math.Min(high, limits.High)
	slider := func(label string, v float64) HTML {
		spoken := p.inWords(calc.Exactly(v).Numerals())
		if u.word != "" {
			spoken += " " + p.Word(u.word)
		}
		return markup(`<input type="range" aria-label="{label}" aria-valuetext="{spoken}" min="{min}" max="{max}" step="{step}" value="{value}">`,
			"label", escape(label), "spoken", escape(spoken), "min", raw(low), "max", raw(high), "step", raw(step), "value", raw(v))
	}
	if r.Exact() {
		return slider(label, r.Low)
	}
	return slider(p.Fill("form.low-end", "figure", label), r.Low) + slider(p.Fill("form.high-end", "figure", label), r.High)
}

// spreadButton returns the button that makes a range of a value, or a value of a range. r
// is what the field shows.
func (p *page) spreadButton(f calc.Figure, r calc.Range, u unit, label string) HTML {
	isPercent := f.Kind.Measure == calc.Percent
	word, other := "form.single", calc.Exactly(rounded(r.Middle(p.scenario.Ranges, isPercent)))
	if r.Exact() {
		margin := math.Abs(r.Low) / 10
		if isPercent {
			margin = math.Min(2, math.Abs(r.Low)) // points
		}
		word, other = "form.spread", calc.Range{Low: rounded(r.Low - margin), High: rounded(r.Low + margin)}
		limits := shownLimits(f)
		other = calc.Range{Low: math.Max(limits.Low, other.Low), High: math.Min(limits.High, other.High)}
	}
	return button{class: "spread", act: calc.Set, target: f.Key(), text: other.String(), unit: u.code, month: f.MonthText(),
		label: p.Word(word), spokenLabel: p.Word(word) + p.Word("form.list") + " " + label}.render()
}

// reach returns the end of a figure's slider: at least twice the value as published, so that
// the scale stays as the figure moves, or else twice the figure.
func (p *page) reach(f calc.Figure) float64 {
	current := shownSize(f)
	original, ok := p.original(f)
	switch {
	case ok && shownSize(original) > 0:
		return math.Max(niceStep(2*shownSize(original)), niceStep(current))
	case current > 0:
		return niceStep(2 * current)
	}
	return niceStep(math.Max(p.result.Mid.GrossBurn, 1000))
}

// shownLimits returns the limits of a figure as its field counts it, a little inside of them:
// an amount's limit is itself refused.
func shownLimits(f calc.Figure) calc.Range {
	limits := f.Limits()
	if f.Kind.Measure == calc.Percent {
		return calc.Range{Low: limits.Low * 100, High: math.Floor(limits.High*1000) / 10}
	}
	if f.Kind.Measure == calc.Money {
		limits.Low, limits.High = limits.Low*0.999, limits.High*0.999
	}
	return limits
}

// shownSize returns the size of a figure in the unit that its field shows.
func shownSize(f calc.Figure) float64 {
	low, high := f.Numerals()
	return size(calc.Range{Low: low.Value, High: high.Value})
}

// size returns the size of the end of a range that is farther from zero.
func size(r calc.Range) float64 { return math.Max(math.Abs(r.Low), math.Abs(r.High)) }

// rounded returns v to ten significant digits.
func rounded(v float64) float64 {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 10, 64), 64)
	return v
}
