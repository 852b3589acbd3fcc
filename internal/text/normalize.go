package text

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalize gives the one form in which nhipcau keeps a source text: Unicode's
// NFC, and of the ways in which Lao can be typed that look the same on paper
// the one that is correct:
//
//	ໍ + tone? + າ            → tone? + ຳ        ນໍ້າ → ນ້ຳ
//	ຳ + tone                → tone + ຳ
//	tone + vowel mark       → vowel mark + tone
//	ເ + ເ                   → ແ
//
// NFC does none of these: for Unicode ຈໍາ and ຈຳ are different words. The order
// vowel mark, tone, ຳ is that of Phissamay et al., positions X2 to X7.
//
// Right text is never changed and b itself is returned then; normalising twice
// is the same as once.
func Normalize(b []byte) []byte {
	i := settled(b)
	if i == len(b) {
		return b
	}
	if !norm.NFC.IsNormal(b[i:]) {
		return orderLao(norm.NFC.Bytes(b), 0)
	}
	return orderLao(b, i)
}

// NormalizeString is Normalize for a string.
func NormalizeString(s string) string {
	if settled(s) == len(s) {
		return s
	}
	return string(Normalize([]byte(s)))
}

// settled returns how many bytes at the beginning of b need no normalisation,
// whatever comes after them: ASCII, Latin letters with their marks (which is
// all of Vietnamese), ordinary punctuation, and rightly spelt Lao. What remains
// begins with the last character that is not Lao, since a combining mark that
// follows could change it. Nearly all text is settled; Unicode's own check is
// ten times slower.
func settled[T string | []byte](b T) int {
	start := 0
	var last, last2 rune // the two characters before, if they are Lao
	for i := 0; i < len(b); {
		c := b[i]
		n := 1
		switch {
		case c < utf8.RuneSelf:
		case c < 0xCC: // to U+02FF
			n = 2
		case i+2 >= len(b):
			return start
		case c == 0xE1 && b[i+1] >= 0xB8 && b[i+1] <= 0xBB: // U+1E00 to U+1EFF
			n = 3
		case c == 0xE2 && b[i+1] == 0x80 && b[i+2] >= 0x82: // U+2002 to U+203F
			n = 3
		case c == 0xE0 && b[i+1]|1 == 0xBB: // Lao
			r := laoRune(b[i+1], b[i+2])
			if misspelt(r, last, last2) || misplaced(r, last) {
				return start
			}
			last, last2 = r, last
			i += 3
			continue
		default:
			return start
		}
		last, last2 = 0, 0
		start = i
		i += n
	}
	return len(b)
}

// laoRune decodes the second and third byte of a Lao character, which in UTF-8
// is E0 BA 80 to E0 BB BF.
func laoRune(b1, b2 byte) rune { return rune(b1&0x3F)<<6 | rune(b2&0x3F) }

// misspelt reports whether a Lao rule may change r after the two before it.
func misspelt(r, last, last2 rune) bool {
	switch {
	case last == 0:
		return false
	case r == signAa:
		return last == niggahita || last2 == niggahita && isTone(last)
	case isTone(r):
		return last == signAm
	case isVowelMark(r):
		return isTone(last)
	}
	return r == vowelE && last == vowelE
}

// misplaced reports whether NFC would put r before last: Unicode gives marks
// below the classes 9 and 118, tone marks 122, other Lao characters 0.
func misplaced(r, last rune) bool {
	return r == 0x0EBA && (last == 0x0EB8 || last == 0x0EB9)
}

// isBelow reports whether r is one of the marks below, which NFC itself puts
// before a tone mark.
func isBelow(r rune) bool { return r >= 0x0EB8 && r <= 0x0EBA }

// orderLao applies the Lao rules to b, which is in NFC, from offset from on.
func orderLao(b []byte, from int) []byte {
	start := firstMisspelt(b, from)
	if start < 0 {
		return b
	}
	o := orderer{out: append(make([]byte, 0, len(b)), b[:start]...)}
	for i := start; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		i += n
		if !IsLao(r) {
			o.out = append(o.out, b[i-n:i]...)
			continue
		}
		next, _ := utf8.DecodeRune(b[i:])
		o.add(r, next)
	}
	if bytes.Equal(o.out, b) {
		return b
	}
	return o.out
}

// firstMisspelt returns the offset of the first Lao character that a rule may
// change together with those before it, or -1.
func firstMisspelt(b []byte, from int) int {
	var last, last2 rune // as in settled
	for i := from; i+2 < len(b); {
		if b[i] != 0xE0 || b[i+1]|1 != 0xBB {
			last, last2 = 0, 0
			i++
			continue
		}
		r := laoRune(b[i+1], b[i+2])
		if misspelt(r, last, last2) {
			return i
		}
		last, last2 = r, last
		i += 3
	}
	return -1
}

// orderer writes Lao characters, each to its place near the end of out. Every
// rule moves a character by one place at most and only where the spelling is
// plain: no two tone marks on one consonant, no marks of other scripts. So the
// work is linear and what is written needs no second reading.
type orderer struct{ out []byte }

func (o *orderer) add(r, next rune) {
	switch {
	case r == signAa:
		o.addAa()
	case isTone(r):
		o.addTone(r)
	case isVowelMark(r) && isTone(o.last(0)) && !isTone(o.last(1)) && (isBelow(r) || !foreignMark(next)):
		tone := o.drop()
		o.put(r)
		o.put(tone)
	case r == vowelE && o.last(0) == vowelE:
		o.drop()
		o.put(vowelEi)
	default:
		o.put(r)
	}
}

// addAa writes າ, or ຳ where a ໍ is waiting for it.
func (o *orderer) addAa() {
	switch {
	case o.last(0) == niggahita:
		o.drop()
		o.put(signAm)
	case isTone(o.last(0)) && o.last(1) == niggahita && !foreignMark(o.last(2)):
		tone := o.drop()
		o.drop()
		o.addTone(tone)
		o.put(signAm)
	default:
		o.put(signAa)
	}
}

// addTone writes a tone mark, before ຳ if that is what was written last.
func (o *orderer) addTone(r rune) {
	before := o.last(1)
	if o.last(0) != signAm || before == signAm || foreignMark(before) {
		o.put(r)
		return
	}
	o.drop()
	o.put(r)
	o.put(signAm)
}

func (o *orderer) put(r rune) { o.out = utf8.AppendRune(o.out, r) }

// last returns the nth character from the end of what is written.
func (o *orderer) last(n int) rune {
	b := o.out
	for ; n > 0 && len(b) > 0; n-- {
		_, size := utf8.DecodeLastRune(b)
		b = b[:len(b)-size]
	}
	if len(b) == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRune(b)
	return r
}

// drop takes back the last character.
func (o *orderer) drop() rune {
	r, n := utf8.DecodeLastRune(o.out)
	o.out = o.out[:len(o.out)-n]
	return r
}

// foreignMark reports whether r is a combining mark of another script. Among
// those NFC has an order of its own, which the Lao rules must not upset.
func foreignMark(r rune) bool { return !IsLao(r) && isMark(r) }

// Clean removes what nobody sees: ZERO WIDTH SPACE, WORD JOINER, ZERO WIDTH
// NON-JOINER, byte order mark and soft hyphen. Authors type or paste them to
// govern line breaks, which has no place in titles, addresses and other data.
func Clean(s string) string {
	// None of them begins with another byte than these, in UTF-8.
	if strings.IndexByte(s, 0xC2) < 0 && strings.IndexByte(s, 0xE2) < 0 && strings.IndexByte(s, 0xEF) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(unseen, r) {
			return -1
		}
		return r
	}, s)
}

const unseen = "\u200B\u2060\u200C\uFEFF\u00AD"
