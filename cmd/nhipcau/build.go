package main

import (
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"
	"nhipcau/internal/files"
	"nhipcau/internal/picture"
	"nhipcau/internal/problem"
	"nhipcau/internal/release"
	"nhipcau/internal/render"
	"nhipcau/internal/site"
)

func (a *app) buildCommand() *cobra.Command {
	var out, day string
	c := &cobra.Command{
		Use: "build", Short: a.words.buildShort, Long: a.words.buildLong, Example: "  nhipcau build\n  nhipcau build --out D:\\web --date 2026-12-01",
		Args: a.noArguments,
		RunE: func(*cobra.Command, []string) error {
			if out == "" {
				out = a.output()
			}
			return a.build(out, day)
		},
	}
	c.Flags().StringVar(&out, "out", "", a.words.flagOut)
	c.Flags().StringVar(&day, "date", "", a.words.flagDate)
	return c
}

// build makes a release of the sources. With problems of level stop nothing is
// written; the pages are made all the same, so that every problem is shown.
func (a *app) build(out, day string) error {
	s, ps, err := a.load(out, day)
	if err != nil {
		return err
	}
	if stop, _ := problem.Count(ps); stop > 0 {
		return a.rehearse(s, ps)
	}
	staging, err := release.Open(out, a.sources())
	if err != nil {
		return err
	}
	defer staging.Discard()

	tally := newTally(s, a.start)
	tally.writes = true
	more, err := render.Site(s, a.rendering(), tally.then(staging.Add))
	if err != nil {
		return err
	}
	ps = problem.Sort(append(ps, more...))
	if stop, _ := problem.Count(ps); stop > 0 {
		return a.report(a.stderr, ps, tally, errProblems)
	}
	if _, err := staging.Commit(s.Day.Format(time.DateOnly)); err != nil {
		return err
	}
	tally.out = out
	return a.report(a.stderr, ps, tally, nil)
}

// rehearse makes all pages and throws them away.
func (a *app) rehearse(s *site.Site, ps []problem.Problem) error {
	tally := newTally(s, a.start)
	tally.writes = true
	more, err := render.Site(s, a.rendering(), tally.then(func(files.File) error { return nil }))
	if err != nil {
		return err
	}
	return a.report(a.stderr, problem.Sort(append(ps, more...)), tally, errProblems)
}

// rendering is how all commands make the pages.
func (a *app) rendering() render.Config {
	return render.Config{Workers: runtime.GOMAXPROCS(0), Pictures: a.pictures()}
}

// pictures keeps what is made of pictures where the user's programs keep such
// things, if there is such a place.
func (a *app) pictures() *picture.Cache {
	dir, err := os.UserCacheDir()
	if err == nil {
		dir = filepath.Join(dir, "nhipcau", "pictures")
	}
	return picture.NewCache(dir, a.start)
}
