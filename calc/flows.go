package calc

// flows holds the flows of each month of a case.
type flows struct{ revenue, costs side }

// side holds the flows of revenue or of costs by month.
type side struct {
	due  series    // earned or owed
	cash series    // received or paid in the course of the month: due itself, unless hasOwnCash
	lump []float64 // received or paid as the month starts, if a line is paid so

	hasOwnCash bool // some cash moves at other times than it is due, or credits pay
	room       [7][]float64
	used       int // of them
}

// series holds flows by month and, where timing is continuous, bounds on their rate inside
// the month.
type series struct{ total, low, high []float64 }

// monthFlow is the flow of one month, with the same bounds.
type monthFlow struct{ total, low, high float64 }

// prepare makes room for the flows of streams.
func (f *flows) prepare(streams []stream, isContinuous bool) {
	f.revenue.prepare(streams, true, isContinuous)
	f.costs.prepare(streams, false, isContinuous)
}

func (s *side) prepare(streams []stream, isOfRevenue, isContinuous bool) {
	hasLumps := false
	s.hasOwnCash = false
	for i := range streams {
		if l := &streams[i]; l.revenue == isOfRevenue {
			s.hasOwnCash, hasLumps = s.hasOwnCash || !l.isPlain, hasLumps || l.every > 0
		}
	}
	s.used = 0
	room := func(isUsed bool) []float64 {
		if !isUsed {
			return nil
		}
		next := &s.room[s.used]
		if *next == nil {
			*next = make([]float64, Forever)
		}
		s.used++
		return *next
	}
	s.due = series{room(true), room(isContinuous), room(isContinuous)}
	s.cash, s.lump = s.due, room(hasLumps)
	if s.hasOwnCash {
		s.cash = series{room(true), room(isContinuous), room(isContinuous)}
	}
}

// lumps returns what moves as the months from, …, to−1 start.
func (s *side) lumps(from, to int) []float64 {
	if s.lump == nil {
		return nil
	}
	return s.lump[from:to]
}

// start gives months the flows that others have in them.
func (f *flows) start(others *flows, from, to int) {
	f.revenue.start(&others.revenue, from, to)
	f.costs.start(&others.costs, from, to)
}

func (s *side) start(others *side, from, to int) {
	for i, months := range s.room[:s.used] {
		copy(months[from:to], others.room[i][from:to])
	}
}

// clear empties months.
func (f *flows) clear(from, to int) {
	for _, s := range []*side{&f.revenue, &f.costs} {
		for _, months := range s.room[:s.used] {
			clear(months[from:to])
		}
	}
}

// add adds what a stream brings or costs in the months from, …, to−1, which follow those for
// which it was added before. Streams of revenue come first, because costs can be a share of
// them.
func (f *flows) add(s *stream, revenue []stream, from, to int) {
	of := &f.costs
	if s.revenue {
		of = &f.revenue
	}
	switch {
	case s.every > 0:
		f.addPayments(of, s, revenue, from, to)
		return
	case s.due != nil:
		f.addByMonth(of, s, revenue, from, to)
		return
	case s.share && of.due.low != nil:
		f.addParts(of, s, revenue, from, to)
		return
	}
	next := s.next
	s.next = f.spread(of.due, s, next, 0, from, to)
	switch {
	case !of.hasOwnCash:
	case s.isPlain:
		f.spread(of.cash, s, next, 0, from, to)
	default:
		from = f.addCredited(of, s, from, to)
		s.late = f.spread(of.cash, s, s.late, s.delay, from, to)
	}
}

// spread adds a stream that flows evenly, a number of months after it is due. amount is that of the
// first of the months from, …, end−1 in which it flows; spread returns what it has grown to after them.
func (f *flows) spread(to series, s *stream, amount float64, delay, from, end int) float64 {
	from, end = max(from, s.firstMoved(delay)), min(end, s.last+1+delay)
	switch {
	case from >= end:
		return amount
	case s.share:
		return addShare(to.total[from:end], f.revenue.due.total[from:end], amount, s.growth)
	case to.low == nil:
		return s.spread(to.total[from:end], amount, from-delay)
	}
	s.spread(to.total[from:end], amount*s.shape.total, from-delay)
	s.spread(to.low[from:end], amount*s.shape.low, from-delay)
	s.spread(to.high[from:end], amount*s.shape.high, from-delay)
	return capFlow(amount * power(s.growth, end-from))
}

// firstMoved returns the first month in which cash moves that is so many months late.
func (s *stream) firstMoved(delay int) int {
	if s.runs {
		return 0
	}
	return s.first + delay
}

// spread adds an amount, growing, to successive months from month t on. It returns what it has
// grown to after them.
func (s *stream) spread(months []float64, amount float64, t int) float64 {
	if s.hires == 0 {
		return addGrowing(months, amount, s.growth)
	}
	return addStaffed(months, amount, s.growth, s.hires, t-s.first)
}

// addCredited adds the cash of the months that have to be looked at one by one: those in which a
// credit pays, and those before the start of a line that shrinks by 100%, which was even then. It
// returns the first month after them.
func (f *flows) addCredited(of *side, s *stream, from, to int) int {
	t := max(from, s.firstMoved(s.delay))
	for ; t < min(to, s.last+1+s.delay); t++ {
		wasEven := t < s.delay && s.growth <= 0
		if s.credit == 0 && !wasEven {
			break
		}
		rate := capFlow(s.late * staffing(s.hires, t-s.delay-s.first))
		if !wasEven {
			s.late = capFlow(s.late * s.growth)
		}
		if s.share {
			rate = capFlow(rate * f.revenue.due.total[t])
		}
		of.cash.add(t, s.payIn(t, s.shape.of(rate)))
	}
	return t
}

// payIn settles what is due in cash in month t, of which the credit pays first.
func (s *stream) payIn(t int, cash monthFlow) monthFlow {
	if s.credit == 0 {
		return cash
	}
	credit := s.credit
	cash.total, cash.low = s.pay(cash.total), 0
	if s.credit == 0 {
		s.expiry, s.expiring = t, credit
	}
	if cash.total == 0 {
		return monthFlow{}
	}
	return cash
}

// addGrowing adds an amount to successive months and returns what it has grown to after them.
// growth is its factor per month. The loop is unrolled because in WebAssembly each iteration
// is a jump through a table, and because four products at a time wait for one another less.
func addGrowing(months []float64, amount, growth float64) float64 {
	twice := growth * growth
	fourfold := twice * twice
	t := 0
	for ; t+4 <= len(months); t += 4 {
		four := months[t : t+4 : t+4]
		second := amount * growth
		four[0] += amount
		four[1] += second
		four[2] += amount * twice
		four[3] += second * twice
		amount *= fourfold
	}
	for ; t < len(months); t++ {
		months[t] += amount
		amount *= growth
	}
	return capFlow(amount)
}

// add is addGrowing for four lines that have an amount and growth and nothing else. Together they
// read and write each month once.
func (f *four) add(months []float64) {
	a, b, c, d := f.streams[0], f.streams[1], f.streams[2], f.streams[3]
	amountA, growthA, amountB, growthB := a.next, a.growth, b.next, b.growth
	amountC, growthC, amountD, growthD := c.next, c.growth, d.next, d.growth
	twiceA, twiceB, twiceC, twiceD := growthA*growthA, growthB*growthB, growthC*growthC, growthD*growthD
	t := 0
	for ; t+4 <= len(months); t += 4 {
		four := months[t : t+4 : t+4]
		secondA, secondB, secondC, secondD := amountA*growthA, amountB*growthB, amountC*growthC, amountD*growthD
		thirdA, thirdB, thirdC, thirdD := amountA*twiceA, amountB*twiceB, amountC*twiceC, amountD*twiceD
		four[0] += amountA + amountB + (amountC + amountD)
		four[1] += secondA + secondB + (secondC + secondD)
		four[2] += thirdA + thirdB + (thirdC + thirdD)
		four[3] += secondA*twiceA + secondB*twiceB + (secondC*twiceC + secondD*twiceD)
		amountA, amountB, amountC, amountD = thirdA*twiceA, thirdB*twiceB, thirdC*twiceC, thirdD*twiceD
	}
	for ; t < len(months); t++ {
		months[t] += amountA + amountB + (amountC + amountD)
		amountA, amountB, amountC, amountD = amountA*growthA, amountB*growthB, amountC*growthC, amountD*growthD
	}
	a.next, b.next, c.next, d.next = capFlow(amountA), capFlow(amountB), capFlow(amountC), capFlow(amountD)
}

// addStaffed is addGrowing for a line with hires. The slice starts k months after its first. Months
// in which nobody is there are cut off, so that those left need no comparison.
func addStaffed(months []float64, amount, growth, hires float64, k int) float64 {
	grown := capFlow(amount * power(growth, len(months)))
	t := 0
	for ; t < len(months) && staffing(hires, k+t) == 0; t++ {
		amount *= growth
	}
	end := len(months)
	for end > t && staffing(hires, k+end-1) == 0 {
		end--
	}
	months = months[:end]
	units := 1 + hires*float64(k+t)
	isCapped := max(amount, grown)*max(units, 1+hires*float64(k+end)) >= maxFlow
	twice, twoHires := growth*growth, 2*hires
	for ; t+4 <= len(months) && !isCapped; t += 4 {
		four := months[t : t+4 : t+4]
		second, secondUnits := amount*growth, units+hires
		four[0] += amount * units
		four[1] += second * secondUnits
		four[2] += amount * twice * (units + twoHires)
		four[3] += second * twice * (secondUnits + twoHires)
		amount *= twice * twice
		units += 2 * twoHires
	}
	for ; t < len(months); t++ {
		months[t] += capFlow(amount * units)
		amount *= growth
		units += hires
	}
	return grown
}

// addShare adds a share of revenue to successive months and returns what the share has grown
// to after them. growth is its own factor per month.
func addShare(months, revenue []float64, share, growth float64) float64 {
	revenue = revenue[:len(months)]
	for t := range months {
		flow := share * revenue[t]
		if flow > maxFlow {
			flow = maxFlow
		}
		months[t] += flow
		share *= growth
	}
	return capFlow(share)
}

// addParts is add for a share of revenue in continuous timing: its part of each stream of revenue
// grows inside months, too.
func (f *flows) addParts(of *side, s *stream, revenue []stream, from, to int) {
	from, to = max(from, s.firstMoved(0)), min(to, s.last+1)
	if from >= to {
		return
	}
	for i := range revenue {
		r := &revenue[i]
		part := stream{growth: s.growth * r.growth, hires: r.hires, first: r.first, last: r.last, runs: r.runs, shape: s.shapes[i]}
		for t, end := max(from, r.firstMoved(0)), to; t < min(to, r.last+1); t = end {
			amount := capFlow(r.amount * power(r.growth, t-r.first))
			if r.every > 0 { // it steps, so that each month goes by itself
				amount, end, part.hires = r.rate(t), t+1, 0
			}
			amount = capFlow(amount * s.next * power(s.growth, t-from))
			f.spread(of.due, &part, amount, 0, t, end)
			if of.hasOwnCash {
				f.spread(of.cash, &part, amount, 0, t, end)
			}
		}
	}
	s.next = capFlow(s.next * power(s.growth, to-from))
}

// addByMonth is add for a share of revenue whose cash is late or, in continuous timing, paid by
// credits.
func (f *flows) addByMonth(of *side, s *stream, revenue []stream, from, to int) {
	for t := from; t < to; t++ {
		due := s.dueIn(t, s.step(t), f, revenue)
		s.due[past+t] = due
		of.due.add(t, due)
		if of.hasOwnCash {
			of.cash.add(t, s.payIn(t, s.due[past+t-s.delay]))
		}
	}
}

// addPayments is add for a stream that is paid for several months at once, what it earns or owes in
// them being that of the first.
func (f *flows) addPayments(of *side, s *stream, revenue []stream, from, to int) {
	for t := max(from, s.firstMoved(0)); t < min(to, s.last+1); {
		paid := s.paidMonth(t)
		due := s.dueIn(paid, s.rate(paid), f, revenue)
		for end := min(to, s.last+1, paid+s.every); t < end; t++ {
			of.due.add(t, due)
			if s.due != nil {
				s.due[past+t] = due
			}
		}
	}
	// A payment of month t−delay moves cash in month t.
	for t := s.paidMonth(from-s.delay+s.every-1) + s.delay; t < to; t += s.every {
		if due := s.dueIn(t-s.delay, s.rate(t-s.delay), f, revenue); due.total > 0 {
			of.lump[t] += s.pay(due.total * float64(s.every))
		}
	}
	if to > s.first {
		s.next = capFlow(s.amount * power(s.growth, to-s.first))
	}
}

func (m *series) add(t int, flow monthFlow) {
	m.total[t] += flow.total
	if m.low != nil {
		m.low[t] += flow.low
		m.high[t] += flow.high
	}
}

// dueIn returns what a stream earns or owes in month t, given its rate as the month starts. Where a
// payment covers several months, t is the first of them.
func (s *stream) dueIn(t int, rate float64, f *flows, revenue []stream) monthFlow {
	switch {
	case rate == 0:
		return monthFlow{}
	case !s.share:
		return s.shape.of(rate)
	case t >= 0 && f.revenue.due.low == nil:
		return s.shape.of(capFlow(rate * f.revenue.due.total[t]))
	}
	var due monthFlow
	for i := range revenue {
		shape := s.shape
		if s.every == 0 && len(s.shapes) > 0 {
			shape = s.shapes[i]
		}
		part := shape.of(capFlow(rate * revenue[i].rate(t)))
		due.total += part.total
		due.low += part.low
		due.high += part.high
	}
	return due
}

// of returns the flow of a month that starts at a rate.
func (s *shape) of(rate float64) monthFlow {
	return monthFlow{capFlow(rate * s.total), rate * s.low, rate * s.high}
}

// loadDue fills the months before the start, of which cash moves later.
func (s *stream) loadDue(revenue []stream) {
	for t := -s.delay; t < 0; t++ {
		s.due[past+t] = s.dueIn(t, s.rate(t), nil, revenue)
	}
}
