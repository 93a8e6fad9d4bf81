package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"html"
	"image"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/site/browser"
	"runway/site/slim"
	"runway/site/view"
	"runway/site/view/words"
)

// The link with the reader's figures is copied, and shared where the browser can.
func TestShare(t *testing.T) { browser.Each(t, testShare) }

func testShare(t *testing.T) {
	b := open(t)
	b.Before(`passed = []
			Object.defineProperty(navigator, 'clipboard', { value: { writeText: async text => { passed.push(text) } } })
			Object.defineProperty(navigator, 'share', { value: async ({ title, url }) => { passed.push(title + ' ' + url) } })`)
	b.Load("en/openai-2024.html")
	b.ready()
	b.Click(`[data-share=copy]`)
	b.typeIn("cash", "6B")
	b.Click(`[data-share=copy]`)
	b.Click(`[data-share=system]`)
	b.Until(`passed.length === 3`)
	plain := b.Host + "/en/openai-2024.html"
	assert.Equal(t, []string{plain, plain + "#preset=openai-2024&cash=6B", "OpenAI, 2024: 16 months of cash " + plain + "#preset=openai-2024&cash=6B"}, eval[[]string](b, `passed`))
	assert.Equal(t, "Shared.", b.Text(`[role=status]`))
	// Where neither is there, neither is offered.
	bare := open(t)
	bare.Before(`for (const name of ['clipboard', 'share']) Object.defineProperty(navigator, name, { value: undefined })`)
	bare.Load("en/openai-2024.html")
	bare.ready()
	assert.False(t, eval[bool](bare, `[...document.querySelectorAll('[data-share=copy], [data-share=system]')].some(e => e.checkVisibility())`))
}

// A page and an embed ask their own host for everything and nobody for anything
// else, whatever a reader does.
func TestNoRequestLeavesTheSite(t *testing.T) {
	b := open(t)
	var lock sync.Mutex
	requests := map[string]bool{}
	events := chromedp.Events(b.Chromium(), network.RequestWillBeSent)
	go func() {
		for sent, err := range events {
			if err != nil {
				return
			}
			lock.Lock()
			requests[sent.Request.URL] = true
			lock.Unlock()
		}
	}()
	_, err := chromedp.Call(b.Chromium(), network.Enable, network.EnableParams{})
	require.NoError(t, err)
	changed(b, "ar")
	b.typeIn("cash", "١ مليون")
	b.leave()
	for _, kind := range []string{"qr", "embed"} {
		if kind == "embed" {
			b.openDialog()
		} else {
			b.Click(`[data-share=qr]`)
			b.Until(`!document.querySelector('#qr svg').hasAttribute('hidden')`)
		}
		b.keys(browser.Escape)
		b.Until(`!document.getElementById('` + kind + `').open`)
	}
	eval[bool](b, `(location.hash = '#cash=5&out.A=1&note.cash=%3Cimg src=//evil.example/%3E&src.cash=https://evil.example/', true)`)
	b.Until(`!!document.querySelector('a[href="https://evil.example/"]')`)
	assert.Equal(t, "noopener nofollow ugc", eval[string](b, `document.querySelector('a[href="https://evil.example/"]').rel`))
	b.Load("en/young-company.embed.html")
	b.ready()
	lock.Lock()
	defer lock.Unlock()
	assert.GreaterOrEqual(t, len(requests), 10)
	for request := range requests {
		if !strings.HasPrefix(strings.TrimPrefix(request, "blob:"), b.Host+"/") && !strings.HasPrefix(request, "data:") {
			assert.Fail(t, "a request to another host", request)
		}
		assert.NotContains(t, strings.ToLower(request), "evil")
	}
}

// The pages hold no inline script but the first, which their policy names, and no inline
// style, and the scripts write no HTML.
func TestNothingInline(t *testing.T) {
	folder, err := builtSite()
	require.NoError(t, err)
	require.NoError(t, forEachPreset(func(language, preset string) error {
		for _, kind := range []string{".html", ".embed.html"} {
			page, err := os.ReadFile(filepath.Join(folder, language, preset+kind))
			require.NoError(t, err)
			scripts := []string{firstScript}
			if kind == ".embed.html" {
				scripts = append(scripts, choicesScript)
			}
			var hashes []string
			rest := string(page)
			for _, script := range scripts {
				hashes = append(hashes, sourceHash(script))
				before, after, found := strings.Cut(rest, "<script>"+script+"</script>")
				assert.True(t, found)
				rest = before + after
			}
			assert.Contains(t, html.UnescapeString(string(page)), "script-src 'self' "+strings.Join(hashes, " ")+" 'wasm-unsafe-eval';")
			assert.NotRegexp(t, `<script(>| type="(module|text/javascript)">)| on[a-z]+="| style="`, rest)
		}
		return nil
	}))
	for _, pattern := range []string{"assets/page-*.js", "assets/qr-code-*.js", "assets/embed-dialog-*.js", "host.js", "worker.js"} {
		files, err := filepath.Glob(filepath.Join(folder, pattern))
		require.NoError(t, err)
		require.Len(t, files, 1, pattern)
		script, err := os.ReadFile(files[0])
		require.NoError(t, err)
		assert.NotRegexp(t, `innerHTML|outerHTML *=[^=]|insertAdjacentHTML|document\.write|\beval\(|new Function`, string(script), pattern)
	}
}

// codeOnScreen returns what another library reads in the QR code that is seen.
func (b *tab) codeOnScreen() string {
	b.Helper()
	screen, err := chromedp.Run(b.Chromium(), chromedp.FullScreenshot(100))
	require.NoError(b, err)
	picture, _, err := image.Decode(bytes.NewReader(screen))
	require.NoError(b, err)
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	require.NoError(b, err)
	read, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	require.NoError(b, err)
	return read.GetText()
}

// openCode opens the dialog and waits for the code.
func (b *tab) openCode() {
	b.Helper()
	b.Click(`[data-share=qr]`)
	b.Until(`!document.querySelector('#qr svg').hasAttribute('hidden')`)
}

// A code holds the link it stands for: another library reads it from the screen.
func TestQRCode(t *testing.T) {
	b := openPage(t, "ar/openai-2024.html#preset=openai-2024&cash=6B")
	b.openCode()
	for _, theme := range []string{"light", "dark"} {
		b.Theme(theme)
		assert.Equal(t, b.Host+"/ar/openai-2024.html#preset=openai-2024&cash=6B", b.codeOnScreen(), theme)
	}
	assert.Equal(t, b.Host+"/ar/openai-2024.html#preset=openai-2024&cash=6B", b.Text("#qr [dir=ltr]"))
	b.keys(browser.Escape)
	b.Until(`!document.getElementById('qr').open`)
	assert.Equal(t, "qr", eval[string](b, `document.activeElement.dataset.share`), "focus is back where it was")
	// A link that is too long for a code says so.
	eval[bool](b, `(location.hash = 'preset=openai-2024&' + [...Array(20).keys()].map(i => `+"`once.P${i}${'x'.repeat(180)}=-1@2025-01`"+`).join('&'), true)`)
	b.Until(`!!document.querySelector('[data-key^="once.P19"]')`)
	b.Click(`[data-share=qr]`)
	b.Until(`document.querySelector('#qr [role=status]').textContent === ` + quoteJS(view.LanguageOf("ar").Word("qr.long")))
	assert.False(t, eval[bool](b, `document.querySelector('#qr svg').checkVisibility()`))
}

// Links of any length that fits are read back, and so is Arabic, escaped or as it is.
func TestQRCodesOfLongLinks(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	b.Viewport(1280, 1100)
	b.openCode()
	// A larger code than readers see, so that each module takes whole pixels of the screenshot.
	eval[bool](b, `((qr, svg) => (qr.style.maxWidth = qr.style.width = '1000px', svg.style.width = '925px'))(document.getElementById('qr'), document.querySelector('#qr svg')) !== ''`)
	draw := func(text string) {
		eval[bool](b, fmt.Sprintf(`(drawn = false, import(new URL(document.documentElement.dataset.qr, location.href).href).then(({ draw }) => {
			const { size, path } = draw(%s), svg = document.querySelector('#qr svg')
			svg.setAttribute('viewBox', [-4, -4, size + 8, size + 8].join(' '))
			svg.firstElementChild.setAttribute('d', path)
			drawn = size
		}), true)`, quoteJS(text)))
		b.Until(`drawn > 0`)
	}
	const address = "https://example.org/runway/ar/openai-2024.html#"
	arabic := address + "cash=500k&out.الرواتب=80k&note.cash=" + url.QueryEscape("من تقرير الشركة")
	long := address + "cash=500k" + strings.Repeat("&out.Cost=1k", 250)
	for _, text := range []string{address, arabic, long[:1000], long[:2000], long[:2953]} {
		draw(text)
		assert.Equal(t, text, b.codeOnScreen())
	}
	for _, text := range []string{long[:2954], address + strings.Repeat("م", 1500)} {
		eval[bool](b, fmt.Sprintf(`(problem = '', import(new URL(document.documentElement.dataset.qr, location.href).href).then(({ draw }) => draw(%s)).catch(({ name }) => problem = name), true)`, quoteJS(text)))
		b.Until(`problem === 'RangeError'`)
	}
}

// What draws codes is fetched when one is asked for, and again if it did not come.
func TestQRCodeAfterAFailure(t *testing.T) { browser.Each(t, testQRCodeAfterAFailure) }

func testQRCodeAfterAFailure(t *testing.T) {
	var asked atomic.Int32
	b := open(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "qr-code") && asked.Add(1) == 1 {
				http.Error(w, "later", http.StatusServiceUnavailable)
				return
			}
			h.ServeHTTP(w, r)
		})
	})
	b.Forgive()
	b.Load("en/openai-2024.html")
	b.ready()
	assert.Zero(t, asked.Load())
	b.Click(`[data-share=qr]`)
	b.Until(`document.querySelector('#qr [role=status]').textContent === ` + quoteJS(view.LanguageOf("en").Word("qr.failed")))
	b.Click(`#qr [data-close]`)
	b.openCode()
	assert.Equal(t, int32(2), asked.Load())
	b.Click(`#qr [data-close]`)
	b.openCode()
}

// addressedSite is the site as built for a host.
var addressedSite = buildOnce("https://example.org/some/where")

// Pages tell search engines, networks and programs what they are, with addresses
// that hold anywhere if the site's own is known.
func TestDiscovery(t *testing.T) {
	folder, err := addressedSite()
	require.NoError(t, err)
	const site = "https://example.org/some/where/"
	attribute := func(page, pattern string) string {
		found := regexp.MustCompile(pattern).FindStringSubmatch(page)
		require.NotNil(t, found, pattern)
		return strings.ReplaceAll(found[1], "&#43;", "+")
	}
	there := func(address string) []byte {
		require.True(t, strings.HasPrefix(address, site), address)
		content, err := os.ReadFile(filepath.Join(folder, strings.TrimPrefix(address, site)))
		require.NoError(t, err)
		return content
	}
	titles := map[string]bool{}
	require.NoError(t, forEachPreset(func(language, preset string) error {
		content, err := os.ReadFile(filepath.Join(folder, language, preset+".html"))
		require.NoError(t, err)
		page := string(content)
		own := site + language + "/" + preset + ".html"
		assert.Equal(t, own, attribute(page, `rel="canonical" href="([^"]*)"`))
		assert.Equal(t, own, attribute(page, `og:url" content="([^"]*)"`))
		for _, other := range words.Languages {
			there(attribute(page, `hreflang="`+other+`" href="(https[^"]*)"`))
		}
		title := attribute(page, `og:title" content="([^"]*)"`)
		assert.Contains(t, page, "<title>"+title+"</title>")
		assert.False(t, titles[title], "each page has a title of its own")
		titles[title] = true
		if findBrowser() != "" {
			picture, kind, err := image.DecodeConfig(bytes.NewReader(there(attribute(page, `og:image" content="([^"]*)"`))))
			require.NoError(t, err)
			assert.Equal(t, "png", kind)
			assert.Equal(t, []int{1200, 630}, []int{picture.Width, picture.Height})
		}
		content, err = os.ReadFile(filepath.Join(folder, language, preset+".embed.html"))
		require.NoError(t, err)
		assert.Equal(t, own, attribute(string(content), `rel="canonical" href="([^"]*)"`))
		return nil
	}))
	// The card is not blank: a blank one of this size takes 4 KB.
	cards, err := filepath.Glob(filepath.Join(folder, "*", "*.png"))
	require.NoError(t, err)
	for _, file := range cards {
		info, err := os.Stat(file)
		require.NoError(t, err)
		assert.Greater(t, info.Size(), int64(20_000), file)
	}
	icons, err := filepath.Glob(filepath.Join(folder, "assets", "icon-*.svg"))
	require.NoError(t, err)
	require.Len(t, icons, 1)
	icon, err := os.ReadFile(icons[0])
	require.NoError(t, err)
	assert.NoError(t, xml.Unmarshal(icon, new(any)))
	for _, address := range []string{"example.org", "ftp://example.org/", "https://", "https://example.org/?a", "https://example.org/#a"} {
		assert.ErrorContains(t, build("", t.TempDir(), address, slim.All), "not the address of a site", address)
	}
}

// Where the browser refuses to copy or to share, the page says so and shows the link, to
// copy by hand; where the reader thinks better of it, it says nothing.
func TestRefusedToShare(t *testing.T) { browser.Each(t, testRefusedToShare) }

func testRefusedToShare(t *testing.T) {
	const refused = `[...document.querySelectorAll('.refused')].filter(e => e.checkVisibility()).map(e => e.textContent).join()`
	for _, kind := range []string{".html", ".embed.html?parts=story,files"} {
		b := open(t)
		b.Before(`refusal = 'NotAllowedError', asked = 0
			const refuse = async () => { asked++; throw new DOMException('no', refusal) }
			Object.defineProperty(navigator, 'clipboard', { value: { writeText: refuse } })
			Object.defineProperty(navigator, 'share', { value: refuse })`)
		b.Load("fr/openai-2024" + kind)
		b.Focus(storyField("cash")) // an embed starts when the reader comes
		b.ready()
		for i, name := range []string{"copy", "system"} {
			b.SelectText(storyField("cash"))
			b.keys(fmt.Sprintf("%dB", 6+i))
			assert.Empty(t, eval[string](b, refused))
			b.Click(`[data-share=` + name + `]`)
			b.Until(fmt.Sprintf(`asked === %d`, i+1))
			link := fmt.Sprintf("%s/fr/openai-2024.html#preset=openai-2024&cash=%dB", b.Host, 6+i)
			b.Until(`document.activeElement.id === 'share-link'`)
			assert.Equal(t, view.LanguageOf("fr").Word("share.refused"), eval[string](b, refused))
			assert.Equal(t, link, eval[string](b, `(e => e.value.slice(e.selectionStart, e.selectionEnd))(document.activeElement)`))
		}
		b.SelectText(storyField("cash"))
		b.keys("8B")
		eval[bool](b, `(refusal = 'AbortError', true)`)
		b.Click(`[data-share=system]`)
		b.Until(`asked === 3`)
		b.Pause(100)
		assert.Empty(t, eval[string](b, refused))
		assert.Empty(t, b.notices())
	}
}
