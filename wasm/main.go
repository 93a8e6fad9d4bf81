//go:build js && wasm

// Command wasm is the calculator as a browser runs it. It leaves one function
// behind, runwayEvaluate, and waits to be called; what the function takes and
// returns stands at [evaluate].
package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hack-pad/safejs"

	"runway/calc"
	"runway/site/view"
)

// newPage is a variable so that a test can break it.
var newPage = view.New

func main() {
	function, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any { return evaluate(args) })
	if err == nil {
		err = safejs.Global().Set("runwayEvaluate", function)
	}
	if err != nil {
		panic(err)
	}
	select {}
}

// evaluate answers a scenario. It takes strings, of which all but the first may
// be left out:
//
//	evaluate(query)                                   the results as plain numbers
//	evaluate(query, language, shelf, act, key, text)  the page that shows them
//
// The language is a BCP 47 tag, ar or ar-u-nu-latn; what the shelf is stands at
// [view.ReadShelf]. The act, if not empty, is done first:
//
//	words   text is all words of the language, before it is used
//	open    the query is a link as it came: what was done to it on the way is undone
//	set     the figure with the key gets the text, as typed in the language
//	rename  the line with the key gets the text as its name
//	step    the figure with the key moves by text steps, such as -1, one by one
//	drag    it moves by so many steps at once, all of the same size
//	csv     the month table is written instead of the page
//	svg     the picture is; text is the address it came from
//
// It returns an object of which the first case has
//
//	query    the scenario's canonical link
//	errors   [{key, text, problem, kept}, …]
//	results  {NAME: {value, worst, best, p5, p50, p95}, …}
//	months   [{month, revenue, grossBurn, netBurn, cash, worst, best, p5, p50, p95}, …]
//
// the second query, errors, title, description and main, the page's main element
// as HTML, a file query, errors and file, and words nothing. A wrong call or a
// failure inside gives {error: text}, and the next call works.
func evaluate(args []safejs.Value) (answer any) {
	defer func() {
		if r := recover(); r != nil {
			answer = failure("internal error: " + reason(r))
		}
	}()
	var texts [6]string
	if len(args) == 0 || len(args) > len(texts) {
		return failure("evaluate takes 1 to 6 strings, not " + strconv.Itoa(len(args)) + " arguments")
	}
	for i, arg := range args {
		if arg.Type() != safejs.TypeString {
			return failure("evaluate takes strings, but argument " + strconv.Itoa(i+1) + " is of type " + arg.Type().String())
		}
		text, err := arg.String()
		if err != nil {
			return failure(err.Error())
		}
		texts[i] = text
	}
	query, act, key, text := texts[0], texts[3], texts[4], texts[5]
	if act == "words" {
		view.Add(texts[1], text)
		return map[string]any{}
	}
	language := view.LanguageOf(texts[1])
	if language == nil && len(args) > 1 {
		return failure("evaluate has no words of the language " + texts[1])
	}
	switch act {
	case "open":
		query = calc.Mend(query)
	case "set":
		query += "&" + calc.Pair{Key: key, Value: language.Plain(key, text)}.String()
	}
	scenario, errors := calc.Parse(query)
	for i := range errors {
		if act == "set" && errors[i].Key == key {
			errors[i].Text = text // as it was typed
		}
	}
	if scenario != nil && (act == "rename" || act == "step" || act == "drag") {
		var problem calc.Problem
		n, _ := strconv.Atoi(text)
		n = max(-1000, min(1000, n))
		switch act {
		case "rename":
			problem = scenario.Rename(key, text)
		case "drag":
			scenario.Step(key, n)
		case "step":
			for range max(n, -n) {
				scenario.Step(key, n/max(n, -n))
			}
		}
		// What was refused of other figures is not lost.
		key := strings.TrimPrefix(key, "@")
		_, renamed, _ := strings.Cut(key, ".")
		refused := slices.DeleteFunc(errors, func(e calc.Error) bool {
			_, name, _ := strings.Cut(e.Key, ".")
			return e.Kept || e.Key == key || act == "rename" && name == renamed
		})
		scenario, errors = calc.Parse(scenario.String()) // in its order
		errors = append(errors, refused...)
		if problem != "" {
			errors = append(errors, calc.Error{Key: key, Text: text, Problem: problem})
		}
	}
	link := query
	if scenario != nil {
		link = scenario.String()
	}
	told, shelf := errorObjects(errors), view.ReadShelf(texts[2])
	switch isFile := act == "csv" || act == "svg"; {
	case len(args) > 1 && !isFile:
		page := newPage(language, scenario, errors, shelf, key)
		return object("query errors title description main", link, told, page.Title, page.Description, string(page.Main))
	case scenario == nil:
		return object("query errors", link, told)
	case isFile:
		return object("query errors file", link, told, view.File(language, scenario, shelf, act, text))
	}
	result, likelihood := scenario.Evaluate(), scenario.Likelihood()
	return object("query errors results months", link, told, resultObjects(result, likelihood), monthObjects(result, likelihood))
}

// reason is the text of a panic.
func reason(r any) string {
	switch r := r.(type) {
	case error:
		return r.Error()
	case string:
		return r
	}
	return "a panic without a text"
}

// object is a JavaScript object: names, a blank between them, and their values.
func object(names string, values ...any) map[string]any {
	o := make(map[string]any, len(values))
	for _, v := range values {
		var name string
		name, names, _ = strings.Cut(names, " ")
		o[name] = v
	}
	return o
}

func failure(text string) any { return object("error", text) }

func errorObjects(errors []calc.Error) []any {
	all := make([]any, len(errors))
	for i, e := range errors {
		all[i] = object("key text problem kept", e.Key, e.Text, string(e.Problem), e.Kept)
	}
	return all
}

func resultObjects(result calc.Result, likelihood *calc.Likelihood) map[string]any {
	all := map[string]any{}
	for _, r := range view.Results(result, likelihood) {
		all[r.Name] = object("value worst best p5 p50 p95", r.Mid, r.Worst, r.Best, r.P5, r.P50, r.P95)
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
		var p5, p50, p95 any
		if likelihood != nil {
			p := likelihood.Cash[t]
			p5, p50, p95 = p.P5, p.P50, p.P95
		}
		all[t] = object("month revenue grossBurn netBurn cash worst best p5 p50 p95", name,
			m.Revenue, m.GrossBurn, m.NetBurn, m.Cash, result.Worst.Months[t].Cash, result.Best.Months[t].Cash, p5, p50, p95)
	}
	return all
}
