package calc

import (
	"math"
	"slices"
	"strings"
)

// A Kind is a kind of figure: its key in a link, what it belongs to, what it measures
// and which values it can have. Reading, printing, limits, steps, ranges, influences,
// thresholds and the rows of a page follow from it. The package's documentation says how
// a new kind is added.
type Kind struct {
	// Key is the key in a link. Where a line or payment owns the figure, a dot and its
	// name follow.
	Key string
	// Owner is what the figure belongs to.
	Owner Owner
	// Measure is what the figure is counted in.
	Measure Measure
	// Per is true for a figure that is counted over a period of the writer's choice.
	Per bool
	// Yearly is true for a figure that is counted over a year and nothing else.
	Yearly bool
	// Named is true for a number whose unit has a word of its own, such as people.
	Named bool
	// Required is true for a figure that has to have a value, be it 0.
	Required bool
	// CostOnly is true for a figure of lines that only a cost can have.
	CostOnly bool
	// Single is true where a range has no meaning, Whole where a fraction has none.
	Single, Whole bool
	// Limits are the least and the greatest value; those of growth hold for a month.
	// Beyond is the problem of a value outside of them, if it has one of its own.
	Limits Range
	Beyond Problem
	// Open is true where Limits.Low itself is excluded. Least is then the value that
	// searches go down to.
	Open  bool
	Least float64
	// Default is the value of a figure that is not given.
	Default float64
	// Step is how far the figure moves in one step, or 0 where that follows its size.
	Step float64
	// Effect is what more of the figure does.
	Effect Effect
	// Choices are the words of a choice, the default first.
	Choices []string
	// Most is how many entries of the kind a case can hold, or keys a list.
	Most int

	// field returns the place of the value: a *Range, *Rate, *string, *Month or *Day, or a
	// *uint8 for the number of a choice.
	field func(f Figure) any
}

// Owner is what a figure belongs to.
type Owner uint8

const (
	CompanyFigure Owner = iota // the company as a whole
	LineFigure                 // a line of revenue or costs
	PaymentFigure              // a raise or another payment
	ClaimFigure                // the article, which states it, also as a bound
	CaseFigure                 // the case: what it is called, and who says so
	SettingFigure              // the way in which the answer is counted and shown
	EntryFigure                // an entry of the case, which it is itself
)

// Measure is what a figure is counted in.
type Measure uint8

const (
	Money       Measure = iota // the scenario's currency
	Percent                    // a fraction that is written in percent: 0.08 is 8%
	Count                      // things or people
	Length                     // months
	Date                       // a calendar month
	Text                       // no number, as all that follow: a short text
	Address                    // no number: an http or https address
	CalendarDay                // no number: a day
	Currency                   // no number: a code of ISO 4217
	Choice                     // no number: one of a few words
	Changes                    // no number: changes of a scenario, as a link
	KeyList                    // no number: keys of figures
)

// Effect is what more of a figure does to the company.
type Effect uint8

const (
	NoEffect     Effect = iota
	MoreCash            // leaves more cash
	LessCash            // leaves less cash
	LineEffect          // leaves more cash on a line of revenue, less on one of costs
	LateEffect          // leaves less cash where money comes in, more where it goes out
	UnitEffect          // the same, or the opposite where units are added at the cost of one
	LessDilution        // leaves cash as it is, but the founders a greater part
)

// kinds lists all kinds in the order of a canonical link.
var kinds []*Kind

func add(k Kind) *Kind {
	kinds = append(kinds, &k)
	return &k
}

const (
	maxPercent    = 10   // 1000%
	leastUnits    = 1e-9 // a line without units has none, so searches stay above zero
	leastInterest = -0.99
	pointStep     = 0.005 // half a percentage point
)

// The table of kinds. Its order is that of a canonical link.
var (
	Title = add(Kind{Key: "title", Owner: CaseFigure, Measure: Text,
		field: func(f Figure) any { return &f.scenario.Title }})
	Company = add(Kind{Key: "company", Owner: CaseFigure, Measure: Text,
		field: func(f Figure) any { return &f.scenario.Company }})
	CurrencyCode = add(Kind{Key: "cur", Owner: SettingFigure, Measure: Currency,
		field: func(f Figure) any { return &f.scenario.Currency }})
	Start = add(Kind{Key: "start", Owner: CompanyFigure, Measure: Date, Step: 1,
		field: func(f Figure) any { return &f.scenario.Start }})
	Horizon = add(Kind{Key: "horizon", Owner: CompanyFigure, Measure: Length, Single: true, Whole: true,
		Limits: Range{1, MaxHorizon}, Beyond: HorizonBounds, Default: 24, Step: 1,
		field: func(f Figure) any { return &f.scenario.Horizon }})
	Cash = add(Kind{Key: "cash", Owner: CompanyFigure, Measure: Money, Required: true, Limits: Range{-limit, limit}, Effect: MoreCash,
		field: func(f Figure) any { return &f.scenario.Cash }})
	Floor = add(Kind{Key: "floor", Owner: CompanyFigure, Measure: Money, Limits: Range{-limit, limit}, Effect: LessCash,
		field: func(f Figure) any { return &f.scenario.Floor }})
	Interest = add(Kind{Key: "interest", Owner: CompanyFigure, Measure: Percent, Yearly: true,
		Limits: Range{-1, maxPercent}, Beyond: InterestBounds, Open: true, Least: leastInterest, Step: pointStep, Effect: MoreCash,
		field: func(f Figure) any { return &f.scenario.Interest }})

	Revenue = add(Kind{Key: "in", Owner: LineFigure, Measure: Money, Required: true, Per: true, Limits: Range{0, limit}, Effect: MoreCash,
		field: func(f Figure) any { return &f.line.Amount }})
	Cost = add(Kind{Key: "out", Owner: LineFigure, Measure: Money, Required: true, Per: true, Limits: Range{0, limit}, Effect: LessCash,
		field: func(f Figure) any { return &f.line.Amount }})
	Share = add(Kind{Key: "out", Owner: LineFigure, Measure: Percent, Required: true, Limits: Range{0, maxPercent}, Beyond: ShareBounds, Step: pointStep, Effect: LessCash,
		field: func(f Figure) any { return &f.line.Amount.Range }})
	Growth = add(Kind{Key: "grow", Owner: LineFigure, Measure: Percent, Per: true, Limits: Range{-1, maxPercent}, Beyond: GrowthBounds, Step: pointStep, Effect: LineEffect,
		field: func(f Figure) any { return &f.line.Growth }})
	Units = add(Kind{Key: "units", Owner: LineFigure, Measure: Count, Named: true,
		Limits: Range{0, limit}, Open: true, Least: leastUnits, Effect: UnitEffect,
		field: func(f Figure) any { return &f.line.Units }})
	Hire = add(Kind{Key: "hire", Owner: LineFigure, Measure: Count, Per: true, Limits: Range{-limit, limit}, Effect: LineEffect,
		field: func(f Figure) any { return &f.line.Hire }})
	Credit = add(Kind{Key: "credit", Owner: LineFigure, Measure: Money, CostOnly: true, Limits: Range{0, limit}, Effect: MoreCash,
		field: func(f Figure) any { return &f.line.Credit }})
	From = add(Kind{Key: "from", Owner: LineFigure, Measure: Date, Step: 1, Effect: LateEffect,
		field: func(f Figure) any { return &f.line.From }})
	Until = add(Kind{Key: "until", Owner: LineFigure, Measure: Date, Step: 1, Effect: LineEffect,
		field: func(f Figure) any { return &f.line.Until }})
	Every = add(Kind{Key: "every", Owner: LineFigure, Measure: Length, Single: true, Whole: true, Limits: Range{1, MaxEvery}, Beyond: EveryBounds, Step: 1,
		field: func(f Figure) any { return &f.line.Every }})
	Delay = add(Kind{Key: "delay", Owner: LineFigure, Measure: Length, Single: true, Whole: true, Limits: Range{0, MaxDelay}, Beyond: DelayBounds, Step: 1,
		field: func(f Figure) any { return &f.line.Delay }})

	OneOff = add(Kind{Key: "once", Owner: PaymentFigure, Measure: Money, Required: true, Limits: Range{-limit, limit}, Effect: MoreCash,
		field: func(f Figure) any { return &f.payment.Amount }})
	Raise = add(Kind{Key: "raise", Owner: PaymentFigure, Measure: Money, Required: true, Limits: Range{0, limit}, Effect: MoreCash,
		field: func(f Figure) any { return &f.payment.Amount }})

	Valuation = add(Kind{Key: "valuation", Owner: SettingFigure, Measure: Money, Limits: Range{0, limit}, Open: true, Effect: LessDilution,
		field: func(f Figure) any { return &f.scenario.Valuation }})
	Spreads = add(Kind{Key: "ranges", Owner: SettingFigure, Measure: Choice, Choices: []string{Even: "even", Ninety: "90"},
		field: func(f Figure) any { return (*uint8)(&f.scenario.Ranges) }})
	Timings = add(Kind{Key: "timing", Owner: SettingFigure, Measure: Choice, Choices: []string{MonthByMonth: "monthly", Continuous: "continuous"},
		field: func(f Figure) any { return (*uint8)(&f.scenario.Timing) }})
	Confidence = add(Kind{Key: "likelihood", Owner: SettingFigure, Measure: Percent, Single: true, Limits: Range{0.01, 0.99}, Beyond: LikelihoodBounds, Default: 0.9, Step: 0.01,
		field: func(f Figure) any { return &f.scenario.Confidence }})
	ClaimedLoss = add(Kind{Key: "claim.loss", Owner: ClaimFigure, Measure: Money, Per: true, Limits: Range{0, limit}, Open: true,
		field: func(f Figure) any { return &f.scenario.ClaimedLoss }})
	ClaimedRunway = add(Kind{Key: "claim.runway", Owner: ClaimFigure, Measure: Length, Limits: Range{0, limit}, Open: true, Step: 1,
		field: func(f Figure) any { return &f.scenario.ClaimedRunway }})

	Outlet = add(Kind{Key: "outlet", Owner: CaseFigure, Measure: Text,
		field: func(f Figure) any { return &f.scenario.Outlet }})
	Published = add(Kind{Key: "published", Owner: CaseFigure, Measure: CalendarDay,
		field: func(f Figure) any { return &f.scenario.Published }})
	Author = add(Kind{Key: "by", Owner: CaseFigure, Measure: Text,
		field: func(f Figure) any { return &f.scenario.Author }})
	Levers = add(Kind{Key: "levers", Owner: CaseFigure, Measure: KeyList, Most: 6,
		field: func(f Figure) any { return &f.scenario.LeverKeys }})
	// Where a link is garbled, an address takes what follows for its own, unless that key has
	// a dot: those of notes have.
	Article = add(Kind{Key: "article", Owner: CaseFigure, Measure: Address,
		field: func(f Figure) any { return &f.scenario.Article }})

	Mark = add(Kind{Key: "mark", Owner: EntryFigure, Measure: Text, Most: 40,
		field: func(f Figure) any { return &f.entry.Text }})
	Actual = add(Kind{Key: "actual", Owner: EntryFigure, Measure: Money, Limits: Range{-limit, limit}, Most: 120,
		field: func(f Figure) any { return &f.entry.Balance }})
	WhatIf = add(Kind{Key: "if", Owner: EntryFigure, Measure: Changes, Most: 12,
		field: func(f Figure) any { return &f.entry.Text }})
)

// MonthOfPayment is the kind of the month in which a payment moves. It stands in a link with the
// payment's amount, so it is not in the table; where a key has to name it, a closing @ does.
var MonthOfPayment = &Kind{Key: "@", Owner: PaymentFigure, Measure: Date, Step: 1, Effect: LateEffect,
	field: func(f Figure) any { return &f.payment.Month }}

// KindsOf lists the kinds that belong to an owner, in the order of a canonical link.
func KindsOf(owner Owner) []*Kind {
	var all []*Kind
	for _, k := range kinds {
		if k.Owner == owner {
			all = append(all, k)
		}
	}
	return all
}

// ReadKey finds the kind with the key of a figure, and the name in it of a line or
// payment. It is nil for the key of no kind.
func ReadKey(key string) (k *Kind, name string) {
	start, name, _ := strings.Cut(key, ".")
	for _, k := range kinds {
		switch {
		case k.isOwned() && k.Key == start:
			return k, strings.TrimSpace(name)
		case k.Key == key && !k.isOwned():
			return k, ""
		}
	}
	return nil, ""
}

// Keys lists the keys of the link format. One that ends with a dot stands before the name
// of a line or payment, or before another key.
func Keys() []string {
	keys := []string{"v", "preset", divider.Key}
	for _, k := range kinds {
		key := k.Key
		if k.isOwned() {
			key += "."
		}
		if keys[len(keys)-1] != key { // two kinds of costs have one key
			keys = append(keys, key)
		}
	}
	for _, part := range behind {
		keys = append(keys, part+".")
	}
	return keys
}

// isKey reports whether a key is one of the link format.
func isKey(key string) bool {
	start, _, hasDot := strings.Cut(key, ".")
	switch {
	case key == "v" || key == "preset" || key == divider.Key:
		return true
	case slices.Contains(behind[:], start):
		return hasDot
	}
	k, _ := ReadKey(key)
	return k != nil && (hasDot || !k.isOwned())
}

// isText reports whether the values of a key end as their writer likes: a title, a note,
// what a line or its units are called.
func isText(key string) bool {
	k, _ := ReadKey(key)
	return strings.HasPrefix(key, "note.") || k != nil && (k.Measure == Text || k.Measure == Changes || k.Measure == KeyList || k.Named)
}

// isAddress reports whether the values of a key are addresses.
func isAddress(key string) bool {
	k, _ := ReadKey(key)
	return strings.HasPrefix(key, "src.") || k != nil && k.Measure == Address
}

// isOwned reports whether a name follows the kind's key: that of a line, payment or entry.
func (k *Kind) isOwned() bool {
	return k.Owner == LineFigure || k.Owner == PaymentFigure || k.IsEntry()
}

// IsEntry reports whether figures of the kind are entries of the case.
func (k *Kind) IsEntry() bool { return k.Owner == EntryFigure }

// IsHead reports whether the kind gives a line or payment its key.
func (k *Kind) IsHead() bool {
	return k == OneOff || k == Raise || k == Revenue || k == Cost || k == Share
}

// IsTime reports whether the kind says when the cash of a line moves.
func (k *Kind) IsTime() bool { return k == From || k == Until || k == Every || k == Delay }

// MovesCash reports whether a figure of the kind changes how long the money lasts.
func (k *Kind) MovesCash() bool { return k.Effect != NoEffect && k.Effect != LessDilution }

// A Figure is one figure of a scenario: its kind, the name of its line, payment or entry, and
// the place of its value. A change of the scenario shows in it.
type Figure struct {
	Kind *Kind
	// Name is that of the line, payment or entry, or empty.
	Name string

	scenario *Scenario
	line     *Line
	payment  *Payment
	entry    *Entry
	value    *Range // nil for what is no number
	per      *Period
}

// figure returns the figure of a kind. The line or payment is nil for other owners.
func (s *Scenario) figure(k *Kind, l *Line, p *Payment) Figure {
	f := Figure{Kind: k, scenario: s, line: l, payment: p}
	switch {
	case l != nil:
		f.Name = l.Name
	case p != nil:
		f.Name = p.Name
	}
	return f.placed()
}

// placed returns the figure with the place of its number.
func (f Figure) placed() Figure {
	switch place := f.place().(type) {
	case *Range:
		f.value = place
	case *Rate:
		f.value, f.per = &place.Range, &place.Per
	}
	return f
}

// FigureOf returns the figure of a kind that neither a line nor a payment owns.
func (s *Scenario) FigureOf(k *Kind) Figure { return s.figure(k, nil, nil) }

// AmountOf returns the figure of a line's amount, or of its share of revenue.
func (s *Scenario) AmountOf(l *Line) Figure { return s.figure(l.head(), l, nil) }

// LineFigureOf returns a line's figure of a kind.
func (s *Scenario) LineFigureOf(k *Kind, l *Line) Figure { return s.figure(k, l, nil) }

// Figure finds the figure with a key, also where its value is not given. It reports
// false for a key of no kind, and for that of a line or payment that is not there.
func (s *Scenario) Figure(key string) (Figure, bool) {
	k, name := ReadKey(key)
	switch {
	case k == nil:
		return Figure{}, false
	case k.Owner == LineFigure:
		i := s.line(name)
		if i < 0 || k.IsHead() && s.Lines[i].head().Key != k.Key {
			return Figure{}, false
		}
		if k.IsHead() {
			k = s.Lines[i].head()
		}
		return s.figure(k, &s.Lines[i], nil), true
	case k.Owner == PaymentFigure:
		if i := s.payment(k == Raise, name); i >= 0 {
			return s.figure(k, nil, &s.Payments[i]), true
		}
		name, isMonth := strings.CutSuffix(name, MonthOfPayment.Key)
		if i := s.payment(k == Raise, name); i >= 0 && isMonth {
			return s.figure(MonthOfPayment, nil, &s.Payments[i]), true
		}
		return Figure{}, false
	case k.IsEntry():
		if i := s.entry(k, k.entryName(name)); i >= 0 {
			return s.entryFigure(&s.Entries[i]), true
		}
		return Figure{}, false
	}
	return s.FigureOf(k), true
}

// LineFigures lists a line's figures: its amount first, then the others in the order
// of a canonical link.
func (s *Scenario) LineFigures(l *Line) []Figure {
	return s.addLineFigures(make([]Figure, 0, len(kinds)), l, func(*Kind) bool { return true })
}

// addLineFigures lists a line's figures of the kinds that are wanted behind others.
func (s *Scenario) addLineFigures(all []Figure, l *Line, isWanted func(*Kind) bool) []Figure {
	all = append(all, s.AmountOf(l))
	for _, k := range kinds {
		if k.Owner == LineFigure && !k.IsHead() && isWanted(k) {
			all = append(all, s.figure(k, l, nil))
		}
	}
	return all
}

// Line returns the line with a name, or nil.
func (s *Scenario) Line(name string) *Line {
	if i := s.line(name); i >= 0 {
		return &s.Lines[i]
	}
	return nil
}

// PaymentsByMonth lists the amounts of raises and payments in the order of their months.
func (s *Scenario) PaymentsByMonth() []Figure {
	all := make([]Figure, len(s.Payments))
	for i := range s.Payments {
		all[i] = s.figure(s.Payments[i].head(), nil, &s.Payments[i])
	}
	sortStable(all, func(a, b *Figure) bool { return a.payment.Month.Low < b.payment.Month.Low })
	return all
}

// Figures lists all figures, those that are not given among them, in the order of a
// canonical link.
func (s *Scenario) Figures() []Figure { return s.figures(func(*Kind) bool { return true }, false) }

// figures lists the figures of the kinds that are wanted, and the months of payments if they
// are. The amounts of lines and payments are always among them.
func (s *Scenario) figures(isWanted func(*Kind) bool, withMonths bool) []Figure {
	all := make([]Figure, 0, len(kinds)+10*len(s.Lines)+2*len(s.Payments))
	linesListed, paymentsListed := false, false
	for _, k := range kinds {
		switch k.Owner {
		case LineFigure:
			for i := 0; i < len(s.Lines) && !linesListed; i++ {
				all = s.addLineFigures(all, &s.Lines[i], isWanted)
			}
			linesListed = true
		case PaymentFigure:
			for i := 0; i < len(s.Payments) && !paymentsListed; i++ {
				all = append(all, s.figure(s.Payments[i].head(), nil, &s.Payments[i]))
				if withMonths {
					all = append(all, s.figure(MonthOfPayment, nil, &s.Payments[i]))
				}
			}
			paymentsListed = true
		case EntryFigure:
			if isWanted(k) {
				all = append(all, s.EntriesOf(k)...)
			}
		default:
			if isWanted(k) {
				all = append(all, s.FigureOf(k))
			}
		}
	}
	return all
}

// uncertain lists the figures that a case gives one value each. A line's hires come
// before its units and a payment's amount before its month: whether more units or a later
// month help depends on them.
func (s *Scenario) uncertain() []Figure {
	all := s.figures(func(k *Kind) bool { return k.Effect != NoEffect }, true)
	for i := 1; i < len(all); i++ {
		if all[i].Kind == Hire && all[i-1].Kind == Units {
			all[i-1], all[i] = all[i], all[i-1]
		}
	}
	return all
}

// Key returns the figure's key in a link. See scanner on why it is not inlined.
//
//go:noinline
func (f Figure) Key() string {
	switch {
	case f.Kind == MonthOfPayment:
		return f.payment.Key() + f.Kind.Key
	case f.Kind.isOwned():
		return f.Kind.Key + "." + f.Name
	}
	return f.Kind.Key
}

// Exists reports whether there is such a figure; the zero Figure is none.
func (f Figure) Exists() bool { return f.Kind != nil }

// IsNumber reports whether the figure's value is a number or a range of them.
func (f Figure) IsNumber() bool { return f.value != nil }

// Value returns the figure's number, its default where it is not given.
func (f Figure) Value() Range {
	if f.value == nil {
		return Range{}
	}
	if *f.value == (Range{}) {
		return Exactly(f.Kind.Default)
	}
	return *f.value
}

// Middle returns the figure's value in the mid case; see [Range.Middle]. That of a range of
// months is the middle one, of two the earlier.
func (f Figure) Middle() float64 {
	if f.Kind.Measure == Date {
		return math.Floor(f.value.Low + (f.value.High-f.value.Low)/2)
	}
	return f.Value().Middle(f.scenario.Ranges, f.Kind.Measure == Percent)
}

// Per returns the period the figure is counted over, and false for one without.
func (f Figure) Per() (Period, bool) {
	if f.per == nil {
		return Monthly, false
	}
	return *f.per, true
}

// Unit returns the word for what the figure counts, or nothing.
func (f Figure) Unit() string {
	if f.Kind.Named {
		return f.line.Unit
	}
	return ""
}

// Months returns the month of a date, a payment, a mark or a balance, or the first and the last
// of those it can be; 0 if there is none.
func (f Figure) Months() (first, last Month) {
	if place, ok := f.place().(*Month); ok {
		return *place, *place
	}
	switch {
	case f.payment != nil:
		return monthsOf(f.payment.Month)
	case f.entry != nil:
		return f.entry.Month(), f.entry.Month()
	case f.Kind.Measure == Date:
		return monthsOf(*f.value)
	}
	return 0, 0
}

// MonthText returns them as in a link: 2025-03, or 2025-03..2025-06.
func (f Figure) MonthText() string { return monthText(f.Months()) }

// Text returns what a text, an address or a currency says, a day or keys as in a link, or the
// word that is chosen.
func (f Figure) Text() string {
	switch place := f.place().(type) {
	case *string:
		return *place
	case *Day:
		return place.String()
	case *uint8:
		return f.Kind.Choices[*place]
	}
	return ""
}

func (f Figure) place() any { return f.Kind.field(f) }

// IsGiven reports whether the figure has a value other than its default. The amounts
// of lines and payments and all entries always have one.
func (f Figure) IsGiven() bool { return f.link() != "" }

// Equal reports whether two figures of a key have the same value.
func (f Figure) Equal(other Figure) bool {
	if f.Kind != other.Kind {
		return false
	}
	isRange := f.value != nil && other.value != nil && f.payment == nil && f.entry == nil && !f.Kind.Named
	if isRange && *f.value == *other.value && (f.per == nil || other.per != nil && *f.per == *other.per) {
		return true // without writing them, as most figures of a case are as published
	}
	return f.link() == other.link()
}

// helps reports whether more of the figure leaves the company better off. A line's
// hires must have their final value.
func (f Figure) helps() bool {
	switch f.Kind.Effect {
	case LineEffect:
		return f.line.Revenue
	case LateEffect:
		return f.line != nil && !f.line.Revenue || f.payment != nil && f.payment.Amount.Low < 0
	case UnitEffect:
		return f.line.Revenue != (f.line.Hire.Low > 0)
	}
	return f.Kind.Effect != LessCash
}

// isOfRevenue reports whether the figure belongs to a line of revenue.
func (f Figure) isOfRevenue() bool { return f.line != nil && f.line.Revenue }

// set gives the figure one value.
func (f Figure) set(v float64) { *f.value = Exactly(v) }

// setEnd gives the figure the value at its high or low end.
func (f Figure) setEnd(high bool) {
	if high {
		f.set(f.value.High)
	} else {
		f.set(f.value.Low)
	}
}

// Limits returns the least and the greatest value that the figure can have, over its
// own period.
func (f Figure) Limits() Range {
	if f.Kind.Measure == Date {
		start := float64(f.scenario.Start)
		return Range{start, start + Forever - 1}
	}
	r := f.Kind.Limits
	if f.Kind.Open {
		r.Low = f.Kind.Least
	}
	if f.per != nil && f.Kind.Measure == Percent {
		r.High = math.Pow(1+r.High, f.per.Months()) - 1
	}
	return r
}
