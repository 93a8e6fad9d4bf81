//go:build js && wasm

// Command kernel is the sampling alone, to be timed beside kernel.js.
package main

import (
	"github.com/hack-pad/safejs"

	"runway/calc"
)

func main() {
	function, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		link, err := args[0].String()
		if err != nil {
			return nil
		}
		scenario, _ := calc.Parse(link)
		run, err := safejs.FuncOf(func(safejs.Value, []safejs.Value) any {
			l := scenario.Likelihood()
			last := l.Cash[len(l.Cash)-1]
			return []any{l.Runway.P5, l.Runway.P50, last.P5, last.P50, last.P95, l.NoGap}
		})
		if err != nil {
			return nil
		}
		return run.Value()
	})
	if err == nil {
		err = safejs.Global().Set("goKernel", function)
	}
	if err != nil {
		panic(err)
	}
	select {}
}
