package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/browser"
	"runway/site/view"
	"runway/site/view/words"
)

// The neutral page and embed hold no company.
func TestNeutralPagesHoldNoCompany(t *testing.T) {
	folder, err := builtSite()
	require.NoError(t, err)
	for _, language := range words.Languages {
		for _, name := range []string{"new.html", "embed.html"} {
			page, err := os.ReadFile(filepath.Join(folder, language, name))
			require.NoError(t, err)
			_, body, _ := strings.Cut(string(page), `<div class="asked">`)
			assert.NotContains(t, body, "data-key", name)
			main, _, _ := strings.Cut(body, "</main>")
			assert.Contains(t, main, `<main id="main"><h1>`+view.LanguageOf(language).Word("page.untitled")+`</h1>`, name)
			body, _, _ = strings.Cut(body, `<div class="menu">`) // which lists them
			for _, id := range calc.Presets() {
				title := view.LanguageOf(language).PresetTitle(id)
				assert.NotContains(t, body, title, name)
			}
		}
	}
}

const theirCase = "title=Th%C3%A9+%26+Co&start=2026-01&cash=5M&out.Staff=1M/mo&src.cash=https://example.org/a%3Fb&article=https://news.example/1&src.out.Staff=javascript:1"

// Until a link's own figures are computed, its title and sources stand in their place, on the
// neutral page and on a preset's, and no figure of another company. Its height is told once it is
// known.
func TestOwnFiguresWait(t *testing.T) { browser.Each(t, testOwnFiguresWait) }

func testOwnFiguresWait(t *testing.T) {
	for _, address := range []string{"fr/new.html", "en/embed.html", "ar/openai-2024.embed.html", "en/openai-2024.html"} {
		release := make(chan bool)
		b := open(t, delayAnswer("calculator-", release))
		b.Load(address + "#" + theirCase)
		b.Until(`'live' in document.documentElement.dataset`)
		assert.Equal(t, "Thé & Co", eval[string](b, `document.querySelector('.asked p').textContent`), address)
		assert.Equal(t, "https://example.org/a?b example.org https://news.example/1 news.example",
			eval[string](b, `[...document.querySelectorAll('.asked a')].map(a => a.href + ' ' + a.textContent).join(' ')`), address)
		assert.False(t, eval[bool](b, `document.querySelector('main h1').checkVisibility({ visibilityProperty: true })`), address)
		close(release)
		b.ready()
		assert.False(t, eval[bool](b, `document.querySelector('.asked').checkVisibility()`), address)
		assert.True(t, eval[bool](b, `document.querySelector('main h1').checkVisibility({ visibilityProperty: true })`), address)
		assert.Contains(t, b.Text("h1"), "Thé & Co", address)
		assert.Equal(t, "5", b.raw("runway", "value"), address)
	}
}

// Where they cannot be computed, the title, the sources and the reason stay.
func TestOwnFiguresThatCannotBeComputed(t *testing.T) {
	browser.Each(t, testOwnFiguresThatCannotBeComputed)
}

func testOwnFiguresThatCannotBeComputed(t *testing.T) {
	var blocked atomic.Bool
	blocked.Store(true)
	b := open(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if blocked.Load() && strings.Contains(r.URL.Path, "calculator-") {
				http.NotFound(w, r)
				return
			}
			h.ServeHTTP(w, r)
		})
	})
	b.Forgive() // the browser tells what it could not load
	b.Load("en/embed.html#" + theirCase)
	b.Until(`document.documentElement.dataset.error === 'load'`)
	assert.Equal(t, "Thé & Co|example.org|news.example", eval[string](b, `[...document.querySelectorAll('.asked p, .asked li')].filter(e => e.checkVisibility()).map(e => e.textContent).join('|')`))
	assert.Contains(t, eval[string](b, `[...document.querySelectorAll('.notice')].filter(e => e.checkVisibility()).map(e => e.textContent).join('|')`), "could not be loaded")
	assert.False(t, eval[bool](b, `document.querySelector('main').checkVisibility()`))
}

// A page without a link's figures offers some to write over.
func TestNewPage(t *testing.T) { browser.Each(t, testNewPage) }

func testNewPage(t *testing.T) {
	b := openPage(t, "en/new.html")
	assert.Contains(t, b.Text(".lead"), "12.5 months") // 500 / (50 − 10)
	b.typeIn("cash", "1M")
	assert.Contains(t, b.Text(".lead"), "25 months")
	b.Until(`location.hash.includes('cash=1M')`)
}
