// Package golden holds small sites, one behaviour each, with what has to come
// out of them.
//
// A site is one txtar archive in sites/. Its comment says in a few words what
// the behaviour is, and may hold lines of settings:
//
//	day: 2022-09-05          the as-of day (2022-09-05 by default)
//	drafts: true             as a preview shows it
//	show: vi/a/index.html    files whose contents matter; may stand repeatedly
//
// The archive's own site.yaml goes before the common one, which has three
// languages. Under want/ stands what came out: want/files every path,
// want/problems every problem in both languages, want/PATH the contents of the
// files to show. A missing and an unexpected output both fail.
// `go test ./test/golden -update` rewrites want/; the change is for review.
package golden

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"
	"nhipcau/internal/check"
	"nhipcau/internal/files"
	"nhipcau/internal/problem"
	"nhipcau/internal/render"
	"nhipcau/internal/site"
)

var update = flag.Bool("update", false, "rewrite what the golden sites want")

const commonSite = `title: {vi: Trang, en: Site, lo: ເວັບ}
baseURL: https://example.org/
languages: [vi, en, lo]
fallback: {lo: [vi, en], en: [vi]}
xDefault: en
timeZone: Asia/Ho_Chi_Minh
`

// settings are what the comment of an archive says.
type settings struct {
	day    string
	drafts bool
	show   []string
}

func readSettings(comment []byte) settings {
	s := settings{day: "2022-09-05"}
	for line := range strings.Lines(string(comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "day":
			s.day = value
		case "drafts":
			s.drafts = value == "true"
		case "show":
			s.show = append(s.show, strings.Fields(value)...)
		}
	}
	return s
}

func TestSites(t *testing.T) {
	names, err := filepath.Glob("sites/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no golden sites: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			golden(t, name)
		})
	}
}

func golden(t *testing.T, name string) {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	archive := txtar.Parse(data)
	set := readSettings(archive.Comment)
	sources := fstest.MapFS{"site.yaml": {Data: []byte(commonSite)}}
	want := map[string][]byte{}
	var kept []txtar.File
	for _, f := range archive.Files {
		if path, ok := strings.CutPrefix(f.Name, "want/"); ok {
			want[path] = f.Data
			continue
		}
		kept = append(kept, f)
		sources[f.Name] = &fstest.MapFile{Data: f.Data}
	}

	got := outcome(t, sources, set)
	if *update {
		archive.Files = kept
		for _, path := range slices.Sorted(mapKeys(got)) {
			archive.Files = append(archive.Files, txtar.File{Name: "want/" + path, Data: got[path]})
		}
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for path, data := range got {
		if !bytes.Equal(data, want[path]) {
			t.Errorf("%s:\n--- got\n%s--- want\n%s", path, data, want[path])
		}
	}
	for path := range want {
		if _, ok := got[path]; !ok {
			t.Errorf("%s: wanted, did not come out", path)
		}
	}
}

func mapKeys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// outcome builds and checks a site, and gives what an archive records of it.
func outcome(t *testing.T, sources fs.FS, set settings) map[string][]byte {
	t.Helper()
	s, ps, err := site.Load(sources, site.Options{Day: set.day, Now: time.Unix(0, 0), Drafts: set.drafts, Themes: os.DirFS("theme")})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	checker := check.New(s.BaseURL)
	more, err := render.Site(s, render.Config{Workers: 2}, func(f files.File) error {
		if _, twice := out[f.Path]; twice {
			t.Errorf("%s came out twice", f.Path)
		}
		out[f.Path] = f.Data
		return checker.Add(f)
	})
	if err != nil {
		t.Fatal(err)
	}
	ps = problem.Sort(slices.Concat(ps, more, checker.Problems()))

	got := map[string][]byte{}
	var list, said bytes.Buffer
	for _, path := range slices.Sorted(mapKeys(out)) {
		fmt.Fprintln(&list, path)
	}
	for _, p := range ps {
		fmt.Fprintf(&said, "%s %s\n%s\n%s\n", p.Level, p.Code, p.Format("en"), p.Format("vi"))
	}
	got["files"], got["problems"] = list.Bytes(), said.Bytes()
	for _, path := range set.show {
		data, ok := out[path]
		if !ok {
			t.Errorf("%s is to be shown, but did not come out", path)
			continue
		}
		if len(data) > 0 && data[len(data)-1] != '\n' {
			data = append(data, '\n')
		}
		got[path] = data
	}
	return got
}
