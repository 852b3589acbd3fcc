package publish

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"path"

	"nhipcau/internal/release"
)

// source is where files can be looked at: a folder, a ZIP file, a host.
type source interface {
	list() (map[string]int64, error) // all files by path, with their sizes
	copy(name string, w io.Writer) error
}

// folder is a source on disk or in a ZIP file.
type folder struct{ files fs.FS }

func (f *folder) list() (map[string]int64, error) {
	list := map[string]int64{}
	err := fs.WalkDir(f.files, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		list[p] = info.Size()
		if !info.Mode().IsRegular() {
			list[p] = -1 // what is no file is not the file that is meant
		}
		return nil
	})
	return list, err
}

func (f *folder) copy(name string, w io.Writer) error {
	r, err := f.files.Open(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return errors.Join(err, r.Close())
}

// hosted is a source in a Place.
type hosted struct{ *session }

func (h *hosted) list() (map[string]int64, error) {
	t, err := h.look(h.spot.Public, h.spot.Work)
	for p := range t.others {
		t.files[p] = -1
	}
	return t.files, err
}

func (h *hosted) copy(name string, w io.Writer) error {
	return h.place.Fetch(h.inPublic(name), w)
}

// Verified is what came of looking at published files.
type Verified struct {
	Manifest  release.Manifest
	Text      []byte // the manifest's
	Signature []byte // nil if there is none
	Differs   Differences
}

// VerifyFolder holds a folder or a ZIP file against the manifest in it.
func VerifyFolder(name string) (Verified, error) {
	r, err := open(name)
	if err != nil {
		return Verified{}, err
	}
	v := Verified{Manifest: r.Manifest, Text: r.Text, Signature: r.Signature}
	v.Differs, err = r.check()
	return v, errors.Join(err, r.Close())
}

// VerifyPlace holds what is public in a place against the manifest there. With
// quick only sizes are compared; else every file is read.
func VerifyPlace(s *Session, quick bool) (Verified, error) {
	in := s.session
	var v Verified
	var err error
	if v.Text, err = in.read(in.inPublic(release.ManifestName)); err != nil {
		return v, err
	}
	if v.Text == nil {
		return v, &DamagedError{Name: in.spot.Public, Manifest: fs.ErrNotExist}
	}
	if v.Manifest, err = release.ParseManifest(v.Text); err != nil {
		return v, &DamagedError{Name: in.spot.Public, Manifest: err}
	}
	if v.Signature, err = in.read(in.inPublic(release.SignatureName)); err != nil {
		return v, err
	}
	v.Differs, err = verify(&hosted{in}, v.Manifest, in.place.Workers(), quick)
	return v, err
}

// verify lists where a source is not what a manifest says.
func verify(src source, m release.Manifest, workers int, quick bool) (Differences, error) {
	var d Differences
	there, err := src.list()
	if err != nil {
		return d, err
	}
	var read []release.Entry
	for _, e := range m.Entries {
		switch size, ok := there[e.Path]; {
		case !ok:
			d.Missing = append(d.Missing, e.Path)
		case size != e.Size:
			d.Changed = append(d.Changed, e.Path)
		case !quick:
			read = append(read, e)
		}
		delete(there, e.Path)
	}
	for p := range there {
		if p != release.ManifestName && p != release.SignatureName && !strewn(path.Base(p)) {
			d.Unexpected = append(d.Unexpected, p)
		}
	}
	changed, err := compare(src, read, workers)
	d.Changed = append(d.Changed, changed...)
	d.sort()
	return d, err
}

// compare reads files and gives those whose hash is another.
func compare(src source, list []release.Entry, workers int) (changed []string, err error) {
	wrong := make([]bool, len(list))
	err = each(workers, len(list), func(i int) error {
		h := sha256.New()
		err := src.copy(list[i].Path, h)
		wrong[i] = [32]byte(h.Sum(nil)) != list[i].SHA256
		return err
	})
	for i, e := range list {
		if wrong[i] {
			changed = append(changed, e.Path)
		}
	}
	return changed, err
}

// strewn says whether systems make files of that name in any folder somebody
// looks at. In a folder on a desk they count as nothing.
func strewn(name string) bool {
	return name == ".DS_Store" || name == "Thumbs.db" || name == "desktop.ini"
}
