package site

import (
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"nhipcau/internal/locale"
	"nhipcau/internal/problem"
	"nhipcau/internal/source"
	"nhipcau/internal/text"
)

const glossaryFile = "i18n/glossary.yaml"

// Glossary is i18n/glossary.yaml: names and terms that every page writes in the
// same way.
type Glossary struct {
	Terms []*Term // in the order of the file
}

// Term is one entry of the glossary.
type Term struct {
	Kind     TermKind
	Forms    []string   // by language: the agreed form; "" where there is none
	Also     [][]string // by language: forms that are as good
	Avoid    []Avoided  // in the order of the file
	Reviewed bool       // a native reader has agreed to it
	Free     bool       // what it is called depends on the sentence: translations need not have it
	Anchor   string     // names it in addresses, the same in every language
	At       problem.At
}

// Avoided is a form that nobody should write, with the reason.
type Avoided struct {
	Lang         int
	Form, Reason string
	At           problem.At
}

// TermKind says what a term names.
type TermKind string

// Names are written in one way and may not be broken; a term is a word like
// others.
const (
	Place       TermKind = "place"
	Agency      TermKind = "agency"
	Person      TermKind = "person"
	Product     TermKind = "product"
	OtherName   TermKind = "name"
	CommonWords TermKind = "term"
)

var termKinds = []string{string(Place), string(Agency), string(Person), string(Product), string(OtherName), string(CommonWords)}

// termKeys are the keys of an entry beside those of languages.
var termKeys = []string{"kind", "avoid", "reviewed", "check"}

// IsName reports whether a term names one thing.
func (t *Term) IsName() bool { return t.Kind != CommonWords }

// All lists the forms of a language that are right, the agreed one first.
func (t *Term) All(lang int) []string {
	if t.Forms[lang] == "" {
		return nil
	}
	return append([]string{t.Forms[lang]}, t.Also[lang]...)
}

// Listed lists the terms of a part of the glossary: all, the names, or the other
// terms.
func (g *Glossary) Listed(part string) []*Term {
	var list []*Term
	for _, t := range g.Terms {
		if part == "all" || part == "names" && t.IsName() || part == "terms" && !t.IsName() {
			list = append(list, t)
		}
	}
	return list
}

// longestWhole is how many letters may have to stay on one line, marks above and
// below them not counted. A name that is longer, such as that of an agency, would
// not fit a phone's table, nor in the letters of a title a narrow window.
const longestWhole = 16

// Whole lists what must stay whole on a line of a language: the names that are
// short enough, and of the others the parts between spaces and brackets. Sorted,
// each once.
func (g *Glossary) Whole(lang int) []string {
	var list []string
	for _, t := range g.Terms {
		if !t.IsName() {
			continue
		}
		for _, form := range t.All(lang) {
			words := strings.FieldsFunc(form, func(r rune) bool { return r == ' ' || r == '(' || r == ')' || r == ',' })
			for _, word := range append(words, form) {
				if n := text.Letters(word); n > 1 && n <= longestWhole {
					list = append(list, word)
				}
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// readGlossary reads i18n/glossary.yaml.
func (l *loader) readGlossary() {
	g := &Glossary{}
	l.site.Glossary = g
	data, ps, err := source.Read(ordinary{l.fsys}, glossaryFile)
	if errors.Is(err, fs.ErrNotExist) {
		return
	} else if err != nil {
		l.add("file-unreadable", problem.At{File: glossaryFile})
		return
	}
	l.problems = append(l.problems, ps...)
	if data == nil {
		return
	}
	root, ps := source.ParseList(glossaryFile, data)
	l.problems = append(l.problems, ps...)
	if root == nil {
		return
	}
	r := &termReader{mapReader{file: glossaryFile, langs: l.site.Langs}}
	for _, n := range root.Items {
		if t := r.term(n); t != nil {
			g.Terms = append(g.Terms, t)
		}
	}
	g.anchors()
	r.disagreements(g)
	l.problems = append(l.problems, r.ps...)
}

// anchors names each term for its first form in Latin letters, with a number where
// several are alike.
func (g *Glossary) anchors() {
	used := map[string]int{}
	for _, t := range g.Terms {
		t.Anchor = "term"
		for _, form := range t.Forms {
			if slug := text.Slug(form); slug != "" {
				t.Anchor = slug
				break
			}
		}
		if used[t.Anchor]++; used[t.Anchor] > 1 {
			t.Anchor += "--" + strconv.Itoa(used[t.Anchor])
		}
	}
}

// termReader reads the entries of the glossary.
type termReader struct{ mapReader }

// term reads one entry; nil if it says nothing.
func (r *termReader) term(n *source.Node) *Term {
	if n.Kind != source.Map {
		r.add("glossary-entry-wrong", n, "language", r.langs[0])
		return nil
	}
	t := &Term{Forms: make([]string, len(r.langs)), Also: make([][]string, len(r.langs)), At: n.At(r.file)}
	for _, p := range n.Pairs {
		switch key := p.Key.Text; {
		case slices.Contains(r.langs, key):
			r.forms(t, slices.Index(r.langs, key), p.Value)
		case key == "kind":
			r.kind(t, p.Value)
		case key == "avoid":
			r.avoid(t, n)
		case key == "reviewed":
			t.Reviewed = r.flag(p)
		case key == "check":
			t.Free = !r.flag(p)
		case slices.Contains(locale.Tags(), key): // a glossary may serve several sites
		default:
			known := slices.Concat(r.langs, termKeys)
			r.add("glossary-key-unknown", p.Key, "key", key, "near", source.Nearest(key, known), "known", strings.Join(known, ", "))
		}
	}
	named := -1
	for i, form := range t.Forms {
		switch {
		case form != "" && named < 0:
			named = i
		case form == "" && n.Get(r.langs[i]) == nil:
			r.add("glossary-form-missing", n, "term", firstOf(t.Forms), "language", r.langs[i])
		}
	}
	if named < 0 {
		return nil
	}
	if t.Kind == "" {
		t.Kind = kindOf(t.Forms[named])
	}
	return t
}

// kindOf is what an entry is that does not say so: in the scripts that have
// capitals, a name begins with one.
func kindOf(form string) TermKind {
	if r, _ := utf8.DecodeRuneInString(form); unicode.IsUpper(r) {
		return OtherName
	}
	return CommonWords
}

// forms reads what a term is called in a language: one form, or several of
// which the first is the agreed one.
func (r *termReader) forms(t *Term, lang int, n *source.Node) {
	key := r.langs[lang]
	list := []*source.Node{n}
	if n.Kind == source.List {
		list = n.Items
	}
	if n.Kind == source.Map || n.Kind == source.List && len(list) == 0 {
		r.add("value-not-single", n, "key", key)
		return
	}
	for _, one := range r.single(list, key) {
		if form := termForm(one); t.Forms[lang] == "" {
			t.Forms[lang] = form
		} else {
			t.Also[lang] = append(t.Also[lang], form)
		}
	}
}

// termForm is a form as texts are compared with it.
func termForm(n *source.Node) string {
	return strings.Join(strings.Fields(text.Clean(n.Text)), " ")
}

func (r *termReader) kind(t *Term, n *source.Node) {
	if s := strings.TrimSpace(n.Text); slices.Contains(termKinds, s) {
		t.Kind = TermKind(s)
	} else {
		r.add("glossary-kind-unknown", n, "value", s, "near", source.Nearest(s, termKinds), "known", strings.Join(termKinds, ", "))
	}
}

// flag reads true or false. What is neither is a problem, and true.
func (r *termReader) flag(p source.Pair) bool {
	switch s := strings.TrimSpace(p.Value.Text); {
	case p.Value.IsEmpty():
		r.add("value-empty", p.Value, "key", p.Key.Text)
	case s == "false":
		return false
	case s != "true":
		r.add("flag-wrong", p.Value, "key", p.Key.Text, "value", s)
	}
	return true
}

// avoid reads the forms that nobody should write:
//
//	avoid:
//	  en:
//	    Quinhon: an old spelling
func (r *termReader) avoid(t *Term, entry *source.Node) {
	for _, p := range r.mapping(entry, "avoid") {
		lang := slices.Index(r.langs, p.Key.Text)
		if lang < 0 {
			r.add("language-unknown", p.Key, "language", p.Key.Text, "known", strings.Join(r.langs, ", "))
			continue
		}
		if p.Value.Kind != source.Map {
			r.add("glossary-reason-missing", p.Value, "language", p.Key.Text)
			continue
		}
		for _, q := range p.Value.Pairs {
			a := Avoided{Lang: lang, Form: termForm(q.Key), Reason: termForm(q.Value), At: q.Key.At(r.file)}
			if a.Form == "" || a.Reason == "" {
				r.add("glossary-reason-missing", q.Key, "language", p.Key.Text)
				continue
			}
			t.Avoid = append(t.Avoid, a)
		}
	}
}

// disagreements reports entries that say the same, and forms that one entry
// wants and another does not. Two entries may share a form, as words with two
// meanings do, but not all their forms in the first language.
func (r *termReader) disagreements(g *Glossary) {
	type form struct {
		lang int
		text string
	}
	agreed := map[form]*Term{}
	for _, t := range g.Terms {
		for lang := range r.langs {
			for _, s := range t.All(lang) {
				f := form{lang, s}
				if first := agreed[f]; first == nil {
					agreed[f] = t
				} else if lang == 0 && first != t {
					r.ps = append(r.ps, problem.New("glossary-doubled", t.At, "term", s, "other", first.At.String()))
				}
			}
		}
	}
	for _, t := range g.Terms {
		for _, a := range t.Avoid {
			if agreed[form{a.Lang, a.Form}] != nil {
				r.ps = append(r.ps, problem.New("glossary-avoids-agreed", a.At, "form", a.Form, "other", agreed[form{a.Lang, a.Form}].At.String()))
			}
		}
	}
}

// firstOf is the first text that is not empty.
func firstOf(list []string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}
