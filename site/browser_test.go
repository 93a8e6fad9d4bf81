package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view/words"
)

// The tests below drive the built site in real browsers. One that is not on the
// machine has its tests skipped, and failed where CI=true.

var picturesTo = flag.String("pictures", "", "a folder to write pictures of every page to")

// built is the site, built once for all tests.
var built = builtFor("")

// builtFor builds the site for an address when it is first needed.
func builtFor(address string) func() (folder string, err error) {
	return sync.OnceValues(func() (string, error) {
		root, err := moduleRoot()
		if err != nil {
			return "", err
		}
		to, err := os.MkdirTemp("", "runway-site")
		if err != nil {
			return "", err
		}
		atQuit(func() { os.RemoveAll(to) })
		return to, build(root, to, address)
	})
}

// engines open a tab each in a browser that they start when it is first needed.
var engines = map[string]func() (driver, error){"Chromium": openChromium, "Firefox": openFirefox, "WebKit": openWebKit}

// patience is how long a browser may take for anything before it counts as stuck.
const patience = 5 * time.Minute

// A driver drives a tab in the way of its engine.
type driver interface {
	visit(address string) error
	// evaluate gives the value of a JavaScript expression as JSON.
	evaluate(expression string) (string, error)
	// keys presses a key for each character; those that write nothing have the
	// codes of WebDriver.
	keys(text string) error
	// mouse moves the mouse and then, unless it is a pointerMove, presses
	// (pointerDown) or releases (pointerUp) its button.
	mouse(action string, x, y float64) error
	viewport(width, height int64) error
	// The following may be errors.ErrUnsupported. media sets a media feature.
	media(feature, value string) error
	withoutScripts() error
	// printed is the page as PDF, on A4.
	printed() ([]byte, error)
	// messages are those on the console, as far as the engine tells.
	messages() []string
	close()
}

// inEachEngine runs a test in each engine, as a subtest with its name.
func inEachEngine(t *testing.T, test func(t *testing.T)) {
	for _, name := range []string{"Chromium", "Firefox", "WebKit"} {
		t.Run(name, test)
	}
}

// engineOf is the engine in the name of a test that is run in each; other tests
// are for Chromium alone.
func engineOf(t testing.TB) string {
	if parts := strings.Split(t.Name(), "/"); len(parts) > 1 && engines[parts[1]] != nil {
		return parts[1]
	}
	return "Chromium"
}

var (
	quitting sync.Mutex
	quits    []func()
)

// atQuit has something done when all tests have run, the last thing first.
func atQuit(quit func()) {
	quitting.Lock()
	defer quitting.Unlock()
	quits = append(quits, quit)
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, quit := range slices.Backward(quits) {
		quit()
	}
	os.Exit(code)
}

// found is the path of the first program of some names that is there.
func found(names ...string) (path string, err error) {
	for _, name := range names {
		if path, err = exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", err
}

// tethered starts a program that ends when the tests do, however they end: a shell
// holds it, and sees its own input close.
func tethered(environment []string, name string, arguments ...string) (output io.Reader, err error) {
	cmd := exec.Command("sh", append([]string{"-c", `"$@" & read -r end; kill $!; wait`, "sh", name}, arguments...)...)
	cmd.Env = append(os.Environ(), environment...)
	rope, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	output, out, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	out.Close()
	atQuit(func() { rope.Close(); cmd.Wait() })
	return output, nil
}

// object is one of JSON.
type object = map[string]any

// keyActions and mouseActions are input for WebDriver and for WebDriver BiDi, which
// have it in common: https://www.w3.org/TR/webdriver2/#actions
func keyActions(text string) any {
	var actions []any
	for _, key := range strings.NewReplacer("\t", "\ue004", "\b", "\ue003").Replace(text) {
		for _, kind := range []string{"keyDown", "keyUp"} {
			actions = append(actions, object{"type": kind, "value": string(key)})
		}
	}
	return []any{object{"type": "key", "id": "keyboard", "actions": actions}}
}

func mouseActions(action string, x, y float64) any {
	actions := []any{object{"type": "pointerMove", "x": int(x), "y": int(y), "duration": 0}}
	if action != "pointerMove" {
		actions = append(actions, object{"type": action, "button": 0})
	}
	return []any{object{"type": "pointer", "id": "mouse", "parameters": object{"pointerType": "mouse"}, "actions": actions}}
}

// tab is a page of the site in a browser.
type tab struct {
	testing.TB
	driver    driver
	host      string
	scripts   []string // that run before those of the page
	sandboxed bool
	said      []string // what scripts told the server
	lock      sync.Mutex
	forgiven  bool
}

// open starts a tab on the built site without loading a page. A message on the
// console fails the test unless it allows that.
func open(t testing.TB, handlers ...func(http.Handler) http.Handler) *tab {
	t.Helper()
	name := engineOf(t)
	driver, err := engines[name]()
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") != "true" {
		t.Skipf("no %s to test the page with: %v", name, err)
	}
	require.NoError(t, err, name)
	t.Cleanup(driver.close)
	folder, err := built()
	require.NoError(t, err)
	h := handler(folder)
	for _, wrap := range handlers {
		h = wrap(h)
	}
	b := &tab{TB: t, driver: driver}
	if name == "WebKit" {
		b.before(tellConsole)
	}
	b.host = served(t, b.prepared(h))
	b.viewport(1280, 900)
	t.Cleanup(func() {
		b.lock.Lock()
		defer b.lock.Unlock()
		if !b.forgiven {
			assert.Empty(t, append(driver.messages(), b.said...), "messages on the console")
		}
	})
	return b
}

// origins are those of all servers so far.
var origins = map[string]bool{}

// served serves from an origin that no test had before, of which a browser could
// have kept something, until the test ends.
func served(t testing.TB, h http.Handler) (origin string) {
	server := httptest.NewServer(h)
	for origins[server.URL] {
		again := server
		server = httptest.NewServer(h)
		again.Close()
	}
	origins[server.URL] = true
	t.Cleanup(server.Close)
	return server.URL
}

// prepared serves a site whose pages run scripts before their own, or are sandboxed.
func (b *tab) prepared(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/before.js":
			w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
			io.WriteString(w, strings.Join(b.scripts, ";\n"))
		case r.URL.Path == "/console":
			message, _ := io.ReadAll(r.Body)
			b.lock.Lock()
			b.said = append(b.said, string(message))
			b.lock.Unlock()
		case isPage(r) && (b.sandboxed || len(b.scripts) > 0):
			rewrite(w, r, h, func(page string) string {
				if b.sandboxed {
					w.Header().Add("Content-Security-Policy", "sandbox allow-same-origin")
				}
				return strings.Replace(page, "<head>", `<head><script src="/before.js"></script>`, 1)
			})
		default:
			h.ServeHTTP(w, r)
		}
	})
}

func isPage(r *http.Request) bool {
	return strings.HasSuffix(r.URL.Path, "/") || strings.HasSuffix(r.URL.Path, ".html")
}

// rewrite serves what a handler does with its text changed.
func rewrite(w http.ResponseWriter, r *http.Request, h http.Handler, change func(text string) string) {
	r.Header.Del("Accept-Encoding")
	r.Header.Del("If-Modified-Since")
	answer := httptest.NewRecorder()
	h.ServeHTTP(answer, r)
	maps.Copy(w.Header(), answer.Header())
	w.Header().Del("Content-Length")
	text := change(answer.Body.String())
	w.WriteHeader(answer.Code)
	io.WriteString(w, text)
}

// forgive lets messages on the console pass, where a fault must cause one.
func (b *tab) forgive() { b.forgiven = true }

// openPage loads an address below the site and waits for the calculator's answer.
func openPage(t testing.TB, address string) *tab {
	t.Helper()
	b := open(t)
	b.load(address)
	b.ready()
	return b
}

func (b *tab) load(address string) { b.Helper(); b.visit(b.host + "/" + address) }

// visit loads an address of any site. WebKit's driver does not wait for all of it.
func (b *tab) visit(address string) {
	b.Helper()
	require.NoError(b, b.driver.visit(address))
	b.until(`document.readyState === 'complete'`)
}

// reload loads the page anew and waits for the calculator's answer.
func (b *tab) reload() {
	b.Helper()
	eval[bool](b, `(setTimeout(() => location.reload()), window.isOld = true)`)
	b.until(`!window.isOld`)
	b.ready()
}

func (b *tab) ready() {
	b.Helper()
	b.until(`document.documentElement.hasAttribute('data-ready')`)
}

// until waits for a JavaScript expression to become true, also on a page that
// is on its way.
func (b *tab) until(expression string) { b.Helper(); b.within(20*time.Second, expression) }

func (b *tab) within(time_ time.Duration, expression string) {
	b.Helper()
	var value string
	var err error
	require.Eventually(b, func() bool {
		value, err = b.driver.evaluate(expression)
		return err == nil && value == "true"
	}, time_, 20*time.Millisecond, "%s", expression)
}

// pause lets time pass on the page, where what must not happen gives no sign.
func (b *tab) pause(milliseconds int) {
	b.Helper()
	eval[bool](b, fmt.Sprintf(`(globalThis.settled = false, setTimeout(() => settled = true, %d), true)`, milliseconds))
	b.until(`settled`)
}

// eval is the value of a JavaScript expression, once all changes of the page are answered.
func eval[T any](b *tab, expression string) (value T) {
	b.Helper()
	text, err := `"busy"`, error(nil)
	for start := time.Now(); text == `"busy"` && time.Since(start) < patience; {
		text, err = b.driver.evaluate(`document.documentElement?.hasAttribute('data-busy') ? 'busy' : ` + expression)
		require.NoError(b, err, expression)
	}
	require.NoError(b, json.Unmarshal([]byte(text), &value), expression)
	return value
}

// raw is an attribute of a result's element.
func (b *tab) raw(name, attribute string) string {
	b.Helper()
	return eval[string](b, fmt.Sprintf(`document.querySelector('[data-result="%s"]').getAttribute('data-%s')`, name, attribute))
}

// field is an expression for the n-th field of a figure.
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

// leave takes the focus out of the field, as Tab does.
func (b *tab) leave() { b.Helper(); b.keys("\t") }

// Keys that write nothing, by their codes in WebDriver.
const (
	escape     = "\ue00c"
	enter      = "\ue007"
	pageDown   = "\ue00f"
	end        = "\ue010"
	arrowUp    = "\ue013"
	arrowRight = "\ue014"
	arrowDown  = "\ue015"
)

// keys presses keys, one after the other, once all changes before are answered.
func (b *tab) keys(text string) {
	b.Helper()
	eval[bool](b, `true`)
	require.NoError(b, b.driver.keys(text))
}

// focus puts the focus on an element.
func (b *tab) focus(expression string) { b.Helper(); eval[bool](b, expression+`.focus() ?? true`) }

// selectText puts the focus on a field with its text selected, so that keys replace it.
func (b *tab) selectText(expression string) {
	b.Helper()
	eval[bool](b, expression+`.select() ?? true`)
}

// click clicks the first element of a selector with the mouse, clickOn that of an
// expression.
func (b *tab) click(selector string) {
	b.Helper()
	b.clickOn(fmt.Sprintf(`document.querySelector(%q)`, selector))
}

func (b *tab) clickOn(expression string) {
	b.Helper()
	// Where it is seen and comes to rest, and is drawn: WebKit scrolls back past an end,
	// and Firefox may take a press to be on what was drawn last.
	middle := fmt.Sprintf(`(e => {
		globalThis.drawings ??= 0
		requestAnimationFrame(() => requestAnimationFrame(() => drawings++))
		const find = () => {
			const r = e?.getClientRects()[0], at = r && [r.left + r.width / 2, r.top + r.height / 2, drawings]
			return at && e.contains(document.elementFromPoint(at[0], at[1])) && at
		}
		return find() || (e?.scrollIntoView({ block: 'center', behavior: 'instant' }), [])
	})(%s)`, expression)
	var at []float64
	require.Eventually(b, func() bool {
		was := at
		at = eval[[]float64](b, middle)
		return len(at) == 3 && len(was) == 3 && slices.Equal(at[:2], was[:2]) && at[2] > was[2]
	}, 20*time.Second, 20*time.Millisecond, "%s is to be seen", expression)
	b.down(at[0], at[1])
	b.up(at[0], at[1])
}

// point moves the mouse there; down and up also press and release its button.
func (b *tab) point(x, y float64) { b.Helper(); b.mouse("pointerMove", x, y) }
func (b *tab) down(x, y float64)  { b.Helper(); b.mouse("pointerDown", x, y) }
func (b *tab) up(x, y float64)    { b.Helper(); b.mouse("pointerUp", x, y) }

func (b *tab) mouse(action string, x, y float64) {
	b.Helper()
	require.NoError(b, b.driver.mouse(action, x, y))
}

func (b *tab) text(selector string) string {
	b.Helper()
	return eval[string](b, fmt.Sprintf(`document.querySelector(%q).textContent`, selector))
}

// viewport sets the size of what a page can be seen in.
func (b *tab) viewport(width, height int64) {
	b.Helper()
	require.NoError(b, b.driver.viewport(width, height))
}

func (b *tab) theme(name string) { b.Helper(); b.media("prefers-color-scheme", name) }

// media sets a media feature, and no other.
func (b *tab) media(feature, value string) { b.Helper(); b.able(b.driver.media(feature, value)) }

// printed is the page as PDF, on A4.
func (b *tab) printed() []byte {
	b.Helper()
	pdf, err := b.driver.printed()
	b.able(err)
	return pdf
}

// able skips what an engine's driver cannot do.
func (b *tab) able(err error) {
	b.Helper()
	if errors.Is(err, errors.ErrUnsupported) {
		b.Skipf("%s cannot be told to do this", engineOf(b))
	}
	require.NoError(b, err)
}

// withoutScripts lets no page that is loaded run scripts. Where an engine cannot be
// told to, the server puts pages into a sandbox, in which noscript is not shown.
func (b *tab) withoutScripts() {
	b.Helper()
	if err := b.driver.withoutScripts(); errors.Is(err, errors.ErrUnsupported) {
		b.sandboxed = true
	} else {
		require.NoError(b, err)
	}
}

// before runs a script in each page that is loaded, before the page's own.
func (b *tab) before(script string) { b.scripts = append(b.scripts, script) }

// TestPictures writes pictures of every preset, language, theme and width, and of
// a page that a reader has changed, for people to look at; it is asked for with
// -pictures.
func TestPictures(t *testing.T) {
	if *picturesTo == "" {
		t.Skip("no -pictures")
	}
	require.NoError(t, os.MkdirAll(*picturesTo, 0o755))
	for _, language := range words.Languages {
		for _, preset := range append(calc.Presets(), "changed") {
			t.Run(language+"/"+preset, func(t *testing.T) {
				b := open(t)
				if preset == "changed" {
					changed(b, language)
				} else {
					b.load(language + "/" + preset + ".html")
					b.ready()
				}
				eval[bool](b, `(scrollTo(0, 0), true)`) // what sticks is where it belongs
				for _, theme := range []string{"light", "dark"} {
					b.theme(theme)
					for _, width := range []int64{320, 768, 1280} {
						b.viewport(width, 900)
						picture, err := chromedp.Run(b.driver.(*chromiumTab).ctx, chromedp.FullScreenshot(100))
						require.NoError(t, err)
						name := fmt.Sprintf("%s-%s-%s-%d.png", preset, language, theme, width)
						require.NoError(t, os.WriteFile(filepath.Join(*picturesTo, name), picture, 0o644))
					}
				}
			})
		}
	}
}

// changed brings a page into the state in which most is shown: figures changed
// and refused, a key that is unknown, a scenario kept and compared, details open.
func changed(b *tab, language string) {
	b.load(language + "/after-a-raise.html")
	b.ready()
	b.click(`[data-keep=add]`)
	eval[bool](b, `(location.hash = '#preset=after-a-raise&cash=0.7M..1.2M&out.Laboratory=25k&colour=red', true)`)
	b.until(`!!document.querySelector('main .notice')`)
	b.typeIn("in.Grants", "x")
	b.leave()
	eval[bool](b, `(document.querySelectorAll('details').forEach(d => d.open = true), true)`)
}
