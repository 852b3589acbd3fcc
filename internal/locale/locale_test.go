package locale

import (
	"slices"
	"testing"
)

// find is Find for a language that the test knows to be there.
func find(t testing.TB, tag string) *Locale {
	t.Helper()
	l, ok := Find(tag)
	if !ok {
		t.Fatalf("no tables for %s", tag)
	}
	return l
}

func TestLanguages(t *testing.T) {
	cases := []struct{ tag, name, og, lao, laoInText string }{
		{"vi", "Tiếng Việt", "vi_VN", "Tiếng Lào", "tiếng Lào"},
		{"en", "English", "en_US", "Lao", "Lao"},
		{"lo", "ລາວ", "lo_LA", "ລາວ", "ພາສາລາວ"},
		{"km", "ខ្មែរ", "km_KH", "ឡាវ", "ភាសាឡាវ"},
		{"ko", "한국어", "ko_KR", "라오어", "라오어"},
		{"ja", "日本語", "ja_JP", "ラオ語", "ラオ語"},
		{"th", "ไทย", "th_TH", "ลาว", "ภาษาลาว"},
	}
	for _, c := range cases {
		l := find(t, c.tag)
		got := []string{l.Tag, l.Name(), l.OG(), l.NameOf("lo"), l.NameInText("lo"), l.Dir()}
		want := []string{c.tag, c.name, c.og, c.lao, c.laoInText, "ltr"}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", c.tag, got, want)
		}
		if got := l.NameOf("fr") + l.NameInText("fr"); got != "frfr" {
			t.Errorf("%s: a language without a name is called %q, want its tag", c.tag, got)
		}
	}
	if len(Tags()) != len(cases) {
		t.Errorf("languages %q, tested are %d", Tags(), len(cases))
	}
}

func TestLanguageWithoutTables(t *testing.T) {
	l, ok := Find("xx")
	if ok {
		t.Fatal("xx is found")
	}
	got := []string{
		l.Name(), l.Dir(), l.OG(),
		l.Date(day(2022, 9, 5), "short"), l.Date(day(2022, 9, 5), "long"), l.Date(day(2022, 9, 5), "month"),
		l.Decimal("-1374.50"), l.Percent("96.5"), l.Range("1", "2"), l.List([]string{"a", "b", "c"}),
	}
	want := []string{
		"xx", "ltr", "",
		"2022-09-05", "2022-09-05", "2022-09",
		"-1374.50", "96.5%", "1–2", "a, b, c",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if keys := l.SortKeys([]string{"a", "b"}); len(keys) != 2 {
		t.Errorf("%d keys for 2 items", len(keys))
	}
}
