package main

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/browser"
	"runway/site/view"
)

// runNode runs a program under Node beside the built site and returns what it prints.
func runNode(t *testing.T, program string, arguments ...string) (string, error) {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	file := filepath.Join(t.TempDir(), "program.mjs")
	require.NoError(t, os.WriteFile(file, []byte(program), 0o600))
	output, err := exec.Command("node", append([]string{file}, arguments...)...).CombinedOutput()
	return string(output), err
}

// Under Node, runway.js answers as calc does, and lets the program end.
func TestModuleUnderNode(t *testing.T) {
	folder, err := builtSite()
	require.NoError(t, err)
	links := []string{"preset=wework-2019", "#cash=400k&in.Sales=20k..30k/mo&grow.Sales=8%25/mo&out.All=80k/mo&start=2026-01", "cash=1M&in.A=1M", "v=7", "preset=none&cash=lots"}
	output, err := runNode(t, fmt.Sprintf(`
		import { evaluate } from %q
		const written = value => JSON.stringify(value, (_, v) => typeof v === 'number' ? String(v) : v)
		for (const link of %s) console.log(written(await evaluate(link)))
		console.log(Object.keys(globalThis).filter(name => name === 'Go' || name === 'fs' || name === 'runwayEvaluate').join() || 'nothing left')`,
		filepath.Join(folder, "runway.js"), quoted(links)))
	require.NoError(t, err, output)
	lines := strings.Split(strings.TrimSpace(output), "\n")
	require.Len(t, lines, len(links)+1, output)
	for i, link := range links {
		var answer struct {
			Query   string
			Results map[string]struct{ Value any }
			Months  []struct{ Cash string }
			Errors  []struct{ Key, Problem string }
		}
		require.NoError(t, json.Unmarshal([]byte(lines[i]), &answer), lines[i])
		s, errors := calc.Parse(strings.TrimPrefix(link, "#"))
		require.Len(t, answer.Errors, len(errors))
		for n, e := range errors {
			assert.Equal(t, []string{e.Key, string(e.Problem)}, []string{answer.Errors[n].Key, answer.Errors[n].Problem})
		}
		if s == nil {
			assert.Nil(t, answer.Results)
			continue
		}
		assert.Equal(t, s.String(), answer.Query)
		result := s.Evaluate()
		runway := "Infinity"
		if !math.IsInf(result.Mid.Runway, 1) {
			runway = fmt.Sprint(result.Mid.Runway)
		}
		assert.Equal(t, runway, answer.Results["runway"].Value)
		assert.Len(t, answer.Months, s.Months())
	}
	assert.Equal(t, "nothing left", lines[len(links)])

	output, err = runNode(t, `const { evaluate } = await import(process.argv[2]); evaluate('cash=1').catch(error => console.log('refused: ' + error.reason))`, filepath.Join(copyOf(t, folder, "runway.js"), "runway.js"))
	require.NoError(t, err, output)
	assert.Equal(t, "refused: load\n", output, "without the calculator")
}

// copyOf copies one file of a folder into another folder.
func copyOf(t *testing.T, folder, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(folder, name))
	require.NoError(t, err)
	to := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(to, name), content, 0o600))
	return to
}

func quoted(texts []string) string {
	list, _ := json.Marshal(texts)
	return string(list)
}

// The types of runway.js are those of its answers.
func TestTypesOfTheModule(t *testing.T) {
	tsc := fromNPM(t, "typescript/bin/tsc")
	folder, err := builtSite()
	require.NoError(t, err)
	check := func(program string) (string, error) {
		file := filepath.Join(t.TempDir(), "program.ts")
		require.NoError(t, os.WriteFile(file, []byte(fmt.Sprintf("import { evaluate } from %q\n%s", filepath.Join(folder, "runway.js"), program)), 0o600))
		output, err := exec.Command("node", tsc, "--noEmit", "--strict", "--target", "es2022", "--module", "preserve", "--lib", "es2022,dom", file).CombinedOutput()
		return string(output), err
	}
	output, err := check("const { results, months } = await evaluate('cash=1'); const cash: number | undefined = months?.[0].cash; console.log(results?.runway.p5, cash)\nexport {}")
	assert.NoError(t, err, output)
	output, err = check("const { results } = await evaluate(5)\nexport {}")
	assert.Error(t, err)
	assert.Contains(t, output, "program.ts(2,36)")
}

// In the sentences of an article of another site, figures can be changed and results follow. The
// article's own words stand until then, and again when the reader has gone back. Nothing of the
// calculator is fetched before a reader reaches for a figure.
func TestInline(t *testing.T) { browser.Each(t, testInline) }

func testInline(t *testing.T) {
	var calculators atomic.Int32
	b := open(t, countRequests("calculator-", &calculators))
	const story = `<script type="module" src="%[1]s/runway.js"></script>
		<p lang="%[2]s" data-runway="%[3]s" style="font: 20px Georgia; color: rgb(0, 0, 90)">With $<runway-input key="cash">some 2.5 billion</runway-input> it lasts
		<runway-value key="runway">less than <b>nine</b> months</runway-value>, until <runway-value key="cash-out">March</runway-value>, says <runway-value key="nothing">nobody</runway-value>.
		<runway-input key="in.Nothing">5</runway-input>
		<runway-picture><i>A picture.</i></runway-picture></p><p>Elsewhere <runway-input key="cash">1</runway-input>.</p>`
	show := func(language, name string) {
		article(t, b, "ltr", fmt.Sprintf(story, b.Host, language, name), "")
		b.Until(`document.querySelectorAll('runway-input input').length === 2`)
	}
	said := func() string {
		return strings.Join(strings.Fields(eval[string](b, `[...document.querySelector('[data-runway]').childNodes].map(n => n.localName === 'runway-input' ? '[' + n.firstChild.value + ']' : n.textContent).join('')`)), " ")
	}
	field := `document.querySelector('runway-input input')`
	typed := func(text string) {
		b.SelectText(field)
		b.keys(text)
	}
	const written = "With $[some 2.5 billion] it lasts less than nine months, until March, says nobody. [5] A picture."
	show("en", "wework-2019")
	b.Pause(300)
	assert.Equal(t, written, said())
	assert.Zero(t, calculators.Load())
	assert.Equal(t, "20px rgb(0, 0, 90)", eval[string](b, `(s => s.fontSize + ' ' + s.color)(getComputedStyle(`+field+`))`))
	assert.Equal(t, "1", eval[string](b, `document.querySelector('p:last-child runway-input').textContent`), "what names no case is left alone")

	typed("5 billion")
	b.Until(`document.querySelector('runway-value').textContent === '19.3 months' && ` + field + `.value === '5 billion' && ` + field + `.getAttribute('aria-invalid') === 'false'`)
	assert.EqualValues(t, 1, calculators.Load())
	assert.Equal(t, "With $[5 billion] it lasts 19.3 months, until February 2021, says nobody. [5] A picture.", said())
	assert.Equal(t, "Cash at the start", eval[string](b, field+`.getAttribute('aria-label')`))
	assert.Positive(t, eval[float64](b, `document.querySelector('runway-picture').shadowRoot.querySelector('path.cash').getBoundingClientRect().width`))
	assert.Contains(t, eval[string](b, `document.querySelector('runway-picture').shadowRoot.querySelector('svg').getAttribute('aria-label')`), "Cash starts at $5 billion")
	assert.Equal(t, 0.0, eval[float64](b, `document.querySelectorAll('body style').length`), "no style leaves the picture")

	typed("x")
	b.Until(`document.querySelector('runway-input').textContent.includes(` + quoteJS(view.LanguageOf("en").Word("problem.not-a-number")) + `) && ` + field + `.value === 'x'`)
	assert.Equal(t, "true", eval[string](b, field+`.getAttribute('aria-invalid')`))
	assert.Contains(t, said(), "it lasts 19.3 months", "the last figure counts")

	b.Click(`runway-input button`)
	b.Until(`document.querySelector('runway-value').textContent === 'less than nine months'`)
	assert.Equal(t, written, said())
	assert.Equal(t, field, eval[string](b, `document.activeElement === `+field+` ? "`+field+`" : ''`))
	assert.True(t, eval[bool](b, `document.querySelector('runway-input button').hidden`))

	b.keys(browser.ArrowUp)
	b.Until(`document.querySelector('runway-value').textContent !== 'less than nine months'`)
	assert.Contains(t, said(), "With $[2.6 billion] it lasts 9 months")

	show("ar", "wework-2019")
	typed("5 billion")
	b.Until(`document.querySelector('runway-value').textContent.includes('19.3')`)
	show("fr-CA", "cash=1M&out.A=100k&start=2026-01&cur=USD")
	typed("1,5 million")
	b.Until(`document.querySelector('runway-value').textContent === '15 mois'`)
	assert.Contains(t, said(), "until avril 2027")
}

// Where no calculator comes, the article stays as it was written.
func TestInlineWithoutACalculator(t *testing.T) {
	b := open(t, func(site http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "calculator-") {
				http.Error(w, "gone", http.StatusNotFound)
				return
			}
			site.ServeHTTP(w, r)
		})
	})
	b.Forgive()
	article(t, b, "ltr", `<script type="module" src="`+b.Host+`/runway.js"></script><p data-runway="wework-2019"><runway-input key="cash">2.5 billion</runway-input> <runway-value key="runway">nine months</runway-value></p>`, "")
	b.Until(`!!document.querySelector('runway-input input')`)
	b.SelectText(`document.querySelector('runway-input input')`)
	b.keys("5")
	b.Until(`document.querySelector('runway-input input').value === '2.5 billion'`)
	assert.Equal(t, "nine months", eval[string](b, `document.querySelector('runway-value').textContent`))
}
