package view_test

import (
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/cases"
	"runway/site/view"
	"runway/site/view/words"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The site's own cases are the presets of the tests.
func init() {
	if _, err := cases.Publish("../cases"); err != nil {
		panic(err)
	}
}

// show returns the page of a link as a reader sees it: a line for each block, fields as
// [their value], choices as <their value> and buttons as (their label).
func show(language, link string) string {
	s, errors := calc.Parse(link)
	return textOf(view.New(view.LanguageOf(language), s, errors, nil, ""))
}

// textOf is a page as its readers see it.
func textOf(page view.Page) string {
	var b strings.Builder
	write(&b, read(page.Main))
	lines := strings.Split(page.Title+"\n"+b.String(), "\n")
	kept := lines[:0]
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n") + "\n"
}

var blocks = regexp.MustCompile(`^(main|h1|h2|p|div|section|form|fieldset|legend|details|summary|figure|figcaption|ul|li|tr|caption|text)$`)

// A node is an element with its children or, without a tag, a text.
type node struct {
	tag, text  string
	attributes map[string]string
	children   []*node
}

// read reads a page's markup, and panics where an element is not closed.
func read(markup view.HTML) *node {
	d := xml.NewDecoder(strings.NewReader(string(markup)))
	d.Strict = false // attributes without a value
	d.AutoClose = []string{"input"}
	open := []*node{{}}
	for {
		token, err := d.Token()
		if err == io.EOF && len(open) == 1 {
			return open[0].children[0]
		}
		if err != nil {
			panic(err)
		}
		last := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{tag: token.Name.Local, attributes: map[string]string{}}
			for _, a := range token.Attr {
				n.attributes[a.Name.Local] = a.Value
			}
			last.children = append(last.children, n)
			open = append(open, n)
		case xml.EndElement:
			if token.Name.Local != last.tag {
				panic(last.tag + " is not closed")
			}
			open = open[:len(open)-1]
		case xml.CharData:
			last.children = append(last.children, &node{text: string(token)})
		}
	}
}

// write writes what a reader sees of a node.
func write(b *strings.Builder, n *node) {
	if n.tag == "" {
		b.WriteString(n.text)
		return
	}
	if _, hidden := n.attributes["hidden"]; hidden {
		return
	}
	if blocks.MatchString(n.tag) {
		b.WriteString("\n")
		defer b.WriteString("\n")
	}
	switch n.tag {
	case "input":
		if kind := n.attributes["type"]; kind != "hidden" && kind != "range" {
			b.WriteString("[" + n.attributes["value"] + "] ")
		}
		return
	case "select":
		for _, option := range n.children {
			if _, selected := option.attributes["selected"]; selected {
				b.WriteString("<" + option.children[0].text + "> ")
			}
		}
		return
	case "button":
		b.WriteString("(" + n.children[0].text + ") ")
		return
	case "th", "td":
		defer b.WriteString(" | ")
	}
	if n.attributes["class"] == "unseen" {
		return
	}
	for _, child := range n.children {
		write(b, child)
	}
}

// TestPagesInWords compares the page of every preset in every language with a file that
// people have read through.
func TestPagesInWords(t *testing.T) {
	for _, language := range words.Languages {
		for _, id := range calc.Presets() {
			file := "testdata/" + id + "." + language + ".txt"
			got := show(language, "preset="+id)
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			if difference := differentLines(string(want), got); difference != "" {
				t.Errorf("%s has other lines; -update writes it anew:\n%s", file, difference)
			}
		}
	}
}

// A page in Arabic-Indic digits says what it says in Latin ones, the picture aside, in which
// labels find place by their width.
func TestPagesInTheirDigits(t *testing.T) {
	withoutPicture := func(page string) string {
		return regexp.MustCompile(`(?m)^\x{2067}.*\n`).ReplaceAllString(page, "")
	}
	latin := strings.NewReplacer("٠", "0", "١", "1", "٢", "2", "٣", "3", "٤", "4", "٥", "5", "٦", "6", "٧", "7", "٨", "8", "٩", "9", "٫", ".", "٬", ",", "٪", "%", "\u061c", "\u200e")
	for _, id := range calc.Presets() {
		own := show("ar-u-nu-arab", "preset="+id)
		assert.Contains(t, own, "٢")
		if difference := differentLines(withoutPicture(show("ar", "preset="+id)), withoutPicture(latin.Replace(own))); difference != "" {
			t.Errorf("%s differs:\n%s", id, difference)
		}
	}
}

// differentLines lists the first lines that two texts do not share, whole pages being too
// long to read.
func differentLines(want, got string) string {
	const most = 20
	var list []string
	wanted, shown := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := 0; i < max(len(wanted), len(shown)) && len(list) < 2*most; i++ {
		switch {
		case i >= len(wanted):
			list = append(list, "+"+shown[i])
		case i >= len(shown):
			list = append(list, "-"+wanted[i])
		case wanted[i] != shown[i]:
			list = append(list, "-"+wanted[i], "+"+shown[i])
		}
	}
	return strings.Join(list, "\n")
}

// answerOf returns the lead and the answer of a link.
func answerOf(language, link string) string {
	s, errors := calc.Parse(link)
	return view.New(view.LanguageOf(language), s, errors, nil, "").Description
}

func TestAnswersInWords(t *testing.T) {
	for link, want := range map[string]string{
		"cash=10&out.A=2": "On these figures, the money lasts 5 months. To last 24 months, the company needs 38 more. Revenue never covers costs.",
		"cash=10&out.A=2&cur=USD&start=2026-01&horizon=5":   "On these figures, the money lasts 5 months, until June 2026. The company needs no new money to last 5 months. Revenue never covers costs.",
		"cash=10&in.A=2&out.B=2":                            "On these figures, the money never runs out. The company needs no new money to last 24 months. Revenue already covers all costs.",
		"cash=0&out.B=1M&cur=SAR":                           "On these figures, the company is short of money from the start. To last 24 months, the company needs SAR 24 million more. Revenue never covers costs.",
		"cash=10..20&out.B=2":                               "On these figures, the money lasts 7.5 months; 5 to 10 months depending on “Cash at the start”. To last 24 months, the company needs 33 more (28 to 38). Revenue never covers costs.",
		"cash=0..99&out.B=2":                                "On these figures, the money lasts 24.8 months; less than a day at worst, 49.5 months at best. To last 24 months, the company needs no new money in the middle case, but 48 in the worst. Revenue never covers costs.",
		"cash=10&in.A=1..3&out.B=2":                         "On these figures, the money never runs out; at worst it lasts 10 months. To last 24 months, the company needs no new money in the middle case, but 14 in the worst. Revenue already covers all costs.",
		"cash=10&in.A=2..3&out.B=2":                         "On these figures, the money never runs out, even in the worst case. The company needs no new money to last 24 months. Revenue already covers all costs.",
		"cash=0..9&in.A=1..2&out.B=2":                       "On these figures, the money lasts 9 months; less than a day at worst, without end at best. To last 24 months, the company needs 7.5 more (up to 24). Revenue never covers costs.",
		"cash=0&in.A=0..3&out.B=2":                          "On these figures, the company is short of money from the start; at best the money lasts without end. To last 24 months, the company needs 12 more (up to 48). Revenue never covers costs.",
		"cash=10&in.A=2&out.B=1&grow.B=50%25":               "On these figures, the money lasts 6.1 months. To last 24 months, the company needs 33,700 more. It breaks even in month 0, but costs overtake revenue again in month 2.",
		"start=2026-01&cash=99&in.A=1&grow.A=10%25&out.B=2": "On these figures, the money never runs out. The company needs no new money to last 24 months. It breaks even in September 2026.",
	} {
		assert.Equal(t, want, answerOf("en", link), link)
	}
	assert.Equal(t, "وفق هذه الأرقام، تكفي السيولة 5 أشهر، أي حتى يونيو 2026. لكي تصمد الشركة 24 شهرًا، ينقصها 38 مليار دولار. ولا تغطي إيراداتها تكاليفها في أي وقت.",
		answerOf("ar", "cash=10B&out.A=2B&cur=USD&start=2026-01"))
}

// The company has its name where its case has one, also a name that is long, or of another
// alphabet. The title stands before it.
func TestCompanyInWords(t *testing.T) {
	for link, want := range map[string]map[string]string{
		"cash=10&out.A=2&start=2026-01": {"en": "On these figures, Example has money for 5 months, until June 2026.", "ar": "وفق هذه الأرقام، تكفي سيولة Example 5 أشهر، أي حتى يونيو 2026.",
			"fr": "Avec ces chiffres, Example peut tenir 5 mois, jusqu’en juin 2026."},
		"cash=10&out.A=2": {"en": "On these figures, Example has money for 5 months.", "ar": "وفق هذه الأرقام، تكفي سيولة Example 5 أشهر.", "fr": "Avec ces chiffres, Example peut tenir 5 mois."},
		"cash=10":         {"en": "On these figures, Example never runs out of money.", "ar": "وفق هذه الأرقام، لا تنفد سيولة Example.", "fr": "Avec ces chiffres, Example n’est jamais à court d’argent."},
		"out.A=2":         {"en": "On these figures, Example is short of money from the start.", "ar": "وفق هذه الأرقام، لا تكفي سيولة Example منذ البداية.", "fr": "Avec ces chiffres, Example manque d’argent dès le départ."},
	} {
		for language, lead := range want {
			assert.Contains(t, show(language, "company=Example&"+link), "\n"+lead+"\n")
		}
	}
	assert.Contains(t, show("en", "company=Example&cash=10&out.A=2"), "Example: 5 months of cash\nExample: how long will the money last?\n")
	assert.Contains(t, show("en", "company=Example&title=T&cash=10&out.A=2"), "T: 5 months of cash\nT: how long will the money last?\n")
	assert.Contains(t, show("en", "cash=10"), "At the start, the company has [10]  in the bank.")
}

// The likelihood in words, by which of its percentiles are infinite.
func TestLikelihoodInWords(t *testing.T) {
	for link, want := range map[string]string{
		"cash=0..10&out.A=1&horizon=5":  "equally likely: in 90% of cases the money lasts about 2 weeks to 9.5 months, with a median of 5 months; in 50% of cases the company lasts 5 months without new money.",
		"cash=10..20&out.A=1&horizon=9": "with a median of 15 months; in every case the company lasts 9 months without new money.",
		"cash=10..20&out.A=1":           "with a median of 15 months; in no case does the company last 24 months without new money.",
		"cash=10&in.A=0..1.2&out.B=1":   "the money lasts 25 months at the median and 10.6 months at the 5th percentile, and in at least 5% of cases it never runs out;",
		"cash=10&in.A=0..3&out.B=1":     "in at least half of all cases the money never runs out, and at the 5th percentile it lasts 11.8 months;",
		"cash=10&in.A=2..3&out.B=1":     "in at least 95% of cases the money never runs out; in every case the company lasts 24 months without new money.",
		// All six at their high end come together in no sample.
		"cash=1.4M&out.A=5k..10k&out.B=5k..10k&out.C=5k..10k&out.D=5k..10k&out.E=5k..10k&out.F=5k..10k": "in 99% of cases the company lasts 24 months without new money.",
		"ranges=90&cash=100..400&out.A=1&horizon=6":                                                     "Likelihood, if each range has a 90% chance of holding the true figure: in 90% of cases the money lasts 100 to 400 months",
	} {
		assert.Contains(t, show("en", link), want, link)
	}
	assert.NotContains(t, show("en", "cash=10&out.B=1"), "Likelihood")
}

// A best case that may not be the best of all is told as one.
func TestBoundsInWords(t *testing.T) {
	link := "start=2026-01&cash=1M..2M&out.F=90k&out.S=60%25&grow.S=4%25"
	for n := range 5 {
		link += fmt.Sprintf("&in.R%d=10k..60k&grow.R%d=-9%%25..9%%25", n, n)
	}
	text := show("en", link)
	assert.Contains(t, text, "\nThe best case may be better still: ")
	assert.Contains(t, text, "The middle and the worst are exact; the best is one that can be reached")
	exact := show("en", strings.Replace(link, "60%25", "6%25&until.S=2026-03", 1))
	assert.NotContains(t, exact, "better still")
	assert.Contains(t, exact, "All three are exact.")
}

// Claims, what matters most and thresholds appear where there is something to say.
func TestWhatFollowsInWords(t *testing.T) {
	bare := show("en", "")
	assert.NotContains(t, bare, "The article’s claims, checked")
	assert.NotContains(t, bare, "What matters most")
	text := show("en", "cur=USD&cash=12M&out.Rent=3M..5M&in.Sales=1M&grow.Sales=1%25/mo&claim.loss=36M/yr&claim.runway=20")
	assert.Contains(t, text, "This agrees with the figures.")
	assert.Contains(t, text, "This is better than even the best case.")
	assert.Contains(t, text, "Rent | $3 to $5 million a month | ")
	assert.Contains(t, text, "Growth (Sales) ±10% | 0.9% to 1.1% a month | ")
	assert.Contains(t, text, "Growth (Sales): at least ")
	assert.Contains(t, text, "Rent: at most ")
	assert.Contains(t, text, "in 90% of cases | $")
	assert.Contains(t, text, "All revenue grew by ")
	assert.Contains(t, text, "Rent: cut by ")
	assert.NotContains(t, text, "Dilution | $", "no valuation, no dilution")
	assert.Contains(t, show("en", "cash=9&out.A=1&valuation=15"), "in the middle case | 15 | 50% |") // 24 − 9 = 15
	assert.Contains(t, show("en", "cash=9&out.A=1&in.B=2"), "is default alive")
	units := show("en", "cash=1M&out.A=10k&units.A=2M users&hire.A=500k&in.B=1k")
	assert.Contains(t, units, "Units (A) ±10% | 1.8 to 2.2 million | ")
	assert.NotContains(t, units, "Units, A is at least", "which would only split the same cost")
	// A threshold is enough as the page rounds it, and one step less is not.
	assert.Contains(t, show("en", "preset=after-a-raise"), "Seed round: at least €3.88 million (now €3 million).")
	assert.Contains(t, show("en", "preset=after-a-raise&raise.Seed round=3.88M@2026-05"), "To last 36 months, the company needs no new money in the middle case,")
	assert.Contains(t, show("en", "preset=after-a-raise&raise.Seed round=3.87M@2026-05"), "To last 36 months, the company needs €")
	assert.Contains(t, show("en", "cash=1M&in.S=99.99k&out.A=100k"), "A: cut by 0.1%.")
	assert.Contains(t, show("en", "cash=1M&in.S=99.99k&out.A=99.9k"), "is default alive")
	// Inside a month revenue may come to cover costs, but not over all of it.
	const risingRevenue = "&out.A=100k&in.S=50k&grow.S=4.8%25"
	assert.Contains(t, show("en", "cash=1M"+risingRevenue), "The first month in which revenue, ")
	assert.NotContains(t, show("en", "cash=1M&timing=continuous"+risingRevenue), "The first month in which revenue, ")
	// In the best case the money does not end, whatever there is.
	assert.Contains(t, show("en", "cash=1M&in.S=50k..100k&out.F=80%25..150%25&out.A=10k&claim.runway=20"), "cash at the start would have to be about 425,000.")
	// More revenue may be worse where all of it goes, so no value of it is named.
	lost := show("en", "horizon=24&cash=1M&in.S=20k&grow.S=1%25&units.S=10&hire.S=-1&out.A=50k&out.M=150%25&grow.M=-5%25")
	assert.Contains(t, lost, "A: at most 40,200 a month")
	assert.NotContains(t, lost, "S is at least ")
	assert.Contains(t, lost, "Not enough on its own, whatever the value: M; Growth (M).")
	assert.Contains(t, show("en", "cash=-9&in.B=2&out.A=1"), "no growth in revenue and no cut in costs")
}

// What an article states is quoted over its own period, with all its digits and hedged as it
// hedges it. Losses of 4 to 5 billion a year, and 5 billion in the bank.
func TestQuotes(t *testing.T) {
	for claim, want := range map[string][3]string{
		"claim.loss=1.2345B/qtr": {
			"a loss of $1.2345 billion a quarter. Over a year, that would be $4.94 billion. On these figures it is $4.5 billion",
			"la perte est de 1,2345 milliard de dollars par trimestre. Sur un an, cela ferait 4,94 milliards de dollars. D’après ces chiffres",
			"تبلغ الخسارة 1.2345 مليار دولار كل ثلاثة أشهر. وهذا يعادل 4.94 مليار دولار في السنة. والأرقام"},
		"claim.loss=..5B/yr": {
			"reports a loss of up to $5 billion a year. On these figures it is",
			"la perte peut atteindre 5 milliards de dollars par an. D’après ces chiffres",
			"ثمة خسارة تصل إلى 5 مليارات دولار سنويًا. والأرقام تعطي"},
		"claim.loss=5B../yr": {
			"reports a loss of at least $5 billion a year. On these figures it is",
			"la perte est d’au moins 5 milliards de dollars par an. D’après ces chiffres",
			"لا تقل الخسارة عن 5 مليارات دولار سنويًا. والأرقام تعطي"},
		"claim.loss=4B..5B/yr": {
			"reports a loss of $4 to $5 billion a year. On these figures it is",
			"la perte est de 4 à 5 milliards de dollars par an. D’après ces chiffres",
			"تبلغ الخسارة 4 إلى 5 مليارات دولار سنويًا. والأرقام تعطي"},
		// In the story each is one field, the words of a bound and the currency behind them in it.
		"claim.loss=..5B/yr ": {
			"a loss of [up to $5 billion]  a year.", "la perte peut aller [jusqu’à 5 milliards de dollars]  par an.",
			"ثمة خسارة [تصل إلى 5 مليارات دولار]  سنويًا."},
		"claim.loss=5B../qtr": {
			"a loss of [at least $5 billion]  a quarter.", "la perte est d’[au moins 5 milliards de dollars]  par trimestre.",
			"تبلغ الخسارة [ما لا يقل عن 5 مليارات دولار]  كل ثلاثة أشهر."},
		"claim.runway=..3": {
			"says the money runs out [within 3]  months.", "la trésorerie sera épuisée [d’ici 3]  mois.", "، تنفد السيولة [خلال 3]  أشهر."},
		"claim.runway=18.. ": {
			"says the money lasts [at least 18]  months.", "l’entreprise tiendra [au moins 18]  mois.", "، تكفي السيولة [ما لا يقل عن 18]  شهرًا."},
		"claim.runway=12.25": {"says the money lasts 12.25 months. ", "l’entreprise peut tenir 12,25 mois. ", "، تكفي السيولة 12.25 شهر. "},
		"claim.runway=..12": {
			"says the money runs out within 12 months. ", "la trésorerie sera épuisée d’ici 12 mois. ", "، تنفد السيولة خلال 12 شهرًا. "},
		"claim.runway=..1": {
			"says the money runs out within 1 month. ", "la trésorerie sera épuisée d’ici 1 mois. ", "، تنفد السيولة خلال شهر واحد. "},
		"claim.runway=3..": {
			"says the money lasts at least 3 months. ", "l’entreprise tiendra au moins 3 mois. ", "، تكفي السيولة 3 أشهر على الأقل. "},
		"claim.runway=9..12": {
			"about $3.38 to $4.5 billion in the middle case, $3.75 to $5 billion in the worst",
			"environ 3,38 à 4,5 milliards de dollars dans le cas central",
			"نحو 3.38 إلى 4.5 مليار دولار في الحالة الوسطى"},
		"claim.runway=..12 ": {
			"could be at most $4.5 billion in the middle case, $5 billion in the worst and $4 billion in the best.",
			"d’au plus 4,5 milliards de dollars dans le cas central", "ألا تزيد السيولة في البداية على 4.5 مليار دولار في الحالة الوسطى"},
		"claim.runway=18..": {
			"would have to be at least $6.75 billion in the middle case", "d’au moins 6,75 milliards de dollars", "ألا تقل السيولة في البداية عن 6.75 مليار دولار"},
	} {
		for i, language := range []string{"en", "fr", "ar"} {
			assert.Contains(t, show(language, "cur=USD&cash=5B&in.A=3.5B..4.5B/yr&out.B=8.5B/yr&"+claim), want[i], claim)
		}
	}
}

// The way back to a bound quotes it, because "back to up to" reads like a slip.
func TestBackToABound(t *testing.T) {
	const link = "preset=openai-2024&claim.loss=5B/yr"
	assert.Contains(t, show("en", link), "(Back to “up to 5B a year”)")
	assert.Contains(t, show("fr", link), "(Revenir à «\u00a0jusqu’à 5\u00a0Md par an\u00a0»)")
	assert.Contains(t, show("ar", link), "(العودة إلى «تصل إلى 5 مليارات سنويًا»)")
}

func TestMoney(t *testing.T) {
	en, ar := view.LanguageOf("en"), view.LanguageOf("ar")
	for _, m := range []struct {
		v       float64
		english string
		arabic  string
	}{
		{0, "$0", "0 دولار"},
		{4e9, "$4 billion", "4 مليارات دولار"},
		{4.5e9, "$4.5 billion", "4.5 مليار دولار"},
		{13.33e9, "$13.3 billion", "13.3 مليار دولار"},
		{375e6, "$375 million", "375 مليون دولار"},
		{999.6e6, "$1 billion", "1 مليار دولار"},
		{291075, "$291,000", "291,000 دولار"},
		{80, "$80", "80 دولار"},
		{12.5, "$12.5", "12.5 دولار"},
		{-4e9, "−$4 billion", "\u200e-4 مليارات دولار"},
		{-0.0001, "$0", "0 دولار"},
		{2.5e15, "$2500 trillion", "2500 تريليون دولار"},
	} {
		assert.Equal(t, m.english, en.Money(m.v, "USD"), "%v", m.v)
		assert.Equal(t, m.arabic, ar.Money(m.v, "USD"), "%v", m.v)
	}
	assert.Equal(t, "SAR 4 billion", en.Money(4e9, "SAR"))
	assert.Equal(t, "4 billion", en.Money(4e9, ""))
	assert.Equal(t, "without limit", en.Money(math.Inf(1), "USD"))
}

func TestMonths(t *testing.T) {
	en, ar := view.LanguageOf("en"), view.LanguageOf("ar")
	for v, want := range map[float64][2]string{
		0: {"0 months", "0 شهر"}, 1: {"1 month", "شهرًا واحدًا"}, 2: {"2 months", "شهرين"}, 3: {"3 months", "3 أشهر"},
		11: {"11 months", "11 شهرًا"}, 100: {"100 months", "100 شهر"}, 13.33: {"13.3 months", "13.3 شهر"}, 12.04: {"12 months", "12 شهرًا"},
	} {
		assert.Equal(t, want, [2]string{en.Months(v), ar.Months(v)})
	}
}

// Every language has the same words, every word is used, and every word that is
// asked for exists: a missing one would show as its key.
func TestWords(t *testing.T) {
	source, err := os.ReadFile("../../calc/problem.go")
	require.NoError(t, err)
	problems := regexp.MustCompile(`Problem = "([a-z-]+)"`).FindAllStringSubmatch(string(source), -1)
	require.NotEmpty(t, problems)
	isKey := regexp.MustCompile(`\b[a-z]+(\.[a-z0-9-]+)+\b`)
	keys := map[string]map[string]string{}
	for _, language := range words.Languages {
		keys[language] = map[string]string{}
		for line := range strings.Lines(words.DeskText(language)) {
			line = strings.TrimSuffix(line, "\n")
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			key, value, ok := strings.Cut(line, " = ")
			require.True(t, ok, "%s: %s", language, line)
			require.NotContains(t, keys[language], key, language)
			assert.NotEmpty(t, strings.Trim(value, " "), key)
			keys[language][key] = value
		}
	}
	slot := regexp.MustCompile(`\{[a-z]+\}`)
	plural := regexp.MustCompile(`\.(zero|one|two|few|many)$`)
	for language, words := range keys {
		for key, value := range words {
			switch other, ok := keys["en"][key]; {
			case plural.MatchString(key):
				assert.Contains(t, words, plural.ReplaceAllString(key, ".other"))
			case strings.HasPrefix(key, "money.") && strings.HasSuffix(key, ".large"):
				assert.Contains(t, words, strings.TrimSuffix(key, ".large"))
			case key == "month.contractions", key == "months.behind": // which not all languages need
			case !ok:
				assert.Fail(t, "only in "+language, key)
			default:
				assert.ElementsMatch(t, slot.FindAllString(other, -1), slot.FindAllString(value, -1), "slots of %s in %s", key, language)
			}
		}
		for key := range keys["en"] {
			if !plural.MatchString(key) {
				assert.Contains(t, words, key, language)
			}
		}
		for _, id := range calc.Presets() {
			for _, match := range isKey.FindAllString(show(language, "preset="+id), -1) {
				assert.NotContains(t, keys["en"], match)
			}
		}
		for _, problem := range problems {
			assert.Contains(t, words, "problem."+problem[1])
		}
	}
}

// Every key that the code asks for by name has its words, and every word is asked
// for: by name, or as one of a family such as problem.NAME.
func TestWordsAreUsed(t *testing.T) {
	var source strings.Builder
	for _, pattern := range []string{"*.go", "../*.go", "../page/*.html"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") {
				text, err := os.ReadFile(file)
				require.NoError(t, err)
				source.Write(text)
			}
		}
	}
	families := regexp.MustCompile(`^(problem|file|share|embed|formula|chart\.line|month(\.short)?|scale|typed|money|currency|figure|per|choice|result|help|results|desk|table(\.unit)?|page\.failed|influence|threshold|when|standing|bank|plan\.(periods|scale|is|why|problem))\.|^form\.(add|new)-`)
	plural := regexp.MustCompile(`\.(one|two|few|many|other)$`)
	bound := regexp.MustCompile(`\.at-(most|least)$`)
	keys := map[string]bool{}
	for line := range strings.Lines(words.DeskText("en")) {
		key, _, ok := strings.Cut(line, " = ")
		if !ok || strings.HasPrefix(key, "#") {
			continue
		}
		keys[key] = true
		if key = plural.ReplaceAllString(key, ""); !families.MatchString(key + ".") {
			asked := strings.Contains(source.String(), `"`+key+`"`) || strings.Contains(source.String(), "{"+key+"}")
			if of := bound.ReplaceAllString(key, ""); of != key {
				asked = strings.Contains(source.String(), `"`+of+`"+boundOf(`)
			}
			assert.True(t, asked, "nothing asks for %s", key)
		}
	}
	for _, asked := range regexp.MustCompile(`(?:(?:[Ww]ord|Fill|prose|scrollable)\(?\s*"|\{)([a-z]+\.[a-z.0-9-]+)["}]`).FindAllStringSubmatch(source.String(), -1) {
		if key := asked[1]; !strings.HasSuffix(key, ".") && !strings.HasSuffix(key, "-") {
			assert.True(t, keys[key] || keys[key+".other"], "%s has no words", key)
		}
	}
}

// What a field shows reads back to the value it stands for.
func TestFieldsReadBack(t *testing.T) {
	for _, language := range words.Languages {
		for _, amount := range []string{"5B", "0.5B..1.5B", "1234567", "-40M", "1.25k..4k", "0..3T", "1e-9", "0.1"} {
			s, errors := calc.Parse("cash=" + amount)
			require.Empty(t, errors)
			shown := regexp.MustCompile(`\[(.*?)\]`).FindStringSubmatch(show(language, "cash="+amount))[1]
			value, problem := calc.ParseAmount(view.LanguageOf(language).Translate(calc.Cash, shown))
			assert.Empty(t, problem, shown)
			assert.Equal(t, s.Cash, value, "%s in %s", shown, language)
		}
	}
}

// A scenario is text wherever it is shown.
func TestHostileText(t *testing.T) {
	const evil = `<img src=x onerror=alert(1)>"'&{line}</script>`
	link := strings.Join([]string{
		calc.Pair{Key: "title", Value: evil}.String(), calc.Pair{Key: "out." + evil, Value: "5"}.String(),
		calc.Pair{Key: "company", Value: evil}.String(), calc.Pair{Key: "outlet", Value: evil}.String(), calc.Pair{Key: "by", Value: evil}.String(),
		calc.Pair{Key: "note.cash", Value: evil}.String(), calc.Pair{Key: "units." + evil, Value: "3 " + evil}.String(),
		calc.Pair{Key: evil, Value: evil}.String(), calc.Pair{Key: "floor", Value: evil}.String(), "cur=XSS",
	}, "&")
	s, errors := calc.Parse(link)
	page := view.New(view.LanguageOf("en"), s, errors, nil, "")
	assert.NotContains(t, page.Main, "<img")
	assert.NotContains(t, page.Main, "</script")
	assert.Contains(t, page.Main, "&lt;img src=x onerror=alert(1)&gt;&quot;'&amp;{line}")
	var b strings.Builder
	write(&b, read(page.Main))
	assert.Contains(t, b.String(), "["+evil+"]", "in the field of a line's name")
	// What is refused is told without what drew over the page or turned its text.
	zalgo := "Z" + strings.Repeat("\u0301", 200)
	text := show("en", "cash=1&title="+zalgo+"&out.A\u202e=5&k"+zalgo+"=\u2066x&src.cash="+strings.Repeat("y", 900))
	for _, want := range []string{"= Z" + strings.Repeat("\u0301", 5) + ":", "kZ" + strings.Repeat("\u0301", 5) + " = x:", strings.Repeat("y", 199) + "…:"} {
		assert.Contains(t, text, want)
	}
	assert.NotContains(t, text, "\u202e")
	assert.Contains(t, text, "\nSource (Cash at the start) = yyy")
}

// Money that lasts longer than is looked at does run out, if not by when.
func TestMoreThanFiftyYears(t *testing.T) {
	text := show("en", "cash=1M&out.A=1k&start=2026-01&title=T")
	for _, want := range []string{"T: more than 50 years of cash", "On these figures, the money lasts more than 50 years.\n", "more than 50 years |", "not within 50 years |"} {
		assert.Contains(t, text, want)
	}
	assert.NotContains(t, text, "not run out")
	assert.NotContains(t, text, "600 months")
	assert.NotContains(t, text, "2076")
	s, _ := calc.Parse("cash=1M&out.A=1k&in.B=1k&grow.B=-1%25/yr")
	assert.False(t, s.Evaluate().Mid.DefaultAlive, "it breaks even, and cash falls after that")
}

// A source says where it leads.
func TestSourcesSayTheirHost(t *testing.T) {
	const link = "cash=1&out.A=1&title=T&src.title=https://www.nytimes.com@evil.example/a&src.cash=https://\u0430pple.com/b"
	text := show("en", link)
	for _, want := range []string{"Source: evil.example\n", "Source: xn--pple-43d.com\n", "Source: https://evil.example/a\n", "Source: https://xn--pple-43d.com/b\n"} {
		assert.Contains(t, text, want)
	}
	assert.NotContains(t, text, "nytimes")
	svg := file(t, "en", link, "svg")
	assert.Contains(t, svg, ">https://evil.example/a</tspan>")
	assert.Contains(t, svg, `href="https://www.nytimes.com@evil.example/a"`)
}

// Problems of figures show at their fields and below the story; those without a field are
// listed at the top.
func TestProblemsAreShown(t *testing.T) {
	text := show("en", "cash=abc&out.A=5&grow.A=3&colour=red&grow.B=5%25")
	assert.Contains(t, text, "Cash at the start[abc]\nThis is not a number the calculator can read.")
	assert.Contains(t, text, "[3] <% a month>\nThis is a rate. Write it as a percentage")
	assert.Contains(t, text, "colour = red: This version does not recognise this entry.")
	assert.Contains(t, text, "Growth (B) = 5%: There is no line with this name.")
	assert.Contains(t, text, "Cash at the start: This is not a number the calculator can read.", "below the story, where it can be typed too")
	assert.Equal(t, 3, strings.Count(text, "is not a number the calculator can read"), "there, at its field, and at the top for embeds without the story")
	assert.Contains(t, show("en", "v=9"), "a different version of the calculator")
}

// No figures make the page show a NaN, an Inf, a hole or a key in place of a word.
func TestNothingOddIsShown(t *testing.T) {
	links := []string{
		"", "cash=0", "cash=0&out.A=0&in.B=0", "cur=USD", "start=2026-01", "horizon=1", "horizon=120&cash=1",
		"cash=-5&floor=-9&out.A=1", "cash=1e17&out.A=1e-300", "cash=1&in.A=999999T&grow.A=1000%25&out.B=999999T&grow.B=1000%25&horizon=120",
		"cash=0..0.0001&in.A=0..1e-9&out.B=0..1e-9", "cash=5..6&in.A=0..0&out.B=0..9&grow.B=-100%25..1000%25",
		"in.A=1..2&out.B=100%25", "in.A=1..9&out.B=50%25..150%25&grow.B=1%25&claim.loss=1&claim.runway=600",
		"ranges=90&cash=0..9&in.A=1e-300..1e17&out.B=1e-300..1e17&interest=-99%25..1000%25&valuation=1..2",
		"timing=continuous&cash=1..2&in.A=0..5&grow.A=-100%25..1000%25&out.B=3&units.B=1..2&hire.B=-9..9",
		"cash=1..2&out.A=1&raise.B=0..1e17@2026-01&once.C=-1e17..1e17@2027-01&start=2026-01", "claim.runway=5", "claim.loss=5&in.A=9",
		"claim.loss=..5&claim.runway=18..", "claim.loss=5..&claim.runway=..12&cash=1", "in.A=1&out.B=2..3&claim.loss=..1e-9/day&claim.runway=600..",
		"preset=openai-2024&horizon=1&start=&cur=&title=", "cash=abc&floor=..&x=1",
	}
	forty := "cash=1..9&horizon=120"
	for i := range calc.MaxLines {
		forty += fmt.Sprintf("&%s.L%d=0..%d&grow.L%d=-9%%25..9%%25", []string{"in", "out"}[i%2], i, i, i)
	}
	odd := regexp.MustCompile(`NaN|Inf(\PL|$)|Infinity%|undefined|\{|[^.]e\+\d|\b(answer|chart|story|delta|keep|file|example|formula|help|form|result|problem|remedy|threshold|influence|claims|verdict|figure|per|likelihood)\.[a-z]`)
	for _, link := range append(links, forty) {
		for _, language := range words.Languages {
			s, errors := calc.Parse(link)
			page := view.New(view.LanguageOf(language), s, errors, nil, "")
			text := regexp.MustCompile(` data-(key|edit|rename|line|file|keep|name)="[^"]*"`).ReplaceAllString(string(page.Main), "")
			text = regexp.MustCompile(` data-(value|worst|best|p5|p50|p95)="(-?Infinity|[-+.e0-9]*|true|false)"`).ReplaceAllString(text, "")
			for _, found := range odd.FindAllStringIndex(text, 3) {
				t.Errorf("%s in %s: …%s…", link[:min(len(link), 80)], language, text[max(0, found[0]-60):min(len(text), found[1]+20)])
			}
		}
	}
}

// One sentence tells what the changes to a case do together.
func TestChangesInWords(t *testing.T) {
	for changes, want := range map[string]string{
		"cash=4B":                       "With your change, the money runs out 2.7 months sooner than on the original figures. The funding gap grows by $1 billion.",
		"cash=6B":                       "With your change, the money lasts 2.7 months longer than on the original figures. The funding gap shrinks by $1 billion.",
		"horizon=36":                    "With your change, the money lasts just as long as on the original figures. The funding gap grows by $4.5 billion.",
		"cash=6B&valuation=":            "With your 2 changes, the money lasts 2.7 months longer than",
		"out.Training=&out.Inference=":  "With your 2 changes, the money no longer runs out; on the original figures it lasts 13.3 months. The funding gap shrinks by $4 billion.",
		"out.Staff=&units.Staff=&cur=x": "With your change, the money lasts 6.7 months longer than", // a line that is gone counts once
		"in.New=1B/yr&grow.New=0%25":    "With your change, the money lasts 3.8",                    // and so does a new one
		"title=Mine&note.cash=Mine&x=1": "Change any figure to see what follows from it.",
	} {
		assert.Contains(t, show("en", "preset=openai-2024&"+changes), want, changes)
	}
	alive := "preset=young-company&in.Subscriptions=200k"
	assert.Contains(t, show("en", alive+"&out.Team="), "the money no longer runs out")
	// A case is one whoever has written it, over a preset or alone.
	for link, want := range map[string]string{
		"cash=10&out.A=2":                                    "Change any figure to see what follows from it.",
		"cash=10&out.A=2&changes=&cash=12":                   "With your change, the money lasts 1 month longer than on the original figures. The funding gap shrinks by 2.",
		"cash=10&out.A=2&changes=&cash=8&in.B=1":             "With your 2 changes, the money lasts 3 months longer than",
		"cash=10&out.A=2&changes=&out.A=&out.B=2":            "With your 2 changes, the money lasts just as long as on the original figures.", // another name
		"cash=10&out.A=2&changes=&in.B=2":                    "the money no longer runs out; on the original figures it lasts 5 months.",
		"cash=10&in.B=2&changes=&out.A=4":                    "With your change, the money runs out; on the original figures it never does.",
		"preset=openai-2024&cash=4B&changes=":                "Change any figure to see what follows from it.",
		"preset=openai-2024&cash=4B&changes=&cash=5B":        "With your change, the money lasts 2.7 months longer than on the original figures.",
		"preset=openai-2024&out.Staff=&changes=&title=Other": "Change any figure to see what follows from it.",
	} {
		assert.Contains(t, show("en", link), want, link)
	}
	assert.Contains(t, show("fr", "cash=10&out.A=2&changes=&cash=12"), "Avec votre modification, l’entreprise tient 1 mois de plus qu’avec les chiffres d’origine.")
	assert.Contains(t, show("ar", "cash=10&out.A=2&changes=&cash=12&floor=1"), "بهذين التغييرين تزيد المدة التي تكفيها السيولة نحو أسبوعين عما كانت بالأرقام الأصلية.")
	// Nothing was published where there are no figures, so nothing has changed.
	for _, link := range []string{"", "title=T&start=2026-01", "changes=&cash=10&out.A=2", "cur=USD&changes=&cash=5"} {
		text := show("en", link)
		for _, of := range []string{"to see what follows", "original figures", "Back to"} {
			assert.NotContains(t, text, of, link)
		}
	}
}

// A reader who has changed nothing is told of no changes, whatever the link has.
func TestNothingHasChanged(t *testing.T) {
	for _, link := range []string{"cash=5&in.A=5&hire.A=2", "start=2026-01&cash=5&raise.B=1@2025-01&colour=red", "preset=openai-2024&cash=3B&interest=4%25&out.Staff=&changes=",
		"cash=5&out.A=1&ranges=90&timing=continuous&horizon=9&claim.loss=..5/yr"} {
		text := show("en", link)
		for _, of := range []string{"Back to", "Put back", "published figures"} {
			assert.NotContains(t, text, of, link)
		}
	}
}

// Each figure that differs from the case as published has a button that goes back to its value.
func TestWaysBack(t *testing.T) {
	text := show("en", "preset=after-a-raise&cash=1&start=2026-02&ranges=90&timing=continuous&out.Laboratory=1&grow.Laboratory=1%25&hire.Team=1"+
		"&credit.Team=5&horizon=9&likelihood=50%25&once.Equipment=-1@2026-10&raise.Seed+round=&in.Grants=0/mo&units.Team=9 people&out.New=7&raise.New=1@2026-04&interest=x")
	for _, label := range []string{"Back to 900k", "Back to 2026-01", "Back to all equally likely", "Back to once a month, as in a spreadsheet",
		"Back to 30k a month", "Back to 5 % a year", "Back to 2 a year", "Clear", "Back to -220k 2026-09", "Restore Seed round",
		"Back to 25k a month", "Back to 12 people", "Back to 2%", "Back to 36", "Back to 90%"} {
		assert.Contains(t, text, "("+label+")")
	}
	assert.Equal(t, 1, strings.Count(text, "(Back to 2%)"), "what is refused has its way back")
	assert.Contains(t, show("en", "preset=openai-2024&horizon=36"), "(24)", "in the story too")
	_, fresh, _ := strings.Cut(text, "[New]")
	fresh, _, _ = strings.Cut(fresh, "(Remove)")
	assert.NotContains(t, fresh, "Back to", "what is new has nothing to go back to, but can be removed")
	assert.Contains(t, show("en", "preset=young-company&in.Cloud=5&out.Cloud="), "(Remove)")
	// So it is whoever has written the case, in the language of its preset's texts.
	text = show("en", "cash=900k&out.A=5/yr&in.B=7&changes=&cash=1&in.B=&out.New=3&grow.A=2%25/yr")
	for _, label := range []string{"Back to 900k", "Clear", "Restore B"} {
		assert.Contains(t, text, "("+label+")")
	}
	assert.NotContains(t, text, "Restore New")
	over := show("en", "preset=young-company&cash=900k&out.Cloud=&changes=&cash=5M")
	assert.Contains(t, over, "(Back to 900k)")
	assert.NotContains(t, over, "Put back", "the preset's line was not published")
	assert.Contains(t, show("ar", "preset=young-company&cash=900k&changes=&cash=5M"), "شركة ناشئة")
	assert.Contains(t, show("en", "cash=5&out.A=1&changes=&ranges=90"), "(Back to all equally likely)")
	assert.Contains(t, show("en", "cash=5&out.A=1&floor=x"), "(Clear)", "what is refused is left")
}

// A name that is refused shows at its line, a month at its own field.
func TestRefusedNamesAndMonths(t *testing.T) {
	text := show("en", "start=2026-01&in.A=5&out.A=6&once.B=5@soon&raise.C=1@2026-02&raise.C=1@never&x=|1&title=A&"+strings.Repeat("y", 201)+"=1&claim.loss=x&likelihood=x&grow.Z=1")
	assert.Contains(t, text, "\nA = 6: ")
	assert.Contains(t, text, "x =  1: ")
	assert.Contains(t, text, "\nB = 5 soon: ")
	s, errors := calc.Parse("start=2026-01&raise.C=1@2026-02&raise.C=1@never")
	page := view.New(view.LanguageOf("en"), s, errors, nil, "")
	assert.Regexp(t, `class="month"[^>]*aria-invalid="true"[^>]*value="never"`, page.Main)
	assert.Regexp(t, `id="f\d+" type="text" spellcheck="false" dir="auto" aria-describedby="[^"]*" value="1"`, page.Main, "the amount is well")
	assert.Contains(t, show("en", "cash=1&"+strings.Repeat("x", 70000)), "too long")
}

// A refused figure keeps the unit that was chosen for it.
func TestRefusedFigureKeepsItsUnit(t *testing.T) {
	text := show("en", "out.A=5x|/yr")
	assert.Contains(t, text, "\nA = 5x a year: ", "there is no line yet")
	assert.Contains(t, show("en", "out.A=5/qtr&out.A=5x|/yr"), "[5x] <a year>")
	assert.Contains(t, show("en", "out.A=5/qtr&out.A=5x"), "[5x] <a quarter>")
	assert.Contains(t, show("en", "start=2026-01&raise.C=1@2026-02&raise.C=+"), "[ ] [2026-02]", "a payment that is emptied keeps its month")
}

// A figure typed in a language with decimal commas reads like one in a link.
func TestTranslate(t *testing.T) {
	fr, en := view.LanguageOf("fr"), view.LanguageOf("en")
	for typed, want := range map[string]string{"1,5 M": "1.5 M", "2,": "2,", ",5": ",5", "a,b": "a,b", "1,2 à 3,4": "1.2 à 3.4", "1,5..2,5": "1.5..2.5",
		"1.234,56": "1'234.56", "1.234.567,89": "1'234'567.89", "1,234.56": "1,234.56", "1,234,567": "1,234,567", "1 234,56": "1 234.56",
		"5 Billions": "5 long Billions", "un trillion": "un long trillion", "5 BILLIONS": "5 long BILLIONS"} {
		assert.Equal(t, want, fr.Translate(calc.Cash, typed))
		assert.Equal(t, typed, en.Translate(calc.Cash, typed))
	}
	for k, typed := range map[*calc.Kind]string{calc.Title: "1,5", calc.Article: "https://a.b/1,5", calc.Levers: "in.1,5"} {
		assert.Equal(t, typed, fr.Translate(k, typed), "no figure")
	}
	for typed, want := range map[string]string{"350 k serveurs": "350k serveurs", "350\u00a0k\u202fserveurs": "350k serveurs", "1,5 M personnes": "1.5M personnes",
		"12 personnes": "12 personnes", "3 Mme": "3 Mme", "2 Md unités": "2B unités"} {
		s, problems := calc.Parse("out.A=1&" + calc.Pair{Key: "units.A", Value: fr.Translate(calc.Units, typed)}.String())
		assert.Empty(t, problems, typed)
		l := s.Lines[0]
		assert.Equal(t, want, l.Units.String()+" "+l.Unit)
	}
	for typed, want := range map[string]calc.Problem{"1,5 billion": calc.LongScale, "5 trillions": calc.LongScale, "5 mille milliards": "", "5,5 milliards": "", "1,234 M": "", "1,2,3": calc.Ambiguous} {
		_, problem := calc.ParseAmount(fr.Translate(calc.Cash, typed))
		assert.Equal(t, want, problem, typed)
	}
	r, _ := calc.ParseAmount(fr.Translate(calc.Cash, "1.234.567,89"))
	assert.Equal(t, calc.Exactly(1234567.89), r)
}

// Languages are known by their tags, also with digits of their own.
func TestLanguageOf(t *testing.T) {
	assert.Nil(t, view.LanguageOf("xx"))
	assert.Same(t, view.LanguageOf("en"), view.LanguageOf("en-u-nu-latn"), "its digits are Latin")
	assert.Equal(t, "5 months", view.LanguageOf("en").Months(5))
	assert.Same(t, view.LanguageOf("ar"), view.LanguageOf("ar-u-nu-latn"))
	assert.Equal(t, "5 أشهر", view.LanguageOf("ar").Months(5))
	assert.Equal(t, "٥ أشهر", view.LanguageOf("ar-u-nu-arab").Months(5))
	assert.Equal(t, "no.such.word", view.LanguageOf("en").Word("no.such.word"))
	assert.Equal(t, "شركة ناشئة", view.LanguageOf("ar").PresetTitle("young-company"))
	assert.Equal(t, "A start-up", view.LanguageOf("en").PresetTitle("young-company"))
}

// A long list of problems is cut short.
func TestNoticeIsShort(t *testing.T) {
	s, problems := calc.Parse("cash=5" + unknown(25))
	page := view.New(view.LanguageOf("en"), s, problems, nil, "")
	assert.Equal(t, 1, strings.Count(string(page.Main), "and 5 more like these"))
	assert.Contains(t, string(page.Main), "k19")
	assert.NotContains(t, string(page.Main), "k20")
	_, problems = calc.Parse("cash=5" + unknown(2100))
	assert.Equal(t, []calc.Error{{Problem: calc.TooLong}}, problems)
}

// unknown returns n keys that no version knows, as the tail of a link.
func unknown(n int) string {
	query := ""
	for i := range n {
		query += "&k" + strconv.Itoa(i) + "="
	}
	return query
}

// A payment that shares its name with a line of the preset is the reader's own.
func TestAPaymentHasNoWayBackToALine(t *testing.T) {
	s, problems := calc.Parse("preset=openai-2024&raise.ChatGPT=1234567890123456789@2025-01")
	page := view.New(view.LanguageOf("en"), s, problems, nil, "")
	assert.NotContains(t, string(page.Main), `data-act="back" data-target="raise.ChatGPT"`)
}

// Every kind of figure has its words in every language: a name, and an explanation where
// it stands alone.
func TestKindsHaveWords(t *testing.T) {
	for _, code := range words.Languages {
		l := view.LanguageOf(code)
		for _, owner := range []calc.Owner{calc.CompanyFigure, calc.LineFigure, calc.ClaimFigure, calc.CaseFigure, calc.SettingFigure} {
			for _, k := range calc.KindsOf(owner) {
				word := strings.ReplaceAll(k.Key, ".", "-")
				if !k.IsHead() {
					assert.True(t, l.Has("figure."+word), "%s has no name in %s", k.Key, code)
				}
				if owner != calc.LineFigure {
					assert.True(t, l.Has("help."+word), "%s has no explanation in %s", k.Key, code)
				}
				for _, choice := range k.Choices {
					assert.True(t, l.Has("choice."+choice), "%s has no words for %s in %s", k.Key, choice, code)
				}
			}
		}
	}
}

// What a button or the end of a slider offers is a value that its figure can have, also at
// the figure's limits.
func TestOffersCanBeTaken(t *testing.T) {
	for _, link := range []string{"in.A=1&grow.A=-99.5%25", "in.A=1&grow.A=999.5%25", "in.A=1&grow.A=8%25/day", "in.A=1&grow.A=-100%25/yr", "interest=-99.5%25", "interest=999.9%25",
		"in.A=1&out.B=999.5%25", "in.A=1&out.B=0.1%25", "cash=9.9e17", "start=2026-01&raise.A=1@2026-02&once.B=-5@2026-02"} {
		s, problems := calc.Parse(link)
		require.Empty(t, problems, link)
		page := string(view.New(view.LanguageOf("en"), s, nil, nil, "").Main)
		taken := func(key, text, unit, month string) {
			next, _, _ := calc.ReadDraft(link).Apply(calc.Edit{Act: calc.Set, Key: key, Text: text, Unit: unit, Month: month}, nil)
			assert.Empty(t, next.Errors, "%s: %s = %s%s", link, key, text, unit)
		}
		buttons := regexp.MustCompile(`data-act="set" data-target="([^"]+)" data-text="([^"]+)"(?: data-unit="([^"]+)")?(?: data-month="([^"]+)")?`).FindAllStringSubmatch(page, -1)
		assert.NotEmpty(t, buttons, link)
		for _, b := range buttons {
			taken(b[1], b[2], b[3], b[4])
		}
		figures := regexp.MustCompile(`<div class="figure[^"]*" data-key="`).Split(page, -1)[1:]
		assert.NotEmpty(t, figures, link)
		for _, figure := range figures {
			key, _, _ := strings.Cut(figure, `"`)
			f, _ := s.Figure(key)
			code := ""
			if unit := regexp.MustCompile(`data-part="unit" value="([^"]+)"|<option value="([^"]+)" selected>`).FindStringSubmatch(figure); unit != nil && !f.Kind.Single {
				code = unit[1] + unit[2]
			}
			for _, end := range regexp.MustCompile(`type="range"[^>]* min="([^"]+)" max="([^"]+)"`).FindAllStringSubmatch(figure, -1) {
				taken(key, end[1], code, f.MonthText())
				taken(key, end[2], code, f.MonthText())
			}
		}
	}
}

// Short times are told in weeks, and no range has ends that read the same.
func TestShortTimes(t *testing.T) {
	for v, want := range map[float64][3]string{
		0:     {"less than a day", "أقل من يوم", "moins d’un jour"},
		0.05:  {"less than a week", "أقل من أسبوع", "moins d’une semaine"},
		0.2:   {"about a week", "نحو أسبوع", "environ une semaine"},
		0.46:  {"about 2 weeks", "نحو أسبوعين", "environ 2 semaines"},
		0.7:   {"about 3 weeks", "نحو 3 أسابيع", "environ 3 semaines"},
		0.949: {"about 4 weeks", "نحو 4 أسابيع", "environ 4 semaines"},
		0.96:  {"1 month", "شهرًا واحدًا", "1 mois"},
		1.5:   {"1.5 months", "1.5 شهر", "1,5 mois"},
	} {
		for i, language := range []string{"en", "ar", "fr"} {
			assert.Equal(t, want[i], strings.ReplaceAll(view.LanguageOf(language).Runway(v), "\u00a0", " "), "%v in %s", v, language)
		}
	}
	text := show("en", "start=2026-01&cash=700k&out.A=1M")
	assert.Contains(t, text, "On these figures, the money lasts about 3 weeks, until January 2026.")
	text = show("en", "start=2026-01&cash=1.003M&out.A=100k..100.01k")
	assert.Contains(t, text, "\nTo last 24 months, the company needs 1.4 million more. Revenue")
	assert.NotContains(t, text, "Over the ranges given")
	assert.Contains(t, text, "in 90% of cases the money lasts 10 months;")
	// Ends that differ are written alike where they are close.
	alike := regexp.MustCompile(`(?m)([\d.,0-9.]+ \pL+) (to|à|و)? ?\b(\S+ \pL+)`)
	for _, link := range []string{"cash=1M..1.00001M&out.A=100k..100.001k", "start=2026-01&cash=1M..1.0001M&out.A=100k&in.B=1..2&claim.loss=1.2M..1.20001M/yr", "cash=20k..20.1k&out.A=100k"} {
		for _, language := range []string{"en", "ar", "fr"} {
			for _, match := range alike.FindAllStringSubmatch(answers(language, link), -1) {
				assert.NotEqual(t, match[1], match[3], match[0])
			}
		}
	}
}

// answers returns what a page says before its figures.
func answers(language, link string) string {
	text, _, _ := strings.Cut(show(language, link), view.LanguageOf(language).Word("form.heading"))
	return text
}
