package render

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"nhipcau/internal/files"
	"nhipcau/internal/markdown"
	"nhipcau/internal/picture"
	"nhipcau/internal/problem"
	"nhipcau/internal/site"
)

// A page needs to know how large its pictures are and which sizes there will
// be, no more. The sizes themselves are made when pages are done, of pictures
// that are shown, or when somebody asks for one.

// use says what pages refer to of an attachment: it is published.
type use int

const (
	whole use = 1 << iota // the file
	sizes                 // the smaller ones that are made of a picture
)

// use notes that a page refers to an attachment.
func (r *renderer) use(a *site.Attachment, what use) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.used[a] |= what
}

// uses gives what the pages that were made refer to of an attachment.
func (r *renderer) uses(a *site.Attachment) use {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.used[a]
}

// seen is a picture that was looked at: once, when a page first names it.
type seen struct {
	once sync.Once
	info picture.Info
	ok   bool
}

// look reads how large a picture is.
func (r *renderer) look(a *site.Attachment) *seen {
	r.mu.Lock()
	s := r.seen[a]
	if s == nil {
		s = new(seen)
		r.seen[a] = s
	}
	r.mu.Unlock()
	s.once.Do(func() {
		data, err := r.site.Read(a.Source)
		if err != nil {
			return
		}
		var ps []problem.Problem
		s.info, ps = readPicture(a.Source, data)
		s.ok = len(ps) == 0
	})
	return s
}

// readPicture reads a picture, or says what is wrong with it.
func readPicture(name string, data []byte) (picture.Info, []problem.Problem) {
	info, err := picture.Read(data)
	if err != nil {
		return info, []problem.Problem{pictureProblem(name, err)}
	}
	ext := path.Ext(name)
	if endings := info.Format.Endings(); !slices.Contains(endings, strings.ToLower(strings.TrimPrefix(ext, "."))) {
		proposal := strings.TrimSuffix(path.Base(name), ext) + "." + endings[0]
		return info, []problem.Problem{problem.New("picture-misnamed", problem.At{File: name}, "format", strings.ToUpper(string(info.Format)), "proposal", proposal)}
	}
	return info, nil
}

func pictureProblem(name string, err error) problem.Problem {
	code := "picture-broken"
	switch {
	case errors.Is(err, picture.ErrBig):
		code = "picture-too-big"
	case errors.Is(err, picture.ErrUnknown):
		code = "picture-unknown"
	}
	return problem.New(code, problem.At{File: name})
}

// shown is a picture as pages show it; nil if something is wrong with it, which
// is said when it is to be copied.
func (r *renderer) shown(a *site.Attachment) *Picture {
	s := r.look(a)
	if !s.ok {
		r.use(a, whole)
		return nil
	}
	m := &Picture{URL: a.URL, Width: s.info.Width, Height: s.info.Height, Drawing: s.info.Format == picture.SVG}
	if len(s.info.Sizes) == 0 {
		r.use(a, whole)
		return m
	}
	r.use(a, sizes)
	for _, w := range s.info.Sizes {
		m.Set = append(m.Set, Size{a.SizeURL(w), w})
	}
	// A picture between two sizes is the largest to offer itself.
	if widths := picture.Widths(); m.Width <= widths[len(widths)-1] {
		r.use(a, whole)
		m.Set = append(m.Set, Size{a.URL, m.Width})
		return m
	}
	largest := m.Set[len(m.Set)-1]
	m.URL, m.Width, m.Height = largest.URL, largest.Width, s.info.HeightAt(largest.Width)
	return m
}

// picture is the picture of an item, for a page of it or an entry of a list.
func (r *renderer) picture(it *site.Item, p *site.Page) *Picture {
	name := it.Facts.File("image")
	if name == "" {
		return nil
	}
	a := r.site.File(it, p.Lang, name)
	if a == nil || a.URL == "" || !a.IsPicture() {
		return nil
	}
	m := r.shown(a)
	if m == nil {
		return nil
	}
	for _, t := range []*site.Text{p.Text, it.Texts[it.Original]} {
		if t != nil && t.ImageText != "" {
			if m.Alt = t.ImageText; t.Lang != p.Lang {
				m.Lang = r.site.Langs[t.Lang]
			}
			break
		}
	}
	return m
}

// show answers a reference to a picture in a text.
func (r *renderer) show(p *site.Page, ref *markdown.Ref, a *site.Attachment) {
	m := r.shown(a)
	if m == nil {
		return
	}
	ref.URL, ref.Width, ref.Height = m.URL.From(p.URL), m.Width, m.Height
	var set []string
	for _, s := range m.Set {
		set = append(set, s.URL.From(p.URL)+" "+strconv.Itoa(s.Width)+"w")
	}
	ref.Srcset = strings.Join(set, ", ")
}

// pictureJob makes the files of a picture: itself, with nothing in it but the
// picture, and its sizes.
func (r *renderer) pictureJob(a *site.Attachment) *job {
	j := &job{paths: []string{a.URL.File()}}
	for _, w := range picture.Widths() {
		j.paths = append(j.paths, a.SizeURL(w).File())
	}
	j.make = func(only string) result {
		switch only {
		case "":
			return r.pictureFiles(a, r.uses(a))
		case a.URL.File():
			return r.pictureFiles(a, whole)
		}
		return r.pictureFiles(a, sizes)
	}
	return j
}

func (r *renderer) pictureFiles(a *site.Attachment, what use) (res result) {
	at := problem.At{File: a.Source}
	if what == 0 {
		return result{problems: []problem.Problem{problem.New("attachment-unused", at)}}
	}
	data, err := r.site.Read(a.Source)
	if err != nil {
		return result{err: fmt.Errorf("reading %s: %w", a.Source, err)}
	}
	info, ps := readPicture(a.Source, data)
	if ps != nil {
		return result{problems: ps}
	}
	if s := r.look(a); !s.ok || s.info.Width != info.Width || s.info.Height != info.Height || s.info.Format != info.Format {
		return result{problems: []problem.Problem{problem.New("source-changed", at)}}
	}
	add := func(u site.URL, data []byte) {
		res.files = append(res.files, files.File{Path: u.File(), Data: data})
	}
	if what&whole != 0 {
		clean, err := r.pictures.Clean(data)
		if info.Format == picture.SVG {
			clean = bytes.ReplaceAll(clean, []byte("\r\n"), []byte("\n"))
		}
		res.pictureWrong(a, err)
		add(a.URL, clean)
	}
	if what&sizes != 0 {
		made, err := r.pictures.Sizes(data)
		res.pictureWrong(a, err)
		for i, w := range info.Sizes {
			if err == nil {
				add(a.SizeURL(w), made[i])
			} else {
				add(a.SizeURL(w), nil) // pages refer to it; nothing is published
			}
		}
	}
	return res
}

// pictureWrong notes that a picture could not be made.
func (res *result) pictureWrong(a *site.Attachment, err error) {
	if err != nil {
		res.problems = append(res.problems, pictureProblem(a.Source, err))
	}
}
