package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"image"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/browser"
	"runway/site/view"
	"runway/site/view/words"
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
func TestDataIsTheCalculatorsAnswer(t *testing.T) {
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
// page’s menu names another.
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

// The list of cases, at the root and in each language, names every case with its answer.
func TestListOfCases(t *testing.T) {
	folder, err := builtSite()
	require.NoError(t, err)
	list := func(path, language, root string) {
		page := html.UnescapeString(published(t, path))
		l := view.LanguageOf(language)
		assert.Contains(t, page, `<html lang="`+language+`" dir="`+l.Word("language.dir")+`"`)
		assert.Contains(t, page, `data-build="`+buildOf(folder)+`"`)
		assert.Contains(t, page, "script-src 'self' "+sourceHash(indexScript))
		assert.Contains(t, page, `<a href="`+root+language+`/new.html">`+l.Word("page.own")+"</a>")
		for _, other := range words.Languages {
			assert.Contains(t, page, `<a href="`+root+other+`/index.html" lang="`+other+`"`)
		}
		for _, preset := range calc.Presets() {
			shown := view.New(l, calc.PresetOf(preset).Scenario(), nil, nil, "")
			for _, text := range []string{`<h2><a href="` + root + language + "/" + preset + `.html">` + l.PresetTitle(preset) + "</a></h2>", string(shown.Lead), string(shown.Credit),
				`<img src="` + root + language + "/" + preset + `.svg" alt="` + shown.Description + `" width="1200" height="630" loading="lazy">`} {
				assert.Contains(t, page, text, path)
			}
			assert.Contains(t, published(t, language+"/"+preset+".html"), `<strong><a href="../`+language+`/index.html">`)
		}
	}
	list("index.html", words.Languages[0], "")
	for _, language := range words.Languages {
		list(language+"/index.html", language, "../")
	}
	addressed, err := addressedSite()
	require.NoError(t, err)
	for _, path := range []string{"index.html", "en/index.html"} {
		page, err := os.ReadFile(filepath.Join(addressed, path))
		require.NoError(t, err)
		for _, text := range []string{`rel="canonical" href="%sen/index.html"`, `hreflang="ar" href="%sar/index.html"`, `hreflang="x-default" href="%sen/index.html"`, `og:url" content="%sen/index.html"`} {
			assert.Contains(t, string(page), fmt.Sprintf(text, "https://example.org/some/where/"), path)
		}
		assert.Equal(t, findBrowser() != "", bytes.Contains(page, []byte(`og:image" content="https://example.org/some/where/en/openai-2024.png"`)))
	}
}

// The list shows its pictures under its policy, and fits a narrow screen. A link with figures
// goes on to the calculator, which stood at the root before.
func TestListInABrowser(t *testing.T) { browser.Each(t, testListInABrowser) }

func testListInABrowser(t *testing.T) {
	b := open(t)
	b.Viewport(320, 700)
	for _, address := range []string{"", "en/", "ar/index.html", "fr/index.html"} {
		b.Load(address)
		b.seeImages()
		assert.True(t, eval[bool](b, `document.documentElement.scrollWidth <= innerWidth`), address)
	}
	for address, want := range map[string]string{"?theme=dark#cash=1M&out.A=100k": "/en/new.html?theme=dark#cash=1M&out.A=100k", "ar/#cash=1M&out.A=100k": "/ar/new.html#cash=1M&out.A=100k"} {
		b.Load(address)
		b.Until(`document.documentElement.hasAttribute('data-ready')`)
		assert.Equal(t, b.Host+want, eval[string](b, `location.href`))
	}
	b.Load("#amp=1")
	assert.Equal(t, b.Host+"/#amp=1", eval[string](b, `location.href`), "a fragment of somebody else")
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

// Each case is described to programs as they require it: to search engines by JSON-LD
// (https://schema.org/WebApplication and Report), and to who embeds by oEmbed (https://oembed.com,
// 2.3.4), which the page leads to.
func TestDescriptionsForPrograms(t *testing.T) {
	folder, err := addressedSite()
	require.NoError(t, err)
	const address = "https://example.org/some/where/"
	isThere := func(url any) {
		t.Helper()
		path, isOurs := strings.CutPrefix(fmt.Sprint(url), address)
		assert.True(t, isOurs, "%v", url)
		assert.FileExists(t, filepath.Join(folder, path))
	}
	hasPictures := findBrowser() != ""
	require.NoError(t, forEachPreset(func(language, preset string) error {
		page, err := os.ReadFile(filepath.Join(folder, pagePath(language, preset)))
		require.NoError(t, err)
		inside := func(pattern string) string {
			found := regexp.MustCompile(pattern).FindSubmatch(page)
			require.NotNil(t, found, pattern)
			return html.UnescapeString(string(found[1]))
		}
		var about map[string]any
		require.NoError(t, json.Unmarshal([]byte(inside(`(?s)<script type="application/ld\+json">(.*?)</script>`)), &about))
		assert.Equal(t, "https://schema.org", about["@context"])
		assert.Equal(t, "WebApplication", about["@type"])
		for _, key := range []string{"name", "headline", "description", "applicationCategory", "operatingSystem"} {
			assert.NotEmpty(t, about[key], key)
		}
		assert.Equal(t, language, about["inLanguage"])
		assert.Equal(t, map[string]any{"@type": "Offer", "price": 0.0, "priceCurrency": "USD"}, about["offers"])
		assert.Equal(t, inside(`rel="canonical" href="([^"]*)"`), about["url"])
		isThere(about["url"])
		if hasPictures {
			isThere(about["image"])
		}
		report, _ := about["isBasedOn"].(map[string]any)
		s := calc.PresetOf(preset).Scenario()
		require.Equal(t, s.Article != "", report != nil, preset)
		if report != nil {
			assert.Equal(t, s.Article, report["url"])
			assert.Equal(t, map[string]any{"@type": "Organization", "name": s.Outlet}, report["publisher"])
			if s.Published != (calc.Day{}) {
				assert.Equal(t, s.Published.String(), report["datePublished"])
			}
		}

		discovery := inside(`<link rel="alternate" type="application/json\+oembed" href="([^"]*)"`)
		isThere(discovery)
		text, err := os.ReadFile(filepath.Join(folder, strings.TrimPrefix(discovery, address)))
		require.NoError(t, err)
		var embed map[string]any
		require.NoError(t, json.Unmarshal(text, &embed))
		assert.Equal(t, []any{"1.0", "rich"}, []any{embed["version"], embed["type"]})
		for _, key := range []string{"width", "height"} {
			size, isNumber := embed[key].(float64)
			assert.True(t, isNumber && size > 0 && size == math.Trunc(size), "%s %v", key, embed[key])
		}
		src := regexp.MustCompile(`^<iframe src="([^"]*)" title="[^"]+" width="720" height="560" [^<>]*></iframe>$`).FindStringSubmatch(fmt.Sprint(embed["html"]))
		require.NotNil(t, src, embed["html"])
		isThere(src[1])
		assert.Equal(t, about["headline"], embed["title"])
		assert.NotEmpty(t, embed["provider_name"])
		assert.Equal(t, address, embed["provider_url"])
		thumbnail := []any{embed["thumbnail_url"], embed["thumbnail_width"], embed["thumbnail_height"]}
		if hasPictures {
			isThere(thumbnail[0])
			assert.Equal(t, []any{1200.0, 630.0}, thumbnail[1:])
		} else {
			assert.Equal(t, []any{nil, nil, nil}, thumbnail, "all or none")
		}
		return nil
	}))
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
