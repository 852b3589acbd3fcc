package markdown

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

var testWords = Words{Note: "Lưu ý", Warning: "Cảnh báo", Footnotes: "Chú thích", BackToText: "Về bài", Done: "Xong", NotDone: "Chưa xong", Table: "Bảng"}

// slow is far above what any body takes (see limits.go), so that a busy machine
// and the race detector do not fail the test, and far below quadratic.
const slow = 8 * time.Second

// elements are all elements and attributes that a body may become.
var elements = map[string]string{
	"a": "href hreflang rel title class aria-label", "aside": "class role aria-label", "blockquote": "", "br": "", "code": "class", "del": "",
	"div": "class role tabindex aria-label", "em": "", "figcaption": "", "figure": "class", "h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id", "hr": "",
	"img": "src srcset sizes width height alt title loading fetchpriority decoding", "input": "type disabled checked aria-label", "li": "id", "ol": "start", "p": "class", "pre": "tabindex", "section": "class aria-label",
	"strong": "", "sup": "class id", "table": "", "tbody": "", "td": "class", "th": "scope class", "thead": "", "tr": "", "ul": "",
}

// safeAddress is what an address may be: the answers that tests give (../a/…),
// anchors, and what leads outside.
var safeAddress = regexp.MustCompile(`^(https://[a-zA-Z0-9]|mailto:[^:/]+@|tel:\+?[0-9]+$|\.\./|#)[!-~]*$`)

// classes are all classes that a body may have.
var classes = regexp.MustCompile(`^(note|warning|label|quote|table|left|right|center|footnotes|footnote-ref|footnote-back|language-[A-Za-z0-9_+-]+)$`)

// void elements have no end in HTML; closed, they are XML.
var void = regexp.MustCompile(`(<(?:br|hr|img|input)(?: [^<>]*)?)>`)

// checkMarkup reads what HTML wrote as strict XML, with a parser that shares
// nothing with it, and finds whatever is not on the lists above.
func checkMarkup(t *testing.T, name string, html []byte) {
	t.Helper()
	fail := func(format string, args ...any) {
		t.Helper()
		t.Fatalf(name+": "+format, args...)
	}
	closed := void.ReplaceAll(html, []byte("$1/>"))
	d := xml.NewDecoder(io.MultiReader(strings.NewReader("<body>"), bytes.NewReader(closed), strings.NewReader("</body>")))
	ids := map[string]bool{}
	links := 0
	for depth := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			fail("%v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			if depth == 1 {
				continue
			}
			allowed, ok := elements[token.Name.Local]
			if !ok {
				fail("element %s", token.Name.Local)
			}
			if token.Name.Local == "a" {
				if links++; links > 1 {
					fail("link in a link")
				}
			}
			for _, a := range token.Attr {
				if a.Name.Space != "" || !slices.Contains(strings.Fields(allowed), a.Name.Local) {
					fail("attribute %s of %s", a.Name.Local, token.Name.Local)
				}
				switch a.Name.Local {
				case "href", "src":
					if !safeAddress.MatchString(a.Value) {
						fail("address %q", a.Value)
					}
				case "class":
					if !classes.MatchString(a.Value) {
						fail("class %q", a.Value)
					}
				case "id":
					if ids[a.Value] {
						fail("id %q twice", a.Value)
					}
					ids[a.Value] = true
				}
			}
		case xml.EndElement:
			depth--
			if token.Name.Local == "a" {
				links--
			}
		case xml.CharData:
		default:
			fail("%T", token)
		}
	}
}
