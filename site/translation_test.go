package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/browser"
	"runway/site/view"
)

// translated is a script that does to a page what browsers' translators do: it gives the page
// another language and direction, and either wraps texts in elements of its own or writes
// others in their place, moving the words of a sentence from one element to the next.
const translated = `const translate = way => {
	const root = document.documentElement
	root.lang = 'de'
	root.dir = 'ltr'
	root.classList.add('translated-ltr')
	const texts = []
	const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
	while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode)
	for (const text of texts) {
		text.data = 'de ' + text.data
		if (way === 'wrap') {
			const outer = document.createElement('font'), inner = document.createElement('font')
			text.replaceWith(outer)
			outer.append(inner)
			inner.append(text)
		}
	}
	for (const value of document.querySelectorAll('.lead > .value')) {
		value.previousSibling[way === 'wrap' ? 'append' : 'appendData'](value.textContent)
		value.textContent = ''
	}
	return true
}`

// A page that the reader's browser translates answers as before: its language stands where
// translators do not write, and answers take the place of translated texts as wholes.
func TestATranslatedPage(t *testing.T) { browser.Each(t, testATranslatedPage) }

func testATranslatedPage(t *testing.T) {
	for language, way := range map[string]string{"en": "wrap", "ar": "write"} {
		l := view.LanguageOf(language)
		answers := func(b *tab, link string, months float64) {
			t.Helper()
			scenario, problems := calc.Parse(link)
			require.Empty(t, problems)
			b.Until(`document.querySelector('.lead').textContent.includes(` + quoteJS(l.Months(months)) + `)`)
			assert.True(t, strings.HasPrefix(view.New(l, scenario, nil, nil, "").Description, b.Text(".lead")+" "), b.Text(".lead"))
			assert.Empty(t, b.notices(), "%s, %s", language, way)
		}
		// While it is live, and again and again, as translators follow changes.
		b := open(t)
		b.Before(translated)
		b.Load(language + "/openai-2024.html")
		b.ready()
		eval[bool](b, `translate('`+way+`')`)
		b.typeIn("cash", "10B")
		answers(b, "preset=openai-2024&cash=10B", 26.7)
		eval[bool](b, `translate('`+way+`')`)
		b.typeIn("cash", "6B")
		answers(b, "preset=openai-2024&cash=6B", 16)
		// The months are as before, but they no longer stand where they were written.
		eval[bool](b, `translate('`+way+`')`)
		b.typeIn("start", "2024-09")
		answers(b, "preset=openai-2024&cash=6B&start=2024-09", 16)
		b.Until(`location.hash.includes('&start=2024-09')`)
		eval[bool](b, `(translate('`+way+`'), location.hash = '#cash=1M&out.A=50k', true)`)
		answers(b, "cash=1M&out.A=50k", 20)

		// Before it starts, with its own figures and with others.
		b = open(t)
		b.Before(translated + `;addEventListener('DOMContentLoaded', () => translate('` + way + `'))`)
		b.Load(language + "/openai-2024.html?own")
		b.ready()
		b.typeIn("cash", "10B")
		answers(b, "preset=openai-2024&cash=10B", 26.7)
		b.Load(language + "/openai-2024.html#cash=1M&out.A=50k")
		b.ready()
		answers(b, "cash=1M&out.A=50k", 20)
	}
}
