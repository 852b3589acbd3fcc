package lines

import (
	"strings"
	"testing"
)

func mark(html string, names ...string) string {
	return string(NewMarker(names, []string{"ha", "ເຮັກຕາ"}).Mark([]byte(html)))
}

func TestMark(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a text that is all there is in its element", "<p>ສະບາຍດີ ລາວ</p>", "<p>ສະບາຍ<wbr>ດີ <wbr>ລາວ</p>"},
		{"a text without a break", "<td>ຫມາຍ</td>", "<td><nc-lo>ຫມາຍ</nc-lo></td>"},
		{"no Lao", "<p>Lào &amp; ไทย</p>", "<p>Lào &amp; ไทย</p>"},
		{"space around a text is none of it", "<p>\n ລາວດີ\n</p>", "<p>\n ລາວ<wbr>ດີ\n</p>"},
		{"inline elements are part of a text", "<p>ລາວ <b>ດີ</b>ງາມ <a href=\"x>y\">ກັບ</a></p>", "<p>ລາວ <wbr><b>ດີ</b><wbr>ງາມ <wbr><a href=\"x>y\">ກັບ</a></p>"},
		{"a syllable over a tag", "<p>ລາ<b>ວດີ</b>ກັບ</p>", "<p>ລາ<b>ວ<wbr>ດີ</b><wbr>ກັບ</p>"},
		{"breaks in inner elements only", "<p><b>ລາວດີ</b></p>", "<p><b>ລາວ<wbr>ດີ</b></p>"},
		{"direct text without a break", "<p>“<b>ລາວດີ</b>”</p>", "<p><nc-lo>“<b>ລາວ<wbr>ດີ</b>”</nc-lo></p>"},
		{"elements side by side may be boxes", "<p><span>ລາວດີ</span> <a>ກັບກັນ</a></p>", "<p><span>ລາວ<wbr>ດີ</span> <a>ກັບ<wbr>ກັນ</a></p>"},
		{"a text beside blocks", "<li>ລາວດີ<ul><li>ກັບກັນ</li></ul></li>", "<li><nc-lo>ລາວ<wbr>ດີ</nc-lo><ul><li>ກັບ<wbr>ກັນ</li></ul></li>"},
		{"text after a block", "<div><p>x</p>ລາວດີ</div>", "<div><p>x</p><nc-lo>ລາວ<wbr>ດີ</nc-lo></div>"},
		{"Lao quoted in another language", "<p>Nước Lào (tiếng Lào: ລາວດີ) ở đây</p>", "<p>Nước Lào (tiếng Lào: <nc-lo>ລາວ<wbr>ດີ</nc-lo>) ở đây</p>"},
		{"a quoted break before a mark", "<p>Nước Lào là ລາວ“ດີ” ở đây</p>", "<p>Nước Lào là <nc-lo>ລາວ<wbr></nc-lo>“<nc-lo>ດີ</nc-lo>” ở đây</p>"},
		{"a quoted break at a tag", "<p>Nước Lào là ລາວ<b>ດີ</b> ở đây cũng thế</p>", "<p>Nước Lào là <nc-lo>ລາວ</nc-lo><nc-lo><wbr></nc-lo><b><nc-lo>ດີ</nc-lo></b> ở đây cũng thế</p>"},
		{"a quoted break after a tag", "<p>Nước Lào là <b>ລາວ</b>ດີ ở đây cũng thế</p>", "<p>Nước Lào là <b><nc-lo>ລາວ</nc-lo></b><nc-lo><wbr>ດີ</nc-lo> ở đây cũng thế</p>"},
		{"a long word is left to the browser", "<p>ທີ່ຢູ່ຂອງລາວ https://example.org/a/b ດີ</p>", "<p><nc-lo>ທີ່ຢູ່<wbr>ຂອງລາວ</nc-lo> https://example.org/a/b <nc-lo>ດີ</nc-lo></p>"},
		{"short Latin words", "<p>ລາວ Nhơn Hội ດີ</p>", "<p>ລາວ <wbr>Nhơn <wbr>Hội <wbr>ດີ</p>"},
		{"things in a text", `<p>ລາວດີ<br>ກັບ <img alt="ລາວດີ" src="x"> ກັນ</p>`, `<p>ລາວ<wbr>ດີ<br>ກັບ <wbr><img alt="ລາວດີ" src="x"> <wbr>ກັນ</p>`},
		{"a box before a text", `<li><input type="checkbox"> ລາວດີ</li>`, `<li><input type="checkbox"> ລາວ<wbr>ດີ</li>`},
		{"character references", "<p>&#34;ລາວ&quot;ດີ&amp;ກັບກັນ</p>", "<p>&#34;ລາວ&quot;ດີ&amp;ກັບ<wbr>ກັນ</p>"},
		{"what is not text", "<title>ລາວດີ</title><script>'<p>ລາວດີ</p>'</script><pre>ລາວດີ</pre><!-- ລາວດີ --><textarea>ລາວດີ</textarea><select><option>ລາວດີ</option></select><svg><text>ລາວດີ</text></svg>",
			"<title>ລາວດີ</title><script>'<p>ລາວດີ</p>'</script><pre>ລາວດີ</pre><!-- ລາວດີ --><textarea>ລາວດີ</textarea><select><option>ລາວດີ</option></select><svg><text>ລາວດີ</text></svg>"},
		{"after what is not text", "<pre>ລາວ</pre><p>ລາວດີ</p>", "<pre>ລາວ</pre><p>ລາວ<wbr>ດີ</p>"},
		{"authors' joints", "<p>ລາວ\u200Bດີ ການ\u2060ລົງດີ</p>", "<p>ລາວ<wbr>ດີ <wbr>ການລົງ<wbr>ດີ</p>"},
		{"joints in a quotation", "<p>tiếng Lào có từ ລາ\u200Bວ và ການ\u2060ລົງ ở đây thôi</p>", "<p>tiếng Lào có từ <nc-lo>ລາ<wbr>ວ</nc-lo> và <nc-lo>ການລົງ</nc-lo> ở đây thôi</p>"},
		{"ໆ after a space", "<p>ເຂດຕ່າງ ໆ</p>", "<p>ເຂດ<wbr>ຕ່າງ ໆ</p>"},
		{"a button", "<button>ສະແດງທັງໝົດ</button>", "<button>ສະແດງ<wbr>ທັງ<wbr>ໝົດ</button>"},
		{"a tag that is not closed", "<p>ລາວດີ<b>ກັບກັນ</p><p>ລາວດີ</p>", "<p><nc-lo>ລາວ<wbr>ດີ</nc-lo><b><nc-lo>ກັບ<wbr>ກັນ</nc-lo></p><p>ລາວ<wbr>ດີ</p>"},
		{"a block inside a link", "<a><div>ລາວດີ</div></a>", "<a><div>ລາວ<wbr>ດີ</div></a>"},
		{"a sign", "<p>ລາວ < ດີ</p>", "<p>ລາວ <wbr>< <wbr>ດີ</p>"},
		{"a dash ends a line", "<p>Việt Nam – Lào, 2021–2025, – a</p>", "<p>Việt Nam\u00a0– Lào, 2021–2025,\u00a0– a</p>"},
		{"a dash in Lao", "<p>ລາວດີ – ລາວ</p>", "<p>ລາວ<wbr>ດີ – <wbr>ລາວ</p>"},
		{"a number and its unit", "<td>khoảng 1.425 ha, 5 hai, <b>7</b> ha</td>", "<td>khoảng 1.425\u00a0ha, 5 hai, <b>7</b> ha</td>"},
		{"a number and its unit in Lao", "<p>ເນື້ອທີ່ 14 ເຮັກຕາດີ</p>", "<p>ເນື້ອທີ່ <wbr>14 ເຮັກຕາ<wbr>ດີ</p>"},
		{"words in a title", "<h2>Sân bay, cảng và đường bộ</h2>", "<h2>Sân\u00a0bay, cảng và đường\u00a0bộ</h2>"},
		{"words over the end of a link", "<li><a>“Kinh tế”</a> tỉnh, sân <b>bay</b></li>", "<li><a>“Kinh\u00a0tế”</a> tỉnh, sân <b>bay</b></li>"},
		{"words in a paragraph", "<p>" + strings.Repeat("Từ sân bay đi. ", 9) + "</p>", "<p>" + strings.Repeat("Từ sân bay đi. ", 9) + "</p>"},
		{"bonds in what is not text", "<title>sân bay</title><pre>sân bay</pre><a title=\"sân bay\">5</a>", "<title>sân bay</title><pre>sân bay</pre><a title=\"sân bay\">5</a>"},
		{"the year of a date", "<p>Từ năm 2022, năm 20220, 8 ha 2019 và 5 năm 10</p>", "<p>Từ năm\u00a02022, năm 20220, 8\u00a0ha\u00a02019 và 5 năm 10</p>"},
		{"the year of a date in Lao", "<p>ແຜນປີ 2022 ດີ</p>", "<p>ແຜນ<wbr>ປີ 2022 <wbr>ດີ</p>"},
		{"bonds around Lao", "<p>Hội Việt Nam – Lào có 5 ha, tiếng Lào: ລາວດີ, năm 2022</p>", "<p>Hội Việt Nam\u00a0– Lào có 5\u00a0ha, tiếng Lào: <nc-lo>ລາວ<wbr>ດີ</nc-lo>, năm\u00a02022</p>"},
		{"apostrophes", "<p>Cư M'gar, <b>tỉnh</b>'s, the people&#39;s, 1990's, investors' list</p>", "<p>Cư M’gar, <b>tỉnh</b>’s, the people’s, 1990’s, investors’ list</p>"},
		{"apostrophes in Lao", "<p>ລາວດີ D'Anjou ດີ</p>", "<p>ລາວ<wbr>ດີ <wbr>D’Anjou <wbr>ດີ</p>"},
		{"apostrophes and bonds", "<p>Cư M'gar có 5 ha – D'Or (ລາວດີ)</p>", "<p>Cư M’gar có 5\u00a0ha\u00a0– D’Or (<nc-lo>ລາວ<wbr>ດີ</nc-lo>)</p>"},
		{"other marks are no apostrophes", "<p>'a b' 5'10, <code>it's</code> rock 'n' roll</p>", "<p>'a b' 5'10, <code>it's</code> rock 'n' roll</p>"},
		{"the end in the middle", "<p>ລາວດີ<b", "<p><nc-lo>ລາວ<wbr>ດີ</nc-lo><b"},
	} {
		if got := mark(c.in); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
	if got, want := mark("<p>ຢູ່ບິ່ງດິ້ງ</p>", "ບິ່ງດິ້ງ"), "<p>ຢູ່<wbr>ບິ່ງດິ້ງ</p>"; got != want {
		t.Errorf("a name: %s", got)
	}
	if got, want := mark("<h1>Nhịp cầu Bình Định</h1>", "Bình Định"), "<h1>Nhịp cầu Bình\u00a0Định</h1>"; got != want {
		t.Errorf("a name in a title: %s", got)
	}
	if got, want := mark("<p>ຢູ່ເຂດເສດຖະກິດ</p>"), "<p>ຢູ່<wbr>ເຂດ<wbr>ເສດຖະກິດ</p>"; got != want {
		t.Errorf("a common word: %s", got)
	}
}

var marks = strings.NewReplacer("<nc-lo>", "", "</nc-lo>", "", "<wbr>", "")
var bonds = strings.NewReplacer("\u00a0", " ")
var signs = strings.NewReplacer("’", "'", "&#39;", "'")
var joints = strings.NewReplacer("\u200B", "", "\u2060", "")

// FuzzMark: nothing but marks is added, nothing but joints is taken away, nothing
// but bonds takes the place of spaces and nothing but apostrophes that of
// apostrophes; the elements that are added are closed in order.
func FuzzMark(f *testing.F) {
	for _, s := range []string{
		"<p>ສະບາຍດີ</p>", "<p>a <b>ລາ</b>ວ“ດີ”</p>", "ລາວ<br><i>ດີ ກັບ", "</p>ລາວ<li>ກ<ul>ຂ</ul>", "<p>ກ\u200Bຂ\u2060</p>", "<svg>ລາວ", "<!--ລາວ", "<a href='ລາວ'>ດີ</a>",
		"<p>Lào ລາວດີ <x-y>ກັບ</x-y> https://example.org/abc/def ກັນ</p>", "<", "<p", "ລາວ<", "</", "<p>\u200Bລາວ\u200B</p>",
		"<p>Việt Nam – Lào <b>1</b> ha, 5 ha</p>", "<h1>sân bay – 5", "ລາວດີ – 5 ເຮັກຕາ",
		"<p>ລາວ's <b>a</b>'b 'c' d&#39;e <code>f'g</code> h' i</p>", "'ລ'ລ' '",
	} {
		f.Add(s)
	}
	m := NewMarker([]string{"ບິ່ງດິ້ງ"}, []string{"ha", "ເຮັກຕາ"})
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Contains(s, "<nc-lo>") || strings.Contains(s, "<wbr>") || strings.Contains(s, "</nc-lo>") {
			t.Skip()
		}
		got := string(m.Mark([]byte(s)))
		plain := func(s string) string { return signs.Replace(joints.Replace(bonds.Replace(marks.Replace(s)))) }
		if a, b := plain(got), plain(s); a != b {
			t.Fatalf("%+q: %+q is another text", s, got)
		}
		open := 0
		for i := range got {
			if strings.HasPrefix(got[i:], "<nc-lo>") {
				open++
			}
			if strings.HasPrefix(got[i:], "</nc-lo>") {
				open--
			}
			if open < 0 || open > 1 {
				t.Fatalf("%+q: %+q", s, got)
			}
		}
		if open != 0 {
			t.Fatalf("%+q: %+q", s, got)
		}
	})
}

func BenchmarkMark(b *testing.B) {
	chrome := strings.Repeat(`<li><a href="../plan/" class="title">Kế hoạch công tác năm 2022</a> <span>12</span></li>`+"\n", 60)
	for name, html := range map[string]string{
		"vi": "<p><a lang=\"lo\">ລາວ</a></p>" + chrome,
		"lo": "<p>" + strings.Repeat("ແຂວງຈຳປາສັກ ແລະ ແຂວງອັດຕະປື ຮ່ວມມືກັບບິ່ງດິ້ງ. ", 60) + "</p>" + strings.Repeat(`<li><a href="../plan/" class="title">ແຜນວຽກປີ 2022</a></li>`, 60),
	} {
		b.Run(name, func(b *testing.B) {
			m := NewMarker([]string{"ບິ່ງດິ້ງ"}, nil)
			b.SetBytes(int64(len(html)))
			b.ReportAllocs()
			for b.Loop() {
				m.Mark([]byte(html))
			}
		})
	}
}
