package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view"
	"runway/site/view/words"
)

// outline is every text and attribute of the page's main element, in order.
// Numbers are rounded, because the last bits may differ between the machine that
// builds the page and WebAssembly.
const outline = `(() => {
	const round = text => text.replace(/-?\d+\.\d{6,}/g, n => Number(n).toPrecision(9))
	const of = node => node.nodeType === Node.TEXT_NODE ? node.data :
		node.localName + [...node.attributes].map(a => ' ' + a.name + '=' + round(a.value)).sort().join('') + '(' + [...node.childNodes].map(of).join('|') + ')'
	return of(document.getElementById('main'))
})()`

// unmarked serves pages that do not say of what markup they are, so that all of it is
// compared with the first answer.
func unmarked(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isPage(r) {
			h.ServeHTTP(w, r)
			return
		}
		rewrite(w, r, h, func(page string) string { return strings.Replace(page, " data-mark=", " data-no-mark=", 1) })
	})
}

// What is read before the script arrives is what the script would have written.
func TestPrerenderedEqualsLive(t *testing.T) { inEachEngine(t, testPrerenderedEqualsLive) }

func testPrerenderedEqualsLive(t *testing.T) {
	for _, language := range words.Languages {
		for _, preset := range calc.Presets() {
			t.Run(language+"/"+preset, func(t *testing.T) {
				address := language + "/" + preset + ".html"
				still := open(t)
				still.withoutScripts()
				still.load(address)
				live := open(t, unmarked)
				live.load(address)
				live.ready()
				assert.Equal(t, eval[string](still, outline), eval[string](live, outline))
				assert.Equal(t, eval[string](still, `document.title`), eval[string](live, `document.title`))
				assert.False(t, eval[bool](still, `document.documentElement.hasAttribute('data-ready')`))
			})
		}
	}
}

// A page that is what the first answer would write is not gone through: what another
// script gave an element is still there.
func TestAPageKnowsItsAnswer(t *testing.T) { inEachEngine(t, testAPageKnowsItsAnswer) }

func testAPageKnowsItsAnswer(t *testing.T) {
	knows := func(address string, handlers ...func(http.Handler) http.Handler) bool {
		b := open(t, handlers...)
		b.before(`addEventListener('DOMContentLoaded', () => document.querySelector('.lead').title = 'of an extension')`)
		b.load(address)
		b.ready()
		knows := eval[bool](b, `document.querySelector('.lead').hasAttribute('title')`)
		before := b.text(".lead")
		eval[bool](b, `(location.hash = document.documentElement.dataset.query + '&cash=7M', true)`)
		b.until(`document.querySelector('.lead').textContent !== ` + quoteJS(before))
		return knows
	}
	for _, preset := range calc.Presets() {
		assert.True(t, knows("ar/"+preset+".html"), preset)
	}
	assert.True(t, knows("en/openai-2024.embed.html"))
	assert.False(t, knows("en/openai-2024.html#preset=openai-2024&cash=6B"), "another link's page is gone through")
	assert.False(t, knows("en/openai-2024.html", unmarked), "and one that does not say of what it is")
}

func TestResultsCarryRawValues(t *testing.T) { inEachEngine(t, testResultsCarryRawValues) }

func testResultsCarryRawValues(t *testing.T) {
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
	assert.Contains(t, b.text(`[data-result="runway"]`), "13.33 months12.00 months15.00 months")
	for name, want := range map[string][3]string{"runway": {"12.1", "13.3", "14.8"}, "net-burn": {"", "", ""}, "default-alive": {"", "0", ""}} {
		for i, attribute := range []string{"p5", "p50", "p95"} {
			got := b.raw(name, attribute)
			assert.Equal(t, want[i], got[:min(4, len(got))], name+" "+attribute)
		}
	}
}

func TestTypingChangesTheAnswer(t *testing.T) { inEachEngine(t, testTypingChangesTheAnswer) }

func testTypingChangesTheAnswer(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	require.Contains(t, b.text(".lead"), "13.3 months")
	require.NotContains(t, b.text(".picture"), "$10B")
	b.typeIn("cash", "10B")
	assert.Contains(t, b.text(".lead"), "26.7 months, until October 2026")
	assert.Equal(t, "10B", eval[string](b, field("cash", 0)+".value"))
	assert.Contains(t, b.text(`div[data-key="cash"]`), "Back to 5B")
	assert.Contains(t, b.text(".picture"), "$10B")
	assert.Contains(t, b.text(".months tbody tr"), "9,625")
	// A typed text becomes canonical when the field is left, not before.
	b.typeIn("cash", "3 to 5 billion")
	assert.Equal(t, "3 to 5 billion", eval[string](b, field("cash", 0)+".value"))
	b.leave()
	assert.Equal(t, "3B to 5B", eval[string](b, field("cash", 0)+".value"))
	b.until(`location.hash === '#preset=openai-2024&cash=3B..5B'`)
	b.until(`document.querySelector('[role=status]').textContent.includes('10.7 months')`)
	// The way back.
	b.click(`div[data-key="cash"] .back`)
	assert.Contains(t, b.text(".lead"), "13.3 months")
	assert.Equal(t, "cash", eval[string](b, `document.activeElement.closest('.figure').dataset.key`))
	b.until(`location.hash === ''`)
}

func TestArabicTyping(t *testing.T) { inEachEngine(t, testArabicTyping) }

func testArabicTyping(t *testing.T) {
	b := openPage(t, "ar/openai-2024.html")
	b.typeIn("cash", "١٠ مليارات")
	assert.Contains(t, b.text(".lead"), "٢٦٫٧ شهر")
	b.leave()
	assert.Equal(t, "١٠ مليار", eval[string](b, field("cash", 0)+".value"))
	b.typeIn("cash", "٣ إلى ٥ مليار")
	b.until(`location.hash === '#preset=openai-2024&cash=3B..5B'`)
}

func TestABadFigureCostsNothingElse(t *testing.T) { inEachEngine(t, testABadFigureCostsNothingElse) }

func testABadFigureCostsNothingElse(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	before := b.text(".lead")
	b.typeIn("cash", "1,5")
	assert.Equal(t, before, b.text(".lead"), "the answer keeps the last good figure")
	assert.Contains(t, b.text(`div[data-key="cash"] .problem`), "two different numbers")
	assert.Equal(t, "true", eval[string](b, field("cash", 0)+".getAttribute('aria-invalid')"))
	b.typeIn("in.ChatGPT", "3B")
	assert.Equal(t, "1,5", eval[string](b, field("cash", 0)+".value"), "what was typed stays")
	assert.Contains(t, b.text(`div[data-key="cash"] .problem`), "two different numbers")
	assert.Contains(t, b.text(".lead"), "17.1 months") // 5B ÷ ((8.5 − 5)/12)
	b.typeIn("cash", "")
	assert.Contains(t, b.text(`div[data-key="cash"] .problem`), "A number is missing")
	assert.Contains(t, b.text(".lead"), "17.1 months")
	b.typeIn("cash", "7B")
	assert.Equal(t, "", b.text(`div[data-key="cash"] .problem`))
	assert.Contains(t, b.text(".lead"), "24 months")
	// Optional figures may be empty.
	b.typeIn("floor", "x")
	assert.NotEmpty(t, b.text(`div[data-key="floor"] .problem`))
	b.typeIn("floor", "")
	assert.Empty(t, b.text(`div[data-key="floor"] .problem`))
}

func TestUnitsOfAFigure(t *testing.T) { inEachEngine(t, testUnitsOfAFigure) }

func testUnitsOfAFigure(t *testing.T) {
	b := openPage(t, "#cash=400k&in.Sales=20k&out.Everything=80k")
	choose := func(key, unit string) {
		eval[bool](b, fmt.Sprintf(`(s => { s.value = %q; s.dispatchEvent(new Event('input', {bubbles: true})); return true })(%s)`, unit, field(key, 1)))
	}
	b.typeIn("grow.Sales", "8")
	assert.Equal(t, "7.403644981066858", b.raw("runway", "value")[:17]) // as calc's tests derive it
	eval[bool](b, `(s => { s.value = 'continuous'; s.dispatchEvent(new Event('input', {bubbles: true})); return true })(`+field("timing", 0)+`)`)
	assert.Equal(t, "7.5671", b.raw("runway", "value")[:6])
	choose("grow.Sales", "%/yr")
	b.until(`location.hash.includes('grow.Sales=8%25/yr')`)
	b.typeIn("out.Everything", "960k/yr")
	choose("grow.Sales", "%/mo")
	assert.Equal(t, "7.5671", b.raw("runway", "value")[:6], "a typed period goes before the chosen one")
	b.leave()
	assert.Equal(t, "/yr", eval[string](b, field("out.Everything", 1)+".value"))
	b.typeIn("out.Everything", "25")
	choose("out.Everything", "%")
	assert.Equal(t, "Infinity", b.raw("runway", "value"))
	b.until(`location.hash.includes('out.Everything=25%25')`)
}

func TestLinesCanBeAddedRenamedAndRemoved(t *testing.T) {
	inEachEngine(t, testLinesCanBeAddedRenamedAndRemoved)
}

func testLinesCanBeAddedRenamedAndRemoved(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	add := func(n int) {
		b.clickOn(fmt.Sprintf(`document.querySelectorAll('.add')[%d]`, n))
	}
	add(1)
	assert.Equal(t, "New cost", eval[string](b, `document.activeElement.value`), "the name is ready to be typed over")
	b.keys("Law\t")
	b.typeIn("out.Law", "500M/yr")
	assert.InEpsilon(t, 5e9/12, eval[float64](b, `Number(document.querySelector('[data-result=net-burn]').dataset.value)`), 1e-12)
	b.until(`location.hash === '#preset=openai-2024&out.Law=500M/yr'`)
	// Another line's name is refused, with a message at the name.
	b.selectText(`document.querySelector('[data-rename="out.Law"]')`)
	b.keys("Training\t")
	assert.Contains(t, b.text(`.line[data-line="out.Law"] .name`), "Another line has this name")
	b.until(`location.hash === '#preset=openai-2024&out.Law=500M/yr'`)
	// A line of the preset can go and come back.
	b.click(`.line[data-line="out.Training"] .remove`)
	b.until(`location.hash === '#preset=openai-2024&out.Training=&out.Law=500M/yr'`)
	assert.Equal(t, "add", eval[string](b, `document.activeElement.className`))
	b.clickOn(`[...document.querySelectorAll('.adders .back')].find(e => e.textContent.includes('Training'))`)
	b.until(`location.hash === '#preset=openai-2024&out.Law=500M/yr'`)
	assert.Contains(t, b.text(`.line[data-line="out.Training"]`), "an upper bound", "its note came back")
	b.click(`.line[data-line="out.Law"] .remove`)
	b.until(`location.hash === ''`)
	// Payments: an amount and a month.
	add(2)
	b.typeIn("raise.New raise", "1B..2B")
	b.until(`location.hash === '#preset=openai-2024&raise.New+raise=1B..2B@2024-08'`)
	b.selectText(field("raise.New raise", 1))
	b.keys("2024-13")
	assert.Contains(t, b.text(`div[data-key="raise.New raise"] .problem`), "a year and a month")
	b.selectText(field("raise.New raise", 1))
	b.keys("2024-10")
	b.until(`location.hash === '#preset=openai-2024&raise.New+raise=1B..2B@2024-10'`)
	add(0)
	add(0)
	assert.Equal(t, "New revenue 2", eval[string](b, `document.activeElement.value`))
}

func TestTheFormFollowsTheLink(t *testing.T) { inEachEngine(t, testTheFormFollowsTheLink) }

func testTheFormFollowsTheLink(t *testing.T) {
	b := openPage(t, "#start=2026-01&cash=1.2M&in.Sales=20k/mo&grow.Sales=8%25/mo&out.Everything=80k/mo")
	assert.Equal(t, "1.2M", eval[string](b, field("cash", 0)+".value"))
	assert.Equal(t, "8", eval[string](b, field("grow.Sales", 0)+".value"))
	assert.Equal(t, "Infinity", b.raw("runway", "value"))
	eval[bool](b, `(location.hash = '#cash=10&out.A=2', true)`)
	b.until(`document.querySelector('.lead').textContent.includes('5 months')`)
	eval[bool](b, `(history.back(), true)`)
	b.until(`document.querySelector('.lead').textContent.includes('does not run out')`)
	eval[bool](b, `(location.hash = '#cash=abc&out.A=2&colour=red', true)`)
	b.until(`document.querySelector('div[data-key=cash] .problem').textContent !== ''`)
	assert.Contains(t, b.text("main .notice"), "colour = red")
	eval[bool](b, `(location.hash = '#v=7', true)`)
	b.until(`document.querySelector('main').textContent.includes('another version')`)
	eval[bool](b, `(location.hash = '', true)`)
	b.until(`document.querySelector('.lead').textContent.includes('13.3 months')`)
	// The other language opens with the same figures.
	b.typeIn("cash", "6B")
	b.until(`document.querySelector('a[hreflang=ar]').hash === '#preset=openai-2024&cash=6B'`)
	b.click(`a[hreflang=ar]`)
	b.until(`document.documentElement.lang === 'ar' && document.documentElement.hasAttribute('data-ready')`)
	assert.Equal(t, "٦ مليار", eval[string](b, field("cash", 0)+".value"))
}

// Lone percent signs, as people write them, are read as themselves.
func TestAHandWrittenLink(t *testing.T) { inEachEngine(t, testAHandWrittenLink) }

func testAHandWrittenLink(t *testing.T) {
	b := openPage(t, "#cash=400k&in.Sales=20k/mo&grow.Sales=8%/mo&out.Everything=80k/mo")
	assert.Equal(t, "7.4036", b.raw("runway", "value")[:6])
	b.typeIn("cash", "500k")
	b.until(`location.hash === '#cash=500k&in.Sales=20k/mo&grow.Sales=8%25/mo&out.Everything=80k/mo'`)
}

func TestScriptingThePage(t *testing.T) { inEachEngine(t, testScriptingThePage) }

func testScriptingThePage(t *testing.T) {
	b := openPage(t, "")
	eval[bool](b, `(window.runway.evaluate('cash=10&out.A=2&horizon=3&x=1&start=2026-01').then(r => got = {
		runway: r.results.runway.value, even: r.results['break-even'].value === Infinity, none: r.results.dilution.value,
		months: r.months.map(m => m.month + ' ' + m.cash).join(), error: r.errors.map(e => e.key + e.text + e.problem).join(), query: r.query }), true)`)
	b.until(`!!globalThis.got`)
	got := eval[map[string]any](b, `got`)
	assert.Equal(t, map[string]any{"runway": 5.0, "even": true, "none": nil, "months": "2026-01 8,2026-02 6,2026-03 4",
		"error": "x1unknown-key", "query": "start=2026-01&horizon=3&cash=10&out.A=2/mo&x=1"}, got)
}

// The calculator is asked for once, and only where it can run.
func TestTheCalculatorIsLoadedOnce(t *testing.T) { inEachEngine(t, testTheCalculatorIsLoadedOnce) }

func testTheCalculatorIsLoadedOnce(t *testing.T) {
	for _, scripts := range []bool{true, false} {
		var asked atomic.Int32
		b := open(t, counted("calculator-", &asked))
		if !scripts {
			b.withoutScripts()
		}
		b.load("en/openai-2024.html")
		if scripts {
			b.ready()
		} else {
			time.Sleep(time.Second)
		}
		assert.Equal(t, map[bool]int32{true: 1, false: 0}[scripts], asked.Load(), "with scripts: %v", scripts)
	}
}

func TestWithoutScripts(t *testing.T) { inEachEngine(t, testWithoutScripts) }

func testWithoutScripts(t *testing.T) {
	b := open(t)
	b.withoutScripts()
	b.load("ar/openai-2024.html")
	text := eval[string](b, `document.body.innerText`)
	assert.Contains(t, text, "١٣٫٣ شهر")
	if !b.sandboxed {
		assert.Contains(t, text, view.LanguageOf("ar").Word("page.noscript"))
	}
	assert.Positive(t, eval[float64](b, `document.querySelector('path.cash').getBoundingClientRect().height`))
	assert.Equal(t, "rtl", eval[string](b, `getComputedStyle(document.body).direction`))
}

// Nothing is wider than the window, from a small phone on, or at a zoom of 400% on
// a screen of 1280 pixels, which is the same.
func TestNothingScrollsSideways(t *testing.T) { inEachEngine(t, testNothingScrollsSideways) }

func testNothingScrollsSideways(t *testing.T) {
	narrow := func(b *tab, state string) {
		for _, width := range []int64{320, 768, 1280} {
			b.viewport(width, 800)
			if eval[float64](b, `document.documentElement.scrollWidth`) > float64(width) {
				assert.Fail(t, "wider than the window", "%s at %d: %s", state, width, eval[string](b, `[...document.querySelectorAll('body *')]
					.filter(e => !e.closest('.scroll') && e.getBoundingClientRect().right > innerWidth + 1 || e.scrollWidth > innerWidth + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join('\n')`))
			}
		}
	}
	for _, language := range words.Languages {
		for _, preset := range calc.Presets() {
			narrow(openPage(t, language+"/"+preset+".html"), preset+" in "+language)
		}
		b := open(t)
		changed(b, language)
		narrow(b, "changed, in "+language)
		b.load(language + "/openai-2024.html#cash=9.9e17&in.A=9e17&grow.A=1000%25/mo&out.B=9e17&grow.B=1000%25/mo&horizon=120&cur=USD&start=9999-12&interest=1000%25&floor=9e17")
		b.ready()
		narrow(b, "the greatest figures, in "+language)
	}
}

// The fragment is written at most every 300 ms, however fast figures change.
func TestTheFragmentIsWrittenCalmly(t *testing.T) { inEachEngine(t, testTheFragmentIsWrittenCalmly) }

func testTheFragmentIsWrittenCalmly(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	eval[bool](b, `(window.writes = 0, history.replaceState = (replace => function (...a) { writes++; return replace.apply(history, a) })(history.replaceState), true)`)
	for i := range 30 {
		eval[bool](b, fmt.Sprintf(`(f => { f.value = '%dB'; f.dispatchEvent(new Event('input', {bubbles: true})); return true })(%s)`, i+1, field("cash", 0)))
	}
	b.until(`location.hash.endsWith('cash=30B')`)
	time.Sleep(400 * time.Millisecond)
	assert.LessOrEqual(t, eval[float64](b, `writes`), 3.0)
}

// What the reader has chosen beside a figure stays while its text changes.
func TestEmptyingAFigureKeepsItsUnit(t *testing.T) { inEachEngine(t, testEmptyingAFigureKeepsItsUnit) }

func testEmptyingAFigureKeepsItsUnit(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	retype := func(key string, n int, text string) {
		b.typeIn(key, "")
		b.focus(field(key, n))
		b.keys(text)
		b.leave()
	}
	retype("in.ChatGPT", 0, "3B")
	b.until(`location.hash === '#preset=openai-2024&in.ChatGPT=3B/yr'`)
	b.typeIn("in.ChatGPT", "2B/week")
	b.leave()
	assert.Contains(t, b.text(`div[data-key="in.ChatGPT"] .problem`), "month, quarter or year")
	assert.Equal(t, "/yr", eval[string](b, field("in.ChatGPT", 1)+".value"))
	b.typeIn("in.ChatGPT", "250M a month")
	b.leave()
	b.until(`location.hash === '#preset=openai-2024&in.ChatGPT=250M/mo'`)
	b = openPage(t, "en/after-a-raise.html")
	retype("grow.Team", 0, "4")
	b.until(`location.hash === '#preset=after-a-raise&grow.Team=4%25/yr'`)
	retype("raise.Seed round", 0, "4M")
	b.until(`location.hash === '#preset=after-a-raise&grow.Team=4%25/yr&raise.Seed+round=4M@2026-05'`)
	// A unit may be chosen before there is a figure.
	eval[bool](b, `(s => { s.value = '%/yr'; for (const e of ['input', 'change']) s.dispatchEvent(new Event(e, {bubbles: true})); return true })(`+field("grow.Grants", 1)+`)`)
	b.typeIn("grow.Grants", "2")
	b.until(`location.hash.includes('grow.Grants=2%25/yr')`)
	b.typeIn("out.Laboratory", "25%")
	b.leave()
	b.until(`location.hash.includes('out.Laboratory=25%25&') || location.hash.endsWith('out.Laboratory=25%25')`)
}

// A line stays the same line when it is renamed and takes another place.
func TestARenamedLineKeepsItsFields(t *testing.T) { inEachEngine(t, testARenamedLineKeepsItsFields) }

func testARenamedLineKeepsItsFields(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	b.selectText(`document.querySelector('[data-rename="out.Inference"]')`)
	b.keys("Compute\t")
	b.keys("9B")
	b.until(`location.hash.startsWith('#preset=openai-2024&out.Inference=&out.Compute=9B/yr')`)
	assert.Equal(t, "3B", eval[string](b, field("out.Training", 0)+".value"))
	assert.Equal(t, "out.Compute", eval[string](b, `document.activeElement.closest('.figure').dataset.key`))
	// A payment that has no effect yet is not left behind under its old name.
	b = openPage(t, "#cash=1M&out.B=100k&raise.Round=500k@2026-01")
	assert.Contains(t, b.text(`div[data-key="raise.Round"] .problem`), "give the month the figures start with")
	b.selectText(`document.querySelector('[data-rename="raise.Round"]')`)
	b.keys("Seed\t")
	b.typeIn("start", "2026-01")
	b.until(`location.hash === '#start=2026-01&cash=1M&out.B=100k/mo&raise.Seed=500k@2026-01'`)
	assert.Equal(t, "15", b.raw("runway", "value"))
	// A line of one's own takes all it had along when it goes.
	b = openPage(t, "#cash=1M&out.B=100k&grow.B=1%25/mo&units.B=3 people&note.out.B=x&out.C=5")
	b.click(`.line[data-line="out.B"] .remove`)
	b.until(`location.hash === '#cash=1M&out.C=5/mo'`)
	assert.False(t, eval[bool](b, `!!document.querySelector('main .notice')`))
}

// A change that would make the link too long is not made, and the page says so.
func TestAFullLink(t *testing.T) { inEachEngine(t, testAFullLink) }

func testAFullLink(t *testing.T) {
	link := "#cash=1M"
	for i := range 39 {
		link += fmt.Sprintf("&out.%s%d=1k", strings.Repeat("n", 190), i)
	}
	b := openPage(t, link)
	before := eval[float64](b, `document.querySelectorAll('[data-line]').length`)
	b.selectText(`document.querySelector('.line:last-of-type [data-rename]')`)
	b.keys(strings.Repeat("m", 199) + "\t")
	for i := range 3 {
		b.clickOn(`document.querySelectorAll('.add')[3]`)
		eval[bool](b, fmt.Sprintf(`(f => { f.value = '%d' + 'x'.repeat(190); f.dispatchEvent(new Event('change', {bubbles: true})); return true })([...document.querySelectorAll('[data-rename^="once."]')].at(-1))`, i))
	}
	b.until(`!document.querySelector('[data-fault=full]').hidden`)
	assert.GreaterOrEqual(t, eval[float64](b, `document.querySelectorAll('[data-line]').length`), before)
	b.typeIn("cash", "2M")
	assert.True(t, eval[bool](b, `document.querySelector('[data-fault=full]').hidden`))
	assert.Contains(t, b.text(".lead"), "51.3 months") // 2M ÷ 39k
	// A text longer than any figure is a bad figure.
	eval[bool](b, `(f => { f.value = '9'.repeat(9000); f.dispatchEvent(new Event('input', {bubbles: true})); return true })(`+field("cash", 0)+`)`)
	assert.NotEmpty(t, b.text(`div[data-key="cash"] .problem`))
	assert.Contains(t, b.text(".lead"), "months")
}

// A month's values are shown for pointing, touching and keys, in the direction of
// time in both languages, and follow the figures.
func TestPointingAtAMonth(t *testing.T) { inEachEngine(t, testPointingAtAMonth) }

func testPointingAtAMonth(t *testing.T) {
	for _, language := range words.Languages {
		b := openPage(t, language+"/openai-2024.html")
		b.focus(`document.getElementById('pointer')`)
		b.keys(arrowRight + arrowRight) // the third month
		third := eval[string](b, `document.querySelectorAll('.months tbody tr')[2].cells[4].textContent`)
		assert.Contains(t, b.text(".readout"), third)
		assert.Equal(t, "12.5%", eval[string](b, `document.querySelector('.cursor').getAttribute('x1')`))
		var at []float64 = eval[[]float64](b, `(r => [r.left + r.width * 0.99, r.top + r.height / 2])(document.querySelector('.picture').getBoundingClientRect())`)
		b.point(at[0], at[1])
		last := eval[string](b, `[...document.querySelectorAll('.months tbody tr')].at(-1).cells[4].textContent`)
		b.until(fmt.Sprintf(`document.querySelector('.readout').textContent.includes(%q)`, last))
		b.typeIn("cash", "7B")
		changed := eval[string](b, `[...document.querySelectorAll('.months tbody tr')].at(-1).cells[4].textContent`)
		assert.NotEqual(t, last, changed)
		assert.Contains(t, b.text(".readout"), changed)
	}
}
