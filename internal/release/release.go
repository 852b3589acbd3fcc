// Package release puts one finished set of files in its place, whole or not
// at all.
//
// A release is written into a staging folder beside the output folder and then
// takes its place in one step. Whoever reads the output folder meanwhile finds
// the old site or the new one. A full disk, a pulled plug or a second build
// never leaves a mixture behind.
//
//	staging, err := release.Open("public", sources)
//	if err != nil { … }
//	defer staging.Discard()
//	for each file { staging.Add(file) }
//	manifest, err := staging.Commit("2026-11-23")
//
// # Where things are
//
// The output folder public has a working folder beside it, on the same file
// system, since only there can a folder be moved in one step:
//
//	public/                   the site; public/nhipcau.manifest proves that it is ours
//	.public.nhipcau/lock      held by the one process that may change anything
//	.public.nhipcau/owner     the number of that process; its time is when it began
//	.public.nhipcau/new/      the release being built
//	.public.nhipcau/old/      the former release, for a moment, where folders cannot be exchanged
//	.public.nhipcau/spare/    what the former release had in common with the present one
//
// The lock file stays for good: two processes that remove and make lock files
// can come to hold two locks at once. The working folder ignores itself in Git.
//
// If public is a symbolic link, the folder it leads to is the output folder,
// and the working folder stands beside that; the link is never touched. A mount
// point cannot be moved and is refused (the site then goes into a folder in it).
//
// # The swap
//
//  1. All files are put into new/, the manifest under another name.
//  2. The file system is told to put them on the disk.
//  3. The manifest gets its name: new/ is complete.
//  4. new/ and public/ change places (Linux, macOS). Where the system or the
//     file system cannot do that, public/ becomes old/ and new/ becomes public/;
//     readers may find no site for a few microseconds between the two.
//  5. What was public before loses its manifest and all that is not public any
//     more. The rest becomes spare/.
//
// Windows does not move a folder while something in it is open, so each move
// is tried again for a few seconds; if the second one fails, the first is undone.
//
// # Spare files
//
// The next release is not built from nothing: spare/ becomes new/, a file that
// has the right bytes (they are read, not guessed from size and time) stays,
// and all else goes. So two copies of a site are on the disk. In return, a build
// after a small change makes a handful of files and not tens of thousands, which
// is where the time goes wherever making and deleting files is slow. (Measured
// on ext4 without a journal, which avoids the inodes it has just freed: 12,000
// pages take about 10 s without spare/ and 1 to 2 s with it.)
// Except for that, a release made with spare files cannot be told from another.
//
// What it costs: a reader that found the old public/ and then stopped, between
// two names of a path or with the folder held open, for as long as the next
// build takes, goes on in a folder that is being made into the release after
// this one, and may meet a file of it early. Each file is whole even then.
//
// # After an interruption
//
// The next command looks at what it finds, once it holds the lock:
//
//	public with a manifest       the old or the new site stands: new/ and old/ go
//	else new/ is complete        new/ becomes public/: the swap is finished
//	else old/ with a manifest    old/ becomes public/: the swap is undone
//	else                         there was no site before: new/ and old/ go
//
// Complete means that the manifest parses and that each file in it has the
// bytes it says. Recovery can be interrupted as well: each of its steps leads
// to a state in this table. When public has files but no manifest while old/
// holds a site, somebody else has been there: nothing is touched.
//
// # Whose folder it is
//
// Only a folder that does not exist, that is empty, or that has nothing in it
// but what its manifest lists is ours to replace. This is asked before the
// build, and again at the moment of the swap. Files which systems strew into
// folders that people look at (.DS_Store, Thumbs.db, desktop.ini) count as
// nothing: a look at the finished site must not stop the next build.
package release

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nhipcau/internal/files"
)

// Staging is a release being built. It holds the lock of its output folder
// until Commit or Discard. It is used from one goroutine.
type Staging struct {
	swapper
	lock    *lock
	spare   spare                 // not taken yet
	names   files.Names[struct{}] // of the new release
	entries []Entry               // of the new release, in the order of coming
	written []string              // the paths of those that were not in spare
	buffer  []byte
	err     error // the first that Add met: there can be no release then
}

var errClosed = errors.New("the release is already committed or discarded")

// Open takes the lock of the output folder, finishes or undoes an interrupted
// swap, makes sure that the folder may be replaced, and begins an empty
// release. The sources are the folders (or files) that the site is made from.
func Open(out string, sources []string) (*Staging, error) {
	return open(out, sources, exchange, nil)
}

func open(out string, sources []string, exchange func(a, b string) error, step func(string)) (*Staging, error) {
	p, err := newPlace(out)
	if err != nil {
		return nil, err
	}
	if err := p.apart(sources); err != nil {
		return nil, err
	}
	if there, err := exists(p.work); err != nil {
		return nil, err
	} else if !there { // asked before anything is made; begin asks again
		if err := p.owned(); err != nil {
			return nil, err
		}
	}
	lock, err := acquire(p)
	if err != nil {
		return nil, err
	}
	s := &Staging{swapper: swapper{place: p, exchange: exchange, step: step}, lock: lock, names: files.Names[struct{}]{}}
	if err := s.begin(); err != nil {
		return nil, errors.Join(err, lock.release())
	}
	return s, nil
}

func (s *Staging) begin() error {
	if err := s.recover(); err != nil {
		return err
	}
	if err := s.owned(); err != nil {
		return err
	}
	if err := s.openSpare(); err != nil {
		return fmt.Errorf("make staging folder of %s: %w", s.shown, err)
	}
	return nil
}

// Add writes one file. After an error the release can only be discarded.
func (s *Staging) Add(f files.File) error {
	if s.lock == nil {
		return errClosed
	}
	if s.err == nil {
		s.err = s.add(f)
	}
	return s.err
}

func (s *Staging) add(f files.File) error {
	if err := files.CheckPath(f.Path); err != nil {
		return err
	}
	if strings.HasPrefix(files.Fold(f.Path), ManifestName) {
		return fmt.Errorf("path %q: names that begin with %s are kept for the manifest", f.Path, ManifestName)
	}
	folders, taken := s.names.Claim(f.Path, struct{}{})
	if taken != nil {
		return fmt.Errorf("path %q: there is %q already", f.Path, taken.Path)
	}
	for _, folder := range folders {
		if err := s.putFolder(folder); err != nil {
			return fmt.Errorf("make folder %s: %w", folder, err)
		}
	}
	if err := s.putFile(f.Path, f.Data); err != nil {
		return fmt.Errorf("write %s: %w", f.Path, err)
	}
	s.entries = append(s.entries, Entry{
		Path:   f.Path,
		Size:   int64(len(f.Data)),
		SHA256: sha256.Sum256(f.Data),
		Type:   TypeOf(f.Path),
	})
	s.at("added")
	return nil
}

// Commit finishes the release and puts it in its place. The day (2026-11-23)
// is the day it is made for. After an error the release can only be discarded,
// and the old site stands, unless the error says otherwise.
//
// What was public before and cannot be put aside now is deleted by the next
// command that looks: the new site stands, so that is no error.
func (s *Staging) Commit(day string) (Manifest, error) {
	if s.lock == nil {
		return Manifest{}, errClosed
	}
	if s.err != nil {
		return Manifest{}, s.err
	}
	m := Manifest{Day: day, Entries: s.entries}
	slices.SortFunc(m.Entries, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	if err := s.commit(m); err != nil {
		s.err = err
		return Manifest{}, err
	}
	for _, dir := range []string{s.fresh(), s.former()} {
		if there, _ := exists(dir); there {
			_ = s.retire(dir, m)
		}
	}
	s.at("retired")
	lock := s.lock
	s.lock = nil
	return m, lock.release()
}

func (s *Staging) commit(m Manifest) error {
	if err := checkDay(m.Day); err != nil {
		return err
	}
	if err := s.sweep(); err != nil {
		return err
	}
	s.at("swept")
	if err := s.seal(m.Bytes()); err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	if err := s.owned(); err != nil {
		return err
	}
	return s.swap()
}

// seal writes the manifest, which says that the release is complete. It gets
// its name only when everything is on the disk.
func (s *Staging) seal(manifest []byte) error {
	draft := filepath.Join(s.fresh(), ManifestName+"~")
	if err := write(draft, manifest); err != nil {
		return err
	}
	s.at("drafted")
	if err := flush(draft); err != nil {
		return err
	}
	s.at("flushed")
	if err := os.Rename(draft, filepath.Join(s.fresh(), ManifestName)); err != nil {
		return err
	}
	s.at("sealed")
	return syncFolder(s.fresh())
}

// Discard gives the release up; the output folder stays as it is. After
// Commit or another Discard it does nothing.
func (s *Staging) Discard() error {
	if s.lock == nil {
		return nil
	}
	lock := s.lock
	s.lock = nil
	if err := errors.Join(s.giveUp(), lock.release()); err != nil {
		return fmt.Errorf("discard release for %s: %w", s.shown, err)
	}
	return nil
}

func (s *Staging) giveUp() error {
	if s.err == nil {
		// The sources have problems, say: the spare files stay for next time.
		for _, path := range s.written {
			if err := os.Remove(s.onDisk(path)); err != nil {
				return err
			}
		}
		return move(s.fresh(), s.kept())
	}
	// A swap may have failed between its two moves. Without its manifest the
	// new release counts for nothing, so recovery brings the old one back.
	return errors.Join(s.drop(s.fresh()), s.recover())
}

// write makes a file that must not be there yet.
func write(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

func (s *Staging) onDisk(path string) string {
	return filepath.Join(s.fresh(), filepath.FromSlash(path))
}

// exists says whether there is anything of that name, a broken link included.
func exists(name string) (bool, error) {
	_, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
