package golden

import (
	"encoding/binary"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf16"

	"nhipcau/internal/problem"
	"nhipcau/internal/site"
)

// What an archive cannot hold: other encodings, and names that are more than a
// name.
func TestFilesAsEditorsSaveThem(t *testing.T) {
	const text = "---\ntitle: Một\nsummary: Tóm tắt\n---\n\nChữ.\n"
	wide := []byte{0xFF, 0xFE}
	for _, unit := range utf16.Encode([]rune(text)) {
		wide = binary.LittleEndian.AppendUint16(wide, unit)
	}
	tests := []struct {
		name   string
		file   string
		made   fstest.MapFile
		want   string // the code, and the place after the file's name; "" for none
		levels problem.Level
	}{
		{"UTF-8", "content/a.vi.md", fstest.MapFile{Data: []byte(text)}, "", ""},
		{"UTF-8 with a byte order mark", "content/a.vi.md", fstest.MapFile{Data: []byte("\ufeff" + text)}, "", ""},
		{"CR alone", "content/a.vi.md", fstest.MapFile{Data: []byte(strings.ReplaceAll(text, "\n", "\r"))}, "", ""},
		{"letters and marks apart", "content/a.vi.md", fstest.MapFile{Data: []byte("---\ntitle: Mo\u0323\u0302t\nsummary: S\n---\n")}, "", ""},
		{"UTF-16", "content/a.vi.md", fstest.MapFile{Data: wide}, "encoding-utf16", problem.Stop},
		{"Windows-1252", "content/a.vi.md", fstest.MapFile{Data: []byte("---\ntitle: Caf\xe9\nsummary: S\n---\n")}, "encoding-wrong:2:11", problem.Stop},
		{"a NUL", "content/a.vi.md", fstest.MapFile{Data: []byte("---\ntitle: A\x00B\nsummary: S\n---\n")}, "character-control:2:9", problem.Stop},
		{"a lost letter", "content/a.vi.md", fstest.MapFile{Data: []byte("---\ntitle: M\ufffdt\nsummary: S\n---\n")}, "character-lost:2:9", problem.Warn},
		{"a PDF", "content/a.vi.md", fstest.MapFile{Data: []byte("%PDF-1.7\n")}, "file-not-text", problem.Stop},
		{"a text of 5 MB", "content/a.vi.md", fstest.MapFile{Data: []byte(text + strings.Repeat("a\n", 5<<19))}, "file-too-big", problem.Stop},
		{"a symbolic link", "content/a.vi.md", fstest.MapFile{Data: []byte("../b.vi.md"), Mode: fs.ModeSymlink | 0o777}, "symbolic-link", problem.Stop},
		{"a symbolic link to a folder", "static/a", fstest.MapFile{Data: []byte("/etc"), Mode: fs.ModeSymlink | 0o777}, "symbolic-link", problem.Stop},
		{"a pipe", "content/a.vi.md", fstest.MapFile{Mode: fs.ModeNamedPipe | 0o644}, "file-special", problem.Stop},
		{"a control character in a name", "content/a\x01.vi.md", fstest.MapFile{Data: []byte(text)}, "file-name-wrong", problem.Stop},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sources := sourcesOf(nil)
			sources[tt.file] = &tt.made
			s, ps, err := site.Load(sources, site.Options{Day: "2022-09-05", Now: time.Unix(0, 0), Themes: themes})
			if err != nil {
				t.Fatal(err)
			}
			var said []string
			for _, p := range ps {
				said = append(said, p.Code+problem.At{Line: p.Line, Column: p.Column}.String())
				if p.Level != tt.levels || p.File != tt.file {
					t.Errorf("%s: %s", p.Level, p.Format("en"))
				}
			}
			if got := strings.Join(said, " "); got != tt.want {
				t.Errorf("problems %q, want %q", got, tt.want)
			}
			if it := s.Item("a"); tt.want == "" && (it == nil || it.Pages[0] == nil || it.Texts[0].Title != "Một") {
				t.Error("the item has no page, or another title")
			}
		})
	}
}

// A name is the same however a system stores its letters: macOS takes them and
// their marks apart.
func TestNamesWithLettersAndMarksApart(t *testing.T) {
	sources := sourcesOf(nil)
	for name, text := range map[string]string{
		"content/ca\u0309ng/index.vi.md":      "---\ntitle: Cảng\nsummary: S\n---\n\n[Bản đồ](bản-đồ.pdf)\n",
		"content/c\u1ea3ng/index.en.md":       "---\ntitle: Port\nsummary: S\n---\n\n[Map](bản-đồ.pdf)\n",
		"content/ca\u0309ng/ba\u0309n-đồ.pdf": "%PDF",
		"content/b.vi.md":                     "---\ntitle: B\nsummary: S\n---\n\n[Cảng](../cảng)\n",
	} {
		sources[name] = &fstest.MapFile{Data: []byte(text)}
	}
	got := outcome(t, sources, settings{}, "2022-09-05")
	if said := got["problems"]; len(said) > 0 {
		t.Errorf("%s", said)
	}
	for _, want := range []string{"vi/cang/index.html\n", "en/cang/index.html\n", "files/cang/ban-do.pdf\n"} {
		if !strings.Contains(string(got["files"]), want) {
			t.Errorf("no %s in\n%s", want, got["files"])
		}
	}
}
