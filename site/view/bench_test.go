package view_test

import (
	"strings"
	"testing"

	"runway/calc"
	"runway/site/view"
)

// BenchmarkPage times a page as the calculator writes it on each input: what
// follows from the figures, and the tree that shows it.
func BenchmarkPage(b *testing.B) {
	for _, id := range calc.Presets() {
		s, problems := calc.Parse("preset=" + id + "&cash=500k")
		b.Run(id, func(b *testing.B) {
			for b.Loop() {
				var main strings.Builder
				view.New(view.LanguageOf("en"), s, problems, nil, "").Main.JSON(&main)
			}
		})
	}
}
