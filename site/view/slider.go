package view

import (
	"math"
	"strconv"
	"strings"

	"runway/calc"
)

// sliders is a slider for a figure, one for each end of a range, and a button
// that makes a range of one value, or one value of a range.
func (p *page) sliders(key, value, label string, of unit) Node {
	kind, _, _ := strings.Cut(key, ".")
	text := value
	if of.text != "" {
		text, _ = split(value, []unit{of}, "")
	}
	text, month, dated := strings.Cut(text, "@")
	r, problem := calc.ParseAmount(text)
	rate := strings.HasPrefix(of.text, "%")
	if problem != "" {
		return Node{}
	}
	var low, high, step float64
	switch size := math.Max(math.Abs(r.Low), math.Abs(r.High)); kind {
	case "horizon":
		low, high, step = 1, calc.MaxHorizon, 1
	case "grow":
		high = math.Max(20, niceStep(2*size))
		low, step = -high, high/40
	case "cash", "floor", "interest", "in", "out", "raise", "once":
		if size == 0 {
			size = math.Max(p.result.Mid.GrossBurn, 1000)
		}
		high = niceStep(2 * size)
		if rate {
			high = math.Max(20, high)
		}
		step = high / 100
		if r.Low < 0 {
			low = -high
		}
		if r.Low < 0 && r.High <= 0 {
			high = 0
		}
	default:
		return Node{}
	}
	slider := func(label string, v float64) Node {
		spoken := p.inWords(calc.FormatNumber(v))
		if of.word != "" {
			spoken += " " + p.Word(of.word)
		}
		return el("input", Attr{"type", "range"}, Attr{"aria-label", label}, Attr{"aria-valuetext", spoken},
			Attr{"min", raw(low)}, Attr{"max", raw(high)}, Attr{"step", raw(step)}, Attr{"value", raw(v)})
	}
	node := el("div", class("sliders"))
	if r.Exact() {
		node.add(slider(label, r.Low))
	} else {
		node.add(slider(p.Fill("form.low-end", "figure", label), r.Low), slider(p.Fill("form.high-end", "figure", label), r.High))
	}
	if kind == "horizon" || r == (calc.Range{}) {
		return node
	}
	word, other := "form.single", calc.Exactly(rounded(r.Middle(p.scenario.Ranges, rate)))
	if r.Exact() {
		by := math.Abs(r.Low) / 10
		if rate {
			by = math.Min(2, math.Abs(r.Low)) // points
		}
		word, other = "form.spread", calc.Range{Low: rounded(r.Low - by), High: rounded(r.Low + by)}
	}
	edit := other.String() + of.text
	if dated {
		edit += "@" + month
	}
	button := button("spread", calc.Pair{Key: key, Value: edit}.String(), p.Word(word))
	button.Attrs = append(button.Attrs, Attr{"aria-label", p.Word(word) + p.Word("form.list") + " " + label})
	node.add(button)
	return node
}

// rounded is v to ten significant digits.
func rounded(v float64) float64 {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 10, 64), 64)
	return v
}
