package calc

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The ends of a 90% interval are 1.645 standard deviations from its median: the
// arithmetic mean of the ends for a rate, the geometric one for an amount. An amount that
// can be 0 is uniform.
func TestNinetyPercent(t *testing.T) {
	const end = ninetyWidth / 2
	for _, c := range []struct {
		link                 string
		low, middle, greater float64
	}{
		{"cash=10..40", 10, 20, 40},
		{"cash=0..40", 0, 20, 40},
		{"cash=-10..40", -10, 15, 40},
		{"interest=2%25..4%25", .02, .03, .04},
	} {
		s, problems := Parse("ranges=90&out.A=1&" + c.link)
		require.Empty(t, problems)
		for _, f := range s.uncertain() {
			if f.value.Exact() {
				continue
			}
			d := newDim(f, s.Ranges)
			for i, want := range []float64{c.low, c.middle, c.greater} {
				draw([]dim{d}, [][]float64{{0, .5, 1}}, [][]float64{{-end, 0, end}}, i)
				assert.InDelta(t, want, f.value.Low, 1e-9, c.link)
			}
		}
	}
}
