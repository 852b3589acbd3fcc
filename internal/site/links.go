package site

import (
	"path"
	"slices"
	"strings"

	"nhipcau/internal/source"
	"nhipcau/internal/text"
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
	near := s.proposals.items.nearest(want)
	if near == "" {
		near = s.proposals.byName[path.Base(want)]
	}
	if near == "" {
		return ""
	}
	return relative(it.Path, near)
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

// proposals are what there is, in the order in which something near is found.
type proposals struct {
	items  names             // the paths of items and sections
	byName map[string]string // the first path that ends in a name
	files  map[string]names  // the names of files, by folder
}

func newProposals(s *Site) proposals {
	p := proposals{byName: map[string]string{}, files: map[string]names{}}
	paths := keysOf(s.items)
	for _, item := range paths {
		if name := path.Base(item); p.byName[name] == "" {
			p.byName[name] = item
		}
	}
	p.items = newNames(paths, paths)
	words, meant := map[string][]string{}, map[string][]string{}
	for _, full := range keysOf(s.files) {
		dir, base := path.Dir(full), path.Base(full)
		words[dir] = append(words[dir], base)
		meant[dir] = append(meant[dir], base)
		// brochure.vi.pdf may be meant by brochure.pdf on a page in no language of its own
		if whole := withoutLang(base); whole != base {
			words[dir] = append(words[dir], whole)
			meant[dir] = append(meant[dir], base)
		}
	}
	for dir := range words {
		p.files[dir] = newNames(words[dir], meant[dir])
	}
	return p
}

// names finds a near one among very many. To compare a word with all of them
// takes seconds where a site has thousands of broken links, so it is compared
// with its neighbours in two orders: by the letters from the first on, where a
// word stands near what has the same beginning, and from the last back. A
// mistake in one half leaves the other.
type names struct {
	forward, backward []name
}

// name is what may be meant, with the word that means it and the letters by
// which that is sorted.
type name struct{ letters, word, meant string }

// neighbours is how many names on either side a word is compared with.
const neighbours = 32

func newNames(words, meant []string) names {
	var n names
	for i, w := range words {
		letters := text.Fold(w)
		n.forward = append(n.forward, name{letters, w, meant[i]})
		n.backward = append(n.backward, name{backwards(letters), w, meant[i]})
	}
	slices.SortStableFunc(n.forward, compareNames)
	slices.SortStableFunc(n.backward, compareNames)
	return n
}

func compareNames(a, b name) int { return strings.Compare(a.letters, b.letters) }

func backwards(s string) string {
	runes := []rune(s)
	slices.Reverse(runes)
	return string(runes)
}

// nearest is what an author most likely meant by a word that is not among the
// names; "" if nothing is near.
func (n names) nearest(word string) string {
	letters := text.Fold(word)
	meant := map[string]string{}
	for _, list := range [][]name{around(n.forward, letters), around(n.backward, backwards(letters))} {
		for _, c := range list {
			if meant[c.word] == "" || c.meant < meant[c.word] {
				meant[c.word] = c.meant
			}
		}
	}
	return meant[source.Nearest(word, keysOf(meant))]
}

// around cuts out of a sorted list what stands about the place of some letters.
func around(list []name, letters string) []name {
	i, _ := slices.BinarySearchFunc(list, letters, func(n name, s string) int { return strings.Compare(n.letters, s) })
	return list[max(0, i-neighbours):min(len(list), i+neighbours)]
}
