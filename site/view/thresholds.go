package view

import (
	"strings"

	"runway/calc"
)

// thresholds says of each figure alone with which value the money
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
		value, ok := roundedThreshold(t, f)
		if !ok {
			continue
		}
		key := "threshold"
		if f.Kind.Measure == calc.Date {
			key, name = key+"."+wordOf(f.Kind), p.name(f.Name)
		}
		if t.AtLeast {
			key += ".at-least"
		} else {
			key += ".at-most"
		}
		list += "<li>" + p.prose(key, "figure", "<strong>"+bdi(name)+"</strong>",
			"value", figure(p.valueText(f, value)), "now", figure(p.valueText(f, t.Current))) + "</li>"
	}
	var remark HTML
	if len(withoutValue) > 0 {
		remark = "<p>" + p.prose("threshold.none", "figures", escape(strings.Join(withoutValue, p.Word("threshold.list")+" "))) + "</p>"
	}
	intro := "threshold.intro"
	if p.result.Mid.FundingGap == 0 {
		intro = "threshold.intro.enough"
	}
	return markup(`<p>{intro}</p><ul>{list}</ul>{remark}`,
		"intro", p.prose(intro, "horizon", p.horizon()), "list", list, "remark", remark)
}

// roundedThreshold returns a threshold as coarse as valueText shows it, rounded toward the
// side on which the money lasts. It reports false where that is no value the figure can
// have.
func roundedThreshold(t calc.Threshold, f calc.Figure) (value float64, ok bool) {
	if f.Kind.Measure == calc.Date {
		return t.Value, true
	}
	unit := shownUnit(t.Value)
	if f.Kind.Measure == calc.Percent {
		unit = 0.001
	}
	value = roundedTo(unit, t.Value, t.AtLeast)
	return value, value > f.Kind.Limits.Low || value == f.Kind.Limits.Low && !f.Kind.Open
}
