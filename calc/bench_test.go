package calc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

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
			{"levers", func() { s.Levers() }},
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

// growing is a scenario of so many lines, months and ranges: a third revenue, the
// others costs, each with growth. In continuous time, every other line has hires; with a
// start, every line has times of its own.
func growing(lines, months, ranges int, more string) string {
	link := fmt.Sprintf("horizon=%d&cash=%dM%s", months, lines, more)
	for i := range lines {
		kind, high := "out", 10+i
		if i%3 == 1 {
			kind = "in"
		}
		if i < ranges {
			high += 5
		}
		link += fmt.Sprintf("&%s.L%d=%dk..%dk&grow.L%d=%d%%25/yr", kind, i, 10+i, high, i, i%7)
		if i%2 == 0 && strings.Contains(more, "continuous") {
			link += fmt.Sprintf("&units.L%d=10 people&hire.L%d=1/yr", i, i)
		}
		if strings.Contains(more, "start") {
			link += fmt.Sprintf("&from.L%d=2026-0%d..2026-09&until.L%d=20%d-01..20%d-12&delay.L%d=%d", i, 1+i%7, i, 30+i%9, 40+i%9, i, i%5)
			if i%3 == 0 {
				link += fmt.Sprintf("&every.L%d=%d", i, 1+i%12)
			}
			if i%4 == 0 && kind == "out" {
				link += fmt.Sprintf("&credit.L%d=100k..200k", i)
			}
		}
	}
	return link
}

// BenchmarkGrowth times all that follows from a scenario's figures, as work grows:
// by lines, months and ranges, one at a time.
func BenchmarkGrowth(b *testing.B) {
	for _, of := range [][2]string{{"monthly", ""}, {"continuous with hires", "&timing=continuous"}, {"continuous with everything", "&timing=continuous&start=2026-01&interest=1%25..3%25"}} {
		name, more := of[0], of[1]
		for _, size := range [][3]int{
			{1, 60, 1}, {5, 60, 5}, {10, 60, 10}, {20, 60, 20}, {40, 60, 40}, // lines, all ranged
			{10, 12, 10}, {10, 24, 10}, {10, 120, 10}, // months
			{40, 60, 0}, {40, 60, 1}, {40, 60, 10}, {40, 60, 20}, // ranges
			{40, 120, 40},
		} {
			s, problems := calc.Parse(growing(size[0], size[1], size[2], more))
			require.Empty(b, problems)
			b.Run(fmt.Sprintf("%s/%d lines/%d months/%d ranges", name, size[0], size[1], size[2]), func(b *testing.B) {
				for b.Loop() {
					r := s.Evaluate()
					s.Likelihood()
					s.Influences()
					s.Thresholds()
					s.Remedies()
					s.Claims(r)
				}
			})
		}
	}
}
