package calc

import (
	"slices"
	"strings"
)

// A Preset is a published case, which links can start from.
type Preset struct {
	// ID is the name that links call it by: small Latin letters, digits and hyphens.
	ID string

	scenario *Scenario
	texts    []Pair // in other languages, by key@language
}

// LineError is a line of a case file that cannot be used.
type LineError struct {
	Line int // counted from 1
	Error
}

// ReadPreset reads a case file: the link format, one key a line, unescaped. Lines that are
// empty or start with # are left out. Behind @ and the code of a language stand the texts of
// that language: title, company, outlet and by, note.KEY, mark.MONTH, name.NAME for the name of a
// line, payment or what-if, those that a what-if adds among them, and unit.UNIT.
//
// What a link only reports, and even what stays without effect, is an error here: a case is
// written once and read by many.
func ReadPreset(id, text string) (*Preset, []LineError) {
	var errors []LineError
	refuse := func(line int, p Pair, problem Problem) {
		errors = append(errors, LineError{line, Error{Key: p.Key, Text: p.Value, Problem: problem}})
	}
	if !IsPresetID(id) {
		refuse(0, Pair{"preset", id}, NotAChoice)
	}
	lines := readLines(text)
	r := reader{s: &Scenario{}}
	var pairs, texts []Pair
	for n, p := range lines {
		switch {
		case p.Key == "":
		case indexOfKey(lines, p.Key) < n:
			refuse(n+1, p, GivenTwice)
		case p.Value == "":
			refuse(n+1, p, NoValue)
		case p.Key == "preset":
			refuse(n+1, p, UnknownKey)
		case p.Key == "v" && p.Value != "1":
			refuse(n+1, p, UnknownVersion)
		case isTranslation(p.Key):
			texts = append(texts, p)
		default:
			pairs = append(pairs, p)
		}
	}
	r.readAll(pairs)
	r.s.Preset = id
	r.s.pairs = r.s.Pairs()
	preset := &Preset{id, r.s, nil}
	for _, t := range texts {
		key, _, _ := strings.Cut(t.Key, "@")
		translated, problem := "", NoSuchFigure
		if preset.hasText(key) {
			problem = readText(&translated, t.Value)
		}
		if r.report(t, problem); problem == "" {
			preset.texts = append(preset.texts, Pair{t.Key, translated})
		}
	}
	for _, e := range r.errors {
		errors = append(errors, LineError{indexOfKey(lines, e.Key) + 1, e})
	}
	sortStable(errors, func(a, b *LineError) bool { return a.Line < b.Line })
	return preset, errors
}

// readLines reads the pairs of a case file. Empty lines and comments have no key.
func readLines(text string) (lines []Pair) {
	text = strings.TrimPrefix(text, "\uFEFF")
	for text != "" {
		line := text
		if end := strings.IndexByte(text, '\n'); end >= 0 {
			line, text = text[:end], text[end+1:]
		} else {
			text = ""
		}
		key, value, _ := strings.Cut(line, "=")
		p := Pair{strings.TrimSpace(key), strings.TrimSpace(value)}
		if strings.HasPrefix(p.Key, "#") {
			p = Pair{}
		}
		lines = append(lines, p)
	}
	return lines
}

// indexOfKey returns the index of the first pair with a key, or -1.
func indexOfKey(pairs []Pair, key string) int {
	return slices.IndexFunc(pairs, func(p Pair) bool { return p.Key == key })
}

// IsPresetID reports whether a name is one that a preset can have: it names files, and stands in
// links as it is.
func IsPresetID(id string) bool {
	return id != "" && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// isTranslation reports whether a key of a case file is that of a text in another language.
func isTranslation(key string) bool {
	key, language, ok := strings.Cut(key, "@")
	kind, _, _ := strings.Cut(key, ".")
	return ok && IsPresetID(language) && (textKind(key) != nil || kind == "note" || kind == "name" || kind == "unit" || kind == "mark")
}

// hasText reports whether the case has what a key of a text is about.
func (p *Preset) hasText(key string) bool {
	s := p.scenario
	kind, name, _ := strings.Cut(key, ".")
	switch kind {
	case "note":
		return s.Notes[name].Text != ""
	case "mark":
		return s.entry(Mark, name) >= 0
	case "name":
		return s.entry(WhatIf, name) >= 0 || s.names(name) || slices.ContainsFunc(s.EntriesOf(WhatIf), func(f Figure) bool {
			with, _ := s.With(f)
			return with.names(name)
		})
	case "unit":
		return slices.ContainsFunc(s.Lines, func(l Line) bool { return l.Unit == name })
	}
	return s.FigureOf(textKind(key)).IsGiven()
}

// names reports whether a line or payment has the name.
func (s *Scenario) names(name string) bool {
	return s.line(name) >= 0 || s.payment(true, name) >= 0 || s.payment(false, name) >= 0
}

// textKind returns the kind of a text of the case with a key, or nil.
func textKind(key string) *Kind {
	if k, _ := ReadKey(key); k != nil && k.Owner == CaseFigure && k.Measure == Text {
		return k
	}
	return nil
}

// Scenario returns a copy of the preset's scenario.
func (p *Preset) Scenario() *Scenario { return p.scenario.clone() }

// Text returns a text of the preset in a language, and whether there is one. The key is that
// of the case file without its language.
func (p *Preset) Text(key, language string) (text string, ok bool) {
	if i := indexOfKey(p.texts, key+"@"+language); i >= 0 {
		return p.texts[i].Value, true
	}
	return "", false
}

// Texts lists the keys of all texts of the preset with their languages, such as title@ar.
func (p *Preset) Texts() (keys []string) {
	for _, t := range p.texts {
		keys = append(keys, t.Key)
	}
	return keys
}

// published are the presets that links can name, in the order in which they were published.
var published []*Preset

// Publish lets links name presets, in place of those with the same names. It must not be
// called while scenarios are read or written.
func Publish(presets ...*Preset) {
	for _, p := range presets {
		if i := slices.IndexFunc(published, func(q *Preset) bool { return q.ID == p.ID }); i >= 0 {
			published[i] = p
		} else {
			published = append(published, p)
		}
	}
}

// Presets returns the names of the presets, in the order in which they were published.
func Presets() []string {
	ids := make([]string, len(published))
	for i, p := range published {
		ids[i] = p.ID
	}
	return ids
}

// PresetOf returns the preset with a name, or nil if there is none.
func PresetOf(id string) *Preset {
	for _, p := range published {
		if p.ID == id {
			return p
		}
	}
	return nil
}
