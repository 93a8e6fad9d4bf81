package calc

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Norris, of NIST's Statistical Reference Datasets, has certified results of a linear regression:
// https://www.itl.nist.gov/div898/strd/lls/data/Norris.shtml. Its y are the logarithms here, a
// hundredth of them so that their powers stay finite, and its x, tenths, are counted in tenths.
func TestFitOfNorris(t *testing.T) {
	data := [...][2]float64{{0.1, 0.2}, {338.8, 337.4}, {118.1, 118.2}, {888.0, 884.6}, {9.2, 10.1}, {228.1, 226.5}, {668.5, 666.3}, {998.5, 996.3},
		{449.1, 448.6}, {778.9, 777.0}, {559.2, 558.2}, {0.3, 0.4}, {0.1, 0.6}, {778.1, 775.5}, {668.8, 666.9}, {339.3, 338.0}, {448.9, 447.5}, {10.8, 11.6},
		{557.7, 556.0}, {228.3, 228.1}, {998.0, 995.8}, {888.8, 887.6}, {119.6, 120.2}, {0.3, 0.3}, {0.6, 0.3}, {557.6, 556.8}, {339.3, 339.1}, {888.0, 887.2},
		{998.5, 999.0}, {778.9, 779.0}, {10.2, 11.1}, {117.6, 118.3}, {228.9, 229.2}, {668.4, 669.1}, {449.2, 448.9}, {0.2, 0.5}}
	const b0, b1, deviation, errorOfB1 = -0.262323073774029, 1.00211681802045, 0.884796396144373, 0.429796848199937e-3
	var at []int
	var values []float64
	for _, d := range data {
		at, values = append(at, int(math.Round(10*d[1]))), append(values, math.Exp(d[0]/100))
	}
	l := fitLine(at, values)
	assert.InEpsilon(t, b1/1000, l.slope, 1e-11)
	assert.InEpsilon(t, (b0+0.2*b1)/100, l.level, 1e-8)
	assert.InEpsilon(t, deviation/100, l.scatter, 1e-10)
	assert.InEpsilon(t, errorOfB1/1000, l.growing, 1e-10)
	// The error of the level at x = 0, moved there from the first x, 0.2.
	assert.InEpsilon(t, 0.232818234301152, 100*math.Sqrt(l.levelError*l.levelError+l.growing*l.growing*(4*meanTenths(at)+4)), 1e-10)
}

// meanTenths is the mean of some times less the first.
func meanTenths(at []int) (mean float64) {
	for _, x := range at {
		mean += float64(x-at[0]) / float64(len(at))
	}
	return mean
}

// The table and the expansion are what the density of Student's t, integrated, gives.
func TestStudentT(t *testing.T) {
	for _, freedom := range []int{1, 2, 3, 5, 10, 22, 30, 31, 40, 58, 118, 600} {
		v := float64(freedom)
		upper, _ := math.Lgamma((v + 1) / 2)
		lower, _ := math.Lgamma(v / 2)
		density := func(x float64) float64 {
			return math.Exp(upper-lower-(v+1)/2*math.Log1p(x*x/v)) / math.Sqrt(v*math.Pi)
		}
		const n = 20000 // Simpson's rule from 0
		h := studentT(freedom) / n
		sum := density(0) + density(studentT(freedom))
		for i := 1; i < n; i++ {
			sum += density(float64(i)*h) * float64(2+2*(i%2))
		}
		assert.InDelta(t, 0.05, 0.5-sum*h/3, 0.00005, "%d", freedom)
	}
	assert.True(t, math.IsInf(studentT(0), 1))
}
