package fact

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"nhipcau/internal/locale"
	"nhipcau/internal/problem"
)

// Figure is a number with its unit, or a range of numbers.
type Figure struct {
	From  Decimal
	To    Decimal // the end of a range; "" where there is one number
	Scale int     // the power of ten that a word says: 6 in 96,5 triệu; 0 is none
	Unit  string  // a code such as ha, m2, km2, m, km, USD; "" of a plain number or percent
}

// base says of how many base units a unit is made, and which.
var base = map[string]struct {
	unit   string
	factor int64
}{"ha": {"m2", 10_000}, "m2": {"m2", 1}, "km2": {"m2", 1_000_000}, "km": {"m", 1000}, "m": {"m", 1}}

// Rat gives the ends of the figure exactly: in square metres, metres, the
// currency, or as they are. Both are the same where there is one number.
func (f Figure) Rat() (from, to *big.Rat) {
	factor := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(f.Scale)), nil))
	if b, ok := base[f.Unit]; ok {
		factor.Mul(factor, new(big.Rat).SetInt64(b.factor))
	}
	from = f.From.Rat()
	from.Mul(from, factor)
	if f.To == "" {
		return from, from
	}
	to = f.To.Rat()
	return from, to.Mul(to, factor)
}

// SameUnit reports whether two figures can be compared: areas with areas, a
// currency with itself.
func (f Figure) SameUnit(g Figure) bool {
	unit := func(u string) string {
		if b, ok := base[u]; ok {
			return b.unit
		}
		return u
	}
	return unit(f.Unit) == unit(g.Unit)
}

// A figure is a number or a range, with words before and after. Spaces between
// digits are taken in, to say what is wrong with them.
var figureParts = regexp.MustCompile(`^([^0-9]*?)(-?[0-9][0-9., ]*?)(?: ?[-–—] ?(-?[0-9][0-9., ]*?))?([^0-9., ][^0-9]*)?$`)

// readFigure reads a figure with its scale word and unit, in the language of
// the file.
func readFigure(f *Field, s string, g Grammar, at problem.At) (Value, []problem.Problem) {
	wrong := func(code string, args ...string) (Value, []problem.Problem) {
		return nil, one(code, at, append([]string{"key", f.Name, "value", s}, args...)...)
	}
	l := g.Locale
	noFigure := func() (Value, []problem.Problem) {
		return wrong("figure-wrong", "example", Example(f, l, g.Lang), "range", exampleRange(f, l, g.Lang), "unknown", l.Unknown())
	}
	m := figureParts.FindStringSubmatch(cutLabel(f, s, g.Lang))
	if m == nil {
		return noFigure()
	}
	var v Figure
	for i, to := range []*Decimal{&v.From, &v.To} {
		number := strings.TrimSpace(m[2+i])
		if number == "" {
			continue
		}
		d, code, args := readDecimal(number, l)
		if code == "figure-wrong" {
			return noFigure()
		} else if code != "" {
			return wrong(code, append(args, "number", number)...)
		}
		*to = d
	}
	before, after := strings.TrimSpace(m[1]), strings.TrimSpace(m[4])
	v.Scale, after = cutScale(after, l)
	unit := before + after
	if before != "" && (after != "" || f.Kind != KindMoney) || v.Scale > 0 && f.Kind == KindPercent || unit != "" && strings.Trim(unit, "+-–—., ") == "" {
		return noFigure()
	}
	var ok bool
	v.Unit, ok = unitOf(f, unit, l)
	switch {
	case ok:
	case unit == "":
		return wrong("figure-unit-missing", "known", shownUnits(f, l, g.Lang))
	default:
		if power, word := foreignScale(unit, l); word != "" {
			return wrong("figure-scale-wrong", "word", word, "proposal", l.ScaleWord(power))
		}
		return wrong("figure-unit-wrong", "unit", unit, "known", shownUnits(f, l, g.Lang), "example", Example(f, l, g.Lang))
	}
	if v.To != "" && v.From.Rat().Cmp(v.To.Rat()) >= 0 {
		return wrong("figure-turned", "proposal", plainSpaces(Print(v.turned(), f, l, g.Lang)))
	}
	return v, nil
}

// turned is a range with its ends changed places, or a single number where they
// are the same.
func (f Figure) turned() Figure {
	f.From, f.To = f.To, f.From
	if f.From.Rat().Cmp(f.To.Rat()) == 0 {
		f.To = ""
	}
	return f
}

// cutLabel takes away what the field says itself and a value may say or not:
// what a price is for, what is counted, percent. What is left has no digits
// but those of the number.
func cutLabel(f *Field, s string, lang int) string {
	switch {
	case f.Per != nil:
		s = cutWords(s, "/"+f.Per[lang])
	case f.UnitLabel != nil:
		s = cutWords(s, f.UnitLabel[lang])
	case f.Kind == KindPercent:
		s = strings.TrimSuffix(s, "%")
	case f.Kind == KindArea && strings.HasSuffix(s, "m2"):
		s = strings.TrimSuffix(s, "2") + "²"
	}
	return strings.TrimSpace(s)
}

// cutWords takes words from the end of a text. Capitals, spaces and whether a 2
// stands high do not count.
func cutWords(s, words string) string {
	rest := s
	for words != "" {
		r, n := utf8.DecodeLastRuneInString(words)
		words = words[:len(words)-n]
		if r == ' ' {
			continue
		}
		rest = strings.TrimRight(rest, " ")
		have, n := utf8.DecodeLastRuneInString(rest)
		if n == 0 || !strings.EqualFold(lowered.Replace(string(have)), lowered.Replace(string(r))) {
			return s
		}
		rest = rest[:len(rest)-n]
	}
	return rest
}

var lowered = strings.NewReplacer("²", "2", "³", "3")

// cutScale takes the longest word for a power of ten from the beginning.
func cutScale(s string, l *locale.Locale) (power int, rest string) {
	longest := ""
	for _, w := range l.Scales() {
		n := len(w.Word)
		if n > len(longest) && len(s) >= n && strings.EqualFold(s[:n], w.Word) && (n == len(s) || s[n] == ' ' || s[n] >= 0x80) {
			longest, power = w.Word, w.Power
		}
	}
	return power, strings.TrimSpace(s[len(longest):])
}

// unitOf is the unit of a field that a word stands for. A field that has one
// needs no word, and one that has none knows no word.
func unitOf(f *Field, word string, l *locale.Locale) (code string, ok bool) {
	if word == "" && len(f.Units) < 2 {
		return strings.Join(f.Units, ""), true
	}
	for _, u := range f.Units {
		if strings.EqualFold(lowered.Replace(word), u) {
			return u, true
		}
	}
	code = l.UnitCode(word)
	return code, code != "" && slices.Contains(f.Units, code)
}

// foreignScale is the scale word of another language with which a text begins.
func foreignScale(s string, l *locale.Locale) (power int, word string) {
	for _, tag := range locale.Tags() {
		other, _ := locale.Find(tag)
		if n, rest := cutScale(s, other); n > 0 && tag != l.Tag {
			return n, strings.TrimSpace(strings.TrimSuffix(s, rest))
		}
	}
	return 0, ""
}

// shownUnits lists the units that a field has, as an author may write them.
func shownUnits(f *Field, l *locale.Locale, lang int) string {
	switch {
	case f.Kind == KindPercent:
		return "%"
	case f.UnitLabel != nil:
		return f.UnitLabel[lang]
	}
	per := ""
	if f.Per != nil {
		per = "/" + f.Per[lang]
	}
	var units []string
	for _, u := range f.Units {
		shown := l.Unit(u)
		if shown != u && f.Kind == KindMoney {
			units = append(units, u+per)
		}
		units = append(units, shown+per)
	}
	return strings.Join(units, ", ")
}

// printFigure writes a figure with its scale word and unit, with no-break spaces
// between them.
func printFigure(v Figure, f *Field, l *locale.Locale, lang int) string {
	const space = "\u00a0"
	scale := l.ScaleWord(v.Scale)
	if scale == "" {
		v.From, v.To = v.From.times(v.Scale), v.To.times(v.Scale)
	}
	number := v.From.print(l)
	if v.To != "" {
		number += "–" + v.To.print(l)
	}
	if scale != "" {
		number += space + strings.ReplaceAll(scale, " ", space)
	}
	unit := ""
	if v.Unit != "" {
		unit = l.Unit(v.Unit)
	}
	switch {
	case f.Kind == KindPercent:
		number += l.PercentSign()
	case f.Kind == KindNumber && f.UnitLabel != nil && f.UnitLabel[lang] != "":
		number += space + f.UnitLabel[lang]
	case unit == "":
	case f.Kind == KindMoney && l.MoneyFirst():
		number = unit + space + number
	case scale != "" && l.JoinsWords(unit):
		number += unit
	default:
		number += space + unit
	}
	if f.Per != nil {
		number += "/" + f.Per[lang]
	}
	return number
}

// plainSpaces is a printed value as it is typed.
func plainSpaces(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }
