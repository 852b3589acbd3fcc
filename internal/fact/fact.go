// Package fact holds the typed, language-neutral part of an item: what is
// written once, in the original, and shown in every language.
//
// A Field says what a fact is called and of which kind it is; Read turns the
// text that an author wrote into a Value, or says what is wrong with it. Values
// are read from the text itself, never from a decoded number, so nothing is
// lost or guessed on the way.
//
// The fields here are the ones that every item has. A section's own fields are
// more of the same.
package fact

import (
	"reflect"
	"slices"
	"time"

	"nhipcau/internal/problem"
)

// Kind is the type of a fact.
type Kind int

const (
	KindDay     Kind = iota // a day, or a moment in it
	KindInteger             // a whole number
	KindFlag                // true or false
	KindKeys                // language-neutral keys, such as tags
	KindPlan                // items of the plan's annex, such as II.5
	KindFile                // an attachment
	KindItem                // another item
	KindPhone               // a telephone number
	KindEmail               // an e-mail address

	// Kinds that a section's own fields have beside these.
	KindText    // words, written in each language's file
	KindCode    // an identifier, the same in every language
	KindChoice  // one of the field's options
	KindSpan    // days from and to, or open
	KindNumber  // a number, or a range
	KindPercent // the same in percent
	KindArea
	KindLength
	KindMoney
	KindURL   // an address on the web
	KindImage // a picture among the attachments
	KindLegal // the number of a legal document, such as 1191/QĐ-TTg
)

// Field declares one fact.
type Field struct {
	Name string
	Kind Kind

	// What a section says of its fields; texts are by language.
	Label      []string
	Group      string   // a key of the schema's groups; "" is none
	Options    []Option // of KindChoice
	From       string   // of KindItem: the section that the items lie in; "" is any
	Inverse    []string // of KindItem: the heading of the list on the target's page; nil is no list
	Units      []string // of figures: the codes of units that a value may have, such as ha, USD
	UnitLabel  []string // of KindNumber: what is counted
	Per        []string // of KindMoney: what the price is for
	Bands      []Figure // of figures: where one band of a filter ends and the next begins, ascending
	Required   bool
	Repeated   bool
	Filterable bool
	Sortable   bool
	Internal   bool
}

// IsFigure reports whether the field's values are figures.
func (f *Field) IsFigure() bool { return f.Kind >= KindNumber && f.Kind <= KindMoney }

// Option is one of the values that a choice may have.
type Option struct {
	Key   string
	Names []string // by language
}

// Base lists the facts that every item may have.
var Base = []*Field{
	{Name: "date", Kind: KindDay},
	{Name: "lastmod", Kind: KindDay},
	{Name: "asOf", Kind: KindDay},
	{Name: "publishDate", Kind: KindDay},
	{Name: "expiryDate", Kind: KindDay},
	{Name: "closes", Kind: KindDay},
	{Name: "weight", Kind: KindInteger},
	{Name: "tags", Kind: KindKeys},
	{Name: "plan", Kind: KindPlan},
	{Name: "source", Kind: KindKeys},
	{Name: "image", Kind: KindFile},
	{Name: "contact", Kind: KindItem},
	{Name: "phone", Kind: KindPhone},
	{Name: "email", Kind: KindEmail},
	{Name: "sample", Kind: KindFlag},
}

// Value is what a fact says: one of the types below.
type Value interface{ isValue() }

// Day is a day in the site's time zone; with Clock also a time of that day.
type Day struct {
	time.Time
	Clock bool
}

// Integer is a whole number.
type Integer int

// Flag is a yes or no.
type Flag bool

// Keys are keys in the order in which they were written, each once.
type Keys []string

// File is a path as written, relative to the folder of the item's files.
type File string

// Item is the path of another item as written, as a link to it is.
type Item string

// Email is an e-mail address.
type Email string

// Unknown says that a value is not known: it is never 0, and sorts last.
type Unknown struct{}

// Code is an identifier, the same in every language.
type Code string

// Choice is the key of one of the field's options.
type Choice string

// URL is an address on the web.
type URL string

// Legal is the number of a legal document.
type Legal string

// Many are the values of a repeated field, each once.
type Many []Value

func (Day) isValue()     {}
func (Integer) isValue() {}
func (Flag) isValue()    {}
func (Keys) isValue()    {}
func (File) isValue()    {}
func (Item) isValue()    {}
func (Phone) isValue()   {}
func (Email) isValue()   {}
func (Unknown) isValue() {}
func (Code) isValue()    {}
func (Choice) isValue()  {}
func (URL) isValue()     {}
func (Legal) isValue()   {}
func (Many) isValue()    {}
func (Figure) isValue()  {}
func (Span) isValue()    {}

// Fact is a field with its value and the place where it was written. The value
// is nil when what was written is no value: the fact is there, and a problem
// says what is wrong with it.
type Fact struct {
	Field   *Field
	Value   Value
	At      problem.At
	AsOf    Day      // of a figure that says so itself
	Sources []string // keys of i18n/sources.yaml, of a figure that says so itself
}

// Facts are the facts of one item, in the order of their fields.
type Facts []Fact

// Get returns a fact by name.
func (fs Facts) Get(name string) (Fact, bool) {
	for _, f := range fs {
		if f.Field.Name == name {
			return f, true
		}
	}
	return Fact{}, false
}

// Day returns a fact of KindDay; the zero Day where there is none.
func (fs Facts) Day(name string) Day { return get[Day](fs, name) }

// Integer returns a fact of KindInteger, or 0.
func (fs Facts) Integer(name string) int { return int(get[Integer](fs, name)) }

// Flag returns a fact of KindFlag, or false.
func (fs Facts) Flag(name string) bool { return bool(get[Flag](fs, name)) }

// Keys returns a fact of KindKeys or KindPlan, or nil.
func (fs Facts) Keys(name string) []string { return get[Keys](fs, name) }

// File returns a fact of KindFile, or "".
func (fs Facts) File(name string) string { return string(get[File](fs, name)) }

// Item returns a fact of KindItem, or "".
func (fs Facts) Item(name string) Item { return get[Item](fs, name) }

// Phone returns a fact of KindPhone, or "".
func (fs Facts) Phone(name string) Phone { return get[Phone](fs, name) }

// Email returns a fact of KindEmail, or "".
func (fs Facts) Email(name string) Email { return get[Email](fs, name) }

func get[V Value](fs Facts, name string) V {
	f, _ := fs.Get(name)
	v, _ := f.Value.(V)
	return v
}

// Equal reports whether two values say the same.
func Equal(a, b Value) bool {
	switch x := a.(type) {
	case Day:
		y, ok := b.(Day)
		return ok && x.Clock == y.Clock && x.Equal(y.Time)
	case Phone:
		y, ok := b.(Phone)
		return ok && x.E164() == y.E164()
	case Figure:
		y, ok := b.(Figure)
		if !ok || x.Unit != y.Unit || (x.To == "") != (y.To == "") {
			return false
		}
		fromX, toX := x.Rat()
		fromY, toY := y.Rat()
		return fromX.Cmp(fromY) == 0 && toX.Cmp(toY) == 0
	case Span:
		y, ok := b.(Span)
		return ok && x.Grain == y.Grain && x.Expected == y.Expected && x.From.Equal(y.From) && x.To.Equal(y.To)
	case Many:
		y, ok := b.(Many)
		return ok && slices.EqualFunc(x, y, Equal)
	}
	return reflect.DeepEqual(a, b)
}
