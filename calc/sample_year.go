package calc

import "slices"

// growing is the lines of a sample as they stand in a year: revenue first, then
// costs, without the shares of revenue. It lies apart from the lines because most
// of the time of a sample is spent here.
type growing struct {
	amounts     [2][]float64 // those of this year are at turn, the others a year later
	turn        int
	years, sums []float64
	revenues    int
	kept        float64 // what shares leave of revenue
	revenueYear float64 // the most by which a line of revenue grows in a year
	costsYear   float64 // and one of costs
	fresh       bool    // amounts are the lines'
}

// prepare makes room for lines. Slices are set here alone: a sample writes no pointers,
// which the collector, while it runs, would have to hear of.
func (g *growing) prepare(lines []sampledLine) {
	n := 0
	g.revenues = 0
	for i := range lines {
		if of := lines[i].of; !of.Share {
			n++
			if of.Revenue {
				g.revenues++
			}
		}
	}
	for _, all := range []*[]float64{&g.amounts[0], &g.amounts[1], &g.years, &g.sums} {
		*all = slices.Grow((*all)[:0], n)[:n]
	}
}

// take fills in the lines, which begin with revenue, and of those without ranges the most
// by which they grow.
func (g *growing) take(lines []sampledLine, revenueYear, costsYear float64) {
	g.kept = 1
	amounts, years, sums := g.amounts[g.turn], g.years, g.sums
	n := 0
	for i := range lines {
		l := &lines[i]
		switch {
		case l.share:
			g.kept -= l.amount
			continue
		case l.revenue:
			if l.year > revenueYear {
				revenueYear = l.year
			}
		case l.year > costsYear:
			costsYear = l.year
		}
		amounts[n], years[n], sums[n] = l.amount, l.year, l.sum
		n++
	}
	g.revenueYear, g.costsYear = revenueYear, costsYear
	g.fresh = true
}

// give puts the amounts back into the lines.
func (g *growing) give(lines []sampledLine) {
	n := 0
	for i := range lines {
		if l := &lines[i]; !l.share {
			l.amount = g.amounts[g.turn][n]
			n++
		}
	}
	g.fresh = false
}

// sumYear is what amounts come to in a year and as it starts, and the least and the
// most they are in one of its months.
func sumYear(amounts, years, sums, next []float64) (all, first, least, greatest float64) {
	years, sums, next = years[:len(amounts)], sums[:len(amounts)], next[:len(amounts)]
	for i, a := range amounts {
		end := a * years[i]
		if end > most {
			end = most
		}
		next[i] = end
		all += a * sums[i]
		first += a
		if end < a {
			least += end
			greatest += a
		} else {
			least += a
			greatest += end
		}
	}
	return all, first, least, greatest
}

// leap passes over the year from month at on if neither the floor nor break-even
// can be reached in it, and reports whether it did. It is the last one that has to be
// looked at if what is sought cannot be reached later either.
func (k *sampler) leap(at int, room float64, seekRunway, seekEven bool) (net float64, last, ok bool) {
	year, g := (at-k.horizon)/12, &k.growing
	if year >= len(k.years) { // less than a year is left
		if g.fresh {
			g.give(k.lines)
		}
		return 0, false, false
	}
	known := &k.years[year]
	if !g.fresh {
		g.take(k.lines, k.revenueYear, k.costsYear)
	}
	if g.kept < 0 {
		g.fresh = false // the lines go on by themselves
		return 0, false, false
	}
	now, next := g.amounts[g.turn], g.amounts[1-g.turn]
	revenue, firstRevenue, leastRevenue, mostRevenue := sumYear(now[:g.revenues], g.years, g.sums, next)
	costs, firstCosts, leastCosts, mostCosts := sumYear(now[g.revenues:], g.years[g.revenues:], g.sums[g.revenues:], next[g.revenues:])
	if seekRunway && room < 12*(mostCosts+known.mostCosts-g.kept*(leastRevenue+known.leastRevenue)) ||
		seekEven && (leastCosts+known.leastCosts)*(1-tiny) <= g.kept*(mostRevenue+known.mostRevenue) {
		g.give(k.lines)
		return 0, false, false
	}
	g.turn = 1 - g.turn
	// The greater side grows ever faster, because the parts that grow faster gain weight:
	// what has grown in a year as fast as the other side ever can goes on to.
	if at+12 < Forever {
		revenueNow, revenueLater := firstRevenue+k.known.revenue[at], leastRevenue+mostRevenue-firstRevenue+k.known.revenue[at+12]
		costsNow, costsLater := firstCosts+k.known.costs[at], leastCosts+mostCosts-firstCosts+k.known.costs[at+12]
		switch {
		case !seekRunway: // costs are above revenue in all of this year
			last = costsNow*g.revenueYear <= costsLater*(1-tiny)
		case !seekEven && g.kept*revenueNow >= costsNow:
			last = revenueNow*g.costsYear <= revenueLater*(1-tiny)
		}
	}
	return costs + known.costs - g.kept*(revenue+known.revenue), last, true
}

// span is what revenue and costs come to over a number of months, and the least
// and the most they are in one.
type span struct{ revenue, costs, leastRevenue, mostRevenue, leastCosts, mostCosts float64 }
