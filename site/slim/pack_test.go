package slim

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// unpackInParts unpacks a file by the page's script, in parts of each size, and prints whether the
// script takes it for whole, and whether each result is the other file.
const unpackInParts = `
	import { readFileSync } from 'node:fs'
	import { unpacker } from './unpack.mjs'
	const [packed, program] = process.argv.slice(2).map(file => new Uint8Array(readFileSync(file)))
	const found = [1e9, 65536, 1000, 7].map(size => {
		const { unpack, isWhole } = unpacker()
		const parts = []
		try {
			for (let at = 0; at < packed.length; at += size) parts.push(unpack(packed.slice(at, at + size)))
			parts.push(unpack())
		} catch (error) {
			if (!(error instanceof TypeError)) throw error
		}
		return isWhole() + ' ' + !Buffer.compare(Buffer.concat(parts), program)
	})
	console.log([...new Set(found)].join())
`

// unpacked packs a program, lets it be damaged on its way, unpacks it by the page's script, and
// returns what unpackInParts prints.
func unpacked(t *testing.T, program []byte, damage func(packed []byte) []byte) string {
	t.Helper()
	packed, err := Pack(program)
	require.NoError(t, err)
	folder := t.TempDir()
	script, err := os.ReadFile(filepath.Join(root(t), "site", "page", "unpack.js"))
	require.NoError(t, err)
	for name, content := range map[string][]byte{"unpack.mjs": script, "test.mjs": []byte(unpackInParts), "packed": damage(packed), "program": program} {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), content, 0o644))
	}
	run := exec.Command(node(t), "test.mjs", "packed", "program")
	run.Dir = folder
	out, err := run.CombinedOutput()
	require.NoError(t, err, "%s", out)
	return string(bytes.TrimSpace(out))
}

func untouched(packed []byte) []byte { return packed }

// A compiled program is unpacked as it was, and is a third smaller than gzip would make it.
func TestPack(t *testing.T) {
	program, err := Build(root(t), "./site/testdata/empty", "", All)
	require.NoError(t, err)
	assert.Equal(t, "true true", unpacked(t, program, untouched))
	assert.Equal(t, "true true", unpacked(t, nil, untouched))
	assert.Less(t, float64(len(joinPlaces(program))), 0.99*float64(len(program)), "places are joined")
}

// Whatever a program stores comes back: places near each other and far apart, small constants in
// their stead, and bytes that only look like them.
func TestPackRandomPrograms(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	place := uint32(firstPlace)
	var program []byte
	for range 20_000 {
		switch random.IntN(10) {
		case 0, 1:
			place += uint32(random.IntN(2*nearest + 10))
		case 2:
			place = firstPlace + uint32(random.Int32N(1<<30))
		case 3:
			place -= uint32(random.IntN(nearest))
		case 6: // any number of 31 bits
			place = uint32(random.Int32())
		case 7: // the greatest
			place = 1<<31 - 1 - uint32(random.IntN(3*nearest))
		case 4: // noise of the bytes that matter
			for range random.IntN(12) {
				program = append(program, []byte{constant, 0x37, 3, 0, 0x40, 0x7f, 0x80, 0xff, 1}[random.IntN(9)])
			}
			continue
		case 5: // a constant of one byte
			program = append(append(program, constant, byte(random.IntN(0x80))), store...)
			continue
		}
		program = append(program, constant)
		for i := range 5 {
			septet := byte(place >> (7 * i) & 0x7f)
			if i < 4 || random.IntN(50) == 0 {
				septet |= 0x80
			}
			program = append(program, septet)
		}
		if random.IntN(20) > 0 {
			program = append(program, store...)
		}
	}
	assert.Equal(t, "true true", unpacked(t, program, untouched))
	for size := range 10 { // the end in the midst of a place
		assert.Equal(t, "true true", unpacked(t, program[:1000+size], untouched), size)
	}
}

// Programs that are packed at the same time are packed as each by itself is.
func TestPackAtOnce(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	programs := make([][]byte, 4)
	for i := range programs {
		for len(programs[i]) < 200_000 { // of short pieces, so that there is much to choose from
			programs[i] = append(programs[i], "abcdefghijklmnop"[random.IntN(12):12+random.IntN(4)]...)
		}
	}
	var alone [4][]byte
	for i := range programs {
		var err error
		alone[i], err = Pack(programs[i])
		require.NoError(t, err)
	}
	for range 8 {
		var together [4][]byte
		var all sync.WaitGroup
		for i := range programs {
			all.Go(func() { together[i], _ = Pack(programs[i]) })
		}
		all.Wait()
		for i := range programs {
			require.True(t, bytes.Equal(alone[i], together[i]), i)
		}
	}
}

// What was damaged on its way is told.
func TestUnpackDamaged(t *testing.T) {
	program, err := Build(root(t), "./site/testdata/empty", "", All)
	require.NoError(t, err)
	program = program[:100_000]
	for name, damage := range map[string]func(packed []byte) []byte{
		"nothing":        func([]byte) []byte { return nil },
		"its checksum":   func(packed []byte) []byte { return packed[:4] },
		"its first part": func(packed []byte) []byte { return packed[:len(packed)/2] },
		"all but a byte": func(packed []byte) []byte { return packed[:len(packed)-1] },
		"more":           func(packed []byte) []byte { return append(packed, 0) },
		"another byte":   func(packed []byte) []byte { packed[len(packed)/2] ^= 1; return packed },
		"the last byte":  func(packed []byte) []byte { packed[len(packed)-1] ^= 1; return packed },
		"the checksum":   func(packed []byte) []byte { packed[0] ^= 1; return packed },
		"a page":         func([]byte) []byte { return bytes.Repeat([]byte("<!doctype html>"), 1000) },
	} {
		assert.NotContains(t, unpacked(t, program, damage), "true ", "%s: taken for whole", name)
	}
}
