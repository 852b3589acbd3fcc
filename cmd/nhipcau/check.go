package main

import (
	"github.com/spf13/cobra"
	"nhipcau/internal/check"
	"nhipcau/internal/problem"
	"nhipcau/internal/render"
)

func (a *app) checkCommand() *cobra.Command {
	var strict, fix bool
	var day string
	c := &cobra.Command{
		Use: "check", Short: a.words.checkShort, Long: a.words.checkLong, Example: "  nhipcau check\n  nhipcau check --strict --json\n  nhipcau check --fix",
		Args: a.noArguments,
		RunE: func(*cobra.Command, []string) error { return a.check(day, strict, fix) },
	}
	c.Flags().BoolVar(&strict, "strict", false, a.words.flagStrict)
	c.Flags().BoolVar(&fix, "fix", false, a.words.flagFix)
	c.Flags().StringVar(&day, "date", "", a.words.flagDate)
	return c
}

// check finds everything that build finds, and what only the finished pages
// show. It writes nothing, unless it is asked to fix what is certain; then it
// says what is wrong after that.
func (a *app) check(day string, strict, fix bool) error {
	s, ps, err := a.load(a.output(), day)
	if err != nil {
		return err
	}
	var fixed []mended
	if fix {
		if fixed, err = a.fix(s); err != nil {
			return err
		}
		if s, ps, err = a.load(a.output(), day); err != nil {
			return err
		}
	}
	tally := newTally(s, a.start)
	tally.fixed = fixed
	checker := check.New(s.BaseURL)
	rendering := a.rendering()
	rendering.Terms = true
	more, err := render.Site(s, rendering, tally.then(checker.Add))
	if err != nil {
		return err
	}
	ps = append(ps, more...)
	ps = problem.Sort(append(ps, checker.Problems()...))
	stop, warn := problem.Count(ps)
	if stop > 0 || strict && warn > 0 {
		return a.report(a.stdout, ps, tally, errProblems)
	}
	return a.report(a.stdout, ps, tally, nil)
}
