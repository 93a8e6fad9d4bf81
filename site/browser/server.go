package browser

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// origins holds the origins of all servers so far.
var origins = map[string]bool{}

// Serve serves a site until the test ends and returns its origin. No earlier test had the
// same origin, so the browser keeps nothing of it.
func Serve(t testing.TB, site http.Handler) (origin string) {
	server := httptest.NewServer(site)
	engineLock.Lock()
	defer engineLock.Unlock()
	for origins[server.URL] {
		used := server
		server = httptest.NewServer(site)
		used.Close()
	}
	origins[server.URL] = true
	t.Cleanup(server.Close)
	return server.URL
}

// A stage is a server for one test after the other in an engine, which all have its origin.
type stage struct {
	origin  string
	handler atomic.Value // an http.HandlerFunc
	tab     *Tab         // the last one on it
}

// stages holds the stage of each engine in use.
var stages = map[string]*stage{}

// stageOf returns the stage of an engine, which lasts until [Quit].
func stageOf(engine string) *stage {
	engineLock.Lock()
	defer engineLock.Unlock()
	s := stages[engine]
	if s == nil {
		s = &stage{}
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.handler.Load().(http.HandlerFunc)(w, r) }))
		s.origin = server.URL
		stages[engine] = s
		atQuit(server.CloseClientConnections)
	}
	return s
}

// forget serves a page that removes what earlier pages of its origin have stored.
func forget(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	io.WriteString(w, `<!doctype html><link rel="icon" href="data:,"><script>localStorage.clear(); sessionStorage.clear()</script>`)
}

// refuseWorker serves a service worker that goes away at once: it would outlive the test.
func refuseWorker(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	io.WriteString(w, `registration.unregister()`)
}

// Instrument returns a handler that adds the scripts of Before to a site's pages, puts them
// into a sandbox where WithoutScripts needs one, and receives console messages that pages
// report. Open instruments its site.
func (b *Tab) Instrument(site http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/before.js":
			w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
			w.Header().Set("Cache-Control", "no-store")
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
