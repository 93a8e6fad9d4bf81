package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view/words"
)

// The tests below drive the built site in a real Chromium, named by CHROMIUM or
// found on the path. Without one they are skipped, and fail where CI=true.

var picturesTo = flag.String("pictures", "", "a folder to write pictures of every page to")

// built is the site, built once for all tests.
var built = sync.OnceValues(func() (string, error) {
	root, err := moduleRoot()
	if err != nil {
		return "", err
	}
	to, err := os.MkdirTemp("", "runway-site")
	if err != nil {
		return "", err
	}
	return to, build(root, to, "")
})

// browser is one Chromium for all tests; each test has a tab of its own.
var browser = sync.OnceValues(func() (context.Context, error) {
	path := os.Getenv("CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path == "" {
			path, _ = exec.LookPath(name)
		}
	}
	if path == "" {
		return nil, exec.ErrNotFound
	}
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.NoFirstRun, chromedp.Headless, chromedp.DisableGPU}
	for _, name := range []string{"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync"} {
		options = append(options, chromedp.Flag(name, true))
	}
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, closeAll := chromedp.NewContext(allocator)
	stopBrowser = func() { closeAll(); stop() }
	return ctx, chromedp.Do(ctx)
})

var stopBrowser = func() {}

func TestMain(m *testing.M) {
	code := m.Run()
	stopBrowser()
	if to, err := built(); err == nil {
		os.RemoveAll(to)
	}
	os.Exit(code)
}

// tab is a page of the site in a browser.
type tab struct {
	testing.TB
	ctx      context.Context
	host     string
	forgiven bool
	pressed  bool
}

// open starts a tab on the built site without loading a page. A message on the
// console fails the test unless it allows that.
func open(t testing.TB, handlers ...func(http.Handler) http.Handler) *tab {
	t.Helper()
	root, err := browser()
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium to test the page with:", err)
		}
		t.Skip("no Chromium to test the page with:", err)
	}
	folder, err := built()
	require.NoError(t, err)
	h := handler(folder)
	for _, wrap := range handlers {
		h = wrap(h)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	server := &http.Server{Handler: h}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })

	ctx, stop := chromedp.NewContext(root)
	t.Cleanup(stop)
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	t.Cleanup(cancel)
	b := &tab{TB: t, ctx: ctx, host: "http://" + listener.Addr().String()}
	b.viewport(1280, 900)
	var lock sync.Mutex
	var messages []string
	console := chromedp.Console(ctx)
	go func() {
		for message, err := range console {
			if err != nil {
				return
			}
			lock.Lock()
			messages = append(messages, message.String())
			lock.Unlock()
		}
	}()
	t.Cleanup(func() {
		lock.Lock()
		defer lock.Unlock()
		if !b.forgiven {
			assert.Empty(t, messages, "messages on the console")
		}
	})
	return b
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

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	require.NoError(b, chromedp.Do(b.ctx, steps...))
}

func (b *tab) load(address string) { b.Helper(); b.visit(b.host + "/" + address) }

// visit loads an address of any site.
func (b *tab) visit(address string) { b.Helper(); b.do(chromedp.Navigate(address)) }

// reload loads the page anew and waits for the calculator's answer.
func (b *tab) reload() {
	b.Helper()
	eval[bool](b, `window.isOld = true`)
	b.do(chromedp.Reload())
	b.until(`!window.isOld`)
	b.ready()
}

func (b *tab) ready() {
	b.Helper()
	b.until(`document.documentElement.hasAttribute('data-ready')`)
}

// until waits for a JavaScript expression to become true, also on a page that
// is on its way.
func (b *tab) until(expression string) {
	b.Helper()
	var last error
	require.Eventually(b, func() bool {
		var ok bool
		ok, last = chromedp.Run(b.ctx, chromedp.Evaluate[bool](expression))
		return last == nil && ok
	}, 20*time.Second, 20*time.Millisecond, "%s %v", expression, last)
}

// eval is the value of a JavaScript expression.
func eval[T any](b *tab, expression string) T {
	b.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	require.NoError(b, err, expression)
	return v
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

// Keys that write nothing.
const (
	arrowDown  = "\u0301"
	arrowRight = "\u0303"
	arrowUp    = "\u0304"
	end        = "\u0305"
	pageDown   = "\u0307"
	escape     = "\u001b"
)

// keys presses keys, one after the other.
func (b *tab) keys(text string) { b.Helper(); b.do(chromedp.KeyEvent(text)) }

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
	b.do(chromedp.Click(chromedp.JSPath(expression)))
}

// point moves the mouse, down and up press and release its button.
func (b *tab) point(x, y float64) { b.Helper(); b.mouse("mouseMoved", x, y) }

func (b *tab) down(x, y float64) { b.Helper(); b.pressed = true; b.mouse("mousePressed", x, y) }

func (b *tab) up(x, y float64) { b.Helper(); b.mouse("mouseReleased", x, y); b.pressed = false }

func (b *tab) mouse(kind input.DispatchMouseEventType, x, y float64) {
	b.Helper()
	var options []chromedp.MouseOption
	if b.pressed {
		options = append(options, chromedp.ButtonLeft, chromedp.ClickCount(1))
	}
	b.do(chromedp.MouseEvent(kind, x, y, options...))
}

func (b *tab) text(selector string) string {
	b.Helper()
	return eval[string](b, fmt.Sprintf(`document.querySelector(%q).textContent`, selector))
}

// viewport sets the size of what a page can be seen in.
func (b *tab) viewport(width, height int64) {
	b.Helper()
	b.do(chromedp.EmulateViewport(width, height))
}

func (b *tab) theme(name string) { b.Helper(); b.media("prefers-color-scheme", name) }

// media sets a media feature, and no other.
func (b *tab) media(feature, value string) {
	b.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: feature, Value: value}},
	})
	require.NoError(b, err)
}

// withoutScripts lets no page that is loaded run scripts.
func (b *tab) withoutScripts() {
	b.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	require.NoError(b, err)
}

// before runs a script in each page that is loaded, before the page's own.
func (b *tab) before(script string) {
	b.Helper()
	_, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	require.NoError(b, err)
}

// printed is the page as PDF, on A4.
func (b *tab) printed() []byte {
	b.Helper()
	pdf, err := chromedp.Call(b.ctx, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69, PreferCSSPageSize: new(true), PrintBackground: new(true)})
	require.NoError(b, err)
	return pdf.Data
}

// picture is the whole page as PNG.
func (b *tab) picture() []byte {
	b.Helper()
	picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	require.NoError(b, err)
	return picture
}

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
				for _, theme := range []string{"light", "dark"} {
					b.theme(theme)
					for _, width := range []int64{320, 768, 1280} {
						b.viewport(width, 900)
						name := fmt.Sprintf("%s-%s-%s-%d.png", preset, language, theme, width)
						require.NoError(t, os.WriteFile(filepath.Join(*picturesTo, name), b.picture(), 0o644))
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
