package source

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"nhipcau/internal/problem"
)

// places writes problems as tests want them: code, line, column.
func places(ps []problem.Problem) []string {
	var out []string
	for _, p := range ps {
		out = append(out, fmt.Sprintf("%s %d:%d", p.Code, p.Line, p.Column))
	}
	return out
}

func wantPlaces(t *testing.T, ps []problem.Problem, want ...string) {
	t.Helper()
	if got := places(ps); !slices.Equal(got, want) {
		t.Errorf("problems %q, want %q", got, want)
		for _, p := range ps {
			t.Log(p.Format("en"))
		}
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct{ name, in, want, problem string }{
		{"plain", "a\nb\n", "a\nb\n", ""},
		{"empty", "", "", ""},
		{"byte order mark", "\uFEFFa", "a", ""},
		{"line ends of Windows", "a\r\nb\r\n", "a\nb\n", ""},
		{"line ends of old Macs", "a\rb\r", "a\nb\n", ""},
		{"mixed line ends", "a\r\nb\rc\nd\r\r\ne", "a\nb\nc\nd\n\ne", ""},
		{"decomposed letters", "Bi\u0300nh", "Bình", ""},
		{"Lao spelling", "ຈໍາປາສັກ", "ຈຳປາສັກ", ""},
		{"tab stays", "a\tb", "a\tb", ""},
		{"UTF-16 little endian", "\xFF\xFEa\x00b\x00", "-", "encoding-utf16 0:0"},
		{"UTF-16 big endian", "\xFE\xFF\x00a\x00b", "-", "encoding-utf16 0:0"},
		{"UTF-16 without mark", "-\x00-\x00-\x00", "-", "encoding-utf16 0:0"},
		{"Word document", "PK\x03\x04\x14\x00", "-", "file-not-text 0:0"},
		{"Windows-1252", "ab\nc caf\xE9 \xE0", "-", "encoding-wrong 2:6"},
		{"columns count characters", "Đắk L\xE9k", "-", "encoding-wrong 1:6"},
		{"cut in the middle of a letter", "Bình \xE1\xBB", "-", "encoding-wrong 1:6"},
		{"NUL", "ab\ncd\x00e", "-", "character-control 2:3"},
		{"vertical tab", "Bình\vĐịnh", "-", "character-control 1:5"},
		{"DEL", "a\x7F", "-", "character-control 1:2"},
		{"C1 control", "a\u0085b", "-", "character-control 1:2"},
		{"line separator", "a\r\nb\u2028c", "-", "character-control 2:2"},
		{"lost letters", "a\nB\uFFFDnh \uFFFDịnh", "a\nB\uFFFDnh \uFFFDịnh", "character-lost 2:2"},
		{"lost letter before a control character", "\uFFFD\x01", "-", "character-control 1:2"},
		{"too big", strings.Repeat("a", maxSize+1), "-", "file-too-big 0:0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			data, ps := Decode("f.md", []byte(c.in))
			if c.problem == "" {
				wantPlaces(t, ps)
			} else {
				wantPlaces(t, ps, c.problem)
			}
			if c.want == "-" {
				if data != nil {
					t.Errorf("data %q though it is unreadable", data)
				}
				return
			}
			if string(data) != c.want || data == nil {
				t.Errorf("got %q, want %q", data, c.want)
			}
		})
	}
}

func TestDecodeGuessesTheEncoding(t *testing.T) {
	for in, want := range map[string]string{
		"caf\xE9 cr\xE8me \x93a\x94":       "Windows-1252",
		"B\xECnh \xD0i\xF2nh Vi\xEA\xF2t":  "Windows-1258",
		"Bình \xE1":                        "",
		"\x80\x81\x82\x83 \xA1\xA2 \xB0":   "",
		"Ti\xD5ng Vi\xD6t c\xB8i \xB8\xB8": "",
	} {
		_, ps := Decode("f.md", []byte(in))
		if len(ps) != 1 || ps[0].Args["guess"] != want {
			t.Errorf("%q: %v, want %q", in, ps, want)
		}
	}
}

func TestRead(t *testing.T) {
	fsys := fstest.MapFS{
		"a.md":   {Data: []byte("a\r\n")},
		"big.md": {Data: make([]byte, maxSize+1)},
	}
	if data, ps, err := Read(fsys, "a.md"); string(data) != "a\n" || ps != nil || err != nil {
		t.Errorf("%q %v %v", data, ps, err)
	}
	if _, _, err := Read(fsys, "none.md"); err == nil {
		t.Error("no error for a file that is not there")
	}
	data, ps, err := Read(fsys, "big.md")
	if data != nil || err != nil {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	wantPlaces(t, ps, "file-too-big 0:0")
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"", "a\r\nb", "\uFEFF\uFEFFx", "\r\r\n", "\xFF\xFE", "B\u0300", "\xC2", "\xE2\x80", "\xEF\xBF", "a\u2028", "\xE0\xBA"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		data, ps := Decode("f.md", slices.Clone(raw))
		if data == nil && len(ps) != 1 {
			t.Errorf("unreadable, with %d problems", len(ps))
		}
		if !utf8.Valid(data) || strings.Contains(string(data), "\r") {
			t.Errorf("%q", data)
		}
		again, _ := Decode("f.md", slices.Clone(data))
		if data != nil && !strings.HasPrefix(string(data), "\uFEFF") && string(again) != string(data) {
			t.Errorf("once %q, again %q", data, again)
		}
		for _, p := range ps {
			if p.Line > 1+strings.Count(string(raw), "\n")+strings.Count(string(raw), "\r") {
				t.Errorf("line %d is not in the file", p.Line)
			}
		}
	})
}

func TestParseDocument(t *testing.T) {
	data := []byte(`---
title: "Cảng: Quy Nhơn"
summary: >
  Khu đất
  12,5 ha

tags: [logistics, 'cang-bien']   # hai thẻ
price: 1.10
empty:
tilde: ~
"quoted key": null
lists:
  - {from: projects, limit: 5}
  - from: bulletins
    sort: -date
note: |
  a: b
  – c
url: https://example.org/#x
wrapped: một hai
  ba
---

## Nội dung
`)
	doc, ps := ParseDocument("a.vi.md", data)
	wantPlaces(t, ps)
	if doc.BodyLine != 22+1 || string(doc.Body) != "\n## Nội dung\n" || doc.Name != "a.vi.md" {
		t.Errorf("body at line %d: %q", doc.BodyLine, doc.Body)
	}
	front, body, line, ok := Split(data)
	if !ok || line != doc.BodyLine || string(body) != string(doc.Body) || !strings.HasPrefix(string(front), "title") {
		t.Errorf("Split: %q, %q, %d, %v", front, body, line, ok)
	}
	for _, c := range []struct {
		key, text    string
		quoted       bool
		line, column int
		empty        bool
	}{
		{"title", "Cảng: Quy Nhơn", true, 2, 8, false},
		{"summary", "Khu đất 12,5 ha\n", false, 3, 10, false},
		{"price", "1.10", false, 8, 8, false},
		{"empty", "", false, 9, 7, true},
		{"tilde", "~", false, 10, 8, true},
		{"quoted key", "null", false, 11, 15, true},
		{"note", "a: b\n– c\n", false, 16, 7, false},
		{"url", "https://example.org/#x", false, 19, 6, false},
		{"wrapped", "một hai ba", false, 20, 10, false},
	} {
		n := doc.Front.Get(c.key)
		if n == nil || n.Kind != Scalar || n.Text != c.text || n.Quoted != c.quoted || n.Line != c.line || n.Column != c.column || n.IsEmpty() != c.empty {
			t.Errorf("%s: %+v", c.key, n)
		}
	}
	tags := doc.Front.Get("tags")
	if tags.Kind != List || len(tags.Items) != 2 || tags.Items[1].Text != "cang-bien" || tags.Items[1].Column != 19 {
		t.Errorf("tags: %+v", tags)
	}
	lists := doc.Front.Get("lists")
	if len(lists.Items) != 2 || lists.Items[1].Kind != Map || lists.Items[1].Get("sort").At("f") != (problem.At{File: "f", Line: 15, Column: 11}) {
		t.Errorf("lists: %+v", lists)
	}
	if doc.Front.Get("none") != nil || doc.Front.Get("none").Get("x") != nil || !doc.Front.Get("none").IsEmpty() {
		t.Error("a key that is not there")
	}
	if (*Node)(nil).At("f") != (problem.At{File: "f"}) {
		t.Error("the place of nothing")
	}
}

func TestFences(t *testing.T) {
	for _, c := range []struct {
		name, in string
		line     int
		body     string
	}{
		{"spaces after the fences", "---  \ntitle: a\n--- \t\nb", 4, "b"},
		{"empty lines before", "\n \n---\ntitle: a\n---\nb", 6, "b"},
		{"no line end at the end", "---\ntitle: a\n---", 3, ""},
		{"rule in the body", "---\ntitle: a\n---\nb\n\n---\nc", 4, "b\n\n---\nc"},
		{"longer hyphens inside a value", "---\ntitle: |\n  ----\n---\nb", 5, "b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, ps := ParseDocument("f.md", []byte(c.in))
			wantPlaces(t, ps)
			if doc.Front == nil || doc.BodyLine != c.line || string(doc.Body) != c.body {
				t.Errorf("body at line %d: %q", doc.BodyLine, doc.Body)
			}
		})
	}
	long := "---\ntitle: a\n\n" + strings.Repeat("Bình Định là tỉnh.\n", 8000) + "---\n"
	doc, ps := ParseDocument("f.md", []byte(long))
	wantPlaces(t, ps, "front-unclosed 4:1")
	if doc.Front != nil {
		t.Error("a whole book for front matter")
	}
	if _, body, line, ok := Split([]byte("a\nb")); ok || line != 1 || string(body) != "a\nb" {
		t.Error("Split without front matter")
	}
}

func TestParseYAML(t *testing.T) {
	for _, c := range []struct {
		name, in string
		problems []string
	}{
		{"ordinary", "# trang\ntitle: a\n", nil},
		{"with a first line of hyphens", "---\ntitle: a\n", nil},
		{"empty", "", []string{"file-empty 0:0"}},
		{"only hyphens", "---", []string{"file-empty 0:0"}},
		{"only remarks", "# a\n", []string{"file-empty 0:0"}},
		{"a list", "- a\n- b\n", []string{"top-not-mapping 1:1"}},
		{"two documents", "a: b\n---\nc: d\n", []string{"yaml-second 2:1"}},
		{"directive", "%YAML 1.2\n---\na: b\n", []string{"line-stray 1:1"}},
		{"colon", "title:\n  vi: Bình Định: điểm đến\n", []string{"colon-in-value 2:16"}},
		{"no hint about fences", "title: a\n\nBình Định\n", []string{"line-stray 3:1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, ps := ParseYAML("site.yaml", []byte(c.in))
			wantPlaces(t, ps, c.problems...)
			if (n == nil) != (c.problems != nil) {
				t.Errorf("node %v", n)
			}
		})
	}
}

func TestParseList(t *testing.T) {
	for _, c := range []struct {
		name, in string
		problems []string
	}{
		{"ordinary", "# tên\n- vi: a\n  en: b\n- vi: c\n", nil},
		{"empty", "", []string{"file-empty 0:0"}},
		{"a mapping", "vi: a\nen: b\n", []string{"top-not-list 1:1"}},
		{"a text", "a\n", []string{"line-stray 1:1"}},
		{"a colon in a value", "- vi: a: b\n- en: c\n", []string{"colon-in-value 1:8"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, ps := ParseList("glossary.yaml", []byte(c.in))
			wantPlaces(t, ps, c.problems...)
			if (n == nil) != (c.problems != nil) {
				t.Errorf("node %v", n)
			}
		})
	}
}

func TestNearest(t *testing.T) {
	keys := []string{"title", "summary", "date", "expiryDate", "publishDate", "tags", "lastmod", "zones/nhon-hoi", "vi"}
	for word, want := range map[string]string{
		"titel":          "title",
		"Title":          "title",
		"“title”":        "title",
		"sumary":         "summary",
		"expiry_date":    "expiryDate",
		"expiry-dat":     "expiryDate",
		"tag":            "tags",
		"zones/nhơn-hội": "zones/nhon-hoi",
		"\u200Bdate":     "date",
		"title":          "title",
		"VI":             "vi",
		"en":             "",
		"weight":         "",
		"":               "",
	} {
		if got := Nearest(word, keys); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func FuzzParseDocument(f *testing.F) {
	for _, c := range mistakes {
		f.Add([]byte(c.in))
	}
	for _, s := range []string{
		"", "---", "---\n", "---\n---\n", "\n\n---\na: b\n---\nx", "---\n" + strings.Repeat("a: [", 40) + "\n---\n",
		"---\na: &a [*a]\n---\n", "---\n? {a: b}\n: c\n---\n", "---\n- \n-\n---", "---\na: |9\n x\n---\n", "---\n\"a\": \"b\n---\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		data, _ := Decode("f.md", raw)
		start := time.Now()
		doc, ps := ParseDocument("f.md", data)
		if d := time.Since(start); d > time.Second {
			t.Errorf("took %v", d)
		}
		last := 1 + lineBreaks(data)
		if doc.Front == nil && len(ps) == 0 {
			t.Error("no front matter and no reason")
		}
		if doc.BodyLine < 1 || doc.BodyLine > last {
			t.Errorf("body on line %d of %d", doc.BodyLine, last)
		}
		for _, p := range ps {
			if p.Line < 0 || p.Line > last || p.Column < 0 {
				t.Errorf("%s of %d lines", p.Format("en"), last)
			}
		}
		_, body, line, ok := Split(data)
		if string(body) != string(doc.Body) || line != doc.BodyLine || !ok && doc.Front != nil {
			t.Error("Split and ParseDocument differ")
		}
		checkTree(t, doc.Front, last)
		if n, ps := ParseYAML("f.yaml", data); n == nil && len(ps) == 0 {
			t.Error("no tree and no reason")
		}
	})
}

func checkTree(t *testing.T, n *Node, last int) {
	if n == nil {
		return
	}
	if n.Line < 1 || n.Line > last || n.Column < 1 {
		t.Errorf("node at %d:%d of %d lines", n.Line, n.Column, last)
	}
	for _, p := range n.Pairs {
		if p.Key.Kind != Scalar || p.Value == nil {
			t.Errorf("pair %+v", p)
		}
		checkTree(t, p.Key, last)
		checkTree(t, p.Value, last)
	}
	for _, item := range n.Items {
		checkTree(t, item, last)
	}
}

// typical is a text as editors write it, 10 KB long.
var typical = []byte("---\ntitle: \"Trung tâm logistics: Cảng Vịnh\"\nsummary: Khu đất 12,5 ha cạnh cảng Quy Nhơn, kêu gọi đầu tư năm 2022.\ndate: 2022-09-05\ntags: [logistics, cang-bien]\nplan: II.5\n---\n\n" +
	strings.Repeat("Cảng Quy Nhơn là cửa ngõ ra biển của Tây Nguyên và Nam Lào.\n\n", 130))

func BenchmarkParseDocument(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if doc, _ := ParseDocument("a.vi.md", typical); doc.Front == nil {
			b.Fatal("no front matter")
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(typical)))
	for b.Loop() {
		Decode("a.vi.md", typical)
	}
}

// TestHugeTextsAreQuick: nothing that can be written takes more than linear time.
func TestHugeTextsAreQuick(t *testing.T) {
	for name, s := range map[string]string{
		"many keys":        manyLines(10000, "k%d: giá trị\n"),
		"unclosed bracket": "a: [" + strings.Repeat("b, ", 40000) + "\n",
		"many brackets":    strings.Repeat("[", 100000) + "\n",
		"many colons":      manyLines(10000, "k%d: a: b\n"),
		"open quote":       "a: \"" + strings.Repeat("b c\n", 30000),
		"many remarks":     strings.Repeat("# a\n", 30000) + "a: b\n",
		"many aliases":     "a: &a b\n" + manyLines(10000, "k%d: *a\n"),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			if doc, ps := ParseDocument("f.md", []byte("---\n"+s+"---\n")); doc.Front == nil && len(ps) == 0 {
				t.Error("no front matter and no reason")
			}
			ParseYAML("f.yaml", []byte(s))
			d := time.Since(start)
			t.Log(d)
			if d > 5*time.Second { // with room for the race detector
				t.Errorf("took %v", d)
			}
		})
	}
}

func manyLines(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}
