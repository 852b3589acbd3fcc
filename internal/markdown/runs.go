package markdown

import (
	"github.com/yuin/goldmark/ast"

	"nhipcau/internal/problem"
)

// Run is a piece of prose as it was written, between what is markup.
type Run struct {
	Text []byte
	doc  *Doc
	from int
}

// At is the place of an offset in the run.
func (r Run) At(offset int) problem.At { return r.doc.places.at(r.from + offset) }

// Runs lists the prose of the body in order: what stands in code is none, nor
// is an address.
func (d *Doc) Runs() []Run {
	if d.root == nil {
		return nil
	}
	var runs []Run
	// Walk only fails with the walker's own errors, of which there are none.
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.CodeSpan, *ast.AutoLink:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if !entering {
				break
			}
			seg := n.Segment
			if last := len(runs) - 1; last >= 0 && runs[last].from+len(runs[last].Text) == seg.Start {
				runs[last].Text = d.src[runs[last].from:seg.Stop]
			} else {
				runs = append(runs, Run{d.src[seg.Start:seg.Stop], d, seg.Start})
			}
		}
		return ast.WalkContinue, nil
	})
	return runs
}
