package site

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nhipcau/internal/fact"
	"nhipcau/internal/source"
)

var listKeys = []string{"from", "where", "sort", "limit", "terms"}

// What a list of the glossary may have: all of it, the names, the other words.
var termLists = []string{"all", "names", "terms"}

// listSorts are what a list may be sorted by; a minus before turns it round.
var listSorts = []string{"date", "lastmod", "title", "weight"}

// condition is one line of where: a fact that has a value.
type condition struct {
	field string
	value fact.Value
}

// lists understands the lists that items ask for. It needs all items.
func (l *loader) lists() {
	for _, a := range l.asked {
		nodes := a.node.Items
		if a.node.Kind != source.List || len(nodes) == 0 {
			l.add("list-wrong", a.node.At(a.file))
			continue
		}
		for _, n := range nodes {
			if n.Get("terms") != nil {
				l.termList(n, a)
				continue
			}
			if list, ok := l.list(n, a); ok {
				a.item.Lists = append(a.item.Lists, list)
			}
		}
	}
}

// termList understands a list of the glossary: {terms: all}.
func (l *loader) termList(n *source.Node, a asked) {
	for _, p := range n.Pairs {
		switch s := strings.TrimSpace(p.Value.Text); {
		case p.Key.Text != "terms":
			l.add("list-key-unknown", p.Key.At(a.file), "key", p.Key.Text, "known", "terms")
		case !slices.Contains(termLists, s):
			l.add("list-terms-wrong", p.Value.At(a.file), "value", s, "known", strings.Join(termLists, ", "))
		default:
			a.item.Terms = s
		}
	}
}

func (l *loader) list(n *source.Node, a asked) (List, bool) {
	list := List{asker: a.item}
	if n.Kind != source.Map {
		l.add("list-wrong", n.At(a.file))
		return list, false
	}
	before := len(l.problems)
	schema := l.schemaFrom(n)
	for _, p := range n.Pairs {
		at, s := p.Value.At(a.file), strings.TrimSpace(p.Value.Text)
		if p.Value.IsEmpty() {
			l.add("value-empty", at, "key", p.Key.Text)
			continue
		}
		switch p.Key.Text {
		case "from":
			target := l.site.items[strings.Trim(s, "/")]
			if target == nil || target.Self == nil {
				l.add("section-unknown", at, "section", s, "near", source.Nearest(s, sectionNames(l.site)))
				continue
			}
			list.From = target.Self
		case "where":
			list.where = l.conditions(p.Value, a, schema)
		case "sort":
			key, down := strings.CutPrefix(s, "-")
			if f := schema.Field(key); f != nil && f.Sortable {
				list.by = sorting{f, down}
			} else if !slices.Contains(listSorts, key) {
				l.add("list-sort-wrong", at, "value", s, "known", strings.Join(slices.Concat(listSorts, schema.sortable()), ", "))
			}
			list.Sort = s
		case "limit":
			limit, err := strconv.Atoi(s)
			if err != nil || limit < 1 {
				l.add("number-wrong", at, "key", "limit", "value", s)
			}
			list.Limit = limit
		default:
			l.add("list-key-unknown", p.Key.At(a.file), "key", p.Key.Text, "known", strings.Join(listKeys, ", "))
		}
	}
	if n.Get("from") == nil {
		l.add("list-without-from", n.At(a.file))
	}
	if len(l.problems) > before {
		return list, false
	}
	l.fill(&list)
	return list, true
}

// fill finds the items of a list. Lists that ask for the same share them.
func (l *loader) fill(list *List) {
	key := fmt.Sprintf("%q %q %v", list.From.Path, list.Sort, list.where)
	items, known := l.filled[key]
	if !known {
		for _, it := range l.site.Items {
			if it.state == live && !it.Closed && it.under(list.From) && l.matches(it, list.where) {
				items = append(items, it)
			}
		}
		if sortItems(items, list.Sort); list.by.field != nil {
			sortByFact(items, list.by.field, list.by.down)
		}
		l.filled[key] = items
	}
	list.Items = items
}

// under reports whether an item lies in a section or below it.
func (it *Item) under(sec *Section) bool {
	return sec.Path == "" || strings.HasPrefix(it.Path, sec.Path+"/")
}

// schemaFrom is the schema of the section that a list is asked from.
func (l *loader) schemaFrom(n *source.Node) *Schema {
	from := n.Get("from")
	if from == nil {
		return nil
	}
	return l.schema(strings.Trim(strings.TrimSpace(from.Text), "/"))
}

// sortable names the section's own facts by which lists can be sorted.
func (c *Schema) sortable() []string {
	var names []string
	for _, f := range c.fields() {
		if f.Sortable {
			names = append(names, f.Name)
		}
	}
	return names
}

// conditional reports whether lists can be narrowed by a fact.
func conditional(f *fact.Field) bool {
	return f != nil && isOneOf(f.Kind, fact.KindKeys, fact.KindPlan, fact.KindFlag, fact.KindInteger, fact.KindChoice, fact.KindItem, fact.KindCode)
}

func (l *loader) conditions(n *source.Node, a asked, schema *Schema) []condition {
	var cs []condition
	file, lang := a.file, a.item.Original
	if n.Kind != source.Map {
		l.add("list-wrong", n.At(file))
	}
	for _, p := range n.Pairs {
		f := schema.Field(p.Key.Text)
		if !conditional(f) {
			var known []string
			for _, f := range schema.fields() {
				if conditional(f) {
					known = append(known, f.Name)
				}
			}
			l.add("list-where-unknown", p.Key.At(file), "key", p.Key.Text, "known", strings.Join(known, ", "))
			continue
		}
		if p.Value.Kind != source.Scalar {
			l.add("value-not-single", p.Value.At(file), "key", p.Key.Text)
			continue
		}
		v, ps := fact.Read(f, p.Value, fact.Grammar{File: file, Zone: l.site.Zone, Locale: l.site.Locales[lang], Lang: lang})
		l.problems = append(l.problems, ps...)
		if many, ok := v.(fact.Many); ok && len(many) == 1 {
			v = many[0]
		}
		if keys, ok := v.(fact.Keys); ok && f.Kind == fact.KindKeys && len(keys) == 1 && l.site.Tag(keys[0]) == nil && l.tagged[keys[0]] == nil {
			l.add("list-tag-unused", p.Value.At(file), "tag", keys[0])
		}
		if ref, ok := v.(fact.Item); ok {
			target := l.site.Refers(a.item, f, ref)
			if target == nil {
				l.nowhere(a.item, fact.Fact{Field: f, At: p.Value.At(file)}, ref)
				continue
			}
			v = fact.Item(target.Path)
		}
		cs = append(cs, condition{p.Key.Text, v})
	}
	return cs
}

func (l *loader) matches(it *Item, where []condition) bool {
	for _, c := range where {
		f, ok := it.Facts.Get(c.field)
		switch v := c.value.(type) {
		case fact.Keys:
			has, _ := f.Value.(fact.Keys)
			ok = len(v) == 1 && slices.Contains(has, v[0])
		case fact.Item: // here it is the path in content/, however an item writes it
			ok = slices.ContainsFunc(valuesOf(f), func(has fact.Value) bool {
				ref, _ := has.(fact.Item)
				target := l.site.Refers(it, f.Field, ref)
				return target != nil && target.Path == string(v)
			})
		case fact.Flag: // what is not said is false
			ok = ok && fact.Equal(f.Value, v) || !ok && !bool(v)
		default:
			ok = slices.ContainsFunc(valuesOf(f), func(has fact.Value) bool { return fact.Equal(has, v) })
		}
		if !ok {
			return false
		}
	}
	return true
}

// sortByFact puts items in the order of a fact; what is not known comes last,
// whatever the order.
func sortByFact(items []*Item, f *fact.Field, down bool) {
	slices.SortStableFunc(items, func(a, b *Item) int {
		x, y := firstValue(a, f), firstValue(b, f)
		knownX, knownY := fact.Known(x), fact.Known(y)
		switch {
		case !knownX || !knownY:
			return order(knownX, knownY)
		case down:
			return fact.Compare(y, x, f)
		}
		return fact.Compare(x, y, f)
	})
}

// firstValue is what an item is sorted by; nil where it says nothing.
func firstValue(it *Item, f *fact.Field) fact.Value {
	v, _ := it.Facts.Get(f.Name)
	if values := valuesOf(v); len(values) > 0 {
		return values[0]
	}
	return nil
}

// sortItems puts items in the order asked for; without one in the order of
// sections. By title the order is a language's own and is made when the list
// is shown.
func sortItems(items []*Item, sorting string) {
	slices.SortStableFunc(items, byWeightThenDate)
	key, down := strings.CutPrefix(sorting, "-")
	var by func(a, b *Item) int
	switch key {
	case "date", "lastmod":
		by = func(a, b *Item) int { return a.Facts.Day(key).Compare(b.Facts.Day(key).Time) }
	case "weight":
		by = func(a, b *Item) int { return a.Facts.Integer(key) - b.Facts.Integer(key) }
	default:
		return
	}
	slices.SortStableFunc(items, func(a, b *Item) int {
		_, knownA := a.Facts.Get(key)
		_, knownB := b.Facts.Get(key)
		switch {
		case !knownA || !knownB: // what is not known comes last, whatever the order
			return order(knownA, knownB)
		case down:
			return by(b, a)
		}
		return by(a, b)
	})
}

// order puts true before false.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// Shown is what a page in a language shows of a list, in order.
func (s *Site) Shown(list List, lang int) []*Page {
	var pages []*Page
	for _, it := range list.Items {
		if p := it.Pages[lang]; p != nil && it != list.asker {
			pages = append(pages, p)
		}
	}
	if key, down := strings.CutPrefix(list.Sort, "-"); key == "title" {
		s.sortByTitle(pages, lang)
		if down {
			slices.Reverse(pages)
		}
	}
	if list.Limit > 0 && len(pages) > list.Limit {
		pages = pages[:list.Limit]
	}
	return pages
}

// Listed is what the list page of a section shows in a language: the items that
// are open.
func (sec *Section) Listed(lang int) []*Page {
	var pages []*Page
	for _, it := range sec.Items {
		if p := it.Pages[lang]; p != nil && !it.Closed {
			pages = append(pages, p)
		}
	}
	return pages
}

// PageCount is the number of list pages that n entries take.
func (s *Site) PageCount(n int) int { return max(1, (n+s.PageSize-1)/s.PageSize) }

// sortByTitle puts pages in the dictionary order of a language.
func (s *Site) sortByTitle(pages []*Page, lang int) {
	titles := make([]string, len(pages))
	for i, p := range pages {
		titles[i] = p.Text.Title
	}
	keys := s.Locales[lang].SortKeys(titles)
	order := make([]int, len(pages))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return slices.Compare(keys[a], keys[b]) })
	sorted := make([]*Page, len(pages))
	for i, o := range order {
		sorted[i] = pages[o]
	}
	copy(pages, sorted)
}
