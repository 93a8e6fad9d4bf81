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
// name lines of code, which are 3% of a compiled calculator (gzip). It returns the
// flags for the build, and the setting for the environment of the go command.
func slim(root, folder, pkg string) (flags []string, goWork string, err error) {
	if goWork, err = slimWorkspace(root, folder); err != nil {
		return nil, "", err
	}
	overlay, err := lineless(root, folder, pkg, goWork)
	return append(slices.Clone(wasmFlags), "-overlay="+overlay), goWork, err
}

// wasmFlags leave out symbols, and inlining where little time goes: in what writes the
// page, where it would add 2% to the program (gzip) and take up to 7% off an answer's time.
// Without the commit in it, the same sources are the same program.
var wasmFlags = []string{"-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-gcflags=runway/...=-l", "-gcflags=runway/calc="}

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

// packed is a compiled program as it compresses best: with its memory in one piece in
// place of tens of thousands (10%, gzip), whose addresses would be sent as well, and
// without the names of its functions (2%), which are there for stack traces alone.
func packed(program []byte) []byte {
	const dataSection = 11
	for at := 8; at < len(program); {
		size, n := binary.Uvarint(program[at+1:])
		body := at + 1 + n
		next := body + int(size)
		if program[at] == dataSection {
			memory := memoryOf(program[body:next])
			forgetNames(memory)
			data := binary.AppendUvarint([]byte{1, 0, 0x41, 0, 0x0b}, uint64(len(memory))) // one, from address 0 on
			data = append(data, memory...)
			return slices.Concat(program[:at+1], binary.AppendUvarint(nil, uint64(len(data))), data, program[next:])
		}
		at = next
	}
	return program
}

// memoryOf is the memory that a program starts with, from its data section.
func memoryOf(section []byte) (memory []byte) {
	number := func() int {
		n, size := binary.Uvarint(section)
		section = section[size:]
		return int(n)
	}
	for range number() {
		section = section[2:] // the address is a constant
		address := number()
		section = section[1:]
		size := number()
		if missing := address + size - len(memory); missing > 0 {
			memory = append(memory, make([]byte, missing)...)
		}
		copy(memory[address:], section[:size])
		section = section[size:]
	}
	return memory
}

// forgetNames takes the names of functions out of a program's memory. Where they lie
// says the table of functions (pcHeader in the runtime's symtab.go). One that is not
// known here, of another Go, stays as it is.
func forgetNames(memory []byte) {
	start := []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}
	table := bytes.Index(memory, start)
	if bytes.Count(memory, start) != 1 || len(memory) < table+48 {
		return
	}
	place := func(offset int) int { return table + int(binary.LittleEndian.Uint64(memory[table+offset:])) }
	from, to := place(32), place(40)
	if from < table || to < from || to > len(memory) || !bytes.Contains(memory[from:to], []byte("\x00runtime.main\x00")) {
		return
	}
	clear(memory[from:to])
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
