package calc

import (
	"math"
	"slices"
)

// maxRun is how many lines a total is compared with at most.
const maxRun = 200

// maxTotals is how many totals, the last ones, another can be the sum or difference of.
const maxTotals = 8

// findTotals marks the series that add up others, and balances. A series is a total if it is
// called one, or if it is the sum of all lines since the last total or heading: of three at least,
// or of two that change, because two flat lines can come to a third by chance.
func (r *tableReader) findTotals() {
	var totals []int // found so far
	first := 0       // of the lines that no total has added up yet
	for i := range r.Series {
		s := &r.Series[i]
		if s.isRate || s.isEmpty || mentions(s.Name, r.words.Count) {
			continue
		}
		if r.isBalance(s.Name) {
			s.Role, s.Reason = AtEnd, ByBalanceName
			if mentions(s.Name, r.words.Opening) {
				s.Role = AtStart
			}
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
		}
	}
	for i := range r.Series {
		if isAllBalances && r.isOfFirsts { // each was seen on the day that its heading names
			r.Series[i].Role = AtStart
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
		if (isCalled || isAll && (lines > 2 || lines > 1 && changes)) && (s.equals(sum, 1) || s.equals(sum, -1)) {
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
	if len(balance.Values) < 2 || slices.Contains(balance.Has, false) {
		return false
	}
	for _, negated := range [...]float64{1, -1} { // costs above or below zero
		matches := 0
		for t := 1; t < len(balance.Values); t++ {
			net, size := 0.0, 0.0
			month := t
			if balance.Role == AtStart {
				month = t - 1
			}
			for i := range r.Series {
				line := &r.Series[i]
				if i == at || line.Role != Unknown || line.isRate || line.isEmpty {
					continue
				}
				v := line.Values[month]
				size = math.Max(size, math.Abs(v))
				if kind := line.section; negated < 0 && (kind == IsCost || kind == Unknown && r.kindOf(line.Name) == IsCost) {
					v = -math.Abs(v)
				}
				net += v
			}
			if size > 0 && math.Abs(balance.Values[t]-balance.Values[t-1]-net) <= 0.01*size {
				matches++
			}
		}
		if matches == len(balance.Values)-1 {
			return true
		}
	}
	return false
}
