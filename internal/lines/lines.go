// Package lines puts into finished HTML where the lines of text may end: breaks
// into Lao, which has no spaces, bonds into other text, which has too many.
//
// Lao has no spaces between words, so a browser needs a dictionary to break it;
// some have none, and those there are err: ຫ|ມາຍ. Package text knows where a line
// may end, and here that is written into a page as the last step of its making,
// wherever Lao stands: in a text, a heading, a card, a table, a menu, a button.
// Layouts print their texts as they are and need not know of it.
//
//	<p>ສະບາຍດີ ລາວ</p>          →  <p>ສະບາຍ<wbr>ດີ <wbr>ລາວ</p>
//	<p>nước Lào (ລາວດີ) ở</p>  →  <p>nước Lào (<nc-lo>ລາວ<wbr>ດີ</nc-lo>) ở</p>
//
// A theme's style sheet switches the browser's own breaks off in an element that
// has breaks right inside, and in <nc-lo>, which stands around a text that shares
// its element with something else:
//
//	:has(> wbr), nc-lo { white-space: nowrap !important }
//	wbr, ::before, ::after { white-space: normal !important }
//
// as the HTML Standard itself has it for <nobr>. Without these rules, or in a
// browser that does not follow them, lines break where they did before.
// <wbr> is no character: what is copied or looked for in a page is the text.
//
// A bond is a no-break space instead of a space: before a dash, between a number
// and its unit, before the year of a date, and in short texts inside a word of
// several syllables:
//
//	<h3>Cảng, sân bay</h3>     →  <h3>Cảng, sân&nbsp;bay</h3>
//
// An apostrophe as keyboards have it becomes that of printers: province’s.
//
// Attributes, titles, scripts, preformatted text and drawings are left alone.
package lines

import (
	"bytes"
	"slices"
	"sync"

	"nhipcau/internal/text"
)

// Marker writes breaks and bonds into HTML. It never changes and may be used by
// many goroutines.
type Marker struct{ scratch sync.Pool } // of documents to use again

// NewMarker makes a Marker that keeps common words and names whole, and units
// with their numbers.
func NewMarker(names, units []string) *Marker {
	whole := text.NewNames(slices.Concat(text.CommonWords(), names, units))
	bonds := text.NewBonds(units, names)
	return &Marker{sync.Pool{New: func() any { return &document{breaker: text.NewBreaker(whole, bonds), bonds: bonds} }}}
}

// Mark returns HTML with its breaks and bonds. Elements need their closing tags,
// as nhipcau's layouts write them.
func (m *Marker) Mark(html []byte) []byte {
	d := m.scratch.Get().(*document)
	defer m.scratch.Put(d)
	d.in, d.out, d.from, d.swaps, d.swapped = html, d.out[:0], 0, d.swaps[:0], 0
	d.read()
	if d.from == 0 && len(d.swaps) == 0 {
		return html
	}
	d.copyTo(len(html))
	return bytes.Clone(d.out)
}

// document is one piece of HTML on its way.
type document struct {
	in, out []byte
	from    int // what is before it in the input is written
	swaps   []swap
	swapped int // how many of them are written
	first   int // where those of the line begin
	breaker *text.Breaker
	bonds   *text.Bonds

	holder []byte  // the element that the line began in, if it began with it
	group  []token // the line of text that is being gathered
	lao    bool    // there is Lao in it
	typed  bool    // there is an apostrophe in it as keyboards have it
	open   []int   // the elements in it that are not closed yet
	plain  []byte  // the text of a part of it
	spaces []int   // the bound ones of it
}

// swap is what is written in the place of a piece of the input.
type swap struct {
	start, end int
	by         string
}

// token is a piece of a line of text: words, a tag, or a thing.
type token struct {
	start, end int // in the input
	kind       kind
	partner    int // of a tag: the index of the other one; -1 if it is not in the line
}

type kind uint8

const (
	words kind = iota
	opening
	closing
	thing // a picture, a break, a box: no text, but part of a line
)

// read cuts the input into tags and text. A line of text goes on over inline
// elements and ends at the tag of any other.
func (d *document) read() {
	for i := 0; i < len(d.in); {
		lt := bytes.IndexByte(d.in[i:], '<')
		if lt < 0 {
			lt = len(d.in) - i
		}
		d.text(i, i+lt)
		i += lt
		if i == len(d.in) {
			break
		}
		i = d.markup(i)
	}
	d.flush(false)
}

// text adds words to the line.
func (d *document) text(start, end int) {
	if start == end {
		return
	}
	d.lao = d.lao || hasLao(d.in[start:end])
	d.typed = d.typed || hasApostrophe(d.in[start:end])
	d.group = append(d.group, token{start, end, words, -1})
}

// markup takes the tag or comment at i and gives the offset after it.
func (d *document) markup(i int) int {
	rest := d.in[i:]
	if bytes.HasPrefix(rest, []byte("<!--")) {
		return i + after(rest, "-->")
	}
	name, shut := tagName(rest)
	if len(name) == 0 && !shut && rest[min(1, len(rest)-1)] != '!' {
		d.text(i, i+1) // a sign, no tag
		return i + 1
	}
	end := i + tagLength(rest)
	switch what := sortOf(name); {
	case what == opaque && !shut:
		inner := d.in[end:]
		end += after(inner, "</"+string(name))
		end += after(d.in[end:], ">")
		if string(name) == "svg" {
			d.group = append(d.group, token{i, end, thing, -1})
		} else {
			d.flush(false)
		}
	case what == void:
		d.group = append(d.group, token{i, end, thing, -1})
	case what == block:
		d.flush(shut && bytes.Equal(name, d.holder))
		if !shut {
			d.holder = name
		}
	case shut:
		d.shut(token{i, end, closing, -1})
	default:
		d.open = append(d.open, len(d.group))
		d.group = append(d.group, token{i, end, opening, -1})
	}
	return end
}

// shut adds the closing tag of an inline element. If that began in another line
// the line ends here.
func (d *document) shut(t token) {
	name, _ := tagName(d.in[t.start:t.end])
	if n := len(d.open); n > 0 {
		last := d.open[n-1]
		if begun, _ := tagName(d.in[d.group[last].start:]); bytes.Equal(begun, name) {
			d.open = d.open[:n-1]
			d.group[last].partner = len(d.group)
			t.partner = last
			d.group = append(d.group, t)
			return
		}
	}
	d.flush(false)
}

// flush ends a line of text. alone says that it is all that its element holds.
func (d *document) flush(alone bool) {
	d.first = len(d.swaps)
	if d.typed {
		d.apostrophes()
	}
	if d.lao {
		d.level(0, len(d.group), alone)
	} else {
		d.bind(d.group)
	}
	d.group, d.open, d.lao, d.typed, d.holder = d.group[:0], d.open[:0], false, false, nil
}

// brief is how many bytes a text may have that is taken for a title, a cell, a
// link: one that stands in few lines, all of which are seen at once.
const brief = 120

// bind makes the bound spaces of a text that is not Lao ones that do not break.
func (d *document) bind(tokens []token) {
	length := 0
	for _, t := range tokens {
		if t.kind == words {
			length += t.end - t.start
		}
	}
	for _, t := range tokens {
		if t.kind != words || bytes.IndexByte(d.in[t.start:t.end], ' ') < 0 {
			continue
		}
		d.spaces = d.bonds.Spaces(d.spaces[:0], string(d.in[t.start:t.end]), length <= brief)
		for _, at := range d.spaces {
			d.swaps = append(d.swaps, swap{t.start + at, t.start + at + 1, "\u00a0"})
		}
	}
	if d.typed {
		slices.SortFunc(d.swaps[max(d.first, d.swapped):], func(a, b swap) int { return a.start - b.start })
	}
}

// level looks at what stands side by side. Where words of a page stand directly
// in an element, that and all its inline elements are one text; where there are
// elements only, they may be a row of boxes, and each is taken by itself.
func (d *document) level(from, to int, alone bool) {
	start, direct := from, false
	for i := from; i <= to; i++ {
		switch {
		case i == to || d.group[i].kind >= opening && d.group[i].kind <= closing && d.group[i].partner < 0:
			if direct {
				d.line(start, i, alone && start == from && i == to)
			} else {
				d.boxes(start, i)
			}
			start, direct = i+1, false
		case d.group[i].kind == opening:
			i = d.group[i].partner
		case d.group[i].kind == words:
			direct = direct || !blank(d.in[d.group[i].start:d.group[i].end])
		}
	}
}

// boxes looks into each element of a row of them.
func (d *document) boxes(from, to int) {
	for i := from; i < to; i++ {
		if t := d.group[i]; t.kind == opening {
			d.level(i+1, t.partner, true)
			i = t.partner
		}
	}
}

// hasLao is text.HasLao for bytes.
func hasLao(b []byte) bool {
	for {
		i := bytes.IndexByte(b, 0xE0)
		if i < 0 || i+1 >= len(b) {
			return false
		}
		if b[i+1]|1 == 0xBB {
			return true
		}
		b = b[i+1:]
	}
}

func blank(s []byte) bool { return len(bytes.TrimLeft(s, " \n\t\r\f")) == 0 }

// after gives the offset in b after the first occurrence of s, the length of b
// if there is none.
func after(b []byte, s string) int {
	if i := bytes.Index(b, []byte(s)); i >= 0 {
		return i + len(s)
	}
	return len(b)
}

// tagName gives the name of the tag that b begins with, and whether it closes.
func tagName(b []byte) (name []byte, shut bool) {
	i := 1
	if i < len(b) && b[i] == '/' {
		shut = true
		i++
	}
	start := i
	for i < len(b) && (b[i]|0x20 >= 'a' && b[i]|0x20 <= 'z' || i > start && (b[i] >= '0' && b[i] <= '9' || b[i] == '-')) {
		i++
	}
	return b[start:i], shut
}

// tagLength gives the length of the tag that b begins with. Quoted values may
// hold any sign.
func tagLength(b []byte) int {
	if i := bytes.IndexByte(b, '>'); i >= 0 && bytes.IndexByte(b[:i], '\'') < 0 && bytes.Count(b[:i], []byte{'"'})%2 == 0 {
		return i + 1
	}
	var quote byte
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(b)
}
