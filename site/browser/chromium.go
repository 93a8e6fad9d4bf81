package browser

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

// chromium starts the one Chromium of all tests. The protocol of its developer tools
// drives it. Another than the usual ones can be named by CHROMIUM in the environment.
var chromium = sync.OnceValues(func() (context.Context, error) {
	path, err := lookPath(os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
	if err != nil {
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
	stop    func()
	pressed bool
	lock    sync.Mutex
	console []string
}

func openChromium() (driver, error) {
	root, err := chromium()
	if err != nil {
		return nil, err
	}
	ctx, stop := chromedp.NewContext(root)
	t := &chromiumTab{ctx: ctx, stop: stop}
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
			t.console = append(t.console, message.String())
			t.lock.Unlock()
		}
	}()
	return t, nil
}

// patient returns the context of one call.
func (t *chromiumTab) patient() (context.Context, context.CancelFunc) {
	return context.WithTimeout(t.ctx, Patience)
}

func (t *chromiumTab) visit(address string) error {
	ctx, cancel := t.patient()
	defer cancel()
	return chromedp.Do(ctx, chromedp.Navigate(address))
}

func (t *chromiumTab) evaluate(expression string) (string, error) {
	ctx, cancel := t.patient()
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[string]("JSON.stringify(("+expression+")) ?? 'null'"))
}

// chromedpKeys replaces WebDriver's codes of keys by chromedp's.
var chromedpKeys = strings.NewReplacer(ArrowDown, kb.ArrowDown, ArrowRight, kb.ArrowRight, ArrowUp, kb.ArrowUp, End, kb.End, PageDown, kb.PageDown, Escape, kb.Escape, Enter, kb.Enter)

func (t *chromiumTab) keys(text string) error {
	ctx, cancel := t.patient()
	defer cancel()
	return chromedp.Do(ctx, chromedp.KeyEvent(chromedpKeys.Replace(text)))
}

func (t *chromiumTab) chord(keys string) error {
	ctx, cancel := t.patient()
	defer cancel()
	var held []chromedp.Modifier
	for key, modifier := range map[string]chromedp.Modifier{Control: chromedp.ModifierCtrl, Shift: chromedp.ModifierShift} {
		if strings.Contains(keys, key) {
			held = append(held, modifier)
		}
		keys = strings.ReplaceAll(keys, key, "")
	}
	return chromedp.Do(ctx, chromedp.KeyEvent(keys, chromedp.KeyModifiers(held...)))
}

func (t *chromiumTab) mouse(action string, x, y float64) error {
	ctx, cancel := t.patient()
	defer cancel()
	kind := map[string]input.DispatchMouseEventType{"pointerMove": "mouseMoved", "pointerDown": "mousePressed", "pointerUp": "mouseReleased"}[action]
	var button []chromedp.MouseOption
	if t.pressed || action == "pointerDown" {
		button = append(button, chromedp.ButtonLeft, chromedp.ClickCount(1))
	}
	t.pressed = action == "pointerDown" || t.pressed && action == "pointerMove"
	return chromedp.Do(ctx, chromedp.MouseEvent(kind, x, y, button...))
}

func (t *chromiumTab) finger(action string, x, y float64) error {
	ctx, cancel := t.patient()
	defer cancel()
	kind := map[string]input.DispatchTouchEventType{"pointerMove": "touchMove", "pointerDown": "touchStart", "pointerUp": "touchEnd"}[action]
	event := input.DispatchTouchEventParams{Type: kind, TouchPoints: []*input.TouchPoint{}}
	if action != "pointerUp" {
		event.TouchPoints = append(event.TouchPoints, &input.TouchPoint{X: x, Y: y})
	}
	_, err := chromedp.Call(ctx, input.DispatchTouchEvent, event)
	return err
}

func (t *chromiumTab) viewport(width, height int64) error {
	ctx, cancel := t.patient()
	defer cancel()
	return chromedp.Do(ctx, chromedp.EmulateViewport(width, height))
}

func (t *chromiumTab) media(feature, value string) error {
	ctx, cancel := t.patient()
	defer cancel()
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: feature, Value: value}},
	})
	return err
}

func (t *chromiumTab) withoutScripts() error {
	ctx, cancel := t.patient()
	defer cancel()
	_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	return err
}

func (t *chromiumTab) pdf() ([]byte, error) {
	ctx, cancel := t.patient()
	defer cancel()
	pdf, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69, PreferCSSPageSize: new(true), PrintBackground: new(true)})
	return pdf.Data, err
}

func (t *chromiumTab) messages() []string {
	t.lock.Lock()
	defer t.lock.Unlock()
	return t.console
}

func (t *chromiumTab) forget() {
	t.lock.Lock()
	defer t.lock.Unlock()
	t.console, t.pressed = nil, false
}

func (t *chromiumTab) close() { t.stop() }
