package slim

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Without what traces show, a program holds the names of no functions, and all before and behind
// their table is as it was. That it runs all the same, the calculator's own tests show.
func TestDroppedTraces(t *testing.T) {
	program, err := Build(root(t), "./site/testdata/empty", "", All&^Traces)
	require.NoError(t, err)
	whole := bytes.Clone(program)
	dropTraces(program)
	require.Len(t, program, len(whole))
	assert.Contains(t, string(whole), "\x00runtime.main\x00")
	assert.NotContains(t, string(program), "\x00runtime.main\x00")
	assert.Contains(t, string(whole), "runtime/proc.go")
	assert.NotContains(t, string(program), "runtime/proc.go")
	first, last, gone := 0, 0, 0
	for i := range program {
		if program[i] == whole[i] {
			continue
		}
		if first == 0 {
			first = i
		}
		last, gone = i, gone+1
	}
	assert.Contains(t, string(whole[first:last]), "main.main\x00")
	assert.Greater(t, gone, 100_000)
	header := bytes.Index(whole, headerStart)
	functions := header + int(binary.LittleEndian.Uint64(whole[header+64:]))
	assert.Greater(t, first, header+64, "the header is as it was")
	assert.Less(t, last, functions+(last-first), "and so is what follows the functions")
	assert.Equal(t, whole[functions:functions+8*100], program[functions:functions+8*100], "and where each begins")

	foreign := []byte("no table of functions")
	dropTraces(foreign)
	assert.Equal(t, "no table of functions", string(foreign))
	broken := append(bytes.Clone(headerStart), bytes.Repeat([]byte{0xff}, 64)...)
	dropTraces(broken)
	assert.Equal(t, bytes.Repeat([]byte{0xff}, 64), broken[len(headerStart):])
}

// Tables end with the first difference of zero that does not begin them: see pcvalue in
// runtime/symtab.go.
func TestValuesSize(t *testing.T) {
	for table, want := range map[string]int{
		"\x02\x01\x00":                         3,
		"\x00\x05\x02\x01\x00\x02\x01\x00":     5,
		"\x82\x01\x90\x01\x04\x03\x00\x07\x07": 7,
	} {
		assert.Equal(t, want, valuesSize([]byte(table)), "%q", table)
	}
}
