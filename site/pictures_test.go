package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view/words"
)

var picturesTo = flag.String("pictures", "", "a folder to write pictures of every page to")

// TestPictures writes pictures of every preset, language, theme and width, and of
// a page that a reader has changed, for people to look at; it is asked for with
// -pictures.
func TestPictures(t *testing.T) {
	if *picturesTo == "" {
		t.Skip("no -pictures")
	}
	require.NoError(t, os.MkdirAll(*picturesTo, 0o755))
	for _, language := range words.Languages {
		for _, preset := range append(calc.Presets(), "changed") {
			t.Run(language+"/"+preset, func(t *testing.T) {
				b := open(t)
				if preset == "changed" {
					changed(b, language)
				} else {
					b.Load(language + "/" + preset + ".html")
					b.answered()
				}
				eval[bool](b, `(scrollTo(0, 0), true)`) // what sticks is where it belongs
				for _, theme := range []string{"light", "dark"} {
					b.Theme(theme)
					for _, width := range []int64{320, 768, 1280} {
						b.Viewport(width, 900)
						picture, err := chromedp.Run(b.Chromium(), chromedp.FullScreenshot(100))
						require.NoError(t, err)
						name := fmt.Sprintf("%s-%s-%s-%d.png", preset, language, theme, width)
						require.NoError(t, os.WriteFile(filepath.Join(*picturesTo, name), picture, 0o644))
					}
				}
			})
		}
	}
}

// changed brings a page into the state that shows most: figures changed and refused, an
// unknown key, a scenario kept and compared, details open.
func changed(b *tab, language string) {
	b.Load(language + "/after-a-raise.html")
	b.ready()
	b.Click(`[data-keep=add]`)
	eval[bool](b, `(location.hash = '#preset=after-a-raise&cash=0.7M..1.2M&out.Laboratory=25k&colour=red', true)`)
	b.Until(`!!document.querySelector('main .notice')`)
	b.typeIn("in.Grants", "x")
	b.leave()
	eval[bool](b, `(document.querySelectorAll('details').forEach(d => d.open = true), true)`)
}
