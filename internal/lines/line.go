package lines

import (
	"unicode/utf8"

	"nhipcau/internal/text"
)

// The element around Lao text; see the package's comment.
const (
	openTag  = "<nc-lo>"
	closeTag = "</nc-lo>"
	breakTag = "<wbr>"
)

// tooLong is how many characters that are not Lao may stand without a break in
// a text that is taken as a whole. A longer word, such as an address, needs the
// browser's own ways to break it where it does not fit.
const tooLong = 16

// line marks one text, which may hold inline elements. alone says that nothing
// else is in the element that holds it.
func (d *document) line(from, to int, alone bool) {
	for from < to && d.empty(from) {
		from++
	}
	for from < to && d.empty(to-1) {
		to--
	}
	d.plain = d.plain[:0]
	for _, t := range d.group[from:to] {
		switch t.kind {
		case words:
			d.plain = append(d.plain, d.in[t.start:t.end]...)
		case thing:
			d.plain = utf8.AppendRune(d.plain, '\uFFFC')
		}
	}
	s := string(d.plain)
	if !text.HasLao(s) {
		d.bind(d.group[from:to])
		return
	}
	l := d.breaker.Lines(s)
	w := writer{d: d, lines: l, whole: laoPrevails(s, l) && !hasLongWord(s, l)}
	if !w.whole {
		d.bind(d.group[from:to])
	}
	w.wrapped = w.whole && !(alone && d.hasBreak(from, to, l))
	w.write(from, to)
}

// empty reports whether a token at the edge of a line has nothing of it.
func (d *document) empty(i int) bool {
	t := d.group[i]
	return t.kind == words && blank(d.in[t.start:t.end]) || t.kind == thing
}

// hasBreak reports whether a break is going to stand directly in the line, not
// only in the elements in it: then it shows a style sheet what the line is.
func (d *document) hasBreak(from, to int, l *text.Lines) bool {
	at, k := 0, 0
	for i := from; i < to; i++ {
		t := d.group[i]
		next := at
		switch t.kind {
		case words:
			next += t.end - t.start
		case thing:
			next += len("\uFFFC")
		case opening: // what is inside does not count, but for a break before it
			for ; i < t.partner; i++ {
				if inner := d.group[i]; inner.kind == words {
					next += inner.end - inner.start
				} else if inner.kind == thing {
					next += len("\uFFFC")
				}
			}
		}
		for k < len(l.Breaks) && l.Breaks[k].At < at {
			k++
		}
		if k < len(l.Breaks) && (l.Breaks[k].At == at || t.kind == words && l.Breaks[k].At < next) {
			return true
		}
		at = next
	}
	return false
}

// laoPrevails reports whether at least a third of a text is Lao. A smaller part
// is a quotation, and the rest is left to the browser.
func laoPrevails(s string, l *text.Lines) bool {
	n := 0
	for _, r := range l.Runs {
		n += (r.End - r.Start) / 3
	}
	// without counting where that is sure: a Lao character has three bytes, others
	// have at least one
	return 5*n >= len(s) || 3*n >= utf8.RuneCountInString(s)
}

// hasLongWord reports whether there is a word that is not Lao and too long.
func hasLongWord(s string, l *text.Lines) bool {
	at, run := 0, 0
	for k := 0; k <= len(l.Breaks); k++ {
		end := len(s)
		if k < len(l.Breaks) {
			end = l.Breaks[k].At
		}
		foreign := end - at
		if foreign > tooLong { // most are shorter even in bytes
			foreign = utf8.RuneCountInString(s[at:end])
		}
		for ; run < len(l.Runs) && l.Runs[run].Start < end; run++ {
			r := l.Runs[run]
			foreign -= (min(r.End, end) - max(r.Start, at)) / 3
			if r.End > end {
				break
			}
		}
		if foreign > tooLong {
			return true
		}
		at = end
	}
	return false
}

// writer writes a line with its marks: as a whole in one element, or each run of
// Lao in one of its own.
type writer struct {
	d                             *document
	lines                         *text.Lines
	whole                         bool
	wrapped                       bool // an element of ours is around the whole
	at                            int  // offset in the plain text
	nextBreak, nextJoint, nextRun int
	inside                        bool // the element of a run is open
}

func (w *writer) write(from, to int) {
	d := w.d
	d.copyTo(d.group[from].start)
	if w.wrapped {
		d.out = append(d.out, openTag...)
	}
	for _, t := range d.group[from:to] {
		switch t.kind {
		case words:
			w.words(t)
			continue
		case closing: // a break at the end of an element stands after it
			w.leave()
		default:
			w.breakHere()
			w.leave()
		}
		d.copyTo(t.end)
		if t.kind == thing {
			w.at += len("\uFFFC")
		}
	}
	if w.wrapped {
		d.out = append(d.out, closeTag...)
	}
}

// words writes the text of a token and the marks before its end.
func (w *writer) words(t token) {
	base := t.start - w.at // from an offset in the text to one in the input
	end := w.at + t.end - t.start
	for w.at < end {
		ended := w.inside && w.lines.Runs[w.nextRun].End == w.at
		w.enter() // before the break, which the element keeps from the browser's
		w.breakHere()
		if ended {
			w.leave()
			w.nextRun++
		}
		if w.dropJoint(base) {
			continue
		}
		w.at = w.nextMark(end)
		w.d.copyTo(base + w.at)
	}
	w.leave()
}

// breakHere writes the break at the present place, if there is one.
func (w *writer) breakHere() {
	b := w.lines.Breaks
	for w.nextBreak < len(b) && b[w.nextBreak].At <= w.at {
		switch here := b[w.nextBreak].At == w.at; {
		case here && (w.whole || w.inside && !b[w.nextBreak].Space):
			w.d.out = append(w.d.out, breakTag...)
		case here && !b[w.nextBreak].Space:
			w.d.out = append(w.d.out, openTag+breakTag+closeTag...)
		}
		w.nextBreak++
	}
}

// dropJoint passes over an author's joint at the present place.
func (w *writer) dropJoint(base int) bool {
	j := w.lines.Joints
	if w.nextJoint == len(j) || j[w.nextJoint].Start != w.at {
		return false
	}
	w.at = j[w.nextJoint].End
	w.d.from = base + w.at
	w.nextJoint++
	return true
}

// enter opens the element of the run at the present place, if it is to have one.
func (w *writer) enter() {
	r := w.lines.Runs
	if w.inside {
		return
	}
	for w.nextRun < len(r) && r[w.nextRun].End <= w.at {
		w.nextRun++
	}
	if !w.whole && w.nextRun < len(r) && r[w.nextRun].Start <= w.at {
		w.d.out = append(w.d.out, openTag...)
		w.inside = true
	}
}

// leave closes the element of a run.
func (w *writer) leave() {
	if w.inside {
		w.d.out = append(w.d.out, closeTag...)
		w.inside = false
	}
}

// nextMark gives the first offset after the present one where something is to be
// written or left out; end if there is none before it.
func (w *writer) nextMark(end int) int {
	l := w.lines
	if w.nextBreak < len(l.Breaks) {
		end = min(end, l.Breaks[w.nextBreak].At)
	}
	if w.nextJoint < len(l.Joints) {
		end = min(end, l.Joints[w.nextJoint].Start)
	}
	if !w.whole && w.nextRun < len(l.Runs) {
		if r := l.Runs[w.nextRun]; w.inside {
			end = min(end, r.End)
		} else {
			end = min(end, r.Start)
		}
	}
	return end
}

// copyTo writes the input up to an offset, as it is but for what is swapped.
func (d *document) copyTo(end int) {
	for ; d.swapped < len(d.swaps) && d.swaps[d.swapped].start < end; d.swapped++ {
		s := d.swaps[d.swapped]
		d.out = append(d.out, d.in[d.from:s.start]...)
		d.out = append(d.out, s.by...)
		d.from = s.end
	}
	if d.from < end {
		d.out = append(d.out, d.in[d.from:end]...)
		d.from = end
	}
}
