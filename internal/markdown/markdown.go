// Package markdown turns what an editor writes below the front matter, the
// body, into a checked document and then into HTML.
//
// # What an editor may write
//
// CommonMark with GitHub's tables, footnotes, task lists, ~~struck out~~ text
// and bare addresses; blocks between ::: lines (note, warning, figure, quote);
// an anchor of one's own after a heading, {#like-this}. Raw HTML is never
// markup here: it is written out as text, and a problem says what to write
// instead. A body is data, never a template.
//
// # The way of a body
//
//	Source ── Parse ──> *Doc ── Anchors ──> ids ── the caller ──> URLs ── HTML ──> bytes
//
// Parse reads one body and finds everything that can be seen without the rest
// of the site. Anchors then gives the headings of an item, in all its
// languages, the same ids. The caller answers each Ref, a link, an image or a
// quoted fact, and HTML writes the document down.
//
// # What is promised
//
//   - The HTML holds only elements and attributes that this package writes
//     itself; nothing that an author wrote becomes markup. But for
//     void elements it is well-formed XML, so that this is easy to check.
//   - A link leads to a source of the site, or by https, mailto or tel outside.
//     All else is refused with a problem, and its text stays without a link.
//   - Every problem, heading and Ref carries its true line and column.
//   - Time and memory grow with the length of a body and no faster, whatever
//     it contains; see limits.go.
//   - A line break between two Lao letters leaves no space behind.
//
// This is the only package that knows goldmark.
package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"nhipcau/internal/problem"
)

// Source is one body.
type Source struct {
	File string
	Line int // the line in File of the body's first line; 0 counts as 1
	Lang string
	Body []byte
}

// Parser reads bodies. It never changes and may be used by many goroutines.
type Parser struct {
	plain   parser.Parser
	linking parser.Parser // also turns bare addresses into links
}

// NewParser makes a Parser.
func NewParser() *Parser {
	return &Parser{plain: newParser(false), linking: newParser(true)}
}

func newParser(linking bool) parser.Parser {
	inline := []util.PrioritizedValue{
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(newNoteParser(), 101),
		util.Prioritized(newLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(tagParser{}, 400),
		util.Prioritized(delimiterParser{}, 500),
	}
	if linking {
		inline = append(inline, util.Prioritized(addressParser{}, 600))
	}
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(setextParser{parser.NewSetextHeadingParser()}, 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(limited{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(atxParser{parser.NewATXHeadingParser()}, 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(limited{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(limited{directiveParser{}}, 900),
			util.Prioritized(limited{newNoteBlockParser()}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(inline...),
		parser.WithParagraphTransformers(
			util.Prioritized(definitionGuard{}, 50),
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(tableGuard{extension.NewTableParagraphTransformer()}, 200),
			util.Prioritized(textGuard{}, 300),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)
}

// Parse reads a body. There is always a Doc, whatever the problems.
func (p *Parser) Parse(src Source) (*Doc, []problem.Problem) {
	body := clean(src.Body)
	st := newState(src, body)
	d := &Doc{src: body, places: st.places}
	if !st.fits() {
		return d, st.problems
	}
	md := p.plain
	if hasAddress(body) {
		md = p.linking
	}
	pc := parser.NewContext()
	pc.Set(stateKey, st)
	d.root = md.Parse(gtext.NewReader(body), parser.WithContext(pc))
	st.unusedNotes()
	c := checker{state: st, doc: d, level: 1}
	c.children(d.root)
	return d, problem.Sort(st.problems)
}

// clean replaces what no HTML may contain, control characters and bytes that
// are not UTF-8, each by U+FFFD, so that columns stay true.
func clean(b []byte) []byte {
	ok := utf8.Valid(b)
	for i := 0; ok && i < len(b); i++ {
		if suspect[b[i]] {
			r, _ := utf8.DecodeRune(b[i:])
			ok = allowed(r)
		}
	}
	if ok {
		return b
	}
	out := make([]byte, 0, len(b)+16)
	for _, r := range string(b) {
		if !allowed(r) {
			r = utf8.RuneError
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// suspect marks the bytes that a character may begin with that is not allowed:
// control characters, U+0080 and above, U+FDD0 and above, and beyond U+FFFF.
var suspect = func() (t [256]bool) {
	for c := range t {
		t[c] = c < ' ' && c != '\n' || c == 0x7F || c == 0xC2 || c == 0xEF || c >= 0xF0
	}
	return t
}()

// allowed reports whether a character may stand in HTML and in XML.
func allowed(r rune) bool {
	switch {
	case r < ' ':
		return r == '\n' || r == '\t' || r == '\r'
	case r >= 0x7F && r < 0xA0, r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE:
		return false
	}
	return utf8.ValidRune(r)
}

// Words are the interface words that a body needs, in the page's language.
type Words struct {
	Note, Warning string // the labels of :::note and :::warning
	Footnotes     string // names the section of footnotes
	BackToText    string // names the link from a footnote back to its mark
	Done, NotDone string // name the boxes of a task list
	Table         string // names a table that scrolls sideways
}

// Heading is a heading of a body.
type Heading struct {
	Level int    // 2 to 6
	Text  string // plain text
	ID    string // its anchor, after Anchors
	At    problem.At

	explicit   string // what the author wrote as {#id}, if it is fit
	explicitAt problem.At
}

// RefKind says what a Ref refers to.
type RefKind int

const (
	Page    RefKind = iota // a source of the site, page or attachment, or an anchor
	Outside                // https, mailto, tel
	Image                  // an image of the site
	Fact                   // a quoted fact
)

// Ref is a link, an image or a quoted fact. The caller answers it before HTML.
type Ref struct {
	Kind RefKind
	// Dest is what the author wrote, decoded, without the part after #, which
	// is Anchor: "../zones/nhon-hoi", "layout.pdf", or "" for a mere anchor.
	// For Outside it is the whole address, ready for href. For Fact, Dest is
	// the item ("" for the item itself) and Anchor the name of the fact.
	Dest, Anchor string
	Text         string // plain text of the link, or what describes the image
	At           problem.At

	// The answer:
	URL      string // for href or src; "" writes the content without a link
	Srcset   string // for Image: the sizes to choose from
	Width    int    // for Image: its size, 0 where it is not known
	Height   int
	Hreflang string // the language of what the link leads to, if another
	Value    string // for Fact: the text to write
	Lang     string // of Value, if it is in another language than the text
}

// Doc is a checked body.
type Doc struct {
	src      []byte
	root     ast.Node // nil for a body that is too long
	places   *places
	headings []Heading
	refs     []*Ref
	slots    []*Ref // for each link and image in order; nil for a refused one
	notes    []int  // for each footnote, how many marks refer to it
	tables   int
}

// Headings lists the headings in order. Their IDs are set by Anchors.
func (d *Doc) Headings() []Heading { return d.headings }

// Refs lists the links, images and quoted facts in order.
func (d *Doc) Refs() []*Ref { return d.refs }

// Empty reports whether the body shows nothing.
func (d *Doc) Empty() bool {
	if d.root == nil {
		return false
	}
	return d.first() == nil
}

// first is the first block that shows anything; nil if there is none.
func (d *Doc) first() ast.Node {
	for n := d.root.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() != ast.KindLinkReferenceDefinition {
			return n
		}
	}
	return nil
}

// Anchors lists every id that HTML writes, for checks of links.
func (d *Doc) Anchors() []string {
	var ids []string
	for _, h := range d.headings {
		if h.ID != "" {
			ids = append(ids, h.ID)
		}
	}
	for i, n := range d.notes {
		ids = append(ids, noteID(i+1))
		for k := range n {
			ids = append(ids, markID(i+1, k+1))
		}
	}
	return ids
}

// HTML appends the document to w. It may be called more than once.
func (d *Doc) HTML(w *bytes.Buffer, words Words) {
	if d.root == nil {
		return
	}
	w.Grow(len(d.src) + len(d.src)/4 + 64)
	r := writer{doc: d, words: words, out: w.AvailableBuffer(), first: d.first()}
	r.children(d.root)
	w.Write(r.out)
}
