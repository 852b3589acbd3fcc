package text

import (
	"strings"
	"unicode"
)

// Lao characters that rules name. The positions X0 to X10 are those of
// Phissamay et al., "Syllabification of Lao Script for Line Breaking".
const (
	vowelE     = 'ເ'      // X0
	vowelEi    = 'ແ'      // X0; looks like ເ twice
	signAm     = '\u0EB3' // X7: ຳ
	signAa     = '\u0EB2' // X7: າ
	niggahita  = '\u0ECD' // X4: ໍ
	zeroSpace  = '\u200B' // ZERO WIDTH SPACE: a line may break here
	wordJoiner = '\u2060' // WORD JOINER: a line may not break here
)

// IsLao reports whether r belongs to the Lao block, U+0E80 to U+0EFF: letters,
// marks, digits and the signs ໆ and ຯ.
func IsLao(r rune) bool { return r >= 0x0E80 && r <= 0x0EFF }

// HasLao reports whether s contains a Lao character.
func HasLao(s string) bool {
	// In UTF-8 the Lao block is E0 BA 80 to E0 BB BF.
	for {
		i := strings.IndexByte(s, 0xE0)
		if i < 0 || i+1 >= len(s) {
			return false
		}
		if s[i+1] == 0xBA || s[i+1] == 0xBB {
			return true
		}
		s = s[i+1:]
	}
}

// isPreVowel reports whether r is written before the consonant that it belongs
// to and so always begins a syllable (Phissamay et al., X0).
func isPreVowel(r rune) bool { return r >= 'ເ' && r <= 'ໄ' }

// isTone reports whether r is one of the four tone marks ່ ້ ໊ ໋ (X5).
func isTone(r rune) bool { return r >= 0x0EC8 && r <= 0x0ECB }

// isVowelMark reports whether r is stacked on a consonant and stored before
// its tone mark: the vowel marks above and below and ຼ (X2, X3, X4).
func isVowelMark(r rune) bool {
	return r == 0x0EB1 || r >= 0x0EB4 && r <= 0x0EBC || r == niggahita
}

// clings reports whether a Lao r may not be parted from what stands before it:
// marks, the vowels that follow a consonant, ໆ (repeat) and ຯ (and so on).
func clings(r rune) bool {
	switch r {
	case 'ະ', signAa, signAm, 'ຽ', 'ໆ', 'ຯ':
		return true
	}
	return isTone(r) || isVowelMark(r) || r == 0x0ECC || r == 0x0ECE
}

// JoinsWithoutSpace reports whether a line break that the author made inside a
// paragraph, between these two characters, stands for nothing. Between words
// that are parted by spaces it stands for a space; Lao has none, so between two
// Lao characters a space would be a mistake. Closing quotes, brackets and Latin
// letters keep the ordinary rule. A ZERO WIDTH SPACE or WORD JOINER that an
// author typed at the end or the beginning of a line counts as Lao beside Lao.
func JoinsWithoutSpace(before, after rune) bool {
	b, a := IsLao(before), IsLao(after)
	return b && a || b && isJoint(after) || a && isJoint(before)
}

func isJoint(r rune) bool { return r == zeroSpace || r == wordJoiner }

// isMark reports whether r stands on, under or around what is before it.
func isMark(r rune) bool { return r >= 0x0300 && unicode.Is(unicode.M, r) }

// Letters counts what takes room on a line: characters but marks above and below
// others.
func Letters(s string) (n int) {
	for _, r := range s {
		if !isMark(r) {
			n++
		}
	}
	return n
}
