package terms

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"nhipcau/internal/text"
)

// finder makes a Finder of lines: "name Bình Định", "term khu kinh tế",
// "avoid Quinhon"; " = " parts what a name is called elsewhere.
func finder(lang string, lines ...string) *Finder {
	var forms []Form
	akin := make([][]string, len(lines))
	for i, l := range lines {
		kind, s, _ := strings.Cut(l, " ")
		s, other, _ := strings.Cut(s, " = ")
		forms = append(forms, Form{Term: i, Text: s, Name: kind == "name", Avoid: kind == "avoid"})
		akin[i] = []string{other}
	}
	return New(lang, forms, func(t int) []string { return akin[t] })
}

// told writes matches as "text/spelling", a small name with a minus.
func told(s string, found []Match) []string {
	var list []string
	for _, m := range found {
		small := ""
		if m.Small {
			small = "-"
		}
		list = append(list, fmt.Sprintf("%s%s/%d", small, s[m.Start:m.End], m.Spelling))
	}
	return list
}

func TestFind(t *testing.T) {
	vi := finder("vi", "name Bình Định", "name Lào", "name Khu kinh tế Nhơn Hội", "term khu kinh tế", "name Nhơn Hội", "term tỷ",
		"name Cộng hòa Dân chủ Nhân dân Lào", "name Quy Nhơn", "name Phù Cát", "name Phú Cát", "name Việt Nam – Lào", "avoid Qui Nhơn", "avoid nhà đầu tư nước ngoài xịn")
	en := finder("en", "name Vietnam = Việt Nam", "name Quy Nhon = Quy Nhơn", "term economic zone", "term seaport", "term to lead", "term party", "term mission abroad",
		"name Central Highlands = Tây Nguyên", "name Laos = Lào", "avoid Quinhon")
	lo := finder("lo", "name ລາວ", "name ໜອງຄາຍ", "name ຫຼວງພະບາງ", "term ຕື້", "name ແຂວງ", "name ຈຳປາສັກ", "term ການສົ່ງເສີມການລົງທຶນ")
	for _, c := range []struct {
		name string
		f    *Finder
		in   string
		want []string
	}{
		{"a name", vi, "tỉnh Bình Định.", []string{"Bình Định/0"}},
		{"a name in capitals", vi, "TỈNH BÌNH ĐỊNH", []string{"BÌNH ĐỊNH/0"}},
		{"a name that is a common word", vi, "bình định, thuốc lào", []string{"-bình định/0", "-lào/0"}},
		{"names inside of names", vi, "khu kinh tế Nhơn Hội", []string{"khu kinh tế Nhơn Hội/0", "khu kinh tế/0", "Nhơn Hội/0"}},
		{"a syllable inside a word is a word", vi, "tỷ lệ", []string{"tỷ/0"}},
		{"not inside a syllable", vi, "tỷvật", nil},
		{"over a line's end and a no-break space", vi, "Bình\nĐịnh, Quy\u00a0Nhơn", []string{"Bình\nĐịnh/0", "Quy\u00a0Nhơn/0"}},
		{"the other style of tone marks", vi, "Cộng hoà Dân chủ Nhân dân Lào", []string{"Cộng hoà Dân chủ Nhân dân Lào/1", "Lào/0"}},
		{"without marks", vi, "ở Binh Dinh", []string{"Binh Dinh/2"}},
		{"with other marks", vi, "ở Bình Đinh", []string{"Bình Đinh/2"}},
		{"run together", vi, "ở QuyNhơn và Quynhon", []string{"QuyNhơn/2", "Quynhon/2"}},
		{"another place with other marks", vi, "Phú Cát", []string{"Phú Cát/0"}},
		{"without marks either may be meant", vi, "Phu Cat", []string{"Phu Cat/2", "Phu Cat/2"}},
		{"one syllable with other marks is another word", vi, "An Lão", nil},
		{"small letters without marks are other words", vi, "binh dinh", nil},
		{"dashes of any kind", vi, "Việt Nam-Lào, Việt Nam—Lào", []string{"Việt Nam-Lào/0", "Lào/0", "Việt Nam—Lào/0", "Lào/0"}},
		{"to be avoided", vi, "Qui Nhơn, QUI NHƠN, qui nhơn", []string{"Qui Nhơn/0", "QUI NHƠN/0"}},
		{"words to be avoided, at the beginning of a sentence", vi, "Nhà đầu tư nước ngoài xịn", []string{"Nhà đầu tư nước ngoài xịn/0"}},
		{"English plurals", en, "Economic Zones, seaports, parties, missions abroad", []string{"Economic Zones/0", "seaports/0", "parties/0", "missions abroad/0"}},
		{"English verbs", en, "leads, leading, to lead; leaden", []string{"leads/0", "leading/0", "lead/0"}},
		{"an English possessive", en, "Laos’ port, Vietnam's sea", []string{"Laos/0", "Vietnam/0"}},
		{"a name as in its own language", en, "Viet Nam, Việt Nam, VietNam", []string{"Viet Nam/2", "Việt Nam/2", "VietNam/0"}},
		{"another name is no spelling of it", en, "Tây Nguyên", nil},
		{"a host is no name", en, "quynhon.example.org", nil},
		{"Lao between syllables", lo, "ຄົນລາວ, ລາວີ, ລາ", []string{"ລາວ/0"}},
		{"old Lao spelling", lo, "ຫນອງຄາຍ ຫລວງພະບາງ ຫຣວງພະບາງ", []string{"ຫນອງຄາຍ/1", "ຫລວງພະບາງ/1", "ຫຣວງພະບາງ/1"}},
		{"Lao with a break that nobody sees", lo, "ຈຳປາ\u200bສັກ", []string{"ຈຳປາ\u200bສັກ/0"}},
		{"a Lao word that goes on with a final", lo, "ຕື້ນ ຕື້ນີ້", []string{"ຕື້/0"}},
		{"a Lao noun of a verb", lo, "ການສົ່ງເສີມການລົງທຶນ ແລະ ສົ່ງເສີມການລົງທຶນ", []string{"ການສົ່ງເສີມການລົງທຶນ/0", "ສົ່ງເສີມການລົງທຶນ/0", "ສົ່ງເສີມການລົງທຶນ/0"}},
		{"nothing", vi, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := told(c.in, c.f.Find(c.in)); !slices.Equal(got, c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
}

func TestLongest(t *testing.T) {
	f := finder("vi", "name Khu kinh tế Nhơn Hội", "term khu kinh tế", "name Nhơn Hội", "term kinh tế biển", "name Hội An")
	for in, want := range map[string][]string{
		"Khu kinh tế Nhơn Hội":  {"Khu kinh tế Nhơn Hội/0"},
		"khu kinh tế biển":      {"khu kinh tế/0"},
		"Nhơn Hội An, Nhơn Hội": {"Nhơn Hội/0", "Nhơn Hội/0"},
	} {
		if got := told(in, Longest(f.Find(in))); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// What a walk finds is what looking for each form at each place finds.
func TestFindsWhatASlowSearchFinds(t *testing.T) {
	syllables := strings.Fields("Bình Định Nhơn Hội khu kinh tế đầu tư Lào ຈຳປາສັກ ລາວ ແຂວງ a b Quy")
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		pick := func(n int) string {
			var list []string
			for range n {
				list = append(list, syllables[r.IntN(len(syllables))])
			}
			return strings.Join(list, " ")
		}
		var lines []string
		for range 5 {
			lines = append(lines, "term "+pick(1+r.IntN(3)))
		}
		f := finder("vi", lines...)
		s := pick(12)
		var want, got []string
		for i, form := range f.forms {
			for at := range s {
				if strings.HasPrefix(strings.ToLower(s[at:]), strings.ToLower(form.Text)) && text.EdgesOf(s, f.names).At(at) && text.EdgesOf(s, f.names).At(at+len(form.Text)) {
					want = append(want, fmt.Sprint(at, i))
				}
			}
		}
		for _, m := range f.Find(s) {
			got = append(got, fmt.Sprint(m.Start, m.Form))
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("%q in %q: %v, want %v", lines, s, got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"Bình Định", "ຫນອງຄາຍ\u200b", "Quy  –  Nhơn", "\xff Lào", "ß-ẞ", "ເເ"} {
		f.Add(s)
	}
	vi := finder("en", "name Bình Định", "name Lào – ລາວ", "term zone", "name ໜອງຄາຍ", "avoid Quinhon")
	f.Fuzz(func(t *testing.T, s string) {
		for _, m := range vi.Find(s) {
			if m.Start < 0 || m.Start >= m.End || m.End > len(s) {
				t.Fatalf("%q: %v", s, m)
			}
			if !text.EdgesOf(s, vi.names).At(m.Start) || !text.EdgesOf(s, vi.names).At(m.End) {
				t.Errorf("%q: %q is part of a word", s, s[m.Start:m.End])
			}
		}
		// A text that is a form is found as one, but for marks that hang in the air.
		first, _ := utf8.DecodeRuneInString(s)
		last, _ := utf8.DecodeLastRuneInString(s)
		if !unicode.IsLetter(first) || !unicode.IsLetter(last) || strings.Contains(s, " = ") || !utf8.ValidString(s) || foldRune(first) == "" {
			return
		}
		if len(finder("vi", "term "+s).Find(s)) == 0 {
			t.Errorf("%q is not found in itself", s)
		}
	})
}

// A page of 6,000 characters, with as many forms as a large glossary has.
func BenchmarkFind(b *testing.B) {
	vi := strings.Repeat("Khu kinh tế Nhơn Hội của tỉnh Bình Định là khu thứ 5 ở miền Trung. ", 90)
	lo := strings.Repeat("ຕາມແຜນ ພະແນກຍຸຕິທຳແຂວງບິ່ງດິ້ງ ແລະ ພະແນກຍຸຕິທຳແຂວງຈຳປາສັກ, ສປປ ລາວ.", 90)
	for _, c := range []struct {
		name, text string
		n          int
	}{{"vi-80", vi, 80}, {"vi-2000", vi, 2000}, {"lo-80", lo, 80}, {"lo-2000", lo, 2000}} {
		b.Run(c.name, func(b *testing.B) {
			var lines []string
			for i := range c.n {
				lines = append(lines, fmt.Sprintf("name Khu kinh tế số %d Nhơn Hội", i), fmt.Sprintf("term khu thứ %d", i), fmt.Sprintf("name ພະແນກທີ%dບິ່ງດິ້ງ", i))
			}
			f := finder("vi", lines...)
			b.SetBytes(int64(len(c.text)))
			for b.Loop() {
				f.Find(c.text)
			}
		})
	}
}
