package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/site/browser"
)

// place returns the middle line of an element, from its left edge on, after scrolling to it.
func (b *tab) place(expression string) (left, width, y float64) {
	b.Helper()
	at := eval[[]float64](b, `(e => { e.scrollIntoView({ block: 'center', behavior: 'instant' }); const r = e.getBoundingClientRect(); return [r.left, r.width, r.top + r.height / 2] })(`+expression+`)`)
	return at[0], at[1], at[2]
}

// swipe moves a finger from a place, in steps of six pixels.
func (b *tab) swipe(x, y, right, down float64) {
	b.Helper()
	var places [][2]float64
	for i := 0.0; i <= 10; i++ {
		places = append(places, [2]float64{x + right*i/10, y + down*i/10})
	}
	b.Swipe(places...)
}

// A finger moves a slider sideways, from wherever it takes hold, by as far as it goes. One
// that goes up or down scrolls, a touch of the track does nothing, and neither changes
// anything.
func TestFingersOnSliders(t *testing.T) { browser.Each(t, testFingersOnSliders) }

func testFingersOnSliders(t *testing.T) {
	for language, forward := range map[string]float64{"en": 1, "ar": -1} {
		b := openPage(t, language+"/openai-2024.html")
		b.Viewport(360, 640)
		const slider = `document.querySelector('div[data-key=cash] [type=range]')`
		value := func() float64 { return eval[float64](b, `Number(`+slider+`.value)`) }
		for _, from := range []float64{0.5, 0.85} { // the thumb, the track
			left, width, y := b.place(slider)
			before := eval[float64](b, `scrollY`)
			b.swipe(left+width*from, y, 3, -150)
			if browser.Engine(b) == "Chromium" { // Firefox's driver does not scroll
				b.Until(fmt.Sprintf(`scrollY > %g`, before+50))
			}
			left, width, y = b.place(slider)
			b.Swipe([2]float64{left + width*from, y})
			b.Pause(700) // a browser may tell of a mouse, too
			assert.Equal(b, 5e9, value(), "%s, from %g", language, from)
			assert.Equal(b, "#", eval[string](b, `location.hash || '#'`))
		}
		// Sideways, on the track: by as much as the finger goes, not to where it is.
		left, width, y := b.place(slider)
		b.swipe(left+width*0.5+forward*width*0.25, y, forward*60, 4)
		moved := value()
		assert.InDelta(b, 5e9+60/(width-16)*10e9, moved, 1.5e9*60/(width-16)*10/2, "%s", language)
		b.Until(fmt.Sprintf(`location.hash === '#preset=openai-2024&cash=%gB'`, moved/1e9))
		b.Click(`[data-go=back]`)
		assert.Equal(b, 5e9, value(), "one drag is one step")
		assert.Equal(b, "true", eval[string](b, `document.querySelector('[data-go=back]').getAttribute('aria-disabled')`))
		// The mouse moves it as ever: to where it presses.
		left, width, y = b.place(slider)
		b.Down(left+width*0.5+forward*width*0.25, y)
		b.Up(left+width*0.5+forward*width*0.25, y)
		assert.Greater(b, value(), 7e9)
	}
}

// A figure in a sentence is dragged sideways by a finger, and one that goes up or down
// scrolls. A touch begins to type.
func TestFingersOnTheStory(t *testing.T) { browser.Each(t, testFingersOnTheStory) }

func testFingersOnTheStory(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	b.Viewport(360, 640)
	left, width, y := b.place(storyField("cash"))
	x := left + width/2
	before := eval[float64](b, `scrollY`)
	b.swipe(x, y, 12, -150)
	if browser.Engine(b) == "Chromium" {
		b.Until(fmt.Sprintf(`scrollY > %g`, before+50))
	}
	b.Pause(400)
	assert.Empty(b, eval[string](b, `location.hash`))
	assert.Equal(b, "5B", b.value(field("cash", 0)))
	left, width, y = b.place(storyField("cash"))
	x = left + width/2
	b.swipe(x, y, 60, 4)
	b.Until(`location.hash === '#preset=openai-2024&cash=6B'`)
	assert.False(b, eval[bool](b, `document.activeElement === `+storyField("cash")))
	left, width, y = b.place(storyField("cash"))
	b.Swipe([2]float64{left + width/2, y})
	b.Until(`document.activeElement === ` + storyField("cash"))
}

// Phones neither zoom into a field nor correct what is typed, and open the keyboard that has
// the signs a figure needs. Password managers are told to stay away.
func TestTypingOnPhones(t *testing.T) { browser.Each(t, testTypingOnPhones) }

func testTypingOnPhones(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	b.Viewport(320, 640)
	eval[bool](b, `(document.querySelectorAll('details').forEach(d => d.open = true), true)`)
	assert.Empty(b, eval[[]string](b, `[...document.querySelectorAll('main :is(input:not([type=range], [type=hidden]), select, textarea)')].filter(e => parseFloat(getComputedStyle(e).fontSize) < 16).map(e => e.outerHTML)`))
	assert.Empty(b, eval[[]string](b, `[...document.querySelectorAll('main :is(input:not([type=range], [type=hidden]), textarea:not([readonly]))')].filter(e =>
		!('1pIgnore' in e.dataset && 'bwignore' in e.dataset) || e.dataset.lpignore !== 'true' || e.dataset.formType !== 'other' || e.localName === 'input' && e.getAttribute('enterkeyhint') !== 'done').map(e => e.outerHTML)`))
	assert.Equal(b, "none off off", eval[string](b, `(f => ['autocapitalize', 'autocorrect', 'autocomplete'].map(a => f.getAttribute(a)).join(' '))(document.querySelector('form.figures'))`))
	for key, want := range map[string]string{"cash": "", "horizon": "numeric", "out.Training": "", "grow.Training": "", "start": ""} {
		assert.Equal(b, want, eval[string](b, field(key, 0)+`.getAttribute('inputmode') ?? ''`), key)
	}
}

// Where the screen is low or magnified, the answer does not stay on top of the page: at 1280
// by 1024 and 400% most of what is seen is the page (WCAG 2.2, 1.4.10), and nothing is wider.
func TestMagnified(t *testing.T) { browser.Each(t, testMagnified) }

func testMagnified(t *testing.T) {
	for _, language := range []string{"en", "ar", "fr"} {
		b := open(t)
		b.Viewport(320, 256)
		changed(b, language)
		b.Viewport(320, 256)
		eval[bool](b, `(scrollTo(0, 1500), true)`)
		assert.LessOrEqual(b, eval[float64](b, `[...document.querySelectorAll('body *')].filter(e => ['sticky', 'fixed'].includes(getComputedStyle(e).position) && e.checkVisibility())
			.map(e => e.getBoundingClientRect()).reduce((sum, r) => sum + Math.max(0, Math.min(r.bottom, innerHeight) - Math.max(r.top, 0)), 0)`), 256/3.0)
		assert.LessOrEqual(b, eval[float64](b, `document.documentElement.scrollWidth`), 320.0)
	}
	// On a phone held upright the answer stays in sight.
	b := open(t)
	changed(b, "en")
	b.Viewport(360, 640)
	eval[bool](b, `(scrollTo(0, 1500), true)`)
	assert.Equal(b, 0.0, eval[float64](b, `document.querySelector('.headline').getBoundingClientRect().top`))
}
