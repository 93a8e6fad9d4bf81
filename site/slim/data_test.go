package slim

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A program whose segments are joined begins with the same memory, and is otherwise the
// same.
func TestJoinedSegments(t *testing.T) {
	program, err := Build(root(t), "./site/testdata/empty", "", All&^Data)
	require.NoError(t, err)
	// sections returns those of a program, in order.
	sections := func(program []byte) (all [][]byte) {
		for rest := program[8:]; len(rest) > 0; {
			size, n := binary.Uvarint(rest[1:])
			all, rest = append(all, rest[:1+n+int(size)]), rest[1+n+int(size):]
		}
		return all
	}
	body := func(section []byte) []byte {
		_, n := binary.Uvarint(section[1:])
		return section[1+n:]
	}
	want, got := sections(program), sections(joinSegments(program))
	require.Len(t, got, len(want))
	for i, section := range want {
		if section[0] != 11 {
			assert.True(t, bytes.Equal(section, got[i]), "section %d", section[0])
			continue
		}
		segments, _ := binary.Uvarint(body(section))
		assert.Greater(t, segments, uint64(1000))
		segments, _ = binary.Uvarint(body(got[i]))
		assert.Equal(t, uint64(1), segments)
		memory := initialMemory(body(section))
		assert.Contains(t, string(memory), "\x00runtime.main\x00")
		assert.True(t, bytes.Equal(memory, initialMemory(body(got[i]))))
	}
}
