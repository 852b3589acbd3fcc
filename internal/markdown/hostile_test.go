package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
	"time"
)

// hostile are pieces that, repeated, make parsers slow or deep. Each is
// repeated many times and to a long body; {n} counts.
var hostile = []string{
	"> ", ">", ">\n", "- ", "* ", "1. ", "+\n", "- a\n", "[", "]", "[]", "[](", "[a](", "[a](b", "[a](<b", "![", "![a](b)", "[a]", "[a] ",
	"[a][", "[a][b]", "[a][b", "[[a]", "a]", "[a](b)", "[a](b) ", "[a](b\n", "[](b)\n", "*", "**", "* a", "*a", "a*", "*a_", "*a **b ", "a**b", "**a*",
	"_a ", "_a*", "__a ", "~~", "~~a", "~a", "`", "` ", "`a", "``a`", "a`b``c", "(", ")", "<", "<a", "<a ", "<a x=\"", "<b>", "</b>", "<!--", "<!-- -->", "<!A", "<?", "<![CDATA[",
	"<http:", "<a@b", "<https://a.b>", "<div>\n", ":::note\n", "> :::note\n", ":::note\n:::\n", ":::\n", "::::", ":::x\n",
	"|", "|-", "| a ", "|a|b|\n|-|-|\n", "a|b\n-|-\n", "|a|\n|-|\n|b|\n\n", "`a\\|b`|", "\\", "\\[", "&", "&amp;", "&#1;", "&#x41;",
	"[^", "[^1]", "[^a]: b\n", "[^{n}]", "[^{n}]: a\n\n", "[^{n}]: a[^{n}]\n\n", "[^{n}] [^{n}]: ", "[{n}]: b\n", "[a{n}]: b\n'", "[a]: b\n\"", "[a{n}]: <b>\n", "[a]:\n",
	"# a\n", "## a\n", "#### a\n## b\n", "## a {", "{", "a {#b}\n---\n", "## {#a}\n", "a\n---\n", "a\n===\n", "---\n", "***\n", "- - -\n", "```\n", "```a\n\n", "~~~\n", "    a\n", "\ta\n", " \t",
	"www.", "www.a", "www.A_", "www.a.b ", "https://", "https://a ", "https://a.b_", "(https://a.b", "a@", "a@b.c ", "a_b@", "@", "a.", ":", "http://a.b ",
	"ກ\n", "**ກ**\n", "ກ**“ກ”**", "a\n", "a  \n", "a\\\n", "\n", "\n\n", " ", "\t", "\r", "\r\n", "\x00", "\xff", "\u200b",
	"- a\n\n", "- a\n  - b\n", "1) a\n", "- [ ] a\n", "- [x] ", "a\n> b\n", "> a\nb\n\n", "[](fact:#a)", "[](fact:#a)\n", "*[a](b)*", "[*a*](b)", "![*a", "[![a](b)](c)",
}

// shapes put n repetitions of a piece into a body.
var shapes = map[string]func(piece string, n int) string{
	"in text": func(s string, n int) string { return "a " + repeat(s, n) + " b\n\n## c\n" },
	"in cell": func(s string, n int) string { return "|a|b|\n|-|-|\n|" + repeat(s, n) + "|c|\n" },
	"in item": func(s string, n int) string { return "- a " + repeat(s, n) + "\n- b\n" },
	"lines":   func(s string, n int) string { return repeat(strings.Repeat(strings.TrimRight(s, "\n"), 12)+"\n", n/12) },
}

func repeat(s string, n int) string {
	if !strings.Contains(s, "{n}") {
		return strings.Repeat(s, n)
	}
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(s, "{n}", strconv.Itoa(i)))
	}
	return b.String()
}

// pairs open many times and then close as many times.
var pairs = [][2]string{
	{"[", "]"}, {"[", "](a)"}, {"![", "](a)"}, {"*a ", " a*"}, {"**a ", " a**"}, {"*", "*"}, {"_", "_"}, {"_a ", "a* "}, {"**a_ ", "a_ "}, {"`", "``"}, {"(", ")"}, {"<", ">"},
	{":::note\n", ":::\n"}, {"[a](", ")"}, {"[^a", "]"}, {"~~a ", " a~~"}, {"[a]: b\n", "[a]\n"}, {"[*a ", "*]"}, {"*a _b ", "c_ d*"}, {"[a][", "]"},
}

func checkHostile(t *testing.T, name, body string) {
	t.Helper()
	p := NewParser()
	start := time.Now()
	d, _ := p.Parse(Source{File: "a.md", Line: 1, Body: []byte(body)})
	Anchors([]*Doc{d}, 0)
	for _, ref := range d.Refs() {
		ref.URL, ref.Value = "../a/", "1"
	}
	var out bytes.Buffer
	d.HTML(&out, testWords)
	if took := time.Since(start); took > slow {
		t.Errorf("%s: %d bytes took %v", name, len(body), took)
	} else if testing.Verbose() && took > 300*time.Millisecond {
		t.Logf("%s: %d bytes took %v", name, len(body), took)
	}
	if len(body) < 16<<10 {
		checkMarkup(t, name, out.Bytes())
	} else { // checkMarkup is slower than what it checks
		checkTags(t, name, out.Bytes())
	}
}

// checkTags finds elements that a body may not become.
func checkTags(t *testing.T, name string, html []byte) {
	t.Helper()
	for {
		_, rest, ok := bytes.Cut(html, []byte("<"))
		if !ok {
			return
		}
		html = bytes.TrimPrefix(rest, []byte("/"))
		n := max(bytes.IndexAny(html[:min(len(html), 20)], " >"), 0)
		if _, ok := elements[string(html[:n])]; !ok {
			t.Fatalf("%s: element %q", name, html[:n])
		}
	}
}

func TestHostileBodiesAreFast(t *testing.T) {
	for _, piece := range hostile {
		checkHostile(t, strconv.Quote(piece), repeat(piece, many))
		for shape, of := range shapes {
			checkHostile(t, strconv.Quote(piece)+" "+shape, of(piece, many/10))
		}
		checkHostile(t, strconv.Quote(piece)+" at length", repeat(piece, long/len(piece)))
	}
	for _, pair := range pairs {
		for _, n := range []int{1000, many, long / (len(pair[0]) + len(pair[1]))} {
			checkHostile(t, strconv.Quote(pair[0]+"…"+pair[1]), strings.Repeat(pair[0], n)+"x"+strings.Repeat(pair[1], n))
		}
		for _, n := range []int{20, 300} {
			block := strings.Repeat(pair[0], n) + "x" + strings.Repeat(pair[1], n) + "\n\n"
			checkHostile(t, strconv.Quote(pair[0]+"…"+pair[1])+" in blocks of "+strconv.Itoa(n), strings.Repeat(block, long/len(block)))
		}
	}
	for name, body := range map[string]string{
		"wide table":         "|" + strings.Repeat("a|", 100_000) + "\n|" + strings.Repeat("-|", 100_000) + "\n" + strings.Repeat("b\n", 20_000),
		"many wide tables":   strings.Repeat("|"+strings.Repeat("a|", 1000)+"\n|"+strings.Repeat("-|", 1000)+"\n"+strings.Repeat("b\n", 100)+"\n", 200),
		"long table":         "|a|b|\n|-|-|\n" + strings.Repeat("|c|d|\n", 29_000),
		"backticks growing":  growing("`", 1400),
		"stars growing":      growing("*", 1400),
		"code in table":      "|a|\n|-|\n" + strings.Repeat("|`a\\|b`|\n", 25_000),
		"blank in deep list": strings.Repeat("- ", 24) + "a" + strings.Repeat("\n", 29_000),
		"quotes and blanks":  strings.Repeat(strings.Repeat(">", 49)+"\n", 20_000),
		"notes":              strings.Repeat("[^1]", 200_000) + "\n\n[^1]: a\n",
		"one long line":      strings.Repeat("a", 1<<20),
		"one long heading":   "## " + strings.Repeat("a{", 1<<19) + "}",
		"definitions, links": repeat("[a{n}]: b\n\n", 9_000) + repeat("[a{n}]\n\n", 5_000),
		"lines of links":     strings.Repeat("[a]\n", 29_000),
		"headings alike":     strings.Repeat("## a\n", 29_000),
		"headings by turns":  strings.Repeat("## a\n### b\n", 14_000),
	} {
		checkHostile(t, name, body)
	}
}

// growing is runs of 1, 2, 3, … of s.
func growing(s string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(s, i+1))
		b.WriteByte('a')
	}
	return b.String()
}

func TestHostileTranslationsAreFast(t *testing.T) {
	p := NewParser()
	a, _ := p.Parse(Source{Body: []byte(strings.Repeat("## a\n### b\n", many/2))})
	b, _ := p.Parse(Source{Body: []byte("### x\n" + strings.Repeat("## a\n### b\n### c\n", many/3) + "## y\n")})
	start := time.Now()
	Anchors([]*Doc{a, b}, 0)
	if took := time.Since(start); took > slow {
		t.Errorf("took %v", took)
	}
}
