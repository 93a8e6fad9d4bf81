package view

import "math"

// shownUnit returns the unit of the last digit in which an amount is shown: of three
// digits, or of two decimals.
func shownUnit(v float64) float64 {
	return math.Pow(10, math.Floor(math.Log10(math.Max(1, math.Abs(v))))-2)
}

// roundedTo returns a whole number of units: up, or down. What is told as enough has to be
// enough as it is told, so only what arithmetic leaves in the last digits is rounded off.
func roundedTo(unit, v float64, up bool) float64 {
	const roundoff = 1e-12
	n := v / unit
	switch nearest := math.Round(n); {
	case math.Abs(n-nearest) <= roundoff*math.Abs(n):
		n = nearest
	case up:
		n = math.Ceil(n)
	default:
		n = math.Floor(n)
	}
	if unit < 1 {
		return n / math.Round(1/unit) // 0.1 and the like are no binary fractions
	}
	return n * unit
}

// enough returns an amount that is missing as it is shown: rounded up, so that who raises
// it lacks nothing.
func enough(v float64) float64 {
	if math.IsInf(v, 0) {
		return v
	}
	return roundedTo(shownUnit(v), v, true)
}

// gap shows an amount that is missing.
func (p *page) gap(v float64) HTML { return figure(p.gapText(v)) }

func (p *page) gapText(v float64) string { return p.moneyText(enough(v)) }
