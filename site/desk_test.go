package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/cases"
)

// An author is somebody at the desk, whose presses and typed texts are counted.
type author struct {
	*tab
	actions int
}

// write types texts into the fields with the keys, each behind its key and a blank, as they come,
// opening what they are folded away in.
func (a *author) write(lines ...string) {
	a.Helper()
	for _, line := range lines {
		key, text, _ := strings.Cut(line, " = ")
		a.actions += eval[int](a.tab, fmt.Sprintf(`(() => {
			let opened = 0
			for (let folded = document.querySelector('div[data-key="%s"]').closest('details'); folded; folded = folded.parentElement.closest('details')) {
				opened += folded.open ? 0 : 1
				folded.open = true
			}
			return opened + 1
		})()`, key))
		if standing := strings.HasPrefix(key, "as."); standing {
			eval[bool](a.tab, fmt.Sprintf(`(select => { select.value = '%s'; return select.dispatchEvent(new Event('change', { bubbles: true })) })(%s)`, text, field(key, 0)))
			continue
		}
		a.typeIn(key, text)
		a.leave()
	}
}

// add adds a line, payment or entry and gives it a name, which is selected to be typed over.
func (a *author) add(kind, name string) {
	a.Helper()
	a.press(`.add[data-target="` + kind + `"]`)
	a.Until(`document.activeElement.matches('[data-rename^="` + kind + `."]')`)
	a.keys(name + "\t")
	a.actions++
	a.Until(`!!document.querySelector('.line[data-line="` + kind + "." + name + `"]')`)
}

func (a *author) press(selector string) {
	a.Helper()
	a.actions++
	eval[bool](a.tab, `(document.querySelector('`+selector+`').closest('details')?.setAttribute('open', ''), true)`)
	a.ClickOn(`document.querySelector('` + selector + `')`)
	eval[bool](a.tab, `true`)
}

// openDesk opens the desk in a language, empty, and catches the files that it saves.
func openDesk(t *testing.T, language string) *author {
	t.Helper()
	b := open(t)
	b.Before(`URL.createObjectURL = (create => blob => { if (blob.type === 'text/plain') blob.text().then(text => window.saved = text); return create.call(URL, blob) })(URL.createObjectURL)`)
	b.Load(language + "/desk.html")
	b.answered()
	return &author{tab: b}
}

// Three cases that newsrooms have reported are written from nothing by the page alone, and the site
// is built from the files that the desk writes. The figures are those of the reports whose
// addresses stand in each.
func TestCasesAreWritten(t *testing.T) {
	for name, write := range map[string]func(*author){
		"stability-2023": func(a *author) {
			const report = "https://www.theregister.com/2024/04/03/stability_ai_bills/"
			a.write("title = Stability AI, October 2023", "company = Stability AI", "outlet = The Register", "published = 2024-04-03", "article = "+report,
				"start = October 2023", "cash = $4 million", "src.cash = "+report)
			a.add("in", "Revenue")
			a.write("in.Revenue = 11M a year", "src.in.Revenue = "+report, "as.in.Revenue = estimated")
			a.add("out", "Computing")
			a.write("out.Computing = $99 million a year", "src.out.Computing = "+report)
			a.add("out", "Wages and operations")
			a.write("out.Wages and operations = 54M a year", "src.out.Wages and operations = "+report)
			a.add("once", "Unpaid AWS bills")
			a.write("once.Unpaid AWS bills = -8M", "src.once.Unpaid AWS bills = "+report, "note.once.Unpaid AWS bills = A million of July’s bill and all of August’s.")
			a.press(`[data-act=begin]`)
			a.add("raise", "Intel")
			a.write("raise.Intel = 50M", "note.raise.Intel = 20 of 50 million promised have come.", "as.raise.Intel = assumed")
			a.press(`[data-act=record]`)
			a.Until(`!!document.querySelector('[data-rename^="if."]')`)
			a.keys("Intel pays in full\t")
			a.actions++
		},
		"wework-summer-2019": func(a *author) {
			const report = "https://cfn.news/news/2019/9/30/wework-needs-cash-as-botched-ipo-scuttles-planned-infusion"
			a.write("title = WeWork, summer 2019", "company = WeWork", "outlet = CFN", "published = 2019-09-30", "article = "+report, "start = 07/2019", "cur = $",
				"cash = 2.5bn", "src.cash = "+report, "floor = 500m", "src.floor = "+report, "note.floor = What its bonds ask it to keep.")
			a.add("in", "Revenue")
			a.write("in.Revenue = 934 million a quarter", "src.in.Revenue = "+report)
			a.add("out", "Costs")
			a.write("out.Costs = 1.634bn to 1.934bn per quarter", "as.out.Costs = derived", "note.out.Costs = Revenue and a burn of 700 million a quarter.", "note.out.Costs@ar = الإيرادات مع إنفاق 700 مليون كل ربع سنة.",
				"claim.runway = at least 9", "src.claim.runway = "+report)
			a.press(`.add[data-target=mark]`)
			a.write("mark.2019-07 = The IPO is pulled", "src.mark.2019-07 = "+report)
			a.press(`.add[data-target=actual]`)
			a.write("actual.2019-07 = 2.5bn", "src.actual.2019-07 = "+report)
			a.press(`[data-target=levers][data-text="cash"]`)
			a.press(`[data-target=levers][data-text="cash,out.Costs"]`)
		},
		"xai-spring-2025": func(a *author) {
			const report = "https://sawaliftech.com/news/musk-bets-billions-to-build-the-future-of-artificial-intelligence"
			a.write("title = إكس إيه آي، ربيع 2025", "title@en = xAI, spring 2025", "company = xAI", "outlet = سوالف تك", "published = 2025-06-18", "article = "+report,
				"start = أبريل ٢٠٢٥", "cash = ٤ مليارات دولار", "src.cash = "+report)
			a.add("in", "الإيرادات")
			a.write("in.الإيرادات = ٥٠٠ مليون سنويًا", "src.in.الإيرادات = "+report, "name.الإيرادات@fr = Chiffre d’affaires")
			a.add("out", "الإنفاق")
			a.write("out.الإنفاق = من ١٢ إلى ١٣٫٥ مليار سنويًا", "src.out.الإنفاق = "+report)
			a.add("raise", "الجولة")
			a.write("raise.الجولة = ٤٫٣ مليار", "src.raise.الجولة = "+report)
		},
	} {
		t.Run(name, func(t *testing.T) {
			language := "en"
			if name == "xai-spring-2025" {
				language = "ar"
			}
			a := openDesk(t, language)
			write(a)
			a.Until(`!document.querySelector('.missing ul')`)
			assert.Empty(t, eval[string](a.tab, `document.querySelector('main .notice')?.textContent ?? ''`))
			a.press(`[data-file=txt]`)
			a.Until(`!!window.saved`)
			text := eval[string](a.tab, `window.saved`)
			folder := t.TempDir()
			require.NoError(t, os.WriteFile(filepath.Join(folder, name+".txt"), []byte(text), 0o644))
			_, err := cases.Read(folder)
			require.NoError(t, err, text)
			t.Logf("%s: %d actions", name, a.actions)
			// The link opens the same case, for a colleague to edit on and for readers to see.
			link := eval[string](a.tab, `document.querySelector('.views a').href.split('#')[1]`)
			want, _ := calc.ReadCaseFile(text)
			got, errors := calc.Parse(link)
			require.Empty(t, errors)
			assert.Equal(t, want.Scenario.Pairs(), got.Pairs())
			// What was written is there again when the author comes back.
			a.reload()
			a.Until(`!document.querySelector('.missing ul')`)
			eval[bool](a.tab, `(window.saved = undefined, true)`)
			a.press(`[data-file=txt]`)
			a.Until(`!!window.saved`)
			assert.Equal(t, text, eval[string](a.tab, `window.saved`), "translations among it")
		})
	}
}
