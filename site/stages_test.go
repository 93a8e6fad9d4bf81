package main

import (
	"fmt"
	"html"
	"regexp"
	"slices"
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

// shownIn returns what a scenario's page shows by itself, while a figure is in the reader's hand.
func shownIn(t *testing.T, l *view.Language, link, inHand string) moment {
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
	w := view.NewWriter(l, s, nil, nil, inHand)
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

// look is a script's function that returns the moment that the page shows.
const look = `() => {
	const text = selector => document.querySelector(selector).textContent
	const parts = {}, older = []
	for (const part of document.querySelectorAll('[data-later]')) {
		const { later: name, stale, unfinished } = part.dataset
		if (stale !== undefined || unfinished !== undefined) older.push(name)
		else parts[name] = part.textContent + [...part.querySelectorAll('path')].map(path => path.getAttribute('d')).join('') + (part.querySelector('[data-months]')?.dataset.months ?? '')
	}
	return { lead: text('.lead'), levers: text('.levers'), story: [...document.querySelectorAll('.story > p')].map(p => p.textContent).join(''), parts, older }
}`

// differences lists what of a moment is not of a scenario's page.
func (shown moment) differences(whole moment) (list []string) {
	for name, text := range shown.Parts {
		if want, isPart := whole.Parts[name]; isPart && want != text {
			list = append(list, name)
		}
	}
	if whole.Levers != shown.Levers {
		list = append(list, "levers")
	}
	if whole.Story != shown.Story {
		list = append(list, "story")
	}
	return list
}

// While a figure changes sixty times a second, no frame holds figures of two scenarios, but what is
// marked as older; and when the finger rests, all is of the last one.
func TestNoFrameIsMixed(t *testing.T) { browser.Each(t, testNoFrameIsMixed) }

func testNoFrameIsMixed(t *testing.T) {
	const changes = 90
	cash := func(i int) int { return 3000 + 10*i } // millions
	b := openPage(t, "")
	eval[bool](b, fmt.Sprintf(`(frames = undefined, (async () => {
		const all = [], look = %s
		let isOver = false
		const watch = () => {
			all.push(look())
			if (!isOver) requestAnimationFrame(watch)
			else frames = all
		}
		requestAnimationFrame(watch)
		const field = document.querySelector('.inline[data-key=cash] input')
		for (let i = 0; i < %d; i++) {
			await new Promise(done => setTimeout(done, 1000 / 60))
			field.value = (3000 + 10 * i) / 1000 + 'B'
			field.dispatchEvent(new Event('input', { bubbles: true }))
		}
		while ('busy' in document.documentElement.dataset) await new Promise(done => setTimeout(done))
		isOver = true
	})(), true)`, look, changes))
	b.Within(browser.Patience, `!!frames`)
	frames := eval[[]moment](b, `frames`)

	l := view.LanguageOf("en")
	byLead := map[string][]moment{}
	for i := -1; i < changes; i++ {
		link := "preset=openai-2024"
		if i >= 0 {
			link += fmt.Sprintf("&cash=%dM", cash(i))
		}
		f := shownIn(t, l, link, "cash")
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
			list := shown.differences(whole)
			if len(list) == 0 {
				faults = nil
				break
			}
			faults = append(faults, strings.Join(list, " "))
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
	assert.Equal(t, shownIn(t, l, fmt.Sprintf("preset=openai-2024&cash=%dM", cash(changes-1)), "cash").Lead, last.Lead)
}

// A button that is pressed while folded parts are brought up to date does not wait for them.
func TestAPressComesFirst(t *testing.T) {
	b := open(t)
	b.Before(watched)
	b.Before(`acts = []
	;(post => Worker.prototype.postMessage = function (message, ...more) {
		if (message.request) acts.push(message.request.act)
		return post.call(this, message, ...more)
	})(Worker.prototype.postMessage)`)
	b.Load(firstPage)
	b.answered()
	inWorker[bool](b, "slow")
	eval[bool](b, `(pressed = undefined, new MutationObserver((_, observer) => {
		if (!document.querySelector('.influences[data-stale]') || acts.filter(act => act === 'parts').length < 2) return
		observer.disconnect()
		setTimeout(() => { // while the next part is computed
			acts = []
			document.querySelector('.add').click()
			pressed = document.querySelectorAll('[data-stale]').length
		}, 20)
	}).observe(document.documentElement, { attributes: true, subtree: true }), (f => { f.value = '4.5B'; f.dispatchEvent(new Event('input', { bubbles: true })); return true })(`+lever("cash", "text", 0)+`))`)
	b.Until(`pressed !== undefined && acts.includes('page')`)
	assert.Equal(t, "page", eval[string](b, `acts[0]`))
	assert.Greater(t, eval[int](b, `pressed`), 2, "parts that were still to come")
}

// Whatever is edited, and in whatever order, the page comes to rest as the one that the calculator
// writes of the link afresh, though it has kept much of what it computed and wrote before.
func TestAWalkOfEdits(t *testing.T) {
	t.Parallel()
	const seed = 11
	b := openPage(t, "")
	eval[bool](b, fmt.Sprintf(`(walk = (() => {
		let seed = %d
		const below = n => Math.floor((seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32 * n)
		const any = selector => (all => all[below(all.length)])([...document.querySelectorAll(selector)])
		const one = (...of) => of[below(of.length)]
		const change = (field, value) => {
			field.value = value
			for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }))
		}
		const amount = () => [String(1 + below(900)) + one('k', 'M'), 1 + below(400) + 'M..' + (401 + below(400)) + 'M'][below(2)]
		const amounts = 'div[data-key="cash"] input:not([type=hidden]), .line .figure[data-key^="in."] input:not([data-part]), .line .figure[data-key^="out."] input:not([data-part])'
		const made = {
			amount: () => change(any(amounts), amount()),
			growth: () => change(any('.line .figure[data-key^="grow."] input:not([data-part])'), one('2%%', '-3%%', '0.5%%..4%%', '-2%%..3%%')),
			horizon: () => change(any('div[data-key="horizon"] input'), String(6 + below(50))),
			timing: () => change(any('div[data-key="timing"] select'), one('monthly', 'continuous')),
			range: () => any('.spread').click(),
			add: () => document.querySelectorAll('.line').length < 9 && any('.add').click(),
			remove: () => document.querySelectorAll('.line').length > 3 && any('.line [data-act=remove]').click(),
			back: () => any('[data-go=back]').click(),
			forth: () => any('[data-go=forth]').click(),
		}
		const kinds = ['amount', 'amount', 'amount', 'growth', 'growth', 'horizon', 'timing', 'range', 'range', 'add', 'remove', 'back', 'back', 'forth']
		edits = []
		const edit = () => {
			const kind = one(...kinds)
			if (made[kind]() !== false) edits.push(kind)
		}
		return async () => { // some follow while the answers before them are on their way
			for (let i = 1 + below(4); i > 0; i--) {
				edit()
				await new Promise(done => setTimeout(done, below(50)))
			}
			walked = true
		}
	})(), true)`, seed))
	l := view.LanguageOf("en")
	edits := func() []string { return eval[[]string](b, `edits`) }
	for range *changes / 50 {
		eval[bool](b, `(walked = false, walk(), true)`)
		b.Until(`walked`)
		b.unfold() // parts can go, and come back folded
		link := strings.TrimPrefix(eval[string](b, `(a => { // whoever follows a link has the figures in the address
			a.addEventListener('click', event => event.preventDefault(), { once: true })
			a.click()
			return location.hash
		})(document.querySelector('footer a'))`), "#")
		if link == "" {
			link = "preset=openai-2024"
		}
		shown := eval[moment](b, `(`+look+`)()`)
		require.Empty(t, shown.Older)
		whole := shownIn(t, l, link, "")
		require.Equal(t, whole.Lead, shown.Lead, "%v: %s", edits(), link)
		// A figure that was changed last stays in the story, though it may be 0.
		for _, inHand := range eval[[]string](b, `[...document.querySelectorAll('.story .inline')].map(figure => figure.dataset.key)`) {
			if whole.Story != shown.Story {
				whole = shownIn(t, l, link, inHand)
			}
		}
		require.Empty(t, shown.differences(whole), "%v: %s", edits(), link)
	}
	made := edits()
	slices.Sort(made)
	assert.Len(t, slices.Compact(made), 9, "kinds of edits")
}
