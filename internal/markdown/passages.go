package markdown

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"nhipcau/internal/problem"
	"nhipcau/internal/text"
)

// Passage is the prose of one paragraph, heading or table cell, as a reader sees
// it: without emphasis and links, in one piece where the author wrote several
// lines.
type Passage struct {
	Text   string
	Quoted bool // it is somebody else's words
	Part   int  // how many headings stand before its end

	doc    *Doc
	pieces []piece
}

// piece says that the text from an offset on is what stands at a place in the
// body.
type piece struct{ to, from int }

// At is the place of an offset in the passage.
func (p *Passage) At(offset int) problem.At {
	i := sort.Search(len(p.pieces), func(i int) bool { return p.pieces[i].to > offset }) - 1
	if i < 0 {
		return problem.At{File: p.doc.places.file}
	}
	return p.doc.places.at(p.pieces[i].from + offset - p.pieces[i].to)
}

// stranger stands in a Passage for what is no prose: code, pictures, addresses.
const stranger = "\uFFFC"

// Passages lists the prose of the body in order.
func (d *Doc) Passages() []Passage {
	if d.root == nil {
		return nil
	}
	var list []Passage
	part, quoted := 0, 0
	// Walk only fails with the walker's own errors, of which there are none.
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		if quotes(n) {
			if entering {
				quoted++
			} else {
				quoted--
			}
		}
		if !entering {
			return ast.WalkContinue, nil
		}
		if n.Kind() == ast.KindHeading {
			part++
		}
		if first := n.FirstChild(); first != nil && first.Type() == ast.TypeInline {
			if p := d.passage(n); len(p.pieces) > 0 { // a picture alone is no prose
				p.Part, p.Quoted = part, quoted > 0
				list = append(list, p)
			}
		}
		return ast.WalkContinue, nil
	})
	return list
}

// quotes reports whether what is inside of a block is quoted.
func quotes(n ast.Node) bool {
	if d, ok := n.(*directive); ok {
		return d.kind == kindQuote
	}
	return n.Kind() == ast.KindBlockquote
}

// passage gathers the prose of one block.
func (d *Doc) passage(block ast.Node) Passage {
	p := Passage{doc: d}
	var out bytes.Buffer
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.CodeSpan, *ast.AutoLink, *ast.Image:
			if entering {
				out.WriteString(stranger)
			}
			return ast.WalkSkipChildren, nil
		case *ast.Link:
			if entering && !n.HasChildren() { // a quoted fact
				out.WriteString(stranger)
			}
		case *ast.Text:
			if entering {
				line := n.Segment.Value(d.src)
				p.pieces = append(p.pieces, piece{out.Len(), n.Segment.Start})
				out.Write(line)
				before, _ := utf8.DecodeLastRune(line)
				if n.HardLineBreak() || n.SoftLineBreak() && !text.JoinsWithoutSpace(before, d.runeAfter(n, 0)) {
					out.WriteByte(' ')
				}
			}
		}
		return ast.WalkContinue, nil
	})
	p.Text = out.String()
	return p
}
