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
	"slices"
	"strings"
	"time"

	"runway/site/view"
)

// browsers lists the usual names of Chromium, which draws the pictures.
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

// drawPictures returns SVG pictures as PNG of view.FileWidth by view.FileHeight pixels. A
// browser draws them, because no image library of Go shapes Arabic. It starts once for as many
// as it can draw below each other, which is as high as a texture of its can be.
func drawPictures(browser string, pictures []string) (drawn [][]byte, err error) {
	const highest = 16384
	for sheet := range slices.Chunk(pictures, highest/view.FileHeight) {
		cut, err := drawSheet(browser, sheet)
		if err != nil {
			return nil, err
		}
		drawn = append(drawn, cut...)
	}
	return drawn, nil
}

// drawSheet has a browser draw pictures below each other, and cuts them apart.
func drawSheet(browser string, pictures []string) (drawn [][]byte, err error) {
	sheet := "<!doctype html><meta charset=utf-8><style>body { margin: 0 } body > svg { display: block }</style>" + strings.Join(pictures, "")
	folder, err := os.MkdirTemp("", "runway-pictures")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	page, screenshot := filepath.Join(folder, "pictures.html"), filepath.Join(folder, "pictures.png")
	if err := os.WriteFile(page, []byte(sheet), 0o600); err != nil {
		return nil, err
	}
	args := []string{"--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--disable-quic", "--hide-scrollbars", "--force-color-profile=srgb", "--user-data-dir=" + filepath.Join(folder, "profile"),
		fmt.Sprintf("--window-size=%d,%d", view.FileWidth, view.FileHeight*len(pictures)), "--screenshot=" + screenshot}
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox")
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if out, err := exec.CommandContext(ctx, browser, append(args, "file://"+page)...).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("drawing the pictures with %s: %w\n%s", browser, err, out)
	}
	file, err := os.ReadFile(screenshot)
	if err != nil {
		return nil, fmt.Errorf("%s drew no pictures: %w", browser, err)
	}
	picture, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("the pictures that %s drew: %w", browser, err)
	}
	if want := image.Rect(0, 0, view.FileWidth, view.FileHeight*len(pictures)); !want.In(picture.Bounds()) {
		return nil, fmt.Errorf("%s drew pictures of %v, not %v", browser, picture.Bounds(), want)
	}
	for i := range pictures {
		tile := image.NewNRGBA(image.Rect(0, 0, view.FileWidth, view.FileHeight))
		draw.Draw(tile, tile.Bounds(), picture, image.Pt(0, i*view.FileHeight), draw.Src)
		var b bytes.Buffer
		encoder := png.Encoder{CompressionLevel: png.BestCompression}
		if err := encoder.Encode(&b, tile); err != nil {
			return nil, err
		}
		drawn = append(drawn, b.Bytes())
	}
	return drawn, nil
}
