package calc

import (
	"slices"
	"strings"
)

// Parse reads a scenario from its link form: an
// application/x-www-form-urlencoded query, as in a URL's fragment, with or
// without the leading #. Keys are read from left to right and a later good
// value replaces an earlier one; preset goes first wherever it stands. An
// empty value removes what an earlier one or the preset has set.
//
// A value that cannot be used is reported and changes nothing. The scenario is
// nil if nothing can be computed: the link is too long, or of an unknown version.
//
//	cash=400k&in.Sales=20k/mo&grow.Sales=8%25/mo&out.Everything=80k/mo
//
// Scalar keys: v, preset, title, cur, start, horizon, cash, floor, interest,
// valuation, ranges, timing, likelihood, claim.loss, claim.runway. Keys of a line: in, out,
// grow, units, hire, credit, each followed by a dot and the line's name.
// Payments: once and raise. Behind any figure: note and src, a dot and its key.
func Parse(query string) (*Scenario, []Error) {
	query = strings.TrimLeft(query, "#?")
	if len(query) > 8*MaxLink {
		return nil, []Error{{Problem: TooLong}}
	}
	pairs := ReadPairs(query)
	if len(pairs) > maxPairs {
		return nil, []Error{{Problem: TooLong}}
	}
	r := reader{s: &Scenario{}}
	// A key at the end without its = would remove a figure, if a chat program had not
	// cut the link there.
	if last := len(pairs) - 1; last >= 0 && !strings.Contains(query[strings.LastIndexByte(query, '&')+1:], "=") && !strings.HasSuffix(query, "&") {
		r.errors = []Error{{Text: pairs[last].Key, Problem: CutOff}}
		pairs = pairs[:last]
	}
	for _, p := range pairs {
		if p.Key == "v" && p.Value != "" && p.Value != "1" {
			return nil, []Error{{Key: p.Key, Text: p.Value, Problem: UnknownVersion}}
		}
		if p.Key == "preset" {
			r.preset(p.Value)
		}
	}
	// What hangs on a line is read after the lines, and notes after all figures.
	for _, pass := range []func(kind, name string, p Pair) bool{r.figure, r.ofLine, r.note} {
		rest := pairs[:0]
		for _, p := range pairs {
			kind, name, _ := strings.Cut(p.Key, ".")
			if !pass(kind, strings.TrimSpace(name), p) {
				rest = append(rest, p)
			}
		}
		pairs = rest
	}
	for _, p := range pairs {
		if i := slices.IndexFunc(r.s.Unknown, func(q Pair) bool { return q.Key == p.Key }); i >= 0 {
			r.s.Unknown = slices.Delete(r.s.Unknown, i, i+1)
		}
		r.report(p, UnknownKey)
		if p.Value != "" {
			r.s.Unknown = append(r.s.Unknown, p)
			r.errors[len(r.errors)-1].Kept = true
		}
	}
	r.settle()
	// An edited link holds what it replaces: it is the canonical one that counts.
	if len(query) > MaxLink/2 && len(unescape(r.s.String())) > MaxLink {
		return nil, []Error{{Problem: TooLong}}
	}
	// What is empty is as if it had never been there.
	r.s.Lines, r.s.Payments, r.s.Unknown = orNil(r.s.Lines), orNil(r.s.Payments), orNil(r.s.Unknown)
	if len(r.s.Notes) == 0 {
		r.s.Notes = nil
	}
	return r.s, r.errors
}

func orNil[T any](s []T) []T {
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

// report notes the last problem of a key, or that it has none any more.
func (r *reader) report(p Pair, problem Problem) {
	r.errors = slices.DeleteFunc(r.errors, func(e Error) bool { return e.Key == p.Key })
	if problem != "" {
		r.errors = append(r.errors, Error{Key: p.Key, Text: p.Value, Problem: problem})
	}
}

func (r *reader) preset(id string) {
	p := Pair{"preset", id}
	if id == "" {
		r.s = &Scenario{}
	} else if s := Preset(id); s != nil {
		r.s = s
	} else {
		r.report(p, UnknownPreset)
		return
	}
	r.report(p, "")
}

// figure reads the scalar keys, the lines and the payments.
func (r *reader) figure(kind, name string, p Pair) bool {
	switch {
	case p.Key == "v" || p.Key == "preset":
		return true
	case kind == "in" || kind == "out":
		r.report(p, r.setLine(kind == "in", name, p.Value))
		return true
	case kind == "once" || kind == "raise":
		r.report(p, r.setPayment(kind == "raise", name, p.Value))
		return true
	}
	for _, f := range scalars {
		if f.key == p.Key {
			r.report(p, f.read(r.s, p.Value))
			return true
		}
	}
	return false
}

func (r *reader) setLine(revenue bool, name, text string) Problem {
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
			r.dropNotes(r.s.Lines[i])
			r.s.Lines = slices.Delete(r.s.Lines, i, i+1)
		}
		return ""
	}
	amount, share, problem := parseFlow(text)
	switch {
	case problem != "":
		return problem
	case share && revenue:
		return RevenueNoShare
	case i < 0 && len(r.s.Lines) == MaxLines:
		return TooManyLines
	case i < 0:
		r.s.Lines = append(r.s.Lines, Line{Name: name, Revenue: revenue})
		i = len(r.s.Lines) - 1
	}
	r.s.Lines[i].Amount, r.s.Lines[i].Share = amount, share
	return ""
}

func (r *reader) dropNotes(l Line) {
	delete(r.s.Notes, l.Key())
	for _, f := range ofLine {
		delete(r.s.Notes, f.key+"."+l.Name)
	}
}

// parseFlow reads an amount per period, or a share of revenue.
func parseFlow(text string) (amount Rate, share bool, problem Problem) {
	s := scan(withUnit(text))
	if share = strings.Contains(s.text, "%") || strings.Contains(s.text, "pc"); share {
		amount.Range, problem = s.percents()
		if problem == "" && amount.Low < 0 {
			problem = Negative
		}
		if problem == "" && amount.High > 10 {
			problem = OutOfBounds
		}
	} else {
		amount, problem = s.money()
	}
	if problem == "" && s.rest() != "" {
		problem = NotANumber
	}
	return amount, share, problem
}

func (r *reader) setPayment(raise bool, name, text string) Problem {
	if problem := checkName(name); problem != "" {
		return problem
	}
	i := r.s.payment(raise, name)
	if text == "" {
		if i >= 0 {
			delete(r.s.Notes, r.s.Payments[i].Key())
			r.s.Payments = slices.Delete(r.s.Payments, i, i+1)
		}
		return ""
	}
	amountText, monthText, _ := strings.Cut(text, "@")
	amount, problem := ParseAmount(amountText)
	if problem != "" {
		return problem
	}
	if raise && amount.Low < 0 {
		return Negative
	}
	month, problem := ParseMonth(monthText)
	if problem != "" {
		return NotAMonth
	}
	p := Payment{name, raise, amount, month}
	if i >= 0 {
		r.s.Payments[i] = p
		return ""
	}
	if len(r.s.Payments) == MaxLines {
		return TooManyLines
	}
	r.s.Payments = append(r.s.Payments, p)
	return ""
}

// ofLine reads growth, units, hires and credits.
func (r *reader) ofLine(kind, name string, p Pair) bool {
	for _, f := range ofLine {
		if f.key != kind {
			continue
		}
		i := r.s.line(name)
		switch {
		case i >= 0:
			r.report(p, f.read(&r.s.Lines[i], p.Value))
		case p.Value != "":
			r.report(p, NoSuchLine)
		}
		return true
	}
	return false
}

// note reads notes and sources.
func (r *reader) note(kind, key string, p Pair) bool {
	if kind != "note" && kind != "src" {
		return false
	}
	if !r.s.hasKey(key) {
		if p.Value != "" {
			r.report(p, NoSuchFigure)
		}
		return true
	}
	n := r.s.Notes[key]
	if kind == "note" {
		r.report(p, readText(&n.Text, p.Value))
	} else {
		r.report(p, readSource(&n.Source, p.Value))
	}
	if n == (Note{}) {
		delete(r.s.Notes, key)
		return true
	}
	if r.s.Notes == nil {
		r.s.Notes = map[string]Note{}
	}
	r.s.Notes[key] = n
	return true
}

// hasKey reports whether a note can stand behind the key.
func (s *Scenario) hasKey(key string) bool {
	kind, name, _ := strings.Cut(key, ".")
	switch kind {
	case "in", "out":
		i := s.line(name)
		return i >= 0 && s.Lines[i].Revenue == (kind == "in")
	case "once", "raise":
		return s.payment(kind == "raise", name) >= 0
	}
	if slices.ContainsFunc(ofLine, func(f lineField) bool { return f.key == kind }) {
		return s.line(name) >= 0
	}
	return slices.ContainsFunc(scalars, func(f scalar) bool { return f.key == key })
}

// settle puts lines and payments in canonical order and reports those that
// contradict another figure. They stay in the scenario, without effect.
func (r *reader) settle() {
	base := Preset(r.s.Preset)
	if base == nil {
		base = &Scenario{}
	}
	place := func(i, others int) int {
		if i < 0 {
			return others // behind the preset's
		}
		return i
	}
	lineAt := func(l *Line) int { return place(base.line(l.Name), len(base.Lines)) }
	paymentAt := func(p *Payment) int { return place(base.payment(p.Raise, p.Name), len(base.Payments)) }
	arrange(r.s.Lines, func(a, b *Line) bool {
		return a.Revenue && !b.Revenue || a.Revenue == b.Revenue && lineAt(a) < lineAt(b)
	})
	arrange(r.s.Payments, func(a, b *Payment) bool {
		return !a.Raise && b.Raise || a.Raise == b.Raise && paymentAt(a) < paymentAt(b)
	})
	idle := func(key, text string, problem Problem) {
		if !slices.ContainsFunc(r.errors, func(e Error) bool { return e.Key == key }) {
			r.errors = append(r.errors, Error{key, text, problem, true})
		}
	}
	for i := range r.s.Payments {
		p := &r.s.Payments[i]
		switch {
		case r.s.Start == 0:
			idle(p.Key(), p.text(), NeedsStart)
		case p.Month < r.s.Start:
			idle(p.Key(), p.text(), BeforeStart)
		}
	}
	for i := range r.s.Lines {
		l := &r.s.Lines[i]
		switch {
		case l.Share && l.Units != (Range{}):
			idle("units."+l.Name, l.unitsText(), ShareHasNoUnits)
		case l.Units == (Range{}) && l.Hire.Range != (Range{}):
			idle("hire."+l.Name, l.Hire.text(), NeedsUnits)
		case l.Revenue && l.Credit != (Range{}):
			idle("credit."+l.Name, l.Credit.String(), RevenueNoCredit)
		}
	}
}

// arrange puts what goes before others in its place; the rest keeps its order. They
// are so few that this is fast, and small.
func arrange[T any](all []T, before func(a, b *T) bool) {
	for i := range all {
		for ; i > 0 && before(&all[i], &all[i-1]); i-- {
			all[i], all[i-1] = all[i-1], all[i]
		}
	}
}

// String is the scenario's canonical link, without the #: keys in a fixed
// order, defaults left out, and beside a preset only what differs from it.
// Parse reads it back to the same scenario.
func (s *Scenario) String() string {
	var link []string
	own := s.Pairs()
	var base []Pair
	if preset := Preset(s.Preset); preset != nil {
		link = append(link, Pair{"preset", s.Preset}.String())
		base = preset.Pairs()
		for _, p := range base {
			gone := !slices.ContainsFunc(own, func(q Pair) bool { return q.Key == p.Key })
			if gone && s.outlives(p.Key) {
				link = append(link, Pair{p.Key, ""}.String())
			}
		}
	}
	for _, p := range own {
		if !slices.Contains(base, p) {
			link = append(link, p.String())
		}
	}
	return unmended(strings.Join(link, "&"))
}

// unmended is a link of ours that [Mend] leaves as it is: it neither ends with a sign
// that may be the sentence's around it, nor is taken for escaped twice where a text
// holds what looks like an escape.
func unmended(link string) string {
	escaped := func(at int) string {
		var b strings.Builder
		b.WriteString(link[:at])
		percent(&b, link[at])
		b.WriteString(link[at+1:])
		return b.String()
	}
	if last := len(link) - 1; last >= 0 && strings.IndexByte(around, link[last]) >= 0 {
		link = escaped(last)
	}
	if isEscapedTwice(link) {
		link = escaped(strings.IndexByte(link, '%') + len("%25"))
	}
	return link
}

// Rename gives the line or payment with the given key another name; the notes
// behind it come along.
func (s *Scenario) Rename(key, name string) Problem {
	name = strings.TrimSpace(name)
	if problem := checkName(name); problem != "" {
		return problem
	}
	kind, old, _ := strings.Cut(key, ".")
	if name == old {
		return ""
	}
	kinds := []string{kind}
	switch kind {
	case "in", "out":
		i := s.line(old)
		if i < 0 || s.Lines[i].Key() != key {
			return NoSuchLine
		}
		if s.line(name) >= 0 {
			return NameTaken
		}
		s.Lines[i].Name = name
		for _, f := range ofLine {
			kinds = append(kinds, f.key)
		}
	case "once", "raise":
		i := s.payment(kind == "raise", old)
		if i < 0 {
			return NoSuchLine
		}
		if s.payment(kind == "raise", name) >= 0 {
			return NameTaken
		}
		s.Payments[i].Name = name
	default:
		return NoSuchLine
	}
	for _, kind := range kinds {
		if n, ok := s.Notes[kind+"."+old]; ok {
			s.Notes[kind+"."+name] = n
			delete(s.Notes, kind+"."+old)
		}
	}
	return ""
}

// outlives reports whether a preset's key has to be removed by itself, because
// it does not go with its line or payment.
func (s *Scenario) outlives(key string) bool {
	kind, rest, _ := strings.Cut(key, ".")
	if kind == "note" || kind == "src" {
		return s.hasKey(rest)
	}
	return kind == "in" || kind == "out" || kind == "once" || kind == "raise" || s.hasKey(key)
}

// Pairs lists all keys that differ from the zero scenario's, in canonical order,
// the preset's among them.
func (s *Scenario) Pairs() []Pair {
	var all []Pair
	var noted []string
	add := func(key, value string) {
		if value != "" {
			all = append(all, Pair{key, value})
		}
		noted = append(noted, key)
	}
	for _, f := range scalars[:leadingScalars] {
		add(f.key, f.write(s))
	}
	for i := range s.Lines {
		l := &s.Lines[i]
		add(l.Key(), l.flowText())
		for _, f := range ofLine {
			add(f.key+"."+l.Name, f.write(l))
		}
	}
	for i := range s.Payments {
		add(s.Payments[i].Key(), s.Payments[i].text())
	}
	for _, f := range scalars[leadingScalars:] {
		add(f.key, f.write(s))
	}
	for _, key := range noted {
		n := s.Notes[key]
		if n.Text != "" {
			all = append(all, Pair{"note." + key, n.Text})
		}
		if n.Source != "" {
			all = append(all, Pair{"src." + key, n.Source})
		}
	}
	return append(all, s.Unknown...)
}
