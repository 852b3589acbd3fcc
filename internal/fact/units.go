package fact

import (
	"slices"
	"strings"
)

// Units lists the codes of the units that a kind of figure can have.
func Units(k Kind) []string {
	switch k {
	case KindArea:
		return []string{"ha", "m2", "km2"}
	case KindLength:
		return []string{"km", "m"}
	case KindMoney:
		return []string{"USD", "VND", "LAK", "EUR", "JPY", "KRW", "THB", "CNY", "GBP", "AUD", "SGD"}
	}
	return nil
}

// UnitCode is the code of a unit as a schema writes it: ha, m², USD.
func UnitCode(k Kind, s string) (code string, ok bool) {
	code = strings.ReplaceAll(strings.TrimSpace(s), "²", "2")
	return code, slices.Contains(Units(k), code)
}
