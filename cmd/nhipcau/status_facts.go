package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"nhipcau/internal/fact"
	"nhipcau/internal/site"
	"nhipcau/internal/text"
)

// factStatus is how a fact was read.
type factStatus struct {
	Name     string            `json:"name"`
	Line     int               `json:"line,omitempty"`
	Values   map[string]string `json:"values,omitempty"` // by language, as readers see it; none where it could not be read
	Unit     string            `json:"unit,omitempty"`
	AsOf     string            `json:"asOf,omitempty"`
	Sources  []string          `json:"sources,omitempty"`
	Unknown  bool              `json:"unknown,omitempty"`
	Internal bool              `json:"internal,omitempty"` // for the office only: in no page
}

// factsOf lists an item's facts: its section's fields in their order, then those
// that every item may have.
func factsOf(s *site.Site, it *site.Item) []factStatus {
	var list []factStatus
	if it.Schema != nil {
		for _, f := range it.Schema.Fields {
			if f.Kind == fact.KindText {
				if w := wording(s, it, f); len(w.Values) > 0 {
					list = append(list, w)
				}
			} else if have, ok := it.Facts.Get(f.Name); ok {
				list = append(list, reading(s, it, have))
			}
		}
	}
	for _, have := range it.Facts {
		if it.Schema == nil || !slices.Contains(it.Schema.Fields, have.Field) {
			list = append(list, reading(s, it, have))
		}
	}
	return list
}

// wording is a fact in words, which each language's file has.
func wording(s *site.Site, it *site.Item, f *fact.Field) factStatus {
	w := factStatus{Name: f.Name, Internal: f.Internal, Values: map[string]string{}}
	for lang, t := range it.Texts {
		if t != nil && t.Field(f.Name) != "" {
			w.Values[s.Langs[lang]] = t.Field(f.Name)
		}
	}
	return w
}

// reading is how the value of a fact was read. A figure has a day and sources,
// its own or the item's.
func reading(s *site.Site, it *site.Item, have fact.Fact) factStatus {
	r := factStatus{Name: have.Field.Name, Line: have.At.Line, Internal: have.Field.Internal}
	if have.Value == nil {
		return r
	}
	_, r.Unknown = have.Value.(fact.Unknown)
	r.Values = map[string]string{}
	for lang, tag := range s.Langs {
		r.Values[tag] = strings.ReplaceAll(s.Say(it, have.Field, have.Value, lang), "\u00a0", " ")
	}
	if !have.Field.IsFigure() {
		return r
	}
	if v, ok := have.Value.(fact.Figure); ok {
		r.Unit = v.Unit
	}
	if day := it.AsOfFact(have); !day.IsZero() {
		r.AsOf = day.Format(time.DateOnly)
	}
	if r.Sources = have.Sources; r.Sources == nil {
		r.Sources = it.Facts.Keys("source")
	}
	return r
}

// maxCell is how much of a value is shown beside its others; --json has all.
const maxCell = 32

// showFacts prints for each item its facts in all languages side by side.
func (a *app) showFacts(r status) {
	w := a.words
	for _, i := range r.Items {
		if len(i.Facts) == 0 {
			continue
		}
		g := grid{append([]string{"", ""}, r.Languages...)}
		for _, f := range i.Facts {
			row := []string{"", "  " + f.Name}
			if f.Line > 0 {
				row[0] = fmt.Sprintf("%4d", f.Line)
			}
			for _, tag := range r.Languages {
				value := f.Values[tag]
				if f.Values == nil {
					value = w.unread
				}
				row = append(row, text.Cut(value, maxCell))
			}
			g = append(g, append(row, strings.Join(a.remarks(f), "; ")))
		}
		fmt.Fprintln(a.stdout, i.item.Texts[i.item.Original].File)
		g.print(a.stdout)
		fmt.Fprintln(a.stdout)
	}
}

// remarks are what is known of a fact beside its value.
func (a *app) remarks(f factStatus) []string {
	var list []string
	if f.Internal {
		list = append(list, a.words.internal)
	}
	if f.AsOf != "" {
		list = append(list, fmt.Sprintf(a.words.asOf, f.AsOf))
	}
	if len(f.Sources) > 0 {
		list = append(list, fmt.Sprintf(a.words.sources, strings.Join(f.Sources, ", ")))
	}
	return list
}
