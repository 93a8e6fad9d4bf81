package main

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// chromium is one Chromium for all tests, driven by the protocol of its developer
// tools.
var chromium = sync.OnceValues(func() (context.Context, error) {
	path := findBrowser()
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
	atQuit(func() { closeAll(); stop() })
	return ctx, chromedp.Do(ctx)
})

type chromiumTab struct {
	ctx     context.Context
	close_  func()
	pressed bool
	lock    sync.Mutex
	said    []string
}

func openChromium() (driver, error) {
	root, err := chromium()
	if err != nil {
		return nil, err
	}
	ctx, stop := chromedp.NewContext(root)
	ctx, cancel := context.WithTimeout(ctx, patience+leftOpen())
	t := &chromiumTab{ctx: ctx, close_: func() { cancel(); stop() }}
	if err := chromedp.Do(ctx); err != nil {
		return nil, err
	}
	console := chromedp.Console(ctx)
	go func() {
		for message, err := range console {
			if err != nil {
				return
			}
			t.lock.Lock()
			t.said = append(t.said, message.String())
			t.lock.Unlock()
		}
	}()
	return t, nil
}

func (t *chromiumTab) visit(address string) error {
	return chromedp.Do(t.ctx, chromedp.Navigate(address))
}

func (t *chromiumTab) evaluate(expression string) (string, error) {
	return chromedp.Run(t.ctx, chromedp.Evaluate[string]("JSON.stringify(("+expression+")) ?? 'null'"))
}

// ofChromedp are the keys that write nothing as chromedp has them.
var ofChromedp = strings.NewReplacer(arrowDown, kb.ArrowDown, arrowRight, kb.ArrowRight, arrowUp, kb.ArrowUp, end, kb.End, pageDown, kb.PageDown, escape, kb.Escape, enter, kb.Enter)

func (t *chromiumTab) keys(text string) error {
	return chromedp.Do(t.ctx, chromedp.KeyEvent(ofChromedp.Replace(text)))
}

func (t *chromiumTab) mouse(action string, x, y float64) error {
	kind := map[string]input.DispatchMouseEventType{"pointerMove": "mouseMoved", "pointerDown": "mousePressed", "pointerUp": "mouseReleased"}[action]
	var button []chromedp.MouseOption
	if t.pressed || action == "pointerDown" {
		button = append(button, chromedp.ButtonLeft, chromedp.ClickCount(1))
	}
	t.pressed = action == "pointerDown" || t.pressed && action == "pointerMove"
	return chromedp.Do(t.ctx, chromedp.MouseEvent(kind, x, y, button...))
}

func (t *chromiumTab) viewport(width, height int64) error {
	return chromedp.Do(t.ctx, chromedp.EmulateViewport(width, height))
}

func (t *chromiumTab) media(feature, value string) error {
	_, err := chromedp.Call(t.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: feature, Value: value}},
	})
	return err
}

func (t *chromiumTab) withoutScripts() error {
	_, err := chromedp.Call(t.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	return err
}

func (t *chromiumTab) printed() ([]byte, error) {
	pdf, err := chromedp.Call(t.ctx, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69, PreferCSSPageSize: new(true), PrintBackground: new(true)})
	return pdf.Data, err
}

func (t *chromiumTab) messages() []string {
	t.lock.Lock()
	defer t.lock.Unlock()
	return t.said
}

func (t *chromiumTab) close() { t.close_() }
