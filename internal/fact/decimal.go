package fact

import (
	"math/big"
	"strings"

	"nhipcau/internal/locale"
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

// maxFigure is how many digits a number may have: far more than any has.
const maxFigure = 30

// readDecimal reads a number in a language's way. code says what is wrong with
// it; nothing that can be read in two ways is accepted.
func readDecimal(s string, l *locale.Locale) (d Decimal, code string, args []string) {
	digits := 0
	for i := range len(s) {
		if isDigit(s[i]) {
			digits++
		}
	}
	if digits > maxFigure {
		return "", "figure-long", nil
	}
	d, ok := parseDecimal(s, l)
	switch {
	case ok && d.doubtful():
		shorter := Decimal(strings.TrimSuffix(strings.TrimRight(string(d), "0"), "."))
		return "", "figure-ambiguous", []string{"thousand", l.Decimal(strings.Replace(string(d), ".", "", 1)), "decimal", shorter.print(l)}
	case ok:
		return d, "", nil
	}
	if d, ok := swapped(s, l); ok {
		return "", "figure-style", []string{"proposal", d.print(l)}
	}
	if d, ok := regrouped(s, l); ok {
		return "", "figure-groups", []string{"proposal", d.print(l)}
	}
	return "", "figure-wrong", nil
}

// parseDecimal reads a number whose digits are in groups of three or in none.
func parseDecimal(s string, l *locale.Locale) (Decimal, bool) {
	digits, negative := strings.CutPrefix(s, "-")
	point, group := l.Separators()
	whole, frac, hasFrac := strings.Cut(digits, point)
	parts := []string{whole}
	if group != "" {
		parts = strings.Split(whole, group)
	}
	plain := strings.Join(parts, "")
	if !isDigits(plain) || hasFrac && !isDigits(frac) || !grouped(parts) || len(plain) > 1 && plain[0] == '0' {
		return "", false
	}
	if negative {
		plain = "-" + plain
	}
	if hasFrac {
		plain += "." + frac
	}
	return Decimal(plain), true
}

// doubtful reports whether the number is written as whole thousands are in
// another language: 1,374 is read in two ways, 0,374 and 1234,567 are not.
func (d Decimal) doubtful() bool {
	whole, frac, _ := strings.Cut(strings.TrimPrefix(string(d), "-"), ".")
	return len(frac) == 3 && len(whole) <= 3 && whole != "0"
}

// print writes the number in a language; one that could be read in two ways, as
// a sum may be, has a zero more.
func (d Decimal) print(l *locale.Locale) string {
	if d.doubtful() {
		d += "0"
	}
	return l.Decimal(string(d))
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

// swapped reads a number in the other style: what separates its digits changes
// places.
func swapped(s string, l *locale.Locale) (Decimal, bool) {
	point, group := l.Separators()
	if group == "" {
		return "", false
	}
	return parseDecimal(strings.NewReplacer(point, group, group, point).Replace(s), l)
}

// regrouped reads a number that has spaces for groups, or groups that are not
// of three digits.
func regrouped(s string, l *locale.Locale) (Decimal, bool) {
	point, group := l.Separators()
	whole, frac, hasFrac := strings.Cut(s, point)
	if strings.Contains(whole, " ") && !grouped(strings.Split(strings.TrimPrefix(whole, "-"), " ")) {
		return "", false // two numbers, more likely than one
	}
	whole = strings.ReplaceAll(whole, " ", "")
	if group != "" {
		whole = strings.ReplaceAll(whole, group, "")
	}
	if hasFrac {
		whole += point + frac
	}
	return parseDecimal(whole, l)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// times multiplies a number by a power of ten, exactly.
func (d Decimal) times(power int) Decimal {
	if d == "" || power == 0 {
		return d
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
