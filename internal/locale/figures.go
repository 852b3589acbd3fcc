package locale

import (
	"strconv"
	"strings"
	"time"
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
	unknown    []string          // the word for what is not known, and other ways to say it
	yes, no    []string

	// Times, with {d} {m} {M} {q} {Q} {y} for day, month, its name, quarter in
	// Roman figures and in digits, year. The first is the one that is shown; all
	// are understood.
	days, months, quarters, years []string
	open, expected                []string // with {} for the time itself
	to                            string   // the word between two times, beside a dash
}

// Scale is a word for a power of ten.
type Scale struct {
	Word  string
	Power int
}

var reviewedFigures = map[string]figures{
	"vi": {
		scales:    []Scale{{"nghìn", 3}, {"ngàn", 3}, {"triệu", 6}, {"tỷ", 9}, {"tỉ", 9}, {"nghìn tỷ", 12}, {"ngàn tỷ", 12}, {"nghìn tỉ", 12}, {"ngàn tỉ", 12}},
		units:     map[string]string{"m2": "m²", "km2": "km²", "VND": "đồng"},
		spellings: map[string]string{"hecta": "ha", "héc-ta": "ha", "vnđ": "VND", "vnd": "VND", "đô la mỹ": "USD", "kíp": "LAK", "yên": "JPY", "won": "KRW", "baht": "THB", "mét": "m", "mét vuông": "m2"},
		unknown:   []string{"chưa rõ", "chưa biết", "không rõ"},
		yes:       []string{"có"}, no: []string{"không"},
		days:     []string{"{d}/{m}/{y}", "ngày {d} tháng {m} năm {y}", "ngày {d}/{m}/{y}"},
		months:   []string{"tháng {m} năm {y}", "tháng {m}/{y}"},
		quarters: []string{"quý {q}/{y}", "quý {Q}/{y}", "quý {q} năm {y}", "quý {Q} năm {y}"},
		years:    []string{"năm {y}", "trong năm {y}"},
		open:     []string{"từ {}", "kể từ {}"}, expected: []string{"dự kiến {}"}, to: "đến",
	},
	"en": {
		scales:     []Scale{{"thousand", 3}, {"million", 6}, {"billion", 9}, {"trillion", 12}},
		units:      map[string]string{"m2": "m²", "km2": "km²"},
		spellings:  map[string]string{"hectares": "ha", "hectare": "ha", "us$": "USD", "usd": "USD", "vnd": "VND", "sq m": "m2", "sq km": "km2", "metres": "m", "kilometres": "km"},
		moneyFirst: true,
		unknown:    []string{"not known", "unknown"},
		yes:        []string{"yes"}, no: []string{"no"},
		days:     []string{"{d} {M} {y}"},
		months:   []string{"{M} {y}"},
		quarters: []string{"Q{Q} {y}", "Q{Q}/{y}", "quarter {q} of {y}", "quarter {Q} of {y}"},
		years:    []string{"{y}", "year {y}", "in {y}"},
		open:     []string{"from {} on", "from {}", "since {}"}, expected: []string{"expected {}", "expected in {}", "planned for {}"}, to: "to",
	},
	"lo": {
		scales:    []Scale{{"ພັນ", 3}, {"ລ້ານ", 6}, {"ຕື້", 9}, {"ພັນຕື້", 12}},
		units:     map[string]string{"ha": "ເຮັກຕາ", "m2": "ຕາແມັດ", "km2": "ກິໂລຕາແມັດ", "m": "ແມັດ", "km": "ກິໂລແມັດ", "VND": "ດົ່ງ", "LAK": "ກີບ"},
		spellings: map[string]string{"ຮຕ": "ha", "ກມ": "km", "ກມ²": "km2", "ມ": "m", "ມ²": "m2", "ຕາລາງແມັດ": "m2", "ຕາລາງກິໂລແມັດ": "km2", "ໂດລາ": "USD", "ໂດລາສະຫະລັດ": "USD", "ບາດ": "THB", "ເອີໂຣ": "EUR"},
		unknown:   []string{"ບໍ່ຮູ້", "ຍັງບໍ່ຮູ້", "ຍັງບໍ່ທັນຮູ້"},
		yes:       []string{"ແມ່ນ"}, no: []string{"ບໍ່"},
		days:     []string{"{d}/{m}/{y}", "{d} {M} {y}", "ວັນທີ {d} {M} {y}", "ວັນທີ {d}/{m}/{y}"},
		months:   []string{"{M} {y}", "ເດືອນ {M} {y}", "ເດືອນ {m}/{y}"},
		quarters: []string{"ໄຕມາດ {q}/{y}", "ໄຕມາດ {Q}/{y}", "ໄຕມາດທີ {q} ປີ {y}", "ໄຕມາດທີ {Q} ປີ {y}"},
		years:    []string{"ປີ {y}", "ໃນປີ {y}"},
		open:     []string{"ຕັ້ງແຕ່ {}", "ແຕ່ {}"}, expected: []string{"ຄາດວ່າ {}"}, to: "ຫາ",
	},
}

// plainFigures are for languages that nobody has reviewed: figures in full, and
// times as machines write them.
var plainFigures = figures{
	unknown: []string{"?"}, yes: []string{"+"}, no: []string{"–"},
	units: map[string]string{"m2": "m²", "km2": "km²"},
	days:  []string{"{y}-{m}-{d}"}, months: []string{"{y}-{m}"}, quarters: []string{"{y}-Q{Q}"}, years: []string{"{y}"},
	open: []string{"{} →"}, expected: []string{"({})"},
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

// Unknown is what is written for a value that is not known.
func (l *Locale) Unknown() string { return l.figures().unknown[0] }

// SaysUnknown reports whether a text is a way to say that.
func (l *Locale) SaysUnknown(s string) bool {
	return s == "unknown" || oneOf(s, l.figures().unknown)
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

// Grain is how exactly a time is said.
type Grain int

const (
	Day Grain = iota
	Month
	Quarter
	Year
)

// Time writes the day, month, quarter or year that begins at t.
func (l *Locale) Time(t time.Time, g Grain) string {
	f := l.figures()
	switch g {
	case Month:
		return l.fill(f.months[0], t)
	case Quarter:
		return l.fill(f.quarters[0], t)
	case Year:
		return l.fill(f.years[0], t)
	}
	if _, ok := reviewedFigures[l.Tag]; !ok {
		return t.Format(time.DateOnly)
	}
	return l.Date(t, "short")
}

// From writes that a time is open from one on; Expected that it is not sure.
func (l *Locale) From(s string) string { return strings.Replace(l.figures().open[0], "{}", s, 1) }

// Expected writes that a time is not sure.
func (l *Locale) Expected(s string) string {
	return strings.Replace(l.figures().expected[0], "{}", s, 1)
}

// CutFrom takes away what says that a time is open, CutExpected what says that
// it is not sure; ok is false where nothing does.
func (l *Locale) CutFrom(s string) (rest string, ok bool) { return cutAround(s, l.figures().open) }

// CutExpected is CutFrom for what is not sure.
func (l *Locale) CutExpected(s string) (rest string, ok bool) {
	return cutAround(s, l.figures().expected)
}

func cutAround(s string, patterns []string) (rest string, ok bool) {
	for _, p := range patterns {
		before, after, _ := strings.Cut(p, "{}")
		if len(s) > len(before)+len(after) && strings.EqualFold(s[:len(before)], before) && strings.EqualFold(s[len(s)-len(after):], after) {
			return s[len(before) : len(s)-len(after)], true
		}
	}
	return s, false
}

// Until is the word between two times, beside a dash; "" for none.
func (l *Locale) Until() string { return l.figures().to }

// ReadTime understands a day, month, quarter or year in the language's ways.
func (l *Locale) ReadTime(s string, zone *time.Location) (t time.Time, g Grain, ok bool) {
	f := l.figures()
	for g, patterns := range [...][]string{Day: f.days, Month: f.months, Quarter: f.quarters, Year: f.years} {
		for _, p := range patterns {
			if t, ok := l.match(p, s, zone); ok {
				return t, Grain(g), true
			}
		}
	}
	return t, 0, false
}

var roman = [...]string{"", "I", "II", "III", "IV"}

// fill writes a time into a pattern.
func (l *Locale) fill(pattern string, t time.Time) string {
	y, m, d := t.Date()
	q := (int(m) + 2) / 3
	month := string(appendPadded(nil, int(m), false))
	if l.Tag == "vi" && m <= 2 { // Decree 30/2020
		month = "0" + month
	}
	return strings.NewReplacer("{y}", strconv.Itoa(y), "{m}", month, "{M}", l.months[m-1], "{d}", strconv.Itoa(d),
		"{q}", roman[q], "{Q}", strconv.Itoa(q)).Replace(pattern)
}

// match reads a time by a pattern, which must fit the whole of s.
func (l *Locale) match(pattern, s string, zone *time.Location) (t time.Time, ok bool) {
	year, month, day := 0, 1, 1
	for pattern != "" {
		if pattern[0] != '{' {
			r, n := utf8.DecodeRuneInString(pattern)
			if len(s) < n || !strings.EqualFold(s[:n], string(r)) {
				return t, false
			}
			pattern, s = pattern[n:], s[n:]
			continue
		}
		field := pattern[1]
		pattern = pattern[3:]
		var n int
		switch field {
		case 'M':
			n, s = l.cutMonth(s)
		case 'q':
			n, s = cutRoman(s)
		default:
			n, s = cutNumber(s)
		}
		if n <= 0 {
			return t, false
		}
		switch field {
		case 'y':
			year = n
		case 'm', 'M':
			month = n
		case 'd':
			day = n
		case 'q', 'Q':
			if n > 4 {
				return t, false
			}
			month = 3*n - 2
		}
	}
	t = time.Date(year, time.Month(month), day, 0, 0, 0, 0, zone)
	return t, s == "" && year >= 1000 && year <= 9999 && t.Day() == day && int(t.Month()) == month
}

func cutNumber(s string) (n int, rest string) {
	i := 0
	for i < len(s) && i < 5 && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	n, _ = strconv.Atoi(s[:i])
	return n, s[i:]
}

func cutRoman(s string) (n int, rest string) {
	for n = len(roman) - 1; n > 0; n-- {
		if strings.HasPrefix(s, roman[n]) {
			return n, s[len(roman[n]):]
		}
	}
	return 0, s
}

// cutMonth reads the name of a month, in full or short.
func (l *Locale) cutMonth(s string) (n int, rest string) {
	for _, names := range [...][12]string{l.months, l.monthsShort} {
		for i, name := range names {
			if len(s) >= len(name) && name != "" && strings.EqualFold(s[:len(name)], name) {
				return i + 1, s[len(name):]
			}
		}
	}
	return 0, s
}
