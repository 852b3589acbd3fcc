package release

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// plant makes files (a name that ends in / is a folder, "a -> b" a link).
func plant(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, name := range names {
		link, target, ok := strings.Cut(name, " -> ")
		at := filepath.Join(dir, filepath.FromSlash(link))
		switch {
		case ok:
			if err := os.Symlink(filepath.FromSlash(target), at); err != nil {
				t.Fatal(err)
			}
		case strings.HasSuffix(name, "/"):
			if err := os.MkdirAll(at, 0o755); err != nil {
				t.Fatal(err)
			}
		default:
			put(t, at, name)
		}
	}
}

func TestPlace(t *testing.T) {
	tests := []struct {
		name, out string
		why       Why // "" if it may be
		source    string
	}{
		{name: "beside the sources", out: "site/public"},
		{name: "elsewhere, nothing there yet", out: "web/a/b"},
		{name: "a name that only begins like a source", out: "site/contents"},
		{name: "a link to a free folder", out: "site/free-link"},
		{name: "a link that leads to nothing yet", out: "site/loose-link"},
		{name: "a source", out: "site/content", why: Same, source: "site/content"},
		{name: "a source, by a detour", out: "site/static-link/../content/.", why: Same, source: "site/content"},
		{name: "a source, by a link", out: "site/content-link", why: Same, source: "site/content"},
		{name: "in a source", out: "site/content/public", why: Inside, source: "site/content"},
		{name: "deep in a source", out: "site/content/a/b/c", why: Inside, source: "site/content"},
		{name: "in a source, by a link", out: "site/content-link/public", why: Inside, source: "site/content"},
		{name: "in what a source links to", out: "elsewhere/real/public", why: Inside, source: "site/linked"},
		{name: "around the sources", out: "site", why: Around, source: "site/content"},
		{name: "around what a source links to", out: "elsewhere", why: Around, source: "site/linked"},
		{name: "around one file", out: "config", why: Around, source: "config/site.yaml"},
		{name: "a source that is not there", out: "site/missing", why: Same, source: "site/missing"},
		{name: "in a source that is not there, in capitals", out: "site/Missing/x", why: Inside, source: "site/missing"},
		{name: "with a source in its working folder", out: "lib/public", why: Around, source: "lib/.public.nhipcau/new"},
		{name: "a file", out: "config/site.yaml.txt", why: NotFolder},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			plant(t, dir, "site/content/index.vi.md", "site/content/a/", "elsewhere/real/", "free/", "config/site.yaml",
				"config/site.yaml.txt", "lib/.public.nhipcau/new/", "site/static/",
				"site/content-link -> content", "site/static-link -> static", "site/linked -> ../elsewhere/real",
				"site/free-link -> ../free", "site/loose-link -> ../loose")
			var sources []string
			for _, s := range []string{"site/content", "site/linked", "config/site.yaml", "site/missing", "lib/.public.nhipcau/new"} {
				sources = append(sources, filepath.Join(dir, filepath.FromSlash(s)))
			}
			out := dir + string(filepath.Separator) + filepath.FromSlash(test.out)
			before := tree(t, dir)
			err := Check(out, sources)
			if test.why == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			var place *PlaceError
			if !errors.As(err, &place) {
				t.Fatalf("got %v", err)
			}
			if place.Why != test.why || test.source != "" && !strings.HasSuffix(filepath.ToSlash(place.Source), "/"+test.source) {
				t.Errorf("got %q: %v", place.Why, err)
			}
			if _, err := Open(out, sources); !errors.As(err, &place) {
				t.Errorf("Open: %v", err)
			}
			if after := tree(t, dir); !slices.Equal(before, after) {
				t.Errorf("touched: %q", after)
			}
		})
	}
}

func TestPlaceInOtherLetters(t *testing.T) {
	dir := t.TempDir()
	plant(t, dir, "content/")
	out := filepath.Join(dir, "Content")
	there, err := exists(out) // is "content" there by that name, on this file system?
	if err != nil {
		t.Fatal(err)
	}
	if err := Check(out, []string{filepath.Join(dir, "content")}); (err != nil) != there {
		t.Errorf("got %v; the file system takes them for one: %v", err, there)
	}
}

func TestRootIsRefused(t *testing.T) {
	root := filepath.VolumeName(t.TempDir()) + string(filepath.Separator)
	var place *PlaceError
	if err := Check(root, nil); !errors.As(err, &place) || place.Why != Root {
		t.Errorf("got %v", err)
	}
}

func TestOutputThroughALink(t *testing.T) {
	for _, w := range ways() {
		t.Run(w.name, func(t *testing.T) {
			dir := t.TempDir()
			plant(t, dir, "web/", "site/", "site/public -> ../web/www")
			out := filepath.Join(dir, "site", "public")
			for _, version := range []string{"first", "second"} {
				if err := build(out, version, w, nil); err != nil {
					t.Fatal(err)
				}
				if got := standing(t, filepath.Join(dir, "web", "www")); got != version {
					t.Errorf("%q stands", got)
				}
				if target, err := os.Readlink(out); err != nil {
					t.Errorf("the link is gone: %v", err)
				} else if filepath.ToSlash(target) != "../web/www" {
					t.Errorf("the link leads to %s", target)
				}
			}
		})
	}
}

func TestForeignFilesAreListedAndNotTouched(t *testing.T) {
	tests := []struct {
		name  string
		built bool // by us, before
		plant []string
		want  []string
	}{
		{"empty", false, []string{"empty/folder/"}, nil},
		{"only what systems strew", false, []string{".DS_Store", "a/Thumbs.db", "desktop.ini"}, nil},
		{"somebody's folder", false, []string{"b/z.txt", "a.txt", ".hidden"}, []string{".hidden", "a.txt", "b/z.txt"}},
		{"a manifest that does not parse", false, []string{ManifestName, "a"}, []string{"a", ManifestName}},
		{"a manifest that is a folder", false, []string{ManifestName + "/x"}, []string{ManifestName + "/x"}},
		{"ours", true, nil, nil},
		{"ours and signed", true, []string{SignatureName}, nil},
		{"ours and changed", true, []string{"index.html"}, nil},
		{"ours and empty folders", true, []string{"empty/folder/"}, nil},
		{"ours and looked at", true, []string{"en/.DS_Store", "vi/thumbs.db"}, nil},
		{"ours and more", true, []string{"vi/new.html", "google123.html"}, []string{"google123.html", "vi/new.html"}},
		{"ours and a link", true, []string{"vi/link -> ../en"}, []string{"vi/link"}},
		{"a signature without a manifest", false, []string{SignatureName}, []string{SignatureName}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			out := filepath.Join(dir, "public")
			if test.built {
				mustBuild(t, out, "old")
			}
			plant(t, out, test.plant...)
			before := tree(t, dir)
			check := Check(out, nil)
			_, open := Open(out, nil)
			if test.want == nil {
				if check != nil || open != nil {
					t.Errorf("got %v, %v", check, open)
				}
				return
			}
			for _, err := range []error{check, open} {
				var foreign *ForeignError
				if !errors.As(err, &foreign) {
					t.Fatalf("got %v", err)
				}
				if foreign.Out != out || !slices.Equal(foreign.Files, test.want) {
					t.Errorf("got %+v", foreign)
				}
			}
			if after := tree(t, dir); !slices.Equal(before, after) {
				t.Errorf("touched:\n%q\n%q", before, after)
			}
		})
	}
}

func TestListedFileMissing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, out, "old")
	if err := os.Remove(filepath.Join(out, "index.html")); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, out, "new")
	if got := standing(t, out); got != "new" {
		t.Errorf("%q stands", got)
	}
}

func TestForeignFileThatComesDuringTheBuild(t *testing.T) {
	for _, w := range ways() {
		t.Run(w.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			mustBuild(t, out, "old")
			err := build(out, "new", w, func(step string) {
				if step == "sealed" {
					put(t, filepath.Join(out, "mine.txt"), "important")
				}
			})
			var foreign *ForeignError
			if !errors.As(err, &foreign) || !slices.Equal(foreign.Files, []string{"mine.txt"}) {
				t.Errorf("got %v", err)
			}
			if data, err := os.ReadFile(filepath.Join(out, "mine.txt")); string(data) != "important" {
				t.Errorf("got %q, %v", data, err)
			}
			if err := os.Remove(filepath.Join(out, "mine.txt")); err != nil {
				t.Fatal(err)
			}
			if got := standing(t, out); got != "old" {
				t.Errorf("%q stands", got)
			}
		})
	}
}

func TestForeignErrorNamesAFewFiles(t *testing.T) {
	e := &ForeignError{Out: "public"}
	for i := range 8 {
		e.Files = append(e.Files, fmt.Sprint(i))
	}
	if got := e.Error(); !strings.HasSuffix(got, "0, 1, 2, 3, 4 and 3 more") {
		t.Error(got)
	}
}
