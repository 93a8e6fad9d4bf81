package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"runway/calc"
	"runway/site/slim"
	"runway/site/view"
	"runway/site/view/words"
)

// site is what a build writes.
type site struct {
	root, to string
	address  string // where the site will stand, with a / at its end, or empty
	parts    slim.Parts
	// Addresses below the site's root of what a page loads.
	Script, Style, Calculator, QR, Icon string
	words                               map[string]string // by language
	cards                               map[card]string   // none where no browser drew them
	Build                               string            // names this build by its content
	Version                             string            // the folder of embeds that stay as they are
}

// build writes the whole site into a folder. It takes an earlier build's place,
// except for the versions of embeds that articles may have pinned. The parts make the
// calculator smaller.
func build(root, to, address string, parts slim.Parts) error {
	if address != "" {
		if u, err := url.Parse(address); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
			return fmt.Errorf("%q is not the address of a site, such as https://example.org/runway/", address)
		}
		address = strings.TrimSuffix(address, "/") + "/"
	}
	if err := empty(to); err != nil {
		return err
	}
	s := &site{root: root, to: to, address: address, parts: parts, words: map[string]string{}, cards: map[card]string{}}
	for _, step := range []func() error{s.program, s.pageFiles, s.wordFiles, s.drawCards, s.embeds, s.pages, s.wholeFiles, s.worker, s.notFound, s.headers} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// origin is where the site will stand, without its path, or empty.
func (s *site) origin() string {
	u, err := url.Parse(s.address)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

func (s *site) wordFiles() error {
	for _, language := range words.Languages {
		address, err := writeHashed(s.to, "words-"+language, ".txt", []byte(words.Text(language)))
		if err != nil {
			return err
		}
		s.words[language] = address
	}
	return nil
}

// drawCards has a browser draw the cards, where there is one, and an address to
// share.
func (s *site) drawCards() error {
	if s.address == "" {
		return nil
	}
	browser := findBrowser()
	if browser == "" {
		fmt.Fprintln(os.Stderr, "No Chromium was found, so links to these pages are shared without a picture.")
		return nil
	}
	drawn, err := drawCards(browser)
	if err != nil {
		fmt.Fprintf(os.Stderr, "%v\nSo links to these pages are shared without a picture.\n", err)
		return nil
	}
	for card, picture := range drawn {
		if s.cards[card], err = writeHashed(s.to, "card-"+card.language+"-"+card.preset, ".png", picture); err != nil {
			return err
		}
	}
	return nil
}

// headers writes what a host should send in the form that Netlify and
// Cloudflare Pages read. They have pages checked anew of themselves.
func (s *site) headers() error {
	var b strings.Builder
	path := ""
	for _, h := range headers(s.origin()) {
		if h.Path != path {
			path = h.Path
			b.WriteString(path + "*\n")
		}
		if h.Value != "no-cache" {
			b.WriteString("  " + h.Name + ": " + h.Value + "\n")
		}
	}
	return write(filepath.Join(s.to, "_headers"), []byte(b.String()))
}

// notFound writes the page for addresses that lead nowhere, in all
// languages. A host may send it from any path, so it loads nothing.
func (s *site) notFound() error {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>404</title>\n")
	for _, language := range words.Languages {
		l := view.LanguageOf(language)
		fmt.Fprintf(&b, "<p lang=%q dir=%q>%s</p>\n", language, l.Word("language.dir"), template.HTMLEscapeString(l.Word("page.lost")))
	}
	return write(filepath.Join(s.to, "404.html"), []byte(b.String()))
}

// versions is the folder of the embeds that stay as they are. Builds only add to it.
const versions = "versions"

// stays reports whether something stays in a folder from build to build: the
// versions, a repository that keeps the builds, the name that GitHub Pages writes there.
func stays(name string) bool { return name == versions || name[0] == '.' || name == "CNAME" }

// empty takes an earlier build out of a folder, but for what stays. It touches
// nothing in a folder that holds anything else.
func empty(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	ours := append([]string{"assets", "index.html", "404.html", "_headers", "host.js", "worker.js"}, words.Languages...)
	built, err := filepath.Glob(filepath.Join(folder, "assets", "calculator-*.bin"))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !stays(e.Name()) && (len(built) == 0 || !slices.Contains(ours, e.Name())) {
			return fmt.Errorf("%s holds %s, which is not of an earlier build: choose another folder with -to", folder, e.Name())
		}
	}
	for _, e := range entries {
		if stays(e.Name()) {
			continue
		}
		if err := os.RemoveAll(filepath.Join(folder, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// program compiles the calculator and writes it, compressed.
func (s *site) program() error {
	program, err := slim.Build(s.root, "./wasm", s.parts)
	if err != nil {
		return err
	}
	var compressed bytes.Buffer
	w, err := gzip.NewWriterLevel(&compressed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(program); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	s.Calculator, err = writeHashed(s.to, "calculator", ".bin", compressed.Bytes())
	return err
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

// glue is the script that runs Go's programs in a browser. It comes with the Go that
// compiles the calculator.
func glue() (file string, err error) {
	root, err := goEnv("GOROOT")
	return filepath.Join(root, "lib", "wasm", "wasm_exec.js"), err
}

// bundle bundles and minifies a script or style of the page.
func (s *site) bundle(file string, format api.Format, constants map[string]string) ([]byte, error) {
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{filepath.Join(s.root, "site", "page", file)},
		Bundle:            true,
		Format:            format,
		Define:            constants,
		Target:            api.ES2022,
		MinifySyntax:      true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		Plugins: []api.Plugin{{Name: "wasm_exec", Setup: func(b api.PluginBuild) {
			b.OnResolve(api.OnResolveOptions{Filter: `^wasm_exec\.js$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
				file, err := glue()
				return api.OnResolveResult{Path: file}, err
			})
		}}, {Name: "chart.css", Setup: func(b api.PluginBuild) {
			b.OnResolve(api.OnResolveOptions{Filter: `^chart\.css$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
				return api.OnResolveResult{Path: "chart.css", Namespace: "view"}, nil
			})
			b.OnLoad(api.OnLoadOptions{Filter: `.`, Namespace: "view"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
				style := view.ChartStyle
				return api.OnLoadResult{Contents: &style, Loader: api.LoaderCSS}, nil
			})
		}}},
	})
	if len(result.Errors) > 0 {
		messages := api.FormatMessages(result.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage})
		return nil, errors.New(strings.Join(messages, ""))
	}
	return result.OutputFiles[0].Contents, nil
}

// pageFiles writes the page's script, style and icon, and the script for hosts of
// embeds, whose address stays.
func (s *site) pageFiles() error {
	thread, err := s.bundle("calculator-worker.js", api.FormatIIFE, nil)
	if err != nil {
		return err
	}
	inside, err := json.Marshal(string(thread))
	if err != nil {
		return err
	}
	for file, to := range map[string]*string{"page.js": &s.Script, "page.css": &s.Style} {
		content, err := s.bundle(file, api.FormatESModule, map[string]string{"CALCULATOR_WORKER": string(inside)})
		if err == nil {
			*to, err = writeHashed(s.to, "page", filepath.Ext(file), content)
		}
		if err != nil {
			return err
		}
	}
	qr, err := s.bundle("qr-code.js", api.FormatESModule, nil)
	if err == nil {
		s.QR, err = writeHashed(s.to, "qr-code", ".js", qr)
	}
	if err != nil {
		return err
	}
	icon, err := os.ReadFile(filepath.Join(s.root, "site", "page", "icon.svg"))
	if err == nil {
		s.Icon, err = writeHashed(s.to, "icon", ".svg", icon)
	}
	if err != nil {
		return err
	}
	host, err := s.bundle("embed-host.js", api.FormatIIFE, nil)
	if err != nil {
		return err
	}
	return write(filepath.Join(s.to, "host.js"), host)
}

// worker writes the service worker, which keeps the pages and all they load.
func (s *site) worker() error {
	list := []string{s.Script, s.Style, s.Calculator, s.Icon, "", "index.html"}
	for _, language := range words.Languages {
		list = append(list, s.words[language])
		for _, preset := range calc.Presets() {
			list = append(list, language+"/"+preset+".html")
		}
	}
	files, err := json.Marshal(list)
	if err != nil {
		return err
	}
	script, err := s.bundle("service-worker.js", api.FormatIIFE, map[string]string{"BUILD": strconv.Quote(s.Build), "FILES": string(files)})
	if err != nil {
		return err
	}
	return write(filepath.Join(s.to, "worker.js"), script)
}
