package calc

import "math"

// Where timing is continuous, samples take the net outflow since the start of a month
// as the parabola rate·x + (net − rate)·x², x running from 0 to 1. It has the burn rate
// of the month's start and the net burn of the whole month. With growth g per month
// its error is of the order of g².

// parabolaMax returns the largest net outflow at any time in the month, at least 0.
func parabolaMax(rate, net float64) float64 {
	largest := max(0, net)
	bend := net - rate
	if vertex := -rate / (2 * bend); vertex > 0 && vertex < 1 {
		largest = math.Max(largest, rate*vertex+bend*vertex*vertex)
	}
	return largest
}

// parabolaRoot returns the time in the month at which the net outflow reaches headroom:
// the root at which the balance falls, in the form that does not cancel digits. Flows
// are scaled to 1 first, so that their squares stay finite.
func parabolaRoot(rate, net, headroom float64) float64 {
	bend := net - rate
	size := math.Max(math.Abs(rate), math.Abs(bend))
	rate, bend, headroom = rate/size, bend/size, math.Max(0, headroom)/size
	root := math.Sqrt(math.Max(0, rate*rate+4*bend*headroom))
	switch {
	case rate < 0: // the balance rises first
		return math.Min(1, (root-rate)/(2*bend))
	case rate+root == 0:
		return 0
	}
	return math.Min(1, 2*headroom/(rate+root))
}

// lowestInside returns the lowest balance at any time in the months from, …, to−1. low
// is the lowest at their ends.
func (k *sampler) lowestInside(from, to int, low float64) float64 {
	for t := from; t < to; t++ {
		opening := k.closing[t] + k.payments[t]
		if out := parabolaMax(k.sampled.burnRate[t], k.sampled.paid[t]-k.sampled.revenue[t]); opening-out < low {
			low = opening - out
		}
	}
	return low
}

// exhaustedAt returns the first time in the months from, …, to−1 at which cash goes
// below the floor, or infinity. slack is the rounding error of the balance before them.
func (k *sampler) exhaustedAt(from, to int, paid []float64, floor, slack float64) float64 {
	for t := from; t < to; t++ {
		in, out := k.sampled.revenue[t], paid[t]
		net := out - in
		slack += roundoff * (math.Abs(k.payments[t]) + out + in)
		headroom := k.closing[t] + k.payments[t] - floor
		if headroom < -slack {
			return float64(t)
		}
		allowed := headroom + slack
		if headroom <= 0 {
			// At the floor, only the rounding error of this month's flows is forgiven.
			allowed = roundoff * (out + in)
		}
		if k.scenario.Timing == Continuous {
			switch {
			case parabolaMax(k.sampled.burnRate[t], net) <= allowed:
			case k.sampled.expiringCosts[t] > 0 && net > headroom:
				return float64(t) + k.exhaustedWithCredit(t, net, headroom)
			default:
				return float64(t) + parabolaRoot(k.sampled.burnRate[t], net, headroom)
			}
		} else if net > allowed {
			return float64(t) + math.Max(0, headroom)/net
		}
	}
	return math.Inf(1)
}

// coveredAt returns the first time in the months from, …, to−1 at which revenue covers
// all costs, or infinity. Rates are taken as linear in each month, as the parabola's
// derivative is.
func (k *sampler) coveredAt(from, to int) float64 {
	for t := from; t < to; t++ {
		shortfall := k.sampled.costsRate[t] - k.sampled.revenueRate[t]
		if shortfall <= roundoff*k.sampled.costs[t] {
			return float64(t)
		}
		if end := 2*(k.sampled.costs[t]-k.sampled.revenue[t]) - shortfall; end < 0 {
			return float64(t) + shortfall/(shortfall-end)
		}
	}
	return math.Inf(1)
}

// exhaustedWithCredit returns the time in month t at which the net outflow reaches
// headroom, where credits run out in the month. The costs they no longer pay flow evenly
// from then on; the other flows are a parabola.
func (k *sampler) exhaustedWithCredit(t int, net, headroom float64) float64 {
	costs, paid := k.sampled.expiringCosts[t], k.sampled.expiringPaid[t]
	expiry, rate, rest := 1-paid/costs, k.sampled.burnRate[t]-paid, net-paid
	if rate*expiry+(rest-rate)*expiry*expiry > headroom {
		return parabolaRoot(rate, rest, headroom)
	}
	return parabolaRoot(rate+costs, rest+costs, headroom+costs*expiry)
}
