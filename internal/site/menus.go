package site

import (
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"nhipcau/internal/files"
	"nhipcau/internal/problem"
	"nhipcau/internal/source"
)

// menus turns the entries of site.yaml into items and outside addresses.
func (l *loader) menus() {
	l.site.MainMenu = l.menu("main")
	l.site.FooterMenu = l.menu("footer")
}

func (l *loader) menu(name string) []MenuEntry {
	var entries []MenuEntry
	for _, n := range l.site.Config.menus[name] {
		at := n.At(configFile)
		if n.Kind == source.Scalar {
			p := strings.Trim(n.Text, "/")
			it := l.site.items[p]
			if it == nil {
				l.add("menu-item-unknown", at, "name", n.Text, "near", source.Nearest(p, keysOf(l.site.items)))
				continue
			}
			entries = append(entries, MenuEntry{Item: it})
			continue
		}
		href, titles := n.Get("url"), n.Get("title")
		if href == nil || titles == nil || !strings.HasPrefix(href.Text, "https://") {
			l.add("menu-entry-wrong", at)
			continue
		}
		e := MenuEntry{Href: href.Text, Titles: make([]string, len(l.site.Langs))}
		r := &configReader{c: l.site.Config}
		r.texts(titles, "title", e.Titles)
		l.problems = append(l.problems, r.ps...)
		borrow(e.Titles)
		entries = append(entries, e)
	}
	return entries
}

// serverNames are hidden files that a web server wants to find.
var serverNames = []string{".well-known", ".htaccess", ".nojekyll"}

// static lists the files that are copied as they are.
func (l *loader) static() error {
	if _, err := fs.Stat(l.fsys, staticDir); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		l.add("file-unreadable", problem.At{File: staticDir})
		return nil
	}
	return fs.WalkDir(l.fsys, staticDir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == staticDir {
			return err
		}
		if d.Name() == ".gitkeep" {
			return nil
		}
		if !slices.Contains(serverNames, d.Name()) && l.unwelcome(name, d) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if !d.IsDir() {
			l.site.Static = append(l.site.Static, StaticFile{Source: name, Path: strings.TrimPrefix(name, staticDir+"/")})
		}
		return nil
	})
}

// claimAll gives every output path to the one that has a right to it: pages
// first, then what is made of them, then files. A second claim is a problem.
// Paths are compared without case, as Windows and macOS do.
func (l *loader) claimAll() {
	s := l.site
	for _, it := range l.all() {
		for lang, p := range it.Pages {
			if p == nil {
				continue
			}
			at := problem.At{File: p.Text.File}
			if t := it.Texts[lang]; t != nil {
				at = problem.At{File: t.File}
				if t.slugAt != (problem.At{}) {
					at = t.slugAt
				}
			}
			if !l.claim(p.URL.File(), at) {
				l.unpublish(p)
				continue
			}
			if it.Self != nil {
				l.claimList(p.URL, len(it.Self.Listed(lang)), at, it.Path != "")
				l.claim(p.URL.FeedURL().File(), at)
			}
		}
	}
	for lang := range s.Langs {
		at := problem.At{File: tagsFile}
		if s.TagIndex[lang] != "" && !l.claim(s.TagIndex[lang].File(), at) {
			s.TagIndex[lang] = ""
		}
		for _, t := range s.Tags {
			switch {
			case t.URLs[lang] == "":
			case s.TagIndex[lang] != "" && l.claim(t.URLs[lang].File(), at):
				l.claimList(t.URLs[lang], len(t.Pages[lang]), at, true)
			default:
				t.URLs[lang] = ""
			}
		}
		l.claim((s.HomeURL(lang) + "404.html").File(), problem.At{File: configFile})
	}
	for _, name := range []string{"index.html", "404.html", "robots.txt", "sitemap.xml", "nhipcau.manifest", "nhipcau.manifest.minisig"} {
		l.claim(name, problem.At{File: configFile})
	}
	s.Attachments = slices.DeleteFunc(s.Attachments, func(a *Attachment) bool {
		if l.claim(a.URL.File(), problem.At{File: a.Source}) {
			return false
		}
		a.URL = "" // known, but not published
		return true
	})
	s.Static = slices.DeleteFunc(s.Static, func(f StaticFile) bool {
		return l.kept(f.Path, problem.At{File: f.Source}) || !l.claim(f.Path, problem.At{File: f.Source})
	})
}

// kept reports a path among the files that the program names as it makes them:
// assets, attachments, open data, parts of the sitemap.
func (l *loader) kept(file string, at problem.At) bool {
	top, _, below := strings.Cut(files.Fold(file), "/")
	if below && slices.Contains([]string{"assets", "files", "data"}, top) || strings.HasPrefix(top, "sitemap-") {
		l.add("address-reserved", at, "name", top)
		return true
	}
	return false
}

// claimList claims the second and further pages of a list.
func (l *loader) claimList(u URL, entries int, at problem.At, paged bool) {
	for n := 2; paged && n <= l.site.PageCount(entries); n++ {
		l.claim(u.PageURL(n).File(), at)
	}
}

func (l *loader) claim(file string, at problem.At) bool {
	if err := files.CheckPath(file); err != nil {
		l.add("output-unusable", at, "path", "/"+file)
		return false
	}
	if _, taken := l.claims.Claim(file, at); taken != nil {
		l.add("output-doubled", at, "path", "/"+strings.TrimSuffix(file, "index.html"), "other", taken.Owner.File)
		return false
	}
	return true
}

// unpublish takes back a page that has no right to its address.
func (l *loader) unpublish(p *Page) {
	p.Item.Pages[p.Lang] = nil
	if p.prev != nil {
		p.prev.next = p.next
	}
	if p.next != nil {
		p.next.prev = p.prev
	}
	for _, tag := range l.site.Tags {
		tag.Pages[p.Lang] = slices.DeleteFunc(tag.Pages[p.Lang], func(q *Page) bool { return p == q })
	}
}

// redirects gives old addresses to pages: aliases, and the addresses of
// withdrawn items that name a successor.
func (l *loader) redirects() {
	for _, it := range l.all() {
		for lang, t := range it.Texts {
			p := it.Pages[lang]
			// where a language borrows its pages, it has them without a file
			if w := it.withdrawn; w != nil && w.successor != "" && (t != nil && !t.Hidden || t == nil && it.Section != nil && it.Section.Policy == Borrow) {
				p = l.succeed(it, lang)
			}
			if t == nil || t.Hidden {
				continue
			}
			for _, a := range t.Aliases {
				u, ok := aliasURL(a.url, l.url(it, lang))
				if !ok {
					l.add("alias-wrong", a.at, "value", a.url)
					continue
				}
				if p != nil && !l.kept(u.File(), a.at) && l.claim(u.File(), a.at) {
					l.site.Redirects = append(l.site.Redirects, Redirect{From: u, To: p})
				}
			}
		}
	}
	slices.SortFunc(l.site.Redirects, func(a, b Redirect) int { return strings.Compare(string(a.From), string(b.From)) })
}

// succeed sends the address of a withdrawn item on to its successor's page, and
// gives that page.
func (l *loader) succeed(it *Item, lang int) *Page {
	w := it.withdrawn
	target := l.site.Target(it, w.successor)
	if target == nil || target == it {
		l.add("withdrawn-wrong", w.at, "value", w.successor, "near", l.site.Near(it, w.successor))
		return nil
	}
	// A successor may have been withdrawn in its turn; a circle ends nowhere.
	for range l.site.Items {
		if target == nil || target.withdrawn == nil || target.withdrawn.successor == "" {
			break
		}
		target = l.site.Target(target, target.withdrawn.successor)
	}
	to := (*Page)(nil)
	if target != nil {
		to = l.site.PageFor(target, lang)
	}
	if to == nil {
		l.add("successor-unpublished", w.at, "value", w.successor)
		return nil
	}
	if from := l.url(it, lang); l.claim(from.File(), w.at) {
		l.site.Redirects = append(l.site.Redirects, Redirect{From: from, To: to})
	}
	return to
}

// oldName is what may stand between the slashes of an old address. Whoever made
// it may have used capital letters and underscores.
var oldName = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9._-]*$`)

// aliasURL reads an old address: from the root when it starts with a slash,
// else beside the page.
func aliasURL(s string, page URL) (URL, bool) {
	if s == "" || strings.ContainsAny(s, `\?#%:`) || strings.HasPrefix(s, "//") {
		return "", false
	}
	if !strings.HasPrefix(s, "/") {
		s = path.Dir(strings.TrimSuffix(string(page), "/")) + "/" + s
	}
	clean := path.Clean(s)
	if clean == "/" || strings.Count(s, "..") > 0 {
		return "", false
	}
	for _, part := range strings.Split(clean[1:], "/") {
		if !oldName.MatchString(part) || files.Device(part) {
			return "", false
		}
	}
	if path.Ext(clean) == ".html" {
		return URL(clean), true
	}
	return URL(clean + "/"), true
}
