package release

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"nhipcau/internal/files"
)

// spare is a former release in the staging folder, from which the new one
// takes the files that have not changed. Keys are folded paths.
type spare map[string]item

type item struct {
	path   string
	folder bool
	size   int64
}

// openSpare makes the staging folder out of the former release if there is
// one. What a release would not have made (links, files nobody may read) goes.
func (s *Staging) openSpare() error {
	s.spare = spare{}
	dir := s.fresh()
	err := os.Rename(s.kept(), dir)
	if errors.Is(err, fs.ErrNotExist) {
		return os.Mkdir(dir, 0o755)
	}
	if err != nil {
		return err
	}
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if !s.lock.ours(info) {
			if err := os.RemoveAll(name); err != nil || !d.IsDir() {
				return err
			}
			return fs.SkipDir
		}
		path := slashed(dir, name)
		s.spare[files.Fold(path)] = item{path: path, folder: d.IsDir(), size: info.Size()}
		return nil
	})
}

// take gives the path to the new release. It says whether the folder, or a
// file of that size, is there already; whatever else is of that name goes.
func (s *Staging) take(path string, folder bool, size int64) (bool, error) {
	key := files.Fold(path)
	had, ok := s.spare[key]
	if !ok {
		return false, nil
	}
	delete(s.spare, key)
	if had.path == path && had.folder == folder && (folder || had.size == size) {
		return true, nil
	}
	if had.folder {
		for other := range s.spare {
			if strings.HasPrefix(other, key+"/") {
				delete(s.spare, other)
			}
		}
	}
	return false, os.RemoveAll(s.onDisk(had.path))
}

// putFolder sees to it that the folder is there.
func (s *Staging) putFolder(path string) error {
	there, err := s.take(path, true, 0)
	if there || err != nil {
		return err
	}
	return os.Mkdir(s.onDisk(path), 0o755)
}

// putFile sees to it that the file has these bytes. A file that has been
// public is never written to, only deleted: somebody may still be reading it,
// or have a second name for it. One that is kept gets the time of a new one,
// since web servers take the time of a file for that of its coming.
func (s *Staging) putFile(path string, data []byte) error {
	name := s.onDisk(path)
	there, err := s.take(path, false, int64(len(data)))
	if err != nil {
		return err
	}
	if there {
		if same, err := s.has(name, data); err != nil {
			return err
		} else if same {
			return os.Chtimes(name, time.Time{}, time.Now())
		}
		if err := os.Remove(name); err != nil {
			return err
		}
	}
	s.written = append(s.written, path)
	return write(name, data)
}

// has says whether the file has these bytes; its size is known to be theirs.
func (s *Staging) has(name string, data []byte) (bool, error) {
	f, err := os.Open(name)
	if err != nil {
		return false, err
	}
	s.buffer = slices.Grow(s.buffer[:0], len(data))[:len(data)]
	_, err = io.ReadFull(f, s.buffer)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return bytes.Equal(s.buffer, data), errors.Join(err, f.Close())
}

// sweep deletes what the new release did not take.
func (s *Staging) sweep() error {
	var rest []string
	for _, item := range s.spare {
		rest = append(rest, item.path)
	}
	slices.Sort(rest)
	slices.Reverse(rest) // a folder after what is in it
	for _, path := range rest {
		if err := os.Remove(s.onDisk(path)); err != nil {
			return fmt.Errorf("delete from the former release: %w", err)
		}
	}
	return nil
}

// retire keeps of the release in dir, which was public before m, what m has
// too; the rest is deleted, so that nothing withdrawn stays about.
func (s swapper) retire(dir string, m Manifest) error {
	old, err := readManifest(dir)
	if err != nil {
		return s.drop(dir) // it was empty
	}
	for _, name := range []string{ManifestName, SignatureName} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	s.at("retiring")
	stays := make(map[Entry]bool, len(m.Entries))
	for _, e := range m.Entries {
		stays[e] = true
	}
	for _, e := range old.Entries {
		if stays[e] {
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(e.Path))
		err := retry(heldOpen, func() error { return os.RemoveAll(name) })
		if err != nil {
			return err
		}
	}
	return move(dir, s.kept())
}
