package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestBound is how many characters of a word or name are kept together. More
// would not fit a phone in the letters of a title.
const longestBound = 13

// Bonds tells at which spaces no line should end. It never changes.
type Bonds struct {
	units []string        // what stands after a number and belongs to it
	words map[string]bool // words of several syllables, in small letters
	most  int             // syllables in one of them
}

// NewBonds takes what belongs to a number before it, units and the names of
// months, and names. Words of several syllables that official Vietnamese is full
// of are known already; names that are too long are passed over.
func NewBonds(units, names []string) *Bonds {
	b := &Bonds{units: units, words: map[string]bool{}}
	for _, list := range [][]string{compounds(), names} {
		for _, w := range list {
			w = strings.ToLower(NormalizeString(w))
			if n := strings.Count(w, " ") + 1; n > 1 && utf8.RuneCountInString(w) <= longestBound {
				b.words[w] = true
				b.most = max(b.most, n)
			}
		}
	}
	return b
}

// Spaces adds to list the offsets of the single spaces in s at which no line
// should end:
//
//   - before a dash with spaces on both sides: it ends a line and begins none;
//   - between a number and its unit or its month;
//   - where brief, inside a word or a name. Long texts have such words at the
//     ends of lines in any book; in a title of two lines everybody sees them.
func (b *Bonds) Spaces(list []int, s string, brief bool) []int {
	inside := 0 // the end of the word that was found last
	for i := strings.IndexByte(s, ' '); i >= 0; {
		if brief && i >= inside {
			inside = max(i, b.word(s, wordStart(s, i)))
		}
		if i < inside || b.holds(s, i, i+1) {
			list = append(list, i)
		}
		next := strings.IndexByte(s[i+1:], ' ')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return list
}

// holds reports whether what stands before the space from start to end and what
// stands after it belong together, whatever the text.
func (b *Bonds) holds(s string, start, end int) bool {
	if b == nil || start == 0 || end == len(s) {
		return false
	}
	rest := s[end:]
	if strings.HasPrefix(rest, "– ") || strings.HasPrefix(rest, "— ") {
		return true
	}
	if c := s[start-1]; c < '0' || c > '9' {
		return false
	}
	for _, u := range b.units {
		if after, ok := strings.CutPrefix(rest, u); ok {
			// Lao goes on without a space
			if r, _ := utf8.DecodeRuneInString(after); HasLao(u) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
				return true
			}
		}
	}
	return false
}

// word gives the end of the longest word of several syllables that begins at i;
// i if there is none.
func (b *Bonds) word(s string, i int) int {
	found, end := i, i
	for range b.most {
		n := strings.IndexFunc(s[end:], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
		if n < 0 {
			n = len(s) - end
		}
		if n == 0 {
			break
		}
		end += n
		if b.words[strings.ToLower(s[i:end])] {
			found = end
		}
		if end == len(s) || s[end] != ' ' {
			break
		}
		end++
	}
	return found
}

// wordStart gives where the letters before i begin.
func wordStart(s string, i int) int {
	return strings.LastIndexFunc(s[:i], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) + 1
}
