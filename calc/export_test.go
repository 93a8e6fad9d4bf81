package calc

// Mend lets tests of links mend them as opening one does.
var Mend = mend

// IsOurs lets tests ask whether a link has a key of ours.
var IsOurs = isOurs

// Places returns the places of the values that a case gives one value each, by the table
// of kinds.
func Places(s *Scenario) []*Range {
	var places []*Range
	for _, f := range s.uncertain() {
		places = append(places, f.value)
	}
	return places
}

// MoneyPlaces returns those of them that are amounts of money.
func MoneyPlaces(s *Scenario) []*Range {
	var places []*Range
	for _, f := range s.uncertain() {
		if f.Kind.Measure == Money {
			places = append(places, f.value)
		}
	}
	return places
}
