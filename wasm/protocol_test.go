//go:build js && wasm

package main

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view"
)

// Both halves of the protocol have the same messages, and their fields the same names.
func TestProtocol(t *testing.T) {
	text, err := os.ReadFile("../site/page/protocol.d.ts")
	require.NoError(t, err)
	written := map[string][]string{}
	for _, message := range regexp.MustCompile(`(?s)export interface (\w+) \{(.*?)\n?\}\n`).FindAllStringSubmatch(string(text), -1) {
		fields := []string{}
		for _, f := range regexp.MustCompile(`(?m)^  (\w+)\??:`).FindAllStringSubmatch(message[2], -1) {
			fields = append(fields, f[1])
		}
		written[message[1]] = fields
	}
	for name, message := range map[string]any{"Request": Request{}, "Edit": calc.Edit{}, "Kept": view.Kept{}, "Error": calc.Error{},
		"Done": Done{}, "Missing": Missing{}, "Numbers": Numbers{}, "Page": Page{}, "Parts": Parts{}, "Inline": Inline{}, "Input": view.Input{}, "File": File{}, "Tool": Tool{}, "Failure": Failure{}} {
		fields := []string{}
		for _, f := range reflect.VisibleFields(reflect.TypeOf(message)) {
			if f.Anonymous {
				continue
			}
			fields = append(fields, strings.ToLower(f.Name[:1])+f.Name[1:])
		}
		assert.ElementsMatch(t, written[name], fields, name)
		delete(written, name)
	}
	delete(written, "Result")
	delete(written, "Month")
	assert.Empty(t, written, "messages that only the page knows")
}

// What crosses has the fields that the protocol says.
func TestAnswersHaveTheirFields(t *testing.T) {
	text, err := os.ReadFile("../site/page/protocol.d.ts")
	require.NoError(t, err)
	fields := func(message string) []string {
		_, body, _ := strings.Cut(string(text), "export interface "+message+" {")
		body, _, _ = strings.Cut(body, "\n}")
		var all []string
		for _, f := range regexp.MustCompile(`(?m)^  (\w+)\??:`).FindAllStringSubmatch(body, -1) {
			all = append(all, f[1])
		}
		return all
	}
	s, errors := calc.Parse("preset=young-company&cash=x")
	result, likelihood := s.Evaluate(), s.Likelihood()
	results, months := view.ResultObjects(result, likelihood), view.MonthObjects(result, likelihood)
	inline := Inline{"", view.NewInline(view.LanguageOf("en"), s, errors)}
	for message, object := range map[string]any{
		"Numbers": Numbers{"", errors, results, months}.object(), "Page": Page{}.object(), "Parts": Parts{}.object(), "Inline": inline.object(), "Input": inline.object()["inputs"].(map[string]any)["cash"], "File": File{"text"}.object(), "Tool": Tool{}.object(), "Failure": Failure{}.object(), "Missing": Missing{}.object(),
		"Error": errorObjects(errors)[0], "Result": results["runway"], "Month": months[0],
	} {
		var keys []string
		for key := range object.(map[string]any) {
			keys = append(keys, key)
		}
		assert.ElementsMatch(t, fields(message), keys, message)
	}
}
