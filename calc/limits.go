package calc

import "math"

// limits is the span of values that a figure can have.
func (f figure) limits() Range {
	switch {
	case f.line == nil && f.kind == "interest":
		return Range{-0.99, 10}
	case f.kind == "raise":
		return Range{0, limit}
	case f.line == nil:
		return Range{-limit, limit}
	case f.Range == &f.line.Growth.Range:
		p := f.line.Growth.Per
		return Range{-1, math.Pow(11, p.Months()) - 1}
	case f.Range == &f.line.Amount.Range && f.line.Share:
		return Range{0, 10}
	case f.Range == &f.line.Hire.Range:
		return Range{-limit, limit}
	case f.Range == &f.line.Units:
		return Range{1e-9, limit}
	}
	return Range{0, limit}
}
