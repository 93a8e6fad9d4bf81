package calc

import "math"

// The root finding behind thresholds. Each evaluation of the function is a whole
// projection and a page shows a threshold for every figure, so it is built to need few.
// Most amounts enter the answer linearly: the secant method finds these in three
// evaluations. For the others a bracket is searched in growing steps, and narrowed.

const (
	// secantSteps is the number of secants tried before a figure counts as not linear.
	secantSteps = 8
	// secantPatience is the number of secants after which a change of sign is narrowed
	// down instead.
	secantPatience = 3
	// secantShift is the first step, relative to the value, and leastSecantShift its
	// least size.
	secantShift, leastSecantShift = 1. / 64, 1e-4
	// flatShift is the relative distance at which the function is tried beside a root.
	flatShift = 1e-8
	// searchStep is the first step of the search for a bracket, relative to the value.
	// leastSize is the size that values near zero are taken to have.
	searchStep, leastSize = 1. / 8, 1e-3
	// searchGrowth is the factor by which each step exceeds the one before.
	searchGrowth = 4
	// narrowSteps ends the search for a root at 0, where a relative width never gets
	// small.
	narrowSteps = 150
	// rootTolerance is the relative width of the last bracket.
	rootTolerance = 1e-12
)

// solve returns a value inside the limits at which headroom changes its sign, and
// whether headroom is positive above it. It returns [None] if there is no such value.
// The search starts from the current value of the figure.
func solve(headroom func(float64) float64, current, currentHeadroom float64, limits Range) (value float64, atLeast bool) {
	if value, atLeast = secant(headroom, current, currentHeadroom, limits); !IsNone(value) {
		return value, atLeast
	}
	for _, end := range []float64{limits.Low, limits.High} {
		if (headroom(end) >= 0) == (currentHeadroom >= 0) {
			continue
		}
		from, headroomFrom := current, currentHeadroom
		step := math.Max(math.Abs(current)*searchStep, leastSize)
		for {
			to := math.Min(end, from+step)
			if end < current {
				to = math.Max(end, from-step)
			}
			headroomTo := headroom(to)
			if (headroomTo >= 0) != (headroomFrom >= 0) {
				value, _ = narrow(headroom, from, to, headroomFrom, headroomTo)
				return value, (headroomTo >= 0) == (end > current)
			}
			from, headroomFrom, step = to, headroomTo, step*searchGrowth
		}
	}
	return None, false
}

// solveMonth is solve for a month: it returns the last one, or the first, with which headroom is
// not negative. It looks at whole months, and takes headroom to change its sign once.
func solveMonth(headroom func(float64) float64, limits Range) (value float64, atLeast bool) {
	low, high := limits.Low, limits.High
	if atLeast = headroom(high) >= 0; atLeast == (headroom(low) >= 0) {
		return None, false
	}
	for high-low > 1 {
		middle := math.Floor((low + high) / 2)
		if (headroom(middle) >= 0) == atLeast {
			high = middle
		} else {
			low = middle
		}
	}
	if atLeast {
		return high, true
	}
	return low, false
}

// secant is solve by the secant method, for functions that are linear or nearly so. It
// returns [None] for others, unless it comes upon a change of sign.
func secant(headroom func(float64) float64, current, currentHeadroom float64, limits Range) (value float64, atLeast bool) {
	a, headroomA := current, currentHeadroom
	b := current + math.Max(math.Abs(current)*secantShift, leastSecantShift) // may lie outside the limits; a result may not
	for i := range secantSteps {
		headroomB := headroom(b)
		slope := (headroomB - headroomA) / (b - a)
		c := b - headroomB/slope
		inside := c >= limits.Low && c <= limits.High
		converged := inside && math.Abs(c-b) <= rootTolerance*math.Abs(b)
		if converged {
			// Where headroom is flat, at zero or close to it, c is no threshold. It must
			// fall below zero just beside c.
			aside := math.Copysign(flatShift*math.Max(math.Abs(c), leastSize), slope)
			if headroom(c-aside) < math.Min(0, 2*headroomB) {
				return c, slope > 0
			}
		}
		switch {
		case (converged || i >= secantPatience) && (headroomB >= 0) != (headroomA >= 0):
			value, _ = narrow(headroom, a, b, headroomA, headroomB)
			return value, (headroomB >= 0) == (b > a)
		case converged || !inside:
			return None, false
		}
		a, headroomA, b = b, headroomB, c
	}
	return None, false
}

// narrow returns both sides of a change of sign in a bracket, next to each other: the one where
// headroom is not negative, and the one where it is. a and b are the bracket.
//
// It uses Chandrupatla's method: inverse quadratic interpolation while the last three
// points lie as on a smooth curve, and halving otherwise (T. R. Chandrupatla, A new
// hybrid quadratic/bisection algorithm for finding the zero of a nonlinear function
// without using derivatives, Advances in Engineering Software 28, 1997). Headroom can be
// flat on one side and steep on the other. Where it is exactly 0 on a whole side, as
// without cash, three steps in four extrapolate from the other side instead.
func narrow(headroom func(float64) float64, a, b, headroomA, headroomB float64) (lasts, fails float64) {
	part := 0.5 // of the way from b, the latest point, to a on the other side
	for i := range narrowSteps {
		width := math.Abs(b-a) / math.Max(math.Abs(a), math.Abs(b))
		if width <= rootTolerance {
			break
		}
		leastPart := math.Min(0.5, rootTolerance/2/width)
		x := b + math.Min(1-leastPart, math.Max(leastPart, part))*(a-b)
		headroomX := headroom(x)
		c, headroomC := b, headroomB // the point before
		if (headroomX >= 0) != (headroomB >= 0) {
			a, headroomA, c, headroomC = b, headroomB, a, headroomA
		}
		b, headroomB = x, headroomX
		switch u, v := (b-a)/(c-a), (headroomB-headroomA)/(headroomC-headroomA); {
		case headroomA == 0 && headroomC < headroomB && i%4 != 3:
			part = headroomB / (headroomC - headroomB) * (b - c) / (a - b)
		case headroomB != 0 && v*v < u && (1-v)*(1-v) < 1-u:
			part = headroomB/(headroomA-headroomB)*headroomC/(headroomA-headroomC) + (c-b)/(a-b)*headroomB/(headroomC-headroomB)*headroomA/(headroomC-headroomA)
		default:
			part = 0.5
		}
	}
	if headroomB < 0 {
		return a, b
	}
	return b, a
}
