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
	var whole []byte
	for _, section := range sections(program) {
		if section[0] == 11 {
			whole = initialMemory(body(section))
		}
	}
	memory := bytes.Clone(whole)
	dropTraces(memory)
	require.Len(t, memory, len(whole))
	assert.Contains(t, string(whole), "\x00runtime.main\x00")
	assert.NotContains(t, string(memory), "\x00runtime.main\x00")
	assert.Contains(t, string(whole), "runtime/proc.go")
	assert.NotContains(t, string(memory), "runtime/proc.go")
	first, last, gone := 0, 0, 0
	for i := range memory {
		if memory[i] == whole[i] {
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
	count := int(binary.LittleEndian.Uint64(whole[header+8:]))
	var hints []byte
	for i := range count {
		require.Equal(t, whole[functions+8*i:][:8], memory[functions+8*i:][:8], "where each begins is kept")
		number := binary.LittleEndian.Uint32(whole[functions+8*i:])
		require.Equal(t, 0x1000+i, int(number), "functions are numbered as runtime.go takes it")
		for range 16 {
			hints = append(binary.LittleEndian.AppendUint32(hints, uint32(i)), make([]byte, 16)...)
		}
	}
	// The last function is short.
	hints = hints[:20*(16*(count-1)+1)-15]
	from := bytes.Index(whole, hints)
	require.Greater(t, from, functions)
	assert.Equal(t, make([]byte, len(hints)), memory[from:][:len(hints)])
	assert.Equal(t, whole[from+len(hints):], memory[from+len(hints):], "what follows is as it was")

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
