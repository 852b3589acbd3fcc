package site

import (
	"strings"
)

// URL is an address inside the site, from its root: /vi/projects/canh-vinh/.
// It ends in a slash, or names a file. Every link of the site is written by
// its methods.
type URL string

// File is the path of the output file at u.
func (u URL) File() string {
	p := strings.TrimPrefix(string(u), "/")
	if p == "" || strings.HasSuffix(p, "/") {
		return p + "index.html"
	}
	return p
}

// From writes u relative to the page at from, so that the site needs no base
// path and works from a folder: from /vi/a/ to /vi/b/c/ is ../b/c/.
func (u URL) From(from URL) string {
	f, t := string(from), string(u)
	dir := strings.LastIndexByte(f, '/') + 1
	// the common part, up to a slash
	n := 0
	for i := 0; i < dir && i < len(t) && f[i] == t[i]; i++ {
		if f[i] == '/' {
			n = i + 1
		}
	}
	up := strings.Count(f[n:dir], "/")
	rest := t[n:]
	if up == 0 {
		if rest == "" {
			return "./"
		}
		if colon := strings.IndexByte(rest, ':'); colon >= 0 {
			return "./" + rest
		}
		return rest
	}
	return strings.Repeat("../", up) + rest
}

// At writes u as an absolute address under a base such as https://host/path/.
func (u URL) At(base string) string {
	return strings.TrimSuffix(base, "/") + string(u)
}

// join puts a segment or file name under the folder u.
func (u URL) join(segment string) URL { return u + URL(segment) + "/" }
