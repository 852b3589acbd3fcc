package fact

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"nhipcau/internal/locale"
	"nhipcau/internal/problem"
)

// Span is a time from one day to another, both included.
type Span struct {
	From, To time.Time    // the first and the last day; To is zero where the span is open
	Grain    locale.Grain // how exactly it was said
	Expected bool         // it is not sure: dự kiến
}

// How machines write times: 2022, 2022-09, 2022-Q3.
var isoTime = regexp.MustCompile(`^([0-9]{4})(?:-(?:Q([1-4])|([0-9]{2})))?$`)

// dashes are where a span may be cut in two.
var dashes = regexp.MustCompile(` ?[–—] ?| - |-`)

// readSpan reads a day, month, quarter or year, a span of two of them, or one
// that is open.
func readSpan(f *Field, s string, g Grammar, at problem.At) (Value, []problem.Problem) {
	rest, expected := g.Locale.CutExpected(s)
	rest, _ = g.Locale.CutIn(rest)
	rest, open := g.Locale.CutFrom(rest)
	if t, grain, ok := readTime(rest, g); ok {
		v := Span{From: t, To: lastDay(t, grain), Grain: grain, Expected: expected}
		if open {
			v.To = time.Time{}
		}
		return v, nil
	}
	cuts := dashes.FindAllStringIndex(rest, -1)
	if until := g.Locale.Until(); until != "" {
		if i := strings.Index(rest, " "+until+" "); i >= 0 {
			cuts = append(cuts, []int{i, i + len(until) + len("  ")})
		}
	}
	for _, cut := range cuts {
		from, grain, ok := readTime(rest[:cut[0]], g)
		to, same, ok2 := readTime(rest[cut[1]:], g)
		if !ok || !ok2 || grain != same {
			continue
		}
		v := Span{From: from, To: lastDay(to, grain), Grain: grain, Expected: expected}
		if !to.After(from) {
			v.From, v.To = to, lastDay(from, grain)
			return nil, one("span-turned", at, "key", f.Name, "value", s, "proposal", printSpan(v, g.Locale))
		}
		return v, nil
	}
	return nil, one("span-wrong", at, "key", f.Name, "value", s,
		"example", g.Locale.Time(time.Date(2022, 7, 1, 0, 0, 0, 0, time.UTC), locale.Quarter)+", "+g.Locale.Time(time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC), locale.Year)+", 2021–2025")
}

// readTime reads one time; t is its first day.
func readTime(s string, g Grammar) (t time.Time, grain locale.Grain, ok bool) {
	s = strings.TrimSpace(s)
	if m := isoTime.FindStringSubmatch(s); m != nil {
		year, _ := strconv.Atoi(m[1])
		quarter, _ := strconv.Atoi(m[2])
		month, _ := strconv.Atoi(m[3])
		switch {
		case year < 1000:
		case quarter > 0:
			return time.Date(year, time.Month(3*quarter-2), 1, 0, 0, 0, 0, g.Zone), locale.Quarter, true
		case month >= 1 && month <= 12:
			return time.Date(year, time.Month(month), 1, 0, 0, 0, 0, g.Zone), locale.Month, true
		case m[3] == "":
			return time.Date(year, 1, 1, 0, 0, 0, 0, g.Zone), locale.Year, true
		}
		return t, 0, false
	}
	if isoDay.MatchString(s) {
		d, ok := ParseDay(s, g)
		return d.Time, locale.Day, ok
	}
	return g.Locale.ReadTime(s, g.Zone)
}

// lastDay is the last day of the day, month, quarter or year that begins at t.
func lastDay(t time.Time, grain locale.Grain) time.Time {
	switch grain {
	case locale.Month:
		return t.AddDate(0, 1, -1)
	case locale.Quarter:
		return t.AddDate(0, 3, -1)
	case locale.Year:
		return t.AddDate(1, 0, -1)
	}
	return t
}

// printSpan writes a span as the language does; years alone in a span of years.
func printSpan(v Span, l *locale.Locale) string {
	s := l.Time(v.From, v.Grain)
	switch {
	case v.To.IsZero():
		s = l.From(s)
	case !v.To.Equal(lastDay(v.From, v.Grain)):
		if v.Grain == locale.Year {
			s = strconv.Itoa(v.From.Year()) + "–" + strconv.Itoa(v.To.Year())
		} else {
			s += "–" + l.Time(firstDay(v.To, v.Grain), v.Grain)
		}
	}
	if v.Expected {
		s = l.Expected(s)
	}
	return s
}

// firstDay is the first day of the time that ends at t.
func firstDay(t time.Time, grain locale.Grain) time.Time {
	y, m, d := t.Date()
	switch grain {
	case locale.Month:
		d = 1
	case locale.Quarter:
		m, d = m-(m-1)%3, 1
	case locale.Year:
		m, d = 1, 1
	}
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}
