package serve

import (
	"bytes"
	_ "embed"
	"html"
	"net"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"strings"
	"time"

	"nhipcau/internal/problem"
)

// What the preview itself needs lies below this path, beside the site.
const (
	livePath   = "/_nhipcau/live.js"
	eventsPath = "/_nhipcau/events"
)

//go:embed live.js
var live []byte

// welcomes notes by which names this machine may be asked. On loopback these are
// loopback's; a page of another site whose name was bound to this address comes
// with that name and is turned away.
func (s *server) welcomes(addr net.Addr) {
	s.names = []string{"localhost", "127.0.0.1", "::1"}
	at, err := netip.ParseAddrPort(addr.String())
	if err != nil {
		return
	}
	_, s.port, _ = net.SplitHostPort(addr.String())
	if at.Addr().IsLoopback() {
		s.names = append(s.names, at.Addr().String())
		return
	}
	s.open = true
	if name, err := os.Hostname(); err == nil {
		s.names = append(s.names, strings.ToLower(name), strings.ToLower(name)+".local")
	}
}

// welcome reports whether a request's Host is this server.
func (s *server) welcome(host string) bool {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = strings.Trim(host, "[]"), "80"
	}
	if port != s.port {
		return false
	}
	if _, err := netip.ParseAddr(name); err == nil && s.open {
		return true
	}
	return slices.Contains(s.names, strings.ToLower(name))
}

// ServeHTTP answers a browser.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	switch {
	case !s.welcome(r.Host):
		http.Error(w, "this preview is not for "+problem.Visible(r.Host), http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
	case r.URL.Path == eventsPath:
		s.serveEvents(w, r)
	case r.URL.Path == livePath:
		h.Set("Content-Type", "text/javascript; charset=utf-8")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(live))
	default:
		s.servePage(w, r)
	}
}

func (s *server) servePage(w http.ResponseWriter, r *http.Request) {
	g, a := s.fresh(r)
	if a.location != "" {
		w.Header().Set("Location", a.location)
		w.WriteHeader(a.status)
		return
	}
	if strings.HasPrefix(a.kind, "text/html") {
		src := livePath + "?v=" + g.version(a)
		if a.data == nil {
			a.data = s.placeholder()
		}
		a.data = withScript(a.data, src)
	}
	w.Header().Set("Content-Type", a.kind)
	if a.forever {
		w.Header().Set("Cache-Control", "max-age=31536000, immutable")
	}
	if a.status == http.StatusOK {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.data)) // parts of films
		return
	}
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(a.data) // whoever asked may have gone
	}
}

// fresh answers a request by the present generation; if a file changed since it
// was loaded, by the next.
func (s *server) fresh(r *http.Request) (*generation, answer) {
	late := time.NewTimer(3 * time.Second)
	defer late.Stop()
	for {
		st := s.state.Load()
		a := st.answer(r.URL.Path)
		if !a.stale {
			s.learn(st.generation, a.problems)
			return st.generation, a
		}
		s.watcher.nudge()
		for next := st; next.generation == st.generation; next = s.state.Load() {
			select {
			case <-next.older:
			case <-late.C:
				return st.generation, a
			case <-r.Context().Done():
				return st.generation, a
			}
		}
	}
}

// learn adds what one page showed to be wrong to what is known, while not all is.
func (s *server) learn(g *generation, ps []problem.Problem) {
	s.update(func(st *state) bool {
		all := problem.Sort(slices.Concat(st.problems, ps))
		if st.generation != g || st.checked || len(all) == len(st.problems) {
			return false
		}
		st.problems = all
		return true
	})
}

// placeholder stands where a page could not be made; the overlay tells why.
func (s *server) placeholder() []byte {
	text := html.EscapeString(wordsIn(s.config.Lang).noPage)
	return []byte("<!doctype html>\n<html lang=\"" + s.config.Lang + "\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
		text + "</title>\n<body>\n<h1>" + text + "</h1>\n</body>\n</html>\n")
}

// withScript puts the preview's script at the end of a page.
func withScript(page []byte, src string) []byte {
	tag := []byte(`<script src="` + src + `" defer></script>`)
	i := bytes.LastIndex(page, []byte("</body>"))
	if i < 0 {
		i = len(page)
	}
	return slices.Concat(page[:i], tag, page[i:])
}
