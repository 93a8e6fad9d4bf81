package calc

// Day is a calendar day. The zero value means that no day is given.
type Day struct {
	Month Month
	// OfMonth is the day's number in its month.
	OfMonth int
}

// String is the day as in a link, 2024-07-24, or empty if none is given.
func (d Day) String() string {
	if d == (Day{}) {
		return ""
	}
	return d.Month.String() + "-" + pad(d.OfMonth, 2)
}

// ParseDay reads a day as [ParseMonth] does: 2024-07-24, 24 July 2024, 24.07.2024,
// ٢٤ يوليو ٢٠٢٤. A date that can be of two days is refused, as 7/4/2024.
func ParseDay(text string) (Day, Problem) {
	month, day, problem := parseDate(text)
	if problem != "" || day == 0 {
		return Day{}, NotADay
	}
	return Day{month, day}, ""
}
