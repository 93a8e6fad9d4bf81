package browser

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// origins holds the origins of all servers so far.
var origins = map[string]bool{}

// Serve serves a site until the test ends and returns its origin. No earlier test had the
// same origin, so the browser keeps nothing of it.
func Serve(t testing.TB, site http.Handler) (origin string) {
	server := httptest.NewServer(site)
	for origins[server.URL] {
		used := server
		server = httptest.NewServer(site)
		used.Close()
	}
	origins[server.URL] = true
	t.Cleanup(server.Close)
	return server.URL
}

// Instrument returns a handler that adds the scripts of Before to a site's pages, puts them
// into a sandbox where WithoutScripts needs one, and receives console messages that pages
// report. Open instruments its site.
func (b *Tab) Instrument(site http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/before.js":
			w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
			io.WriteString(w, strings.Join(b.scripts, ";\n"))
		case r.URL.Path == "/console":
			message, _ := io.ReadAll(r.Body)
			b.lock.Lock()
			b.reported = append(b.reported, string(message))
			b.lock.Unlock()
		case IsPage(r) && (b.Sandboxed || len(b.scripts) > 0):
			Rewrite(w, r, site, func(page string) string {
				if b.Sandboxed {
					w.Header().Add("Content-Security-Policy", "sandbox allow-same-origin")
				}
				return strings.Replace(page, "<head>", `<head><script src="/before.js"></script>`, 1)
			})
		default:
			site.ServeHTTP(w, r)
		}
	})
}

// IsPage reports whether a request asks for an HTML page, by its address.
func IsPage(r *http.Request) bool {
	return strings.HasSuffix(r.URL.Path, "/") || strings.HasSuffix(r.URL.Path, ".html")
}

// Rewrite serves a handler's answer with its text changed.
func Rewrite(w http.ResponseWriter, r *http.Request, h http.Handler, change func(text string) string) {
	r.Header.Del("Accept-Encoding")
	r.Header.Del("If-Modified-Since")
	answer := httptest.NewRecorder()
	h.ServeHTTP(answer, r)
	maps.Copy(w.Header(), answer.Header())
	w.Header().Del("Content-Length")
	text := change(answer.Body.String())
	w.WriteHeader(answer.Code)
	io.WriteString(w, text)
}
