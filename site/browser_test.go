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
	b.do(chromedp.EmulateViewport(1280, 900))
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

func (b *tab) load(address string) {
	b.Helper()
	b.do(chromedp.Navigate(b.host + "/" + address))
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
	b.do(chromedp.KeyEvent(text))
}

// leave takes the focus out of the field, as Tab does.
func (b *tab) leave() { b.Helper(); b.do(chromedp.KeyEvent("\t")) }

func (b *tab) text(selector string) string {
	b.Helper()
	return eval[string](b, fmt.Sprintf(`document.querySelector(%q).textContent`, selector))
}

func (b *tab) theme(name string) {
	b.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
	})
	require.NoError(b, err)
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
						b.do(chromedp.EmulateViewport(width, 900))
						picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
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
	b.do(chromedp.Click(chromedp.CSS(`[data-keep=add]`)))
	eval[bool](b, `(location.hash = '#preset=after-a-raise&cash=0.7M..1.2M&out.Laboratory=25k&colour=red', true)`)
	b.until(`!!document.querySelector('main .notice')`)
	b.typeIn("in.Grants", "x")
	b.leave()
	eval[bool](b, `(document.querySelectorAll('details').forEach(d => d.open = true), true)`)
}
