package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The page's scripts keep to the protocol and to their types.
func TestTypes(t *testing.T) {
	const tsc = "testdata/npm/node_modules/typescript/bin/tsc"
	if _, err := os.Stat(tsc); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("npm ci in site/testdata/npm brings TypeScript:", err)
	}
	projects, err := filepath.Glob("page/tsconfig*.json")
	require.NoError(t, err)
	require.NotEmpty(t, projects)
	for _, project := range projects {
		output, err := exec.Command("node", tsc, "-p", project).CombinedOutput()
		assert.NoError(t, err, "%s", output)
	}
}
