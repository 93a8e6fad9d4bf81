package main

import (
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A build takes an earlier one's place, and touches nothing else.
func TestBuildKeepsOtherFiles(t *testing.T) {
	touch := func(folder string, files ...string) {
		for _, file := range files {
			require.NoError(t, write(filepath.Join(folder, file), []byte("x")))
		}
	}
	for name, files := range map[string][]string{
		"somebody's page":           {"index.html", "photos/one.jpg"},
		"somebody's page alone":     {"index.html"},
		"a build and a file beside": {"index.html", "assets/calculator-1.bin", "en/a.html", "notes.txt"},
	} {
		folder := t.TempDir()
		touch(folder, files...)
		assert.ErrorContains(t, clear(folder), "not of an earlier build", name)
		for _, file := range files {
			assert.FileExists(t, filepath.Join(folder, file), name)
		}
	}
	folder := t.TempDir()
	assert.NoError(t, clear(folder), "an empty folder")
	assert.NoError(t, clear(filepath.Join(folder, "none")), "no folder")
	touch(folder, "index.html", "assets/calculator-1.bin", "ar/a.html")
	assert.NoError(t, clear(folder))
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Empty(t, left)
}

func TestATakenPortIsSaidClearly(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	_, port, err := net.SplitHostPort(taken.Addr().String())
	require.NoError(t, err)
	_, err = listen(port)
	assert.ErrorContains(t, err, "port "+port+" is taken")
	assert.ErrorContains(t, err, "-port N")
	_, err = listen("none")
	assert.Error(t, err)
}

// What the site serves: pages with addresses that work under any path.
func TestBuiltSite(t *testing.T) {
	folder, err := built()
	require.NoError(t, err)
	listener, err := listen("0")
	require.NoError(t, err)
	server := &http.Server{Handler: http.StripPrefix("/some/where", handler(folder))}
	go server.Serve(listener)
	defer server.Close()
	get := func(address string) string {
		response, err := http.Get("http://" + listener.Addr().String() + "/some/where/" + address)
		require.NoError(t, err)
		defer response.Body.Close()
		assert.Equal(t, http.StatusOK, response.StatusCode, address)
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		return string(body)
	}
	assert.Contains(t, get(""), "13.3 months")
	page := get("ar/openai-2024.html")
	assert.Contains(t, page, `lang="ar" dir="rtl"`)
	for _, quoted := range strings.Split(page, `"../`)[1:] {
		address, _, _ := strings.Cut(quoted, `"`)
		assert.NotEmpty(t, get(address))
	}
	assert.NotRegexp(t, `(href|src|calculator)="/`, page, "an address from the root")
}

// A Go that is older than go.mod says, or none, is a clear message.
func TestAnOldGoIsSaidClearly(t *testing.T) {
	root, err := moduleRoot()
	require.NoError(t, err)
	for version, want := range map[string]string{"go1.20.3": "This Go is 1.20.3, but 1.26 or newer is needed", "": "Go is needed, 1.26 or newer"} {
		path := t.TempDir()
		for _, tool := range []string{"sh", "sed", "sort", "head", "printf", "dirname", "cat", "mktemp", "rm"} {
			found, err := exec.LookPath(tool)
			require.NoError(t, err)
			require.NoError(t, os.Symlink(found, filepath.Join(path, tool)))
		}
		if version != "" {
			require.NoError(t, os.WriteFile(filepath.Join(path, "go"), []byte("#!/bin/sh\necho "+version+"\n"), 0o755))
		}
		cmd := exec.Command("sh", filepath.Join(root, "build.sh"))
		cmd.Env = []string{"PATH=" + path}
		out, err := cmd.CombinedOutput()
		assert.Error(t, err)
		assert.Contains(t, string(out), want)
	}
}
