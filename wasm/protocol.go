//go:build js && wasm

package main

import (
	"errors"
	"strconv"

	"github.com/hack-pad/safejs"

	"runway/calc"
	"runway/site/view"
)

// The protocol between the page and the calculator. Its other half, in the same words, is
// site/page/protocol.d.ts; a test holds the two together. The page sends a Request, and
// the calculator answers with Done, Numbers, Page, Parts, Inline, File or Tool by the request's act, with
// Missing, or with Failure.

// A Request asks the calculator for something.
type Request struct {
	// Act is what is asked for: words, preset, numbers, page, answer, parts, inline or file, and
	// tool of the desk's calculator. An answer is a page without the parts that its kind does not
	// name; those can be asked for next.
	Act string
	// Draft is the scenario: a link, or the draft of an earlier page.
	Draft string
	// Language is a BCP 47 tag, ar or ar-u-nu-arab.
	Language string
	// Words are all words of the language, as [view.Add] takes them.
	Words string
	// Preset is the name of a preset and Text the text of its case file, or empty where the
	// page has none. That of the page's own comes with the words. A tool reads another text.
	Preset, Text string
	// Shelf is what the reader keeps.
	Shelf []view.Kept
	// Edit is made to the draft first, unless its act is empty.
	Edit calc.Edit
	// Kind is the kind of a file, csv or svg, of the desk's calculator also txt, xlsx, csv-comma,
	// csv-semicolon and tsv, or embed for the link in the code of an embed, whose figures are as
	// published; or the name of a tool; or those of parts, with blanks between them.
	Kind string
	// Address is where the scenario came from, which files name; or what is chosen of a tool, as
	// pairs in a link.
	Address string
}

// Done answers that the words or the preset can be used.
type Done struct{}

// Missing answers that a link names a preset that is to be sent first. Then the request can be
// made again.
type Missing struct {
	Missing string
}

// Numbers are the results of a scenario.
type Numbers struct {
	// Query is the scenario's canonical link.
	Query  string
	Errors []calc.Error
	// Results are the results by name, and Months the table; undefined where nothing can
	// be computed.
	Results map[string]any
	Months  []any
}

// Page is what a page shows of a scenario.
type Page struct {
	// Link is the scenario's canonical link, never empty, and Draft what the next edit is
	// made to: the link, and what was refused.
	Link, Draft string
	// Preset is the preset that the scenario started from, or empty.
	Preset string
	// Key is the key that the edited figure or line has now.
	Key string
	// IsFull is true where the edit would have made the link too long: it was not made.
	IsFull bool
	Errors []calc.Error
	// Title and Description are texts, and Main is the page's main element as HTML.
	Title, Description, Main string
}

// Parts are parts of a page.
type Parts struct {
	// Parts are their markups by their names.
	Parts map[string]any
}

// Inline is what the sentences of an article show of a scenario.
type Inline struct {
	// Draft is what the next edit is made to.
	Draft string
	view.Inline
}

// File is a file to take along.
type File struct {
	// File is its text, undefined where nothing can be computed. Of an xlsx it is the paths and
	// texts of the files in it, in turn and each ended by a NUL.
	File string
}

// Tool is what a tool of the desk shows.
type Tool struct {
	// Shown is markup.
	Shown string
}

// Failure is the answer to a wrong call, and after a failure inside. The next call works.
type Failure struct {
	Error string
}

// A field is a property of an object and the place that its value goes to: a *string,
// *int or *bool.
type field struct {
	name  string
	place any
}

// read reads fields from an object. What is left out of it stays as it is.
func read(object safejs.Value, name string, fields ...field) error {
	if object.Type() != safejs.TypeObject {
		return errors.New(name + " must be an object, but is of type " + object.Type().String())
	}
	for _, f := range fields {
		v, err := object.Get(f.name)
		if err != nil {
			return err
		}
		want := safejs.TypeString
		switch place := f.place.(type) {
		case *string:
			if v.Type() == want {
				*place, err = v.String()
			}
		case *int:
			if want = safejs.TypeNumber; v.Type() == want {
				*place, err = v.Int()
			}
		case *bool:
			if want = safejs.TypeBoolean; v.Type() == want {
				*place, err = v.Bool()
			}
		}
		if err != nil {
			return err
		}
		if v.Type() != want && v.Type() != safejs.TypeUndefined {
			return errors.New(name + "." + f.name + " must be a " + want.String() + ", but is of type " + v.Type().String())
		}
	}
	return nil
}

// readRequest reads the request of a call.
func readRequest(args []safejs.Value) (r Request, err error) {
	if len(args) != 1 {
		return r, errors.New("evaluate takes one request, not " + strconv.Itoa(len(args)) + " arguments")
	}
	err = read(args[0], "request", field{"act", &r.Act}, field{"draft", &r.Draft}, field{"language", &r.Language},
		field{"words", &r.Words}, field{"preset", &r.Preset}, field{"text", &r.Text}, field{"kind", &r.Kind}, field{"address", &r.Address})
	if err != nil {
		return r, err
	}
	if edit, err := args[0].Get("edit"); err != nil {
		return r, err
	} else if edit.Type() != safejs.TypeUndefined {
		if r.Edit, err = readEdit(edit); err != nil {
			return r, err
		}
	}
	if shelf, err := args[0].Get("shelf"); err != nil {
		return r, err
	} else if shelf.Type() != safejs.TypeUndefined {
		r.Shelf, err = readShelf(shelf)
		return r, err
	}
	return r, nil
}

func readEdit(v safejs.Value) (e calc.Edit, err error) {
	return e, read(v, "request.edit", field{"act", (*string)(&e.Act)}, field{"key", &e.Key}, field{"text", &e.Text}, field{"high", &e.High},
		field{"unit", &e.Unit}, field{"month", &e.Month}, field{"required", &e.Required}, field{"steps", &e.Steps}, field{"ofMonth", &e.OfMonth})
}

func readShelf(v safejs.Value) (shelf []view.Kept, err error) {
	n, err := v.Length()
	for i := 0; i < n && err == nil; i++ {
		var kept view.Kept
		var item safejs.Value
		if item, err = v.Index(i); err == nil {
			err = read(item, "request.shelf", field{"name", &kept.Name}, field{"link", &kept.Link}, field{"compared", &kept.Compared})
		}
		kept.Name = calc.Printable(kept.Name) // another program may have kept it
		shelf = append(shelf, kept)
	}
	return shelf, err
}

// An answer is what the calculator says to a request, as an object of JavaScript.
type answer interface{ object() map[string]any }

func (Done) object() map[string]any { return map[string]any{} }

func (m Missing) object() map[string]any { return map[string]any{"missing": m.Missing} }

func (n Numbers) object() map[string]any {
	o := map[string]any{"query": n.Query, "errors": errorObjects(n.Errors)}
	if n.Results != nil {
		o["results"], o["months"] = n.Results, n.Months
	}
	return o
}

func (p Page) object() map[string]any {
	return map[string]any{"link": p.Link, "draft": p.Draft, "preset": p.Preset, "key": p.Key, "isFull": p.IsFull, "errors": errorObjects(p.Errors),
		"title": p.Title, "description": p.Description, "main": p.Main}
}

func (p Parts) object() map[string]any { return map[string]any{"parts": p.Parts} }

func (i Inline) object() map[string]any {
	values, inputs := map[string]any{}, map[string]any{}
	for name, text := range i.Values {
		values[name] = text
	}
	for key, f := range i.Inputs {
		inputs[key] = map[string]any{"name": f.Name, "text": f.Text, "unit": f.Unit, "month": f.Month, "problem": f.Problem, "back": f.Back}
	}
	return map[string]any{"draft": i.Draft, "values": values, "inputs": inputs, "picture": i.Picture}
}

func (f File) object() map[string]any {
	if f.File == "" {
		return map[string]any{}
	}
	return map[string]any{"file": f.File}
}

func (t Tool) object() map[string]any { return map[string]any{"shown": t.Shown} }

func (f Failure) object() map[string]any { return map[string]any{"error": f.Error} }

func errorObjects(errors []calc.Error) []any {
	all := make([]any, len(errors))
	for i, e := range errors {
		all[i] = map[string]any{"key": e.Key, "text": e.Text, "problem": string(e.Problem), "kept": e.Kept}
	}
	return all
}
