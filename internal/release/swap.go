package release

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// swapper moves whole folders: it puts a finished release in its place, and
// mends what an interrupted one left.
type swapper struct {
	place
	exchange func(a, b string) error // errors.ErrUnsupported: not on this file system
	step     func(name string)       // for tests, called after each step; nil otherwise
}

func (s swapper) at(step string) {
	if s.step != nil {
		s.step(step)
	}
}

// Recover finishes or undoes a swap that was interrupted. Every command calls
// it first. While another process holds the lock it does nothing, since then
// nothing was interrupted, and where nothing is to be done it writes nothing.
func Recover(out string) error {
	return recoverPlace(out, nil)
}

func recoverPlace(out string, step func(string)) (err error) {
	p, err := newPlace(out)
	if err != nil {
		return err
	}
	if left, err := p.leftovers(); !left {
		return err
	}
	lock, err := tryAcquire(p)
	if lock == nil {
		return err
	}
	return errors.Join(swapper{place: p, step: step}.recover(), lock.release())
}

func (p place) leftovers() (bool, error) {
	fresh, err := exists(p.fresh())
	if fresh || err != nil {
		return fresh, err
	}
	return exists(p.former())
}

// recover mends what an interrupted build left. The lock is held.
func (s swapper) recover() error {
	left, err := s.leftovers()
	if left {
		err = s.mend()
	}
	if err != nil {
		return fmt.Errorf("clear up after an interrupted build of %s: %w", s.shown, err)
	}
	return nil
}

// mend follows the table in the package comment.
func (s swapper) mend() error {
	stands, err := exists(filepath.Join(s.out, ManifestName))
	if err != nil {
		return err
	}
	if !stands {
		if err := s.restore(); err != nil {
			return err
		}
	}
	return errors.Join(s.drop(s.fresh()), s.drop(s.former()))
}

// restore moves the best release there is to where none stands.
func (s swapper) restore() error {
	best := s.former()
	finished, err := complete(s.fresh())
	if err != nil {
		return err
	}
	undo, err := exists(filepath.Join(best, ManifestName))
	if err != nil {
		return err
	}
	if finished {
		best = s.fresh()
	}
	if !finished && !undo {
		return nil
	}
	switch err := s.owned(); {
	case err == nil:
	case undo:
		return err // nothing is touched, since the former release is still needed
	default:
		return nil // new/ alone can be built again; Open says what is wrong
	}
	if err := os.RemoveAll(s.out); err != nil { // empty at most
		return err
	}
	if err := move(best, s.out); err != nil {
		return err
	}
	s.at("restored")
	return s.sync()
}

// swap puts the sealed release in the output folder's place. What stood there
// is in new/ or old/ afterwards.
func (s swapper) swap() error {
	there, err := exists(s.out)
	if err != nil {
		return err
	}
	if !there {
		err = move(s.fresh(), s.out)
	} else if err = s.exchange(s.fresh(), s.out); errors.Is(err, errors.ErrUnsupported) {
		err = s.moveTwice()
	}
	if immovable(err) {
		return &PlaceError{Out: s.shown, Why: MountPoint}
	}
	if err != nil {
		return fmt.Errorf("replace output folder %s: %w", s.shown, err)
	}
	s.at("swapped")
	if err := s.sync(); err != nil {
		return fmt.Errorf("the new site stands in %s, but a power cut may undo that: %w", s.shown, err)
	}
	return nil
}

// moveTwice is the swap where two folders cannot be exchanged.
func (s swapper) moveTwice() error {
	if err := move(s.out, s.former()); err != nil {
		return err
	}
	s.at("aside")
	err := move(s.fresh(), s.out)
	if err == nil {
		return nil
	}
	if undo := move(s.former(), s.out); undo != nil {
		return errors.Join(err, fmt.Errorf("the former site waits in %s: %w", s.former(), undo))
	}
	return err
}

// sync puts the moves on the disk, before anything is deleted.
func (s swapper) sync() error {
	return errors.Join(syncFolder(s.work), syncFolder(filepath.Dir(s.out)))
}

// drop deletes a release, its manifest first, so that half a release never
// passes for one.
func (s swapper) drop(dir string) error {
	if there, err := exists(dir); !there {
		return err
	}
	err := os.Remove(filepath.Join(dir, ManifestName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	s.at("dropping")
	return retry(heldOpen, func() error { return os.RemoveAll(dir) })
}

// complete says whether dir holds a whole release.
func complete(dir string) (bool, error) {
	m, err := readManifest(dir)
	if errors.Is(err, errNoManifest) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	for _, e := range m.Entries {
		sum, err := hashFile(filepath.Join(dir, filepath.FromSlash(e.Path)))
		if errors.Is(err, fs.ErrNotExist) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		if !bytes.Equal(sum, e.SHA256[:]) {
			return false, nil
		}
	}
	return true, nil
}

func hashFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	return h.Sum(nil), errors.Join(err, f.Close())
}

// move renames a folder. There is nothing at to.
func move(from, to string) error {
	return retry(heldOpen, func() error { return os.Rename(from, to) })
}

// retry tries again for two or three seconds while another program has
// something open that is to be moved or deleted: a virus scanner, an Explorer
// window, an editor.
func retry(held func(error) bool, work func() error) error {
	const longest = 2 * time.Second
	for wait := 20 * time.Millisecond; ; wait *= 2 {
		err := work()
		if err == nil || !held(err) || wait > longest {
			return err
		}
		time.Sleep(wait)
	}
}
