package view_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view"
)

// resultRow returns the cells of a result where another link is compared with the page's.
func resultRow(t *testing.T, link, other, result string) string {
	t.Helper()
	s, errors := calc.Parse(link)
	require.Empty(t, errors)
	page := view.New(view.LanguageOf("en"), s, nil, view.Shelf{{Name: "Apart", Link: "cash=1"}, {Name: "Broken", Link: "v=9", Compared: true}, {Name: "Other", Link: other, Compared: true}}, "")
	var row func(n *node) string
	row = func(n *node) string {
		if n.attributes["data-result"] == result {
			var b strings.Builder
			for _, cell := range n.children[1:] {
				write(&b, cell)
			}
			return strings.ReplaceAll(strings.TrimSuffix(b.String(), " | "), "\n", "")
		}
		for _, child := range n.children {
			if text := row(child); text != "" {
				return text
			}
		}
		return ""
	}
	return row(read(page.Main))
}

// 10 lasts 5 months at 2 a month and lacks 38 over 24 months; 12 lasts 8 at 1.5 and lacks
// 24.
func TestDifferences(t *testing.T) {
	for _, c := range []struct{ link, other, result, want string }{
		{"cash=10&out.A=2", "cash=12&out.A=1.5", "gross-burn", "2 a month | 1.5 a month −0.5 a month"},
		{"cash=10&out.A=2", "cash=12&out.A=1.5", "runway", "5 months | 8 months +3 months"},
		{"cash=10&out.A=2", "cash=12&out.A=1.5", "funding-gap", "38 | 24 −14"},
		{"cash=10&out.A=2", "cash=12&out.A=1.5", "lowest-cash", "−38 | −24 +14"},
		{"cash=10&out.A=2", "cash=12&out.A=1.5", "break-even", "never | never no change"},
		{"cash=10&out.A=2", "cash=12&out.A=1.5", "default-alive", "no | no no change"},
		{"cash=10&out.A=2", "cash=12&out.A=1.5&horizon=12", "funding-gap", "38 | 6 –"}, // over another time
		{"cash=10&out.A=2", "cash=12&out.A=1.5&cur=USD", "gross-burn", "2 a month | $1.5 a month –"},
		{"cash=10&out.A=2", "cash=12&out.A=1.5&cur=USD", "runway", "5 months | 8 months +3 months"},
		{"cash=10&out.A=2", "cash=10&out.A=2", "funding-gap", "38 | 38 no change"},
		{"cash=10&out.A=2", "cash=12&in.B=2&out.A=1", "runway", "5 months | never runs out –"},
		{"cash=10&out.A=2", "cash=12&in.B=2&out.A=1", "default-alive", "no | yes –"},
		{"cash=10&out.A=2", "cash=12&out.A=1.5&valuation=24", "dilution", "n/a | 50% –"},
		{"cash=10&out.A=2", "cash=10.0000000001&out.A=2", "runway", "5 months | 5 months no change"},
		{"cash=10&out.A=2&start=2026-01", "cash=10&in.A=2&start=2026-01", "cash-out", "June 2026 | not within 50 years –"},
		{"cash=10&out.A=38&valuation=50&horizon=1", "cash=10&out.A=60&valuation=50&horizon=1", "dilution", "35.9% | 50% +14.1 points"},
		{"cash=9&in.A=1&grow.A=100%25&out.B=4", "cash=9&in.A=1&grow.A=100%25&out.B=4&horizon=9", "burn-multiple", "−0.08 | −0.08 no change"},
		// Break-even is compared by the calendar: after 2^5 = 32 in June, and after
		// 2^2 = 4 from March on, in May.
		{"start=2026-01&cash=99&in.A=1&grow.A=100%25&out.B=32", "start=2026-03&cash=99&in.A=1&grow.A=100%25&out.B=4", "break-even", "June 2026 | May 2026 −1 month"},
	} {
		assert.Equal(t, c.want, resultRow(t, c.link, c.other, c.result), "%s of %s beside %s", c.result, c.link, c.other)
	}
}

// The shelf lists what is kept, and proposes a name that is not taken.
func TestShelf(t *testing.T) {
	s, _ := calc.Parse("cash=5&title=Plan")
	page := view.New(view.LanguageOf("en"), s, nil, view.Shelf{{Name: "Plan", Link: "cash=1"}, {Name: "Plan 2", Link: "cash=2", Compared: true}}, "")
	assert.Contains(t, page.Main, `value="Plan 3"`)
	assert.Contains(t, page.Main, `href="#cash=2"`)
	assert.Contains(t, page.Main, `data-keep="compare" data-name="Plan"`)
	assert.Contains(t, page.Main, `data-keep="apart" data-name="Plan 2"`)
}

// Three scenarios stand beside the page's own, each with a line, a column of results and one of
// cash; a fourth does not. One in other money has no line and no cash. 10 lasts 5 months at 2 a
// month; after the first month 8 is left, and 7, 10 and 18 of 9, 12 and 20.
func TestThreeCompared(t *testing.T) {
	link := "cur=EUR&cash=10&out.A=2"
	s, errors := calc.Parse(link)
	require.Empty(t, errors)
	with := func(name, cash string) view.Kept {
		return view.Kept{Name: name, Link: link + "&" + cash, Compared: true}
	}
	shelf := view.Shelf{with("One", "cash=9"), with("Two", "cash=12"), with("Three", "cash=20"), with("Four", "cash=30")}
	page := read(view.New(view.LanguageOf("en"), s, nil, shelf, "").Main)
	var b strings.Builder
	write(&b, page)
	text := b.String()
	assert.Contains(t, text, "Measure | Middle case | One and its difference from the middle case | Two and its difference from the middle case | Three and its difference from the middle case")
	assert.Contains(t, text, "5 months | 4.5 months −about 2 weeks | 6 months +1 month | 10 months +5 months")
	assert.Contains(t, text, "| Cash | One | Two | Three")
	assert.Contains(t, text, "month 0 | 0.0 | 2.0 | 2.0 | 8.0 | 7.0 | 10.0 | 18.0")
	assert.Contains(t, text, "The dashed line shows One. The line of dashes and dots shows Two. The line of long dashes shows Three.")
	csv := view.File(view.LanguageOf("en"), s, shelf, "csv", "")
	assert.Contains(t, csv, `"Cash (EUR)","One","Two","Three"`+"\r\n0,0,2,2,8,7,10,18\r\n")
	for class, want := range map[string]int{"kept": 1, "second": 1, "third": 1, "kept-label": 2, "second-label": 2, "third-label": 2} { // a label for narrow pictures, and for wide ones
		assert.Equal(t, want, strings.Count(string(view.New(view.LanguageOf("en"), s, nil, shelf, "").Main), ` class="`+class+`"`), class)
	}
	shelf[1].Link += "&cur=USD"
	csv = view.File(view.LanguageOf("en"), s, shelf, "csv", "")
	assert.Contains(t, csv, `"Cash (EUR)","One","Three"`+"\r\n")
	main := string(view.New(view.LanguageOf("en"), s, nil, shelf, "").Main)
	assert.Contains(t, main, `<path class="third"`)
	assert.NotContains(t, main, `class="second"`)
}

// That ranges move independently is said where there are ranges.
func TestIndependence(t *testing.T) {
	words := view.LanguageOf("en").Word("method.independent")
	assert.Contains(t, show("en", "cash=10&out.A=1..2"), words)
	assert.NotContains(t, show("en", "cash=10&out.A=2"), words)
	// Beside the likelihood it is said where there is more than one.
	short := view.LanguageOf("en").Word("likelihood.independent")
	assert.Contains(t, show("en", "cash=10..12&out.A=1..2"), short)
	assert.NotContains(t, show("en", "cash=10&out.A=1..2"), short)
}
