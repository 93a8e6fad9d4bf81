package view

import (
	"math"
	"math/rand/v2"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// iso4217 are the currencies in use in 2026.
const iso4217 = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK " +
	"DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT " +
	"LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF " +
	"SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"

// tongues are the languages, and Arabic with both its digits.
func tongues(t *testing.T) []*Language {
	t.Helper()
	for _, code := range []string{"en", "ar", "fr"} {
		text, err := os.ReadFile("words/" + code + ".txt")
		require.NoError(t, err)
		desk, err := os.ReadFile("words/" + code + ".desk.txt")
		require.NoError(t, err)
		Add(code, string(text)+"\n"+string(desk))
	}
	return []*Language{LanguageOf("en"), LanguageOf("ar"), LanguageOf("ar-u-nu-arab"), LanguageOf("fr")}
}

// readBack is a figure of a link as typed on the language's page.
func readBack(t *testing.T, l *Language, query, key, typed string) *calc.Scenario {
	t.Helper()
	s, problems := calc.Parse(query + "&" + calc.Pair{Key: key, Value: l.Translate(kind(t, key), typed)}.String())
	require.Empty(t, problems, "%q in %s, %s", typed, l.Code, query)
	return s
}

// kind is the kind of the figures with a key.
func kind(t *testing.T, key string) *calc.Kind {
	t.Helper()
	s, _ := calc.Parse("in.A=1&out.A2=1&units.A=1")
	f, ok := s.Figure(key)
	if !ok {
		f, ok = s.Figure("out.A2")
	}
	require.True(t, ok, key)
	return f.Kind
}

// samples are numbers of all sizes: round ones, long ones, and those between which
// the writing changes.
func samples() []float64 {
	dice := rand.New(rand.NewPCG(1, 2))
	all := []float64{0, 1, 2, 3, 10, 11, 100, 999, 1000, 1234, 1e4, 123456, 999499, 999999, 1e6, 1.5e6, 2e6, 3e6, 11e6, 999.6e6, 1e9, 2e9, 2.5e9, 1e12, 2e12, 3e12, 1.23e15, 1.2345e17, 9.99e17, 0.5, 0.125, 1e-3}
	for range 200 {
		all = append(all, math.Trunc(dice.Float64()*1e4)*math.Pow10(dice.IntN(17)-2), math.Pow(10, dice.Float64()*20-3))
	}
	return all
}

// Whatever the page writes, in any language, its reader can type.
func TestWhatIsWrittenIsRead(t *testing.T) {
	for _, l := range tongues(t) {
		for i, v := range samples() {
			for _, v := range []float64{v, -v} {
				for _, typed := range []string{l.typed(calc.Exactly(v).Numerals()), l.inWords(calc.Exactly(v).Numerals())} {
					assert.Equal(t, calc.Exactly(v+0), readBack(t, l, "", "floor", typed).Floor, typed)
				}
				// Money is rounded: what is read is what is shown.
				currencies := []string{"", "USD", "EUR", "GBP", strings.Fields(iso4217)[i%len(strings.Fields(iso4217))]}
				for _, currency := range currencies {
					shown := l.Money(v, currency)
					read := readBack(t, l, "cur="+currency, "floor", shown).Floor
					assert.True(t, read.Exact())
					assert.Equal(t, shown, l.Money(read.Low, currency), "%g", v)
					assert.InEpsilon(t, 10+math.Abs(v), 10+math.Abs(read.Low), 0.01, shown)
				}
			}
			if other := v*1.5 + 1; other < 1e18 {
				r := calc.Range{Low: v, High: other}
				for _, typed := range []string{l.typed(r.Numerals()), l.inWords(r.Numerals())} {
					assert.Equal(t, r, readBack(t, l, "", "floor", typed).Floor, typed)
				}
			}
			if v > 0 && v < 1e6 {
				shown := l.Months(v)
				if s, _ := calc.Parse("claim.runway=" + trim(decimals(v, 1))); s.ClaimedRunway.Low > 0 {
					assert.Equal(t, s.ClaimedRunway, readBack(t, l, "", "claim.runway", shown).ClaimedRunway, shown)
				}
			}
			if rate := v / 100; rate <= 10 {
				for _, rate := range []float64{rate, -min(rate, 1)} {
					shown := l.Percent(rate)
					read := readBack(t, l, "in.A=1", "grow.A", shown).Lines[0].Growth
					assert.InDelta(t, rate, read.Low, 0.0005+1e-12, shown)
					for _, per := range []string{"mo", "qtr", "half"} {
						s, problems := calc.Parse("in.A=1&grow.A=" + calc.FormatNumber(math.Min(rate, 0.5)*100) + "%25/" + per)
						require.Empty(t, problems)
						typed := l.typed(calc.Exactly(math.Min(rate, 0.5)*100).Numerals()) + l.Word("per.growth."+per)
						assert.Equal(t, s.Lines[0].Growth, readBack(t, l, "in.A=1", "grow.A", typed).Lines[0].Growth, typed)
					}
				}
			}
		}
		for _, currency := range strings.Fields(iso4217) {
			for _, amount := range []float64{5, 1500, 2e6, 1.5e9, 3e12} {
				shown := l.Money(amount, currency)
				assert.Equal(t, calc.Exactly(amount), readBack(t, l, "cur="+currency, "cash", shown).Cash, shown)
				s, problems := calc.Parse("cur=XXX&" + calc.Pair{Key: "cash", Value: l.Translate(calc.Cash, shown)}.String())
				require.Len(t, problems, 1, shown)
				assert.Equal(t, calc.OtherCurrency, problems[0].Problem, shown)
				assert.Zero(t, s.Cash)
			}
		}
		for _, code := range []string{"USD", "EUR", "GBP"} {
			assert.Equal(t, code, readBack(t, l, "", "cur", l.currencyName(code)).Currency, l.currencyName(code))
		}
		for _, per := range calc.Periods {
			typed := l.Money(5e6, "USD") + " " + l.Word("per."+per.Name())
			assert.Equal(t, calc.Rate{Range: calc.Exactly(5e6), Per: per}, readBack(t, l, "cur=USD", "out.A", typed).Lines[0].Amount, typed)
		}
		for month := calc.MonthOf(2023, 12); month <= calc.MonthOf(2025, 1); month++ {
			for _, typed := range []string{l.MonthName(month), l.digits(month.String()), l.Word("month.short."+strconv.Itoa(month.OfYear())) + " " + l.digits(strconv.Itoa(month.Year()))} {
				assert.Equal(t, month, readBack(t, l, "", "start", typed).Start, typed)
			}
		}
	}
}

// A claim that is sent back as the page shows it, in its row or in the story, stays as it
// was: a value, a range or a bound.
func TestWhatIsStatedIsRead(t *testing.T) {
	shown := regexp.MustCompile(` value="([^"]*)"`)
	for _, l := range tongues(t) {
		for i, v := range samples() {
			if v <= 0 {
				continue
			}
			currency := []string{"", "USD", "EUR", "GBP", strings.Fields(iso4217)[i%len(strings.Fields(iso4217))]}[i%5]
			for _, end := range [][2]string{{"", ""}, {"..", ""}, {"", ".."}} {
				link := "cur=" + currency + "&claim.loss=" + end[0] + calc.FormatNumber(v) + end[1] + calc.Periods[i%len(calc.Periods)].String()
				if v < 1e6 {
					link += "&claim.runway=" + end[0] + calc.FormatNumber(v) + end[1]
				}
				draft := calc.ReadDraft(link)
				require.Empty(t, draft.Errors, link)
				p := newPage(l, draft.Scenario, nil, Shelf{})
				for _, k := range calc.KindsOf(calc.ClaimFigure) {
					f := draft.Scenario.FigureOf(k)
					if !f.IsGiven() {
						continue
					}
					for _, text := range []string{p.typedFigure(f), shown.FindStringSubmatch(string(p.inlineField(f)))[1]} {
						next, _, problem := draft.Apply(calc.Edit{Act: calc.Set, Key: f.Key(), Text: text, Unit: unitOf(f).code}, l.Translate)
						require.Empty(t, problem)
						require.Equal(t, draft.String(), next.String(), "%q in %s", text, l.Code)
					}
				}
			}
		}
	}
}
