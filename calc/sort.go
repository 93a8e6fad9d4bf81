package calc

// sortStable sorts a slice in place; elements that are equal keep their order. It is an
// insertion sort, because the slices are short and it compiles to less code than
// slices.SortStableFunc.
func sortStable[T any](all []T, less func(a, b *T) bool) {
	for i := range all {
		for ; i > 0 && less(&all[i], &all[i-1]); i-- {
			all[i], all[i-1] = all[i-1], all[i]
		}
	}
}
