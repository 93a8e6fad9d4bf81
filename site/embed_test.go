package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/site/browser"
	"runway/site/view"
)

// Versions of embeds that articles may have pinned outlive builds, and hold all
// they load.
func TestPinnedEmbeds(t *testing.T) { browser.Each(t, testPinnedEmbeds) }

func testPinnedEmbeds(t *testing.T) {
	folder, err := builtSite()
	require.NoError(t, err)
	folders, err := filepath.Glob(filepath.Join(folder, versions, "*"))
	require.NoError(t, err)
	require.Len(t, folders, 1)
	// Served alone, without the site around it, it works.
	b := open(t)
	b.Visit(browser.Serve(t, handler(folders[0])) + "/ar/openai-2024.embed.html#preset=openai-2024&cash=10B")
	b.Until(`document.querySelector('.lead').textContent.includes('26.7 شهر')`)
	// The dialog offers it, and leads from it to the live page.
	b.Load("en/openai-2024.html")
	b.ready()
	b.openDialog()
	eval[bool](b, `(f => { f.version.selectedIndex = 1; f.dispatchEvent(new Event('input', {bubbles: true})); return true })(document.querySelector('#embed form'))`)
	version := versions + "/" + filepath.Base(folders[0])
	b.Until(`document.getElementById('embed-code').value.includes('/` + version + `/en/openai-2024.embed.html"')`)
	assert.Contains(t, eval[string](b, `document.getElementById('embed-code').value`), `<script src="`+b.Host+`/host.js" async></script>`)
	b.waitForPreview()
	b.Load(version + "/fr/openai-2024.embed.html")
	assert.Equal(t, b.Host+"/fr/openai-2024.html", eval[string](b, `document.querySelector('footer a').href`))
	// A later build keeps an earlier version.
	later := t.TempDir()
	require.NoError(t, writeFile(filepath.Join(later, versions, "earlier", "en", "a.html"), []byte("x")))
	require.NoError(t, writeFile(filepath.Join(later, "assets", "calculator-1.bin"), []byte("x")))
	require.NoError(t, writeFile(filepath.Join(later, ".git", "HEAD"), []byte("x")))
	require.NoError(t, clearFolder(later))
	assert.FileExists(t, filepath.Join(later, versions, "earlier", "en", "a.html"))
	assert.FileExists(t, filepath.Join(later, ".git", "HEAD"))
	assert.NoFileExists(t, filepath.Join(later, "assets", "calculator-1.bin"))
}

// hosts are articles' ways to size a frame: with the scripts of newsrooms, from
// npm, and with listeners as Datawrapper's and Medium's pages have them.
var hosts = map[string]string{
	"pym": `<div id="frame"></div><script src="/npm/pym.js/dist/pym.v1.js"></script>
		<script>new pym.Parent('frame', SRC, {})</script>`,
	"newswire": `<div id="frame" data-frame-src="SRC"></div><script src="/npm/@newswire/frames/dist/frames.umd.js"></script>
		<script>newswireFrames.autoInitFrames()</script>`,
	"open-iframe-resizer": `<iframe src="SRC"></iframe>
		<script type="module">import { initialize } from '/npm/@open-iframe-resizer/core/dist/index.js'; initialize({}, 'iframe')</script>`,
	// It hears nothing of what was said before the frame had come.
	"open-iframe-resizer, late": `<iframe src="SRC"></iframe><script>addEventListener('load', () =>
		import('/npm/@open-iframe-resizer/core/dist/index.js').then(({ initialize }) => initialize({}, 'iframe')))</script>`,
	"datawrapper": `<iframe src="SRC" sandbox="allow-scripts allow-same-origin allow-popups"></iframe><script>
		addEventListener('message', e => { for (const id in e.data['datawrapper-height'] ?? {}) document.querySelector('iframe').style.height = e.data['datawrapper-height'][id] + 'px' })</script>`,
	"medium": `<iframe src="SRC"></iframe><script>addEventListener('message', e => {
		let data; try { data = JSON.parse(e.data) } catch { return }
		for (const f of document.querySelectorAll('iframe')) if (data.context === 'iframe.resize' && f.src.split('#')[0] === data.src) f.style.height = data.height + 'px' })</script>`,
}

// article opens an article of another origin than the site's, with an embed in it.
func article(t *testing.T, b *tab, dir, body, address string) {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/npm/", http.StripPrefix("/npm/", http.FileServer(http.Dir("testdata/npm/node_modules"))))
	src := b.Host + "/" + address
	body = strings.ReplaceAll(strings.ReplaceAll(body, `"SRC"`, `"`+src+`"`), "SRC", "'"+src+"'")
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><html dir=%q><link rel="icon" href="data:,"><script>messages = []; addEventListener('message', e => messages.push(e.data))</script>
			<style>html { overflow-y: scroll } iframe { width: 100%%; border: 0 } body { margin: 0 }</style><p>An article.</p><div id="place">%s</div>`, dir, body)
	})
	b.Visit(strings.Replace(browser.Serve(t, mux), "127.0.0.1", "localhost", 1) + "/")
}

const (
	// said is the height that the frame has said last, shown the one it has.
	said  = `messages.filter(m => m?.sentinel === 'amp').at(-1)?.height`
	shown = `document.querySelector('iframe')?.clientHeight`
)

// A frame takes the height of what it holds, in every host, growing and shrinking,
// after it was hidden, in either direction of text, and says it a few times only.
func TestHeights(t *testing.T) { browser.Each(t, testHeights) }

func testHeights(t *testing.T) {
	fromNPM(t, "pym.js") // and the other hosts' scripts beside it
	for name, body := range hosts {
		for dir, address := range map[string]string{"ltr": "en/openai-2024.embed.html", "rtl": "ar/openai-2024.embed.html"} {
			t.Run(name+"/"+dir, func(t *testing.T) {
				b := open(t)
				b.Viewport(800, 700)
				article(t, b, dir, body, address)
				fits := func() float64 {
					t.Helper()
					b.Until(said + ` > 300 && Math.abs(` + said + ` - ` + shown + `) <= 1`)
					return eval[float64](b, said)
				}
				wide := fits()
				b.Viewport(360, 700)
				b.Until(said + fmt.Sprintf(` > %v`, wide+50))
				narrow := fits()
				assert.Greater(t, narrow, wide)
				b.Viewport(800, 700)
				b.Until(said + fmt.Sprintf(` === %v`, wide))
				fits()
				// Hidden, it says nothing; shown again, it fits.
				before := eval[float64](b, `messages.length`)
				eval[bool](b, `(place.style.display = 'none', true)`)
				b.Viewport(500, 700)
				eval[bool](b, `(place.style.display = '', true)`)
				b.Until(said + fmt.Sprintf(` > %v`, wide))
				fits()
				assert.Less(t, eval[float64](b, `messages.length`)-before, 40.0)
				assert.Less(t, eval[float64](b, `messages.length`), 150.0, "no loop")
				assert.False(t, eval[bool](b, `messages.some(m => JSON.stringify(m).includes('cash'))`), "nothing of the scenario is said")
			})
		}
	}
}

// Only the parent is answered, and only if it asks in a known way.
func TestOnlyKnownAsksAreAnswered(t *testing.T) { browser.Each(t, testOnlyKnownAsksAreAnswered) }

func testOnlyKnownAsksAreAnswered(t *testing.T) {
	b := open(t)
	article(t, b, "ltr", `<iframe src="SRC"></iframe>`, "en/openai-2024.embed.html")
	b.Until(said + ` > 300`)
	b.Pause(1000)
	answers := func(ask string) bool {
		return eval[bool](b, `(messages.length = 0, document.querySelector('iframe').contentWindow.postMessage(`+ask+`, '*'), asked = Date.now(), true)`) &&
			func() bool {
				b.Until(`messages.length > 0 || Date.now() - asked > 400`)
				return eval[bool](b, `messages.length > 0`)
			}()
	}
	for _, ask := range []string{`{sentinel: 'amp', type: 'frames-init'}`, `{type: 'iframe-child-init'}`,
		`{type: 'iframe-child-init', targetElementSelector: undefined, bodyPadding: '0', bodyMargin: undefined}`, `{type: 'iframe-get-child-dimensions'}`} {
		assert.True(t, answers(ask), ask)
	}
	for _, ask := range []string{`null`, `'x'`, `{type: 'iframe-child-init', more: 1}`, `{type: 'other'}`, `[]`, `{sentinel: 'amp'}`} {
		assert.False(t, answers(ask), ask)
	}
}

// A name in the address stands in pym's message if it is one that pym gives, and otherwise
// nothing of it is said.
func TestNamesForPym(t *testing.T) { browser.Each(t, testNamesForPym) }

func testNamesForPym(t *testing.T) {
	b := open(t)
	for name, want := range map[string]bool{
		"frame-1_a": true, "": false, "a%20b": false, "a.b": false, "%D8%A3": false, "a%0Ab": false,
		"framexPYMxnavigateToxPYMxhttps://example.org/xPYMx": false, "framexPYMxheightxPYMx1": false,
	} {
		article(t, b, "ltr", `<iframe src="SRC"></iframe>`, "en/openai-2024.embed.html?childId="+name)
		b.Until(said + ` > 300`)
		if want { // it comes last
			b.Until(`messages.some(m => String(m).startsWith('pym'))`)
		}
		got := eval[[]string](b, `messages.filter(m => String(m).startsWith('pym'))`)
		if want {
			assert.Regexp(t, `^pymxPYMx`+name+`xPYMxheightxPYMx\d+$`, got[0])
		} else {
			assert.Empty(t, got, name)
		}
	}
	article(t, b, "ltr", `<iframe src="SRC"></iframe>`, "en/openai-2024.embed.html")
	b.Until(said + ` > 300`)
	assert.False(t, eval[bool](b, `messages.some(m => String(m).startsWith('pym'))`), "without a name")
}

// An embed is read without the calculator, which comes when the reader reaches for a figure.
func TestAnEmbedStartsWhenTheReaderReachesForIt(t *testing.T) {
	browser.Each(t, testAnEmbedStartsWhenTheReaderReachesForIt)
}

func testAnEmbedStartsWhenTheReaderReachesForIt(t *testing.T) {
	for _, fragment := range []string{"", "#amp=1", "#?secret=abcdefghij", "#xtor=RSS-1"} {
		var fetched atomic.Int32
		b := open(t, countRequests("calculator-", &fetched))
		article(t, b, "ltr", `<div style="height: 9000px"></div><iframe src="SRC" height="900"></iframe>`, "en/openai-2024.embed.html"+fragment)
		b.Until(said + ` > 300`)
		b.Pause(1500)
		assert.Zero(t, fetched.Load(), fragment)
		eval[bool](b, `(scrollTo(0, 9000), true)`)
		b.Until(`document.querySelector('iframe').getBoundingClientRect().top < 500`)
		b.Pause(1500)
		assert.Zero(t, fetched.Load(), "in view: %s", fragment)
		b.keys("\t")
		require.Eventually(t, func() bool { return fetched.Load() == 1 }, 10e9, 5e7, fragment)
	}
}

// The parts of an embed are chosen in its address, and so is its theme.
func TestPartsOfAnEmbed(t *testing.T) {
	visible := func(address string) string {
		b := open(t)
		b.Load(address)
		return eval[string](b, `['h1', '.lead', '.levers', '.picture', '.story', 'fieldset', '.results', '.months', 'header'].filter(s => {
			const e = document.querySelector(s); return e?.checkVisibility() && e.getBoundingClientRect().width > 1 }).join(' ') + ' ' + getComputedStyle(document.body).backgroundColor`)
	}
	assert.Equal(t, ".lead .levers .picture rgb(255, 255, 255)", visible("en/openai-2024.embed.html"))
	assert.Equal(t, "h1 .lead .levers .picture .story .results rgb(22, 24, 27)", visible("en/openai-2024.embed.html?parts=title,story,results&theme=dark"))
}

// Parts that an embed shows follow each change, though the frame was out of sight as it came, like one
// in a closed tab of its host's page, and rows are never behind the finger that moves them.
func TestShownPartsOfAnEmbedFollow(t *testing.T) {
	tab := `<!doctype html><link rel="icon" href="data:,"><div style="display: none"><iframe src="en/openai-2024.embed.html?parts=rows,results" width="700" height="2000"></iframe></div>`
	b := open(t, withPage("/tab.html", &tab))
	b.Visit(b.Host + "/tab.html")
	const inside = `document.querySelector('iframe').contentDocument`
	b.Until(`'live' in (` + inside + `?.documentElement.dataset ?? {})`)
	eval[bool](b, `(document.querySelector('div').style.display = '', frame = `+inside+`, frame.defaultView.dispatchEvent(new Event('pointerover')), true)`)
	b.Until(`'ready' in frame.documentElement.dataset`)
	before := eval[string](b, `frame.querySelector('.results').textContent`)
	// Each change of the page is looked at as it is made.
	eval[bool](b, `(behind = [], moved = 0, new frame.defaultView.MutationObserver(() => {
		if (frame.querySelector('.rows[data-stale]')) behind.push(moved)
	}).observe(frame.querySelector('main'), { subtree: true, childList: true, characterData: true, attributes: true }), (async () => {
		const slider = frame.querySelector('.rows .figure[data-key=cash] input[type=range]')
		for (; moved < 20; moved++) {
			slider.value = Number(slider.value) + Number(slider.step || 1)
			slider.dispatchEvent(new Event('input', { bubbles: true }))
			await new Promise(done => setTimeout(done, 20))
		}
	})(), true)`)
	b.Until(`moved === 20 && !('busy' in frame.documentElement.dataset)`)
	assert.Empty(t, eval[[]int](b, `behind`))
	assert.Empty(t, eval[[]string](b, `[...frame.querySelectorAll('[data-stale]')].filter(part => part.checkVisibility()).map(part => part.className)`))
	assert.NotEqual(t, before, eval[string](b, `frame.querySelector('.results').textContent`))
}

// An embed is one sentence, a card or everything, with parts named added and others left out; the
// answer, who says so and the way to the whole page stay whatever is asked for. Nothing moves as it
// comes, and nothing is wider than its frame. Of one in which no figure can be changed a reader's
// mouse fetches nothing.
func TestSizesOfAnEmbed(t *testing.T) {
	var calculators atomic.Int32
	folder, err := builtSite()
	require.NoError(t, err)
	b := open(t, countRequests("calculator-", &calculators))
	b.Before(noteShifts)
	const always = ".lead .credit footer"
	var whole []string
	for _, part := range embedParts {
		if part.code != "title" && part.code != "picture" {
			whole = append(whole, "."+part.code)
		}
	}
	pinned, err := filepath.Glob(filepath.Join(folder, versions, "*"))
	require.NoError(t, err)
	for _, c := range []struct{ address, seen string }{
		{"", ".levers .chart"},
		{"?size=card", ".levers .chart"},
		{"?size=constructor&parts=nothing,-lead,-credit", ".levers .chart"},
		{"?size=sentence", ""},
		{"?parts=-levers,-picture", ""},
		{"?size=sentence&parts=picture", ".chart"},
		{"?parts=-levers", ".chart"},
		{"?parts=-picture", ".levers"},
		{"?parts=title,-picture,results", "h1 .levers .results"},
		{"?size=whole", "h1 .chart " + strings.Join(whole, " ")},
		{"?size=whole&parts=-months,-method,-files", "h1 .chart " + strings.TrimSuffix(strings.Join(whole, " "), " .months .method .files")},
	} {
		for _, width := range []int64{360, 640} {
			for _, site := range []string{"", versions + "/" + filepath.Base(pinned[0]) + "/"} {
				name := fmt.Sprint(site, c.address, " at ", width)
				b.Viewport(width, 700)
				b.Load(site + "en/openai-2024.embed.html" + c.address)
				b.Until(`'live' in document.documentElement.dataset`)
				assert.ElementsMatch(t, strings.Fields(always+" "+c.seen), eval[[]string](b, quoted(append([]string{"h1", ".lead", ".chart", ".credit", "footer"}, whole...))+`.filter(s =>
					[...document.querySelectorAll(s)].some(e => e.checkVisibility() && e.getBoundingClientRect().width > 1))`), name)
				assert.True(t, eval[bool](b, `document.documentElement.scrollWidth <= innerWidth`), name)
				assert.Empty(t, eval[[]string](b, `shifts`), name)
			}
		}
	}
	assert.Zero(t, calculators.Load())
	for address, want := range map[string]int32{"?size=sentence": 0, "?parts=-levers": 0, "?parts=-picture": 1} {
		calculators.Store(0)
		b.Load("en/openai-2024.embed.html" + address)
		b.Until(`'live' in document.documentElement.dataset`)
		b.Point(100, 40)
		b.Point(110, 50)
		b.Pause(500)
		assert.Equal(t, want, calculators.Load(), address)
	}
}

// An embed takes fonts that the reader has, by name, and no ground, by wish; the article's own font
// and colour scheme come with the element.
func TestFontAndGroundOfAnEmbed(t *testing.T) {
	b := open(t)
	const ours = `system-ui, system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif`
	look := func(search string) []string {
		b.Load("en/openai-2024.embed.html?" + search)
		b.Until(`'live' in document.documentElement.dataset`)
		return eval[[]string](b, `[getComputedStyle(document.querySelector('.lever input')).fontFamily, getComputedStyle(document.body).backgroundColor]`)
	}
	for _, c := range [][3]string{
		{"", ours, "rgb(255, 255, 255)"},
		{"font=Georgia,+serif&theme=dark", "Georgia, serif, " + strings.TrimPrefix(ours, "system-ui, "), "rgb(22, 24, 27)"},
		{"font=%22Noto+Naskh+Arabic%22", `"Noto Naskh Arabic", ` + strings.TrimPrefix(ours, "system-ui, "), "rgb(255, 255, 255)"},
		{"font=host&ground=transparent", ours, "rgba(0, 0, 0, 0)"},
		{"font=serif;color:red&ground=red", ours, "rgb(255, 255, 255)"},
		{"font=url(https://evil.example/a)", ours, "rgb(255, 255, 255)"},
		{"font=var(--line)", ours, "rgb(255, 255, 255)"},
		{"font=Georgia,&ground=", ours, "rgb(255, 255, 255)"},
	} {
		assert.Equal(t, c[1:], look(c[0]), c[0])
	}
	article(t, b, "ltr", fmt.Sprintf(`<div style="font-family: 'Article Sans', Georgia"><runway-case src="%s/en/openai-2024.embed.html?font=host&amp;theme=dark#amp=1"><figure>x</figure></runway-case></div>
		<script src="%s/host.js" async></script>`, b.Host, b.Host), "")
	eval[bool](b, `(document.querySelector('figure').dispatchEvent(new Event('pointerover', { bubbles: true })), true)`)
	b.Until(`!!document.querySelector('iframe')`)
	assert.Equal(t, []string{b.Host + "/en/openai-2024.embed.html?font=%22Article+Sans%22%2C+Georgia&theme=dark#amp=1", "dark"},
		eval[[]string](b, `(f => [f.src, getComputedStyle(f).colorScheme])(document.querySelector('iframe'))`))
}

// openDialog opens the dialog of the embed.
func (b *tab) openDialog() {
	b.Helper()
	b.Click(`[data-share=embed]`)
	b.Until(`document.getElementById('embed')?.open`)
	b.waitForPreview()
}

// waitForPreview brings the dialog's first preview into sight, reaches for it and waits until it is
// live. WebKit reports the loads of a preview that is left earlier as failures.
func (b *tab) waitForPreview() {
	b.Helper()
	b.Until(`(p => (p.scrollIntoView({ block: 'nearest' }), p.contentDocument?.URL === p.src && (p.contentWindow.dispatchEvent(new Event('pointerover')), p.contentDocument.documentElement.hasAttribute('data-ready'))))(document.querySelector('#embed iframe'))`)
}

// The dialog writes the code of what its preview shows.
func TestEmbedDialog(t *testing.T) { browser.Each(t, testEmbedDialog) }

func testEmbedDialog(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	eval[bool](b, `(localStorage.setItem('runway.kept', '[{"name":"Mine","link":"preset=openai-2024","compared":true}]'), true)`)
	b.reload()
	assert.NotZero(t, eval[float64](b, `document.querySelectorAll('path.kept').length`))
	b.typeIn("cash", "6B")
	assert.Zero(t, eval[float64](b, `document.querySelectorAll('iframe').length`), "a frame costs a layout, so there is none before")
	// Nobody but a preview tells its height, and that alone.
	height := `document.getElementById('embed-height').value`
	tell := func(source, height string) {
		eval[bool](b, `dispatchEvent(new MessageEvent('message', { source: `+source+`, data: { sentinel: 'amp', height: `+height+` } }))`)
	}
	b.Forgive() // scripts are refused to what is shown without any
	b.openDialog()
	tell("null", "4321")
	tell("window", "4321")
	tell(`document.querySelector('#embed iframe').contentWindow`, `'4321" onload="alert(1)'`)
	assert.NotContains(t, eval[string](b, height), "4321")
	code := func() string { return eval[string](b, `document.getElementById('embed-code').value`) }
	assert.Contains(t, code(), `src="`+b.Host+`/en/embed.html#preset=openai-2024&amp;cash=6B&amp;changes=" title="OpenAI, 2024: 16 months of cash"`)
	eval[bool](b, `(f => { f.language.value = 'ar'; f.kind.value = 'frame'; f.theme.value = 'dark'; f.digits.value = 'arab'; f.accent.value = '800040,ffa0c0'
		f.querySelector('[value=results]').checked = true; f.dispatchEvent(new Event('input', {bubbles: true})); return true })(document.querySelector('#embed form'))`)
	b.Until(`document.getElementById('embed-code').value.includes('/ar/embed.html?theme=dark&amp;digits=arab&amp;accent=800040,ffa0c0&amp;parts=results#preset=openai-2024&amp;cash=6B&amp;changes="')`)
	inside := `document.querySelector('#embed iframe').contentDocument`
	b.Until(inside + `?.querySelector('.lead')?.textContent.includes('١٦ شهرًا')`)
	assert.True(t, eval[bool](b, inside+`.querySelector('.results').checkVisibility()`))
	// The height is what the preview says, with results higher than without.
	b.Until(`document.getElementById('embed-code').value.includes('height="' + Math.ceil(` + inside + `.body.getBoundingClientRect().height) + '"')`)
	assert.Greater(t, eval[float64](b, `document.querySelector('#embed iframe').clientHeight`), 900.0)
	// What a reader has kept and chosen is not what the article shows.
	assert.Zero(t, eval[float64](b, inside+`.querySelectorAll('path.kept').length`))
	// A height is written in any digits, and the title in the embed's language.
	eval[bool](b, `(f => { f.height.value = '٩٠٠'; f.version.value = ''; f.height.dispatchEvent(new Event('input', {bubbles: true})); return true })(document.querySelector('#embed form'))`)
	b.Until(`document.getElementById('embed-code').value.includes('title="كم تكفي السيولة؟" width="100%" height="900" loading="lazy"')`)
	b.Focus(`document.getElementById('embed-accent')`)
	b.keys(browser.Enter)
	assert.True(t, eval[bool](b, `document.getElementById('embed').open`), "Enter in a field closes nothing")
	b.Click(`#embed [data-close]`)
	b.Until(`!document.getElementById('embed').open`)
	b.openDialog()
	b.keys(browser.Escape)
	b.Until(`!document.getElementById('embed').open`)
	assert.Equal(t, "embed", eval[string](b, `document.activeElement.dataset.share`), "focus is back where it was")
}

// choose sets fields of the dialog.
func (b *tab) choose(fields string) {
	b.Helper()
	eval[bool](b, `(f => { `+fields+`; return true })(document.querySelector('#embed form'))`)
}

// setField sets a field of the dialog as its reader does.
func (b *tab) setField(name, value string) {
	b.Helper()
	b.choose(`f.` + name + `.value = ` + quoteJS(value) + `; f.` + name + `.dispatchEvent(new Event('input', { bubbles: true }))`)
}

// The dialog shows a phone, a column and a wide place beside each other, each as wide as it is called
// and as high as what it shows; in a narrow window their row scrolls, and what is out of sight is not
// loaded. Sizes and parts that are left out are those of its address.
func TestPreviewsOfTheDialog(t *testing.T) {
	var embeds atomic.Int32
	b := open(t, countRequests("openai-2024.embed.html", &embeds))
	b.Viewport(1280, 900)
	for _, language := range []string{"ar", "en"} {
		b.Load(language + "/openai-2024.html")
		b.ready()
		b.openDialog()
		const fits = `(p => p.contentDocument?.readyState === 'complete' && Math.abs(p.clientHeight - p.contentDocument.body.getBoundingClientRect().height) <= 1)`
		b.Until(`[...document.querySelectorAll('.preview iframe')].every(` + fits + `)`)
		assert.Equal(t, []float64{360, 640, 1000}, eval[[]float64](b, `[...document.querySelectorAll('.preview iframe')].map(p => p.contentWindow.innerWidth)`))
		assert.True(t, eval[bool](b, `(([one, two, three], row) => one.top === two.top && two.top === three.top && Math.min(one.left, three.left) >= row.left && Math.max(one.right, three.right) <= row.right)
			([...document.querySelectorAll('.preview')].map(p => p.getBoundingClientRect()), document.querySelector('.previews').getBoundingClientRect())`), language)
		assert.True(t, eval[bool](b, `[...document.querySelectorAll('.preview')].every(p => (([o, i]) => Math.abs(o.left - i.left) < 2 && Math.abs(o.width - i.width) < 4)([p, p.firstChild].map(e => e.getBoundingClientRect())))`), "%s: all of each is seen", language)
		assert.True(t, eval[bool](b, `document.getElementById('embed').scrollWidth <= document.getElementById('embed').clientWidth`))
	}
	embed := func() string {
		return eval[string](b, `(a => a.pathname + decodeURIComponent(a.search))(new URL(document.querySelector('.preview iframe').src))`)
	}
	shows := func(selector string) bool {
		return eval[bool](b, `document.querySelector('.preview iframe').contentDocument?.querySelector(`+quoteJS(selector)+`)?.checkVisibility()`)
	}
	for _, c := range []struct{ fields, search string }{
		{`f.size.value = 'sentence'`, "?size=sentence"},
		{`f.querySelector('[value=picture]').checked = true`, "?size=sentence&parts=picture"},
		{`f.size.value = 'whole'`, "?size=whole"},
		{`f.querySelector('[value=months]').checked = false`, "?size=whole&parts=-months"},
		{`f.size.value = 'card'`, ""},
		{`f.querySelector('[value=levers]').checked = false; f.querySelector('[value=results]').checked = true`, "?parts=-levers,results"},
	} {
		b.choose(c.fields + `; f.size.dispatchEvent(new Event(f.size.value === f.dataset.last ? 'nothing' : 'input', { bubbles: true })); f.dataset.last = f.size.value; f.dispatchEvent(new Event('input', { bubbles: true }))`)
		b.Until(`(p => p.src.endsWith('/en/openai-2024.embed.html` + c.search + `') && p.contentDocument?.URL === p.src && p.contentDocument.readyState === 'complete')(document.querySelector('.preview iframe'))`)
		assert.Equal(t, "/en/openai-2024.embed.html"+c.search, embed())
		assert.Equal(t, c.search == "" || strings.Contains(c.search, "whole"), shows(".levers"), c.search)
		assert.True(t, shows(".lead") && shows(".credit"), c.search)
		b.Until(`document.getElementById('embed-code').value.includes('/en/openai-2024.embed.html` + c.search + `" title'.replace('&', '&amp;'))`)
	}
	b.Click(`#embed [data-close]`)
	b.Viewport(360, 740)
	embeds.Store(0)
	b.openDialog()
	assert.EqualValues(t, 1, embeds.Load(), "one is in sight")
	assert.True(t, eval[bool](b, `(row => row.scrollWidth > row.clientWidth + 500)(document.querySelector('.previews'))`))
	assert.True(t, eval[bool](b, `document.getElementById('embed').scrollWidth <= document.getElementById('embed').clientWidth`))
	b.Focus(`document.querySelector('.previews')`)
	b.keys(browser.ArrowRight)
	b.Until(`document.querySelector('.previews').scrollLeft !== 0`)
}

// The code of every kind works in an article, and without scripts it reads as the dialog shows it.
func TestCodeOfEveryKind(t *testing.T) {
	b := open(t)
	b.Forgive() // scripts are refused to what is shown without any
	b.Viewport(1280, 900)
	const seen = `e => e.textContent.trim().replace(/\s+/g, ' ') + [...e.querySelectorAll('img, iframe, a')].map(one => one.src || one.href).join()`
	codes := map[string]string{}
	for _, address := range []string{"en/wework-2019.html", "ar/openai-2024.html", "en/new.html#title=Thé+%26+Co&start=2026-01&cash=5M&out.Staff=1M/mo&raise.Loan=1M@2026-03&outlet=The+Paper&article=https://news.example/1"} {
		b.Load(address)
		b.ready()
		b.openDialog()
		for _, kind := range []string{"case", "host", "frame", "amp", "inline"} {
			b.setField("kind", kind)
			begins := map[string]string{"case": "<runway-case", "host": "<iframe", "frame": "<iframe", "amp": "<amp-iframe", "inline": "<p lang"}[kind]
			b.Until(`(c => c.startsWith('` + begins + `') && c.includes('<script') === ` + fmt.Sprint(kind != "frame") + `)(document.getElementById('embed-code').value)`)
			code := eval[string](b, `document.getElementById('embed-code').value`)
			codes[address+kind] = code
			assert.Equal(t, kind == "frame" || kind == "amp", eval[bool](b, `document.getElementById('embed-height').checkVisibility()`), kind)
			if kind != "amp" {
				plain, _, _ := strings.Cut(code, "\n<script")
				want := eval[string](b, `(`+seen+`)(document.querySelector('.plain iframe').contentDocument.body)`)
				article(t, b, "ltr", plain, "")
				assert.Equal(t, want, eval[string](b, `(`+seen+`)(document.getElementById('place'))`), "%s of %s", kind, address)
				b.Load(address)
				b.ready()
				b.openDialog()
			} else {
				assert.False(t, eval[bool](b, `document.querySelector('.plain').checkVisibility()`))
			}
		}
	}
	const hosted = "en/wework-2019.html"
	article(t, b, "ltr", codes[hosted+"host"], "")
	b.Until(shown + ` > 300 && ` + shown + ` === ` + said)
	article(t, b, "ltr", codes[hosted+"frame"], "")
	b.Viewport(360, 740)
	b.Until(said + ` > 300`)
	assert.LessOrEqual(t, eval[float64](b, said), eval[float64](b, shown), "high enough for a phone")
	b.Viewport(1280, 900)

	// https://amp.dev/documentation/components/amp-iframe: a placeholder, and what opens it in full.
	article(t, b, "ltr", codes[hosted+"amp"], "")
	assert.Equal(t, []string{b.Host + "/en/wework-2019.embed.html", "fixed-height", "true", "AMP-IMG true fill " + b.Host + "/en/wework-2019.png", "DIV false null null"},
		eval[[]string](b, `(f => [f.getAttribute('src'), f.getAttribute('layout'), String(f.hasAttribute('resizable') && f.getAttribute('height') > 300), ...[...f.children].map(e => [e.tagName, e.hasAttribute('placeholder'), e.getAttribute('layout'), e.getAttribute('src')].map(String).join(' '))])(document.querySelector('amp-iframe'))`))
	assert.Contains(t, codes["en/new.html#title=Thé+%26+Co&start=2026-01&cash=5M&out.Staff=1M/mo&raise.Loan=1M@2026-03&outlet=The+Paper&article=https://news.example/1amp"], "<p placeholder>On these figures")

	// Figures of the paragraph can be changed, and its answer follows.
	for address, want := range map[string]string{hosted: "19.3 months", "ar/openai-2024.html": "13.3"} {
		article(t, b, "ltr", codes[address+"inline"], "")
		b.Until(`document.querySelectorAll('runway-input input').length >= 3`)
		assert.True(t, eval[bool](b, `document.querySelectorAll('#place a').length >= 2`), "who says so, and the whole")
		if address == hosted {
			b.SelectText(`document.querySelector('runway-input[key=cash] input')`)
			b.keys("5 billion")
		}
		b.Until(`document.querySelector('runway-value').textContent.includes('` + want + `')`)
	}

	// Of figures that are only in a link the picture's address is asked for, and put into the code.
	b.Load("en/new.html#title=Ours&start=2026-01&cash=5M&out.Staff=1M/mo")
	b.ready()
	b.openDialog()
	b.Until(`document.getElementById('embed-code').value.includes('<!--')`)
	assert.True(t, eval[bool](b, `document.getElementById('embed-picture').checkVisibility() && ![...document.querySelectorAll('#embed [data-ending]')].some(a => a.checkVisibility())`))
	b.setField("picture", "https://news.example/chart.png")
	b.Until(`document.getElementById('embed-code').value.includes('src="https://news.example/chart.png" alt="On these figures')`)
}

// What can be taken along is the page's: pictures, tables and, of published figures, the data and the
// case file.
func TestTakenAlong(t *testing.T) {
	b := openPage(t, "fr/wework-2019.html")
	b.openDialog()
	for _, link := range eval[[]string](b, `[...document.querySelectorAll('#embed [data-ending]')].map(a => a.href)`) {
		assert.NotEmpty(t, published(t, strings.TrimPrefix(link, b.Host+"/")))
	}
	for _, kind := range []string{"svg", "png", "csv"} {
		eval[bool](b, `(saved = '', HTMLAnchorElement.prototype.click = function () { saved = this.download }, true)`)
		eval[bool](b, `(document.querySelector('#embed [data-take=`+kind+`]').click(), true)`)
		b.Until(`saved === 'wework-2019.` + kind + `'`)
	}
}

// reportLive serves embeds as built for this host, with a script that reaches for an embed and tells
// the article what it shows: its answer, as live once the calculator has given it, and its notices.
func reportLive(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/probe.js":
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, `const tell = () => document.body && parent.postMessage({
					['ready' in document.documentElement.dataset ? 'live' : 'prerendered']: (document.querySelector('.lead') ?? document.body).textContent,
					notices: [...document.querySelectorAll('.notice')].filter(e => e.checkVisibility()).map(e => e.textContent).join() }, '*')
				new MutationObserver(tell).observe(document.documentElement, { attributes: true })
				addEventListener('load', () => { tell(); dispatchEvent(new Event('pointerover')) })`)
		case strings.HasSuffix(r.URL.Path, "embed.html"):
			browser.Rewrite(w, r, h, func(page string) string {
				page = strings.ReplaceAll(page, "&#39;self&#39;", "&#39;self&#39; http://"+r.Host)
				return strings.Replace(page, "</head>", `<script src="/probe.js"></script></head>`, 1)
			})
		default:
			h.ServeHTTP(w, r)
		}
	})
}

// The frames of hosts show the case of their address, before and after the calculator is
// live, and have nothing to tell of what the host has added. amp-iframe adds #amp=1 to an
// address without a fragment and leaves the sandbox to the author; WordPress adds #?secret=
// and a sandbox to what it finds by oEmbed, and keeps no other attributes but sizes.
func TestFramesOfHosts(t *testing.T) { browser.Each(t, testFramesOfHosts) }

func testFramesOfHosts(t *testing.T) {
	const (
		amp = `<amp-iframe><iframe class="i-amphtml-fill-content" name="amp_iframe0" frameborder="0" allowfullscreen="" ` +
			`sandbox="allow-scripts allow-same-origin allow-popups" src="SRC" height="900"></iframe></amp-iframe>`
		strictAMP = `<amp-iframe><iframe class="i-amphtml-fill-content" name="amp_iframe0" frameborder="0" sandbox="allow-scripts" src="SRC" height="900"></iframe></amp-iframe>`
		wordPress = `<iframe sandbox="allow-scripts" security="restricted" src="SRC" data-secret="a1B2c3D4e5" width="720" height="560"></iframe>`
	)
	for _, host := range []struct{ frame, address, live string }{
		{amp, "en/openai-2024.embed.html#amp=1", "13.3 months"},
		{strictAMP, "en/openai-2024.embed.html#amp=1", "13.3 months"},
		{amp, "en/openai-2024.embed.html#preset=openai-2024&#38;cash=10B", "26.7 months"},
		{wordPress, "en/openai-2024.embed.html#?secret=a1B2c3D4e5", "13.3 months"},
		{wordPress, "en/openai-2024.embed.html#preset=openai-2024&#038;cash=10B#?secret=a1B2c3D4e5", "26.7 months"},
		{strictAMP, "en/embed.html#title=Ours&#38;start=2026-01&#38;cash=5M&#38;out.A=1M#amp=1", "5 months"},
		{wordPress, "en/embed.html#title=Ours&#038;start=2026-01&#038;cash=5M&#038;out.A=1M#?secret=a1B2c3D4e5", "5 months"},
	} {
		release := make(chan bool)
		b := open(t, delayAnswer("calculator-", release), reportLive)
		article(t, b, "ltr", host.frame, host.address)
		b.Until(`messages.some(m => m?.prerendered)`)
		if strings.Contains(host.live, "13.3") {
			b.Until(said + ` > 300`)
			assert.Equal(t, "", eval[string](b, `messages.filter(m => m?.prerendered).map(m => m.notices).join('')`), host.address)
			assert.True(t, eval[bool](b, `messages.filter(m => m?.prerendered).every(m => m.prerendered.includes('13.3 months'))`), host.address)
		}
		if strings.Contains(host.address, "title=Ours") {
			assert.True(t, eval[bool](b, `messages.every(m => !m?.prerendered?.includes('OpenAI')) && !messages.some(m => m?.sentinel === 'amp')`), "neither another company nor the height of a placeholder")
		}
		close(release)
		b.Until(`messages.some(m => m?.live)`)
		b.Until(said + ` > 300`)
		assert.Contains(t, eval[string](b, `messages.findLast(m => m?.live).live`), host.live, host.address)
		assert.Equal(t, "", eval[string](b, `messages.findLast(m => m?.live).notices`), host.address)
	}
}

// A frame without an origin of its own, as some hosts make them, is as live as any.
func TestASandboxWithoutOrigin(t *testing.T) { browser.Each(t, testASandboxWithoutOrigin) }

func testASandboxWithoutOrigin(t *testing.T) {
	b := open(t, reportLive)
	article(t, b, "rtl", `<iframe src="SRC" sandbox="allow-scripts"></iframe>`, "ar/openai-2024.embed.html#preset=openai-2024&cash=10B")
	b.Until(`messages.some(m => m?.live?.includes('26.7 شهر'))`)
	b.Until(said + ` > 300`)
}

// Several embeds on a page, one of them hidden at first, each get their own height
// from the script for hosts, and only from their own frames.
func TestSeveralEmbedsUnderTheHostScript(t *testing.T) {
	browser.Each(t, testSeveralEmbedsUnderTheHostScript)
}

func testSeveralEmbedsUnderTheHostScript(t *testing.T) {
	b := open(t, reportLive)
	const high = 9000 // browsers do not lay out frames of other origins that are out of sight
	b.Viewport(800, high)
	folder, err := builtSite()
	require.NoError(t, err)
	pinned, err := filepath.Glob(filepath.Join(folder, versions, "*"))
	require.NoError(t, err)
	frame := func(id, address string) string {
		return fmt.Sprintf(`<iframe id="%s" src="%s/%s" height="200" sandbox="allow-scripts allow-same-origin allow-popups"></iframe>`, id, b.Host, address)
	}
	article(t, b, "rtl", frame("one", "en/openai-2024.embed.html")+`<div id="fold" style="display: none">`+frame("two", "ar/openai-2024.embed.html?parts=results")+`</div>`+
		frame("three", versions+"/"+filepath.Base(pinned[0])+"/fr/young-company.embed.html")+`<iframe id="stranger" height="150" srcdoc="<script>
			parent.postMessage({ sentinel: 'amp', type: 'embed-size', height: 9999 }, '*')</script>"></iframe>
		<script src="`+b.Host+`/host.js" async></script>`, "")
	height := func(id string) float64 { return eval[float64](b, `document.getElementById('`+id+`').clientHeight`) }
	b.Until(`one.clientHeight > 300 && three.clientHeight > 300`)
	// Hidden, it has said no height; browsers draw it once it can be seen.
	assert.Equal(t, 200.0, eval[float64](b, `(fold.style.display = '', two.clientHeight)`))
	b.Until(`two.clientHeight > 300`)
	assert.Greater(t, height("two"), height("one")+300, "with the results")
	assert.Equal(t, 150.0, height("stranger"))
	// Narrower, all grow; wider again, all shrink to what they were.
	wide := []float64{height("one"), height("two"), height("three")}
	b.Viewport(360, high)
	b.Until(fmt.Sprintf(`one.clientHeight > %v && two.clientHeight > %v && three.clientHeight > %v`, wide[0]+50, wide[1]+50, wide[2]+50))
	b.Viewport(800, high)
	b.Until(fmt.Sprintf(`one.clientHeight === %v && two.clientHeight === %v && three.clientHeight === %v`, wide[0], wide[1], wide[2]))
	assert.Less(t, eval[float64](b, `messages.length`), 200.0, "no loop")
}

// The code of the dialog reads without any script of ours: the answer, its picture, who says so
// and a link. With host.js the embed stands in its place, at its height from the first moment that
// it is seen, and no calculator is fetched before the reader reaches for it: of figures that are
// only in a link not even the embed.
func TestCodeOfACase(t *testing.T) { browser.Each(t, testCodeOfACase) }

func testCodeOfACase(t *testing.T) {
	var embeds, calculators atomic.Int32
	b := open(t, countRequests("embed.html", &embeds), countRequests("calculator-", &calculators))
	// codeOf returns the code that the dialog writes for a page in a language.
	codeOf := func(address, language string) string {
		b.Load(address)
		b.ready()
		b.openDialog()
		eval[bool](b, `(f => { f.language.value = '`+language+`'; f.dispatchEvent(new Event('input', {bubbles: true})); return true })(document.querySelector('#embed form'))`)
		b.Until(`document.getElementById('embed-code').value.includes('/` + language + `/') && document.getElementById('embed-code').value.includes('figure')`)
		return eval[string](b, `document.getElementById('embed-code').value`)
	}
	hosted := codeOf("en/wework-2019.html", "en")
	french := codeOf("en/wework-2019.html", "fr")
	linked := codeOf("en/new.html#title=Thé+%26+Co&start=2026-01&cash=5M&out.Staff=1M/mo&outlet=The+Paper&article=https://news.example/1", "en")

	without := regexp.MustCompile(`(?s)\n<script.*`)
	seen := func() string {
		return eval[string](b, `[...document.querySelectorAll('figure, figure *, iframe')].filter(e => e.checkVisibility({ visibilityProperty: true })).map(e => e.localName + (e.src && e.localName === 'img' ? e.complete && e.naturalWidth > 0 : '')).join(' ')`)
	}
	article(t, b, "ltr", without.ReplaceAllString(hosted, ""), "")
	b.Until(`document.querySelector('img').complete`)
	assert.Equal(t, "figure p imgtrue figcaption a a", seen())
	assert.Regexp(t, `^On these figures, WeWork has money for 8\.6 months, until March 2020\. `, eval[string](b, `document.querySelector('figure p').textContent`))
	assert.Equal(t, "Figures: Bloomberg. "+view.LanguageOf("en").Word("page.whole"), eval[string](b, `document.querySelector('figcaption').textContent`))
	assert.Equal(t, b.Host+"/en/wework-2019.html", eval[string](b, `document.querySelector('figcaption a:last-child').href`))
	article(t, b, "ltr", without.ReplaceAllString(french, ""), "")
	assert.Contains(t, eval[string](b, `document.querySelector('figure p').textContent`), "mars 2020")
	article(t, b, "ltr", without.ReplaceAllString(linked, ""), "")
	assert.Equal(t, "figure p figcaption a a", seen())
	assert.Contains(t, eval[string](b, `document.querySelector('figure p').textContent`), "5 months")
	assert.NotContains(t, linked, "openai")

	// One below the fold is loaded as the reader comes near.
	embeds.Store(0)
	calculators.Store(0)
	article(t, b, "ltr", `<div style="height: 9000px"></div>`+hosted, "")
	b.Pause(1000)
	assert.Zero(t, embeds.Load())
	eval[bool](b, `(heights = new Set(), new ResizeObserver(() => { const f = document.querySelector('iframe'); if (f && !f.style.visibility) heights.add(f.clientHeight) }).observe(document.body), scrollTo(0, 8000), true)`)
	b.Until(`document.querySelector('figure').hidden`)
	assert.Equal(t, "iframe", seen())
	b.Until(`heights.size > 0`)
	b.Pause(500)
	assert.Equal(t, 1.0, eval[float64](b, `heights.size`), "one height from the first moment")
	assert.EqualValues(t, 1, embeds.Load())
	assert.Zero(t, calculators.Load())

	embeds.Store(0)
	article(t, b, "ltr", linked, "")
	b.Pause(1000)
	assert.Zero(t, embeds.Load())
	assert.Equal(t, "figure p figcaption a a", seen())
	eval[bool](b, `(document.querySelector('figure').dispatchEvent(new Event('pointerover', { bubbles: true })), true)`)
	b.Until(`document.querySelector('figure').hidden`)
	assert.Equal(t, "iframe", seen())
	assert.EqualValues(t, 1, calculators.Load())
}

// The code of the dialog reads right where a feed reader, an editor or a letter takes out what it
// does not know: all that is seen stays, and nothing else. The lists are those of DOMPurify and of
// WordPress's wp_kses_post (wp-includes/kses.php, its global attributes apart from style and data-*).
func TestCodeThroughCleaners(t *testing.T) {
	purify, err := os.ReadFile(fromNPM(t, "dompurify/dist/purify.min.js"))
	require.NoError(t, err)
	b := open(t)
	code := func(address string) string {
		b.Load(address)
		b.ready()
		b.openDialog()
		b.Until(`document.getElementById('embed-code').value.includes('figure')`)
		return eval[string](b, `document.getElementById('embed-code').value`)
	}
	codes := map[string]string{"hosted": code("en/wework-2019.html"), "hosted, in Arabic": code("ar/openai-2024.html"),
		"linked": code("en/new.html#title=Thé+%26+Co&start=2026-01&cash=5M&out.Staff=1M/mo&outlet=The+Paper&article=https://news.example/1")}
	plain := map[string]string{
		"hosted":            `^On these figures, WeWork has money for 8\.6 months, until March 2020\. To last .* Figures: Bloomberg\. \S.*\S$`,
		"hosted, in Arabic": `^وفق هذه الأرقام، تكفي سيولة OpenAI 13.3 شهر، أي حتى سبتمبر 2025؛ .* الأرقام: The Information، 24 يوليو 2024\. \S.*\S$`,
		"linked":            `^On these figures, the money lasts 5 months, until June 2026\. To last .* Figures: The Paper\. \S.*\S$`,
	}
	blank := browser.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><link rel="icon" href="data:,"><script>`+string(purify)+`</script><div id="place"></div>`)
	}))
	b.Visit(blank)
	const kses = `{ ALLOWED_TAGS: ['a', 'article', 'aside', 'b', 'blockquote', 'br', 'caption', 'cite', 'div', 'em', 'figure', 'figcaption', 'h2', 'h3', 'i', 'img', 'li', 'ol', 'p', 'q', 'section', 'small', 'span', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'th', 'tr', 'u', 'ul', '#text'],
		ALLOWED_ATTR: ['href', 'rel', 'rev', 'name', 'target', 'download', 'align', 'dir', 'lang', 'alt', 'border', 'height', 'hspace', 'loading', 'longdesc', 'vspace', 'src', 'usemap', 'width', 'class', 'id', 'title', 'role', 'hidden'] }`
	for name, text := range codes {
		whole, _, _ := strings.Cut(text, "\n<script")
		seen := `(place => [place.textContent.trim().replace(/\s+/g, ' '), [...place.querySelectorAll('a')].map(a => a.href).join(), [...place.querySelectorAll('img')].map(i => [i.src, i.alt, i.getAttribute('width'), i.getAttribute('height')]).join()])(document.getElementById('place'))`
		eval[bool](b, `(document.getElementById('place').innerHTML = `+quoteJS(whole)+`, true)`)
		want := eval[[]string](b, seen)
		assert.NotEmpty(t, want[1], name)
		assert.Equal(t, name != "linked", want[2] != "", name)
		for cleaner, rules := range map[string]string{"DOMPurify": `{}`, "wp_kses_post": kses} {
			cleaned := eval[string](b, `document.getElementById('place').innerHTML = DOMPurify.sanitize(`+quoteJS(text)+`, `+rules+`)`)
			assert.NotContains(t, cleaned, "runway-case", cleaner)
			assert.NotContains(t, cleaned, "<script", cleaner)
			assert.Equal(t, want, eval[[]string](b, seen), "%s through %s", name, cleaner)
			assert.Equal(t, "figure", eval[string](b, `document.getElementById('place').firstElementChild.localName`))
		}
		// As plain text it is sentences apart from each other.
		assert.Regexp(t, plain[name], want[0])
	}
}

// What a reader types into an embed before its calculator is there is answered.
func TestTypingIntoAnEmbedFirst(t *testing.T) { browser.Each(t, testTypingIntoAnEmbedFirst) }

func testTypingIntoAnEmbedFirst(t *testing.T) {
	release := make(chan bool)
	b := open(t, delayAnswer("calculator-", release))
	b.Load("en/openai-2024.embed.html")
	b.SelectText(lever("cash", "text", 0))
	b.keys("10B")
	assert.Contains(t, b.Text(".lead"), "13.3 months")
	close(release)
	b.ready()
	assert.Contains(t, b.Text(".lead"), "26.7 months")
}
