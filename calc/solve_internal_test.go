package calc

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Each evaluation of headroom is a projection, and a page has as many thresholds as
// figures. A straight line takes three: a second point to draw it through, its root, and
// one beside the root. The other numbers were measured when this was written. A search
// that goes astray still finds the root, only later.
func TestThresholdsTakeFewProjections(t *testing.T) {
	for name, c := range map[string]struct {
		headroom func(v float64) float64
		now      float64
		in       Range
		at       float64
		atLeast  bool
		asked    int
	}{
		"a line that rises":                   {func(v float64) float64 { return 3 * (v - 7000) }, 400, Range{0, limit}, 7000, true, 3},
		"a line that falls":                   {func(v float64) float64 { return 3 * (70 - v) }, 400, Range{0, limit}, 70, false, 3},
		"a line from the greatest value on":   {func(v float64) float64 { return v - 4 }, 10, Range{0, 10}, 4, true, 3},
		"a line from zero on":                 {func(v float64) float64 { return v - 4e6 }, 0, Range{-limit, limit}, 4e6, true, 4},
		"a line up to its zero":               {func(v float64) float64 { return math.Min(v-5, 1000*(v-5)) }, 8, Range{0, limit}, 5, true, 3},
		"nothing from a value on, from above": {func(v float64) float64 { return math.Min(0, 3*(v-70)) }, 100, Range{0, limit}, 70, true, 8},
		"nothing from a value on, from below": {func(v float64) float64 { return math.Min(0, 3*(v-70)) }, 20, Range{0, limit}, 70, true, 3},
		"nothing from a value on, flat soon":  {func(v float64) float64 { return max(-1, min(0, 10*(v+5.7))) }, -0.8, Range{-limit, limit}, -5.7, true, 47},
		"nothing at nothing alone":            {func(v float64) float64 { return -math.Sqrt(math.Abs(v)) }, 8e5, Range{0, limit}, 0, false, 155}, // halved to the end
		"growth":                              {func(v float64) float64 { return math.Pow(1+v, 24) - 2 }, 0, Range{-1, 10}, math.Pow(2, 1./24) - 1, true, 9},
		"growth from far away":                {func(v float64) float64 { return math.Pow(1+v, 60) - 2 }, 0.5, Range{-1, 10}, math.Pow(2, 1./60) - 1, true, 24},
		"a step":                              {func(v float64) float64 { return math.Copysign(1, v-5) }, 8, Range{0, limit}, 5, true, 44}, // halved each time
		"flat, then far down":                 {func(v float64) float64 { return math.Min(1, 1-1e9*(v-3)) }, 1, Range{0, limit}, 3 + 1e-9, false, 13},
	} {
		asked := 0
		at, atLeast := solve(func(v float64) float64 { asked++; return c.headroom(v) }, c.now, c.headroom(c.now), c.in)
		assert.InDelta(t, c.at, at, 1e-11*math.Abs(c.at)+1e-20, name)
		assert.Equal(t, c.atLeast, atLeast, name)
		assert.Greater(t, c.headroom(at), -0.5, "%s: the side on which it lasts", name)
		assert.LessOrEqual(t, asked, c.asked, name)
	}
}
