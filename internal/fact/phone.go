package fact

import (
	"regexp"
	"strings"

	"nhipcau/internal/problem"
)

// Phone is a telephone number with its country code, in the groups in which it
// was written, with no-break spaces between them.
type Phone string

// E164 is the number as a telephone dials it: + and the digits.
func (p Phone) E164() string { return strings.ReplaceAll(string(p), groupSpace, "") }

// groupSpace stands between the groups of a number that is shown: as ITU-T
// E.123 has it a space, here one at which no line ends.
const groupSpace = "\u00A0"

var (
	// Where a number may be parted: at a dot or a hyphen, or at spaces.
	groupEnd = regexp.MustCompile(`[ \x{00A0}]*[.\x{2010}\x{2011}-][ \x{00A0}]*|[ \x{00A0}]+`)
	// A number by ITU-T E.164: no country code begins with 0.
	international = regexp.MustCompile(`^\+[1-9][0-9]*(\x{00A0}[0-9]+)*$`)
	// The same number as one dials it inside the country.
	national = regexp.MustCompile(`^\(?[0-9]{1,5}\)?[0-9]{3,14}$`)
)

// E.164 allows 15 digits; the shortest numbers that countries have are of seven.
const minDigits, maxDigits = 7, 15

// ParsePhone reads a number with its country code. Nothing is guessed: which
// country a number without one belongs to, and whether its first 0 is left out
// when one calls from abroad, depends on the country.
func ParsePhone(s string) (Phone, bool) {
	p := Phone(groupEnd.ReplaceAllString(s, groupSpace))
	digits := len(p.E164()) - len("+")
	return p, international.MatchString(string(p)) && minDigits <= digits && digits <= maxDigits
}

func readPhone(f *Field, s string, at problem.At) (Value, []problem.Problem) {
	p, ok := ParsePhone(s)
	switch {
	case ok:
		return p, nil
	case national.MatchString(p.E164()):
		return nil, one("phone-without-country", at, "key", f.Name, "value", s)
	}
	return nil, one("phone-wrong", at, "key", f.Name, "value", s)
}
