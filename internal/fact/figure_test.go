package fact

import (
	"strings"
	"testing"

	"nhipcau/internal/locale"
	"nhipcau/internal/problem"
	"nhipcau/internal/source"
)

// The languages of a site, and a field of every kind that has a grammar.
var languages = []string{"vi", "en", "lo"}

var fields = []*Field{
	{Name: "number", Kind: KindNumber},
	{Name: "power", Kind: KindNumber, UnitLabel: []string{"kV", "kV", "kV"}},
	{Name: "water", Kind: KindNumber, UnitLabel: []string{"m³/ngày đêm", "m³/day", "ມ³/ມື້"}},
	{Name: "share", Kind: KindPercent},
	{Name: "area", Kind: KindArea, Units: []string{"ha"}},
	{Name: "plot", Kind: KindArea, Units: []string{"m2", "ha", "km2"}},
	{Name: "road", Kind: KindLength, Units: []string{"km", "m"}},
	{Name: "capital", Kind: KindMoney, Units: []string{"USD", "VND", "LAK"}},
	{Name: "price", Kind: KindMoney, Units: []string{"USD"}, Per: []string{"m²", "m²", "ຕາແມັດ"}},
	{Name: "status", Kind: KindChoice, Options: []Option{
		{"calling", []string{"Đang kêu gọi", "Open to investors", "ກຳລັງຮຽກຮ້ອງການລົງທຶນ"}},
		{"approved", []string{"Đã phê duyệt", "Approved", "ອະນຸມັດແລ້ວ"}},
	}},
	{Name: "period", Kind: KindSpan},
	{Name: "day", Kind: KindDay},
	{Name: "open", Kind: KindFlag},
	{Name: "code", Kind: KindCode},
	{Name: "decision", Kind: KindLegal},
	{Name: "web", Kind: KindURL},
	{Name: "mail", Kind: KindEmail},
	{Name: "call", Kind: KindPhone},
	{Name: "years", Kind: KindSpan, Repeated: true},
}

func field(name string) *Field {
	for _, f := range fields {
		if f.Name == name {
			return f
		}
	}
	panic(name)
}

func grammarOf(lang string) Grammar {
	for i, l := range languages {
		if l == lang {
			loc, _ := locale.Find(lang)
			return Grammar{File: "a." + lang + ".md", Zone: zone, Locale: loc, Lang: i}
		}
	}
	panic(lang)
}

func readText(f *Field, s, lang string) (Value, []problem.Problem) {
	return Read(f, &source.Node{Kind: source.Scalar, Text: s, Line: 3, Column: 7}, grammarOf(lang))
}

func TestReadAndPrinted(t *testing.T) {
	for _, test := range []struct{ field, lang, in, vi, en, lo string }{
		{"number", "vi", "1.374", "1.374", "1,374", "1.374"},
		{"number", "en", "1,374", "1.374", "1,374", "1.374"},
		{"number", "lo", "96,50", "96,50", "96.50", "96,50"},
		{"number", "vi", "0,374", "0,374", "0.374", "0,374"},
		{"number", "vi", "1.234,374", "1.234,374", "1,234.374", "1.234,374"},
		{"number", "vi", "1234,5", "1.234,5", "1,234.5", "1.234,5"},
		{"number", "vi", "-5", "-5", "-5", "-5"},
		{"number", "vi", "25-40", "25–40", "25–40", "25–40"},
		{"number", "vi", "25 – 40", "25–40", "25–40", "25–40"},
		{"number", "vi", "12 triệu", "12 triệu", "12 million", "12 ລ້ານ"},
		{"power", "vi", "110", "110 kV", "110 kV", "110 kV"},
		{"power", "en", "110 kV", "110 kV", "110 kV", "110 kV"},
		{"water", "vi", "12.000 m³/ngày đêm", "12.000 m³/ngày đêm", "12,000 m³/day", "12.000 ມ³/ມື້"},
		{"water", "vi", "12.000 m3/ngày đêm", "12.000 m³/ngày đêm", "12,000 m³/day", "12.000 ມ³/ມື້"},
		{"number", "vi", "-10 – -5", "-10–-5", "-10–-5", "-10–-5"},
		{"number", "vi", "1,3740", "1,3740", "1.3740", "1,3740"},
		{"number", "vi", "1374,567", "1.374,567", "1,374.567", "1.374,567"},
		{"number", "vi", strings.Repeat("9", 30), strings.Repeat("999.", 9) + "999", strings.Repeat("999,", 9) + "999", strings.Repeat("999.", 9) + "999"},
		{"share", "vi", "96,5%", "96,5%", "96.5%", "96,5%"},
		{"share", "en", "25–40 %", "25–40%", "25–40%", "25–40%"},
		{"area", "vi", "1.425 ha", "1.425 ha", "1,425 ha", "1.425 ເຮັກຕາ"},
		{"area", "vi", "1.425", "1.425 ha", "1,425 ha", "1.425 ເຮັກຕາ"},
		{"plot", "vi", "500–2.000 m2", "500–2.000 m²", "500–2,000 m²", "500–2.000 ຕາແມັດ"},
		{"plot", "vi", "1,5 triệu hecta", "1,5 triệu ha", "1.5 million ha", "1,5 ລ້ານເຮັກຕາ"},
		{"plot", "en", "12 square kilometres", "12 km²", "12 km²", "12 ກິໂລຕາແມັດ"},
		{"road", "lo", "5,5 ກິໂລແມັດ", "5,5 km", "5.5 km", "5,5 ກິໂລແມັດ"},
		{"capital", "vi", "96,5 triệu USD", "96,5 triệu USD", "USD 96.5 million", "96,5 ລ້ານ USD"},
		{"capital", "en", "USD 96.5 million", "96,5 triệu USD", "USD 96.5 million", "96,5 ລ້ານ USD"},
		{"capital", "en", "96.5 million USD", "96,5 triệu USD", "USD 96.5 million", "96,5 ລ້ານ USD"},
		{"capital", "lo", "96,5 ລ້ານ USD", "96,5 triệu USD", "USD 96.5 million", "96,5 ລ້ານ USD"},
		{"capital", "vi", "3.300 tỷ đồng", "3.300 tỷ đồng", "VND 3,300 billion", "3.300 ຕື້ດົ່ງ"},
		{"capital", "vi", "3,3 nghìn tỉ VNĐ", "3,3 nghìn tỷ đồng", "VND 3.3 trillion", "3,3 ພັນຕື້ດົ່ງ"},
		{"capital", "lo", "20 ຕື້ກີບ", "20 tỷ kíp", "LAK 20 billion", "20 ຕື້ກີບ"},
		{"capital", "lo", "20 ພັນລ້ານ ກີບ", "20 tỷ kíp", "LAK 20 billion", "20 ຕື້ກີບ"},
		{"capital", "vi", "3.300.000.000đ", "3.300.000.000 đồng", "VND 3,300,000,000", "3.300.000.000 ດົ່ງ"},
		{"capital", "vi", "10–20,5 triệu đô la Mỹ", "10–20,5 triệu USD", "USD 10–20.5 million", "10–20,5 ລ້ານ USD"},
		{"capital", "en", "US$ 1.5 billion", "1,5 tỷ USD", "USD 1.5 billion", "1,5 ຕື້ USD"},
		{"price", "vi", "25 usd / m2", "25 USD/m²", "USD 25/m²", "25 USD/ຕາແມັດ"},
		{"price", "vi", "25–40 USD/m²", "25–40 USD/m²", "USD 25–40/m²", "25–40 USD/ຕາແມັດ"},
		{"price", "vi", "25–40", "25–40 USD/m²", "USD 25–40/m²", "25–40 USD/ຕາແມັດ"},
		{"status", "vi", "calling", "Đang kêu gọi", "Open to investors", "ກຳລັງຮຽກຮ້ອງການລົງທຶນ"},
		{"status", "vi", "đang kêu gọi", "Đang kêu gọi", "Open to investors", "ກຳລັງຮຽກຮ້ອງການລົງທຶນ"},
		{"period", "vi", "2022", "năm 2022", "2022", "ປີ 2022"},
		{"period", "vi", "Trong năm 2022", "năm 2022", "2022", "ປີ 2022"},
		{"period", "vi", "Quý 1/2022", "quý I/2022", "Q1 2022", "ໄຕມາດ I/2022"},
		{"period", "vi", "Dự kiến quý III/2022", "dự kiến quý III/2022", "expected Q3 2022", "ຄາດວ່າ ໄຕມາດ III/2022"},
		{"period", "en", "2022-Q3", "quý III/2022", "Q3 2022", "ໄຕມາດ III/2022"},
		{"period", "vi", "2021 - 2025", "2021–2025", "2021–2025", "2021–2025"},
		{"period", "vi", "tháng 9/2022", "tháng 9 năm 2022", "September 2022", "ກັນຍາ 2022"},
		{"period", "vi", "05/9/1962 – 05/9/2022", "05/9/1962–05/9/2022", "5 Sep 1962–5 Sep 2022", "5/9/1962–5/9/2022"},
		{"period", "vi", "từ 2021", "từ năm 2021", "from 2021 on", "ຕັ້ງແຕ່ ປີ 2021"},
		{"period", "en", "Q1 2021 to Q3 2022", "quý I/2021–quý III/2022", "Q1 2021–Q3 2022", "ໄຕມາດ I/2021–ໄຕມາດ III/2022"},
		{"period", "en", "expected in Q3 2022", "dự kiến quý III/2022", "expected Q3 2022", "ຄາດວ່າ ໄຕມາດ III/2022"},
		{"period", "en", "from 2021 to 2025", "2021–2025", "2021–2025", "2021–2025"},
		{"period", "vi", "từ quý I/2021 đến quý III/2022", "quý I/2021–quý III/2022", "Q1 2021–Q3 2022", "ໄຕມາດ I/2021–ໄຕມາດ III/2022"},
		{"period", "vi", "vào tháng 01/2022", "tháng 01 năm 2022", "January 2022", "ມັງກອນ 2022"},
		{"period", "lo", "ໃນເດືອນກັນຍາ 2022", "tháng 9 năm 2022", "September 2022", "ກັນຍາ 2022"},
		{"period", "lo", "ຄາດວ່າຕັ້ງແຕ່ປີ 2021", "dự kiến từ năm 2021", "expected from 2021 on", "ຄາດວ່າ ຕັ້ງແຕ່ ປີ 2021"},
		{"years", "vi", "2022", "năm 2022", "2022", "ປີ 2022"},
		{"years", "vi", "chưa rõ", "chưa rõ", "not known", "ບໍ່ຮູ້"},
		{"day", "vi", "ngày 05 tháng 9 năm 1962", "05/9/1962", "5 Sep 1962", "5/9/1962"},
		{"day", "vi", "2022-09-05T08:30", "08:30 ngày 05/9/2022", "5 Sep 2022, 08:30", "5/9/2022 08:30"},
		{"day", "en", "5 September 2022, 08:30:15", "08:30:15 ngày 05/9/2022", "5 Sep 2022, 08:30:15", "5/9/2022 08:30:15"},
		{"day", "vi", "05/9/1962", "05/9/1962", "5 Sep 1962", "5/9/1962"},
		{"day", "en", "5 September 1962", "05/9/1962", "5 Sep 1962", "5/9/1962"},
		{"open", "vi", "có", "có", "yes", "ແມ່ນ"},
		{"code", "vi", "I.7", "I.7", "I.7", "I.7"},
		{"decision", "vi", "1191/QĐ-TTg", "1191/QĐ-TTg", "1191/QĐ-TTg", "1191/QĐ-TTg"},
		{"decision", "vi", "117/2025/QH15", "117/2025/QH15", "117/2025/QH15", "117/2025/QH15"},
		{"decision", "vi", "57-KL/TW", "57-KL/TW", "57-KL/TW", "57-KL/TW"},
		{"area", "vi", "Chưa rõ", "chưa rõ", "not known", "ບໍ່ຮູ້"},
		{"day", "lo", "ບໍ່ຮູ້", "chưa rõ", "not known", "ບໍ່ຮູ້"},
	} {
		v, ps := readText(field(test.field), test.in, test.lang)
		if len(ps) > 0 {
			t.Errorf("%s %s: %v", test.field, test.in, ps)
			continue
		}
		for i, want := range []string{test.vi, test.en, test.lo} {
			loc, _ := locale.Find(languages[i])
			if got := strings.ReplaceAll(Print(v, field(test.field), loc, i), "\u00a0", " "); got != want {
				t.Errorf("%s %q in %s: %q, want %q", test.field, test.in, languages[i], got, want)
			}
		}
	}
}

func TestRefused(t *testing.T) {
	for _, test := range []struct{ field, lang, in, code, arg string }{
		{"number", "vi", "1,374", "figure-ambiguous", "1.374"},
		{"number", "en", "1.374", "figure-ambiguous", "1,374"},
		{"number", "lo", "12,374", "figure-ambiguous", "12,3740"},
		{"number", "vi", "96.5", "figure-style", "96,5"},
		{"number", "en", "96,5", "figure-style", "96.5"},
		{"number", "vi", "1,374.5", "figure-style", "1.374,5"},
		{"number", "vi", "1.37", "figure-style", "1,37"},
		{"number", "vi", "1,374,567", "figure-style", "1.374.567"},
		{"number", "en", "1.374,5", "figure-style", "1,374.5"},
		{"number", "vi", "12.34.567", "figure-groups", "1.234.567"},
		{"number", "vi", "1 374", "figure-groups", "1.374"},
		{"number", "lo", "1\u00a0374,5", "figure-groups", "1.374,5"},
		{"number", "vi", "25 40", "figure-wrong", "25–40"},
		{"number", "vi", "5–", "figure-wrong", ""},
		{"number", "vi", "khoảng 5", "figure-wrong", ""},
		{"number", "en", "", "value-empty", ""},
		{"area", "vi", "khoảng 5 ha", "figure-wrong", "96,5 ha"},
		{"capital", "vi", "10 triệu – 20 triệu USD", "figure-wrong", "25–40 triệu USD"},
		{"share", "vi", "5 triệu %", "figure-wrong", "96,5%"},
		{"share", "vi", "5 phần", "figure-unit-wrong", "%"},
		{"number", "vi", "05", "figure-wrong", ""},
		{"number", "vi", "--5", "figure-wrong", ""},
		{"number", "vi", "nhiều", "figure-wrong", ""},
		{"number", "vi", strings.Repeat("9", 31), "figure-long", ""},
		{"number", "vi", "40–25", "figure-turned", "25–40"},
		{"number", "vi", "25–25", "figure-turned", "25?"},
		{"capital", "en", "USD 40–25 million", "figure-turned", "USD 25–40 million?"},
		{"number", "vi", "5 ha", "figure-unit-wrong", "96,5"},
		{"power", "vi", "110 MW", "figure-unit-wrong", "kV"},
		{"price", "vi", "25 USD/ha", "figure-unit-wrong", "USD/m²"},
		{"price", "en", "25 USD per plot", "figure-unit-wrong", "USD 96.5/m²"},
		{"road", "lo", "5 ເຮັກຕາ", "figure-unit-wrong", "ກິໂລແມັດ"},
		{"area", "vi", "5 km2", "figure-unit-wrong", "ha"},
		{"plot", "vi", "500", "figure-unit-missing", "km²"},
		{"capital", "vi", "96,5 triệu", "figure-unit-missing", "USD"},
		{"capital", "vi", "96,5 triệu $", "figure-unit-wrong", "đồng"},
		{"capital", "vi", "5 triệu triệu USD", "figure-unit-wrong", "96,5 triệu USD"},
		{"capital", "vi", "96,5 tr USD", "figure-unit-wrong", "96,5 triệu USD"},
		{"capital", "en", "USD 96.5 triệu", "figure-wrong", "USD 96.5 million"},
		{"capital", "en", "96.5 ລ້ານ USD", "figure-scale-wrong", "million"},
		{"capital", "vi", "96,5 million USD", "figure-scale-wrong", "triệu"},
		{"capital", "lo", "96,5 triệu USD", "figure-scale-wrong", "ລ້ານ"},
		{"capital", "vi", "96,5 triệu EUR", "figure-unit-wrong", "EUR"},
		{"capital", "vi", "USD 5 USD", "figure-wrong", ""},
		{"period", "vi", "quý V/2022", "span-wrong", ""},
		{"period", "vi", "2025–2021", "span-turned", "2021–2025?"},
		{"period", "vi", "quý III/2022 – quý III/2022", "span-turned", "quý III/2022?"},
		{"period", "en", "Q3 2022 to Q1 2022", "span-turned", "Q1 2022–Q3 2022?"},
		{"period", "vi", "quý III/2022–2023", "span-wrong", ""},
		{"period", "vi", "sắp tới", "span-wrong", "quý III/2022"},
		{"period", "lo", "2022-09-05T08:30", "span-wrong", ""},
		{"period", "vi", "2022-13", "span-wrong", ""},
		{"period", "en", "05/9/2022", "span-wrong", ""},
		{"status", "vi", "caling", "choice-wrong", "calling"},
		{"code", "vi", "số 7", "code-wrong", ""},
		{"web", "vi", "http://example.org", "url-wrong", ""},
		{"web", "vi", "https://", "url-wrong", ""},
		{"decision", "vi", "/KH-UBND", "legal-without-number", ""},
		{"decision", "vi", "Quyết định 1191", "legal-wrong", ""},
		{"day", "vi", "31/02/2022", "date-wrong", ""},
		{"day", "vi", "25:30 ngày 05/9/2022", "date-wrong", ""},
		{"day", "en", "chưa rõ", "date-wrong", ""},
		{"area", "lo", "chưa rõ", "figure-wrong", "ບໍ່ຮູ້"},
		{"open", "vi", "maybe", "flag-wrong", ""},
		{"years", "vi", "2022-13", "span-wrong", ""},
	} {
		v, ps := readText(field(test.field), test.in, test.lang)
		if v != nil || len(ps) != 1 || ps[0].Code != test.code || ps[0].Line != 3 || ps[0].Column != 7 {
			t.Errorf("%s %q in %s: %v %v, want %s", test.field, test.in, test.lang, v, ps, test.code)
			continue
		}
		if said := ps[0].Format("vi") + "\n" + ps[0].Format("en"); !strings.Contains(said, test.arg) || strings.ContainsAny(said, "{\u00a0") {
			t.Errorf("%s %q: %s", test.field, test.in, said)
		}
	}
}

// What no author writes but a sum may be is not printed so that it can be read
// in two ways.
func TestNoDoubtPrinted(t *testing.T) {
	for _, test := range []struct {
		d      Decimal
		vi, en string
	}{{"1.374", "1,3740", "1.3740"}, {"0.374", "0,374", "0.374"}, {"-12.345", "-12,3450", "-12.3450"}, {"1374.567", "1.374,567", "1,374.567"}} {
		f := field("number")
		if vi, en := Print(Figure{From: test.d}, f, vietnamese, 0), Print(Figure{From: test.d}, f, english, 1); vi != test.vi || en != test.en {
			t.Errorf("%s: %s, %s", test.d, vi, en)
		}
	}
}

// No line ends inside a figure.
func TestFigureHoldsTogether(t *testing.T) {
	for lang, want := range map[string]string{"vi": "3,3\u00a0nghìn\u00a0tỷ\u00a0đồng", "en": "VND\u00a03.3\u00a0trillion", "lo": "3,3\u00a0ພັນຕື້ດົ່ງ"} {
		g := grammarOf(lang)
		if got := Print(Figure{From: "3.3", Scale: 12, Unit: "VND"}, field("capital"), g.Locale, g.Lang); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}
