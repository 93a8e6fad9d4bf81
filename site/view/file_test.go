package view_test

import (
	"encoding/csv"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view"
	"runway/site/view/words"
)

// file returns a file of a kind for a scenario and a shelf.
func file(t *testing.T, language, link, kind string, shelf ...view.Kept) string {
	t.Helper()
	s, errors := calc.Parse(link)
	require.Empty(t, errors)
	return view.File(view.LanguageOf(language), s, shelf, kind, "https://example.org/#"+link)
}

// 10.5 falls by 2 and then by 2.25, and 3 are raised in month 1. The compared scenario
// starts a month later with 7 and falls by 1 a month.
func TestTableAsFile(t *testing.T) {
	const link = "cur=EUR&start=2026-01&horizon=3&cash=10.5&out.A=2&grow.A=12.5%25&raise.B=3@2026-02"
	assert.Equal(t, strings.Join([]string{
		`"Month","Revenue (EUR)","Gross burn (EUR)","Net burn (EUR)","Rounds and payments (EUR)","Cash (EUR)"`,
		"2026-01,0,2,2,0,8.5",
		"2026-02,0,2.25,2.25,3,9.25",
		"2026-03,0,2.53125,2.53125,0,6.71875", ""}, "\r\n"), file(t, "en", link, "csv"))
	// Where decimals stand behind a comma, values are set apart by semicolons.
	assert.Contains(t, file(t, "fr", link, "csv"), "2026-02;0;2,25;2,25;3;9,25\r\n")
	for other, want := range map[string][]string{
		"start=2026-02&cur=EUR&cash=7&out.A=1&horizon=9": {`"Cash (EUR)","'=Later"`, ",8.5,\r\n", ",9.25,6\r\n", ",6.71875,5\r\n"},
		"start=2025-12&cur=EUR&cash=7&out.A=1&horizon=3": {",8.5,5\r\n", ",9.25,4\r\n", ",6.71875,\r\n"},
		"start=2026-02&cur=USD&cash=7&out.A=1":           {`"Cash (EUR)"` + "\r\n", ",8.5\r\n"}, // other money
		"start=2029-02&cur=EUR&cash=7&out.A=1":           {`"Cash (EUR)"` + "\r\n", ",8.5\r\n"}, // another time
		"start=2019-02&cur=EUR&cash=7&out.A=1":           {`"Cash (EUR)"` + "\r\n", ",8.5\r\n"},
	} {
		text := file(t, "en", link, "csv", view.Kept{Name: "=Later", Link: other, Compared: true})
		for _, part := range want {
			assert.Contains(t, text, part, other)
		}
	}
	// No name begins a formula, in an East Asian spreadsheet either.
	for _, first := range "=+-@＝＋－＠﹦﹢" {
		assert.Contains(t, file(t, "en", link, "csv", view.Kept{Name: string(first) + "1", Link: "start=2026-02&cur=EUR&cash=7&out.A=1", Compared: true}), `,"'`+string(first)+`1"`)
	}
	// Without a start months are counted; with ranges the cases stand beside.
	assert.Contains(t, file(t, "en", "cash=9&out.A=1&horizon=2", "csv"), "\r\n1,0,1,1,7\r\n")
	rows, err := csv.NewReader(strings.NewReader(file(t, "en", "preset=after-a-raise", "csv"))).ReadAll()
	require.NoError(t, err)
	assert.Len(t, rows, 37)
	assert.Equal(t, []string{"Cash (EUR)", "Worst (EUR)", "5% (EUR)", "Median (EUR)", "95% (EUR)", "Best (EUR)"}, rows[0][5:])
}

// The picture is XML that stands alone: with the question, the answer, the source,
// the address and all that the picture shows, in its own colours.
func TestPictureAsFile(t *testing.T) {
	for _, language := range words.Languages {
		for _, id := range calc.Presets() {
			s := calc.PresetOf(id).Scenario()
			svg := file(t, language, "preset="+id, "svg", view.Kept{Name: "Other", Link: "cash=5&cur=" + s.Currency, Compared: true})
			content, depth := "", 0
			for d := xml.NewDecoder(strings.NewReader(svg)); ; {
				token, err := d.Token()
				if err == io.EOF {
					break
				}
				require.NoError(t, err)
				switch token := token.(type) {
				case xml.StartElement:
					depth++
				case xml.EndElement:
					depth--
				case xml.CharData:
					content += string(token)
				}
			}
			assert.Zero(t, depth)
			page := show(language, "preset="+id)
			title, _, _ := strings.Cut(strings.SplitN(page, "\n", 3)[1], "\n")
			assert.Contains(t, content, title)
			assert.Contains(t, content, "Other", "what is compared is named")
			assert.Contains(t, content, "https://example.org/#preset="+id)
			cited := s.Notes["title"].Source
			if s.Outlet != "" {
				cited = s.Outlet
				if outlet, ok := calc.PresetOf(id).Text("outlet", language); ok {
					cited = outlet
				}
			}
			assert.Contains(t, content, cited)
			assert.NotContains(t, svg, "var(", "a file has no page to take colours from")
			assert.Equal(t, language == "ar", strings.Contains(svg, `direction="rtl"`))
		}
	}
	// What is long is set smaller, down to what can be read, or cut.
	size := func(link string) string {
		return regexp.MustCompile(`<text font-size="\d+" class="title"`).FindString(file(t, "en", link, "svg"))
	}
	assert.Contains(t, size("cash=1&title=Short"), `"44"`)
	assert.NotContains(t, size("cash=1&title="+strings.Repeat("long+", 30)), `"44"`)
	svg := file(t, "en", "cash=1&out.A=1&title="+strings.Repeat("x", 150), "svg")
	assert.Contains(t, svg, strings.Repeat("x", 150), "the title is whole")
	assert.Contains(t, svg, "…</a>", "the address is not")
	assert.NotContains(t, view.File(view.LanguageOf("en"), &calc.Scenario{}, nil, "svg", ""), "<a")
}
