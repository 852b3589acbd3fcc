package lines

// sort says how an element takes part in a line of text. Those that are not
// named here end it.
type sort uint8

const (
	block  sort = iota
	inline      // goes on in the same line
	void        // stands in a line and holds nothing
	opaque      // nothing in it is looked at
)

// elements are those of HTML that do not simply end a line of text, in lower
// case as layouts write them. Elements with a hyphen in their name are inline.
var elements = map[string]sort{
	"a": inline, "abbr": inline, "b": inline, "bdi": inline, "bdo": inline, "cite": inline, "code": inline,
	"data": inline, "del": inline, "dfn": inline, "em": inline, "i": inline, "ins": inline, "kbd": inline,
	"label": inline, "mark": inline, "output": inline, "q": inline, "s": inline, "samp": inline, "small": inline,
	"span": inline, "strong": inline, "sub": inline, "sup": inline, "time": inline, "u": inline, "var": inline,

	"br": void, "img": void, "input": void, "wbr": void,

	"svg": opaque, "math": opaque, "pre": opaque, "script": opaque, "style": opaque, "textarea": opaque,
	"title": opaque, "select": opaque, "option": opaque, "iframe": opaque,
}
