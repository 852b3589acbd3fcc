package fact

// Decimal is an exact decimal number, such as "-1374.50": digits with an
// optional minus before and an optional point and digits after. Every digit
// stays, zeros at the end too.
type Decimal string

// Figure is a number with its unit, or a range of numbers.
type Figure struct {
	From  Decimal
	To    Decimal // the end of a range; "" where there is one number
	Scale int     // the power of ten that a word says: 6 in 96,5 triệu; 0 is none
	Unit  string  // a code such as ha, m2, km2, m, km, %, USD; "" of a plain number
}
