package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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

// slimWorkspace writes a Go workspace into a folder: this module, with the small
// safejs in place of the one in the module cache. It returns the setting for the
// environment of the go command.
func slimWorkspace(root, folder string) (goWork string, err error) {
	cmd := exec.Command("go", "mod", "download", "-json", safejs)
	cmd.Dir = root
	out, err := cmd.Output()
	var module struct{ Dir, Version string }
	if err == nil {
		err = json.Unmarshal(out, &module)
	}
	if err != nil {
		return "", fmt.Errorf("go mod download %s: %w %s", safejs, err, out)
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
