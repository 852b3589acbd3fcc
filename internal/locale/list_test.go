package locale

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestList(t *testing.T) {
	cases := []struct{ lang, two, four string }{
		{"vi", "A và B", "A, B, C và D"},
		{"en", "A and B", "A, B, C, and D"},
		{"lo", "A ແລະ B", "A, B, C, D"},
		{"ko", "A 및 B", "A, B, C 및 D"},
		{"ja", "A、B", "A、B、C、D"},
		{"th", "AและB", "A B C และD"},
	}
	items := []string{"A", "B", "C", "D"}
	for _, c := range cases {
		l := find(t, c.lang)
		got := []string{l.List(nil), l.List(items[:1]), l.List(items[:2]), l.List(items)}
		if want := []string{"", "A", c.two, c.four}; !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", c.lang, got, want)
		}
	}
}

func TestSortKeys(t *testing.T) {
	cases := []struct{ name, lang, order string }{
		{"Vietnamese letters and tones", "vi", "a à ả ã á ạ ă â b d đ e ê o ô ơ u ư"},
		{"Vietnamese names", "vi", "An Ân Ẩn Ấn Dinh Dung Đắk Định"},
		{"Lao: a vowel before its consonant is read after it", "lo", "ກະ ກາ ກິນ ເກ ແກ ໄກ ຂາວ ເຂົ້າ ຄົນ ໂຄ ມາ ຫມາ ໝາ ຫາ"},
		{"in Lao, Lao goes before Latin", "lo", "5ha ກວີເຍີນ ບິ່ງດິ້ງ ລາວ Bình Canh Zone ไทย"},
		{"in Vietnamese, Latin goes before Lao", "vi", "5ha Bình Canh Zone ກວີເຍີນ ບິ່ງດິ້ງ ລາວ"},
		{"in Khmer, Khmer goes before Latin", "km", "ខ្មែរ Bình ລາວ"},
		{"digits one by one", "en", "port-10 port-9 zone"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			want := strings.Fields(c.order)
			l := find(t, c.lang)
			for _, start := range [][]string{want, reversed(want), sortedByCodePoint(want)} {
				if got := inOrder(l, start); !slices.Equal(got, want) {
					t.Errorf("from %q:\ngot  %q\nwant %q", start, got, want)
				}
			}
		})
	}
}

// Items that a collation holds equal still have one order.
func TestSortKeysAreTotal(t *testing.T) {
	items := []string{"ໜອງ", "ໜອງ\u200b", "a", "a\u200b", ""}
	l := find(t, "lo")
	if a, b := inOrder(l, items), inOrder(l, reversed(items)); !slices.Equal(a, b) {
		t.Errorf("the order depends on the start: %q, %q", a, b)
	}
}

func TestSortKeysFromManyGoroutines(t *testing.T) {
	l := find(t, "vi")
	items := strings.Fields("đ d â ă a ạ á ã ả à")
	want := fmt.Sprint(l.SortKeys(items))
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if got := fmt.Sprint(l.SortKeys(items)); got != want {
				t.Error("keys differ")
			}
		})
	}
	wait.Wait()
}

func inOrder(l *Locale, items []string) []string {
	type keyed struct {
		item string
		key  []byte
	}
	list := make([]keyed, len(items))
	for i, key := range l.SortKeys(items) {
		list[i] = keyed{items[i], key}
	}
	slices.SortStableFunc(list, func(a, b keyed) int { return bytes.Compare(a.key, b.key) })
	result := make([]string, len(items))
	for i, k := range list {
		result[i] = k.item
	}
	return result
}

func reversed(items []string) []string {
	items = slices.Clone(items)
	slices.Reverse(items)
	return items
}

func sortedByCodePoint(items []string) []string { return slices.Sorted(slices.Values(items)) }

func BenchmarkSortKeys(b *testing.B) {
	items := make([]string, 10_000)
	for i := range items {
		items[i] = fmt.Sprintf("Dự án khu công nghiệp và đô thị Nhơn Hội số %d", i)
	}
	l := find(b, "vi")
	for b.Loop() {
		l.SortKeys(items)
	}
}
