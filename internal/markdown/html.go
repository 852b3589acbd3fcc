package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"nhipcau/internal/text"
)

// writer writes a document as HTML. All markup of the output is in this file
// and html_blocks.go; what comes from the author passes through appendText or
// appendRaw.
type writer struct {
	doc   *Doc
	words Words
	out   []byte
	tail  []byte   // the last text of the block so far
	slot  int      // of the next link or image
	shown int      // images so far
	first ast.Node // the first block that shows anything
	head  int      // of the next heading
	table int      // tables so far
	marks []int    // for each footnote, its marks so far
}

func (w *writer) s(s string) { w.out = append(w.out, s...) }
func (w *writer) n(n int)    { w.out = strconv.AppendInt(w.out, int64(n), 10) }

// attr writes an attribute with a value that is plain text.
func (w *writer) attr(name, value string) {
	w.out = append(w.out, ' ')
	w.out = append(w.out, name...)
	w.out = append(w.out, `="`...)
	w.out = appendRaw(w.out, value)
	w.out = append(w.out, '"')
}

func (w *writer) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c)
	}
}

// wrap writes a block with its contents between two tags.
func (w *writer) wrap(open string, n ast.Node, shut string) {
	w.s(open)
	w.children(n)
	w.s(shut)
}

func (w *writer) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.text(n)
	case *ast.Emphasis:
		if n.Level == 2 {
			w.wrap("<strong>", n, "</strong>")
		} else {
			w.wrap("<em>", n, "</em>")
		}
	case *ast.Link:
		w.link(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.Image:
		w.image(n)
	case *ast.CodeSpan:
		w.code(n)
	case *ast.RawHTML:
		w.tail = n.Segments.Value(w.doc.src)
		w.out = appendRaw(w.out, w.tail)
	case *extast.Strikethrough:
		w.wrap("<del>", n, "</del>")
	case *extast.TaskCheckBox:
		w.box(n)
	case *extast.FootnoteLink:
		w.mark(n)
	case *extast.FootnoteBacklink:
		if n.RefIndex == 0 {
			w.backLinks(n.Index)
		}
	default:
		w.tail = nil
		w.block(n)
	}
}

func (w *writer) text(n *ast.Text) {
	seg := n.Segment
	value := w.doc.src[seg.Start:seg.Stop]
	if seg.Padding > 0 {
		value = seg.Value(w.doc.src)
	}
	if len(value) > 0 {
		w.tail = value
		if n.IsRaw() {
			w.out = appendRaw(w.out, value)
		} else {
			w.out = appendText(w.out, value, true)
		}
	}
	if n.HardLineBreak() {
		w.s("<br>\n")
		w.tail = nil
	} else if n.SoftLineBreak() {
		before, _ := utf8.DecodeLastRune(w.tail)
		if before < utf8.RuneSelf || !text.JoinsWithoutSpace(before, w.doc.runeAfter(n, w.slot)) {
			w.s("\n")
		}
	}
}

// runeAfter gives the first character of the text after n in its block, 0 if
// there is none; slot is the number of the next link.
func (d *Doc) runeAfter(n ast.Node, slot int) rune {
	for n != nil && n.Type() == ast.TypeInline {
		if next := n.NextSibling(); next != nil {
			if r, found := d.firstRune(next, &slot); found {
				return r
			}
			n = next
			continue
		}
		n = n.Parent()
	}
	return 0
}

func (d *Doc) firstRune(n ast.Node, slot *int) (rune, bool) {
	var value []byte
	switch n := n.(type) {
	case *ast.Text:
		value = n.Segment.Value(d.src)
		if len(value) == 0 && !n.HardLineBreak() {
			return 0, false
		}
	case *ast.AutoLink:
		value = n.Label(d.src)
	case *ast.Image, *ast.RawHTML, *extast.FootnoteLink:
		return 0, true
	case *ast.Link:
		if *slot < len(d.slots) {
			if ref := d.slots[*slot]; ref != nil && ref.Kind == Fact {
				value = []byte(ref.Value)
				break
			}
		}
		*slot++
	}
	if value == nil {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if r, found := d.firstRune(c, slot); found {
				return r, true
			}
		}
		return 0, false
	}
	r, _ := utf8.DecodeRune(value)
	return r, true
}

func (w *writer) nextRef() *Ref {
	ref := w.doc.slots[w.slot]
	w.slot++
	return ref
}

func (w *writer) link(n *ast.Link) {
	ref := w.nextRef()
	if ref != nil && ref.Kind == Fact {
		w.value(ref)
		return
	}
	if ref == nil || ref.URL == "" {
		w.children(n)
		return
	}
	w.openLink(ref)
	if len(n.Title) > 0 {
		w.attr("title", decode(n.Title))
	}
	w.wrap(">", n, "</a>")
}

// value writes a quoted fact.
func (w *writer) value(ref *Ref) {
	if ref.Lang != "" {
		w.s("<span")
		w.attr("lang", ref.Lang)
		w.s(">")
	}
	w.out = appendRaw(w.out, ref.Value)
	w.tail = []byte(ref.Value)
	if ref.Lang != "" {
		w.s("</span>")
	}
}

func (w *writer) openLink(ref *Ref) {
	w.s("<a")
	w.attr("href", ref.URL)
	if ref.Hreflang != "" {
		w.attr("hreflang", ref.Hreflang)
	}
	if ref.Kind == Outside && strings.HasPrefix(ref.URL, "https:") {
		w.s(` rel="noopener"`)
	}
}

func (w *writer) autoLink(n *ast.AutoLink) {
	label := n.Label(w.doc.src)
	w.tail = label
	var ref *Ref
	if !insideLink(n) {
		ref = w.nextRef()
	}
	if ref == nil || ref.URL == "" {
		w.out = appendRaw(w.out, label)
		return
	}
	w.openLink(ref)
	w.s(">")
	w.out = appendRaw(w.out, label)
	w.s("</a>")
}

// insideLink reports whether n stands in the text of a link.
func insideLink(n ast.Node) bool {
	for p := n.Parent(); p != nil && p.Type() == ast.TypeInline; p = p.Parent() {
		if p.Kind() == ast.KindLink {
			return true
		}
	}
	return false
}

func (w *writer) image(n *ast.Image) {
	ref := w.nextRef()
	w.tail = nil
	if ref == nil || ref.URL == "" {
		w.out = appendRaw(w.out, w.doc.plain(n))
		return
	}
	w.s("<img")
	w.attr("src", ref.URL)
	if ref.Srcset != "" {
		w.attr("srcset", ref.Srcset)
		w.attr("sizes", textSizes)
	}
	if ref.Width > 0 && ref.Height > 0 {
		w.attr("width", strconv.Itoa(ref.Width))
		w.attr("height", strconv.Itoa(ref.Height))
	}
	w.attr("alt", ref.Text)
	if len(n.Title) > 0 {
		w.attr("title", decode(n.Title))
	}
	switch w.shown++; {
	case !w.opens(n):
		w.s(` loading="lazy"`)
	case w.shown == 1:
		w.s(` fetchpriority="high"`)
	}
	w.s(` decoding="async">`)
}

// textSizes is how wide a column of text shows an image.
const textSizes = "(min-width: 44rem) 42rem, 100vw"

// opens reports whether n lies in the first block of the body, which is seen
// without scrolling.
func (w *writer) opens(n ast.Node) bool {
	for n.Parent() != w.doc.root {
		n = n.Parent()
	}
	return n == w.first
}

// code writes `code`. In a table cell \| stands for the sign | itself.
func (w *writer) code(n *ast.CodeSpan) {
	cell := false
	for p := n.Parent(); p != nil; p = p.Parent() {
		cell = cell || p.Kind() == extast.KindTableCell
	}
	w.s("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		value := t.Segment.Value(w.doc.src)
		if cell {
			value = bytes.ReplaceAll(value, []byte(`\|`), []byte("|"))
		}
		w.tail = value
		if last := len(value) - 1; last >= 0 && value[last] == '\n' {
			w.out = appendRaw(w.out, value[:last])
			w.s(" ")
			continue
		}
		w.out = appendRaw(w.out, value)
	}
	w.s("</code>")
}

func (w *writer) box(n *extast.TaskCheckBox) {
	label := w.words.NotDone
	w.s(`<input type="checkbox" disabled=""`)
	if n.IsChecked {
		label = w.words.Done
		w.s(` checked=""`)
	}
	w.attr("aria-label", label)
	w.s("> ")
}
