package text

import (
	"strings"
	"testing"
)

func TestWordEdges(t *testing.T) {
	for _, c := range []struct {
		name, in string // the edges asked about are written |
		want     bool
	}{
		{"before a word", "ở |Lào", true},
		{"after a word", "Lào|, và", true},
		{"inside a word", "xã h|ội", false},
		{"between Latin and Lao", "ha|ແຂວງ", true},
		{"a digit and a letter", "5|ha", false},
		{"Lao syllables", "ຄົນ|ລາວ", true},
		{"before a pre-vowel", "ລາ|ເມືອງ", true},
		{"after a pre-vowel", "ເ|ມືອງ", false},
		{"before a vowel", "ລາວ|ີ", false},
		{"before a tone mark", "ຕ|່າງ", false},
		{"before a final after aa", "ລາ|ວ", false},
		{"before a final after a tone mark", "ຕື້|ນ", false},
		{"before a consonant with a vowel of its own", "ຕື້|ນີ້", true},
		{"before a consonant that is never final", "ລາ|ຫາ", true},
		{"before a final after e", "ເລ|ກ", false},
		{"after ai, which takes no final", "ໄທ|ນອກ", true},
		{"after a, which takes no final", "ກະ|ຊວງ", true},
		{"before a name", "ຢູ່|ກວີເຍີນ", true},
		{"in a name, between syllables", "ກວີ|ເຍີນ", true},
		{"before the sign of repetition", "ຕ່າງ|ໆ", true},
	} {
		i := strings.IndexByte(c.in, '|')
		if got := EdgesOf(c.in[:i]+c.in[i+1:], NewNames([]string{"ກວີເຍີນ"})).At(i); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
