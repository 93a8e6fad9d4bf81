package view

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"runway/calc"
)

// planTool returns what a table that was pasted from a spreadsheet or a bank is understood as,
// with controls to choose otherwise, and a button that takes it into a case. The choices are
// those of the controls it has written before, as pairs in a link; those of another table are left
// alone.
//
// Controls are named: name.N is what line N is called, is.N what it is; scale, decimal, dates and
// cur are how the table is read, first is its first month where it names no year, and start,
// range and replace are how it is taken.
func planTool(l *Language, m calc.Manuscript, text, choices string) HTML {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	shown := *m.Scenario
	p := planner{page: page{Language: l, scenario: &shown, preset: &calc.Scenario{}}, into: m.Scenario, manuscript: m, print: fingerprint(text)}
	if p.chosen = calc.ReadPairs(choices); p.choice("table") != p.print {
		p.chosen = nil
	}
	return p.show(text)
}

// A planner shows a table and what is taken of it.
type planner struct {
	page       // whose scenario is a copy in the table's currency, for its words
	into       *calc.Scenario
	manuscript calc.Manuscript // whose that is
	chosen     []calc.Pair
	print      string // of the table's text
	table      *calc.Table
	currency   string
	replaces   bool
	ranges     bool
	plan       calc.Plan
	taken      int      // lines of the table
	open       []string // the names of lines that nothing tells
	early      []string // of those that ended before the start
	seen       int      // balances from before the start
	names      map[string]bool
	hasRange   bool
	accounts   []account
	added      []string // the names of those that are added up
	isDouble   bool     // another balance is known of a month than the one that is taken
	cashName   string
	keepsCash  bool // there is a balance to start with, but the case keeps its own

	next    calc.Manuscript // with the plan
	room    int             // for how many of its lines, payments and balances there is none
	problem calc.Problem
}

// An account is a line of balances, from the start on.
type account struct {
	name, use string
	balances  []calc.Once
}

// fingerprint tells one text from another.
func fingerprint(text string) string {
	h := uint32(2166136261) // FNV-1a
	for i := range len(text) {
		h = (h ^ uint32(text[i])) * 16777619
	}
	return strconv.FormatUint(uint64(h), 36)
}

// choice returns what was chosen under a name, or nothing.
func (p *planner) choice(name string) string {
	for _, c := range p.chosen {
		if c.Key == name {
			return c.Value
		}
	}
	return ""
}

// recognisers returns the words by which cells are told apart.
func (l *Language) recognisers() calc.Recognisers {
	return calc.Recognisers{
		Revenue: l.Word("plan.words.revenue"), Cost: l.Word("plan.words.cost"), CostHeading: l.Word("plan.words.cost-heading"), Total: l.Word("plan.words.total"),
		Opening: l.Word("plan.words.opening"), Balance: l.Word("plan.words.balance"), Count: l.Word("plan.words.count"),
		In: l.Word("plan.words.in"), Out: l.Word("plan.words.out"), Part: l.Word("plan.words.part"), Currency: l.Word("plan.words.currency"),
		Thousands: l.Word("plan.words.thousands"), Millions: l.Word("plan.words.millions"), Billions: l.Word("plan.words.billions"),
		Year: l.Word("plan.words.year"), Month: l.Word("plan.words.month"), Aside: l.Word("plan.words.aside"),
	}
}

// maxShown is how many lines of a table are shown: more than a scenario has room for.
const maxShown = 100

func (p *planner) show(text string) HTML {
	scale, _ := strconv.ParseFloat(p.choice("scale"), 64)
	scale = min(scale, 1e9) // the largest there is to choose
	chosen := calc.TableChoices{Scale: max(0, scale), MonthFirst: p.choice("dates") == "month", Currency: p.choice("cur")}
	chosen.Roles = p.roles()
	switch p.choice("decimal") {
	case "point":
		chosen.Decimal = '.'
	case "comma":
		chosen.Decimal = ','
	}
	p.table = calc.ReadTable(text, p.recognisers(), p.Word("number.decimal")[0], p.into.Currency, chosen)
	if p.table.Problem != "" {
		return p.problemLine(p.table.Problem)
	}
	hasLines := len(p.into.Lines)+len(p.into.Payments) > 0
	p.replaces = hasLines && p.choice("replace") != "add" && (!p.table.IsLedger || p.choice("replace") == "all")
	p.ranges = p.choice("range") != "middle"
	p.currency = p.table.Currency
	p.scenario.Currency = p.currency
	problems := p.date()
	p.scenario.Start = p.plan.Start // as months are written
	rows := p.rows()
	p.addBalances()
	p.plan.Replaces, p.plan.Currency = p.replaces, p.currency
	if p.next = p.manuscript; p.taken > 0 {
		p.next, p.room, p.problem = p.manuscript.WithPlan(p.plan)
	}
	return p.html(`<input type="hidden" name="table" value="{print}">`+
		`<p>{understood}</p><div class="plan-choices">{choices}</div>`+
		`{table}<ul class="plan-left">{left}</ul>{problems}{button}`,
		"print", escape(p.print), "understood", p.understood(), "choices", p.choices(hasLines),
		"table", p.scrollable("plan.heading", p.html(`<table class="plan">`+
			`<thead><tr><th scope="col">{plan.name}</th><th scope="col">{plan.is}</th><th scope="col">{plan.fit}</th></tr></thead>`+
			`<tbody>{rows}</tbody></table>`, "rows", rows)),
		"problems", problems, "left", p.left(), "button", p.button(problems != "", hasLines))
}

func (p *planner) problemLine(problem calc.Problem) HTML {
	return markup(`<p class="problem" role="alert">{problem}</p>`, "problem", p.word("plan.problem."+string(problem)))
}

// date sets the months of the table and of the start, and says what is wrong with them.
func (p *planner) date() (problems HTML) {
	if p.table.IsNumbered {
		first := p.into.Start
		if p.table.IsNamed && first.OfYear() != p.table.Periods[0].OfYear() {
			first = 0
		}
		if typed := p.choice("first"); typed != "" {
			first, _ = calc.ParseMonth(typed)
		}
		if p.table.IsNamed && first != 0 {
			first = calc.MonthOf(first.Year(), p.table.Periods[0].OfYear())
		}
		if first == 0 {
			problems = p.problemLine("no-year")
			first = calc.MonthOf(2026, 1) // for what is shown meanwhile
		}
		p.table = p.table.Dated(first)
	}
	p.plan.Start = p.table.Periods[0]
	if !p.replaces && p.into.Start != 0 {
		p.plan.Start = p.into.Start
	} else if typed := p.choice("start"); typed != "" {
		start, problem := calc.ParseMonth(typed)
		if problem != "" {
			problems += p.problemLine("no-start")
		} else {
			p.plan.Start = start
		}
	}
	return problems
}

// understood says in a few words what the table is read as.
func (p *planner) understood() HTML {
	t := p.table
	key := "plan.across"
	switch {
	case t.IsLedger:
		key = "plan.ledger"
	case t.IsDown:
		key = "plan.down"
	}
	return p.prose(key, "periods", p.word("plan.periods."+strconv.Itoa(t.Months)),
		"first", figure(p.MonthName(t.Periods[0])), "last", figure(p.MonthName(t.Periods[len(t.Periods)-1]+calc.Month(t.Months-1))))
}

// An option is a choice of a select: what it sends, and its words.
type option struct{ value, text string }

// selection returns a select with a label. The first option is what was understood.
func (p *planner) selection(name, label string, options []option) HTML {
	var list HTML
	chosen := p.choice(name)
	for _, o := range options {
		list += markup(`<option value="{value}"{selected}>{text}</option>`, "value", escape(o.value), "selected", showIf(o.value == chosen, " selected"), "text", escape(o.text))
	}
	return markup(`<label>{label} <span class="control"><select name="{name}">{list}</select></span></label>`, "label", escape(label), "name", escape(name), "list", list)
}

// asRead marks the words of an option as what was understood.
func (p *planner) asRead(text string) option {
	return option{"", p.Fill("plan.as-read", "choice", text)}
}

// typed returns a field with a label for a month.
func (p *planner) typed(name, label string, month calc.Month) HTML {
	return p.html(`<label>{label} <span class="control"><input type="text" name="{name}" value="{value}" placeholder="{month}" size="8"{typing}></span></label>`,
		"label", p.word(label), "name", escape(name), "value", escape(p.choice(name)), "month", escape(month.String()), "typing", quietField)
}

// choices returns the controls of how the table is read and taken.
func (p *planner) choices(hasLines bool) (all HTML) {
	t := p.table
	scaleName := func(scale float64) string {
		return p.Word("plan.scale." + strconv.Itoa(int(math.Round(math.Log10(max(1, scale))))))
	}
	read := option{"", scaleName(t.Scale)}
	if p.choice("scale") == "" && t.ScaleText != "" {
		read.text = p.Fill("plan.scale.says", "scale", scaleName(t.Scale), "text", t.ScaleText)
	} else {
		read = p.asRead(scaleName(1))
		if p.choice("scale") != "" {
			read.text = p.Word("plan.as-understood")
		}
	}
	scales := []option{read}
	for _, scale := range []string{"1", "1000", "1000000", "1000000000"} {
		v, _ := strconv.ParseFloat(scale, 64)
		scales = append(scales, option{scale, scaleName(v)})
	}
	all = p.selection("scale", p.Word("plan.scale"), scales)
	if t.IsOpenMark || p.choice("decimal") != "" {
		names := map[byte]string{'.': p.Word("plan.decimal.point"), ',': p.Word("plan.decimal.comma")}
		read := p.asRead(names[t.Decimal])
		switch {
		case p.choice("decimal") != "":
			read.text = p.Word("plan.as-understood")
		case t.Decimal == 0:
			read.text = p.Word("plan.is.unknown")
		}
		all += p.selection("decimal", p.Word("plan.decimal"), []option{read, {"point", names['.']}, {"comma", names[',']}})
	}
	if t.IsOpen {
		all += p.selection("dates", p.Word("plan.dates"), []option{p.asRead(p.Word("plan.dates.day")), {"month", p.Word("plan.dates.month")}})
	}
	currencies := slices.Clone(t.Currencies)
	for _, code := range []string{p.into.Currency, p.currency} {
		if code != "" && !slices.Contains(currencies, code) {
			currencies = append(currencies, code)
		}
	}
	if len(currencies) > 0 {
		options := []option{{"", p.Word("plan.as-understood")}}
		if p.choice("cur") == "" {
			options[0] = p.asRead(p.currencyName(p.currency))
		}
		for _, code := range currencies {
			options = append(options, option{code, p.currencyName(code)})
		}
		all += p.selection("cur", p.Word("figure.cur"), options)
	}
	if t.IsNumbered {
		all += p.typed("first", "plan.first", t.Periods[0])
	}
	all += p.selection("range", p.Word("plan.range"), []option{{"", p.Word("plan.range.range")}, {"middle", p.Word("plan.range.middle")}})
	if hasLines {
		options := []option{{"", p.Word("plan.replace.all")}, {"add", p.Word("plan.replace.add")}}
		if t.IsLedger {
			options = []option{{"", p.Word("plan.replace.add")}, {"all", p.Word("plan.replace.all")}}
		}
		all += p.selection("replace", p.Word("plan.replace"), options)
	}
	if p.replaces || p.into.Start == 0 {
		all += p.typed("start", "figure.start", p.table.Periods[0])
	}
	return all
}

// uses are what a line of a table can be, as is.N has them.
var uses = [...]string{"revenue", "cost", "once", "raise", "cash", "start", "end", "out"}

// roles returns what lines were chosen to be. One-off payments are of the side that they are read as.
func (p *planner) roles() map[int]calc.Role {
	roles := map[int]calc.Role{}
	for _, c := range p.chosen {
		n, isUse := strings.CutPrefix(c.Key, "is.")
		i, err := strconv.Atoi(n)
		role, isRole := map[string]calc.Role{"revenue": calc.IsRevenue, "raise": calc.IsRevenue, "cost": calc.IsCost, "cash": calc.AtFirst,
			"start": calc.AtStart, "end": calc.AtEnd, "out": calc.LeftOut}[c.Value]
		if isUse && err == nil && isRole {
			roles[i-1] = role
		}
	}
	return roles
}

// useOf returns what a series was understood as.
func useOf(s *calc.Series) string {
	switch s.Role {
	case calc.IsRevenue:
		return "revenue"
	case calc.IsCost:
		return "cost"
	case calc.AtFirst:
		return "cash"
	case calc.AtStart:
		return "start"
	case calc.AtEnd:
		return "end"
	case calc.Unknown:
		return "unknown"
	}
	return "out"
}

// rows returns the lines of the table, and takes them into the plan.
func (p *planner) rows() HTML {
	var rows []HTML
	p.names = map[string]bool{}
	for n := range p.table.Series {
		if n == maxShown {
			break
		}
		s := &p.table.Series[n]
		id := strconv.Itoa(n + 1)
		use, why := cmp.Or(p.choice("is."+id), useOf(s)), p.why(s)
		isChosen := p.choice("is."+id) != ""
		if isChosen {
			why = p.word("plan.why.chosen")
		}
		name := p.lineName(s, n)
		if typed := strings.TrimSpace(calc.Printable(p.choice("name." + id))); typed != "" {
			name = short(typed)
		}
		fit := p.take(s, name, use)
		if len(s.Unread) > 0 && use != "out" {
			fit += ` <span class="note">` + p.prose("plan.unread", "cells", p.someNames(s.Unread)) + `</span>`
		}
		options := []option{p.asRead(p.Word("plan.is." + useOf(s)))}
		for _, other := range uses {
			options = append(options, option{other, p.Word("plan.is." + other)})
		}
		rows = append(rows, p.html(`<tr><th scope="row"><span class="control"><input type="text" dir="auto" name="name.{id}" value="{name}" aria-label="{label}" maxlength="200"{typing}></span></th>`+
			`<td>{is}<span class="note">{why}</span></td><td>{fit}</td></tr>`,
			"id", escape(id), "name", escape(name), "label", escape(p.Fill("plan.name.of", "name", name)), "typing", quietField,
			"is", p.selection("is."+id, p.Fill("plan.is.of", "name", name), options), "why", why, "fit", fit))
	}
	return join(rows)
}

// why says why a series was understood as what it is.
func (p *planner) why(s *calc.Series) HTML {
	return p.prose("plan.why."+string(s.Reason), "heading", bdi(s.Heading), "of", bdi(s.Of), "currency", escape(p.currencyName(s.Currency)))
}

// lineName returns what a series is called: its own name, with its heading where another has the
// same.
func (p *planner) lineName(s *calc.Series, n int) string {
	name := strings.TrimSpace(calc.Printable(s.Name))
	switch {
	case s.Rest && s.Role == calc.IsRevenue:
		name = p.Word("plan.rest.in")
	case s.Rest:
		name = p.Word("plan.rest.out")
	case name == "":
		name = p.Fill("plan.line", "n", p.Number(strconv.Itoa(n+1)))
	}
	if heading := strings.TrimSpace(calc.Printable(s.Heading)); p.names[name] && heading != "" {
		name = p.Fill("figure.of", "figure", name, "line", heading)
	}
	p.names[name] = true
	return short(name)
}

// short cuts a name so that there is room for what keeps its parts apart.
func short(name string) string {
	const most = 150
	if runes := []rune(name); len(runes) > most {
		return string(runes[:most])
	}
	return name
}

// someNames lists the first few of some names.
func (p *planner) someNames(names []string) HTML {
	const few = 5
	var items []HTML
	for i, name := range names {
		if i == few {
			items = append(items, escape(p.count("story.few", strconv.Itoa(len(names)-few))))
			break
		}
		items = append(items, p.prose("figure.quoted", "name", bdi(name)))
	}
	return p.list(items)
}

// take takes a series into the plan, and says what of it.
func (p *planner) take(s *calc.Series, name, use string) HTML {
	switch use {
	case "out":
		return ""
	case "unknown":
		p.open = append(p.open, name)
		return p.fitted(p.table.Fit(s))
	case "cash":
		return p.takeCash(s, name)
	case "start", "end":
		if s.Follows {
			return p.takeCash(s, name) + ` <span class="note">` + p.word("plan.balances.follow") + `</span>`
		}
		return p.takeBalances(s, name, use)
	}
	fit := p.table.Fit(s)
	if use == "once" || use == "raise" {
		fit = p.table.FitOnce(s)
	}
	isOut := use == "cost" || use == "once" && (s.Role == calc.IsCost || s.Role != calc.IsRevenue && fit.IsNegative)
	lines, payments, early := fit.Lines(p.plan.Start, !isOut, p.ranges)
	if early > 0 {
		p.early = append(p.early, name)
	}
	for i, l := range lines {
		l.Name = name
		if i > 0 {
			l.Name = p.Fill("plan.part", "name", name, "month", p.MonthName(calc.Month(l.From.Low)))
		}
		p.plan.Lines = append(p.plan.Lines, l)
	}
	for _, o := range payments {
		o.Name, o.Raise = name, use == "raise"
		if len(payments) > 1 || len(lines) > 0 {
			o.Name = p.Fill("plan.payment", "name", name, "month", p.MonthName(calc.Month(o.Month.Low)))
		}
		p.plan.Payments = append(p.plan.Payments, o)
	}
	if len(lines)+len(payments) > 0 {
		p.taken++
	}
	return p.fitted(fit)
}

// takeCash takes the balance of a series as the plan starts.
func (p *planner) takeCash(s *calc.Series, name string) HTML {
	cash, ok := p.table.FirstBalance(s, p.plan.Start)
	if !ok {
		return p.prose("plan.cash.none", "start", figure(p.MonthName(p.plan.Start)))
	}
	p.accounts = append(p.accounts, account{name, "cash", []calc.Once{{Month: p.plan.Start, Amount: cash}}})
	return p.prose("plan.cash.first", "cash", p.money(cash), "start", figure(p.MonthName(p.plan.Start)))
}

// takeBalances takes a series as balances that were seen.
func (p *planner) takeBalances(s *calc.Series, name, use string) HTML {
	role := calc.AtStart
	if use == "end" {
		role = calc.AtEnd
	}
	all := p.table.Balances(s, role)
	for len(all) > 0 && all[0].Month < p.plan.Start {
		all = all[1:]
		p.seen++
	}
	if len(all) == 0 {
		return p.word("plan.balances.none")
	}
	p.accounts = append(p.accounts, account{name, use, all})
	first, last := all[0], all[len(all)-1]
	return p.prose("plan.balances", "n", figure(p.Number(strconv.Itoa(len(all)))), "first", p.money(first.Amount), "from", figure(p.MonthName(first.Month)),
		"last", p.money(last.Amount), "until", figure(p.MonthName(last.Month)))
}

// addBalances takes the balances of all accounts into the plan, added up in the months of which
// all are known; that of the start is the cash of a plan that takes the place of another. What an
// account has as a month starts and another as the one before ends is of one account.
func (p *planner) addBalances() {
	takesCash := p.replaces || len(p.into.Lines)+len(p.into.Payments) == 0
	taken := map[calc.Month]float64{}
	for _, use := range [...]string{"cash", "start", "end"} {
		var names []string
		sums, counts := map[calc.Month]float64{}, map[calc.Month]int{}
		for _, a := range p.accounts {
			if a.use != use {
				continue
			}
			if use == "cash" && !takesCash {
				p.keepsCash = true
				continue
			}
			names = append(names, a.name)
			for _, b := range a.balances {
				sums[b.Month] += b.Amount
				counts[b.Month]++
			}
		}
		isTaken := false
		for month, sum := range sums {
			other, isDouble := taken[month]
			switch {
			case counts[month] < len(names):
			case isDouble:
				p.isDouble = p.isDouble || other != sum
			case takesCash && month == p.plan.Start:
				cash := calc.Exactly(sum)
				p.plan.Cash, p.cashName = &cash, strings.Join(names, " + ")
				taken[month], isTaken = sum, true
			default:
				p.plan.Balances = append(p.plan.Balances, calc.Once{Month: month, Amount: sum})
				taken[month], isTaken = sum, true
			}
		}
		if isTaken {
			p.taken += len(names)
		}
		if len(names) > 1 {
			p.added = append(p.added, names...)
		}
	}
	slices.SortFunc(p.plan.Balances, func(a, b calc.Once) int { return int(a.Month - b.Month) })
}

// fitted says what a series was fitted as.
func (p *planner) fitted(fit calc.Fit) HTML {
	var items []HTML
	for _, part := range fit.Parts {
		items = append(items, p.part(part, fit.Shape))
	}
	for _, o := range fit.Once {
		items = append(items, p.prose("plan.fit.once", "amount", p.money(o.Amount), "month", figure(p.MonthName(o.Month))))
	}
	text := p.join(items, "story.list", "story.list")
	if fit.Gaps > 0 {
		text += ` <span class="note">` + p.prose("plan.gaps", "n", figure(p.Number(strconv.Itoa(fit.Gaps)))) + `</span>`
	}
	return text
}

// part says what a line of a fit is.
func (p *planner) part(part calc.Part, shape calc.Shape) HTML {
	estimate := func(e calc.Estimate, show func(float64) string) HTML {
		p.hasRange = p.hasRange || !e.Range.Exact()
		if p.ranges {
			return p.span(e.Range.Low, e.Range.High, show)
		}
		return figure(show(e.Middle))
	}
	item := HTML("")
	if part.Every > 0 {
		amount := part.Amount
		by := float64(part.Every)
		amount.Middle, amount.Range = amount.Middle*by, calc.Range{Low: amount.Range.Low * by, High: amount.Range.High * by}
		item = p.prose("plan.fit.every", "amount", estimate(amount, p.moneyText), "months", p.months(by))
	} else {
		item = p.prose("plan.fit.flat", "amount", estimate(part.Amount, p.moneyText))
	}
	switch g := part.Growth; {
	case shape == calc.Scatters:
		item = p.prose("plan.fit.mean", "item", item)
	case g.Range.Low < 0 && g.Range.High <= 0:
		g.Middle, g.Range = -g.Middle, calc.Range{Low: -g.Range.High, High: -g.Range.Low}
		item = p.prose("plan.fit.shrinking", "item", item, "growth", estimate(g, p.Percent))
	case g != (calc.Estimate{}):
		item = p.prose("plan.fit.growing", "item", item, "growth", estimate(g, p.Percent))
	}
	isLater := part.From > p.table.Periods[0]
	var when HTML
	switch from, until := figure(p.MonthName(part.From)), figure(p.MonthName(part.Until)); {
	case isLater && part.Until != 0:
		when = p.prose("when.both", "from", from, "until", until)
	case isLater:
		when = p.prose("when.from", "month", from)
	case part.Until != 0:
		when = p.prose("when.until", "month", until)
	default:
		return item
	}
	return p.prose("story.when", "item", item, "when", when)
}

// left lists what is not taken, and why, and what else there is to know.
func (p *planner) left() (items HTML) {
	item := func(text HTML) { items += "<li>" + text + "</li>" }
	t := p.table
	item(p.prose("plan.taken", "n", figure(p.Number(strconv.Itoa(p.taken))), "all", figure(p.Number(strconv.Itoa(len(t.Series))))))
	if len(p.open) > 0 {
		item("<strong>" + p.prose("plan.open", "names", p.someNames(p.open)) + "</strong>")
	}
	if t.Decimal == 0 {
		item("<strong>" + p.word("plan.decimal.open") + "</strong>")
	}
	if p.plan.Cash != nil {
		item(p.prose("plan.cash", "cash", p.money(p.plan.Cash.Low), "name", bdi(p.cashName)))
	}
	if p.keepsCash {
		item(p.word("plan.cash.kept"))
	}
	if columns := slices.DeleteFunc(slices.Clone(t.Columns), func(name string) bool { return name == "" }); len(columns) > 0 {
		item(p.prose("plan.columns", "names", p.someNames(columns)))
	}
	if len(t.Parted) > 0 {
		var months []string
		for _, month := range t.Parted {
			months = append(months, p.MonthName(month))
		}
		item(p.prose("plan.parted", "months", p.someNames(months)))
	}
	start := figure(p.MonthName(p.plan.Start))
	if len(p.early) > 0 {
		item(p.prose("plan.early", "start", start, "names", p.someNames(p.early)))
	}
	if p.seen > 0 {
		item(p.prose("plan.early.balances", "start", start, "n", figure(p.Number(strconv.Itoa(p.seen)))))
	}
	if more := len(t.Series) - maxShown; more > 0 {
		item(p.prose("plan.more", "n", figure(p.Number(strconv.Itoa(more)))))
	}
	if len(p.added) > 0 {
		item(p.prose("plan.balances.added", "n", figure(p.Number(strconv.Itoa(len(p.added)))), "names", p.someNames(p.added)))
	}
	if p.isDouble {
		item(p.word("plan.balances.double"))
	}
	var lost []string
	for _, f := range p.into.EntriesOf(calc.WhatIf) {
		if _, stays := p.next.Scenario.Figure(f.Key()); !stays {
			lost = append(lost, f.Name)
		}
	}
	if len(lost) > 0 {
		item(p.prose("plan.what-ifs", "names", p.someNames(lost)))
	}
	if p.hasRange && p.ranges {
		share, spread := p.percent(calc.FitConfidence), "plan.range.even"
		if p.next.Scenario.Ranges == calc.Ninety {
			spread = "plan.range.ninety"
		}
		item(p.prose("plan.range.note", "share", share) + " " + p.prose(spread, "share", share))
	}
	return items
}

// button returns the button that takes the plan, or why there is none.
func (p *planner) button(hasProblem, hasLines bool) HTML {
	if p.taken == 0 {
		return p.html(`<p class="problem">{plan.nothing}</p>`)
	}
	if hasProblem {
		return ""
	}
	switch {
	case p.problem == calc.OtherCurrency:
		key := "plan.problem.currency"
		if !hasLines {
			key += ".alone"
		}
		return markup(`<p class="problem" role="alert">{problem}</p>`,
			"problem", p.prose(key, "currency", escape(p.currencyName(p.currency)), "other", escape(p.currencyName(p.into.Currency))))
	case p.problem != "":
		return p.problemLine(p.problem)
	}
	word := "plan.take"
	switch {
	case p.replaces:
		word = "plan.take.replace"
	case hasLines:
		word = "plan.take.add"
	}
	room := HTML("")
	if p.room > 0 {
		room = `<p class="problem">` + p.prose("plan.room", "n", figure(p.Number(strconv.Itoa(p.room)))) + `</p>`
	}
	return room + markup(`<button type="button" data-link="{link}">{word}</button>`, "link", escape(p.next.String()), "word", p.word(word))
}
