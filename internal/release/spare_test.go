package release

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"nhipcau/internal/files"
)

func publish(t *testing.T, out string, set map[string]string) Manifest {
	t.Helper()
	s, err := Open(out, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Discard()
	for _, p := range slices.Sorted(maps.Keys(set)) {
		if err := s.Add(files.File{Path: p, Data: []byte(set[p])}); err != nil {
			t.Fatal(err)
		}
	}
	m, err := s.Commit(day)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// exactly fails the test unless out has this set, its folders and a manifest.
func exactly(t *testing.T, out string, set map[string]string) {
	t.Helper()
	want := map[string]bool{ManifestName: true}
	for p, text := range set {
		want[p] = true
		for dir := filepath.ToSlash(filepath.Dir(p)); dir != "."; dir = filepath.ToSlash(filepath.Dir(dir)) {
			want[dir+"/"] = true
		}
		data, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(p)))
		if err != nil || string(data) != text {
			t.Fatalf("%s is %q, %v; want %q", p, data, err, text)
		}
	}
	got := map[string]bool{}
	for _, name := range tree(t, out) {
		got[name] = true
	}
	if !maps.Equal(got, want) {
		t.Fatalf("there is %q,\nwant %q", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
}

// A release made with spare files equals one made from nothing.
func FuzzSpare(f *testing.F) {
	f.Add([]byte("0123456789abcdef"))
	f.Add([]byte("a0a0a0b1b1b1 c2c2"))
	f.Add([]byte{0, 0, 1, 3, 2, 9, 255, 3, 17, 255, 4, 1, 255, 0, 0, 255, 5, 5})
	names := []string{"a", "A", "a/b", "a/b/c", "A/b", "a/B", "d/e/f/g.html", "d/e", "h.txt", "đ/x", "Đ/x"}
	f.Fuzz(func(t *testing.T, script []byte) {
		out := filepath.Join(t.TempDir(), "public")
		set, claimed := map[string]string{}, namesOf(nil)
		commits := 0
		for i := 0; i+1 < len(script) && commits < 6; i += 2 {
			if script[i] == 255 {
				publish(t, out, set)
				exactly(t, out, set)
				set, claimed, commits = map[string]string{}, namesOf(nil), commits+1
			}
			p := names[int(script[i])%len(names)]
			if _, taken := claimed.Claim(p, struct{}{}); taken != nil {
				claimed = namesOf(set)
				continue
			}
			set[p] = fmt.Sprint("text ", script[i+1]%3)
		}
		publish(t, out, set)
		exactly(t, out, set)
	})
}

func namesOf(set map[string]string) files.Names[struct{}] {
	n := files.Names[struct{}]{}
	for p := range set {
		if _, taken := n.Claim(p, struct{}{}); taken != nil {
			panic(taken.Path)
		}
	}
	return n
}

func TestSpareAfterChanges(t *testing.T) {
	tests := []struct {
		name   string
		before map[string]string
		after  map[string]string
	}{
		{"nothing", map[string]string{"a/b": "1"}, map[string]string{"a/b": "1"}},
		{"same size, other bytes", map[string]string{"a/b": "1"}, map[string]string{"a/b": "2"}},
		{"a file gone", map[string]string{"a/b": "1", "c": "1"}, map[string]string{"c": "1"}},
		{"a file became a folder", map[string]string{"a": "1"}, map[string]string{"a/b": "1"}},
		{"a folder became a file", map[string]string{"a/b/c": "1", "a/d": "1"}, map[string]string{"a": "1"}},
		{"capitals", map[string]string{"a/B": "1", "C/d": "1"}, map[string]string{"a/b": "1", "c/d": "1"}},
		{"empty file", map[string]string{"a": ""}, map[string]string{"a": ""}},
		{"all gone", map[string]string{"a": "1"}, map[string]string{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			for range 2 {
				for _, set := range []map[string]string{test.before, test.before, test.after, test.after, test.after} {
					publish(t, out, set)
					exactly(t, out, set)
				}
			}
		})
	}
}

func TestSpareKeepsNothingThatIsNotPublic(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	publish(t, out, map[string]string{"kept": "1", "withdrawn": "secret", "changed": "secret"})
	publish(t, out, map[string]string{"kept": "1", "changed": "2"})
	p, err := newPlace(out)
	if err != nil {
		t.Fatal(err)
	}
	if got := tree(t, p.kept()); !slices.Equal(got, []string{"kept"}) {
		t.Errorf("spare has %q", got)
	}
	s, err := Open(out, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []files.File{{Path: "kept", Data: []byte("1")}, {Path: "draft", Data: []byte("secret")}} {
		if err := s.Add(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Discard(); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, p.kept()); !slices.Equal(got, []string{"kept"}) {
		t.Errorf("spare has %q after Discard", got)
	}
}

// Somebody changed what is public; two builds later that tree is spare.
func TestSpareTrustsNothing(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	set := map[string]string{"a": "1", "b": "1", "c/d": "1", "e": "1"}
	publish(t, out, set)
	outside := filepath.Join(dir, "outside")
	plant(t, outside, "d", "keep")
	change := func(name string, do func(name string) error) {
		t.Helper()
		if err := do(filepath.Join(out, name)); err != nil {
			t.Fatal(err)
		}
	}
	change("a", func(name string) error { return os.WriteFile(name, []byte("2"), 0o644) })
	change("b", os.Remove)
	change("c", os.RemoveAll)
	change("e", func(name string) error { return os.Chmod(name, 0o400) })
	if err := os.Symlink(filepath.Join(outside, "keep"), filepath.Join(out, "b")); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		publish(t, out, set)
		exactly(t, out, set)
		for p := range set {
			info, err := os.Lstat(filepath.Join(out, filepath.FromSlash(p)))
			if err != nil || !info.Mode().IsRegular() || info.Mode().Perm()&0o200 == 0 {
				t.Errorf("%s: %v, %v", p, info.Mode(), err)
			}
		}
	}
	if data, err := os.ReadFile(filepath.Join(outside, "keep")); string(data) != "keep" {
		t.Errorf("wrote through a link: %q, %v", data, err)
	}
}

// Somebody is still reading a file of the release before.
func TestFilesOnceOpenDoNotChange(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	publish(t, out, map[string]string{"film.mp4": "1"})
	before, err := os.Open(filepath.Join(out, "film.mp4"))
	if err != nil {
		t.Fatal(err)
	}
	defer before.Close()
	for _, text := range []string{"1", "2", "3"} { // at "2", the open file is a spare one
		publish(t, out, map[string]string{"film.mp4": text})
	}
	b := make([]byte, 4)
	if n, err := before.Read(b); string(b[:n]) != "1" {
		t.Errorf("got %q, %v", b[:n], err)
	}
}
