package site

import (
	"path"
	"strings"
	"testing"
)

func TestRelativeLinks(t *testing.T) {
	tests := []struct{ from, to, want string }{
		{"/vi/a/", "/vi/b/c/", "../b/c/"},
		{"/vi/a/", "/vi/a/", "./"},
		{"/vi/a/", "/vi/", "../"},
		{"/vi/", "/en/", "../en/"},
		{"/", "/vi/", "vi/"},
		{"/vi/a/", "/", "../../"},
		{"/vi/a/", "/assets/main.css", "../../assets/main.css"},
		{"/vi/a/", "/vi/a/b/", "b/"},
		{"/vi/a/page/2/", "/vi/a/", "../../"},
		{"/vi/404.html", "/vi/", "./"},
		{"/old.html", "/vi/a/", "vi/a/"},
		{"/vi/ab/", "/vi/a/", "../a/"},
	}
	for _, tt := range tests {
		if got := URL(tt.to).From(URL(tt.from)); got != tt.want {
			t.Errorf("from %s to %s: %q, want %q", tt.from, tt.to, got, tt.want)
		}
	}
}

// FuzzRelative: following the relative link leads to the address.
func FuzzRelative(f *testing.F) {
	f.Add("/vi/a/", "/vi/b/c/")
	f.Add("/", "/x.html")
	f.Fuzz(func(t *testing.T, from, to string) {
		if !clean(from) || !clean(to) {
			return
		}
		dir := from[:strings.LastIndexByte(from, '/')+1]
		got := path.Join(dir, URL(to).From(URL(from)))
		if strings.HasSuffix(to, "/") && got != "/" {
			got += "/"
		}
		if got != to {
			t.Errorf("from %q to %q: %q leads to %q", from, to, URL(to).From(URL(from)), got)
		}
	})
}

// clean reports whether s is an address as sites have them.
func clean(s string) bool {
	if !strings.HasPrefix(s, "/") || strings.Contains(s, "//") {
		return false
	}
	for _, part := range strings.Split(s, "/") {
		if part == "." || part == ".." {
			return false
		}
	}
	return true
}

func TestOutputFiles(t *testing.T) {
	for u, want := range map[URL]string{"/": "index.html", "/vi/a/": "vi/a/index.html", "/vi/404.html": "vi/404.html", "/files/a.pdf": "files/a.pdf"} {
		if got := u.File(); got != want {
			t.Errorf("%s: %q, want %q", u, got, want)
		}
	}
}

func TestAliases(t *testing.T) {
	tests := []struct {
		alias string
		want  URL // "" is refused
	}{
		{"/vi/cu/", "/vi/cu/"},
		{"/vi/cu", "/vi/cu/"},
		{"cu", "/vi/a/cu/"},
		{"/cu.html", "/cu.html"},
		{"../x", ""},
		{"//evil.example/", ""},
		{"https://evil.example/", ""},
		{`\\evil`, ""},
		{"/vi/%2e%2e/", ""},
		{"/vi/con/", ""},
		{"/vi/Cũ/", ""},
		{"/", ""},
		{"", ""},
		{"/a?b", ""},
	}
	for _, tt := range tests {
		got, ok := aliasURL(tt.alias, "/vi/a/b/")
		if ok != (tt.want != "") || got != tt.want {
			t.Errorf("alias %q: %q, %v, want %q", tt.alias, got, ok, tt.want)
		}
	}
}

func TestHarmfulDrawings(t *testing.T) {
	tests := []struct{ name, svg, want string }{
		{"a plain drawing", `<svg xmlns="http://www.w3.org/2000/svg"><path fill="url(#g)" d="M0 0"/><use href="#a"/></svg>`, ""},
		{"a script", `<svg><script>1</script></svg>`, "<script>"},
		{"a script in capitals", `<svg><SCRIPT/></svg>`, "<SCRIPT>"},
		{"an event", `<svg onload="x()"/>`, "onload="},
		{"foreign content", `<svg><foreignObject/></svg>`, "<foreignObject>"},
		{"a reference outside", `<svg><image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://evil.example/x.png"/></svg>`, "href="},
		{"a script in a link", `<svg><a href=" java&#10;script:x()"/></svg>`, "href="},
		{"a style that loads", `<svg><style>@import "x"</style></svg>`, "url()"},
		{"a fill from elsewhere", `<svg><path fill="url( https://evil.example/#a )"/></svg>`, "fill="},
		{"an entity", `<!DOCTYPE svg [<!ENTITY a "b">]><svg/>`, "<!DOCTYPE>"},
		{"a style sheet", `<?xml-stylesheet href="x"?><svg/>`, "<?xml-stylesheet>"},
		{"animation of a link", `<svg><set attributeName="href" to="javascript:x()"/></svg>`, "<set>"},
		{"broken", `<svg><path`, "XML"},
	}
	for _, tt := range tests {
		if got, _ := harmfulSVG([]byte(tt.svg)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
