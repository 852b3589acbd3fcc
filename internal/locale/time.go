package locale

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Grain is how exactly a time is said.
type Grain int

const (
	Day Grain = iota
	Month
	Quarter
	Year
)

// Time writes the day, month, quarter or year that begins at t.
func (l *Locale) Time(t time.Time, g Grain) string {
	f := l.figures()
	switch g {
	case Month:
		return l.fill(f.months[0], t)
	case Quarter:
		return l.fill(f.quarters[0], t)
	case Year:
		return l.fill(f.years[0], t)
	}
	return l.Date(t, "short")
}

// Moment writes the day and the time of day of t; seconds where it has any.
func (l *Locale) Moment(t time.Time) string {
	clock := t.Format("15:04")
	if t.Second() > 0 {
		clock = t.Format("15:04:05")
	}
	return strings.NewReplacer("{}", l.Date(t, "short"), "{t}", clock).Replace(l.figures().moment)
}

// From writes that a time is open from one on.
func (l *Locale) From(s string) string { return strings.Replace(l.figures().open[0], "{}", s, 1) }

// Expected writes that a time is not sure.
func (l *Locale) Expected(s string) string {
	return strings.Replace(l.figures().expected[0], "{}", s, 1)
}

// CutFrom takes away what says that a time is open; ok is false where nothing
// does.
func (l *Locale) CutFrom(s string) (rest string, ok bool) { return cutAround(s, l.figures().open) }

// CutExpected is CutFrom for what says that a time is not sure.
func (l *Locale) CutExpected(s string) (rest string, ok bool) {
	return cutAround(s, l.figures().expected)
}

// CutIn is CutFrom for words that stand before a time and say nothing: trong.
func (l *Locale) CutIn(s string) (rest string, ok bool) { return cutAround(s, l.figures().in) }

// cutAround takes away the longest of the patterns that fit.
func cutAround(s string, patterns []string) (rest string, ok bool) {
	rest, cut := s, 0
	for _, p := range patterns {
		before, after, _ := strings.Cut(p, "{}")
		before, after = strings.TrimSpace(before), strings.TrimSpace(after)
		n := len(before) + len(after)
		if n > cut && n < len(s) && strings.EqualFold(s[:len(before)], before) && strings.EqualFold(s[len(s)-len(after):], after) {
			rest, cut = strings.TrimSpace(s[len(before):len(s)-len(after)]), n
		}
	}
	return rest, cut > 0
}

// Until is the word between two times, beside a dash; "" for none.
func (l *Locale) Until() string { return l.figures().to }

// ReadTime understands a day, month, quarter or year in the language's ways:
// those in which it is shown, and more.
func (l *Locale) ReadTime(s string, zone *time.Location) (t time.Time, g Grain, ok bool) {
	f := l.figures()
	shown := []string{placed(l.datePattern("short")), placed(l.datePattern("long"))}
	for g, patterns := range [...][]string{Day: slices.Concat(shown, f.days), Month: f.months, Quarter: f.quarters, Year: f.years} {
		for _, p := range patterns {
			if t, ok := l.match(p, s, zone); ok {
				return t, Grain(g), true
			}
		}
	}
	return t, 0, false
}

// placed writes a date pattern of CLDR's notation with {d} {m} {M} {y}.
func placed(pattern string) string {
	var b strings.Builder
	for i := 0; i < len(pattern); {
		c, n := pattern[i], 1
		for i+n < len(pattern) && pattern[i+n] == c {
			n++
		}
		switch {
		case c == '\'':
			n = strings.IndexByte(pattern[i+1:], '\'') + 2
			b.WriteString(pattern[i+1 : i+n-1])
		case c == 'M' && n > 2:
			b.WriteString("{M}")
		case c == 'N':
			b.WriteString("{m}")
		case isLetter(c):
			b.WriteString("{" + strings.ToLower(string(c)) + "}")
		default:
			b.WriteString(pattern[i : i+n])
		}
		i += n
	}
	return b.String()
}

var roman = [...]string{"", "I", "II", "III", "IV"}

// fill writes a time into a pattern.
func (l *Locale) fill(pattern string, t time.Time) string {
	y, m, d := t.Date()
	q := (int(m) + 2) / 3
	month := string(appendPadded(nil, int(m), false))
	if l.Tag == "vi" && m <= 2 { // Decree 30/2020
		month = "0" + month
	}
	return strings.NewReplacer("{y}", strconv.Itoa(y), "{m}", month, "{M}", l.months[m-1], "{d}", strconv.Itoa(d),
		"{q}", roman[q], "{Q}", strconv.Itoa(q)).Replace(pattern)
}

// match reads a time by a pattern, which must fit the whole of s. A space may be
// left out: Lao writes its words together.
func (l *Locale) match(pattern, s string, zone *time.Location) (t time.Time, ok bool) {
	year, month, day := 0, 1, 1
	for pattern != "" {
		if pattern[0] != '{' {
			r, n := utf8.DecodeRuneInString(pattern)
			pattern = pattern[n:]
			switch {
			case len(s) >= n && strings.EqualFold(s[:n], string(r)):
				s = s[n:]
			case r != ' ':
				return t, false
			}
			continue
		}
		field := pattern[1]
		pattern = pattern[3:]
		var n int
		if n, s = l.cutField(field, s); n <= 0 {
			return t, false
		}
		switch field {
		case 'y':
			year = n
		case 'm', 'M':
			month = n
		case 'd':
			day = n
		case 'q', 'Q':
			if n > 4 {
				return t, false
			}
			month = 3*n - 2
		}
	}
	t = time.Date(year, time.Month(month), day, 0, 0, 0, 0, zone)
	return t, s == "" && year >= 1000 && year <= 9999 && t.Day() == day && int(t.Month()) == month
}

// cutField reads one field of a pattern; n is 0 where it is not there.
func (l *Locale) cutField(field byte, s string) (n int, rest string) {
	switch field {
	case 'M':
		return l.cutMonth(s)
	case 'q':
		return cutRoman(s)
	case 'g':
		rest, ok := strings.CutPrefix(s, l.era)
		if !ok {
			return 0, s
		}
		return 1, rest
	}
	return cutNumber(s)
}

func cutNumber(s string) (n int, rest string) {
	i := 0
	for i < len(s) && i < 5 && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	n, _ = strconv.Atoi(s[:i])
	return n, s[i:]
}

func cutRoman(s string) (n int, rest string) {
	for n = len(roman) - 1; n > 0; n-- {
		if len(s) >= len(roman[n]) && strings.EqualFold(s[:len(roman[n])], roman[n]) {
			return n, s[len(roman[n]):]
		}
	}
	return 0, s
}

// cutMonth reads the name of a month, in full or short.
func (l *Locale) cutMonth(s string) (n int, rest string) {
	for _, names := range [...][12]string{l.months, l.monthsShort} {
		for i, name := range names {
			if len(s) >= len(name) && name != "" && strings.EqualFold(s[:len(name)], name) {
				return i + 1, s[len(name):]
			}
		}
	}
	return 0, s
}
