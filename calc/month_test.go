package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/calc"
)

func TestParseMonth(t *testing.T) {
	for want, texts := range map[string][]string{
		"2023-10": {"Oct 2023", "October 2023", "october 2023", "Oct. 2023", "2023 Oct", "Oct '23", "Oct-2023", "October of 2023", "10.2023", "10/2023", "2023/10", "2023.10", "2023-10",
			"2023-10-31", "2023/10/31", "31.10.2023", "31/10/2023", "10/31/2023", "October 15, 2023", "15 October 2023", "15th October 2023", "octobre 2023", "2023−10", "٢٠٢٣/١٠", "أكتوبر 2023",
			"تشرين الأول ٢٠٢٣", "تشرين الأول/أكتوبر 2023", "Q4 2023", "2023 Q4", "2023Q4", "4Q 2023", "Q4/2023", "T4 2023", "fourth quarter of 2023", "4e trimestre 2023", "الربع الرابع من عام ٢٠٢٣"},
		"2026-01": {"2026/01", "2026-01-31", "1/1/2026", "janv. 2026", "Janvier 2026", "كانون الثاني 2026", "يناير ٢٠٢٦", "جانفي 2026", "Q1 2026", "  2026-01\n", "２０２６－０１", "1er janvier 2026"},
		"2024-08": {"août 2024", "AOÛT 2024", "aout 2024", "Aug 2024", "أغسطس 2024", "غشت 2024", "آب ٢٠٢٤", "أوت 2024", "شهر أغسطس من عام 2024", "أغسطس/آب 2024", "08/2024", "8/2024", "2024-8"},
		"2024-02": {"février 2024", "29.2.2024", "شباط 2024", "فيفري 2024", "fév. 2024"},
		"2024-12": {"décembre 2024", "DÉCEMBRE 2024", "déc. 2024", "كانون الأول 2024", "دجنبر 2024"},
	} {
		for _, text := range texts {
			got, problem := calc.ParseMonth(text)
			assert.Empty(t, problem, text)
			assert.Equal(t, want, got.String(), text)
		}
	}
	for text, want := range map[string]calc.Problem{
		"": calc.Missing, "1/2/2026": calc.Ambiguous, "01-02-2026": calc.Ambiguous, "2026": calc.NotAMonth, "Oct": calc.NotAMonth, "Oct 23": calc.NotAMonth, "08/24": calc.NotAMonth,
		"2026-13": calc.NotAMonth, "30 February 2026": calc.NotAMonth, "29.2.2023": calc.NotAMonth, "January February 2026": calc.NotAMonth, "1899-12": calc.NotAMonth, "3000-01": calc.NotAMonth,
		"2026-01-31-02": calc.NotAMonth, "2024-008": calc.NotAMonth, "Qx 2026": calc.NotAMonth, "2026-01\t2026-02": calc.SeveralNumbers, "FY2026": calc.NotAMonth, "31/31/2026": calc.NotAMonth,
	} {
		_, problem := calc.ParseMonth(text)
		assert.Equal(t, want, problem, text)
	}
}

// A range of months is read as people write it; the year may stand once.
func TestParseDates(t *testing.T) {
	march, june := float64(calc.MonthOf(2025, 3)), float64(calc.MonthOf(2025, 6))
	for _, text := range []string{"2025-03..2025-06", "March to June 2025", "between March and June 2025", "from 2025-03 to 2025-06", "Mar 2025 – Jun 2025", "2025-03 - 2025-06",
		"de mars à juin 2025", "entre mars et juin 2025", "من مارس إلى يونيو 2025", "بين مارس ويونيو ٢٠٢٥", "٢٠٢٥-٠٣..٢٠٢٥-٠٦", "3/2025..6/2025"} {
		r, problem := calc.ParseDates(text)
		assert.Empty(t, problem, text)
		assert.Equal(t, calc.Range{Low: march, High: june}, r, text)
	}
	r, problem := calc.ParseDates("August 2025")
	assert.Empty(t, problem)
	assert.Equal(t, calc.Exactly(float64(calc.MonthOf(2025, 8))), r)
	for text, want := range map[string]calc.Problem{"2025-06..2025-03": calc.Crossed, "": calc.Missing, "soon": calc.NotAMonth, "2025-03..": calc.NotAMonth, "2025-03\t2025-06": calc.SeveralNumbers, "..": calc.NotAMonth} {
		_, problem := calc.ParseDates(text)
		assert.Equal(t, want, problem, text)
	}
}
