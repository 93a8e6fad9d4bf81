package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/calc"
	"runway/site/cases"
)

// The site's own cases are the presets of the tests.
func init() {
	if _, err := cases.Publish("../site/cases"); err != nil {
		panic(err)
	}
}

// Each line of a case file that cannot be used is told with its number, and no other is lost.
func TestReadPreset(t *testing.T) {
	p, errors := calc.ReadPreset("a-case", "\uFEFF# A case\r\n\r\n cash = 5B\r\ntitle=A & B = 100% + 1\ntitle@fr=Une affaire\nin.A & B=1k people\n"+
		"out.C=4%..9%\nunits.D=3\ncash=6B\nout.E\npreset=x\nnote.cash=Of all\nnote.cash@ar=كله\nnote.out.C@fr=Rien\nname.Z@fr=Zut\n"+
		"v=2\nonce.F=5@2026-01\nraise.G=7@2026-02\nname.G@fr=\u202eG\nwhat=1\n#end")
	type line struct {
		number  int
		key     string
		problem calc.Problem
	}
	var found []line
	for _, e := range errors {
		found = append(found, line{e.Line, e.Key, e.Problem})
	}
	assert.ElementsMatch(t, []line{
		{6, "in.A & B", calc.NotANumber}, {8, "units.D", calc.NoSuchLine}, {9, "cash", calc.GivenTwice}, {10, "out.E", calc.NoValue},
		{11, "preset", calc.UnknownKey}, {14, "note.out.C@fr", calc.NoSuchFigure}, {15, "name.Z@fr", calc.NoSuchFigure},
		{16, "v", calc.UnknownVersion}, {17, "once.F", calc.NeedsStart}, {18, "raise.G", calc.NeedsStart}, {19, "name.G@fr", calc.Unprintable},
		{20, "what", calc.UnknownKey},
	}, found)
	s := p.Scenario()
	assert.Equal(t, "A & B = 100% + 1", s.Title)
	assert.Equal(t, calc.Exactly(5e9), s.Cash)
	assert.Equal(t, "Of all", s.Notes["cash"].Text)
	assert.Equal(t, []string{"title@fr", "note.cash@ar"}, p.Texts())
	text, ok := p.Text("title", "fr")
	assert.Equal(t, "Une affaire", text)
	assert.True(t, ok)
	_, ok = p.Text("title", "ar")
	assert.False(t, ok)

	for _, id := range []string{"", "A", "a b", "../a", "a.b", "é"} {
		_, errors := calc.ReadPreset(id, "cash=5")
		assert.Len(t, errors, 1, id)
	}
}

// A preset takes the place of an earlier one of its name, and links that name it change with it.
func TestPublish(t *testing.T) {
	publish := func(cash string) {
		p, errors := calc.ReadPreset("published-twice", "cash="+cash+"\nout.A=1")
		assert.Empty(t, errors)
		calc.Publish(p)
	}
	t.Cleanup(func() { calc.Unpublish("published-twice") })
	_, errors := calc.Parse("preset=published-twice")
	assert.Equal(t, calc.UnknownPreset, errors[0].Problem)
	for _, cash := range []string{"5", "6"} {
		publish(cash)
		s, errors := calc.Parse("preset=published-twice&out.A=2/mo")
		assert.Empty(t, errors)
		assert.Equal(t, "preset=published-twice&out.A=2/mo", s.String())
		assert.Equal(t, cash, s.Pairs()[0].Value)
	}
	assert.Equal(t, []string{"openai-2024", "wework-2019", "xai-2025", "after-a-raise", "young-company", "published-twice"}, calc.Presets())
}
