package main

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"image"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/browser"
	"runway/site/view"
)

// published returns a file of the site as built.
func published(t *testing.T, path string) string {
	t.Helper()
	folder, err := builtSite()
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join(folder, path))
	require.NoError(t, err)
	return string(text)
}

// readJSON reads what stands in JSON.
func readJSON(t *testing.T, text string) (v map[string]any) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(text), &v))
	return v
}

// Of each case in each language there are a picture, a table and data, as the view has them.
func TestFilesOfCases(t *testing.T) {
	published(t, "index.html") // before the names of cases are known
	require.NoError(t, forEachPreset(func(language, preset string) error {
		l, scenario, path := view.LanguageOf(language), calc.PresetOf(preset).Scenario(), language+"/"+preset
		svg := published(t, path+".svg")
		assert.Equal(t, view.File(l, scenario, nil, "svg", ""), svg)
		require.NoError(t, xml.Unmarshal([]byte(svg), new(struct {
			XMLName xml.Name `xml:"http://www.w3.org/2000/svg svg"`
		})))
		assert.NotContains(t, svg, " style=", "no policy could allow it")
		assert.Equal(t, "\ufeff"+view.File(l, scenario, nil, "csv", ""), published(t, path+".csv"))

		data := published(t, path+".json")
		assert.NotContains(t, data, "NaN")
		want, err := json.Marshal(carried(view.Data(l, scenario)))
		require.NoError(t, err)
		assert.Equal(t, readJSON(t, string(want)), readJSON(t, data), path)
		if findBrowser() != "" {
			picture, kind, err := image.DecodeConfig(strings.NewReader(published(t, path+".png")))
			require.NoError(t, err)
			assert.Equal(t, []any{"png", 1200, 630}, []any{kind, picture.Width, picture.Height})
		}
		return nil
	}))
	assert.Equal(t, map[string]any{"a": []any{"Infinity", 1.5, nil}, "b": "x"}, carried(map[string]any{"a": []any{math.Inf(1), 1.5, nil}, "b": "x"}))
}

// The data of a case is what the calculator answers to its link.
func TestDataIsTheCalculatorsAnswer(t *testing.T) { browser.Each(t, testDataIsTheCalculatorsAnswer) }

func testDataIsTheCalculatorsAnswer(t *testing.T) {
	b := openPage(t, "")
	for _, preset := range calc.Presets() {
		eval[bool](b, `(answer = '', runway.evaluate('preset=`+preset+`').then(all => answer = JSON.stringify(all, (key, value) => value === Infinity ? 'Infinity' : value)), true)`)
		b.Until(`answer !== ''`)
		answer, data := readJSON(t, eval[string](b, `answer`)), readJSON(t, published(t, "en/"+preset+".json"))
		for _, key := range []string{"query", "results", "months"} {
			require.NotEmpty(t, answer[key])
			assert.Equal(t, answer[key], data[key], "%s of %s", key, preset)
		}
	}
}

// What is published of a case is of that case alone: nothing but the list of examples in its
// page's header names another.
func TestACaseStandsAlone(t *testing.T) {
	published(t, "index.html")
	require.NoError(t, forEachPreset(func(language, preset string) error {
		l := view.LanguageOf(language)
		for _, ending := range []string{".html", ".embed.html", ".svg", ".csv", ".json", ".oembed.json"} {
			text := ""
			if ending == ".oembed.json" {
				folder, err := addressedSite()
				require.NoError(t, err)
				content, err := os.ReadFile(filepath.Join(folder, language, preset+ending))
				require.NoError(t, err)
				text = string(content)
			} else {
				text = published(t, language+"/"+preset+ending)
			}
			if before, list, found := strings.Cut(text, `<nav aria-label="`+l.Word("page.examples")+`">`); found {
				_, after, _ := strings.Cut(list, "</nav>")
				text = before + after
			}
			text = html.UnescapeString(text)
			for _, other := range calc.Presets() {
				assert.Equal(t, other == preset && ending != ".csv", strings.Contains(text, l.PresetTitle(other)), "%s in %s of %s in %s", other, ending, preset, language)
			}
		}
		return nil
	}))
}

// A case file that cannot be used fails the build with file, line, key and why, and leaves the
// earlier build alone.
func TestABadCaseFailsTheBuild(t *testing.T) {
	cases, site := t.TempDir(), t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(cases, "ours.txt"), []byte("title=Ours\ncash=lots\n"), 0o600))
	require.NoError(t, writeFile(filepath.Join(site, "assets", "calculator-1.bin"), nil))
	err := run([]string{"build", "-cases", cases, "-to", site})
	assert.ErrorContains(t, err, filepath.Join(cases, "ours.txt")+":2: cash=lots: "+view.LanguageOf("en").Word("problem.not-a-number"))
	assert.FileExists(t, filepath.Join(site, "assets", "calculator-1.bin"))
}

// A browser draws more pictures than fit one sheet.
func TestManyPictures(t *testing.T) {
	if findBrowser() == "" {
		t.Skip("no Chromium was found")
	}
	pictures := map[string]string{}
	for _, colour := range []string{"red", "blue"} {
		pictures[colour] = fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><rect width="1200" height="630" fill="%s"></rect></svg>`, colour)
	}
	last := slices.Repeat([]string{pictures["red"]}, 27)
	drawn, err := drawPictures(findBrowser(), append(last, pictures["blue"]))
	require.NoError(t, err)
	require.Len(t, drawn, 28)
	colours := map[string]bool{}
	for i, content := range drawn {
		red, _, blue, _ := decode(t, content).At(600, 629).RGBA()
		colours[fmt.Sprint(i == 27, red > 0, blue > 0)] = true
	}
	assert.Equal(t, []string{"false true false", "true false true"}, slices.Sorted(maps.Keys(colours)))
}
