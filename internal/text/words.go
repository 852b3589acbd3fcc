package text

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Edges knows where words of a text may begin and end.
type Edges struct {
	text string
	ends []int // of the syllables, sorted; nil where there is no Lao
}

// EdgesOf finds the edges of words in a text. Where words are parted by spaces,
// that is where a letter or digit meets something else. Lao has no spaces: there
// it is between syllables; ລາວ is found in ຄົນລາວ and not in ລາວີ. Names, which
// may be nil, settle what the letters leave open: ຢູ່|ກວີເຍີນ, and not ຢູ່ກ|ວີ|ເຍີນ.
func EdgesOf(s string, names *Names) Edges {
	e := Edges{text: s}
	if !HasLao(s) {
		return e
	}
	for _, p := range slices.Concat(Pieces(s, nil), Pieces(s, names)) {
		e.ends = append(e.ends, p.End)
	}
	slices.Sort(e.ends)
	return e
}

// At reports whether a word may begin or end at offset i.
func (e Edges) At(i int) bool {
	if i <= 0 || i >= len(e.text) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(e.text[:i])
	after, _ := utf8.DecodeRuneInString(e.text[i:])
	if !IsLao(before) || !IsLao(after) {
		return !wordRune(before) || !wordRune(after) || IsLao(before) != IsLao(after)
	}
	if after == 'ໆ' || after == 'ຯ' {
		return true
	}
	_, found := slices.BinarySearch(e.ends, i)
	return found
}

// wordRune reports whether r may be a part of a word: a letter, digit or mark.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}
