package calc

import "math"

// Row is one month of a projection, in the scenario's currency.
type Row struct {
	// Revenue is the revenue of the month.
	Revenue float64
	// GrossBurn is the sum of all costs of the month that are paid in cash.
	GrossBurn float64
	// NetBurn is GrossBurn less Revenue; negative when cash grows.
	NetBurn float64
	// Opening is the balance at the start of the month, after its payments.
	Opening float64
	// Cash is the balance at the end of the month, interest included.
	Cash float64
}

// projection computes the flows of a company whose figures are all exact. Months are
// computed when they are first asked for. Balances are not stored: they follow from
// the flows and the opening cash.
type projection struct {
	cash, floor float64
	interest    float64 // per month
	timing      Timing
	streams     []stream // at the start of the first month not yet computed
	shape       *shape   // of the curves, where timing is continuous
	months      []month
	payments    []float64 // raises and one-off payments by month, up to the last one
}

// month holds the flows of one month.
type month struct {
	revenue float64
	costs   float64 // including what credits pay
	paid    float64 // the costs paid in cash
	curve   *curve  // the flows inside the month, where timing is continuous
	outlook outlook
}

// outlook is what is certain about all later months.
type outlook uint8

const (
	uncertain     outlook = iota
	alwaysCovered         // revenue covers all costs in every later month
	neverCovered          // revenue covers all costs in no later month
)

// project starts the projection of s, whose figures must all be exact.
func project(s *Scenario) *projection {
	p := &projection{
		cash:     s.Cash.Low,
		floor:    s.Floor.Low,
		interest: perMonth(s.Interest.Low, Yearly),
		timing:   s.Timing,
		streams:  make([]stream, len(s.Lines)),
		months:   make([]month, 0, s.Months()),
	}
	for i := range s.Lines {
		p.streams[i] = newStream(&s.Lines[i])
	}
	if s.Timing == Continuous {
		p.shape = newShape(p.streams)
	}
	for i := range s.Payments {
		if t, ok := s.paymentMonth(&s.Payments[i]); ok {
			for len(p.payments) <= t {
				p.payments = append(p.payments, 0)
			}
			p.payments[t] += s.Payments[i].Amount.Low
		}
	}
	return p
}

// paymentMonth returns the month of the projection in which a payment falls. ok is
// false if it falls into none.
func (s *Scenario) paymentMonth(p *Payment) (t int, ok bool) {
	t = int(p.Month - s.Start)
	return t, s.Start != 0 && t >= 0 && t < Forever
}

// month returns the flows of month t.
func (p *projection) month(t int) *month {
	for len(p.months) <= t {
		var m month
		if p.timing == Continuous {
			c := newCurve(p.streams, p.shape)
			m.curve = &c
			m.revenue, m.costs, m.paid = c.totals()
		} else {
			m.add(p.streams)
		}
		t := len(p.months)
		if t%12 == 0 { // once a year is enough: the outlook only saves time
			ahead := lookahead{covered: m.isCovered()}
			for i := range p.streams {
				ahead.add(&p.streams[i], t)
			}
			m.outlook = ahead.outlook()
		}
		for i := range p.streams {
			p.streams[i].advance(t)
		}
		p.months = append(p.months, m)
	}
	return &p.months[t]
}

// payment returns the sum of the raises and one-off payments at the start of month t.
func (p *projection) payment(t int) float64 {
	if t >= len(p.payments) {
		return 0
	}
	return p.payments[t]
}

// add adds the flows of the streams, where timing is monthly. It spends their credits.
func (m *month) add(streams []stream) {
	for i := range streams {
		if streams[i].revenue {
			m.revenue += streams[i].rate()
		}
	}
	for i := range streams {
		s := &streams[i]
		if s.revenue {
			continue
		}
		cost := s.rate()
		if s.share {
			cost = capFlow(cost * m.revenue)
		}
		m.costs += cost
		m.paid += s.pay(cost)
	}
}

// netBurn returns the costs paid in cash less the revenue.
func (m *month) netBurn() float64 { return m.paid - m.revenue }

// isCovered reports whether revenue covers all costs, including what credits pay.
func (m *month) isCovered() bool { return m.revenue >= m.costs*(1-roundoff) }

// lookahead finds out whether the side that is greater in a month, revenue or costs,
// stays greater forever.
//
// The greater side grows at least by the weighted mean of its lines' factors, because
// lines that grow faster gain weight. The smaller side grows at most by its largest
// factor. Costs that are a share of revenue move with it unless the share itself
// changes.
type lookahead struct {
	covered        bool    // revenue is the greater side
	leading        float64 // rate of the greater side
	leadingNext    float64 // the least that rate can be a month later
	trailingGrowth float64 // the largest monthly factor on the smaller side
}

// add includes a stream, as it stands at the start of month t.
func (l *lookahead) add(s *stream, t int) {
	rate := s.rate()
	slowest, fastest := s.growthBounds(t)
	switch {
	case rate == 0:
	case s.share:
		if s.growth > 1 && l.covered || s.growth < 1 && !l.covered {
			l.trailingGrowth = math.Inf(1)
		}
	case s.revenue == l.covered:
		l.leading += rate
		l.leadingNext += rate * slowest
	case fastest > l.trailingGrowth:
		l.trailingGrowth = fastest
	}
}

// outlook returns what is certain once all streams have been added.
func (l *lookahead) outlook() outlook {
	switch {
	case l.leading*l.trailingGrowth*(1-roundoff) > l.leadingNext, !l.covered && l.leadingNext == 0: // costs may end
		return uncertain
	case l.covered:
		return alwaysCovered
	}
	return neverCovered
}

// maxOutflow returns the largest net outflow since the start of month t at any time
// in the first part of it, at least 0. part runs from 0 to 1.
func (p *projection) maxOutflow(t int, part float64) float64 {
	m := p.month(t)
	if p.timing == Continuous {
		return m.curve.maxOutflow(part)
	}
	if out := m.netBurn() * part; out > 0 {
		return out
	}
	return 0
}

// exhaustedAt returns the time in month t, from 0 to 1, at which the net outflow since
// its start first exceeds headroom. ok is false if it never does.
func (p *projection) exhaustedAt(t int, headroom float64) (x float64, ok bool) {
	m := p.month(t)
	if p.timing == Continuous {
		return m.curve.exhaustedAt(headroom)
	}
	if net := m.netBurn(); net > headroom {
		return headroom / net, true
	}
	return 0, false
}

// coveredAt returns the time in month t, from 0 to 1, at which revenue first covers
// all costs. ok is false if it never does.
func (p *projection) coveredAt(t int) (x float64, ok bool) {
	m := p.month(t)
	if p.timing == Continuous {
		return m.curve.coveredAt()
	}
	return 0, m.isCovered()
}

// closingCash returns the balance at the end of month t, given the one after its
// payments. Only a positive balance bears interest.
func (p *projection) closingCash(t int, opening float64) float64 {
	closing := opening - p.month(t).netBurn()
	if opening > 0 {
		closing += p.interest * opening
	}
	return closing
}

// runway returns the first time, in months, at which cash goes below the floor, or
// infinity if it does not within [Forever].
func (p *projection) runway() float64 {
	cash := p.cash
	slack := roundoff * (math.Abs(p.cash) + math.Abs(p.floor)) // rounding error of the balance
	for t := range Forever {
		m := p.month(t)
		cash += p.payment(t)
		slack += roundoff * (math.Abs(p.payment(t)) + m.paid + m.revenue)
		headroom := cash - p.floor
		if headroom < -slack {
			return float64(t)
		}
		allowed := headroom + slack
		if headroom <= 0 {
			// At the floor, only the rounding error of this month's flows is forgiven.
			allowed = roundoff * (m.paid + m.revenue)
		}
		if _, ok := p.exhaustedAt(t, allowed); ok {
			x, _ := p.exhaustedAt(t, max(0, headroom))
			return float64(t) + x
		}
		if m.outlook == alwaysCovered && t >= len(p.payments) && p.interest >= 0 {
			break
		}
		cash = p.closingCash(t, cash)
	}
	return math.Inf(1)
}

// breakEven returns the first time, in months, at which revenue covers all costs, or
// infinity if it does not within [Forever].
func (p *projection) breakEven() float64 {
	for t := range Forever {
		if x, ok := p.coveredAt(t); ok {
			return float64(t) + x
		}
		if p.month(t).outlook == neverCovered {
			break
		}
	}
	return math.Inf(1)
}

// overtakenAt returns the first month after breakEven in which costs exceed revenue
// again, or infinity. It looks as far as the horizon or the end of the money,
// whichever is later.
func (p *projection) overtakenAt(breakEven, runway float64, horizon int) float64 {
	last := float64(horizon)
	if runway <= Forever {
		last = math.Max(last, runway)
	}
	for t := breakEven + 1; t < last; t++ {
		if !p.month(int(t)).isCovered() {
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
	return math.Max(0, p.requiredCash(through)-p.cash)
}

// requiredCash returns the least opening cash with which cash stays at or above the
// floor from the start through the given time, in months.
//
// It works backwards. A month must open with its own largest outflow above the floor,
// or with what the next month requires, before this month's flows and interest,
// whichever is more.
func (p *projection) requiredCash(through float64) float64 {
	if through == 0 {
		return p.floor - p.payment(0)
	}
	whole := int(through)
	required := math.Inf(-1)
	if part := through - float64(whole); part > 0 {
		required = p.floor + p.maxOutflow(whole, part)
	}
	for t := whole - 1; t >= 0; t-- {
		carried := required + p.month(t).netBurn() - p.payment(t+1)
		if carried > 0 {
			carried /= 1 + p.interest
		}
		if required = p.floor + p.maxOutflow(t, 1); carried > required {
			required = carried
		}
	}
	return required - p.payment(0)
}

// rows returns the table of months up to the horizon, and the lowest balance in it.
func (p *projection) rows(horizon int) (rows []Row, lowest float64) {
	rows, lowest = make([]Row, horizon), math.Inf(1)
	cash := p.cash
	for t := range rows {
		m := p.month(t)
		cash += p.payment(t)
		lowest = math.Min(lowest, cash-p.maxOutflow(t, 1))
		rows[t] = Row{m.revenue, m.paid, m.netBurn(), cash, p.closingCash(t, cash)}
		cash = rows[t].Cash
	}
	return rows, lowest
}
