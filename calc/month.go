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

// months lists the names of the months: English, French, and Arabic as in Egypt and
// the Gulf, in the Levant and Iraq, and in the Maghreb.
var months = [...]string{
	"january|jan|janvier|janv|يناير|كانون الثاني|جانفي",
	"february|feb|février|fevrier|févr|fevr|fév|fev|فبراير|شباط|فيفري",
	"march|mar|mars|مارس|اذار",
	"april|apr|avril|avr|ابريل|نيسان|افريل",
	"may|mai|مايو|ايار|ماي",
	"june|jun|juin|يونيو|يونيه|حزيران|جوان",
	"july|jul|juillet|juil|يوليو|يوليه|تموز|جويلية|يوليوز",
	"august|aug|août|aout|اغسطس|اب|اوت|غشت",
	"september|sept|sep|septembre|سبتمبر|ايلول|شتنبر",
	"october|oct|octobre|اكتوبر|تشرين الاول",
	"november|nov|novembre|نوفمبر|تشرين الثاني|نونبر",
	"december|dec|décembre|decembre|déc|ديسمبر|كانون الاول|دجنبر",
}

// quarters lists the names of the quarters of a year.
var quarters = [...]string{
	"q1|1q|t1|1t|first quarter|premier trimestre|1er trimestre|الربع الاول",
	"q2|2q|t2|2t|second quarter|deuxième trimestre|2e trimestre|الربع الثاني",
	"q3|3q|t3|3t|third quarter|troisième trimestre|3e trimestre|الربع الثالث",
	"q4|4q|t4|4t|fourth quarter|quatrième trimestre|4e trimestre|الربع الرابع",
}

// ParseMonth reads a year from 1900 to 2999 and a month: 2024-08, 8/2024, 2024.08,
// Aug 2024, août 2024, أغسطس 2024; a day, whose month is taken: 2024-08-15, 15 August
// 2024; or a quarter, whose first month is: Q3 2024. Of a date in three numbers that
// ends in the year, day and month are told apart only where one is above 12 or points
// stand between them, as in 15.08.2024; 1/2/2024 is ambiguous.
func ParseMonth(text string) (Month, Problem) {
	month, _, problem := parseDate(text)
	return month, problem
}

// parseDate reads a month as [ParseMonth] does, and its day, which is 0 if there is none.
func parseDate(text string) (Month, int, Problem) {
	s := scan(text)
	switch {
	case s.next() == "":
		return 0, 0, Missing
	case strings.Contains(s.text, ".."): // of a range
		return 0, 0, s.unreadable(NotAMonth)
	}
	var numbers [3]int
	count, named, points := 0, 0, false
	for s.rest() != "" {
		month := s.monthName()
		switch {
		case month > 0 && named > 0 && named != month || count == len(numbers):
			return 0, 0, s.unreadable(NotAMonth)
		case month > 0:
			named = month // نيسان/أبريل names it twice
		case !s.filler():
			n, ok := s.calendarNumber()
			if !ok {
				return 0, 0, s.unreadable(NotAMonth)
			}
			numbers[count] = n
			count++
			points = points || strings.HasPrefix(s.text, ".")
		}
	}
	year, month, day, problem := dateOf(numbers, count, named, points)
	switch {
	case problem != "":
		return 0, 0, s.unreadable(problem)
	case year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1 || day > MonthOf(year, month).days():
		return 0, 0, s.unreadable(NotAMonth)
	case count+min(named, 1) < len(numbers):
		day = 0
	}
	return MonthOf(year, month), day, ""
}

// ParseDates reads a month as [ParseMonth] does, or a range of them: 2025-03..2025-06, March to
// June 2025, بين مارس ويونيو 2025. The result counts months as a [Month] does.
func ParseDates(text string) (Range, Problem) {
	month, problem := ParseMonth(text)
	if problem == "" {
		return Exactly(float64(month)), ""
	}
	s := scan(text)
	s.words("between|from|entre|de|du|ما بين|بين|من")
	whole := s.next()
	for i := range whole {
		rest := scanner{text: whole[i:], typed: whole[i:]}
		isJoint := rest.words("..|–") || whole[i] == ' ' && (rest.words("to|and|until|till|à|au|et|jusqu'à|الى|حتى|-") || rest.mark("و"))
		if i == 0 || !isJoint {
			continue
		}
		low, lowProblem := ParseMonth(whole[:i])
		high, highProblem := ParseMonth(rest.text)
		if lowProblem != "" && highProblem == "" { // March to June 2025
			low, lowProblem = ParseMonth(whole[:i] + " " + pad(high.Year(), 4))
		}
		switch {
		case lowProblem != "" || highProblem != "":
		case low > high:
			return Range{}, Crossed
		default:
			return Range{float64(low), float64(high)}, ""
		}
	}
	return Range{}, problem
}

// monthsOf returns the first and the last month of a range.
func monthsOf(r Range) (first, last Month) { return Month(r.Low), Month(r.High) }

// monthText returns a month or a range of them as in a link.
func monthText(first, last Month) string {
	if first == last {
		return first.String()
	}
	return first.String() + ".." + last.String()
}

// dateOf tells which of a date's numbers is the year, the month and the day, which
// is 1 if there is none.
func dateOf(numbers [3]int, count, named int, points bool) (year, month, day int, problem Problem) {
	a, b, c := numbers[0], numbers[1], numbers[2]
	switch {
	case named > 0 && count == 1:
		return a, named, 1, ""
	case named > 0 && count == 2 && a > 31:
		return a, named, b, ""
	case named > 0 && count == 2:
		return b, named, a, ""
	case named > 0 || count < 2:
		return 0, 0, 0, NotAMonth
	case count == 2 && a > 31:
		return a, b, 1, ""
	case count == 2:
		return b, a, 1, ""
	case a > 31:
		return a, b, c, ""
	case b > 12 && a <= 12:
		return c, a, b, ""
	case a > 12 || points || a == b:
		return c, b, a, ""
	}
	return 0, 0, 0, Ambiguous
}

// monthName reads the name of a month, or of a quarter for its first, and returns its
// number in the year, or 0.
func (s *scanner) monthName() int {
	if t := s.next(); !startsWithLetter(t) && (!startsWithDigit(t) || !startsWithLetter(t[1:])) {
		return 0
	}
	for i, names := range months {
		if s.words(names) {
			s.mark(".")
			return i + 1
		}
	}
	for i, names := range quarters {
		if s.words(names) {
			return 3*i + 1
		}
	}
	return 0
}

// filler reads what stands between the parts of a date.
func (s *scanner) filler() bool {
	return s.words("-|–|/|.|,|of|de|du|th|st|nd|rd|er|the|شهر|من|عام|سنة|لعام|لسنة")
}

// calendarNumber reads a day or month of one or two digits, or a year of four, as 24
// only behind an apostrophe.
func (s *scanner) calendarNumber() (n int, ok bool) {
	if s.mark("'") {
		n, ok = s.calendarNumber()
		return 2000 + n, ok && n >= 10 && n < 100
	}
	t := s.next()
	digits := len(t) - len(strings.TrimLeft(t, "0123456789"))
	if digits != 1 && digits != 2 && digits != 4 {
		return 0, false
	}
	s.text = t[digits:]
	n, _ = strconv.Atoi(t[:digits])
	return n, true
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
	return Day{at, day}.String()
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
