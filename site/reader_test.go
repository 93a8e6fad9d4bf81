package main

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view"
	"runway/site/view/words"
)

// told is an expression for the field of a figure in the story.
func told(key string) string {
	return fmt.Sprintf(`document.querySelector('.told[data-key="%s"] input')`, key)
}

func (b *tab) value(expression string) string {
	b.Helper()
	return eval[string](b, expression+".value")
}

// A figure in the story is typed over, says what it was, and goes back; so do all
// together. The founding example: 5 to 10 billion at 375 million a month is 13.3
// months more; an eleventh makes 2.7 more.
func TestTheStoryIsTheInterface(t *testing.T) { inEachEngine(t, testTheStoryIsTheInterface) }

func testTheStoryIsTheInterface(t *testing.T) {
	b := open(t)
	b.load("en/openai-2024.html")
	b.ready()
	assert.Contains(t, b.text(".delta"), "as given")
	b.selectText(told("cash"))
	b.keys("10 billion")
	assert.Contains(t, b.text(".lead"), "26.7 months")
	assert.Equal(t, "10B", b.value(field("cash", 0)), "its row follows")
	assert.Contains(t, b.text(".delta"), "Your change: 13.3 months more than the original figures give. $4 billion less is missing.")
	assert.Equal(t, "5B", b.text(`.told[data-key=cash] .back`), "what it was")
	b.typeIn("in.ChatGPT", "8.5B")
	assert.Contains(t, b.text(".delta"), "Your 2 changes: it no longer runs out; the original figures give 13.3 months.")
	b.click(`.told[data-key="in.ChatGPT"] .back`)
	assert.Contains(t, b.text(".delta"), "Your change: 13.3 months more")
	assert.Equal(t, "in.ChatGPT", eval[string](b, `document.activeElement.closest('.told').dataset.key`))
	// What is refused is told below the story, and nothing else is lost.
	b.selectText(told("out.Staff"))
	b.keys("many")
	assert.Contains(t, b.text(".problems"), "Staff: This does not read as a number")
	assert.Contains(t, b.text(".lead"), "26.7 months")
	b.click(`.delta button`)
	b.until(`location.hash === ''`)
	assert.Contains(t, b.text(".lead"), "13.3 months")
	assert.Equal(t, "1.5 billion", b.value(told("out.Staff")))
	assert.False(t, eval[bool](b, `!!document.querySelector('.delta button, .changed')`))
	// The title and the description follow.
	b.selectText(told("cash"))
	b.keys("10 billion")
	assert.Equal(t, "OpenAI, 2024: money for 26.7 months", eval[string](b, `document.title`))
	assert.Contains(t, eval[string](b, `document.querySelector('meta[name=description]').content`), "26.7 months, until October 2026. Over the ranges")
}

// The keys up and down step a figure, in the story and in its row; those for pages
// ten times as far.
func TestStepping(t *testing.T) { inEachEngine(t, testStepping) }

func testStepping(t *testing.T) {
	b := openPage(t, "en/after-a-raise.html")
	b.focus(told("cash"))
	b.keys(arrowUp)
	assert.Equal(t, "910,000", b.value(told("cash")))
	b.keys(arrowUp)
	b.keys(pageDown)
	assert.Equal(t, "820,000", b.value(told("cash")))
	assert.Equal(t, "cash", eval[string](b, `document.activeElement.closest('.told').dataset.key`))
	b.until(`location.hash === '#preset=after-a-raise&cash=820k'`)
	b.focus(field("grow.First contracts", 0))
	b.keys(arrowDown)
	assert.Equal(t, "2.5 to 7.5", b.value(field("grow.First contracts", 0)))
	b.focus(`document.querySelector('div[data-key="raise.Seed round"] .month')`)
	b.keys(arrowUp)
	assert.Equal(t, "2026-06", eval[string](b, `document.querySelector('div[data-key="raise.Seed round"] .month').value`))
	assert.Contains(t, b.text(".story"), "In June 2026 it raises")
	b.focus(field("horizon", 0))
	b.keys(arrowDown)
	assert.Contains(t, b.text(".lead + *"), "Your 4 changes")
	// A text that is refused gives way to the step.
	b.typeIn("floor", "x")
	b.keys(arrowUp)
	assert.Equal(t, "160k", b.value(field("floor", 0)))
	assert.Empty(t, b.text(`div[data-key=floor] .problem`))
}

// A figure in the story is dragged, a step each six pixels, in the direction in
// which the language reads; a press without a drag is a click.
func TestDragging(t *testing.T) { inEachEngine(t, testDragging) }

func testDragging(t *testing.T) {
	for language, forward := range map[string]float64{"en": 1, "ar": -1} {
		b := openPage(t, language+"/openai-2024.html")
		at := eval[[]float64](b, `(e => { e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2] })(`+told("cash")+`)`)
		x := func(by float64) float64 { return at[0] + by*forward }
		b.down(x(0), at[1])
		for by := 4.0; by <= 64; by += 4 {
			b.point(x(by), at[1])
		}
		b.point(x(60), at[1])
		b.until(`location.hash === '#preset=openai-2024&cash=6B'`)
		assert.False(t, eval[bool](b, `document.activeElement === `+told("cash")), "no drag is a click")
		b.point(x(-30), at[1]) // from where it began
		b.up(x(-30), at[1])
		b.until(`location.hash === '#preset=openai-2024&cash=4.5B'`)
		assert.False(t, eval[bool](b, `document.documentElement.hasAttribute('data-dragging')`))
		b.point(x(90), at[1])
		b.down(x(0), at[1])
		b.up(x(0), at[1])
		assert.True(t, eval[bool](b, `document.activeElement === `+told("cash")))
		b.until(`location.hash === '#preset=openai-2024&cash=4.5B'`)
	}
}

// Each row has a slider, a range two of which one pushes the other, and a value
// can become a range and a range a value.
func TestSliders(t *testing.T) { inEachEngine(t, testSliders) }

func testSliders(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	slider := func(key string, n int) string {
		return fmt.Sprintf(`document.querySelectorAll('div[data-key="%s"] [type=range]')[%d]`, key, n)
	}
	b.focus(slider("cash", 0))
	b.keys(arrowRight + arrowRight)
	assert.Equal(t, "5.2B", b.value(field("cash", 0)))
	assert.Contains(t, b.text(".lead"), "13.9 months") // 5.2 ÷ 0.375
	b.focus(slider("in.Unattributed", 0))
	b.keys(end) // beyond the high end
	assert.Equal(t, "5B", b.value(field("in.Unattributed", 0)), "the low end has pushed the high end")
	b.click(`div[data-key="out.Training"] .spread`)
	b.until(`location.hash.includes('out.Training=2.7B..3.3B/yr')`)
	b.click(`div[data-key="out.Training"] .spread`)
	b.until(`!location.hash.includes('out.Training')`)
}

// A scenario can be kept, compared, taken along as a link, and is there again
// after a reload.
func TestKeepAndCompare(t *testing.T) { inEachEngine(t, testKeepAndCompare) }

func testKeepAndCompare(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	b.selectText(`document.getElementById('keep-name')`)
	b.keys(`<b>Mine</b> & "yours" =1`)
	b.click(`[data-keep=add]`)
	b.typeIn("cash", "10B")
	row := `[data-result=runway]`
	assert.Contains(t, b.text(row), "13.33 months+13.33 months")
	assert.Contains(t, b.text(`[data-result=funding-gap]`), "$4.00 billion−$4.00 billion") // 4 with 5 in the bank, none with 10… less 1 to go
	assert.Equal(t, 1.0, eval[float64](b, `document.querySelectorAll('path.kept').length`))
	assert.Contains(t, b.text(".legend"), `<b>Mine</b> & "yours" =1`)
	b.until(`location.hash.includes('cash=10B')`)
	b.reload()
	assert.Contains(t, b.text(row), "13.33 months+13.33 months")
	b.click(`[data-keep=apart]`)
	assert.NotContains(t, b.text(row), "+")
	assert.Equal(t, "compare", eval[string](b, `document.activeElement.dataset.keep`))
	// As links, out and in.
	eval[bool](b, `(document.querySelector('.shelf details').open = true)`)
	lines := eval[string](b, `document.getElementById('keep-links').value`)
	assert.Equal(t, `<b>Mine</b> & "yours" =1 `+b.host+"/en/openai-2024.html#preset=openai-2024", lines)
	b.click(`[data-keep=remove]`)
	assert.Empty(t, eval[string](b, `document.querySelector('.shelf ul')?.textContent ?? ''`))
	eval[bool](b, fmt.Sprintf(`(document.getElementById('keep-links').value = %q, true)`, "no link\n"+lines+"\nhttps://example.org/x#cash=1M&out.A=100k\n"))
	b.click(`[data-keep=import]`)
	b.until(`document.querySelectorAll('.shelf li').length === 2`)
	assert.Equal(t, `["<b>Mine</b> & \"yours\" =1","3"]`, eval[string](b, `JSON.stringify([...document.querySelectorAll('.shelf li a')].map(a => a.textContent))`))
	// What is brought in is mended, and takes no other's place.
	b.click(`[data-keep=apart]`)
	eval[bool](b, `(document.getElementById('keep-links').value = '\n\nhttps://example.org/x#preset%3Dopenai-2024%26cash%3D50B\nx https://example.org/#preset=openai-2024&#38;cash=1B', true)`)
	b.click(`[data-keep=import]`)
	b.until(`document.querySelectorAll('.shelf li').length === 4`)
	assert.Equal(t, []string{"#preset=openai-2024", "#cash=1M&out.A=100k/mo", "#preset=openai-2024&cash=50B", "#preset=openai-2024&cash=1B"},
		eval[[]string](b, `[...document.querySelectorAll('.shelf li a')].map(a => a.getAttribute('href'))`))
	assert.Equal(t, "3 2", b.text(`.shelf li:nth-child(3) a`))
	b.click(`.shelf li:nth-child(2) a`)
	b.until(`document.querySelector('.lead').textContent.includes('10 months')`)
	// A name is kept as it can be shown: half a letter, and marks that turn text.
	eval[bool](b, `(document.getElementById('keep-name').value = 'a\ud83d\u202eb', true)`)
	b.click(`[data-keep=add]`)
	assert.Equal(t, "ab", b.text(`.shelf li:last-child a`))
	b.click(`[data-keep=remove][data-name=ab]`)
	assert.Equal(t, 4.0, eval[float64](b, `document.querySelectorAll('.shelf li').length`))
	// The company without any figures has a link, too.
	b = openPage(t, "en/openai-2024.html#cash=5")
	b.typeIn("cash", "0")
	b.until(`location.hash === '#cash=0'`)
}

// taken clicks a button and gives what the page would have saved: the file's name
// and its bytes.
func (b *tab) taken(kind string) (name, bytes string) {
	b.Helper()
	eval[bool](b, `(() => {
		window.saved = undefined
		HTMLAnchorElement.prototype.click = async function () {
			const bytes = new Uint8Array(await (await window.blob).arrayBuffer())
			window.saved = [this.download, btoa(Array.from(bytes, b => String.fromCharCode(b)).join(''))]
		}
		URL.createObjectURL = (make => blob => make(window.blob = blob))(URL.createObjectURL.bind(URL))
		document.querySelector('[data-file=`+kind+`]').click()
		return true
	})()`)
	b.until(`!!window.saved`)
	saved := eval[[]string](b, `window.saved`)
	content, err := base64.StdEncoding.DecodeString(saved[1])
	require.NoError(b, err)
	return saved[0], string(content)
}

func TestTakeAway(t *testing.T) { inEachEngine(t, testTakeAway) }

func testTakeAway(t *testing.T) {
	for _, language := range words.Languages {
		b := openPage(t, language+"/openai-2024.html")
		b.typeIn("cash", "6B")
		name, csv := b.taken("csv")
		assert.Equal(t, "openai-2024.csv", name)
		lines := strings.Split(strings.TrimPrefix(csv, "\ufeff"), "\r\n")
		assert.True(t, strings.HasPrefix(csv, "\ufeff"), "spreadsheets read it as UTF-8")
		assert.Len(t, lines, 26, "a head, 24 months, an end")
		first := []string{"2024-08", "333333333.3", "708333333.3", "375000000", "5625000000", "5583333333"}
		separator := ","
		if language == "fr" {
			separator = ";"
		}
		assert.Equal(t, strings.ReplaceAll(strings.Join(first, "|"), ".", map[bool]string{true: ",", false: "."}[language == "fr"]),
			strings.Join(strings.Split(lines[1], separator)[:6], "|"))
		name, svg := b.taken("svg")
		assert.Equal(t, "openai-2024.svg", name)
		answer := b.text(".lead")
		assert.Contains(t, svg, answer)
		assert.Contains(t, svg, "https://www.theinformation.com/")
		assert.Contains(t, svg, "#preset=openai-2024&amp;cash=6B")
		assert.NotContains(t, svg, "var(", "colours are plain")
		require.NoError(t, xml.Unmarshal([]byte(svg), new(struct {
			XMLName xml.Name `xml:"http://www.w3.org/2000/svg svg"`
		})))
		// A browser draws it, and PNG is twice its size.
		name, png := b.taken("png")
		assert.Equal(t, "openai-2024.png", name)
		assert.Equal(t, "\x89PNG\r\n\x1a\n", png[:8])
		assert.Equal(t, []byte{0, 0, 0x09, 0x60, 0, 0, 0x04, 0xec}, []byte(png[16:24]), "2400 by 1260")
		if *picturesTo != "" {
			require.NoError(t, os.WriteFile(*picturesTo+"/file-"+language+".png", []byte(png), 0o644))
		}
	}
}

// The digits of an Arabic page can be Latin, in all that it says.
func TestDigits(t *testing.T) { inEachEngine(t, testDigits) }

func testDigits(t *testing.T) {
	b := openPage(t, "ar/openai-2024.html")
	b.click(`[data-digits=latn]`)
	arabic := regexp.MustCompile(`[٠-٩٫٬٪]`)
	text := eval[string](b, `document.querySelector('main').innerText + [...document.querySelectorAll('main input')].map(i => i.value).join()`)
	assert.Empty(t, arabic.FindAllString(text, -1))
	assert.Contains(t, text, "13.3 شهر")
	b.typeIn("cash", "٣٫٥ مليار")
	b.leave()
	assert.Equal(t, "3.5 مليار", b.value(field("cash", 0)))
	b.until(`location.hash !== ''`)
	b.reload()
	assert.Contains(t, b.text(".lead"), "9.3", "it is remembered")
	b.click(`[data-digits=arab]`)
	assert.Contains(t, b.text(".lead"), "٩٫٣")
	b.load("ar/openai-2024.html?digits=latn")
	b.ready()
	assert.Contains(t, b.text(".lead"), "13.3", "an embedder chooses")
}

// French readers write a comma before decimals.
func TestADecimalComma(t *testing.T) { inEachEngine(t, testADecimalComma) }

func testADecimalComma(t *testing.T) {
	b := openPage(t, "fr/openai-2024.html")
	b.typeIn("cash", "3,5 à 4,5 milliards")
	b.leave()
	assert.Equal(t, "3,5\u00a0Md à 4,5\u00a0Md", b.value(field("cash", 0)))
	b.until(`location.hash === '#preset=openai-2024&cash=3.5B..4.5B'`)
}

// An accent colour holds where its contrast is 4.5 or more (WCAG 2.2, 1.4.3), and
// nowhere else.
func TestAccent(t *testing.T) { inEachEngine(t, testAccent) }

func testAccent(t *testing.T) {
	colours := func(search string) string {
		b := open(t)
		b.forgive()
		b.load("en/openai-2024.html" + search)
		b.ready()
		found := ""
		for _, theme := range []string{"light", "dark"} {
			b.theme(theme)
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

// sheets is how many a PDF has. Their objects may stand in compressed streams.
func sheets(pdf []byte) int {
	all := pdf
	for _, stream := range regexp.MustCompile(`(?s)stream\r?\n(.*?)endstream`).FindAllSubmatch(pdf, -1) {
		if r, err := zlib.NewReader(bytes.NewReader(stream[1])); err == nil {
			text, _ := io.ReadAll(r)
			all = append(all, text...)
		}
	}
	return len(regexp.MustCompile(`/Type\s*/Page\b[^s]`).FindAll(all, -1))
}

// A printed page is one sheet, with the answer and without what is to be clicked.
func TestPrint(t *testing.T) { inEachEngine(t, testPrint) }

func testPrint(t *testing.T) {
	for _, language := range words.Languages {
		for _, id := range calc.Presets() {
			b := openPage(t, language+"/"+id+".html")
			pdf := b.printed()
			assert.Equal(t, 1, sheets(pdf), "sheets of %s in %s", id, language)
			if *picturesTo != "" {
				require.NoError(t, os.WriteFile(*picturesTo+"/print-"+id+"-"+language+".pdf", pdf, 0o644))
			}
		}
	}
}

// Nothing moves while the page loads, nor where its head arrives, and is painted,
// piece by piece.
func TestNothingShiftsWhileLoading(t *testing.T) {
	folder, err := built()
	require.NoError(t, err)
	for _, width := range []int64{320, 1280} {
		for _, language := range words.Languages {
			for _, slowly := range []bool{false, true} {
				b := open(t)
				b.viewport(width, 900)
				// A paragraph that is painted before its end is there may move its last word
				// to the next line, as any text does that comes in pieces.
				b.before(`shifts = []; new PerformanceObserver(list => {
					for (const { value, startTime, sources } of list.getEntries()) {
						const came = startTime < performance.getEntriesByType('navigation')[0].domInteractive
						const moved = sources.filter(({ node }) => !(came && node?.nodeType === Node.TEXT_NODE && node.parentNode.closest('p')))
						if (moved.length || !sources.length) shifts.push(value + ' ' + moved.map(({ node }) => (node?.outerHTML ?? node?.data)?.slice(0, 80)).join())
					}
				}).observe({ type: 'layout-shift' })`)
				if slowly {
					b.host = served(t, inPieces(b.prepared(handler(folder))))
				}
				b.load(language + "/openai-2024.html")
				b.ready()
				eval[bool](b, `(requestAnimationFrame(() => requestAnimationFrame(() => drawn = true)), true)`)
				b.until(`globalThis.drawn`)
				assert.Empty(t, eval[[]string](b, `shifts`), "%s at %d, slowly: %t", language, width, slowly)
			}
		}
	}
}

// inPieces sends pages in pieces: one ends behind the brand, each list of links and each
// choice in the head, and the others anywhere.
func inPieces(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isPage(r) {
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

// axe-core finds nothing in any state of the page, in any language and theme.
func TestAccessibility(t *testing.T) {
	axe, err := os.ReadFile("testdata/npm/node_modules/axe-core/axe.min.js")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("npm ci in site/testdata/npm brings axe-core:", err)
	}
	check := func(b *tab, state string) {
		b.Helper()
		for _, theme := range []string{"light", "dark"} {
			b.theme(theme)
			eval[bool](b, `(globalThis.found = undefined, axe.run({ iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(r =>
				r.violations.map(v => v.id + ': ' + v.help + '\n' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + ' ' + n.any.map(a => a.message).join()).join('\n')).join('\n')).then(text => found = text), true)`)
			b.until(`globalThis.found !== undefined`)
			assert.Empty(b, eval[string](b, `found`), "%s, %s", state, theme)
		}
	}
	start := func() *tab {
		b := open(t)
		b.before(string(axe))
		return b
	}
	for _, language := range words.Languages {
		for _, id := range calc.Presets() {
			b := start()
			b.load(language + "/" + id + ".html")
			b.ready()
			check(b, id+" in "+language)
		}
		b := start()
		b.load(language + "/openai-2024.embed.html")
		b.ready()
		check(b, "embed in "+language)
		b = start()
		changed(b, language)
		check(b, "changed, in "+language)
		b.openDialog()
		check(b, "with its dialog, in "+language)
		eval[bool](b, `(document.getElementById('embed').close(), true)`)
		eval[bool](b, `(location.hash = '#v=7', true)`)
		b.until(`!document.querySelector('main form')`)
		check(b, "no answer, in "+language)
	}
}

// What is to be pressed is 24 pixels wide and high or more (WCAG 2.2, 2.5.8),
// links inside sentences aside.
func TestTargetsAreLarge(t *testing.T) { inEachEngine(t, testTargetsAreLarge) }

func testTargetsAreLarge(t *testing.T) {
	for _, width := range []int64{320, 1280} {
		b := open(t)
		b.viewport(width, 900)
		changed(b, "en")
		assert.Empty(t, eval[string](b, `[...document.querySelectorAll('button, input:not([type=hidden]), select, summary, textarea, header a')].filter(e => e.checkVisibility())
			.map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.width < 24 || r.height < 24).map(([e, r]) => e.outerHTML.slice(0, 90) + ' ' + r.width + '×' + r.height).join('\n')`))
	}
}

// Every control can be reached with Tab, in the order of the page, and shows that
// it has the focus.
func TestByKeyboardAlone(t *testing.T) { inEachEngine(t, testByKeyboardAlone) }

func testByKeyboardAlone(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	want := eval[float64](b, `[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')].filter(e => e.checkVisibility()).length`)
	last, seen := -1.0, 0.0
	for range int(want) {
		b.keys("\t")
		at := eval[[]float64](b, `(e => [[...document.querySelectorAll('*')].indexOf(e), +(getComputedStyle(e).outlineStyle !== 'none' || getComputedStyle(e.closest('.control') ?? e).outlineStyle !== 'none')])(document.activeElement)`)
		require.Greater(t, at[0], last, "%s", eval[string](b, `document.activeElement.outerHTML.slice(0, 200)`))
		assert.Equal(t, 1.0, at[1], "no outline: %s", eval[string](b, `document.activeElement.outerHTML.slice(0, 200)`))
		last = at[0]
		seen++
	}
	assert.Equal(t, want, seen)
}

// The page can be read in forced colours: fields and buttons keep an edge, and the
// picture's lines and texts take the colours that are forced.
func TestForcedColours(t *testing.T) { inEachEngine(t, testForcedColours) }

func testForcedColours(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	b.media("forced-colors", "active")
	assert.True(t, eval[bool](b, `matchMedia('(forced-colors: active)').matches`))
	for _, selector := range []string{".told input", ".control", "button.add"} {
		assert.NotEqual(t, "0px", eval[string](b, fmt.Sprintf(`getComputedStyle(document.querySelector('%s')).borderBottomWidth`, selector)), selector)
	}
	text := eval[string](b, `getComputedStyle(document.body).color`)
	assert.Equal(t, text, eval[string](b, `getComputedStyle(document.querySelector('path.cash')).stroke`))
	assert.Equal(t, text, eval[string](b, `getComputedStyle(document.querySelector('.picture text')).fill`))
}

// Numbers, plural classes and months agree with the browser's own, by the CLDR.
func TestAgainstIntl(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	tags := append([]string{"ar-u-nu-latn"}, words.Languages...)
	for _, tag := range tags {
		l := view.LanguageOf(tag)
		intl := tag
		if tag == "ar" {
			intl = "ar-u-nu-arab"
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

// Defects that readers found, each with its shortest way there.
func TestWhatReadersFound(t *testing.T) { inEachEngine(t, testWhatReadersFound) }

func testWhatReadersFound(t *testing.T) {
	b := openPage(t, "en/after-a-raise.html")
	// A figure does not leave the story while it is typed.
	b.selectText(told("floor"))
	b.keys("0.5M")
	b.until(`location.hash === '#preset=after-a-raise&floor=500k'`)
	// Nor while it is stepped through zero, and its unit stays.
	b.focus(told("interest"))
	b.keys(strings.Repeat(arrowDown, 4))
	assert.Equal(t, "0", b.value(told("interest")))
	b.keys(arrowUp)
	b.until(`location.hash.includes('interest=0.5%25')`)
	// A line that goes takes no namesake along.
	b = openPage(t, "#start=2026-01&cash=1M&out.cash=10k&out.Tax=20k&once.Tax=-1k@2026-02")
	b.click(`[data-line="out.cash"] .remove`)
	b.click(`.line[data-line="out.Tax"] .remove`)
	b.until(`location.hash === '#start=2026-01&cash=1M&once.Tax=-1k@2026-02'`)
	// A notice that goes takes no typing along.
	b = openPage(t, "#cash=1M&out.A=10k&grow.B=3%25")
	b.typeIn("cash", "25M")
	b.until(`location.hash === '#cash=25M&out.A=10k/mo'`)
	// The links to other languages have a link's own figures from the start.
	assert.Equal(t, "#cash=25M&out.A=10k/mo", eval[string](b, `document.querySelector('a[hreflang=fr]').hash`))
	b = openPage(t, "en/openai-2024.html#cash=1M&out.A=50k")
	assert.Equal(t, "", eval[string](b, `document.querySelector('a[aria-current]').dataset.preset`), "it is no example's")
	assert.Equal(t, "#cash=1M&out.A=50k/mo", eval[string](b, `document.querySelector('a[hreflang=fr]').hash`))
	// A slider does not change the other end of its range, nor its scale under a thumb.
	b = openPage(t, "#cash=3.33B..4.47B&out.A=50M")
	b.focus(`document.querySelectorAll('div[data-key=cash] [type=range]')[1]`)
	b.keys(arrowRight)
	b.until(`location.hash.startsWith('#cash=3.33B..')`)
	// Units in French, as the page itself writes them and as people do.
	b = openPage(t, "fr/openai-2024.html")
	assert.Equal(t, "350\u202f000 serveurs", b.value(field("units.Inference", 0)))
	eval[bool](b, `(document.querySelectorAll('details').forEach(d => d.open = true), true)`)
	b.typeIn("units.Inference", "360 k serveurs")
	b.until(`location.hash.includes('units.Inference=360k+serveurs')`)
	// A blank behind a name that the page translates is no other name.
	b = openPage(t, "fr/openai-2024.html")
	b.selectText(`document.querySelector('[data-rename="out.Staff"]')`)
	b.keys("Personnel \t")
	b.typeIn("cash", "6B")
	b.until(`location.hash === '#preset=openai-2024&cash=6B'`)
	// A range made around a figure holds it, however fast that grows.
	b = openPage(t, "#cash=1M&in.S=10k&grow.S=2000%25/yr&out.A=10k&grow.A=-100%25")
	b.click(`div[data-key="grow.S"] .spread`)
	b.click(`div[data-key="grow.A"] .spread`)
	b.until(`location.hash === '#cash=1M&in.S=10k/mo&grow.S=1998%25..2000%25/yr&out.A=10k/mo&grow.A=-100%25..-98%25/mo'`)
	// What is compared keeps its own start and currency.
	b = openPage(t, "#cur=USD&start=2026-01&cash=1M&out.A=100k&in.B=10k&grow.B=20%25")
	eval[bool](b, `(localStorage.setItem('runway.kept', JSON.stringify([
		{ name: 'Mine', link: 'cur=EUR&start=2025-01&cash=500k&out.A=100k&in.B=10k&grow.B=20%25', compared: true }, { name: '\ud800\u0001', link: 'v=7' }, null])), true)`)
	b.reload()
	// ln 10 / ln 1.2 = 12.6: the 13th month after the first, here and a year before.
	assert.Contains(t, b.text(`[data-result=break-even]`), "February 2027February 2026+12.00 months")
	assert.Contains(t, b.text(`[data-result=gross-burn]`), "€100,000 a month–")
	assert.Zero(t, eval[float64](b, `document.querySelectorAll('path.kept').length`))
	name, csv := b.taken("csv")
	assert.Equal(t, "runway.csv", name)
	assert.Contains(t, csv, "2026-01,10000,")
	// What an extension puts beside a field takes no field's place.
	b = openPage(t, "#cash=1M&out.Staff=1M/yr")
	eval[bool](b, `(f => f.after(Object.assign(document.createElement('div'), { className: 'of an extension' })) ?? true)(`+field("out.Staff", 0)+`)`)
	b.typeIn("out.Staff", "2M")
	b.typeIn("out.Staff", "3M")
	b.until(`location.hash === '#cash=1M&out.Staff=3M/yr'`)
	// A name that is no character does not spoil the picture.
	b = openPage(t, "#title=a%EF%BF%BFb&cash=1M&out.A=100k")
	assert.Contains(t, b.text(`[data-key=title] .problem`), "cannot be shown")
}

// The link with the reader's figures is copied, and shared where the browser can.
func TestShare(t *testing.T) { inEachEngine(t, testShare) }

func testShare(t *testing.T) {
	b := open(t)
	b.before(`passed = []
			Object.defineProperty(navigator, 'clipboard', { value: { writeText: async text => { passed.push(text) } } })
			Object.defineProperty(navigator, 'share', { value: async ({ title, url }) => { passed.push(title + ' ' + url) } })`)
	b.load("en/openai-2024.html")
	b.ready()
	b.click(`[data-share=copy]`)
	b.typeIn("cash", "6B")
	b.click(`[data-share=copy]`)
	b.click(`[data-share=system]`)
	b.until(`passed.length === 3`)
	plain := b.host + "/en/openai-2024.html"
	assert.Equal(t, []string{plain, plain + "#preset=openai-2024&cash=6B", "OpenAI, 2024: money for 16 months " + plain + "#preset=openai-2024&cash=6B"}, eval[[]string](b, `passed`))
	assert.Equal(t, "Shared.", b.text(`[role=status]`))
	// Where neither is there, neither is offered.
	bare := open(t)
	bare.before(`for (const name of ['clipboard', 'share']) Object.defineProperty(navigator, name, { value: undefined })`)
	bare.load("en/openai-2024.html")
	bare.ready()
	assert.False(t, eval[bool](bare, `[...document.querySelectorAll('[data-share=copy], [data-share=system]')].some(e => e.checkVisibility())`))
}
