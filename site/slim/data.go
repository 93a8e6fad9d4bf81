package slim

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// The linker writes the initial memory in tens of thousands of segments, to leave out
// zeros. Compressed, the segments' addresses cost more than the zeros would, unless these are many.
const manyZeros = 1 << 14

// joinSegments returns a WebAssembly program with its initial memory, once it is changed, in few
// segments.
func joinSegments(program []byte, change func(memory []byte)) []byte {
	const dataSection = 11
	for start := 8; start < len(program); {
		size, n := binary.Uvarint(program[start+1:])
		body := start + 1 + n
		end := body + int(size)
		if program[start] == dataSection {
			memory := initialMemory(program[body:end])
			change(memory)
			data := segments(memory)
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

// segments returns the data section of an initial memory.
func segments(memory []byte) []byte {
	var all []byte
	count := uint64(0)
	gap := make([]byte, manyZeros)
	for from := 0; ; {
		for from < len(memory) && memory[from] == 0 {
			from++
		}
		if from == len(memory) {
			return append(binary.AppendUvarint(nil, count), all...)
		}
		to := len(memory)
		if n := bytes.Index(memory[from:], gap); n >= 0 {
			to = from + n
		}
		address := binary.AppendUvarint(nil, uint64(from))
		if last := len(address) - 1; address[last] >= 0x40 { // the highest bit would be its sign
			address[last] |= 0x80
			address = append(address, 0)
		}
		// In memory 0, i32.const, the address, its end.
		all = slices.Concat(all, []byte{0, 0x41}, address, []byte{0x0b}, binary.AppendUvarint(nil, uint64(to-from)), memory[from:to])
		count, from = count+1, to
	}
}
