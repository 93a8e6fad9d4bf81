package main

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// kernel times the compiled sampling and its percentiles beside the same by hand in
// JavaScript (testdata/kernel/kernel.js), in turn, in Chromium and under Node: 2048
// samples of ten ranged lines over 60 months. What both compute is compared first.
func kernel(t *testing.T) []row {
	const rounds = 15
	link, lines := tenLines()
	link = "horizon=60&cash=1M..2M" + link
	compare := fmt.Sprintf("compare(%q, [%s], 1e6, 2e6, 60, %d)", link, strings.Join(lines, ", "), rounds)

	root, err := moduleRoot()
	require.NoError(t, err)
	folder := t.TempDir()
	require.NoError(t, compile(root, "./site/testdata/kernel", filepath.Join(folder, "kernel.wasm"), wasmFlags))
	kernel, err := os.ReadFile("testdata/kernel/kernel.js")
	require.NoError(t, err)
	script := string(goGlue(t)) + "\n" + string(kernel)
	require.NoError(t, write(filepath.Join(folder, "index.html"), []byte("<script>"+script+`
		const program = new Go()
		WebAssembly.instantiateStreaming(fetch('kernel.wasm'), program.importObject).then(({ instance }) => { program.run(instance) })
	</script>`)))
	require.NoError(t, write(filepath.Join(folder, "node.cjs"), []byte("globalThis.require = require; globalThis.fs = require('fs');\n"+script+`
		const program = new Go()
		WebAssembly.instantiate(fs.readFileSync(__dirname + '/kernel.wasm'), program.importObject).then(({ instance }) => {
			program.run(instance)
			console.log(JSON.stringify(`+compare+`))
			process.exit()
		})
	`)))

	type result struct {
		Go, JS  []float64
		Answers struct{ Go, JS []float64 }
	}
	ratios := func(r result) (all []float64) {
		require.Len(t, r.Answers.Go, len(r.Answers.JS))
		for i, v := range r.Answers.JS {
			require.InDelta(t, v, r.Answers.Go[i], 0.03*math.Abs(v)+0.01, "both compute the same, %v and %v", r.Answers.Go, r.Answers.JS)
		}
		for i := range r.Go {
			all = append(all, r.Go[i]/r.JS[i])
		}
		return all
	}
	b := open(t)
	b.forgive() // there is no icon
	server := httptest.NewServer(http.FileServer(http.Dir(folder)))
	t.Cleanup(server.Close)
	b.visit(server.URL + "/")
	b.until(`!!globalThis.goKernel`)
	inChromium := ratios(eval[result](b, compare))
	out, err := exec.Command("node", filepath.Join(folder, "node.cjs")).Output()
	require.NoError(t, err)
	var r result
	require.NoError(t, json.Unmarshal(out, &r))
	return []row{
		{"sampling, in Chromium", "times hand-written JavaScript", 1.5, inChromium},
		{"sampling, under Node", "times hand-written JavaScript", 1.5, ratios(r)},
	}
}

// goGlue is the script that runs Go's programs in a browser.
func goGlue(t *testing.T) []byte {
	file, err := glue()
	require.NoError(t, err)
	script, err := os.ReadFile(file)
	require.NoError(t, err)
	return script
}

// tenLines are ten ranged lines that grow, as a link and as the kernel by hand takes them.
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
