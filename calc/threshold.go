package calc

// Threshold is the value of one figure at which the money just lasts to the horizon
// while all others stay at their middle.
type Threshold struct {
	// Key is the figure's key in a link.
	Key string
	// Value is the value, or [None] if no value that a company could come to decides whether
	// the money lasts. With the value itself it does.
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
// be too much. It leaves out units, too, which only split the same cost.
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
		if !isGiven || !f.Kind.MovesCash() || f.Kind == Units || revenueLost && f.isOfRevenue() {
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
		if t.isOutOfReach(f.Kind) {
			t.Value = None
		}
		all = append(all, t)
	}
	return all
}

// isOutOfReach reports whether no company could act on the threshold: cash may not fall below
// nothing, no bank pays 100% a year, and what is paid does not turn into what is received.
func (t *Threshold) isOutOfReach(k *Kind) bool {
	switch k {
	case Floor:
		return t.Value < 0 && t.Current >= 0
	case Interest:
		return t.Value >= 1
	case OneOff:
		return t.Value*t.Current < 0
	}
	return false
}
