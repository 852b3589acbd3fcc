package render

import (
	"path"
	"strings"

	"nhipcau/internal/fact"
	"nhipcau/internal/site"
)

// sheet is the fact sheet of an item: its section's fields in their groups, as
// far as the item says something.
func (r *renderer) sheet(p *site.Page) []FactGroup {
	schema := p.Item.Schema
	if schema == nil {
		return nil
	}
	groups := make([]FactGroup, 1+len(schema.Groups))
	at := map[string]int{}
	for i, g := range schema.Groups {
		at[g.Key] = i + 1
		groups[i+1].Title = g.Names[p.Lang]
	}
	for _, f := range schema.Fields {
		if v, ok := r.fact(p.Item, p.Lang, f); ok {
			g := &groups[at[f.Group]]
			g.Facts = append(g.Facts, v)
		}
	}
	filled := groups[:0]
	for _, g := range groups {
		if len(g.Facts) > 0 {
			filled = append(filled, g)
		}
	}
	return filled
}

// facts are those of the fields that an item has a value for.
func (r *renderer) facts(p *site.Page, fields []*fact.Field) []Fact {
	var list []Fact
	for _, f := range fields {
		if v, ok := r.fact(p.Item, p.Lang, f); ok {
			list = append(list, v)
		}
	}
	return list
}

// fact is one fact of an item in the language of a page; ok is false where
// there is nothing to show.
func (r *renderer) fact(it *site.Item, lang int, f *fact.Field) (v Fact, ok bool) {
	if f.Internal || f.Label == nil {
		return v, false
	}
	v = Fact{Name: f.Name, Label: f.Label[lang], Figure: f.IsFigure()}
	if f.Kind == fact.KindText {
		text, in := r.site.Wording(it, lang, f.Name)
		if text == "" {
			return v, false
		}
		value := FactValue{Text: text}
		if in != lang {
			value.Lang = r.site.Langs[in]
		}
		v.Values = []FactValue{value}
		return v, true
	}
	have, found := it.Facts.Get(f.Name)
	if !found || have.Value == nil {
		return v, false
	}
	values := fact.Many{have.Value}
	if many, ok := have.Value.(fact.Many); ok {
		values = many
	}
	for _, one := range values {
		v.Values = append(v.Values, r.value(it, lang, f, one))
		_, v.Unknown = one.(fact.Unknown)
	}
	v.AsOf = r.day(have.AsOf, lang)
	v.Sources = r.citations(have.Sources, lang)
	return v, true
}

// value is one value of an item as a page in a language shows it.
func (r *renderer) value(it *site.Item, lang int, f *fact.Field, v fact.Value) FactValue {
	s := r.site
	out := FactValue{}
	switch v := v.(type) {
	case fact.Item:
		target := s.Refers(it, f, v)
		if target == nil { // that was reported
			return FactValue{Text: string(v)}
		}
		title, in := s.Title(target, lang)
		out = FactValue{Text: title, Sample: target.Sample()}
		if in != lang {
			out.Lang = s.Langs[in]
		}
		if to := s.PageFor(target, lang); to != nil {
			link := r.linkTo(to, lang)
			out.URL, out.Hreflang = link.URL, link.Hreflang
		}
		return out
	case fact.File:
		out.Text = path.Base(string(v))
		a := s.File(it, lang, string(v))
		if a == nil {
			a, _ = s.Attachment(it, it.Original, string(v))
		}
		if a != nil && a.URL != "" {
			r.use(a, whole)
			out.URL = a.URL
		}
		return out
	case fact.Phone:
		out.Href = "tel:" + v.E164()
	case fact.Email:
		out.Href = "mailto:" + string(v)
	case fact.URL:
		return FactValue{Text: strings.TrimSuffix(strings.TrimPrefix(string(v), "https://"), "/"), Href: string(v)}
	}
	out.Text = fact.Print(v, f, s.Locales[lang], lang)
	return out
}

// citations name the documents that something is taken from.
func (r *renderer) citations(keys []string, lang int) []Link {
	var list []Link
	for _, key := range keys {
		if c := r.site.Citation(key); c != nil {
			list = append(list, Link{Title: c.Names[lang], Href: c.URL})
		}
	}
	return list
}

// table compares the items that a list page shows, where the section wants it.
func (r *renderer) table(sec *site.Section, pages []*site.Page, lang int) *Table {
	if sec.Schema == nil || len(sec.Schema.Table) == 0 || len(pages) < 2 {
		return nil
	}
	t := &Table{}
	for _, f := range sec.Schema.Table {
		t.Columns = append(t.Columns, f.Label[lang])
	}
	for _, p := range pages {
		row := Row{Entry: r.entry(p, lang)}
		for _, f := range sec.Schema.Table {
			v, ok := r.fact(p.Item, p.Lang, f)
			if !ok {
				v = Fact{}
			}
			row.Cells = append(row.Cells, v)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// related are the lists of what refers to an item, and of what serves it where
// it is an activity of the plan.
func (r *renderer) related(p *site.Page) []List {
	var lists []List
	for _, ref := range r.site.Referring(p.Item) {
		var pages []*site.Page
		for _, it := range ref.Items {
			if q := it.Pages[p.Lang]; q != nil {
				pages = append(pages, q)
			}
		}
		if len(pages) == 0 {
			continue
		}
		title := r.say(p.Lang, "servedBy")
		if ref.Field.Inverse != nil {
			title = ref.Field.Inverse[p.Lang]
		}
		lists = append(lists, List{Title: title, Entries: r.entries(pages, p.Lang)})
	}
	return lists
}

// figures are the facts that a page puts first, each with the item it is of.
func (r *renderer) figures(p *site.Page) []Figure {
	var list []Figure
	for _, q := range p.Item.Figures {
		f, ok := r.fact(q.Item, p.Lang, q.Item.Schema.Field(q.Name))
		if !ok {
			continue
		}
		of := Link{Sample: q.Item.Sample()}
		if to := r.site.PageFor(q.Item, p.Lang); to != nil {
			of = r.linkTo(to, p.Lang)
		}
		list = append(list, Figure{f, of})
	}
	return list
}

// plan leads to the activities of the plan that an item serves.
func (r *renderer) plan(p *site.Page) []Link {
	var links []Link
	for _, key := range p.Item.Facts.Keys("plan") {
		if it := r.site.Activity(key); it != nil {
			if to := r.site.PageFor(it, p.Lang); to != nil {
				link := r.linkTo(to, p.Lang)
				link.Key = key
				links = append(links, link)
			}
		}
	}
	return links
}
