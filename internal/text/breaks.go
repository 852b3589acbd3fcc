package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Break is a place between two characters of a text where a line may end.
type Break struct {
	At    int
	Space bool // a space stands before it: every browser knows of it
}

// Span is a part of a text, from Start to before End.
type Span struct{ Start, End int }

// Lines is what is known of a text about where its lines may end.
type Lines struct {
	// Breaks are all the places, in order: after spaces, between Lao
	// syllables, and where Lao and a mark meet that browsers, which expect a
	// space there, would not part: before “ and after ”.
	Breaks []Break
	// Runs are the stretches of Lao, with the space before a ໆ. No line ends
	// inside one but at a break.
	Runs []Span
	// Joints are the characters U+200B and U+2060 that did their work.
	Joints []Span
}

// Breaker finds where lines may end. It is for one goroutine, and used again
// it does not allocate.
type Breaker struct {
	d     divider
	bonds *Bonds
	lines Lines
}

// NewBreaker makes a Breaker that keeps names whole, and together what is bound;
// both may be nil.
func NewBreaker(names *Names, bonds *Bonds) *Breaker {
	return &Breaker{d: divider{names: names}, bonds: bonds}
}

// Lines finds where the lines of s may end. What it gives is good until the next
// call. Its rules for Lao:
//
//   - between two syllables; but not after one with ະ alone, which is nearly
//     always the beginning of a longer word, ສະ+ໜາມ, ປະ+ເທດ, nor after the small
//     words that are read together with the next: ບໍ່, ທີ່, ຜູ້;
//   - not beside what no rule explains, nor inside a name or an acronym;
//   - not between digits and what they are glued to;
//   - never before ໆ, ຯ, a closing mark, nor after an opening one;
//   - where an author put U+200B, and not where an author put U+2060.
func (b *Breaker) Lines(s string) *Lines {
	l := &b.lines
	l.Breaks, l.Runs, l.Joints = l.Breaks[:0], l.Runs[:0], l.Joints[:0]
	for i := 0; i < len(s); {
		if end := b.lao(s, i); end > i {
			i = end
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case isJoint(r):
			b.joint(s, i, n, r)
		case isSpace(r):
			end := i + n
			for end < len(s) && isSpace(rune(s[end])) {
				end++
			}
			b.space(s, i, end)
			n = end - i
		}
		i += n
	}
	return l
}

// isSpace reports whether a line may end after r: the spaces of HTML.
func isSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' }

// space notes the break after a space, unless it would part what belongs
// together. A space at the beginning or the end of a text is not its own.
func (b *Breaker) space(s string, start, end int) {
	if start == 0 || end == len(s) {
		return
	}
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	after, _ := utf8.DecodeRuneInString(s[end:])
	if opens(before) || closes(after) || after == 'ໆ' || after == 'ຯ' || before == wordJoiner || after == wordJoiner || b.bonds.holds(s, start, end) {
		return
	}
	b.add(Break{At: end, Space: true})
}

// joint takes an author's joint that stands outside of Lao.
func (b *Breaker) joint(s string, i, n int, r rune) {
	b.lines.Joints = append(b.lines.Joints, Span{i, i + n})
	if after, _ := utf8.DecodeRuneInString(s[i+n:]); r == zeroSpace && i > 0 && i+n < len(s) && !clings(after) {
		b.add(Break{At: i + n})
	}
}

func (b *Breaker) add(br Break) {
	if last := len(b.lines.Breaks) - 1; last >= 0 && b.lines.Breaks[last].At == br.At {
		return
	}
	b.lines.Breaks = append(b.lines.Breaks, br)
}

// lao takes the stretch of Lao at i and gives its end, or i if there is none.
// A single space before ໆ is inside.
func (b *Breaker) lao(s string, i int) int {
	r, _ := utf8.DecodeRuneInString(s[i:])
	if !IsLao(r) {
		return i
	}
	if i > 0 && !clings(r) {
		before, n := utf8.DecodeLastRuneInString(s[:i])
		if partsBefore(before) && !startsWord(s[:i-n]) {
			b.add(Break{At: i})
		}
	}
	end := i
	for {
		end = b.run(s, end)
		if rest := s[end:]; !strings.HasPrefix(rest, " ໆ") && !strings.HasPrefix(rest, " ຯ") {
			break
		}
		end++
	}
	b.lines.Runs = append(b.lines.Runs, Span{i, end})
	if after, _ := utf8.DecodeRuneInString(s[end:]); end < len(s) && opens(after) {
		b.add(Break{At: end})
	}
	return end
}

// run divides one run of Lao and notes its breaks and joints.
func (b *Breaker) run(s string, i int) int {
	b.d.out = b.d.out[:0]
	end := i
	for end < len(s) {
		if r, _ := utf8.DecodeRuneInString(s[end:]); !IsLao(r) {
			break
		}
		end = b.d.run(s, end)
	}
	at := i
	for k, p := range b.d.out {
		said := b.joints(s, at, p.End)
		syllable := s[at:p.End]
		at = p.End
		if at == len(s) || said == wordJoiner {
			continue
		}
		after, _ := utf8.DecodeRuneInString(s[at:])
		if clings(after) || closes(after) {
			continue
		}
		if said == zeroSpace || k+1 < len(b.d.out) && parts(p, b.d.out[k+1]) && !leans(syllable) {
			b.add(Break{At: at})
		}
	}
	return end
}

// leans reports whether a syllable is one of the small words that are read
// together with the next: not, that, of, in; the one who and those who, and what
// makes a noun of a quality.
func leans(syllable string) bool {
	switch syllable {
	case "ບໍ່", "ທີ່", "ຂອງ", "ໃນ", "ຜູ້", "ນັກ", "ຄວາມ":
		return true
	}
	return false
}

// joints notes the joints inside of s[at:end] and gives the one at its end.
func (b *Breaker) joints(s string, at, end int) (last rune) {
	if strings.IndexByte(s[at:end], "\u2060"[0]) < 0 { // both begin with it
		return 0
	}
	for i, r := range s[at:end] {
		last = 0
		if isJoint(r) {
			last = r
			b.lines.Joints = append(b.lines.Joints, Span{at + i, at + i + utf8.RuneLen(r)})
		}
	}
	return last
}

// parts reports whether a line may end between two pieces of Lao.
func parts(p, q Piece) bool {
	return p.Kind != Unknown && q.Kind != Unknown && p.Kind != Digits && q.Kind != Digits && p.Rule != 12
}

// opens reports whether no line may end after r.
func opens(r rune) bool {
	switch r {
	case '(', '[', '{', '“', '‘', '«', '‹', '„':
		return true
	}
	return false
}

// closes reports whether no line may begin with r.
func closes(r rune) bool {
	switch r {
	case ')', ']', '}', '”', '’', '»', '›', ',', '.', ';', ':', '!', '?', '%', '…', '–', '—', '/', '-':
		return true
	}
	return false
}

// partsBefore reports whether a line may end between r and the Lao that is
// glued to it. Not after a full stop: ສ.ເກົາຫຼີ; nor after ;, with which
// character references of HTML end.
func partsBefore(r rune) bool {
	switch r {
	case ')', ']', '}', '”', '’', '»', '›', ',', '!', '?', '…', '–', '—', '/', '-':
		return true
	}
	return false
}

// startsWord reports whether what comes after s begins a word: a hyphen or
// bracket there is not a place to break after.
func startsWord(s string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	return n == 0 || unicode.IsSpace(r) || opens(r)
}
