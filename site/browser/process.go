package browser

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
)

var (
	quitting sync.Mutex
	quits    []func()
)

// atQuit registers a function for [Quit], which runs the last one first.
func atQuit(quit func()) {
	quitting.Lock()
	defer quitting.Unlock()
	quits = append(quits, quit)
}

// Quit ends all browsers and removes their profiles.
func Quit() {
	quitting.Lock()
	defer quitting.Unlock()
	for _, quit := range slices.Backward(quits) {
		quit()
	}
	quits = nil
}

// lookPath returns the path of the first of some programs that is installed.
func lookPath(names ...string) (path string, err error) {
	for _, name := range names {
		if path, err = exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", err
}

// start starts a program that ends with the tests, even if they are killed: a shell
// holds it, and sees its own input close. It returns what the program writes.
func start(environment []string, name string, arguments ...string) (output io.Reader, err error) {
	cmd := exec.Command("sh", append([]string{"-c", `"$@" & read -r end; kill $!; wait`, "sh", name}, arguments...)...)
	cmd.Env = append(os.Environ(), environment...)
	tether, err := cmd.StdinPipe()
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
	atQuit(func() { tether.Close(); cmd.Wait() })
	return output, nil
}

// lineAfter waits for a line with a prefix and returns its rest. It goes on reading and
// drops later lines, so that the program can write.
func lineAfter(output io.Reader, prefix string) (string, error) {
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if rest, ok := strings.CutPrefix(lines.Text(), prefix); ok {
			go io.Copy(io.Discard, output)
			return rest, nil
		}
	}
	return "", errors.Join(fmt.Errorf("it ended before it said %q", prefix), lines.Err())
}

// object is a JSON object.
type object = map[string]any

// keyActions returns presses of keys as WebDriver and WebDriver BiDi both take them:
// https://www.w3.org/TR/webdriver2/#actions
func keyActions(text string) any {
	var actions []any
	for _, key := range strings.NewReplacer("\t", "\ue004", "\b", "\ue003").Replace(text) {
		for _, kind := range []string{"keyDown", "keyUp"} {
			actions = append(actions, object{"type": kind, "value": string(key)})
		}
	}
	return []any{object{"type": "key", "id": "keyboard", "actions": actions}}
}

// chordActions returns presses of keys that are held down together.
func chordActions(text string) any {
	var down, up []any
	for _, key := range text {
		down = append(down, object{"type": "keyDown", "value": string(key)})
		up = append([]any{object{"type": "keyUp", "value": string(key)}}, up...)
	}
	return []any{object{"type": "key", "id": "keyboard", "actions": append(down, up...)}}
}

// pointerActions returns a move of the mouse or of a finger (touch), and a press or release
// unless the action is pointerMove, for WebDriver and WebDriver BiDi.
func pointerActions(kind, action string, x, y float64) any {
	actions := []any{object{"type": "pointerMove", "x": int(x), "y": int(y), "duration": 0}}
	if action != "pointerMove" {
		actions = append(actions, object{"type": action, "button": 0})
	}
	return []any{object{"type": "pointer", "id": kind, "parameters": object{"pointerType": kind}, "actions": actions}}
}
