package site

import (
	"maps"
	"path"
	"slices"
	"strconv"

	"nhipcau/internal/fact"
	"nhipcau/internal/problem"
	"nhipcau/internal/text"
)

// Where the lists of a section lie that show a part of it, or all in another
// order, and what a script needs to combine them.
const (
	bySegment     = "by"
	sortSegment   = "sort"
	closedSegment = "closed"
	listData      = "list.json"
)

// Filter is a fact by which a section's list can be narrowed. Each of its values
// is a list of its own, as a tag is.
type Filter struct {
	Field  *fact.Field
	Values []*Tag
}

// Order is a section's list sorted by a fact, or by title where Field is nil.
type Order struct {
	Field *fact.Field
	Pages [][]*Page // by language
	URLs  []URL     // by language; "" where there is nothing in the list
}

// ByTitle is the name of the order by title.
const ByTitle = "title"

// Name is what an order is called in addresses.
func (o *Order) Name() string {
	if o.Field == nil {
		return ByTitle
	}
	return o.Field.Name
}

// ListData is the address of what a script needs to narrow a section's list.
func (u URL) ListData() URL { return u + listData }

// filters works out, for every section whose items have facts to filter or sort
// by, the lists that it can become.
func (l *loader) filters() {
	for _, sec := range l.site.Sections {
		if sec.Schema != nil {
			for _, f := range sec.Schema.Fields {
				if f.Filterable && !f.Internal {
					if v := l.filter(sec, f); len(v.Values) > 1 {
						sec.Filters = append(sec.Filters, v)
					}
				}
			}
			l.orders(sec)
		}
		l.closed(sec)
	}
}

// filter makes the lists of a section by the values of a fact.
func (l *loader) filter(sec *Section, f *fact.Field) Filter {
	filter := Filter{Field: f}
	byKey := map[string]*Tag{}
	for _, it := range sec.Items {
		for _, key := range l.keysOf(it, f) {
			t := byKey[key]
			if t == nil {
				t = l.emptyList(key)
				byKey[key] = t
				filter.Values = append(filter.Values, t)
			}
			t.take(it)
		}
	}
	rank := l.named(sec, f, byKey)
	slices.SortFunc(filter.Values, func(a, b *Tag) int { return rank[a.Key] - rank[b.Key] })
	filter.Values = slices.DeleteFunc(filter.Values, func(t *Tag) bool {
		return !slices.ContainsFunc(t.Pages, func(pages []*Page) bool { return len(pages) > 0 })
	})
	for _, t := range filter.Values {
		l.place(sec, t, bySegment, text.Slug(f.Name), t.Key)
	}
	return filter
}

func (l *loader) emptyList(key string) *Tag {
	n := len(l.site.Langs)
	return &Tag{Key: key, Names: make([]string, n), In: make([]int, n), Pages: make([][]*Page, n), URLs: make([]URL, n)}
}

// take puts the pages of an item that is open into a list.
func (t *Tag) take(it *Item) {
	for lang, p := range it.Pages {
		if p != nil && !it.Closed && !slices.Contains(t.Pages[lang], p) {
			t.Pages[lang] = append(t.Pages[lang], p)
		}
	}
}

// place gives a list its address below the section's, in each language that has
// something in it.
func (l *loader) place(sec *Section, t *Tag, segments ...string) {
	for lang, pages := range t.Pages {
		if at := sec.Pages[lang]; at != nil && len(pages) > 0 {
			t.URLs[lang] = at.URL
			for _, s := range segments {
				t.URLs[lang] = t.URLs[lang].join(s)
			}
		}
	}
}

// keysOf lists the values of a fact under which an item is found.
func (l *loader) keysOf(it *Item, f *fact.Field) []string {
	v, _ := it.Facts.Get(f.Name)
	var keys []string
	for _, v := range valuesOf(v) {
		switch v := v.(type) {
		case fact.Choice:
			keys = append(keys, string(v))
		case fact.Flag:
			keys = append(keys, strconv.FormatBool(bool(v)))
		case fact.Code:
			if key := text.Slug(string(v)); key != "" {
				keys = append(keys, key)
			}
		case fact.Item:
			if target := l.site.Refers(it, f, v); target != nil {
				keys = append(keys, text.Slug(path.Base(target.Path)))
			}
		case fact.Day:
			keys = append(keys, strconv.Itoa(v.Year()))
		case fact.Span:
			keys = append(keys, strconv.Itoa(v.From.Year()))
		case fact.Figure:
			keys = append(keys, bands(v, f)...)
		}
	}
	return keys
}

// bands lists the bands that a figure lies in, counted from 1; a range may lie
// in several.
func bands(v fact.Figure, f *fact.Field) []string {
	if len(f.Bands) == 0 || !v.SameUnit(f.Bands[0]) {
		return nil
	}
	from, to := v.Rat()
	var keys []string
	for i := range len(f.Bands) + 1 {
		in := true
		if i > 0 {
			low, _ := f.Bands[i-1].Rat()
			in = to.Cmp(low) >= 0
		}
		if i < len(f.Bands) {
			high, _ := f.Bands[i].Rat()
			in = in && from.Cmp(high) < 0
		}
		if in {
			keys = append(keys, strconv.Itoa(i+1))
		}
	}
	return keys
}

// named gives the values of a filter their names, and says in which order they
// are shown.
func (l *loader) named(sec *Section, f *fact.Field, byKey map[string]*Tag) map[string]int {
	rank := map[string]int{}
	for _, key := range keysOf(byKey) {
		rank[key] = len(rank)
	}
	for key, t := range byKey {
		for lang := range t.Names {
			t.Names[lang], t.In[lang] = key, lang
		}
	}
	switch {
	case f.Kind == fact.KindChoice:
		for i, o := range f.Options {
			rank[o.Key] = i
			if t := byKey[o.Key]; t != nil {
				copy(t.Names, o.Names)
			}
		}
	case f.Kind == fact.KindItem:
		for _, it := range l.site.Items {
			t := byKey[text.Slug(path.Base(it.Path))]
			if t == nil || f.From != "" && !inSection(it, f.From) {
				continue
			}
			if it.Section != nil {
				rank[t.Key] = slices.Index(it.Section.Items, it)
			}
			t.Sample = it.Sample()
			for lang := range t.Names {
				t.Names[lang], t.In[lang] = l.site.Title(it, lang)
			}
		}
	case f.Kind == fact.KindCode:
		codes := codesOf(sec, f)
		for i, key := range slices.SortedFunc(maps.Keys(codes), func(a, b string) int { return fact.Compare(codes[a], codes[b], f) }) {
			rank[key] = i
			for lang := range byKey[key].Names {
				byKey[key].Names[lang] = string(codes[key])
			}
		}
	case f.IsFigure():
		for key, t := range byKey {
			n, _ := strconv.Atoi(key)
			rank[key] = n
			for lang, loc := range l.site.Locales {
				t.Names[lang] = fact.PrintBand(f, n-1, loc, lang)
			}
		}
	case f.Kind == fact.KindFlag:
		for key, t := range byKey {
			for lang, loc := range l.site.Locales {
				t.Names[lang] = fact.Print(fact.Flag(key == "true"), f, loc, lang)
			}
		}
	}
	return rank
}

// codesOf are the codes that a section's items have in a field, by their keys.
func codesOf(sec *Section, f *fact.Field) map[string]fact.Code {
	codes := map[string]fact.Code{}
	for _, it := range sec.Items {
		v, _ := it.Facts.Get(f.Name)
		for _, v := range valuesOf(v) {
			if code, ok := v.(fact.Code); ok && codes[text.Slug(string(code))] == "" {
				codes[text.Slug(string(code))] = code
			}
		}
	}
	return codes
}

func inSection(it *Item, section string) bool {
	for sec := it.Section; sec != nil; sec = sec.Section {
		if sec.Path == section {
			return true
		}
	}
	return false
}

// orders makes a section's list in each order that its facts allow, the largest
// figures first.
func (l *loader) orders(sec *Section) {
	var fields []*fact.Field
	for _, f := range sec.Schema.fields() {
		if f.Sortable && !f.Internal && slices.ContainsFunc(sec.Items, func(it *Item) bool { return fact.Known(firstValue(it, f)) }) {
			fields = append(fields, f)
		}
	}
	if len(fields) == 0 && len(sec.Filters) == 0 || len(sec.Items) < 2 {
		return
	}
	for _, f := range append([]*fact.Field{nil}, fields...) {
		o := Order{Field: f, Pages: make([][]*Page, len(l.site.Langs)), URLs: make([]URL, len(l.site.Langs))}
		items := slices.Clone(sec.Items)
		if f != nil {
			sortByFact(items, f, f.IsFigure())
		}
		for lang := range l.site.Langs {
			for _, it := range items {
				if p := it.Pages[lang]; p != nil && !it.Closed {
					o.Pages[lang] = append(o.Pages[lang], p)
				}
			}
			if f == nil {
				l.site.sortByTitle(o.Pages[lang], lang)
			}
			if at := sec.Pages[lang]; at != nil && len(o.Pages[lang]) > 0 {
				o.URLs[lang] = at.URL.join(bySegment).join(sortSegment).join(text.Slug(o.Name()))
			}
		}
		sec.Orders = append(sec.Orders, o)
	}
}

// closed makes the list of a section's items that are not open any more.
func (l *loader) closed(sec *Section) {
	t := l.emptyList(closedSegment)
	for _, it := range sec.Items {
		for lang, p := range it.Pages {
			if it.Closed && p != nil {
				t.Pages[lang] = append(t.Pages[lang], p)
			}
		}
	}
	l.place(sec, t, closedSegment)
	if slices.ContainsFunc(t.Pages, func(pages []*Page) bool { return len(pages) > 0 }) {
		sec.Closed = t
	}
}

// claimFilters claims the addresses of a section's further lists.
func (l *loader) claimFilters(sec *Section, lang int, at problem.At) {
	claim := func(urls []URL, pages [][]*Page) {
		switch {
		case urls[lang] == "":
		case l.claim(urls[lang].File(), at):
			l.claimList(urls[lang], len(pages[lang]), at, true)
		default:
			urls[lang] = ""
		}
	}
	for _, f := range sec.Filters {
		for _, t := range f.Values {
			claim(t.URLs, t.Pages)
		}
	}
	for _, o := range sec.Orders {
		claim(o.URLs, o.Pages)
	}
	if sec.Closed != nil {
		claim(sec.Closed.URLs, sec.Closed.Pages)
	}
	if len(sec.Filters)+len(sec.Orders) > 0 {
		l.claim(sec.Pages[lang].URL.ListData().File(), at)
	}
}
