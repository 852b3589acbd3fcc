package release

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// A release made here must be writable on every system that a site is moved
// to, so paths keep to what all of them take.
const (
	maxPath = 240 // UTF-16 units, as Windows counts them; its limit is 260 with the folder before it
	maxName = 255 // bytes of one name, the limit of most Unix file systems
)

// checkPath accepts a path that names one file inside the release on every
// system, and nothing outside it.
func checkPath(path string) error {
	if reason := badPath(path); reason != "" {
		return fmt.Errorf("path %q: %s", path, reason)
	}
	return nil
}

func badPath(path string) string {
	if !utf8.ValidString(path) {
		return "not UTF-8"
	}
	if len(path) > maxPath && units(path) > maxPath {
		return fmt.Sprintf("longer than %d characters", maxPath)
	}
	if i := strings.IndexFunc(path, badRune); i >= 0 {
		r, _ := utf8.DecodeRuneInString(path[i:])
		return fmt.Sprintf("has the character %q", r)
	}
	for name := range strings.SplitSeq(path, "/") {
		if reason := badName(name); reason != "" {
			return reason
		}
	}
	return ""
}

func badRune(r rune) bool {
	return unicode.IsControl(r) || strings.ContainsRune(`\<>:"|?*`, r)
}

func badName(name string) string {
	switch {
	case name == "":
		return "has an empty part"
	case name == "." || name == "..":
		return "leads elsewhere"
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " "):
		return "Windows drops a dot or space at the end of a name"
	case len(name) > maxName:
		return fmt.Sprintf("has a name longer than %d bytes", maxName)
	case device(name):
		return fmt.Sprintf("%s is a device on Windows", name)
	}
	return ""
}

// device says whether Windows takes name for a device: also with an extension,
// and with spaces before that.
func device(name string) bool {
	base, _, _ := strings.Cut(name, ".")
	base = strings.ToLower(strings.TrimRight(base, " "))
	switch base {
	case "con", "prn", "aux", "nul", "conin$", "conout$", "clock$":
		return true
	}
	number, ok := strings.CutPrefix(base, "com")
	if !ok {
		number, ok = strings.CutPrefix(base, "lpt")
	}
	// The superscript digits count as digits there.
	return ok && utf8.RuneCountInString(number) == 1 && strings.Contains("0123456789¹²³", number)
}

func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// fold makes names equal that a case-insensitive file system takes for one.
func fold(s string) string {
	return strings.Map(func(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }, s)
}

// names are the files and folders of one release, by their folded paths.
type names map[string]name

type name struct {
	path   string
	folder bool
}

// claim notes the path of a file and gives the folders, outermost first, that
// it is the first to lie in. It is an error if on some system the file could
// not stand beside the others, or would share a name with one of them.
func (n names) claim(path string) (folders []string, err error) {
	for i := range len(path) {
		if path[i] != '/' {
			continue
		}
		folder := path[:i]
		had, ok := n[fold(folder)]
		switch {
		case !ok:
			n[fold(folder)] = name{folder, true}
			folders = append(folders, folder)
		case !had.folder:
			return nil, fmt.Errorf("path %q: %q is a file already", path, had.path)
		case had.path != folder:
			return nil, fmt.Errorf("path %q: its folder is also spelled %q", path, had.path)
		}
	}
	if had, ok := n[fold(path)]; ok {
		switch {
		case had.folder:
			return nil, fmt.Errorf("path %q: %q is a folder already", path, had.path)
		case had.path == path:
			return nil, fmt.Errorf("path %q: there are two of it", path)
		}
		return nil, fmt.Errorf("path %q: there is also %q, the same name where case does not count", path, had.path)
	}
	n[fold(path)] = name{path, false}
	return folders, nil
}
