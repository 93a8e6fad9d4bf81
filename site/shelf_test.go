package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/site/browser"
	"runway/site/view"
)

// A scenario can be kept, compared, taken along as a link, and is there again
// after a reload.
func TestKeepAndCompare(t *testing.T) { browser.Each(t, testKeepAndCompare) }

func testKeepAndCompare(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	b.SelectText(`document.getElementById('keep-name')`)
	b.keys(`<b>Mine</b> & "yours" =1`)
	b.Click(`[data-keep=add]`)
	b.typeIn("cash", "10B")
	row := `[data-result=runway]`
	assert.Contains(t, b.Text(row), "13.3 months −13.3 months")
	assert.Contains(t, b.Text(`[data-result=funding-gap]`), "$4 billion +$4 billion") // 4 with 5 in the bank, none with 10… less 1 to go
	assert.Equal(t, 1.0, eval[float64](b, `document.querySelectorAll('path.kept').length`))
	assert.Contains(t, b.Text("figcaption"), `<b>Mine</b> & "yours" =1`)
	b.Until(`location.hash.includes('cash=10B')`)
	b.reload()
	assert.Contains(t, b.Text(row), "13.3 months −13.3 months")
	b.Click(`[data-keep=apart]`)
	assert.NotContains(t, b.Text(row), "−")
	assert.Equal(t, "compare", eval[string](b, `document.activeElement.dataset.keep`))
	// As links, out and in.
	eval[bool](b, `(document.querySelector('.shelf details details').open = true)`)
	lines := eval[string](b, `document.getElementById('keep-links').value`)
	assert.Equal(t, `<b>Mine</b> & "yours" =1 `+b.Host+"/en/openai-2024.html#preset=openai-2024", lines)
	b.Click(`[data-keep=remove]`)
	assert.Empty(t, eval[string](b, `document.querySelector('.shelf ul')?.textContent ?? ''`))
	eval[bool](b, fmt.Sprintf(`(document.getElementById('keep-links').value = %q, true)`, "no link\n"+lines+"\nhttps://example.org/x#cash=1M&out.A=100k\n"))
	b.Click(`[data-keep=import]`)
	b.Until(`document.querySelectorAll('.shelf li').length === 2`)
	assert.Equal(t, `["<b>Mine</b> & \"yours\" =1","3"]`, eval[string](b, `JSON.stringify([...document.querySelectorAll('.shelf li a')].map(a => a.textContent))`))
	// What is brought in is mended, and takes no other's place.
	b.Click(`[data-keep=apart]`)
	eval[bool](b, `(document.getElementById('keep-links').value = '\n\nhttps://example.org/x#preset%3Dopenai-2024%26cash%3D50B\nx https://example.org/#preset=openai-2024&#38;cash=1B', true)`)
	b.Click(`[data-keep=import]`)
	b.Until(`document.querySelectorAll('.shelf li').length === 4`)
	assert.Equal(t, []string{"#preset=openai-2024", "#cash=1M&out.A=100k/mo", "#preset=openai-2024&cash=50B", "#preset=openai-2024&cash=1B"},
		eval[[]string](b, `[...document.querySelectorAll('.shelf li a')].map(a => a.getAttribute('href'))`))
	assert.Equal(t, "3 2", b.Text(`.shelf li:nth-child(3) a`))
	b.Click(`.shelf li:nth-child(2) a`)
	b.Until(`document.querySelector('.lead').textContent.includes('10 months')`)
	// A name is kept as it can be shown: half a letter, and marks that turn text.
	eval[bool](b, `(document.getElementById('keep-name').value = 'a\ud83d\u202eb', true)`)
	b.Click(`[data-keep=add]`)
	assert.Equal(t, "ab", b.Text(`.shelf li:last-child a`))
	b.Click(`[data-keep=remove][data-name=ab]`)
	assert.Equal(t, 4.0, eval[float64](b, `document.querySelectorAll('.shelf li').length`))
	// A name has no more marks on a letter than scripts put there, and can be seen.
	eval[bool](b, `(document.getElementById('keep-name').value = 'Z' + '\u0301'.repeat(200) + '\u3164\u{e0041}', true)`)
	b.Click(`[data-keep=add]`)
	assert.Equal(t, "Z"+strings.Repeat("\u0301", 5), b.Text(`.shelf li:last-child a`))
	b.Click(`.shelf li:last-child [data-keep=remove]`)
	eval[bool](b, `(document.getElementById('keep-name').value = '\u2800 \u200b\u{e0041}\uffa0\u0301', true)`)
	b.Click(`[data-keep=add]`)
	b.Until(`document.getElementById('keep-name').value !== '\u2800 \u200b\u{e0041}\uffa0\u0301'`)
	assert.Equal(t, 4.0, eval[float64](b, `document.querySelectorAll('.shelf li').length`))
	// A company that has lost all its figures has a link, too.
	b = openPage(t, "en/openai-2024.html#cash=5")
	b.typeIn("cash", "0")
	b.Until(`location.hash === '#cash=5&changes=&cash='`)
}

// Where storage is forbidden or full, what is kept lasts as long as the page, which says
// so; all else works.
func TestKeepingWithoutStorage(t *testing.T) { browser.Each(t, testKeepingWithoutStorage) }

func testKeepingWithoutStorage(t *testing.T) {
	const unkept = `[...document.querySelectorAll('.unkept')].filter(e => e.checkVisibility()).map(e => e.textContent).join()`
	for _, fault := range []struct{ language, before, after string }{
		{"ar", `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })`, `true`},
		{"fr", ``, `(() => { for (let n = 2 ** 23; n >= 1; n /= 2) try { localStorage.setItem('full' + n, 'x'.repeat(n)) } catch {} return true })()`},
	} {
		b := open(t)
		b.Before(fault.before)
		b.Load(fault.language + "/openai-2024.html")
		b.ready()
		eval[bool](b, fault.after)
		assert.Empty(t, eval[string](b, unkept))
		b.Click(`[data-keep=add]`)
		assert.Equal(t, view.LanguageOf(fault.language).Word("keep.unkept"), eval[string](b, unkept))
		b.typeIn("cash", "6B")
		b.Click(`[data-keep=add]`)
		b.Click(`[data-theme=dark]`)
		b.Until(`getComputedStyle(document.documentElement).colorScheme === 'dark'`)
		months := "16"
		if fault.language == "ar" {
			b.Click(`[data-digits=arab]`)
			months = "١٦"
		}
		assert.Contains(t, b.Text(".lead"), months)
		assert.Equal(t, 2.0, eval[float64](b, `document.querySelectorAll('.shelf li').length`))
		assert.Equal(t, 2, strings.Count(b.value(`document.getElementById('keep-links')`), "#preset="))
		if fault.before == "" { // with room again
			eval[bool](b, `(localStorage.clear(), true)`)
			b.Click(`[data-keep=remove]`)
			assert.Empty(t, eval[string](b, unkept))
			b.reload()
			assert.Equal(t, 1.0, eval[float64](b, `document.querySelectorAll('.shelf li').length`))
		}
	}
}

// Keeping under a name that is taken asks first, in the page. The shelf has room for fifty:
// what comes after is refused with a word, and none goes for it.
func TestATakenNameAndAFullShelf(t *testing.T) {
	const shown = `[...document.querySelectorAll('.taken, .overfull')].filter(e => e.checkVisibility()).map(e => e.firstChild.textContent.trim()).join()`
	const kept = `[...document.querySelectorAll('.shelf li a')].map(a => a.textContent + a.getAttribute('href')).join(' ')`
	words := view.LanguageOf("en")
	b := openPage(t, "#cash=1M&out.A=100k")
	keep := func(name string) {
		b.SelectText(`document.getElementById('keep-name')`)
		b.keys(name)
		b.Click(`[data-keep=add]`)
	}
	keep("Plan")
	keep("Plan") // the same once more is no other
	assert.Empty(t, eval[string](b, shown))
	b.typeIn("cash", "2M")
	keep("Plan")
	assert.Equal(t, words.Word("keep.taken"), eval[string](b, shown))
	assert.Equal(t, "Plan#cash=1M&out.A=100k/mo", eval[string](b, kept), "nothing is replaced yet")
	assert.Equal(t, "replace", eval[string](b, `document.activeElement.dataset.keep`))
	b.SelectText(`document.getElementById('keep-name')`)
	b.keys("Pla")
	assert.Empty(t, eval[string](b, shown), "it was asked of another name")
	keep("Plan")
	b.keys(browser.Enter)
	b.Until(kept + ` === 'Plan#cash=1M&out.A=100k/mo&changes=&cash=2M'`)
	assert.Empty(t, eval[string](b, shown))
	b.typeIn("cash", "3M")
	keep("Plan")
	b.Click(`[data-keep=both]`)
	assert.Equal(t, "Plan#cash=1M&out.A=100k/mo&changes=&cash=2M Plan 2#cash=1M&out.A=100k/mo&changes=&cash=3M", eval[string](b, kept))
	// Full.
	eval[bool](b, `(document.querySelector('.shelf details details').open = true, document.getElementById('keep-links').value = Array.from({ length: 50 }, (_, i) => 'L' + i + ' https://example.org/#cash=' + i).join('\n'), true)`)
	b.Click(`[data-keep=import]`)
	b.Until(`document.querySelectorAll('.shelf li').length === 50`)
	assert.Equal(t, words.Word("keep.full"), eval[string](b, shown))
	assert.Equal(t, []string{"L48", "L49"}, eval[[]string](b, `document.getElementById('keep-links').value.split('\n').map(line => line.split(' ')[0])`), "what has no room stays to be copied")
	keep("One more")
	assert.Equal(t, words.Word("keep.full"), eval[string](b, shown))
	assert.True(t, strings.HasPrefix(eval[string](b, kept), "Plan#"), "the oldest stays")
	assert.Equal(t, 50.0, eval[float64](b, `document.querySelectorAll('.shelf li').length`))
	b.Click(`[data-keep=remove][data-name=L7]`)
	keep("One more")
	assert.Empty(t, eval[string](b, shown))
	assert.Equal(t, 50.0, eval[float64](b, `document.querySelectorAll('.shelf li').length`))
}

// Three of what is kept are compared at once. A fourth says so, and takes no other's place; nor does
// one that is kept then. What a page of before kept, with one compared, is there as it was.
func TestThreeAreCompared(t *testing.T) {
	const most = `[...document.querySelectorAll('.most')].filter(e => e.checkVisibility()).map(e => e.textContent).join()`
	const compared = `[...document.querySelectorAll('.results thead .difference')].map(e => e.parentElement.querySelector('bdi').textContent).join()`
	words := view.LanguageOf("en")
	b := openPage(t, "#cash=1M&out.A=100k")
	eval[bool](b, `(localStorage.setItem('runway.kept', JSON.stringify([{ name: 'A', link: 'cash=2M&out.A=100k', compared: true },
		...['B', 'C', 'D'].map((name, i) => ({ name, link: 'cash=' + (i + 3) + 'M&out.A=100k', compared: false }))])), true)`)
	b.reload()
	assert.Equal(t, "A", eval[string](b, compared))
	b.Click(`[data-keep=compare][data-name=B]`)
	b.Until(compared + ` === 'A,B'`)
	b.Click(`[data-keep=compare][data-name=C]`)
	b.Until(compared + ` === 'A,B,C'`)
	assert.Contains(t, b.Text(`[data-result=runway]`), "10 months20 months +10 months30 months +20 months40 months +30 months")
	assert.Equal(t, "kept,second,third", eval[string](b, `[...document.querySelectorAll('path.kept, path.second, path.third')].map(e => e.className.baseVal).join()`))
	assert.Len(t, eval[[]string](b, `[...new Set(['kept', 'second', 'third', 'cash'].map(name => getComputedStyle(document.querySelector('path.' + name)).strokeDasharray))]`), 4, "each line has dashes of its own")
	assert.Empty(t, eval[string](b, most))
	b.Click(`[data-keep=compare][data-name=D]`)
	assert.Equal(t, words.Word("keep.most"), eval[string](b, most))
	assert.Equal(t, "A,B,C", eval[string](b, compared))
	assert.Equal(t, "D", eval[string](b, `document.activeElement.dataset.name`))
	b.SelectText(`document.getElementById('keep-name')`)
	b.keys("E")
	b.Click(`[data-keep=add]`)
	b.Until(`document.querySelectorAll('.shelf li').length === 5`)
	assert.Equal(t, "A,B,C", eval[string](b, compared))
	assert.Empty(t, eval[string](b, most))
	b.Click(`[data-keep=apart][data-name=A]`)
	b.Until(compared + ` === 'B,C'`)
	b.Click(`[data-keep=compare][data-name=D]`)
	b.Until(compared + ` === 'B,C,D'`)
}
