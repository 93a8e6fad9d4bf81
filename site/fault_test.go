package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/memory"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/site/view"
	"runway/site/view/words"
)

// The tests below are of what can go wrong at a reader's: each fault is told in the words
// of the page, or is got over, and costs nothing else.

// without answers requests whose path contains a part in its own way.
func without(part string, answer http.HandlerFunc) func(http.Handler) http.Handler {
	return func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, part) {
				answer(w, r)
			} else {
				h.ServeHTTP(w, r)
			}
		})
	}
}

// held answers requests whose path contains a part once they are released.
func held(part string, release <-chan bool) func(http.Handler) http.Handler {
	return func(h http.Handler) http.Handler {
		return without(part, func(w http.ResponseWriter, r *http.Request) {
			<-release
			h.ServeHTTP(w, r)
		})(h)
	}
}

// counted counts requests whose path contains a part.
func counted(part string, n *atomic.Int32) func(http.Handler) http.Handler {
	return func(h http.Handler) http.Handler {
		return without(part, func(w http.ResponseWriter, r *http.Request) {
			n.Add(1)
			h.ServeHTTP(w, r)
		})(h)
	}
}

// failed requires that a page says why its figures cannot be changed, and nothing else,
// beside an answer of so many months.
func (b *tab) failed(fault, language, reason string, months float64) {
	b.Helper()
	b.Log(fault)
	b.until(`!!document.documentElement.dataset.error`)
	l := view.LanguageOf(language)
	assert.Equal(b, l.Word("page.failed."+reason), b.notices(), fault)
	assert.Contains(b, b.text(".lead"), l.Months(months), fault)
	assert.True(b, eval[bool](b, field("cash", 0)+".disabled"), fault)
}

// notices are what the page tells beside the answer.
func (b *tab) notices() string {
	b.Helper()
	return eval[string](b, `[...document.querySelectorAll('.notice')].filter(e => e.checkVisibility()).map(e => e.textContent).join()`)
}

// calculator is the compiled calculator as it is kept.
func calculator(t testing.TB) []byte {
	t.Helper()
	folder, err := built()
	require.NoError(t, err)
	files, err := filepath.Glob(filepath.Join(folder, "assets", "calculator-*.bin"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	kept, err := os.ReadFile(files[0])
	require.NoError(t, err)
	return kept
}

// changedProgram is the calculator with its program changed.
func changedProgram(t testing.TB, change func(program []byte) []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(calculator(t)))
	require.NoError(t, err)
	program, err := io.ReadAll(r)
	require.NoError(t, err)
	var kept bytes.Buffer
	w := gzip.NewWriter(&kept)
	_, err = w.Write(change(program))
	require.NoError(t, errors.Join(err, w.Close()))
	return kept.Bytes()
}

// withMemory gives a program so many pages of memory, of 64 KiB, beside those it starts
// with. The fifth section says so: https://webassembly.github.io/spec/core/binary/modules.html
func withMemory(more uint64) func(program []byte) []byte {
	return func(program []byte) []byte {
		for at := 8; ; {
			size, n := binary.Uvarint(program[at+1:])
			content := at + 1 + n
			next := content + int(size)
			if program[at] == 5 { // one memory, its least size and no greatest
				least, _ := binary.Uvarint(program[content+2 : next])
				memory := binary.AppendUvarint(binary.AppendUvarint([]byte{1, 1}, least), least+more)
				return slices.Concat(program[:at+1], binary.AppendUvarint(nil, uint64(len(memory))), memory, program[next:])
			}
			at = next
		}
	}
}

func half(bytes []byte) []byte { return bytes[:len(bytes)/2] }

// serving answers with some bytes.
func serving(kind string, bytes []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Write(bytes)
	}
}

// If the calculator or its words do not come or cannot start, the prerendered answer
// stays and the page says that its figures cannot be changed, and why.
func TestWithoutTheCalculator(t *testing.T) { inEachEngine(t, testWithoutTheCalculator) }

func testWithoutTheCalculator(t *testing.T) {
	const octets = "application/octet-stream"
	whole := calculator(t)
	brokenOff := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(len(whole)))
		w.Write(half(whole))
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
	withoutWasm := func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !isPage(r) {
				h.ServeHTTP(w, r)
				return
			}
			rewrite(w, r, h, func(page string) string {
				w.Header().Del("Content-Security-Policy")
				return strings.ReplaceAll(page, "&#39;wasm-unsafe-eval&#39;", "")
			})
		})
	}
	page := serving("text/html; charset=utf-8", []byte("<!doctype html><title>Welcome</title>"))
	var broken atomic.Value
	b := open(t, func(h http.Handler) http.Handler {
		unkept := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			rewrite(w, r, h, func(text string) string {
				w.Header().Set("Cache-Control", "no-store") // or it would be there the next time
				return text
			})
		})
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			broken.Load().(func(http.Handler) http.Handler)(unkept).ServeHTTP(w, r)
		})
	})
	b.forgive()
	for i, fault := range []struct {
		name, reason string
		broken       func(http.Handler) http.Handler
	}{
		{"missing", "load", without("calculator-", http.NotFound)},
		{"broken off on its way", "load", without("calculator-", brokenOff)},
		{"cut", "load", without("calculator-", serving(octets, half(whole)))},
		{"a program that was cut", "start", without("calculator-", serving(octets, changedProgram(t, half)))},
		{"of a wrong type", "load", without("calculator-", serving("text/plain", []byte("no program")))},
		{"a page in its place", "load", without("calculator-", page)},
		{"forbidden by a policy", "start", withoutWasm},
		{"no memory", "start", without("calculator-", serving(octets, changedProgram(t, withMemory(0))))},
		{"no words", "load", without("words-", http.NotFound)},
		{"a page in the words' place", "load", without("words-", page)},
	} {
		broken.Store(fault.broken)
		language := words.Languages[i%len(words.Languages)]
		b.load(fmt.Sprintf("%s/openai-2024.html?%d", language, i))
		b.failed(fault.name, language, fault.reason, 13.3)
	}
	// Of a link's own figures, too, it says that they are not there.
	broken.Store(without("calculator-", http.NotFound))
	b.load("en/openai-2024.html?own#cash=1M&out.A=50k")
	b.failed("with figures of its own", "en", "load", 13.3)
}

// A calculator that is long in coming is waited for, however long: until then the page
// can be read, and what is typed is kept and answered. Time runs a hundred times as fast
// for the page, so that a limit of half a minute would have passed.
func TestASlowCalculator(t *testing.T) { inEachEngine(t, testASlowCalculator) }

func testASlowCalculator(t *testing.T) {
	release := make(chan bool)
	b := open(t, held("calculator-", release))
	b.before(`(wait => window.setTimeout = (what, after, ...of) => wait(what, after / 100, ...of))(setTimeout)
		AbortSignal.timeout = after => { const late = new AbortController(); setTimeout(() => late.abort(), after); return late.signal }`)
	b.load("en/openai-2024.html")
	b.typeIn("cash", "8B")
	b.typeIn("cash", "10B")
	b.typeIn("in.ChatGPT", "3B")
	b.pause(60_000)
	assert.Empty(t, b.notices())
	assert.Contains(t, b.text(".lead"), "13.3 months")
	assert.Equal(t, "10B", b.value(field("cash", 0)))
	close(release)
	b.ready()
	assert.Contains(t, b.text(".lead"), "34.3 months") // 10 ÷ (3.5/12)
	assert.Equal(t, "10B", b.value(field("cash", 0)))
	b.until(`location.hash === '#preset=openai-2024&cash=10B&in.ChatGPT=3B/yr'`)

	// A link's own figures are not there yet, and the page says so.
	release = make(chan bool)
	b = open(t, held("calculator-", release))
	b.load("en/openai-2024.html#cash=1M&out.A=50k")
	b.until(`document.querySelector('.waiting').checkVisibility()`)
	close(release)
	b.until(`!document.querySelector('.waiting').checkVisibility() && document.querySelector('.lead').textContent.includes('20 months')`)
}

// While an answer is on its way the page goes on: what is typed stays as it is and is
// answered in turn, steps add up, and another link takes the place of all that waits.
func TestASlowAnswer(t *testing.T) { inEachEngine(t, testASlowAnswer) }

func testASlowAnswer(t *testing.T) {
	b := open(t)
	b.before(watched)
	b.load("en/openai-2024.html")
	b.ready()
	inThread[bool](b, "slow")
	at := func(expression string) string { // now, while an answer is on its way
		t.Helper()
		value, err := b.driver.evaluate(`document.documentElement.hasAttribute('data-busy') && (` + expression + `)`)
		require.NoError(t, err)
		return value
	}
	enterText := func(expression, text string) {
		t.Helper()
		assert.NotEqual(t, "false", at(expression+`.select() ?? `+expression+`.focus() ?? true`))
		require.NoError(t, b.driver.keys(text))
	}
	b.selectText(told("cash"))
	require.NoError(t, b.driver.keys("1"))
	require.NoError(t, b.driver.keys("0B"))
	enterText(field("in.ChatGPT", 0), "3B")
	enterText(`document.querySelector('[data-rename="out.Staff"]')`, "People")
	assert.Equal(t, `"3B,People"`, at(field("in.ChatGPT", 0)+`.value + ',' + document.activeElement.value`))
	b.until(`document.querySelector('.lead').textContent.includes('34.3 months')`) // 10 ÷ (3.5/12)
	assert.Equal(t, "People", eval[string](b, `document.activeElement.value`))
	// A figure of a line whose name is on its way is still that line's.
	b.keys("\t")
	require.NoError(t, b.driver.keys("1B"))
	b.until(`location.hash.startsWith('#preset=openai-2024&out.Staff=&cash=10B&in.ChatGPT=3B/yr&out.People=1B/yr&units.People=')`)
	assert.Equal(t, "out.People", eval[string](b, `document.activeElement.closest('.figure').dataset.key`))

	b.focus(field("cash", 0))
	for range 7 {
		require.NoError(t, b.driver.keys(arrowUp))
	}
	b.until(`location.hash.includes('&cash=17B&')`)
	require.NoError(t, b.driver.keys(arrowUp))
	require.NoError(t, b.driver.keys(arrowUp))
	assert.Equal(t, "true", at(`(location.hash = '#cash=1M&out.A=50k', true)`))
	b.until(`document.querySelector('.lead').textContent.includes('20 months')`)
	b.pause(600)
	assert.Equal(t, "#cash=1M&out.A=50k/mo", eval[string](b, `location.hash`))

	// The address follows also where something else is answered when its time comes.
	assert.Equal(t, "2M", eval[string](b, `(field => (field.value = '2M', field.dispatchEvent(new Event('input', { bubbles: true })), field.value))(`+field("cash", 0)+`)`))
	b.until(`document.querySelector('.lead').textContent.includes('40 months') && (document.querySelector('[data-keep=add]').click(), true)`)
	b.until(`location.hash === '#cash=2M&out.A=50k/mo'`)
}

// A calculator that stops is started anew with the figures in place, and with what is
// typed while it starts: when it has ended, and when the browser breaks it off.
func TestTheCalculatorComesBack(t *testing.T) { inEachEngine(t, testTheCalculatorComesBack) }

func testTheCalculatorComesBack(t *testing.T) {
	b := open(t)
	b.forgive() // what broke off is told on the console
	b.before(watched)
	b.load("en/openai-2024.html")
	b.ready()
	b.typeIn("cash", "10B")
	inThread[bool](b, "end")
	eval[bool](b, `(ofThreads = '(slowly => WebAssembly.instantiate = (...of) => new Promise(done => setTimeout(done, 500)).then(() => slowly(...of)))(WebAssembly.instantiate)', true)`)
	b.typeIn("in.ChatGPT", "3B")
	b.until(`document.querySelector('.lead').textContent.includes('34.3 months')`) // 10 ÷ (3.5/12)
	assert.Equal(t, 2, eval[int](b, `threads.length`))
	inThread[bool](b, "trap")
	b.typeIn("in.ChatGPT", "2.5B")
	b.until(`document.querySelector('.lead').textContent.includes('30 months')`) // 10 ÷ (4/12)
	assert.Equal(t, "10B", b.value(field("cash", 0)))
	assert.Empty(t, b.notices())
	inThread[bool](b, "end")
	_, csv := b.taken("csv")
	assert.Contains(t, csv, "\r\n2025-01,375000000,") // 2.5B and 2B a year

	// One that cannot be started anew leaves its last answer, and the link to it, also on
	// a page that the reader has come back to.
	for name, do := range map[string]func(){
		"a change": func() { b.typeIn("cash", "6B") },
		"a file":   func() { b.click(`[data-file=csv]`) },
	} {
		b.load("en/openai-2024.html?" + name + "#preset=openai-2024&cash=10B")
		b.ready()
		b.load("ar/openai-2024.html")
		eval[bool](b, `(history.back(), true)`)
		b.until(`document.documentElement.lang === 'en'`)
		b.ready()
		inThread[bool](b, "end")
		eval[bool](b, `(ofThreads = 'WebAssembly.instantiate = async () => { throw new RangeError(\'Out of memory\') }', true)`)
		do()
		b.failed(name, "en", "stopped", 26.7)
		assert.Equal(t, "#preset=openai-2024&cash=10B", eval[string](b, `location.hash`))
	}
}

// A calculator whose memory cannot grow ends in the middle of an answer, as Go programs
// do, and starts anew with the figures in place.
func TestWithoutMemory(t *testing.T) { inEachEngine(t, testWithoutMemory) }

func testWithoutMemory(t *testing.T) {
	// 10 MiB more, where it collects its garbage from 16 on.
	b := open(t, without("calculator-", serving("application/octet-stream", changedProgram(t, withMemory(160)))))
	b.forgive() // it says on the console that it has ended
	b.before(watched)
	b.load("en/openai-2024.html")
	b.ready()
	eval[bool](b, `((async () => {
		const field = `+field("cash", 0)+`
		for (let i = 5; i < 45; i++) {
			field.value = i + '.5B'
			field.dispatchEvent(new Event('input', { bubbles: true }))
			while ('busy' in document.documentElement.dataset) await new Promise(done => setTimeout(done))
		}
	})(), true)`)
	b.until(`threads.length > 1`)
	b.within(patience/5, `document.querySelector('.lead').textContent.includes('118.7 months')`) // 44.5 ÷ 0.375
	assert.Equal(t, "44.5B", b.value(field("cash", 0)))
	assert.Empty(t, b.notices())
}

// Where storage is forbidden or full, what is kept lasts as long as the page, which says
// so; all else works.
func TestKeepingWithoutStorage(t *testing.T) { inEachEngine(t, testKeepingWithoutStorage) }

func testKeepingWithoutStorage(t *testing.T) {
	const unkept = `[...document.querySelectorAll('.unkept')].filter(e => e.checkVisibility()).map(e => e.textContent).join()`
	for _, fault := range []struct{ language, before, after string }{
		{"ar", `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })`, `true`},
		{"fr", ``, `(() => { for (let n = 2 ** 23; n >= 1; n /= 2) try { localStorage.setItem('full' + n, 'x'.repeat(n)) } catch {} return true })()`},
	} {
		b := open(t)
		b.before(fault.before)
		b.load(fault.language + "/openai-2024.html")
		b.ready()
		eval[bool](b, fault.after)
		assert.Empty(t, eval[string](b, unkept))
		b.click(`[data-keep=add]`)
		assert.Equal(t, view.LanguageOf(fault.language).Word("keep.unkept"), eval[string](b, unkept))
		b.typeIn("cash", "6B")
		b.click(`[data-keep=add]`)
		b.click(`[data-theme=dark]`)
		b.until(`getComputedStyle(document.documentElement).colorScheme === 'dark'`)
		if fault.language == "ar" {
			b.click(`[data-digits=latn]`)
		}
		assert.Contains(t, b.text(".lead"), "16")
		assert.Equal(t, 2.0, eval[float64](b, `document.querySelectorAll('.shelf li').length`))
		assert.Equal(t, 2, strings.Count(b.value(`document.getElementById('keep-links')`), "#preset="))
		if fault.before == "" { // with room again
			eval[bool](b, `(localStorage.clear(), true)`)
			b.click(`[data-keep=remove]`)
			assert.Empty(t, eval[string](b, unkept))
			b.reload()
			assert.Equal(t, 1.0, eval[float64](b, `document.querySelectorAll('.shelf li').length`))
		}
	}
}

// Where the browser refuses to copy or to share, the page says so and shows the link, to
// copy by hand; where the reader thinks better of it, it says nothing.
func TestRefusedToShare(t *testing.T) { inEachEngine(t, testRefusedToShare) }

func testRefusedToShare(t *testing.T) {
	const refused = `[...document.querySelectorAll('.refused')].filter(e => e.checkVisibility()).map(e => e.textContent).join()`
	for _, kind := range []string{".html", ".embed.html"} {
		b := open(t)
		b.before(`refusal = 'NotAllowedError', asked = 0
			const refuse = async () => { asked++; throw new DOMException('no', refusal) }
			Object.defineProperty(navigator, 'clipboard', { value: { writeText: refuse } })
			Object.defineProperty(navigator, 'share', { value: refuse })`)
		b.load("fr/openai-2024" + kind)
		b.focus(told("cash")) // an embed starts when the reader comes
		b.ready()
		for i, name := range []string{"copy", "system"} {
			b.selectText(told("cash"))
			b.keys(fmt.Sprintf("%dB", 6+i))
			assert.Empty(t, eval[string](b, refused))
			b.click(`[data-share=` + name + `]`)
			b.until(fmt.Sprintf(`asked === %d`, i+1))
			link := fmt.Sprintf("%s/fr/openai-2024.html#preset=openai-2024&cash=%dB", b.host, 6+i)
			b.until(`document.activeElement.id === 'share-link'`)
			assert.Equal(t, view.LanguageOf("fr").Word("share.refused"), eval[string](b, refused))
			assert.Equal(t, link, eval[string](b, `(e => e.value.slice(e.selectionStart, e.selectionEnd))(document.activeElement)`))
		}
		b.selectText(told("cash"))
		b.keys("8B")
		eval[bool](b, `(refusal = 'AbortError', true)`)
		b.click(`[data-share=system]`)
		b.until(`asked === 3`)
		b.pause(100)
		assert.Empty(t, eval[string](b, refused))
		assert.Empty(t, b.notices())
	}
}

var changes = flag.Int("changes", 1500, "how many changes a page that is left open takes in the tests of what it holds")

// leftOpen is how much longer than other pages one that takes the changes may be open.
func leftOpen() time.Duration { return time.Duration(*changes) * 50 * time.Millisecond }

// smallest is the link of a company as small as can be.
const smallest = "cash=1M&out.A=10k"

// watched keeps the threads that programs run in, each with the script ofThreads before
// its own, and when the address was written. What a thread is told under `test` it does.
// (A page's policy lets none evaluate a text, so the tests' own stand here.)
const watched = `threads = [], writes = [], ofThreads = '';
Blob = class extends Blob {
	constructor(parts, of) { super(of?.type === 'text/javascript' ? ['(' + watch + ')();', ofThreads, ';', ...parts] : parts, of) }
}
Worker = class extends Worker {
	constructor(address) {
		super(address)
		threads.push(this)
		this.addEventListener('message', event => {
			if (!event.data.test) return
			event.stopImmediatePropagation()
			told = event.data.test
		})
	}
}
function watch() {
	let memory
	const start = WebAssembly.instantiate
	WebAssembly.instantiate = async (...of) => {
		const instance = await start(...of)
		memory = instance.exports.mem
		return instance
	}
	const does = {
		end: () => delete globalThis.runwayEvaluate,
		trap: () => Boolean(globalThis.runwayEvaluate = () => { throw new WebAssembly.RuntimeError('unreachable') }),
		memory: () => memory.buffer.byteLength,
		slow: () => Boolean(globalThis.runwayEvaluate = (quick => (...of) => {
			for (const start = Date.now(); Date.now() < start + 300;);
			return quick(...of)
		})(runwayEvaluate)),
	}
	addEventListener('message', event => {
		if (!event.data.test) return
		event.stopImmediatePropagation()
		postMessage({ test: does[event.data.test]() })
	})
}
(write => history.replaceState = (...of) => { writes.push(performance.now()); write.apply(history, of) })(history.replaceState)`

// inThread has the newest thread of a watched page do something, and is what that gives.
func inThread[T any](b *tab, what string) T {
	b.Helper()
	eval[bool](b, fmt.Sprintf(`(told = undefined, threads.at(-1).postMessage({ test: %q }), true)`, what))
	b.until(`told !== undefined`)
	return eval[T](b, `told`)
}

// holding is what a page holds. Only Chromium tells of nodes that are not in the
// document, of listeners, and of the JavaScript heap.
type holding struct {
	Calculators, Memory, Nodes int
	allNodes, listeners        int64
	heap                       int64
}

func (b *tab) holds() (h holding) {
	b.Helper()
	h = eval[holding](b, `(() => {
		const nodes = document.createTreeWalker(document)
		let n = 1
		while (nodes.nextNode()) n++
		return { Calculators: threads.length, Nodes: n }
	})()`)
	h.Memory = inThread[int](b, "memory")
	if t, ok := b.driver.(*chromiumTab); ok {
		_, err := chromedp.Call(t.ctx, heapprofiler.CollectGarbage, cdp.Empty{})
		require.NoError(b, err)
		counted, err := chromedp.Call(t.ctx, memory.GetDOMCounters, cdp.Empty{})
		require.NoError(b, err)
		used, err := chromedp.Call(t.ctx, runtime.GetHeapUsage, cdp.Empty{})
		require.NoError(b, err)
		h.allNodes, h.listeners, h.heap = counted.Nodes, counted.JsEventListeners, int64(used.UsedSize)
	}
	return h
}

// sameAfter has the page do something many times, numbered, and requires that it never
// holds more than after the first thousand, or two thirds of fewer. It looks, and lets
// the page come to rest, ten times. Memory may be larger by what lies between two
// collections, which come when they come: the calculator's at its highest by 1 MiB, and
// what of the page it still holds, which it lets go of then, by 2 MiB. What was just
// taken off the page may still count among the nodes: fewer than the hundred changes
// that follow the first, each of which would leave one.
func (b *tab) sameAfter(times int, do string) {
	b.Helper()
	warm := min(1000, times*2/3)
	var first holding
	start := time.Now()
	for look, from := 0, 0; look <= 10; look++ {
		to := warm + (times-warm)*look/10
		eval[bool](b, fmt.Sprintf(`(done = false, (async () => {
			for (let i = %d; i < %d; i++) {
				await (%s)(i)
				while ('busy' in document.documentElement.dataset) await new Promise(done => setTimeout(done))
			}
			await new Promise(done => setTimeout(done, 1000)) // what waits for quiet
			done = true
		})(), true)`, from, to, do))
		b.within(patience+leftOpen(), `done`)
		now := b.holds()
		b.Logf("after %d, %v: %+v", to, time.Since(start), now)
		if look == 0 {
			first = now
		}
		assert.Equal(b, 1, now.Calculators, "the calculator had to be started anew")
		assert.LessOrEqual(b, now.Memory, first.Memory+1<<20, "the calculator's memory")
		assert.LessOrEqual(b, now.Nodes, first.Nodes, "nodes in the document")
		assert.LessOrEqual(b, now.allNodes, first.allNodes+50, "nodes")
		assert.LessOrEqual(b, now.listeners, first.listeners, "listeners")
		assert.LessOrEqual(b, now.heap, first.heap+1<<21, "the JavaScript heap")
		from = to
	}
}

// openWatched loads the smallest scenario with watched before it.
func openWatched(t *testing.T) *tab {
	b := open(t)
	b.before(watched)
	b.load("#" + smallest)
	b.ready()
	return b
}

// A page that is left open and changed all day holds no more than after a while: figures
// are typed, one is refused, a line is added and removed, in turn.
func TestAPageLeftOpen(t *testing.T) { inEachEngine(t, testAPageLeftOpen) }

func testAPageLeftOpen(t *testing.T) {
	b := openWatched(t)
	b.sameAfter(*changes, `i => {
		if (i % 50 === 48) return document.querySelectorAll('.add')[1].click()
		if (i % 50 === 49) return [...document.querySelectorAll('.line [data-edit$="="]')].at(-1).click()
		const field = document.querySelectorAll('div[data-key="cash"] input, div[data-key="out.A"] input')[i % 2]
		field.value = i % 25 === 0 ? 'x' : 1000 + i % 100 + 'k'
		field.dispatchEvent(new Event('input', { bubbles: true }))
	}`)
	b.until(`location.hash.startsWith('#cash=')`)
	gaps := eval[[]float64](b, `writes.slice(1).map((at, i) => at - writes[i])`)
	assert.NotEmpty(t, gaps)
	for _, gap := range gaps {
		assert.Greater(t, gap, 290.0, "ms from one writing of the address to the next") // timers and clocks are rounded
	}
}

// Scripts that ask the calculator many times find it no larger than after a while.
func TestManyEvaluations(t *testing.T) { inEachEngine(t, testManyEvaluations) }

func testManyEvaluations(t *testing.T) {
	b := openWatched(t)
	b.sameAfter(max(2000, *changes), `async i => {
		const { results } = await runway.evaluate('cash=' + (1000 + i % 100) + 'k&out.A=10k')
		if (results.runway.value !== (1000 + i % 100) / 10) throw i
	}`)
}
