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
	sortStable(all, (*Influence).outweighs)
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
