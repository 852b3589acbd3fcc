package terms

import (
	"unicode"
	"unicode/utf8"

	"nhipcau/internal/text"
)

// folded is a text as spellings are compared: in small letters, Latin letters
// without their marks, the ways of writing one Lao sound as one, every kind of
// space, dash and apostrophe as one, no space beside a dash, nothing that is not
// seen. at gives for each byte, and for the end, the offset that it came from.
type folded struct {
	text []byte
	at   []int32
}

// fold fills f anew with s.
func (f *folded) fold(s string) {
	f.text, f.at = make([]byte, 0, len(s)), make([]int32, 0, len(s)+1)
	space := -1 // where a space began that is not written yet
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		switch p := foldRune(r); {
		case p == "":
		case p == " ":
			if space < 0 {
				space = i
			}
		default:
			if last := len(f.text) - 1; space >= 0 && p != "-" && last >= 0 && f.text[last] != '-' {
				f.put(" ", space)
			}
			space = -1
			f.put(p, i)
		}
		i += n
	}
	f.at = append(f.at, int32(len(s)))
}

func (f *folded) put(p string, from int) {
	f.text = append(f.text, p...)
	for range len(p) {
		f.at = append(f.at, int32(from))
	}
}

// The folded forms of what most texts consist of.
var (
	latin    = foldsOf(0, 0x250)
	vietnam  = foldsOf(0x1E00, 0x1F00)
	laoBlock = foldsOf(0x0E80, 0x0F00)
)

func foldsOf(from, to rune) []string {
	list := make([]string, 0, to-from)
	for r := from; r < to; r++ {
		list = append(list, foldSlowly(r))
	}
	return list
}

func foldRune(r rune) string {
	switch {
	case int(r) < len(latin):
		return latin[r]
	case r >= 0x1E00 && r < 0x1F00:
		return vietnam[r-0x1E00]
	case r >= 0x0E80 && r < 0x0F00:
		return laoBlock[r-0x0E80]
	}
	return foldSlowly(r)
}

// foldSlowly says what one character becomes: what it is to a search, but that
// the signs ໆ and ຯ are a part of how a term is written.
func foldSlowly(r rune) string {
	switch r {
	case 'ໆ', 'ຯ':
		return string(r)
	case '-', '\u2010', '\u2011', '\u2012', '–', '—', '\u2212':
		return "-"
	case '\'', '‘', '’', 'ʼ':
		return "'"
	case '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\u00AD':
		return ""
	}
	if unicode.IsSpace(r) {
		return " "
	}
	return text.Fold(string(r))
}

// spelled is a text in small letters with its marks, but for what is no matter of
// spelling: spaces, dashes, apostrophes. Equal, they are spelt alike.
func spelled(s string) string {
	out := make([]byte, 0, len(s))
	space := false
	for _, r := range s {
		switch p := foldRune(r); {
		case p == "":
		case p == " ":
			space = true
		default:
			if last := len(out) - 1; space && p != "-" && last >= 0 && out[last] != '-' {
				out = append(out, ' ')
			}
			space = false
			if p == "-" || p == "'" {
				out = append(out, p...)
			} else {
				out = utf8.AppendRune(out, unicode.ToLower(r))
			}
		}
	}
	return string(out)
}
