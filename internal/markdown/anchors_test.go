package markdown

import (
	"slices"
	"strings"
	"testing"
)

func ids(d *Doc) string {
	var out []string
	for _, h := range d.Headings() {
		out = append(out, h.ID)
	}
	return strings.Join(out, " ")
}

func TestAnchors(t *testing.T) {
	for _, c := range []struct{ name, original, translation, want, wantTranslation, problems string }{
		{"same structure", "## Đầu tư\n### Đất\n## Liên hệ", "## Investment\n### Land\n## Contact", "dau-tu dat lien-he", "dau-tu dat lien-he", ""},
		{"explicit ids win", "## Đầu tư {#dt}\n## Dt\n## Đầu tư", "## A\n## B\n## C", "dt dt-2 dau-tu", "dt dt-2 dau-tu", ""},
		{"equal headings", "## a\n## a\n## a-2\n## a", "## b", "a a-2 a-2-2 a-3", "a", "1:1 headings-fewer\n"},
		{"explicit id below a heading that reads so", "## Đất\n## x {#dat}", "", "dat-2 dat", "", ""},
		{"explicit id twice", "## a {#x}\n## b {#x}", "", "x b", "", "2:6 heading-id-duplicate\n"},
		{"Lao original", "## ການລົງທຶນ\n### ທີ່ດິນ {#land}\n## ຕິດຕໍ່", "## Đầu tư\n### Đất\n## Liên hệ", "s-1 land s-3", "s-1 land s-3", ""},
		{"heading that reads like a number", "## ກ\n## S 1\n## 2022\n## Fn 1\n## NC main", "", "s-1 s-1-2 s-2022 s-fn-1 s-nc-main", "", ""},
		{"same id in the translation", "## a {#x}", "## b {#x}", "x", "x", ""},
		{"other id in the translation", "## a", "## b {#b}", "a", "a", "1:6 heading-id-differs\n"},
		{"translation has a heading more at the end", "## a", "## x\n## y", "a", "a s-2", "2:1 headings-more\n"},
		{"translation has a heading more with an id", "## a", "## x\n## y {#y}", "a", "a y", "2:1 headings-more\n"},
		{"id of a heading more that means another", "## a\n### b", "## x\n## y {#b}", "a b", "a s-2", "2:1 headings-differ\n"},
		{"translation lacks the middle", "## a\n### b\n## c", "## x\n\n## z", "a b c", "a c", "3:1 headings-differ\n"},
		{"translation has a heading more in the middle", "## a\n## b\n### c\n## d", "## a\n### x\n## b\n### c\n## d", "a b c d", "a s-2 b c d", "2:1 headings-differ\n"},
		{"both differ in the middle", "## a\n### b\n#### c\n## d\n### e\n## f", "## a\n## d\n### e\n### x\n## f", "a b c d e f", "a s-2 b e f", "2:1 headings-differ\n"},
		{"translation without headings", "## a", "x", "a", "", "0:0 headings-fewer\n"},
		{"translation not yet written", "## a", "", "a", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := parse(t, c.original)
			b, _ := parse(t, c.translation)
			ps := Anchors([]*Doc{nil, b, a}, 2)
			if got := ids(a); got != c.want {
				t.Errorf("original: got %q, want %q", got, c.want)
			}
			if got := ids(b); got != c.wantTranslation {
				t.Errorf("translation: got %q, want %q", got, c.wantTranslation)
			}
			if got := listed(ps); got != c.problems {
				t.Errorf("problems: got %q, want %q", got, c.problems)
			}
		})
	}
}

func TestStructureProblemNamesBothHeadings(t *testing.T) {
	p := NewParser()
	a, _ := p.Parse(Source{File: "a.vi.md", Line: 5, Body: []byte("## Đầu tư\n\n### Đất đai")})
	b, _ := p.Parse(Source{File: "a.en.md", Line: 7, Body: []byte("## Investment\n\n## Land")})
	ps := Anchors([]*Doc{a, b}, 0)
	if len(ps) != 1 {
		t.Fatalf("%v", ps)
	}
	got := ps[0].Format("en")
	for _, want := range []string{"a.en.md:9:1", "“## Land”", "“### Đất đai”", "line 7"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
}

func TestHeadings(t *testing.T) {
	d, _ := parse(t, "## Đầu *tư* `x` [y](z) &amp; ![w](v.jpg)[^1]\n\n> ### Sâu\n\n[^1]: n")
	hs := d.Headings()
	if len(hs) != 2 || hs[0].Text != "Đầu tư x y & w" || hs[0].Level != 2 || hs[1].Text != "Sâu" || hs[1].At.Line != 3 || hs[1].At.Column != 3 {
		t.Errorf("%+v", hs)
	}
	Anchors([]*Doc{d}, 0)
	if got, want := d.Anchors(), []string{"dau-tu-x-y-w", "sau", "fn-1", "fnref-1"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAnchorsOfNothing(t *testing.T) {
	if ps := Anchors(nil, 0); ps != nil {
		t.Errorf("%v", ps)
	}
	if ps := Anchors([]*Doc{nil}, 0); ps != nil {
		t.Errorf("%v", ps)
	}
}
