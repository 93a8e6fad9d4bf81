package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/calc"
	"runway/site/browser"
	"runway/site/view/words"
)

// lever returns an expression for the field or the n-th slider of a lever.
func lever(key, field string, n int) string {
	return fmt.Sprintf(`document.querySelectorAll('.lever[data-key="%s"] input[type=%s]')[%d]`, key, field, n)
}

// In an embed a figure is moved, typed, refused and taken back at its lever, and the answer follows
// beside it. The founding example: 375 million a month are spent, of 5 billion.
func TestLevers(t *testing.T) { browser.Each(t, testLevers) }

func testLevers(t *testing.T) {
	b := openPage(t, "en/openai-2024.embed.html")
	b.Focus(lever("cash", "range", 0))
	b.keys(browser.ArrowRight + browser.ArrowRight)
	assert.Equal(t, "5.2B", b.value(lever("cash", "text", 0)))
	assert.Contains(t, b.Text(".lead"), "13.9 months") // 5.2 ÷ 0.375
	assert.Contains(t, b.Text(".delta"), "With your change")
	b.SelectText(lever("cash", "text", 0))
	b.keys("7.5 billion\t")
	assert.Contains(t, b.Text(".lead"), "20 months") // 7.5 ÷ 0.375
	b.SelectText(lever("cash", "text", 0))
	b.keys("x\t")
	assert.Contains(t, b.Text(`.lever[data-key="cash"] .problem`), "This is not a number")
	assert.Contains(t, b.Text(".lead"), "20 months")
	assert.Equal(t, "x", b.value(lever("cash", "text", 0)))
	b.Click(`.lever[data-key="cash"] .back`)
	assert.Contains(t, b.Text(".lead"), "13.3 months")
	assert.Equal(t, "5B", b.value(lever("cash", "text", 0)))

	// An author's own, in their order; a range has a slider for each end.
	b = openPage(t, "en/embed.html#cur=USD&cash=1M..2M&in.A, B=10k/mo&out.C=100k/mo&levers=out.C,in.A%2C B,cash")
	assert.Equal(t, []string{"out.C", "in.A, B", "cash"}, eval[[]string](b, `[...document.querySelectorAll('.lever')].map(e => e.dataset.key)`))
	assert.Equal(t, "2000000", b.value(lever("cash", "range", 1)))
}

// A card fits where articles have room for it, and what is closed leaves a page short.
func TestPagesAreShort(t *testing.T) {
	b := open(t)
	for _, language := range words.Languages {
		for _, c := range []struct {
			address       string
			width, height int64
		}{{"embed.html", 360, 560}, {"embed.html", 640, 420}, {"html", 1280, 3200}, {"html", 360, 5500}} {
			b.Viewport(c.width, 740)
			b.Load(language + "/openai-2024." + c.address)
			b.Until(`document.readyState === 'complete'`)
			assert.LessOrEqual(t, eval[float64](b, `document.body.getBoundingClientRect().height`), float64(c.height), "%s of %d in %s", c.address, c.width, language)
			// A month's line stands where the plot does, whatever the size of the texts around it.
			assert.InDelta(t, eval[float64](b, `document.querySelector('.picture [viewBox]').getBoundingClientRect().left`), eval[float64](b, `document.querySelector('.cursor').getBoundingClientRect().left`), 0.5, "%s of %d", c.address, c.width)
		}
	}
	// Of other cases, too, a lever and the answer are on one screen.
	for _, preset := range calc.Presets() {
		b.Viewport(360, 740)
		b.Load("en/" + preset + ".html")
		assert.Less(t, eval[float64](b, `document.querySelector('.lever').getBoundingClientRect().bottom`), 740.0, preset)
	}
}
