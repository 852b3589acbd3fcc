package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
	"nhipcau/internal/text"
)

// decode undoes backslashes and entities in a destination.
func decode(dest []byte) string {
	return string(appendText(nil, dest, false))
}

// aim sets where a ref leads, or says why it may not lead there: the code of a
// problem and its arguments. It only ever allows: a path relative to the
// source, an anchor, https, mailto, tel, and fact.
func (r *Ref) aim(dest string) (code string, args []string) {
	if dest == "" {
		return "link-target-empty", []string{"text", r.Text}
	}
	if strange(dest) {
		return "link-disguised", []string{"target", visible(dest)}
	}
	scheme, rest := cutScheme(dest)
	switch strings.ToLower(scheme) {
	case "":
		return r.aimInside(dest)
	case "https":
		return r.aimWeb(dest)
	case "http":
		return "link-http", []string{"target", dest, "instead", "https" + dest[len("http"):]}
	case "mailto":
		return r.aimMail(rest)
	case "tel":
		return r.aimPhone(rest)
	case "fact":
		r.Kind = Fact
		path, name, ok := strings.Cut(rest, "#")
		if !ok || name == "" {
			return "fact-without-name", []string{"target", dest}
		}
		if code, args := r.aimPath(dest, path); code != "" {
			return code, args
		}
		r.Anchor = name
		return "", nil
	}
	return "link-scheme", []string{"target", dest, "scheme", scheme + ":"}
}

func (r *Ref) aimInside(dest string) (code string, args []string) {
	lower := strings.ToLower(dest)
	if strings.HasPrefix(lower, "www.") {
		return "link-without-scheme", []string{"target", dest, "instead", "https://" + dest}
	}
	if strings.Contains(dest, "@") && !strings.ContainsAny(dest, "/#") && text.IsMail(dest) {
		return "link-without-scheme", []string{"target", dest, "instead", "mailto:" + dest}
	}
	r.Kind = Page
	path, anchor, _ := strings.Cut(dest, "#")
	r.Anchor = unescapePercent(anchor)
	if path == "" && anchor == "" {
		return "link-target-empty", []string{"text", r.Text}
	}
	return r.aimPath(dest, path)
}

// aimPath takes the path of a source, which is relative. The percent-decoded
// form is what counts, and must be as harmless as the one that was written.
func (r *Ref) aimPath(dest, path string) (code string, args []string) {
	path = unescapePercent(path)
	switch {
	case strange(path) || strange(r.Anchor):
		return "link-disguised", []string{"target", visible(dest)}
	case strings.HasPrefix(path, "/"):
		return "link-absolute", []string{"target", dest}
	}
	if scheme, _ := cutScheme(path); scheme != "" {
		return "link-disguised", []string{"target", visible(dest)}
	}
	r.Dest = path
	return "", nil
}

func (r *Ref) aimWeb(dest string) (code string, args []string) {
	rest, ok := strings.CutPrefix(dest[len("https:"):], "//")
	host, path := rest, ""
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		host, path = rest[:i], rest[i:]
	}
	name, port, hasPort := strings.Cut(host, ":")
	if !ok || !text.IsHost(name) || hasPort && !isPort(port) {
		return "link-address", []string{"target", visible(dest)}
	}
	r.Kind, r.Dest = Outside, "https://"+strings.ToLower(host)+escapeURL(path)
	return "", nil
}

func (r *Ref) aimMail(rest string) (code string, args []string) {
	address, query, hasQuery := strings.Cut(rest, "?")
	if !text.IsMail(unescapePercent(address)) {
		return "link-mail", []string{"target", rest}
	}
	r.Kind, r.Dest = Outside, "mailto:"+escapeURL(address)
	if hasQuery {
		r.Dest += "?" + escapeURL(query)
	}
	return "", nil
}

func (r *Ref) aimPhone(rest string) (code string, args []string) {
	var number strings.Builder
	digits := 0
	for _, c := range unescapePercent(rest) {
		switch {
		case c >= '0' && c <= '9':
			digits++
			number.WriteRune(c)
		case c == '+' && number.Len() == 0:
			number.WriteRune(c)
		case strings.ContainsRune(" .-()\u00A0", c):
		default:
			digits = -100
		}
	}
	if digits < 3 || digits > 15 { // E.164 has at most 15
		return "link-phone", []string{"target", rest}
	}
	r.Kind, r.Dest = Outside, "tel:"+number.String()
	return "", nil
}

// cutScheme takes the scheme from an address: what stands before a colon that
// comes before any slash, question mark or hash. Colons that only look like
// one count too, and make a scheme that nobody allows.
func cutScheme(s string) (scheme, rest string) {
	for i, r := range s {
		switch r {
		case '/', '?', '#':
			return "", s
		case ':':
			if i == 0 {
				return ":", s
			}
			return s[:i], s[i+1:]
		case '：', '﹕', '∶', 'ː', 'ˑ', '꞉', '։', '׃', '᛬', '︓', '︰', '⁚', '܃', '܄':
			return s[:i+utf8.RuneLen(r)], ""
		}
	}
	return "", s
}

// strange reports whether an address holds a character that no address needs
// and that hides what it is: control and invisible characters, a backslash, or
// spaces at its ends.
func strange(s string) bool {
	for _, r := range s {
		switch {
		case r > ' ' && r < 0x7F:
			if r == '\\' {
				return true
			}
		case r < ' ', r >= 0x7F && r < 0xA0, r == utf8.RuneError, r == '\u2028', r == '\u2029', r == '∖', r == '＼':
			return true
		case r > 0xA0 && unicode.Is(unicode.Cf, r):
			return true
		}
	}
	return s != "" && strings.TrimSpace(s) != s
}

// visible writes an address so that what is strange in it can be seen.
func visible(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r == utf8.RuneError || r != ' ' && !unicode.IsGraphic(r) {
			r = '�'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// unescapePercent decodes %20 and the like; a percent sign that begins nothing
// of the kind stays, as does what would not be UTF-8.
func unescapePercent(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			out = append(out, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	if !utf8.Valid(out) {
		return s
	}
	return string(out)
}

// escapeURL writes the part of an address after its host in ASCII.
func escapeURL(s string) string {
	const hex = "0123456789ABCDEF"
	var out []byte
	for i := range len(s) {
		c := s[i]
		fit := isLetter(c) || isDigit(c) || strings.IndexByte("-._~/?:@!$&'()*+,;=#", c) >= 0 ||
			c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])
		if c == '#' && strings.IndexByte(s, '#') != i { // only the first begins the anchor
			fit = false
		}
		switch {
		case !fit && out == nil:
			out = append(make([]byte, 0, len(s)+16), s[:i]...)
			fallthrough
		case !fit:
			out = append(out, '%', hex[c>>4], hex[c&15])
		case out != nil:
			out = append(out, c)
		}
	}
	if out == nil {
		return s
	}
	return string(out)
}

func isHex(c byte) bool { return util.IsHexDecimal(c) }

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}

func isPort(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return len(s) > 0 && len(s) <= 5
}
