package render

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"nhipcau/internal/markdown"
	"nhipcau/internal/problem"
	"nhipcau/internal/site"
	"nhipcau/internal/terms"
)

// glossary looks whether texts write names and terms as agreed. It never
// changes.
type glossary struct {
	site    *site.Site
	terms   []*site.Term
	forms   [][]terms.Form // by language
	reasons [][]string     // beside them: why a form is to be avoided
	finders []*terms.Finder
}

// newGlossary prepares the site's glossary.
func newGlossary(s *site.Site) *glossary {
	g := &glossary{site: s, terms: s.Glossary.Terms}
	for lang, tag := range s.Langs {
		var forms []terms.Form
		var reasons []string
		for i, t := range g.terms {
			for _, form := range t.All(lang) {
				forms = append(forms, terms.Form{Term: i, Text: form, Name: t.IsName()})
				reasons = append(reasons, "")
			}
			for _, a := range t.Avoid {
				if a.Lang == lang {
					forms = append(forms, terms.Form{Term: i, Text: a.Form, Name: t.IsName(), Avoid: true})
					reasons = append(reasons, a.Reason)
				}
			}
		}
		g.forms, g.reasons = append(g.forms, forms), append(g.reasons, reasons)
		g.finders = append(g.finders, terms.New(tag, forms, func(i int) []string { return g.terms[i].Forms }))
	}
	return g
}

// spot is one piece of a text in which words stand together.
type spot struct {
	text   string
	key    string // of front matter; "" in a body
	part   int    // of the body: how many headings stand before its end
	quoted bool
	at     func(offset int) problem.At
	found  []terms.Match
}

// reading is a text with what was found in it.
type reading struct {
	*site.Text
	spots []spot
	body  int            // index of the first spot of the body
	has   map[int]*spot  // by term: where it is first written as agreed
	says  map[int]string // by term: how it is written otherwise
	told  map[int]bool   // by term: it is written as it should not be, which was said
}

// check says where the texts of an item do not follow the glossary.
func (g *glossary) check(it *site.Item, texts []text) []problem.Problem {
	if len(g.terms) == 0 {
		return nil
	}
	var ps []problem.Problem
	readings := make([]*reading, len(texts))
	for lang, t := range it.Texts {
		if t == nil || t.Hidden || t.Broken {
			continue
		}
		rd := g.read(t, texts[lang].doc)
		readings[lang] = rd
		for i := range rd.spots {
			rd.spots[i].found = g.finders[lang].Find(rd.spots[i].text)
		}
		ps = append(ps, g.spellings(rd)...)
	}
	for lang, rd := range readings {
		if rd == nil || lang == it.Original {
			continue
		}
		from := it.Original
		if l := g.site.Lang(rd.From); l >= 0 && l != lang {
			from = l
		}
		if original := readings[from]; original != nil {
			ps = append(ps, g.absent(original, rd)...)
		}
	}
	return ps
}

// read takes the words of a text together. doc is nil where it has no body.
func (g *glossary) read(t *site.Text, doc *markdown.Doc) *reading {
	rd := &reading{Text: t, has: map[int]*spot{}, says: map[int]string{}, told: map[int]bool{}}
	for _, f := range t.Phrases() {
		rd.spots = append(rd.spots, spot{text: f.Text, key: f.Name, at: func(int) problem.At { return f.At }})
	}
	rd.body = len(rd.spots)
	if doc != nil {
		for _, p := range doc.Passages() {
			rd.spots = append(rd.spots, spot{text: p.Text, part: p.Part, quoted: p.Quoted, at: p.At})
		}
	}
	return rd
}

// respelt is one way in which a text writes a term otherwise than agreed.
type respelt struct {
	term  int
	form  string
	mixed bool // wrong only beside another way
	at    problem.At
	count int
}

// spellings notes how a text writes the terms, and says what is to be avoided,
// spelt in another way than agreed, or spelt in two ways on one page. Who quotes
// has to leave the spelling as it is.
func (g *glossary) spellings(rd *reading) []problem.Problem {
	var ps []problem.Problem
	var list []*respelt
	for i := range rd.spots {
		s := &rd.spots[i]
		for _, m := range s.found {
			form := g.forms[rd.Lang][m.Form]
			written := s.text[m.Start:m.End]
			switch {
			case form.Avoid && s.quoted, m.Spelling == terms.OtherSpelling && (s.quoted || aside(s.text, m, form.Text)):
			case form.Avoid:
				if !within(m, s.found, g.forms[rd.Lang]) {
					rd.told[form.Term] = true
					ps = append(ps, problem.New("term-avoided", s.at(m.Start), "form", written, "reason", g.reasons[rd.Lang][m.Form], "agreed", g.terms[form.Term].Forms[rd.Lang]))
				}
			case m.Spelling == terms.AsAgreed:
				if rd.has[form.Term] == nil {
					rd.has[form.Term] = s
				}
			case m.Spelling == terms.OtherSpelling && within(m, s.found, g.forms[rd.Lang]):
			default:
				list = noted(list, respelt{term: form.Term, form: written, mixed: m.Spelling == terms.OtherSpelling, at: s.at(m.Start), count: 1}, s.quoted)
			}
		}
	}
	return append(ps, g.respelt(rd, list)...)
}

// noted adds a spelling that was found; of a quotation only that it is there.
func noted(list []*respelt, r respelt, quoted bool) []*respelt {
	if quoted {
		r.count = 0
	}
	for _, have := range list {
		if have.term == r.term && strings.EqualFold(have.form, r.form) {
			if have.count == 0 {
				have.at = r.at
			}
			have.count += r.count
			return list
		}
	}
	return append(list, &r)
}

// respelt reports spellings, each once for a page.
func (g *glossary) respelt(rd *reading, list []*respelt) []problem.Problem {
	var ps []problem.Problem
	for _, r := range list {
		agreed := g.terms[r.term].Forms[rd.Lang]
		count := ""
		if r.count > 1 {
			count = strconv.Itoa(r.count)
		}
		switch {
		case !r.mixed:
			if rd.has[r.term] == nil {
				rd.has[r.term] = &spot{}
			}
			if r.count > 0 {
				ps = append(ps, problem.New("term-respelt", r.at, "form", r.form, "agreed", agreed, "count", count))
			}
		case slices.ContainsFunc(ps, func(p problem.Problem) bool { return p.At == r.at }):
			// it may be either of two names, and one was said
		case rd.has[r.term] != nil:
			ps = append(ps, problem.New("term-mixed", r.at, "form", r.form, "agreed", agreed, "other", g.place(rd, r.term).String()))
		default:
			other := slices.IndexFunc(list, func(q *respelt) bool { return q.term == r.term && q.mixed && !strings.EqualFold(q.form, r.form) })
			if other >= 0 && list[other].at.String() < r.at.String() {
				ps = append(ps, problem.New("term-mixed", r.at, "form", r.form, "agreed", list[other].form, "other", list[other].at.String()))
			}
			rd.says[r.term] = r.form
		}
	}
	return ps
}

// place is where a text first writes a term as agreed.
func (g *glossary) place(rd *reading, term int) problem.At {
	s := rd.has[term]
	for _, m := range s.found {
		if form := g.forms[rd.Lang][m.Form]; form.Term == term && !form.Avoid && m.Spelling == terms.AsAgreed {
			return s.at(m.Start)
		}
	}
	return problem.At{File: rd.File}
}

// within reports whether a match is a part of something longer that is written
// as agreed, or just that.
func within(m terms.Match, found []terms.Match, forms []terms.Form) bool {
	return slices.ContainsFunc(found, func(n terms.Match) bool {
		return n.Start <= m.Start && n.End >= m.End && n != m && !forms[n.Form].Avoid && n.Spelling < terms.OtherSpelling
	})
}

// aside reports whether another spelling of a name stands where another language
// is spoken: in brackets, as in "Binh Dinh (Bình Định)"; in a longer name, as in
// "Viet Nam News"; with its marks between
// words that have some, though the name is agreed to have none; without marks
// beside a name that has none, as in that of a company.
func aside(s string, m terms.Match, agreed string) bool {
	before, after := strings.TrimRight(s[:m.Start], " "), strings.TrimLeft(s[m.End:], " ")
	if strings.HasSuffix(before, "(") || goesOn(s[m.End:]) {
		return true
	}
	marked := hasMarks(s[m.Start:m.End])
	if marked == hasMarks(agreed) {
		return false
	}
	next := after
	if i := strings.IndexFunc(after, notLetter); i >= 0 {
		next = after[:i]
	}
	for _, w := range []string{before[strings.LastIndexFunc(before, notLetter)+1:], next} {
		if r, _ := utf8.DecodeRuneInString(w); w != "" && hasMarks(w) == marked && (marked || unicode.IsUpper(r)) {
			return true
		}
	}
	return false
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }

// hasMarks reports whether s has Latin letters beyond ASCII.
func hasMarks(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf && unicode.Is(unicode.Latin, r) })
}

// absent reports terms that a text has and its translation lacks, each at the
// place of the translation where it belongs.
func (g *glossary) absent(original, rd *reading) []problem.Problem {
	if unfinished(len(rd.spots)-rd.body, len(original.spots)-original.body) {
		return nil
	}
	var ps []problem.Problem
	told := maps.Clone(rd.told)
	for i := range original.spots {
		s := &original.spots[i]
		for _, m := range terms.Longest(slices.DeleteFunc(slices.Clone(s.found), func(m terms.Match) bool {
			return g.forms[original.Lang][m.Form].Avoid || m.Spelling == terms.OtherSpelling || m.Small
		})) {
			n := g.forms[original.Lang][m.Form].Term
			agreed := g.terms[n].Forms[rd.Lang]
			written := s.text[m.Start:m.End]
			if told[n] || agreed == "" || rd.has[n] != nil || !g.binds(n, written) || g.terms[n].IsName() && goesOn(s.text[m.End:]) {
				continue
			}
			told[n] = true
			if i := slices.IndexFunc(ps, func(p problem.Problem) bool { return p.Args["other"] == s.at(m.Start).String() }); i >= 0 {
				continue // two terms that are written alike
			}
			ps = append(ps, problem.New("term-absent", pair(original, i, rd), "agreed", agreed, "term", written,
				"other", s.at(m.Start).String(), "found", rd.says[n], "language", g.site.Langs[rd.Lang]))
		}
	}
	return ps
}

// unfinished reports whether a body has so few passages beside the original's that
// somebody must still be at work on it; what it lacks is known then.
func unfinished(passages, original int) bool { return 3*passages < 2*original }

// binds reports whether translations have to have a term. A word of one syllable
// in a language that writes syllables apart, or one short word, is part of many
// others and means many things: xã is a commune, xã hội is society.
func (g *glossary) binds(term int, written string) bool {
	t := g.terms[term]
	if t.Free {
		return false
	}
	return t.IsName() || strings.ContainsAny(written, " -") || !hasLatin(written)
}

// goesOn reports whether what follows a name makes another one of it: Quy Nhơn
// is a city, Quy Nhơn Tây is not the same.
func goesOn(rest string) bool {
	word, ok := strings.CutPrefix(rest, " ")
	r, _ := utf8.DecodeRuneInString(word)
	return ok && unicode.IsUpper(r)
}

func hasLatin(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
}

// pair is where in a translation the nth spot of the original has its like: the
// same key; the same paragraph, if there are as many; else the same part between
// headings; else the beginning.
func pair(original *reading, n int, rd *reading) problem.At {
	s := original.spots[n]
	from, to := original.spots[original.body:], rd.spots[rd.body:]
	var like *spot
	switch {
	case s.key != "":
		if i := slices.IndexFunc(rd.spots, func(t spot) bool { return t.key == s.key }); i >= 0 {
			like = &rd.spots[i]
		}
	case len(to) == 0:
	case len(from) == len(to):
		like = &to[n-original.body]
	case from[len(from)-1].part == to[len(to)-1].part:
		if i := slices.IndexFunc(to, func(t spot) bool { return t.part == s.part }); i >= 0 {
			like = &to[i]
		}
	default:
		like = &to[0]
	}
	if like == nil && len(rd.spots) > 0 {
		like = &rd.spots[0]
	}
	if like == nil {
		return problem.At{File: rd.File}
	}
	return like.at(0)
}
