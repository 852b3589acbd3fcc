package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strconv"
	"strings"

	"nhipcau/internal/site"
	"nhipcau/internal/source"
)

// mended is a file that check --fix changed.
type mended struct {
	File  string         `json:"file"`
	Words map[string]int `json:"words"` // by the encoding that they were in
}

// fix mends in the texts of a site what can be mended without a doubt: words
// that stand in another encoding. Each file is replaced whole or not at all, and
// told as soon as it is. Nothing else in it changes, not even the ends of its
// lines.
func (a *app) fix(s *site.Site) ([]mended, error) {
	list := []mended{} // in JSON there is a list even if it is empty
	for _, it := range slices.Concat(itemsOf(s.Sections), s.Items) {
		for lang, t := range it.Texts {
			if t == nil {
				continue
			}
			raw, err := fs.ReadFile(a.root.FS(), t.File)
			if err != nil {
				return list, err
			}
			text, words := source.Mend(s.Langs[lang], raw)
			if words == nil {
				continue
			}
			if err := a.replace(t.File, text); err != nil {
				return list, err
			}
			list = append(list, mended{t.File, words})
			if !a.json {
				fmt.Fprintf(a.stdout, a.words.mended+"\n", t.File, wordsByEncoding(words))
			}
		}
	}
	if len(list) == 0 {
		fmt.Fprintln(a.stderr, a.words.nothingMended)
	}
	return list, nil
}

// wordsByEncoding is such as "12 TCVN3, 3 VNI".
func wordsByEncoding(words map[string]int) string {
	var list []string
	for _, encoding := range slices.Sorted(maps.Keys(words)) {
		list = append(list, strconv.Itoa(words[encoding])+" "+encoding)
	}
	return strings.Join(list, ", ")
}

// replace puts a new file in the place of an old one, in one step.
func (a *app) replace(name string, data []byte) error {
	info, err := a.root.Stat(name)
	if err != nil {
		return err
	}
	aside := path.Join(path.Dir(name), fmt.Sprintf(".%s.%x.tmp", path.Base(name), rand.Uint64()))
	err = a.root.WriteFile(aside, data, info.Mode().Perm())
	if err == nil {
		err = a.root.Chmod(aside, info.Mode().Perm()) // whatever the umask took away
	}
	if err == nil {
		err = a.root.Rename(aside, name)
	}
	if err != nil {
		return errors.Join(err, ignoreMissing(a.root.Remove(aside)))
	}
	return nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
