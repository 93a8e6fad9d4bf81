package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view"
	"runway/site/view/words"
)

// unknownStyle matches errors of the checker about style that browsers know and it does not.
var unknownStyle = regexp.MustCompile(`^CSS: (“(paint-order|vector-effect|field-sizing|container)”: Property .* doesn't exist|Unrecognized at-rule “@container”)`)

// checkHTML runs the Nu HTML checker over the pages of folders. Errors fail the test,
// warnings are listed.
func checkHTML(t *testing.T, folders ...string) {
	t.Helper()
	const jar = "testdata/npm/node_modules/vnu-jar/build/dist/vnu.jar"
	_, missing := os.Stat(jar)
	java, err := exec.LookPath("java")
	if missing = errors.Join(missing, err); missing != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip("the Nu HTML checker needs npm ci in site/testdata/npm, and Java:", missing)
	}
	var out bytes.Buffer
	cmd := exec.Command(java, append([]string{"-jar", jar, "--format", "json", "--exit-zero-always", "--skip-non-html"}, folders...)...)
	cmd.Stderr = &out // where the checker reports
	require.NoError(t, cmd.Run(), out.String())
	var report struct {
		Messages []struct{ Type, URL, Message, Extract string }
	}
	require.NoError(t, json.Unmarshal(out.Bytes(), &report), out.String())
	warnings := map[string]bool{}
	for _, m := range report.Messages {
		switch {
		case m.Type == "info":
			// It tells of the policy at each file, as if the site's own address were not 'self'.
			if !strings.Contains(m.Message, "Content Security Policy") && !warnings[m.Message] {
				t.Log(m.URL, m.Message)
			}
			warnings[m.Message] = true
		case !unknownStyle.MatchString(m.Message):
			t.Errorf("%s: %s\n%s", m.URL, m.Message, m.Extract)
		}
	}
}

var (
	idOf        = regexp.MustCompile(`\sid="([^"]*)"`)
	referenceOf = regexp.MustCompile(`\s(?:for|aria-labelledby|aria-describedby|aria-controls|aria-owns|list)="([^"]*)"`)
)

// checkIDs fails where an id is given twice, or a reference names an element that is not
// there, which the checker does not look for.
func checkIDs(t *testing.T, name, html string) {
	t.Helper()
	ids := map[string]bool{}
	for _, match := range idOf.FindAllStringSubmatch(html, -1) {
		assert.False(t, ids[match[1]], "%s: the id %s twice", name, match[1])
		ids[match[1]] = true
	}
	for _, match := range referenceOf.FindAllStringSubmatch(html, -1) {
		assert.NotEmpty(t, strings.Fields(match[1]), "%s: %s", name, match[0])
		for _, id := range strings.Fields(match[1]) {
			assert.True(t, ids[id], "%s: %s names nothing", name, match[0])
		}
	}
}

// manyFigures is a link with all kinds of figures and lines, and some that are refused.
const manyFigures = "preset=after-a-raise&title=%3Cb%3E+%26+%22&note.title=A+note&src.title=https://example.org/?a=1%26b=2" +
	"&cash=0.7M..1.2M&floor=100k&horizon=24&in.Grants=x&in.Sales=20k/mo&grow.Sales=5%25..9%25/mo&grow.Grants=no" +
	"&out.Team=50k/mo&units.Team=4&note.out.Team=Why&src.out.Team=https://example.org&out.Cut=20%25&stop.Cut=never" +
	"&raise.Seed=3M@2027-01&raise.Seed.sell=x&oneoff.Fine=1M@never&timing=continuous&colour=red&claim.runway=9..12&claim.loss=5" +
	"&mark.2026-08=%3Ci%3E&src.mark.2026-08=https://example.org&actual.2026-09=0.4M..0.5M&if.%3Ci%3E=out.Team%3D&note.if.%3Ci%3E=Why&if.None=cash%3Dx"

// Pages are valid HTML as they are published, and so is what the view writes for any
// figures, refused ones too.
func TestPublishedPagesAreValid(t *testing.T) {
	site, err := addressedSite()
	require.NoError(t, err)
	require.NoError(t, filepath.WalkDir(site, func(path string, _ fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".html" {
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			markup, _, _ := strings.Cut(string(text), `<template id="calculator">`)
			checkIDs(t, path, markup)
		}
		return err
	}))
	written := t.TempDir()
	for _, language := range words.Languages {
		l := view.LanguageOf(language)
		shelf := view.Shelf{{Name: "A & B", Link: "cash=5M&cur=EUR&out.A=100k&start=2026-01", Compared: true}, {Name: "<C>", Link: "v=9"}}
		for name, link := range map[string]string{"figures": manyFigures, "empty": "cash=0", "refused": "v=7"} {
			scenario, errors := calc.Parse(link)
			page := view.New(l, scenario, errors, shelf, "in.Grants")
			pages := map[string]view.HTML{name: page.Main, name + "-desk": view.NewDesk(l, calc.ReadManuscript(link), shelf, "in.Grants").Main}
			pages["plan"] = `<main><h1>x</h1><form>` + view.Tool(l, calc.ReadManuscript("cash=1"), "plan", founderPlan(), "") + `</form></main>`
			for name, main := range pages {
				html := `<!doctype html><html lang="` + language + `" dir="` + l.Word("language.dir") + `"><head><title>x</title></head><body>` + string(main) + `</body></html>`
				path := filepath.Join(written, language+"-"+name+".html")
				checkIDs(t, path, html)
				require.NoError(t, writeFile(path, []byte(html)))
			}
		}
	}
	checkHTML(t, site, written)
}

// A page stays valid as the calculator and its reader change it.
func TestLivePageIsValid(t *testing.T) {
	folder := t.TempDir()
	for _, language := range words.Languages {
		b := open(t)
		changed(b, language)
		b.openDialog()
		html := eval[string](b, `'<!doctype html>' + document.documentElement.outerHTML`)
		checkIDs(t, language, html)
		require.NoError(t, os.WriteFile(filepath.Join(folder, language+".html"), []byte(html), 0o600))
	}
	checkHTML(t, folder)
}
