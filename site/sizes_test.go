package main

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/andybalholm/brotli"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/browser"
	"runway/site/slim"
)

var (
	measuring = flag.Bool("measure", false, "measure sizes and times beside their budgets")
	earlier   = flag.String("earlier", "", "also measure input events on a site that was built earlier, in this folder")
)

// A row is something measured a few times, beside its budget if it has one.
type row struct {
	what, unit string
	budget     float64
	values     []float64
}

// median returns the middle value. It sorts the values.
func (r row) median() float64 {
	slices.Sort(r.values)
	return r.values[len(r.values)/2]
}

// table prints rows: the ratio is of the median to the budget, or to the row's own
// base where the unit is a ratio already.
func table(heading string, rows []row) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\n%s\tmedian\tleast\tgreatest\tbudget\tratio\t\n", heading)
	for _, r := range rows {
		median := r.median()
		budget, ratio, verdict := "", "", ""
		if r.budget > 0 {
			budget, ratio, verdict = fmt.Sprintf("%.5g", r.budget), fmt.Sprintf("%.3f", median/r.budget), "kept"
			if median > r.budget {
				verdict = "broken"
			}
		}
		fmt.Fprintf(w, "%s, %s\t%.5g\t%.5g\t%.5g\t%s\t%s\t%s\n", r.what, r.unit, median, r.values[0], r.values[len(r.values)-1], budget, ratio, verdict)
	}
	w.Flush()
}

// TestSizes holds the sizes of what travels to a reader.
func TestSizes(t *testing.T) {
	for _, r := range sizes(t) {
		assert.LessOrEqual(t, r.median(), r.budget, r.what)
	}
}

// TestBudgets measures everything that has a budget, and fails where a size breaks
// its own. It is asked for with -measure.
func TestBudgets(t *testing.T) {
	if !*measuring {
		t.Skip("no -measure")
	}
	rows := sizes(t)
	for _, r := range rows {
		assert.LessOrEqual(t, r.median(), r.budget, "the size budget of: %s", r.what)
	}
	rows = append(rows, gains(t)...)
	rows = append(rows, kernel(t)...)
	rows = append(rows, inputs(t)...)
	rows = append(rows, evaluations(t))
	table("Budgets", rows)
	table("What the calculator is made of", accounts(t))
	table("Start", starts(t))
}

// sizes measures the page without the calculator, and the calculator beside an
// empty program that imports safejs and exposes one function, built with the same Go.
func sizes(t *testing.T) []row {
	folder, err := builtSite()
	require.NoError(t, err)
	size := func(pattern string) float64 {
		content, err := os.ReadFile(onlyFile(t, filepath.Join(folder, pattern)))
		require.NoError(t, err)
		return float64(len(gzipped(t, content)))
	}
	script := size("assets/page-*.js")
	page := max(size("en/openai-2024.html"), size("ar/openai-2024.html")) + script + size("assets/page-*.css")
	packed, err := os.ReadFile(onlyFile(t, filepath.Join(folder, "assets/calculator-*.bin")))
	require.NoError(t, err)
	live := page + float64(len(packed)) + size("assets/worker-*.js") + size("assets/words-ar-*.txt") + size("assets/case-openai-2024-*.txt")

	empty := float64(brotlied(t, compiled(t, "./site/testdata/empty", slim.Symbols)))
	return []row{
		{"transfer to the first live answer, text by gzip", "bytes", 600_000, []float64{live}},
		{"calculator, packed", "times the empty safejs program by brotli 11", 0.90, []float64{float64(len(packed)) / empty}},
		{"calculator, brotli 11", "times the empty safejs program", 0.98, []float64{float64(brotlied(t, program(t))) / empty}},
		{"page, style and script, gzip", "bytes", 44 << 10, []float64{page}},
		{"script alone, gzip", "bytes", 14 << 10, []float64{script}},
	}
}

// gains measures by how much the calculator would be larger without each part that makes
// it smaller, beside the calculator as shipped.
func gains(t *testing.T) (rows []row) {
	size := func(parts slim.Parts) float64 { return float64(brotlied(t, compiled(t, "./wasm", parts))) }
	shipped := size(slim.All)
	rows = append(rows, row{"calculator as shipped, brotli 11", "bytes", 0, []float64{shipped}})
	for _, without := range []struct {
		name  string
		parts slim.Parts
	}{
		{"the small safejs", slim.All &^ slim.Safejs}, {"the small runtime", slim.All &^ slim.Runtime}, {"the data in few segments", slim.All &^ slim.Data &^ slim.Traces}, {"what stack traces show left out", slim.All &^ slim.Traces},
		{"fewer calls inlined", slim.All &^ slim.Inlining}, {"symbols left out", slim.All &^ slim.Symbols}, {"any of these (-plain)", 0},
	} {
		rows = append(rows, row{"without " + without.name, "times as large", 0, []float64{size(without.parts) / shipped}})
	}
	return rows
}

// compiled returns a package of the module, compiled for the browser.
func compiled(t testing.TB, pkg string, parts slim.Parts) []byte {
	t.Helper()
	root, err := moduleRoot()
	require.NoError(t, err)
	program, err := slim.Build(root, pkg, "", parts)
	require.NoError(t, err)
	return program
}

// program returns the calculator that a built site holds packed.
func program(t testing.TB) []byte { return compiled(t, "./wasm", slim.All) }

// onlyFile returns the one file that a pattern matches.
func onlyFile(t *testing.T, pattern string) string {
	files, err := filepath.Glob(pattern)
	require.NoError(t, err)
	require.Len(t, files, 1, pattern)
	return files[0]
}

func brotlied(t *testing.T, content []byte) int {
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotli.BestCompression)
	_, err := w.Write(content)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.Len()
}

func gzipped(t *testing.T, content []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	require.NoError(t, err)
	_, err = w.Write(content)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.Bytes()
}

// inputs measures an input event in Chromium, from the event to the page as it is laid out: with
// the answer, and with all that is in sight. In each round it takes the median and the 99th
// percentile of a hundred events, each of which finds the one before it painted. The longest that
// events keep the page busy is of a hundred as fast as they are answered. Late frames are those left
// out of three hundred, in each of which the figure changes. The first scenario is the one that the
// budget names: ten lines, five years. Rounds on an earlier site are taken in turn with those on this
// one.
func inputs(t *testing.T) (rows []row) {
	ten, _ := tenLines()
	links := []string{"cash=400k&horizon=60" + ten}
	for _, id := range calc.Presets() {
		links = append(links, "preset="+id)
	}
	for i, link := range append(links, "preset=young-company&timing=continuous") {
		name := strings.TrimPrefix(link, "preset=")
		if i == 0 {
			name = "ten lines, 60 months"
		}
		page := firstPage + "#" + link
		tabs := []*tab{openPage(t, page)}
		if *earlier != "" {
			tabs = append(tabs, &tab{browser.Open(t, handler(*earlier))})
			tabs[1].Load(page)
			tabs[1].ready()
		}
		measured := []row{
			{"the answer to an input event, " + name, "ms", 8.3, nil}, {"its 99th percentile", "ms", 16.7, nil},
			{"all in sight, " + name, "ms", 25, nil}, {"its 99th percentile", "ms", 50, nil},
			{"the longest that it keeps the page busy", "ms", 50, nil},
			{"frames late while a figure is dragged", "%", 1, nil},
		}
		ratios := make([][]float64, len(measured))
		for range 3 {
			now := inputRound(tabs[0])
			for i, v := range now {
				measured[i].values = append(measured[i].values, v)
			}
			if len(tabs) > 1 {
				for i, v := range inputRound(tabs[1]) {
					if v > 0 { // no frame of it may be late
						ratios[i] = append(ratios[i], now[i]/v)
					}
				}
			}
		}
		for i, r := range measured {
			if rows = append(rows, r); len(ratios[i]) > 0 {
				rows = append(rows, row{"the same", "times that of the earlier site", 0, ratios[i]})
			}
		}
	}
	return rows
}

// inputRound returns, in milliseconds, the median and the 99th percentile of answers to a hundred
// input events, those of all that is in sight, and the longest that another hundred keep the page
// busy, and what percentage of frames is late while a figure is dragged.
func inputRound(b *tab) [6]float64 {
	// events answers with how long each of a hundred took, a pause between them: first their
	// answers, then all in sight.
	events := func(pause int) [2][]float64 {
		eval[bool](b, fmt.Sprintf(`(measured = undefined, (async () => {
			const field = %s, first = [], whole = []
			const laidOut = before => (document.body.offsetHeight, performance.now() - before)
			// observed resolves once a mutation is seen with which the page is as it should be.
			const observed = (target, options, isSo) => new Promise(done => new MutationObserver((_, observer) => {
				if (!isSo()) return
				observer.disconnect()
				done()
			}).observe(target, options))
			for (let i = 0; i < 100; i++) {
				await new Promise(done => setTimeout(done, %d))
				field.value = 400 + i + 'k'
				const before = performance.now()
				field.dispatchEvent(new Event('input', { bubbles: true }))
				const finished = observed(document.documentElement, { attributes: true }, () => !('busy' in document.documentElement.dataset))
				await observed(main, { subtree: true, childList: true, characterData: true, attributes: true }, () => true)
				first.push(laidOut(before))
				await finished
				whole.push(laidOut(before))
			}
			measured = [first, whole].map(times => times.sort((a, b) => a - b))
		})(), true)`, field("cash", 0), pause))
		b.Within(browser.Patience, `!!measured`)
		return eval[[2][]float64](b, `measured`)
	}
	times := events(50)
	eval[bool](b, `(() => {
		longest = 0
		let last = performance.now()
		watch = new MessageChannel()
		watch.port1.onmessage = () => {
			longest = Math.max(longest, performance.now() - last)
			last = performance.now()
			watch.port2.postMessage(0)
		}
		watch.port2.postMessage(0)
		return true
	})()`)
	events(0)
	longest := eval[float64](b, `(watch.port1.close(), longest)`)
	eval[bool](b, fmt.Sprintf(`(measured = undefined, (async () => {
		const field = %s, times = []
		for (let i = 0; i < 301; i++) {
			times.push(await new Promise(requestAnimationFrame))
			field.value = 400 + i + 'k'
			field.dispatchEvent(new Event('input', { bubbles: true }))
		}
		measured = times
	})(), true)`, field("cash", 0)))
	b.Within(browser.Patience, `!!measured`)
	frames := eval[[]float64](b, `measured`)
	shown := math.Round((frames[300] - frames[0]) * 60 / 1000)
	return [6]float64{times[0][50], times[0][98], times[1][50], times[1][98], longest, 100 * (shown - 300) / shown}
}

// evaluations measures by what the calculator's memory grows in 100,000 evaluations
// after the first thousand.
func evaluations(t *testing.T) row {
	b := openWatched(t, firstPage+"#"+smallest)
	evaluate := func(n int) float64 {
		eval[bool](b, fmt.Sprintf(`(done = false, (async () => {
			for (let i = 0; i < %d; i++) await runway.evaluate('cash=' + (1000 + i %% 1000) + 'k&out.A=10k&in.B=2k&grow.B=3%%25')
			done = true
		})(), true)`, n))
		b.Within(browser.Patience, `done`)
		return inWorker[float64](b, "memory") / (1 << 20)
	}
	first := evaluate(1000)
	return row{"memory that 100,000 evaluations add after the first 1,000", "MB", 0, []float64{evaluate(100_000) - first}}
}

// networks lists Chromium's throttles: slow 4G as its developer tools have it since
// 2024, and fast 3G as before, which WebPageTest has too.
var networks = []struct {
	name           string
	latency, speed float64 // ms, bits a second
}{{"slow 4G", 562.5, 1.44e6}, {"fast 3G", 150, 1.6e6}}

// starts measures the start of the page and of the embed under throttled networks and a
// processor four times slower, beside the same calculator started the usual way, a page that
// waits for instantiateStreaming and then writes its answer. With the processor as it is, a start
// is beside as many bytes as the page takes until it is live, fetched as one file and not looked at.
func starts(t *testing.T) (rows []row) {
	folder, err := builtSite()
	require.NoError(t, err)
	live := sizes(t)[0]
	require.Contains(t, live.what, "first live answer")
	origin := browser.Serve(t, beside(t, folder, int(live.median())))
	for _, n := range networks {
		for _, warm := range []bool{false, true} {
			for _, of := range []string{"usual.html", "ar/openai-2024.html", "ar/openai-2024.embed.html"} {
				var all [4][]float64
				for range 3 {
					t.Run("start", func(t *testing.T) { // so that each tab is closed
						for i, v := range start(t, origin+"/"+of, n.latency, n.speed, 4, warm) {
							all[i] = append(all[i], v)
						}
					})
				}
				name := strings.TrimSuffix(of, ".html") + ", " + n.name + map[bool]string{true: ", warm", false: ", cold"}[warm]
				rows = append(rows, row{name + ": readable", "ms", 0, all[0]}, row{"live", "ms", 0, all[1]},
					row{"longest task", "ms", 0, all[2]}, row{"longest wait of input since it is seen", "ms", 50, all[3]})
			}
		}
		times := row{"ar/openai-2024, " + n.name + ", cold: live", "times the same bytes alone", 1.05, nil}
		for range 5 {
			var live [2]float64
			for i, of := range []string{"ar/openai-2024.html", "alone.html"} {
				t.Run("start", func(t *testing.T) { live[i] = start(t, origin+"/"+of, n.latency, n.speed, 1, false)[1] })
			}
			times.values = append(times.values, live[0]/live[1])
		}
		rows = append(rows, times)
	}
	return rows
}

// start returns, in milliseconds, the time to a readable and to a live answer, the longest
// task, and the longest part of a task after the first paint, on a processor so many times slower.
// The cache is empty, or warm from an earlier visit.
func start(t *testing.T, address string, latency, speed, slower float64, warm bool) [4]float64 {
	b := open(t)
	b.Forgive()
	ctx := b.Chromium()
	call(b, network.ClearBrowserCache, cdp.Empty{})
	call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `
		live = readable = 0
		tasks = []
		new PerformanceObserver(list => tasks.push(...list.getEntries())).observe({ type: 'longtask', buffered: true })
		longest = from => Math.max(0, ...tasks.map(({ startTime, duration }) => startTime + duration - Math.max(startTime, from)))
		new MutationObserver(() => {
			if (!readable && document.querySelector('.lead')) requestAnimationFrame(() => readable ||= performance.now())
			if (!live && 'ready' in document.documentElement.dataset) live = performance.now()
		}).observe(document, { subtree: true, childList: true, attributes: true })`})
	visit := func() {
		require.NoError(t, chromedp.Do(ctx, chromedp.Navigate(address)))
		// An embed starts when the reader reaches for it.
		eval[bool](b, `('embed' in document.documentElement.dataset && dispatchEvent(new Event('pointerover')), true)`)
		b.Within(browser.Patience, `live > 0`)
		b.Pause(300)
	}
	if warm {
		visit()
	}
	call(b, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{Latency: latency, DownloadThroughput: speed / 8, UploadThroughput: speed / 16}}})
	b.tellRoundTrip(latency)
	call(b, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: slower})
	visit()
	return [4]float64{eval[float64](b, `readable`), eval[float64](b, `live`), eval[float64](b, `longest(0)`),
		eval[float64](b, `longest(performance.getEntriesByName('first-contentful-paint')[0].startTime)`)}
}

// call sends Chromium a command.
func call[P, R any](b *tab, command cdp.Command[P, R], params P) {
	b.Helper()
	_, err := chromedp.Call(b.Chromium(), command, params)
	require.NoError(b, err)
}

// beside adds pages to a built site: one that starts the calculator in the usual way, from a host
// that compresses, and one that fetches so many bytes.
func beside(t *testing.T, folder string, size int) http.Handler {
	asset := func(pattern string) string {
		file, err := filepath.Rel(folder, onlyFile(t, filepath.Join(folder, "assets", pattern)))
		require.NoError(t, err)
		return "/" + filepath.ToSlash(file)
	}
	calculator, glue := gzipped(t, program(t)), goGlue(t)
	usual := `<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><link rel="stylesheet" href="` + asset("page-*.css") + `"><script src="/glue.js"></script><p>Loading …</p>
		<script>(async () => {
			const go = new Go(), words = fetch('` + asset("words-ar-*.txt") + `').then(response => response.text())
			const { instance } = await WebAssembly.instantiateStreaming(fetch('/calculator.wasm'), go.importObject)
			go.run(instance)
			runwayEvaluate('', 'ar', '', 'words', '', await words)
			document.body.innerHTML = runwayEvaluate('preset=openai-2024', 'ar', '', 'open').main
			document.documentElement.dataset.ready = ''
		})()</script>`
	mux := http.NewServeMux()
	mux.Handle("/", handler(folder))
	mux.HandleFunc("/alone.html", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `<!doctype html><html><p class="lead">Loading …</p><script>
			fetch('/alone').then(response => response.arrayBuffer()).then(() => document.documentElement.dataset.ready = '')
		</script>`)
	})
	mux.HandleFunc("/alone", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=3600")
		w.Write(make([]byte, size))
	})
	mux.HandleFunc("/usual.html", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, usual) })
	mux.HandleFunc("/glue.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Cache-Control", "max-age=3600")
		w.Write(gzipped(t, glue))
	})
	mux.HandleFunc("/calculator.wasm", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/wasm")
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Cache-Control", "max-age=3600")
		w.Write(calculator)
	})
	return mux
}
