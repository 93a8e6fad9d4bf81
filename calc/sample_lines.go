package calc

import "math"

// flows holds the flows of each month.
type flows struct {
	revenue, costs, paid [Forever]float64
	// The rates of revenue, costs and net burn at the start of each month, where timing
	// is continuous.
	revenueRate, costsRate, burnRate [Forever]float64
	// What the lines cost whose credit runs out in the month, and the part of it paid in
	// cash.
	expiringCosts, expiringPaid [Forever]float64
}

// sampledLine is the state of a line in one month of the current sample.
type sampledLine struct {
	line *Line
	stream
	plain        bool    // it has an amount and growth, and nothing else
	periodMonths float64 // length of the amount's period
	monthFactor  float64 // flow of a month, relative to the rate at its start
	yearFactor   float64 // growth factor over a year
	yearSum      float64 // flow of a year, relative to its first month
	parts        []part  // of a share of revenue: one for each revenue line
}

// part is a share of one revenue line.
type part struct {
	line                               *Line
	amount, growth, hires, monthFactor float64
}

// growthBounds holds bounds on the monthly factors of several lines.
type growthBounds struct{ slowest, fastest float64 }

// prepareLine adds a line: to the flows that all samples have in common if it has no
// ranges and is no share of revenue, otherwise to the lines of each sample.
func (k *sampler) prepareLine(line *Line) {
	l := sampledLine{line: line}
	if line.Share {
		for i := range k.scenario.Lines {
			if r := &k.scenario.Lines[i]; r.Revenue {
				l.parts = append(l.parts, part{line: r})
			}
		}
	}
	if line.Share || hasRanges(k.scenario.LineFigures(line)) {
		k.lines = append(k.lines, l)
		return
	}
	l.start(k.scenario.Timing)
	b := &k.fixedCosts
	if l.revenue {
		b = &k.fixedRevenue
	}
	slowest, fastest := l.growthBounds(k.horizon)
	b.slowest, b.fastest = math.Min(b.slowest, slowest), math.Max(b.fastest, fastest)
	k.add(&k.fixed, &l, 0, Forever)
}

// start sets the line to month 0, with the figures of the current sample. Plain lines
// take a shorter way, because most lines are plain and samples are many.
func (l *sampledLine) start(timing Timing) {
	if l.plain {
		l.amount = l.line.Amount.Low / l.periodMonths
		if growth := &l.line.Growth; growth.Per == Monthly {
			l.growth = 1 + growth.Low
		} else {
			l.growth = 1 + growth.monthlyGrowth()
		}
	} else {
		l.stream = newStream(l.line)
		l.plain = !l.share && l.line.Hire.Range == (Range{}) && (l.revenue || l.line.Credit == (Range{}))
		l.periodMonths = l.line.Amount.Per.Months()
	}
	l.monthFactor = monthFactor(l.growth, timing)
	fourMonths := l.growth * l.growth
	fourMonths *= fourMonths
	l.yearFactor, l.yearSum = fourMonths*fourMonths*fourMonths, 12
	if l.growth != 1 {
		l.yearSum = (l.yearFactor - 1) / (l.growth - 1)
	}
	for i := range l.parts {
		r := newStream(l.parts[i].line)
		growth := r.growth * l.growth
		l.parts[i] = part{l.parts[i].line, r.amount * l.amount, growth, r.hires, monthFactor(growth, timing)}
	}
}

// monthFactor returns the flow of a month, relative to the rate at its start:
// g/ln(1+g) where timing is continuous and growth, 1+g, is positive.
func monthFactor(growth float64, timing Timing) float64 {
	switch {
	case timing == MonthByMonth || growth == 1:
		return 1
	case growth <= 0:
		return 0
	}
	return (growth - 1) / math.Log(growth)
}

// add adds the line's flows in the months from, …, to−1 and advances the line to
// month to.
func (k *sampler) add(f *flows, l *sampledLine, from, to int) {
	if l.credit == 0 && k.scenario.Timing == MonthByMonth && (l.hires == 0 || !l.share) {
		switch {
		case l.hires != 0 && l.revenue:
			l.amount = addStaffed(f.revenue[from:to], l.amount, l.growth, l.hires, from)
		case l.hires != 0:
			if k.hasCredits {
				addStaffed(f.paid[from:to], l.amount, l.growth, l.hires, from)
			}
			l.amount = addStaffed(f.costs[from:to], l.amount, l.growth, l.hires, from)
		case l.revenue:
			l.amount = addGrowing(f.revenue[from:to], l.amount, l.growth)
		case l.share:
			addShare(f.costs[from:to], f.revenue[from:to], l.amount, l.growth)
			if k.hasCredits {
				addShare(f.paid[from:to], f.revenue[from:to], l.amount, l.growth)
			}
			l.amount = math.Min(maxFlow, l.amount*math.Pow(l.growth, float64(to-from)))
		default:
			if k.hasCredits {
				addGrowing(f.paid[from:to], l.amount, l.growth)
			}
			l.amount = addGrowing(f.costs[from:to], l.amount, l.growth)
		}
		return
	}
	for t := from; t < to; t++ {
		rate, money := 0.0, 0.0
		if l.share {
			for i := range l.parts {
				p := &l.parts[i]
				part := p.amount * staffing(p.hires, t)
				rate += part
				money += part * p.monthFactor
				p.amount = capFlow(p.amount * p.growth)
			}
		} else {
			rate = l.amount * staffing(l.hires, t)
			money = rate * l.monthFactor
		}
		l.amount = capFlow(l.amount * l.growth)
		rate, money = capFlow(rate), capFlow(money)
		if money == 0 {
			continue
		}
		if l.revenue {
			f.revenue[t] += money
			f.revenueRate[t] += rate
			f.burnRate[t] -= rate
			continue
		}
		f.costs[t] += money
		f.costsRate[t] += rate
		paid := l.pay(money)
		f.paid[t] += paid
		f.burnRate[t] += rate * (paid / money) // as if a credit that runs out paid the same part all month
		if 0 < paid && paid < money {
			f.expiringCosts[t] += money
			f.expiringPaid[t] += paid
		}
	}
}

// addGrowing adds an amount to successive months and returns what it has grown to
// after them. growth is its monthly factor. The loop is unrolled because in WebAssembly
// each iteration is a jump through a table.
func addGrowing(months []float64, amount, growth float64) float64 {
	t := 0
	for ; t+4 <= len(months); t += 4 {
		four := months[t : t+4 : t+4]
		second := amount * growth
		third := second * growth
		fourth := third * growth
		four[0] += amount
		four[1] += second
		four[2] += third
		four[3] += fourth
		amount = fourth * growth
	}
	for ; t < len(months); t++ {
		months[t] += amount
		amount *= growth
	}
	return capFlow(amount)
}

// addStaffed is addGrowing for a line with hires. The slice starts with month from.
func addStaffed(months []float64, amount, growth, hires float64, from int) float64 {
	for t := range months {
		months[t] += amount * staffing(hires, from+t)
		amount *= growth
	}
	return capFlow(amount)
}

// addShare adds a share of revenue to successive months. growth is the monthly factor
// of the share itself.
func addShare(months, revenue []float64, share, growth float64) {
	revenue = revenue[:len(months)]
	for t := range months {
		months[t] += share * revenue[t]
		share *= growth
	}
}

// fill computes the flows of the months from, …, to−1 of the current sample.
func (k *sampler) fill(from, to int) {
	copy(k.sampled.revenue[from:to], k.fixed.revenue[from:to])
	copy(k.sampled.costs[from:to], k.fixed.costs[from:to])
	if k.hasCredits || k.scenario.Timing == Continuous {
		copy(k.sampled.paid[from:to], k.fixed.paid[from:to])
		copy(k.sampled.revenueRate[from:to], k.fixed.revenueRate[from:to])
		copy(k.sampled.costsRate[from:to], k.fixed.costsRate[from:to])
		copy(k.sampled.burnRate[from:to], k.fixed.burnRate[from:to])
		copy(k.sampled.expiringCosts[from:to], k.fixed.expiringCosts[from:to])
		copy(k.sampled.expiringPaid[from:to], k.fixed.expiringPaid[from:to])
	}
	for i := range k.lines {
		k.add(&k.sampled, &k.lines[i], from, to)
	}
}
