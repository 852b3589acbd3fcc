package render

import (
	"time"

	"nhipcau/internal/fact"
	"nhipcau/internal/markdown"
	"nhipcau/internal/site"
)

// frame is what all pages of a language share.
func (r *renderer) frame(lang int) *Frame {
	s := r.site
	f := &Frame{
		Lang: s.Langs[lang], Name: s.Locales[lang].Name(),
		Title: s.Titles[lang], Description: s.Descriptions[lang], Footer: s.Footers[lang],
		Home: s.HomeURL(lang), Tags: s.TagIndex[lang], OGLocale: s.Locales[lang].OG(),
	}
	for _, m := range []struct {
		entries []site.MenuEntry
		to      *[]Link
	}{{s.MainMenu, &f.Main}, {s.FooterMenu, &f.Foot}, {s.HomeMenu, &f.Calls}} {
		for _, e := range m.entries {
			if e.Item == nil {
				*m.to = append(*m.to, Link{Title: e.Titles[lang], Href: e.Href})
			} else if p := s.PageFor(e.Item, lang); p != nil {
				*m.to = append(*m.to, r.linkTo(p, lang))
			}
		}
	}
	return f
}

// linkTo is a link to a page, for a reader of lang.
func (r *renderer) linkTo(p *site.Page, lang int) Link {
	l := Link{Title: p.Text.Title, URL: p.URL, Sample: p.Item.Sample()}
	if p.Text.Lang != lang {
		l.Lang = r.site.Langs[p.Text.Lang]
	}
	if p.Lang != lang {
		l.Hreflang = r.site.Langs[p.Lang]
	}
	return l
}

func (r *renderer) markdownWords(lang int) markdown.Words {
	t := func(id string) string {
		s, err := translate(r.site, r.site.Langs[lang], id, nil)
		if err != nil {
			return ""
		}
		return s
	}
	return wordsOf(t)
}

// blank is the part of a view that every page of a language has.
func (r *renderer) blank(kind Kind, lang int, u site.URL) *View {
	s := r.site
	return &View{
		Kind: kind, Lang: s.Langs[lang], Name: s.Locales[lang].NameInText(s.Langs[lang]), Dir: s.Locales[lang].Dir(), Frame: r.frames[lang], URL: u, Form: site.Real,
		Canonical: u.At(s.BaseURL), Feed: r.feedOf(s.Root, lang),
		OG: OpenGraph{Type: "website", Locale: s.Locales[lang].OG()},
	}
}

// feedOf is the address of a section's feed in a language; "" where there is
// nothing in it.
func (r *renderer) feedOf(sec *site.Section, lang int) site.URL {
	for ; sec != nil; sec = sec.Section {
		if p := sec.Pages[lang]; p != nil && r.withFeed[feedKey{sec, lang}] {
			return p.URL.FeedURL()
		}
	}
	return ""
}

// itemView makes the view of an item's or section's page.
func (r *renderer) itemView(p *site.Page) *View {
	s, it := r.site, p.Item
	kind := KindItem
	switch {
	case it.Path == "":
		kind = KindHome
	case it.Self != nil:
		kind = KindSection
	}
	v := r.blank(kind, p.Lang, p.URL)
	v.Section = it.Path
	if it.Self == nil {
		v.Section = it.Section.Path
	}
	v.Form, v.NoIndex = p.Form, p.Form != site.Real
	v.Title, v.Summary = p.Text.Title, p.Text.Summary
	if p.Text.Lang != p.Lang {
		v.TitleLang = s.Langs[p.Text.Lang]
	}
	if p.Body != nil && p.Body.Lang != p.Lang {
		v.BodyLang = s.Langs[p.Body.Lang]
		v.BodyName = s.Locales[p.Lang].NameInText(v.BodyLang)
		if owner := it.Pages[p.Body.Lang]; owner != nil {
			v.Canonical = owner.URL.At(s.BaseURL)
		}
	}
	v.Sample, v.News = it.Sample(), s.IsNews(it)
	v.Image = r.picture(it, p)
	v.Draft = p.Text.Draft || p.Body != nil && p.Body.Draft
	r.languages(v, p)
	v.Crumbs = r.crumbs(p)
	v.Published = r.day(it.Facts.Day("date"), p.Lang)
	v.Updated = r.day(it.Facts.Day("lastmod"), p.Lang)
	v.AsOf = r.day(it.AsOf(), p.Lang)
	v.Contact = r.contact(p)
	v.Figures = r.figures(p)
	v.Facts = r.sheet(p)
	v.Sources = r.citations(it.Facts.Keys("source"), p.Lang)
	v.Closes, v.Closed = r.day(it.Facts.Day("closes"), p.Lang), it.Closed
	v.Plan = r.plan(p)
	if kind == KindItem {
		r.neighbours(v, p)
	}
	for _, list := range it.Lists {
		shown := s.Shown(list, p.Lang)
		to := s.PageFor(list.From.Item, p.Lang)
		if len(shown) == 0 || to == nil {
			continue
		}
		link := r.linkTo(to, p.Lang)
		v.Lists = append(v.Lists, List{Title: link.Title, Lang: link.Lang, URL: link.URL, News: s.IsNews(list.From.Item), Entries: r.entries(shown, p.Lang)})
	}
	v.Lists = append(v.Lists, r.related(p)...)
	v.Glossary = r.glossaryOf(it, p.Lang)
	if it.Self != nil {
		for _, sub := range it.Self.Sections {
			if q := sub.Pages[p.Lang]; q != nil {
				v.Sections = append(v.Sections, r.entry(q, p.Lang))
			}
		}
		v.Feed = r.feedOf(it.Self, p.Lang)
	} else {
		v.Feed = r.feedOf(it.Section, p.Lang)
	}
	r.openGraph(v, p)
	v.JSONLD = r.jsonLD(v, p)
	return v
}

// contact is the unit to ask about a page; nil where none is named.
func (r *renderer) contact(p *site.Page) *Contact {
	unit := r.site.Contact(p.Item)
	if unit == nil {
		return nil
	}
	link := r.linkTo(r.site.PageFor(unit, p.Lang), p.Lang)
	c := &Contact{Name: link.Title, Lang: link.Lang, URL: link.URL, Hreflang: link.Hreflang, Sample: unit.Sample()}
	c.Phone, c.Tel, c.Email = reach(unit)
	if unit == p.Item {
		c.URL = ""
	}
	return c
}

// reach is how a unit can be reached; "" what it does not have.
func reach(unit *site.Item) (phone, tel, email string) {
	number := unit.Facts.Phone("phone")
	return string(number), number.E164(), string(unit.Facts.Email("email"))
}

// languages fills the switch, hreflang and, for stubs, where to read on.
func (r *renderer) languages(v *View, p *site.Page) {
	s, it := r.site, p.Item
	for lang := range s.Langs {
		l := Language{
			Lang: s.Langs[lang], Name: s.Locales[lang].Name(), Label: s.Locales[p.Lang].NameOf(s.Langs[lang]),
			Current: lang == p.Lang,
		}
		switch q := it.Pages[lang]; {
		case q != nil:
			l.URL, l.Same = q.URL, true
		default:
			l.URL = r.nearestAbove(it, lang)
		}
		v.Languages = append(v.Languages, l)
		if q := it.Pages[lang]; p.Form == site.Stub && q != nil && q.Form == site.Real {
			v.ReadIn = append(v.ReadIn, l)
		}
	}
	if p.Form == site.Real {
		v.Alternates = r.alternates(it)
	}
}

// nearestAbove is where the switch leads when a language has no page of the
// item: the nearest section above that it has.
func (r *renderer) nearestAbove(it *site.Item, lang int) site.URL {
	for sec := it.Section; sec != nil; sec = sec.Section {
		if q := sec.Pages[lang]; q != nil {
			return q.URL
		}
	}
	return r.site.HomeURL(lang)
}

// alternates names the true translations of an item, with x-default: the page
// in the language that the site names for it, else the original; the chooser
// for homes.
func (r *renderer) alternates(it *site.Item) []Alternate {
	s := r.site
	real := it.Real()
	if len(real) == 0 {
		return nil
	}
	var list []Alternate
	fallback := real[0]
	for _, p := range real {
		list = append(list, Alternate{s.Langs[p.Lang], p.URL.At(s.BaseURL)})
		if p.Lang == it.Original {
			fallback = p
		}
	}
	if s.XDefault >= 0 {
		if p := it.Pages[s.XDefault]; p != nil && p.Form == site.Real {
			fallback = p
		}
	}
	def := fallback.URL
	if it.Path == "" {
		def = "/"
	}
	return append(list, Alternate{"x-default", def.At(s.BaseURL)})
}

// crumbs leads from the home page to the section of a page.
func (r *renderer) crumbs(p *site.Page) []Link {
	var list []Link
	for sec := p.Item.Section; sec != nil; sec = sec.Section {
		if q := sec.Pages[p.Lang]; q != nil {
			list = append([]Link{r.linkTo(q, p.Lang)}, list...)
		}
	}
	return list
}

func (r *renderer) neighbours(v *View, p *site.Page) {
	for _, t := range r.site.TagsOf(p.Item) {
		if u := t.URLs[p.Lang]; u != "" {
			v.Tags = append(v.Tags, Link{Title: t.Names[p.Lang], URL: u})
		}
	}
	for _, n := range []struct {
		page *site.Page
		to   **Link
	}{{p.Prev(), &v.Prev}, {p.Next(), &v.Next}} {
		if n.page != nil {
			l := r.linkTo(n.page, p.Lang)
			*n.to = &l
		}
	}
}

func (r *renderer) day(d fact.Day, lang int) *Day {
	if d.IsZero() {
		return nil
	}
	loc := r.site.Locales[lang]
	iso := d.Format(time.DateOnly)
	if d.Clock {
		iso = d.Format(time.RFC3339)
	}
	return &Day{ISO: iso, Short: loc.Date(d.Time, "short"), Long: loc.Date(d.Time, "long")}
}

func (r *renderer) entries(pages []*site.Page, lang int) []Entry {
	list := make([]Entry, len(pages))
	for i, p := range pages {
		list[i] = r.entry(p, lang)
	}
	return list
}

func (r *renderer) entry(p *site.Page, lang int) Entry {
	e := Entry{
		Title: p.Text.Title, Summary: p.Text.Summary, URL: p.URL, Form: p.Form,
		Date: r.day(p.Item.Facts.Day("date"), lang), Sample: p.Item.Sample(),
		Image: r.picture(p.Item, p),
	}
	e.Phone, e.Tel, e.Email = reach(p.Item)
	if schema := p.Item.Schema; schema != nil {
		e.Facts = r.facts(p, schema.Card)
	}
	e.Closed = p.Item.Closed
	if p.Text.Lang != lang {
		e.Lang = r.site.Langs[p.Text.Lang]
	}
	if p.Body != nil && p.Body.Lang != lang {
		e.BodyName = r.site.Locales[lang].NameInText(r.site.Langs[p.Body.Lang])
	}
	return e
}

func (r *renderer) openGraph(v *View, p *site.Page) {
	s, it := r.site, p.Item
	for _, q := range it.Real() {
		if q.Lang != p.Lang {
			v.OG.Others = append(v.OG.Others, s.Locales[q.Lang].OG())
		}
	}
	if m := v.Image; m != nil && !m.Drawing {
		v.OG.Image, v.OG.Width, v.OG.Height, v.OG.ImageAlt = m.URL.At(s.BaseURL), m.Width, m.Height, m.Alt
	}
	if it.Self != nil {
		return
	}
	v.OG.Type = "article"
	if d := it.Facts.Day("date"); !d.IsZero() {
		v.OG.Published = d.Format(time.RFC3339)
	}
	if d := it.Facts.Day("lastmod"); !d.IsZero() {
		v.OG.Modified = d.Format(time.RFC3339)
	}
}
