package calc

import "slices"

// Scenario is a company's figures: all that an answer depends on. The zero
// value is a company without money, revenue or costs.
type Scenario struct {
	// Preset names the preset the scenario started from, or is empty.
	Preset string
	// Title is what the scenario is called.
	Title string
	// Company is the company's name, or empty.
	Company string
	// Outlet is who reported the figures, Article the http or https address of the report,
	// and Published its day; each is empty if not given.
	Outlet, Article string
	Published       Day
	// Author is whose calculation this is, or empty.
	Author string
	// LeverKeys are the keys of the figures that an embed shows first, separated by commas; empty
	// if the author has chosen none. See [Scenario.Levers].
	LeverKeys string
	// Currency is the ISO 4217 code all amounts are in, or empty.
	Currency string
	// Start is the month the projection starts with; without it no result has a date.
	Start Month
	// Horizon is how many months the projection covers: one whole number from 1 to
	// [MaxHorizon]; 0 means 24.
	Horizon Range
	// Cash is the balance at the start, before the first month's payments.
	Cash Range
	// Floor is the balance below which the company must not go.
	Floor Range
	// Interest is the yearly yield on a positive balance, 0.04 being 4%.
	Interest Range
	// Lines are the revenue and cost lines.
	Lines []Line
	// Payments are the raises and one-off payments.
	Payments []Payment
	// Valuation is the pre-money valuation of a raise; 0 if none is given.
	Valuation Range
	// Ranges says how likely the values inside the ranges are.
	Ranges Spread
	// Timing says how flows fall inside a month.
	Timing Timing
	// Confidence is the likelihood with which the money has to last, for the amount to
	// be raised: one value from 0.01 to 0.99; 0 means 0.9.
	Confidence Range
	// ClaimedLoss is the loss an article states: a value, a range or a bound; 0 if it
	// states none.
	ClaimedLoss Rate
	// ClaimedRunway is the runway in months an article states, likewise.
	ClaimedRunway Range
	// Entries are the marks, then the balances, each by month, then the what-ifs.
	Entries []Entry
	// Notes holds what stands behind a figure, by the figure's key.
	Notes map[string]Note
	// Unknown holds keys this version does not know, as they were given.
	Unknown []Pair

	// original is the case as published, where a link has to say so: see Original. It is not
	// changed.
	original *Scenario

	// pairs are what Pairs returns, of a case as published: it is asked for them at each edit.
	pairs []Pair
}

// Timing says how flows fall inside a month.
type Timing uint8

const (
	// MonthByMonth keeps each month's rates constant, as a spreadsheet does.
	MonthByMonth Timing = iota
	// Continuous lets growth go on inside the month.
	Continuous
)

// Line is one stream of revenue or costs.
type Line struct {
	// Name is unique among all lines of a scenario.
	Name string
	// Revenue is true for a revenue line and false for a cost.
	Revenue bool
	// Share is true for a cost that is a share of all revenue; Amount is then
	// that share, 0.35 being 35%.
	Share bool
	// Amount is the money per period in month 0.
	Amount Rate
	// Growth is how much Amount grows over its period, 0.08 being 8%.
	Growth Rate
	// Units is what Amount pays for, or is paid by, in month 0; 0 if not given.
	Units Range
	// Unit is the word for one of them.
	Unit string
	// Hire is how many units are added per period, each at the cost of one; a
	// negative number takes units away until none is left.
	Hire Rate
	// Credit is how much of a cost is paid from credits before cash.
	Credit Range
	// From and Until are the first and the last month in which the line flows, as numbers
	// of a [Month]; 0 if not given. A line without From, or with one before the start, runs
	// already: its first month is that of the start, and what is late of the months before is
	// still to come.
	From, Until Range
	// Every is how many months one payment covers, which is made as the first of them
	// starts: one whole number from 1 to [MaxEvery], or 0 for a line that flows evenly.
	Every Range
	// Delay is how many months pass from earning or owing to cash: one whole number from 0
	// to [MaxDelay].
	Delay Range
}

// Payment is money that moves once, at the start of its month.
type Payment struct {
	Name string
	// Raise is true for money raised from investors.
	Raise bool
	// Amount is negative for money that goes out.
	Amount Range
	// Month is when it moves, as a number of a [Month] or a range of them.
	Month Range
}

// Limits of a scenario.
const (
	MaxLines   = 40
	MaxText    = 200  // characters in a name or a note
	MaxLink    = 8192 // bytes in a link, unescaped
	maxPairs   = 2048 // in a link; more do not fit, but for empty ones
	MaxHorizon = 120  // months
	MaxEvery   = 60   // months
	MaxDelay   = 24   // months
	Forever    = 600  // months that are looked at: a runway of so many is of more than 50 years
)

// Months returns the horizon in months, its default filled in.
func (s *Scenario) Months() int { return int(s.FigureOf(Horizon).Value().Low) }

// confidence returns the likelihood with which the money has to last.
func (s *Scenario) confidence() float64 { return s.FigureOf(Confidence).Value().Low }

// Key returns the key that gives the line's amount in a link.
func (l *Line) Key() string { return l.head().Key + "." + l.Name }

// head returns the kind of the line's amount.
func (l *Line) head() *Kind {
	switch {
	case l.Revenue:
		return Revenue
	case l.Share:
		return Share
	}
	return Cost
}

// Key returns the payment's key in a link.
func (p *Payment) Key() string { return p.head().Key + "." + p.Name }

// head returns the kind of the payment's amount.
func (p *Payment) head() *Kind {
	if p.Raise {
		return Raise
	}
	return OneOff
}

// line returns the place of the line with a name, or -1.
func (s *Scenario) line(name string) int {
	for i := range s.Lines {
		if s.Lines[i].Name == name {
			return i
		}
	}
	return -1
}

// payment returns the place of the raise or other payment with a name, or -1.
func (s *Scenario) payment(raise bool, name string) int {
	for i := range s.Payments {
		if p := &s.Payments[i]; p.Raise == raise && p.Name == name {
			return i
		}
	}
	return -1
}

// clone returns a copy to change.
func (s *Scenario) clone() *Scenario {
	c := s.cloneFigures()
	c.Entries, c.Unknown = slices.Clone(s.Entries), slices.Clone(s.Unknown)
	if s.Notes != nil {
		c.Notes = make(map[string]Note, len(s.Notes))
		for key, n := range s.Notes {
			c.Notes[key] = n
		}
	}
	return c
}

// cloneFigures returns a copy whose figures can be changed. It shares the rest.
func (s *Scenario) cloneFigures() *Scenario {
	c := *s
	c.pairs = nil
	c.Lines = slices.Clone(s.Lines)
	c.Payments = slices.Clone(s.Payments)
	return &c
}

// Ranged returns the figures that are ranges, months among them.
func (s *Scenario) Ranged() []Figure {
	return slices.DeleteFunc(s.uncertain(), func(f Figure) bool { return f.value.Exact() })
}

// HasRanges reports whether any figure that a case gives one value is a range.
func (s *Scenario) HasRanges() bool { return len(s.Ranged()) > 0 }
