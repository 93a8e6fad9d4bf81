package calc

import (
	"math"
	"slices"
)

// After the horizon no balances are kept, so the sampler skips a whole year at once if
// neither the runway nor the break-even can fall in it. Amounts grow by fixed factors:
// the flows of a year follow from those of its first month.
//
// While years are skipped, the lines' amounts are in yearLines. load copies them from the
// lines, skipYear moves them on by a year, and store returns them before a year that has
// to be filled month by month. yearLines.loaded tells which copy is current.

// yearLines holds the lines of the current sample at the start of a year: revenue
// first, then costs, without shares of revenue. It is apart from the lines because a
// sample spends most of its time here.
type yearLines struct {
	amounts      [2][]float64 // by line: at the start of the year and a year later
	current      int          // which of the two is the start of the year
	factors      []float64    // by line: growth factor over a year
	sums         []float64    // by line: flow of a year, relative to its first month
	revenueLines int
	revenueKept  float64 // what shares leave of revenue, 1 being all
	revenueYear  float64 // the largest yearly factor of a revenue line
	costsYear    float64 // the same of a cost line
	loaded       bool    // amounts are current, those in the lines are not
}

// prepare makes room for the lines. Samples write no pointers, so the garbage collector
// costs them no write barriers.
func (y *yearLines) prepare(lines []sampledLine) {
	n := 0
	y.revenueLines = 0
	for i := range lines {
		if l := lines[i].line; !l.Share {
			n++
			if l.Revenue {
				y.revenueLines++
			}
		}
	}
	for _, s := range []*[]float64{&y.amounts[0], &y.amounts[1], &y.factors, &y.sums} {
		*s = slices.Grow((*s)[:0], n)[:n]
	}
}

// load copies the current amounts and yearly growth factors into flat slices, revenue
// lines first. revenueYear and costsYear are the largest yearly factors among the lines
// that were summed up in advance.
func (y *yearLines) load(lines []sampledLine, revenueYear, costsYear float64) {
	y.revenueKept = 1
	amounts, factors, sums := y.amounts[y.current], y.factors, y.sums
	n := 0
	for i := range lines {
		l := &lines[i]
		switch {
		case l.share:
			y.revenueKept -= l.amount
			continue
		case l.revenue:
			if l.yearFactor > revenueYear {
				revenueYear = l.yearFactor
			}
		case l.yearFactor > costsYear:
			costsYear = l.yearFactor
		}
		amounts[n], factors[n], sums[n] = l.amount, l.yearFactor, l.yearSum
		n++
	}
	y.revenueYear, y.costsYear = revenueYear, costsYear
	y.loaded = true
}

// store returns the amounts to the lines.
func (y *yearLines) store(lines []sampledLine) {
	n := 0
	for i := range lines {
		if l := &lines[i]; !l.share {
			l.amount = y.amounts[y.current][n]
			n++
		}
	}
	y.loaded = false
}

// sumYear returns the flow of a year and of its first month, and bounds on the flow of
// any of its months. It sets next to the amounts a year later.
func sumYear(amounts, factors, sums, next []float64) (total, first, lower, upper float64) {
	factors, sums, next = factors[:len(amounts)], sums[:len(amounts)], next[:len(amounts)]
	for i, a := range amounts {
		end := a * factors[i]
		if end > maxFlow {
			end = maxFlow
		}
		next[i] = end
		total += a * sums[i]
		first += a
		if end < a {
			lower += end
			upper += a
		} else {
			lower += a
			upper += end
		}
	}
	return total, first, lower, upper
}

// skipYear advances by twelve months at once when neither event we still look for can
// happen in them: cash going below the floor, headroom away, or break-even. It reports
// in ok whether it did, and returns the year's net burn. last reports that no later
// year can bring the events either.
func (k *sampler) skipYear(at int, headroom float64, seekRunway, seekBreakEven bool) (net float64, last, ok bool) {
	index, y := (at-k.horizon)/12, &k.year
	if index >= len(k.fixedYears) { // less than a year is left
		if y.loaded {
			y.store(k.lines)
		}
		return 0, false, false
	}
	fixed := &k.fixedYears[index]
	if !y.loaded {
		y.load(k.lines, k.fixedRevenueYear, k.fixedCostsYear)
	}
	if y.revenueKept < 0 { // the bounds below do not hold
		y.loaded = false // the lines still hold the amounts
		return 0, false, false
	}
	amounts, next := y.amounts[y.current], y.amounts[1-y.current]
	n := y.revenueLines
	revenue, firstRevenue, minRevenue, maxRevenue := sumYear(amounts[:n], y.factors, y.sums, next)
	costs, firstCosts, minCosts, maxCosts := sumYear(amounts[n:], y.factors[n:], y.sums[n:], next[n:])
	if seekRunway && headroom < 12*(maxCosts+fixed.maxCosts-y.revenueKept*(minRevenue+fixed.minRevenue)) ||
		seekBreakEven && (minCosts+fixed.minCosts)*(1-roundoff) <= y.revenueKept*(maxRevenue+fixed.maxRevenue) {
		y.store(k.lines)
		return 0, false, false
	}
	y.current = 1 - y.current
	// Lines that grow faster gain weight, so the growth of each side only accelerates. A
	// side that has grown over this year by the largest factor of the other stays ahead.
	if at+12 < Forever {
		revenueNow, revenueLater := firstRevenue+k.fixed.revenue[at], minRevenue+maxRevenue-firstRevenue+k.fixed.revenue[at+12]
		costsNow, costsLater := firstCosts+k.fixed.costs[at], minCosts+maxCosts-firstCosts+k.fixed.costs[at+12]
		switch {
		case !seekRunway: // costs exceed revenue in all of this year
			last = costsNow*y.revenueYear <= costsLater*(1-roundoff)
		case !seekBreakEven && y.revenueKept*revenueNow >= costsNow:
			last = revenueNow*y.costsYear <= revenueLater*(1-roundoff)
		}
	}
	return costs + fixed.costs - y.revenueKept*(revenue+fixed.revenue), last, true
}

// yearTotals holds the revenue and costs of a year, and the least and the most of each
// in one of its months.
type yearTotals struct{ revenue, costs, minRevenue, maxRevenue, minCosts, maxCosts float64 }

// year returns the totals of the year that starts with month from.
func (f *flows) year(from int) yearTotals {
	y := yearTotals{minRevenue: math.Inf(1), minCosts: math.Inf(1)}
	for t := from; t < from+12; t++ {
		revenue, costs := f.revenue[t], f.costs[t]
		y.revenue += revenue
		y.costs += costs
		y.minRevenue, y.maxRevenue = math.Min(y.minRevenue, revenue), math.Max(y.maxRevenue, revenue)
		y.minCosts, y.maxCosts = math.Min(y.minCosts, costs), math.Max(y.maxCosts, costs)
	}
	return y
}
