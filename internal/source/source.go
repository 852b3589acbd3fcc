// Package source reads what authors write: bytes become text, text becomes
// front matter and body, front matter becomes a tree of values that know their
// place.
//
// A source text may come from any editor on any system. Read and Decode accept
// UTF-8 with or without a byte order mark and any kind of line end, and bring
// every text into one form (package text says which); whatever else a file
// holds is a problem with a place. Lines and columns count from 1, columns in
// characters, and always in the whole file, as an editor's status line does.
//
// # Values are text
//
// A Node holds what the author wrote, never a number or a date made from it:
// 1.10 and 2022-09-05 arrive as they stand, and whoever knows what they mean
// reads them. Of YAML there is what front matter needs: mappings, lists, text
// in its five styles and comments. Anchors, aliases, merge keys, tags and
// further documents are refused, and with them the tricks that need them.
//
// # Mistakes
//
// A YAML parser says "mapping values are not allowed in this context" about
//
//	title: Bình Định: điểm đến
//
// and no editor should have to understand that. When a text does not parse,
// mend.go looks at its lines for the mistakes that people make, mends the line
// in a copy and parses again: if the parser comes further, that was the
// mistake, and the mended line is the hint. So each mistake in a file is found
// at once, and none is reported that is not one.
package source

import (
	"bytes"
	"strings"

	"nhipcau/internal/problem"
)

// Document is a text with front matter.
type Document struct {
	Name     string
	Front    *Node  // a Map; nil when it is missing or broken
	Body     []byte // a part of the data that was parsed
	BodyLine int    // the line of the file that Body begins on
}

// ParseDocument reads a text with front matter; data is what Read or Decode
// returned. If Front is nil the problems say why.
func ParseDocument(name string, data []byte) (Document, []problem.Problem) {
	start, end, body, ok := fences(data)
	if !ok {
		return Document{Name: name, Body: data, BodyLine: 1}, unfenced(name, data)
	}
	p := parser{name: name, src: data[start:end], before: lineBreaks(data[:start]), front: true}
	doc := Document{Name: name, Body: data[body:], BodyLine: 1 + p.before + lineBreaks(data[start:body])}
	if end-start > maxFront {
		return doc, unfenced(name, data[:end])
	}
	doc.Front = p.parse()
	return doc, p.problems
}

// maxFront is what front matter may have. A longer one is a body: its first
// fence is a rule somewhere in the text.
const maxFront = 128 << 10

// ParseYAML reads a file that is YAML as a whole, such as site.yaml. Its top
// has to be a mapping; the Node is nil if it is not or cannot be read, and then
// the problems say why.
func ParseYAML(name string, data []byte) (*Node, []problem.Problem) {
	p := parser{name: name, src: data}
	return p.parse(), p.problems
}

// ParseList is ParseYAML for a file whose top has to be a list, such as
// i18n/glossary.yaml. A file in which nothing but remarks stands is an empty one.
func ParseList(name string, data []byte) (*Node, []problem.Problem) {
	p := parser{name: name, src: data, list: true}
	return p.parse(), p.problems
}

// Split parts front matter from body without reading either. ok is false when
// the text has no front matter, or one that is not closed; body is all of data
// then. Both are slices of data, and bodyLine is the line that body begins on.
func Split(data []byte) (front, body []byte, bodyLine int, ok bool) {
	start, end, from, ok := fences(data)
	if !ok {
		return nil, data, 1, false
	}
	return data[start:end], data[from:], 1 + lineBreaks(data[:from]), true
}

// fences returns where front matter starts and ends, its fences excluded, and
// where the body starts. Empty lines before the first fence and spaces after
// either do no harm.
func fences(data []byte) (start, end, body int, ok bool) {
	for {
		line, next := lineAt(data, start)
		if isFence(line) {
			start = next
			break
		}
		if len(bytes.TrimSpace(line)) > 0 || next == len(data) {
			return 0, 0, 0, false
		}
		start = next
	}
	for end = start; end < len(data); {
		if line, next := lineAt(data, end); isFence(line) {
			return start, end, next, true
		}
		i := bytes.Index(data[end:], []byte("\n---"))
		if i < 0 {
			break
		}
		end += i + 1
	}
	return 0, 0, 0, false
}

// lineAt returns the line that begins at offset i, without its end, and where
// the next one begins.
func lineAt(data []byte, i int) (line []byte, next int) {
	if n := bytes.IndexByte(data[i:], '\n'); n >= 0 {
		return data[i : i+n], i + n + 1
	}
	return data[i:], len(data)
}

func isFence(line []byte) bool {
	return bytes.HasPrefix(line, []byte("---")) && len(bytes.TrimRight(line[3:], " \t")) == 0
}

func lineBreaks(b []byte) int { return bytes.Count(b, []byte("\n")) }

// unfenced says what is wrong with a text in which front matter does not stand
// between two lines of three hyphens.
func unfenced(name string, data []byte) []problem.Problem {
	lines := strings.Split(string(data), "\n")
	first := 0
	for first < len(lines) && strings.TrimSpace(lines[first]) == "" {
		first++
	}
	if first == len(lines) {
		return one("file-empty", problem.At{File: name})
	}
	at := problem.At{File: name, Line: first + 1, Column: 1}
	switch line := lines[first]; {
	case isFence([]byte(line)):
	case looksLikeFence(line):
		return one("front-fence-wrong", at, "line", shown(strings.TrimSpace(line)))
	case splitLine(line).key != "", keyOf(line) != "":
		return one("front-unopened", at)
	default:
		return one("front-missing", at)
	}
	for i := first + 1; i < len(lines); i++ {
		at.Line = i + 1
		if looksLikeFence(lines[i]) {
			return one("front-fence-wrong", at, "line", shown(strings.TrimSpace(lines[i])))
		}
		if isBodyLine(lines[i]) {
			at.Line = 1 + bodyStart(lines, i)
			return one("front-unclosed", at)
		}
	}
	last := len(lines) - 1
	for last > first && strings.TrimSpace(lines[last]) == "" {
		last--
	}
	at.Line = last + 1
	return one("front-unclosed", at)
}

func one(code string, at problem.At, args ...string) []problem.Problem {
	return []problem.Problem{problem.New(code, at, args...)}
}
