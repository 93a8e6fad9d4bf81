// Package words holds all that the page says: the words of each language in one
// file. Importing it adds the languages to the view. The compiled calculator does
// not import it: it gets the words of the page's language from the page.
package words

import (
	"embed"

	"runway/site/view"
)

// Languages lists the languages of the page, the first being the default. Adding
// one is its file and its code here.
var Languages = []string{"en", "ar", "fr"}

//go:embed *.txt
var files embed.FS

func init() {
	for _, code := range Languages {
		view.Add(code, Of(code))
	}
}

// Of is all words of a language, as [view.Add] takes them.
func Of(code string) string {
	text, err := files.ReadFile(code + ".txt")
	if err != nil {
		panic(err) // the list above names a file that is not there
	}
	return string(text)
}
