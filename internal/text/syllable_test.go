package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// divided shows a text with | between its pieces; what is no syllable is marked.
func divided(s string, names ...string) string {
	var list []string
	at := 0
	for _, p := range Pieces(s, NewNames(names)) {
		part := s[at:p.End]
		at = p.End
		switch p.Kind {
		case Unknown:
			part += "?"
		case Acronym:
			part += "!"
		case Name:
			part += "*"
		}
		list = append(list, part)
	}
	return strings.Join(list, "|")
}

func TestPieces(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"rule 1", "ເດ|ເສດ|ເດີນ|ເຊື່ອ|ເມືອງ|ເກາະ|ເຕະ|ເຈົ້າ|ເມັດ|ເມຍ|ເຂົ້າ|ເຫຼົ່າ"},
		{"rule 2", "ແມ່|ແຂວງ|ແຫ່ງ|ແລະ|ແດັກ|ແລ້ວ|ແກ້ວ"},
		{"rule 3", "ໂຕ|ໂຄງ|ໂຕະ|ໂຕ໊ະ|ໂດຍ"},
		{"rules 4 and 5", "ໄດ້|ໄປ|ໄຫວ້|ໃນ|ໃຫຍ່|ໃໝ່"},
		{"rule 6", "ປະ|ຊຸມ|ຢູ່|ຜູ້|ສູນ"},
		{"rule 7", "ມິດ|ດີ|ປຶກ|ມື້|ທີ່|ຂຶ້ນ"},
		{"rule 8", "ກໍ|ຂໍ້|ບໍ່|ລໍ|ຖ້າ"},
		{"rule 9", "ລົງ|ຕົວ|ຫົວ|ຜົວະ"},
		{"rule 10", "ພັດ|ວັນ|ນັ້ນ|ກັບ"},
		{"rule 11", "ສວນ|ກອງ|ຂອງ|ກ່ຽວ|ຊ່ວຍ|ວຽກ"},
		{"rule 12", "ສະ|ປະ|ຈະ"},
		{"rule 13", "ລາວ|ການ|ຄວາມ|ຫຼາຍ|ກວ່າ"},
		{"rule 14", "ນ້ຳ|ຈຳ|ສຳ|ຄັນ"},
		{"a final is not stolen", "ທຸກ|ວັນ|ຈາກ|ວຽງ|ຈັນ"},
		{"ກວ as one onset", "ດີ|ກວ່າ|ຈຶ່ງ|ກວ້າງ|ຂວາງ"},
		{"ຫ before another consonant", "ຫຼວງ|ຫລວງ|ຫວຽດ|ຫງວຽນ|ໝາຍ|ຫມາຍ|ເຫດ|ໜັງ|ຫນັງ|ສື|ເຫງະ|ອານ"},
		{"ອ as a consonant and as a vowel", "ນອກ|ອອກ|ອາ|ກາດ|ອີກ|ບອກ|ວ່າ"},
		{"names of places", "ບິ່ງ|ດິ້ງ|ຝູ|ກ໊າດ|ກວີ|ເຍີນ|ອັດ|ຕະ|ປື"},
		{"loan words", "ໂລ|ຈິສ|ຕິກ|ໂພສ|ອອສ|ເຕຣ|ເລຍ|ຟຣັງ|ໂທ|ລະ|ສັບ|ອິນ|ເຕີ|ເນັດ|ອີ|ເມວ|ໂປຣ|ໄຟລ໌|ຟຣີ"},
		{"old spellings", "ຕລາດ|ສລູບ|ພຣະ|ບໍ|ຣິ|ກາ|ຣ?"},
		{"a silent letter", "ເມລ໌|ອອນ|ໄລນ໌"},
		{"repetition and ellipsis", "ຕ່າງໆ|ອື່ນໆ|ກຸງ|ເທບຯ"},
		{"acronyms", "ສປປ!|ລາວ"},
		{"and so on", "ຯລຯ!"},
		{"digits", "ປີ|໒໐໒໒"},
		{"what no rule explains", "ລັອກ?"},
		{"other text between", "ລາວ|, Lào 2022 (|ລາວ|)"},
		{"an acronym is no beginning of a word", "ສ?|ສູ"},
	} {
		in := strings.Map(func(r rune) rune {
			if strings.ContainsRune("|?!*", r) {
				return -1
			}
			return r
		}, c.want)
		if got := divided(in); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestNamesStayWhole(t *testing.T) {
	for _, c := range []struct{ in, names, want string }{
		{"ທີ່ກວີເຍີນ", "ກວີເຍີນ", "ທີ່|ກວີເຍີນ*"},
		{"ແຂວງຈຳປາສັກ", "ຈໍາປາສັກ", "ແຂວງ|ຈຳປາສັກ*"},                 // spelt the other way
		{"ເຂດຈຳປາສັກະ", "ຈຳປາສັກ", "ເຂດ|ຈຳ|ປາ|ສັກ|ະ?"},               // another word
		{"ສາທາລະນະລັດ ລາວ", "ສາທາລະນະລັດ ລາວ", "ສາທາລະນະລັດ*| |ລາວ"}, // a space is a space
		{"ລາວ", "ລາວ", "ລາວ"},
		{"ຈຳປາສັກໆ", "ຈຳປາສັກ Champasak", "ຈຳປາສັກໆ*"},
	} {
		if got := divided(c.in, c.names); got != c.want {
			t.Errorf("%s: %s, want %s", c.in, got, c.want)
		}
	}
}

func TestSyllables(t *testing.T) {
	got := strings.Join(Syllables("ສປປ ລາວ, Lào: ສະ\u200Bບາຍດີ ຕ່າງ ໆ ໑໒"), "|")
	if want := "ສປປ|ລາວ|ສະ|ບາຍ|ດີ|ຕ່າງ|ໆ|໑໒"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// broken shows a text with | where a line may end.
func broken(s string, names ...string) string {
	var out strings.Builder
	at := 0
	for _, b := range NewBreaker(NewNames(names), nil).Lines(s).Breaks {
		out.WriteString(s[at:b.At] + "|")
		at = b.At
	}
	return out.String() + s[at:]
}

func TestBreaks(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"between syllables and after spaces", "ການ|ລົງ|ທຶນ |ແລະ |ຄ້າ|ຂາຍ"},
		{"not after a first syllable with ະ", "ສະໜາມ|ບິນ|ປະເທດ"},
		{"not after small words that lean on the next", "ບໍ່ມີ|ຄົນ|ທີ່ມາ"},
		{"before an opening mark, after a closing one", "ລາວ|“ດີ”|ງາມ|(ລາວ)|ກັບ"},
		{"a mark with spaces", "ລາວ |(ດີ) |ງາມ"},
		{"not before marks that close", "ລາວ, |ດີ! |ງາມ? |ກັບ: |ສີ"},
		{"not before ໆ, with or without a space", "ຕ່າງໆ|ກັນ |ຕ່າງ ໆ |ກັນ"},
		{"not before ຯ", "ເທບຯ |ລາວ ຯ"},
		{"a space before a closing mark", "ລາວ ! |ດີ :ງາມ"},
		{"not beside what no rule explains", "ຫ້ອງລັອກເກີ |ນີ້"},
		{"not in a number nor beside it", "ປີ2022 |ປີ໒໐໒໒"},
		{"not in an acronym", "ສປປ|ລາວ"},
		{"after a dash or a stroke", "ລາວ–|ໄທ/|ຈີນ"},
		{"not after a stroke at the beginning", "-ລາວ |(-ລາວ"},
		{"not after a full stop in a word", "ສ.ເກົາ|ຫຼີ"},
		{"Latin words", "ທີ່ |Nhơn |Hội |ລາວ"},
		{"the author wants a break", "ສະ\u200B|ໜາມ"},
		{"the author wants none", "ການ\u2060ລົງ|ທຶນ"},
		{"the author wants none after a space", "ການ \u2060ລົງ|ທຶນ"},
		{"the author wants one in Latin", "ລາວ |example\u200B|.org"},
		{"no break at the edges", " ລາວ "},
	} {
		in := strings.ReplaceAll(c.want, "|", "")
		if got := broken(in); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if got, want := broken("ຢູ່ບິ່ງດິ້ງ", "ບິ່ງດິ້ງ"), "ຢູ່|ບິ່ງດິ້ງ"; got != want {
		t.Errorf("a name: %s, want %s", got, want)
	}
}

// FuzzPieces: pieces joined are the text; each is what its kind says; no break
// parts what clings together.
func FuzzPieces(f *testing.F) {
	for _, s := range []string{
		"", "ສະບາຍດີ", "ສປປລາວ", "ຕ່າງ ໆ", "ກ\u200Bຂ\u2060ຄ\u200B\u200B", "\u2060ກ", "ໂພສ ຯລຯ ໑໒a", "ເເເ້້າ", "ຫງວຽນ\xff", "ໆໆ", "a\u200Bກ(", "ກວ່າກວ່າ",
		"\u0ECCກ\u0ECC", "ລາວ”ດີ", " ໆ",
	} {
		f.Add(s)
	}
	names := NewNames([]string{"ບິ່ງດິ້ງ", "ກວີເຍີນ"})
	breaker := NewBreaker(names, nil)
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, p := range Pieces(s, names) {
			if p.End <= at || p.End > len(s) {
				t.Fatalf("%+q: a piece from %d to %d", s, at, p.End)
			}
			checkPiece(t, s[at:p.End], p)
			at = p.End
		}
		if at != len(s) {
			t.Fatalf("%+q: pieces end at %d", s, at)
		}
		at = 0
		for _, b := range breaker.Lines(s).Breaks {
			if b.At <= at || b.At >= len(s) {
				t.Fatalf("%+q: a break at %d after %d", s, b.At, at)
			}
			at = b.At
			if after, _ := utf8.DecodeRuneInString(s[at:]); !b.Space && IsLao(after) && clings(after) {
				t.Fatalf("%+q: a break before %q", s, after)
			}
		}
	})
}

func checkPiece(t *testing.T, s string, p Piece) {
	t.Helper()
	lao := 0
	for _, r := range s {
		if IsLao(r) {
			lao++
		}
	}
	if p.Kind == Other && lao > 0 || p.Kind != Other && lao == 0 {
		t.Fatalf("%+q is of kind %d", s, p.Kind)
	}
	if p.Kind == Syllable && (p.Rule < 1 || p.Rule > 14) {
		t.Fatalf("%+q has rule %d", s, p.Rule)
	}
}

func BenchmarkLines(b *testing.B) {
	text := strings.Repeat("ແຂວງຈຳປາສັກແລະແຂວງອັດຕະປືຮ່ວມມືກັບບິ່ງດິ້ງໃນການລົງທຶນ ", 20)
	breaker := NewBreaker(NewNames([]string{"ບິ່ງດິ້ງ", "ຈຳປາສັກ"}), nil)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		breaker.Lines(text)
	}
}

// Common words are Lao, each once, of several syllables that rules explain, and
// short enough for a phone's table.
func TestCommonWords(t *testing.T) {
	seen := map[string]bool{}
	for _, w := range CommonWords() {
		if seen[w] {
			t.Errorf("%s stands there twice", w)
		}
		seen[w] = true
		pieces := Pieces(w, nil)
		if NormalizeString(w) != w || len(pieces) < 2 || len(pieces) > 5 || utf8.RuneCountInString(w) > 14 {
			t.Errorf("%s: %d syllables, %d letters", w, len(pieces), utf8.RuneCountInString(w))
		}
		for _, p := range pieces {
			if p.Kind != Syllable {
				t.Errorf("%s: %s", w, divided(w))
			}
		}
	}
	if got, want := broken("ເຂດອຸດສາຫະກຳໃນວັນທີສະພາບດີ", CommonWords()...), "ເຂດ|ອຸດສາຫະກຳ|ໃນວັນທີ|ສະພາບ|ດີ"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
