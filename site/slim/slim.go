// Package slim compiles a Go package for the browser and makes the program smaller than
// the go command does.
//
// What makes it smaller is a set of [Parts]. None needs another, but Traces, which works on what
// Data leaves: a part that is no longer worth its code can be deleted with its file, its constant
// and its line in compile. `./build.sh bench` prints what each gains.
package slim

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Parts is a set of ways to make a program smaller. The empty set is a plain build.
type Parts uint8

const (
	// Symbols leaves out the names that a debugger or profiler shows.
	Symbols Parts = 1 << iota
	// Inlining inlines no calls but in packages math and runtime. What of the model is called
	// most has its small functions inlined by hand. Without inlining in package runtime an
	// answer takes a third longer.
	Inlining
	// Safejs builds safejs without fmt: see safejs.go.
	Safejs
	// Runtime leaves out what of the runtime a program in a browser never does: see runtime.go. Both
	// this and Traces do nothing with a Go that they do not know.
	Runtime
	// Data joins the segments of the initial memory: see data.go.
	Data
	// Traces drops what only stack traces show from the memory that Data joins: see traces.go.
	Traces

	// All is what a reader's browser loads.
	All = Symbols | Inlining | Safejs | Runtime | Data | Traces
)

// Build compiles a package of the module in the root folder for GOOS=js, with a build tag unless
// it is empty, and returns the program. The same sources give the same program.
func Build(root, pkg, tag string, parts Parts) ([]byte, error) {
	return compile(root, pkg, tag, parts, "build")
}

// compile is Build by another command, such as test -c.
func compile(root, pkg, tag string, parts Parts, command ...string) ([]byte, error) {
	folder, err := os.MkdirTemp("", "slim")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	settings := []string{"GOOS=js", "GOARCH=wasm", "GOFLAGS=" + os.Getenv("GOFLAGS") + " -tags=" + tag}
	flags := []string{"-trimpath", "-buildvcs=false"}
	if parts&Symbols != 0 {
		flags = append(flags, "-ldflags=-s -w")
	}
	if parts&Inlining != 0 {
		flags = append(flags, "-gcflags=...=-l", "-gcflags=math/...=", "-gcflags=runtime=")
	}
	if parts&Safejs != 0 {
		workspace, err := smallSafejs(root, folder)
		if err != nil {
			return nil, err
		}
		settings = append(settings, "GOWORK="+workspace)
	}
	tools, err := readTools(root)
	if err != nil {
		return nil, err
	}
	if !tools.areKnown() {
		parts &^= Runtime | Traces
	}
	if parts&Runtime != 0 {
		overlay, err := smallRuntime(tools.root, folder)
		if err != nil {
			return nil, err
		}
		// Of the two garbage collectors the older is smaller, and no slower for a few megabytes on
		// one processor.
		flags, settings = append(flags, "-overlay="+overlay), append(settings, "GOEXPERIMENT=nogreenteagc")
	}
	file := filepath.Join(folder, "program.wasm")
	if _, err := runGo(root, settings, slices.Concat(command, flags, []string{"-o", file, pkg})...); err != nil {
		return nil, err
	}
	program, err := os.ReadFile(file)
	if err == nil && parts&Data != 0 {
		program = joinSegments(program, func(memory []byte) {
			if parts&Traces != 0 {
				dropTraces(memory)
			}
		})
	}
	return program, err
}

// knownGo is the Go whose runtime Runtime edits, and whose tables Traces clears. A later one may have
// others, of which nothing is known before they are looked at.
const knownGo = "go1.26"

// goTools are the tools of a Go: its version, and the folders of its own files and of modules.
type goTools struct{ version, root, modules string }

func readTools(folder string) (goTools, error) {
	out, err := runGo(folder, nil, "env", "GOVERSION", "GOROOT", "GOMODCACHE")
	lines := append(strings.Split(out, "\n"), "", "")
	return goTools{lines[0], lines[1], lines[2]}, err
}

// areKnown reports whether the runtime is the one that this package knows, and can be edited: the go
// command replaces no file of a Go that was downloaded as a module.
func (g goTools) areKnown() bool {
	version, _, _ := strings.Cut(g.version, " ") // experiments may follow
	return (version == knownGo || strings.HasPrefix(version, knownGo+".")) && !strings.HasPrefix(g.root, g.modules+string(filepath.Separator))
}

// runGo runs the go command in a folder, with settings added to its environment, and
// returns what it prints.
func runGo(folder string, settings []string, args ...string) (string, error) {
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
