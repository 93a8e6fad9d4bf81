package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/site/browser"
	"runway/site/view"
	"runway/site/view/words"
)

func TestTheFormFollowsTheLink(t *testing.T) { browser.Each(t, testTheFormFollowsTheLink) }

func testTheFormFollowsTheLink(t *testing.T) {
	b := openPage(t, "#start=2026-01&cash=1.2M&in.Sales=20k/mo&grow.Sales=8%25/mo&out.Everything=80k/mo")
	assert.Equal(t, "1.2M", eval[string](b, field("cash", 0)+".value"))
	assert.Equal(t, "8", eval[string](b, field("grow.Sales", 0)+".value"))
	assert.Equal(t, "Infinity", b.raw("runway", "value"))
	eval[bool](b, `(location.hash = '#cash=10&out.A=2', true)`)
	b.Until(`document.querySelector('.lead').textContent.includes('5 months')`)
	eval[bool](b, `(history.back(), true)`)
	b.Until(`document.querySelector('.lead').textContent.includes('never runs out')`)
	eval[bool](b, `(location.hash = '#cash=abc&out.A=2&colour=red', true)`)
	b.Until(`document.querySelector('div[data-key=cash] .problem').textContent !== ''`)
	assert.Contains(t, b.Text("main .notice"), "colour = red")
	eval[bool](b, `(location.hash = '#v=7', true)`)
	b.Until(`document.querySelector('main').textContent.includes('a different version')`)
	eval[bool](b, `(location.hash = '', true)`)
	b.Until(`document.querySelector('.lead').textContent.includes('13.3 months')`)
	// The other language opens with the same figures.
	b.unfold()
	b.typeIn("cash", "6B")
	b.Until(`document.querySelector('a[hreflang=ar]').hash === '#preset=openai-2024&cash=6B'`)
	b.Click(`a[hreflang=ar]`)
	b.Until(`document.documentElement.lang === 'ar' && document.documentElement.hasAttribute('data-ready')`)
	assert.Equal(t, "6 مليارات", eval[string](b, field("cash", 0)+".value"))
}

// A fragment of somebody else leaves the page as it is, and stands until the reader changes
// something.
func TestAForeignFragment(t *testing.T) {
	for _, fragment := range []string{"#amp=1", "#?secret=abcdefghij", "#xtor=RSS-1", "#utm_source=x&utm_medium=y", "#section-2", "#?initialWidth=700&childId=x"} {
		b := openPage(t, "en/young-company.html"+fragment)
		assert.Equal(t, eval[string](b, `document.documentElement.dataset.query`), "preset=young-company")
		assert.Contains(t, b.Text(".lead"), "9.2 months", fragment)
		assert.Empty(t, b.notices(), fragment)
		assert.Empty(t, eval[string](b, `document.querySelector('main .notice')?.textContent ?? ''`), fragment)
		assert.Equal(t, fragment, eval[string](b, `location.hash`))
		assert.Empty(t, eval[string](b, `document.querySelector('a[hreflang=ar]').hash`), fragment)
		// Coming to it from figures leads back to the page's own.
		eval[bool](b, `(location.hash = '#cash=10&out.A=2', true)`)
		b.Until(`document.querySelector('.lead').textContent.includes('5 months')`)
		eval[bool](b, `(location.hash = `+quoteJS(fragment)+`, true)`)
		b.Until(`document.querySelector('.lead').textContent.includes('9.2 months')`)
		b.typeIn("cash", "2M")
		b.Until(`location.hash === '#preset=young-company&cash=2M'`)
	}
	// Beside figures nothing is told of it either, and its link is passed on without.
	for fragment, months := range map[string]string{
		"cash=1.2M&start=2026-01&in.Sales=20k/mo&out.Everything=80k/mo#xtor=RSS-1":                 "20 months",
		"cash=1.2M&start=2026-01&in.Sales=20k/mo&out.Everything=80k/mo?utm_campaign=y":             "20 months",
		"cash=1.2M&start=2026-01&in.Sales=20k/mo&out.Everything=80k/mo?initialWidth=700&childId=x": "20 months",
		"cash=1.2M&start=2026-01&in.Sales=20k/mo&out.Everything=80k/mo:~:text=months":              "20 months",
		"amp=1&cash=1.2M&start=2026-01&in.Sales=20k/mo&out.Everything=80k/mo&fbclid=IwAR0":         "20 months",
		"cash=1.2M&#038;start=2026-01&#038;in.Sales=20k/mo&#038;out.Everything=80k/mo»":            "20 months",
		"cash=3D1.2M&start=3D2026-01&in.Sales=3D20k/mo&out.Every=thing=3D80k/mo":                   "20 months",
		"%23cash=1.2M&start=2026-01&in.Sales=20k/mo&out.Everything=80k/mo**":                       "20 months",
		"cash=1.2M&start=2026-01&in.Sales=20k/mo&out.Everything=80k/mo\u200b”":                     "20 months",
	} {
		b := openPage(t, "en/openai-2024.html#"+fragment)
		assert.Contains(t, b.Text(".lead"), months, fragment)
		assert.Empty(t, b.notices(), fragment)
		assert.Equal(t, "#start=2026-01&cash=1.2M&in.Sales=20k/mo&out.Everything=80k/mo", eval[string](b, `document.querySelector('a[hreflang=ar]').hash`), fragment)
	}
}

// The build's pattern tells links with figures from others, before the calculator is there.
func TestThePatternOfKeys(t *testing.T) {
	pattern := regexp.MustCompile(keyPattern)
	for _, link := range []string{"cash=5", "v=7", "preset=openai-2024", "#?out.A=1", "in.%D9%85=1", "amp=1&cash=5", "amp=1&amp;cash=5", "amp=1&#038;cash=5", "claim.loss=5B/yr", "note.in.A=x",
		"%23cash=5", "cash%3D5%26out.A%3D1", "cash%253D5", "xtor=1%26in.A%3D5", "section#cash=5", "cash=3D5", "out.My+team=1"} {
		assert.True(t, pattern.MatchString(link), link)
	}
	for _, link := range []string{"", "amp=1", "?secret=out.x", "xtor=RSS-1", "utm_source=cash", "?initialWidth=700&childId=x&parentTitle=Cash=5", "section-2", "out.Train", "mycash=5", "claim-loss=1", "claimxloss=1", "intro.x=5", "in=5"} {
		assert.False(t, pattern.MatchString(link), link)
	}
}

// A mail program that writes the # of a link as %23 leads to a page that is not there. It
// mends the address, in any folder of a host, or says how where scripts are off.
func TestALinkWithAnEscapedNumberSign(t *testing.T) {
	browser.Each(t, testALinkWithAnEscapedNumberSign)
}

func testALinkWithAnEscapedNumberSign(t *testing.T) {
	const figures = "cash=1.2M&start=2026-01&in.Sales=20k/mo&out.Everything=80k/mo"
	below := func(h http.Handler) http.Handler {
		mux := http.NewServeMux()
		mux.Handle("/runway/", http.StripPrefix("/runway", h))
		mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { h.ServeHTTP(w, r) })
		return mux
	}
	for path, leadsTo := range map[string]string{"en/openai-2024.html": "", "runway/en/openai-2024.html": "", "runway/": "en/new.html"} {
		for _, escaped := range []string{"%23", "%2523"} {
			b := open(t, below)
			b.Forgive() // the console tells that there is no such page
			b.Load(path + escaped + figures)
			b.Until(`location.hash.length > 1`)
			b.ready()
			assert.Equal(t, b.Host+"/"+path+leadsTo+"#"+figures, eval[string](b, `location.href`))
			assert.Contains(t, b.Text(".lead"), "20 months")
		}
	}
	b := open(t, below)
	b.Forgive()
	b.Load("runway/en/none.html%23" + figures)
	b.Until(`location.hash.length > 1`)
	assert.Contains(t, b.Text("body"), view.LanguageOf("ar").Word("page.lost"), "and no loop")
	b.Load("runway/none")
	for _, language := range words.Languages {
		text := eval[string](b, `document.body.innerText`)
		assert.Contains(t, text, view.LanguageOf(language).Word("page.lost"))
		assert.NotContains(t, text, view.LanguageOf(language).Word("page.lost.mangled"), "it is another fault")
	}
}

// Where scripts are off the page that is not there says in each language what is wrong with
// the address, and leads to a page that is. It loads nothing.
func TestTheLostPageWithoutScripts(t *testing.T) { browser.Each(t, testTheLostPageWithoutScripts) }

func testTheLostPageWithoutScripts(t *testing.T) {
	folder, err := addressedSite()
	require.NoError(t, err)
	requests := 0
	b := &tab{browser.Open(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests++
		handler(folder).ServeHTTP(w, r)
	}))}
	b.Forgive()
	b.WithoutScripts()
	b.Load("some/folder/en/openai-2024.html%23cash=5")
	for _, language := range words.Languages {
		l := view.LanguageOf(language)
		assert.Contains(t, b.Text("body"), l.Word("page.lost.mangled"), language)
		assert.Equal(t, "https://example.org/some/where/"+language+"/index.html", eval[string](b, `document.querySelector('div[lang=`+language+`] a').href`))
	}
	assert.LessOrEqual(t, requests, 2, "the page, and an icon that browsers ask for")
}

// Lone percent signs, as people write them, are read as themselves.
func TestAHandWrittenLink(t *testing.T) {
	b := openPage(t, "#cash=400k&in.Sales=20k/mo&grow.Sales=8%/mo&out.Everything=80k/mo")
	assert.Equal(t, "7.4036", b.raw("runway", "value")[:6])
	b.typeIn("cash", "500k")
	b.Until(`location.hash === '#cash=400k&in.Sales=20k/mo&grow.Sales=8%25/mo&out.Everything=80k/mo&changes=&cash=500k'`)
}

func TestScriptingThePage(t *testing.T) {
	b := openPage(t, "")
	eval[bool](b, `(window.runway.evaluate('cash=10&out.A=2&horizon=3&x=1&start=2026-01').then(r => got = {
		runway: r.results.runway.value, even: r.results['break-even'].value === Infinity, none: r.results.dilution.value,
		months: r.months.map(m => m.month + ' ' + m.cash).join(), error: r.errors.map(e => e.key + e.text + e.problem).join(), query: r.query }), true)`)
	b.Until(`!!globalThis.got`)
	got := eval[map[string]any](b, `got`)
	assert.Equal(t, map[string]any{"runway": 5.0, "even": true, "none": nil, "months": "2026-01 8,2026-02 6,2026-03 4",
		"error": "x1unknown-key", "query": "start=2026-01&horizon=3&cash=10&out.A=2/mo&x=1"}, got)
}

// The fragment is written at most every 300 ms, however fast figures change.
func TestTheFragmentIsWrittenCalmly(t *testing.T) { browser.Each(t, testTheFragmentIsWrittenCalmly) }

func testTheFragmentIsWrittenCalmly(t *testing.T) {
	b := openWatched(t, firstPage)
	b.ready()
	eval[bool](b, `(writes = [], (async f => {
		for (let i = 1; i <= 60; i++) {
			f.value = i + 'B'
			f.dispatchEvent(new Event('input', {bubbles: true}))
			await new Promise(done => setTimeout(done, i % 20 ? 1000 / 60 : 1000))
		}
	})(`+field("cash", 0)+`), true)`)
	b.Until(`location.hash.endsWith('cash=60B')`)
	time.Sleep(400 * time.Millisecond)
	writes := eval[[]float64](b, `writes`)
	assert.Greater(t, len(writes), 1)
	b.requireCalm(writes)
}

// requireCalm requires that the address was written no more often than every 300 ms. Timers and clocks
// are rounded.
func (b *tab) requireCalm(writes []float64) {
	b.Helper()
	require.NotEmpty(b, writes)
	for i, at := range writes[1:] {
		assert.Greater(b, at-writes[i], 290.0, "ms from one writing of the address to the next")
	}
}

// A change that would make the link too long is not made, and the page says so.
func TestAFullLink(t *testing.T) { browser.Each(t, testAFullLink) }

func testAFullLink(t *testing.T) {
	link := "#cash=1M"
	for i := range 36 {
		link += fmt.Sprintf("&out.%s%d=1k", strings.Repeat("n", 190), i)
	}
	b := openPage(t, link)
	before := eval[float64](b, `document.querySelectorAll('[data-line]').length`)
	b.SelectText(`document.querySelector('.line:last-of-type [data-rename]')`)
	b.keys(strings.Repeat("m", 199) + "\t")
	for i := range 3 {
		b.ClickOn(`document.querySelectorAll('.add')[3]`)
		eval[bool](b, fmt.Sprintf(`(f => { f.value = '%d' + 'x'.repeat(190); f.dispatchEvent(new Event('change', {bubbles: true})); return true })([...document.querySelectorAll('[data-rename^="once."]')].at(-1))`, i))
	}
	b.Until(`!document.querySelector('[data-fault=full]').hidden`)
	assert.GreaterOrEqual(t, eval[float64](b, `document.querySelectorAll('[data-line]').length`), before)
	b.typeIn("cash", "2M")
	assert.True(t, eval[bool](b, `document.querySelector('[data-fault=full]').hidden`))
	assert.Contains(t, b.Text(".lead"), "55.6 months") // 2M ÷ 36k
	// A text longer than any figure is a bad figure.
	eval[bool](b, `(f => { f.value = '9'.repeat(9000); f.dispatchEvent(new Event('input', {bubbles: true})); return true })(`+field("cash", 0)+`)`)
	assert.NotEmpty(t, b.Text(`div[data-key="cash"] .problem`))
	assert.Contains(t, b.Text(".lead"), "months")
}

// A link is read as it was sent, whatever chat programs have done to it, and a link
// that was cut, is huge or hostile leaves a page that works.
func TestLinksAsTheyCome(t *testing.T) {
	b := openPage(t, "en/openai-2024.html#preset=openai-2024&amp;cash=10B).")
	assert.Contains(t, b.Text(".lead"), "26.7 months")
	for link, want := range map[string]string{
		"preset%253Dopenai-2024%2526cash%253D10B":        "26.7 months",
		"preset=openai-2024&title=%25D8%25A7&cash=10B":   "26.7 months",
		"preset=openai-2024&cash=10B&out.Train":          "cut off",
		"cash=5&out.A=1&x=" + strings.Repeat("y", 1<<19): "too long",
		"v=99&cash=5": "a different version",
		"__proto__=1&constructor=2&cash=5&out.toString=1":                                                         "__proto__ = 1",
		"title=%3Cimg src=x onerror=alert(1)%3E&cash=5&out.%3Cscript%3Ealert(1)%3C/script%3E=1&note.cash=%3Cb%3E": "<img src=x onerror=alert(1)>: how long",
		"cash=5&out.%E2%80%AEevil=1":                  "cannot be displayed",
		"cash=5&out.A%00B=1":                          "cannot be displayed",
		"cash=5&out.A=1&src.cash=javascript:alert(1)": "http",
		"%D1%81ash=5&out.A=1":                         "сash = 5", // a Cyrillic с
		"cash=5&out.A=1&in.A=%ED%A0%80":               "Another line",
		"&&&=&==&cash=5&out.A=1&%&%%&%zz=%":           "cash",
	} {
		eval[bool](b, `(location.hash = '', true)`)
		b.Until(`document.querySelector('.lead').textContent.includes('13.3 months')`)
		eval[bool](b, `(location.hash = `+quoteJS(link)+`, true)`)
		b.Until(`!document.querySelector('.lead').textContent.includes('13.3 months')`)
		assert.Contains(t, b.Text("main"), want, "%.80s", link)
		assert.False(t, eval[bool](b, `!!document.querySelector('main script, main img, main b, main a[href^="javascript"]')`), "%.80s", link)
		assert.NotContains(t, b.Text("main"), "NaN", "%.80s", link)
		assert.False(t, eval[bool](b, `'error' in document.documentElement.dataset`), "%.80s", link)
	}
}

// A page fetches the case of a preset that a link names, and says so if there is none. It keeps
// such a case as long as it is open.
func TestAnotherPreset(t *testing.T) {
	var fetched atomic.Int32
	b := open(t, countRequests("cases/young-company.txt", &fetched), replaceAnswer("/worker.js", http.NotFound)) // which fetches all that the site has
	b.Forgive()                                                                                                  // the browser tells what it could not load
	b.Load("fr/openai-2024.html#preset=young-company&cash=900k")
	b.ready()
	assert.Contains(t, b.Text("h1"), "Une start-up")
	assert.Contains(t, b.Text(".story"), "Abonnements")
	eval[bool](b, `(location.hash = '#preset=none&cash=5', true)`)
	b.Until(`document.querySelector('main').textContent.includes('preset = none')`)
	assert.Contains(t, b.Text("main"), "Aucun exemple ne porte ce nom.")
	eval[bool](b, `(location.hash = '#preset=young-company', true)`)
	b.Until(`document.querySelector('h1').textContent.includes('Une start-up')`)
	eval[bool](b, `(window.runway.evaluate('preset=young-company&cash=1').then(answer => asked = answer.query), true)`)
	b.Until(`globalThis.asked?.startsWith('preset=young-company&cash=1')`)
	assert.EqualValues(t, 1, fetched.Load())
}

func quoteJS(text string) string {
	quoted, _ := json.Marshal(text)
	return string(quoted)
}

// What was refused is said wherever the scenario is shown: in the smallest embed, near the
// page's answer, and in print, each once, by the figure's name; from the page one press leads
// to the field.
func TestRefusedFiguresAreTold(t *testing.T) {
	const link = "#cash=lots&out.Team=50k/mo&grow.Team=5"
	const told = `[...document.querySelectorAll('.notice li, .story .problem')].filter(e => e.checkVisibility()).map(e => e.firstElementChild.textContent)`
	const growth = "Growth (Team) = 5: This is a rate. Write it as a percentage, for example 8%."
	for _, parts := range []string{"", "?parts=rows", "?parts=results,title"} {
		b := openPage(t, "en/openai-2024.embed.html"+parts+link)
		assert.Contains(t, b.Text(".notice li"), growth)
		assert.Equal(t, []string{"Growth (Team)", "Cash at the start"}, eval[[]string](b, told), parts)
		assert.Equal(t, parts == "?parts=rows", eval[bool](b, `document.querySelector('.notice button').checkVisibility()`), "a way to a row that is shown")
	}
	b := openPage(t, "en/openai-2024.html"+link)
	assert.Contains(t, b.Text(".notice li"), growth)
	assert.Equal(t, []string{"Growth (Team)", "Cash at the start"}, eval[[]string](b, told))
	assert.Less(t, eval[float64](b, `document.querySelector('.notice').getBoundingClientRect().bottom`), 600.0, "near the answer")
	b.Click(`.notice button`)
	assert.Equal(t, "grow.Team", eval[string](b, `document.activeElement.closest('.figure').dataset.key`))
	b.keys("ten")
	b.typeIn("cash", "2M")
	assert.Equal(t, []string{"Growth (Team)"}, eval[[]string](b, told))
	assert.Contains(t, b.Text(".notice li"), "Growth (Team) = ten % a month: This is not a number the calculator can read.")
	b.typeIn("grow.Team", "5%")
	// What is typed now is told at its field, and near the answer once the reader goes on.
	b.typeIn("valuation", "much")
	assert.NotEmpty(t, b.Text(`div[data-key=valuation] .problem`))
	assert.Empty(t, eval[[]string](b, told))
	b.typeIn("cash", "3M")
	assert.Equal(t, []string{"Pre-money valuation"}, eval[[]string](b, told))
	b.typeIn("valuation", "9M")
	assert.False(t, eval[bool](b, `!!document.querySelector('.notice:not([data-fault], .waiting)')`))
}
