package text

import (
	"strings"
	"unicode/utf8"
)

// Encodings in which texts arrive that are not what they seem.
const (
	TCVN3       = "TCVN3"        // ABC fonts: .VnTime and its like
	VNI         = "VNI"          // VNI fonts: VNI-Times and its like
	Windows1252 = "Windows-1252" // UTF-8 that a program took for Windows-1252
)

// tcvn3 gives for each vowel letter, in the order of vowels, the codes of TCVN3,
// as the characters that Windows-1252 has there. Source: TCVN 5712:1993, table
// VN3, which the ABC fonts follow. Its capitals have no tone marks; a font of
// its own shows the small letters as capitals.
var tcvn3 = [...]string{
	"a\u00B5\u00B8\u00B6\u00B7\u00B9", "\u00A8\u00BB\u00BE\u00BC\u00BD\u00C6", "\u00A9\u00C7\u00CA\u00C8\u00C9\u00CB",
	"e\u00CC\u00D0\u00CE\u00CF\u00D1", "\u00AA\u00D2\u00D5\u00D3\u00D4\u00D6", "i\u00D7\u00DD\u00D8\u00DC\u00DE",
	"o\u00DF\u00E3\u00E1\u00E2\u00E4", "\u00AB\u00E5\u00E8\u00E6\u00E7\u00E9", "\u00AC\u00EA\u00ED\u00EB\u00EC\u00EE",
	"u\u00EF\u00F3\u00F1\u00F2\u00F4", "\u00AD\u00F5\u00F8\u00F6\u00F7\u00F9", "y\u00FA\u00FD\u00FB\u00FC\u00FE",
}

// vni gives the same of VNI, which writes most letters with two characters: a
// vowel and a sign for what stands on it. Vowels with a breve and those with a
// circumflex have signs of their own for each tone; ơ and ư have characters of
// their own, as have the letters i and ỵ with their tones. Source: the tables of
// VNI-Windows that were published with its fonts, as comparisons of encodings
// ("Bảng đối chiếu encoding các bộ chữ hiện hành với Unicode") repeat them.
var vni = [...][]string{
	vniRow("a", "øùûõï"), vniSigns("a", "êèéúüë"), vniSigns("a", "âàáåãä"), vniRow("e", "øùûõï"), vniSigns("e", "âàáåãä"),
	{"i", "ì", "í", "æ", "ó", "ò"},
	vniRow("o", "øùûõï"), vniSigns("o", "âàáåãä"), vniRow("ô", "øùûõï"), vniRow("u", "øùûõï"), vniRow("ö", "øùûõï"),
	append(vniRow("y", "øùûõ"), "î"),
}

func vniRow(letter, tones string) []string {
	return append([]string{letter}, vniSigns(letter, tones)...)
}

func vniSigns(letter, signs string) []string {
	var row []string
	for _, s := range signs {
		row = append(row, letter+string(s))
	}
	return row
}

// codes holds how an encoding writes each letter, and back.
type codes struct {
	of map[string]string // one or two characters, by letter
	to map[string]string
}

var (
	tcvn3Codes = codesOf(func(row, tone int) string { return string([]rune(tcvn3[row])[tone]) }, false)
	vniCodes   = codesOf(func(row, tone int) string { return vni[row][tone] }, true)
)

func codesOf(code func(row, tone int) string, capitals bool) codes {
	c := codes{of: map[string]string{}, to: map[string]string{}}
	add := func(letter, code string) {
		if !isASCII(letter) {
			c.of[letter], c.to[code] = code, letter
		}
	}
	for row, letters := range vowels {
		for tone, r := range []rune(letters) {
			add(string(r), code(row, tone))
			if capitals {
				capital := strings.ToUpper(string(r))
				if c := code(row, tone); utf8.RuneCountInString(c) == 2 && r >= utf8.RuneSelf {
					_, n := utf8.DecodeRuneInString(c)
					add(capital, strings.ToUpper(c[:n])+c[n:]) // typed so before a small letter
				}
				add(capital, strings.ToUpper(code(row, tone)))
			}
		}
	}
	if capitals {
		add("đ", "ñ")
		add("Đ", "Ñ")
		return c
	}
	add("đ", "\u00AE")
	for i, r := range []rune("ĂÂÊÔƠƯĐ") {
		add(string(r), string(rune(0xA1+i)))
	}
	return c
}

// decode reads a word of a legacy encoding, as it looks in Windows-1252. ok is
// false where a character beyond ASCII means nothing in it.
func (c codes) decode(word string) (s string, ok bool) {
	var b strings.Builder
	for len(word) > 0 {
		_, n := utf8.DecodeRuneInString(word)
		_, m := utf8.DecodeRuneInString(word[n:])
		if letter, ok := c.to[word[:n+m]]; ok && m > 0 {
			b.WriteString(letter)
			word = word[n+m:]
			continue
		}
		letter, ok := c.to[word[:n]]
		switch {
		case ok:
			b.WriteString(letter)
		case n == 1:
			b.WriteByte(word[0])
		default:
			return "", false
		}
		word = word[n:]
	}
	return b.String(), true
}

// windows1252 lists the characters that Windows-1252 has at 80 to 9F and that
// Latin-1 has not; the places without one stay the control characters.
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ"

var byteOf = func() map[rune]byte {
	m := map[rune]byte{}
	i := byte(0x80)
	for _, r := range windows1252 {
		m[r] = i
		i++
	}
	return m
}()

// byteIn1252 is the byte that a program wrote for a character if it took UTF-8
// for Windows-1252 or for Latin-1.
func byteIn1252(r rune) (b byte, ok bool) {
	if r >= 0x80 && r <= 0xFF {
		return byte(r), true
	}
	b, ok = byteOf[r]
	return b, ok
}
