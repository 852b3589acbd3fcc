package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"nhipcau/internal/files"
	"nhipcau/internal/problem"
	"nhipcau/internal/site"
)

// tally counts what goes by.
type tally struct {
	langs        []string
	files, pages int
	start        time.Time
	writes       bool     // whether a release is to be written
	out          string   // where it is; "" when none was written
	fixed        []mended // nil where nothing was asked to be
}

// newTally counts the pages: what is one item or section in one language. The
// further files that come of them are counted as they go by.
func newTally(s *site.Site, start time.Time) *tally {
	t := &tally{langs: s.Langs, start: start}
	for _, sec := range s.Sections {
		t.count(sec.Item)
	}
	for _, it := range s.Items {
		t.count(it)
	}
	return t
}

func (t *tally) count(it *site.Item) {
	for _, p := range it.Pages {
		if p != nil {
			t.pages++
		}
	}
}

// then counts a file and hands it on.
func (t *tally) then(next func(files.File) error) func(files.File) error {
	return func(f files.File) error {
		t.files++
		return next(f)
	}
}

// said is a problem with its words, as --json prints it.
type said struct {
	problem.Problem
	Sentence string `json:"sentence"`
	Hint     string `json:"hint,omitempty"`
}

func (a *app) said(ps []problem.Problem) []said {
	list := make([]said, len(ps))
	for i, p := range ps {
		list[i] = said{p, p.Sentence(a.words.lang), p.Hint(a.words.lang)}
	}
	return list
}

// report shows problems to a person on w, or everything as JSON on stdout, and
// ends with one line of summary. It returns result.
func (a *app) report(w io.Writer, ps []problem.Problem, t *tally, result error) error {
	stop, warn := problem.Count(ps)
	if a.json {
		all := map[string]any{
			"problems": a.said(ps), "stop": stop, "warn": warn, "pages": t.pages, "files": t.files, "languages": t.langs, "out": t.out,
		}
		if t.fixed != nil {
			all["fixed"] = t.fixed
		}
		return orElse(encode(a.stdout, all), result)
	}
	for _, p := range ps {
		fmt.Fprintln(w, p.Format(a.words.lang))
	}
	fmt.Fprintf(a.stderr, a.words.summary+"\n", t.pages, strings.Join(t.langs, ", "), stop, warn, time.Since(t.start).Seconds())
	switch {
	case t.out != "":
		fmt.Fprintf(a.stderr, a.words.written+"\n", t.out)
	case t.writes && stop > 0:
		fmt.Fprintln(a.stderr, a.words.notWritten)
	}
	return result
}

// encode writes a value as JSON that people can read too.
func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func orElse(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}
