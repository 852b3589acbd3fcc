package fact

import (
	"testing"

	"nhipcau/internal/locale"
	"nhipcau/internal/source"
)

// Whatever is accepted, printed in any language and read by that language's
// grammar, gives the same value. Items, files and keys are not printed here as
// people read them, so the law is not about them.
func FuzzPrintedIsRead(f *testing.F) {
	for _, s := range []string{"1.374", "96,5 triệu USD", "25–40 %", "Dự kiến quý III/2022", "05/9/1962 - 05/9/2022", "từ 2021", "chưa rõ", "USD 96.5 million", "20 ຕື້ກີບ", "-0,5", "12 nghìn tỷ đồng", "500–2.000 m2", "2022-Q3", "calling", "1191/QĐ-TTg", "2022-09-05T08:30:15.5Z", "999999999999999999999999999999", "12.000 m3/ngày đêm", "25 usd / m2", "ຕັ້ງແຕ່ປີ 2021", "?", "Unknown"} {
		for i := range fields {
			f.Add(s, uint8(i))
		}
	}
	f.Fuzz(func(t *testing.T, s string, which uint8) {
		fd := fields[int(which)%len(fields)]
		for _, lang := range languages {
			v, ps := readText(fd, s, lang)
			if v == nil && len(ps) == 0 {
				t.Fatalf("%s %q in %s: no value and no problem", fd.Name, s, lang)
			}
			if v == nil {
				continue
			}
			for i, other := range languages {
				holds(t, fd, v, other, i)
			}
			for _, other := range locale.Tags() { // those without words of their own too
				holds(t, fd, v, other, 1)
			}
		}
	})
}

// holds checks the law for a value in a language, whose words in the field are
// those with the index lang.
func holds(t *testing.T, f *Field, v Value, tag string, lang int) {
	t.Helper()
	loc, _ := locale.Find(tag)
	printed := Print(v, f, loc, lang)
	g := Grammar{File: "a." + tag + ".md", Zone: zone, Locale: loc, Lang: lang}
	again, ps := Read(f, &source.Node{Kind: source.Scalar, Text: printed, Line: 3, Column: 7}, g)
	if len(ps) > 0 || !Equal(v, again) {
		t.Fatalf("%s: %#v is %q in %s, which is read as %#v: %v", f.Name, v, printed, tag, again, ps)
	}
	if stable := Print(again, f, loc, lang); stable != printed {
		t.Fatalf("%s: %q in %s is printed again as %q", f.Name, printed, tag, stable)
	}
}
