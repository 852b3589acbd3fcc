package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestOldTones(t *testing.T) {
	for in, want := range map[string]string{
		"Cộng hoà xã hội":                "Cộng hòa xã hội",
		"khoẻ, HOÁ, Thuý, uỷ ban, loè":   "khỏe, HÓA, Thúy, ủy ban, lòe",
		"hòa khỏe thúy ủy":               "hòa khỏe thúy ủy",
		"quý, quỹ, Quỳ Châu":             "quý, quỹ, Quỳ Châu",
		"hoàn toàn, ngoài, khuỷu, thoải": "hoàn toàn, ngoài, khuỷu, thoải",
		"huỷ":                            "hủy",
		"Goá":                            "Góa",
		"toà nhà của Uỷ ban":             "tòa nhà của Ủy ban",
		"ແຂວງຈຳປາສັກ":                    "ແຂວງຈຳປາສັກ",
		"oà":                             "òa",
		"à":                              "à",
		"":                               "",
	} {
		if got := OldTones(in); got != want {
			t.Errorf("OldTones(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzOldTones(f *testing.F) {
	for _, s := range []string{"hoà", "quý", "uỷ ban", "Hoàn HOÀ", "oàoà", "ũyũ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		s = norm.NFC.String(s)
		old := OldTones(s)
		if again := OldTones(old); again != old {
			t.Errorf("%+q: once %+q, twice %+q", s, old, again)
		}
		if Fold(old) != Fold(s) {
			t.Errorf("%+q became %+q, which folds to %q, not %q", s, old, Fold(old), Fold(s))
		}
		if utf8.RuneCountInString(old) != utf8.RuneCountInString(s) {
			t.Errorf("%+q became %+q: another number of letters", s, old)
		}
	})
}

// Where two styles differ they fold alike, and so do addresses.
func TestStylesOfTonesFoldAlike(t *testing.T) {
	for _, pair := range [][2]string{{"hòa", "hoà"}, {"Thúy", "Thuý"}, {"ỦY BAN", "UỶ BAN"}, {"khỏe", "khoẻ"}} {
		if Fold(pair[0]) != Fold(pair[1]) || Slug(pair[0]) != Slug(pair[1]) || OldTones(pair[1]) != pair[0] {
			t.Errorf("%q", pair)
		}
	}
	if got := Slug("Đường Uỷ ban – Hoà Bình"); got != "duong-uy-ban-hoa-binh" || strings.Contains(got, "đ") {
		t.Errorf("slug %q", got)
	}
}
