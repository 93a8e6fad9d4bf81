//go:build js && wasm

// Command wasm is the calculator as a browser runs it. It leaves one function
// behind, runwayEvaluate, and waits to be called; what the function takes and
// returns stands at [evaluate].
package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"github.com/hack-pad/safejs"

	"runway/calc"
	"runway/site/view"
)

// newPage is a variable so that a test can break it.
var newPage = view.New

func main() {
	debug.SetGCPercent(400) // some megabytes more, for fewer pauses while a reader types
	function, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any { return evaluate(args) })
	if err == nil {
		err = safejs.Global().Set("runwayEvaluate", function)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	select {}
}

// evaluate answers a scenario. It takes one, two or four strings:
//
//	evaluate(query)                       the results as plain numbers
//	evaluate(query, language)             the page that shows them
//	evaluate(query, language, key, name)  the same, the line with the key renamed first
//
// It returns an object of which the first case has
//
//	query    the scenario's canonical link
//	errors   [{key, text, problem, kept}, …]
//	results  {NAME: {value, worst, best, p5, p50, p95}, …}
//	months   [{month, revenue, grossBurn, netBurn, cash, worst, best, p5, p50, p95}, …]
//
// and the others query, errors, title and main, the page's main element as JSON.
// A wrong call or a failure inside gives {error: text}, and the next call works.
func evaluate(args []safejs.Value) (answer any) {
	defer func() {
		if r := recover(); r != nil {
			answer = failure(fmt.Sprint("internal error: ", r))
		}
	}()
	if n := len(args); n != 1 && n != 2 && n != 4 {
		return failure(fmt.Sprintf("evaluate takes 1, 2 or 4 strings, not %d arguments", n))
	}
	texts := make([]string, len(args))
	for i, arg := range args {
		if arg.Type() != safejs.TypeString {
			return failure(fmt.Sprintf("evaluate takes strings, but argument %d is of type %v", i+1, arg.Type()))
		}
		text, err := arg.String()
		if err != nil {
			return failure(err.Error())
		}
		texts[i] = text
	}
	scenario, errors := calc.Parse(texts[0])
	object := map[string]any{"query": texts[0]}
	if scenario != nil {
		if len(texts) == 4 {
			problem := scenario.Rename(texts[2], texts[3])
			scenario, errors = calc.Parse(scenario.String()) // in its order
			if problem != "" {
				errors = append(errors, calc.Error{Key: texts[2], Text: texts[3], Problem: problem})
			}
		}
		if scenario != nil {
			object["query"] = scenario.String()
		}
	}
	object["errors"] = errorObjects(errors)
	if len(texts) == 1 {
		if scenario != nil {
			result, likelihood := scenario.Evaluate(), scenario.Likelihood()
			object["results"], object["months"] = resultObjects(result, likelihood), monthObjects(result, likelihood)
		}
		return object
	}
	page := newPage(view.LanguageOf(texts[1]), scenario, errors)
	var main strings.Builder
	main.Grow(1 << 17) // about twice of what it takes
	page.Main.JSON(&main)
	object["title"], object["main"] = page.Title, main.String()
	return object
}

func failure(text string) any { return map[string]any{"error": text} }

func errorObjects(errors []calc.Error) []any {
	all := make([]any, len(errors))
	for i, e := range errors {
		all[i] = map[string]any{"key": e.Key, "text": e.Text, "problem": string(e.Problem), "kept": e.Kept}
	}
	return all
}

func resultObjects(result calc.Result, likelihood *calc.Likelihood) map[string]any {
	all := map[string]any{}
	for _, r := range view.Results(result, likelihood) {
		all[r.Name] = map[string]any{"value": r.Mid, "worst": r.Worst, "best": r.Best, "p5": r.P5, "p50": r.P50, "p95": r.P95}
	}
	return all
}

func monthObjects(result calc.Result, likelihood *calc.Likelihood) []any {
	all := make([]any, len(result.Mid.Months))
	for t, m := range result.Mid.Months {
		name := ""
		if result.Start != 0 {
			name = (result.Start + calc.Month(t)).String()
		}
		month := map[string]any{
			"month": name, "revenue": m.Revenue, "grossBurn": m.GrossBurn, "netBurn": m.NetBurn, "cash": m.Cash,
			"worst": result.Worst.Months[t].Cash, "best": result.Best.Months[t].Cash,
			"p5": nil, "p50": nil, "p95": nil,
		}
		if likelihood != nil {
			p := likelihood.Cash[t]
			month["p5"], month["p50"], month["p95"] = p.P5, p.P50, p.P95
		}
		all[t] = month
	}
	return all
}
