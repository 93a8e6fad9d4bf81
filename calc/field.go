package calc

import (
	"strconv"
	"strings"
)

// scalar is a key that stands once in a link. read sets it from a text, or to
// its default from an empty one; write gives the text, empty for the default.
type scalar struct {
	key   string
	read  func(*Scenario, string) Problem
	write func(*Scenario) string
}

// leadingScalars is how many of the scalars stand before the lines.
const leadingScalars = 7

// scalars in canonical order.
var scalars = []scalar{
	{"title",
		func(s *Scenario, t string) Problem { return readText(&s.Title, t) },
		func(s *Scenario) string { return s.Title }},
	{"cur",
		func(s *Scenario, t string) Problem { return readCurrency(&s.Currency, t) },
		func(s *Scenario) string { return s.Currency }},
	{"start",
		func(s *Scenario, t string) Problem { return readMonth(&s.Start, t) },
		func(s *Scenario) string { return s.Start.String() }},
	{"horizon",
		func(s *Scenario, t string) Problem { return readHorizon(&s.Horizon, t) },
		func(s *Scenario) string {
			if s.Months() == defaultHorizon {
				return ""
			}
			return strconv.Itoa(s.Horizon)
		}},
	{"cash",
		func(s *Scenario, t string) Problem { return readRange(&s.Cash, t, ParseAmount) },
		func(s *Scenario) string { return unlessZero(s.Cash, Range.String) }},
	{"floor",
		func(s *Scenario, t string) Problem { return readRange(&s.Floor, t, ParseAmount) },
		func(s *Scenario) string { return unlessZero(s.Floor, Range.String) }},
	{"interest",
		func(s *Scenario, t string) Problem { return readRange(&s.Interest, t, parseInterest) },
		func(s *Scenario) string { return unlessZero(s.Interest, Range.percentText) }},
	{"valuation",
		func(s *Scenario, t string) Problem { return readRange(&s.Valuation, t, parsePositive) },
		func(s *Scenario) string { return unlessZero(s.Valuation, Range.String) }},
	{"ranges",
		func(s *Scenario, t string) Problem { return readChoice(&s.Ranges, t, spreadNames[:]) },
		func(s *Scenario) string { return choiceText(s.Ranges, spreadNames[:]) }},
	{"timing",
		func(s *Scenario, t string) Problem { return readChoice(&s.Timing, t, timingNames[:]) },
		func(s *Scenario) string { return choiceText(s.Timing, timingNames[:]) }},
	{"likelihood",
		func(s *Scenario, t string) Problem { return readLikelihood(&s.Wanted, t) },
		func(s *Scenario) string {
			if s.wanted() == defaultWanted {
				return ""
			}
			return Exactly(s.Wanted).percentText()
		}},
	{"claim.loss",
		func(s *Scenario, t string) Problem { return readRate(&s.ClaimedLoss, t, parseLoss) },
		func(s *Scenario) string { return s.ClaimedLoss.text() }},
	{"claim.runway",
		func(s *Scenario, t string) Problem { return readRange(&s.ClaimedRunway, t, parseMonths) },
		func(s *Scenario) string { return unlessZero(s.ClaimedRunway, Range.String) }},
}

var (
	spreadNames = [...]string{Even: "even", Ninety: "90"}
	timingNames = [...]string{MonthByMonth: "monthly", Continuous: "continuous"}
)

// lineField is a key that hangs on a line.
type lineField struct {
	key   string
	read  func(*Line, string) Problem
	write func(*Line) string
}

// ofLine in canonical order.
var ofLine = []lineField{
	{"grow",
		func(l *Line, t string) Problem { return readRate(&l.Growth, t, parseGrowth) },
		func(l *Line) string { return l.growthText() }},
	{"units", readUnits,
		func(l *Line) string { return l.unitsText() }},
	{"hire",
		func(l *Line, t string) Problem { return readRate(&l.Hire, t, parseHire) },
		func(l *Line) string { return l.Hire.text() }},
	{"credit",
		func(l *Line, t string) Problem { return readRange(&l.Credit, t, parseNotNegative) },
		func(l *Line) string { return unlessZero(l.Credit, Range.String) }},
}

func readRange(to *Range, text string, parse func(string) (Range, Problem)) Problem {
	if text == "" {
		*to = Range{}
		return ""
	}
	r, problem := parse(text)
	if problem == "" {
		*to = r
	}
	return problem
}

func readRate(to *Rate, text string, parse func(*scanner) (Rate, Problem)) Problem {
	if text == "" {
		*to = Rate{}
		return ""
	}
	s := scan(withUnit(text))
	r, problem := parse(s)
	if problem == "" && s.rest() != "" {
		problem = NotANumber
	}
	if problem == "" {
		*to = r
		if r.Range == (Range{}) {
			*to = Rate{} // nothing per year is nothing per month
		}
	}
	return problem
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

func parseNotNegative(text string) (Range, Problem) {
	r, problem := ParseAmount(text)
	if problem == "" && r.Low < 0 {
		problem = Negative
	}
	return r, problem
}

func parsePositive(text string) (Range, Problem) {
	r, problem := ParseAmount(text)
	if problem == "" && r.Low <= 0 {
		problem = NotPositive
	}
	return r, problem
}

func parseMonths(text string) (Range, Problem) {
	s := scan(text)
	r, problem := s.amounts()
	for _, w := range []string{"mo", "month", "months", "mois", "شهر", "شهرا", "أشهر", "اشهر"} {
		if s.word(w) {
			break
		}
	}
	if problem == "" && s.rest() != "" {
		problem = NotANumber
	}
	if problem == "" && r.Low <= 0 {
		problem = NotPositive
	}
	return r, problem
}

// parseInterest reads a yearly yield above −100% and up to 1000%.
func parseInterest(text string) (Range, Problem) {
	s := scan(withUnit(text))
	r, problem := s.percents()
	if problem == "" {
		var p Period
		if before := s.rest(); before != "" {
			if p, problem = s.period(); problem == "" && (p != Yearly || s.rest() != "") {
				problem = UnknownPeriod
			}
		}
	}
	if problem == "" && (r.Low <= -1 || r.High > 10) {
		problem = OutOfBounds
	}
	return r, problem
}

// parseGrowth reads growth between −100% and +1000% a month.
func parseGrowth(s *scanner) (Rate, Problem) {
	r, problem := s.percents()
	if problem != "" {
		return Rate{}, problem
	}
	p, problem := s.period()
	if problem == "" && (r.Low < -1 || perMonth(r.High, p) > 10) {
		problem = OutOfBounds
	}
	return Rate{r, p}, problem
}

func parseHire(s *scanner) (Rate, Problem) {
	r, problem := s.amounts()
	if problem != "" {
		return Rate{}, problem
	}
	p, problem := s.period()
	return Rate{r, p}, problem
}

func parseLoss(s *scanner) (Rate, Problem) {
	r, problem := s.money()
	if problem == "" && r.Low <= 0 {
		problem = NotPositive
	}
	return r, problem
}

func readUnits(l *Line, text string) Problem {
	units, unit, problem := Range{}, "", Problem("")
	if text != "" {
		if units, unit, problem = parseUnits(text); problem != "" {
			return problem
		}
		// A word that would be read as part of the number, like k, is refused.
		if again, word, _ := parseUnits(units.String() + " " + unit); again != units || word != unit {
			return NotANumber
		}
	}
	l.Units, l.Unit = units, unit
	return ""
}

// parseUnits reads a number above zero and a word.
func parseUnits(text string) (units Range, unit string, problem Problem) {
	s := scan(text)
	s.ofUnits = true
	if units, problem = s.amounts(); problem == "" && units.Low <= 0 {
		problem = NotPositive
	}
	if problem == "" {
		problem = readText(&unit, s.rest())
	}
	return units, unit, problem
}

func readCurrency(to *string, text string) Problem {
	code := []byte(lower(strings.TrimSpace(text)))
	if len(code) != 0 && len(code) != 3 {
		return NotACurrency
	}
	for i, c := range code {
		if c < 'a' || c > 'z' {
			return NotACurrency
		}
		code[i] = c - 'a' + 'A'
	}
	*to = string(code)
	return ""
}

func readMonth(to *Month, text string) Problem {
	if text == "" {
		*to = 0
		return ""
	}
	m, problem := ParseMonth(text)
	if problem == "" {
		*to = m
	}
	return problem
}

func readHorizon(to *int, text string) Problem {
	if text == "" {
		*to = 0
		return ""
	}
	r, problem := parseMonths(text)
	if problem == NotPositive {
		problem = OutOfBounds
	}
	if problem != "" {
		return problem
	}
	n := int(r.Low)
	if !r.Exact() || float64(n) != r.Low || n > MaxHorizon {
		return OutOfBounds
	}
	if *to = n; n == defaultHorizon {
		*to = 0
	}
	return ""
}

// readLikelihood reads a single likelihood from 1% to 99%.
func readLikelihood(to *float64, text string) Problem {
	if text == "" {
		*to = 0
		return ""
	}
	s := scan(withUnit(text))
	r, problem := s.percents()
	switch {
	case problem != "":
		return problem
	case s.rest() != "":
		return NotANumber
	case !r.Exact() || r.Low < 0.01 || r.Low > 0.99:
		return OutOfBounds
	}
	if *to = r.Low; r.Low == defaultWanted {
		*to = 0
	}
	return ""
}

func readChoice[T ~uint8](to *T, text string, names []string) Problem {
	text = lower(strings.TrimSpace(text))
	for i, name := range names {
		if text == name || text == "" && i == 0 {
			*to = T(i)
			return ""
		}
	}
	return NotAChoice
}

func choiceText[T ~uint8](choice T, names []string) string {
	if choice == 0 {
		return ""
	}
	return names[choice]
}

func unlessZero(r Range, text func(Range) string) string {
	if r == (Range{}) {
		return ""
	}
	return text(r)
}

// text is the rate as in a link, or empty for none.
func (r Rate) text() string {
	if r.Range == (Range{}) {
		return ""
	}
	return r.Range.String() + r.Per.String()
}

func (l *Line) flowText() string {
	if l.Share {
		return l.Amount.percentText()
	}
	return l.Amount.Range.String() + l.Amount.Per.String()
}

func (l *Line) growthText() string {
	if l.Growth.Range == (Range{}) {
		return ""
	}
	return l.Growth.percentText() + l.Growth.Per.String()
}

func (l *Line) unitsText() string {
	text := unlessZero(l.Units, Range.String)
	if l.Unit != "" {
		text += " " + l.Unit
	}
	return text
}

func (p *Payment) text() string { return p.Amount.String() + "@" + p.Month.String() }
