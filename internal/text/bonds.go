package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestBound is how many characters of a word or name are kept together. More
// would not fit a phone in the letters of a title.
const longestBound = 13

// longestUnit is how many letters of what follows a number are kept with it. A
// longer one, such as September, would make a column too wide for a phone.
const longestUnit = 7

// Bonds tells at which spaces no line should end. It never changes.
type Bonds struct {
	units []string        // what stands after a number and belongs to it
	words map[string]bool // words of several syllables, as they may be written
	first map[string]int  // their first syllables: how many the longest word has
}

// NewBonds takes what belongs to a number before it, units and the names of
// months, and names. Words of several syllables that official Vietnamese is full
// of are known already; names that are too long are passed over.
func NewBonds(units, names []string) *Bonds {
	b := &Bonds{words: map[string]bool{}, first: map[string]int{}}
	for _, u := range units {
		if Letters(u) <= longestUnit {
			b.units = append(b.units, u)
		}
	}
	for _, w := range compounds() {
		b.add(w)
		b.add(capital(w)) // at the beginning of a title
	}
	for _, name := range names {
		b.add(NormalizeString(name))
	}
	return b
}

func (b *Bonds) add(word string) {
	syllables := strings.Fields(word)
	if n := len(syllables); n > 1 && utf8.RuneCountInString(word) <= longestBound {
		b.words[word] = true
		b.first[syllables[0]] = max(b.first[syllables[0]], n)
	}
}

// capital begins a word with a capital letter.
func capital(word string) string {
	r, n := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(r)) + word[n:]
}

// Spaces adds to list the offsets of the single spaces in s at which no line
// should end:
//
//   - before a dash with spaces on both sides: it ends a line and begins none;
//   - between a number and its unit or its month, and before the year of a date;
//   - where brief, inside a word or a name. Long texts have such words at the
//     ends of lines in any book; in a title of two lines everybody sees them.
func (b *Bonds) Spaces(list []int, s string, brief bool) []int {
	inside := 0 // the end of the word that was found last
	for i := range len(s) {
		if s[i] != ' ' {
			continue
		}
		if brief && i >= inside {
			inside = b.word(s, wordStart(s, i))
		}
		if i < inside || b.holds(s, i, i+1) {
			list = append(list, i)
		}
	}
	return list
}

// holds reports whether what stands before the space from start to end and what
// stands after it belong together, whatever the text.
func (b *Bonds) holds(s string, start, end int) bool {
	if b == nil || start == 0 || end == len(s) {
		return false
	}
	number := asciiDigit(s[start-1])
	if !number && asciiDigit(s[end]) {
		return isYear(s[end:]) && b.leadsToYear(s[:start])
	}
	if !number && s[end] != "–"[0] {
		return false
	}
	rest := s[end:]
	if strings.HasPrefix(rest, "– ") || strings.HasPrefix(rest, "— ") {
		return true
	}
	if !number {
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

// beforeYear is what stands before the number of a year.
var beforeYear = []string{"năm", "Năm", "ປີ"}

// leadsToYear reports whether s ends with what belongs to the year that comes
// next: the word for it, or a day and a month.
func (b *Bonds) leadsToYear(s string) bool {
	for _, w := range beforeYear {
		if before, ok := strings.CutSuffix(s, w); ok && (HasLao(w) || wordStart(s, len(s)) == len(before)) {
			return true
		}
	}
	for _, u := range b.units {
		if before, ok := strings.CutSuffix(s, " "+u); ok && before != "" && asciiDigit(before[len(before)-1]) {
			return true
		}
	}
	return false
}

// isYear reports whether s begins with a number of four digits.
func isYear(s string) bool {
	n := 0
	for n < len(s) && asciiDigit(s[n]) {
		n++
	}
	return n == 4
}

func asciiDigit(c byte) bool { return c >= '0' && c <= '9' }

// word gives the end of the longest word of several syllables that begins at i;
// i if there is none.
func (b *Bonds) word(s string, i int) int {
	found, end := i, syllableEnd(s, i)
	for range b.first[s[i:end]] - 1 {
		if end == len(s) || s[end] != ' ' {
			break
		}
		end = syllableEnd(s, end+1)
		if b.words[s[i:end]] {
			found = end
		}
	}
	return found
}

// syllableEnd gives where the letters that begin at i end.
func syllableEnd(s string, i int) int {
	for i < len(s) {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if !inSyllable(r) {
			break
		}
		i += n
	}
	return i
}

// wordStart gives where the letters before i begin.
func wordStart(s string, i int) int {
	for i > 0 {
		r, n := rune(s[i-1]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeLastRuneInString(s[:i])
		}
		if !inSyllable(r) {
			break
		}
		i -= n
	}
	return i
}

func inSyllable(r rune) bool {
	return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsMark(r))
}
