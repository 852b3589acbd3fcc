package site

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"nhipcau/internal/locale"
	"nhipcau/internal/problem"
	"nhipcau/internal/source"
)

// stringsReader gathers interface strings: the theme's, then the site's own,
// which go before them.
type stringsReader struct {
	l        *loader
	messages map[string]map[string]locale.Message // by language and id
	places   map[string]problem.At                // by language and id
	theme    []string                             // the ids that the theme has, sorted
	unknown  map[string]bool                      // the other ids
}

// strings reads themes/NAME/i18n and i18n/ for every language of the site.
func (l *loader) strings() error {
	s := l.site
	r := &stringsReader{l: l, messages: map[string]map[string]locale.Message{}, places: map[string]problem.At{}, unknown: map[string]bool{}}
	ids := map[string]bool{}
	theme := path.Join("themes", s.ThemeName)
	for _, lang := range s.Langs {
		r.messages[lang] = map[string]locale.Message{}
		r.read(prefixed{theme, s.Theme}, path.Join(theme, stringsFile(lang)), lang)
		for id := range r.messages[lang] {
			ids[id] = true
		}
	}
	r.theme = keysOf(ids)
	byLang := map[string][]locale.Message{}
	for _, lang := range s.Langs {
		r.read(ordinary{l.fsys}, stringsFile(lang), lang)
		for _, id := range keysOf(r.messages[lang]) {
			byLang[lang] = append(byLang[lang], r.messages[lang][id])
		}
	}
	strs, err := locale.NewStrings(byLang)
	if strs == nil {
		return err
	}
	for _, e := range locale.StringErrors(err) {
		code := "string-place-wrong"
		switch {
		case errors.Is(e, locale.ErrNoOther):
			code = "string-without-other"
		case errors.Is(e, locale.ErrForm):
			code = "string-form-unknown"
		}
		l.add(code, r.places[e.Lang+" "+e.ID], "id", e.ID, "form", e.Form)
	}
	s.Strings = strs
	for _, m := range strs.Missing() {
		// What is wrong there was said; a misspelt id is not wanted in the other
		// languages too.
		if _, wrong := r.messages[m.Lang][m.ID]; !wrong && !r.unknown[m.ID] {
			l.add("string-missing", problem.At{File: stringsFile(m.Lang)}, "id", m.ID, "language", m.Lang)
		}
	}
	return nil
}

func stringsFile(lang string) string { return "i18n/strings." + lang + ".yaml" }

// read takes the strings of one file.
func (r *stringsReader) read(fsys fs.FS, name, lang string) {
	data, ps, err := source.Read(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return
	} else if err != nil {
		r.l.add("file-unreadable", problem.At{File: name})
		return
	}
	r.l.problems = append(r.l.problems, ps...)
	if data == nil {
		return
	}
	root, ps := source.ParseYAML(name, data)
	r.l.problems = append(r.l.problems, ps...)
	if root == nil {
		return
	}
	messages := r.messages[lang]
	for _, p := range root.Pairs {
		id := p.Key.Text
		m := locale.Message{ID: id, Forms: map[string]string{}}
		if p.Value.Kind == source.Scalar {
			m.Forms["other"] = p.Value.Text
		}
		for _, f := range p.Value.Pairs {
			m.Forms[f.Key.Text] = f.Value.Text
		}
		theme, ok := messages[id]
		if ok && !samePlaceholders(theme, m) {
			r.l.add("string-placeholders", p.Key.At(name), "id", id, "theirs", strings.Join(placeholders(theme), " "))
			continue
		}
		// A theme without strings has layouts that do with none or with the site's.
		if !ok && len(r.theme) > 0 && !slices.Contains(r.theme, id) {
			r.l.add("string-unknown", p.Key.At(name), "id", id, "near", source.Nearest(id, r.theme))
			r.unknown[id] = true
		}
		messages[id] = m
		r.places[lang+" "+id] = p.Key.At(name)
	}
}

// samePlaceholders reports whether a string that replaces the theme's takes the
// same arguments.
func samePlaceholders(a, b locale.Message) bool {
	return strings.Join(placeholders(a), " ") == strings.Join(placeholders(b), " ")
}

func placeholders(m locale.Message) []string {
	names, err := locale.Placeholders(m.Forms["other"])
	if err != nil {
		return []string{err.Error()}
	}
	for i, n := range names {
		names[i] = "{{." + n + "}}"
	}
	return names
}
