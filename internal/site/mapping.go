package site

import (
	"slices"
	"strings"
	"unicode"

	"nhipcau/internal/problem"
	"nhipcau/internal/source"
	"nhipcau/internal/text"
)

// mapReader reads files of keys and values, such as site.yaml and _fields.yaml,
// and collects what is wrong with them.
type mapReader struct {
	file  string
	langs []string // of the site, once they are known
	ps    []problem.Problem
}

func (r *mapReader) add(code string, n *source.Node, args ...string) {
	r.ps = append(r.ps, problem.New(code, n.At(r.file), args...))
}

func (r *mapReader) scalar(root *source.Node, key string) *source.Node {
	n := root.Get(key)
	if n == nil {
		return nil
	}
	if n.IsEmpty() {
		r.add("value-empty", n, "key", key)
		return nil
	}
	if n.Kind != source.Scalar {
		r.add("value-not-single", n, "key", key)
		return nil
	}
	return n
}

// list reads a list of single values.
func (r *mapReader) list(root *source.Node, key string) []*source.Node {
	n := root.Get(key)
	if n == nil {
		return nil
	}
	if n.Kind != source.List {
		r.add("value-not-list", n, "key", key)
	}
	return r.single(n.Items, key)
}

// single keeps those of a list's entries that are single values.
func (r *mapReader) single(nodes []*source.Node, key string) []*source.Node {
	return slices.DeleteFunc(slices.Clone(nodes), func(n *source.Node) bool {
		if n.Kind != source.Scalar {
			r.add("value-not-single", n, "key", key)
		} else if n.IsEmpty() {
			r.add("value-empty", n, "key", key)
		}
		return n.Kind != source.Scalar || n.IsEmpty()
	})
}

// mapping reads a value that has keys of its own.
func (r *mapReader) mapping(root *source.Node, key string) []source.Pair {
	n := root.Get(key)
	if n == nil {
		return nil
	}
	if n.Kind != source.Map {
		r.add("value-not-mapping", n, "key", key)
	}
	return n.Pairs
}

// texts reads a mapping from language to text into to, and misses what lacks.
func (r *mapReader) texts(n *source.Node, key string, to []string) {
	if n.Kind != source.Map {
		r.add("value-not-per-language", n, "key", key, "language", r.langs[0])
		return
	}
	for _, p := range n.Pairs {
		i := slices.Index(r.langs, p.Key.Text)
		switch {
		case i < 0 && p.Value.IsEmpty() && strings.ContainsFunc(p.Key.Text, func(c rune) bool { return c == ' ' || c > unicode.MaxASCII }):
			r.add("comma-in-braces", p.Key, "value", p.Key.Text) // {vi: Hội nghị, giao lưu}
		case i < 0:
			r.add("language-unknown", p.Key, "language", p.Key.Text, "known", strings.Join(r.langs, ", "))
		case p.Value.IsEmpty():
			r.add("value-empty", p.Value, "key", key+"."+p.Key.Text)
		default:
			to[i] = text.Clean(strings.TrimSpace(p.Value.Text))
		}
	}
	for i, l := range r.langs {
		if to[i] == "" && n.Get(l) == nil {
			r.add("language-missing", n, "key", key, "language", l)
		}
	}
}
