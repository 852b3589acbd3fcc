package render

import (
	"encoding/xml"
	"fmt"
	"slices"
	"time"

	"nhipcau/internal/files"
	"nhipcau/internal/site"
)

// sitemapSize is how many URLs one sitemap has at most. The protocol allows
// 50,000; small parts keep a change small when it is published.
const sitemapSize = 1000

type sitemapIndex struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Parts   []struct {
		Loc string `xml:"loc"`
	} `xml:"sitemap"`
}

type urlSet struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string       `xml:"xmlns:xhtml,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc        string             `xml:"loc"`
	LastMod    string             `xml:"lastmod,omitempty"`
	Alternates []sitemapAlternate `xml:"xhtml:link"`
}

type sitemapAlternate struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

// sitemapName is the nth part of a language's sitemap, counted from 0.
func sitemapName(lang string, n int) string { return fmt.Sprintf("sitemap-%s-%d.xml", lang, n+1) }

// sitemapJob makes the sitemap, with all its parts.
func (r *renderer) sitemapJob() *job {
	j := &job{paths: []string{"sitemap.xml", "robots.txt"}, make: func(string) result { return r.sitemaps() }}
	for lang, tag := range r.site.Langs {
		for n := range (len(r.realPages(lang)) + sitemapSize - 1) / sitemapSize {
			j.paths = append(j.paths, sitemapName(tag, n))
		}
	}
	return j
}

// sitemaps lists the true pages of every language, with their translations, in
// parts, and the parts in an index; and tells robots where it is.
func (r *renderer) sitemaps() result {
	s := r.site
	var res result
	var index sitemapIndex
	for lang, tag := range s.Langs {
		for n, part := range slices.Collect(slices.Chunk(r.realPages(lang), sitemapSize)) {
			set := urlSet{XHTML: "http://www.w3.org/1999/xhtml"}
			for _, p := range part {
				set.URLs = append(set.URLs, r.sitemapURL(p))
			}
			data, err := xmlFile(set)
			if err != nil {
				return result{err: err}
			}
			name := sitemapName(tag, n)
			res.files = append(res.files, files.File{Path: name, Data: data})
			index.Parts = append(index.Parts, struct {
				Loc string `xml:"loc"`
			}{s.BaseURL + name})
		}
	}
	data, err := xmlFile(index)
	if err != nil {
		return result{err: err}
	}
	robots := "User-agent: *\nDisallow:\n\nSitemap: " + s.BaseURL + "sitemap.xml\n"
	res.files = append(res.files, files.File{Path: "sitemap.xml", Data: data}, files.File{Path: "robots.txt", Data: []byte(robots)})
	return res
}

// realPages are the pages that search engines should know: sections, then
// items, in the order of their paths.
func (r *renderer) realPages(lang int) []*site.Page {
	var pages []*site.Page
	for _, sec := range r.site.Sections {
		if p := sec.Pages[lang]; p != nil && p.Form == site.Real {
			pages = append(pages, p)
		}
	}
	for _, it := range r.site.Items {
		if p := it.Pages[lang]; p != nil && p.Form == site.Real {
			pages = append(pages, p)
		}
	}
	return pages
}

func (r *renderer) sitemapURL(p *site.Page) sitemapURL {
	u := sitemapURL{Loc: p.URL.At(r.site.BaseURL)}
	if t := changed(p.Item); !t.IsZero() {
		u.LastMod = t.Format(time.DateOnly)
	}
	for _, a := range r.alternates(p.Item) {
		u.Alternates = append(u.Alternates, sitemapAlternate{"alternate", a.Lang, a.Href})
	}
	return u
}
