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

// The calculator's own tests pass as it is shipped, under Node, and as a plain build.
func TestCalculatorAsShipped(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Node to run the calculator with:", err)
		}
		t.Skip("no Node to run the calculator with:", err)
	}
	goRoot, err := runGo(".", nil, "env", "GOROOT")
	require.NoError(t, err)
	for name, parts := range map[string]Parts{"shipped": All, "plain": 0} {
		program, err := compile(root(t), "./wasm", "", parts, "test", "-c")
		require.NoError(t, err, name)
		file := filepath.Join(t.TempDir(), "tests.wasm")
		require.NoError(t, os.WriteFile(file, program, 0o644))
		tests := exec.Command(filepath.Join(goRoot, "lib", "wasm", "go_js_wasm_exec"), file)
		tests.Dir = filepath.Join(root(t), "wasm")
		out, err := tests.CombinedOutput()
		assert.NoError(t, err, "%s: %s", name, out)
		assert.Contains(t, string(out), "PASS", name)
	}
}
