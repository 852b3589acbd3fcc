package site

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nhipcau/internal/fact"
	"nhipcau/internal/source"
)

var listKeys = []string{"from", "where", "sort", "limit"}

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
			if list, ok := l.list(n, a); ok {
				a.item.Lists = append(a.item.Lists, list)
			}
		}
	}
}

func (l *loader) list(n *source.Node, a askedLists) (List, bool) {
	list := List{asker: a.item}
	if n.Kind != source.Map {
		l.add("list-wrong", n.At(a.file))
		return list, false
	}
	before := len(l.problems)
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
			list.where = l.conditions(p.Value, a.file)
		case "sort":
			if !slices.Contains(listSorts, strings.TrimPrefix(s, "-")) {
				l.add("list-sort-wrong", at, "value", s, "known", strings.Join(listSorts, ", "))
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
			if it.state == live && it.under(list.From) && matches(it, list.where) {
				items = append(items, it)
			}
		}
		sortItems(items, list.Sort)
		l.filled[key] = items
	}
	list.Items = items
}

// under reports whether an item lies in a section or below it.
func (it *Item) under(sec *Section) bool {
	return sec.Path == "" || strings.HasPrefix(it.Path, sec.Path+"/")
}

func (l *loader) conditions(n *source.Node, file string) []condition {
	var cs []condition
	if n.Kind != source.Map {
		l.add("list-wrong", n.At(file))
	}
	for _, p := range n.Pairs {
		i := slices.IndexFunc(fact.Base, func(f fact.Field) bool { return f.Name == p.Key.Text })
		if i < 0 || !slices.Contains([]fact.Kind{fact.KindKeys, fact.KindPlan, fact.KindFlag, fact.KindInteger}, fact.Base[i].Kind) {
			l.add("list-where-unknown", p.Key.At(file), "key", p.Key.Text)
			continue
		}
		if p.Value.Kind != source.Scalar {
			l.add("value-not-single", p.Value.At(file), "key", p.Key.Text)
			continue
		}
		v, ps := fact.Read(fact.Base[i], p.Value, fact.Grammar{File: file, Zone: l.site.Zone})
		l.problems = append(l.problems, ps...)
		if keys, ok := v.(fact.Keys); ok && fact.Base[i].Kind == fact.KindKeys && len(keys) == 1 && l.site.Tag(keys[0]) == nil && l.tagged[keys[0]] == nil {
			l.add("list-tag-unused", p.Value.At(file), "tag", keys[0])
		}
		cs = append(cs, condition{p.Key.Text, v})
	}
	return cs
}

func matches(it *Item, where []condition) bool {
	for _, c := range where {
		f, ok := it.Facts.Get(c.field)
		switch v := c.value.(type) {
		case fact.Keys:
			has, _ := f.Value.(fact.Keys)
			ok = len(v) == 1 && slices.Contains(has, v[0])
		case fact.Flag: // what is not said is false
			ok = ok && fact.Equal(f.Value, v) || !ok && !bool(v)
		default:
			ok = ok && fact.Equal(f.Value, v)
		}
		if !ok {
			return false
		}
	}
	return true
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

// Listed is what the list page of a section shows in a language.
func (sec *Section) Listed(lang int) []*Page {
	var pages []*Page
	for _, it := range sec.Items {
		if p := it.Pages[lang]; p != nil {
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
