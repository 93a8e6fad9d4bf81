package calc

import (
	_ "embed"
	"strings"
	"sync"
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

var presets = []*preset{
	{id: "openai-2024", text: &openAI2024},
	{id: "young-company", text: &youngCompany},
	{id: "after-a-raise", text: &afterARaise},
}

type preset struct {
	id   string
	text *string
	read sync.Once
	s    *Scenario
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
			p.read.Do(func() {
				p.s, _ = Parse(strings.ReplaceAll(strings.TrimSpace(*p.text), "\n", "&"))
				p.s.Preset = id
			})
			return p.s.clone()
		}
	}
	return nil
}
