package site

import (
	"fmt"
	"testing"
)

// What is near is found among thousands, wherever the mistake is.
func TestNearestOfManyNames(t *testing.T) {
	var list []string
	for i := range 5000 {
		list = append(list, fmt.Sprintf("tin/%04d-tin-so-%04d", i, i*7919%10000), fmt.Sprintf("du-an/%04d", i))
	}
	list = append(list, "du-an/cang-quy-nhon", "gioi-thieu", "ເອກະສານ/ແຜນທີ່")
	n := newNames(list, list)
	for word, want := range map[string]string{
		"du-an/cang-quy-nhon":  "du-an/cang-quy-nhon",
		"du-an/cang-quy-nhom":  "du-an/cang-quy-nhon",
		"du-ann/cang-quy-nhon": "du-an/cang-quy-nhon",
		"dự-án/cảng-quy-nhơn":  "du-an/cang-quy-nhon",
		"xu-an/cang_quy_nhon":  "du-an/cang-quy-nhon",
		"du-an/cagn-quy-nhon":  "du-an/cang-quy-nhon",
		"giới-thiệu":           "gioi-thieu",
		"goi-thieu":            "gioi-thieu",
		"ເອກະສານ/ແຜນທີ":        "ເອກະສານ/ແຜນທີ່",
		"hoan-toan-khac":       "",
		"":                     "",
	} {
		if got := n.nearest(word); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

// A file of a language may be meant by its name without the language; of two,
// the first is proposed.
func TestNearestMeansAnotherName(t *testing.T) {
	n := newNames([]string{"a-map.lo.pdf", "a-map.pdf", "a-map.en.pdf", "a-map.pdf"},
		[]string{"a-map.lo.pdf", "a-map.lo.pdf", "a-map.en.pdf", "a-map.en.pdf"})
	if got, want := n.nearest("a-mapp.pdf"), "a-map.en.pdf"; got != want {
		t.Errorf("proposed %q, want %q", got, want)
	}
	if got := (names{}).nearest("a"); got != "" {
		t.Errorf("of nothing %q is proposed", got)
	}
}

func BenchmarkNearest(b *testing.B) {
	var list []string
	for i := range 10000 {
		list = append(list, fmt.Sprintf("tin-tuc/ban-tin-so-%05d", i))
	}
	n := newNames(list, list)
	for b.Loop() {
		n.nearest("tin-tuc/ban-tin-so-0500x")
	}
}
