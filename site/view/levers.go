package view

import (
	"slices"

	"runway/calc"
)

// levers returns the few figures that an embed shows first, each with a slider and what moving it
// does, so that a change and the answer are seen together. Each has a field among the rows, too.
func (p *page) levers() HTML {
	runways := bars{middle: p.result.Mid.Runway}
	for _, influence := range p.effects() {
		runways.widen(influence.Runway)
	}
	var list HTML
	for _, f := range p.scenario.Levers() {
		list += p.lever(f, runways)
	}
	if list == "" {
		return ""
	}
	return p.html(`<ul class="levers" aria-label="{lever.heading}">{list}</ul>`, "list", list)
}

func (p *page) lever(f calc.Figure, runways bars) HTML {
	e, id := p.entry(f), p.id()
	changed, back := p.wayBack(f, e)
	name := p.figureName(f)
	var effect HTML
	effects := p.effects()
	if i := slices.IndexFunc(effects, func(in calc.Influence) bool { return in.Key == f.Key() }); i >= 0 {
		in := effects[i]
		key, result := "lever.range", p.between(in.Runway[0], in.Runway[1], p.Runway)
		if in.Assumed {
			key = "lever.around"
		}
		if p.Runway(in.Runway[0]) == p.Runway(in.Runway[1]) {
			result = p.prose("lever.gap", "gap", p.between(in.FundingGap[0], in.FundingGap[1], p.gapText))
		}
		effect = "<span>" + p.prose(key, "result", result) + "</span>" + runways.bar(in.Runway)
	}
	return markup(`<li class="figure lever{changed}" data-line="{key}" data-key="{key}" data-required data-steps>`+
		`<div class="name"><label for="{id}">{name}{standing}</label> <span class="inline{changed}">{field}{back}</span></div>`+
		`<div class="sliders">{sliders}</div>`+
		`{message}`+
		`<p class="effect">{effect}</p>`+
		`</li>`,
		"changed", changed, "key", escape(f.Key()), "id", id, "name", bdi(name), "standing", p.standing(f),
		"field", p.inlineInput(f, e, ` id="`+id+`"`+showIf(e.problem != "", ` aria-invalid="true"`)+` aria-describedby="`+id+`p"`, true), "back", back,
		"sliders", p.slidersOf(f, e.unit, name), "message", message(id, e.problem), "effect", effect)
}
