package site

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"time"

	"nhipcau/internal/fact"
	"nhipcau/internal/files"
	"nhipcau/internal/locale"
	"nhipcau/internal/problem"
	"nhipcau/internal/source"
)

// Options are what a Site depends on beside its sources.
type Options struct {
	Day    string    // the as-of day, 2026-11-23; "" for the day of Now in the site's time zone
	Now    time.Time // the one reading of the clock
	Drafts bool      // show drafts, as a preview does
	Themes fs.FS     // the themes inside the program, one folder each
	Memo   *Memo     // what the last Load read, in a preview; nil where there is one Load only
}

// ErrNoSite says that a folder has no site.yaml.
var ErrNoSite = errors.New("no " + configFile + " here")

// ErrDay says that the as-of day asked for is no day.
var ErrDay = errors.New("not a day such as 2026-11-23")

// loader is a Site on its way, with the problems found so far.
type loader struct {
	fsys      fs.FS
	opts      Options
	site      *Site
	problems  []problem.Problem
	workers   int
	schemaOf  map[string]*Schema  // by the folder of its file
	mentioned []named             // sections that those are about
	asked     []asked             // lists
	figured   []asked             // figures
	filled    map[string][]*Item  // what lists ask for, once
	tagged    map[string][]string // names of tags, by key
	claims    files.Names[problem.At]
}

// asked is what an item's front matter asks of others.
type asked struct {
	item *Item
	node *source.Node
	file string
}

func (l *loader) add(code string, at problem.At, args ...string) {
	l.problems = append(l.problems, problem.New(code, at, args...))
}

// Load reads the sources of a site. The error says that they could not be read
// at all; everything that is wrong in them is a problem.
func Load(fsys fs.FS, opts Options) (*Site, []problem.Problem, error) {
	l := &loader{fsys: fsys, opts: opts, workers: runtime.GOMAXPROCS(0), claims: files.Names[problem.At]{}, filled: map[string][]*Item{}, schemaOf: map[string]*Schema{},
		site: &Site{sources: fsys, items: map[string]*Item{}, files: map[string]*Attachment{}, citations: map[string]*Citation{}, referring: referring{}}}
	if err := l.config(); err != nil {
		return nil, nil, err
	}
	t, err := l.walkContent()
	if err != nil {
		return nil, nil, fmt.Errorf("reading %s: %w", contentDir, err)
	}
	l.schemas(t)
	l.buildItems(t)
	if err := l.strings(); err != nil {
		return nil, nil, fmt.Errorf("reading strings: %w", err)
	}
	l.addresses()
	l.pages()
	l.order()
	l.attachments(t)
	l.images()
	l.tags()
	l.readCitations()
	l.readGlossary()
	l.lists()
	l.figures()
	l.menus()
	l.consistent()
	l.filters()
	if err := l.static(); err != nil {
		return nil, nil, fmt.Errorf("reading %s: %w", staticDir, err)
	}
	l.claimAll()
	l.redirects()
	return l.site, problem.Sort(l.problems), nil
}

// config reads site.yaml, fixes the as-of day and finds the theme.
func (l *loader) config() error {
	data, ps, err := source.Read(ordinary{l.fsys}, configFile)
	if errors.Is(err, fs.ErrNotExist) {
		return ErrNoSite
	} else if err != nil {
		return err
	}
	l.problems = append(l.problems, ps...)
	s := l.site
	s.Config, ps = readConfig(data, l.written)
	l.problems = append(l.problems, ps...)

	now := l.opts.Now.In(s.Zone)
	s.Day = time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, s.Zone)
	if l.opts.Day != "" {
		if s.Day, err = time.ParseInLocation(time.DateOnly, l.opts.Day, s.Zone); err != nil {
			return fmt.Errorf("%q: %w", l.opts.Day, ErrDay)
		}
	}
	var layers overlay
	name := path.Join("themes", s.ThemeName)
	for _, fsys := range []fs.FS{ordinary{l.fsys}, prefixed{"themes", l.opts.Themes}} {
		switch info, err := fs.Stat(fsys, name); {
		case err == nil && info.IsDir():
			if dir, err := fs.Sub(fsys, name); err == nil {
				layers = append(layers, dir)
			}
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			l.add("file-unreadable", problem.At{File: name})
		}
	}
	if len(layers) == 0 {
		l.add("theme-missing", problem.At{File: configFile}, "theme", s.ThemeName)
	}
	s.Theme = layers
	return nil
}

// written lists the languages that the names of texts end in, as far as there
// are tables for them.
func (l *loader) written() []string {
	found := map[string]bool{}
	// What cannot be read is reported when the tree is read.
	_ = fs.WalkDir(l.fsys, contentDir, func(name string, d fs.DirEntry, err error) error {
		if stem, ok := strings.CutSuffix(name, ".md"); ok && err == nil {
			found[strings.TrimPrefix(path.Ext(stem), ".")] = true
		}
		return nil
	})
	return slices.DeleteFunc(locale.Tags(), func(tag string) bool { return !found[tag] })
}

// buildItems makes items and sections of the texts, and puts them in their
// places.
func (l *loader) buildItems(t *tree) {
	// Every folder on the way to an item is a section.
	for p, g := range t.items {
		dir := parent(p)
		if g.dir != p && g.dir != dir {
			dir = g.dir
		}
		for ; t.sections[dir] == nil; dir = parent(dir) {
			t.sections[dir] = &group{path: dir, dir: dir}
		}
	}
	for p := range t.sections {
		for dir := parent(p); t.sections[dir] == nil; dir = parent(dir) {
			t.sections[dir] = &group{path: dir, dir: dir}
		}
	}
	sections, items := ordered(t.sections), ordered(t.items)
	l.readTexts(slices.Concat(sections, items))
	s := l.site
	byPath := map[string]*Section{}
	for _, g := range sections {
		it := l.newItem(g, nil)
		sec := &Section{Item: it, Policy: s.policy(g.path), Schema: l.schema(g.path)}
		it.Self = sec
		byPath[g.path], s.items[g.path] = sec, it
		s.Sections = append(s.Sections, sec)
		if g.path == "" {
			s.Root = sec
			continue
		}
		it.Section = byPath[parent(g.path)]
		it.inherit()
		it.Section.Sections = append(it.Section.Sections, sec)
		if len(g.files) == 0 {
			l.add("section-without-index", problem.At{File: path.Join(contentDir, g.path)}, "proposal", "_index."+s.Langs[0]+".md")
		}
	}
	if len(t.sections[""].files) == 0 && !t.missing {
		l.add("home-missing", problem.At{File: contentDir}, "proposal", "_index."+s.Langs[0]+".md")
	}
	for _, g := range items {
		if other := s.items[g.path]; other != nil {
			l.add("item-and-section", problem.At{File: g.files[0].name}, "name", g.path)
			continue
		}
		it := l.newItem(g, l.schema(parent(g.path)))
		it.Section = byPath[parent(g.path)]
		it.inherit()
		it.Section.Items = append(it.Section.Items, it)
		s.items[g.path] = it
		s.Items = append(s.Items, it)
	}
	mentioned := slices.Concat(s.news, l.mentioned)
	if s.plan.section != "" {
		mentioned = append(mentioned, s.plan)
	}
	for _, n := range mentioned {
		if byPath[n.section] == nil {
			l.add("section-unknown", n.at, "section", n.section, "near", source.Nearest(n.section, sectionNames(s)))
		}
	}
	if byPath[s.plan.section] == nil { // nobody need hear it again of each activity
		s.plan.section = ""
	}
	for _, p := range s.policies {
		if byPath[p.section] == nil {
			l.add("policy-section-unknown", p.at, "section", p.section, "near", source.Nearest(p.section, sectionNames(s)))
		}
	}
}

func sectionNames(s *Site) []string {
	var names []string
	for _, sec := range s.Sections {
		names = append(names, sec.Path)
	}
	return names
}

// ordered lists groups by path, folder by folder: parents before children.
func ordered(groups map[string]*group) []*group {
	var list []*group
	for _, g := range groups {
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b *group) int {
		return slices.Compare(strings.Split(a.path, "/"), strings.Split(b.path, "/"))
	})
	return list
}

// pages decides which pages there are, and in which form.
func (l *loader) pages() {
	s := l.site
	for _, it := range s.Items {
		for lang := range s.Langs {
			it.Pages[lang] = l.page(it, lang)
		}
	}
	// A section has a page in a language when it has a text there, or something
	// to list. Children come after their parents, so go backwards.
	for i := len(s.Sections) - 1; i >= 0; i-- {
		sec := s.Sections[i]
		for lang := range s.Langs {
			sec.Pages[lang] = l.sectionPage(sec, lang)
		}
	}
}

// shown reports whether a text takes part in the site.
func (l *loader) shown(t *Text) bool {
	return t != nil && !t.Broken && t.Title != "" && !t.Hidden
}

// page gives the item's page in a language, by the section's policy.
func (l *loader) page(it *Item, lang int) *Page {
	if it.state != live {
		return nil
	}
	own := it.Texts[lang]
	if !l.shown(own) {
		own = nil
	}
	// A text without a body is whole only if the original has none either.
	original := it.Texts[it.Original]
	whole := func(t *Text) bool {
		return l.shown(t) && (!t.Empty || original != nil && !original.Broken && original.Empty)
	}
	p := &Page{Item: it, Lang: lang, URL: l.url(it, lang)}
	switch {
	case own != nil && whole(own):
		p.Form, p.Text, p.Body = Real, own, own
		return p
	case it.Section.Policy == StubPolicy && own != nil && slices.ContainsFunc(it.Texts, whole):
		p.Form, p.Text = Stub, own
		return p
	case it.Section.Policy == Borrow:
		for _, from := range append(slices.Clone(l.site.Fallback[lang]), it.Original) {
			if t := it.Texts[from]; whole(t) {
				p.Form, p.Text, p.Body = Fallback, t, t
				if own != nil {
					p.Text = own
				}
				return p
			}
		}
	}
	if own != nil {
		l.add("translation-empty", problem.At{File: own.File}, "section", cmp.Or(it.Section.Path, "/"), "policy", string(it.Section.Policy))
	}
	return nil
}

func (l *loader) sectionPage(sec *Section, lang int) *Page {
	if sec.state != live {
		return nil
	}
	p := &Page{Item: sec.Item, Lang: lang, URL: l.url(sec.Item, lang)}
	if own := sec.Texts[lang]; l.shown(own) {
		p.Form, p.Text, p.Body = Real, own, own
		return p
	}
	if sec.Path != "" && !l.hasPages(sec, lang) {
		return nil
	}
	for _, from := range append(slices.Clone(l.site.Fallback[lang]), sec.Original) {
		if t := sec.Texts[from]; l.shown(t) {
			p.Form, p.Text = Fallback, t
			if !t.Empty {
				p.Body = t
			}
			if own := sec.Texts[lang]; own == nil || own.Hidden {
				l.add("section-untranslated", problem.At{File: t.File}, "language", l.site.Langs[lang])
			}
			return p
		}
	}
	title := l.site.Titles[lang]
	if sec.Path != "" {
		title = path.Base(sec.Path)
	}
	p.Form, p.Text = Stub, &Text{Lang: lang, File: path.Join(contentDir, sec.Path), Title: title, Empty: true}
	return p
}

func (l *loader) hasPages(sec *Section, lang int) bool {
	for _, it := range sec.Items {
		if it.Pages[lang] != nil {
			return true
		}
	}
	for _, sub := range sec.Sections {
		if sub.Pages[lang] != nil {
			return true
		}
	}
	return false
}

// order sorts what is inside each section: by weight, those without one after
// the others; then the newest first; then by path. The order is the same in
// every language; a page's neighbours are the nearest that its language has.
func (l *loader) order() {
	for _, sec := range l.site.Sections {
		slices.SortStableFunc(sec.Items, byWeightThenDate)
		if sec.Schema != nil {
			for _, by := range slices.Backward(sec.Schema.sort) {
				sortByFact(sec.Items, by.field, by.down)
			}
		}
		slices.SortStableFunc(sec.Sections, func(a, b *Section) int { return byWeightThenDate(a.Item, b.Item) })
		for lang := range l.site.Langs {
			var last *Page
			for _, it := range sec.Items {
				p := it.Pages[lang]
				if p == nil {
					continue
				}
				if p.prev = last; last != nil {
					last.next = p
				}
				last = p
			}
		}
	}
}

func byWeightThenDate(a, b *Item) int {
	wa, wb := a.Facts.Integer("weight"), b.Facts.Integer("weight")
	switch {
	case wa == wb:
	case wa == 0:
		return 1
	case wb == 0:
		return -1
	default:
		return wa - wb
	}
	return byDate(a, b)
}

// byDate puts the newest first.
func byDate(a, b *Item) int {
	if c := b.Facts.Day("date").Compare(a.Facts.Day("date").Time); c != 0 {
		return c
	}
	return strings.Compare(a.Path, b.Path)
}

// inherit makes an item share its section's fate: what lies in a section that
// is withdrawn, expired or not yet published is so too.
func (it *Item) inherit() {
	if it.state == live {
		it.state = it.Section.state
	}
}

func startOfDay(d fact.Day) time.Time {
	y, m, day := d.Date()
	return time.Date(y, m, day, 0, 0, 0, 0, d.Location())
}
