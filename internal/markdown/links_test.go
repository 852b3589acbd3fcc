package markdown

import (
	"strings"
	"testing"
)

// Nothing here may become a link, however it is disguised.
func TestRefusedAddresses(t *testing.T) {
	for _, dest := range []string{
		"javascript:alert(1)", "JavaScript:alert(1)", "JAVASCRIPT:x", "vbscript:x", "data:text/html;base64,PHN2Zz4=", "file:///etc/passwd", "blob:x", "about:blank", "view-source:x",
		"&#106;avascript:x", "&#x6A;avascript:x", "javascript&colon;x", "javascript&#58;x", "java&#9;script:x", "java&Tab;script:x", "java&NewLine;script:x", "java&#10;script:x",
		"&#1;javascript:x", "javascript&#0;:x", "\x01javascript:x", "\u200bjavascript:x", "\ufeffjavascript:x", "java\u00adscript:x", "\u202ejavascript:x", "\u2028javascript:x",
		"java%73cript:x", "javascript%3Ax", "javascript%3ax", "%6a%61%76%61script:x", "%09javascript:x", "%20javascript:x", "java%0Ascript:x", "..%5cx", "%2f%2fevil.example", "%2Fx",
		"< javascript:x>", "<javascript:x >", "<java\tscript:x>", "<\tjavascript:x>", "javascript：x", "javascript﹕x", "javascript∶x", "javascriptːx", "javascript꞉x", "jav\\ascript:x", "javascript\\:x",
		"//evil.example", "//evil.example/%2e%2e", "///evil.example", "/x", "/\\evil.example", "\\\\evil.example", "\\/evil.example", "<\\evil>", "..\\zones", "C:\\x", "c:/x", "/&#47;evil.example",
		"https:evil.example", "https:/evil.example", "https:///evil.example", "https:\\\\evil.example", "https://", "https://a@evil.example", "https://a:b@evil.example/", "https://evil.example\\@a.vn", "https://[::1]/",
		"https://a..b", "https://-a.vn", "https://a.vn:x", "https://а.рф", "https://a%2evn", "https://localhost", "HTTPS:x", "http://a.vn", "HTTP://a.vn", "http:a", "ftp://a.vn", "ws://a.vn", ":x", "1:x", "x:",
		"mailto:", "mailto:a", "mailto:a@b", "mailto:a b@c.vn", "mailto:a@b.vn,c@d.vn", "mailto:<a@b.vn>", "tel:", "tel:javascript", "tel:1", "tel:+1+2+3", "www.a.vn", "a@b.vn", "fact:", "fact:x",
	} {
		bare := strings.TrimSuffix(strings.TrimPrefix(dest, "<"), ">")
		r := Ref{Text: "a"}
		if code, _ := r.aim(decode([]byte(bare))); code == "" {
			t.Errorf("%q would lead to %q # %q", dest, r.Dest, r.Anchor)
		}
		for _, body := range []string{"[a](" + dest + ")", "![a](" + dest + ")", "[a][b]\n\n[b]: " + dest, "<" + bare + ">", bare} {
			html := render(t, body)
			checkMarkup(t, body, []byte(html))
			for _, bad := range []string{"=\"java", "=\"vb", "=\"data", "=\"/", "=\"http:", "=\"https://a@", "=\"https://a:b@"} {
				if strings.Contains(strings.ToLower(html), bad) {
					t.Errorf("%q became %s", body, html)
				}
			}
		}
	}
}

func TestAllowedAddresses(t *testing.T) {
	for _, c := range []struct {
		dest, path, anchor string
		kind               RefKind
	}{
		{"../zones/nhon-hoi", "../zones/nhon-hoi", "", Page},
		{"../zones/nhon-hoi/#dat", "../zones/nhon-hoi/", "dat", Page},
		{"layout.pdf", "layout.pdf", "", Page},
		{"#dat", "", "dat", Page},
		{"<bản đồ.pdf>", "bản đồ.pdf", "", Page},
		{"b%E1%BA%A3n%20%C4%91%E1%BB%93.pdf", "bản đồ.pdf", "", Page},
		{"50%.pdf", "50%.pdf", "", Page},
		{"a\\_b.pdf", "a_b.pdf", "", Page},
		{"a&amp;b.pdf", "a&b.pdf", "", Page},
		{"./a", "./a", "", Page},
		{"a/b:c", "a/b:c", "", Page},
		{"https://a.vn", "https://a.vn", "", Outside},
		{"HTTPS://A.vn:8443/B?c=d&e=f#g#h", "https://a.vn:8443/B?c=d&e=f#g%23h", "", Outside},
		{"https://vi.wikipedia.org/wiki/Bình_Định_(tỉnh)", "https://vi.wikipedia.org/wiki/B%C3%ACnh_%C4%90%E1%BB%8Bnh_(t%E1%BB%89nh)", "", Outside},
		{"https://a.vn/\"x\"%zz[]", "https://a.vn/%22x%22%25zz%5B%5D", "", Outside},
		{"mailto:a.b+c@d-e.vn", "mailto:a.b+c@d-e.vn", "", Outside},
		{"tel:(+84)-256-3.123", "tel:+842563123", "", Outside},
	} {
		d, ps := parse(t, "[a]("+c.dest+")")
		if len(d.Refs()) != 1 || len(ps) > 0 {
			t.Errorf("%q: %d refs, %v", c.dest, len(d.Refs()), ps)
			continue
		}
		r := d.Refs()[0]
		if r.Kind != c.kind || r.Dest != c.path || r.Anchor != c.anchor {
			t.Errorf("%q: kind %d, %q # %q", c.dest, r.Kind, r.Dest, r.Anchor)
		}
	}
}

func TestFacts(t *testing.T) {
	d, ps := parse(t, "[](fact:#area) [](fact:../zones/nhon-hoi#area)")
	if len(ps) > 0 || len(d.Refs()) != 2 {
		t.Fatalf("%d refs, %v", len(d.Refs()), ps)
	}
	for i, want := range []string{"", "../zones/nhon-hoi"} {
		if r := d.Refs()[i]; r.Kind != Fact || r.Dest != want || r.Anchor != "area" {
			t.Errorf("%+v", r)
		}
	}
	for _, body := range []string{"[](fact:/a#b)", "[](fact:java%73cript:x#b)", "[](fact:..\\\\a#b)"} {
		if d, ps := parse(t, body); len(d.Refs()) > 0 || len(ps) == 0 {
			t.Errorf("%q is allowed", body)
		}
	}
}
