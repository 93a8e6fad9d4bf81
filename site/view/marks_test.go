package view_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/site/view"
)

// places holds marks, each with a place where it was found.
type places map[string]string

// uses are the marks that the page has, by how they stand in it.
type uses struct {
	written    places // as an attribute, an id or a class of markup
	references places // of the ids that a label or a description names
	identities places // of the classes that come first, by which morph.js knows elements
	styled     places // in a selector of a style sheet
	scripted   places // in a script
}

// TestMarks holds the tables of marks beside the code: each mark of markup, style and
// scripts is listed among those for its readers, and each that is listed is used.
func TestMarks(t *testing.T) {
	u := uses{places{}, places{}, places{}, places{}, places{}}
	for _, page := range fullPages() { // with what fills the holes of templates
		u.readMarkup("a rendered page", string(page.Main))
		head, tail, _ := strings.Cut(page.svg, "<style>")
		style, shapes, _ := strings.Cut(tail, "</style>")
		u.readMarkup("a rendered file", head+shapes)
		u.readStyle("the style of a file", style)
	}
	for _, path := range glob(t, "*.go", "../*.go") {
		for _, text := range stringsOf(t, path) {
			u.readMarkup(path, text)
		}
	}
	for _, path := range glob(t, "../page/*.html") {
		u.readMarkup(path, content(t, path))
	}
	for _, path := range glob(t, "../page/*.css") {
		u.readStyle(path, content(t, path))
	}
	for _, path := range glob(t, "../page/*.js") {
		u.readScript(t, path, content(t, path))
	}

	listed := map[string]bool{}
	for _, mark := range slices.Concat(view.PublicMarks, view.ScriptMarks, view.StyleMarks) {
		assert.False(t, listed[mark.Name], "%s is listed twice", mark.Name)
		assert.NotEmpty(t, mark.Meaning, mark.Name)
		listed[mark.Name] = true
	}
	for _, found := range []places{u.written, u.references, u.styled, u.scripted} {
		for _, name := range slices.Sorted(maps.Keys(found)) {
			assert.True(t, listed[name], "%s in %s is not listed in marks.go", name, found[name])
		}
	}
	for _, mark := range view.PublicMarks {
		assert.True(t, isIn(mark.Name, u.written, u.scripted), "nothing gives the page %s", mark.Name)
	}
	for _, mark := range view.ScriptMarks {
		assert.True(t, isIn(mark.Name, u.scripted), "no script knows %s", mark.Name)
		assert.True(t, isIn(mark.Name, u.written, u.styled), "nothing but scripts knows %s", mark.Name)
	}
	for _, mark := range view.StyleMarks {
		assert.False(t, isIn(mark.Name, u.scripted), "%s is not of style alone: %s knows it", mark.Name, u.scripted[mark.Name])
		assert.True(t, isIn(mark.Name, u.written), "nothing has %s", mark.Name)
		assert.True(t, isIn(mark.Name, u.styled, u.references, u.identities), "nothing knows %s", mark.Name)
	}
}

func isIn(name string, found ...places) bool {
	return slices.ContainsFunc(found, func(p places) bool { return p[name] != "" })
}

// glob returns the files that match patterns, without tests and the tables themselves.
func glob(t *testing.T, patterns ...string) (paths []string) {
	t.Helper()
	for _, pattern := range patterns {
		found, err := filepath.Glob(pattern)
		require.NoError(t, err)
		require.NotEmpty(t, found, pattern)
		paths = append(paths, found...)
	}
	return slices.DeleteFunc(paths, func(path string) bool { return strings.HasSuffix(path, "_test.go") || path == "marks.go" })
}

func content(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(content)
}

// stringsOf returns the string literals of a Go file, those joined by + as one.
func stringsOf(t *testing.T, path string) (texts []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	require.NoError(t, err)
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			text, isConstant := constantText(n)
			if isConstant {
				texts = append(texts, text)
			}
			return !isConstant
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				text, err := strconv.Unquote(n.Value)
				require.NoError(t, err)
				texts = append(texts, text)
			}
		}
		return true
	})
	return texts
}

var (
	dataMark  = regexp.MustCompile(`(?:^|[^\w-])(data-[a-z0-9-]*)`)
	classMark = regexp.MustCompile(`(\.[A-Za-z][\w-]*)`)
	idMark    = regexp.MustCompile(`(#[A-Za-z][\w-]*)`)

	templateAction = regexp.MustCompile(`\{\{.*?\}\}`)
	classAttribute = regexp.MustCompile(`\bclass="([^"]*)"`)
	idAttribute    = regexp.MustCompile(`\bid="([^"]*)"`)
	reference      = regexp.MustCompile(`\b(?:for|aria-labelledby|aria-describedby)="([^"]*)"`)
	digits         = regexp.MustCompile(`\d+`)
)

// readMarkup takes the marks of a markup, or of what a template says of them.
func (u uses) readMarkup(place, markup string) {
	markup = templateAction.ReplaceAllString(markup, " ")
	u.written.add(place, dataMark, markup)
	for _, match := range classAttribute.FindAllStringSubmatch(markup, -1) {
		for i, name := range strings.Fields(hole.ReplaceAllString(match[1], " ")) {
			u.written["."+name] = place
			if i == 0 {
				u.identities["."+name] = place
			}
		}
	}
	u.written.addIDs(place, idAttribute, markup)
	u.references.addIDs(place, reference, markup)
}

func (p places) add(place string, mark *regexp.Regexp, text string) {
	for _, match := range mark.FindAllStringSubmatch(text, -1) {
		p[match[1]] = place
	}
}

// addIDs adds the ids in the values of an attribute, with N for a number in them.
func (p places) addIDs(place string, attribute *regexp.Regexp, markup string) {
	for _, match := range attribute.FindAllStringSubmatch(markup, -1) {
		for _, id := range strings.Fields(match[1]) {
			if !hole.MatchString(id) {
				p["#"+digits.ReplaceAllString(id, "N")] = place
			}
		}
	}
}

var (
	cssComment     = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssRule        = regexp.MustCompile(`\{[^{}]*\}`) // without a rule inside
	attributeValue = regexp.MustCompile(`"[^"]*"|\$\{[^}]*\}`)
)

// readStyle takes the marks of a style sheet's selectors.
func (u uses) readStyle(place, css string) {
	u.styled.addSelector(place, cssRule.ReplaceAllString(cssComment.ReplaceAllString(css, " "), " "))
}

func (p places) addSelector(place, selector string) {
	selector = attributeValue.ReplaceAllString(selector, "")
	for _, mark := range []*regexp.Regexp{dataMark, classMark, idMark} {
		p.add(place, mark, selector)
	}
}

var (
	jsComment = regexp.MustCompile(`(?m)(?:^|\s)//\s.*$|(?s:/\*\*.*?\*/)`)

	selector       = regexp.MustCompile("\\b(?:querySelector|querySelectorAll|closest|matches)(?:\\?\\.)?\\((?:'([^']*)'|`([^`]*)`)")
	elementID      = regexp.MustCompile(`\b(?:getElementById\(|id === )'([^']*)'`)
	classChange    = regexp.MustCompile(`\bclassList(?:\?\.)?\.\w+\('([\w-]*)'(?:, \w+)?\)`)
	dataProperty   = regexp.MustCompile(`\bdataset(?:\?\.|\.)(\w+)`)
	dataPresence   = regexp.MustCompile(`'(\w+)' in [^\s,;]*\bdataset\b`)
	dataProperties = regexp.MustCompile(`\{([\w\s,:]*)\} = [\w.]*\bdataset\b`)

	// unreadable is how else a script could name marks, which a test cannot read.
	unreadable = regexp.MustCompile(`.*(?:dataset|\bgetElement|querySelector|\bclosest\b|\bmatches\b|classList|className|\bid = |setAttribute\('(?:id|class)').*`)
)

// readScript takes the marks of a script. It fails where a script names one in a way that
// is not known here, such as by a variable.
func (u uses) readScript(t *testing.T, place, js string) {
	t.Helper()
	js = jsComment.ReplaceAllString(js, "")
	u.scripted.add(place, dataMark, js)
	take := func(form *regexp.Regexp, add func(names string)) {
		for _, match := range form.FindAllStringSubmatch(js, -1) {
			add(strings.Join(match[1:], ""))
		}
		js = form.ReplaceAllString(js, "")
	}
	take(selector, func(selector string) { u.scripted.addSelector(place, selector) })
	take(elementID, func(id string) { u.scripted["#"+id] = place })
	take(classChange, func(class string) { u.scripted["."+class] = place })
	take(dataProperty, func(name string) { u.scripted[attributeOf(name)] = place })
	take(dataPresence, func(name string) { u.scripted[attributeOf(name)] = place })
	take(dataProperties, func(names string) {
		for name := range strings.SplitSeq(names, ",") {
			name, _, _ = strings.Cut(strings.TrimSpace(name), ":")
			u.scripted[attributeOf(name)] = place
		}
	})
	assert.Empty(t, unreadable.FindAllString(js, -1), "%s names marks in a way that cannot be read", place)
}

// attributeOf returns the attribute behind a property of dataset: data-foo-bar of fooBar.
func attributeOf(property string) string {
	return "data-" + regexp.MustCompile(`[A-Z]`).ReplaceAllStringFunc(property, func(letter string) string { return "-" + strings.ToLower(letter) })
}
