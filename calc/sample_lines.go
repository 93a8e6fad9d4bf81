package calc

import "math"

// flows is the money of each month.
type flows struct {
	revenue, costs, paid [Forever]float64
	// income and outlay are revenue and costs, burn is paid costs less revenue, as rates
	// when the month starts. They are kept where timing is continuous.
	income, outlay, burn [Forever]float64
	// ending is what the lines cost whose credit ends in the month, over what of it the
	// credit does not pay.
	ending, over [Forever]float64
}

// sampledLine is a line as it stands in one month of one sample.
type sampledLine struct {
	of *Line
	stream
	plain  bool    // nothing but an amount and its growth
	months float64 // in the amount's period
	flow   float64 // what a month brings for each unit of its rate at the start
	year   float64 // the growth over a year, and what a year brings of its first month
	sum    float64
	parts  []part // of a share of revenue: one for each revenue line
}

// part is a share of one revenue line.
type part struct {
	of                          *Line
	amount, growth, hires, flow float64
}

// pace is the bounds of how lines change from a month to the next.
type pace struct{ least, greatest float64 }

// prepareLine takes a line up: to be computed in each sample, or summed up now.
func (k *sampler) prepareLine(of *Line) {
	line := sampledLine{of: of}
	if of.Share {
		for i := range k.scenario.Lines {
			if r := &k.scenario.Lines[i]; r.Revenue {
				line.parts = append(line.parts, part{of: r})
			}
		}
	}
	if of.Share || of.hasRanges() {
		k.lines = append(k.lines, line)
		return
	}
	line.start(k.scenario.Timing)
	p := &k.costsPace
	if line.revenue {
		p = &k.revenuePace
	}
	least, greatest := line.pace(k.horizon)
	p.least, p.greatest = math.Min(p.least, least), math.Max(p.greatest, greatest)
	k.add(&k.known, &line, 0, Forever)
}

// start sets the line to month 0.
func (l *sampledLine) start(timing Timing) {
	if l.plain {
		l.amount = l.of.Amount.Low / l.months
		if growth := &l.of.Growth; growth.Per == Monthly {
			l.growth = 1 + growth.Low
		} else {
			l.growth = 1 + growth.monthlyGrowth()
		}
	} else {
		l.stream = newStream(l.of)
		l.plain = !l.share && l.of.Hire.Range == (Range{}) && (l.revenue || l.of.Credit == (Range{}))
		l.months = l.of.Amount.Per.Months()
	}
	l.flow = monthsFlow(l.growth, timing)
	fourth := l.growth * l.growth
	fourth *= fourth
	l.year, l.sum = fourth*fourth*fourth, 12
	if l.growth != 1 {
		l.sum = (l.year - 1) / (l.growth - 1)
	}
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
	if l.credit == 0 && k.scenario.Timing == MonthByMonth && (l.hires == 0 || !l.share) {
		switch {
		case l.hires != 0 && l.revenue:
			l.amount = addStaffed(f.revenue[from:to], l.amount, l.growth, l.hires, from)
		case l.hires != 0:
			if k.credits {
				addStaffed(f.paid[from:to], l.amount, l.growth, l.hires, from)
			}
			l.amount = addStaffed(f.costs[from:to], l.amount, l.growth, l.hires, from)
		case l.revenue:
			l.amount = addGrowing(f.revenue[from:to], l.amount, l.growth)
		case l.share:
			addShare(f.costs[from:to], f.revenue[from:to], l.amount, l.growth)
			if k.credits {
				addShare(f.paid[from:to], f.revenue[from:to], l.amount, l.growth)
			}
			l.amount = math.Min(most, l.amount*math.Pow(l.growth, float64(to-from)))
		default:
			if k.credits {
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
				money += part * p.flow
				p.amount = atMost(p.amount * p.growth)
			}
		} else {
			rate = l.amount * staffing(l.hires, t)
			money = rate * l.flow
		}
		l.amount = atMost(l.amount * l.growth)
		rate, money = atMost(rate), atMost(money)
		if money == 0 {
			continue
		}
		if l.revenue {
			f.revenue[t] += money
			f.income[t] += rate
			f.burn[t] -= rate
			continue
		}
		f.costs[t] += money
		f.outlay[t] += rate
		paid := l.pay(money)
		f.paid[t] += paid
		f.burn[t] += rate * (paid / money) // as if a credit that ends paid a part of all
		if 0 < paid && paid < money {
			f.ending[t] += money
			f.over[t] += paid
		}
	}
}

// addGrowing adds an amount that grows by a factor each month, and returns what
// it has grown to. Four months at a time are faster in WebAssembly, where each
// turn of a loop is a jump through a table.
func addGrowing(into []float64, amount, growth float64) float64 {
	t := 0
	for ; t+4 <= len(into); t += 4 {
		four := into[t : t+4 : t+4]
		second := amount * growth
		third := second * growth
		fourth := third * growth
		four[0] += amount
		four[1] += second
		four[2] += third
		four[3] += fourth
		amount = fourth * growth
	}
	for ; t < len(into); t++ {
		into[t] += amount
		amount *= growth
	}
	return atMost(amount)
}

// addStaffed adds an amount that grows and changes with its units, from a month on.
func addStaffed(into []float64, amount, growth, hires float64, from int) float64 {
	for t := range into {
		into[t] += amount * staffing(hires, from+t)
		amount *= growth
	}
	return atMost(amount)
}

func addShare(into, revenue []float64, share, growth float64) {
	revenue = revenue[:len(into)]
	for t := range into {
		into[t] += share * revenue[t]
		share *= growth
	}
}

// months fills in the flows of the months from, …, to−1 of the sample at hand.
func (k *sampler) months(from, to int) {
	copy(k.now.revenue[from:to], k.known.revenue[from:to])
	copy(k.now.costs[from:to], k.known.costs[from:to])
	if k.credits || k.scenario.Timing == Continuous {
		copy(k.now.paid[from:to], k.known.paid[from:to])
		copy(k.now.income[from:to], k.known.income[from:to])
		copy(k.now.outlay[from:to], k.known.outlay[from:to])
		copy(k.now.burn[from:to], k.known.burn[from:to])
		copy(k.now.ending[from:to], k.known.ending[from:to])
		copy(k.now.over[from:to], k.known.over[from:to])
	}
	for i := range k.lines {
		k.add(&k.now, &k.lines[i], from, to)
	}
}
