package source

import (
	"strings"
	"unicode/utf8"

	"nhipcau/internal/text"
)

// Nearest returns the candidate that an author most likely meant by word, or
// "" if none is near. Differences of case, marks, hyphens, underscores and
// spaces do not count; otherwise about one letter in three may be wrong,
// missing, too many, or changed places with its neighbour.
func Nearest(word string, candidates []string) string {
	plain := plainWord(word)
	if plain == "" {
		return ""
	}
	best, least := "", allowed(utf8.RuneCountInString(plain))+1
	for _, c := range candidates {
		if c == word {
			return c
		}
		if d := distance(plain, plainWord(c), least); d < least {
			best, least = c, d
		}
	}
	return best
}

// plainWord is what two spellings of one word have in common.
func plainWord(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '-', '_', ' ', '“', '”', '"', '\'':
			return -1
		}
		return r
	}, text.Fold(text.Clean(s)))
}

// allowed is how many mistakes a word of n letters may have.
func allowed(n int) int {
	switch {
	case n < 3:
		return 0
	case n < 6:
		return 1
	case n < 9:
		return 2
	}
	return 3
}

// distance counts the letters to insert, delete, replace or swap with their
// neighbour to make b of a (the restricted Damerau-Levenshtein distance). It
// gives up at limit.
func distance(a, b string, limit int) int {
	if a == b {
		return 0
	}
	s, t := []rune(a), []rune(b)
	if len(s)-len(t) >= limit || len(t)-len(s) >= limit {
		return limit
	}
	older := make([]int, len(t)+1)
	old := make([]int, len(t)+1)
	row := make([]int, len(t)+1)
	for j := range old {
		old[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			wrong := 1
			if s[i-1] == t[j-1] {
				wrong = 0
			}
			row[j] = min(old[j]+1, row[j-1]+1, old[j-1]+wrong)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
		}
		older, old, row = old, row, older
	}
	return min(old[len(t)], limit)
}
