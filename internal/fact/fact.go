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
	"regexp"
	"strconv"
	"strings"
	"time"

	"nhipcau/internal/locale"
	"nhipcau/internal/problem"
	"nhipcau/internal/source"
	"nhipcau/internal/text"
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
	}
	return reflect.DeepEqual(a, b)
}

// Grammar is what the reading of a value depends on beside its field.
type Grammar struct {
	File   string
	Zone   *time.Location // of days without a time zone
	Locale *locale.Locale // of the language of the file
	Lang   int            // its index among the site's languages
}

// Read reads the value of a field. The value is nil when it is refused.
func Read(f *Field, n *source.Node, g Grammar) (Value, []problem.Problem) {
	at := n.At(g.File)
	if n.IsEmpty() {
		return nil, one("value-empty", at, "key", f.Name)
	}
	switch f.Kind {
	case KindKeys, KindPlan:
		return readKeys(f, n, g)
	}
	if n.Kind != source.Scalar {
		return nil, one("value-not-single", at, "key", f.Name)
	}
	s := strings.TrimSpace(n.Text)
	switch f.Kind {
	case KindDay:
		d, ok := ParseDay(s, g)
		if !ok {
			return nil, one("date-wrong", at, "key", f.Name, "value", s)
		}
		return d, nil
	case KindInteger:
		i, err := strconv.Atoi(s)
		if err != nil || i < -1e6 || i > 1e6 {
			return nil, one("number-wrong", at, "key", f.Name, "value", s)
		}
		return Integer(i), nil
	case KindFlag:
		switch s {
		case "true":
			return Flag(true), nil
		case "false":
			return Flag(false), nil
		}
		return nil, one("flag-wrong", at, "key", f.Name, "value", s)
	case KindFile:
		return File(s), nil
	case KindItem:
		return Item(s), nil
	case KindPhone:
		return readPhone(f, s, at)
	case KindEmail:
		if !text.IsMail(s) {
			return nil, one("email-wrong", at, "key", f.Name, "value", s)
		}
		return Email(s), nil
	}
	panic("fact: field " + f.Name + " has no kind")
}

func readKeys(f *Field, n *source.Node, g Grammar) (Value, []problem.Problem) {
	nodes := n.Items
	if n.Kind == source.Scalar {
		nodes = []*source.Node{n}
	}
	var ps []problem.Problem
	keys := Keys{}
	seen := map[string]bool{}
	for _, k := range nodes {
		at := k.At(g.File)
		s := strings.TrimSpace(k.Text)
		switch {
		case k.Kind != source.Scalar || n.Kind == source.Map:
			ps = append(ps, problem.New("value-not-list", at, "key", f.Name))
		case s == "":
			ps = append(ps, problem.New("value-empty", at, "key", f.Name))
		case f.Kind == KindPlan && !planItem.MatchString(s):
			ps = append(ps, problem.New("plan-wrong", at, "value", s))
		case f.Kind == KindKeys && text.Slug(s) != s:
			ps = append(ps, problem.New("tag-wrong", at, "value", s, "proposal", text.Slug(s)))
		case seen[s]:
			ps = append(ps, problem.New("value-doubled", at, "key", f.Name, "value", s))
		default:
			seen[s] = true
			keys = append(keys, s)
		}
	}
	if len(nodes) == 0 {
		ps = append(ps, problem.New("value-not-list", n.At(g.File), "key", f.Name))
	}
	return keys, ps
}

// An item of the plan's annex: its group in Roman figures, a dot, its number.
var planItem = regexp.MustCompile(`^(I|II|III|IV)\.[1-9][0-9]?$`)

var (
	isoDay  = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	slashes = regexp.MustCompile(`^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})$`)
)

// slashes reports whether the language writes days as 05/9/1962.
func (g Grammar) slashes() bool {
	return g.Locale != nil && strings.Count(g.Locale.Date(time.Date(2022, 9, 5, 0, 0, 0, 0, time.UTC), "short"), "/") == 2
}

// ParseDay reads 2022-09-05, 2022-09-05T08:30 (also with seconds or an offset
// such as +07:00) and, where the language writes it so, 05/9/2022. No site tells
// of a day before the year 1000; the first of the year 1 would be taken for none.
func ParseDay(s string, g Grammar) (Day, bool) {
	d, ok := parseDay(s, g)
	if !ok || d.Year() < 1000 {
		return Day{}, false
	}
	return d, true
}

func parseDay(s string, g Grammar) (Day, bool) {
	if isoDay.MatchString(s) {
		t, err := time.ParseInLocation("2006-01-02", s, g.Zone)
		return Day{Time: t}, err == nil
	}
	if m := slashes.FindStringSubmatch(s); m != nil && g.slashes() {
		t, err := time.ParseInLocation("2/1/2006", strings.TrimPrefix(m[1], "0")+"/"+strings.TrimPrefix(m[2], "0")+"/"+m[3], g.Zone)
		return Day{Time: t}, err == nil
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02T15:04Z07:00", time.RFC3339} {
		if t, err := time.ParseInLocation(layout, s, g.Zone); err == nil {
			return Day{Time: t.In(g.Zone), Clock: true}, true
		}
	}
	return Day{}, false
}

func one(code string, at problem.At, args ...string) []problem.Problem {
	return []problem.Problem{problem.New(code, at, args...)}
}
