package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
	"nhipcau/internal/text"
)

// addressParser makes links of bare addresses: https://…, www.… (as https) and
// name@host. A bare http:// becomes a link too, which is then a problem like
// any other http link.
//
// goldmark's own is not used: it tries three regular expressions at each space,
// which is a fifth of the time of a page, and takes minutes for text made to be
// slow. This one starts at the punctuation inside an address and looks back.
type addressParser struct{}

func (addressParser) Trigger() []byte { return []byte{':', '.', '@'} }

// hasAddress reports whether a body may hold a bare address, as opposed to
// addresses in [text](https://…) only.
func hasAddress(body []byte) bool {
	if bytes.IndexByte(body, '@') >= 0 || bytes.Contains(body, []byte("www.")) || bytes.Contains(body, []byte("WWW.")) {
		return true
	}
	for rest := body; ; {
		i := bytes.Index(rest, []byte("://"))
		if i < 0 {
			return false
		}
		from := i
		for from > 0 && isLetter(rest[from-1]) {
			from--
		}
		if !bytes.HasSuffix(rest[:from], []byte("](")) && !bytes.HasSuffix(rest[:from], []byte("](<")) {
			return true
		}
		rest = rest[i+3:]
	}
}

func (addressParser) Parse(parent ast.Node, block gtext.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	last, ok := parent.LastChild().(*ast.Text)
	if !ok || last.Segment.Stop != seg.Start || last.IsRaw() {
		return nil
	}
	src := block.Source()
	back, forward, mail := 0, 0, false
	switch before := src[last.Segment.Start:seg.Start]; line[0] {
	case ':':
		back, forward = webAddress(before, line)
	case '.':
		back, forward = wwwAddress(before, line)
	case '@':
		back, forward = mailAddress(before, line)
		mail = true
	}
	if forward == 0 {
		return nil
	}
	start := seg.Start - back
	if !bounded(src, start, mail) {
		return nil
	}
	last.Segment.Stop = start
	if last.Segment.Start == start && last.Segment.Padding == 0 {
		parent.RemoveChild(parent, last)
	}
	kind := ast.AutoLinkType(ast.AutoLinkURL)
	if mail {
		kind = ast.AutoLinkEmail
	}
	n := ast.NewAutoLink(kind, ast.NewTextSegment(gtext.NewSegment(start, seg.Start+forward)))
	if line[0] == '.' {
		n.Protocol = []byte("https")
	}
	n.SetPos(start)
	block.Advance(forward)
	return n
}

// bounded reports whether an address may begin at start, and not in a word.
func bounded(src []byte, start int, mail bool) bool {
	r, n := utf8.DecodeLastRune(src[:start])
	if n == 0 {
		return true
	}
	if r < utf8.RuneSelf && bytes.IndexByte([]byte(`/.-@&=?#%+$\:`), byte(r)) >= 0 {
		return r == ':' && !mail
	}
	return !isWordRune(r) && r != '_'
}

// webAddress takes https or http before and the rest of the address after a
// colon.
func webAddress(before, line []byte) (back, forward int) {
	if !bytes.HasPrefix(line, []byte("://")) {
		return 0, 0
	}
	for _, scheme := range []string{"https", "http"} {
		if hasFoldSuffix(before, scheme) {
			back = len(scheme)
			break
		}
	}
	if back == 0 {
		return 0, 0
	}
	host := hostEnd(line, 3)
	if !text.IsHost(strings.TrimRight(string(line[3:host]), ".")) {
		return 0, 0
	}
	return back, addressEnd(line, host)
}

// wwwAddress takes www before and the rest of the address after a dot.
func wwwAddress(before, line []byte) (back, forward int) {
	if !hasFoldSuffix(before, "www") {
		return 0, 0
	}
	host := hostEnd(line, 1)
	if !text.IsHost(strings.TrimRight(string(line[1:host]), ".")) {
		return 0, 0
	}
	return 3, addressEnd(line, host)
}

// mailAddress takes the name before and the host after an @.
func mailAddress(before, line []byte) (back, forward int) {
	for back < len(before) && back < 64 {
		c := before[len(before)-1-back]
		if !isLetter(c) && !isDigit(c) && bytes.IndexByte([]byte("._-+"), c) < 0 {
			break
		}
		back++
	}
	forward = hostEnd(line, 1)
	for forward > 1 && !isLetter(line[forward-1]) && !isDigit(line[forward-1]) {
		forward--
	}
	if back == 0 || !text.IsHost(string(line[1:forward])) {
		return 0, 0
	}
	return back, forward
}

// hostEnd finds where a host name that begins at from ends.
func hostEnd(line []byte, from int) int {
	end := from
	for end < len(line) && end < from+260 && (isLetter(line[end]) || isDigit(line[end]) || line[end] == '.' || line[end] == '-') {
		end++
	}
	return end
}

func hasFoldSuffix(b []byte, suffix string) bool {
	return len(b) >= len(suffix) && bytes.EqualFold(b[len(b)-len(suffix):], []byte(suffix))
}

// addressEnd finds where an address with a host up to host ends: at a space, a
// quote or <, without the punctuation that ends a sentence and without brackets
// that it does not open itself (GitHub's rules). What follows a host directly
// and is not part of an address, as Lao may, is not taken.
func addressEnd(line []byte, host int) int {
	end, open, shut := host, 0, 0
	if host < len(line) && bytes.IndexByte([]byte("/?#:"), line[host]) < 0 {
		return trimHost(line, host)
	}
	for end < len(line) {
		r, n := utf8.DecodeRune(line[end:])
		if r <= ' ' || bytes.IndexByte([]byte("<>\"`|\\^{}[]"), byte(min(r, 0x7F))) >= 0 ||
			r > 0x7F && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) {
			break
		}
		switch r {
		case '(':
			open++
		case ')':
			shut++
		}
		end += n
	}
	for end > host {
		switch line[end-1] {
		case '?', '!', '.', ',', ':', ';', '*', '_', '~', '\'':
		case ')':
			if shut <= open {
				return end
			}
			shut--
		default:
			return end
		}
		end--
	}
	return trimHost(line, host)
}

// trimHost takes dots from the end of a host that ends a sentence.
func trimHost(line []byte, host int) int {
	for line[host-1] == '.' {
		host--
	}
	return host
}
