package view

import "runway/calc"

// What programs take of a scenario is made of maps, lists, texts, numbers, true, false and nil,
// which are the same in JavaScript and in JSON.

// ResultObjects returns the results by name.
func ResultObjects(result calc.Result, likelihood *calc.Likelihood) map[string]any {
	all := map[string]any{}
	for _, r := range Results(result, likelihood) {
		all[r.Name] = map[string]any{"value": r.Mid, "worst": r.Worst, "best": r.Best, "p5": r.P5, "p50": r.P50, "p95": r.P95}
	}
	return all
}

// MonthObjects returns the months of the table.
func MonthObjects(result calc.Result, likelihood *calc.Likelihood) []any {
	all := make([]any, len(result.Mid.Months))
	for t, m := range result.Mid.Months {
		name := ""
		if result.Start != 0 {
			name = (result.Start + calc.Month(t)).String()
		}
		var p5, p50, p95 any
		if likelihood != nil {
			p := likelihood.Cash[t]
			p5, p50, p95 = p.P5, p.P50, p.P95
		}
		all[t] = map[string]any{"month": name, "revenue": m.Revenue, "grossBurn": m.GrossBurn, "netBurn": m.NetBurn,
			"earned": m.Earned, "owed": m.Owed, "cash": m.Cash,
			"worst": result.Worst.Months[t].Cash, "best": result.Best.Months[t].Cash, "p5": p5, "p50": p50, "p95": p95}
	}
	return all
}

// Data returns a scenario as data: what it is called and who says so, the figures that are
// given with what stands behind them, and what follows from them, in numbers and in words.
func Data(l *Language, s *calc.Scenario) map[string]any {
	p := newPage(l, s, nil, nil)
	data := map[string]any{"language": l.Code, "query": s.String(), "inputs": p.inputs(),
		"results": ResultObjects(p.result, p.likelihood()), "months": MonthObjects(p.result, p.likelihood())}
	shown := p.show()
	data["heading"], data["description"] = shown.Title, shown.Description
	for _, k := range calc.KindsOf(calc.CaseFigure) {
		data[k.Key] = p.text(k)
	}
	return data
}

// inputs lists the figures that are given, each with its value as in a link.
func (p *page) inputs() []any {
	var all []any
	for _, pair := range p.scenario.Pairs() {
		f, isFigure := p.scenario.Figure(pair.Key)
		if !isFigure {
			continue // it stands behind one
		}
		note := f.Note()
		all = append(all, map[string]any{"key": pair.Key, "name": p.figureName(f), "value": pair.Value,
			"note": p.noteText(pair.Key), "source": note.Source, "standing": note.Standing.String()})
	}
	return all
}
