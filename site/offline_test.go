package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/browser"
)

// A connection between a reader and the site can be cut, be slow, or lead to another build.
type connection struct {
	gone, slow atomic.Bool
	build      atomic.Value // replaces the name of the build in the worker and the pages
	ofWorker   atomic.Bool  // only in the worker, as while a site is being replaced
}

func (c *connection) wrap(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c.gone.Load() {
			panic(http.ErrAbortHandler)
		}
		page := browser.IsPage(r)
		if c.slow.Load() && page {
			for c.slow.Load() && r.Context().Err() == nil {
				time.Sleep(50 * time.Millisecond)
			}
			return
		}
		to, _ := c.build.Load().(string)
		if worker := r.URL.Path == "/worker.js"; to == "" || !worker && (!page || c.ofWorker.Load()) {
			h.ServeHTTP(w, r)
			return
		}
		folder, _ := builtSite()
		browser.Rewrite(w, r, h, func(text string) string { return strings.ReplaceAll(text, buildOf(folder), to) })
	})
}

// buildOf returns the name of the build in a folder.
func buildOf(folder string) string {
	page, _ := os.ReadFile(filepath.Join(folder, "index.html"))
	_, rest, _ := strings.Cut(string(page), `data-build="`)
	name, _, _ := strings.Cut(rest, `"`)
	return name
}

// With the network gone the site works as before, in each language and with each
// preset; a new build takes an earlier one's place as a whole or not at all.
func TestOffline(t *testing.T) { browser.Each(t, testOffline) }

func testOffline(t *testing.T) {
	var c connection
	b := open(t, c.wrap)
	b.Forgive() // the browser tells what it could not load
	keeps := func(build string) {
		t.Helper()
		b.Until(`(caches.keys().then(async names => { globalThis.kept = names.length === 1 && names[0].endsWith(' ` + build + `') && (await (await caches.open(names[0])).keys()).length }), globalThis.kept === 60)`)
		b.Until(`!!navigator.serviceWorker.controller`)
	}
	works := func(address, build, text string) {
		t.Helper()
		b.Load(address)
		b.ready()
		assert.Equal(t, build, eval[string](b, `document.documentElement.dataset.build`))
		assert.Contains(t, b.Text(".lead"), text)
	}
	folder, err := builtSite()
	require.NoError(t, err)
	first := buildOf(folder)
	works("en/openai-2024.html", first, "13.3 months")
	keeps(first)

	c.gone.Store(true)
	works("en/openai-2024.html#preset=openai-2024&cash=10B", first, "26.7 months")
	b.typeIn("cash", "6B")
	assert.Contains(t, b.Text(".lead"), "16 months")
	works("ar/young-company.html?theme=dark", first, "9.2")
	for _, address := range []string{"", "en/", "ar/index.html"} {
		b.Load(address)
		assert.Equal(t, first, eval[string](b, `document.documentElement.dataset.build`))
		b.seeImages()
	}

	// A site on its way to another build is not kept: the earlier one is.
	c.gone.Store(false)
	c.build.Store("2222")
	c.ofWorker.Store(true)
	works("fr/openai-2024.html", first, "13,3")
	eval[bool](b, `(navigator.serviceWorker.getRegistration().then(r => r.update()).catch(() => {}).finally(() => updated = true), true)`)
	b.Until(`globalThis.updated`)
	b.Pause(1500)
	c.gone.Store(true)
	works("en/after-a-raise.html", first, "29.5 months")

	// The other build takes over once it is there. (WebKit does not try the same worker
	// again so soon.)
	other := map[bool]string{true: "3333", false: "2222"}[browser.Engine(t) == "WebKit"]
	c.gone.Store(false)
	c.build.Store(other)
	c.ofWorker.Store(false)
	works("en/openai-2024.html", other, "13.3 months")
	keeps(other)
	c.gone.Store(true)
	works("en/openai-2024.html", other, "13.3 months")

	// A network that does not answer is waited for only so long.
	c.gone.Store(false)
	c.slow.Store(true)
	defer c.slow.Store(false) // what still waits is let go
	start := time.Now()
	works("en/openai-2024.html", other, "13.3 months")
	assert.GreaterOrEqual(t, time.Since(start), 2*time.Second, "the network was asked first")
}

// Some hosts send a page on to its name without .html, where it works offline too.
func TestOfflineByShortNames(t *testing.T) { browser.Each(t, testOfflineByShortNames) }

func testOfflineByShortNames(t *testing.T) {
	var c connection
	b := open(t, func(h http.Handler) http.Handler {
		return c.wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if name, ok := strings.CutSuffix(r.URL.Path, ".html"); ok {
				http.Redirect(w, r, strings.TrimSuffix(name, "index"), http.StatusPermanentRedirect)
				return
			}
			if path := r.URL.Path; strings.Count(path, "/") == 2 && !strings.Contains(path, ".") && !strings.HasSuffix(path, "/") {
				r.URL.Path += ".html"
			}
			h.ServeHTTP(w, r)
		}))
	})
	b.Forgive()
	b.Load("en/openai-2024.html")
	b.ready()
	b.Until(`!!navigator.serviceWorker.controller`)
	c.gone.Store(true)
	for _, address := range []string{"en/young-company", "ar/openai-2024.html"} {
		b.Load(address)
		b.ready()
	}
	for _, address := range []string{"index.html", "", "fr/index.html", "fr/"} {
		b.Load(address)
		assert.Equal(t, float64(len(calc.Presets())), eval[float64](b, `document.querySelectorAll('.case').length`), address)
	}
}

// An embed leaves nothing with the reader's browser.
func TestAnEmbedKeepsNothing(t *testing.T) { browser.Each(t, testAnEmbedKeepsNothing) }

func testAnEmbedKeepsNothing(t *testing.T) {
	b := open(t, func(h http.Handler) http.Handler { return h }) // at an origin of its own, where no page has left anything
	b.Load("en/openai-2024.embed.html")
	b.ready()
	b.Pause(3000)
	eval[bool](b, `(Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()]).then(([r, c]) => found = r.length + c.length), true)`)
	b.Until(`globalThis.found === 0`)
}
