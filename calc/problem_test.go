package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/calc"
)

func TestErrorText(t *testing.T) {
	for link, want := range map[string]string{
		"cash=abc":         `cash "abc": not-a-number`,
		"cash=1&start":     `link "start": cut-off`,
		"v=2":              `v "2": unknown-version`,
		"grow.Sales=5%25":  `grow.Sales "5%": no-such-line`,
		"in.=5":            `in. "5": no-name`,
		"note.cash=\u0000": `note.cash "\x00": unprintable`,
	} {
		_, problems := calc.Parse(link)
		var err error = problems[0]
		assert.EqualError(t, err, want)
	}
	assert.EqualError(t, calc.Error{Problem: calc.TooLong}, "link: too-long")
}
