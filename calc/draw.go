package calc

import "math"

// dim is a figure that is drawn: one dimension of the quasi-random points.
type dim struct {
	to    *Range // the figure in the sampler's scenario
	kind  uint8
	low   float64 // the low end, or the mean of the distribution
	width float64 // from end to end, or the standard deviation
	least float64 // the least value the figure can have
}

const (
	drawEven      = iota // uniform between the ends
	drawNormal           // normal
	drawLognormal        // lognormal: low and width are of the logarithm
)

// ninetyWidth is the number of standard deviations between the ends of a 90% interval:
// twice the 95% quantile of the standard normal distribution.
const ninetyWidth = 2 * 1.6448536269514722

func newDim(f figure, s Spread) dim {
	d := dim{to: f.Range, kind: drawEven, low: f.Low, width: f.High - f.Low, least: math.Min(f.limits().Low, f.Low)}
	if s == Ninety && f.rate {
		d.kind, d.low, d.width = drawNormal, f.Low+(f.High-f.Low)/2, (f.High-f.Low)/ninetyWidth
	} else if s == Ninety && f.Low > 0 {
		low, high := math.Log(f.Low), math.Log(f.High)
		d.kind, d.low, d.width = drawLognormal, low+(high-low)/2, (high-low)/ninetyWidth
	}
	return d
}

// draw sets the figure to its value in sample i. uniform and normal are the samples'
// coordinates in this dimension.
func (d *dim) draw(uniform, normal []float64, i int) {
	v := 0.0
	switch d.kind {
	case drawEven:
		v = d.low + d.width*uniform[i]
	case drawNormal:
		v = d.low + d.width*normal[i]
	case drawLognormal:
		v = math.Exp(d.low + d.width*normal[i])
	}
	if v < d.least {
		v = d.least
	}
	d.to.Low, d.to.High = v, v
}
