package calc

import "strings"

// Period is the time a rate is counted over. The zero value is Monthly.
type Period uint8

const (
	Monthly Period = iota
	Quarterly
	Yearly
	HalfYearly
	Weekly
	Daily
)

// year is the length of a year in days, the mean of the Gregorian calendar.
const year = 365.2425

// periods gives each period its length in months, its suffix in a link, and its
// words: adverbs that stand alone; nouns behind per, par, كل or a number; other ways
// to say it behind per; two of them in one word; and letters that stand for it only
// behind a number or a stroke.
var periods = [...]struct {
	months                                  float64
	suffix                                  string
	adverbs, nouns, phrases, duals, letters string
}{
	Monthly: {1, "/mo",
		"monthly|mom|m/m|mensuel|mensuels|mensuelle|mensuelles|mensuellement|شهريا|شهرية",
		"month|months|mois|شهر|شهرا|اشهر|شهور", "", "شهران|شهرين", "mo|mos|mth|mths|m"},
	Quarterly: {3, "/qtr",
		"quarterly|qoq|q/q|trimestriel|trimestriels|trimestrielle|trimestrielles|فصليا|ربع سنويا|ربع سنوية",
		"quarter|quarters|trimestre|trimestres|ربع سنة|ربع عام|ربع|ارباع|فصل|فصول", "three months|3 months|trois mois|3 mois|ثلاثة اشهر|3 اشهر", "", "qtr|qtrs|q"},
	Yearly: {12, "/yr",
		"yearly|annually|annual|annualised|annualized|yoy|y/y|p.a.|p.a|pa|per annum|par an|annuel|annuels|annuelle|annuelles|annuellement|سنويا|سنوية",
		"year|years|an|ans|année|années|annee|annees|سنة|سنوات|سنين|عام|عاما|اعوام", "annum|12 months|12 mois|12 شهرا", "سنتان|سنتين|عامان|عامين", "yr|yrs|y|a"},
	HalfYearly: {6, "/half",
		"half-yearly|half yearly|semi-annually|semiannually|semestriel|semestriels|semestrielle|semestrielles|نصف سنويا|نصف سنوية",
		"half a year|half-year|half year|half-years|half years|semester|semesters|semestre|semestres|نصف سنة|نصف عام", "half|six months|6 months|six mois|6 mois|ستة اشهر|6 اشهر", "", ""},
	Weekly: {12 * 7 / year, "/wk",
		"weekly|wow|w/w|hebdomadaire|hebdomadaires|اسبوعيا|اسبوعية",
		"week|weeks|semaine|semaines|اسبوع|اسبوعا|اسابيع", "", "اسبوعان|اسبوعين", "wk|wks|w"},
	Daily: {12 / year, "/day",
		"daily|quotidien|quotidiens|quotidienne|quotidiennes|يوميا|يومية",
		"day|days|jour|jours|يوم|يوما|ايام", "", "يومان|يومين", "d|j"},
}

// Periods lists all periods, the shortest first.
var Periods = [...]Period{Daily, Weekly, Monthly, Quarterly, HalfYearly, Yearly}

// Name returns the period's suffix in a link without the stroke, such as mo.
func (p Period) Name() string { return p.String()[1:] }

// Months returns the length of the period in months.
func (p Period) Months() float64 { return periods[p].months }

// String returns the period's suffix in a link: /mo, /qtr, /yr, /half, /wk or /day.
func (p Period) String() string { return periods[p].suffix }

// readPeriodName reads a text that is the name of a period and nothing else: qtr, yearly, year.
func readPeriodName(text string) (Period, bool) {
	for p := range periods {
		s := scan(text)
		if s.words(periods[p].adverbs) || s.words(periods[p].nouns) || s.words(periods[p].letters) || s.words(periods[p].suffix[1:]) {
			return Period(p), s.rest() == ""
		}
	}
	s := scan(text)
	whole := s.next()
	per, problem := s.period()
	return per, problem == "" && s.rest() == "" && whole != ""
}

// period reads the period behind an amount, or returns Monthly if there is none.
func (s *scanner) period() (Period, Problem) {
	if t := s.next(); t == "" || t[0] < 0x80 && t[0] != '/' && !isASCIILetter(t[0]) {
		return Monthly, ""
	}
	for p := range periods {
		if s.words(periods[p].adverbs) {
			return Period(p), ""
		}
	}
	stroke := s.mark("/")
	if !stroke && !s.words("per|par|a|an|each|every|over a|over the|in a|chaque|tous les|toutes les|en un|en une|sur un|sur une|في|كل|لكل|خلال") &&
		!s.mark("l'") && !s.mark("بال") {
		return Monthly, ""
	}
	s.mark("ال")
	for p := range periods {
		if s.words(periods[p].nouns) || s.words(periods[p].phrases) || stroke && s.words(periods[p].letters) {
			return Period(p), ""
		}
	}
	return Monthly, UnknownPeriod
}

// ParseMonths reads a length of time, or a range of them, in months: 18, 18 months,
// 2 years, three weeks, a year and a half, سنتان, 12 to 18 mois. It has to be
// above zero.
func ParseMonths(text string) (Range, Problem) { return scan(text).months() }

// months reads the whole text as a length of time or a range of them.
func (s *scanner) months() (Range, Problem) {
	s.ofTime = true
	r, problem := s.lengths()
	if problem == "" {
		problem = s.end()
	}
	if problem == "" && r.Low <= 0 {
		problem = NotPositive
	}
	// A million months would be written 1M, which is one month.
	if problem == "" && r.High >= 1e6 {
		problem = OutOfBounds
	}
	if problem == NotANumber {
		problem = NotALength
	}
	if problem != "" {
		return Range{}, problem
	}
	return s.opened(r), ""
}

// duration is a length of time: so many of a unit, which is given in months and 0 if
// none was written, and the months of smaller units behind it.
type duration struct{ count, unit, more float64 }

// in is the duration in months. Where no unit was written, the given one holds.
func (d duration) in(unit float64) float64 {
	if d.unit > 0 {
		unit = d.unit
	}
	return d.count*unit + d.more
}

// lengths reads a length of time or two. A unit behind one end only holds for both:
// 12 to 18 months.
func (s *scanner) lengths() (r Range, problem Problem) {
	between := s.words("between|entre|ما بين|بين")
	isOpen := s.openLow()
	low, problem := s.length(!between)
	high := low
	if problem == "" && !isOpen && !s.openHigh() && s.rangeMark() {
		high, problem = s.length(!between)
	}
	if problem != "" {
		return r, problem
	}
	unit := max(low.unit, high.unit)
	if unit == 0 {
		unit = 1
	}
	r = Range{low.in(unit), high.in(unit)}
	if r.Low > r.High {
		return r, Crossed
	}
	return r, ""
}

// length reads one length of time. Where it may be in parts they add up: 1 year and
// 6 months.
func (s *scanner) length(inParts bool) (d duration, problem Problem) {
	d, problem = s.lengthPart()
	smallest := d.unit
	for problem == "" && inParts && smallest > 0 {
		before := s.text
		if !s.words("and|et") && !s.mark("و") {
			s.mark(",")
		}
		part, problem := s.lengthPart()
		if problem != "" || part.unit == 0 || part.unit >= smallest {
			s.text = before
			break
		}
		d.more += part.in(0)
		smallest = part.unit
	}
	for s.hedge(true) { // 18 months or more
	}
	return d, problem
}

// lengthPart reads a number with its unit, or the unit alone where it means one or
// two of it.
func (s *scanner) lengthPart() (d duration, problem Problem) {
	var n number
	s.hedges()
	if d.unit = s.dual(); d.unit > 0 {
		n.digits = "2"
	} else if d.unit = s.unitOfTime(false); d.unit > 0 {
		n.digits = "1"
		s.words("واحد|واحدا|واحدة")
	} else {
		if n, problem = s.number(); problem != "" {
			return d, problem
		}
		before := s.text
		s.mark("-") // 18-month
		if d.unit = s.unitOfTime(true); d.unit == 0 {
			s.text = before
		} else {
			n.spelt = false // two years
		}
	}
	s.tail(&n)
	d.count, problem = n.value()
	return d, problem
}

// unitOfTime reads a unit and returns its months, or 0. Letters stand for one only
// behind a number.
func (s *scanner) unitOfTime(letters bool) float64 {
	for p := range periods {
		if s.words(periods[p].nouns) || letters && s.words(periods[p].letters) {
			if !strings.HasPrefix(s.text, "..") { // of a range
				s.mark(".")
			}
			return periods[p].months
		}
	}
	return 0
}

// dual reads two of a unit in one word and returns its months, or 0.
func (s *scanner) dual() float64 {
	for p := range periods {
		if s.words(periods[p].duals) {
			return periods[p].months
		}
	}
	return 0
}
