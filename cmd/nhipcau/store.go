package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"nhipcau/internal/publish"
	"nhipcau/internal/site"
)

// store keeps what was published to a target that has no slots, as ZIP files
// in the site's folder: going back then sends what differs.
type store struct {
	dir  string
	keep int
}

func (a *app) store(t site.Target) store {
	keep := t.Keep
	if keep == 0 {
		keep = 3
	}
	return store{filepath.Join(a.dir, ".nhipcau", "published", t.Name), keep}
}

func (s store) file(id string) string { return filepath.Join(s.dir, id+".zip") }

// keepCopy notes what was published, where the host keeps no former release.
func (a *app) keepCopy(t site.Target, r *publish.Release, report publish.Report) error {
	if report.Layout != publish.Flat {
		return nil
	}
	s := a.store(t)
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return err
	}
	ignore := filepath.Join(a.dir, ".nhipcau", ".gitignore")
	if err := os.WriteFile(ignore, []byte("*\n"), 0o644); err != nil {
		return err
	}
	if _, err := os.Stat(s.file(r.ID())); errors.Is(err, fs.ErrNotExist) {
		if err := publish.WriteZIP(s.file(r.ID()), r); err != nil {
			return err
		}
	} else if err := os.Chtimes(s.file(r.ID()), time.Time{}, time.Now()); err != nil {
		return err // the newest, again
	}
	list, err := s.list()
	if err != nil {
		return err
	}
	for _, id := range list[:max(0, len(list)-s.keep)] {
		if err := os.Remove(s.file(id)); err != nil {
			return err
		}
	}
	return nil
}

// list gives the releases that are kept, in the order in which they were last
// published.
func (s store) list() ([]string, error) {
	entries, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	type one struct {
		id   string
		time time.Time
	}
	var all []one
	for _, e := range entries {
		id, isZIP := strings.CutSuffix(e.Name(), ".zip")
		info, infoErr := e.Info()
		if isZIP && infoErr == nil {
			all = append(all, one{id, info.ModTime()})
		}
	}
	slices.SortStableFunc(all, func(a, b one) int { return a.time.Compare(b.time) })
	var ids []string
	for _, o := range all {
		ids = append(ids, o.id)
	}
	return ids, err
}

// with puts what is kept here before what is public on the host.
func (s store) with(public []publish.Kept) ([]publish.Kept, error) {
	ids, err := s.list()
	if err != nil {
		return nil, err
	}
	list := []publish.Kept{}
	known := false
	for _, id := range ids {
		r, err := publish.OpenManifest(s.file(id))
		if err != nil {
			continue // damaged: it cannot be gone back to
		}
		live := len(public) > 0 && public[0].ID == id
		known = known || live
		list = append(list, publish.Kept{Name: id, ID: id, Day: r.Day, Files: len(r.Entries), Live: live})
	}
	if !known {
		list = append(list, public...)
	}
	return list, nil
}
