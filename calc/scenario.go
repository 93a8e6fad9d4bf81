package calc

import "slices"

// Scenario is a company's figures: all that an answer depends on. The zero
// value is a company without money, revenue or costs.
type Scenario struct {
	// Preset names the preset the scenario started from, or is empty.
	Preset string
	// Title is what the scenario is called.
	Title string
	// Currency is the ISO 4217 code all amounts are in, or empty.
	Currency string
	// Start is the month the projection starts with; without it no result has a date.
	Start Month
	// Horizon is how many months the projection covers, 1 to 120; 0 means 24.
	Horizon int
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
	// Wanted is the likelihood with which the money is to last, for what has to be
	// raised: above 0 and below 1; 0 means 90%.
	Wanted float64
	// ClaimedLoss is the loss an article states; 0 if it states none.
	ClaimedLoss Rate
	// ClaimedRunway is the runway in months an article states; 0 if it states none.
	ClaimedRunway Range
	// Notes holds a note and a source behind a figure, by the figure's key.
	Notes map[string]Note
	// Unknown holds keys this version does not know, as they were given.
	Unknown []Pair
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
}

// Payment is money that moves once, at the start of its month.
type Payment struct {
	Name string
	// Raise is true for money raised from investors.
	Raise bool
	// Amount is negative for money that goes out.
	Amount Range
	Month  Month
}

// Note is what stands behind a figure.
type Note struct {
	// Text is a short remark.
	Text string
	// Source is an http or https address.
	Source string
}

// Limits of a scenario.
const (
	MaxLines   = 40
	MaxText    = 200  // characters in a name or a note
	MaxLink    = 8192 // bytes in a link, unescaped
	maxPairs   = 2048 // in a link; more do not fit, but for empty ones
	MaxHorizon = 120  // months
	Forever    = 600  // months after which a runway counts as infinite
)

const defaultHorizon = 24

// Months is the horizon in months, its default filled in.
func (s *Scenario) Months() int {
	if s.Horizon == 0 {
		return defaultHorizon
	}
	return s.Horizon
}

const defaultWanted = 0.9

func (s *Scenario) wanted() float64 {
	if s.Wanted == 0 {
		return defaultWanted
	}
	return s.Wanted
}

// Key is the key that gives the line's amount in a link.
func (l *Line) Key() string { return l.kind() + "." + l.Name }

func (l *Line) kind() string {
	if l.Revenue {
		return "in"
	}
	return "out"
}

// Key is the payment's key in a link.
func (p *Payment) Key() string { return p.kind() + "." + p.Name }

func (p *Payment) kind() string {
	if p.Raise {
		return "raise"
	}
	return "once"
}

// line is the place of the line with a name, or -1.
func (s *Scenario) line(name string) int {
	for i := range s.Lines {
		if s.Lines[i].Name == name {
			return i
		}
	}
	return -1
}

// payment is the place of the raise or other payment with a name, or -1.
func (s *Scenario) payment(raise bool, name string) int {
	for i := range s.Payments {
		if p := &s.Payments[i]; p.Raise == raise && p.Name == name {
			return i
		}
	}
	return -1
}

// clone is a copy to change.
func (s *Scenario) clone() *Scenario {
	c := s.cloneFigures()
	c.Unknown = slices.Clone(s.Unknown)
	if s.Notes != nil {
		c.Notes = make(map[string]Note, len(s.Notes))
		for key, n := range s.Notes {
			c.Notes[key] = n
		}
	}
	return c
}

// cloneFigures is a copy whose figures can be changed; the rest is shared.
func (s *Scenario) cloneFigures() *Scenario {
	c := *s
	c.Lines = slices.Clone(s.Lines)
	c.Payments = slices.Clone(s.Payments)
	return &c
}

// figure is one number of a scenario that can be a range.
type figure struct {
	// kind is what the key starts with, name what follows: the name of the line or
	// payment, or nothing.
	kind, name string
	*Range
	// rate is true for growth, interest and shares, false for amounts.
	rate bool
	// line is the line the figure belongs to, or nil.
	line *Line
}

// key is the figure's key in a link.
func (f *figure) key() string {
	if f.name == "" {
		return f.kind
	}
	return f.kind + "." + f.name
}

// figures lists the scenario's numbers as places to change them in.
func (s *Scenario) figures() []figure {
	all := make([]figure, 0, 4+5*len(s.Lines)+len(s.Payments))
	all = append(all,
		figure{"cash", "", &s.Cash, false, nil},
		figure{"floor", "", &s.Floor, false, nil},
		figure{"interest", "", &s.Interest, true, nil},
		figure{"valuation", "", &s.Valuation, false, nil})
	for i := range s.Lines {
		l := &s.Lines[i]
		all = append(all,
			figure{l.kind(), l.Name, &l.Amount.Range, l.Share, l},
			figure{"grow", l.Name, &l.Growth.Range, true, l},
			figure{"hire", l.Name, &l.Hire.Range, false, l},
			figure{"units", l.Name, &l.Units, false, l},
			figure{"credit", l.Name, &l.Credit, false, l})
	}
	for i := range s.Payments {
		p := &s.Payments[i]
		all = append(all, figure{p.kind(), p.Name, &p.Amount, false, nil})
	}
	return all
}

// HasRanges reports whether any figure is more than one exact value.
func (s *Scenario) HasRanges() bool {
	for i := range s.Lines {
		if s.Lines[i].hasRanges() {
			return true
		}
	}
	for i := range s.Payments {
		if !s.Payments[i].Amount.Exact() {
			return true
		}
	}
	return !(s.Cash.Exact() && s.Floor.Exact() && s.Interest.Exact() && s.Valuation.Exact())
}

func (l *Line) hasRanges() bool {
	return !(l.Amount.Exact() && l.Growth.Exact() && l.Hire.Exact() && l.Units.Exact() && l.Credit.Exact())
}
