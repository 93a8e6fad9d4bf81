package slim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"strings"
)

// A compiled Go program holds a table of the source line of each instruction, for stack
// traces, and no flag of the linker leaves it out. If the compiler takes all code to be in
// line 1, the table is nearly empty.

// withoutLines writes copies of a package's files and those of all its dependencies into a
// folder, by lineOne, and returns the file of the overlay that replaces them. Files in the
// module cache cannot be replaced, so a Go that was downloaded as a module keeps its lines.
func withoutLines(root, folder, pkg string, settings []string) (overlay string, err error) {
	cache, err := runGo(root, nil, "env", "GOMODCACHE")
	if err != nil {
		return "", err
	}
	list, err := runGo(root, settings, "list", "-deps", "-f", "{{range .GoFiles}}{{$.Dir}}/{{.}}\n{{end}}", pkg)
	if err != nil {
		return "", err
	}
	copies := map[string]string{}
	for line := range strings.Lines(list) {
		file := filepath.FromSlash(strings.TrimSpace(line))
		if file == "" || strings.HasPrefix(file, cache+string(filepath.Separator)) {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		copies[file] = filepath.Join(folder, fmt.Sprintf("line-one-%d.go", len(copies)))
		if err := os.WriteFile(copies[file], lineOne(source), 0o644); err != nil {
			return "", err
		}
	}
	content, err := json.Marshal(map[string]any{"Replace": copies})
	if err != nil {
		return "", err
	}
	overlay = filepath.Join(folder, "overlay.json")
	return overlay, os.WriteFile(overlay, content, 0o644)
}

// lineOne returns Go source with a line directive before each line that begins with a
// token, so that the compiler takes all code to be in line 1.
func lineOne(source []byte) []byte {
	var code bytes.Buffer
	var tokens scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(source))
	tokens.Init(file, source, nil, 0)
	written := 0
	for {
		pos, kind, text := tokens.Scan()
		if kind == token.EOF {
			break
		}
		if text == "\n" { // the semicolon that a line's end stands for
			continue
		}
		offset := file.Offset(pos)
		if start := written + bytes.LastIndexByte(source[written:offset], '\n') + 1; start > written {
			code.Write(source[written:start])
			code.WriteString("//line :1\n")
			written = start
		}
		if source[offset] == '`' { // a raw string can hold lines of its own
			offset += 2 + bytes.IndexByte(source[offset+1:], '`')
		}
		code.Write(source[written:offset])
		written = offset
	}
	code.Write(source[written:])
	return code.Bytes()
}
