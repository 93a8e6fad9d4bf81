package calc_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// company has a line whose name holds a comma, beside one that its name begins with. Over 24
// months a tenth more or less of C moves the gap by 3.2B, of the cash by 1B, of A, B by 0.78B.
const company = "start=2026-01&cash=5B&in.A=1B/yr&in.A, B=2B/yr&out.C=8B/yr&out.Fees=3%25&raise.R=1B@2026-05&once.O=-1B@2026-06&mark.2026-03=M"

// levers lists the keys of a scenario's levers.
func levers(s *calc.Scenario) string {
	var keys []string
	for _, f := range s.Levers() {
		keys = append(keys, f.Key())
	}
	return strings.Join(keys, ";")
}

// A list is read as it was meant, wherever it stands, and written as the figures have their keys.
func TestChosenLevers(t *testing.T) {
	for list, want := range map[string][2]string{
		"cash,in.A":                            {"cash,in.A", "cash;in.A"},
		" in.A ,\u00a0 cash , ":                {"in.A,cash", "in.A;cash"},
		"cash,,in. A,cash,in.A":                {"cash,in.A", "cash;in.A"},
		"in.A, B":                              {"in.A, B", "in.A, B"},
		"in.A, B,cash,in.A":                    {"in.A, B,cash,in.A", "in.A, B;cash;in.A"},
		"in.A,in.A, B , grow.A, B":             {"in.A,in.A, B,grow.A, B", "in.A;in.A, B;grow.A, B"},
		"out.Fees,raise.R,once.O":              {"out.Fees,raise.R,once.O", "out.Fees;raise.R;once.O"},
		"units.C,hire.C,credit.C":              {"units.C,hire.C,credit.C", "units.C;hire.C;credit.C"}, // also what is not given
		"floor,interest,horizon":               {"floor,interest,horizon", "floor;interest;horizon"},
		"from.C,until.C":                       {"from.C,until.C", "from.C;until.C"},
		"cash,floor,in.A,out.C,hire.C,horizon": {"cash,floor,in.A,out.C,hire.C,horizon", "cash;floor;in.A;out.C;hire.C;horizon"}, // six
	} {
		for _, link := range []string{company + "&levers=" + list, "levers=" + list + "&" + company} {
			s, errors := calc.Parse(link)
			assert.Empty(t, errors, list)
			assert.Equal(t, want, [2]string{s.LeverKeys, levers(s)}, list)
			again, errors := calc.Parse(s.String())
			assert.Empty(t, errors, list)
			assert.Equal(t, s, again, list)
		}
	}
	// Without the blanks the list is that of another line, twice.
	s, errors := calc.Parse("in.A=1&in.A,cash=2&levers=in.A,cash , in.A , cash")
	assert.Empty(t, errors)
	assert.Equal(t, "in.A,cash", s.LeverKeys)
	assert.Equal(t, "in.A,cash", levers(s))
	// A name can hold any sign, and its link needs no mending.
	for _, name := range []string{"A&B", "A#cash=5", "A?", "A...", "R&D, too.", "A@b|c", "A=5"} {
		s := &calc.Scenario{Lines: []calc.Line{{Name: name}}, LeverKeys: "cash,out." + name}
		again, errors := calc.Parse(calc.Mend(s.String()))
		assert.Empty(t, errors, name)
		assert.Equal(t, "cash;out."+name, levers(again))
	}
}

// numbered is a list of so many keys of no figure.
func numbered(n int) (list string) {
	for i := range n {
		list += strconv.Itoa(i) + ","
	}
	return list
}

// What a list holds besides levers stays in it, without effect, and is told.
func TestLeverProblems(t *testing.T) {
	for list, want := range map[string]struct {
		text    string
		problem calc.Problem
		levers  string
	}{
		"cash,out.None,in.A": {"out.None", calc.NoSuchFigure, "cash;in.A"},
		"in.A,B,cash":        {"B", calc.NoSuchFigure, "in.A;cash"},
		"out.A,cash":         {"out.A", calc.NoSuchFigure, "cash"}, // which is revenue
		"raise.R@,cash":      {"raise.R@", calc.NoSuchFigure, "cash"},
		"note.cash,cash":     {"note.cash", calc.NoSuchFigure, "cash"},
		"cash,title":         {"title", calc.NotALever, "cash"},
		"cash,cur":           {"cur", calc.NotALever, "cash"},
		"cash,start":         {"start", calc.NotALever, "cash"},
		"cash,valuation":     {"valuation", calc.NotALever, "cash"},
		"cash,claim.loss":    {"claim.loss", calc.NotALever, "cash"},
		"cash,levers":        {"levers", calc.NotALever, "cash"},
		"cash,mark.2026-03":  {"mark.2026-03", calc.NotALever, "cash"},
		"cash,every.C":       {"every.C", calc.NotALever, "cash"},
		"cash,credit.A":      {"credit.A", calc.NotALever, "cash"}, // credits pay no revenue
		"title,nothing":      {"title", calc.NotALever, "out.C;cash;in.A, B"},
		"cash,floor,in.A,out.C,hire.C,horizon,grow.C,title": {"grow.C", calc.TooManyLevers, "cash;floor;in.A;out.C;hire.C;horizon"},
		// A list that is longer than any is not read to its end.
		numbered(64) + "b , b": {"0", calc.NoSuchFigure, "out.C;cash;in.A, B"},
		strings.Repeat("in.", 900) + "," + strings.Repeat(",a", 900): {"", calc.NoSuchFigure, "out.C;cash;in.A, B"},
	} {
		s, errors := calc.Parse(company + "&levers=" + list)
		require.Len(t, errors, 1, list)
		if want.text != "" {
			assert.Equal(t, calc.Error{Key: "levers", Text: want.text, Problem: want.problem, Kept: true}, errors[0])
			assert.Equal(t, list, s.LeverKeys)
		}
		assert.Equal(t, want.levers, levers(s), list)
		again, errors := calc.Parse(s.String())
		assert.Len(t, errors, 1, list)
		assert.Equal(t, s, again, list)
	}
	s, errors := calc.Parse(company + "&levers=cash&levers=in.A%00")
	assert.Equal(t, []calc.Error{{Key: "levers", Text: "in.A\x00", Problem: calc.Unprintable}}, errors)
	assert.Equal(t, "cash", s.LeverKeys)

	_, problems := calc.ReadPreset("a-case", "cash=5\nout.A=1\nlevers=cash,out.B")
	require.Len(t, problems, 1)
	assert.Equal(t, calc.LineError{Line: 3, Error: calc.Error{Key: "levers", Text: "out.B", Problem: calc.NoSuchFigure, Kept: true}}, problems[0])
}

// Levers follow what is done to the figures, and are no figure of the reader's themselves.
func TestLeversOfAChangedCase(t *testing.T) {
	d := calc.ReadDraft(company + "&levers=in.A, B,out.C,cash&if.Less=out.C%3D")
	edit := func(d calc.Draft, act calc.Act, key, text string) calc.Draft {
		next, _, _ := d.Apply(calc.Edit{Act: act, Key: key, Text: text}, nil)
		require.Empty(t, next.Errors)
		return next
	}
	gone := edit(d, calc.Remove, "in.A, B", "")
	assert.Equal(t, d.Link()+"&changes=&in.A,+B=", gone.Link())
	assert.Equal(t, "out.C;cash", levers(gone.Scenario))
	assert.Equal(t, "in.A, B;out.C;cash", levers(gone.Scenario.Original()))
	assert.Equal(t, d.Link(), edit(gone, calc.Restore, "in.A, B", "").Link())
	none := edit(edit(edit(gone, calc.Set, "levers", "out.C"), calc.Remove, "out.C", ""), calc.Set, "cash", "6B")
	assert.Empty(t, none.Scenario.Levers(), "all that was chosen is gone")

	// The case as it is now has no such line any more.
	published, errors := calc.Parse(gone.Published())
	assert.Empty(t, errors)
	assert.Equal(t, "out.C,cash", published.LeverKeys)

	tried := edit(d, calc.Try, "if.Less", "")
	assert.Equal(t, "in.A, B;cash", levers(tried.Scenario))
	assert.Equal(t, d.Link(), edit(tried, calc.Try, "if.Less", "").Link())

	renamed := edit(d, calc.Rename, "in.A, B", "New, too")
	assert.Equal(t, "in.New, too,out.C,cash", renamed.Scenario.LeverKeys)
	assert.Equal(t, "in.New, too;out.C;cash", levers(renamed.Scenario))
	assert.Equal(t, d.Link(), edit(renamed, calc.Rename, "in.New, too", "A, B").Link())
	paid := edit(edit(d, calc.Set, "levers", "hire.C,raise.R"), calc.Rename, "raise.R", "Round")
	assert.Equal(t, "hire.C;raise.Round", levers(paid.Scenario))

	assert.Equal(t, "out.C;cash;in.A, B", levers(edit(d, calc.Set, "levers", "").Scenario))
	assert.Equal(t, d.Link(), edit(edit(d, calc.Set, "levers", "cash"), calc.Restore, "levers", "").Link())

	// Also over a preset, whose line is gone before anything is published.
	s, errors := calc.Parse("preset=openai-2024&in.ChatGPT=&changes=&title=Mine")
	assert.Empty(t, errors)
	assert.Equal(t, "cash;out.Inference;out.Training", levers(s))
	s, errors = calc.Parse("preset=openai-2024&levers=")
	assert.Empty(t, errors)
	assert.Equal(t, "in.Unattributed;out.Inference;out.Training", levers(s))
	assert.Equal(t, "preset=openai-2024&levers=", s.String())
}

// By default levers are what matters most: each line once, if others matter too, and no month.
func TestUsualLevers(t *testing.T) {
	for link, want := range map[string]string{
		"":                        "cash",
		"changes=&cash=6&out.A=1": "cash", // a blank page
		"cash=10&out.A=1":         "out.A;cash",
		// Over 24 months rent moves the gap by 48, cash by 2, fees by 2.4, and growth of the rent by
		// more than either.
		"cash=10&out.Rent=1..3&grow.Rent=0%25..5%25&out.Fees=0.5": "out.Rent;out.Fees;cash",
		"cash=10&out.Rent=1..3&grow.Rent=0%25..5%25":              "out.Rent;cash;grow.Rent",
		"out.Rent=1..3&grow.Rent=0%25..5%25":                      "out.Rent;grow.Rent",
		// What matters most is whether a raise of 19 comes within six months.
		"start=2026-01&horizon=6&cash=10&out.A=3&raise.R=19@2026-02..2026-12": "out.A;cash",
		// Money that lasts whatever a tenth of a figure does.
		"cash=1B&in.A=10&out.B=5&out.C=1":    "cash;in.A;out.B",
		"cash=9e17&out.A=1e-9&grow.A=-50%25": "cash;out.A",
	} {
		s, errors := calc.Parse(link)
		require.Empty(t, errors, link)
		assert.Equal(t, want, levers(s), link)
	}
	// They stay while figures change, and are those of the changed case.
	before, _ := calc.Parse("cash=10&out.A=2&out.B=1")
	after, _ := calc.Parse("cash=10&out.A=2&out.B=1&changes=&out.B=9&out.C=7")
	assert.Equal(t, "out.A;out.B;cash", levers(before))
	assert.Equal(t, "out.A;out.B;cash", levers(after))
	assert.Equal(t, calc.Exactly(9.0), after.Levers()[1].Value())
	after, _ = calc.Parse("cash=10&out.A=2&out.B=1&changes=&out.A=")
	assert.Equal(t, "out.B;cash", levers(after))
}
