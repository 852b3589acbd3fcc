package locale

// What stands in this file is ours and was reviewed by hand; it wins over the
// tables generated from CLDR.

// reviewedDates are the date patterns by language, in CLDR's notation with one
// field more: N is the number of the month with a zero before 1 and 2 only.
//
// Vietnamese follows Decree 30/2020/NĐ-CP on documents, annex I: Arabic
// digits, and a zero before days below 10 and before the months 1 and 2, so
// that no digit can be put in front. CLDR has "5 tháng 9, 2022" and "5/9/22",
// which no office writes.
//
// English puts the day first, which readers everywhere understand; CLDR's plain
// "en" is American. Lao is all digits when short, as CLDR's own short form is;
// its medium form abbreviates the months.
var reviewedDates = map[string]datePatterns{
	"vi": {
		short: "dd/N/y",
		long:  "'ngày' dd 'tháng' N 'năm' y",
		month: "'tháng' N 'năm' y",
	},
	"en": {short: "d MMM y", long: "d MMMM y"},
	"lo": {short: "d/M/y"},
}

// namesInText says how a language's name, which the tables give as a label,
// changes inside a sentence. Vietnamese writes "tiếng Lào" small there; Lao,
// Khmer and Thai say "language" before the name, since CLDR's bare name is
// also that of the people or the country.
var namesInText = map[string]nameForm{
	"vi": {lower: true},
	"lo": {prefix: "ພາສາ"},
	"km": {prefix: "ភាសា"},
	"th": {prefix: "ภาษา"},
}

type nameForm struct {
	prefix string
	lower  bool // the first letter
}
