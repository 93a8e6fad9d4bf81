package main

import (
	"bytes"
	"go/scanner"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The calculator is compiled without the packages that cost most (fmt 135 KB, embed
// and what it brings along 37 KB, brotli).
func TestCalculatorIsSlim(t *testing.T) {
	root, err := moduleRoot()
	require.NoError(t, err)
	goWork, err := slimWorkspace(root, t.TempDir())
	require.NoError(t, err)
	list, err := goSays(root, []string{"GOOS=js", "GOARCH=wasm", goWork}, "list", "-deps", "./wasm")
	require.NoError(t, err)
	packages := strings.Fields(list)
	assert.Contains(t, packages, safejs)
	for _, large := range []string{"fmt", "os", "time", "embed", "reflect", "encoding/json", "internal/godebug"} {
		assert.NotContains(t, packages, large)
	}
}

// A safejs that has changed where it is replaced stops the build.
func TestSafejsIsReplacedOnce(t *testing.T) {
	replacements := [][2]string{{"fmt", "errors"}}
	slim, err := replaceOnce(`import "fmt"`, replacements)
	require.NoError(t, err)
	assert.Equal(t, `import "errors"`, slim)
	for _, source := range []string{"", "fmt fmt"} {
		_, err := replaceOnce(source, replacements)
		assert.ErrorContains(t, err, `"fmt" is there`)
	}
}

// Code in line 1 is the same code, whatever stands in its texts and comments.
func TestCodeInLineOne(t *testing.T) {
	root, err := goSays(".", nil, "env", "GOROOT")
	require.NoError(t, err)
	files, err := filepath.Glob(filepath.Join(root, "src", "runtime", "*.go"))
	require.NoError(t, err)
	own, err := filepath.Glob("../calc/*.go")
	require.NoError(t, err)
	files = append(files, own...)
	require.Greater(t, len(files), 100)
	type read struct {
		kind token.Token
		text string
	}
	// tokens are those of the code, and whether each line that starts with one is line 1.
	tokens := func(source []byte) (all []read, inOne bool) {
		set := token.NewFileSet()
		file := set.AddFile("", -1, len(source))
		var s scanner.Scanner
		s.Init(file, source, func(at token.Position, problem string) { t.Error(at, problem) }, 0)
		inOne = true
		for end := 0; ; {
			pos, kind, text := s.Scan()
			if kind == token.EOF {
				return all, inOne
			}
			all = append(all, read{kind, text})
			if text == "\n" {
				continue
			}
			at := file.Offset(pos)
			if end > 0 && bytes.IndexByte(source[end:at], '\n') >= 0 {
				inOne = inOne && set.Position(pos).Line == 1
			}
			end = at + len(text)
		}
	}
	for _, name := range files {
		source, err := os.ReadFile(name)
		require.NoError(t, err)
		want, _ := tokens(source)
		got, inOne := tokens(inLineOne(source))
		require.Equal(t, want, got, name)
		require.True(t, inOne, name)
	}
}

// The calculator's own tests pass as it is shipped: with the small safejs and the
// same flags, under Node.
func TestCalculatorAsShipped(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Node to run the calculator with:", err)
		}
		t.Skip("no Node to run the calculator with:", err)
	}
	root, err := moduleRoot()
	require.NoError(t, err)
	flags, goWork, err := slim(root, t.TempDir(), "./wasm")
	require.NoError(t, err)
	script, err := glue()
	require.NoError(t, err)
	runner := filepath.Join(filepath.Dir(script), "go_js_wasm_exec")
	_, err = goSays(root, []string{"GOOS=js", "GOARCH=wasm", goWork}, append(append([]string{"test", "-count=1", "-exec=" + runner}, flags...), "./wasm")...)
	assert.NoError(t, err)
}

// A program loses the names of its functions, and nothing else; one whose table of
// functions is not known stays as it is.
func TestProgramsWithoutNames(t *testing.T) {
	root, err := moduleRoot()
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "empty.wasm")
	require.NoError(t, compile(root, "./site/testdata/empty", file, wasmFlags))
	program, err := os.ReadFile(file)
	require.NoError(t, err)
	name := []byte("\x00runtime.main\x00")
	require.Equal(t, 1, bytes.Count(program, name))
	slim := nameless(program)
	assert.NotContains(t, string(slim), string(name))
	require.Len(t, slim, len(program))
	from, to, changed := len(program), 0, 0
	for i := range program {
		if program[i] != slim[i] {
			require.Zero(t, slim[i])
			from, to, changed = min(from, i), i, changed+1
		}
	}
	for name := range bytes.SplitSeq(program[from:to+1], []byte{0}) {
		assert.Regexp(t, `^[[:print:]·]*$`, string(name), "it was a name")
	}
	assert.Greater(t, changed, 50_000)
	assert.Equal(t, slim, nameless(slim), "they are gone")
	other := bytes.ReplaceAll(program, []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}, []byte{0xf2, 0xff, 0xff, 0xff, 0, 0, 1, 8})
	require.NotEqual(t, program, other)
	assert.Equal(t, other, nameless(other), "of another Go")
}
