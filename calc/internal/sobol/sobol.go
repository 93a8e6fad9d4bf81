// Package sobol generates Sobol points: quasi-random points that fill a cube more
// evenly than random ones do. They are the same on every machine.
package sobol

import "math/bits"

// Dimensions is the number of dimensions that have direction numbers of their own.
const Dimensions = 64

// digits is the number of binary digits in a coordinate.
const digits = 32

// joeKuo holds the first rows of the table new-joe-kuo-6.21201, one for each
// dimension after the first: the inner coefficients a of the primitive polynomial
// and the initial direction numbers m. The polynomial's degree is len(m).
//
// Source: S. Joe and F. Y. Kuo, Constructing Sobol sequences with better
// two-dimensional projections, SIAM J. Sci. Comput. 30, 2635-2654 (2008),
// https://web.maths.unsw.edu.au/~fkuo/sobol/.
var joeKuo = [Dimensions - 1]struct {
	a uint32
	m []uint32
}{
	{0, []uint32{1}},
	{1, []uint32{1, 3}},
	{1, []uint32{1, 3, 1}},
	{2, []uint32{1, 1, 1}},
	{1, []uint32{1, 1, 3, 3}},
	{4, []uint32{1, 3, 5, 13}},
	{2, []uint32{1, 1, 5, 5, 17}},
	{4, []uint32{1, 1, 5, 5, 5}},
	{7, []uint32{1, 1, 7, 11, 19}},
	{11, []uint32{1, 1, 5, 1, 1}},
	{13, []uint32{1, 1, 1, 3, 11}},
	{14, []uint32{1, 3, 5, 5, 31}},
	{1, []uint32{1, 3, 3, 9, 7, 49}},
	{13, []uint32{1, 1, 1, 15, 21, 21}},
	{16, []uint32{1, 3, 1, 13, 27, 49}},
	{19, []uint32{1, 1, 1, 15, 7, 5}},
	{22, []uint32{1, 3, 1, 15, 13, 25}},
	{25, []uint32{1, 1, 5, 5, 19, 61}},
	{1, []uint32{1, 3, 7, 11, 23, 15, 103}},
	{4, []uint32{1, 3, 7, 13, 13, 15, 69}},
	{7, []uint32{1, 1, 3, 13, 7, 35, 63}},
	{8, []uint32{1, 3, 5, 9, 1, 25, 53}},
	{14, []uint32{1, 3, 1, 13, 9, 35, 107}},
	{19, []uint32{1, 3, 1, 5, 27, 61, 31}},
	{21, []uint32{1, 1, 5, 11, 19, 41, 61}},
	{28, []uint32{1, 3, 5, 3, 3, 13, 69}},
	{31, []uint32{1, 1, 7, 13, 1, 19, 1}},
	{32, []uint32{1, 3, 7, 5, 13, 19, 59}},
	{37, []uint32{1, 1, 3, 9, 25, 29, 41}},
	{41, []uint32{1, 3, 5, 13, 23, 1, 55}},
	{42, []uint32{1, 3, 7, 3, 13, 59, 17}},
	{50, []uint32{1, 3, 1, 3, 5, 53, 69}},
	{55, []uint32{1, 1, 5, 5, 23, 33, 13}},
	{56, []uint32{1, 1, 7, 7, 1, 61, 123}},
	{59, []uint32{1, 1, 7, 9, 13, 61, 49}},
	{62, []uint32{1, 3, 3, 5, 3, 55, 33}},
	{14, []uint32{1, 3, 1, 15, 31, 13, 49, 245}},
	{21, []uint32{1, 3, 5, 15, 31, 59, 63, 97}},
	{22, []uint32{1, 3, 1, 11, 11, 11, 77, 249}},
	{38, []uint32{1, 3, 1, 11, 27, 43, 71, 9}},
	{47, []uint32{1, 1, 7, 15, 21, 11, 81, 45}},
	{49, []uint32{1, 3, 7, 3, 25, 31, 65, 79}},
	{50, []uint32{1, 3, 1, 1, 19, 11, 3, 205}},
	{52, []uint32{1, 1, 5, 9, 19, 21, 29, 157}},
	{56, []uint32{1, 3, 7, 11, 1, 33, 89, 185}},
	{67, []uint32{1, 3, 3, 3, 15, 9, 79, 71}},
	{70, []uint32{1, 3, 7, 11, 15, 39, 119, 27}},
	{84, []uint32{1, 1, 3, 1, 11, 31, 97, 225}},
	{97, []uint32{1, 1, 1, 3, 23, 43, 57, 177}},
	{103, []uint32{1, 3, 7, 7, 17, 17, 37, 71}},
	{115, []uint32{1, 3, 1, 5, 27, 63, 123, 213}},
	{122, []uint32{1, 1, 3, 5, 11, 43, 53, 133}},
	{8, []uint32{1, 3, 5, 5, 29, 17, 47, 173, 479}},
	{13, []uint32{1, 3, 3, 11, 3, 1, 109, 9, 69}},
	{16, []uint32{1, 1, 1, 5, 17, 39, 23, 5, 343}},
	{22, []uint32{1, 3, 1, 5, 25, 15, 31, 103, 499}},
	{25, []uint32{1, 1, 1, 11, 11, 17, 63, 105, 183}},
	{44, []uint32{1, 1, 5, 11, 9, 29, 97, 231, 363}},
	{47, []uint32{1, 1, 5, 15, 19, 45, 41, 7, 383}},
	{52, []uint32{1, 3, 7, 7, 31, 19, 83, 137, 221}},
	{55, []uint32{1, 1, 1, 3, 23, 15, 111, 223, 83}},
	{59, []uint32{1, 1, 5, 13, 31, 15, 55, 25, 161}},
	{62, []uint32{1, 1, 3, 13, 25, 47, 39, 87, 257}},
}

// Coordinates returns one coordinate of n points, from the one with the given index on,
// each strictly between 0 and 1. It applies a digital shift, so that no coordinate is
// exactly 0. If n is a power of two and first a multiple of it, each interval
// [i/n, (i+1)/n) holds exactly one coordinate.
//
// A dimension of [Dimensions] or more reuses the direction numbers of an earlier
// one, with the points shuffled.
func Coordinates(dimension, first, n int) []float64 {
	points := make([]uint32, n)
	fill(points, first, dimension%Dimensions)
	if round := uint32(dimension / Dimensions); round > 0 {
		// The Fisher-Yates shuffle, with hashes as its random numbers.
		for i := range uint32(n) {
			j := hash(round*uint32(n)+uint32(first)+i) % (i + 1)
			points[i], points[j] = points[j], points[i]
		}
	}
	shift := hash(uint32(dimension) + 1)
	u := make([]float64, n)
	for i := range u {
		u[i] = (float64(points[i]^shift) + 0.5) / (1 << digits)
	}
	return u
}

// fill sets points to one dimension of the sequence from an index on, in Gray code order.
// Each is a binary fraction without its point.
func fill(points []uint32, first, dimension int) {
	v := directions(dimension)
	x := uint32(0)
	for gray := uint32(first ^ first>>1); gray != 0; gray &= gray - 1 {
		x ^= v[bits.TrailingZeros32(gray)]
	}
	for i := range points {
		points[i] = x
		x ^= v[bits.TrailingZeros32(^uint32(first+i))]
	}
}

// directions returns the direction numbers of a dimension, counted from 0. The
// recurrence is equation 3 of Joe and Kuo.
func directions(dimension int) (v [digits]uint32) {
	if dimension == 0 {
		for i := range v {
			v[i] = 1 << (digits - 1 - i)
		}
		return v
	}
	d := joeKuo[dimension-1]
	degree := len(d.m)
	for i := range v {
		if i < degree {
			v[i] = d.m[i] << (digits - 1 - i)
			continue
		}
		v[i] = v[i-degree] ^ v[i-degree]>>degree
		for k := 1; k < degree; k++ {
			v[i] ^= (d.a >> (degree - 1 - k) & 1) * v[i-k]
		}
	}
	return v
}

// hash scatters the bits of x, as the finaliser of MurmurHash3 does.
func hash(x uint32) uint32 {
	x ^= x >> 16
	x *= 0x85ebca6b
	x ^= x >> 13
	x *= 0xc2b2ae35
	return x ^ x>>16
}
