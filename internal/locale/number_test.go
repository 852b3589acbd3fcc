package locale

import (
	"math"
	"strings"
	"testing"
)

func TestDecimal(t *testing.T) {
	cases := []struct{ name, text, vi, en, lo string }{
		{"zeros at the end stay", "1374.50", "1.374,50", "1,374.50", "1.374,50"},
		{"no group below a thousand", "96.5", "96,5", "96.5", "96,5"},
		{"a thousand is grouped", "1000", "1.000", "1,000", "1.000"},
		{"three digits after the point are no group", "1374.500", "1.374,500", "1,374.500", "1.374,500"},
		{"negative", "-1234567.89", "-1.234.567,89", "-1,234,567.89", "-1.234.567,89"},
		{"negative without a group", "-123", "-123", "-123", "-123"},
		{"more digits than a float holds", "12345678901234567890.12345678901234567890",
			"12.345.678.901.234.567.890,12345678901234567890",
			"12,345,678,901,234,567,890.12345678901234567890",
			"12.345.678.901.234.567.890,12345678901234567890"},
		{"zero", "0", "0", "0", "0"},
		{"zero with digits", "0.00", "0,00", "0.00", "0,00"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for lang, want := range map[string]string{"vi": c.vi, "en": c.en, "lo": c.lo} {
				if got := find(t, lang).Decimal(c.text); got != want {
					t.Errorf("%s: got %q, want %q", lang, got, want)
				}
			}
		})
	}
}

func TestDecimalOfNoNumber(t *testing.T) {
	for _, text := range []string{"", "-", ".5", "5.", "1,5", "1e6", "1.2.3", "+1", " 1", "1 000", "١"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q does not panic", text)
				}
			}()
			find(t, "en").Decimal(text)
		}()
	}
}

func TestInteger(t *testing.T) {
	vi := find(t, "vi")
	for n, want := range map[int64]string{
		0: "0", -1: "-1", 999: "999", -1000: "-1.000", 1234567: "1.234.567",
		math.MinInt64: "-9.223.372.036.854.775.808",
	} {
		if got := vi.Integer(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

// A language that groups only from five digits on, as Spanish and Polish do.
func TestMinimumGrouping(t *testing.T) {
	es := &Locale{decimal: ",", group: ".", minus: "-", minGrouping: 2}
	for text, want := range map[string]string{"1374": "1374", "13740": "13.740", "1374.5": "1374,5"} {
		if got := es.Decimal(text); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{
		0:                 "0 B",
		999:               "999 B",
		1000:              "1,0 kB",
		1049:              "1,0 kB",
		1050:              "1,1 kB",
		9949:              "9,9 kB",
		9950:              "10 kB",
		34_499:            "34 kB",
		34_500:            "35 kB",
		999_499:           "999 kB",
		999_500:           "1,0 MB",
		1_234_567:         "1,2 MB",
		96_500_000:        "97 MB",
		3_400_000_000:     "3,4 GB",
		5_000_000_000_000: "5,0 TB",
		math.MaxInt64:     "9.223.372 TB",
	} {
		if got := strings.ReplaceAll(find(t, "vi").Bytes(n), "\u00a0", " "); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
	if got := find(t, "en").Bytes(1_234_567); got != "1.2\u00a0MB" {
		t.Errorf("en: got %q", got)
	}
}

func TestPercentAndRange(t *testing.T) {
	for lang, want := range map[string]string{
		"vi": "-12,50% 2021-2025", "en": "-12.50% 2021–2025", "lo": "-12,50% 2021–2025", "ko": "-12.50% 2021~2025",
	} {
		l := find(t, lang)
		if got := l.Percent("-12.50") + " " + l.Range("2021", "2025"); got != want {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
}

// What is written can be read back: no digit is lost or made up.
func FuzzDecimal(f *testing.F) {
	for _, text := range []string{"0", "1374.50", "-1000000.000", "007", "99999999999999999999.1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		whole, rest, hasRest := strings.Cut(strings.TrimPrefix(text, "-"), ".")
		if !isDigits(whole) || hasRest && !isDigits(rest) {
			return
		}
		for i := range locales {
			l := &locales[i]
			back := strings.ReplaceAll(l.Decimal(text), l.group, "")
			back = strings.Replace(back, l.decimal, ".", 1)
			if back != text {
				t.Errorf("%s: %q is written %q", l.Tag, text, l.Decimal(text))
			}
		}
	})
}
