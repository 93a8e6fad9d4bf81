package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/site/browser"
)

// storyField returns an expression for the field of a figure in the story.
func storyField(key string) string {
	return fmt.Sprintf(`document.querySelector('.inline[data-key="%s"] input')`, key)
}

func (b *tab) value(expression string) string {
	b.Helper()
	return eval[string](b, expression+".value")
}

// A figure in the story is typed over, says what it was, and goes back; so do all
// together. The founding example: 5 to 10 billion at 375 million a month is 13.3
// months more; an eleventh makes 2.7 more.
func TestTheStoryIsTheInterface(t *testing.T) { browser.Each(t, testTheStoryIsTheInterface) }

func testTheStoryIsTheInterface(t *testing.T) {
	b := open(t)
	b.Load("en/openai-2024.html")
	b.ready()
	assert.Contains(t, b.Text(".delta"), "Change any figure")
	b.SelectText(storyField("cash"))
	b.keys("10 billion")
	assert.Contains(t, b.Text(".lead"), "26.7 months")
	assert.Equal(t, "10B", b.value(field("cash", 0)), "its row follows")
	assert.Contains(t, b.Text(".delta"), "With your change, the money lasts 13.3 months longer than on the original figures. The funding gap shrinks by $4 billion.")
	assert.Equal(t, "5B", b.Text(`.inline[data-key=cash] .back`), "what it was")
	b.typeIn("in.ChatGPT", "8.5B")
	assert.Contains(t, b.Text(".delta"), "With your 2 changes, the money no longer runs out; on the original figures it lasts 13.3 months.")
	b.Click(`.inline[data-key="in.ChatGPT"] .back`)
	assert.Contains(t, b.Text(".delta"), "With your change, the money lasts 13.3 months longer")
	assert.Equal(t, "in.ChatGPT", eval[string](b, `document.activeElement.closest('.inline').dataset.key`))
	// What is refused is told below the story, and nothing else is lost.
	b.SelectText(storyField("out.Staff"))
	b.keys("many")
	assert.Contains(t, b.Text(".problems"), "Staff: This is not a number")
	assert.Contains(t, b.Text(".lead"), "26.7 months")
	b.Click(`.delta button`)
	b.Until(`location.hash === ''`)
	assert.Contains(t, b.Text(".lead"), "13.3 months")
	assert.Equal(t, "1.5 billion", b.value(storyField("out.Staff")))
	assert.False(t, eval[bool](b, `!!document.querySelector('.delta button, .changed')`))
	// The title and the description follow.
	b.SelectText(storyField("cash"))
	b.keys("10 billion")
	assert.Equal(t, "OpenAI, 2024: 26.7 months of cash", eval[string](b, `document.title`))
	assert.Contains(t, eval[string](b, `document.querySelector('meta[name=description]').content`), "26.7 months, until October 2026; 24 to 30 months depending on “Other revenue”. Cash at the start ($10 billion) and ")
}

// The keys up and down step a figure, in the story and in its row; those for pages
// ten times as far.
func TestStepping(t *testing.T) { browser.Each(t, testStepping) }

func testStepping(t *testing.T) {
	b := openPage(t, "en/after-a-raise.html")
	b.Focus(storyField("cash"))
	b.keys(browser.ArrowUp)
	assert.Equal(t, "910,000", b.value(storyField("cash")))
	b.keys(browser.ArrowUp)
	b.keys(browser.PageDown)
	assert.Equal(t, "820,000", b.value(storyField("cash")))
	assert.Equal(t, "cash", eval[string](b, `document.activeElement.closest('.inline').dataset.key`))
	b.Until(`location.hash === '#preset=after-a-raise&cash=820k'`)
	b.Focus(field("grow.First contracts", 0))
	b.keys(browser.ArrowDown)
	assert.Equal(t, "2.5 to 7.5", b.value(field("grow.First contracts", 0)))
	b.Focus(`document.querySelector('div[data-key="raise.Seed round"] .month')`)
	b.keys(browser.ArrowUp)
	assert.Equal(t, "2026-06", eval[string](b, `document.querySelector('div[data-key="raise.Seed round"] .month').value`))
	assert.Contains(t, b.Text(".story"), "In June 2026 it raises")
	b.Focus(field("horizon", 0))
	b.keys(browser.ArrowDown)
	assert.Contains(t, b.Text(".lead + *"), "With your 4 changes")
	// A text that is refused gives way to the step.
	b.typeIn("floor", "x")
	b.keys(browser.ArrowUp)
	assert.Equal(t, "160k", b.value(field("floor", 0)))
	assert.Empty(t, b.Text(`div[data-key=floor] .problem`))
}

// A figure in the story is dragged, a step each six pixels, in the direction in
// which the language reads; a press without a drag is a click.
func TestDragging(t *testing.T) { browser.Each(t, testDragging) }

func testDragging(t *testing.T) {
	for language, forward := range map[string]float64{"en": 1, "ar": -1} {
		b := openPage(t, language+"/openai-2024.html")
		middle := func() []float64 {
			return eval[[]float64](b, `(e => { e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2] })(`+storyField("cash")+`)`)
		}
		at := middle()
		x := func(by float64) float64 { return at[0] + by*forward }
		b.Down(x(0), at[1])
		for by := 4.0; by <= 64; by += 4 {
			b.Point(x(by), at[1])
		}
		b.Point(x(60), at[1])
		b.Until(`location.hash === '#preset=openai-2024&cash=6B'`)
		assert.False(t, eval[bool](b, `document.activeElement === `+storyField("cash")), "no drag is a click")
		b.Point(x(-30), at[1]) // from where it began
		b.Up(x(-30), at[1])
		b.Until(`location.hash === '#preset=openai-2024&cash=4.5B'`)
		assert.False(t, eval[bool](b, `document.documentElement.hasAttribute('data-dragging')`))
		at = middle() // the sentences before it may have other lines now
		b.Point(x(90), at[1])
		b.Down(x(0), at[1])
		b.Up(x(0), at[1])
		b.Until(`document.activeElement === ` + storyField("cash"))
		b.Until(`location.hash === '#preset=openai-2024&cash=4.5B'`)
	}
}
