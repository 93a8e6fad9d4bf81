package calc

import (
	"slices"
	"strings"
)

// Parse reads a scenario from its link form: an
// application/x-www-form-urlencoded query, as in a URL's fragment, with or
// without the leading #. Keys are read from left to right and a later good
// value replaces an earlier one; preset goes first wherever it stands. An
// empty value removes what an earlier one or the preset has set. What stands before the last
// changes, a divider without a value, is the case as published: see [Scenario.Original].
//
// A value that cannot be used is reported and changes nothing. The scenario is
// nil if nothing can be computed: the link is too long, or of an unknown version.
//
//	cash=400k&in.Sales=20k/mo&grow.Sales=8%25/mo&out.Everything=80k/mo
//
// The keys of figures are those of the table of kinds. Besides there are v, the
// version; preset; changes; and behind any figure note, src and as, a dot and the figure's
// key. Keys that are known to be added on the way, such as utm_source, are dropped.
func Parse(query string) (*Scenario, []Error) {
	if len(query) > 8*MaxLink {
		return nil, []Error{{Problem: TooLong}}
	}
	pairs := readPairs(query)
	if len(pairs) > maxPairs {
		return nil, []Error{{Problem: TooLong}}
	}
	r := reader{s: &Scenario{}}
	// A key at the end without its = would remove a figure, and a text that was shortened
	// shows another one, but some program has only cut the link there.
	if isCutOff(query) {
		last := len(pairs) - 1
		r.errors = []Error{{Text: pairs[last].Key, Problem: CutOff}}
		pairs = pairs[:last]
	}
	for _, p := range pairs {
		if p.Key == "v" && p.Value != "" && p.Value != "1" {
			return nil, []Error{{Key: p.Key, Text: p.Value, Problem: UnknownVersion}}
		}
		if p.Key == "preset" {
			r.readPreset(p)
		}
	}
	r.readAll(pairs)
	// An edited link holds what it replaces: it is the canonical one that counts.
	if len(query) > MaxLink/2 && isTooLong(r.s.String()) {
		return nil, []Error{{Problem: TooLong}}
	}
	return r.s, r.errors
}

// divider stands in a link between the case as published and changes to it.
var divider = Pair{Key: "changes"}

// readAll reads all pairs of a scenario: those of the case as published, then the changes.
func (r *reader) readAll(pairs []Pair) {
	for i := len(pairs) - 1; i >= 0; i-- {
		if pairs[i] == divider {
			r.read(pairs[:i])
			r.s.arrange()
			original := r.s
			r.s = original.clone()
			r.s.original, pairs = original, pairs[i+1:]
			break
		}
	}
	r.read(pairs)
	r.s.arrange()
	r.s.setOriginal(r.s.published())
	r.findIdle()
}

// isTooLong reports whether a link is longer than [MaxLink], unescaped, so
// that all alphabets have as much room.
func isTooLong(link string) bool {
	return len(link) > MaxLink && len(unescape(link)) > MaxLink
}

func emptyAsNil[T any](s []T) []T {
	if len(s) == 0 {
		return nil
	}
	return s
}

// reader fills a scenario key by key and collects what it refuses.
type reader struct {
	s      *Scenario
	errors []Error
}

// read reads pairs: lines and what stands alone, then what hangs on lines, then notes. Of
// what is left it drops what is known to be somebody else's.
func (r *reader) read(pairs []Pair) {
	// Amounts may name their currency, so that of the scenario comes before them.
	for _, p := range pairs {
		if p.Key == CurrencyCode.Key {
			r.report(p, readCurrency(&r.s.Currency, p.Value))
		}
	}
	for _, pass := range []func(Pair) bool{r.readHead, r.readLineFigure, r.readNote} {
		var left []Pair
		for _, p := range pairs {
			if !pass(p) {
				left = append(left, p)
			}
		}
		pairs = left
	}
	for _, p := range pairs {
		if isForeign(p.Key) {
			continue
		}
		i := indexOfKey(r.s.Unknown, p.Key)
		if i >= 0 {
			r.s.Unknown = slices.Delete(r.s.Unknown, i, i+1)
		}
		if i >= 0 && p.Value == "" {
			r.report(p, "") // it is gone
			continue
		}
		r.report(p, UnknownKey)
		if p.Value != "" {
			r.s.Unknown = append(r.s.Unknown, p)
			r.errors[len(r.errors)-1].Kept = true
		}
	}
}

// report records the last problem of a key, or that it has none any more.
func (r *reader) report(p Pair, problem Problem) {
	r.errors = slices.DeleteFunc(r.errors, func(e Error) bool { return e.Key == p.Key })
	if problem != "" {
		r.errors = append(r.errors, Error{Key: p.Key, Text: p.Value, Problem: problem})
	}
}

func (r *reader) readPreset(p Pair) {
	if p.Value == "" {
		r.s = &Scenario{}
	} else if preset := PresetOf(p.Value); preset != nil {
		r.s = preset.Scenario()
	} else {
		r.report(p, UnknownPreset)
		return
	}
	r.report(p, "")
}

// readHead reads the amounts that lines and payments begin with, and all figures that
// stand alone.
func (r *reader) readHead(p Pair) bool {
	k, name := ReadKey(p.Key)
	switch {
	case p.Key == "v" || p.Key == "preset" || p == divider || k == CurrencyCode:
	case k == nil || k.Owner == LineFigure && !k.IsHead():
		return false
	case k.Owner == LineFigure:
		r.report(p, r.readLine(k == Revenue, name, p.Value))
	case k.Owner == PaymentFigure:
		r.report(p, r.readPayment(k, name, p.Value))
	case k.IsEntry():
		r.report(p, r.readEntry(k, name, p.Value))
	default:
		r.report(p, r.s.FigureOf(k).read(p.Value))
	}
	return true
}

func (r *reader) readLine(revenue bool, name, text string) Problem {
	if problem := checkName(name); problem != "" {
		return problem
	}
	i := r.s.line(name)
	if i >= 0 && r.s.Lines[i].Revenue != revenue {
		if text == "" {
			return ""
		}
		return NameTaken
	}
	if text == "" {
		if i >= 0 {
			for _, f := range r.s.LineFigures(&r.s.Lines[i]) {
				delete(r.s.Notes, f.Key())
			}
			r.s.Lines = slices.Delete(r.s.Lines, i, i+1)
		}
		return ""
	}
	l := Line{Name: name, Revenue: revenue, Share: isShare(text)}
	amount, _, problem := l.head().readNumber(text, r.s.Currency)
	if l.Share && revenue {
		amount, _, problem = Share.readNumber(text, "")
	}
	switch {
	case problem != "":
		return problem
	case l.Share && revenue:
		return RevenueNoShare
	case i < 0 && len(r.s.Lines) == MaxLines:
		return TooManyLines
	case i < 0:
		r.s.Lines = append(r.s.Lines, l)
		i = len(r.s.Lines) - 1
	}
	r.s.Lines[i].Amount, r.s.Lines[i].Share = amount, l.Share
	return ""
}

func (r *reader) readPayment(k *Kind, name, text string) Problem {
	if problem := checkName(name); problem != "" {
		return problem
	}
	i := r.s.payment(k == Raise, name)
	if text == "" {
		if i >= 0 {
			delete(r.s.Notes, r.s.Payments[i].Key())
			r.s.Payments = slices.Delete(r.s.Payments, i, i+1)
		}
		return ""
	}
	amount, month, problem := k.readDated(text, r.s.Currency)
	switch {
	case problem != "":
		return problem
	case i < 0 && len(r.s.Payments) == MaxLines:
		return TooManyLines
	case i < 0:
		r.s.Payments = append(r.s.Payments, Payment{Name: name, Raise: k == Raise})
		i = len(r.s.Payments) - 1
	}
	r.s.Payments[i].Amount, r.s.Payments[i].Month = amount, month
	return ""
}

// readLineFigure reads the figures of a line besides its amount.
func (r *reader) readLineFigure(p Pair) bool {
	k, name := ReadKey(p.Key)
	if k == nil {
		return false
	}
	switch i := r.s.line(name); {
	case i >= 0:
		r.report(p, r.s.LineFigureOf(k, &r.s.Lines[i]).read(p.Value))
	case p.Value != "":
		r.report(p, NoSuchLine)
	}
	return true
}

// readNote reads notes, sources and standings.
func (r *reader) readNote(p Pair) bool {
	part, key := cutBehind(p.Key)
	if part == "" {
		return false
	}
	f, ok := r.s.Figure(key)
	if !ok || f.Kind == MonthOfPayment { // which stands in a link with the payment's amount
		if p.Value != "" {
			r.report(p, NoSuchFigure)
		}
		return true
	}
	n := f.Note()
	r.report(p, n.read(part, p.Value))
	r.s.setNote(f.Key(), n)
	return true
}

// setNote puts a note behind the figure with a key; an empty one is none.
func (s *Scenario) setNote(key string, n Note) {
	if n == (Note{}) {
		delete(s.Notes, key)
		return
	}
	if s.Notes == nil {
		s.Notes = map[string]Note{}
	}
	s.Notes[key] = n
}

// arrange puts lines, payments, entries and unknown keys in canonical order, which is that of the
// case as published. What is empty is then as if it had never been there.
func (s *Scenario) arrange() {
	base := s.published()
	if base == s {
		base = &Scenario{} // the order is its own
	}
	// What the original does not have comes last.
	place := func(i, others int) int {
		if i < 0 {
			return others
		}
		return i
	}
	lineAt := func(l *Line) int { return place(base.line(l.Name), len(base.Lines)) }
	paymentAt := func(p *Payment) int { return place(base.payment(p.Raise, p.Name), len(base.Payments)) }
	entryAt := func(e *Entry) int { return place(base.entry(e.Kind, e.Name), len(base.Entries)) }
	unknownAt := func(p *Pair) int { return place(indexOfKey(base.Unknown, p.Key), len(base.Unknown)) }
	sortStable(s.Lines, func(a, b *Line) bool {
		return a.Revenue && !b.Revenue || a.Revenue == b.Revenue && lineAt(a) < lineAt(b)
	})
	sortStable(s.Payments, func(a, b *Payment) bool {
		return !a.Raise && b.Raise || a.Raise == b.Raise && paymentAt(a) < paymentAt(b)
	})
	sortStable(s.Entries, func(a, b *Entry) bool {
		if a.Kind == b.Kind && a.Kind == WhatIf {
			return entryAt(a) < entryAt(b)
		}
		return a.place() < b.place()
	})
	sortStable(s.Unknown, func(a, b *Pair) bool { return unknownAt(a) < unknownAt(b) })
	s.Lines, s.Payments, s.Entries, s.Unknown = emptyAsNil(s.Lines), emptyAsNil(s.Payments), emptyAsNil(s.Entries), emptyAsNil(s.Unknown)
	if len(s.Notes) == 0 {
		s.Notes = nil
	}
	s.arrangeLevers()
}

// findIdle reports lines, payments and entries that contradict another figure. They stay in the
// scenario, without effect.
func (r *reader) findIdle() {
	for i := range r.s.Payments {
		p := &r.s.Payments[i]
		switch {
		case r.s.Start == 0:
			r.idle(r.s.figure(p.head(), nil, p), NeedsStart)
		case p.Month.Low < float64(r.s.Start):
			r.idle(r.s.figure(p.head(), nil, p), BeforeStart)
		}
	}
	for i := range r.s.Lines {
		l := &r.s.Lines[i]
		for _, f := range []Figure{r.s.LineFigureOf(From, l), r.s.LineFigureOf(Until, l)} {
			if r.s.Start == 0 && f.IsGiven() {
				r.idle(f, NeedsStart)
			}
		}
		if l.Until != (Range{}) && l.Until.High < l.From.Low {
			r.idle(r.s.LineFigureOf(Until, l), EndsEarly)
		}
		switch {
		case l.Share && l.Units != Range{}:
			r.idle(r.s.LineFigureOf(Units, l), ShareHasNoUnits)
		case l.Units == Range{} && l.Hire.Range != Range{}:
			r.idle(r.s.LineFigureOf(Hire, l), NeedsUnits)
		case l.Revenue && l.Credit != Range{}:
			r.idle(r.s.LineFigureOf(Credit, l), RevenueNoCredit)
		}
	}
	r.findIdleEntries()
	r.findIdleLevers()
}

// idle reports a figure that stays without effect, unless it has another problem.
func (r *reader) idle(f Figure, problem Problem) {
	r.keep(Error{f.Key(), f.link(), problem, true})
}

// keep reports a value that stays without effect, unless its key has another problem.
func (r *reader) keep(e Error) {
	if !slices.ContainsFunc(r.errors, func(other Error) bool { return other.Key == e.Key }) {
		r.errors = append(r.errors, e)
	}
}

// String returns the scenario's canonical link, without the #: keys in a fixed
// order, defaults left out, beside a preset only what differs from it, and after a divider
// what differs from the case as published. Parse reads it back to the same scenario.
func (s *Scenario) String() string {
	var all []Pair
	base := &Scenario{}
	if preset := PresetOf(s.Preset); preset != nil {
		base, all = preset.scenario, []Pair{{"preset", s.Preset}}
	}
	if s.original != nil {
		all = append(all, s.original.changesTo(base)...)
		all = append(all, divider)
		base = s.original
	}
	var link []string
	for _, p := range append(all, s.changesTo(base)...) {
		link = append(link, p.String())
	}
	return mendProof(strings.Join(link, "&"))
}

// changesTo lists the pairs that make the scenario out of another one: first what goes, then
// what is new.
func (s *Scenario) changesTo(base *Scenario) (all []Pair) {
	own, left := s.Pairs(), base.Pairs()
	var r reader
	for i := 0; i < len(left); {
		if indexOfKey(own, left[i].Key) >= 0 {
			i++
			continue
		}
		if r.s == nil {
			r.s = base.clone()
		}
		gone := Pair{Key: left[i].Key}
		all = append(all, gone)
		r.read([]Pair{gone})
		left = r.s.Pairs() // without what has gone with its line or payment
	}
	for _, p := range own {
		if !slices.Contains(left, p) {
			all = append(all, p)
		}
	}
	return all
}

// Original returns a copy of the case as published: what a link has before its divider. In a
// link without one that is its preset or, if it names none, all of it.
func (s *Scenario) Original() *Scenario { return s.published().clone() }

// published returns the case as published itself, which must not be changed.
func (s *Scenario) published() *Scenario {
	if s.original != nil {
		return s.original
	}
	if preset := PresetOf(s.Preset); preset != nil {
		return preset.scenario
	}
	return s
}

// setOriginal makes a scenario that of the case as published, which takes a divider unless a
// link says so without.
func (s *Scenario) setOriginal(original *Scenario) {
	s.original = nil
	if base := s.published(); base != original && !slices.Equal(original.Pairs(), base.Pairs()) {
		s.original = original.clone()
		s.original.pairs = s.original.Pairs()
	}
}

// asPublished returns a copy that is a case of its own: its figures are as published.
func (s *Scenario) asPublished() *Scenario {
	original := s.clone()
	original.original = nil
	// A line that is gone has nowhere to come back from, unless a preset has it.
	original.setLevers(slices.DeleteFunc(s.chosenLevers(), func(l lever) bool {
		_, isThere := original.figureBefore(l.key)
		return !isThere
	}))
	original.arrange()
	published := original.clone()
	published.setOriginal(original)
	return published
}

// Pairs lists all keys that differ from the zero scenario's, in canonical order,
// the preset's among them.
func (s *Scenario) Pairs() []Pair {
	if s.pairs != nil {
		return slices.Clip(s.pairs)
	}
	var all []Pair
	figures := s.Figures()
	for _, f := range figures {
		if value := f.link(); value != "" {
			all = append(all, Pair{f.Key(), value})
		}
	}
	for _, f := range figures {
		if len(s.Notes) == 0 {
			break
		}
		for i, value := range f.Note().values() {
			if value != "" {
				all = append(all, Pair{behind[i] + "." + f.Key(), value})
			}
		}
	}
	return append(all, s.Unknown...)
}

// Rename gives the line or payment with the given key another name; the notes behind it come
// along, and so does its place among the levers.
func (s *Scenario) Rename(key, name string) Problem {
	name = strings.TrimSpace(name)
	if problem := checkName(name); problem != "" {
		return problem
	}
	f, ok := s.Figure(key)
	if !ok || !f.Kind.IsHead() {
		return NoSuchLine
	}
	if name == f.Name {
		return ""
	}
	figures, levers := []Figure{f}, s.chosenLevers()
	if f.line != nil {
		if s.line(name) >= 0 {
			return NameTaken
		}
		f.line.Name = name
		figures = s.LineFigures(f.line)
	} else {
		if s.payment(f.payment.Raise, name) >= 0 {
			return NameTaken
		}
		f.payment.Name = name
	}
	for _, renamed := range figures {
		renamed.Name = f.Name
		old := renamed.Key()
		renamed.Name = name
		n := s.Notes[old]
		s.setNote(old, Note{})
		s.setNote(renamed.Key(), n)
		for i := range levers {
			if levers[i].key == old {
				levers[i].key = renamed.Key()
			}
		}
	}
	s.setLevers(levers)
	return ""
}
