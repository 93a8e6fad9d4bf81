package slim

import (
	"bytes"
	"encoding/binary"
)

// A compiled Go program describes each function for stack traces: its name, the file and line of
// each instruction, calls that were inlined, and arguments. No flag of the linker leaves them out.
// Other than for traces the runtime reads from them where it could interrupt a goroutine, which it
// never does in a browser, and names: of its own goroutines as it looks for a deadlock, which a
// program that waits for events does not have; of functions of package reflect, which is not part of
// ours; and of a method that is called through a nil pointer, which runtime.go sees to.

// headerStart begins the header of the table of functions: its version, since Go 1.20, the size of
// an instruction, and that of a pointer. See pcHeader in runtime/symtab.go.
var headerStart = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// dropTraces clears what only stack traces show in a program's initial memory. It leaves one alone
// whose table is another than it knows.
func dropTraces(memory []byte) {
	header := bytes.Index(memory, headerStart)
	if header < 0 {
		return
	}
	// The header's words are the numbers of functions and files, an unused one, and the places of
	// names, units of compilation, files, tables of values by instruction, and functions.
	word := func(i int) int {
		return int(binary.LittleEndian.Uint64(memory[header+len(headerStart)+8*i:]))
	}
	count, names, values, functions := word(0), header+word(3), header+word(6), header+word(7)
	if header > names || names > values || values > functions || functions+8*count > len(memory) {
		return
	}
	clear(memory[names:values])

	// A function's words, of four bytes each, see _func in runtime/runtime2.go. Behind the last are
	// the places of its values by instruction, and then of its other data.
	const (
		name      = 1
		stackSize = 4
		file      = 5
		line      = 6
		valueSets = 7
		unit      = 8
		firstLine = 9
		sets      = 10 // the number of other data is its last byte
		tables    = 11
	)
	// Of values by instruction only where pointers lie on the stack is kept, of other data all but
	// inlined calls, arguments and wrappers. See PCDATA_* and FUNCDATA_* in internal/abi/symtab.go.
	const keptValues = 1
	tracing := []int{3, 5, 6, 7}
	kept := map[int]bool{}
	for i := range count {
		at := functions + int(binary.LittleEndian.Uint32(memory[functions+8*i+4:]))
		read := func(word int) int { return int(binary.LittleEndian.Uint32(memory[at+4*word:])) }
		write := func(word int, value uint32) { binary.LittleEndian.PutUint32(memory[at+4*word:], value) }
		for _, word := range []int{name, file, line, unit, firstLine} {
			write(word, 0)
		}
		kept[read(stackSize)] = true
		others := tables + read(valueSets)
		for word := tables; word < others; word++ {
			if word == tables+keptValues {
				kept[read(word)] = true
			} else {
				write(word, 0) // none
			}
		}
		for _, i := range tracing {
			if i < int(memory[at+4*sets+3]) {
				write(others+i, ^uint32(0)) // none
			}
		}
	}
	cleared := make([]byte, functions-values)
	for from := range kept {
		to := from + valuesSize(memory[values+from:])
		copy(cleared[from:to], memory[values+from:])
	}
	copy(memory[values:], cleared)
	clearSearch(memory, header, names)
}

// clearSearch clears the table that tells near which function to search for the one at a place, with
// 320 bytes for each. What runtime.go puts in its stead finds it at once; without that, all are searched.
func clearSearch(memory []byte, header, names int) {
	// What the linker tells of the program begins with the place of the header and slices of six tables,
	// the first of which is of names. Then come the places of this table and of the first and the last
	// instruction. See moduledata in runtime/symtab.go.
	start := binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, uint64(header)), uint64(names))
	module := bytes.Index(memory, start)
	if module < 0 {
		return
	}
	word := func(i int) int { return int(binary.LittleEndian.Uint64(memory[module+8+6*24+8*i:])) }
	from, span := word(0), word(2)-word(1)
	// A number for each 4096 places, and a byte for each 256: see findfuncbucket in runtime/symtab.go.
	size := 4*((span+4095)/4096) + (span+255)/256
	if from > names && span > 0 && from+size <= len(memory) {
		clear(memory[from:][:size])
	}
}

// valuesSize returns the size of a table of values by instruction: pairs of differences, the last
// of which is one byte of zero. Only the first pair may begin with a zero.
func valuesSize(table []byte) (size int) {
	for first := true; ; first = false {
		difference, n := binary.Uvarint(table[size:])
		size += n
		if difference == 0 && !first {
			return size
		}
		_, n = binary.Uvarint(table[size:])
		size += n
	}
}
