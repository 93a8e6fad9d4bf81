package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view"
	"runway/site/view/words"
)

var (
	textElement = regexp.MustCompile(`(?s)<text.*?</text>`)
	ruleStart   = regexp.MustCompile(`(?m)^(.*) \{`)
)

// Another program draws files as browsers do: the shapes all but alike, and texts, whose
// fonts may differ, in the same places.
func TestFilesAreDrawnAlike(t *testing.T) {
	const program = "rsvg-convert"
	if _, err := exec.LookPath(program); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("librsvg2-bin brings rsvg-convert:", err)
	}
	b := openPage(t, "")
	inBrowser := func(svg string) image.Image {
		eval[bool](b, fmt.Sprintf(`(() => {
			window.drawn = ''
			const image = new Image()
			image.onload = () => {
				const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
				canvas.getContext('2d').drawImage(image, 0, 0)
				window.drawn = canvas.toDataURL().split(',')[1]
			}
			image.src = 'data:image/svg+xml,' + encodeURIComponent(%s)
			return true
		})()`, quoteJS(svg)))
		b.Until(`!!window.drawn`)
		content, err := base64.StdEncoding.DecodeString(eval[string](b, `window.drawn`))
		require.NoError(t, err)
		return decode(t, content)
	}
	elsewhere := func(svg string) image.Image {
		cmd := exec.Command(program)
		cmd.Stdin = bytes.NewBufferString(svg)
		content, err := cmd.Output()
		require.NoError(t, err)
		return decode(t, content)
	}
	for _, language := range words.Languages {
		for _, preset := range calc.Presets() {
			link := "preset=" + preset + "&floor=100k"
			scenario, problems := calc.Parse(link)
			require.Empty(t, problems)
			shelf := view.Shelf{{Name: "Other", Link: "preset=" + preset + "&cash=5M", Compared: true}}
			svg := view.File(view.LanguageOf(language), scenario, shelf, "svg", "https://example.org/#"+link)
			assert.NotContains(t, svg[1:], "<svg", "one picture, as many programs place no second")
			for _, selectors := range ruleStart.FindAllStringSubmatch(svg, -1) {
				for selector := range strings.SplitSeq(selectors[1], ",") {
					assert.NotContains(t, strings.TrimSpace(selector), " ", "many programs know no descendants")
				}
			}
			name := preset + " in " + language
			whole, other := inBrowser(svg), elsewhere(svg)
			if *picturesTo != "" {
				for i, picture := range []image.Image{whole, other} {
					file, err := os.Create(fmt.Sprintf("%s/drawing-%s-%s-%d.png", *picturesTo, preset, language, i))
					require.NoError(t, err)
					require.NoError(t, png.Encode(file, picture))
					file.Close()
				}
			}
			shapes := textElement.ReplaceAllString(svg, "")
			shape, all := difference(inBrowser(shapes), elsewhere(shapes)), difference(whole, other)
			assert.Less(t, shape, .0005, "shapes of %s", name)
			assert.Less(t, all, .015, "%s", name)
		}
	}
}

func decode(t *testing.T, content []byte) image.Image {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(content))
	require.NoError(t, err)
	return picture
}

// difference returns the share of cells of 6 by 6 pixels whose mean colour two pictures do
// not share.
func difference(a, b image.Image) float64 {
	const size, tolerance = 6, 24
	if a.Bounds() != b.Bounds() {
		return 1
	}
	mean := func(picture image.Image, x, y int) (sum [3]int) {
		for i := range size * size {
			red, green, blue, _ := picture.At(x+i%size, y+i/size).RGBA()
			for j, v := range [3]uint32{red, green, blue} {
				sum[j] += int(v >> 8)
			}
		}
		return sum
	}
	differing, cells := 0, 0
	for y := 0; y+size <= a.Bounds().Dy(); y += size {
		for x := 0; x+size <= a.Bounds().Dx(); x += size {
			one, other := mean(a, x, y), mean(b, x, y)
			for i := range one {
				if d := one[i] - other[i]; max(d, -d) > tolerance*size*size {
					differing++
					break
				}
			}
			cells++
		}
	}
	return float64(differing) / float64(cells)
}
