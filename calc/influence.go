package calc

import "math"

// Influence is what one figure does to the answer when it alone moves from one
// end to the other and all others stay at their middle.
type Influence struct {
	// Key names the figure.
	Key string
	// Range is what it was moved over: its own range, or ±10% of it as far as the figure
	// can go.
	Range Range
	// Assumed is true where the figure has no range and was moved by ±10%.
	Assumed bool
	// Runway and FundingGap are the answers at the range's low and high end.
	Runway, FundingGap [2]float64
}

// Influences lists the figures that change the runway or the funding gap, those
// that change the gap most first, and among equals those that change the runway
// most.
func (s *Scenario) Influences() []Influence {
	var all []Influence
	mid := s.middle()
	ranges, places := s.figures(), mid.figures()
	for i, f := range ranges {
		in := Influence{Key: f.key(), Range: *f.Range}
		if in.Assumed = f.Exact(); in.Assumed {
			by, can := math.Abs(f.Low)/10, f.limits()
			in.Range = Range{math.Max(math.Min(can.Low, f.Low), f.Low-by), math.Min(can.High, f.Low+by)}
		}
		if in.Range.Exact() {
			continue
		}
		middle := *places[i].Range
		for end, v := range []float64{in.Range.Low, in.Range.High} {
			*places[i].Range = Exactly(v)
			p := project(mid)
			in.Runway[end] = p.runway()
			in.FundingGap[end] = p.gap(float64(s.Months()), in.Runway[end])
		}
		*places[i].Range = middle
		if in.FundingGap[0] != in.FundingGap[1] || in.Runway[0] != in.Runway[1] {
			all = append(all, in)
		}
	}
	arrange(all, (*Influence).outweighs)
	return all
}

// outweighs reports whether the figure matters more than another.
func (in *Influence) outweighs(other *Influence) bool {
	if a, b := in.gapMoved(), other.gapMoved(); a != b {
		return a > b
	}
	return in.runwayMoved() > other.runwayMoved()
}

func (in *Influence) gapMoved() float64 { return math.Abs(in.FundingGap[1] - in.FundingGap[0]) }

// runwayMoved is infinite where one of the runways is, and 0 where both are.
func (in *Influence) runwayMoved() float64 {
	if in.Runway[0] == in.Runway[1] {
		return 0
	}
	return math.Abs(in.Runway[1] - in.Runway[0])
}

// Threshold is the value of one figure at which the money just lasts to the
// horizon while all others stay at their middle.
type Threshold struct {
	// Key names the figure.
	Key string
	// Value is the figure's value, None if no value makes the difference.
	Value float64
	// AtLeast is true where the money lasts with Value or more, false where it
	// lasts with Value or less.
	AtLeast bool
	// Now is the figure's middle.
	Now float64
}

// Thresholds lists the threshold of each figure that is given, in the order of
// the scenario. The cash is always among them. Where costs that are a share of revenue
// come to take all of it by then, figures of revenue are not: both more and less of
// them can be too much.
func (s *Scenario) Thresholds() []Threshold {
	var all []Threshold
	mid := s.middle()
	// room is what there is over what is needed, in the opening cash.
	room := func() float64 {
		p := project(mid)
		return p.cash - p.need(float64(s.Months()))
	}
	at, lost := room(), mid.sharesReachAll(s.Months())
	for _, f := range mid.figures() {
		if f.kind == "valuation" || lost && f.line != nil && f.line.Revenue || *f.Range == (Range{}) && f.kind != "cash" {
			continue
		}
		now := f.Low
		t := Threshold{Key: f.key(), Now: now}
		t.Value, t.AtLeast = solve(func(v float64) float64 {
			*f.Range = Exactly(v)
			return room()
		}, now, at, f.limits())
		*f.Range = Exactly(now)
		all = append(all, t)
	}
	return all
}

// limits is the span of values that a figure can have.
func (f figure) limits() Range {
	switch {
	case f.line == nil && f.kind == "interest":
		return Range{-0.99, 10}
	case f.kind == "raise":
		return Range{0, limit}
	case f.line == nil:
		return Range{-limit, limit}
	case f.Range == &f.line.Growth.Range:
		p := f.line.Growth.Per
		return Range{-1, math.Pow(11, p.Months()) - 1}
	case f.Range == &f.line.Amount.Range && f.line.Share:
		return Range{0, 10}
	case f.Range == &f.line.Hire.Range:
		return Range{-limit, limit}
	case f.Range == &f.line.Units:
		return Range{1e-9, limit}
	}
	return Range{0, limit}
}

// solve finds a value inside the limits at which room changes its sign, and
// whether room is above zero beyond it. None if there is no such value between
// now, where room is known, and either limit.
func solve(room func(float64) float64, now, at float64, in Range) (value float64, atLeast bool) {
	if value, atLeast = secant(room, now, at, in); !IsNone(value) {
		return value, atLeast
	}
	for _, end := range []float64{in.Low, in.High} {
		if (room(end) >= 0) == (at >= 0) {
			continue
		}
		from, roomFrom := now, at
		step := math.Max(math.Abs(now)/8, 1e-3)
		for {
			to := math.Min(end, from+step)
			if end < now {
				to = math.Max(end, from-step)
			}
			roomTo := room(to)
			if (roomTo >= 0) != (roomFrom >= 0) {
				return between(room, from, to, roomFrom, roomTo), (roomTo >= 0) == (end > now)
			}
			from, roomFrom, step = to, roomTo, step*4
		}
	}
	return None, false
}

// secant solves what is a straight line, or nearly so, as it is for most amounts. A
// change of sign that it comes upon in something else is narrowed down.
func secant(room func(float64) float64, now, at float64, in Range) (value float64, atLeast bool) {
	a, roomA := now, at
	b := now + math.Max(math.Abs(now)/64, 1e-4) // may lie outside, what is found may not
	for i := range 8 {
		roomB := room(b)
		slope := (roomB - roomA) / (b - a)
		c := b - roomB/slope
		inside := c >= in.Low && c <= in.High
		there := inside && math.Abs(c-b) <= 1e-12*math.Abs(b)
		if there {
			// It is no end where room is flat: on both sides of c, or but for one far value.
			beyond := math.Copysign(1e-8*math.Max(math.Abs(c), 1e-3), slope)
			if room(c-beyond) < math.Min(0, 2*roomB) {
				return c, slope > 0
			}
		}
		switch {
		case (there || i >= 3) && (roomB >= 0) != (roomA >= 0):
			return between(room, a, b, roomA, roomB), (roomB >= 0) == (b > a)
		case there || !inside:
			return None, false
		}
		a, roomA, b = b, roomB, c
	}
	return None, false
}

// between narrows a change of sign down to the side where room is not below zero, by
// Chandrupatla's method: through the last three points as long as these lie as on a
// smooth curve, and by halving where they do not ("A new hybrid quadratic/bisection
// algorithm …", Advances in Engineering Software 28, 1997). Room may be flat on the one
// side and grow by orders of magnitude on the other. Where it is nothing on all of the
// one side, as without cash, the last two points on the other say where it ends, but
// each fourth time.
func between(room func(float64) float64, a, b, roomA, roomB float64) float64 {
	part := 0.5 // of the way from b, the last point, to a beyond the change
	for i := range 150 {
		apart := math.Abs(b-a) / math.Max(math.Abs(a), math.Abs(b))
		if apart <= 1e-12 {
			break
		}
		least := math.Min(0.5, 0.5e-12/apart)
		x := b + math.Min(1-least, math.Max(least, part))*(a-b)
		roomX := room(x)
		c, roomC := b, roomB
		if (roomX >= 0) != (roomB >= 0) {
			a, roomA, c, roomC = b, roomB, a, roomA
		}
		b, roomB = x, roomX
		switch u, v := (b-a)/(c-a), (roomB-roomA)/(roomC-roomA); {
		case roomA == 0 && roomC < roomB && i%4 != 3:
			part = roomB / (roomC - roomB) * (b - c) / (a - b)
		case roomB != 0 && v*v < u && (1-v)*(1-v) < 1-u:
			part = roomB/(roomA-roomB)*roomC/(roomA-roomC) + (c-b)/(a-b)*roomB/(roomC-roomB)*roomA/(roomC-roomA)
		default:
			part = 0.5
		}
	}
	if roomB < 0 {
		return a
	}
	return b
}
