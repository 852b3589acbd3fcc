package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"nhipcau/internal/problem"
	"nhipcau/internal/publish"
	"nhipcau/internal/release"
	"nhipcau/internal/site"
)

// publishFlags are what a person may say about publishing.
type publishFlags struct {
	from                               string
	dryRun, removeMany, overwrite      bool
	resend, breakLock, unsigned, quick bool
	acceptHostKey, key                 string
	plainFTP                           bool
	timeout                            time.Duration
}

func (a *app) publishCommand() *cobra.Command {
	var f publishFlags
	w := a.words
	c := &cobra.Command{
		Use: "publish " + w.targetUse, Short: w.publishShort, Long: w.publishLong,
		Example: "  nhipcau publish\n  nhipcau publish province --dry-run",
		Args:    a.atMost(1),
		RunE:    func(_ *cobra.Command, args []string) error { return a.publish(first(args), f) },
	}
	c.Flags().StringVar(&f.from, "from", "", w.flagFrom)
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, w.flagDryRun)
	c.Flags().BoolVar(&f.removeMany, "remove-many", false, w.flagRemoveMany)
	c.Flags().BoolVar(&f.overwrite, "overwrite", false, w.flagOverwrite)
	c.Flags().BoolVar(&f.resend, "resend", false, w.flagResend)
	c.Flags().BoolVar(&f.unsigned, "unsigned", false, w.flagUnsigned)
	a.reachFlags(c, &f)
	return c
}

// reachFlags are common to all commands that go to a target.
func (a *app) reachFlags(c *cobra.Command, f *publishFlags) {
	c.Flags().StringVar(&f.acceptHostKey, "accept-host-key", "", a.words.flagHostKey)
	c.Flags().BoolVar(&f.plainFTP, "plain-ftp", false, a.words.flagPlainFTP)
	c.Flags().DurationVar(&f.timeout, "timeout", 30*time.Second, a.words.flagTimeout)
	c.Flags().Lookup("timeout").DefValue = "" // which the words tell
	if c.Name() == "publish" || c.Name() == "rollback" {
		c.Flags().BoolVar(&f.breakLock, "break-lock", false, a.words.flagBreakLock)
	}
}

// publish makes a target equal to a release.
func (a *app) publish(name string, f publishFlags) error {
	p, err := a.publishing()
	if err != nil {
		return err
	}
	t, err := a.target(p, name)
	if err != nil {
		return err
	}
	if f.from == "" {
		f.from = a.output()
	}
	r, err := a.finished(f.from)
	if err != nil {
		return err
	}
	defer r.Close()
	if !f.unsigned && !f.dryRun {
		if err := a.sign(p, r); err != nil {
			return err
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if t.Type == site.ZIPTarget {
		return a.handOver(p, t, r, f)
	}
	to, err := a.reach(ctx, t, f)
	if err != nil {
		return err
	}
	if f.dryRun {
		return a.rehearsePublication(ctx, p, t, to, r)
	}
	to.options.RemoveAll, to.options.Overwrite, to.options.Resend = f.removeMany, f.overwrite, f.resend
	report, err := publish.To(ctx, to.connect, r, to.options)
	to.bar.end()
	if err != nil {
		return err
	}
	if err := a.keepCopy(t, r, report); err != nil {
		return err
	}
	return a.showPublished(t, r, report, a.prove(ctx, t, r, report))
}

func first(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

// atMost refuses more words than a command takes.
func (a *app) atMost(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > n {
			return a.refuse(a.words.errArgument+"\n"+a.words.errUsage, c.CommandPath(), args[n], c.CommandPath())
		}
		return nil
	}
}

// publishing reads what site.yaml says of targets and keys. Only site.yaml has
// to be right for that: the release is made already.
func (a *app) publishing() (site.Publishing, error) {
	if err := a.folder(); err != nil {
		return site.Publishing{}, err
	}
	p, ps, err := site.ReadPublishing(os.DirFS(a.dir))
	if err != nil {
		return p, err
	}
	if stop, _ := problem.Count(ps); stop > 0 {
		if err := a.showProblems(ps); err != nil {
			return p, err
		}
		return p, errProblems
	}
	return p, nil
}

// showProblems shows problems of a command that makes no pages.
func (a *app) showProblems(ps []problem.Problem) error {
	if a.json {
		stop, warn := problem.Count(ps)
		return encode(a.stdout, map[string]any{"problems": a.said(ps), "stop": stop, "warn": warn})
	}
	for _, p := range ps {
		fmt.Fprintln(a.stderr, p.Format(a.words.lang))
	}
	return nil
}

// finished opens a release. What no build could have made is a problem with a
// place: the line of the manifest.
func (a *app) finished(name string) (*publish.Release, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		if err := release.Recover(name); err != nil {
			return nil, err
		}
	}
	r, err := publish.Open(name)
	var entry *release.EntryError
	var damaged *publish.DamagedError
	switch {
	case err == nil:
		return r, nil
	case errors.As(err, &entry):
		return nil, a.refusePath(name, entry)
	case errors.Is(err, fs.ErrNotExist):
		return nil, a.refuse(a.words.errNoRelease, name)
	case errors.As(err, &damaged) && damaged.Manifest == nil:
		if err := a.showProblems(differing(name, damaged.Differs)); err != nil {
			return nil, err
		}
		if !a.json {
			fmt.Fprintf(a.stderr, a.words.errDamaged+"\n", name)
		}
		return nil, errProblems
	case damaged != nil:
		return nil, a.refuse(a.words.errNoReleaseThis+"\n  %v", name, damaged.Manifest)
	}
	return nil, err
}

// refusePath shows the line of a manifest that no build could have written.
func (a *app) refusePath(where string, e *release.EntryError) error {
	at := problem.At{File: join(where, release.ManifestName), Line: e.Line()}
	return orElse(a.showProblems([]problem.Problem{problem.New("release-path-refused", at, "reason", e.Err.Error())}), errProblems)
}

// differing puts what is not as it should be into problems.
func differing(where string, d publish.Differences) []problem.Problem {
	var ps []problem.Problem
	for _, part := range []struct {
		code string
		list []string
	}{{"file-changed", d.Changed}, {"file-missing", d.Missing}, {"file-unexpected", d.Unexpected}} {
		for _, p := range part.list {
			ps = append(ps, problem.New(part.code, problem.At{File: join(where, p)}))
		}
	}
	return problem.Sort(ps)
}

// join names a file below a folder or an address.
func join(where, p string) string {
	if where == "" {
		return p
	}
	return strings.TrimSuffix(filepath.ToSlash(where), "/") + "/" + p
}

// handOver writes a release into a ZIP file.
func (a *app) handOver(p site.Publishing, t site.Target, r *publish.Release, f publishFlags) error {
	name := a.inSite(t.Path)
	if f.dryRun {
		var had *publish.Release
		if old, err := publish.Open(name); err == nil {
			had = old
			defer old.Close()
		}
		return a.showChanges(p, t, publish.Compare(had, r))
	}
	if err := publish.WriteZIP(name, r); err != nil {
		return err
	}
	if a.json {
		return encode(a.stdout, map[string]any{"target": t.Name, "release": r.ID(), "file": t.Path, "files": len(r.Manifest.Entries)})
	}
	fmt.Fprintf(a.stderr, a.words.handedOver+"\n", t.Path, len(r.Manifest.Entries))
	return nil
}

// inSite is a path of site.yaml, which is relative to the site's folder.
func (a *app) inSite(name string) string {
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, rest)
		}
	}
	if filepath.IsAbs(name) || strings.HasPrefix(name, `\\`) {
		return name
	}
	return filepath.Join(a.dir, filepath.FromSlash(name))
}

// rehearsePublication says what publishing would change.
func (a *app) rehearsePublication(ctx context.Context, p site.Publishing, t site.Target, to *reached, r *publish.Release) error {
	look, err := publish.Look(ctx, to.connect, to.options)
	if err != nil {
		return err
	}
	c, err := look.Plan(r)
	to.bar.end()
	if err = errors.Join(err, look.Close()); err != nil {
		return err
	}
	return a.showChanges(p, t, c)
}

// showChanges lists files and counts them by language and section.
func (a *app) showChanges(p site.Publishing, t site.Target, c publish.Changes) error {
	if a.json {
		return encode(a.stdout, map[string]any{"target": t.Name, "new": c.New, "changed": c.Changed, "removed": c.Removed, "bytes": c.Bytes})
	}
	if c.None() {
		fmt.Fprintln(a.stderr, a.words.dryRunNothing)
		return nil
	}
	type count [3]int
	counts := map[[2]string]*count{}
	for i, list := range [][]string{c.New, c.Changed, c.Removed} {
		for _, f := range list {
			fmt.Fprintf(a.stdout, "%c %s\n", "+~-"[i], problem.Visible(f))
			where := sectionOf(f, p.Languages)
			if counts[where] == nil {
				counts[where] = &count{}
			}
			counts[where][i]++
		}
	}
	fmt.Fprintf(a.stderr, a.words.dryRun+"\n", t.Name)
	var g grid
	for _, where := range sortedPlaces(counts) {
		n := counts[where]
		g = append(g, []string{"  " + where[0], where[1], fmt.Sprintf(a.words.counts, n[0], n[1], n[2])})
	}
	g.print(a.stderr)
	fmt.Fprintf(a.stderr, a.words.counts+", %.1f MB\n", len(c.New), len(c.Changed), len(c.Removed), megabytes(c.Bytes))
	return nil
}

func sortedPlaces[V any](m map[[2]string]V) [][2]string {
	var list [][2]string
	for where := range m {
		list = append(list, where)
	}
	slices.SortFunc(list, func(a, b [2]string) int { return strings.Compare(a[0]+"\x00"+a[1], b[0]+"\x00"+b[1]) })
	return list
}

// sectionOf tells the language and the section that an output belongs to; what
// belongs to all languages stands under "*".
func sectionOf(p string, langs []string) [2]string {
	parts := strings.Split(p, "/")
	lang := "*"
	if len(parts) > 1 && slices.Contains(langs, parts[0]) {
		lang, parts = parts[0], parts[1:]
	}
	if len(parts) == 1 {
		return [2]string{lang, "/"}
	}
	return [2]string{lang, parts[0]}
}

func megabytes(n int64) float64 { return float64(n) / 1e6 }

// prove asks the public address, as a reader would, for the new release, and
// for all that is no longer part of it.
func (a *app) prove(ctx context.Context, t site.Target, r *publish.Release, report publish.Report) []problem.Problem {
	var ps []problem.Problem
	for _, p := range report.Unexpected {
		ps = append(ps, problem.New("file-left", problem.At{File: p}))
	}
	if t.URL == "" {
		return ps
	}
	web := publish.NewWeb(ctx, t.URL)
	if shown, err := web.Shows(r.Text); !shown || err != nil {
		return append(ps, problem.New("release-not-shown", problem.At{}, "address", t.URL))
	}
	if report.Layout == publish.Slots {
		_, spot := publish.SpotFor(filepath.ToSlash(t.Path))
		if address := web.Former(spot.Work, report.Release); address != "" {
			ps = append(ps, problem.New("releases-shown", problem.At{}, "address", address))
		}
	}
	still, err := web.StillThere(report.Changes.Removed)
	for _, s := range still {
		ps = append(ps, problem.New("page-not-gone", problem.At{File: s.Path}, "address", web.Address(s.Path), "status", fmt.Sprint(s.Status), "to", s.To))
	}
	if err != nil {
		ps = append(ps, problem.New("release-not-shown", problem.At{}, "address", t.URL))
	}
	if !a.json && len(still) == 0 && err == nil {
		fmt.Fprintf(a.stderr, a.words.showsNew+"\n", t.URL)
		if n := len(report.Changes.Removed); n > 0 {
			fmt.Fprintf(a.stderr, a.words.removedGone+"\n", n)
		}
	}
	return ps
}

// showPublished says what was done, and what is wrong all the same.
func (a *app) showPublished(t site.Target, r *publish.Release, report publish.Report, ps []problem.Problem) error {
	ps = problem.Sort(ps)
	stop, warn := problem.Count(ps)
	var result error
	if stop > 0 {
		result = errProblems
	}
	if a.json {
		return orElse(encode(a.stdout, map[string]any{
			"target": t.Name, "release": report.Release, "id": r.ID(), "layout": report.Layout, "same": report.Same,
			"sent": report.Sent, "bytes": report.SentBytes, "reused": report.Linked, "removed": report.Changes.Removed,
			"attempts": report.Attempts, "problems": a.said(ps), "stop": stop, "warn": warn,
		}), result)
	}
	for _, p := range ps {
		fmt.Fprintln(a.stderr, p.Format(a.words.lang))
	}
	if report.Attempts > 1 {
		fmt.Fprintf(a.stderr, a.words.attempts+"\n", report.Attempts-1)
	}
	if report.Same {
		fmt.Fprintf(a.stderr, a.words.publishedSame+"\n", r.ID(), t.Name)
		return result
	}
	fmt.Fprintf(a.stderr, a.words.published+": ", r.ID(), t.Name)
	fmt.Fprintf(a.stderr, a.words.sent+"\n", report.Sent, megabytes(report.SentBytes), report.Linked, len(report.Changes.Removed), time.Since(a.start).Seconds())
	return result
}
