package lines

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// hasApostrophe reports whether there is one as keyboards have it, as it is or as
// a reference, in the way of Go's templates.
func hasApostrophe(b []byte) bool {
	return bytes.IndexByte(b, '\'') >= 0 || bytes.Contains(b, []byte("&#39;"))
}

// apostrophes has those of a line written as printers set them: province’s,
// Cư M’gar, investors’. Marks that stand around words are quotation marks, which
// differ from language to language; they are left as they are, and so is code.
func (d *document) apostrophes() {
	code := 0 // elements around the text in which every sign counts
	quoted := false
	before := rune(0)
	for n, t := range d.group {
		switch t.kind {
		case thing:
			before = 0
		case opening:
			if d.isCode(t) {
				code++
			}
		case closing:
			if d.isCode(t) {
				code--
			}
		case words:
			for i := t.start; i < t.end; {
				r, size := rune('\''), len("&#39;")
				if !bytes.HasPrefix(d.in[i:t.end], []byte("&#39;")) {
					r, size = utf8.DecodeRune(d.in[i:t.end])
				}
				if r == '\'' && code == 0 {
					after := d.runeAt(n, i+size)
					inside := (isWord(before) || unicode.IsDigit(before)) && unicode.IsLetter(after)
					behind := isWord(before) && !isWord(after) && !quoted
					if inside || behind {
						d.swaps = append(d.swaps, swap{i, i + size, "’"})
					} else {
						quoted = isWord(after)
					}
				}
				before = r
				i += size
			}
		}
	}
}

// runeAt gives the character of the line at an offset in its n-th token or behind
// that, 0 if there is none.
func (d *document) runeAt(n, i int) rune {
	for ; n < len(d.group) && d.group[n].kind != thing; n++ {
		if t := d.group[n]; t.kind == words && max(i, t.start) < t.end {
			r, _ := utf8.DecodeRune(d.in[max(i, t.start):t.end])
			return r
		}
	}
	return 0
}

// isWord reports whether r is part of a word: a letter, or a mark on one.
func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// isCode reports whether a tag is of an element around code.
func (d *document) isCode(tag token) bool {
	switch name, _ := tagName(d.in[tag.start:tag.end]); string(name) {
	case "code", "kbd", "samp", "var":
		return true
	}
	return false
}
