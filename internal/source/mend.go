package source

import (
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// Limits of the search for mistakes, so that a hopeless file costs no more than
// a blink: how many are reported, and how many bytes are parsed on trial.
const (
	maxMistakes = 20
	maxTrials   = 1 << 20
)

// mistake is something in a line that a person may have got wrong, and the line
// as it was perhaps meant.
type mistake struct {
	code string
	line int    // the index of the line
	at   int    // the offset in it
	mend string // the line that was meant
	cut  bool   // the text ends before this line instead
	show bool   // whether the mended line makes a hint
}

// mend reports what is wrong with a text that does not parse.
func (p *parser) mend(f *fault) {
	lines := strings.Split(string(p.src), "\n")
	budget := maxTrials
	for range maxMistakes {
		m, mended, root, next := p.find(lines, f, &budget)
		if mended == nil {
			p.add(f.code, f.line+p.before, f.col, "line", shown(lines[f.line-1]))
			return
		}
		p.tell(m, lines)
		lines = mended
		if next == nil {
			p.lines = lines
			if root != nil {
				p.node(root) // for the mistakes that parse
			}
			return
		}
		f = next
	}
}

// tell reports a mistake in lines.
func (p *parser) tell(m mistake, lines []string) {
	line := m.line + 1 + p.before
	if n := len(p.problems); m.code == "indent-wrong" && n > 0 && p.problems[n-1].Line == line {
		return // whoever replaces the tab will see
	}
	var args []string
	switch {
	case m.show:
		args = []string{"line", shown(m.mend)}
	case m.code == "front-fence-wrong":
		args = []string{"line", shown(lines[m.line])}
	case m.code == "line-stray" && p.front:
		args = []string{"fence", "---"}
	}
	p.add(m.code, line, column(lines[m.line], m.at), args...)
}

// find looks for a mistake whose mending takes the parser further than the
// fault, first on the fault's own line, then above, then below. It returns the
// mended lines, with their tree or the next fault, or no lines.
func (p *parser) find(lines []string, f *fault, budget *int) (mistake, []string, *yaml.Node, *fault) {
	looks := []func([]string, int) (mistake, bool){
		p.fence, spaces, tabs, dash, colonGlued, quotation, curly, special, colonInside, margin, p.stray,
	}
	for _, i := range searchOrder(len(lines), f.line-1) {
		if strings.TrimSpace(lines[i]) == "" {
			continue
		}
		for _, look := range looks {
			m, ok := look(lines, i)
			if !ok {
				continue
			}
			mended := m.apply(lines)
			src := []byte(strings.Join(mended, "\n"))
			if *budget -= len(src); *budget < 0 {
				return m, nil, nil, nil
			}
			root, next := p.load(src)
			if next == nil || next.further(f, i, column(lines[i], m.at)) {
				return m, mended, root, next
			}
		}
	}
	return mistake{}, nil, nil, nil
}

// further reports whether the parser, having failed at old, came further by a
// mended line: down, or elsewhere in old's line if that or one above was mended.
// Where the mistake stood exactly at the fault any other fault is further, since
// one mistake may hide behind another.
func (f *fault) further(old *fault, mended, col int) bool {
	switch {
	case f.line > old.line:
		return true
	case mended == old.line-1 && col == old.col:
		return *f != *old
	case f.line < old.line:
		return false
	}
	return mended == old.line-1 && f.col > old.col || mended < old.line-1 && f.col != old.col
}

// searchOrder gives the indices of n lines: from line i up, then those below.
func searchOrder(n, i int) []int {
	order := make([]int, 0, n)
	for j := min(i, n-1); j >= 0; j-- {
		order = append(order, j)
	}
	for j := i + 1; j < n; j++ {
		order = append(order, j)
	}
	return order
}

func (m mistake) apply(lines []string) []string {
	out := append([]string(nil), lines...)
	if m.cut {
		for i := m.line; i < len(out); i++ {
			out[i] = "" // empty, so that lines keep their numbers
		}
		return out
	}
	out[m.line] = m.mend
	return out
}

// fence: the second "---" of front matter is not three hyphens.
func (p *parser) fence(lines []string, i int) (mistake, bool) {
	return mistake{code: "front-fence-wrong", line: i, cut: true}, p.front && looksLikeFence(lines[i])
}

// spaces: a space that is none before a key or value.
func spaces(lines []string, i int) (mistake, bool) {
	line := lines[i]
	head := line[:splitLine(line).at]
	at := strings.IndexFunc(head, isOddSpace)
	if at < 0 {
		return mistake{}, false
	}
	mended := strings.Map(func(r rune) rune {
		if isOddSpace(r) {
			return ' '
		}
		return r
	}, head) + line[len(head):]
	return mistake{code: "space-odd", line: i, at: at, mend: mended}, true
}

// tabs: indentation by tabulators.
func tabs(lines []string, i int) (mistake, bool) {
	line := lines[i]
	n := indent(line)
	at := strings.IndexByte(line[:n], '\t')
	if at < 0 {
		return mistake{}, false
	}
	return mistake{code: "tab-indent", line: i, at: at, mend: strings.ReplaceAll(line[:n], "\t", "  ") + line[n:]}, true
}

// dash: an item of a list that does not begin with hyphen and space.
func dash(lines []string, i int) (mistake, bool) {
	line := lines[i]
	at := indent(line)
	n := wrongDash(line[at:])
	if n == 0 {
		return mistake{}, false
	}
	above := splitLine(lines[lineAbove(lines, i)])
	if above.value != "" && !above.item && wrongDash(above.value) == 0 {
		return mistake{}, false // no list is open here
	}
	mended := line[:at] + "- " + strings.TrimLeftFunc(line[at+n:], isSpace)
	return mistake{code: "list-dash-wrong", line: i, at: at, mend: mended, show: true}, true
}

// colonGlued: no space after a key's colon.
func colonGlued(lines []string, i int) (mistake, bool) {
	line := lines[i]
	start := splitLine(line).start
	at, mended := glued(line[start:])
	if at < 0 {
		return mistake{}, false
	}
	mended = line[:start] + mended
	if v := splitLine(mended); needsQuotes(v.value) {
		mended = quotedValue(mended)
	}
	return mistake{code: "colon-without-space", line: i, at: start + at, mend: mended, show: true}, true
}

// quotation: quotation marks that are not closed, closed too early, or that
// hold a backslash.
func quotation(lines []string, i int) (mistake, bool) {
	p := splitLine(lines[i])
	if p.value == "" || p.value[0] != '"' && p.value[0] != '\'' {
		return mistake{}, false
	}
	mark := p.value[:1]
	m := mistake{line: i, at: p.at, show: true}
	end, badEscape := closing(p.value)
	switch inner := strings.TrimSuffix(p.value[1:], mark); {
	case end < 0:
		m.code = "quote-open"
		m.mend = p.with(lines[i], quote(p.value[1:]))
	case badEscape > 0:
		m.code = "quote-backslash"
		m.at += badEscape
		m.mend = p.with(lines[i], "'"+strings.ReplaceAll(inner, "'", "''")+"'")
	case end == len(p.value)-1:
		return m, false
	default:
		m.code = "quote-inside"
		m.at += end
		if !strings.HasSuffix(p.value, mark) || strings.Count(p.value, mark)%2 == 0 && p.value[end+1] == ' ' {
			inner = p.value // the marks are part of the text: "A" and "B"
		}
		m.mend = p.with(lines[i], quote(inner))
	}
	return m, true
}

// closing returns the offset of the mark that closes s, which begins with one,
// or -1; and the offset of the first backslash that means nothing in YAML.
func closing(s string) (end, badEscape int) {
	for i := 1; i < len(s); i++ {
		switch {
		case s[0] == '"' && s[i] == '\\':
			i++
			if badEscape == 0 && (i == len(s) || !strings.ContainsRune("0abtnvfre \"/\\N_LPxuU\t", rune(s[i]))) {
				badEscape = i - 1
			}
		case s[i] != s[0]:
		case s[0] == '\'' && i+1 < len(s) && s[i+1] == '\'':
			i++
		default:
			return i, badEscape
		}
	}
	return -1, badEscape
}

// curly: typographic quotation marks around a text with a colon, which they do
// not protect.
func curly(lines []string, i int) (mistake, bool) {
	p := splitLine(lines[i])
	inner, ok := curlyQuoted(p.value)
	if !ok || colonIn(inner) < 0 {
		return mistake{}, false
	}
	return mistake{code: "quote-curly-colon", line: i, at: p.at, mend: p.with(lines[i], quote(inner)), show: true}, true
}

// special: a value begins with a sign that means something to YAML.
func special(lines []string, i int) (mistake, bool) {
	p := splitLine(lines[i])
	if p.key == "" && !p.item {
		return mistake{}, false
	}
	m := mistake{code: "value-needs-quotes", line: i, at: p.at, mend: p.with(lines[i], quote(p.value)), show: true}
	if p.value != "" && (p.value[0] == '[' || p.value[0] == '{') {
		end := "]"
		if p.value[0] == '{' {
			end = "}"
		}
		if !strings.Contains(p.value, end) {
			m.code, m.mend = "bracket-open", strings.TrimRightFunc(lines[i], isSpace)+end
		}
		return m, !strings.HasSuffix(p.value, end)
	}
	return m, needsQuotes(p.value)
}

// needsQuotes reports whether a text cannot stand in YAML without marks because
// of how it begins.
func needsQuotes(s string) bool {
	if s == "" {
		return false
	}
	switch s[0] {
	case '@', '`', '%', '*', '&', '!', ',', ']', '}':
		return true
	case '-', '?', ':':
		return startsWithSpace(s[1:])
	case '|', '>': // only "|", "|-", ">2" and the like begin a text over several lines
		return strings.Trim(s[1:], "+-123456789") != ""
	}
	return false
}

// colonInside: "title: Bình Định: điểm đến".
func colonInside(lines []string, i int) (mistake, bool) {
	p := splitLine(lines[i])
	colon := colonIn(p.value)
	if colon < 0 || p.key == "" && !p.item || strings.ContainsAny(p.value[:1], `"'[{`) {
		return mistake{}, false
	}
	return mistake{code: "colon-in-value", line: i, at: p.at + colon, mend: p.with(lines[i], quote(p.value)), show: true}, true
}

// colonIn returns the offset of a colon that YAML takes for the end of a key.
func colonIn(s string) int {
	for i := range len(s) {
		if s[i] == ':' && (i+1 == len(s) || s[i+1] == ' ' || s[i+1] == '\t') {
			return i
		}
	}
	return -1
}

// margin: a line is indented too far, or not as its neighbours are.
func margin(lines []string, i int) (mistake, bool) {
	line := lines[i]
	p := splitLine(line)
	n := indent(line)
	if n == 0 || p.key == "" && !p.item {
		return mistake{}, false
	}
	want := 0
	if j := lineAbove(lines, i); j < i {
		above := splitLine(lines[j])
		want = indent(lines[j])
		if n == want || n > want && above.value == "" {
			return mistake{}, false
		}
		if n > want && above.item && above.key != "" {
			want = above.start // the next key of an item
		}
	}
	if n == want {
		return mistake{}, false
	}
	mended := strings.Repeat(" ", want) + line[n:]
	return mistake{code: "indent-wrong", line: i, at: n, mend: mended}, true
}

// lineAbove returns the index of the next line above that says something, or i.
func lineAbove(lines []string, i int) int {
	for j := i - 1; j >= 0; j-- {
		if s := strings.TrimSpace(lines[j]); s != "" && s[0] != '#' {
			return j
		}
	}
	return i
}

// stray: a line at the margin without key. It may be "title = x", the rest of
// the value above, or the body, if the second "---" is missing.
func (p *parser) stray(lines []string, i int) (mistake, bool) {
	line := lines[i]
	listItem := line[0] == '-' && i > 0 && strings.TrimSpace(lines[i-1]) == ""
	if !isBodyLine(line) && !listItem {
		return mistake{}, false
	}
	n := keyLength(line)
	rest := strings.TrimLeft(line[n:], " ")
	if value, ok := strings.CutPrefix(rest, "="); ok && n > 0 {
		return mistake{code: "colon-missing", line: i, at: len(line) - len(rest), mend: line[:n] + ": " + strings.TrimSpace(value), show: true}, true
	}
	if first := bodyStart(lines, i); p.front && i > 0 && (first < i || strings.TrimSpace(lines[i-1]) == "") {
		if slices.ContainsFunc(lines[:first], looksLikeFence) {
			return mistake{}, false // that line is the mistake
		}
		return mistake{code: "front-unclosed", line: first, cut: true}, true
	}
	if r, _ := utf8.DecodeRuneInString(line); r == '-' {
		return mistake{}, false
	}
	return mistake{code: "line-stray", line: i, mend: ""}, true
}
