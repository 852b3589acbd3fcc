package render

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"nhipcau/internal/fact"
	"nhipcau/internal/problem"
	"nhipcau/internal/site"
)

// literal is a figure of an item as prose in some language would write it.
type literal struct{ name, text string }

// numeral is a number as languages write it, with whatever groups its digits.
var numeral = regexp.MustCompile(`[0-9]+(?:[.,][0-9]+)*`)

// literals warns of figures in a body that are facts of the item: they would
// have to be changed twice. A number of three or more digits counts by itself; a
// shorter one only with its unit, as it may say anything.
func (r *renderer) literals(it *site.Item, t text) []problem.Problem {
	long, short := r.forms(it, t.Lang)
	if len(long)+len(short) == 0 {
		return nil
	}
	var ps []problem.Problem
	for _, run := range t.doc.Runs() {
		for _, at := range numeral.FindAllIndex(run.Text, -1) {
			for _, l := range long {
				if string(run.Text[at[0]:at[1]]) == l.text {
					ps = append(ps, problem.New("figure-literal", run.At(at[0]), "name", l.name, "value", l.text))
					break
				}
			}
		}
		for _, l := range short {
			if i := wordIn(run.Text, l.text); i >= 0 {
				ps = append(ps, problem.New("figure-literal", run.At(i), "name", l.name, "value", l.text))
			}
		}
	}
	return ps
}

// forms are the item's figures in a language: numbers that stand out by
// themselves, and figures that need their unit to be known again.
func (r *renderer) forms(it *site.Item, lang int) (long, short []literal) {
	loc := r.site.Locales[lang]
	for _, f := range it.Facts {
		v, ok := f.Value.(fact.Figure)
		if !ok || f.Field.Internal {
			continue
		}
		plain := true
		for _, end := range []fact.Decimal{v.From, v.To} {
			if s := string(end); len(strings.Trim(s, "-0.")) >= 3 && len(s) > 2 {
				number := loc.Decimal(s)
				if strings.ContainsAny(number, ".,") || len(s) == 3 {
					long = append(long, literal{f.Field.Name, strings.TrimPrefix(number, "-")})
					plain = false
				}
			}
		}
		if s := fact.Print(v, f.Field, loc, lang); plain && strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) {
			short = append(short, literal{f.Field.Name, strings.ReplaceAll(s, "\u00a0", " ")})
		}
	}
	return long, short
}

// wordIn finds a word or words in a text, not as part of a longer one; -1 if they
// are not there.
func wordIn(b []byte, word string) int {
	for from := 0; ; {
		i := bytes.Index(b[from:], []byte(word))
		if i < 0 {
			return -1
		}
		i += from
		before, _ := utf8.DecodeLastRune(b[:i])
		after, _ := utf8.DecodeRune(b[i+len(word):])
		if !joins(before) && !joins(after) {
			return i
		}
		from = i + len(word)
	}
}

// joins reports whether a character beside a word makes it part of a longer one.
func joins(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}
