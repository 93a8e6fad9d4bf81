package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/site/browser"
	"runway/site/view"
	"runway/site/view/words"
)

// Where the page's script does not run, the page itself says so, and no field looks as if it
// would answer, whatever the link.
func TestWithoutThePagesScript(t *testing.T) { browser.Each(t, testWithoutThePagesScript) }

func testWithoutThePagesScript(t *testing.T) {
	isScript := func(r *http.Request) bool {
		return strings.Contains(r.URL.Path, "/assets/") && strings.HasSuffix(r.URL.Path, ".js")
	}
	scriptIs := func(answer http.HandlerFunc) func(http.Handler) http.Handler {
		return func(h http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if isScript(r) {
					answer(w, r)
				} else {
					h.ServeHTTP(w, r)
				}
			})
		}
	}
	// policyIs serves pages under another policy for scripts, and a style that waits less.
	policyIs := func(scripts string) func(http.Handler) http.Handler {
		return func(h http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch {
				case browser.IsPage(r):
					browser.Rewrite(w, r, h, func(page string) string {
						w.Header().Set("Content-Security-Policy", "script-src http://"+r.Host+"/before.js "+scripts)
						return page
					})
				case strings.HasSuffix(r.URL.Path, ".css"):
					browser.Rewrite(w, r, h, func(style string) string { return strings.ReplaceAll(style, "10s", "1s") })
				default:
					h.ServeHTTP(w, r)
				}
			})
		}
	}
	b, breakSite := openBroken(t)
	n := 0
	says := func(name string) {
		t.Helper()
		for _, address := range []string{"openai-2024.html", "openai-2024.embed.html"} {
			for _, fragment := range []string{"", "#cash=1M&out.A=50k"} {
				language := words.Languages[n%len(words.Languages)]
				n++
				l := view.LanguageOf(language)
				b.Load(fmt.Sprintf("%s/%s?%d%s", language, address, n, fragment))
				b.Until(`getComputedStyle(document.querySelector('[data-fault=script]')).visibility === 'visible'`)
				assert.Equal(t, l.Word("page.failed.script"), b.notices(), name)
				assert.Greater(t, eval[float64](b, `document.querySelector('[data-fault=script]').getBoundingClientRect().height`), 20.0)
				assert.Contains(t, b.Text(".lead"), l.Months(13.3), name)
				assert.Zero(t, eval[int](b, `[...document.querySelectorAll('main :is(input, select, button)')].filter(e =>
					e.checkVisibility() && !e.disabled && getComputedStyle(e).pointerEvents !== 'none').length`), name)
			}
		}
	}
	for name, fault := range map[string]func(http.Handler) http.Handler{
		"missing":                   scriptIs(http.NotFound),
		"a page in its place":       scriptIs(serveBytes("text/html", []byte("<!doctype html>"))),
		"too new for the browser":   scriptIs(serveBytes("text/javascript", []byte("root.dataset.live = '' €"))),
		"it fails":                  scriptIs(serveBytes("text/javascript", []byte("throw new Error('of an old browser')"))),
		"forbidden":                 policyIs(sourceHash(firstScript)),
		"forbidden, and all others": policyIs(""),
	} {
		breakSite(fault)
		says(name)
	}
	breakSite(policyIs("'none'"))
	b.WithoutScripts()
	says("scripts are off")
}

// A page that starts as it should never says that it does not, however slow its network is.
func TestTheStartIsQuiet(t *testing.T) { browser.Each(t, testTheStartIsQuiet) }

func testTheStartIsQuiet(t *testing.T) {
	for _, address := range []string{"en/openai-2024.html", "ar/openai-2024.embed.html"} {
		b := open(t, sendInPieces)
		b.Before(`said = false
			const look = () => {
				const notice = document.querySelector('[data-fault=script]')
				said ||= notice && getComputedStyle(notice).visibility === 'visible' && getComputedStyle(notice).display !== 'none'
				requestAnimationFrame(look)
			}
			addEventListener('DOMContentLoaded', look)`)
		b.Load(address)
		if strings.Contains(address, "embed") {
			b.Focus(field("cash", 0))
		}
		b.ready()
		assert.False(t, eval[bool](b, `said`), address)
		assert.Empty(t, b.notices())
		assert.True(t, eval[bool](b, `document.querySelector('[data-fault=script]').hidden`))
	}
}
