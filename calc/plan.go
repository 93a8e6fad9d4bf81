package calc

import "slices"

// Lines returns a fit as lines and payments of a scenario that starts in a month, without names,
// with ranges or the middle values alone. Amounts and payments of revenue are above zero; those of
// costs are the opposite. A line that began before the start is where its growth has brought it by
// then; what ended or was paid before is left out, and early counts it.
func (f *Fit) Lines(start Month, revenue, ranges bool) (lines []Line, payments []Payment, early int) {
	for _, p := range f.Parts {
		if !p.startIn(start) {
			early++
			continue
		}
		l := Line{Revenue: revenue, Amount: Rate{Range: p.Amount.of(ranges)}, Growth: Rate{Range: p.Growth.of(ranges)}}
		l.From, l.Until = Exactly(float64(p.From)), Exactly(float64(p.Until))
		if p.Every > 0 {
			l.Every = Exactly(float64(p.Every))
			for _, per := range Periods { // a yearly payment is an amount a year
				if int(per.Months()) == p.Every {
					l.Amount = Rate{p.Amount.times(per.Months()).of(ranges), per}
				}
			}
		}
		lines = append(lines, l)
	}
	for _, o := range f.Once {
		if o.Month < start {
			early++
			continue
		}
		amount := o.Amount
		if !revenue {
			amount = -amount
		}
		payments = append(payments, Payment{Amount: Exactly(amount), Month: Exactly(float64(o.Month))})
	}
	return lines, payments, early
}

func (e Estimate) of(ranges bool) Range {
	if ranges {
		return e.Range
	}
	return Exactly(e.Middle)
}

// startIn moves the beginning of a part that began before a month to that month, along its own
// path, or to the first payment from then on. A part that begins with the month, or ran before,
// has no first month. It returns false for one that ended before.
func (p *Part) startIn(start Month) bool {
	if p.From < start {
		by := start - p.From
		if p.Every > 0 {
			every := Month(p.Every)
			by = (by + every - 1) / every * every
		}
		p.From += by
		p.Amount = p.Amount.times(power(1+p.Growth.Middle, int(by)))
	}
	if p.Until != 0 && p.Until < p.From {
		return false
	}
	if p.From == start {
		p.From = 0
	}
	return true
}

// A Plan is what is brought into a scenario.
type Plan struct {
	// Replaces is true where it takes the place of all lines and payments.
	Replaces bool
	// Start is the first month, where Replaces or where the scenario has none.
	Start Month
	// Currency is the one that all its amounts are in, or empty.
	Currency string
	// Cash is the balance as Start starts, or nil.
	Cash *Range
	// Lines and Payments are added. A name that is taken gets a number.
	Lines    []Line
	Payments []Payment
	// Balances are balances that were seen, by month, the earliest first.
	Balances []Once
}

// NotHeld is a plan with a figure that a link cannot hold, such as an amount of 1e18.
const NotHeld Problem = "not-held"

// WithPlan returns the link of the scenario with a plan, and how many of its lines, payments and
// balances found no room. The case as published stays what it is.
//
// The scenario takes the plan's currency where nothing of it stays in another; otherwise the
// problem is [OtherCurrency]. What stood behind cash and balances that are replaced goes with them,
// and what-ifs go with lines and payments that they change. Where the plan's ranges are the only
// ones, they are taken as the 90% intervals that they are; see [FitConfidence].
func (s *Scenario) WithPlan(p Plan) (link string, left int, problem Problem) {
	r := reader{s: s.clone()}
	next := r.s
	if p.Replaces {
		for len(next.Lines) > 0 {
			r.read([]Pair{{Key: next.Lines[0].Key()}})
		}
		for len(next.Payments) > 0 {
			r.read([]Pair{{Key: next.Payments[0].Key()}})
		}
	}
	if p.Replaces || next.Start == 0 {
		next.Start = p.Start
	}
	if p.Cash != nil {
		next.Cash = *p.Cash
		next.setNote(Cash.Key, Note{})
	}
	switch {
	case p.Replaces || next.Currency == "" || !next.hasAmounts(p.Cash == nil):
		next.Currency = p.Currency
	case p.Currency != "" && p.Currency != next.Currency:
		return "", 0, OtherCurrency
	}
	if p.hasRanges() && (p.Replaces || !next.HasRanges()) {
		next.Ranges = Ninety
	}
	for _, l := range p.Lines {
		if problem := checkName(l.Name); problem != "" {
			return "", 0, problem
		}
		if len(next.Lines) == MaxLines {
			left++
			continue
		}
		l.Name = unusedName(l.Name, func(name string) bool { return next.line(name) >= 0 })
		next.Lines = append(next.Lines, l)
	}
	for _, o := range p.Payments {
		if problem := checkName(o.Name); problem != "" {
			return "", 0, problem
		}
		if len(next.Payments) == MaxLines {
			left++
			continue
		}
		o.Name = unusedName(o.Name, func(name string) bool { return next.payment(o.Raise, name) >= 0 })
		next.Payments = append(next.Payments, o)
	}
	for _, b := range p.Balances {
		e := Entry{Kind: Actual, Name: b.Month.String(), Balance: Exactly(b.Amount)}
		switch i := next.entry(Actual, e.Name); {
		case i >= 0:
			next.Entries[i] = e
			next.setNote(next.entryFigure(&e).Key(), Note{})
		case len(next.EntriesOf(Actual)) == Actual.Most:
			left++
		default:
			next.Entries = append(next.Entries, e)
		}
	}
	for _, f := range s.EntriesOf(WhatIf) {
		if s.isLostIn(next, f) {
			r.read([]Pair{{Key: f.Key()}})
		}
	}
	next.arrange()
	next.setOriginal(s.published())
	if link = next.String(); isTooLong(link) {
		return "", left, TooLong
	}
	_, before := Parse(s.String())
	_, after := Parse(link)
	if slices.ContainsFunc(after, func(e Error) bool { return !e.Kept && !slices.Contains(before, e) }) {
		return "", left, NotHeld
	}
	return link, left, ""
}

// hasAmounts reports whether a scenario has amounts of its own, with its cash or without.
func (s *Scenario) hasAmounts(withCash bool) bool {
	return len(s.Lines)+len(s.Payments)+len(s.EntriesOf(Actual)) > 0 || s.Floor != Range{} || withCash && s.Cash != Range{}
}

// hasRanges reports whether an amount or growth of the plan is a range.
func (p *Plan) hasRanges() bool {
	return slices.ContainsFunc(p.Lines, func(l Line) bool { return !l.Amount.Exact() || !l.Growth.Exact() })
}

// isLostIn reports whether a what-if changes a line or payment that is no more in the next scenario.
func (s *Scenario) isLostIn(next *Scenario, whatIf Figure) bool {
	return slices.ContainsFunc(readPairs(whatIf.Text()), func(change Pair) bool {
		_, key := cutBehind(change.Key)
		f, isThere := s.Figure(key)
		_, stays := next.Figure(key)
		return isThere && !stays && (f.line != nil || f.payment != nil)
	})
}

// Dated returns the table with its periods moved so that the first is a given month, as one
// without a year needs.
func (t *Table) Dated(first Month) *Table {
	dated := *t
	dated.Periods = slices.Clone(t.Periods)
	for i := range dated.Periods {
		dated.Periods[i] += first - t.Periods[0]
	}
	return &dated
}

// FirstBalance returns the balance of a series as a month starts, where it is to be the cash of a
// plan that starts then.
func (t *Table) FirstBalance(s *Series, start Month) (v float64, ok bool) {
	if s.hasBefore && start == t.Periods[0] {
		return s.before, true
	}
	role := AtStart
	if s.balance == AtEnd {
		role = AtEnd
	}
	for _, b := range t.Balances(s, role) {
		if b.Month == start {
			return b.Amount, true
		}
	}
	return 0, false
}

// Balances returns the balances of a series as each month starts.
func (t *Table) Balances(s *Series, role Role) (all []Once) {
	for i, v := range s.Values {
		month := t.Periods[i]
		if role == AtEnd {
			month += Month(t.Months)
		}
		if s.Has[i] {
			all = append(all, Once{month, v})
		}
	}
	return all
}
