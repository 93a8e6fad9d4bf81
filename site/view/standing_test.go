package view_test

import (
	"encoding/csv"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view"
)

// reported is a case with all that is known of its figures.
const reported = "company=Example&cur=USD&start=2024-08&cash=5B&in.A=2B/yr&out.B=4B/yr&grow.B=3%25/yr&out.C=3B/yr&from.C=2024-09" +
	"&outlet=The Paper&article=https://example.org/a&published=2024-07-24&by=A desk" +
	"&as.cash=assumed&as.in.A=derived&as.grow.B=estimated&as.from.C=assumed"

// What a figure rests on stands behind it wherever it is shown; that it was reported goes
// without saying.
func TestStandingsInWords(t *testing.T) {
	for language, want := range map[string][]string{
		"en": {"At the start of August 2024, Example has $[5 billion]  (assumed) in the bank.", "A, $[2 billion]  a year (derived)", ", growing [3] % a year (estimated)", "(from September 2024 (assumed))",
			"\nCash at the start (assumed)[5B]", "\nCash at the start (assumed)\n", "\nFigures: The Paper, 24 July 2024. Calculation: A desk.\n"},
		"ar": {"في مطلع أغسطس 2024 لدى Example [5 مليارات]  دولار (افتراض).", "A بقيمة [2 مليار]  دولار سنويًا (استنتاج)", "بنمو [3] % سنويًا (تقدير)",
			"\nالسيولة في البداية (افتراض)[5 مليارات]", "\nالأرقام: The Paper، 24 يوليو 2024. الحساب: A desk.\n"},
		"fr": {"Début août 2024, Example a [5 milliards]  de dollars (hypothèse) en banque.", "A, [2 milliards]  de dollars par an (déduction)", "par an (estimation)",
			"\nTrésorerie au départ (hypothèse)[5\u00a0Md]", "\nChiffres\u00a0: The Paper, 24 juillet 2024. Calcul\u00a0: A desk.\n"},
	} {
		text := show(language, reported)
		for _, part := range want {
			assert.Contains(t, text, part)
		}
		assert.True(t, strings.HasSuffix(text, want[len(want)-1]), "the page ends with who says so")
	}
	plain := show("en", regexp.MustCompile(`&as\.[^&]*`).ReplaceAllString(reported, ""))
	assert.NotContains(t, plain, "assumed")
	assert.NotContains(t, plain, "(reported)")
}

// The answer names what it rests on that nobody has reported, up to three figures of it.
func TestAssumedInWords(t *testing.T) {
	const link = "cur=USD&start=2024-08&cash=5B&out.A=1B..2B/yr&out.B=1B/yr&out.C=1B/yr&horizon=36&as.out.A=reported&as.floor=assumed&as.cash="
	more := "&as.start=assumed&as.out.A=assumed&as.out.B=assumed&as.out.C=derived&as.title=assumed"
	for _, c := range []struct{ language, link, want string }{
		{"en", "assumed", "Cash at the start ($5 billion) is assumed, not reported."}, // a floor that is not given is none
		{"en", "assumed&as.start=assumed", "Cash at the start ($5 billion) and First month (August 2024) are assumed, not reported."},
		{"en", "assumed" + more, "Cash at the start ($5 billion), A ($1 to $2 billion a year), B ($1 billion a year) and 1 more are assumed, not reported."},
		{"en", "&as.horizon=assumed", "Months to cover (36 months) is assumed, not reported."},
		{"ar", "assumed", "السيولة في البداية (5 مليارات دولار) رقم مفترض لم يرد في المصدر."},
		{"ar", "assumed&as.start=assumed", "السيولة في البداية (5 مليارات دولار)، والشهر الأول (أغسطس 2024) رقمان مفترضان لم يردا في المصدر."},
		{"ar", "assumed" + more + "&as.horizon=assumed", "، وB (1 مليار دولار سنويًا)، ورقمان آخران أرقام مفترضة لم ترد في المصدر."},
		{"fr", "assumed", "Trésorerie au départ (5 milliards de dollars)\u00a0: simple hypothèse."},
		{"fr", "assumed" + more, "B (1 milliard de dollars par an) et 1 autre\u00a0: simples hypothèses."},
	} {
		assert.Contains(t, show(c.language, link+c.link), c.want)
	}
	s, _ := calc.Parse(link + "assumed")
	assert.Contains(t, view.New(view.LanguageOf("en"), s, nil, nil, "").Description, " Cash at the start ($5 billion) is assumed, not reported. ")
	assert.NotContains(t, show("en", link+"estimated"), "not reported")
}

// A standing that is none is told at what it was meant for.
func TestRefusedStandings(t *testing.T) {
	assert.Contains(t, show("en", "cash=1&as.cash=guessed"), "\nStanding (Cash at the start) = guessed: A figure is reported, estimated, derived or assumed.")
	text := show("en", "cash=1&published=July&article=example.org/@a")
	assert.Contains(t, text, "Reported on[July]\nWrite the year, month and day")
	assert.Contains(t, text, "Address of the report[example.org/@a]\nA source must be a web address")
	text = show("en", "cash=1&levers=cash,title,in.A")
	assert.Contains(t, text, "Figures shown first[cash,title,in.A]\nOnly figures that move cash")
}

// The line that ends every view says as much as is given.
func TestCredits(t *testing.T) {
	for link, want := range map[string]string{
		"outlet=O":                          "Figures: O.",
		"published=2024-07-01":              "Figures: 1 July 2024.",
		"article=https://www.example.org/a": "Figures: www.example.org.",
		"outlet=O&article=https://a.b&published=2024-07-1": "Figures: O, 1 July 2024.",
		"by=B": "Calculation: B.",
	} {
		assert.True(t, strings.HasSuffix(show("en", "cash=1&"+link), "\n"+want+"\n"), link)
	}
	assert.Contains(t, show("fr", "cash=1&outlet=O&published=2024-08-01"), "O, 1er août 2024.")
	s, _ := calc.Parse("cash=1&outlet=O&article=https://a.b/%22")
	assert.Contains(t, string(view.New(view.LanguageOf("en"), s, nil, nil, "").Main), `Figures: <bdi>O</bdi>.`, "no address, no link")
	s, _ = calc.Parse("cash=1&outlet=O&article=https://a.b/%26")
	assert.Contains(t, string(view.New(view.LanguageOf("en"), s, nil, nil, "").Main), `<a href="https://a.b/&amp;" rel="noopener nofollow ugc" target="_blank"><bdi>O</bdi></a>`)
	assert.NotContains(t, show("en", "cash=1"), "Figures:")
}

// Files say what the page says: the table stays one, and no picture names an outlet beside a
// figure that nobody has reported without saying so.
func TestStandingsInFiles(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(file(t, "en", reported, "csv"))).ReadAll()
	require.NoError(t, err)
	var below [][]string
	for _, row := range rows[25:] {
		below = append(below, row[:2])
	}
	assert.Equal(t, [][]string{{"Cash at the start", "assumed"}, {"A", "derived"}, {"Growth (B)", "estimated"}, {"Starting month (C)", "assumed"},
		{"Figures: The Paper, 24 July 2024. Calculation: A desk.", "https://example.org/a"}}, below)
	for language, want := range map[string][]string{
		"en": {`Figures: <a href="https://example.org/a">The Paper</a>, 24 July 2024. Calculation: A desk.</text>`, ">Cash at the start: assumed, A: derived, Growth (B): estimated and 1 more</text>"},
		"ar": {`الأرقام: <a href="https://example.org/a">The Paper</a>، 24 يوليو 2024. الحساب: A desk.</text>`, ">السيولة في البداية: افتراض، وA: استنتاج، "},
		"fr": {"Chiffres\u00a0: <a", ">Trésorerie au départ\u00a0: hypothèse, A\u00a0: déduction, "},
	} {
		svg := file(t, language, reported+"&src.title=https://example.org/title", "svg")
		for _, part := range want {
			assert.Contains(t, svg, part)
		}
		assert.NotContains(t, svg, "example.org/title</tspan>", "the outlet stands in its place")
	}
	assert.Contains(t, file(t, "en", "cash=1&as.cash=assumed&src.title=https://example.org/title", "svg"), "example.org/title</tspan>")
}

// A statement is told by who made it, and no figure that nobody has reported tests it.
func TestUntestedClaimsInWords(t *testing.T) {
	const link = "cur=USD&cash=5B&out.Staff=6B/yr&in.A=1B/yr&claim.loss=..5B/yr&claim.runway=..12&as.cash=assumed&outlet=The Paper"
	english := show("en", link)
	assert.Contains(t, english, "The Paper reports a loss of up to $5 billion a year. ")
	assert.Contains(t, english, "It says the money runs out [within 12]")
	assert.Contains(t, english, "This agrees with the figures.", "of the loss")
	assert.Contains(t, english, "The figures cannot test this, because some are assumed or derived: Cash at the start.")
	assert.Contains(t, english, "cash at the start could be at most $5 billion")
	assert.Contains(t, show("en", link+"&claim.loss="), "The Paper says the money runs out [within 12]")
	assert.Contains(t, show("fr", link), "Selon The Paper, la perte peut atteindre 5 milliards de dollars par an.")
	assert.Contains(t, show("ar", link), "بحسب The Paper، ثمة خسارة تصل إلى 5 مليارات دولار سنويًا.")
	assert.Contains(t, show("en", strings.Replace(link, "outlet=The Paper", "as.in.A=derived", 1)), "because some are assumed or derived: A.")
}
