package locale

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// separators are what stands between the items of a list: two alone, or of
// more the first two, those in the middle, the last two.
type separators struct{ two, start, middle, end string }

// List joins items as a sentence does: A, B và C.
func (l *Locale) List(items []string) string {
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	case 2:
		return items[0] + l.list.two + items[1]
	default:
		middle := strings.Join(items[1:n-1], l.list.middle)
		return items[0] + l.list.start + middle + l.list.end + items[n-1]
	}
}

// order lists, for languages whose dictionaries do not begin with Latin letters,
// the scripts that go before all others (CLDR's [reorder …]). x/text/collate knows
// no such rule, so here the first letter of an item decides; where items differ
// in script only further on, Latin goes first.
var order = map[string][][]*unicode.RangeTable{
	"lo": {{unicode.Lao}},
	"km": {{unicode.Khmer}},
	"th": {{unicode.Thai}},
	"ko": {{unicode.Hangul, unicode.Han}},
	"ja": {{unicode.Latin}, {unicode.Hiragana, unicode.Katakana, unicode.Han}},
}

// ignoresSpaces names the languages in which spaces and other signs count for
// nothing (CLDR's alternate=shifted).
var ignoresSpaces = map[string]bool{"th": true}

// rank is where the first letter of an item has its place: 0 for an item that
// begins with something else, which goes before all letters.
func rank(tag, item string) byte {
	groups := order[tag]
	for _, r := range item {
		switch {
		case unicode.IsDigit(r):
			return 0
		case !unicode.IsLetter(r):
			continue
		}
		for i, scripts := range groups {
			if unicode.In(r, scripts...) {
				return byte(i + 1)
			}
		}
		return byte(len(groups) + 1)
	}
	return 0
}

// SortKeys returns for each item a key; the order of the keys as bytes is the
// order of the items in a dictionary of the language (CLDR's collation, digits
// one by one). Different items have different keys, so the order never depends
// on where it started.
func (l *Locale) SortKeys(items []string) [][]byte {
	// A collator is made anew for each call: it may not be shared by goroutines.
	tag := language.Make(l.Tag)
	if ignoresSpaces[l.Tag] {
		tag = language.Make(l.Tag + "-u-ka-shifted")
	}
	c := collate.New(tag, collate.OptionsFromTag(tag))
	var buf collate.Buffer
	keys := make([][]byte, len(items))
	for i, item := range items {
		key := c.KeyFromString(&buf, item)
		// The item itself decides between items that the collation holds equal,
		// such as two that differ in a zero-width space only. A zero is below
		// every weight.
		keys[i] = slices.Concat([]byte{rank(l.Tag, item)}, key, []byte{0}, []byte(item))
		buf.Reset()
	}
	return keys
}
