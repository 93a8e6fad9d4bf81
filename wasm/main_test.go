//go:build js && wasm

package main

import (
	"math"
	"strings"
	"testing"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/cases"
	"runway/site/view"
)

// The site's own cases are the presets of the tests.
func init() {
	if _, err := cases.Publish("../site/cases"); err != nil {
		panic(err)
	}
}

// call calls evaluate as a script does, through a JavaScript function.
func call(t testing.TB, args ...any) safejs.Value {
	t.Helper()
	function, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any { return evaluate(args) })
	require.NoError(t, err)
	defer function.Release()
	answer, err := function.Value().Invoke(args...)
	require.NoError(t, err)
	return answer
}

// object is one of JavaScript.
type object = map[string]any

// numbersOf asks for the results of a link.
func numbersOf(t testing.TB, link string) safejs.Value {
	t.Helper()
	return call(t, object{"act": "numbers", "draft": link})
}

// pageOf asks for the page of a draft, after an edit if one is given.
func pageOf(t testing.TB, draft, language string, edit ...object) safejs.Value {
	t.Helper()
	request := object{"act": "page", "draft": draft, "language": language}
	if len(edit) > 0 {
		request["edit"] = edit[0]
	}
	return call(t, request)
}

// at follows properties of a value.
func at(t testing.TB, v safejs.Value, path ...any) safejs.Value {
	t.Helper()
	for _, p := range path {
		var err error
		switch p := p.(type) {
		case string:
			v, err = v.Get(p)
		case int:
			v, err = v.Index(p)
		}
		require.NoError(t, err)
	}
	return v
}

func text(t testing.TB, v safejs.Value) string {
	t.Helper()
	require.Equal(t, safejs.TypeString, v.Type())
	s, err := v.String()
	require.NoError(t, err)
	return s
}

func number(t testing.TB, v safejs.Value) float64 {
	t.Helper()
	f, err := v.Float()
	require.NoError(t, err)
	return f
}

func TestPlainNumbers(t *testing.T) {
	answer := numbersOf(t, "preset=openai-2024&cash=5000M")
	assert.Equal(t, "preset=openai-2024", text(t, at(t, answer, "query")))
	assert.InEpsilon(t, 5/(4.5/12), number(t, at(t, answer, "results", "runway", "value")), 1e-12)
	assert.InEpsilon(t, 12, number(t, at(t, answer, "results", "runway", "worst")), 1e-12)
	assert.InEpsilon(t, 15, number(t, at(t, answer, "results", "runway", "best")), 1e-12)
	assert.True(t, math.IsInf(number(t, at(t, answer, "results", "break-even", "value")), 1))
	assert.True(t, at(t, answer, "results", "gap-to-break-even", "value").IsNull())
	assert.Equal(t, "2025-09-11", text(t, at(t, answer, "results", "cash-out", "value")))
	alive, err := at(t, answer, "results", "default-alive", "value").Bool()
	require.NoError(t, err)
	assert.False(t, alive)
	// One even range: the percentiles of the runway follow from those of revenue,
	// 5/((8.5 − r)/12) for r of 3.55, 4 and 4.45.
	for p, revenue := range map[string]float64{"p5": 3.55, "p50": 4, "p95": 4.45} {
		assert.InEpsilon(t, 5/((8.5-revenue)/12), number(t, at(t, answer, "results", "runway", p)), 1e-3, p)
		assert.InEpsilon(t, 5e9-(8.5-revenue)*1e9/12, number(t, at(t, answer, "months", 0, p)), 1e-3, p)
	}
	assert.Zero(t, number(t, at(t, answer, "results", "default-alive", "p50")), "no case is without a gap")
	assert.True(t, at(t, answer, "results", "net-burn", "p50").IsNull())
	months, err := at(t, answer, "months").Length()
	require.NoError(t, err)
	assert.Equal(t, 24, months)
	assert.Equal(t, "2026-07", text(t, at(t, answer, "months", 23, "month")))
	assert.InEpsilon(t, -4e9, number(t, at(t, answer, "months", 23, "cash")), 1e-12)
	assert.InEpsilon(t, -5e9, number(t, at(t, answer, "months", 23, "worst")), 1e-12)
	for _, name := range []string{"gross-burn", "net-burn", "runway", "break-even", "cash-out", "funding-gap",
		"gap-to-break-even", "lowest-cash", "default-alive", "dilution", "burn-multiple"} {
		assert.Equal(t, safejs.TypeObject, at(t, answer, "results", name).Type(), name)
	}
}

func TestNoLikelihoodWithoutRanges(t *testing.T) {
	answer := numbersOf(t, "cash=5&out.A=1")
	assert.True(t, at(t, answer, "results", "runway", "p50").IsNull())
	assert.True(t, at(t, answer, "months", 0, "p50").IsNull())
}

func TestErrorsAndPage(t *testing.T) {
	answer := pageOf(t, "cash=abc&out.A=5", "ar")
	assert.Equal(t, "out.A=5/mo", text(t, at(t, answer, "link")))
	assert.Equal(t, "out.A=5/mo\nnot-a-number cash=abc", text(t, at(t, answer, "draft")))
	assert.Equal(t, "cash", text(t, at(t, answer, "errors", 0, "key")))
	assert.Equal(t, "abc", text(t, at(t, answer, "errors", 0, "text")))
	assert.Equal(t, string(calc.NotANumber), text(t, at(t, answer, "errors", 0, "problem")))
	assert.Equal(t, "وفق هذه الأرقام، لا تكفي السيولة منذ البداية.", text(t, at(t, answer, "title")))
	assert.Regexp(t, `^<main .*</main>$`, text(t, at(t, answer, "main")))
	assert.Equal(t, "", text(t, at(t, answer, "preset")))
	assert.Equal(t, "cash=0", text(t, at(t, pageOf(t, "", "en"), "link")), "an empty link is a page's own scenario")
	for link, published := range map[string]string{"preset=openai-2024": "preset=openai-2024", "preset=openai-2024&cash=3B": "preset=openai-2024&cash=3B&changes=", "cash=5&changes=&cash=6": "cash=6"} {
		assert.Equal(t, link, text(t, at(t, pageOf(t, link, "en"), "link")))
		assert.Equal(t, published, text(t, at(t, call(t, object{"act": "file", "kind": "embed", "draft": link, "language": "en"}), "file")), link)
	}
}

func TestNothingComputed(t *testing.T) {
	for _, link := range []string{"v=2", "title=" + strings.Repeat("x", 1<<20)} {
		answer := numbersOf(t, link)
		assert.True(t, at(t, answer, "results").IsUndefined())
		assert.Equal(t, link, text(t, at(t, answer, "query")))
		assert.NotEmpty(t, text(t, at(t, answer, "errors", 0, "problem")))
		page := pageOf(t, link, "en")
		assert.NotEmpty(t, text(t, at(t, page, "main")))
		assert.Equal(t, link, text(t, at(t, page, "link")))
		assert.True(t, at(t, call(t, object{"act": "file", "kind": "csv", "draft": link, "language": "en"}), "file").IsUndefined())
	}
}

// An edit is made to the draft as the language writes it, and the page says how the line
// that it was about is called now.
func TestEdits(t *testing.T) {
	answer := pageOf(t, "out.A=5&in.B=3&cash=x", "en", object{"act": "rename", "key": "out.A", "text": "C"})
	assert.Equal(t, "in.B=3/mo&out.A=5/mo&changes=&out.A=&out.C=5/mo", text(t, at(t, answer, "link")))
	assert.Equal(t, "out.C", text(t, at(t, answer, "key")))
	assert.Equal(t, "cash", text(t, at(t, answer, "errors", 0, "key")), "what was refused before is not lost")
	answer = pageOf(t, "out.A=5&in.B=3", "en", object{"act": "rename", "key": "out.A", "text": "B"})
	assert.Equal(t, string(calc.NameTaken), text(t, at(t, answer, "errors", 0, "problem")))
	assert.Equal(t, "out.A", text(t, at(t, answer, "key")))
	link := func(language string, edit object) string {
		return text(t, at(t, pageOf(t, "preset=openai-2024", language, edit), "link"))
	}
	assert.Equal(t, "preset=openai-2024&cash=15B", link("en", object{"act": "step", "key": "cash", "steps": 55}))
	assert.Equal(t, "preset=openai-2024&cash=1.5B", link("fr", object{"act": "set", "key": "cash", "text": "1,5 Md"}))
	assert.Equal(t, "preset=openai-2024&out.Staff=2B/qtr", link("en", object{"act": "set", "key": "out.Staff", "text": "2B", "unit": "/qtr"}))
	assert.Equal(t, "openai-2024", text(t, at(t, pageOf(t, "preset=openai-2024&cash=3B", "en", object{"act": "back"}), "preset")))
	french := pageOf(t, "preset=openai-2024", "fr", object{"act": "set", "key": "cash", "text": "1,2,3"})
	assert.Equal(t, "1,2,3", text(t, at(t, french, "errors", 0, "text")), "what is refused stays as it was typed")
	assert.Equal(t, "preset=openai-2024&units.Staff=12+femmes,+hommes", link("fr", object{"act": "set", "key": "units.Staff", "text": "12 femmes, hommes"}))
	full, err := at(t, pageOf(t, "title="+strings.Repeat("x", 200), "en", object{"act": "set", "key": "cash", "text": "1"}), "isFull").Bool()
	require.NoError(t, err)
	assert.False(t, full)
}

func TestFiles(t *testing.T) {
	file := func(kind string) string {
		return text(t, at(t, call(t, object{"act": "file", "draft": "preset=openai-2024", "language": "en", "kind": kind, "address": "https://example.org/"}), "file"))
	}
	assert.Contains(t, file("csv"), "\r\n2024-08,333333333.3,708333333.3,375000000,4625000000,")
	assert.Contains(t, file("svg"), "https://example.org/")
}

// What is compared stands in the results.
func TestShelf(t *testing.T) {
	main := text(t, at(t, call(t, object{"act": "page", "draft": "preset=openai-2024", "language": "en", "shelf": []any{
		object{"name": "A", "link": "cash=1"}, object{"name": "Mi\u202ene", "link": "preset=openai-2024&cash=10B", "compared": true}}}), "main"))
	assert.Contains(t, main, "Mine")
	assert.Contains(t, main, "+13.3 months")
}

// A wrong call says what is wrong, and the next one works.
func TestWrongCalls(t *testing.T) {
	for want, args := range map[string][]any{
		"evaluate takes one request, not 0 arguments":                    {},
		"evaluate takes one request, not 2 arguments":                    {object{}, object{}},
		"request must be an object, but is of type number":               {1},
		"request must be an object, but is of type string":               {"cash=5"},
		"request must be an object, but is of type null":                 {nil},
		"request.draft must be a string, but is of type number":          {object{"act": "page", "draft": 5}},
		"request.edit must be an object, but is of type string":          {object{"act": "page", "edit": "set"}},
		"request.edit.steps must be a number, but is of type string":     {object{"act": "page", "edit": object{"steps": "1"}}},
		"request.edit.required must be a boolean, but is of type number": {object{"act": "page", "edit": object{"required": 1}}},
		"request.shelf must be an object, but is of type number":         {object{"act": "page", "shelf": []any{1}}},
		"request.shelf.link must be a string, but is of type null":       {object{"act": "page", "shelf": []any{object{"link": nil}}}},
		"evaluate has no words of the language tlh":                      {object{"act": "page", "language": "tlh"}},
		"evaluate has no act dance":                                      {object{"act": "dance", "language": "en"}},
	} {
		answer := call(t, args...)
		assert.Equal(t, want, text(t, at(t, answer, "error")))
		assert.True(t, at(t, answer, "results").IsUndefined())
	}
	assert.InEpsilon(t, 5, number(t, at(t, numbersOf(t, "cash=5&out.A=1"), "results", "runway", "value")), 1e-12)
}

// A panic inside comes back as an error, and the next call works.
func TestPanics(t *testing.T) {
	whole := newWriter
	newWriter = func(*view.Language, *calc.Scenario, []calc.Error, view.Shelf, string) *view.Writer { panic("broken") }
	answer := pageOf(t, "cash=5", "en")
	newWriter = whole
	assert.Contains(t, text(t, at(t, answer, "error")), "internal error: broken")
	assert.NotEmpty(t, text(t, at(t, pageOf(t, "cash=5", "en"), "main")))
}

func BenchmarkPage(b *testing.B) {
	for b.Loop() {
		pageOf(b, "preset=openai-2024", "en")
	}
}

func BenchmarkNumbers(b *testing.B) {
	for b.Loop() {
		numbersOf(b, "preset=openai-2024")
	}
}

// A preset that the calculator does not hold is asked for, once, wherever a link names it.
func TestAPresetIsAskedFor(t *testing.T) {
	requests := []object{
		{"act": "numbers", "draft": "preset=of-a-page&cash=5"},
		{"act": "page", "draft": "preset=of-a-page", "language": "en"},
		{"act": "page", "draft": "cash=5", "language": "en", "edit": object{"act": "open", "text": "preset=of-a-page"}},
		{"act": "page", "draft": "cash=5", "language": "en", "shelf": []any{object{"name": "A", "link": "preset=of-a-page", "compared": true}}},
		{"act": "file", "draft": "preset=of-a-page", "language": "en", "kind": "csv"},
	}
	for _, request := range requests {
		assert.Equal(t, "of-a-page", text(t, at(t, call(t, request), "missing")))
	}
	call(t, object{"act": "preset", "preset": "of-a-page", "text": "cash=6\nout.A=1\ntitle=T"})
	for _, request := range requests {
		assert.Equal(t, safejs.TypeUndefined, at(t, call(t, request), "missing").Type())
	}
	assert.Equal(t, 6.0, number(t, at(t, numbersOf(t, "preset=of-a-page"), "results", "runway", "value")))

	for _, content := range []string{"", "cash=x"} { // the page has none, or what came is none
		call(t, object{"act": "preset", "preset": "of-nobody", "text": content})
		answer := numbersOf(t, "preset=of-nobody&cash=5")
		assert.Equal(t, "unknown-preset", text(t, at(t, answer, "errors", 0, "problem")))
	}
	assert.Equal(t, "unknown-preset", text(t, at(t, numbersOf(t, "preset=../secret"), "errors", 0, "problem")), "no name of a file")
}
