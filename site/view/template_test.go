package view_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view"
	"runway/site/view/words"
)

var hole = regexp.MustCompile(`\{([^{}]*)\}`)

// TestTemplates reads every template in the package, those of rarely shown parts
// included: each hole has a value, each value a hole, and each word exists in every
// language. Names and templates are constants, so the source tells all.
func TestTemplates(t *testing.T) {
	paths, err := filepath.Glob("*.go")
	require.NoError(t, err)
	files := token.NewFileSet()
	templates := 0
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, path, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := calledName(call)
			if !slices.Contains([]string{"html", "markup", "prose", "Fill"}, name) {
				return true
			}
			place := files.Position(call.Pos()).String()
			template, constant := constantText(call.Args[0])
			switch {
			case call.Ellipsis.IsValid():
				return true // values passed on, as in sentences with the same figures
			case name == "html" || name == "markup":
				require.True(t, constant, "%s: the template is no constant", place)
				checkTemplate(t, place, template, valueNames(t, place, call), name == "html")
				templates++
			case constant:
				given := valueNames(t, place, call)
				for _, language := range words.Languages {
					for _, slot := range hole.FindAllStringSubmatch(view.LanguageOf(language).Word(template), -1) {
						assert.Contains(t, given, slot[1], "%s: %s in %s", place, template, language)
					}
				}
			}
			return true
		})
	}
	assert.Greater(t, templates, 70)
}

func checkTemplate(t *testing.T, place, template string, given []string, hasWords bool) {
	t.Helper()
	var holes []string
	for _, match := range hole.FindAllStringSubmatch(template, -1) {
		name := match[1]
		if !strings.Contains(name, ".") {
			holes = append(holes, name)
			assert.Contains(t, given, name, "%s: a hole without a value", place)
			continue
		}
		assert.True(t, hasWords, "%s: %s needs a language", place, name)
		for _, language := range words.Languages {
			assert.True(t, view.LanguageOf(language).Has(name), "%s: no word %s in %s", place, name, language)
		}
	}
	for _, name := range given {
		assert.Contains(t, holes, name, "%s: a value without a hole", place)
	}
}

// valueNames returns the names that stand before a call's values.
func valueNames(t *testing.T, place string, call *ast.CallExpr) []string {
	t.Helper()
	values := call.Args[1:]
	require.Zero(t, len(values)%2, "%s: a name or a value is missing", place)
	var names []string
	for i := 0; i < len(values); i += 2 {
		name, constant := constantText(values[i])
		require.True(t, constant, "%s: a value's name is no constant", place)
		assert.NotContains(t, names, name, "%s: a value is given twice", place)
		names = append(names, name)
	}
	return names
}

func calledName(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// constantText returns a text that is written as literals joined by +.
func constantText(e ast.Expr) (text string, ok bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		left, isLeftConstant := constantText(e.X)
		right, isRightConstant := constantText(e.Y)
		return left + right, isLeftConstant && isRightConstant && e.Op == token.ADD
	}
	return "", false
}

// A fullPage is a page with its files, which are empty where nothing could be computed.
type fullPage struct {
	link string
	view.Page
	svg, csv string
}

// fullPages renders every preset, and scenarios with every kind of figure, changed, refused
// and compared, in every language.
var fullPages = sync.OnceValue(func() (pages []fullPage) {
	const everything = "title=T&cur=USD&start=2026-01&horizon=36&cash=1M..2M&floor=1k&interest=3%25&valuation=9M&likelihood=80%25" +
		"&in.A=10k/mo&grow.A=1%25..2%25/mo&units.A=50 people&hire.A=1/mo&out.B=90k/mo&credit.B=5k&out.C=5%25" +
		"&raise.R=1M@2026-05&once.O=-9k@2026-06&claim.loss=1M/yr&claim.runway=20&note.cash=N&src.cash=https://example.org/&note.title=N&src.title=https://example.org/" +
		"&company=C&outlet=O&published=2026-01-09&by=B&levers=cash,title&article=https://example.org/&as.start=assumed&as.cash=assumed&as.in.A=derived&as.out.B=assumed&as.grow.A=estimated&as.floor=assumed&as.out.C=assumed" +
		"&mark.2026-04=M&note.mark.2026-04=N&actual.2026-03=1M&actual.2026-06=0.5M..0.6M&as.actual.2026-06=estimated&if.I=out.B%3D1&note.if.I=N&if.J=cash%3Dx"
	links := []string{everything, everything + "&timing=continuous&ranges=90&start=&cur=", "", "v=9", everything + "&cash=x&once.O=1@x&floor=&in.A=x|/yr&grow.Z=1&colour=red",
		"cash=1M&in.A=10k&grow.A=20%25&out.B=50k", // comes to cover its costs
		"preset=after-a-raise&cash=1&start=2026-02&out.Team=&raise.Seed+round=&once.Equipment=-1@2026-10&in.New=1&interest=x"}
	for _, id := range calc.Presets() {
		links = append(links, "preset="+id, "preset="+id+"&cash=9M")
	}
	shelf := view.Shelf{{Name: "Kept", Link: "cash=1"}, {Name: "Compared", Link: everything, Compared: true},
		{Name: "Second", Link: everything + "&cash=3M", Compared: true}, {Name: "Third", Link: everything + "&cash=4M", Compared: true}}
	for _, language := range words.Languages {
		l := view.LanguageOf(language)
		for _, link := range links {
			s, errors := calc.Parse(link)
			page := fullPage{link: link, Page: view.New(l, s, errors, shelf, "floor")}
			if s != nil {
				page.svg, page.csv = view.File(l, s, shelf, "svg", "https://example.org/"), view.File(l, s, shelf, "csv", "")
			}
			pages = append(pages, page)
		}
	}
	return pages
})

// TestNoHoleIsShown renders all there is to show, and finds no hole that stayed open.
func TestNoHoleIsShown(t *testing.T) {
	for _, page := range fullPages() {
		head, style, _ := strings.Cut(page.svg, "<style>")
		_, shapes, _ := strings.Cut(style, "</style>")
		assert.NotRegexp(t, hole, page.Title+page.Description+string(page.Main)+head+shapes+page.csv, page.link)
	}
}
