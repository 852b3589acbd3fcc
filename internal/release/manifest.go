package release

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"nhipcau/internal/files"
)

// ManifestName is the manifest's place in a release, SignatureName that of its
// signature. Neither is listed in the manifest.
const (
	ManifestName  = "nhipcau.manifest"
	SignatureName = ManifestName + ".minisig"
)

// Entry is one file of a release.
type Entry struct {
	Path   string            // as in files.File
	Size   int64             // in bytes
	SHA256 [sha256.Size]byte // of its bytes
	Type   string            // media type, as TypeOf gives it
}

// Manifest lists what a release is made of. It is signed and compared between
// offices, so one release has one text, byte for byte: it says nothing of when,
// where or by whom it was made. A release of two files:
//
//	nhipcau manifest 1
//	day 2026-11-23
//	files 2
//	9f86d081884c7d65…  1374  text/html; charset=utf-8  en/index.html
//	60303ae22b998861…  96    image/png  en/port.png
//
// There is one tab where the example has two spaces, and a line feed after
// every line.
type Manifest struct {
	Day     string  // the day the site was built for: 2026-11-23
	Entries []Entry // sorted by path, bytewise
}

const manifestHead = "nhipcau manifest 1\n"

// Bytes gives the manifest's text.
func (m Manifest) Bytes() []byte {
	b := make([]byte, 0, 64+160*len(m.Entries))
	b = append(b, manifestHead...)
	b = fmt.Appendf(b, "day %s\nfiles %d\n", m.Day, len(m.Entries))
	for _, e := range m.Entries {
		b = hex.AppendEncode(b, e.SHA256[:])
		b = append(b, '\t')
		b = strconv.AppendInt(b, e.Size, 10)
		b = append(b, '\t')
		b = append(b, e.Type...)
		b = append(b, '\t')
		b = append(b, e.Path...)
		b = append(b, '\n')
	}
	return b
}

// ParseManifest reads a manifest's text. It is strict: only what Bytes could
// have written for a release that Staging could have made is a manifest. So
// what parses prints back to the same bytes, and every path in it is safe to
// join to a folder.
func ParseManifest(data []byte) (Manifest, error) {
	m, err := parse(string(data))
	if err != nil {
		return Manifest{}, fmt.Errorf("manifest: %w", err)
	}
	// Whatever the parser lets pass (00 for 0, ABC for abc) ends here.
	if !bytes.Equal(m.Bytes(), data) {
		return Manifest{}, errors.New("manifest: not in canonical form")
	}
	return m, nil
}

// EntryError says which entry of a manifest, from 1, is none.
type EntryError struct {
	Entry int
	Err   error
}

func (e *EntryError) Error() string { return fmt.Sprintf("entry %d: %v", e.Entry, e.Err) }
func (e *EntryError) Unwrap() error { return e.Err }

// Line is the line of the manifest that the entry stands in.
func (e *EntryError) Line() int { return e.Entry + strings.Count(manifestHead, "\n") + 2 }

func parse(text string) (Manifest, error) {
	text, ok := strings.CutPrefix(text, manifestHead)
	if !ok {
		return Manifest{}, errors.New("does not begin with \"nhipcau manifest 1\"")
	}
	day, text, _ := strings.Cut(text, "\n")
	count, text, _ := strings.Cut(text, "\n")
	m := Manifest{Day: strings.TrimPrefix(day, "day ")}
	if err := checkDay(m.Day); err != nil {
		return Manifest{}, err
	}
	names := files.Names[struct{}]{}
	last := ""
	for line := range strings.Lines(text) {
		e, err := parseEntry(strings.TrimSuffix(line, "\n"))
		if err == nil {
			if _, taken := names.Claim(e.Path, struct{}{}); taken != nil {
				err = fmt.Errorf("path %q: there is %q already", e.Path, taken.Path)
			} else if e.Path < last {
				err = fmt.Errorf("%q stands after %q", e.Path, last)
			}
		}
		if err != nil {
			return Manifest{}, &EntryError{Entry: len(m.Entries) + 1, Err: err}
		}
		last = e.Path
		m.Entries = append(m.Entries, e)
	}
	if want := fmt.Sprint("files ", len(m.Entries)); count != want {
		return Manifest{}, fmt.Errorf("says %q and has %q", count, want)
	}
	return m, nil
}

func parseEntry(line string) (Entry, error) {
	part := strings.Split(line, "\t")
	if len(part) != 4 {
		return Entry{}, fmt.Errorf("%d columns, not 4", len(part))
	}
	e := Entry{Type: part[2], Path: part[3]}
	if len(part[0]) != hex.EncodedLen(len(e.SHA256)) {
		return Entry{}, fmt.Errorf("%q is no SHA-256", part[0])
	}
	if _, err := hex.Decode(e.SHA256[:], []byte(part[0])); err != nil {
		return Entry{}, fmt.Errorf("%q is no SHA-256", part[0])
	}
	size, err := strconv.ParseInt(part[1], 10, 64)
	if err != nil || size < 0 {
		return Entry{}, fmt.Errorf("%q is no size", part[1])
	}
	e.Size = size
	if !mediaType(e.Type) {
		return Entry{}, fmt.Errorf("%q is no media type", e.Type)
	}
	if err := files.CheckPath(e.Path); err != nil {
		return Entry{}, err
	}
	if strings.HasPrefix(files.Fold(e.Path), ManifestName) {
		return Entry{}, fmt.Errorf("lists itself: %q", e.Path)
	}
	return e, nil
}

// checkDay accepts a calendar day, as 2026-11-23.
func checkDay(day string) error {
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return fmt.Errorf("%q is no day such as 2026-11-23", day)
	}
	return nil
}
