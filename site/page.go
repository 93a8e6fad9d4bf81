package main

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"unicode/utf16"

	"runway/calc"
	"runway/site/view"
	"runway/site/view/words"
)

//go:embed page/page.html
var pageHTML string

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// kind is what a page is for.
type kind uint8

const (
	whole  kind = iota // a preset in a language
	index              // the first preset in the first language, at the site's root
	embed              // for articles
	pinned             // for articles, of a version that stays as it is
	file               // one file with everything inside
)

// link is a way to another page, of a language or a preset with a code.
type link struct {
	Address, Text, Code string
	Here                bool
	*view.Language      // nil for a preset
}

// fault is a reason for which figures cannot be changed, in words.
type fault struct{ Reason, Text string }

// pageData is what page.html is filled with.
type pageData struct {
	*view.Language
	*site
	kind                kind
	Root, Live          string // ways to the root of what the page loads, and of the site
	Query, Preset       string
	Page                view.Page
	Main                template.HTML
	Examples, Languages []link
	Parts               []link
	Faults              []fault
	Inside              inside
}

// inside is what a page that is one file holds.
type inside struct {
	Style             template.CSS
	Script            template.JS
	Calculator, Words template.HTML
}

func (d *pageData) IsEmbed() bool { return d.kind == embed || d.kind == pinned }
func (d *pageData) IsFile() bool  { return d.kind == file }
func (d *pageData) IsWhole() bool { return d.kind == whole || d.kind == index }
func (d *pageData) Words() string { return d.words[d.Code] }

// Mark tells the page's markup from other markup: markOf in patch.js.
func (d *pageData) Mark() int32 {
	var mark int32
	for _, unit := range utf16.Encode([]rune(string(d.Main))) {
		mark = 31*mark + int32(unit)
	}
	return mark
}

// IsPlaced reports whether it is known where the site will stand. What others read
// of a page, canonical links and the like, has to name it.
func (d *pageData) IsPlaced() bool { return d.address != "" }

// At is the address of a file below the site's root, where the site is placed.
func (d *pageData) At(file string) string { return d.address + file }

// Whole is where the page's preset stands in a language.
func (d *pageData) Whole(language string) string { return language + "/" + d.Preset + ".html" }

// Card is the address of the page's picture, or empty.
func (d *pageData) Card() string {
	if drawn := d.cards[card{d.Code, d.Preset}]; drawn != "" {
		return d.At(drawn)
	}
	return ""
}

func (d *pageData) CardWidth() int  { return view.FileWidth }
func (d *pageData) CardHeight() int { return view.FileHeight }

// OEmbed is what tells programs how to embed the page.
func (d *pageData) OEmbed() string { return d.Code + "/" + d.Preset + ".oembed.json" }

// About describes the page to search engines, after schema.org.
func (d *pageData) About() map[string]any {
	about := map[string]any{
		"@context": "https://schema.org", "@type": "WebApplication", "name": d.Word("page.name"), "headline": d.Page.Title,
		"description": d.Page.Description, "inLanguage": d.Code,
		"applicationCategory": "FinanceApplication", "operatingSystem": "Any", "browserRequirements": "WebAssembly",
		"isAccessibleForFree": true, "offers": map[string]any{"@type": "Offer", "price": 0, "priceCurrency": "USD"},
	}
	if d.IsPlaced() {
		about["url"] = d.At(d.Whole(d.Code))
	}
	if card := d.Card(); card != "" {
		about["image"] = card
	}
	return about
}

// Policy is what the page may load, as far as it can stand in a page.
func (d *pageData) Policy() string {
	if d.IsFile() {
		return fmt.Sprintf("default-src 'none'; script-src %s 'wasm-unsafe-eval'; style-src %s; img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'; "+
			"require-trusted-types-for 'script'; trusted-types runway", sourceHash(string(d.Inside.Script)), sourceHash(string(d.Inside.Style)))
	}
	return policy(d.origin())
}

func sourceHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// render writes a page of a preset in a language.
func (s *site) render(k kind, language, preset string, in inside) ([]byte, error) {
	l := view.LanguageOf(language)
	scenario, problems := calc.Parse("preset=" + preset)
	if len(problems) > 0 {
		return nil, fmt.Errorf("preset %s: %v", preset, problems)
	}
	page := view.New(l, scenario, nil, nil, "")
	d := &pageData{
		Language: l, site: s, kind: k, Root: "../", Live: "../", Query: scenario.String(), Preset: preset, Page: page, Inside: in,
		Main: template.HTML(page.Main), // escaped by the view
	}
	switch k {
	case index:
		d.Root, d.Live = "", ""
	case pinned:
		d.Live = "../../../"
	}
	for _, p := range calc.Presets() {
		address := d.Live + language + "/" + p + ".html"
		if k == file {
			address = "#preset=" + p
		}
		d.Examples = append(d.Examples, link{Address: address, Text: l.PresetTitle(p), Code: p, Here: p == preset})
	}
	own := "#cash=500k&" + calc.Pair{Key: "in." + l.Word("form.new-revenue"), Value: "10k/mo"}.String() +
		"&" + calc.Pair{Key: "out." + l.Word("form.new-cost"), Value: "50k/mo"}.String()
	d.Examples = append(d.Examples, link{Address: own, Text: l.Word("page.own")})
	for _, code := range words.Languages {
		l := view.LanguageOf(code)
		d.Languages = append(d.Languages, link{d.Live + d.Whole(code), l.Word("language.name"), code, code == language, l})
	}
	for _, part := range [][2]string{{"title", "figure.title"}, {"results", "results.heading"}, {"claims", "claims.heading"}, {"rows", "form.heading"},
		{"influences", "influence.heading"}, {"thresholds", "threshold.heading"}, {"remedies", "remedy.heading"}, {"months", "table.heading"},
		{"method", "method.heading"}} {
		d.Parts = append(d.Parts, link{Code: part[0], Text: l.Word(part[1])})
	}
	for _, reason := range []string{"load", "start", "stopped"} {
		d.Faults = append(d.Faults, fault{reason, l.Word("page.failed." + reason)})
	}
	var html bytes.Buffer
	if err := pageTemplate.Execute(&html, d); err != nil {
		return nil, fmt.Errorf("page %s in %s: %w", preset, language, err)
	}
	return html.Bytes(), nil
}

// each does something with every preset in every language.
func each(do func(language, preset string) error) error {
	for _, language := range words.Languages {
		for _, preset := range calc.Presets() {
			if err := do(language, preset); err != nil {
				return err
			}
		}
	}
	return nil
}

// embeds writes the pages for articles: those that go with the site, and the same
// with all they load in a folder of their own, which no later build changes.
func (s *site) embeds() error {
	sum := sha256.New()
	pages := map[string][]byte{}
	if err := each(func(language, preset string) error {
		name := language + "/" + preset + ".embed.html"
		page, err := s.render(pinned, language, preset, inside{})
		if err != nil {
			return err
		}
		pages[name] = page
		sum.Write(page)
		if page, err = s.render(embed, language, preset, inside{}); err != nil {
			return err
		}
		return write(filepath.Join(s.to, name), page)
	}); err != nil {
		return err
	}
	s.Version = versions + "/" + hex.EncodeToString(sum.Sum(nil)[:6])
	folder := filepath.Join(s.to, s.Version)
	for name, page := range pages {
		if err := write(filepath.Join(folder, name), page); err != nil {
			return err
		}
	}
	loads := []string{s.Script, s.Style, s.Calculator, s.Icon}
	for _, address := range s.words {
		loads = append(loads, address)
	}
	for _, address := range loads {
		content, err := os.ReadFile(filepath.Join(s.to, address))
		if err == nil {
			err = write(filepath.Join(folder, address), content)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// pages writes the pages of all presets and languages, and what tells programs how
// to embed them.
func (s *site) pages() error {
	// What names the build stands in its pages, so it follows from them without it.
	sum := sha256.New()
	if err := each(func(language, preset string) error {
		page, err := s.render(whole, language, preset, inside{})
		sum.Write(page)
		return err
	}); err != nil {
		return err
	}
	s.Build = hex.EncodeToString(sum.Sum(nil)[:6])
	if err := each(func(language, preset string) error {
		page, err := s.render(whole, language, preset, inside{})
		if err == nil {
			err = write(filepath.Join(s.to, language, preset+".html"), page)
		}
		if err == nil && s.address != "" {
			err = s.oEmbed(language, preset)
		}
		return err
	}); err != nil {
		return err
	}
	page, err := s.render(index, words.Languages[0], calc.Presets()[0], inside{})
	if err != nil {
		return err
	}
	return write(filepath.Join(s.to, "index.html"), page)
}

// The size of an embed where nothing says its height.
const (
	embedWidth  = 720
	embedHeight = 1100
)

// frame is what the iframe of an embed has beside its address, title and size. What
// it opens is a page like any other, not in its sandbox.
const frame = `loading="lazy" style="border:0" allow="web-share; clipboard-write" ` +
	`sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads"`

func (d *pageData) Frame() string    { return frame }
func (d *pageData) EmbedHeight() int { return embedHeight }

// oEmbed writes how a page is embedded, after oembed.com.
func (s *site) oEmbed(language, preset string) error {
	l := view.LanguageOf(language)
	page := view.New(l, calc.Preset(preset), nil, nil, "")
	src := s.address + language + "/" + preset + ".embed.html"
	answer := map[string]any{
		"version": "1.0", "type": "rich", "title": page.Title, "provider_name": l.Word("page.name"), "provider_url": s.address,
		"width": embedWidth, "height": embedHeight,
		"html": fmt.Sprintf(`<iframe src="%s" title="%s" width="%d" height="%d" %s></iframe>`,
			src, template.HTMLEscapeString(page.Title), embedWidth, embedHeight, frame),
	}
	if drawn := s.cards[card{language, preset}]; drawn != "" {
		answer["thumbnail_url"], answer["thumbnail_width"], answer["thumbnail_height"] = s.address+drawn, view.FileWidth, view.FileHeight
	}
	text, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	return write(filepath.Join(s.to, language, preset+".oembed.json"), text)
}

// wholeFiles writes the calculator as one file a language, with everything inside,
// for disks and e-mails.
func (s *site) wholeFiles() error {
	content := map[string][]byte{}
	for _, address := range []string{s.Style, s.Script, s.Calculator} {
		text, err := os.ReadFile(filepath.Join(s.to, address))
		if err != nil {
			return err
		}
		content[address] = text
	}
	for _, language := range words.Languages {
		page, err := s.render(file, language, calc.Presets()[0], inside{
			Style: template.CSS(content[s.Style]), Script: template.JS(content[s.Script]),
			Calculator: template.HTML(base64.StdEncoding.EncodeToString(content[s.Calculator])),
			Words:      template.HTML(template.HTMLEscapeString(words.Text(language))),
		})
		if err != nil {
			return err
		}
		if err := write(filepath.Join(s.to, language, "runway.html"), page); err != nil {
			return err
		}
	}
	return nil
}
