package slim

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A program whose segments are joined begins with the same memory, and is otherwise the
// same.
func TestJoinedSegments(t *testing.T) {
	program, err := Build(root(t), "./site/testdata/empty", "", All&^Data)
	require.NoError(t, err)
	want, got := sections(program), sections(joinSegments(program, func([]byte) {}))
	require.Len(t, got, len(want))
	for i, section := range want {
		if section[0] != 11 {
			assert.True(t, bytes.Equal(section, got[i]), "section %d", section[0])
			continue
		}
		count, _ := binary.Uvarint(body(section))
		assert.Greater(t, count, uint64(1000))
		count, _ = binary.Uvarint(body(got[i]))
		assert.Less(t, count, uint64(10))
		memory := initialMemory(body(section))
		assert.Contains(t, string(memory), "\x00runtime.main\x00")
		assert.True(t, bytes.Equal(memory, initialMemory(body(got[i]))))
	}
}

// sections returns those of a program, in order.
func sections(program []byte) (all [][]byte) {
	for rest := program[8:]; len(rest) > 0; {
		size, n := binary.Uvarint(rest[1:])
		all, rest = append(all, rest[:1+n+int(size)]), rest[1+n+int(size):]
	}
	return all
}

// body returns what a section holds.
func body(section []byte) []byte {
	_, n := binary.Uvarint(section[1:])
	return section[1+n:]
}

// Many zeros are left out, wherever they stand, and few are not.
func TestSegments(t *testing.T) {
	zeros := func(n int) string { return strings.Repeat("\x00", n) }
	for memory, want := range map[string]int{
		"":                             0,
		zeros(3):                       0,
		zeros(3 * manyZeros):           0,
		"a":                            1,
		"a" + zeros(manyZeros-1) + "b": 1,
		"a" + zeros(manyZeros) + "b":   2,
		zeros(63) + "a":                1, // where an address takes another byte for its sign
		zeros(64) + "a":                1,
		zeros(8191) + "a":              1,
		zeros(8192) + "a" + zeros(2*manyZeros) + "b" + zeros(1<<20-3*manyZeros) + "cc" + zeros(manyZeros): 3,
	} {
		section := segments([]byte(memory))
		count, _ := binary.Uvarint(section)
		assert.Equal(t, want, int(count))
		assert.Equal(t, strings.TrimRight(memory, "\x00"), strings.TrimRight(string(initialMemory(section)), "\x00"))
	}
}
