package locale

import (
	"slices"
	"strings"

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

// SortKeys returns for each item a key; the order of the keys as bytes is the
// order of the items in a dictionary of the language (CLDR's collation, digits
// one by one). Different items have different keys, so the order never depends
// on where it started.
func (l *Locale) SortKeys(items []string) [][]byte {
	// A collator is made anew for each call: it may not be shared by goroutines.
	c := collate.New(language.Make(l.Tag))
	var buf collate.Buffer
	keys := make([][]byte, len(items))
	for i, item := range items {
		key := c.KeyFromString(&buf, item)
		// The item itself decides between items that the collation holds equal,
		// such as two that differ in a zero-width space only. A zero is below
		// every weight.
		keys[i] = slices.Concat(key, []byte{0}, []byte(item))
		buf.Reset()
	}
	return keys
}
