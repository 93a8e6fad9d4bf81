package calc

import "math"

// dim is a figure that is drawn: where it goes and how it spreads.
type dim struct {
	to    *Range
	kind  uint8
	low   float64 // the low end, or the mean
	width float64 // from end to end, or the standard deviation
	least float64 // values below are taken as this
}

const (
	drawEven = iota
	drawNormal
	drawLognormal
)

// ninetyWidth is how many standard deviations lie between the ends of a 90%
// interval: twice the 95% quantile of a standard normal variable.
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

// draw puts the value for a sample in its place.
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

// coordinates are the samples' places in one dimension: Sobol points, shifted
// digit by digit so that none lies at the very end. Dimensions beyond the table
// take the table's again, their points in another order.
func coordinates(dimension int) []float64 {
	points := make([]uint32, samples)
	sobol(dimension%sobolDimensions, points)
	if round := uint32(dimension / sobolDimensions); round > 0 {
		// After Fisher and Yates: each point changes places with one up to it.
		for i := range uint32(samples) {
			j := mix(round*samples+i) % (i + 1)
			points[i], points[j] = points[j], points[i]
		}
	}
	shift := mix(uint32(dimension) + 1)
	u := make([]float64, samples)
	for i := range u {
		u[i] = (float64(points[i]^shift) + 0.5) / (1 << 32)
	}
	return u
}

// mix scatters the bits of a number, as the finaliser of MurmurHash3 does.
func mix(x uint32) uint32 {
	x ^= x >> 16
	x *= 0x85ebca6b
	x ^= x >> 13
	x *= 0xc2b2ae35
	return x ^ x>>16
}
