package slim

import (
	"bytes"
	"encoding/binary"
)

// A compiled Go program holds the names of its functions, for stack traces, and no flag of the
// linker leaves them out. The runtime decides by some of them only which goroutines are its own,
// when it looks for a deadlock; a program in a browser always waits for events.

// headerStart begins the header of the table of functions: its version, since Go 1.20, the size of
// an instruction, and that of a pointer. See pcHeader in runtime/symtab.go.
var headerStart = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// dropNames clears the names in a program whose initial memory is in one segment. It leaves one
// alone whose table is another than it knows.
func dropNames(program []byte) {
	header := bytes.Index(program, headerStart)
	if header < 0 {
		return
	}
	// The header's words are the numbers of functions and files, an unused one, and the places of
	// the names and of what follows them.
	const names, end = 3, 4
	place := func(word int) int {
		at := header + len(headerStart) + 8*word
		return header + int(binary.LittleEndian.Uint64(program[at:]))
	}
	if from, to := place(names), place(end); header < from && from < to && to < len(program) {
		clear(program[from:to])
	}
}
