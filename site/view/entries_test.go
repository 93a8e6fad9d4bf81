package view_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/calc"
	"runway/site/cases"
	"runway/site/view"
)

// whole is a case with entries of all kinds. Its figures leave 4.25 billion at the start of
// October 2024.
const whole = "company=Example&cur=USD&start=2024-08&horizon=12&cash=5B&out.Staff=4.5B/yr" +
	"&mark.2024-10=%3Cb%3E6.6+billion&src.mark.2024-10=https://news.example/1&mark.2030-01=Far&note.mark.2030-01=Off&as.mark.2024-10=estimated"

// What-ifs say what they do to the answer, and what the answer would be without those that are
// made.
func TestWhatIfsInWords(t *testing.T) {
	const link = whole + "&if.Less=out.Staff%3D3B/yr&if.Free=out.Staff%3D&if.Broke=cash%3D0&if.Wrong=cash%3Dlots&note.if.Less=A+guess&as.if.Less=assumed"
	for language, want := range map[string][]string{
		"en": {"What if …", "(Less)  The money then lasts 20 months. (assumed)\nA guess\n", "(Free)  The money then never runs out.", "(Broke)  The company is then short of money from the start."},
		"ar": {"ماذا لو…", "(Less)  عندئذ تكفي السيولة 20 شهرًا. (افتراض)\nA guess\n", "(Free)  عندئذ لا تنفد السيولة.", "(Broke)  عندئذ لا تكفي السيولة منذ البداية."},
		"fr": {"Et si…", "(Less)  L’entreprise tient alors 20 mois. (hypothèse)\nA guess\n", "(Free)  La trésorerie ne s’épuise alors jamais.", "(Broke)  L’argent manque alors dès le départ."},
	} {
		text := show(language, link)
		for _, part := range want {
			assert.Contains(t, text, part)
		}
		assert.NotContains(t, text, "(Wrong)")
	}
	assert.Contains(t, show("en", link), "What if: Wrong = cash=lots: This is not a number the calculator can read.")
	for changes, want := range map[string]string{
		"out.Staff=3B/yr":        "(Less)  Without this, the money lasts 13.3 months. (assumed)",
		"out.Staff=":             "(Free)  Without this, the money lasts 13.3 months.",
		"cash=0":                 "(Broke)  Without this, the money lasts 13.3 months.",
		"cash=0&out.Staff=3B/yr": "(Less)  Without this, the company is short of money from the start.",
		"cash=6B&out.Staff=":     "(Broke)  The money then never runs out.",
	} {
		assert.Contains(t, show("en", link+"&changes=&"+changes), want, changes)
	}
	s, errors := calc.Parse(link + "&changes=&cash=0")
	page := view.New(view.LanguageOf("en"), s, errors, nil, "")
	assert.Contains(t, string(page.Main), `data-target="if.Broke" aria-pressed="true">Broke</button>`)
	assert.Contains(t, string(page.Main), `data-target="if.Less" aria-pressed="false">Less</button>`)
	assert.Contains(t, string(page.Main), `<path class="published"`)
	assert.Regexp(t, `class="published-label".*>Original figures<`, string(page.Main))
	s, errors = calc.Parse(link)
	assert.NotContains(t, string(view.New(view.LanguageOf("en"), s, errors, nil, "").Main), `class="published"`)
}

// The case as published and with each what-if alone, whatever the reader has changed: 4.5 of 5
// billion go in a year, then 3, none, or all of them at once. Only what can be followed is there.
func TestWhatIfsSideBySide(t *testing.T) {
	const link = whole + "&if.Less=out.Staff%3D3B/yr&if.Free=out.Staff%3D&if.Broke=cash%3D1B&if.Wrong=cash%3Dlots&as.if.Less=assumed"
	want := strings.Join([]string{
		"The what-ifs side by side", "Each one alone, on the original figures, in the middle case.",
		"| Runway | Cash-out date | Funding gap over the period | Break-even |",
		"Original figures | 13.3 months | September 2025 | $0 | never |",
		"Less (assumed) | 20 months | April 2026 | $0 | never |",
		"Free | never runs out | not within 50 years | $0 | August 2024 |",
		"Broke | 2.7 months | October 2024 | $3.5 billion | never |", ""}, "\n")
	assert.Contains(t, show("en", link), want)
	assert.Contains(t, show("en", link+"&changes=&cash=9B&out.Staff=3B/yr"), want)
	assert.Contains(t, show("en", "cash=5&out.A=1&if.More=cash%3D9"), "| Runway | Funding gap over the period | Break-even |\nOriginal figures | 5 months | ", "no date without a start")
	assert.NotContains(t, show("en", whole), "The what-ifs side by side")
}

// The last balance known is compared with what the figures give as its month starts, before what
// moves in it.
func TestBalancesInWords(t *testing.T) {
	for _, c := range []struct{ language, entries, want string }{
		{"en", "&actual.2024-09=9B&actual.2024-10=4.1B&as.actual.2024-10=estimated&src.actual.2024-10=https://news.example/2",
			"At the start of October 2024, $4.1 billion (estimated) was in the bank: $150 million less than these figures give.\nSource: news.example"},
		{"en", "&actual.2024-10=4.1B&once.Fine=-1B@2024-10", "$150 million less"},
		{"en", "&actual.2024-10=4.26B", "At the start of October 2024, $4.26 billion was in the bank, as these figures give."},
		{"en", "&actual.2024-10=4.4B..5B", "$4.4 to $5 billion was in the bank: $150 million more than these figures give."},
		{"en", "&actual.2024-10=4B..5B", "in the bank, as these figures give."},
		{"en", "&actual.2024-08=5B", "At the start of August 2024, $5 billion was in the bank, as these figures give."},
		{"en", "&actual.2025-08=1B", "At the start of August 2025, $1 billion was in the bank: $500 million more than these figures give."},
		{"en", "&actual.2025-09=1B", "At the start of September 2025, $1 billion was in the bank.\n"},
		{"ar", "&actual.2024-10=4.1B", "في مطلع أكتوبر 2024 كان الرصيد 4.1 مليار دولار، أي أقل بـ150 مليون دولار مما تعطيه هذه الأرقام."},
		{"fr", "&actual.2024-10=4.1B", "Début octobre 2024, il y avait 4,1 milliards de dollars en caisse : 150 millions de dollars de moins que ne le donnent ces chiffres."},
	} {
		assert.Contains(t, strings.ReplaceAll(show(c.language, whole+c.entries), "\u00a0", " "), c.want, c.entries)
	}
	assert.NotContains(t, show("en", whole), "in the bank,")
}

// Marks stand in the text with their month, source and standing, under the number by which the
// picture has them; those beyond it have none. The table and files have them too.
func TestMarksInWords(t *testing.T) {
	const link = whole + "&actual.2024-10=4.1B"
	text := show("en", link)
	assert.Contains(t, text, "1 October 2024: <b>6.6 billion (estimated)\nSource: news.example\n")
	assert.Contains(t, text, "\nJanuary 2030: Far\nOff\n")
	assert.Contains(t, text, "October 2024 <b>6.6 billion")
	s, _ := calc.Parse(link)
	l := view.LanguageOf("en")
	svg := view.File(l, s, nil, "svg", "")
	assert.Equal(t, 1, strings.Count(svg, `class="mark-label"`))
	assert.Equal(t, 1, strings.Count(svg, `<circle class="actual"`))
	assert.Contains(t, svg, ">In the bank</tspan></text>")
	csv := view.File(l, s, nil, "csv", "")
	assert.Contains(t, csv, `"In the bank at its start (USD)"`)
	assert.Contains(t, csv, "\r\n2024-10,0,375000000,375000000,4100000000,")
	assert.Contains(t, csv, "\r\n2024-11,0,375000000,375000000,,")
	assert.Contains(t, csv, `"2024-10","<b>6.6 billion","https://news.example/1"`)
	assert.Contains(t, fmt.Sprint(view.Data(l, s)["inputs"]), "key:actual.2024-10 name:In the bank in October 2024 note: source: standing:reported value:4.1B")

	// In another language they have the preset's texts, unless the reader has changed them.
	translated, errors := calc.ReadPreset("young-company", "start=2024-08\ncash=5B\nout.A=1B/yr\nmark.2024-10=Raised\nmark.2024-10@fr=Levé\nif.B=raise.C=1B@2024-10\nname.B@fr=Bé\nname.C@fr=Cé")
	assert.Empty(t, errors)
	calc.Publish(translated)
	t.Cleanup(func() { _, _ = cases.Publish("../cases") })
	assert.Contains(t, show("fr", "preset=young-company"), ": Levé\n")
	assert.Contains(t, show("fr", "preset=young-company"), "(Bé)")
	assert.Contains(t, show("fr", "preset=young-company&raise.C=1B@2024-10"), "(Cé)")
	assert.Contains(t, show("fr", "preset=young-company&mark.2024-10=Other"), ": Other\n")
}
