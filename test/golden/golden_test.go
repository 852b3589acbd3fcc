// Package golden holds small sites, one behaviour each, with what has to come
// out of them.
//
// A site is one txtar archive in sites/. Its comment says in a few words what
// the behaviour is, and may hold lines of settings:
//
//	day: 2022-09-05          the as-of day (2022-09-05 by default), or several
//	drafts: true             as a preview shows it
//	show: vi/a/index.html    files whose contents matter; may stand repeatedly
//
// What most sites have need not be said. An archive without a site.yaml gets
// the common one, which has three languages, with the lines of more/site.yaml
// after it; one without a file content/_index.… gets a home page in each
// language.
//
// A picture is described: the archive has the line "a picture of 1200x800", and
// the site the picture, in the format that its name says.
//
// Under want/ stands what came out: want/files every path, want/problems every
// problem in both languages, want/PATH the contents of the files to show; with
// several days, each under want/DAY/. A missing and an unexpected output both
// fail. `go test ./test/golden -update` rewrites want/; the change is for
// review.
package golden

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"maps"
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

// themes has one theme, which prints all that a view holds.
var themes = os.DirFS("theme")

const commonSite = `title: {vi: Trang, en: Site, lo: ເວັບ}
baseURL: https://example.org/
languages: [vi, en, lo]
fallback: {lo: [vi, en], en: [vi]}
xDefault: en
timeZone: Asia/Ho_Chi_Minh
`

var commonHome = map[string]string{
	"content/_index.vi.md": "---\ntitle: Trang chủ\n---\n",
	"content/_index.en.md": "---\ntitle: Home\n---\n",
	"content/_index.lo.md": "---\ntitle: ໜ້າຫຼັກ\n---\n",
}

// settings are what the comment of an archive says.
type settings struct {
	days   []string
	drafts bool
	show   []string
}

func readSettings(comment []byte) settings {
	s := settings{days: []string{"2022-09-05"}}
	for line := range strings.Lines(string(comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "day":
			s.days = strings.Fields(value)
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
	want := map[string][]byte{}
	var kept []txtar.File
	for _, f := range archive.Files {
		if path, ok := strings.CutPrefix(f.Name, "want/"); ok {
			want[path] = f.Data
		} else {
			kept = append(kept, f)
		}
	}

	got := outcomes(t, sourcesOf(kept), set)
	if again := outcomes(t, withCRLF(sourcesOf(kept)), set); !maps.EqualFunc(got, again, bytes.Equal) {
		t.Errorf("with CRLF line ends something else comes out:\n%s", again["problems"])
	}
	if *update {
		archive.Files = kept
		for _, path := range slices.Sorted(maps.Keys(got)) {
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

// sourcesOf makes the sources of a site of an archive's files, with what most
// sites have.
func sourcesOf(list []txtar.File) fstest.MapFS {
	sources := fstest.MapFS{}
	common, home := commonSite, true
	for _, f := range list {
		switch {
		case f.Name == "more/site.yaml":
			common += string(f.Data)
			continue
		case strings.HasPrefix(f.Name, "content/_index."):
			home = false
		}
		sources[f.Name] = &fstest.MapFile{Data: drawn(f.Name, f.Data)}
	}
	if sources["site.yaml"] == nil {
		sources["site.yaml"] = &fstest.MapFile{Data: []byte(common)}
	}
	for name, text := range commonHome {
		if home {
			sources[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return sources
}

// withCRLF is the same site as Windows writes it.
func withCRLF(sources fstest.MapFS) fstest.MapFS {
	out := fstest.MapFS{}
	for name, f := range sources {
		if bytes.IndexByte(f.Data, 0) >= 0 { // a picture
			out[name] = f
			continue
		}
		out[name] = &fstest.MapFile{Data: bytes.ReplaceAll(f.Data, []byte("\n"), []byte("\r\n"))}
	}
	return out
}

// outcomes gives what an archive records of a site, for each of its days.
func outcomes(t *testing.T, sources fs.FS, set settings) map[string][]byte {
	t.Helper()
	if len(set.days) == 1 {
		return outcome(t, sources, set, set.days[0])
	}
	all := map[string][]byte{}
	for _, day := range set.days {
		for path, data := range outcome(t, sources, set, day) {
			all[day+"/"+path] = data
		}
	}
	return all
}

// outcome builds and checks a site as of one day.
func outcome(t *testing.T, sources fs.FS, set settings, day string) map[string][]byte {
	t.Helper()
	s, ps, err := site.Load(sources, site.Options{Day: day, Now: time.Unix(0, 0), Drafts: set.drafts, Themes: themes})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	checker := check.New(s.BaseURL)
	more, err := render.Site(s, render.Config{Workers: 2, Terms: true}, func(f files.File) error {
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
	for _, path := range slices.Sorted(maps.Keys(out)) {
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
