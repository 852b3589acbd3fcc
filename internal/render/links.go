package render

import (
	"html/template"
	"path"
	"slices"
	"strings"

	"nhipcau/internal/fact"
	"nhipcau/internal/files"
	"nhipcau/internal/markdown"
	"nhipcau/internal/problem"
	"nhipcau/internal/site"
	"nhipcau/internal/source"
)

// body reads a text's body again. changed says that the file is not the one
// that the site was loaded from.
func (r *renderer) body(t *site.Text) (src markdown.Source, changed bool, err error) {
	data, changed, err := r.site.ReadText(t)
	if err != nil || changed {
		return src, changed, err
	}
	_, body, line, ok := source.Split(data)
	return markdown.Source{File: t.File, Line: line, Lang: r.site.Langs[t.Lang], Body: body}, !ok, nil
}

// bodyOf is a rendered body with its contents.
func bodyOf(doc *markdown.Doc, html string) Body {
	b := Body{HTML: template.HTML(html)}
	var top int
	for _, h := range doc.Headings() {
		if h.Level <= 3 {
			b.Contents = append(b.Contents, Heading{ID: h.ID, Text: h.Text, Level: h.Level})
		}
		if h.Level == 2 {
			top++
		}
	}
	if top < 3 { // a short page needs no contents
		b.Contents = nil
	}
	return b
}

// resolve answers the links of a body for one page: to the page in the reader's
// language, or along the fallbacks to another, marked as such; to attachments;
// facts become values. It returns the links inside the site, for checks.
func (r *renderer) resolve(p *site.Page, t text) ([]files.Link, []problem.Problem) {
	var links []files.Link
	var ps []problem.Problem
	for _, ref := range t.doc.Refs() {
		ref.URL, ref.Hreflang, ref.Value, ref.Lang = "", "", "", ""
		switch ref.Kind {
		case markdown.Outside:
			ref.URL = ref.Dest
		case markdown.Fact:
			ps = append(ps, r.factValue(p, t, ref)...)
		case markdown.Image:
			ps = append(ps, r.attach(p, ref)...)
		case markdown.Page:
			if ref.Dest == "" {
				ref.URL = "#" + ref.Anchor
				links = append(links, files.Link{At: ref.At, Target: p.URL.File(), Anchor: ref.Anchor})
				continue
			}
			to, more := r.link(p, ref)
			ps = append(ps, more...)
			if to != nil {
				links = append(links, files.Link{At: ref.At, Target: to.URL.File(), Anchor: ref.Anchor})
			}
		}
	}
	return links, ps
}

// link leads a relative link to a page, else to an attachment.
func (r *renderer) link(p *site.Page, ref *markdown.Ref) (*site.Page, []problem.Problem) {
	s := r.site
	it := s.Target(p.Item, strings.TrimSuffix(ref.Dest, "/"))
	if it == nil {
		if s.File(p.Item, p.Lang, ref.Dest) != nil || fileLike(ref.Dest) {
			return nil, r.attach(p, ref)
		}
		return nil, []problem.Problem{problem.New("link-target-missing", ref.At, "target", ref.Dest, "near", s.Near(p.Item, ref.Dest))}
	}
	to := s.PageFor(it, p.Lang)
	if to == nil && it.Broken() {
		return nil, nil // what is wrong there is said there
	} else if to == nil {
		return nil, []problem.Problem{problem.New("link-target-unpublished", ref.At, "target", ref.Dest)}
	}
	ref.URL = to.URL.From(p.URL)
	if ref.Anchor != "" {
		ref.URL += "#" + ref.Anchor
	}
	if to.Lang != p.Lang {
		ref.Hreflang = s.Langs[to.Lang]
	}
	return to, nil
}

// fileLike reports whether a link was meant for a file: its name has an ending.
func fileLike(dest string) bool {
	ext := path.Ext(path.Base(dest))
	return ext != "" && ext != "." && ext != ".md"
}

// attach leads a reference to a file beside the text: for the reader's language,
// else for the language of the body, which may be borrowed.
func (r *renderer) attach(p *site.Page, ref *markdown.Ref) []problem.Problem {
	a := r.site.File(p.Item, p.Lang, ref.Dest)
	if a == nil {
		var near string
		if a, near = r.site.Attachment(p.Item, p.Body.Lang, ref.Dest); a == nil {
			return []problem.Problem{problem.New("link-file-missing", ref.At, "target", ref.Dest, "near", near)}
		}
	}
	switch {
	case a.URL == "": // refused; that was said
	case ref.Kind == markdown.Image && a.IsPicture():
		r.show(p, ref, a)
	case a.IsPicture() && !r.look(a).ok:
		r.use(a, whole) // what is wrong with it is said when it is to be copied
	default:
		r.use(a, whole)
		ref.URL = a.URL.From(p.URL)
	}
	return nil
}

// factValue answers a quotation with a fact of an item, in the language of the
// text that quotes it.
func (r *renderer) factValue(p *site.Page, t text, ref *markdown.Ref) []problem.Problem {
	q, ps := r.site.Quote(p.Item, ref.Dest, ref.Anchor, t.Lang, ref.At)
	if q == nil {
		return ps
	}
	var in int
	if f, ok := q.Item.Facts.Get(q.Name); ok {
		ref.Value, in = r.quoted(q.Item, f, t.Lang)
	} else {
		ref.Value, in = r.site.Wording(q.Item, t.Lang, q.Name)
	}
	if in != t.Lang {
		ref.Lang = r.site.Langs[in]
	}
	return nil
}

// quoted is a fact as prose in a language quotes it, and the language it is in.
func (r *renderer) quoted(it *site.Item, f fact.Fact, lang int) (value string, in int) {
	loc := r.site.Locales[lang]
	switch v := f.Value.(type) {
	case fact.Day:
		return loc.Date(v.Time, "long"), lang
	case fact.Keys:
		names := slices.Clone([]string(v))
		for i, key := range names {
			for _, tag := range r.site.TagsOf(it) {
				if tag.Key == key {
					names[i] = tag.Names[lang]
				}
			}
		}
		return loc.List(names), lang
	case fact.Many:
		names := make([]string, len(v))
		for i, one := range v {
			names[i], _ = r.quoted(it, fact.Fact{Field: f.Field, Value: one}, lang)
		}
		return loc.List(names), lang
	case fact.Item: // one that is not there was reported at the fact
		if target := r.site.Refers(it, f.Field, v); target != nil {
			return r.site.Title(target, lang)
		}
		return "", lang
	case nil:
		return "", lang
	}
	return fact.Print(f.Value, f.Field, loc, lang), lang
}
