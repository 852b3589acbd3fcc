package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Cut shortens plain text to at most max characters, "…" included, for places
// that show a beginning only. It cuts at a space; in Lao, which has few, where
// no syllable's vowels and marks are parted from their consonant. A text that
// is short enough is returned as it is.
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
	var space, cluster, any int // the last offset of each kind
	var before rune
	n := 0
	for i, r := range s {
		switch {
		case r == zeroSpace || unicode.IsSpace(r):
			space, cluster, any = i, i, i
		case isMark(r) || before == wordJoiner || r == wordJoiner:
		case IsLao(r) || IsLao(before):
			if !clings(r) && !isPreVowel(before) {
				cluster, any = i, i
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
	case utf8.RuneCountInString(s[:cluster])*2 >= room:
		return cluster
	}
	return any
}

// dangles reports whether r should not stand at the end of a shortened text.
func dangles(r rune) bool {
	return unicode.IsSpace(r) || isJoint(r) || strings.ContainsRune(",;:–—-([{“‘«…", r)
}
