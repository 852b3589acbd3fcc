package release

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Why says why a path cannot be an output folder.
type Why string

const (
	Same       Why = "same"       // it is a source
	Around     Why = "around"     // it contains a source
	Inside     Why = "inside"     // it lies in a source
	NotFolder  Why = "not-folder" // there is something else of that name
	Root       Why = "root"       // nothing can stand beside it
	MountPoint Why = "mount"      // it cannot be moved
)

// PlaceError says that a path cannot be an output folder, whatever is in it.
type PlaceError struct {
	Out    string // as the caller gave it
	Why    Why
	Source string // of Same, Around and Inside: the source in question
}

func (e *PlaceError) Error() string {
	switch e.Why {
	case Same:
		return fmt.Sprintf("output folder %s is the source %s", e.Out, e.Source)
	case Around:
		return fmt.Sprintf("output folder %s contains the source %s", e.Out, e.Source)
	case Inside:
		return fmt.Sprintf("output folder %s lies in the source %s", e.Out, e.Source)
	case NotFolder:
		return fmt.Sprintf("output folder %s is not a folder", e.Out)
	case MountPoint:
		return fmt.Sprintf("output folder %s is a mount point and cannot be moved; choose a folder in it", e.Out)
	}
	return fmt.Sprintf("output folder %s is the root of a file system; choose a folder in it", e.Out)
}

// ForeignError says that an output folder has files that no build put there.
// Nothing was touched.
type ForeignError struct {
	Out   string   // as the caller gave it
	Files []string // slash-separated, relative to it, sorted
}

func (e *ForeignError) Error() string {
	const most = 5
	list, more := e.Files, ""
	if len(list) > most {
		list, more = list[:most], fmt.Sprintf(" and %d more", len(e.Files)-most)
	}
	return fmt.Sprintf("output folder %s has files that no build put there: %s%s", e.Out, strings.Join(list, ", "), more)
}

// Check says whether out may become the output folder of a site that is made
// from the given folders (or files). It changes nothing and needs no lock; Open
// asks the same. The error is a *PlaceError, a *ForeignError, or the disk's.
func Check(out string, sources []string) error {
	p, err := newPlace(out)
	if err != nil {
		return err
	}
	if err := p.apart(sources); err != nil {
		return err
	}
	return p.owned()
}

// place is an output folder and the working folder beside it.
type place struct {
	shown string // the output folder as the caller gave it
	out   string // where it is: absolute, through all links
	work  string
}

func newPlace(out string) (place, error) {
	real, err := resolve(out)
	if err != nil {
		return place{}, fmt.Errorf("find output folder %s: %w", out, err)
	}
	folder, base := filepath.Split(real)
	if base == "" {
		return place{}, &PlaceError{Out: out, Why: Root}
	}
	return place{shown: out, out: real, work: filepath.Join(folder, "."+base+".nhipcau")}, nil
}

func (p place) fresh() string  { return filepath.Join(p.work, "new") }
func (p place) former() string { return filepath.Join(p.work, "old") }
func (p place) kept() string   { return filepath.Join(p.work, "spare") }

// apart makes sure that replacing the folder cannot touch a source, nor
// reading the sources find the folder. Folders are compared as the system
// knows them, so neither links nor spelling hide one.
func (p place) apart(sources []string) error {
	out, err := locate(p.out)
	if err != nil {
		return fmt.Errorf("find output folder %s: %w", p.shown, err)
	}
	work, err := locate(p.work)
	if err != nil {
		return fmt.Errorf("find output folder %s: %w", p.shown, err)
	}
	for _, source := range sources {
		src, err := locate(source)
		if err != nil {
			return fmt.Errorf("find source %s: %w", source, err)
		}
		inside, around := out.within(src), src.within(out)
		switch {
		case inside && around:
			return &PlaceError{Out: p.shown, Why: Same, Source: source}
		case inside:
			return &PlaceError{Out: p.shown, Why: Inside, Source: source}
		case around || src.within(work):
			return &PlaceError{Out: p.shown, Why: Around, Source: source}
		}
	}
	return nil
}

// owned makes sure that the folder is ours to replace.
func (p place) owned() error {
	info, err := os.Lstat(p.out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("look at output folder %s: %w", p.shown, err)
	case !info.IsDir():
		return &PlaceError{Out: p.shown, Why: NotFolder}
	}
	if mounted(p.out) {
		return &PlaceError{Out: p.shown, Why: MountPoint}
	}
	list, err := foreign(p.out)
	if err != nil {
		return fmt.Errorf("look through output folder %s: %w", p.shown, err)
	}
	if len(list) > 0 {
		return &ForeignError{Out: p.shown, Files: list}
	}
	return nil
}

// foreign lists the files below dir that its manifest does not name: all of
// them where there is no manifest that can be read.
func foreign(dir string) ([]string, error) {
	ours := map[string]bool{}
	switch m, err := readManifest(dir); {
	case err == nil:
		ours[ManifestName], ours[SignatureName] = true, true
		for _, e := range m.Entries {
			ours[e.Path] = true
		}
	case !errors.Is(err, errNoManifest):
		return nil, err
	}
	var list []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		path := slashed(dir, name)
		if !ours[path] && !strewn(d.Name()) {
			list = append(list, path)
		}
		return nil
	})
	slices.Sort(list)
	return list, err
}

// slashed gives the path in a release of something that WalkDir found in dir.
func slashed(dir, name string) string {
	return filepath.ToSlash(name[len(dir)+1:])
}

var errNoManifest = errors.New("no manifest")

// readManifest gives the manifest of the release in dir; errNoManifest if
// there is none or it is damaged.
func readManifest(dir string) (Manifest, error) {
	name := filepath.Join(dir, ManifestName)
	info, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return Manifest{}, errNoManifest
	}
	if err != nil {
		return Manifest{}, err
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return Manifest{}, err
	}
	m, err := ParseManifest(data)
	if err != nil {
		return Manifest{}, fmt.Errorf("%w: %w", errNoManifest, err)
	}
	return m, nil
}

// strewn says whether systems make files of that name in any folder somebody
// looks at.
func strewn(name string) bool {
	switch strings.ToLower(name) {
	case ".ds_store", "thumbs.db", "desktop.ini":
		return true
	}
	return false
}

// resolve gives the absolute path that a path leads to, through links, also
// where the last of them leads to nothing yet.
func resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	for range 40 { // links to links; Linux gives up there as well
		folder, base := filepath.Dir(path), filepath.Base(path)
		if folder == path {
			return path, nil
		}
		info, err := os.Lstat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			folder, err := resolve(folder)
			return filepath.Join(folder, base), err
		case err != nil:
			return "", err
		case info.Mode()&fs.ModeSymlink == 0:
			return filepath.EvalSymlinks(path)
		}
		target, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(target) {
			if folder, err = filepath.EvalSymlinks(folder); err != nil {
				return "", err
			}
			target = filepath.Join(folder, target)
		}
		path = target
	}
	return "", fmt.Errorf("%s: too many symbolic links", path)
}

// spot is where a path is, whether or not there is something.
type spot struct {
	chain []fs.FileInfo // the deepest part that exists, and the folders it is in, up to the root
	rest  []string      // the names below chain[0] that do not exist
}

func locate(path string) (spot, error) {
	path, err := resolve(path)
	if err != nil {
		return spot{}, err
	}
	var s spot
	for {
		info, err := os.Stat(path)
		folder := filepath.Dir(path)
		switch {
		case err == nil:
			s.chain = append(s.chain, info)
		case errors.Is(err, fs.ErrNotExist) && folder != path:
			s.rest = slices.Insert(s.rest, 0, filepath.Base(path))
		default:
			return spot{}, err
		}
		if folder == path {
			return s, nil
		}
		path = folder
	}
}

// within says whether s is t or lies in it.
func (s spot) within(t spot) bool {
	if len(t.rest) == 0 {
		return slices.ContainsFunc(s.chain, func(info fs.FileInfo) bool { return os.SameFile(info, t.chain[0]) })
	}
	// Where neither exists, nothing tells whether case counts there: assume not.
	return os.SameFile(s.chain[0], t.chain[0]) && len(s.rest) >= len(t.rest) &&
		slices.EqualFunc(s.rest[:len(t.rest)], t.rest, strings.EqualFold)
}
