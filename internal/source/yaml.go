package source

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"nhipcau/internal/problem"
	"nhipcau/internal/text"
)

// maxDepth is how deep values may lie in each other. Front matter has three or
// four levels.
const maxDepth = 20

// parser reads one piece of YAML.
type parser struct {
	name     string
	src      []byte
	before   int  // lines of the file before src
	front    bool // whether src is front matter
	list     bool // whether its top is a list instead of a mapping
	lines    []string
	broken   bool // whether a problem leaves no tree worth having
	problems []problem.Problem
}

// fault is where the YAML parser gave up, in lines of what it read.
type fault struct {
	code      string // of the problem, unless something better is found
	line, col int
}

// limit stops the YAML parser in a text that is nested too deep. Aliases are
// refused later on and never followed.
type limit struct{ reached bool }

func (l *limit) CheckDepth(depth int, _ *yaml.DepthContext) error {
	if depth <= maxDepth {
		return nil
	}
	l.reached = true
	return errors.New("nested too deep")
}

func (l *limit) CheckAlias(int, int) error { return nil }

// load reads YAML into the library's tree; nil is the tree of nothing.
func (p *parser) load(src []byte) (*yaml.Node, *fault) {
	depth := new(limit)
	loader, err := yaml.NewLoader(bytes.NewReader(src), yaml.WithPlugin(depth))
	if err != nil {
		panic("source: " + err.Error()) // our own options are wrong
	}
	var doc, second yaml.Node
	switch err := loader.Load(&doc); {
	case err == io.EOF:
		return nil, nil
	case err != nil:
		f := faultOf(err, src)
		if depth.reached {
			f.code = "value-too-deep"
		}
		return nil, f
	}
	root := doc.Content[0]
	switch {
	case root.Kind == yaml.ScalarNode && root.Tag == "!!null" && root.Value == "":
		return nil, nil // a lone "---"
	case root.Kind != yaml.MappingNode && !p.list:
		return nil, newFault("top-not-mapping", root.Line, root.Column, src)
	case root.Kind != yaml.SequenceNode && p.list:
		return nil, newFault("top-not-list", root.Line, root.Column, src)
	}
	switch err := loader.Load(&second); {
	case err == io.EOF:
		return root, nil
	case err != nil:
		return nil, faultOf(err, src)
	}
	return nil, newFault("yaml-second", second.Line, 1, src)
}

// newFault keeps the place within src: the end of a text that ends with a line
// break is on a line that no editor shows.
func newFault(code string, line, col int, src []byte) *fault {
	return &fault{code, min(max(line, 1), 1+lineBreaks(src)), max(col, 1)}
}

// faultOf takes the place out of the library's error. Where the parser ran to
// the end of the text, the place is the beginning of what it could not finish,
// such as an opening quotation mark.
func faultOf(err error, src []byte) *fault {
	var e *yaml.LoadError
	if !errors.As(err, &e) {
		return newFault("yaml-broken", 1, 1, src)
	}
	at := e.Mark
	if end := 1 + lineBreaks(bytes.TrimSpace(src)); at.Line > end && e.ContextMark.Line > 0 {
		at = e.ContextMark
	}
	return newFault("yaml-broken", at.Line, at.Column, src)
}

// parse returns the tree, or nil and problems.
func (p *parser) parse() *Node {
	root, f := p.load(p.src)
	switch {
	case f != nil:
		p.mend(f)
		return nil
	case root == nil && p.front:
		p.add("front-empty", p.before, 1)
		return nil
	case root == nil:
		p.problems = one("file-empty", problem.At{File: p.name})
		return nil
	}
	tree := p.node(root)
	if p.broken {
		return nil
	}
	return tree
}

func (p *parser) add(code string, line, col int, args ...string) {
	p.problems = append(p.problems, problem.New(code, problem.At{File: p.name, Line: line, Column: col}, args...))
}

// fail adds a problem after which the tree is not to be used.
func (p *parser) fail(code string, line, col int, args ...string) {
	p.broken = true
	p.add(code, line, col, args...)
}

// line returns a line of what was parsed, counted as the YAML library does.
func (p *parser) line(n int) string {
	if p.lines == nil {
		p.lines = strings.Split(string(p.src), "\n")
	}
	if n < 1 || n > len(p.lines) {
		return ""
	}
	return p.lines[n-1]
}

// node turns a node of the library into ours.
func (p *parser) node(n *yaml.Node) *Node {
	out := &Node{Line: n.Line + p.before, Column: n.Column}
	if n.Kind == yaml.AliasNode || n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 {
		p.fail("value-needs-quotes", out.Line, out.Column, "line", shown(quotedValue(p.line(n.Line))))
		return out
	}
	switch n.Kind {
	case yaml.MappingNode:
		out.Kind = Map
		out.Pairs = p.pairs(n)
	case yaml.SequenceNode:
		out.Kind = List
		out.Items = make([]*Node, len(n.Content))
		for i, c := range n.Content {
			out.Items[i] = p.node(c)
			p.checkValue(c, 0)
		}
	default:
		out.Text = n.Value
		out.Quoted = n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0
	}
	return out
}

// pairs reads a mapping. Of keys that are given twice the first counts.
func (p *parser) pairs(n *yaml.Node) []Pair {
	pairs := make([]Pair, 0, len(n.Content)/2)
	var lines map[string]int // of keys, once there are many
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if !p.checkKey(k) {
			continue
		}
		key, value := p.node(k), p.node(v)
		p.checkValue(v, k.Line)
		p.checkComment(k, v)
		if lines == nil && len(pairs) == 16 {
			lines = make(map[string]int, len(n.Content)/2)
			for _, pair := range pairs {
				lines[pair.Key.Text] = pair.Key.Line
			}
		}
		if first := firstLine(pairs, lines, key.Text); first > 0 {
			p.add("key-doubled", key.Line, key.Column, "key", key.Text, "line", strconv.Itoa(first))
			continue
		}
		if lines != nil {
			lines[key.Text] = key.Line
		}
		pairs = append(pairs, Pair{key, value})
	}
	return pairs
}

// firstLine returns the line that a key was given on before, or 0.
func firstLine(pairs []Pair, lines map[string]int, key string) int {
	if lines != nil {
		return lines[key]
	}
	for _, p := range pairs {
		if p.Key.Text == key {
			return p.Key.Line
		}
	}
	return 0
}

// checkKey reports whether a key is one: text on one line that is no trick of
// YAML and no line that lacks the space after its colon.
func (p *parser) checkKey(k *yaml.Node) bool {
	line, col := k.Line+p.before, k.Column
	if k.Kind != yaml.ScalarNode || k.Anchor != "" || k.Tag == "!!merge" || k.Style&yaml.TaggedStyle != 0 || k.Value == "" {
		p.fail("key-wrong", line, col)
		return false
	}
	if k.Style != 0 {
		return true
	}
	if at, mended := glued(k.Value); at >= 0 {
		rest := strings.TrimPrefix(strings.TrimSpace(p.line(k.Line)), k.Value)
		p.fail("colon-without-space", line, col+at, "line", shown(quotedValue(mended+rest)))
		return false
	}
	if r, _ := utf8.DecodeRuneInString(k.Value); isOddSpace(r) {
		p.fail("space-odd", line, col)
		return false
	}
	return true
}

// checkValue finds what YAML reads as text though the author meant another
// thing. keyLine is the line of a value's key, 0 for an item of a list.
func (p *parser) checkValue(v *yaml.Node, keyLine int) {
	if v.Kind != yaml.ScalarNode || v.Style != 0 || len(v.Value) < 2 {
		return
	}
	line, col := v.Line+p.before, v.Column
	if keyLine > 0 && v.Line > keyLine {
		if p.checkDashes(v.Line) {
			return
		}
	}
	if inner, ok := curlyQuoted(v.Value); ok {
		p.add("quote-curly", line, col, "line", shown(quote(inner)), "keep", shown("'"+strings.ReplaceAll(v.Value, "'", "''")+"'"))
	}
}

// checkDashes reports lines from the nth on that were meant as a list. YAML
// reads them as one text.
func (p *parser) checkDashes(n int) bool {
	first := n
	for ; ; n++ {
		line := p.line(n)
		at := indent(line)
		width := wrongDash(line[at:])
		if width == 0 {
			return n > first
		}
		p.fail("list-dash-wrong", n+p.before, column(line, at), "line", shown("- "+strings.TrimSpace(line[at+width:])))
	}
}

// checkComment warns of a value that ends at " #" though no comment seems to
// begin there: "Dự án #1".
func (p *parser) checkComment(k, v *yaml.Node) {
	for _, n := range []*yaml.Node{k, v} {
		c := n.LineComment
		if len(c) < 2 || c[1] == ' ' || c[1] == '#' || n.Kind != yaml.ScalarNode || n.Style != 0 || strings.Contains(c, "\n") {
			continue
		}
		line := p.line(n.Line)
		if i := strings.LastIndex(line, c); i > 0 {
			p.add("comment-in-value", n.Line+p.before, column(line, i), "line", shown(quotedValue(line)))
			return
		}
	}
}

// shown makes a line fit to be quoted in a hint.
func shown(line string) string { return text.Cut(strings.TrimSpace(line), 160) }

// column counts the characters before offset i of a line, from 1.
func column(line string, i int) int { return 1 + utf8.RuneCountInString(line[:i]) }
