package calc

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/calc/internal/sobol"
)

// Percentiles are the same as those found by sorting.
func TestPercentilesAreNearestRanks(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	s := new(selector)
	for _, draw := range []func() float64{
		r.Float64, r.NormFloat64,
		func() float64 { return math.Exp(9 * r.NormFloat64()) },
		func() float64 { return float64(r.IntN(3)) },
		func() float64 { return 4 },
		func() float64 { return math.Inf(1) },
		func() float64 { return 1 / float64(r.IntN(4)) },
		func() float64 { return 1 / float64(r.IntN(2)) },
		func() float64 { return 1 / float64(r.IntN(25)) },
		func() float64 { return 5 / float64(min(1, r.IntN(25))) },
		func() float64 { return 1e200 * r.NormFloat64() },
	} {
		for range 20 {
			var values [samples]float64
			for i := range values {
				values[i] = draw()
			}
			got := s.percentiles(&values)
			slices.Sort(values[:])
			at := func(p int) float64 { return values[int(math.Ceil(float64(p)*samples/100))-1] }
			assert.Equal(t, Percentiles{at(5), at(50), at(95)}, got)
		}
	}
	// Of uniform values only a few are candidates.
	var even [samples]float64
	for i, u := range sobol.Coordinates(0, 0, samples) {
		even[i] = 1e6 * u
	}
	s.percentiles(&even)
	for _, near := range s.candidates {
		assert.LessOrEqual(t, len(near), samples/buckets+1)
	}
}
