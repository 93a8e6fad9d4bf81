package calc

import (
	"math"
	"strconv"
	"strings"
)

// Month is a calendar month, counted from January of year 0. The zero value
// means that no month is given.
type Month int

// MonthOf is the month of a year, January being 1.
func MonthOf(year, month int) Month { return Month(year*12 + month - 1) }

// Year is the month's calendar year.
func (m Month) Year() int { return int(m) / 12 }

// OfYear is the month's number in its year, January being 1.
func (m Month) OfYear() int { return int(m)%12 + 1 }

// String is the month as in a link, 2024-08, or empty if none is given.
func (m Month) String() string {
	if m == 0 {
		return ""
	}
	return pad(m.Year(), 4) + "-" + pad(m.OfYear(), 2)
}

// ParseMonth reads a year from 1900 to 2999 and a month: 2024-08, or 8/2024.
func ParseMonth(text string) (Month, Problem) {
	folded := scan(text).rest()
	if folded == "" {
		return 0, Missing
	}
	year, month, ok := strings.Cut(strings.ReplaceAll(folded, "–", "-"), "-")
	if !ok {
		month, year, ok = strings.Cut(folded, "/")
	}
	y, yearErr := strconv.Atoi(year)
	m, monthErr := strconv.Atoi(month)
	if !ok || yearErr != nil || monthErr != nil || len(month) > 2 || y < 1900 || y > 2999 || m < 1 || m > 12 {
		return 0, NotAMonth
	}
	return MonthOf(y, m), ""
}

// DateAfter is the day that lies the given number of months after the start of
// m, in the form 2025-09-11, or empty if m is not given or months is infinite.
func (m Month) DateAfter(months float64) string {
	if m == 0 || math.IsInf(months, 0) {
		return ""
	}
	const aSecond = 1. / (24 * 60 * 60) // in days: rounding must not show the day before
	whole := math.Floor(months + aSecond/31)
	at := m + Month(whole)
	day := 1 + int(math.Max(0, months-whole)*float64(at.days())+aSecond)
	return at.String() + "-" + pad(day, 2)
}

func (m Month) days() int {
	switch m.OfYear() {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y := m.Year(); y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

func pad(n, width int) string {
	s := strconv.Itoa(n)
	for len(s) < width {
		s = "0" + s
	}
	return s
}
