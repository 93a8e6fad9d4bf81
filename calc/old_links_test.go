package calc_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

var appendTo = flag.Bool("append", false, "write the results behind links that have none yet")

// A link once made keeps working: testdata/links.txt holds links with their
// results, and is only ever appended to. A line is a link, a tab, and the runway
// and the gap to the horizon in the middle, worst and best case; -append writes
// them behind a link that stands alone.
func TestOldLinks(t *testing.T) {
	const file = "testdata/links.txt"
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		link, want, known := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		s, _ := calc.Parse(link)
		got := "nothing"
		if s != nil {
			r := s.Evaluate()
			got = ""
			for _, c := range []calc.Case{r.Mid, r.Worst, r.Best} {
				got += fmt.Sprintf("%.6g %.6g ", c.Runway, c.FundingGap)
			}
			got = strings.TrimSpace(got)
		}
		switch {
		case known:
			assert.Equal(t, want, got, link)
			got = want
		case !*appendTo:
			assert.Fail(t, "a link without a result: run with -append", link)
		}
		b.WriteString(link + "\t" + got + "\n")
	}
	if *appendTo {
		require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o644))
	}
}
