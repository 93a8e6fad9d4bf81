package calc

import "math"

// Row is one month of a projection.
type Row struct {
	// Revenue is the revenue of the month.
	Revenue float64
	// GrossBurn is all costs of the month that are paid in cash.
	GrossBurn float64
	// NetBurn is gross burn less revenue; negative when cash grows.
	NetBurn float64
	// Opening is the balance at the start of the month, its payments included.
	Opening float64
	// Cash is the balance as the month ends, its interest included.
	Cash float64
}

// tiny is how far two sums of the same size may lie apart and still be equal.
const tiny = 1e-12

// most bounds every flow of a month, so that sums over Forever stay finite.
const most = 1e200

// projection is the flows of a company with one value for each figure, over a
// number of months. Balances are not part of it: they follow from it and the
// opening cash.
type projection struct {
	cash, floor float64
	interest    float64 // per month
	revenue     []float64
	costs       []float64 // credits not counted
	paid        []float64 // the costs that are paid in cash
	payments    []float64 // raises and one-offs, at the start of the month
	curves      []curve   // the flows inside each month, where timing is continuous
	slack       float64   // what rounding may add to a balance
}

// project computes the flows of s, whose ranges must all be exact, over so many
// months.
func project(s *Scenario, months int) *projection {
	p := &projection{
		cash:     s.Cash.Low,
		floor:    s.Floor.Low,
		interest: perMonth(s.Interest.Low, Yearly),
		revenue:  make([]float64, months),
		costs:    make([]float64, months),
		paid:     make([]float64, months),
		payments: make([]float64, months),
	}
	if s.Timing == Continuous {
		p.curves = make([]curve, months)
	}
	streams := make([]stream, len(s.Lines))
	for i := range s.Lines {
		streams[i] = newStream(&s.Lines[i])
	}
	for t := range months {
		if p.curves != nil {
			p.curves[t] = newCurve(streams)
			p.revenue[t], p.costs[t], p.paid[t] = p.curves[t].month()
		} else {
			p.addMonth(t, streams)
		}
		for i := range streams {
			streams[i].step(t)
		}
	}
	for i := range s.Payments {
		if t := s.Payments[i].Month - s.Start; s.Start != 0 && t >= 0 && int(t) < months {
			p.payments[t] += s.Payments[i].Amount.Low
		}
	}
	p.slack = tiny * (math.Abs(p.cash) + math.Abs(p.floor))
	return p
}

// stream is a line as it stands in one month.
type stream struct {
	revenue, share bool
	amount         float64 // at the cost of month 0's units, grown to this month
	growth         float64 // factor per month
	hires          float64 // units added per month for each unit of month 0
	staffing       float64 // units in this month for each unit of month 0
	credit         float64 // left
}

func newStream(l *Line) stream {
	s := stream{
		revenue: l.Revenue, share: l.Share,
		amount: l.Amount.monthly(), growth: 1 + l.Growth.monthlyGrowth(), staffing: 1,
	}
	if l.Share {
		s.amount = l.Amount.Low
	} else if l.Units.Low > 0 {
		s.hires = math.Max(-most, math.Min(most, l.Hire.monthly()/l.Units.Low))
	}
	if !l.Revenue {
		s.credit = l.Credit.Low
	}
	return s
}

// rate is the stream's money per month, or its share of revenue, as the month starts.
func (s *stream) rate() float64 { return math.Min(most, s.amount*s.staffing) }

// step moves the stream from month t to the next.
func (s *stream) step(t int) {
	s.amount = math.Min(most, s.amount*s.growth)
	s.staffing = math.Max(0, 1+s.hires*float64(t+1))
}

// pay takes a cost from the stream's credit and returns what is left to pay.
func (s *stream) pay(cost float64) float64 {
	if s.credit >= cost {
		s.credit -= cost
		return 0
	}
	cost -= s.credit
	s.credit = 0
	return cost
}

func (p *projection) addMonth(t int, streams []stream) {
	for i := range streams {
		if streams[i].revenue {
			p.revenue[t] += streams[i].rate()
		}
	}
	for i := range streams {
		s := &streams[i]
		if s.revenue {
			continue
		}
		cost := s.rate()
		if s.share {
			cost = math.Min(most, cost*p.revenue[t])
		}
		p.costs[t] += cost
		p.paid[t] += s.pay(cost)
	}
}

func (p *projection) net(t int) float64 { return p.paid[t] - p.revenue[t] }

// dip is the most that has flowed out on balance at any time in the first part
// of month t, at least 0.
func (p *projection) dip(t int, part float64) float64 {
	if p.curves != nil {
		return p.curves[t].dip(part)
	}
	return math.Max(0, p.net(t)*part)
}

// exhausts is when in month t more than room has flowed out on balance.
func (p *projection) exhausts(t int, room float64) (when float64, ok bool) {
	if p.curves != nil {
		return p.curves[t].exhausts(room)
	}
	if net := p.net(t); net > room {
		return room / net, true
	}
	return 0, false
}

// covers reports when in month t revenue first covers all costs.
func (p *projection) covers(t int) (when float64, ok bool) {
	if p.curves != nil {
		return p.curves[t].covers()
	}
	return 0, p.revenue[t] >= p.costs[t]*(1-tiny)
}

// end is the balance as month t ends, from its balance after payments.
func (p *projection) end(t int, opening float64) float64 {
	return opening - p.net(t) + p.interest*math.Max(0, opening)
}

// runway is the first time at which cash goes below the floor.
func (p *projection) runway() float64 {
	cash, slack := p.cash, p.slack
	for t := range p.paid {
		cash += p.payments[t]
		slack += tiny * (math.Abs(p.payments[t]) + p.paid[t] + p.revenue[t])
		room := cash - p.floor
		if room < -slack {
			return float64(t)
		}
		allowed := room + slack
		if room <= 0 {
			allowed = 0 // at the floor, the least outflow counts
		}
		if _, ok := p.exhausts(t, allowed); ok {
			when, _ := p.exhausts(t, math.Max(0, room))
			return float64(t) + when
		}
		cash = p.end(t, cash)
	}
	return math.Inf(1)
}

// breakEven is the first time at which revenue covers all costs.
func (p *projection) breakEven() float64 {
	for t := range p.paid {
		if when, ok := p.covers(t); ok {
			return float64(t) + when
		}
	}
	return math.Inf(1)
}

// overtaken is the first month after breakEven and before the horizon in which
// costs are above revenue again, or infinity.
func (p *projection) overtaken(breakEven float64, horizon int) float64 {
	for t := breakEven + 1; t < float64(horizon); t++ {
		if m := int(t); p.revenue[m] < p.costs[m]*(1-tiny) {
			return float64(m)
		}
	}
	return math.Inf(1)
}

// gap is the least extra opening cash with which cash stays at or above the
// floor from the start through the given time; the runway without it is known.
func (p *projection) gap(through, runway float64) float64 {
	if runway >= through && runway > 0 {
		return 0
	}
	return math.Max(0, p.need(through)-p.cash)
}

// need is the least opening cash with which cash stays at or above the floor
// from the start through the given time. It follows the months backwards: what
// must be there as a month opens is what the month takes, or what the next one
// needs before this one's interest, whichever is more.
func (p *projection) need(through float64) float64 {
	if through == 0 {
		return p.floor
	}
	whole := int(through)
	need := math.Inf(-1)
	if part := through - float64(whole); part > 0 {
		need = p.floor + p.dip(whole, part)
	}
	for t := whole - 1; t >= 0; t-- {
		before := need + p.net(t)
		if t+1 < len(p.payments) {
			before -= p.payments[t+1]
		}
		if before > 0 {
			before /= 1 + p.interest
		}
		need = math.Max(before, p.floor+p.dip(t, 1))
	}
	return need - p.payments[0]
}

// rows is the month table, and the lowest balance in it.
func (p *projection) rows(horizon int) (rows []Row, lowest float64) {
	rows, lowest = make([]Row, horizon), math.Inf(1)
	cash := p.cash
	for t := range rows {
		cash += p.payments[t]
		lowest = math.Min(lowest, cash-p.dip(t, 1))
		rows[t] = Row{p.revenue[t], p.paid[t], p.net(t), cash, p.end(t, cash)}
		cash = rows[t].Cash
	}
	return rows, lowest
}
