package calc

import (
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
)

// Blanks and marks are those of Unicode, whose tables cost kilobytes compiled.
func TestSignsAreUnicodes(t *testing.T) {
	for r := range rune(0x10000) {
		assert.Equal(t, unicode.IsSpace(r), isBlank(r), "%U", r)
		assert.Equal(t, unicode.Is(unicode.Bidi_Control, r), isBidiMark(r), "%U", r)
	}
}
