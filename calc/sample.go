package calc

import (
	"math"
	"slices"

	"runway/calc/internal/sobol"
)

// sampler is the memory that samples are drawn and computed in.
type sampler struct {
	// uniform holds a coordinate between 0 and 1 for each sample, by dimension;
	// normal what a standard normal variable is there.
	uniform, normal [][]float64

	scenario *Scenario // each sample's values are put in its place
	dims     []dim
	lines    []sampledLine
	credits  bool // some costs are not paid in cash
	steady   bool // nothing grows and no interest accrues
	leaps    bool // each line only grows, so that a year can be looked at as a whole
	horizon  int
	settled  int // the month from which no payment moves

	known, now             flows
	years                  []span  // what the lines without ranges come to in each year after the horizon
	revenuePace, costsPace pace    // of the lines without ranges, from the horizon on
	revenueYear, costsYear float64 // the most by which one of them grows in a year then
	growing                growing
	payments               [Forever]float64

	runway, breakEven, gap [samples]float64
	ends                   [Forever + 1]float64 // the balance as each month of the sample at hand ends, behind the opening cash
	cash                   []float64            // as each month ends; by month, then by sample
	paydays                []int                // the first month, and those up to the horizon that have payments
	opening                []float64            // the balance as they start; by month, then by sample
	counts                 [buckets]uint16
	spans                  [samples]uint16 // which of the buckets each value lies in
	near                   [3][]float64
}

// idle holds samplers that are done, for the next likelihoods.
var idle = make(chan *sampler, 4)

// withSampler does something with a sampler.
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
	default: // there are enough
	}
}

// stride is how far a month's balances lie from the next one's. A power of two
// would put those of a sample into the same few lines of a processor's cache.
const stride = samples + 8

// prepare sets the sampler to a scenario: its ranges become dimensions, and the
// lines without ranges are summed up once.
func (k *sampler) prepare(s *Scenario) {
	k.scenario = s.cloneFigures()
	k.horizon = s.Months()
	k.dims, k.lines = k.dims[:0], k.lines[:0]
	for _, f := range k.scenario.figures() {
		if !f.Exact() && f.kind != "valuation" {
			k.dims = append(k.dims, newDim(f, s.Ranges))
		}
	}
	k.known = flows{}
	k.revenuePace, k.costsPace = pace{least: most}, pace{least: most}
	k.steady, k.credits = s.Interest == (Range{}), false
	k.leaps = k.steady && s.Timing == MonthByMonth
	for i := range k.scenario.Lines {
		l := &k.scenario.Lines[i]
		k.leaps = k.leaps && l.Hire.Range == (Range{}) && (!l.Share || l.Growth.Range == (Range{}))
		k.steady = k.steady && l.Growth.Range == (Range{}) && l.Hire.Range == (Range{})
		k.credits = k.credits || !l.Revenue && l.Credit != (Range{})
	}
	// Shares come behind the revenue they are of, also where a scenario was built by hand.
	for _, revenue := range []bool{true, false} {
		for i := range k.scenario.Lines {
			if l := &k.scenario.Lines[i]; l.Revenue == revenue {
				k.prepareLine(l)
			}
		}
	}
	k.growing.prepare(k.lines)
	k.revenueYear, k.costsYear = math.Pow(k.revenuePace.greatest, 12), math.Pow(k.costsPace.greatest, 12)
	k.years = k.years[:0]
	for from := k.horizon; k.leaps && from+12 <= Forever; from += 12 {
		y := span{leastRevenue: math.Inf(1), leastCosts: math.Inf(1)}
		for t := from; t < from+12; t++ {
			revenue, costs := k.known.revenue[t], k.known.costs[t]
			y.revenue += revenue
			y.costs += costs
			y.leastRevenue, y.mostRevenue = math.Min(y.leastRevenue, revenue), math.Max(y.mostRevenue, revenue)
			y.leastCosts, y.mostCosts = math.Min(y.leastCosts, costs), math.Max(y.mostCosts, costs)
		}
		k.years = append(k.years, y)
	}
	clear(k.payments[:])
	k.settled = 0
	k.paydays = append(k.paydays[:0], 0)
	for i := range s.Payments {
		if t, ok := s.lands(&s.Payments[i]); ok {
			k.settled = max(k.settled, t+1)
			if t < k.horizon && !slices.Contains(k.paydays, t) {
				k.paydays = append(k.paydays, t)
			}
		}
	}
	k.opening = slices.Grow(k.opening[:0], len(k.paydays)*stride)[:len(k.paydays)*stride]
	for d := range k.dims {
		if d == len(k.uniform) {
			k.uniform, k.normal = append(k.uniform, sobol.Coordinates(d, samples)), append(k.normal, nil)
		}
		if k.dims[d].kind != drawEven && k.normal[d] == nil {
			k.normal[d] = make([]float64, samples)
			for i, u := range k.uniform[d] {
				k.normal[d][i] = math.Sqrt2 * math.Erfinv(2*u-1)
			}
		}
	}
	k.cash = slices.Grow(k.cash[:0], k.horizon*stride)[:k.horizon*stride]
}

// sample computes one case: its runway, break-even, gap and balances.
func (k *sampler) sample(i int) {
	for d := range k.dims {
		k.dims[d].draw(k.uniform[d], k.normal[d], i)
	}
	s := k.scenario
	k.growing.fresh = false
	for l := range k.lines {
		k.lines[l].start(s.Timing)
	}
	for pass := range 2 { // several payments can share a month
		for p := range s.Payments {
			if t, ok := s.lands(&s.Payments[p]); ok {
				if pass == 0 {
					k.payments[t] = 0
				} else {
					k.payments[t] += s.Payments[p].Amount.Low
				}
			}
		}
	}
	revenue, costs, paid := k.now.revenue[:], k.now.costs[:], k.now.costs[:]
	if k.credits || s.Timing == Continuous {
		paid = k.now.paid[:]
	}
	floor, interest := s.Floor.Low, 0.0
	if s.Interest != (Range{}) {
		interest = perMonth(s.Interest.Low, Yearly)
	}
	k.ends[0] = s.Cash.Low
	runway, even, lowest := math.Inf(1), math.Inf(1), 0.0
	slack := tiny * (math.Abs(s.Cash.Low) + math.Abs(floor))
	balances := k.cash[i:]
	for from, to := 0, k.horizon; from < Forever; from, to = to, min(to+12, Forever) {
		if k.leaps && from >= k.horizon && from >= k.settled && paid[from-1] >= costs[from-1] {
			if net, last, ok := k.leap(from, k.ends[from]-floor, runway > Forever, even > Forever); last {
				break
			} else if ok {
				k.ends[to] = k.ends[from] - net
				paid[to-1], costs[to-1] = 0, 0
				continue
			}
		}
		k.months(from, to)
		low, moved := walk(k.ends[from:to+1], k.payments[from:to], revenue[from:to], paid[from:to], interest, balances)
		if s.Timing == Continuous {
			low = k.dips(from, to, low)
		}
		low -= floor
		if from == 0 {
			lowest, balances = low, nil
			for row, t := range k.paydays {
				k.opening[row*stride+i] = k.ends[t] + k.payments[t]
			}
		}
		if low < 0 && runway > Forever {
			runway = k.exhausts(from, to, paid, floor, slack)
		}
		slack += tiny * moved
		if even > Forever {
			if s.Timing == Continuous {
				even = k.covers(from, to)
			} else {
				even = firstCovered(from, revenue[from:to], costs[from:to])
			}
		}
		if runway <= Forever && even <= Forever {
			break
		}
		course := k.course(to)
		if (runway <= Forever || course == covered && to >= k.settled && interest >= 0) && (even <= Forever || course == outstripped) {
			break
		}
		if k.steady && to >= k.settled && paid[to-1] >= costs[to-1] { // credits are spent
			if net := paid[to-1] - revenue[to-1]; net > 0 && runway > Forever {
				if runway = float64(to) + (k.ends[to]-floor)/net; runway > Forever {
					runway = math.Inf(1)
				}
			}
			break
		}
	}
	k.runway[i], k.breakEven[i] = runway, even
	k.gap[i] = 0
	if runway < float64(k.horizon) {
		k.gap[i] = -lowest
		if interest != 0 {
			k.gap[i] = k.need(paid, revenue, interest, floor) - s.Cash.Low
		}
	}
}

// walk follows the balance through months: ends[0] is what there is before them,
// and the others become what there is as each ends, as do those a stride apart in
// balances. It returns the lowest balance on the way and all that has flowed. Falling
// balances, the usual case, take no branch, because each is a jump through a table in
// WebAssembly.
func walk(ends, payments, revenue, paid []float64, interest float64, balances []float64) (lowest, moved float64) {
	cash := ends[0]
	ends = ends[1:]
	payments, revenue, paid = payments[:len(ends)], revenue[:len(ends)], paid[:len(ends)]
	lowest = cash + payments[0]
	at := 0
	for t := range ends {
		in, out := revenue[t], paid[t]
		net := out - in
		moved += out + in
		if p := payments[t]; p != 0 {
			moved += math.Abs(p)
			if cash < lowest && t > 0 {
				lowest = cash
			}
			cash += p
			if cash < lowest {
				lowest = cash
			}
		}
		if net <= 0 && cash < lowest {
			lowest = cash
		}
		end := cash - net
		if interest != 0 && cash > 0 {
			if end < lowest { // before the interest
				lowest = end
			}
			end += interest * cash
		}
		ends[t] = end
		if at < len(balances) {
			balances[at] = end
			at += stride
		}
		cash = end
	}
	if cash < lowest {
		lowest = cash
	}
	return lowest, moved
}

// firstCovered is the first of the months, counted from one on, whose revenue
// covers all costs.
func firstCovered(from int, revenue, costs []float64) float64 {
	costs = costs[:len(revenue)]
	t := 0
	for ; t+4 <= len(costs); t += 4 {
		in, out := revenue[t:t+4:t+4], costs[t:t+4:t+4]
		if in[0] >= out[0]*(1-tiny) || in[1] >= out[1]*(1-tiny) || in[2] >= out[2]*(1-tiny) || in[3] >= out[3]*(1-tiny) {
			break
		}
	}
	for ; t < len(costs); t++ {
		if revenue[t] >= costs[t]*(1-tiny) {
			return float64(from + t)
		}
	}
	return math.Inf(1)
}

// course is what is certain of the months from t on, of the sample at hand, whose lines
// stand in that month.
func (k *sampler) course(t int) course {
	if t == Forever {
		return uncertain // none is looked at
	}
	revenue, costs := k.known.revenue[t], k.known.costs[t]
	if k.scenario.Timing == Continuous {
		revenue, costs = k.known.income[t], k.known.outlay[t]
	}
	p := prospect{now: costs, next: costs * k.costsPace.least, fast: k.revenuePace.greatest}
	all, shares := revenue, 0.0
	for i := range k.lines {
		l := &k.lines[i]
		l.staffing = staffing(l.hires, t)
		switch rate := l.rate(); {
		case l.revenue:
			all += rate
		case l.share:
			shares += rate
		default:
			costs += rate
		}
	}
	if p.covers = all >= (costs+shares*all)*(1-tiny); p.covers {
		p.now, p.next, p.fast = revenue, revenue*k.revenuePace.least, k.costsPace.greatest
	}
	for i := range k.lines {
		p.add(&k.lines[i].stream, t)
	}
	return p.course()
}

// need is the projection's need through the horizon, for one sample.
func (k *sampler) need(paid, revenue []float64, interest, floor float64) float64 {
	need := math.Inf(-1)
	for t := k.horizon - 1; t >= 0; t-- {
		net := paid[t] - revenue[t]
		before := need - k.payments[t+1] + net
		if before > 0 {
			before /= 1 + interest
		}
		need = floor
		if k.scenario.Timing == Continuous {
			need += dip(k.now.burn[t], net)
		} else if net > 0 {
			need += net
		}
		if before > need {
			need = before
		}
	}
	return need - k.payments[0]
}
