package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

// serveWeb shows a folder over HTTP until the script ends; the variable gets
// its address. A host may be keeping (it goes on showing what it showed once),
// cloaking (it shows search engines something else), leading (it leads who asks
// for what is not there to another host), or stale (it shows what it showed
// first, whatever is published).
func serveWeb(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: web DIR VARIABLE [keeping|cloaking|leading|stale]")
	}
	h := &host{dir: ts.MkAbs(args[0]), manner: strings.Join(args[2:], ""), seen: map[string][]byte{}}
	server := httptest.NewServer(h)
	ts.Defer(server.Close)
	ts.Setenv(args[1], server.URL)
}

type host struct {
	dir, manner string
	lock        sync.Mutex
	seen        map[string][]byte
}

func (h *host) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	h.lock.Lock()
	defer h.lock.Unlock()
	name := req.URL.Path
	if strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	data, err := os.ReadFile(filepath.Join(h.dir, filepath.FromSlash(name)))
	old, kept := h.seen[name]
	switch {
	case kept && (h.manner == "stale" || h.manner == "keeping" && err != nil):
		data, err = old, nil
	case err == nil:
		h.seen[name] = data
	}
	switch {
	case err != nil && h.manner == "leading":
		http.Redirect(w, req, "https://bet.example/", http.StatusFound)
	case err != nil:
		http.NotFound(w, req)
	case h.manner == "cloaking" && strings.Contains(req.Referer(), "google"):
		_, _ = w.Write(append(bytes.Clone(data), "<a href=https://bet.example/>"...))
	default:
		_, _ = w.Write(data)
	}
}
