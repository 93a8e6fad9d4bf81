package slim

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What is cut is in this Go's runtime, so that nothing stays in unnoticed.
func TestCutsAreOfTheRuntime(t *testing.T) {
	tools, err := readTools(".")
	require.NoError(t, err)
	require.True(t, tools.areKnown(), "not %s, of which see what has changed in the runtime, or downloaded as a module: %v", knownGo, tools)
	all, edited := "", 0
	sources, err := filepath.Glob(filepath.Join(tools.root, "src", "runtime", "*.go"))
	require.NoError(t, err)
	for _, file := range sources {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		all += string(source)
		lines, isEdited := cuts[filepath.Base(file)]
		if isEdited {
			edited++
		}
		for _, cut := range lines {
			assert.Equal(t, 1, strings.Count(string(source), "\n"+cut[0]+"\n"), "%s: %s", file, cut[0])
		}
	}
	assert.Len(t, cuts, edited, "files")
	asked := neverSet.FindAllString(all, -1)
	for i, question := range asked {
		asked[i] = strings.Fields(question)[0]
	}
	slices.Sort(asked)
	assert.Len(t, slices.Compact(asked), 12, "options that neverSet names")
}

// A runtime that is not known, or cannot be edited, is left alone.
func TestOnlyAKnownRuntimeIsEdited(t *testing.T) {
	for tools, want := range map[goTools]bool{
		{"go1.26", "/usr/lib/go", "/home/a/go/pkg/mod"}:                                                    true,
		{"go1.26.8 X:nogreenteagc", "/usr/lib/go", "/home/a/go/pkg/mod"}:                                   true,
		{"go1.27.0", "/usr/lib/go", "/home/a/go/pkg/mod"}:                                                  false,
		{"go1.260", "/usr/lib/go", "/home/a/go/pkg/mod"}:                                                   false,
		{"devel go1.27-abcdef", "/usr/lib/go", "/home/a/go/pkg/mod"}:                                       false,
		{"go1.26.8", filepath.Join("/mod", "golang.org", "toolchain@v0.0.1-go1.26.8.linux-amd64"), "/mod"}: false,
		{"go1.26.8", filepath.Join("/modern", "go"), "/mod"}:                                               true,
	} {
		assert.Equal(t, want, tools.areKnown(), "%v", tools)
	}
}

// Options of GODEBUG are only asked for what is false unless they are set.
func TestNeverSet(t *testing.T) {
	for question, want := range map[string]string{
		"if debug.gctrace > 0 {":          "if false {",
		"debug.gctrace > 1 && isLong":     "false && isLong",
		"debug.sbrk != 0":                 "false",
		"debug.schedtrace <= 0":           "debug.schedtrace <= 0",
		"debug.invalidptr != 0":           "debug.invalidptr != 0",
		"debug.gcstoptheworld == 0":       "debug.gcstoptheworld == 0",
		"debug.gctracer > 0":              "debug.gctracer > 0",
		"xdebug.gctrace > 0 // no option": "xdebug.gctrace > 0 // no option",
	} {
		assert.Equal(t, want, neverSet.ReplaceAllString(question, "false"))
	}
}

// The small runtime is smaller by far, and takes nothing of the module's own code.
func TestSmallRuntime(t *testing.T) {
	size := func(parts Parts) int {
		program, err := Build(root(t), "./site/testdata/empty", "", parts)
		require.NoError(t, err)
		return len(program)
	}
	assert.Less(t, float64(size(All)), 0.9*float64(size(All&^Runtime)))
}
