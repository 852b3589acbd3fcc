package site

import (
	"slices"
	"strings"

	"nhipcau/internal/files"
	"nhipcau/internal/picture"
	"nhipcau/internal/problem"
)

// claimAll gives every output path to the one that has a right to it: pages
// first, then what is made of them, then files. A second claim is a problem.
// Paths are compared without case, as Windows and macOS do.
func (l *loader) claimAll() {
	s := l.site
	for _, it := range l.all() {
		for lang, p := range it.Pages {
			if p == nil {
				continue
			}
			at := problem.At{File: p.Text.File}
			if t := it.Texts[lang]; t != nil {
				at = problem.At{File: t.File}
				if t.slugAt != (problem.At{}) {
					at = t.slugAt
				}
			}
			if !l.claim(p.URL.File(), at) {
				l.unpublish(p)
				continue
			}
			if it.Self != nil {
				l.claimList(p.URL, len(it.Self.Listed(lang)), at, it.Path != "")
				l.claim(p.URL.FeedURL().File(), at)
				l.claimFilters(it.Self, lang, at)
			}
		}
	}
	for lang := range s.Langs {
		at := problem.At{File: tagsFile}
		if s.TagIndex[lang] != "" && !l.claim(s.TagIndex[lang].File(), at) {
			s.TagIndex[lang] = ""
		}
		for _, t := range s.Tags {
			switch {
			case t.URLs[lang] == "":
			case s.TagIndex[lang] != "" && l.claim(t.URLs[lang].File(), at):
				l.claimList(t.URLs[lang], len(t.Pages[lang]), at, true)
			default:
				t.URLs[lang] = ""
			}
		}
		l.claim((s.HomeURL(lang) + "404.html").File(), problem.At{File: configFile})
	}
	for _, name := range []string{"index.html", "404.html", "robots.txt", "sitemap.xml", "nhipcau.manifest", "nhipcau.manifest.minisig"} {
		l.claim(name, problem.At{File: configFile})
	}
	s.Attachments = slices.DeleteFunc(s.Attachments, func(a *Attachment) bool {
		if l.claim(a.URL.File(), problem.At{File: a.Source}) && l.claimSizes(a) {
			return false
		}
		a.URL = "" // known, but not published
		return true
	})
	s.Static = slices.DeleteFunc(s.Static, func(f StaticFile) bool {
		return l.kept(f.Path, problem.At{File: f.Source}) || !l.claim(f.Path, problem.At{File: f.Source})
	})
}

// kept reports a path among the files that the program names as it makes them:
// assets, attachments, pictures, open data, parts of the sitemap.
func (l *loader) kept(file string, at problem.At) bool {
	top, _, below := strings.Cut(files.Fold(file), "/")
	if below && slices.Contains([]string{"assets", "files", "sizes", "data"}, top) || strings.HasPrefix(top, "sitemap-") {
		l.add("address-reserved", at, "name", top)
		return true
	}
	return false
}

// claimList claims the second and further pages of a list.
func (l *loader) claimList(u URL, entries int, at problem.At, paged bool) {
	for n := 2; paged && n <= l.site.PageCount(entries); n++ {
		l.claim(u.PageURL(n).File(), at)
	}
}

// claimSizes claims the sizes of a picture. Which there will be is seen when it
// is read, so all are claimed.
func (l *loader) claimSizes(a *Attachment) bool {
	for _, width := range picture.Widths() {
		if a.IsPicture() && !l.claim(a.SizeURL(width).File(), problem.At{File: a.Source}) {
			return false
		}
	}
	return true
}

func (l *loader) claim(file string, at problem.At) bool {
	if err := files.CheckPath(file); err != nil {
		l.add("output-unusable", at, "path", "/"+file)
		return false
	}
	if _, taken := l.claims.Claim(file, at); taken != nil {
		l.add("output-doubled", at, "path", "/"+strings.TrimSuffix(file, "index.html"), "other", taken.Owner.File)
		return false
	}
	return true
}

// unpublish takes back a page that has no right to its address.
func (l *loader) unpublish(p *Page) {
	p.Item.Pages[p.Lang] = nil
	if p.prev != nil {
		p.prev.next = p.next
	}
	if p.next != nil {
		p.next.prev = p.prev
	}
	for _, tag := range l.site.Tags {
		tag.drop(p)
	}
	if sec := p.Item.Section; sec != nil {
		for _, f := range sec.Filters {
			for _, t := range f.Values {
				t.drop(p)
			}
		}
		for _, o := range sec.Orders {
			o.Pages[p.Lang] = without(o.Pages[p.Lang], p)
		}
		if sec.Closed != nil {
			sec.Closed.drop(p)
		}
	}
}

// drop takes a page out of a list.
func (t *Tag) drop(p *Page) { t.Pages[p.Lang] = without(t.Pages[p.Lang], p) }

func without(pages []*Page, p *Page) []*Page {
	return slices.DeleteFunc(pages, func(q *Page) bool { return p == q })
}
