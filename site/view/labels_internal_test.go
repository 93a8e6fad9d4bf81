package view

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The least and the greatest balance in a span of time are those that looking at all its months,
// and at both its ends, finds.
func TestSpanOfCurve(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		months := 1 + random.IntN(40)
		values := make([]float64, 2*months)
		for i := range values {
			values[i] = math.Round(100 * random.NormFloat64())
		}
		c := newCurve(float64(random.IntN(5)), values)
		from := math.Round(4*(50*random.Float64()-5)) / 4
		to := from + math.Round(4*30*random.Float64())/4
		low, high := math.Inf(1), math.Inf(-1)
		look := func(v float64) { low, high = math.Min(low, v), math.Max(high, v) }
		for month := range months {
			start := c.first + float64(month)
			if begin, end := math.Max(from, start), math.Min(to, start+1); begin <= end {
				for _, at := range []float64{begin, end} {
					look(values[2*month] + (values[2*month+1]-values[2*month])*(at-start))
				}
			}
		}
		gotLow, gotHigh := c.span(from, to)
		// Where one month ends and the next begins, both count, wherever the span itself begins or ends.
		assert.LessOrEqual(t, low, gotLow)
		assert.GreaterOrEqual(t, high, gotHigh)
		if from != math.Trunc(from) && to != math.Trunc(to) {
			assert.InDelta(t, low, gotLow, 1e-9)
			assert.InDelta(t, high, gotHigh, 1e-9)
		}
	}
}
