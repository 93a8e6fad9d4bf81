package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view"
)

// computed are scenarios of all that a spreadsheet has to work out by itself: each property of a
// line alone, and what they do to one another.
var computed = []string{
	"cash=0",
	"cash=100&out.A=8",
	"cash=-5&in.A=10&out.A2=3",
	"cash=12&out.A=1", // which lasts to the end of a month
	"cash=500k&in.A=20k&grow.A=8%/mo&out.B=80k",
	"cash=500k&in.A=240k/yr&grow.A=60%/yr&out.B=240k/qtr&out.C=1k/wk&grow.C=1%/wk&out.D=100/day&out.E=60k/half&grow.E=-3%/half",
	"cash=500k&in.A=20k&grow.A=1000%/mo&out.B=80k&grow.B=-100%/mo",
	"cash=5M&in.A=20k&grow.A=8%/mo&out.B=80k&grow.B=9%/mo&horizon=60", // overtaken again
	"cash=50k&floor=20k&in.A=1k&out.B=5k&out.C=20%&horizon=12",
	"cash=50k&floor=-20k&in.A=1k&out.B=5k&out.C=20%&grow.C=2%/mo",
	"cash=1M&interest=4%&out.B=50k&horizon=30",
	"cash=1M&interest=-30%&out.B=30k&in.A=10k&grow.A=5%/mo&floor=100k",
	"cash=-100k&interest=10%&in.A=9k&out.B=1k",
	"cash=600k&out.Team=50k&units.Team=6 people&hire.Team=1/qtr&grow.Team=3%/yr",
	"cash=600k&out.Team=50k&units.Team=6 people&hire.Team=-1/mo",
	"cash=600k&out.Team=50k&credit.Team=180k&out.Rent=5k&credit.Rent=12k&grow.Rent=3%/mo",
	"start=2026-01&cash=1M&out.A=50k&raise.Seed=2M@2026-07&once.Machine=-400k@2026-03&once.Grant=100k@2026-03&horizon=36",
	"start=2026-01&cash=1M&out.A=50k&raise.Seed=2M@2026-07&valuation=10M",
	"start=2026-01&cash=300k&in.A=10k&from.A=2026-05&out.B=30k&until.B=2026-12&out.C=5k&from.C=2025-06&until.C=2026-08",
	"start=2026-01&cash=300k&in.A=10k&from.A=2026-05&grow.A=10%/mo&until.A=2027-05&out.B=30k&from.B=2026-03&grow.B=2%/mo&units.B=3&hire.B=1/mo",
	"start=2026-01&cash=300k&in.A=120k/yr&every.A=12&from.A=2026-04&grow.A=3%/mo&out.B=30k&every.B=qtr&grow.B=1%/mo&until.B=2027-02",
	"cash=300k&in.A=20k&grow.A=4%/mo&delay.A=2&out.B=30k&delay.B=1&grow.B=1%/mo&out.C=5k",
	"start=2026-01&cash=300k&in.A=20k&grow.A=4%/mo&delay.A=3&from.A=2026-02&in.D=4k&delay.D=24&from.D=2025-01&grow.D=-5%/mo&out.B=30k&delay.B=24&units.B=4&hire.B=1/mo",
	"start=2026-01&cash=300k&in.A=20k&every.A=6&delay.A=2&grow.A=2%/mo&out.B=30k&every.B=3&delay.B=3&credit.B=100k",
	"start=2026-01&cash=300k&in.A=20k&grow.A=2%/mo&every.A=6&in.E=7k&delay.E=1&out.F=15%&delay.F=2&out.G=10%&every.G=3&grow.G=2%/mo&out.H=5%&from.H=2026-06&until.H=2027-01&out.I=20%&credit.I=30k&out.B=9k",
	"start=2026-01&cash=300k&in.A=20k&grow.A=2%/mo&out.G=10%&every.G=4&delay.G=5&grow.G=1%/mo",
	"cash=1M..3M&in.A=20k..40k&grow.A=2%..6%/mo&out.B=80k..120k&interest=1%..4%&valuation=5M..9M&floor=10k..90k",
	"cash=1M..3M&ranges=90&in.A=20k..40k&grow.A=2%..6%/mo&out.B=80k..120k&units.B=5..9&hire.B=0..1/mo&out.C=1%..5%&credit.B=10k..200k",
	"start=2026-01&cash=1M&out.A=80k&raise.S=1M..2M@2026-03..2026-10&in.A2=30k&from.A2=2026-04..2026-09&out.C=9k&until.C=2026-05..2027-02",
	"start=2026-01&cash=900k..1M&in.A=20k..30k&grow.A=1%..9%/mo&delay.A=2&out.B=80k&out.C=10%..20%&every.C=3", // with figures that turn
	"timing=continuous&cash=500k&in.A=20k&grow.A=8%/mo&out.B=80k&grow.B=12%/yr",
	"timing=continuous&start=2026-01&cash=500k..600k&in.A=20k&grow.A=8%/mo&from.A=2026-03&in.Z=5k&grow.Z=-100%/mo&in.Y=5k&every.Y=3&grow.Y=2%/mo&out.B=80k&delay.B=2&grow.B=2%/mo&out.C=10%&grow.C=1%/mo&out.D=5%&every.D=3&out.E=4%&out.F=5%&delay.F=1&grow.F=-2%/mo&credit.B=90k&units.B=3&hire.B=1/qtr&interest=3%",
	"timing=continuous&cash=500k&in.A=20k&out.B=80k&credit.B=100k&horizon=3",
	"start=1999-12&title==1%2B1&cash=9M&cur=EUR&in.%3DHYPERLINK(1)=1M&note.cash=%2Bnote&src.cash=https://example.org/?a=1%26b=2&out.<b>%26\"=2M&mark.2000-01=-mark&actual.2000-02=8M..9M&as.cash=assumed&claim.loss=..5M/yr&claim.runway=12..&if.Less=cash%3D1M",
}

// inFull adds large scenarios: forty lines, each with something else.
func inFull() string {
	link := "start=2026-01&cash=90M&horizon=120&interest=2%"
	for i := range 20 {
		link += fmt.Sprintf("&in.Revenue %d=%dk&grow.Revenue %d=%d%%/yr&delay.Revenue %d=%d", i, 100+i, i, i, i, i%4)
		link += fmt.Sprintf("&out.Cost %d=%dk&units.Cost %d=10&hire.Cost %d=%d/yr&every.Cost %d=%d", i, 200+i, i, i, i%5, i, 1+i%6)
	}
	return link
}

// computedByOffice has LibreOffice compute spreadsheets. It returns the cells of their sheets, by
// the names of files and of sheets. Every value in the files is wrong before: what comes out has
// been computed.
func computedByOffice(t *testing.T, all map[string]view.Spreadsheet) map[string]map[string][][]string {
	t.Helper()
	for _, tool := range []string{"soffice", "node"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatal(err)
			}
			t.Skip("libreoffice-calc-nogui and Node are needed:", err)
		}
	}
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	script, err := (&site{root: root}).bundle("spreadsheet.js", api.FormatESModule, nil)
	require.NoError(t, err)
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "spreadsheet.mjs"), script, 0o600))
	files := map[string]string{}
	for name, spreadsheet := range all {
		for _, sheet := range spreadsheet.Sheets {
			for _, row := range sheet.Rows {
				for i := range row {
					if row[i].Formula != "" {
						row[i].Value = 12345.0
					}
				}
			}
		}
		files[name] = spreadsheet.Text()
	}
	texts, err := json.Marshal(files)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "files.json"), texts, 0o600))
	pack := exec.Command("node", "--input-type=module", "-e", `
		import { readFileSync, writeFileSync } from 'node:fs'
		import { pack } from './spreadsheet.mjs'
		for (const [name, text] of Object.entries(JSON.parse(readFileSync('files.json', 'utf8')))) writeFileSync(name + '.xlsx', new Uint8Array(await pack(text).arrayBuffer()))`)
	pack.Dir = folder
	output, err := pack.CombinedOutput()
	require.NoError(t, err, "%s", output)
	// Without this setting LibreOffice may keep the values that a file brings.
	profile := filepath.Join(folder, "profile", "user")
	require.NoError(t, os.MkdirAll(profile, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(profile, "registrymodifications.xcu"), []byte(`<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`), 0o600))
	args := []string{"-env:UserInstallation=" + (&url.URL{Scheme: "file", Path: filepath.Join(folder, "profile")}).String(), "--headless",
		// All sheets (the last -1), with all digits, in UTF-8 (76).
		"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1", "--outdir", filepath.Join(folder, "csv")}
	for name := range all {
		args = append(args, filepath.Join(folder, name+".xlsx"))
	}
	start := time.Now()
	output, err = exec.Command("soffice", args...).CombinedOutput()
	require.NoError(t, err, "%s", output)
	t.Logf("LibreOffice took %.1f s for %d spreadsheets", time.Since(start).Seconds(), len(all))
	read := map[string]map[string][][]string{}
	for name, spreadsheet := range all {
		read[name] = map[string][][]string{}
		for _, sheet := range spreadsheet.Sheets {
			file, err := os.Open(filepath.Join(folder, "csv", name+"-"+sheet.Name+".csv"))
			require.NoError(t, err, "%s", output)
			reader := csv.NewReader(file)
			reader.FieldsPerRecord = -1
			rows, err := reader.ReadAll()
			require.NoError(t, err)
			require.NoError(t, file.Close())
			read[name][sheet.Name] = rows
		}
	}
	return read
}

// choose has a spreadsheet use another case.
func choose(s view.Spreadsheet, word string) {
	for _, sheet := range s.Sheets {
		if sheet.Choice != "" {
			row, _ := strconv.Atoi(sheet.Choice[1:])
			sheet.Rows[row-1][2].Value = word
		}
	}
}

// What LibreOffice computes is what the page says, in the middle case and in the others, month by
// month and in the results.
func TestSpreadsheetComputes(t *testing.T) {
	l := view.LanguageOf("en")
	type expected struct {
		scenario *calc.Scenario
		result   calc.Case
		isFixed  bool
	}
	all, want := map[string]view.Spreadsheet{}, map[string]expected{}
	add := func(name string, s *calc.Scenario) {
		isFixed := s.Timing == calc.Continuous
		all[name], want[name] = view.NewSpreadsheet(l, s, "https://example.org/#"+s.String()), expected{scenario: s, result: s.Evaluate().Mid, isFixed: isFixed}
		if !s.HasRanges() || s.Preset != "" {
			return
		}
		for word, best := range map[string]bool{"results.worst": false, "results.best": true} {
			ends, _ := s.Ends(best)
			other := name + "-" + strings.TrimPrefix(word, "results.")
			all[other], want[other] = view.NewSpreadsheet(l, s, ""), expected{scenario: s, result: ends.Evaluate().Mid, isFixed: isFixed}
			choose(all[other], l.Word(word))
		}
	}
	for i, link := range append(slices.Clone(computed), inFull()) {
		s, errors := calc.Parse(link)
		require.NotNil(t, s, link)
		require.Empty(t, errors, link)
		add(fmt.Sprintf("made-%02d", i), s)
	}
	for _, preset := range calc.Presets() {
		add(preset, calc.PresetOf(preset).Scenario())
	}
	sheets := computedByOffice(t, all)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		w := want[name]
		months, results := sheets[name][l.Word("sheet.months")], sheets[name][l.Word("sheet.results")]
		scale := math.Abs(w.result.Months[0].Opening)
		for _, m := range w.result.Months {
			scale = max(scale, m.Revenue, m.GrossBurn, math.Abs(m.Cash))
		}
		near := func(want float64, text, what string) {
			t.Helper()
			got, err := number(text)
			if assert.NoError(t, err, "%s: %s: %s", name, what, w.scenario) {
				assert.InDelta(t, want, got, 1e-6*math.Max(math.Abs(want), scale*1e-6), "%s: %s: %s", name, what, w.scenario)
			}
		}
		column := func(keys ...string) int {
			for _, key := range keys {
				if i := slices.Index(months[0], l.Word(key)); i >= 0 {
					return i
				}
			}
			require.Fail(t, "no column", "%s: %v in %v", name, keys, months[0])
			return 0
		}
		revenue, costs := column("table.received", "table.revenue"), column("table.paid", "table.gross-burn")
		net, cash := column("table.net-burn"), column("table.cash")
		seen := 0
		for _, row := range months {
			n, err := strconv.Atoi(row[1])
			if err != nil || n < 0 || n >= len(w.result.Months) {
				continue
			}
			seen++
			m := w.result.Months[n]
			near(m.Revenue, row[revenue], fmt.Sprint("revenue of month ", n))
			near(m.GrossBurn, row[costs], fmt.Sprint("costs of month ", n))
			near(m.NetBurn, row[net], fmt.Sprint("net burn of month ", n))
			near(m.Cash, row[cash], fmt.Sprint("cash of month ", n))
			if len(w.scenario.Payments) > 0 {
				near(m.Payments, row[column("table.payments")], fmt.Sprint("payments of month ", n))
			}
			if t.Failed() {
				t.FailNow() // the later months follow from the first that is wrong
			}
		}
		assert.Equal(t, len(w.result.Months), seen, name)
		for _, r := range view.Results(calc.Result{Mid: w.result, Start: w.scenario.Start}, nil) {
			i := slices.IndexFunc(results, func(row []string) bool { return row[0] == l.Word("result."+r.Name) })
			require.GreaterOrEqual(t, i, 0)
			got := results[i][1]
			if w.isFixed && strings.Contains(name, "-worst") || w.isFixed && strings.Contains(name, "-best") {
				continue
			}
			switch v := r.Mid.(type) {
			case float64:
				if math.IsInf(v, 1) || r.Name == "runway" && v == calc.Forever {
					_, err := number(got)
					assert.Error(t, err, "%s: %s: %s: %s", name, r.Name, w.scenario, got)
					continue
				}
				near(v, got, r.Name)
			case string:
				at, err := time.Parse(time.DateOnly, got)
				if assert.NoError(t, err, "%s: %s", name, w.scenario) {
					assert.Equal(t, v, at.Format(time.DateOnly), "%s: %s", name, w.scenario)
				}
			case bool:
				assert.Equal(t, l.Word(map[bool]string{true: "results.yes", false: "results.no"}[v]), got, "%s: %s", name, w.scenario)
			default:
				_, err := number(got)
				assert.Error(t, err, "%s: %s: %s: %s", name, r.Name, w.scenario, got)
			}
		}
	}
}

// number reads a number as LibreOffice writes it, also in percent.
func number(text string) (float64, error) {
	digits, isPercent := strings.CutSuffix(text, "%")
	v, err := strconv.ParseFloat(digits, 64)
	if isPercent {
		v /= 100
	}
	return v, err
}
