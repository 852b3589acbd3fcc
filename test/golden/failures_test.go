package golden

import (
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"nhipcau/internal/files"
	"nhipcau/internal/problem"
	"nhipcau/internal/render"
	"nhipcau/internal/site"
)

// unreadable is a tree in which one file cannot be opened.
type unreadable struct {
	fstest.MapFS
	name string
}

func (u unreadable) Open(name string) (fs.File, error) {
	if name == u.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.Open(name)
}

func (u unreadable) ReadFile(name string) ([]byte, error) {
	if name == u.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.ReadFile(name)
}

func codesOf(ps []problem.Problem) []string {
	var codes []string
	for _, p := range ps {
		codes = append(codes, p.Code+" "+p.At.String())
	}
	return codes
}

// What cannot be read is a problem of that file; the rest is built.
func TestUnreadableFiles(t *testing.T) {
	for _, name := range []string{"content/a.vi.md", "content/a.svg", "i18n/tags.yaml"} {
		sources := sourcesOf(nil)
		for name, text := range map[string]string{
			"content/a.vi.md": "---\ntitle: A\nsummary: S\n---\n\n![a](a.svg)\n",
			"content/b.vi.md": "---\ntitle: B\nsummary: S\n---\n\n[A](../a)\n",
			"content/a.svg":   "<svg/>",
			"i18n/tags.yaml":  "laos: {vi: Lào, en: Laos, lo: ລາວ}\n",
		} {
			sources[name] = &fstest.MapFile{Data: []byte(text)}
		}
		s, ps, err := site.Load(unreadable{sources, name}, site.Options{Day: "2022-09-05", Now: time.Unix(0, 0), Themes: themes})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, want := codesOf(ps), []string{"file-unreadable " + name}; !slices.Equal(got, want) {
			t.Errorf("%s: problems %q, want %q", name, got, want)
		}
		if it := s.Item("b"); it == nil || it.Pages[0] == nil {
			t.Errorf("%s: the other page is not built", name)
		}
	}
}

func TestWithoutContent(t *testing.T) {
	sources := fstest.MapFS{"site.yaml": {Data: []byte(commonSite)}}
	_, ps, err := site.Load(sources, site.Options{Day: "2022-09-05", Now: time.Unix(0, 0), Themes: themes})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := codesOf(ps), []string{"content-missing content"}; !slices.Equal(got, want) {
		t.Errorf("problems %q, want %q", got, want)
	}
}

// A text that changes between loading and rendering is not built half from the
// one and half from the other.
func TestSourceChangedWhileBuilding(t *testing.T) {
	sources := sourcesOf(nil)
	sources["content/a.vi.md"] = &fstest.MapFile{Data: []byte("---\ntitle: A\nsummary: S\n---\n\nOne.\n")}
	s, ps, err := site.Load(sources, site.Options{Day: "2022-09-05", Now: time.Unix(0, 0), Themes: themes})
	if err != nil || len(ps) > 0 {
		t.Fatal(err, ps)
	}
	for _, text := range []string{"half a file", "---\ntitle: B\nsummary: S\n---\n\nAnother one.\n"} {
		sources["content/a.vi.md"] = &fstest.MapFile{Data: []byte(text)}
		ps, err = render.Site(s, render.Config{Workers: 1}, func(files.File) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		if got, want := codesOf(ps), []string{"source-changed content/a.vi.md"}; !slices.Equal(got, want) {
			t.Errorf("%q: problems %q, want %q", text, got, want)
		}
	}
}
