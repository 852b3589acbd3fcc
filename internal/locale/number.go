package locale

import (
	"strconv"
	"strings"
)

// Integer writes a whole number with the language's groups: 1.234.567.
func (l *Locale) Integer(n int64) string {
	return l.Decimal(strconv.FormatInt(n, 10))
}

// Decimal writes an exact decimal number, such as "-1374.50", in the language's
// way: -1.374,50. Every digit stays, zeros at the end too. The text is digits
// with an optional minus before and an optional point and digits after; it is
// made by programs, not by authors, so any other text panics.
func (l *Locale) Decimal(text string) string {
	digits, negative := strings.CutPrefix(text, "-")
	whole, rest, hasRest := strings.Cut(digits, ".")
	if !isDigits(whole) || hasRest && !isDigits(rest) {
		panic("locale: " + strconv.Quote(text) + " is no decimal number")
	}
	grouped := l.group != "" && len(whole) >= 3+l.minGrouping
	if !negative && !hasRest && !grouped {
		return text
	}

	b := make([]byte, 0, 48)
	if negative {
		b = append(b, l.minus...)
	}
	if grouped {
		b = l.appendGrouped(b, whole)
	} else {
		b = append(b, whole...)
	}
	if hasRest {
		b = append(b, l.decimal...)
		b = append(b, rest...)
	}
	return string(b)
}

func (l *Locale) appendGrouped(b []byte, whole string) []byte {
	head := len(whole) % 3
	b = append(b, whole[:head]...)
	for i := head; i < len(whole); i += 3 {
		if i > 0 {
			b = append(b, l.group...)
		}
		b = append(b, whole[i:i+3]...)
	}
	return b
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// Percent writes an exact decimal number, as Decimal takes it, with the
// language's percent sign: 12,5%.
func (l *Locale) Percent(text string) string {
	return strings.Replace(l.percent, "{0}", l.Decimal(text), 1)
}

// Separators are what stands between the whole part and the rest, and between
// groups of three digits; "" where the language has none.
func (l *Locale) Separators() (point, group string) { return l.decimal, l.group }

// PercentSign is what follows a number of percent.
func (l *Locale) PercentSign() string { return strings.Replace(l.percent, "{0}", "", 1) }

// Range joins the two written ends of a range: 2021-2025, 2021–2025.
func (l *Locale) Range(from, to string) string { return from + l.between + to }

// Bytes writes the size of a file, one digit after the point below ten units:
// 512 B, 340 kB, 1,2 MB. A unit is 1,000 of the one before, as its name says;
// a no-break space stands before it.
func (l *Locale) Bytes(n int64) string {
	const space = "\u00a0"
	if n < 1000 {
		return l.Integer(n) + space + "B"
	}
	unit := int64(1000)
	for _, name := range [...]string{"kB", "MB", "GB", "TB"} {
		tenths := n / (unit / 10)
		if n%(unit/10) >= unit/20 {
			tenths++
		}
		whole := n / unit
		if n%unit >= unit/2 {
			whole++
		}
		switch {
		case tenths < 100:
			return l.Decimal(strconv.FormatInt(tenths/10, 10)+"."+strconv.FormatInt(tenths%10, 10)) + space + name
		case whole < 1000 || name == "TB":
			return l.Integer(whole) + space + name
		}
		unit *= 1000
	}
	panic("unreachable")
}
