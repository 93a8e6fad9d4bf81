package calc

// Threshold is the value of one figure at which the money just lasts to the horizon
// while all others stay at their middle.
type Threshold struct {
	// Key is the figure's key in a link.
	Key string
	// Value is the value, or [None] if no value within the figure's limits decides
	// whether the money lasts. With the value itself it does.
	Value float64
	// AtLeast is true if the money lasts with Value or more, and false if it lasts with
	// Value or less.
	AtLeast bool
	// Current is the figure's value in the mid case.
	Current float64
}

// Thresholds returns the threshold of the cash and of each figure that is not 0, in the
// order of the scenario. It leaves out figures of revenue where costs that are a share of
// revenue come to take all of it before the horizon: then both more and less of them can
// be too much.
func (s *Scenario) Thresholds() []Threshold {
	var all []Threshold
	withProjection(func(p *projection) { all = s.thresholds(p) })
	return all
}

func (s *Scenario) thresholds(p *projection) (all []Threshold) {
	mid := s.middle()
	// headroom returns the opening cash in excess of what is required.
	headroom := func() float64 {
		p.load()
		return p.cash - p.requiredCash(float64(s.Months()))
	}
	p.prepare(mid, nil)
	currentHeadroom, revenueLost := headroom(), mid.sharesTakeAll(s.Months())
	for _, f := range mid.uncertain() {
		t := Threshold{Key: f.Key(), Current: f.value.Low}
		isDate := f.Kind.Measure == Date
		isGiven := f.Kind == Cash || t.Current != 0
		if !isGiven || !f.Kind.MovesCash() || revenueLost && f.isOfRevenue() {
			continue
		}
		p.prepare(mid, []Figure{f})
		at := func(v float64) float64 {
			f.set(v)
			return headroom()
		}
		if isDate {
			first := float64(s.Start)
			t.Value, t.AtLeast = solveMonth(at, Range{first, first + float64(s.Months())})
		} else {
			t.Value, t.AtLeast = solve(at, t.Current, currentHeadroom, f.Limits())
		}
		f.set(t.Current)
		all = append(all, t)
	}
	return all
}
