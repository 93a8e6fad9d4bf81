package calc

import (
	"math"
	"slices"
	"strings"
)

// maxRun is how many lines a total is compared with at most.
const maxRun = 200

// maxTotals is how many totals, the last ones, another can be the sum or difference of.
const maxTotals = 8

// isAmount reports whether a series has amounts of money that no other holds already.
func (r *tableReader) isAmount(s *Series) bool {
	return !s.isRate && !s.isEmpty && s.Role == Unknown && !mentions(s.Name, r.words.Count)
}

// isCalledPart reports whether a name begins as those of parts do.
func (r *tableReader) isCalledPart(name string) bool {
	s := scan(strings.TrimLeft(name, "-–•·* ("))
	return s.words(r.words.Part)
}

// findParts leaves out the lines that the one above holds already: those that are called its parts,
// and those that come to it, under the same heading: three at least, or two that change or stand
// below the name of a side.
func (r *tableReader) findParts() {
	names := make([]named, len(r.Series))
	for i := range r.Series {
		s := &r.Series[i]
		names[i] = named{kind: r.kindOf(s.Name), isLine: r.isAmount(s), isPart: r.isCalledPart(s.Name),
			isEnd: s.Name == "" || r.isBalance(s.Name) || mentions(s.Name, r.words.Total)}
	}
	whole, until := -1, 0 // the parts of a whole go on until there
	for i := range r.Series {
		s := &r.Series[i]
		switch {
		case !names[i].isLine:
		case whole >= 0 && (i < until || names[i].isPart):
			s.Role, s.Reason, s.Of = LeftOut, ByPart, r.Series[whole].Name
		default:
			whole, until = i, i+1+r.partsBelow(i, names)
		}
	}
}

// named is what the name of a series says of it.
type named struct {
	kind                  Role
	isLine, isPart, isEnd bool
}

// partsBelow returns how many of the series below one come to it, or 0.
func (r *tableReader) partsBelow(i int, names []named) int {
	s := &r.Series[i]
	if names[i].isEnd {
		return 0
	}
	sum := make([]float64, len(s.Values))
	lines, changes := 0, r.kindOfHeading(s.Name) != Unknown
	for k := i + 1; k < min(len(r.Series), i+maxRun); k++ {
		line := &r.Series[k]
		isOther := names[k].kind != Unknown && names[i].kind == IsRevenue+IsCost-names[k].kind
		if line.Heading != s.Heading || names[k].isEnd || isOther {
			return 0
		}
		if !names[k].isLine || names[k].isPart {
			continue
		}
		lines++
		for t, v := range line.Values {
			sum[t] += v
			changes = changes || v != line.Values[0]
		}
		if (lines > 2 || lines > 1 && changes) && s.equals(sum, 1) {
			return k - i
		}
	}
	return 0
}

// findTotals marks the series that add up others, and balances. A series is a total if it is
// called one, or if it is the sum of all lines since the last total or heading: of three at least,
// or of two that change, because two flat lines can come to a third by chance. One without a name
// is a total of any number.
func (r *tableReader) findTotals() {
	var totals []int // found so far
	first := 0       // of the lines that no total has added up yet
	for i := range r.Series {
		s := &r.Series[i]
		if !r.isAmount(s) {
			continue
		}
		if r.isBalance(s.Name) {
			s.Role, s.Reason = AtEnd, ByBalanceName
			if mentions(s.Name, r.words.Opening) {
				s.Role = AtStart
			}
			s.balance = s.Role
			continue
		}
		isCalled := mentions(s.Name, r.words.Total)
		isSum := r.addsUp(i, first, totals, isCalled)
		switch {
		case isCalled && isSum:
			s.Role, s.Reason = LeftOut, ByTotal
		case isCalled:
			s.Role, s.Reason = LeftOut, ByTotalName
		case isSum:
			s.Role, s.Reason = LeftOut, ByAdding
		default:
			continue
		}
		totals, first = append(totals, i), i+1
	}
	isAllBalances := true
	for i := range r.Series {
		s := &r.Series[i]
		isBalance := s.Role == AtEnd || s.Role == AtStart
		isAllBalances = isAllBalances && isBalance
		if (isBalance || s.Role == Unknown && len(s.Values) > 2 && len(r.Series) <= maxRun) && r.follows(i) {
			s.Role, s.Reason = LeftOut, ByFollowing
			if s.balance == Unknown {
				s.balance = AtEnd
			}
		}
	}
	for i := range r.Series {
		if isAllBalances && r.isOfFirsts { // each was seen on the day that its heading names
			r.Series[i].Role, r.Series[i].balance = AtStart, AtStart
		}
	}
}

// addsUp reports whether a series is the sum of lines above it: of all since the last total; if it
// is called a total, of any that end with the one above it; or the sum or difference of totals.
func (r *tableReader) addsUp(i, first int, totals []int, isCalled bool) bool {
	s := &r.Series[i]
	sum := make([]float64, len(s.Values))
	lines, changes := 0, false
	for k := i - 1; k >= max(0, i-maxRun); k-- {
		line := &r.Series[k]
		if k < first && !isCalled || line.Heading != s.Heading && !isCalled {
			break
		}
		if line.Role != Unknown || line.isRate || line.isEmpty {
			continue
		}
		lines++
		for t, v := range line.Values {
			sum[t] += v
			changes = changes || v != line.Values[0]
		}
		isAll := k == first || k > 0 && r.Series[k-1].Heading != s.Heading
		if (isCalled || isAll && (lines > 2 || lines > 1 && changes || s.Name == "")) && (s.equals(sum, 1) || s.equals(sum, -1)) {
			r.tellSide(i, k, lines)
			return true
		}
	}
	totals = totals[max(0, len(totals)-maxTotals):]
	for a := range totals {
		for b := range totals[:a] {
			for _, sign := range [...]float64{1, -1} {
				for t := range sum {
					sum[t] = r.Series[totals[b]].Values[t] + sign*r.Series[totals[a]].Values[t]
				}
				if s.equals(sum, 1) || s.equals(sum, -1) {
					return true
				}
			}
		}
	}
	return false
}

// equals reports whether the values of a series are those of a sum of rounded amounts.
func (s *Series) equals(sum []float64, sign float64) bool {
	any := false
	for t, v := range s.Values {
		if math.Abs(v-sign*sum[t]) > 0.005*math.Abs(v)+1e-9 {
			return false
		}
		any = any || v != 0
	}
	return any
}

// follows reports whether a balance changes from period to period by what all lines come to, so
// that it was computed and not seen. A single balance follows from nothing.
func (r *tableReader) follows(at int) bool {
	balance := &r.Series[at]
	for _, negated := range [...]bool{false, true} { // costs above or below zero
		net, size := make([]float64, len(balance.Values)), make([]float64, len(balance.Values))
		for i := range r.Series {
			line := &r.Series[i]
			if i == at || line.Role != Unknown || line.isRate || line.isEmpty {
				continue
			}
			isCost := line.section == IsCost || line.section == Unknown && r.kindOf(line.Name) == IsCost
			for t, v := range line.Values {
				size[t] = math.Max(size[t], math.Abs(v))
				if negated && isCost {
					v = -math.Abs(v)
				}
				net[t] += v
			}
		}
		if balance.changesBy(net, size) {
			return true
		}
	}
	return false
}

// changesBy reports whether a balance changes by what lines come to in each period, to within a
// hundredth of the largest of them.
func (s *Series) changesBy(net, size []float64) bool {
	if len(s.Values) < 2 || slices.Contains(s.Has, false) {
		return false
	}
	for t := 1; t < len(s.Values); t++ {
		month := t
		if s.balance == AtStart {
			month = t - 1
		}
		if size[month] == 0 || math.Abs(s.Values[t]-s.Values[t-1]-net[month]) > 0.01*size[month] {
			return false
		}
	}
	return true
}

// judgeBalances decides what the balances of a plan are, now that the sides of its lines are known.
// Nobody has seen them; but the one as it starts is the cash that it starts with. Where it has none,
// that follows from the balance as its first period ends.
func (r *tableReader) judgeBalances() {
	if len(r.Series) == 0 {
		return
	}
	periods := len(r.Series[0].Values)
	net, size := make([]float64, periods), make([]float64, periods)
	hasLines, hasOpen, hasFirst := false, false, false
	for i := range r.Series {
		sign, isOpen := r.direction(i)
		hasLines, hasOpen = hasLines || isOpen || sign != 0, hasOpen || isOpen
		for t, v := range r.Series[i].Values {
			net[t] += sign * v
			if sign != 0 {
				size[t] = math.Max(size[t], math.Abs(v))
			}
		}
	}
	if !hasLines {
		return
	}
	var ends []*Series
	for i := range r.Series {
		s := &r.Series[i]
		switch {
		case s.Role == AtStart || s.Role == AtEnd || s.Reason == ByFollowing:
		case s.Reason == ByNothing && s.changesBy(net, size):
			s.balance = AtEnd
		default:
			continue
		}
		s.Follows = s.Reason == ByFollowing || s.changesBy(net, size)
		if s.Role, s.Reason = LeftOut, ByPlanning; s.Follows {
			s.Reason = ByFollowing
		}
		switch {
		case !s.Has[0]:
		case s.balance == AtStart:
			s.Role, s.Reason, hasFirst = AtFirst, ByOpening, true
		case !hasOpen:
			s.before, s.hasBefore = significant(s.Values[0]-net[0], 12), true
			ends = append(ends, s)
		}
	}
	if slices.ContainsFunc(ends, func(s *Series) bool { return s.Follows }) {
		ends = slices.DeleteFunc(ends, func(s *Series) bool { return !s.Follows })
	}
	if len(ends) == 1 && !hasFirst {
		ends[0].Role, ends[0].Reason = AtFirst, ByEnding
	}
}

// tellSide notes for the lines from one on what the total of them says that they are, unless they
// lie on both sides of zero.
func (r *tableReader) tellSide(total, from, lines int) {
	name := r.Series[total].Name
	kind := r.kindOf(name)
	var parts []int
	signs := 0
	for k := from; k < total; k++ {
		if line := &r.Series[k]; line.Role == Unknown && !line.isRate && !line.isEmpty {
			parts = append(parts, k)
			signs += int(math.Copysign(1, line.sum()))
		}
	}
	if kind == Unknown || signs != lines && signs != -lines {
		return
	}
	for _, k := range parts {
		r.Series[k].sumRole, r.Series[k].sumName = kind, name
	}
}

// direction returns by what the values of a series are multiplied in what all lines come to: 0 for
// one that is no line, with isOpen where nothing tells.
func (r *tableReader) direction(i int) (sign float64, isOpen bool) {
	s := &r.Series[i]
	role, isChosen := r.chosen.Roles[i]
	if !isChosen {
		role = s.Role
	}
	switch sum := s.sum(); {
	case sum == 0 || s.isRate || s.isEmpty:
		return 0, false
	case role == IsRevenue:
		return math.Copysign(1, sum), false
	case role == IsCost:
		return -math.Copysign(1, sum), false
	}
	return 0, role == Unknown
}

// proveSides finds the sides of open lines from the table's own net rows, and from what balances
// change by: where the lines come to these in one way alone, and both sides are there.
func (r *tableReader) proveSides() {
	for i := range r.Series {
		s := &r.Series[i]
		isBalance := s.Role == AtStart || s.Role == AtEnd
		if !isBalance && s.Reason != ByTotal && s.Reason != ByTotalName || len(s.Values) < 2 || slices.Contains(s.Has, false) {
			continue
		}
		target, from := s.Values, 0
		end := i
		if isBalance {
			end = len(r.Series)
			target = make([]float64, len(s.Values))
			for t := 1; t < len(target); t++ {
				month := t
				if s.Role == AtStart {
					month = t - 1
				}
				target[month] = s.Values[t] - s.Values[t-1]
			}
			if s.Role == AtStart {
				target = target[:len(target)-1]
			} else {
				from = 1
			}
		}
		r.prove(i, end, target, from)
	}
}

// maxOpen is how many open lines, or headings with open lines, a net row can tell apart.
const maxOpen = 12

// prove finds the sides of the open lines before an end from a net row, by its periods from one on:
// first with those of a heading on one side, then each by itself.
func (r *tableReader) prove(net, end int, target []float64, from int) {
	rest, size := slices.Clone(target), make([]float64, len(target))
	var open []int
	sides := map[float64]bool{}
	for i := range end {
		if i == net {
			continue
		}
		sign, isOpen := r.direction(i)
		s := &r.Series[i]
		if isOpen {
			open = append(open, i)
		} else if sign != 0 {
			sides[sign*math.Copysign(1, s.sum())] = true
		}
		for t := range target {
			rest[t] -= sign * s.Values[t]
			size[t] = math.Max(size[t], math.Abs(s.Values[t]))
		}
	}
	if len(open) == 0 || len(sides) == 0 || len(open) > maxRun {
		return
	}
	for _, together := range [...]bool{true, false} {
		var units [][]int
		for n, i := range open {
			if heading := r.Series[i].Heading; together && n > 0 && heading == r.Series[open[n-1]].Heading {
				units[len(units)-1] = append(units[len(units)-1], i)
			} else {
				units = append(units, []int{i})
			}
		}
		if len(units) > maxOpen {
			continue
		}
		mask, ok := r.solve(units, rest, size, from)
		if !ok {
			continue
		}
		for n := range units {
			sides[1-2*float64(mask>>n&1)] = true
		}
		if len(sides) < 2 {
			return
		}
		for n, unit := range units {
			for _, i := range unit {
				s := &r.Series[i]
				s.Role, s.Reason, s.Of = IsRevenue, ByNet, r.Series[net].Name
				if mask>>n&1 == 1 {
					s.Role = IsCost
				}
			}
		}
		return
	}
}

// solve returns which of some units are costs, one bit for each, where only one way makes them come
// to the rest, to within a fifth of a percent of the largest line.
func (r *tableReader) solve(units [][]int, rest, size []float64, from int) (mask int, ok bool) {
	sums := make([][]float64, len(units))
	for n, unit := range units {
		sums[n] = make([]float64, len(rest))
		for _, i := range unit {
			sign := math.Copysign(1, r.Series[i].sum())
			for t := range rest {
				sums[n][t] += sign * r.Series[i].Values[t]
			}
		}
	}
	for m := range 1 << len(units) {
		matches := true
		for t := from; t < len(rest) && matches; t++ {
			left := rest[t]
			for n := range sums {
				if m>>n&1 == 1 {
					left += sums[n][t]
				} else {
					left -= sums[n][t]
				}
			}
			matches = math.Abs(left) <= 0.002*size[t]+1e-9
		}
		if matches && ok {
			return 0, false
		}
		if matches {
			mask, ok = m, true
		}
	}
	return mask, ok
}
