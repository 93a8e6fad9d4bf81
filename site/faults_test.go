package main

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/site/browser"
	"runway/site/slim"
	"runway/site/view"
	"runway/site/view/words"
)

// The tests below break what a reader's browser can break. The page must recover, or say in
// words what is wrong, and keep everything else working.

// The calculator is asked for once, and only where it can run.
func TestTheCalculatorIsLoadedOnce(t *testing.T) { browser.Each(t, testTheCalculatorIsLoadedOnce) }

func testTheCalculatorIsLoadedOnce(t *testing.T) {
	for _, scripts := range []bool{true, false} {
		var asked atomic.Int32
		b := open(t, countRequests("calculator-", &asked))
		if !scripts {
			b.WithoutScripts()
		}
		b.Load("en/openai-2024.html")
		if scripts {
			b.ready()
		} else {
			time.Sleep(time.Second)
		}
		assert.Equal(t, map[bool]int32{true: 1, false: 0}[scripts], asked.Load(), "with scripts: %v", scripts)
	}
}

// Where the calculator is needed at once, or far away, Chromium asks for it before the page's script has
// come, and still once, or twice if it comes garbled. An embed asks for none before it is needed.
func TestAFarCalculatorIsAskedForAtOnce(t *testing.T) {
	garbled := changedProgram(t, addMemory(160))
	for _, c := range []struct {
		address   string
		roundTrip float64 // ms
		isEarly   bool
	}{
		{"ar/openai-2024.html", 50, false},
		{"ar/openai-2024.html", 400, true},
		{"ar/desk.html", 400, true},
		{"ar/openai-2024.embed.html", 400, false},
		{"ar/openai-2024.embed.html#cash=1M&out.All=100k", 50, true},
		{"ar/embed.html#cash=1M&out.All=100k", 50, true},
	} {
		for _, isGarbled := range []bool{false, true} {
			var asked atomic.Int32
			serve := countRequests("calculator-", &asked)
			if isGarbled {
				serve = garbleFirst("calculator-", garbled, &asked)
			}
			b := open(t, serve)
			b.tellRoundTrip(c.roundTrip)
			b.Load(c.address)
			b.ready()
			first := eval[string](b, `performance.getEntriesByType('resource').find(({ name }) => name.includes('calculator-')).initiatorType`)
			assert.Equal(t, map[bool]string{true: "link", false: "fetch"}[c.isEarly], first, "%+v", c)
			assert.EqualValues(t, map[bool]int{true: 2, false: 1}[isGarbled], asked.Load(), "%+v", c)
			assert.Empty(t, b.notices())
		}
	}
}

// tellRoundTrip has Chromium tell pages that a round trip takes so many milliseconds.
func (b *tab) tellRoundTrip(latency float64) {
	b.Helper()
	call(b, network.OverrideNetworkState, network.OverrideNetworkStateParams{Latency: latency, DownloadThroughput: -1, UploadThroughput: -1})
}

// replaceAnswer answers requests whose path contains a part in another way.
func replaceAnswer(part string, answer http.HandlerFunc) func(http.Handler) http.Handler {
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

// delayAnswer answers requests whose path contains a part once they are released.
func delayAnswer(part string, release <-chan bool) func(http.Handler) http.Handler {
	return func(h http.Handler) http.Handler {
		return replaceAnswer(part, func(w http.ResponseWriter, r *http.Request) {
			<-release
			h.ServeHTTP(w, r)
		})(h)
	}
}

// countRequests counts requests whose path contains a part.
func countRequests(part string, n *atomic.Int32) func(http.Handler) http.Handler {
	return func(h http.Handler) http.Handler {
		return replaceAnswer(part, func(w http.ResponseWriter, r *http.Request) {
			n.Add(1)
			h.ServeHTTP(w, r)
		})(h)
	}
}

// garbleFirst answers the first request whose path contains a part with other bytes, which a browser may
// keep, and counts all.
func garbleFirst(part string, garbled []byte, n *atomic.Int32) func(http.Handler) http.Handler {
	return func(h http.Handler) http.Handler {
		return replaceAnswer(part, func(w http.ResponseWriter, r *http.Request) {
			if n.Add(1) > 1 {
				h.ServeHTTP(w, r)
				return
			}
			w.Header().Set("Cache-Control", "max-age=31536000, immutable")
			serveBytes("application/octet-stream", garbled)(w, r)
		})(h)
	}
}

// requireFault requires that the page says why its figures cannot be changed, and nothing
// else, beside an answer in months.
func (b *tab) requireFault(fault, language, reason string, months float64) {
	b.Helper()
	b.Log(fault)
	b.Until(`!!document.documentElement.dataset.error`)
	l := view.LanguageOf(language)
	assert.Equal(b, l.Word("page.failed."+reason), b.notices(), fault)
	assert.Contains(b, b.Text(".lead"), l.Months(months), fault)
	assert.True(b, eval[bool](b, field("cash", 0)+".disabled"), fault)
}

// notices returns the visible notices, joined by commas.
func (b *tab) notices() string {
	b.Helper()
	return eval[string](b, `[...document.querySelectorAll('.notice')].filter(e => e.checkVisibility() && getComputedStyle(e).visibility === 'visible').map(e => e.textContent).join()`)
}

// calculator returns the compiled calculator as the site keeps it, packed.
func calculator(t testing.TB) []byte {
	t.Helper()
	folder, err := builtSite()
	require.NoError(t, err)
	files, err := filepath.Glob(filepath.Join(folder, "assets", "calculator-*.bin"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	kept, err := os.ReadFile(files[0])
	require.NoError(t, err)
	return kept
}

// changedProgram returns the calculator with its program changed, packed.
func changedProgram(t testing.TB, change func(program []byte) []byte) []byte {
	t.Helper()
	packed, err := slim.Pack(change(program(t)))
	require.NoError(t, err)
	return packed
}

// addMemory returns a change of a program that limits its memory to some pages of 64 KiB more
// than it starts with. The limit is in the fifth section:
// https://webassembly.github.io/spec/core/binary/modules.html
func addMemory(more uint64) func(program []byte) []byte {
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

// replaceProgram serves another program in the calculator's place, under a name of its own.
func replaceProgram(program []byte) func(http.Handler) http.Handler {
	sum := sha256.Sum256(program)
	name := "calculator-" + hex.EncodeToString(sum[:6]) + ".bin"
	return func(h http.Handler) http.Handler {
		h = replaceAnswer(name, serveBytes("application/octet-stream", program))(h)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !browser.IsPage(r) {
				h.ServeHTTP(w, r)
				return
			}
			browser.Rewrite(w, r, h, func(page string) string {
				return regexp.MustCompile(`calculator-\w+\.bin`).ReplaceAllString(page, name)
			})
		})
	}
}

func firstHalf(bytes []byte) []byte { return bytes[:len(bytes)/2] }

// serveBytes answers with bytes of a media type.
func serveBytes(kind string, bytes []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Write(bytes)
	}
}

// openBroken opens a tab on the site, and returns a function that breaks the site in one way
// after the other. The browser keeps nothing, or it would be there the next time.
func openBroken(t *testing.T) (b *tab, breakSite func(how func(http.Handler) http.Handler)) {
	var broken atomic.Value
	b = open(t, func(h http.Handler) http.Handler {
		unkept := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			browser.Rewrite(w, r, h, func(text string) string {
				w.Header().Set("Cache-Control", "no-store")
				return text
			})
		})
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			broken.Load().(func(http.Handler) http.Handler)(unkept).ServeHTTP(w, r)
		})
	})
	b.Forgive() // what broke is told on the console
	return b, func(how func(http.Handler) http.Handler) { broken.Store(how) }
}

// If the calculator or its words do not come or cannot start, the prerendered answer
// stays and the page says that its figures cannot be changed, and why.
func TestWithoutTheCalculator(t *testing.T) { browser.Each(t, testWithoutTheCalculator) }

func testWithoutTheCalculator(t *testing.T) {
	const octets = "application/octet-stream"
	whole := calculator(t)
	brokenOff := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(len(whole)))
		w.Write(firstHalf(whole))
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
	withoutWasm := func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !browser.IsPage(r) {
				h.ServeHTTP(w, r)
				return
			}
			browser.Rewrite(w, r, h, func(page string) string {
				w.Header().Del("Content-Security-Policy")
				return strings.ReplaceAll(page, "&#39;wasm-unsafe-eval&#39;", "")
			})
		})
	}
	page := serveBytes("text/html; charset=utf-8", []byte("<!doctype html><title>Welcome</title>"))
	b, breakSite := openBroken(t)
	for i, fault := range []struct {
		name, reason string
		broken       func(http.Handler) http.Handler
	}{
		{"missing", "load", replaceAnswer("calculator-", http.NotFound)},
		{"broken off on its way", "load", replaceAnswer("calculator-", brokenOff)},
		{"cut", "load", replaceAnswer("calculator-", serveBytes(octets, firstHalf(whole)))},
		{"a program that was cut", "start", replaceProgram(changedProgram(t, firstHalf))},
		{"of a wrong type", "load", replaceAnswer("calculator-", serveBytes("text/plain", []byte("no program")))},
		{"of another build", "load", replaceAnswer("calculator-", serveBytes(octets, changedProgram(t, addMemory(160))))},
		{"a page in its place", "load", replaceAnswer("calculator-", page)},
		{"its worker's script missing", "load", replaceAnswer("worker-", http.NotFound)},
		{"another script", "load", replaceAnswer("worker-", serveBytes("text/javascript", []byte("please log in")))},
		{"forbidden by a policy", "start", withoutWasm},
		{"no memory", "start", replaceProgram(changedProgram(t, addMemory(0)))},
		{"no words", "load", replaceAnswer("words-", http.NotFound)},
		{"a page in the words' place", "load", replaceAnswer("words-", page)},
		{"a page in the words' place that says it is none", "load", replaceAnswer("words-", serveBytes("text/plain", []byte("<!doctype html><title>Welcome</title>")))},
		{"empty words", "load", replaceAnswer("words-", serveBytes("text/plain", nil))},
		{"words that were cut", "load", replaceAnswer("words-", serveBytes("text/plain", firstHalf([]byte(words.Text("en")))))},
		{"words of another build", "load", replaceAnswer("words-", serveBytes("text/plain", []byte("page.title = {title}\n# end\n")))},
	} {
		breakSite(fault.broken)
		language := words.Languages[i%len(words.Languages)]
		b.Load(fmt.Sprintf("%s/openai-2024.html?%d", language, i))
		b.requireFault(fault.name, language, fault.reason, 13.3)
	}
	// Of a link's own figures, too, it says that they are not there.
	breakSite(replaceAnswer("calculator-", http.NotFound))
	b.Load("en/openai-2024.html?own#cash=1M&out.A=50k")
	b.requireFault("with figures of its own", "en", "load", 13.3)
}

// A calculator that is long in coming is waited for, however long: until then the page
// can be read, and what is typed is kept and answered. Time runs a hundred times as fast
// for the page, so that a limit of half a minute would have passed.
func TestASlowCalculator(t *testing.T) { browser.Each(t, testASlowCalculator) }

func testASlowCalculator(t *testing.T) {
	release := make(chan bool)
	b := open(t, delayAnswer("calculator-", release))
	b.Before(`(wait => window.setTimeout = (what, after, ...of) => wait(what, after / 100, ...of))(setTimeout)
		AbortSignal.timeout = after => { const late = new AbortController(); setTimeout(() => late.abort(), after); return late.signal }`)
	b.Load("en/openai-2024.html")
	b.unfold()
	b.typeIn("cash", "8B")
	b.typeIn("cash", "10B")
	b.typeIn("in.ChatGPT", "3B")
	b.Pause(60_000)
	assert.Empty(t, b.notices())
	assert.Contains(t, b.Text(".lead"), "13.3 months")
	assert.Equal(t, "10B", b.value(field("cash", 0)))
	close(release)
	b.ready()
	assert.Contains(t, b.Text(".lead"), "34.3 months") // 10 ÷ (3.5/12)
	assert.Equal(t, "10B", b.value(field("cash", 0)))
	b.Until(`location.hash === '#preset=openai-2024&cash=10B&in.ChatGPT=3B/yr'`)

	// A link's own figures are not there yet, and the page says so.
	release = make(chan bool)
	b = open(t, delayAnswer("calculator-", release))
	b.Load("en/openai-2024.html#cash=1M&out.A=50k")
	b.Until(`document.querySelector('.waiting').checkVisibility()`)
	close(release)
	b.Until(`!document.querySelector('.waiting').checkVisibility() && document.querySelector('.lead').textContent.includes('20 months')`)
}

// While an answer is on its way the page goes on: what is typed stays as it is and is
// answered in turn, steps add up, and another link takes the place of all that waits.
func TestASlowAnswer(t *testing.T) { browser.Each(t, testASlowAnswer) }

func testASlowAnswer(t *testing.T) {
	b := openWatched(t, firstPage)
	b.ready()
	inWorker[bool](b, "slow")
	at := func(expression string) string { // now, while an answer is on its way
		t.Helper()
		value, err := b.Evaluate(`document.documentElement.hasAttribute('data-busy') && (` + expression + `)`)
		require.NoError(t, err)
		return value
	}
	enterText := func(expression, text string) {
		t.Helper()
		assert.NotEqual(t, "false", at(expression+`.select() ?? `+expression+`.focus() ?? true`))
		b.Keys(text)
	}
	b.SelectText(storyField("cash"))
	b.Keys("1")
	b.Keys("0B")
	enterText(field("in.ChatGPT", 0), "3B")
	enterText(`document.querySelector('[data-rename="out.Staff"]')`, "People")
	assert.Equal(t, `"3B,People"`, at(field("in.ChatGPT", 0)+`.value + ',' + document.activeElement.value`))
	b.Until(`document.querySelector('.lead').textContent.includes('34.3 months')`) // 10 ÷ (3.5/12)
	assert.Equal(t, "People", eval[string](b, `document.activeElement.value`))
	// A figure of a line whose name is on its way is still that line's.
	b.keys("\t")
	b.Keys("1B")
	b.Until(`location.hash.startsWith('#preset=openai-2024&out.Staff=&cash=10B&in.ChatGPT=3B/yr&out.People=1B/yr&units.People=')`)
	assert.Equal(t, "out.People", eval[string](b, `document.activeElement.closest('.figure').dataset.key`))

	b.Focus(field("cash", 0))
	for range 7 {
		b.Keys(browser.ArrowUp)
	}
	b.Until(`location.hash.includes('&cash=17B&')`)
	b.Keys(browser.ArrowUp)
	b.Keys(browser.ArrowUp)
	assert.Equal(t, "true", at(`(location.hash = '#cash=1M&out.A=50k', true)`))
	b.Until(`document.querySelector('.lead').textContent.includes('20 months')`)
	b.Pause(600)
	assert.Equal(t, "#cash=1M&out.A=50k/mo", eval[string](b, `location.hash`))

	// The address follows also where something else is answered when its time comes.
	assert.Equal(t, "2M", eval[string](b, `(field => (field.value = '2M', field.dispatchEvent(new Event('input', { bubbles: true })), field.value))(`+field("cash", 0)+`)`))
	b.Until(`document.querySelector('.lead').textContent.includes('40 months') && (document.querySelector('[data-keep=add]').click(), true)`)
	b.Until(`location.hash === '#cash=1M&out.A=50k/mo&changes=&cash=2M'`)
}

// A calculator that stops is started anew with the figures in place, and with what is
// typed while it starts: when it has ended, and when the browser breaks it off.
func TestTheCalculatorComesBack(t *testing.T) { browser.Each(t, testTheCalculatorComesBack) }

func testTheCalculatorComesBack(t *testing.T) {
	b := open(t)
	b.Forgive() // what broke off is told on the console
	b.Before(watched)
	b.Load("en/openai-2024.html")
	b.ready()
	b.typeIn("cash", "10B")
	inWorker[bool](b, "end")
	eval[bool](b, `(ofThreads = '(slowly => WebAssembly.instantiate = (...of) => new Promise(done => setTimeout(done, 500)).then(() => slowly(...of)))(WebAssembly.instantiate)', true)`)
	b.typeIn("in.ChatGPT", "3B")
	b.Until(`document.querySelector('.lead').textContent.includes('34.3 months')`) // 10 ÷ (3.5/12)
	assert.Equal(t, 2, eval[int](b, `threads.length`))
	inWorker[bool](b, "trap")
	b.typeIn("in.ChatGPT", "2.5B")
	b.Until(`document.querySelector('.lead').textContent.includes('30 months')`) // 10 ÷ (4/12)
	assert.Equal(t, "10B", b.value(field("cash", 0)))
	assert.Empty(t, b.notices())
	inWorker[bool](b, "end")
	_, csv := b.download("csv")
	assert.Contains(t, csv, "\r\n2025-01,375000000,") // 2.5B and 2B a year

	// One that cannot be started anew leaves its last answer, and the link to it, also on
	// a page that the reader has come back to.
	for name, do := range map[string]func(){
		"a change": func() { b.typeIn("cash", "6B") },
		"a file":   func() { b.Click(`[data-file=csv]`) },
	} {
		b.Load("en/openai-2024.html?" + name + "#preset=openai-2024&cash=10B")
		b.ready()
		b.Load("ar/openai-2024.html")
		eval[bool](b, `(history.back(), true)`)
		b.Until(`document.documentElement.lang === 'en'`)
		b.ready()
		inWorker[bool](b, "end")
		eval[bool](b, `(ofThreads = 'WebAssembly.instantiate = async () => { throw new RangeError(\'Out of memory\') }', true)`)
		do()
		b.requireFault(name, "en", "stopped", 26.7)
		assert.Equal(t, "#preset=openai-2024&cash=10B", eval[string](b, `location.hash`))
	}
}

// A calculator whose memory cannot grow ends in the middle of an answer, as Go programs
// do, and starts anew with the figures in place.
func TestWithoutMemory(t *testing.T) { browser.Each(t, testWithoutMemory) }

func testWithoutMemory(t *testing.T) {
	// 10 MiB more, where it collects its garbage from 16 on.
	b := open(t, replaceProgram(changedProgram(t, addMemory(160))))
	b.Forgive() // it says on the console that it has ended
	b.Before(watched)
	b.Load("en/openai-2024.html")
	b.ready()
	eval[bool](b, `((async () => {
		const field = `+field("cash", 0)+`
		for (let i = 5; i < 45; i++) {
			field.value = i + '.5B'
			field.dispatchEvent(new Event('input', { bubbles: true }))
			while ('busy' in document.documentElement.dataset) await new Promise(done => setTimeout(done))
		}
	})(), true)`)
	b.Until(`threads.length > 1`)
	b.Within(browser.Patience/5, `document.querySelector('.lead').textContent.includes('118.7 months')`) // 44.5 ÷ 0.375
	assert.Equal(t, "44.5B", b.value(field("cash", 0)))
	assert.Empty(t, b.notices())
}
