package view_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/calc"
	"runway/site/view"
)

// Parts that are left out of a page and written afterwards are those of the whole page, in any
// order, and what is not left out is the same but for the picture's likelihood.
func TestWriter(t *testing.T) {
	for _, language := range []string{"en", "ar"} {
		l := view.LanguageOf(language)
		for _, link := range []string{"preset=openai-2024&cash=4B", "cash=5&out.A=1&grow.Z=1", "cash=1..2&in.A=x&out.B=1"} {
			s, errors := calc.Parse(link)
			whole := string(view.New(l, s, errors, nil, "cash").Main)
			w := view.NewWriter(l, s, errors, nil, "cash")
			first := string(w.Page(func(part string) bool { return part != "months" }).Main)
			assert.Less(t, len(first), len(whole))
			places := regexp.MustCompile(`<(div|section)( class="[a-z]+")? data-later="([a-z-]+)"([^>]*)>`).FindAllStringSubmatch(first, -1)
			assert.Greater(t, len(places), 10, link)
			for i := len(places) - 1; i >= 0; i-- {
				place, name := places[i], places[i][3]
				part := string(w.Part(name))
				assert.Contains(t, whole, part, "%s: %s", link, name)
				switch {
				case place[4] == " data-stale": // an empty place
					first = strings.Replace(first, place[0]+"</"+place[1]+">", part, 1)
				case place[4] == " data-unfinished":
					assert.Equal(t, "picture", name)
					_, tail, _ := strings.Cut(first, place[0])
					drawn, _, _ := strings.Cut(tail, "</div>")
					assert.NotContains(t, drawn, `class="likely"`)
					assert.Contains(t, drawn, `class="cash"`)
					first = strings.Replace(first, place[0]+drawn+"</div>", part, 1)
				default:
					assert.Contains(t, first, part, "%s: %s", link, name)
				}
			}
			assert.Equal(t, whole, first, link)
			assert.Empty(t, w.Part("nothing"))
		}
	}
	assert.Empty(t, view.NewWriter(view.LanguageOf("en"), nil, nil, nil, "").Part("rows"))
}
