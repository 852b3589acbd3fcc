package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"
)

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
		w.s("<hr>\n")
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
