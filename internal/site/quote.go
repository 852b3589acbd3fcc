package site

import (
	"strings"

	"nhipcau/internal/fact"
	"nhipcau/internal/problem"
	"nhipcau/internal/source"
)

// Quotation is a fact of an item, shown elsewhere.
type Quotation struct {
	Item *Item
	Name string // the field's
}

// Quote finds the fact that an item quotes for readers of a language: its own
// where dest is "", else that of the item to which dest leads. What cannot be
// quoted is nil, with the reason, or without where that is said elsewhere.
func (s *Site) Quote(by *Item, dest, name string, lang int, at problem.At) (*Quotation, []problem.Problem) {
	no := func(code string, args ...string) (*Quotation, []problem.Problem) {
		return nil, []problem.Problem{problem.New(code, at, args...)}
	}
	it := by
	if dest != "" {
		it = s.Target(by, dest)
	}
	if it == nil {
		return no("link-target-missing", "target", dest, "near", s.Near(by, dest))
	}
	if original := it.Texts[it.Original]; original != nil && original.Broken {
		return nil, nil // said at the original
	}
	field := it.Schema.Field(name)
	if field != nil && field.Internal {
		return no("fact-internal", "name", name)
	}
	if it.Sample() && !by.Sample() {
		return no("fact-of-sample", "name", name, "target", dest)
	}
	_, ok := it.Facts.Get(name)
	if !ok && field != nil && field.Kind == fact.KindText {
		words, _ := s.Wording(it, lang, name)
		ok = words != ""
	}
	if !ok {
		return no("fact-unknown", "target", dest, "name", name, "near", source.Nearest(name, factNames(it)))
	}
	return &Quotation{it, name}, nil
}

// factNames lists what there is to quote of an item.
func factNames(it *Item) []string {
	var names []string
	for _, f := range it.Facts {
		if !f.Field.Internal {
			names = append(names, f.Field.Name)
		}
	}
	for _, f := range it.Texts[it.Original].Fields {
		if !it.Schema.Field(f.Name).Internal {
			names = append(names, f.Name)
		}
	}
	return names
}

// Wording is what an item's texts say in a field that is text: in a language,
// or along its fallbacks.
func (s *Site) Wording(it *Item, lang int, name string) (words string, in int) {
	order := append([]int{lang}, s.Fallback[lang]...)
	for _, in := range append(order, it.Original) {
		if t := it.Texts[in]; t != nil && !t.Broken && (!t.Hidden || in == it.Original) && t.Field(name) != "" {
			return t.Field(name), in
		}
	}
	return "", 0
}

// figures understands the facts that items put first. It needs all items.
func (l *loader) figures() {
	for _, a := range l.figured {
		nodes := a.node.Items
		if a.node.Kind != source.List || len(nodes) == 0 {
			l.add("figures-wrong", a.node.At(a.file))
			continue
		}
		for _, n := range nodes {
			dest, name, ok := strings.Cut(strings.TrimSpace(n.Text), "#")
			if n.Kind != source.Scalar || !ok || name == "" {
				l.add("figures-wrong", n.At(a.file))
				continue
			}
			q, ps := l.site.Quote(a.item, dest, name, a.item.Original, n.At(a.file))
			l.problems = append(l.problems, ps...)
			if q == nil {
				continue
			}
			if f := q.Item.Schema.Field(name); f == nil || f.Label == nil {
				l.add("figure-without-label", n.At(a.file), "name", name)
				continue
			}
			a.item.Figures = append(a.item.Figures, *q)
		}
	}
}
