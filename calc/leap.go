package calc

// growing is the lines of a sample as they stand in a year: revenue first, then
// costs, without the shares of revenue. It lies apart from the lines because most
// of the time of a sample is spent here.
type growing struct {
	amounts, years, sums []float64
	next                 []float64 // the amounts a year later
	revenues             int
	kept                 float64 // what shares leave of revenue
	fresh                bool    // amounts are the lines'
}

// take fills in the lines.
func (g *growing) take(lines []sampledLine) {
	g.amounts, g.years, g.sums, g.kept = g.amounts[:0], g.years[:0], g.sums[:0], 1
	for _, revenue := range []bool{true, false} {
		for i := range lines {
			l := &lines[i]
			if l.share {
				if !revenue {
					g.kept -= l.amount
				}
			} else if l.revenue == revenue {
				g.amounts, g.years, g.sums = append(g.amounts, l.amount), append(g.years, l.year), append(g.sums, l.sum)
			}
		}
		if revenue {
			g.revenues = len(g.amounts)
		}
	}
	g.next = append(g.next[:0], g.amounts...)
	g.fresh = true
}

// give puts the amounts back into the lines.
func (g *growing) give(lines []sampledLine) {
	n := 0
	for _, revenue := range []bool{true, false} {
		for i := range lines {
			if l := &lines[i]; !l.share && l.revenue == revenue {
				l.amount = g.amounts[n]
				n++
			}
		}
	}
	g.fresh = false
}

// sumYear is what amounts come to in a year, and the least and the most they are in
// one of its months.
func sumYear(amounts, years, sums, next []float64) (all, least, greatest float64) {
	years, sums, next = years[:len(amounts)], sums[:len(amounts)], next[:len(amounts)]
	for i, a := range amounts {
		end := a * years[i]
		if end > most {
			end = most
		}
		next[i] = end
		all += a * sums[i]
		if end < a {
			least += end
			greatest += a
		} else {
			least += a
			greatest += end
		}
	}
	return all, least, greatest
}

// leap passes over the year from month at on if neither the floor nor break-even
// can be reached in it, and reports whether it did.
func (k *sampler) leap(at int, room float64, seekRunway, seekEven bool) (net float64, ok bool) {
	year, g := (at-k.horizon)/12, &k.growing
	if year >= len(k.years) { // less than a year is left
		if g.fresh {
			g.give(k.lines)
		}
		return 0, false
	}
	known := &k.years[year]
	if !g.fresh {
		g.take(k.lines)
	}
	if g.kept < 0 {
		return 0, false
	}
	revenue, leastRevenue, mostRevenue := sumYear(g.amounts[:g.revenues], g.years, g.sums, g.next)
	costs, leastCosts, mostCosts := sumYear(g.amounts[g.revenues:], g.years[g.revenues:], g.sums[g.revenues:], g.next[g.revenues:])
	if seekRunway && room < 12*(mostCosts+known.mostCosts-g.kept*(leastRevenue+known.leastRevenue)) ||
		seekEven && (leastCosts+known.leastCosts)*(1-tiny) <= g.kept*(mostRevenue+known.mostRevenue) {
		g.give(k.lines)
		return 0, false
	}
	g.amounts, g.next = g.next, g.amounts
	return costs + known.costs - g.kept*(revenue+known.revenue), true
}

// span is what revenue and costs come to over a number of months, and the least
// and the most they are in one.
type span struct{ revenue, costs, leastRevenue, mostRevenue, leastCosts, mostCosts float64 }
