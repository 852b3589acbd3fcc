package fact

import (
	"testing"
	"time"

	"nhipcau/internal/locale"
	"nhipcau/internal/source"
)

var zone = time.FixedZone("+07", 7*3600)

var (
	vietnamese, _ = locale.Find("vi")
	english, _    = locale.Find("en")
)

func TestDays(t *testing.T) {
	vi, en := Grammar{File: "a.vi.md", Zone: zone, Locale: vietnamese}, Grammar{File: "a.en.md", Zone: zone, Locale: english}
	tests := []struct {
		in   string
		g    Grammar
		want string // RFC 3339; "" is refused
	}{
		{"2022-09-05", en, "2022-09-05T00:00:00+07:00"},
		{"2022-09-05T08:30", en, "2022-09-05T08:30:00+07:00"},
		{"2022-09-05 08:30", en, "2022-09-05T08:30:00+07:00"},
		{"2022-09-05T08:30:15", en, "2022-09-05T08:30:15+07:00"},
		{"2022-09-05T01:30Z", en, "2022-09-05T08:30:00+07:00"},
		{"2022-09-05T08:30:00+09:00", en, "2022-09-05T06:30:00+07:00"},
		{"05/9/1962", vi, "1962-09-05T00:00:00+07:00"},
		{"5/9/1962", vi, "1962-09-05T00:00:00+07:00"},
		{"14/02/2022", vi, "2022-02-14T00:00:00+07:00"},
		{"05/9/1962", en, ""}, // the fifth of September or the ninth of May
		{"31/02/2022", vi, ""},
		{"2022-02-30", en, ""},
		{"2022-9-5", en, ""},
		{"5.9.2022", vi, ""},
		{"05/9/62", vi, ""},
		{"1000-01-01", en, "1000-01-01T00:00:00+07:00"},
		{"0999-12-31", en, ""},
		{"0001-01-01", en, ""}, // the zero time
		{"01/01/0001", vi, ""},
		{"0001-01-01T00:00Z", en, ""},
		{"hôm nay", vi, ""},
		{"", vi, ""},
	}
	for _, tt := range tests {
		d, ok := ParseDay(tt.in, tt.g)
		got := ""
		if ok {
			got = d.Format(time.RFC3339)
		}
		if got != tt.want {
			t.Errorf("ParseDay(%q, %s) = %q, want %q", tt.in, tt.g.File, got, tt.want)
		}
	}
}

// FuzzDay: what is accepted, printed as ISO and read again, is the same day.
func FuzzDay(f *testing.F) {
	for _, s := range []string{"2022-09-05", "05/9/1962", "2022-09-05T08:30+07:00", "0000-01-01", "29/02/2024"} {
		f.Add(s)
	}
	g := Grammar{Zone: zone, Locale: vietnamese}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := ParseDay(s, g)
		if !ok {
			return
		}
		layout := time.DateOnly
		if d.Clock {
			layout = time.RFC3339
		}
		again, ok := ParseDay(d.Format(layout), g)
		if d.Year() < 10000 && d.Year() >= 0 && (!ok || !Equal(d, again)) {
			t.Errorf("%q is %v, printed and read again %v, %v", s, d, again, ok)
		}
	})
}

func TestValues(t *testing.T) {
	scalar := func(s string) *source.Node { return &source.Node{Kind: source.Scalar, Text: s, Line: 3, Column: 7} }
	list := func(items ...string) *source.Node {
		n := &source.Node{Kind: source.List, Line: 3, Column: 7}
		for i, s := range items {
			n.Items = append(n.Items, &source.Node{Kind: source.Scalar, Text: s, Line: 3, Column: 8 + i})
		}
		return n
	}
	tests := []struct {
		name string
		kind Kind
		node *source.Node
		want Value
		code string // of the one problem; "" is none
		col  int
	}{
		{"a whole number", KindInteger, scalar("10"), Integer(10), "", 0},
		{"no number", KindInteger, scalar("ten"), nil, "number-wrong", 7},
		{"a fraction", KindInteger, scalar("1.5"), nil, "number-wrong", 7},
		{"a number far too large", KindInteger, scalar("99999999999999999999"), nil, "number-wrong", 7},
		{"true", KindFlag, scalar("true"), Flag(true), "", 0},
		{"a flag in words", KindFlag, scalar("có"), Flag(true), "", 0},
		{"keys", KindKeys, list("laos", "korea"), Keys{"laos", "korea"}, "", 0},
		{"one key without brackets", KindKeys, scalar("laos"), Keys{"laos"}, "", 0},
		{"a key with marks", KindKeys, list("Lào"), Keys{}, "tag-wrong", 8},
		{"a key twice", KindKeys, list("laos", "laos"), Keys{"laos"}, "value-doubled", 9},
		{"an empty key", KindKeys, list(""), Keys{}, "value-empty", 8},
		{"no keys", KindKeys, list(), Keys{}, "value-not-list", 7},
		{"items of the plan", KindPlan, list("I.7", "IV.4"), Keys{"I.7", "IV.4"}, "", 0},
		{"no item of the plan", KindPlan, list("V.1"), Keys{}, "plan-wrong", 8},
		{"a file", KindFile, scalar("map.jpg"), File("map.jpg"), "", 0},
		{"another item", KindItem, scalar("../units/board"), Item("../units/board"), "", 0},
		{"a number", KindPhone, scalar("+84 256 000 0001"), Phone("+84\u00A0256\u00A0000\u00A00001"), "", 0},
		{"a number in other groups is the same", KindPhone, scalar("+84-2560000001"), Phone("+84\u00A0256\u00A0000\u00A00001"), "", 0},
		{"a number without its country", KindPhone, scalar("0256 000 0001"), nil, "phone-without-country", 7},
		{"an area in brackets", KindPhone, scalar("(0256) 000 0001"), nil, "phone-without-country", 7},
		{"a country without its plus", KindPhone, scalar("84 256 000 0001"), nil, "phone-without-country", 7},
		{"two numbers", KindPhone, scalar("+84 256 000 0001, +84 256 000 0002"), nil, "phone-wrong", 7},
		{"no number", KindPhone, scalar("(chưa rõ)"), nil, "phone-wrong", 7},
		{"an address", KindEmail, scalar("board@example.org"), Email("board@example.org"), "", 0},
		{"an address with its scheme", KindEmail, scalar("mailto:board@example.org"), nil, "email-wrong", 7},
		{"an address without a host", KindEmail, scalar("board"), nil, "email-wrong", 7},
		{"an address with its name", KindEmail, scalar("Board <board@example.org>"), nil, "email-wrong", 7},
		{"two addresses", KindEmail, scalar("a@example.org, b@example.org"), nil, "email-wrong", 7},
		{"a list where one is meant", KindFile, list("a", "b"), nil, "value-not-single", 7},
		{"an empty value", KindDay, scalar(" "), nil, "value-empty", 7},
		{"no day", KindDay, scalar("mai"), nil, "date-wrong", 7},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ps := Read(&Field{Name: "key", Kind: tt.kind}, tt.node, Grammar{File: "a.vi.md", Zone: zone, Locale: vietnamese})
			if (got == nil) != (tt.want == nil) || got != nil && !Equal(got, tt.want) {
				t.Errorf("value %#v, want %#v", got, tt.want)
			}
			if tt.code == "" && len(ps) == 0 {
				return
			}
			if len(ps) != 1 || ps[0].Code != tt.code || ps[0].Line != 3 || ps[0].Column != tt.col {
				t.Errorf("problems %v, want %s at 3:%d", ps, tt.code, tt.col)
			}
		})
	}
}
