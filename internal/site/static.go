package site

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"nhipcau/internal/problem"
)

// serverNames are hidden files that a web server wants to find.
var serverNames = []string{".well-known", ".htaccess", ".nojekyll"}

// static lists the files that are copied as they are.
func (l *loader) static() error {
	if _, err := fs.Stat(l.fsys, staticDir); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		l.add("file-unreadable", problem.At{File: staticDir})
		return nil
	}
	return fs.WalkDir(l.fsys, staticDir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == staticDir {
			return err
		}
		if d.Name() == ".gitkeep" {
			return nil
		}
		if !slices.Contains(serverNames, d.Name()) && l.unwelcome(name, d) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if !d.IsDir() {
			l.site.Static = append(l.site.Static, StaticFile{Source: name, Path: strings.TrimPrefix(name, staticDir+"/")})
		}
		return nil
	})
}
