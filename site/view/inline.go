package view

import (
	"runway/calc"
)

// Inline is what the sentences of an article show of a scenario.
type Inline struct {
	// Values are texts by name: results, their worst and best cases behind .worst and .best,
	// and answer, which is the answer in a sentence.
	Values map[string]string
	// Inputs are the figures that are given, by key.
	Inputs map[string]Input
	// Picture is the picture with its style, as markup.
	Picture string
}

// An Input is a figure in a sentence of an article.
type Input struct {
	// Name is what the figure is called.
	Name string
	// Text is its value without currency and unit or, where that was refused, what was typed.
	Text string
	// Unit is the unit that is not in the text, as an edit takes it, and Month that of a payment.
	Unit, Month string
	// Problem says what is wrong with it, or is empty.
	Problem string
	// Back is the label of the way back to the value as published, or empty if it has that.
	Back string
}

// NewInline returns what the sentences of an article show of a scenario with the errors of its
// draft.
func NewInline(l *Language, s *calc.Scenario, errors []calc.Error) Inline {
	p := newPage(l, s, errors, nil)
	if s == nil {
		return Inline{Values: map[string]string{"answer": l.Word("answer.nothing")}}
	}
	values := map[string]string{"answer": p.lead().plainText()}
	for _, r := range Results(p.result, nil) {
		for end, v := range map[string]any{"": r.Mid, ".worst": r.Worst, ".best": r.Best} {
			values[r.Name+end] = p.resultInProse(r.Name, v)
		}
	}
	inputs := map[string]Input{}
	for _, f := range s.Figures() {
		if !f.Kind.IsEntry() && (f.IsGiven() || f.Kind.Required) {
			inputs[f.Key()] = p.input(f)
		}
	}
	picture := markup(`<style>{style}</style>{picture}`, "style", escape(ChartStyle), "picture", p.picture(` aria-label="`+escape(p.chartText().plainText())+`"`))
	return Inline{values, inputs, string(picture)}
}

// resultInProse writes a result's value as sentences have it: of what is paid each month, they say
// themselves that it is.
func (p *page) resultInProse(name string, value any) string {
	if v, isNumber := value.(float64); isNumber && (name == "gross-burn" || name == "net-burn") {
		return p.moneyText(v)
	}
	return p.resultText(name, value)
}

func (p *page) input(f calc.Figure) Input {
	e := p.entry(f)
	input := Input{Name: p.figureName(f), Text: e.typed, Unit: e.unit.code, Month: e.month, Problem: e.problem, Back: p.backLabel(e)}
	switch {
	case e.refused:
	case f.IsNumber() && f.Kind.Measure != calc.Date:
		input.Text = p.hedged(f, p.inWords(f.Numerals()))
	default:
		input.Text = p.typedFigure(f)
	}
	return input
}
