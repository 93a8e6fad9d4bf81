package slim

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// root returns the module's folder.
func root(t *testing.T) string {
	t.Helper()
	file, err := runGo(".", nil, "env", "GOMOD")
	require.NoError(t, err)
	return filepath.Dir(file)
}

// node returns the path of Node. Where it is missing, the test is skipped, or fails where CI=true.
func node(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Node to run what browsers run:", err)
		}
		t.Skip("no Node to run what browsers run:", err)
	}
	return path
}

// The calculator's own tests pass as it is shipped, under Node, and as a plain build.
func TestCalculatorAsShipped(t *testing.T) {
	node(t)
	tools, err := readTools(".")
	require.NoError(t, err)
	for name, parts := range map[string]Parts{"shipped": All, "plain": 0} {
		program, err := compile(root(t), "./wasm", "", parts, "test", "-c")
		require.NoError(t, err, name)
		file := filepath.Join(t.TempDir(), "tests.wasm")
		require.NoError(t, os.WriteFile(file, program, 0o644))
		tests := exec.Command(filepath.Join(tools.root, "lib", "wasm", "go_js_wasm_exec"), file)
		tests.Dir = filepath.Join(root(t), "wasm")
		out, err := tests.CombinedOutput()
		assert.NoError(t, err, "%s: %s", name, out)
		assert.Contains(t, string(out), "PASS", name)
	}
}
