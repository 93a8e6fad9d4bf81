// Package words holds all texts of the page, one file a language. Importing it registers
// the languages with the view. The compiled calculator does not import it, to stay small:
// the page passes it the words of its own language.
package words

import (
	"embed"

	"runway/site/view"
)

// Languages lists the codes of the page's languages, the default first. To add one, add
// its file and its code.
var Languages = []string{"en", "ar", "fr"}

//go:embed *.txt
var files embed.FS

func init() {
	for _, code := range Languages {
		view.Add(code, Text(code))
	}
}

// Text returns all words of a language, as [view.Add] takes them. It panics if the
// language has no file.
func Text(code string) string {
	text, err := files.ReadFile(code + ".txt")
	if err != nil {
		panic(err)
	}
	return string(text)
}
