package site

import (
	"path"
	"slices"
	"strings"
	"time"

	"nhipcau/internal/fact"
	"nhipcau/internal/problem"
	"nhipcau/internal/source"
	"nhipcau/internal/text"
)

// AsOf is the day for which what an item says holds: the one that it names, else
// its date. Not that of its last change: other words do not make what they say
// newer. A section lists what changes without it, so only the day that it names
// counts.
func (it *Item) AsOf() fact.Day {
	if d := it.Facts.Day("asOf"); !d.IsZero() || it.Self != nil {
		return d
	}
	return it.Facts.Day("date")
}

// Reachable reports whether an item is a unit that can be called or written to.
func (it *Item) Reachable() bool {
	return it.Facts.Phone("phone") != "" || it.Facts.Email("email") != ""
}

// Contact is the unit that answers questions about an item: the item itself if
// it is one; else the one that it names, or the nearest section above that
// names one. A unit that is not published now is passed over. nil is none.
func (s *Site) Contact(it *Item) *Item {
	if it.Reachable() {
		return it
	}
	for at := it; at != nil; at = at.above() {
		if unit := s.Referred(at, "contact"); unit != nil && unit.published() && unit.Reachable() {
			return unit
		}
	}
	return nil
}

// Referred is the item that a fact of KindItem names; nil if there is none.
func (s *Site) Referred(it *Item, name string) *Item {
	f, _ := it.Facts.Get(name)
	ref, _ := f.Value.(fact.Item)
	return s.Refers(it, f.Field, ref)
}

// Refers is the item that a reference in a field of an item names: by its name
// in the section that the field is about, or else as a link does. nil is none.
func (s *Site) Refers(it *Item, f *fact.Field, ref fact.Item) *Item {
	p := strings.TrimSuffix(string(ref), "/")
	if p == "" {
		return nil
	}
	if f.From != "" {
		if named := s.items[path.Join(f.From, p)]; named != nil && !strings.HasPrefix(p, ".") {
			return named
		}
	}
	return s.Target(it, p)
}

// valuesOf lists the values of a fact, one or many.
func valuesOf(f fact.Fact) []fact.Value {
	switch v := f.Value.(type) {
	case nil:
		return nil
	case fact.Many:
		return v
	}
	return []fact.Value{f.Value}
}

// above is the section that an item lies in, as an item; nil for the home.
func (it *Item) above() *Item {
	if it.Section == nil {
		return nil
	}
	return it.Section.Item
}

// published reports whether the item has a page in any language.
func (it *Item) published() bool {
	for _, p := range it.Pages {
		if p != nil {
			return true
		}
	}
	return false
}

// consistent checks what facts say against the other items and the as-of day.
// It needs the pages, since an item that is not published answers nothing.
func (l *loader) consistent() {
	for _, it := range l.all() {
		for _, f := range it.Facts {
			for _, v := range valuesOf(f) {
				l.points(it, f, v)
			}
			for _, key := range f.Sources {
				l.cited(key, f.At)
			}
		}
		if f, ok := it.Facts.Get("source"); ok {
			for _, key := range it.Facts.Keys("source") {
				l.cited(key, f.At)
			}
		}
		l.planned(it)
		if f, ok := it.Facts.Get("asOf"); ok && it.state == live {
			if d := it.Facts.Day("asOf"); !d.IsZero() && startOfDay(d).After(l.site.Day) {
				l.add("as-of-ahead", f.At, "value", d.Format(time.DateOnly))
			}
		}
		l.translated(it)
		l.rules(it)
	}
}

// points checks a value that names something else: an item, a file.
func (l *loader) points(it *Item, f fact.Fact, v fact.Value) {
	switch v := v.(type) {
	case fact.Item:
		l.reference(it, f, v)
	case fact.File:
		if f.Field.Name == "image" { // images checks that one
			return
		}
		switch a, near := l.site.Attachment(it, it.Original, string(v)); {
		case a == nil:
			l.add("attachment-missing", f.At, "name", string(v), "near", near)
		case f.Field.Kind == fact.KindImage && !a.IsPicture():
			l.add("image-not-picture", f.At, "name", string(v))
		}
	}
}

// reference checks one reference from an item to another. What is wrong with
// a target that could not be read is said there.
func (l *loader) reference(it *Item, f fact.Fact, ref fact.Item) {
	target := l.site.Refers(it, f.Field, ref)
	switch {
	case target == nil:
		l.nowhere(it, f, ref)
	case f.Field.From != "" && !strings.HasPrefix(target.Path, f.Field.From+"/"):
		l.add("reference-outside", f.At, "key", f.Field.Name, "value", string(ref), "section", f.Field.From)
	case target.Broken():
	case !target.published():
		l.add("reference-unpublished", f.At, "key", f.Field.Name, "value", string(ref))
	case f.Field.Name == "contact" && !target.Reachable():
		l.add("contact-unreachable", f.At, "value", string(ref))
	}
	if target != nil && it.state == live && f.Field.Inverse != nil && !f.Field.Internal {
		l.site.referring.add(target, f.Field, it)
	}
}

// nowhere says that there is no item that a reference names.
func (l *loader) nowhere(it *Item, f fact.Fact, ref fact.Item) {
	if from := f.Field.From; from != "" {
		l.add("reference-elsewhere", f.At, "key", f.Field.Name, "value", string(ref), "section", from, "near", source.Nearest(string(ref), l.site.namesIn(from)))
	} else {
		l.add("reference-missing", f.At, "key", f.Field.Name, "value", string(ref), "near", l.site.Near(it, string(ref)))
	}
}

// namesIn lists the names of the items in a section.
func (s *Site) namesIn(section string) []string {
	var names []string
	if it := s.items[section]; it != nil && it.Self != nil {
		for _, in := range it.Self.Items {
			names = append(names, path.Base(in.Path))
		}
	}
	return names
}

// planned checks the activities of the plan that an item serves.
func (l *loader) planned(it *Item) {
	f, ok := it.Facts.Get("plan")
	if !ok || l.site.plan.section == "" {
		return
	}
	for _, key := range it.Facts.Keys("plan") {
		activity := l.site.Activity(key)
		if activity == nil {
			l.add("plan-item-missing", f.At, "value", key, "section", l.site.plan.section)
		} else if it.state == live {
			l.site.referring.add(activity, f.Field, it)
		}
	}
}

// Activity is the item of the plan that a key such as II.5 names; nil where the
// site has none.
func (s *Site) Activity(key string) *Item {
	if s.plan.section == "" {
		return nil
	}
	return s.items[path.Join(s.plan.section, text.Slug(key))]
}

// Referring are the items that name another in one of their facts.
type Referring struct {
	Field *fact.Field
	Items []*Item
}

// referring keeps who refers to whom.
type referring map[*Item][]Referring

func (r referring) add(target *Item, f *fact.Field, it *Item) {
	list := r[target]
	i := slices.IndexFunc(list, func(q Referring) bool { return q.Field == f })
	if i < 0 {
		r[target] = append(list, Referring{f, []*Item{it}})
	} else if q := &list[i]; q.Items[len(q.Items)-1] != it {
		q.Items = append(q.Items, it)
	}
}

// Referring lists the items that refer to an item, by the fact that does.
func (s *Site) Referring(it *Item) []Referring { return s.referring[it] }

// translated checks that what the original says in words is said in each
// language that the item has.
func (l *loader) translated(it *Item) {
	original := it.Texts[it.Original]
	if it.Schema == nil || original == nil || original.Broken {
		return
	}
	for _, f := range it.Schema.Fields {
		if f.Kind != fact.KindText || f.Internal {
			continue
		}
		for _, t := range it.Texts {
			if t != nil && t != original && !t.Broken && !t.Hidden && original.Field(f.Name) != "" && t.Field(f.Name) == "" {
				l.add("text-field-missing", problem.At{File: t.File, Line: 1, Column: 1}, "key", f.Name, "original", path.Base(original.File))
			}
		}
	}
}
