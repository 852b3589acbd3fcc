package release

import (
	"bytes"
	"crypto/sha256"
	"strings"
	"testing"

	"nhipcau/internal/files"
)

var sample = Manifest{Day: day, Entries: []Entry{
	{Path: "en/index.html", Size: 4, SHA256: sha256.Sum256([]byte("test")), Type: TypeOf("a.html")},
	{Path: "en/port.png", Size: 0, SHA256: sha256.Sum256(nil), Type: TypeOf("a.png")},
	{Path: "vi/cảng biển.pdf", Size: 1374, Type: TypeOf("a.pdf")},
}}

const sampleText = "nhipcau manifest 1\n" +
	"day 2026-11-23\n" +
	"files 3\n" +
	"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\t4\ttext/html; charset=utf-8\ten/index.html\n" +
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\t0\timage/png\ten/port.png\n" +
	"0000000000000000000000000000000000000000000000000000000000000000\t1374\tapplication/pdf\tvi/cảng biển.pdf\n"

// The text is signed and compared: if this test has to change, every release
// out there changes its manifest.
func TestManifestText(t *testing.T) {
	if got := string(sample.Bytes()); got != sampleText {
		t.Errorf("got\n%s\nwant\n%s", got, sampleText)
	}
	m, err := ParseManifest([]byte(sampleText))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(m.Bytes(), []byte(sampleText)) {
		t.Errorf("printed back:\n%s", m.Bytes())
	}
}

func TestParseManifestRefuses(t *testing.T) {
	const line = "0000000000000000000000000000000000000000000000000000000000000000\t1\ttext/plain\t"
	list := func(paths ...string) string {
		text := "nhipcau manifest 1\nday 2026-11-23\nfiles " + string(rune('0'+len(paths))) + "\n"
		for _, p := range paths {
			text += line + p + "\n"
		}
		return text
	}
	if _, err := ParseManifest([]byte(list("a", "b/c"))); err != nil {
		t.Fatalf("the good one: %v", err)
	}
	change := func(old, new string) string {
		changed := strings.Replace(sampleText, old, new, 1)
		if changed == sampleText {
			t.Fatalf("%q is not in the sample", old)
		}
		return changed
	}
	tests := []struct{ name, text string }{
		{"nothing", ""},
		{"another version", change("manifest 1", "manifest 2")},
		{"Windows line ends", strings.ReplaceAll(sampleText, "\n", "\r\n")},
		{"a byte order mark", "\ufeff" + sampleText},
		{"a day that is none", change("11-23", "11-31")},
		{"a day with a time", change("11-23", "11-23T00:00")},
		{"fewer files than it says", change("files 3", "files 4")},
		{"more files than it says", change("files 3", "files 2")},
		{"a count with a zero before it", change("files 3", "files 03")},
		{"a missing line end", strings.TrimSuffix(sampleText, "\n")},
		{"an empty line", sampleText + "\n"},
		{"a capital in a hash", change("9f86d", "9F86d")},
		{"a short hash", change("9f86d", "9f86")},
		{"a size with a plus", change("\t4\t", "\t+4\t")},
		{"a negative size", change("\t4\t", "\t-4\t")},
		{"a size with a zero before it", change("\t4\t", "\t04\t")},
		{"no media type", change("image/png", "png")},
		{"a fifth column", change("image/png", "image/png\t")},
		{"a path twice", list("a", "a")},
		{"paths out of order", list("b", "a")},
		{"paths equal but for case", list("A", "a")},
		{"a file that is also a folder", list("a", "a/b")},
		{"itself", list(ManifestName)},
		{"its signature", list(SignatureName)},
		{"a path out of the release", list("../a")},
		{"an absolute path", list("/a")},
		{"a backslash", list(`a\b`)},
		{"a drive", list("C:/a")},
		{"an empty part", list("a//b")},
		{"a folder", list("a/")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := ParseManifest([]byte(test.text)); err == nil {
				t.Errorf("accepted:\n%s", test.text)
			}
		})
	}
}

// What parses prints back.
func FuzzParseManifest(f *testing.F) {
	f.Add([]byte(sampleText))
	f.Add(Manifest{Day: "2022-02-28"}.Bytes())
	f.Add([]byte("nhipcau manifest 1\nday 2026-11-23\nfiles 0\n\n"))
	f.Add([]byte(strings.Replace(sampleText, "vi/", "vi/../../", 1)))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ParseManifest(data)
		if err != nil {
			return
		}
		if !bytes.Equal(m.Bytes(), data) {
			t.Fatalf("%q prints back as %q", data, m.Bytes())
		}
		for i, e := range m.Entries {
			if err := files.CheckPath(e.Path); err != nil {
				t.Error(err)
			}
			if i > 0 && m.Entries[i-1].Path >= e.Path {
				t.Errorf("%q before %q", m.Entries[i-1].Path, e.Path)
			}
		}
	})
}

func TestTypeOf(t *testing.T) {
	tests := []struct{ path, want string }{
		{"vi/index.html", "text/html; charset=utf-8"},
		{"a/STYLE.CSS", "text/css; charset=utf-8"},
		{"data/projects.csv", "text/csv; charset=utf-8"},
		{"data/projects.json", "application/json"},
		{"sitemap.xml", "application/xml; charset=utf-8"},
		{"a.b/c.webp", "image/webp"},
		{"brochure.en.pdf", "application/pdf"},
		{"CNAME", "application/octet-stream"},
		{"a.html/b", "application/octet-stream"},
	}
	for _, test := range tests {
		if got := TypeOf(test.path); got != test.want {
			t.Errorf("TypeOf(%q) = %q, want %q", test.path, got, test.want)
		}
	}
	for ext, typ := range types {
		if !mediaType(typ) || strings.HasPrefix(typ, "text/") && !strings.HasSuffix(typ, utf8Text) {
			t.Errorf("%s: %q", ext, typ)
		}
	}
}
