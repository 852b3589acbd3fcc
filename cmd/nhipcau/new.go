package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"nhipcau/internal/site"
	"nhipcau/internal/text"
)

func (a *app) newCommand() *cobra.Command {
	return &cobra.Command{
		Use: "new SECTION NAME", Short: a.words.newShort, Long: a.words.newLong, Example: "  nhipcau new bulletins cang-quy-nhon",
		Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error { return a.newItem(args[0], args[1]) },
	}
}

// newItem makes the files of an item, as drafts, in every language.
func (a *app) newItem(section, name string) error {
	s, _, err := a.load(a.output(), "")
	if err != nil {
		return err
	}
	section = strings.Trim(filepath.ToSlash(section), "/")
	section = strings.TrimPrefix(strings.TrimPrefix(section, "content/"), "content")
	if it := s.Item(section); it == nil || it.Self == nil {
		return fmt.Errorf(a.words.errNoSection, section)
	}
	if proposal := text.Slug(name); proposal != name || proposal == "" {
		if proposal == "" {
			proposal = "cang-quy-nhon"
		}
		return fmt.Errorf(a.words.errName, name, proposal)
	}
	rel := path.Join("content", section, name)
	if s.Item(path.Join(section, name)) != nil {
		return fmt.Errorf(a.words.errExists, rel)
	}
	dir := filepath.Join(a.dir, filepath.FromSlash(rel))
	if err := os.Mkdir(dir, 0o755); errors.Is(err, fs.ErrExist) {
		return fmt.Errorf(a.words.errExists, rel)
	} else if err != nil {
		return err
	}
	for lang, tag := range s.Langs {
		file := path.Join(rel, "index."+tag+".md")
		if err := os.WriteFile(filepath.Join(a.dir, filepath.FromSlash(file)), []byte(a.draft(s, lang, name)), 0o644); err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, a.words.created+"\n", file)
	}
	return nil
}

// draft is a text ready to fill in.
func (a *app) draft(s *site.Site, lang int, name string) string {
	w := a.words
	var b strings.Builder
	fmt.Fprintf(&b, "---\n# %s\ntitle: %s\n# %s\nsummary: \"…\"\n", w.newTitle, strconv.Quote(name), w.newSummary)
	if lang == 0 {
		fmt.Fprintf(&b, "date: %s\n", a.now.In(s.Zone).Format(time.DateOnly))
	} else {
		fmt.Fprintf(&b, "from: %s\n", s.Langs[0])
	}
	fmt.Fprintf(&b, "# %s\ndraft: true\n---\n\n%s\n", w.newDraft, w.newBody)
	return b.String()
}
