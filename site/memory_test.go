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

// extraPatience returns how much longer than others the test of a page left open may wait.
func extraPatience() time.Duration { return time.Duration(*changes) * 50 * time.Millisecond }

// smallest is the link of a company as small as can be.
const smallest = "cash=1M&out.A=10k"

// watched is a script that keeps the page's workers in threads, runs the script ofThreads in
// each before its own, and notes when the address was written. A worker carries out the
// commands that it is sent under `test`; they are listed here because the page's policy lets
// no script evaluate a text.
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
	let whole // the calculator before it was replaced
	const replace = by => {
		whole ??= runwayEvaluate
		globalThis.runwayEvaluate = by
		return true
	}
	const garble = (name, change) => replace(request => {
		const answer = whole(request)
		return name in answer ? { ...answer, [name]: change(answer[name]) } : answer
	})
	const does = {
		refuse: () => replace(() => ({ error: 'refused' })),
		lose: () => garble('draft', () => undefined),
		change: () => garble('link', () => 5),
		cut: () => garble('main', main => main.slice(0, main.length / 2)),
		strip: () => garble('main', main => main.replace('<main id="main">', '').replace('</main>', '')),
		heal: () => replace(whole),
		hang: () => replace(() => { for (;;); }),
		late: () => replace(request => {
			for (const start = Date.now(); Date.now() < start + 3000;);
			return whole(request)
		}),
		mute: () => Boolean(setTimeout(() => postMessage = () => {})),
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

// inWorker sends a command to the newest worker of a watched page and returns its result.
func inWorker[T any](b *tab, what string) T {
	b.Helper()
	eval[bool](b, fmt.Sprintf(`(told = undefined, threads.at(-1).postMessage({ test: %q }), true)`, what))
	b.Until(`told !== undefined`)
	return eval[T](b, `told`)
}

// A memoryUse is what a page holds. Only Chromium tells of nodes outside the document, of
// listeners, and of the JavaScript heap.
type memoryUse struct {
	Calculators, Memory, Nodes int
	allNodes, listeners        int64
	heap                       int64
}

func (b *tab) usage() (h memoryUse) {
	b.Helper()
	h = eval[memoryUse](b, `(() => {
		const nodes = document.createTreeWalker(document)
		let n = 1
		while (nodes.nextNode()) n++
		return { Calculators: threads.length, Nodes: n }
	})()`)
	h.Memory = inWorker[int](b, "memory")
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

// requireNoGrowth runs a JavaScript function many times, numbered, and requires that the page
// never holds more than after the first thousand, or two thirds of fewer. It lets the page
// come to rest and looks ten times. Two collectors run when they like, so memory may grow by
// what lies between two collections: the calculator's at its highest by 1 MiB, and what of
// the page it still refers to by 2 MiB. Nodes just taken off the page may still be counted:
// fewer than the hundred changes after the first look, each of which would leave one.
func (b *tab) requireNoGrowth(times int, do string) {
	b.Helper()
	warm := min(1000, times*2/3)
	var first memoryUse
	start := time.Now()
	for look, from := 0, 0; look <= 10; look++ {
		to := (warm + (times-warm)*look/10) / cycle * cycle
		eval[bool](b, fmt.Sprintf(`(done = false, (async () => {
			const cycle = %d
			for (let i = %d; i < %d; i++) {
				await (%s)(i)
			}
			await new Promise(done => setTimeout(done, 1000)) // what waits for quiet
			while ('busy' in document.documentElement.dataset) await new Promise(done => setTimeout(done))
			done = true
		})(), true)`, cycle, from, to, do))
		b.Within(browser.Patience+extraPatience(), `done`)
		now := b.usage()
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

// cycle is the number of changes after which they begin again.
const cycle = 50

// openWatched opens a watched page, and waits for the calculator's answer.
func openWatched(t *testing.T, address string) *tab {
	b := open(t)
	b.Before(watched)
	b.Load(address)
	b.answered()
	return b
}

// A page that is left open and changed all day holds no more than after a while: figures are typed,
// one is refused, another is made a range, growth is applied in another way, a line is added, renamed
// and removed, and all that undone and redone, in turn. Most figures are typed faster than they are
// answered; all other changes find the one before them answered.
func TestAPageLeftOpen(t *testing.T) { browser.Each(t, testAPageLeftOpen) }

func testAPageLeftOpen(t *testing.T) {
	b, times := openWatched(t, firstPage+"#"+smallest), *changes
	if browser.Engine(t) != "Chromium" {
		times = times * 2 / 5 // others tell less of what they hold
	}
	b.requireNoGrowth(times, `async i => {
		do await new Promise(done => setTimeout(done))
		while (i % cycle >= 30 && 'busy' in document.documentElement.dataset)
		const one = selector => document.querySelector(selector) ?? (() => { throw i + ': ' + selector })()
		const change = (field, value) => {
			field.value = value
			for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }))
		}
		const back = () => one('[data-go=back]:not([aria-disabled=true])').click()
		const timing = 'div[data-key="timing"] select'
		switch (i % cycle) {
		case 38: return change(one(timing), 'continuous')
		case 39: return one(timing).value === 'continuous' && back()
		case 41: return one('div[data-key="out.A"] .spread').click()
		case 42: return one('div[data-key="out.A"] .spread:not([data-text*=".."])') && back()
		case 43: return one('[data-go=forth]:not([aria-disabled=true])').click()
		case 44: return back()
		case 46: return change(one('[data-rename="out.A"]'), 'B')
		case 47: return one('[data-rename="out.B"]') && back()
		case 48: return document.querySelectorAll('.add')[1].click()
		case 49: return [...document.querySelectorAll('.line [data-act=remove]')].at(-1).click()
		}
		change(one('div[data-key="' + (i % 2 ? 'out.A' : 'cash') + '"] input'), i % 25 === 0 ? 'x' : 1000 + i % cycle + '.' + i % 9 + 'k')
	}`)
	b.Until(`location.hash.startsWith('#cash=')`)
	b.requireCalm(eval[[]float64](b, `writes`))
}

// Scripts that ask the calculator many times find it no larger than after a while.
func TestManyEvaluations(t *testing.T) { browser.Each(t, testManyEvaluations) }

func testManyEvaluations(t *testing.T) {
	b := openWatched(t, firstPage+"#"+smallest)
	b.requireNoGrowth(max(2000, *changes), `async i => {
		const { results } = await runway.evaluate('cash=' + (1000 + i % 100) + 'k&out.A=10k')
		if (results.runway.value !== (1000 + i % 100) / 10) throw i
	}`)
}
