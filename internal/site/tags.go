package site

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"nhipcau/internal/problem"
	"nhipcau/internal/source"
	"nhipcau/internal/text"
)

const tagsFile = "i18n/tags.yaml"

// tags gathers the keys that items use, with their names and their pages.
func (l *loader) tags() {
	s := l.site
	names := l.tagNames()
	l.tagged = names
	byKey := map[string]*Tag{}
	for _, it := range s.Items {
		f, ok := it.Facts.Get("tags")
		if !ok || it.state != live {
			continue
		}
		for _, key := range it.Facts.Keys("tags") {
			t := byKey[key]
			if t == nil {
				t = &Tag{Key: key, Names: names[key], Pages: make([][]*Page, len(s.Langs)), URLs: make([]URL, len(s.Langs))}
				if t.Names == nil {
					l.add("tag-unknown", f.At, "tag", key, "near", source.Nearest(key, keysOf(names)))
					t.Names = make([]string, len(s.Langs))
				}
				for i, name := range t.Names {
					if name == "" {
						t.Names[i] = key
					}
				}
				byKey[key] = t
				s.Tags = append(s.Tags, t)
			}
			for lang, p := range it.Pages {
				if p != nil {
					t.Pages[lang] = append(t.Pages[lang], p)
				}
			}
		}
	}
	slices.SortFunc(s.Tags, func(a, b *Tag) int { return strings.Compare(a.Key, b.Key) })
	s.TagIndex = make([]URL, len(s.Langs))
	for _, t := range s.Tags {
		for lang, pages := range t.Pages {
			// Weights put things in order within a section; here sections meet.
			slices.SortStableFunc(pages, func(a, b *Page) int { return byDate(a.Item, b.Item) })
			if len(pages) > 0 {
				s.TagIndex[lang] = s.HomeURL(lang).join(tagsSegment)
				t.URLs[lang] = s.TagIndex[lang].join(t.Key)
			}
		}
	}
}

// tagNames reads i18n/tags.yaml: for each key its name per language.
func (l *loader) tagNames() map[string][]string {
	data, ps, err := source.Read(ordinary{l.fsys}, tagsFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		l.add("file-unreadable", problem.At{File: tagsFile})
		return nil
	}
	l.problems = append(l.problems, ps...)
	root, ps := source.ParseYAML(tagsFile, data)
	l.problems = append(l.problems, ps...)
	if root == nil {
		return nil
	}
	names := map[string][]string{}
	for _, p := range root.Pairs {
		key := p.Key.Text
		if text.Slug(key) != key {
			l.add("tag-wrong", p.Key.At(tagsFile), "value", key, "proposal", text.Slug(key))
			continue
		}
		list := make([]string, len(l.site.Langs))
		names[key] = list
		if p.Value.Kind != source.Map {
			l.add("value-not-per-language", p.Value.At(tagsFile), "key", key, "language", l.site.Langs[0])
			continue
		}
		for _, n := range p.Value.Pairs {
			if lang := l.site.Lang(n.Key.Text); lang >= 0 {
				list[lang] = text.Clean(strings.TrimSpace(n.Value.Text))
			} else {
				l.add("language-unknown", n.Key.At(tagsFile), "language", n.Key.Text, "known", strings.Join(l.site.Langs, ", "))
			}
		}
		for i, lang := range l.site.Langs {
			if list[i] == "" {
				l.add("tag-unnamed", p.Key.At(tagsFile), "tag", key, "language", lang)
			}
		}
	}
	return names
}

func keysOf[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Tag finds a tag that items have; nil is no such tag.
func (s *Site) Tag(key string) *Tag {
	i, ok := slices.BinarySearchFunc(s.Tags, key, func(t *Tag, key string) int { return strings.Compare(t.Key, key) })
	if !ok {
		return nil
	}
	return s.Tags[i]
}

// TagsOf lists the tags of an item, in the order in which they were written.
func (s *Site) TagsOf(it *Item) []*Tag {
	var tags []*Tag
	for _, key := range it.Facts.Keys("tags") {
		if t := s.Tag(key); t != nil {
			tags = append(tags, t)
		}
	}
	return tags
}
