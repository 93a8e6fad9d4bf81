// Package browser drives tabs in Chromium, Firefox and WebKit for tests of web pages.
//
// A test that [Each] runs is a subtest for each engine; [Open] finds the engine in the
// test's name. Any other test runs in Chromium. A browser starts when a test first needs
// it and serves all tests of the program, so TestMain must call [Quit]. A browser that is
// not installed skips its tests, or fails them where CI=true.
package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Patience is how long a browser may take for anything before it counts as stuck.
const Patience = 5 * time.Minute

// waitLimit is how long a page may take for what is asked of it. Where all goes well nobody waits
// so long; on a machine with much else to do, some pages take a third of it.
const waitLimit = time.Minute

// pause lies between two looks at a page, so that looking takes little of the processor's time.
const pause = 20 * time.Millisecond

// engines opens a tab in each engine. The first starts the browser.
var engines = map[string]func() (driver, error){"Chromium": openChromium, "Firefox": openFirefox, "WebKit": openWebKit}

// A driver controls a tab by the protocol of its engine.
type driver interface {
	visit(address string) error
	// evaluate returns the value of a JavaScript expression as JSON.
	evaluate(expression string) (string, error)
	// keys presses a key for each character. Keys without one have the codes of WebDriver.
	keys(text string) error
	// chord holds some keys down, one after the other, and then releases them.
	chord(keys string) error
	// mouse moves the mouse and then, unless the action is pointerMove, presses
	// (pointerDown) or releases (pointerUp) its button.
	mouse(action string, x, y float64) error
	// finger does the same with a finger on a touch screen, which has to be down to move.
	finger(action string, x, y float64) error
	viewport(width, height int64) error
	// messages returns what the console shows, where the protocol tells it.
	messages() []string
	// forget drops the messages so far.
	forget()
	close()

	// The remaining methods may return errors.ErrUnsupported.

	media(feature, value string) error
	withoutScripts() error
	pdf() ([]byte, error)
}

// Each runs a test as a subtest in each engine, in several at once. It is for what engines do
// in ways of their own: input, focus, history, storage, loading, layout. What a page says of an
// answer is the same program's in all of them, and one of them shows it in a third of the time.
func Each(t *testing.T, test func(t *testing.T)) {
	for _, engine := range []string{"Chromium", "Firefox", "WebKit"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			test(t)
		})
	}
}

// Engine returns the engine that a test runs in: Chromium, Firefox or WebKit.
func Engine(t testing.TB) string {
	if parts := strings.Split(t.Name(), "/"); len(parts) > 1 && engines[parts[1]] != nil {
		return parts[1]
	}
	return "Chromium"
}

// A Tab is a browser's tab on a site that a test serves. Its methods fail the test where
// the browser does not do what they ask for.
type Tab struct {
	testing.TB
	// Host is the site's origin, such as http://127.0.0.1:40000.
	Host string
	// Busy is a JavaScript expression that is true while the page still works on its
	// answer to earlier input. Everything that looks at the page or presses something
	// waits until it is false, except Evaluate, Until and Keys. Empty means never busy.
	Busy string
	// Sandboxed reports that WithoutScripts had to put pages into a sandbox.
	Sandboxed bool

	driver    driver
	scripts   []string // run before the page's own
	lock      sync.Mutex
	reported  []string // console messages that pages sent to the server
	forgiven  bool
	isAltered bool // in a way that outlasts its pages

	isFinished bool
}

// Open opens a tab on a site, of which the browser keeps nothing, and loads nothing. When the
// test ends, a message on the browser's console fails it, unless Forgive was called.
func Open(t testing.TB, site http.Handler) *Tab {
	t.Helper()
	b := open(t)
	b.Host = Serve(t, b.Instrument(site))
	b.start("about:blank")
	return b
}

// OpenAgain opens a tab on a site at the origin of earlier tests in the engine, which all have to
// be of the same site: pages come faster, because the browser keeps their files. What pages have
// stored is gone, and none gets a service worker. A test has one such tab at a time: the one
// before is finished.
func OpenAgain(t testing.TB, site http.Handler) *Tab {
	t.Helper()
	s := stageOf(Engine(t))
	if s.tab != nil {
		s.tab.finish()
	}
	b := open(t)
	s.tab = b
	instrumented := b.Instrument(site)
	s.handler.Store(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/forget":
			forget(w, r)
		case "/worker.js":
			refuseWorker(w, r)
		default:
			instrumented.ServeHTTP(w, r)
		}
	}))
	b.Host = s.origin
	b.start(b.Host + "/forget")
	return b
}

// start leaves what an earlier test had in the tab.
func (b *Tab) start(address string) {
	b.Helper()
	b.Visit(address)
	b.driver.forget()
	b.Viewport(1280, 900)
}

// idle holds a tab of each engine that a test is done with, for the next one: a new tab, with a
// process of its own, takes as long as a page.
var idle = map[string]driver{}

// engineLock guards what is kept from test to test in each engine.
var engineLock sync.Mutex

// take returns the idle tab of an engine, or a new one.
func take(engine string) (driver, error) {
	engineLock.Lock()
	d := idle[engine]
	delete(idle, engine)
	engineLock.Unlock()
	if d == nil {
		return engines[engine]()
	}
	return d, nil
}

// finish fails the test for a message on the console and leaves the tab to who needs the next,
// unless it is not as a new one.
func (b *Tab) finish() {
	if b.isFinished {
		return
	}
	b.isFinished = true
	b.lock.Lock()
	if !b.forgiven {
		assert.Empty(b, append(b.driver.messages(), b.reported...), "messages on the console")
	}
	b.lock.Unlock()
	engineLock.Lock()
	defer engineLock.Unlock()
	if b.isAltered || b.Failed() || idle[Engine(b)] != nil {
		b.driver.close()
		return
	}
	idle[Engine(b)] = b.driver
}

// open opens a tab.
func open(t testing.TB) *Tab {
	t.Helper()
	engine := Engine(t)
	driver, err := take(engine)
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") != "true" {
		t.Skipf("no %s to test the page with: %v", engine, err)
	}
	require.NoError(t, err, engine)
	b := &Tab{TB: t, driver: driver}
	t.Cleanup(b.finish)
	if engine == "WebKit" {
		b.Before(reportConsole)
	}
	return b
}

// Chromium returns the context that chromedp's actions on the tab need, or nil in other
// engines.
func (b *Tab) Chromium() context.Context {
	b.isAltered = true
	if t, ok := b.driver.(*chromiumTab); ok {
		return t.ctx
	}
	return nil
}

// Forgive lets the test pass with messages on the console.
func (b *Tab) Forgive() { b.forgiven = true }

// Before runs a script in each page that is loaded from now on, before the page's own.
func (b *Tab) Before(script string) { b.scripts = append(b.scripts, script) }

// Load loads a page of the site, by its address without the leading slash.
func (b *Tab) Load(address string) { b.Helper(); b.Visit(b.Host + "/" + address) }

// Visit loads a page of any site.
func (b *Tab) Visit(address string) {
	b.Helper()
	require.NoError(b, b.driver.visit(address))
	b.Until(`document.readyState === 'complete'`) // WebKit's driver returns earlier
}

// Until waits for a JavaScript expression to become true, even while a page loads, for
// a minute at most.
func (b *Tab) Until(expression string) { b.Helper(); b.Within(waitLimit, expression) }

// Within is Until with another limit.
func (b *Tab) Within(limit time.Duration, expression string) {
	b.Helper()
	if !assert.Eventually(b, func() bool {
		value, err := b.driver.evaluate(expression)
		return err == nil && value == "true"
	}, limit, pause, "%s", expression) {
		state, err := b.driver.evaluate(`location.href + ' ' + document.documentElement.cloneNode(false).outerHTML`)
		require.FailNow(b, "the page", "%s %v", state, err)
	}
}

// Pause lets time pass on the page, where something must not happen and so gives no sign.
func (b *Tab) Pause(milliseconds int) {
	b.Helper()
	Eval[bool](b, fmt.Sprintf(`(globalThis.settled = false, setTimeout(() => settled = true, %d), true)`, milliseconds))
	b.Until(`settled`)
}

// Evaluate returns the value of a JavaScript expression as JSON, at once and even while
// the page is busy.
func (b *Tab) Evaluate(expression string) (json string, err error) {
	return b.driver.evaluate(expression)
}

// Eval returns the value of a JavaScript expression once the page is no longer busy.
func Eval[T any](b *Tab, expression string) (value T) {
	b.Helper()
	const busy = `"busy"`
	whenIdle := expression
	if b.Busy != "" {
		whenIdle = fmt.Sprintf(`(%s) ? %s : %s`, b.Busy, busy, expression)
	}
	text, err := busy, error(nil)
	for start := time.Now(); text == busy && time.Since(start) < Patience; {
		text, err = b.driver.evaluate(whenIdle)
		require.NoError(b, err, expression)
		if text == busy {
			time.Sleep(pause / 2)
		}
	}
	require.NoError(b, json.Unmarshal([]byte(text), &value), expression)
	return value
}

// Text returns the text of the first element that a selector matches.
func (b *Tab) Text(selector string) string {
	b.Helper()
	return Eval[string](b, fmt.Sprintf(`document.querySelector(%q).textContent`, selector))
}

// Keys without a character, as WebDriver encodes them.
const (
	Shift      = "\ue008"
	Control    = "\ue009"
	Escape     = "\ue00c"
	Enter      = "\ue007"
	PageDown   = "\ue00f"
	End        = "\ue010"
	ArrowUp    = "\ue013"
	ArrowRight = "\ue014"
	ArrowDown  = "\ue015"
)

// Keys presses the keys of a text, one after the other, even while the page is busy.
func (b *Tab) Keys(text string) { b.Helper(); require.NoError(b, b.driver.keys(text)) }

// Chord presses keys together, such as Control and z.
func (b *Tab) Chord(keys string) { b.Helper(); require.NoError(b, b.driver.chord(keys)) }

// Focus focuses the element that a JavaScript expression evaluates to.
func (b *Tab) Focus(expression string) { b.Helper(); Eval[bool](b, expression+`.focus() ?? true`) }

// SelectText focuses a field and selects its text, so that keys replace it.
func (b *Tab) SelectText(expression string) {
	b.Helper()
	Eval[bool](b, expression+`.select() ?? true`)
}

// Click clicks the first element that a selector matches, with the mouse.
func (b *Tab) Click(selector string) {
	b.Helper()
	b.ClickOn(fmt.Sprintf(`document.querySelector(%q)`, selector))
}

// ClickOn clicks the element that a JavaScript expression evaluates to, with the mouse. It
// scrolls to the element first and waits until it can be seen and rests.
func (b *Tab) ClickOn(expression string) {
	b.Helper()
	// The place must be drawn twice: WebKit scrolls back past an end, and Firefox may take
	// a press to be on what was drawn last.
	middle := fmt.Sprintf(`(e => {
		globalThis.drawings ??= 0
		requestAnimationFrame(() => requestAnimationFrame(() => drawings++))
		const find = () => {
			const r = e?.getClientRects()[0], at = r && [r.left + r.width / 2, r.top + r.height / 2, drawings]
			return at && e.contains(document.elementFromPoint(at[0], at[1])) && at
		}
		return find() || (e?.scrollIntoView({ block: 'center', behavior: 'instant' }), [])
	})(%s)`, expression)
	var place []float64
	require.Eventually(b, func() bool {
		last := place
		place = Eval[[]float64](b, middle)
		return len(place) == 3 && len(last) == 3 && slices.Equal(place[:2], last[:2]) && place[2] > last[2]
	}, waitLimit, pause, "%s is to be seen", expression)
	b.Down(place[0], place[1])
	b.Up(place[0], place[1])
}

// Point moves the mouse to a place in the viewport, in CSS pixels.
func (b *Tab) Point(x, y float64) { b.Helper(); b.mouse("pointerMove", x, y) }

// Down moves the mouse to a place and presses its button.
func (b *Tab) Down(x, y float64) { b.Helper(); b.mouse("pointerDown", x, y) }

// Up moves the mouse to a place and releases its button.
func (b *Tab) Up(x, y float64) { b.Helper(); b.mouse("pointerUp", x, y) }

// Swipe puts a finger on a place, moves it along the following places as drawn frame by
// frame, and lifts it. It skips the test in WebKit.
func (b *Tab) Swipe(places ...[2]float64) {
	b.Helper()
	for i, place := range places {
		action := "pointerMove"
		if i == 0 {
			action = "pointerDown"
		}
		b.supported(b.driver.finger(action, place[0], place[1]))
		b.frame()
	}
	last := places[len(places)-1]
	b.supported(b.driver.finger("pointerUp", last[0], last[1]))
	b.frame()
}

// frame waits until the page is drawn.
func (b *Tab) frame() {
	b.Helper()
	Eval[bool](b, `(globalThis.drawn = false, requestAnimationFrame(() => drawn = true), true)`)
	b.Until(`drawn`)
}

func (b *Tab) mouse(action string, x, y float64) {
	b.Helper()
	require.NoError(b, b.driver.mouse(action, x, y))
}

// Viewport sets the size of the visible part of the page, in CSS pixels.
func (b *Tab) Viewport(width, height int64) {
	b.Helper()
	require.NoError(b, b.driver.viewport(width, height))
}

// Theme sets the reader's preferred theme, light or dark. It skips the test in WebKit.
func (b *Tab) Theme(name string) { b.Helper(); b.Media("prefers-color-scheme", name) }

// Media sets a media feature, and unsets the one that was set before. It skips the test
// in WebKit.
func (b *Tab) Media(feature, value string) {
	b.Helper()
	b.isAltered = true
	b.supported(b.driver.media(feature, value))
}

// PDF returns the page as printed on A4. It skips the test in WebKit.
func (b *Tab) PDF() []byte {
	b.Helper()
	pdf, err := b.driver.pdf()
	b.supported(err)
	return pdf
}

// supported skips the test if the engine's driver lacks a feature.
func (b *Tab) supported(err error) {
	b.Helper()
	if errors.Is(err, errors.ErrUnsupported) {
		b.Skipf("%s cannot be told to do this", Engine(b))
	}
	require.NoError(b, err)
}

// WithoutScripts keeps pages that are loaded from now on from running scripts. WebKit's
// driver cannot, so there the server puts pages into a sandbox.
func (b *Tab) WithoutScripts() {
	b.Helper()
	b.isAltered = true
	if err := b.driver.withoutScripts(); errors.Is(err, errors.ErrUnsupported) {
		b.Sandboxed = true
	} else {
		require.NoError(b, err)
	}
}
