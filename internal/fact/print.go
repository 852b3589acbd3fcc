package fact

import (
	"cmp"
	"strconv"
	"strings"

	"nhipcau/internal/locale"
)

// Print writes a value in a language, as people read it there; lang is the
// language's index among the site's. Another item, a file and keys are written as
// they are: what they are called is not known here.
func Print(v Value, f *Field, l *locale.Locale, lang int) string {
	switch v := v.(type) {
	case Unknown:
		return l.Unknown()
	case Figure:
		return printFigure(v, f, l, lang)
	case Span:
		return printSpan(v, l)
	case Day:
		if v.Clock {
			return l.Moment(v.Time)
		}
		return l.Date(v.Time, "short")
	case Integer:
		return l.Integer(int64(v))
	case Flag:
		return l.YesNo(bool(v))
	case Choice:
		for _, o := range f.Options {
			if o.Key == string(v) {
				return o.Names[lang]
			}
		}
		return string(v)
	case Many:
		parts := make([]string, len(v))
		for i, one := range v {
			parts[i] = Print(one, f, l, lang)
		}
		return strings.Join(parts, ", ")
	case Keys:
		return strings.Join(v, ", ")
	case File:
		return string(v)
	case Item:
		return string(v)
	case Phone:
		return string(v)
	case Email:
		return string(v)
	case URL:
		return string(v)
	case Code:
		return string(v)
	case Legal:
		return string(v)
	}
	return ""
}

// Compare orders two values of a field that are known: figures by what they say
// exactly, in the order of the field's units where they cannot be compared;
// choices in the order of the options; times by their beginning. What is not
// known comes last.
func Compare(a, b Value, f *Field) int {
	if known := Known(a); known != Known(b) {
		if known {
			return -1
		}
		return 1
	}
	switch x := a.(type) {
	case Figure:
		y, ok := b.(Figure)
		if !ok {
			return 0
		}
		if !x.SameUnit(y) {
			return rank(f.Units, x.Unit) - rank(f.Units, y.Unit)
		}
		fromX, toX := x.Rat()
		fromY, toY := y.Rat()
		if c := fromX.Cmp(fromY); c != 0 {
			return c
		}
		return toX.Cmp(toY)
	case Day:
		y, _ := b.(Day)
		return x.Compare(y.Time)
	case Span:
		y, _ := b.(Span)
		if c := x.From.Compare(y.From); c != 0 || x.To.IsZero() != y.To.IsZero() {
			return cmp.Or(c, -x.To.Compare(y.To)) // an open one ends last
		}
		return x.To.Compare(y.To)
	case Integer:
		y, _ := b.(Integer)
		return int(x) - int(y)
	case Choice:
		y, _ := b.(Choice)
		return option(f, x) - option(f, y)
	case Code:
		y, _ := b.(Code)
		return natural(string(x), string(y))
	}
	return 0
}

func rank(list []string, s string) int {
	for i, have := range list {
		if have == s {
			return i
		}
	}
	return len(list)
}

func option(f *Field, c Choice) int {
	for i, o := range f.Options {
		if o.Key == string(c) {
			return i
		}
	}
	return len(f.Options)
}

// natural orders codes, the numbers in them by what they count: I.2 before I.10.
func natural(a, b string) int {
	for a != "" && b != "" {
		x, y := run(a), run(b)
		if isDigits(x) && isDigits(y) {
			m, _ := strconv.Atoi(x)
			n, _ := strconv.Atoi(y)
			if m != n {
				return m - n
			}
		}
		if c := strings.Compare(x, y); c != 0 {
			return c
		}
		a, b = a[len(x):], b[len(y):]
	}
	return len(a) - len(b)
}

// run is the longest beginning of a text that is all digits, or has none.
func run(s string) string {
	n := 1
	for n < len(s) && n < 18 && isDigit(s[n]) == isDigit(s[0]) {
		n++
	}
	return s[:n]
}
