package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
)

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

func handler(folder string) http.Handler {
	files := http.FileServer(http.Dir(folder))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		w.Header().Set("Cache-Control", "no-cache")
		files.ServeHTTP(w, r)
	})
}
