package publish

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Directory is a Place on a disk of this computer, or on a network share.
type Directory struct{ root string }

// OpenDirectory gives the Place at a folder, which has to be there.
func OpenDirectory(root string) (*Directory, error) {
	info, err := os.Stat(root)
	if missing(err) {
		return nil, &NoFolderError{root}
	}
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: root, Err: errors.New("is not a folder")}
	}
	return &Directory{root}, nil
}

func (d *Directory) at(name string) string { return filepath.Join(d.root, filepath.FromSlash(name)) }

// List is as in Place.
func (d *Directory) List(dir string) ([]Item, error) {
	entries, err := os.ReadDir(d.at(dir))
	if err != nil {
		return nil, err
	}
	items := make([]Item, 0, len(entries))
	for _, e := range entries {
		info, err := e.Info()
		if missing(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		item := Item{Name: e.Name(), Kind: Other, Size: info.Size()}
		switch {
		case info.Mode().IsRegular():
			item.Kind = File
		case info.IsDir():
			item.Kind = Folder
		case info.Mode()&fs.ModeSymlink != 0:
			item.Kind = Link
		}
		items = append(items, item)
	}
	return items, nil
}

// Fetch is as in Place.
func (d *Directory) Fetch(name string, w io.Writer) error {
	f, err := os.Open(d.at(name))
	if err != nil {
		return err
	}
	_, err = io.Copy(w, f)
	return errors.Join(err, f.Close())
}

// Put is as in Place.
func (d *Directory) Put(name string, r io.Reader, offset int64) error {
	flags := os.O_WRONLY | os.O_CREATE
	if offset == 0 {
		flags |= os.O_TRUNC
	}
	f, err := os.OpenFile(d.at(name), flags, 0o644)
	if err != nil {
		return err
	}
	if offset > 0 {
		_, err = f.Seek(offset, io.SeekStart)
	}
	if err == nil {
		_, err = io.Copy(f, r)
	}
	return errors.Join(err, f.Close())
}

// Rename is as in Place. Windows does not move what a program has open, a
// virus scanner say, so it is tried again for a while.
func (d *Directory) Rename(from, to string) error {
	for wait := 20 * time.Millisecond; ; wait *= 2 {
		err := os.Rename(d.at(from), d.at(to))
		if err == nil || !heldOpen(err) || wait > 2*time.Second {
			return err
		}
		time.Sleep(wait)
	}
}

// Remove is as in Place.
func (d *Directory) Remove(name string) error { return os.Remove(d.at(name)) }

// Mkdir is as in Place.
func (d *Directory) Mkdir(name string) error { return os.Mkdir(d.at(name), 0o755) }

// RemoveFolder is as in Place.
func (d *Directory) RemoveFolder(name string) error { return os.Remove(d.at(name)) }

// Link is as in Place.
func (d *Directory) Link(from, to string) error { return os.Link(d.at(from), d.at(to)) }

// Symlink is as in Place. On Windows a link to a folder cannot be replaced in
// one step, so there are none.
func (d *Directory) Symlink(target, name string) error {
	if !linksMove {
		return errors.ErrUnsupported
	}
	return os.Symlink(target, d.at(name))
}

// ReadLink is as in Place.
func (d *Directory) ReadLink(name string) (string, error) {
	target, err := os.Readlink(d.at(name))
	return filepath.ToSlash(target), err
}

// Hash is as in Hasher.
func (d *Directory) Hash(name string) (sum [32]byte, err error) {
	f, err := os.Open(d.at(name))
	if err != nil {
		return sum, err
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	return [32]byte(h.Sum(nil)), errors.Join(err, f.Close())
}

// Workers is as in Place.
func (d *Directory) Workers() int { return 4 }

// Close is as in Place.
func (d *Directory) Close() error { return nil }
