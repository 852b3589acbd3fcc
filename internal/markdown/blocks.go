package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// The kinds of ::: blocks.
const (
	kindNote    = "note"
	kindWarning = "warning"
	kindFigure  = "figure"
	kindQuote   = "quote"
)

var directiveKind = ast.NewNodeKind("Directive")

// directive is a block between a line :::kind and a line :::.
type directive struct {
	ast.BaseBlock
	kind   string // "" if there is no such kind
	name   string // as written
	offset int    // of the opening line
	closed bool

	caption ast.Node // the paragraph that is the caption, if any
	dash    bool     // the caption began with -- and is written with —
}

func (d *directive) Kind() ast.NodeKind { return directiveKind }
func (d *directive) Dump(src []byte, level int) {
	ast.DumpHelper(d, src, level, map[string]string{"Kind": d.kind}, nil)
}

// maxNested is how deep ::: blocks may stand in each other.
const maxNested = 3

type directiveParser struct{}

func (directiveParser) Trigger() []byte             { return []byte{':'} }
func (directiveParser) CanInterruptParagraph() bool { return true }
func (directiveParser) CanAcceptIndentedLine() bool { return false }

func (directiveParser) Open(parent ast.Node, reader gtext.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	rest, ok := cutColons(line[pos:])
	if !ok {
		return nil, parser.NoChildren
	}
	st := stateOf(pc)
	offset := seg.Start + pos - seg.Padding
	word, extra, _ := strings.Cut(string(bytes.TrimSpace(rest)), " ")
	if word == "" {
		st.add("block-stray", offset)
		return nil, parser.NoChildren
	}
	if r, _ := utf8.DecodeRuneInString(word); !unicode.IsLetter(r) && r != '{' {
		return nil, parser.NoChildren
	}
	d := &directive{kind: word, name: word, offset: offset}
	switch word {
	case kindNote, kindWarning, kindFigure, kindQuote:
	default:
		d.kind = ""
		st.add("block-unknown", offset, "name", word, "near", nearest(strings.ToLower(word)))
	}
	if extra = strings.TrimSpace(extra); extra != "" && d.kind != "" {
		st.add("block-extra", offset, "name", word, "text", extra)
	}
	depth := 1
	for n := parent; n != nil; n = n.Parent() {
		if n.Kind() == directiveKind {
			depth++
		}
	}
	if depth == maxNested+1 {
		st.add("block-nested", offset)
	}
	reader.AdvanceToEOL()
	return d, parser.NoChildren
}

func (directiveParser) Continue(n ast.Node, reader gtext.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	width, pos := util.IndentWidth(line, reader.LineOffset())
	if width <= 3 && pos < len(line) {
		rest, ok := cutColons(line[pos:])
		if ok && len(bytes.TrimSpace(rest)) == 0 && !closesInner(n, width, pc) {
			n.(*directive).closed = true
			reader.AdvanceToEOL()
			return parser.Close
		}
	}
	return parser.Continue | parser.HasChildren
}

func (directiveParser) Close(n ast.Node, _ gtext.Reader, pc parser.Context) {
	if d := n.(*directive); !d.closed {
		stateOf(pc).add("block-unclosed", d.offset, "name", d.name)
	}
}

// closesInner reports whether a line :::, indented by width, belongs to a block
// inside d rather than to d: to another ::: block or to a fenced code block
// that the line reaches. goldmark asks from the outside in.
func closesInner(d ast.Node, width int, pc parser.Context) bool {
	inside := false
	for _, b := range pc.OpenedBlocks() {
		if !inside {
			inside = b.Node == d
			continue
		}
		switch n := b.Node.(type) {
		case *directive, *ast.FencedCodeBlock:
			return true
		case *ast.Blockquote, *extast.Footnote:
			return false
		case *ast.ListItem:
			if width < n.Offset {
				return false
			}
			width -= n.Offset
		}
	}
	return false
}

// cutColons takes at least three colons from the beginning of a line.
func cutColons(line []byte) ([]byte, bool) {
	rest := bytes.TrimLeft(line, ":")
	return rest, len(line)-len(rest) >= 3
}

// nearest gives the kind of block that an unknown name most likely means.
func nearest(name string) string {
	switch name { // what Vietnamese editors and other programs call them
	case "tip", "info", "important", "ghi-chú", "ghi-chu", "ghichu", "lưu-ý", "luu-y", "luuy":
		return kindNote
	case "danger", "caution", "attention", "cảnh-báo", "canh-bao", "canhbao", "chú-ý", "chu-y":
		return kindWarning
	case "image", "img", "hình", "hinh", "ảnh", "anh", "table", "bảng", "bang":
		return kindFigure
	case "blockquote", "trích", "trich", "trích-dẫn", "trich-dan":
		return kindQuote
	}
	best, least := kindNote, len(name)
	for _, k := range []string{kindNote, kindWarning, kindFigure, kindQuote} {
		if n := distance(name, k); n < least {
			best, least = k, n
		}
	}
	return best
}

// distance is the number of bytes to insert, delete or replace between a and b.
func distance(a, b string) int {
	if len(a) > 40 {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}

// headingID is what an author wrote behind a heading as {#id}.
type headingID struct {
	id     string
	offset int
}

// atxParser reads headings that begin with #.
type atxParser struct{ parser.BlockParser }

func (p atxParser) Open(parent ast.Node, reader gtext.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := p.BlockParser.Open(parent, reader, pc)
	if h, ok := n.(*ast.Heading); ok {
		stateOf(pc).cutID(h)
		if st := stateOf(pc); !st.charge(h.Lines()) {
			st.once("body-too-heavy", h.Lines().At(0).Start)
			h.SetLines(gtext.NewSegments())
		}
	}
	return n, state
}

// setextParser reads headings that are underlined with === or ---.
type setextParser struct{ parser.BlockParser }

func (p setextParser) Close(n ast.Node, reader gtext.Reader, pc parser.Context) {
	p.BlockParser.Close(n, reader, pc)
	if h, ok := n.(*ast.Heading); ok && h.Parent() != nil {
		stateOf(pc).cutID(h)
	}
}

// cutID takes {#id} from the end of a heading. Braces that look like any other
// attribute are a problem and taken away too; other braces are text.
func (st *state) cutID(h *ast.Heading) {
	lines := h.Lines()
	if lines.Len() == 0 {
		return
	}
	last := lines.At(lines.Len() - 1)
	line := bytes.TrimRight(st.src[last.Start:last.Stop], " \t\r\n")
	if len(line) == 0 || line[len(line)-1] != '}' {
		return
	}
	equals := bytes.LastIndexByte(line, '=')
	for i, c := range line {
		if c != '{' || i > 0 && line[i-1] == '\\' {
			continue
		}
		next := bytes.TrimLeft(line[i+1:], " ")[0] // the closing brace at least
		if next != '#' && next != '.' && next != ':' && equals < i {
			continue
		}
		inner := strings.TrimSpace(string(line[i+1 : len(line)-1]))
		if id := strings.TrimPrefix(inner, "#"); id != inner && !strings.ContainsAny(id, " \t#.={}\"'") {
			if st.ids == nil {
				st.ids = map[*ast.Heading]headingID{}
			}
			st.ids[h] = headingID{id, last.Start + i}
		} else {
			st.add("heading-attribute", last.Start+i, "text", string(line[i:]))
		}
		last.Stop = last.Start + i
		last = last.TrimRightSpace(st.src)
		lines.Set(lines.Len()-1, last)
		if last.Len() == 0 && lines.Len() == 1 {
			h.SetLines(gtext.NewSegments())
		}
		return
	}
}
