package fact

import (
	"strings"
	"testing"
	"unicode"

	"nhipcau/internal/source"
)

func TestPhones(t *testing.T) {
	tests := []struct {
		in    string
		shown string // with _ for a no-break space; "" is refused
		e164  string
	}{
		{"+84 256 000 0001", "+84_256_000_0001", "+842560000001"},
		{"+84.256.000.0001", "+84_256_000_0001", "+842560000001"},
		{"+84-256-0000001", "+84_256_0000001", "+842560000001"},
		{"+84 - 256 . 000   0001", "+84_256_000_0001", "+842560000001"},
		{"+84\u00A0256\u2011000\u20100001", "+84_256_000_0001", "+842560000001"},
		{"+842560000001", "+842560000001", "+842560000001"},
		{"+856 20 0000 0001", "+856_20_0000_0001", "+8562000000001"},
		{"+39 06 0000 0001", "+39_06_0000_0001", "+390600000001"}, // Italy keeps its 0
		{"+290 0001", "+290_0001", "+2900001"},
		{"+84 256 000 000 000 0", "+84_256_000_000_000_0", "+842560000000000"},
		{"+84 256 000 000 000 01", "", ""}, // 16 digits
		{"+29 0001", "", ""},
		{"0256 000 0001", "", ""},
		{"0084 256 000 0001", "", ""},
		{"+0 256 000 0001", "", ""},
		{"+ 84 256 000 0001", "", ""},
		{"+84 (0)256 000 0001", "", ""}, // nobody can dial both
		{"+84 (256) 000 0001", "", ""},
		{"+84 256..000 0001", "", ""},
		{"+84 256 000 0001-", "", ""},
		{"-84 256 000 0001", "", ""},
		{"+84 256 000/0001", "", ""},
		{"+84 256 000 0001 ext. 3", "", ""},
		{"tel:+842560000001", "", ""},
		{"+٨٤ ٢٥٦ ٠٠٠ ٠٠٠١", "", ""},
		{"+", "", ""},
		{"", "", ""},
	}
	for _, tt := range tests {
		p, ok := ParsePhone(tt.in)
		if ok != (tt.shown != "") {
			t.Errorf("ParsePhone(%q) = %q, %v", tt.in, p, ok)
			continue
		}
		shown := strings.ReplaceAll(string(p), "\u00A0", "_")
		if ok && (shown != tt.shown || p.E164() != tt.e164) {
			t.Errorf("ParsePhone(%q) is shown as %q and dialled as %q, want %q and %q", tt.in, shown, p.E164(), tt.shown, tt.e164)
		}
	}
}

// FuzzPhone: a number that is accepted has the digits that were written, and
// shown or dialled and read again it is the same number.
func FuzzPhone(f *testing.F) {
	for _, s := range []string{"+84 256 000 0001", "+84-256.0000001", "0256 000 0001", "+84 (0)256", "+1\u00A0555\u2011000 1", "+84 .256"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, ok := ParsePhone(s)
		if !ok {
			return
		}
		digits := strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return r
			}
			return -1
		}, s)
		if p.E164() != "+"+digits {
			t.Errorf("%q is dialled as %q", s, p.E164())
		}
		if again, ok := ParsePhone(string(p)); !ok || again != p {
			t.Errorf("%q is shown as %q, read again %q, %v", s, p, again, ok)
		}
		if again, ok := ParsePhone(p.E164()); !ok || !Equal(p, again) {
			t.Errorf("%q is dialled as %q, read again %q, %v", s, p.E164(), again, ok)
		}
	})
}

// FuzzEmail: an address that is accepted is the one that was written, is read
// again as itself, and holds nothing that could end an address or a line.
func FuzzEmail(f *testing.F) {
	for _, s := range []string{"board@example.org", " board@example.org ", "a@b", "a@b.c?cc=d@e.f", "a\n@example.org", "<a@example.org>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		read := func(s string) Value {
			v, _ := Read(&Field{Name: "email", Kind: KindEmail}, &source.Node{Kind: source.Scalar, Text: s}, Grammar{Locale: vietnamese})
			return v
		}
		v, ok := read(s).(Email)
		if !ok {
			return
		}
		if string(v) != strings.TrimSpace(s) || strings.Count(string(v), "@") != 1 || strings.ContainsAny(string(v), " \t\r\n<>\",;:\\") {
			t.Errorf("%q is read as %q", s, v)
		}
		if again := read(string(v)); again == nil || !Equal(v, again) {
			t.Errorf("%q is %q, read again %v", s, v, again)
		}
	})
}
