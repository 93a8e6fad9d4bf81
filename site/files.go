package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"runway/calc"
	"runway/site/view"
)

// writeFiles writes each case as files for whoever has no browser: its picture, its table and
// its data, in each language. It has a browser draw the pictures as PNG too, which is what
// shared links show.
func (s *site) writeFiles() error {
	var paths, pictures []string // of the PNGs, and as SVG
	if err := forEachPreset(func(language, preset string) error {
		l, scenario := view.LanguageOf(language), calc.PresetOf(preset).Scenario()
		address := ""
		if s.address != "" {
			address = s.address + pagePath(language, preset)
		}
		picture := view.File(l, scenario, nil, "svg", address)
		paths, pictures = append(paths, filePath(language, preset, ".png")), append(pictures, picture)
		data, err := json.Marshal(carried(view.Data(l, scenario)))
		for ending, content := range map[string]string{
			".svg":  picture,
			".csv":  "\ufeff" + view.File(l, scenario, nil, "csv", ""), // by the mark, spreadsheets know UTF-8
			".json": string(data),
		} {
			if err == nil {
				err = writeFile(filepath.Join(s.folder, filePath(language, preset, ending)), []byte(content))
			}
		}
		return err
	}); err != nil {
		return err
	}
	browser := findBrowser()
	if browser == "" {
		fmt.Fprintln(os.Stderr, "No Chromium was found, so there are no pictures as PNG, and links to these pages are shared without one.")
		return nil
	}
	drawn, err := drawPictures(browser, pictures)
	if err != nil {
		fmt.Fprintf(os.Stderr, "%v\nSo there are no pictures as PNG, and links to these pages are shared without one.\n", err)
		return nil
	}
	for i, picture := range drawn {
		if err := writeFile(filepath.Join(s.folder, paths[i]), picture); err != nil {
			return err
		}
	}
	s.arePicturesDrawn = true
	return nil
}

// carried returns data as JSON can carry it: what is infinite as the text Infinity.
func carried(data any) any {
	switch data := data.(type) {
	case map[string]any:
		for key, v := range data {
			data[key] = carried(v)
		}
	case []any:
		for i, v := range data {
			data[i] = carried(v)
		}
	case float64:
		if math.IsInf(data, 1) {
			return "Infinity"
		}
	}
	return data
}
