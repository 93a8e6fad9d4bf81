package calc_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// The runway's percentiles agree with those that Squiggle computes from the same
// scenarios (testdata/squiggle/reference.mjs): within four standard errors of its
// sampling, and what our own may be off, a half percent.
func TestSquiggleAgrees(t *testing.T) {
	text, err := os.ReadFile("testdata/squiggle/reference.json")
	require.NoError(t, err)
	var reference struct {
		Runways map[string][]struct {
			Name            string
			Mean, Deviation float64
		}
	}
	require.NoError(t, json.Unmarshal(text, &reference))
	require.GreaterOrEqual(t, len(reference.Runways), 5)
	for link, percentiles := range reference.Runways {
		s, problems := calc.Parse(link)
		require.Empty(t, problems)
		runway := s.Likelihood().Runway
		for _, p := range percentiles {
			got := map[string]float64{"p5": runway.P5, "p50": runway.P50, "p95": runway.P95}[p.Name]
			if p.Mean > calc.Forever {
				assert.Equal(t, never, got, "%s %s", link, p.Name)
				continue
			}
			// The variance of a mean of n runs is a run's over n: 4/√10 deviations.
			assert.InDelta(t, p.Mean, got, 4/3.1622776601683795*p.Deviation+0.005*p.Mean, "%s %s", link, p.Name)
		}
	}
}
