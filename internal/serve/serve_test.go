package serve

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"nhipcau/internal/site"
)

// A file whose name holds a hash of its bytes need not be fetched again at each
// reload.
func TestHashedFilesMayBeKept(t *testing.T) {
	p := start(t, "vi", small, map[string]string{
		"themes/default/assets/main.css":   "body { margin: 0 }\n",
		"themes/default/layouts/base.html": `<html lang="{{.Lang}}"><link rel="stylesheet" href="{{.Href (asset "main.css")}}"><body>{{template "main" .}}</body></html>`,
	})
	_, home := p.do("GET", "/vi/")
	sheet := regexp.MustCompile(`assets/main\.[0-9a-f]+\.css`).FindString(home)
	if sheet == "" {
		t.Fatalf("no style sheet in %s", home)
	}
	if res, _ := p.do("GET", "/"+sheet); res.StatusCode != 200 || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("%s may not be kept: %d %v", sheet, res.StatusCode, res.Header)
	}
}

func TestServesWhatABuildGives(t *testing.T) {
	p := start(t, "vi", small)
	p.isFresh()
	for path, kind := range map[string]string{
		"/": "text/html; charset=utf-8", "/vi/news/one/": "text/html; charset=utf-8", "/css/site.css": "text/css; charset=utf-8",
		"/files/news/one/map.pdf": "application/pdf", "/sitemap.xml": "application/xml", "/robots.txt": "text/plain; charset=utf-8",
		"/vi/news/feed.xml": "application/xml",
	} {
		res, body := p.do("GET", path)
		if got := res.Header.Get("Content-Type"); res.StatusCode != 200 || !strings.HasPrefix(got, kind) || body == "" {
			t.Errorf("%s: %d %s", path, res.StatusCode, got)
		}
		for name, want := range map[string]string{"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": ""} {
			if got := res.Header.Get(name); got != want {
				t.Errorf("%s: %s: %q", path, name, got)
			}
		}
		head, none := p.do("HEAD", path)
		if head.StatusCode != 200 || none != "" || head.ContentLength != int64(len(body)) {
			t.Errorf("HEAD %s: %d, %d bytes of %d", path, head.StatusCode, head.ContentLength, len(body))
		}
	}
	if _, err := os.Stat(filepath.Join(p.dir, "public")); err == nil {
		t.Error("public/ was written")
	}
	for _, path := range []string{"/vi/news/one", "/vi", "/en/news"} {
		if res, _ := p.do("GET", path); res.StatusCode != 307 || res.Header.Get("Location") != path+"/" {
			t.Errorf("%s: %d %s", path, res.StatusCode, res.Header.Get("Location"))
		}
	}
	if res, body := p.do("GET", "/files/news/one/map.pdf", "Range", "bytes=1-3"); res.StatusCode != 206 || body != "PDF" {
		t.Errorf("a part: %d %q", res.StatusCode, body)
	}
}

func TestMissingPagesSpeakTheNearestLanguage(t *testing.T) {
	p := start(t, "vi", small)
	want, _, err := p.fresh()
	if err != nil {
		t.Fatal(err)
	}
	for path, page := range map[string]string{"/vi/no": "vi/404.html", "/en/news/none/": "en/404.html", "/no.html": "404.html", "/lo/x/": "404.html", "/%2fvi/": "404.html"} {
		res, body := p.do("GET", path)
		if res.StatusCode != 404 || scriptTag.ReplaceAllString(body, "") != want[page] || !scriptTag.MatchString(body) {
			t.Errorf("%s: %d\n%s", path, res.StatusCode, body)
		}
		if res, body := p.do("HEAD", path); res.StatusCode != 404 || body != "" {
			t.Errorf("HEAD %s: %d %s", path, res.StatusCode, body)
		}
	}
}

func TestPathsLeadNowhereElse(t *testing.T) {
	p := start(t, "vi", small)
	p.write("secret.txt", "secret")
	p.write("content/news/one/index.vi.md", small["content/news/one/index.vi.md"])
	for _, path := range []string{
		"/../secret.txt", "/vi/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/vi/..%5c..%5csecret.txt", "/css/%2e%2e/%2e%2e/secret.txt",
		"/secret.txt", "/site.yaml", "/content/news/one/index.vi.md", "/vi/%00", "/files/../../site.yaml", "/.git/config", "/%2f%2fexample.com",
	} {
		res, body := p.do("GET", path)
		if res.StatusCode != 404 || strings.Contains(body, "secret\n") || strings.Contains(body, "baseURL") || res.Header.Get("Location") != "" {
			t.Errorf("%s: %d %s\n%s", path, res.StatusCode, res.Header.Get("Location"), body)
		}
	}
}

func TestOnlyThisMachineIsServed(t *testing.T) {
	p := start(t, "vi", small)
	_, port, _ := strings.Cut(strings.TrimPrefix(p.base, "http://"), ":")
	for host, want := range map[string]int{
		"localhost:" + port: 200, "LOCALHOST:" + port: 200, "127.0.0.1:" + port: 200, "[::1]:" + port: 200,
		"localhost": 403, "localhost:1": 403, "example.org": 403, "example.org:" + port: 403, "127.0.0.1.example.org:" + port: 403,
		"192.168.0.7:" + port: 403, "localhost.example.org:" + port: 403, "x:y:" + port: 403,
	} {
		for _, path := range []string{"/vi/", livePath, "/no", "/files/news/one/map.pdf"} {
			if res, _ := p.do("GET", path, "Host", host); res.StatusCode != want && (want == 403 || path != "/no") {
				t.Errorf("%s at %q: %d, want %d", path, host, res.StatusCode, want)
			}
		}
	}
	if res, _ := p.do("GET", eventsPath, "Host", "example.org:"+port); res.StatusCode != 403 {
		t.Errorf("events for another host: %d", res.StatusCode)
	}
	for _, from := range []string{"cross-site", "same-site"} {
		if res, _ := p.do("GET", eventsPath, "Sec-Fetch-Site", from); res.StatusCode != 403 {
			t.Errorf("events, %s: %d", from, res.StatusCode)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "PATCH"} {
		if res, _ := p.do(method, "/vi/"); res.StatusCode != 405 || res.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d", method, res.StatusCode)
		}
	}
}

func TestOtherMachinesWhereAskedFor(t *testing.T) {
	s := &server{}
	s.welcomes(&net.TCPAddr{IP: net.IPv4zero, Port: 8020})
	for host, want := range map[string]bool{
		"192.168.0.7:8020": true, "[fe80::1]:8020": true, "localhost:8020": true, "example.org:8020": false, "192.168.0.7:80": false, "192.168.0.7": false,
	} {
		if s.welcome(host) != want {
			t.Errorf("%s: %t", host, !want)
		}
	}
	if name, err := os.Hostname(); err == nil && !s.welcome(strings.ToUpper(name)+":8020") {
		t.Errorf("not as %s", name)
	}
	s = &server{}
	s.welcomes(&net.TCPAddr{IP: net.IPv6loopback, Port: 80})
	if !s.welcome("localhost") || !s.welcome("[::1]") || s.welcome("10.0.0.1") {
		t.Error("port 80 on loopback")
	}
}

func TestSiteBelowAPath(t *testing.T) {
	p := start(t, "vi", small, map[string]string{"site.yaml": strings.Replace(small["site.yaml"], "example.org/", "example.org/sub/", 1)})
	for path, to := range map[string]string{"/": "/sub/", "/sub": "/sub/", "/sub/vi": "/sub/vi/"} {
		if res, _ := p.do("GET", path); res.StatusCode != 307 || res.Header.Get("Location") != to {
			t.Errorf("%s: %d %s", path, res.StatusCode, res.Header.Get("Location"))
		}
	}
	p.shows("/sub/vi/news/one/", 200, "Tàu vào cảng")
	p.shows("/vi/news/one/", 404, "")
	p.shows("/sub/en/none/", 404, `lang="en"`)
	// A site.yaml that says nothing any more does not move the site.
	p.write("site.yaml", "title: \"x\nlanguages")
	p.tells("quote-open")
	p.shows("/sub/vi/news/one/", 200, "Tàu vào cảng")
}

func TestSavesOfEveryKind(t *testing.T) {
	p := start(t, "vi", small)
	text := func(word string) string {
		return strings.Replace(small["content/news/one/index.vi.md"], "cảng", word, 1)
	}
	const name, page = "content/news/one/index.vi.md", "/vi/news/one/"
	p.shows(page, 200, "vào cảng")
	t.Run("in place", func(t *testing.T) { p.write(name, text("vịnh")); p.shows(page, 200, "vào vịnh") })
	t.Run("by rename", func(t *testing.T) {
		p.write("content/news/one/.index.vi.md.swp", "vim")
		p.write(name+".tmp", text("sông"))
		p.rename(name+".tmp", name)
		p.remove("content/news/one/.index.vi.md.swp")
		p.shows(page, 200, "vào sông")
	})
	t.Run("by backup and new file", func(t *testing.T) {
		p.rename(name, name+"~")
		p.write(name, text("biển"))
		p.remove(name + "~")
		p.shows(page, 200, "vào biển")
	})
	t.Run("file renamed", func(t *testing.T) {
		p.write("content/news/two.vi.md", text("hồ"))
		p.shows("/vi/news/two/", 200, "vào hồ")
		p.rename("content/news/two.vi.md", "content/news/three.vi.md")
		p.shows("/vi/news/three/", 200, "vào hồ")
		p.shows("/vi/news/two/", 404, "")
	})
	t.Run("folder made with all in it", func(t *testing.T) {
		away := filepath.Join(t.TempDir(), "new")
		if err := os.MkdirAll(filepath.Join(away, "a", "b"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(away, "a", "b", "index.vi.md"), []byte(text("đảo")), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(away, filepath.Join(p.dir, "content", "news", "new")); err != nil {
			t.Fatal(err)
		}
		p.shows("/vi/news/new/a/b/", 200, "vào đảo")
		p.write("content/news/new/a/b/index.vi.md", text("đầm"))
		p.shows("/vi/news/new/a/b/", 200, "vào đầm")
	})
	t.Run("folder renamed, then changed inside", func(t *testing.T) {
		p.rename("content/news/new", "content/news/moved")
		p.shows("/vi/news/moved/a/b/", 200, "vào đầm")
		p.shows("/vi/news/new/a/b/", 404, "")
		p.write("content/news/moved/a/b/index.vi.md", text("phá"))
		p.shows("/vi/news/moved/a/b/", 200, "vào phá")
	})
	t.Run("folder removed and put back", func(t *testing.T) {
		p.remove("content/news")
		p.shows(page, 404, "")
		p.write(name, text("kênh"))
		p.shows(page, 200, "vào kênh")
		p.write(name, text("suối"))
		p.shows(page, 200, "vào suối")
	})
	t.Run("folder of folders moved away and put back", func(t *testing.T) {
		p.rename("content", "aside")
		p.shows(page, 404, "")
		p.rename("aside", "content")
		p.shows(page, 200, "vào suối")
		p.write(name, text("rạch"))
		p.shows(page, 200, "vào rạch")
	})
	t.Run("500 at once", func(t *testing.T) {
		for i := range 500 {
			p.write(fmt.Sprintf("content/news/many-%d/index.vi.md", i), text(fmt.Sprint("số ", i)))
		}
		p.shows("/vi/news/many-499/", 200, "vào số 499")
		for i := range 500 {
			p.write(fmt.Sprintf("content/news/many-%d/index.vi.md", i), text(fmt.Sprint("mới ", i)))
		}
		p.shows("/vi/news/many-499/", 200, "vào mới 499")
		p.shows("/vi/news/many-0/", 200, "vào mới 0")
		p.isFresh()
	})
}

// A page that is asked for when its file is newer than what was loaded is the
// new one, not a part of the old.
func TestAskedForWhileItChanges(t *testing.T) {
	p := start(t, "vi", small)
	for n := range 20 {
		word := fmt.Sprint("bến ", n)
		p.write("content/news/one/index.vi.md", strings.Replace(small["content/news/one/index.vi.md"], "cảng", word, 1))
		if status, body := p.get("/vi/news/one/"); status != 200 || !strings.Contains(body, "vào "+word+".") {
			t.Fatalf("round %d: status %d\n%s", n, status, body)
		}
	}
}

func TestSiteFileBrokenOrAway(t *testing.T) {
	p := start(t, "vi", small)
	s := p.listen("/vi/", p.version("/vi/"))
	p.write("site.yaml", "title: \"Nhịp cầu\nlanguages: [vi, en]\n")
	s.wants("problems", "site.yaml:1")
	p.shows("/vi/news/one/", 200, "Tàu vào cảng")
	p.write("site.yaml", strings.Replace(small["site.yaml"], "Nhịp cầu", "Cầu mới", 1))
	p.shows("/vi/", 200, "Cầu mới")
	p.tells("")

	// For a moment, as when an editor saves by rename: nobody is told.
	p.rename("site.yaml", "site.yaml.new")
	time.Sleep(100 * time.Millisecond)
	p.rename("site.yaml.new", "site.yaml")
	p.isFresh()
	s.silent("problems", "site-file-missing", 300*time.Millisecond)

	p.rename("site.yaml", "site.yaml.new")
	s.wants("problems", "site-file-missing")
	p.shows("/vi/news/one/", 200, "Tàu vào cảng")
	p.rename("site.yaml.new", "site.yaml")
	s.wants("problems", `"problems":[]`)
	p.isFresh()
}

func TestSiteFolderAwayAndBack(t *testing.T) {
	p := start(t, "en", small)
	s := p.listen("/vi/", p.version("/vi/"))
	aside := p.dir + ".aside"
	if err := os.Rename(p.dir, aside); err != nil {
		t.Fatal(err)
	}
	s.wants("problems", "site-file-missing")
	if err := os.CopyFS(p.dir, os.DirFS(aside)); err != nil {
		t.Fatal(err)
	}
	s.wants("problems", `"problems":[]`)
	p.write("content/news/one/index.vi.md", strings.Replace(small["content/news/one/index.vi.md"], "cảng", "vịnh", 1))
	p.shows("/vi/news/one/", 200, "vào vịnh")
	p.isFresh()
	if err := os.RemoveAll(aside); err != nil {
		t.Fatal(err)
	}
}

func TestDraftsAreShown(t *testing.T) {
	p := start(t, "vi", small, map[string]string{"content/news/two/index.vi.md": "---\ntitle: Hai\nsummary: Nháp.\ndraft: true\n---\n\nChưa xong.\n"})
	p.shows("/vi/news/two/", 200, "Chưa xong.")
	p.isFresh()
}

func TestReloadOnlyWhatChanged(t *testing.T) {
	p := start(t, "vi", small)
	p.tells("")
	one := p.listen("/vi/news/one/", p.version("/vi/news/one/"))
	other := p.listen("/en/news/one/", p.version("/en/news/one/"))
	late := p.version("/vi/news/one/")
	p.write("content/news/one/index.vi.md", strings.Replace(small["content/news/one/index.vi.md"], "cảng", "vịnh", 1))
	if e := one.wants("reload", ""); e.data != p.version("/vi/news/one/") {
		t.Errorf("told %s, but the page is %s", e.data, p.version("/vi/news/one/"))
	}
	other.silent("reload", "", 300*time.Millisecond)
	// What changes between the making of a page and its stream is not lost.
	p.listen("/vi/news/one/", late).wants("reload", "")
	p.listen("/vi/news/one/", p.version("/vi/news/one/")).silent("reload", "", 200*time.Millisecond)
	// A page cannot know the pictures in it.
	p.write("static/css/site.css", "body{color:red}\n")
	one.wants("reload", "")
	other.wants("reload", "")
}

func TestProblemsAreTold(t *testing.T) {
	for lang, want := range map[string][]string{
		"vi": {"không có trang \\\"../khong\\\"", "gợi ý: ", "1 lỗi phải sửa", "content/news/one/index.vi.md:7:"},
		"en": {"there is no page \\\"../khong\\\"", "hint: ", "1 to mend", "content/news/one/index.vi.md:7:"},
	} {
		t.Run(lang, func(t *testing.T) {
			p := start(t, lang, small)
			p.tells("")
			s := p.listen("/vi/", p.version("/vi/"))
			p.write("content/news/one/index.vi.md", small["content/news/one/index.vi.md"][:strings.Index(small["content/news/one/index.vi.md"], "Tàu")]+"[x](../khong)\n\n[y](map.pdf)\n")
			e := s.wants("problems", "link-target-missing")
			for _, text := range want {
				if !strings.Contains(e.data, text) {
					t.Errorf("no %s in %s", text, e.data)
				}
			}
			p.tells("link-target-missing")
			p.write("content/news/one/index.vi.md", small["content/news/one/index.vi.md"])
			p.tells("")
			s.wants("problems", `"checking":"","problems":[]`)
		})
	}
}

// A page that its source does not give any more comes back by itself.
func TestBrokenPageComesBack(t *testing.T) {
	p := start(t, "vi", small)
	const name, page = "content/news/one/index.vi.md", "/vi/news/one/"
	p.write(name, "---\ntitle: \"Một\n---\n")
	p.shows(page, 404, "live.js")
	s := p.listen(page, p.version(page))
	s.wants("problems", "index.vi.md:2")
	p.write(name, small[name])
	s.wants("reload", "")
	p.shows(page, 200, "Tàu vào cảng")
}

// Where no page can be made at all, there is one to carry the overlay.
func TestBrokenLayout(t *testing.T) {
	p := start(t, "vi", small, map[string]string{"themes/default/layouts/base.html": "{{ .Nothing"})
	p.shows("/vi/", 500, "live.js")
	p.shows("/none", 404, "live.js")
	s := p.listen("/vi/", p.version("/vi/"))
	s.wants("problems", "template-failed")
	s.silent("reload", "", 200*time.Millisecond)
	p.remove("themes")
	s.wants("reload", "")
	p.isFresh()
}

func TestUnreadableSources(t *testing.T) {
	s := &server{config: Config{Lang: "en"}}
	for err, want := range map[error]string{site.ErrNoSite: "site-file-missing", io.ErrUnexpectedEOF: "sources-unreadable"} {
		if ps := s.unloadable(err); len(ps) != 1 || ps[0].Code != want || ps[0].Sentence("en") == ps[0].Sentence("vi") {
			t.Errorf("%v: %+v", err, ps)
		}
	}
}

func TestNoSite(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{t.TempDir(), filepath.Join(t.TempDir(), "none")} {
		if err := Run(context.Background(), Config{Dir: dir, Now: now}, l); err != site.ErrNoSite {
			t.Errorf("%v", err)
		}
	}
}

// Everything that was started ends, with streams open and a change under way.
func TestNothingIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	p := start(t, "vi", small)
	s := p.listen("/vi/", "x")
	s.wants("reload", "")
	p.write("content/news/one/index.en.md", small["content/news/one/index.en.md"]+"\nMore.\n")
	p.stop()
	s.close()
	for range s.events {
	}
	for end := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			buf := make([]byte, 1<<16)
			t.Fatalf("%d goroutines were left of %d:\n%s", runtime.NumGoroutine(), before, buf[:runtime.Stack(buf, true)])
		}
	}
}

func TestEditorsFilesAreNoSources(t *testing.T) {
	for name, want := range map[string]bool{
		"site.yaml": true, "content/a.vi.md": true, "content": true, "i18n/tags.yaml": true, "static/.well-known/x": true, "themes/x/layouts/base.html": true,
		"content/.a.vi.md.swp": false, "content/a.vi.md~": false, "content/4913": false, "content/~$a.docx": false, "content/#a.md#": false, "content/.#a.md": false,
		"public/vi/index.html": false, ".git/index": false, "site.yaml.tmp": false, "README.md": false, "content/.goutputstream-X": false,
	} {
		if source(filepath.FromSlash(name)) != want {
			t.Errorf("%s: %t", name, !want)
		}
	}
}
