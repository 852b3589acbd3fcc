package site

import (
	"path"
	"slices"
	"strings"

	"nhipcau/internal/fact"
	"nhipcau/internal/files"
	"nhipcau/internal/problem"
	"nhipcau/internal/source"
	"nhipcau/internal/text"
)

// Where front-matter keys may stand.
var (
	textKeys        = []string{"title", "summary", "imageText", "slug", "aliases", "draft"}
	originalKeys    = []string{"date", "lastmod", "asOf", "publishDate", "expiryDate", "closes", "withdrawn", "weight", "tags", "plan", "source", "image", "lists", "figures", "contact", "phone", "email", "sample"}
	translationKeys = []string{"from"}
)

func allKeys() []string { return slices.Concat(textKeys, originalKeys, translationKeys) }

// state is what the as-of day makes of an item.
type state int

const (
	live      state = iota
	early           // before its publishDate
	expired         // from its expiryDate on
	withdrawn       // taken back
)

// withdrawal is what the key withdrawn says: true, a day from which it holds, or
// the item that answers instead.
type withdrawal struct {
	at        problem.At
	successor string
	day       fact.Day
}

// alias is an old address of a page, as written.
type alias struct {
	at  problem.At
	url string
}

// newItem understands the files of one item: which is the original, what they
// are made from, the facts, the texts.
func (l *loader) newItem(g *group, schema *Schema) *Item {
	it := &Item{
		Path: g.path, Schema: schema, dir: g.dir,
		Texts: make([]*Text, len(l.site.Langs)),
		Pages: make([]*Page, len(l.site.Langs)),
	}
	slices.SortFunc(g.files, func(a, b *textFile) int { return a.lang - b.lang })
	before := len(l.problems)
	for _, f := range g.files {
		l.problems = append(l.problems, f.problems...)
		it.Texts[f.lang] = l.newText(f, schema)
	}
	ofTexts := slices.Clone(l.problems[before:])
	l.problems = l.problems[:before]
	it.Original = l.original(it, g)
	l.problems = append(l.problems, audible(it, ofTexts)...)
	if t := it.Texts[it.Original]; t != nil && t.From != "" {
		t.From = ""
	}
	l.chains(it)
	for _, f := range g.files {
		if f.lang == it.Original {
			l.readFacts(it, f)
		}
	}
	for _, f := range g.files {
		if original := it.Texts[it.Original]; f.lang != it.Original && !f.broken && !original.Broken && !it.Texts[f.lang].Hidden {
			l.repeatedFacts(it, f)
		}
	}
	for _, f := range g.files {
		f.understood = nil
	}
	it.state = l.stateOf(it)
	if it.Path == "" && g.dir == "" {
		l.homeStays(it)
	}
	return it
}

// homeStays refuses the dates that would take the home page away, and with it
// the whole site.
func (l *loader) homeStays(home *Item) {
	for _, key := range []string{"publishDate", "expiryDate"} {
		if f, ok := home.Facts.Get(key); ok {
			l.add("home-dated", f.At, "key", key)
		}
	}
	if w := home.withdrawn; w != nil {
		l.add("home-dated", w.at, "key", "withdrawn")
	}
	home.state, home.withdrawn = live, nil
}

// audible leaves out what is wrong in drafts that are not shown: nobody waits
// for them to be finished. Of an original the facts count all the same, so only
// what its text lacks is left out.
func audible(it *Item, ps []problem.Problem) []problem.Problem {
	return slices.DeleteFunc(ps, func(p problem.Problem) bool {
		for lang, t := range it.Texts {
			if t != nil && t.Hidden && t.File == p.File {
				return lang != it.Original || p.Code == "title-missing" || p.Code == "summary-missing"
			}
		}
		return false
	})
}

// newText reads what a file may say in any language.
func (l *loader) newText(f *textFile, schema *Schema) *Text {
	t := &Text{Lang: f.lang, File: f.name, Broken: f.broken, Empty: f.empty, sum: f.sum}
	if f.broken {
		return t
	}
	keys := schema.keys()
	for _, p := range f.doc.Front.Pairs {
		k, v := p.Key.Text, p.Value
		at := v.At(f.name)
		if !slices.Contains(keys, k) {
			near := source.Nearest(k, keys)
			if near == "" {
				l.add("key-unknown", p.Key.At(f.name), "key", k, "known", strings.Join(keys, ", "))
			} else {
				l.add("key-misspelt", p.Key.At(f.name), "key", k, "near", near)
			}
			continue
		}
		own := schema.byLanguage(k)
		if !own && !slices.Contains(textKeys, k) && !slices.Contains(translationKeys, k) {
			continue
		}
		if v.IsEmpty() {
			l.add("value-empty", at, "key", k)
			continue
		}
		if k == "aliases" {
			l.readAliases(t, v)
			continue
		}
		if v.Kind != source.Scalar {
			l.add("value-not-single", at, "key", k)
			continue
		}
		s := text.Clean(strings.Join(strings.Fields(v.Text), " "))
		if own {
			t.Fields = append(t.Fields, TextField{Name: k, Text: s, At: at})
		}
		switch k {
		case "title":
			t.Title, t.titleAt = s, at
		case "summary":
			t.Summary, t.summaryAt = s, at
		case "imageText":
			t.ImageText, t.imageTextAt = s, at
		case "slug":
			switch slug := text.Slug(s); {
			case files.Device(slug):
				l.add("slug-wrong", at, "value", s)
			case s != slug:
				l.add("slug-wrong", at, "value", s, "proposal", slug)
			default:
				t.Slug, t.slugAt = s, at
			}
		case "draft":
			t.Draft = s == "true"
			t.Hidden = t.Draft && !l.opts.Drafts
			if s != "true" && s != "false" {
				l.add("flag-wrong", at, "key", k, "value", s)
			}
		case "from":
			t.From, t.fromAt = s, at
		}
	}
	if t.Title == "" && f.doc.Front.Get("title") == nil {
		l.add("title-missing", problem.At{File: f.name, Line: 1, Column: 1})
	}
	if t.Summary == "" && f.doc.Front.Get("summary") == nil && path.Base(f.name) != "_index."+l.site.Langs[f.lang]+".md" {
		l.add("summary-missing", problem.At{File: f.name, Line: 1, Column: 1})
	}
	return t
}

func (l *loader) readAliases(t *Text, n *source.Node) {
	nodes := n.Items
	if n.Kind == source.Scalar {
		nodes = []*source.Node{n}
	}
	for _, a := range nodes {
		t.Aliases = append(t.Aliases, alias{at: a.At(t.File), url: strings.TrimSpace(a.Text)})
	}
}

// original finds the file that the item was first written in: the one in the
// site's first language, unless that is missing or itself says from; then the
// only one without from. A file that cannot be read may have said anything, so
// it is the original only where no other can be.
func (l *loader) original(it *Item, g *group) int {
	if t := it.Texts[0]; t != nil && t.From == "" {
		return 0
	}
	var without, broken []*Text
	for _, t := range it.Texts {
		switch {
		case t != nil && t.Broken:
			broken = append(broken, t)
		case t != nil && t.From == "":
			without = append(without, t)
		}
	}
	if len(without) == 0 && len(broken) > 0 {
		return broken[0].Lang
	}
	switch len(without) {
	case 1:
		return without[0].Lang
	case 0:
		for _, t := range it.Texts {
			if t != nil && t.From == l.site.Langs[t.Lang] {
				l.add("from-itself", t.fromAt, "language", t.From)
				return t.Lang
			}
		}
		if len(g.files) > 0 {
			t := it.Texts[g.files[0].lang]
			if lang := l.site.Lang(t.From); lang >= 0 && it.Texts[lang] == nil {
				l.add("translation-without-original", t.fromAt, "language", t.From)
			} else {
				l.add("original-missing", t.fromAt)
			}
			return g.files[0].lang
		}
	default:
		names := make([]string, len(without))
		for i, t := range without {
			names[i] = path.Base(t.File)
		}
		l.add("original-doubled", problem.At{File: without[1].File, Line: 1, Column: 1}, "files", strings.Join(names, ", "), "language", l.site.Langs[without[0].Lang])
		return without[0].Lang
	}
	return 0
}

// chains checks that each translation was made from a text that exists, and
// that going back along from ends at the original.
func (l *loader) chains(it *Item) {
	for _, t := range it.Texts {
		if t == nil || t.Lang == it.Original || t.Hidden {
			continue
		}
		if t.From == "" {
			t.From = l.site.Langs[it.Original]
		}
		from := l.site.Lang(t.From)
		switch {
		case t.fromAt == (problem.At{}):
		case from < 0:
			l.add("language-unknown", t.fromAt, "language", t.From, "known", strings.Join(l.site.Langs, ", "))
		case from == t.Lang:
			l.add("from-itself", t.fromAt, "language", t.From)
		case it.Texts[from] == nil:
			l.add("from-missing", t.fromAt, "language", t.From)
		default:
			seen := 0
			for at := t; at != nil && at.Lang != it.Original; seen++ {
				if seen > len(it.Texts) {
					l.add("from-circle", t.fromAt, "language", t.From)
					break
				}
				next := l.site.Lang(at.From)
				if next < 0 {
					break
				}
				at = it.Texts[next]
			}
		}
	}
}

func (l *loader) grammar(f *textFile) fact.Grammar {
	return fact.Grammar{File: f.name, Zone: l.site.Zone, Locale: l.site.Locales[f.lang], Lang: f.lang}
}

func (l *loader) readFacts(it *Item, f *textFile) {
	if f.broken {
		return
	}
	for _, field := range it.Schema.fields() {
		n := f.doc.Front.Get(field.Name)
		switch {
		case n == nil && field.Required && !it.Texts[f.lang].Draft:
			l.add("fact-missing", problem.At{File: f.name, Line: 1, Column: 1}, "key", field.Name)
			continue
		case n == nil, field.Kind == fact.KindText:
			continue
		}
		v, ps := fact.ReadFact(field, n, l.grammar(f))
		l.problems = append(l.problems, ps...)
		it.Facts = append(it.Facts, v)
	}
	if n := f.doc.Front.Get("withdrawn"); n != nil {
		l.readWithdrawn(it, n, f)
	}
	if n := f.doc.Front.Get("lists"); n != nil {
		l.asked = append(l.asked, asked{it, n, f.name})
	}
	if n := f.doc.Front.Get("figures"); n != nil {
		l.figured = append(l.figured, asked{it, n, f.name})
	}
	if pub, exp := it.Facts.Day("publishDate"), it.Facts.Day("expiryDate"); !pub.IsZero() && !exp.IsZero() && !exp.After(pub.Time) {
		e, _ := it.Facts.Get("expiryDate")
		l.add("expiry-before-publish", e.At)
	}
}

func (l *loader) readWithdrawn(it *Item, n *source.Node, f *textFile) {
	at := n.At(f.name)
	s := strings.TrimSpace(n.Text)
	switch {
	case n.IsEmpty():
		l.add("value-empty", at, "key", "withdrawn")
	case n.Kind != source.Scalar:
		l.add("value-not-single", at, "key", "withdrawn")
	case s == "false":
	case s == "true":
		it.withdrawn = &withdrawal{at: at}
	default:
		if d, ok := fact.ParseDay(s, l.grammar(f)); ok {
			it.withdrawn = &withdrawal{at: at, day: d}
			return
		}
		it.withdrawn = &withdrawal{at: at, successor: s}
	}
}

// repeatedFacts reports facts that a translation says again: they belong in
// the original alone.
func (l *loader) repeatedFacts(it *Item, f *textFile) {
	original := path.Base(it.Texts[it.Original].File)
	for _, p := range f.doc.Front.Pairs {
		k := p.Key.Text
		field := it.Schema.Field(k)
		if field == nil && !slices.Contains(originalKeys, k) || field != nil && field.Kind == fact.KindText {
			continue
		}
		at := p.Key.At(f.name)
		have, ok := it.Facts.Get(k)
		if field == nil || !ok {
			l.add("fact-in-translation", at, "key", k, "original", original)
			continue
		}
		again, _ := fact.ReadFact(field, p.Value, l.grammar(f))
		if have.Value == nil || again.Value != nil && fact.Equal(again.Value, have.Value) {
			l.add("fact-repeated", at, "key", k, "original", original)
		} else {
			l.add("fact-contradicted", at, "key", k, "original", original, "value", written(p.Value))
		}
	}
}

// written is a value as it stands in front matter, in short.
func written(n *source.Node) string {
	switch n.Kind {
	case source.List:
		var parts []string
		for _, one := range n.Items {
			parts = append(parts, written(one))
		}
		return strings.Join(parts, ", ")
	case source.Map:
		if v := n.Get("value"); v != nil {
			return written(v)
		}
	}
	return strings.TrimSpace(n.Text)
}

// stateOf compares the item's dates that act with the as-of day.
func (l *loader) stateOf(it *Item) state {
	closes := it.Facts.Day("closes")
	it.Closed = !closes.IsZero() && l.site.Day.After(startOfDay(closes))
	day := l.site.Day
	after := func(d fact.Day) bool { return !d.IsZero() && !startOfDay(d).After(day) }
	switch w := it.withdrawn; {
	case w != nil && (w.day.IsZero() || after(w.day)):
		return withdrawn
	case after(it.Facts.Day("expiryDate")):
		return expired
	case !it.Facts.Day("publishDate").IsZero() && !after(it.Facts.Day("publishDate")):
		return early
	}
	return live
}
