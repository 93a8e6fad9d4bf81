package main

import (
	"cmp"
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/site/slim"
)

// accounts measures which packages the code of the calculator is of, and what its memory takes at
// the start, in shares of the program before it is compressed. It is the calculator as shipped, but
// with the names that a debugger shows.
func accounts(t *testing.T) (rows []row) {
	code, memory, whole, _ := accountsOf(t, "./wasm")
	share := func(what string, size int) {
		rows = append(rows, row{what, "share", 0, []float64{float64(size) / float64(whole)}})
	}
	share("tables, texts and other memory at the start", memory)
	others := 0
	for _, name := range slices.SortedFunc(maps.Keys(code), func(a, b string) int { return cmp.Compare(code[b], code[a]) }) {
		if float64(code[name]) < 0.01*float64(whole) {
			others += code[name]
			continue
		}
		share("code of "+name, code[name])
	}
	share("code of smaller packages", others)
	return rows
}

// accountsOf compiles a package and returns the sizes of its code by package and of its memory, both
// together, and that of the program.
func accountsOf(t *testing.T, pkg string) (code map[string]int, memory, whole, size int) {
	program := compiled(t, pkg, slim.All&^slim.Symbols)
	code, memory = sizesByPackage(program)
	whole = memory
	for _, size := range code {
		whole += size
	}
	return code, memory, whole, len(program)
}

// sizesByPackage returns the sizes of the functions of a WebAssembly program by the Go packages
// that they are of, and the size of its memory at the start. The linker writes a package's slashes
// and a method's parentheses as underlines.
func sizesByPackage(program []byte) (code map[string]int, memory int) {
	number := func(bytes *[]byte) int {
		n, size := binary.Uvarint(*bytes)
		*bytes = (*bytes)[size:]
		return int(n)
	}
	take := func(bytes *[]byte) []byte {
		size := number(bytes)
		taken := (*bytes)[:size]
		*bytes = (*bytes)[size:]
		return taken
	}
	var sizes []int
	names := map[int]string{}
	imported := 0
	for rest := program[8:]; len(rest) > 0; {
		kind := rest[0]
		rest = rest[1:]
		section := take(&rest)
		switch kind {
		case 0: // of which the one called name has the names of functions, as its part 1
			if string(take(&section)) != "name" {
				continue
			}
			for len(section) > 0 {
				kind := section[0]
				section = section[1:]
				part := take(&section)
				if kind != 1 {
					continue
				}
				for range number(&part) {
					i := number(&part)
					names[i] = string(take(&part))
				}
			}
		case 2: // imports; Go imports functions alone
			imported = number(&section)
		case 10:
			for range number(&section) {
				sizes = append(sizes, len(take(&section)))
			}
		case 11:
			memory = len(section)
		}
	}
	code = map[string]int{}
	for i, size := range sizes {
		name, _, _ := strings.Cut(names[imported+i], ".")
		code[name] += size
	}
	return code, memory
}

// The functions that are accounted for are those of the program.
func TestSizesByPackage(t *testing.T) {
	code, _, sum, size := accountsOf(t, "./site/testdata/empty")
	assert.Greater(t, code["runtime"], sum/4)
	assert.Positive(t, code["main"])
	assert.Less(t, code["main"], sum/100)
	assert.InEpsilon(t, size, sum, 0.1, "but for names and types")
}
