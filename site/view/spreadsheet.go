package view

import (
	"math"
	"strconv"
	"strings"

	"runway/calc"
)

// Spreadsheet is a scenario as a spreadsheet that computes: the results, all figures with what
// stands behind them, and the months, which follow from the figures by formulas. Whoever changes
// a figure in it sees what follows, as on the page.
type Spreadsheet struct {
	Sheets      []Sheet
	RightToLeft bool
	// AmountFormat is the format of amounts, in the format's own code.
	AmountFormat string
}

// Sheet is one sheet of a spreadsheet.
type Sheet struct {
	Name string
	// Widths are those of the columns, in digits; a column without one has the usual width.
	Widths []int
	Rows   [][]Cell
	// FrozenRows and FrozenColumns stay in view while the others are scrolled.
	FrozenRows, FrozenColumns int
	// Folded are the rows that are folded, counted from 1: in each of the spans from the first
	// number to the one before the second.
	Folded [][2]int
	// Choice is the cell that takes one of the Choices alone, or empty.
	Choice  string
	Choices []string
}

// Cell is one cell. The zero value is empty.
type Cell struct {
	// Value is a text as string, a number as float64 or nil. Of a formula it is what calc makes
	// of it, for programs that show a spreadsheet and compute none; nil where calc has no such
	// number.
	Value any
	// Formula is a formula in English, without the sign before it, or empty.
	Formula string
	// Address is where a text leads, or empty.
	Address string
	Style   CellStyle
}

// CellStyle says how a cell looks. The zero value is that of a text.
type CellStyle uint8

const (
	TextStyle    CellStyle = iota
	NoteStyle              // a text that is broken into lines
	TitleStyle             // of a sheet
	HeadStyle              // of a column
	LinkStyle              // a text that leads somewhere
	NumberStyle            // a number as it is
	AmountStyle            // an amount of money
	PercentStyle           // a fraction in percent
	MonthStyle             // a calendar month, as the day with which it starts
	DayStyle               // a calendar day
	WorkingStyle           // a number on the way to another
	FixedStyle             // what no formula gives
	RoundedStyle           // a number to two decimals
	TextInput              // as the styles above, of figures that are given
	NumberInput
	AmountInput
	PercentInput
	MonthInput
)

// maxAddress is how long a link in a cell may be: Excel takes 2,080 signs.
const maxAddress = 2000

// spreadsheet is one being written, with the places of what is written.
type spreadsheet struct {
	*page
	figuresName, monthsName string            // as they stand in formulas
	places                  map[string]string // of the value of a figure, by its key
	chosen                  string            // the place of the number of the case: 1, 2, 3 for the worst, the middle and the best
	ledger                  *monthSheet
}

// NewSpreadsheet returns the spreadsheet of a scenario, with a link to an address unless that
// is empty.
func NewSpreadsheet(l *Language, s *calc.Scenario, address string) Spreadsheet {
	b := &spreadsheet{page: newPage(l, s, nil, nil), places: map[string]string{}}
	b.figuresName, b.monthsName = quotedName(l.Word("sheet.figures")), quotedName(l.Word("sheet.months"))
	figures := b.figures()
	b.ledger = newMonthSheet(b)
	results := b.resultSheet(address)
	return Spreadsheet{[]Sheet{results, figures, b.ledger.sheet()}, l.Word("language.dir") == "rtl", b.amountFormat()}
}

// quotedName returns the name of a sheet as formulas have it.
func quotedName(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'!" }

// amountFormat shows cents where no amount is large.
func (b *spreadsheet) amountFormat() string {
	largest := 0.0
	for _, f := range b.scenario.Figures() {
		if f.IsNumber() && f.Kind.Measure == calc.Money {
			r := f.Value()
			for _, v := range []float64{r.Low, r.High} {
				if !math.IsInf(v, 0) {
					largest = math.Max(largest, math.Abs(v))
				}
			}
		}
	}
	if largest < 10_000 {
		return "#,##0.00"
	}
	return "#,##0"
}

// formula fills a formula's template.
func formula(template string, values ...string) string { return fill(template, values, nil) }

// columnName returns the letters of a column, counted from 0.
func columnName(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

// plainNumber writes a finite number as formulas and files have it.
func plainNumber(v float64) string {
	return strings.ToUpper(strconv.FormatFloat(v, 'g', -1, 64))
}

// quoted writes a text as formulas have it.
func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }

// serialDay returns the number that spreadsheets have for a day, counted from 1899-12-30. Excel
// takes 1900 for a leap year, so that it shows another day of the same month before March 1900.
func serialDay(m calc.Month, day int) float64 {
	year, month := m.Year(), m.OfYear()
	if month < 3 {
		year, month = year-1, month+12
	}
	// Days since 0000-03-01, with which a year starts here so that leap days end one.
	days := 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 1
	return float64(days - 693_899)
}

// caseWords returns what the worst, the middle and the best case are called.
func (b *spreadsheet) caseWords() [3]string {
	return [...]string{b.Word("results.worst"), b.Word("results.mid"), b.Word("results.best")}
}

// Columns of the sheet of figures.
const (
	lowColumn, usedColumn, highColumn = "B", "C", "D"
)

// figures writes the sheet of figures, and notes their places.
func (b *spreadsheet) figures() Sheet {
	s := b.scenario
	sheet := Sheet{Name: b.Word("sheet.figures"), Widths: []int{38, 16, 18, 16, 22, 14, 60, 40}}
	title := b.caseName()
	if title == "" {
		title = b.Word("page.untitled")
	}
	sheet.Rows = [][]Cell{{{Value: title, Style: TitleStyle}}, {{Value: b.Word("sheet.inputs")}}}
	var worst, best *calc.Scenario
	if s.HasRanges() {
		words := b.caseWords()
		row := strconv.Itoa(len(sheet.Rows) + 1)
		sheet.Choice, sheet.Choices = usedColumn+row, words[:]
		b.chosen = "$" + highColumn + "$" + row
		// Another word has to be an error, not one of the cases.
		number := formula("IF({at}={worst},1,IF({at}={mid},2,IF({at}={best},3,NA())))", "at", sheet.Choice,
			"worst", quoted(words[0]), "mid", quoted(words[1]), "best", quoted(words[2]))
		sheet.Rows = append(sheet.Rows, []Cell{{Value: b.Word("sheet.case")}, {}, {Value: words[1], Style: TextInput},
			{Value: 2.0, Formula: number, Style: WorkingStyle}, {Value: b.Word("sheet.case.help")}})
		var isWorstAlone, isBestAlone bool
		worst, isWorstAlone = s.Ends(false)
		if best, isBestAlone = s.Ends(true); !isWorstAlone || !isBestAlone {
			sheet.Rows = append(sheet.Rows, []Cell{{Value: b.Word("sheet.several")}})
		}
	}
	sheet.Rows = append(sheet.Rows, nil, b.heads("results.figure", "sheet.low", "sheet.used", "sheet.high", "sheet.unit", "form.standing", "form.note", "form.source"))
	sheet.FrozenRows, sheet.FrozenColumns = len(sheet.Rows), 1
	for _, f := range s.Figures() {
		if f.IsGiven() || f.Kind.Required || f.Kind == calc.Horizon {
			sheet.Rows = append(sheet.Rows, b.figureRow(f, worst, best, len(sheet.Rows)+1))
		}
		if f.Kind.Owner == calc.PaymentFigure {
			month, _ := s.Figure(f.Key() + calc.MonthOfPayment.Key)
			sheet.Rows = append(sheet.Rows, b.figureRow(month, worst, best, len(sheet.Rows)+1))
		}
	}
	return sheet
}

// heads returns the row of the names of columns, by the keys of their words.
func (b *spreadsheet) heads(keys ...string) []Cell {
	row := make([]Cell, len(keys))
	for i, key := range keys {
		row[i] = Cell{Value: b.Word(key), Style: HeadStyle}
	}
	return row
}

// figureRow writes the row of a figure. The worst and the best case are nil without ranges.
func (b *spreadsheet) figureRow(f calc.Figure, worst, best *calc.Scenario, row int) []Cell {
	b.places[f.Key()] = "$" + usedColumn + "$" + strconv.Itoa(row)
	note := f.Note()
	cells := []Cell{{Value: b.figureName(f), Style: NoteStyle}, {}, {}, {}, {Value: b.unitText(f)}, {}, {}, {}}
	if note.Standing != calc.Reported {
		cells[5].Value = b.standingWord(note.Standing).plainText()
	}
	if note.Text != "" {
		cells[6] = Cell{Value: b.noteText(f.Key()), Style: NoteStyle}
	}
	if note.Source != "" {
		cells[7] = Cell{Value: note.Source, Address: note.Source, Style: LinkStyle}
	}
	low, high, style, isNumber := b.ends(f)
	switch {
	case !isNumber:
		cells[2] = Cell{Value: b.textOf(f), Style: TextInput}
	case low == high:
		cells[2] = Cell{Value: low, Style: style}
	default:
		for column, v := range map[int]float64{1: low, 3: high} {
			if !math.IsInf(v, 0) { // the end of a bound
				cells[column] = Cell{Value: v, Style: style}
			}
		}
		if f.Kind.Effect != calc.NoEffect { // a case takes one value of it
			cells[2] = b.chosenCell(f, worst, best, style, strconv.Itoa(row))
		}
	}
	return cells
}

// textOf returns what a figure that is no number says.
func (b *spreadsheet) textOf(f calc.Figure) string {
	switch {
	case f.Kind.Measure == calc.Choice:
		return b.Word("choice." + f.Text())
	case f.Kind == calc.Mark:
		return b.markText(f)
	case f.Kind.Measure == calc.Text:
		return b.text(f.Kind)
	}
	return f.Text()
}

// ends returns the ends of a figure as numbers of a spreadsheet.
func (b *spreadsheet) ends(f calc.Figure) (low, high float64, style CellStyle, isNumber bool) {
	if f.Kind.Measure == calc.Date {
		first, last := f.Months()
		return serialDay(first, 1), serialDay(last, 1), MonthInput, true
	}
	r := f.Value()
	styles := map[calc.Measure]CellStyle{calc.Money: AmountInput, calc.Percent: PercentInput, calc.Count: NumberInput, calc.Length: NumberInput}
	return r.Low, r.High, styles[f.Kind.Measure], f.IsNumber()
}

// unitText returns the unit that a figure is counted in.
func (b *spreadsheet) unitText(f calc.Figure) string {
	unit := ""
	if u := unitOf(f); u.word != "" {
		unit = b.Word(u.word)
	}
	switch f.Kind.Measure {
	case calc.Money:
		unit = strings.TrimSpace(b.scenario.Currency + " " + unit)
	case calc.Count:
		if line := b.scenario.Line(f.Name); line != nil {
			unit = strings.TrimSpace(b.unitName(line.Unit) + " " + unit)
		}
	case calc.Length:
		unit = b.Word("sheet.unit.months")
	}
	return unit
}

// unitName returns the word of a unit, in the page's language if it is the preset's.
func (b *spreadsheet) unitName(unit string) string {
	return b.presetText(b.scenario.Preset, "unit."+unit, unit)
}

// chosenCell returns the value of a range in the case that is chosen, by its ends in the cells
// beside it.
func (b *spreadsheet) chosenCell(f calc.Figure, worst, best *calc.Scenario, style CellStyle, row string) Cell {
	low, high := lowColumn+row, highColumn+row
	value, middle := f.Middle(), "{low}+({high}-{low})/2"
	switch {
	case f.Kind.Measure == calc.Date:
		value = serialDay(calc.Month(value), 1)
		middle = "EDATE({low},INT(((YEAR({high})-YEAR({low}))*12+MONTH({high})-MONTH({low}))/2))"
	case b.scenario.Ranges == calc.Ninety && f.Kind.Measure != calc.Percent && f.Value().Low > 0:
		middle = "SQRT({low})*SQRT({high})"
	}
	end := func(s *calc.Scenario) string {
		if other, _ := s.Figure(f.Key()); b.atLow(f, other) {
			return low
		}
		return high
	}
	return Cell{Value: value, Style: style - TextInput + outputStyles, Formula: formula("CHOOSE({case},{worst},"+middle+",{best})",
		"case", b.chosen, "worst", end(worst), "best", end(best), "low", low, "high", high)}
}

// outputStyles is the distance from an input's style to the one of what follows.
const outputStyles = NumberStyle - 1

// atLow reports whether a figure is at its low end in a case.
func (b *spreadsheet) atLow(f, inCase calc.Figure) bool {
	if f.Kind.Measure == calc.Date {
		low, _ := f.Months()
		at, _ := inCase.Months()
		return low == at
	}
	return f.Value().Low == inCase.Value().Low
}

// place returns the place of a figure's value as it stands on other sheets.
func (b *spreadsheet) place(f calc.Figure) string { return b.figuresName + b.places[f.Key()] }

// resultSheet writes the results: as formulas, and as they stand on the page.
func (b *spreadsheet) resultSheet(address string) Sheet {
	sheet := Sheet{Name: b.Word("sheet.results"), Widths: []int{38, 22, 22, 20, 20, 20, 60}}
	text := func(text string) {
		if text != "" {
			sheet.Rows = append(sheet.Rows, []Cell{{Value: text}})
		}
	}
	sheet.Rows = append(sheet.Rows, []Cell{{Value: b.question(), Style: TitleStyle}})
	text(b.lead().plainText())
	text(b.assumed().plainText())
	if credit := b.credit(func(name, _ string) HTML { return escape(name) }); credit != "" {
		cell := Cell{Value: credit.plainText()}
		if b.scenario.Article != "" {
			cell = Cell{Value: credit.plainText(), Address: b.scenario.Article, Style: LinkStyle}
		}
		sheet.Rows = append(sheet.Rows, []Cell{cell})
	}
	switch {
	case len(address) > maxAddress:
		sheet.Rows = append(sheet.Rows, []Cell{{Value: address}})
	case address != "":
		sheet.Rows = append(sheet.Rows, []Cell{{Value: b.Word("sheet.page"), Address: address, Style: LinkStyle}})
	}
	text(b.Word("sheet.inputs"))
	text(b.Fill("sheet.folded", "n", b.Number(strconv.Itoa(calc.Forever))))
	keys := []string{"results.figure", "sheet.here", "sheet.unit"}
	words := b.caseWords()
	head := b.heads(keys...)
	shown := []int{1, 0, 2}
	if !b.hasRanges {
		shown = shown[:1]
	}
	for _, i := range shown {
		head = append(head, Cell{Value: b.Fill("sheet.on-page", "case", words[i]), Style: HeadStyle})
	}
	sheet.Rows = append(sheet.Rows, nil, head)
	places := map[string]string{}
	for i, name := range resultNames {
		places[name] = "$B$" + strconv.Itoa(len(sheet.Rows)+1+i)
	}
	for _, r := range Results(b.result, nil) {
		cell := b.ledger.resultOf(r, places)
		row := []Cell{{Value: b.Word("result." + r.Name)}, cell, {Value: b.resultUnit(r.Name)}}
		for _, i := range shown {
			row = append(row, b.resultCell(r.Name, [...]any{r.Worst, r.Mid, r.Best}[i]))
		}
		if cell.Style == FixedStyle {
			row = append(row, Cell{Value: b.Word("sheet.fixed"), Style: NoteStyle})
		}
		sheet.Rows = append(sheet.Rows, row)
	}
	return sheet
}

// resultUnit returns the unit of a result.
func (b *spreadsheet) resultUnit(name string) string {
	switch name {
	case "runway":
		return b.Word("sheet.unit.months")
	case "break-even":
		return b.Word("sheet.unit.start")
	case "gross-burn", "net-burn":
		return strings.TrimSpace(b.scenario.Currency + " " + b.Word("per.mo"))
	case "funding-gap", "gap-to-break-even", "lowest-cash":
		return b.scenario.Currency
	}
	return ""
}

// resultStyle returns how a result looks.
func resultStyle(name string) CellStyle {
	switch name {
	case "runway", "break-even", "burn-multiple":
		return RoundedStyle
	case "cash-out":
		return DayStyle
	case "dilution":
		return PercentStyle
	case "default-alive":
		return TextStyle
	}
	return AmountStyle
}

// resultCell returns a result as it stands on the page. Numbers that are none are words.
func (b *spreadsheet) resultCell(name string, value any) Cell {
	return Cell{Value: b.resultValue(name, value), Style: resultStyle(name)}
}

func (b *spreadsheet) resultValue(name string, value any) any {
	switch v := value.(type) {
	case float64:
		if name == "runway" && v == calc.Forever || math.IsInf(v, 0) {
			break
		}
		return v
	case string:
		if name == "cash-out" {
			day, _ := calc.ParseDay(v)
			return serialDay(day.Month, day.OfMonth)
		}
	}
	return b.resultText(name, value)
}
