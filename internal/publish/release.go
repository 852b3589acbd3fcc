package publish

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"nhipcau/internal/release"
)

// Release is a finished release: a folder or a ZIP file with its manifest.
type Release struct {
	Name      string // as the caller gave it
	Manifest  release.Manifest
	Text      []byte // the manifest's
	Signature []byte // nil if there is none
	files     fs.FS
	close     func() error
}

// DamagedError says that a release is not what its manifest says.
type DamagedError struct {
	Name     string
	Manifest error // why the manifest cannot be read; else
	Differs  Differences
}

func (e *DamagedError) Error() string {
	if e.Manifest != nil {
		return fmt.Sprintf("%s is no release: %v", e.Name, e.Manifest)
	}
	return fmt.Sprintf("%s is not what its manifest says: %s", e.Name, e.Differs.String())
}

func (e *DamagedError) Unwrap() error { return e.Manifest }

// Open reads a release: a folder, or a ZIP file that publishing made. Nothing
// is believed that is not found so: every file is read and hashed, and a file
// that the manifest does not list is an error, so nothing travels that was not
// built.
func Open(name string) (*Release, error) {
	r, err := open(name)
	if err != nil {
		return nil, err
	}
	differs, err := r.check()
	if err == nil && !differs.None() {
		err = &DamagedError{Name: name, Differs: differs}
	}
	if err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// open reads a release's manifest alone.
func open(name string) (*Release, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	r := &Release{Name: name}
	if info.IsDir() {
		r.files = os.DirFS(name)
		r.close = func() error { return nil }
	} else {
		z, err := zip.OpenReader(name)
		if errors.Is(err, zip.ErrFormat) {
			return nil, &DamagedError{Name: name, Manifest: err}
		}
		if err != nil {
			return nil, err
		}
		r.files, r.close = z, z.Close
	}
	if err := r.read(); err != nil {
		return nil, errors.Join(err, r.close())
	}
	return r, nil
}

// OpenManifest reads the manifest of a release, and nothing else of it.
func OpenManifest(name string) (release.Manifest, error) {
	r, err := open(name)
	if err != nil {
		return release.Manifest{}, err
	}
	return r.Manifest, r.Close()
}

// Compare says what differs between a release, or none, and a new one.
func Compare(had, r *Release) Changes {
	if had == nil {
		return changes(nil, r.Manifest)
	}
	return changes(knownOf(had.Manifest), r.Manifest)
}

func (r *Release) read() (err error) {
	if r.Text, err = fs.ReadFile(r.files, release.ManifestName); err != nil {
		return &DamagedError{Name: r.Name, Manifest: err}
	}
	if r.Manifest, err = release.ParseManifest(r.Text); err != nil {
		return &DamagedError{Name: r.Name, Manifest: err}
	}
	r.Signature, err = fs.ReadFile(r.files, release.SignatureName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Close lets go of the release's files.
func (r *Release) Close() error { return r.close() }

// ID is the release's name: its day and what is in it.
func (r *Release) ID() string { return r.Manifest.Day + "-" + idOf(r.Text) }

// idOf is enough of a hash to tell releases apart by eye.
func idOf(manifest []byte) string {
	sum := sha256.Sum256(manifest)
	return hex.EncodeToString(sum[:4])
}

// check reads and hashes all files of the release.
func (r *Release) check() (Differences, error) {
	return verify(&folder{files: r.files}, r.Manifest, 4, false)
}

// bytes gives a file's bytes, or an error if they are not what they were.
func (r *Release) bytes(e release.Entry) ([]byte, error) {
	data, err := fs.ReadFile(r.files, e.Path)
	if err != nil {
		return nil, err
	}
	if sha256.Sum256(data) != e.SHA256 {
		return nil, fmt.Errorf("%s changed while it was published", e.Path)
	}
	return data, nil
}

// reader gives a file from an offset on, and an error at its end if the file as
// a whole is not what it was.
func (r *Release) reader(e release.Entry, offset int64) (io.ReadCloser, error) {
	f, err := r.files.Open(e.Path)
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	if _, err := io.CopyN(h, f, offset); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &checked{f: f, hash: h, want: e}, nil
}

// checked reads a file and holds it against its hash at the end.
type checked struct {
	f    fs.File
	hash hash.Hash
	want release.Entry
}

func (c *checked) Read(b []byte) (int, error) {
	n, err := c.f.Read(b)
	c.hash.Write(b[:n])
	if err == io.EOF && !bytes.Equal(c.hash.Sum(nil), c.want.SHA256[:]) {
		return n, fmt.Errorf("%s changed while it was published", c.want.Path)
	}
	return n, err
}

func (c *checked) Close() error { return c.f.Close() }

// Differences are where files are not what a manifest says.
type Differences struct {
	Changed, Missing, Unexpected []string // sorted
}

// None says whether there are none.
func (d Differences) None() bool {
	return len(d.Changed)+len(d.Missing)+len(d.Unexpected) == 0
}

func (d Differences) String() string {
	var parts []string
	for _, p := range []struct {
		word string
		list []string
	}{{"changed", d.Changed}, {"missing", d.Missing}, {"unexpected", d.Unexpected}} {
		if len(p.list) > 0 {
			parts = append(parts, fmt.Sprintf("%d %s, such as %s", len(p.list), p.word, p.list[0]))
		}
	}
	return strings.Join(parts, "; ")
}

func (d *Differences) sort() {
	slices.Sort(d.Changed)
	slices.Sort(d.Missing)
	slices.Sort(d.Unexpected)
}
