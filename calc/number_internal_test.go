package calc

import (
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
)

// Blanks, marks and what shows nothing are those of Unicode, whose tables cost kilobytes
// compiled. Ignorable are, as Unicode derives it, the signs of format that are no numbers'
// and no annotations', the variation selectors, and some others; here also the anchors of
// annotations and the empty pattern of Braille.
func TestSignsAreUnicodes(t *testing.T) {
	for r := range rune(unicode.MaxRune) {
		isNumberSign := unicode.Is(unicode.Prepended_Concatenation_Mark, r) || r >= 0x13430 && r <= 0x1343f
		isIgnorable := unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) && !isNumberSign
		assert.Equal(t, isIgnorable || r == 0x2800, isInvisible(r), "%U", r)
		assert.Equal(t, unicode.IsSpace(r), isBlank(r), "%U", r)
		assert.Equal(t, unicode.Is(unicode.Bidi_Control, r), isBidiMark(r), "%U", r)
	}
}
