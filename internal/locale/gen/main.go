// Command gen prints what package locale makes of a fixed set of samples, as
// JSON on stdout. check.mjs beside it compares them with another
// implementation of the same data, the Intl object of Node:
//
//	go run ./internal/locale/gen | node internal/locale/gen/check.mjs
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"

	"nhipcau/internal/locale"
)

// sample is one call and its result; check.mjs makes the same call.
type sample struct {
	Lang   string `json:"lang"`
	Of     string `json:"of"`
	Input  any    `json:"input"`
	Result any    `json:"result"`
}

func main() {
	out := json.NewEncoder(os.Stdout)
	for _, tag := range locale.Tags() {
		l, _ := locale.Find(tag)
		for _, s := range samples(l) {
			if err := out.Encode(s); err != nil {
				fmt.Fprintln(os.Stderr, "gen:", err)
				os.Exit(2)
			}
		}
	}
}

func samples(l *locale.Locale) []sample {
	var list []sample
	add := func(of string, input, result any) {
		list = append(list, sample{l.Tag, of, input, result})
	}
	for _, tag := range locale.Tags() {
		add("name", tag, l.NameOf(tag))
	}
	for _, style := range []string{"short", "long", "month"} {
		for month := time.January; month <= time.December; month++ {
			for _, day := range []int{1, 9, 10, 28} {
				t := time.Date(2022, month, day, 0, 0, 0, 0, time.UTC)
				add(style, t.Format(time.DateOnly), l.Date(t, style))
			}
		}
	}
	for _, n := range []int64{0, 7, -7, 999, 1000, 9999, 12345, -123456, 1234567, 1 << 40} {
		add("integer", n, l.Integer(n))
	}
	for _, text := range []string{"0.5", "-1374.50", "96.5", "1234567.89", "1000.000"} {
		add("decimal", text, l.Decimal(text))
		add("percent", text, l.Percent(text))
	}
	add("range", []int{1, 3}, l.Range("1", "3"))
	for n := range 5 {
		items := []string{"A", "B", "C", "D"}[:n]
		add("list", items, l.List(items))
	}
	for _, items := range words {
		add("sorted", items, sorted(l, items))
	}
	add("og", nil, l.OG())
	add("dir", nil, l.Dir())
	return list
}

// words are sorted in every language. Japanese kanji and Korean hanja are not
// among them: their order is a matter of dictionaries that we do not carry.
var words = [][]string{
	{"ấ", "a", "â", "b", "ă", "ạ", "á", "ã", "ả", "à", "đ", "d", "e", "ê", "o", "ô", "ơ", "u", "ư"},
	{"Định", "Dung", "An", "Đắk", "Ấn", "Dinh", "Ẩn", "Ân", "Bình Định", "Bình Dương"},
	{"ຫາ", "ໝາ", "ຫມາ", "ມາ", "ໂຄ", "ຄົນ", "ເຂົ້າ", "ຂາວ", "ໄກ", "ແກ", "ເກ", "ກິນ", "ກາ", "ກະ"},
	{"ไทย", "กา", "เกาะ", "แม่", "ขาว", "น้ำ"},
	{"ខ្មែរ", "កម្ពុជា", "អង្គរ", "ភ្នំពេញ"},
	{"하노이", "가람", "나라", "빈딘"},
	{"さくら", "アジア", "あさ", "ハノイ"},
	// several scripts, as names in a list of partners have
	{"Canh Vinh", "ກວີເຍີນ", "Bình", "ບິ່ງດິ້ງ", "5 ha", "ລາວ", "Zone", "한국", "ไทย", "ខ្មែរ", "2022"},
	// what the sample site's glossary and sections sort
	{"Vân Canh", "Quy Nhơn", "Ủy ban nhân dân tỉnh", "ánh sáng", "xã", "An Lão", "Phù Mỹ", "đầu tư", "Đài Loan", "diện tích", "Phù Cát", "an ninh", "anh", "Biển Đông", "Bình Định", "Tây Sơn", "Tuy Phước", "Hoài Nhơn", "Hoài Ân", "An Nhơn", "Vĩnh Thạnh", "Lào", "Lâm Đồng", "Nhơn Hội", "nhà đầu tư"},
	{"ສາລະວັນ", "ຈຳປາສັກ", "ອັດຕະປື", "ເຊກອງ", "ຫວຽດນາມ", "ວຽງຈັນ", "ຫຼວງພະບາງ", "ໜອງຄາຍ", "ກຳປູເຈຍ", "ໄທ", "ຍີ່ປຸ່ນ", "ຢາລາຍ", "ເອີຣົບ", "ໄຕ້ຫວັນ", "ທ່າເຮືອ", "ທະເລ", "ແຂວງ", "ເມືອງ", "ຕາແສງ", "ນັກລົງທຶນ", "ໜ້າວຽກ", "ຂໍ້ຕົກລົງ", "ຂ່າວສານ"},
	{"Binh Dinh", "binh dinh", "Laos", "Lao", "Quy Nhon", "Department of Justice", "department", "e-mail", "economic zone", "East Sea", "Viet Nam", "Vietnam", "coöperate", "co-operate", "cooperate"},
	{"port-10", "port-9", "Port", "zone", "Alpha", "alpha"},
}

func sorted(l *locale.Locale, items []string) []string {
	keys := l.SortKeys(items)
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return bytes.Compare(keys[a], keys[b]) })
	result := make([]string, len(items))
	for i, at := range order {
		result[i] = items[at]
	}
	return result
}
