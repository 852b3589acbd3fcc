package markdown

import (
	"bytes"
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
)

// sampleBody is a body as an office writes it: headings, paragraphs, a list, a
// table, links and a little emphasis.
func sampleBody(lang string) []byte {
	words := map[string]string{
		"vi": "tỉnh Bình Định đầu tư hợp tác phát triển kinh tế xã hội khu công nghiệp Nhơn Hội cảng Quy Nhơn du lịch văn hóa thương mại doanh nghiệp xúc tiến bền vững năng lượng",
		"en": "province Binh Dinh investment cooperation development economy industrial park Nhon Hoi port Quy Nhon tourism culture external relations trade enterprise conference",
		"lo": "ແຂວງ ບິງດິງ ການລົງທຶນ ການຮ່ວມມື ການພັດທະນາ ເສດຖະກິດ ສັງຄົມ ເຂດອຸດສາຫະກຳ ທ່າເຮືອ ການທ່ອງທ່ຽວ ວັດທະນະທຳ ການຄ້າ ວິສາຫະກິດ",
	}
	list, space := strings.Fields(words[lang]), " "
	if lang == "lo" {
		space = ""
	}
	r := rand.New(rand.NewSource(1))
	var b bytes.Buffer
	para := func(n int) string {
		w := make([]string, n)
		for i := range w {
			w[i] = list[r.Intn(len(list))]
		}
		if n > 20 {
			w[7] = "**" + w[7] + "**"
			w[13] = fmt.Sprintf("[%s](https://example.org/%d)", w[13], r.Intn(1000))
		}
		return strings.Join(w, space) + "."
	}
	for h := range 4 {
		fmt.Fprintf(&b, "## %s\n\n%s\n\n%s\n\n", para(5), para(70), para(60))
		if h == 1 {
			for range 5 {
				fmt.Fprintf(&b, "- %s\n", para(9))
			}
			b.WriteByte('\n')
		}
		if h == 2 {
			b.WriteString("| A | B | C |\n|---|---:|---|\n")
			for range 6 {
				fmt.Fprintf(&b, "| %s | %d | %s |\n", para(2), r.Intn(1e6), para(3))
			}
			b.WriteByte('\n')
		}
	}
	return b.Bytes()
}

func BenchmarkBody(b *testing.B) {
	for _, lang := range []string{"vi", "en", "lo"} {
		body := sampleBody(lang)
		b.Run(lang+"/goldmark", func(b *testing.B) {
			md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				var out bytes.Buffer
				if err := md.Convert(body, &out); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(lang+"/ours", func(b *testing.B) {
			p := NewParser()
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				d, _ := p.Parse(Source{File: "a.md", Lang: lang, Body: body})
				Anchors([]*Doc{d}, 0)
				var out bytes.Buffer
				d.HTML(&out, Words{})
			}
		})
	}
}
