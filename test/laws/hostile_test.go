//go:build unix

package laws

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf16"

	"nhipcau/internal/render"
)

// codes are the problems at a file, of which nothing else may be wrong.
func codes(out output, file string) []string {
	var list []string
	for _, p := range out.problems {
		if p.File == file {
			list = append(list, p.Code)
		}
	}
	return list
}

// The files beside the texts are anybody's too: whatever stands in them, there
// is an answer.
func TestHostileSettings(t *testing.T) {
	contents := []string{
		"", "\x00", "\xff\xfe\x00", "just text", "- a\n- b\n", "a: [", "a: \"", "a: &a [*a]\n", "a: b: c\n", "? [x]\n: y\n", "!!binary x: y\n", "<<: *a\n", "---\n---\n", "\t", "%YAML 9\n",
		strings.Repeat("[", 20_000), strings.Repeat("a: {", 1000), strings.Repeat("- ", 10_000), keys(10_000),
		"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n",
		"one: <script>alert(1)</script>\ntwo: {vi: \"<img src=x onerror=alert(1)>\", en: \"{{.}}\"}\n\"javascript:alert(1)\": {vi: x, en: y}\n../..: {vi: x, en: y}\n",
		"home: \"{{call .X}}\"\nallTags: \"{{range .}}{{end}}\"\ncontents: \"{{\"\nitemCount: {one: \"{{.Count}}\", other: \"<script>{{.Count}}</script>\"}\nskipToContent: \"</a><script>alert(1)</script>\"\n",
		"languages: [vi, en, zz, \"../..\", \"<script>\", vi]\ntitle: {vi: \"<script>alert(1)</script>\", en: \"</title>\"}\nbaseURL: \"javascript:alert(1)\"\n",
		"title: x\nlanguages: vi\nfallback: [a]\npolicies: [a]\nmenus: [a]\norganization: [a]\npageSize: -1\ntheme: ../..\ntimeZone: ../../etc/passwd\nnews: {a: b}\nattachmentTypes: {a: b}\n",
		"title: {vi: T, en: T}\nlanguages: [vi, en]\nbaseURL: https://example.org/\nmenus: {main: [{url: \"javascript:alert(1)\", title: {vi: x, en: y}}, {url: \"https://a\\\"onclick=x\", title: {vi: \"<script>\", en: y}}, [a], \"../..\", \"\"]}\n",
		"title: {vi: T, en: T}\nlanguages: [vi, en]\nbaseURL: https://u:p@example.org/?x#y\nfooter: {vi: \"<script>alert(1)</script>\", en: \"{{.}}\"}\ndescription: {vi: \"\\\"><script>\", en: \"\\u202e\"}\norganization: {name: {vi: \"</script><script>alert(1)</script>\", en: y}}\n",
		"title: {vi: T, en: T}\nlanguages: [en, vi]\nbaseURL: \"https://example.org/a b/\\\"><script>/%2e%2e/\"\ntheme: nosuch\n",
		"title: {vi: T}\nlanguages: [vi]\nbaseURL: \"https://example.org\"\ntimeZone: Local\npageSize: 1\npolicies: {default: fallback, ../..: omit}\nfallback: {vi: [vi, vi]}\nxDefault: zz\n",
	}
	for _, name := range []string{"site.yaml", "i18n/tags.yaml", "i18n/strings.vi.yaml", "i18n/strings.en.yaml", "i18n/glossary.yaml", "content/a/_fields.yaml", "content/a/_index.vi.md", "content/_index.vi.md"} {
		for i, data := range contents {
			t.Run(fmt.Sprint(name, i), func(t *testing.T) {
				sources := with(hostile([]byte(honest+"tags: [one, two, missing]\n"), []byte("## H\n\nText.")), map[string]string{name: data})
				var out output
				within(t, time.Second, func() { out = plainly(t, sources, "2022-06-01") })
				for _, p := range out.problems {
					checkProblem(t, p, 1<<30)
				}
				for path, data := range out.files {
					if strings.HasSuffix(path, ".html") {
						checkHTML(t, path, data)
					}
				}
			})
		}
	}
}

// names that a file or folder in content/ can have on some system.
var strange = []string{
	"..%2f..%2fx", "%2e%2e", "a%00b", "a\nb", "a\rb", "a\tb", "a\x1b[31mb", "a\\b", `..\..\x`, "a:b", "C:x", "a?b", "a*b", "a|b", "a<b>", "a\"b", "a'b", "a&b", "a b", " a", "a ", "a.", "...", "-rf", "--out",
	"😀", "a😀b", "\u202egnp.exe", "a\u200bb", "\ufeffa", "ສະບາຍດີ", "đường-đèo", "e\u0301", "\xff\xfe", "a\xffb", "CON", "con", "aux", "nul", "com1", "com0", "lpt¹", "conin$", "INDEX", "_x", "__index",
	"index", "page", "tags", "files", "assets", "data", "feed.xml", "404", "{{.}}", "$(id)", "`id`", "#a", "javascript:alert(1)", "nhipcau.manifest", strings.Repeat("a", 200), strings.Repeat("ກ", 80), strings.Repeat("a-", 100), "~", "~$a", ".hidden", ".git",
}

// With any name, as a text, a folder or an attachment: either it is told what
// is wrong with it, or its output has a path that every system takes.
func TestStrangeNames(t *testing.T) {
	plainTheme := os.DirFS(repository + "/test/golden/theme") // a small one: there are many builds
	text := "---\ntitle: Title\nsummary: Short.\n---\n\nSee [it](%s).\n"
	for _, name := range strange {
		t.Run(name, func(t *testing.T) {
			for _, files := range []map[string]string{
				{"content/a/" + name + ".vi.md": text},
				{"content/a/" + name + "/index.vi.md": text},
				{"content/a/" + name + "/_index.vi.md": text},
				{"content/a/" + name + "/b.vi.md": text},
				{"content/a/" + name + ".pdf": "%PDF", "content/a/y.vi.md": strings.Replace(text, "%s", name+".pdf", 1)},
				{"static/" + name + ".txt": "x"},
				{"static/" + name + "/x.txt": "x"},
			} {
				sources := hostile([]byte(honest), nil)
				for file, data := range files {
					if fs.ValidPath(file) {
						sources[file] = &fstest.MapFile{Data: []byte(strings.Replace(data, "%s", "../x", 1))}
					}
				}
				out := build(t, sources, "2022-06-01", render.Config{Workers: 2}, plainTheme)
				for _, p := range out.problems {
					checkProblem(t, p, 100)
					if _, err := json.Marshal(p); err != nil {
						t.Error(err)
					}
				}
				if len(stops(out)) > 0 {
					continue
				}
				for path, data := range out.files {
					portable(t, path)
					if strings.HasSuffix(path, ".html") {
						checkHTML(t, path, data)
					}
				}
			}
		})
	}
}

// portable wants a path that stays inside and that Windows takes as well.
func portable(t *testing.T, path string) {
	t.Helper()
	if !fs.ValidPath(path) || len(utf16.Encode([]rune(path))) > 240 || strings.ContainsAny(path, "\\:*?\"<>|") || strings.ContainsFunc(path, func(r rune) bool { return r < ' ' || r == 0xfffd }) {
		t.Errorf("the output %.300q", path)
	}
	for _, part := range strings.Split(path, "/") {
		stem, _, _ := strings.Cut(strings.ToLower(part), ".")
		if len(part) > 255 || strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") || slices.Contains([]string{"con", "aux", "nul", "prn", "com0", "com1", "lpt1", "lpt¹", "conin$", "conout$"}, strings.TrimSpace(stem)) {
			t.Errorf("the output %q has the name %q", path, part)
		}
	}
}

func TestDeepFolders(t *testing.T) {
	deep := "content/"
	sources := hostile([]byte(honest), nil)
	for range 200 {
		deep += "f/"
		sources[deep+"_index.vi.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Deep\n---\n")}
	}
	sources[deep+"x.vi.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Deep\nsummary: S.\n---\n\nText.\n")}
	var out output
	within(t, 2*time.Second, func() { out = plainly(t, sources, "2022-06-01") })
	if len(stops(out)) == 0 {
		longest := slices.MaxFunc(out.order, func(a, b string) int { return len(a) - len(b) })
		portable(t, longest)
	}
}

// Many items in one folder take time in proportion.
func TestManyFilesInOneFolder(t *testing.T) {
	of := func(n int) fstest.MapFS {
		sources := hostile([]byte(honest), nil)
		for i := range n {
			sources[fmt.Sprintf("content/a/item-%05d.vi.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\ntitle: Item %d\nsummary: S.\ndate: 2022-01-%02d\n---\n\nText.\n", i, 1+i%28)}
		}
		return sources
	}
	n := 2_000
	if slowness > 1 {
		n = 50
	}
	few, many := of(n), of(10*n)
	start := time.Now()
	plainly(t, few, "2022-06-01")
	short := time.Since(start)
	start = time.Now()
	out := plainly(t, many, "2022-06-01")
	long := time.Since(start)
	if len(out.files) < 20*n {
		t.Errorf("only %d files", len(out.files))
	}
	if long > 30*short {
		t.Errorf("%d items take %s, ten times as many %s", n, short, long)
	}
}

// onDisk is a site in a real folder, opened as the program opens it.
func onDisk(t *testing.T) (dir string, open func() fs.FS) {
	t.Helper()
	dir = t.TempDir()
	for name, f := range hostile([]byte(honest), []byte("Text.")) {
		full := filepath.Join(dir, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(full), 0o755))
		must(t, os.WriteFile(full, f.Data, 0o644))
	}
	return dir, func() fs.FS {
		root, err := os.OpenRoot(dir)
		must(t, err)
		t.Cleanup(func() { root.Close() })
		return root.FS()
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestLinksOutOfTheSite(t *testing.T) {
	dir, open := onDisk(t)
	secret := filepath.Join(t.TempDir(), "secret")
	must(t, os.MkdirAll(secret, 0o755))
	must(t, os.WriteFile(filepath.Join(secret, "s.vi.md"), []byte("---\ntitle: SECRET\nsummary: SECRET\n---\n\nSECRET\n"), 0o644))
	must(t, os.WriteFile(filepath.Join(secret, "strings.vi.yaml"), []byte("contents: SECRET\n"), 0o644))
	must(t, os.Mkdir(filepath.Join(dir, "static"), 0o755))
	links := map[string]string{
		"content/a/s.vi.md": filepath.Join(secret, "s.vi.md"),
		"content/b":         secret,
		"content/a/up":      "../..",
		"static/secret":     secret,
		"static/s.txt":      filepath.Join(secret, "s.vi.md"),
		"content/a/loop":    "loop",
		"content/a/x.en.md": "x.vi.md",
		"content/a/dead.md": "nowhere",
	}
	for name, to := range links {
		must(t, os.Symlink(to, filepath.Join(dir, filepath.FromSlash(name))))
	}
	out := plainly(t, open(), "2022-06-01")
	for name := range links {
		if got := codes(out, name); !slices.Equal(got, []string{"symbolic-link"}) {
			t.Errorf("%s: %v", name, got)
		}
	}
	for path, data := range out.files {
		if strings.Contains(data, "SECRET") {
			t.Errorf("%s holds what lies outside", path)
		}
	}
}

// Where the program opens a file by its name, a link is no way out either.
func TestLinksOutOfTheSiteInPlaceOfKnownFiles(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	must(t, os.MkdirAll(filepath.Join(secret, "layouts"), 0o755))
	must(t, os.WriteFile(filepath.Join(secret, "file"), []byte("one: {vi: SECRET, en: SECRET}\ncontents: SECRET\n"), 0o644))
	must(t, os.WriteFile(filepath.Join(secret, "layouts", "base.html"), []byte("SECRET"), 0o644))
	for name, to := range map[string]string{
		"i18n/tags.yaml":       filepath.Join(secret, "file"),
		"i18n/strings.vi.yaml": filepath.Join(secret, "file"),
		"themes/default":       secret,
		"i18n":                 secret,
		"static":               secret,
	} {
		t.Run(name, func(t *testing.T) {
			dir, open := onDisk(t)
			full := filepath.Join(dir, filepath.FromSlash(name))
			must(t, os.MkdirAll(filepath.Dir(full), 0o755))
			must(t, os.Symlink(to, full))
			out, err := attempt(open())
			if err == nil && len(stops(out)) == 0 {
				t.Error("nobody is told")
			}
			for path, data := range out.files {
				if strings.Contains(data, "SECRET") {
					t.Errorf("%s holds what lies outside", path)
				}
			}
		})
	}
}

// What is no file is told, and nobody waits for it.
func TestNoOrdinaryFiles(t *testing.T) {
	dir, open := onDisk(t)
	must(t, os.Mkdir(filepath.Join(dir, "static"), 0o755))
	must(t, os.Mkdir(filepath.Join(dir, "content", "a", "folder.vi.md"), 0o755))
	must(t, os.Mkdir(filepath.Join(dir, "content", "a", "picture.jpg"), 0o755))
	for _, name := range []string{"content/a/pipe.vi.md", "content/a/pipe.pdf", "static/pipe"} {
		must(t, syscall.Mkfifo(filepath.Join(dir, filepath.FromSlash(name)), 0o644))
	}
	listener, err := net.Listen("unix", filepath.Join(dir, "content", "a", "s.vi.md"))
	must(t, err)
	defer listener.Close()
	var out output
	within(t, time.Second, func() { out = plainly(t, open(), "2022-06-01") })
	for name, want := range map[string]string{
		"content/a/pipe.vi.md": "file-special", "content/a/pipe.pdf": "file-special", "static/pipe": "file-special", "content/a/s.vi.md": "file-special",
	} {
		if got := codes(out, name); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// Files that the program opens by their names may be folders or pipes too.
func TestFoldersInPlaceOfFiles(t *testing.T) {
	for _, name := range []string{"site.yaml", "i18n/tags.yaml", "i18n/strings.vi.yaml", "content/_index.vi.md", "content/a/_index.vi.md", "content/a/x.vi.md", "themes/default/layouts/base.html", "themes/default/layouts/parts/x.html"} {
		for kind, put := range map[string]func(string) error{
			"folder": func(name string) error { return os.MkdirAll(name, 0o755) },
			"pipe":   func(name string) error { return syscall.Mkfifo(name, 0o644) },
		} {
			t.Run(name+" as a "+kind, func(t *testing.T) {
				dir, open := onDisk(t)
				full := filepath.Join(dir, filepath.FromSlash(name))
				must(t, os.MkdirAll(filepath.Dir(full), 0o755))
				must(t, os.RemoveAll(full))
				must(t, put(full))
				done := make(chan struct{})
				if kind == "pipe" { // so that who waits in vain is let go in the end
					defer release(full)
				}
				go func() {
					out, err := attempt(open())
					if err == nil && kind == "pipe" && len(stops(out)) == 0 {
						t.Error("nobody is told")
					}
					close(done)
				}()
				select {
				case <-done:
				case <-time.After(3 * time.Second):
					t.Fatal("it waits for ever")
				}
			})
		}
	}
}

// release opens the other end of a pipe for a moment.
func release(pipe string) {
	if f, err := os.OpenFile(pipe, os.O_RDWR, 0); err == nil {
		time.Sleep(10 * time.Millisecond)
		f.Close()
	}
}

// A file that may not be read is told. Root may read everything, so there the
// sources refuse.
func TestUnreadableFiles(t *testing.T) {
	for _, name := range []string{"content/a/x.vi.md", "content/a/x.svg", "i18n/tags.yaml"} {
		sources := with(hostile([]byte(honest+"tags: [one]\n"), nil), map[string]string{"content/a/x.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "i18n/tags.yaml": "one: {vi: a, en: b}\n"})
		out, err := attempt(refusing{sources, name})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := codes(out, name); !slices.Contains(got, "file-unreadable") {
			t.Errorf("%s: %v", name, got)
		}
	}
}

type refusing struct {
	fs.FS
	name string
}

func (r refusing) Open(name string) (fs.File, error) {
	if name == r.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return r.FS.Open(name)
}

// A static file does not take the place of a page, whatever its spelling.
func TestStaticFilesNamedLikePages(t *testing.T) {
	for _, name := range []string{
		"index.html", "INDEX.HTML", "404.html", "vi/index.html", "VI/a/Index.html", "vi/a/x/index.html", "vi/feed.xml", "vi/404.html", "sitemap.xml", "sitemap-vi-1.xml", "robots.txt",
		"nhipcau.manifest", "Nhipcau.Manifest", "nhipcau.manifest.minisig", "nhipcau.manifest~", "assets/main.css", "files/a/x.pdf", "data/x.json", "vi", "vi/a", "vi/a/x", "vi/a/x/index.html/x", "index.html/x",
	} {
		out := plainly(t, with(hostile([]byte(honest), nil), map[string]string{"static/" + name: "mine"}), "2022-06-01")
		if len(codes(out, "static/"+name)) == 0 {
			t.Errorf("%s: nobody is told", name)
		}
		if out.files[name] == "mine" {
			t.Errorf("%s came out", name)
		}
	}
}
