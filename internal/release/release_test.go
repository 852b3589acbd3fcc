package release

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"nhipcau/internal/files"
)

const day = "2026-11-23"

// paths of the releases in these tests.
var paths = []string{"404.html", "en/index.html", "en/projects/port/index.html", "index.html", "lo/index.html", "vi/index.html", "vi/cảng.txt"}

// site is a release whose every file says its version.
func site(version string) []files.File {
	var fs []files.File
	for _, p := range paths {
		fs = append(fs, files.File{Path: p, Data: fmt.Appendf(nil, "%s %s\n", version, p)})
	}
	return fs
}

// way is one of the two ways to swap; both must work on every system that has both.
type way struct {
	name     string
	exchange func(a, b string) error
}

func noExchange(a, b string) error { return errors.ErrUnsupported }

func ways() []way { return []way{{"exchange", exchange}, {"two moves", noExchange}} }

func build(out, version string, w way, step func(string)) error {
	s, err := open(out, nil, w.exchange, step)
	if err != nil {
		return err
	}
	for _, f := range site(version) {
		if err := s.Add(f); err != nil {
			return errors.Join(err, s.Discard())
		}
	}
	if _, err := s.Commit(day); err != nil {
		return errors.Join(err, s.Discard())
	}
	return nil
}

func mustBuild(t *testing.T, out, version string) {
	t.Helper()
	if err := build(out, version, ways()[0], nil); err != nil {
		t.Fatal(err)
	}
}

// standing gives the version of the site in out; "" if nothing is there. It
// fails the test if what is there is not one whole release.
func standing(t *testing.T, out string) string {
	t.Helper()
	if there, err := exists(out); err != nil {
		t.Fatal(err)
	} else if !there {
		return ""
	}
	whole, err := complete(out)
	if err != nil || !whole {
		t.Fatalf("%s is no whole release: %v; it has %q", out, err, tree(t, out))
	}
	if list, err := foreign(out); err != nil || len(list) > 0 {
		t.Fatalf("%s has foreign files %q, %v", out, list, err)
	}
	data, err := os.ReadFile(filepath.Join(out, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	version, _, _ := strings.Cut(string(data), " ")
	return version
}

// tree lists everything below dir, folders with a slash at the end.
func tree(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if d.IsDir() {
			rel += "/"
		}
		list = append(list, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// settled fails the test if a build left anything but the lock and spare
// files, and what else is named.
func settled(t *testing.T, out string, also ...string) {
	t.Helper()
	p, err := newPlace(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range tree(t, p.work) {
		top, _, _ := strings.Cut(name, "/")
		if !slices.Contains(append(also, ".gitignore", "lock", "spare"), top) {
			t.Errorf("the build left %s", name)
		}
	}
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestCommit(t *testing.T) {
	for _, w := range ways() {
		t.Run(w.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "deep", "public")
			for _, version := range []string{"first", "second", "third"} {
				if err := build(out, version, w, nil); err != nil {
					t.Fatal(err)
				}
				if got := standing(t, out); got != version {
					t.Fatalf("%q stands, want %q", got, version)
				}
				settled(t, out)
			}
		})
	}
}

func TestCommitGivesTheManifestOnDisk(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	s, err := Open(out, nil)
	if err != nil {
		t.Fatal(err)
	}
	fs := site("any")
	slices.Reverse(fs)
	for _, f := range fs {
		if err := s.Add(f); err != nil {
			t.Fatal(err)
		}
	}
	m, err := s.Commit(day)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(out, ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	if string(data) != string(m.Bytes()) {
		t.Errorf("on disk:\n%s\ngiven:\n%s", data, m.Bytes())
	}
	var got []string
	for _, e := range m.Entries {
		got = append(got, e.Path)
	}
	if want := slices.Sorted(slices.Values(paths)); !slices.Equal(got, want) {
		t.Errorf("listed %q, want %q", got, want)
	}
	if err := s.Discard(); err != nil {
		t.Errorf("Discard after Commit: %v", err)
	}
	if _, err := s.Commit(day); !errors.Is(err, errClosed) {
		t.Errorf("second Commit: %v", err)
	}
	if err := s.Add(files.File{Path: "late"}); !errors.Is(err, errClosed) {
		t.Errorf("Add after Commit: %v", err)
	}
}

func TestSameFilesInAnyOrderGiveTheSameManifest(t *testing.T) {
	var texts []string
	for _, reversed := range []bool{false, true} {
		out := filepath.Join(t.TempDir(), "public")
		s, err := Open(out, nil)
		if err != nil {
			t.Fatal(err)
		}
		fs := site("same")
		if reversed {
			slices.Reverse(fs)
		}
		for _, f := range fs {
			if err := s.Add(f); err != nil {
				t.Fatal(err)
			}
		}
		m, err := s.Commit(day)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(m.Bytes()))
	}
	if texts[0] != texts[1] {
		t.Errorf("%s\nis not\n%s", texts[0], texts[1])
	}
}

func TestDiscardLeavesTheOldSite(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, out, "old")
	s, err := Open(out, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Add(files.File{Path: "index.html"}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Discard(); err != nil {
			t.Fatal(err)
		}
	}
	if got := standing(t, out); got != "old" {
		t.Errorf("%q stands", got)
	}
	settled(t, out)
}

func TestDiscardOfAFirstBuildLeavesNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	s, err := Open(out, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Discard(); err != nil {
		t.Fatal(err)
	}
	if got := standing(t, out); got != "" {
		t.Errorf("%q stands", got)
	}
	settled(t, out)
}

func TestAddRefuses(t *testing.T) {
	tests := []struct{ name, first, second string }{
		{"the same path twice", "vi/a.html", "vi/a.html"},
		{"a name that differs in case", "vi/a.html", "vi/A.html"},
		{"a Vietnamese name that differs in case", "vi/đ.html", "vi/Đ.html"},
		{"a folder that differs in case", "vi/a.html", "VI/b.html"},
		{"a file where a folder is", "vi/a.html", "vi"},
		{"a folder where a file is", "vi", "vi/a.html"},
		{"an unsafe path", "a", "../b"},
		{"the manifest", "a", ManifestName},
		{"the signature, in capitals", "a", strings.ToUpper(SignatureName)},
		{"what the manifest is written as", "a", ManifestName + "~"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			mustBuild(t, out, "old")
			s, err := Open(out, nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Add(files.File{Path: test.first}); err != nil {
				t.Fatal(err)
			}
			refusal := s.Add(files.File{Path: test.second})
			if refusal == nil {
				t.Fatal("accepted")
			}
			if err := s.Add(files.File{Path: "good"}); err == nil {
				t.Error("goes on after an error")
			}
			if _, err := s.Commit(day); !errors.Is(err, refusal) {
				t.Errorf("Commit gives %v, want %v", err, refusal)
			}
			if err := s.Discard(); err != nil {
				t.Error(err)
			}
			if got := standing(t, out); got != "old" {
				t.Errorf("%q stands", got)
			}
			settled(t, out)
		})
	}
}

func TestCommitRefusesWhatIsNoDay(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	s, err := Open(out, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit("23/11/2026"); err == nil {
		t.Error("accepted")
	}
	if err := s.Discard(); err != nil {
		t.Error(err)
	}
	if got := standing(t, out); got != "" {
		t.Errorf("%q stands", got)
	}
}

// The last step that can fail: both moves were tried, the second did not work.
func TestFailedSwapIsUndone(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, out, "old")
	p, err := newPlace(out)
	if err != nil {
		t.Fatal(err)
	}
	spoil := func(step string) {
		if step == "aside" {
			put(t, filepath.Join(out, "in the way"), "")
		}
	}
	if err := build(out, "new", ways()[1], spoil); err == nil || !strings.Contains(err.Error(), p.former()) {
		t.Errorf("error %v does not say where the former site waits", err)
	}
	if there, err := exists(filepath.Join(p.former(), ManifestName)); !there {
		t.Fatalf("the former site is lost: %v", err)
	}
	var foreign *ForeignError
	if err := Recover(out); !errors.As(err, &foreign) {
		t.Errorf("Recover gives %v", err)
	}
	if err := os.Remove(filepath.Join(out, "in the way")); err != nil {
		t.Fatal(err)
	}
	if err := Recover(out); err != nil {
		t.Fatal(err)
	}
	if got := standing(t, out); got != "old" {
		t.Errorf("%q stands", got)
	}
	settled(t, out)
}

func TestRetryWaitsForWhoHasAFileOpen(t *testing.T) {
	open := errors.New("open")
	tries := 0
	err := retry(func(err error) bool { return err == open }, func() error {
		if tries++; tries < 4 {
			return open
		}
		return nil
	})
	if err != nil || tries != 4 {
		t.Errorf("%v after %d tries", err, tries)
	}
}

// A reader sees whole files at every moment, and none older than it saw before.
// The one exception is a reader that stopped between two names of a path for as
// long as a whole build: it is then in a folder that is a spare, and may meet a
// file of the release that is about to be public; so what it sees next may be
// one release older.
func TestReaderSeesOneSiteThroughManySwaps(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	version := func(n int) string { return fmt.Sprintf("v%04d", n) }
	mustBuild(t, out, version(0))
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			last := 0
			for reads := 0; ; reads++ {
				select {
				case <-done:
					return
				default:
				}
				p := paths[reads%len(paths)]
				data, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(p)))
				if err != nil {
					t.Errorf("read %d: %v", reads, err)
					return
				}
				head, rest, _ := strings.Cut(string(data), " ")
				now, err := strconv.Atoi(strings.TrimPrefix(head, "v"))
				if err != nil || rest != p+"\n" || now < last-1 {
					t.Errorf("read %d: %q after v%04d", reads, data, last)
					return
				}
				last = now
			}
		})
	}
	for n := range 200 {
		mustBuild(t, out, version(n+1))
	}
	close(done)
	readers.Wait()
}

func TestSecondBuildIsToldWhoIsFirst(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, out, "old")
	s, err := Open(out, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Discard()
	if err := s.Add(files.File{Path: "index.html"}); err != nil {
		t.Fatal(err)
	}
	_, err = Open(out, nil)
	var busy *BusyError
	if !errors.As(err, &busy) {
		t.Fatalf("second Open gives %v", err)
	}
	if busy.PID != os.Getpid() || time.Since(busy.Since).Abs() > time.Minute || busy.Out != out {
		t.Errorf("%+v", busy)
	}
	if err := Recover(out); err != nil {
		t.Errorf("Recover during a build: %v", err)
	}
	if there, _ := exists(filepath.Join(s.fresh(), "index.html")); !there {
		t.Error("Recover disturbed a build that is running")
	}
}

func TestRecoverWhereNothingIs(t *testing.T) {
	dir := t.TempDir()
	if err := Recover(filepath.Join(dir, "public")); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, dir); len(got) > 0 {
		t.Errorf("made %q", got)
	}
}

func BenchmarkRelease(b *testing.B) {
	const n = 12000
	data := []byte(strings.Repeat("Nhịp cầu nối hai bờ.\n", 600))
	out := filepath.Join(b.TempDir(), "public")
	for b.Loop() {
		began := time.Now()
		s, err := Open(out, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(began).Seconds(), "s-open")
		began = time.Now()
		for i := range n {
			if err := s.Add(files.File{Path: fmt.Sprintf("vi/du-an/%d/%d/index.html", i%100, i), Data: data}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(time.Since(began).Seconds(), "s-add")
		began = time.Now()
		if _, err := s.Commit(day); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(began).Seconds(), "s-commit")
	}
}

func BenchmarkParseManifest(b *testing.B) {
	m := Manifest{Day: day}
	for i := range 12000 {
		m.Entries = append(m.Entries, Entry{Path: fmt.Sprintf("vi/du-an/%05d/index.html", i), Type: TypeOf("a.html")})
	}
	data := m.Bytes()
	for b.Loop() {
		if _, err := ParseManifest(data); err != nil {
			b.Fatal(err)
		}
	}
}
