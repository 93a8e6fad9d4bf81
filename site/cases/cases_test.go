package cases_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/cases"
	"runway/site/view/words"
)

// In other languages than its own, each of our cases has its every text.
func TestOurCasesAreTranslated(t *testing.T) {
	all, err := cases.Read(".")
	require.NoError(t, err)
	for _, c := range all {
		s := c.Scenario()
		texts := map[string]bool{}
		for _, k := range calc.KindsOf(calc.CaseFigure) {
			if k.Measure == calc.Text && s.FigureOf(k).IsGiven() {
				texts[k.Key] = true
			}
		}
		for _, l := range s.Lines {
			texts["name."+l.Name] = true
			if l.Unit != "" {
				texts["unit."+l.Unit] = true
			}
		}
		for _, p := range s.Payments {
			texts["name."+p.Name] = true
		}
		for _, f := range s.EntriesOf(calc.Mark) {
			texts[f.Key()] = true
		}
		for _, f := range s.EntriesOf(calc.WhatIf) {
			texts["name."+f.Name] = true
			with, _ := s.With(f)
			for _, p := range with.Payments {
				texts["name."+p.Name] = true
			}
			for _, l := range with.Lines {
				texts["name."+l.Name] = true
			}
		}
		for key, note := range s.Notes {
			if note.Text != "" {
				texts["note."+key] = true
			}
		}
		var want []string
		for key := range texts {
			for _, language := range words.Languages[1:] {
				want = append(want, key+"@"+language)
			}
		}
		// A name may read otherwise in English, too: links keep the one of its key.
		translations := slices.DeleteFunc(c.Texts(), func(text string) bool { return strings.HasSuffix(text, "@"+words.Languages[0]) })
		assert.ElementsMatch(t, want, translations, c.ID)
	}
}

// Those with sources come first, and a case of a later folder has the name of an earlier one's.
func TestRead(t *testing.T) {
	first, second, bad := t.TempDir(), t.TempDir(), t.TempDir()
	write := func(folder, name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600))
	}
	write(first, "a-plan.txt", "cash=5")
	write(first, "the-report.txt", "cash=6\nsrc.cash=https://example.org")
	write(first, "notes.md", "no case")
	write(second, "a-plan.txt", "cash=7")
	all, err := cases.Read(first, second)
	require.NoError(t, err)
	require.Len(t, all, 2)
	assert.Equal(t, "the-report", all[0].ID)
	assert.Equal(t, "cash=7", all[1].Text)
	assert.Equal(t, calc.Exactly(7.0), all[1].Scenario().Cash)
	assert.Nil(t, calc.PresetOf("a-plan"), "read is not published")

	_, err = cases.Read(bad)
	assert.ErrorContains(t, err, "holds no case")
	write(bad, "one.txt", "cash=5\ncash=6\ncur=EUR\nin.A=5 USD\ntitle=A\ntitle@de=B\ncolour=red\n")
	write(bad, "Two.txt", "cash=5")
	_, err = cases.Read(first, bad)
	for _, line := range []string{"one.txt:2: cash=6: This figure is given twice.", "one.txt:4: in.A=5 USD: ", "one.txt: title@de: pages are in en, ar, fr", "one.txt:7: colour=red: A case has no such key", "Two.txt: name a case in the letters a to z, digits and hyphens"} {
		assert.ErrorContains(t, err, line)
	}
	assert.NotContains(t, err.Error(), "the-report")
}
