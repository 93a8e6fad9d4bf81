package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/browser"
	"runway/site/view"
	"runway/site/view/words"
)

// Nothing is wider than the window, from a small phone on, or at a zoom of 400% on
// a screen of 1280 pixels, which is the same.
func TestNothingScrollsSideways(t *testing.T) { browser.Each(t, testNothingScrollsSideways) }

func testNothingScrollsSideways(t *testing.T) {
	narrow := func(b *tab, state string) {
		for _, width := range []int64{320, 768, 1280} {
			b.Viewport(width, 800)
			if eval[float64](b, `document.documentElement.scrollWidth`) > float64(width) {
				assert.Fail(t, "wider than the window", "%s at %d: %s", state, width, eval[string](b, `[...document.querySelectorAll('body *')]
					.filter(e => !e.closest('.scroll') && e.getBoundingClientRect().right > innerWidth + 1 || e.scrollWidth > innerWidth + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join('\n')`))
			}
		}
	}
	for _, language := range words.Languages {
		b := open(t)
		for _, preset := range calc.Presets() {
			b.Load(language + "/" + preset + ".html")
			narrow(b, preset+" in "+language)
		}
		changed(b, language)
		narrow(b, "changed, in "+language)
		b.Load(language + "/openai-2024.html#cash=9.9e17&in.A=9e17&grow.A=1000%25/mo&out.B=9e17&grow.B=1000%25/mo&horizon=120&cur=USD&start=9999-12&interest=1000%25&floor=9e17")
		b.ready()
		narrow(b, "the greatest figures, in "+language)
	}
}

// What is left at the end of a month is shown for pointing, touching and keys, in the direction of
// time in all languages, and follows the figures. OpenAI's 5 billion fall by 375 million a month in
// the middle case, and by 42 million more or less at worst and at best.
func TestPointingAtAMonth(t *testing.T) { browser.Each(t, testPointingAtAMonth) }

func testPointingAtAMonth(t *testing.T) {
	for language, want := range map[string][]string{
		"en": {"End of October 2024: $3.88 billion; $3.75 billion at worst, $4 billion at best", "End of July 2026: $4 billion short; $5 billion short at worst, $3 billion short at best", "End of July 2026: $2 billion short"},
		"ar": {"نهاية أكتوبر 2024: 3.88 مليار دولار؛", "نهاية يوليو 2026: عجز قدره 4 مليارات دولار؛", "نهاية يوليو 2026: عجز قدره 2 مليار دولار؛"},
		"fr": {"Fin octobre 2024\u00a0: 3,88 milliards de dollars\u202f; au pire 3,75 milliards", "Fin juillet 2026\u00a0: il manque 4 milliards de dollars", "Fin juillet 2026\u00a0: il manque 2 milliards de dollars"},
	} {
		b := openPage(t, language+"/openai-2024.html")
		assert.False(t, eval[bool](b, `document.querySelector('.readout').checkVisibility({ visibilityProperty: true })`))
		b.Focus(`document.getElementById('pointer')`)
		b.keys(browser.ArrowRight + browser.ArrowRight) // the third month
		assert.Contains(t, b.Text(".readout"), want[0])
		assert.Contains(t, eval[string](b, `document.getElementById('pointer').getAttribute('aria-valuetext')`), want[0])
		assert.True(t, eval[bool](b, `document.querySelector('.readout').checkVisibility({ visibilityProperty: true })`))
		assert.InDelta(t, 3.0/24, eval[float64](b, `(plot => (document.querySelector('.readout').getBoundingClientRect().left + document.querySelector('.readout').offsetWidth * 0.125 - plot.left) / plot.width)(document.querySelector('.cursor').getBoundingClientRect())`), 0.01)
		var at []float64 = eval[[]float64](b, `(r => [r.left + r.width * 0.99, r.top + r.height / 2])(document.querySelector('.picture').getBoundingClientRect())`)
		b.Point(at[0], at[1])
		b.Until(fmt.Sprintf(`document.querySelector('.readout').textContent.includes(%q)`, want[1]))
		b.typeIn("cash", "7B")
		assert.Contains(t, b.Text(".readout"), want[2])
	}
	// Keys do so in an embed, too, where the slider takes no room.
	b := openPage(t, "en/openai-2024.embed.html")
	height := eval[float64](b, `document.body.offsetHeight`)
	b.Focus(`document.getElementById('pointer')`)
	b.keys(browser.ArrowRight + browser.ArrowRight)
	assert.Contains(t, b.Text(".readout"), "End of October 2024")
	assert.True(t, eval[bool](b, `document.querySelector('.readout').checkVisibility({ visibilityProperty: true })`))
	assert.Equal(t, height, eval[float64](b, `document.body.offsetHeight`))
}

// The digits of an Arabic page are Latin, as the Arab press prints them, in all that it says;
// its own are there to choose, and to type with.
func TestDigits(t *testing.T) {
	b := openPage(t, "ar/openai-2024.html")
	arabic := regexp.MustCompile(`[٠-٩٫٬٪]`)
	text := eval[string](b, `document.querySelector('main').innerText + [...document.querySelectorAll('main input')].map(i => i.value).join()`)
	assert.Empty(t, arabic.FindAllString(text, -1))
	assert.Contains(t, text, "13.3 شهر")
	b.typeIn("cash", "٣٫٥ مليار")
	b.leave()
	assert.Equal(t, "3.5 مليار", b.value(field("cash", 0)))
	b.Until(`location.hash !== ''`)
	b.Click(`[data-digits=arab]`)
	assert.Contains(t, b.Text(".lead"), "٩٫٣")
	b.reload()
	assert.Contains(t, b.Text(".lead"), "٩٫٣", "it is remembered")
	b.Click(`[data-digits=latn]`)
	assert.Contains(t, b.Text(".lead"), "9.3")
	b.Load("ar/openai-2024.html?digits=arab")
	b.ready()
	assert.Contains(t, b.Text(".lead"), "١٣٫٣", "an embedder chooses")
}

// An accent colour holds where its contrast is 4.5 or more (WCAG 2.2, 1.4.3), and
// nowhere else.
func TestAccent(t *testing.T) {
	colours := func(search string) string {
		b := open(t)
		b.Forgive()
		b.Load("en/openai-2024.html" + search)
		b.ready()
		found := ""
		for _, theme := range []string{"light", "dark"} {
			b.Theme(theme)
			found += eval[string](b, `getComputedStyle(document.querySelector('.lead .value')).color`) + " "
		}
		return strings.TrimSpace(found)
	}
	const light, dark = "rgb(11, 92, 173)", "rgb(125, 183, 242)"
	assert.Equal(t, light+" "+dark, colours(""))
	assert.Equal(t, "rgb(128, 0, 64) "+dark, colours("?accent=800040"), "too dark for the dark theme")
	assert.Equal(t, "rgb(128, 0, 64) rgb(255, 160, 192)", colours("?accent=800040,ffa0c0"))
	assert.Equal(t, light+" rgb(255, 255, 0)", colours("?accent=ffff00"))
	assert.Equal(t, light+" "+dark, colours("?accent=777777"), "4.48 on white") // the well-known grey just below
	assert.Equal(t, light+" "+dark, colours("?accent=red;background:url(x)"))
}

// noteShifts notes what moves in a page as it comes. A paragraph that is painted before its end is
// there may move its last word to the next line, as any text does that comes in pieces.
const noteShifts = `shifts = []; new PerformanceObserver(list => {
	for (const { value, startTime, sources } of list.getEntries()) {
		const { domInteractive } = performance.getEntriesByType('navigation')[0] // 0 until then
		const came = !domInteractive || startTime < domInteractive
		const moved = sources.filter(({ node }) => !(came && node?.nodeType === Node.TEXT_NODE && node.parentNode.closest('p')))
		if (moved.length || !sources.length) shifts.push(value + ' ' + moved.map(({ node }) => (node?.outerHTML ?? node?.data)?.slice(0, 80)).join())
	}
}).observe({ type: 'layout-shift' })`

// Nothing moves while the page loads, nor where its head arrives, and is painted,
// piece by piece.
func TestNothingShiftsWhileLoading(t *testing.T) {
	folder, err := builtSite()
	require.NoError(t, err)
	for _, width := range []int64{320, 1280} {
		for _, address := range []string{"en/openai-2024.html", "ar/openai-2024.html", "fr/openai-2024.html", "en/openai-2024.embed.html"} {
			for _, slowly := range []bool{false, true} {
				b := open(t)
				b.Viewport(width, 900)
				b.Before(noteShifts)
				if slowly {
					b.Host = browser.Serve(t, sendInPieces(b.Instrument(handler(folder))))
				}
				b.Load(address)
				b.ready()
				eval[bool](b, `(requestAnimationFrame(() => requestAnimationFrame(() => drawn = true)), true)`)
				b.Until(`globalThis.drawn`)
				assert.Empty(t, eval[[]string](b, `shifts`), "%s at %d, slowly: %t", address, width, slowly)
			}
		}
	}
}

// sendInPieces sends pages in pieces, as slow networks do. Pieces end after each element of the
// head, and anywhere in the rest.
func sendInPieces(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !browser.IsPage(r) {
			h.ServeHTTP(w, r)
			return
		}
		r.Header.Del("Accept-Encoding")
		whole := httptest.NewRecorder()
		h.ServeHTTP(whole, r)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		send := func(piece string) {
			io.WriteString(w, piece)
			w.(http.Flusher).Flush()
			time.Sleep(50 * time.Millisecond)
		}
		head, rest, _ := strings.Cut(whole.Body.String(), "</header>")
		for piece := range strings.SplitAfterSeq(head, "\n<") {
			send(piece)
		}
		for piece := range slices.Chunk([]byte("</header>"+rest), 5000) {
			send(string(piece))
		}
	})
}

// Numbers, plural classes and months agree with the browser's own, by the CLDR.
func TestAgainstIntl(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	tags := append([]string{"ar-u-nu-arab"}, words.Languages...)
	for _, tag := range tags {
		l := view.LanguageOf(tag)
		intl := tag
		if tag == "ar" {
			intl = "ar-u-nu-latn"
		}
		// What is ours by choice: a true minus, and no marks of direction.
		clean := strings.NewReplacer("−", "-", "\u061c", "", "\u200e", "", "\u200f", "")
		numbers := []string{"0.5", "1.5", "1.9", "2.5", "10.5", "1234567", "-1234.5", "-3", "1000000", "0.1", "999999.9", "100000"}
		for n := range 250 {
			numbers = append(numbers, fmt.Sprint(n))
		}
		for n := 250; n < 20000; n += 97 {
			numbers = append(numbers, fmt.Sprint(n))
		}
		type form struct{ Number, Class string }
		got := eval[[]form](b, fmt.Sprintf(`[%s].map(n => ({
			Number: new Intl.NumberFormat(%q, { maximumFractionDigits: 3 }).format(n), Class: new Intl.PluralRules(%q).select(n) }))`,
			strings.Join(numbers, ","), intl, intl))
		for i, n := range numbers {
			assert.Equal(t, clean.Replace(got[i].Number), clean.Replace(l.Number(n)), "%s in %s", n, tag)
			assert.Equal(t, got[i].Class, l.Class(n), "%s in %s", n, tag)
		}
		months := eval[[]string](b, fmt.Sprintf(`[...Array(240).keys()].map(t => new Intl.DateTimeFormat(%q, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(Date.UTC(2015, t, 1)))`, intl))
		for m, name := range months {
			assert.Equal(t, clean.Replace(name), clean.Replace(l.MonthName(calc.MonthOf(2015, m+1))), tag)
		}
		for _, share := range []float64{0, 0.005, 0.1, 0.45, 1, 2.5, 12.34} {
			want := eval[string](b, fmt.Sprintf(`new Intl.NumberFormat(%q, { style: 'percent', maximumFractionDigits: 1 }).format(%v)`, intl, share))
			assert.Equal(t, clean.Replace(want), clean.Replace(l.Percent(share)), "%v in %s", share, tag)
		}
	}
}

// A theme that is chosen holds, is remembered, stands in the link and goes along to
// the other pages; pressed again, the reader's own holds.
func TestThemeIsChosen(t *testing.T) { browser.Each(t, testThemeIsChosen) }

func testThemeIsChosen(t *testing.T) {
	b := openPage(t, "ar/openai-2024.html#preset=openai-2024&cash=6B")
	ground := `getComputedStyle(document.body).backgroundColor`
	b.Click(`[data-theme=dark]`)
	assert.Equal(t, "rgb(22, 24, 27)", eval[string](b, ground))
	assert.Equal(t, "?theme=dark", eval[string](b, `location.search`))
	b.Click(`[data-digits=arab]`)
	assert.Equal(t, "?theme=dark&digits=arab", eval[string](b, `document.querySelector('a[hreflang=en]').search`))
	b.Click(`a[data-preset=young-company]`)
	b.Until(`document.documentElement.dataset.query === 'preset=young-company' && 'ready' in document.documentElement.dataset`)
	assert.Equal(t, "rgb(22, 24, 27)", eval[string](b, ground))
	assert.Contains(t, b.Text(".lead"), "٩٫٢")
	b.Load("en/openai-2024.html")
	b.ready()
	assert.Equal(t, "true", eval[string](b, `document.querySelector('[data-theme=dark]').getAttribute('aria-pressed')`), "it is remembered")
	b.Click(`[data-theme=dark]`)
	assert.Equal(t, "rgb(255, 255, 255)", eval[string](b, ground))
	assert.Equal(t, "", eval[string](b, `location.search`))
	b.Load("en/openai-2024.html?theme=dark")
	b.ready()
	assert.Equal(t, "rgb(22, 24, 27)", eval[string](b, ground), "a link carries it")
}
