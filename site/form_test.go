package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/browser"
	"runway/site/view/words"
)

// outline evaluates to every text and attribute of the page's main element, in order.
// Numbers are rounded, because the last bits may differ between the machine that
// builds the page and WebAssembly.
const outline = `(() => {
	const round = text => text.replace(/-?\d+\.\d{6,}/g, n => Number(n).toPrecision(9))
	const of = node => node.nodeType === Node.TEXT_NODE ? node.data :
		node.localName + [...node.attributes].map(a => ' ' + a.name + '=' + round(a.value)).sort().join('') + '(' + [...node.childNodes].map(of).join('|') + ')'
	return of(document.getElementById('main'))
})()`

// removeMark serves pages without the hash of their markup, so that the script compares all
// of it with the first answer.
func removeMark(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !browser.IsPage(r) {
			h.ServeHTTP(w, r)
			return
		}
		browser.Rewrite(w, r, h, func(page string) string { return strings.Replace(page, " data-mark=", " data-no-mark=", 1) })
	})
}

// What is read before the script arrives is what the script would have written.
func TestPrerenderedEqualsLive(t *testing.T) { browser.Each(t, testPrerenderedEqualsLive) }

func testPrerenderedEqualsLive(t *testing.T) {
	presets := calc.Presets()
	if browser.Engine(t) != "Chromium" {
		presets = presets[:1] // the answers are the same program's; what engines do to markup, one page shows
	}
	for _, language := range words.Languages {
		for _, preset := range presets {
			t.Run(language+"/"+preset, func(t *testing.T) {
				address := language + "/" + preset + ".html"
				still := open(t)
				still.WithoutScripts()
				still.Load(address)
				live := open(t, removeMark)
				live.Load(address)
				live.answered()
				assert.Equal(t, eval[string](still, outline), eval[string](live, outline))
				assert.Equal(t, eval[string](still, `document.title`), eval[string](live, `document.title`))
				assert.False(t, eval[bool](still, `document.documentElement.hasAttribute('data-ready')`))
			})
		}
	}
}

// A page that is what the first answer would write is not gone through: what another
// script gave an element is still there.
func TestAPageKnowsItsAnswer(t *testing.T) {
	knows := func(address string, handlers ...func(http.Handler) http.Handler) bool {
		b := open(t, handlers...)
		b.Before(`addEventListener('DOMContentLoaded', () => document.querySelector('.lead').title = 'of an extension')`)
		b.Load(address)
		b.answered()
		knows := eval[bool](b, `document.querySelector('.lead').hasAttribute('title')`)
		before := b.Text(".lead")
		eval[bool](b, `(location.hash = document.documentElement.dataset.query + '&cash=7M', true)`)
		b.Until(`document.querySelector('.lead').textContent !== ` + quoteJS(before))
		return knows
	}
	for _, preset := range calc.Presets() {
		assert.True(t, knows("ar/"+preset+".html"), preset)
	}
	assert.True(t, knows("en/openai-2024.embed.html"))
	assert.False(t, knows("en/openai-2024.html#preset=openai-2024&cash=6B"), "another link's page is gone through")
	assert.False(t, knows("en/openai-2024.html", removeMark), "and one that does not say of what it is")
}

func TestResultsCarryRawValues(t *testing.T) {
	b := openPage(t, "")
	for name, want := range map[string][3]string{
		"runway":            {"13.33", "12.00", "15.00"},
		"funding-gap":       {"4000000000.00", "5000000000.00", "3000000000.00"},
		"gross-burn":        {"708333333.33", "708333333.33", "708333333.33"},
		"net-burn":          {"375000000.00", "416666666.67", "333333333.33"},
		"lowest-cash":       {"-4000000000.00", "-5000000000.00", "-3000000000.00"},
		"break-even":        {"Infinity", "Infinity", "Infinity"},
		"gap-to-break-even": {"", "", ""},
		"cash-out":          {"2025-09-11", "2025-08-01", "2025-11-01"},
		"default-alive":     {"false", "false", "false"},
		"dilution":          {"0.05", "0.06", "0.04"},
		"burn-multiple":     {"", "", ""},
	} {
		for i, attribute := range []string{"value", "worst", "best"} {
			got := b.raw(name, attribute)
			if strings.Contains(want[i], ".") {
				var v float64
				_, err := fmt.Sscan(got, &v)
				require.NoError(t, err, name)
				got = fmt.Sprintf("%.2f", v)
			}
			assert.Equal(t, want[i], got, name+" "+attribute)
		}
	}
	assert.Contains(t, b.Text(`[data-result="runway"]`), "13.3 months12 months15 months")
	for name, want := range map[string][3]string{"runway": {"12.1", "13.3", "14.8"}, "net-burn": {"", "", ""}, "default-alive": {"", "0", ""}} {
		for i, attribute := range []string{"p5", "p50", "p95"} {
			got := b.raw(name, attribute)
			assert.Equal(t, want[i], got[:min(4, len(got))], name+" "+attribute)
		}
	}
}

func TestTypingChangesTheAnswer(t *testing.T) { browser.Each(t, testTypingChangesTheAnswer) }

func testTypingChangesTheAnswer(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	require.Contains(t, b.Text(".lead"), "13.3 months")
	require.NotContains(t, b.Text(".picture"), "$10 billion")
	b.typeIn("cash", "10B")
	assert.Contains(t, b.Text(".lead"), "26.7 months, until October 2026")
	assert.Equal(t, "10B", eval[string](b, field("cash", 0)+".value"))
	assert.Contains(t, b.Text(`div[data-key="cash"]`), "Back to 5B")
	assert.Contains(t, b.Text(".picture"), "$10 billion")
	assert.Contains(t, b.Text(".months tbody tr"), "9,625")
	// A typed text becomes canonical when the field is left, not before.
	b.typeIn("cash", "3 to 5 billion")
	assert.Equal(t, "3 to 5 billion", eval[string](b, field("cash", 0)+".value"))
	b.leave()
	assert.Equal(t, "3B to 5B", eval[string](b, field("cash", 0)+".value"))
	b.Until(`location.hash === '#preset=openai-2024&cash=3B..5B'`)
	b.Until(`document.querySelector('[role=status]').textContent.includes('10.7 months')`)
	// The way back.
	b.Click(`div[data-key="cash"] .back`)
	assert.Contains(t, b.Text(".lead"), "13.3 months")
	assert.Equal(t, "cash", eval[string](b, `document.activeElement.closest('.figure').dataset.key`))
	b.Until(`location.hash === ''`)
}

func TestArabicTyping(t *testing.T) { browser.Each(t, testArabicTyping) }

func testArabicTyping(t *testing.T) {
	b := openPage(t, "ar/openai-2024.html")
	b.typeIn("cash", "١٠ مليارات")
	assert.Contains(t, b.Text(".lead"), "26.7 شهر")
	b.leave()
	assert.Equal(t, "10 مليارات", eval[string](b, field("cash", 0)+".value"))
	b.typeIn("cash", "٣ إلى ٥ مليار")
	b.Until(`location.hash === '#preset=openai-2024&cash=3B..5B'`)
}

func TestABadFigureCostsNothingElse(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	before := b.Text(".lead")
	b.typeIn("cash", "1,5")
	assert.Equal(t, before, b.Text(".lead"), "the answer keeps the last good figure")
	assert.Contains(t, b.Text(`div[data-key="cash"] .problem`), "two different numbers")
	assert.Equal(t, "true", eval[string](b, field("cash", 0)+".getAttribute('aria-invalid')"))
	b.typeIn("in.ChatGPT", "3B")
	assert.Equal(t, "1,5", eval[string](b, field("cash", 0)+".value"), "what was typed stays")
	assert.Contains(t, b.Text(`div[data-key="cash"] .problem`), "two different numbers")
	assert.Contains(t, b.Text(".lead"), "17.1 months") // 5B ÷ ((8.5 − 5)/12)
	b.typeIn("cash", "")
	assert.Contains(t, b.Text(`div[data-key="cash"] .problem`), "Enter a number")
	assert.Contains(t, b.Text(".lead"), "17.1 months")
	b.typeIn("cash", "7B")
	assert.Equal(t, "", b.Text(`div[data-key="cash"] .problem`))
	assert.Contains(t, b.Text(".lead"), "24 months")
	// Optional figures may be empty.
	b.typeIn("floor", "x")
	assert.NotEmpty(t, b.Text(`div[data-key="floor"] .problem`))
	b.typeIn("floor", "")
	assert.Empty(t, b.Text(`div[data-key="floor"] .problem`))
}

func TestUnitsOfAFigure(t *testing.T) {
	b := openPage(t, "#cash=400k&in.Sales=20k&out.Everything=80k")
	choose := func(key, unit string) {
		eval[bool](b, fmt.Sprintf(`(s => { s.value = %q; s.dispatchEvent(new Event('input', {bubbles: true})); return true })(%s)`, unit, field(key, 1)))
	}
	b.typeIn("grow.Sales", "8")
	assert.Equal(t, "7.403644981066858", b.raw("runway", "value")[:17]) // as calc's tests derive it
	eval[bool](b, `(s => { s.value = 'continuous'; s.dispatchEvent(new Event('input', {bubbles: true})); return true })(`+field("timing", 0)+`)`)
	assert.Equal(t, "7.5671", b.raw("runway", "value")[:6])
	choose("grow.Sales", "%/yr")
	b.Until(`location.hash.includes('grow.Sales=8%25/yr')`)
	b.typeIn("out.Everything", "960k/yr")
	choose("grow.Sales", "%/mo")
	assert.Equal(t, "7.5671", b.raw("runway", "value")[:6], "a typed period goes before the chosen one")
	b.leave()
	assert.Equal(t, "/yr", eval[string](b, field("out.Everything", 1)+".value"))
	b.typeIn("out.Everything", "25")
	choose("out.Everything", "%")
	assert.Equal(t, "Infinity", b.raw("runway", "value"))
	b.Until(`location.hash.includes('out.Everything=25%25')`)
}

// What the reader has chosen beside a figure stays while its text changes.
func TestEmptyingAFigureKeepsItsUnit(t *testing.T) { browser.Each(t, testEmptyingAFigureKeepsItsUnit) }

func testEmptyingAFigureKeepsItsUnit(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	retype := func(key string, n int, text string) {
		b.typeIn(key, "")
		b.Focus(field(key, n))
		b.keys(text)
		b.leave()
	}
	retype("in.ChatGPT", 0, "3B")
	b.Until(`location.hash === '#preset=openai-2024&in.ChatGPT=3B/yr'`)
	b.typeIn("in.ChatGPT", "2B/decade")
	b.leave()
	assert.Contains(t, b.Text(`div[data-key="in.ChatGPT"] .problem`), "quarter, half-year or year")
	assert.Equal(t, "/yr", eval[string](b, field("in.ChatGPT", 1)+".value"))
	b.typeIn("in.ChatGPT", "250M a month")
	b.leave()
	b.Until(`location.hash === '#preset=openai-2024&in.ChatGPT=250M/mo'`)
	b = openPage(t, "en/after-a-raise.html")
	retype("grow.Team", 0, "4")
	b.Until(`location.hash === '#preset=after-a-raise&grow.Team=4%25/yr'`)
	retype("raise.Seed round", 0, "4M")
	b.Until(`location.hash === '#preset=after-a-raise&grow.Team=4%25/yr&raise.Seed+round=4M@2026-05'`)
	// A unit may be chosen before there is a figure.
	eval[bool](b, `(s => { s.value = '%/yr'; for (const e of ['input', 'change']) s.dispatchEvent(new Event(e, {bubbles: true})); return true })(`+field("grow.Grants", 1)+`)`)
	b.typeIn("grow.Grants", "2")
	b.Until(`location.hash.includes('grow.Grants=2%25/yr')`)
	b.typeIn("out.Laboratory", "25%")
	b.leave()
	b.Until(`location.hash.includes('out.Laboratory=25%25&') || location.hash.endsWith('out.Laboratory=25%25')`)
}

// A line of figures stands on one line where there is room, and the rest of it comes on demand. No
// field goes while it is used, and what leads to a field opens what it is folded away in.
func TestLinesUnfold(t *testing.T) { browser.Each(t, testLinesUnfold) }

func testLinesUnfold(t *testing.T) {
	b := open(t)
	b.Load("en/openai-2024.html#preset=openai-2024&grow.ChatGPT=5%25/mo")
	b.answered()
	eval[bool](b, `document.querySelector('.rows > details').open = true`)
	line := func(name, selector string) string {
		return fmt.Sprintf(`document.querySelector('.line[data-line=%q] %s')`, name, selector)
	}
	isSeen := func(name, selector string) bool { return eval[bool](b, line(name, selector)+`.checkVisibility()`) }
	height := func(name string) float64 { return eval[float64](b, line(name, "")+`.offsetHeight`) }
	assert.Less(t, height("in.Language models"), 60.0)
	assert.True(t, isSeen("in.ChatGPT", "[data-key^=grow] input"))
	assert.False(t, isSeen("in.Language models", "[data-key^=grow] input"), "a growth that is not given")
	assert.False(t, isSeen("in.ChatGPT", ".note"))
	assert.False(t, isSeen("in.ChatGPT", ".sliders"))
	assert.True(t, isSeen("out.Training", ".standing"), "that it is estimated")
	assert.Contains(t, b.Text(`.line[data-line="out.Staff"] .more summary`), "1,500 people, $1 million each per year")
	// A growth that is emptied stays as long as it is typed in.
	b.SelectText(field("grow.ChatGPT", 0))
	b.keys("\b")
	b.keys("7")
	assert.Equal(t, "7", b.value(field("grow.ChatGPT", 0)))
	b.Until(`location.hash === '#preset=openai-2024&grow.ChatGPT=7%25/mo'`)
	b.SelectText(field("grow.ChatGPT", 0))
	b.keys("\b")
	b.Focus(field("cash", 0))
	assert.False(t, isSeen("in.ChatGPT", "[data-key^=grow] input"))
	// Undoing leads to it.
	b.Click(`[data-go=back]`)
	assert.True(t, isSeen("in.ChatGPT", "[data-key^=grow] input"))
	assert.Equal(t, "grow.ChatGPT", eval[string](b, `document.activeElement.closest('.figure').dataset.key`))
	// What is folded away comes with all else of the line, under heads.
	b.ClickOn(line("in.Language models", ".more summary"))
	for _, selector := range []string{"[data-key^=grow] input", ".note", ".sliders", "[data-key^=units] input", ".when summary"} {
		assert.True(t, isSeen("in.Language models", selector), selector)
	}
	assert.Equal(t, []string{"Name", "Amount", "Growth"}, eval[[]string](b, `[...document.querySelectorAll('.heads')].at(0).innerText.trim().split(/\s*\n\s*/)`))
}

// Each row has a slider, a range two of which one pushes the other, and a value
// can become a range and a range a value.
func TestSliders(t *testing.T) { browser.Each(t, testSliders) }

func testSliders(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	slider := func(key string, n int) string {
		return fmt.Sprintf(`document.querySelectorAll('div[data-key="%s"] [type=range]')[%d]`, key, n)
	}
	b.Focus(slider("cash", 0))
	b.keys(browser.ArrowRight + browser.ArrowRight)
	assert.Equal(t, "5.2B", b.value(field("cash", 0)))
	assert.Contains(t, b.Text(".lead"), "13.9 months") // 5.2 ÷ 0.375
	b.Focus(slider("in.Unattributed", 0))
	b.keys(browser.End) // beyond the high end
	assert.Equal(t, "5B", b.value(field("in.Unattributed", 0)), "the low end has pushed the high end")
	b.Click(`div[data-key="out.Training"] .spread`)
	b.Until(`location.hash.includes('out.Training=2.7B..3.3B/yr')`)
	b.Click(`div[data-key="out.Training"] .spread`)
	b.Until(`!location.hash.includes('out.Training')`)
}

// French readers write a comma before decimals.
func TestADecimalComma(t *testing.T) {
	b := openPage(t, "fr/openai-2024.html")
	b.typeIn("cash", "3,5 à 4,5 milliards")
	b.leave()
	assert.Equal(t, "3,5\u00a0Md à 4,5\u00a0Md", b.value(field("cash", 0)))
	b.Until(`location.hash === '#preset=openai-2024&cash=3.5B..4.5B'`)
}

// Defects that readers found, each with its shortest way there.
func TestWhatReadersFound(t *testing.T) {
	b := openPage(t, "en/after-a-raise.html")
	// A figure does not leave the story while it is typed.
	b.SelectText(storyField("floor"))
	b.keys("0.5M")
	b.Until(`location.hash === '#preset=after-a-raise&floor=500k'`)
	// Nor while it is stepped through zero, and its unit stays.
	b.Focus(storyField("interest"))
	b.keys(strings.Repeat(browser.ArrowDown, 4))
	assert.Equal(t, "0", b.value(storyField("interest")))
	b.keys(browser.ArrowUp)
	b.Until(`location.hash.includes('interest=0.5%25')`)
	// A line that goes takes no namesake along.
	b = openPage(t, "#start=2026-01&cash=1M&out.cash=10k&out.Tax=20k&once.Tax=-1k@2026-02")
	b.Click(`[data-line="out.cash"] .remove`)
	b.Click(`.line[data-line="out.Tax"] .remove`)
	b.Until(`location.hash === '#start=2026-01&cash=1M&out.cash=10k/mo&out.Tax=20k/mo&once.Tax=-1k@2026-02&changes=&out.cash=&out.Tax='`)
	// A notice that goes takes no typing along.
	b = openPage(t, "#cash=1M&out.A=10k&grow.B=3%25")
	b.typeIn("cash", "25M")
	b.Until(`location.hash === '#cash=1M&out.A=10k/mo&changes=&cash=25M'`)
	// The links to other languages have a link's own figures from the start.
	assert.Equal(t, "#cash=1M&out.A=10k/mo&changes=&cash=25M", eval[string](b, `document.querySelector('a[hreflang=fr]').hash`))
	b = openPage(t, "en/openai-2024.html#cash=1M&out.A=50k")
	assert.Equal(t, "", eval[string](b, `document.querySelector('a[aria-current]').dataset.preset`), "it is no example's")
	assert.Equal(t, "#cash=1M&out.A=50k/mo", eval[string](b, `document.querySelector('a[hreflang=fr]').hash`))
	// A slider does not change the other end of its range, nor its scale under a thumb.
	b = openPage(t, "#cash=3.33B..4.47B&out.A=50M")
	b.Focus(`document.querySelectorAll('div[data-key=cash] [type=range]')[1]`)
	b.keys(browser.ArrowRight)
	b.Until(`location.hash.startsWith('#cash=3.33B..4.47B&out.A=50M/mo&changes=&cash=3.33B..')`)
	// Units in French, as the page itself writes them and as people do.
	b = openPage(t, "fr/openai-2024.html")
	assert.Equal(t, "350\u202f000 serveurs", b.value(field("units.Inference", 0)))
	eval[bool](b, `(document.querySelectorAll('details').forEach(d => d.open = true), true)`)
	b.typeIn("units.Inference", "360 k serveurs")
	b.Until(`location.hash.includes('units.Inference=360k+serveurs')`)
	// A blank behind a name that the page translates is no other name.
	b = openPage(t, "fr/openai-2024.html")
	b.SelectText(`document.querySelector('[data-rename="out.Staff"]')`)
	b.keys("Personnel \t")
	b.typeIn("cash", "6B")
	b.Until(`location.hash === '#preset=openai-2024&cash=6B'`)
	// A range made around a figure holds it, however fast that grows.
	b = openPage(t, "#cash=1M&in.S=10k&grow.S=2000%25/yr&out.A=10k&grow.A=-100%25")
	b.Click(`div[data-key="grow.S"] .spread`)
	b.Click(`div[data-key="grow.A"] .spread`)
	b.Until(`location.hash === '#cash=1M&in.S=10k/mo&grow.S=2000%25/yr&out.A=10k/mo&grow.A=-100%25/mo&changes=&grow.S=1998%25..2002%25/yr&grow.A=-100%25..-98%25/mo'`)
	// What is compared keeps its own start and currency.
	b = openPage(t, "#cur=USD&start=2026-01&cash=1M&out.A=100k&in.B=10k&grow.B=20%25")
	eval[bool](b, `(localStorage.setItem('runway.kept', JSON.stringify([
		{ name: 'Mine', link: 'cur=EUR&start=2025-01&cash=500k&out.A=100k&in.B=10k&grow.B=20%25', compared: true }, { name: '\ud800\u0001', link: 'v=7' }, null])), true)`)
	b.reload()
	// ln 10 / ln 1.2 = 12.6: the 13th month after the first, here and a year before.
	assert.Contains(t, b.Text(`[data-result=break-even]`), "February 2027February 2026 −12 months")
	assert.Contains(t, b.Text(`[data-result=gross-burn]`), "€100,000 a month –")
	assert.Zero(t, eval[float64](b, `document.querySelectorAll('path.kept').length`))
	name, csv := b.download("csv")
	assert.Equal(t, "runway.csv", name)
	assert.Contains(t, csv, "2026-01,10000,")
	// What an extension puts beside a field takes no field's place.
	b = openPage(t, "#cash=1M&out.Staff=1M/yr")
	eval[bool](b, `(f => f.after(Object.assign(document.createElement('div'), { className: 'of an extension' })) ?? true)(`+field("out.Staff", 0)+`)`)
	b.typeIn("out.Staff", "2M")
	b.typeIn("out.Staff", "3M")
	b.Until(`location.hash === '#cash=1M&out.Staff=1M/yr&changes=&out.Staff=3M/yr'`)
	// A name that is no character does not spoil the picture.
	b = openPage(t, "#title=a%EF%BF%BFb&cash=1M&out.A=100k")
	assert.Contains(t, b.Text(`[data-key=title] .problem`), "cannot be displayed")
}

// The currency is chosen from a list that has its names in the reader's language, or typed as
// a code, a sign or a name.
func TestCurrencyIsChosen(t *testing.T) { browser.Each(t, testCurrencyIsChosen) }

func testCurrencyIsChosen(t *testing.T) {
	for language, name := range map[string]string{"en": "US Dollar", "ar": "دولار أمريكي"} { // in Unicode's CLDR
		b := openPage(t, language+"/after-a-raise.html")
		b.Focus(field("cur", 0))
		assert.Equal(t, name, eval[string](b, field("cur", 0)+`.list.querySelector('[value=USD]').label`))
		count := eval[int](b, field("cur", 0)+`.list.options.length`)
		assert.Greater(t, count, 100)
		for text, code := range map[string]string{"$": "USD", "يورو": "EUR", "yen": "JPY", "chf": "CHF"} {
			b.typeIn("cur", text)
			b.leave()
			if code == "EUR" {
				b.Until(`!location.hash.includes('cur=')`) // the preset's
			} else {
				b.Until(`location.hash.includes('cur=` + code + `')`)
			}
		}
		b.Focus(field("cur", 0))
		assert.Equal(t, count, eval[int](b, field("cur", 0)+`.list.options.length`))
	}
}
