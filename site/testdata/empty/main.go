//go:build js && wasm

// Command empty is what the calculator's size is measured against: a program
// that exposes one function over safejs and does nothing.
package main

import "github.com/hack-pad/safejs"

func main() {
	function, err := safejs.FuncOf(func(safejs.Value, []safejs.Value) any { return nil })
	if err == nil {
		err = safejs.Global().Set("empty", function)
	}
	if err != nil {
		panic(err)
	}
	select {}
}
