package site

import (
	"errors"
	"io/fs"
	"net/url"
	"slices"
	"strings"

	"nhipcau/internal/problem"
	"nhipcau/internal/source"
	"nhipcau/internal/text"
)

const citationsFile = "i18n/sources.yaml"

// Citation is a document that figures are taken from.
type Citation struct {
	Key   string
	Names []string // by language
	URL   string   // where it can be read; "" where that is not known
}

// Citation finds a document by its key in i18n/sources.yaml; nil is no such
// document.
func (s *Site) Citation(key string) *Citation { return s.citations[key] }

// readCitations reads i18n/sources.yaml: for each key the document's name in
// every language, and its address where there is one.
func (l *loader) readCitations() {
	data, ps, err := source.Read(ordinary{l.fsys}, citationsFile)
	if errors.Is(err, fs.ErrNotExist) {
		return
	} else if err != nil {
		l.add("file-unreadable", problem.At{File: citationsFile})
		return
	}
	root, more := source.ParseYAML(citationsFile, data)
	r := &mapReader{file: citationsFile, langs: l.site.Langs, ps: slices.Concat(ps, more)}
	if root == nil {
		root = &source.Node{}
	}
	for _, p := range root.Pairs {
		key := p.Key.Text
		if text.Slug(key) != key {
			r.add("option-key-wrong", p.Key, "value", key, "proposal", text.Slug(key))
			continue
		}
		c := &Citation{Key: key, Names: make([]string, len(r.langs))}
		l.site.citations[key] = c
		names := *p.Value
		names.Pairs = slices.DeleteFunc(slices.Clone(names.Pairs), func(q source.Pair) bool { return q.Key.Text == "url" })
		r.texts(&names, key, c.Names)
		borrow(c.Names)
		if n := r.scalar(p.Value, "url"); n != nil {
			u, err := url.Parse(strings.TrimSpace(n.Text))
			if err != nil || u.Scheme != "https" || !text.IsHost(u.Hostname()) {
				r.add("url-wrong", n, "key", "url", "value", n.Text)
			} else {
				c.URL = u.String()
			}
		}
	}
	l.problems = append(l.problems, r.ps...)
}

// cited checks that a document is known.
func (l *loader) cited(key string, at problem.At) {
	if l.site.citations[key] == nil {
		l.add("citation-unknown", at, "value", key, "near", source.Nearest(key, keysOf(l.site.citations)))
	}
}
