package view

import (
	"math"
	"strconv"
	"strings"

	"runway/calc"
)

// sliders is a slider for a figure, or one for each end of a range.
func (p *page) sliders(key, value, label string, of unit) HTML {
	kind, _, _ := strings.Cut(key, ".")
	r, month := bare(value)
	rate := strings.HasPrefix(of.text, "%")
	low, high, step := 0.0, p.reach(key, size(r)), 0.0
	switch kind {
	case "horizon":
		low, high, step = 1, calc.MaxHorizon, 1
	case "grow":
		high = math.Max(20, niceStep(size(r)))
		low, step = math.Max(-100, -high), high/40
	case "cash", "floor", "interest", "in", "out", "raise", "once":
		if rate {
			high = math.Max(20, niceStep(size(r)))
		}
		step = high / 100
		if r.Low < 0 || kind == "once" {
			low = -high
		}
	default:
		return ""
	}
	slider := func(label string, v float64) HTML {
		spoken := p.inWords(calc.FormatNumber(v))
		if of.word != "" {
			spoken += " " + p.Word(of.word)
		}
		return markup(`<input type="range" aria-label="{label}" aria-valuetext="{spoken}" min="{min}" max="{max}" step="{step}" value="{value}">`,
			"label", text(label), "spoken", text(spoken), "min", raw(low), "max", raw(high), "step", raw(step), "value", raw(v))
	}
	var all HTML
	if r.Exact() {
		all = slider(label, r.Low)
	} else {
		all = slider(p.Fill("form.low-end", "figure", label), r.Low) + slider(p.Fill("form.high-end", "figure", label), r.High)
	}
	if kind != "horizon" && r != (calc.Range{}) {
		all += p.spread(key, label, r, month, of, rate)
	}
	return `<div class="sliders">` + all + `</div>`
}

// spread is a button that makes a range of one value, or one value of a range.
func (p *page) spread(key, label string, r calc.Range, month string, of unit, rate bool) HTML {
	word, other := "form.single", calc.Exactly(rounded(r.Middle(p.scenario.Ranges, rate)))
	if r.Exact() {
		by := math.Abs(r.Low) / 10
		if rate {
			by = math.Min(2, math.Abs(r.Low)) // points
		}
		word, other = "form.spread", calc.Range{Low: rounded(r.Low - by), High: rounded(r.Low + by)}
		if rate {
			other = calc.Range{Low: math.Max(math.Min(-99, r.Low), other.Low), High: math.Min(math.Max(1000, r.Low), other.High)}
		}
	}
	edit := other.String() + of.text
	if month != "" {
		edit += "@" + month
	}
	return button("spread", calc.Pair{Key: key, Value: edit}, p.Word(word), p.Word(word)+p.Word("form.list")+" "+label)
}

// reach is how far a slider goes: twice as far as the figure's original, so that
// it keeps its scale as the figure moves, or twice as far as the figure.
func (p *page) reach(key string, now float64) float64 {
	before, _ := bare(p.before[key])
	switch {
	case size(before) > 0:
		return math.Max(niceStep(2*size(before)), niceStep(now))
	case now > 0:
		return niceStep(2 * now)
	}
	return niceStep(math.Max(p.result.Mid.GrossBurn, 1000))
}

func size(r calc.Range) float64 { return math.Max(math.Abs(r.Low), math.Abs(r.High)) }

// bare is the figure in a value without its unit, and a payment's month.
func bare(value string) (r calc.Range, month string) {
	value, month, _ = strings.Cut(value, "@")
	value, _, _ = strings.Cut(value, "/")
	r, _ = calc.ParseAmount(strings.ReplaceAll(value, "%", ""))
	return r, month
}

// rounded is v to ten significant digits.
func rounded(v float64) float64 {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 10, 64), 64)
	return v
}
