package calc

import (
	"math"
	"slices"

	"runway/calc/internal/sobol"
)

// sampler holds the memory in which samples are drawn and their results kept. It allocates
// only in prepare.
type sampler struct {
	uniform [][]float64 // by dimension, then by sample: coordinates between 0 and 1
	normal  [][]float64 // the same as quantiles of the standard normal distribution
	dims    []dim

	projection projection

	// Results by sample.
	runway, gap, breakEven [samples]float64
	runways                []float64 // those of more samples, where more are drawn

	cash    []float64 // the balances as each month ends up to the horizon; by month, then by sample
	paydays []int     // month 0 and the months that can start with a payment, up to the horizon
	opening []float64 // the balances as the paydays start; by payday, then by sample

	selector selector
}

// idle holds samplers for reuse. They take up to some megabytes, and a sync.Pool would
// drop them at each garbage collection.
var idle = make(chan *sampler, 4)

// withSampler calls do with a sampler that nothing else uses.
func withSampler(do func(*sampler)) {
	var k *sampler
	select {
	case k = <-idle:
	default:
		k = new(sampler)
	}
	do(k)
	select {
	case idle <- k:
	default: // enough are idle
	}
}

// stride is the distance between the balances of successive months. With a power of
// two, all months of a sample would compete for the same few cache lines.
const stride = samples + 8

// prepare sets up the sampler for a scenario. Ranges become dimensions.
func (k *sampler) prepare(s *Scenario) {
	drawn := s.cloneFigures()
	var varied []Figure
	k.dims = k.dims[:0]
	for _, f := range drawn.uncertain() {
		if !f.value.Exact() && f.Kind.MovesCash() {
			varied = append(varied, f)
			k.dims = append(k.dims, newDim(f, s.Ranges))
		}
	}
	p := &k.projection
	p.prepare(drawn, varied)
	k.paydays = append(k.paydays[:0], 0)
	for t := 1; t < p.horizon; t++ {
		canPay := slices.ContainsFunc(s.Payments, func(paid Payment) bool {
			month := float64(s.Start) + float64(t)
			return paid.Month.Low <= month && month <= paid.Month.High
		})
		if canPay || p.flows.revenue.lump != nil || p.flows.costs.lump != nil {
			k.paydays = append(k.paydays, t)
		}
	}
	k.opening = slices.Grow(k.opening[:0], len(k.paydays)*stride)[:len(k.paydays)*stride]
	k.extend(samples)
	k.cash = slices.Grow(k.cash[:0], p.horizon*stride)[:p.horizon*stride]
}

// extend provides the coordinates of the first n samples, a multiple of samples.
func (k *sampler) extend(n int) {
	for d := range k.dims {
		if d == len(k.uniform) {
			k.uniform, k.normal = append(k.uniform, nil), append(k.normal, nil)
		}
		for first := len(k.uniform[d]); first < n; first += samples {
			k.uniform[d] = append(k.uniform[d], sobol.Coordinates(d, first, samples)...)
		}
		if k.dims[d].isNormal() {
			for _, u := range k.uniform[d][len(k.normal[d]):] {
				k.normal[d] = append(k.normal[d], math.Sqrt2*math.Erfinv(2*u-1))
			}
		}
	}
}

// load starts the projection with sample i.
func (k *sampler) load(i int) {
	draw(k.dims, k.uniform, k.normal, i)
	k.projection.load()
}

// sample computes sample i: its runway, gap and balances.
func (k *sampler) sample(i int) {
	k.load(i)
	p := &k.projection
	p.balances = k.cash[i:]
	k.runway[i] = p.runway()
	k.gap[i] = p.gap(float64(p.horizon), k.runway[i])
	for row, t := range k.paydays {
		k.opening[row*stride+i] = p.closing[t] + p.payments[t]
	}
}
