//go:build js && wasm && desk

package main

import (
	"cmp"

	"runway/calc"
	"runway/site/view"
)

// The calculator of the desk, on which cases are written, is the readers' with these acts: its
// pages have what an author needs, and its drafts what links have no room for.
func init() {
	readers := act
	act = func(language *view.Language, request Request) answer {
		switch request.Act {
		case "page", "answer":
			return deskPage(language, request)
		case "tool":
			return tool(language, request)
		case "file":
			return deskFile(language, request)
		}
		return readers(language, request)
	}
}

// deskPage makes the edit of a request and shows what follows to an author.
func deskPage(language *view.Language, request Request) answer {
	manuscript := calc.ReadManuscript(request.Draft)
	var key string
	var problem calc.Problem
	if edit := request.Edit; edit.Act != "" {
		manuscript, key, problem = manuscript.Apply(edit, language.Translate)
	}
	if preset := cmp.Or(missing(manuscript.Errors), missingOnShelf(request.Shelf)); preset != "" {
		return Missing{preset}
	}
	answer := show(language, request, manuscript.Errors, manuscript.Link(), manuscript.String(), view.NewDeskWriter(language, manuscript, request.Shelf, key))
	answer.Key, answer.IsFull = key, problem == calc.TooLong
	return answer
}

// tool shows what a tool of the desk makes of a text.
func tool(language *view.Language, request Request) answer {
	return Tool{string(view.Tool(language, calc.ReadManuscript(request.Draft), request.Kind, request.Text, request.Address))}
}

// deskFile writes a file of a manuscript: the case file, a spreadsheet or a table as it is chosen,
// or what readers can take along.
func deskFile(language *view.Language, request Request) answer {
	manuscript := calc.ReadManuscript(request.Draft)
	if request.Kind == "txt" {
		text, _ := manuscript.CaseFile()
		return File{text}
	}
	request.Draft = manuscript.Draft.String()
	scenario := manuscript.Scenario
	if scenario == nil || missing(manuscript.Errors) != "" {
		return file(language, request)
	}
	if request.Kind == "xlsx" {
		return File{view.NewSpreadsheet(language, scenario, request.Address).Text()}
	}
	if separator, decimal, isTable := view.Separators(request.Kind); isTable {
		return File{view.Table(language, scenario, request.Shelf, separator, decimal)}
	}
	return file(language, request)
}
