package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view"
	"runway/site/view/words"
)

// charted are scenarios whose pictures have much to name, or lines in all directions.
func charted() (links []string) {
	for _, id := range calc.Presets() {
		links = append(links, "preset="+id, "preset="+id+"&changes=&cash=4M..6M")
	}
	crowded := "cur=USD&start=2026-01&horizon=24&cash=5B&floor=100M&out.All=350M..420M/mo&in.Sales=40M/mo&grow.Sales=2%25/mo" +
		"&raise.A round that investors of several countries have promised=2B..3B@2026-05" +
		"&raise.جولة تمويل ثانية وعد بها مستثمرون من بلدان عدة=1.5B@2026-06&once.Fine=-700M@2026-06&raise.Third=1B@2026-07&actual.2026-02=4.5B&actual.2026-03=4B..4.3B"
	for month := range 10 {
		crowded += fmt.Sprintf("&mark.2026-%02d=M", month+2)
	}
	return append(links, crowded,
		"cash=3M&out.A=90k..120k/mo&in.B=20k..30k/mo&grow.B=8%25/mo",                   // without months
		"cur=EUR&start=2026-01&cash=1M&in.A=50k..90k/mo&out.B=30k/mo",                  // grows
		"cur=GBP&start=2026-01&cash=-2M&out.B=30k/mo",                                  // below zero from the start
		"cur=USD&start=2026-01&horizon=120&cash=9.9e17&in.A=9e17&out.B=9e17..9.1e17",   // the greatest amounts
		"cur=USD&start=2026-01&horizon=1&cash=9&out.B=1..20/mo&mark.2026-01=M",         // one month
		"cur=USD&start=2026-01&horizon=60&cash=4M&out.B=50k/mo&every.B=12&floor=-500k") // steps
}

// overlaps are the faults of the pictures that a page shows: texts that meet another, lie on a line
// or leave the picture. A text's letters take less of its height than its box.
const overlaps = `(pictures => pictures.flatMap((picture, n) => {
	const frame = picture.getBoundingClientRect(), faults = []
	const texts = [...picture.querySelectorAll('text')].filter(text => text.checkVisibility() && text.getBoundingClientRect().width).flatMap((text, owner) => {
		const em = parseFloat(getComputedStyle(text).fontSize)
		const scale = text.getScreenCTM().d
		return [...text.children].filter(line => line.localName === 'tspan' && line.getAttribute('x')).concat(text.children.length ? [] : text).map(line => {
			const { left, right, top, bottom } = line.getBoundingClientRect()
			return { left, right, top: top + 0.3 * em * scale, bottom: bottom - 0.15 * em * scale, owner, text: line.textContent }
		})
	})
	const points = [...picture.querySelectorAll('path')].flatMap(path => {
		const matrix = path.getScreenCTM(), length = path.getTotalLength()
		return Array.from({ length: 300 }, (_, i) => path.getPointAtLength(length * i / 299).matrixTransform(matrix))
	})
	for (const [i, a] of texts.entries()) {
		if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 1 || a.bottom > frame.bottom + 1) faults.push(a.text + ' leaves it by ' + Math.ceil(Math.max(frame.left - a.left, a.right - frame.right, frame.top - a.top, a.bottom - frame.bottom)))
		for (const b of texts.slice(i + 1)) {
			if (a.owner !== b.owner && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) faults.push(a.text + ' meets ' + b.text)
		}
		if (points.some(({ x, y }) => x > a.left && x < a.right && y > a.top && y < a.bottom)) faults.push(a.text + ' lies on a line')
	}
	return faults.map(fault => n + ': ' + fault)
}))`

// No text of a picture lies on a line or on another text, in a page of any width or a file. Places
// are computed, not measured, so one engine's boxes will do: Firefox's hold more than the letters,
// and WebKit's are elsewhere for lines of Arabic.
func TestNamesAreClear(t *testing.T) {
	links := charted()
	css, err := os.ReadFile("page/page.css")
	require.NoError(t, err)
	style := strings.Replace(string(css), `@import "chart.css";`, view.ChartStyle, 1)
	const head = `<!doctype html><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>-</title>`
	shown := "" // the page to load
	b := open(t, withPage("/pictures.html", &shown))
	for _, language := range words.Languages {
		l := view.LanguageOf(language)
		var pages, files strings.Builder
		for _, link := range links {
			s, problems := calc.Parse(link)
			require.Empty(t, problems, link)
			shelf := view.Shelf{{Name: "Another plan of theirs", Link: link + "&cash=4.5B", Compared: true},
				{Name: "A cheaper plan", Link: link + "&cash=3B", Compared: true}, {Name: "What one investor wants", Link: link + "&cash=6.5B", Compared: true}}
			if !strings.HasPrefix(link, "preset=") {
				shelf = nil
			}
			_, chart, _ := strings.Cut(string(view.New(l, s, nil, shelf, "").Main), `<figure>`)
			chart, _, _ = strings.Cut(chart, `</figure>`)
			fmt.Fprintf(&pages, `<div class="chart"><figure>%s</figure></div>`, chart)
			fmt.Fprintf(&files, `<div class="file"><template shadowrootmode="open">%s</template></div>`, view.File(l, s, shelf, "svg", "https://example.org/#"+link))
		}
		check := func(kind, pictures string) {
			for _, fault := range eval[[]string](b, overlaps+"("+pictures+")") {
				n := 0
				_, err := fmt.Sscanf(fault, "%d:", &n)
				require.NoError(t, err)
				assert.Fail(t, fault, "%s in %s: %s", kind, language, links[n])
			}
		}
		// visible counts the texts of some classes that a picture shows.
		visible := func(picture int, selector string) float64 {
			return eval[float64](b, fmt.Sprintf(`[...document.querySelectorAll('.picture')[%d].querySelectorAll('%s')].filter(e => e.checkVisibility() && e.getBoundingClientRect().width).length`, picture, selector))
		}
		shown = head + "<style>" + style + "</style>" + pages.String()
		b.Load("pictures.html")
		for _, width := range []int64{320, 360, 640, 768, 1280} {
			b.Viewport(width, 900)
			check(fmt.Sprintf("page of %d", width), `[...document.querySelectorAll('.picture')]`)
			assert.Equal(t, 2.0, visible(0, ".out-label, .gap-label"), "%s at %d", language, width)
			assert.Equal(t, 3.0, visible(0, ".kept-label, .second-label, .third-label"), "%s at %d", language, width)
			assert.Equal(t, 10.0, visible(2*len(calc.Presets()), ".mark-label"), "%s at %d", language, width)
		}
		shown = head + "<style>body { margin: 0; width: 1200px }</style>" + files.String()
		b.Load("pictures.html")
		check("file", `[...document.querySelectorAll('.file')].map(e => e.shadowRoot.querySelector('svg'))`)
	}
}
