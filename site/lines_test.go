package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/site/browser"
)

func TestLinesCanBeAddedRenamedAndRemoved(t *testing.T) {
	browser.Each(t, testLinesCanBeAddedRenamedAndRemoved)
}

func testLinesCanBeAddedRenamedAndRemoved(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	add := func(n int) {
		b.ClickOn(fmt.Sprintf(`document.querySelectorAll('.add')[%d]`, n))
	}
	add(1)
	assert.Equal(t, "New cost", eval[string](b, `document.activeElement.value`), "the name is ready to be typed over")
	b.keys("Law\t")
	b.typeIn("out.Law", "500M/yr")
	assert.InEpsilon(t, 5e9/12, eval[float64](b, `Number(document.querySelector('[data-result=net-burn]').dataset.value)`), 1e-12)
	b.Until(`location.hash === '#preset=openai-2024&out.Law=500M/yr'`)
	// Another line's name is refused, with a message at the name.
	b.SelectText(`document.querySelector('[data-rename="out.Law"]')`)
	b.keys("Training\t")
	assert.Contains(t, b.Text(`.line[data-line="out.Law"] .name`), "Another line already has this name")
	b.Until(`location.hash === '#preset=openai-2024&out.Law=500M/yr'`)
	// A line of the preset can go and come back.
	b.Click(`.line[data-line="out.Training"] .remove`)
	b.Until(`location.hash === '#preset=openai-2024&out.Training=&out.Law=500M/yr'`)
	assert.Equal(t, "add", eval[string](b, `document.activeElement.className`))
	b.ClickOn(`[...document.querySelectorAll('.adders .back')].find(e => e.textContent.includes('Training'))`)
	b.Until(`location.hash === '#preset=openai-2024&out.Law=500M/yr'`)
	assert.Contains(t, b.Text(`.line[data-line="out.Training"]`), "Up to $3 billion", "its note came back")
	b.Click(`.line[data-line="out.Law"] .remove`)
	b.Until(`location.hash === ''`)
	// Payments: an amount and a month.
	add(2)
	b.typeIn("raise.New funding round", "1B..2B")
	b.Until(`location.hash === '#preset=openai-2024&raise.New+funding+round=1B..2B@2024-08'`)
	b.SelectText(field("raise.New funding round", 1))
	b.keys("2024-13")
	assert.Contains(t, b.Text(`div[data-key="raise.New funding round"] .problem`), "the year and month")
	b.SelectText(field("raise.New funding round", 1))
	b.keys("2024-10")
	b.Until(`location.hash === '#preset=openai-2024&raise.New+funding+round=1B..2B@2024-10'`)
	add(0)
	add(0)
	assert.Equal(t, "New revenue 2", eval[string](b, `document.activeElement.value`))
}

// A line stays the same line when it is renamed and takes another place.
func TestARenamedLineKeepsItsFields(t *testing.T) { browser.Each(t, testARenamedLineKeepsItsFields) }

func testARenamedLineKeepsItsFields(t *testing.T) {
	b := openPage(t, "en/openai-2024.html")
	b.SelectText(`document.querySelector('[data-rename="out.Inference"]')`)
	b.keys("Compute\t")
	b.keys("9B")
	b.Until(`location.hash.startsWith('#preset=openai-2024&out.Inference=&out.Compute=9B/yr')`)
	assert.Equal(t, "3B", eval[string](b, field("out.Training", 0)+".value"))
	assert.Equal(t, "out.Compute", eval[string](b, `document.activeElement.closest('.figure').dataset.key`))
	// A payment that has no effect yet is not left behind under its old name.
	b = openPage(t, "#cash=1M&out.B=100k&raise.Round=500k@2026-01")
	assert.Contains(t, b.Text(`div[data-key="raise.Round"] .problem`), "enter the first month")
	b.SelectText(`document.querySelector('[data-rename="raise.Round"]')`)
	b.keys("Seed\t")
	b.typeIn("start", "2026-01")
	b.Until(`location.hash === '#cash=1M&out.B=100k/mo&raise.Round=500k@2026-01&changes=&raise.Round=&start=2026-01&raise.Seed=500k@2026-01'`)
	assert.Equal(t, "15", b.raw("runway", "value"))
	// A line of one's own takes all it had along when it goes.
	b = openPage(t, "#cash=1M&out.B=100k&grow.B=1%25/mo&units.B=3 people&note.out.B=x&out.C=5")
	b.Click(`.line[data-line="out.B"] .remove`)
	b.Until(`location.hash.endsWith('&changes=&out.B=')`)
	assert.False(t, eval[bool](b, `!!document.querySelector('main .notice')`))
}

// A name that is being typed stays while its part is brought up to date.
func TestANameIsTypedWhileItsPartComes(t *testing.T) {
	b := openWatched(t, firstPage)
	inWorker[bool](b, "slow")
	const rows = `document.querySelector('section.rows')`
	eval[bool](b, `(came = false, new MutationObserver((_, observer) => {
		if (!`+rows+`.matches('[data-stale]')) return
		observer.disconnect()
		new MutationObserver(() => came = true).observe(`+rows+`, { attributeFilter: ['data-stale'] })
		`+rows+`.firstElementChild.open = true
		const name = `+rows+`.querySelector('[data-rename="out.Training"]')
		name.focus()
		name.value = 'Models'
	}).observe(`+rows+`, { attributes: true }), (f => { f.value = '4.5B'; f.dispatchEvent(new Event('input', { bubbles: true })); return true })(`+lever("cash", "text", 0)+`))`)
	b.Until(`came`)
	assert.Equal(t, "Models", eval[string](b, `document.activeElement.value`))
	assert.Equal(t, "4.5B", eval[string](b, rows+`.querySelector('.figure[data-key=cash] input').value`), "what follows has come")
}

// A line's own time is folded under When, which says in one sentence what it does.
func TestALinesOwnTime(t *testing.T) {
	b := openPage(t, "en/openai-2024.html#cash=1M&in.Sales=10k&out.Team=60k")
	when := func() string { return b.Text(`.line[data-line="in.Sales"] .when summary`) }
	assert.Equal(t, "When (Sales)", when())
	eval[bool](b, `(document.querySelectorAll('.when').forEach(d => d.open = true), true)`)
	b.typeIn("from.Sales", "March 2026")
	b.leave()
	assert.Contains(t, b.Text(`div[data-key="from.Sales"] .problem`), "enter the first month")
	// The page offers the month that it is.
	month := eval[string](b, `new Date().toISOString().slice(0, 7)`)
	b.Click(`div[data-key=start] .this-month`)
	b.Until(`location.hash.includes('start=` + month + `')`)
	assert.Zero(t, eval[int](b, `document.querySelectorAll('.this-month').length`))
	eval[bool](b, `(location.hash = 'start=2026-01&horizon=6&cash=1M&in.Sales=10k&out.Team=60k', true)`)
	b.Until(`!location.hash.includes('from')`)
	b.typeIn("from.Sales", "March 2026")
	b.typeIn("every.Sales", "quarterly")
	b.typeIn("delay.Team", "1")
	b.leave()
	b.Until(`location.hash === '#start=2026-01&horizon=6&cash=1M&in.Sales=10k/mo&out.Team=60k/mo&changes=&from.Sales=2026-03&every.Sales=3&delay.Team=1'`)
	assert.Equal(t, "When (Sales): from March 2026, paid quarterly in advance", when())
	assert.Contains(t, b.Text(".story"), "Sales,  a month (from March 2026, paid quarterly in advance)")
	// What is earned stands beside what is received: 30k in March and June for three months each.
	assert.Equal(t, "Month|Earned|Received|Owed|Paid|Net burn|Cash", eval[string](b, `[...document.querySelector('.months thead tr').cells].map(c => c.textContent).join('|')`))
	assert.Equal(t, "0,0,10,10,10,10|0,0,30,0,0,30", eval[string](b, `[1, 2].map(i => [...document.querySelectorAll('.months tbody tr')].map(r => Math.round(Number(r.cells[i].textContent.replace(',', '')))).join()).join('|')`))
	// A month that is not certain is a range, in a payment too.
	b.typeIn("from.Sales", "March to June 2026")
	b.leave()
	b.Until(`location.hash.includes('from.Sales=2026-03..2026-06')`)
	assert.Contains(t, when(), "from a month between March 2026 and June 2026")
	b.typeIn("every.Sales", "61")
	b.leave()
	assert.Contains(t, b.Text(`div[data-key="every.Sales"] .problem`), "from 1 to 60")
}
