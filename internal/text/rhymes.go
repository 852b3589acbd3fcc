package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// vowels are the twelve vowel letters of Vietnamese in small letters, each
// without a tone and then with huyền, sắc, hỏi, ngã, nặng.
var vowels = [...]string{
	"aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị",
	"oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ",
}

// toneless gives a small vowel without its tone, and which tone it has.
var toneless = func() map[rune]struct {
	plain rune
	tone  int
} {
	m := map[rune]struct {
		plain rune
		tone  int
	}{}
	for _, row := range vowels {
		letters := []rune(row)
		for i, r := range letters {
			m[r] = struct {
				plain rune
				tone  int
			}{letters[0], i}
		}
	}
	return m
}()

// What a Vietnamese syllable may begin with, and what may follow, as grammars of
// the written language list it (Đoàn Thiện Thuật, "Ngữ âm tiếng Việt").
var (
	onsets = wordSet("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")
	rhymes = wordSet(`
		a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
		e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
		i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu
		o oc oi om on ong op ot ooc oong oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet
		ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
		u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt uân uâng uât uây uê uêch uênh uêu uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu
		ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu
		y yêm yên yêng yêt yêu ych yn ynh yt`)
)

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// isSyllable reports whether a word in NFC is a syllable as Vietnamese writes
// them: an onset, a rhyme, at most one tone mark and that where it belongs in
// the older or the newer style. It knows no words: many a syllable has no
// meaning.
func isSyllable(word string) bool {
	if len(word) > 24 {
		return false
	}
	var plain []rune
	tone, at := 0, -1
	for _, r := range word {
		r = unicode.ToLower(r)
		if v, ok := toneless[r]; ok {
			if r = v.plain; v.tone > 0 {
				if tone > 0 {
					return false
				}
				tone, at = v.tone, len(plain)
			}
		} else if r > unicode.MaxASCII && r != 'đ' {
			return false
		}
		plain = append(plain, r)
	}
	s := string(plain)
	for n := min(3, len(plain)); n >= 0; n-- {
		onset, rhyme := string(plain[:n]), string(plain[n:])
		if n > 0 && !onsets[onset] || !rhymes[rhyme] || len(onset)+len(rhyme) != len(s) {
			continue
		}
		if tone == 0 || at >= n && takesTone([]rune(rhyme), at-n, tone) {
			return tone > 0 || !stopped(rhyme)
		}
	}
	return false
}

// stopped reports whether a rhyme ends in p, t, c or ch.
func stopped(rhyme string) bool {
	return strings.HasSuffix(rhyme, "p") || strings.HasSuffix(rhyme, "t") || strings.HasSuffix(rhyme, "c") || strings.HasSuffix(rhyme, "ch")
}

// takesTone reports whether the tone mark of a rhyme may stand on its nth letter.
func takesTone(rhyme []rune, n, tone int) bool {
	if stopped(string(rhyme)) && tone != 2 && tone != 5 { // sắc and nặng only
		return false
	}
	last, marked, count := -1, -1, 0
	for i, r := range rhyme {
		if _, ok := toneless[r]; !ok {
			break
		}
		if last, count = i, count+1; r >= utf8.RuneSelf {
			marked = i
		}
	}
	switch {
	case marked >= 0:
		return n == marked
	case last < len(rhyme)-1 || count == 1: // a consonant follows
		return n == last
	case count == 3:
		return n == 1
	}
	switch string(rhyme) {
	case "oa", "oe", "uy":
		return n == 0 || n == 1
	}
	return n == 0
}
