package calc

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits of a pasted table.
const (
	MaxTable = 1 << 19 // bytes
	MaxRows  = 5000
)

// separators part the cells of a row. Of two that part a text equally well the earlier does.
const separators = "\t;,|"

// readCells cuts a pasted text into the cells of its rows, which it makes equally long. Cells can
// stand in quotes, as RFC 4180 has it. What parts them is what makes the most even table.
func readCells(text string) (rows [][]string, problem Problem) {
	if len(text) > MaxTable {
		return nil, TableTooLarge
	}
	text = strings.TrimPrefix(strings.ToValidUTF8(text, ""), "\ufeff")
	candidates := separators
	if first, rest, _ := strings.Cut(text, "\n"); strings.HasPrefix(first, "sep=") && len(first) > len("sep=") { // as Excel writes it
		candidates, text = first[len("sep="):len("sep=")+1], rest
	}
	best := -1
	for i := range len(candidates) {
		cut, isWhole := cutCells(text, candidates[i])
		if !isWhole {
			return nil, TableTooLong
		}
		if even := evenness(cut); even > best {
			rows, best = cut, even
		}
	}
	width := 0
	for _, row := range rows {
		width = max(width, len(row))
	}
	if width*len(rows) > MaxTable {
		return nil, TableTooLarge
	}
	for i, row := range rows {
		rows[i] = append(row, make([]string, width-len(row))...)
	}
	return rows, ""
}

// evenness counts, in percent of the rows that hold anything, those that have the most common
// number of cells, of two at least.
func evenness(rows [][]string) int {
	counts, filled, most := map[int]int{}, 0, 0
	for _, row := range rows {
		if slices.ContainsFunc(row, func(cell string) bool { return cell != "" }) {
			filled++
			counts[len(row)]++
		}
	}
	for cells, n := range counts {
		if cells > 1 {
			most = max(most, n)
		}
	}
	return 100 * most / max(filled, 1)
}

// cutCells cuts a text at a separator, line ends, and quotes, or reports that it has too many rows.
func cutCells(text string, separator byte) (rows [][]string, isWhole bool) {
	var row []string
	endOfRow := func() {
		rows = append(rows, row)
		row = nil
	}
	for text != "" {
		if len(rows) > MaxRows {
			return nil, false
		}
		var cell string
		cell, text = cutCell(text, separator)
		row = append(row, cell)
		switch {
		case text == "":
		case text[0] == separator:
			if text = text[1:]; text == "" {
				row = append(row, "")
			}
			continue
		case strings.HasPrefix(text, "\r\n"):
			text = text[2:]
		default:
			text = text[1:]
		}
		endOfRow()
	}
	if row != nil {
		endOfRow()
	}
	return rows, len(rows) <= MaxRows
}

// cutCell returns the first cell of a text without the blanks around it, and what follows. A quote
// that nothing closes is part of the cell.
func cutCell(text string, separator byte) (cell, rest string) {
	if text[0] == '"' {
		var b strings.Builder
		for i := 1; i < len(text); i++ {
			switch {
			case text[i] != '"':
				b.WriteByte(text[i])
			case i+1 < len(text) && text[i+1] == '"':
				b.WriteByte('"')
				i++
			case i+1 == len(text) || text[i+1] == separator || text[i+1] == '\n' || text[i+1] == '\r':
				return cleanCell(b.String()), text[i+1:]
			default:
				i = len(text) // no quote of a cell
			}
		}
	}
	end := 0
	for end < len(text) && text[end] != separator && text[end] != '\n' && text[end] != '\r' {
		end++
	}
	return cleanCell(text[:end]), text[end:]
}

// cleanCell returns a cell in one line and without the blanks around it.
func cleanCell(cell string) string {
	if strings.ContainsAny(cell, "\r\n\t") {
		cell = strings.Join(strings.Fields(cell), " ")
	}
	return strings.TrimFunc(cell, isHidden)
}

// turned returns the cells with rows and columns exchanged.
func turned(rows [][]string) [][]string {
	if len(rows) == 0 {
		return nil
	}
	columns := make([][]string, len(rows[0]))
	for x := range columns {
		columns[x] = make([]string, len(rows))
		for y := range rows {
			columns[x][y] = rows[y][x]
		}
	}
	return columns
}

// decimalMark returns what a number says itself of the mark before its decimals: 1.234,5 and 1,5
// have a comma, 1,234.5 and 1.5 a point; 0 if nothing. isOpen is true for one that could have
// either, such as 1,234.
func decimalMark(folded string) (mark byte, isOpen bool) {
	from := strings.IndexFunc(folded, isNumeral)
	to := strings.LastIndexFunc(folded, isNumeral)
	if from < 0 {
		return 0, false
	}
	run := folded[from : to+1]
	points, commas := strings.Count(run, "."), strings.Count(run, ",")
	last := strings.LastIndexAny(run, ".,")
	if last < 0 {
		return 0, false
	}
	own, other := run[last], '.'+','-run[last]
	behind := len(run) - last - 1
	switch {
	case points > 0 && commas > 0:
		if strings.IndexByte(run, own) != last {
			return 0, false // neither: 1,234.567,8
		}
		return own, false
	case points+commas > 1:
		if behind == 3 {
			return other, false // several groups
		}
		return 0, false // a date
	case behind != 3 || last == 0 || last > 3 || run[:last] == "0" || strings.ContainsAny(run[:last], " '"):
		return own, false
	}
	return 0, true
}

func isNumeral(r rune) bool { return r >= '0' && r <= '9' }

// A cell is what stands in a cell of a table.
type cell struct {
	kind  cellKind
	value float64
	codes string // the currencies that are written with it, as in [scanner]
}

type cellKind uint8

const (
	emptyCell cellKind = iota
	textCell           // no number
	amountCell
	rateCell // in percent
)

// readCell reads a cell, whose decimals stand behind the given mark unless it says otherwise
// itself; a mark of 0 leaves those that could have either unread. A dash alone is nothing, as in accounts. CR behind an amount is a bank's credit, and DR
// its debit, which is below zero.
func readCell(text string, mark byte) cell {
	if text == "" {
		return cell{}
	}
	if plain := strings.TrimLeft(text, "-0123456789"); plain == "" {
		if v, err := strconv.ParseFloat(text, 64); err == nil && v < limit && v > -limit {
			return cell{kind: amountCell, value: v + 0}
		}
	}
	text, isDebit := cutSide(text)
	s := scan(text)
	switch s.rest() {
	case "":
		return cell{}
	case "-", "–", "$-", "$ -", "- €", "-€":
		return cell{kind: amountCell}
	}
	if !strings.ContainsFunc(s.text, isNumeral) {
		return cell{kind: textCell}
	}
	own, isOpen := decimalMark(s.text)
	if isOpen {
		if own = mark; mark == 0 {
			return cell{kind: textCell}
		}
	}
	s.text = pointed(s.text, own)
	n, problem := s.number()
	if problem == "" {
		problem = s.end()
	}
	v, wrong := n.value()
	switch {
	case problem != "" || wrong != "":
		return cell{kind: textCell}
	case n.percent:
		return cell{kind: rateCell, value: v}
	case isDebit:
		v = 0 - math.Abs(v)
	}
	return cell{kind: amountCell, value: v, codes: s.codes}
}

// cutSide cuts the side of an account off the amount before it: CR or DR, in any letters, with a
// point or without.
func cutSide(text string) (amount string, isDebit bool) {
	rest := strings.TrimSuffix(text, ".")
	at := len(rest) - 2
	if at < 1 || lowerByte(rest[at+1]) != 'r' {
		return text, false
	}
	side := lowerByte(rest[at])
	if before, _ := utf8.DecodeLastRuneInString(rest[:at]); side != 'c' && side != 'd' || isLetter(before) {
		return text, false
	}
	return rest[:at], side == 'd'
}

// pointed returns a number whose decimals stand behind a point, and whose thousands are set apart
// by neither commas nor points. Only marks at digits are of it: those of a currency stay.
func pointed(text string, mark byte) string {
	if mark == 0 || !strings.ContainsAny(text, ".,") {
		return text
	}
	var b strings.Builder
	for i := range len(text) {
		c := text[i]
		switch isOfNumber := (c == '.' || c == ',') && i+1 < len(text) && isDigit(text[i+1]); {
		case isOfNumber && c == mark:
			b.WriteByte('.')
		case isOfNumber && i > 0 && isDigit(text[i-1]):
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
