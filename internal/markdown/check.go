package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"nhipcau/internal/problem"
	"nhipcau/internal/text"
)

// checker walks a parsed body once, in the order in which it is read: it
// collects headings and refs, gives figures and quotes their captions, and
// finds what is wrong.
type checker struct {
	*state
	doc    *Doc
	level  int  // of the last heading
	inLink bool // inside the text of a link
}

func (c *checker) children(n ast.Node) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		c.visit(child)
	}
}

func (c *checker) visit(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
	case *ast.Heading:
		c.heading(n)
		c.children(n)
	case *directive:
		c.shape(n)
		c.children(n)
	case *ast.Link:
		c.link(n)
		was := c.inLink
		c.inLink = true
		c.children(n)
		c.inLink = was
	case *ast.Image:
		c.image(n)
	case *ast.AutoLink:
		if !c.inLink {
			c.autoLink(n)
		}
	case *extast.Table:
		c.doc.tables++
		c.children(n)
	case *extast.FootnoteLink:
		for len(c.doc.notes) < n.Index {
			c.doc.notes = append(c.doc.notes, 0)
		}
		c.doc.notes[n.Index-1]++
	default:
		c.children(n)
	}
}

func (c *checker) heading(n *ast.Heading) {
	offset := max(n.Pos(), 0)
	h := Heading{Level: n.Level, Text: c.doc.plain(n), At: c.at(offset)}
	if h.Level == 1 {
		h.Level = 2
		c.add("heading-top", offset)
	}
	if h.Level > c.level+1 {
		c.add("heading-skip", offset, "marks", strings.Repeat("#", h.Level), "instead", strings.Repeat("#", c.level+1))
	}
	c.level = h.Level
	n.Level = h.Level
	if h.Text == "" {
		c.add("heading-empty", offset)
	}
	if id, ok := c.ids[n]; ok {
		h.explicitAt = c.at(id.offset)
		switch {
		case isReserved(id.id):
			c.add("heading-id-reserved", id.offset, "id", id.id)
		case !isID(id.id):
			proposal := text.Slug(id.id)
			if proposal == "" {
				proposal = "gioi-thieu"
			}
			c.add("heading-id-invalid", id.offset, "id", id.id, "instead", safeID(proposal))
		default:
			h.explicit = id.id
		}
	}
	c.doc.headings = append(c.doc.headings, h)
}

// shape gives a figure or a quote its caption.
func (c *checker) shape(d *directive) {
	if d.FirstChild() == nil {
		c.add("block-empty", d.offset, "name", d.name)
		return
	}
	switch d.kind {
	case kindFigure:
		c.figure(d)
	case kindQuote:
		c.quote(d)
	}
}

// figure takes the last paragraph as the caption, or what follows the images
// on the next line of the same paragraph.
func (c *checker) figure(d *directive) {
	p, ok := d.FirstChild().(*ast.Paragraph)
	if !ok {
		if d.FirstChild().Kind() != extast.KindTable {
			c.add("figure-empty", d.offset)
			return
		}
	} else {
		rest, images := c.afterImages(p)
		if images == 0 {
			c.add("figure-empty", d.offset)
			return
		}
		if rest != nil {
			split(p, rest)
		}
	}
	if last, ok := d.LastChild().(*ast.Paragraph); ok && last != d.FirstChild() {
		d.caption = last
	}
}

// afterImages counts the images that a paragraph begins with and gives the end
// of their last line, if anything follows.
func (c *checker) afterImages(p *ast.Paragraph) (end *ast.Text, images int) {
	for n := p.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Image:
			images++
			continue
		case *ast.Link: // an image that is a link
			if n.FirstChild() != nil && n.FirstChild() == n.LastChild() && n.FirstChild().Kind() == ast.KindImage {
				images++
				continue
			}
		case *ast.Text:
			if len(bytes.TrimSpace(n.Segment.Value(c.src))) == 0 {
				if n.SoftLineBreak() || n.HardLineBreak() {
					end = n
				}
				continue
			}
		}
		if end == nil {
			return nil, 0 // images and text in one line
		}
		return end, images
	}
	return nil, images
}

// quote takes as its caption a last paragraph, or a last line, that begins with
// a dash: who said it.
func (c *checker) quote(d *directive) {
	p, ok := d.LastChild().(*ast.Paragraph)
	if !ok {
		return
	}
	if t, ok := p.FirstChild().(*ast.Text); ok && p != d.FirstChild() && c.dashed(t, d) {
		d.caption = p
		return
	}
	for n := p.LastChild(); n != nil; n = n.PreviousSibling() {
		t, ok := n.(*ast.Text)
		if !ok || !t.SoftLineBreak() && !t.HardLineBreak() {
			continue
		}
		if next, ok := t.NextSibling().(*ast.Text); ok && c.dashed(next, d) {
			d.caption = split(p, t)
		}
		return
	}
}

// dashed reports whether a text begins with a dash, and takes it away.
func (c *checker) dashed(t *ast.Text, d *directive) bool {
	line := t.Segment.Value(c.src)
	rest := bytes.TrimLeft(line, " ")
	switch {
	case bytes.HasPrefix(rest, []byte("—")):
		rest = rest[len("—"):]
	case bytes.HasPrefix(rest, []byte("--")):
		rest = bytes.TrimLeft(rest, "-")
	default:
		return false
	}
	rest = bytes.TrimLeft(rest, " ")
	t.Segment.Start = t.Segment.Stop - len(rest)
	d.dash = true
	return true
}

// split moves what follows the line break t in p into a paragraph of its own.
func split(p *ast.Paragraph, t *ast.Text) *ast.Paragraph {
	rest := ast.NewParagraph()
	for n := t.NextSibling(); n != nil; {
		next := n.NextSibling()
		rest.AppendChild(rest, n)
		n = next
	}
	t.SetSoftLineBreak(false)
	t.SetHardLineBreak(false)
	p.Parent().InsertAfter(p.Parent(), p, rest)
	return rest
}

func (c *checker) link(n *ast.Link) {
	ref := &Ref{Text: c.doc.plain(n)}
	if code, args := ref.aim(decode(n.Destination)); code != "" {
		c.add(code, n.Pos(), args...)
		ref = nil
	} else if ref.Kind == Fact {
		switch {
		case n.FirstChild() != nil:
			c.add("fact-with-text", n.Pos(), "text", ref.Text)
			ref = nil
		case c.inHeading(n):
			c.add("fact-in-heading", n.Pos())
		}
	} else if ref.Text == "" {
		c.add("link-empty", n.Pos(), "target", decode(n.Destination))
		ref = nil
	}
	c.keep(ref, n.Pos())
}

func (c *checker) inHeading(n ast.Node) bool {
	for ; n != nil; n = n.Parent() {
		if n.Kind() == ast.KindHeading {
			return true
		}
	}
	return false
}

func (c *checker) autoLink(n *ast.AutoLink) {
	address := string(n.URL(c.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(address), "mailto:") {
		address = "mailto:" + address
	}
	ref := &Ref{Text: string(n.Label(c.src))}
	code, args := ref.aim(address)
	if code == "" && ref.Kind != Outside {
		code, args = "link-scheme", []string{"target", address, "scheme", address}
	}
	if code != "" {
		c.add(code, n.Pos(), args...)
		ref = nil
	}
	c.keep(ref, n.Pos())
}

func (c *checker) image(n *ast.Image) {
	ref := &Ref{Text: c.doc.plain(n)}
	target := decode(n.Destination)
	code, args := ref.aim(target)
	if code == "" && (ref.Kind != Page || ref.Dest == "") || code == "link-http" {
		code, args = "image-outside", []string{"target", target}
	}
	if code != "" {
		c.add(code, n.Pos(), args...)
		ref = nil
	} else {
		ref.Kind = Image
		if ref.Text == "" {
			c.add("image-without-text", n.Pos(), "target", target)
		}
	}
	c.keep(ref, n.Pos())
}

// keep notes the ref of the next link or image; nil if it is refused.
func (c *checker) keep(ref *Ref, offset int) {
	c.doc.slots = append(c.doc.slots, ref)
	if ref != nil {
		ref.At = c.at(offset)
		if ref.Kind == Outside {
			ref.URL = ref.Dest
		}
		c.doc.refs = append(c.doc.refs, ref)
	}
}

// plain gives the text of a node without its markup.
func (d *Doc) plain(n ast.Node) string {
	if t, ok := n.FirstChild().(*ast.Text); ok && t.NextSibling() == nil && t.Segment.Padding == 0 {
		b := bytes.TrimSpace(d.src[t.Segment.Start:t.Segment.Stop])
		if bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 {
			return string(b)
		}
	}
	return string(bytes.TrimSpace(d.appendPlain(nil, n)))
}

func (d *Doc) appendPlain(dst []byte, n ast.Node) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			value := c.Segment.Value(d.src)
			if c.IsRaw() {
				dst = append(dst, value...)
			} else {
				dst = appendText(dst, value, false)
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				before, _ := utf8.DecodeLastRune(dst)
				if c.HardLineBreak() || !text.JoinsWithoutSpace(before, d.runeAfter(c, 0)) {
					dst = append(dst, ' ')
				}
			}
		case *ast.AutoLink:
			dst = append(dst, c.Label(d.src)...)
		case *ast.RawHTML:
			dst = append(dst, c.Segments.Value(d.src)...)
		default:
			dst = d.appendPlain(dst, c)
		}
	}
	return dst
}

// whole is the place of the whole file.
func (d *Doc) whole() problem.At { return problem.At{File: d.places.file} }
