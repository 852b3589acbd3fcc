package locale

import (
	"testing"
	"time"
)

// Every day as a language shows it, short or long, is understood by it; so are
// months, quarters and years.
func TestTimesAreReadAsShown(t *testing.T) {
	zone := time.FixedZone("+07", 7*3600)
	for _, tag := range append(Tags(), "xx") {
		l, _ := Find(tag)
		for day := time.Date(2022, 1, 1, 0, 0, 0, 0, zone); day.Year() < 2023; day = day.AddDate(0, 0, 5) {
			for _, style := range []string{"short", "long"} {
				shown := l.Date(day, style)
				if got, g, ok := l.ReadTime(shown, zone); !ok || g != Day || !got.Equal(day) {
					t.Errorf("%s: %q is read as %v %v %v", tag, shown, got, g, ok)
				}
			}
		}
		for m := time.January; m <= time.December; m++ {
			first := time.Date(2022, m, 1, 0, 0, 0, 0, zone)
			for _, g := range []Grain{Month, Quarter, Year} {
				if g == Quarter && m%3 != 1 || g == Year && m > 1 {
					continue
				}
				shown := l.Time(first, g)
				if got, same, ok := l.ReadTime(shown, zone); !ok || same != g || !got.Equal(first) {
					t.Errorf("%s: %q is read as %v %v %v", tag, shown, got, same, ok)
				}
			}
		}
	}
}

func TestWordsAroundTimes(t *testing.T) {
	for _, test := range []struct {
		tag, in, rest string
		cut           func(*Locale, string) (string, bool)
	}{
		{"vi", "Dự kiến quý III/2022", "quý III/2022", (*Locale).CutExpected},
		{"vi", "từ 2021", "2021", (*Locale).CutFrom},
		{"vi", "trong năm 2022", "năm 2022", (*Locale).CutIn},
		{"en", "from 2021 on", "2021", (*Locale).CutFrom},
		{"en", "from 2021", "2021", (*Locale).CutFrom},
		{"lo", "ຄາດວ່າໄຕມາດ III/2022", "ໄຕມາດ III/2022", (*Locale).CutExpected},
		{"vi", "từ", "", (*Locale).CutFrom},
		{"vi", "from 2021 on", "", (*Locale).CutFrom},
		{"ja", "(2021)", "2021", (*Locale).CutExpected},
	} {
		l, _ := Find(test.tag)
		rest, ok := test.cut(l, test.in)
		if ok != (test.rest != "") || ok && rest != test.rest {
			t.Errorf("%s %q: %q, %v", test.tag, test.in, rest, ok)
		}
	}
}

func TestMoment(t *testing.T) {
	at := time.Date(2022, 9, 5, 8, 30, 0, 0, time.UTC)
	for tag, want := range map[string]string{"vi": "08:30 ngày 05/9/2022", "en": "5 Sep 2022, 08:30", "lo": "5/9/2022 08:30", "ja": "2022/09/05 08:30"} {
		l, _ := Find(tag)
		if got := l.Moment(at); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
	vi, _ := Find("vi")
	if got := vi.Moment(at.Add(5 * time.Second)); got != "08:30:05 ngày 05/9/2022" {
		t.Error(got)
	}
}
