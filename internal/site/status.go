package site

import (
	"slices"
	"time"

	"nhipcau/internal/fact"
)

// Standing is how far an item has come in one language. Whether a translation
// is older than its original is not known from the sources alone.
type Standing string

const (
	Current    Standing = "current"  // its own text, whole
	TitleOnly  Standing = "stub"     // title and facts, and no body yet
	Borrowed   Standing = "fallback" // another language's text under a notice
	Unfinished Standing = "draft"
	Missing    Standing = "missing" // nothing for readers
	Unreadable Standing = "broken"
	Waiting    Standing = "waiting" // written, and not due before its publishDate
	Removed    Standing = "removed" // expired or withdrawn
)

// Standing says how far the item has come in a language. What an editor has to
// finish goes before what readers are shown in its place.
func (it *Item) Standing(lang int) Standing {
	t, p := it.Texts[lang], it.Pages[lang]
	switch {
	case it.state == expired || it.state == withdrawn:
		return Removed
	case t != nil && t.Broken:
		return Unreadable
	case t != nil && t.Hidden:
		return Unfinished
	case p == nil && t != nil && it.state == early:
		return Waiting
	case p == nil:
		return Missing
	}
	return map[Form]Standing{Real: Current, Stub: TitleOnly, Fallback: Borrowed}[p.Form]
}

// Change is what a coming day does to an item.
type Change struct {
	Day    time.Time
	Item   *Item
	By     string        // the key that acts: publishDate, expiryDate, withdrawn, closes, asOf
	Fields []*fact.Field // By asOf: the figures that are too old from that day on
}

// Next lists what changes on the next day on which building the site again makes
// any difference to some of its items. None is no such day.
func (s *Site) Next(items []*Item) []Change {
	var next []Change
	for _, it := range items {
		for _, c := range it.changes() {
			switch {
			case !c.Day.After(s.Day), len(next) > 0 && c.Day.After(next[0].Day):
			case len(next) > 0 && c.Day.Equal(next[0].Day):
				next = append(next, c)
			default:
				next = []Change{c}
			}
		}
	}
	return next
}

// changes lists every day that makes a difference to an item, past ones too.
func (it *Item) changes() []Change {
	from, to := it.window()
	if it.Path == "" || it.state == expired || it.state == withdrawn || !it.publishable() || !to.IsZero() && !to.After(from) {
		return nil
	}
	var list []Change
	add := func(day time.Time, by string, does bool) {
		if does && !day.IsZero() {
			list = append(list, Change{Day: day, Item: it, By: by})
		}
	}
	inside := func(day time.Time) bool { return day.After(from) && (to.IsZero() || day.Before(to)) }
	opens, ends, closes := dayOf(it, "publishDate"), dayOf(it, "expiryDate"), dayOf(it, "closes")
	add(opens, "publishDate", opens.Equal(from))
	add(ends, "expiryDate", ends.Equal(to))
	add(it.withdrawal(), "withdrawn", it.withdrawal().Equal(to))
	if !closes.IsZero() {
		closes = closes.AddDate(0, 0, 1)
		add(closes, "closes", inside(closes))
	}
	return append(list, it.aging(inside)...)
}

// aging lists the days from which figures of an item are too old for its
// section.
func (it *Item) aging(inside func(time.Time) bool) []Change {
	var list []Change
	for _, f := range it.Facts {
		old := it.oldFrom(f)
		if old.IsZero() || !inside(old) {
			continue
		}
		i := slices.IndexFunc(list, func(c Change) bool { return c.Day.Equal(old) })
		if i < 0 {
			i, list = len(list), append(list, Change{Day: old, Item: it, By: "asOf"})
		}
		list[i].Fields = append(list[i].Fields, f.Field)
	}
	return list
}

// oldFrom is the first day on which a figure is older than its section allows;
// zero is never.
func (it *Item) oldFrom(f fact.Fact) time.Time {
	_, figure := f.Value.(fact.Figure)
	day := it.AsOfFact(f)
	if !figure || f.Field.Internal || it.Schema == nil || it.Schema.MaxAge == 0 || day.IsZero() {
		return time.Time{}
	}
	return startOfDay(day).AddDate(0, it.Schema.MaxAge, 1)
}

// AsOfFact is the day for which a fact holds: its own, else the item's.
func (it *Item) AsOfFact(f fact.Fact) fact.Day {
	if !f.AsOf.IsZero() {
		return f.AsOf
	}
	return it.AsOf()
}

// window is the time in which the sections of an item and the item itself
// let it be published, from the first day to the one that takes it away; zero is
// without end.
func (it *Item) window() (from, to time.Time) {
	for at := it; at != nil && at.Path != ""; at = at.above() {
		if d := dayOf(at, "publishDate"); d.After(from) {
			from = d
		}
		for _, d := range []time.Time{dayOf(at, "expiryDate"), at.withdrawal()} {
			if !d.IsZero() && (to.IsZero() || d.Before(to)) {
				to = d
			}
		}
	}
	return from, to
}

// withdrawal is the day from which the item is taken back, if it names one.
func (it *Item) withdrawal() time.Time {
	if it.withdrawn == nil || it.withdrawn.day.IsZero() {
		return time.Time{}
	}
	return startOfDay(it.withdrawn.day)
}

// publishable reports whether there is something to publish, now or later.
func (it *Item) publishable() bool {
	return it.Self != nil || it.published() || slices.ContainsFunc(it.Texts, func(t *Text) bool {
		return t != nil && !t.Broken && !t.Hidden && t.Title != ""
	})
}

// dayOf is the day that a fact of an item names; zero is none.
func dayOf(it *Item, name string) time.Time {
	d := it.Facts.Day(name)
	if d.IsZero() {
		return time.Time{}
	}
	return startOfDay(d)
}

// Say is what a value of an item says in a language, as plain text.
func (s *Site) Say(it *Item, f *fact.Field, v fact.Value, lang int) string {
	if ref, ok := v.(fact.Item); ok {
		if target := s.Refers(it, f, ref); target != nil {
			title, _ := s.Title(target, lang)
			return title
		}
	}
	return fact.Print(v, f, s.Locales[lang], lang)
}
