package laws

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"
	"nhipcau/internal/problem"
)

// hostile is a site of one section and one item; front matter and body of the
// item are anybody's.
func hostile(front, body []byte) fstest.MapFS {
	return with(fstest.MapFS{}, map[string]string{
		"site.yaml":              "title: {vi: Trang, en: Site}\nbaseURL: https://example.org/\nlanguages: [vi, en]\npolicies: {default: fallback}\n",
		"content/_index.vi.md":   "---\ntitle: Nhà\nlists: [{from: a}]\n---\n",
		"content/_index.en.md":   "---\ntitle: Home\n---\n",
		"content/a/_index.vi.md": "---\ntitle: A\n---\n",
		"content/a/_index.en.md": "---\ntitle: A\n---\n",
		"content/a/x.vi.md":      "---\n" + string(front) + "\n---\n" + string(body),
	})
}

const honest = "title: Bài\nsummary: Tóm tắt.\ndate: 2022-01-05\n"

// Bodies and front matter that people make to do harm, or by accident.
func hostileSeeds() [][2]string {
	bodies := []string{
		"", "Text.",
		"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<ScRiPt\n>alert(1)</sCrIpT>",
		"<a href=\"javascript:alert(1)\">x</a>", "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](&#106;avascript:alert(1))",
		"[x](java\tscript:alert(1))", "[x](<java\nscript:alert(1)>)", "[x](\x01javascript:alert(1))", "[x](<\x0bjavascript:alert(1)>)", "[x](vbscript:x)",
		"[x](data:text/html,<script>alert(1)</script>)", "<javascript:alert(1)>", "![x](javascript:alert(1))", "[x]: javascript:alert(1)\n\n[x]",
		"[x](//evil.example)", "[x](/\\evil.example)", "[x](\\\\evil.example)", "[x](https:evil.example)", "[x](https://a\"onmouseover=alert(1)//)", "[x](jav&Tab;ascript:alert(1))",
		"[x](feed:javascript:alert(1))", "[x](a \"t\\\" onclick=alert(1) x=\\\"\")", "![a\" onerror=\"alert(1)](x.png)", "# {{.}} {{template \"base.html\"}} {{call .Frame}}", "{{.Frame}} {{/*",
		"## x {#a\" onclick=\"alert(1)}", "## x {onclick=alert(1)}", "## x {#a .b style=color:red}", "```x\" onclick=\"alert(1)\ny\n```", "[^1]\n\n[^1]: <script>", "[^\"><script>]\n\n[^\"><script>]: x",
		strings.Repeat(">", 20_000) + " deep", strings.Repeat("- ", 20_000) + "deep", strings.Repeat("[", 20_000), strings.Repeat("**a ", 20_000), strings.Repeat("`", 20_001) + "a",
		strings.Repeat("<", 20_000), strings.Repeat("![", 10_000), strings.Repeat("a_", 20_000), strings.Repeat("[a](", 10_000), strings.Repeat("<!--", 10_000), strings.Repeat("&amp", 10_000),
		"[unclosed", "**unclosed", "```\nunclosed", "<b unclosed", "| a |\n|---", "![", "[](", "[](fact:", "[](fact:#date) [](fact:../../..#x) [](fact:#)", "[^",
		strings.Repeat("::: note\n", 200) + "x\n" + strings.Repeat(":::\n", 200), "::: figure\n::: quote\n:::", ":::", "::: note onclick=alert(1)\nx\n:::",
		strings.Repeat("lorem ", 1<<20/6), strings.Repeat("x", 1<<20), strings.Repeat("\n", 1<<20), strings.Repeat("ສະບາຍດີ", 1<<20/21),
		"\u202egnirts\u202c \u2066x\u2069 \u200f\u200e", "\u0000\ufffd\xff\xfe", "\r\n\r\n\r", "a\u2028b\u2029c\u0085d", strings.Repeat("e\u0301", 1000) + strings.Repeat("\u0301", 10_000), strings.Repeat("ກ້້້", 1000),
		strings.Repeat("|a", 1000) + "\n" + strings.Repeat("|-", 1000) + "\n" + strings.Repeat(strings.Repeat("|", 1000)+"\n", 200),
		strings.Repeat("[^a]", 5000) + "\n\n[^a]: x", "</div></main></body></html><h1>x", "]]><!-- --!> <!ENTITY", "http://a.b/<script>", "www.example.org/\"onclick=alert(1)", "<mailto:a\"onclick=x@b.c>", "[x](mailto:a@b.c?subject=\"><script>)", "[x](tel:\"onclick=1)",
	}
	fronts := []string{
		"", "title: <script>alert(1)</script>\nsummary: \"</script><script>alert(1)</script>\"", "title: \"x\\\" onload=\\\"alert(1)\"\nsummary: '--><script>'",
		"title: \"{{.}}\"\nsummary: \"{{template}}\"\ntags: [\"{{.}}\"]", "title: \"\\u2028\\u202e</title>\\u0000\"\nsummary: \"]]>\"", "title: \"javascript:alert(1)\"\nslug: \"javascript:alert(1)\"", "title: x\nslug: ../../../etc/passwd",
		"title: x\naliases: [\"/../../x\", \"//evil.example\", \"javascript:alert(1)\", \"/vi/\", \"/index.html\", \"/nhipcau.manifest\", \"/%2e%2e/x\", \"\\\\\\\\x\", \"/con/\"]",
		"title: x\nimage: \"../../../../etc/passwd\"", "title: x\nimage: \"javascript:alert(1)\"", "title: x\nwithdrawn: \"../../..\"", "title: x\nlists: [{from: \"../..\", where: {a: {b: c}}, sort: [x], limit: -1}]",
		keys(10_000), "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ntitle: *f",
		"title: &t [*t]", "title: " + strings.Repeat("[", 100) + strings.Repeat("]", 100), "title: " + strings.Repeat("{a: ", 100) + "x" + strings.Repeat("}", 100), "title: " + strings.Repeat("[", 20_000),
		strings.Repeat("a:\n ", 1) + strings.Repeat("- ", 20_000) + "x", "title: !!binary aGVsbG8=\nsummary: !!python/object:os.system x", "title: !<tag:x> y\n? [a, b]\n: c", "<<: *x\ntitle: y", "title: x\ntitle: y", "- a\n- b", "just text",
		"title: \"" + strings.Repeat("x", 1<<20) + "\"\nsummary: y", "title: |\n " + strings.Repeat("y\n ", 10_000), "title: \"\\xff\\ud800\"", "title: \u202eabc\u202c", "%YAML 9.9\n---\ntitle: x", "title: x\n...\n---\ntitle: y", "date: 9999-99-99\ntitle: x\nexpiryDate: 0000-00-00\npublishDate: 99999-01-01\nweight: 99999999999999999999\nplan: [" + strings.Repeat("I.1,", 5000) + "]\ntags: [" + strings.Repeat("a,", 5000) + "]", "title: x\nsummary: y\ncontact: ../../../../../etc/passwd\nphone: \"+84 1\\\" onclick=x\"\nemail: \"'onmouseover=1'&{`|}@example.org\"", "\ttitle: x", "title: x\r\nsummary: y\r", "title: 'unclosed", "title: \"unclosed",
	}
	var seeds [][2]string
	for _, b := range bodies {
		seeds = append(seeds, [2]string{honest, "\n" + b + "\n"})
	}
	for _, f := range fronts {
		seeds = append(seeds, [2]string{f, "\nText.\n"})
	}
	return seeds
}

func keys(n int) string {
	var b strings.Builder
	b.WriteString("title: x\n")
	for i := range n {
		fmt.Fprintf(&b, "key%d: %d\n", i, i)
	}
	return b.String()
}

// Whatever stands in a file: the program does not panic and does not take long,
// says what is wrong at a place in that file, and the page holds nothing but
// what layouts and Markdown make.
func FuzzSite(f *testing.F) {
	for _, seed := range hostileSeeds() {
		if len(seed[0])+len(seed[1]) < 4<<10 { // the fuzzer is slow with long ones
			f.Add([]byte(seed[0]), []byte(seed[1]))
		}
	}
	f.Fuzz(func(t *testing.T, front, body []byte) { harmless(t, front, body) })
}

// The long ones.
func TestHostileTexts(t *testing.T) {
	for i, seed := range hostileSeeds() {
		if len(seed[0])+len(seed[1]) >= 4<<10 {
			t.Run(fmt.Sprint(i), func(t *testing.T) { harmless(t, []byte(seed[0]), []byte(seed[1])) })
		}
	}
}

func harmless(t *testing.T, front, body []byte) {
	sources := hostile(front, body)
	var out output
	within(t, time.Second, func() { out = plainly(t, sources, "2022-06-01") })
	lines := 5
	for _, part := range [][]byte{front, body} {
		lines += bytes.Count(part, []byte("\n")) + bytes.Count(part, []byte("\r"))
	}
	for _, p := range out.problems {
		checkProblem(t, p, lines)
	}
	for path, data := range out.files {
		if strings.HasSuffix(path, ".html") {
			checkHTML(t, path, data)
		}
	}
}

// within wants work to be done in some time, and more of it where the race
// detector slows it. A machine that does other work as well gets further tries.
func within(t *testing.T, limit time.Duration, work func()) {
	t.Helper()
	limit *= slowness
	var took time.Duration
	for range 4 {
		start := time.Now()
		work()
		if took = time.Since(start); took < limit {
			return
		}
	}
	t.Errorf("took %s, more than %s", took, limit)
}

func checkProblem(t *testing.T, p problem.Problem, lines int) {
	t.Helper()
	if p.File == "" || p.Line < 0 || p.Column < 0 || p.Line > lines {
		t.Errorf("%s is at %q, line %d, column %d of a file of %d lines", p.Code, p.File, p.Line, p.Column, lines)
	}
	for _, lang := range []string{"vi", "en"} {
		said := p.Format(lang)
		if len(said) > 4000 {
			t.Errorf("%s: a sentence of %d bytes: %.200s…", p.Code, len(said), said)
		}
		if strings.Count(said, "\n") > 1+strings.Count(p.File, "\n")*2 { // a file's name may stand in the sentence again
			t.Errorf("%s: a sentence and a hint of more than two lines: %.300q", p.Code, said)
		}
	}
}

// What layouts and Markdown make, with the attributes they give.
var allowed = map[string]string{
	"html": "dir", "head": "", "meta": "charset name content property http-equiv", "title": "", "link": "rel href hreflang type title as crossorigin",
	"body": "", "script": "type", "header": "", "footer": "", "nav": "", "main": "tabindex", "article": "", "section": "role",
	"h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "p": "", "div": "role tabindex", "span": "role", "ul": "", "ol": "start role", "li": "",
	"a": "href rel hreflang title role data-language", "strong": "", "em": "", "del": "", "code": "", "pre": "tabindex", "blockquote": "", "hr": "", "br": "",
	"time": "datetime", "figure": "", "figcaption": "", "aside": "role", "img": "src srcset sizes alt title loading width height decoding fetchpriority",
	"svg": "viewbox", "path": "d", // of the theme's mark
	"input": "type checked disabled",
	"table": "", "thead": "", "tbody": "", "tr": "", "th": "scope", "td": "", "sup": "", "caption": "", "cite": "", "details": "", "summary": "", "wbr": "", "nc-lo": "", "button": "type", "dl": "", "dt": "", "dd": "",
}

const everywhere = "id class lang aria-label aria-labelledby aria-current aria-hidden aria-describedby"

func checkHTML(t *testing.T, path, data string) {
	t.Helper()
	script := ""
	z := html.NewTokenizer(strings.NewReader(data))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return
		}
		token := z.Token()
		switch kind {
		case html.CommentToken:
			t.Errorf("%s: a comment: %.100q", path, token.Data)
		case html.TextToken:
			if script != "" && !json.Valid([]byte(token.Data)) {
				t.Errorf("%s: a script that is no data: %.200q", path, token.Data)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			checkElement(t, path, token)
			script = ""
			if token.Data == "script" {
				script = token.Data
			}
		case html.EndTagToken:
			script = ""
		}
	}
}

func checkElement(t *testing.T, path string, token html.Token) {
	t.Helper()
	attributes, ok := allowed[token.Data]
	if !ok {
		t.Errorf("%s: the element <%.100s>", path, token.Data)
		return
	}
	data := false
	for _, a := range token.Attr {
		if token.Data == "script" && a.Key == "src" && strings.Contains(a.Val, "assets/") || token.Data == "script" && a.Key == "defer" {
			continue // of the chooser
		}
		data = data || a.Key == "type" && a.Val == "application/ld+json"
		if !slices.Contains(strings.Fields(attributes+" "+everywhere), a.Key) {
			t.Errorf("%s: <%s> has the attribute %.100s=%.100q", path, token.Data, a.Key, a.Val)
		}
		if a.Key == "href" || a.Key == "src" {
			checkAddress(t, path, a.Val)
		}
		if a.Key == "http-equiv" && a.Val != "refresh" {
			t.Errorf("%s: http-equiv=%q", path, a.Val)
		}
	}
	if token.Data == "script" && !data && path != "index.html" {
		t.Errorf("%s: a script", path)
	}
}

// checkAddress reads an address as browsers do: without controls and spaces.
func checkAddress(t *testing.T, path, href string) {
	t.Helper()
	plain := strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f {
			return -1
		}
		return r
	}, href))
	scheme, _, ok := strings.Cut(plain, ":")
	if ok && !strings.ContainsAny(scheme, "/?#") && !slices.Contains([]string{"https", "mailto", "tel"}, scheme) {
		t.Errorf("%s: an address with another scheme: %.100q", path, href)
	}
	if strings.HasPrefix(strings.ReplaceAll(plain, `\`, "/"), "//") {
		t.Errorf("%s: an address without a scheme: %.100q", path, href)
	}
}
