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

	"runway/site/view"
)

// policy returns a Content-Security-Policy that lets pages load files of their own site
// alone. It names the site's origin, where that is known, because in WebKit 'self' matches
// nothing in a frame that is sandboxed from its own origin. The style and the scripts are
// source expressions for others that hold and run.
func policy(origin, style string, scripts ...string) string {
	self := strings.TrimSpace("'self' " + origin)
	return "default-src 'none'; script-src " + strings.Join(append([]string{self}, scripts...), " ") + " 'wasm-unsafe-eval'; connect-src " + self + "; style-src " + strings.TrimSpace(self+" "+style) + "; " +
		"img-src " + self + " data:; frame-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; " +
		"require-trusted-types-for 'script'; trusted-types runway"
}

// A header is one that a host should send for paths with a prefix.
type header struct{ Path, Name, Value string }

// headers returns what a host should send from a site with that origin. Of frame-ancestors
// only a header can tell; pages carry the rest of the policy themselves. A host may send
// 404.html for any path, so what it sends with all must let that page's script run. A picture
// that is opened by itself brings its style.
func headers(origin string) []header {
	const immutable = "public, max-age=31536000, immutable"
	return []header{
		{"/", "Content-Security-Policy", policy(origin, sourceHash(view.FileStyle()), sourceHash(firstScript), sourceHash(choicesScript), sourceHash(indexScript), sourceHash(lostScript)) + "; frame-ancestors *"},
		{"/", "X-Content-Type-Options", "nosniff"},
		{"/", "Referrer-Policy", "no-referrer"},
		{"/", "Cache-Control", "no-cache"},
		// A sandboxed frame has no origin, so all it loads is of another.
		{"/cases/", "Access-Control-Allow-Origin", "*"},
		{"/runway.js", "Access-Control-Allow-Origin", "*"}, // articles of other sites import it
		{"/assets/", "Access-Control-Allow-Origin", "*"},
		// Their names change with their content.
		{"/assets/", "Cache-Control", immutable},
		{"/" + versions + "/", "Access-Control-Allow-Origin", "*"},
		{"/" + versions + "/", "Cache-Control", immutable},
	}
}

// listen listens on a port of the loopback interface.
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

// serve serves the built site until the listener is closed, and returns why it stopped.
func serve(listener net.Listener, folder string) error {
	return http.Serve(listener, handler(folder))
}

// handler returns a handler of the files in a folder, with the headers above and
// compressed. It lists no folders.
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

// notFound sends 404.html, as static hosts do.
func notFound(w http.ResponseWriter, folder string) {
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	page, _ := os.ReadFile(filepath.Join(folder, "404.html"))
	w.Write(page)
}
