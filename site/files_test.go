package main

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/browser"
	"runway/site/view"
	"runway/site/view/words"
)

// download clicks the button of a kind of file and returns what the page would have saved:
// the file's name and bytes.
func (b *tab) download(kind string) (name, bytes string) {
	b.Helper()
	eval[bool](b, `(() => {
		window.saved = undefined
		HTMLAnchorElement.prototype.click = async function () {
			const bytes = new Uint8Array(await (await window.blob).arrayBuffer())
			window.saved = [this.download, btoa(Array.from(bytes, b => String.fromCharCode(b)).join(''))]
		}
		URL.createObjectURL = (make => blob => make(window.blob = blob))(URL.createObjectURL.bind(URL))
		document.querySelector('[data-file=`+kind+`]').click()
		return true
	})()`)
	b.Until(`!!window.saved`)
	saved := eval[[]string](b, `window.saved`)
	content, err := base64.StdEncoding.DecodeString(saved[1])
	require.NoError(b, err)
	return saved[0], string(content)
}

func TestTakeAway(t *testing.T) { browser.Each(t, testTakeAway) }

func testTakeAway(t *testing.T) {
	for _, language := range words.Languages {
		b := openPage(t, language+"/openai-2024.html")
		b.typeIn("cash", "6B")
		name, csv := b.download("csv")
		assert.Equal(t, "openai-2024.csv", name)
		lines := strings.Split(strings.TrimPrefix(csv, "\ufeff"), "\r\n")
		assert.True(t, strings.HasPrefix(csv, "\ufeff"), "spreadsheets read it as UTF-8")
		assert.Len(t, lines, 33, "a head, 24 months, two marks, four standings, who reported, an end")
		first := []string{"2024-08", "333333333.3", "708333333.3", "375000000", "5625000000", "5583333333"}
		separator := ","
		if language == "fr" {
			separator = ";"
		}
		assert.Equal(t, strings.ReplaceAll(strings.Join(first, "|"), ".", map[bool]string{true: ",", false: "."}[language == "fr"]),
			strings.Join(strings.Split(lines[1], separator)[:6], "|"))
		name, svg := b.download("svg")
		assert.Equal(t, "openai-2024.svg", name)
		answer := b.Text(".lead")
		assert.Contains(t, svg, answer)
		assert.Contains(t, svg, ">The Information</a>")
		assert.Contains(t, svg, "#preset=openai-2024&amp;cash=6B")
		assert.NotContains(t, svg, "var(", "colours are plain")
		require.NoError(t, xml.Unmarshal([]byte(svg), new(struct {
			XMLName xml.Name `xml:"http://www.w3.org/2000/svg svg"`
		})))
		// A browser draws it, and PNG is twice its size.
		name, png := b.download("png")
		assert.Equal(t, "openai-2024.png", name)
		assert.Equal(t, "\x89PNG\r\n\x1a\n", png[:8])
		assert.Equal(t, []byte{0, 0, 0x09, 0x60, 0, 0, 0x04, 0xec}, []byte(png[16:24]), "2400 by 1260")
		if *picturesTo != "" {
			require.NoError(t, os.WriteFile(*picturesTo+"/file-"+language+".png", []byte(png), 0o644))
		}
	}
}

// Browsers inside of apps, as they call themselves, and one that is none. Their makers, and the
// Android Compatibility Definition (3.4.1), say how.
var inApps = map[string]bool{
	"Mozilla/5.0 (Linux; Android 14; SM-A146U Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/122.0.6261.88 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/453.0.0.40.107;]": true,
	"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148":                                                                                       true,
	"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1":                                                             false,
	"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36":                                                                                     false,
	"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0":                                                                                                                              false,
}

// Inside of an app a file is shared where it can be, and else shown: a picture to be held, a text
// to be copied.
func TestFilesInsideApps(t *testing.T) {
	l := view.LanguageOf("fr")
	for agent, isInApp := range inApps {
		for _, canShare := range []bool{true, false} {
			b := open(t)
			b.Before(`Object.defineProperty(navigator, 'userAgent', { get: () => ` + quoteJS(agent) + ` })
				shared = [], saved = []
				Object.defineProperty(navigator, 'canShare', { value: ({ files }) => ` + fmt.Sprint(canShare) + ` && files.length === 1 })
				Object.defineProperty(navigator, 'share', { value: async ({ files: [file] }) => { shared.push(file.name + ' ' + file.type + ' ' + (await file.text()).slice(0, 5)) } })
				HTMLAnchorElement.prototype.click = function () { saved.push(this.download) }`)
			b.Load("fr/openai-2024.embed.html?parts=files,story")
			b.Focus(storyField("cash"))
			b.ready()
			for kind, shown := range map[string]string{"csv": "textarea", "png": "img", "svg": "img"} {
				b.Click(`[data-file=` + kind + `]`)
				if !isInApp {
					b.Until(`saved.includes('openai-2024.` + kind + `')`)
					continue
				}
				b.Until(`!!document.querySelector('dialog[open] > [data-of]')`)
				assert.Equal(t, []string{strings.ToUpper(shown)}, eval[[]string](b, `[...document.querySelectorAll('dialog[open] > :is(img, textarea)')].map(e => e.tagName)`))
				switch kind {
				case "csv":
					assert.Equal(t, l.Word("held.text"), b.Text("dialog[open] > p"))
					assert.Contains(t, eval[string](b, `document.querySelector('dialog[open] > textarea').value`), "2024-08;")
				case "png":
					assert.Equal(t, l.Word("held.picture"), b.Text("dialog[open] > p"))
					b.Until(`document.querySelector('dialog[open] > img').naturalWidth === 2400`)
				}
				assert.Equal(t, canShare, eval[bool](b, `document.querySelector('dialog[open] button').checkVisibility()`))
				if canShare {
					b.Click(`dialog[open] button`)
					b.Until(`shared.some(text => text.startsWith('openai-2024.` + kind + ` '))`)
				} else {
					b.Click(`dialog[open] button:last-child`)
				}
				b.Until(`!document.querySelector('dialog[open]')`)
				assert.Empty(t, eval[[]string](b, `saved`))
			}
		}
	}
}

// Where cases are written a spreadsheet can be taken along, and the table with other signs.
func TestFilesOfTheDesk(t *testing.T) {
	b := openPage(t, "en/desk.html#cash=1234.5&start=2026-01&out.A=100&cur=EUR")
	name, spreadsheet := b.download("xlsx")
	assert.Equal(t, "runway.xlsx", name)
	archive, err := zip.NewReader(strings.NewReader(spreadsheet), int64(len(spreadsheet)))
	require.NoError(t, err)
	want := view.NewSpreadsheet(view.LanguageOf("en"), scenarioOf(t, "cash=1234.5&start=2026-01&out.A=100&cur=EUR"), "").Files()
	assert.Len(t, archive.File, len(want)+1, "and the link to the page")
	for _, file := range archive.File {
		if file.Name == "xl/worksheets/sheet2.xml" {
			opened, err := file.Open()
			require.NoError(t, err)
			content, err := io.ReadAll(opened)
			require.NoError(t, err)
			assert.True(t, want[file.Name] == string(content), "the figures")
		}
	}
	for kind, first := range map[string]string{"csv": "2026-01,0,100,100,1134.5", "csv-comma": "2026-01,0,100,100,1134.5", "csv-semicolon": "2026-01;0;100;100;1134,5", "tsv": "2026-01\t0\t100\t100\t1134.5"} {
		name, text := b.download(kind)
		ending, _, _ := strings.Cut(kind, "-")
		assert.Equal(t, "runway."+ending, name)
		assert.Equal(t, "\ufeff", text[:3])
		assert.Equal(t, first, strings.Split(text, "\r\n")[1])
	}
	name, text := b.download("txt")
	assert.Equal(t, "runway.txt", name)
	assert.Contains(t, text, "cash=1234.5")
}

func scenarioOf(t *testing.T, link string) *calc.Scenario {
	t.Helper()
	s, errors := calc.Parse(link)
	require.Empty(t, errors)
	return s
}

// countSheets counts a PDF's pages, whose objects may be in compressed streams.
func countSheets(pdf []byte) int {
	all := pdf
	for _, stream := range regexp.MustCompile(`(?s)stream\r?\n(.*?)endstream`).FindAllSubmatch(pdf, -1) {
		if r, err := zlib.NewReader(bytes.NewReader(stream[1])); err == nil {
			text, _ := io.ReadAll(r)
			all = append(all, text...)
		}
	}
	return len(regexp.MustCompile(`/Type\s*/Page\b[^s]`).FindAll(all, -1))
}

// A printed page is one sheet, with the answer and without what is to be clicked.
func TestPrint(t *testing.T) { browser.Each(t, testPrint) }

func testPrint(t *testing.T) {
	for _, language := range words.Languages {
		for _, id := range calc.Presets() {
			b := openPage(t, language+"/"+id+".html")
			pdf := b.PDF()
			assert.Equal(t, 1, countSheets(pdf), "sheets of %s in %s", id, language)
			if *picturesTo != "" {
				require.NoError(t, os.WriteFile(*picturesTo+"/print-"+id+"-"+language+".pdf", pdf, 0o644))
			}
		}
	}
}

// The calculator as one file works from a disk, in every language, and asks for
// nothing.
func TestOneFile(t *testing.T) { browser.Each(t, testOneFile) }

func testOneFile(t *testing.T) {
	folder, err := builtSite()
	require.NoError(t, err)
	for _, language := range words.Languages {
		text, err := os.ReadFile(filepath.Join(folder, language, "runway.html"))
		require.NoError(t, err)
		markup, _, _ := strings.Cut(string(text), `<template id="calculator">`)
		assert.NotRegexp(t, `(src|href)="[^"#h]`, strings.ReplaceAll(markup, `href="data:,"`, ""), "it needs another file")
		copied := filepath.Join(t.TempDir(), "a copy.html")
		require.NoError(t, os.WriteFile(copied, text, 0o600))
		b := open(t)
		b.Visit((&url.URL{Scheme: "file", Path: copied, Fragment: "preset=openai-2024&cash=10B"}).String())
		b.ready()
		l := view.LanguageOf(language)
		assert.Contains(t, b.Text(".lead"), l.Months(26.7))
		b.typeIn("cash", "6B")
		assert.Contains(t, b.Text(".lead"), l.Months(16))
		b.Click(`a[data-preset=young-company]`)
		b.Until(`document.querySelector('.lead').textContent.includes(` + quoteJS(l.Months(9.2)) + `)`)
		assert.Equal(t, []string{}, eval[[]string](b, `performance.getEntriesByType('resource').map(e => e.name)`))
		assert.False(t, eval[bool](b, `[...document.querySelectorAll('[data-share]')].some(e => e.checkVisibility())`), "it has no link for others")
	}
}
