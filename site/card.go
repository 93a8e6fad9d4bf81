package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"runway/calc"
	"runway/site/view"
	"runway/site/view/words"
)

// browsers lists the usual names of Chromium, which draws the cards.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// findBrowser returns the path of a Chromium, or nothing. CHROMIUM in the environment can
// name another.
func findBrowser() string {
	for _, name := range append([]string{os.Getenv("CHROMIUM")}, browsers...) {
		if path, err := exec.LookPath(name); err == nil && name != "" {
			return path
		}
	}
	return ""
}

// A card is the picture of a page where its link is shared.
type card struct{ language, preset string }

// drawCards returns the cards of all pages, as PNG of view.FileWidth by view.FileHeight
// pixels. A browser draws the SVG that readers can download, because no image library of
// Go shapes Arabic. It starts once and draws all of them below each other.
func drawCards(browser string) (map[card][]byte, error) {
	var order []card
	var sheet strings.Builder
	sheet.WriteString("<!doctype html><meta charset=utf-8><style>body { margin: 0 } body > svg { display: block }</style>")
	for _, language := range words.Languages {
		for _, preset := range calc.Presets() {
			order = append(order, card{language, preset})
			scenario := calc.PresetOf(preset).Scenario()
			sheet.WriteString(view.File(view.LanguageOf(language), scenario, nil, "svg", ""))
		}
	}
	folder, err := os.MkdirTemp("", "runway-cards")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	page, screenshot := filepath.Join(folder, "cards.html"), filepath.Join(folder, "cards.png")
	if err := os.WriteFile(page, []byte(sheet.String()), 0o600); err != nil {
		return nil, err
	}
	args := []string{"--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--disable-quic", "--hide-scrollbars", "--force-color-profile=srgb", "--user-data-dir=" + filepath.Join(folder, "profile"),
		fmt.Sprintf("--window-size=%d,%d", view.FileWidth, view.FileHeight*len(order)), "--screenshot=" + screenshot}
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox")
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if out, err := exec.CommandContext(ctx, browser, append(args, "file://"+page)...).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("drawing the cards with %s: %w\n%s", browser, err, out)
	}
	file, err := os.ReadFile(screenshot)
	if err != nil {
		return nil, fmt.Errorf("%s drew no cards: %w", browser, err)
	}
	picture, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("the cards that %s drew: %w", browser, err)
	}
	if want := image.Rect(0, 0, view.FileWidth, view.FileHeight*len(order)); !want.In(picture.Bounds()) {
		return nil, fmt.Errorf("%s drew cards of %v, not %v", browser, picture.Bounds(), want)
	}
	cards := map[card][]byte{}
	for i, c := range order {
		tile := image.NewNRGBA(image.Rect(0, 0, view.FileWidth, view.FileHeight))
		draw.Draw(tile, tile.Bounds(), picture, image.Pt(0, i*view.FileHeight), draw.Src)
		var b bytes.Buffer
		encoder := png.Encoder{CompressionLevel: png.BestCompression}
		if err := encoder.Encode(&b, tile); err != nil {
			return nil, err
		}
		cards[c] = b.Bytes()
	}
	return cards, nil
}
