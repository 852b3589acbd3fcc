package render

import (
	"bytes"
	"encoding/xml"
	"slices"
	"time"

	"nhipcau/internal/fact"
	"nhipcau/internal/files"
	"nhipcau/internal/site"
)

// feedSize is how many entries a feed has at most.
const feedSize = 20

// Atom (RFC 4287), as much of it as a feed of dated pages needs.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	Title   string      `xml:"title"`
	Sub     string      `xml:"subtitle,omitempty"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel      string `xml:"rel,attr"`
	Href     string `xml:"href,attr"`
	Type     string `xml:"type,attr,omitempty"`
	Hreflang string `xml:"hreflang,attr,omitempty"`
}

type atomEntry struct {
	Title     string     `xml:"title"`
	ID        string     `xml:"id"`
	Published string     `xml:"published"`
	Updated   string     `xml:"updated"`
	Summary   string     `xml:"summary,omitempty"`
	Links     []atomLink `xml:"link"`
}

// feedJobs make the feed of every section in every language. What is not truly
// in the language, and what has no date, is not news there. A section without
// either has no feed.
func (r *renderer) feedJobs() []*job {
	var jobs []*job
	for _, sec := range r.site.Sections {
		for lang, p := range sec.Pages {
			if p == nil || !r.withFeed[feedKey{sec, lang}] {
				continue
			}
			u := p.URL.FeedURL()
			jobs = append(jobs, one(u, func() result {
				data, err := r.feed(p, r.news(sec, lang))
				return result{files: []files.File{{Path: u.File(), Data: data}}, err: err}
			}))
		}
	}
	return jobs
}

type feedKey struct {
	sec  *site.Section
	lang int
}

// feedSet notes once which sections have something for a feed.
func feedSet(s *site.Site) map[feedKey]bool {
	set := map[feedKey]bool{}
	for _, it := range s.Items {
		for lang, p := range it.Pages {
			if p != nil && inFeed(p) {
				for sec := it.Section; sec != nil; sec = sec.Section {
					set[feedKey{sec, lang}] = true
				}
			}
		}
	}
	return set
}

func inFeed(p *site.Page) bool {
	return p.Form == site.Real && !p.Item.Facts.Day("date").IsZero()
}

// news is the newest of a section and those below it, in one language.
func (r *renderer) news(sec *site.Section, lang int) []*site.Page {
	var pages []*site.Page
	var walk func(*site.Section)
	walk = func(sec *site.Section) {
		for _, it := range sec.Items {
			if p := it.Pages[lang]; p != nil && inFeed(p) {
				pages = append(pages, p)
			}
		}
		for _, sub := range sec.Sections {
			walk(sub)
		}
	}
	walk(sec)
	slices.SortStableFunc(pages, func(a, b *site.Page) int { return changed(b.Item).Compare(changed(a.Item)) })
	return pages[:min(len(pages), feedSize)]
}

// changed is when an item last changed, as its author says.
func changed(it *site.Item) time.Time {
	d, m := it.Facts.Day("date"), it.Facts.Day("lastmod")
	if m.After(d.Time) {
		return m.Time
	}
	return d.Time
}

func (r *renderer) feed(p *site.Page, pages []*site.Page) ([]byte, error) {
	s := r.site
	title := s.Titles[p.Lang]
	if p.Item.Path != "" {
		title = p.Text.Title + " – " + title
	}
	f := atomFeed{
		Lang: s.Langs[p.Lang], Title: title, Sub: p.Text.Summary, ID: p.URL.At(s.BaseURL),
		Updated: changed(pages[0].Item).Format(time.RFC3339), Author: atomAuthor{s.Titles[p.Lang]},
		Links: []atomLink{
			{Rel: "alternate", Href: p.URL.At(s.BaseURL), Type: "text/html", Hreflang: s.Langs[p.Lang]},
			{Rel: "self", Href: p.URL.FeedURL().At(s.BaseURL), Type: "application/atom+xml"},
		},
	}
	for _, q := range pages {
		u := q.URL.At(s.BaseURL)
		f.Entries = append(f.Entries, atomEntry{
			Title: r.marked(q.Text.Title, q.Lang, q.Item.Sample()), ID: u, Published: stamp(q.Item.Facts.Day("date")),
			Updated: changed(q.Item).Format(time.RFC3339), Summary: q.Text.Summary,
			Links: []atomLink{{Rel: "alternate", Href: u, Type: "text/html", Hreflang: s.Langs[q.Lang]}},
		})
	}
	return xmlFile(f)
}

func stamp(d fact.Day) string { return d.Format(time.RFC3339) }

// xmlFile prints a document with its declaration.
func xmlFile(v any) ([]byte, error) {
	var buf bytes.Buffer
	buf.WriteString(xml.Header)
	enc := xml.NewEncoder(&buf)
	enc.Indent("", "\t")
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	buf.WriteByte('\n')
	return buf.Bytes(), nil
}
