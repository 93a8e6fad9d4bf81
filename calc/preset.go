package calc

import (
	_ "embed"
	"strings"
)

// The presets are links written a key a line, unescaped as far as the format
// allows: a literal + or & and a % before two hex digits have to be escaped.
var (
	//go:embed presets/openai-2024.txt
	openAI2024 string
	//go:embed presets/young-company.txt
	youngCompany string
	//go:embed presets/after-a-raise.txt
	afterARaise string
)

var presets = []struct {
	id   string
	text *string
}{
	{"openai-2024", &openAI2024},
	{"young-company", &youngCompany},
	{"after-a-raise", &afterARaise},
}

// Presets names the presets, the first being the founding example.
func Presets() []string {
	ids := make([]string, len(presets))
	for i, p := range presets {
		ids[i] = p.id
	}
	return ids
}

// Preset is a fresh copy of the named preset, or nil if there is none.
func Preset(id string) *Scenario {
	for _, p := range presets {
		if p.id == id {
			s, _ := Parse(strings.ReplaceAll(strings.TrimSpace(*p.text), "\n", "&"))
			s.Preset = id
			return s
		}
	}
	return nil
}
