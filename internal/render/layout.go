package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"nhipcau/internal/locale"
	"nhipcau/internal/problem"
	"nhipcau/internal/site"
)

// The folders of a theme.
const (
	layoutsDir = "layouts"
	assetsDir  = "assets"
)

// layouts finds the layout of a view by walking up from its section, and keeps
// what it found. A layout is base.html, the parts, and the file named for the
// kind, which defines "main".
type layouts struct {
	theme  fs.FS
	dir    string // the theme's layouts as a person knows them, for problems
	base   *template.Template
	none   bool // there is no theme; loading said so
	broken []problem.Problem

	mu    sync.Mutex
	found map[string]*layout
}

type layout struct {
	once sync.Once
	tmpl *template.Template
	file string
	ps   []problem.Problem
}

// page is what a layout is given.
type page struct {
	*View
	Body
}

func newLayouts(s *site.Site, assets map[string]site.URL) (*layouts, error) {
	l := &layouts{theme: s.Theme, dir: path.Join("themes", s.ThemeName, layoutsDir), found: map[string]*layout{}}
	l.base = template.New("base.html").Funcs(functions(s, assets))
	if _, err := fs.Stat(s.Theme, "."); errors.Is(err, fs.ErrNotExist) {
		l.none = true
		return l, nil
	}
	names := []string{"base.html"}
	parts, err := fs.ReadDir(s.Theme, layoutsDir+"/parts")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, p := range parts {
		if strings.HasSuffix(p.Name(), ".html") {
			names = append(names, "parts/"+p.Name())
		}
	}
	for _, name := range names {
		l.broken = append(l.broken, l.parse(l.base, name)...)
	}
	return l, nil
}

// parse adds a layout file to a set, under its name.
func (l *layouts) parse(set *template.Template, name string) []problem.Problem {
	data, err := fs.ReadFile(l.theme, path.Join(layoutsDir, name))
	if err != nil {
		return []problem.Problem{problem.New("layout-missing", problem.At{File: path.Join(l.dir, name)})}
	}
	t := set
	if set.Name() != name {
		t = set.New(name)
	}
	if _, err := t.Parse(string(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")))); err != nil {
		return []problem.Problem{l.problem(err, name)}
	}
	return nil
}

// find gives the layout for a kind of page in a section.
func (l *layouts) find(kind Kind, section string) *layout {
	name := ""
	for dir := section; ; dir = path.Dir(dir) {
		if dir == "." || dir == "/" {
			dir = ""
		}
		name = path.Join(dir, string(kind)+".html")
		if dir == "" {
			break
		}
		if _, err := fs.Stat(l.theme, path.Join(layoutsDir, name)); err == nil {
			break
		}
	}
	l.mu.Lock()
	got := l.found[name]
	if got == nil {
		got = &layout{file: name}
		l.found[name] = got
	}
	l.mu.Unlock()
	got.once.Do(func() {
		if len(l.broken) > 0 {
			got.ps = l.broken
			return
		}
		set, err := l.base.Clone()
		if err != nil {
			got.ps = []problem.Problem{l.problem(err, name)}
			return
		}
		got.ps = l.parse(set, name)
		got.tmpl = set
	})
	return got
}

// write lays a view out. A layout that fails is a problem at its own place.
func (l *layouts) write(w *bytes.Buffer, v *View, b Body) (ok bool, ps []problem.Problem) {
	if l.none {
		return false, nil
	}
	lay := l.find(v.Kind, v.Section)
	if len(lay.ps) > 0 {
		return false, lay.ps
	}
	if err := lay.tmpl.ExecuteTemplate(w, "base.html", page{v, b}); err != nil {
		return false, []problem.Problem{l.problem(err, lay.file)}
	}
	return true, nil
}

// has reports whether the theme has a part.
func (l *layouts) has(part string) bool { return l.base.Lookup(part) != nil }

// card lays out one item as the lists on a page show it.
func (l *layouts) card(w *bytes.Buffer, v *View, e Entry) []problem.Problem {
	lay := l.find(v.Kind, v.Section)
	if len(lay.ps) > 0 {
		return lay.ps
	}
	if err := lay.tmpl.ExecuteTemplate(w, cardPart, map[string]any{"Page": page{View: v}, "Of": e}); err != nil {
		return []problem.Problem{l.problem(err, cardPart)}
	}
	return nil
}

// Go's templates tell where they fail only in the text of their errors:
//
//	template: item.html:12:5: executing "main" at <.Foo>: can't evaluate …
//	html/template:item.html:12:5: "<" in attribute name …
var templateError = regexp.MustCompile(`^(?:html/)?template: ?"?([^:"]+)"?:(?:(\d+):)?(?:(\d+):)? ?(?s:(.*))$`)

// problem reads the place of a failure from a template's error.
func (l *layouts) problem(err error, file string) problem.Problem {
	at, what := problem.At{File: path.Join(l.dir, file)}, err.Error()
	if m := templateError.FindStringSubmatch(what); m != nil {
		if strings.HasSuffix(m[1], ".html") {
			at.File = path.Join(l.dir, m[1])
		}
		at.Line, _ = strconv.Atoi(m[2])
		if at.Column, _ = strconv.Atoi(m[3]); m[3] != "" {
			at.Column++ // templates count columns from 0
		}
		what = m[4]
	}
	return problem.New("template-failed", at, "what", what)
}

// functions are what layouts may call. They are pure: the same arguments, the
// same result.
func functions(s *site.Site, assets map[string]site.URL) template.FuncMap {
	return template.FuncMap{
		// t is an interface string in a language, with its arguments as pairs.
		"t": func(lang, id string, args ...any) (string, error) {
			return translate(s, lang, id, args)
		},
		// n is an interface string that counts.
		"n": func(lang, id string, count int) (string, error) {
			for _, l := range ladder(s, lang) {
				if text, ok := s.Strings.Count(l, id, count); ok {
					return text, nil
				}
			}
			return "", fmt.Errorf("no interface string %q", id)
		},
		// number writes a whole number in a language's way.
		"number": func(lang string, n int) string { return localeOf(s, lang).Integer(int64(n)) },
		// pair hands a part both the page and what the part shows.
		"pair": func(p page, of any) map[string]any { return map[string]any{"Page": p, "Of": of} },
		// picture hands a part a picture, how wide it is shown, and whether a
		// reader sees it at once.
		"picture": func(p page, of *Picture, sizes string, first bool) map[string]any {
			return map[string]any{"Page": p, "Of": of, "Sizes": sizes, "First": first}
		},
		// steps parts an address of the site after its slashes, where a line of it
		// may end; the site's own stays whole.
		"steps": func(address string) []string {
			below, ok := strings.CutPrefix(address, s.BaseURL)
			if !ok || below == "" {
				return []string{address}
			}
			list := strings.SplitAfter(below, "/")
			if last := len(list) - 1; list[last] == "" {
				list = list[:last]
			}
			return append([]string{s.BaseURL}, list...)
		},
		// asset is the address of a file of the theme.
		"asset": func(name string) (site.URL, error) {
			u, ok := assets[name]
			if !ok {
				return "", fmt.Errorf("no asset %q", name)
			}
			return u, nil
		},
	}
}

func localeOf(s *site.Site, lang string) *locale.Locale {
	return s.Locales[max(0, s.Lang(lang))]
}

// ladder lists where an interface string is looked for: the language, its
// fallbacks, then the others.
func ladder(s *site.Site, lang string) []string {
	list := []string{lang}
	if i := s.Lang(lang); i >= 0 {
		for _, f := range s.Fallback[i] {
			list = append(list, s.Langs[f])
		}
	}
	return append(list, s.Langs...)
}

func translate(s *site.Site, lang, id string, args []any) (string, error) {
	if len(args) == 0 {
		if text, ok := s.Strings.Text(lang, id); ok {
			return text, nil
		}
	}
	named := map[string]string{}
	for i := 0; i+1 < len(args); i += 2 {
		named[fmt.Sprint(args[i])] = fmt.Sprint(args[i+1])
	}
	for _, l := range ladder(s, lang) {
		if text, ok := s.Strings.With(l, id, named); ok {
			return text, nil
		}
	}
	return "", fmt.Errorf("no interface string %q", id)
}
