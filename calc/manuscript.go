package calc

import (
	"slices"
	"strings"
)

// A Manuscript is a case that is being written: a draft and, beside it, what a link has no room
// for, its texts in other languages. What is edited is the case itself, so each edit is as
// published at once; only while a what-if is recorded are edits changes to the case.
//
// Manuscripts are values, as drafts are.
type Manuscript struct {
	Draft
	// Texts are the case's texts in other languages, by key@language as in a case file.
	Texts []Pair
	// IsRecording is true while edits are changes to the case, of which a what-if can be made.
	IsRecording bool
}

// The acts of an [Edit] that only manuscripts know.
const (
	// Begin begins to record a what-if.
	Begin Act = "begin"
	// Record makes a what-if of the changes, named as the text says, and takes them back. If the
	// name is taken, a number follows.
	Record Act = "record"
	// Settle makes the changes a part of the case.
	Settle Act = "settle"
	// Cite makes the address of the report the source of all figures of [Scenario.Unsourced].
	Cite Act = "cite"
	// Replace replaces the manuscript by the one in the text: a link, or what
	// [Manuscript.String] has written.
	Replace Act = "replace"
)

// stateMark stands between the draft and the rest in a manuscript's text.
const stateMark = "\n\n"

const recording = "recording" // the line that says so

// ReadManuscript reads a manuscript from a link, or from what [Manuscript.String] has written. A
// preset becomes a case of its own, with its texts in other languages, unless its link would be
// too long.
func ReadManuscript(text string) Manuscript {
	draft, state, _ := strings.Cut(text, stateMark)
	m := Manuscript{Draft: ReadDraft(draft)}
	for state != "" {
		var line string
		line, state, _ = strings.Cut(state, "\n")
		if line == recording {
			m.IsRecording = true
			continue
		}
		m.Texts = append(m.Texts, readPairs(line)...)
	}
	return m.detached()
}

// String writes the manuscript as text.
func (m Manuscript) String() string {
	text, mark := m.Draft.String(), stateMark
	add := func(line string) {
		text += mark + line
		mark = "\n"
	}
	if m.IsRecording {
		add(recording)
	}
	for _, t := range m.Texts {
		add(t.String())
	}
	return text
}

// detached returns the manuscript of a preset as that of a case of its own.
func (m Manuscript) detached() Manuscript {
	if m.Scenario == nil {
		return m
	}
	if preset := PresetOf(m.Scenario.Preset); preset != nil {
		own, original := m.Scenario.clone(), m.Scenario.published().clone()
		own.Preset, original.Preset, original.original = "", "", nil
		own.setOriginal(original)
		if isTooLong(own.String()) {
			return m
		}
		for _, t := range preset.texts {
			if indexOfKey(m.Texts, t.Key) < 0 && original.hasSameText(preset.scenario, t.Key) {
				m.Texts = append(m.Texts, t)
			}
		}
		m.Draft.Scenario = own
	}
	m.IsRecording = m.IsRecording || m.HasChanges()
	return m
}

// hasSameText reports whether the text that a key@language translates is that of another scenario.
func (s *Scenario) hasSameText(other *Scenario, key string) bool {
	key, _, _ = strings.Cut(key, "@")
	part, of, _ := strings.Cut(key, ".")
	switch {
	case part == "note":
		return s.Notes[of].Text == other.Notes[of].Text
	case textKind(key) != nil:
		return s.FigureOf(textKind(key)).Text() == other.FigureOf(textKind(key)).Text()
	case part == Mark.Key:
		a, _ := s.Figure(key)
		b, isThere := other.Figure(key)
		return isThere && a.Exists() && a.Text() == b.Text()
	}
	return true // names are their own keys
}

// HasChanges reports whether the figures differ from those of the case.
func (m Manuscript) HasChanges() bool {
	return m.Scenario != nil && !slices.Equal(m.Scenario.Pairs(), m.Scenario.published().Pairs())
}

// Apply makes an edit, as [Draft.Apply] does. A text in another language has the key that it has in
// a case file.
func (m Manuscript) Apply(e Edit, translate Translate) (next Manuscript, key string, problem Problem) {
	if e.Act == Replace {
		return ReadManuscript(e.Text), "", ""
	}
	if m.Scenario == nil && e.Act != Open {
		return m, "", ""
	}
	next = m
	switch {
	case e.Act == Open:
		if next.Draft, _, problem = m.Draft.Apply(e, translate); next.Draft.String() != m.Draft.String() {
			next = ReadManuscript(next.Draft.String())
		}
		return next.detached(), "", problem
	case e.Act == Begin:
		next.IsRecording = true
		return next, "", ""
	case e.Act == Settle:
		return m.settled(), "", ""
	case e.Act == Record:
		return m.record(e.Text)
	case e.Act == Cite:
		return m.cited(), "", ""
	case e.Act == Set && isTranslation(e.Key):
		return m.translated(e.Key, e.Text), e.Key, ""
	case e.Act == Add && (e.Key == Mark.Key || e.Key == Actual.Key):
		key = m.freeMonth(e)
		value := e.Text
		if e.Key == Actual.Key {
			value = "0"
		}
		e = Edit{Act: Set, Key: key, Text: value}
		next.Draft, _, problem = m.Draft.Apply(e, nil)
	case e.Act == Rename && m.isEntry(e.Key):
		next.Draft, key, problem = m.renameEntry(e, translate)
	default:
		draft := m.Draft
		if code := m.currencyOf(e); code != "" {
			draft, _, _ = draft.Apply(Edit{Act: Set, Key: CurrencyCode.Key, Text: code}, nil)
		}
		next.Draft, key, problem = draft.Apply(e, translate)
	}
	if problem != "" {
		return m, key, problem
	}
	if e.Act == Rename && key != e.Key {
		next.Texts = renamedTexts(m.Texts, m.Scenario, e.Key, key)
	}
	switch {
	case e.Act == Try, e.Act == Restore && e.Key == "":
		next.IsRecording = next.HasChanges()
	case !next.IsRecording:
		next = next.settled()
	}
	return next, key, ""
}

// currencyOf returns the currency that an edit names for the first amount of a case without one.
func (m Manuscript) currencyOf(e Edit) string {
	k, _ := ReadKey(e.Key)
	if e.Act != Set || k == nil || k.Measure != Money || m.Scenario.Currency != "" {
		return ""
	}
	if i := strings.IndexAny(e.Text, "$€£¥"); i >= 0 {
		s := scan(e.Text[i:])
		s.writtenCurrency()
		return code(s.codes)
	}
	for word := range strings.FieldsSeq(e.Text) {
		s := scan(word)
		if len(word) >= len("EUR") && s.writtenCurrency() && s.rest() == "" {
			return code(s.codes)
		}
	}
	return ""
}

// Unsourced lists the figures that were reported, or estimated by somebody, and have no source.
func (s *Scenario) Unsourced() []Figure {
	return slices.DeleteFunc(s.Figures(), func(f Figure) bool {
		note := f.Note()
		return !f.needsGrounds() || note.Source != "" || note.Standing == Derived || note.Standing == Assumed
	})
}

// Unexplained lists the figures that nobody has reported, with neither a note nor a source.
func (s *Scenario) Unexplained() []Figure {
	return slices.DeleteFunc(s.Figures(), func(f Figure) bool {
		note := f.Note()
		return !f.needsGrounds() || note.Source+note.Text != "" || note.Standing == Reported || note.Standing == Estimated
	})
}

// needsGrounds reports whether readers would ask where a figure comes from. A line's times come
// with the line.
func (f Figure) needsGrounds() bool {
	isFact := f.Kind.MovesCash() || f.Kind.Owner == ClaimFigure || f.Kind == Actual || f.Kind == Mark
	return f.IsGiven() && isFact && f.Kind != MonthOfPayment && !f.Kind.IsTime()
}

// cited returns the manuscript with the report as the source of what has none.
func (m Manuscript) cited() Manuscript {
	s := m.Scenario.clone()
	original := m.Scenario.published()
	for _, f := range s.Unsourced() {
		n := f.Note()
		n.Source = s.Article
		s.setNote(f.Key(), n)
	}
	s.setOriginal(original)
	if isTooLong(s.String()) {
		return m
	}
	m.Draft = Draft{Scenario: s, Errors: m.Errors}
	if !m.IsRecording {
		m = m.settled()
	}
	return m
}

// settled returns the manuscript with its changes made a part of the case.
func (m Manuscript) settled() Manuscript {
	if m.Scenario != nil {
		m.Draft.Scenario = m.Scenario.asPublished()
	}
	m.IsRecording = false
	return m
}

// WithPlan returns the manuscript with a plan, as [Scenario.WithPlan] does.
func (m Manuscript) WithPlan(p Plan) (next Manuscript, left int, problem Problem) {
	link, left, problem := m.Scenario.WithPlan(p)
	if problem != "" {
		return m, left, problem
	}
	next = m
	if next.Draft = m.carried(ReadDraft(link)); !m.IsRecording {
		next = next.settled()
	}
	return next, left, ""
}

// record makes a what-if of the changes. What a what-if cannot hold, such as a title, becomes a
// part of the case.
func (m Manuscript) record(name string) (Manuscript, string, Problem) {
	var changes []string
	var others []Pair
	pairs := m.Scenario.changesTo(m.Scenario.published())
	for _, p := range pairs {
		if isChangeOfCase(p.Key) {
			others = append(others, p)
			continue
		}
		changes = append(changes, p.String())
		// What readers try was reported by nobody, and what stood behind the figure is not of it.
		if k, _ := ReadKey(p.Key); k == nil || p.Value == "" || !k.MovesCash() || indexOfKey(pairs, "as."+p.Key) >= 0 {
			continue
		}
		for i, value := range m.Scenario.Notes[p.Key].values() {
			if key := behind[i] + "." + p.Key; value != "" && indexOfKey(pairs, key) < 0 && behind[i] != "as" {
				changes = append(changes, Pair{Key: key}.String())
			}
		}
		changes = append(changes, Pair{"as." + p.Key, Assumed.String()}.String())
	}
	if changes == nil {
		return m, "", NoChange
	}
	r := reader{s: m.Scenario.Original()}
	r.s.original = nil
	r.read(others)
	key := WhatIf.Key + "." + unusedName(name, func(name string) bool { return r.s.entry(WhatIf, name) >= 0 })
	r.read([]Pair{{key, strings.Join(changes, "&")}})
	r.s.arrange()
	for _, e := range r.errors {
		if e.Key == key {
			return m, key, e.Problem
		}
	}
	link := r.s.String()
	if isTooLong(link) {
		return m, "", TooLong
	}
	m.Draft = m.carried(ReadDraft(link))
	return m.settled(), key, ""
}

// carried returns a draft with what was refused of the manuscript's figures, as far as it has
// them.
func (m Manuscript) carried(d Draft) Draft {
	for _, e := range m.refused() {
		_, key := cutBehind(e.Key)
		if _, ok := d.Scenario.Figure(key); ok {
			d.Errors = append(d.Errors, e)
		}
	}
	return d
}

// isChangeOfCase reports whether a key is of what a what-if cannot change: what a case is called,
// who says so, and its entries.
func isChangeOfCase(key string) bool {
	_, key = cutBehind(key)
	k, _ := ReadKey(key)
	return k == nil || k.IsEntry() || k.Owner == CaseFigure
}

// translated returns the manuscript with a text in another language, or without if it is empty.
func (m Manuscript) translated(key, text string) Manuscript {
	m.Texts = slices.Clone(m.Texts)
	text = Printable(strings.TrimSpace(text))
	i := indexOfKey(m.Texts, key)
	switch {
	case i >= 0 && text == "":
		m.Texts = slices.Delete(m.Texts, i, i+1)
	case i >= 0:
		m.Texts[i].Value = text
	case text != "":
		m.Texts = append(m.Texts, Pair{key, text})
	}
	return m
}

// Text returns a text in another language, or nothing. The key is that of the case file without
// its language.
func (m Manuscript) Text(key, language string) string {
	if i := indexOfKey(m.Texts, key+"@"+language); i >= 0 {
		return m.Texts[i].Value
	}
	return ""
}

// isEntry reports whether a key is that of an entry of the case.
func (m Manuscript) isEntry(key string) bool {
	f, ok := m.Scenario.Figure(key)
	return ok && f.Kind.IsEntry()
}

// freeMonth returns the key of a new mark or balance: that of the first month after the last one
// that there is or, without any, of the start.
func (m Manuscript) freeMonth(e Edit) (key string) {
	k, _ := ReadKey(e.Key + ".")
	month := m.Scenario.Start
	if month == 0 {
		month, _ = ParseMonth(e.Month)
	}
	for _, f := range m.Scenario.EntriesOf(k) {
		month = max(month, f.entry.Month()+1)
	}
	return k.Key + "." + max(month, MonthOf(1, 1)).String()
}

// renameEntry gives an entry another month or name. What stands behind it comes along.
func (m Manuscript) renameEntry(e Edit, translate Translate) (next Draft, key string, problem Problem) {
	f, _ := m.Scenario.Figure(e.Key)
	name := strings.TrimSpace(e.Text)
	if f.Kind != WhatIf {
		day, problem := ParseDay(name)
		if translate != nil {
			name = translate(Start, name)
		}
		name = f.Kind.entryName(name)
		if month, _ := ParseMonth(name); f.Kind == Actual && problem == "" && day.OfMonth > 15 {
			name = (month + 1).String() // whose start is nearer
		}
	}
	key = f.Kind.Key + "." + name
	if key == f.Key() {
		return m.Draft, key, ""
	}
	r := reader{s: m.Scenario.clone(), errors: m.refused()}
	switch month, _ := ParseMonth(name); {
	case f.Kind != WhatIf && month == 0:
		problem = NotAMonth
	case m.Scenario.entry(f.Kind, name) >= 0:
		problem = NameTaken
	default:
		problem = checkName(name)
	}
	if problem != "" {
		r.report(Pair{e.Key, e.Text}, problem)
		next = Draft{Scenario: m.Scenario, Errors: r.errors}
		return next, e.Key, ""
	}
	note := f.Note()
	i := r.s.entry(f.Kind, f.Name)
	r.s.setNote(f.Key(), Note{})
	r.s.Entries[i].Name = name
	r.s.setNote(key, note)
	r.forget(e.Key)
	r.s.arrange()
	r.s.setOriginal(m.Scenario.published())
	next.Scenario, next.Errors = Parse(r.s.String())
	next.Errors = append(next.Errors, r.errors...)
	return next, key, ""
}

// renamedTexts returns texts in other languages of which one line, payment or entry has another
// name. Those of the name before stay: another may have it, or it comes back.
func renamedTexts(texts []Pair, before *Scenario, old, key string) []Pair {
	k, name := ReadKey(old)
	_, renamed := ReadKey(key)
	pairs := map[string]string{"name." + name: "name." + renamed, old: key, "note." + old: "note." + key}
	if line := before.Line(name); line != nil && k.Owner == LineFigure {
		for _, f := range before.LineFigures(line) {
			pairs["note."+f.Key()] = "note." + f.Kind.Key + "." + renamed
		}
	}
	m := Manuscript{Texts: texts}
	for _, t := range texts {
		of, language, _ := strings.Cut(t.Key, "@")
		if now, ok := pairs[of]; ok {
			m = m.translated(now+"@"+language, t.Value)
		}
	}
	return m.Texts
}

// CaseFile writes the case as a file, which [ReadPreset] reads, and returns what of it the reader
// of such a file refuses. Texts in other languages stand below the case's own.
func (m Manuscript) CaseFile() (text string, errors []LineError) {
	if m.Scenario == nil {
		return "", nil
	}
	var b strings.Builder
	published := m.Scenario.published()
	for _, p := range published.Pairs() {
		if indexOfKey(published.Unknown, p.Key) < 0 {
			b.WriteString(p.Key + "=" + p.Value + "\n")
		}
	}
	preset := &Preset{scenario: published}
	for _, t := range m.Texts {
		if of, _, _ := strings.Cut(t.Key, "@"); preset.hasText(of) {
			b.WriteString(t.Key + "=" + t.Value + "\n")
		}
	}
	text = b.String()
	_, errors = ReadPreset("case", text)
	return text, errors
}

// ReadCaseFile reads a case file as a manuscript, and what of it cannot be used.
func ReadCaseFile(text string) (Manuscript, []LineError) {
	preset, errors := ReadPreset("case", text)
	s := preset.scenario
	s.Preset = ""
	return Manuscript{Draft: ReadDraft(s.String()), Texts: preset.texts}, errors
}
