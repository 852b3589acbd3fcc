package files

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// What is made here must be writable on every system that a site is moved to,
// so paths keep to what all of them take.
const (
	maxPath = 240 // UTF-16 units, as Windows counts them; its limit is 260 with the folder before it
	maxName = 255 // bytes of one name, the limit of most Unix file systems
)

// CheckPath accepts a path that names one file inside the site on every system,
// and nothing outside it.
func CheckPath(path string) error {
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
	case Device(name):
		return fmt.Sprintf("%s is a device on Windows", name)
	}
	return ""
}

// Device says whether Windows takes name for a device: also with an extension,
// and with spaces before that.
func Device(name string) bool {
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

// Fold makes names equal that a case-insensitive file system takes for one.
func Fold(s string) string {
	return strings.Map(func(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }, s)
}

// Names are the files and folders of one tree, by their folded paths, each with
// whoever was the first to ask for it.
type Names[T any] map[string]Name[T]

// Name is a file or folder that is taken.
type Name[T any] struct {
	Path   string
	Folder bool
	Owner  T
}

// Claim notes the path of a file and gives the folders, outermost first, that
// it is the first to lie in. Where on some system the file could not stand
// beside the others, or would share a name with one of them, taken is that
// one: the same path, a path that differs only by case, a file where this one
// needs a folder, or a folder.
func (n Names[T]) Claim(path string, owner T) (folders []string, taken *Name[T]) {
	for i := range len(path) {
		if path[i] != '/' {
			continue
		}
		folder := path[:i]
		had, ok := n[Fold(folder)]
		switch {
		case !ok:
			n[Fold(folder)] = Name[T]{folder, true, owner}
			folders = append(folders, folder)
		case !had.Folder || had.Path != folder:
			return nil, &had
		}
	}
	if had, ok := n[Fold(path)]; ok {
		return nil, &had
	}
	n[Fold(path)] = Name[T]{path, false, owner}
	return folders, nil
}
