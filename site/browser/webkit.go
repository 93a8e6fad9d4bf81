package browser

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// A webDriver is a session of WebKit's MiniBrowser by WebDriver: https://www.w3.org/TR/webdriver2/
type webDriver struct {
	address string // of the driver
	session string // the session's address
	lock    sync.Mutex
	first   string // the window that is never closed
	window  string // the one that commands go to
	toolbar int64  // its height
}

// reportConsole sends a page's warnings, errors and policy violations to the server,
// because WebKit's driver does not tell them.
const reportConsole = `{
	const tell = (kind, text) => fetch('/console', { method: 'POST', body: kind + ': ' + text, keepalive: true })
	for (const kind of ['warn', 'error']) {
		const say = console[kind]
		console[kind] = (...what) => { tell(kind, what.join(' ')); say.apply(console, what) }
	}
	addEventListener('error', ({ message, target }) => tell('error', message ?? target.outerHTML), true)
	addEventListener('unhandledrejection', ({ reason }) => tell('rejection', reason))
	addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => tell('policy', violatedDirective + ' ' + blockedURI))
}`

// webKit starts the one MiniBrowser of all tests, on a virtual screen. The screen has no
// window manager, so the window under the mouse has the focus. The mouse rests in the
// middle of the screen, and each window has its toolbar there, where the page does not
// see the mouse. The toolbar's buttons get no room, because they would keep windows
// from being as narrow as a phone.
var webKit = sync.OnceValues(func() (*webDriver, error) {
	program, err := lookPath("WebKitWebDriver")
	if err != nil {
		return nil, err
	}
	screen, err := lookPath("Xvfb")
	if err != nil {
		return nil, err
	}
	settings, err := os.MkdirTemp("", "runway-webkit")
	if err != nil {
		return nil, err
	}
	atQuit(func() { os.RemoveAll(settings) })
	style := "* { min-width: 0; min-height: 0; margin: 0; border: 0; padding: 0; font-size: 1px }"
	err = os.Mkdir(filepath.Join(settings, "gtk-3.0"), 0o755)
	if err == nil {
		err = os.WriteFile(filepath.Join(settings, "gtk-3.0", "gtk.css"), []byte(style), 0o644)
	}
	if err != nil {
		return nil, err
	}
	output, err := start(nil, screen, "-displayfd", "1", "-screen", "0", fmt.Sprintf("%dx%dx24", screenWidth, screenHeight), "-nolisten", "tcp")
	if err != nil {
		return nil, err
	}
	display, err := lineAfter(output, "")
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	listener.Close()
	// Without a graphics card its newer way of passing pictures on costs more than the page itself.
	environment := []string{"DISPLAY=:" + display, "GDK_BACKEND=x11", "WEBKIT_DISABLE_DMABUF_RENDERER=1", "XDG_CONFIG_HOME=" + settings, "NO_AT_BRIDGE=1"}
	if output, err = start(environment, program, "--port="+port); err != nil {
		return nil, err
	}
	go io.Copy(io.Discard, output) // or the driver would block when the pipe is full
	w := &webDriver{address: "http://127.0.0.1:" + port}
	w.session = w.address
	for range 600 {
		if err = w.call("GET", "/status", nil, nil); err == nil {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if err != nil {
		return nil, err
	}
	atQuit(func() { w.call("DELETE", "", nil, nil) })
	return w, w.begin()
})

// begin starts the browser.
func (w *webDriver) begin() error {
	w.session, w.window = w.address, ""
	var session struct{ SessionID string }
	if err := w.call("POST", "/session", object{"capabilities": object{}}, &session); err != nil {
		return err
	}
	w.session += "/session/" + session.SessionID
	return w.call("GET", "/window", nil, &w.first)
}

const screenWidth, screenHeight = 1400, 2000

// call sends a command of the session and waits for its value.
func (w *webDriver) call(method, command string, params, value any) error {
	body, err := json.Marshal(params)
	if err != nil {
		return err
	}
	request, err := http.NewRequest(method, w.session+command, bytes.NewReader(body))
	if err != nil {
		return err
	}
	response, err := (&http.Client{Timeout: Patience}).Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var answer struct{ Value json.RawMessage }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", command, answer.Value)
	}
	if value == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, value)
}

type webKitTab struct {
	*webDriver
	Handle string
}

func openWebKit() (driver, error) {
	w, err := webKit()
	if err != nil {
		return nil, err
	}
	t := &webKitTab{webDriver: w, Handle: w.first}
	err = t.call("POST /window/new", object{"type": "window"}, t)
	if err != nil && strings.Contains(err.Error(), "invalid session id") { // an earlier test has crashed the browser
		if err = w.begin(); err == nil {
			t.Handle = w.first
			err = t.call("POST /window/new", object{"type": "window"}, t)
		}
	}
	return t, err
}

// call sends a command, such as "POST /url", to the tab's window.
func (t *webKitTab) call(command string, params, value any) error {
	t.lock.Lock()
	defer t.lock.Unlock()
	if t.window != t.Handle {
		if err := t.webDriver.call("POST", "/window", object{"handle": t.Handle}, nil); err != nil {
			return err
		}
		t.window = t.Handle
	}
	method, path, _ := strings.Cut(command, " ")
	return t.webDriver.call(method, path, params, value)
}

func (t *webKitTab) visit(address string) error {
	return t.call("POST /url", object{"url": address}, nil)
}

func (t *webKitTab) evaluate(expression string) (value string, err error) {
	err = t.call("POST /execute/sync", object{"script": "return JSON.stringify((" + expression + ")) ?? 'null'", "args": []any{}}, &value)
	return value, err
}

func (t *webKitTab) keys(text string) error {
	return t.call("POST /actions", object{"actions": keyActions(text)}, nil)
}

func (t *webKitTab) chord(keys string) error {
	return t.call("POST /actions", object{"actions": chordActions(keys)}, nil)
}

// mouse moves beside the place first, as a hand does: of a single move WebKit may tell the page
// nothing.
func (t *webKitTab) mouse(action string, x, y float64) error {
	if err := t.call("POST /actions", object{"actions": pointerActions("mouse", "pointerMove", x, y+1)}, nil); err != nil {
		return err
	}
	return t.call("POST /actions", object{"actions": pointerActions("mouse", action, x, y)}, nil)
}

// finger is unsupported: WebKitGTK's driver turns a finger into a mouse.
func (t *webKitTab) finger(string, float64, float64) error { return errors.ErrUnsupported }

// viewport sizes the window, whose toolbar takes some of its height.
func (t *webKitTab) viewport(width, height int64) error {
	for range 3 {
		if err := t.call("POST /window/rect", object{"x": (screenWidth - width) / 2, "y": screenHeight/2 - 5, "width": width, "height": height + t.toolbar}, nil); err != nil {
			return err
		}
		var seen [2]int64
		for range 100 {
			text, err := t.evaluate(`[innerWidth, innerHeight]`)
			if err == nil {
				err = json.Unmarshal([]byte(text), &seen)
			}
			if err != nil || seen == [2]int64{width, height} {
				return err
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.toolbar += height - seen[1]
	}
	return fmt.Errorf("the window does not become %d by %d", width, height)
}

func (t *webKitTab) media(string, string) error { return errors.ErrUnsupported }

func (t *webKitTab) withoutScripts() error { return errors.ErrUnsupported }

func (t *webKitTab) pdf() ([]byte, error) { return nil, errors.ErrUnsupported }

// messages returns nothing: reportConsole sends them to the server.
func (t *webKitTab) messages() []string { return nil }

func (t *webKitTab) forget() {}

func (t *webKitTab) close() { t.call("DELETE /window", nil, nil) }
