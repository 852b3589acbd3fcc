package site

import (
	"path"
	"strings"

	"nhipcau/internal/source"
)

// Target finds the item that a relative link in an item's text means. Links are
// relative to the item's own place, as its URL is: from projects/a the link ../b
// leads to projects/b. nil is no such item.
func (s *Site) Target(it *Item, dest string) *Item {
	p, ok := join(it.Path, dest)
	if !ok {
		return nil
	}
	return s.items[p]
}

// join resolves a relative path; ok is false when it leaves the content.
func join(base, dest string) (string, bool) {
	const root = "/\x00" // no name on disk; shows whether .. went too far
	p := path.Join(root, base, dest)
	if p == root {
		return "", true
	}
	return strings.CutPrefix(p, root+"/")
}

// Near proposes, for a link that leads nowhere, one that does: the item that an
// author would reach from the folder of the file, or one with a similar name.
func (s *Site) Near(it *Item, dest string) string {
	dest = strings.TrimSuffix(dest, "/")
	// a path to a file instead of an item: ../nhon-hoi/index.vi.md
	if strings.HasSuffix(dest, ".md") {
		stem := strings.TrimSuffix(dest, ".md")
		stem = strings.TrimSuffix(stem, path.Ext(stem))
		stem = strings.TrimSuffix(strings.TrimSuffix(stem, "/index"), "/_index")
		if p, ok := join(it.dir, stem); ok && s.items[p] != nil {
			return relative(it.Path, p)
		}
		dest = stem
	}
	if p, ok := join(it.dir, dest); ok && s.items[p] != nil {
		return relative(it.Path, p)
	}
	if p, ok := join("", dest); ok && s.items[p] != nil {
		return relative(it.Path, p)
	}
	want, ok := join(it.Path, dest)
	if !ok {
		return ""
	}
	if near := source.Nearest(want, keysOf(s.items)); near != "" {
		return relative(it.Path, near)
	}
	var found string
	for p := range s.items {
		if path.Base(p) == path.Base(want) && (found == "" || p < found) {
			found = p
		}
	}
	if found == "" {
		return ""
	}
	return relative(it.Path, found)
}

// relative writes the link that leads from one item to another.
func relative(from, to string) string {
	f, t := split(from), split(to)
	n := 0
	for n < len(f) && n < len(t) && f[n] == t[n] {
		n++
	}
	parts := make([]string, 0, len(f)+len(t)-2*n)
	for range f[n:] {
		parts = append(parts, "..")
	}
	return strings.Join(append(parts, t[n:]...), "/")
}

func split(p string) []string {
	if p == "" {
		return nil
	}
	return strings.Split(p, "/")
}
