package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nhipcau/internal/files"
	"nhipcau/internal/release"
)

// build makes a release in a new folder.
func build(t testing.TB, site map[string]string) *Release {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	staging, err := release.Open(out, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer staging.Discard()
	for _, p := range sortedKeys(site) {
		if err := staging.Add(files.File{Path: p, Data: []byte(site[p])}); err != nil {
			t.Fatal(err)
		}
	}
	m, err := staging.Commit("2026-12-01")
	if err != nil {
		t.Fatal(err)
	}
	// What a signature is, is for others to know: here any text will do.
	signature := fmt.Sprintf("signed %x\n", textHash(m.Bytes()))
	if err := os.WriteFile(filepath.Join(out, release.SignatureName), []byte(signature), 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// site makes a small site: with each version some pages change, in size or
// not, one goes and one comes.
func site(version int) map[string]string {
	s := map[string]string{
		"index.html": "<p>home", "robots.txt": "User-agent: *", "assets/main.css": "a{}", "data/all.json": fmt.Sprint("[", version, "]"),
		"sitemap.xml": fmt.Sprint("<a>", version, "</a>"), "files/large.pdf": strings.Repeat("%PDF", 40_000),
		fmt.Sprintf("vi/only-%d/index.html", version): "<p>here today",
	}
	for i := range 12 {
		s[fmt.Sprintf("vi/p%d/index.html", i)] = fmt.Sprintf("<p>page %d of version %d", i, version*(i%3))
	}
	s["files/photo.jpg"] = strings.Repeat(fmt.Sprint(version%2), 50_000) // another, as large
	return s
}

type target struct {
	dir    string // what is public
	layout Layout
}

func (g target) options() Options {
	_, spot := SpotFor(filepath.ToSlash(g.dir))
	return Options{Spot: spot, Layout: g.layout, Owner: NewOwner("here", "tester", os.Getpid(), time.Now()), Backoff: time.Millisecond}
}

func (g target) connect() (Place, error) {
	folder, _ := SpotFor(filepath.ToSlash(g.dir))
	return OpenDirectory(folder)
}

func (g target) publish(t *testing.T, r *Release, change func(*Options)) Report {
	t.Helper()
	o := g.options()
	if change != nil {
		change(&o)
	}
	report, err := To(context.Background(), g.connect, r, o)
	if err != nil {
		t.Fatal(err)
	}
	g.holds(t, r)
	return report
}

// holds wants the public folder to be the release, with its manifest and
// signature, and nothing else but extra.
func (g target) holds(t *testing.T, r *Release, extra ...string) {
	t.Helper()
	got := map[string]string{}
	real, err := filepath.EvalSymlinks(g.dir)
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(real, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if list, err := os.ReadDir(name); err == nil && len(list) == 0 {
				t.Errorf("%s is an empty folder", name)
			}
			return nil
		}
		data, err := os.ReadFile(name)
		p, _ := filepath.Rel(real, name)
		got[filepath.ToSlash(p)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{release.ManifestName: string(r.Text), release.SignatureName: string(r.Signature)}
	for _, e := range r.Manifest.Entries {
		data, err := r.bytes(e)
		if err != nil {
			t.Fatal(err)
		}
		want[e.Path] = string(data)
	}
	for _, p := range extra {
		delete(got, p)
	}
	if !maps.Equal(got, want) {
		for _, p := range slices.Sorted(maps.Keys(got)) {
			if got[p] != want[p] {
				t.Errorf("%s is wrong", p)
			}
		}
		for p := range want {
			if _, ok := got[p]; !ok {
				t.Errorf("%s is missing", p)
			}
		}
	}
}

func everywhere(t *testing.T, test func(t *testing.T, g target)) {
	for _, layout := range []Layout{Slots, Flat} {
		t.Run(string(layout), func(t *testing.T) {
			test(t, target{filepath.Join(t.TempDir(), "site"), layout})
		})
	}
}

func TestOnlyWhatDiffersTravels(t *testing.T) {
	everywhere(t, func(t *testing.T, g target) {
		one := build(t, site(1))
		report := g.publish(t, one, nil)
		if report.Sent != len(one.Manifest.Entries) || report.Layout != g.layout {
			t.Errorf("%+v", report)
		}
		if report := g.publish(t, one, nil); !report.Same || report.Sent != 0 {
			t.Errorf("the same again: %+v", report)
		}
		for version := 2; version < 8; version++ {
			r := build(t, site(version))
			changed := changes(knownOf(one.Manifest), r.Manifest)
			report := g.publish(t, r, nil)
			if want := len(changed.New) + len(changed.Changed); report.Sent > want || report.Sent == 0 {
				t.Errorf("version %d: %d files sent for %d that changed", version, report.Sent, want)
			}
			one = r
		}
	})
}

func TestSlotsAreKept(t *testing.T) {
	g := target{filepath.Join(t.TempDir(), "site"), Auto}
	var releases []*Release
	for version := range 5 {
		releases = append(releases, build(t, site(version+1)))
		g.publish(t, releases[version], nil)
	}
	list := g.releases(t)
	if len(list) != 3 || !list[2].Live || list[0].ID != releases[2].ID() {
		t.Fatalf("%+v", list)
	}
	kept, err := Rollback(context.Background(), g.connect, "", trust, g.options())
	if err != nil || kept.ID != releases[3].ID() {
		t.Fatalf("%+v %v", kept, err)
	}
	g.holds(t, releases[3])
	if _, err := Rollback(context.Background(), g.connect, releases[2].ID(), trust, g.options()); err != nil {
		t.Fatal(err)
	}
	g.holds(t, releases[2])
	_, err = Rollback(context.Background(), g.connect, "", trust, g.options())
	var none *NoReleaseError
	if !errors.As(err, &none) {
		t.Errorf("there is none before: %v", err)
	}
	// Publishing what is kept already sends nothing.
	if report := g.publish(t, releases[4], nil); report.Sent != 0 || report.Same {
		t.Errorf("%+v", report)
	}
	// A slot that somebody changed is not gone back to. Files are shared by
	// slots, so one is replaced, not written to.
	list = g.releases(t)
	name := filepath.Join(filepath.Dir(g.dir), ".site.nhipcau", list[0].Name, "index.html")
	if err := errors.Join(os.Remove(name), os.WriteFile(name, []byte("<p>hame"), 0o644)); err != nil {
		t.Fatal(err)
	}
	if _, err := Rollback(context.Background(), g.connect, list[0].Name, trust, g.options()); err == nil {
		t.Error("a changed slot is public")
	}
	g.holds(t, releases[4])
	_, err = Rollback(context.Background(), g.connect, list[1].Name, func(_, _ []byte) error { return io.ErrNoProgress }, g.options())
	if !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("not trusted: %v", err)
	}
}

func trust(_, _ []byte) error { return nil }

func (g target) releases(t *testing.T) []Kept {
	t.Helper()
	s, err := Look(context.Background(), g.connect, g.options())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	_, list, err := s.Releases()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestWhatIsFoundIsNotBelieved(t *testing.T) {
	everywhere(t, func(t *testing.T, g target) {
		r := build(t, site(1))
		g.publish(t, r, nil)
		at := func(p string) string { return filepath.Join(g.dir, filepath.FromSlash(p)) }
		for name, damage := range map[string]func() error{
			"changed":             func() error { return os.WriteFile(at("index.html"), []byte("<p>bet!"), 0o644) },
			"cut":                 func() error { return os.Truncate(at("files/large.pdf"), 1000) },
			"missing":             func() error { return os.Remove(at("vi/p3/index.html")) },
			"manifest damaged":    func() error { return os.WriteFile(at(release.ManifestName), []byte("nhipcau"), 0o644) },
			"manifest missing":    func() error { return os.Remove(at(release.ManifestName)) },
			"signature missing":   func() error { return os.Remove(at(release.SignatureName)) },
			"signature of others": func() error { return os.WriteFile(at(release.SignatureName), []byte("x"), 0o644) },
		} {
			t.Run(name, func(t *testing.T) {
				if err := damage(); err != nil {
					t.Fatal(err)
				}
				g.publish(t, r, func(o *Options) { o.Overwrite = true })
			})
		}
	})
}

func TestFilesOfOthers(t *testing.T) {
	g := target{filepath.Join(t.TempDir(), "site"), Flat}
	for name, text := range map[string]string{"cgi-bin/stats.pl": "perl", "index.html": "welcome", "vi": "a file where a folder has to be"} {
		name = filepath.Join(g.dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	r := build(t, site(1))
	_, err := To(context.Background(), g.connect, r, g.options())
	var foreign *ForeignError
	if !errors.As(err, &foreign) || !slices.Equal(foreign.Files, []string{"index.html", "vi"}) {
		t.Fatalf("%v", err)
	}
	if err := os.Remove(filepath.Join(g.dir, "vi")); err != nil {
		t.Fatal(err)
	}
	o := g.options()
	o.Overwrite = true
	report, err := To(context.Background(), g.connect, r, o)
	if err != nil || !slices.Equal(report.Unexpected, []string{"cgi-bin/stats.pl"}) {
		t.Fatalf("%+v %v", report, err)
	}
	g.holds(t, r, "cgi-bin/stats.pl")
	r = build(t, map[string]string{"index.html": "<p>home", "vi": "a file where a folder was", "cgi-bin/x.html": "<p>x"})
	if _, err := To(context.Background(), g.connect, r, o); err != nil {
		t.Fatal(err)
	}
	g.holds(t, r, "cgi-bin/stats.pl")
}

func TestSitesAreNotEmptied(t *testing.T) {
	everywhere(t, func(t *testing.T, g target) {
		large := map[string]string{"index.html": "a"}
		for i := range 30 {
			large[fmt.Sprintf("p%d.html", i)] = "a"
		}
		before := build(t, large)
		g.publish(t, before, nil)
		small := build(t, map[string]string{"index.html": "a"})
		_, err := To(context.Background(), g.connect, small, g.options())
		var tooMany *CapError
		if !errors.As(err, &tooMany) || len(tooMany.Removed) != 30 || tooMany.Cap != 20 {
			t.Fatalf("%v", err)
		}
		g.holds(t, before)
		g.publish(t, small, func(o *Options) { o.RemoveAll = true })
	})
}
