package calc

import "math"

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
