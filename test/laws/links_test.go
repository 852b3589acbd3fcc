package laws

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Every link inside a site is relative and leads to a file; only a 404 page,
// which is shown at any address, starts at the base path. What machines read
// (canonical, alternate, Open Graph) is absolute.
func TestLinksAreRelative(t *testing.T) {
	for name, sources := range everySite() {
		t.Run(name, func(t *testing.T) {
			out := plainly(t, sources, "2026-12-01")
			links := 0
			for file, data := range out.files {
				if !strings.HasSuffix(file, ".html") {
					continue
				}
				for _, l := range linksOf(data) {
					links++
					checkLink(t, out, file, l)
				}
			}
			if links < 100 {
				t.Errorf("only %d links", links)
			}
		})
	}
}

type link struct{ rel, href string }

func linksOf(page string) []link {
	var list []link
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		if token.Type != html.StartTagToken && token.Type != html.SelfClosingTagToken {
			continue
		}
		var l link
		for _, a := range token.Attr {
			switch {
			case a.Key == "srcset":
				for size := range strings.SplitSeq(a.Val, ",") {
					list = append(list, link{href: strings.Fields(size)[0]})
				}
			case a.Key == "rel":
				l.rel = a.Val
			case slices.Contains([]string{"href", "src", "action", "poster", "data"}, a.Key):
				l.href = a.Val
			case token.Data == "meta" && a.Key == "content" && strings.HasPrefix(a.Val, "0; url="):
				l.href = strings.TrimPrefix(a.Val, "0; url=")
			}
		}
		if l.href != "" {
			list = append(list, l)
		}
	}
	return list
}

func checkLink(t *testing.T, out output, file string, l link) {
	t.Helper()
	u, err := url.Parse(l.href)
	switch {
	case err != nil:
		t.Errorf("%s: %s: %v", file, l.href, err)
	case l.rel == "canonical" || l.rel == "alternate" && u.IsAbs():
		if !u.IsAbs() {
			t.Errorf("%s: %s is %s and not absolute", file, l.href, l.rel)
		}
	case path.Base(file) == "404.html":
		if !strings.HasPrefix(l.href, "/") && !strings.HasPrefix(l.href, "#") && !u.IsAbs() {
			t.Errorf("%s: %s depends on where the page is shown", file, l.href)
		}
	case slices.Contains([]string{"https", "mailto", "tel"}, u.Scheme):
		if u.Host == "example.org" {
			t.Errorf("%s: %s leads to the site itself and is absolute", file, l.href)
		}
	case u.IsAbs() || u.Host != "" || strings.HasPrefix(u.Path, "/"):
		t.Errorf("%s: %s is not relative", file, l.href)
	case u.Path != "":
		target := path.Join(path.Dir(file), u.Path)
		if strings.HasSuffix(u.Path, "/") || u.Path == "." || u.Path == ".." {
			target = path.Join(target, "index.html")
		}
		if _, ok := out.files[target]; !ok {
			t.Errorf("%s: %s leads to no file", file, l.href)
		}
	}
}

// Below another base path the pages are the same but for their absolute
// addresses.
func TestBasePathNeedsNoSecondOutput(t *testing.T) {
	sources := generated(5, "omit")
	moved := with(sources, map[string]string{
		"site.yaml": strings.ReplaceAll(string(sources["site.yaml"].Data), "https://example.org/base/", "https://example.net/"),
	})
	here, there := plainly(t, sources, "2026-12-01"), plainly(t, moved, "2026-12-01")
	for file, data := range here.files {
		if strings.Contains(file, "404.html") {
			continue
		}
		data = strings.ReplaceAll(data, "https://example.org/base/", "https://example.net/")
		// feeds are named for the host that made them
		data = strings.ReplaceAll(data, "tag:example.org", "tag:example.net")
		if data != there.files[file] {
			t.Errorf("%s differs", file)
		}
	}
}
