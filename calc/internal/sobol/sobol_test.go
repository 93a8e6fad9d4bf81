package sobol

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Points of the unscrambled sequence as scipy 1.10.1 gives them:
// scipy.stats.qmc.Sobol(64, scramble=False).random(2048).
func TestPoints(t *testing.T) {
	unshifted := func(dimension int) []float64 {
		points := make([]uint32, 2048)
		fill(points, 0, dimension)
		u := make([]float64, len(points))
		for i, p := range points {
			u[i] = float64(p) / (1 << 32)
		}
		return u
	}
	dimensions := []int{0, 1, 2, 9, 31, 63}
	for _, d := range dimensions {
		for _, first := range []int{1, 6, 1023, 1024, 2000} {
			assert.Equal(t, Coordinates(d, 0, 2048)[first:], Coordinates(d, first, 2048-first), "dimension %d from %d", d, first)
		}
	}
	for index, want := range map[int][]float64{
		0:    {0, 0, 0, 0, 0, 0},
		1:    {0.5, 0.5, 0.5, 0.5, 0.5, 0.5},
		2:    {0.75, 0.25, 0.25, 0.75, 0.25, 0.75},
		3:    {0.25, 0.75, 0.75, 0.25, 0.75, 0.25},
		7:    {0.125, 0.625, 0.375, 0.875, 0.875, 0.375},
		100:  {0.4140625, 0.2578125, 0.7734375, 0.6953125, 0.4140625, 0.6484375},
		1023: {0.0009765625, 0.7529296875, 0.6123046875, 0.8505859375, 0.6142578125, 0.0400390625},
		2047: {0.00048828125, 0.62744140625, 0.93115234375, 0.44580078125, 0.41455078125, 0.98876953125},
	} {
		for i, d := range dimensions {
			assert.Equal(t, want[i], unshifted(d)[index], "point %d, dimension %d", index, d)
		}
	}
	// A checksum of three points over all dimensions.
	for index, want := range map[int]float64{5: 1083, 500: 928.86328125, 2000: 1049.962890625} {
		all := 0.0
		for d := range Dimensions {
			all += unshifted(d)[index] * float64(d+1)
		}
		assert.Equal(t, want, all)
	}
}

// samples is how many points the tests of evenness take.
const samples = 2048

// Each dimension, including those beyond the table, has one coordinate in each 2048th.
func TestCoordinatesAreEven(t *testing.T) {
	for _, d := range []int{0, 1, 5, 63, 64, 100, 199} {
		for first := range 4 {
			u := slices.Clone(Coordinates(d, first*samples, samples))
			slices.Sort(u)
			for i, v := range u {
				require.Equal(t, i, int(v*samples), "dimension %d", d)
				require.True(t, v > 0 && v < 1)
			}
		}
	}
	// The first two dimensions form a net: each box with an area of 1/2048 of the square
	// holds one point, whatever its sides.
	first, second := Coordinates(0, 0, samples), Coordinates(1, 0, samples)
	for columns, rows := 1, samples; rows >= 1; columns, rows = 2*columns, rows/2 {
		boxes := map[[2]int]bool{}
		for i := range first {
			boxes[[2]int{int(first[i] * float64(columns)), int(second[i] * float64(rows))}] = true
		}
		assert.Len(t, boxes, samples, "%d by %d", columns, rows)
	}
	// A reused dimension is not correlated with the one it repeats: for 2048 points of
	// independent dimensions the standard deviation of the correlation is 1/√2048 = 0.022.
	for d := range 3 * Dimensions {
		correlation := 0.0
		again := Coordinates(d+Dimensions, 0, samples)
		for i, u := range Coordinates(d, 0, samples) {
			correlation += 12 * (u - 0.5) * (again[i] - 0.5) / samples
		}
		assert.InDelta(t, 0, correlation, 5*0.022, "dimensions %d and %d", d, d+Dimensions)
	}
}
