package calc

import "math"

// Remedies are the least single changes that make the company default alive in the mid
// case, all else unchanged. They are multiples of 0.1 percentage points.
type Remedies struct {
	// Alive is true if the company is default alive as it stands. Nothing else is set
	// then.
	Alive bool
	// Growth is the growth per month that all revenue lines would need, in place of
	// their own; [None] if not even 1000% is enough.
	Growth float64
	// CutAll is the share by which all costs would have to fall, 0 to 1; [None] if not
	// even a company without costs is default alive.
	CutAll float64
	// Cuts are the shares by which a single cost line would have to fall. Lines that
	// cannot achieve it alone are left out.
	Cuts []Cut
}

// Cut is a share by which a cost line falls.
type Cut struct {
	// Key is the line's key in a link.
	Key string
	// Share is the part that goes, 0 to 1.
	Share float64
}

// maxRemedyGrowth is the greatest growth per month that is tried, the most a line can
// have.
const maxRemedyGrowth = 10

// remedySteps is the number of steps per unit in which remedies are searched.
const remedySteps = 1000

// Remedies returns the changes that make the company default alive.
func (s *Scenario) Remedies() (r Remedies) {
	withProjection(func(p *projection) { r = s.remedies(p) })
	return r
}

func (s *Scenario) remedies(p *projection) Remedies {
	mid := s.middle()
	isAlive := func(change func(c *Scenario)) bool {
		c := mid.cloneFigures()
		change(c)
		p.project(c)
		return math.IsInf(p.runway(), 1) && !math.IsInf(p.breakEven(), 1)
	}
	r := Remedies{Growth: None, CutAll: None}
	if r.Alive = isAlive(func(*Scenario) {}); r.Alive {
		return r
	}
	r.Growth = leastRemedy(-1, maxRemedyGrowth, func(g float64) bool {
		return isAlive(func(c *Scenario) {
			for i := range c.Lines {
				if c.Lines[i].Revenue {
					c.Lines[i].Growth = Rate{Exactly(g), Monthly}
				}
			}
		})
	})
	leastCut := func(includes func(l *Line) bool) float64 {
		return leastRemedy(0, 1, func(share float64) bool {
			return isAlive(func(c *Scenario) {
				for i := range c.Lines {
					if l := &c.Lines[i]; !l.Revenue && includes(l) {
						l.Amount.Range = Exactly(l.Amount.Low * (1 - share))
					}
				}
			})
		})
	}
	r.CutAll = leastCut(func(*Line) bool { return true })
	for i := range mid.Lines {
		if name := mid.Lines[i].Name; !mid.Lines[i].Revenue {
			if share := leastCut(func(l *Line) bool { return l.Name == name }); !IsNone(share) {
				r.Cuts = append(r.Cuts, Cut{mid.Lines[i].Key(), share})
			}
		}
	}
	return r
}

// leastRemedy returns the least value above low, up to high, with which a condition
// holds, or [None] if it does not hold for high. It assumes that the condition holds for
// all greater values too.
func leastRemedy(low, high float64, holds func(float64) bool) float64 {
	if !holds(high) {
		return None
	}
	from, to := int(low*remedySteps), int(high*remedySteps)
	for to-from > 1 {
		middle := (from + to) / 2
		if holds(float64(middle) / remedySteps) {
			to = middle
		} else {
			from = middle
		}
	}
	return float64(to) / remedySteps
}
