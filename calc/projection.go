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

// projection is the flows of a company with one value for each figure. Its months
// are computed when they are first asked for. Balances are not part of it: they
// follow from it and the opening cash.
type projection struct {
	cash, floor float64
	interest    float64 // per month
	timing      Timing
	streams     []stream // as they stand after the last of the months
	shape       *shape   // of the months' curves, where timing is continuous
	months      []month
	payments    []float64 // raises and one-offs up to the last one
}

// month is the flows of a month.
type month struct {
	revenue float64
	costs   float64 // credits not counted
	paid    float64 // the costs that are paid in cash
	inside  *curve  // the flows inside the month, where timing is continuous
	course  course
}

// course is what is certain of all later months.
type course uint8

const (
	uncertain   course = iota
	covered            // revenue goes on to cover all costs
	outstripped        // revenue never covers all costs
)

// project starts the projection of s, whose ranges must all be exact.
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
		if t, ok := s.lands(&s.Payments[i]); ok {
			for len(p.payments) <= t {
				p.payments = append(p.payments, 0)
			}
			p.payments[t] += s.Payments[i].Amount.Low
		}
	}
	return p
}

// lands is the month of a projection in which a payment is made, if there is one.
func (s *Scenario) lands(p *Payment) (t int, ok bool) {
	t = int(p.Month - s.Start)
	return t, s.Start != 0 && t >= 0 && t < Forever
}

// month is the flows of month t.
func (p *projection) month(t int) *month {
	for len(p.months) <= t {
		var m month
		if p.timing == Continuous {
			inside := newCurve(p.streams, p.shape)
			m.inside = &inside
			m.revenue, m.costs, m.paid = m.inside.month()
		} else {
			m.add(p.streams)
		}
		t := len(p.months)
		if t%12 == 0 { // often enough: all that a course does is to save time
			prospect := prospect{covers: m.revenue >= m.costs*(1-tiny)}
			for i := range p.streams {
				prospect.add(&p.streams[i], t)
			}
			m.course = prospect.course()
		}
		for i := range p.streams {
			p.streams[i].step(t)
		}
		p.months = append(p.months, m)
	}
	return &p.months[t]
}

// payment is what is raised and paid once as month t starts.
func (p *projection) payment(t int) float64 {
	if t >= len(p.payments) {
		return 0
	}
	return p.payments[t]
}

// add adds the streams, as they stand in the month, where timing is monthly.
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
			cost = atMost(cost * m.revenue)
		}
		m.costs += cost
		m.paid += s.pay(cost)
	}
}

// prospect looks ahead from a month in which revenue covers all costs, or does
// not. The greater side grows at least as the mean of its parts does now, because
// those that grow faster gain weight, and the smaller side at most as its fastest
// part. What is a share of revenue keeps step with it, unless the share moves.
type prospect struct {
	covers    bool
	now, next float64 // the greater side, and the least it can be a month later
	fast      float64 // the most by which the smaller side can grow
}

// add counts a stream in, as it stands in month t.
func (p *prospect) add(s *stream, t int) {
	rate := s.rate()
	least, greatest := s.pace(t)
	switch {
	case rate == 0:
	case s.share:
		if s.growth > 1 && p.covers || s.growth < 1 && !p.covers {
			p.fast = math.Inf(1)
		}
	case s.revenue == p.covers:
		p.now += rate
		p.next += rate * least
	case greatest > p.fast:
		p.fast = greatest
	}
}

// course is what is certain of all later months.
func (p *prospect) course() course {
	switch {
	case p.now*p.fast*(1-tiny) > p.next, !p.covers && p.next == 0: // costs may end
		return uncertain
	case p.covers:
		return covered
	}
	return outstripped
}

func (m *month) net() float64 { return m.paid - m.revenue }

// dip is the most that has flowed out on balance at any time in the first part
// of the month, at least 0.
func (p *projection) dip(t int, part float64) float64 {
	m := p.month(t)
	if p.timing == Continuous {
		return m.inside.dip(part)
	}
	if out := m.net() * part; out > 0 {
		return out
	}
	return 0
}

// exhausts is when in month t more than room has flowed out on balance.
func (p *projection) exhausts(t int, room float64) (when float64, ok bool) {
	m := p.month(t)
	if p.timing == Continuous {
		return m.inside.exhausts(room)
	}
	if net := m.net(); net > room {
		return room / net, true
	}
	return 0, false
}

// covers reports when in month t revenue first covers all costs.
func (p *projection) covers(t int) (when float64, ok bool) {
	m := p.month(t)
	if p.timing == Continuous {
		return m.inside.covers()
	}
	return 0, m.revenue >= m.costs*(1-tiny)
}

// end is the balance as month t ends, from its balance after payments.
func (p *projection) end(t int, opening float64) float64 {
	end := opening - p.month(t).net()
	if opening > 0 {
		end += p.interest * opening
	}
	return end
}

// runway is the first time at which cash goes below the floor.
func (p *projection) runway() float64 {
	cash, slack := p.cash, tiny*(math.Abs(p.cash)+math.Abs(p.floor)) // what rounding may add to a balance
	for t := range Forever {
		m := p.month(t)
		cash += p.payment(t)
		slack += tiny * (math.Abs(p.payment(t)) + m.paid + m.revenue)
		room := cash - p.floor
		if room < -slack {
			return float64(t)
		}
		allowed := room + slack
		if room <= 0 {
			allowed = tiny * (m.paid + m.revenue) // at the floor, the least that is no rounding counts
		}
		if _, ok := p.exhausts(t, allowed); ok {
			when, _ := p.exhausts(t, max(0, room))
			return float64(t) + when
		}
		if m.course == covered && t >= len(p.payments) && p.interest >= 0 {
			break
		}
		cash = p.end(t, cash)
	}
	return math.Inf(1)
}

// breakEven is the first time at which revenue covers all costs.
func (p *projection) breakEven() float64 {
	for t := range Forever {
		if when, ok := p.covers(t); ok {
			return float64(t) + when
		}
		if p.month(t).course == outstripped {
			break
		}
	}
	return math.Inf(1)
}

// overtaken is the first month after breakEven, and before the horizon or the end of
// the money, in which costs are above revenue again, or infinity.
func (p *projection) overtaken(breakEven, runway float64, horizon int) float64 {
	last := float64(horizon)
	if runway <= Forever {
		last = math.Max(last, runway)
	}
	for t := breakEven + 1; t < last; t++ {
		if m := p.month(int(t)); m.revenue < m.costs*(1-tiny) {
			return math.Floor(t)
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
		return p.floor - p.payment(0)
	}
	whole := int(through)
	need := math.Inf(-1)
	if part := through - float64(whole); part > 0 {
		need = p.floor + p.dip(whole, part)
	}
	for t := whole - 1; t >= 0; t-- {
		before := need + p.month(t).net() - p.payment(t+1)
		if before > 0 {
			before /= 1 + p.interest
		}
		if need = p.floor + p.dip(t, 1); before > need {
			need = before
		}
	}
	return need - p.payment(0)
}

// rows is the month table, and the lowest balance in it.
func (p *projection) rows(horizon int) (rows []Row, lowest float64) {
	rows, lowest = make([]Row, horizon), math.Inf(1)
	cash := p.cash
	for t := range rows {
		m := p.month(t)
		cash += p.payment(t)
		lowest = math.Min(lowest, cash-p.dip(t, 1))
		rows[t] = Row{m.revenue, m.paid, m.net(), cash, p.end(t, cash)}
		cash = rows[t].Cash
	}
	return rows, lowest
}
