package slim

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The table as it is computed is the one in Go's source.
func TestComputedPowers(t *testing.T) {
	tools, err := readTools(".")
	require.NoError(t, err)
	source, err := os.ReadFile(filepath.Join(tools.root, "src", filepath.FromSlash(powersFile)))
	require.NoError(t, err)
	_, table, isThere := strings.Cut(string(source), powersTable)
	require.True(t, isThere)

	folder := t.TempDir()
	for name, content := range map[string]string{
		"go.mod":      "module powers\n",
		"computed.go": strings.Replace(computePowers(string(source)), "package strconv\n", "package main\n", 1),
		"linked.go": "package main\n\ntype uint128 struct{ Hi, Lo uint64 }\n\nvar linked = [...]uint128{\n" + table +
			"\nfunc main() { println(len(linked) > 600, pow10Tab == linked) }\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644))
	}
	run := exec.Command("go", "run", ".")
	run.Dir = folder
	out, err := run.CombinedOutput()
	require.NoError(t, err, "%s", out)
	assert.Equal(t, "true true\n", string(out))

	assert.Equal(t, "package other\n", computePowers("package other\n"))
}
