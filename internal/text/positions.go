package text

// The positions of Phissamay et al. as sets of characters. Some of X0, X4, X6
// and X7 are named on their own, since rules do so.
const (
	x0  uint16 = 1 << iota // ເ ແ ໂ ໃ ໄ
	x                      // a consonant
	x1n                    // a consonant that ຫ (X1) stands before
	x2                     // ຼ ຣ ວ ລ
	x3                     // ຸ ູ
	x4i                    // ິ ີ
	x4y                    // ຶ ື
	x5                     // ່ ້ ໊ ໋
	x6                     // ວ ອ ຽ
	x8                     // ກ ງ ຍ ດ ນ ມ ຢ ບ ວ
	x9                     // ຈ ສ ຊ ພ ຟ ລ
	x10                    // ຯ ໆ
	wo                     // a consonant that is often followed by ວ in one onset
)

// Characters that rules name, as offsets in the Lao block.
const (
	cKo, cNgo, cNyo, cYo, cWo, cHo, cO = 'ກ' - 0xE80, 'ງ' - 0xE80, 'ຍ' - 0xE80, 'ຢ' - 0xE80, 'ວ' - 0xE80, 'ຫ' - 0xE80, 'ອ' - 0xE80
	cA, cAa, cAm                       = 'ະ' - 0xE80, 'າ' - 0xE80, 0x33 // X7: ະ າ ຳ
	cKan, cKon, cO_                    = 0x31, 0x3B, 0x4D               // X4: ັ ົ ໍ
	cLo, cIa                           = 0x3C, 'ຽ' - 0xE80              // X2: ຼ; X6: ຽ
	cE, cEi, cOo, cAy, cAi             = 'ເ' - 0xE80, 'ແ' - 0xE80, 'ໂ' - 0xE80, 'ໃ' - 0xE80, 'ໄ' - 0xE80
	cSilent                            = 0x4C // ໌
)

// positions gives for each character of the Lao block the positions that it can
// take.
var positions = func() (t [128]uint16) {
	for _, p := range []struct {
		set   uint16
		chars string
	}{
		{x0, "ເແໂໃໄ"},
		{x, "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮໜໝ"},
		{x1n, "ງຍຢນມຣລວ"},
		{x2, "\u0EBCຣວລ"},
		{x3, "\u0EB8\u0EB9"},
		{x4i, "\u0EB4\u0EB5"},
		{x4y, "\u0EB6\u0EB7"},
		{x5, "\u0EC8\u0EC9\u0ECA\u0ECB"},
		{x6, "ວອຽ"},
		{x8, "ກງຍດນມຢບວ"},
		{x9, "ຈສຊພຟລ"},
		{x10, "ຯໆ"},
		{wo, "ກຂຄຈສຊຕຖທຜຮອ"},
	} {
		for _, r := range p.chars {
			t[r-0x0E80] |= p.set
		}
	}
	return t
}()

// is reports whether a character can take one of the positions.
func is(c code, set uint16) bool { return positions[c&127]&set != 0 }

// matcher finds the syllables that may begin at one place of a run.
type matcher struct {
	c   []code
	out []found
}

// has reports whether the character at i can take one of the positions.
func (m *matcher) has(i int, set uint16) bool { return i < len(m.c) && is(m.c[i], set) }

// at reports whether the character at i is c.
func (m *matcher) at(i int, c code) bool { return i < len(m.c) && m.c[i] == c }

// tone passes over X5 if it is there.
func (m *matcher) tone(i int) int {
	if m.has(i, x5) {
		return i + 1
	}
	return i
}

// end notes a syllable that ends at i, or after X9.
func (m *matcher) end(i int, rule uint8, cost int32) {
	if m.has(i, x) && m.at(i+1, cSilent) {
		i += 2
	}
	m.out = append(m.out, found{i, rule, cost})
}

// final notes a syllable that ends at i and the same with a final, X8.
func (m *matcher) final(i int, rule uint8, cost int32) {
	m.closed(i, rule, cost)
	m.end(i, rule, cost)
}

// closed notes a syllable that has a final at i.
func (m *matcher) closed(i int, rule uint8, cost int32) {
	if m.has(i, x9) && !m.at(i+1, cSilent) { // X9 that is spoken: ໂລຈິສຕິກ
		m.end(i+1, rule, cost+costLoan)
	}
	if !m.has(i, x8) || m.at(i+1, cSilent) {
		return
	}
	if m.c[i] == cYo { // the final of old spellings: today it is ຍ
		cost += costRare
	}
	m.end(i+1, rule, cost)
}

// syllablesAt appends every syllable that may begin at i. After the onset (X1? X
// X2?) come the rules of the vowel before it, X0, or those without one.
func syllablesAt(c []code, i int, out []found) []found {
	m := matcher{c, out}
	before := code(0)
	if is(c[i], x0) {
		before = c[i]
		i++
	}
	m.onsets(i, func(j int, cost int32) {
		switch before {
		case cE:
			m.withE(j, cost)
		case cEi:
			m.withEi(j, cost)
		case cOo:
			m.withO(j, cost)
		case cAi:
			m.withAi(j, 4, cost)
		case cAy:
			m.withAi(j, 5, cost)
		default:
			m.withMark(j, cost)
			m.withLetter(j, cost)
		}
	})
	return m.out
}

// onsets calls rest with the end and the cost of every onset at i: X, X X2, X1 X
// and X1 X X2, the longer ones first.
func (m *matcher) onsets(i int, rest func(j int, cost int32)) {
	if !m.has(i, x) {
		return
	}
	if m.c[i] == cHo && m.has(i+1, x1n) { // X1 X
		if m.has(i+2, x2) && m.c[i+2] != cLo { // ຫງວຽນ
			rest(i+3, costRare)
		}
		rest(i+2, 0)
	} else if m.has(i+1, x2) { // X X2
		rest(i+2, m.pair(i))
	}
	rest(i+1, 0)
}

// pair gives the cost of the onset X X2 at i.
func (m *matcher) pair(i int) int32 {
	first, second := m.c[i], m.c[i+1]
	switch {
	case second == cLo && first == cHo: // ຫຼ
		return 0
	case second != cWo || !is(first, wo):
		return costRare
	case first == cKo && !(m.has(i+2, x5) && m.at(i+3, cAa)):
		// ກ may as well close the syllable before: ຈາກ|ວຽງ. But more
		// often than not ກວ່າ and ກວ້າງ are words: ດີ|ກວ່າ.
		return costOpen
	}
	return 0
}

// withE: rule 1, X0 = ເ.
func (m *matcher) withE(j int, cost int32) {
	switch {
	case m.has(j, x4i): // rule 1: ເ X ິ|ີ X5? X8?
		m.final(m.tone(j+1), 1, cost)
		return
	case m.has(j, x4y): // rule 1: ເ X ຶ|ື X5? ອ X8?
		if t := m.tone(j + 1); m.at(t, cO) {
			m.final(t+1, 1, cost)
		}
		return
	case m.at(j, cKon): // rule 1: ເ X ົ X5? າ
		if t := m.tone(j + 1); m.at(t, cAa) {
			m.end(t+1, 1, cost)
		}
		return
	case m.at(j, cKan): // rule 1: ເ X ັ X5? X8, and ເ X ັ X5? ຽ
		t := m.tone(j + 1)
		m.closed(t, 1, cost)
		if m.at(t, cIa) {
			m.end(t+1, 1, cost)
		}
		return
	}
	t := m.tone(j)
	switch {
	case m.at(t, cIa): // rule 1: ເ X X5? ຽ
		m.end(t+1, 1, cost)
	case m.at(t, cAa) && m.at(t+1, cA): // rule 1: ເ X າ ະ
		m.end(t+2, 1, cost)
	case m.at(t, cA): // rule 1: ເ X ະ
		m.end(t+1, 1, cost)
	default: // rule 1: ເ X X5? X8?
		m.final(t, 1, cost)
	}
}

// withEi: rule 2, X0 = ແ.
func (m *matcher) withEi(j int, cost int32) {
	if m.at(j, cKan) { // rule 2: ແ X ັ X5? X8
		m.closed(m.tone(j+1), 2, cost)
		return
	}
	t := m.tone(j)
	if m.at(t, cA) { // rule 2: ແ X ະ
		m.end(t+1, 2, cost)
		return
	}
	if t > j && m.at(t, cWo) { // rule 2 with X6: ແ X X5 ວ X8
		m.closed(t+1, 2, cost+costRare)
	}
	m.final(t, 2, cost) // rule 2: ແ X X5? X8?
}

// withO: rule 3, X0 = ໂ.
func (m *matcher) withO(j int, cost int32) {
	if m.at(j, cKan) { // rule 3: ໂ X ັ X5? X8
		m.closed(m.tone(j+1), 3, cost+costRare)
		return
	}
	t := m.tone(j)
	if m.at(t, cA) { // rule 3: ໂ X ະ
		m.end(t+1, 3, cost)
		return
	}
	m.final(t, 3, cost) // rule 3: ໂ X X5? X8?
}

// withAi: rule 4, X0 = ໄ, and rule 5, X0 = ໃ: X5? ວ?
func (m *matcher) withAi(j int, rule uint8, cost int32) {
	t := m.tone(j)
	if m.at(t, cWo) {
		m.end(t+1, rule, cost+costRare)
	}
	m.end(t, rule, cost)
}

// withMark: rules 6 to 10, whose vowel stands below or above the consonant.
func (m *matcher) withMark(j int, cost int32) {
	if j >= len(m.c) {
		return
	}
	t := m.tone(j + 1)
	switch c := m.c[j]; {
	case is(c, x3): // rule 6: X ຸ|ູ X5? X8?
		m.final(t, 6, cost)
	case is(c, x4i|x4y): // rule 7: X ິ|ີ|ຶ|ື X5? X8?
		m.final(t, 7, cost)
	case c == cO_: // rule 8: X ໍ X5? າ?
		if m.at(t, cAa) {
			t++
		}
		m.end(t, 8, cost)
	case c == cKon: // rule 9: X ົ X5? X8, and X ົ X5? ວ ະ
		if m.at(t, cWo) && m.at(t+1, cA) {
			m.end(t+2, 9, cost)
			return
		}
		m.closed(t, 9, cost)
	case c == cKan: // rule 10: X ັ X5? ວ? X8
		if m.at(t, cWo) {
			m.closed(t+1, 10, cost+costRare)
		}
		m.closed(t, 10, cost)
	}
}

// withLetter: rules 11 to 14, whose vowel is a letter after the consonant.
func (m *matcher) withLetter(j int, cost int32) {
	t := m.tone(j)
	switch {
	case m.has(t, x6): // rule 11: X X5? X6 X8
		m.closed(t+1, 11, cost)
	case m.at(t, cA): // rule 12: X X5? ະ
		m.end(t+1, 12, cost)
	case m.at(t, cAa): // rule 13: X X5? າ X8?
		m.final(t+1, 13, cost)
	case m.at(t, cAm): // rule 14: X X5? ຳ
		m.end(t+1, 14, cost)
	}
}
