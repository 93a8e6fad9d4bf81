package view

import (
	"math"
	"strings"

	"runway/calc"
)

// thresholds returns the section that says of each figure alone with which value the money
// just lasts.
func (p *page) thresholds() HTML {
	var list HTML
	var withoutValue []string
	for _, t := range p.scenario.Thresholds() {
		f, _ := p.scenario.Figure(t.Key)
		name := p.figureName(f)
		if calc.IsNone(t.Value) {
			withoutValue = append(withoutValue, name)
			continue
		}
		key := "threshold.at-most"
		if t.AtLeast {
			key = "threshold.at-least"
		}
		list += "<li>" + p.prose(key, "figure", "<strong>"+bdi(name)+"</strong>",
			"value", figure(p.valueText(f, roundedThreshold(t, f))), "now", figure(p.valueText(f, t.Current))) + "</li>"
	}
	var remark HTML
	if len(withoutValue) > 0 {
		remark = "<p>" + p.prose("threshold.none", "figures", escape(strings.Join(withoutValue, p.Word("threshold.list")+" "))) + "</p>"
	}
	return p.html(`<section class="thresholds"><h2>{threshold.heading}</h2><p>{intro}</p><ul>{list}</ul>{remark}</section>`,
		"intro", p.prose("threshold.intro", "horizon", p.horizon()), "list", list, "remark", remark)
}

// roundedThreshold returns a threshold as coarse as valueText shows it, rounded toward the
// side on which the money lasts, so that what the page names is enough.
func roundedThreshold(t calc.Threshold, f calc.Figure) float64 {
	power := math.Floor(math.Log10(math.Max(1, math.Abs(t.Value)))) - 2 // three digits, or two decimals
	switch {
	case f.Kind.Measure == calc.Percent:
		power = -3
	case math.Abs(t.Value) < 0.01:
		return t.Value // shown as next to nothing
	}
	unit := math.Pow(10, power)
	n := t.Value / unit
	switch nearest := math.Round(n); {
	case math.Abs(n-nearest) < 1e-6: // the search is no more precise
		n = nearest
	case t.AtLeast:
		n = math.Ceil(n)
	default:
		n = math.Floor(n)
	}
	return n * unit
}
