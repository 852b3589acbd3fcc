package fact

import (
	"math/big"
	"time"

	"nhipcau/internal/locale"
)

// Known reports whether there is a value and it is known.
func Known(v Value) bool {
	_, unknown := v.(Unknown)
	return v != nil && !unknown
}

// Example is a value as a field takes it, in a language; "" where there is
// nothing to show.
func Example(f *Field, l *locale.Locale, lang int) string {
	var v Value
	switch day := time.Date(2022, 7, 1, 0, 0, 0, 0, time.UTC); {
	case f.IsFigure():
		v = exampleFigure(f, "96.5", "")
	case f.Kind == KindDay:
		v = Day{Time: day}
	case f.Kind == KindSpan:
		v = Span{From: day, To: lastDay(day, locale.Quarter), Grain: locale.Quarter}
	case f.Kind == KindCode:
		v = Code("A-01")
	case f.Kind == KindPhone:
		v = Phone("+84 256 …")
	case f.Kind == KindEmail:
		v = Email("…@example.org")
	case f.Kind == KindURL:
		v = URL("https://example.org/")
	case f.Kind == KindLegal:
		v = Legal("1191/QĐ-TTg")
	case f.Kind == KindFile:
		v = File("brochure.pdf")
	case f.Kind == KindImage:
		v = File("photo.jpg")
	}
	return plainSpaces(Print(v, f, l, lang))
}

// exampleRange is a range as a field of figures takes it.
func exampleRange(f *Field, l *locale.Locale, lang int) string {
	return plainSpaces(Print(exampleFigure(f, "25", "40"), f, l, lang))
}

// exampleFigure gives numbers the scale and unit that a field is likely to have.
func exampleFigure(f *Field, from, to Decimal) Figure {
	v := Figure{From: from, To: to}
	if f.Kind == KindMoney && f.Per == nil {
		v.Scale = 6
	}
	if len(f.Units) > 0 {
		v.Unit = f.Units[0]
	}
	return v
}

// PrintBand writes the nth band, counted from 0, of a field that is filtered by
// bands: what lies below its first edge, between two, or from the last on.
func PrintBand(f *Field, n int, l *locale.Locale, lang int) string {
	switch {
	case n == 0:
		return "< " + Print(f.Bands[0], f, l, lang)
	case n == len(f.Bands):
		return "≥ " + Print(f.Bands[n-1], f, l, lang)
	}
	from, to := f.Bands[n-1], f.Bands[n]
	if from.Scale == to.Scale && from.Unit == to.Unit {
		return Print(Figure{From: from.From, To: to.From, Scale: from.Scale, Unit: from.Unit}, f, l, lang)
	}
	return Print(from, f, l, lang) + " – " + Print(to, f, l, lang)
}

// InUnitOf is a figure made of exact ends, in the base unit, written with the
// scale and unit of another.
func InUnitOf(from, to *big.Rat, like Figure) Figure {
	one := Figure{From: "1", Scale: like.Scale, Unit: like.Unit}
	unit, _ := one.Rat()
	f := Figure{From: decimal(new(big.Rat).Quo(from, unit)), Scale: like.Scale, Unit: like.Unit}
	if from.Cmp(to) != 0 {
		f.To = decimal(new(big.Rat).Quo(to, unit))
	}
	return f
}

// decimal writes a number exactly where it ends within ten places, else to
// there.
func decimal(r *big.Rat) Decimal {
	n, exact := r.FloatPrec()
	if !exact || n > 10 {
		n = 10
	}
	return Decimal(r.FloatString(n))
}
