package publish

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path"
	"slices"
	"strings"

	"nhipcau/internal/release"
)

// What has to change is worked out here, from values alone.

// known is what a place has, as far as it is certain: entries by path.
type known map[string]release.Entry

func knownOf(m release.Manifest) known {
	k := make(known, len(m.Entries))
	for _, e := range m.Entries {
		k[e.Path] = e
	}
	return k
}

// same says whether two entries are of the same bytes. The media type is the
// manifest's matter.
func same(a, b release.Entry) bool { return a.SHA256 == b.SHA256 && a.Size == b.Size }

// found keeps what a listing has too, with the right size.
func (k known) found(t tree) known {
	kept := make(known, len(k))
	for p, e := range k {
		if size, ok := t.files[p]; ok && size == e.Size {
			kept[p] = e
		}
	}
	return kept
}

// Changes is what differs between the public release and a new one: paths,
// sorted.
type Changes struct {
	New, Changed, Removed []string
	Bytes                 int64 // of what is new or changed
}

// None says whether nothing differs.
func (c Changes) None() bool { return len(c.New)+len(c.Changed)+len(c.Removed) == 0 }

// changes compares what is public with a release.
func changes(had known, want release.Manifest) Changes {
	var c Changes
	stays := make(map[string]bool, len(want.Entries))
	for _, e := range want.Entries {
		stays[e.Path] = true
		old, ok := had[e.Path]
		switch {
		case !ok:
			c.New = append(c.New, e.Path)
		case !same(old, e):
			c.Changed = append(c.Changed, e.Path)
		default:
			continue
		}
		c.Bytes += e.Size
	}
	for p := range had {
		if !stays[p] {
			c.Removed = append(c.Removed, p)
		}
	}
	slices.Sort(c.Removed)
	return c
}

// CapError says that more would vanish than is usual: the wrong folder, or a
// build that went wrong, must not empty a site.
type CapError struct {
	Removed []string
	Of, Cap int
}

func (e *CapError) Error() string {
	return "too many files would be removed"
}

// capped refuses to let more than a tenth of a site vanish, and at least 20
// files.
func (c Changes) capped(of int) error {
	if most := max(20, of/10); len(c.Removed) > most {
		return &CapError{Removed: c.Removed, Of: of, Cap: most}
	}
	return nil
}

// Class orders files by when a reader needs them.
type Class int

// The classes, in the order in which they are published.
const (
	Asset Class = iota
	Data
	Page
	Index // what leads machines to pages
	classes
)

// ClassOf tells the class of an entry by its type and name.
func ClassOf(e release.Entry) Class {
	base := path.Base(e.Path)
	kind, _, _ := strings.Cut(e.Type, ";")
	switch {
	case strings.HasPrefix(base, "sitemap") && kind == "application/xml" || e.Path == "robots.txt":
		return Index
	case kind == "text/html":
		return Page
	case kind == "application/json" || kind == "application/ld+json" || kind == "application/geo+json" || kind == "application/xml" ||
		kind == "application/atom+xml" || kind == "application/rss+xml" || kind == "text/csv" || kind == "text/calendar":
		return Data
	}
	return Asset
}

// ordered sorts entries by class, then by path.
func ordered(list []release.Entry) []release.Entry {
	slices.SortFunc(list, func(a, b release.Entry) int {
		return cmp.Or(cmp.Compare(ClassOf(a), ClassOf(b)), strings.Compare(a.Path, b.Path))
	})
	return list
}

// slotPlan is what makes a slot, which nobody reads, equal to a release. Its
// parts are done in this order; within each the order does not matter.
type slotPlan struct {
	remove        []string        // files and links
	removeFolders []string        // inner ones have to go first
	manifest      bool            // the new manifest has to go in
	folders       [][]string      // by level, outer ones first
	link          []release.Entry // from the public slot
	send          []release.Entry
}

// done says whether the slot is the release.
func (p slotPlan) done() bool {
	return len(p.remove)+len(p.removeFolders)+len(p.link)+len(p.send) == 0 && !p.manifest
}

// planSlot compares a slot with a release. What the slot has is given by a
// listing and by what its manifest says of it; public is what the public slot
// is certain to have, for linking.
func planSlot(want *Release, listing tree, has known, manifest []byte, public known) slotPlan {
	var p slotPlan
	p.manifest = string(manifest) != string(want.Text)
	kept := has.found(listing)
	wanted := knownOf(want.Manifest)
	var paths []string
	for _, e := range want.Manifest.Entries {
		paths = append(paths, e.Path)
		if old, ok := kept[e.Path]; ok && same(old, e) {
			continue
		}
		if old, ok := public[e.Path]; ok && same(old, e) {
			p.link = append(p.link, e)
		} else {
			p.send = append(p.send, e)
		}
	}
	ours := map[string]bool{release.ManifestName: true}
	if want.Signature != nil {
		ours[release.SignatureName] = true
		if _, there := listing.files[release.SignatureName]; !there {
			p.manifest = true
		}
	}
	if p.manifest {
		delete(ours, release.SignatureName) // it is of another manifest
	}
	if _, there := listing.files[release.ManifestName]; !there {
		p.manifest = true
	}
	for f := range listing.files {
		had, has := kept[f]
		e, stays := wanted[f]
		if !(has && stays && same(had, e)) && !ours[f] {
			p.remove = append(p.remove, f)
		}
	}
	p.remove = append(p.remove, sortedKeys(listing.others)...)
	p.folders, p.removeFolders = folderPlan(paths, listing)
	slices.Sort(p.remove)
	ordered(p.link)
	ordered(p.send)
	return p
}

// folderPlan says which folders have to be made and which have to go.
func folderPlan(paths []string, listing tree) (missing [][]string, remove []string) {
	needed := foldersOf(paths)
	for dir := range listing.folders {
		if !needed[dir] {
			remove = append(remove, dir)
		}
	}
	slices.Sort(remove)
	return levels(paths, listing.folders), remove
}

// foldersOf gives all folders that paths lie in.
func foldersOf(paths []string) map[string]bool {
	all := map[string]bool{}
	for _, p := range paths {
		addFolders(all, p)
	}
	return all
}

func addFolders(all map[string]bool, p string) {
	for dir := path.Dir(p); dir != "." && !all[dir]; dir = path.Dir(dir) {
		all[dir] = true
	}
}

// flatPlan is what makes a public folder equal to a release. Everything is
// sent before the first file moves.
type flatPlan struct {
	send    []release.Entry // into up/, except what is there
	clear   []string        // stands where a folder or file has to come: goes before the moves
	move    []release.Entry // from up/ to their places, class by class
	remove  []string        // goes after the moves
	refused []string        // stands where a file has to come, and no release put it there
	others  []string        // what no release put there, and stays
}

// planFlat compares a public folder with a release. had is what is certain of
// the files that releases put there; ours are all paths that they may have put
// there, certain or not.
func planFlat(want release.Manifest, listing tree, had known, ours map[string]bool) flatPlan {
	var p flatPlan
	kept := had.found(listing)
	wanted := knownOf(want)
	needed := map[string]bool{} // folders
	for _, e := range want.Entries {
		addFolders(needed, e.Path)
		if old, ok := kept[e.Path]; ok && same(old, e) {
			continue
		}
		p.send = append(p.send, e)
		_, there := listing.files[e.Path]
		_, other := listing.others[e.Path]
		if (there || other) && !ours[e.Path] {
			p.refused = append(p.refused, e.Path)
		}
	}
	for _, f := range append(sortedKeys(listing.files), sortedKeys(listing.others)...) {
		_, stays := wanted[f]
		switch {
		case stays || f == release.ManifestName || f == release.SignatureName:
		case !ours[f]:
			p.others = append(p.others, f)
			if needed[f] {
				p.refused = append(p.refused, f)
			}
		case needed[f] || inTheWay(f, wanted):
			p.clear = append(p.clear, f)
		default:
			p.remove = append(p.remove, f)
		}
	}
	p.move = ordered(slices.Clone(p.send))
	ordered(p.send)
	return p
}

// inTheWay says whether a file lies in a folder whose name a file has to get.
func inTheWay(f string, wanted known) bool {
	for dir := path.Dir(f); dir != "."; dir = path.Dir(dir) {
		if _, ok := wanted[dir]; ok {
			return true
		}
	}
	return false
}

// key is the name in up/ of a file on its way: of its path and its bytes, so
// what arrived for one release is not taken for what another has there.
func key(e release.Entry) string {
	h := sha256.New()
	h.Write([]byte(e.Path))
	h.Write([]byte{0})
	h.Write(e.SHA256[:])
	return hex.EncodeToString(h.Sum(nil)[:16])
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
