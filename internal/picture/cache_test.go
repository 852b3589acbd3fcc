package picture

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"nhipcau/test/photo"
)

var noon = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

func entries(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() != "tidied" {
			list = append(list, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Cold, warm, damaged, unwritable, used by many: the same comes out.
func TestCacheChangesNothing(t *testing.T) {
	data := photo.Camera(photo.Held(photo.Scene(1000, 40), 6), 6)
	want, err := Sizes(data)
	if err != nil || len(want) != 2 {
		t.Fatal(len(want), err)
	}
	whole, err := Clean(data)
	if err != nil {
		t.Fatal(err)
	}
	same := func(what string, c *Cache) {
		t.Helper()
		got, err := c.Sizes(data)
		if err != nil || !slices.EqualFunc(got, want, bytes.Equal) {
			t.Errorf("%s: other sizes, %v", what, err)
		}
		if got, err := c.Clean(data); err != nil || !bytes.Equal(got, whole) {
			t.Errorf("%s: another picture, %v", what, err)
		}
	}
	dir := filepath.Join(t.TempDir(), "a", "b")
	same("cold", NewCache(dir, noon))
	made := entries(t, dir)
	if len(made) != 3 {
		t.Fatalf("%d entries, want 3", len(made))
	}
	same("warm", NewCache(dir, noon))
	for what, damage := range map[string]func([]byte) []byte{
		"a bit":   func(b []byte) []byte { b[len(b)-5] ^= 4; return b },
		"cut off": func(b []byte) []byte { return b[:len(b)/2] },
		"empty":   func([]byte) []byte { return nil },
		"other":   func([]byte) []byte { return []byte("<html>") },
	} {
		for _, name := range made {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, damage(b), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		same("damaged: "+what, NewCache(dir, noon))
		same("mended: "+what, NewCache(dir, noon))
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	same("a folder that cannot be", NewCache(filepath.Join(file, "x"), noon))
	same("none", NewCache("", noon))
	c := NewCache(filepath.Join(t.TempDir(), "many"), noon)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { same("many at once", c) })
	}
	wg.Wait()
}

// A warm cache is truly used: what it holds comes out, not what is made.
func TestCacheIsUsed(t *testing.T) {
	data := photo.JPEG(photo.Scene(500, 20))
	dir := t.TempDir()
	if _, err := NewCache(dir, noon).Sizes(data); err != nil {
		t.Fatal(err)
	}
	name := entries(t, dir)[0]
	sum := sha256.Sum256([]byte("planted"))
	if err := os.WriteFile(name, append(sum[:], "planted"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := NewCache(dir, noon).Sizes(data); err != nil || string(got[0]) != "planted" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestCacheIsTidied(t *testing.T) {
	dir := t.TempDir()
	day := 24 * time.Hour
	NewCache(dir, noon).tidy()
	put := func(key string, age time.Duration) string {
		name := filepath.Join(dir, key[:2], key)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, noon.Add(-age), noon.Add(-age)); err != nil {
			t.Fatal(err)
		}
		return name
	}
	key := func(n int) string { return fmt.Sprintf("%064x", n) }
	young, old, half := put(key(1), 59*day), put(key(2), 61*day), put("new-1", 3*day)
	foreign := put("a letter", 900*day)
	large := put(key(3), 58*day)
	if err := os.Truncate(large, cacheBytes-1); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(large, noon.Add(-58*day), noon.Add(-58*day)); err != nil {
		t.Fatal(err)
	}
	NewCache(dir, noon.Add(time.Hour)).tidy() // not yet
	if _, err := os.Stat(old); err != nil {
		t.Error("tidied twice a day")
	}
	NewCache(dir, noon.Add(24*time.Hour)).tidy()
	for name, kept := range map[string]bool{large: true, young: false, old: false, half: false, foreign: true} {
		if _, err := os.Stat(name); (err == nil) != kept {
			t.Errorf("%s: kept %v, want %v", filepath.Base(name), err == nil, kept)
		}
	}
}

// When this fails although nothing should have changed, the toolchain writes
// other bytes: then only the sums are to be replaced. When this package was
// changed, made is to be raised too, so that nobody gets old entries.
func TestBytesAreThoseOfTheVersion(t *testing.T) {
	scene := photo.Scene(700, 300)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"JPEG": {photo.JPEG(scene), "1 12d834917dede805"},
		"PNG":  {photo.PNG(scene), "1 765fcad08652b836"},
	} {
		sizes, err := Sizes(c.data)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%d %x", made, sha256.Sum256(sizes[0])); got[:18] != c.want {
			t.Errorf("%s: %s", name, got[:18])
		}
	}
}
