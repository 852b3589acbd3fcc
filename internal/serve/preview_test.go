package serve

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"nhipcau/internal/check"
	"nhipcau/internal/files"
	"nhipcau/internal/problem"
	"nhipcau/internal/render"
	"nhipcau/internal/site"
)

// small is a site without any problem.
var small = map[string]string{
	"site.yaml":                     "title: {vi: Nhịp cầu, en: Bridge}\nbaseURL: https://example.org/\nlanguages: [vi, en]\ntimeZone: Asia/Ho_Chi_Minh\n",
	"content/_index.vi.md":          "---\ntitle: Trang chủ\n---\n",
	"content/_index.en.md":          "---\ntitle: Home\n---\n",
	"content/news/_index.vi.md":     "---\ntitle: Tin\n---\n",
	"content/news/_index.en.md":     "---\ntitle: News\n---\n",
	"content/news/one/index.vi.md":  "---\ntitle: Một\nsummary: Tin thứ nhất.\ndate: 2022-01-05\n---\n\nTàu vào cảng. [Sơ đồ](map.pdf)\n",
	"content/news/one/index.en.md":  "---\ntitle: One\nsummary: The first news.\n---\n\nShips come in.\n",
	"content/news/one/map.pdf":      "%PDF-1.4",
	"static/css/site.css":           "body{}\n",
	"static/.well-known/nothing.md": "x\n",
}

// theme is the one of the golden sites.
func theme() string { return "../../test/golden/theme" }

// preview is a running one.
type preview struct {
	t       *testing.T
	dir     string
	base    string // http://127.0.0.1:12345
	client  *http.Client
	reports chan Report
	stop    func()
}

func now() time.Time { return time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC) }

// start serves a site with these sources, and others in their place.
func start(t *testing.T, lang string, sources ...map[string]string) *preview {
	t.Helper()
	p := &preview{t: t, dir: t.TempDir(), client: &http.Client{Transport: &http.Transport{}}, reports: make(chan Report, 1000)}
	p.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for _, fsys := range sources {
		for name, data := range fsys {
			p.write(name, data)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.base = "http://" + l.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	ready, ended := make(chan bool), make(chan error, 1)
	go func() {
		ended <- Run(ctx, Config{Dir: p.dir, Lang: lang, Themes: os.DirFS(theme()), Now: now,
			Ready: func() { close(ready) },
			Report: func(r Report) {
				select {
				case p.reports <- r:
				default: // nobody reads them
				}
			}}, l)
	}()
	p.stop = func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(10 * time.Second):
			t.Error("it does not end")
		}
		p.client.CloseIdleConnections()
		p.stop = func() {}
	}
	t.Cleanup(func() { p.stop() })
	select {
	case <-ready:
	case err := <-ended:
		t.Fatal(err)
	}
	return p
}

func (p *preview) write(name, data string) {
	p.t.Helper()
	full := filepath.Join(p.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(data), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func (p *preview) remove(name string) {
	p.t.Helper()
	if err := os.RemoveAll(filepath.Join(p.dir, filepath.FromSlash(name))); err != nil {
		p.t.Fatal(err)
	}
}

func (p *preview) rename(from, to string) {
	p.t.Helper()
	if err := os.Rename(filepath.Join(p.dir, filepath.FromSlash(from)), filepath.Join(p.dir, filepath.FromSlash(to))); err != nil {
		p.t.Fatal(err)
	}
}

// do asks for a path, which is sent as it is.
func (p *preview) do(method, path string, header ...string) (*http.Response, string) {
	p.t.Helper()
	r, err := http.NewRequest(method, p.base, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	r.URL.Opaque = path
	for i := 0; i < len(header); i += 2 {
		if r.Header.Set(header[i], header[i+1]); header[i] == "Host" {
			r.Host = header[i+1]
		}
	}
	res, err := p.client.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return res, string(data)
}

// get asks for a page and gives its status with its text.
func (p *preview) get(path string) (int, string) {
	p.t.Helper()
	res, body := p.do("GET", (&url.URL{Path: path}).EscapedPath())
	return res.StatusCode, body
}

// shows waits until a page has some text and the status.
func (p *preview) shows(path string, status int, text string) {
	p.t.Helper()
	var got int
	var body string
	for end := time.Now().Add(8 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if got, body = p.get(path); got == status && strings.Contains(body, text) {
			return
		}
	}
	p.t.Fatalf("%s: status %d, want %d with %q; got\n%s", path, got, status, text, body)
}

// tells waits until the problems that are known have a code, or until there is
// none if it is "".
func (p *preview) tells(code string) Report {
	p.t.Helper()
	var r Report
	for timeout := time.After(8 * time.Second); ; {
		select {
		case r = <-p.reports:
		case <-timeout:
			p.t.Fatalf("want %q, last known: %+v", code, r.Problems)
		}
		if code == "" && len(r.Problems) == 0 {
			return r
		}
		for _, q := range r.Problems {
			if q.Code == code {
				return r
			}
		}
	}
}

var scriptTag = regexp.MustCompile(`<script src="/_nhipcau/live\.js\?v=(\w+)" defer></script>`)

// version is what a page says that it is.
func (p *preview) version(path string) string {
	p.t.Helper()
	_, body := p.get(path)
	m := scriptTag.FindStringSubmatch(body)
	if m == nil {
		p.t.Fatalf("%s has no script:\n%s", path, body)
	}
	return m[1]
}

// stream is the events that a page is told.
type stream struct {
	t      *testing.T
	events chan event
	close  func()
}

type event struct{ name, data string }

func (p *preview) listen(path, version string) *stream {
	p.t.Helper()
	res, err := p.client.Get(p.base + eventsPath + "?page=" + url.QueryEscape(path) + "&v=" + version)
	if err != nil {
		p.t.Fatal(err)
	}
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" {
		p.t.Fatalf("status %d %s", res.StatusCode, res.Header.Get("Content-Type"))
	}
	s := &stream{t: p.t, events: make(chan event, 1000), close: func() { res.Body.Close() }}
	go func() {
		defer close(s.events)
		var e event
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			switch name, value, _ := strings.Cut(lines.Text(), ": "); name {
			case "event":
				e.name = value
			case "data":
				e.data = value
			case "":
				if e.name != "" {
					s.events <- e
				}
				e = event{}
			}
		}
	}()
	p.t.Cleanup(s.close)
	return s
}

// wants waits for an event whose data has some text.
func (s *stream) wants(name, text string) event {
	s.t.Helper()
	for timeout := time.After(8 * time.Second); ; {
		select {
		case e, ok := <-s.events:
			if !ok {
				s.t.Fatalf("the stream ended before %s %q", name, text)
			}
			if e.name == name && strings.Contains(e.data, text) {
				return e
			}
		case <-timeout:
			s.t.Fatalf("no event %s %q", name, text)
		}
	}
}

// silent wants no event whose data has some text within a moment.
func (s *stream) silent(name, text string, moment time.Duration) {
	s.t.Helper()
	for timeout := time.After(moment); ; {
		select {
		case e := <-s.events:
			if e.name == name && strings.Contains(e.data, text) {
				s.t.Fatalf("event %s: %s", name, e.data)
			}
		case <-timeout:
			return
		}
	}
}

// fresh is what a build of the sources, as a preview sees them, gives.
func (p *preview) fresh() (map[string]string, []problem.Problem, error) {
	root, err := os.OpenRoot(p.dir)
	if err != nil {
		return nil, nil, err
	}
	defer root.Close()
	s, ps, err := site.Load(root.FS(), site.Options{Now: now(), Drafts: true, Themes: os.DirFS(theme())})
	if err != nil {
		return nil, nil, err
	}
	out := map[string]string{}
	checker := check.New(s.BaseURL)
	more, err := render.Site(s, render.Config{Workers: 2}, func(f files.File) error {
		out[f.Path] = string(f.Data)
		return checker.Add(f)
	})
	ps = append(append(ps, more...), checker.Problems()...)
	return out, problem.Sort(ps), err
}

// differs says where what is served is not what a build would give: at the paths
// that there are, and at those that there were.
func (p *preview) differs(want map[string]string, before map[string]bool) string {
	p.t.Helper()
	for path := range want {
		status, body := p.get("/" + strings.TrimSuffix(path, "index.html"))
		if body = scriptTag.ReplaceAllString(body, ""); status != 200 || body != want[path] {
			return fmt.Sprintf("%s: status %d\n%s\nwant\n%s", path, status, body, want[path])
		}
	}
	for path := range before {
		if _, still := want[path]; still || strings.HasPrefix(path, "files/") {
			continue // an attachment is there as long as its file
		}
		if status, body := p.get("/" + strings.TrimSuffix(path, "index.html")); status == 200 {
			return fmt.Sprintf("%s is served still:\n%s", path, body)
		}
	}
	return ""
}

// isFresh waits until what is served is what a build would give.
func (p *preview) isFresh() {
	p.t.Helper()
	want, _, err := p.fresh()
	if err != nil {
		p.t.Fatal(err)
	}
	p.equals(want, nil)
}

func (p *preview) equals(want map[string]string, before map[string]bool) {
	p.t.Helper()
	var diff string
	for end := time.Now().Add(8 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if diff = p.differs(want, before); diff == "" {
			return
		}
	}
	p.t.Fatal(diff)
}

func keys(m map[string]string) map[string]bool {
	set := map[string]bool{}
	for k := range maps.Keys(m) {
		set[k] = true
	}
	return set
}
