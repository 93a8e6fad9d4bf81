package calc

import "math"

// Remedies are the least single changes with which the company becomes default
// alive in the mid case, all else unchanged.
type Remedies struct {
	// Alive is true if it is default alive as it stands; nothing else is set then.
	Alive bool
	// Growth is the growth per month of all revenue lines, in place of their own,
	// with which the company is default alive; None if none up to 1000% does.
	Growth float64
	// CutAll is the share by which all costs would have to fall, 0 to 1; None if
	// not even a fall by all of them does.
	CutAll float64
	// Cuts are the shares by which a single cost line would have to fall, of those
	// lines with which it can be done.
	Cuts []Cut
}

// Cut is a share by which a cost line falls.
type Cut struct {
	// Key names the line.
	Key string
	// Share is how much of it goes, 0 to 1.
	Share float64
}

// Remedies finds what would make the company default alive.
func (s *Scenario) Remedies() Remedies {
	mid := s.middle()
	alive := func(change func(c *Scenario)) bool {
		c := mid.cloneFigures()
		change(c)
		p := project(c)
		return math.IsInf(p.runway(), 1) && !math.IsInf(p.breakEven(), 1)
	}
	r := Remedies{Growth: None, CutAll: None}
	if r.Alive = alive(func(*Scenario) {}); r.Alive {
		return r
	}
	r.Growth = least(-1, 10, func(g float64) bool {
		return alive(func(c *Scenario) {
			for i := range c.Lines {
				if c.Lines[i].Revenue {
					c.Lines[i].Growth = Rate{Exactly(g), Monthly}
				}
			}
		})
	})
	cut := func(of func(l *Line) bool) float64 {
		return least(0, 1, func(share float64) bool {
			return alive(func(c *Scenario) {
				for i := range c.Lines {
					if l := &c.Lines[i]; !l.Revenue && of(l) {
						l.Amount.Range = Exactly(l.Amount.Low * (1 - share))
					}
				}
			})
		})
	}
	r.CutAll = cut(func(*Line) bool { return true })
	for i := range mid.Lines {
		if name := mid.Lines[i].Name; !mid.Lines[i].Revenue {
			if share := cut(func(l *Line) bool { return l.Name == name }); !IsNone(share) {
				r.Cuts = append(r.Cuts, Cut{mid.Lines[i].Key(), share})
			}
		}
	}
	return r
}

// least is the least value above low, up to high, with which something holds that goes
// on to hold for all greater ones, in whole tenths of a percent; None if it does not
// hold for high.
func least(low, high float64, holds func(float64) bool) float64 {
	const tenths = 1000
	if !holds(high) {
		return None
	}
	from, to := int(low*tenths), int(high*tenths)
	for to-from > 1 {
		middle := (from + to) / 2
		if holds(float64(middle) / tenths) {
			to = middle
		} else {
			from = middle
		}
	}
	return float64(to) / tenths
}
