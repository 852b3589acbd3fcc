package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"nhipcau/internal/files"
	"nhipcau/internal/release"
)

// journal says what an interrupted run may have changed in a flat site. Its
// first lines name the manifests it is between; then there is a line for each
// path in question:
//
//	nhipcau journal 1
//	base 60303ae22b99…
//	next 9f86d081884c…
//	f3c1…  1374  2b99…  1400  en/index.html
//
// with tabs where the example has two spaces: what was there, as hash and size,
// what is to be there, and the path. A hyphen stands for no file. The file's
// name says how far things are: under journal.up nothing has moved yet, under
// journal.move everything has arrived in up/, and what is not there any more
// has taken its place.
type journal struct {
	base, next string // hashes of the manifests; base is "-" without one
	moving     bool
	lines      []change
}

type change struct {
	path     string
	old, new *release.Entry // nil: no file
}

const (
	journalUp   = "journal.up"
	journalMove = "journal.move"
	journalHead = "nhipcau journal 1\n"
)

func textHash(text []byte) string {
	if text == nil {
		return "-"
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func (j *journal) bytes() []byte {
	b := fmt.Appendf(nil, "%sbase %s\nnext %s\n", journalHead, j.base, j.next)
	for _, l := range j.lines {
		for _, e := range []*release.Entry{l.old, l.new} {
			if e == nil {
				b = append(b, "-\t0\t"...)
			} else {
				b = fmt.Appendf(b, "%x\t%d\t", e.SHA256, e.Size)
			}
		}
		b = append(b, l.path...)
		b = append(b, '\n')
	}
	return b
}

var errJournal = errors.New("the journal on the host cannot be read")

func parseJournal(text string) (*journal, error) {
	text, ok := strings.CutPrefix(text, journalHead)
	base, text, _ := strings.Cut(text, "\n")
	next, text, _ := strings.Cut(text, "\n")
	j := &journal{base: strings.TrimPrefix(base, "base "), next: strings.TrimPrefix(next, "next ")}
	if !ok || j.base == base || j.next == next {
		return nil, errJournal
	}
	for line := range strings.Lines(text) {
		part := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(part) != 5 || files.CheckPath(part[4]) != nil {
			return nil, errJournal
		}
		l := change{path: part[4]}
		var err [2]error
		l.old, err[0] = parseState(part[4], part[0], part[1])
		l.new, err[1] = parseState(part[4], part[2], part[3])
		if err[0] != nil || err[1] != nil {
			return nil, errJournal
		}
		j.lines = append(j.lines, l)
	}
	return j, nil
}

func parseState(p, hash, size string) (*release.Entry, error) {
	if hash == "-" {
		return nil, nil
	}
	e := &release.Entry{Path: p}
	n, err := strconv.ParseInt(size, 10, 64)
	if err != nil || n < 0 || len(hash) != hex.EncodedLen(len(e.SHA256)) {
		return nil, errJournal
	}
	e.Size = n
	_, err = hex.Decode(e.SHA256[:], []byte(hash))
	return e, err
}

// truth is what is certain of a flat site: what its manifest says, corrected by
// the journal. staged are the sizes of the files in up/. ours are all paths
// that releases may have put there.
func truth(m release.Manifest, text []byte, j *journal, staged map[string]int64) (had known, ours map[string]bool) {
	had, ours = knownOf(m), map[string]bool{}
	for p := range had {
		ours[p] = true
	}
	if j == nil {
		return had, ours
	}
	now := textHash(text)
	for _, l := range j.lines {
		ours[l.path] = true
		if j.moving && now == j.next && now != j.base {
			continue // the manifest goes last: all has moved
		}
		delete(had, l.path)
		if now != j.base {
			continue // somebody else has been here
		}
		e := l.old
		if j.moving && l.new != nil {
			if _, waits := staged[key(*l.new)]; !waits {
				e = l.new
			}
		}
		if e != nil {
			had[l.path] = *e
		}
	}
	return had, ours
}

// newJournal notes all paths of which the site's manifest would not tell the
// truth until the release is public, and those that a former run dealt with as
// long as something is left there, the folder at least.
func newJournal(f flatState, r *Release) *journal {
	j := &journal{base: textHash(f.text), next: textHash(r.Text)}
	told, wanted := knownOf(f.manifest), knownOf(r.Manifest)
	paths := maps.Clone(f.ours)
	for p := range wanted {
		paths[p] = true
	}
	entry := func(k known, p string) *release.Entry {
		if e, ok := k[p]; ok {
			return &e
		}
		return nil
	}
	for _, p := range sortedKeys(paths) {
		said, old, new := entry(told, p), entry(f.had, p), entry(wanted, p)
		_, there := f.listing.files[p]
		there = there || f.listing.folders[path.Dir(p)]
		if !equal(said, old) || !equal(old, new) || there && said == nil && f.ours[p] {
			j.lines = append(j.lines, change{p, old, new})
		}
	}
	return j
}

func equal(a, b *release.Entry) bool {
	return a == nil && b == nil || a != nil && b != nil && same(*a, *b)
}

// like says whether two journals are of the same work.
func (j *journal) like(other *journal) bool {
	return j.base == other.base && j.next == other.next && slices.EqualFunc(j.lines, other.lines, func(a, b change) bool {
		return a.path == b.path && equal(a.old, b.old) && equal(a.new, b.new)
	})
}
