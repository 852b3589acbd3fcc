// Package site holds the first noun of nhipcau: Site, what the sources mean.
//
// # What a Site is
//
// Load reads one tree of sources (site.yaml, content/, i18n/, themes/,
// static/) and gives everything about it except the bodies: the languages, the
// sections and items, the original of each item with its translations, the
// facts, the pages that exist in each language and in which form, their URLs,
// the lists they ask for, the menus, the tags, the attachments. Bodies are
// read again when pages are rendered, one item at a time, and then dropped.
//
// Load always returns a Site, together with the problems it found. What is
// broken keeps its name and its URL, so that nothing else falls over, and is
// left out. After Load nothing in a Site changes: any goroutine may read it.
//
// # How the words relate
//
// A Section is an Item (its _index files) that has children. An Item has a Text
// for each language it was written in, one of which is the original and holds
// the Facts. From texts, the section's policy for missing languages and the
// as-of day follow the Pages: at most one for each item and language. A page has
// a Form: Real, Stub (own title, no body) or Fallback (a body borrowed from
// another language). A Page has one URL, and every link is written by the URL
// type.
package site

import (
	"hash/crc32"
	"io/fs"
	"slices"
	"time"

	"nhipcau/internal/fact"
	"nhipcau/internal/locale"
	"nhipcau/internal/problem"
	"nhipcau/internal/source"
)

// Site is one tree of sources, understood.
type Site struct {
	Config
	Day time.Time // the as-of day, midnight in the site's time zone

	Root     *Section
	Sections []*Section // all, parents before children, in the order of their paths
	Items    []*Item    // all items that are not sections, in the order of their paths
	Tags     []*Tag     // in the order of their keys
	TagIndex []URL      // by language: the page that lists the tags; "" where there is none

	MainMenu, FooterMenu []MenuEntry
	HomeMenu             []MenuEntry   // what the home page calls readers to
	Attachments          []*Attachment // in the order of their sources
	Static               []StaticFile  // in the order of their paths
	Redirects            []Redirect    // in the order of their URLs

	Glossary *Glossary
	Strings  *locale.Strings
	Theme    fs.FS // the theme: the site's own files before the program's

	sources   fs.FS
	items     map[string]*Item       // by path, sections too
	files     map[string]*Attachment // by source, normalized
	proposals proposals
	citations map[string]*Citation // by key
	referring referring
}

// Item is one thing the site tells about, in one or more languages.
type Item struct {
	Path     string   // in content/, such as "projects/canh-vinh"; "" is the home
	Section  *Section // the section it lies in; nil for the home
	Self     *Section // the section that the item is; nil for other items
	Schema   *Schema  // of its facts; nil where it has the base facts only
	Facts    fact.Facts
	Closed   bool // it is not open any more, since the day that it closes has passed
	Lists    []List
	Figures  []Quotation // the facts that its pages put first
	Terms    string      // which part of the glossary its page lists; "" is none of it
	Original int         // index of the original's language
	Texts    []*Text     // by language; nil where there is none
	Pages    []*Page     // by language; nil where the language has no page

	dir       string // the folder in content/ that attachments are looked for in
	withdrawn *withdrawal
	state     state
}

// Section is a folder of items of one nature.
type Section struct {
	*Item
	Sections []*Section // those directly inside, in menu order
	Items    []*Item    // those directly inside, in the order in which lists show them
	Policy   Policy
	Schema   *Schema // of the facts of its items; nil where they have the base facts only
	Filters  []Filter
	Orders   []Order
	Closed   *Tag // the items that are not open any more, as a list
}

// Text is one file of an item: what is written per language.
type Text struct {
	Lang    int
	File    string
	Title   string
	Summary string
	Slug    string
	// ImageText is what the item's picture shows, for those who do not see it.
	ImageText   string
	Fields      []TextField // of the section's own, in the order of the file
	Aliases     []alias
	Draft       bool
	From        string // the language it was made from; "" for the original
	Empty       bool   // the file has no body
	Broken      bool   // the file could not be read; title and body are unknown
	Hidden      bool   // a draft, and drafts are not shown: as if the file were not there
	titleAt     problem.At
	summaryAt   problem.At
	fromAt      problem.At
	slugAt      problem.At
	imageTextAt problem.At
	sum         uint32 // of the source as it was read, to notice a change while building
}

// TextField is a fact that is written in each language.
type TextField struct {
	Name, Text string
	At         problem.At
}

// Field returns a fact of the text; "" where it has none.
func (t *Text) Field(name string) string {
	for _, f := range t.Fields {
		if f.Name == name {
			return f.Text
		}
	}
	return ""
}

// Phrases lists what front matter says in words, each with its place.
func (t *Text) Phrases() []TextField {
	list := []TextField{{"title", t.Title, t.titleAt}, {"summary", t.Summary, t.summaryAt}, {"imageText", t.ImageText, t.imageTextAt}}
	list = append(list, t.Fields...)
	return slices.DeleteFunc(list, func(f TextField) bool { return f.Text == "" })
}

// Form says what a page has of its own.
type Form string

const (
	Real     Form = "real"     // written in the page's language
	Stub     Form = "stub"     // title and facts only, with links to finished languages
	Fallback Form = "fallback" // another language's body under a notice
)

// Page is one item or section in one language, at one URL.
type Page struct {
	Item *Item
	Lang int
	Form Form
	URL  URL
	Text *Text // title and summary; of another language where Text.Lang != Lang
	Body *Text // whose body is shown; nil for a stub
	prev *Page
	next *Page
}

// Prev and Next are the neighbours in the section's order, in one language.
func (p *Page) Prev() *Page { return p.prev }

// Next is the page after p in its section; nil for the last.
func (p *Page) Next() *Page { return p.next }

// Tag is a key that items share, with its name in each language.
type Tag struct {
	Key   string
	Names []string // by language; the key where a language has no name
	In    []int    // by language: that of the name; nil where each is in its own
	// Sample says that it is the name of a sample.
	Sample bool
	Pages  [][]*Page // by language, in the order in which lists show them
	URLs   []URL     // by language; "" where no page of the language has the tag
}

// MenuEntry is one entry of a menu: an item, or an address outside the site.
type MenuEntry struct {
	Item   *Item
	Href   string
	Titles []string // by language, of an outside address
}

// List is a list that a page asked for.
type List struct {
	From  *Section
	Items []*Item // matching, sorted; a page shows those of its language
	Sort  string
	Limit int     // of the pages shown; 0 is no limit
	by    sorting // by a fact of the section's own
	where []condition
	asker *Item // a page does not list itself
}

// Attachment is a file beside an item's texts. It is published only when a
// published page refers to it.
type Attachment struct {
	Source string // path in the sources
	URL    URL    // "" if the file is refused: links to it become plain text
}

// StaticFile is copied as it is.
type StaticFile struct {
	Source string
	Path   string
}

// Redirect is an old address of a page.
type Redirect struct {
	From URL
	To   *Page
}

// Read returns the whole of a source file.
func (s *Site) Read(name string) ([]byte, error) { return fs.ReadFile(s.sources, name) }

// Item finds an item or section by its path in content/.
func (s *Site) Item(path string) *Item { return s.items[path] }

// Title is the item's title for a language: its page's if there is one, else
// along the fallbacks, else the original's.
func (s *Site) Title(it *Item, lang int) (title string, in int) {
	if p := s.PageFor(it, lang); p != nil {
		return p.Text.Title, p.Text.Lang
	}
	if t := it.Texts[it.Original]; t != nil {
		return t.Title, t.Lang
	}
	return it.Path, lang
}

// PageFor is the page of an item that a link on a page in lang leads to: the
// same language's in any form, else along the site's fallbacks, else the
// original's, else any; nil where the item has no page at all.
func (s *Site) PageFor(it *Item, lang int) *Page {
	if p := it.Pages[lang]; p != nil {
		return p
	}
	for _, l := range s.Fallback[lang] {
		if p := it.Pages[l]; p != nil {
			return p
		}
	}
	if p := it.Pages[it.Original]; p != nil {
		return p
	}
	for _, p := range it.Pages {
		if p != nil {
			return p
		}
	}
	return nil
}

// Real lists the item's true pages, in the order of the site's languages: what
// hreflang names.
func (it *Item) Real() []*Page {
	var ps []*Page
	for _, p := range it.Pages {
		if p != nil && p.Form == Real {
			ps = append(ps, p)
		}
	}
	return ps
}

// Broken reports whether a text of the item could not be read.
func (it *Item) Broken() bool {
	return slices.ContainsFunc(it.Texts, func(t *Text) bool { return t != nil && t.Broken })
}

// Sample reports whether the item is a sample.
func (it *Item) Sample() bool { return it.Facts.Flag("sample") }

// ReadText reads a text's file again, as it was read when the site was loaded.
// changed says that it is not the same any more.
func (s *Site) ReadText(t *Text) (data []byte, changed bool, err error) {
	data, _, err = source.Read(s.sources, t.File)
	return data, crc32.ChecksumIEEE(data) != t.sum, err
}

// IsNews reports whether an item is, or lies in, a section that the site calls
// news.
func (s *Site) IsNews(it *Item) bool {
	for _, n := range s.news {
		if sec := s.items[n.section]; sec != nil && sec.Self != nil && (it == sec || it.under(sec.Self)) {
			return true
		}
	}
	return false
}
