package main

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/browser"
	"runway/site/view"
)

// lateParts are the parts that an answer leaves out while they are not wanted, or that come after it.
var lateParts = []string{"picture", "pointer", "likelihood", "what-ifs", "rows", "results", "claims", "influences", "thresholds", "remedies", "months", "method"}

// A moment is what a frame of the page shows: the texts of the answer and of its parts, but of
// those that are marked as older. The picture's is followed by its lines.
type moment struct {
	Lead, Levers, Story string
	Parts               map[string]string
	Older               []string
}

// shownIn returns what a scenario's page shows by itself.
func shownIn(t *testing.T, l *view.Language, link string) moment {
	s, errors := calc.Parse(link)
	require.Empty(t, errors, link)
	text := func(markup view.HTML) string {
		return html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(markup), ""))
	}
	part := func(class, markup string) string {
		_, tail, found := strings.Cut(markup, `class="`+class+`"`)
		require.True(t, found, class)
		_, tail, _ = strings.Cut(tail, ">")
		content, _, _ := strings.Cut(tail, map[string]string{"lead": "</p>", "levers": "</ul>", "story": `<div class="problems">`}[class])
		return text(view.HTML(content))
	}
	w := view.NewWriter(l, s, nil, nil, "cash")
	main := string(w.Page(func(string) bool { return true }).Main)
	f := moment{part("lead", main), part("levers", main), part("story", main), map[string]string{}, nil}
	for _, name := range lateParts {
		markup := w.Part(name)
		f.Parts[name] = text(markup)
		for _, told := range regexp.MustCompile(`(?:<path class="[a-z]*" d|data-months)="([^"]*)"`).FindAllStringSubmatch(string(markup), -1) {
			f.Parts[name] += told[1]
		}
	}
	return f
}

// While a figure changes sixty times a second, no frame holds figures of two scenarios, but what is
// marked as older; and when the finger rests, all is of the last one.
func TestNoFrameIsMixed(t *testing.T) { browser.Each(t, testNoFrameIsMixed) }

func testNoFrameIsMixed(t *testing.T) {
	const changes = 90
	cash := func(i int) int { return 3000 + 10*i } // millions
	b := openPage(t, "")
	eval[bool](b, fmt.Sprintf(`(frames = undefined, (async () => {
		const all = [], text = selector => document.querySelector(selector).textContent
		let isOver = false
		const look = () => {
			const parts = {}, older = []
			for (const part of document.querySelectorAll('[data-later]')) {
				const { later: name, stale, unfinished } = part.dataset
				if (stale !== undefined || unfinished !== undefined) older.push(name)
				else parts[name] = part.textContent + [...part.querySelectorAll('path')].map(path => path.getAttribute('d')).join('') + (part.querySelector('[data-months]')?.dataset.months ?? '')
			}
			all.push({ lead: text('.lead'), levers: text('.levers'), story: [...document.querySelectorAll('.story > p')].map(p => p.textContent).join(''), parts, older })
			if (!isOver) requestAnimationFrame(look)
			else frames = all
		}
		requestAnimationFrame(look)
		const field = document.querySelector('.inline[data-key=cash] input')
		for (let i = 0; i < %d; i++) {
			await new Promise(done => setTimeout(done, 1000 / 60))
			field.value = (3000 + 10 * i) / 1000 + 'B'
			field.dispatchEvent(new Event('input', { bubbles: true }))
		}
		while ('busy' in document.documentElement.dataset) await new Promise(done => setTimeout(done))
		isOver = true
	})(), true)`, changes))
	b.Within(browser.Patience, `!!frames`)
	frames := eval[[]moment](b, `frames`)

	l := view.LanguageOf("en")
	byLead := map[string][]moment{}
	for i := -1; i < changes; i++ {
		link := "preset=openai-2024"
		if i >= 0 {
			link += fmt.Sprintf("&cash=%dM", cash(i))
		}
		f := shownIn(t, l, link)
		byLead[f.Lead] = append(byLead[f.Lead], f)
	}
	unfinished, seen := 0, map[string]bool{}
	for i, shown := range frames {
		seen[shown.Lead] = true
		if len(shown.Older) > 0 {
			unfinished++
		}
		var faults []string
		for _, whole := range byLead[shown.Lead] {
			fault := ""
			for name, text := range shown.Parts {
				if want, isPart := whole.Parts[name]; isPart && want != text {
					fault += " " + name
				}
			}
			if whole.Levers != shown.Levers {
				fault += " levers"
			}
			if whole.Story != shown.Story {
				fault += " story"
			}
			if fault == "" {
				faults = nil
				break
			}
			faults = append(faults, fault)
		}
		assert.NotEmpty(t, byLead[shown.Lead], shown.Lead)
		if !assert.Empty(t, faults, "frame %d: %s", i, shown.Lead) {
			break
		}
	}
	t.Logf("%d frames, %d of them unfinished, %d answers", len(frames), unfinished, len(seen))
	assert.Greater(t, unfinished, 0, "frames that show a first stage")
	assert.Greater(t, len(seen), 5, "answers")
	last := frames[len(frames)-1]
	assert.Empty(t, last.Older)
	assert.Equal(t, shownIn(t, l, fmt.Sprintf("preset=openai-2024&cash=%dM", cash(changes-1))).Lead, last.Lead)
}
