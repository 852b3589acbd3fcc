package text

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestNormalize(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"right Vietnamese", "Đường sắt Bình Định – Nam Lào", "Đường sắt Bình Định – Nam Lào"},
		{"decomposed Vietnamese", norm.NFD.String("Đường Bình Định"), "Đường Bình Định"},
		{"mark on the last settled letter", "abcde\u0301", "abcd\u00e9"},
		{"quotes and dashes", "“Bình Định” – ‘a’…", "“Bình Định” – ‘a’…"},
		{"em quad", "a\u2001b", "a\u2003b"},
		{"right Lao", "ສະບາຍດີ ນ້ຳ ກໍ່ ເຂົ້າ ທີ່ ຊົ່ວ ຫຼື້ ນ້າ ຈຳປາສັກ", "ສະບາຍດີ ນ້ຳ ກໍ່ ເຂົ້າ ທີ່ ຊົ່ວ ຫຼື້ ນ້າ ຈຳປາສັກ"},
		{"niggahita and aa", "ຈ\u0ECD\u0EB2ປາສັກ", "ຈຳປາສັກ"},
		{"niggahita, tone and aa", "ນ\u0ECD\u0EC9\u0EB2", "ນ\u0EC9\u0EB3"},
		{"tone, niggahita and aa", "ນ\u0EC9\u0ECD\u0EB2", "ນ\u0EC9\u0EB3"},
		{"am and tone", "ນ\u0EB3\u0EC9", "ນ\u0EC9\u0EB3"},
		{"niggahita, aa and tone", "ນ\u0ECD\u0EB2\u0EC9", "ນ\u0EC9\u0EB3"},
		{"tone before vowel mark above", "ທ\u0EC8\u0EB5", "ທ\u0EB5\u0EC8"},
		{"tone before vowel mark below", "ຢ\u0EC8\u0EB9", "ຢ\u0EB9\u0EC8"},
		{"tone before niggahita alone", "ກ\u0EC8\u0ECD", "ກ\u0ECD\u0EC8"},
		{"tone before two vowel marks", "ຫ\u0EC9\u0EBC\u0EB7", "ຫ\u0EBC\u0EB7\u0EC9"},
		{"two e", "ເເຂວງ", "ແຂວງ"},
		{"within Latin", "tỉnh ເເຂວງ (Lào)", "tỉnh ແຂວງ (Lào)"},
		{"no rule for two tones", "ກ\u0EC8\u0EC9\u0EB4", "ກ\u0EC8\u0EC9\u0EB4"},
		{"authors' joints stay", "ກ\u200Bຂ\u2060ຄ", "ກ\u200Bຂ\u2060ຄ"},
		{"empty", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := []byte(c.in)
			got := Normalize(in)
			if string(got) != c.want {
				t.Errorf("Normalize(%+q) = %+q, want %+q", c.in, got, c.want)
			}
			if c.in == c.want && len(in) > 0 && &got[0] != &in[0] {
				t.Error("right text was copied")
			}
			if s := NormalizeString(c.in); s != c.want {
				t.Errorf("NormalizeString(%+q) = %+q", c.in, s)
			}
		})
	}
}

func FuzzNormalize(f *testing.F) {
	for _, s := range []string{
		"", "Bình Định", norm.NFD.String("Đường Bình Định"), "ນ\u0ECD\u0EC9\u0EB2", "ຳຳ່", "ເເເ",
		"ກ\u0EC8\u0EB4\u0E38", "ກ\u0301\u0ECD\u0EC8\u0EB2", "ຳ\u0ECD\u0EC8\u0EB2", "a\u0323\u0302 \u1100\u1161",
		"ກ\u0EC8\u0EB4\u05B0", "ກ\u0301ຳ່", "ກ່ິ้ົ",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Normalize([]byte(s))
		if twice := Normalize(bytes.Clone(once)); !bytes.Equal(once, twice) {
			t.Errorf("%+q: once %+q, twice %+q", s, once, twice)
		}
		if utf8.ValidString(s) && !norm.NFC.IsNormal(once) {
			t.Errorf("%+q: %+q is not NFC", s, once)
		}
		if got := NormalizeString(s); got != string(once) {
			t.Errorf("%+q: string %+q, bytes %+q", s, got, once)
		}
		if !HasLao(s) && utf8.ValidString(s) && string(once) != norm.NFC.String(s) {
			t.Errorf("%+q: without Lao it should be NFC only, got %+q", s, once)
		}
	})
}

// TestNormalizeEverySpelling tries every sequence of up to five of the
// characters that the rules are about, right or wrong.
func TestNormalizeEverySpelling(t *testing.T) {
	letters := []rune("ກ\u0EB4\u0EB8\u0EBA\u0ECD\u0EC8\u0EB2\u0EB3ເ\u0301")
	var try func(s string, left int)
	try = func(s string, left int) {
		once := NormalizeString(s)
		if twice := NormalizeString(once); twice != once {
			t.Fatalf("%+q: once %+q, twice %+q", s, once, twice)
		}
		if !norm.NFC.IsNormalString(once) {
			t.Fatalf("%+q: %+q is not NFC", s, once)
		}
		for _, r := range letters[:min(left, 1)*len(letters)] {
			try(s+string(r), left-1)
		}
	}
	try("", 5)
}

func TestClean(t *testing.T) {
	if got := Clean("\uFEFFກ\u200Bຂ\u2060ຄ\u200Cx\u00ADy"); got != "ກຂຄxy" {
		t.Errorf("got %+q", got)
	}
	if got := Clean("Bình Định"); got != "Bình Định" {
		t.Errorf("got %+q", got)
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Đắk Lắk":                     "dak lak",
		"hòa hoà HOÀ":                 "hoa hoa hoa",
		norm.NFD.String("Ưỡn ẹo Đức"): "uon eo duc",
		"Straße, Ærø, Łódź, İstanbul": "strasse, aero, lodz, istanbul",
		"ແຂວງຈຳປາສັກ":                 "ແຂວງຈຳປາສັກ",
		"한국 がぎ":                       "한국 がぎ",
		"Plain":                       "plain",
		"":                            "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldLao(t *testing.T) {
	for _, alike := range [][]string{
		{"ໜອງຄາຍ", "ຫນອງຄາຍ"},
		{"ໝາກເກົາ", "ຫມາກເກົາ"},
		{"ຫຼວງພະບາງ", "ຫລວງພະບາງ", "ຫຣວງພະບາງ"},
		{"ຣາດສະດອນ", "ລາດສະດອນ"},
		{"ປີ ໒໐໒໒", "ປີ 2022"},
		{"ຕ່າງໆ", "ຕ່າງ"},
		{"ກຸງເທບຯ", "ກຸງເທບ"},
	} {
		for _, s := range alike {
			if Fold(s) != Fold(alike[0]) {
				t.Errorf("%s and %s fold to %s and %s", alike[0], s, Fold(alike[0]), Fold(s))
			}
		}
	}
	for _, apart := range [][2]string{{"ຂ້າວ", "ຂ່າວ"}, {"ຫາ", "ຮາ"}, {"ຫມາ", "ມາ"}, {"ຈຳ", "ຈາ"}} {
		if Fold(apart[0]) == Fold(apart[1]) {
			t.Errorf("%s and %s fold alike", apart[0], apart[1])
		}
	}
}

// Fold ignores what foldLao says, and nothing else of Lao: a text is folded
// character by character, folding twice is folding once, and whatever the table
// does not name is kept.
func FuzzFoldLao(f *testing.F) {
	for _, s := range []string{"ສະບາຍດີ", "ໜໝຫຼຣ໐໙ໆຯ", "ຈໍາ ຈຳ", "ກ໌"} {
		f.Add(s)
	}
	named := "ໜໝຼຣໆຯ໐໑໒໓໔໕໖໗໘໙"
	f.Fuzz(func(t *testing.T, s string) {
		var want, kept strings.Builder
		for _, r := range norm.NFC.String(s) {
			if !IsLao(r) {
				continue
			}
			want.WriteString(foldLao(r))
			if !strings.ContainsRune(named, r) {
				kept.WriteRune(r)
			}
		}
		lao := strings.Map(func(r rune) rune {
			if IsLao(r) {
				return r
			}
			return -1
		}, norm.NFC.String(s))
		got := Fold(lao)
		if norm.NFC.String(want.String()) != got {
			t.Errorf("%q folds to %q, want %q", lao, got, want.String())
		}
		if Fold(got) != got {
			t.Errorf("%q folds to %q and then to %q", lao, got, Fold(got))
		}
		rest := strings.Map(func(r rune) rune {
			if strings.ContainsRune(named, r) {
				return -1
			}
			return r
		}, lao)
		if Fold(rest) != norm.NFC.String(kept.String()) {
			t.Errorf("of %q %q is left", rest, Fold(rest))
		}
	})
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Cảng Quy Nhơn":        "cang-quy-nhon",
		"Đường 19/4 – mở rộng": "duong-19-4-mo-rong",
		"cang-quy-nhon":        "cang-quy-nhon",
		"2022-01":              "2022-01",
		"--a--b--":             "a-b",
		"_index":               "index",
		"a b":                  "a-b",
		"K\u212Aelvin":         "kkelvin",
		"ແຂວງຈຳປາສັກ":          "",
		"ລາວ 2022":             "2022",
		"":                     "",
		"-":                    "",
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFileName(t *testing.T) {
	for in, want := range map[string]string{
		"Bản đồ.EN.pdf":    "ban-do.en.pdf",
		"layout.jpg":       "layout.jpg",
		"Quy hoạch (2).PD": "quy-hoach-2.pd",
		"a..b":             "a.b",
		"folder name":      "folder-name",
		"ແຜນທີ່.pdf":       "",
		".htaccess":        "",
	} {
		if got := FileName(in); got != want {
			t.Errorf("FileName(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"", "Cảng Quy Nhơn", "--", "ລາວ-x", "İı", "ǅ", "a.b.c", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		slug := Slug(s)
		if strings.Trim(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" ||
			strings.HasPrefix(slug, "-") || strings.HasSuffix(slug, "-") || strings.Contains(slug, "--") {
			t.Errorf("Slug(%q) = %q", s, slug)
		}
		if again := Slug(slug); again != slug {
			t.Errorf("Slug(%q) = %q, again %q", s, slug, again)
		}
		name := FileName(s)
		if again := FileName(name); again != name {
			t.Errorf("FileName(%q) = %q, again %q", s, name, again)
		}
		if fold := Fold(s); utf8.ValidString(s) && Fold(fold) != fold {
			t.Errorf("Fold(%q) = %q, again %q", s, fold, Fold(fold))
		}
	})
}

func TestLao(t *testing.T) {
	for s, want := range map[string]bool{"": false, "Lào": false, "ไทย": false, "a ລ": true, "ไ\u0E80ລ": true, "\xe0": false} {
		if got := HasLao(s); got != want {
			t.Errorf("HasLao(%q) = %v", s, got)
		}
	}
	if !IsLao('ໆ') || !IsLao('໙') || IsLao('ก') || IsLao('₭') {
		t.Error("IsLao")
	}
}

func TestJoinsWithoutSpace(t *testing.T) {
	for _, c := range []struct {
		name          string
		before, after rune
		want          bool
	}{
		{"letters", 'ງ', 'ຈ', true},
		{"mark and pre-vowel", '\u0EC8', 'ເ', true},
		{"repetition sign", 'ໆ', 'ກ', true},
		{"ellipsis sign", 'ຯ', 'ກ', true},
		{"Lao digits", '໒', '໐', true},
		{"Lao and Latin", 'ງ', 'a', false},
		{"Latin and Lao", '2', 'ກ', false},
		{"closing quote", '”', 'ກ', false},
		{"full stop", '.', 'ກ', false},
		{"Vietnamese", 'ạ', 'đ', false},
		{"Thai", 'ก', 'ก', false},
		{"zero width space at the end", '\u200B', 'ກ', true},
		{"word joiner at the beginning", 'ກ', '\u2060', true},
		{"zero width space in Latin", '\u200B', 'a', false},
	} {
		if got := JoinsWithoutSpace(c.before, c.after); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		name string
		in   string
		max  int
		want string
	}{
		{"short enough", "Bình Định", 9, "Bình Định"},
		{"at a space", "Cảng Quy Nhơn mở rộng", 16, "Cảng Quy Nhơn…"},
		{"at the space that just fits", "Cảng Quy Nhơn mở rộng", 17, "Cảng Quy Nhơn mở…"},
		{"comma goes with the space", "Cảng, đường, sân bay", 13, "Cảng, đường…"},
		{"one long word", "abcdefghijklmnop", 6, "abcde…"},
		{"long word after a short one", "a bcdefghijklmnop", 9, "a bcdefg…"},
		{"no mark alone", "aaaaa\u0323\u0302bbb", 6, "aaaa…"},
		{"Lao keeps pre-vowel with its consonant", "ສະບາຍເຂົ້າຢູ່ບ່ອນນີ້", 7, "ສະບາຍ…"},
		{"Lao keeps marks with their consonant", "ສະບາຍເຂົ້າຢູ່ບ່ອນນີ້", 9, "ສະບາຍ…"},
		{"Lao keeps a following vowel", "ສະບາຍເຂົ້າຢູ່ບ່ອນນີ້", 10, "ສະບາຍ…"},
		{"Lao whole cluster", "ສະບາຍເຂົ້າຢູ່ບ່ອນນີ້", 11, "ສະບາຍເຂົ້າ…"},
		{"Lao between syllables, not inside one", "ການປະຊຸມ", 7, "ການປະ…"},
		{"Lao between syllables with finals", "ຮ່ວມມືລົງທຶນ", 9, "ຮ່ວມມື…"},
		{"Lao at a space if there is one", "ແຂວງຈຳປາສັກ ແຂວງອັດຕະປື", 14, "ແຂວງຈຳປາສັກ…"},
		{"not at a word joiner", "ກກກກ\u2060ຂຂຂ", 6, "ກກກ…"},
		{"nothing", "abc", 0, ""},
		{"only the dots", "abc", 1, "…"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Cut(c.in, c.max); got != c.want {
				t.Errorf("Cut(%q, %d) = %q, want %q", c.in, c.max, got, c.want)
			}
		})
	}
}

func FuzzCut(f *testing.F) {
	f.Add("Cảng Quy Nhơn mở rộng", 8)
	f.Add("ສະບາຍເຂົ້າຢູ່ບ່ອນນີ້", 9)
	f.Add("\xff\xfe", 1)
	f.Add("aaaa", -1)
	f.Fuzz(func(t *testing.T, s string, max int) {
		got := Cut(s, max)
		if utf8.RuneCountInString(got) > max && got != "" {
			t.Errorf("Cut(%q, %d) = %q, %d characters", s, max, got, utf8.RuneCountInString(got))
		}
		if Cut(got, max) != got {
			t.Errorf("Cut(%q, %d) = %q, again %q", s, max, got, Cut(got, max))
		}
		if !strings.HasPrefix(s, strings.TrimSuffix(got, "…")) {
			t.Errorf("Cut(%q, %d) = %q is no beginning of it", s, max, got)
		}
		kept := strings.TrimSuffix(got, "…")
		last, _ := utf8.DecodeLastRuneInString(kept)
		next, _ := utf8.DecodeRuneInString(s[len(kept):])
		if got != s && IsLao(last) && IsLao(next) && (isPreVowel(last) || clings(next)) {
			t.Errorf("Cut(%q, %d) = %q cuts inside a cluster", s, max, got)
		}
	})
}

func BenchmarkNormalize(b *testing.B) {
	for name, s := range map[string]string{
		"vi": strings.Repeat("Đường sắt Bình Định – Nam Lào, “cửa ngõ” ra biển. ", 200),
		"lo": strings.Repeat("ແຂວງຈຳປາສັກ ແລະ ແຂວງອັດຕະປື ຮ່ວມມືກັບບິ່ງດິ້ງ. ", 100),
	} {
		b.Run(name, func(b *testing.B) {
			data := []byte(s)
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				Normalize(data)
			}
		})
	}
}
