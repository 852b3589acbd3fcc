// Package terms finds names and terms in prose.
//
// A Finder knows the forms of one language. It reads a text once, and at each
// place where a word may begin it walks down a tree of all forms at the same
// time, so that the time does not grow with their number. The tree is made of
// folded text, in which spellings of one word are alike (fold.go); what is found
// is then compared with the forms as they are written. So one walk tells a form
// that is spelt as agreed from one that is spelt in another way.
//
// # What counts as a word
//
// Where words are parted by spaces, a form is found only as whole words. In Lao
// it is found between syllables (text.Edges). English words are found in
// their usual inflections (inflect.go). A name counts only with its capitals:
// "Lào" is a country, "thuốc lào" is tobacco.
package terms

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"nhipcau/internal/text"
)

// Form is one way to write a term in the language of a Finder.
type Form struct {
	Term  int    // whatever the caller counts
	Text  string // as it is written
	Name  bool   // it names one thing, and so has one spelling
	Avoid bool   // it should not be written
}

// Spelling says how a form is written where it was found.
type Spelling int

const (
	AsAgreed      Spelling = iota // letter by letter, capitals apart
	OtherMarks                    // the same word by rule: hoà for hòa, ຫນ for ໜ
	OtherSpelling                 // a name without its marks, with others, or with its words run together
)

// Match is a form that was found.
type Match struct {
	Start, End int // in the text
	Form       int // index of the Form
	Spelling   Spelling
	Small      bool // a name without its capitals: perhaps a common word
}

// Finder finds forms. It never changes once made, so many goroutines may use it.
type Finder struct {
	forms    []Form
	patterns []pattern
	names    *text.Names // what may be found, in Lao
	nodes    []node
	first    [256]int32 // the children of the root
}

// pattern is something to look for.
type pattern struct {
	form    int
	text    string
	spelled string // what it is spelt as, if it is AsAgreed
	other   bool   // however it is spelt, it is OtherSpelling
	capital int    // which of its words has to have a capital; -1 is none
}

// node is a place in the tree of what is looked for.
type node struct {
	keys     []byte
	next     []int32
	patterns []int32
}

// New makes a Finder for forms of a language. Agreed names are also found in
// other spellings: akin lists, for a Term, what it is called in other languages,
// since names are often copied from there (Viet Nam beside Vietnam).
func New(lang string, forms []Form, akin func(term int) []string) *Finder {
	f := &Finder{forms: forms, nodes: make([]node, 1)}
	for i, form := range forms {
		for _, s := range inflections(lang, form.Text) {
			f.add(s, pattern{form: i, text: s, spelled: spelled(s), capital: capitalOf(s, form)})
		}
		if form.Name && !form.Avoid {
			for _, s := range otherSpellings(form.Text, akin(form.Term)) {
				f.add(s, pattern{form: i, other: true, capital: 0})
			}
		}
	}
	var names []string
	for _, p := range f.patterns {
		names = append(names, p.text)
	}
	f.names = text.NewNames(names)
	return f
}

// capitalOf is the word of a form whose capital tells it from common words: the
// last that has one, as "khu kinh tế Nhơn Hội" is written too.
func capitalOf(s string, form Form) int {
	if !form.Name && !form.Avoid {
		return -1
	}
	capital := -1
	for i, w := range words(s) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
			capital = i
		}
	}
	return capital
}

// words are the parts of a name.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { p := foldRune(r); return p == " " || p == "-" })
}

// otherSpellings lists how a name is also found: its words run together; and as
// in another language, if it is the same but for spaces and marks.
func otherSpellings(name string, akin []string) []string {
	joined := joinedFold(name)
	if text.HasLao(name) || len(joined) < 6 {
		return nil // too short to tell
	}
	var list []string
	for _, s := range append([]string{name}, akin...) {
		if joinedFold(s) != joined {
			continue
		}
		if len(words(s)) > 1 {
			list = append(list, strings.Join(words(s), ""), strings.Join(words(s), " "))
		}
	}
	return list
}

func joinedFold(s string) string { return strings.Join(words(text.Fold(s)), "") }

// add puts a pattern into the tree.
func (f *Finder) add(s string, p pattern) {
	var fs folded
	fs.fold(s)
	if len(fs.text) == 0 {
		return
	}
	at := int32(0)
	for _, c := range fs.text {
		n := &f.nodes[at]
		if i := slices.Index(n.keys, c); i >= 0 {
			at = n.next[i]
			continue
		}
		to := int32(len(f.nodes))
		n.keys, n.next = append(n.keys, c), append(n.next, to)
		if at == 0 {
			f.first[c] = to
		}
		f.nodes = append(f.nodes, node{})
		at = to
	}
	f.patterns = append(f.patterns, p)
	f.nodes[at].patterns = append(f.nodes[at].patterns, int32(len(f.patterns)-1))
}

// Find lists all forms in a text, also those inside of others: in the order in
// which they begin, the longest first.
func (f *Finder) Find(s string) []Match {
	if len(f.forms) == 0 {
		return nil
	}
	var fs folded
	fs.fold(s)
	edges := text.EdgesOf(s, f.names)
	var found []Match
	for i := range fs.text {
		at := f.first[fs.text[i]]
		if at == 0 || i > 0 && fs.at[i] == fs.at[i-1] || !edges.At(int(fs.at[i])) {
			continue
		}
		first := len(found)
		for j := i + 1; at != 0; j++ {
			if n := &f.nodes[at]; len(n.patterns) > 0 && (j == len(fs.text) || fs.at[j] != fs.at[j-1]) {
				if end := endOf(s, &fs, j); edges.At(end) {
					found = f.judge(found, s, int(fs.at[i]), end, n.patterns)
				}
			}
			if j == len(fs.text) {
				break
			}
			at = f.child(at, fs.text[j])
		}
		slices.Reverse(found[first:])
	}
	return found
}

func (f *Finder) child(at int32, c byte) int32 {
	n := &f.nodes[at]
	for i, k := range n.keys {
		if k == c {
			return n.next[i]
		}
	}
	return 0
}

// endOf is where the character ends whose folded form ends before j, with its
// marks.
func endOf(s string, fs *folded, j int) int {
	end := int(fs.at[j-1])
	_, n := utf8.DecodeRuneInString(s[end:])
	for end += n; end < int(fs.at[j]); end += n {
		var r rune
		if r, n = utf8.DecodeRuneInString(s[end:]); !unicode.IsMark(r) {
			break
		}
	}
	return end
}

// judge adds what stands at a place: of the patterns that fold like it those
// that are spelt like it, else those of which it is another spelling.
func (f *Finder) judge(found []Match, s string, start, end int, patterns []int32) []Match {
	is := spelled(s[start:end])
	old := text.OldTones(is)
	best, from := OtherSpelling+1, len(found)
	for _, i := range patterns {
		p := f.patterns[i]
		form := f.forms[p.form]
		how := OtherSpelling
		switch {
		case p.other || is != p.spelled && old != text.OldTones(p.spelled) && !text.HasLao(is):
		case is == p.spelled:
			how = AsAgreed
		default:
			how = OtherMarks
		}
		if how == OtherSpelling && (!form.Name || form.Avoid || !capitals(s[start:end])) || how > AsAgreed && form.Avoid {
			continue
		}
		if how == OtherSpelling && !p.other && len(words(form.Text)) < 2 {
			continue // An Lão and Lào are two places
		}
		small := !capitalAt(s[start:end], p.capital)
		if form.Avoid && p.capital >= 0 && !sameCapitals(s[start:end], p.text) {
			continue
		}
		switch {
		case how > best:
			continue
		case how < best:
			found, best = found[:from], how
		}
		if !slices.ContainsFunc(found[from:], func(m Match) bool { return m.Form == p.form }) {
			found = append(found, Match{start, end, p.form, how, small})
		}
	}
	return found
}

// capitalAt reports whether the nth word of s begins with a capital, or the
// first if there are not as many; true if none has to.
func capitalAt(s string, n int) bool {
	if n < 0 {
		return true
	}
	list := words(s)
	if n >= len(list) {
		n = 0
	}
	r, _ := utf8.DecodeRuneInString(list[n])
	return unicode.IsUpper(r)
}

// sameCapitals reports whether s, which is spelt like form, is so with its
// capitals too, or in capitals only.
func sameCapitals(s, form string) bool {
	s, form = strings.Join(words(s), " "), strings.Join(words(form), " ")
	return s == form || s == strings.ToUpper(s)
}

// capitals reports whether every word of s begins with a capital.
func capitals(s string) bool {
	for _, w := range words(s) {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// Longest keeps of matches those that lie in no other: the longest first, of
// those that overlap the one that begins first.
func Longest(found []Match) []Match {
	var kept []Match
	end := 0
	for i, m := range found {
		switch {
		case m.Start >= end:
			end = m.End
			kept = append(kept, m)
		case i > 0 && len(kept) > 0 && m.Start == kept[len(kept)-1].Start && m.End == kept[len(kept)-1].End:
			kept = append(kept, m) // two terms that are written alike
		}
	}
	return kept
}
