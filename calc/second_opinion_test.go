//go:build !js

package calc_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"

	"runway/calc"
)

// testdata/second-opinion.mjs, which is written in JavaScript from the formulas
// alone, comes to the same month tables, runways, gaps and break-evens for random
// scenarios in both timings.
func TestSecondOpinion(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		require.NotEqual(t, "true", os.Getenv("CI"), "Node is missing")
		t.Skip("Node is missing")
	}
	type line struct {
		Revenue      bool    `json:"revenue"`
		Share        bool    `json:"share"`
		Amount       float64 `json:"amount"`
		Months       float64 `json:"months"`
		Growth       float64 `json:"growth"`
		GrowthMonths float64 `json:"growthMonths"`
		Units        float64 `json:"units"`
		Hire         float64 `json:"hire"`
		HireMonths   float64 `json:"hireMonths"`
		Credit       float64 `json:"credit"`
		From         *int    `json:"from"`
		Until        *int    `json:"until"`
		Every        int     `json:"every"`
		Delay        int     `json:"delay"`
	}
	type payment struct {
		Month  int     `json:"month"`
		Amount float64 `json:"amount"`
	}
	type figures struct {
		Continuous bool      `json:"continuous"`
		Horizon    int       `json:"horizon"`
		Cash       float64   `json:"cash"`
		Floor      float64   `json:"floor"`
		Interest   float64   `json:"interest"`
		Lines      []line    `json:"lines"`
		Payments   []payment `json:"payments"`
	}
	var asked []*calc.Scenario
	all := []figures{}
	for seed := uint64(0); len(asked) < 2000; seed++ {
		s := random(1e6 + seed)
		pin(s, func(r *calc.Range) float64 { return r.Middle(calc.Even, false) })
		if outgrows(s) {
			continue
		}
		asked = append(asked, s)
		f := figures{s.Timing == calc.Continuous, s.Months(), s.Cash.Low, s.Floor.Low, s.Interest.Low, []line{}, []payment{}}
		for _, l := range s.Lines {
			f.Lines = append(f.Lines, line{l.Revenue, l.Share, l.Amount.Low, l.Amount.Per.Months(),
				l.Growth.Low, l.Growth.Per.Months(), l.Units.Low, l.Hire.Low, l.Hire.Per.Months(), l.Credit.Low,
				since(s, l.From), since(s, l.Until), int(l.Every.Low), int(l.Delay.Low)})
		}
		for _, p := range s.Payments {
			f.Payments = append(f.Payments, payment{*since(s, p.Month), p.Amount.Low})
		}
		all = append(all, f)
	}
	in, err := json.Marshal(all)
	require.NoError(t, err)
	command := exec.Command(node, "testdata/second-opinion.mjs")
	command.Stdin, command.Stderr = bytes.NewReader(in), os.Stderr
	out, err := command.Output()
	require.NoError(t, err)
	var opinions []struct {
		Runway, BreakEven, GapToBreakEven *float64
		Gap                               float64
		Months                            []calc.Row
	}
	require.NoError(t, json.Unmarshal(out, &opinions))
	require.Len(t, opinions, len(asked))
	ends := map[string]int{}
	for i, s := range asked {
		check(t, s, func(t *testing.T, s *calc.Scenario) bool {
			want, got := opinions[i], s.Evaluate().Mid
			time := func(want *float64, got, within float64, what string) {
				if want == nil {
					require.Equal(t, never, got, what)
					return
				}
				ends[what]++
				require.False(t, math.IsInf(got, 1), "%s is %v", what, *want)
				require.InDelta(t, *want, got, within, what)
			}
			// Both sum up the same money, but not in the same order.
			money := rounding * moved(got)
			require.Len(t, want.Months, len(got.Months))
			for m, row := range want.Months {
				require.InDelta(t, row.Revenue, got.Months[m].Revenue, money, "revenue of month %d", m)
				require.InDelta(t, row.GrossBurn, got.Months[m].GrossBurn, money, "gross burn of month %d", m)
				require.InDelta(t, row.NetBurn, got.Months[m].NetBurn, money, "net burn of month %d", m)
				due := rounding * (row.Earned + row.Owed)
				require.InDelta(t, row.Earned, got.Months[m].Earned, due, "revenue earned in month %d", m)
				require.InDelta(t, row.Owed, got.Months[m].Owed, due, "costs owed in month %d", m)
				require.InDelta(t, row.Opening, got.Months[m].Opening, money, "cash as month %d starts", m)
				require.InDelta(t, row.Cash, got.Months[m].Cash, money, "cash as month %d ends", m)
			}
			time(want.Runway, got.Runway, late(got), "runway")
			time(want.BreakEven, got.BreakEven, 1e-9*math.Max(1, got.BreakEven), "break-even")
			require.InDelta(t, want.Gap, got.FundingGap, money, "gap")
			if want.GapToBreakEven == nil {
				require.True(t, calc.IsNone(got.GapToBreakEven))
			} else {
				require.InDelta(t, *want.GapToBreakEven, got.GapToBreakEven, money+1e-12*math.Abs(got.GapToBreakEven), "gap to break-even")
			}
			if want.Gap > 0 {
				ends["gap"]++
			}
			return true
		})
	}
	for _, what := range []string{"runway", "break-even", "gap"} {
		require.Greater(t, ends[what], len(asked)/5, what)
	}
	t.Logf("%d scenarios; %v", len(asked), ends)
}

// since counts the months from the start to a month, or is nil where none is given.
func since(s *calc.Scenario, month calc.Range) *int {
	if month == (calc.Range{}) {
		return nil
	}
	months := int(month.Low) - int(s.Start)
	return &months
}
