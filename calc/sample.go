package calc

import (
	"math"
	"slices"

	"runway/calc/internal/sobol"
)

// sampler holds the memory in which samples are drawn and computed. It allocates only
// in prepare.
type sampler struct {
	uniform [][]float64 // by dimension, then by sample: coordinates between 0 and 1
	normal  [][]float64 // the same as quantiles of the standard normal distribution

	scenario    *Scenario // holds the figures of the current sample
	dims        []dim
	lines       []sampledLine
	hasCredits  bool // some costs are not paid in cash
	isSteady    bool // nothing grows and no interest accrues
	skipsYears  bool // lines only grow, so that skipYear can judge a year as a whole
	horizon     int
	paymentsEnd int // the first month after all payments

	fixed, sampled           flows        // of the lines without ranges, and of all lines of the current sample
	fixedYears               []yearTotals // of the fixed flows, by year after the horizon
	fixedRevenue, fixedCosts growthBounds // monthly, of the lines without ranges, from the horizon on
	fixedRevenueYear         float64      // the largest yearly factor of a revenue line without ranges
	fixedCostsYear           float64      // the same of a cost line
	year                     yearLines
	payments                 [Forever]float64

	// Results by sample.
	runway, breakEven, gap [samples]float64

	closing [Forever + 1]float64 // of the current sample: the opening cash, then the balance at the end of each month
	cash    []float64            // the balances at the end of each month up to the horizon; by month, then by sample
	paydays []int                // month 0 and the months with payments, up to the horizon
	opening []float64            // the balances at the start of the paydays; by payday, then by sample

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

// prepare sets up the sampler for a scenario. Ranges become dimensions, and the lines
// without ranges are summed up once.
func (k *sampler) prepare(s *Scenario) {
	k.scenario = s.cloneFigures()
	k.horizon = s.Months()
	k.dims, k.lines = k.dims[:0], k.lines[:0]
	for _, f := range k.scenario.uncertain() {
		if !f.value.Exact() && f.Kind.MovesCash() {
			k.dims = append(k.dims, newDim(f, s.Ranges))
		}
	}
	k.fixed = flows{}
	k.fixedRevenue, k.fixedCosts = growthBounds{slowest: maxFlow}, growthBounds{slowest: maxFlow}
	k.isSteady, k.hasCredits = s.Interest == (Range{}), false
	k.skipsYears = k.isSteady && s.Timing == MonthByMonth
	for i := range k.scenario.Lines {
		l := &k.scenario.Lines[i]
		k.skipsYears = k.skipsYears && l.Hire.Range == (Range{}) && (!l.Share || l.Growth.Range == (Range{}))
		k.isSteady = k.isSteady && l.Growth.Range == (Range{}) && l.Hire.Range == (Range{})
		k.hasCredits = k.hasCredits || !l.Revenue && l.Credit != (Range{})
	}
	// Shares of revenue must follow all revenue. A scenario built by hand can have them
	// in any order.
	for _, revenue := range []bool{true, false} {
		for i := range k.scenario.Lines {
			if l := &k.scenario.Lines[i]; l.Revenue == revenue {
				k.prepareLine(l)
			}
		}
	}
	k.year.prepare(k.lines)
	k.fixedRevenueYear, k.fixedCostsYear = math.Pow(k.fixedRevenue.fastest, 12), math.Pow(k.fixedCosts.fastest, 12)
	k.fixedYears = k.fixedYears[:0]
	for from := k.horizon; k.skipsYears && from+12 <= Forever; from += 12 {
		k.fixedYears = append(k.fixedYears, k.fixed.year(from))
	}
	clear(k.payments[:])
	k.paymentsEnd = 0
	k.paydays = append(k.paydays[:0], 0)
	for i := range s.Payments {
		if t, ok := s.paymentMonth(&s.Payments[i]); ok {
			k.paymentsEnd = max(k.paymentsEnd, t+1)
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

// sample computes sample i: its runway, break-even, gap and balances.
//
// It goes through the months in spans: first up to the horizon, whose balances are
// kept, then a year at a time until the runway and the break-even are known, or known
// to be infinite.
func (k *sampler) sample(i int) {
	for d := range k.dims {
		k.dims[d].draw(k.uniform[d], k.normal[d], i)
	}
	s := k.scenario
	k.year.loaded = false
	for l := range k.lines {
		k.lines[l].start(s.Timing)
	}
	for pass := range 2 { // several payments can share a month
		for p := range s.Payments {
			if t, ok := s.paymentMonth(&s.Payments[p]); ok {
				if pass == 0 {
					k.payments[t] = 0
				} else {
					k.payments[t] += s.Payments[p].Amount.Low
				}
			}
		}
	}
	revenue, costs, paid := k.sampled.revenue[:], k.sampled.costs[:], k.sampled.costs[:]
	if k.hasCredits || s.Timing == Continuous {
		paid = k.sampled.paid[:]
	}
	floor, interest := s.Floor.Low, 0.0
	if s.Interest != (Range{}) {
		interest = perMonth(s.Interest.Low, Yearly)
	}
	k.closing[0] = s.Cash.Low
	runway, breakEven, lowest := math.Inf(1), math.Inf(1), 0.0
	slack := roundoff * (math.Abs(s.Cash.Low) + math.Abs(floor)) // rounding error of the balance
	balances := k.cash[i:]
	creditsSpent := false
	for from, to := 0, k.horizon; from < Forever; from, to = to, min(to+12, Forever) {
		if k.skipsYears && creditsSpent && from >= k.horizon && from >= k.paymentsEnd {
			if net, last, ok := k.skipYear(from, k.closing[from]-floor, runway > Forever, breakEven > Forever); last {
				break
			} else if ok {
				k.closing[to] = k.closing[from] - net
				continue
			}
		}
		k.fill(from, to)
		creditsSpent = paid[to-1] >= costs[to-1]
		low, moved := walk(k.closing[from:to+1], k.payments[from:to], revenue[from:to], paid[from:to], interest, balances)
		if s.Timing == Continuous {
			low = k.lowestInside(from, to, low)
		}
		low -= floor
		if from == 0 {
			lowest, balances = low, nil
			for row, t := range k.paydays {
				k.opening[row*stride+i] = k.closing[t] + k.payments[t]
			}
		}
		if low < 0 && runway > Forever {
			runway = k.exhaustedAt(from, to, paid, floor, slack)
		}
		slack += roundoff * moved
		if breakEven > Forever {
			if s.Timing == Continuous {
				breakEven = k.coveredAt(from, to)
			} else {
				breakEven = firstCovered(from, revenue[from:to], costs[from:to])
			}
		}
		if runway <= Forever && breakEven <= Forever {
			break
		}
		outlook := k.outlook(to)
		if (runway <= Forever || outlook == alwaysCovered && to >= k.paymentsEnd && interest >= 0) && (breakEven <= Forever || outlook == neverCovered) {
			break
		}
		if k.isSteady && creditsSpent && to >= k.paymentsEnd {
			if net := paid[to-1] - revenue[to-1]; net > 0 && runway > Forever {
				if runway = float64(to) + (k.closing[to]-floor)/net; runway > Forever {
					runway = math.Inf(1)
				}
			}
			break
		}
	}
	k.runway[i], k.breakEven[i] = runway, breakEven
	k.gap[i] = 0
	if runway < float64(k.horizon) {
		k.gap[i] = -lowest
		if interest != 0 {
			k.gap[i] = k.requiredCash(paid, revenue, interest, floor) - s.Cash.Low
		}
	}
}

// walk follows the balance through a span of months. closing[0] is the balance before
// them; walk sets the others to the balances at the end of each month, and copies these
// to balances, a stride apart, unless it is nil. It returns the lowest balance and the
// sum of all money moved. A falling balance, the usual case, takes no branch: in
// WebAssembly each is a jump through a table.
func walk(closing, payments, revenue, paid []float64, interest float64, balances []float64) (lowest, moved float64) {
	cash := closing[0]
	closing = closing[1:]
	payments, revenue, paid = payments[:len(closing)], revenue[:len(closing)], paid[:len(closing)]
	lowest = cash + payments[0]
	at := 0
	for t := range closing {
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
		closing[t] = end
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

// firstCovered returns the first month whose revenue covers all costs, or infinity.
// The slices start with month from.
func firstCovered(from int, revenue, costs []float64) float64 {
	costs = costs[:len(revenue)]
	t := 0
	for ; t+4 <= len(costs); t += 4 {
		in, out := revenue[t:t+4:t+4], costs[t:t+4:t+4]
		if in[0] >= out[0]*(1-roundoff) || in[1] >= out[1]*(1-roundoff) || in[2] >= out[2]*(1-roundoff) || in[3] >= out[3]*(1-roundoff) {
			break
		}
	}
	for ; t < len(costs); t++ {
		if revenue[t] >= costs[t]*(1-roundoff) {
			return float64(from + t)
		}
	}
	return math.Inf(1)
}

// outlook returns what is certain about the months from t on, for the current sample.
// Its lines must stand at the start of month t.
func (k *sampler) outlook(t int) outlook {
	if t == Forever {
		return uncertain // no later month is looked at
	}
	revenue, costs := k.fixed.revenue[t], k.fixed.costs[t]
	if k.scenario.Timing == Continuous {
		revenue, costs = k.fixed.revenueRate[t], k.fixed.costsRate[t]
	}
	ahead := lookahead{leading: costs, leadingNext: costs * k.fixedCosts.slowest, trailingGrowth: k.fixedRevenue.fastest}
	allRevenue, shares := revenue, 0.0
	for i := range k.lines {
		l := &k.lines[i]
		l.staffing = staffing(l.hires, t)
		switch rate := l.rate(); {
		case l.revenue:
			allRevenue += rate
		case l.share:
			shares += rate
		default:
			costs += rate
		}
	}
	if ahead.covered = allRevenue >= (costs+shares*allRevenue)*(1-roundoff); ahead.covered {
		ahead.leading, ahead.leadingNext, ahead.trailingGrowth = revenue, revenue*k.fixedRevenue.slowest, k.fixedCosts.fastest
	}
	for i := range k.lines {
		ahead.add(&k.lines[i].stream, t)
	}
	return ahead.outlook()
}

// requiredCash is [projection.requiredCash] through the horizon, for the current sample.
func (k *sampler) requiredCash(paid, revenue []float64, interest, floor float64) float64 {
	required := math.Inf(-1)
	for t := k.horizon - 1; t >= 0; t-- {
		net := paid[t] - revenue[t]
		carried := required - k.payments[t+1] + net
		if carried > 0 {
			carried /= 1 + interest
		}
		required = floor
		if k.scenario.Timing == Continuous {
			required += parabolaMax(k.sampled.burnRate[t], net)
		} else if net > 0 {
			required += net
		}
		if carried > required {
			required = carried
		}
	}
	return required - k.payments[0]
}
