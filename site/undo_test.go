package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/site/browser"
)

// Leaving the page at once loses nothing: a change that has no answer yet, a text that is
// refused and a name that is being typed are there when the reader comes back, by a reload
// or with Back.
func TestLeavingAtOnce(t *testing.T) { browser.Each(t, testLeavingAtOnce) }

func testLeavingAtOnce(t *testing.T) {
	// type puts a text into a field, which is answered later than what follows in the script.
	typed := func(field, text, next string) string {
		return fmt.Sprintf(`(f => { window.isOld = true; f.focus(); f.value = %q; f.dispatchEvent(new Event('input', { bubbles: true })); %s; return true })(%s)`, text, next, field)
	}
	b := openWatched(t, firstPage)
	b.ready()
	inWorker[bool](b, "slow")
	again := func() {
		b.Until(`!window.isOld`)
		b.ready()
		b.Until(`!document.documentElement.hasAttribute('data-busy')`)
	}
	// Its answer is there, while other parts of the page are still to come.
	eval[bool](b, typed(field("cash", 0), "4.5B", `new MutationObserver(() => document.documentElement.dataset.busy === 'parts' && location.reload()).observe(document.documentElement, { attributes: true })`))
	again()
	b.Until(`location.hash === '#preset=openai-2024&cash=4.5B'`)
	assert.Equal(t, "12", b.raw("runway", "value"))
	inWorker[bool](b, "slow")
	eval[bool](b, typed(field("cash", 0), "6B", `location.reload()`))
	again()
	b.Until(`location.hash === '#preset=openai-2024&cash=6B'`)
	assert.Equal(t, "16", b.raw("runway", "value"))
	eval[bool](b, typed(field("cash", 0), "six", `location.reload()`))
	again()
	assert.Equal(t, "six", b.value(field("cash", 0)))
	assert.Equal(t, "16", b.raw("runway", "value"))
	b.reload()
	assert.Equal(t, "six", b.value(field("cash", 0)), "a refused text outlives a quiet reload")
	// A change before the calculator is there.
	eval[bool](b, `(setTimeout(() => location.reload()), window.isOld = true)`)
	b.Until(`!window.isOld && document.readyState === 'complete'`)
	eval[bool](b, typed(field("cash", 0), "7.5B", `location.reload()`))
	again()
	b.Until(`location.hash === '#preset=openai-2024&cash=7.5B'`)
	// A name that is still being typed.
	eval[bool](b, typed(`document.querySelector('[data-rename="out.Training"]')`, "Models", `location.reload()`))
	again()
	b.Until(`location.hash.includes('out.Models=3B/yr')`)
	// Away and back.
	eval[bool](b, typed(field("cash", 0), "8B", `location.href = 'after-a-raise.html'`))
	b.Until(`!window.isOld && location.pathname.includes('after')`)
	b.ready()
	eval[bool](b, `(setTimeout(() => history.back()), true)`)
	b.Until(`location.pathname.includes('openai')`)
	b.ready()
	b.Until(`location.hash.includes('cash=8B')`)
	assert.True(t, strings.HasPrefix(b.value(field("cash", 0)), "8B"))
	// A link on the page itself: Back leads to the change.
	b.Load("en/openai-2024.html")
	b.ready()
	eval[bool](b, `(document.querySelector('.menu nav').append(Object.assign(document.createElement('a'), { id: 'other', href: '#cash=1M&out.A=100k' })), true)`)
	b.typeIn("cash", "9B")
	eval[bool](b, `(document.getElementById('other').click(), true)`)
	b.Until(`document.querySelector('.lead').textContent.includes('10 months')`)
	eval[bool](b, `(history.back(), true)`)
	b.Until(`location.hash === '#preset=openai-2024&cash=9B' && document.querySelector('.lead').textContent.includes('24 months')`)
	// What another link says is not overridden by what was left.
	b.Load("en/openai-2024.html")
	b.ready()
	assert.Equal(t, "5B", b.value(field("cash", 0)))
}

// However fast the reader changes and hides the page, the address is written less often than
// WebKit allows: a hundred times in ten seconds.
func TestFewWritingsOfTheAddress(t *testing.T) { browser.Each(t, testFewWritingsOfTheAddress) }

func testFewWritingsOfTheAddress(t *testing.T) {
	b := openWatched(t, firstPage+"#"+smallest)
	eval[bool](b, `(done = false, (async () => {
		for (const end = Date.now() + 5000; Date.now() < end;) {
			const field = document.querySelector('div[data-key="cash"] input')
			field.value = 1000 + Date.now() % 100 + 'k'
			field.dispatchEvent(new Event('input', { bubbles: true }))
			await new Promise(done => setTimeout(done, 20))
			document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
		}
		done = true
	})(), true)`)
	b.Until(`done`)
	assert.Less(t, eval[float64](b, `writes.length`), 100.0)
}

// chord presses keys together once all changes of the page are answered.
func (b *tab) chord(keys string) {
	b.Helper()
	eval[bool](b, `true`)
	b.Chord(keys)
}

// goes presses a way over the changes and returns where the focus is then, and the figure's
// text.
func (b *tab) goes(keys string) string {
	b.Helper()
	b.chord(keys)
	return eval[string](b, `(e => (e.closest('.figure')?.dataset.key ?? e.dataset.rename ?? e.dataset.target) + ' ' + e.value)(document.activeElement)`)
}

// Every change can be undone and redone, step by step, with keys and with buttons, and comes
// back with all it had. Focus goes to what has changed.
func TestUndo(t *testing.T) { browser.Each(t, testUndo) }

func testUndo(t *testing.T) {
	const start = "#cash=1M&in.B=20k/mo&out.A=100k/mo&grow.A=1%25/mo&units.A=3+people"
	b := openPage(t, "en/openai-2024.html"+start+"&note.out.A=x")
	hash := func() string {
		return eval[string](b, `(document.dispatchEvent(new Event('visibilitychange', { bubbles: true })), decodeURI(location.hash))`)
	}
	ways := func() string {
		return eval[string](b, `[...document.querySelectorAll('[data-go]')].map(e => e.getAttribute('aria-disabled')).join(' ')`)
	}
	assert.Equal(b, "true true", ways())
	hashes := []string{hash()}
	step := func(do func()) {
		do()
		eval[bool](b, `true`)
		hashes = append(hashes, hash())
		require.NotEqual(b, hashes[len(hashes)-2], hashes[len(hashes)-1])
	}
	step(func() { b.typeIn("cash", "2.5M"); b.leave() })                                             // typed
	step(func() { b.Focus(field("cash", 0)); b.keys(browser.ArrowUp + browser.ArrowUp); b.leave() }) // stepped
	step(func() {
		b.Focus(`document.querySelector('div[data-key=cash] [type=range]')`)
		b.keys(browser.ArrowRight)
		b.leave()
	})
	step(func() { b.SelectText(storyField("out.A")); b.keys("90k"); b.leave() })
	step(func() { b.typeIn("grow.A", "2%"); b.leave() })
	step(func() { b.SelectText(`document.querySelector('[data-rename="out.A"]')`); b.keys("C\t") })
	step(func() { b.Click(`.line[data-line="out.C"] .remove`) })
	step(func() { b.Click(`.add[data-target=out]`) })
	step(func() { b.Click(`div[data-key="in.B"] .spread`) })
	for i := len(hashes) - 2; i >= 0; i-- {
		b.Click(`[data-go=back]`)
		assert.Equal(b, hashes[i], hash(), "back to %d", i)
	}
	assert.Equal(b, "true false", ways())
	b.Click(`[data-go=back]`)
	assert.Equal(b, hashes[0], hash(), "there is nothing more")
	for i := 1; i < len(hashes); i++ {
		b.Click(`[data-go=forth]`)
		assert.Equal(b, hashes[i], hash(), "forth to %d", i)
	}
	assert.Equal(b, "false true", ways())
	eval[bool](b, `(document.activeElement.blur(), true)`)
	assert.Equal(b, "in.B 20k", b.goes(browser.Control+"z"))
	assert.Equal(b, "out ", b.goes(browser.Control+"z"), "the button that adds a cost")
	assert.Equal(b, "out.C 90k", b.goes(browser.Control+"z"))
	assert.Equal(b, "out.A A", b.goes(browser.Control+"z"), "the name")
	assert.Equal(b, "grow.A 1", b.goes(browser.Control+"z"))
	assert.Equal(b, "grow.A 2", b.goes(browser.Control+browser.Shift+"z"))
	assert.Equal(b, "out.C C", b.goes(browser.Control+"y"))
	b.Until(`document.querySelector('[role=status]').textContent.startsWith('Redone. ')`)
	// A change made now is the last.
	step(func() { b.typeIn("cash", "7M"); b.leave() })
	assert.Equal(b, "false true", ways())
	// All back, and back again.
	b = openPage(t, "en/openai-2024.html#preset=openai-2024&cash=3B&out.Training=")
	b.Click(`.delta .back`)
	assert.Equal(b, "5B", b.value(field("cash", 0)))
	b.Click(`[data-go=back]`)
	assert.Equal(b, "3B", b.value(field("cash", 0)))
	assert.Equal(b, 0.0, eval[float64](b, `document.querySelectorAll('.line[data-line="out.Training"]').length`))
	b.Click(`.back[data-target="out.Training"]`)
	b.Click(`[data-go=back]`)
	assert.Equal(b, 0.0, eval[float64](b, `document.querySelectorAll('.line[data-line="out.Training"]').length`))
	// Another link is another list. It stays, though a change before it is still to be written.
	b.typeIn("cash", "4B")
	eval[bool](b, `(location.hash = '#cash=9&out.A=1', document.dispatchEvent(new Event('visibilitychange', { bubbles: true })), true)`)
	b.Until(`document.querySelector('div[data-key="cash"] input').value === '9'`)
	assert.Equal(b, "true", eval[string](b, `document.querySelector('[data-go=back]').getAttribute('aria-disabled')`))
}

// A removed line comes back with the texts that were refused of it.
func TestUndoBringsRefusedTexts(t *testing.T) {
	b := openPage(t, "#cash=1M&out.A=100k")
	b.typeIn("grow.A", "much")
	b.leave()
	b.Click(`.line[data-line="out.A"] .remove`)
	b.Click(`[data-go=back]`)
	assert.Equal(b, "much", b.value(field("grow.A", 0)))
	assert.NotEmpty(b, b.Text(`div[data-key="grow.A"] .problem`))
	b.Click(`[data-go=back]`)
	assert.Equal(b, "", b.value(field("grow.A", 0)))
}

// While a field is typed in, the browser undoes its text first; then the page goes on.
func TestUndoWhileTyping(t *testing.T) { browser.Each(t, testUndoWhileTyping) }

func testUndoWhileTyping(t *testing.T) {
	b := openPage(t, "#cash=1M&out.A=100k")
	b.typeIn("out.A", "50k")
	b.leave()
	b.typeIn("cash", "2M")
	for n := 0; b.value(field("cash", 0)) != "1M" && n < 5; n++ {
		if browser.Engine(b) == "WebKit" { // whose driver reaches no editing keys
			eval[bool](b, `document.execCommand('undo')`)
		} else {
			b.chord(browser.Control + "z")
		}
	}
	assert.Equal(b, "1M", b.value(field("cash", 0)))
	assert.Equal(b, "20", b.raw("runway", "value"), "the other figure is still changed")
	b.chord(browser.Control + "z")
	assert.Equal(b, "100k", b.value(field("out.A", 0)))
	// The name under which figures are kept is the field's own.
	b.SelectText(`document.getElementById('keep-name')`)
	b.keys("x")
	b.chord(browser.Control + "z")
	assert.Equal(b, "100k", b.value(field("out.A", 0)))
}

// In an embed, too, changes can be undone; a list of very many is bounded.
func TestUndoInAnEmbed(t *testing.T) { browser.Each(t, testUndoInAnEmbed) }

func testUndoInAnEmbed(t *testing.T) {
	b := openPage(t, "ar/openai-2024.embed.html")
	cash := lever("cash", "text", 0)
	b.SelectText(cash)
	b.keys("6B\t")
	b.Click(`[data-go=back]`)
	assert.Contains(b, b.value(cash), "5")
	b.Click(`[data-go=forth]`)
	assert.Contains(b, b.value(cash), "6")
}

// Two quick presses add two lines, also before the calculator is there.
func TestTwoQuickPresses(t *testing.T) { browser.Each(t, testTwoQuickPresses) }

func testTwoQuickPresses(t *testing.T) {
	const press = `(['', ''].forEach(() => document.querySelector('.add[data-target=out]').click()), true)`
	const added = `document.querySelectorAll('.line[data-line^="out.New cost"]').length`
	b := openPage(t, "en/openai-2024.html")
	eval[bool](b, press)
	assert.Equal(b, 2.0, eval[float64](b, added))
	b = open(t)
	b.Load("en/openai-2024.html")
	eval[bool](b, press)
	b.ready()
	assert.Equal(b, 2.0, eval[float64](b, added))
}
