// Package check looks at the finished pages as they flow by: where their links
// lead, whether every anchor exists, whether everyone can use them.
//
// What an author can mend is said at the author's own place, which rendering
// hands over with each page. What only the output shows is said at the output's
// path, and is for whoever makes the theme.
package check

import (
	"bytes"
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"nhipcau/internal/files"
	"nhipcau/internal/problem"
)

// Checker takes files one by one and says in the end what is wrong. Keeping
// only paths, anchors and links, it holds little of a large site.
type Checker struct {
	base     *url.URL
	have     map[string]bool            // output paths
	anchors  map[string]map[string]bool // by output path
	written  []files.Link               // by authors
	found    map[place]found            // in the HTML: where the links lead, each once
	problems []problem.Problem
}

// place is what a link leads to.
type place struct{ file, anchor string }

// found is the first link to a place.
type found struct{ page, href string }

// New makes a checker for a site at a base address.
func New(base string) *Checker {
	u, err := url.Parse(base)
	if err != nil {
		u = &url.URL{Scheme: "https", Host: "example.org", Path: "/"}
	}
	return &Checker{base: u, have: map[string]bool{}, anchors: map[string]map[string]bool{}, found: map[place]found{}}
}

// Add takes the next file.
func (c *Checker) Add(f files.File) error {
	c.have[f.Path] = true
	if strings.HasSuffix(f.Path, ".html") {
		c.page(f)
	}
	return nil
}

// Problems says what is wrong, once all files were added.
func (c *Checker) Problems() []problem.Problem {
	ps := c.problems
	told := map[place]bool{} // what authors are told needs no second telling
	for _, l := range c.written {
		if l.Anchor != "" && c.have[l.Target] && !c.anchors[l.Target][l.Anchor] {
			told[place{l.Target, l.Anchor}] = true
			ps = append(ps, problem.New("anchor-missing", l.At, "anchor", l.Anchor, "page", "/"+strings.TrimSuffix(l.Target, "index.html"),
				"known", c.known(l.Target)))
		}
	}
	for to, l := range c.found {
		switch {
		case !c.have[to.file]:
			ps = append(ps, problem.New("output-link-broken", problem.At{File: l.page}, "href", l.href))
		case to.anchor != "" && strings.HasSuffix(to.file, ".html") && !c.anchors[to.file][to.anchor] && !told[to]:
			ps = append(ps, problem.New("output-anchor-missing", problem.At{File: l.page}, "href", l.href))
		}
	}
	return problem.Sort(ps)
}

// known lists anchors of a page that an author may link to: not the layout's
// own, and not more than one can read.
func (c *Checker) known(file string) string {
	var list []string
	for anchor := range c.anchors[file] {
		if !strings.HasPrefix(anchor, "nc-") {
			list = append(list, anchor)
		}
	}
	slices.Sort(list)
	if len(list) > 12 {
		list = append(list[:12], "…")
	}
	return strings.Join(list, ", ")
}

// note keeps a link to a place that no link before led to.
func (c *Checker) note(l found) {
	if file, anchor, inside := c.resolve(l); inside {
		if _, known := c.found[place{file, anchor}]; !known {
			c.found[place{file, anchor}] = l
		}
	}
}

// resolve gives the output file that a link leads to; inside is false for
// other hosts and other schemes.
func (c *Checker) resolve(l found) (target, anchor string, inside bool) {
	u, err := c.base.Parse(c.base.Path + l.page)
	if err != nil {
		return "", "", false
	}
	to, err := u.Parse(l.href)
	if err != nil {
		return l.href, "", true
	}
	if to.Scheme != c.base.Scheme || to.Host != c.base.Host {
		return "", "", false
	}
	p, below := strings.CutPrefix(to.Path, c.base.Path)
	if !below {
		return to.Path, "", true
	}
	if p == "" || strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	return p, to.Fragment, true
}

// page reads the HTML of one page.
func (c *Checker) page(f files.File) {
	p := &reader{checker: c, file: f.Path, made: f.Page != nil, anchors: map[string]bool{}}
	c.anchors[f.Path] = p.anchors
	z := html.NewTokenizer(bytes.NewReader(f.Data))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		p.token(kind, z.Token())
	}
	if f.Page != nil {
		p.end()
		c.written = append(c.written, f.Page.Links...)
	}
}

// reader follows one page from its first tag to its last.
type reader struct {
	checker *Checker
	file    string
	made    bool // by us: of a file that is copied only the links count
	anchors map[string]bool
	h1      int
	level   int
	title   bool   // a title was seen
	lang    bool   // html says its language
	in      string // the element whose text is gathered: a, title, button
	text    strings.Builder
	named   bool // it has a name beside its text
}

func (r *reader) add(code string, args ...string) {
	if !r.made {
		return
	}
	r.checker.problems = append(r.checker.problems, problem.New(code, problem.At{File: r.file}, args...))
}

func (r *reader) token(kind html.TokenType, t html.Token) {
	switch kind {
	case html.TextToken:
		if r.in != "" {
			r.text.WriteString(t.Data)
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		r.start(t)
	case html.EndTagToken:
		if t.Data == r.in {
			if strings.TrimSpace(r.text.String()) == "" && !r.named {
				r.add("output-nameless", "element", "<"+r.in+">")
			}
			r.in = ""
		}
	}
}

func (r *reader) start(t html.Token) {
	attrs := map[string]string{}
	for _, a := range t.Attr {
		attrs[a.Key] = a.Val
	}
	if id, ok := attrs["id"]; ok {
		if r.anchors[id] {
			r.add("output-id-doubled", "id", id)
		}
		r.anchors[id] = true
	}
	for _, key := range []string{"href", "src"} {
		if v, ok := attrs[key]; ok && attrs["rel"] != "canonical" && attrs["rel"] != "alternate" {
			r.checker.note(found{r.file, v})
		}
	}
	for size := range strings.SplitSeq(attrs["srcset"], ",") {
		if f := strings.Fields(size); len(f) > 0 {
			r.checker.note(found{r.file, f[0]})
		}
	}
	_, hasAlt := attrs["alt"]
	switch t.Data {
	case "html":
		r.lang = attrs["lang"] != ""
	case "img":
		if !hasAlt {
			r.add("output-image-without-alt", "src", attrs["src"])
		}
		r.named = r.named || attrs["alt"] != ""
	case "h1", "h2", "h3", "h4", "h5", "h6":
		r.heading(int(t.Data[1] - '0'))
	case "a", "title", "button":
		r.title = r.title || t.Data == "title"
		if t.Data != "a" || attrs["href"] != "" {
			r.in, r.named = t.Data, cmp.Or(attrs["aria-label"], attrs["aria-labelledby"]) != ""
			r.text.Reset()
		}
	}
}

func (r *reader) heading(level int) {
	if level == 1 {
		r.h1++
	}
	if r.level > 0 && level > r.level+1 {
		r.add("output-heading-skipped", "from", "h"+strconv.Itoa(r.level), "to", "h"+strconv.Itoa(level))
	}
	r.level = level
}

func (r *reader) end() {
	if !r.lang {
		r.add("output-language-missing")
	}
	if !r.title {
		r.add("output-title-missing")
	}
	if r.h1 != 1 {
		r.add("output-main-heading", "count", strconv.Itoa(r.h1))
	}
}
