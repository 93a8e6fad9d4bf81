package calc

import (
	"slices"
	"strings"
)

// A lever is a key of the list that an author has chosen.
type lever struct {
	key    string
	figure Figure // none if it is the key of none
}

// Levers returns the figures that an embed shows first, in their order: up to six that the author
// has chosen or, by default, up to three that matter most in the case as published, so that they
// stay the same ones while a reader changes them. A figure whose line was taken away is left out
// until the line comes back.
func (s *Scenario) Levers() []Figure {
	var published []Figure
	for i, l := range s.chosenLevers() {
		if i < Levers.Most && l.problem() == "" {
			published = append(published, l.figure)
		}
	}
	if published == nil {
		published = s.published().usualLevers()
	}
	var levers []Figure
	for _, f := range published {
		if f, ok := s.Figure(f.Key()); ok {
			levers = append(levers, f)
		}
	}
	return levers
}

// usualLevers lists the figures that matter most, and no months, which no slider moves. A second
// figure of a line, such as its growth, comes after all others: it acts on what the first has
// told of. Where the money lasts whichever figure moves, they are the first ones of the case.
func (s *Scenario) usualLevers() []Figure {
	const most = 3
	var levers, seconds []Figure
	for _, in := range s.Influences() {
		f, _ := s.Figure(in.Key)
		switch {
		case f.Kind.Measure == Date:
		case f.line != nil && slices.ContainsFunc(levers, func(other Figure) bool { return other.line == f.line }):
			seconds = append(seconds, f)
		default:
			levers = append(levers, f)
		}
	}
	if levers = append(levers, seconds...); levers == nil {
		levers = s.figures(func(k *Kind) bool { return k == Cash }, false)
	}
	return levers[:min(most, len(levers))]
}

// chosenLevers reads the list that the author has chosen.
func (s *Scenario) chosenLevers() (all []lever) {
	const most = 64 // which a list that is meant does not hold; what follows is read as one
	for list := s.LeverKeys; list != ""; {
		l := lever{key: list}
		if len(all) < most {
			l, list = s.cutLever(list)
		} else {
			list = ""
		}
		all = append(all, l)
	}
	return slices.DeleteFunc(all, func(l lever) bool { return l.key == "" })
}

// cutLever cuts the first key off a list. A name can hold commas, so it is the longest text that
// is the key of a figure or, if none is, what stands before the first comma.
func (s *Scenario) cutLever(list string) (first lever, rest string) {
	const longest = 5 * MaxText // bytes, more than a key has
	text, after, _ := strings.Cut(list, ",")
	first.key, rest = strings.TrimSpace(text), after
	for {
		if f, ok := s.figureBefore(text); ok {
			first, rest = lever{f.Key(), f}, after
		}
		if after == "" || len(text) > longest {
			return first, rest
		}
		var part string
		part, after, _ = strings.Cut(after, ",")
		text += "," + part
	}
}

// figureBefore finds the figure with a key, in what the scenario has changed if it is not there
// any more.
func (s *Scenario) figureBefore(key string) (Figure, bool) {
	f, ok := s.Figure(strings.TrimSpace(key))
	if base := s.published(); !ok && base != s {
		return base.figureBefore(key)
	}
	return f, ok
}

// problem returns what is wrong with a lever. It has to have a value of its own, which moves cash
// or is the horizon.
func (l lever) problem() Problem {
	f := l.figure
	switch {
	case !f.Exists(), f.Kind == MonthOfPayment: // which stands in a link with the payment's amount
		return NoSuchFigure
	case f.Kind != Horizon && !f.Kind.MovesCash(), f.Kind.CostOnly && f.isOfRevenue():
		return NotALever
	}
	return ""
}

// setLevers writes the list, each key once.
func (s *Scenario) setLevers(levers []lever) {
	var keys []string
	for _, l := range levers {
		if !slices.Contains(keys, l.key) {
			keys = append(keys, l.key)
		}
	}
	s.LeverKeys = strings.Join(keys, ",")
}

// arrangeLevers writes the list as its figures have their keys, until it reads back to itself:
// without blanks and what stood twice, keys side by side can make up another one.
func (s *Scenario) arrangeLevers() {
	for before := ""; s.LeverKeys != before; {
		before = s.LeverKeys
		s.setLevers(s.chosenLevers())
	}
}

// findIdleLevers reports keys of the list that name no lever, or one too many. They stay in it.
func (r *reader) findIdleLevers() {
	for i, l := range r.s.chosenLevers() {
		problem := l.problem()
		if problem == "" && i >= Levers.Most {
			problem = TooManyLevers
		}
		if problem != "" {
			r.keep(Error{Levers.Key, l.key, problem, true})
		}
	}
}

// readKeyList puts a list of keys into its place, unless it cannot be shown. What they are the
// keys of is only known when all figures are read; see arrangeLevers.
func readKeyList(place *string, text string) Problem {
	text = strings.TrimSpace(text)
	if !isShowable(text) {
		return Unprintable
	}
	*place = text
	return ""
}
