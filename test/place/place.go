// Package place tests whether a publish.Place keeps what it promises. The tests
// of every kind of place call it.
package place

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"nhipcau/internal/publish"
)

// Test puts files into a place that leads to the empty folder root of this
// computer, and looks there at what came of it. links says whether the place is
// to have symbolic and hard links.
func Test(t *testing.T, p publish.Place, root string, links bool) {
	t.Helper()
	tester := &tester{t, p, root}
	t.Run("files", tester.files)
	t.Run("names", tester.names)
	t.Run("what is not there", tester.missing)
	t.Run("large files", tester.large)
	t.Run("several at once", tester.parallel)
	if links {
		t.Run("links", tester.links)
	} else {
		t.Run("no links", tester.noLinks)
	}
}

type tester struct {
	t    *testing.T
	p    publish.Place
	root string
}

func (s *tester) put(t *testing.T, name, text string) {
	t.Helper()
	if err := s.p.Put(name, strings.NewReader(text), 0); err != nil {
		t.Fatal(err)
	}
}

func (s *tester) holds(t *testing.T, name, want string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(s.root, name))
	if err != nil || string(data) != want {
		t.Errorf("%s is %.80q, want %.80q (%v)", name, data, want, err)
	}
	var b bytes.Buffer
	if err := s.p.Fetch(name, &b); err != nil || b.String() != want {
		t.Errorf("Fetch gives %.80q, want %.80q (%v)", b.String(), want, err)
	}
}

func (s *tester) files(t *testing.T) {
	s.put(t, "a", "first")
	s.put(t, "a", "now")
	s.holds(t, "a", "now")
	s.put(t, "empty", "")
	s.holds(t, "empty", "")
	s.put(t, "b", "other")
	if err := s.p.Rename("a", "b"); err != nil {
		t.Fatal(err)
	}
	s.holds(t, "b", "now")
	if err := s.p.Put("b", strings.NewReader("here"), 2); err != nil {
		t.Fatal(err)
	}
	s.holds(t, "b", "nohere")
	if err := s.p.Mkdir("c"); err != nil {
		t.Fatal(err)
	}
	if s.p.Mkdir("c") == nil {
		t.Error("a folder is made twice")
	}
	if err := s.p.Rename("b", "c/d"); err != nil {
		t.Fatal(err)
	}
	if s.p.RemoveFolder("c") == nil {
		t.Error("a folder goes that is not empty")
	}
	if err := s.p.Rename("c", "e"); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{s.p.Remove("e/d"), s.p.RemoveFolder("e"), s.p.Remove("empty")} {
		if err != nil {
			t.Error(err)
		}
	}
	if items, err := s.p.List(""); err != nil || len(items) > 0 {
		t.Errorf("%v are left (%v)", items, err)
	}
}

// names has what a site may have in its names, files that hosts hide too.
func (s *tester) names(t *testing.T) {
	want := []publish.Item{}
	for _, name := range []string{".well-known", "a b", "cảng Quy Nhơn", "ທ່າເຮືອ", "-l", "x -> y"} {
		s.put(t, name, name)
		want = append(want, publish.Item{Name: name, Kind: publish.File, Size: int64(len(name))})
	}
	if err := s.p.Mkdir("in"); err != nil {
		t.Fatal(err)
	}
	want = append(want, publish.Item{Name: "in", Kind: publish.Folder})
	for _, dir := range []string{"", "."} {
		items, err := s.p.List(dir)
		if err != nil {
			t.Fatal(err)
		}
		for i := range items {
			if items[i].Kind == publish.Folder {
				items[i].Size = 0
			}
		}
		byName := func(a, b publish.Item) int { return strings.Compare(a.Name, b.Name) }
		slices.SortFunc(items, byName)
		slices.SortFunc(want, byName)
		if !slices.Equal(items, want) {
			t.Errorf("%+v\nwant %+v", items, want)
		}
	}
	for _, item := range want {
		if item.Kind == publish.File {
			if err := s.p.Remove(item.Name); err != nil {
				t.Error(err)
			}
		}
	}
	if err := s.p.RemoveFolder("in"); err != nil {
		t.Error(err)
	}
}

func (s *tester) missing(t *testing.T) {
	_, list := s.p.List("none")
	for name, err := range map[string]error{
		"List": list, "Fetch": s.p.Fetch("none", io.Discard), "Rename": s.p.Rename("none", "other"),
		"Remove": s.p.Remove("none"), "RemoveFolder": s.p.RemoveFolder("none"),
	} {
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s gives %v", name, err)
		}
	}
	if err := s.p.Put("none/file", strings.NewReader("x"), 0); err == nil {
		t.Error("a file is put into no folder")
	}
}

func (s *tester) large(t *testing.T) {
	text := strings.Repeat("0123456789abcdef", 1<<17) // 2 MiB
	s.put(t, "large", text[:1<<20])
	if err := s.p.Put("large", strings.NewReader(text[1<<20:]), 1<<20); err != nil {
		t.Fatal(err)
	}
	s.holds(t, "large", text)
	if err := s.p.Put("cut", io.MultiReader(strings.NewReader(text[:100_000]), broken{}), 0); !errors.Is(err, errBroken) {
		t.Errorf("a file that cannot be read: %v", err)
	}
	for _, name := range []string{"large", "cut"} {
		if err := s.p.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Error(err)
		}
	}
}

var errBroken = errors.New("the disk is broken")

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errBroken }

func (s *tester) parallel(t *testing.T) {
	var wait sync.WaitGroup
	for i := range 40 {
		wait.Go(func() {
			name := fmt.Sprint("p", i)
			text := strings.Repeat(name, 1000*i)
			if err := s.p.Put(name, strings.NewReader(text), 0); err != nil {
				t.Error(err)
				return
			}
			var b bytes.Buffer
			if err := s.p.Fetch(name, &b); err != nil || b.String() != text {
				t.Errorf("%s: %d bytes, %v", name, b.Len(), err)
			}
			if err := s.p.Remove(name); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
}

func (s *tester) links(t *testing.T) {
	s.put(t, "file", "text")
	if err := s.p.Link("file", "second"); err != nil {
		t.Fatal(err)
	}
	s.holds(t, "second", "text")
	for name, target := range map[string]string{"one": "file", "two": "second"} {
		if err := s.p.Symlink(target, name); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.p.Rename("one", "two"); err != nil {
		t.Fatal(err)
	}
	if target, err := s.p.ReadLink("two"); err != nil || target != "file" {
		t.Errorf("two leads to %q (%v)", target, err)
	}
	items, err := s.p.List("")
	if err != nil || !slices.ContainsFunc(items, func(i publish.Item) bool { return i.Name == "two" && i.Kind == publish.Link }) {
		t.Errorf("%+v (%v)", items, err)
	}
	if _, err := s.p.ReadLink("file"); err == nil {
		t.Error("a file is no link")
	}
	for _, name := range []string{"two", "second", "file"} {
		if err := s.p.Remove(name); err != nil {
			t.Error(err)
		}
	}
}

func (s *tester) noLinks(t *testing.T) {
	_, read := s.p.ReadLink("a")
	for _, err := range []error{s.p.Link("a", "b"), s.p.Symlink("a", "b"), read} {
		if !errors.Is(err, errors.ErrUnsupported) {
			t.Error(err)
		}
	}
}
