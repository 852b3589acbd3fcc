package markdown

import (
	"strconv"
	"strings"

	"nhipcau/internal/problem"
	"nhipcau/internal/text"
)

// Anchors gives the headings of an item's documents, one per language, their
// ids, the same in every language, so that a link with an anchor can be kept
// when a text is translated. docs[original] decides: its ids are those that the
// author wrote as {#id}, else readable ones made of its headings, else (in Lao,
// which leaves nothing of a heading in a-z) s-1, s-2 by the heading's number.
//
// The headings of a translation are paired with the original's by their levels.
// Where the two differ, a problem in the translation names the first place.
func Anchors(docs []*Doc, original int) []problem.Problem {
	if original < 0 || original >= len(docs) || docs[original] == nil {
		return nil
	}
	first := docs[original]
	ps := first.nameHeadings()
	for i, d := range docs {
		if i == original || d == nil {
			continue
		}
		ps = append(ps, d.takeNames(first)...)
	}
	return ps
}

// nameHeadings gives the original its ids.
func (d *Doc) nameHeadings() []problem.Problem {
	var ps []problem.Problem
	names := newNames(len(d.headings))
	for i := range d.headings {
		h := &d.headings[i]
		h.ID = ""
		if h.explicit == "" {
			continue
		}
		if names.used[h.explicit] {
			ps = append(ps, problem.New("heading-id-duplicate", h.explicitAt, "id", h.explicit))
			continue
		}
		h.ID = names.take(h.explicit)
	}
	for i := range d.headings {
		h := &d.headings[i]
		if h.ID != "" {
			continue
		}
		slug := text.Slug(h.Text)
		if slug == "" {
			slug = numbered(i)
		}
		h.ID = names.take(safeID(slug))
	}
	return ps
}

// takeNames gives a translation the ids of the original.
func (d *Doc) takeNames(first *Doc) []problem.Problem {
	var ps []problem.Problem
	if !d.Empty() {
		ps = d.compare(first)
	}
	names := newNames(len(first.headings) + len(d.headings))
	for _, h := range first.headings {
		names.used[h.ID] = true // also those of headings without a pair: an anchor means one thing
	}
	pairs := align(first.headings, d.headings)
	for i := range d.headings {
		h := &d.headings[i]
		h.ID = ""
		if j := pairs[i]; j >= 0 {
			h.ID = first.headings[j].ID
			if h.explicit != "" && h.explicit != h.ID {
				ps = append(ps, problem.New("heading-id-differs", h.explicitAt, "id", h.explicit, "original", h.ID))
			}
		} else if h.explicit != "" && !names.used[h.explicit] {
			h.ID = names.take(h.explicit)
		}
	}
	for i := range d.headings {
		if h := &d.headings[i]; h.ID == "" {
			h.ID = names.take(numbered(i))
		}
	}
	return ps
}

// compare tells of the first heading whose level is not the original's.
func (d *Doc) compare(first *Doc) []problem.Problem {
	ours, theirs := d.headings, first.headings
	i := 0
	for i < len(ours) && i < len(theirs) && ours[i].Level == theirs[i].Level {
		i++
	}
	switch {
	case i < len(ours) && i < len(theirs):
		return []problem.Problem{problem.New("headings-differ", ours[i].At, "heading", show(ours[i]),
			"original", show(theirs[i]), "line", strconv.Itoa(theirs[i].At.Line))}
	case i < len(ours):
		return []problem.Problem{problem.New("headings-more", ours[i].At, "heading", show(ours[i]))}
	case i < len(theirs):
		at := d.whole()
		if i > 0 {
			at = ours[i-1].At
		}
		return []problem.Problem{problem.New("headings-fewer", at,
			"original", show(theirs[i]), "line", strconv.Itoa(theirs[i].At.Line))}
	}
	return nil
}

func show(h Heading) string {
	return strings.Repeat("#", h.Level) + " " + text.Cut(h.Text, 60)
}

// maxAlign bounds the table of align; beyond it only equal beginnings and ends
// are paired.
const maxAlign = 1 << 20

// align pairs the headings of a translation with the original's: for each, the
// number of its pair or -1. Pairs keep their order, levels are equal, and there
// are as many as can be (the longest common subsequence of the levels); of
// those, the ones at the beginning win, then those at the end.
func align(theirs, ours []Heading) []int {
	pairs := make([]int, len(ours))
	for i := range pairs {
		pairs[i] = -1
	}
	lo := 0
	for lo < len(ours) && lo < len(theirs) && ours[lo].Level == theirs[lo].Level {
		pairs[lo] = lo
		lo++
	}
	a, b := len(ours), len(theirs)
	for a > lo && b > lo && ours[a-1].Level == theirs[b-1].Level {
		a--
		b--
		pairs[a] = b
	}
	n, m := a-lo, b-lo
	if n == 0 || m == 0 || n*m > maxAlign {
		return pairs
	}
	// longest[i][j] is for the headings from i on and those from j on.
	longest := make([]int, (n+1)*(m+1))
	at := func(i, j int) *int { return &longest[i*(m+1)+j] }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if ours[lo+i].Level == theirs[lo+j].Level {
				*at(i, j) = *at(i+1, j+1) + 1
			} else {
				*at(i, j) = max(*at(i+1, j), *at(i, j+1))
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case ours[lo+i].Level == theirs[lo+j].Level:
			pairs[lo+i] = lo + j
			i++
			j++
		case *at(i+1, j) >= *at(i, j+1):
			i++
		default:
			j++
		}
	}
	return pairs
}

// names hands out ids, each once.
type names struct {
	used map[string]bool
	last map[string]int // the last number given to a name
}

func newNames(n int) *names { return &names{used: make(map[string]bool, n)} }

// take gives id or, if it is taken, the first of id-2, id-3, … that is free.
func (n *names) take(id string) string {
	if !n.used[id] {
		n.used[id] = true
		return id
	}
	if n.last == nil {
		n.last = map[string]int{}
	}
	for k := max(n.last[id]+1, 2); ; k++ {
		if next := id + "-" + strconv.Itoa(k); !n.used[next] {
			n.used[next] = true
			n.last[id] = k
			return next
		}
	}
}

func numbered(i int) string { return "s-" + strconv.Itoa(i+1) }

// isID reports whether an author's {#id} is fit: [a-z][a-z0-9-]*.
func isID(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || i > 0 && (isDigit(c) || c == '-')) {
			return false
		}
	}
	return s != ""
}

// isReserved reports whether an id belongs to the layouts (nc-) or to footnotes.
func isReserved(s string) bool {
	return strings.HasPrefix(s, "nc-") || strings.HasPrefix(s, "fn-") || strings.HasPrefix(s, "fnref-")
}

// safeID makes a slug an id that begins with a letter and is not reserved.
func safeID(slug string) string {
	if isDigit(slug[0]) || isReserved(slug) {
		return "s-" + slug
	}
	return slug
}
