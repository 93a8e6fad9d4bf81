package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/calc"
)

// A day is read as it is written, and as it is printed.
func TestDays(t *testing.T) {
	for text, want := range map[string]string{
		"2024-07-24": "2024-07-24", "24 July 2024": "2024-07-24", "July 24, 2024": "2024-07-24", "le 24 juillet 2024": "", "24.07.2024": "2024-07-24", "1er août 2024": "2024-08-01",
		"٢٤ يوليو ٢٠٢٤": "2024-07-24", "2024/2/29": "2024-02-29", "7/24/2024": "2024-07-24",
		"": "", "July 2024": "", "2024-07": "", "2024": "", "7/4/2024": "", "2023-02-29": "", "2024-07-00": "", "2024-07-24..2024-07-25": "", "soon": "",
	} {
		day, problem := calc.ParseDay(text)
		assert.Equal(t, want, day.String(), text)
		assert.Equal(t, want == "", problem == calc.NotADay, text)
	}
	day, _ := calc.ParseDay("2024-07-24")
	assert.Equal(t, calc.Day{Month: calc.MonthOf(2024, 7), OfMonth: 24}, day)
}
