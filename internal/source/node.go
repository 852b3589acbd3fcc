package source

import (
	"strings"

	"nhipcau/internal/problem"
	"nhipcau/internal/text"
)

// Kind says what a Node is.
type Kind int

const (
	Scalar Kind = iota // a text
	Map                // pairs of key and value
	List               // items
)

// Node is a value that an author wrote, with its place in the file.
type Node struct {
	Kind   Kind
	Text   string // of a Scalar: what was written, without quotation marks
	Quoted bool   // whether it stood in quotation marks
	Line   int
	Column int
	Pairs  []Pair  // of a Map, in the order of the file, each key once
	Items  []*Node // of a List
}

// Pair is one entry of a Map. Key is a Scalar.
type Pair struct{ Key, Value *Node }

// Get returns the value of a key, or nil. It may be asked of any Node.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for _, p := range n.Pairs {
		if p.Key.Text == key {
			return p.Value
		}
	}
	return nil
}

// At is the place of n in a file; of a nil Node, the file.
func (n *Node) At(file string) problem.At {
	if n == nil {
		return problem.At{File: file}
	}
	return problem.At{File: file, Line: n.Line, Column: n.Column}
}

// IsEmpty reports whether n says nothing: there is no value, it is null, or a
// text of nothing that can be seen. A nil Node is empty; a Map or List is not,
// whatever it holds.
func (n *Node) IsEmpty() bool {
	if n == nil {
		return true
	}
	if n.Kind != Scalar {
		return false
	}
	if !n.Quoted {
		switch n.Text {
		case "~", "null", "Null", "NULL":
			return true
		}
	}
	return strings.TrimSpace(text.Clean(n.Text)) == ""
}
