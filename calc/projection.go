package calc

import (
	"math"
	"slices"
)

// Row is one month of a projection, in the scenario's currency.
type Row struct {
	// Revenue is the revenue received in the month.
	Revenue float64
	// GrossBurn is the sum of all costs that are paid in cash in the month.
	GrossBurn float64
	// NetBurn is GrossBurn less Revenue; negative when cash grows.
	NetBurn float64
	// Earned is the revenue of the month, whenever it is received, and Owed are all costs
	// of it, whenever they are paid, those that credits pay among them.
	Earned, Owed float64
	// Payments are the raises and one-off payments at the start of the month.
	Payments float64
	// Opening is the balance at the start of the month, after these and after what lines are
	// paid for several months at once.
	Opening float64
	// Cash is the balance at the end of the month, interest included.
	Cash float64
}

// projection computes cases of a scenario one after another: the figures of its scenario are
// set to those of a case, and load starts with it. Months are computed when they are first
// asked for: those up to the horizon together, then in ever longer spans. Lines that are the
// same in all cases are summed up once.
type projection struct {
	scenario *Scenario
	horizon  int
	streams  []stream // those of revenue first
	earners  []stream // of them, those of revenue

	isContinuous bool
	hasTimes     bool    // some line starts, ends or is paid at times of its own
	hasDelays    bool    // some cash moves at other times than it is due
	isSteady     bool    // nothing grows and no interest accrues
	discount     float64 // a factor per month, as in [shape]
	inside       curve

	passed []passed // of the streams that flow: see coveredLater
	fours  []four   // of streams that move, are on one side, and have an amount and growth alone

	fixed, flows            flows // of the streams that are the same in all cases, and of the case
	fixedTo, filledTo       int   // the months of them that are computed
	fixedSpans, filledSpans int   // the spans that these make
	fixedAhead              [spans]ahead
	outlooks                [spans]outlooks // of the case, as each span has ended

	cash, floor, interest float64              // interest is per month
	payments              [Forever]float64     // what moves as each month starts
	paymentsEnd           int                  // the month after the last of them
	settledAt             int                  // the first month from which no line starts or ends and nothing is paid once
	lowest                float64              // the lowest balance up to the horizon, once the runway is known
	closing               [Forever + 1]float64 // the opening cash, and the balance as each month ends
	balances              []float64            // where the balances of the first span are wanted, if anywhere
}

// spans is the greatest number of spans of months: the first ends with the horizon, and each
// later one is half as long as all before it, but no shorter than a year.
const spans = 20

// four is streams that are added together. Where there are fewer, nothing flows in the last.
type four struct {
	side    *side
	streams [4]*stream
	nothing stream
}

// ahead and outlooks look ahead at what is due, and at cash.
type (
	ahead    struct{ due, cash lookahead }
	outlooks struct{ due, cash outlook }
)

// add includes a stream as month t starts.
func (a *ahead) add(s *stream, t int, hasDelays bool) {
	a.due.add(s, t)
	if hasDelays {
		a.cash.addCash(s, t)
	}
}

// next returns the end of the span that starts with month from.
func (p *projection) next(from int) (to int) {
	if from == 0 {
		return p.horizon
	}
	return min(from+max(12, from/2), Forever)
}

// withProjection calls do with a projection that nothing else uses.
func withProjection(do func(*projection)) { withSampler(func(k *sampler) { do(&k.projection) }) }

// project sets the projection to the case of a scenario whose figures are all exact.
func (p *projection) project(s *Scenario) *projection {
	p.prepare(s, nil)
	p.load()
	return p
}

// prepare sets the projection up for cases of a scenario that differ in the given figures
// alone, or for a single case if there are none.
func (p *projection) prepare(s *Scenario, varied []Figure) {
	p.scenario, p.horizon, p.isContinuous = s, s.Months(), s.Timing == Continuous
	p.hasDelays, p.hasTimes, p.isSteady, p.discount = false, false, s.Interest == (Range{}), 1
	p.streams = slices.Grow(p.streams[:0], len(s.Lines))[:len(s.Lines)]
	revenueMoves, largest, n := false, 0.0, 0
	for _, revenue := range []bool{true, false} {
		for i := range s.Lines {
			line := &s.Lines[i]
			if line.Revenue != revenue {
				continue
			}
			l := &p.streams[n]
			n++
			l.prepare(line, p.isContinuous)
			l.isSimple = l.isSimple && !slices.ContainsFunc(varied, func(f Figure) bool { return f.line == line && f.Kind == Hire }) // though it may be 0 now
			l.moves = varied == nil || l.share && revenueMoves || slices.ContainsFunc(varied, func(f Figure) bool { return f.line == line })
			revenueMoves = revenueMoves || l.moves && revenue
			l.load(s.Start)
			p.hasDelays = p.hasDelays || l.every > 0 || l.delay > 0
			p.hasTimes = p.hasTimes || p.hasDelays || line.From != (Range{}) || line.Until != (Range{})
			p.isSteady = p.isSteady && line.Growth.Range == (Range{}) && line.Hire.Range == (Range{}) && l.every == 0
			if !l.share && l.amount > largest && l.growth > 0 {
				largest, p.discount = l.amount, l.growth
			}
		}
		if revenue {
			p.earners = p.streams[:n]
		}
	}
	for _, f := range varied {
		p.isSteady = p.isSteady && f.Kind != Growth && f.Kind != Hire && f.Kind != Interest // though it may be 0 now
	}
	p.fixed.prepare(p.streams, p.isContinuous)
	p.flows.prepare(p.streams, p.isContinuous)
	p.fours = slices.Grow(p.fours[:0], len(p.streams)) // whose places stay
	if !p.isContinuous {
		p.group(&p.flows.revenue, p.earners)
		p.group(&p.flows.costs, p.streams[len(p.earners):])
	}
	p.fixedTo, p.fixedSpans = 0, 0
	p.loadStreams(false)
}

// group groups the streams of a side that move and have an amount and growth alone.
func (p *projection) group(of *side, streams []stream) {
	if of.hasOwnCash {
		return
	}
	grouped := 0
	for i := range streams {
		s := &streams[i]
		if !s.moves || !s.isSimple {
			continue
		}
		if grouped%4 == 0 {
			p.fours = append(p.fours, four{side: of, nothing: stream{growth: 1}})
			last := &p.fours[len(p.fours)-1]
			for i := range last.streams {
				last.streams[i] = &last.nothing
			}
		}
		s.isGrouped = true
		p.fours[len(p.fours)-1].streams[grouped%4] = s
		grouped++
	}
}

// load starts with the case that the scenario's figures are set to.
func (p *projection) load() {
	s := p.scenario
	p.filledTo, p.filledSpans, p.settledAt = 0, 0, 0
	p.cash, p.floor, p.interest = s.Cash.Low, s.Floor.Low, 0
	if s.Interest.Low != 0 {
		p.interest = perMonth(s.Interest.Low, Yearly)
	}
	clear(p.payments[:p.paymentsEnd])
	p.paymentsEnd = 0
	for i := range s.Payments {
		if t, ok := s.paymentMonth(&s.Payments[i]); ok {
			p.payments[t] += s.Payments[i].Amount.Low
			p.paymentsEnd = max(p.paymentsEnd, t+1)
		}
	}
	p.settledAt = p.paymentsEnd
	p.loadStreams(true)
}

// loadStreams loads the streams that move, or those that do not.
func (p *projection) loadStreams(moving bool) {
	for i := range p.streams {
		if l := &p.streams[i]; l.moves == moving {
			l.load(p.scenario.Start)
			if p.isContinuous {
				l.setShapes(p.earners, p.discount)
			}
		}
	}
	if !p.hasTimes {
		return // the rest is about lines that start, end or are paid at times of their own
	}
	settled, latest := 0, 0 // cash of a share can follow revenue that is late
	for i := range p.streams {
		settled, latest = max(settled, p.streams[i].settledAt()), max(latest, p.streams[i].delay)
	}
	p.settledAt = max(p.settledAt, settled+latest)
	for i := range p.streams {
		l := &p.streams[i]
		if l.moves == moving && l.due != nil && l.every == 0 {
			l.loadDue(p.earners)
		}
	}
}

// paymentMonth returns the month of the projection in which a payment falls. ok is
// false if it falls into none.
func (s *Scenario) paymentMonth(p *Payment) (t int, ok bool) {
	t = int(p.Month.Low) - int(s.Start)
	return t, s.Start != 0 && t >= 0 && t < Forever
}

// fillTo computes the flows of the case up to a month.
func (p *projection) fillTo(month int) {
	for p.filledTo < month {
		from := p.filledTo
		to := p.next(from)
		p.fillFixed(to)
		p.flows.start(&p.fixed, from, to)
		for i := range p.fours {
			f := &p.fours[i]
			f.add(f.side.due.total[from:to])
		}
		for i := range p.streams {
			if l := &p.streams[i]; l.moves && !l.isGrouped {
				p.flows.add(l, p.earners, from, to)
			}
		}
		if p.hasDelays {
			p.addLumps(from, to)
		}
		p.outlooks[p.filledSpans] = outlooks{}
		p.filledTo, p.filledSpans = to, p.filledSpans+1
	}
}

// addLumps adds to the payments what lines bring or cost as a month starts.
func (p *projection) addLumps(from, to int) {
	for t, received := range p.flows.revenue.lumps(from, to) {
		p.payments[from+t] += received
	}
	for t, paid := range p.flows.costs.lumps(from, to) {
		p.payments[from+t] -= paid
	}
	p.paymentsEnd = max(p.paymentsEnd, to)
}

// fillFixed computes the flows of the streams that are the same in all cases, up to a month.
func (p *projection) fillFixed(month int) {
	for p.fixedTo < month {
		from := p.fixedTo
		to := p.next(from)
		p.fixed.clear(from, to)
		next := &p.fixedAhead[p.fixedSpans]
		*next = ahead{}
		for i := range p.streams {
			if l := &p.streams[i]; !l.moves {
				p.fixed.add(l, p.earners, from, to)
				next.add(l, to, p.hasDelays)
			}
		}
		p.fixedTo, p.fixedSpans = to, p.fixedSpans+1
	}
}

// outlook returns what is certain as a span has ended. It is looked for once, while the streams
// stand there.
func (p *projection) outlook(span, end int) outlooks {
	known := &p.outlooks[span]
	if *known != (outlooks{}) || p.filledTo != end || end < p.settledAt || end == Forever {
		return *known
	}
	ahead := p.fixedAhead[span]
	for i := range p.streams {
		if l := &p.streams[i]; l.moves {
			ahead.add(l, end, p.hasDelays)
		}
	}
	known.due = ahead.due.outlook(p.isContinuous)
	known.cash = known.due
	if p.hasDelays {
		known.cash = ahead.cash.outlook(p.isContinuous)
	}
	return *known
}

// netBurn returns the costs paid in cash less the revenue, in the course of month t.
func (p *projection) netBurn(t int) float64 {
	return p.flows.costs.cash.total[t] - p.flows.revenue.cash.total[t]
}

// received and paid return the cash that moves in month t, as it starts and in its course.
func (p *projection) received(t int) float64 { p.fillTo(t + 1); return p.flows.revenue.moved(t) }
func (p *projection) paid(t int) float64     { p.fillTo(t + 1); return p.flows.costs.moved(t) }

// earned returns the revenue of month t, whenever it is received.
func (p *projection) earned(t int) float64 { p.fillTo(t + 1); return p.flows.revenue.due.total[t] }

func (s *side) moved(t int) float64 {
	if s.lump == nil {
		return s.cash.total[t]
	}
	return s.cash.total[t] + s.lump[t]
}

// isCovered reports whether the revenue earned in month t covers all costs of it.
func (p *projection) isCovered(t int) bool {
	p.fillTo(t + 1)
	return p.flows.revenue.due.total[t] >= p.flows.costs.due.total[t]*(1-roundoff)
}

// maxOutflow returns the largest net outflow since the start of month t at any time
// in the first part of it, at least 0. part runs from 0 to 1.
func (p *projection) maxOutflow(t int, part float64) float64 {
	if p.isContinuous {
		costs, revenue := &p.flows.costs.cash, &p.flows.revenue.cash
		switch {
		case costs.high[t] <= revenue.low[t]:
			return 0
		case costs.low[t] < revenue.high[t] || part < 1:
			return p.curve(t).maxOutflow(part)
		}
	}
	return math.Max(0, p.netBurn(t)*part)
}

// runway returns the first time, in months, at which cash goes below the floor. If it does not
// within [Forever], the runway is that while cash still falls, and infinity otherwise.
func (p *projection) runway() float64 { return p.runwayWithin(Forever) }

// runwayWithin returns the runway if it ends within a number of months. A longer one it may
// return as infinity, the sooner for it.
func (p *projection) runwayWithin(months int) float64 {
	slack := roundoff * (math.Abs(p.cash) + math.Abs(p.floor)) // rounding error of the balance
	for from, index := 0, 0; from < months; index++ {
		to := p.next(from)
		lowest, moved := p.walk(from, to)
		if from == 0 {
			p.lowest = lowest
		}
		if lowest < p.floor {
			if runway := p.exhaustedAt(from, to, slack); runway <= Forever {
				return runway
			}
		}
		slack += roundoff * moved
		if p.outlook(index, to).cash == alwaysCovered && p.interest >= 0 {
			return math.Inf(1)
		}
		if last := to - 1; p.isSteady && last >= p.settledAt && p.flows.costs.cash.total[last] >= p.flows.costs.due.total[last] {
			if net := p.netBurn(last); net > roundoff*(p.flows.costs.cash.total[last]+p.flows.revenue.cash.total[last]) {
				return math.Min(Forever, float64(to)+math.Max(0, p.closing[to]-p.floor)/net)
			}
			return math.Inf(1)
		}
		from = to
	}
	if months == Forever && p.closing[Forever-12]-p.closing[Forever] > slack {
		return Forever
	}
	return math.Inf(1)
}

// balanceAt returns the balance at a time before [Forever], in months.
func (p *projection) balanceAt(time float64) float64 {
	t := int(time)
	for from := 0; from <= t; from = p.next(from) {
		p.walk(from, p.next(from))
	}
	part := time - float64(t)
	if p.isContinuous {
		return p.closing[t] + p.payments[t] - p.curve(t).outflow(part)
	}
	return p.closing[t] + p.payments[t] - p.netBurn(t)*part
}

// walk computes the balances of a span of months, which it fills. It returns the lowest
// balance at any time in them and the sum of all money moved.
func (p *projection) walk(from, to int) (lowest, moved float64) {
	p.fillTo(to)
	p.closing[0] = p.cash
	lowest, moved = walk(p.closing[from:to+1], p.payments[from:max(from, min(to, p.paymentsEnd))], p.flows.revenue.cash.total[from:to], p.flows.costs.cash.total[from:to], p.interest, p.balances)
	p.balances = nil
	if p.isContinuous {
		for t := from; t < to; t++ {
			lowest = math.Min(lowest, p.closing[t]+p.payments[t]-p.maxOutflow(t, 1))
		}
	}
	return lowest, moved
}

// walk follows the balance through months, the first of which have payments as they start.
// closing[0] is the balance before them; walk sets the others to the balances at the end of each
// month, and copies these to balances, a stride apart, as far as there is room. It returns the lowest
// balance as months start and end and the sum of all money moved. A falling balance, the usual case,
// takes no branch: in WebAssembly each is a jump through a table, as is each turn of the loop, which
// takes four months at once where nothing but flows moves.
func walk(closing, payments, revenue, paid []float64, interest float64, balances []float64) (lowest, moved float64) {
	cash := closing[0]
	closing = closing[1:]
	revenue, paid = revenue[:len(closing)], paid[:len(closing)]
	lowest = cash
	if len(payments) > 0 {
		lowest += payments[0]
	}
	at := 0
	for t := 0; t < len(closing); t++ {
		hasRoom := at+3*stride < len(balances)
		if t >= len(payments) && t+4 <= len(closing) && interest == 0 && (hasRoom || at >= len(balances)) {
			in, out, ends := revenue[t:t+4:t+4], paid[t:t+4:t+4], closing[t:t+4:t+4]
			first, second, third, fourth := out[0]-in[0], out[1]-in[1], out[2]-in[2], out[3]-in[3]
			moved += out[0] + in[0] + (out[1] + in[1]) + (out[2] + in[2] + (out[3] + in[3]))
			ends[0] = cash - first
			ends[1] = ends[0] - second
			ends[2] = ends[1] - third
			ends[3] = ends[2] - fourth
			if first <= 0 || second <= 0 || third <= 0 || fourth <= 0 {
				lowest = min(lowest, cash, ends[0], ends[1], ends[2])
			}
			if hasRoom {
				of := balances[at : at+3*stride+1]
				of[0], of[stride], of[2*stride], of[3*stride] = ends[0], ends[1], ends[2], ends[3]
				at += 4 * stride
			}
			cash = ends[3]
			t += 3
			continue
		}
		in, out := revenue[t], paid[t]
		net := out - in
		moved += out + in
		if t < len(payments) && payments[t] != 0 {
			moved += math.Abs(payments[t])
			if cash < lowest && t > 0 {
				lowest = cash
			}
			cash += payments[t]
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

// exhaustedAt returns the first time in the months from, …, to−1 at which cash goes
// below the floor, or infinity. slack is the rounding error of the balance before them.
func (p *projection) exhaustedAt(from, to int, slack float64) float64 {
	revenue, paid := p.flows.revenue.cash.total[:to], p.flows.costs.cash.total[:to]
	for t := from; t < to; t++ {
		in, out := revenue[t], paid[t]
		slack += roundoff * (math.Abs(p.payments[t]) + out + in)
		headroom := p.closing[t] + p.payments[t] - p.floor
		if headroom < -slack {
			return float64(t)
		}
		allowed := headroom + slack
		if headroom <= 0 {
			// At the floor, only the rounding error of this month's flows is forgiven.
			headroom, allowed = 0, roundoff*(out+in)
		}
		switch {
		case !p.isContinuous && out-in > allowed:
			return float64(t) + headroom/(out-in)
		case p.isContinuous && p.maxOutflow(t, 1) > allowed:
			return float64(t) + p.curve(t).exhaustedAt(headroom)
		}
	}
	return math.Inf(1)
}

// breakEven returns the first time, in months, at which revenue covers all costs, or
// infinity if it does not within [Forever].
func (p *projection) breakEven() float64 {
	for from, index := 0, 0; from < Forever; index++ {
		to := p.next(from)
		p.fillTo(to)
		if time := p.coveredAt(from, to); time <= Forever {
			return time
		}
		if month, canTell := p.coveredLater(to); canTell {
			return month
		}
		if p.outlook(index, to).due == neverCovered {
			break
		}
		from = to
	}
	return math.Inf(1)
}

// coveredAt returns the first time in the months from, …, to−1 at which revenue covers all
// costs, or infinity.
func (p *projection) coveredAt(from, to int) float64 {
	revenue, costs := p.flows.revenue.due, p.flows.costs.due
	if !p.isContinuous {
		return firstCovered(from, revenue.total[from:to], costs.total[from:to])
	}
	for t := from; t < to; t++ {
		if revenue.high[t] >= costs.low[t]*(1-roundoff) {
			if x, ok := p.curve(t).coveredAt(); ok {
				return float64(t) + x
			}
		}
	}
	return math.Inf(1)
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

// overtakenAt returns the first month after breakEven in which costs exceed revenue
// again, or infinity. It looks as far as the horizon or the end of the money,
// whichever is later.
func (p *projection) overtakenAt(breakEven, runway float64) float64 {
	last := float64(p.horizon)
	if runway <= Forever {
		last = math.Max(last, runway)
	}
	for t := breakEven + 1; t < last; t++ {
		if !p.isCovered(int(t)) {
			return math.Floor(t)
		}
	}
	return math.Inf(1)
}

// gap returns the least extra opening cash with which cash stays at or above the
// floor from the start through the given time. runway is the one without extra cash.
func (p *projection) gap(through, runway float64) float64 {
	if runway >= through && runway > 0 {
		return 0
	}
	if p.interest == 0 && through == float64(p.horizon) {
		return math.Max(0, p.floor-p.lowest) // as much more cash is as much more at all times
	}
	return math.Max(0, p.requiredCash(through)-p.cash)
}

// requiredCash returns the least opening cash with which cash stays at or above the
// floor from the start through the given time, in months.
//
// It works backwards. A month must open with its own largest outflow above the floor,
// or with what the next month requires, before this month's flows and interest,
// whichever is more.
func (p *projection) requiredCash(through float64) float64 {
	whole := int(through)
	p.fillTo(max(1, int(math.Ceil(through))))
	if through == 0 {
		return p.floor - p.payments[0]
	}
	required := math.Inf(-1)
	if part := through - float64(whole); part > 0 {
		required = p.floor + p.maxOutflow(whole, part)
	}
	revenue, paid := p.flows.revenue.cash.total[:whole], p.flows.costs.cash.total[:whole]
	for t := whole - 1; t >= 0; t-- {
		net := paid[t] - revenue[t]
		carried := required + net
		if t+1 < Forever {
			carried -= p.payments[t+1]
		}
		if p.interest != 0 && carried > 0 {
			carried /= 1 + p.interest
		}
		required = p.floor
		if p.isContinuous {
			required += p.maxOutflow(t, 1)
		} else if net > 0 {
			required += net
		}
		if carried > required {
			required = carried
		}
	}
	return required - p.payments[0]
}

// rows returns the table of months up to the horizon, and the lowest balance in it.
func (p *projection) rows() (rows []Row, lowest float64) {
	p.walk(0, p.horizon)
	rows, lowest = make([]Row, p.horizon), math.Inf(1)
	for t := range rows {
		lowest = math.Min(lowest, p.closing[t]+p.payments[t]-p.maxOutflow(t, 1))
		revenue, costs := &p.flows.revenue, &p.flows.costs
		rows[t] = Row{
			Revenue: revenue.moved(t), GrossBurn: costs.moved(t), NetBurn: costs.moved(t) - revenue.moved(t),
			Earned: revenue.due.total[t], Owed: costs.due.total[t],
			Payments: p.payments[t] - (revenue.moved(t) - revenue.cash.total[t]) + (costs.moved(t) - costs.cash.total[t]),
			Opening:  p.closing[t] + p.payments[t], Cash: p.closing[t+1],
		}
	}
	return rows, lowest
}
