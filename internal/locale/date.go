package locale

import (
	"strconv"
	"strings"
	"time"
)

// datePatterns are a language's patterns by style, in CLDR's notation: letters
// are fields, text in '…' and everything that is no ASCII letter stands for
// itself.
type datePatterns struct{ short, long, month string }

// Date writes the day of t, in the time zone that t has. The styles are
//
//	short  05/9/2022                  5 Sep 2022        5/9/2022
//	long   ngày 05 tháng 9 năm 2022   5 September 2022  5 ກັນຍາ 2022
//	month  tháng 9 năm 2022           September 2022    ກັນຍາ 2022
//
// It panics on any other style; inside a template that is an error with its
// place.
func (l *Locale) Date(t time.Time, style string) string {
	year, month, day := t.Date()
	pattern := l.datePattern(style)
	b := make([]byte, 0, 64)
	for i := 0; i < len(pattern); {
		c := pattern[i]
		switch {
		case c == '\'':
			n := strings.IndexByte(pattern[i+1:], '\'')
			b = append(b, pattern[i+1:i+1+n]...)
			i += n + 2
		case !isLetter(c):
			b = append(b, c)
			i++
		default:
			n := 1
			for i+n < len(pattern) && pattern[i+n] == c {
				n++
			}
			b = l.appendField(b, pattern[i:i+n], year, month, day)
			i += n
		}
	}
	return string(b)
}

func (l *Locale) datePattern(style string) string {
	ours := reviewedDates[l.Tag]
	pattern := ""
	switch style {
	case "short":
		pattern = first(ours.short, l.dates.short)
	case "long":
		pattern = first(ours.long, l.dates.long)
	case "month":
		pattern = first(ours.month, l.dates.month)
	default:
		panic("locale: no date style " + strconv.Quote(style))
	}
	return pattern
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (l *Locale) appendField(b []byte, field string, year int, month time.Month, day int) []byte {
	switch field {
	case "d":
		return strconv.AppendInt(b, int64(day), 10)
	case "dd":
		return appendPadded(b, day, day < 10)
	case "M":
		return strconv.AppendInt(b, int64(month), 10)
	case "MM":
		return appendPadded(b, int(month), month < 10)
	case "N":
		return appendPadded(b, int(month), month <= 2)
	case "MMM":
		return append(b, l.monthsShort[month-1]...)
	case "MMMM":
		return append(b, l.months[month-1]...)
	case "y":
		return strconv.AppendInt(b, int64(year), 10)
	case "G":
		return append(b, l.era...)
	}
	panic("locale: " + l.Tag + ": date pattern with the field " + field)
}

func appendPadded(b []byte, n int, pad bool) []byte {
	if pad {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, int64(n), 10)
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
