// Package words holds all texts of the page, one file a language, and in another those that no
// reader's calculator needs: of the desk, on which cases are written, and of what the site's
// generator writes itself. Importing it registers
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
		view.Add(code, DeskText(code))
	}
}

// Text returns all words of a language that a reader's page needs, as [view.Add] takes them.
func Text(code string) string { return read(code + ".txt") }

// DeskText returns all words of a language.
func DeskText(code string) string { return Text(code) + "\n" + read(code+".desk.txt") }

// read returns the text of a file. It panics if there is none.
func read(file string) string {
	text, err := files.ReadFile(file)
	if err != nil {
		panic(err)
	}
	return string(text)
}
