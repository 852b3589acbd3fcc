package site

import (
	"strings"
	"time"

	"nhipcau/internal/fact"
)

// AsOf is the day for which what an item says holds: the one that it names,
// else that of its last change, else its date. A section lists what changes
// without it, so only the day that it names counts.
func (it *Item) AsOf() fact.Day {
	if d := it.Facts.Day("asOf"); !d.IsZero() || it.Self != nil {
		return d
	}
	if d := it.Facts.Day("lastmod"); !d.IsZero() {
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
	ref := it.Facts.Item(name)
	if ref == "" {
		return nil
	}
	return s.Target(it, strings.TrimSuffix(string(ref), "/"))
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
			if ref, ok := f.Value.(fact.Item); ok {
				l.reference(it, f, string(ref))
			}
		}
		if f, ok := it.Facts.Get("asOf"); ok && it.state == live {
			if d := it.Facts.Day("asOf"); !d.IsZero() && startOfDay(d).After(l.site.Day) {
				l.add("as-of-ahead", f.At, "value", d.Format(time.DateOnly))
			}
		}
	}
}

// reference checks one reference from an item to another. What is wrong with
// a target that could not be read is said there.
func (l *loader) reference(it *Item, f fact.Fact, ref string) {
	target := l.site.Referred(it, f.Field.Name)
	switch {
	case target == nil:
		l.add("reference-missing", f.At, "key", f.Field.Name, "value", ref, "near", l.site.Near(it, ref))
	case target.Broken():
	case !target.published():
		l.add("reference-unpublished", f.At, "key", f.Field.Name, "value", ref)
	case f.Field.Name == "contact" && !target.Reachable():
		l.add("contact-unreachable", f.At, "value", ref)
	}
}
