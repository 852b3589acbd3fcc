package publish

import (
	"archive/zip"
	"errors"
	"fmt"
	"os"
	"path"
	"strings"
	"time"

	"nhipcau/internal/release"
)

// WriteZIP makes a ZIP file of a release, for offices that hand a site over as
// a file. It is looked through before it gets its name. The same release gives
// the same bytes.
func WriteZIP(name string, r *Release) error {
	draft := name + ".part"
	err := writeZIP(draft, r)
	if err == nil {
		var copied *Release
		if copied, err = Open(draft); err == nil {
			err = copied.Close()
		}
	}
	if err == nil {
		err = os.Rename(draft, name)
	}
	if err != nil {
		_ = os.Remove(draft)
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func writeZIP(name string, r *Release) error {
	day, err := time.Parse(time.DateOnly, r.Manifest.Day)
	if err != nil {
		return err
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	z := zip.NewWriter(f)
	add := func(p string, data []byte) error {
		h := &zip.FileHeader{Name: p, Method: method(p), Modified: day}
		h.SetMode(0o644)
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write(data)
		}
		return err
	}
	err = add(release.ManifestName, r.Text)
	if err == nil && r.Signature != nil {
		err = add(release.SignatureName, r.Signature)
	}
	for _, e := range r.Manifest.Entries {
		if err != nil {
			break
		}
		var data []byte
		if data, err = r.bytes(e); err == nil {
			err = add(e.Path, data)
		}
	}
	return errors.Join(err, z.Close(), f.Close())
}

// method does not press what is pressed already.
func method(p string) uint16 {
	switch strings.ToLower(path.Ext(p)) {
	case ".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".mp3", ".mp4", ".zip", ".docx", ".xlsx", ".woff2":
		return zip.Store
	}
	return zip.Deflate
}
