package serve

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strings"
	"time"

	"nhipcau/internal/check"
	"nhipcau/internal/files"
	"nhipcau/internal/problem"
	"nhipcau/internal/release"
	"nhipcau/internal/render"
	"nhipcau/internal/site"
)

// generation is the site as its sources were at one moment. It never changes.
type generation struct {
	site     *site.Site
	pages    *render.Pages
	problems []problem.Problem // those that loading found
	base     string            // the path that the site lies at, with slashes around
	copies   string            // changes when a file that is copied does
	load     time.Duration
}

// load makes a generation of the sources as they are.
func (s *server) load() (*generation, error) {
	start := time.Now()
	fsys, err := s.sources()
	if err != nil {
		return nil, err
	}
	loaded, ps, err := site.Load(fsys, site.Options{Now: s.config.Now(), Drafts: true, Themes: s.config.Themes, Memo: s.memo})
	if err != nil {
		return nil, err
	}
	pages, err := render.New(loaded, render.Config{Pictures: s.config.Pictures, Terms: true})
	if err != nil {
		return nil, err
	}
	g := &generation{site: loaded, pages: pages, problems: ps, base: loaded.BasePath()}
	// A site.yaml that cannot be read should not take the site from where the
	// editor is looking at it.
	if last := s.state.Load(); last != nil && slices.ContainsFunc(ps, func(p problem.Problem) bool { return p.File == "site.yaml" && p.Level == problem.Stop }) {
		g.base = last.base
	}
	g.copies = stamps(fsys, loaded)
	g.load = time.Since(start)
	return g, nil
}

// sources is the site's folder; opened again if another has taken its place.
func (s *server) sources() (fs.FS, error) {
	now, err := os.Stat(s.config.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, site.ErrNoSite
	} else if err != nil {
		return nil, err
	}
	if open, err := s.root.Stat("."); err != nil || !os.SameFile(now, open) {
		root, err := os.OpenRoot(s.config.Dir)
		if err != nil {
			return nil, err
		}
		s.root = root // pages may still be reading through the other, which closes itself
	}
	return s.root.FS(), nil
}

// stamps tells one state of the copied files from another. It decides about
// reloads alone: what is sent is always what the disk has.
func stamps(fsys fs.FS, s *site.Site) string {
	sum := sha256.New()
	note := func(name string) {
		if info, err := fs.Stat(fsys, name); err == nil {
			fmt.Fprintln(sum, name, info.Size(), info.ModTime().UnixNano())
		}
	}
	for _, a := range s.Attachments {
		note(a.Source)
	}
	for _, f := range s.Static {
		note(f.Source)
	}
	return string(sum.Sum(nil))
}

// unloadable says in the editor's words why the sources cannot be loaded.
func (s *server) unloadable(err error) []problem.Problem {
	if errors.Is(err, site.ErrNoSite) {
		return []problem.Problem{problem.New("site-file-missing", problem.At{File: "site.yaml"})}
	}
	return []problem.Problem{problem.New("sources-unreadable", problem.At{}, "what", err.Error())}
}

// tells reports whether these are the problems that are shown already.
func (s *server) tells(ps []problem.Problem) bool {
	return reflect.DeepEqual(s.state.Load().problems, ps)
}

// courtesy is how long the check waits, so that a browser which reloads has the
// machine for itself.
const courtesy = 300 * time.Millisecond

// background is a check that is going on.
type background struct {
	cancel context.CancelFunc
	done   chan struct{}
}

// stop ends the check and waits for its end.
func (b *background) stop() {
	b.cancel()
	<-b.done
}

// startCheck makes all pages of the present generation and drops them, to find
// all problems.
func (s *server) startCheck(ctx context.Context) *background {
	ctx, cancel := context.WithCancel(ctx)
	b := &background{cancel: cancel, done: make(chan struct{})}
	g := s.state.Load().generation
	go func() {
		defer close(b.done)
		select {
		case <-time.After(courtesy):
			s.check(ctx, g)
		case <-ctx.Done():
		}
	}()
	return b
}

func (s *server) check(ctx context.Context, g *generation) {
	start := time.Now()
	checker := check.New(g.site.BaseURL)
	ps, err := g.pages.All(render.Config{Workers: workers()}, func(f files.File) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return checker.Add(f)
	})
	switch {
	case ctx.Err() != nil:
		return
	case outdated(ps, err):
		s.watcher.nudge()
		return
	case err != nil:
		ps = slices.Concat(g.problems, ps, s.unloadable(err))
	default:
		ps = slices.Concat(g.problems, ps, checker.Problems())
	}
	ps = problem.Sort(ps)
	s.know(ps)
	s.report(Report{Problems: ps, Load: g.load, Check: time.Since(start)})
}

// outdated reports whether all that is wrong is that a file is not what it was
// when it was loaded.
func outdated(ps []problem.Problem, err error) bool {
	return errors.Is(err, fs.ErrNotExist) || slices.ContainsFunc(ps, func(p problem.Problem) bool { return p.Code == "source-changed" })
}

// answer is what one address gives in one generation.
type answer struct {
	status   int
	location string // of a redirect
	kind     string // the media type
	data     []byte
	problems []problem.Problem
	forever  bool // the browser may keep it
	stale    bool // a file changed since it was loaded: the next generation knows
}

// answer finds what is at a path, which is decoded. Nothing of a path reaches the
// disk: it is one of those that the site has, or there is nothing at it.
func (g *generation) answer(path string) answer {
	rel, below := strings.CutPrefix(path, g.base)
	if !below {
		if path == "/" || path+"/" == g.base {
			return redirect(g.base)
		}
		return g.missing("")
	}
	file := rel
	if rel == "" || strings.HasSuffix(rel, "/") {
		file += "index.html"
	}
	switch {
	case g.pages.Has(file):
		if a := g.file(file, 200); a.data != nil || a.stale || len(a.problems) > 0 {
			return a
		}
	case g.pages.Has(rel + "/index.html"):
		return redirect(g.base + rel + "/")
	}
	return g.missing(rel)
}

func redirect(path string) answer {
	return answer{status: 307, location: (&url.URL{Path: path}).String()}
}

// missing is the site's own page for what it does not have, in the language that
// the address begins with.
func (g *generation) missing(rel string) answer {
	lang, _, _ := strings.Cut(rel, "/")
	if name := lang + "/404.html"; g.site.Lang(lang) >= 0 && g.pages.Has(name) {
		return g.file(name, 404)
	}
	return g.file("404.html", 404)
}

// file makes the file at a path of the site.
func (g *generation) file(name string, status int) answer {
	f, ok, ps, err := g.pages.File(name)
	a := answer{status: status, kind: release.TypeOf(name), data: f.Data, forever: f.Forever, problems: ps, stale: outdated(ps, err)}
	if err != nil || !ok {
		a.status, a.kind, a.data = max(status, 404), release.TypeOf("x.html"), nil
		if status == 200 {
			a.status = 500
		}
	}
	return a
}

// version names what is seen at an address: while it stays, there is no reason
// to reload.
func (g *generation) version(a answer) string {
	sum := sha256.New()
	fmt.Fprintln(sum, a.status, a.location, a.kind, len(a.data))
	sum.Write(a.data)
	sum.Write([]byte(g.copies))
	return hex.EncodeToString(sum.Sum(nil)[:12])
}
