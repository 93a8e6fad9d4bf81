package calc

// sortStable sorts a slice in place; elements that are equal keep their order. It is an
// insertion sort: the slices are short, and slices.SortStableFunc in its place adds 8 KB
// (gzip) to the compiled calculator.
func sortStable[T any](all []T, less func(a, b *T) bool) {
	for i := range all {
		for ; i > 0 && less(&all[i], &all[i-1]); i-- {
			all[i], all[i-1] = all[i-1], all[i]
		}
	}
}
