package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What a reader sees in one piece is one passage, and each of its letters knows
// where it was written.
func TestPassages(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"a paragraph of two lines", "Bình\nĐịnh", []string{"Bình Định"}},
		{"Lao lines join", "ແຂວງ\nຈຳປາສັກ", []string{"ແຂວງຈຳປາສັກ"}},
		{"Lao lines join at emphasis", "ແຂວງ\n**ຈຳ**ປາສັກ", []string{"ແຂວງຈຳປາສັກ"}},
		{"a hard break", "a\\\nb", []string{"a b"}},
		{"emphasis and links", "**Bình** *Định* [Quy Nhơn](https://example.org/)", []string{"Bình Định Quy Nhơn"}},
		{"code, pictures, addresses, facts", "a `b` ![c](d.jpg) https://e.example.org/ [](fact:#f) g", []string{"a \uFFFC \uFFFC \uFFFC \uFFFC g"}},
		{"headings count", "a\n\n## b\n\nc\n\n### d\n\ne", []string{"a", "1 b", "1 c", "2 d", "2 e"}},
		{"lists and cells", "- a\n- b\n\n| c | d |\n|---|---|\n| e | f |", []string{"a", "b", "c", "d", "e", "f"}},
		{"quotations", "> a\n\n:::quote\nb\n:::\n\n:::note\nc\n:::\n\nd", []string{"q a", "q b", "c", "d"}},
		{"footnotes", "a[^1]\n\n[^1]: b", []string{"a", "b"}},
		{"code is no prose", "```\na\n```\n\n    b", nil},
		{"a picture alone", "![c](d.jpg)\n\na", []string{"a"}},
		{"nothing", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, _ := parse(t, c.in)
			var got []string
			for _, p := range d.Passages() {
				s := p.Text
				if p.Part > 0 {
					s = fmt.Sprint(p.Part, " ", s)
				}
				if p.Quoted {
					s = "q " + s
				}
				got = append(got, s)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("passages %q, want %q", got, c.want)
			}
		})
	}
}

func TestPassagesKnowTheirPlaces(t *testing.T) {
	d, _ := parse(t, "## Tiêu\n\nở **Bình**\nĐịnh và [Quy Nhơn](https://example.org/)")
	p := d.Passages()[1]
	for word, want := range map[string]string{"ở": "3:1", "Bình": "3:5", "Định": "4:1", "Quy": "4:10", "Nhơn": "4:14"} {
		at := p.At(strings.Index(p.Text, word))
		if got := fmt.Sprintf("%d:%d", at.Line, at.Column); got != want {
			t.Errorf("%s at %s, want %s", word, got, want)
		}
	}
}
