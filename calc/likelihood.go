package calc

import (
	"math"
	"slices"
)

// Likelihood is how the answers of a scenario are distributed when every range takes
// values as its [Spread] says, independently of the others.
type Likelihood struct {
	// Runway and FundingGap are as in [Case].
	Runway, FundingGap Percentiles
	// RunwayError is how far each of the runway's percentiles may lie from that of all
	// cases, in months, or 0 where that is no more than 1%, and 2% for P95.
	RunwayError Percentiles
	// NoGap is the share of cases without a funding gap, 0 to 1.
	NoGap float64
	// RequiredRaise is what has to be raised for the money to last to the horizon with
	// the likelihood Confidence: the share Confidence of all cases has no greater gap.
	RequiredRaise, Confidence float64
	// Opening is the balance at the start of each month up to the horizon, after the
	// month's payments. Cash is the balance at its end.
	Opening, Cash []Percentiles

	scenario *Scenario
}

// Likelihood computes the distribution of the answers from quasi-random cases. The same
// scenario gives the same result on every machine. It returns nil if no figure is a
// range.
func (s *Scenario) Likelihood() *Likelihood {
	if !s.HasRanges() {
		return nil
	}
	l := &Likelihood{Opening: make([]Percentiles, s.Months()), Cash: make([]Percentiles, s.Months()), scenario: s}
	withSampler(func(k *sampler) {
		k.prepare(s)
		for i := range samples {
			k.sample(i)
		}
		k.summarize(l)
	})
	return l
}

// BreakEven returns how break-even is distributed, as in [Case]. The cases are gone through once more
// for it, because it is shown in tables alone, and can lie decades behind the horizon.
func (l *Likelihood) BreakEven() (p Percentiles) {
	withSampler(func(k *sampler) {
		k.prepare(l.scenario)
		for i := range k.breakEven {
			k.load(i)
			k.breakEven[i] = k.projection.breakEven()
		}
		p = k.selector.percentiles(&k.breakEven)
	})
	return p
}

// summarize sets l from the samples.
func (k *sampler) summarize(l *Likelihood) {
	l.Runway = k.selector.percentiles(&k.runway)
	k.refine(l)
	l.FundingGap = k.selector.percentiles(&k.gap)
	withoutGap := 0
	for _, gap := range k.gap {
		if gap == 0 {
			withoutGap++
		}
	}
	l.NoGap = float64(withoutGap) / samples
	l.Confidence = k.projection.scenario.confidence()
	l.RequiredRaise = nth(k.gap[:], int(math.Ceil(l.Confidence*samples))-1)
	for t := range l.Cash {
		l.Cash[t] = k.selector.percentiles((*[samples]float64)(k.cash[t*stride:]))
		if row := slices.Index(k.paydays, t); row >= 0 {
			l.Opening[t] = k.selector.percentiles((*[samples]float64)(k.opening[row*stride:]))
		} else {
			l.Opening[t] = l.Cash[t-1]
		}
	}
}

// refine draws eight or sixteen times as many cases where a percentile of the runway is not found
// well enough. These are late runways above all, which few cases have.
func (k *sampler) refine(l *Likelihood) {
	l.RunwayError = Percentiles{}
	if !isThin(k.runway[:], l.Runway) {
		return
	}
	k.runways = append(k.runways[:0], k.runway[:]...)
	end := searchedTo(k.runways)
	for n := 8 * samples; n <= 16*samples; n *= 2 {
		k.extend(n)
		for i := len(k.runways); i < n; i++ {
			k.load(i)
			k.runways = append(k.runways, k.projection.runwayWithin(end))
		}
		at := func(percent int) float64 { return nth(k.runways, nearestRank(percent, n)) }
		l.Runway = Percentiles{at(5), at(50), at(95)}
		if !isThin(k.runways, l.Runway) {
			return
		}
	}
	l.RunwayError = Percentiles{uncertainty(k.runways, 5), uncertainty(k.runways, 50), uncertainty(k.runways, 95)}
}

// rankError is how far the rank of a percentile among n samples may lie from that among all
// cases: the standard deviation of n independent ones. Quasi-random samples come closer.
func rankError(percent, n int) int {
	return int(math.Ceil(math.Sqrt(float64(percent*(100-percent)*n)) / 100))
}

// isThin reports whether so few values lie near a percentile that its rank's error can take it
// further than the likelihood promises.
func isThin(values []float64, found Percentiles) bool {
	return isFew(values, found.P5, 5, 0.01) || isFew(values, found.P50, 50, 0.01) || isFew(values, found.P95, 95, 0.02)
}

func isFew(values []float64, found float64, percent int, accuracy float64) bool {
	low, high := found*(1-accuracy), found*(1+accuracy)
	near, finite := 0, 0
	for _, v := range values {
		if v >= low && v <= high {
			near++
		}
		if v <= Forever {
			finite++
		}
	}
	slack := rankError(percent, len(values))
	if math.IsInf(found, 1) {
		return nearestRank(percent, len(values))-finite < slack && finite > 0
	}
	return near < 2*slack
}

// searchedTo returns the month up to which runways matter for percentiles, given those of the first
// samples.
func searchedTo(runways []float64) int {
	end := 0.0
	for _, percent := range []int{5, 50, 95} {
		rank, slack := nearestRank(percent, samples), 4*rankError(percent, samples)
		if nth(runways, rank-slack) <= Forever {
			end = max(end, nth(runways, min(rank+slack, samples-1)))
		}
	}
	return int(min(math.Ceil(end), Forever))
}

// uncertainty returns how far a percentile of values may lie from that of all cases, by its rank's
// error. Where it may be infinite, it is told as far as it may be less.
func uncertainty(values []float64, percent int) float64 {
	rank, slack := nearestRank(percent, len(values)), rankError(percent, len(values))
	low, found, high := nth(values, rank-slack), nth(values, rank), nth(values, min(rank+slack, len(values)-1))
	switch {
	case math.IsInf(found, 1):
		return 0
	case math.IsInf(high, 1):
		return found - low
	}
	return (high - low) / 2
}
