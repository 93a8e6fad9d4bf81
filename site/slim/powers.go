package slim

import "strings"

// Numbers are written and read by a table of powers of ten, 11 KB that no packing makes smaller.
// The calculator computes it as it starts.

// powersFile holds the table, since Go 1.26.
const powersFile = "internal/strconv/pow10tab.go"

// powersTable begins the table in the file's text. Its bounds stand before it, and nothing behind it.
const powersTable = "var pow10Tab = [...]uint128{\n"

// powersCode computes the same table: mantissas of 128 bits, the highest of them set, rounded down.
// Each follows from its neighbour, with 128 bits more to keep the errors of hundreds of steps away.
const powersCode = `var pow10Tab [pow10Max - pow10Min + 1]uint128

func init() {
	m := [4]uint64{3: 1 << 63} // the lowest bits first
	for e := 0; e <= pow10Max; e++ {
		pow10Tab[e-pow10Min] = uint128{m[3], m[2]}
		carry := uint64(0)
		for i, word := range m {
			hi, lo := bits.Mul64(word, 10)
			var more uint64
			m[i], more = bits.Add64(lo, carry, 0)
			carry = hi + more
		}
		n := bits.Len64(carry)
		for i := 3; i >= 0; i-- {
			m[i], carry = m[i]>>n|carry<<(64-n), m[i]
		}
	}
	m = [4]uint64{3: 1 << 63}
	for e := -1; e >= pow10Min; e-- {
		rest := uint64(0)
		for i := 3; i >= 0; i-- {
			m[i], rest = bits.Div64(rest, m[i], 10)
		}
		n := bits.LeadingZeros64(m[3])
		below := uint64(0)
		for i, word := range m {
			m[i], below = word<<n|below>>(64-n), word
		}
		pow10Tab[e-pow10Min] = uint128{m[3], m[2]}
	}
}
`

// computePowers returns a Go source in which the table, if it holds it, is computed.
func computePowers(source string) string {
	before, _, isThere := strings.Cut(source, powersTable)
	if !isThere {
		return source
	}
	return strings.Replace(before, "package strconv\n", "package strconv\n\nimport \"math/bits\"\n", 1) + powersCode
}
