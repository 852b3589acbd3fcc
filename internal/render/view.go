package render

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"html/template"
	"strings"

	"nhipcau/internal/site"
)

// View is the finished data that one page may see. It is plain data: whatever a
// layout prints was decided before. Two views with one Key, with equal bodies
// and one layout, give the same bytes.
type View struct {
	Kind    Kind
	Section string // where layouts are looked for, walking up
	Lang    string
	Name    string    // the language's name, as it stands in a sentence of its own
	Dir     string    // ltr or rtl
	Frame   *Frame    // what all pages of a language share
	URL     site.URL  // the page's own address
	Base    string    // set where links cannot be relative: the path the site lies at
	Form    site.Form // real, stub or fallback
	NoIndex bool

	Title     string
	TitleLang string // set where the title is in another language
	Summary   string
	BodyLang  string // set where the body is in another language
	BodyName  string // that language's name, in the page's language

	Canonical  string      // absolute
	Alternates []Alternate // hreflang
	Languages  []Language  // the switch: every language of the site
	ReadIn     []Language  // on a stub: where the full text can be read
	OG         OpenGraph
	JSONLD     template.JS
	Feed       site.URL // the feed of this section, or of the nearest

	Crumbs             []Link
	Published, Updated *Day
	AsOf               *Day     // the day for which the page holds
	Contact            *Contact // the unit to ask
	Tags               []Link
	Prev, Next         *Link
	Sample, Draft      bool
	Image              *Picture // nil where the item has none
	News               bool     // an issue of a bulletin, or the list of its issues

	Figures []Figure    // facts that the page puts first
	Facts   []FactGroup // the fact sheet, in the order of the section's fields
	Sources []Link      // where what it says is from
	Closes  *Day        // until when it is open
	Closed  bool        // it is not open any more
	Plan    []Link      // the activities of the plan that it serves
	Filter  *Filter     // of a section's list; nil where it cannot be narrowed
	Table   *Table      // of a section's list; nil where nothing is to be compared

	Glossary *Glossary // the part of it that the page asked for

	Lists    []List  // that the page asked for, and those of what refers to it
	Sections []Entry // directly inside a section
	Entries  []Entry // of a list page
	Total    int     // of all pages of the list
	Pager    *Pager
	Target   site.URL // of a redirect
	Frames   []*Frame // on pages that speak all languages: each language's, in order
}

// Kind says what a page is; layouts are named for it.
type Kind string

const (
	KindHome     Kind = "home"
	KindSection  Kind = "section"
	KindItem     Kind = "item"
	KindTags     Kind = "tags"
	KindTag      Kind = "tag"
	KindChooser  Kind = "chooser"
	KindMissing  Kind = "missing" // 404
	KindRedirect Kind = "redirect"
)

// Frame is what all pages of a language show: made once, shared by reference.
type Frame struct {
	Lang        string
	Name        string // of the language, in itself
	Title       string
	Description string
	Footer      string
	Home        site.URL
	Tags        site.URL // the list of tags; "" where there are none
	Main, Foot  []Link   // the menus
	Calls       []Link   // what the home page calls readers to
	OGLocale    string
}

// Link is an address with its text.
type Link struct {
	Title    string
	Lang     string // set where the title is in another language than the page
	URL      site.URL
	Hreflang string // set where the target is in another language than the page
	Href     string // an address outside the site, instead of URL
	Key      string // of an activity of the plan: its number, such as II.5
	Sample   bool   // the target is a sample
}

// Language is an entry of the language switch.
type Language struct {
	Lang    string
	Name    string // in itself
	Label   string // in the page's language
	URL     site.URL
	Current bool
	Same    bool // leads to this very page, truly translated
}

// Alternate is an hreflang link, absolute.
type Alternate struct{ Lang, Href string }

// OpenGraph is what networks show of a page.
type OpenGraph struct {
	Type      string
	Locale    string
	Others    []string
	Image     string // absolute; never a drawing, which networks do not take
	Width     int    // of the image
	Height    int
	ImageAlt  string
	Published string // RFC 3339
	Modified  string
}

// Day is a day as people and machines read it.
type Day struct{ ISO, Short, Long string }

// Contact is the unit that answers questions about a page.
type Contact struct {
	Name       string
	Lang       string   // set where the name is in another language than the page
	URL        site.URL // "" on the unit's own page
	Hreflang   string   // set where its page is in another language than this one
	Phone, Tel string   // as people read it, and as tel:{{.Tel}} dials it; "" where there is none
	Email      string   // "" where there is none
	Sample     bool
}

// Entry is an item as a list shows it.
type Entry struct {
	Title    string
	Lang     string // set where the title is in another language
	Summary  string
	URL      site.URL
	Date     *Day
	Form     site.Form
	BodyName string // the language of a borrowed body, in the page's language
	Sample   bool
	Count    int // of a tag: its pages
	Image    *Picture

	Phone, Tel, Email string // of a unit, as in Contact

	Facts  []Fact // that the section shows in lists
	Closed bool
}

// Picture is an item's picture, in the sizes that there are of it. Width and
// Height are its proportions, known before it is loaded.
type Picture struct {
	URL           site.URL // of the size to show where a browser does not choose
	Set           []Size   // to choose from, small to large; empty where there is one size only
	Width, Height int      // 0 where a drawing does not say
	Alt           string   // what it shows; "" where it only adorns
	Lang          string   // set where Alt is in another language than the page
	Drawing       bool     // an SVG
}

// Size is one of the sizes of a picture.
type Size struct {
	URL   site.URL
	Width int
}

// List is a list that a page asked for.
type List struct {
	Title   string
	Lang    string
	URL     site.URL
	News    bool // of issues of a bulletin
	Entries []Entry
}

// Glossary is a part of the site's glossary, in the order of a dictionary of the
// page's language.
type Glossary struct {
	Terms   []Term
	Pending int // how many no native reader has agreed to yet
}

// Term is an entry of the glossary.
type Term struct {
	ID      string   // its anchor, the same in every language
	Form    string   // in the page's language
	Avoid   []string // what not to write instead
	Others  []TermForm
	Pending bool // no native reader has agreed to it yet
}

// TermForm is what a term is called in another language.
type TermForm struct{ Lang, Name, Text string }

// Pager leads through the pages of a list.
type Pager struct {
	Page, Pages int
	Newer       site.URL // "" on the first
	Older       site.URL // "" on the last
}

// Body is the text of a page in HTML, with the headings for its contents.
type Body struct {
	HTML     template.HTML
	Contents []Heading
}

// Heading is a line of the contents.
type Heading struct {
	ID, Text string
	Level    int
}

// Key names all that a view holds: equal keys, equal views.
func (v *View) Key() string {
	data, err := json.Marshal(v)
	if err != nil {
		panic("render: a view is plain data: " + err.Error())
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Href writes a link from the page to u: relative, so that the site works at
// any address; from the root where the page itself has no fixed address.
func (v *View) Href(u site.URL) template.URL {
	if v.Base != "" {
		return template.URL(u.At(v.Base))
	}
	return template.URL(u.From(v.URL))
}

// Inside reports whether the page is the one at u or lies below it.
func (v *View) Inside(u site.URL) bool {
	return u != "" && strings.HasPrefix(string(v.URL), string(u))
}
