package calc

import "strings"

// link returns the value as it stands in a link, or nothing where it is the default.
func (f Figure) link() string {
	switch place := f.place().(type) {
	case *string:
		return *place
	case *Month:
		return place.String()
	case *Day:
		return place.String()
	case *uint8:
		if *place == 0 {
			return ""
		}
		return f.Kind.Choices[*place]
	}
	isGiven := *f.value != Range{} && *f.value != Exactly(f.Kind.Default)
	if !isGiven && !f.Kind.IsHead() && !f.Kind.IsEntry() {
		return ""
	}
	text := f.value.String()
	switch f.Kind.Measure {
	case Percent:
		text = f.value.percentText()
	case Date:
		text = f.MonthText()
	}
	switch {
	case f.per != nil:
		text += f.per.String()
	case f.payment != nil && f.Kind.IsHead():
		text += "@" + f.MonthText()
	case f.Unit() != "":
		text += " " + f.Unit()
	}
	return text
}

// read gives the figure the value in a text, as typed or in a link, or its default for
// an empty one. A text that is refused changes nothing.
func (f Figure) read(text string) Problem {
	switch place := f.place().(type) {
	case *string:
		switch f.Kind.Measure {
		case Currency:
			return readCurrency(place, text)
		case Address:
			return readSource(place, text)
		case Changes:
			return readChanges(place, text)
		case KeyList:
			return readKeyList(place, text)
		}
		return readText(place, text)
	case *Month:
		return readParsed(place, text, ParseMonth)
	case *Day:
		return readParsed(place, text, ParseDay)
	case *uint8:
		return readChoice(place, text, f.Kind.Choices)
	}
	if f.Kind.Measure == Date {
		return readParsed(f.value, text, ParseDates)
	}
	var value Rate
	var unit string
	if text != "" {
		var problem Problem
		if value, unit, problem = f.Kind.readNumber(text, f.scenario.Currency); problem != "" {
			return problem
		}
	}
	if value.Range == (Range{}) || value.Range == Exactly(f.Kind.Default) {
		value = Rate{} // nothing a year is nothing a month
	}
	*f.value = value.Range
	if f.per != nil {
		*f.per = value.Per
	}
	if f.Kind.Named {
		f.line.Unit = unit
	}
	return ""
}

// readNumber reads a value of the kind, with its period or the word of its unit. An amount
// of money in another currency than the given one is refused, unless that is empty.
func (k *Kind) readNumber(text, currency string) (value Rate, unit string, problem Problem) {
	if k.Measure == Length {
		s := scan(text)
		s.bounds = k.Owner == ClaimFigure
		value.Range, problem = s.months()
		if zero, _ := ParseAmount(text); problem == NotPositive && k.Limits.Low == 0 && !k.Open && zero == (Range{}) {
			problem = "" // no time at all
		}
		if per, ok := readPeriodName(text); k == Every && ok {
			value.Range, problem = Exactly(per.Months()), ""
		}
		if k.Beyond != "" && (problem == NotPositive || problem == OutOfBounds) {
			problem = k.Beyond
		}
		return value, "", k.checkUnless(problem, value)
	}
	s := scan(withUnit(text))
	s.ofUnits, s.bounds = k.Named, k.Owner == ClaimFigure
	if k.Measure == Money {
		s.currency = currency
	}
	if k.Measure == Percent {
		value.Range, problem = s.percents()
	} else {
		value.Range, problem = s.amounts()
	}
	if problem == "" {
		value.Per, problem = k.readPeriod(s)
	}
	switch {
	case problem != "":
		return value, "", problem
	case k.Named:
		if unit, problem = s.readUnit(value.Range); problem != "" {
			return value, "", problem
		}
	default:
		for s.hedge(true) { // 5B a year at most
		}
		problem = s.end()
	}
	value.Range = s.opened(value.Range)
	return value, unit, k.checkUnless(problem, value)
}

// readUnit reads the word of a unit. One that would be read as a part of the number,
// like k, is refused.
func (s *scanner) readUnit(number Range) (unit string, problem Problem) {
	word, problem := s.unit()
	if problem == "" {
		problem = readText(&unit, word)
	}
	if problem != "" {
		return "", problem
	}
	again := scan(number.String() + " " + unit)
	again.ofUnits = true
	if r, _ := again.amounts(); r != number || again.unread() != unit {
		return "", NotANumber
	}
	return unit, ""
}

// checkUnless checks a value that has no other problem.
func (k *Kind) checkUnless(problem Problem, value Rate) Problem {
	if problem != "" {
		return problem
	}
	return k.check(value)
}

// readPeriod reads the period behind a value, if the kind has one.
func (k *Kind) readPeriod(s *scanner) (per Period, problem Problem) {
	switch {
	case k.Per:
		return s.period()
	case !k.Yearly || s.rest() == "":
		return Monthly, ""
	}
	if per, problem = s.period(); problem == "" && per != Yearly {
		problem = UnknownPeriod
	}
	return Monthly, problem
}

// check returns what is wrong with a value of the kind, if anything is.
func (k *Kind) check(value Rate) Problem {
	least, greatest := value.closed().Low, value.closed().High
	if k.Per && k.Measure == Percent {
		greatest = perMonth(greatest, value.Per)
	}
	switch {
	case k.Single && !value.Exact(), k.Whole && least != float64(int(least)):
		return k.Beyond
	case least > k.Limits.Low && greatest <= k.Limits.High, least == k.Limits.Low && !k.Open && greatest <= k.Limits.High:
		return ""
	case k.Open && k.Limits == Range{0, limit}:
		return NotPositive
	case least < 0 && k.Limits.Low == 0:
		return Negative
	case k.Beyond != "":
		return k.Beyond
	}
	return OutOfBounds
}

// withUnit puts a figure and a unit beside it together: 5|/yr is 5/yr. What a
// figure says itself goes before the unit beside it: 5 a month|/yr is 5 a month,
// 8%|%/mo is 8%/mo, and 25%|/yr is 25%.
func withUnit(text string) string {
	figure, unit, ok := strings.Cut(text, "|")
	if !ok {
		return text
	}
	s := scan(figure)
	s.bounds = true
	if s.rest() == "" {
		return figure
	}
	_, percent, problem := s.span()
	switch {
	case problem != "" || s.rest() != "":
		return figure
	case percent && strings.HasPrefix(unit, "%"):
		return figure + unit[1:]
	case percent:
		return figure
	}
	return figure + unit
}

// isShare reports whether a cost is written as a share of revenue.
func isShare(text string) bool {
	_, percent, _ := scan(withUnit(text)).span()
	return percent
}

// readDated reads the amount and the month of a payment.
func (k *Kind) readDated(text, currency string) (amount, month Range, problem Problem) {
	amountText, monthText, _ := strings.Cut(text, "@")
	value, _, problem := k.readNumber(amountText, currency)
	if problem != "" {
		return Range{}, Range{}, problem
	}
	if month, problem = ParseDates(monthText); problem == Crossed {
		return Range{}, Range{}, problem
	} else if problem != "" {
		return Range{}, Range{}, NotAMonth
	}
	return value.Range, month, ""
}

// readParsed puts what a text is parsed to into its place, or nothing for an empty one.
func readParsed[T any](place *T, text string, parse func(string) (T, Problem)) (problem Problem) {
	var value T
	if text != "" {
		value, problem = parse(text)
	}
	if problem == "" {
		*place = value
	}
	return problem
}

func readCurrency(place *string, text string) Problem {
	return readParsed(place, strings.TrimSpace(text), ParseCurrency)
}

func readChoice(place *uint8, text string, choices []string) Problem {
	text = lower(strings.TrimSpace(text))
	for i, word := range choices {
		if text == word || text == "" && i == 0 {
			*place = uint8(i)
			return ""
		}
	}
	return NotAChoice
}
