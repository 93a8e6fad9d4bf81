package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"runway/site/browser"
	"runway/site/cases"
	"runway/site/slim"
)

// The site's own cases are the presets of the tests.
func init() {
	if _, err := cases.Publish("cases"); err != nil {
		panic(err)
	}
}

// builds is the folder of the sites that the tests build.
var builds string

func TestMain(m *testing.M) {
	var err error
	if builds, err = os.MkdirTemp("", "runway-sites"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	browser.Quit()
	os.RemoveAll(builds)
	os.Exit(code)
}

// builtSite builds the site when a test first needs it and returns its folder.
var builtSite = buildOnce("")

// buildOnce returns a function that builds the site for an address, once.
func buildOnce(address string) func() (folder string, err error) {
	return sync.OnceValues(func() (string, error) {
		root, err := moduleRoot()
		if err != nil {
			return "", err
		}
		folder, err := os.MkdirTemp(builds, "site")
		if err != nil {
			return "", err
		}
		return folder, build(root, folder, address, slim.All)
	})
}

// A tab is a browser's tab on the built site.
type tab struct{ *browser.Tab }

// open opens a tab on the built site, behind handlers that change what it serves, and
// loads nothing.
func open(t testing.TB, handlers ...func(http.Handler) http.Handler) *tab {
	t.Helper()
	folder, err := builtSite()
	require.NoError(t, err)
	site, opened := handler(folder), browser.OpenAgain
	for _, wrap := range handlers {
		site, opened = wrap(site), browser.Open
	}
	b := &tab{opened(t, site)}
	// Or a part that is open is about to be brought up to date.
	b.Busy = `(root => root && (root.hasAttribute('data-busy') || !root.matches('[data-embed], [data-error], [data-unanswered]') && !!root.querySelector('section[data-stale] > [open]')))(document.documentElement)`
	return b
}

// withPage adds a page to the site, as it is when it is asked for.
func withPage(path string, page *string) func(http.Handler) http.Handler {
	return func(site http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != path {
				site.ServeHTTP(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, *page)
		})
	}
}

// firstPage is the page of the first case in the first language.
const firstPage = "en/openai-2024.html"

// openPage loads an address below the site, or a link's fragment on the first page, and waits for
// the calculator's answer.
func openPage(t testing.TB, address string) *tab {
	t.Helper()
	b := open(t)
	if address == "" || address[0] == '#' {
		address = firstPage + address
	}
	b.Load(address)
	b.ready()
	return b
}

// eval returns the value of a JavaScript expression once all changes of the page are
// answered.
func eval[T any](b *tab, expression string) T {
	b.Helper()
	return browser.Eval[T](b.Tab, expression)
}

// reload loads the page anew and waits for the calculator's answer.
func (b *tab) reload() {
	b.Helper()
	eval[bool](b, `(setTimeout(() => location.reload()), window.isOld = true)`)
	b.Until(`!window.isOld`)
	b.ready()
}

// ready waits until the calculator has answered, and opens all parts of the page.
func (b *tab) ready() {
	b.Helper()
	b.answered()
	b.unfold()
}

// answered waits until the calculator has answered.
func (b *tab) answered() {
	b.Helper()
	b.Until(`('embed' in document.documentElement.dataset && dispatchEvent(new Event('pointerover')), document.documentElement.hasAttribute('data-ready'))`)
}

// unfold opens all parts of the page, and what is folded away of lines.
func (b *tab) unfold() {
	b.Helper()
	eval[bool](b, `(document.querySelectorAll('section > details, .more').forEach(part => part.open = true), true)`)
}

// fromNPM returns the path of a file that npm brings. Where it is missing, the test is skipped, or
// fails where CI=true.
func fromNPM(t *testing.T, file string) string {
	t.Helper()
	path := "testdata/npm/node_modules/" + file
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("npm ci in site/testdata/npm brings it:", err)
	}
	return path
}

// seeImages scrolls to one picture after the other until each is there.
func (b *tab) seeImages() {
	b.Helper()
	b.Until(`document.images.length > 0 && (next => !next || next.scrollIntoView())([...document.images].find(image => !image.complete || !image.naturalWidth))`)
}

// raw returns a data attribute of a result's element.
func (b *tab) raw(name, attribute string) string {
	b.Helper()
	return eval[string](b, fmt.Sprintf(`document.querySelector('[data-result="%s"]').getAttribute('data-%s')`, name, attribute))
}

// field returns an expression for the n-th field of a figure.
func field(key string, n int) string {
	return fmt.Sprintf(`document.querySelectorAll('div[data-key="%s"] input, div[data-key="%s"] select')[%d]`, key, key, n)
}

// typeIn types a text into a figure's field in place of what it holds, key by key.
func (b *tab) typeIn(key, text string) {
	b.Helper()
	eval[bool](b, field(key, 0)+`.select() ?? `+field(key, 0)+`.focus() ?? true`)
	if text == "" {
		text = "\b"
	}
	b.keys(text)
}

// leave takes the focus out of the field, as the Tab key does.
func (b *tab) leave() { b.Helper(); b.keys("\t") }

// keys presses keys once all changes of the page are answered.
func (b *tab) keys(text string) {
	b.Helper()
	eval[bool](b, `true`)
	b.Keys(text)
}
