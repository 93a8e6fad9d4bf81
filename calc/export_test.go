package calc

import "slices"

// Mend lets tests of links mend them as opening one does.
var Mend = mend

// IsOurs lets tests ask whether a link has a key of ours.
var IsOurs = isOurs

// Places returns the places of the values that a case gives one value each, by the table
// of kinds.
func Places(s *Scenario) []*Range { return places(s, func(*Kind) bool { return true }) }

// MoneyPlaces returns those of them that are amounts of money, MonthPlaces those that are
// months.
func MoneyPlaces(s *Scenario) []*Range {
	return places(s, func(k *Kind) bool { return k.Measure == Money })
}

func MonthPlaces(s *Scenario) []*Range {
	return places(s, func(k *Kind) bool { return k.Measure == Date })
}

func places(s *Scenario, isWanted func(*Kind) bool) (all []*Range) {
	for _, f := range s.uncertain() {
		if isWanted(f.Kind) {
			all = append(all, f.value)
		}
	}
	return all
}

// IsMixed reports whether more of a figure with a range can leave less cash at one time and more
// at another, and StartsLate whether the month in which a line starts is a range.
func IsMixed(s *Scenario) bool {
	return slices.ContainsFunc(s.uncertain(), func(f Figure) bool { return !f.value.Exact() && f.isMixed() })
}

func StartsLate(s *Scenario) bool {
	return slices.ContainsFunc(s.uncertain(), func(f Figure) bool { return !f.value.Exact() && f.Kind == From })
}

// Over returns a copy of a scenario that has changed another one, as published.
func Over(s, original *Scenario) *Scenario {
	changed, published := s.clone(), original.clone()
	published.Preset, published.original = s.Preset, nil
	published.arrange()
	changed.original = published
	changed.arrange()
	changed.setOriginal(published)
	return changed
}

// Unpublish takes a preset back that a test has published.
func Unpublish(id string) {
	published = slices.DeleteFunc(published, func(p *Preset) bool { return p.ID == id })
}
