package view_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view"
)

// Data holds a case in the page's language, and its figures as a link has them.
func TestData(t *testing.T) {
	const link = "preset=openai-2024&outlet=The+Paper&published=2026-01-05&cash=6B&note.cash=Guessed.&as.cash=assumed&out.Inference=&in.Language+models=9B/yr"
	const report = "https://www.theinformation.com/articles/why-openai-could-lose-5-billion-this-year"
	s, errors := calc.Parse(link)
	require.Empty(t, errors)
	l := view.LanguageOf("ar")
	data := view.Data(l, s)
	for key, want := range map[string]any{"language": "ar", "query": s.String(), "title": "OpenAI، 2024", "company": "OpenAI", "outlet": "The Paper",
		"published": "2026-01-05", "article": report, "by": "", "levers": "cash,in.ChatGPT,out.Inference,out.Training"} {
		assert.Equal(t, want, data[key], key)
	}
	inputs := map[string]map[string]any{}
	for _, input := range data["inputs"].([]any) {
		input := input.(map[string]any)
		inputs[input["key"].(string)] = input
	}
	assert.Equal(t, map[string]any{"key": "cash", "name": l.Word("figure.cash"), "value": "6B", "note": "Guessed.", "source": "", "standing": "assumed"}, inputs["cash"])
	chat := inputs["in.ChatGPT"]
	assert.Equal(t, []any{"ChatGPT", "2B/yr", "نحو ملياري دولار في السنة.", "reported"}, []any{chat["name"], chat["value"], chat["note"], chat["standing"]})
	assert.Equal(t, report, chat["source"])
	assert.Contains(t, inputs, "claim.loss")
	assert.NotContains(t, inputs, "out.Inference", "it is not given")
	assert.NotContains(t, inputs, "note.cash", "it stands behind a figure")

	// Months and results are numbers; what does not end is infinite.
	runway := data["results"].(map[string]any)["runway"].(map[string]any)
	assert.Equal(t, []any{math.Inf(1), math.Inf(1)}, []any{runway["value"], runway["p50"]})
	months := data["months"].([]any)
	require.Len(t, months, 24)
	first := months[0].(map[string]any)
	assert.Equal(t, "2024-08", first["month"])
	assert.InDelta(t, 6e9+(2e9+9e9+1e9-4.5e9)/12, first["cash"], 1)
}
