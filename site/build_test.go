package main

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/site/browser"
	"runway/site/slim"
)

// A build takes an earlier one's place, and touches nothing else.
func TestBuildKeepsOtherFiles(t *testing.T) {
	touch := func(folder string, files ...string) {
		for _, file := range files {
			require.NoError(t, writeFile(filepath.Join(folder, file), []byte("x")))
		}
	}
	for name, files := range map[string][]string{
		"somebody's page":           {"index.html", "photos/one.jpg"},
		"somebody's page alone":     {"index.html"},
		"a build and a file beside": {"index.html", "assets/calculator-1.bin", "en/a.html", "notes.txt"},
	} {
		folder := t.TempDir()
		touch(folder, files...)
		assert.ErrorContains(t, clearFolder(folder), "not of an earlier build", name)
		for _, file := range files {
			assert.FileExists(t, filepath.Join(folder, file), name)
		}
	}
	folder := t.TempDir()
	assert.NoError(t, clearFolder(folder), "an empty folder")
	assert.NoError(t, clearFolder(filepath.Join(folder, "none")), "no folder")
	touch(folder, "index.html", "assets/calculator-1.bin", "ar/a.html")
	assert.NoError(t, clearFolder(folder))
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Empty(t, left)
	lasting := []string{".git", "CNAME", "versions/1/en/a.embed.html"}
	touch(folder, append(lasting, "index.html", "assets/calculator-1.bin")...)
	assert.NoError(t, clearFolder(folder))
	assert.NoFileExists(t, filepath.Join(folder, "index.html"))
	for _, file := range lasting {
		assert.FileExists(t, filepath.Join(folder, file))
	}
	assert.NoError(t, clearFolder(folder), "what stays alone")
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

// A plain build keeps the names of source files, for stack traces, and answers the same.
func TestPlainBuild(t *testing.T) {
	plain := t.TempDir()
	require.NoError(t, run([]string{"build", "-plain", "-to", plain}))
	large := compiled(t, "./wasm", 0)
	packed, err := slim.Pack(large)
	require.NoError(t, err)
	kept, err := os.ReadFile(onlyFile(t, filepath.Join(plain, "assets", "calculator-*.bin")))
	require.NoError(t, err)
	assert.True(t, bytes.Equal(packed, kept))
	const name = "runway/calc/projection.go"
	assert.Contains(t, string(large), name)
	assert.NotContains(t, string(program(t)), name)
	b := &tab{browser.Open(t, handler(plain))}
	b.Load(firstPage + "#preset=openai-2024&cash=10B")
	b.ready()
	assert.Contains(t, b.Text(".lead"), "26.7 months") // 10 ÷ 0.375
}

// The command holds nothing that only tests need.
func TestTheCommandHoldsNoTestCode(t *testing.T) {
	list, err := exec.Command("go", "list", "-deps", ".").Output()
	require.NoError(t, err)
	packages := strings.Fields(string(list))
	assert.Contains(t, packages, "runway/site/slim")
	for _, name := range []string{"runway/site/browser", "testing", "github.com/chromedp/chromedp", "github.com/coder/websocket", "github.com/stretchr/testify/assert"} {
		assert.NotContains(t, packages, name)
	}
}

// What the site serves: pages with addresses that work under any path.
func TestBuiltSite(t *testing.T) {
	folder, err := builtSite()
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

// What is served is served as a good host does.
func TestServing(t *testing.T) {
	folder, err := builtSite()
	require.NoError(t, err)
	h := handler(folder)
	get := func(address string) *httptest.ResponseRecorder {
		request := httptest.NewRequest("GET", address, nil)
		request.Header.Set("Accept-Encoding", "gzip")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, request)
		return w
	}
	page := get("/en/openai-2024.html")
	assert.Equal(t, 200, page.Code)
	assert.Equal(t, "gzip", page.Header().Get("Content-Encoding"))
	assert.Equal(t, "no-cache", page.Header().Get("Cache-Control"))
	assert.Contains(t, page.Header().Get("Content-Security-Policy"), "frame-ancestors *")
	assert.Equal(t, "nosniff", page.Header().Get("X-Content-Type-Options"))
	calculator, err := filepath.Glob(filepath.Join(folder, "assets", "calculator-*.bin"))
	require.NoError(t, err)
	asset := get("/assets/" + filepath.Base(calculator[0]))
	assert.Equal(t, 200, asset.Code)
	assert.Contains(t, asset.Header().Get("Cache-Control"), "immutable")
	assert.Equal(t, "*", asset.Header().Get("Access-Control-Allow-Origin"))
	for _, address := range []string{"/assets/", "/nothing", "/en/nothing.html", "/../build_test.go", "/cases"} {
		lost := get(address)
		assert.Equal(t, http.StatusNotFound, lost.Code, address)
		assert.Equal(t, "no-cache", lost.Header().Get("Cache-Control"))
	}
	rules, err := os.ReadFile(filepath.Join(folder, "_headers"))
	require.NoError(t, err)
	assert.Contains(t, string(rules), "/assets/*\n  Access-Control-Allow-Origin: *\n  Cache-Control: public")
	assert.NotContains(t, string(rules), "no-cache", "rules add up")
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
