package render

import "nhipcau/internal/site"

// FactGroup is a part of an item's fact sheet. Title is "" where the facts have
// no group.
type FactGroup struct {
	Title string
	Facts []Fact
}

// Fact is one fact of an item as people read it.
type Fact struct {
	Name    string // the field's
	Label   string
	Values  []FactValue
	Unknown bool // what it says is that it is not known
	Figure  bool // a number, or a range, with its unit
	AsOf    *Day // the day for which it holds, where the fact says so itself
	Sources []Link
}

// Figure is a fact that a page puts first, with a link to the item it is of.
type Figure struct {
	Fact
	Of Link
}

// FactValue is one of the values of a fact.
type FactValue struct {
	Text     string
	Lang     string   // set where it is in another language than the page
	URL      site.URL // of another item, or a file
	Hreflang string   // set where the item's page is in another language
	Href     string   // an address outside the site, instead of URL: https, tel, mailto
	Sample   bool     // the other item is a sample
}

// Table compares the items of a section.
type Table struct {
	Columns []string // their headings, after the items' titles
	Rows    []Row
}

// Row is an item in a table, with a fact for each column. A fact without a name
// is not there.
type Row struct {
	Entry
	Cells []Fact
}

// Filter is how a list can be narrowed: each value has a plain page of its own,
// and a script combines them.
type Filter struct {
	All    site.URL // the whole list
	Total  int      // of items in it
	Data   site.URL // what the script needs
	Groups []FilterGroup
	Sorts  []FilterValue // pages of the whole list in another order
	Closed *FilterValue  // the items that no longer are open; nil where there are none
}

// FilterGroup is a fact by which a list can be narrowed.
type FilterGroup struct {
	Name   string // the field's
	Label  string
	Values []FilterValue
}

// FilterValue is one of the lists that a list can become.
type FilterValue struct {
	Key     string
	Title   string
	Lang    string // set where the title is in another language than the page
	URL     site.URL
	Count   int
	Current bool // the page shows it
	Sample  bool // it is the name of a sample
}
