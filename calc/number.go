package calc

import (
	"math"
	"strconv"
	"strings"
)

// The grammar of numbers, as typed and in links, after [fold] has made digits, dashes
// and blanks of all scripts alike and taken out what is invisible. Words stand in any
// case, in English, French and Arabic.
//
//	range    = [ "between" | "from" … ] sum [ mark sum ] | number ( "±" | "+/-" ) number
//	bound    = ".." product | product ".." | number with a hedge              of claims alone
//	mark     = ".." | "–" | "-" | "to" | "and" | "à" | "et" | "إلى" | "و" …
//	sum      = product { ( "+" | " - " ) product }
//	product  = number { ( "*" | "×" | "x" ) number } [ "/" number ]
//	number   = { sign | currency | "%" | hedge | "(" } size { "%" | currency | "-" | ")" | hedge }
//	size     = digits [ power ] [ part ] { scale } [ part ]       1.5bn, 5 hundred thousand
//	         | count { scale } [ part ]                           five million, a billion and a half
//	         | fraction scale | scale | dual                      half a billion, مليار, ملياران
//	digits   = one group, or groups set apart by one kind of mark, and a fraction
//	power    = "e" integer | ( "×" | "x" | "*" ) "10^" integer
//	part     = "and a half" | "et demi" | "ونصف" …
//	scale    = k M B T, bn mn tn bil Mio Mrd …, hundred … trillion, lakh, crore, milliards, ألف … تريليون
//	hedge    = "~" | "<" | ">" | "+" | "about" | "up to" | "nearly" | "près de" | "نحو" …, see [hedges]
//	currency = see [currencies];  period = see [periods];  month = see [ParseMonth]
//	length   = a range of ( [ number ] unit of time [ part ] { unit of time } ); see [ParseMonths]
//
// Marks in digits: groups are of three, or as in India of two before the last three
// (1,00,000). They are set apart by commas, points, apostrophes or blanks, never by
// two of these. A single point is the decimal mark; so is a comma or point behind
// groups that another mark sets apart (1.234.567,89). What is left is ambiguous and
// refused: a comma that is a decimal mark as well as one of thousands (1,5, or 1,234
// before a scale), groups of other sizes (1,2,3), and mixed marks (1,234 567). Where
// a language has a decimal comma, the page turns it into a point before it gets here.
//
// A hedge is read over: figures have no bounds, and "up to 5bn" is 5bn. Whoever wants to
// say how far it can be from that writes a range. What an article states is taken as it
// hedges it: there "up to 5bn" is ..5bn, and "at least 5bn" is 5bn.. .
//
// Brackets and a minus behind a number make it negative, as in accounts: (500), 500-.
//
// A scale or % behind the high end of a range holds for both ends: 3.5 to 4.5bn. In a
// sum it does not: 4 + 3B is ambiguous. Two numbers with " - " between them are a range
// if they rise (3B - 5B) and a difference if they fall (5B - 3B). A tab or line break
// in front of a number begins another cell, unless the mark of a range stands before
// it, and two cells never become one number.
//
// Before words for units there are neither sums nor currencies, and a lone m, b, t or
// mm behind a blank is ambiguous: it could be metres or tonnes.

// limit bounds the size of every amount, exclusive.
const limit = 1e18

// number is what was read of one number: digits with at most one point and an
// exponent, and how many tens it is scaled by.
type number struct {
	digits string
	// total is the value of a sum or product, for which computed is set.
	total    float64
	computed bool
	// comma is set where a single one sets groups apart: it could be a decimal mark.
	comma   bool
	percent bool
	// spelt is set for a count in words without a scale of its own, which is a number
	// only with one that it shares, or before a unit of time.
	spelt bool
	scale int8
}

func (n *number) value() (float64, Problem) {
	if n.computed {
		return bounded(n.total)
	}
	if n.spelt && n.scale == 0 {
		return 0, NotANumber
	}
	if n.comma && n.scale > 0 && n.scale != lakh && n.scale != crore && !strings.Contains(n.digits, ".") {
		return 0, Ambiguous
	}
	tens := int(n.scale)
	if n.percent {
		tens -= 2
	}
	text := n.digits
	if tens != 0 {
		digits, exponent, _ := strings.Cut(n.digits, "e")
		if e, err := strconv.Atoi(exponent); err == nil {
			tens += e
		}
		text = digits + "e" + strconv.Itoa(tens)
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, TooLarge
	}
	return bounded(v)
}

// bounded refuses what is too large or infinite.
func bounded(v float64) (float64, Problem) {
	switch {
	case !(v < limit && v > -limit):
		return 0, TooLarge
	case v == 0:
		return 0, "" // not −0
	}
	return v, ""
}

const (
	lakh  = 5
	crore = 7
)

// scales lists the words of each scale, the largest first: letters that stand behind
// digits only; the singular, which alone means one; plurals; the Arabic dual; and
// forms that behind a number are the scale and before a currency the dual.
var scales = [...]struct {
	tens                             int8
	letters, one, many, dual, either string
}{
	{12, "t|tn|trn|tril", "trillion|تريليون|ترليون", "trillions|billón|billon|billones|تريليونات|ترليونات",
		"تريليوني|تريليونين|تريليونان|ترليوني|ترليونين|ترليونان", "تريليونا|ترليونا"},
	{9, "b|bn|bln|bil|md|mds|mrd|mrds|mld|mlrd|mia", "billion|milliard|مليار|بليون",
		"billions|milliards|milliarde|milliarden|mil millones|mil millions|مليارات|بلايين", "ملياري|مليارين|ملياران|بليوني|بليونين|بليونان", "مليارا|بليونا"},
	{crore, "cr", "crore", "crores", "", ""},
	{6, "m|mn|mm|mln|mio|mill", "million|مليون", "millions|millionen|millón|millon|millones|ملايين", "مليوني|مليونين|مليونان", "مليونا"},
	{lakh, "", "lakh|lac", "lakhs|lacs", "", ""},
	{3, "k|tsd", "thousand|mille|الف", "thousands|grand|millier|milliers|الاف", "الفي|الفين|الفان", "الفا"},
	{2, "", "hundred|cent|مئة|مائة", "cents", "مئتي|مئتين|مئتان|مائتي|مائتين|مائتان", ""},
}

// counts are numbers in words.
var counts = [...]struct{ digits, words string }{
	{"1", "one|a|an|un|une|واحد|واحدة"}, {"2", "two|deux|اثنان|اثنين|اثنتان|اثنتين"}, {"3", "three|trois|ثلاثة|ثلاث"}, {"4", "four|quatre|اربعة|اربع"},
	{"5", "five|cinq|خمسة|خمس"}, {"6", "six|ستة|ست"}, {"7", "seven|sept|سبعة|سبع"}, {"8", "eight|huit|ثمانية|ثماني|ثمان"}, {"9", "nine|neuf|تسعة|تسع"},
	{"10", "ten|dix|عشرة|عشر"}, {"11", "eleven|onze|احد عشر"}, {"12", "twelve|douze|اثنا عشر|اثني عشر"}, {"15", "fifteen|quinze|خمسة عشر"},
	{"18", "eighteen|dix-huit|ثمانية عشر"}, {"20", "twenty|vingt|عشرون|عشرين"}, {"24", "twenty-four|twenty four|vingt-quatre"},
}

// fractions stand before a scale, and parts behind a whole number.
var (
	fractions = [...]struct{ digits, words string }{
		{"0.5", "½|half|a half|one half|demi|un demi|نصف"},
		{"0.75", "three quarters|three-quarters|trois quarts|ثلاثة ارباع"},
		{"0.25", "a quarter|one quarter|quarter|un quart|ربع"},
		{"0.6666666666666666", "two thirds|two-thirds|deux tiers|ثلثي|ثلثا"},
		{"0.3333333333333333", "a third|one third|un tiers|ثلث"},
	}
	parts = [...]struct{ digits, words string }{
		{".5", "½|and a half|and one half|et demi|et demie|ونصف|و نصف"},
		{".75", "¾|and three quarters|et trois quarts|وثلاثة ارباع"},
		{".25", "¼|and a quarter|et quart|et un quart|وربع|و ربع"},
	}
)

// rangeMarks stand between the ends of a range, percentWords behind a rate.
const (
	rangeMarks   = "...|..|-|–|up to|to|and|or|through|à|et|ou|او|الى|حتى"
	percentWords = "percent|per cent|pct|pc|pour cent|pourcent|بالمئة|بالمائة|في المئة|في المائة"
)

// A bound says which end of a range is open.
type bound uint8

const (
	noBound bound = iota
	atMost        // the low end: ..5B
	atLeast       // the high end: 18..
)

// hedges lists, by the bound they make of a claim, what a figure can be softened with
// before and behind it, and the words that open a range.
var hedges = [...]struct{ before, behind string }{
	noBound: {
		"=|~|about|around|approximately|approx.|approx|roughly|circa|c.|ca.|ca|some|nearly|almost|close to|just over|just under|" +
			"a little over|a little under|an estimated|estimated|between|from|" +
			"environ|env.|près de|pres de|autour de|presque|quelque|à peu près|a peu pres|un peu plus de|un peu moins de|d'|de l'ordre de|entre|de|" +
			"نحو|حوالي|حوالى|قرابة|زهاء|تقريبا|ما يقارب|يقارب|ما يقرب من|ما يناهز|يناهز|ما بين|بين|من",
		"approximately|approx.|approx|environ|env.|à peu près|تقريبا",
	},
	atMost: {
		"<=|<|≤|under|below|less than|fewer than|up to|as much as|as many as|at most|no more than|not more than|within|" +
			"moins de|moins d'|jusqu'à|jusqu'a|au plus|pas plus de|d'ici à|d'ici|en moins de|en moins d'|" +
			"اقل من|ما يصل الى|يصل الى|تصل الى|قد يصل الى|قد تصل الى|حتى|على الاكثر|ما لا يزيد على|لا يزيد على|لا تزيد على|لا يتجاوز|لا تتجاوز|خلال|في غضون",
		"or less|or fewer|at most|maximum|max.|max|au plus|au maximum|ou moins|على الاكثر|كحد اقصى|فاقل|او اقل",
	},
	atLeast: {
		">=|>|≥|well over|over|above|more than|at least|no less than|not less than|" +
			"plus de|plus d'|au moins|pas moins de|" +
			"اكثر من|ازيد من|ما يزيد عن|ما يزيد على|على الاقل|ما لا يقل عن|لا يقل عن|لا تقل عن",
		"or more|at least|minimum|au moins|au minimum|ou plus|et plus|على الاقل|على اقل تقدير|كحد ادنى|فاكثر|او اكثر",
	},
}

// hedges reads over hedges before a number.
func (s *scanner) hedges() {
	for {
		t := s.next()
		if t == "" || isDigit(t[0]) || !s.hedge(false) {
			return
		}
	}
}

// hedge reads one hedge, before a number or behind it, and notes the bound that it makes.
func (s *scanner) hedge(behind bool) bool {
	for i := len(hedges) - 1; i >= 0; i-- { // d'ici before d'
		words := hedges[i].before
		if behind {
			words = hedges[i].behind
		}
		if s.words(words) {
			s.bound = max(s.bound, bound(i))
			return true
		}
	}
	return false
}

// openLow reads the mark of a range without a low end, where there can be one.
func (s *scanner) openLow() bool {
	if !s.bounds || !s.words("...|..") {
		return false
	}
	s.bound = atMost
	return true
}

// openHigh reads that of a range without a high end: nothing but a period follows.
func (s *scanner) openHigh() bool {
	if !s.bounds {
		return false
	}
	after := s.ahead()
	if !after.words("...|..") {
		return false
	}
	text := after.text
	if !s.ofTime {
		after.period()
	}
	if after.rest() != "" {
		return false
	}
	s.text, s.bound = text, atLeast
	return true
}

// opened returns a value that was read as the bound that its text makes of it.
func (s *scanner) opened(r Range) Range {
	switch {
	case !s.bounds || !r.Exact():
	case s.bound == atMost:
		r.Low = math.Inf(-1)
	case s.bound == atLeast:
		r.High = math.Inf(1)
	}
	return r
}

// number reads one number with all that belongs to it.
func (s *scanner) number() (n number, problem Problem) {
	if s.next() == "" {
		return n, Missing
	}
	sign, bracket := s.prefix(&n)
	if bracket && sign != "" {
		return n, Ambiguous
	}
	s.text = s.next()
	run := digitRun(s.text)
	if run == "" {
		if problem := s.inWords(&n); problem != "" {
			return n, problem
		}
	} else {
		if n.digits, n.comma, problem = ungroup(run); problem != "" {
			return n, problem
		}
		s.text = s.text[len(run):]
		s.noCents(run)
		s.power(&n)
		s.tail(&n)
		if n.scale, problem = s.scale(); problem != "" {
			return n, problem
		}
		if n.scale > 0 {
			s.tail(&n)
		}
	}
	if s.minusBehind() {
		if sign != "" || bracket {
			return n, NotANumber
		}
		sign = "-"
	}
	s.suffix(&n)
	if bracket {
		if !s.mark(")") {
			return n, NotANumber
		}
		sign = "-"
		if n.scale == 0 {
			if n.scale, problem = s.scale(); problem != "" {
				return n, problem
			}
		}
		s.suffix(&n)
	}
	if sign == "-" {
		n.digits = "-" + n.digits
	}
	if s.ofUnits || s.ofTime {
		if t := s.next(); t != "" && t[0] == '+' && !startsWithDigit(strings.TrimLeft(t[1:], " ")) {
			s.text, s.bound = t[1:], atLeast // 500+ people
		}
	}
	return n, ""
}

// prefix reads what stands before a number's digits: its sign, an opening bracket,
// and in any order the currency, a percent sign and hedges.
func (s *scanner) prefix(n *number) (sign string, bracket bool) {
	for {
		t := s.next()
		if t == "" || isDigit(t[0]) || t[0] == '.' {
			return sign, bracket
		}
		switch c := t[0]; {
		case sign == "" && (c == '-' || c == '+'):
			sign, s.text = t[:1], t[1:]
		case sign == "" && s.mark("–"):
			sign = "-"
		case c == '(' && !bracket:
			bracket, s.text = true, t[1:]
		case c == '%' && !s.ofUnits && !n.percent:
			n.percent, s.text = true, t[1:]
		case !s.ofTime && s.writtenCurrency():
		default:
			if s.hedges(); s.next() != t {
				continue
			}
			if sign != "" || !s.words("minus|negative|moins|ناقص|سالب") {
				return sign, bracket
			}
			sign = "-"
		}
	}
}

// suffix reads percent signs, the currency and hedges behind a number.
func (s *scanner) suffix(n *number) {
	for !s.ofUnits && !s.ofTime {
		switch t := s.next(); {
		case t == "" || t[0] < 0x80 && t[0] != '%' && t[0] != '$' && !isASCIILetter(t[0]):
			return
		case t[0] == '%':
			n.percent, s.text = true, t[1:]
		case s.words(percentWords):
			n.percent = true
		case !s.writtenCurrency() && !s.hedge(true):
			return
		}
	}
}

// minusBehind reads a minus that stands behind its number, as in 500- and ‎5-%.
func (s *scanner) minusBehind() bool {
	if s.text == "" || s.text[0] != '-' || s.ofUnits || s.ofTime {
		return false
	}
	after := s.ahead()
	after.text = s.text[1:]
	after.suffix(&number{})
	after.period()
	if rest := after.rest(); rest != "" && rest[0] != ')' {
		return false
	}
	s.text = s.text[1:]
	return true
}

// noCents reads what stands in place of cents behind a run of digits: 5.- or 5,–.
func (s *scanner) noCents(run string) {
	before, marks := s.text, ".-|.–|,-|,–"
	switch {
	case run[len(run)-1] == '.':
		marks = "-|–"
	case strings.Contains(run, "."): // 1.000,- is not 1
		marks = ""
	}
	if s.words(marks) && startsWithDigit(s.text) {
		s.text = before
	}
}

// power reads e12, e-7 or × 10^12.
func (s *scanner) power(n *number) {
	t := s.text
	if e := exponentRun(t); e > 0 {
		n.digits, s.text = n.digits+"e"+strings.TrimPrefix(t[1:e], "+"), t[e:]
		return
	}
	if s.words("× 10^|×10^|x 10^|x10^|* 10^|*10^") {
		if e := exponentRun("e" + s.text); e > 0 {
			n.digits, s.text = n.digits+"e"+s.text[:e-1], s.text[e-1:]
			return
		}
		s.text = t
	}
}

// tail reads the part behind a whole number: 2 and a half.
func (s *scanner) tail(n *number) {
	if t := s.next(); t == "" || t[0] < 0x80 && t[0] != 'a' && t[0] != 'e' || strings.ContainsAny(n.digits, ".e") {
		return
	}
	for i := range parts {
		part := &parts[i]
		if s.words(part.words) {
			n.digits += part.digits
			s.words("المليار|المليون|التريليون|الترليون|الالف") // مليار ونصف المليار
			return
		}
	}
}

// inWords reads a number that begins with a word: five million, half a billion,
// مليار, ملياران.
func (s *scanner) inWords(n *number) Problem {
	if !startsWithLetter(s.text) {
		return NotANumber
	}
	for i := range fractions {
		fraction := &fractions[i]
		if s.ofTime && i > 0 {
			break // a quarter is three months
		}
		if s.words(fraction.words) {
			s.words("-a-|-|of a|of an|of|a|an|d'un|d'une|de|d'") // half-a-million
			s.mark("-")
			n.digits = fraction.digits
			return s.scaleNeeded(n)
		}
	}
	for i := range scales {
		scale := &scales[i]
		switch {
		case s.words(scale.dual):
			n.digits = "2"
		case s.words(scale.either):
			// مليارا دولار is two billion, مليارًا one.
			if !s.ahead().writtenCurrency() {
				return Ambiguous
			}
			n.digits = "2"
		default:
			continue
		}
		n.scale = scale.tens
		if more, _ := s.scale(); more >= n.scale { // ألفي مليار
			n.scale += more
		}
		s.tail(n)
		return ""
	}
	for i := range scales {
		scale := &scales[i]
		before := s.text
		if s.words(scale.one) {
			s.text, n.digits = before, "1"
			return s.scaleNeeded(n)
		}
	}
	for i := len(counts) - 1; i >= 0; i-- { // vingt-quatre before vingt
		if s.words(counts[i].words) {
			n.digits = counts[i].digits
			s.tail(n)
			s.mark("-")
			return s.scaleNeeded(n)
		}
	}
	return NotANumber
}

// scaleNeeded reads the scale of a number in words, or notes that there is none.
func (s *scanner) scaleNeeded(n *number) (problem Problem) {
	if n.scale, problem = s.scale(); problem != "" {
		return problem
	}
	if n.scale > 0 {
		s.tail(n)
		return ""
	}
	n.spelt = true
	return ""
}

// scale reads scales and returns the tens they multiply by. Words of them multiply,
// the smaller before the larger: hundred thousand, mille milliards, lakh crore.
func (s *scanner) scale() (tens int8, problem Problem) {
	start, last := s.text, int8(0)
	for {
		before := s.text
		if last > 0 {
			s.words("de|of|d'")
		}
		next, letters, problem := s.oneScale()
		if problem != "" {
			return 0, problem
		}
		if next == 0 || next < last || last > 0 && letters || tens+next > 18 {
			s.text = before
			break
		}
		tens, last = tens+next, next
		if letters {
			break
		}
	}
	if last == 2 { // hundreds of nothing more: 50 cents
		s.text, tens = start, 0
	}
	return tens, ""
}

// oneScale reads one scale and reports whether it was letters.
func (s *scanner) oneScale() (tens int8, letters bool, problem Problem) {
	t := s.next()
	if !startsWithLetter(t) || s.ofTime && t[0] < 0x80 && lowerByte(t[0]) != 'k' {
		return 0, false, ""
	}
	if len(t) == 1 || t[1] < 0x80 && !isASCIILetter(t[1]) { // by far the most
		if i := strings.IndexByte("kmbt", lowerByte(t[0])); i >= 0 {
			return s.letters(t, 1, int8(3*i+3))
		}
		return 0, false, ""
	}
	for i := range scales {
		scale := &scales[i]
		if s.words(scale.one) || s.words(scale.many) || s.words(scale.either) {
			return scale.tens, false, ""
		}
		if s.words(scale.letters) {
			n := len(t) - len(s.text)
			s.text = t
			return s.letters(t, n, scale.tens)
		}
	}
	switch {
	case s.words("long billion|long billions|long trillion|long trillions"):
		return 0, false, LongScale
	case s.words("mil"): // a thousand in Spanish, a million in colloquial English
		return 0, false, Ambiguous
	}
	return 0, false, ""
}

// letters reads a scale of n letters at the start of t, with a point behind it: Mio.
// Before units they are one only where they stand alone: 350k servers and 6 M
// people, but 6 B2B reps and 5 T-shirts.
func (s *scanner) letters(t string, n int, tens int8) (int8, bool, Problem) {
	after := t[n:]
	if s.ofUnits {
		if after != "" && after[0] != ' ' && after[0] != '\n' && after[0] != '.' && after[0] != '-' && !strings.HasPrefix(after, "–") || strings.HasPrefix(after, "-") && !startsWithDigit(after[1:]) {
			return 0, false, ""
		}
		apart := len(t) < len(s.text)
		if unit := t[:n]; apart && (unit == "m" || unit == "b" || unit == "t" || unit == "mm") {
			return 0, false, Ambiguous
		}
	}
	if len(after) > 0 && after[0] == '.' && !strings.HasPrefix(after, "..") && !startsWithDigit(after[1:]) {
		after = after[1:]
	}
	s.text = after
	return tens, true, ""
}

// digitRun is the leading part of s that is made of digits and the marks between
// them; a blank counts only where three digits follow it.
func digitRun(s string) string {
	i, seen := 0, false
scan:
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case isDigit(c):
			seen = true
		case c == '.':
			if strings.HasPrefix(s[i:], "..") {
				break scan
			}
		case c == ',' || c == '\'':
			if !startsWithDigit(s[i+1:]) {
				break scan
			}
		case c == ' ':
			if i == 0 || !isDigit(s[i-1]) || !threeDigits(s[i+1:]) {
				break scan
			}
		default:
			break scan
		}
	}
	if !seen {
		return ""
	}
	// 1.234.567. ends a sentence; 5. is on the way to 5.5.
	if s[i-1] == '.' && strings.ContainsAny(s[:i-1], ".,' ") {
		i--
	}
	return s[:i]
}

func threeDigits(s string) bool {
	return len(s) >= 3 && isDigit(s[0]) && isDigit(s[1]) && isDigit(s[2]) && (len(s) == 3 || !isDigit(s[3]))
}

// exponentRun is the length of e12 or e-7 at the start of s, or 0.
func exponentRun(s string) int {
	if len(s) < 2 || s[0] != 'e' && s[0] != 'E' {
		return 0
	}
	i := 1
	if s[i] == '-' || s[i] == '+' {
		i++
	}
	start := i
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	if i == start || i-start > 3 {
		return 0
	}
	return i
}

// ungroup takes the thousands marks out of a run of digits, turns its decimal mark
// into a point, and reports whether a comma was the only mark.
func ungroup(run string) (digits string, comma bool, problem Problem) {
	marks, mixed, last := 0, false, 0
	first := byte(0)
	for i := range len(run) {
		if isDigit(run[i]) {
			continue
		}
		if marks++; marks == 1 {
			first = run[i]
		}
		mixed = mixed || run[i] != first
		last = i
	}
	if marks == 0 || marks == 1 && first == '.' {
		return run, false, ""
	}
	whole, fraction := run, ""
	if mixed {
		mark := run[last]
		if mark != '.' && mark != ',' || mark == ',' && len(run)-last == len(",567") {
			return "", false, Ambiguous
		}
		whole, fraction = run[:last], "."+run[last+1:]
	}
	if !grouped(whole, first) {
		return "", false, Ambiguous
	}
	return strings.ReplaceAll(whole, run[len(whole)-4:len(whole)-3], "") + fraction, marks == 1 && first == ',', ""
}

// grouped reports whether the mark sets apart groups of three digits, or commas
// groups of two before the last three.
func grouped(whole string, mark byte) bool {
	size, groups := 0, 0
	western, indian := true, mark == ','
	for i := len(whole) - 1; i >= 0; i-- {
		if isDigit(whole[i]) {
			size++
			continue
		}
		if whole[i] != mark {
			return false
		}
		western = western && size == 3
		indian = indian && (size == 3 && groups == 0 || size == 2 && groups > 0)
		size, groups = 0, groups+1
	}
	return whole[0] != '0' && size > 0 && (western && size <= 3 || indian && groups > 1 && size <= 2)
}

// ParseAmount reads an amount or a range of them, in any currency, as typed or in a
// link: 5B, 3.5..4.5bn, 3.5 to 4.5 billion, 1,234,567, ٣٫٥ مليار. It refuses with a
// [Problem] what is no number, what could be read two ways, and crossed ends.
func ParseAmount(text string) (Range, Problem) { return parseAmount(text, "") }

// parseAmount reads an amount that, where it names a currency, is in the given one.
func parseAmount(text, currency string) (Range, Problem) {
	s := scan(text)
	s.currency = currency
	r, problem := s.amounts()
	if problem == "" {
		problem = s.end()
	}
	if problem != "" {
		return Range{}, problem
	}
	return r, ""
}

// amounts reads a range without a percent sign.
func (s *scanner) amounts() (Range, Problem) {
	r, percent, problem := s.span()
	if problem == "" && percent {
		problem = UnwantedPercent
	}
	return r, problem
}

// percents reads a range that is written in percent: 8%, -10%..60%, 10 to 20%.
func (s *scanner) percents() (Range, Problem) {
	r, percent, problem := s.span()
	if problem == "" && !percent {
		problem = WantsPercent
	}
	return r, problem
}

// span reads LOW..HIGH, MIDDLE±BY or one number or sum.
func (s *scanner) span() (r Range, percent bool, problem Problem) {
	isOpen := s.openLow()
	low, problem := s.product()
	if problem != "" {
		return r, false, problem
	}
	high, spread := low, false
	switch {
	case isOpen, s.text == "" || s.text[0] == '/', s.openHigh(): // by far the most
	case s.words("±|+/-|+-"):
		spread = true
		high, problem = s.number()
	case s.minus():
		if high, problem = s.product(); problem == "" && (falls(&low, &high) || s.atSum()) {
			if problem = low.add(&high, -1); problem == "" {
				problem = s.sum(&low)
			}
			high = low
		}
	default:
		problem = s.sum(&low)
		high = low
		if problem == "" && s.rangeMark() {
			if high, problem = s.product(); problem == "" {
				problem = s.sum(&high)
			}
		}
	}
	if problem == "" {
		r, problem = join(&low, &high, spread)
	}
	if problem == "" {
		problem = s.currencyProblem()
	}
	return r, low.percent, problem
}

// join makes a range of two numbers, of which the high one's scale and percent sign
// hold for both, or of a middle and how far it spreads.
func join(low, high *number, spread bool) (r Range, problem Problem) {
	relative := spread && high.percent && low.scale > 0 // 5M±10% is no rate
	switch {
	case low.computed && (low.scale == 0 && high.scale > 0 || low.percent != high.percent),
		spread && low.scale > 0 && high.scale == 0 && !high.percent: // 5M±1
		return r, Ambiguous
	case low.scale == 0:
		low.scale = high.scale
	}
	if !relative {
		low.percent = low.percent || high.percent
		high.percent = low.percent
	}
	if r.Low, problem = low.value(); problem == "" {
		r.High, problem = high.value()
	}
	if problem == "" && spread {
		r, problem = withSpread(r.Low, r.High, relative)
	}
	if problem == "" && r.Low > r.High {
		problem = Crossed
	}
	return r, problem
}

// withSpread is the range that lies up to so far from its middle; relative means that it
// is a share of the middle.
func withSpread(middle, by float64, relative bool) (r Range, problem Problem) {
	if relative {
		by *= middle
	}
	if r.Low, problem = bounded(round(middle - by)); problem == "" {
		r.High, problem = bounded(round(middle + by))
	}
	return r, problem
}

// product reads a number, or some multiplied.
func (s *scanner) product() (n number, problem Problem) {
	n, problem = s.number()
	for problem == "" && n.digits != "0" { // 0x10
		divides := false
		if !s.times() {
			if divides = s.divides(); !divides {
				break
			}
		}
		var m number
		if m, problem = s.number(); problem == "" {
			problem = n.multiply(&m, divides)
		}
		if divides {
			break // 1/2/2026 is no number
		}
	}
	return n, problem
}

// times reads a sign of multiplication.
func (s *scanner) times() bool {
	t := s.next()
	if t == "" || s.ofUnits || s.ofTime || s.text[0] == '\n' || t[0] != '*' && lowerByte(t[0]) != 'x' && t[0] != "×"[0] {
		return false
	}
	before := s.text
	if s.words("*|×|x") {
		if t = s.next(); t != "" && (isDigit(t[0]) || t[0] == '.' || t[0] == '$' || t[0] >= 0x80 && s.startsNumber()) {
			return true
		}
	}
	s.text = before
	return false
}

// divides reads a stroke before a digit.
func (s *scanner) divides() bool {
	t := s.next()
	if t == "" || t[0] != '/' || s.ofUnits || s.ofTime || s.text[0] == '\n' || !startsWithDigit(strings.TrimLeft(t[1:], " ")) {
		return false
	}
	if _, problem := s.ahead().period(); problem == "" { // 5 / 3 months
		return false
	}
	s.text = t[1:]
	return true
}

// startsNumber reports whether a number comes next.
func (s *scanner) startsNumber() bool {
	n, problem := s.ahead().number()
	if problem == "" {
		_, problem = n.value()
	}
	return problem == ""
}

// multiply makes n the product of n and m, or what n divided by m is.
func (n *number) multiply(m *number, divide bool) Problem {
	a, b, problem := values(n, m)
	switch {
	case problem != "":
		return problem
	case n.percent && m.percent || divide && (m.percent || b == 0):
		return NotANumber
	case divide:
		a /= b
	default:
		a *= b
	}
	n.compute(a, m)
	n.percent = n.percent || m.percent
	return ""
}

// values returns the values of two numbers that are to be computed with, or the first problem.
func values(n, m *number) (a, b float64, problem Problem) {
	if a, problem = n.value(); problem == "" {
		b, problem = m.value()
	}
	return a, b, problem
}

// compute makes n a number that was computed of n and m.
func (n *number) compute(v float64, m *number) {
	n.total, n.computed, n.scale = round(v), true, max(n.scale, m.scale)
}

// plus reads a + that a number follows; any other softens the number before it: 5B+.
func (s *scanner) plus() bool {
	t := s.next()
	if t == "" || t[0] != '+' || s.ofUnits || s.ofTime || s.text[0] == '\n' {
		return false
	}
	s.text = t[1:]
	if s.startsNumber() {
		return true
	}
	s.bound = atLeast
	return false
}

// minus reads a - with blanks around it.
func (s *scanner) minus() bool {
	if !strings.HasPrefix(s.text, " ") || s.ofUnits || s.ofTime {
		return false
	}
	rest, ok := strings.CutPrefix(strings.TrimLeft(s.text, " "), "- ")
	if ok {
		s.text = rest
	}
	return ok
}

// atSum reports whether a sum goes on.
func (s *scanner) atSum() bool {
	return s.ahead().plus() || s.ahead().minus()
}

// falls reports whether two numbers with a minus between them are a difference and no
// range: the second is smaller, and either both or none have a scale.
func falls(low, high *number) bool {
	first := *low
	first.percent = low.percent || high.percent
	a, _ := first.value()
	b, _ := high.value()
	return a > b && (low.scale > 0) == (high.scale > 0)
}

// unit reads the word for what is counted: the rest as it was typed. A number in
// front of it is not part of it.
func (s *scanner) unit() (string, Problem) {
	if rest := strings.TrimLeft(s.rest(), "+-–*×x "); startsWithDigit(rest) || strings.HasPrefix(s.text, "\n") && s.unreadable("") != "" {
		return "", s.unreadable(NotANumber)
	}
	return s.unread(), ""
}

// sum reads what is added to a number or taken from it.
func (s *scanner) sum(n *number) (problem Problem) {
	for problem == "" && !s.ofUnits && !s.ofTime {
		sign := 1.
		if !s.plus() {
			if !n.computed || !s.minus() {
				break
			}
			sign = -1
		}
		var m number
		if m, problem = s.product(); problem == "" {
			problem = n.add(&m, sign)
		}
	}
	return problem
}

// add adds m to n or, with sign −1, takes it away. Beside a scale, what has none and
// is small is ambiguous: 4 + 3B.
func (n *number) add(m *number, sign float64) Problem {
	a, b, problem := values(n, m)
	switch {
	case problem != "":
		return problem
	case n.percent != m.percent, n.scale > 0 && m.scale == 0 && math.Abs(b) < 1000, m.scale > 0 && n.scale == 0 && math.Abs(a) < 1000:
		return Ambiguous
	}
	n.compute(a+sign*b, m)
	return ""
}

// round takes off what adding decimal fractions leaves in the last digits.
func round(v float64) float64 {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	return v
}

// rangeMark reads what stands between the ends of a range.
func (s *scanner) rangeMark() bool {
	t := s.next()
	return t != "" && s.text[0] != '\n' && (s.words(rangeMarks) || s.mark("و"))
}
