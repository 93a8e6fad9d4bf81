package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"image"
	_ "image/png"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/site/view"
	"runway/site/view/words"
)

// A link is read as it was sent, whatever chat programs have done to it, and a link
// that was cut, is huge or hostile leaves a page that works.
func TestLinksAsTheyCome(t *testing.T) { inEachEngine(t, testLinksAsTheyCome) }

func testLinksAsTheyCome(t *testing.T) {
	b := openPage(t, "en/openai-2024.html#preset=openai-2024&amp;cash=10B).")
	assert.Contains(t, b.text(".lead"), "26.7 months")
	for link, want := range map[string]string{
		"preset%253Dopenai-2024%2526cash%253D10B":        "26.7 months",
		"preset=openai-2024&title=%25D8%25A7&cash=10B":   "26.7 months",
		"preset=openai-2024&cash=10B&out.Train":          "cut off",
		"cash=5&out.A=1&x=" + strings.Repeat("y", 1<<19): "too long",
		"v=99&cash=5":        "another version",
		"preset=none&cash=5": "preset = none",
		"__proto__=1&constructor=2&cash=5&out.toString=1":                                                         "__proto__ = 1",
		"title=%3Cimg src=x onerror=alert(1)%3E&cash=5&out.%3Cscript%3Ealert(1)%3C/script%3E=1&note.cash=%3Cb%3E": "<img src=x onerror=alert(1)>: how long",
		"cash=5&out.%E2%80%AEevil=1":                  "cannot be shown",
		"cash=5&out.A%00B=1":                          "cannot be shown",
		"cash=5&out.A=1&src.cash=javascript:alert(1)": "http",
		"%D1%81ash=5&out.A=1":                         "сash = 5", // a Cyrillic с
		"cash=5&out.A=1&in.A=%ED%A0%80":               "Another line",
		"&&&=&==&cash=5&out.A=1&%&%%&%zz=%":           "cash",
	} {
		eval[bool](b, `(location.hash = '', true)`)
		b.until(`document.querySelector('.lead').textContent.includes('13.3 months')`)
		eval[bool](b, `(location.hash = `+quoteJS(link)+`, true)`)
		b.until(`!document.querySelector('.lead').textContent.includes('13.3 months')`)
		assert.Contains(t, b.text("main"), want, "%.80s", link)
		assert.False(t, eval[bool](b, `!!document.querySelector('main script, main img, main b, main a[href^="javascript"]')`), "%.80s", link)
		assert.NotContains(t, b.text("main"), "NaN", "%.80s", link)
		assert.False(t, eval[bool](b, `'error' in document.documentElement.dataset`), "%.80s", link)
	}
}

func quoteJS(text string) string {
	quoted, _ := json.Marshal(text)
	return string(quoted)
}

// A page and an embed ask their own host for everything and nobody for anything
// else, whatever a reader does.
func TestNoRequestLeavesTheSite(t *testing.T) {
	b := open(t)
	var lock sync.Mutex
	requests := map[string]bool{}
	events := chromedp.Events(b.driver.(*chromiumTab).ctx, network.RequestWillBeSent)
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
	_, err := chromedp.Call(b.driver.(*chromiumTab).ctx, network.Enable, network.EnableParams{})
	require.NoError(t, err)
	changed(b, "ar")
	b.typeIn("cash", "١ مليون")
	b.leave()
	for _, kind := range []string{"qr", "embed"} {
		b.click(`[data-share=` + kind + `]`)
		b.until(`document.getElementById('` + kind + `').open`)
		if kind == "embed" {
			b.until(`document.getElementById('embed-preview').contentDocument?.documentElement.hasAttribute('data-ready')`)
		} else {
			b.until(`!document.querySelector('#qr svg').hasAttribute('hidden')`)
		}
		b.keys(escape)
		b.until(`!document.getElementById('` + kind + `').open`)
	}
	eval[bool](b, `(location.hash = '#cash=5&out.A=1&note.cash=%3Cimg src=//evil.example/%3E&src.cash=https://evil.example/', true)`)
	b.until(`!!document.querySelector('a[href="https://evil.example/"]')`)
	assert.Equal(t, "noopener nofollow ugc", eval[string](b, `document.querySelector('a[href="https://evil.example/"]').rel`))
	b.load("en/young-company.embed.html")
	b.ready()
	lock.Lock()
	defer lock.Unlock()
	assert.GreaterOrEqual(t, len(requests), 10)
	for request := range requests {
		if !strings.HasPrefix(strings.TrimPrefix(request, "blob:"), b.host+"/") && !strings.HasPrefix(request, "data:") {
			assert.Fail(t, "a request to another host", request)
		}
		assert.NotContains(t, strings.ToLower(request), "evil")
	}
}

// The pages hold no inline script and no inline style, and the scripts write no HTML.
func TestNothingInline(t *testing.T) {
	folder, err := built()
	require.NoError(t, err)
	require.NoError(t, each(func(language, preset string) error {
		for _, kind := range []string{".html", ".embed.html"} {
			page, err := os.ReadFile(filepath.Join(folder, language, preset+kind))
			require.NoError(t, err)
			assert.NotRegexp(t, `<script(>| type="(module|text/javascript)">)| on[a-z]+="| style="`, string(page))
		}
		return nil
	}))
	for _, pattern := range []string{"assets/page-*.js", "host.js", "worker.js"} {
		files, err := filepath.Glob(filepath.Join(folder, pattern))
		require.NoError(t, err)
		require.Len(t, files, 1, pattern)
		script, err := os.ReadFile(files[0])
		require.NoError(t, err)
		assert.NotRegexp(t, `innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function`, string(script), pattern)
	}
}

// A code holds the link it stands for: another library reads it from the screen.
func TestQRCode(t *testing.T) {
	b := openPage(t, "ar/openai-2024.html#preset=openai-2024&cash=6B")
	b.click(`[data-share=qr]`)
	b.until(`!document.querySelector('#qr svg').hasAttribute('hidden')`)
	for _, theme := range []string{"light", "dark"} {
		b.theme(theme)
		screen, err := chromedp.Run(b.driver.(*chromiumTab).ctx, chromedp.FullScreenshot(100))
		require.NoError(t, err)
		picture, _, err := image.Decode(bytes.NewReader(screen))
		require.NoError(t, err)
		bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
		require.NoError(t, err)
		read, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
		require.NoError(t, err, theme)
		assert.Equal(t, b.host+"/ar/openai-2024.html#preset=openai-2024&cash=6B", read.GetText())
	}
	assert.Equal(t, b.host+"/ar/openai-2024.html#preset=openai-2024&cash=6B", b.text("#qr [dir=ltr]"))
	b.keys(escape)
	b.until(`!document.getElementById('qr').open`)
	assert.Equal(t, "qr", eval[string](b, `document.activeElement.dataset.share`), "focus is back where it was")
	// A link that is too long for a code says so.
	eval[bool](b, `(location.hash = 'preset=openai-2024&' + [...Array(20).keys()].map(i => `+"`once.P${i}${'x'.repeat(180)}=-1@2025-01`"+`).join('&'), true)`)
	b.until(`!!document.querySelector('[data-key^="once.P19"]')`)
	b.click(`[data-share=qr]`)
	b.until(`document.querySelector('#qr [role=status]').textContent === ` + quoteJS(view.LanguageOf("ar").Word("qr.long")))
	assert.False(t, eval[bool](b, `document.querySelector('#qr svg').checkVisibility()`))
}

// A theme that is chosen holds, is remembered, stands in the link and goes along to
// the other pages; pressed again, the reader's own holds.
func TestThemeIsChosen(t *testing.T) { inEachEngine(t, testThemeIsChosen) }

func testThemeIsChosen(t *testing.T) {
	b := openPage(t, "ar/openai-2024.html#preset=openai-2024&cash=6B")
	ground := `getComputedStyle(document.body).backgroundColor`
	b.click(`[data-theme=dark]`)
	assert.Equal(t, "rgb(22, 24, 27)", eval[string](b, ground))
	assert.Equal(t, "?theme=dark", eval[string](b, `location.search`))
	b.click(`[data-digits=latn]`)
	assert.Equal(t, "?theme=dark&digits=latn", eval[string](b, `document.querySelector('a[hreflang=en]').search`))
	b.click(`a[data-preset=young-company]`)
	b.until(`document.documentElement.dataset.query === 'preset=young-company' && 'ready' in document.documentElement.dataset`)
	assert.Equal(t, "rgb(22, 24, 27)", eval[string](b, ground))
	assert.Contains(t, b.text(".lead"), "9.2")
	b.load("en/openai-2024.html")
	b.ready()
	assert.Equal(t, "true", eval[string](b, `document.querySelector('[data-theme=dark]').getAttribute('aria-pressed')`), "it is remembered")
	b.click(`[data-theme=dark]`)
	assert.Equal(t, "rgb(255, 255, 255)", eval[string](b, ground))
	assert.Equal(t, "", eval[string](b, `location.search`))
	b.load("en/openai-2024.html?theme=dark")
	b.ready()
	assert.Equal(t, "rgb(22, 24, 27)", eval[string](b, ground), "a link carries it")
}

// addressed is the site as built for a host.
var addressed = builtFor("https://example.org/some/where")

// Pages tell search engines, networks and programs what they are, with addresses
// that hold anywhere if the site's own is known.
func TestDiscovery(t *testing.T) {
	folder, err := addressed()
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
	require.NoError(t, each(func(language, preset string) error {
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
		var about map[string]any
		require.NoError(t, json.Unmarshal([]byte(attribute(page, `ld\+json">(.*?)</script>`)), &about))
		assert.Equal(t, "WebApplication", about["@type"])
		assert.Equal(t, language, about["inLanguage"])
		var embed map[string]any
		require.NoError(t, json.Unmarshal(there(attribute(page, `json\+oembed" href="([^"]*)"`)), &embed))
		assert.Equal(t, []any{"1.0", "rich"}, []any{embed["version"], embed["type"]})
		there(attribute(embed["html"].(string), `src="([^"]*)"`))
		content, err = os.ReadFile(filepath.Join(folder, language, preset+".embed.html"))
		require.NoError(t, err)
		assert.Equal(t, own, attribute(string(content), `rel="canonical" href="([^"]*)"`))
		return nil
	}))
	// The card is not blank: a blank one of this size takes 4 KB.
	cards, err := filepath.Glob(filepath.Join(folder, "assets", "card-*.png"))
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
		assert.ErrorContains(t, build("", t.TempDir(), address), "not the address of a site", address)
	}
}

// Versions of embeds that articles may have pinned outlive builds, and hold all
// they load.
func TestPinnedEmbeds(t *testing.T) { inEachEngine(t, testPinnedEmbeds) }

func testPinnedEmbeds(t *testing.T) {
	folder, err := built()
	require.NoError(t, err)
	folders, err := filepath.Glob(filepath.Join(folder, versions, "*"))
	require.NoError(t, err)
	require.Len(t, folders, 1)
	// Served alone, without the site around it, it works.
	b := open(t)
	b.visit(served(t, handler(folders[0])) + "/ar/openai-2024.embed.html#preset=openai-2024&cash=10B")
	b.until(`document.querySelector('.lead').textContent.includes('٢٦٫٧ شهر')`)
	// The dialog offers it, and leads from it to the live page.
	b.load("en/openai-2024.html")
	b.ready()
	b.openDialog()
	eval[bool](b, `(f => { f.version.selectedIndex = 1; f.host.checked = true; f.dispatchEvent(new Event('input', {bubbles: true})); return true })(document.querySelector('#embed form'))`)
	version := versions + "/" + filepath.Base(folders[0])
	b.until(`document.getElementById('embed-code').value.includes('/` + version + `/en/openai-2024.embed.html"')`)
	assert.Contains(t, eval[string](b, `document.getElementById('embed-code').value`), `<script src="`+b.host+`/host.js" async></script>`)
	b.previewed()
	b.load(version + "/fr/openai-2024.embed.html")
	assert.Equal(t, b.host+"/fr/openai-2024.html", eval[string](b, `document.querySelector('footer a').href`))
	// A later build keeps an earlier version.
	later := t.TempDir()
	require.NoError(t, write(filepath.Join(later, versions, "earlier", "en", "a.html"), []byte("x")))
	require.NoError(t, write(filepath.Join(later, "assets", "calculator-1.bin"), []byte("x")))
	require.NoError(t, write(filepath.Join(later, ".git", "HEAD"), []byte("x")))
	require.NoError(t, empty(later))
	assert.FileExists(t, filepath.Join(later, versions, "earlier", "en", "a.html"))
	assert.FileExists(t, filepath.Join(later, ".git", "HEAD"))
	assert.NoFileExists(t, filepath.Join(later, "assets", "calculator-1.bin"))
}

// The calculator as one file works from a disk, in every language, and asks for
// nothing.
func TestOneFile(t *testing.T) { inEachEngine(t, testOneFile) }

func testOneFile(t *testing.T) {
	folder, err := built()
	require.NoError(t, err)
	for _, language := range words.Languages {
		text, err := os.ReadFile(filepath.Join(folder, language, "runway.html"))
		require.NoError(t, err)
		markup, _, _ := strings.Cut(string(text), `<template id="calculator">`)
		assert.NotRegexp(t, `(src|href)="[^"#h]`, strings.ReplaceAll(markup, `href="data:,"`, ""), "it needs another file")
		copied := filepath.Join(t.TempDir(), "a copy.html")
		require.NoError(t, os.WriteFile(copied, text, 0o600))
		b := open(t)
		b.visit((&url.URL{Scheme: "file", Path: copied, Fragment: "preset=openai-2024&cash=10B"}).String())
		b.ready()
		l := view.LanguageOf(language)
		assert.Contains(t, b.text(".lead"), l.Months(26.7))
		b.typeIn("cash", "6B")
		assert.Contains(t, b.text(".lead"), l.Months(16))
		b.click(`a[data-preset=young-company]`)
		b.until(`document.querySelector('.lead').textContent.includes(` + quoteJS(l.Months(9.2)) + `)`)
		assert.Equal(t, []string{}, eval[[]string](b, `performance.getEntriesByType('resource').map(e => e.name)`))
		assert.False(t, eval[bool](b, `[...document.querySelectorAll('[data-share]')].some(e => e.checkVisibility())`), "it has no link for others")
	}
}
