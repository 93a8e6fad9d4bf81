package calc

import (
	"math"
	"slices"
	"strings"
)

// Recognisers are the words, | between them, by which the cells of a table are told apart. They
// are in small letters, in any languages.
type Recognisers struct {
	Revenue, Cost    string // of a line or the heading above lines
	CostHeading      string // of a heading above costs, which says nothing in a line's name: Team
	Total            string // of a line that adds up others
	Balance, Opening string // of a balance, and beside these of one as a month starts
	Count            string // of a line that counts no money, such as people
	In, Out          string // of a bank's column of what comes in and of what goes out
	Part             string // before the name of what the line above holds already: of which
	Currency         string // of a bank's column of currencies
	Thousands        string // that amounts are counted in thousands, and so on
	Millions         string
	Billions         string
	Year, Month      string // before the number of one: FY 2026, month 3
	Aside            string // behind a time, of what kind its amounts are: 2026 E, Jan 2026 budget
}

// folded returns the recognisers as [scanner] needs them.
func (w Recognisers) folded() *Recognisers {
	for _, list := range []*string{&w.Revenue, &w.Cost, &w.CostHeading, &w.Total, &w.Opening, &w.Balance, &w.Count, &w.In, &w.Out, &w.Part, &w.Currency,
		&w.Thousands, &w.Millions, &w.Billions, &w.Year, &w.Month, &w.Aside} {
		*list = lower(strings.Map(fold, *list))
	}
	return &w
}

// mentions reports whether one of some words stands in a text, as whole words.
func mentions(text, words string) bool {
	if text == "" || words == "" {
		return false
	}
	s := scan(text)
	isInWord := false
	for i, r := range s.text {
		if !isInWord || !isLetter(r) {
			part := scanner{text: s.text[i:], typed: s.text[i:]}
			if r != ' ' && part.words(words) {
				return true
			}
		}
		isInWord = isLetter(r)
	}
	return false
}

// What is wrong with a pasted table.
const (
	TableTooLarge Problem = "table-too-large" // more than [MaxTable] bytes
	TableTooLong  Problem = "table-too-long"  // more than [MaxRows] rows
	NoTable       Problem = "no-table"        // not two cells beside each other
	NoMonths      Problem = "no-months"       // no row or column of months
	NoAmounts     Problem = "no-amounts"      // nothing to be read in any month
)

// A Table is what a pasted table was understood as.
type Table struct {
	// Problem says why nothing was understood, or is empty.
	Problem Problem
	// IsDown is true where months stand one below the other.
	IsDown bool
	// IsLedger is true for dated rows, as banks write them, which were gathered into months.
	IsLedger bool
	// Periods are the first months of the times of the table, in order. Where IsNumbered they are
	// counted from no known year, and where IsNamed too they are months of one.
	Periods             []Month
	IsNumbered, IsNamed bool
	// Months is how many months each period covers: 1, 3 or 12.
	Months int
	// IsOpen is true where day and month of its dates could be exchanged. The day stands first.
	IsOpen bool
	// Decimal is the mark before decimals, a point or a comma. IsOpenMark is true where numbers
	// such as 1,234 could be read with the other one too, and nothing in the table decides it. Where
	// the caller's mark would make three decimals of them, Decimal is 0, and they are not read.
	Decimal    byte
	IsOpenMark bool
	// Currency is the one that its lines are taken in, or empty. Series in another are left out.
	Currency string
	// Scale is what amounts are counted in: 1, 1e3, 1e6 or 1e9, and ScaleText the cell that says so.
	Scale     float64
	ScaleText string
	// Currencies are the codes that the table names, the most frequent first.
	Currencies []string
	// Series are its lines, in the order in which they stand.
	Series []Series
	// Columns are the texts of columns that hold amounts of no period, such as totals.
	Columns []string
	// Parted are the months of which a ledger does not hold all days; it leaves out what moved in them.
	Parted []Month
}

// A Role is what a series is to a plan.
type Role uint8

const (
	Unknown   Role = iota // nothing says what it is
	IsRevenue             // revenue
	IsCost                // a cost
	AtStart               // a balance as each period starts
	AtEnd                 // a balance as each period ends
	LeftOut               // no part of the plan
	AtFirst               // a balance of which only the one as the first period starts is taken
)

// A Reason says why a series has its role.
type Reason string

const (
	BySign        Reason = "sign"     // lines above and below zero are told apart
	ByHeading     Reason = "heading"  // the heading above it
	ByName        Reason = "name"     // its own name
	ByNothing     Reason = "nothing"  // nothing tells revenue from costs
	BySum         Reason = "sum"      // a total of revenue or of costs adds it up: see Of
	ByNet         Reason = "net"      // lines come to the net row Of only in this way
	ByTotal       Reason = "total"    // it is called a total, and adds up lines of the table
	ByTotalName   Reason = "called"   // it is called a total, and adds up to no other lines
	ByAdding      Reason = "adds"     // it adds up lines of the table
	ByPart        Reason = "part"     // it is a part of the series Of
	ByFollowing   Reason = "follows"  // a balance that follows from the lines
	ByPlanning    Reason = "planned"  // a balance of a plan, which nobody has seen
	ByOpening     Reason = "opening"  // it is called a balance as a period starts
	ByEnding      Reason = "ending"   // a balance as a period ends, less what moves in the first
	ByPercent     Reason = "percent"  // in percent
	ByCounting    Reason = "count"    // it counts no money
	ByCurrency    Reason = "currency" // in another currency
	ByZero        Reason = "zeros"    // nothing but zeros
	ByBalanceName Reason = "balance"  // it is called a balance
	ByColumn      Reason = "column"   // it stands in the bank's column of balances
	ByUnreadable  Reason = "unread"   // no cell of it can be read
)

// A Series is one line of a table.
type Series struct {
	// Name is what it is called, or empty, and Heading what stands above it.
	Name, Heading string
	// Rest is true for what a ledger's smaller payments come to together.
	Rest bool
	// Values are its amounts by period, in units of the currency: the scale is in them. A period
	// that is not in Has has none.
	Values []float64
	Has    []bool
	// Unread are the texts of cells that are no amounts.
	Unread []string
	// Currency is the code that its cells name, or empty.
	Currency string
	// Role is what it was understood as, and Reason says why.
	Role   Role
	Reason Reason

	// Of is the name of another series that Reason speaks of.
	Of string
	// Follows is true for a balance that changes by what the lines come to, as they are chosen.
	Follows bool

	balance         Role // AtStart or AtEnd for what looks like a balance
	before          float64
	hasBefore       bool // before is the balance as the first period starts, of one as periods end
	isRate, isEmpty bool
	sumRole         Role // of the total sumName, which adds it up
	sumName         string
	section         Role // of the heading above it: IsRevenue, IsCost or Unknown
}

// TableChoices are what somebody chooses in place of what was understood. The zero value leaves
// all as it is understood.
type TableChoices struct {
	Scale      float64 // what amounts are counted in
	Decimal    byte    // the mark before decimals where numbers could have either
	MonthFirst bool    // in dates that could have either first
	Currency   string  // the currency to take, in place of the scenario's
	// Roles are what series are, by their place: others are judged with them, but each keeps the
	// role that it was understood as.
	Roles map[int]Role
}

// ReadTable reads a table that was pasted from a spreadsheet, or the text of a CSV. The decimal
// mark and the currency are those to take where the table says nothing else.
func ReadTable(text string, words Recognisers, decimal byte, currency string, chosen TableChoices) *Table {
	t := &Table{Scale: 1, Months: 1, Decimal: decimal}
	rows, problem := readCells(text)
	if problem == "" && (len(rows) == 0 || len(rows[0]) < 2 && len(rows) < 2) {
		problem = NoTable
	}
	if t.Problem = problem; problem != "" {
		return t
	}
	r := tableReader{Table: t, words: words.folded(), chosen: chosen}
	r.readMark(rows)
	r.read(rows)
	if t.Problem == "" {
		r.judge(currency)
	}
	return t
}

// tableReader reads a table.
type tableReader struct {
	*Table
	words  *Recognisers
	chosen TableChoices
	rows   [][]string // with months across

	head       int  // the row of the times, or above the first day of a ledger, or -1
	isOfFirsts bool // its times are the first days of months
}

// readMark finds the mark before the decimals of the table.
func (r *tableReader) readMark(rows [][]string) {
	counts, open := map[byte]int{}, map[byte]int{}
	for _, row := range rows {
		for _, text := range row {
			if len(text) > 40 || !strings.ContainsAny(text, ".,٫،") {
				continue
			}
			s := scan(text)
			mark, isOpen := decimalMark(s.text)
			switch {
			case isOpen:
				open[s.text[strings.LastIndexAny(s.text, ".,")]]++
			case mark != 0:
				counts[mark]++
			}
		}
	}
	switch points, commas := counts['.'], counts[',']; {
	case points > commas:
		r.Decimal = '.'
	case commas > points:
		r.Decimal = ','
	default:
		r.IsOpenMark = len(open) > 0
		if open['.'] > 2 && open[','] == 0 { // three decimals each are rarer than groups
			r.Decimal = ','
		} else if open[','] > 2 && open['.'] == 0 {
			r.Decimal = '.'
		} else if len(open) > 0 && open[r.Decimal] > 0 {
			r.Decimal = 0
		}
	}
	if r.chosen.Decimal != 0 {
		r.Decimal = r.chosen.Decimal
	}
}

// read finds the times of the table and reads its lines.
func (r *tableReader) read(rows [][]string) {
	columns := turned(rows)
	if l, ok := findLedger(columns, r.words, r.chosen.MonthFirst); ok {
		r.IsLedger, r.IsDown, r.IsOpen = true, true, l.isOpen
		r.rows = rows
		r.readLedger(l)
		return
	}
	across, isAcross := findTimeline(rows, r.words)
	down, isDown := findTimeline(columns, r.words)
	switch {
	case !isAcross && !isDown:
		r.Problem = NoMonths
		return
	case !isAcross, isDown && len(down.columns) > len(across.columns):
		across, rows, r.IsDown = down, columns, true
	}
	if across.isOpen && r.chosen.MonthFirst {
		for x, h := range across.found {
			across.found[x] = h.exchanged()
		}
		open := across
		across = timeline{row: open.row, below: open.row + 1, months: open.months, found: open.found}
		across.readMonths(rows, r.words)
		across.isOpen = true
	}
	r.rows, r.Periods, r.Months, r.IsOpen = rows, across.periods, across.months, across.isOpen
	r.head = across.row
	r.IsNumbered, r.IsNamed = across.numbered, across.named
	r.readScale(across)
	r.readSeries(across)
	if len(r.Series) == 0 {
		r.Problem = NoAmounts
	}
	for _, x := range across.columns {
		r.isOfFirsts = (r.isOfFirsts || x == across.columns[0]) && across.found[x].day == 1
	}
}

// scaleOf returns what a text says that amounts are counted in, or 0.
func (w *Recognisers) scaleOf(text string) float64 {
	switch {
	case mentions(text, w.Thousands):
		return 1e3
	case mentions(text, w.Millions):
		return 1e6
	case mentions(text, w.Billions):
		return 1e9
	}
	return 0
}

// readScale finds what all amounts are counted in: it stands above the table or beside its times.
func (r *tableReader) readScale(at timeline) {
	first := at.columns[0]
	for _, column := range at.columns {
		first = min(first, column)
	}
	for y := range r.rows[:at.row+1] {
		for x, text := range r.rows[y] {
			if y == at.row && x >= first {
				break
			}
			if scale := r.words.scaleOf(text); scale > 0 && r.ScaleText == "" {
				r.Scale, r.ScaleText = scale, text
			}
		}
	}
	if r.chosen.Scale > 0 {
		r.Scale, r.ScaleText = r.chosen.Scale, ""
	}
}

// labels are the columns before the times: which of them have the names, and the kinds of lines.
type labels struct {
	columns []int
	name    int // -1 if none has
	kind    int // -1 if none has
}

// readLabels tells the columns before the times apart.
func (r *tableReader) readLabels(at timeline) labels {
	l := labels{name: -1, kind: -1}
	most := 0
	for x := range slices.Min(at.columns) {
		texts, kinds, scales := map[string]bool{}, 0, 0
		filled := 0
		for _, row := range r.rows[at.below:] {
			text := row[x]
			if text == "" || readCell(text, r.Decimal).kind != textCell {
				continue
			}
			filled++
			texts[text] = true
			if mentions(text, r.words.Revenue) != mentions(text, r.words.Cost) {
				kinds++
			}
			if _, problem := ParseCurrency(text); problem == "" || r.words.scaleOf(text) > 0 {
				scales++
			}
		}
		switch {
		case filled == 0:
			continue
		case scales*2 > filled:
		case kinds*10 >= filled*9 && len(texts) <= 4 && filled > len(texts) && l.kind < 0:
			l.kind = x
		case len(texts) >= most:
			most, l.name = len(texts), x
		}
		l.columns = append(l.columns, x)
	}
	return l
}

// readSeries reads the lines below the times.
func (r *tableReader) readSeries(at timeline) {
	labels := r.readLabels(at)
	taken := map[int]bool{}
	for _, x := range at.columns {
		taken[x] = true
	}
	var heading, group string
	section := Unknown
	for _, x := range labels.columns {
		if kind := r.kindOfHeading(r.rows[at.row][x]); kind != Unknown {
			heading, section = r.rows[at.row][x], kind
		}
	}
	columns := map[int]bool{} // with amounts of no period
	above := make(map[int]string, len(labels.columns))
	for _, row := range r.rows[at.below:] {
		s := Series{Values: make([]float64, len(at.columns)), Has: make([]bool, len(at.columns))}
		rowText, isFilled := "", false
		for _, x := range labels.columns {
			text := row[x]
			if text == "" && x < labels.name && labels.name >= 0 { // of a merged cell
				text = above[x]
			} else {
				above[x] = text
			}
			if row[x] != "" {
				rowText += " " + row[x]
			}
			switch x {
			case labels.name:
				s.Name = row[x]
			case labels.kind:
				group = text
			default:
				if x < labels.name {
					group = text
				}
			}
		}
		if s.Name == "" {
			s.Name = strings.TrimSpace(rowText)
		}
		scale := r.Scale
		if own := r.words.scaleOf(rowText); own > 0 && r.ScaleText == "" && r.chosen.Scale == 0 {
			scale = own
		}
		codes, rates := currencyIn(rowText), 0
		for i, x := range at.columns {
			c := readCell(row[x], r.Decimal)
			switch c.kind {
			case amountCell:
				s.Values[i], s.Has[i], isFilled = c.value*scale, true, true
				if codes == "" {
					codes = c.codes
				}
			case rateCell:
				rates++
			case textCell:
				s.Unread = append(s.Unread, row[x])
			}
		}
		switch s.isRate = rates > 0 && !isFilled; {
		case isFilled || s.isRate:
		case rowText == "":
			heading = ""
			continue
		case len(s.Unread) > 0 && len(s.Unread)*2 >= len(at.columns):
			s.isEmpty = true
		default:
			heading = strings.TrimSpace(rowText)
			section = r.kindOfHeading(heading)
			continue
		}
		s.Heading, s.section = heading, section
		if group != "" && s.Name != group {
			s.Heading, s.section = group, r.kindOfHeading(group)
		}
		s.Currency = code(codes)
		if !r.isBalance(s.Name) {
			s.fill(len(at.columns))
		}
		r.Series = append(r.Series, s)
		for x, text := range row {
			if !taken[x] && x > at.columns[0] && text != "" && readCell(text, r.Decimal).kind == amountCell {
				columns[x] = true
			}
		}
	}
	for x := range r.rows[at.row] {
		if columns[x] {
			r.Columns = append(r.Columns, r.rows[at.row][x])
		}
	}
}

// fill takes empty cells as nothing: those before the first amount and behind the last, and all
// where most are empty. Where few are empty, or hold something else, they are not known.
func (s *Series) fill(periods int) {
	known := 0
	for _, has := range s.Has {
		if has {
			known++
		}
	}
	first, last := slices.Index(s.Has, true), periods-1
	for last >= 0 && !s.Has[last] {
		last--
	}
	isSparse := 2*known < last-first+1 || known < 3
	for i := range s.Has {
		if len(s.Unread) == 0 && known > 0 && (isSparse || i < first || i > last) {
			s.Has[i] = true
		}
	}
}

// currencyIn returns the currencies of the last word of a text, in brackets or not, that is a
// code, or of a sign in it.
func currencyIn(text string) string {
	if text == "" {
		return ""
	}
	for word := range strings.FieldsSeq(text) {
		word = strings.Trim(word, "()[],;:/")
		if !strings.ContainsAny(word, "$€£¥") && (len(word) != 3 || strings.ToUpper(word) != word) {
			continue
		}
		s := scan(strings.Trim(word, "kKmM'0"))
		if s.writtenCurrency() && s.rest() == "" {
			return s.codes
		}
	}
	return ""
}

// code returns the currency that is meant by codes, as [currencies] has them, or nothing.
func code(codes string) string {
	if codes == "" || codes[0] == ' ' || codes == noCurrency {
		return ""
	}
	return codes[:3]
}

// kindOf returns what a heading or a name says that lines are.
func (r *tableReader) kindOf(text string) Role {
	switch revenue, cost := mentions(text, r.words.Revenue), mentions(text, r.words.Cost); {
	case cost: // cost of sales
		return IsCost
	case revenue:
		return IsRevenue
	}
	return Unknown
}

// kindOfHeading returns what a heading says that the lines below it are.
func (r *tableReader) kindOfHeading(text string) Role {
	if kind := r.kindOf(text); kind != Unknown || !mentions(text, r.words.CostHeading) {
		return kind
	}
	return IsCost
}

// isBalance reports whether a name is that of a balance.
func (r *tableReader) isBalance(name string) bool {
	return mentions(name, r.words.Balance) && r.kindOf(name) == Unknown &&
		(mentions(name, r.words.Opening) || !mentions(name, r.words.Total))
}

// sum returns the sum of a series.
func (s *Series) sum() (sum float64) {
	for i, v := range s.Values {
		if s.Has[i] {
			sum += v
		}
	}
	return sum
}

// judge decides what each series is.
func (r *tableReader) judge(currency string) {
	r.countCurrencies()
	heading := r.currencyAbove()
	if r.Currency = currency; r.chosen.Currency != "" {
		r.Currency = r.chosen.Currency
	} else if heading != "" {
		r.Currency = heading
	} else if len(r.Currencies) > 0 && !slices.Contains(r.Currencies, currency) {
		r.Currency = r.Currencies[0]
	}
	if r.IsLedger {
		for i := range r.Series {
			if s := &r.Series[i]; r.isForeign(s) {
				s.Role, s.Reason = LeftOut, ByCurrency
			}
		}
		return
	}
	r.findParts()
	r.findTotals()
	r.findSides()
	r.proveSides()
	r.judgeBalances()
}

// findSides decides what the series are that are no totals and no balances.
func (r *tableReader) findSides() {
	positive, negative := false, false
	costs := 0                    // known ones above zero, less those below
	signs := map[string]float64{} // by heading, of what its lines come to
	for i := range r.Series {
		if s := &r.Series[i]; s.Role == Unknown && s.sum() != 0 {
			positive, negative = positive || s.sum() > 0, negative || s.sum() < 0
			if s.section == IsCost || s.section == Unknown && r.kindOf(s.Name) == IsCost {
				costs += int(math.Copysign(1, s.sum()))
			}
			if s.section != Unknown {
				signs[s.Heading] += math.Copysign(1, s.sum())
			}
		}
	}
	signsTell := positive && negative && costs <= 0
	for i := range r.Series {
		s := &r.Series[i]
		switch {
		case s.isEmpty:
			s.Role, s.Reason = LeftOut, ByUnreadable
		case s.isRate:
			s.Role, s.Reason = LeftOut, ByPercent
		case mentions(s.Name, r.words.Count):
			s.Role, s.Reason = LeftOut, ByCounting
		case s.Role == LeftOut:
		case r.isForeign(s):
			s.Role, s.Reason = LeftOut, ByCurrency
		case s.Role != Unknown:
		case !slices.ContainsFunc(s.Values, func(v float64) bool { return v != 0 }):
			s.Role, s.Reason = LeftOut, ByZero
		case s.section != Unknown:
			s.Role, s.Reason = s.section, ByHeading
			if usual := signs[s.Heading]; usual*s.sum() < 0 { // a refund among costs
				s.Role, s.Reason = IsRevenue+IsCost-s.section, BySign
			}
		case s.sumRole != Unknown:
			s.Role, s.Reason, s.Of = s.sumRole, BySum, s.sumName
		case r.kindOf(s.Name) != Unknown && !signsTell:
			s.Role, s.Reason = r.kindOf(s.Name), ByName
		case signsTell && s.sum() != 0:
			s.Role, s.Reason = IsRevenue, BySign
			if s.sum() < 0 {
				s.Role = IsCost
			}
		case r.kindOf(s.Name) != Unknown:
			s.Role, s.Reason = r.kindOf(s.Name), ByName
		default:
			s.Role, s.Reason = Unknown, ByNothing
		}
	}
}

// isForeign reports whether a series is in another currency than the table.
func (r *tableReader) isForeign(s *Series) bool {
	return s.Currency != "" && r.Currency != "" && s.Currency != r.Currency
}

// currencyAbove returns the only currency that stands above the lines, where half of them at least
// do not name another, and puts it first.
func (r *tableReader) currencyAbove() (above string) {
	for y := range min(len(r.rows), r.head+1) {
		for _, text := range r.rows[y] {
			if c := code(currencyIn(text)); c != "" && above != "" && c != above {
				return ""
			} else if c != "" {
				above = c
			}
		}
	}
	others := 0
	for i := range r.Series {
		if c := r.Series[i].Currency; c != "" && c != above {
			others++
		}
	}
	if above == "" || 2*others > len(r.Series) {
		return ""
	}
	r.Currencies = append([]string{above}, slices.DeleteFunc(r.Currencies, func(c string) bool { return c == above })...)
	return above
}

// countCurrencies lists the currencies of the table, the most frequent first.
func (r *tableReader) countCurrencies() {
	counts := map[string]int{}
	for i := range r.Series {
		if c := r.Series[i].Currency; c != "" {
			if counts[c]++; counts[c] == 1 {
				r.Currencies = append(r.Currencies, c)
			}
		}
	}
	if len(r.Currencies) == 0 { // those that stand above the table
		for y := range min(len(r.rows), maxAbove) {
			for _, text := range r.rows[y] {
				if c := code(currencyIn(text)); c != "" && !slices.Contains(r.Currencies, c) {
					r.Currencies = append(r.Currencies, c)
				}
			}
		}
	}
	sortStable(r.Currencies, func(a, b *string) bool { return counts[*a] > counts[*b] })
}
