package locale

import (
	"testing"
	"time"
)

func day(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

func TestDate(t *testing.T) {
	cases := []struct {
		name, lang string
		day        time.Time
		short      string
		long       string
		month      string
	}{
		{"vi: a zero before a day below 10, none before month 9", "vi", day(2022, 9, 5), "05/9/2022", "ngày 05 tháng 9 năm 2022", "tháng 9 năm 2022"},
		{"vi: a zero before month 2", "vi", day(2022, 2, 14), "14/02/2022", "ngày 14 tháng 02 năm 2022", "tháng 02 năm 2022"},
		{"vi: zeros before both", "vi", day(2022, 1, 1), "01/01/2022", "ngày 01 tháng 01 năm 2022", "tháng 01 năm 2022"},
		{"vi: no zero before month 3", "vi", day(2022, 3, 10), "10/3/2022", "ngày 10 tháng 3 năm 2022", "tháng 3 năm 2022"},
		{"vi: the day of the relations with Laos", "vi", day(1962, 9, 5), "05/9/1962", "ngày 05 tháng 9 năm 1962", "tháng 9 năm 1962"},
		{"vi: two digits each", "vi", day(2022, 12, 31), "31/12/2022", "ngày 31 tháng 12 năm 2022", "tháng 12 năm 2022"},
		{"en: the day comes first", "en", day(2022, 9, 5), "5 Sep 2022", "5 September 2022", "September 2022"},
		{"lo: digits when short", "lo", day(2022, 9, 5), "5/9/2022", "5 ກັນຍາ 2022", "ກັນຍາ 2022"},
		{"km", "km", day(2022, 9, 5), "5 កញ្ញា 2022", "5 កញ្ញា 2022", "កញ្ញា 2022"},
		{"ko", "ko", day(2022, 9, 5), "2022. 9. 5.", "2022년 9월 5일", "2022년 9월"},
		{"ja: padded when short", "ja", day(2022, 9, 5), "2022/09/05", "2022年9月5日", "2022年9月"},
		{"th: years after Christ, and the long form says so", "th", day(2022, 9, 5), "5 ก.ย. 2022", "5 กันยายน ค.ศ. 2022", "กันยายน 2022"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := find(t, c.lang)
			for style, want := range map[string]string{"short": c.short, "long": c.long, "month": c.month} {
				if got := l.Date(c.day, style); got != want {
					t.Errorf("%s: got %q, want %q", style, got, want)
				}
			}
		})
	}
}

func TestDateIsOfTheTimesOwnZone(t *testing.T) {
	vietnam := time.FixedZone("+07", 7*60*60)
	late := time.Date(2022, 9, 4, 18, 0, 0, 0, time.UTC)
	if got := find(t, "vi").Date(late.In(vietnam), "short"); got != "05/9/2022" {
		t.Errorf("got %q, want the day in Vietnam", got)
	}
}

// Every pattern of every language is one that Date can print.
func TestDateKnowsAllPatterns(t *testing.T) {
	for _, tag := range Tags() {
		for month := 1; month <= 12; month++ {
			for _, style := range []string{"short", "long", "month"} {
				if find(t, tag).Date(day(2022, month, 5), style) == "" {
					t.Errorf("%s %s: empty", tag, style)
				}
			}
		}
	}
}

func TestDateStyleUnknown(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("an unknown style does not panic")
		}
	}()
	find(t, "vi").Date(day(2022, 9, 5), "medium")
}

func BenchmarkDate(b *testing.B) {
	l, at := find(b, "vi"), day(2022, 9, 5)
	b.ReportAllocs()
	for b.Loop() {
		l.Date(at, "long")
	}
}
