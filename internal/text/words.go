package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// WordEdge reports whether a word may begin or end at offset i of s. Where words
// are parted by spaces, that is where a letter or digit meets something else.
// Lao has no spaces: there it is where one syllable may end and another begin,
// so far as the letters around show it; ລາວ is found in ຄົນລາວ and not in ລາວີ.
func WordEdge(s string, i int) bool {
	if i <= 0 || i >= len(s) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, n := utf8.DecodeRuneInString(s[i:])
	if !IsLao(before) || !IsLao(after) {
		return !wordRune(before) || !wordRune(after) || IsLao(before) != IsLao(after)
	}
	switch {
	case isPreVowel(after):
		return true // it always begins a syllable
	case isPreVowel(before), clings(after) && after != 'ໆ' && after != 'ຯ':
		return false
	case strings.ContainsRune("ກງຍດນມຢບວ", after) && opensForFinal(s[:i]):
		// The consonant ends the syllable before it unless a vowel of its own
		// follows (Phissamay et al., X8).
		next, _ := utf8.DecodeRuneInString(s[i+n:])
		return clings(next) && next != 'ໆ' && next != 'ຯ' || next == 'ອ' || next == 'ວ'
	}
	return true
}

// opensForFinal reports whether s ends in a syllable that could take a final
// consonant: one that ends in a vowel which takes one, or in a tone mark on it.
func opensForFinal(s string) bool {
	last, n := utf8.DecodeLastRuneInString(s)
	if isTone(last) {
		s = s[:len(s)-n]
		last, n = utf8.DecodeLastRuneInString(s)
	}
	switch {
	case last == signAa, last == 0x0EB1, last >= 0x0EB4 && last <= 0x0EB9, last == 0x0EBB:
		return true
	case clings(last), isPreVowel(last):
		return false
	}
	vowel, _ := utf8.DecodeLastRuneInString(s[:len(s)-n])
	return vowel == vowelE || vowel == vowelEi || vowel == 'ໂ'
}

// wordRune reports whether r may be a part of a word: a letter, digit or mark.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}
