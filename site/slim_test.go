package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The calculator is compiled without the packages that cost most (fmt 135 KB, embed
// and what it brings along 37 KB, brotli).
func TestCalculatorIsSlim(t *testing.T) {
	root, err := moduleRoot()
	require.NoError(t, err)
	goWork, err := slimWorkspace(root, t.TempDir())
	require.NoError(t, err)
	cmd := exec.Command("go", "list", "-deps", "./wasm")
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", goWork)
	out, err := cmd.Output()
	require.NoError(t, err)
	packages := strings.Fields(string(out))
	assert.Contains(t, packages, safejs)
	for _, large := range []string{"fmt", "os", "time", "embed", "reflect", "encoding/json", "internal/godebug"} {
		assert.NotContains(t, packages, large)
	}
}

// A safejs that has changed where it is replaced stops the build.
func TestSafejsIsReplacedOnce(t *testing.T) {
	replacements := [][2]string{{"fmt", "errors"}}
	slim, err := replaceOnce(`import "fmt"`, replacements)
	require.NoError(t, err)
	assert.Equal(t, `import "errors"`, slim)
	for _, source := range []string{"", "fmt fmt"} {
		_, err := replaceOnce(source, replacements)
		assert.ErrorContains(t, err, `"fmt" is there`)
	}
}

// The calculator's own tests pass as it is shipped: with the small safejs and the
// same flags, under Node.
func TestCalculatorAsShipped(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Node to run the calculator with:", err)
		}
		t.Skip("no Node to run the calculator with:", err)
	}
	root, err := moduleRoot()
	require.NoError(t, err)
	goWork, err := slimWorkspace(root, t.TempDir())
	require.NoError(t, err)
	goRoot, err := exec.Command("go", "env", "GOROOT").Output()
	require.NoError(t, err)
	glue := filepath.Join(strings.TrimSpace(string(goRoot)), "lib", "wasm", "go_js_wasm_exec")
	cmd := exec.Command("go", append(append([]string{"test", "-count=1", "-exec=" + glue}, wasmFlags...), "./wasm")...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", goWork)
	out, err := cmd.CombinedOutput()
	assert.NoError(t, err, string(out))
}
