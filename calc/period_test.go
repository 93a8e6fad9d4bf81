package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

const (
	aWeek = 84 / 365.2425 // of a year in months
	aDay  = 12 / 365.2425
)

func TestParseMonths(t *testing.T) {
	for text, want := range map[string]calc.Range{
		"18": calc.Exactly(18), "18 months": calc.Exactly(18), "18-month": calc.Exactly(18), "18mo": calc.Exactly(18), "12m": calc.Exactly(12), "12M": calc.Exactly(12),
		"1.5k": calc.Exactly(1500), "1 month": calc.Exactly(1), "a month": calc.Exactly(1), "18+ months": calc.Exactly(18), "about 18 months": calc.Exactly(18),
		"2 years": calc.Exactly(24), "two years": calc.Exactly(24), "1.5 years": calc.Exactly(18), "2y": calc.Exactly(24), "2 yrs.": calc.Exactly(24),
		"a year and a half": calc.Exactly(18), "2 years and a half": calc.Exactly(30), "two and a half years": calc.Exactly(30), "half a year": calc.Exactly(6),
		"1 year 6 months": calc.Exactly(18), "1 year and 7 months": calc.Exactly(19), "1y6m": calc.Exactly(18), "2 ans et 3 mois": calc.Exactly(27),
		"three weeks": calc.Exactly(3 * aWeek), "90 days": calc.Exactly(90 * aDay), "6 quarters": calc.Exactly(18), "a quarter": calc.Exactly(3), "3 half-years": calc.Exactly(18),
		"eighteen months": calc.Exactly(18), "twenty-four months": calc.Exactly(24), "12 to 18 months": {Low: 12, High: 18}, "12–18": {Low: 12, High: 18}, "12-18m": {Low: 12, High: 18},
		"1 to 2 years": {Low: 12, High: 24}, "18 months to 2 years": {Low: 18, High: 24}, "between 1 year and 2 years": {Low: 12, High: 24}, "12 months to 18": {Low: 12, High: 18},
		"between 1 year and 18 months": {Low: 12, High: 18}, "up to 2 years": calc.Exactly(24),
		"deux ans": calc.Exactly(24), "un an et demi": calc.Exactly(18), "18 mois": calc.Exactly(18), "dix-huit mois": calc.Exactly(18), "près de 2 ans": calc.Exactly(24),
		"سنتان": calc.Exactly(24), "سنتين": calc.Exactly(24), "عامين ونصف": calc.Exactly(30), "١٨ شهرًا": calc.Exactly(18), "18 شهرا": calc.Exactly(18), "شهرين": calc.Exactly(2),
		"شهرًا واحدًا": calc.Exactly(1), "سنة": calc.Exactly(12), "سنة ونصف": calc.Exactly(18), "سنة و٣ أشهر": calc.Exactly(15), "ثلاثة أشهر": calc.Exactly(3), "ثلاث سنوات": calc.Exactly(36),
		"أسبوعين": calc.Exactly(2 * aWeek), "نصف سنة": calc.Exactly(6), "ما بين سنة وسنتين": {Low: 12, High: 24}, "١٢ إلى ١٨ شهرًا": {Low: 12, High: 18},
	} {
		got, problem := calc.ParseMonths(text)
		assert.Empty(t, problem, text)
		assert.InDelta(t, want.Low, got.Low, 1e-12, text)
		assert.InDelta(t, want.High, got.High, 1e-12, text)
	}
	for text, want := range map[string]calc.Problem{
		"": calc.Missing, "soon": calc.NotALength, "12B": calc.NotALength, "12 moons": calc.NotALength, "two": calc.NotALength, "5%": calc.NotALength, "$5": calc.NotALength,
		"0": calc.NotPositive, "-3 months": calc.NotPositive, "1e6": calc.OutOfBounds, "2 years to 1 year": calc.Crossed, "12\n18": calc.SeveralNumbers, "1,5 years": calc.Ambiguous,
	} {
		_, problem := calc.ParseMonths(text)
		assert.Equal(t, want, problem, text)
	}
}

// Every period can be written in words, behind an amount and behind a rate.
func TestPeriods(t *testing.T) {
	for per, texts := range map[calc.Period][]string{
		calc.Monthly:    {"", "/mo", "/m", "a month", "per month", "each month", "monthly", "MoM", "par mois", "chaque mois", "mensuels", "شهريًا", "في الشهر", "كل شهر", "بالشهر", "/mo."},
		calc.Quarterly:  {"/qtr", "/q", "a quarter", "quarterly", "QoQ", "every three months", "par trimestre", "tous les trois mois", "كل ربع سنة", "كل ثلاثة أشهر", "كل ٣ أشهر", "فصليًا"},
		calc.Yearly:     {"/yr", "/y", "/year", "a year", "per year", "p.a.", "per annum", "annually", "yearly", "YoY", "y/y", "par an", "/an", "l’an", "annuel", "سنويًا", "في السنة", "كل عام"},
		calc.HalfYearly: {"/half", "per half-year", "a half year", "every six months", "semi-annually", "par semestre", "tous les six mois", "كل ستة أشهر", "كل نصف سنة", "نصف سنويًا"},
		calc.Weekly:     {"/wk", "/week", "/w", "a week", "weekly", "par semaine", "في الأسبوع", "أسبوعيًا"},
		calc.Daily:      {"/day", "/d", "a day", "daily", "per day", "par jour", "يوميًا", "في اليوم"},
	} {
		for _, text := range texts {
			s, problems := calc.Parse("out.A=" + "5 " + text)
			require.Empty(t, problems, text)
			assert.Equal(t, calc.Rate{Range: calc.Exactly(5), Per: per}, s.Lines[0].Amount, text)
			s, problems = calc.Parse("in.A=1&grow.A=5%25 " + text)
			require.Empty(t, problems, text)
			assert.Equal(t, per, s.Lines[0].Growth.Per, text)
		}
	}
}

// 1200 a period comes to 1200 over the period's share of a month, and growth compounds.
func TestPeriodLengths(t *testing.T) {
	for link, want := range map[string]float64{
		"out.A=1200/half": 1200. / 6, "out.A=1200/wk": 1200 * 365.2425 / 7 / 12, "out.A=1200/day": 1200 * 365.2425 / 12,
	} {
		s, problems := calc.Parse(link)
		require.Empty(t, problems)
		assert.InEpsilon(t, want, s.Evaluate().Mid.GrossBurn, 1e-14, link)
	}
	// 1% a week for 365.2425/7 weeks is the same as that over a year.
	s, _ := calc.Parse("horizon=13&out.A=100/mo&grow.A=1%25/wk&timing=monthly")
	months := s.Evaluate().Mid.Months
	assert.InEpsilon(t, 1.6806546, months[12].GrossBurn/months[0].GrossBurn, 1e-6) // 1.01^52.177500
}
