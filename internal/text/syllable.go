package text

import (
	"slices"
	"unicode/utf8"
)

// Lao is written without spaces between words; a line may end between
// syllables. The rules for syllables here are those of P. Phissamay, V. Dalolay,
// C. Chanhsililath, O. Silimasak, S. Hussain and N. Durrani, "Syllabification of
// Lao Script for Line Breaking" (STEA, Vientiane, and CRULP, Lahore; PAN
// Localization). A syllable is a row of positions, most of them empty:
//
//	X0  ເ ແ ໂ ໃ ໄ        a vowel before the consonant
//	X1  ຫ                before a consonant that has no high form of its own
//	X                    the consonant
//	X2  ຼ ຣ ວ ລ           the second of two consonants
//	X3  ຸ ູ               a vowel below
//	X4  ິ ີ ຶ ື ໍ ົ ັ        a vowel above
//	X5  ່ ້ ໊ ໋             the tone
//	X6  ວ ອ ຽ             a vowel after the consonant that may have a final
//	X7  ະ າ ຳ             a vowel after the consonant
//	X8  ກ ງ ຍ ດ ນ ມ ຢ ບ ວ  the final
//	X9  consonant + ໌     a letter that is not spoken
//	X10 ຯ ໆ              and so on; say it again
//
// Fourteen rules say which of them go together; see syllablesAt, where each
// stands at its line. What the rules leave open, whether a consonant closes one
// syllable or opens the next, is settled by looking at the whole run: of all
// ways to divide it the one that costs least is taken, where what no rule
// explains costs most and rare onsets cost something.
//
// Four things are wider than in the paper. X9 takes every consonant, for under
// ໌ none is spoken; and ຈ ສ ຊ ພ ຟ ລ, its letters in the paper, close a syllable
// without ໌ where nothing else explains them, as in ໂລຈິສຕິກ. The vowel ະ takes a tone with every X0, as in ໂຕ໊ະ. And the
// second consonants ຣ and ລ, in the paper for ຫຼ and ຫລ above all, also explain
// spellings of before 1975 such as ຕລາດ and ພຣະ.

// Kind says what a piece of text is.
type Kind uint8

const (
	Other    Kind = iota // not Lao
	Syllable             // explained by one of the rules
	Acronym              // consonants that stand for words
	Digits               // ໐ to ໙
	Name                 // kept whole
	Sign                 // ໆ or ຯ, parted by a space from what it belongs to
	Unknown              // Lao that no rule explains
)

// Piece is a part of a text: from the end of the piece before it to End.
type Piece struct {
	End  int // offset in bytes
	Kind Kind
	Rule uint8 // of a Syllable: 1 to 14
}

// Pieces divides a text, normalised before, into syllables and what is between
// them. Joined they are the text again. Joints that an author put into Lao
// belong to the piece before them; a ZERO WIDTH SPACE ends a piece in any case.
// Names are kept whole; names may be nil.
func Pieces(s string, names *Names) []Piece {
	var d divider
	d.names = names
	for i := 0; i < len(s); {
		start := i
		i = nextLao(s, i)
		if i > start {
			d.out = append(d.out, Piece{End: i})
		}
		if i < len(s) {
			i = d.run(s, i)
		}
	}
	return d.out
}

// Syllables lists the syllables of a text, its acronyms and its Lao digits, as
// a search needs them. What is not Lao is left out.
func Syllables(s string) []string {
	var list []string
	at := 0
	for _, p := range Pieces(s, nil) {
		if p.Kind != Other {
			list = append(list, Clean(s[at:p.End]))
		}
		at = p.End
	}
	return list
}

// nextLao gives the offset of the first Lao character from i on, len(s) if
// there is none.
func nextLao(s string, i int) int {
	for ; i < len(s); i++ {
		if s[i] == 0xE0 && i+2 < len(s) && s[i+1]|1 == 0xBB && s[i+2]&0xC0 == 0x80 {
			return i
		}
	}
	return len(s)
}

// code is a character of the Lao block as an offset from U+0E80.
type code = uint8

// divider divides one run of Lao after the other.
type divider struct {
	names *Names
	out   []Piece

	codes []code  // of the part of the run that is being divided
	ends  []int32 // for each of them, where it ends in the text, with its joints
	best  []step  // for each offset in codes, the cheapest way there
	found []found // the syllables that may begin at one place
	way   []int32
}

// step is the last piece of a way to divide what is before an offset.
type step struct {
	cost int32 // of the whole way; negative only through names
	from int32
	kind Kind
	rule uint8
}

// found is a piece that may begin at a place.
type found struct {
	end  int
	rule uint8
	cost int32
}

// What pieces cost. Only their order and their sums matter.
const (
	costUnknown = 1000 // for each character
	costLoan    = 200  // a final that only loan words have
	costAcronym = 100
	costRare    = 10 // an onset or a vowel that is seldom
	costOpen    = 1  // ກວ after a vowel that ກ could close: ຈາກ|ວຽງ
	costName    = -2 // for each character, and 1 for the name: one name rather than two
	never       = 1 << 30
)

// run divides the Lao that begins at i and gives the offset of its end.
func (d *divider) run(s string, i int) int {
	d.codes, d.ends = d.codes[:0], d.ends[:0]
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case IsLao(r):
			d.codes = append(d.codes, code(r-0x0E80))
		case r == zeroSpace && i > 0:
			d.ends[len(d.ends)-1] = int32(i + n)
			d.divide()
			return i + n
		case r == wordJoiner:
			d.ends[len(d.ends)-1] = int32(i + n)
			i += n
			continue
		default:
			d.divide()
			return i
		}
		i += n
		d.ends = append(d.ends, int32(i))
	}
	d.divide()
	return i
}

// divide finds the cheapest way through the codes and writes it down.
func (d *divider) divide() {
	if !d.search(true) { // nearly always rules explain everything
		d.search(false)
	}
	n := len(d.codes)
	d.way = d.way[:0]
	for i := int32(n); i > 0; i = d.best[i].from {
		d.way = append(d.way, i)
	}
	for k := len(d.way) - 1; k >= 0; k-- {
		s := d.best[d.way[k]]
		p := Piece{End: int(d.ends[d.way[k]-1]), Kind: s.kind, Rule: s.rule}
		if last := len(d.out) - 1; s.kind == Unknown && k < len(d.way)-1 && d.out[last].Kind == Unknown {
			d.out[last] = p
			continue
		}
		d.out = append(d.out, p)
	}
}

// search looks for the cheapest way through the codes, by the rules and names
// only, or with acronyms and with characters that nothing explains. It reports
// whether there is a way.
func (d *divider) search(rulesOnly bool) bool {
	n := len(d.codes)
	d.best = slices.Grow(d.best[:0], n+1)[:n+1]
	d.best[0] = step{}
	for i := 1; i <= n; i++ {
		d.best[i] = step{cost: never}
	}
	for i := range n {
		if d.best[i].cost < never {
			d.stepsFrom(i)
			if !rulesOnly {
				if end := acronymAt(d.codes, i); end > i {
					d.take(i, end, Acronym, 0, costAcronym)
				}
				d.take(i, i+1, Unknown, 0, costUnknown)
			}
		}
	}
	return d.best[n].cost < never
}

// stepsFrom tries every piece that may begin at i.
func (d *divider) stepsFrom(i int) {
	c := d.codes
	if isDigit(c[i]) {
		end := i + 1
		for end < len(c) && isDigit(c[end]) {
			end++
		}
		d.take(i, end, Digits, 0, 0)
		return
	}
	d.found = syllablesAt(c, i, d.found[:0])
	for _, f := range d.found {
		d.take(i, f.end, Syllable, f.rule, f.cost)
	}
	for _, name := range d.names.from(c, i) {
		if begins(c, i, name) {
			d.take(i, i+len(name), Name, 0, 1+costName*int32(len(name)))
		}
	}
	if is(c[i], x10) {
		d.take(i, i+1, Sign, 0, costRare)
	}
}

// take notes a piece if it is the cheapest way to its end. Of two that cost the
// same the one with the longer last piece stays, for it was found first.
func (d *divider) take(from, end int, kind Kind, rule uint8, cost int32) {
	for end < len(d.codes) && is(d.codes[end], x10) {
		end++ // ໆ and ຯ belong to what they stand after
	}
	if total := d.best[from].cost + cost; total < d.best[end].cost {
		d.best[end] = step{cost: total, from: int32(from), kind: kind, rule: rule}
	}
}

func isDigit(c code) bool { return c >= 0x50 && c <= 0x59 }
