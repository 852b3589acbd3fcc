package markdown

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"nhipcau/internal/problem"
)

// places turns offsets in a body into lines and columns of its file.
type places struct {
	file  string
	line  int // of the body's first line
	src   []byte
	start []int // where each line begins; made when first needed

	// The place last asked for: most questions come in order, and a body may
	// be one very long line.
	offset, row, column int
}

// at gives the place of an offset, with the column in characters.
func (p *places) at(offset int) problem.At {
	if p.start == nil {
		p.index()
	}
	offset = max(0, min(offset, len(p.src)))
	row := p.row
	if offset < p.start[row] || row+1 < len(p.start) && offset >= p.start[row+1] {
		row = sort.SearchInts(p.start, offset+1) - 1
	}
	from, column := p.start[row], 1
	if row == p.row && offset >= p.offset && p.offset > from {
		from, column = p.offset, p.column
	}
	column += utf8.RuneCount(p.src[from:offset])
	p.offset, p.row, p.column = offset, row, column
	return problem.At{File: p.file, Line: p.line + row, Column: column}
}

func (p *places) index() {
	p.start = make([]int, 1, bytes.Count(p.src, newline)+1)
	for end := 0; ; {
		i := bytes.IndexByte(p.src[end:], '\n')
		if i < 0 {
			return
		}
		end += i + 1
		p.start = append(p.start, end)
	}
}

var newline = []byte{'\n'}
