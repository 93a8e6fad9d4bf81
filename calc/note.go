package calc

import (
	"slices"
	"strings"
)

// Note is what stands behind a figure. The zero value is that of a figure that was reported.
type Note struct {
	// Text is a short remark.
	Text string
	// Source is an http or https address.
	Source string
	// Standing says how far the figure is known.
	Standing Standing
}

// Standing says how far a figure is known.
type Standing uint8

const (
	// Reported is a figure that somebody has reported.
	Reported Standing = iota
	// Estimated is one that was reported as an estimate.
	Estimated
	// Derived is one that follows from others.
	Derived
	// Assumed is one that nobody has reported.
	Assumed
)

var standings = []string{Reported: "reported", Estimated: "estimated", Derived: "derived", Assumed: "assumed"}

// String is the standing as in a link.
func (s Standing) String() string { return standings[s] }

// behind lists the keys of what stands behind a figure, in the order of a canonical link. A
// dot and the figure's key follow.
var behind = [...]string{"note", "src", "as"}

// cutBehind cuts the key of what stands behind a figure into its part and the figure's key.
// Of other keys the part is empty.
func cutBehind(key string) (part, figure string) {
	part, figure, _ = strings.Cut(key, ".")
	if !slices.Contains(behind[:], part) {
		return "", key
	}
	return part, strings.TrimSpace(figure)
}

// values returns the values of the keys behind a figure; the default is empty.
func (n Note) values() [len(behind)]string {
	values := [...]string{n.Text, n.Source, n.Standing.String()}
	if n.Standing == Reported {
		values[2] = ""
	}
	return values
}

// read reads the value of a key behind a figure. A text that is refused changes nothing.
func (n *Note) read(part, text string) Problem {
	switch part {
	case "note":
		return readText(&n.Text, text)
	case "src":
		return readSource(&n.Source, text)
	}
	if readChoice((*uint8)(&n.Standing), text, standings) != "" {
		return NotAStanding
	}
	return ""
}

// Note returns what stands behind the figure.
func (f Figure) Note() Note { return f.scenario.Notes[f.Key()] }
