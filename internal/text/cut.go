package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Cut shortens plain text to at most max characters, "…" included, for places
// that show a beginning only. It cuts at a space; in Lao, which has few, between
// syllables, and never inside a cluster: no vowel or mark is parted from its
// consonant. A text that is short enough is returned as it is.
func Cut(s string, max int) string {
	if len(s) <= max || utf8.RuneCountInString(s) <= max {
		return s
	}
	if max <= 0 {
		return ""
	}
	return strings.TrimRightFunc(s[:cutAt(s, max-1)], dangles) + "…"
}

// cutAt returns the best offset to cut at, with at most room characters before
// it. A space wins if it wastes no more than half of the room.
func cutAt(s string, room int) int {
	var space, syllable, cluster, any int // the last offset of each kind
	var before rune
	n := 0
	pieces := Pieces(beginning(s, room), nil)
	for i, r := range s {
		switch {
		case r == zeroSpace || unicode.IsSpace(r):
			space, cluster, any = i, i, i
		case isMark(r) || before == wordJoiner || r == wordJoiner:
		case IsLao(r) || IsLao(before):
			if clings(r) || isPreVowel(before) {
				break
			}
			cluster, any = i, i
			for len(pieces) > 0 && pieces[0].End < i {
				pieces = pieces[1:]
			}
			if len(pieces) > 0 && pieces[0].End == i && pieces[0].Kind != Unknown {
				syllable = i
			}
		default:
			any = i
		}
		if n == room {
			break
		}
		before = r
		n++
	}
	switch {
	case utf8.RuneCountInString(s[:space])*2 >= room:
		return space
	case utf8.RuneCountInString(s[:syllable])*2 >= room:
		return syllable
	case utf8.RuneCountInString(s[:cluster])*2 >= room:
		return cluster
	}
	return any
}

// beginning is what of s has to be divided to cut it after room characters: a
// few more, so that the last syllable is whole.
func beginning(s string, room int) string {
	room += 12
	for i := range s {
		if room--; room < 0 {
			return s[:i]
		}
	}
	return s
}

// dangles reports whether r should not stand at the end of a shortened text.
func dangles(r rune) bool {
	return unicode.IsSpace(r) || isJoint(r) || strings.ContainsRune(",;:–—-([{“‘«…", r)
}
