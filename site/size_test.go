package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSizes measures what travels to a reader. The page without the calculator
// keeps its budgets; the calculator's is reported beside an empty program that
// imports safejs and exposes one function, built with the same Go.
func TestSizes(t *testing.T) {
	folder, err := built()
	require.NoError(t, err)
	size := func(pattern string) int {
		files, err := filepath.Glob(filepath.Join(folder, pattern))
		require.NoError(t, err)
		require.Len(t, files, 1, pattern)
		content, err := os.ReadFile(files[0])
		require.NoError(t, err)
		return len(gzipped(t, content))
	}
	script, style := size("assets/page-*.js"), size("assets/page-*.css")
	page := 0
	for _, language := range []string{"en", "ar"} {
		page = max(page, size(language+"/openai-2024.html"))
	}
	t.Logf("script %d bytes gzipped, budget 12,288", script)
	t.Logf("page, style and script %d bytes gzipped, budget 40,960", page+style+script)
	assert.Less(t, script, 12<<10)
	assert.Less(t, page+style+script, 40<<10)

	root, err := moduleRoot()
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "empty.wasm")
	require.NoError(t, compile(root, "./site/testdata/empty", file, []string{"-trimpath", "-ldflags=-s -w"}))
	program, err := os.ReadFile(file)
	require.NoError(t, err)
	empty := brotlied(t, program)
	files, err := filepath.Glob(filepath.Join(folder, "assets/calculator-*.bin"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	shipped, err := os.Open(files[0])
	require.NoError(t, err)
	defer shipped.Close()
	unzipped, err := gzip.NewReader(shipped)
	require.NoError(t, err)
	program, err = io.ReadAll(unzipped)
	require.NoError(t, err)
	ours := brotlied(t, program)
	t.Logf("calculator %d bytes, brotli 11; empty safejs program %d; ratio %.3f, budget 1.05", ours, empty, float64(ours)/float64(empty))
}

func brotlied(t *testing.T, content []byte) int {
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotli.BestCompression)
	_, err := w.Write(content)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.Len()
}

func gzipped(t *testing.T, content []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	require.NoError(t, err)
	_, err = w.Write(content)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.Bytes()
}
