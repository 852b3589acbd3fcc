package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"nhipcau/internal/fact"
	"nhipcau/internal/files"
	"nhipcau/internal/site"
	"nhipcau/internal/source"
	"nhipcau/internal/text"
)

func (a *app) newCommand() *cobra.Command {
	return &cobra.Command{
		Use: "new " + a.words.newUse, Short: a.words.newShort, Long: a.words.newLong,
		Example: "  nhipcau new bulletins cang-quy-nhon",
		Args:    a.newArguments,
		RunE:    func(_ *cobra.Command, args []string) error { return a.newItem(args[0], args[1]) },
	}
}

// newItem makes the files of an item, as drafts, in every language.
func (a *app) newItem(section, name string) error {
	s, _, err := a.load(a.output(), "")
	if err != nil {
		return err
	}
	sec, err := a.section(s, section)
	if err != nil {
		return err
	}
	if err := a.checkName(s, sec, name); err != nil {
		return err
	}
	made, err := a.write(s, sec, name)
	if err != nil {
		return err
	}
	if a.json {
		return json.NewEncoder(a.stdout).Encode(map[string][]string{"created": made})
	}
	for _, file := range made {
		fmt.Fprintf(a.stdout, a.words.created+"\n", file)
	}
	return nil
}

// section finds a section by its path, written with either kind of slash, from
// content/ or from the site's folder.
func (a *app) section(s *site.Site, given string) (*site.Section, error) {
	p := inContent(given)
	if it := s.Item(p); given != "" && it != nil && it.Self != nil {
		return it.Self, nil
	}
	var names []string
	for _, sec := range s.Sections[1:] { // the first is the home
		names = append(names, sec.Path)
	}
	return nil, a.refuse(a.words.errNoSection+"%s", given, a.didYouMean("", source.Nearest(p, names)))
}

// checkName makes sure that an item of that name can be had, and has an address
// of its own.
func (a *app) checkName(s *site.Site, sec *site.Section, name string) error {
	proposal := text.Slug(name)
	switch {
	case proposal == "" || len(proposal) > maxName:
		return a.refuse(a.words.errName, name, "cang-quy-nhon")
	case files.Device(proposal):
		return a.refuse(a.words.errNameDevice, name, proposal+"-1")
	case proposal != name:
		return a.refuse(a.words.errName, name, proposal)
	}
	for _, it := range slices.Concat(s.Items, itemsOf(s.Sections)) {
		if it.Section == sec && text.Slug(path.Base(it.Path)) == name {
			return a.refuse(a.words.errExists, path.Join("content", it.Path))
		}
	}
	return nil
}

// maxName leaves room for the folders above: Windows takes 260 characters.
const maxName = 80

func itemsOf(sections []*site.Section) []*site.Item {
	var items []*site.Item
	for _, sec := range sections {
		items = append(items, sec.Item)
	}
	return items
}

// write makes the folder and its files, or nothing.
func (a *app) write(s *site.Site, sec *site.Section, name string) (made []string, err error) {
	rel := path.Join("content", sec.Path, name)
	dir := filepath.Join(a.dir, filepath.FromSlash(rel))
	if err := os.Mkdir(dir, 0o755); errors.Is(err, fs.ErrExist) {
		return nil, a.refuse(a.words.errExists, rel)
	} else if err != nil {
		return nil, err
	}
	for lang, tag := range s.Langs {
		file := "index." + tag + ".md"
		if err := os.WriteFile(filepath.Join(dir, file), []byte(a.draft(s, sec.Schema, lang, name)), 0o644); err != nil {
			return nil, errors.Join(err, os.RemoveAll(dir))
		}
		made = append(made, path.Join(rel, file))
	}
	return made, nil
}

// draft is a text ready to fill in.
func (a *app) draft(s *site.Site, schema *site.Schema, lang int, name string) string {
	w := a.words
	var b strings.Builder
	fmt.Fprintf(&b, "---\n# %s\ntitle: %s\n# %s\nsummary: \"…\"\n", w.newTitle, strconv.Quote(name), w.newSummary)
	if lang == 0 {
		fmt.Fprintf(&b, "date: %s\n", a.now.In(s.Zone).Format(time.DateOnly))
	} else {
		fmt.Fprintf(&b, "from: %s\n", s.Langs[0])
	}
	if schema != nil {
		for _, f := range schema.Fields {
			a.fact(&b, s, f, lang)
		}
	}
	fmt.Fprintf(&b, "# %s\ndraft: true\n---\n\n%s\n", w.newDraft, w.newBody)
	return b.String()
}

// fact writes a line for a fact of the section's own: to be filled in where it
// is required, else behind a # to be taken away. Only words are asked for in
// every language.
func (a *app) fact(b *strings.Builder, s *site.Site, f *fact.Field, lang int) {
	if lang > 0 && (f.Kind != fact.KindText || f.Internal) {
		return
	}
	loc, about := s.Locales[lang], f.Name
	if at := max(0, s.Lang(a.words.lang)); f.Label != nil {
		about = f.Label[at]
	}
	if example := a.example(s, f, lang); example != "" {
		about += " (" + example + ")"
	}
	value := fact.Print(fact.Unknown{}, f, loc, lang)
	if f.Kind == fact.KindText {
		value = `"…"`
	}
	behind := "# "
	if f.Required {
		behind = ""
	}
	fmt.Fprintf(b, "# %s\n%s%s: %s\n", about, behind, f.Name, value)
}

// example shows how a fact is written; "" where it is just words.
func (a *app) example(s *site.Site, f *fact.Field, lang int) string {
	w := a.words
	switch f.Kind {
	case fact.KindText:
		return ""
	case fact.KindChoice:
		var keys []string
		for _, o := range f.Options {
			keys = append(keys, o.Key+" = "+o.Names[max(0, s.Lang(w.lang))])
		}
		return w.newOneOf + strings.Join(keys, ", ")
	case fact.KindFlag:
		return w.newOneOf + "true, false"
	case fact.KindItem:
		if f.From != "" {
			return w.newItemOf + f.From
		}
		return w.newExample + "../…"
	}
	if example := fact.Example(f, s.Locales[lang], lang); example != "" {
		return w.newExample + example
	}
	return ""
}
