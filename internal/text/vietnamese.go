package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The vowels that carry a tone mark where two styles of writing differ, each
// without a tone and then with the five: huyền, sắc, hỏi, ngã, nặng.
var toned = [...][]rune{
	[]rune("aàáảãạ"), []rune("eèéẻẽẹ"), []rune("oòóỏõọ"), []rune("uùúủũụ"), []rune("yỳýỷỹỵ"),
	[]rune("AÀÁẢÃẠ"), []rune("EÈÉẺẼẸ"), []rune("OÒÓỎÕỌ"), []rune("UÙÚỦŨỤ"), []rune("YỲÝỶỸỴ"),
}

// tone takes a vowel of the table apart; tone is 0 where there is none, and ok
// is false for all other letters.
func tone(r rune) (vowels []rune, tone int, ok bool) {
	for _, row := range toned {
		for i, v := range row {
			if v == r {
				return row, i, true
			}
		}
	}
	return nil, 0, false
}

// OldTones writes the tone marks of Vietnamese where the older style puts them:
// in a syllable that ends in oa, oe or uy the mark stands on the first of the
// two vowels, hòa, khỏe, thúy; the newer style puts it on the second, hoà, khoẻ,
// thuý. Both are right, and NFC does not unify them. The u of qu is no vowel, so
// quý stays; where a consonant or a third vowel follows, as in hoàn and ngoài,
// the styles do not differ. s must be in NFC; a text without such syllables is
// returned as it is.
func OldTones(s string) string {
	if isASCII(s) {
		return s
	}
	var out []byte
	done := 0
	var before, first rune // the two characters before r
	for i, r := range s {
		if r >= utf8.RuneSelf && secondOf(first, r, before) && endsWord(s[i+utf8.RuneLen(r):]) {
			vowels, t, _ := tone(r)
			one, _, _ := tone(first)
			out = append(out, s[done:i-utf8.RuneLen(first)]...)
			out = utf8.AppendRune(utf8.AppendRune(out, one[t]), vowels[0])
			done = i + utf8.RuneLen(r)
		}
		before, first = first, r
	}
	if done == 0 {
		return s
	}
	return string(append(out, s[done:]...))
}

// secondOf reports whether r, with a tone mark, is the second vowel of oa, oe or
// uy, and first the first one without a mark.
func secondOf(first, r, before rune) bool {
	var seconds string
	switch first {
	case 'o', 'O':
		seconds = "aeAE"
	case 'u', 'U':
		seconds = "yY"
	default:
		return false
	}
	vowels, t, ok := tone(r)
	return ok && t > 0 && strings.ContainsRune(seconds, vowels[0]) && (vowels[0]|0x20 != 'y' || before|0x20 != 'q')
}

// endsWord reports whether no letter and no mark follows.
func endsWord(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return !unicode.IsLetter(r) && !isMark(r)
}
