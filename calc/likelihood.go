package calc

import (
	"math"
	"slices"
)

// Likelihood is how the answers of a scenario are distributed when every range takes
// values as its [Spread] says, independently of the others.
type Likelihood struct {
	// Runway, BreakEven and FundingGap are as in [Case].
	Runway, BreakEven, FundingGap Percentiles
	// NoGap is the share of cases without a funding gap, 0 to 1.
	NoGap float64
	// RequiredRaise is what has to be raised for the money to last to the horizon with
	// the likelihood Confidence: the share Confidence of all cases has no greater gap.
	RequiredRaise, Confidence float64
	// Opening is the balance at the start of each month up to the horizon, after the
	// month's payments. Cash is the balance at its end.
	Opening, Cash []Percentiles
}

// Likelihood computes the distribution of the answers from quasi-random cases. The same
// scenario gives the same result on every machine. It returns nil if no figure is a
// range.
func (s *Scenario) Likelihood() *Likelihood {
	if !s.HasRanges() {
		return nil
	}
	l := &Likelihood{Opening: make([]Percentiles, s.Months()), Cash: make([]Percentiles, s.Months())}
	withSampler(func(k *sampler) {
		k.prepare(s)
		for i := range samples {
			k.sample(i)
		}
		k.summarize(l)
	})
	return l
}

// summarize sets l from the samples.
func (k *sampler) summarize(l *Likelihood) {
	l.Runway = k.selector.percentiles(&k.runway)
	l.BreakEven = k.selector.percentiles(&k.breakEven)
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
