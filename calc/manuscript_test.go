package calc_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// write makes edits to a manuscript, none of which may be refused as a whole.
func write(t *testing.T, m calc.Manuscript, edits ...calc.Edit) calc.Manuscript {
	t.Helper()
	for _, e := range edits {
		var problem calc.Problem
		m, _, problem = m.Apply(e, nil)
		require.Empty(t, problem, e)
		again := calc.ReadManuscript(m.String())
		require.Equal(t, m.String(), again.String(), "a manuscript is what its text says, after %v", e)
	}
	return m
}

func setTo(key, text string) calc.Edit { return calc.Edit{Act: calc.Set, Key: key, Text: text} }

// What an author changes is the case, at once; a reader's changes are told apart from it.
func TestManuscriptIsTheCase(t *testing.T) {
	m := write(t, calc.ReadManuscript("start=2026-01&cash=1M&out.All=100k/mo"),
		setTo("cash", "2M"), setTo("src.cash", "https://example.org/a"), setTo("as.cash", "estimated"), setTo("note.cash", "As told."))
	assert.False(t, m.HasChanges())
	assert.Equal(t, "start=2026-01&cash=2M&out.All=100k/mo&note.cash=As+told.&src.cash=https://example.org/a&as.cash=estimated", m.Link())
	reader, _, _ := calc.ReadDraft(m.Link()).Apply(setTo("cash", "3M"), nil)
	assert.Contains(t, reader.Link(), "&changes=&cash=3M")
	// A reader's changes come to the desk as changes, which the author can take or leave.
	brought := calc.ReadManuscript(reader.Link())
	assert.True(t, brought.IsRecording)
	assert.Contains(t, write(t, brought, calc.Edit{Act: calc.Settle}).Link(), "cash=3M")
	assert.Equal(t, m.Link(), write(t, brought, calc.Edit{Act: calc.Restore}).Link())
}

// A what-if is recorded by making its changes, which leave the case as it was.
func TestWhatIfsAreRecorded(t *testing.T) {
	m := write(t, calc.ReadManuscript("start=2026-01&cash=1M&out.All=100k/mo"),
		calc.Edit{Act: calc.Begin}, setTo("raise.Loan", "500k@2026-06"), setTo("grow.All", "2%"), setTo("title", "A company"))
	assert.True(t, m.HasChanges())
	m = write(t, m, calc.Edit{Act: calc.Record, Text: "A loan"})
	assert.False(t, m.IsRecording)
	assert.False(t, m.HasChanges())
	assert.Equal(t, "title=A+company&start=2026-01&cash=1M&out.All=100k/mo&if.A+loan=grow.All%3D2%2525/mo%26as.grow.All%3Dassumed%26raise.Loan%3D500k@2026-06%26as.raise.Loan%3Dassumed", m.Link(), "what a what-if cannot hold is of the case")
	// Readers try it, and so can the author, without making it a part of the case.
	tried := write(t, m, calc.Edit{Act: calc.Try, Key: "if.A loan"})
	assert.Equal(t, calc.MonthOf(2026, 6), calc.Month(tried.Scenario.Payments[0].Month.Low))
	assert.True(t, tried.IsRecording)
	assert.Equal(t, m.Link(), write(t, tried, calc.Edit{Act: calc.Try, Key: "if.A loan"}).Link())
	// Another of the same name stands beside it; one without a change is refused.
	again := write(t, m, calc.Edit{Act: calc.Begin}, setTo("cash", "2M"), calc.Edit{Act: calc.Record, Text: "A loan"})
	assert.Contains(t, again.Link(), "if.A+loan+2=cash%3D2M%26as.cash%3Dassumed")
	// What stood behind a figure is not of what is tried in its place.
	cut := write(t, calc.ReadManuscript("cash=1M&out.A=1k/mo&src.out.A=https://example.org/a"), calc.Edit{Act: calc.Begin}, setTo("out.A", "2k"), calc.Edit{Act: calc.Record, Text: "Twice"})
	tried = write(t, cut, calc.Edit{Act: calc.Try, Key: "if.Twice"})
	assert.Equal(t, calc.Note{Standing: calc.Assumed}, tried.Scenario.Notes["out.A"])
	_, _, problem := write(t, m, calc.Edit{Act: calc.Begin}).Apply(calc.Edit{Act: calc.Record, Text: "Nothing"}, nil)
	assert.Equal(t, calc.NoChange, problem)
	// An author who wants none after all stops.
	assert.Equal(t, m.String(), write(t, m, calc.Edit{Act: calc.Begin}, calc.Edit{Act: calc.Settle}).String())
}

// An amount that names its currency gives a case one, and the report is the source of what has none.
func TestWhatAuthorsAreSpared(t *testing.T) {
	for text, want := range map[string]string{"$325.5M": "USD", "325.5 million USD": "USD", "5 millions d’euros": "EUR", "5 million euros": "EUR", "٤ مليارات دولار": "USD", "5M": ""} {
		m, _, _ := calc.ReadManuscript("cash=0&out.A=1k/mo").Apply(setTo("cash", text), nil)
		assert.Equal(t, want, m.Scenario.Currency, text)
	}
	m := write(t, calc.ReadManuscript("cur=EUR&start=2026-01&cash=1M&in.A=1k/mo&out.B=2k/mo&grow.B=1%25/mo&until.B=2026-09&as.out.B=assumed&article=https://example.org/r&actual.2026-02=5"))
	var keys []string
	for _, f := range m.Scenario.Unsourced() {
		keys = append(keys, f.Key())
	}
	assert.Equal(t, []string{"cash", "in.A", "grow.B", "actual.2026-02"}, keys)
	require.Len(t, m.Scenario.Unexplained(), 1)
	cited := write(t, m, calc.Edit{Act: calc.Cite})
	assert.Empty(t, cited.Scenario.Unsourced())
	assert.Equal(t, "https://example.org/r", cited.Scenario.Notes["actual.2026-02"].Source)
	assert.False(t, cited.HasChanges())
}

// Marks and balances come one month after the other, move to another month with all that stands
// behind them, and refuse what is no month or is taken.
func TestEntriesAreWritten(t *testing.T) {
	m := write(t, calc.ReadManuscript("start=2026-01&cash=1M&out.All=100k/mo"),
		calc.Edit{Act: calc.Add, Key: "mark", Text: "Strike"}, calc.Edit{Act: calc.Add, Key: "mark", Text: "Fair"}, calc.Edit{Act: calc.Add, Key: "actual"},
		setTo("actual.2026-01", "900k"), setTo("src.mark.2026-02", "https://example.org/fair"),
		calc.Edit{Act: calc.Rename, Key: "mark.2026-02", Text: "2026-09"}, setTo("mark.2026-09@fr", "Salon"))
	assert.Equal(t, "start=2026-01&cash=1M&out.All=100k/mo&mark.2026-01=Strike&mark.2026-09=Fair&actual.2026-01=900k&src.mark.2026-09=https://example.org/fair", m.Link())
	for text, want := range map[string]calc.Problem{"2026-01": calc.NameTaken, "soon": calc.NotAMonth, "": calc.NotAMonth} {
		refused, key, _ := m.Apply(calc.Edit{Act: calc.Rename, Key: "mark.2026-09", Text: text}, nil)
		require.Len(t, refused.Errors, 1, text)
		assert.Equal(t, want, refused.Errors[0].Problem, text)
		assert.Equal(t, "mark.2026-09", key)
		assert.Equal(t, m.Link(), refused.Link())
	}
	m = write(t, m, calc.Edit{Act: calc.Rename, Key: "mark.2026-09", Text: "2026-10"})
	assert.Equal(t, "Salon", m.Text("mark.2026-10", "fr"), "a translation goes along")
	// A balance of another day is that of the nearest start of a month.
	for day, want := range map[string]string{"16 April 2026": "actual.2026-05", "2026-04-15": "actual.2026-04", "2026-12-31": "actual.2027-01"} {
		_, key, _ := m.Apply(calc.Edit{Act: calc.Rename, Key: "actual.2026-01", Text: day}, nil)
		assert.Equal(t, want, key, day)
	}
	m = write(t, m, calc.Edit{Act: calc.Remove, Key: "mark.2026-10"})
	assert.NotContains(t, m.Link(), "2026-10")
	// Without a start a balance waits for one, in the month that it is.
	undated := write(t, calc.ReadManuscript("cash=1M"), calc.Edit{Act: calc.Add, Key: "actual", Month: "2026-11"})
	assert.Contains(t, undated.Link(), "actual.2026-11=0")
	require.Len(t, undated.Errors, 1)
	assert.Equal(t, calc.NeedsStart, undated.Errors[0].Problem)
}

// A case file that is written is read as the same case, with its translations; and what it cannot
// hold is told.
func TestCaseFilesAreWritten(t *testing.T) {
	for _, id := range calc.Presets() {
		m := calc.ReadManuscript("preset=" + id)
		require.Empty(t, m.Scenario.Preset, "%s is a case of its own at the desk", id)
		text, refused := m.CaseFile()
		require.Empty(t, refused, id)
		read, errors := calc.ReadCaseFile(text)
		require.Empty(t, errors, id)
		assert.Equal(t, calc.PresetOf(id).Scenario().Pairs(), read.Scenario.Pairs(), id)
		want, got := calc.PresetOf(id).Texts(), []string{}
		for _, text := range read.Texts {
			got = append(got, text.Key)
		}
		assert.ElementsMatch(t, want, got, id)
		again, _ := read.CaseFile()
		assert.Equal(t, text, again, id)
	}
	m := write(t, calc.ReadManuscript("cash=1M&out.A%3DB=1k/mo&out.C=2k/mo&actual.2026-01=5"), setTo("name.C@fr", "Coûts"), setTo("title@fr", "Sans titre"))
	text, refused := m.CaseFile()
	assert.Contains(t, text, "name.C@fr=Coûts")
	assert.NotContains(t, text, "title@fr", "a translation of nothing")
	keys := []string{}
	for _, e := range refused {
		keys = append(keys, e.Key)
	}
	assert.ElementsMatch(t, []string{"out.A", "actual.2026-01"}, keys)
	// A line that is renamed keeps its name's translation, and its notes theirs.
	m = write(t, m, setTo("note.out.C", "Guess"), setTo("note.out.C@ar", "تقدير"), calc.Edit{Act: calc.Rename, Key: "out.C", Text: "D"})
	assert.Equal(t, "Coûts", m.Text("name.D", "fr"))
	assert.Equal(t, "تقدير", m.Text("note.out.D", "ar"))
}

// A preset that was changed is a case of its own without the translations of what it replaces.
func TestChangedPresetsAtTheDesk(t *testing.T) {
	m := calc.ReadManuscript("preset=young-company&title=Another&changes=")
	assert.Empty(t, m.Text("title", "fr"))
	assert.NotEmpty(t, calc.ReadManuscript("preset=young-company").Text("title", "fr"))
	assert.False(t, m.IsRecording)
	assert.True(t, slices.ContainsFunc(m.Texts, func(p calc.Pair) bool { return strings.HasPrefix(p.Key, "name.") }))
	// One whose link would be too long stays the preset's.
	long := "preset=openai-2024"
	for i := range 30 {
		name := string(rune('A' + i))
		long += "&in." + name + "=1M/mo&note.in." + name + "=" + strings.Repeat("x", 190)
	}
	assert.Equal(t, "openai-2024", calc.ReadManuscript(long).Scenario.Preset)
	// Replacing, and opening what is nobody's.
	replaced := write(t, m, calc.Edit{Act: calc.Replace, Text: "cash=5"})
	assert.Equal(t, "cash=5", replaced.Link())
	opened := write(t, m, calc.Edit{Act: calc.Open, Text: "utm_source=x"})
	assert.Equal(t, m.Link(), opened.Link())
	opened = write(t, m, calc.Edit{Act: calc.Open, Text: "cash=7"})
	assert.Equal(t, "cash=7", opened.String())
	none, _, _ := calc.ReadManuscript("v=2").Apply(setTo("cash", "1"), nil)
	assert.Nil(t, none.Scenario)
}
