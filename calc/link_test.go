package calc_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// everything has every key of the format once.
const everything = "title=A+company&company=Example&cur=EUR&start=2026-01&horizon=36&cash=1M..2M&floor=100k&interest=4%25" +
	"&in.Sales=20k/mo&grow.Sales=-10%25..60%25/yr&units.Sales=500+customers&hire.Sales=20/mo" +
	"&out.Team=1.2M/yr&grow.Team=3%25/yr&units.Team=10..12+people&hire.Team=2/qtr&out.Cloud=30k/qtr&credit.Cloud=100k" +
	"&out.Fees=3%25..5%25&once.Machine=-40k@2026-06&raise.Seed=2M..3M@2026-04&valuation=12M&ranges=90&timing=continuous&likelihood=80%25" +
	"&claim.loss=1M/yr&claim.runway=12" +
	"&outlet=The+Paper&published=2026-01-09&by=A+desk&levers=cash,in.Sales,grow.Sales,raise.Seed,horizon&article=https://example.org/a" +
	"&note.title=Made+up&note.cash=Assumed&src.cash=https://example.org/a%3Fb%3Dc&as.cash=assumed&as.in.Sales=derived" +
	"&note.out.Team=Ten+or+twelve&as.out.Team=estimated&src.units.Team=http://example.org/&as.raise.Seed=assumed"

func TestLinkRoundTrip(t *testing.T) {
	links := []string{"", everything, "preset=openai-2024", "preset=openai-2024&cash=3B..5B",
		"preset=openai-2024&out.Training=&note.cash=", "preset=openai-2024&cash=",
		"preset=openai-2024&company=A&published=2024-07-25&as.cash=estimated&as.out.Staff=estimated",
		"preset=after-a-raise&horizon=&raise.Seed+round=&once.Equipment=-1@2027-01", "preset=young-company&credit.Cloud=&grow.Cloud=1%25/mo",
		"in.A.B=5/mo&out.%D9%85%D9%88%D8%B8%D9%81%D9%88%D9%86=7k/yr", "newkey=1&another.key=two",
		"in.A%26B%3DC%25=1/mo",
		"claim.loss=..5B/yr&claim.runway=..12", "claim.loss=5B../yr&claim.runway=18..", "claim.loss=4B..5B/yr&claim.runway=9..12.5",
		"claim.loss=..1.25B/qtr", "claim.loss=0.5../day", "preset=openai-2024&claim.loss=&claim.runway=18..",
		// Before the divider is the case as published, behind it are changes to it.
		"cash=5&changes=&cash=6&floor=1", "cash=5&in.A=1/mo&changes=&cash=&in.A=", "changes=&cash=6",
		"preset=openai-2024&cash=3B&changes=", "preset=openai-2024&cash=3B&changes=&cash=4B", "preset=openai-2024&cash=3B&changes=&cash=5B",
		"preset=openai-2024&out.Training=&changes=&out.Law=1B/yr", "preset=openai-2024&note.cash=&changes=&note.cash=Mine",
		"in.A=5/mo&grow.A=8%25/mo&note.grow.A=x&changes=&in.A=&out.A=5/mo&grow.A=8%25/mo&note.grow.A=x", // all goes with a line
		"out.A=5/mo&out.B=6/mo&changes=&out.A=&out.C=5/mo", "in.A=5/mo&note.in.A=x&changes=&note.in.A=",
		"colour=red&size=1&changes=&colour=&size=2", everything + "&changes=&title=", everything + "&changes=&out.Fees=&note.title=&cash=5",
		"cash=5&changes=5", "changes=5&changes=&changes=6",
	}
	for _, link := range links {
		s, _ := calc.Parse(link)
		require.NotNil(t, s, link)
		assert.Equal(t, link, s.String())
		again, _ := calc.Parse(s.String())
		assert.Equal(t, s, again, link)
	}
}

// What programs that pass links on do to them is undone, and nothing else.
func TestMend(t *testing.T) {
	const link = "preset=openai-2024&title=A+%D8%A7&in.A=20k/mo&grow.A=8%25/mo&cash=3B..5B"
	twice := strings.ReplaceAll(link, "%", "%25")
	for _, passed := range []string{link, strings.ReplaceAll(link, "&", "&amp;"), strings.ReplaceAll(link, "&", "&#38;"),
		twice, strings.ReplaceAll(twice, "%", "%25"), strings.ReplaceAll(twice, "&", "&amp;"),
		url.QueryEscape(link), url.QueryEscape(url.QueryEscape(link)), // all of it, once and twice more
		link + ".", link + ",", link + ")", link + "\">", link + "؟", link + "\n", link + "&amp;"} {
		assert.Equal(t, link, strings.TrimSuffix(calc.Mend(passed), "&"), passed)
	}
	assert.Equal(t, "title=A%20B", calc.Mend("title=A%2520B"), "a digit of 0")
	assert.Equal(t, "title=A%0A", calc.Mend("title=A%250A"))
	longest := strings.Repeat("&", 8*calc.MaxLink-len("cash=5.")) + "cash=5"
	assert.Equal(t, longest, calc.Mend(longest+"."))
	assert.Equal(t, "&"+longest+".", calc.Mend("&"+longest+"."), "too long for a link")
	assert.Equal(t, "src.cash=https://a.example/b_(c)", calc.Mend("src.cash=https://a.example/b_(c)).»"))
	for _, kept := range []string{"", "cash=5", "cash=5B&title=What now?", "note.cash=Assumed (by us)", "in.A=5&grow.A=8%/mo", "in.A=5&grow.A=8%25/mo&out.B=35%25",
		"title=100%25+sure&grow.A=8%25/mo", "out.A=35%", "cash", "v=7", "cash=5&title=A%25", "cash=5&title=A%252", "title=A%250",
		"title=Ads+20%25ad", "out.Team=5k&units.Team=6+pers.", "cash=5B&src.cash=https://en.wikipedia.org/wiki/Runway_(finance)", "article=https://a.b/?q=1#top&cash=5", strings.Repeat("a%2541", 1<<17)} {
		assert.Equal(t, kept, calc.Mend(kept))
	}
}

// A link that was cut inside a key says so and removes nothing; as a key without =
// it would.
func TestACutLink(t *testing.T) {
	for link, want := range map[string]string{"preset=openai-2024&out.Training": "out.Training", "cash=5&ca": "ca", "preset": "preset"} {
		s, errors := calc.Parse(link)
		assert.Equal(t, []calc.Error{{Text: want, Problem: calc.CutOff}}, errors, link)
		whole, _ := calc.Parse(link[:strings.LastIndex("&"+link, "&")])
		assert.Equal(t, whole, s, link)
	}
	_, errors := calc.Parse("cash=5&")
	assert.Empty(t, errors)
}

// What is written loosely comes out canonical.
// No time at all is a time where it is one.
func TestNoDelay(t *testing.T) {
	for _, text := range []string{"0", "0 months", "0.0"} {
		s, problems := calc.Parse("in.A=1&delay.A=" + text)
		assert.Empty(t, problems, text)
		assert.Zero(t, s.Lines[0].Delay)
	}
}

func TestLinkCanonical(t *testing.T) {
	for link, want := range map[string]string{
		"#cash=400000":             "cash=400k",
		"out.B=5&in.A=6/mo&cash=1": "cash=1&in.A=6/mo&out.B=5/mo",
		"grow.A=8%/mo&in.A=20k":    "in.A=20k/mo&grow.A=8%25/mo",
		"in.A=1&grow.A=8pc":        "in.A=1/mo&grow.A=8%25/mo",
		"in.A=1&grow.A=8%25%25/mo": "in.A=1/mo&grow.A=8%25/mo", // a field that shows % and a typed one
		"in.A=1&grow.A=0%/yr":      "in.A=1/mo",
		"out.A=35%25":              "out.A=35%25",
		"start=2026-01&out.A=1&every.A=yr&from.A=March 2026&until.A=..":                   "start=2026-01&out.A=1/mo&from.A=2026-03&every.A=12",
		"start=2026-01&delay.A=2 months&in.A=1&every.A=half-year&until.A=Jan to Mar 2027": "start=2026-01&in.A=1/mo&until.A=2027-01..2027-03&every.A=6&delay.A=2",
		"start=2026-01&in.A=1&every.A=quarterly&delay.A=0&raise.R=5@2026-02..2026-02":     "start=2026-01&in.A=1/mo&every.A=3&raise.R=5@2026-02",
		"out.A=30 to 40%25":                     "out.A=30%25..40%25",
		"out.A=4 billion per year":              "out.A=4B/yr",
		"out.A=٤ مليار سنويا":                   "out.A=4B/yr",
		"horizon=24&ranges=even&timing=monthly": "",
		"v=1&cash=5":                            "cash=5",
		"cash=5&cash=6":                         "cash=6",
		"cash=5&cash=abc":                       "cash=5", // what is refused changes nothing
		"cash=5&cash=":                          "",
		"cash=3B&preset=openai-2024":            "preset=openai-2024&cash=3B",
		"preset=openai-2024&cash=5000M":         "preset=openai-2024",
		"preset=openai-2024&cash=3B&preset=":    "cash=3B",
		// A divider goes where nothing was changed, or the preset says what was published. Of two
		// the last holds.
		"cash=5&changes=":                                    "cash=5",
		"cash=5&changes=&cash=5000m&cash=5":                  "cash=5",
		"changes=":                                           "",
		"preset=openai-2024&changes=&cash=3B":                "preset=openai-2024&cash=3B",
		"preset=openai-2024&cash=3B&cash=&cash=5B&changes=":  "preset=openai-2024",
		"cash=5&changes=&cash=6&changes=&cash=7":             "cash=6&changes=&cash=7",
		"cash=5&changes=&cash=6&changes=":                    "cash=6",
		"cash=3B&changes=&cash=4B&preset=openai-2024":        "preset=openai-2024&cash=3B&changes=&cash=4B",
		"in.A=1&out.B=2&changes=&in.A=&in.C=3&in.A=1/mo":     "in.A=1/mo&out.B=2/mo&changes=&in.C=3/mo",
		"in.A=1&out.B=2&changes=&in.A=&in.A=1/mo":            "in.A=1/mo&out.B=2/mo",
		"colour=red&size=1&changes=&colour=&colour=red":      "colour=red&size=1",
		"preset=openai-2024&out.Staff=&changes=&out.Staff=0": "preset=openai-2024&out.Staff=&changes=&out.Staff=0/mo",
		"cash=5&grow.A=8%/mo&changes=&in.A=1&grow.A=8%/mo":   "cash=5&changes=&in.A=1/mo&grow.A=8%25/mo",
		"cur=EUR&cash=€5&changes=&cur=USD&cash=$6":           "cur=EUR&cash=5&changes=&cur=USD&cash=6",
		"start=٢٠٢٤-٠٨":                                      "start=2024-08",
		"start=2024-8":                                       "start=2024-08",
		"start=1900-01":                                      "start=1900-01",
		"start=2999-12":                                      "start=2999-12",
		"claim.runway=12 months":                             "claim.runway=12",
		"interest=4%25/yr":                                   "interest=4%25",
		// What is stated is a bound where it is hedged as one.
		"claim.loss=up to $5 billion a year":              "claim.loss=..5B/yr",
		"claim.loss=...5B/yr":                             "claim.loss=..5B/yr",
		"claim.loss=<=5B/yr":                              "claim.loss=..5B/yr",
		"claim.loss=5B a year at most":                    "claim.loss=..5B/yr",
		"claim.loss=jusqu’à 5 milliards|/yr":              "claim.loss=..5B/yr",
		"claim.loss=au plus 5 milliards par an":           "claim.loss=..5B/yr",
		"claim.loss=حتى ٥ مليارات سنويا":                  "claim.loss=..5B/yr",
		"claim.loss=تصل إلى ٥ مليارات دولار سنويا":        "claim.loss=..5B/yr",
		"claim.loss=at least 5B|/yr":                      "claim.loss=5B../yr",
		"claim.loss=more than 5B/yr":                      "claim.loss=5B../yr",
		"claim.loss=5B or more|/yr":                       "claim.loss=5B../yr",
		"claim.loss=5B%2B/yr":                             "claim.loss=5B../yr",
		"claim.loss=5B.. a year":                          "claim.loss=5B../yr",
		"claim.loss=d’au moins 5 milliards/yr":            "claim.loss=5B../yr",
		"claim.loss=٥ مليارات دولار على الأقل|/yr":        "claim.loss=5B../yr",
		"claim.loss=about 5B/yr":                          "claim.loss=5B/yr",
		"claim.loss=at least 3 and at most 5B/yr":         "claim.loss=3B..5B/yr",
		"claim.runway=within twelve months":               "claim.runway=..12",
		"claim.runway=less than a year":                   "claim.runway=..12",
		"claim.runway=..2 years":                          "claim.runway=..24",
		"claim.runway=d’ici 12":                           "claim.runway=..12",
		"claim.runway=d’ici un an":                        "claim.runway=..12",
		"claim.runway=خلال ١٢":                            "claim.runway=..12",
		"claim.runway=خلال سنتين":                         "claim.runway=..24",
		"claim.runway=12 mois au plus":                    "claim.runway=..12",
		"claim.runway=at least 18":                        "claim.runway=18..",
		"claim.runway=18%2B months":                       "claim.runway=18..",
		"claim.runway=18 months or more":                  "claim.runway=18..",
		"claim.runway=١ ألف":                              "claim.runway=1k",
		"claim.runway=2 years..":                          "claim.runway=24..",
		"claim.runway=6 months..a year":                   "claim.runway=6..12",
		"claim.runway=au moins 18":                        "claim.runway=18..",
		"claim.runway=١٨ شهرًا على الأقل":                 "claim.runway=18..",
		"claim.runway=ما لا يقل عن ١٨":                    "claim.runway=18..",
		"cash=up to 5B&out.A=5B%2B/yr&horizon=at least 9": "horizon=9&cash=5B&out.A=5B/yr", // no other figure is
		"cur=usd":                                "cur=USD",
		"cur=zar":                                "cur=ZAR", // from the first letter to the last
		"timing=continuous&timing=":              "",
		"in.A=1&in.A=&grow.A=":                   "",
		"in.A=1&out.A=":                          "in.A=1/mo", // there is no such cost to remove
		"start=2026-01&once.A=5@2026-02&once.A=": "start=2026-01",
		"x=1&x=2":                                "x=2",
		"x=1&x=":                                 "",
		"cash=5&src.cash=http://a.b&src.cash=":   "cash=5",
		"cash=5&as.cash=assumed&as.cash=":        "cash=5",
		"cash=5&as.cash=Assumed":                 "cash=5&as.cash=assumed",
		"cash=5&as.cash=reported":                "cash=5",
		"cash=5&note.cash=x&as. cash =derived":   "cash=5&note.cash=x&as.cash=derived",
		"by=Us&published=24 July 2024&outlet=X&article=http://a.b/.&company= Y ":                                   "company=Y&outlet=X&published=2024-07-24&by=Us&article=http://a.b/%2E",
		"company=Y&company=&published=24/7/2024&published=&article=https://a.b&article=&outlet=X&outlet=&by=Z&by=": "",
		"cash=1_234_567&floor=—5":                "cash=1234567&floor=-5",
		"out.A=1&units.A=3&hire.A=0":             "out.A=1/mo&units.A=3",
		"out.A=3B|/yr":                           "out.A=3B/yr", // a unit beside the figure holds
		"out.A=3B a month|/yr":                   "out.A=3B/mo", // unless it says its own
		"out.A=25%25|/yr":                        "out.A=25%25",
		"out.A=٢٥٪|/yr":                          "out.A=25%25",
		"out.A=25|%25":                           "out.A=25%25",
		"in.A=1&grow.A=8|%25/yr":                 "in.A=1/mo&grow.A=8%25/yr",
		"in.A=1&grow.A=8%25|%25/yr":              "in.A=1/mo&grow.A=8%25/yr",
		"in.A=1&grow.A=5%25 a year|%25/mo":       "in.A=1/mo&grow.A=5%25/yr",
		"likelihood=90%25":                       "",
		"likelihood=٨٠|%25":                      "likelihood=80%25",
		"interest=4%25 a year|%25":               "interest=4%25",
		"out.A=1&units.A=350k servers":           "out.A=1/mo&units.A=350k+servers",
		"out.A=1&units.A=1.5 million people":     "out.A=1/mo&units.A=1.5M+people",
		"out.A=1&units.A=12 M%26A people":        "out.A=1/mo&units.A=12+M%26A+people",
		"out.A=1&units.A=6 B2B reps":             "out.A=1/mo&units.A=6+B2B+reps",
		"out.A=1&units.A=1500 m2":                "out.A=1/mo&units.A=1500+m2",
		"out.A=1&units.A=5 T-shirts":             "out.A=1/mo&units.A=5+T-shirts",
		"out.A=1&units.A=350 pc":                 "out.A=1/mo&units.A=350+pc",
		"out.A=1&units.A=5 mln people":           "out.A=1/mo&units.A=5M+people",
		"out.A=1&units.A=5k":                     "out.A=1/mo&units.A=5k",
		"out.A=1&units.A=5T-shirts":              "out.A=1/mo&units.A=5+T-shirts",
		"out.A=1&units.A=350k..400k servers":     "out.A=1/mo&units.A=350k..400k+servers",
		"out.A=1&units.A=3 million人":             "out.A=1/mo&units.A=3+million%E4%BA%BA",
		"title=5%252":                            "title=5%252",
		"title=5%2":                              "title=5%252",
		"cur=zAR":                                "cur=ZAR",
		"cur=ZaR":                                "cur=ZAR",
		"out.A=1&units.A=3 millionaires":         "out.A=1/mo&units.A=3+millionaires",
		"out.A=1&units.A=3 MILLIONAIRES":         "out.A=1/mo&units.A=3+MILLIONAIRES",
		"out.A=1&units.A=3 millionz":             "out.A=1/mo&units.A=3+millionz",
		"out.A=1&units.A=3 millionZ":             "out.A=1/mo&units.A=3+millionZ",
		"out.A=1&units.A=3 millionÀ":             "out.A=1/mo&units.A=3+million%C3%80",
		"in.A=1&grow.A=1%25&note.grow.A=x":       "in.A=1/mo&grow.A=1%25/mo&note.grow.A=x",
		"out.A=1&units.A=3-4 people":             "out.A=1/mo&units.A=3..4+people",
		"out.A=1&units.A=6 M people":             "out.A=1/mo&units.A=6M+people",
		"out.A=1&units.A=350 k serveurs":         "out.A=1/mo&units.A=350k+serveurs",
		"out.A=1&units.A=about 500%2B people":    "out.A=1/mo&units.A=500+people",
		"out.A=1&units.A=5 __proto__":            "out.A=1/mo&units.A=5+__proto__", // the word stays as it was typed
		"out.A=1&units.A=5 l’unité…":             "out.A=1/mo&units.A=5+l%E2%80%99unit%C3%A9%E2%80%A6",
		"out.A=12k/half":                         "out.A=12k/half",
		"out.A=5 a week":                         "out.A=5/wk",
		"out.A=5/day":                            "out.A=5/day",
		"out.A=5 per half-year":                  "out.A=5/half",
		"out.A=5 per cent":                       "out.A=5%25",
		"out.A=5 pour cent":                      "out.A=5%25",
		"out.A=٥ بالمئة":                         "out.A=5%25",
		"out.A=%25%35":                           "out.A=5%25",
		"out.A=5bn/y":                            "out.A=5B/yr",
		"out.A=5B%2B/yr":                         "out.A=5B/yr",
		"out.A=€5M par an":                       "out.A=5M/yr",
		"out.A=12 x 5000 per year|/mo":           "out.A=60k/yr",
		"out.A=5B. a year|/mo":                   "out.A=5B/yr",
		"out.A=٥ ملايين دولار في السنة|/mo":      "out.A=5M/yr",
		"in.A=1&grow.A=60%25 YoY|%25/mo":         "in.A=1/mo&grow.A=60%25/yr",
		"in.A=1&grow.A=5%25 MoM":                 "in.A=1/mo&grow.A=5%25/mo",
		"in.A=1&grow.A=٥-٪ سنويا":                "in.A=1/mo&grow.A=-5%25/yr",
		"in.A=1&grow.A=%E2%80%8F٪٥":              "in.A=1/mo&grow.A=5%25/mo",
		"in.A=1&grow.A=1%25 per week":            "in.A=1/mo&grow.A=1%25/wk",
		"interest=4%25 p.a.":                     "interest=4%25",
		"claim.runway=2 years":                   "claim.runway=24",
		"claim.runway=12m":                       "claim.runway=12",
		"horizon=deux ans et demi":               "horizon=30",
		"cur=$&cash=$5":                          "cur=USD&cash=5",
		"cur=CAD&cash=$5":                        "cur=CAD&cash=5", // any dollar
		"cur=JPY&cash=¥5":                        "cur=JPY&cash=5",
		"cur=EGP&cash=£5":                        "cur=EGP&cash=5",
		"cur=SEK&cash=5 kr":                      "cur=SEK&cash=5",
		"cur=CAD&cash=5 دولار كندي":              "cur=CAD&cash=5",
		"cash=€5":                                "cash=5", // without a currency any will do
		"cash=$5&cur=€&cash=€6":                  "cur=EUR&cash=6",
		"cur=XSS&cash=5 XSS":                     "cur=XSS&cash=5",
		"start=Q2 2026":                          "start=2026-04",
		"start=2026-01&once.A=$5@janv. 2026":     "start=2026-01&once.A=5@2026-01",
		"out.%20A%20=1&note.out.A=x&units.A=٣ س": "out.A=1/mo&units.A=3+%D8%B3&note.out.A=x",
	} {
		s, _ := calc.Parse(link)
		assert.Equal(t, want, s.String(), link)
	}
}

func TestLinkProblems(t *testing.T) {
	long, marks := strings.Repeat("n", calc.MaxText+1), strings.Repeat("\u0301", 6)
	for link, want := range map[string]calc.Error{
		"cash=abc":                         {"cash", "abc", calc.NotANumber, false},
		"cash=+":                           {"cash", " ", calc.Missing, false},
		"cash=1,5":                         {"cash", "1,5", calc.Ambiguous, false},
		"floor=5B..3B":                     {"floor", "5B..3B", calc.Crossed, false},
		"out.A=-5":                         {"out.A", "-5", calc.Negative, false},
		"out.A=-5..5":                      {"out.A", "-5..5", calc.Negative, false},
		"out.A=5/fortnight":                {"out.A", "5/fortnight", calc.UnknownPeriod, false},
		"out.A=-5%25":                      {"out.A", "-5%", calc.Negative, false},
		"out.A=2000%25":                    {"out.A", "2000%", calc.ShareBounds, false},
		"in.A=5%25":                        {"in.A", "5%", calc.RevenueNoShare, false},
		"in.=5":                            {"in.", "5", calc.NoName, false},
		"in." + long + "=5":                {"in." + long, "5", calc.TooLong, false},
		"in.A=5&out.A=6":                   {"out.A", "6", calc.NameTaken, false},
		"grow.A=5%25":                      {"grow.A", "5%", calc.NoSuchLine, false},
		"in.A=5&grow.A=5":                  {"grow.A", "5", calc.WantsPercent, false},
		"in.A=5&grow.A=-101%25":            {"grow.A", "-101%", calc.GrowthBounds, false},
		"in.A=5&grow.A=1001%25/mo":         {"grow.A", "1001%/mo", calc.GrowthBounds, false},
		"in.A=5&units.A=0 x":               {"units.A", "0 x", calc.NotPositive, false},
		"in.A=5&from.A=2026-01":            {"from.A", "2026-01", calc.NeedsStart, true},
		"start=2026-01&in.A=5&from.A=soon": {"from.A", "soon", calc.NotAMonth, false},
		"start=2026-01&in.A=5&until.A=2026-06..2026-01":       {"until.A", "2026-06..2026-01", calc.Crossed, false},
		"start=2026-01&in.A=5&from.A=2027-01&until.A=2026":    {"until.A", "2026", calc.NotAMonth, false},
		"start=2026-01&in.A=5&from.A=2027-01&until.A=2026-12": {"until.A", "2026-12", calc.EndsEarly, true},
		"in.A=5&every.A=0":                            {"every.A", "0", calc.EveryBounds, false},
		"in.A=5&every.A=61":                           {"every.A", "61", calc.EveryBounds, false},
		"in.A=5&every.A=1.5":                          {"every.A", "1.5", calc.EveryBounds, false},
		"in.A=5&every.A=3..6":                         {"every.A", "3..6", calc.EveryBounds, false},
		"in.A=5&every.A=week":                         {"every.A", "week", calc.EveryBounds, false},
		"out.A=5&delay.A=25":                          {"delay.A", "25", calc.DelayBounds, false},
		"out.A=5&delay.A=-1":                          {"delay.A", "-1", calc.DelayBounds, false},
		"delay.A=2":                                   {"delay.A", "2", calc.NoSuchLine, false},
		"start=2026-01&raise.A=5@2026-06..2026-02":    {"raise.A", "5@2026-06..2026-02", calc.Crossed, false},
		"start=2026-01&raise.A=5@2025-11..2026-02":    {"raise.A", "5@2025-11..2026-02", calc.BeforeStart, true},
		"in.A=5&hire.A=2":                             {"hire.A", "2/mo", calc.NeedsUnits, true},
		"out.A=450%09120":                             {"out.A", "450\t120", calc.SeveralNumbers, false},
		"out.A=450%0A120|/mo":                         {"out.A", "450\n120|/mo", calc.SeveralNumbers, false},
		"in.A=5&grow.A=5%25%0A6%25":                   {"grow.A", "5%\n6%", calc.SeveralNumbers, false},
		"out.A=1&units.A=12%0A15":                     {"units.A", "12\n15", calc.SeveralNumbers, false},
		"out.A=1&units.A=12 %2B 3 people":             {"units.A", "12 + 3 people", calc.NotANumber, false},
		"out.A=1&units.A=6 m people":                  {"units.A", "6 m people", calc.Ambiguous, false}, // of metres or millions
		"start=1/2/2026":                              {"start", "1/2/2026", calc.Ambiguous, false},
		"start=2026-01%092026-02":                     {"start", "2026-01\t2026-02", calc.SeveralNumbers, false},
		"cur=USD&cash=€5B":                            {"cash", "€5B", calc.OtherCurrency, false},
		"cash=€5B&cur=USD":                            {"cash", "€5B", calc.OtherCurrency, false}, // wherever it stands
		"cur=EUR&floor=5 دولار":                       {"floor", "5 دولار", calc.OtherCurrency, false},
		"cur=EUR&in.A=$5|/mo":                         {"in.A", "$5|/mo", calc.OtherCurrency, false},
		"cur=CAD&out.A=US$5":                          {"out.A", "US$5", calc.OtherCurrency, false},
		"cur=EUR&out.A=5&credit.A=£5":                 {"credit.A", "£5", calc.OtherCurrency, false},
		"cur=EUR&start=2026-01&raise.A=5 GBP@2026-02": {"raise.A", "5 GBP@2026-02", calc.OtherCurrency, false},
		"cur=EUR&valuation=5 CHF":                     {"valuation", "5 CHF", calc.OtherCurrency, false},
		"cur=EUR&claim.loss=$5":                       {"claim.loss", "$5", calc.OtherCurrency, false},
		"cur=KWD&cash=5 دينار أردني":                  {"cash", "5 دينار أردني", calc.OtherCurrency, false},
		"cur=dinars":                                  {"cur", "dinars", calc.Ambiguous, false},
		"cur=kr":                                      {"cur", "kr", calc.Ambiguous, false},
		"cur=£ €":                                     {"cur", "£ €", calc.NotACurrency, false},
		"out.A=5%25&units.A=2":                        {"units.A", "2", calc.ShareHasNoUnits, true},
		"in.A=5&credit.A=2":                           {"credit.A", "2", calc.RevenueNoCredit, true},
		"out.A=5&credit.A=-2":                         {"credit.A", "-2", calc.Negative, false},
		"start=2026-01&once.A=5":                      {"once.A", "5", calc.NotAMonth, false},
		"start=2026-01&once.A=@2026-01":               {"once.A", "@2026-01", calc.Missing, false},
		"start=2026-01&raise.A=-5@2026-01":            {"raise.A", "-5@2026-01", calc.Negative, false},
		"start=2026-01&raise.A=5@2025-12":             {"raise.A", "5@2025-12", calc.BeforeStart, true},
		"raise.A=5@2025-12":                           {"raise.A", "5@2025-12", calc.NeedsStart, true},
		"start=2026-13":                               {"start", "2026-13", calc.NotAMonth, false},
		"start=08/24":                                 {"start", "08/24", calc.NotAMonth, false},
		"horizon=0":                                   {"horizon", "0", calc.HorizonBounds, false},
		"horizon=121":                                 {"horizon", "121", calc.HorizonBounds, false},
		"horizon=2.5":                                 {"horizon", "2.5", calc.HorizonBounds, false},
		"interest=-100%25":                            {"interest", "-100%", calc.InterestBounds, false},
		"interest=4%25/mo":                            {"interest", "4%/mo", calc.UnknownPeriod, false},
		"valuation=0":                                 {"valuation", "0", calc.NotPositive, false},
		"claim.loss=0":                                {"claim.loss", "0", calc.NotPositive, false},
		"claim.loss=..0":                              {"claim.loss", "..0", calc.NotPositive, false},
		"claim.loss=-5..":                             {"claim.loss", "-5..", calc.NotPositive, false},
		"claim.loss=0..5":                             {"claim.loss", "0..5", calc.NotPositive, false},
		"claim.loss=..":                               {"claim.loss", "..", calc.Missing, false},
		"claim.loss=..5..":                            {"claim.loss", "..5..", calc.NotANumber, false},
		"claim.loss=..3..5":                           {"claim.loss", "..3..5", calc.NotANumber, false},
		"claim.loss=5..x":                             {"claim.loss", "5..x", calc.NotANumber, false},
		"claim.loss=..1e18":                           {"claim.loss", "..1e18", calc.TooLarge, false},
		"claim.runway=..9..12":                        {"claim.runway", "..9..12", calc.NotALength, false},
		"claim.runway=1e6..":                          {"claim.runway", "1e6..", calc.OutOfBounds, false},
		"cash=..5B":                                   {"cash", "..5B", calc.NotANumber, false},
		"cash=5B..":                                   {"cash", "5B..", calc.Missing, false},
		"out.A=..5B/yr":                               {"out.A", "..5B/yr", calc.NotANumber, false},
		"horizon=..12":                                {"horizon", "..12", calc.NotALength, false},
		"cur=Doubloon":                                {"cur", "Doubloon", calc.NotACurrency, false},
		"cur=$$$":                                     {"cur", "$$$", calc.NotACurrency, false},
		"likelihood=100%25":                           {"likelihood", "100%", calc.LikelihoodBounds, false},
		"likelihood=5%25..9%25":                       {"likelihood", "5%..9%", calc.LikelihoodBounds, false},
		"likelihood=80":                               {"likelihood", "80", calc.WantsPercent, false},
		"ranges=normal":                               {"ranges", "normal", calc.NotAChoice, false},
		"title=" + long:                               {"title", long, calc.TooLong, false},
		"title=a%00b":                                 {"title", "a\x00b", calc.Unprintable, false},
		"title=%E2%80%AEabc":                          {"title", "\u202eabc", calc.Unprintable, false}, // right-to-left override
		"title=%FF":                                   {"title", "\xff", calc.Unprintable, false},
		"title=Z" + marks + "algo":                    {"title", "Z" + marks + "algo", calc.Unprintable, false},
		"title=a" + strings.Repeat("\u0e49", 6):       {"title", "a" + strings.Repeat("\u0e49", 6), calc.Unprintable, false},
		"title=a" + strings.Repeat("\u0301\u200d", 6): {"title", "a" + strings.Repeat("\u0301\u200d", 6), calc.Unprintable, false},
		"title=\u200b\u3164\ufe0f":                    {"title", "\u200b\u3164\ufe0f", calc.Unprintable, false},
		"title=\u2800\u0301":                          {"title", "\u2800\u0301", calc.Unprintable, false},
		"title=\U000e0041\u034f":                      {"title", "\U000e0041\u034f", calc.Unprintable, false},
		"out.\u00ad\u2060=5":                          {"out.\u00ad\u2060", "5", calc.Unprintable, false},
		"in.\uffa0=5":                                 {"in.\uffa0", "5", calc.Unprintable, false},
		"out.A=1&units.A=5 \u115f\u1160":              {"units.A", "5 \u115f\u1160", calc.Unprintable, false},
		"out.A=1&units.A=5 a\u202eb":                  {"units.A", "5 a\u202eb", calc.Unprintable, false},
		"title=\ufdd0a":                               {"title", "\ufdd0a", calc.Unprintable, false},
		"title=\U0001fffe":                            {"title", "\U0001fffe", calc.Unprintable, false},
		"cash=5&src.cash=javascript:alert()":          {"src.cash", "javascript:alert()", calc.NotALink, false},
		"src.cash=https://":                           {"src.cash", "https://", calc.NotALink, false},
		"as.cash=guessed":                             {"as.cash", "guessed", calc.NotAStanding, false},
		"as.out.A=assumed":                            {"as.out.A", "assumed", calc.NoSuchFigure, false},
		"company=" + long:                             {"company", long, calc.TooLong, false},
		"outlet=a%00b":                                {"outlet", "a\x00b", calc.Unprintable, false},
		"by=%E2%80%AEabc":                             {"by", "\u202eabc", calc.Unprintable, false},
		"article=example.org/@a|b":                    {"article", "example.org/@a|b", calc.NotALink, false},
		"article=javascript:alert()":                  {"article", "javascript:alert()", calc.NotALink, false},
		"published=2024-07":                           {"published", "2024-07", calc.NotADay, false},
		"published=2024-02-30":                        {"published", "2024-02-30", calc.NotADay, false},
		"note.out.A=x":                                {"note.out.A", "x", calc.NoSuchFigure, false},
		"start=2026-01&raise.A=5@2026-02&note.raise.A@=x": {"note.raise.A@", "x", calc.NoSuchFigure, false}, // a month has none
		"note.nothing=x":            {"note.nothing", "x", calc.NoSuchFigure, false},
		"cash%3D5B%26out.A%3D1":     {"", "cash=5B&out.A=1", calc.CutOff, false}, // escaped as a whole
		"out.A=|/yr":                {"out.A", "|/yr", calc.Missing, false},
		"out.A=5x|/yr":              {"out.A", "5x|/yr", calc.NotANumber, false},
		"in.A=1&units.A=12  345 x":  {"units.A", "12  345 x", calc.NotANumber, false}, // would be written as 12 345 x
		"in.A=5&grow.A=5%25/mo now": {"grow.A", "5%/mo now", calc.NotANumber, false},
		"claim.runway=12 moons":     {"claim.runway", "12 moons", calc.NotALength, false},
		"likelihood=80%25 or so":    {"likelihood", "80% or so", calc.NotANumber, false},
		"once.=5@2026-01":           {"once.", "5@2026-01", calc.NoName, false},
		"cash=5,":                   {"cash", "5,", calc.NotANumber, false},
		"cash=1e18..2e18":           {"cash", "1e18..2e18", calc.TooLarge, false},
		"src.cash=https://a.b/%09d": {"src.cash", "https://a.b/\td", calc.NotALink, false},
		"src.cash=https://a.b/c d":  {"src.cash", "https://a.b/c d", calc.NotALink, false},
		"src.cash=https://a.b/%07c": {"src.cash", "https://a.b/\ac", calc.NotALink, false},
		"src.cash=https://a.b/%FF":  {"src.cash", "https://a.b/\xff", calc.NotALink, false},
		"src.cash=https://a.b/" + strings.Repeat("c", 5*calc.MaxText): {"src.cash", "https://a.b/" + strings.Repeat("c", 5*calc.MaxText), calc.TooLong, false},
		"changes=5":                      {"changes", "5", calc.UnknownKey, true},
		"cash=5&changes":                 {"", "changes", calc.CutOff, false},
		"cash=x&changes=&floor=1":        {"cash", "x", calc.NotANumber, false},
		"cash=1&changes=&cash=x":         {"cash", "x", calc.NotANumber, false},
		"in.A=5&hire.A=2&changes=&cash=": {"hire.A", "2/mo", calc.NeedsUnits, true},
		"colour=red&changes=&cash=1":     {"colour", "red", calc.UnknownKey, true},
		"colour=red":                     {"colour", "red", calc.UnknownKey, true},
		"__proto__=1":                    {"__proto__", "1", calc.UnknownKey, true},
		"preset=none-such":               {"preset", "none-such", calc.UnknownPreset, false},
		"v=2":                            {"v", "2", calc.UnknownVersion, false},
		strings.Repeat("cash=1&", 10000): {"", "", calc.TooLong, false},
		"x=" + strings.Repeat("x", 9000): {"", "", calc.TooLong, false},
	} {
		_, errors := calc.Parse(link)
		assert.Equal(t, []calc.Error{want}, errors, link)
	}
	_, errors := calc.Parse("cash=5&title=" + long[1:] + "&src.cash=https://a.b/" + strings.Repeat("c", 5*calc.MaxText-len("https://a.b/")))
	assert.Empty(t, errors, "as long as can be")
}

// A bad figure leaves every other one as it is.
func TestProblemsCostNothingElse(t *testing.T) {
	for _, pair := range strings.Split(everything, "&") {
		key, _, _ := strings.Cut(pair, "=")
		s, errors := calc.Parse(everything + "&" + key + "=%00")
		require.NotEmpty(t, errors, key)
		assert.Equal(t, everything, s.String(), key)
	}
}

// A line or payment that was removed and comes again is where its preset has it.
func TestLinesComeBackInTheirPlaces(t *testing.T) {
	order := func(s *calc.Scenario) (all []string) {
		for i := range s.Lines {
			all = append(all, s.Lines[i].Key())
		}
		for i := range s.Payments {
			all = append(all, s.Payments[i].Key())
		}
		return all
	}
	parse := func(link string) *calc.Scenario {
		s, errors := calc.Parse(link)
		require.Empty(t, errors)
		return s
	}
	for _, id := range calc.Presets() {
		all := order(calc.PresetOf(id).Scenario())
		for _, key := range all {
			text := "5"
			if strings.HasPrefix(key, "once.") || strings.HasPrefix(key, "raise.") {
				text = "5@2026-09"
			}
			again := "&" + calc.Pair{Key: key}.String() + "&" + calc.Pair{Key: key, Value: text}.String()
			assert.Equal(t, all, order(parse("preset="+id+again)), again)
		}
	}
	// Raises stand behind what is paid once, also what the preset does not have.
	s := parse("preset=after-a-raise&raise.Seed round=&once.Fee=1@2026-07&raise.Seed round=1@2026-05")
	assert.Equal(t, []string{"once.Equipment", "once.Fee", "raise.Seed round"}, order(s)[len(s.Lines):])
}

// What has no effect is told whatever else is, and once.
func TestProblemsBesideEachOther(t *testing.T) {
	of := func(link string) (all []string) {
		_, errors := calc.Parse(link)
		for _, e := range errors {
			all = append(all, e.Key+" "+string(e.Problem))
		}
		return all
	}
	assert.Equal(t, []string{"cash " + string(calc.NotANumber), "hire.A " + string(calc.NeedsUnits)}, of("cash=x&in.A=5&hire.A=2"))
	assert.Equal(t, []string{"hire.A " + string(calc.NotANumber)}, of("in.A=5&hire.A=2&hire.A=x"))
	// What is put right by the changes to a case is no problem any more.
	assert.Empty(t, of("cash=x&in.A=5&hire.A=2&colour=red&changes=&cash=1&units.A=3&colour="))
}

func TestNothingIsComputedForAnotherVersion(t *testing.T) {
	s, _ := calc.Parse("v=2&cash=5")
	assert.Nil(t, s)
}

func TestRemovingALineTakesAllOfIt(t *testing.T) {
	s, errors := calc.Parse("preset=young-company&out.Cloud=")
	assert.Empty(t, errors)
	assert.NotContains(t, strings.Join(keys(s), " "), "Cloud")
	assert.Equal(t, "preset=young-company&out.Cloud=", s.String())
}

func keys(s *calc.Scenario) []string {
	var all []string
	for _, p := range s.Pairs() {
		all = append(all, p.Key)
	}
	return all
}

func TestTooManyLines(t *testing.T) {
	var link strings.Builder
	for i := range calc.MaxLines + 1 {
		fmt.Fprintf(&link, "&out.L%d=1&once.P%d=1@2026-01", i, i)
	}
	s, errors := calc.Parse("start=2026-01" + link.String())
	assert.Len(t, s.Lines, calc.MaxLines)
	assert.Len(t, s.Payments, calc.MaxLines)
	assert.Equal(t, []calc.Error{
		{Key: "out.L40", Text: "1", Problem: calc.TooManyLines}, {Key: "once.P40", Text: "1@2026-01", Problem: calc.TooManyLines}}, errors)
	_, errors = calc.Parse(s.String() + "&out.L0=2&once.P0=2@2026-01")
	assert.Empty(t, errors, "those that are there change")
}

func TestRename(t *testing.T) {
	s, _ := calc.Parse(everything)
	assert.Equal(t, calc.Problem(""), s.Rename("out.Team", " Staff "))
	assert.Equal(t, strings.ReplaceAll(everything, ".Team", ".Staff"), s.String())
	assert.Equal(t, calc.NameTaken, s.Rename("out.Staff", "Sales"))
	assert.Equal(t, calc.Problem(""), s.Rename("in.Sales", "Shop"), "also the first line")
	assert.Equal(t, calc.Problem(""), s.Rename("out.Staff", "Staff"))
	assert.Equal(t, calc.NoName, s.Rename("out.Staff", " "))
	assert.Equal(t, calc.NoSuchLine, s.Rename("in.Staff", "Other"))
	assert.Equal(t, calc.NoSuchLine, s.Rename("once.Nothing", "Other"))
	assert.Equal(t, calc.NoSuchLine, s.Rename("cash", "Other"))
	assert.Equal(t, calc.Problem(""), s.Rename("raise.Seed", "Machine"), "a raise and a one-off may share a name")
	assert.Contains(t, s.String(), "raise.Machine=2M..3M@2026-04")
	assert.Contains(t, s.String(), "as.raise.Machine=assumed", "what stands behind it comes along")
	s, _ = calc.Parse("start=2026-01&raise.A=1@2026-02&raise.B=1@2026-02")
	assert.Equal(t, calc.NameTaken, s.Rename("raise.A", "B"))
	assert.Equal(t, calc.NameTaken, s.Rename("raise.B", "A"))
}

func TestPresetsAreWhole(t *testing.T) {
	for _, id := range calc.Presets() {
		_, errors := calc.Parse("preset=" + id)
		assert.Empty(t, errors, id)
		s := calc.PresetOf(id).Scenario()
		assert.Equal(t, "preset="+id, s.String())
		for _, p := range s.Pairs() {
			kind, name, _ := strings.Cut(p.Key, ".")
			switch kind {
			case "in", "out", "cash", "valuation", "raise", "once", "claim", "floor", "interest":
				assert.NotEmpty(t, s.Notes[p.Key].Text, "%s: nothing stands behind %s", id, p.Key)
			}
			// No note is cut off by a character that a link has another use for.
			if kind == "note" {
				assert.Regexp(t, `[.]$`, p.Value, id+" "+name)
			}
		}
	}
}

// What counts for the limit is the canonical link, unescaped: a link in Arabic has
// as much room as one in English, and an edited link may hold what it replaces.
func TestLinkLimit(t *testing.T) {
	long := "cash=5"
	for i := range 35 {
		long += fmt.Sprintf("&out.%s%d=1", strings.Repeat("م", 90), i)
	}
	s, errors := calc.Parse(long)
	require.Empty(t, errors)
	require.Greater(t, len(s.String()), calc.MaxLink)
	again, errors := calc.Parse(s.String())
	require.Empty(t, errors)
	assert.Equal(t, s, again)
	// As long as can be: the link, what is replaced in it, and how many keys there are.
	full := "cash=5"
	for i := 0; calc.MaxLink-len(full+"&title=") > calc.MaxText; i++ {
		full += fmt.Sprintf("&out.%s%d=1/mo", strings.Repeat("م", 96), i)
	}
	full += "&title=" + strings.Repeat("x", calc.MaxLink-len(full+"&title="))
	for link, fits := range map[string]bool{
		full: true, full + "x": false,
		"cash=5" + strings.Repeat("&", 8*calc.MaxLink-6): true, "cash=5" + strings.Repeat("&", 8*calc.MaxLink-5): false,
		// What was published and what has changed count together.
		strings.TrimSuffix(full, "x") + "&changes=&cash=": false, strings.Replace(full, "xxxxxxxxxxxxxxx", "", 1) + "&changes=&cash=": true,
		strings.Repeat("cash=5&", 2048): true, strings.Repeat("cash=5&", 2049): false,
	} {
		s, errors = calc.Parse(link)
		assert.Equal(t, fits, s != nil, "%d bytes, %v", len(link), errors)
	}
	s, errors = calc.Parse(strings.Repeat("cash=5&", 2000))
	require.Empty(t, errors)
	assert.Equal(t, "cash=5", s.String())
}

// FuzzLink checks that any link is read without a panic, that what is read
// writes a link that reads back to the same, and that it is answered.
func FuzzLink(f *testing.F) {
	f.Add(everything)
	for _, id := range calc.Presets() {
		f.Add("preset=" + id)
	}
	f.Add(everything + "&changes=&out.Team=&in.Team=1&grow.Team=3%25/yr&colour=red")
	f.Add("preset=after-a-raise&once.Equipment=&colour=red&changes=&once.Equipment=5@2027-01&colour=")
	f.Add("timing=continuous&cash=400k&in.Sales=20k/mo&grow.Sales=8%25/mo&out.Everything=80k/mo")
	f.Add("in.A=1&out.B=99%25..101%25&grow.B=1%25&credit.B=5")
	f.Add("in.A=1&in.A,cash=2&levers=in.A,cash , in.A , cash,,out.X&changes=&in.A,cash=&levers=in.A,cash,in.A")
	f.Fuzz(func(t *testing.T, link string) {
		s, _ := calc.Parse(link)
		if s == nil {
			return
		}
		text := s.String()
		again, _ := calc.Parse(text)
		require.Equal(t, text, again.String())
		require.Equal(t, s, again)
		checkSane(t, s, s.Evaluate())
	})
}

// A text that holds what looks like an escape is the same when its link comes back.
func TestLinksOfOursNeedNoMending(t *testing.T) {
	for _, title := range []string{"100%20off", "%41", "a%2Fb%2F", "50%"} {
		s := &calc.Scenario{Title: title}
		again, problems := calc.Parse(calc.Mend(s.String()))
		require.Empty(t, problems, s.String())
		assert.Equal(t, title, again.Title, s.String())
	}
}
