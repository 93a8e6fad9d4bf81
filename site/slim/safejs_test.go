package slim

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The calculator needs none of the packages that would cost most.
func TestCalculatorIsSlim(t *testing.T) {
	workspace, err := smallSafejs(root(t), t.TempDir())
	require.NoError(t, err)
	list, err := runGo(root(t), []string{"GOOS=js", "GOARCH=wasm", "GOWORK=" + workspace}, "list", "-deps", "./wasm")
	require.NoError(t, err)
	packages := strings.Fields(list)
	assert.Contains(t, packages, safejs)
	for _, large := range []string{"fmt", "os", "time", "embed", "reflect", "encoding/json", "internal/godebug"} {
		assert.NotContains(t, packages, large)
	}
}

// A safejs that has changed where it is edited stops the build.
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
