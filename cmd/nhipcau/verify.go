package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"strings"

	"github.com/spf13/cobra"
	"nhipcau/internal/problem"
	"nhipcau/internal/publish"
	"nhipcau/internal/release"
	"nhipcau/internal/sign"
	"nhipcau/internal/site"
)

func (a *app) verifyCommand() *cobra.Command {
	var f publishFlags
	c := &cobra.Command{
		Use: "verify " + a.words.verifyUse, Short: a.words.verifyShort, Long: a.words.verifyLong,
		Example: "  nhipcau verify province\n  nhipcau verify https://doingoai.example.vn/ --key RWQ…",
		Args:    a.atMost(1),
		RunE:    func(_ *cobra.Command, args []string) error { return a.verify(first(args), f) },
	}
	c.Flags().StringVar(&f.key, "key", "", a.words.flagKey)
	c.Flags().BoolVar(&f.quick, "quick", false, a.words.flagQuick)
	a.reachFlags(c, &f)
	return c
}

// verify holds published files against their manifest, and that against the
// keys that are trusted.
func (a *app) verify(what string, f publishFlags) error {
	p, trusted, err := a.trusted(f.key)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	bar := a.newBar()
	var v publish.Verified
	var cloaked []string
	t, isTarget := named(p, what)
	switch {
	case strings.Contains(what, "://"):
		v, cloaked, err = publish.NewWeb(ctx, what).Verify(bar.show)
		bar.end()
	case isTarget && t.Type == site.ZIPTarget:
		v, err = publish.VerifyFolder(a.inSite(t.Path))
	case isTarget:
		v, err = a.verifyTarget(ctx, t, f)
	case what == "":
		what = a.output()
		v, err = publish.VerifyFolder(what)
	default:
		v, err = publish.VerifyFolder(what)
		if errors.Is(err, fs.ErrNotExist) && v.Text == nil && !exists(what) {
			return a.refuse(a.words.errVerifyWhat, what)
		}
	}
	if err != nil {
		return a.notVerified(what, err)
	}
	return a.showVerified(what, v, cloaked, trusted)
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// trusted tells which keys to trust: the given one, else those of site.yaml.
// Without either, files are checked and the signature is not.
func (a *app) trusted(key string) (site.Publishing, []string, error) {
	if key != "" {
		if _, err := sign.ID(key); err != nil {
			return site.Publishing{}, nil, a.refuse(a.words.errNoPublicKeys, key)
		}
	}
	p, err := a.publishing()
	if errors.Is(err, site.ErrNoSite) {
		err = nil // a second office needs no sources
	}
	if key != "" {
		return p, []string{key}, err
	}
	return p, p.PublicKeys, err
}

func named(p site.Publishing, name string) (site.Target, bool) {
	for _, t := range p.Targets {
		if t.Name == name {
			return t, true
		}
	}
	return site.Target{}, false
}

func (a *app) verifyTarget(ctx context.Context, t site.Target, f publishFlags) (v publish.Verified, err error) {
	to, err := a.reach(ctx, t, f)
	if err != nil {
		return v, err
	}
	defer to.bar.end()
	look, err := publish.Look(ctx, to.connect, to.options)
	if err != nil {
		return v, err
	}
	v, err = publish.VerifyPlace(look, f.quick)
	return v, errors.Join(err, look.Close())
}

// notVerified says why nothing can be held against a manifest.
func (a *app) notVerified(what string, err error) error {
	var entry *release.EntryError
	var damaged *publish.DamagedError
	switch {
	case errors.As(err, &entry):
		return a.refusePath(what, entry)
	case errors.As(err, &damaged):
		return a.refuse(a.words.errNoReleaseThis+"\n  %v", what, damaged.Manifest)
	}
	return err
}

// showVerified says what was found. Differences are problems.
func (a *app) showVerified(what string, v publish.Verified, cloaked, trusted []string) error {
	ps := differing(what, v.Differs)
	for _, p := range cloaked {
		ps = append(ps, problem.New("file-cloaked", problem.At{File: join(what, p)}))
	}
	signer := ""
	if len(trusted) > 0 {
		at := problem.At{File: join(what, release.SignatureName)}
		id, err := sign.Check(trusted, v.Text, v.Signature)
		switch {
		case v.Signature == nil:
			ps = append(ps, problem.New("signature-missing", at))
		case errors.Is(err, sign.ErrForeign):
			ps = append(ps, problem.New("signature-wrong", at))
		case err != nil:
			return err
		}
		signer = id
	}
	ps = problem.Sort(ps)
	var result error
	if len(ps) > 0 {
		result = errProblems
	}
	d := v.Differs
	if a.json {
		return orElse(encode(a.stdout, map[string]any{
			"what": what, "day": v.Manifest.Day, "files": len(v.Manifest.Entries), "key": signer,
			"changed": append([]string{}, d.Changed...), "missing": append([]string{}, d.Missing...), "unexpected": append([]string{}, d.Unexpected...),
			"cloaked": append([]string{}, cloaked...), "problems": a.said(ps), "stop": len(ps),
		}), result)
	}
	for _, p := range ps {
		fmt.Fprintln(a.stdout, p.Format(a.words.lang))
	}
	w := a.words
	fmt.Fprintf(a.stderr, w.verified+"\n", what, len(v.Manifest.Entries), v.Manifest.Day)
	switch {
	case len(trusted) == 0:
		fmt.Fprintln(a.stderr, w.unsigned)
	case signer != "":
		fmt.Fprintf(a.stderr, w.signedBy+"\n", signer)
	}
	fmt.Fprintf(a.stderr, w.differs+"\n", len(d.Changed), len(d.Missing), len(d.Unexpected))
	if strings.Contains(what, "://") {
		fmt.Fprintln(a.stderr, w.notListed)
	}
	return result
}
