// Package cases reads published cases from their files. calc.ReadPreset describes the format.
package cases

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"runway/calc"
	"runway/site/view"
	"runway/site/view/words"
)

// A File is a case and the text of its file.
type File struct {
	*calc.Preset
	Text string
}

// Publish reads the cases of folders, and lets links name them.
func Publish(folders ...string) ([]File, error) {
	all, err := Read(folders...)
	for _, c := range all {
		calc.Publish(c.Preset)
	}
	return all, err
}

// Read reads the cases of folders, one in each file NAME.txt. Where folders have a case of the same
// name, the last has it. Cases with sources come first, then by name. The error tells all lines
// that cannot be used.
func Read(folders ...string) ([]File, error) {
	byID := map[string]File{}
	var faults []error
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
		if err == nil && len(files) == 0 {
			err = fmt.Errorf("%s holds no case, which is a file such as openai-2024.txt", folder)
		}
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			c, err := read(file)
			byID[c.ID], faults = c, append(faults, err)
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return slices.SortedFunc(maps.Values(byID), func(a, b File) int {
		return cmp.Or(cmp.Compare(b.sources(), a.sources()), strings.Compare(a.ID, b.ID))
	}), nil
}

// sources returns 1 if the case has sources, and 0 otherwise.
func (f File) sources() int {
	for _, note := range f.Scenario().Notes {
		if note.Source != "" {
			return 1
		}
	}
	return 0
}

func read(file string) (File, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return File{Preset: &calc.Preset{}}, err
	}
	p, problems := calc.ReadPreset(strings.TrimSuffix(filepath.Base(file), ".txt"), string(text))
	var faults []error
	for _, e := range problems {
		problem := view.LanguageOf("en").Fill("problem."+string(e.Problem), "currency", p.Scenario().Currency)
		switch {
		case e.Line == 0:
			faults = append(faults, fmt.Errorf("%s: name a case in the letters a to z, digits and hyphens", file))
			continue
		case e.Problem == calc.UnknownKey: // which a link would keep
			problem = "A case has no such key: calc/README.md lists them."
		}
		faults = append(faults, fmt.Errorf("%s:%d: %s=%s: %s", file, e.Line, e.Key, e.Text, problem))
	}
	for _, key := range p.Texts() {
		if _, language, _ := strings.Cut(key, "@"); !slices.Contains(words.Languages, language) {
			faults = append(faults, fmt.Errorf("%s: %s: pages are in %s", file, key, strings.Join(words.Languages, ", ")))
		}
	}
	return File{p, string(text)}, errors.Join(faults...)
}
