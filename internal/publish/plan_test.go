package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"nhipcau/internal/release"
)

func entry(p, text string) release.Entry {
	return release.Entry{Path: p, Size: int64(len(text)), SHA256: sha256.Sum256([]byte(text)), Type: release.TypeOf(p)}
}

func manifestOf(files map[string]string) release.Manifest {
	m := release.Manifest{Day: "2026-12-01"}
	for _, p := range sortedKeys(files) {
		m.Entries = append(m.Entries, entry(p, files[p]))
	}
	return m
}

func TestFilesGoInTheOrderOfNeed(t *testing.T) {
	want := []string{
		"assets/a.css", "files/a.pdf", "files/photo.jpg", "vi/app.js", // what pages need
		"data/a.csv", "data/a.json", "vi/feed.xml", // data
		"index.html", "vi/index.html", // pages
		"robots.txt", "sitemap-vi-1.xml", "sitemap.xml", // what leads machines to pages
	}
	files := map[string]string{}
	for _, p := range want {
		files[p] = p
	}
	var got []string
	for _, e := range ordered(manifestOf(files).Entries) {
		got = append(got, e.Path)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

func TestPlanFlat(t *testing.T) {
	old := map[string]string{"a": "1", "b": "1", "c": "1", "d/e": "1", "f": "1"}
	want := manifestOf(map[string]string{"a": "1", "b": "2", "d": "1", "f/g": "1", "h": "1"})
	listing := tree{files: map[string]int64{"a": 1, "b": 1, "c": 1, "d/e": 1, "f": 1, "other": 1, "h": 9}, folders: map[string]bool{"d": true}}
	had := knownOf(manifestOf(old))
	ours := map[string]bool{}
	for p := range old {
		ours[p] = true
	}
	p := planFlat(want, listing, had, ours)
	for name, pair := range map[string][2][]string{
		"sent":       {paths(p.send), {"b", "d", "f/g", "h"}},
		"cleared":    {p.clear, {"d/e", "f"}},
		"removed":    {p.remove, {"c"}},
		"in the way": {p.refused, {"h"}},
		"left alone": {p.others, {"other"}},
	} {
		if !slices.Equal(pair[0], pair[1]) {
			t.Errorf("%s: %q, want %q", name, pair[0], pair[1])
		}
	}
}

func paths(list []release.Entry) (ps []string) {
	for _, e := range list {
		ps = append(ps, e.Path)
	}
	slices.Sort(ps)
	return ps
}

func TestJournalPrintsBack(t *testing.T) {
	a, b := entry("vi/a.html", "1"), entry("vi/b.html", "22")
	j := &journal{base: "-", next: textHash([]byte("x")), lines: []change{{"vi/a.html", &a, nil}, {"vi/b.html", nil, &b}, {"vi/c.html", nil, nil}}}
	again, err := parseJournal(string(j.bytes()))
	if err != nil || !again.like(j) || !bytes.Equal(again.bytes(), j.bytes()) {
		t.Errorf("%v\n%s", err, j.bytes())
	}
	for _, text := range []string{
		"", "nhipcau journal 2\nbase -\nnext -\n", "nhipcau journal 1\n", "nhipcau journal 1\nbase -\nnext -\nx\n",
		"nhipcau journal 1\nbase -\nnext -\n-\t0\t-\t0\t../../etc/passwd\n", "nhipcau journal 1\nbase -\nnext -\nab\t0\t-\t0\ta\n",
		"nhipcau journal 1\nbase -\nnext -\n" + strings.Repeat("a", 64) + "\t-1\t-\t0\ta\n",
	} {
		if _, err := parseJournal(text); err == nil {
			t.Errorf("%q is a journal", text)
		}
	}
}

func TestTruth(t *testing.T) {
	one, two := entry("p", "1"), entry("p", "2")
	m := release.Manifest{Day: "2026-12-01", Entries: []release.Entry{one}}
	text := m.Bytes()
	j := journal{base: textHash(text), next: "n", lines: []change{{"p", &one, &two}}}
	moving := j
	moving.moving = true
	done := moving
	done.base, done.next = "o", textHash(text)
	others := moving
	others.base = "o"
	waits := map[string]int64{key(two): 1}
	tests := []struct {
		name   string
		j      *journal
		staged map[string]int64
		want   *release.Entry
	}{
		{"no journal", nil, nil, &one},
		{"nothing has moved yet", &j, nil, &one},
		{"it waits to be moved", &moving, waits, &one},
		{"it has moved", &moving, nil, &two},
		{"all has moved, the manifest too", &done, nil, &one},
		{"somebody else has been here", &others, nil, nil},
	}
	for _, test := range tests {
		had, ours := truth(m, text, test.j, test.staged)
		got, ok := had["p"]
		if ok != (test.want != nil) || ok && !same(got, *test.want) || !ours["p"] {
			t.Errorf("%s: %v %v", test.name, got, ok)
		}
	}
}

// Whatever a place is left with, what is published next is there exactly, and a
// file that is certain to be right is not sent.
func TestAnyReleaseFromAnyState(t *testing.T) {
	everywhere(t, func(t *testing.T, g target) {
		random := rand.New(rand.NewPCG(7, 7))
		var releases []*Release
		for version := range 5 {
			releases = append(releases, build(t, site(version)))
		}
		stop := errors.New("stopped")
		for round := range 60 {
			r := releases[random.IntN(5)]
			o := g.options()
			o.RemoveAll = true
			o.Patience = 40 * time.Millisecond // it may have said nothing yet
			o.Owner.PID = 1<<22 + 1            // which Linux never gives: it will be found dead
			at := int64(1 + random.IntN(200))
			var calls atomic.Int64
			_, err := To(context.Background(), func() (Place, error) {
				p, err := g.connect()
				return &stopping{Place: p, stop: func() error {
					if calls.Add(1) >= at {
						return stop
					}
					return nil
				}}, err
			}, r, o)
			if err != nil && !errors.Is(err, stop) {
				t.Fatalf("round %d: %v", round, err)
			}
			if round%3 == 2 {
				g.publish(t, releases[random.IntN(5)], func(o *Options) { o.RemoveAll, o.Patience = true, 40*time.Millisecond })
			}
		}
	})
}

// stopping fails in whatever changes something, from a certain call on.
type stopping struct {
	Place
	stop func() error
}

func (s *stopping) Rename(from, to string) error {
	return unless(s.stop(), func() error { return s.Place.Rename(from, to) })
}
func (s *stopping) Remove(name string) error {
	return unless(s.stop(), func() error { return s.Place.Remove(name) })
}
func (s *stopping) Mkdir(name string) error {
	return unless(s.stop(), func() error { return s.Place.Mkdir(name) })
}
func (s *stopping) Workers() int { return 1 }

func unless(err error, work func() error) error {
	if err != nil {
		return err
	}
	return work()
}

func TestLock(t *testing.T) {
	g := target{filepath.Join(t.TempDir(), "site"), Slots}
	first := build(t, site(1))
	g.publish(t, first, nil)
	lock := filepath.Join(filepath.Dir(g.dir), ".site.nhipcau", "lock")
	hold := func(o Owner) {
		t.Helper()
		if err := errors.Join(os.MkdirAll(lock, 0o755), os.WriteFile(filepath.Join(lock, "owner"), o.text(), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	now := time.Now()
	living := NewOwner("here", "An", os.Getpid(), now)
	dead := NewOwner("here", "Bình", 1<<22+1, now) // Linux has no such process
	elsewhere := NewOwner("there \"office\"", "Chi", 1, now)
	if got := parseOwner(string(elsewhere.text())); got != elsewhere {
		t.Errorf("%+v, want %+v", got, elsewhere)
	}
	r := build(t, site(2))
	patient := func(o *Options) { o.Patience = 200 * time.Millisecond }

	hold(living)
	o := g.options()
	_, err := To(context.Background(), g.connect, r, o)
	var held *HeldError
	if !errors.As(err, &held) || held.Owner.User != "An" {
		t.Errorf("a living process of this computer: %v", err)
	}
	g.holds(t, first)
	o.BreakLock = true
	if _, err := To(context.Background(), g.connect, r, o); err != nil {
		t.Errorf("a lock that is broken: %v", err)
	}
	hold(dead)
	g.publish(t, first, nil)
	hold(elsewhere)
	g.publish(t, r, patient) // without a sign of life it is taken
	if err := os.Mkdir(lock, 0o755); err != nil {
		t.Fatal(err)
	}
	g.publish(t, first, patient) // nobody ever said whose it is

	hold(elsewhere)
	beating := elsewhere
	stop := make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
				beating.Beat++
				_ = os.WriteFile(filepath.Join(lock, "draft"), beating.text(), 0o644)
				_ = os.Rename(filepath.Join(lock, "draft"), filepath.Join(lock, "owner"))
			}
		}
	}()
	o = g.options()
	o.Patience = 2 * time.Second
	_, err = To(context.Background(), g.connect, r, o)
	close(stop)
	<-done
	if !errors.As(err, &held) || held.Owner.User != "Chi" {
		t.Errorf("somebody at work elsewhere: %v", err)
	}
	g.holds(t, first)
}

func TestZIP(t *testing.T) {
	r := build(t, site(1))
	dir := t.TempDir()
	names := []string{filepath.Join(dir, "a.zip"), filepath.Join(dir, "b.zip")}
	var texts []string
	for _, name := range names {
		if err := WriteZIP(name, r); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(data))
	}
	if texts[0] != texts[1] {
		t.Error("the same release gives other bytes")
	}
	z, err := Open(names[0])
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if z.ID() != r.ID() || string(z.Signature) != string(r.Signature) || !Compare(r, z).None() {
		t.Errorf("%s is not %s", z.ID(), r.ID())
	}
	g := target{filepath.Join(t.TempDir(), "site"), Auto}
	g.publish(t, z, nil)
	if err := os.WriteFile(filepath.Join(dir, "no.zip"), []byte("no"), 0o644); err != nil {
		t.Fatal(err)
	}
	var damaged *DamagedError
	if _, err := Open(filepath.Join(dir, "no.zip")); !errors.As(err, &damaged) {
		t.Errorf("%v", err)
	}
	if err := WriteZIP(filepath.Join(dir, "none", "a.zip"), r); err == nil {
		t.Error("written where there is no folder")
	}
	if list, err := os.ReadDir(dir); err != nil || len(list) != 3 {
		t.Errorf("%v %v", list, err)
	}
}

// A connection that is lost is made anew, and what has arrived is not sent again.
func TestLostConnection(t *testing.T) {
	everywhere(t, func(t *testing.T, g target) {
		r := build(t, site(1))
		tries := 0
		o := g.options()
		var waits atomic.Int64
		o.Progress = func(p Progress) {
			if p.Step == StepWaiting {
				waits.Add(1)
			}
		}
		report, err := To(context.Background(), func() (Place, error) {
			p, err := g.connect()
			tries++
			var n atomic.Int64
			return &stopping{Place: p, stop: func() error {
				if tries < 4 && n.Add(1) > int64(12*tries) {
					return &LostError{fmt.Errorf("cut %d", tries)}
				}
				return nil
			}}, err
		}, r, o)
		if err != nil || report.Attempts < 3 || int(waits.Load()) != report.Attempts-1 {
			t.Fatalf("%+v %v", report, err)
		}
		if most := len(r.Manifest.Entries); report.Sent > most {
			t.Errorf("%d files sent for %d", report.Sent, most)
		}
		g.holds(t, r)
		_, err = To(context.Background(), func() (Place, error) { return nil, &LostError{errors.New("no line")} }, r, o)
		var lost *LostError
		if !errors.As(err, &lost) {
			t.Errorf("%v", err)
		}
	})
}

// Who calls a publication off leaves no lock behind, and can go on later.
func TestCalledOff(t *testing.T) {
	everywhere(t, func(t *testing.T, g target) {
		ctx, cancel := context.WithCancel(context.Background())
		o := g.options()
		o.Progress = func(p Progress) {
			if p.Step == StepSending && p.Files > 2 {
				cancel()
			}
		}
		r := build(t, site(1))
		if _, err := To(ctx, g.connect, r, o); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		if _, err := os.Lstat(filepath.Join(filepath.Dir(g.dir), ".site.nhipcau", "lock")); !missing(err) {
			t.Errorf("the lock is left: %v", err)
		}
		if report := g.publish(t, r, nil); report.Sent >= len(r.Manifest.Entries) {
			t.Errorf("%d files sent, all of them again", report.Sent)
		}
	})
}

func TestSpots(t *testing.T) {
	for public, want := range map[string]Spot{
		"/var/www/site": {"site", ".site.nhipcau"}, "public_html": {"public_html", ".public_html.nhipcau"}, "/www/": {"www", ".www.nhipcau"},
		"/": {"", ".nhipcau"}, ".": {"", ".nhipcau"}, "": {"", ".nhipcau"},
	} {
		if _, got := SpotFor(public); got != want {
			t.Errorf("%q: %+v, want %+v", public, got, want)
		}
	}
}
