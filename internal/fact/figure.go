package fact

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"nhipcau/internal/locale"
	"nhipcau/internal/problem"
)

// Decimal is an exact decimal number, such as "-1374.50": digits with an
// optional minus before and an optional point and digits after. Every digit
// stays, zeros at the end too.
type Decimal string

// Rat is the number exactly.
func (d Decimal) Rat() *big.Rat {
	r, ok := new(big.Rat).SetString(string(d))
	if !ok {
		return new(big.Rat)
	}
	return r
}

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

// A figure is a number or a range, with words before and after.
var figureParts = regexp.MustCompile(`^([^0-9]*?)(-?[0-9][0-9.,]*)(?: ?[-–—] ?(-?[0-9][0-9.,]*))?([^0-9]*)$`)

// maxDigits is how many digits a figure may have: far more than any has.
const maxFigure = 30

// readFigure reads a figure with its scale word and unit, in the language of
// the file.
func readFigure(f *Field, s string, g Grammar, at problem.At) (Value, []problem.Problem) {
	wrong := func(code string, args ...string) (Value, []problem.Problem) {
		return nil, one(code, at, append([]string{"key", f.Name, "value", s}, args...)...)
	}
	l := g.Locale
	rest := cutPer(f, s, g.Lang)
	if f.Kind == KindPercent {
		rest = strings.TrimSpace(strings.TrimSuffix(rest, "%"))
	}
	if f.UnitLabel != nil { // a label may have digits, as CO2 has
		rest = strings.TrimSpace(cutSuffixFold(rest, f.UnitLabel[g.Lang]))
	}
	if f.Kind == KindArea && strings.HasSuffix(rest, "m2") { // so has m2
		rest = strings.TrimSuffix(rest, "2") + "²"
	}
	m := figureParts.FindStringSubmatch(rest)
	if m == nil {
		return wrong("figure-wrong", "example", Example(f, l, g.Lang))
	}
	var v Figure
	for i, to := range []*Decimal{&v.From, &v.To} {
		if m[2+i] == "" {
			continue
		}
		d, code, args := readDecimal(m[2+i], l)
		if code != "" {
			return wrong(code, append(args, "number", m[2+i])...)
		}
		*to = d
	}
	before, after := strings.TrimSpace(m[1]), strings.TrimSpace(m[4])
	v.Scale, after = cutScale(after, l)
	unit := before
	if unit == "" {
		unit = after
	} else if after != "" || !strings.ContainsFunc(unit, unicode.IsLetter) {
		return wrong("figure-wrong", "example", Example(f, l, g.Lang))
	}
	code, known := unitOf(f, unit, l)
	switch {
	case unit == "" && len(f.Units) > 1:
		return wrong("figure-unit-missing", "known", shownUnits(f, l))
	case unit == "" && len(f.Units) == 1:
		v.Unit = f.Units[0]
	case unit == "":
	case !known && foreignScale(unit, l) != "":
		return wrong("figure-scale-wrong", "word", foreignScale(unit, l), "known", scaleWords(l))
	case !known:
		return wrong("figure-unit-wrong", "unit", unit, "known", shownUnits(f, l))
	default:
		v.Unit = code
	}
	if v.To != "" && v.From.Rat().Cmp(v.To.Rat()) >= 0 {
		return wrong("figure-turned", "proposal", Print(Figure{From: v.To, To: v.From, Scale: v.Scale, Unit: v.Unit}, f, l, g.Lang))
	}
	return v, nil
}

// cutPer takes away what a price is for, which may be written or not.
func cutPer(f *Field, s string, lang int) string {
	if f.Per == nil {
		return s
	}
	return strings.TrimSpace(cutSuffixFold(s, "/"+f.Per[lang]))
}

func cutSuffixFold(s, suffix string) string {
	if len(s) >= len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

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

// unitOf is the unit of a field that a word stands for.
func unitOf(f *Field, word string, l *locale.Locale) (code string, ok bool) {
	for _, u := range f.Units {
		if strings.EqualFold(word, u) || strings.EqualFold(word, strings.Replace(u, "2", "²", 1)) {
			return u, true
		}
	}
	code = l.UnitCode(word)
	return code, code != "" && slices.Contains(f.Units, code)
}

// foreignScale is the scale word of another language with which a text begins.
func foreignScale(s string, l *locale.Locale) string {
	for _, tag := range locale.Tags() {
		if other, _ := locale.Find(tag); tag != l.Tag {
			if n, rest := cutScale(s, other); n > 0 {
				return strings.TrimSpace(strings.TrimSuffix(s, rest))
			}
		}
	}
	return ""
}

func scaleWords(l *locale.Locale) string {
	var words []string
	for _, w := range l.Scales() {
		words = append(words, w.Word)
	}
	return strings.Join(words, ", ")
}

// shownUnits lists the units that a field has, as the language shows them.
func shownUnits(f *Field, l *locale.Locale) string {
	var units []string
	for _, u := range f.Units {
		shown := l.Unit(u)
		if shown != u && f.Kind == KindMoney {
			shown = u + " (" + shown + ")"
		}
		units = append(units, shown)
	}
	return strings.Join(units, ", ")
}

// readDecimal reads a number in a language's way. code says what is wrong with
// it; nothing that can be read in two ways is accepted.
func readDecimal(s string, l *locale.Locale) (d Decimal, code string, args []string) {
	if len(s) > maxFigure {
		return "", "figure-long", nil
	}
	d, other, ok := parseDecimal(s, l)
	switch {
	case other != "":
		return "", "figure-ambiguous", []string{"thousand", l.Decimal(strings.Replace(string(d), ".", "", 1)), "decimal", other}
	case ok:
		return d, "", nil
	}
	if proposal := swapped(s, l); proposal != "" {
		return "", "figure-style", []string{"proposal", proposal}
	}
	return "", "figure-wrong", []string{"example", l.Decimal("1374") + " / " + l.Decimal("96.5")}
}

// parseDecimal reads a number. Where the separator may have been meant as the
// other one, as in 1,374, other is how the decimal is written without doubt.
func parseDecimal(s string, l *locale.Locale) (d Decimal, other string, ok bool) {
	digits, negative := strings.CutPrefix(s, "-")
	point, group := l.Separators()
	whole, frac, hasFrac := strings.Cut(digits, point)
	parts := []string{whole}
	if group != "" {
		parts = strings.Split(whole, group)
	}
	plain := strings.Join(parts, "")
	if !isDigits(plain) || hasFrac && !isDigits(frac) || !grouped(parts) || len(plain) > 1 && plain[0] == '0' {
		return "", "", false
	}
	d = Decimal(plain)
	if hasFrac {
		d += Decimal("." + frac)
	}
	if negative {
		d = "-" + d
	}
	if hasFrac && len(frac) == 3 && len(parts) == 1 && len(plain) <= 3 && plain != "0" {
		other = l.Decimal(strings.TrimSuffix(strings.TrimRight(string(d), "0"), "."))
		if strings.HasSuffix(other, frac) { // it has to look different
			other += "0"
		}
	}
	return d, other, true
}

// grouped reports whether digits are grouped by three, if at all.
func grouped(parts []string) bool {
	for i, p := range parts {
		if i > 0 && len(p) != 3 || i == 0 && len(parts) > 1 && (len(p) == 0 || len(p) > 3) {
			return false
		}
	}
	return true
}

// swapped is a number that was written in the other style, with its separators
// changed places; "" if it is none.
func swapped(s string, l *locale.Locale) string {
	point, group := l.Separators()
	if group == "" || strings.Count(s, group) != 1 || !isDigits(strings.NewReplacer(point, "", group, "").Replace(strings.TrimPrefix(s, "-"))) {
		return ""
	}
	other := strings.NewReplacer(point, group, group, point).Replace(s)
	if _, doubt, ok := parseDecimal(other, l); !ok || doubt != "" {
		return ""
	}
	return other
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// printFigure writes a figure with its scale word and unit, with no-break spaces
// between them.
func printFigure(v Figure, f *Field, l *locale.Locale, lang int) string {
	const space = "\u00a0"
	scale := ""
	if v.Scale > 0 {
		if scale = l.ScaleWord(v.Scale); scale == "" {
			v.From, v.To = v.From.times(v.Scale), v.To.times(v.Scale)
		}
	}
	number := l.Decimal(string(v.From))
	if v.To != "" {
		number += "–" + l.Decimal(string(v.To))
	}
	if scale != "" {
		number += space + scale
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
	default:
		number += space + unit
	}
	if f.Per != nil {
		number += "/" + f.Per[lang]
	}
	return number
}

// times multiplies a number by a power of ten, exactly.
func (d Decimal) times(power int) Decimal {
	if d == "" {
		return ""
	}
	whole, frac, _ := strings.Cut(string(d), ".")
	frac += strings.Repeat("0", max(0, power-len(frac)))
	whole += frac[:power]
	sign := ""
	if rest, negative := strings.CutPrefix(whole, "-"); negative {
		sign, whole = "-", rest
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if frac = frac[power:]; frac != "" {
		whole += "." + frac
	}
	return Decimal(sign + whole)
}
