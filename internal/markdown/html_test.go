package markdown

import (
	"bytes"
	"strings"
	"testing"
)

// render gives the HTML of a body; links to sources lead to ../ and the path.
func render(t *testing.T, body string) string {
	t.Helper()
	d, _ := parse(t, body)
	Anchors([]*Doc{d}, 0)
	for _, r := range d.Refs() {
		switch r.Kind {
		case Page, Image:
			r.URL = "../" + strings.TrimLeft(r.Dest, "./")
			if r.Anchor != "" {
				r.URL += "#" + r.Anchor
			}
		case Fact:
			r.Value = "1.374 ha <>"
		}
	}
	var out bytes.Buffer
	d.HTML(&out, testWords)
	return out.String()
}

func TestHTML(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"paragraphs", "Một *hai* **ba** ***bốn*** ~~năm~~ `sáu <&>`.\nbảy\n\ntám  \nchín\\\nmười", "<p>Một <em>hai</em> <strong>ba</strong> <em><strong>bốn</strong></em> <del>năm</del> <code>sáu &lt;&amp;&gt;</code>.\nbảy</p>\n<p>tám<br>\nchín<br>\nmười</p>\n"},
		{"one tilde is about", "khoảng ~5 và ~6 ha, 5~6, ~~~7~~~", "<p>khoảng ~5 và ~6 ha, 5~6, ~~~7~~~</p>\n"},
		{"entities and escapes", "&eacute; &#233; &lt;b> &nope; \\*a\\* & \\& &#0; &#1; &#xD800;", "<p>é é &lt;b&gt; &amp;nope; *a* &amp; &amp; � � �</p>\n"},
		{"headings", "## Đầu tư\n### **Nhơn** Hội {#nhon-hoi}\nTên\n---", "<h2 id=\"dau-tu\">Đầu tư</h2>\n<h3 id=\"nhon-hoi\"><strong>Nhơn</strong> Hội</h3>\n<h2 id=\"ten\">Tên</h2>\n"},
		{"lists", "- a\n- b\n  1. c\n\n7. d\n\n8. e", "<ul>\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n</ol>\n</li>\n</ul>\n<ol start=\"7\">\n<li>\n<p>d</p>\n</li>\n<li>\n<p>e</p>\n</li>\n</ol>\n"},
		{"task list", "- [x] a\n- [ ] b", "<ul>\n<li><input type=\"checkbox\" disabled=\"\" checked=\"\" aria-label=\"Xong\"> a</li>\n<li><input type=\"checkbox\" disabled=\"\" aria-label=\"Chưa xong\"> b</li>\n</ul>\n"},
		{"quotation, rule, code", "> a\n\n---\n\n```go x\na < b\n```\n\n    c\n", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n<pre tabindex=\"0\"><code class=\"language-go\">a &lt; b\n</code></pre>\n<pre tabindex=\"0\"><code>c\n</code></pre>\n"},
		{"language of code is no markup", "```\"><script>\na\n```", "<pre tabindex=\"0\"><code>a\n</code></pre>\n"},
		{"table", "| a | b | |\n|:--|--:|:-:|\n| `c\\|d` | e\\|f | g |\n| h |", "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Bảng\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\" class=\"left\">a</th>\n<th scope=\"col\" class=\"right\">b</th>\n<td class=\"center\"></td>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class=\"left\"><code>c|d</code></td>\n<td class=\"right\">e|f</td>\n<td class=\"center\">g</td>\n</tr>\n<tr>\n<td class=\"left\">h</td>\n<td></td>\n<td></td>\n</tr>\n</tbody>\n</table>\n</div>\n"},
		{"raw HTML is text", "<b>a</b> <br> <!-- c --> <script>alert(\"1\")</script>\n<div\nonclick=x>", "<p>&lt;b&gt;a&lt;/b&gt; &lt;br&gt; &lt;!-- c --&gt; &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;\n&lt;div\nonclick=x&gt;</p>\n"},
		{"links", "[a](../b#c \"D\") [e](https://F.vn/g h) [e](<https://F.vn/g ệ>) [i](mailto:j@k.vn?subject=a%20b) [l](<tel:+84 256 3>) [m](#n)", "<p><a href=\"../b#c\" title=\"D\">a</a> [e](<a href=\"https://f.vn/g\" rel=\"noopener\">https://F.vn/g</a> h) <a href=\"https://f.vn/g%20%E1%BB%87\" rel=\"noopener\">e</a> <a href=\"mailto:j@k.vn?subject=a%20b\">i</a> <a href=\"tel:+842563\">l</a> <a href=\"../#n\">m</a></p>\n"},
		{"quoted fact", "Rộng **[](fact:../a#area)**.", "<p>Rộng <strong>1.374 ha &lt;&gt;</strong>.</p>\n"},
		{"image", "![a *b* [c](d)](../e.jpg \"F\")", "<p><img src=\"../e.jpg\" alt=\"a b c\" title=\"F\" fetchpriority=\"high\" decoding=\"async\"></p>\n"},
		{"images before and after the first block", "[x]: y\n\n![a](a.jpg) ![b](b.jpg)\n\n![c](c.jpg)", "<p><img src=\"../a.jpg\" alt=\"a\" fetchpriority=\"high\" decoding=\"async\"> <img src=\"../b.jpg\" alt=\"b\" decoding=\"async\"></p>\n<p><img src=\"../c.jpg\" alt=\"c\" loading=\"lazy\" decoding=\"async\"></p>\n"},
		{"image that is a link", "[![a](b.jpg)](c)", "<p><a href=\"../c\"><img src=\"../b.jpg\" alt=\"a\" fetchpriority=\"high\" decoding=\"async\"></a></p>\n"},
		{"no link in a link", "[a https://b.vn [^1] <https://c.vn>](d)\n\n[^1]: e", "<p><a href=\"../d\">a https://b.vn <sup class=\"footnote-ref\" id=\"fnref-1\">1</sup> https://c.vn</a></p>\n<section class=\"footnotes\" aria-label=\"Chú thích\">\n<ol>\n<li id=\"fn-1\">\n<p>e <a class=\"footnote-back\" href=\"#fnref-1\" aria-label=\"Về bài 1\">↩︎</a></p>\n</li>\n</ol>\n</section>\n"},
		{"footnotes", "a[^x] b[^y] c[^x]\n\n[^y]: d\n\n    e\n[^x]: - f", "<p>a<sup class=\"footnote-ref\" id=\"fnref-1\"><a href=\"#fn-1\">1</a></sup> b<sup class=\"footnote-ref\" id=\"fnref-2\"><a href=\"#fn-2\">2</a></sup> c<sup class=\"footnote-ref\" id=\"fnref-1-2\"><a href=\"#fn-1\">1</a></sup></p>\n<section class=\"footnotes\" aria-label=\"Chú thích\">\n<ol>\n<li id=\"fn-1\">\n<ul>\n<li>f</li>\n</ul>\n <a class=\"footnote-back\" href=\"#fnref-1\" aria-label=\"Về bài 1.1\">↩︎<sup>1</sup></a> <a class=\"footnote-back\" href=\"#fnref-1-2\" aria-label=\"Về bài 1.2\">↩︎<sup>2</sup></a></li>\n<li id=\"fn-2\">\n<p>d</p>\n<p>e <a class=\"footnote-back\" href=\"#fnref-2\" aria-label=\"Về bài 2\">↩︎</a></p>\n</li>\n</ol>\n</section>\n"},
		{"note", ":::note\na\n\n- b\n:::\n\n::: warning\nc\n:::", "<aside class=\"note\" role=\"note\" aria-label=\"Lưu ý\">\n<p class=\"label\">Lưu ý</p>\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n</aside>\n<aside class=\"warning\" role=\"note\" aria-label=\"Cảnh báo\">\n<p class=\"label\">Cảnh báo</p>\n<p>c</p>\n</aside>\n"},
		{"blocks in each other", ":::note\n- a\n\n  :::quote\n  b\n  :::\n\n> c\n:::\nd", "<aside class=\"note\" role=\"note\" aria-label=\"Lưu ý\">\n<p class=\"label\">Lưu ý</p>\n<ul>\n<li>\n<p>a</p>\n<figure class=\"quote\">\n<blockquote>\n<p>b</p>\n</blockquote>\n</figure>\n</li>\n</ul>\n<blockquote>\n<p>c</p>\n</blockquote>\n</aside>\n<p>d</p>\n"},
		{"figure with an image", ":::figure\n![a](b.jpg)\n\nChú *thích*\n:::", "<figure>\n<img src=\"../b.jpg\" alt=\"a\" fetchpriority=\"high\" decoding=\"async\">\n<figcaption>Chú <em>thích</em></figcaption>\n</figure>\n"},
		{"figure with its caption on the next line", ":::figure\n![a](b.jpg)\nChú thích\n:::", "<figure>\n<img src=\"../b.jpg\" alt=\"a\" fetchpriority=\"high\" decoding=\"async\">\n<figcaption>Chú thích</figcaption>\n</figure>\n"},
		{"figure without a caption", ":::figure\n![a](b.jpg)\n:::", "<figure>\n<img src=\"../b.jpg\" alt=\"a\" fetchpriority=\"high\" decoding=\"async\">\n</figure>\n"},
		{"figure with a table", ":::figure\n|a|\n|-|\n|b|\n\nc\n:::", "<figure>\n<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Bảng\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>\n</div>\n<figcaption>c</figcaption>\n</figure>\n"},
		{"quote with who said it", ":::quote\na\n\n— Ông [B](b)\n:::", "<figure class=\"quote\">\n<blockquote>\n<p>a</p>\n</blockquote>\n<figcaption>— Ông <a href=\"../b\">B</a></figcaption>\n</figure>\n"},
		{"quote with who said it on the next line", ":::quote\na\nb\n-- Ông B\n:::", "<figure class=\"quote\">\n<blockquote>\n<p>a\nb</p>\n</blockquote>\n<figcaption>— Ông B</figcaption>\n</figure>\n"},
		{"quote of nobody", ":::quote\na\n:::", "<figure class=\"quote\">\n<blockquote>\n<p>a</p>\n</blockquote>\n</figure>\n"},
		{"unknown block shows its content", ":::xyz\na\n:::", "<p>a</p>\n"},
		{"bare addresses", "www.a.vn/b_c_d. (https://a.vn/x_(y)) xem:https://a.vn/_layouts/_b_, ten_ban.a@b.com.vn. awww.a.vn https://a a@b www.a @ :", "<p><a href=\"https://www.a.vn/b_c_d\" rel=\"noopener\">www.a.vn/b_c_d</a>. (<a href=\"https://a.vn/x_(y)\" rel=\"noopener\">https://a.vn/x_(y)</a>) xem:<a href=\"https://a.vn/_layouts/_b\" rel=\"noopener\">https://a.vn/_layouts/_b</a>_, <a href=\"mailto:ten_ban.a@b.com.vn\">ten_ban.a@b.com.vn</a>. awww.a.vn https://a a@b www.a @ :</p>\n"},
		{"bare address in Lao", "ເບິ່ງwww.a.laແລ້ວ ເບິ່ງ https://a.la/ກ", "<p>ເບິ່ງ<a href=\"https://www.a.la\" rel=\"noopener\">www.a.la</a>ແລ້ວ ເບິ່ງ <a href=\"https://a.la/%E0%BA%81\" rel=\"noopener\">https://a.la/ກ</a></p>\n"},
		{"control characters", "a\x00b\x1bc\u0085d\ufffee\xff", "<p>a�b�c�d�e�</p>\n"},
		{"nothing", "\n\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := render(t, c.body)
			if got != c.want {
				t.Errorf("%q\n got %q\nwant %q", c.body, got, c.want)
			}
			checkMarkup(t, c.name, []byte(got))
		})
	}
}

func TestLaoLinesJoinWithoutSpace(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"two Lao letters", "ກ\nຂ", "<p>ກຂ</p>"},
		{"spaces at the end of the line", "ກ \nຂ", "<p>ກຂ</p>"},
		{"Lao and a full stop", "ກ.\nຂ", "<p>ກ.\nຂ</p>"},
		{"Lao and Latin", "ກ\nLào", "<p>ກ\nLào</p>"},
		{"strong before", "**ກ**\nຂ", "<p><strong>ກ</strong>ຂ</p>"},
		{"strong after", "ກ\n**ຂ**", "<p>ກ<strong>ຂ</strong></p>"},
		{"inside strong", "**ກ\nຂ**", "<p><strong>ກຂ</strong></p>"},
		{"link after", "ກ\n[ຂ](a)", "<p>ກ<a href=\"../a\">ຂ</a></p>"},
		{"link before", "[ກ](a)\nຂ", "<p><a href=\"../a\">ກ</a>ຂ</p>"},
		{"fact after", "ກ\n[](fact:#a)\nຂ", "<p>ກ\n1.374 ha &lt;&gt;\nຂ</p>"},
		{"code", "`ກ`\nຂ\n`ຄ`", "<p><code>ກ</code>ຂ<code>ຄ</code></p>"},
		{"hard break", "ກ  \nຂ", "<p>ກ<br>\nຂ</p>"},
		{"quotation", "> ກ\n> ຂ", "<blockquote>\n<p>ກຂ</p>\n</blockquote>"},
		{"item", "- ກ\n  ຂ", "<ul>\n<li>ກຂ</li>\n</ul>"},
		{"image between", "ກ\n![x](a.jpg)\nຂ", "<p>ກ\n<img src=\"../a.jpg\" alt=\"x\" fetchpriority=\"high\" decoding=\"async\">\nຂ</p>"},
		{"Vietnamese", "Bình\nĐịnh", "<p>Bình\nĐịnh</p>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.TrimSpace(render(t, c.body)); got != c.want {
				t.Errorf("%q\n got %q\nwant %q", c.body, got, c.want)
			}
		})
	}
	d, _ := parse(t, "ກ\n**ຂ**\n---\n\n[ກ\nຂ](a)\n[a\nb](c)")
	if h := d.Headings()[0].Text; h != "ກຂ" {
		t.Errorf("heading %q", h)
	}
	if r := d.Refs(); r[0].Text != "ກຂ" || r[1].Text != "a b" {
		t.Errorf("links %q, %q", r[0].Text, r[1].Text)
	}
}

// CommonMark takes for granted that words are parted by spaces.
func TestStrongBesideLaoPunctuation(t *testing.T) {
	for body, want := range map[string]string{
		"ເວົ້າ**“ສະບາຍດີ”**ແລ້ວ":   "<p>ເວົ້າ<strong>“ສະບາຍດີ”</strong>ແລ້ວ</p>",
		"**“ສະບາຍດີ”**ແລ້ວ":        "<p><strong>“ສະບາຍດີ”</strong>ແລ້ວ</p>",
		"ເວົ້າ**\"ກ\"**ຂ*(ຄ)*ງ":    "<p>ເວົ້າ<strong>&quot;ກ&quot;</strong>ຂ<em>(ຄ)</em>ງ</p>",
		"ເພີ່ມ **5%**ຂອງ":          "<p>ເພີ່ມ <strong>5%</strong>ຂອງ</p>",
		"ກ**«ຂ»**ຄ**«ງ»**ຈ":        "<p>ກ<strong>«ຂ»</strong>ຄ<strong>«ງ»</strong>ຈ</p>",
		"ກ**ຂ**ຄ":                  "<p>ກ<strong>ຂ</strong>ຄ</p>",
		"nói**“chào”**rồi":         "<p>nói**“chào”**rồi</p>", // as everywhere else
		"ກ_ຂ_ຄ":                    "<p>ກ<em>ຂ</em>ຄ</p>",
		"__ກ__ຂ":                   "<p><strong>ກ</strong>ຂ</p>",
		"ກ__“ຂ”__ຄ":                "<p>ກ<strong>“ຂ”</strong>ຄ</p>",
		"ກ~~ຂ~~ຄ **2022**ກ":        "<p>ກ<del>ຂ</del>ຄ <strong>2022</strong>ກ</p>",
		"ກ_ຂ":                      "<p>ກ_ຂ</p>",
		"2 * 3 * 4 ກ * ຂ":          "<p>2 * 3 * 4 ກ * ຂ</p>",
		"ກ ** ຂ **":                "<p>ກ ** ຂ **</p>",
		"snake_case_name và _đậm_": "<p>snake_case_name và <em>đậm</em></p>",
	} {
		if got := strings.TrimSpace(render(t, body)); got != want {
			t.Errorf("%q\n got %q\nwant %q", body, got, want)
		}
	}
}

func TestHTMLMayBeWrittenAgain(t *testing.T) {
	d, _ := parse(t, "## a\n\n[b](c) ![d](e) [^1] [](fact:#f)\n\n|g|\n|-|\n\n[^1]: h")
	Anchors([]*Doc{d}, 0)
	var a, b bytes.Buffer
	a.WriteString("<main>")
	d.HTML(&a, testWords)
	d.HTML(&b, testWords)
	if a.String() != "<main>"+b.String() {
		t.Errorf("%q\n%q", a.String(), b.String())
	}
}

func TestAnswersDecideWhatIsWritten(t *testing.T) {
	d, _ := parse(t, "[a *b*](c) ![d](e) https://f.vn [g](h)")
	refs := d.Refs()
	if refs[2].URL != "https://f.vn" {
		t.Errorf("an outside link needs no answer, got %q", refs[2].URL)
	}
	refs[2].URL = ""
	refs[3].URL, refs[3].Hreflang = "../\"h\"&/", "en"
	var out bytes.Buffer
	d.HTML(&out, testWords)
	want := "<p>a <em>b</em> d https://f.vn <a href=\"../&quot;h&quot;&amp;/\" hreflang=\"en\">g</a></p>\n"
	if out.String() != want {
		t.Errorf("got %q\nwant %q", out.String(), want)
	}
}

func TestEmpty(t *testing.T) {
	for body, want := range map[string]bool{"": true, "\n \n": true, "[a]: b": true, "a": false, "---": false} {
		if d, _ := parse(t, body); d.Empty() != want {
			t.Errorf("%q: %v", body, d.Empty())
		}
	}
}
