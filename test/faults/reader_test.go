//go:build unix

package faults

import (
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"nhipcau/internal/files"
	"nhipcau/internal/publish"
	"nhipcau/internal/release"
)

// version is a release and its files.
type version struct {
	dir   string
	files map[string]string // with the manifest
}

// build makes a release of a site: pages of which some differ from version to
// version, in size or not, some come and go, a style sheet with another name,
// and a file of several megabytes.
func build(t *testing.T, number int) version {
	t.Helper()
	random := rand.New(rand.NewPCG(uint64(number/2), 1)) // every second one has it new
	large := make([]byte, 9<<19)
	for i := range large {
		large[i] = byte(random.Uint32())
	}
	site := map[string]string{
		"robots.txt": "User-agent: *\n", "sitemap.xml": fmt.Sprintf("<urlset>%d</urlset>", number), "data/items.json": fmt.Sprintf("[%d]", number),
		fmt.Sprintf("assets/main.%d.css", number): "p{}", "files/plan.pdf": string(large), "files/logo.svg": "<svg/>",
		fmt.Sprintf("vi/news/only-%d/index.html", number): "here today",
	}
	for i := range 30 {
		text := fmt.Sprintf("<p>page %d of version %d</p>", i, number)
		switch i % 3 {
		case 0:
			text = fmt.Sprintf("<p>page %d never changes</p>", i)
		case 1:
			text += strings.Repeat("<p>text</p>", number*4000)
		}
		site[fmt.Sprintf("vi/page-%02d/index.html", i)] = text
	}
	v := version{filepath.Join(t.TempDir(), "public"), site}
	staging, err := release.Open(v.dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer staging.Discard()
	for p, text := range site {
		if err := staging.Add(files.File{Path: p, Data: []byte(text)}); err != nil {
			t.Fatal(err)
		}
	}
	m, err := staging.Commit("2026-12-01")
	if err != nil {
		t.Fatal(err)
	}
	site[release.ManifestName] = string(m.Bytes())
	site[release.SignatureName] = fmt.Sprintf("of version %d\n", number) // for others to judge
	if err := os.WriteFile(filepath.Join(v.dir, release.SignatureName), []byte(site[release.SignatureName]), 0o644); err != nil {
		t.Fatal(err)
	}
	return v
}

// differing counts the files that one version does not have in common with
// another.
func (v version) differing(other version) (n int) {
	for p, text := range v.files {
		if other.files[p] != text && p != release.ManifestName && p != release.SignatureName {
			n++
		}
	}
	return n
}

// reader asks for a fixed list of pages, over and over.
type reader struct {
	t      *testing.T
	url    string
	pages  []string
	one    bool // there may be pages of one release only
	lock   sync.Mutex
	known  []version
	passes int
	asked  int
	pause  time.Duration
	wrong  []string
	none   bool // nothing is public yet
}

func newReader(t *testing.T, url string, one bool, versions ...version) *reader {
	r := &reader{t: t, url: url, one: one, known: versions, pause: 50 * time.Millisecond}
	seen := map[string]bool{}
	for _, v := range versions {
		for p := range v.files {
			if !seen[p] && strings.HasSuffix(p, ".html") || p == "files/logo.svg" {
				r.pages = append(r.pages, p)
			}
			seen[p] = true
		}
	}
	return r
}

// read reads until stop is closed.
func (r *reader) read(stop <-chan struct{}) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 2}, Timeout: 20 * time.Second}
	for {
		select {
		case <-stop:
			client.CloseIdleConnections()
			return
		default:
			r.pass(client)
			time.Sleep(r.pause)
		}
	}
}

// pass asks for every page once. Where one release has to be seen, and the
// manifest is the same before and after, all pages have to be of that release.
func (r *reader) pass(client *http.Client) {
	before, _ := r.get(client, release.ManifestName)
	bodies := map[string]string{}
	for _, p := range r.pages {
		body, status := r.get(client, strings.TrimSuffix(p, "index.html"))
		// In a plain folder a page's own folder may stand empty for a moment,
		// before the page comes or after it went: nginx calls that forbidden.
		empty := status == http.StatusForbidden && !r.one
		if status != http.StatusOK && status != http.StatusNotFound && !empty {
			r.complain("%s: status %d", p, status)
		}
		if status == http.StatusOK {
			bodies[p] = body
		}
	}
	after, _ := r.get(client, release.ManifestName)
	r.judge(bodies, before, before == after && r.one)
	r.lock.Lock()
	defer r.lock.Unlock()
	r.passes++
	r.asked += len(r.pages) + 2
}

func (r *reader) get(client *http.Client, p string) (string, int) {
	resp, err := client.Get(r.url + p)
	if err != nil {
		r.complain("%s: %v", p, err)
		return "", 0
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		r.complain("%s: %v", p, err)
	}
	return string(data), resp.StatusCode
}

func (r *reader) judge(bodies map[string]string, manifest string, one bool) {
	if r.none {
		return
	}
	fits := map[int]bool{}
	for i := range r.known {
		fits[i] = true
	}
	for _, p := range r.pages {
		body, there := bodies[p]
		whole := false
		for i, v := range r.known {
			text, has := v.files[p]
			if has == there && text == body {
				whole = true
			} else {
				delete(fits, i)
			}
		}
		if !whole {
			r.complain("%s is neither the old nor the new page: %d bytes, there: %v", p, len(body), there)
		}
	}
	if one && len(fits) == 0 {
		r.complain("the pages are of no one release")
	}
	for i := range fits {
		if one && r.known[i].files[release.ManifestName] != manifest {
			r.complain("the manifest is of another release than the pages")
		}
	}
}

func (r *reader) complain(format string, args ...any) {
	r.lock.Lock()
	defer r.lock.Unlock()
	if len(r.wrong) < 10 {
		r.wrong = append(r.wrong, fmt.Sprintf(format, args...))
	}
}

// settled looks at the site while nobody publishes.
func (r *reader) settled(what string) {
	r.t.Helper()
	r.pass(http.DefaultClient)
	r.lock.Lock()
	defer r.lock.Unlock()
	for _, w := range r.wrong {
		r.t.Errorf("%s: %s", what, w)
	}
	if len(r.wrong) > 0 {
		r.t.FailNow()
	}
}

// exactly wants the public folder to be a release, and nothing else.
func exactly(t *testing.T, public string, v version, what string) {
	t.Helper()
	real, err := filepath.EvalSymlinks(public)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	err = filepath.WalkDir(real, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		p, err := filepath.Rel(real, name)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(name)
		if want, ok := v.files[filepath.ToSlash(p)]; !ok || want != string(data) {
			t.Errorf("%s: %s is wrong (%d bytes)", what, p, len(data))
		}
		n++
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n != len(v.files) {
		t.Errorf("%s: %d files, want %d", what, n, len(v.files))
	}
	verified, err := publish.VerifyFolder(real)
	if err != nil || !verified.Differs.None() {
		t.Errorf("%s: %v %v", what, verified.Differs, err)
	}
	work := filepath.Join(filepath.Dir(public), "."+filepath.Base(public)+".nhipcau")
	left, err := os.ReadDir(work)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range left {
		if !strings.HasPrefix(e.Name(), "r-") {
			t.Errorf("%s: %s is left in the working folder", what, e.Name())
		}
	}
	if t.Failed() {
		t.FailNow()
	}
}
