package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"nhipcau/internal/text"
)

// delimiterParser reads *emphasis*, _emphasis_, **strong** and ~~struck out~~.
//
// It differs from goldmark's in three things. CommonMark looks at the characters
// on both sides of a mark to see whether it opens or closes, and takes for
// granted that words are parted by spaces. In Lao they are not, so the marks in
// ເວົ້າ**“ສະບາຍດີ”**ແລ້ວ would do neither, and the asterisks would show. Here a mark
// between punctuation and a Lao letter may open or close as it would between
// letters. And _ does so beside Lao letters too, where in Latin it would be part
// of a word.
//
// Only two tildes strike out: one is often "about" before a figure.
type delimiterParser struct{}

func (delimiterParser) Trigger() []byte { return []byte{'*', '_', '~'} }

func (delimiterParser) Parse(parent ast.Node, block gtext.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, seg := block.PeekLine()
	mark := line[0]
	if mark == '~' && before == '~' { // the rest of a run that was taken for text
		return nil
	}
	n := 1
	for n < len(line) && line[n] == mark {
		n++
	}
	if mark == '~' && n != 2 {
		return nil
	}
	after := ' '
	if n < len(line) {
		after, _ = utf8.DecodeRune(line[n:])
	}
	opens, closes := flanking(mark, before, after)
	if n == 1 && !opens && !closes {
		return nil // a_b
	}
	d := parser.NewDelimiter(opens, closes, n, mark, delimiters{strikes: mark == '~'})
	d.Segment = seg.WithStop(seg.Start + n)
	block.Advance(n)
	pc.PushDelimiter(d)
	return d
}

// flanking decides whether a mark can open and close, by the characters on
// both sides (CommonMark 0.31, 6.2).
func flanking(mark byte, before, after rune) (opens, closes bool) {
	beforeSpace, afterSpace := util.IsSpaceRune(before), util.IsSpaceRune(after)
	beforePunct, afterPunct := util.IsPunctRune(before), util.IsPunctRune(after)
	left := !afterSpace && (!afterPunct || beforeSpace || beforePunct)
	right := !beforeSpace && (!beforePunct || afterSpace || afterPunct)
	if mark == '_' { // inside a word it is a sign; Lao words stand side by side
		opens = left && (!right || beforePunct || spaceless(before))
		closes = right && (!left || afterPunct || spaceless(after))
	} else {
		opens, closes = left, right
	}
	return opens || afterPunct && spaceless(before), closes || beforePunct && spaceless(after)
}

// spaceless reports whether r is of a script that writes no spaces.
func spaceless(r rune) bool { return r > 0x7F && text.JoinsWithoutSpace(r, r) }

// delimiters is what goldmark asks about a mark.
type delimiters struct{ strikes bool }

func (delimiters) IsDelimiter(c byte) bool { return c == '*' || c == '_' || c == '~' }
func (delimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (d delimiters) OnMatch(n int) ast.Node {
	if d.strikes {
		return extast.NewStrikethrough()
	}
	return ast.NewEmphasis(n)
}

// tagParser finds raw HTML: tags, comments, declarations. It makes them text
// and says what to write instead. A < that begins nothing of the kind stays.
type tagParser struct{}

func (tagParser) Trigger() []byte { return []byte{'<'} }

func (tagParser) Parse(_ ast.Node, block gtext.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	if len(line) < 2 {
		return nil
	}
	st := stateOf(pc)
	n := 0
	switch c := line[1]; {
	case bytes.HasPrefix(line, []byte("<!--")):
		st.add("html-comment", seg.Start)
		n = 4
		if i := bytes.Index(line[4:], []byte("-->")); i >= 0 {
			n += i + 3
		}
	case c == '?', c == '!' && len(line) > 2 && (line[2] == '[' || isLetter(line[2])):
		st.add("html-other", seg.Start, "tag", string(line[:2])+"…")
		n = 2
	case c == '/' && len(line) > 2 && isLetter(line[2]):
		name, length := tagName(line[2:])
		if length == 0 {
			return nil
		}
		n = 2 + length
		if st.tags[name] > 0 {
			st.tags[name]--
		} else {
			st.addTag("</"+name+">", name, seg.Start)
		}
	case isLetter(c):
		name, length := tagName(line[1:])
		if length == 0 {
			return nil
		}
		n = 1 + length
		if st.tags == nil {
			st.tags = map[string]int{}
		}
		st.tags[name]++
		st.addTag("<"+name+">", name, seg.Start)
	default:
		return nil
	}
	raw := ast.NewRawHTML()
	raw.Segments.Append(gtext.NewSegment(seg.Start, seg.Start+n))
	block.Advance(n)
	return raw
}

// tagName reads the name of a tag in lower case, and how far the tag goes on
// this line; 0 if it is none. A tag may go on in the next line.
func tagName(line []byte) (string, int) {
	n := 0
	for n < len(line) && (isLetter(line[n]) || n > 0 && (line[n] == '-' || isDigit(line[n]))) {
		n++
	}
	if n == 0 || n > 40 {
		return "", 0
	}
	name := string(bytes.ToLower(line[:n]))
	rest := line[n:]
	if len(rest) == 0 || rest[0] == '>' {
		return name, min(n+1, len(line))
	}
	if !bytes.ContainsRune([]byte(" \t\r\n/"), rune(rest[0])) {
		return "", 0
	}
	rest = rest[:min(len(rest), 1000)]
	i := bytes.IndexAny(rest, "<>")
	if i >= 0 && rest[i] == '>' {
		if inner := bytes.Trim(rest[:i], " \t\r\n/"); len(inner) == 0 || bytes.IndexByte(inner, '=') > 0 {
			return name, n + i + 1
		}
	}
	if len(name) == 1 || !isElement(name) { // a < b, diện tích <x và y>
		return "", 0
	}
	if i >= 0 && rest[i] == '>' {
		return name, n + i + 1
	}
	return name, n
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// addTag adds the problem of a tag, with what to write instead if Markdown has
// something.
func (st *state) addTag(tag, name string, offset int) {
	switch name {
	case "br":
		st.add("html-break", offset)
	default:
		if instead := insteadOf(name); instead != "" {
			st.add("html-raw", offset, "tag", tag, "instead", instead)
		} else {
			st.add("html-other", offset, "tag", tag)
		}
	}
}

// insteadOf shows what to write in Markdown instead of an HTML element.
func insteadOf(name string) string {
	switch name {
	case "b", "strong":
		return "**…**"
	case "i", "em", "cite", "dfn", "var":
		return "*…*"
	case "s", "strike", "del":
		return "~~…~~"
	case "code", "kbd", "samp", "tt":
		return "`…`"
	case "pre":
		return "```"
	case "a":
		return "[…](https://…)"
	case "img", "picture":
		return "![…](….jpg)"
	case "figure", "figcaption":
		return ":::figure"
	case "aside", "details", "summary":
		return ":::note"
	case "blockquote", "q":
		return "> …"
	case "hr":
		return "---"
	case "h1", "h2":
		return "## …"
	case "h3":
		return "### …"
	case "h4", "h5", "h6":
		return "#### …"
	case "ul", "li", "dl", "dt", "dd":
		return "- …"
	case "ol":
		return "1. …"
	case "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col":
		return "| … | … |"
	}
	return ""
}

// isElement reports whether name is an element of HTML that people write.
func isElement(name string) bool {
	if insteadOf(name) != "" {
		return true
	}
	switch name {
	case "br", "p", "div", "span", "center", "font", "u", "sup", "sub", "small", "big", "mark", "abbr",
		"script", "style", "link", "meta", "base", "iframe", "frame", "frameset", "object", "embed", "applet",
		"video", "audio", "source", "track", "canvas", "svg", "math", "form", "input", "button", "select",
		"option", "textarea", "label", "fieldset", "section", "article", "header", "footer", "main", "nav",
		"html", "head", "body", "title", "noscript", "template", "slot", "marquee", "blink", "ins", "address",
		"time", "data", "ruby", "rt", "wbr", "bdi", "bdo", "map", "area", "dialog", "menu", "meter", "progress":
		return true
	}
	return false
}

// linkParser is goldmark's, and tells of [text][label] without a definition.
type linkParser struct {
	parser.InlineParser
	parser.CloseBlocker
}

func newLinkParser() linkParser {
	p := parser.NewLinkParser()
	return linkParser{p, p.(parser.CloseBlocker)}
}

func (p linkParser) Parse(parent ast.Node, block gtext.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	inLabel := pc.IsInLinkLabel()
	n := p.InlineParser.Parse(parent, block, pc)
	if n != nil || !inLabel || len(line) < 4 || line[0] != ']' || line[1] != '[' || line[2] == '^' {
		return n
	}
	label := line[2:min(len(line), 300)]
	if i := bytes.IndexAny(label, "[]"); i > 0 && label[i] == ']' {
		stateOf(pc).add("reference-unknown", seg.Start+1, "label", string(label[:i]))
	}
	return nil
}

// noteDef is a footnote as it is defined.
type noteDef struct {
	label  string
	offset int
}

// noteBlockParser is goldmark's parser of footnotes, and remembers them.
type noteBlockParser struct{ parser.BlockParser }

func newNoteBlockParser() noteBlockParser {
	return noteBlockParser{extension.NewFootnoteBlockParser()}
}

func (p noteBlockParser) Open(parent ast.Node, reader gtext.Reader, pc parser.Context) (ast.Node, parser.State) {
	row, pos := reader.Position()
	n, state := p.BlockParser.Open(parent, reader, pc)
	if n == nil {
		return nil, parser.NoChildren
	}
	st := stateOf(pc)
	offset := pos.Start + pc.BlockOffset() - pos.Padding
	if len(st.notes) == maxNotes {
		st.once("footnotes-many", offset)
		reader.SetPosition(row, pos)
		return nil, parser.NoChildren
	}
	label := string(n.(*extast.Footnote).Ref)
	for _, d := range st.notes {
		if d.label == label {
			st.add("footnote-duplicate", offset, "label", label)
			break
		}
	}
	st.notes = append(st.notes, noteDef{label, offset})
	return n, state
}

// unusedNotes tells of footnotes that nothing refers to: they do not appear.
func (st *state) unusedNotes() {
	for _, d := range st.notes {
		if !st.used[d.label] {
			st.add("footnote-unused", d.offset, "label", d.label)
		}
	}
}

// noteParser is goldmark's parser of the marks [^1] that refer to footnotes.
type noteParser struct{ parser.InlineParser }

func newNoteParser() noteParser { return noteParser{extension.NewFootnoteParser()} }

func (p noteParser) Parse(parent ast.Node, block gtext.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	skip := 1
	if line[0] == '!' {
		skip = 2
	}
	if len(line) <= skip+1 || line[skip-1] != '[' || line[skip] != '^' {
		return nil
	}
	st := stateOf(pc)
	n := p.InlineParser.Parse(parent, block, pc)
	label := line[skip+1 : min(len(line), skip+300)]
	i := bytes.IndexAny(label, "[]")
	if i <= 0 || label[i] != ']' {
		return n
	}
	if n != nil {
		if st.used == nil {
			st.used = map[string]bool{}
		}
		st.used[string(label[:i])] = true
		return n
	}
	if next := skip + 1 + i + 1; next == len(line) || !bytes.ContainsRune([]byte("([:"), rune(line[next])) {
		st.add("footnote-unknown", seg.Start+skip-1, "label", string(label[:i]))
	}
	return nil
}

// isWordRune reports whether r is a letter or a digit of a script that parts
// words by spaces: before it, "https" or "www" is part of a word.
func isWordRune(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) && !spaceless(r)
}
