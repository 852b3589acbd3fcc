package site

import (
	"slices"
	"testing"
	"testing/fstest"
)

func load(t *testing.T, glossary string) *Site {
	t.Helper()
	fsys := fstest.MapFS{
		"site.yaml":                           {Data: []byte("title: {vi: Trang, en: Site, lo: ເວັບ}\nbaseURL: https://example.org/\nlanguages: [vi, en, lo]\ntimeZone: Asia/Ho_Chi_Minh\ntheme: default\n")},
		"content/_index.vi.md":                {Data: []byte("---\ntitle: a\n---\n")},
		"themes/default/layouts/x.html":       {Data: []byte("")},
		"themes/default/i18n/strings.vi.yaml": {Data: []byte("note: a\n")},
		"i18n/glossary.yaml":                  {Data: []byte(glossary)},
	}
	s, _, err := Load(fsys, Options{Day: "2022-09-05", Themes: fstest.MapFS{}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWhatStaysWhole(t *testing.T) {
	s := load(t, `
- {vi: Bình Định, en: Binh Dinh, lo: ບິ່ງດິ້ງ}
- {vi: Hàn Quốc, en: Korea, lo: ສ. ເກົາຫຼີ}
- {vi: Cộng hòa Dân chủ Nhân dân Lào, en: Lao PDR, lo: [ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ (ສປປ ລາວ), ສປປ ລາວ]}
- {vi: khu kinh tế, en: economic zone, lo: ເຂດເສດຖະກິດ}
- {vi: châu Âu, en: Europe, lo: ເອີຣົບ, kind: place}
- {vi: Ban Quản lý, en: Board, lo: ຄະນະຄຸ້ມຄອງເຂດເສດຖະກິດແຂວງບິ່ງດິ້ງ, kind: agency}
`)
	got := s.Glossary.Whole(s.Lang("lo"))
	want := []string{"ບິ່ງດິ້ງ", "ປະຊາຊົນລາວ", "ປະຊາທິປະໄຕ", "ລາວ", "ສ.", "ສ. ເກົາຫຼີ", "ສປປ", "ສປປ ລາວ", "ສາທາລະນະລັດ", "ເກົາຫຼີ", "ເອີຣົບ"}
	if !slices.Equal(got, want) {
		t.Errorf("whole: %q", got)
	}
}

func TestKindsOfTerms(t *testing.T) {
	s := load(t, `
- {vi: Bình Định, en: a, lo: b}
- {vi: Đà Nẵng, en: a, lo: b}
- {vi: khu kinh tế, en: a, lo: b}
- {vi: châu Âu, en: a, lo: b, kind: place, reviewed: true}
- {vi: phối hợp, en: [to assist, to cooperate], lo: b, check: false}
`)
	var got []string
	for _, g := range s.Glossary.Terms {
		got = append(got, string(g.Kind))
	}
	if !slices.Equal(got, []string{"name", "name", "term", "place", "term"}) {
		t.Errorf("kinds: %q", got)
	}
	g := s.Glossary.Terms
	if !g[3].Reviewed || g[0].Reviewed || !g[4].Free || g[3].Free {
		t.Error("flags")
	}
	if all := g[4].All(1); !slices.Equal(all, []string{"to assist", "to cooperate"}) {
		t.Errorf("forms: %q", all)
	}
}
