package calc

import (
	"math"
	"slices"
	"sync"
)

// Likelihood is how the answers spread when every range takes values as its
// [Spread] says, independently of the others.
type Likelihood struct {
	// Runway, BreakEven and FundingGap are as in [Case].
	Runway, BreakEven, FundingGap Percentiles
	// NoGap is the share of cases without a funding gap, 0 to 1.
	NoGap float64
	// Cash is the balance as each month up to the horizon ends.
	Cash []Percentiles
}

// Percentiles are values that 5%, half and 95% of all cases do not exceed, by
// nearest rank, because infinity cannot be interpolated.
type Percentiles struct{ P5, P50, P95 float64 }

// samples is how many cases a likelihood is drawn from: a power of two, for
// which Sobol points are even. With it P5 and P50 of the runway lie within 1%
// and P95 within 2% of a million plain samples (TestLikelihoodIsAccurate).
const samples = 2048

// Likelihood draws a likelihood from quasi-random cases that are the same for
// the same scenario on every machine. It is nil for a scenario without ranges.
func (s *Scenario) Likelihood() *Likelihood {
	if !s.HasRanges() {
		return nil
	}
	k := samplers.Get().(*sampler)
	defer samplers.Put(k)
	k.prepare(s)
	for i := range samples {
		k.sample(i)
	}
	l := &Likelihood{Cash: make([]Percentiles, k.horizon)}
	k.read(l)
	return l
}

var samplers = sync.Pool{New: func() any { return new(sampler) }}

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
	horizon  int
	settled  int // the month from which no payment moves

	known, now flows
	payments   [Forever]float64

	runway, breakEven, gap [samples]float64
	cash                   []float64 // by month, then by sample
	counts                 [buckets]uint16
	near                   [3][]float64
}

// flows is the money of each month.
type flows struct {
	revenue, costs, paid [Forever]float64
	// due is costs less revenue, burn paid costs less revenue, as rates when the
	// month starts. Both are kept where timing is continuous.
	due, burn [Forever]float64
}

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

// sampledLine is a line as it stands in one month of one sample.
type sampledLine struct {
	of *Line
	stream
	flow  float64 // what a month brings for each unit of its rate at the start
	parts []part  // of a share of revenue: one for each revenue line
}

// part is a share of one revenue line.
type part struct {
	of                          *Line
	amount, growth, hires, flow float64
}

// prepare sets the sampler to a scenario: its ranges become dimensions, and the
// lines without ranges are summed up once.
func (k *sampler) prepare(s *Scenario) {
	k.scenario = s.clone()
	k.horizon = s.Months()
	k.dims, k.lines = k.dims[:0], k.lines[:0]
	ranged := map[*Line]bool{}
	for _, f := range k.scenario.figures() {
		if !f.Exact() && f.key != "valuation" {
			ranged[f.line] = true
			k.dims = append(k.dims, newDim(f, s.Ranges))
		}
	}
	k.known = flows{}
	k.steady, k.credits = s.Interest == (Range{}), false
	for i := range k.scenario.Lines {
		l := &k.scenario.Lines[i]
		k.steady = k.steady && l.Growth.Range == (Range{}) && l.Hire.Range == (Range{})
		k.credits = k.credits || !l.Revenue && l.Credit != (Range{})
	}
	for i := range k.scenario.Lines {
		line := sampledLine{of: &k.scenario.Lines[i]}
		if line.of.Share {
			for j := range k.scenario.Lines {
				if r := &k.scenario.Lines[j]; r.Revenue {
					line.parts = append(line.parts, part{of: r})
				}
			}
		}
		if ranged[line.of] || line.of.Share {
			k.lines = append(k.lines, line)
			continue
		}
		line.start(s.Timing)
		k.add(&k.known, &line, 0, Forever)
	}
	clear(k.payments[:])
	k.settled = 0
	for _, p := range s.Payments {
		if t := int(p.Month - s.Start); s.Start != 0 && t >= 0 && t < Forever {
			k.settled = max(k.settled, t+1)
		}
	}
	for d := range k.dims {
		if d == len(k.uniform) {
			k.uniform, k.normal = append(k.uniform, coordinates(d)), append(k.normal, nil)
		}
		if k.dims[d].kind != drawEven && k.normal[d] == nil {
			k.normal[d] = make([]float64, samples)
			for i, u := range k.uniform[d] {
				k.normal[d][i] = math.Sqrt2 * math.Erfinv(2*u-1)
			}
		}
	}
	k.cash = slices.Grow(k.cash[:0], k.horizon*samples)[:k.horizon*samples]
}

// coordinates are the samples' places in one dimension: Sobol points, shifted
// digit by digit so that none lies at the very end. Dimensions beyond the table
// take the table's again, their points in another order.
func coordinates(dimension int) []float64 {
	points := make([]uint32, samples)
	sobol(dimension%sobolDimensions, points)
	round := uint32(dimension / sobolDimensions)
	shift := mix(uint32(dimension) + 1)
	u := make([]float64, samples)
	for i := range u {
		j := uint32(i)
		if round > 0 {
			// An odd factor and an xor move each index to a place of its own.
			j = (j*(2*mix(round)+1) ^ mix(round+99)) % samples
		}
		u[i] = (float64(points[j]^shift) + 0.5) / (1 << 32)
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

func newDim(f figure, s Spread) dim {
	d := dim{to: f.Range, kind: drawEven, low: f.Low, width: f.High - f.Low, least: math.Inf(-1)}
	switch l := f.line; {
	case f.key == "interest":
		d.least = -0.99
	case l != nil && f.Range == &l.Growth.Range:
		d.least = -1
	case l != nil && f.Range != &l.Hire.Range:
		d.least = 0
	}
	if s == Ninety && f.rate {
		d.kind, d.low, d.width = drawNormal, f.Low+(f.High-f.Low)/2, (f.High-f.Low)/ninetyWidth
	} else if s == Ninety && f.Low > 0 {
		low, high := math.Log(f.Low), math.Log(f.High)
		d.kind, d.low, d.width = drawLognormal, low+(high-low)/2, (high-low)/ninetyWidth
	}
	return d
}

// start sets the line to month 0.
func (l *sampledLine) start(timing Timing) {
	l.stream = newStream(l.of)
	l.flow = monthsFlow(l.growth, timing)
	for i := range l.parts {
		r := newStream(l.parts[i].of)
		growth := r.growth * l.growth
		l.parts[i] = part{l.parts[i].of, r.amount * l.amount, growth, r.hires, monthsFlow(growth, timing)}
	}
}

// monthsFlow is what flows in a month of a rate of 1 at its start that is
// multiplied by growth over the month.
func monthsFlow(growth float64, timing Timing) float64 {
	switch {
	case timing == MonthByMonth || growth == 1:
		return 1
	case growth <= 0:
		return 0
	}
	return (growth - 1) / math.Log(growth)
}

// add adds the line's money of the months from, …, to−1 and moves the line on.
func (k *sampler) add(f *flows, l *sampledLine, from, to int) {
	if l.hires == 0 && l.credit == 0 && !l.share && !k.credits && k.scenario.Timing == MonthByMonth {
		into := f.costs[from:to]
		if l.revenue {
			into = f.revenue[from:to]
		}
		amount, growth := l.amount, l.growth
		for t := range into {
			into[t] += amount
			amount *= growth
		}
		l.amount = math.Min(most, amount)
		return
	}
	for t := from; t < to; t++ {
		rate, money := 0.0, 0.0
		if l.share {
			for i := range l.parts {
				p := &l.parts[i]
				r := p.amount * math.Max(0, 1+p.hires*float64(t))
				rate, money = rate+r, money+r*p.flow
				p.amount = math.Min(most, p.amount*p.growth)
			}
		} else {
			rate = l.amount * math.Max(0, 1+l.hires*float64(t))
			money = rate * l.flow
			l.amount = math.Min(most, l.amount*l.growth)
		}
		rate, money = math.Min(most, rate), math.Min(most, money)
		if l.revenue {
			f.revenue[t] += money
			f.due[t] -= rate
			f.burn[t] -= rate
			continue
		}
		f.costs[t] += money
		f.due[t] += rate
		if l.credit == 0 {
			f.burn[t] += rate
		}
		f.paid[t] += l.pay(money)
	}
}

// months fills in the flows of the months from, …, to−1 of the sample at hand.
func (k *sampler) months(from, to int) {
	copy(k.now.revenue[from:to], k.known.revenue[from:to])
	copy(k.now.costs[from:to], k.known.costs[from:to])
	if k.credits || k.scenario.Timing == Continuous {
		copy(k.now.paid[from:to], k.known.paid[from:to])
		copy(k.now.due[from:to], k.known.due[from:to])
		copy(k.now.burn[from:to], k.known.burn[from:to])
	}
	for i := range k.lines {
		k.add(&k.now, &k.lines[i], from, to)
	}
}

// sample computes one case: its runway, break-even, gap and balances.
func (k *sampler) sample(i int) {
	for d := range k.dims {
		k.dims[d].draw(k.uniform[d], k.normal[d], i)
	}
	s := k.scenario
	for l := range k.lines {
		k.lines[l].start(s.Timing)
	}
	for pass := range 2 { // several payments can share a month
		for _, p := range s.Payments {
			if t := int(p.Month - s.Start); s.Start != 0 && t >= 0 && t < Forever {
				if pass == 0 {
					k.payments[t] = 0
				} else {
					k.payments[t] += p.Amount.Low
				}
			}
		}
	}
	revenue, costs, paid := k.now.revenue[:], k.now.costs[:], k.now.costs[:]
	continuous := s.Timing == Continuous
	if k.credits || continuous {
		paid = k.now.paid[:]
	}
	cash, floor, interest := s.Cash.Low, s.Floor.Low, 0.0
	if s.Interest != (Range{}) {
		interest = perMonth(s.Interest.Low, Yearly)
	}
	runway, even, lowest := math.Inf(1), math.Inf(1), math.Inf(1)
	slack := tiny * (math.Abs(cash) + math.Abs(floor))
	dueBefore := 0.0
	for from, to := 0, k.horizon; from < Forever; from, to = to, min(to+60, Forever) {
		k.months(from, to)
		for t := from; t < to; t++ {
			cash += k.payments[t]
			net := paid[t] - revenue[t]
			slack += tiny * (paid[t] + revenue[t])
			room := cash - floor
			low, when := room-net, room/net
			if continuous {
				low, when = parabola(k.now.burn[t], net, room)
			}
			if room < low {
				low = room
			}
			if low < lowest && t < k.horizon {
				lowest = low
			}
			if low < -slack && runway > Forever {
				runway = float64(t)
				if room > 0 {
					runway += when
				}
			}
			if even > Forever {
				if continuous {
					if due := k.now.due[t]; due <= tiny*costs[t] {
						even = float64(t)
						if t > 0 && due < dueBefore {
							even += due / (dueBefore - due)
						}
					}
					dueBefore = k.now.due[t]
				} else if revenue[t] >= costs[t]*(1-tiny) {
					even = float64(t)
				}
			}
			if cash > 0 {
				cash += interest * cash
			}
			cash -= net
			if t < k.horizon {
				k.cash[t*samples+i] = cash
			}
		}
		if runway <= Forever && even <= Forever {
			break
		}
		if k.steady && to >= k.settled && paid[to-1] >= costs[to-1] { // credits are spent
			if net := paid[to-1] - revenue[to-1]; net > 0 && runway > Forever {
				if runway = float64(to) + (cash-floor)/net; runway > Forever {
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

// need is the projection's need through the horizon, for one sample.
func (k *sampler) need(paid, revenue []float64, interest, floor float64) float64 {
	need := math.Inf(-1)
	for t := k.horizon - 1; t >= 0; t-- {
		net := paid[t] - revenue[t]
		before := need - k.payments[t+1] + net
		if before > 0 {
			before /= 1 + interest
		}
		dip := math.Max(0, net)
		if k.scenario.Timing == Continuous {
			low, _ := parabola(k.now.burn[t], net, 0)
			dip = math.Max(0, -low)
		}
		need = math.Max(before, floor+dip)
	}
	return need - k.payments[0]
}

// parabola takes what has flowed out inside a month as rate·x + (net − rate)·x²,
// which has the month's rate at its start and its net burn at its end. It returns
// the least that is left of room, and when nothing is left of it.
func parabola(rate, net, room float64) (low, when float64) {
	bend := net - rate
	low = room - net
	if turn := -rate / (2 * bend); turn > 0 && turn < 1 {
		low = math.Min(low, room-rate*turn-bend*turn*turn)
	}
	// rate·x + bend·x² = room, the first of its roots, in the form that loses no digits
	root := math.Sqrt(math.Max(0, rate*rate+4*bend*room))
	if rate+root <= 0 {
		return low, 0
	}
	return low, math.Min(1, 2*room/(rate+root))
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

// read fills in the likelihood from the samples.
func (k *sampler) read(l *Likelihood) {
	l.Runway = k.percentiles(k.runway[:])
	l.BreakEven = k.percentiles(k.breakEven[:])
	l.FundingGap = k.percentiles(k.gap[:])
	without := 0
	for _, gap := range k.gap {
		if gap == 0 {
			without++
		}
	}
	l.NoGap = float64(without) / samples
	for t := range l.Cash {
		l.Cash[t] = k.percentiles(k.cash[t*samples : (t+1)*samples])
	}
}

// buckets is how many spans a set of values is sorted into to find the few that
// lie at a percentile.
const buckets = 512

// percentiles are the values of the nearest ranks, exactly: the values are
// counted by span, and only those in the spans of the ranks are sorted.
func (k *sampler) percentiles(values []float64) Percentiles {
	ranks := [3]int{(len(values)*5+99)/100 - 1, (len(values)*50+99)/100 - 1, (len(values)*95+99)/100 - 1}
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if v < low {
			low = v
		}
		if v > high && v <= math.MaxFloat64 {
			high = v
		}
	}
	if low >= high { // all alike, or all infinite
		at := [3]float64{low, low, low}
		finite := 0
		for _, v := range values {
			if v <= math.MaxFloat64 {
				finite++
			}
		}
		for r, rank := range ranks {
			if rank >= finite {
				at[r] = math.Inf(1)
			}
		}
		return Percentiles{at[0], at[1], at[2]}
	}
	clear(k.counts[:])
	scale := (buckets - 1) / (high - low)
	last := float64(buckets - 1)
	for _, v := range values {
		b := (v - low) * scale
		if b > last {
			b = last // the infinite ones with the greatest
		}
		k.counts[int(b)]++
	}
	var at, below [3]int
	for r, rank := range ranks {
		seen := 0
		for b, n := range k.counts {
			if seen+int(n) > rank {
				at[r], below[r] = b, seen
				break
			}
			seen += int(n)
		}
		k.near[r] = k.near[r][:0]
	}
	for _, v := range values {
		b := (v - low) * scale
		if b > last {
			b = last
		}
		for r := range at {
			if int(b) == at[r] {
				k.near[r] = append(k.near[r], v)
			}
		}
	}
	var found [3]float64
	for r, rank := range ranks {
		slices.Sort(k.near[r])
		found[r] = k.near[r][rank-below[r]]
	}
	return Percentiles{found[0], found[1], found[2]}
}
