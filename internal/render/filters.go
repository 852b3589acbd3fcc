package render

import (
	"bytes"
	"encoding/json"
	"fmt"

	"nhipcau/internal/fact"
	"nhipcau/internal/files"
	"nhipcau/internal/site"
)

// filter is how a section's list can be narrowed, on the page at an address.
func (r *renderer) filter(sec *site.Section, lang int, at site.URL) *Filter {
	home := sec.Pages[lang]
	if home == nil || len(sec.Filters)+len(sec.Orders) == 0 && sec.Closed == nil {
		return nil
	}
	f := &Filter{All: home.URL, Total: len(sec.Listed(lang))}
	if len(sec.Filters)+len(sec.Orders) > 0 && r.layouts.has(cardPart) {
		f.Data = home.URL.ListData()
	}
	for _, by := range sec.Filters {
		g := FilterGroup{Name: by.Field.Name, Label: by.Field.Label[lang]}
		for _, t := range by.Values {
			if t.URLs[lang] != "" {
				g.Values = append(g.Values, r.filterValue(t, lang, at))
			}
		}
		if len(g.Values) > 1 {
			f.Groups = append(f.Groups, g)
		}
	}
	for _, o := range sec.Orders {
		if u := o.URLs[lang]; u != "" {
			f.Sorts = append(f.Sorts, FilterValue{Key: o.Name(), Title: r.orderName(&o, lang), URL: u, Count: len(o.Pages[lang]), Current: u == at})
		}
	}
	if t := sec.Closed; t != nil && t.URLs[lang] != "" {
		v := r.filterValue(t, lang, at)
		v.Title, v.Lang = r.say(lang, "closedItems"), ""
		f.Closed = &v
	}
	return f
}

func (r *renderer) filterValue(t *site.Tag, lang int, at site.URL) FilterValue {
	v := FilterValue{Key: t.Key, Title: t.Names[lang], URL: t.URLs[lang], Count: len(t.Pages[lang]), Current: t.URLs[lang] == at, Sample: t.Sample}
	if t.In != nil && t.In[lang] != lang {
		v.Lang = r.site.Langs[t.In[lang]]
	}
	return v
}

func (r *renderer) orderName(o *site.Order, lang int) string {
	if o.Field == nil {
		return r.say(lang, "orderTitle")
	}
	return o.Field.Label[lang]
}

// filterJobs make the further lists of a section in a language, and what a
// script needs to combine them.
func (r *renderer) filterJobs(sec *site.Section, lang int) []*job {
	home := sec.Pages[lang]
	if home == nil {
		return nil
	}
	var jobs []*job
	add := func(urls []site.URL, pages [][]*site.Page, title string, order bool) {
		if urls[lang] == "" {
			return
		}
		n := narrowed{sec: sec, lang: lang, urls: urls, pages: pages[lang], title: title, order: order}
		jobs = append(jobs, &job{paths: r.listPaths(urls[lang], len(n.pages)), make: func(only string) result { return r.narrowed(n, only) }})
	}
	for _, by := range sec.Filters {
		for _, t := range by.Values {
			add(t.URLs, t.Pages, r.say(lang, "filtered", "Label", by.Field.Label[lang], "Value", r.marked(t.Names[lang], lang, t.Sample)), false)
		}
	}
	for _, o := range sec.Orders {
		add(o.URLs, o.Pages, r.say(lang, "ordered", "Title", home.Text.Title, "Order", r.orderName(&o, lang)), true)
	}
	if t := sec.Closed; t != nil {
		add(t.URLs, t.Pages, r.say(lang, "filtered", "Label", home.Text.Title, "Value", r.say(lang, "closedItems")), false)
	}
	if f := r.filter(sec, lang, ""); f != nil && f.Data != "" {
		jobs = append(jobs, one(f.Data, func() result { return r.listData(sec, lang) }))
	}
	return jobs
}

// narrowed is a list that a section's list can become.
type narrowed struct {
	sec   *site.Section
	lang  int
	urls  []site.URL // by language
	pages []*site.Page
	title string
	order bool // it is the whole list in another order
}

// narrowed makes the pages of such a list.
func (r *renderer) narrowed(n narrowed, only string) result {
	s, home := r.site, n.sec.Pages[n.lang]
	v := r.blank(KindSection, n.lang, n.urls[n.lang])
	v.Section, v.Title = n.sec.Path, n.title
	v.Crumbs = append(r.crumbs(home), r.linkTo(home, n.lang))
	v.Feed = r.feedOf(n.sec, n.lang)
	v.Filter = r.filter(n.sec, n.lang, v.URL)
	r.others(v, n.lang, n.urls)
	for i, u := range n.urls {
		if q := n.sec.Pages[i]; u == "" && q != nil {
			v.Languages[i].URL = q.URL
		}
	}
	if n.order { // one list has one address for search engines
		v.NoIndex, v.Alternates, v.Canonical = true, nil, home.URL.At(s.BaseURL)
	}
	return r.list(v, Body{}, nil, r.entries(n.pages, n.lang), only)
}

// cardPart is the part of a theme that shows one item in a list; a script puts
// the lists together of it.
const cardPart = "parts/card.html"

// listing is what a script needs to narrow a list and to sort it.
type listing struct {
	Sorts []string     `json:"sorts"`
	Items []listedItem `json:"items"`
}

type listedItem struct {
	HTML string              `json:"html"`
	In   map[string][]string `json:"in"` // by the filter's name: under which values it is found
	At   []*int              `json:"at"` // for each of the sorts its place; null where that is not known
}

// listData makes list.json: every open item of a section as its list shows it,
// in order, with the values under which it is found and its place in each order.
func (r *renderer) listData(sec *site.Section, lang int) result {
	home := sec.Pages[lang]
	pages := sec.Listed(lang)
	data := listing{Sorts: []string{}, Items: make([]listedItem, len(pages))}
	at := map[*site.Page]*listedItem{}
	v := r.blank(KindSection, lang, home.URL)
	v.Section = sec.Path
	for i, p := range pages {
		var buf bytes.Buffer
		if ps := r.layouts.card(&buf, v, r.entry(p, lang)); len(ps) > 0 {
			return result{problems: ps}
		}
		data.Items[i] = listedItem{HTML: string(r.lines.Mark(bytes.TrimSpace(buf.Bytes()))), In: map[string][]string{}, At: make([]*int, 0, len(sec.Orders))}
		at[p] = &data.Items[i]
	}
	for _, by := range sec.Filters {
		for _, t := range by.Values {
			for _, p := range t.Pages[lang] {
				if it := at[p]; it != nil {
					it.In[by.Field.Name] = append(it.In[by.Field.Name], t.Key)
				}
			}
		}
	}
	for _, o := range sec.Orders {
		data.Sorts = append(data.Sorts, o.Name())
		for rank, p := range o.Pages[lang] {
			it := at[p]
			if it == nil {
				continue
			}
			var place *int
			if o.Field == nil || knows(p.Item, o.Field) {
				place = &rank
			}
			it.At = append(it.At, place)
		}
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(data); err != nil {
		return result{err: fmt.Errorf("writing %s: %w", home.URL.ListData(), err)}
	}
	return result{files: []files.File{{Path: home.URL.ListData().File(), Data: buf.Bytes()}}}
}

// knows reports whether an item says something of a fact that is known.
func knows(it *site.Item, f *fact.Field) bool {
	v, ok := it.Facts.Get(f.Name)
	if many, is := v.Value.(fact.Many); is {
		return len(many) > 0 && fact.Known(many[0])
	}
	return ok && fact.Known(v.Value)
}
