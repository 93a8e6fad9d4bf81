package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"runway/calc"
	"runway/site/view"
	"runway/site/view/words"
)

//go:embed page.html
var pageHTML string

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// assets are the addresses of what a page loads, below the site's root.
type assets struct{ Script, Style, Calculator, Words string }

// build writes the whole site into a folder that it empties first.
func build(root, to string) error {
	if err := clear(to); err != nil {
		return err
	}
	var a assets
	var err error
	if a.Calculator, err = buildCalculator(root, to); err != nil {
		return err
	}
	if a.Script, a.Style, err = buildPageFiles(root, to); err != nil {
		return err
	}
	for _, language := range words.Languages {
		text, err := writeHashed(to, "words-"+language, ".txt", []byte(words.Of(language)))
		if err != nil {
			return err
		}
		a.Words = text
		for _, preset := range calc.Presets() {
			for _, embed := range []bool{false, true} {
				if err := writePage(a, to, language, preset, "../", embed); err != nil {
					return err
				}
			}
		}
		if language == words.Languages[0] {
			if err := writePage(a, to, language, calc.Presets()[0], "", false); err != nil {
				return err
			}
		}
	}
	if err := writeNotFound(to); err != nil {
		return err
	}
	return writeHeaders(to)
}

// writeHeaders writes what a host should send in the form that Netlify and
// Cloudflare Pages read. They have pages checked anew of themselves.
func writeHeaders(to string) error {
	var b strings.Builder
	path := ""
	for _, h := range headers {
		if h.Path != path {
			path = h.Path
			b.WriteString(path + "*\n")
		}
		if h.Value != "no-cache" {
			b.WriteString("  " + h.Name + ": " + h.Value + "\n")
		}
	}
	return write(filepath.Join(to, "_headers"), []byte(b.String()))
}

// writeNotFound writes the page for addresses that lead nowhere, in all
// languages. A host may send it from any path, so it loads nothing.
func writeNotFound(to string) error {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>404</title>\n")
	for _, language := range words.Languages {
		l := view.LanguageOf(language)
		fmt.Fprintf(&b, "<p lang=%q dir=%q>%s</p>\n", language, l.Word("language.dir"), template.HTMLEscapeString(l.Word("page.lost")))
	}
	return write(filepath.Join(to, "404.html"), []byte(b.String()))
}

// clear takes an earlier build out of a folder. It touches nothing in a folder
// that holds anything else.
func clear(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	ours := append([]string{"assets", "index.html", "404.html", "_headers"}, words.Languages...)
	built, err := filepath.Glob(filepath.Join(folder, "assets", "calculator-*.bin"))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if len(built) == 0 || !slices.Contains(ours, e.Name()) {
			return fmt.Errorf("%s holds %s, which is not of an earlier build: choose another folder with -to", folder, e.Name())
		}
	}
	for _, e := range entries {
		if err := os.RemoveAll(filepath.Join(folder, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// wasmFlags leave out symbols, and inlining everywhere but in the model and the
// mathematics it calls, which is where the time goes: 7% smaller than with all
// inlining.
var wasmFlags = []string{"-trimpath", "-ldflags=-s -w", "-gcflags=all=-l", "-gcflags=math=", "-gcflags=runway/calc="}

// buildCalculator compiles the calculator and compresses it.
func buildCalculator(root, to string) (address string, err error) {
	temporary, err := os.MkdirTemp("", "runway")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(temporary)
	binary := filepath.Join(temporary, "calculator.wasm")
	if err := compile(root, "./wasm", binary, wasmFlags); err != nil {
		return "", err
	}
	program, err := os.ReadFile(binary)
	if err != nil {
		return "", err
	}
	var compressed bytes.Buffer
	w, err := gzip.NewWriterLevel(&compressed, gzip.BestCompression)
	if err != nil {
		return "", err
	}
	if _, err := w.Write(program); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return writeHashed(to, "calculator", ".bin", compressed.Bytes())
}

// compile builds a package for the browser.
func compile(root, pkg, to string, flags []string) error {
	args := append([]string{"build"}, flags...)
	cmd := exec.Command("go", append(args, "-o", to, pkg)...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("compiling %s: %w\n%s", pkg, err, out)
	}
	return nil
}

// writeHashed writes a file whose name changes with its content.
func writeHashed(to, name, suffix string, content []byte) (address string, err error) {
	sum := sha256.Sum256(content)
	address = "assets/" + name + "-" + hex.EncodeToString(sum[:6]) + suffix
	return address, write(filepath.Join(to, address), content)
}

func write(file string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, content, 0o644)
}

// buildPageFiles bundles the page's script, with the glue that comes with the
// Go that compiled the calculator, and its style.
func buildPageFiles(root, to string) (script, style string, err error) {
	goRoot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", "", fmt.Errorf("go env GOROOT: %w", err)
	}
	glue := filepath.Join(strings.TrimSpace(string(goRoot)), "lib", "wasm", "wasm_exec.js")
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{filepath.Join(root, "site", "page.js"), filepath.Join(root, "site", "page.css")},
		Outdir:            "assets",
		Bundle:            true,
		Format:            api.FormatESModule,
		Target:            api.ES2022,
		MinifySyntax:      true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		Plugins: []api.Plugin{{Name: "wasm_exec", Setup: func(b api.PluginBuild) {
			b.OnResolve(api.OnResolveOptions{Filter: `^wasm_exec\.js$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
				return api.OnResolveResult{Path: glue}, nil
			})
		}}},
	})
	if len(result.Errors) > 0 {
		messages := api.FormatMessages(result.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage})
		return "", "", errors.New(strings.Join(messages, ""))
	}
	for _, file := range result.OutputFiles {
		suffix := filepath.Ext(file.Path)
		address, err := writeHashed(to, "page", suffix, file.Contents)
		if err != nil {
			return "", "", err
		}
		if suffix == ".js" {
			script = address
		} else {
			style = address
		}
	}
	return script, style, nil
}

// link is a way to another page, of a language or a preset with a code.
type link struct {
	Address, Text, Code string
	Here                bool
}

// fault is a reason for which figures cannot be changed, in words.
type fault struct{ Reason, Text string }

// writePage writes the page of a preset in a language, or the page that articles
// embed. root leads from the page's folder to the site's; where it is empty, the
// page is the site's own.
func writePage(a assets, to, language, preset, root string, embed bool) error {
	file := preset + ".html"
	whole := file
	switch {
	case root == "":
		file = "index.html"
	case embed:
		file = filepath.Join(language, preset+".embed.html")
	default:
		file = filepath.Join(language, file)
	}
	l := view.LanguageOf(language)
	scenario, problems := calc.Parse("preset=" + preset)
	if len(problems) > 0 {
		return fmt.Errorf("preset %s: %v", preset, problems)
	}
	page := view.New(l, scenario, nil, nil, "")
	var main strings.Builder
	page.Main.HTML(&main)
	data := struct {
		*view.Language
		assets
		Root, Query, Policy string
		Embed               bool
		Whole               string
		Page                view.Page
		Main                template.HTML
		Examples, Languages []link
		Parts               []link
		Faults              []fault
	}{
		Language: l, assets: a, Root: root, Query: scenario.String(), Policy: policy, Embed: embed, Whole: whole, Page: page,
		Main: template.HTML(main.String()), // escaped by the view
	}
	for _, p := range calc.Presets() {
		data.Examples = append(data.Examples, link{
			Address: root + language + "/" + p + ".html", Text: l.PresetTitle(p), Code: p, Here: p == preset})
	}
	own := "#cash=500k&" + calc.Pair{Key: "in." + l.Word("form.new-revenue"), Value: "10k/mo"}.String() +
		"&" + calc.Pair{Key: "out." + l.Word("form.new-cost"), Value: "50k/mo"}.String()
	data.Examples = append(data.Examples, link{Address: own, Text: l.Word("page.own")})
	for _, code := range words.Languages {
		data.Languages = append(data.Languages, link{
			Address: root + code + "/" + preset + ".html", Text: view.LanguageOf(code).Word("language.name"), Code: code, Here: code == language})
	}
	for _, part := range [][2]string{{"title", "figure.title"}, {"results", "results.heading"}, {"claims", "claims.heading"}, {"rows", "form.heading"},
		{"influences", "influence.heading"}, {"thresholds", "threshold.heading"}, {"remedies", "remedy.heading"}, {"months", "table.heading"},
		{"method", "method.heading"}} {
		data.Parts = append(data.Parts, link{Code: part[0], Text: l.Word(part[1])})
	}
	for _, reason := range []string{"load", "start", "stopped"} {
		data.Faults = append(data.Faults, fault{reason, l.Word("page.failed." + reason)})
	}
	var html bytes.Buffer
	if err := pageTemplate.Execute(&html, data); err != nil {
		return fmt.Errorf("page %s: %w", file, err)
	}
	return write(filepath.Join(to, file), html.Bytes())
}
