package render

import (
	"bytes"
	"slices"

	"nhipcau/internal/markdown"
	"nhipcau/internal/site"
)

// wordsOf are the interface words that bodies need.
func wordsOf(t func(id string) string) markdown.Words {
	return markdown.Words{
		Note: t("note"), Warning: t("warning"), Footnotes: t("footnotes"), BackToText: t("backToText"),
		Done: t("done"), NotDone: t("notDone"), Table: t("tableLabel"),
	}
}

// tagJobs make, in one language, the list of tags and the list of each tag.
func (r *renderer) tagJobs(lang int) []*job {
	s := r.site
	if s.TagIndex[lang] == "" {
		return nil
	}
	jobs := []*job{one(s.TagIndex[lang], func() result { return r.tagIndex(lang) })}
	for _, t := range s.Tags {
		if t.URLs[lang] != "" {
			jobs = append(jobs, &job{
				paths: r.listPaths(t.URLs[lang], len(t.Pages[lang])),
				make:  func(only string) result { return r.tag(t, lang, only) },
			})
		}
	}
	return jobs
}

func (r *renderer) tagIndex(lang int) result {
	s := r.site
	v := r.blank(KindTags, lang, s.TagIndex[lang])
	v.Title, _ = translate(s, v.Lang, "allTags", nil)
	v.Crumbs = []Link{r.home(lang)}
	var names []string
	for _, t := range s.Tags {
		names = append(names, t.Names[lang])
	}
	for _, i := range inDictionaryOrder(s.Locales[lang].SortKeys(names)) {
		if t := s.Tags[i]; t.URLs[lang] != "" {
			v.Entries = append(v.Entries, Entry{Title: t.Names[lang], URL: t.URLs[lang], Count: len(t.Pages[lang])})
		}
	}
	r.others(v, lang, s.TagIndex)
	return r.file(v, Body{}, nil)
}

// inDictionaryOrder lists the indexes of keys in the order of the keys.
func inDictionaryOrder(keys [][]byte) []int {
	order := make([]int, len(keys))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return bytes.Compare(keys[a], keys[b]) })
	return order
}

func (r *renderer) tag(t *site.Tag, lang int, only string) result {
	s := r.site
	v := r.blank(KindTag, lang, t.URLs[lang])
	v.Title = t.Names[lang]
	v.Crumbs = []Link{r.home(lang), {Title: r.say(lang, "allTags"), URL: s.TagIndex[lang]}}
	r.others(v, lang, t.URLs)
	return r.list(v, Body{}, nil, r.entries(t.Pages[lang], lang), only)
}

// home is a link to the home page.
func (r *renderer) home(lang int) Link {
	if p := r.site.Root.Pages[lang]; p != nil {
		return r.linkTo(p, lang)
	}
	return Link{Title: r.site.Titles[lang], URL: r.site.HomeURL(lang)}
}

// say is an interface string in a language, with its arguments as pairs; its id
// where there is none.
func (r *renderer) say(lang int, id string, args ...any) string {
	s, err := translate(r.site, r.site.Langs[lang], id, args)
	if err != nil {
		return id
	}
	return s
}

// marked is a title that stands without its page, with the word for a sample
// where it is one's.
func (r *renderer) marked(title string, lang int, sample bool) string {
	if sample {
		title += " (" + r.say(lang, "sampleMark") + ")"
	}
	return title
}

// others fills the switch and hreflang of a page that has the same page in each
// language in urls.
func (r *renderer) others(v *View, lang int, urls []site.URL) {
	s := r.site
	for i, u := range urls {
		l := Language{Lang: s.Langs[i], Name: s.Locales[i].Name(), Label: s.Locales[lang].NameOf(s.Langs[i]), Current: i == lang, URL: u, Same: u != ""}
		if u == "" {
			l.URL = s.HomeURL(i)
		} else {
			v.Alternates = append(v.Alternates, Alternate{s.Langs[i], u.At(s.BaseURL)})
		}
		v.Languages = append(v.Languages, l)
	}
	def := slices.IndexFunc(urls, func(u site.URL) bool { return u != "" })
	if s.XDefault >= 0 && urls[s.XDefault] != "" {
		def = s.XDefault
	}
	if def >= 0 {
		v.Alternates = append(v.Alternates, Alternate{"x-default", urls[def].At(s.BaseURL)})
	}
}

// specialJobs make the pages that belong to no item: the chooser at /, a 404
// page for the whole site and in each language.
func (r *renderer) specialJobs() []*job {
	s := r.site
	homes := make([]site.URL, len(s.Langs))
	for lang := range s.Langs {
		homes[lang] = s.HomeURL(lang)
	}
	first := max(0, s.XDefault)
	jobs := []*job{
		one("/", func() result { return r.chooser(first, homes) }),
		one("/404.html", func() result {
			v := r.blank(KindMissing, first, "/404.html")
			v.Frames = r.frames
			return r.missing(v, first, homes)
		}),
	}
	for lang := range s.Langs {
		u := s.HomeURL(lang) + "404.html"
		jobs = append(jobs, one(u, func() result { return r.missing(r.blank(KindMissing, lang, u), lang, homes) }))
	}
	return jobs
}

func (r *renderer) chooser(lang int, homes []site.URL) result {
	v := r.blank(KindChooser, lang, "/")
	v.Title = r.site.Titles[lang]
	v.Feed = ""
	r.others(v, lang, homes)
	v.Alternates = r.alternates(r.site.Root.Item)
	v.Frames = r.frames
	if home := r.site.Root.Pages[lang]; home != nil {
		if v.Image = r.picture(home.Item, home); v.Image != nil {
			v.Image.Alt, v.Image.Lang = "", "" // a page in all languages says it in none
		}
	}
	return r.file(v, Body{}, nil)
}

// redirect makes the page at an old address.
func (r *renderer) redirect(red site.Redirect) result {
	v := r.blank(KindRedirect, red.To.Lang, red.From)
	v.Title, v.NoIndex, v.Feed = red.To.Text.Title, true, ""
	v.Canonical = red.To.URL.At(r.site.BaseURL)
	v.Target = red.To.URL
	return r.file(v, Body{}, nil)
}

// missing makes a 404 page. A server shows it at any address, so its links
// start at the root.
func (r *renderer) missing(v *View, lang int, homes []site.URL) result {
	v.Title, v.NoIndex, v.Feed, v.Canonical = r.say(lang, "notFoundTitle"), true, "", ""
	v.Base = r.site.BasePath()
	r.others(v, lang, homes)
	v.Alternates = nil
	return r.file(v, Body{}, nil)
}
