package calc_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// Each edit, the draft it is made to, and the draft and key that follow.
func TestEdits(t *testing.T) {
	const team = "out.A=5/mo&grow.A=1%25/mo&units.A=3+people"
	for _, c := range []struct {
		draft string
		edit  calc.Edit
		want  string
		key   string
	}{
		{"cash=5", calc.Edit{Act: calc.Set, Key: "cash", Text: "3 to 4 billion"}, "cash=5&changes=&cash=3B..4B", "cash"},
		{"cash=5", calc.Edit{Act: calc.Set, Key: "cash", Text: "3", High: "4"}, "cash=5&changes=&cash=3..4", "cash"},
		{"cash=5", calc.Edit{Act: calc.Set, Key: "cash"}, "cash=5&changes=&cash=", "cash"},
		{"cash=5", calc.Edit{Act: calc.Set, Key: "cash", Required: true}, "cash=5\nmissing cash=+", "cash"},
		{"cash=5", calc.Edit{Act: calc.Set, Key: "cash", Text: "abc"}, "cash=5\nnot-a-number cash=abc", "cash"},
		{"cash=5\nnot-a-number cash=abc", calc.Edit{Act: calc.Set, Key: "floor", Text: "1"}, "cash=5&changes=&floor=1\nnot-a-number cash=abc", "floor"},
		{"cash=5\nnot-a-number cash=abc", calc.Edit{Act: calc.Set, Key: "cash", Text: "6"}, "cash=5&changes=&cash=6", "cash"},
		// What was refused is not read again: in another language it would be a number.
		{"cash=5\nambiguous cash=1,234,567", calc.Edit{Act: calc.Set, Key: "floor", Text: "1"}, "cash=5&changes=&floor=1\nambiguous cash=1,234,567", "floor"},
		{"out.A=5", calc.Edit{Act: calc.Set, Key: "out.A", Text: "3B", Unit: "/yr"}, "out.A=5/mo&changes=&out.A=3B/yr", "out.A"},
		{"out.A=5", calc.Edit{Act: calc.Set, Key: "out.A", Text: "x", Unit: "/yr"}, "out.A=5/mo\nnot-a-number out.A=x%7C/yr", "out.A"},
		{"out.A=5", calc.Edit{Act: calc.Set, Key: "out.A", Text: "35", Unit: "%"}, "out.A=5/mo&changes=&out.A=35%25", "out.A"},
		{"", calc.Edit{Act: calc.Set, Key: "claim.loss", Text: "..5B", Unit: "/yr"}, "changes=&claim.loss=..5B/yr", "claim.loss"},
		{"", calc.Edit{Act: calc.Set, Key: "claim.loss", Text: "5B..", Unit: "/yr"}, "changes=&claim.loss=5B../yr", "claim.loss"},
		{"", calc.Edit{Act: calc.Set, Key: "claim.loss", Text: "at least 5B a quarter", Unit: "/yr"}, "changes=&claim.loss=5B../qtr", "claim.loss"},
		{"out.A=5", calc.Edit{Act: calc.Set, Key: "out.A", Text: "..6", Unit: "/yr"}, "out.A=5/mo\nnot-a-number out.A=..6%7C/yr", "out.A"},
		{"start=2026-01&raise.A=5@2026-02", calc.Edit{Act: calc.Set, Key: "raise.A", Text: "6", Month: "2026-03"}, "start=2026-01&raise.A=5@2026-02&changes=&raise.A=6@2026-03", "raise.A"},
		{"cash=5", calc.Edit{Act: calc.Set, Key: "nothing", Text: "6"}, "cash=5&changes=&nothing=6", "nothing"},

		{team, calc.Edit{Act: calc.Rename, Key: "out.A", Text: " B "}, team + "&changes=&out.A=&" + strings.ReplaceAll(team, ".A", ".B"), "out.B"},
		{team + "\nnot-a-number grow.A=x", calc.Edit{Act: calc.Rename, Key: "out.A", Text: "B"},
			team + "&changes=&out.A=&" + strings.ReplaceAll(team, ".A", ".B") + "\nnot-a-number grow.B=x", "out.B"},
		{"in.B=1/mo&" + team, calc.Edit{Act: calc.Rename, Key: "out.A", Text: "B"}, "in.B=1/mo&" + team, "out.A"}, // said once
		{team, calc.Edit{Act: calc.Rename, Key: "out.None", Text: "B"}, team, "out.None"},

		{"cash=5B", calc.Edit{Act: calc.StepBy, Key: "cash", Steps: 55}, "cash=5B&changes=&cash=15B", "cash"}, // 50 to 10B, then 5 of 1B
		{"cash=5B", calc.Edit{Act: calc.Drag, Key: "cash", Steps: 55}, "cash=5B&changes=&cash=10.5B", "cash"},
		{"cash=5B\nnot-a-number cash=abc", calc.Edit{Act: calc.StepBy, Key: "cash", Steps: 1}, "cash=5B&changes=&cash=5.1B", "cash"},
		{"start=2026-01&once.A=5@2026-02", calc.Edit{Act: calc.StepBy, Key: "once.A", OfMonth: true, Steps: -1}, "start=2026-01&once.A=5@2026-02&changes=&once.A=5@2026-01", "once.A"},
		{"out.A=1/mo&units.A=5&hire.A=1/yr", calc.Edit{Act: calc.StepBy, Key: "hire.A", Steps: -1}, "out.A=1/mo&units.A=5&hire.A=1/yr&changes=&hire.A=", "hire.A"},
		{"cash=5", calc.Edit{Act: calc.StepBy, Key: "out.None", Steps: 1}, "cash=5", "out.None"},

		{team + "&note.grow.A=x&as.units.A=assumed\nnot-a-number hire.A=x", calc.Edit{Act: calc.Remove, Key: "out.A"},
			team + "&note.grow.A=x&as.units.A=assumed&changes=&out.A=", "out.A"},
		{team, calc.Edit{Act: calc.Remove, Key: "in.A"}, team, "in.A"},
		{"preset=young-company", calc.Edit{Act: calc.Remove, Key: "out.Team"}, "preset=young-company&out.Team=", "out.Team"},
		{"start=2026-01&raise.A=5@2026-02&once.A=6@2026-02", calc.Edit{Act: calc.Remove, Key: "raise.A"}, "start=2026-01&once.A=6@2026-02&raise.A=5@2026-02&changes=&raise.A=", "raise.A"},

		{"cash=5", calc.Edit{Act: calc.Add, Key: "in", Text: "New"}, "cash=5&changes=&in.New=0/mo", "in.New"},
		{"in.New=5", calc.Edit{Act: calc.Add, Key: "out", Text: "New"}, "in.New=5/mo&changes=&out.New+2=0/mo", "out.New 2"},
		{"start=2024-08", calc.Edit{Act: calc.Add, Key: "once", Text: "New"}, "start=2024-08&changes=&once.New=0@2024-08", "once.New"},
		{"cash=5", calc.Edit{Act: calc.Add, Key: "raise", Text: "New"}, "cash=5&changes=&raise.New=0@2026-01", "raise.New"},
		{"cash=5", calc.Edit{Act: calc.Add, Key: "grow", Text: "New"}, "cash=5", ""},

		{"preset=openai-2024&cash=3B", calc.Edit{Act: calc.Restore, Key: "cash"}, "preset=openai-2024", "cash"},
		{"preset=openai-2024\nnot-a-number cash=x", calc.Edit{Act: calc.Restore, Key: "cash"}, "preset=openai-2024", "cash"},
		{"preset=openai-2024&grow.Staff=3%25/yr", calc.Edit{Act: calc.Restore, Key: "grow.Staff"}, "preset=openai-2024", "grow.Staff"},
		{"preset=young-company&out.Team=", calc.Edit{Act: calc.Restore, Key: "out.Team"}, "preset=young-company", "out.Team"},
		{"preset=after-a-raise&raise.Seed+round=", calc.Edit{Act: calc.Restore, Key: "raise.Seed round"}, "preset=after-a-raise", "raise.Seed round"},
		{"preset=openai-2024&cash=3B&out.Staff=&note.cash=\nnot-a-number floor=x", calc.Edit{Act: calc.Restore}, "preset=openai-2024", ""},
		{"cash=3B", calc.Edit{Act: calc.Restore, Key: "cash"}, "cash=3B", "cash"},
		{"cash=3B\nnot-a-number cash=x", calc.Edit{Act: calc.Restore}, "cash=3B", ""},

		// An edit leaves the case as published, and the divider goes with the last change to it.
		{"cash=5&changes=&cash=6", calc.Edit{Act: calc.Set, Key: "cash", Text: "7"}, "cash=5&changes=&cash=7", "cash"},
		{"cash=5&changes=&cash=6", calc.Edit{Act: calc.Set, Key: "cash", Text: "5"}, "cash=5", "cash"},
		{"cash=5&changes=&cash=6", calc.Edit{Act: calc.Restore, Key: "cash"}, "cash=5", "cash"},
		{"cash=5&changes=&cash=6&floor=1\nnot-a-number cash=x", calc.Edit{Act: calc.Restore}, "cash=5", ""},
		{"changes=&cash=6", calc.Edit{Act: calc.Set, Key: "floor", Text: "1"}, "changes=&cash=6&floor=1", "floor"},
		{"changes=&cash=6", calc.Edit{Act: calc.Set, Key: "changes"}, "changes=&cash=6", "changes"},
		{"colour=red", calc.Edit{Act: calc.Set, Key: "colour"}, "colour=red&changes=&colour=", "colour"},
		{"in.A=5&out.B=6&changes=&in.A=", calc.Edit{Act: calc.Restore, Key: "in.A"}, "in.A=5/mo&out.B=6/mo", "in.A"},
		{"out.A=5&note.out.A=x&as.grow.A=assumed&changes=&out.A=", calc.Edit{Act: calc.Restore, Key: "out.A"}, "out.A=5/mo&note.out.A=x&as.grow.A=assumed", "out.A"},
		{"out.A=5&changes=&out.A=&out.B=5", calc.Edit{Act: calc.Rename, Key: "out.B", Text: "A"}, "out.A=5/mo", "out.A"},
		{"preset=openai-2024&cash=3B&changes=", calc.Edit{Act: calc.Set, Key: "cash", Text: "4B"}, "preset=openai-2024&cash=3B&changes=&cash=4B", "cash"},
		{"preset=openai-2024&cash=3B&changes=&cash=4B", calc.Edit{Act: calc.Restore, Key: "cash"}, "preset=openai-2024&cash=3B&changes=", "cash"},
		{"preset=openai-2024&cash=3B&changes=&cash=4B", calc.Edit{Act: calc.Set, Key: "cash", Text: "5B"}, "preset=openai-2024&cash=3B&changes=&cash=5B", "cash"},
		{"preset=openai-2024&cash=3B&changes=&cash=4B", calc.Edit{Act: calc.Restore}, "preset=openai-2024&cash=3B&changes=", ""},
		{"preset=openai-2024&out.Staff=&changes=", calc.Edit{Act: calc.Restore, Key: "out.Staff"}, "preset=openai-2024&out.Staff=&changes=", "out.Staff"},

		// What stands behind a figure is set as the figure is.
		{"cash=5", calc.Edit{Act: calc.Set, Key: "as.cash", Text: "assumed"}, "cash=5&changes=&as.cash=assumed", "as.cash"},
		{"cash=5", calc.Edit{Act: calc.Set, Key: "note.cash", Text: " 1,5 | a@b "}, "cash=5&changes=&note.cash=1,5+%7C+a@b", "note.cash"},
		{"cash=5&src.cash=http://a.b", calc.Edit{Act: calc.Set, Key: "src.cash"}, "cash=5&src.cash=http://a.b&changes=&src.cash=", "src.cash"},
		{"cash=5&as.cash=assumed", calc.Edit{Act: calc.Set, Key: "as.cash", Text: "reported"}, "cash=5&as.cash=assumed&changes=&as.cash=", "as.cash"},
		{"cash=5\nnot-a-link src.cash=a.b", calc.Edit{Act: calc.Set, Key: "floor", Text: "1"}, "cash=5&changes=&floor=1\nnot-a-link src.cash=a.b", "floor"},
		{"cash=5\nnot-a-link src.cash=a.b", calc.Edit{Act: calc.Set, Key: "src.cash", Text: "http://a.b"}, "cash=5&changes=&src.cash=http://a.b", "src.cash"},
		{team + "&as.grow.A=assumed\nnot-a-link src.out.A=a.b", calc.Edit{Act: calc.Rename, Key: "out.A", Text: "B"},
			team + "&as.grow.A=assumed&changes=&out.A=&" + strings.ReplaceAll(team, ".A", ".B") + "&as.grow.B=assumed\nnot-a-link src.out.B=a.b", "out.B"},
		{team + "\nnot-a-link src.grow.A=a.b", calc.Edit{Act: calc.Remove, Key: "out.A"}, team + "&changes=&out.A=", "out.A"},
		{"preset=openai-2024&as.cash=estimated&note.cash=", calc.Edit{Act: calc.Restore, Key: "note.cash"}, "preset=openai-2024&as.cash=estimated", "note.cash"},
		{"cash=5", calc.Edit{Act: calc.Set, Key: "published", Text: "24 juillet 2024"}, "cash=5&changes=&published=2024-07-24", "published"},
		{"cash=5\nnot-a-link article=a.b/@c", calc.Edit{Act: calc.Set, Key: "company", Text: "A"}, "cash=5&changes=&company=A\nnot-a-link article=a.b/@c", "company"},

		{"cash=3B", calc.Edit{Act: calc.Open, Text: "cash=5B&amp;floor=1."}, "cash=5B&floor=1", ""},
		{"cash=3B", calc.Edit{Act: calc.Open, Text: "cash=5B&amp;changes=&amp;cash=6B."}, "cash=5B&changes=&cash=6B", ""},
		{"cash=3B", calc.Edit{Act: calc.Open, Text: "v=7"}, "v=7", ""},
		{"v=7", calc.Edit{Act: calc.Set, Key: "cash", Text: "5"}, "v=7", ""},
	} {
		next, key, problem := calc.ReadDraft(c.draft).Apply(c.edit, nil)
		assert.Empty(t, problem)
		assert.Equal(t, c.want, next.String(), "%v to %s", c.edit, c.draft)
		assert.Equal(t, c.key, key, "%v to %s", c.edit, c.draft)
	}
}

// A name that was refused is told once; the amount of its line is as it was.
func TestARefusedNameIsToldOnce(t *testing.T) {
	next, _, _ := calc.ReadDraft("in.B=1&out.A=5").Apply(calc.Edit{Act: calc.Rename, Key: "out.A", Text: "B"}, nil)
	assert.Equal(t, []calc.Error{{Key: "out.A", Text: "B", Problem: calc.NameTaken}}, next.Errors)
	assert.True(t, next.Errors[0].IsOfName())
	assert.Equal(t, "in.B=1/mo&out.A=5/mo", next.String(), "nothing has changed")
	assert.False(t, calc.Error{Key: "title", Problem: calc.TooLong}.IsOfName(), "a title is no line")
}

// What is typed in another language is translated; what is refused of it stays as it was
// typed, and is not read in any other way later.
func TestATranslatedEdit(t *testing.T) {
	comma := func(_ *calc.Kind, typed string) string { return strings.ReplaceAll(typed, ",", ".") }
	next, _, _ := calc.ReadDraft("").Apply(calc.Edit{Act: calc.Set, Key: "cash", Text: "1,5"}, comma)
	assert.Equal(t, "changes=&cash=1.5", next.String())
	unreadable := func(*calc.Kind, string) string { return "1.5.5" }
	next, _, _ = next.Apply(calc.Edit{Act: calc.Set, Key: "cash", Text: "1,234,567"}, unreadable)
	assert.Equal(t, []calc.Error{{Key: "cash", Text: "1,234,567", Problem: calc.Ambiguous}}, next.Errors)
	next, _, _ = next.Apply(calc.Edit{Act: calc.Set, Key: "floor", Text: "1"}, comma)
	assert.Equal(t, "changes=&cash=1.5&floor=1\nambiguous cash=1,234,567", next.String())
}

// A published link has the figures as they are before its divider, or needs none.
func TestPublishedLinks(t *testing.T) {
	for draft, want := range map[string]string{
		"": "cash=0", "cash=5": "cash=5", "cash=5&changes=&cash=6": "cash=6", "changes=&cash=6\nnot-a-number floor=x": "cash=6", "v=7": "v=7",
		"preset=openai-2024": "preset=openai-2024", "preset=openai-2024&changes=&cash=5B": "preset=openai-2024",
		"preset=openai-2024&cash=3B&changes=&cash=5B": "preset=openai-2024",
		"preset=openai-2024&cash=3B":                  "preset=openai-2024&cash=3B&changes=",
		"preset=openai-2024&cash=3B&changes=":         "preset=openai-2024&cash=3B&changes=",
		"preset=openai-2024&cash=3B&changes=&cash=4B": "preset=openai-2024&cash=4B&changes=",
		// A line of the preset that went and came again is in its place, as the link has it.
		"preset=openai-2024&out.Staff=&changes=&out.Staff=1B/yr": "preset=openai-2024&units.Staff=&note.out.Staff=&src.out.Staff=&note.units.Staff=&src.units.Staff=&out.Staff=1B/yr&changes=",
	} {
		link := calc.ReadDraft(draft).Published()
		assert.Equal(t, want, link, draft)
		if s, _ := calc.Parse(link); s != nil && s.Preset != "" {
			assert.Equal(t, s.Pairs(), s.Original().Pairs(), draft)
		}
	}
}

// A page never has an empty link: it would stand for the page's own scenario.
func TestLinkOfADraft(t *testing.T) {
	for draft, want := range map[string]string{"": "cash=0", "cash=5\nambiguous floor=1,5": "cash=5", "v=7": "v=7"} {
		assert.Equal(t, want, calc.ReadDraft(draft).Link())
	}
}

// A change that makes the link too long is not made.
func TestADraftThatIsTooLong(t *testing.T) {
	draft := "cash=5"
	for n := range 38 {
		draft += "&in." + strings.Repeat("x", 198) + string(rune('a'+n%26)) + string(rune('a'+n/26)) + "=1"
	}
	before := calc.ReadDraft(draft)
	require.NotNil(t, before.Scenario)
	for range 3 {
		next, _, problem := before.Apply(calc.Edit{Act: calc.Add, Key: "out", Text: strings.Repeat("z", 190)}, nil)
		if problem != "" {
			assert.Equal(t, calc.TooLong, problem)
			assert.Equal(t, before, next)
			return
		}
		before = next
	}
	t.Fatal("no change was too much")
}

// edits are those that the tests walk through: of each act, on figures that are there
// and some that are not, with good texts and bad ones.
func edits(s *calc.Scenario) []calc.Edit {
	keys := []string{"", "in.None", "grow.None", "nothing", "in", "out", "once", "raise"}
	for _, f := range s.Figures() {
		keys = append(keys, f.Key())
	}
	for key := range s.Notes {
		keys = append(keys, "note."+key, "src."+key, "as."+key)
	}
	slices.Sort(keys)
	var all []calc.Edit
	for _, act := range []calc.Act{calc.Set, calc.Rename, calc.StepBy, calc.Drag, calc.Remove, calc.Add, calc.Restore} {
		for _, key := range keys {
			for _, text := range []string{"5", "7%", "abc", " ", "New", "3 people"} {
				all = append(all, calc.Edit{Act: act, Key: key, Text: text, Steps: len(text) - 3, OfMonth: text == " ", Required: text == " "},
					calc.Edit{Act: act, Key: key, Text: text, Unit: "/yr", High: "9"},
					calc.Edit{Act: act, Key: key, Text: text, Month: "2026-05"})
			}
		}
	}
	return all
}

// checkDraft checks what holds of every draft: its text reads back to it, its scenario is
// what its link says, and all that it refuses is of figures that are there.
func checkDraft(t testing.TB, d calc.Draft) {
	t.Helper()
	if d.Scenario == nil {
		return
	}
	again := calc.ReadDraft(d.String())
	require.Equal(t, d.String(), again.String())
	require.Equal(t, d.Scenario, again.Scenario)
	_, errors := calc.Parse(d.Scenario.String())
	for _, e := range errors {
		require.True(t, e.Kept, "%v in %s", e, d)
	}
	seen := map[string]bool{}
	for _, e := range d.Errors {
		require.NotEmpty(t, e.Problem)
		require.False(t, seen[e.Key], "%s is refused twice", e.Key)
		seen[e.Key] = true
	}
}

// checkOriginal checks that a draft is of the same case as another one, and that its changes can
// all be taken back.
func checkOriginal(t testing.TB, original *calc.Scenario, d calc.Draft) {
	t.Helper()
	require.Equal(t, original.Pairs(), d.Scenario.Original().Pairs(), d.String())
	back, _, _ := d.Apply(calc.Edit{Act: calc.Restore}, nil)
	require.Equal(t, original.Pairs(), back.Scenario.Pairs(), d.String())
}

// Walks of edits lead from draft to draft, and each step of a walk can be taken back by
// taking the draft before. The case as published stays what it is on all of them.
func TestWalksOfEdits(t *testing.T) {
	for i, link := range known(t) {
		d := calc.ReadDraft(link)
		if d.Scenario == nil {
			continue
		}
		dice, original := seeded(uint64(i)), d.Scenario.Original()
		for range 10 {
			checkDraft(t, d)
			checkOriginal(t, original, d)
			before := d.String()
			all := edits(d.Scenario)
			next, _, _ := d.Apply(all[dice.roll(len(all))], nil)
			require.Equal(t, before, d.String(), "an edit changed the draft it was made to")
			d = next
		}
	}
}

func FuzzEdit(f *testing.F) {
	for _, act := range []calc.Act{calc.Set, calc.Rename, calc.StepBy, calc.Drag, calc.Remove, calc.Add, calc.Restore, calc.Open} {
		f.Add("preset=openai-2024&cash=3B\nnot-a-number floor=x", string(act), "cash", "5", "", "/yr", "2026-01", 3)
		f.Add("in.A=5&grow.A=8%/mo", string(act), "in.A", "B", "7", "", "", -3)
		f.Add("in.A=5&grow.A=8%/mo&note.grow.A=x&changes=&in.A=&out.A=3&grow.A=8%/mo", string(act), "in.A", "B", "", "", "", 2)
	}
	f.Fuzz(func(t *testing.T, draft, act, key, text, high, unit, month string, steps int) {
		e := calc.Edit{Act: calc.Act(act), Key: key, Text: text, High: high, Unit: unit, Month: month, Steps: steps, OfMonth: steps%2 == 0, Required: steps%3 == 0}
		d := calc.ReadDraft(draft)
		for range 2 {
			before := d
			d, _, _ = d.Apply(e, nil)
			checkDraft(t, d)
			if before.Scenario != nil && e.Act != calc.Open {
				checkOriginal(t, before.Scenario.Original(), d)
			}
		}
	})
}

// Every figure of every kind says its limits, and steps stay inside them; what a
// scenario lists, it finds by its key.
func TestFigures(t *testing.T) {
	for _, link := range known(t) {
		s, _ := calc.Parse(link)
		if s == nil {
			continue
		}
		var keys []string
		for _, f := range s.Figures() {
			found, ok := s.Figure(f.Key())
			require.True(t, ok, f.Key())
			assert.True(t, found.Equal(f), f.Key())
			keys = append(keys, f.Key())
			if f.IsNumber() {
				assert.False(t, math.IsNaN(f.Middle()), f.Key())
			}
		}
		unique := slices.Clone(keys)
		slices.Sort(unique)
		assert.Len(t, slices.Compact(unique), len(keys), "a key stands twice")
	}
}
