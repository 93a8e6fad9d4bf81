package slim

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"sync"

	"github.com/kjk/lzma"
)

// packing lets one program be packed at a time: the encoder weighs choices in memory that all
// encoders share, so that two at once would write valid files, but other ones each time.
var packing sync.Mutex

// Pack makes a compiled program small for its way to a browser, where unpack.js restores it as it
// arrives: a file of LZMA in which the places that calls return to are differences. Before it stands
// its checksum, FNV-1a in 32 bits, the greatest byte first.
func Pack(program []byte) ([]byte, error) {
	joined := joinPlaces(program)
	var file bytes.Buffer
	packing.Lock()
	defer packing.Unlock()
	w := lzma.NewWriterSize(&file, int64(len(joined)))
	_, err := w.Write(joined)
	if err := errors.Join(err, w.Close()); err != nil {
		return nil, err
	}
	sum := fnv.New32a()
	sum.Write(file.Bytes())
	return append(sum.Sum(nil), file.Bytes()...), nil
}

// A Go function stores before each call where it goes on after it: i64.const, the place, of which
// each is the one before and a little more, and i64.store. Written as the difference it takes one
// byte and not five, and what is around it repeats. A place is the number of a function, from
// 0x1000 on, and of a part of it in 16 bits: see cmd/internal/obj/wasm.
const (
	constant   = 0x42
	firstPlace = 0x1000 << 16
	// lastPlace is where places end, so that a difference to one fits into the bytes of a place.
	lastPlace = 1 << 30
	// nearest is by how much a place can be beyond the last to be written as a difference, which
	// is a constant from -64 to -1. Where a program stores such a constant itself, the two are
	// exchanged.
	nearest = 64
)

var store = []byte{0x37, 3, 0}

// joinPlaces returns a program whose places are differences where they can be.
func joinPlaces(program []byte) []byte {
	joined := make([]byte, 0, len(program))
	last := uint32(firstPlace)
	from := 0
	for i := 0; i < len(program); i++ {
		if program[i] != constant {
			continue
		}
		rest := program[i+1:]
		if place, ok := cutPlace(rest); ok {
			if last < place && place <= last+nearest {
				joined = append(append(joined, program[from:i+1]...), byte(0x80-(place-last)))
				from = i + 6
			}
			if place < lastPlace {
				last = place
			}
			i += 5
		} else if len(rest) > 3 && 0x80-nearest <= rest[0] && rest[0] < 0x80 && bytes.HasPrefix(rest[1:], store) {
			joined = binary.AppendUvarint(append(joined, program[from:i+1]...), uint64(last+0x80-uint32(rest[0])))
			from = i + 2
			i++
		}
	}
	return append(joined, program[from:]...)
}

// cutPlace returns the place that bytes begin with if it is stored, five bytes of 7 bits each.
func cutPlace(bytes []byte) (place uint32, ok bool) {
	if len(bytes) < 8 || bytes[4] == 0 || bytes[4] > 7 || string(bytes[5:8]) != string(store) {
		return 0, false
	}
	for i, b := range bytes[:5] {
		if i < 4 && b < 0x80 {
			return 0, false
		}
		place |= uint32(b&0x7f) << (7 * i)
	}
	return place, true
}
