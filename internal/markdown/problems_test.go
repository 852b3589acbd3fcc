package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nhipcau/internal/problem"
)

func parse(t *testing.T, body string) (*Doc, []problem.Problem) {
	t.Helper()
	return NewParser().Parse(Source{File: "a.vi.md", Line: 1, Lang: "vi", Body: []byte(body)})
}

// listed writes problems as "line:column code", one a line.
func listed(ps []problem.Problem) string {
	var b strings.Builder
	for _, p := range ps {
		fmt.Fprintf(&b, "%d:%d %s\n", p.Line, p.Column, p.Code)
	}
	return b.String()
}

var problemCases = []struct{ name, body, want string }{
	{"nothing wrong", "Chào *bạn*.\n\n## Một\n\n### Hai\n\n- a\n\n[khu](../zones/nhon-hoi#dat)\n", ""},

	{"heading of the page's level", "Lời\n\n# Tên", "3:1 heading-top\n"},
	{"underlined heading of the page's level", "Lời\n\nTên\nbài\n===", "3:1 heading-top\n"},
	{"heading skips a level", "## a\n\n#### b", "3:1 heading-skip\n"},
	{"first heading skips a level", "  ### a", "1:3 heading-skip\n"},
	{"heading without text", "## \n\n## {#a}", "1:1 heading-empty\n3:1 heading-empty\n"},
	{"heading with attributes", `## Đầu tư {style="color:red"}`, "1:11 heading-attribute\n"},
	{"heading with a class", "## Đầu tư {.to}", "1:11 heading-attribute\n"},
	{"heading with id and class", "## Đầu tư {#a .b}", "1:11 heading-attribute\n"},
	{"heading with a handler", "## Đầu tư {onclick=x}", "1:11 heading-attribute\n"},
	{"underlined heading with attributes", "Đầu tư {.a}\n---", "1:8 heading-attribute\n"},
	{"braces that are text", "## Tập {a, b}\n\n## \\{#a}", ""},
	{"anchor with marks", "> ## Đầu tư {#đầu-tư}", "1:13 heading-id-invalid\n"},
	{"anchor in capitals", "## a {#Abc}", "1:6 heading-id-invalid\n"},
	{"anchor that begins with a digit", "## a {#1a}", "1:6 heading-id-invalid\n"},
	{"anchor of the layouts", "## a {#nc-main}\n\n## b {#fn-1}\n\n## c {#fnref-x}", "1:6 heading-id-reserved\n3:6 heading-id-reserved\n5:6 heading-id-reserved\n"},
	{"fact in a heading", "## Rộng [](fact:#area)", "1:9 fact-in-heading\n"},

	{"unknown block", ":::nte\na\n:::", "1:1 block-unknown\n"},
	{"unclosed block", "a\n\n:::note\nb\n\n- c", "3:1 block-unclosed\n"},
	{"unclosed block in a quotation", "> :::note\n> b\n\n:::\n", "1:3 block-unclosed\n4:1 block-stray\n"},
	{"closing line without a block", "a\n:::", "2:1 block-stray\n"},
	{"text on the line of a block", ":::note Đọc kỹ\na\n:::", "1:1 block-extra\n"},
	{"blocks too deep", ":::note\n:::note\n:::note\n:::note\na\n:::\n:::\n:::\n:::\n", "4:1 block-nested\n"},
	{"empty block", ":::note\n:::", "1:1 block-empty\n"},
	{"figure without an image", ":::figure\na\n:::", "1:1 figure-empty\n"},
	{"colons in code close nothing", ":::note\n```\n:::\n```\n:::", ""},

	{"tag", "Lời <b>đậm</b> và <i>nghiêng</i>", "1:5 html-raw\n1:19 html-raw\n"},
	{"block of HTML", "<table>\n<tr><td>a</td></tr>\n</table>", "1:1 html-raw\n2:1 html-raw\n2:5 html-raw\n"},
	{"closing tag alone", "a</div>", "1:2 html-other\n"},
	{"tag over two lines", "a <img src=\"x\"\nalt=\"y\">", "1:3 html-raw\n"},
	{"script", "<script>alert(1)</script>", "1:1 html-other\n"},
	{"line break", "a<br>b<br/>", "1:2 html-break\n1:7 html-break\n"},
	{"comment", "a <!-- b --> c\n\n<!--\nd", "1:3 html-comment\n3:1 html-comment\n"},
	{"declaration", "<!DOCTYPE html> <?php ?> <![CDATA[x]]>", "1:1 html-other\n1:17 html-other\n1:26 html-other\n"},
	{"signs that are no tags", "a < b, a<b và c>d, 1 <2> <- `<b>` \\<b> <tên> diện tích <x và y>", ""},

	{"link without text", "[](../a)", "1:1 link-empty\n"},
	{"link with an image without text", "[![](a.jpg)](../a)", "1:1 link-empty\n1:2 image-without-text\n"},
	{"link without an address", "Xem [a]() và [b](#)", "1:5 link-target-empty\n1:14 link-target-empty\n"},
	{"link from the root", "[a](/b) [a](//evil.example)", "1:1 link-absolute\n1:9 link-absolute\n"},
	{"link of another scheme", "[a](ftp://b.vn) <irc:a>", "1:1 link-scheme\n1:17 link-scheme\n"},
	{"http", "[a](http://b.vn) http://c.vn/d <HTTP://e.vn>", "1:1 link-http\n1:18 link-http\n1:32 link-http\n"},
	{"backslash", `[a](..\zones\b)`, "1:1 link-disguised\n"},
	{"web address that is none", "[a](https://b) [a](https:b.vn) [a](https://x@b.vn)", "1:1 link-address\n1:16 link-address\n1:32 link-address\n"},
	{"address without https", "[a](www.b.vn) [c](d@e.vn)", "1:1 link-without-scheme\n1:15 link-without-scheme\n"},
	{"mail address that is none", "[a](mailto:b) [a](mailto:b@c)", "1:1 link-mail\n1:15 link-mail\n"},
	{"telephone number that is none", "[a](tel:abc) [a](tel:12)", "1:1 link-phone\n1:14 link-phone\n"},
	{"fact with text", "[45 ha](fact:#area)", "1:1 fact-with-text\n"},
	{"fact without a name", "[](fact:../a) [](fact:#)", "1:1 fact-without-name\n1:15 fact-without-name\n"},
	{"image from elsewhere", "![a](https://b.vn/c.jpg) ![a](http://b.vn/c.jpg) ![a](mailto:a@b.vn) ![a](fact:#a)", "1:1 image-outside\n1:26 image-outside\n1:50 image-outside\n1:70 image-outside\n"},
	{"image of a script", "![a](javascript:b) ![a](data:image/png;base64,AA)", "1:1 link-scheme\n1:20 link-scheme\n"},
	{"image without text", "![](a.jpg)", "1:1 image-without-text\n"},
	{"reference without a definition", "Xem [a][b] và [c].", "1:8 reference-unknown\n"},
	{"reference to a bad address", "Xem [a][b]\n\n[b]: javascript:x", "1:5 link-scheme\n"},

	{"footnote that is not there", "a[^1] b[^2]\n\n[^1]: c", "1:8 footnote-unknown\n"},
	{"footnote, none at all", "Đ[^1]", "1:2 footnote-unknown\n"},
	{"footnote that nobody refers to", "a\n\n[^1]: c", "3:1 footnote-unused\n"},
	{"footnote written twice", "a[^1]\n\n[^1]: c\n\n[^1]: d", "5:1 footnote-duplicate\n"},

	{"too deep", strings.Repeat("> ", 60) + "a", "1:101 body-too-deep\n"},
	{"too many lines", strings.Repeat("a\n", 40_000), "1:1 body-too-long\n"},
	{"too many bytes", strings.Repeat("a", 3<<20), "1:1 body-too-long\n"},
	{"too many brackets", "a\n\nb\n" + strings.Repeat("[", 20_000), "3:1 body-too-heavy\n"},
	{"too large a table", "a\n\n|a|b|\n|-|-|\n" + strings.Repeat("|", 60_000) + "\n\n|" + strings.Repeat("a|", 9999) + "\n|" + strings.Repeat("-|", 9999) + "\n" + strings.Repeat("a\n", 20), "7:1 body-too-heavy\n"},
	{"too many footnotes", repeat("a[^{n}]\n\n", 501) + repeat("[^{n}]: b\n\n", 501), "1001:2 footnote-unknown\n2003:1 footnotes-many\n"},
}

func TestProblems(t *testing.T) {
	for _, c := range problemCases {
		t.Run(c.name, func(t *testing.T) {
			_, ps := parse(t, c.body)
			if got := listed(ps); got != c.want {
				t.Errorf("%.200q\n got:\n%swant:\n%s", c.body, got, c.want)
			}
		})
	}
}

// Every sentence says what it was given, and no place for it is left open.
func TestProblemsReadWell(t *testing.T) {
	for _, c := range problemCases {
		_, ps := parse(t, c.body)
		for _, p := range ps {
			for _, lang := range []string{"vi", "en"} {
				words := p.Sentence(lang) + "\n" + p.Hint(lang)
				for _, name := range []string{"name", "near", "text", "marks", "instead", "id", "tag", "target", "scheme", "label"} {
					if strings.Contains(words, "{"+name+"}") {
						t.Errorf("%s: %s lacks {%s}", c.name, p.Code, name)
					}
				}
				if p.Hint(lang) == "" {
					t.Errorf("%s: no hint", p.Code)
				}
			}
		}
	}
}

func TestHintsSayWhatToWrite(t *testing.T) {
	for body, want := range map[string]string{
		"<table>":                    "| … | … |",
		"<strong>a</strong>":         "**…**",
		"<aside>":                    ":::note",
		":::warn\n:::":               ":::warning",
		":::Note\na\n:::":            ":::note",
		":::hình\na\n:::":            ":::figure",
		"[a](http://b.vn/c)":         "https://b.vn/c",
		"[a](www.b.vn)":              "https://www.b.vn",
		"[a](b@c.vn)":                "mailto:b@c.vn",
		"## a {#Giới_thiệu}":         "{#gioi-thieu}",
		"## a {#2022}":               "{#s-2022}",
		"#### a":                     "##",
		"[Khu](../a) [](../b/c.pdf)": "[chữ hiện ra](../b/c.pdf)",
	} {
		_, ps := parse(t, body)
		if len(ps) == 0 || !slices.ContainsFunc(ps, func(p problem.Problem) bool { return strings.Contains(p.Hint("vi"), want) }) {
			t.Errorf("%q: no hint has %q: %v", body, want, ps)
		}
	}
}

func TestPlacesAreThoseOfTheFile(t *testing.T) {
	body := "Bình Định: [một](a) và [một](a), [hai][x]\n" +
		"\n" +
		"> - Đây là [ba](b) [](fact:#area)\n" +
		">   và ![bốn](c.jpg)\n" +
		"\n" +
		"| Cột | ກຂ [năm](d) |\n" +
		"|---|---|\n" +
		"| `a\\|b` [sáu](e) | **“[bảy](f)”** |\n" +
		"\n" +
		"\t1. code\n" +
		"- \ttab [tám](g)\n" +
		"\n" +
		"Ghi chú[^1] www.chin.vn, https://muoi.vn (ten@muoimot.vn) <https://muoihai.vn>\n" +
		"\n" +
		"[^1]: Xem [mười ba](h).\n" +
		"\n" +
		"[x]: ../x\n"
	d, ps := NewParser().Parse(Source{File: "content/a.vi.md", Line: 8, Body: []byte(body)})
	if len(ps) != 0 {
		t.Errorf("%v", ps)
	}
	var got []string
	for _, r := range d.Refs() {
		got = append(got, fmt.Sprintf("%d:%d %s %s", r.At.Line, r.At.Column, r.Text, r.Dest+"#"+r.Anchor))
		if r.At.File != "content/a.vi.md" {
			t.Errorf("file %q", r.At.File)
		}
	}
	want := []string{
		"8:12 một a#", "8:24 một a#", "8:34 hai ../x#",
		"10:12 ba b#", "10:20  #area", "11:8 bốn c.jpg#",
		"13:12 năm d#", "15:10 sáu e#", "15:24 bảy f#",
		"18:8 tám g#",
		"20:13 www.chin.vn https://www.chin.vn#", "20:26 https://muoi.vn https://muoi.vn#", "20:43 ten@muoimot.vn mailto:ten@muoimot.vn#", "20:59 https://muoihai.vn https://muoihai.vn#",
		"22:11 mười ba h#",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
