package slim

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each line that is cut is one of this Go's runtime: after a new Go, this tells which to look at.
func TestCutsAreOfTheRuntime(t *testing.T) {
	goRoot, err := runGo(".", nil, "env", "GOROOT")
	require.NoError(t, err)
	for file, lines := range cuts {
		source, err := os.ReadFile(filepath.Join(goRoot, "src", "runtime", file))
		require.NoError(t, err)
		for _, cut := range lines {
			assert.Equal(t, 1, strings.Count(string(source), "\n"+cut[0]+"\n"), "%s: %s", file, cut[0])
		}
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
	assert.False(t, accepts(root(t), "GOEXPERIMENT=nosuchthing"))
}
