package slim

import (
	"encoding/binary"
	"slices"
)

// The linker writes the initial memory in tens of thousands of segments, to leave out
// zeros. Compressed, the segments' addresses cost more than the zeros would.

// joinSegments returns a WebAssembly program with its initial memory in one segment.
func joinSegments(program []byte) []byte {
	const dataSection = 11
	for start := 8; start < len(program); {
		size, n := binary.Uvarint(program[start+1:])
		body := start + 1 + n
		end := body + int(size)
		if program[start] == dataSection {
			memory := initialMemory(program[body:end])
			// One segment, in memory 0, at the constant address 0.
			data := binary.AppendUvarint([]byte{1, 0, 0x41, 0, 0x0b}, uint64(len(memory)))
			data = append(data, memory...)
			return slices.Concat(program[:start+1], binary.AppendUvarint(nil, uint64(len(data))), data, program[end:])
		}
		start = end
	}
	return program
}

// initialMemory returns the memory that a data section describes, from address 0 on. Each
// segment must have a constant address, as the Go linker writes them.
func initialMemory(section []byte) (memory []byte) {
	number := func() int {
		n, size := binary.Uvarint(section)
		section = section[size:]
		return int(n)
	}
	for range number() {
		section = section[2:] // an active segment, i32.const
		address := number()
		section = section[1:] // end of the address
		size := number()
		if missing := address + size - len(memory); missing > 0 {
			memory = append(memory, make([]byte, missing)...)
		}
		copy(memory[address:], section[:size])
		section = section[size:]
	}
	return memory
}
