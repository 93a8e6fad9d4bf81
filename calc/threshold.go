package calc

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
		return p.cash - p.requiredCash(float64(s.Months()))
	}
	at, lost := room(), mid.sharesTakeAll(s.Months())
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
