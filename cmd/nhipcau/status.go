package main

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"
	"nhipcau/internal/problem"
	"nhipcau/internal/site"
	"nhipcau/internal/source"
)

func (a *app) statusCommand() *cobra.Command {
	var facts bool
	var day string
	c := &cobra.Command{
		Use: "status " + a.words.statusUse, Short: a.words.statusShort, Long: a.words.statusLong,
		Example: "  nhipcau status\n  nhipcau status --facts investment/zones",
		RunE:    func(_ *cobra.Command, args []string) error { return a.status(args, day, facts) },
	}
	c.Flags().BoolVar(&facts, "facts", false, a.words.flagFacts)
	c.Flags().StringVar(&day, "date", "", a.words.flagDate)
	return c
}

// status says how far the items have come in each language and what the next
// day is on which the site changes; or how their facts were read. It makes no
// page and writes nothing.
func (a *app) status(paths []string, day string, facts bool) error {
	s, ps, err := a.load(a.output(), day)
	if err != nil {
		return err
	}
	items, err := a.chosen(s, paths)
	if err != nil {
		return err
	}
	r := newStatus(s, items, facts)
	stop, warn := problem.Count(ps)
	switch {
	case a.json:
		r.Problems, r.Stop, r.Warn = a.said(ps), stop, warn
		err = encode(a.stdout, r)
	default:
		a.mend(ps)
		if facts {
			a.showFacts(r)
		} else {
			a.showStatus(r)
		}
	}
	if stop > 0 {
		return orElse(err, errProblems)
	}
	return err
}

// mend shows the problems that hide how things stand.
func (a *app) mend(ps []problem.Problem) {
	for _, p := range ps {
		if p.Level == problem.Stop {
			fmt.Fprintln(a.stderr, p.Format(a.words.lang))
		}
	}
}

// chosen lists the items that paths name, sections with all that lies in them;
// without paths all of the site. Each section comes before what it holds.
func (a *app) chosen(s *site.Site, paths []string) ([]*site.Item, error) {
	var tops []*site.Item
	for _, given := range paths {
		it := find(s, given)
		if it == nil {
			var names []string
			for _, it := range append(itemsOf(s.Sections), s.Items...) {
				names = append(names, it.Path)
			}
			return nil, a.refuse(a.words.errNoItem+"%s", given, a.didYouMean("", source.Nearest(inContent(given), names)))
		}
		tops = append(tops, it)
	}
	var list []*site.Item
	for _, sec := range s.Sections {
		for _, it := range append([]*site.Item{sec.Item}, sec.Items...) {
			if len(paths) == 0 || slices.ContainsFunc(tops, func(top *site.Item) bool { return within(it, top) }) {
				list = append(list, it)
			}
		}
	}
	return list, nil
}

// find finds an item by its path, written with either kind of slash, from
// content/ or from the site's folder, or by the path of one of its files.
func find(s *site.Site, given string) *site.Item {
	p := inContent(given)
	if it := s.Item(p); it != nil {
		return it
	}
	for _, it := range append(itemsOf(s.Sections), s.Items...) {
		for _, t := range it.Texts {
			if t != nil && t.File == path.Join("content", p) {
				return it
			}
		}
	}
	return nil
}

// inContent is a path in content/, as it was given from there or from the
// site's folder. The home is "".
func inContent(given string) string {
	p := strings.Trim(path.Clean(strings.ReplaceAll(given, `\`, "/")), "/")
	if first, rest, _ := strings.Cut(p, "/"); first == "content" {
		p = rest
	}
	if p == "." {
		p = ""
	}
	return p
}

// within reports whether an item is another, or lies in it.
func within(it, top *site.Item) bool {
	return it == top || top.Self != nil && (top.Path == "" || strings.HasPrefix(it.Path, top.Path+"/"))
}

// status is what --json prints.
type status struct {
	Day       string       `json:"day"`
	Languages []string     `json:"languages"`
	Items     []itemStatus `json:"items"`
	Next      *nextDay     `json:"next,omitempty"`
	Problems  []said       `json:"problems"`
	Stop      int          `json:"stop"`
	Warn      int          `json:"warn"`
}

// itemStatus is how far an item has come, by language.
type itemStatus struct {
	Path      string                   `json:"path"`
	Section   bool                     `json:"section,omitempty"`
	Languages map[string]site.Standing `json:"languages"`
	Closed    bool                     `json:"closed,omitempty"`
	Facts     []factStatus             `json:"facts,omitempty"`

	item *site.Item
}

// nextDay is the next day on which a rebuild changes something.
type nextDay struct {
	Day     string       `json:"day"`
	Changes []nextChange `json:"changes"`
}

type nextChange struct {
	Path  string   `json:"path"`
	By    string   `json:"by"`
	Facts []string `json:"facts,omitempty"`
}

func newStatus(s *site.Site, items []*site.Item, facts bool) status {
	r := status{Day: s.Day.Format(time.DateOnly), Languages: s.Langs}
	for _, it := range items {
		one := itemStatus{Path: it.Path, Section: it.Self != nil, Closed: it.Closed, Languages: map[string]site.Standing{}, item: it}
		for lang, tag := range s.Langs {
			one.Languages[tag] = it.Standing(lang)
		}
		if facts {
			one.Facts = factsOf(s, it)
		}
		r.Items = append(r.Items, one)
	}
	for _, c := range s.Next(items) {
		if r.Next == nil {
			r.Next = &nextDay{Day: c.Day.Format(time.DateOnly)}
		}
		change := nextChange{Path: c.Item.Path, By: c.By}
		for _, f := range c.Fields {
			change.Facts = append(change.Facts, f.Name)
		}
		r.Next.Changes = append(r.Next.Changes, change)
	}
	return r
}

// whole reports whether the item is there in every language.
func (i itemStatus) whole() bool {
	for _, standing := range i.Languages {
		if standing != site.Current {
			return false
		}
	}
	return true
}

// name is an item's path as people see it: a section has a line of its own, its
// text is one among what it holds.
func (i itemStatus) name() string {
	if i.Section {
		return path.Join(i.Path, "_index")
	}
	return i.Path
}

// showStatus prints a line for each section, and one for each item in it that
// is not whole.
func (a *app) showStatus(r status) {
	g := grid{append([]string{r.Day}, r.Languages...)}
	counted := map[string]bool{}
	for _, i := range r.Items {
		section := i.Path
		if !i.Section {
			section = i.item.Section.Path
		}
		if !counted[section] {
			counted[section] = true
			g = append(g, r.counts(section))
		}
		if i.whole() {
			continue
		}
		row := []string{"  " + i.name()}
		for _, tag := range r.Languages {
			row = append(row, a.words.standings[i.Languages[tag]])
		}
		g = append(g, row)
	}
	g.print(a.stdout)
	fmt.Fprintln(a.stdout)
	a.showNext(r.Next)
}

// counts is a section's line: how many of its items are current in each
// language.
func (r status) counts(section string) []string {
	row := []string{section}
	if section == "" {
		row[0] = "/"
	}
	for _, tag := range r.Languages {
		current, all := 0, 0
		for _, i := range r.Items {
			if i.Path == section || !i.Section && i.item.Section.Path == section {
				all++
				if i.Languages[tag] == site.Current {
					current++
				}
			}
		}
		row = append(row, fmt.Sprintf("%d/%d", current, all))
	}
	return row
}

func (a *app) showNext(next *nextDay) {
	if next == nil {
		fmt.Fprintln(a.stdout, a.words.noNextDay)
		return
	}
	fmt.Fprintf(a.stdout, a.words.nextDay+"\n", next.Day)
	var g grid
	for _, c := range next.Changes {
		what := fmt.Sprintf("%s (%s)", a.words.changes[c.By], c.By)
		if len(c.Facts) > 0 {
			what += ": " + strings.Join(c.Facts, ", ")
		}
		g = append(g, []string{"  " + c.Path, what})
	}
	g.print(a.stdout)
}

// grid is rows of cells that stand in columns.
type grid [][]string

func (g grid) print(w io.Writer) {
	var widths []int
	for _, row := range g {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], width(cell))
		}
	}
	for _, row := range g {
		var b strings.Builder
		for i, cell := range row {
			b.WriteString(problem.Visible(cell))
			b.WriteString(strings.Repeat(" ", widths[i]-width(cell)+2))
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
	}
}

// width is how many places a text takes on a screen: a Lao vowel or tone mark
// above or below its consonant takes none.
func width(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.Is(unicode.Mn, r) {
			n++
		}
	}
	return n
}
