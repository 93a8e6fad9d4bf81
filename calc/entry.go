package calc

import (
	"slices"
	"strings"
	"sync"
)

// Entry is what a case holds several of, each under a name: a mark, a balance or a what-if. None
// changes an answer.
type Entry struct {
	// Kind is [Mark], [Actual] or [WhatIf].
	Kind *Kind
	// Name is the month of a mark or balance as in a link, 2024-10, or what a what-if is called.
	Name string
	// Balance is the cash that an Actual tells of, as its month starts: before what moves in it.
	Balance Range
	// Text is the remark of a mark, or the changes that a what-if makes, as a link.
	Text string
}

// Month returns the month of a mark or balance, or 0.
func (e *Entry) Month() Month {
	if e.Kind == WhatIf {
		return 0
	}
	month, _ := ParseMonth(e.Name)
	return month
}

// place returns a number that orders marks by month, then balances by month, then all what-ifs.
func (e *Entry) place() int {
	const months = 1 << 16 // more than there are
	return slices.Index(kinds, e.Kind)*months + int(e.Month())
}

// entryName returns the name of an entry as links have it: 2024-10 for October 2024.
func (k *Kind) entryName(name string) string {
	if k != WhatIf {
		if month, problem := ParseMonth(name); problem == "" {
			return month.String()
		}
	}
	return name
}

// entry returns the place of the entry of a kind with a name, or -1.
func (s *Scenario) entry(k *Kind, name string) int {
	return slices.IndexFunc(s.Entries, func(e Entry) bool { return e.Kind == k && e.Name == name })
}

func (s *Scenario) entryFigure(e *Entry) Figure {
	return Figure{Kind: e.Kind, Name: e.Name, scenario: s, entry: e}.placed()
}

// EntriesOf lists the entries of a kind as figures.
func (s *Scenario) EntriesOf(k *Kind) (all []Figure) {
	for i := range s.Entries {
		if s.Entries[i].Kind == k {
			all = append(all, s.entryFigure(&s.Entries[i]))
		}
	}
	return all
}

func (r *reader) readEntry(k *Kind, name, text string) Problem {
	name = k.entryName(name)
	problem := checkName(name)
	if month, _ := ParseMonth(name); k != WhatIf && month == 0 {
		problem = NotAMonth
	}
	i := r.s.entry(k, name)
	switch {
	case problem != "":
		return problem
	case text == "" && i >= 0:
		r.s.setNote(r.s.entryFigure(&r.s.Entries[i]).Key(), Note{})
		r.s.Entries = slices.Delete(r.s.Entries, i, i+1)
		return ""
	case text == "":
		return ""
	}
	entry := Entry{Kind: k, Name: name}
	if problem := r.s.entryFigure(&entry).read(text); problem != "" {
		return problem
	}
	switch {
	case i >= 0:
		r.s.Entries[i] = entry
	case len(r.s.EntriesOf(k)) == k.Most:
		return TooManyEntries
	default:
		r.s.Entries = append(r.s.Entries, entry)
	}
	return ""
}

// readChanges puts the changes of a what-if into their place, unless they are refused. What each
// of them does, findIdleEntries tells.
func readChanges(place *string, text string) Problem {
	var changes []string
	for _, p := range readPairs(text) {
		k, _ := ReadKey(p.Key)
		part, _ := cutBehind(p.Key)
		if k == nil && part == "" || k != nil && (k.IsEntry() || k.Owner == CaseFigure) {
			return UnknownKey
		}
		if checkText(p.Key) != "" || checkText(p.Value) != "" {
			return Unprintable
		}
		changes = append(changes, p.String())
	}
	if changes == nil {
		return NoChange
	}
	*place = strings.Join(changes, "&")
	return ""
}

// With returns the scenario with the changes of a what-if made, and what of them cannot be used
// or stays without effect.
func (s *Scenario) With(whatIf Figure) (*Scenario, []Error) {
	changes := readPairs(whatIf.Text())
	r := reader{s: s.clone()}
	r.s.original, r.s.Entries = s.published(), nil
	r.read(changes)
	r.s.arrange()
	r.findIdle()
	r.s.Entries = slices.Clone(s.Entries)
	r.s.setOriginal(s.published())
	return r.s, slices.DeleteFunc(r.errors, func(e Error) bool { return indexOfKey(changes, e.Key) < 0 })
}

// Without returns the scenario with what a what-if changes as it was published.
func (s *Scenario) Without(whatIf Figure) *Scenario {
	r := reader{s: s.clone()}
	r.takeBack(whatIf)
	r.s.arrange()
	r.s.setOriginal(s.published())
	return r.s
}

// Has reports whether the changes of a what-if are made in the scenario.
func (s *Scenario) Has(whatIf Figure) bool {
	_, isMade := s.tried(whatIf)
	return isMade
}

// Switched returns the scenario with the changes of a what-if or, where these are made, without
// them, and whether they are made.
func (s *Scenario) Switched(whatIf Figure) (other *Scenario, isMade bool) {
	if other, isMade = s.tried(whatIf); isMade {
		other = s.Without(whatIf)
	}
	return other, isMade
}

// tried returns the scenario with the changes of a what-if, and whether it has them already.
func (s *Scenario) tried(whatIf Figure) (with *Scenario, isMade bool) {
	with, errors := s.With(whatIf)
	return with, len(errors) == 0 && slices.Equal(with.Pairs(), s.Pairs())
}

// findIdleEntries reports marks and balances of months that the projection does not start
// before, and what-ifs that the case as published cannot follow or would not notice.
func (r *reader) findIdleEntries() {
	for i := range r.s.Entries {
		f := r.s.entryFigure(&r.s.Entries[i])
		month := f.entry.Month()
		switch {
		case f.Kind == WhatIf:
			r.checkWhatIf(f)
		case r.s.Start == 0:
			r.idle(f, NeedsStart)
		case month < r.s.Start:
			r.idle(f, BeforeStart)
		}
	}
}

// checkWhatIf reports a what-if that has no good effect.
func (r *reader) checkWhatIf(f Figure) {
	if text, problem := r.s.published().faultOf(f); problem != "" {
		r.keep(Error{f.Key(), text, problem, true})
	}
}

// remembered is what has been found out about the case as published that was read last and its
// what-ifs, by their texts: it stays the same while a reader changes figures.
var remembered struct {
	sync.Mutex
	published *Scenario
	faults    map[string]Error
	outcomes  map[string]outcome
}

// An outcome is a scenario and its result.
type outcome struct {
	scenario *Scenario
	result   Result
}

// remember locks what is remembered, and empties it where it is of another case as published than
// this one. A case that stands in its link is read anew each time, and is the same all the same.
func (s *Scenario) remember() (unlock func()) {
	r := &remembered
	r.Lock()
	if r.published != s && (r.published == nil || !slices.Equal(r.published.Pairs(), s.Pairs())) {
		r.faults, r.outcomes = map[string]Error{}, map[string]outcome{}
	}
	r.published = s
	return r.Unlock
}

// faultOf returns which change of a what-if is refused and why, or that they change nothing. Only
// what cannot change any more is remembered.
func (s *Scenario) faultOf(whatIf Figure) (text string, problem Problem) {
	isWhole := whatIf.scenario != s
	if isWhole {
		defer s.remember()()
		if known, ok := remembered.faults[whatIf.Text()]; ok {
			return known.Text, known.Problem
		}
	}
	with, errors := s.With(whatIf)
	switch {
	case len(errors) > 0:
		text, problem = errors[0].Key+"="+errors[0].Text, errors[0].Problem
	case slices.Equal(with.Pairs(), s.Pairs()):
		text, problem = whatIf.link(), NoChange
	}
	if isWhole {
		remembered.faults[whatIf.Text()] = Error{Text: text, Problem: problem}
	}
	return text, problem
}

// Outcome returns the case as published, with the changes of one of its what-ifs unless that is nil,
// and its result. They are computed once for a case and must not be changed.
func (s *Scenario) Outcome(whatIf *Figure) (*Scenario, Result) {
	published, changes := s.published(), ""
	if whatIf != nil {
		changes = whatIf.Text()
	}
	isWhole := published != s
	if isWhole {
		defer published.remember()()
		if known, ok := remembered.outcomes[changes]; ok {
			return known.scenario, known.result
		}
	}
	o := outcome{scenario: published}
	if whatIf != nil {
		o.scenario, _ = published.With(*whatIf)
	}
	if o.result = o.scenario.Evaluate(); isWhole {
		remembered.outcomes[changes] = o
	}
	return o.scenario, o.result
}

// try makes the changes of a what-if, or takes them back.
func (r *reader) try(f Figure) {
	if f.Kind != WhatIf {
		return
	}
	if r.s.Has(f) {
		r.takeBack(f)
	} else {
		r.read(readPairs(f.Text()))
	}
}

// takeBack puts what a what-if changes back as it was published.
func (r *reader) takeBack(whatIf Figure) {
	for _, p := range readPairs(whatIf.Text()) {
		changed, _ := r.s.Figure(p.Key)
		r.putBack(p.Key, changed)
	}
}
