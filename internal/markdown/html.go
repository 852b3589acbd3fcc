package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"

	"nhipcau/internal/text"
)

// writer writes a document as HTML. All markup of the output is in this file;
// what comes from the author passes through appendText or appendRaw.
type writer struct {
	doc   *Doc
	words Words
	out   []byte
	tail  []byte             // the last text of the block so far
	slot  int                // of the next link or image
	head  int                // of the next heading
	table int                // tables so far
	marks []int              // for each footnote, its marks so far
	align []extast.Alignment // of the table being written
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

func (w *writer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		w.wrap("<p>", n, "</p>\n")
	case *ast.TextBlock:
		w.children(n)
		if n.NextSibling() != nil && n.FirstChild() != nil {
			w.s("\n")
		}
	case *ast.Heading:
		w.heading(n)
	case *ast.Blockquote:
		w.wrap("<blockquote>\n", n, "</blockquote>\n")
	case *ast.List:
		w.list(n)
	case *ast.ListItem:
		w.s("<li>")
		if n.FirstChild() != nil && n.FirstChild().Kind() != ast.KindTextBlock {
			w.s("\n")
		}
		w.wrap("", n, "</li>\n")
	case *ast.ThematicBreak:
		w.s("<hr />\n")
	case *ast.CodeBlock:
		w.pre(n.Lines(), nil)
	case *ast.FencedCodeBlock:
		w.pre(n.Lines(), n.Language(w.doc.src))
	case *plainBlock:
		w.s("<p>")
		w.lines(n.Lines())
		w.s("</p>\n")
	case *directive:
		w.directive(n)
	case *extast.Table:
		w.tableBlock(n)
	case *extast.FootnoteList:
		w.footnotes(n)
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
		w.s("<br />\n")
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
		w.out = appendRaw(w.out, ref.Value)
		w.tail = []byte(ref.Value)
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
	w.attr("alt", ref.Text)
	if len(n.Title) > 0 {
		w.attr("title", decode(n.Title))
	}
	w.s(` loading="lazy" />`)
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
	w.s(" /> ")
}

func (w *writer) heading(n *ast.Heading) {
	level := "0123456"[n.Level]
	w.out = append(w.out, '<', 'h', level)
	if w.head < len(w.doc.headings) {
		if id := w.doc.headings[w.head].ID; id != "" {
			w.attr("id", id)
		}
		w.head++
	}
	w.wrap(">", n, "</h")
	w.out = append(w.out, level, '>', '\n')
}

func (w *writer) list(n *ast.List) {
	if !n.IsOrdered() {
		w.wrap("<ul>\n", n, "</ul>\n")
		return
	}
	w.s("<ol")
	if n.Start != 1 {
		w.s(` start="`)
		w.n(n.Start)
		w.s(`"`)
	}
	w.wrap(">\n", n, "</ol>\n")
}

func (w *writer) pre(lines *gtext.Segments, language []byte) {
	w.s(`<pre tabindex="0"><code`)
	if len(language) > 0 && len(bytes.Trim(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-_")) == 0 {
		w.attr("class", "language-"+string(language))
	}
	w.s(">")
	w.lines(lines)
	w.s("</code></pre>\n")
}

func (w *writer) lines(lines *gtext.Segments) {
	for i := range lines.Len() {
		seg := lines.At(i)
		w.out = appendRaw(w.out, seg.Value(w.doc.src))
	}
}

func (w *writer) directive(d *directive) {
	switch d.kind {
	case kindNote:
		w.aside(d, w.words.Note)
	case kindWarning:
		w.aside(d, w.words.Warning)
	case kindFigure:
		w.s("<figure>\n")
		w.figureBody(d)
		w.caption(d)
		w.s("</figure>\n")
	case kindQuote:
		w.s(`<figure class="quote">` + "\n<blockquote>\n")
		for c := d.FirstChild(); c != nil; c = c.NextSibling() {
			if c != d.caption {
				w.node(c)
			}
		}
		w.s("</blockquote>\n")
		w.caption(d)
		w.s("</figure>\n")
	default:
		w.children(d)
	}
}

// aside has the role of a note: without it, it would be a landmark of the page.
func (w *writer) aside(d *directive, label string) {
	w.s("<aside")
	w.attr("class", d.kind)
	w.s(` role="note"`)
	if label == "" {
		w.wrap(">\n", d, "</aside>\n")
		return
	}
	w.attr("aria-label", label)
	w.s(">\n" + `<p class="label">`)
	w.out = appendRaw(w.out, label)
	w.wrap("</p>\n", d, "</aside>\n")
}

// figureBody writes a figure without its caption; images that it begins with
// are no paragraph.
func (w *writer) figureBody(d *directive) {
	for c := d.FirstChild(); c != nil; c = c.NextSibling() {
		if c == d.caption {
			continue
		}
		if c.Kind() == ast.KindParagraph && c == d.FirstChild() {
			w.tail = nil
			w.wrap("", c, "\n")
			continue
		}
		w.node(c)
	}
}

func (w *writer) caption(d *directive) {
	if d.caption == nil {
		return
	}
	w.tail = nil
	w.s("<figcaption>")
	if d.dash {
		w.s("— ")
	}
	w.wrap("", d.caption, "</figcaption>\n")
}

func (w *writer) tableBlock(t *extast.Table) {
	w.table++
	w.s(`<div class="table" role="region" tabindex="0"`)
	if label := w.words.Table; label != "" {
		if w.doc.tables > 1 {
			label += " " + strconv.Itoa(w.table)
		}
		w.attr("aria-label", label)
	}
	w.s(">\n<table>\n")
	body := false
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		if row.Kind() == extast.KindTableHeader {
			w.s("<thead>\n")
			w.row(row, true)
			w.s("</thead>\n")
			continue
		}
		if !body {
			body = true
			w.s("<tbody>\n")
		}
		w.row(row, false)
	}
	if body {
		w.s("</tbody>\n")
	}
	w.s("</table>\n</div>\n")
}

func (w *writer) row(row ast.Node, head bool) {
	w.s("<tr>\n")
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		cell, ok := c.(*extast.TableCell)
		if !ok {
			continue
		}
		w.tail = nil
		shut := "</td>\n"
		if head && cell.FirstChild() != nil { // an empty heading heads nothing
			w.s(`<th scope="col"`)
			shut = "</th>\n"
		} else {
			w.s("<td")
		}
		switch cell.Alignment {
		case extast.AlignLeft:
			w.s(` class="left"`)
		case extast.AlignRight:
			w.s(` class="right"`)
		case extast.AlignCenter:
			w.s(` class="center"`)
		}
		w.wrap(">", cell, shut)
	}
	w.s("</tr>\n")
}

func (w *writer) footnotes(list *extast.FootnoteList) {
	w.s(`<section class="footnotes"`)
	if w.words.Footnotes != "" {
		w.attr("aria-label", w.words.Footnotes)
	}
	w.s(">\n<ol>\n")
	for c := list.FirstChild(); c != nil; c = c.NextSibling() {
		n, ok := c.(*extast.Footnote)
		if !ok {
			continue
		}
		w.s("<li")
		w.attr("id", noteID(n.Index))
		w.wrap(">\n", n, "</li>\n")
	}
	w.s("</ol>\n</section>\n")
}

// mark writes the number in the text that refers to a footnote.
func (w *writer) mark(n *extast.FootnoteLink) {
	for len(w.marks) < n.Index {
		w.marks = append(w.marks, 0)
	}
	w.marks[n.Index-1]++
	w.tail = nil
	w.s(`<sup class="footnote-ref"`)
	w.attr("id", markID(n.Index, w.marks[n.Index-1]))
	w.s(">")
	if insideLink(n) {
		w.n(n.Index)
		w.s("</sup>")
		return
	}
	w.s("<a")
	w.attr("href", "#"+noteID(n.Index))
	w.s(">")
	w.n(n.Index)
	w.s("</a></sup>")
}

// backLinks writes at the end of a footnote the links to its marks.
func (w *writer) backLinks(index int) {
	if index > len(w.doc.notes) {
		return
	}
	total := w.doc.notes[index-1]
	for k := 1; k <= total; k++ {
		w.s(` <a class="footnote-back"`)
		w.attr("href", "#"+markID(index, k))
		label := w.words.BackToText + " " + strconv.Itoa(index)
		if total > 1 {
			label += "." + strconv.Itoa(k)
		}
		w.attr("aria-label", strings.TrimSpace(label))
		w.s(">↩\uFE0E")
		if total > 1 {
			w.s("<sup>")
			w.n(k)
			w.s("</sup>")
		}
		w.s("</a>")
	}
}

// noteID is the id of a footnote, markID that of the k-th mark that refers to it.
func noteID(index int) string { return "fn-" + strconv.Itoa(index) }

func markID(index, k int) string {
	id := "fnref-" + strconv.Itoa(index)
	if k > 1 {
		id += "-" + strconv.Itoa(k)
	}
	return id
}
