package terms

import (
	"strings"

	"nhipcau/internal/text"
)

// inflections lists how a form is found in texts of a language: itself, and
// where words change with their place in a sentence, as they do then.
//
// English: each noun also in the plural, by the usual rules; a form that begins
// with "to " is a verb and is found without it, with -s, -ed and -ing. What is
// irregular has to stand in the glossary.
//
// Lao: words never change, but ການ before a verb makes a noun of it, as -ing
// does, and which of the two a sentence needs is a matter of the sentence. So a
// form that begins with ການ is found without it too.
//
// Vietnamese words never change.
func inflections(lang, form string) []string {
	switch verb, ok := strings.CutPrefix(form, "ການ"); {
	case lang == "lo" && ok && text.EdgesOf(form, nil).At(len(form)-len(verb)) && len(verb) > 4*len("ກ"):
		return []string{form, verb}
	case lang != "en":
		return []string{form}
	}
	if verb, ok := strings.CutPrefix(form, "to "); ok {
		first, rest, _ := strings.Cut(verb, " ")
		var list []string
		for _, f := range []string{first, plural(first), past(first), gerund(first)} {
			list = append(list, strings.TrimSpace(f+" "+rest))
		}
		return list
	}
	list := []string{form}
	parts := strings.Split(form, " ")
	for i, p := range parts {
		if q := plural(p); q != "" {
			changed := append([]string(nil), parts...)
			changed[i] = q
			list = append(list, strings.Join(changed, " "))
		}
	}
	return list
}

// plural adds -s as English spells it, which verbs do too; "" where a word is
// too short to be a noun or has it already.
func plural(w string) string {
	n := len(w)
	switch {
	case n < 3 || !smallLetter(w[n-1]) || strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		return ""
	case strings.HasSuffix(w, "y") && !vowel(w[n-2]):
		return w[:n-1] + "ies"
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"):
		return w + "es"
	}
	return w + "s"
}

func past(w string) string {
	switch n := len(w); {
	case strings.HasSuffix(w, "e"):
		return w + "d"
	case n > 1 && strings.HasSuffix(w, "y") && !vowel(w[n-2]):
		return w[:n-1] + "ied"
	}
	return w + "ed"
}

func gerund(w string) string {
	if n := len(w); n > 2 && w[n-1] == 'e' && !vowel(w[n-2]) {
		return w[:n-1] + "ing"
	}
	return w + "ing"
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

func smallLetter(c byte) bool { return c >= 'a' && c <= 'z' }
