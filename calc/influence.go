package calc

import "math"

// Influence is the effect of one figure on the answer: it alone moves from one end to
// the other while all others stay at their middle.
type Influence struct {
	// Key is the figure's key in a link.
	Key string
	// Range is what the figure is moved over: its own range or, if it is exact, ±10%, or a
	// month earlier and later, as far as its limits allow.
	Range Range
	// Assumed is true if the figure is exact and was moved so.
	Assumed bool
	// Runway and FundingGap are the answers at the low and the high end of Range.
	Runway, FundingGap [2]float64
}

// assumedParts is the part of an exact figure by which it is moved: a tenth.
const assumedParts = 10

// Influences returns the figures that change the runway or the funding gap. It sorts
// them by how much they change the gap, then by how much they change the runway, the
// largest first.
func (s *Scenario) Influences() []Influence {
	var all []Influence
	withProjection(func(p *projection) { all = s.influences(p) })
	sortStable(all, (*Influence).outweighs)
	return all
}

func (s *Scenario) influences(p *projection) (all []Influence) {
	mid := s.middle()
	midFigures := mid.uncertain()
	for i, f := range s.uncertain() {
		in := Influence{Key: f.Key(), Range: f.Value()}
		isDate := f.Kind.Measure == Date
		if isDate && in.Range == (Range{}) {
			continue
		}
		switch in.Assumed = in.Range.Exact(); {
		case in.Assumed && isDate:
			limits := f.Limits()
			in.Range = Range{math.Max(limits.Low, in.Range.Low-1), math.Min(limits.High, in.Range.High+1)}
		case in.Assumed:
			v := in.Range.Low
			shift, limits := math.Abs(v)/assumedParts, f.Limits()
			in.Range = Range{math.Max(math.Min(limits.Low, v), v-shift), math.Min(limits.High, v+shift)}
		}
		if in.Range.Exact() {
			continue
		}
		figure := midFigures[i]
		middle := figure.value.Low
		p.prepare(mid, []Figure{figure})
		for end, v := range []float64{in.Range.Low, in.Range.High} {
			figure.set(v)
			p.load()
			in.Runway[end] = p.runway()
			in.FundingGap[end] = p.gap(float64(s.Months()), in.Runway[end])
		}
		figure.set(middle)
		if in.FundingGap[0] != in.FundingGap[1] || in.Runway[0] != in.Runway[1] {
			all = append(all, in)
		}
	}
	return all
}

// outweighs reports whether in matters more than other.
func (in *Influence) outweighs(other *Influence) bool {
	if a, b := in.gapChange(), other.gapChange(); a != b {
		return a > b
	}
	return in.runwayChange() > other.runwayChange()
}

func (in *Influence) gapChange() float64 { return math.Abs(in.FundingGap[1] - in.FundingGap[0]) }

// runwayChange returns infinity if one runway is infinite, and 0 if both are.
func (in *Influence) runwayChange() float64 {
	if in.Runway[0] == in.Runway[1] {
		return 0
	}
	return math.Abs(in.Runway[1] - in.Runway[0])
}
