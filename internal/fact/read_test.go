package fact

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"nhipcau/internal/problem"
	"nhipcau/internal/source"
)

// parse reads one fact as it stands in front matter, after "key:" on line 1.
func parse(t *testing.T, f *Field, yaml, lang string) (Fact, []problem.Problem) {
	t.Helper()
	g := grammarOf(lang)
	doc, ps := source.ParseYAML(g.File, []byte("key: "+yaml+"\n"))
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	return ReadFact(f, doc.Get("key"), g)
}

func TestFactWithItsDayAndSource(t *testing.T) {
	for _, test := range []struct {
		field, in string
		value     string // in Vietnamese; "" is none
		asOf      string
		sources   string
		column    int
		problems  string // code:column
	}{
		{"area", "1.425 ha", "1.425 ha", "", "", 6, ""},
		{"area", "{value: 1.425 ha, asOf: 2022-06-30, source: plan-2022}", "1.425 ha", "2022-06-30", "plan-2022", 14, ""},
		{"area", "{value: 1.425, asOf: 30/6/2022, source: [plan-2022, press]}", "1.425 ha", "2022-06-30", "plan-2022 press", 14, ""},
		{"status", "{value: calling, source: press}", "Đang kêu gọi", "", "press", 14, ""},
		{"area", "{value: chưa rõ, source: press}", "chưa rõ", "", "press", 14, ""},
		{"years", "{value: [2021, 2022], asOf: 2022-06-30}", "năm 2021, năm 2022", "2022-06-30", "", 14, ""},
		{"area", "{value: 5 ha, asof: 2022-06-30}", "5 ha", "", "", 14, "fact-key-unknown:20"},
		{"area", "{asOf: 2022-06-30}", "", "2022-06-30", "", 6, "fact-without-value:6"},
		{"area", "{value: , asOf: 2022-06-30}", "", "2022-06-30", "", 0, "value-empty:0"},
		{"area", "{value: 5 ha, asOf: chưa rõ}", "5 ha", "", "", 14, "date-wrong:26"},
		{"area", "{value: 5 ha, source: Báo}", "5 ha", "", "", 14, "option-key-wrong:28"},
		{"area", "{value: 1, asOf: 2, source: {a: b}}", "1 ha", "", "", 14, "date-wrong:23 value-not-list:0"},
		{"area", "{value: {value: 5 ha}}", "", "", "", 14, "value-not-single:14"},
		{"call", "{value: 0256 000 0001}", "", "", "", 14, "phone-without-country:14"},
	} {
		v, ps := parse(t, field(test.field), test.in, "vi")
		printed, asOf := "", ""
		if v.Value != nil {
			printed = strings.ReplaceAll(Print(v.Value, v.Field, vietnamese, 0), "\u00a0", " ")
		}
		if !v.AsOf.IsZero() {
			asOf = v.AsOf.Format("2006-01-02")
		}
		if printed != test.value || asOf != test.asOf || strings.Join(v.Sources, " ") != test.sources || test.column > 0 && v.At.Column != test.column {
			t.Errorf("%s: %q as of %q from %q at column %d", test.in, printed, asOf, v.Sources, v.At.Column)
		}
		wanted := strings.Fields(test.problems)
		for i, p := range ps {
			if i >= len(wanted) {
				t.Errorf("%s: %v", test.in, p)
				continue
			}
			code, column, _ := strings.Cut(wanted[i], ":")
			if p.Code != code || column != "0" && column != strconv.Itoa(p.Column) {
				t.Errorf("%s: %s at column %d, want %s", test.in, p.Code, p.Column, wanted[i])
			}
		}
		if len(ps) < len(wanted) {
			t.Errorf("%s: %v, want %s", test.in, ps, test.problems)
		}
	}
}

func TestValuesOfARepeatedField(t *testing.T) {
	f := field("years")
	for _, test := range []struct{ in, want, code string }{
		{"2022", "năm 2022", ""},
		{"[2021, 2022-Q3]", "năm 2021, quý III/2022", ""},
		{"[2021, chưa rõ]", "năm 2021, chưa rõ", ""},
		{"[chưa rõ]", "chưa rõ", ""},
		{"[2022, năm 2022]", "năm 2022", "value-doubled"},
		{"[2022, soon]", "năm 2022", "span-wrong"},
		{"[soon]", "", "span-wrong"},
		{"[]", "", "value-not-list"},
		{"[[2022]]", "", "value-not-single"},
	} {
		v, ps := parse(t, f, test.in, "vi")
		printed := ""
		if v.Value != nil {
			printed = Print(v.Value, f, vietnamese, 0)
		}
		code := ""
		if len(ps) > 0 {
			code = ps[0].Code
		}
		if printed != test.want || code != test.code || len(ps) > 1 {
			t.Errorf("%s: %q %v", test.in, printed, ps)
		}
	}
	if v, _ := parse(t, f, "[chưa rõ]", "vi"); Known(v.Value) {
		t.Error("a list of nothing known is known")
	}
}

// Each row is in order; values in one group say the same.
func TestCompare(t *testing.T) {
	for _, test := range []struct {
		field string
		in    []string
	}{
		{"number", []string{"-5", "0", "0,5", "5", "5–7", "5–8", "1.374", "2 triệu", "chưa rõ"}},
		{"plot", []string{"500 m²", "0,06 ha", "1 km²", "101 ha", "1 nghìn km²", "chưa rõ"}},
		{"road", []string{"999 m", "1 km", "1.001 m"}},
		{"capital", []string{"5 USD", "1.000 triệu USD", "1,5 tỷ USD", "1 đồng", "3.300 tỷ đồng", "1 kíp", "chưa rõ"}},
		{"status", []string{"calling", "approved", "chưa rõ"}},
		{"period", []string{"2021", "quý I/2022", "năm 2022", "2022–2025", "từ 2022", "quý II/2022", "chưa rõ"}},
		{"day", []string{"05/9/1962", "05/9/2022", "2022-09-05T08:30"}},
		{"code", []string{"I.2", "I.10", "II.1"}},
	} {
		f := field(test.field)
		var values []Value
		for _, s := range test.in {
			v, ps := readText(f, s, "vi")
			if len(ps) > 0 {
				t.Fatal(s, ps)
			}
			values = append(values, v)
		}
		values = append(values, nil)
		if !slices.IsSortedFunc(values, func(a, b Value) int { return Compare(a, b, f) }) {
			t.Errorf("%s: %v", test.field, test.in)
		}
		for i := range values[:len(test.in)-1] {
			if Compare(values[i], values[i+1], f) >= 0 || Compare(values[i+1], values[i], f) <= 0 {
				t.Errorf("%s: %s is not before %s", test.field, test.in[i], test.in[i+1])
			}
		}
	}
	a, _ := readText(field("plot"), "1 km²", "vi")
	b, _ := readText(field("plot"), "100 ha", "vi")
	if Compare(a, b, field("plot")) != 0 || !a.(Figure).SameUnit(b.(Figure)) {
		t.Error("1 km² is not 100 ha")
	}
	if (Figure{Unit: "USD"}).SameUnit(Figure{Unit: "VND"}) || (Figure{Unit: "ha"}).SameUnit(Figure{Unit: "km"}) {
		t.Error("what cannot be compared is of the same unit")
	}
}
