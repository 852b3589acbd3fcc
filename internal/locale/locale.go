// Package locale knows how each language writes what is not prose: days,
// numbers, sizes, lists, the names of languages, the order of words; and it
// holds the interface strings, the short texts that are the theme's and not an
// author's ("Read more", "3 items").
//
// What it knows comes from two places. The tables in cldr.go are generated
// from CLDR, the Unicode project's data, so that a further language is a tag in
// the generator (gen/generate.mjs) and no Go. Where CLDR is right in general
// but not on an official Vietnamese page, our own reviewed patterns in
// reviewed.go win.
//
// Language is a value here and never a state: Find gives a *Locale, which never
// changes and may be used by any number of goroutines.
//
//	vi, _ := locale.Find("vi")
//	vi.Date(day, "long")     // ngày 05 tháng 9 năm 2022
//	vi.Decimal("1374.50")    // 1.374,50
//	vi.NameOf("lo")          // Tiếng Lào
package locale

import (
	"unicode"
	"unicode/utf8"
)

// Locale is how one language writes. It is immutable.
type Locale struct {
	Tag string // the language's tag, such as vi

	names       map[string]string // of languages, in this one
	dir         string
	og          string
	decimal     string // between the whole part and the rest
	group       string // between groups of three digits
	minus       string
	minGrouping int    // digits before the first group, from which on to group
	percent     string // {0} is the number
	between     string // the ends of a range
	list        separators
	months      [12]string
	monthsShort [12]string
	era         string // of the years after Christ
	dates       datePatterns
}

// Find returns the locale of a language tag. For a language without tables it
// returns false and a locale that is plain but safe to show: days as
// 2022-09-05, digits without groups, the tag as the language's name.
func Find(tag string) (*Locale, bool) {
	for i := range locales {
		if locales[i].Tag == tag {
			return &locales[i], true
		}
	}
	return &Locale{
		Tag:     tag,
		dir:     "ltr",
		decimal: ".",
		minus:   "-",
		percent: "{0}%",
		between: "–",
		list:    separators{", ", ", ", ", ", ", "},
		dates:   datePatterns{short: "y-MM-dd", long: "y-MM-dd", month: "y-MM"},
	}, false
}

// Tags lists the languages that there are tables for.
func Tags() []string {
	tags := make([]string, len(locales))
	for i := range locales {
		tags[i] = locales[i].Tag
	}
	return tags
}

// Name is the language's name in itself, as a label: Tiếng Việt, English, ລາວ.
func (l *Locale) Name() string { return l.NameOf(l.Tag) }

// NameOf is the name of a language in this one, as a label: in vi, en is
// Tiếng Anh. A language that the tables do not name is its tag.
func (l *Locale) NameOf(tag string) string {
	if name, ok := l.names[tag]; ok {
		return name
	}
	return tag
}

// NameInText is the name of a language in this one as it stands inside a
// sentence: tiếng Anh, Vietnamese, ພາສາຫວຽດນາມ. The interface strings that have
// {{.Language}} expect this form.
func (l *Locale) NameInText(tag string) string {
	name, ok := l.names[tag]
	if !ok {
		return tag
	}
	form := namesInText[l.Tag]
	if form.lower {
		r, size := utf8.DecodeRuneInString(name)
		name = string(unicode.ToLower(r)) + name[size:]
	}
	return form.prefix + name
}

// Dir is the direction of the script, ltr or rtl, as in HTML's dir.
func (l *Locale) Dir() string { return l.dir }

// OG is the language with its main country, as Open Graph wants it: vi_VN. It
// is empty for a language without tables.
func (l *Locale) OG() string { return l.og }
