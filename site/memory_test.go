package main

import (
	"flag"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/memory"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/site/browser"
)

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
	b.Until(`told !== undefined`)
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
	if ctx := b.Chromium(); ctx != nil {
		_, err := chromedp.Call(ctx, heapprofiler.CollectGarbage, cdp.Empty{})
		require.NoError(b, err)
		counted, err := chromedp.Call(ctx, memory.GetDOMCounters, cdp.Empty{})
		require.NoError(b, err)
		used, err := chromedp.Call(ctx, runtime.GetHeapUsage, cdp.Empty{})
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
		b.Within(browser.Patience+leftOpen(), `done`)
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
	b.Before(watched)
	b.Load("#" + smallest)
	b.ready()
	return b
}

// A page that is left open and changed all day holds no more than after a while: figures
// are typed, one is refused, a line is added and removed, in turn.
func TestAPageLeftOpen(t *testing.T) { browser.Each(t, testAPageLeftOpen) }

func testAPageLeftOpen(t *testing.T) {
	b := openWatched(t)
	b.sameAfter(*changes, `i => {
		if (i % 50 === 48) return document.querySelectorAll('.add')[1].click()
		if (i % 50 === 49) return [...document.querySelectorAll('.line [data-act=remove]')].at(-1).click()
		const field = document.querySelectorAll('div[data-key="cash"] input, div[data-key="out.A"] input')[i % 2]
		field.value = i % 25 === 0 ? 'x' : 1000 + i % 100 + 'k'
		field.dispatchEvent(new Event('input', { bubbles: true }))
	}`)
	b.Until(`location.hash.startsWith('#cash=')`)
	gaps := eval[[]float64](b, `writes.slice(1).map((at, i) => at - writes[i])`)
	assert.NotEmpty(t, gaps)
	for _, gap := range gaps {
		assert.Greater(t, gap, 290.0, "ms from one writing of the address to the next") // timers and clocks are rounded
	}
}

// Scripts that ask the calculator many times find it no larger than after a while.
func TestManyEvaluations(t *testing.T) { browser.Each(t, testManyEvaluations) }

func testManyEvaluations(t *testing.T) {
	b := openWatched(t)
	b.sameAfter(max(2000, *changes), `async i => {
		const { results } = await runway.evaluate('cash=' + (1000 + i % 100) + 'k&out.A=10k')
		if (results.runway.value !== (1000 + i % 100) / 10) throw i
	}`)
}
