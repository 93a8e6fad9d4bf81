package main

import (
	"encoding/json"
	"fmt"
	"math"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkKernel times the compiled sampling and its percentiles beside the same
// by hand in JavaScript (testdata/kernel/kernel.js), in turn, in Chromium and under
// Node: 2048 samples of ten ranged lines over 60 months. The budget is 1.5 times
// the JavaScript's time. What both compute is compared first.
func BenchmarkKernel(b *testing.B) {
	const rounds = 15
	link := "horizon=60&cash=1M..2M"
	var lines []string
	for i := range 10 {
		kind, revenue := "out", "false"
		if i < 3 {
			kind, revenue = "in", "true"
		}
		link += fmt.Sprintf("&%s.L%d=%dk..%dk&grow.L%d=0%%25..%d%%25", kind, i, 8+i, 12+2*i, i, 1+i%3)
		lines = append(lines, fmt.Sprintf("[%s, %de3, %de3, 0, %d/100]", revenue, 8+i, 12+2*i, 1+i%3))
	}
	compare := fmt.Sprintf("compare(%q, [%s], 1e6, 2e6, 60, %d)", link, strings.Join(lines, ", "), rounds)

	root, err := moduleRoot()
	require.NoError(b, err)
	folder := b.TempDir()
	require.NoError(b, compile(root, "./site/testdata/kernel", filepath.Join(folder, "kernel.wasm"), wasmFlags))
	goRoot, err := exec.Command("go", "env", "GOROOT").Output()
	require.NoError(b, err)
	glue, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(goRoot)), "lib", "wasm", "wasm_exec.js"))
	require.NoError(b, err)
	kernel, err := os.ReadFile("testdata/kernel/kernel.js")
	require.NoError(b, err)
	script := string(glue) + "\n" + string(kernel)
	require.NoError(b, write(filepath.Join(folder, "index.html"), []byte("<script>"+script+`
		const program = new Go()
		WebAssembly.instantiateStreaming(fetch('kernel.wasm'), program.importObject).then(({ instance }) => { program.run(instance) })
	</script>`)))
	require.NoError(b, write(filepath.Join(folder, "node.cjs"), []byte("globalThis.require = require; globalThis.fs = require('fs');\n"+script+`
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
	report := func(b *testing.B, r result) {
		require.Len(b, r.Answers.Go, len(r.Answers.JS))
		for i, v := range r.Answers.JS {
			require.InDelta(b, v, r.Answers.Go[i], 0.03*math.Abs(v)+0.01, "both compute the same, %v and %v", r.Answers.Go, r.Answers.JS)
		}
		var ratios []float64
		for i := range r.Go {
			ratios = append(ratios, r.Go[i]/r.JS[i])
		}
		for name, values := range map[string][]float64{"ms-go": r.Go, "ms-js": r.JS, "ratio": ratios} {
			slices.Sort(values)
			b.ReportMetric(values[len(values)/2], name)
		}
		b.ReportMetric(ratios[0], "ratio-min")
		b.ReportMetric(ratios[len(ratios)-1], "ratio-max")
		b.ReportMetric(0, "ns/op")
	}
	b.Run("Chromium", func(b *testing.B) {
		for b.Loop() {
			t := open(b)
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			require.NoError(b, err)
			server := &http.Server{Handler: http.FileServer(http.Dir(folder))}
			go server.Serve(listener)
			t.visit("http://" + listener.Addr().String() + "/")
			t.forgive() // there is no icon
			t.until(`!!globalThis.goKernel`)
			report(b, eval[result](t, compare))
			server.Close()
		}
	})
	b.Run("Node", func(b *testing.B) {
		for b.Loop() {
			out, err := exec.Command("node", filepath.Join(folder, "node.cjs")).Output()
			require.NoError(b, err)
			var r result
			require.NoError(b, json.Unmarshal(out, &r))
			report(b, r)
		}
	})
}
