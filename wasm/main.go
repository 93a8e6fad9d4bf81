//go:build js && wasm

// Command wasm is the calculator as a browser runs it. It leaves one function
// behind, runwayEvaluate, and waits to be called; what the function takes and
// returns stands in protocol.go.
package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hack-pad/safejs"

	"runway/calc"
	"runway/site/view"
)

// newWriter is a variable so that a test can break it.
var newWriter = view.NewWriter

func main() {
	function, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any { return evaluate(args) })
	if err == nil {
		err = safejs.Global().Set("runwayEvaluate", function)
	}
	if err != nil {
		panic(err)
	}
	select {}
}

// evaluate answers a request. A panic must not leave it: it would end the program.
func evaluate(args []safejs.Value) (object any) {
	defer func() {
		if r := recover(); r != nil {
			object = Failure{"internal error: " + reason(r)}.object()
		}
	}()
	return respond(args).object()
}

func respond(args []safejs.Value) answer {
	request, err := readRequest(args)
	if err != nil {
		return Failure{err.Error()}
	}
	switch request.Act {
	case "words":
		last = writing{}
		view.Add(request.Language, request.Words)
		if request.Text != "" {
			publish(request.Preset, request.Text)
		}
		return Done{}
	case "preset":
		last = writing{}
		publish(request.Preset, request.Text)
		return Done{}
	case "numbers":
		return numbers(request.Draft)
	}
	language := view.LanguageOf(request.Language)
	if language == nil {
		return Failure{"evaluate has no words of the language " + request.Language}
	}
	if request.Act == "parts" {
		return parts(language, request)
	}
	return act(language, request)
}

// act does what is done in a language. The desk's calculator does more: see desk.go.
var act = func(language *view.Language, request Request) answer {
	switch request.Act {
	case "page", "answer":
		return page(language, request)
	case "file":
		return file(language, request)
	case "inline":
		return inline(language, request)
	}
	return Failure{"evaluate has no act " + request.Act}
}

// absent holds the names of presets for which the page has no case.
var absent = map[string]bool{}

// publish lets links name a preset, or has them refused if its case is no good.
func publish(name, text string) {
	if preset, errors := calc.ReadPreset(name, text); text != "" && len(errors) == 0 {
		calc.Publish(preset)
	} else {
		absent[name] = true
	}
}

// missing returns the name of a preset that a link names and the page may have, or nothing.
func missing(errors []calc.Error) string {
	for _, e := range errors {
		if e.Problem == calc.UnknownPreset && calc.IsPresetID(e.Text) && !absent[e.Text] {
			return e.Text
		}
	}
	return ""
}

// missingOnShelf returns the same of the scenarios that are compared.
func missingOnShelf(shelf view.Shelf) string {
	for _, kept := range shelf {
		if kept.Compared {
			_, errors := calc.Parse(kept.Address())
			if preset := missing(errors); preset != "" {
				return preset
			}
		}
	}
	return ""
}

// numbers evaluates a link.
func numbers(link string) answer {
	scenario, errors := calc.Parse(link)
	if preset := missing(errors); preset != "" {
		return Missing{preset}
	}
	if scenario == nil {
		return Numbers{Query: link, Errors: errors}
	}
	result, likelihood := scenario.Evaluate(), scenario.Likelihood()
	return Numbers{scenario.String(), errors, view.ResultObjects(result, likelihood), view.MonthObjects(result, likelihood)}
}

// edited makes the edit of a request.
func edited(language *view.Language, request Request) (draft calc.Draft, key string, problem calc.Problem) {
	draft = calc.ReadDraft(request.Draft)
	if edit := request.Edit; edit.Act != "" {
		draft, key, problem = draft.Apply(edit, language.Translate)
	}
	return draft, key, problem
}

// page makes the edit of a request and shows what follows.
func page(language *view.Language, request Request) answer {
	draft, key, problem := edited(language, request)
	if preset := cmp.Or(missing(draft.Errors), missingOnShelf(request.Shelf)); preset != "" {
		return Missing{preset}
	}
	link, text := draft.Texts()
	answer := show(language, request, draft.Errors, link, text, newWriter(language, draft.Scenario, draft.Errors, request.Shelf, key))
	answer.Key, answer.IsFull = key, problem == calc.TooLong
	if draft.Scenario != nil {
		answer.Preset = draft.Scenario.Preset
	}
	return answer
}

// last is the writer of the page that was asked for last, so that its other parts need no second
// evaluation, and what it was asked for.
var last writing

type writing struct {
	draft    string
	language *view.Language
	shelf    view.Shelf
	writer   *view.Writer
}

// show returns what a writer writes of a draft: the whole page or, for an answer, what cannot be
// left out and the parts that are asked for.
func show(language *view.Language, request Request, errors []calc.Error, link, text string, writer *view.Writer) Page {
	last = writing{text, language, request.Shelf, writer}
	var left func(part string) bool
	if request.Act == "answer" {
		asked := strings.Fields(request.Kind)
		left = func(part string) bool { return !slices.Contains(asked, part) }
	}
	shown := writer.Page(left)
	return Page{Link: link, Draft: text, Errors: errors,
		Title: shown.Title, Description: shown.Description, Main: string(shown.Main)}
}

// parts writes parts of the page of a draft.
func parts(language *view.Language, request Request) answer {
	if last.writer == nil || last.draft != request.Draft || last.language != language || !slices.Equal(last.shelf, request.Shelf) {
		again := request
		again.Act, again.Kind = "answer", ""
		if answer, isPage := act(language, again).(Page); !isPage {
			return answer
		}
	}
	all := map[string]any{}
	for _, name := range strings.Fields(request.Kind) {
		all[name] = string(last.writer.Part(name))
	}
	return Parts{all}
}

// inline makes the edit of a request and says what follows in the sentences of an article.
func inline(language *view.Language, request Request) answer {
	draft, _, _ := edited(language, request)
	if preset := missing(draft.Errors); preset != "" {
		return Missing{preset}
	}
	return Inline{draft.String(), view.NewInline(language, draft.Scenario, draft.Errors)}
}

// file writes a file of a draft's scenario.
func file(language *view.Language, request Request) answer {
	draft := calc.ReadDraft(request.Draft)
	if preset := missing(draft.Errors); preset != "" {
		return Missing{preset}
	}
	switch {
	case draft.Scenario == nil:
		return File{}
	case request.Kind == "embed":
		return File{draft.Published()}
	}
	return File{view.File(language, draft.Scenario, request.Shelf, request.Kind, request.Address)}
}

// reason returns the text of a panic.
func reason(r any) string {
	switch r := r.(type) {
	case error:
		return r.Error()
	case string:
		return r
	}
	return "a panic without a text"
}
