package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"go/scanner"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// safejs is the binding between Go and JavaScript. It uses fmt for the texts of
// some errors, which makes a program 135 KB larger (brotli): more than the whole
// model. The calculator is built with a copy of it that writes the same texts by
// hand. Only what [fmt.Formatter] adds is lost: the stack behind an error, as %+v
// prints it, which nothing here asks for.
const safejs = "github.com/hack-pad/safejs"

// slimming is what is replaced in safejs, by file. Each text must be there once, so
// that another version of it is looked at before it is used.
var slimming = map[string][][2]string{
	"value.go": {
		{`"fmt"`, `"errors"`},
		{`fmt.Errorf("invalid type for instanceof: %v", t.Type())`, `errors.New("invalid type for instanceof: " + t.Type().String())`},
		{`fmt.Errorf("invalid constructor type for instanceof: %v", err)`, `errors.New("invalid constructor type for instanceof: " + err.Error())`},
		{`fmt.Errorf("invalid constructor type for instanceof: %v", prototype.Type())`, `errors.New("invalid constructor type for instanceof: " + prototype.Type().String())`},
	},
	"internal/catch/catch.go": {
		{`"fmt"`, `"errors"`},
		{`"github.com/hack-pad/safejs/internal/stackerr"`, ``},
		{`stackerr.WithStack(valueErr)`, `valueErr`},
		{"default:\n\t\treturn fmt.Errorf(\"%+v\", value)", "case string:\n\t\treturn errors.New(value)\n\tdefault:\n\t\treturn errors.New(\"a panic without a text\")"},
	},
}

// slim prepares a smaller build of a package for the browser, in a folder: with the
// small safejs in place of the one in the module cache, and without the tables that
// name lines of code, which are 4% of a compiled calculator (brotli). It returns the
// flags for the build, and the setting for the environment of the go command.
func slim(root, folder, pkg string) (flags []string, goWork string, err error) {
	if goWork, err = slimWorkspace(root, folder); err != nil {
		return nil, "", err
	}
	overlay, err := lineless(root, folder, pkg, goWork)
	return append(slices.Clone(wasmFlags), "-overlay="+overlay), goWork, err
}

// wasmFlags leave out symbols, and inlining everywhere but in the model and the
// mathematics it calls, which is where the time goes: 7% smaller than with all
// inlining. Without the commit in it, the same sources are the same program.
var wasmFlags = []string{"-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-gcflags=all=-l", "-gcflags=math=", "-gcflags=runway/calc="}

// slimWorkspace writes a Go workspace into a folder: this module, with the small
// safejs in place of the one in the module cache. It returns the setting for the
// environment of the go command.
func slimWorkspace(root, folder string) (goWork string, err error) {
	out, err := goSays(root, nil, "mod", "download", "-json", safejs)
	if err != nil {
		return "", err
	}
	var module struct{ Dir, Version string }
	if err := json.Unmarshal([]byte(out), &module); err != nil {
		return "", err
	}
	if err := os.CopyFS(filepath.Join(folder, "safejs"), os.DirFS(module.Dir)); err != nil {
		return "", err
	}
	for file, replacements := range slimming {
		source, err := os.ReadFile(filepath.Join(module.Dir, file))
		if err != nil {
			return "", err
		}
		slim, err := replaceOnce(string(source), replacements)
		if err != nil {
			return "", fmt.Errorf("%s %s, %s: %w", safejs, module.Version, file, err)
		}
		file = filepath.Join(folder, "safejs", file)
		if err := os.Remove(file); err != nil { // the module cache's can't be written to
			return "", err
		}
		if err := write(file, []byte(slim)); err != nil {
			return "", err
		}
	}
	work := fmt.Sprintf("go 1.26\nuse %q\nreplace %s %s => ./safejs\n", root, safejs, module.Version)
	file := filepath.Join(folder, "go.work")
	return "GOWORK=" + file, write(file, []byte(work))
}

// lineless copies all files that a package is compiled from into a folder, with all
// code in line 1, and returns the overlay that puts them in the others' place. Files
// in the module cache cannot be replaced: a Go that was downloaded as a module keeps
// its lines.
func lineless(root, folder, pkg, goWork string) (overlay string, err error) {
	cache, err := goSays(root, nil, "env", "GOMODCACHE")
	if err != nil {
		return "", err
	}
	list, err := goSays(root, []string{goWork, "GOOS=js", "GOARCH=wasm"}, "list", "-deps", "-f", "{{range .GoFiles}}{{$.Dir}}/{{.}}\n{{end}}", pkg)
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
		copies[file] = filepath.Join(folder, "lineless", strconv.Itoa(len(copies))+".go")
		if err := write(copies[file], inLineOne(source)); err != nil {
			return "", err
		}
	}
	content, err := json.Marshal(map[string]any{"Replace": copies})
	if err != nil {
		return "", err
	}
	overlay = filepath.Join(folder, "overlay.json")
	return overlay, write(overlay, content)
}

// inLineOne is Go code of which the compiler thinks that it all stands in line 1: a
// directive goes before each line that starts with a token.
func inLineOne(source []byte) []byte {
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
		if text == "\n" { // the end of a statement
			continue
		}
		at := file.Offset(pos)
		if start := written + bytes.LastIndexByte(source[written:at], '\n') + 1; start > written {
			code.Write(source[written:start])
			code.WriteString("//line :1\n")
			written = start
		}
		if source[at] == '`' { // which can hold lines of its own
			at += 2 + bytes.IndexByte(source[at+1:], '`')
		}
		code.Write(source[written:at])
		written = at
	}
	code.Write(source[written:])
	return code.Bytes()
}

// nameless is a compiled program without the names of its functions, which are there
// for stack traces alone and are 3% of a calculator (brotli). Where the names lie says
// the table of functions (pcHeader in the runtime's symtab.go); a program of another
// Go, with a table that is not known here, stays as it is.
func nameless(program []byte) []byte {
	const dataSection = 11
	type segment struct{ address, at, size int } // in the program's memory, and in its file
	var segments []segment
	at, end := 8, 0
	number := func() int {
		n, size := binary.Uvarint(program[at:])
		at += size
		return int(n)
	}
	for at < len(program) {
		section := program[at]
		at++
		next := number()
		next += at
		if section == dataSection {
			for range number() {
				at += 2 // it has an address, which is a constant
				address := number()
				at++
				size := number()
				segments = append(segments, segment{address, at, size})
				at += size
				end = max(end, address+size)
			}
		}
		at = next
	}
	memory := make([]byte, end)
	for _, s := range segments {
		copy(memory[s.address:], program[s.at:s.at+s.size])
	}
	start := []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}
	table := bytes.Index(memory, start)
	if bytes.Count(memory, start) != 1 || len(memory) < table+48 {
		return program
	}
	place := func(offset int) int { return table + int(binary.LittleEndian.Uint64(memory[table+offset:])) }
	from, to := place(32), place(40)
	if from < table || to < from || to > len(memory) || !bytes.Contains(memory[from:to], []byte("\x00runtime.main\x00")) {
		return program
	}
	program = slices.Clone(program)
	for _, s := range segments {
		if low, high := max(from, s.address), min(to, s.address+s.size); low < high {
			clear(program[s.at+low-s.address : s.at+high-s.address])
		}
	}
	return program
}

// goSays is what the go command writes, run in a folder with settings for its environment.
func goSays(folder string, settings []string, args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), settings...)
	out, err := cmd.Output()
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
		out = append(out, failed.Stderr...)
	}
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out)), nil
}

// replaceOnce replaces texts each of which must be there exactly once.
func replaceOnce(source string, replacements [][2]string) (string, error) {
	for _, r := range replacements {
		if n := strings.Count(source, r[0]); n != 1 {
			return "", fmt.Errorf("%q is there %d times, not once", r[0], n)
		}
		source = strings.Replace(source, r[0], r[1], 1)
	}
	return source, nil
}
