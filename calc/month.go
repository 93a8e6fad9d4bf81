package calc

import (
	"math"
	"strconv"
	"strings"
)

// Month is a calendar month, counted from January of year 0. The zero value means that
// none is given.
type Month int

// MonthOf returns a month of a year, January being 1.
func MonthOf(year, month int) Month { return Month(year*12 + month - 1) }

// Year returns the calendar year.
func (m Month) Year() int { return int(m) / 12 }

// OfYear returns the month's number in its year, January being 1.
func (m Month) OfYear() int { return int(m)%12 + 1 }

// String returns the month as in a link, 2024-08, or an empty string if none is given.
func (m Month) String() string {
	if m == 0 {
		return ""
	}
	return pad(m.Year(), 4) + "-" + pad(m.OfYear(), 2)
}

// ParseMonth reads a year from 1900 to 2999 and a month, such as 2024-08 or 8/2024. It
// reports [Missing] for an empty text and [NotAMonth] for any other.
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

// DateAfter returns the day that lies the given number of months after the start of m,
// as 2025-09-11, or an empty string if m is not given or months is infinite.
func (m Month) DateAfter(months float64) string {
	if m == 0 || math.IsInf(months, 0) {
		return ""
	}
	const aSecond = 1. / (24 * 60 * 60) // in days: added so that rounding never shows the day before
	whole := math.Floor(months + aSecond/31)
	at := m + Month(whole)
	day := 1 + int(math.Max(0, months-whole)*float64(at.days())+aSecond)
	return at.String() + "-" + pad(day, 2)
}

// days returns the number of days in the month.
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

// pad returns n in decimal with leading zeros.
func pad(n, width int) string {
	s := strconv.Itoa(n)
	for len(s) < width {
		s = "0" + s
	}
	return s
}
