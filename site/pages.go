package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html/template"
	"path/filepath"
	"strings"
	"unicode/utf16"

	"runway/calc"
	"runway/site/view"
	"runway/site/view/words"
)

//go:embed page/*.html
var templateFiles embed.FS

var templates = template.Must(template.ParseFS(templateFiles, "page/*.html"))

// firstScript stands in each page, which works without it. So small a script is not minified,
// and old browsers must be able to read it.
//
//go:embed page/first.js
var firstScript string

// indexScript is that of index pages, in the same way.
//
//go:embed page/index.js
var indexScript string

// embedParts are the parts that an embed can show beside the answer and its credit, in the order of
// the page: the names by which its address asks for them, and the words by which the dialog does.
var embedParts = []struct{ code, word string }{
	{"title", "figure.title"}, {"levers", "lever.heading"}, {"picture", "chart.heading"}, {"story", "story.heading"}, {"rows", "form.heading"},
	{"results", "results.heading"}, {"claims", "claims.heading"}, {"influences", "influence.heading"}, {"thresholds", "threshold.heading"},
	{"remedies", "remedy.heading"}, {"months", "table.heading"}, {"method", "method.heading"}, {"files", "embed.files"},
}

// choicesScript stands in each embed, as written in page/embed-choices.js, with all parts named.
var choicesScript = func() string {
	var codes []string
	for _, part := range embedParts {
		codes = append(codes, `'`+part.code+`'`)
	}
	return strings.Replace(choicesSource, "PARTS", "["+strings.Join(codes, ", ")+"]", 1)
}()

//go:embed page/embed-choices.js
var choicesSource string

// A kind is what a page is for.
type kind uint8

const (
	presetPage  kind = iota // a preset in a language, or the neutral page
	indexPage               // the list of cases in a language
	embedPage               // in articles
	pinnedEmbed             // in articles, of a version that never changes
	singleFile              // one file with everything in it
	deskPage                // on which cases are written
)

// A link leads to the page of another language or preset, or to an empty scenario.
type link struct {
	Address, Text, Code string // the code is that of the language or preset
	IsCurrent           bool   // leads to this page
	*view.Language             // nil unless the link is to a language
}

// A listed case is one on an index page.
type listed struct {
	Address, Picture, Title, Description string
	Lead, Credit                         template.HTML
}

// A fault is what a page says where it cannot do what a reader wants.
type fault struct{ Reason, Text string }

// pageData fills in page.html.
type pageData struct {
	*view.Language
	*site
	kind                kind
	AssetRoot, SiteRoot string // relative addresses of where assets/ and the pages lie
	Query, Preset       string
	Page                view.Page
	Main                template.HTML
	Examples, Languages []link
	Cases               []listed // on an index page
	Parts               []link   // what an embed can show
	Faults              []fault
	Inline              inlineFiles
}

func (d *pageData) IsEmbed() bool      { return d.kind == embedPage || d.kind == pinnedEmbed }
func (d *pageData) IsSingleFile() bool { return d.kind == singleFile }

// IsNeutral reports whether the page is of no preset: it is for links with figures of their own.
func (d *pageData) IsNeutral() bool { return d.Preset == "" }

// IsFullPage reports whether the page has dialogs, links to languages and search engines.
func (d *pageData) IsFullPage() bool { return d.kind == presetPage || d.kind == deskPage }

func (d *pageData) IsDesk() bool { return d.kind == deskPage }

// First returns the script in the page itself.
func (d *pageData) First() template.JS { return template.JS(d.first()) }

func (d *pageData) first() string {
	if d.kind == indexPage {
		return indexScript
	}
	return firstScript
}

// Choices returns the script in embeds that carries out what their address asks for.
func (d *pageData) Choices() template.JS { return template.JS(choicesScript) }

func (d *pageData) Words() string {
	if d.IsDesk() {
		return d.deskWords[d.Code]
	}
	return d.words[d.Code]
}

// Program returns the path of the calculator that the page runs.
func (d *pageData) Program() string {
	if d.IsDesk() {
		return d.DeskCalculator
	}
	return d.Calculator
}

func (d *pageData) Case() string     { return d.cases[d.Preset] }
func (d *pageData) CardWidth() int   { return view.FileWidth }
func (d *pageData) CardHeight() int  { return view.FileHeight }
func (d *pageData) Frame() string    { return frame }
func (d *pageData) EmbedHeight() int { return embedHeight }

// Mark returns a hash of the markup of the page's main element. The script computes the same
// of its first answer, and leaves the page alone if they are equal.
func (d *pageData) Mark() int32 {
	var mark int32
	for _, unit := range utf16.Encode([]rune(string(d.Main))) {
		mark = 31*mark + int32(unit)
	}
	return mark
}

// Keys returns a pattern of links with figures: one of the format's keys and its =, also
// where both were escaped. By it the script tells whose a fragment is.
func (d *pageData) Keys() string { return keyPattern }

var keyPattern = func() string {
	var keys, owners []string // those that a name follows
	for _, key := range calc.Keys() {
		if key, isOwner := strings.CutSuffix(key, "."); isOwner {
			owners = append(owners, key)
		} else {
			keys = append(keys, strings.ReplaceAll(key, ".", `\.`))
		}
	}
	const escaped = `%(?:25)*`
	return `(?:^|[&?#;]|` + escaped + `(?:26|3F|23))(?:` + strings.Join(keys, "|") + `|(?:` + strings.Join(owners, "|") + `)\.[^=&?#;]*)(?:=|` + escaped + `3D)`
}()

// HasAddress reports whether it is known where the site will stand. Canonical links and
// the like must be absolute, so they need it.
func (d *pageData) HasAddress() bool { return d.address != "" }

// URL returns the absolute address of a path below the site's root.
func (d *pageData) URL(path string) string { return d.address + path }

// filePath returns the path of a file of a preset in a language.
func filePath(language, preset, ending string) string { return language + "/" + preset + ending }

// pagePath returns the path of the page of a preset, or of none, in a language.
func pagePath(language, preset string) string {
	return filePath(language, cmp.Or(preset, "new"), ".html")
}

// embedPath returns the path of the embed of a preset, or of none, in a language.
func embedPath(language, preset string) string {
	if preset == "" {
		return language + "/embed.html"
	}
	return filePath(language, preset, ".embed.html")
}

// deskPath returns the path of the page in a language on which cases are written.
func deskPath(language string) string { return language + "/desk.html" }

// DeskAddress returns the address of that page.
func (d *pageData) DeskAddress() string { return d.SiteRoot + deskPath(d.Code) }

// Path returns the path of the page in a language, or of the page that an embed is of.
func (d *pageData) Path(language string) string {
	switch d.kind {
	case indexPage:
		return indexPath(language)
	case deskPage:
		return deskPath(language)
	}
	return pagePath(language, d.Preset)
}

// indexPath returns the path of the list of cases in a language.
func indexPath(language string) string { return language + "/index.html" }

// Index returns the address of the list of cases.
func (d *pageData) Index() string { return d.SiteRoot + indexPath(d.Code) }

// OEmbedPath returns the path of the file that tells programs how to embed the page.
func (d *pageData) OEmbedPath() string { return filePath(d.Code, d.Preset, ".oembed.json") }

// Card returns the absolute address of the page's picture, or nothing if there is none. A list
// of cases has that of its first, which CardText describes.
func (d *pageData) Card() string {
	if !d.HasAddress() || !d.arePicturesDrawn {
		return ""
	}
	return d.URL(filePath(d.Code, d.Preset, ".png"))
}

// PictureType returns the ending of the file with the page's picture that most programs show.
func (d *pageData) PictureType() string {
	if d.arePicturesDrawn {
		return "png"
	}
	return "svg"
}

func (d *pageData) CardText() string {
	if d.kind == indexPage {
		return d.Cases[0].Description
	}
	return d.Page.Description
}

// About describes the page to search engines, in terms of schema.org.
func (d *pageData) About() map[string]any {
	about := map[string]any{
		"@context": "https://schema.org", "@type": "WebApplication", "name": d.Word("page.name"), "headline": d.Page.Title,
		"description": d.Page.Description, "inLanguage": d.Code,
		"applicationCategory": "FinanceApplication", "operatingSystem": "Any", "browserRequirements": "WebAssembly",
		"isAccessibleForFree": true, "offers": map[string]any{"@type": "Offer", "price": 0, "priceCurrency": "USD"},
	}
	if d.HasAddress() {
		about["url"] = d.URL(d.Path(d.Code))
	}
	if card := d.Card(); card != "" {
		about["image"] = card
	}
	if d.Preset != "" {
		if report := reportOf(calc.PresetOf(d.Preset).Scenario()); report != nil {
			about["isBasedOn"] = report
		}
	}
	return about
}

// reportOf describes the report that a case is based on, or returns nil if it names no address.
func reportOf(s *calc.Scenario) map[string]any {
	if s.Article == "" {
		return nil
	}
	report := map[string]any{"@type": "Report", "url": s.Article}
	if s.Outlet != "" {
		report["publisher"] = map[string]any{"@type": "Organization", "name": s.Outlet}
	}
	if day := s.Published.String(); day != "" {
		report["datePublished"] = day
	}
	return report
}

// Policy returns the page's Content-Security-Policy, as far as a page can carry one.
func (d *pageData) Policy() string {
	if d.IsSingleFile() {
		return fmt.Sprintf("default-src 'none'; script-src %s %s 'wasm-unsafe-eval'; style-src %s; img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'; "+
			"require-trusted-types-for 'script'; trusted-types runway", sourceHash(firstScript), sourceHash(string(d.Inline.Script)), sourceHash(string(d.Inline.Style)))
	}
	scripts := []string{sourceHash(d.first())}
	if d.IsEmbed() {
		scripts = append(scripts, sourceHash(choicesScript))
	}
	return policy(d.origin(), "", scripts...)
}

// sourceHash returns the policy's source expression for an inline script or style.
func sourceHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// show returns what pages show of a preset in a language. Many hold it, so it is kept.
func (s *site) show(l *view.Language, preset string) view.Page {
	key := pagePath(l.Code, preset)
	page, ok := s.shown[key]
	if !ok {
		page = view.New(l, calc.PresetOf(preset).Scenario(), nil, nil, "")
		s.shown[key] = page
	}
	return page
}

// render returns the page of a preset in a language, or of none.
func (s *site) render(k kind, language, preset string, inline inlineFiles) ([]byte, error) {
	l := view.LanguageOf(language)
	query, page := ownFigures(l), view.Neutral(l)
	switch {
	case preset != "":
		query, page = calc.PresetOf(preset).Scenario().String(), s.show(l, preset)
	case k == deskPage:
		query, page = calc.Draft{Scenario: &calc.Scenario{}}.Link(), view.EmptyDesk(l)
	}
	d := &pageData{
		Language: l, site: s, kind: k, AssetRoot: "../", SiteRoot: "../", Query: query, Preset: preset, Page: page, Inline: inline,
		Main: template.HTML(page.Main), // escaped by the view
	}
	if k == pinnedEmbed {
		d.SiteRoot = "../../../"
	}
	d.Examples = d.examples()
	d.Languages = d.languages()
	for _, reason := range []string{"load", "start", "stopped", "answer", "action", "full"} {
		d.Faults = append(d.Faults, fault{reason, l.Word("page.failed." + reason)})
	}
	return d.execute("page.html")
}

// renderEmbedDialog returns the markup of the dialog for embeds in a language.
func (s *site) renderEmbedDialog(language string) ([]byte, error) {
	l := view.LanguageOf(language)
	d := &pageData{Language: l, site: s}
	d.Languages = d.languages()
	for _, part := range embedParts {
		d.Parts = append(d.Parts, link{Code: part.code, Text: l.Word(part.word)})
	}
	return d.execute("embed-dialog.html")
}

// renderIndex returns the list of cases in a language. Its root is the relative address of the
// site's root.
func (s *site) renderIndex(language, root string) ([]byte, error) {
	l := view.LanguageOf(language)
	d := &pageData{Language: l, site: s, kind: indexPage, AssetRoot: root, SiteRoot: root, Preset: calc.Presets()[0],
		Page: view.Page{Title: l.Word("page.untitled"), Description: l.Word("page.description")}}
	d.Languages = d.languages()
	for _, preset := range calc.Presets() {
		page := s.show(l, preset)
		d.Cases = append(d.Cases, listed{Address: root + pagePath(language, preset), Picture: root + filePath(language, preset, ".svg"), Title: l.PresetTitle(preset), Description: page.Description,
			Lead: template.HTML(page.Lead), Credit: template.HTML(page.Credit)}) // escaped by the view
	}
	return d.execute("index.html")
}

// execute fills in a template.
func (d *pageData) execute(name string) ([]byte, error) {
	var html bytes.Buffer
	if err := templates.ExecuteTemplate(&html, name, d); err != nil {
		return nil, fmt.Errorf("page %s in %s: %w", d.Preset, d.Code, err)
	}
	return html.Bytes(), nil
}

// languages returns links to the page in each language.
func (d *pageData) languages() (links []link) {
	for _, code := range words.Languages {
		l := view.LanguageOf(code)
		links = append(links, link{d.SiteRoot + d.Path(code), l.Word("language.name"), code, code == d.Code, l})
	}
	return links
}

// examples returns links to the presets, and to a small scenario for figures of one's own.
func (d *pageData) examples() (links []link) {
	for _, preset := range calc.Presets() {
		address := d.SiteRoot + pagePath(d.Code, preset)
		if d.IsSingleFile() {
			address = "#preset=" + preset
		}
		links = append(links, link{Address: address, Text: d.PresetTitle(preset), Code: preset, IsCurrent: preset == d.Preset})
	}
	own := link{Address: d.Own(), Text: d.Word("page.own"), IsCurrent: d.IsNeutral() && !d.IsDesk()}
	if d.IsSingleFile() {
		own.Address = "#" + ownFigures(d.Language)
	}
	return append(links, own)
}

// A tool is a dialog of the desk that reads a text.
type tool struct {
	*view.Language
	Name, Heading, Help, Label string
}

// Tools lists the tools of the page.
func (d *pageData) Tools() []tool {
	if !d.IsDesk() {
		return nil
	}
	return []tool{
		{d.Language, "plan", d.Word("desk.plan"), d.Word("desk.plan.help"), d.Word("desk.plan.label")},
		{d.Language, "case", d.Word("desk.case"), d.Word("desk.case.help"), d.Word("desk.case.label")},
	}
}

// Own returns the address at which figures of one's own are entered.
func (d *pageData) Own() string { return d.SiteRoot + pagePath(d.Code, "") }

// ownFigures returns the link of a small scenario to write figures of one's own over.
func ownFigures(l *view.Language) string {
	s, _ := calc.Parse("cash=500k&" + calc.Pair{Key: "in." + l.Word("form.new-revenue"), Value: "10k/mo"}.String() +
		"&" + calc.Pair{Key: "out." + l.Word("form.new-cost"), Value: "50k/mo"}.String())
	return s.String()
}

// forEachOrNone calls a function with every preset, and with none, in every language, until it
// fails.
func forEachOrNone(do func(language, preset string) error) error {
	for _, language := range words.Languages {
		if err := do(language, ""); err != nil {
			return err
		}
	}
	return forEachPreset(do)
}

// forEachPreset calls a function with every preset in every language, until it fails.
func forEachPreset(do func(language, preset string) error) error {
	for _, language := range words.Languages {
		for _, preset := range calc.Presets() {
			if err := do(language, preset); err != nil {
				return err
			}
		}
	}
	return nil
}

// writePages writes the page of each preset and language with its oEmbed file, and the lists
// of cases.
func (s *site) writePages() error {
	// The pages carry the hash that names the build, so it is taken of the pages without it.
	sum := sha256.New()
	if err := s.forEachPage(func(_ string, page []byte) error {
		_, err := sum.Write(page)
		return err
	}); err != nil {
		return err
	}
	s.Build = hex.EncodeToString(sum.Sum(nil)[:6])
	if err := s.forEachPage(func(path string, page []byte) error { return writeFile(filepath.Join(s.folder, path), page) }); err != nil {
		return err
	}
	if s.address == "" {
		return nil
	}
	return forEachPreset(s.writeOEmbed)
}

// forEachPage calls a function with every page of the site and its path, until it fails. At the
// site's root stands the list of cases in the first language.
func (s *site) forEachPage(do func(path string, page []byte) error) error {
	if err := forEachOrNone(func(language, preset string) error {
		page, err := s.render(presetPage, language, preset, inlineFiles{})
		if err != nil {
			return err
		}
		return do(pagePath(language, preset), page)
	}); err != nil {
		return err
	}
	for _, language := range words.Languages {
		page, err := s.render(deskPage, language, "", inlineFiles{})
		if err == nil {
			err = do(deskPath(language), page)
		}
		if err != nil {
			return err
		}
	}
	for i, language := range append([]string{words.Languages[0]}, words.Languages...) {
		path, root := indexPath(language), "../"
		if i == 0 {
			path, root = "index.html", ""
		}
		page, err := s.renderIndex(language, root)
		if err == nil {
			err = do(path, page)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// lostScript mends addresses in which a program has written # in another way. It stands in
// 404.html, which can load nothing.
//
//go:embed page/lost.js
var lostScript string

// writeNotFound writes the page for addresses that lead nowhere, in all languages. A host
// may send it for any path, so it loads nothing.
func (s *site) writeNotFound() error {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html>
<html lang="%s"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src %s; base-uri 'none'; form-action 'none'">
<title>404</title>
<script>%s</script>
`, words.Languages[0], sourceHash(lostScript), lostScript)
	for _, language := range words.Languages {
		l := view.LanguageOf(language)
		fmt.Fprintf(&b, "<div lang=%q dir=%q>\n<p>%s</p>\n<noscript><p>%s</p></noscript>\n", language, l.Word("language.dir"),
			template.HTMLEscapeString(l.Word("page.lost")), template.HTMLEscapeString(l.Word("page.lost.mangled")))
		if s.address != "" {
			fmt.Fprintf(&b, "<p><a href=\"%s\">%s</a></p>\n", template.HTMLEscapeString(s.address+indexPath(language)), template.HTMLEscapeString(l.Word("page.whole")))
		}
		b.WriteString("</div>\n")
	}
	return writeFile(filepath.Join(s.folder, "404.html"), []byte(b.String()))
}
