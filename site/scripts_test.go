package main

import (
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The page's scripts keep to the protocol and to their types.
func TestTypes(t *testing.T) {
	tsc := fromNPM(t, "typescript/bin/tsc")
	projects, err := filepath.Glob("page/tsconfig*.json")
	require.NoError(t, err)
	require.NotEmpty(t, projects)
	for _, project := range projects {
		output, err := exec.Command("node", tsc, "-p", project).CombinedOutput()
		assert.NoError(t, err, "%s", output)
	}
}
