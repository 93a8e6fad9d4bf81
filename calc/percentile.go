package calc

import "math"

// buckets is how many bucketOf a set of values is sorted into to find the few that
// lie at a percentile.
const buckets = 512

// percentiles are the values of the nearest ranks, exactly: the values are
// counted by span, and only those in the bucketOf of the ranks are sorted.
func (k *sampler) percentiles(values *[samples]float64) Percentiles {
	ranks := [3]int{(samples*5+99)/100 - 1, (samples*50+99)/100 - 1, (samples*95+99)/100 - 1}
	low, high := ends(values)
	if low >= high { // all alike, or all infinite
		at := [3]float64{low, low, low}
		finite := 0
		for _, v := range values {
			if v <= math.MaxFloat64 {
				finite++
			}
		}
		for r, rank := range ranks {
			if rank >= finite {
				at[r] = math.Inf(1)
			}
		}
		return Percentiles{at[0], at[1], at[2]}
	}
	counts := &k.bucketCounts
	clear(counts[:])
	scale := (buckets - 1) / (high - low)
	bucketOf := &k.bucketOf
	for i := 0; i < samples; i += 4 {
		v, s := values[i:i+4:i+4], bucketOf[i:i+4:i+4]
		s[0], s[1], s[2], s[3] = spanOf((v[0]-low)*scale), spanOf((v[1]-low)*scale), spanOf((v[2]-low)*scale), spanOf((v[3]-low)*scale)
		counts[s[0]]++
		counts[s[1]]++
		counts[s[2]]++
		counts[s[3]]++
	}
	var at [3]uint16
	var below [3]int
	seen, r := 0, 0
	for b, n := range counts {
		for r < 3 && seen+int(n) > ranks[r] {
			at[r], below[r] = uint16(b), seen
			k.candidates[r] = k.candidates[r][:0]
			r++
		}
		seen += int(n)
	}
	var sought [buckets]bool
	for _, span := range at {
		sought[span] = true
	}
	for i := 0; i < samples; i += 4 {
		s := bucketOf[i : i+4 : i+4]
		if !sought[s[0]] && !sought[s[1]] && !sought[s[2]] && !sought[s[3]] {
			continue
		}
		for j, span := range s {
			for r := range at {
				if span == at[r] {
					k.candidates[r] = append(k.candidates[r], values[i+j])
				}
			}
		}
	}
	var found [3]float64
	for r, rank := range ranks {
		found[r] = nth(k.candidates[r], rank-below[r])
	}
	return Percentiles{found[0], found[1], found[2]}
}

// nth is the value that n others stand before when the values are sorted: Hoare's
// selection. It moves them.
func nth(values []float64, n int) float64 {
	low, high := 0, len(values)-1
	for low < high {
		pivot := values[low+(high-low)/2]
		i, j := low, high
		for i <= j {
			for values[i] < pivot {
				i++
			}
			for values[j] > pivot {
				j--
			}
			if i <= j {
				values[i], values[j] = values[j], values[i]
				i++
				j--
			}
		}
		switch {
		case n <= j:
			high = j
		case n >= i:
			low = i
		default:
			return values[n]
		}
	}
	return values[n]
}

// ends are the least of the values and the greatest of those that are finite.
func ends(values *[samples]float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for i := 0; i < samples; i += 4 {
		v := values[i : i+4 : i+4]
		if v[0] < low || v[1] < low || v[2] < low || v[3] < low {
			low = min(v[0], v[1], v[2], v[3])
		}
		if v[0] > high || v[1] > high || v[2] > high || v[3] > high {
			for _, v := range v {
				if v > high && v <= math.MaxFloat64 {
					high = v
				}
			}
		}
	}
	return low, high
}

// spanOf is the span that a value lies in, infinite ones with the greatest.
func spanOf(v float64) uint16 {
	if v > buckets-1 {
		return buckets - 1
	}
	return uint16(int32(v))
}
