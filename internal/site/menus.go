package site

import (
	"strings"

	"nhipcau/internal/source"
)

// menus turns the entries of site.yaml into items and outside addresses.
func (l *loader) menus() {
	l.site.MainMenu = l.menu("main")
	l.site.FooterMenu = l.menu("footer")
	l.site.HomeMenu = l.menu("home")
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
		r := &mapReader{file: configFile, langs: l.site.Langs}
		r.texts(titles, "title", e.Titles)
		l.problems = append(l.problems, r.ps...)
		borrow(e.Titles)
		entries = append(entries, e)
	}
	return entries
}
