package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// parts are what a line of YAML consists of, as far as the line alone can tell.
type parts struct {
	start int    // the offset of the key, or of the value where there is no key
	item  bool   // whether the line begins with "- "
	key   string // without its colon
	colon int    // the offset of the colon
	at    int    // the offset of the value
	value string // what follows, without spaces at its end
}

func splitLine(line string) parts {
	var p parts
	i := indent(line)
	for strings.HasPrefix(line[i:], "- ") {
		p.item = true
		i += 1 + indent(line[i+1:])
	}
	p.start = i
	n := keyLength(line[i:])
	colon := i + n + indent(line[i+n:])
	if n > 0 && colon < len(line) && line[colon] == ':' && startsWithSpace(line[colon+1:]) {
		p.key, p.colon = line[i:i+n], colon
		i = colon + 1 + indent(line[colon+1:])
	}
	p.at = i
	p.value = strings.TrimRightFunc(line[i:], isSpace)
	return p
}

// with returns the line with another value.
func (p parts) with(line, value string) string {
	head := strings.TrimRightFunc(line[:p.at], isSpace)
	if p.key == "" {
		return line[:p.at] + value
	}
	return head + " " + value
}

// keyLength is the length of what may be a key at the beginning of s: one word,
// with the dots, slashes and hyphens of identifiers and paths.
func keyLength(s string) int {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '_' && (i == 0 || !strings.ContainsRune("-./", r)) {
			return i
		}
	}
	return len(s)
}

// indent is the length of the white space at the beginning of s.
func indent(s string) int { return len(s) - len(strings.TrimLeftFunc(s, isSpace)) }

func startsWithSpace(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s == "" || isSpace(r)
}

// isSpace takes for a space all that looks like one, or like nothing.
func isSpace(r rune) bool { return r == ' ' || r == '\t' || isOddSpace(r) }

// isOddSpace reports whether r looks like a space, or like nothing, and is no
// space to YAML. Such characters come with text copied from Word and web pages.
func isOddSpace(r rune) bool {
	return r == 0xA0 || r == 0x1680 || r >= 0x2000 && r <= 0x200D || r == 0x202F || r == 0x205F || r == 0x2060 || r == 0x3000 || r == 0xFEFF
}

// glued finds the colon of "title:Bình Định", in which a space is missing. It
// returns -1 if there is none; links and times of day are none.
func glued(s string) (at int, mended string) {
	n := 0
	for n < len(s) && (s[n] == '_' || s[n] == '-' && n > 0 || s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || n > 0 && s[n] >= '0' && s[n] <= '9') {
		n++
	}
	if n == 0 || n+1 >= len(s) || s[n] != ':' || startsWithSpace(s[n+1:]) || s[n+1] == '/' || s[n+1] == ':' {
		return -1, ""
	}
	return n, s[:n+1] + " " + s[n+1:]
}

// wrongDash is the length of what stands at the beginning of a list's item in
// place of "- ", or 0.
func wrongDash(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case strings.ContainsRune("–—‐‑−•·◦▪*+", r) && len(s) > n:
		return n
	case r == '-' && len(s) > 1 && s[1] != '-' && !startsWithSpace(s[1:]):
		return 1
	}
	return 0
}

// looksLikeFence reports whether a line was meant to be "---": Word makes long
// dashes of hyphens, and hands type one too many.
func looksLikeFence(line string) bool {
	s := strings.TrimRightFunc(line, isSpace)
	if s == "" || isFence([]byte(line)) || strings.Trim(s, "-‐‑‒–—―−_=*+~") != "" {
		return false
	}
	return utf8.RuneCountInString(s) > 1 || strings.Contains("–—―", s)
}

// isBodyLine reports whether a line cannot belong to front matter: it stands at
// the margin and is neither key nor item nor comment.
func isBodyLine(line string) bool {
	p := splitLine(line)
	return p.value != "" && p.start == 0 && p.key == "" && line[0] != '#' && line[0] != '-' && keyOf(line) == ""
}

// keyOf returns a key that is in quotation marks or lacks the space after it.
func keyOf(line string) string {
	if at, _ := glued(line); at > 0 {
		return line[:at]
	}
	if q := line[0]; q == '"' || q == '\'' {
		if end := strings.IndexByte(line[1:], q); end > 0 && strings.HasPrefix(strings.TrimSpace(line[end+2:]), ":") {
			return line[1 : end+1]
		}
	}
	return ""
}

// bodyStart goes back from a line of the body to where the body seems to begin:
// Markdown's headings look like comments of YAML.
func bodyStart(lines []string, i int) int {
	first := i
	for j := i - 1; j > 0 && (strings.TrimSpace(lines[j]) == "" || lines[j][0] == '#'); j-- {
		if strings.TrimSpace(lines[j]) != "" {
			first = j
		}
	}
	return first
}

// curlyQuoted returns what stands between “ and ” if that is the whole of s.
func curlyQuoted(s string) (inner string, ok bool) {
	for _, q := range [...][2]string{{"“", "”"}, {"„", "“"}, {"„", "”"}, {"”", "”"}, {"‘", "’"}, {"«", "»"}} {
		inner, ok = strings.CutPrefix(s, q[0])
		if !ok {
			continue
		}
		if inner, ok = strings.CutSuffix(inner, q[1]); ok && inner != "" && !strings.ContainsAny(inner, q[0]+q[1]) {
			return inner, true
		}
	}
	return "", false
}

// quote writes s as a YAML text in the marks that suit it.
func quote(s string) string {
	switch {
	case !strings.ContainsAny(s, `"\`):
		return `"` + s + `"`
	case !strings.Contains(s, "'"):
		return "'" + s + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// quotedValue returns a line with its value in quotation marks.
func quotedValue(line string) string {
	p := splitLine(line)
	return p.with(line, quote(p.value))
}
