package calc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// told is a case with entries of all kinds, in canonical order.
const told = "start=2024-08&cash=5B&in.ChatGPT=2B/yr&out.Inference=4B/yr&out.Staff=1.5B/yr&src.mark.2024-10=https://news.example/1&src.actual.2024-10=https://news.example/2" +
	"&as.actual.2024-10=estimated&note.if.No+discount=A+guess&mark.2024-10=6.6+billion+raised&actual.2024-09=4.8B..4.9B&actual.2024-10=4.1B" +
	"&if.No+discount=out.Inference%3D8B/yr&if.New+money=raise.New%3D6.6B@2024-10%26grow.ChatGPT%3D5%2525/mo"

// Marks, balances and what-ifs are read and written again, months in any spelling, and change no
// answer.
func TestEntries(t *testing.T) {
	s, errors := calc.Parse(told)
	require.Empty(t, errors)
	pairs := strings.Split(s.String(), "&")
	assert.ElementsMatch(t, strings.Split(told, "&"), pairs)
	again, errors := calc.Parse(s.String())
	require.Empty(t, errors)
	assert.Equal(t, s, again)

	spelt, errors := calc.Parse(strings.NewReplacer("mark.2024-10", "mark.Oct+2024", "actual.2024-10", "actual.10/2024").Replace(told))
	require.Empty(t, errors)
	assert.Equal(t, s.String(), spelt.String())

	plain, _ := calc.Parse("start=2024-08&cash=5B&in.ChatGPT=2B/yr&out.Inference=4B/yr&out.Staff=1.5B/yr")
	assert.Equal(t, fmt.Sprint(plain.Evaluate()), fmt.Sprint(s.Evaluate()))

	balances := s.EntriesOf(calc.Actual)
	require.Len(t, balances, 2)
	assert.Equal(t, calc.Range{Low: 4.8e9, High: 4.9e9}, balances[0].Value())
	assert.Equal(t, calc.Estimated, balances[1].Note().Standing)
	assert.Equal(t, "https://news.example/2", balances[1].Note().Source)
	assert.Equal(t, calc.MonthOf(2024, 10), s.Entries[2].Month())

	// An empty value takes an entry away with what stands behind it.
	d := calc.ReadDraft(told)
	for _, key := range []string{"actual.Oct 2024", "if.No discount"} {
		d, _, _ = d.Apply(calc.Edit{Act: calc.Set, Key: key}, nil)
	}
	assert.Empty(t, d.Errors)
	assert.Len(t, d.Scenario.Entries, 3)
	now, _ := calc.Parse(d.Scenario.String())
	assert.Equal(t, d.Scenario, now)
	assert.NotContains(t, d.Scenario.Notes, "actual.2024-10")
	assert.NotContains(t, d.Scenario.Notes, "if.No discount")
}

// Entries that cannot be used, or do nothing, are told by their own keys, and the others stay.
func TestEntryErrors(t *testing.T) {
	kept := func(key, text string, problem calc.Problem) []calc.Error {
		return []calc.Error{{Key: key, Text: text, Problem: problem, Kept: true}}
	}
	refused := func(key, text string, problem calc.Problem) []calc.Error {
		return []calc.Error{{Key: key, Text: text, Problem: problem}}
	}
	for link, want := range map[string][]calc.Error{
		"mark.soon=Hope":             refused("mark.soon", "Hope", calc.NotAMonth),
		"mark.=Hope":                 refused("mark.", "Hope", calc.NotAMonth),
		"actual.2024-13=1":           refused("actual.2024-13", "1", calc.NotAMonth),
		"actual.2024-10=lots":        refused("actual.2024-10", "lots", calc.NotANumber),
		"actual.2024-10=€5":          refused("actual.2024-10", "€5", calc.OtherCurrency),
		"mark.2024-10=" + long:       refused("mark.2024-10", long, calc.TooLong),
		"mark.2024-07=Before":        kept("mark.2024-07", "Before", calc.BeforeStart),
		"start=&mark.2025-01=There":  kept("mark.2025-01", "There", calc.NeedsStart),
		"if.=cash%3D1":               refused("if.", "cash=1", calc.NoName),
		"if.A=nothing":               refused("if.A", "nothing", calc.UnknownKey),
		"if.A=if.B%3D1":              refused("if.A", "if.B=1", calc.UnknownKey),
		"if.A=title%3DOther":         refused("if.A", "title=Other", calc.UnknownKey),
		"if.A=%26":                   refused("if.A", "&", calc.NoChange),
		"if.A=cash%3D5B":             kept("if.A", "cash=5B", calc.NoChange),
		"if.A=cash%3Dlots":           kept("if.A", "cash=lots", calc.NotANumber),
		"if.A=grow.Ads%3D1%2525/mo":  kept("if.A", "grow.Ads=1%/mo", calc.NoSuchLine),
		"if.A=raise.B%3D1@2024-01":   kept("if.A", "raise.B=1@2024-01", calc.BeforeStart),
		"note.mark.2024-11=No+mark":  refused("note.mark.2024-11", "No mark", calc.NoSuchFigure),
		"if.A=out.A%3D5%26out.A%3D6": nil,
	} {
		s, errors := calc.Parse("cur=USD&start=2024-08&cash=5B&mark.2025-01=There&" + link)
		if assert.Equal(t, want, errors, link) {
			assert.Equal(t, "There", s.EntriesOf(calc.Mark)[len(s.EntriesOf(calc.Mark))-1].Text())
			for _, e := range errors {
				_, isThere := s.Figure(e.Key)
				assert.Equal(t, e.Kept, isThere, link)
			}
		}
	}
	var link strings.Builder
	for n := range 121 {
		fmt.Fprintf(&link, "&actual.%s=1", calc.MonthOf(2024, 8)+calc.Month(n))
	}
	s, errors := calc.Parse("start=2024-08&cash=1" + link.String())
	assert.Equal(t, refused("actual.2034-08", "1", calc.TooManyEntries), errors)
	assert.Len(t, s.Entries, 120)
}

var long = strings.Repeat("a", calc.MaxText+1)

// A what-if is tried as a reader would change the figures by hand, and taken back to what was
// published. What is tried together stays together.
func TestTry(t *testing.T) {
	d := calc.ReadDraft(told)
	edit := func(d calc.Draft, e calc.Edit) calc.Draft {
		next, _, _ := d.Apply(e, nil)
		return next
	}
	try := func(d calc.Draft, name string) calc.Draft {
		next, key, problem := d.Apply(calc.Edit{Act: calc.Try, Key: "if." + name}, nil)
		assert.Equal(t, "if."+name, key)
		assert.Empty(t, problem)
		assert.Empty(t, next.Errors)
		return next
	}
	has := func(d calc.Draft) (names string) {
		for _, f := range d.Scenario.EntriesOf(calc.WhatIf) {
			if d.Scenario.Has(f) {
				names += f.Name + ";"
			}
		}
		return names
	}
	assert.Empty(t, has(d))
	dear := try(d, "No discount")
	assert.Equal(t, "No discount;", has(dear))
	assert.Equal(t, d.Scenario.String()+"&changes=&out.Inference=8B/yr", dear.Link())
	both := try(dear, "New money")
	assert.Equal(t, "No discount;New money;", has(both))
	assert.Equal(t, calc.MonthOf(2024, 10), both.Scenario.Entries[0].Month())
	byHand, _ := calc.Parse(told + "&changes=&out.Inference=8B/yr&raise.New=6.6B@2024-10&grow.ChatGPT=5%/mo")
	assert.Equal(t, byHand, both.Scenario)
	assert.Equal(t, "New money;", has(try(both, "No discount")))
	assert.Equal(t, d.String(), try(try(both, "No discount"), "New money").String())
	assert.Equal(t, "New money;", has(edit(both, calc.Edit{Act: calc.Set, Key: "out.Inference", Text: "7B/yr"})))

	// What a reader has taken away, a what-if does not put back.
	tried := edit(edit(d, calc.Edit{Act: calc.Remove, Key: "in.ChatGPT"}), calc.Edit{Act: calc.Try, Key: "if.New money"})
	assert.Nil(t, tried.Scenario.Line("ChatGPT"))
	assert.Len(t, tried.Scenario.Payments, 1)
	assert.Empty(t, has(tried))

	for _, key := range []string{"if.Something", "cash", ""} {
		assert.Equal(t, d.String(), edit(d, calc.Edit{Act: calc.Try, Key: key}).String(), key)
	}
}
