package laws

import (
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"testing"
	"testing/fstest"

	"nhipcau/internal/render"
	"nhipcau/internal/site"
	"nhipcau/themes"
)

// A file that is asked for alone is the one that a build makes, and the plan
// knows of each that a build makes.
func TestOnePageIsTheSameAsOfAll(t *testing.T) {
	for name, sources := range everySite() {
		t.Run(name, func(t *testing.T) {
			want := plainly(t, sources, "2026-12-01")
			s, _, err := site.Load(sources, site.Options{Day: "2026-12-01", Themes: themes.FS})
			if err != nil {
				t.Fatal(err)
			}
			pages, err := render.New(s, render.Config{})
			if err != nil {
				t.Fatal(err)
			}
			for path, data := range want.files {
				f, ok, _, err := pages.File(path)
				if err != nil || !ok || !pages.Has(path) || f.Path != path || string(f.Data) != data {
					t.Errorf("%s: planned %t, made %t, %v", path, pages.Has(path), ok, err)
				}
			}
			if _, ok, ps, err := pages.File("none"); ok || ps != nil || err != nil || pages.Has("none") {
				t.Error("there is a file that there is not")
			}
		})
	}
}

// A Site that was loaded with what another Load remembers is the same as any,
// whatever changed in between, and whatever came back.
func TestMemoChangesNothing(t *testing.T) {
	memo := site.NewMemo()
	load := func(sources fs.FS, m *site.Memo) (*site.Site, any) {
		t.Helper()
		s, ps, err := site.Load(sources, site.Options{Day: "2026-12-01", Themes: themes.FS, Memo: m})
		if err != nil {
			t.Fatal(err)
		}
		return s, ps
	}
	grown := generated(3, "fallback")
	changed := maps.Clone(grown)
	for i, name := range slices.Sorted(maps.Keys(grown)) {
		if i%3 == 0 { // other bytes, as many, of the same time
			data := slices.Clone(grown[name].Data)
			data[len(data)/2] ^= 1
			changed[name] = &fstest.MapFile{Data: data, ModTime: grown[name].ModTime}
		}
	}
	delete(changed, "content/_index.en.md")
	for round, sources := range []fs.FS{grown, grown, changed, grown, changed, changed} {
		want, wantProblems := load(sources, nil)
		got, gotProblems := load(sources, memo)
		if !reflect.DeepEqual(gotProblems, wantProblems) {
			t.Errorf("round %d: %v, want %v", round, gotProblems, wantProblems)
		}
		if len(got.Items) != len(want.Items) || len(want.Items) < 3 {
			t.Fatalf("round %d: %d items, want %d", round, len(got.Items), len(want.Items))
		}
		for i, it := range got.Items {
			if !reflect.DeepEqual(it.Facts, want.Items[i].Facts) || !reflect.DeepEqual(it.Texts, want.Items[i].Texts) {
				t.Errorf("round %d: %s differs", round, it.Path)
			}
		}
	}
}
