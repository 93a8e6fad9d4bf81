package calc

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// A Resumption is a plan that goes on from a balance seen: the start moves to the month of the
// balance, what is in the bank then is the cash, and each line goes on along its own path.
type Resumption struct {
	// Scenario is the plan from that month on, as a case of its own. It is nil where Problem says
	// why there is none.
	Scenario *Scenario
	Problem  Problem
	// Left are the figures of the plan that belong to the months before: lines that have ended,
	// payments, marks, earlier balances, what the article claims, and what-ifs that have nothing
	// left to change.
	Left []Figure
	// Altered are the figures of the plan that a link cannot hold as they would go on.
	Altered []Alteration
}

// An Alteration is a figure that goes on in another way than in the plan.
type Alteration struct {
	Figure
	Way Way
}

// A Way is how a figure goes on in another way.
type Way string

const (
	// PaidOnce is of a line that moves cash in later months which its path from the start on
	// does not tell of. That cash has become one-off payments, in the same months, but as they
	// start; where interest accrues, they earn it from then on.
	PaidOnce Way = "paid-once"
	// Omitted is of such a line where there is no room for the payments: their cash is missing.
	Omitted Way = "omitted"
	// Uncounted is of a line paid for several months at once whose next payment comes later than
	// the start: what is earned or owed until then counts for no break-even.
	Uncounted Way = "uncounted"
	// Widened is of a line with ranges that have grown: its ends go on exactly, and what lies
	// between them is spread over the new range, whose middle is not where the plan's has come.
	Widened Way = "widened"
	// Loosened is of such a line whose units and hires are ranges that meet in other ways than
	// before: its worst and best case can lie further apart, too.
	Loosened Way = "loosened"
	// Trimmed is of a month that can be before the start and after it: only what is left of its range
	// is kept or, where its middle has passed, that it was then.
	Trimmed Way = "trimmed"
	// Capped is of an amount that has grown beyond its limit.
	Capped Way = "capped"
)

// Resume returns the plan as it goes on from a balance that was seen, an [Actual].
//
// Amounts, shares, units and credits are those that the plan has come to, to twelve digits;
// of a range, its worst and its best end are followed. What was changed so is [Derived] from what
// was reported. The projection ends in the same month as before or, where that has passed, is as
// long as before. A what-if makes out of the new case what it made of the plan as it goes on.
func (s *Scenario) Resume(actual Figure) Resumption {
	month := actual.entry.Month()
	r := s.resume(month, actual.Value())
	if r.Problem != "" {
		return r.Resumption
	}
	next := r.Scenario
	r.keepNotes(actual.Note())
	for _, f := range s.EntriesOf(WhatIf) {
		if changes := r.changesOf(f); changes != "" {
			next.Entries = append(next.Entries, Entry{Kind: WhatIf, Name: f.Name, Text: changes})
		} else {
			r.Left = append(r.Left, f)
			next.setNote(f.Key(), Note{})
		}
	}
	next.setLevers(slices.DeleteFunc(next.chosenLevers(), func(l lever) bool { return l.problem() != "" }))
	next.arrange()
	if r.Scenario = next.asPublished(); isTooLong(r.Scenario.String()) {
		r.Scenario, r.Problem = nil, TooLong
	}
	return r.Resumption
}

// Resume returns the manuscript of its case as it goes on from a balance seen, with the texts in
// other languages that it still has use for; as it is where it cannot go on.
func (m Manuscript) Resume(actual Figure) (Manuscript, Resumption) {
	r := m.Scenario.Resume(actual)
	if r.Problem != "" {
		return m, r
	}
	next := Manuscript{Draft: m.carried(Draft{Scenario: r.Scenario})}
	texts := Preset{scenario: r.Scenario}
	for _, t := range m.Texts {
		of, language, _ := strings.Cut(t.Key, "@")
		switch of {
		case "note." + Cash.Key:
			continue
		case "note." + actual.Key():
			of = "note." + Cash.Key
		}
		if texts.hasText(of) {
			next.Texts = append(next.Texts, Pair{of + "@" + language, t.Value})
		}
	}
	return next, r
}

// resumer makes a resumption line by line.
type resumer struct {
	Resumption
	plan  *Scenario
	month Month // with which it goes on
	gone  int   // how many months of the plan are over then
	// before are the exact cases that are followed: the worst and the best or, without ranges,
	// the only one, with all months at their middle. after is what they have come to.
	before, after []*Scenario
	middle        *Scenario // the middle case of the plan
}

// lookedAt is how many months of a line are compared with the plan.
const lookedAt = MaxHorizon

// resume goes on with another balance in a month. The scenario has no what-ifs, its notes are
// those of the plan, and what links leave out of it is in it yet.
func (s *Scenario) resume(month Month, cash Range) *resumer {
	r := &resumer{plan: s, month: month, gone: int(month - s.Start)}
	switch {
	case s.Start == 0:
		r.Problem = NeedsStart
	case r.gone < 0:
		r.Problem = BeforeStart
	case r.gone > Forever-lookedAt-MaxEvery-MaxDelay:
		r.Problem = OutOfBounds
	}
	if r.Problem != "" {
		return r
	}
	next := s.clone()
	r.Scenario = next
	next.Start, next.Cash = month, cash
	if left := s.Months() - r.gone; left > 0 {
		next.Horizon = Exactly(float64(left))
	}
	next.ClaimedLoss, next.ClaimedRunway = Rate{}, Range{}
	for _, k := range KindsOf(ClaimFigure) {
		if f := s.FigureOf(k); f.IsGiven() {
			r.Left = append(r.Left, f)
		}
	}
	next.original = nil
	r.before, r.middle = s.followed(), s.middle()
	for range r.before {
		r.after = append(r.after, &Scenario{Start: month, Timing: s.Timing})
	}
	next.Payments = nil
	for i := range s.Payments {
		r.addPayment(&s.Payments[i])
	}
	next.Lines = nil
	for _, revenue := range []bool{true, false} { // of which costs can be a share
		for i := range s.Lines {
			if s.Lines[i].Revenue == revenue {
				r.addLine(i)
			}
		}
	}
	r.checkEnds()
	next.Entries = nil
	for _, e := range s.Entries {
		switch at := e.Month(); {
		case e.Kind == WhatIf, e.Kind == Actual && at == month:
		case at < month:
			f, _ := s.Figure(e.Kind.Key + "." + e.Name)
			r.Left = append(r.Left, f)
		default:
			next.Entries = append(next.Entries, e)
		}
	}
	return r
}

// followed returns the exact cases of which the lines' paths are followed.
func (s *Scenario) followed() []*Scenario {
	dated := s.cloneFigures()
	for _, f := range dated.uncertain() {
		if f.Kind.Measure == Date {
			f.set(f.Middle())
		}
	}
	if !dated.HasRanges() {
		return []*Scenario{dated}
	}
	return []*Scenario{dated.withEnds(false), dated.withEnds(true)}
}

func (r *resumer) alter(f Figure, way Way) { r.Altered = append(r.Altered, Alteration{f, way}) }

// cut returns what is left of a range of months whose middle has not passed.
func (r *resumer) cut(f Figure, months Range) Range {
	if start := float64(r.month); months.Low < start && months != (Range{}) {
		months.Low = start
		r.alter(f, Trimmed)
	}
	return months
}

// addPayment keeps a payment unless, in the middle case, it has moved.
func (r *resumer) addPayment(p *Payment) {
	f := r.plan.figure(MonthOfPayment, nil, p)
	if f.Middle() < float64(r.month) {
		r.Left = append(r.Left, r.plan.figure(p.head(), nil, p))
		return
	}
	kept := *p
	kept.Month = r.cut(f, p.Month)
	r.Scenario.Payments = append(r.Scenario.Payments, kept)
}

// addLine lets a line of the plan go on.
func (r *resumer) addLine(i int) {
	line := &r.plan.Lines[i]
	var path stream
	path.prepare(&r.middle.Lines[i], false)
	path.load(r.plan.Start)
	kept, lines := *line, []Line{}
	from, until := r.plan.LineFigureOf(From, line), r.plan.LineFigureOf(Until, line)
	switch {
	case path.first < r.gone: // it has flowed
		if lines = r.follow(i, &path, &kept); lines == nil {
			r.Left = append(r.Left, r.plan.AmountOf(line))
			return
		}
		if !line.From.Exact() {
			r.alter(from, Trimmed)
		}
	case !path.runs:
		kept.From = r.cut(from, line.From)
		fallthrough
	default:
		for _, c := range r.before {
			lines = append(lines, c.Lines[i])
		}
	}
	switch {
	case line.Until == Range{}:
	case until.Middle() >= float64(r.month):
		kept.Until = r.cut(until, line.Until)
	case !line.Until.Exact():
		kept.Until = Exactly(until.Middle())
		r.alter(until, Trimmed)
	}
	r.Scenario.Lines = append(r.Scenario.Lines, kept)
	for c := range r.after {
		r.after[c].Lines = append(r.after[c].Lines, lines[c])
	}
}

// follow returns what a line that has flowed has come to in each case, and puts it into kept. It
// returns nil where the line is over.
func (r *resumer) follow(i int, path *stream, kept *Line) []Line {
	f := r.plan.AmountOf(&r.plan.Lines[i])
	next := r.gone // the month of its first payment from now on
	if paid := path.paidMonth(next); paid < next {
		next = paid + path.every
	}
	from := Range{}
	if next > r.gone {
		from = Exactly(float64(r.plan.Start) + float64(next))
	}
	lines := r.grown(i, path, next, from)
	missing, isCounted := r.missing(i, path, lines)
	if missing != nil && lines != nil && from == (Range{}) {
		// Its path tells something else of the months before than the plan does, so the line
		// starts anew.
		from = Exactly(float64(r.month))
		lines = r.grown(i, path, next, from)
		missing, isCounted = r.missing(i, path, lines)
	}
	r.addMissing(f, missing)
	if !isCounted {
		r.alter(f, Uncounted)
	}
	if lines == nil {
		return nil
	}
	switch middle := r.grownIn(r.middle, i, path, next, from); {
	case kept.take(lines):
		r.alter(f, Capped)
	case len(lines) > 1 && !kept.isMiddle(middle, r.plan):
		r.alter(f, Widened)
	}
	return lines
}

// grown returns a line as it stands in a month of the plan, in each case that is followed, with
// its first month from then on, if it is to have one. It returns nil where the line is over.
func (r *resumer) grown(i int, path *stream, month int, from Range) (lines []Line) {
	if isLate := path.last+path.delay >= r.gone && from == (Range{}); path.last < month && !isLate {
		return nil
	}
	for _, c := range r.before {
		lines = append(lines, r.grownIn(c, i, path, month, from))
	}
	return lines
}

// grownIn is grown for one case.
func (r *resumer) grownIn(c *Scenario, i int, path *stream, month int, from Range) Line {
	l := c.Lines[i]
	var own stream
	own.prepare(&l, false)
	own.load(c.Start)
	k := month - path.first
	units := staffing(own.hires, k)
	l.Amount.Range = Exactly(l.Amount.Low * power(own.growth, k) * units)
	if own.hires != 0 {
		l.Units = Exactly(l.Units.Low * units)
	}
	if l.Credit.Low > 0 && !l.Revenue {
		moves := month + path.delay // the month from which its own path tells what is paid
		if from == (Range{}) {
			moves = r.gone
		}
		l.Credit = Exactly(c.creditLeft(i, moves))
	}
	l.From = from
	return l
}

// creditLeft returns what is left of a line's credit as a month starts.
func (s *Scenario) creditLeft(i, month int) float64 {
	free := s.cloneFigures()
	free.Lines[i].Credit = Range{}
	paid, _ := s.course(i, month)
	cost, _ := free.course(i, month)
	credit := s.Lines[i].Credit.Low
	left := credit
	for t := range paid {
		left -= cost[t] - paid[t]
	}
	if left <= tolerance*credit {
		return 0
	}
	return left
}

// course returns what a line of an exact case moves in each month, and what is earned or owed.
func (s *Scenario) course(i, months int) (cash, due []float64) {
	alone := &Scenario{Start: s.Start, Timing: s.Timing}
	if s.Lines[i].Share {
		for _, l := range s.Lines {
			if l.Revenue {
				alone.Lines = append(alone.Lines, l)
			}
		}
	}
	alone.Lines = append(alone.Lines, s.Lines[i])
	cash, due = make([]float64, months), make([]float64, months)
	withProjection(func(p *projection) {
		p.project(alone).fillTo(months)
		side := &p.flows.costs
		if s.Lines[i].Revenue {
			side = &p.flows.revenue
		}
		for t := range months {
			cash[t], due[t] = side.moved(t), side.due.total[t]
		}
	})
	return cash, due
}

// tolerance is the relative error up to which a line goes on as in the plan.
const tolerance = 1e-9

// missing returns the cash by month that a line moves in the plan and not as it goes on, or nil
// if there is none, and whether all that is earned or owed still counts.
func (r *resumer) missing(i int, path *stream, lines []Line) (missing []Range, isCounted bool) {
	if path.isPlain && !path.share {
		return nil, true
	}
	isCounted = true
	isMissing := false
	missing = make([]Range, lookedAt)
	for c, plan := range r.before {
		cash, due := plan.course(i, r.gone+lookedAt)
		largest, largestDue := slices.Max(cash), slices.Max(due)
		cash, due = cash[r.gone:], due[r.gone:]
		left, leftDue := make([]float64, lookedAt), make([]float64, lookedAt)
		if lines != nil {
			next := *r.after[c]
			next.Lines = append(slices.Clone(next.Lines), lines[c])
			left, leftDue = next.course(len(next.Lines)-1, lookedAt)
		}
		for t := range missing {
			difference := cash[t] - left[t]
			if math.Abs(difference) <= tolerance*largest {
				difference = 0
			}
			isMissing = isMissing || difference != 0
			isCounted = isCounted && math.Abs(due[t]-leftDue[t]) <= tolerance*largestDue
			if c == 0 {
				missing[t] = Exactly(difference)
			} else {
				missing[t] = spanOf(missing[t].Low, difference)
			}
		}
	}
	if !isMissing {
		missing = nil
	}
	return missing, isCounted
}

// addMissing makes payments of the cash that a line moves besides.
func (r *resumer) addMissing(f Figure, missing []Range) {
	var payments []Payment
	for t, amount := range missing {
		if amount == (Range{}) {
			continue
		}
		if !f.line.Revenue {
			amount = Range{-amount.High, -amount.Low}
		}
		month := r.month + Month(t)
		due := month - Month(f.line.Delay.Low)
		payments = append(payments, Payment{Name: r.nameOf(f.line.Name + " " + due.String()), Month: Exactly(float64(month)), Amount: amount.rounded()})
	}
	switch {
	case payments == nil:
	case len(r.Scenario.Payments)+len(payments) > MaxLines, !areWithin(payments):
		r.alter(f, Omitted)
	default:
		r.Scenario.Payments = append(r.Scenario.Payments, payments...)
		for i := range payments {
			r.Scenario.setNote(payments[i].Key(), Note{Standing: Derived})
		}
		r.alter(f, PaidOnce)
	}
}

func areWithin(payments []Payment) bool {
	return !slices.ContainsFunc(payments, func(p Payment) bool { return p.Amount.Low <= -limit || p.Amount.High >= limit })
}

// nameOf returns a name that no payment has, of which as much is as wanted as there is room for.
func (r *resumer) nameOf(wanted string) string {
	const room = 8 // of a number behind it
	if letters := []rune(wanted); len(letters) > MaxText-room {
		wanted = string(letters[len(letters)-MaxText+room:])
	}
	name := wanted
	for n := 2; r.plan.payment(false, name) >= 0 || r.Scenario.payment(false, name) >= 0; n++ {
		name = wanted + " " + strconv.Itoa(n)
	}
	return name
}

// take gives a line the range of what it has come to. It reports whether an amount is beyond its
// limit.
func (l *Line) take(lines []Line) (isCapped bool) {
	first, last := &lines[0], &lines[len(lines)-1]
	l.From = first.From
	l.Amount.Range = l.Amount.comeTo(first.Amount.Low, last.Amount.Low)
	l.Credit = l.Credit.comeTo(first.Credit.Low, last.Credit.Low)
	l.Units = l.Units.comeTo(first.Units.Low, last.Units.Low)
	if l.Units.Low <= leastUnits {
		l.Units = Exactly(l.Units.High) // in a case in which all are gone, nothing flows any more
	}
	if l.Units.High <= leastUnits {
		l.Units, l.Unit, l.Hire = Range{}, "", Rate{}
	}
	const greatest = limit * (1 - roundoff)
	most := greatest
	if l.Share {
		most = maxPercent
	}
	isCapped = l.Amount.High > most || l.Units.High > greatest
	l.Amount.Range = Range{min(l.Amount.Low, most), min(l.Amount.High, most)}
	l.Units = Range{min(l.Units.Low, greatest), min(l.Units.High, greatest)}
	return isCapped
}

// comeTo returns the range that two cases of a figure have come to. Where it is another one, it
// has twelve digits, which is as many as a plan that goes on needs.
func (r Range) comeTo(a, b float64) Range {
	if span := spanOf(a, b); span != r {
		return span.rounded()
	}
	return r
}

// isMiddle reports whether the middle of the line's ranges is what the middle case has come to.
func (l *Line) isMiddle(middle Line, plan *Scenario) bool {
	same := func(r Range, isRate bool, v float64) bool { return isNear(r.Middle(plan.Ranges, isRate), v) }
	return same(l.Amount.Range, l.Share, middle.Amount.Low) && same(l.Units, false, middle.Units.Low) && same(l.Credit, false, middle.Credit.Low)
}

// checkEnds finds lines of which the worst or the best case takes other ends together than those
// that were followed.
func (r *resumer) checkEnds() {
	for c := 0; c < len(r.after) && len(r.after) > 1; c++ {
		ends := r.Scenario.withEnds(c == 1)
		for i, l := range r.after[c].Lines {
			end := &ends.Lines[i]
			isCapped := slices.ContainsFunc(r.Altered, func(a Alteration) bool { return a.Name == l.Name && a.Way == Capped })
			if isCapped || isNear(end.Amount.Low, l.Amount.Low) &&
				(l.Units.Low == 0 || isNear(end.Units.Low, l.Units.Low)) && isNear(end.Credit.Low, l.Credit.Low) {
				continue
			}
			of := func(a Alteration) bool { return a.Name == l.Name && (a.Way == Widened || a.Way == Loosened) }
			r.Altered = slices.DeleteFunc(r.Altered, of)
			r.alter(r.plan.AmountOf(r.plan.Line(l.Name)), Loosened)
		}
	}
}

// isNear reports whether two values are the same within the tolerance.
func isNear(a, b float64) bool {
	return math.Abs(a-b) <= tolerance*math.Max(math.Abs(a), math.Abs(b))
}

// spanOf returns the range from the lesser of two values to the greater.
func spanOf(a, b float64) Range { return Range{min(a, b), max(a, b)} }

// rounded returns the range with twelve digits.
func (r Range) rounded() Range {
	round := func(v float64) float64 {
		v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
		return v + 0 // never -0
	}
	return Range{round(r.Low), round(r.High)}
}

// keepNotes gives the cash what stands behind the balance, drops what stands behind figures that
// are not there any more, and calls what follows from reported figures derived.
func (r *resumer) keepNotes(ofBalance Note) {
	next := r.Scenario
	for key := range r.plan.Notes {
		before, _ := r.plan.Figure(key)
		if before.Kind == WhatIf {
			continue // which are still to come
		}
		if f, ok := next.Figure(key); !ok || f.Kind.Owner == ClaimFigure || before.IsGiven() && !f.IsGiven() {
			next.setNote(key, Note{})
		}
	}
	for i := range next.Lines {
		for _, f := range next.LineFigures(&next.Lines[i]) {
			note := f.Note()
			before, _ := r.plan.Figure(f.Key())
			if f.Kind.Measure != Date && !f.Equal(before) && f.IsGiven() && note.Standing != Assumed {
				note.Standing = Derived
				next.setNote(f.Key(), note)
			}
		}
	}
	next.setNote(Cash.Key, ofBalance)
}

// changesOf returns the changes of a what-if of the plan as they go on, or nothing where there are
// none.
func (r *resumer) changesOf(whatIf Figure) (changes string) {
	with, errors := r.plan.With(whatIf)
	if len(errors) > 0 {
		return ""
	}
	other := with.resume(r.month, r.Scenario.Cash)
	if other.Problem != "" {
		return ""
	}
	other.keepNotes(r.Scenario.FigureOf(Cash).Note())
	var link []string
	for _, p := range other.Scenario.changesTo(r.Scenario) {
		if !isChangeOfCase(p.Key) {
			link = append(link, p.String())
		}
	}
	if readChanges(&changes, strings.Join(link, "&")) != "" {
		return ""
	}
	return changes
}
