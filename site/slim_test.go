package main

import (
	"bytes"
	"encoding/binary"
	"go/scanner"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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

// The calculator's own tests pass as it is shipped: with the small safejs, the same
// flags, and packed, under Node.
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
	settings := []string{"GOOS=js", "GOARCH=wasm", goWork}
	file := filepath.Join(t.TempDir(), "tests.wasm")
	_, err = goSays(root, settings, append(append([]string{"test", "-c", "-o", file}, flags...), "./wasm")...)
	require.NoError(t, err)
	program, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, write(file, packed(program)))
	tests := exec.Command(filepath.Join(filepath.Dir(script), "go_js_wasm_exec"), file)
	tests.Dir = filepath.Join(root, "wasm")
	out, err := tests.CombinedOutput()
	assert.NoError(t, err, string(out))
	assert.Contains(t, string(out), "PASS")
}

// A packed program has the memory it had, but for the names of its functions; one
// whose table of functions is not known keeps them, too.
func TestPacked(t *testing.T) {
	root, err := moduleRoot()
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "empty.wasm")
	require.NoError(t, compile(root, "./site/testdata/empty", file, wasmFlags))
	program, err := os.ReadFile(file)
	require.NoError(t, err)
	// sections are a program's, one after the other.
	sections := func(program []byte) (all [][]byte) {
		for rest := program[8:]; len(rest) > 0; {
			size, n := binary.Uvarint(rest[1:])
			all, rest = append(all, rest[:1+n+int(size)]), rest[1+n+int(size):]
		}
		return all
	}
	memory := func(section []byte) []byte {
		_, n := binary.Uvarint(section[1:])
		return memoryOf(section[1+n:])
	}
	was, is := sections(program), sections(packed(program))
	require.Len(t, is, len(was))
	for i, section := range was {
		if section[0] != 11 {
			assert.True(t, bytes.Equal(section, is[i]), "section %d", section[0])
			continue
		}
		before, after := memory(section), memory(is[i])
		require.Len(t, after, len(before))
		assert.Equal(t, 1, bytes.Count(before, []byte("\x00runtime.main\x00")))
		from, to := len(before), 0
		for i := range before {
			if before[i] != after[i] {
				require.Zero(t, after[i])
				from, to = min(from, i), i
			}
		}
		assert.Greater(t, to-from, 50_000)
		for name := range bytes.SplitSeq(before[from:to+1], []byte{0}) {
			assert.Regexp(t, `^[[:print:]·]*$`, string(name), "it was a name")
		}
		again := slices.Clone(before)
		again[bytes.Index(again, []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8})]++
		other := slices.Clone(again)
		forgetNames(other)
		assert.True(t, bytes.Equal(again, other), "of another Go")
	}
}
