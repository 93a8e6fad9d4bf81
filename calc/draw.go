package calc

import "math"

// samples is the number of cases that a likelihood is computed from. Sobol points are
// even for powers of two. With this one, P5 and P50 of the runway lie within 1%
// and P95 within 2% of a million plain samples (TestLikelihoodIsAccurate), unless few cases
// are there.
const samples = 2048

// dim is a figure that is drawn: one dimension of the quasi-random points.
type dim struct {
	to       *Range // the figure in the sampler's scenario
	kind     uint8
	low      float64 // the low end, or the mean of the distribution
	width    float64 // from end to end, or the standard deviation
	least    float64 // the least value the figure can have
	greatest float64 // and the greatest
}

const (
	drawEven      = iota // uniform between the ends
	drawNormal           // normal
	drawLognormal        // lognormal: low and width are of the logarithm
	drawMonth            // each month from the first to the last as likely as another
)

// ninetyWidth is the number of standard deviations between the ends of a 90% interval:
// twice the 95% quantile of the standard normal distribution.
const ninetyWidth = 2 * 1.6448536269514722

func newDim(f Figure, s Spread) dim {
	r, limits := *f.value, f.Limits()
	d := dim{to: f.value, kind: drawEven, low: r.Low, width: r.High - r.Low,
		least: math.Min(limits.Low, r.Low), greatest: math.Max(limits.High, r.High)}
	if f.Kind.Measure == Date {
		d.kind, d.width = drawMonth, r.High-r.Low+1
	} else if s == Ninety && f.Kind.Measure == Percent {
		d.kind, d.low, d.width = drawNormal, r.Low+(r.High-r.Low)/2, (r.High-r.Low)/ninetyWidth
	} else if s == Ninety && r.Low > 0 {
		low, high := math.Log(r.Low), math.Log(r.High)
		d.kind, d.low, d.width = drawLognormal, low+(high-low)/2, (high-low)/ninetyWidth
	}
	return d
}

// isNormal reports whether the figure is drawn from normal coordinates.
func (d *dim) isNormal() bool { return d.kind == drawNormal || d.kind == drawLognormal }

// draw sets each figure to its value in sample i. uniform and normal are the samples' coordinates by
// dimension.
func draw(dims []dim, uniform, normal [][]float64, i int) {
	uniform, normal = uniform[:len(dims)], normal[:len(dims)]
	for d := range dims {
		dim := &dims[d]
		v := dim.low + dim.width*uniform[d][i] // even, as most figures are
		switch dim.kind {
		case drawNormal:
			v = dim.low + dim.width*normal[d][i]
		case drawMonth:
			v = math.Floor(v)
		case drawLognormal:
			v = math.Exp(dim.low + dim.width*normal[d][i])
		}
		if v < dim.least {
			v = dim.least
		}
		if v > dim.greatest {
			v = dim.greatest
		}
		dim.to.Low, dim.to.High = v, v
	}
}
