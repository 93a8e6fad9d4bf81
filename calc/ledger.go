package calc

import (
	"math"
	"slices"
	"strings"
)

// A ledger is a table of dated rows.
type ledger struct {
	date   int      // its column of days
	days   []dayRow // that have one, the earliest first; those of a day in the order of the bank
	isOpen bool     // day and month could be exchanged
	head   int      // the row above the first of them, or -1
}

type dayRow struct {
	row int
	Day
}

// findLedger returns the ledger that a table is, if it is one: a column has days, and some month
// more than one of them.
func findLedger(columns [][]string, w *Recognisers, monthFirst bool) (l ledger, ok bool) {
	for x := range min(len(columns), 12) {
		l = ledger{date: x, head: -1}
		if l.readDays(columns[x], w, monthFirst) {
			return l, true
		}
	}
	return ledger{}, false
}

func (l *ledger) readDays(column []string, w *Recognisers, monthFirst bool) bool {
	var found []heading
	filled, isRepeated := 0, false
	for y, text := range column {
		if text == "" {
			continue
		}
		filled++
		h, ok := readHeading(text, w)
		if !ok || h.day == 0 {
			if filled > maxAbove && len(found)*2 < filled {
				return false
			}
			continue
		}
		if len(found) == 0 {
			l.head = y - 1
		}
		found, l.days = append(found, h), append(l.days, dayRow{row: y})
	}
	if len(found) < 3 || len(found)*10 < 7*filled {
		return false
	}
	forth, back := orderOf(found, false), orderOf(found, true)
	isOpen := slices.ContainsFunc(found, func(h heading) bool { return h.isOpen })
	exchange := isOpen && back > forth
	if l.isOpen = isOpen && back == forth; l.isOpen {
		exchange = monthFirst
	}
	months := map[Month]bool{}
	for i, h := range found {
		if exchange {
			h = h.exchanged()
		}
		l.days[i].Day = Day{h.start(), h.day}
		isRepeated = isRepeated || months[h.start()]
		months[h.start()] = true
	}
	if first, last := l.days[0].Day, l.days[len(l.days)-1].Day; last.before(first) { // the newest first
		slices.Reverse(l.days)
	}
	if !slices.IsSortedFunc(l.days, func(a, b dayRow) int {
		switch {
		case a.Day.before(b.Day):
			return -1
		case b.Day.before(a.Day):
			return 1
		}
		return 0
	}) {
		l.sort()
	}
	return isRepeated
}

// sort puts the days in order, those of a day as they stand, in one pass over each place of a
// number: thousands of rows can be in any order.
func (l *ledger) sort() {
	const days = 32
	least, most := math.MaxInt, 0
	for _, d := range l.days {
		n := int(d.Month)*days + d.OfMonth
		least, most = min(least, n), max(most, n)
	}
	byDay := make([][]dayRow, most-least+1)
	for _, d := range l.days {
		n := int(d.Month)*days + d.OfMonth - least
		byDay[n] = append(byDay[n], d)
	}
	l.days = l.days[:0]
	for _, of := range byDay {
		l.days = append(l.days, of...)
	}
}

// before reports whether a day is earlier than another.
func (d Day) before(other Day) bool {
	return d.Month < other.Month || d.Month == other.Month && d.OfMonth < other.OfMonth
}

// orderOf counts how many dates follow one another in the direction that most have.
func orderOf(dates []heading, exchange bool) int {
	up, down := 0, 0
	var last Day
	for i, h := range dates {
		if exchange {
			h = h.exchanged()
		}
		day := Day{h.start(), h.day}
		if i > 0 && !day.before(last) {
			up++
		}
		if i > 0 && !last.before(day) {
			down++
		}
		last = day
	}
	return max(up, down)
}

// ledgerColumns are the columns of a ledger by what they hold, -1 where there is none.
type ledgerColumns struct{ amount, in, out, balance, text, currency int }

// maxLedgerSeries is how many payees a ledger is gathered into; the others stand together.
const maxLedgerSeries = 12

// readLedger gathers the days of a ledger into months.
func (r *tableReader) readLedger(l ledger) {
	first, last := l.days[0].Day, l.days[len(l.days)-1].Day
	months := int(last.Month-first.Month) + 1
	if months > Forever {
		r.Problem = NoMonths
		return
	}
	for t := range months {
		r.Periods = append(r.Periods, first.Month+Month(t))
	}
	if l.head >= 0 {
		for _, text := range r.rows[l.head] {
			if scale := r.words.scaleOf(text); scale > 0 && r.ScaleText == "" {
				r.Scale, r.ScaleText = scale, text
			}
		}
	}
	if r.chosen.Scale > 0 {
		r.Scale, r.ScaleText = r.chosen.Scale, ""
	}
	cells := make([][]cell, len(r.rows[0]))
	for x := range cells {
		if x == l.date {
			continue
		}
		cells[x] = make([]cell, len(l.days))
		for i, d := range l.days {
			cells[x][i] = readCell(r.rows[d.row][x], r.Decimal)
		}
	}
	r.head = l.head
	r.readSigns(l, cells)
	c := r.columnsOf(l, cells)
	r.readCurrencies(l, cells, c.currency)
	if c.balance >= 0 {
		r.addBalances(l, cells, c)
	}
	if c.amount >= 0 || c.in >= 0 || c.out >= 0 {
		r.addPayments(l, cells, c)
	}
	if len(r.Series) == 0 {
		r.Problem = NoAmounts
	}
	r.rows = r.rows[:l.head+1] // what stands above
}

// readSigns gives amounts the signs that a column beside them tells, as DR and CR do: the one before
// it or, where that has none, the one behind it. Amounts of which some are below zero have their
// own. The column is then of no more use.
func (r *tableReader) readSigns(l ledger, cells [][]cell) {
	signs := make([]float64, len(l.days))
	hasAmounts := func(x int) bool {
		return x >= 0 && x < len(cells) && slices.ContainsFunc(cells[x], func(c cell) bool { return c.kind == amountCell }) &&
			!slices.ContainsFunc(cells[x], func(c cell) bool { return c.kind == textCell })
	}
	for x := range cells {
		// Without a plus, a dash means that nothing is there: the amount is in another column, or there
		// is no reference.
		hasPlus := l.head >= 0 && isPlusMinus(r.rows[l.head][x]) ||
			slices.ContainsFunc(l.days, func(d dayRow) bool { return r.rows[d.row][x] == "+" })
		isSigns, owed := x != l.date, 0
		for i, d := range l.days {
			text := r.rows[d.row][x]
			if isDash(text) && !hasPlus {
				text = ""
			}
			signs[i] = r.signOf(text)
			isSigns = isSigns && (signs[i] != 0 || text == "")
			if signs[i] < 0 {
				owed++
			}
		}
		if !isSigns || owed == 0 {
			continue
		}
		of := x - 1
		if !hasAmounts(of) {
			of = x + 1
		}
		if !hasAmounts(of) {
			continue
		}
		cells[x] = nil
		if slices.ContainsFunc(cells[of], func(c cell) bool { return c.value < 0 }) {
			continue
		}
		for i, sign := range signs {
			if sign < 0 {
				cells[of][i].value = -cells[of][i].value
			}
		}
	}
}

// isPlusMinus reports whether a heading is of signs alone, as +/- is.
func isPlusMinus(heading string) bool {
	return strings.ContainsAny(heading, "+±") && strings.Trim(heading, "+±-−–/() ") == ""
}

func isDash(text string) bool { return text == "-" || text == "−" || text == "–" }

// signOf returns 1 for a text that says that an amount came in, as CR, -1 for one that it went out,
// as DR, and 0 for all else. German banks write S and H.
func (r *tableReader) signOf(text string) float64 {
	switch text := strings.Trim(lower(text), " .()"); {
	case text == "":
		return 0
	case text == "cr", text == "c", text == "h", text == "+":
		return 1
	case text == "dr", text == "d", text == "s", isDash(text):
		return -1
	}
	if len(text) > maxSign {
		return 0
	}
	switch isIn, isOut := mentions(text, r.words.In), mentions(text, r.words.Out); {
	case isIn && !isOut:
		return 1
	case isOut && !isIn:
		return -1
	}
	return 0
}

// maxSign is the length of the longest text, in bytes, that is taken to say no more than a sign.
const maxSign = 24

// readCurrencies takes the currencies of a column for the amounts beside them that name none.
func (r *tableReader) readCurrencies(l ledger, cells [][]cell, column int) {
	if column < 0 {
		return
	}
	for i, d := range l.days {
		of, problem := ParseCurrency(r.rows[d.row][column])
		for x := range cells {
			if len(cells[x]) > 0 && problem == "" && cells[x][i].codes == "" {
				cells[x][i].codes = of
			}
		}
	}
}

// columnsOf tells the columns of a ledger apart: by their names, and by whether a balance changes
// by an amount from row to row.
func (r *tableReader) columnsOf(l ledger, cells [][]cell) ledgerColumns {
	c := ledgerColumns{-1, -1, -1, -1, -1, -1}
	name := func(x int) string {
		if l.head < 0 {
			return ""
		}
		return r.rows[l.head][x]
	}
	var numeric []int
	longest := 0
	for x, column := range cells {
		amounts, texts := 0, 0
		for i, cell := range column {
			switch cell.kind {
			case amountCell:
				amounts++
			case textCell:
				if _, isDate := readHeading(r.rows[l.days[i].row][x], r.words); !isDate {
					texts += len(r.rows[l.days[i].row][x])
				}
			}
		}
		switch {
		case x == l.date:
		case texts > 0 && mentions(name(x), r.words.Currency):
			c.currency = x
		case amounts > 0 && texts == 0 || amounts*10 > len(column)*8:
			numeric = append(numeric, x)
		case texts > longest:
			longest, c.text = texts, x
		}
	}
	for _, x := range numeric {
		switch {
		case mentions(name(x), r.words.Balance):
			c.balance = x
		case mentions(name(x), r.words.In):
			c.in = x
		case mentions(name(x), r.words.Out):
			c.out = x
		}
	}
	if c.in >= 0 || c.out >= 0 {
		return c
	}
	best := 0
	for _, balance := range numeric {
		for _, amount := range numeric {
			if amount == balance || c.balance >= 0 && balance != c.balance {
				continue
			}
			matches := 0
			for i := 1; i < len(l.days); i++ {
				if before, now, moved := cells[balance][i-1], cells[balance][i], cells[amount][i]; now.kind == amountCell && moved.kind == amountCell && moved.value != 0 &&
					math.Abs(now.value-before.value-moved.value) < 0.006 {
					matches++
				}
			}
			if matches > best && matches*2 >= len(l.days)-1 {
				best, c.balance, c.amount = matches, balance, amount
			}
		}
	}
	if c.amount < 0 { // the only other, or the first with amounts of both signs
		for _, x := range numeric {
			if x != c.balance && (c.amount < 0 || hasBothSigns(cells[x]) && !hasBothSigns(cells[c.amount])) {
				c.amount = x
			}
		}
	}
	return c
}

func hasBothSigns(cells []cell) bool {
	return slices.ContainsFunc(cells, func(c cell) bool { return c.value < 0 }) && slices.ContainsFunc(cells, func(c cell) bool { return c.value > 0 })
}

// addBalances adds the balance as each month starts: the last one of the months before. That of
// the first month is known where its first day is the 1st and what moved then is told.
func (r *tableReader) addBalances(l ledger, cells [][]cell, c ledgerColumns) {
	s := Series{Values: make([]float64, len(r.Periods)), Has: make([]bool, len(r.Periods)), Role: AtStart, Reason: ByColumn}
	if l.head >= 0 {
		s.Name = r.rows[l.head][c.balance]
	}
	latest, isKnown := 0.0, false
	if first := l.days[0]; first.OfMonth == 1 && cells[c.balance][0].kind == amountCell {
		if moved, ok := r.moved(cells, c, 0); ok {
			latest, isKnown = cells[c.balance][0].value*r.Scale-moved, true
		}
	}
	t := -1
	for i, d := range l.days {
		for ; t < int(d.Month-r.Periods[0]); t++ {
			s.Values[t+1], s.Has[t+1] = latest, isKnown
		}
		switch cell := cells[c.balance][i]; cell.kind {
		case amountCell:
			of := code(cell.codes)
			if s.Currency == "" {
				s.Currency = of
			}
			if of == "" || of == s.Currency { // others are of other accounts
				latest, isKnown = cell.value*r.Scale, true
			}
		case textCell:
			s.Unread = append(s.Unread, r.rows[d.row][c.balance])
		}
	}
	for t := range s.Values {
		if !s.Has[t] {
			s.Values[t] = 0
		}
	}
	r.Series = append(r.Series, s)
}

// moved returns what came in or, negative, went out in a row.
func (r *tableReader) moved(cells [][]cell, c ledgerColumns, i int) (v float64, ok bool) {
	for _, x := range [...]int{c.amount, c.in, c.out} {
		if x < 0 || cells[x][i].kind != amountCell {
			continue
		}
		value := cells[x][i].value
		if x == c.out {
			value = -math.Abs(value)
		}
		v, ok = v+value, true
	}
	return v * r.Scale, ok
}

// currencyOf returns the currency of what moved in a row, or nothing.
func (r *tableReader) currencyOf(cells [][]cell, c ledgerColumns, i int) string {
	for _, x := range [...]int{c.amount, c.in, c.out} {
		if x >= 0 && cells[x][i].kind == amountCell && code(cells[x][i].codes) != "" {
			return code(cells[x][i].codes)
		}
	}
	return ""
}

// addPayments adds what moved in each whole month, by what the rows say, the largest first.
func (r *tableReader) addPayments(l ledger, cells [][]cell, c ledgerColumns) {
	const early, late = 7, 24 // a month that begins later, or ends earlier, is not whole
	months := len(r.Periods)
	isWhole := make([]bool, months)
	for t := range isWhole {
		isWhole[t] = true
	}
	first, last := l.days[0].Day, l.days[len(l.days)-1].Day
	isWhole[0] = first.OfMonth <= early
	isWhole[months-1] = isWhole[months-1] && last.OfMonth >= late
	for t, whole := range isWhole {
		if !whole {
			r.Parted = append(r.Parted, r.Periods[t])
		}
	}
	newSeries := func(name string) Series {
		return Series{Name: name, Values: make([]float64, months), Has: slices.Clone(isWhole)}
	}
	var payees []Series
	byName := map[string]int{}
	for i, d := range l.days {
		v, ok := r.moved(cells, c, i)
		if !ok || v == 0 {
			continue
		}
		name := ""
		if c.text >= 0 {
			name = payee(r.rows[d.row][c.text])
		}
		key := lower(name)
		if v < 0 {
			key += "-"
		}
		key += " " + r.currencyOf(cells, c, i)
		at, isThere := byName[key]
		if !isThere {
			at = len(payees)
			byName[key] = at
			payees = append(payees, newSeries(name))
			payees[at].Currency = r.currencyOf(cells, c, i)
		}
		if t := int(d.Month - r.Periods[0]); isWhole[t] {
			payees[at].Values[t] += v
		}
	}
	slices.SortStableFunc(payees, func(a, b Series) int {
		switch x, y := math.Abs(a.sum()), math.Abs(b.sum()); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	rest := [2]Series{newSeries(""), newSeries("")}
	for i, s := range payees {
		s.Role, s.Reason = IsRevenue, BySign
		side := 0
		if s.sum() < 0 {
			s.Role, side = IsCost, 1
		}
		switch {
		case s.sum() == 0:
		case i < maxLedgerSeries && s.Name != "":
			r.Series = append(r.Series, s)
		default:
			for t, v := range s.Values {
				rest[side].Values[t] += v
			}
			rest[side].Rest, rest[side].Role, rest[side].Reason = true, s.Role, s.Reason
		}
	}
	for _, s := range rest {
		if s.Rest {
			r.Series = append(r.Series, s)
		}
	}
}

// payee returns what a bank's text says of a payment without the numbers and dates in it, so that
// the payments of each month to one payee have one name.
func payee(text string) string {
	var kept []string
	for word := range strings.FieldsSeq(Printable(text)) {
		if !strings.ContainsFunc(strings.Map(fold, word), isNumeral) {
			kept = append(kept, word)
		}
	}
	name := strings.Trim(strings.Join(kept, " "), " -–/.,:;*#")
	if name == "" {
		return text
	}
	return name
}
