package site

import (
	"bytes"
	"encoding/xml"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"nhipcau/internal/problem"
	"nhipcau/internal/source"
	"nhipcau/internal/text"
)

// attachmentTypes are the endings of files that may be published beside texts.
var attachmentTypes = []string{"jpg", "jpeg", "png", "webp", "gif", "svg", "pdf", "docx", "xlsx", "csv", "zip", "mp4", "mp3", "vtt"}

func (l *loader) attachmentType(name string) bool {
	ending := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	if slices.Contains(attachmentTypes, ending) || slices.Contains(l.site.attachmentTypes, ending) {
		return true
	}
	l.add("attachment-type", problem.At{File: name}, "ending", ending, "known", strings.Join(attachmentTypes, ", "))
	return false
}

// attachments makes the files beside texts known. Pictures that could carry a
// program are refused.
func (l *loader) attachments(t *tree) {
	for _, name := range t.refused {
		l.refuse(name)
	}
	for _, e := range t.attachments {
		if strings.EqualFold(path.Ext(e.name), ".svg") {
			data, err := fs.ReadFile(l.fsys, e.name)
			if err != nil {
				l.add("file-unreadable", problem.At{File: e.name})
				continue
			}
			if what, line := harmfulSVG(data); what != "" {
				l.add("svg-harmful", problem.At{File: e.name, Line: line}, "what", what)
				l.refuse(e.name)
				continue
			}
		}
		u, ok := attachmentURL(e.name)
		if !ok {
			l.add("file-name-wrong", problem.At{File: e.name}, "name", path.Base(e.name))
			l.refuse(e.name)
			continue
		}
		a := &Attachment{Source: e.name, URL: u, Size: e.size}
		l.site.Attachments = append(l.site.Attachments, a)
		l.site.files[text.NormalizeString(e.name)] = a
	}
}

// refuse keeps the name of a file that is not published, so that a link to it is
// not a second problem.
func (l *loader) refuse(name string) {
	l.site.files[text.NormalizeString(name)] = &Attachment{Source: name}
}

// harmfulSVG names the first thing in a drawing that is more than a drawing:
// script, event attributes, foreign content, references to other places.
func harmfulSVG(data []byte) (what string, line int) {
	dec := xml.NewDecoder(bytes.NewReader(data))
	here := func() int { n, _ := dec.InputPos(); return n }
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return "", 0
		} else if err != nil {
			return "XML", here()
		}
		switch t := tok.(type) {
		case xml.Directive:
			return "<!" + strings.ToUpper(firstWord(string(t))) + ">", here()
		case xml.ProcInst:
			if t.Target != "xml" {
				return "<?" + t.Target + ">", here()
			}
		case xml.StartElement:
			name := strings.ToLower(t.Name.Local)
			if slices.Contains([]string{"script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "set", "audio", "video"}, name) {
				return "<" + t.Name.Local + ">", here()
			}
			for _, a := range t.Attr {
				key, value := strings.ToLower(a.Name.Local), strings.ToLower(strings.Join(strings.Fields(a.Value), ""))
				outside := (key == "href" || key == "src") && !strings.HasPrefix(value, "#") ||
					strings.Contains(value, "url(") && strings.Contains(strings.ReplaceAll(value, "url(#", ""), "url(") ||
					strings.Contains(value, "javascript:") || key == "attributename" && strings.HasSuffix(value, "href") ||
					key == "style" && strings.Contains(value, `\`)
				if strings.HasPrefix(key, "on") || outside {
					return a.Name.Local + "=", here()
				}
			}
		case xml.CharData:
			if s := strings.ToLower(string(t)); strings.Contains(s, "@import") || strings.Contains(s, "url(") && strings.Contains(strings.ReplaceAll(s, "url(#", ""), "url(") {
				return "url()", here()
			}
		}
	}
}

func firstWord(s string) string {
	if f := strings.Fields(s); len(f) > 0 {
		return f[0]
	}
	return ""
}

// images checks the picture that an item names as a fact.
func (l *loader) images() {
	for _, it := range l.all() {
		f, ok := it.Facts.Get("image")
		if !ok {
			continue
		}
		name := it.Facts.File("image")
		if a, near := l.site.Attachment(it, it.Original, name); a == nil {
			l.add("attachment-missing", f.At, "name", name, "near", near)
		}
	}
}

// Attachment finds the file that a page in lang means by a relative path: a
// file for that language (brochure.lo.pdf for brochure.pdf) before the common
// one. near is a name to propose when there is none.
func (s *Site) Attachment(it *Item, lang int, name string) (a *Attachment, near string) {
	full := path.Join(contentDir, it.dir, text.NormalizeString(name))
	if a := s.files[withLang(full, s.Langs[lang])]; a != nil {
		return a, ""
	}
	if a := s.files[full]; a != nil {
		return a, ""
	}
	var names []string
	for f := range s.files {
		if path.Dir(f) == path.Dir(full) {
			names = append(names, path.Base(f))
		}
	}
	slices.Sort(names)
	return nil, source.Nearest(path.Base(name), names)
}

// withLang puts a language before a file name's ending.
func withLang(name, lang string) string {
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + lang + ext
}

// all lists every item and section, in the order of sections, then items.
func (l *loader) all() []*Item {
	var list []*Item
	for _, sec := range l.site.Sections {
		list = append(list, sec.Item)
	}
	return append(list, l.site.Items...)
}
