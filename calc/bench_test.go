package calc_test

import (
	"testing"

	"runway/calc"
)

func BenchmarkEvaluate(b *testing.B) {
	for name, link := range map[string]string{
		"exact":  "cash=400k&in.Sales=20k/mo&grow.Sales=8%25/mo&out.Everything=80k/mo",
		"ranges": "preset=young-company", "continuous": "preset=young-company&timing=continuous",
	} {
		s, _ := calc.Parse(link)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				s.Evaluate()
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		calc.Parse("preset=young-company&cash=500k")
	}
}

func BenchmarkString(b *testing.B) {
	s, _ := calc.Parse("preset=young-company&cash=500k")
	for b.Loop() {
		_ = s.String()
	}
}
