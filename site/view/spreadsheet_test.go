package view_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view"
	"runway/site/view/words"
)

// largest is a scenario with as many lines as there can be, each with all that makes a formula
// long.
func largest(t *testing.T) *calc.Scenario {
	t.Helper()
	link := "start=2026-01&cash=9M&interest=2%&timing=continuous&floor=1"
	for i := range calc.MaxLines - 1 {
		link += fmt.Sprintf("&in.%d=9&grow.%d=1%%/yr&from.%d=2026-02&until.%d=2028-01&every.%d=2&delay.%d=1&units.%d=2&hire.%d=1", i, i, i, i, i, i, i, i)
	}
	s, errors := calc.Parse(link + "&out.A=9%&grow.A=1%/yr&from.A=2026-02&every.A=3&delay.A=2&credit.A=7")
	require.NotNil(t, s)
	require.Empty(t, errors)
	return s
}

// A formula has only functions that Excel 2013, LibreOffice and Google Sheets all have, refers to
// sheets that are there, and is not longer than Excel takes: 8,192 characters.
func TestFormulas(t *testing.T) {
	var scenarios []*calc.Scenario
	for _, id := range calc.Presets() {
		scenarios = append(scenarios, calc.PresetOf(id).Scenario())
	}
	known := []string{"ABS", "AND", "CHOOSE", "COUNT", "EDATE", "EXP", "IF", "INDEX", "INT", "ISNUMBER", "LN", "MAX", "MIN", "MOD", "MONTH", "NA", "NOT", "OR", "SQRT", "SUM", "YEAR"}
	function, text, sheetName := regexp.MustCompile(`([A-Z]+)\(`), regexp.MustCompile(`"[^"]*"`), regexp.MustCompile(`'([^']|'')*'!`)
	for _, language := range words.Languages {
		all := scenarios
		if language == "en" {
			all = append(all, largest(t))
		}
		for _, s := range all {
			b := view.NewSpreadsheet(view.LanguageOf(language), s, "")
			var names []string
			for _, sheet := range b.Sheets {
				names = append(names, "'"+strings.ReplaceAll(sheet.Name, "'", "''")+"'!")
				assert.LessOrEqual(t, utf8.RuneCountInString(sheet.Name), 31)
				assert.False(t, strings.ContainsAny(sheet.Name, `[]:*?/\`), sheet.Name)
			}
			for _, sheet := range b.Sheets {
				for _, row := range sheet.Rows {
					for _, cell := range row {
						if len(cell.Formula) > 8192 || strings.ContainsAny(cell.Formula, "{}") {
							require.Fail(t, "not a formula", "%s", cell.Formula)
						}
						for _, name := range sheetName.FindAllString(cell.Formula, -1) {
							assert.Contains(t, names, name)
						}
						for _, f := range function.FindAllStringSubmatch(text.ReplaceAllString(cell.Formula, ""), -1) {
							if !slices.Contains(known, f[1]) {
								require.Fail(t, "another function", "%s in %s", f[1], cell.Formula)
							}
						}
					}
				}
			}
		}
	}
}

// The files are XML, and texts in them are texts: none is read as a formula, and none leads
// anywhere but where it says.
func TestSpreadsheetFiles(t *testing.T) {
	s, errors := calc.Parse(`title==1%2B1&cash=9M&in.%3DHYPERLINK("x")=1M&note.cash=%2B<b>%26&src.cash=https://example.org/?a=1%26b=2&out.A=1..2`)
	require.Empty(t, errors)
	for _, language := range words.Languages {
		b := view.NewSpreadsheet(view.LanguageOf(language), s, "https://example.org/#a&b")
		assert.Equal(t, language == "ar", b.RightToLeft)
		files := b.Files()
		for path, content := range files {
			decoder := xml.NewDecoder(strings.NewReader(content))
			var err error
			for err == nil {
				_, err = decoder.Token()
			}
			assert.Equal(t, io.EOF, err, path)
		}
		assert.Contains(t, files["xl/worksheets/sheet2.xml"], `<is><t xml:space="preserve">=HYPERLINK(&quot;x&quot;)</t></is>`)
		assert.NotContains(t, strings.Join([]string{files["xl/worksheets/sheet1.xml"], files["xl/worksheets/sheet2.xml"]}, ""), "<f>=")
		assert.Contains(t, files["xl/worksheets/_rels/sheet2.xml.rels"], `Target="https://example.org/?a=1&amp;b=2" TargetMode="External"`)
		assert.Equal(t, language == "ar", strings.Contains(files["xl/worksheets/sheet3.xml"], `rightToLeft="1"`))
		assert.Contains(t, files["xl/worksheets/sheet2.xml"], `<formula1>&quot;`+view.LanguageOf(language).Word("results.worst")+`,`)
	}
}

// What a spreadsheet shows before it is computed is what calc says.
func TestSpreadsheetValues(t *testing.T) {
	s := calc.PresetOf("after-a-raise").Scenario()
	l := view.LanguageOf("en")
	mid := s.Evaluate().Mid
	months := view.NewSpreadsheet(l, s, "").Sheets[2]
	cash := slices.IndexFunc(months.Rows[0], func(c view.Cell) bool { return c.Value == l.Word("table.cash") })
	require.Positive(t, cash)
	seen := 0
	for _, row := range months.Rows[1:] {
		n, isNumber := row[1].Value.(float64)
		if isNumber && n >= 0 && int(n) < len(mid.Months) {
			seen++
			assert.Equal(t, mid.Months[int(n)].Cash, row[cash].Value)
			assert.NotEmpty(t, row[cash].Formula)
		}
	}
	assert.Equal(t, len(mid.Months), seen)
}
