package calc

import (
	"slices"
	"strings"
)

// A heading is the time that a cell names.
type heading struct {
	year   int // 0 if it names none
	month  int // of the year, the first of it for a quarter; 0 for a whole year
	day    int // 0 if it names none
	months int // how long it is: 1, 3 or 12
	// number counts months from 1 where the cell has nothing but such a number.
	number int
	// isOpen is true for a date that is another one with day and month exchanged: 1/2/2026.
	isOpen bool
}

// start is the first month of the time, or 0 where its year is not known.
func (h heading) start() Month {
	if h.year == 0 {
		return 0
	}
	return MonthOf(h.year, max(1, h.month))
}

// exchanged returns the date with day and month exchanged.
func (h heading) exchanged() heading {
	if h.isOpen {
		h.month, h.day = h.day, h.month
	}
	return h
}

// maxHeading is how many bytes of a cell can name a time.
const maxHeading = 60

// readHeading reads the time that a cell of a table names. Beyond what [ParseMonth] reads it takes
// years of two digits (Jan-26, 31.12.26), whole years (2026, FY26), months without a year (janv.),
// numbers of months (M3), days in one number (20260131) and times of day, which say nothing.
// An open date has the day first.
func readHeading(text string, w *Recognisers) (h heading, ok bool) {
	if text == "" || len(text) > maxHeading {
		return h, false
	}
	s := scan(text)
	if clock := clockIn(s.text); clock > 0 {
		s.text = s.text[:max(0, strings.LastIndexAny(s.text[:clock], " T"))]
	}
	var numbers []string
	quarter, named, ofYear, ofMonth := 0, 0, false, false
	for s.rest() != "" {
		if q := s.quarterName(); q > 0 {
			if quarter > 0 {
				return h, false
			}
			quarter = q
			continue
		}
		name := s.monthName()
		switch {
		case name > 0 && named > 0 && named != name:
			return h, false
		case name > 0:
			named = name
		case s.words(w.Year):
			ofYear = true
		case len(numbers) == 0 && s.words(w.Month):
			ofMonth = true
		case s.words(w.Aside):
			if len(numbers) == 0 && named == 0 && quarter == 0 && !s.mark(":") {
				return h, false
			}
		case (len(numbers) > 0 || named > 0 || quarter > 0) && s.mark(":"):
		case s.filler():
		default:
			s.mark("'")
			t := s.next()
			digits := len(t) - len(strings.TrimLeft(t, "0123456789"))
			if digits == 0 || len(numbers) == 3 {
				return h, false
			}
			numbers, s.text = append(numbers, t[:digits]), t[digits:]
		}
	}
	switch h.months = 1; {
	case quarter > 0:
		h.months, h.month = 3, 3*quarter-2
		if named > 0 || len(numbers) > 1 {
			return h, false
		}
		if len(numbers) == 1 {
			h.year = yearOf(numbers[0], true)
		}
		return h, len(numbers) == 0 || h.year > 0
	case named > 0:
		return h.named(named, numbers)
	case len(numbers) == 1:
		return h.numbered(numbers[0], ofYear, ofMonth)
	case len(numbers) == 2:
		h.year, h.month = yearOf(numbers[0], false), count(numbers[1])
		if h.year == 0 {
			h.year, h.month = yearOf(numbers[1], false), count(numbers[0])
		}
		return h, h.year > 0 && h.month >= 1 && h.month <= 12
	case len(numbers) == 3:
		return h.dated(numbers)
	}
	return h, false
}

// clockIn returns the place of the first colon between digits, as a time of day has it, or -1.
func clockIn(text string) int {
	for i := 1; i+1 < len(text); i++ {
		if text[i] == ':' && isDigit(text[i-1]) && isDigit(text[i+1]) {
			return i
		}
	}
	return -1
}

// named fills in what stands beside the name of a month: nothing, a year, or a day and a year.
func (h heading) named(month int, numbers []string) (heading, bool) {
	h.month = month
	switch len(numbers) {
	case 0:
		return h, true
	case 1:
		h.year = yearOf(numbers[0], true)
		return h, h.year > 0
	case 2:
		if len(numbers[0]) == 4 {
			numbers = []string{numbers[1], numbers[0]}
		}
		h.day, h.year = count(numbers[0]), yearOf(numbers[1], true)
		return h, h.isDate()
	}
	return h, false
}

// numbered fills in a single number: a year, a month's number, or a day written as one.
func (h heading) numbered(text string, ofYear, ofMonth bool) (heading, bool) {
	switch n := count(text); {
	case len(text) == 8:
		h.year, h.month, h.day = yearOf(text[:4], false), count(text[4:6]), count(text[6:])
		return h, h.isDate()
	case ofYear || len(text) == 4:
		h.year, h.months = yearOf(text, ofYear), 12
		return h, h.year > 0
	case ofMonth && n <= MaxHorizon || len(text) < 4 && n <= MaxHorizon && text[0] != '0':
		h.number = n
		return h, n > 0 || ofMonth
	}
	return h, false
}

// dated fills in three numbers. The year comes first or last.
func (h heading) dated(numbers []string) (heading, bool) {
	if len(numbers[0]) == 4 {
		h.year, h.month, h.day = yearOf(numbers[0], false), count(numbers[1]), count(numbers[2])
		return h, h.isDate()
	}
	h.day, h.month, h.year = count(numbers[0]), count(numbers[1]), yearOf(numbers[2], true)
	if h.month > 12 {
		h.day, h.month = h.month, h.day
	}
	h.isOpen = h.day <= 12 && h.day != h.month
	return h, h.isDate()
}

func (h heading) isDate() bool {
	return h.year > 0 && h.month >= 1 && h.month <= 12 && h.day >= 1 && h.day <= MonthOf(h.year, h.month).days()
}

// yearOf returns a year from 1900 to 2999 or, of two digits where these are allowed, of this
// century; 0 for anything else.
func yearOf(digits string, short bool) int {
	n := count(digits)
	switch {
	case len(digits) == 2 && short:
		return 2000 + n
	case len(digits) == 4 && n >= 1900 && n < 3000:
		return n
	}
	return 0
}

// count returns a number in digits, at most nine of them.
func count(digits string) (n int) {
	for i := range min(len(digits), 9) {
		n = 10*n + int(digits[i]-'0')
	}
	return n
}

// quarterName reads the name of a quarter and returns its number, or 0.
func (s *scanner) quarterName() int {
	for i, names := range quarters {
		if s.words(names) {
			return i + 1
		}
	}
	return 0
}

// A timeline is the row of a table that names the times of its columns.
type timeline struct {
	row      int
	below    int       // the row that the lines begin with
	columns  []int     // those that have a time, in order of time
	periods  []Month   // what they start with; counted from 1 where isNumbered
	months   int       // that each of them covers
	others   []int     // columns with a time that was not taken: of another length, or there twice
	isOpen   bool      // day and month of its dates could be exchanged
	numbered bool      // no year is known
	named    bool      // its months have names
	found    []heading // by column, where it names a time
}

// maxAbove is how many rows of a table are searched for its times: they stand near its top.
const maxAbove = 60

// findTimeline returns the row of a table whose cells name most times, or none.
func findTimeline(rows [][]string, w *Recognisers) (best timeline, ok bool) {
	for y := range min(len(rows), maxAbove) {
		if t := timesOf(rows, y, w); len(t.columns) > len(best.columns) || len(t.columns) == len(best.columns) && best.numbered && !t.numbered {
			best = t
		}
	}
	return best, len(best.columns) > 1
}

// timesOf reads the times in a row.
func timesOf(rows [][]string, y int, w *Recognisers) (t timeline) {
	t = timeline{row: y, below: y + 1, found: make([]heading, len(rows[y]))}
	lengths, numbers := map[int]int{}, 0
	for x, text := range rows[y] {
		h, ok := readHeading(text, w)
		switch {
		case !ok:
		case h.number > 0 || h.months == 1 && h.month == 0:
			numbers++
		default:
			lengths[h.months]++
		}
		if ok {
			t.found[x] = h
		}
	}
	if len(rows[y]) > Forever && lengths[1]+lengths[3]+lengths[12]+numbers > Forever {
		return timeline{row: y}
	}
	for _, months := range [...]int{1, 3, 12} {
		if lengths[months] > lengths[t.months] {
			t.months = months
		}
	}
	if t.months == 0 {
		if numbers > 2 {
			t.readNumbers()
		}
		return t
	}
	t.readMonths(rows, w)
	return t
}

// readNumbers takes columns that are numbered as months are counted.
func (t *timeline) readNumbers() {
	t.months, t.numbered = 1, true
	for x, h := range t.found {
		switch {
		case h.months == 0:
		case len(t.periods) == 0 && h.number <= 1 || len(t.periods) > 0 && Month(h.number) == t.periods[len(t.periods)-1]+1:
			t.columns, t.periods = append(t.columns, x), append(t.periods, Month(h.number))
		default:
			*t = timeline{row: t.row}
			return
		}
	}
}

// readMonths takes the columns of the most common length.
func (t *timeline) readMonths(rows [][]string, w *Recognisers) {
	t.orderDays()
	years := t.yearsBeside(rows, w)
	year, last := 0, 0
	for x, h := range t.found {
		if h.months == 0 || h.months == 1 && h.month == 0 {
			continue
		}
		if h.months != t.months {
			t.others = append(t.others, x)
			continue
		}
		before := year
		if h.year == 0 {
			if named := years[x]; named > 0 && (last == 0 || named > year) {
				year = named
			} else if h.month <= last {
				year++
			}
			h.year = year
		}
		if len(t.periods) > 0 && before < 1900 && h.year >= 1900 { // the months so far lead up to it
			years := h.year - before
			if h.month <= last {
				years--
			}
			for i := range t.periods {
				t.periods[i] += Month(12 * years)
			}
		}
		year, last = h.year, max(1, h.month)
		t.columns, t.periods = append(t.columns, x), append(t.periods, MonthOf(year, last))
	}
	t.named = len(t.periods) > 0
	t.numbered = t.named && year < 1900
	t.sort()
	for i := range t.periods {
		if t.months == 12 && i > 0 && t.periods[i] != t.periods[i-1]+12 { // amounts that look like years
			*t = timeline{row: t.row}
			return
		}
	}
}

// orderDays decides whether the open dates of a row have their day or their month first: what
// makes them follow one another month by month.
func (t *timeline) orderDays() {
	steps := func(exchange bool) (even int) {
		var before Month
		for _, h := range t.found {
			if exchange {
				h = h.exchanged()
			}
			if h.months == t.months && h.year > 0 {
				if gap := h.start() - before; gap == 1 || gap == -1 {
					even++
				}
				before = h.start()
			}
		}
		return even
	}
	first, second := steps(false), steps(true)
	isOpen := slices.ContainsFunc(t.found, func(h heading) bool { return h.isOpen })
	t.isOpen = isOpen && first == second
	for x, h := range t.found {
		if isOpen && second > first {
			t.found[x] = h.exchanged()
		}
	}
}

// yearsBeside returns the year that stands above each column or in a row of years below it, or to
// the left of that where cells were merged, or somewhere above all columns; 0 if none does, or if
// some of the columns have one of their own.
func (t *timeline) yearsBeside(rows [][]string, w *Recognisers) []int {
	years := make([]int, len(t.found))
	isOpen, isTold := false, false
	for _, h := range t.found {
		if h.month > 0 && h.months == t.months {
			isOpen, isTold = isOpen || h.year == 0, isTold || h.year > 0
		}
	}
	if !isOpen || isTold {
		return years
	}
	top := t.row
	if t.below < len(rows) && hasYears(rows[t.below], w) {
		top, t.below = t.below, t.below+1
	}
	for y := top; y >= 0; y-- {
		year, isAbove := 0, false
		for x, text := range rows[y] {
			if h, ok := readHeading(text, w); ok && h.months == 12 {
				year = h.year
				isAbove = isAbove || y != t.row && t.found[x].months == t.months
			}
			if years[x] == 0 {
				years[x] = year
			}
		}
		if isAbove { // what stands before the first of them leads up to it
			break
		}
		for _, text := range rows[y] {
			for word := range strings.FieldsSeq(text) {
				if h, ok := readHeading(strings.Trim(word, ".,;:()"), w); ok && h.months == 12 && year == 0 && y < t.row {
					year = h.year
				}
			}
		}
		for x := range years {
			if years[x] == 0 && y < t.row {
				years[x] = year
			}
		}
	}
	return years
}

// hasYears reports whether a row holds years and nothing else.
func hasYears(row []string, w *Recognisers) (has bool) {
	for _, text := range row {
		h, ok := readHeading(text, w)
		if text != "" && (!ok || h.months != 12) {
			return false
		}
		has = has || ok
	}
	return has
}

// sort puts the columns in the order of time, and takes each time once.
func (t *timeline) sort() {
	order := make([]int, len(t.columns))
	for i := range order {
		order[i] = i
	}
	sortStable(order, func(a, b *int) bool { return t.periods[*a] < t.periods[*b] })
	columns, periods := t.columns, t.periods
	t.columns, t.periods = nil, nil
	for i, from := range order {
		if i > 0 && periods[from] == periods[order[i-1]] {
			t.others = append(t.others, columns[from])
			continue
		}
		t.columns, t.periods = append(t.columns, columns[from]), append(t.periods, periods[from])
	}
}
