package main

import (
	"fmt"
	"math"
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

// founderPlan is a made-up plan of 24 months as founders keep it in a spreadsheet, in thousands:
// twelve lines under headings, with totals, growth, steps, a yearly payment and a balance.
func founderPlan() string {
	var b strings.Builder
	row := func(name string, value func(month int) float64) {
		b.WriteString(name)
		for t := range 24 {
			if v := value(t); v != 0 {
				fmt.Fprintf(&b, "\t%.4f", v)
			} else {
				b.WriteString("\t")
			}
		}
		b.WriteString("\n")
	}
	growing := func(start, growth float64) func(int) float64 {
		return func(t int) float64 { return start * math.Pow(1+growth, float64(t)) }
	}
	flat := func(v float64) func(int) float64 { return growing(v, 0) }
	step := func(before, after float64, month int) func(int) float64 {
		return func(t int) float64 {
			if t < month {
				return before
			}
			return after
		}
	}
	subscriptions, services, grant := growing(20, 0.06), flat(5), step(0, 10, 6)
	b.WriteString("Plan (in k€)")
	for t := range 24 {
		fmt.Fprintf(&b, "\t%d-%02d", 2026+t/12, t%12+1)
	}
	b.WriteString("\nRevenue\n")
	row("Subscriptions", subscriptions)
	row("Services", services)
	row("Grant", grant)
	row("Total revenue", func(t int) float64 { return subscriptions(t) + services(t) + grant(t) })
	b.WriteString("Costs\n")
	row("Engineering", step(45, 60, 9))
	row("Sales team", step(12, 24, 4))
	row("Founders", flat(10))
	row("Rent", flat(4))
	row("Cloud", growing(3, 0.04))
	row("Travel", flat(1.5))
	row("Lawyers", flat(1))
	row("Insurance", func(t int) float64 { return map[bool]float64{true: 6}[t%12 == 0] })
	row("Laptops", func(t int) float64 { return map[bool]float64{true: 18}[t == 4] })
	row("Opening balance", func(t int) float64 { return map[bool]float64{true: 900}[t == 0] })
	return b.String()
}

// A founder brings a plan of twelve lines with one paste, sees what was understood, changes a
// choice, takes it, and can undo it.
func TestAPlanIsBrought(t *testing.T) {
	a := openDesk(t, "en")
	a.press(`[data-open=plan]`)
	const form = `document.querySelector('form[data-tool=plan]')`
	paste := func(text string) {
		eval[bool](a.tab, `(field => { field.value = `+quoteJS(text)+`; return field.dispatchEvent(new Event('input', { bubbles: true })) })(`+form+`.text)`)
	}
	paste(founderPlan())
	a.Until(form + `.querySelectorAll('output tbody tr').length === 14`)
	told := a.Text(`form[data-tool=plan] output`)
	assert.Contains(t, told, "from January 2026 to December 2027")
	assert.Contains(t, told, "called a total, and adds up other lines")
	// A choice in the answer is part of the next question, and keeps its focus.
	eval[bool](a.tab, `(field => { field.focus(); field.value = 'out'; return field.dispatchEvent(new Event('input', { bubbles: true })) })(`+form+`.querySelector('[name="is.11"]'))`)
	a.Until(form + `.querySelector('[name="is.11"]').value === 'out' && document.activeElement.name === 'is.11'`)
	a.press(`form[data-tool=plan] [data-link]`)
	a.Until(`!document.querySelector('dialog[open]') && location.hash.includes('in.Subscriptions')`)
	s, errors := calc.Parse(eval[string](a.tab, `document.querySelector('.views a').href.split('#')[1]`))
	require.Empty(t, errors)
	// The fit has come to what the table was made of: its cash, month by month.
	assert.Equal(t, 900e3, s.Cash.Middle(s.Ranges, false))
	rows := s.Evaluate().Mid.Months
	cash := 900e3
	for t24 := range 24 {
		month := float64(t24)
		cash += 1000 * (20*math.Pow(1.06, month) + 5 - 10 - 4 - 3*math.Pow(1.04, month) - 1.5 - 1)
		for _, one := range []struct {
			from   int
			amount float64
		}{{6, 10}, {0, -45}, {9, -15}, {0, -12}, {4, -12}} {
			if t24 >= one.from {
				cash += 1000 * one.amount
			}
		}
		if t24%12 == 0 {
			cash -= 6000
		}
		if t24 == 4 {
			cash -= 18000
		}
		assert.InEpsilon(t, cash, rows[t24].Cash, 0.01, "month %d", t24)
	}
	a.press(`[data-go=back]`)
	a.Until(`!location.hash.includes('in.Subscriptions')`)
	// What is no table is told in words, and nothing is taken.
	a.press(`[data-open=plan]`)
	paste("Dear founder,\nhere is the plan.")
	a.Until(`!!` + form + `.querySelector('output .problem')`)
	assert.Equal(t, 0.0, eval[float64](a.tab, form+`.querySelectorAll('output [data-link]').length`))
}

// A case file with a fault is opened without the line that has it, which is told with its number.
func TestACaseFileIsOpened(t *testing.T) {
	a := openDesk(t, "en")
	a.press(`[data-open=case]`)
	const form = `document.querySelector('form[data-tool=case]')`
	eval[bool](a.tab, `(field => { field.value = `+quoteJS("title=Example Air\ntitle@fr=Air Exemple\nstart=2026-03\ncash=40M\nin.Tickets=lots\nout.Aircraft=11M/mo\n")+`; return field.dispatchEvent(new Event('input', { bubbles: true })) })(`+form+`.text)`)
	a.Until(`!!` + form + `.querySelector('output [data-link]')`)
	assert.Contains(t, a.Text(`form[data-tool=case] output`), "Line 5: Tickets")
	a.press(`form[data-tool=case] [data-link]`)
	a.Until(`document.querySelector('h1').textContent === 'Example Air'`)
	assert.Equal(t, "Air Exemple", eval[string](a.tab, `document.querySelector('div[data-key="title@fr"] input').value`))
	// Drafts are kept with their translations, several at once.
	eval[bool](a.tab, `(document.querySelectorAll('details').forEach(part => part.open = true), true)`)
	a.press(`[data-keep=add]`)
	a.Until(`!!document.querySelector('.shelf li')`)
	a.write("title = Another")
	a.press(`[data-go=back]`)
	a.write("title@fr = Autre")
	a.press(`.shelf li a`)
	a.Until(`document.querySelector('div[data-key="title@fr"] input').value === 'Air Exemple'`)
}
