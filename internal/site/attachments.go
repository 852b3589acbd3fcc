package site

import (
	"bytes"
	"encoding/xml"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"nhipcau/internal/problem"
	"nhipcau/internal/text"
)

// attachmentTypes are the endings of files that may be published beside texts.
var attachmentTypes = []string{"jpg", "jpeg", "png", "webp", "gif", "svg", "pdf", "docx", "xlsx", "csv", "zip", "mp4", "mp3", "vtt"}

// pictureEndings are those of them that are pictures.
var pictureEndings = []string{"jpg", "jpeg", "png", "webp", "gif", "svg"}

func (l *loader) attachmentType(name string) bool {
	ending := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	if slices.Contains(attachmentTypes, ending) || slices.Contains(l.site.attachmentTypes, ending) {
		return true
	}
	known := slices.Concat(attachmentTypes, l.site.attachmentTypes)
	l.add("attachment-type", problem.At{File: name}, "ending", ending, "known", strings.Join(known, ", "))
	return false
}

// attachments makes the files beside texts known. Pictures that could carry a
// program are refused.
func (l *loader) attachments(t *tree) {
	for _, name := range t.refused {
		l.refuse(name)
	}
	for _, name := range t.attachments {
		if strings.EqualFold(path.Ext(name), ".svg") {
			data, err := fs.ReadFile(l.fsys, name)
			if err != nil {
				l.add("file-unreadable", problem.At{File: name})
				l.refuse(name)
				continue
			}
			if what, line := harmfulSVG(data); what != "" {
				at := problem.At{File: name, Line: line}
				if what == notXML {
					l.add("svg-broken", at)
				} else {
					l.add("svg-harmful", at, "what", what)
				}
				l.refuse(name)
				continue
			}
		}
		u, ok := attachmentURL(name)
		if !ok {
			l.add("file-name-wrong", problem.At{File: name}, "name", path.Base(name))
			l.refuse(name)
			continue
		}
		a := &Attachment{Source: name, URL: u}
		l.site.Attachments = append(l.site.Attachments, a)
		l.site.files[text.NormalizeString(name)] = a
	}
	l.site.proposals = newProposals(l.site)
}

// IsPicture reports whether an attachment is a picture, going by its name.
func (a *Attachment) IsPicture() bool {
	return slices.Contains(pictureEndings, strings.ToLower(strings.TrimPrefix(path.Ext(a.Source), ".")))
}

// SizeURL is the address of a picture made that many pixels wide.
func (a *Attachment) SizeURL(width int) URL {
	return URL(sizesPrefix+strconv.Itoa(width)+"/") + URL(strings.TrimPrefix(string(a.URL), filesPrefix))
}

// FoldPath folds a path to ASCII as the addresses of attachments are; ok is false
// when that leaves nothing of a name.
func FoldPath(p string) (folded string, ok bool) {
	u, ok := attachmentURL(p)
	return strings.TrimPrefix(string(u), filesPrefix), ok
}

// refuse keeps the name of a file that is not published, so that a link to it is
// not a second problem.
func (l *loader) refuse(name string) {
	l.site.files[text.NormalizeString(name)] = &Attachment{Source: name}
}

// notXML is what harmfulSVG says of a drawing that cannot be read.
const notXML = "XML"

// harmfulSVG names the first thing in a drawing that is more than a drawing:
// script, event attributes, foreign content, references to other places; or
// notXML.
//
// A style sheet has no elements in it: what a browser takes for the sheet is
// the text outside of them, so its parts could be held apart by one.
func harmfulSVG(data []byte) (what string, line int) {
	dec := xml.NewDecoder(bytes.NewReader(data))
	var style *strings.Builder // the style sheet that is being read, comments left out
	for {
		tok, err := dec.Token()
		line, _ := dec.InputPos()
		if err == io.EOF {
			return "", 0
		} else if err != nil {
			return notXML, line
		}
		switch t := tok.(type) {
		case xml.Directive:
			return "<!" + strings.ToUpper(firstWord(string(t))) + ">", line
		case xml.ProcInst:
			if t.Target != "xml" {
				return "<?" + t.Target + ">", line
			}
		case xml.StartElement:
			if what := harmfulElement(t); what != "" {
				return what, line
			}
			if style != nil {
				return "<style>", line
			}
			if strings.EqualFold(t.Name.Local, "style") {
				style = new(strings.Builder)
			}
		case xml.CharData:
			if style != nil {
				style.Write(t)
			}
		case xml.EndElement:
			if style != nil {
				if reachesOut(style.String()) {
					return "url()", line
				}
				style = nil
			}
		}
	}
}

// Elements of a drawing are SVG's own. Those of other languages do what they do
// there, as an XHTML picture does; only what drawing programs note about a
// drawing is known to do nothing.
const svgSpace = "http://www.w3.org/2000/svg"

var noteSpaces = []string{
	"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
	"http://www.inkscape.org/namespaces/inkscape",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns#",
	"http://creativecommons.org/ns#",
	"http://web.resource.org/cc/",
	"http://purl.org/dc/elements/1.1/",
}

// svgNames are the elements that are taken for SVG's where no namespace is
// given.
var svgNames = strings.Fields(`a animate animateMotion animateTransform circle
	clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer
	feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
	feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
	feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight
	feSpecularLighting feSpotLight feTile feTurbulence filter g image line
	linearGradient marker mask metadata mpath path pattern polygon polyline
	radialGradient rect stop style svg switch symbol text textPath title tspan
	use view`)

// foreign reports whether an element is no part of a drawing.
func foreign(name xml.Name) bool {
	switch name.Space {
	case svgSpace:
		return false
	case "":
		return !slices.Contains(svgNames, name.Local)
	}
	return !slices.Contains(noteSpaces, name.Space)
}

func harmfulElement(t xml.StartElement) string {
	if foreign(t.Name) || slices.Contains([]string{"script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "set", "audio", "video"}, strings.ToLower(t.Name.Local)) {
		return "<" + t.Name.Local + ">"
	}
	for _, a := range t.Attr {
		key, value := strings.ToLower(a.Name.Local), strings.ToLower(strings.Join(strings.Fields(a.Value), ""))
		switch {
		case strings.HasPrefix(key, "on"),
			(key == "href" || key == "src") && !strings.HasPrefix(value, "#"),
			slices.Contains([]string{"srcset", "data", "action", "formaction"}, key),
			key == "attributename" && (strings.HasSuffix(value, "href") || strings.HasPrefix(value, "on")),
			strings.Contains(value, "javascript:"),
			reachesOut(a.Value):
			return a.Name.Local + "="
		}
	}
	return ""
}

// reachesOut reports whether a style, or an attribute that may hold one, loads
// something from elsewhere. A backslash can write any of these in disguise.
func reachesOut(css string) bool {
	css = strings.ToLower(strings.Join(strings.Fields(css), ""))
	inside := strings.NewReplacer("url(#", "", `url("#`, "", "url('#", "").Replace(css)
	for _, sign := range []string{"url(", "src(", "image-set(", "@import", `\`} {
		if strings.Contains(inside, sign) {
			return true
		}
	}
	return false
}

func firstWord(s string) string {
	if f := strings.Fields(s); len(f) > 0 {
		return f[0]
	}
	return ""
}

// images checks the picture that an item names as a fact, and that what it
// shows is said wherever it does more than adorn.
func (l *loader) images() {
	for _, it := range l.all() {
		f, ok := it.Facts.Get("image")
		if !ok {
			for _, t := range it.Texts {
				if t != nil && t.ImageText != "" && !it.Broken() {
					l.add("image-text-alone", t.imageTextAt)
				}
			}
			continue
		}
		name := it.Facts.File("image")
		if name == "" {
			continue
		}
		a, near := l.site.Attachment(it, it.Original, name)
		switch {
		case a == nil:
			l.add("attachment-missing", f.At, "name", name, "near", near)
			continue
		case !a.IsPicture():
			l.add("image-not-picture", f.At, "name", name)
			continue
		case strings.EqualFold(path.Ext(name), ".svg"):
			continue
		}
		for _, p := range it.Pages {
			if p != nil && p.Text.Lang == p.Lang && p.Text.ImageText == "" && it.Texts[p.Lang] != nil {
				l.add("image-text-missing", problem.At{File: p.Text.File, Line: 1, Column: 1}, "name", name)
			}
		}
	}
}

// Attachment finds the file that a page in lang means by a relative path, as
// File does. near is a name to propose when there is none.
func (s *Site) Attachment(it *Item, lang int, name string) (a *Attachment, near string) {
	if a := s.File(it, lang, name); a != nil {
		return a, ""
	}
	full := fileOf(it, name)
	return nil, s.proposals.files[path.Dir(full)].nearest(path.Base(full))
}

// File finds the file that a page in lang means by a relative path: a file for
// that language (brochure.lo.pdf for brochure.pdf) before the common one. nil
// is no such file.
func (s *Site) File(it *Item, lang int, name string) *Attachment {
	full := fileOf(it, name)
	if a := s.files[withLang(full, s.Langs[lang])]; a != nil {
		return a
	}
	return s.files[full]
}

// fileOf is the place in the sources of what an item means by a relative path.
func fileOf(it *Item, name string) string {
	return path.Join(contentDir, it.dir, text.NormalizeString(name))
}

// withoutLang takes the part before a file name's ending away, if there is one.
func withoutLang(name string) string {
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	return strings.TrimSuffix(stem, path.Ext(stem)) + ext
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
