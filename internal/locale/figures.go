package locale

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// What stands in this file is ours and was reviewed by hand: how each language
// writes figures with their scale and unit, and times that are no single day.
// CLDR's compact money cannot be used (96,50 Tr US$; a Lao 10¹² of two words for
// a million).

// figures are a language's patterns for what is counted.
type figures struct {
	scales     []Scale           // words for powers of ten; of each power the first is the one that is shown
	units      map[string]string // how a unit is shown, by its code; the code where it is not here
	spellings  map[string]string // further ways to write a unit, in small letters, and its code
	moneyFirst bool              // whether a currency stands before its amount
	together   bool              // whether words of the language's own stand without a space between them
	unknown    []string          // the word for what is not known, and other ways to say it
	yes, no    []string

	// Times, with {d} {m} {M} {q} {Q} {y} for day, month, its name, quarter in
	// Roman figures and in digits, year. The first is the one that is shown; all
	// are understood. Of days the date patterns say what is shown.
	days, months, quarters, years []string
	open, expected, in            []string // with {} for the time itself; in is only read
	to                            string   // the word between two times, beside a dash
	moment                        string   // with {} for the day and {t} for the time of day
}

// Scale is a word for a power of ten.
type Scale struct {
	Word  string
	Power int
}

var reviewedFigures = map[string]figures{
	"vi": {
		scales:    []Scale{{"nghìn", 3}, {"ngàn", 3}, {"triệu", 6}, {"tỷ", 9}, {"tỉ", 9}, {"nghìn tỷ", 12}, {"ngàn tỷ", 12}, {"nghìn tỉ", 12}, {"ngàn tỉ", 12}},
		units:     map[string]string{"m2": "m²", "km2": "km²", "VND": "đồng", "LAK": "kíp"},
		spellings: map[string]string{"hecta": "ha", "héc-ta": "ha", "mét vuông": "m2", "ki-lô-mét vuông": "km2", "mét": "m", "ki-lô-mét": "km", "vnđ": "VND", "đ": "VND", "us$": "USD", "đô la mỹ": "USD", "đô-la mỹ": "USD", "euro": "EUR", "yên": "JPY", "won": "KRW", "baht": "THB"},
		unknown:   []string{"chưa rõ", "chưa biết", "không rõ"},
		yes:       []string{"có"}, no: []string{"không"},
		days:     []string{"ngày {d}/{m}/{y}"},
		months:   []string{"tháng {m} năm {y}", "tháng {m}/{y}"},
		quarters: []string{"quý {q}/{y}", "quý {Q}/{y}", "quý {q} năm {y}", "quý {Q} năm {y}"},
		years:    []string{"năm {y}"},
		open:     []string{"từ {}", "kể từ {}"}, expected: []string{"dự kiến {}"}, in: []string{"trong {}", "vào {}"}, to: "đến",
		moment: "{t} ngày {}",
	},
	"en": {
		scales:     []Scale{{"thousand", 3}, {"million", 6}, {"billion", 9}, {"trillion", 12}},
		units:      map[string]string{"m2": "m²", "km2": "km²"},
		spellings:  map[string]string{"hectares": "ha", "hectare": "ha", "square metres": "m2", "sq m": "m2", "sqm": "m2", "square kilometres": "km2", "sq km": "km2", "metres": "m", "metre": "m", "kilometres": "km", "kilometre": "km", "us$": "USD"},
		moneyFirst: true,
		unknown:    []string{"not known", "unknown"},
		yes:        []string{"yes"}, no: []string{"no"},
		months:   []string{"{M} {y}"},
		quarters: []string{"Q{Q} {y}", "Q{Q}/{y}", "quarter {q} of {y}", "quarter {Q} of {y}"},
		years:    []string{"{y}", "year {y}"},
		open:     []string{"from {} on", "from {}", "since {}"}, expected: []string{"expected {}", "planned for {}"}, in: []string{"in {}"}, to: "to",
		moment: "{}, {t}",
	},
	"lo": {
		scales:    []Scale{{"ພັນ", 3}, {"ລ້ານ", 6}, {"ຕື້", 9}, {"ພັນລ້ານ", 9}, {"ພັນຕື້", 12}},
		units:     map[string]string{"ha": "ເຮັກຕາ", "m2": "ຕາແມັດ", "km2": "ກິໂລຕາແມັດ", "m": "ແມັດ", "km": "ກິໂລແມັດ", "VND": "ດົ່ງ", "LAK": "ກີບ"},
		spellings: map[string]string{"ຮຕ": "ha", "ກມ": "km", "ກມ²": "km2", "ມ": "m", "ມ²": "m2", "ຕາລາງແມັດ": "m2", "ຕາລາງກິໂລແມັດ": "km2", "ໂດລາ": "USD", "ໂດລາສະຫະລັດ": "USD", "ໂດລາອາເມລິກາ": "USD", "ບາດ": "THB", "ເອີໂຣ": "EUR"},
		together:  true,
		unknown:   []string{"ບໍ່ຮູ້", "ຍັງບໍ່ຮູ້", "ຍັງບໍ່ທັນຮູ້"},
		yes:       []string{"ແມ່ນ"}, no: []string{"ບໍ່"},
		days:     []string{"ວັນທີ {d} {M} {y}", "ວັນທີ {d} ເດືອນ {M} {y}", "ວັນທີ {d}/{m}/{y}"},
		months:   []string{"{M} {y}", "ເດືອນ {M} {y}", "ເດືອນ {m}/{y}"},
		quarters: []string{"ໄຕມາດ {q}/{y}", "ໄຕມາດ {Q}/{y}", "ໄຕມາດທີ {q} ປີ {y}", "ໄຕມາດທີ {Q} ປີ {y}"},
		years:    []string{"ປີ {y}"},
		open:     []string{"ຕັ້ງແຕ່ {}", "ແຕ່ {}"}, expected: []string{"ຄາດວ່າ {}"}, in: []string{"ໃນ {}"}, to: "ຫາ",
		moment: "{} {t}",
	},
}

// plainFigures are for languages that nobody has reviewed: figures in full, and
// times as machines write them.
var plainFigures = figures{
	unknown: []string{"?"}, yes: []string{"+"}, no: []string{"–"},
	units:  map[string]string{"m2": "m²", "km2": "km²"},
	months: []string{"{y}-{m}"}, quarters: []string{"{y}-Q{Q}"}, years: []string{"{y}"},
	open: []string{"{} →"}, expected: []string{"({})"}, moment: "{} {t}",
}

func (l *Locale) figures() figures {
	if f, ok := reviewedFigures[l.Tag]; ok {
		return f
	}
	return plainFigures
}

// Scales lists the words for powers of ten, such as triệu; none for a language
// that has no reviewed ones. Of a power the first word is the one that is shown.
func (l *Locale) Scales() []Scale { return l.figures().scales }

// ScaleWord is the word for a power of ten; "" where the language has none.
func (l *Locale) ScaleWord(power int) string {
	for _, s := range l.Scales() {
		if s.Power == power {
			return s.Word
		}
	}
	return ""
}

// Unit shows the unit with a code: m2 is m².
func (l *Locale) Unit(code string) string {
	if name, ok := l.figures().units[code]; ok {
		return name
	}
	return code
}

// UnitCode is the code that a word for a unit may stand for; "" where it is
// none of the language's own words.
func (l *Locale) UnitCode(word string) string {
	f := l.figures()
	word = strings.ToLower(word)
	for code, shown := range f.units {
		if word == strings.ToLower(shown) {
			return code
		}
	}
	return f.spellings[word]
}

// MoneyFirst reports whether a currency stands before its amount.
func (l *Locale) MoneyFirst() bool { return l.figures().moneyFirst }

// JoinsWords reports whether a word follows another one without a space: ຕື້ກີບ,
// but ຕື້ USD.
func (l *Locale) JoinsWords(next string) bool {
	return l.figures().together && next != "" && next[0] >= utf8.RuneSelf
}

// Unknown is what is written for a value that is not known.
func (l *Locale) Unknown() string { return l.figures().unknown[0] }

// SaysUnknown reports whether a text is a way to say that.
func (l *Locale) SaysUnknown(s string) bool {
	return strings.EqualFold(s, "unknown") || oneOf(s, l.figures().unknown)
}

// YesNo writes a yes or no.
func (l *Locale) YesNo(yes bool) string {
	if yes {
		return l.figures().yes[0]
	}
	return l.figures().no[0]
}

// ReadYesNo understands a yes or no.
func (l *Locale) ReadYesNo(s string) (yes, ok bool) {
	f := l.figures()
	yes = oneOf(s, f.yes)
	return yes, yes || oneOf(s, f.no)
}

func oneOf(s string, words []string) bool {
	for _, w := range words {
		if strings.EqualFold(s, w) {
			return true
		}
	}
	return false
}

// AfterNumbers lists the words that belong to the number before them: scales,
// units and the names of months. Sorted, each once.
func (l *Locale) AfterNumbers() []string {
	f := l.figures()
	list := slices.Collect(maps.Values(f.units))
	list = slices.AppendSeq(list, maps.Keys(f.units))
	list = slices.AppendSeq(list, maps.Values(f.spellings))
	for _, s := range f.scales {
		list = append(list, s.Word)
	}
	list = append(list, l.months[:]...)
	slices.Sort(list)
	return slices.Compact(list)
}
