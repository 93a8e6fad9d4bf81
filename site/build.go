package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"runway/site/cases"
	"runway/site/slim"
	"runway/site/view"
	"runway/site/view/words"
)

// A site is what a build writes, filled in step by step.
type site struct {
	root    string     // the module's folder
	folder  string     // where the site is written
	address string     // where it will stand, such as https://example.org/runway/, or empty
	parts   slim.Parts // what makes the calculator small

	// Files that pages load, by their paths below the folder.
	Script, Style, Calculator, QR, EmbedDialog, Icon string
	EmbedScript, Worker                              string
	Files, Spreadsheet                               string            // scripts that hand files to readers, and pack spreadsheets
	Desk, DeskStyle, DeskCalculator                  string            // of the pages on which cases are written
	wholeScript                                      []byte            // of pages that are a single file
	words, deskWords                                 map[string]string // by language
	cases                                            map[string]string // by preset
	arePicturesDrawn                                 bool              // as PNG, for links that are shared
	shown                                            map[string]view.Page

	Build   string // a hash of the pages, which names the build
	Version string // the folder of this build's pinned embeds
}

// build writes the whole site into a folder, in place of an earlier build. Versions of
// embeds that articles may have pinned stay. The address is where the site will stand, or
// empty. The cases are those of the folders, or else our own.
func build(root, folder, address string, parts slim.Parts, caseFolders ...string) error {
	if address != "" {
		if u, err := url.Parse(address); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
			return fmt.Errorf("%q is not the address of a site, such as https://example.org/runway/", address)
		}
		address = strings.TrimSuffix(address, "/") + "/"
	}
	s := &site{root: root, folder: folder, address: address, parts: parts, words: map[string]string{}, deskWords: map[string]string{}, cases: map[string]string{}, shown: map[string]view.Page{}}
	if len(caseFolders) == 0 {
		caseFolders = []string{filepath.Join(root, "site", "cases")}
	}
	// What a case file cannot say is said before the earlier build is gone.
	all, err := cases.Publish(caseFolders...)
	if err == nil {
		err = clearFolder(folder)
	}
	if err != nil {
		return err
	}
	for _, step := range []func() error{
		func() error { return s.writeCases(all) }, s.writeCalculators, s.writeWords, s.writeScripts, s.writeFiles,
		s.writeEmbeds, s.writeEmbedDialog, s.writePages, s.writeSingleFiles,
		s.writeServiceWorker, s.writeNotFound, s.writeHeaders,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// origin returns the site's address without its path, or nothing if it is not known.
func (s *site) origin() string {
	u, err := url.Parse(s.address)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// writeHeaders writes what a host should send, in the form that Netlify and Cloudflare
// Pages read. It leaves out no-cache: both hosts have pages checked anew anyway, and add up
// the rules of all paths that match.
func (s *site) writeHeaders() error {
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
	return writeFile(filepath.Join(s.folder, "_headers"), []byte(b.String()))
}

// versions is the folder of pinned embeds, to which builds only add.
const versions = "versions"

// isKept reports whether builds leave a name in their folder alone: the pinned embeds, the
// repository that keeps the builds, and the file that names a domain to GitHub Pages.
func isKept(name string) bool { return name == versions || name[0] == '.' || name == "CNAME" }

// clearFolder removes an earlier build from a folder, but for what is kept. It is an error
// if the folder holds anything else, and then nothing is removed.
func clearFolder(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	ours := append([]string{"assets", "index.html", "404.html", "_headers", "host.js", "runway.js", "runway.d.ts", "worker.js", "cases"}, words.Languages...)
	calculators, err := filepath.Glob(filepath.Join(folder, "assets", "calculator-*.bin"))
	if err != nil {
		return err
	}
	isBuild := len(calculators) > 0
	for _, e := range entries {
		if !isKept(e.Name()) && (!isBuild || !slices.Contains(ours, e.Name())) {
			return fmt.Errorf("%s holds %s, which is not of an earlier build: choose another folder with -to", folder, e.Name())
		}
	}
	for _, e := range entries {
		if isKept(e.Name()) {
			continue
		}
		if err := os.RemoveAll(filepath.Join(folder, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// writeFile writes a file, and its folder where there is none.
func writeFile(file string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, content, 0o644)
}
