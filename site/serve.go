package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/klauspost/compress/gzhttp"
)

// policy lets a page load what is its own and nothing else. A page carries all of
// it that can stand in a page; frame-ancestors has to be a header. The origin of
// the site is named where it is known, for frames that are sandboxed from their own
// in WebKit, where 'self' is nothing.
func policy(origin string) string {
	self := strings.TrimSpace("'self' " + origin)
	return "default-src 'none'; script-src " + self + " 'wasm-unsafe-eval'; connect-src " + self + "; style-src " + self + "; " +
		"img-src " + self + " data:; frame-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; " +
		"require-trusted-types-for 'script'; trusted-types runway"
}

// header is one that a good host sends, for paths that start so.
type header struct{ Path, Name, Value string }

// headers is what a good host sends from a site with that origin. The build writes
// them as a _headers file, for hosts that read it.
func headers(origin string) []header {
	const immutable = "public, max-age=31536000, immutable"
	return []header{
		{"/", "Content-Security-Policy", policy(origin) + "; frame-ancestors *"},
		{"/", "X-Content-Type-Options", "nosniff"},
		{"/", "Referrer-Policy", "no-referrer"},
		{"/", "Cache-Control", "no-cache"},
		// A sandboxed frame has no origin, so all it loads is of another.
		{"/assets/", "Access-Control-Allow-Origin", "*"},
		// Their names change with their content.
		{"/assets/", "Cache-Control", immutable},
		{"/" + versions + "/", "Access-Control-Allow-Origin", "*"},
		{"/" + versions + "/", "Cache-Control", immutable},
	}
}

// listen takes the port on the loopback interface.
func listen(port string) (net.Listener, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", port))
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("port %s is taken by another program: choose one with -port N, or PORT=N in the environment", port)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot serve on port %s: %w", port, err)
	}
	return listener, nil
}

// serve serves the built site until the listener is closed.
func serve(listener net.Listener, folder string) error {
	return http.Serve(listener, handler(folder))
}

// handler serves the files of a folder compressed, with the headers above. It
// lists no folders.
func handler(folder string) http.Handler {
	files := http.FileServer(http.Dir(folder))
	return gzhttp.GzipHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, h := range headers("http://" + r.Host) {
			if strings.HasPrefix(r.URL.Path, h.Path) {
				w.Header().Set(h.Name, h.Value)
			}
		}
		file := filepath.Join(folder, filepath.FromSlash(path.Clean("/"+r.URL.Path)))
		info, err := os.Stat(file)
		if err == nil && info.IsDir() {
			_, err = os.Stat(filepath.Join(file, "index.html"))
		}
		if err != nil {
			notFound(w, folder)
			return
		}
		files.ServeHTTP(w, r)
	}))
}

// notFound sends the page that says so, as static hosts do.
func notFound(w http.ResponseWriter, folder string) {
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	page, _ := os.ReadFile(filepath.Join(folder, "404.html"))
	w.Write(page)
}
