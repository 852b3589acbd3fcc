package site

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"nhipcau/internal/files"
)

// redirects gives old addresses to pages: aliases, and the addresses of
// withdrawn items that name a successor.
func (l *loader) redirects() {
	for _, it := range l.all() {
		for lang, t := range it.Texts {
			p := it.Pages[lang]
			// where a language borrows its pages, it has them without a file
			if w := it.withdrawn; w != nil && w.successor != "" && (t != nil && !t.Hidden || t == nil && it.Section != nil && it.Section.Policy == Borrow) {
				p = l.succeed(it, lang)
			}
			if t == nil || t.Hidden {
				continue
			}
			for _, a := range t.Aliases {
				u, ok := aliasURL(a.url, l.url(it, lang))
				if !ok {
					l.add("alias-wrong", a.at, "value", a.url)
					continue
				}
				if p != nil && !l.kept(u.File(), a.at) && l.claim(u.File(), a.at) {
					l.site.Redirects = append(l.site.Redirects, Redirect{From: u, To: p})
				}
			}
		}
	}
	slices.SortFunc(l.site.Redirects, func(a, b Redirect) int { return strings.Compare(string(a.From), string(b.From)) })
}

// succeed sends the address of a withdrawn item on to its successor's page, and
// gives that page.
func (l *loader) succeed(it *Item, lang int) *Page {
	w := it.withdrawn
	target := l.site.Target(it, w.successor)
	if target == nil || target == it {
		l.add("withdrawn-wrong", w.at, "value", w.successor, "near", l.site.Near(it, w.successor))
		return nil
	}
	// A successor may have been withdrawn in its turn; a circle ends nowhere.
	for range l.site.Items {
		if target == nil || target.withdrawn == nil || target.withdrawn.successor == "" {
			break
		}
		target = l.site.Target(target, target.withdrawn.successor)
	}
	to := (*Page)(nil)
	if target != nil {
		to = l.site.PageFor(target, lang)
	}
	if to == nil {
		l.add("successor-unpublished", w.at, "value", w.successor)
		return nil
	}
	if from := l.url(it, lang); l.claim(from.File(), w.at) {
		l.site.Redirects = append(l.site.Redirects, Redirect{From: from, To: to})
	}
	return to
}

// oldName is what may stand between the slashes of an old address. Whoever made
// it may have used capital letters and underscores.
var oldName = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9._-]*$`)

// aliasURL reads an old address: from the root when it starts with a slash,
// else beside the page.
func aliasURL(s string, page URL) (URL, bool) {
	if s == "" || strings.ContainsAny(s, `\?#%:`) || strings.HasPrefix(s, "//") {
		return "", false
	}
	if !strings.HasPrefix(s, "/") {
		s = path.Dir(strings.TrimSuffix(string(page), "/")) + "/" + s
	}
	clean := path.Clean(s)
	if clean == "/" || strings.Count(s, "..") > 0 {
		return "", false
	}
	for _, part := range strings.Split(clean[1:], "/") {
		if !oldName.MatchString(part) || files.Device(part) {
			return "", false
		}
	}
	if path.Ext(clean) == ".html" {
		return URL(clean), true
	}
	return URL(clean + "/"), true
}
