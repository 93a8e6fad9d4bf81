package calc

import (
	"slices"
	"strconv"
	"strings"
)

// An Act is what an [Edit] does.
type Act string

const (
	// Set gives the figure with the key, or what stands behind it, the text, as typed.
	Set Act = "set"
	// Rename gives the line or payment with the key the text as its name.
	Rename Act = "rename"
	// StepBy moves the figure with the key by so many steps, one after the other, each
	// of a size that suits the figure as it is then.
	StepBy Act = "step"
	// Drag moves it by so many steps at once, all of the same size.
	Drag Act = "drag"
	// Remove takes away the line or payment with the key, with all that hangs on it.
	Remove Act = "remove"
	// Add adds a line or payment of the kind with the key, named as the text says. If
	// the name is taken, a number follows.
	Add Act = "add"
	// Restore gives the figure with the key its value as published, or puts a published line
	// or payment back with all it had; without a key, the whole scenario.
	Restore Act = "back"
	// Try makes the changes of the what-if with the key or, where they are made, puts what they
	// touch back as it was published.
	Try Act = "try"
	// Open replaces the draft by the link in the text, as it came: what was done to it
	// on the way is mended. A text without a key of ours replaces nothing.
	Open Act = "open"
)

// An Edit is one change of a scenario, as somebody makes it on a page.
type Edit struct {
	Act Act
	// Key is the key of a figure, line, payment or kind, as the act needs it.
	Key string
	// Text is what was typed: a value, a name, a link.
	Text string
	// High is the high end where both ends of a range are given apart.
	High string
	// Unit is the unit that was chosen beside the text, such as /yr, and Month what
	// stands in the field of a payment's month. A payment that is added to a scenario
	// without a start moves in that month.
	Unit, Month string
	// Required is true for a figure that an empty text does not remove.
	Required bool
	// Steps is how far the figure moves, up to [MaxSteps] either way; OfMonth is true
	// where it is a payment's month that moves.
	Steps   int
	OfMonth bool
}

// MaxSteps is how many steps one edit can move a figure.
const MaxSteps = 1000

// maxTyped is how many bytes of a typed text are read: more than any figure has.
const maxTyped = 1000

// value returns the text of the figure that the fields of an edit spell together, with
// what was typed.
func (e *Edit) value(typed string) string {
	text := strings.TrimSpace(typed)
	if len(text) > maxTyped {
		text = strings.ToValidUTF8(text[:maxTyped], "")
	}
	if text == "" && e.Required {
		return " " // which is missing; nothing at all would remove the figure
	}
	if text == "" {
		return ""
	}
	if e.High != "" {
		text += ".." + e.High
	}
	if e.Unit != "" {
		text += "|" + e.Unit
	}
	if e.Month != "" {
		text += "@" + strings.TrimSpace(e.Month)
	}
	return text
}

// A Draft is a scenario that is being edited, and what was refused of it. Drafts are
// values: an edit makes another one, so that a list of them can be walked back and
// forth.
type Draft struct {
	// Scenario is nil where nothing can be computed.
	Scenario *Scenario
	// Errors are the refused values, and those that stay without effect.
	Errors []Error

	link string // as it came, where there is no scenario
}

// ReadDraft reads a draft from a link, or from what [Draft.String] has written.
func ReadDraft(text string) Draft {
	link, refusals, _ := strings.Cut(text, "\n")
	d := Draft{link: link}
	d.Scenario, d.Errors = Parse(link)
	for refusals != "" {
		var line string
		line, refusals, _ = strings.Cut(refusals, "\n")
		problem, pair, _ := strings.Cut(line, " ")
		for _, p := range readPairs(pair) {
			d.Errors = append(d.Errors, Error{Key: p.Key, Text: p.Value, Problem: Problem(problem)})
		}
	}
	return d
}

// String writes the draft as text: the scenario's link, and a line for each value that
// was refused.
func (d Draft) String() string {
	_, text := d.Texts()
	return text
}

// Texts returns the scenario's link and the draft as text, as Link and String do.
func (d Draft) Texts() (link, text string) {
	if d.Scenario == nil {
		return d.link, d.link
	}
	link = d.Scenario.String()
	text = link
	for _, e := range d.refused() {
		text += "\n" + string(e.Problem) + " " + Pair{e.Key, e.Text}.String()
	}
	if !isOurs(link) {
		link = strings.TrimSuffix(Pair{Cash.Key, "0"}.String()+"&"+link, "&")
	}
	return link, text
}

// refused lists the values that were refused of figures that are there, and of what stands
// behind them, so that they can be mended. Of the others it is said once that they were
// refused.
func (d Draft) refused() []Error {
	var all []Error
	for _, e := range d.Errors {
		_, key := cutBehind(e.Key)
		if _, ok := d.Scenario.Figure(key); ok && !e.Kept && !e.IsOfName() {
			all = append(all, e)
		}
	}
	return all
}

// Link returns the scenario's link. That of an empty company has a figure, too, because
// a link without a key of ours is no scenario but a page's own.
func (d Draft) Link() string {
	link, _ := d.Texts()
	return link
}

// Published returns the link to the scenario as a case of its own, in which its figures are
// as published.
func (d Draft) Published() string {
	if d.Scenario != nil {
		d.Scenario = d.Scenario.asPublished()
	}
	return d.Link()
}

// Translate turns what was typed for a figure of a kind in somebody's language into the
// grammar of [ParseAmount].
type Translate func(k *Kind, typed string) string

// Apply makes an edit. What was typed is translated first, unless translate is nil. It
// returns the draft that follows and the key that the figure, line or payment has in it.
// The case as published stays what it is. A draft whose link would be too long stays as it is,
// and the problem says so.
func (d Draft) Apply(e Edit, translate Translate) (next Draft, key string, problem Problem) {
	if e.Act == Open {
		if link := mend(e.Text); isOurs(link) {
			return ReadDraft(link), "", ""
		}
		return d, "", ""
	}
	if d.Scenario == nil {
		return d, "", ""
	}
	r := reader{s: d.Scenario.clone(), errors: d.refused()}
	key = r.edit(e, translate)
	r.s.setOriginal(d.Scenario.published())
	link := r.s.String()
	if isTooLong(link) {
		return d, "", TooLong
	}
	refused := r.errors
	// The scenario is read again from its link, so that a draft is what its text says.
	next.Scenario, next.Errors = Parse(link)
	for _, error := range refused {
		next.Errors = slices.DeleteFunc(next.Errors, func(e Error) bool { return e.Key == error.Key })
	}
	next.Errors = append(next.Errors, refused...)
	return next, key, ""
}

// edit makes an edit and returns the key of what it has changed.
func (r *reader) edit(e Edit, translate Translate) (key string) {
	f, ok := r.s.Figure(e.Key)
	switch e.Act {
	case Set:
		if e.Key != "" {
			r.set(e, translate)
		}
	case Rename:
		return r.rename(f, e)
	case StepBy, Drag:
		if ok {
			r.step(f, e)
		}
	case Remove:
		r.remove(f)
	case Add:
		return r.add(e)
	case Restore:
		r.putBack(e.Key, f)
	case Try:
		r.try(f)
	}
	return e.Key
}

func (r *reader) set(e Edit, translate Translate) {
	value := e.value(e.Text)
	if k, _ := ReadKey(e.Key); k != nil && translate != nil {
		value = e.value(translate(k, e.Text))
	}
	r.read([]Pair{{e.Key, value}})
	for i := range r.errors {
		if r.errors[i].Key == e.Key {
			r.errors[i].Text = e.value(e.Text) // what is refused stays as it was typed
		}
	}
}

// forget drops what was refused of the figures with some keys.
func (r *reader) forget(keys ...string) {
	r.errors = slices.DeleteFunc(r.errors, func(e Error) bool { return slices.Contains(keys, e.Key) })
}

// keysWith lists the key of a figure and, where it is the amount of a line, those of all
// the line's figures, each with the keys of what stands behind it.
func (s *Scenario) keysWith(f Figure) (keys []string) {
	figures := []Figure{f}
	if f.line != nil && f.Kind.IsHead() {
		figures = s.LineFigures(f.line)
	}
	for _, of := range figures {
		keys = append(keys, of.Key())
		for _, part := range behind {
			keys = append(keys, part+"."+of.Key())
		}
	}
	return keys
}

func (r *reader) rename(f Figure, e Edit) (key string) {
	var keys []string
	if f.Exists() {
		keys = r.s.keysWith(f)
	}
	if problem := r.s.Rename(e.Key, e.Text); problem != "" {
		r.report(Pair{e.Key, e.Text}, problem)
		return e.Key
	}
	// The key keeps what was refused of its figures under the new name.
	f.Name = strings.TrimSpace(e.Text)
	renamed := r.s.keysWith(f)
	for i := range r.errors {
		if n := slices.Index(keys, r.errors[i].Key); n >= 0 {
			r.errors[i].Key = renamed[n]
		}
	}
	return f.Key()
}

func (r *reader) step(f Figure, e Edit) {
	n := max(-MaxSteps, min(MaxSteps, e.Steps))
	switch {
	case e.OfMonth:
		f.StepMonth(n)
	case e.Act == Drag:
		f.Step(n)
	default:
		for range max(n, -n) {
			f.Step(n / max(n, -n))
		}
	}
	r.forget(f.Key())
}

func (r *reader) remove(f Figure) {
	if !f.Exists() {
		return
	}
	r.forget(r.s.keysWith(f)...)
	r.read([]Pair{{Key: f.Key()}})
}

func (r *reader) add(e Edit) (key string) {
	k, _ := ReadKey(e.Key + ".")
	if k == nil || !k.IsHead() {
		return ""
	}
	nothing := "0"
	if k.Owner == PaymentFigure {
		month := r.s.Start
		if month == 0 {
			month, _ = ParseMonth(e.Month)
		}
		if month == 0 {
			month = MonthOf(2026, 1)
		}
		nothing += "@" + month.String()
	}
	key = k.Key + "." + unusedName(e.Text, func(name string) bool {
		if k.Owner == PaymentFigure {
			return r.s.payment(k == Raise, name) >= 0
		}
		return r.s.line(name) >= 0
	})
	r.read([]Pair{{key, nothing}})
	return key
}

// unusedName returns a name, with a number behind it if it is taken.
func unusedName(name string, isTaken func(string) bool) string {
	unused := name
	for n := 2; isTaken(unused); n++ {
		unused = name + " " + strconv.Itoa(n)
	}
	return unused
}

// putBack gives a figure its value as published. A line or payment that is gone comes back
// with all it had.
func (r *reader) putBack(key string, f Figure) {
	original := r.s.Original()
	if key == "" {
		r.s, r.errors = original, nil
		return
	}
	keys := []string{key}
	if published, ok := original.Figure(key); ok && !f.Exists() {
		keys = original.keysWith(published)
	}
	var pairs []Pair
	for _, key := range keys {
		pairs = append(pairs, Pair{Key: key})
	}
	for _, p := range original.Pairs() {
		if i := indexOfKey(pairs, p.Key); i >= 0 {
			pairs[i].Value = p.Value
		}
	}
	r.read(pairs)
}
