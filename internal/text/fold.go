package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold writes s in lower case and Latin letters without their marks: "Đắk Lắk"
// becomes "dak lak". The marks fall by decomposition (NFD); đ and a few other
// letters, which Unicode does not decompose, are named here. Of Lao, which pages
// of one press spell in several ways, it keeps what a search should tell apart;
// see foldLao. Other scripts keep their letters and marks.
func Fold(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	latin := true
	for _, r := range norm.NFD.String(s) {
		r = unicode.ToLower(r)
		switch {
		case r < utf8.RuneSelf:
			b.WriteByte(byte(r))
		case r >= 0x0300 && r <= 0x036F: // combining diacritical marks
		case whole(r) != "":
			b.WriteString(whole(r))
		case IsLao(r):
			latin = false
			b.WriteString(foldLao(r))
		default:
			latin = false
			b.WriteRune(r)
		}
	}
	if latin {
		return b.String()
	}
	return norm.NFC.String(b.String()) // Hangul and kana were taken apart too
}

// foldLao says what a Lao character is to a search. One sound has one spelling:
// ໜ is ຫນ, ໝ is ຫມ, ຣ is ລ, and so are ຫຼ and ຫຣ ຫລ. Digits are ASCII, and the
// signs ໆ (again) and ຯ (and so on) are left out. All else is itself.
func foldLao(r rune) string {
	switch {
	case r == 'ໜ':
		return "ຫນ"
	case r == 'ໝ':
		return "ຫມ"
	case r == 'ຼ', r == 'ຣ':
		return "ລ"
	case r == 'ໆ', r == 'ຯ':
		return ""
	case r >= '໐' && r <= '໙':
		return string('0' + r - '໐')
	}
	return string(r)
}

// whole gives the ASCII spelling of a Latin letter that does not decompose.
func whole(r rune) string {
	switch r {
	case 'đ', 'ð':
		return "d"
	case 'ø':
		return "o"
	case 'ł':
		return "l"
	case 'ħ':
		return "h"
	case 'ı':
		return "i"
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	}
	return ""
}

// Slug makes a part of an address: s folded, every run of anything but a-z and
// 0-9 a hyphen, none at the ends. It is empty where nothing is left, as in Lao.
func Slug(s string) string {
	if isSlug(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range Fold(s) {
		if !slugRune(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

// FileName folds a file's name as Slug does but keeps the dots that part it
// from its endings: "Bản đồ.EN.pdf" becomes "ban-do.en.pdf". It is empty if
// nothing is left of the name before the first dot.
func FileName(s string) string {
	var b strings.Builder
	for i, part := range strings.Split(s, ".") {
		part = Slug(part)
		switch {
		case part == "" && i == 0:
			return ""
		case part == "":
			continue
		case i > 0:
			b.WriteByte('.')
		}
		b.WriteString(part)
	}
	return b.String()
}

func slugRune(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }

// isSlug reports whether s is a slug already, as nearly all names on disk are.
func isSlug(s string) bool {
	before := byte('-')
	for i := range len(s) {
		c := s[i]
		if !slugRune(rune(c)) && (c != '-' || before == '-') {
			return false
		}
		before = c
	}
	return before != '-' || s == ""
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
