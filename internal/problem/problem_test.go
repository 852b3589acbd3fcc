package problem

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestFormat(t *testing.T) {
	p := New("link-target-missing", At{"content/a/index.lo.md", 12, 5}, "target", "../port", "near", "../ports")
	want := "content/a/index.lo.md:12:5: there is no page \"../port\"\n  hint: did you mean \"../ports\"? Paths start at the item's own place, such as ../other-item"
	if got := p.Format("en"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	p.Args["near"] = ""
	if got := p.Hint("en"); got != "Paths start at the item's own place, such as ../other-item" {
		t.Errorf("with nothing near: %s", got)
	}
	if got := p.Format("vi"); !strings.Contains(got, "không có trang") {
		t.Errorf("in Vietnamese: %s", got)
	}
}

func TestSort(t *testing.T) {
	a := New("title-missing", At{"b.md", 2, 1})
	b := New("title-missing", At{"a.md", 10, 1})
	c := New("title-missing", At{"a.md", 9, 1})
	got := Sort([]Problem{a, b, c, a})
	if len(got) != 3 || got[0].At != c.At || got[1].At != b.At || got[2].At != a.At {
		t.Errorf("got %v", got)
	}
}

func TestUnknownCode(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a code that the catalogue lacks went through")
		}
	}()
	New("no-such-code", At{})
}

// Every entry has its level, and sentence and hint in both languages, which
// quote the same arguments.
func TestCatalogue(t *testing.T) {
	seen := map[string]bool{}
	for _, part := range catalogue {
		for code, e := range part {
			if seen[code] {
				t.Errorf("%s stands in the catalogue twice", code)
			}
			seen[code] = true
			if e.level != Stop && e.level != Warn {
				t.Errorf("%s has the level %q", code, e.level)
			}
			for _, w := range []words{e.sentence, e.hint} {
				if w.vi == "" || w.en == "" {
					t.Errorf("%s lacks words", code)
				}
				if quoted(w.vi) != quoted(w.en) {
					t.Errorf("%s quotes %s in Vietnamese and %s in English", code, quoted(w.vi), quoted(w.en))
				}
				if strings.Count(w.vi, "[[") != strings.Count(w.vi, "]]") || strings.Count(w.en, "[[") != strings.Count(w.en, "]]") {
					t.Errorf("%s has a part that does not end", code)
				}
			}
		}
	}
}

// quoted lists the arguments that a sentence quotes, in alphabetical order.
func quoted(s string) string {
	set := map[string]bool{}
	for _, m := range argument.FindAllStringSubmatch(s, -1) {
		set[m[1]] = true
	}
	return strings.Join(slices.Sorted(maps.Keys(set)), " ")
}
