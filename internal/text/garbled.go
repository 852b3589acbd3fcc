package text

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Garbled is a word that was written in another encoding than the one it was
// read in, and what it was meant to be.
type Garbled struct {
	Start, End int
	Encoding   string // TCVN3, VNI or Windows1252
	Mended     string
}

// distinct is how many different words of a legacy encoding a text has to have.
// A French or Spanish name may by chance look like a Vietnamese syllable in one
// of them; Loïc is Lọc in VNI. Three in lines without a Vietnamese letter do not.
const distinct = 3

// FindGarbled finds the words of a text that stand in another encoding: in any
// language UTF-8 that was taken for Windows-1252 (Äá»‹nh), in Vietnamese also the
// fonts of the time before Unicode, TCVN3 (TiÕng ViÖt) and VNI (Tieáng Vieät).
//
// Nothing is said on the strength of single letters. A line in TCVN3 or VNI has
// no letter that only Vietnamese has, words which are no syllables as they stand
// and are some when decoded, and hardly any of which the opposite is true; and
// the text has three such words at least. So lists of foreign names are left
// alone, as are right Vietnamese lines that happen to need no special letter.
func FindGarbled(lang string, b []byte) []Garbled {
	var doubtful []line
	mixed := 0 // signs of UTF-8 read as Windows-1252
	words := map[string]map[string]bool{TCVN3: {}, VNI: {}}
	for start := 0; start < len(b); {
		end := len(b)
		if i := bytes.IndexByte(b[start:], '\n'); i >= 0 {
			end = start + i + 1
		}
		if l, ok := readLine(lang, b[start:end], start); ok {
			mixed += l.signs
			for _, w := range l.words {
				words[l.encoding][w] = true
			}
			doubtful = append(doubtful, l)
		}
		start = end
	}
	var found []Garbled
	for _, l := range doubtful {
		switch {
		case l.encoding == Windows1252 && mixed > 1 && (l.signs > 0 || !l.special), l.encoding != Windows1252 && len(words[l.encoding]) >= distinct:
			found = append(found, l.found...)
		}
	}
	return found
}

// line is a line in which something may be garbled.
type line struct {
	encoding string
	found    []Garbled
	words    []string // those of a legacy encoding that prove something
	signs    int      // of UTF-8 read as Windows-1252; 2 in a text are proof
	special  bool     // it has letters of Vietnamese alone, so that some of it is right
}

// readLine looks at one line, which begins at an offset of the text. ok is false
// if there is nothing to doubt.
func readLine(lang string, b []byte, offset int) (l line, ok bool) {
	taken, special := false, false // whether UTF-8 may have been taken for 1252; whether there are letters of Vietnamese alone
	high := false
	for i := 0; i+1 < len(b); i++ {
		switch c, d := b[i], b[i+1]; {
		case c < utf8.RuneSelf:
		case c == 0xC2, c == 0xC3:
			high = true
			taken = taken || c == 0xC3 && i+2 < len(b) && (b[i+2] == 0xC2 || b[i+2] == 0xC5 || b[i+2] == 0xC6 || b[i+2] == 0xCB || b[i+2] == 0xE2)
		case c == 0xC4 && (d == 0x82 || d == 0x83 || d == 0x90 || d == 0x91), // ăđ
			c == 0xC6 && (d == 0xA0 || d == 0xA1 || d == 0xAF || d == 0xB0), // ơư
			c == 0xE1 && (d == 0xBA || d == 0xBB):                           // ạ to ỹ
			special = true
		}
	}
	if !high || !utf8.Valid(b) {
		return l, false
	}
	if taken {
		if l = mistaken(lang, string(b), offset); l.signs > 0 || lang != "vi" || special {
			l.special = special
			return l, len(l.found) > 0
		}
		// A line may be doubted in two ways, and is in one.
		if n := len(l.found); n > 0 {
			if v := vietnamese(string(b), offset); len(v.words) > n {
				l = v
			}
			return l, true
		}
	}
	if lang != "vi" || special {
		return l, false
	}
	l = vietnamese(string(b), offset)
	return l, len(l.words) > 0
}

// vietnamese reads a line as the legacy encoding that it looks most like.
func vietnamese(s string, offset int) line {
	l, other := legacy(s, offset, TCVN3, tcvn3Codes), legacy(s, offset, VNI, vniCodes)
	if len(other.words) > len(l.words) {
		return other
	}
	return l
}

// legacy reads a line as a legacy encoding. There are no words if it is none.
func legacy(s string, offset int, encoding string, c codes) line {
	l := line{encoding: encoding}
	against := 0
	for at := 0; at < len(s); {
		n := wordEnd(s[at:], encoding)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(s[at:])
			at += n
			continue
		}
		word := s[at : at+n]
		if !isASCII(word) {
			mended, ok := c.decode(word)
			right, meant := isSyllable(word), ok && mended != word && (isSyllable(mended) || isAbbreviation(mended))
			switch {
			case meant && !right && utf8.RuneCountInString(mended) > 1 && isSyllable(mended):
				l.words = append(l.words, mended)
			case !meant:
				against++
			}
			if meant && word != "«" && word != "»" {
				l.found = append(l.found, Garbled{offset + at, offset + at + n, encoding, mended})
			}
		}
		at += n
	}
	if len(l.words) < 3*against {
		return line{}
	}
	return l
}

// wordEnd is how long the word at the beginning of s is: ASCII letters and what
// an encoding has beyond them. TCVN3 has letters where Windows-1252 has signs.
func wordEnd(s, encoding string) int {
	for i, r := range s {
		switch {
		case r|0x20 >= 'a' && r|0x20 <= 'z', r >= 0xC0 && r <= 0xFF && r != '×' && r != '÷':
		case encoding == TCVN3 && r >= 0xA1 && r <= 0xFF:
		default:
			return i
		}
	}
	return len(s)
}

// isAbbreviation reports whether s is one with Đ, as UBNĐ and QĐ are.
func isAbbreviation(s string) bool {
	for _, r := range s {
		if r != 'Đ' && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return strings.Contains(s, "Đ") && len(s) > len("Đ")
}

// mistaken reads a line as UTF-8 that was taken for Windows-1252, and gives whole
// words as they were meant.
func mistaken(lang, s string, offset int) line {
	l := line{encoding: Windows1252}
	for at := 0; at < len(s); {
		end := len(s)
		if i := strings.IndexFunc(s[at:], func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }); i >= 0 {
			end = at + i
		}
		if mended, signs := mendMistaken(lang, s[at:end]); mended != s[at:end] {
			l.signs += signs
			l.found = append(l.found, Garbled{offset + at, offset + end, Windows1252, mended})
		}
		at = end + 1
	}
	return l
}

// mendMistaken decodes what can be decoded of a word. signs says how sure it is:
// 2 for one character of three bytes, 1 for one of two.
func mendMistaken(lang, word string) (mended string, signs int) {
	var b strings.Builder
	for len(word) > 0 {
		r, n, sure := meantBy(lang, word)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(word)
			b.WriteString(word[:n])
		} else {
			b.WriteRune(r)
			signs += sure
		}
		word = word[n:]
	}
	return b.String(), signs
}

// meantBy is the character that the beginning of s was meant to be, and how many
// bytes of s it takes; n is 0 if there is none. How sure that is depends on what
// follows the letter: 0 if it might in some language, as “ĐÃ” ends in what could
// be an Ô; 1 for a sign that would not; 2 for several, or a control character.
func meantBy(lang, s string) (r rune, n, sure int) {
	var buf [utf8.UTFMax]byte
	size, have := 0, 0
	for i, c := range s {
		b, ok := byteIn1252(c)
		if !ok || have == 0 && b < 0xC2 || have > 0 && (b < 0x80 || b > 0xBF) {
			break
		}
		if have == 0 {
			size = 2
			if b >= 0xE0 {
				size = 3
			}
			if b >= 0xF0 {
				return 0, 0, 0
			}
		} else if !strings.ContainsRune("\u00A0«»°‘’“”…–—›•", c) {
			sure = size - 1
			if c < 0xA0 {
				sure = 2
			}
		}
		buf[have] = b
		if have++; have == size {
			r, m := utf8.DecodeRune(buf[:size])
			if m != size || !likely(lang, r) {
				return 0, 0, 0
			}
			return r, i + utf8.RuneLen(c), sure
		}
	}
	return 0, 0, 0
}

// likely reports whether a character is one that texts of a language are made of.
// Three signs of an old Lao font in a row may be a Korean syllable by chance.
func likely(lang string, r rune) bool {
	switch {
	case r < 0xA0:
		return false
	case r < 0x0250: // what European languages and Vietnamese write
		return r <= 0x017F || strings.ContainsRune("ƠơƯư", r)
	case r < 0x0800:
		return r >= 0x0300 && r < 0x0370
	case IsLao(r), r >= 0x1E00 && r < 0x1F00, r >= 0x2000 && r < 0x2C00:
		return unicode.IsPrint(r) || isJoint(r)
	case lang == "vi", lang == "lo", lang == "en":
		return false
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsPunct(r) || unicode.IsDigit(r)
}

// IsLaoFont reports whether what should be Lao is in one of the fonts of the
// time before Unicode, which show Lao letters in place of Latin ones: there is
// hardly any Lao, and more letters and signs of Latin-1 than any language has
// that is written with them. There are many such fonts, and no telling which one
// it is, so there is no conversion.
func IsLaoFont(b []byte) bool {
	lao, high, ascii := 0, 0, 0
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			ascii++
		case c == 0xC2, c == 0xC3:
			high++
		case c == 0xE0 && i+1 < len(b) && (b[i+1] == 0xBA || b[i+1] == 0xBB):
			lao++
		}
	}
	return high >= 40 && high*2 > ascii && lao*2 < high
}
