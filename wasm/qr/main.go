//go:build js && wasm

// Command qr draws QR codes in the browser. It is a program of its own, fetched
// when a reader asks for a code, so that nobody else pays for it. It leaves one
// function behind, runwayQR, and waits to be called.
package main

import (
	"fmt"
	"os"
	"strings"

	qr "github.com/piglig/go-qr"

	"github.com/hack-pad/safejs"
)

func main() {
	function, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any { return encode(args) })
	if err == nil {
		err = safejs.Global().Set("runwayQR", function)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	select {}
}

// encode takes a text and returns its code as {size, path}: how many modules it is
// wide and high, and the dark ones as the data of an SVG path, a unit a module. A
// text that is too long for a code, about 2,900 bytes, or a wrong call gives
// {error: text}.
func encode(args []safejs.Value) (answer any) {
	defer func() {
		if r := recover(); r != nil {
			answer = failure(fmt.Sprint("internal error: ", r))
		}
	}()
	if len(args) != 1 || args[0].Type() != safejs.TypeString {
		return failure("runwayQR takes a string")
	}
	text, err := args[0].String()
	if err != nil {
		return failure(err.Error())
	}
	code, err := qr.EncodeText(text, qr.Low)
	if err != nil {
		return failure(err.Error())
	}
	var path strings.Builder
	for y := range code.Size() {
		for x := range code.Size() {
			if code.Module(x, y) {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	return map[string]any{"size": code.Size(), "path": path.String()}
}

func failure(text string) any { return map[string]any{"error": text} }
