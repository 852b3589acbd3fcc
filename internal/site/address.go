package site

import (
	"path"
	"strconv"
	"strings"

	"nhipcau/internal/files"
	"nhipcau/internal/problem"
	"nhipcau/internal/text"
)

// Where things that are no pages of items lie.
const (
	tagsSegment = "tags"
	filesPrefix = "/files/"
	sizesPrefix = "/sizes/"
	staticDir   = "static"
)

// addresses checks the names that URLs are made of. A URL is the language, the
// names of the sections and the name on disk, folded to ASCII; a slug replaces
// the last name in its language, and a section's slug that part of everything
// in it. A title never changes a URL.
func (l *loader) addresses() {
	for _, sec := range l.site.Sections {
		l.checkSlug(sec.Item)
	}
	for _, it := range l.site.Items {
		l.checkSlug(it)
	}
}

func (l *loader) checkSlug(it *Item) {
	for _, t := range it.Texts {
		if t != nil && t.Slug != "" && it.Path == "" {
			l.add("slug-of-home", t.slugAt)
			t.Slug = ""
		}
	}
	name, at := path.Base(it.Path), problem.At{File: it.place()}
	switch slug := text.Slug(name); {
	case it.Path == "":
	case slug == "":
		l.add("file-name-wrong", at, "name", name)
	case files.Device(slug) && !files.Device(name):
		l.add("file-name-reserved", at, "name", name)
	}
}

// place is the folder or file whose name is the item's.
func (it *Item) place() string {
	for _, t := range it.Texts {
		if t != nil && it.dir != it.Path {
			return t.File
		}
	}
	return path.Join(contentDir, it.Path)
}

// url is the address of an item's page in a language.
func (l *loader) url(it *Item, lang int) URL {
	if it.Path == "" {
		return URL("/" + l.site.Langs[lang] + "/")
	}
	segment := text.Slug(path.Base(it.Path))
	if t := it.Texts[lang]; t != nil && t.Slug != "" && !t.Hidden {
		segment = t.Slug
	}
	switch { // both were reported; the page needs some address all the same
	case segment == "":
		segment = "s"
	case files.Device(segment):
		segment = "s-" + segment
	}
	return l.url(it.Section.Item, lang).join(segment)
}

// HomeURL is the address of the home page in a language.
func (s *Site) HomeURL(lang int) URL { return URL("/" + s.Langs[lang] + "/") }

// PageURL is the address of the nth page of a list, counted from 1.
func (u URL) PageURL(n int) URL {
	if n <= 1 {
		return u
	}
	return u + URL("page/"+strconv.Itoa(n)+"/")
}

// FeedURL is the address of the feed of a section's page.
func (u URL) FeedURL() URL { return u + "feed.xml" }

// attachmentURL keeps an attachment's address stable whatever the pages are
// called: one copy for all languages, named as on disk, folded to ASCII. ok is
// false when folding leaves nothing of a name.
func attachmentURL(source string) (u URL, ok bool) {
	parts := strings.Split(strings.TrimPrefix(source, contentDir+"/"), "/")
	for i, p := range parts {
		if parts[i] = text.FileName(p); parts[i] == "" {
			return "", false
		}
	}
	return URL(filesPrefix + strings.Join(parts, "/")), true
}
