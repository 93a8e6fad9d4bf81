package calc

import (
	"math"
	"slices"
	"strconv"
)

// A Shape is how a series runs.
type Shape uint8

const (
	NoShape  Shape = iota // nothing but zeros
	Flat                  // one amount
	Growing               // one growth
	Steps                 // amounts that follow one another
	Rhythm                // a payment every so many months
	OneOffs               // one or two payments
	Spikes                // one amount, and one or two payments on top
	Scatters              // none of these: the mean of all months
)

// An Estimate is a value, and the range that the scatter of what it comes from gives.
type Estimate struct {
	Middle float64
	Range  Range
}

func exactEstimate(v float64) Estimate { return Estimate{v, Exactly(v)} }

// A Part is a line, or one of several that follow one another.
type Part struct {
	// From is its first month, and Until its last, or 0 where it goes on.
	From, Until Month
	// Amount is the money per month as From starts, and Growth that of a month.
	Amount, Growth Estimate
	// Every is how many months a payment covers, or 0; see [Line.Every].
	Every int
}

// A Once is money that moves once, as its month starts.
type Once struct {
	Month  Month
	Amount float64
}

// A Fit is a series as lines and payments.
type Fit struct {
	Shape Shape
	// IsNegative is true for a series that is mostly below zero. All else is of its opposite.
	IsNegative bool
	Parts      []Part
	Once       []Once
	// Known is how many periods it comes from, Gaps how many between them are not known.
	Known, Gaps int
}

const (
	// fitTolerance is how far amounts can be from a flat line, a step or a growth to be taken as
	// it, so that rounded amounts are.
	fitTolerance = 0.005
	// maxScatter is the greatest standard deviation of the logarithms from their line.
	maxScatter = 0.3
	// maxSteps is how many steps a series can have.
	maxSteps = 8
)

// FitConfidence is that of the ranges of a fit, as of 90% intervals: see [Ninety].
const FitConfidence = 0.9

// Fit fits a series of a table to what a link can say. README.md has the formulas.
func (t *Table) Fit(s *Series) Fit {
	f := fitter{months: t.Months}
	negative := s.sum() < 0
	for i, v := range s.Values {
		if negative {
			v = -v
		}
		at := int(t.Periods[i]-t.Periods[0]) / t.Months
		for len(f.values) <= at && len(f.values) < Forever {
			f.values, f.has = append(f.values, 0), append(f.has, false)
		}
		if at < Forever {
			f.values[at], f.has[at] = v+0, s.Has[i]
		}
	}
	f.first = t.Periods[0]
	f.IsNegative = negative
	f.fit()
	return f.Fit
}

// FitOnce returns a series as one payment for each period that has an amount.
func (t *Table) FitOnce(s *Series) Fit {
	f := Fit{Shape: OneOffs, IsNegative: s.sum() < 0}
	for i, v := range s.Values {
		if s.Has[i] && v != 0 {
			if f.Known++; f.IsNegative {
				v = -v
			}
			f.Once = append(f.Once, Once{t.Periods[i], v})
		}
	}
	return f
}

// fitter fits a series that is mostly above zero.
type fitter struct {
	Fit
	values []float64
	has    []bool
	first  Month
	months int // that a value covers
}

// month returns the first month of a period.
func (f *fitter) month(i int) Month { return f.first + Month(i*f.months) }

// known lists the known periods of a span.
func (f *fitter) known(from, to int) (at []int) {
	for i := from; i < to; i++ {
		if f.has[i] {
			at = append(at, i)
		}
	}
	return at
}

func (f *fitter) fit() {
	all := f.known(0, len(f.values))
	moving := slices.DeleteFunc(slices.Clone(all), func(i int) bool { return f.values[i] == 0 })
	if len(moving) == 0 {
		return
	}
	from, to := moving[0], moving[len(moving)-1]+1
	window := f.known(from, to)
	if 4*len(moving) < 3*len(window) { // what moves now and then could have done so before and after
		window = all
	}
	f.Known, f.Gaps = len(all), all[len(all)-1]-all[0]+1-len(all)
	switch {
	case f.rhythm(moving, len(f.values)):
		f.Shape = Rhythm
	case f.isOnce(moving, all):
		f.Shape = OneOffs
		for _, i := range moving {
			f.Once = append(f.Once, Once{f.month(i), f.values[i]})
		}
	case f.level(window, all):
	case f.spikes(window, all):
		f.Shape = Spikes
	case f.steps(window, all):
		f.Shape = Steps
	default:
		f.scatter(window, all)
	}
}

// part returns a part over a span of periods. It goes on where no known period follows.
func (f *fitter) part(from, to int, all []int, amount, growth Estimate) Part {
	p := Part{From: f.month(from), Amount: amount, Growth: growth}
	if to <= all[len(all)-1] {
		p.Until = f.month(to) - 1
	}
	return p
}

// isClose reports whether a value is another one, but for rounding.
func isClose(v, to float64) bool { return math.Abs(v-to) <= fitTolerance*math.Abs(to) }

// isOnce reports whether what moves is one or two payments. Two that are equal and next to each
// other at one end of the table are a line that begins or ends there.
func (f *fitter) isOnce(moving, all []int) bool {
	if len(moving) > 2 || len(all) < 4 {
		return false
	}
	if len(moving) == 1 {
		return true
	}
	a, b := moving[0], moving[1]
	isAtEnd := a == all[0] || b == all[len(all)-1]
	return !(b == a+1 && isAtEnd && isClose(f.values[a], f.values[b]))
}

// level fits one amount or, where all is above zero, one growth, to within the tolerance.
func (f *fitter) level(window, all []int) bool {
	values := f.at(window)
	amount, growth, ok := evenLevel(window, values)
	if !ok {
		return false
	}
	if f.Shape = Flat; growth != 0 {
		f.Shape = Growing
	}
	rate := perMonthOf(exactEstimate(amount), exactEstimate(growth), f.months)
	growths := rootOf(exactEstimate(growth), f.months)
	f.Parts = []Part{f.part(window[0], window[len(window)-1]+1, all, rate, growths)}
	return true
}

func (f *fitter) at(periods []int) (values []float64) {
	for _, i := range periods {
		values = append(values, f.values[i])
	}
	return values
}

// evenLevel returns the amount and the growth of values that are flat or grow evenly, in the
// fewest digits with which all are within the tolerance.
func evenLevel(at []int, values []float64) (amount, growth float64, ok bool) {
	mean := meanOf(values)
	if !slices.ContainsFunc(values, func(v float64) bool { return v <= 0 || !isClose(v, mean) }) {
		if slices.Max(values) == slices.Min(values) {
			return values[0], 0, true
		}
		return significant(mean, 6), 0, true
	}
	if len(values) < 3 || slices.Min(values) <= 0 {
		return 0, 0, false
	}
	line := fitLine(at, values)
	isWithin := func(amount, growth, tolerance float64) bool {
		for i, v := range values {
			if math.Abs(amount*power(1+growth, at[i]-at[0])-v) > tolerance*v {
				return false
			}
		}
		return true
	}
	for digits := 3; digits <= 8; digits++ {
		growth = roundTo(math.Expm1(line.slope), digits)
		if growth == 0 || growth <= -1 || growth > maxPercent {
			continue
		}
		sum := 0.0
		for i, v := range values {
			sum += math.Log(v) - float64(at[i]-at[0])*math.Log1p(growth)
		}
		level := math.Exp(sum / float64(len(values)))
		for n := 3; n <= 6; n++ {
			if amount = significant(level, n); isWithin(amount, growth, fitTolerance/2) {
				return amount, growth, true
			}
		}
	}
	return 0, 0, false
}

// rhythm fits payments that lie equally far apart, with nothing between them: three at least, or
// two that are equal and 3, 6 or 12 months apart.
func (f *fitter) rhythm(moving []int, end int) bool {
	if len(moving) < 2 {
		return false
	}
	gap := moving[1] - moving[0]
	every := gap * f.months
	for i, at := range moving {
		if gap < 2 || at != moving[0]+i*gap || f.values[at] <= 0 {
			return false
		}
	}
	last := moving[len(moving)-1]
	if len(f.known(moving[0], last+1)) != last-moving[0]+1 || every > MaxEvery {
		return false
	}
	isUsual := every == 3 || every == 6 || every == 12
	if len(moving) == 2 && !(isUsual && isClose(f.values[moving[0]], f.values[moving[1]]) && moving[0] < gap && last+gap >= end) {
		return false
	}
	values := f.at(moving)
	turns := make([]int, len(moving))
	for i := range turns {
		turns[i] = i
	}
	p := Part{From: f.month(moving[0]), Every: every}
	if amount, growth, ok := evenLevel(turns, values); ok {
		p.Amount, p.Growth = exactEstimate(amount), exactEstimate(growth)
	} else if line := fitLine(turns, values); line.holds() {
		p.Amount, p.Growth = line.amount(), line.growth()
	} else {
		p.Amount = meanEstimate(values)
	}
	p.Amount, p.Growth = p.Amount.times(1/float64(every)), rootOf(p.Growth, every)
	if last+gap < end {
		p.Until = f.month(last+gap) - 1
	}
	f.Parts = []Part{p}
	return true
}

// A run is a span of equal values.
type run struct {
	from, to, count int
	value           float64
}

func (f *fitter) runs(window []int) (runs []run) {
	for _, i := range window {
		v := f.values[i]
		if n := len(runs); n > 0 && isClose(v, runs[n-1].value) {
			runs[n-1].to, runs[n-1].count = i+1, runs[n-1].count+1
			continue
		}
		runs = append(runs, run{i, i + 1, 1, v})
	}
	return runs
}

// spikes fits one amount that one or two months exceed.
func (f *fitter) spikes(window, all []int) bool {
	runs := f.runs(window)
	level := slices.MaxFunc(runs, func(a, b run) int { return a.count - b.count }).value
	var once []Once
	for _, r := range runs {
		switch {
		case isClose(r.value, level):
		case r.count > 1 || r.value < level || r.to == window[len(window)-1]+1 || len(once) == 2:
			return false
		default:
			once = append(once, Once{f.month(r.from), r.value - level})
		}
	}
	if len(window) < 6 || level <= 0 {
		return false
	}
	f.Once = once
	f.Parts = []Part{f.part(window[0], window[len(window)-1]+1, all, exactEstimate(level/float64(f.months)), Estimate{})}
	return true
}

// steps fits a few amounts that follow one another: each stays for two periods at least, or all
// for three in the mean.
func (f *fitter) steps(window, all []int) bool {
	runs := f.runs(window)
	areLong := true
	for i, r := range runs {
		areLong = areLong && (r.count > 1 || i == len(runs)-1)
		if r.value < 0 {
			return false
		}
	}
	if len(runs) > maxSteps || len(window) < 3 || !areLong && len(window) < 3*len(runs) {
		return false
	}
	for i, r := range runs {
		if i+1 < len(runs) {
			r.to = runs[i+1].from // also over what is not known
		}
		if r.value != 0 {
			f.Parts = append(f.Parts, f.part(r.from, r.to, all, exactEstimate(r.value/float64(f.months)), Estimate{}))
		}
	}
	return true
}

// scatter fits a growth to the logarithms of the values or, where that does not hold, their mean.
func (f *fitter) scatter(window, all []int) {
	values := f.at(window)
	amount, growth := Estimate{}, Estimate{}
	f.Shape = Scatters
	if slices.Min(values) > 0 {
		if line := fitLine(window, values); line.holds() {
			f.Shape, amount, growth = Growing, line.amount(), line.growth()
		}
	}
	if f.Shape == Scatters {
		amount = meanEstimate(values)
	}
	f.Parts = []Part{f.part(window[0], window[len(window)-1]+1, all, perMonthOf(amount, growth, f.months), rootOf(growth, f.months))}
}

// A logLine is the line of least squares through the logarithms of values over time.
type logLine struct {
	n                   int
	level, slope        float64 // at the first time, and per period
	scatter             float64 // the standard deviation of the logarithms from it
	levelError, growing float64 // the standard errors of level and slope
}

// fitLine fits a line to the logarithms of values, which are above zero.
func fitLine(at []int, values []float64) logLine {
	l := logLine{n: len(values)}
	n := float64(l.n)
	meanX, meanY := 0.0, 0.0
	for i, v := range values {
		meanX += float64(at[i]-at[0]) / n
		meanY += math.Log(v) / n
	}
	sxx, sxy := 0.0, 0.0
	for i, v := range values {
		x := float64(at[i]-at[0]) - meanX
		sxx += x * x
		sxy += x * (math.Log(v) - meanY)
	}
	if sxx == 0 {
		return l
	}
	l.slope = sxy / sxx
	l.level = meanY - l.slope*meanX
	squares := 0.0
	for i, v := range values {
		rest := math.Log(v) - l.level - l.slope*float64(at[i]-at[0])
		squares += rest * rest
	}
	if l.n > 2 {
		l.scatter = math.Sqrt(squares / (n - 2))
		l.levelError = l.scatter * math.Sqrt(1/n+meanX*meanX/sxx)
		l.growing = l.scatter / math.Sqrt(sxx)
	}
	return l
}

// holds reports whether the line says something of the values: they do not scatter too far, and
// growth differs from none at the confidence of the ranges.
func (l logLine) holds() bool {
	return l.n > 3 && l.scatter <= maxScatter && math.Abs(l.slope) > studentT(l.n-2)*l.growing &&
		math.Abs(l.slope)+studentT(l.n-2)*l.growing < math.Log1p(maxPercent)
}

// amount returns the estimate of the first value.
func (l logLine) amount() Estimate {
	half := studentT(l.n-2) * l.levelError
	return Estimate{math.Exp(l.level), Range{math.Exp(l.level - half), math.Exp(l.level + half)}}.rounded(significant3)
}

// growth returns that of the growth.
func (l logLine) growth() Estimate {
	half := studentT(l.n-2) * l.growing
	digits := 3 // tenths of a percent
	for half < 5*math.Pow10(-digits) && digits < 5 {
		digits++
	}
	return Estimate{math.Expm1(l.slope), Range{math.Expm1(l.slope - half), math.Expm1(l.slope + half)}}.rounded(func(v float64) float64 { return roundTo(v, digits) })
}

// meanEstimate returns the mean of values, with the interval in which the mean of their
// distribution lies, or of two the values themselves. Nothing goes below zero.
func meanEstimate(values []float64) Estimate {
	mean, n := meanOf(values), float64(len(values))
	e := exactEstimate(mean)
	if len(values) == 2 {
		e.Range = Range{min(values[0], values[1]), max(values[0], values[1])}
	} else if len(values) > 2 {
		squares := 0.0
		for _, v := range values {
			squares += (v - mean) * (v - mean)
		}
		half := studentT(len(values)-1) * math.Sqrt(squares/(n-1)/n)
		e.Range = Range{mean - half, mean + half}
	}
	e.Middle, e.Range.Low = math.Max(0, e.Middle), math.Max(0, e.Range.Low)
	e.Range.High = math.Max(e.Range.Low, e.Range.High)
	return e.rounded(significant3)
}

func meanOf(values []float64) (mean float64) {
	for _, v := range values {
		mean += v / float64(len(values))
	}
	return mean
}

func (e Estimate) times(by float64) Estimate {
	return Estimate{e.Middle * by, Range{e.Range.Low * by, e.Range.High * by}}.rounded(func(v float64) float64 { return significant(v, 12) })
}

func (e Estimate) rounded(to func(float64) float64) Estimate {
	return Estimate{to(e.Middle), Range{to(e.Range.Low), to(e.Range.High)}}
}

// perMonthOf returns the amount per month as a period starts, of the amount of the whole period:
// its months grow as the periods do.
func perMonthOf(amount, growth Estimate, months int) Estimate {
	if months == 1 {
		return amount
	}
	factor := power(1+growth.Middle, 1)
	root := math.Pow(factor, 1/float64(months))
	sum := 0.0
	for i := range months {
		sum += power(root, i)
	}
	return amount.times(1 / sum)
}

// rootOf returns the growth per month of one over several.
func rootOf(growth Estimate, months int) Estimate {
	if months == 1 || growth == (Estimate{}) {
		return growth
	}
	root := func(v float64) float64 {
		return roundTo(math.Expm1(math.Log1p(math.Max(v, -1))/float64(months)), 6)
	}
	return growth.rounded(root)
}

func significant3(v float64) float64 { return significant(v, 3) }

// significant rounds to so many digits.
func significant(v float64, digits int) float64 {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', digits, 64), 64)
	return v
}

// roundTo rounds to so many digits behind the point.
func roundTo(v float64, digits int) float64 {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'f', digits, 64), 64)
	return v + 0
}

// studentTs are the values that Student's t with 1, 2, … degrees of freedom exceeds in 5% of
// cases, from the NIST/SEMATECH e-Handbook, 1.3.6.7.2.
var studentTs = [...]float64{6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812,
	1.796, 1.782, 1.771, 1.761, 1.753, 1.746, 1.740, 1.734, 1.729, 1.725,
	1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697}

// studentT returns what Student's t with so many degrees of freedom exceeds in 5% of cases; beyond
// 30 by Fisher's expansion around the normal distribution.
func studentT(freedom int) float64 {
	if freedom < 1 {
		return math.Inf(1)
	}
	if freedom <= len(studentTs) {
		return studentTs[freedom-1]
	}
	const z = 1.6448536269514722
	v := float64(freedom)
	return z + (z*z*z+z)/(4*v) + (5*z*z*z*z*z+16*z*z*z+3*z)/(96*v*v)
}
