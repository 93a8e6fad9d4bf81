package slim

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Without names, a program holds none of a function's, and all else as before.
func TestDroppedNames(t *testing.T) {
	program, err := Build(root(t), "./site/testdata/empty", "", All&^Names)
	require.NoError(t, err)
	named := string(program)
	dropNames(program)
	assert.Contains(t, named, "\x00runtime.main\x00")
	assert.NotContains(t, string(program), "\x00runtime.main\x00")
	require.Len(t, program, len(named))
	first, last := -1, 0
	for i := range program {
		if program[i] == named[i] {
			continue
		}
		assert.Zero(t, program[i])
		if first < 0 {
			first = i
		}
		last = i
	}
	assert.Contains(t, named[first:last], "main.main\x00")
	assert.NotContains(t, named[first:last+1], "\x00\x00\x00\x00", "only texts are gone")

	foreign := []byte("no table of functions")
	dropNames(foreign)
	assert.Equal(t, "no table of functions", string(foreign))
}
