package markdown

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Whatever a body is: the output holds only what is on the lists of
// markup_test.go, is the same each time, its ids are those of Anchors, and every
// problem and ref has a place in the file.
func FuzzBody(f *testing.F) {
	for _, c := range problemCases {
		if len(c.body) < 1000 {
			f.Add(c.body, "## a\n")
		}
	}
	for _, piece := range hostile {
		f.Add(repeat(piece, 3)+"x", repeat(piece, 2))
	}
	for _, pair := range pairs {
		f.Add(pair[0]+"a"+pair[1], pair[0]+pair[0]+pair[1])
	}
	f.Add("ກ\n**“ຂ”**ຄ\n\n:::quote\n![a](b)\n-- c\n:::\n[^1] [^1]\n\n[^1]: d", "- [x] a\n\n|a|\n|-|\n|`\\|`|")
	p := NewParser()
	f.Fuzz(func(t *testing.T, body, translation string) {
		d, ps := p.Parse(Source{File: "a.md", Line: 3, Lang: "vi", Body: []byte(body)})
		e, more := p.Parse(Source{File: "b.md", Line: 3, Lang: "en", Body: []byte(translation)})
		ps = append(ps, more...)
		ps = append(ps, Anchors([]*Doc{d, e}, 0)...)
		lines := max(strings.Count(body, "\n"), strings.Count(translation, "\n"))
		for _, x := range ps {
			if x.File == "" || x.Code != "headings-fewer" && (x.Line < 3 || x.Line > 3+lines || x.Column < 1) {
				t.Errorf("place of %+v", x)
			}
		}
		for _, doc := range []*Doc{d, e} {
			for i, ref := range doc.Refs() {
				if ref.At.Line < 3 || ref.At.Column < 1 {
					t.Errorf("place of %+v", ref)
				}
				switch ref.Kind {
				case Page, Image:
					ref.URL = "../a/"
				case Fact:
					ref.Value = "<ກ" + strings.Repeat("\"", i%3)
				}
			}
			var one, two bytes.Buffer
			doc.HTML(&one, testWords)
			doc.HTML(&two, testWords)
			if one.String() != two.String() {
				t.Errorf("not the same:\n%s\n%s", one.String(), two.String())
			}
			checkMarkup(t, "fuzz", one.Bytes())
			for _, id := range doc.Anchors() {
				if bytes.Count(one.Bytes(), []byte(`id="`+id+`"`)) != 1 {
					t.Errorf("id %q in %s", id, one.String())
				}
			}
		}
		if len(d.headings) == len(e.headings) && slices.EqualFunc(d.headings, e.headings, func(a, b Heading) bool { return a.Level == b.Level }) {
			if ids(d) != ids(e) {
				t.Errorf("ids %s and %s", ids(d), ids(e))
			}
		}
	})
}

func TestParserServesManyAtOnce(t *testing.T) {
	p := NewParser()
	want := render(t, string(sampleBody("lo")))
	var wg sync.WaitGroup
	got := make([]string, 8)
	for i := range got {
		wg.Go(func() {
			d, _ := p.Parse(Source{File: "a.md", Line: 1, Body: sampleBody("lo")})
			Anchors([]*Doc{d}, 0)
			var out bytes.Buffer
			d.HTML(&out, testWords)
			got[i] = out.String()
		})
	}
	wg.Wait()
	for _, g := range got {
		if g != want {
			t.Errorf("got %.300s", g)
		}
	}
}
