package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"

	"github.com/spf13/cobra"
	"nhipcau/internal/publish"
	"nhipcau/internal/sign"
	"nhipcau/internal/site"
)

func (a *app) releasesCommand() *cobra.Command {
	var f publishFlags
	c := &cobra.Command{
		Use: "releases " + a.words.targetUse, Short: a.words.releasesShort, Long: a.words.releasesLong,
		Example: "  nhipcau releases\n  nhipcau releases province --json",
		Args:    a.atMost(1),
		RunE:    func(_ *cobra.Command, args []string) error { return a.releases(first(args), f) },
	}
	a.reachFlags(c, &f)
	return c
}

func (a *app) rollbackCommand() *cobra.Command {
	var f publishFlags
	c := &cobra.Command{
		Use: "rollback " + a.words.rollbackUse, Short: a.words.rollbackShort, Long: a.words.rollbackLong,
		Example: "  nhipcau rollback\n  nhipcau rollback province 2026-12-01-9f86d081",
		Args:    a.atMost(2),
		RunE: func(_ *cobra.Command, args []string) error {
			release := ""
			if len(args) == 2 {
				release = args[1]
			}
			return a.rollback(first(args), release, f)
		},
	}
	c.Flags().BoolVar(&f.unsigned, "unsigned", false, a.words.flagUnsigned)
	a.reachFlags(c, &f)
	return c
}

// hosted finds a target that keeps releases, and the way to it.
func (a *app) hosted(ctx context.Context, name string, f publishFlags) (p site.Publishing, t site.Target, to *reached, err error) {
	if p, err = a.publishing(); err != nil {
		return p, t, nil, err
	}
	if t, err = a.target(p, name); err != nil {
		return p, t, nil, err
	}
	if t.Type == site.ZIPTarget {
		return p, t, nil, a.refuse("%s", a.words.errZIPOnly)
	}
	to, err = a.reach(ctx, t, f)
	return p, t, to, err
}

// releases lists what a target keeps: on the host, and where the host has no
// slots on this computer.
func (a *app) releases(name string, f publishFlags) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	_, t, to, err := a.hosted(ctx, name, f)
	if err != nil {
		return err
	}
	list, err := a.kept(ctx, t, to)
	if err != nil {
		return err
	}
	if a.json {
		return encode(a.stdout, map[string]any{"target": t.Name, "releases": list})
	}
	if len(list) == 0 {
		fmt.Fprintf(a.stderr, a.words.noReleases+"\n", t.Name)
	}
	var g grid
	for _, one := range list {
		state := a.words.kept
		if one.Live {
			state = a.words.live
		}
		g = append(g, []string{one.ID, fmt.Sprint(one.Files), state})
	}
	g.print(a.stdout)
	return nil
}

func (a *app) kept(ctx context.Context, t site.Target, to *reached) ([]publish.Kept, error) {
	defer to.bar.end()
	look, err := publish.Look(ctx, to.connect, to.options)
	if err != nil {
		return nil, err
	}
	layout, list, err := look.Releases()
	if err = errors.Join(err, look.Close()); err != nil || layout == publish.Slots {
		return append([]publish.Kept{}, list...), err
	}
	return a.store(t).with(list)
}

// rollback makes a kept release the public one again.
func (a *app) rollback(name, id string, f publishFlags) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	p, t, to, err := a.hosted(ctx, name, f)
	if err != nil {
		return err
	}
	look, err := publish.Look(ctx, to.connect, to.options)
	if err != nil {
		return err
	}
	layout, list, err := look.Releases()
	if err = errors.Join(err, look.Close()); err != nil {
		return err
	}
	if layout == publish.Flat {
		return a.rollbackFlat(ctx, p, t, to, list, id, f)
	}
	kept, err := publish.Rollback(ctx, to.connect, id, a.trust(p, t, f), to.options)
	to.bar.end()
	if err != nil {
		return err
	}
	return a.showRolledBack(t, kept.ID)
}

// trust says whether a release may be made public again.
func (a *app) trust(p site.Publishing, t site.Target, f publishFlags) func(manifest, signature []byte) error {
	return func(manifest, signature []byte) error {
		if f.unsigned {
			return nil
		}
		if _, err := sign.Check(p.PublicKeys, manifest, signature); err != nil {
			return a.refuse(a.words.errNotSigned, t.Name)
		}
		return nil
	}
}

func (a *app) showRolledBack(t site.Target, id string) error {
	if a.json {
		return encode(a.stdout, map[string]any{"target": t.Name, "release": id})
	}
	fmt.Fprintf(a.stderr, a.words.rolledBack+"\n", id, t.Name)
	return nil
}

// rollbackFlat publishes a release that this computer kept: only what differs
// travels.
func (a *app) rollbackFlat(ctx context.Context, p site.Publishing, t site.Target, to *reached, public []publish.Kept, id string, f publishFlags) error {
	store := a.store(t)
	list, err := store.with(public)
	if err != nil {
		return err
	}
	for i, one := range list {
		before := id == "" && i+1 < len(list) && list[i+1].Live
		if one.ID != id && !before {
			continue
		}
		r, err := publish.Open(store.file(one.ID))
		if err != nil {
			return a.refuse(a.words.errFlatBack, one.ID)
		}
		defer r.Close()
		if err := a.trust(p, t, f)(r.Text, r.Signature); err != nil {
			return err
		}
		to.options.RemoveAll = true // it was public before
		_, err = publish.To(ctx, to.connect, r, to.options)
		to.bar.end()
		if err != nil {
			return err
		}
		return a.showRolledBack(t, one.ID)
	}
	return &publish.NoReleaseError{Name: id}
}
