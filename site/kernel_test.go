package main

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"runway/site/browser"
	"runway/site/slim"
)

// kernel times the compiled sampling and its percentiles beside the same written by hand in
// JavaScript (testdata/kernel/kernel.js) and, where there is a clang for it, in C with
// SIMD (kernel.c), in turn, in Chromium and under Node: 2048 samples of ten ranged lines
// over 60 months. What they compute is compared first.
func kernel(t *testing.T) (rows []row) {
	const rounds = 15
	link, lines := tenLines()
	link = "horizon=60&cash=1M..2M" + link
	compare := fmt.Sprintf("compare(handmade, %q, [%s], 1e6, 2e6, 60, %d)", link, strings.Join(lines, ", "), rounds)

	folder := t.TempDir()
	require.NoError(t, writeFile(filepath.Join(folder, "kernel.wasm"), compiled(t, "./site/testdata/kernel", slim.All)))
	kernel, err := os.ReadFile("testdata/kernel/kernel.js")
	require.NoError(t, err)
	start := `
		const go = new Go()
		const start = load('kernel.wasm', go.importObject).then(({ instance }) => { go.run(instance) })`
	hasC := compileC(t, "testdata/kernel/kernel.c", filepath.Join(folder, "c.wasm"))
	if hasC {
		start += `.then(() => load('c.wasm')).then(({ instance }) => instance)`
	}
	script := string(goGlue(t)) + "\n" + string(kernel)
	require.NoError(t, writeFile(filepath.Join(folder, "index.html"), []byte("<script>"+script+`
		const load = (name, imports) => WebAssembly.instantiateStreaming(fetch(name), imports)`+start+`
		start.then(program => globalThis.handmade = program ?? null)
	</script>`)))
	require.NoError(t, writeFile(filepath.Join(folder, "node.cjs"), []byte("globalThis.require = require; globalThis.fs = require('fs');\n"+script+`
		const load = (name, imports) => WebAssembly.instantiate(fs.readFileSync(__dirname + '/' + name), imports)`+start+`
		start.then(handmade => {
			console.log(JSON.stringify(`+compare+`))
			process.exit()
		})
	`)))

	type figures struct{ Go, JS, C []float64 }
	type result struct{ Times, Answers figures }
	measured := func(where string, r result) {
		beside := func(what string, budget float64, times, answers []float64) {
			require.Len(t, r.Answers.Go, len(answers))
			for i, v := range answers {
				require.InDelta(t, v, r.Answers.Go[i], 0.03*math.Abs(v)+0.01, "%s computes the same, %v and %v", what, r.Answers.Go, answers)
			}
			ratios := row{"sampling, " + where, "times " + what, budget, nil}
			for i := range times {
				ratios.values = append(ratios.values, r.Times.Go[i]/times[i])
			}
			rows = append(rows, ratios)
		}
		beside("hand-written JavaScript", 1.5, r.Times.JS, r.Answers.JS)
		if hasC {
			beside("hand-written C with SIMD", 2, r.Times.C, r.Answers.C)
		}
	}
	b := open(t)
	b.Forgive() // there is no icon
	b.Visit(browser.Serve(t, http.FileServer(http.Dir(folder))) + "/")
	b.Until(`globalThis.handmade !== undefined`)
	measured("in Chromium", eval[result](b, compare))
	out, err := exec.Command("node", filepath.Join(folder, "node.cjs")).Output()
	require.NoError(t, err)
	var r result
	require.NoError(t, json.Unmarshal(out, &r))
	measured("under Node", r)
	return rows
}

// compileC compiles a C program to WebAssembly and reports whether there is a clang that
// can.
func compileC(t *testing.T, from, to string) bool {
	for _, tool := range []string{"clang", "wasm-ld"} {
		if _, err := exec.LookPath(tool); err != nil {
			return false
		}
	}
	out, err := exec.Command("clang", "--target=wasm32", "-O3", "-msimd128", "-mnontrapping-fptoint", "-mbulk-memory", "-nostdlib",
		"-Wl,--no-entry", "-Wl,--export-dynamic", "-fvisibility=default", from, "-o", to).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return true
}

// goGlue returns the script that runs Go's programs in a browser.
func goGlue(t *testing.T) []byte {
	file, err := wasmExec()
	require.NoError(t, err)
	script, err := os.ReadFile(file)
	require.NoError(t, err)
	return script
}

// tenLines returns ten growing lines with ranges, as a link and as arguments of the kernel
// written by hand.
func tenLines() (link string, lines []string) {
	for i := range 10 {
		kind, revenue := "out", "false"
		if i < 3 {
			kind, revenue = "in", "true"
		}
		link += fmt.Sprintf("&%s.L%d=%dk..%dk&grow.L%d=0%%25..%d%%25", kind, i, 8+i, 12+2*i, i, 1+i%3)
		lines = append(lines, fmt.Sprintf("[%s, %de3, %de3, 0, %d/100]", revenue, 8+i, 12+2*i, 1+i%3))
	}
	return link, lines
}
