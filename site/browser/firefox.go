package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// A bidi is a connection to Firefox by WebDriver BiDi: https://w3c.github.io/webdriver-bidi/
type bidi struct {
	socket  *websocket.Conn
	browser string // the browsing context of its own window

	lock    sync.Mutex
	lastID  int
	answers map[int]chan bidiMessage
	console map[string][]string // its messages, by browsing context
}

// A bidiMessage is an answer, which has an ID, or an event.
type bidiMessage struct {
	ID             int
	Result         json.RawMessage
	Error, Message string
	Params         struct {
		Level, Text string
		Source      struct{ Context string }
	}
}

// firefox starts the one Firefox of all tests.
var firefox = sync.OnceValues(func() (*bidi, error) {
	path, err := lookPath("firefox-esr", "firefox")
	if err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "runway-firefox")
	if err != nil {
		return nil, err
	}
	atQuit(func() { os.RemoveAll(profile) })
	output, err := start(nil, path, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "--remote-allow-system-access")
	if err != nil {
		return nil, err
	}
	address, err := lineAfter(output, "WebDriver BiDi listening on ")
	if err != nil {
		return nil, err
	}
	socket, _, err := websocket.Dial(context.Background(), address+"/session", nil)
	if err != nil {
		return nil, err
	}
	socket.SetReadLimit(-1)
	b := &bidi{socket: socket, answers: map[int]chan bidiMessage{}, console: map[string][]string{}}
	go b.listen()
	err = errors.Join(
		b.call("session.new", object{"capabilities": object{}}, nil),
		b.call("session.subscribe", object{"events": []string{"log.entryAdded"}}, nil))
	var own struct{ Contexts []struct{ Context string } }
	if err = errors.Join(err, b.call("browsingContext.getTree", object{"moz:scope": "chrome"}, &own)); err != nil {
		return nil, err
	}
	b.browser = own.Contexts[0].Context
	return b, nil
})

// listen hands answers to who waits for them and collects console messages.
func (b *bidi) listen() {
	for {
		var message bidiMessage
		err := wsjson.Read(context.Background(), b.socket, &message)
		if err != nil {
			return
		}
		b.lock.Lock()
		if answer := b.answers[message.ID]; answer != nil {
			answer <- message
		} else if context := message.Params.Source.Context; context != "" {
			b.console[context] = append(b.console[context], message.Params.Level+": "+message.Params.Text)
		}
		b.lock.Unlock()
	}
}

// call calls a method and waits for its result.
func (b *bidi) call(method string, params, result any) error {
	answer := make(chan bidiMessage, 1)
	b.lock.Lock()
	b.lastID++
	id := b.lastID
	b.answers[id] = answer
	b.lock.Unlock()
	defer func() { b.lock.Lock(); delete(b.answers, id); b.lock.Unlock() }()
	if err := wsjson.Write(context.Background(), b.socket, object{"id": id, "method": method, "params": params}); err != nil {
		return err
	}
	select {
	case message := <-answer:
		if message.Error != "" {
			return fmt.Errorf("%s: %s: %s", method, message.Error, message.Message)
		}
		if result == nil {
			return nil
		}
		return json.Unmarshal(message.Result, result)
	case <-time.After(Patience):
		return fmt.Errorf("%s: no answer", method)
	}
}

// evaluate returns the string that an expression evaluates to in a browsing context.
func (b *bidi) evaluate(context, expression string) (string, error) {
	var got struct {
		Result           struct{ Value string }
		ExceptionDetails struct{ Text string }
	}
	err := b.call("script.evaluate", object{"expression": expression, "target": object{"context": context}, "awaitPromise": false}, &got)
	if err == nil && got.ExceptionDetails.Text != "" {
		err = errors.New(got.ExceptionDetails.Text)
	}
	return got.Result.Value, err
}

type firefoxTab struct {
	*bidi
	Context string
}

func openFirefox() (driver, error) {
	b, err := firefox()
	if err != nil {
		return nil, err
	}
	t := &firefoxTab{bidi: b}
	return t, b.call("browsingContext.create", object{"type": "tab"}, t)
}

func (t *firefoxTab) visit(address string) error {
	return t.call("browsingContext.navigate", object{"context": t.Context, "url": address, "wait": "complete"}, nil)
}

func (t *firefoxTab) evaluate(expression string) (string, error) {
	return t.bidi.evaluate(t.Context, "JSON.stringify(("+expression+")) ?? 'null'")
}

func (t *firefoxTab) keys(text string) error { return t.act(keyActions(text)) }

func (t *firefoxTab) chord(keys string) error { return t.act(chordActions(keys)) }

func (t *firefoxTab) mouse(action string, x, y float64) error {
	return t.act(pointerActions("mouse", action, x, y))
}

func (t *firefoxTab) finger(action string, x, y float64) error {
	return t.act(pointerActions("touch", action, x, y))
}

func (t *firefoxTab) act(actions any) error {
	return t.call("input.performActions", object{"context": t.Context, "actions": actions}, nil)
}

func (t *firefoxTab) viewport(width, height int64) error {
	return t.call("browsingContext.setViewport", object{"context": t.Context, "viewport": object{"width": width, "height": height}}, nil)
}

// media sets the override that Firefox's developer tools set. BiDi has no command for it.
func (t *firefoxTab) media(feature, value string) error {
	override := map[string]string{"prefers-color-scheme": "prefersColorSchemeOverride", "forced-colors": "forcedColorsOverride"}[feature]
	return t.setUp(fmt.Sprintf("%s = %q", override, value))
}

func (t *firefoxTab) withoutScripts() error { return t.setUp("allowJavascript = false") }

// setUp assigns a property of the tab's browsing context, from the browser's own window.
func (t *firefoxTab) setUp(property string) error {
	_, err := t.bidi.evaluate(t.browser, "String(gBrowser.selectedBrowser.browsingContext."+property+")")
	return err
}

func (t *firefoxTab) pdf() ([]byte, error) {
	var pdf struct{ Data []byte }
	err := t.call("browsingContext.print", object{"context": t.Context, "background": true, "page": object{"width": 21.0, "height": 29.7}}, &pdf)
	return pdf.Data, err
}

func (t *firefoxTab) messages() []string {
	t.lock.Lock()
	defer t.lock.Unlock()
	return t.console[t.Context]
}

func (t *firefoxTab) forget() {
	t.lock.Lock()
	defer t.lock.Unlock()
	delete(t.console, t.Context)
}

func (t *firefoxTab) close() { t.call("browsingContext.close", object{"context": t.Context}, nil) }
