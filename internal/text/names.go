package text

import "strings"

// acronyms are the Lao abbreviations without a vowel that official texts use,
// and ຯລຯ. A list, since nothing in them says that they are no syllables.
var acronyms = codesByFirst(strings.Fields(`
	ສປປ ສປຊ ສສ ສປປລ ປປສ ຂປລ ປກສ ປກຊ ພປປລ ລບຕ ມຊ ສຊ ສພຊ
	ປອ ປທ ປຕ ສຈ ຮສ ດຣ
	ຄສ ພສ
	ກມ ຊມ ມມ ຕມ ຮຕ ກກ ກລ
	ຯລຯ
`))

// acronymAt gives the end of the longest acronym that begins at i, or i.
func acronymAt(c []code, i int) int {
	for _, a := range acronyms[c[i]&127] {
		if begins(c, i, a) {
			return i + len(a)
		}
	}
	return i
}

// begins reports whether a word stands at i and ends there: what follows does
// not cling to its last letter.
func begins(c []code, i int, word []code) bool {
	end := i + len(word)
	return end <= len(c) && string(c[i:end]) == string(word) &&
		(end == len(c) || !clings(rune(c[end])+0x0E80) || is(c[end], x10))
}

// Names are words that lines never break, by their first two characters: they are
// looked for at every place of a text.
type Names struct{ byFirst [128]*[128][][]code }

// NewNames takes names in Lao letters; the parts of a name that has spaces in it
// are kept whole each on its own. What has no Lao in it is passed over.
func NewNames(list []string) *Names {
	var parts []string
	for _, name := range list {
		for s := NormalizeString(Clean(name)); ; {
			i := nextLao(s, 0)
			if i == len(s) {
				break
			}
			s = s[i:]
			end := strings.IndexFunc(s, func(r rune) bool { return !IsLao(r) })
			if end < 0 {
				end = len(s)
			}
			if len(Pieces(s[:end], nil)) > 1 { // one syllable is whole anyway
				parts = append(parts, s[:end])
			}
			s = s[end:]
		}
	}
	n := &Names{}
	for first, list := range codesByFirst(parts) {
		for _, name := range list {
			if n.byFirst[first] == nil {
				n.byFirst[first] = new([128][][]code)
			}
			second := &n.byFirst[first][name[1]&127]
			*second = append(*second, name)
		}
	}
	return n
}

// from lists the names that begin as c does at i.
func (n *Names) from(c []code, i int) [][]code {
	if n == nil || i+1 >= len(c) || n.byFirst[c[i]&127] == nil {
		return nil
	}
	return n.byFirst[c[i]&127][c[i+1]&127]
}

// codesByFirst lists words by their first character, the longer before the
// shorter.
func codesByFirst(words []string) (t [128][][]code) {
	for _, w := range words {
		var c []code
		for _, r := range w {
			c = append(c, code(r-0x0E80))
		}
		list := t[c[0]&127]
		i := 0
		for i < len(list) && len(list[i]) >= len(c) {
			i++
		}
		t[c[0]&127] = append(list[:i:i], append([][]code{c}, list[i:]...)...)
	}
	return t
}
