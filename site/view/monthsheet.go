package view

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"runway/calc"
)

// monthSheet is the sheet of months: a row a month, as far as runways are looked for, and a
// column for what each line brings or costs, for their totals and for the balance. Above the
// months stands what a column is worked out from, which follows from the sheet of figures. Its
// formulas are those of calc/README.md; rounding is forgiven as calc does.
type monthSheet struct {
	*spreadsheet
	columns []*monthColumn
	heads   []string // the keys of the words of what stands above the months
	first   int      // the first month: 0, or so many before the start as cash can be late

	earned, received, owed, paid       *monthColumn // totals of what is due, and of cash
	payments, atStart, interest        *monthColumn // nil where there are none
	net, opening, cash                 *monthColumn
	slack, out, lowest, covered        *monthColumn // on the way to the results
	required, requiredToEven           *monthColumn
	revenueLines, rates                []*monthColumn // what each line of revenue earns, and the rate at which its months start
	raises                             []*monthColumn
	lumpsIn, lumpsOut                  []*monthColumn // cash that moves as a month starts
	breakEven                          string         // the place of that result
	cashFigure, floorFigure, yieldCell string
	horizon                            string
}

// monthColumn is a column of the sheet of months.
type monthColumn struct {
	sheet  *monthSheet
	index  int
	name   string
	style  CellStyle
	line   *calc.Line      // whose it is, or nil
	tops   map[string]Cell // what stands above the months, by the key of its word
	isPast bool            // it has months before the start
	// formula returns the formula of month t, and value what calc makes of it, or nil.
	formula func(t int) string
	value   func(t int) any
}

// newMonthSheet lays out the columns.
func newMonthSheet(b *spreadsheet) *monthSheet {
	s := b.scenario
	m := &monthSheet{spreadsheet: b, horizon: b.place(s.FigureOf(calc.Horizon)), cashFigure: b.place(s.FigureOf(calc.Cash))}
	if f := s.FigureOf(calc.Floor); f.IsGiven() {
		m.floorFigure = b.place(f)
	}
	for i := range s.Lines {
		if s.Lines[i].Delay.Low > 0 {
			m.first = -calc.MaxDelay
		}
	}
	number := m.column(b.Word("sheet.number"), NumberStyle, func(t int) string { return "" }, func(t int) any { return float64(t) })
	number.isPast = true
	own := b.hasOwnTimes()
	m.earned, m.received = m.side(true, own, "table.earned", "table.received", "table.revenue")
	m.owed, m.paid = m.side(false, own, "table.owed", "table.paid", "table.gross-burn")
	m.balance()
	return m
}

// column adds a column.
func (m *monthSheet) column(name string, style CellStyle, formula func(t int) string, value func(t int) any) *monthColumn {
	c := &monthColumn{sheet: m, index: len(m.columns) + 1, name: name, style: style, tops: map[string]Cell{}, formula: formula, value: value}
	m.columns = append(m.columns, c) // behind the names of months, which stand in column A
	return c
}

// monthRow returns the row of month t, counted from 1.
func (m *monthSheet) monthRow(t int) int { return 2 + len(m.heads) + t - m.first }

// at returns the place of month t in the column.
func (c *monthColumn) at(t int) string {
	return columnName(c.index) + strconv.Itoa(c.sheet.monthRow(t))
}

// span returns the places of the months from, …, to−1.
func (c *monthColumn) span(from, to int) string {
	letters, m := "$"+columnName(c.index)+"$", c.sheet
	return letters + strconv.Itoa(m.monthRow(from)) + ":" + letters + strconv.Itoa(m.monthRow(to-1))
}

// all returns the places of all months of the column, and from the start on.
func (c *monthColumn) all() string { return c.span(c.sheet.first, calc.Forever) }

func (c *monthColumn) afterStart() string { return c.span(0, calc.Forever) }

// in returns a formula for the column's value in a month that a formula gives.
func (c *monthColumn) in(month string) string {
	return "INDEX(" + c.all() + "," + month + plus(float64(1-c.sheet.first)) + ")"
}

// plus writes a number behind a sum, or nothing for 0.
func plus(v float64) string {
	switch {
	case v > 0:
		return "+" + plainNumber(v)
	case v < 0:
		return plainNumber(v)
	}
	return ""
}

// top puts a cell above the months, under the name that a word has.
func (c *monthColumn) top(key string, style CellStyle, formula string) {
	if m := c.sheet; !slices.Contains(m.heads, key) {
		m.heads = append(m.heads, key)
	}
	c.tops[key] = Cell{Formula: formula, Style: style}
}

// has reports whether such a cell stands there.
func (c *monthColumn) has(key string) bool { _, ok := c.tops[key]; return ok }

// topAt returns the place of such a cell.
func (c *monthColumn) topAt(key string) string {
	for i, known := range c.sheet.heads {
		if known == key {
			return columnName(c.index) + "$" + strconv.Itoa(2+i)
		}
	}
	return ""
}

// number returns the place of the number of month t.
func (m *monthSheet) number(t int) string { return "$" + m.columns[0].at(t) }

// sum returns the sum of columns in month t.
func sum(columns []*monthColumn, t int) string {
	if len(columns) == 0 {
		return "0"
	}
	places := make([]string, len(columns))
	for i, c := range columns {
		places[i] = c.at(t)
	}
	return strings.Join(places, "+")
}

// mid returns a number of the middle case's month t, if the table reaches it.
func (m *monthSheet) mid(value func(r calc.Row) float64) func(t int) any {
	return rowValue(m.result.Mid.Months, value)
}

func rowValue(rows []calc.Row, value func(r calc.Row) float64) func(t int) any {
	return func(t int) any {
		if t < 0 || t >= len(rows) {
			return nil
		}
		return value(rows[t])
	}
}

// side adds the columns of revenue or of costs, and their totals: of what is due, and of cash.
func (m *monthSheet) side(isRevenue, own bool, dueKey, cashKey, key string) (due, cash *monthColumn) {
	s := m.scenario
	var dues, moved []*monthColumn
	hasOwnCash := false
	for i := range s.Lines {
		l := &s.Lines[i]
		if l.Revenue != isRevenue {
			continue
		}
		hasCredit := !l.Revenue && l.Credit != (calc.Range{})
		isPlain := l.Every.Low == 0 && l.Delay.Low == 0 && !hasCredit
		rows := m.alone(l)
		name, dueOf, cashOf := m.name(l.Name), func(r calc.Row) float64 { return r.Owed }, func(r calc.Row) float64 { return r.GrossBurn }
		if isRevenue {
			dueOf, cashOf = func(r calc.Row) float64 { return r.Earned }, func(r calc.Row) float64 { return r.Revenue }
		}
		if !isPlain {
			name = m.Fill("figure.of", "figure", m.Word(dueKey), "line", m.name(l.Name))
		}
		c := m.column(name, AmountStyle, nil, rowValue(rows, dueOf))
		c.line, c.isPast = l, m.first < 0
		m.tops(c)
		switch {
		case !l.Share:
			c.formula = m.due(c)
		case l.Every.Low > 0:
			c.formula = m.shareOf(c, m.paymentMonths(c))
		default:
			c.formula = m.shareOf(c, nil)
		}
		dues = append(dues, c)
		if isRevenue {
			m.rates = append(m.rates, m.rateColumn(c))
		}
		if isPlain {
			moved = append(moved, c)
			continue
		}
		hasOwnCash = true
		cost := func(t int) string { return m.moved(c, t) }
		cashName := m.Fill("figure.of", "figure", m.Word(cashKey), "line", m.name(l.Name))
		formula := cost
		if hasCredit {
			left := m.column(m.Fill("figure.of", "figure", m.Word("sheet.credit-left"), "line", m.name(l.Name)), WorkingStyle, nil, func(int) any { return nil })
			before := func(t int) string {
				if t == 0 {
					return c.topAt("figure.credit")
				}
				return left.at(t - 1)
			}
			left.formula = func(t int) string { return "MAX(0," + before(t) + "-" + cost(t) + ")" }
			formula = func(t int) string { return "MAX(0," + cost(t) + "-" + before(t) + ")" }
		}
		paid := m.column(cashName, AmountStyle, formula, rowValue(rows, cashOf))
		moved = append(moved, paid)
		switch {
		case l.Every.Low == 0:
		case isRevenue:
			m.lumpsIn = append(m.lumpsIn, paid)
		default:
			m.lumpsOut = append(m.lumpsOut, paid)
		}
	}
	if isRevenue {
		m.revenueLines = dues
	}
	total := func(key string, columns []*monthColumn, value func(r calc.Row) float64) *monthColumn {
		return m.column(m.Word(key), AmountStyle, func(t int) string { return sum(columns, t) }, m.mid(value))
	}
	dueOf, cashOf := func(r calc.Row) float64 { return r.Owed }, func(r calc.Row) float64 { return r.GrossBurn }
	if isRevenue {
		dueOf, cashOf = func(r calc.Row) float64 { return r.Earned }, func(r calc.Row) float64 { return r.Revenue }
	}
	if own {
		key = cashKey
	}
	if !hasOwnCash {
		cash = total(key, dues, cashOf)
		cash.isPast = isRevenue && m.first < 0
		return cash, cash
	}
	due = total(dueKey, dues, dueOf)
	due.isPast = isRevenue && m.first < 0 // of which costs can be a share
	return due, total(key, moved, cashOf)
}

// rateColumn returns the column of a line's rates as months start, which a share of revenue
// follows that is paid for several months at once. In continuous timing that is another than what
// the months bring.
func (m *monthSheet) rateColumn(c *monthColumn) *monthColumn {
	isAsked := slices.ContainsFunc(m.scenario.Lines, func(l calc.Line) bool { return l.Share && l.Every.Low > 0 })
	if !isAsked || !c.has("sheet.flow") {
		return c
	}
	rates := m.column(m.Fill("figure.of", "figure", m.Word("sheet.rate"), "line", m.name(c.line.Name)), WorkingStyle, func(t int) string {
		return m.inWindow(c, m.number(t), t < 0, capped(m.rate(c, m.number(t), "sheet.amount")))
	}, func(int) any { return nil })
	rates.isPast = c.isPast
	return rates
}

// alone returns the months in which a line is the only one but for all revenue, if it is a cost.
func (m *monthSheet) alone(l *calc.Line) []calc.Row {
	s := *m.scenario
	s.Lines = nil
	for i := range m.scenario.Lines {
		if other := &m.scenario.Lines[i]; other == l || other.Revenue && !l.Revenue {
			s.Lines = append(s.Lines, *other)
		}
	}
	return s.Evaluate().Mid.Months
}

// tops writes what a line's column is worked out from.
func (m *monthSheet) tops(c *monthColumn) {
	s, l := m.scenario, c.line
	place := func(k *calc.Kind) string { return m.place(s.LineFigureOf(k, l)) }
	if l.Share {
		c.top("sheet.share", PercentStyle, m.place(s.AmountOf(l)))
	} else {
		c.top("sheet.amount", AmountStyle, m.place(s.AmountOf(l))+perMonth(l.Amount.Per))
	}
	isContinuous := s.Timing == calc.Continuous
	if l.Growth.Range != (calc.Range{}) {
		c.top("sheet.growth", PercentStyle, monthlyRate(place(calc.Growth), l.Growth.Per))
		if isContinuous && l.Every.Low == 0 {
			c.top("sheet.flow", WorkingStyle, flowOf(c.topAt("sheet.growth")))
		}
	}
	if !l.Share && l.Hire.Range != (calc.Range{}) && l.Units.Low > 0 {
		c.top("sheet.hires", WorkingStyle, formula("{hire}{per}/{units}", "hire", place(calc.Hire), "per", perMonth(l.Hire.Per), "units", place(calc.Units)))
	}
	if s.Start != 0 && l.From != (calc.Range{}) {
		c.top("sheet.first", NumberStyle, "MAX(0,"+m.monthsTo(place(calc.From))+")")
		if m.first < 0 {
			c.top("sheet.runs", NumberStyle, m.monthsTo(place(calc.From))+"<0")
		}
	}
	if s.Start != 0 && l.Until != (calc.Range{}) {
		c.top("sheet.last", NumberStyle, m.monthsTo(place(calc.Until)))
	}
	if l.Every.Low > 0 {
		c.top("figure.every", NumberStyle, place(calc.Every))
	}
	if l.Delay.Low > 0 {
		c.top("figure.delay", NumberStyle, place(calc.Delay))
	}
	if !l.Revenue && l.Credit != (calc.Range{}) {
		c.top("figure.credit", AmountStyle, place(calc.Credit))
	}
}

// perMonth returns what turns an amount over a period into one a month.
func perMonth(per calc.Period) string {
	switch per {
	case calc.Monthly:
		return ""
	case calc.Weekly:
		return "*365.2425/84"
	case calc.Daily:
		return "*365.2425/12"
	}
	return "/" + plainNumber(per.Months())
}

// monthlyRate returns the rate a month that compounds to one over a period.
func monthlyRate(place string, per calc.Period) string {
	if per == calc.Monthly {
		return place
	}
	return formula("IF({rate}<=-1,-1,(1+{rate})^(1{per})-1)", "rate", place, "per", perMonth(per))
}

// flowOf returns what flows in a month in which growth goes on, of what flowed at the rate as it
// starts: g/ln(1+g). Where the logarithm has no digits left, it is the start of its series.
func flowOf(growth string) string {
	return formula("IF({g}<=-1,0,IF(ABS({g})<0.000001,1+{g}/2,{g}/LN(1+{g})))", "g", growth)
}

// monthsTo returns the months from the start to the month in a place.
func (m *monthSheet) monthsTo(place string) string {
	return formula("(YEAR({month})-YEAR({start}))*12+MONTH({month})-MONTH({start})", "month", place, "start", m.place(m.scenario.FigureOf(calc.Start)))
}

// age returns the months from a line's first one to a month or, of a rhythm, to its payment.
func (m *monthSheet) age(c *monthColumn, month string) string {
	if c.has("sheet.first") {
		month = "(" + month + "-" + c.topAt("sheet.first") + ")"
	}
	if c.has("figure.every") {
		month = formula("({age}-MOD({age},{every}))", "age", month, "every", c.topAt("figure.every"))
	}
	return month
}

// rate returns what a line's column has at its top, grown to a month. Growth is a power: over
// the months it can exceed all numbers, so that it ends where calc's flows do.
func (m *monthSheet) rate(c *monthColumn, month, base string) string {
	rate, age := c.topAt(base), m.age(c, month)
	if c.has("sheet.growth") {
		rate += formula("*IF({g}<=-1,IF({age}<=0,1,0),EXP(MIN(460,{age}*LN(1+{g}))))", "g", c.topAt("sheet.growth"), "age", age)
	}
	if c.has("sheet.hires") {
		rate += "*MAX(0,1+" + c.topAt("sheet.hires") + "*" + age + ")"
	}
	return rate
}

// inWindow returns a formula in the months in which the line flows, and else 0.
func (m *monthSheet) inWindow(c *monthColumn, month string, isPast bool, flow string) string {
	var outside []string
	switch {
	case c.has("sheet.first") && isPast:
		outside = append(outside, "NOT("+c.topAt("sheet.runs")+")")
	case c.has("sheet.first"):
		outside = append(outside, month+"<"+c.topAt("sheet.first"))
	}
	if c.has("sheet.last") {
		outside = append(outside, month+">"+c.topAt("sheet.last"))
	}
	switch len(outside) {
	case 0:
		return flow
	case 1:
		return "IF(" + outside[0] + ",0," + flow + ")"
	}
	return "IF(OR(" + strings.Join(outside, ",") + "),0," + flow + ")"
}

// capped keeps a flow below the largest that calc knows.
func capped(flow string) string { return "MIN(1E200," + flow + ")" }

// due returns the formulas of what a line with an amount earns or owes.
func (m *monthSheet) due(c *monthColumn) func(t int) string {
	flow := ""
	if c.has("sheet.flow") {
		flow = "*" + c.topAt("sheet.flow")
	}
	grows, isStaffed := c.has("sheet.growth"), c.has("sheet.hires")
	byAge := isStaffed || m.first < 0 || c.has("figure.every")
	return func(t int) string {
		month, amount := m.number(t), c.topAt("sheet.amount")
		switch {
		case !grows && !isStaffed:
		case byAge:
			amount = capped(m.rate(c, month, "sheet.amount") + flow)
		case t == 0:
			amount += flow
		default: // the month before, grown: as people write it
			first := amount + flow
			amount = capped(c.at(t-1) + "*(1+" + c.topAt("sheet.growth") + ")")
			if c.has("sheet.first") {
				amount = formula("IF({t}={at},{first},{grown})", "t", month, "at", c.topAt("sheet.first"), "first", first, "grown", amount)
			}
		}
		return m.inWindow(c, month, t < 0, amount)
	}
}

// shareOf returns the formulas of a cost that is a share of all revenue, given the column of the
// months in which it is paid, which is nil unless a payment covers several.
func (m *monthSheet) shareOf(c, payment *monthColumn) func(t int) string {
	isContinuous := m.scenario.Timing == calc.Continuous
	hasFlows := isContinuous && payment == nil && c.has("sheet.growth")
	for i, r := range m.revenueLines {
		if hasFlows {
			c.top(sharedFlow+strconv.Itoa(i), WorkingStyle, flowOfBoth(c, r))
		}
	}
	return func(t int) string {
		if len(m.revenueLines) == 0 {
			return "0"
		}
		month, revenue := m.number(t), m.earned.at(t)
		var parts []string
		for i, r := range m.revenueLines {
			switch {
			case hasFlows:
				parts = append(parts, r.at(t)+"*"+c.topAt(sharedFlow+strconv.Itoa(i)))
			case isContinuous && payment != nil:
				parts = append(parts, m.rates[i].in("$"+payment.at(t)))
			}
		}
		switch {
		case parts != nil:
			revenue = "(" + strings.Join(parts, "+") + ")"
		case payment != nil:
			revenue = m.earned.in("$" + payment.at(t))
		}
		flow := capped(m.rate(c, month, "sheet.share") + "*" + revenue)
		if payment != nil && t < 0 { // what such a payment covers has moved before
			flow = formula("IF({payment}<{t},0,{flow})", "payment", payment.at(t), "t", month, "flow", flow)
		}
		return m.inWindow(c, month, t < 0, flow)
	}
}

// paymentMonths adds the column of the months in which a line is paid for each month.
func (m *monthSheet) paymentMonths(c *monthColumn) *monthColumn {
	months := m.column(m.Fill("figure.of", "figure", m.Word("sheet.payment"), "line", m.name(c.line.Name)), WorkingStyle, func(t int) string {
		month := m.age(c, m.number(t))
		if c.has("sheet.first") {
			month += "+" + c.topAt("sheet.first")
		}
		return month
	}, func(int) any { return nil })
	months.isPast = c.isPast
	return months
}

// sharedFlow starts the keys of what flows in a month of a share that grows, and of revenue that
// does, of what flows of that revenue. The number of the line of revenue follows.
const sharedFlow = "sheet.flow-of-share "

func flowOfBoth(share, revenue *monthColumn) string {
	flow := share.topAt("sheet.flow")
	if !revenue.has("sheet.flow") {
		return flow
	}
	both := formula("((1+{share})*(1+{revenue})-1)", "share", share.topAt("sheet.growth"), "revenue", revenue.topAt("sheet.growth"))
	return formula("IF({flow}=0,0,{both}/{flow})", "flow", revenue.topAt("sheet.flow"), "both", flowOf(both))
}

// moved returns the cash of a line in month t, before credits: what was due a delay before or,
// of a rhythm, in the months that a payment covers.
func (m *monthSheet) moved(c *monthColumn, t int) string {
	month, due := m.number(t), c.at(t)
	if c.has("figure.delay") {
		month += "-" + c.topAt("figure.delay")
		due = c.in(month)
	}
	if !c.has("figure.every") {
		return due
	}
	age := month
	if c.has("sheet.first") {
		age += "-" + c.topAt("sheet.first")
	}
	return formula("IF(MOD({age},{every})=0,{due}*{every},0)", "age", age, "every", c.topAt("figure.every"), "due", due)
}

// balance adds the columns of the balance, and those on the way to the results.
func (m *monthSheet) balance() {
	s := m.scenario
	m.net = m.column(m.Word("table.net-burn"), AmountStyle, func(t int) string { return m.paid.at(t) + "-" + m.received.at(t) }, m.mid(func(r calc.Row) float64 { return r.NetBurn }))
	var payments []*monthColumn
	for i := range s.Payments {
		f, _ := s.Figure(s.Payments[i].Key())
		month, _ := s.Figure(f.Key() + calc.MonthOfPayment.Key)
		at, amount := int(month.Middle())-int(s.Start), f.Middle()
		c := m.column(m.figureName(f), AmountStyle, nil, func(t int) any {
			if t >= s.Months() {
				return nil
			}
			if t == at {
				return amount
			}
			return 0.0
		})
		c.top("sheet.first", NumberStyle, m.monthsTo(m.place(month)))
		place := m.place(f)
		c.formula = func(t int) string {
			return formula("IF({t}={at},{amount},0)", "t", m.number(t), "at", c.topAt("sheet.first"), "amount", place)
		}
		payments = append(payments, c)
		if s.Payments[i].Raise {
			m.raises = append(m.raises, c)
		}
	}
	if len(payments) > 0 {
		m.payments = m.column(m.Word("table.payments"), AmountStyle, func(t int) string { return sum(payments, t) }, m.mid(func(r calc.Row) float64 { return r.Payments }))
	}
	before := func(t int) any {
		switch rows := m.result.Mid.Months; {
		case t == 0:
			return s.Cash.Middle(s.Ranges, false)
		case t <= len(rows):
			return rows[t-1].Cash
		}
		return nil
	}
	if len(m.lumpsIn)+len(m.lumpsOut) > 0 {
		m.atStart = m.column(m.Word("sheet.at-start"), AmountStyle, func(t int) string {
			text := sum(m.lumpsIn, t)
			for _, c := range m.lumpsOut {
				text += "-" + c.at(t)
			}
			return text
		}, func(t int) any {
			if t >= s.Months() {
				return nil
			}
			r := m.result.Mid.Months[t]
			return r.Opening - before(t).(float64) - r.Payments
		})
	}
	m.opening = m.column(m.Word("sheet.opening"), AmountStyle, func(t int) string {
		opening := m.cashFigure
		if t > 0 {
			opening = m.cash.at(t - 1)
		}
		return opening + m.moves(t)
	}, m.mid(func(r calc.Row) float64 { return r.Opening }))
	if f := s.FigureOf(calc.Interest); f.IsGiven() {
		m.interest = m.column(m.Word("sheet.interest"), AmountStyle, func(t int) string {
			return "MAX(0," + m.opening.at(t) + ")*" + m.yieldCell
		}, func(t int) any {
			if t >= s.Months() {
				return nil
			}
			r := m.result.Mid.Months[t]
			lumps := r.Opening - before(t).(float64) - r.Payments
			return r.Cash - r.Opening + r.NetBurn + lumps
		})
		m.interest.top("sheet.growth", PercentStyle, monthlyRate(m.place(f), calc.Yearly))
		m.yieldCell = "$" + m.interest.topAt("sheet.growth")
	}
	m.cash = m.column(m.Word("table.cash"), AmountStyle, func(t int) string {
		cash := m.opening.at(t) + "-" + m.flow(t)
		if m.interest != nil {
			cash += "+" + m.interest.at(t)
		}
		return cash
	}, m.mid(func(r calc.Row) float64 { return r.Cash }))
	if s.Timing == calc.Continuous {
		return // the rest depends on what happens inside a month
	}
	m.workings()
}

// moves returns what moves as month t starts, behind a balance.
func (m *monthSheet) moves(t int) string {
	text := ""
	for _, c := range []*monthColumn{m.payments, m.atStart} {
		if c != nil {
			text += "+" + c.at(t)
		}
	}
	return text
}

// flow returns the net outflow in the course of month t.
func (m *monthSheet) flow(t int) string {
	if m.atStart == nil {
		return m.net.at(t)
	}
	return "(" + m.net.at(t) + "+" + m.atStart.at(t) + ")"
}

// workings adds the columns from which the results follow.
func (m *monthSheet) workings() {
	nothing := func(int) any { return nil }
	headroom := func(t int) string {
		if m.floorFigure == "" {
			return m.opening.at(t)
		}
		return "(" + m.opening.at(t) + "-" + m.floorFigure + ")"
	}
	turnover := func(t int) string { return m.received.at(t) + "+" + m.paid.at(t) }
	m.slack = m.column(m.Word("sheet.rounding"), WorkingStyle, func(t int) string {
		if t == 0 {
			floor := ""
			if m.floorFigure != "" {
				floor = "+ABS(" + m.floorFigure + ")"
			}
			return "(ABS(" + m.cashFigure + ")" + floor + "+" + turnover(t) + ")*1E-12"
		}
		moved := turnover(t)
		if moves := m.moves(t); moves != "" {
			moved += "+ABS(" + moves[1:] + ")"
		}
		return m.slack.at(t-1) + "+(" + moved + ")*1E-12"
	}, nothing)
	m.out = m.column(m.Word("sheet.out"), WorkingStyle, func(t int) string {
		return formula(`IF({h}<-{slack},{t},IF({net}>IF({h}<=0,({turnover})*1E-12,{h}+{slack}),{t}+MAX(0,{h})/{net},""))`,
			"h", headroom(t), "slack", m.slack.at(t), "t", m.number(t), "net", m.flow(t), "turnover", turnover(t))
	}, nothing)
	m.lowest = m.column(m.Word("sheet.lowest"), WorkingStyle, func(t int) string {
		return formula(`IF({t}<{horizon},{opening}-MAX(0,{net}),"")`, "t", m.number(t), "horizon", m.horizon, "opening", m.opening.at(t), "net", m.flow(t))
	}, nothing)
	m.covered = m.column(m.Word("sheet.covered"), WorkingStyle, func(t int) string {
		return formula(`IF({earned}>={owed}*(1-1E-12),{t},"")`, "earned", m.earned.at(t), "owed", m.owed.at(t), "t", m.number(t))
	}, nothing)
	m.required = m.column(m.Word("sheet.required"), WorkingStyle, func(t int) string { return m.requires(m.required, m.horizon, t) }, nothing)
	m.requiredToEven = m.column(m.Word("sheet.required-even"), WorkingStyle, func(t int) string { return m.requires(m.requiredToEven, m.breakEven, t) }, nothing)
}

// requires returns what month t has to open with, so that cash stays at or above the floor
// through a time: its own outflow, or what the next month requires before what flows in this
// one, whichever is more.
func (m *monthSheet) requires(c *monthColumn, through string, t int) string {
	own := "MAX(0," + m.flow(t) + ")"
	if m.floorFigure != "" {
		own = m.floorFigure + "+" + own
	}
	required := own
	if t+1 < calc.Forever {
		carried := c.at(t+1) + "+" + m.flow(t) + strings.ReplaceAll(m.moves(t+1), "+", "-")
		if m.yieldCell != "" {
			carried = formula("({carried})/IF({carried}>0,1+{yield},1)", "carried", carried, "yield", m.yieldCell)
		}
		required = formula("MAX({own},IF({t}+1<{through},{carried},{own}))", "own", own, "t", m.number(t), "through", through, "carried", carried)
	}
	return formula(`IF({t}<{through},{required},"")`, "t", m.number(t), "through", through, "required", required)
}

// sheet writes the rows.
func (m *monthSheet) sheet() Sheet {
	sheet := Sheet{Name: m.Word("sheet.months"), Widths: []int{34, 10}, FrozenRows: 1, FrozenColumns: 2}
	head := []Cell{{Value: m.Word("table.month"), Style: HeadStyle}}
	for i, c := range m.columns {
		head = append(head, Cell{Value: c.name, Style: HeadStyle})
		if i > 0 {
			sheet.Widths = append(sheet.Widths, 18)
		}
	}
	sheet.Rows = append(sheet.Rows, head)
	for _, key := range m.heads {
		row := []Cell{{Value: m.headName(key)}}
		for _, c := range m.columns {
			row = append(row, c.tops[key])
		}
		sheet.Rows = append(sheet.Rows, row)
	}
	for t := m.first; t < calc.Forever; t++ {
		row := []Cell{{Value: m.monthLabel(t), Style: TextStyle}}
		if s := m.scenario; s.Start != 0 {
			row[0] = Cell{Value: serialDay(s.Start+calc.Month(t), 1), Style: MonthStyle,
				Formula: formula("EDATE({start},{t})", "start", m.place(s.FigureOf(calc.Start)), "t", m.number(t))}
		}
		for _, c := range m.columns {
			if t < 0 && !c.isPast {
				row = append(row, Cell{})
				continue
			}
			row = append(row, Cell{Formula: c.formula(t), Value: c.value(t), Style: c.style})
		}
		sheet.Rows = append(sheet.Rows, row)
	}
	sheet.Folded = [][2]int{{m.monthRow(m.scenario.Months()), m.monthRow(calc.Forever)}}
	if m.first < 0 {
		sheet.Folded = append(sheet.Folded, [2]int{m.monthRow(m.first), m.monthRow(0)})
	}
	return sheet
}

// headName names what stands above the months.
func (m *monthSheet) headName(key string) string {
	if i, isOfShare := strings.CutPrefix(key, sharedFlow); isOfShare {
		n, _ := strconv.Atoi(i)
		return m.Fill("figure.of", "figure", m.Word("sheet.flow-of-share"), "line", m.name(m.revenueLines[n].line.Name))
	}
	return m.Word(key)
}

// resultOf returns the cell of a result. places holds those of all.
func (m *monthSheet) resultOf(r Result, places map[string]string) Cell {
	cell := m.resultCell(r.Name, r.Mid)
	on := func(places string) string { return m.monthsName + places }
	orWord := func(formula, name string, none any) string {
		return strings.ReplaceAll(formula, "{none}", quoted(m.resultText(name, none)))
	}
	switch r.Name {
	case "gross-burn":
		cell.Formula = on(m.paid.at(0))
		return cell
	case "net-burn":
		cell.Formula = on(m.net.at(0))
		return cell
	case "burn-multiple":
		cell.Formula = orWord(formula("IF({last}-{first}>{first}*1E-12,SUM({net})/(12*({last}-{first})),{none})",
			"first", on(m.earned.at(0)), "last", on(m.earned.at(12)), "net", on(m.net.span(0, 12))), r.Name, nil)
		return cell
	case "cash-out":
		if m.scenario.Start == 0 {
			return cell
		}
		cell.Formula = orWord(formula("IF(ISNUMBER({runway}),EDATE({start},INT({runway}))+INT(({runway}-INT({runway}))*(EDATE({start},INT({runway})+1)-EDATE({start},INT({runway})))+1/86400),{none})",
			"runway", places["runway"], "start", m.place(m.scenario.FigureOf(calc.Start))), r.Name, nil)
		return cell
	case "default-alive":
		cell.Formula = formula("IF(AND({runway}={forever},ISNUMBER({even})),{yes},{no})", "runway", places["runway"], "forever", quoted(m.resultText("runway", math.Inf(1))),
			"even", places["break-even"], "yes", quoted(m.Word("results.yes")), "no", quoted(m.Word("results.no")))
		return cell
	case "dilution":
		f := m.scenario.FigureOf(calc.Valuation)
		if !f.IsGiven() {
			return cell
		}
		raised := places["funding-gap"]
		if len(m.raises) > 0 {
			spans := make([]string, len(m.raises))
			for i, c := range m.raises {
				spans[i] = on(c.afterStart())
			}
			raised = formula("IF({sum}=0,{gap},{sum})", "sum", "SUM("+strings.Join(spans, ",")+")", "gap", raised)
		}
		cell.Formula = formula("({raised})/({valuation}+{raised})", "raised", raised, "valuation", m.place(f))
		return cell
	}
	if m.out == nil { // what happens inside a month has no formula: the page works it out
		cell.Formula = m.fixed(r)
		cell.Style = FixedStyle
		return cell
	}
	switch r.Name {
	case "runway":
		slack := on(m.slack.at(calc.Forever - 1))
		cell.Formula = orWord(formula("IF(COUNT({out})>0,MIN({out}),IF({before}-{last}>{slack},{beyond},{none}))", "out", on(m.out.afterStart()),
			"before", on(m.cash.at(calc.Forever-13)), "last", on(m.cash.at(calc.Forever-1)), "slack", slack, "beyond", quoted(m.resultText(r.Name, float64(calc.Forever)))), r.Name, math.Inf(1))
	case "break-even":
		m.breakEven = m.resultsName() + places[r.Name]
		cell.Formula = orWord(formula("IF(COUNT({covered})>0,MIN({covered}),{none})", "covered", on(m.covered.afterStart())), r.Name, math.Inf(1))
	case "lowest-cash":
		cell.Formula = "MIN(" + on(m.lowest.afterStart()) + ")"
	case "funding-gap":
		cell.Formula = "MAX(0," + m.missing(on(m.required.at(0))) + ")"
	case "gap-to-break-even":
		atOnce := "0"
		if m.floorFigure != "" {
			atOnce = m.floorFigure
		}
		cell.Formula = orWord(formula("IF(ISNUMBER({even}),MAX(0,IF({even}=0,{at-once},{later})),{none})", "even", places["break-even"],
			"at-once", m.missing(atOnce), "later", m.missing(on(m.requiredToEven.at(0)))), r.Name, nil)
	}
	return cell
}

// resultsName returns the name of the sheet of results as formulas have it.
func (m *monthSheet) resultsName() string { return quotedName(m.Word("sheet.results")) }

// missing returns what cash lacks of an opening balance, before what moves as the first month starts.
func (m *monthSheet) missing(required string) string {
	text := required
	for _, c := range []*monthColumn{m.payments, m.atStart} {
		if c != nil {
			text += "-" + m.monthsName + c.at(0)
		}
	}
	return text + "-" + m.cashFigure
}

// fixed returns the values of a result in the case that is chosen, which no formula works out.
func (m *monthSheet) fixed(r Result) string {
	if m.chosen == "" {
		return ""
	}
	text := "CHOOSE(" + m.figuresName + m.chosen
	for _, v := range []any{r.Worst, r.Mid, r.Best} {
		switch v := m.resultValue(r.Name, v).(type) {
		case float64:
			text += "," + plainNumber(v)
		case string:
			text += "," + quoted(v)
		}
	}
	return text + ")"
}
