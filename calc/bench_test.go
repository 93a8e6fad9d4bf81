package calc_test

import (
	"testing"

	"runway/calc"
)

// BenchmarkParts times what one answer is made of, for each preset.
func BenchmarkParts(b *testing.B) {
	for _, id := range append(calc.Presets(), "young-company&timing=continuous") {
		link := "preset=" + id + "&cash=500k"
		s, _ := calc.Parse(link)
		r := s.Evaluate()
		for _, part := range []struct {
			name string
			run  func()
		}{
			{"parse", func() { calc.Parse(link) }},
			{"write", func() { _ = s.String() }},
			{"evaluate", func() { s.Evaluate() }},
			{"likelihood", func() { s.Likelihood() }},
			{"influences", func() { s.Influences() }},
			{"thresholds", func() { s.Thresholds() }},
			{"claims", func() { s.Claims(r) }},
			{"remedies", func() { s.Remedies() }},
		} {
			b.Run(id+"/"+part.name, func(b *testing.B) {
				for b.Loop() {
					part.run()
				}
			})
		}
	}
}
