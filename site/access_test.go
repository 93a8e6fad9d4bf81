package main

import (
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/browser"
	"runway/site/view"
	"runway/site/view/words"
)

func TestWithoutScripts(t *testing.T) { browser.Each(t, testWithoutScripts) }

func testWithoutScripts(t *testing.T) {
	b := open(t)
	b.WithoutScripts()
	b.Load("ar/openai-2024.html")
	text := eval[string](b, `document.body.innerText`)
	assert.Contains(t, text, "13.3 شهر")
	assert.Equal(t, view.LanguageOf("ar").Word("page.failed.script"), b.notices())
	assert.Contains(t, text, view.LanguageOf("ar").Word("page.failed.script"))
	assert.Positive(t, eval[float64](b, `document.querySelector('path.cash').getBoundingClientRect().height`))
	assert.Equal(t, "rtl", eval[string](b, `getComputedStyle(document.body).direction`))
}

// axe-core finds nothing in any state of the page, in any language and theme.
func TestAccessibility(t *testing.T) {
	axe, err := os.ReadFile(fromNPM(t, "axe-core/axe.min.js"))
	require.NoError(t, err)
	check := func(b *tab, state, language string) {
		b.Helper()
		for theme, rules := range map[string]string{"light": `['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']`, "dark": `['color-contrast']`} { // between themes only colours differ
			if theme == "dark" && language != words.Languages[0] {
				continue // colours do not differ between languages
			}
			b.Theme(theme)
			eval[bool](b, `(globalThis.found = undefined, axe.run({ iframes: false, runOnly: `+rules+` }).then(r =>
				r.violations.map(v => v.id + ': ' + v.help + '\n' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + ' ' + n.any.map(a => a.message).join()).join('\n')).join('\n')).then(text => found = text), true)`)
			b.Until(`globalThis.found !== undefined`)
			assert.Empty(b, eval[string](b, `found`), "%s in %s, %s", state, language, theme)
		}
	}
	start := func() *tab {
		b := open(t)
		b.Before(string(axe))
		return b
	}
	for _, language := range words.Languages {
		presets := calc.Presets()
		if language != words.Languages[0] {
			presets = presets[:1] // between languages only words differ
		}
		for _, id := range presets {
			b := start()
			b.Load(language + "/" + id + ".html")
			b.ready()
			check(b, id, language)
		}
		b := start()
		b.Load(language + "/openai-2024.embed.html")
		b.ready()
		check(b, "embed", language)
		b = start()
		b.Load(language + "/index.html")
		check(b, "list of cases", language)
		b = start()
		changed(b, language)
		check(b, "changed", language)
		b.openDialog()
		check(b, "with its dialog", language)
		eval[bool](b, `(document.getElementById('embed').close(), true)`)
		eval[bool](b, `(location.hash = '#v=7', true)`)
		b.Until(`!document.querySelector('main form')`)
		check(b, "no answer", language)
	}
}

// What is to be pressed is 24 pixels wide and high or more (WCAG 2.2, 2.5.8),
// links inside sentences aside.
func TestTargetsAreLarge(t *testing.T) { browser.Each(t, testTargetsAreLarge) }

func testTargetsAreLarge(t *testing.T) {
	for _, width := range []int64{320, 1280} {
		b := open(t)
		b.Viewport(width, 900)
		changed(b, "en")
		assert.Empty(t, eval[string](b, `[...document.querySelectorAll('button, input:not([type=hidden]), select, summary, textarea, :is(header, .menu) a')].filter(e => e.checkVisibility())
			.map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.width < 24 || r.height < 24).map(([e, r]) => e.outerHTML.slice(0, 90) + ' ' + r.width + '×' + r.height).join('\n')`))
	}
}

// Every control can be reached with Tab, in the order of the page, and shows that
// it has the focus.
func TestByKeyboardAlone(t *testing.T) { browser.Each(t, testByKeyboardAlone) }

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
func TestForcedColours(t *testing.T) { browser.Each(t, testForcedColours) }

func testForcedColours(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	b.Media("forced-colors", "active")
	assert.True(t, eval[bool](b, `matchMedia('(forced-colors: active)').matches`))
	for _, selector := range []string{".inline input", ".control", "button.add"} {
		assert.NotEqual(t, "0px", eval[string](b, fmt.Sprintf(`getComputedStyle(document.querySelector('%s')).borderBottomWidth`, selector)), selector)
	}
	text := eval[string](b, `getComputedStyle(document.body).color`)
	assert.Equal(t, text, eval[string](b, `getComputedStyle(document.querySelector('path.cash')).stroke`))
	assert.Equal(t, text, eval[string](b, `getComputedStyle(document.querySelector('.picture text')).fill`))
}
