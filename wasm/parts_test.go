//go:build js && wasm

package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// An answer leaves parts out, and those that are asked for then are as the whole page has them: also
// where another draft was answered in between, a preset has come, or nothing was answered yet.
func TestPartsAreThoseOfThePage(t *testing.T) {
	for _, draft := range []string{"preset=after-a-raise&cash=4M", "cash=5M&out.A=1M&raise.B=x", "v=9"} {
		whole := text(t, at(t, pageOf(t, draft, "en"), "main"))
		names := map[string]bool{}
		for _, found := range regexp.MustCompile(`data-later="([a-z-]+)"`).FindAllStringSubmatch(whole, -1) {
			names[found[1]] = true
		}
		assert.Equal(t, draft != "v=9", names["remedies"], draft)
		answer := call(t, object{"act": "answer", "draft": draft, "language": "en", "kind": "rows"})
		main := text(t, at(t, answer, "main"))
		draft = text(t, at(t, answer, "draft"))
		for name := range names {
			isLeft := strings.Contains(main, `data-later="`+name+`" data-stale`)
			assert.Equal(t, name != "picture" && name != "rows" && (name != "likelihood" || strings.Contains(main, "data-unfinished")), isLeft, "%s: %s", draft, name)
			for _, before := range []func(){
				func() {},
				func() { pageOf(t, "cash=1&out.B=1", "en") },
				func() { call(t, object{"act": "preset", "preset": "another", "text": "cash=1"}) },
				func() { last = writing{} },
			} {
				before()
				parts := call(t, object{"act": "parts", "draft": draft, "language": "en", "kind": name})
				require.True(t, at(t, parts, "error").IsUndefined())
				part := text(t, at(t, parts, "parts", name))
				assert.NotEmpty(t, part)
				assert.True(t, strings.Contains(whole, part), "%s: %s", draft, name)
			}
		}
		parts := call(t, object{"act": "parts", "draft": draft, "language": "en", "kind": "results nothing"})
		assert.Empty(t, text(t, at(t, parts, "parts", "nothing")))
	}
}
