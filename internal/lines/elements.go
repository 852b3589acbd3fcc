package lines

import "bytes"

// sort says how an element takes part in a line of text. Those that are not
// named here end it.
type sort uint8

const (
	block  sort = iota
	inline      // goes on in the same line
	void        // stands in a line and holds nothing
	opaque      // nothing in it is looked at
)

// sortOf tells it of an element of HTML by its name in lower case, as layouts
// write it. Elements with a hyphen in their name are inline.
func sortOf(name []byte) sort {
	switch string(name) {
	case "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "label", "mark",
		"output", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var":
		return inline
	case "br", "img", "input", "wbr":
		return void
	case "svg", "math", "pre", "script", "style", "textarea", "title", "select", "option", "iframe":
		return opaque
	}
	if bytes.IndexByte(name, '-') > 0 {
		return inline
	}
	return block
}
