package calc

import "math"

// What has flowed out inside a month where timing is continuous is taken as the
// parabola rate·x + (net − rate)·x², which has the month's rate at its start and
// its net burn at its end.

// dip is the most that has flowed out at any time in the month, at least 0.
func dip(rate, net float64) float64 {
	most := max(0, net)
	bend := net - rate
	if turn := -rate / (2 * bend); turn > 0 && turn < 1 {
		most = math.Max(most, rate*turn+bend*turn*turn)
	}
	return most
}

// spent is when in the month nothing is left of room: the root of
// rate·x + bend·x² = room at which it falls, in the form that loses no digits. Flows
// are brought to the size of 1, so that their squares stay finite.
func spent(rate, net, room float64) float64 {
	bend := net - rate
	size := math.Max(math.Abs(rate), math.Abs(bend))
	rate, bend, room = rate/size, bend/size, math.Max(0, room)/size
	root := math.Sqrt(math.Max(0, rate*rate+4*bend*room))
	switch {
	case rate < 0: // something comes in before it falls
		return math.Min(1, (root-rate)/(2*bend))
	case rate+root == 0:
		return 0
	}
	return math.Min(1, 2*room/(rate+root))
}

// dips is the lowest balance inside the months, where timing is continuous; low is
// that at their ends.
func (k *sampler) dips(from, to int, low float64) float64 {
	for t := from; t < to; t++ {
		opening := k.ends[t] + k.payments[t]
		if dip := dip(k.now.burn[t], k.now.paid[t]-k.now.revenue[t]); opening-dip < low {
			low = opening - dip
		}
	}
	return low
}

// exhausts is when in the months cash goes below the floor; slack is what rounding
// may have added to the balance before them.
func (k *sampler) exhausts(from, to int, paid []float64, floor, slack float64) float64 {
	for t := from; t < to; t++ {
		in, out := k.now.revenue[t], paid[t]
		net := out - in
		slack += tiny * (math.Abs(k.payments[t]) + out + in)
		room := k.ends[t] + k.payments[t] - floor
		if room < -slack {
			return float64(t)
		}
		allowed := room + slack
		if room <= 0 {
			allowed = tiny * (out + in) // at the floor, the least that is no rounding counts
		}
		if k.scenario.Timing == Continuous {
			switch {
			case dip(k.now.burn[t], net) <= allowed:
			case k.now.ending[t] > 0 && net > room:
				return float64(t) + k.spentLate(t, net, room)
			default:
				return float64(t) + spent(k.now.burn[t], net, room)
			}
		} else if net > allowed {
			return float64(t) + math.Max(0, room)/net
		}
	}
	return math.Inf(1)
}

// covers is when in the months revenue first covers all costs, where timing is
// continuous; rates are taken as straight lines inside each month, as for dip.
func (k *sampler) covers(from, to int) float64 {
	for t := from; t < to; t++ {
		due := k.now.outlay[t] - k.now.income[t]
		if due <= tiny*k.now.costs[t] {
			return float64(t)
		}
		if end := 2*(k.now.costs[t]-k.now.revenue[t]) - due; end < 0 {
			return float64(t) + due/(due-end)
		}
	}
	return math.Inf(1)
}

// spentLate is when in month t nothing is left of room, where credits end in it: what
// they no longer pay flows evenly from then on, and the rest is a parabola.
func (k *sampler) spentLate(t int, net, room float64) float64 {
	ending, over := k.now.ending[t], k.now.over[t]
	end, rate, rest := 1-over/ending, k.now.burn[t]-over, net-over
	if rate*end+(rest-rate)*end*end > room {
		return spent(rate, rest, room)
	}
	return spent(rate+ending, rest+ending, room+ending*end)
}
