package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/calc"
)

func TestParseCurrency(t *testing.T) {
	for want, texts := range map[string][]string{
		"USD": {"USD", "usd", " Usd ", "$", "US$", "US $", "dollar", "US dollars", "U.S. dollars", "American dollars", "دولار", "دولار أمريكي", "دولار أميركي", "الدولارات الأمريكية", "الدولارات الأميركية", "dollars américains"},
		"EUR": {"€", "euro", "Euros", "يورو", "اليورو"},
		"GBP": {"£", "pounds sterling", "livres sterling", "جنيه إسترليني", "الجنيهات الإسترلينية"},
		"CAD": {"C$", "Canadian dollars", "dollars canadiens", "دولار كندي", "$ CA"},
		"CHF": {"chf", "Swiss francs", "francs suisses", "فرنك سويسري"},
		"SAR": {"ريال سعودي", "Saudi riyals", "riyals saoudiens"},
		"KWD": {"دينار كويتي", "الدينار الكويتي"},
		"EGP": {"جنيه مصري", "Egyptian pounds", "livres égyptiennes"},
		"JPY": {"¥", "yen", "￥"}, "INR": {"₹"}, "TRY": {"₺", "ليرة تركية"}, "AED": {"درهم إماراتي", "د.إ"},
		"XSS": {"xss"}, // links may hold what ISO 4217 does not
	} {
		for _, text := range texts {
			got, problem := calc.ParseCurrency(text)
			assert.Empty(t, problem, text)
			assert.Equal(t, want, got, text)
		}
	}
	for text, want := range map[string]calc.Problem{
		"": calc.Missing, "kr": calc.Ambiguous, "دينار": calc.Ambiguous, "ريال": calc.Ambiguous, "francs": calc.Ambiguous, "pesos": calc.Ambiguous, "CFA francs": calc.Ambiguous,
		"$$$": calc.NotACurrency, "$5": calc.NotACurrency, "gold": calc.NotACurrency, "euro dollar": calc.NotACurrency, "Swiss dollars": calc.NotACurrency, "US": calc.NotACurrency, "12": calc.NotACurrency,
	} {
		_, problem := calc.ParseCurrency(text)
		assert.Equal(t, want, problem, text)
	}
}
