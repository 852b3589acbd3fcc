package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"

	"nhipcau/internal/problem"
)

// A body may come from anyone who can write a file, so no body may take long.
// goldmark's time is linear for what people write, but quadratic for text made
// to be slow: 20,000 brackets, blocks in blocks in blocks, a table of a hundred
// thousand columns with as many rows. The limits below are far above anything
// that is meant to be read.
const (
	maxBytes  = 2 << 20 // in a body
	maxLines  = 30_000  // in a body; every line costs time in every open block
	maxOpen   = 50      // blocks in each other; a list counts as two
	maxNotes  = 500     // footnotes; goldmark looks them up one by one
	maxCells  = 100_000 // cells of all tables; goldmark fills short rows up
	maxDefs   = 500     // lines of link definitions in a row
	maxEffort = 64 << 20
)

// maxEffort bounds, summed over the blocks of a body, the number of characters
// that can begin markup times the length of the block: for each one goldmark
// may look at the whole block. A body below smallBody cannot reach it.
const smallBody = 16 << 10

// stateKey is where a parse keeps its state in goldmark's context.
var stateKey = parser.NewContextKey()

// state is what the parsers of one body share.
type state struct {
	*places
	problems []problem.Problem
	small    bool
	effort   int
	cells    int
	told     map[string]bool // problems that are worth telling once
	ids      map[*ast.Heading]headingID
	tags     map[string]int // HTML tags opened and not closed
	notes    []noteDef
	used     map[string]bool // labels of footnotes that are referred to
}

func newState(src Source, body []byte) *state {
	return &state{
		places: &places{file: src.File, line: max(src.Line, 1), src: body},
		small:  len(body) <= smallBody,
	}
}

func stateOf(pc parser.Context) *state { return pc.Get(stateKey).(*state) }

func (st *state) add(code string, offset int, args ...string) {
	st.problems = append(st.problems, problem.New(code, st.at(offset), args...))
}

// once adds a problem unless its code was added before.
func (st *state) once(code string, offset int, args ...string) {
	if st.told[code] {
		return
	}
	if st.told == nil {
		st.told = map[string]bool{}
	}
	st.told[code] = true
	st.add(code, offset, args...)
}

// fits reports whether a body is short enough to be read at all.
func (st *state) fits() bool {
	if len(st.src) <= maxLines {
		return true
	}
	if len(st.src) > maxBytes || bytes.Count(st.src, newline) > maxLines {
		st.add("body-too-long", 0)
		return false
	}
	return true
}

// begins marks the characters that inline markup begins with.
var begins = [256]bool{'[': true, ']': true, '<': true, '*': true, '_': true, '~': true, '`': true}

// charge accounts for the inline markup of a block and reports whether there
// is still room for it.
func (st *state) charge(lines *gtext.Segments) bool {
	if st.small {
		return true
	}
	length, marks := 0, 0
	for i := range lines.Len() {
		s := lines.At(i)
		length += s.Stop - s.Start
		for _, c := range st.src[s.Start:s.Stop] {
			if begins[c] {
				marks++
			}
		}
	}
	st.effort += length * marks
	return st.effort <= maxEffort
}

// plainBlock is a block that is too costly to read: it is written as text.
type plainBlock struct{ ast.BaseBlock }

var plainKind = ast.NewNodeKind("Plain")

func (b *plainBlock) Kind() ast.NodeKind { return plainKind }
func (b *plainBlock) IsRaw() bool        { return true }
func (b *plainBlock) Dump(src []byte, level int) {
	ast.DumpHelper(b, src, level, nil, nil)
}

// giveUp puts a plain block with these lines in the place of n.
func (st *state) giveUp(n ast.Node, lines *gtext.Segments) {
	b := &plainBlock{}
	b.SetLines(lines)
	offset := n.Pos()
	if lines.Len() > 0 {
		offset = lines.At(0).Start
	}
	st.once("body-too-heavy", offset)
	n.Parent().ReplaceChild(n.Parent(), n, b)
}

// limited is a parser of blocks that contain blocks.
type limited struct{ parser.BlockParser }

func (l limited) Open(parent ast.Node, reader gtext.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) < maxOpen {
		return l.BlockParser.Open(parent, reader, pc)
	}
	row, pos := reader.Position()
	n, _ := l.BlockParser.Open(parent, reader, pc)
	if n != nil {
		stateOf(pc).once("body-too-deep", pos.Start)
		reader.SetPosition(row, pos)
	}
	return nil, parser.NoChildren
}

// definitionGuard stands before goldmark's reader of link definitions, which
// is quadratic in the number of definitions in a row.
type definitionGuard struct{}

func (definitionGuard) Transform(p *ast.Paragraph, _ gtext.Reader, pc parser.Context) {
	lines := p.Lines()
	if lines.Len() == 0 {
		return
	}
	first := lines.At(0)
	if line := bytes.TrimLeft(first.Value(pcSource(pc)), " "); len(line) == 0 || line[0] != '[' {
		return
	}
	if st := stateOf(pc); lines.Len() > maxDefs || !st.charge(lines) {
		st.giveUp(p, lines)
	}
}

func pcSource(pc parser.Context) []byte { return stateOf(pc).src }

// textGuard stands between paragraphs and the reading of their inline markup.
type textGuard struct{}

func (textGuard) Transform(p *ast.Paragraph, _ gtext.Reader, pc parser.Context) {
	if st := stateOf(pc); !st.charge(p.Lines()) {
		st.giveUp(p, p.Lines())
	}
}

// tableGuard makes tables of paragraphs, unless they are too large.
type tableGuard struct{ parser.ParagraphTransformer }

func (t tableGuard) Transform(p *ast.Paragraph, reader gtext.Reader, pc parser.Context) {
	lines := p.Lines()
	st := stateOf(pc)
	columns, at := 0, 1
	for ; at < lines.Len() && columns == 0; at++ {
		s := lines.At(at)
		columns = tableColumns(st.src[s.Start:s.Stop])
	}
	if columns == 0 {
		return
	}
	st.cells += columns * (lines.Len() - at + 2)
	all := gtext.NewSegments()
	all.AppendAll(lines.Sliced(0, lines.Len()))
	if st.cells > maxCells {
		st.giveUp(p, all)
		return
	}
	parent := p.Parent()
	t.ParagraphTransformer.Transform(p, reader, pc)
	table, ok := parent.LastChild().(*extast.Table)
	if !ok || st.small {
		return
	}
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if !st.charge(cell.Lines()) {
				st.giveUp(table, all)
				return
			}
		}
	}
}

// tableColumns counts the columns of a line that can part the head of a table
// from its rows, and gives 0 for any other line.
func tableColumns(line []byte) int {
	columns, dash := 1, false
	for _, c := range line {
		switch c {
		case '|':
			columns++
		case '-':
			dash = true
		case ':', ' ', '\t', '\r', '\n':
		default:
			return 0
		}
	}
	if !dash {
		return 0
	}
	return columns
}
