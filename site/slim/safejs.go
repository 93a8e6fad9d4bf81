package slim

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// safejs is the module that binds Go to JavaScript. It imports fmt for the texts of a few
// errors, which makes a program larger than the model does. The copy that smallSafejs
// makes writes the same texts without fmt. It lacks what [fmt.Formatter] adds, the stack
// behind an error as %+v prints it.
const safejs = "github.com/hack-pad/safejs"

// edits holds the replacements in each file of safejs. Each text must occur exactly once,
// so that a new version stops the build until somebody has looked at it.
var edits = map[string][][2]string{
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

// smallSafejs writes a Go workspace into a folder, in which an edited copy of safejs
// replaces the one in the module cache, and returns the workspace's file.
func smallSafejs(root, folder string) (workspace string, err error) {
	out, err := runGo(root, nil, "mod", "download", "-json", safejs)
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
	for name, replacements := range edits {
		source, err := os.ReadFile(filepath.Join(module.Dir, name))
		if err != nil {
			return "", err
		}
		edited, err := replaceOnce(string(source), replacements)
		if err != nil {
			return "", fmt.Errorf("%s %s, %s: %w", safejs, module.Version, name, err)
		}
		file := filepath.Join(folder, "safejs", name)
		if err := os.Remove(file); err != nil { // files of the module cache are read-only
			return "", err
		}
		if err := os.WriteFile(file, []byte(edited), 0o644); err != nil {
			return "", err
		}
	}
	workspace = filepath.Join(folder, "go.work")
	content := fmt.Sprintf("go 1.26\nuse %q\nreplace %s %s => ./safejs\n", root, safejs, module.Version)
	return workspace, os.WriteFile(workspace, []byte(content), 0o644)
}

// replaceOnce makes replacements in a source. It is an error if a text to replace does not
// occur exactly once.
func replaceOnce(source string, replacements [][2]string) (string, error) {
	for _, r := range replacements {
		if n := strings.Count(source, r[0]); n != 1 {
			return "", fmt.Errorf("%q is there %d times, not once", r[0], n)
		}
		source = strings.Replace(source, r[0], r[1], 1)
	}
	return source, nil
}
