package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// webDriver is a session of WebKit's MiniBrowser by WebDriver: https://www.w3.org/TR/webdriver2/
type webDriver struct {
	session string // its address
	lock    sync.Mutex
	first   string // its window that is always there
	window  string // the one that commands go to
	bar     int64  // the height of what is above the page
}

// tellConsole has the page tell the server what WebKit's driver does not tell: its
// own warnings and errors, and what its policy forbids.
const tellConsole = `{
	const tell = (kind, text) => fetch('/console', { method: 'POST', body: kind + ': ' + text, keepalive: true })
	for (const kind of ['warn', 'error']) {
		const say = console[kind]
		console[kind] = (...what) => { tell(kind, what.join(' ')); say.apply(console, what) }
	}
	addEventListener('error', ({ message, target }) => tell('error', message ?? target.outerHTML), true)
	addEventListener('unhandledrejection', ({ reason }) => tell('rejection', reason))
	addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => tell('policy', violatedDirective + ' ' + blockedURI))
}`

// webKit is one MiniBrowser for all tests, on a screen that nobody sees. There is no
// manager of windows on it, so the window under the mouse has the focus: the mouse
// stays in the middle of the screen, and each window has its bar of buttons there,
// where the page does not see the mouse. The buttons get no room, for windows as
// narrow as a phone.
var webKit = sync.OnceValues(func() (*webDriver, error) {
	program, err := found("WebKitWebDriver")
	if err != nil {
		return nil, err
	}
	screen, err := found("Xvfb")
	if err != nil {
		return nil, err
	}
	settings, err := os.MkdirTemp("", "runway-webkit")
	if err != nil {
		return nil, err
	}
	atQuit(func() { os.RemoveAll(settings) })
	if err := write(filepath.Join(settings, "gtk-3.0", "gtk.css"), []byte("* { min-width: 0; min-height: 0; margin: 0; border: 0; padding: 0; font-size: 1px }")); err != nil {
		return nil, err
	}
	output, err := tethered(nil, screen, "-displayfd", "1", "-screen", "0", fmt.Sprintf("%dx%dx24", screenWidth, screenHeight), "-nolisten", "tcp")
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
	environment := []string{"DISPLAY=:" + display, "GDK_BACKEND=x11", "XDG_CONFIG_HOME=" + settings, "NO_AT_BRIDGE=1"}
	if output, err = tethered(environment, program, "--port="+port); err != nil {
		return nil, err
	}
	w := &webDriver{session: "http://127.0.0.1:" + port}
	for range 100 {
		if err = w.call("GET", "/status", nil, nil); err == nil {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	var session struct{ SessionID string }
	err = errors.Join(err, w.call("POST", "/session", object{"capabilities": object{}}, &session))
	w.session += "/session/" + session.SessionID
	atQuit(func() { w.call("DELETE", "", nil, nil) })
	return w, errors.Join(err, w.call("GET", "/window", nil, &w.first))
})

const screenWidth, screenHeight = 1400, 2000

// call calls a command of the session and waits for its value.
func (w *webDriver) call(method, command string, params, value any) error {
	body, err := json.Marshal(params)
	if err != nil {
		return err
	}
	request, err := http.NewRequest(method, w.session+command, bytes.NewReader(body))
	if err != nil {
		return err
	}
	response, err := (&http.Client{Timeout: time.Minute}).Do(request)
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
	return t, t.call("POST /window/new", object{"type": "window"}, t)
}

// call calls a command for the tab's window.
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

func (t *webKitTab) mouse(action string, x, y float64) error {
	return t.call("POST /actions", object{"actions": mouseActions(action, x, y)}, nil)
}

// viewport sizes the window, which is higher than what is seen of the page.
func (t *webKitTab) viewport(width, height int64) error {
	for range 3 {
		if err := t.call("POST /window/rect", object{"x": (screenWidth - width) / 2, "y": screenHeight/2 - 5, "width": width, "height": height + t.bar}, nil); err != nil {
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
		t.bar += height - seen[1]
	}
	return fmt.Errorf("the window does not become %d by %d", width, height)
}

func (t *webKitTab) media(string, string) error { return errors.ErrUnsupported }

func (t *webKitTab) withoutScripts() error { return errors.ErrUnsupported }

func (t *webKitTab) printed() ([]byte, error) { return nil, errors.ErrUnsupported }

// messages are told to the server: tellConsole.
func (t *webKitTab) messages() []string { return nil }

func (t *webKitTab) close() { t.call("DELETE /window", nil, nil) }
