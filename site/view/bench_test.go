package view_test

import (
	"testing"

	"runway/calc"
	"runway/site/view"
)

// BenchmarkPage times what the calculator does at each input: evaluating the scenario
// and writing the page.
func BenchmarkPage(b *testing.B) {
	for _, id := range calc.Presets() {
		s, problems := calc.Parse("preset=" + id + "&cash=500k")
		b.Run(id, func(b *testing.B) {
			for b.Loop() {
				view.New(view.LanguageOf("en"), s, problems, nil, "")
			}
		})
	}
}
