package slim

import (
	"bytes"
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// Code in line 1 is the same code, whatever its texts and comments hold.
func TestCodeInLineOne(t *testing.T) {
	goRoot, err := runGo(".", nil, "env", "GOROOT")
	require.NoError(t, err)
	files, err := filepath.Glob(filepath.Join(goRoot, "src", "runtime", "*.go"))
	require.NoError(t, err)
	own, err := filepath.Glob(filepath.Join(root(t), "calc", "*.go"))
	require.NoError(t, err)
	files = append(files, own...)
	require.Greater(t, len(files), 100)
	type read struct {
		kind token.Token
		text string
	}
	// tokens returns those of the code, and whether each line that begins with one is line 1.
	tokens := func(source []byte) (all []read, inOne bool) {
		set := token.NewFileSet()
		file := set.AddFile("", -1, len(source))
		var s scanner.Scanner
		s.Init(file, source, func(place token.Position, problem string) { t.Error(place, problem) }, 0)
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
			offset := file.Offset(pos)
			if end > 0 && bytes.IndexByte(source[end:offset], '\n') >= 0 {
				inOne = inOne && set.Position(pos).Line == 1
			}
			end = offset + len(text)
		}
	}
	for _, name := range files {
		source, err := os.ReadFile(name)
		require.NoError(t, err)
		want, _ := tokens(source)
		got, inOne := tokens(lineOne(source))
		require.Equal(t, want, got, name)
		require.True(t, inOne, name)
	}
}
