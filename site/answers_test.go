package main

import (
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/site/browser"
	"runway/site/view"
	"runway/site/view/words"
)

// Where the calculator refuses, or what it says is no answer, the page says so, keeps what was
// typed, and asks again with the next change.
func TestWithoutAnAnswer(t *testing.T) {
	b := open(t)
	b.Forgive() // it says on the console what was wrong
	b.Before(watched)
	for i, fault := range []string{"refuse", "lose", "change", "cut", "strip"} {
		language := words.Languages[i%len(words.Languages)]
		l := view.LanguageOf(language)
		b.Load(language + "/openai-2024.html?" + fault)
		b.ready()
		inWorker[bool](b, fault)
		b.typeIn("cash", "10B")
		assert.Equal(t, l.Word("page.failed.answer"), b.notices(), fault)
		assert.Contains(t, b.Text(".lead"), l.Months(13.3), fault)
		assert.Less(t, eval[float64](b, `Number(getComputedStyle(document.querySelector('.headline')).opacity)`), 1.0, "the earlier answer, after: "+fault)
		assert.Equal(t, "10B", b.value(field("cash", 0)), fault)
		assert.NotContains(t, eval[string](b, `document.title`), l.Months(26.7), fault)
		// It goes on to fail, and then no longer.
		b.typeIn("in.ChatGPT", "2.5B")
		assert.Equal(t, l.Word("page.failed.answer"), b.notices(), fault)
		inWorker[bool](b, "heal")
		b.typeIn("in.ChatGPT", "3B")
		b.Until(`document.querySelector('.lead').textContent.includes(` + quoteJS(l.Months(34.3)) + `)`) // 10 ÷ (3.5/12)
		assert.Empty(t, b.notices(), fault)
		assert.Equal(t, 1.0, eval[float64](b, `Number(getComputedStyle(document.querySelector('.headline')).opacity)`), fault)
		b.Until(`location.hash === '#preset=openai-2024&cash=10B&in.ChatGPT=3B/yr'`)
	}

	// Another link leaves behind what was not answered, whether it is answered itself or not.
	en := view.LanguageOf("en")
	b.Load("en/openai-2024.html?link")
	b.ready()
	inWorker[bool](b, "refuse")
	b.typeIn("cash", "10B")
	eval[bool](b, `(location.hash = '#cash=1M&out.A=50k', true)`)
	b.Pause(300)
	assert.Equal(t, en.Word("page.failed.answer"), b.notices())
	inWorker[bool](b, "heal")
	eval[bool](b, `(location.hash = '#cash=1M&out.A=25k', true)`)
	b.Until(`document.querySelector('.lead').textContent.includes('40 months')`)
	assert.Empty(t, b.notices())

	// A button, too, says that it did nothing.
	b.leave()
	inWorker[bool](b, "refuse")
	b.Click(`[data-file=csv]`)
	b.Until(`!document.querySelector('[data-fault=action]').hidden`)
	assert.Equal(t, en.Word("page.failed.action"), b.notices())
	inWorker[bool](b, "heal")
	_, csv := b.download("csv")
	assert.Contains(t, csv, ",25000,")
	assert.Empty(t, b.notices())

	// The first answer of all is like any other.
	b.Before(`ofThreads = 'addEventListener("message", event => globalThis.isGood || event.data.request?.act !== "page" || (event.stopImmediatePropagation(), isGood = true, postMessage({ answer: { link: "" } })))'`)
	b.Load("en/openai-2024.html?first#cash=1M&out.A=50k")
	b.Until(`!document.querySelector('[data-fault=answer]').hidden`)
	assert.Equal(t, en.Word("page.failed.answer"), b.notices())
	assert.False(t, eval[bool](b, `document.documentElement.hasAttribute('data-error')`))
	eval[bool](b, `(location.hash = '#cash=1M&out.A=25k', true)`)
	b.ready()
	assert.Contains(t, b.Text(".lead"), "40 months")
	assert.Empty(t, b.notices())
}

// fast is a script that lets time run faster for the page, once it is told by how much. Its
// clock can also be put forward.
const fast = `speed = 1, forward = 0;
performance.now = (now => () => now.call(performance) * speed + forward)(performance.now)
window.setInterval = (every => (what, after, ...of) => every(what, after / speed, ...of))(setInterval)`

// A calculator that does not answer is started anew with the figures in place. If it does not
// answer again, the page says so.
func TestASilentCalculator(t *testing.T) { browser.Each(t, testASilentCalculator) }

func testASilentCalculator(t *testing.T) {
	b := open(t)
	b.Forgive()
	b.Before(watched)
	b.Before(fast)
	b.Load("en/openai-2024.html")
	b.ready()
	b.typeIn("cash", "10B")
	eval[bool](b, `(speed = 20, true)`) // a minute lasts three seconds
	for i, fault := range []string{"hang", "mute"} {
		inWorker[bool](b, fault)
		months := []string{"34.3 months", "30 months"}[i] // 10 ÷ (3.5/12), 10 ÷ (4/12)
		b.typeIn("in.ChatGPT", []string{"3B", "2.5B"}[i])
		b.Until(`document.querySelector('.lead').textContent.includes('` + months + `')`)
		assert.Equal(t, i+2, eval[int](b, `threads.length`), fault)
		assert.Equal(t, "10B", b.value(field("cash", 0)))
		assert.Empty(t, b.notices(), fault)
	}
	// An answer that is long in coming is waited for; neither a page in the background nor a
	// machine that slept is in a hurry.
	eval[bool](b, `(speed = 1, true)`)
	inWorker[bool](b, "late")
	eval[bool](b, field("cash", 0)+`.select() ?? `+field("cash", 0)+`.focus() ?? (setTimeout(() => forward = 36e5, 500), setTimeout(() => forward = 72e5, 1500), true)`)
	b.Keys("6B")
	b.Within(browser.Patience/5, `document.querySelector('.lead').textContent.includes('18 months')`) // 6 ÷ (4/12)
	assert.Equal(t, 3, eval[int](b, `threads.length`))

	eval[bool](b, `(speed = 20, ofThreads = 'addEventListener("message", ({ data }) => { if (data.request?.edit) for (;;); })', true)`)
	inWorker[bool](b, "hang")
	b.typeIn("cash", "8B")
	b.requireFault("it hangs twice", "en", "stopped", 18)
	assert.False(t, eval[bool](b, `document.documentElement.hasAttribute('data-busy')`))
}

// A file that is not what its name says is fetched again, past the browser's cache.
func TestAGarbledFileIsFetchedAgain(t *testing.T) { browser.Each(t, testAGarbledFileIsFetchedAgain) }

func testAGarbledFileIsFetchedAgain(t *testing.T) {
	for part, garbled := range map[string][]byte{"words-": nil, "calculator-": changedProgram(t, addMemory(160))} {
		var asked atomic.Int32
		b := open(t, garbleFirst(part, garbled, &asked))
		b.Load("ar/openai-2024.html")
		b.ready()
		assert.Equal(t, view.LanguageOf("ar").Fill("page.title", "title", view.LanguageOf("ar").PresetTitle("openai-2024")), b.Text("h1"))
		assert.EqualValues(t, 2, asked.Load(), part)
		assert.Empty(t, b.notices())
		b.Load("ar/openai-2024.html?again")
		b.ready()
		// WebKit's cache keeps the first, immutable one, so it is fetched past it each time.
		most := 2
		if browser.Engine(t) == "WebKit" {
			most = 3
		}
		assert.LessOrEqual(t, int(asked.Load()), most, "the second one is kept: "+part)
		assert.Empty(t, b.notices())
	}
}

// Browsers compute no hash for pages by plain http. There, too, a file that is cut, or another,
// is seen.
func TestFilesByPlainHTTP(t *testing.T) { browser.Each(t, testFilesByPlainHTTP) }

func testFilesByPlainHTTP(t *testing.T) {
	b, breakSite := openBroken(t)
	b.Before(`Object.defineProperty(crypto, 'subtle', { value: undefined })`)
	text := []byte(words.Text("fr"))
	for name, fault := range map[string]func(http.Handler) http.Handler{
		"empty words":      replaceAnswer("words-", serveBytes("text/plain", nil)),
		"words, cut":       replaceAnswer("words-", serveBytes("text/plain", firstHalf(text))),
		"words, a page":    replaceAnswer("words-", serveBytes("text/plain", []byte("<!doctype html><title>Welcome</title>\n"))),
		"a program, cut":   replaceAnswer("calculator-", serveBytes("application/octet-stream", firstHalf(calculator(t)))),
		"a program, empty": replaceAnswer("calculator-", serveBytes("application/octet-stream", nil)),
	} {
		breakSite(fault)
		b.Load("fr/openai-2024.html?" + name)
		b.requireFault(name, "fr", "load", 13.3)
	}
	breakSite(func(h http.Handler) http.Handler { return h })
	b.Load("fr/openai-2024.html?whole")
	b.reload()
	b.typeIn("cash", "10B")
	assert.Contains(t, b.Text(".lead"), view.LanguageOf("fr").Months(26.7))
}
