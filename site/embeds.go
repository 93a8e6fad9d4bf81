package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"os"
	"path/filepath"

	"runway/calc"
	"runway/site/view"
	"runway/site/view/words"
)

// The size of an embed, in CSS pixels, where nothing tells its height.
const (
	embedWidth  = 720
	embedHeight = 560
)

// frame holds the attributes of an embed's iframe beside its address, title and size. Links
// open in pages outside the sandbox.
const (
	frameSandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads"
	frame        = `loading="lazy" style="border:0" allow="web-share; clipboard-write" sandbox="` + frameSandbox + `"`
)

// writeEmbeds writes the embeds: those that follow the site, and the same with all they
// load in a folder that no later build changes.
func (s *site) writeEmbeds() error {
	sum := sha256.New()
	pages := map[string][]byte{}
	if err := forEachOrNone(func(language, preset string) error {
		path := embedPath(language, preset)
		page, err := s.render(pinnedEmbed, language, preset, inlineFiles{})
		if err != nil {
			return err
		}
		pages[path] = page
		sum.Write(page)
		if page, err = s.render(embedPage, language, preset, inlineFiles{}); err != nil {
			return err
		}
		return writeFile(filepath.Join(s.folder, path), page)
	}); err != nil {
		return err
	}
	s.Version = versions + "/" + hex.EncodeToString(sum.Sum(nil)[:6])
	folder := filepath.Join(s.folder, s.Version)
	for path, page := range pages {
		if err := writeFile(filepath.Join(folder, path), page); err != nil {
			return err
		}
	}
	assets := []string{s.EmbedScript, s.Style, s.Files, s.Worker, s.Calculator, s.Icon}
	for _, path := range s.words {
		assets = append(assets, path)
	}
	for preset, path := range s.cases {
		assets = append(assets, path, casePath(preset))
	}
	for _, path := range assets {
		content, err := os.ReadFile(filepath.Join(s.folder, path))
		if err == nil {
			err = writeFile(filepath.Join(folder, path), content)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// writeOEmbed tells programs how to embed a page: https://oembed.com.
func (s *site) writeOEmbed(language, preset string) error {
	l := view.LanguageOf(language)
	page, src := s.show(l, preset), s.address+embedPath(language, preset)
	answer := map[string]any{
		"version": "1.0", "type": "rich", "title": page.Title, "provider_name": l.Word("page.name"), "provider_url": s.address,
		"width": embedWidth, "height": embedHeight,
		"html": fmt.Sprintf(`<iframe src="%s" title="%s" width="%d" height="%d" %s></iframe>`,
			src, template.HTMLEscapeString(page.Title), embedWidth, embedHeight, frame),
	}
	if s.arePicturesDrawn {
		answer["thumbnail_url"], answer["thumbnail_width"], answer["thumbnail_height"] = s.address+filePath(language, preset, ".png"), view.FileWidth, view.FileHeight
	}
	text, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(s.folder, filePath(language, preset, ".oembed.json")), text)
}

// inlineFiles holds what a page that is a single file would otherwise load.
type inlineFiles struct {
	Style             template.CSS
	Script            template.JS
	Calculator, Words template.HTML
	Cases             map[string]template.HTML // by name
}

// writeSingleFiles writes the calculator as one file a language, for disks and e-mails.
func (s *site) writeSingleFiles() error {
	content := map[string][]byte{}
	for _, path := range []string{s.Style, s.Calculator} {
		text, err := os.ReadFile(filepath.Join(s.folder, path))
		if err != nil {
			return err
		}
		content[path] = text
	}
	carried := map[string]template.HTML{}
	for preset, path := range s.cases {
		text, err := os.ReadFile(filepath.Join(s.folder, path))
		if err != nil {
			return err
		}
		carried[preset] = template.HTML(template.HTMLEscapeString(string(text)))
	}
	for _, language := range words.Languages {
		page, err := s.render(singleFile, language, calc.Presets()[0], inlineFiles{
			Style: template.CSS(content[s.Style]), Script: template.JS(s.wholeScript),
			Calculator: template.HTML(base64.StdEncoding.EncodeToString(content[s.Calculator])),
			Words:      template.HTML(template.HTMLEscapeString(words.Text(language))),
			Cases:      carried,
		})
		if err != nil {
			return err
		}
		if err := writeFile(filepath.Join(s.folder, language, "runway.html"), page); err != nil {
			return err
		}
	}
	return nil
}
