package site

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"nhipcau/internal/locale"
	"nhipcau/internal/problem"
	"nhipcau/internal/source"
)

// stringsReader gathers interface strings: the theme's, then the site's own,
// which go before them.
type stringsReader struct {
	l        *loader
	messages map[string]locale.Message // of one language, by id
	places   map[string]problem.At     // by language and id
}

// strings reads themes/NAME/i18n and i18n/ for every language of the site.
func (l *loader) strings() error {
	s := l.site
	byLang := map[string][]locale.Message{}
	r := &stringsReader{l: l, places: map[string]problem.At{}}
	for _, lang := range s.Langs {
		r.messages = map[string]locale.Message{}
		name := path.Join("i18n", "strings."+lang+".yaml")
		if err := r.read(s.Theme, name, path.Join("themes", s.ThemeName, name), lang); err != nil {
			return err
		}
		if err := r.read(ordinary{l.fsys}, name, name, lang); err != nil {
			return err
		}
		for _, id := range keysOf(r.messages) {
			byLang[lang] = append(byLang[lang], r.messages[id])
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
		l.add("string-missing", problem.At{File: "i18n/strings." + m.Lang + ".yaml"}, "id", m.ID, "language", m.Lang)
	}
	return nil
}

// read takes the strings of one file; shown is its name as a person knows it.
func (r *stringsReader) read(fsys fs.FS, name, shown, lang string) error {
	data, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	data, ps := source.Decode(shown, data)
	r.l.problems = append(r.l.problems, ps...)
	root, ps := source.ParseYAML(shown, data)
	r.l.problems = append(r.l.problems, ps...)
	if root == nil {
		return nil
	}
	for _, p := range root.Pairs {
		id := p.Key.Text
		m := locale.Message{ID: id, Forms: map[string]string{}}
		if p.Value.Kind == source.Scalar {
			m.Forms["other"] = p.Value.Text
		}
		for _, f := range p.Value.Pairs {
			m.Forms[f.Key.Text] = f.Value.Text
		}
		if theme, ok := r.messages[id]; ok && !samePlaceholders(theme, m) {
			r.l.add("string-placeholders", p.Key.At(shown), "id", id, "theirs", strings.Join(placeholders(theme), " "))
			continue
		}
		r.messages[id] = m
		r.places[lang+" "+id] = p.Key.At(shown)
	}
	return nil
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
