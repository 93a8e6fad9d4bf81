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
	"runway/site/view"
	_ "runway/site/view/words"
)

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
	answer := call(t, "preset=openai-2024&cash=5000M")
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
	answer := call(t, "cash=5&out.A=1")
	assert.True(t, at(t, answer, "results", "runway", "p50").IsNull())
	assert.True(t, at(t, answer, "months", 0, "p50").IsNull())
}

func TestErrorsAndPage(t *testing.T) {
	answer := call(t, "cash=abc&out.A=5", "ar")
	assert.Equal(t, "out.A=5/mo", text(t, at(t, answer, "query")))
	assert.Equal(t, "cash", text(t, at(t, answer, "errors", 0, "key")))
	assert.Equal(t, "abc", text(t, at(t, answer, "errors", 0, "text")))
	assert.Equal(t, string(calc.NotANumber), text(t, at(t, answer, "errors", 0, "problem")))
	assert.Equal(t, "بهذه الأرقام ينقص المال منذ البداية.", text(t, at(t, answer, "title")))
	assert.Regexp(t, `^<main .*</main>$`, text(t, at(t, answer, "main")))
}

func TestNothingComputed(t *testing.T) {
	for _, link := range []string{"v=2", "title=" + strings.Repeat("x", 1<<20)} {
		answer := call(t, link)
		assert.True(t, at(t, answer, "results").IsUndefined())
		assert.Equal(t, link, text(t, at(t, answer, "query")))
		assert.NotEmpty(t, text(t, at(t, answer, "errors", 0, "problem")))
		assert.NotEmpty(t, text(t, at(t, call(t, link, "en"), "main")))
	}
}

func TestRename(t *testing.T) {
	assert.Equal(t, "out.B=5/mo", text(t, at(t, call(t, "out.A=5", "en", "", "rename", "out.A", "B"), "query")))
	assert.Equal(t, "grow.a.b", text(t, at(t, call(t, "in.b=1&in.a.b=2&grow.a.b=x", "en", "", "rename", "in.b", "c"), "errors", 0, "key")))
	answer := call(t, "out.A=5&in.B=3&cash=x", "en", "", "rename", "out.A", "B")
	assert.Equal(t, "in.B=3/mo&out.A=5/mo", text(t, at(t, answer, "query")))
	assert.Equal(t, "cash", text(t, at(t, answer, "errors", 0, "key")), "what was refused before is not lost")
	assert.Equal(t, string(calc.NameTaken), text(t, at(t, answer, "errors", 1, "problem")))
}

func TestActs(t *testing.T) {
	query := func(act, key, value string) string {
		return text(t, at(t, call(t, "preset=openai-2024", "en", "", act, key, value), "query"))
	}
	assert.Equal(t, "preset=openai-2024&cash=5.1B", query("step", "cash", "1"))
	assert.Equal(t, "preset=openai-2024", query("step", "cash", "one"))
	assert.Equal(t, "preset=openai-2024&cash=15B", query("step", "cash", "55"), "50 to 10B, then 5 of 1B")
	assert.Equal(t, "preset=openai-2024&cash=10.5B", query("drag", "cash", "55"))
	french := call(t, "preset=openai-2024", "fr", "", "set", "cash", "1,2,3")
	assert.Equal(t, "1,2,3", text(t, at(t, french, "errors", 0, "text")), "what is refused stays as it was typed")
	assert.Equal(t, "preset=openai-2024&units.Staff=12+femmes,+hommes", text(t, at(t, call(t, "preset=openai-2024", "fr", "", "set", "units.Staff", "12 femmes, hommes"), "query")))
	assert.Equal(t, "preset=openai-2024&cash=3B..4B", query("set", "cash", "3 to 4 billion"))
	file := func(kind string) string {
		return text(t, at(t, call(t, "preset=openai-2024", "en", "", kind, "", "https://example.org/"), "file"))
	}
	assert.Contains(t, file("csv"), "\r\n2024-08,333333333.3,708333333.3,375000000,4625000000,")
	assert.Contains(t, file("svg"), "https://example.org/")
	assert.True(t, at(t, call(t, "v=2", "en", "", "csv"), "file").IsUndefined())
	// What is compared stands in the results.
	main := text(t, at(t, call(t, "preset=openai-2024", "en", "-A=cash%3D1&%3DMine=preset%3Dopenai-2024%26cash%3D10B"), "main"))
	assert.Contains(t, main, "Mine")
	assert.Contains(t, main, "−13.33 months")
}

// A wrong call says what is wrong, and the next one works.
func TestWrongCalls(t *testing.T) {
	for _, args := range [][]any{{}, {1}, {nil}, {"a", 2}, {"a", "b", "c", "d", "e", "f", "g"}, {map[string]any{}}} {
		answer := call(t, args...)
		assert.Contains(t, text(t, at(t, answer, "error")), "evaluate takes")
		assert.True(t, at(t, answer, "results").IsUndefined())
	}
	assert.InEpsilon(t, 5, number(t, at(t, call(t, "cash=5&out.A=1"), "results", "runway", "value")), 1e-12)
}

// A panic inside comes back as an error, and the next call works.
func TestPanics(t *testing.T) {
	whole := newPage
	newPage = func(*view.Language, *calc.Scenario, []calc.Error, view.Shelf, string) view.Page { panic("broken") }
	answer := call(t, "cash=5", "en")
	newPage = whole
	assert.Contains(t, text(t, at(t, answer, "error")), "internal error: broken")
	assert.NotEmpty(t, text(t, at(t, call(t, "cash=5", "en"), "main")))
}

func BenchmarkPage(b *testing.B) {
	for b.Loop() {
		call(b, "preset=openai-2024", "en")
	}
}

func BenchmarkNumbers(b *testing.B) {
	for b.Loop() {
		call(b, "preset=openai-2024")
	}
}
